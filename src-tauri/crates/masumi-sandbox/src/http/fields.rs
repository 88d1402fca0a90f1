//! Reading what a request brings, with the words that the real services' validators use when it does not fit. The two
//! services run different versions of the same validator, hence two dialects; errors are gathered in the order in
//! which the fields are read.

use super::answer::Refused;
use masumi_client::{money::Money, node::Network};
use serde_json::{Map, Value};

/// Whose words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// The Payment Service (zod 4).
    Node,
    /// The Registry Service (zod 3).
    Registry,
}

/// A body or a query, being read.
pub(crate) struct Fields<'a> {
    dialect: Dialect,
    from: &'a Map<String, Value>,
    errors: Vec<String>,
}

const NETWORKS: [&str; 2] = ["Preprod", "Mainnet"];

impl<'a> Fields<'a> {
    pub(crate) fn new(dialect: Dialect, from: &'a Map<String, Value>) -> Fields<'a> {
        Fields { dialect, from, errors: Vec::new() }
    }

    /// Nothing if all fitted, else one sentence about all that did not.
    pub(crate) fn finish(self) -> Result<(), Refused> {
        if self.errors.is_empty() { Ok(()) } else { Err(Refused::new(400, &self.errors.join("; "))) }
    }

    /// A text that must be there, of so many characters.
    pub(crate) fn text(&mut self, name: &str, min: usize, max: usize) -> String {
        match self.from.get(name) {
            Some(Value::String(text)) => {
                self.bounded(name, text, min, max);
                text.clone()
            }
            other => {
                self.wrong_type(name, "string", other);
                String::new()
            }
        }
    }

    /// A text that may be missing.
    pub(crate) fn optional_text(&mut self, name: &str, max: usize) -> Option<String> {
        self.given(name).then(|| self.text(name, 0, max))
    }

    /// A text that must be there, but may be null.
    pub(crate) fn nullable_text(&mut self, name: &str, min: usize, max: usize) -> Option<String> {
        if self.from.get(name) == Some(&Value::Null) { None } else { Some(self.text(name, min, max)) }
    }

    /// One of the two networks.
    pub(crate) fn network(&mut self) -> Network {
        match self.one_of("network", &NETWORKS) {
            Some(1) => Network::Mainnet,
            _ => Network::Preprod,
        }
    }

    /// As [`Fields::one_of`], but may be missing.
    pub(crate) fn optional_one_of(&mut self, name: &str, words: &[&str]) -> Option<usize> {
        if self.given(name) { self.one_of(name, words) } else { None }
    }

    /// The index of the word that is there.
    pub(crate) fn one_of(&mut self, name: &str, words: &[&str]) -> Option<usize> {
        let given = self.from.get(name);
        let index = given.and_then(Value::as_str).and_then(|word| words.iter().position(|known| *known == word));
        if index.is_none() {
            let reason = match (self.dialect, given) {
                (Dialect::Node, _) => {
                    let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
                    format!("Invalid option: expected one of {}", words.join("|"))
                }
                (Dialect::Registry, None) => "Required".to_owned(),
                (Dialect::Registry, Some(given)) => {
                    let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
                    let given = given.as_str().map_or_else(|| given.to_string(), str::to_owned);
                    format!("Invalid enum value. Expected {}, received '{given}'", words.join(" | "))
                }
            };
            self.error(name, &reason);
        }
        index
    }

    /// A whole number within bounds, or the default. Queries bring it as text.
    pub(crate) fn number(&mut self, name: &str, min: i64, max: i64, default: i64) -> i64 {
        let number = match self.from.get(name) {
            None => return default,
            Some(Value::String(text)) => text.parse().ok(),
            Some(value) => value.as_i64(),
        };
        let reason = match (number, self.dialect) {
            (None, Dialect::Node) => "Invalid input: expected number, received NaN".to_owned(),
            (None, Dialect::Registry) => "Expected number, received nan".to_owned(),
            (Some(number), Dialect::Node) if number < min => format!("Too small: expected number to be >={min}"),
            (Some(number), Dialect::Node) if number > max => format!("Too big: expected number to be <={max}"),
            (Some(number), Dialect::Registry) if number < min => {
                format!("Number must be greater than or equal to {min}")
            }
            (Some(number), Dialect::Registry) if number > max => format!("Number must be less than or equal to {max}"),
            (Some(number), _) => return number,
        };
        self.error(name, &reason);
        default
    }

    /// A JSON boolean, or false.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        match self.from.get(name) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            other => {
                self.wrong_type(name, "boolean", other);
                false
            }
        }
    }

    /// The text `"true"` or `"false"`, as both services want booleans of queries (and some of bodies).
    pub(crate) fn spelt_flag(&mut self, name: &str) -> bool {
        self.optional_text(name, 10).is_some_and(|word| word == "true")
    }

    /// Amounts, at most `max` of them; `None` when the field is missing.
    pub(crate) fn amounts(&mut self, name: &str, max: usize) -> Option<Vec<Money>> {
        let list = match self.from.get(name) {
            None | Some(Value::Null) => return None,
            Some(Value::Array(list)) => list,
            other => {
                self.wrong_type(name, "array", other);
                return None;
            }
        };
        if list.len() > max {
            self.error(name, &format!("Too big: expected array to have <={max} items"));
        }
        let read = |value: &Value| serde_json::from_value::<Money>(value.clone()).ok();
        let money: Option<Vec<Money>> = list.iter().map(read).collect();
        if money.is_none() {
            self.error(name, "Invalid input: expected amounts as decimal strings");
        }
        money
    }

    /// Says that a field does not fit.
    pub(crate) fn error(&mut self, name: &str, reason: &str) {
        self.errors.push(format!("{name}: {reason}"));
    }

    /// The raw value.
    pub(crate) fn raw(&self, name: &str) -> Option<&'a Value> {
        self.from.get(name)
    }

    fn given(&self, name: &str) -> bool {
        !matches!(self.from.get(name), None | Some(Value::Null))
    }

    fn bounded(&mut self, name: &str, text: &str, min: usize, max: usize) {
        let length = text.chars().count();
        let reason = match self.dialect {
            Dialect::Node if length < min => format!("Too small: expected string to have >={min} characters"),
            Dialect::Node if length > max => format!("Too big: expected string to have <={max} characters"),
            Dialect::Registry if length < min => format!("String must contain at least {min} character(s)"),
            Dialect::Registry if length > max => format!("String must contain at most {max} character(s)"),
            _ => return,
        };
        self.error(name, &reason);
    }

    fn wrong_type(&mut self, name: &str, wanted: &str, given: Option<&Value>) {
        let received = match given {
            None => "undefined",
            Some(Value::Null) => "null",
            Some(Value::Bool(_)) => "boolean",
            Some(Value::Number(_)) => "number",
            Some(Value::String(_)) => "string",
            Some(Value::Array(_)) => "array",
            Some(Value::Object(_)) => "object",
        };
        let reason = match self.dialect {
            Dialect::Node => format!("Invalid input: expected {wanted}, received {received}"),
            Dialect::Registry if given.is_none() => "Required".to_owned(),
            Dialect::Registry => format!("Expected {wanted}, received {received}"),
        };
        self.error(name, &reason);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(dialect: Dialect, body: Value, read: impl Fn(&mut Fields)) -> String {
        let Value::Object(body) = body else { panic!("an object") };
        let mut fields = Fields::new(dialect, &body);
        read(&mut fields);
        fields.finish().map_or_else(|refused| refused.message, |()| String::new())
    }

    #[test]
    fn each_service_complains_in_its_own_words() {
        let network = |fields: &mut Fields| {
            fields.network();
        };
        let node = "network: Invalid option: expected one of \"Preprod\"|\"Mainnet\"";
        assert_eq!(said(Dialect::Node, json!({"network": "preprod"}), network), node);
        assert_eq!(said(Dialect::Node, json!({}), network), node);
        assert_eq!(said(Dialect::Registry, json!({}), network), "network: Required");
        assert_eq!(
            said(Dialect::Registry, json!({"network": "preprod"}), network),
            "network: Invalid enum value. Expected 'Preprod' | 'Mainnet', received 'preprod'"
        );
        let times = |fields: &mut Fields| {
            fields.text("unlockTime", 0, 99);
            fields.text("payByTime", 0, 99);
        };
        let (number, nothing) = ("expected string, received number", "expected string, received undefined");
        assert_eq!(
            said(Dialect::Node, json!({"unlockTime": 5}), times),
            format!("unlockTime: Invalid input: {number}; payByTime: Invalid input: {nothing}")
        );
        let limit = |fields: &mut Fields| {
            fields.number("limit", 1, 100, 10);
        };
        assert_eq!(said(Dialect::Node, json!({"limit": "101"}), limit), "limit: Too big: expected number to be <=100");
        assert_eq!(said(Dialect::Node, json!({"limit": "7"}), limit), "");
    }
}
