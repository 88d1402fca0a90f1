//! MIP-003 attachment 01: what an agent asks, as one [`Form`], whatever envelope it came in.
//!
//! Parsing never fails on an unknown type or validation (it becomes a text field that shows its raw type; the agent decides);
//! it fails only when there are no fields to be found, or more than can be asked. Answers are checked here, in Rust, and encoded for the agent.

mod choices;
mod decimal;
mod encode;
mod parse;
#[cfg(test)]
mod tests;

pub use choices::{ChoiceEncoding, Choices, Picked, Written};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an agent asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Form {
    /// In the agent's order. A schema without groups is one group without a title.
    pub groups: Vec<Group>,
}

/// Why a schema is no form that can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoForm {
    /// No list of fields is to be found.
    #[error("no list of fields")]
    NotAForm,
    /// More than a person can answer, or a page can show.
    #[error("more than {most} {what}")]
    TooMuch {
        /// As many would do.
        most: usize,
        /// Of what.
        what: &'static str,
    },
}

/// Fields that belong together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// As given, or `""`.
    pub id: String,
    /// As given, or `""`.
    pub title: String,
    /// In the agent's order.
    pub fields: Vec<Field>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// Echoed verbatim in the answer.
    pub id: String,
    /// What to show; falls back to the id.
    pub label: String,
    /// How to ask.
    pub kind: FieldKind,
    /// The agent's own word for the type.
    pub raw_type: String,
    /// Agent's text under the label, or `""`.
    pub description: String,
    /// Agent's example, or `""`.
    pub placeholder: String,
    /// Whether an answer is needed.
    pub required: bool,
    /// For choices: what may be chosen, in the agent's order (the index is the answer).
    pub options: Vec<String>,
    /// Value to begin with, in the form that the answer has.
    pub default: Option<Answer>,
    /// Lower bound as decimal text: of the length, the number, the date, or the count of choices, by kind.
    pub min: Option<String>,
    /// Upper bound, likewise.
    pub max: Option<String>,
    /// Step of a number or a range, decimal text.
    pub step: Option<String>,
    /// `integer`, `email`, `url`, `tel-pattern`, `nonempty`, as given; several are possible.
    pub formats: Vec<String>,
    /// Accepted file types, as given.
    pub accept: Option<String>,
}

/// How a field is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// One line. Also for types this build does not know.
    Text,
    /// Several lines.
    Textarea,
    /// Decimal text; blank is not zero.
    Number,
    /// A number between two bounds.
    Range,
    /// Yes or no.
    Boolean,
    /// One or several of the options (how many: min and max, default one).
    Option,
    /// Exactly one of the options, sent as its text.
    Radio,
    /// Information only; its description is sent back, as agents built with the official SDK require.
    None,
    /// Sent, not shown.
    Hidden,
    /// One line.
    Email,
    /// One line.
    Url,
    /// One line.
    Tel,
    /// One line, not shown, not kept in drafts.
    Password,
    /// `2026-11-22`.
    Date,
    /// `2026-11-22T10:00`.
    DatetimeLocal,
    /// `10:00`.
    Time,
    /// `2026-11`.
    Month,
    /// `2026-W47`.
    Week,
    /// `#rrggbb`.
    Color,
    /// A public URL to the file (a desktop has no upload host), or several, one a line, where more than one is allowed.
    File,
}

/// An answer as the page gives it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(untagged)]
pub enum Answer {
    /// Of toggles.
    Bool(bool),
    /// Of choices: zero-based indices into the options.
    Choices(Vec<u32>),
    /// Of everything else, as typed. `""` is no answer.
    Text(String),
}

/// Answers by field id.
pub type Answers = BTreeMap<String, Answer>;

/// Why an answer is refused; the page has the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Needed, and blank.
    Required,
    /// Not a number (or not one that all implementations write alike).
    Number,
    /// An amount with two readings, of which `limit` and `text` name one each: `1,234` is 1234 or 1.234.
    Ambiguous,
    /// Not a whole number.
    Integer,
    /// Below `min`.
    TooSmall,
    /// Above `max`.
    TooLarge,
    /// Not on the step.
    Step,
    /// Fewer characters than `min`.
    TooShort,
    /// More characters than `max`.
    TooLong,
    /// Fewer choices than `min`.
    TooFewChoices,
    /// More choices than `max`.
    TooManyChoices,
    /// An index that is not an option.
    NotAnOption,
    /// Not an e-mail address.
    Email,
    /// Not an http(s) URL.
    Url,
    /// Not a telephone number.
    Tel,
    /// Not a date, time, month, week or date-time of its kind.
    Date,
    /// Not `#rrggbb`.
    Color,
    /// An answer to a field that does not exist, or of the wrong shape.
    Shape,
    /// The agent itself refused it; its words are in `text`.
    Agent,
    /// The agent did not take the choice as it was written; it is written otherwise when it is sent again.
    WrittenAnew,
    /// It contains a key of the person's own, which goes to no agent; `text` says of which node. Whoever knows keys finds out.
    OwnKey,
}

/// An answer that is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldError {
    /// Which field; `""` for the form as a whole.
    pub field: String,
    /// Which rule.
    pub rule: Rule,
    /// The bound that was passed, as decimal text; of an ambiguous amount the higher reading; or `""`.
    pub limit: String,
    /// The agent's own words (rule `agent`); the name of a node (rule `own-key`); of an ambiguous amount the lower reading; or `""`.
    pub text: String,
}

/// A value that is sent to an agent, as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What was asked, as the agent wrote it.
    pub label: String,
    /// What is sent.
    pub text: String,
    /// The agent's form sets it, whatever the person answers: a hidden field, or one that only informs.
    pub by_agent: bool,
}

impl Form {
    /// Reads a schema in any known envelope (PROTOCOL 9.1). An explicitly empty list is a form without questions.
    pub fn parse(schema: &serde_json::Value) -> Result<Form, NoForm> {
        parse::form(schema)
    }

    /// All fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.groups.iter().flat_map(|group| &group.fields)
    }

    /// The field of this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields().find(|field| field.id == id)
    }

    /// What to begin with: the agent's defaults, and off for every toggle without one. Other fields begin blank.
    pub fn defaults(&self) -> Answers {
        let first = |field: &Field| match (&field.default, field.kind) {
            (_, FieldKind::Hidden | FieldKind::None) => None,
            (Some(default), _) => Some(default.clone()),
            (None, FieldKind::Boolean) => Some(Answer::Bool(false)),
            (None, _) => None,
        };
        self.fields().filter_map(|field| Some((field.id.clone(), first(field)?))).collect()
    }

    /// Those of the answers that still answer a field of this form in its shape: for a draft kept while the agent changed
    /// its schema.
    pub fn still_fitting(&self, answers: Answers) -> Answers {
        let fits = |field: &Field, answer: &Answer| match (field.kind, answer) {
            (FieldKind::None | FieldKind::Hidden, _) => false,
            (FieldKind::Boolean, Answer::Bool(_)) => true,
            (FieldKind::Option | FieldKind::Radio, Answer::Choices(chosen)) => {
                chosen.iter().all(|index| (*index as usize) < field.options.len())
            }
            (FieldKind::Boolean | FieldKind::Option | FieldKind::Radio, _) => false,
            (_, answer) => matches!(answer, Answer::Text(_)),
        };
        answers.into_iter().filter(|(id, answer)| self.field(id).is_some_and(|field| fits(field, answer))).collect()
    }

    /// Checks the answers and writes them as the flat `input_data` that the agent wants. Optional blanks are left out.
    /// Errors: every refused answer at once, in the order of the form.
    pub fn encode(
        &self,
        answers: &Answers,
        choices: Choices,
    ) -> Result<serde_json::Map<String, serde_json::Value>, Vec<FieldError>> {
        encode::form(self, answers, choices)
    }

    /// Every value of an `input_data` that was encoded from these answers, as a person reads it, in the order of the form: for
    /// review and history. A password is not in it, only that there is one.
    pub fn readable(&self, answers: &Answers, input_data: &serde_json::Map<String, serde_json::Value>) -> Vec<Sent> {
        let sent = self.fields().filter_map(|field| Some((field, input_data.get(&field.id)?)));
        sent.map(|(field, value)| {
            let by_agent = matches!(field.kind, FieldKind::None | FieldKind::Hidden);
            let text = match (field.kind, answers.get(&field.id)) {
                _ if by_agent => encode::as_text(value),
                (FieldKind::Password, _) => "••••••".to_owned(),
                (_, Some(Answer::Bool(truth))) => if *truth { "✓" } else { "✗" }.to_owned(),
                (_, Some(Answer::Choices(chosen))) => {
                    let texts = chosen.iter().filter_map(|index| field.options.get(*index as usize));
                    texts.map(String::as_str).collect::<Vec<_>>().join(", ")
                }
                _ => encode::as_text(value),
            };
            Sent { label: field.label.clone(), text, by_agent }
        })
        .collect()
    }
}

impl FieldKind {
    /// Dates and times, in HTML's formats.
    fn is_calendar(self) -> bool {
        use FieldKind::{Date, DatetimeLocal, Month, Time, Week};
        matches!(self, Date | DatetimeLocal | Time | Month | Week)
    }

    /// Where blanks may be meant.
    fn is_free_text(self) -> bool {
        matches!(self, FieldKind::Text | FieldKind::Textarea | FieldKind::Password)
    }
}
