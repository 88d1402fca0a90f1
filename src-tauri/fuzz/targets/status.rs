//! An answer to `GET /status`: its word, its question, and its result, hashed in every form and shown. And one to `GET /demo`, shown.
#![no_main]
use kaimono_core::text;
use libfuzzer_sys::fuzz_target;
use masumi::{
    agent::{Demo, JobStatus},
    form::Form,
    proof,
};

fuzz_target!(|data: &[u8]| {
    let Some((status, body)) = data.split_first() else { return };
    let status = [200, 200, 200, 201, 404, 429, 500][usize::from(*status) % 7];
    if let Ok(Some(demo)) = Demo::read(status, body) {
        _ = text::present(&demo.output);
        _ = demo.input.as_ref().map(text::present);
    }
    let Ok(status) = JobStatus::read(status, body) else { return };
    assert!(status.word.chars().count() <= 100 && status.message.chars().count() <= 1024 * 1024);
    assert!(status.beside.len() <= 20);
    if let Some(schema) = status.input_schema {
        _ = proof::canonical_json(&schema);
        _ = Form::parse(&schema);
    }
    if let Some(result) = status.result {
        _ = proof::verify_result(&"54457a849f11e756a970".parse().expect("a nonce"), &result, Some(&"ab".repeat(32)));
        let shown = text::present(&result).shown.concat();
        assert!(shown.chars().count() <= text::MAX_SHOWN && !shown.contains('\t'));
    }
});
