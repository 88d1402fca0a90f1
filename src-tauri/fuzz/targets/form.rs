//! A schema, and answers to it: whatever is encoded can be hashed, and hashes to the same after it was read again.
#![no_main]
use libfuzzer_sys::fuzz_target;
use masumi::{
    form::{Answer, ChoiceEncoding, Choices, Form},
    proof,
};
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    // The answers come first, up to a line feed; the schema follows.
    let line = data.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (typed, schema) = data.split_at(line);
    let Ok(schema) = serde_json::from_slice::<Value>(schema) else { return };
    let Ok(form) = Form::parse(&schema) else { return };
    let mut answers = form.defaults();
    assert_eq!(form.still_fitting(answers.clone()), answers);
    let typed = String::from_utf8_lossy(typed);
    for (field, text) in form.fields().zip(typed.split('|').cycle()) {
        let answer = match text.as_bytes().first() {
            Some(b'!') => Answer::Bool(text.len() % 2 == 0),
            Some(b'-') => Answer::Blank,
            Some(b'#') => Answer::Choices(text.bytes().skip(1).map(|byte| u32::from(byte % 8)).collect()),
            _ => Answer::Text(text.to_owned()),
        };
        answers.entry(field.id.clone()).or_insert(answer);
    }
    for choices in [ChoiceEncoding::Indices, ChoiceEncoding::Text, ChoiceEncoding::Texts] {
        let choices = Choices { option: choices, radio: choices };
        if let Ok(encoded) = form.encode(&answers, choices, &"00112233445566778899aabbcc".parse().expect("a nonce")) {
            assert_eq!(form.readable(&answers, &encoded).len(), encoded.len(), "all that is sent is read");
            let canonical = proof::canonical_json(&Value::Object(encoded)).expect("what is sent can be hashed");
            let again: Value = serde_json::from_str(&canonical).expect("canonical JSON is JSON");
            assert_eq!(proof::canonical_json(&again).expect("what is sent can be hashed"), canonical);
        }
    }
});
