//! Dates and times in HTML's own forms, which sort as text once they are of one length.

use super::FieldKind;

/// The text by which a date or time of this kind is compared with others of it; `None`: it is none.
pub(super) fn sortable(kind: FieldKind, text: &str) -> Option<String> {
    match kind {
        FieldKind::Date => is_date(text).then(|| text.to_owned()),
        FieldKind::Month => is_date(&format!("{text}-01")).then(|| text.to_owned()),
        FieldKind::Time => time(text),
        FieldKind::Week => is_week(text).then(|| text.to_owned()),
        FieldKind::DatetimeLocal => {
            let (date, clock) = text.split_once('T')?;
            let clock = time(clock).filter(|_| is_date(date))?;
            Some(format!("{date}T{clock}"))
        }
        _ => None,
    }
}

/// `2026-11-22`
fn is_date(text: &str) -> bool {
    let [year, month, day] = numbers(text, '-', [4, 2, 2]).unwrap_or_default();
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    year > 0 && (1..=days).contains(&day)
}

/// `10:00`, `10:00:30` or `10:00:30.125`, with seconds and six digits of their fraction.
fn time(text: &str) -> Option<String> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = (1..=6).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let whole = || numbers(clock, ':', [2, 2]).filter(|_| !text.contains('.')).map(|[hour, minute]| [hour, minute, 0]);
    let [hour, minute, second] = numbers(clock, ':', [2, 2, 2]).or_else(whole)?;
    let valid = digits && hour < 24 && minute < 60 && second < 60;
    valid.then(|| format!("{hour:02}:{minute:02}:{second:02}.{fraction:0<6}"))
}

/// `2026-W47`
fn is_week(text: &str) -> bool {
    let [year, week] = numbers(&text.replacen("-W", "-", 1), '-', [4, 2]).unwrap_or_default();
    text.contains("-W") && year > 0 && (1..=53).contains(&week)
}

/// Numbers of exactly so many digits each.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[u32; N]> {
    let parts: Vec<&str> = text.split(separator).collect();
    let mut numbers = [0; N];
    if parts.len() != N {
        return None;
    }
    for ((number, part), width) in numbers.iter_mut().zip(parts).zip(widths) {
        let digits = part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
        *number = part.parse().ok().filter(|_| digits)?;
    }
    Some(numbers)
}
