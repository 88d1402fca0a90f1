//! Times in every form that services and agents write them in.

use super::*;
use proptest::prelude::*;
use serde_json::json;

#[test]
fn times_are_read_in_every_known_form() {
    let milliseconds = Moment(1_795_370_053_582);
    let seconds = Moment(1_795_370_053_000);
    let table = [
        (json!(1_795_370_053_582_i64), Some(milliseconds)),
        (json!("1795370053582"), Some(milliseconds)),
        (json!(" 01795370053582 "), Some(milliseconds)),
        (json!(1_795_370_053), Some(seconds)),
        (json!("1795370053"), Some(seconds)),
        (json!("2026-11-22T17:54:13.582Z"), Some(milliseconds)),
        (json!("2026-11-22T18:54:13.582+01:00"), Some(milliseconds)),
        (json!("2026-11-22T17:54:13Z"), Some(seconds)),
        (json!("1970-01-01T00:00:00.0009Z"), Some(Moment(0))),
        (json!(99_999_999_999_i64), Some(Moment(99_999_999_999_000))),
        (json!(100_000_000_000_i64), Some(Moment(100_000_000_000))),
        (json!(0), None),
        (json!(-5), None),
        (json!("-5"), None),
        (json!(1.5), None),
        (json!(u64::MAX), None),
        (json!("2026-11-22"), None),
        (json!("2026-11-22T17:54:13"), None),
        (json!("soon"), None),
        (json!(""), None),
        (json!(null), None),
        (json!({ "at": 1 }), None),
    ];
    for (value, expected) in table {
        assert_eq!(Moment::parse_lenient(&value), expected, "{value}");
    }
}

#[test]
fn a_signed_time_is_milliseconds_in_plain_digits() {
    assert_eq!(Moment::parse_signed("1795370053582"), Some(Moment(1_795_370_053_582)));
    assert_eq!(Moment::parse_signed("100000000000"), Some(Moment(100_000_000_000)));
    let others = [
        "1795370053",
        "99999999999",
        "01795370053582",
        "+1795370053582",
        "-1795370053582",
        "1795370053582.0",
        "1.79e12",
        " 1795370053582",
        "1795370053582\n",
        "2026-11-22T17:54:13.582Z",
        "",
        "0",
        "99999999999999999999",
        "١٧٩٥٣٧٠٠٥٣٥٨٢",
    ];
    for text in others {
        assert_eq!(Moment::parse_signed(text), None, "{text:?}");
    }
}

#[test]
fn times_are_written_as_javascript_does() {
    assert_eq!(Moment(1_795_370_053_582).iso(), "2026-11-22T17:54:13.582Z");
    assert_eq!(Moment(0).iso(), "1970-01-01T00:00:00.000Z");
    assert_eq!(Moment(-1).iso(), "1969-12-31T23:59:59.999Z");
    assert_eq!(Moment(253_402_300_799_999).iso(), "9999-12-31T23:59:59.999Z");
    assert_eq!(Moment(253_402_300_800_000).iso(), "253402300800000");
    assert_eq!(Moment(i64::MAX).iso(), i64::MAX.to_string());
}

#[test]
fn distances_stop_at_the_ends_of_time() {
    assert_eq!(Moment(i64::MAX).since(Moment(-1)), i64::MAX);
    assert_eq!(Moment(i64::MIN).plus(-1), Moment(i64::MIN));
    assert_eq!(Moment(5).since(Moment(7)), -2);
}

proptest! {
    #[test]
    fn a_time_comes_back_from_its_text(millis in -62_000_000_000_000..253_402_300_799_999_i64) {
        prop_assert_eq!(Moment::parse_iso(&Moment(millis).iso()), Some(Moment(millis)));
    }

    #[test]
    fn whatever_is_sent_as_a_time_is_read_or_refused(text in ".*", number in any::<i64>()) {
        _ = Moment::parse_lenient(&json!(text));
        _ = Moment::parse_signed(&text);
        _ = Moment::parse_lenient(&json!(number)).map(Moment::iso);
        _ = Moment(number).iso();
    }
}

#[test]
fn a_clock_tells_milliseconds_on_either_side_of_1970() {
    use std::time::{Duration, UNIX_EPOCH};
    let span = Duration::from_micros(1_795_327_041_698_900);
    assert_eq!(Moment::from(UNIX_EPOCH + span), Moment(1_795_327_041_698));
    assert_eq!(Moment::from(UNIX_EPOCH - Duration::from_millis(7)), Moment(-7));
}
