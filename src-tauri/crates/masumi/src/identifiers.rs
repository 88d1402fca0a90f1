//! The protocol's identifiers that are hex texts. Each keeps its letters as they came, and is compared by value: services and
//! agents write hex in either case.
//!
//! ```
//! use masumi::identifiers::{AgentIdentifier, KeyHash, Nonce, NotAnIdentifier};
//!
//! let agent: AgentIdentifier = "7E8BDAF2B2B919A3A4B94002CAFB50086C0C845FE535D07A77AB7F7701".parse()?;
//! assert_eq!(agent, "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f7701".parse()?);
//! assert_eq!(agent.asset_name(), "01");
//!
//! // One for each job. What is no identifier is no value of its type, so that none stands in another's place.
//! let nonce = Nonce::random();
//! assert!(nonce.as_str().parse::<KeyHash>().is_err());
//! # Ok::<(), NotAnIdentifier>(())
//! ```

use serde::{Deserialize, Serialize};
use std::{
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

/// Why a text is no identifier of its kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not {what}: {found}")]
pub struct NotAnIdentifier {
    /// What it was to be, e.g. `a key hash (56 hex digits)`.
    what: &'static str,
    /// The text, made fit to be shown.
    found: String,
}

/// A hex text of a bounded length.
trait HexText {
    /// What it is, with its length.
    const WHAT: &'static str;
    /// How many digits it may have.
    const DIGITS: std::ops::RangeInclusive<usize>;
    /// Whether they are whole bytes.
    const BYTES: bool;
}

macro_rules! hex_text {
    ($(#[$doc:meta])* $name:ident, $what:literal, $digits:expr, $bytes:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl HexText for $name {
            const WHAT: &'static str = $what;
            const DIGITS: std::ops::RangeInclusive<usize> = $digits;
            const BYTES: bool = $bytes;
        }

        impl $name {
            /// In the letters in which it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = NotAnIdentifier;

            fn from_str(text: &str) -> Result<$name, NotAnIdentifier> {
                checked::<$name>(text).map($name)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnIdentifier;

            fn try_from(text: String) -> Result<$name, NotAnIdentifier> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(identifier: $name) -> String {
                identifier.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &$name) -> bool {
                self.0.eq_ignore_ascii_case(&other.0)
            }
        }

        impl Eq for $name {}

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.to_ascii_lowercase().hash(state);
            }
        }
    };
}

hex_text!(
    /// An agent (`agentIdentifier`): the policy of its registry, then the name of its token there (MIP-002). 57 to 250 hex
    /// digits, as nodes take it.
    #[doc(alias = "agentIdentifier")]
    AgentIdentifier,
    "an agent identifier (57 to 250 hex digits)",
    57..=250,
    false
);
hex_text!(
    /// The payment key hash of a seller (blake2b-224), 56 hex digits. Agents call it `sellerVKey`, nodes `sellerVkey`.
    #[doc(alias = "sellerVKey")]
    #[doc(alias = "vkey")]
    KeyHash,
    "a key hash (56 hex digits)",
    56..=56,
    true
);
hex_text!(
    /// What a buyer makes for one job (`identifierFromPurchaser`): 14 to 26 hex digits. It anchors both hashes of MIP-004.
    #[doc(alias = "identifierFromPurchaser")]
    #[doc(alias = "identifier_from_purchaser")]
    Nonce,
    "a nonce (an even number of 14 to 26 hex digits)",
    14..=26,
    true
);

fn checked<T: HexText>(text: &str) -> Result<String, NotAnIdentifier> {
    let length = T::DIGITS.contains(&text.len()) && (!T::BYTES || text.len().is_multiple_of(2));
    let digits = length && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let refused = || NotAnIdentifier { what: T::WHAT, found: crate::text::plain(text, 200) };
    digits.then(|| text.to_owned()).ok_or_else(refused)
}

impl AgentIdentifier {
    /// The policy of the registry under which it is registered, 56 hex digits.
    pub fn policy(&self) -> &str {
        self.0.get(..56).unwrap_or_default()
    }

    /// The name of its token there.
    pub fn asset_name(&self) -> &str {
        self.0.get(56..).unwrap_or_default()
    }
}

impl Nonce {
    /// A fresh one: 26 lower-case hex digits of the system's randomness. There are agents that take no fewer.
    ///
    /// # Panics
    /// Where the system gives no randomness: nothing may be bought then.
    #[expect(clippy::expect_used, reason = "without randomness from the system nothing may be bought")]
    pub fn random() -> Nonce {
        let mut bytes = [0; 13];
        getrandom::fill(&mut bytes).expect("the system gives random bytes");
        Nonce(hex::encode(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn an_identifier_is_read_by_its_length_and_its_digits() {
        let policy = "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77";
        let agent: AgentIdentifier = format!("{policy}0a0B").parse().unwrap();
        assert_eq!((agent.policy(), agent.asset_name()), (policy, "0a0B"));
        assert_eq!(agent.to_string(), format!("{policy}0a0B"), "the letters in which it came");
        assert_eq!(policy.parse::<KeyHash>().unwrap().as_str(), policy);
        for (text, agent, key, nonce) in [
            ("", false, false, false),
            ("54457a849f11e756a970", false, false, true),
            ("54457a849f11e7", false, false, true),
            ("54457a849f11e", false, false, false),
            ("00112233445566778899aabbcc", false, false, true),
            ("00112233445566778899aabbccdd", false, false, false),
            ("54457a849f11e756a97g", false, false, false),
            (" 54457a849f11e756a970", false, false, false),
            (policy, false, true, false),
            (&format!("{policy}0"), true, false, false),
            (&"a".repeat(250), true, false, false),
            (&"a".repeat(251), false, false, false),
        ] {
            let read = (text.parse::<AgentIdentifier>().is_ok(), text.parse::<KeyHash>().is_ok());
            assert_eq!((read, text.parse::<Nonce>().is_ok()), ((agent, key), nonce), "{text}");
        }
        let refused = "\u{202e}short".parse::<KeyHash>().unwrap_err();
        assert_eq!(refused.to_string(), "not a key hash (56 hex digits): short");
    }

    #[test]
    fn hex_is_the_same_in_either_case() {
        let [lower, upper]: [Nonce; 2] = ["aabbccddeeff00", "AABBCCDDEEFF00"].map(|text| text.parse().unwrap());
        assert_eq!(lower, upper);
        assert_eq!(HashSet::from([lower, upper]).len(), 1);
    }

    #[test]
    fn a_fresh_nonce_is_one_that_every_agent_takes() {
        let fresh: HashSet<Nonce> = (0..100).map(|_| Nonce::random()).collect();
        assert_eq!(fresh.len(), 100);
        for nonce in fresh {
            assert_eq!(nonce.as_str().len(), 26);
            assert_eq!(nonce, nonce.as_str().parse().unwrap());
        }
    }
}
