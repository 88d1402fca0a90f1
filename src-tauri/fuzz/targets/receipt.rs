//! A file that somebody says is a receipt, and the page of it.
#![no_main]
use kaimono_core::receipt::{SheetWords, check, sheet};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let checked = check(data);
    if let Ok(receipt) = &checked.receipt {
        assert_eq!(receipt.text().unwrap().as_bytes(), data, "there is one way to write it");
        assert!(!sheet(&checked, &SheetWords::default()).unwrap().contains("<script"));
    }
});
