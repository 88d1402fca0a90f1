//! Agents that were met elsewhere, played from a directory.

#![allow(clippy::unwrap_used, reason = "a test whose sandbox does not start has failed")]

mod support;

use masumi::moment::MINUTE;
use masumi_sandbox::{Config, Pace, Sandbox, TimeSource};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};
use support::{Buyer, NOON, get, ids, post};

const NONCE: &str = "54457a849f11e756a970";

async fn with_cases(directory: &Path) -> Buyer {
    let pace = Pace { refused_login_ms: 0, ..Pace::default() };
    let time = TimeSource::Stopped(NOON);
    let config = Config { cases: Some(directory.to_owned()), pace, time, ..Config::default() };
    Buyer::new(Sandbox::start(config).await.unwrap())
}

fn all() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/cases")
}

#[tokio::test]
async fn every_case_is_listed_and_says_what_it_says() {
    let buyer = with_cases(&all()).await;
    let mut played = 0;
    for kind in ["schemas", "answers", "found"] {
        let files = fs::read_dir(all().join(kind)).unwrap().map(|file| file.unwrap().path());
        for path in files.filter(|path| path.extension().is_some_and(|ending| ending == "json")) {
            let (name, case) = (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap());
            let case: Value = serde_json::from_slice(&case).unwrap();
            let slug = format!("case-{}-{name}", kind.trim_end_matches('s'));
            let agent = |path: &str| buyer.agent(&slug, path);
            match case["request"].as_str() {
                None => assert_eq!(get(&agent("/input_schema"), "").await.json(), case, "{name}"),
                Some("POST /start_job") => {
                    let said = buyer.start_job(&slug, NONCE, json!({"text": "One."})).await;
                    assert_eq!(u64::from(said.status), case["http"].as_u64().unwrap(), "{name}");
                    let unfilled = said.text.contains("<valid identifier>") || said.text.contains("<ms>");
                    assert!(!unfilled, "{name}: {}", said.text);
                }
                Some(request) => {
                    let (method, path) = request.split_once(' ').unwrap();
                    // That of the job is said whatever the job.
                    let path = path.replace("<job>", "1");
                    let said = match method {
                        "GET" => get(&agent(&path), "").await,
                        _ => post(&agent(&path), "", &json!({})).await,
                    };
                    assert_eq!(
                        (u64::from(said.status), said.json()),
                        (case["http"].as_u64().unwrap(), case["body"].clone())
                    );
                }
            }
            played += 1;
        }
    }
    let url = format!("{}/registry-entry", buyer.sandbox.registry_url());
    let mut listed: Vec<String> = Vec::new();
    loop {
        let mut page = json!({"network": "Preprod", "limit": 50, "filter": {"tags": ["case"]}});
        if let Some(last) = listed.last() {
            page["cursorId"] = json!(last);
        }
        let found = ids(&post(&url, &buyer.registry_key, &page).await.data(), "entries");
        let new: Vec<String> = found.into_iter().filter(|id| !listed.contains(id)).collect();
        if new.is_empty() {
            break;
        }
        listed.extend(new);
    }
    assert_eq!(listed.len(), played);
}

#[tokio::test]
async fn a_case_sells_and_delivers_like_any_agent() {
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir(directory.path().join("schemas")).unwrap();
    fs::write(directory.path().join("schemas/01-one.json"), "{\"input_data\": []}").unwrap();
    let buyer = with_cases(directory.path()).await;
    let slug = "case-schema-01-one";
    let terms = buyer.buy(slug, NONCE, json!({"text": "One."})).await;
    assert_eq!(buyer.status(slug, &terms).await["status"], "awaiting_payment");
    buyer.sandbox.skip(MINUTE);
    let done = buyer.status(slug, &terms).await;
    assert_eq!((&done["status"], &done["result"]), (&json!("completed"), &json!("{\"text\":\"One.\"}")));
    buyer.sandbox.skip(MINUTE);
    assert_eq!(buyer.state(&terms).await.0, "ResultSubmitted");
}

#[tokio::test]
async fn a_case_that_cannot_be_read_is_told_at_the_start() {
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir(directory.path().join("answers")).unwrap();
    fs::write(directory.path().join("answers/01-broken.json"), "{\"request\": ").unwrap();
    let config = Config { cases: Some(directory.path().to_owned()), ..Config::default() };
    let refused = Sandbox::start(config).await.err().map(|error| error.kind());
    assert_eq!(refused, Some(std::io::ErrorKind::UnexpectedEof));
}

#[tokio::test]
async fn the_node_of_a_case_answers_as_it_did() {
    let buyer = Buyer::new(with_cases(&all()).await.sandbox);
    let terms = buyer.buy("summarizer", NONCE, json!({"text": "One."})).await;
    let play = |name: &str| {
        let file = fs::read(all().join("node").join(format!("{name}.json"))).unwrap();
        assert!(buyer.sandbox.play_node(Some(&serde_json::from_slice(&file).unwrap())), "{name}");
    };
    let own = buyer.purchase(&terms).await;
    play("01-policy-denied");
    let listed = get(&buyer.node("/purchase?network=Preprod"), &buyer.key).await.data()["Purchases"][0].clone();
    for row in [buyer.purchase(&terms).await, listed] {
        assert_eq!((&row["NextAction"]["errorType"], &row["id"]), (&json!("PolicyDenied"), &own["id"]));
    }
    play("03-return-address-elsewhere");
    let row = buyer.purchase(&terms).await;
    assert_eq!(row["onChainState"], "RefundWithdrawn");
    assert!(row["buyerReturnAddress"].as_str().unwrap().starts_with("addr_test1q"), "{row}");
    play("04-key-with-evm-credits");
    let key = get(&buyer.node("/api-key-status"), &buyer.key).await.data();
    assert_eq!((&key["usageLimited"], &key["canPay"]), (&json!(true), &json!(true)));
    play("09-own-contract");
    let sources = get(&buyer.node("/payment-source"), &buyer.key).await.data()["PaymentSources"].clone();
    assert_eq!(
        (&sources[0]["requiredAdminSignatures"], &sources[1]["requiredAdminSignatures"]),
        (&json!(1), &Value::Null)
    );
    play("10-hosted-service");
    let hosted = get(&buyer.node("/purchase?network=Preprod"), &buyer.key).await;
    assert_eq!((hosted.status, hosted.json()), (401, json!({"success": false, "error": "Unauthorized"})));
    assert!(!buyer.sandbox.play_node(Some(&json!({"apply_to": "the weather"}))));
    assert!(buyer.sandbox.play_node(None));
    assert_eq!(buyer.purchase(&terms).await, own);
}
