//! Days and months of the person's own calendar. Which day it is, is decided once, at an approval, and kept with it: from then on no
//! clock and no time zone is asked about it.

use masumi::moment::{DAY, MINUTE, Moment};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;
use time::{Date, Month, format_description::BorrowedFormatItem, macros::format_description};

const ISO: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");
/// The Julian day of 1970-01-01.
const EPOCH: i64 = 2_440_588;
/// The last day that has a date of four digits, counted from then.
const LAST: i64 = 2_932_896;
/// No clock on Earth is further from UTC than this, minutes.
const FURTHEST: i32 = 14 * 60;

/// A day of a calendar. As text `2026-11-27`, which is in order where the days are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Day(Date);

impl Day {
    /// The day that a moment is on, where clocks are so many minutes ahead of UTC.
    pub(crate) fn of(moment: Moment, ahead: i32) -> Day {
        let local = moment.plus(i64::from(ahead.clamp(-FURTHEST, FURTHEST)) * MINUTE);
        let days = EPOCH + local.0.div_euclid(DAY).clamp(0, LAST);
        let date = i32::try_from(days).ok().and_then(|days| Date::from_julian_day(days).ok());
        Day(date.unwrap_or(Date::MAX))
    }

    /// The next day.
    pub(crate) fn next(self) -> Day {
        Day(self.0.next_day().unwrap_or(self.0))
    }

    /// The first day of its month.
    pub(crate) fn month(self) -> Day {
        Day(self.0.replace_day(1).unwrap_or(self.0))
    }

    /// The first day of the month before.
    pub(crate) fn month_before(self) -> Day {
        Day(self.month().0.previous_day().unwrap_or(self.0)).month()
    }

    /// The first day of the month after.
    pub(crate) fn next_month(self) -> Day {
        let (year, month) = (self.0.year(), self.0.month());
        let year = if month == Month::December { year + 1 } else { year };
        Date::from_calendar_date(year, month.next(), 1).map_or(self, Day)
    }

    /// Reads `2026-11-27`.
    pub(crate) fn parse(text: &str) -> Option<Day> {
        Date::parse(text, ISO).ok().map(Day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.to_calendar_date();
        write!(formatter, "{year:04}-{:02}-{day:02}", u8::from(month))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = String::deserialize(deserializer)?;
        Day::parse(&text).ok_or_else(|| D::Error::custom(format!("{text} is no day")))
    }
}
