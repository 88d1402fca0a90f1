//! What can go wrong between the node's wallet and the chain, on demand: for tests, and for the sandbox panel. What the node
//! shows of it is what real nodes show, in the words of their own workers.

use masumi::moment::MINUTE;
use serde::{Deserialize, Serialize};

/// What happens to the next purchase on its way into escrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mishap {
    /// The wallet gets to it only just before `payByTime`, and the lock is seen when the seller's node has given it up: the
    /// money is in escrow for an agent that will never start.
    LateLock,
    /// The lock is on chain, but not as agreed: `FundsOrDatumInvalid`, with a transaction.
    InvalidLock,
    /// The lock is not seen for so long that the node calls it `FailedViaTimeout`; it lands all the same.
    TimesOut,
    /// The block of the lock is rolled back, and the lock lands again in a later one.
    RolledBack,
}

/// What a node says of a transaction that is neither pending nor confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Lost {
    FailedViaTimeout,
    RolledBack,
}

/// A late lock is seen this long after it was made: later than the seller's node waits for it.
pub(crate) const SEEN_LATE: i64 = 12 * MINUTE;
/// A node gives up a transaction that it did not see for so long.
pub(crate) const TIMES_OUT_AFTER: i64 = 10 * MINUTE;
/// A transaction that timed out lands after so long.
pub(crate) const LANDS_AFTER: i64 = 40 * MINUTE;
/// A rolled back transaction is in another block after so long.
pub(crate) const BACK_AFTER: i64 = 5 * MINUTE;

impl Mishap {
    /// How much later than usual the lock is seen.
    pub(crate) fn seen_later(self) -> i64 {
        match self {
            Mishap::LateLock => SEEN_LATE,
            Mishap::TimesOut => LANDS_AFTER,
            Mishap::InvalidLock | Mishap::RolledBack => 0,
        }
    }
}

impl Lost {
    /// `CurrentTransaction.status` on the wire.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Lost::FailedViaTimeout => "FailedViaTimeout",
            Lost::RolledBack => "RolledBack",
        }
    }
}
