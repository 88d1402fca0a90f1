//! What can go wrong, as one closed list. The page has the words (`ui/page/words`). This has the facts: whose side it is on,
//! whether money moved, whether trying again can help, and a quotation of the other side's own words.

use masumi::{
    net::{AddressRefusal, CallError, CallErrorKind, Service},
    text::letters,
};
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
    /// A VPN or proxy of this machine answers the name with a stand-in address (198.18.0.0/15), which the profile does not allow.
    StandInAddress,
    /// The proxy that was entered for node and registry does not answer, or not in time.
    ProxySilent,
    /// The proxy that was entered gives no way through; the quotation says why, as far as it can be told.
    ProxyRefused,
    /// What was entered is no proxy that is used; the quotation says why.
    ProxyAddress,
    /// What was entered is no certificate that can be trusted; the quotation says why.
    AuthorityUnreadable,
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
    /// Masumi's hosted service, which sells and cannot buy: no node.
    HostedService,
    /// A Payment Service before 0.26, or a Registry Service before 0.24, which does not tell what buying needs.
    NodeTooOld,
    /// The service said no (4xx); its words are quoted.
    Refused,
    /// The service failed (5xx); its words are quoted.
    ServiceFailed,
    /// Too many requests.
    Busy,
    /// The node's clock and this machine's are more than a day apart; the quotation names both.
    ClockDoubted,
    /// The key's spending quota does not cover it.
    QuotaExhausted,
    /// A key was stored for another address, or before other certificates were trusted there: it is entered anew; the quotation
    /// says which field.
    KeyAnew,
    /// Another node than the one that the open purchases are with.
    AnotherNode,
    /// This node is connected already; the quotation is its name.
    NodeKnown,
    /// The node has no payment source for this agent's contract.
    CannotPayContract,
    /// The node has no payment source on this network; the quotation names it.
    NoPaymentSource,
    /// The registry serves another network.
    NetworkUnknown,
    /// Something answers there, and not with TLS.
    NotHttps,
    /// Not known there.
    NotFound,
    /// The state changed meanwhile; look again.
    StateChanged,
    /// The keyring is locked.
    KeyringLocked,
    /// There is no keyring service.
    KeyringMissing,
    /// The keyring has no place where passwords are kept.
    KeyringNoCollection,
    /// The keyring asks the person something, and nobody waited for the answer any longer.
    KeyringAsking,
    /// The keyring does not answer.
    KeyringSlow,
    /// This profile has no keys in the keyring (any more).
    KeysMissing,
    /// The keys are still being read: nothing is known of them yet.
    KeysUnread,
    /// The data is on a drive that cannot keep a second Kaimono out.
    StoreNoLocks,
    /// A setting of this computer could not be written.
    NotSaved,
    /// The local store cannot be read or written (read-only, no access).
    Store,
    /// The disk is full.
    StoreFull,
    /// The data folder was moved, removed or exchanged while Kaimono runs.
    StoreGone,
    /// What is stored cannot be read any more.
    StoreDamaged,
    /// What is stored was written by a newer version.
    StoreNewer,
    /// The file of a backup cannot be opened; the quotation is the system's words.
    BackupUnread,
    /// It is no backup that Kaimono made.
    BackupForeign,
    /// It is one, and not as it was written.
    BackupDamaged,
    /// A newer version wrote it.
    BackupNewer,
    /// It does not open with this passphrase.
    BackupPassphrase,
    /// Another running Kaimono uses this data directory.
    AlreadyRunning,
    /// What was typed is not valid; the quotation says which field.
    Input,
    /// It is more than the person's limit leaves; the quotation is the limit.
    OverLimit,
    /// Only what is on the person's list can be bought from, and this agent and its seller are not on it.
    Unlisted,
    /// What was set for limits, or what counts already, cannot be read: nothing can be held against it.
    LimitsUnread,
    /// The person paused buying.
    BuyingPaused,
    /// The approval has expired.
    ApprovalExpired,
    /// The approval was used, declined, or never existed.
    ApprovalGone,
    /// The agent did not answer in a usable way.
    AgentMalformed,
    /// The agent said no; its words are quoted.
    AgentRefused,
    /// The agent refused choices as they were written; the next job is written otherwise.
    ChoicesRefused,
    /// The agent took the job, but its answer lacks what a payment needs; the quotation names that.
    TermsMissing,
    /// The agent wants to be paid another way than over the escrow; the quotation says which, or is its words.
    PaidOtherwise,
    /// The agent takes jobs of callers that it knows; its words are quoted.
    CallersOnly,
    /// The agent does not find in the request what was in it: it seems to take uploads only; its words are quoted.
    UploadsOnly,
    /// The agent does not take the reference that is made for every job; its words are quoted.
    NonceRefused,
    /// The agent reads another request than MIP-003 has: its answers elsewhere, or in another form; its words are quoted.
    RequestRefused,
    /// The agent's answer about the job is longer than is taken in.
    ResultTooLarge,
    /// Nothing of that name is here (profile, purchase, agent).
    Unknown,
    /// There is no open profile.
    NoProfile,
    /// The agent's terms do not hold: at least one check failed.
    TermsRefused,
    /// The deadline to pay has passed, or is too near.
    TooLate,
    /// Not possible in the present state of the purchase.
    NotNow,
    /// A refund request would now mean something else than was confirmed; the quotation is the present state's word.
    RefundChanged,
    /// What the node has is not what was approved.
    Alarm,
    /// The node's wallet has too little for the payment.
    InsufficientFunds,
    /// The node is stuck with the purchase and says why.
    NodeStuck,
    /// Kaimono was closed (or the machine stopped) while a request was under way.
    Interrupted,
    /// The sandbox could not be started or does not run.
    Sandbox,
    /// What the sandbox kept cannot be read.
    SandboxUnreadable,
    /// A fault of Kaimono itself.
    Internal,
}

impl Code {
    /// Whether the local store failed: what was to be written is not on disk.
    pub fn is_store(self) -> bool {
        matches!(self, Code::StoreDamaged | Code::StoreNewer) || self.is_unwritable()
    }

    /// Whether something cannot be written now, and perhaps later: what is there is as it was.
    pub fn is_unwritable(self) -> bool {
        matches!(self, Code::Store | Code::StoreFull | Code::StoreGone)
    }
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

impl From<CallError> for Failure {
    fn from(error: CallError) -> Failure {
        Failure::from(&error)
    }
}

impl From<&CallError> for Failure {
    /// Says whose side it was and whether trying again helps. `moved` is [`Moved::No`]: whoever called for money to move
    /// knows better, by [`CallError::nothing_sent`].
    fn from(error: &CallError) -> Failure {
        let side = match error.service {
            Service::Registry => Side::Registry,
            Service::Node => Side::Node,
            Service::Agent => Side::Agent,
        };
        let misread = if error.service == Service::Agent { Code::AgentMalformed } else { Code::NotTheService };
        match &error.kind {
            CallErrorKind::UnknownHost(host) => Failure::new(Code::UnknownHost, Side::Network).quoting(host).passing(),
            CallErrorKind::Unreachable(why) | CallErrorKind::Interrupted(why) => {
                Failure::new(Code::Unreachable, side).quoting(why).passing()
            }
            CallErrorKind::NotTls(why) => Failure::new(Code::NotHttps, side).quoting(why),
            CallErrorKind::Timeout => Failure::new(Code::Timeout, side).passing(),
            CallErrorKind::Certificate(why) => Failure::new(Code::Certificate, side).quoting(why),
            CallErrorKind::ProxySilent(why) => Failure::new(Code::ProxySilent, Side::Network).quoting(why).passing(),
            CallErrorKind::ProxyRefused(why) => Failure::new(Code::ProxyRefused, Side::Network).quoting(why).passing(),
            CallErrorKind::AddressRefused(refusal @ AddressRefusal::StandIn(_)) => {
                Failure::new(Code::StandInAddress, Side::Network).quoting(&refusal.to_string())
            }
            CallErrorKind::AddressRefused(refusal) => {
                Failure::new(Code::AddressRefused, side).quoting(&refusal.to_string())
            }
            CallErrorKind::KeyMalformed => Failure::new(Code::KeyRefused, Side::You),
            CallErrorKind::WrongRow(found) => Failure::new(Code::StateChanged, Side::App).quoting(found),
            CallErrorKind::Redirected(to) => Failure::new(Code::Redirected, side).quoting(to),
            CallErrorKind::NotJson(words) | CallErrorKind::Shape(words) => Failure::new(misread, side).quoting(words),
            CallErrorKind::TooOld => Failure::new(Code::NodeTooOld, side),
            CallErrorKind::Hosted => Failure::new(Code::HostedService, Side::You),
            CallErrorKind::Status { status, message, .. } => {
                let failure = Failure::new(answered(error.service, *status, message), side).quoting(message);
                if matches!(failure.code, Code::Busy | Code::ServiceFailed) { failure.passing() } else { failure }
            }
            // An answer that is too large, and kinds that are newer than this: something answered, and was not understood.
            kind => Failure::new(misread, side).quoting(&kind.to_string()),
        }
    }
}

/// What an HTTP status means. The services have no error codes, so their words decide where the status does not
/// (docs/observed.md 1).
fn answered(service: Service, status: u16, message: &str) -> Code {
    let words = message.to_ascii_lowercase();
    let says = |part: &str| words.contains(part);
    match (service, status) {
        (_, 429) => Code::Busy,
        (Service::Registry, 500..) if says("network not found") => Code::NetworkUnknown,
        (_, 500..) => Code::ServiceFailed,
        (Service::Agent, _) => Code::AgentRefused,
        (_, 401) if says("network not allowed") => Code::KeyNetwork,
        (_, 401) if says("access required") => Code::KeyMayNot,
        (_, 401) => Code::KeyRefused,
        (_, 403) => Code::KeyMayNot,
        (_, 404) if says("no payment source") => Code::CannotPayContract,
        (_, 404) => Code::NotFound,
        (_, 409) => Code::StateChanged,
        (Service::Node, 400) if says("insufficient funds") => Code::QuotaExhausted,
        _ => Code::Refused,
    }
}

/// Words without control, bidirectional and invisible characters, in one line of at most 500 characters.
fn plain(words: &str) -> String {
    let spaced: String = letters::visible(words, char::is_control)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .take(2_000)
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(500).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(kind: CallErrorKind) -> Failure {
        Failure::from(CallError { service: Service::Node, kind })
    }

    fn status(service: Service, status: u16, message: &str) -> Failure {
        let kind = CallErrorKind::Status { status, message: message.to_owned(), retry_after: None };
        Failure::from(CallError { service, kind })
    }

    #[test]
    fn the_words_of_a_refusal_decide_what_the_status_leaves_open() {
        let refused = [
            (401, "Unauthorized, no authentication token provided", Code::KeyRefused),
            (401, "Unauthorized, payment access required", Code::KeyMayNot),
            (401, "Unauthorized, network not allowed", Code::KeyNetwork),
            (403, "You are not authorized", Code::KeyMayNot),
            (404, "No payment source found for agent identifiers policy id", Code::CannotPayContract),
            (404, "Purchase not found or in invalid state", Code::NotFound),
            (400, "Insufficient funds", Code::QuotaExhausted),
            (400, "payByTime: expected string", Code::Refused),
            (409, "Purchase exists", Code::StateChanged),
            (429, "", Code::Busy),
            (500, "Internal Server Error", Code::ServiceFailed),
            (503, "<html>", Code::ServiceFailed),
        ];
        assert_eq!(status(Service::Registry, 500, "Network not found").code, Code::NetworkUnknown);
        for (number, message, code) in refused {
            let failure = status(Service::Node, number, message);
            assert_eq!((failure.code, failure.side), (code, Side::Node), "{number} {message}");
        }
    }

    #[test]
    fn an_agent_that_misbehaves_is_not_the_nodes_fault() {
        let failure =
            Failure::from(CallError { service: Service::Agent, kind: CallErrorKind::NotJson("<html>".into()) });
        assert_eq!((failure.code, failure.side), (Code::AgentMalformed, Side::Agent));
        assert_eq!(status(Service::Agent, 401, "no").code, Code::AgentRefused);
        assert_eq!(node(CallErrorKind::NotJson("<html>".into())).code, Code::NotTheService);
    }

    #[test]
    fn what_stands_in_for_a_name_is_no_fault_of_the_agent() {
        let kind = CallErrorKind::AddressRefused(AddressRefusal::StandIn("198.18.0.25".into()));
        let failure = Failure::from(CallError { service: Service::Agent, kind });
        assert_eq!((failure.code, failure.side), (Code::StandInAddress, Side::Network));
        assert!(failure.quote.contains("198.18.0.25"), "{failure}");
    }

    #[test]
    fn only_what_can_pass_is_tried_again() {
        assert!(node(CallErrorKind::Timeout).retry);
        assert!(node(CallErrorKind::Unreachable("refused".into())).retry);
        assert!(status(Service::Node, 502, "").retry);
        assert!(!status(Service::Node, 401, "").retry);
        assert!(!node(CallErrorKind::Redirected("https://elsewhere.example".into())).retry);
    }

    #[test]
    fn a_quotation_is_one_plain_line_of_bounded_length() {
        let failure = Failure::new(Code::Refused, Side::Node).quoting("no\r\n\u{202e}funds\u{0}  left");
        assert_eq!(failure.quote, "no funds left");
        assert_eq!(Failure::new(Code::Refused, Side::Node).quoting(&"é".repeat(900)).quote.chars().count(), 500);
    }
}
