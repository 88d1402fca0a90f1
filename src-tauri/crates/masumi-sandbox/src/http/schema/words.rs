//! The real validators' words for what does not fit, and where they say that it is.

use super::{
    Dialect,
    number::{SAFE, above, below},
};
use serde_json::Value;

/// One complaint.
pub(super) struct Complaint {
    /// Where.
    pub(super) at: String,
    pub(super) words: String,
    /// It is about the type: nothing that depends on the value is looked at any more.
    pub(super) of_type: bool,
    /// It comes after the others.
    pub(super) late: bool,
}

/// All of them in one sentence; `None` without any.
pub(super) fn sentence(complaints: &[Complaint]) -> Option<String> {
    let (late, early): (Vec<&Complaint>, Vec<&Complaint>) = complaints.iter().partition(|complaint| complaint.late);
    let said: Vec<String> =
        early.into_iter().chain(late).map(|complaint| format!("{}: {}", complaint.at, complaint.words)).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

pub(super) fn no_address(name: &str) -> String {
    format!("{name} is not a valid Cardano address for the configured network")
}

impl Dialect {
    /// Where a field of something is.
    pub(super) fn inside(self, within: &str, name: &str) -> String {
        match self {
            _ if within.is_empty() => name.to_owned(),
            Dialect::Node => format!("{within}.{name}"),
            Dialect::Registry => format!("{within}/{name}"),
        }
    }

    /// Where an entry of a list is.
    pub(super) fn entry(self, within: &str, index: usize) -> String {
        match self {
            Dialect::Node => format!("{within}[{index}]"),
            Dialect::Registry => format!("{within}/{index}"),
        }
    }

    pub(super) fn not_a(self, wanted: &str, value: Option<&Value>) -> String {
        match self {
            Dialect::Node => format!("Invalid input: expected {wanted}, received {}", kind(value)),
            Dialect::Registry if value.is_none() => "Required".to_owned(),
            Dialect::Registry => format!("Expected {wanted}, received {}", kind(value)),
        }
    }

    pub(super) fn not_one_of(self, known: &[&str], value: Option<&Value>) -> String {
        let listed = |quote: &str, between: &str| {
            let words: Vec<String> = known.iter().map(|word| format!("{quote}{word}{quote}")).collect();
            words.join(between)
        };
        match (self, value) {
            (Dialect::Node, _) => format!("Invalid option: expected one of {}", listed("\"", "|")),
            (Dialect::Registry, None) => "Required".to_owned(),
            (Dialect::Registry, Some(Value::String(word))) => {
                format!("Invalid enum value. Expected {}, received '{word}'", listed("'", " | "))
            }
            (Dialect::Registry, Some(number @ Value::Number(_))) => {
                format!("Invalid enum value. Expected {}, received '{number}'", listed("'", " | "))
            }
            (Dialect::Registry, Some(_)) => format!("Expected {}, received {}", listed("'", " | "), kind(value)),
        }
    }

    pub(super) fn too_short(self, kind: &str, min: usize) -> String {
        match self {
            Dialect::Node => format!("Too small: expected {kind} to have >={min} {}", parts(kind)),
            Dialect::Registry if kind == "array" => format!("Array must contain at least {min} element(s)"),
            Dialect::Registry => format!("String must contain at least {min} character(s)"),
        }
    }

    pub(super) fn too_long(self, kind: &str, max: usize) -> String {
        match self {
            Dialect::Node => format!("Too big: expected {kind} to have <={max} {}", parts(kind)),
            Dialect::Registry if kind == "array" => format!("Array must contain at most {max} element(s)"),
            Dialect::Registry => format!("String must contain at most {max} character(s)"),
        }
    }

    /// What is wrong with a number, and whether that is its type.
    pub(super) fn number(self, number: f64, whole: bool, min: i64, max: i64) -> Vec<(String, bool)> {
        let mut out = Vec::new();
        let fraction = whole && (number.is_infinite() || number.fract().abs() > 0.0);
        match self {
            Dialect::Node if number.is_nan() => {
                return vec![("Invalid input: expected number, received NaN".to_owned(), true)];
            }
            Dialect::Node if number.is_infinite() => {
                return vec![("Invalid input: expected number, received number".to_owned(), true)];
            }
            Dialect::Node if fraction => {
                return vec![("Invalid input: expected int, received number".to_owned(), true)];
            }
            Dialect::Node => {
                if whole && above(number, SAFE) {
                    out.push((format!("Too big: expected int to be <={SAFE}"), false));
                }
                if whole && below(number, -SAFE) {
                    out.push((format!("Too small: expected int to be >={}", -SAFE), false));
                }
                if below(number, min) {
                    out.push((format!("Too small: expected number to be >={min}"), false));
                }
                if above(number, max) {
                    out.push((format!("Too big: expected number to be <={max}"), false));
                }
            }
            Dialect::Registry if number.is_nan() => return vec![("Expected number, received nan".to_owned(), true)],
            Dialect::Registry => {
                if fraction {
                    out.push(("Expected integer, received float".to_owned(), false));
                }
                if below(number, min) {
                    out.push((format!("Number must be greater than or equal to {min}"), false));
                }
                if above(number, max) {
                    out.push((format!("Number must be less than or equal to {max}"), false));
                }
            }
        }
        out
    }

    /// The registry's validator tries the forms of a date one after the other, after everything else.
    pub(super) fn no_date(self, at: &str, value: Option<&Value>) -> Complaint {
        let words = match (self, value) {
            (Dialect::Registry, Some(Value::String(_))) => "Invalid date",
            _ => "Invalid input",
        };
        Complaint { at: at.to_owned(), words: words.to_owned(), of_type: true, late: self == Dialect::Registry }
    }
}

fn parts(kind: &str) -> &'static str {
    if kind == "array" { "items" } else { "characters" }
}

fn kind(value: Option<&Value>) -> &'static str {
    match value {
        None => "undefined",
        Some(Value::Null) => "null",
        Some(Value::Bool(_)) => "boolean",
        Some(Value::Number(_)) => "number",
        Some(Value::String(_)) => "string",
        Some(Value::Array(_)) => "array",
        Some(Value::Object(_)) => "object",
    }
}
