//! What was answered, from what was sent: the other way round of [`super::encode`]. For a job that is ordered once more, from an order
//! that keeps what was sent and not what was typed.

use super::{Answer, Answers, ChoiceEncoding, Choices, Field, FieldKind, Form, encode::as_text};
use serde_json::{Map, Value};

/// See [`Form::read_back`].
pub(super) fn answers(form: &Form, sent: &Map<String, Value>, choices: Choices) -> Answers {
    let asked = form.fields().filter(|field| field.kind.is_asked() && field.kind != FieldKind::Password);
    let read = asked.filter_map(|field| {
        let answer = match sent.get(&field.id) {
            // What was left empty does not begin with the agent's default.
            None => Answer::Blank,
            Some(value) => answer(field, value, choices)?,
        };
        field.takes(&answer).then(|| (field.id.clone(), answer))
    });
    read.collect()
}

fn answer(field: &Field, value: &Value, choices: Choices) -> Option<Answer> {
    match (field.kind, value) {
        (FieldKind::Boolean, Value::Bool(truth)) => Some(Answer::Bool(*truth)),
        (FieldKind::Option, value) => chosen(field, value, choices.option),
        (FieldKind::Radio, value) => chosen(field, value, choices.radio),
        (FieldKind::Text | FieldKind::Textarea, Value::String(text)) if text.is_empty() => Some(Answer::Blank),
        (FieldKind::Json, value) => serde_json::to_string_pretty(value).ok().map(Answer::Text),
        (FieldKind::File, value) => Some(Answer::Text(as_text(value))),
        (_, Value::String(text)) => Some(Answer::Text(text.clone())),
        (FieldKind::Number | FieldKind::Range, Value::Number(number)) => Some(Answer::Text(number.to_string())),
        _ => None,
    }
}

/// Every choice that was written, or none: one that is no option any more may have been the one that mattered.
fn chosen(field: &Field, value: &Value, encoding: ChoiceEncoding) -> Option<Answer> {
    let place = |value: &Value| -> Option<u32> {
        let place = match encoding {
            ChoiceEncoding::Indices => value.as_u64().and_then(|place| usize::try_from(place).ok())?,
            ChoiceEncoding::Text | ChoiceEncoding::Texts => {
                field.options.iter().position(|option| option.readable && option.value == *value)?
            }
        };
        u32::try_from(place).ok()
    };
    let chosen: Option<Vec<u32>> = match value {
        Value::Array(values) => values.iter().map(place).collect(),
        one => place(one).map(|one| vec![one]),
    };
    chosen.map(Answer::Choices)
}
