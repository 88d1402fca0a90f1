//! MIP-003 attachment 01: what an agent asks, as one [`Form`], whatever envelope it came in.
//!
//! Parsing never fails on an unknown type or validation (it becomes a text field that shows its raw type; the agent decides);
//! it fails only when there are no fields to be found, or more than can be asked. Answers are checked here, in Rust, and
//! encoded for the agent.
//!
//! ```
//! use masumi::{form::{Answer, Choices, FieldKind, Form, Rule}, identifiers::Nonce};
//! use serde_json::json;
//!
//! // As `AgentClient::input_schema` gives it.
//! let schema = json!({ "input_data": [
//!     { "id": "text", "type": "textarea", "name": "Text" },
//!     { "id": "style", "type": "option", "name": "Style", "data": { "values": ["Short", "Long"] } },
//! ] });
//! let form = Form::parse(&schema)?;
//! assert_eq!(form.field("text").map(|field| field.kind), Some(FieldKind::Textarea));
//!
//! let mut answers = form.defaults();
//! answers.insert("style".to_owned(), Answer::Choices(vec![1]));
//! let missing = form.encode(&answers, Choices::first(&form), &Nonce::random()).unwrap_err();
//! assert_eq!((missing[0].field.as_str(), missing[0].rule), ("text", Rule::Required));
//!
//! answers.insert("text".to_owned(), Answer::Text("It was a long day.".to_owned()));
//! let input = form.encode(&answers, Choices::first(&form), &Nonce::random()).map_err(|refused| format!("{refused:?}"))?;
//! assert_eq!(json!(input), json!({ "text": "It was a long day.", "style": [1] }));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod calendar;
mod choices;
mod decimal;
mod encode;
mod options;
mod parse;
mod questions;
mod read_back;
mod refs;
mod source;
#[cfg(test)]
mod tests;

pub use choices::{ChoiceEncoding, Choices, Picked, Written};
pub use questions::{Lock, Question, Questions};

use crate::identifiers::Nonce;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What an agent asks.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
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
    /// Several forms, each of which is answered by itself: [`Questions`] tells them apart.
    #[error("several questions, each with a lock of its own")]
    Several,
    /// More than a person can answer, or than can be shown.
    #[error("more than {most} {what}")]
    TooMuch {
        /// As many would do.
        most: usize,
        /// Of what.
        what: &'static str,
    },
}

/// Fields that belong together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
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
    /// The agent says itself that it is needed. Else it is only because nothing says otherwise, and the person may leave it
    /// empty ([`Answer::Blank`]): some fields belong to one choice of another.
    pub insists: bool,
    /// For choices: what may be chosen, in the agent's order and without a gap (the index is the answer).
    pub options: Vec<FieldOption>,
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
    /// Of a file: the agent wants what is in it (base64), which a desktop does not send. An address will probably not do.
    pub embedded: bool,
    /// Of a form that is shown: of its description, or of what it sends if it is hidden, this is only the beginning.
    pub cut: bool,
    /// What a hidden field sends: often no text.
    #[serde(skip)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub fixed: Option<Value>,
    /// Of choices: always written as a list, also one of them.
    #[serde(skip)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub list: bool,
    /// Of choices: the envelope means the values, and not their places.
    #[serde(skip)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub by_value: bool,
}

/// What may be chosen.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FieldOption {
    /// What to show: of an entry that cannot be read its JSON.
    pub label: String,
    /// What is sent, where it is not its place.
    #[serde(skip)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub value: Value,
    /// Whether it can be chosen. What cannot be read keeps its place.
    pub readable: bool,
}

/// How a field is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
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
    /// JSON as text, which is checked and sent as JSON: an object or a list, by its raw type.
    Json,
    /// The nonce of the purchase, under whatever spelling of `identifier_from_purchaser`: filled in, and never asked.
    Nonce,
}

/// An answer as a person gives it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Answer {
    /// Of toggles.
    Bool(bool),
    /// Of choices: zero-based indices into the options.
    Choices(Vec<u32>),
    /// Of everything else, as typed. `""` is no answer.
    Text(String),
    /// `null`: left empty, and meant so. Takes back what the form began with, and leaves open what nothing insists on.
    Blank,
}

/// Answers by field id.
pub type Answers = BTreeMap<String, Answer>;

/// Why an answer is refused; the words are for whoever shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
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
    /// No JSON, or none of the shape that `limit` names: `object`, `array`, or `""` where any will do.
    Json,
    /// JSON with a number, or with names in an order, that not all implementations write alike.
    NotAlike,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
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
    /// Who says so.
    pub by: By,
}

/// Whose value is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The person answered it.
    You,
    /// The agent's form sets it, whatever the person answers: a hidden field, or one that only informs.
    Agent,
    /// The nonce of the purchase, which the form asks for.
    Nonce,
}

impl Form {
    /// Reads a schema in any known envelope (docs/protocol.md 9.1). An explicitly empty list is a form without
    /// questions.
    pub fn parse(schema: &Value) -> Result<Form, NoForm> {
        parse::form_or_examples(schema)
    }

    /// All fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.groups.iter().flat_map(|group| &group.fields)
    }

    /// The field of this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields().find(|field| field.id == id)
    }

    /// What to begin with: the agent's defaults, and off for every toggle that needs an answer. Other fields begin blank.
    pub fn defaults(&self) -> Answers {
        let first = |field: &Field| match (&field.default, field.kind) {
            (_, kind) if !kind.is_asked() => None,
            (Some(default), _) => Some(default.clone()),
            (None, FieldKind::Boolean) if field.required => Some(Answer::Bool(false)),
            (None, _) => None,
        };
        self.fields().filter_map(|field| Some((field.id.clone(), first(field)?))).collect()
    }

    /// Those of the answers that still answer a field of this form in its shape: for a draft kept while the agent changed
    /// its schema.
    pub fn still_fitting(&self, answers: Answers) -> Answers {
        answers.into_iter().filter(|(id, answer)| self.field(id).is_some_and(|field| field.takes(answer))).collect()
    }

    /// Checks the answers and writes them as the flat `input_data` that the agent wants. Optional blanks are left out.
    /// `nonce`: of the purchase, for a form that asks for it. Errors: every refused answer at once, in the order of the form.
    pub fn encode(
        &self,
        answers: &Answers,
        choices: Choices,
        nonce: &Nonce,
    ) -> Result<Map<String, Value>, Vec<FieldError>> {
        encode::form(self, answers, choices, nonce)
    }

    /// The answers from which an `input_data` was encoded, as far as this form still asks the same; without passwords. `choices`: how
    /// choices were written in it. What it does not have was left empty.
    pub fn read_back(&self, input_data: &Map<String, Value>, choices: Choices) -> Answers {
        read_back::answers(self, input_data, choices)
    }

    /// Every value of an `input_data` that was encoded from these answers, as a person reads it, in the order of the form: for
    /// review and history. A password is not in it, only that there is one. Of a choice that is sent as its value, where that
    /// reads otherwise than what was chosen, both are.
    pub fn readable(&self, answers: &Answers, input_data: &Map<String, Value>) -> Vec<Sent> {
        let sent = self.fields().filter_map(|field| Some((field, input_data.get(&field.id)?)));
        sent.map(|(field, value)| {
            let by = match field.kind {
                FieldKind::None | FieldKind::Hidden => By::Agent,
                FieldKind::Nonce => By::Nonce,
                _ => By::You,
            };
            let text = match (field.kind, answers.get(&field.id)) {
                _ if by != By::You => encode::as_text(value),
                (FieldKind::Password, _) => "••••••".to_owned(),
                (_, Some(Answer::Bool(truth))) => if *truth { "✓" } else { "✗" }.to_owned(),
                (_, Some(Answer::Choices(chosen))) => encode::chosen(field, chosen, value),
                (FieldKind::Json, _) => serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string()),
                _ => encode::as_text(value),
            };
            Sent { label: field.label.clone(), text, by }
        })
        .collect()
    }
}

impl Field {
    /// Whether an answer has the shape of those to this field; whether it is any good, [`Form::encode`] says.
    pub fn takes(&self, answer: &Answer) -> bool {
        match (self.kind, answer) {
            (kind, _) if !kind.is_asked() => false,
            (_, Answer::Blank) => !self.insists,
            (FieldKind::Boolean, answer) => matches!(answer, Answer::Bool(_)),
            (FieldKind::Option | FieldKind::Radio, Answer::Choices(chosen)) => {
                let option = |index: &u32| self.options.get(usize::try_from(*index).ok()?);
                chosen.iter().all(|index| option(index).is_some_and(|option| option.readable))
            }
            (FieldKind::Option | FieldKind::Radio, _) => false,
            (_, answer) => matches!(answer, Answer::Text(_)),
        }
    }

    /// Of JSON: `object`, `array`, or `""` for any.
    fn shape(&self) -> &'static str {
        match self.raw_type.to_ascii_lowercase().as_str() {
            "object" | "dict" => "object",
            "array" | "list" => "array",
            _ => "",
        }
    }
}

impl FieldKind {
    /// Whether the person answers it.
    pub fn is_asked(self) -> bool {
        !matches!(self, FieldKind::None | FieldKind::Hidden | FieldKind::Nonce)
    }

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
