//! What the node says of purchases and of itself.
#![no_main]
use libfuzzer_sys::fuzz_target;
use masumi::node::{KeyStatus, PaymentSource, Purchase};
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    let Ok(value) = serde_json::from_slice::<Value>(data) else { return };
    if let Some(row) = Purchase::from_json(&value) {
        let kept = serde_json::to_string(&row).expect("a row is written to the journal");
        assert_eq!(serde_json::from_str::<Purchase>(&kept).ok(), Some(row), "and comes back from it");
    }
    _ = PaymentSource::from_json(&value);
    _ = KeyStatus::from_json(&value);
});
