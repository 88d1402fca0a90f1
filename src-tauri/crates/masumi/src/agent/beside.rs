//! What an agent that is done delivers beside a result, or in its place: links to files, a receipt, the hash of what it made.

use super::{Beside, raw::RawObject};
use crate::{lenient::parsed, text::plain};
use serde_json::{Value, value::RawValue};

/// So much of it is kept: a list of files, and not a page of them.
const MOST: usize = 20;
/// Signed links to a store of files are long.
const LONGEST: usize = 2_000;
/// A member that is larger is not looked through.
const LOOKED_AT: usize = 64 * 1024;
const DEPTH: usize = 4;
/// What says something else, or is told elsewhere.
const KNOWN: &[&str] = &[
    "status",
    "job_status",
    "jobStatus",
    "state",
    "phase",
    "type",
    "success",
    "ok",
    "id",
    "job_id",
    "jobId",
    "status_id",
    "statusId",
    "identifier_from_purchaser",
    "identifierFromPurchaser",
    "message",
    "error",
    "error_message",
    "reasoning",
    "detail",
    "progress",
    "result",
    "output",
    "input_hash",
    "inputHash",
    "input_schema",
    "payment_status",
    "created_at",
    "updated_at",
];

/// With a result: the links. Without one also its other words, since they are all there is.
pub(super) fn beside(object: &RawObject, has_result: bool) -> Vec<Beside> {
    let mut found = Vec::new();
    for (name, raw) in object.members().filter(|(name, _)| !KNOWN.contains(name)) {
        let Some(told) = read(raw) else { continue };
        match &told {
            Value::String(text) if !has_result || is_link(text) => found.push(one(name, text)),
            Value::Number(_) if !has_result => found.push(one(name, &told.to_string())),
            _ => {
                let before = found.len();
                links(name, &told, DEPTH, &mut found);
                if !has_result && found.len() == before && !told.is_boolean() {
                    found.push(one(name, &told.to_string()));
                }
            }
        }
    }
    found.truncate(MOST);
    found
}

fn read(raw: &RawValue) -> Option<Value> {
    if raw.get().len() > LOOKED_AT { None } else { parsed(raw.get()).ok() }
}

fn one(name: &str, text: &str) -> Beside {
    Beside { name: plain(name, 100), value: plain(text, LONGEST), is_link: is_link(text) }
}

/// The links in a list or an object, each by the name that stands beside it.
fn links(name: &str, value: &Value, depth: usize, found: &mut Vec<Beside>) {
    let Some(deeper) = depth.checked_sub(1).filter(|_| found.len() < MOST) else { return };
    match value {
        Value::String(text) if is_link(text) => found.push(one(name, text)),
        Value::Array(items) => items.iter().for_each(|item| links(name, item, deeper, found)),
        Value::Object(members) => {
            let own = ["name", "filename", "title", "label"].into_iter().find_map(|own| members.get(own)?.as_str());
            members.iter().for_each(|(member, value)| links(own.unwrap_or(member), value, deeper, found));
        }
        _ => {}
    }
}

fn is_link(text: &str) -> bool {
    let begins = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    ["https://", "http://", "ipfs://", "ar://"].into_iter().any(begins) && !text.contains(char::is_whitespace)
}
