//! Amounts, units and points in time, as they are typed and as they come.
#![no_main]
use libfuzzer_sys::fuzz_target;
use masumi::{
    moment::Moment,
    money::{Amount, Unit},
};
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    let Some((decimals, rest)) = data.split_first() else { return };
    // Without decimals there is no point in what is shown, and one group without a point is asked about.
    let (text, decimals) = (String::from_utf8_lossy(rest), 1 + decimals % 19);
    if let Some(amount) = Amount::parse(&text) {
        assert_eq!(text.trim_start_matches('0'), amount.0.to_string().trim_start_matches('0'));
    }
    if let Ok(amount) = Amount::parse_typed(&text, decimals) {
        assert_eq!(Amount::parse_typed(&amount.format(decimals), decimals), Ok(amount), "read as it is shown");
    }
    if let Some(amount) = Amount::parse_decimal(&text, decimals) {
        assert_eq!(Amount::parse_typed(&text, decimals), Ok(amount), "a person may type what a machine writes");
    }
    let unit = Unit::parse(&text);
    assert_eq!(Unit::parse(unit.wire()), unit);
    if let Some(moment) = Moment::parse_signed(&text) {
        assert_eq!(moment.0.to_string(), text);
    }
    for value in [Value::from(text.as_ref()), serde_json::from_slice(rest).unwrap_or_default()] {
        if let Some(moment) = Moment::parse_lenient(&value) {
            _ = (moment.iso(), moment.plus(i64::MAX), moment.since(Moment(i64::MIN)));
        }
    }
    _ = Moment::parse_iso(&text).map(Moment::iso);
});
