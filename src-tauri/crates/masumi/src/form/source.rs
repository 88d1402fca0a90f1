//! Where a field's properties are, and how they are spelt: in `validations`, in `data`, beside its type, or in the kind that it
//! has when it is not null (`anyOf`).

use super::decimal::Decimal;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// A field as an agent wrote it.
pub(super) struct Source<'a> {
    /// By names as [`spelt`], in the order in which they count.
    places: Vec<HashMap<String, &'a Value>>,
    validations: Vec<(String, &'a Value)>,
    /// The agent's own word for the type, or `""`.
    pub(super) raw_type: String,
    /// The type is one, or null.
    nullable: bool,
}

/// A name without case and without what stands between its words: `minLength` and `min_length` are one.
pub(super) fn spelt(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A text, a number or a truth as text.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// The first of these members that has a text.
pub(super) fn text(item: &Map<String, Value>, names: &[&str]) -> String {
    names.iter().filter_map(|name| plain(item.get(*name)?)).find(|text| !text.is_empty()).unwrap_or_default()
}

/// The value without numbers that somebody would write, and so hash, otherwise: `1.0` is `1`. `None`: it has one that cannot be
/// written alike by all, or names that some sort by UTF-16 and some by code point.
pub(super) fn alike(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) => Decimal::parse(&number.to_string())?.json(),
        Value::Array(items) => items.iter().map(alike).collect(),
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort();
            if !names.is_sorted_by(|one, next| one.encode_utf16().le(next.encode_utf16())) {
                return None;
            }
            let members = members.iter().map(|(name, value)| Some((name.clone(), alike(value)?)));
            members.collect::<Option<_>>().map(Value::Object)
        }
        other => Some(other.clone()),
    }
}

impl<'a> Source<'a> {
    pub(super) fn of(item: &'a Map<String, Value>) -> Source<'a> {
        let variants = ["anyOf", "oneOf"].into_iter().filter_map(|name| item.get(name)?.as_array());
        let variants: Vec<_> = variants.flatten().filter_map(Value::as_object).collect();
        let is_null = |variant: &&Map<String, Value>| variant.get("type").and_then(Value::as_str) == Some("null");
        let variant = variants.iter().find(|variant| !is_null(variant) && variant.contains_key("type")).copied();
        let typed = [Some(item), variant].into_iter().flatten().find_map(|place| place.get("type"));
        let (raw_type, nullable) = match typed {
            Some(Value::Array(words)) => {
                let word = words.iter().filter_map(Value::as_str).find(|word| *word != "null");
                (word.unwrap_or_default().to_owned(), words.iter().any(|word| word == "null"))
            }
            word => (word.and_then(plain).unwrap_or_default(), false),
        };
        let data = item.get("data").and_then(Value::as_object);
        let by_name = |place: &'a Map<String, Value>| place.iter().map(|(name, value)| (spelt(name), value)).collect();
        Source {
            places: [data, Some(item), variant].into_iter().flatten().map(by_name).collect(),
            validations: [Some(item), data].into_iter().flatten().flat_map(validations).collect(),
            raw_type,
            nullable: nullable || variants.iter().any(is_null),
        }
    }

    /// The values of the validations of this name.
    pub(super) fn validations(&self, name: &'static str) -> impl Iterator<Item = &'a Value> {
        self.validations.iter().filter(move |(found, _)| *found == name).map(|(_, value)| *value)
    }

    /// The values of this property, wherever it stands.
    pub(super) fn values(&self, name: &str) -> impl Iterator<Item = &'a Value> {
        self.places.iter().filter_map(move |place| place.get(name).copied()).filter(|value| !value.is_null())
    }

    /// The first of these properties that has a text.
    pub(super) fn text(&self, names: &[&str]) -> String {
        let found = names.iter().flat_map(|name| self.values(name)).filter_map(plain);
        found.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// Whether the agent says that an answer is needed (`Some(true)`) or not; `None`: it says nothing.
    pub(super) fn required(&self) -> Option<bool> {
        let no = |value: &Value| plain(value).is_some_and(|text| text.eq_ignore_ascii_case("false"));
        let yes = |value: &Value| plain(value).is_some_and(|text| text.eq_ignore_ascii_case("true"));
        let beside = || self.validations("required").chain(self.values("required"));
        let optional = self.validations("optional").any(|value| !no(value)) || self.values("optional").any(yes);
        if optional || beside().any(no) {
            Some(false)
        } else if self.validations("required").next().is_some() || beside().any(yes) {
            Some(true)
        } else {
            self.nullable.then_some(false)
        }
    }

    /// What is to be checked of a text: `format`, or the name of a format alone.
    pub(super) fn formats(&self) -> Vec<String> {
        const BY_NAME: [&str; 6] = ["email", "url", "integer", "nonempty", "telpattern", "tel"];
        let named = self.validations.iter().filter(|(name, value)| {
            BY_NAME.contains(&name.as_str()) && plain(value).is_none_or(|text| !text.eq_ignore_ascii_case("false"))
        });
        self.validations("format").filter_map(plain).chain(named.map(|(name, _)| name.clone())).collect()
    }

    /// All bounds of these names, as they are written.
    pub(super) fn bounds(&self, names: &[&str]) -> impl Iterator<Item = String> {
        let entries =
            self.validations.iter().filter(|(name, _)| names.contains(&name.as_str())).map(|(_, value)| *value);
        entries.chain(names.iter().flat_map(|name| self.values(name))).filter_map(plain)
    }
}

/// The validations that stand in one place: as a list of entries, or as one object of them.
fn validations(place: &Map<String, Value>) -> Vec<(String, &Value)> {
    let found = ["validations", "validation"].into_iter().filter_map(|name| place.get(name));
    let entries = found.flat_map(|found| match found {
        Value::Array(entries) => entries.iter().collect(),
        Value::Object(_) => vec![found],
        _ => Vec::new(),
    });
    entries.flat_map(entry).collect()
}

/// `{validation, value}`, also with its name under `type`; `"optional"`; or `{optional: true, min: 1}`.
fn entry(entry: &Value) -> Vec<(String, &Value)> {
    const NAMES: [&str; 5] = ["validation", "type", "name", "rule", "kind"];
    match entry {
        Value::String(name) => vec![(spelt(name), &Value::Null)],
        Value::Object(members) => match NAMES.into_iter().find_map(|name| members.get(name)?.as_str()) {
            Some(name) => vec![(spelt(name), members.get("value").unwrap_or(&Value::Null))],
            None => members.iter().map(|(name, value)| (spelt(name), value)).collect(),
        },
        _ => Vec::new(),
    }
}
