//! An API key in memory: wiped when dropped, never printed, never serialised.

use std::fmt;
use zeroize::Zeroizing;

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

    /// The same text with every occurrence of the key taken out.
    pub(crate) fn redact(&self, text: &str) -> String {
        if self.is_empty() { text.to_owned() } else { text.replace(self.expose(), "[key]") }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret([redacted])")
    }
}
