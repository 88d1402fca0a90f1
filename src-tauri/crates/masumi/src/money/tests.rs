//! Amounts and units as they come, as they are typed, and as they are shown.

use super::*;
use proptest::prelude::*;

#[test]
fn amounts_on_the_wire_are_digits_and_nothing_else() {
    let largest = "9".repeat(25);
    for (text, amount) in [("0", 0), ("007", 7), ("3500000", 3_500_000), (&largest, 9_999_999_999_999_999_999_999_999)]
    {
        assert_eq!(Amount::parse(text), Some(Amount(amount)));
    }
    for text in ["", "-1", "+1", "1.0", "1e6", " 1", "1 ", "1,000", "0x10", "١٢", &"9".repeat(26)] {
        assert_eq!(Amount::parse(text), None, "{text:?}");
    }
    assert!(serde_json::from_str::<Amount>("3500000").is_err(), "a JSON number may have been a float");
}

#[test]
fn typed_amounts_are_whole_tokens_without_rounding() {
    let table = [
        ("3.5", Some(3_500_000)),
        ("0.000001", Some(1)),
        (".5", Some(500_000)),
        ("5.", Some(5_000_000)),
        ("1234", Some(1_234_000_000)),
        ("1,234.00", Some(1_234_000_000)),
        ("1,234.", Some(1_234_000_000)),
        ("1 200.25", Some(1_200_250_000)),
        ("1,234,567", Some(1_234_567_000_000)),
        ("1\u{202f}200\u{202f}000", Some(1_200_000_000_000)),
        ("1\u{a0}200\u{a0}000", Some(1_200_000_000_000)),
        (" 7 ", Some(7_000_000)),
        ("0", Some(0)),
        ("0.0000000", Some(0)),
        ("0.1000000000", Some(100_000)),
        ("0.0000001", None),
        ("", None),
        (".", None),
        ("-1", None),
        ("1e6", None),
        ("1.2.3", None),
        ("abc", None),
        ("0.٣", None),
        // A comma that groups nothing may be somebody's decimal point: 3,5 must not become 35.
        ("3,5", None),
        ("3,50", None),
        ("1,20", None),
        ("1,2000", None),
        ("12,34,567", None),
        ("1 2", None),
        ("0,123", None),
        ("012,345.0", None),
        ("1 234,567", None),
        ("1,234,567.5", Some(1_234_567_500_000)),
        ("0.1,5", None),
        (",5", None),
        ("99999999999999999999999999", None),
    ];
    for (text, expected) in table {
        assert_eq!(Amount::parse_typed(text, 6), expected.map(Amount).ok_or(NoAmount::NotANumber), "{text:?}");
    }
    assert_eq!(Amount::parse_typed("12", 0), Ok(Amount(12)));
    assert_eq!(Amount::parse_typed("1.5", 0), Err(NoAmount::NotANumber));
}

/// A ceiling of 3,500 tokens is no guard to somebody who meant three and a half.
#[test]
fn what_can_be_read_a_thousand_times_too_high_is_asked_about() {
    for (text, grouped, decimal) in [
        ("1,234", "1234", "1.234"),
        ("3,500", "3500", "3.500"),
        (" 12,000 ", "12000", "12.000"),
        ("100,000", "100000", "100.000"),
        ("1 234", "1234", "1.234"),
        ("1\u{202f}200", "1200", "1.200"),
        ("1\u{a0}200", "1200", "1.200"),
    ] {
        let readings = NoAmount::TwoReadings { grouped: grouped.into(), decimal: decimal.into() };
        assert_eq!(Amount::parse_typed(text, 6), Err(readings), "{text:?}");
        for reading in [grouped, decimal] {
            assert!(Amount::parse_typed(reading, 6).is_ok(), "{reading} can be typed instead");
        }
    }
}

#[test]
fn what_machines_write_has_a_point_and_no_groups() {
    for (text, expected) in [
        ("0.174213", Some(174_213)),
        ("2", Some(2_000_000)),
        ("1234.5", Some(1_234_500_000)),
        ("0.1000000000", Some(100_000)),
        ("0.0000001", None),
        ("1,234", None),
        ("1,234.5", None),
        ("1,234,567", None),
        (" 1", None),
        ("-1", None),
        ("1e-6", None),
        ("", None),
        (".", None),
    ] {
        assert_eq!(Amount::parse_decimal(text, 6), expected.map(Amount), "{text:?}");
    }
}

#[test]
fn amounts_are_shown_grouped_and_whole() {
    let table = [
        (0, 6, "0.00"),
        (1, 6, "0.000001"),
        (3_500_000, 6, "3.50"),
        (1_203_500_000, 6, "1,203.50"),
        (999_999, 6, "0.999999"),
        (1_234_567_000_000, 6, "1,234,567.00"),
        (1_234_567, 0, "1,234,567"),
        (15, 1, "1.5"),
    ];
    for (amount, decimals, text) in table {
        assert_eq!(Amount(amount).format(decimals), text);
    }
}

#[test]
fn units_are_ada_or_a_token_or_shown_as_they_are() {
    assert_eq!(Unit::parse(""), Unit::Ada);
    assert_eq!(Unit::parse("Lovelace"), Unit::Ada);
    assert_eq!(Unit::parse(&TUSDM.to_uppercase()), Unit::Token(TUSDM.into()));
    assert_eq!(Unit::parse(&"ab".repeat(28)), Unit::Token("ab".repeat(28)), "a token without a name");
    for odd in [
        "ada",
        "ADA",
        "USDM",
        "0x",
        &"ab".repeat(27),
        &"ab".repeat(61),
        &"zz".repeat(28),
        &format!("{}a", "ab".repeat(28)),
    ] {
        assert_eq!(Unit::parse(odd), Unit::Unknown(odd.into()));
    }
}

#[test]
fn a_token_is_known_on_its_own_network_only() {
    for token in TOKENS {
        let unit = Unit::parse(token.unit);
        let other = if token.network == Network::Preprod { Network::Mainnet } else { Network::Preprod };
        assert_eq!(unit.known(token.network), Some(Denomination { ticker: token.ticker, decimals: token.decimals }));
        assert_eq!(unit.known(other), None);
    }
    assert_eq!(Unit::Ada.known(Network::Mainnet), Some(Denomination { ticker: "ADA", decimals: 6 }));
}

#[test]
fn money_is_shown_with_its_token_and_an_unknown_one_raw() {
    let money = |unit: &str| Money { amount: Amount(1_203_500_000), unit: Unit::parse(unit) };
    assert_eq!(money("lovelace").text(Network::Preprod), "1,203.50 ADA");
    assert_eq!(money(TUSDM).text(Network::Preprod), "1,203.50 tUSDM");
    assert_eq!(money(TUSDM).text(Network::Mainnet), format!("1,203,500,000 × {TUSDM}"));
}

#[test]
fn sums_are_by_unit_and_never_overflow() {
    let tusdm = |amount| Money { amount: Amount(amount), unit: Unit::parse(TUSDM) };
    let amounts = [Money::lovelace(1), tusdm(5), Money::lovelace(2)];
    assert_eq!(Money::sums(&amounts), Some(vec![Money::lovelace(3), tusdm(5)]));
    assert_eq!(Money::sums(&[]), Some(vec![]));
    assert_eq!(Money::sums(&[Money::lovelace(u128::MAX), Money::lovelace(1)]), None);
}

#[test]
fn forty_thousand_units_are_summed_in_one_pass() {
    let many: Vec<Money> =
        (0..40_000_u32).map(|n| Money { amount: Amount(1), unit: Unit::parse(&format!("{n:060x}")) }).collect();
    let twice = [many.clone(), many.clone()].concat();
    let sums = Money::sums(&twice).unwrap();
    assert!(sums.iter().all(|sum| sum.amount == Amount(2)));
    assert!(
        sums.iter().map(|sum| &sum.unit).eq(many.iter().map(|money| &money.unit)),
        "in the order in which they came"
    );
}

proptest! {
    #[test]
    fn an_amount_comes_back_from_its_text(amount in 0..10_u128.pow(25), decimals in 1..12_u8) {
        let amount = Amount(amount);
        prop_assert_eq!(Amount::parse(&amount.0.to_string()), Some(amount));
        prop_assert_eq!(Amount::parse_typed(&amount.format(decimals), decimals), Ok(amount));
        prop_assert_eq!(Amount::parse_decimal(&amount.format(decimals).replace(',', ""), decimals), Some(amount));
        let json = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(serde_json::from_str::<Amount>(&json).unwrap(), amount);
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused(text in ".*", decimals in any::<u8>()) {
        _ = Amount::parse_typed(&text, decimals);
        _ = Amount::parse_decimal(&text, decimals);
        _ = Amount::parse(&text);
    }

    #[test]
    fn a_unit_keeps_its_meaning_over_the_wire(text in ".*") {
        let unit = Unit::parse(&text);
        prop_assert_eq!(Unit::parse(unit.wire()), unit);
    }

    #[test]
    fn typed_and_read_digits_never_disagree(text in "[0-9]{1,3}([, ]?[0-9]{3}){0,3}([.,][0-9]{0,8})?") {
        if let Ok(amount) = Amount::parse_typed(&text, 6) {
            let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
            let plain = whole.replace([',', ' '], "");
            let expected: u128 = format!("{plain}{:0<6}", fraction.trim_end_matches('0')).parse().unwrap();
            prop_assert_eq!(amount, Amount(expected));
            let separators = text.matches([',', ' ']).count();
            prop_assert!(separators != 1 || text.contains('.'), "read, and not asked about: {}", text);
        }
    }
}
