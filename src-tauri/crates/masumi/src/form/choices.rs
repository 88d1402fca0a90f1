//! How agents want choices written, and what a refusal teaches about it. MIP-003 says zero-based indices, as Sokosumi and
//! kodo-masu do; agents built with pip-masumi take texts, and only the text for a radio (docs/protocol.md 9.2).

use super::{Answer, Answers, FieldError, FieldKind, Form, Rule};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One way of writing a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChoiceEncoding {
    /// `[0, 2]`
    Indices,
    /// `"first"`; several as [`ChoiceEncoding::Texts`].
    Text,
    /// `["first", "third"]`
    Texts,
}

/// How choices are written for an agent, by kind of field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// [`FieldKind::Option`].
    pub option: ChoiceEncoding,
    /// [`FieldKind::Radio`].
    pub radio: ChoiceEncoding,
}

impl Default for Choices {
    fn default() -> Choices {
        Choices { option: ChoiceEncoding::Indices, radio: ChoiceEncoding::Text }
    }
}

/// The choices in an answer as they were written, so that a refusal can be understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// How.
    pub choices: Choices,
    /// In which fields.
    pub fields: BTreeMap<String, Picked>,
}

/// What was written in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Picked {
    /// A radio's choice.
    Radio,
    /// One of the options.
    One,
    /// Several of them.
    Several,
}

impl Choices {
    /// How a form says itself that choices are written: where its envelope is JSON Schema, whose `enum` has the values themselves,
    /// by these; else as MIP-003 says.
    pub fn first(form: &Form) -> Choices {
        let mut chosen = form.fields().filter(|field| field.kind == FieldKind::Option);
        let option = if chosen.any(|field| field.by_value) { ChoiceEncoding::Text } else { ChoiceEncoding::Indices };
        Choices { option, ..Choices::default() }
    }

    /// What these answers have written this way; `None`: nothing was chosen in them.
    pub fn written(self, form: &Form, answers: &Answers) -> Option<Written> {
        let picked = form.fields().filter_map(|field| match (field.kind, answers.get(&field.id)?) {
            (_, Answer::Choices(chosen)) if chosen.is_empty() => None,
            (FieldKind::Radio, Answer::Choices(_)) => Some((field.id.clone(), Picked::Radio)),
            (FieldKind::Option, Answer::Choices(chosen)) => {
                Some((field.id.clone(), if chosen.len() > 1 { Picked::Several } else { Picked::One }))
            }
            _ => None,
        });
        let fields: BTreeMap<_, _> = picked.collect();
        (!fields.is_empty()).then_some(Written { choices: self, fields })
    }
}

impl Written {
    /// How to write them after the agent refused fields, and its errors with one more at each choice that says so; `None`: it
    /// found nothing wrong with a choice. After the last way comes the first again, since the seller may have repaired it.
    pub fn after_refusal(&self, errors: &[FieldError]) -> Option<(Choices, Vec<FieldError>)> {
        use ChoiceEncoding::{Indices, Text, Texts};
        let refused: Vec<Picked> = errors.iter().filter_map(|error| self.fields.get(&error.field).copied()).collect();
        let mut next = self.choices;
        if refused.contains(&Picked::Radio) {
            next.radio = match next.radio {
                Text => Indices,
                Indices => Texts,
                Texts => Text,
            };
        }
        if refused.contains(&Picked::One) || refused.contains(&Picked::Several) {
            next.option = match next.option {
                // Several as texts are one list either way.
                Indices if refused.contains(&Picked::Several) => Texts,
                Indices => Text,
                Text if !refused.contains(&Picked::Several) => Texts,
                Text | Texts => Indices,
            };
        }
        let anew = |field: &String| FieldError {
            field: field.clone(),
            rule: Rule::WrittenAnew,
            limit: String::new(),
            text: String::new(),
        };
        let chosen = self.fields.keys().filter(|field| errors.iter().any(|error| error.field == **field));
        let said = errors.iter().cloned().chain(chosen.map(anew)).collect();
        (!refused.is_empty()).then_some((next, said))
    }
}
