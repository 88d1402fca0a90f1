//! The sandbox beside the real services, request by request: 530 generated requests, with the status and the message that
//! the real ones answered. Whatever differs stands in a table with its reason; a difference that is gone must leave it.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its pairs has failed")]

mod support;

use masumi::moment::HOUR;
use serde::Deserialize;
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs, path::Path};
use support::{Buyer, send, stopped};

/// A request, and how the real service answered it.
#[derive(Deserialize)]
struct Pair {
    service: String,
    method: String,
    target: String,
    content_type: Option<String>,
    /// A text, bytes as `{"hex": …}`, or nothing.
    body: Value,
    status: u16,
    message: String,
}

/// What the real services say where their database layer or their provider of chain data would speak: it is not ours to
/// repeat.
const INTERNAL: &str = "<internal>";

/// Lines of the pairs (from 1) that the sandbox answers otherwise, and why.
const DIFFERENT: [(&str, &[usize]); 0] = [];

fn pairs() -> Vec<Pair> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/differential/pairs.jsonl");
    fs::read_to_string(file).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

impl Pair {
    fn body(&self) -> Vec<u8> {
        match &self.body {
            Value::Null => Vec::new(),
            Value::String(text) => text.clone().into_bytes(),
            other => hex::decode(other["hex"].as_str().unwrap()).unwrap(),
        }
    }
}

#[tokio::test]
async fn every_pair_is_answered_as_by_the_real_services_or_says_why_not() {
    let buyer = Buyer::new(stopped().await);
    // The real node had purchases, of which sums were asked.
    buyer.buy("summarizer", "54457a849f11e756a970", json!({"text": "One."})).await;
    buyer.sandbox.skip(13 * HOUR);
    let (sandbox, registry_key, node_key) = (&buyer.sandbox, &buyer.registry_key, &buyer.key);
    let known: BTreeMap<usize, &str> =
        DIFFERENT.iter().flat_map(|(reason, lines)| lines.iter().map(|line| (*line, *reason))).collect();
    let (mut same_status, mut same, mut untold, mut gone) = (0, 0, Vec::new(), Vec::new());
    for (line, pair) in (1..).zip(pairs()) {
        let (base, key) = match pair.service.as_str() {
            "payment" => (sandbox.node_url(), node_key),
            _ => (sandbox.registry_url(), registry_key),
        };
        let mut headers = vec![("token", key.as_str())];
        headers.extend(pair.content_type.as_deref().map(|kind| ("content-type", kind)));
        let answer = send(&pair.method, &format!("{base}{}", pair.target), &headers, pair.body()).await.unwrap();
        let (status, message) = answer.refusal();
        let told = message == pair.message || (pair.message == INTERNAL && status == 500);
        same_status += usize::from(status == pair.status);
        same += usize::from(status == pair.status && told);
        match (status == pair.status && told, known.get(&line)) {
            (true, Some(reason)) => gone.push(format!("{line}: {reason}")),
            (false, None) => untold.push(format!(
                "{line}: {} {} {}\n    was {} {:?}\n    is  {status} {message:?}",
                pair.method, pair.target, pair.body, pair.status, pair.message
            )),
            _ => {}
        }
    }
    let all = pairs().len();
    let counts = format!("{same_status} of {all} have the same status, {same} the same message too");
    assert!(untold.is_empty(), "{counts}; differ and are not in the table:\n{}", untold.join("\n"));
    assert!(gone.is_empty(), "{counts}; are in the table and do not differ:\n{}", gone.join("\n"));
}
