//! `$ref`s of JSON Schema, as far as they point into the schema itself: generated schemas (pydantic) keep their parts in `$defs`.

use serde_json::{Map, Value};
use std::borrow::Cow;

/// A reference that stands deeper than this is left as it is: circles end here.
const MAX_DEPTH: usize = 32;
/// So many values are put in for references in all, so that a small schema cannot grow without end.
const MAX_VALUES: usize = 20_000;

/// The schema with what its references point to in their places. What points elsewhere, in circles or to too much stays as it is.
pub(super) fn resolved(schema: &Value) -> Cow<'_, Value> {
    if !refers(schema) {
        return Cow::Borrowed(schema);
    }
    let mut left = MAX_VALUES;
    Cow::Owned(put_in(schema, schema, 0, &mut left))
}

fn refers(schema: &Value) -> bool {
    match schema {
        Value::Object(members) => reference(members).is_some() || members.values().any(refers),
        Value::Array(items) => items.iter().any(refers),
        _ => false,
    }
}

/// `#/$defs/Name`.
fn reference(members: &Map<String, Value>) -> Option<&str> {
    members.get("$ref")?.as_str()?.strip_prefix('#').filter(|pointer| pointer.starts_with('/'))
}

fn is_parts(name: &str) -> bool {
    matches!(name, "$defs" | "definitions")
}

/// And no map of fields, of which one may be called `definitions`.
fn is_schema(members: &Map<String, Value>) -> bool {
    let has = |name: &str, is: fn(&Value) -> bool| members.get(name).is_some_and(is);
    has("type", Value::is_string) || has("properties", Value::is_object) || has("$ref", Value::is_string)
}

/// `root`: the schema that holds the parts, which may be wrapped in something else.
fn put_in(value: &Value, root: &Value, depth: usize, left: &mut usize) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| put_in(item, root, depth + 1, left)).collect(),
        Value::Object(members) => {
            let holds_parts = is_schema(members) && members.keys().any(|name| is_parts(name));
            let root = if holds_parts { value } else { root };
            let target = reference(members).or_else(|| only_part(members)).filter(|_| depth < MAX_DEPTH);
            let target = target.and_then(|pointer| root.pointer(pointer)).filter(|target| fits(target, left));
            let mut whole = match target.map(|target| put_in(target, root, depth + 1, left)) {
                Some(Value::Object(target)) => target,
                _ => Map::new(),
            };
            let replaced = !whole.is_empty();
            let beside = members.iter().filter(|(name, _)| !replaced || !matches!(name.as_str(), "$ref" | "allOf"));
            // What stands beside a reference says more than what it points to.
            whole.extend(beside.map(|(name, value)| {
                // Parts are read where something refers to them.
                let is_part = holds_parts && is_parts(name);
                (name.clone(), if is_part { Value::Null } else { put_in(value, root, depth + 1, left) })
            }));
            Value::Object(whole)
        }
        other => other.clone(),
    }
}

/// `allOf` with one reference, which is how a default can stand beside it.
fn only_part(members: &Map<String, Value>) -> Option<&str> {
    match members.get("allOf")?.as_array()?.as_slice() {
        [Value::Object(only)] => reference(only),
        _ => None,
    }
}

/// Takes the values of the target off what is left, if there are as many.
fn fits(target: &Value, left: &mut usize) -> bool {
    fn counted(value: &Value, left: usize) -> Option<usize> {
        let left = left.checked_sub(1)?;
        match value {
            Value::Array(items) => items.iter().try_fold(left, |left, item| counted(item, left)),
            Value::Object(members) => members.values().try_fold(left, |left, member| counted(member, left)),
            _ => Some(left),
        }
    }
    match counted(target, *left) {
        Some(rest) => {
            *left = rest;
            true
        }
        None => {
            *left = 0;
            false
        }
    }
}
