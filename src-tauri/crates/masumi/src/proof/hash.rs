//! The hashes of MIP-004, and those that agents make instead (docs/protocol.md 7, docs/observed.md 4).

mod json;
mod reading;
mod result;

pub use reading::{Shown, hashed_of, names_nothing_twice};
#[cfg(test)]
pub(super) use result::verify_within;
pub use result::{hashed_text, is_hash_of, verify_chained_result, verify_result};

use super::CanonicalError;
use crate::identifiers::Nonce;
use json::Document;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Integers beyond this are not the same in all implementations of canonical JSON.
const SAFE_INTEGER: u64 = (1 << 53) - 1;

/// Canonical JSON (RFC 8785). Refuses integers beyond ±(2^53 − 1), which implementations write differently.
pub fn canonical_json(value: &Value) -> Result<String, CanonicalError> {
    match unsafe_integer(value) {
        Some(number) => Err(CanonicalError::UnsafeInteger(number.clone())),
        None => Ok(serde_json_canonicalizer::to_string(value)?),
    }
}

fn unsafe_integer(value: &Value) -> Option<&serde_json::Number> {
    match value {
        Value::Number(number) => {
            let magnitude = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
            magnitude.is_some_and(|magnitude| magnitude > SAFE_INTEGER).then_some(number)
        }
        Value::Array(items) => items.iter().find_map(unsafe_integer),
        Value::Object(members) => members.values().find_map(unsafe_integer),
        _ => None,
    }
}

/// MIP-004 input hash: SHA-256 of nonce, `;`, canonical input text. 64 lower-case hex digits.
pub fn input_hash(nonce: &Nonce, canonical: &str) -> String {
    sha256(&[nonce.as_str(), ";", canonical])
}

/// MIP-004 result hash: SHA-256 of nonce, `;`, the text of the result as it is. 64 lower-case hex digits.
pub fn result_hash(nonce: &Nonce, text: &str) -> String {
    sha256(&[nonce.as_str(), ";", text])
}

/// As [`result_hash`], of the JSON-escaped text: what agents built with the official SDK put on chain.
pub fn escaped_result_hash(nonce: &Nonce, text: &str) -> String {
    sha256(&[nonce.as_str(), ";", &escaped(text)])
}

/// The hashes that agents are known to make of an input instead of [`input_hash`], each with how it is made, in words that
/// follow "hashed". Those equal to the right hash are left out.
pub(super) fn foreign_input_hashes(nonce: &Nonce, canonical: &str) -> Vec<(&'static str, String)> {
    let Ok(input) = serde_json::from_str::<Value>(canonical) else { return Vec::new() };
    let right = input_hash(nonce, canonical);
    let mut list = Vec::new();
    for (key, value) in input.as_object().into_iter().flatten() {
        list.push(serde_json::json!({ "key": key, "value": value }));
    }
    let hashes = [
        ("without the separator", sha256(&[nonce.as_str(), canonical])),
        ("without the nonce", sha256(&[canonical])),
        (
            "as a list of key and value",
            canonical_json(&Value::Array(list)).map_or(String::new(), |list| input_hash(nonce, &list)),
        ),
        ("by the number and key rules of canonicaljson", input_hash(nonce, &python_canonical(&input))),
        (
            "with the spacing of json.dumps",
            Document::parse(canonical).map_or(String::new(), |input| input_hash(nonce, &input.spaced())),
        ),
    ];
    hashes.into_iter().filter(|(_, hash)| !hash.is_empty() && *hash != right).collect()
}

/// What Python's `canonicaljson` makes of a value: as RFC 8785, but floats as Python writes them, integers exact, and keys
/// sorted by code point.
pub(crate) fn python_canonical(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(python_canonical).collect::<Vec<_>>().join(",")),
        Value::Object(members) => {
            let mut sorted: Vec<(&String, &Value)> = members.iter().collect();
            sorted.sort_by_key(|(key, _)| *key);
            let member =
                |(key, value): (&String, &Value)| format!("{}:{}", Value::from(key.as_str()), python_canonical(value));
            format!("{{{}}}", sorted.into_iter().map(member).collect::<Vec<_>>().join(","))
        }
        Value::Number(number) if number.is_f64() => number.as_f64().map(python_float).unwrap_or_default(),
        other => other.to_string(),
    }
}

/// Python's `repr` of a float: the shortest digits, with an exponent below 10^-4 and from 10^16.
fn python_float(number: f64) -> String {
    let scientific = format!("{number:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let power: i32 = exponent.parse().unwrap_or_default();
    if (-4..16).contains(&power) {
        let plain = number.to_string();
        return if plain.contains('.') { plain } else { plain + ".0" };
    }
    let sign = if power < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", power.unsigned_abs())
}

fn sha256(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    hex::encode(hash.finalize())
}

/// A JSON text with everything escaped that is no printable ASCII, as Python's `json.dumps` writes it by default: DEL too.
fn ascii(json: &str) -> String {
    let mut units = [0; 2];
    let mut plain = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter.is_ascii() && letter != '\u{7f}' {
            plain.push(letter);
        } else {
            plain.extend(letter.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    plain
}

/// The text as inside a JSON string: no quotes around it, non-ASCII characters kept.
fn escaped(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default().to_owned()
}
