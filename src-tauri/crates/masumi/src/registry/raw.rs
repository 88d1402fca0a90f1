//! A row of the registry's list before it is read. Reading a hundred thousand of them is what a reading of the whole list
//! costs, and most say what they said the last time.

use super::Entry;
use crate::{
    lenient::{parsed, text},
    moment::Moment,
    net::Secret,
};
use serde::Deserialize;
use serde_json::{
    Value, json,
    value::{RawValue, to_raw_value},
};

const ID: &str = "id";
const AGENT_IDENTIFIER: &str = "agentIdentifier";
const STATUS_UPDATED_AT: &str = "statusUpdatedAt";

/// An entry as it came, of which only what tells it from others was read.
#[derive(Clone, Debug)]
pub struct RawEntry {
    id: Option<String>,
    agent_identifier: Option<String>,
    /// As it came: a change is told apart by its letters.
    updated: Option<String>,
    json: Box<RawValue>,
}

/// The members that are read. A row in which one comes twice is read whole.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Head<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    agent_identifier: Option<&'a RawValue>,
    #[serde(borrow, default)]
    status_updated_at: Option<&'a RawValue>,
}

impl RawEntry {
    /// The row as it came, without the key: what is read here is kept and shown.
    pub(super) fn new(json: Box<RawValue>, key: &Secret) -> RawEntry {
        let json = if may_tell(key, json.get()) { without(key, &json) } else { json };
        let head = head(json.get());
        let of = |name| text(&head, name);
        RawEntry { id: of(ID), agent_identifier: of(AGENT_IDENTIFIER), updated: of(STATUS_UPDATED_AT), json }
    }

    /// Nothing but where it stands: a row that is too large.
    pub(super) fn place_alone(self) -> RawEntry {
        RawEntry { agent_identifier: None, json: RawValue::NULL.to_owned(), ..self }
    }

    /// Registry row id, as [`Entry::id`]; `None`: not told.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// As [`Entry::agent_identifier`]; `None`: it is no entry.
    pub fn agent_identifier(&self) -> Option<&str> {
        self.agent_identifier.as_deref()
    }

    /// As [`Entry::status_updated_at`].
    pub fn status_updated_at(&self) -> Option<Moment> {
        self.updated.as_ref().and_then(|updated| Moment::parse_lenient(&json!(updated)))
    }

    /// All that it says, as JSON. What says the same is told in the same letters by the same registry, as a rule.
    pub fn as_json(&self) -> &str {
        self.json.get()
    }

    /// Reads it. `None`: it cannot be read.
    pub fn read(&self) -> Option<Entry> {
        self.agent_identifier.as_ref()?;
        Entry::from_json(&parsed(self.json.get()).ok()?)
    }

    /// What tells it from other rows of a list: its id, or where it has none all that it says.
    pub(super) fn key(&self) -> String {
        self.id.clone().unwrap_or_else(|| self.json.get().to_owned())
    }

    /// What tells it from other changes, the same row's among them.
    pub(super) fn change_key(&self) -> String {
        format!("{} {}", self.key(), self.updated.as_deref().unwrap_or_default())
    }

    /// When it changed, as it came.
    pub(super) fn updated(&self) -> Option<&str> {
        self.updated.as_deref()
    }
}

/// The members of a row that are read, as they came.
fn head(json: &str) -> Value {
    let Ok(Head { id, agent_identifier, status_updated_at }) = serde_json::from_str(json) else {
        return parsed(json).unwrap_or_default();
    };
    let value = |raw: Option<&RawValue>| raw.and_then(|raw| parsed(raw.get()).ok()).unwrap_or_default();
    json!({ ID: value(id), AGENT_IDENTIFIER: value(agent_identifier), STATUS_UPDATED_AT: value(status_updated_at) })
}

/// Whether the key may stand in a JSON text: as it is, or behind an escape.
fn may_tell(key: &Secret, json: &str) -> bool {
    json.contains("\\u") || json.contains("\\/") || key.stands_in(json)
}

/// Without the key; what cannot be read is left out whole.
fn without(key: &Secret, json: &RawValue) -> Box<RawValue> {
    let Ok(mut value) = parsed(json.get()) else { return RawValue::NULL.to_owned() };
    key.redact_value(&mut value);
    to_raw_value(&value).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(json: &str) -> RawEntry {
        RawEntry::new(RawValue::from_string(json.to_owned()).unwrap(), &Secret::new("a-long-enough-key"))
    }

    #[test]
    fn what_is_read_of_a_row_is_what_its_entry_says() {
        for json in [
            r#"{"id":"r1","agentIdentifier":"7e8b","statusUpdatedAt":"2026-11-22T05:57:21.698Z","name":"x"}"#,
            r#"{"id":7,"agentIdentifier":"7e8b","statusUpdatedAt":1795000000000}"#,
            r#"{"agentIdentifier":"7e8b","statusUpdatedAt":"yesterday"}"#,
            r#"{"id":"first","id":"last","agentIdentifier":"7e8b"}"#,
            r#"{"\u0069d":"r1","agentIdentifier":"7e8b","name":"\ud800"}"#,
            r#"{"id":"","agentIdentifier":true}"#,
        ] {
            let row = raw(json);
            let entry = row.read().unwrap_or_else(|| panic!("{json}"));
            assert_eq!(row.id().unwrap_or_default(), entry.id, "{json}");
            assert_eq!(row.agent_identifier(), Some(entry.agent_identifier.as_str()), "{json}");
            assert_eq!(row.status_updated_at(), entry.status_updated_at, "{json}");
            assert_eq!(Some(entry), Entry::from_json(&parsed(json).unwrap()), "{json}");
        }
    }

    #[test]
    fn a_row_that_is_no_entry_costs_no_other_its_place() {
        let deep = format!(r#"{{"id":"r1","agentIdentifier":"7e8b","tags":{}{}}}"#, "[".repeat(200), "]".repeat(200));
        for json in ["null", "[]", "7", "{}", r#"{"id":"r1"}"#, r#"{"id":"r1","agentIdentifier":null}"#, &deep] {
            assert_eq!(raw(json).read(), None, "{json}");
        }
        assert_eq!(raw(&deep).id(), Some("r1"));
        let alone = raw(r#"{"id":"r1","agentIdentifier":"7e8b","statusUpdatedAt":"x"}"#).place_alone();
        assert_eq!((alone.id(), alone.updated(), alone.read()), (Some("r1"), Some("x"), None));
    }

    #[test]
    fn no_row_tells_the_key() {
        for told in ["a-long-enough-key", "\\u0061-long-enough-key"] {
            let row = raw(&format!(r#"{{"id":"{told}","agentIdentifier":"7e8b","name":"said {told}"}}"#));
            assert_eq!((row.id(), row.read().unwrap().name.as_str()), (Some("[key]"), "said [key]"), "{told}");
            assert!(!row.as_json().contains(told));
        }
    }
}
