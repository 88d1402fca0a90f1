//! Signatures made to harm: they are refused, and cost neither memory nor stack nor a panic.

use crate::{
    proof::cose,
    seller::{DataSignature, sign_data},
};
use proptest::prelude::*;

#[test]
fn nested_and_oversized_cbor_is_refused() {
    let DataSignature { signature, key } = signed();
    // A counter signature in the header of a counter signature in the header …, each a well-formed one.
    let mut counter_signatures = "a0".to_owned();
    while counter_signatures.len() < 1_900 {
        counter_signatures = format!("a10783{}a040", byte_string(&counter_signatures));
    }
    let table = [
        "81".repeat(1_000),
        "9f".repeat(1_000),
        "d2".repeat(1_000),
        "9bffffffffffffffff".to_owned(),
        "5bffffffffffffffff".to_owned(),
        "bbffffffffffffffff".to_owned(),
        "84".to_owned() + &byte_string(&"81".repeat(900)) + "a0f640",
        "84".to_owned() + &byte_string(&counter_signatures) + "a0f640",
        signature.repeat(4),
        String::new(),
        "zz".to_owned(),
    ];
    for bytes in table {
        assert!(cose::open(&bytes, &key).is_err());
        assert!(cose::open(&signature, &bytes).is_err());
    }
}

/// A signature and its key, as a wallet writes them.
fn signed() -> DataSignature {
    sign_data(&[7; 32], &[9; 57], b"terms", |_| [5; 64])
}

/// CBOR byte string of these hex bytes.
fn byte_string(hex: &str) -> String {
    format!("59{:04x}{hex}", hex.len() / 2)
}

#[test]
fn a_key_that_every_signature_fits_is_refused() {
    // Ed25519 has points of small order, under which forged signatures hold in lenient implementations.
    let mut identity = [0; 32];
    identity[0] = 1;
    let mut signature = [0; 64];
    signature[0] = 1;
    let forged = sign_data(&identity, &[0; 57], b"anything", |_| signature);
    assert!(!cose::open(&forged.signature, &forged.key).unwrap().holds());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_bytes_are_sent_as_a_signature_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let DataSignature { signature, key } = signed();
        let hex = hex::encode(bytes);
        prop_assert!(cose::open(&hex, &key).is_err_and(|why| !why.to_string().is_empty()) || hex.len() > 100);
        _ = cose::open(&signature, &hex);
    }
}
