//! What an error of `POST /purchase` means for the money. Only after this call can trying again pay twice.

use crate::net::{CallError, CallErrorKind};

/// Why [`NodeClient::purchase`](super::NodeClient::purchase) gave no purchase. There is one case for each thing that can be done about it, and a
/// new one is to stop the builds of whoever matches on them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PurchaseError {
    /// The node has a purchase of this identifier (409): of an earlier try, or somebody else's. [`NodeClient::resolve`](super::NodeClient::resolve)
    /// tells.
    #[error("a purchase of this identifier exists")]
    Exists(#[source] CallError),
    /// The node said no, and made nothing.
    #[error("the node refused the purchase")]
    Refused {
        /// What the no is about.
        why: RefusedFor,
        /// In its own words.
        #[source]
        error: CallError,
    },
    /// The node said not now (423, 429), and made nothing: the same bytes may be sent again.
    #[error("the node does not take a purchase now")]
    Busy(#[source] CallError),
    /// The request did not leave ([`CallError::nothing_sent`]): the same bytes may be sent again.
    #[error("the purchase was not sent")]
    NotSent(#[source] CallError),
    /// There may be a purchase, now or in a moment, and may be none: a node that is still at it knows of none yet. Nothing else may be paid for this job until [`NodeClient::resolve`](super::NodeClient::resolve) has
    /// told which.
    #[error("nobody can tell whether the purchase was made")]
    Unknown(#[source] CallError),
}

/// What a node's no to a purchase is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RefusedFor {
    /// The purchase itself (400, 422): the same body is never taken.
    Body,
    /// What is left of the key's quota does not cover it.
    Quota,
    /// The key may not (401, 403).
    Key,
    /// The node cannot pay into this contract (404).
    Contract,
    /// Another no.
    Other,
}

impl PurchaseError {
    /// Reads an error of `POST /purchase`. The node has no codes for these, so the status decides, and once a word.
    pub(super) fn of(error: CallError) -> PurchaseError {
        let refused = |why, error| PurchaseError::Refused { why, error };
        match error.status() {
            Some(409) => PurchaseError::Exists(error),
            Some(400 | 422) if is_quota(&error) => refused(RefusedFor::Quota, error),
            Some(400 | 422) => refused(RefusedFor::Body, error),
            Some(423 | 429) => PurchaseError::Busy(error),
            // Said by proxies that would not wait for the node any longer, too.
            Some(408 | 425 | 499) => PurchaseError::Unknown(error),
            // The node refused before looking at the purchase.
            Some(401 | 403) => refused(RefusedFor::Key, error),
            Some(404) => refused(RefusedFor::Contract, error),
            Some(402..=498) => refused(RefusedFor::Other, error),
            _ if error.nothing_sent() => PurchaseError::NotSent(error),
            _ => PurchaseError::Unknown(error),
        }
    }

    /// Whether it is certain that this call moved no money and left no purchase behind.
    pub fn nothing_paid(&self) -> bool {
        match self {
            PurchaseError::Refused { .. } | PurchaseError::Busy(_) | PurchaseError::NotSent(_) => true,
            PurchaseError::Exists(_) | PurchaseError::Unknown(_) => false,
        }
    }

    /// What the call met.
    pub fn call(&self) -> &CallError {
        match self {
            PurchaseError::Exists(error)
            | PurchaseError::Refused { error, .. }
            | PurchaseError::Busy(error)
            | PurchaseError::NotSent(error)
            | PurchaseError::Unknown(error) => error,
        }
    }
}

/// What the call met, without what it means for the money.
impl From<PurchaseError> for CallError {
    fn from(error: PurchaseError) -> CallError {
        match error {
            PurchaseError::Exists(error)
            | PurchaseError::Refused { error, .. }
            | PurchaseError::Busy(error)
            | PurchaseError::NotSent(error)
            | PurchaseError::Unknown(error) => error,
        }
    }
}

/// Whether the node says that the key's quota does not cover a payment. It has no other word for that (docs/observed.md 1).
fn is_quota(error: &CallError) -> bool {
    matches!(&error.kind, CallErrorKind::Status { message, .. } if message.to_ascii_lowercase().contains("insufficient funds"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::{AddressRefusal, Service};
    use std::error::Error;

    fn read(kind: CallErrorKind) -> PurchaseError {
        PurchaseError::of(CallError { service: Service::Node, kind })
    }

    fn answered(status: u16, message: &str) -> PurchaseError {
        read(CallErrorKind::Status { status, message: message.to_owned(), retry_after: None })
    }

    /// The name of a case, for tables.
    fn case(error: &PurchaseError) -> String {
        match error {
            PurchaseError::Exists(_) => "exists".to_owned(),
            PurchaseError::Refused { why, .. } => format!("{why:?}"),
            PurchaseError::Busy(_) => "busy".to_owned(),
            PurchaseError::NotSent(_) => "not sent".to_owned(),
            PurchaseError::Unknown(_) => "unknown".to_owned(),
        }
    }

    #[test]
    fn each_status_says_whether_something_may_have_been_paid() {
        for status in 200..600 {
            let expected = match status {
                400 | 422 => "Body",
                401 | 403 => "Key",
                404 => "Contract",
                409 => "exists",
                423 | 429 => "busy",
                408 | 425 | 499 => "unknown",
                402 | 405..=498 => "Other",
                // A success with an error in it, too.
                _ => "unknown",
            };
            let error = answered(status, "no");
            assert_eq!(case(&error), expected, "{status}");
            assert_eq!(error.nothing_paid(), !matches!(expected, "exists" | "unknown"), "{status}");
            assert_eq!(error.call().status(), Some(status));
        }
    }

    #[test]
    fn a_quota_that_is_used_up_is_told_by_the_nodes_words_and_only_where_it_refuses() {
        for (status, message, expected) in [
            (400, "Insufficient funds", "Quota"),
            (422, "INSUFFICIENT FUNDS: usage credits", "Quota"),
            (400, "Insufficient", "Body"),
            (402, "Insufficient funds", "Other"),
            (500, "Insufficient funds", "unknown"),
            (200, "Insufficient funds", "unknown"),
        ] {
            assert_eq!(case(&answered(status, message)), expected, "{status} {message}");
        }
    }

    #[test]
    fn without_an_answer_only_what_never_left_has_certainly_paid_nothing() {
        let text = || "x".to_owned();
        for (kind, sent) in [
            (CallErrorKind::UnknownHost(text()), false),
            (CallErrorKind::NotTls(text()), false),
            (CallErrorKind::Unreachable(text()), false),
            (CallErrorKind::Certificate(text()), false),
            (CallErrorKind::ProxySilent(text()), false),
            (CallErrorKind::ProxyRefused("x"), false),
            (CallErrorKind::AddressRefused(AddressRefusal::Malformed), false),
            (CallErrorKind::KeyMalformed, false),
            (CallErrorKind::WrongRow(text()), false),
            (CallErrorKind::Interrupted(text()), true),
            (CallErrorKind::Timeout, true),
            (CallErrorKind::Redirected(text()), true),
            (CallErrorKind::TooLarge, true),
            (CallErrorKind::NotJson(text()), true),
            (CallErrorKind::Shape(text()), true),
            (CallErrorKind::Hosted, true),
            (CallErrorKind::TooOld, true),
        ] {
            let error = read(kind.clone());
            assert_eq!(case(&error), if sent { "unknown" } else { "not sent" }, "{kind:?}");
            assert_eq!(error.source().map(ToString::to_string), Some(error.call().to_string()));
        }
    }
}
