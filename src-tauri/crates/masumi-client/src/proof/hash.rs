//! The hashes of MIP-004, and those that agents make instead (PROTOCOL 7, OBSERVED 4).

use super::{Beyond, HashVariant, HashVerdict};
use crate::agent::{JobResult, lossy};
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{borrow::Cow, collections::HashSet, fmt};

/// Integers beyond this are not the same in all implementations of canonical JSON.
const SAFE_INTEGER: u64 = (1 << 53) - 1;

/// Canonical JSON (RFC 8785). Refuses integers beyond ±(2^53 − 1), which implementations write differently.
pub fn canonical_json(value: &Value) -> Result<String, String> {
    match unsafe_integer(value) {
        Some(number) => Err(format!("{number} is beyond the integers that canonical JSON can hold")),
        None => serde_json_canonicalizer::to_string(value).map_err(|error| error.to_string()),
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
pub fn input_hash(nonce: &str, canonical: &str) -> String {
    sha256(&[nonce, ";", canonical])
}

/// MIP-004 result hash: SHA-256 of nonce, `;`, the text of the result as it is. 64 lower-case hex digits.
pub fn result_hash(nonce: &str, text: &str) -> String {
    sha256(&[nonce, ";", text])
}

/// As [`result_hash`], of the JSON-escaped text: what agents built with the official SDK put on chain.
pub fn escaped_result_hash(nonce: &str, text: &str) -> String {
    sha256(&[nonce, ";", &escaped(text)])
}

/// The hashes that agents are known to make of an input instead of [`input_hash`], each with how it is made, in words that
/// follow "hashed". Those equal to the right hash are left out.
pub(super) fn foreign_input_hashes(nonce: &str, canonical: &str) -> Vec<(&'static str, String)> {
    let Ok(input) = serde_json::from_str::<Value>(canonical) else { return Vec::new() };
    let right = input_hash(nonce, canonical);
    let mut list = Vec::new();
    for (key, value) in input.as_object().into_iter().flatten() {
        list.push(serde_json::json!({ "key": key, "value": value }));
    }
    let hashes = [
        ("without the separator", sha256(&[nonce, canonical])),
        ("without the nonce", sha256(&[canonical])),
        (
            "as a list of key and value",
            canonical_json(&Value::Array(list)).map_or(String::new(), |list| input_hash(nonce, &list)),
        ),
        ("by the number and key rules of canonicaljson", input_hash(nonce, &python_canonical(&input))),
        ("with the spacing of json.dumps", spaced(&input).map_or(String::new(), |text| input_hash(nonce, &text))),
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

/// A JSON text with everything beyond ASCII escaped, as Python's `json.dumps` writes it by default.
fn ascii(json: &str) -> String {
    let mut units = [0; 2];
    let mut plain = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter.is_ascii() {
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

/// Holds a result against the hash on chain, in every form that agents are known to hash.
///
/// `on_chain` is the purchase's `resultHash` (absent or empty: none now); `had_hash` whether there ever was one. Hashes the
/// result some dozens of times: with a result of megabytes, work for a thread that may block.
pub fn verify_result(nonce: &str, result: &JobResult, on_chain: Option<&str>, had_hash: bool) -> HashVerdict {
    verify_chained_result(nonce, &[], result, on_chain, had_hash)
}

/// As [`verify_result`], and in the form that puts the input hash and the hashes of later answers before the nonce
/// (an open proposal to MIP-004). Each of `chains` is those hashes, in order, as they may have been put together.
pub fn verify_chained_result(
    nonce: &str,
    chains: &[Vec<String>],
    result: &JobResult,
    on_chain: Option<&str>,
    had_hash: bool,
) -> HashVerdict {
    let Some(on_chain) = on_chain.map(str::trim).filter(|hash| !hash.is_empty()) else {
        return if had_hash { HashVerdict::Withdrawn } else { HashVerdict::Waiting };
    };
    let prefixes = chains.iter().filter(|chain| !chain.is_empty()).map(|chain| chain.join(";") + ";").collect();
    let sought = Sought { nonce, on_chain, prefixes };
    let (variant, text) = match result {
        JobResult::Text(text) => (sought.among(text, &escaped(text)), text),
        JobResult::Json(raw) => (sought.among_structures(raw), raw),
    };
    match variant {
        Some(variant) => HashVerdict::Verified { variant },
        // Other bytes are only proven to be others where all known ways of writing them were tried.
        None if matches!(result, JobResult::Json(_)) && !can_be_taken_apart(text) => {
            HashVerdict::Beyond { why: Beyond::NotTakenApart }
        }
        None => HashVerdict::Mismatch { on_chain: on_chain.to_owned(), computed: result_hash(nonce, text) },
    }
}

/// The hash that is looked for, and what may have been hashed before the text.
struct Sought<'a> {
    nonce: &'a str,
    on_chain: &'a str,
    prefixes: Vec<String>,
}

impl Sought<'_> {
    fn is(&self, parts: &[&str]) -> bool {
        sha256(parts).eq_ignore_ascii_case(self.on_chain)
    }

    /// In which form a text was hashed; `escaped` is the text as inside a JSON string.
    fn among(&self, text: &str, escaped: &str) -> Option<HashVariant> {
        let nonce = self.nonce;
        let ascii = (!escaped.is_ascii()).then(|| ascii(escaped));
        let spellings = || [Some(escaped), ascii.as_deref()].into_iter().flatten().filter(|spelt| *spelt != text);
        if self.is(&[nonce, ";", text]) {
            return Some(HashVariant::Spec);
        }
        if spellings().any(|spelt| self.is(&[nonce, ";", spelt])) {
            return Some(HashVariant::Escaped);
        }
        let others: [(HashVariant, &[&str]); 2] =
            [(HashVariant::Bare, &[text]), (HashVariant::NoSeparator, &[nonce, text])];
        let other = others.into_iter().find(|(_, parts)| self.is(parts)).map(|(variant, _)| variant);
        let mut prefixes = self.prefixes.iter();
        let chained = |prefix: &String| {
            std::iter::once(text).chain(spellings()).any(|spelt| self.is(&[prefix, nonce, ";", spelt]))
        };
        other.or_else(|| prefixes.any(chained).then_some(HashVariant::Chained))
    }

    fn among_structures(&self, raw: &str) -> Option<HashVariant> {
        // A string that has no form in UTF-8: as JavaScript encodes it, and as it stands in the body.
        if let Some(inner) = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'))
            && let Ok(text) = lossy(raw)
            && let Some(variant) = self.among(&text, inner)
        {
            return Some(variant);
        }
        let written = json_texts(raw).find_map(|text| {
            self.among(&text, &escaped(&text)).map(|variant| match variant {
                HashVariant::Spec => HashVariant::JsonText,
                HashVariant::Bare => HashVariant::BareJsonText,
                other => other,
            })
        });
        let member = || raw_member(raw).filter(|text| self.among(text, &escaped(text)).is_some());
        written.or_else(|| member().map(|_| HashVariant::RawMember))
    }
}

/// Whether a JSON text can be read and written again. What is no JSON at all has but one way of being written.
fn can_be_taken_apart(raw: &str) -> bool {
    taken_apart(raw).is_some() || serde_json::from_str::<IgnoredAny>(raw).is_err()
}

/// A JSON text read, to be written again. `None` if it nests deeper than 128 levels, has numbers or letters that no program
/// here can hold, or names one thing twice: written again it would lose what the person sees.
fn taken_apart(raw: &str) -> Option<Value> {
    let Once = serde_json::from_str(raw).ok()?;
    serde_json::from_str(raw).ok()
}

/// JSON in which no object has a name twice.
struct Once;

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Once, D::Error> {
        deserializer.deserialize_any(Once)
    }
}

impl<'de> Visitor<'de> for Once {
    type Value = Once;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("names that come once")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Once, M::Error> {
        let mut names = HashSet::new();
        while let Some((name, Once)) = map.next_entry::<String, Once>()? {
            if !names.insert(name) {
                return Err(M::Error::custom("a name comes twice"));
            }
        }
        Ok(Once)
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut items: S) -> Result<Once, S::Error> {
        while items.next_element::<Once>()?.is_some() {}
        Ok(Once)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_str<E>(self, _: &str) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_unit<E>(self) -> Result<Once, E> {
        Ok(Once)
    }
}

/// The texts that a structured result may have been hashed as: the exact slice received first, then compact and Python's
/// default spacing, in the order received and sorted, with and without non-ASCII characters escaped. Lazy: each is made only when those before did not match.
fn json_texts(raw: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let parsed = taken_apart(raw);
    let sorted = parsed.clone().map(|mut value| {
        value.sort_all_objects();
        value
    });
    let forms: [fn(&Value) -> Option<String>; 2] = [|value| Some(value.to_string()), spaced];
    let rewritten = [parsed.clone(), sorted].into_iter().flatten();
    let rewritten = rewritten.flat_map(move |value| forms.into_iter().filter_map(move |form| form(&value)));
    let canonical = parsed.into_iter().filter_map(|value| canonical_json(&value).ok());
    let spelt = rewritten.chain(canonical).flat_map(|text| {
        let ascii = (!text.is_ascii()).then(|| ascii(&text));
        [Some(text), ascii].into_iter().flatten()
    });
    std::iter::once(Cow::Borrowed(raw)).chain(spelt.map(Cow::Owned))
}

/// CrewAI's output object: the text that was hashed is in its member `raw`.
fn raw_member(raw: &str) -> Option<String> {
    match taken_apart(raw)? {
        Value::Object(members) => members.get("raw")?.as_str().map(str::to_owned),
        _ => None,
    }
}

/// JSON with `", "` and `": "`, as Python's `json.dumps` writes it by default (non-ASCII characters kept).
fn spaced(value: &Value) -> Option<String> {
    struct Spaced;
    impl serde_json::ser::Formatter for Spaced {
        fn begin_array_value<W: std::io::Write + ?Sized>(&mut self, out: &mut W, first: bool) -> std::io::Result<()> {
            if first { Ok(()) } else { out.write_all(b", ") }
        }
        fn begin_object_key<W: std::io::Write + ?Sized>(&mut self, out: &mut W, first: bool) -> std::io::Result<()> {
            if first { Ok(()) } else { out.write_all(b", ") }
        }
        fn begin_object_value<W: std::io::Write + ?Sized>(&mut self, out: &mut W) -> std::io::Result<()> {
            out.write_all(b": ")
        }
    }
    let mut out = Vec::new();
    serde::Serialize::serialize(value, &mut serde_json::Serializer::with_formatter(&mut out, Spaced)).ok()?;
    String::from_utf8(out).ok()
}
