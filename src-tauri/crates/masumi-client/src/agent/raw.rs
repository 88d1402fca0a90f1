//! A JSON object with its values as the exact slices of the body: the seller signed digits, and `1.0` is not `1`.

use serde_json::value::RawValue;
use std::collections::HashMap;

/// The members of one object, unread.
pub(super) struct RawObject<'a>(HashMap<String, &'a RawValue>);

impl<'a> RawObject<'a> {
    /// `None`: not a JSON object.
    pub(super) fn parse(json: &'a str) -> Option<RawObject<'a>> {
        serde_json::from_str(json).ok().map(RawObject)
    }

    /// The first of these names that has a value: not null, and not the empty string.
    pub(super) fn first(&self, names: &[&str]) -> Option<&'a RawValue> {
        names.iter().find_map(|name| self.0.get(*name).copied().filter(|raw| !matches!(raw.get(), "null" | "\"\"")))
    }

    /// That value as text: a string's content, anything else verbatim.
    pub(super) fn text(&self, names: &[&str]) -> Option<String> {
        self.first(names).map(verbatim).filter(|text| !text.trim().is_empty())
    }

    /// Whether this name has the empty string.
    pub(super) fn is_empty_text(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|raw| raw.get() == "\"\"")
    }

    /// `unit`, where the empty string has a meaning.
    pub(super) fn verbatim_unit(&self) -> Option<String> {
        self.0.get("unit").map(|raw| verbatim(raw))
    }

    /// Whether one of these names has a value.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        self.first(names).is_some()
    }
}

/// A string's content; anything else (digits, an object) exactly as it is in the body.
pub(super) fn verbatim(raw: &RawValue) -> String {
    serde_json::from_str::<String>(raw.get()).unwrap_or_else(|_| raw.get().to_owned())
}
