//! How agents say no: errors by field where they name one, and their words.

use super::Refusal;
use crate::{
    form::{FieldError, Rule},
    text::plain,
};
use serde_json::Value;

/// Characters of an agent's own text that are kept.
pub(super) const WORDS: usize = 2_000;
const FIELD_WORDS: usize = 500;
const FIELDS: usize = 100;

/// Where errors by field stand: `detail.field_errors` (pip-masumi), `detail: [{loc, msg}]` (FastAPI), `errors` (kodosumi), and
/// the names of other frameworks.
const ERRORS: [&str; 12] = [
    "field_errors",
    "fieldErrors",
    "errors",
    "validation_errors",
    "validationErrors",
    "details",
    "detail",
    "issues",
    "violations",
    "fields",
    "invalid_params",
    "invalid-params",
];

/// Every field error in an answer, as a map of fields, a list of objects, or a list of texts.
pub(super) fn field_errors(body: &Value) -> Vec<FieldError> {
    let roots = [Some(body), body.get("detail"), body.get("error"), body.get("details"), body.get("data")];
    let places = roots.into_iter().flatten().flat_map(|root| ERRORS.into_iter().filter_map(|name| root.get(name)));
    let mut found: Vec<FieldError> = Vec::new();
    for place in places {
        let errors: Vec<FieldError> = match place {
            Value::Object(fields) => fields.iter().flat_map(|(field, said)| mapped(field, said)).collect(),
            Value::Array(items) => items.iter().filter_map(listed).collect(),
            _ => Vec::new(),
        };
        for error in errors {
            if found.len() < FIELDS && !found.contains(&error) {
                found.push(error);
            }
        }
    }
    found
}

/// What is said of one field in a map. The words of an error as a whole are no fields.
fn mapped(field: &str, said: &Value) -> Vec<FieldError> {
    const WHOLE: [&str; 8] = ["message", "code", "detail", "status", "type", "title", "error", "reason"];
    if WHOLE.contains(&field) || ERRORS.contains(&field) {
        return Vec::new();
    }
    texts(said).into_iter().map(|text| error(field, &text)).collect()
}

fn listed(item: &Value) -> Option<FieldError> {
    if let Value::String(text) = item {
        // Whole also at its field: whether the form has such a field is not known here.
        return Some(error(named(text).unwrap_or_default(), text));
    }
    let text =
        ["msg", "message", "error", "reason", "description"].into_iter().find_map(|name| item.get(name)?.as_str())?;
    if let Some(place) = ["loc", "path"].into_iter().find_map(|name| item.get(name)?.as_array()) {
        let place: Vec<String> =
            place.iter().map(|part| part.as_str().map_or_else(|| part.to_string(), str::to_owned)).collect();
        return Some(placed(&place, text));
    }
    let names = ["field", "path", "id", "key", "name", "param", "property", "pointer"];
    Some(error(names.into_iter().find_map(|name| item.get(name)?.as_str()).unwrap_or_default(), text))
}

/// The field that a line begins with: `phone: must be E.164`. A sentence, or what is about the request, begins with none.
fn named(line: &str) -> Option<&str> {
    const REQUEST: [&str; 6] = ["body", "query", "input_data", "inputData", "error", "identifier_from_purchaser"];
    let (field, _) = line.split_once(": ")?;
    let is_name = |part: char| part.is_alphanumeric() || matches!(part, '_' | '-' | '.');
    (!field.is_empty() && field.chars().all(is_name) && !REQUEST.contains(&field)).then_some(field)
}

/// `["body", "input_data", <field>, …]` is the form; anything else is about the request itself.
fn placed(place: &[String], text: &str) -> FieldError {
    let form = place.iter().position(|part| part == "input_data" || part == "inputData");
    match form.and_then(|at| place.get(at + 1)) {
        Some(field) => error(field, text),
        None => error("", &format!("{}: {text}", place.join("."))),
    }
}

/// Why an agent said no, where that is about nothing that other answers could mend.
pub(super) fn why(status: u16, words: &str, errors: &[FieldError]) -> Refusal {
    let lines: Vec<String> = match errors {
        [] => vec![words.to_lowercase()],
        errors => errors.iter().map(|error| error.text.to_lowercase()).collect(),
    };
    let any = |is_it: fn(&str) -> bool| lines.iter().any(|line| is_it(line));
    match status {
        401 | 403 | 407 => Refusal::Callers,
        402 => Refusal::Payment,
        415 => Refusal::Upload,
        _ if any(|line| says(line, &["multipart", "form-data", "unsupported media type"])) => Refusal::Upload,
        // It was sent, and is not where the agent looks for it.
        400..=499 if any(|line| is_of_nonce(line) && says(line, &MISSING)) => Refusal::Upload,
        400..=499 if any(is_of_another_request) => Refusal::Request,
        400..=499 if any(is_of_nonce) => Refusal::Nonce,
        _ => Refusal::Said,
    }
}

const MISSING: [&str; 4] = ["required", "missing", "not provided", "must be provided"];

fn says(line: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| line.contains(part))
}

/// Whether a line, in small letters, is about the nonce.
fn is_of_nonce(line: &str) -> bool {
    says(line, &["identifier_from_purchaser", "identifierfrompurchaser", "purchaser identifier", "nonce"])
        || line.contains("purchaseridentifier")
}

/// Whether a line, in small letters, is about a request that MIP-003 does not have: with something in the query, something else beside
/// `input_data`, or that as a list. No answer can be at fault there.
fn is_of_another_request(line: &str) -> bool {
    const FORBIDDEN: [&str; 6] = ["extra", "not permitted", "not allowed", "unexpected", "unrecognized", "additional"];
    const LIST: [&str; 6] =
        ["valid list", "valid array", "expected array", "expected a list", "be a list", "be an array"];
    let (place, said) = line.split_once(": ").unwrap_or(("", line));
    let of_answers = |name: &str| matches!(name, "input_data" | "inputdata");
    match place.split_once('.') {
        Some(("query", _)) => true,
        Some(("body", name)) if of_answers(name) => says(said, &FORBIDDEN) || says(said, &LIST),
        Some(("body", name)) => says(said, &FORBIDDEN) || (says(said, &MISSING) && !name.contains('.')),
        Some(_) => false,
        None if of_answers(place) => says(said, &LIST),
        // Without a place: the name of it begins the sentence.
        None => ["input_data ", "inputdata ", "'input_data' ", "`input_data` ", "\"input_data\" "]
            .iter()
            .any(|name| line.strip_prefix(name).is_some_and(|rest| says(rest, &LIST))),
    }
}

fn texts(said: &Value) -> Vec<String> {
    match said {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(members) => {
            let said = ["message", "msg", "error", "reason"].into_iter().find_map(|name| members.get(name)?.as_str());
            said.map(str::to_owned).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// `field` may be the way to it: `input_data.email`, `/input_data/email`.
fn error(field: &str, text: &str) -> FieldError {
    let marks = ["body.input_data.", "input_data.", "inputData.", "/input_data/", "#/input_data/", "/body/input_data/"];
    let field = marks.into_iter().find_map(|mark| field.strip_prefix(mark)).unwrap_or(field);
    FieldError { field: field.to_owned(), rule: Rule::Agent, limit: String::new(), text: plain(text, FIELD_WORDS) }
}
