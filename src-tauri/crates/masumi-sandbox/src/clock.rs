//! The sandbox's own clock: the machine's time, moved forward by whoever skips. It is what the `Date` header tells, so
//! a client follows it without knowing. A stopped clock moves by skips alone, which makes a test exact.

use masumi::moment::{HOUR, MINUTE, Moment};
use serde::{Deserialize, Serialize};
use std::time::UNIX_EPOCH;
use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

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

/// Reads an ISO-8601 date, or a date and time in UTC, as both services' validators take them: no other zone, no day that
/// is not in the calendar, seconds optional.
pub(crate) fn parse_date(text: &str) -> Option<Moment> {
    let (day, time) = text.split_once('T').unwrap_or((text, "00:00"));
    let (day, time) = (midnight(day)?, time_of_day(time.strip_suffix('Z').unwrap_or(time))?);
    Some(day.plus(time))
}

/// Reads what JavaScript makes a time of: beside ISO-8601 also other zones, parts of a date, and bare numbers.
pub(crate) fn parse_loosely(text: &str) -> Option<Moment> {
    parse_date(text)
        .or_else(|| OffsetDateTime::parse(text, &Rfc3339).ok().and_then(moment))
        .or_else(|| parse_date(&format!("{text}-01")))
        .or_else(|| parse_date(&format!("{text}-01-01")))
        .or_else(|| numbers(text))
}

/// One to three numbers: month, day and year; or the year first when it cannot be a day. Years may be short.
fn numbers(text: &str) -> Option<Moment> {
    let between = |letter: char| matches!(letter, '-' | '/' | '.' | ',' | ' ');
    let read: Result<Vec<i64>, _> = text.split(between).filter(|part| !part.is_empty()).map(str::parse).collect();
    let (year, month, day) = match *read.ok()?.as_slice() {
        [year] if !(1..=31).contains(&year) => (year, 1, 1),
        [month] => (1, month, 1),
        [year, month] if !(1..=31).contains(&year) => (year, month, 1),
        [month, day] => (1, month, day),
        [year, month, day] if !(1..=31).contains(&year) => (year, month, day),
        [month, day, year] => (year, month, day),
        _ => return None,
    };
    let year = match year {
        0..=49 => year + 2000,
        50..=99 => year + 1900,
        _ => year,
    };
    midnight(&format!("{year:04}-{month:02}-{day:02}"))
}

fn midnight(day: &str) -> Option<Moment> {
    Date::parse(day, format_description!("[year]-[month]-[day]"))
        .ok()
        .and_then(|day| moment(day.midnight().assume_utc()))
}

/// Milliseconds since midnight.
fn time_of_day(text: &str) -> Option<i64> {
    let (clock, fraction) = text.split_once('.').map_or((text, None), |(clock, fraction)| (clock, Some(fraction)));
    let parts: Vec<&str> = clock.split(':').collect();
    let two = |text: &str, max: i64| {
        let digits = text.len() == 2 && text.bytes().all(|digit| digit.is_ascii_digit());
        text.parse().ok().filter(|number: &i64| digits && *number <= max)
    };
    let (hours, minutes, seconds) = match *parts.as_slice() {
        [hours, minutes] if fraction.is_none() => (hours, minutes, "00"),
        [hours, minutes, seconds] => (hours, minutes, seconds),
        _ => return None,
    };
    let fraction = fraction.unwrap_or("0");
    let digits = !fraction.is_empty() && fraction.bytes().all(|digit| digit.is_ascii_digit());
    let millis: i64 =
        fraction.chars().chain("000".chars()).take(3).collect::<String>().parse().ok().filter(|_| digits)?;
    Some(two(hours, 23)? * HOUR + two(minutes, 59)? * MINUTE + two(seconds, 59)? * 1000 + millis)
}

fn moment(at: OffsetDateTime) -> Option<Moment> {
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).ok().map(Moment)
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
        assert_eq!(parse_date("2026-11-22T05:57:21.698Z"), Some(at));
    }

    #[test]
    fn dates_are_read_as_the_services_validators_read_them() {
        let midnight = Some(Moment(1_795_305_600_000));
        for text in ["2026-11-22", "2026-11-22T00:00Z", "2026-11-22T00:00:00", "2026-11-22T00:00:00.0Z"] {
            assert_eq!(parse_date(text), midnight, "{text}");
        }
        assert!(parse_date("0066-03-14").is_some() && parse_date("2024-02-29").is_some());
        for text in
            ["yesterday", "2026-02-29", "2026-11-22T00:00:00+02:00", "2026-11-22T24:00Z", "2026-11-22T1:00Z", "", "T"]
        {
            assert_eq!(parse_date(text), None, "{text}");
        }
        assert_eq!(parse_loosely("2026-11-22T02:00:00+02:00"), midnight);
        assert_eq!(parse_loosely("11/22/2026"), midnight);
        for text in ["0", "5", "2026", "2026-11", "-1"] {
            assert!(parse_loosely(text).is_some(), "{text}");
        }
        for text in ["", "13", "yesterday", "null", "1 2 3 4"] {
            assert_eq!(parse_loosely(text), None, "{text}");
        }
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
