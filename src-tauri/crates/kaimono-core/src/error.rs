//! What can go wrong, as one closed list. The page has the words (`ui/i18n`); this has the facts: whose side, whether money
//! moved, whether trying again can help, and the other side's own words as a quotation.

use serde::{Deserialize, Serialize};

/// Every kind of failure that a person can meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The host name does not resolve.
    UnknownHost,
    /// Nobody answers at that address.
    Unreachable,
    /// It took too long.
    Timeout,
    /// The TLS certificate is not trusted.
    Certificate,
    /// Not an address we connect to (plain http to another machine, private address, credentials or query in it).
    AddressRefused,
    /// It answered with a redirect, which is not followed.
    Redirected,
    /// The answer is not what this service would say (HTML, another product).
    NotTheService,
    /// The key is missing, unknown, or revoked.
    KeyRefused,
    /// The key may not do this.
    KeyMayNot,
    /// The key is not for this network.
    KeyNetwork,
    /// The service said no (4xx); its words are quoted.
    Refused,
    /// The service failed (5xx); its words are quoted.
    ServiceFailed,
    /// Too many requests.
    Busy,
    /// The key's spending quota does not cover it.
    QuotaExhausted,
    /// The node has no payment source for this agent's contract.
    CannotPayContract,
    /// Not known there.
    NotFound,
    /// The state changed meanwhile; look again.
    StateChanged,
    /// The keyring is locked.
    KeyringLocked,
    /// There is no keyring service.
    KeyringMissing,
    /// The keyring does not answer.
    KeyringSlow,
    /// This profile has no keys in the keyring (any more).
    KeysMissing,
    /// The local store failed (disk full, read-only, corrupt).
    Store,
    /// Another running Kaimono uses this data directory.
    AlreadyRunning,
    /// What was typed is not valid; the quotation says which field.
    Input,
    /// The approval has expired.
    ApprovalExpired,
    /// The approval was used, declined, or never existed.
    ApprovalGone,
    /// The agent did not answer in a usable way.
    AgentMalformed,
    /// The agent said no; its words are quoted.
    AgentRefused,
    /// Nothing of that name is here (profile, purchase, agent).
    Unknown,
    /// There is no open profile.
    NoProfile,
    /// Not possible in the present state of the purchase.
    NotNow,
    /// The sandbox could not be started or does not run.
    Sandbox,
    /// A fault of Kaimono itself.
    Internal,
}

/// Whose side failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The buyer's own node.
    Node,
    /// The Registry Service.
    Registry,
    /// The agent.
    Agent,
    /// The way there.
    Network,
    /// This machine's keyring.
    Keyring,
    /// Kaimono, or this machine.
    App,
    /// What the person typed or did.
    You,
}

/// Whether money moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Moved {
    /// For certain not.
    #[default]
    No,
    /// Not known yet; Kaimono is finding out.
    Unknown,
    /// It did.
    Yes,
}

/// A failure, ready to be shown. The only error that crosses IPC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, thiserror::Error)]
#[error("{code:?} ({side:?}): {quote}")]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// What kind.
    pub code: Code,
    /// Whose side.
    pub side: Side,
    /// Whether money moved.
    pub moved: Moved,
    /// The other side's words, plain text, at most 500 characters; or a fact (a host name, a field); or `""`.
    pub quote: String,
    /// Whether the same thing can succeed when tried again.
    pub retry: bool,
}

/// What every fallible call in this crate gives.
pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// A failure that moved no money, quotes nothing, and comes again when tried again.
    pub fn new(code: Code, side: Side) -> Failure {
        Failure { code, side, moved: Moved::No, quote: String::new(), retry: false }
    }

    /// With the other side's words, or a fact: made plain, at most 500 characters.
    #[must_use]
    pub fn quoting(self, words: &str) -> Failure {
        Failure { quote: plain(words), ..self }
    }

    /// The same thing can succeed when tried again.
    #[must_use]
    pub fn passing(self) -> Failure {
        Failure { retry: true, ..self }
    }

    /// Nothing of that name is here.
    pub fn unknown(name: &str) -> Failure {
        Failure::new(Code::Unknown, Side::App).quoting(name)
    }

    /// What was typed into `field` is not valid.
    pub fn input(field: &str) -> Failure {
        Failure::new(Code::Input, Side::You).quoting(field)
    }
}

/// Words without control, bidirectional and zero-width characters, in one line of at most 500 characters.
fn plain(words: &str) -> String {
    let hidden = |letter: char| matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let spaced: String = words
        .chars()
        .filter(|letter| !hidden(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .take(2_000)
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(500).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_one_plain_line_of_bounded_length() {
        let failure = Failure::new(Code::Refused, Side::Node).quoting("no\r\n\u{202e}funds\u{0}  left");
        assert_eq!(failure.quote, "no funds left");
        assert_eq!(Failure::new(Code::Refused, Side::Node).quoting(&"é".repeat(900)).quote.chars().count(), 500);
    }
}
