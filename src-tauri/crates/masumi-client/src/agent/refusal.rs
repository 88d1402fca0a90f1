//! How agents say no: errors by field where they tell which, and their words.

use crate::{
    form::{FieldError, Rule},
    net::plain,
};
use serde_json::Value;

/// Characters of an agent's own text that are kept.
pub(super) const WORDS: usize = 2_000;
const FIELD_WORDS: usize = 500;
const FIELDS: usize = 100;

/// Every field error in an answer: `detail.field_errors` and `field_errors` (pip-masumi), `detail: [{loc, msg}]` (FastAPI),
/// `errors` as map, list of objects, or list of texts (kodosumi and others).
pub(super) fn field_errors(body: &Value) -> Vec<FieldError> {
    let maps = [body.pointer("/detail/field_errors"), body.get("field_errors"), body.get("errors")];
    let lists = [body.get("detail"), body.get("errors")];
    let mapped = maps.into_iter().flatten().filter_map(Value::as_object).flat_map(|fields| {
        fields.iter().flat_map(|(field, said)| texts(said).into_iter().map(|text| error(field, &text)))
    });
    let listed = lists.into_iter().flatten().filter_map(Value::as_array).flatten().filter_map(listed);
    mapped.chain(listed).take(FIELDS).collect()
}

fn listed(item: &Value) -> Option<FieldError> {
    if let Value::String(text) = item {
        return Some(error("", text));
    }
    let text = ["msg", "message", "error"].into_iter().find_map(|name| item.get(name)?.as_str())?;
    if let Some(place) = item.get("loc").and_then(Value::as_array) {
        // ["body", "input_data", <field>, …] is the form; anything else is about the request itself.
        let place: Vec<String> =
            place.iter().map(|part| part.as_str().map_or_else(|| part.to_string(), str::to_owned)).collect();
        let form = place.iter().position(|part| part == "input_data" || part == "inputData");
        return Some(match form.and_then(|at| place.get(at + 1)) {
            Some(field) => error(field, text),
            None => error("", &format!("{}: {text}", place.join("."))),
        });
    }
    let field = ["field", "id", "key", "name"].into_iter().find_map(|name| item.get(name)?.as_str());
    Some(error(field.unwrap_or_default(), text))
}

fn texts(said: &Value) -> Vec<String> {
    match said {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn error(field: &str, text: &str) -> FieldError {
    FieldError { field: field.to_owned(), rule: Rule::Agent, limit: String::new(), text: plain(text, FIELD_WORDS) }
}
