//! Every time span used in reading a purchase, in milliseconds, with its source. They are in one table so that the window, the
//! notices and the watcher never contradict each other.

use masumi::moment::{HOUR, MINUTE};

/// A request needs this long before unlock time to be carried out by a slowly configured node (docs/protocol.md 4.6).
pub(crate) const WINDOW_MARGIN: i64 = 15 * MINUTE;
/// The node's worker never submits a request later than this before unlock time (docs/protocol.md 4.6).
pub(crate) const WORKER_MARGIN: i64 = 3 * MINUTE;
/// The node acts again this long after the buyer's cooldown (docs/observed.md 2).
pub(crate) const AFTER_COOLDOWN: i64 = 7 * MINUTE;
/// After the result deadline the node takes the money back by itself after this long (docs/protocol.md 5.4).
pub(crate) const AUTOMATIC_AFTER: i64 = 10 * MINUTE;
/// The node gives a payment up this long after the time to pay (docs/observed.md 1).
pub(crate) const LOCK_GRACE: i64 = 5 * MINUTE;

/// A result may follow its hash by a little; only when the agent was asked in vain after this long is it missing.
pub(crate) const RESULT_GRACE: i64 = 2 * MINUTE;
/// An agent that could not be asked for so long after its hash was seen is one that does not hand over its result.
pub(crate) const UNASKED_LONG: i64 = 15 * MINUTE;
/// A proof follows its result within minutes.
pub(crate) const UNPROVEN_LONG: i64 = 15 * MINUTE;
/// An agent that does not answer once or twice is not silent.
pub(crate) const SILENT_LONG: i64 = MINUTE;
/// Some agents know nothing of a job for a while after its start (docs/hard-cases.md 49).
pub(crate) const FORGOT_LONG: i64 = 5 * MINUTE;
/// Finding out whether the node has a payment takes seconds.
pub(crate) const UNKNOWN_LONG: i64 = 5 * MINUTE;
/// A slowly configured node looks for payments every four minutes (docs/protocol.md 5.4): after this long its wallet is
/// busy.
pub(crate) const QUEUED_LONG: i64 = 5 * MINUTE;
/// A slowly configured node sees a lock after 7 to 14 minutes (docs/protocol.md 5.4), and so does the seller's, which
/// the agent waits for.
pub(crate) const UNCONFIRMED_LONG: i64 = 15 * MINUTE;
/// What a node does by itself, or was asked for, is on the chain some twenty minutes later even where it is slow
/// (docs/protocol.md 5.4): a worker every five minutes, twenty blocks. After this long it should have happened.
pub(crate) const OVERDUE_LONG: i64 = 30 * MINUTE;
/// So long before it is too late to object, or half of the time to object where that is shorter, the person is told again.
pub(crate) const CLOSING: i64 = 3 * HOUR;
