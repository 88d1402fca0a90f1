//! A sandbox that keeps its state finds everything again, under the same addresses, and what was due meanwhile has
//! happened.

mod support;

use masumi::{moment::HOUR, node::Generation};
use masumi_sandbox::{Config, Sandbox};
use serde_json::{Value, json};
use std::fs;
use support::{Buyer, get, kept_in};

const NONCE: &str = "54457a849f11e756a970";

#[tokio::test]
async fn a_purchase_survives_a_restart_with_its_job_key_and_addresses() {
    let directory = tempfile::tempdir().unwrap();
    let mut buyer = Buyer::new(kept_in(directory.path()).await);
    let terms = buyer.buy("summarizer", NONCE, json!({"text": "One."})).await;
    buyer.sandbox.skip(6_000);
    let (node, before) = (buyer.sandbox.node_url(), buyer.purchase(&terms).await);
    let (registry_key, key) = (buyer.registry_key.clone(), buyer.key.clone());
    buyer.sandbox.stop().await;

    let sandbox = kept_in(directory.path()).await;
    assert_eq!(sandbox.node_url(), node);
    buyer = Buyer { sandbox, registry_key, key };
    assert_eq!(buyer.purchase(&terms).await, before);
    buyer.sandbox.skip(31 * HOUR);
    assert_eq!(buyer.state(&terms).await.0, "Withdrawn");
    assert_eq!(buyer.status("summarizer", &terms).await["status"], "completed");
}

/// A sandbox that was made when one wallet paid on both contracts goes on with it: its V2 purchases were paid from there.
#[tokio::test]
async fn a_sandbox_from_before_keeps_its_one_wallet() {
    let directory = tempfile::tempdir().unwrap();
    kept_in(directory.path()).await.stop().await;
    let file = directory.path().join("sandbox.json");
    let mut kept: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert!(kept["world"]["node"].as_object_mut().unwrap().remove("one_wallet").is_some());
    fs::write(&file, kept.to_string()).unwrap();
    let sandbox = kept_in(directory.path()).await;
    assert_eq!(sandbox.purchasing_address(Generation::V2), sandbox.purchasing_address(Generation::V1));
    sandbox.stop().await;
    let again = kept_in(directory.path()).await;
    assert_eq!(again.purchasing_address(Generation::V2), again.purchasing_address(Generation::V1));
}

#[tokio::test]
async fn no_key_is_in_the_directory() {
    let directory = tempfile::tempdir().unwrap();
    let buyer = Buyer::new(kept_in(directory.path()).await);
    assert_eq!(get(&buyer.node("/api-key-status"), &buyer.key).await.status, 200);
    for file in fs::read_dir(directory.path()).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(!text.contains(&buyer.key) && !text.contains(&buyer.registry_key));
    }
}

#[tokio::test]
async fn a_directory_that_cannot_be_read_is_refused_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("sandbox.json");
    fs::write(&file, "{\"version\": 999}").unwrap();
    let config = Config { directory: Some(directory.path().to_owned()), ..Config::default() };
    let Err(error) = Sandbox::start(config).await else { panic!("it started") };
    assert!(error.to_string().contains("cannot be read"), "{error}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "{\"version\": 999}");
}
