//! An API key in memory: wiped when dropped, never printed, never serialised.

use serde_json::Value;
use std::{fmt, mem::take};
use url::form_urlencoded;
use zeroize::Zeroizing;

/// What is shorter than any key is left: it would be found in the middle of words.
const SHORTEST: usize = 8;

/// An API key. `Debug` is redacted, there is no `Display` and no `Serialize`; only [`Secret::expose`] gives the text.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a key as it was pasted: white space around it is not part of it.
    pub fn new(text: impl Into<String>) -> Secret {
        let text = Zeroizing::new(text.into());
        Secret(Zeroizing::new(text.trim().to_owned()))
    }

    /// The key itself. Callers: the `token` header, and the keyring.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether nothing was entered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same text with every occurrence of the key taken out, as it is and as it stands inside of JSON or of a URL.
    pub fn redact(&self, text: &str) -> String {
        without(&self.spellings(), text)
    }

    /// Takes the key out of every text and every name in a value.
    pub(crate) fn redact_value(&self, value: &mut Value) {
        if self.0.len() >= SHORTEST {
            take_out(&self.spellings(), value);
        }
    }

    /// Whether [`Secret::redact_value`] would find the key in this text.
    pub(crate) fn stands_in(&self, text: &str) -> bool {
        self.0.len() >= SHORTEST && self.spellings().iter().any(|spelling| text.contains(spelling.as_str()))
    }

    /// The key as it is and, where that differs, as it stands in JSON and in a URL.
    fn spellings(&self) -> Vec<Zeroizing<String>> {
        let mut all = vec![self.0.clone()];
        if !self.0.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)) {
            let quoted = Zeroizing::new(serde_json::to_string(self.expose()).unwrap_or_default());
            let in_json = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            let in_form = Zeroizing::new(form_urlencoded::byte_serialize(self.0.as_bytes()).collect::<String>());
            all.extend(in_json.map(|text| Zeroizing::new(text.to_owned())));
            all.push(Zeroizing::new(in_form.replace('+', "%20")));
            all.push(in_form);
        }
        all.retain(|spelling| !spelling.is_empty());
        all
    }
}

fn without(spellings: &[Zeroizing<String>], text: &str) -> String {
    spellings.iter().fold(text.to_owned(), |text, spelling| text.replace(spelling.as_str(), "[key]"))
}

fn take_out(spellings: &[Zeroizing<String>], value: &mut Value) {
    let found = |text: &String| spellings.iter().any(|spelling| text.contains(spelling.as_str()));
    match value {
        Value::String(text) if found(text) => *text = without(spellings, text),
        Value::Array(items) => items.iter_mut().for_each(|item| take_out(spellings, item)),
        Value::Object(members) => {
            if members.keys().any(found) {
                *members = take(members).into_iter().map(|(name, value)| (without(spellings, &name), value)).collect();
            }
            members.values_mut().for_each(|value| take_out(spellings, value));
        }
        _ => {}
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret([redacted])")
    }
}
