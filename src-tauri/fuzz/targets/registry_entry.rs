//! What the registry says of an agent.
#![no_main]
use libfuzzer_sys::fuzz_target;
use masumi::registry::{Entry, PaymentInformation};
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    let Ok(value) = serde_json::from_slice::<Value>(data) else { return };
    if let Some(entry) = Entry::from_json(&value) {
        assert!(entry.name.chars().count() <= 300 && entry.description.chars().count() <= 20_000);
        assert!(entry.tags.len() <= 50);
    }
    _ = PaymentInformation::from_json(&value);
});
