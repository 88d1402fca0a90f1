//! A JSON object with its values as the exact slices of the body: the seller signed digits, and `1.0` is not `1`.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The members of one object, unread, in the order of the body. Of a name that comes twice the last counts, as in JavaScript
/// and Python; whoever is to be paid by it asks [`RawObject::contradicts`] first.
pub(super) struct RawObject<'a>(Vec<(String, &'a RawValue)>);

impl<'a> RawObject<'a> {
    /// `None`: not a JSON object.
    pub(super) fn parse(json: &'a str) -> Option<RawObject<'a>> {
        serde_json::from_str(json).ok()
    }

    fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().rev().find(|(found, _)| found == name).map(|(_, raw)| *raw)
    }

    /// The first of these names that has a value: not null, and not the empty string.
    pub(super) fn first(&self, names: &[&str]) -> Option<&'a RawValue> {
        names.iter().find_map(|name| self.get(name).filter(|raw| has_value(raw)))
    }

    /// That value as text: a string's content, anything else verbatim.
    pub(super) fn text(&self, names: &[&str]) -> Option<String> {
        self.first(names).map(verbatim).filter(|text| !text.trim().is_empty())
    }

    /// Whether these names, or one of them twice, give different values.
    pub(super) fn contradicts(&self, names: &[&str]) -> bool {
        let named = self.0.iter().filter(|(name, raw)| names.contains(&name.as_str()) && has_value(raw));
        // A line break from a file of settings is no other value.
        let mut values = named.map(|(_, raw)| verbatim(raw).trim().to_owned());
        values.next().is_some_and(|first| values.any(|other| other != first))
    }

    /// An object in it, by the first of these names that has one.
    pub(super) fn object(&self, names: &[&str]) -> Option<RawObject<'a>> {
        names.iter().find_map(|name| RawObject::parse(self.get(name)?.get()))
    }

    /// With the members of an object in it as its own. Of a name that both have with a value its own counts, and it
    /// [`contradicts`](RawObject::contradicts) where the two differ.
    pub(super) fn opened(self, inner: RawObject<'a>) -> RawObject<'a> {
        let (shadowed, added): (Vec<_>, Vec<_>) = inner.0.into_iter().partition(|(name, _)| self.has(&[name]));
        RawObject(shadowed.into_iter().chain(self.0).chain(added).collect())
    }

    /// Without the members of these names.
    pub(super) fn without(self, names: &[&str]) -> RawObject<'a> {
        RawObject(self.0.into_iter().filter(|(name, _)| !names.contains(&name.as_str())).collect())
    }

    /// Its members that have a value, in the order of the body.
    pub(super) fn members(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.0.iter().filter(|(_, raw)| has_value(raw)).map(|(name, raw)| (name.as_str(), *raw))
    }

    /// Whether this name has the empty string.
    pub(super) fn is_empty_text(&self, name: &str) -> bool {
        self.get(name).is_some_and(|raw| raw.get() == "\"\"")
    }

    /// `unit`, where the empty string has a meaning.
    pub(super) fn verbatim_unit(&self) -> Option<String> {
        self.get("unit").map(verbatim)
    }

    /// Whether one of these names has a value.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        self.first(names).is_some()
    }
}

impl<'de> Deserialize<'de> for RawObject<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = RawObject<'de>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(RawObject(members))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

fn has_value(raw: &RawValue) -> bool {
    !matches!(raw.get(), "null" | "\"\"")
}

/// A string's content; anything else (digits, an object) exactly as it is in the body.
pub(super) fn verbatim(raw: &RawValue) -> String {
    serde_json::from_str::<String>(raw.get()).or_else(|_| lossy(raw.get())).unwrap_or_else(|_| raw.get().to_owned())
}

/// The content of a JSON string that has no form in UTF-8: lone surrogates become U+FFFD, as when JavaScript encodes it.
pub(crate) fn lossy(json: &str) -> Result<String, serde_json::Error> {
    struct Wide(String);
    impl<'de> Deserialize<'de> for Wide {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Bytes;
            impl Visitor<'_> for Bytes {
                type Value = Wide;
                fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                    out.write_str("a string")
                }
                fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Wide, E> {
                    Ok(Wide(repaired(bytes)))
                }
            }
            deserializer.deserialize_bytes(Bytes)
        }
    }
    serde_json::from_str(json).map(|Wide(text)| text)
}

/// One U+FFFD for each surrogate, which the parser hands over as three bytes.
fn repaired(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if chunk.invalid().first() == Some(&0xed) {
            text.push('\u{fffd}');
        }
    }
    text
}
