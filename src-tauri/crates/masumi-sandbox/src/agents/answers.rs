//! The check of what a buyer sends, in the words of the official SDK. It is as lenient as that: unknown fields and
//! unknown options pass.

use super::Answers;
use serde_json::{Map, Value, json};
use std::cmp::Ordering;

/// What is wrong with the answers, as `detail` of a 400; `None` when nothing is.
pub(crate) fn complaint(schema: &Value, answers: &Answers) -> Option<Value> {
    let fields = fields(schema);
    let mut errors: Vec<(String, Vec<String>)> = Vec::new();
    for (id, value) in answers {
        if let Some(field) = fields.iter().find(|field| field["id"] == id.as_str()) {
            let wrong = field_errors(id, field, value);
            if !wrong.is_empty() {
                errors.push((id.clone(), wrong));
            }
        }
    }
    for field in &fields {
        let id = field["id"].as_str().unwrap_or("");
        if !answers.contains_key(id) && !optional(field) {
            errors.push((id.to_owned(), vec![format!("Required field '{id}' is missing")]));
        }
    }
    if errors.is_empty() {
        return None;
    }
    let all: Vec<&str> = errors.iter().flat_map(|(_, wrong)| wrong).map(String::as_str).collect();
    let message = format!("Validation failed: {}", all.join("; "));
    let by_field: Map<String, Value> = errors.iter().map(|(id, wrong)| (id.clone(), json!(wrong))).collect();
    Some(json!({"message": message, "field_errors": by_field}))
}

/// The ids of a schema's fields, in order.
pub(crate) fn ids(schema: &Value) -> Vec<String> {
    fields(schema).iter().filter_map(|field| field["id"].as_str()).map(str::to_owned).collect()
}

fn fields(schema: &Value) -> Vec<&Value> {
    let flat = list(schema, "input_data");
    if flat.is_empty() {
        list(schema, "input_groups").iter().flat_map(|group| list(group, "input_data")).collect()
    } else {
        flat.iter().collect()
    }
}

fn list<'a>(from: &'a Value, name: &str) -> &'a [Value] {
    from.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn validations(field: &Value) -> Vec<(&str, String)> {
    let read = |rule: &'_ Value| match &rule["value"] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    list(field, "validations").iter().map(|rule| (rule["validation"].as_str().unwrap_or(""), read(rule))).collect()
}

fn optional(field: &Value) -> bool {
    validations(field).iter().any(|(rule, _)| *rule == "optional")
}

fn blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

fn field_errors(id: &str, field: &Value, value: &Value) -> Vec<String> {
    if blank(value) {
        return if optional(field) { Vec::new() } else { vec![format!("Field '{id}' is required")] };
    }
    let kind = match field["type"].as_str().unwrap_or("") {
        "string" => "text",
        kind => kind,
    };
    let mut errors = Vec::new();
    errors.extend(type_error(kind, value).map(|error| format!("Field '{id}' {error}")));
    for (rule, bound) in validations(field) {
        let broken = match rule {
            "min" if measure(kind, value, &bound).is_none_or(Ordering::is_lt) => format!("must be at least {bound}"),
            "max" if measure(kind, value, &bound).is_none_or(Ordering::is_gt) => format!("must be at most {bound}"),
            "format" if !formatted(value, &bound) => format!("must match format: {bound}"),
            _ => continue,
        };
        errors.push(format!("Field '{id}' {broken}"));
    }
    errors
}

fn type_error(kind: &str, value: &Value) -> Option<&'static str> {
    match kind {
        "text" | "textarea" | "email" | "password" | "tel" | "url" | "search" | "hidden" | "radio" | "date"
        | "datetime-local" | "time" | "month" | "week" | "color"
            if !value.is_string() =>
        {
            Some("must be a string")
        }
        "number" | "range" if number(value).is_none() => Some("must be a number"),
        "boolean" | "checkbox" if !value.is_boolean() => Some("must be a boolean"),
        "option" if !value.is_string() && !value.is_array() => Some("must be a string or list"),
        "file" if !value.is_string() => Some("must be a string (URL)"),
        "email" if !value.as_str().is_some_and(email) => Some("must be a valid email address"),
        "url" if !value.as_str().is_some_and(url) => Some("must be a valid URL"),
        _ => None,
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// How a value compares with a bound: by number, length, count or, for dates, by text. `None`: it cannot be compared.
fn measure(kind: &str, value: &Value, bound: &str) -> Option<Ordering> {
    let size = |length: usize| Some(u64::try_from(length).ok()?.cmp(&bound.parse().ok()?));
    match kind {
        "date" | "datetime-local" | "time" | "month" | "week" => Some(value.as_str()?.cmp(bound)),
        "number" | "range" => number(value)?.partial_cmp(&bound.parse().ok()?),
        "option" | "checkbox" | "radio" => size(value.as_array().map_or(1, Vec::len)),
        "text" | "textarea" | "email" | "password" | "tel" | "url" | "search" | "hidden" => {
            size(value.as_str().map_or_else(|| value.to_string(), str::to_owned).chars().count())
        }
        _ => Some(Ordering::Equal),
    }
}

fn formatted(value: &Value, format: &str) -> bool {
    match (format, value) {
        ("integer", _) => number(value).is_some_and(|number| number.fract() == 0.0),
        ("email", Value::String(text)) => email(text),
        ("url", Value::String(text)) => url(text),
        ("tel-pattern" | "tel_pattern", Value::String(text)) => {
            text.chars().all(|letter| letter.is_ascii_digit() || " -()+".contains(letter))
        }
        _ => true,
    }
}

fn email(text: &str) -> bool {
    let Some((user, host)) = text.split_once('@') else { return false };
    let Some((_, top)) = host.rsplit_once('.') else { return false };
    !user.is_empty() && top.len() >= 2 && top.chars().all(|letter| letter.is_ascii_alphabetic())
}

fn url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint_about(answers: Value) -> Option<Value> {
        let schema = json!({"input_data": [
            {"id": "text", "type": "text", "name": "Text"},
            {"id": "sentences", "type": "number", "name": "Sentences", "validations": [
                {"validation": "min", "value": "1"}, {"validation": "max", "value": "10"},
                {"validation": "optional", "value": "true"}]},
        ]});
        let Value::Object(answers) = answers else { panic!("an object") };
        complaint(&schema, &answers)
    }

    #[test]
    fn complaints_have_the_sdks_words_and_shape() {
        let wrong = complaint_about(json!({"text": 5, "sentences": "many"})).unwrap();
        let sentences = [
            "Field 'sentences' must be a number",
            "Field 'sentences' must be at least 1",
            "Field 'sentences' must be at most 10",
        ];
        let expected = json!({"text": ["Field 'text' must be a string"], "sentences": sentences});
        assert_eq!(wrong["field_errors"], expected);
        let late = complaint_about(json!({"text": "x", "sentences": 99})).unwrap();
        assert_eq!(late["message"], "Validation failed: Field 'sentences' must be at most 10");
        let missing = complaint_about(json!({})).unwrap();
        assert_eq!(missing["field_errors"], json!({"text": ["Required field 'text' is missing"]}));
        assert_eq!(complaint_about(json!({"text": "x", "sentences": 3, "unknown": 1})), None);
    }
}
