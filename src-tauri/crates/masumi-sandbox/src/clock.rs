//! The sandbox's own clock: the machine's time, moved forward by whoever skips. It is what the `Date` header tells, so
//! a client follows it without knowing. A stopped clock moves by skips alone, which makes a test exact.

use masumi_client::moment::Moment;
use serde::{Deserialize, Serialize};
use std::time::UNIX_EPOCH;
use time::{OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

/// Where a new sandbox's time comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeSource {
    /// It runs with the machine's clock.
    #[default]
    Running,
    /// It stands still at this moment until somebody skips.
    Stopped(Moment),
}

/// Tells and moves the time.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Clock {
    running: bool,
    /// Milliseconds ahead of the machine; of a stopped clock, the time itself.
    ahead: i64,
}

impl Clock {
    pub(crate) fn new(source: TimeSource) -> Clock {
        match source {
            TimeSource::Running => Clock { running: true, ahead: 0 },
            TimeSource::Stopped(at) => Clock { running: false, ahead: at.0 },
        }
    }

    pub(crate) fn now(self) -> Moment {
        Moment(self.ahead + if self.running { machine_millis() } else { 0 })
    }

    pub(crate) fn skip(&mut self, millis: i64) {
        self.ahead += millis.max(0);
    }

    /// Milliseconds between this clock and the machine's.
    pub(crate) fn ahead(self) -> i64 {
        if self.running { self.ahead } else { self.ahead - machine_millis() }
    }
}

#[expect(clippy::disallowed_methods, reason = "the sandbox's clock: every other room is told the time")]
fn machine_millis() -> i64 {
    let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// `2026-11-22T05:57:21.698Z`, as both services write times.
pub(crate) fn iso(at: Moment) -> String {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
    date_time(at).format(format).unwrap_or_default()
}

/// `Sun, 22 Nov 2026 05:57:21 GMT`, as the `Date` header wants it.
pub(crate) fn http_date(at: Moment) -> String {
    let format =
        format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
    date_time(at).format(format).unwrap_or_default()
}

/// Reads an ISO-8601 date-time with a zone.
pub(crate) fn parse_iso(text: &str) -> Option<Moment> {
    let at = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).ok().map(Moment)
}

/// Reads an ISO-8601 date-time with a zone, or a bare date (midnight UTC).
pub(crate) fn parse_date(text: &str) -> Option<Moment> {
    parse_iso(text).or_else(|| if text.len() == 10 { parse_iso(&format!("{text}T00:00:00Z")) } else { None })
}

fn date_time(at: Moment) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(at.0) * 1_000_000).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_the_services_write_them() {
        let at = Moment(1_795_327_041_698);
        assert_eq!(iso(at), "2026-11-22T05:57:21.698Z");
        assert_eq!(http_date(at), "Sun, 22 Nov 2026 05:57:21 GMT");
        assert_eq!(parse_iso("2026-11-22T05:57:21.698Z"), Some(at));
        assert_eq!(parse_date("2026-11-22"), Some(Moment(1_795_305_600_000)));
        assert_eq!(parse_iso("yesterday"), None);
    }

    #[test]
    fn a_stopped_clock_moves_only_by_skips() {
        let mut clock = Clock::new(TimeSource::Stopped(Moment(1_000)));
        assert_eq!(clock.now(), Moment(1_000));
        clock.skip(500);
        clock.skip(-900);
        assert_eq!(clock.now(), Moment(1_500));
    }
}
