//! Points in time as the protocol has them: whole milliseconds since the Unix epoch. No clock is read here.
//!
//! ```
//! use masumi::moment::{HOUR, Moment, NoMoment};
//!
//! let pay_by: Moment = "2026-11-22T05:57:21.698Z".parse()?;
//! assert_eq!(pay_by.plus(HOUR).to_string(), "2026-11-22T06:57:21.698Z");
//! // What a seller signs is milliseconds: seconds are another moment, and not repaired.
//! assert_eq!(Moment::parse_signed("1795327041698"), Some(Moment(1_795_327_041_698)));
//! assert_eq!(Moment::parse_signed("1795327041"), None);
//! # Ok::<(), NoMoment>(())
//! ```

#[cfg(test)]
mod tests;

use crate::text::plain;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    fmt,
    str::FromStr,
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// A point in time, in milliseconds since the Unix epoch (UTC). On the wire of `POST /purchase` a decimal string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(transparent)]
#[cfg_attr(feature = "ts", ts(type = "number"))]
pub struct Moment(pub i64);

/// Numbers below this are seconds: in milliseconds it is a day in 1973, in seconds the year 5138
/// (docs/protocol.md 2.4).
const SECONDS_BELOW: i64 = 100_000_000_000;

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

    /// The form in which a seller signs a time: decimal milliseconds, digits only, no leading zero. `None` for everything
    /// else, seconds included: such terms cannot be valid for a node, and are never repaired.
    pub fn parse_signed(text: &str) -> Option<Moment> {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        text.parse().ok().filter(|millis| plain && *millis >= SECONDS_BELOW).map(Moment)
    }

    /// Reads a time as services and agents write it, to show it: a number or its text, in milliseconds or (below 10^11) in
    /// seconds, or ISO 8601 with an offset. `None`: nothing of these, or not positive.
    pub fn parse_lenient(value: &Value) -> Option<Moment> {
        match value {
            Value::Number(number) => number.as_i64().and_then(Moment::from_number),
            Value::String(text) => match text.trim().parse() {
                Ok(number) => Moment::from_number(number),
                Err(_) => Moment::parse_iso(text.trim()),
            },
            _ => None,
        }
    }

    /// A time of an agent's terms as its seller's node may have signed it: as [`parse_signed`](Self::parse_signed), else what
    /// the text says in another form (ISO 8601, seconds, a number with a point and zeros). Whether that was signed, the
    /// signature tells.
    pub fn parse_offered(text: &str) -> Option<Moment> {
        let whole = text.split_once('.').filter(|(_, zeros)| zeros.bytes().all(|digit| digit == b'0'));
        Moment::parse_signed(text)
            .or_else(|| Moment::parse_lenient(&Value::from(whole.map_or(text, |(whole, _)| whole))))
    }

    /// Reads ISO 8601 with an offset, e.g. `2026-11-22T05:57:21.698Z`. Fractions below a millisecond are dropped.
    pub fn parse_iso(text: &str) -> Option<Moment> {
        let instant = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        i64::try_from(instant.unix_timestamp_nanos().div_euclid(1_000_000)).ok().map(Moment)
    }

    /// ISO 8601 in UTC with milliseconds, as JavaScript writes it: `2026-11-22T05:57:21.698Z`. Beyond the year 9999, where
    /// that form ends, the plain number.
    pub fn iso(self) -> String {
        let instant = OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000).ok();
        let Some(at) = instant.filter(|at| at.year() >= 0) else { return self.0.to_string() };
        let (date, time) = (at.date(), at.time());
        let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
        let (hour, minute, second, milli) = time.as_hms_milli();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
    }

    fn from_number(number: i64) -> Option<Moment> {
        match number {
            ..=0 => None,
            seconds @ 1..SECONDS_BELOW => Some(Moment(seconds * 1_000)),
            millis => Some(Moment(millis)),
        }
    }

    /// This moment moved by `millis`.
    pub fn plus(self, millis: i64) -> Moment {
        Moment(self.0.saturating_add(millis))
    }
}

/// What a clock tells, to the millisecond; before 1970 negative.
impl From<SystemTime> for Moment {
    fn from(time: SystemTime) -> Moment {
        let millis = |span: Duration| i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Moment(millis(after)),
            Err(before) => Moment(-millis(before.duration())),
        }
    }
}

/// As [`Moment::iso`].
impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.iso())
    }
}

/// Reads ISO 8601, as [`Moment::parse_iso`] does.
impl FromStr for Moment {
    type Err = NoMoment;

    fn from_str(text: &str) -> Result<Moment, NoMoment> {
        Moment::parse_iso(text).ok_or_else(|| NoMoment(plain(text, 100)))
    }
}

/// A text that is no point in time; that text, fit to be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no moment in ISO 8601 with an offset: {0}")]
pub struct NoMoment(String);
