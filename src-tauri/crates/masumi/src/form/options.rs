//! What may be chosen, read so that the label, the value and the place of an option stay together. An entry that cannot be read
//! keeps its place in the list: if it were left out, every index after it would buy something else.

use super::{
    Answer, FieldOption,
    source::{Source, alike, plain},
};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Characters of an entry that cannot be read, as it is shown.
const UNREAD: usize = 100;

/// What a field offers, and what its envelope says of how a choice is sent.
pub(super) struct Offered {
    pub(super) options: Vec<FieldOption>,
    /// As in JSON Schema the values are meant, and not their places.
    pub(super) by_value: bool,
    /// A list of them, also where one is chosen.
    pub(super) list: bool,
}

impl Offered {
    pub(super) fn of(source: &Source) -> Offered {
        // An `enum` beside is for somebody else where there is a list of MIP-003.
        for name in ["values", "options", "choices"] {
            for found in source.values(name) {
                match found {
                    Value::Array(entries) if !entries.is_empty() => {
                        return Offered { options: entries.iter().map(option).collect(), by_value: false, list: false };
                    }
                    // By names: there are no places.
                    Value::Object(named) if !named.is_empty() => {
                        let options = named.iter().map(|(value, label)| match plain(label) {
                            Some(label) => FieldOption { label, value: Value::from(value.as_str()), readable: true },
                            None => FieldOption { value: Value::Null, ..unreadable(value) },
                        });
                        return Offered { options: options.collect(), by_value: true, list: false };
                    }
                    _ => {}
                }
            }
        }
        let items: Vec<Source> = source.values("items").filter_map(Value::as_object).map(Source::of).collect();
        let places = [(source, false)].into_iter().chain(items.iter().map(|items| (items, true)));
        let found = places.filter_map(|(place, list)| Some((enumerated(place)?, list))).next();
        let (options, list) = found.unwrap_or_default();
        Offered { options, by_value: true, list }
    }

    /// The default among the options: each of its values is looked for among them before a number is taken for a place, and no
    /// more than may be chosen are taken.
    pub(super) fn default(&self, value: &Value, most: usize) -> Option<Answer> {
        // Of options that read alike the first is meant, and a value before a label.
        let by_label = self.options.iter().enumerate().rev().map(|(place, option)| (option.label.clone(), place));
        let by_value = self.options.iter().enumerate().rev();
        let by_value = by_value.filter_map(|(place, option)| Some((plain(&option.value)?, place)));
        let places: HashMap<String, usize> = by_label.chain(by_value).collect();
        let place = |value: &Value| {
            let by_text = plain(value).and_then(|text| places.get(&text).copied());
            let by_place = || value.as_u64().filter(|_| !self.by_value).and_then(|place| usize::try_from(place).ok());
            let place = by_text.or_else(by_place)?;
            self.options.get(place).filter(|option| option.readable)?;
            u32::try_from(place).ok()
        };
        let mut once = HashSet::new();
        let chosen: Vec<u32> = match value {
            Value::Array(values) => {
                values.iter().filter_map(place).filter(|place| once.insert(*place)).take(most).collect()
            }
            one => place(one).into_iter().take(most).collect(),
        };
        (!chosen.is_empty()).then_some(Answer::Choices(chosen))
    }
}

/// `enum`, with its names where there are as many; `oneOf` constants with titles; or the one constant that there is.
fn enumerated(source: &Source) -> Option<Vec<FieldOption>> {
    if let Some(values) = source.values("enum").find_map(Value::as_array) {
        let names = ["enumnames", "xenumnames", "enumlabels"].into_iter().flat_map(|name| source.values(name));
        let names = names.filter_map(Value::as_array).find(|names| names.len() == values.len());
        let named = |(place, value): (usize, &Value)| {
            let entry = meant(value);
            match names.and_then(|names| plain(names.get(place)?)).filter(|_| entry.readable) {
                Some(label) => FieldOption { label, ..entry },
                None => entry,
            }
        };
        return Some(values.iter().enumerate().map(named).collect());
    }
    let constants = ["oneof", "anyof"].into_iter().flat_map(|name| source.values(name)).filter_map(Value::as_array);
    let constant =
        |entries: &&Vec<Value>| !entries.is_empty() && entries.iter().all(|entry| entry.get("const").is_some());
    let mut constants = constants.into_iter().peekable();
    match constants.peek() {
        Some(_) => constants.find(constant).map(|entries| entries.iter().map(option).collect()),
        None => Some(vec![meant(source.values("const").next()?)]),
    }
}

/// An entry of a list of MIP-003, whose texts are sent where an agent wants texts: a text, or a value with a label.
fn option(entry: &Value) -> FieldOption {
    const VALUES: [&str; 7] = ["value", "const", "id", "key", "code", "slug", "val"];
    const LABELS: [&str; 7] = ["label", "text", "title", "name", "displayName", "display_name", "caption"];
    let Some(members) = entry.as_object() else {
        let text =
            plain(entry).map(|text| FieldOption { label: text.clone(), value: Value::from(text), readable: true });
        return text.unwrap_or_else(|| unreadable(&entry.to_string()));
    };
    let first =
        |names: [&str; 7]| names.into_iter().filter_map(|name| members.get(name)).find(|one| plain(one).is_some());
    let (value, label) = (first(VALUES).map(meant), first(LABELS).and_then(plain));
    match (value, label) {
        (Some(value), Some(label)) => FieldOption { label, ..value },
        (Some(value), None) => value,
        (None, Some(label)) => FieldOption { value: Value::from(label.as_str()), label, readable: true },
        (None, None) => unreadable(&entry.to_string()),
    }
}

/// A value that is sent as it is.
fn meant(value: &Value) -> FieldOption {
    match plain(value) {
        // A number that not everybody writes alike is sent as its text.
        Some(label) => {
            FieldOption { value: alike(value).unwrap_or_else(|| Value::from(label.as_str())), label, readable: true }
        }
        None => unreadable(&value.to_string()),
    }
}

fn unreadable(text: &str) -> FieldOption {
    FieldOption { label: text.chars().take(UNREAD).collect(), value: Value::Null, readable: false }
}
