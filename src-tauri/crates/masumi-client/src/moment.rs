//! Points in time as the protocol has them: whole milliseconds since the Unix epoch. No clock is read here.

use serde::{Deserialize, Serialize};

/// A point in time, in milliseconds since the Unix epoch (UTC). On the wire of `POST /purchase` a decimal string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Moment(pub i64);

/// Whole minutes, in milliseconds.
pub const MINUTE: i64 = 60_000;
/// Whole hours, in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// Whole days, in milliseconds.
pub const DAY: i64 = 24 * HOUR;

impl Moment {
    /// Milliseconds from `earlier` to `self`; negative when `earlier` is the later one.
    pub fn since(self, earlier: Moment) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// This moment moved by `millis`.
    pub fn plus(self, millis: i64) -> Moment {
        Moment(self.0.saturating_add(millis))
    }
}
