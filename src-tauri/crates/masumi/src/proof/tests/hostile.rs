//! Identifiers made to harm: they are refused, and cost neither memory nor stack nor a panic.

use crate::proof::{BlockchainIdentifier, IdentifierError, canonical_json, cose, verify_result};
use proptest::prelude::*;

/// The lz-string of so many bytes that decompresses to the longest text: every code stands for one letter more than the one
/// before it.
fn bomb(bytes: usize) -> String {
    let mut bits = vec![false; 2];
    let mut put = |value: usize, width: usize| bits.extend((0..width).map(|bit| (value >> bit) & 1 == 1));
    put(usize::from(b'a'), 8);
    let (mut entries, mut width, mut until_wider, mut used) = (4, 3, 4, 10);
    while used + 2 * (width + 1) < bytes * 8 {
        put(entries, width);
        used += width;
        entries += 1;
        until_wider -= 1;
        if until_wider == 0 {
            until_wider = 1 << width;
            width += 1;
        }
    }
    const CLOSE: usize = 2;
    put(CLOSE, width);
    bits.resize(bytes * 8, false);
    let byte = |bits: &[bool]| bits.iter().fold(0_u8, |byte, bit| byte << 1 | u8::from(*bit));
    hex::encode(bits.chunks(8).map(byte).collect::<Vec<u8>>())
}

#[test]
fn an_identifier_that_decompresses_to_megabytes_is_refused() {
    let small = lz_str::decompress_from_uint8_array(&hex::decode(bomb(40)).unwrap()).unwrap();
    assert!(small.len() > 1_000 && small.iter().all(|letter| *letter == u16::from(b'a')), "the bomb is one");

    match BlockchainIdentifier::decode(&bomb(4_000)).unwrap_err() {
        IdentifierError::TooLarge(cost) => assert!((1_000_000..10_000_000).contains(&cost), "{cost}"),
        other => panic!("{other:?}"),
    }
    let longer = BlockchainIdentifier::decode(&bomb(4_001)).unwrap_err();
    assert_eq!(longer, IdentifierError::TooLong(8_002));
    assert_eq!(longer.to_string(), "8002 characters, more than the 8000 a node takes");
}

#[test]
fn canonical_json_keeps_the_vectors_of_rfc_8785() {
    let table = [
        (
            r#"{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001]}"#,
            r#"{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}"#,
        ),
        (
            r#"{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"}"#,
            "{\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
        ),
        (r#"{"literals":[null,true,false]}"#, r#"{"literals":[null,true,false]}"#),
        (
            r#"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#,
            "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{fb33}\":3}",
        ),
        ("[-0.0,0,1e2,100.0,9007199254740991]", "[0,0,100,100,9007199254740991]"),
    ];
    for (json, canonical) in table {
        assert_eq!(canonical_json(&serde_json::from_str(json).unwrap()).unwrap(), canonical);
    }
    for too_large in ["9007199254740992", "-9007199254740992", "[{\"deep\":18446744073709551615}]"] {
        assert!(canonical_json(&serde_json::from_str(too_large).unwrap()).is_err(), "{too_large}");
    }
}

fn any_identifier() -> impl Strategy<Value = String> {
    let bytes = prop::collection::vec(any::<u8>(), 0..400);
    let packed = ".*".prop_map(|text| hex::encode(lz_str::compress_to_uint8_array(text.as_str())));
    prop_oneof![".*", bytes.prop_map(hex::encode), packed, "([0-9a-f]{2}){0,90}".prop_map(|hex| hex)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_sent_as_an_identifier_is_read_or_refused(text in any_identifier()) {
        _ = BlockchainIdentifier::decode(&text);
        _ = cose::open(&text, &text);
    }

    #[test]
    fn an_identifier_reads_back_as_it_was_written(
        seller in "[0-9a-f]{64}([0-9a-f]{2}){28,60}",
        purchaser in "([0-9a-f]{2}){7,13}",
        rest in "([0-9a-f]{2}){1,220}",
        contract in prop::option::of("addr_test1[0-9a-z]{20,50}"),
    ) {
        let identifier = BlockchainIdentifier {
            seller_id: seller,
            purchaser_id: purchaser,
            signature: rest.clone(),
            key: rest,
            smart_contract_address: contract,
        };
        prop_assert_eq!(BlockchainIdentifier::decode(&identifier.encode()), Ok(identifier.clone()));
        prop_assert_eq!(identifier.to_string().parse(), Ok(identifier));
    }

    #[test]
    fn whatever_an_agent_delivers_is_compared(text in ".*", json in any::<bool>()) {
        let result = if json { crate::agent::JobResult::Json(text) } else { crate::agent::JobResult::Text(text) };
        _ = verify_result(&"54457a849f11e756a970".parse().unwrap(), &result, Some("ab"));
    }
}

#[test]
fn python_spells_the_vectors_as_the_official_sdk_does() {
    for (json, python) in [
        (r#"{"text":"hello","n":2}"#, r#"{"n":2,"text":"hello"}"#),
        (r#"{"b":1,"a":{"d":1,"c":2}}"#, r#"{"a":{"c":2,"d":1},"b":1}"#),
        (
            r#"{"text":"Gr\u00fc\u00dfe, \"World\" \u2014 \u4f60\u597d \u2713"}"#,
            r#"{"text":"Grüße, \"World\" — 你好 ✓"}"#,
        ),
        (r#"{"e":"\ud83d\ude00"}"#, r#"{"e":"😀"}"#),
        (r#"{"t":"a\tb\nc\r\u0001\u007f"}"#, "{\"t\":\"a\\tb\\nc\\r\\u0001\u{7f}\"}"),
        (r#"{"p":"a/b\\c"}"#, r#"{"p":"a/b\\c"}"#),
        (r#"{"x":"\u2028"}"#, "{\"x\":\"\u{2028}\"}"),
        (r#"{"n":1.5}"#, r#"{"n":1.5}"#),
        (r#"{"n":1.0}"#, r#"{"n":1.0}"#),
        (r#"{"n":1e+21}"#, r#"{"n":1e+21}"#),
        (r#"{"n":1e-07}"#, r#"{"n":1e-07}"#),
        (r#"{"n":100.0}"#, r#"{"n":100.0}"#),
        (r#"{"n":9007199254740993}"#, r#"{"n":9007199254740993}"#),
        (r#"{"a":true,"b":null}"#, r#"{"a":true,"b":null}"#),
        (r#"{"a":[3,1,{"z":1,"y":2}]}"#, r#"{"a":[3,1,{"y":2,"z":1}]}"#),
        (r#"{"\ufb33":1,"\ud83d\ude00":2}"#, "{\"\u{fb33}\":1,\"😀\":2}"),
        ("{}", "{}"),
        (r#"{"a":{},"b":[]}"#, r#"{"a":{},"b":[]}"#),
        ("-0.0", "-0.0"),
        ("0.0001", "0.0001"),
        ("0.00001", "1e-05"),
        ("1e15", "1000000000000000.0"),
        ("1e16", "1e+16"),
        ("1.5e300", "1.5e+300"),
    ] {
        assert_eq!(crate::proof::hash::python_canonical(&serde_json::from_str(json).unwrap()), python);
    }
}
