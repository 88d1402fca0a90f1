//! A `blockchainIdentifier` as an agent sends it: what is read is read the same when it is written again, and its signature
//! and key are looked at.
#![no_main]
use libfuzzer_sys::fuzz_target;
use masumi::proof::{BlockchainIdentifier, cose};

fuzz_target!(|data: &[u8]| {
    // Half of the time as text, half of the time as the bytes that hex stands for.
    let text = match data.split_first() {
        Some((0, rest)) => hex::encode(rest),
        _ => String::from_utf8_lossy(data).into_owned(),
    };
    if let Ok(identifier) = BlockchainIdentifier::decode(&text) {
        let again = BlockchainIdentifier::decode(&identifier.encode());
        assert_eq!(again.as_ref(), Ok(&identifier));
        assert!(!identifier.agent_identifier().is_empty());
        _ = cose::open(&identifier.signature, &identifier.key).map(|opened| opened.holds());
    }
});
