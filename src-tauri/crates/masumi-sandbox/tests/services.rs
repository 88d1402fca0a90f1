//! What a client of the two services relies on beside purchases: time, keys, pages, balances.

mod support;

use masumi::moment::{HOUR, MINUTE};
use masumi_sandbox::{KeyDraft, Permission, Service};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use support::{Buyer, get, ids, post, send, stopped};

const NONCES: [&str; 3] = ["54457a849f11e756a970", "54457a849f11e756a971", "54457a849f11e756a972"];

#[tokio::test]
async fn the_date_header_tells_the_sandboxes_time() {
    let sandbox = stopped().await;
    let url = format!("{}/health/", sandbox.node_url());
    assert_eq!(get(&url, "").await.header("date"), Some("Sun, 22 Nov 2026 05:57:21 GMT"));
    sandbox.skip(2 * HOUR);
    assert_eq!(get(&url, "").await.header("date"), Some("Sun, 22 Nov 2026 07:57:21 GMT"));
}

#[tokio::test]
async fn a_new_secret_replaces_the_old_one_and_keeps_the_purchases() {
    let buyer = Buyer::new(stopped().await);
    let terms = buyer.buy("summarizer", NONCES[0], json!({"text": "One."})).await;
    let again = Buyer::new(buyer.sandbox.clone());
    let refused = get(&buyer.node("/api-key-status"), &buyer.key).await.refusal();
    assert_eq!(refused, (401, "Unauthorized, invalid authentication token provided".to_owned()));
    let status = get(&again.node("/api-key-status"), &again.key).await.data();
    assert_eq!(again.purchase(&terms).await["requestedById"], status["id"]);
    assert!(!status.to_string().contains(&again.key), "a key must not be echoed");
    buyer.sandbox.skip(MINUTE);
    assert_eq!(again.ask("/purchase/request-refund", &terms).await.status, 200, "it is still the buyer's own");
}

#[tokio::test]
async fn pages_begin_with_the_row_of_their_cursor() {
    let buyer = Buyer::new(stopped().await);
    for nonce in NONCES {
        buyer.buy("summarizer", nonce, json!({"text": "One."})).await;
        buyer.sandbox.skip(1);
    }
    let page =
        async |query: &str| get(&buyer.node(&format!("/purchase?network=Preprod{query}")), &buyer.key).await.data();
    let all = ids(&page("").await, "Purchases");
    assert_eq!(all.len(), 3);
    assert_eq!(ids(&page("&limit=2").await, "Purchases"), all[..2]);
    assert_eq!(ids(&page(&format!("&limit=2&cursorId={}", all[1])).await, "Purchases"), all[1..]);
    assert_eq!(page("&cursorId=nope").await, json!({"Purchases": []}));
    assert_eq!(ids(&page("&cursorId=&limit=2.9").await, "Purchases"), all[..2]);
    let capabilities = async |query: &str| {
        let url = format!("{}/capability?limit=3{query}", buyer.sandbox.registry_url());
        ids(&get(&url, &buyer.registry_key).await.data(), "capabilities")
    };
    let first = capabilities("").await;
    assert_eq!(capabilities(&format!("&cursorId={}", first[2])).await[0], first[2]);
}

#[tokio::test]
async fn what_changed_is_told_oldest_change_first_and_never_lost() {
    let buyer = Buyer::new(stopped().await);
    let first = buyer.buy("never-delivers", NONCES[0], json!({"text": "x"})).await;
    buyer.sandbox.skip(MINUTE);
    let second = buyer.buy("never-delivers", NONCES[1], json!({"text": "x"})).await;
    let changed = "nextActionOrOnChainStateOrResultLastChangedAt";
    let since = |row: &Value| {
        let (at, id) = (row[changed].as_str().unwrap(), row["id"].as_str().unwrap());
        buyer.node(&format!("/purchase/diff?network=Preprod&lastUpdate={}&cursorId={id}", at.replace(':', "%3A")))
    };
    let rows = get(&buyer.node("/purchase/diff?network=Preprod"), &buyer.key).await.data();
    let (older, newer) = (buyer.purchase(&first).await, buyer.purchase(&second).await);
    assert_eq!(ids(&rows, "Purchases"), [older["id"].as_str().unwrap(), newer["id"].as_str().unwrap()]);
    let rest = get(&since(&newer), &buyer.key).await.data();
    assert_eq!(ids(&rest, "Purchases"), [newer["id"].as_str().unwrap()], "inclusive");
    buyer.sandbox.skip(MINUTE);
    assert_eq!(ids(&get(&since(&newer), &buyer.key).await.data(), "Purchases").len(), 1, "it changed, and comes again");
    buyer.ask("/purchase/request-refund", &first).await;
    assert_eq!(ids(&get(&since(&newer), &buyer.key).await.data(), "Purchases").len(), 2);
}

#[tokio::test]
async fn the_second_generation_is_listed_only_when_asked_for() {
    let buyer = Buyer::new(stopped().await);
    let terms = buyer.buy("analyst", NONCES[0], json!({"question": "Shall we go?"})).await;
    for (query, count) in [("", 0), ("&filterPaymentSourceType=Web3CardanoV2", 1)] {
        let url = buyer.node(&format!("/purchase?network=Preprod{query}"));
        assert_eq!(ids(&get(&url, &buyer.key).await.data(), "Purchases").len(), count, "{query}");
    }
    assert_eq!(buyer.purchase(&terms).await["PaymentSource"]["paymentSourceType"], "Web3CardanoV2");
}

#[tokio::test]
async fn a_key_with_a_quota_loses_all_of_it_with_the_first_purchase() {
    let mut buyer = Buyer::new(stopped().await);
    let credits = Some(vec![masumi::money::Money::lovelace(6_000_000)]);
    buyer.key = buyer.sandbox.issue_key(KeyDraft { credits, ..KeyDraft::new("limited", Permission::ReadAndPay) });
    buyer.buy("summarizer", NONCES[0], json!({"text": "One."})).await;
    let status = get(&buyer.node("/api-key-status"), &buyer.key).await.data();
    assert_eq!((&status["usageLimited"], &status["RemainingUsageCredits"]), (&json!(true), &json!([])));
    let terms = buyer.start_job("summarizer", NONCES[1], json!({"text": "One."})).await.json();
    assert_eq!(buyer.pay(&terms).await.refusal(), (400, "Insufficient funds".to_owned()));
}

#[tokio::test]
async fn the_registry_is_paged_to_its_end_without_loss() {
    let buyer = Buyer::new(stopped().await);
    let url = format!("{}/registry-entry", buyer.sandbox.registry_url());
    let (mut seen, mut cursor) = (BTreeSet::new(), None::<String>);
    loop {
        let mut body = json!({"network": "Preprod", "limit": 5});
        if let Some(cursor) = &cursor {
            body["cursorId"] = json!(cursor);
        }
        let page = ids(&post(&url, &buyer.registry_key, &body).await.data(), "entries");
        assert!(cursor.as_ref().is_none_or(|cursor| page.first() == Some(cursor)), "the cursor's row comes again");
        let before = seen.len();
        seen.extend(page.iter().cloned());
        if seen.len() == before {
            break;
        }
        cursor = page.last().cloned();
    }
    assert_eq!(seen.len(), 23, "everything that is online");
}

#[tokio::test]
async fn agents_are_found_by_status_price_on_chain_is_the_nodes() {
    let buyer = Buyer::new(stopped().await);
    let identifier = buyer.sandbox.agent_identifier("changed-price").unwrap();
    let filter = json!({"network": "Preprod", "filter": {"assetIdentifier": identifier}});
    let registry = buyer.sandbox.registry_url();
    let entry =
        post(&format!("{registry}/registry-entry"), &buyer.registry_key, &filter).await.data()["entries"][0].clone();
    assert_eq!(entry["AgentPricing"]["FixedPricing"]["Amounts"][0]["amount"], "1500000");
    let url = buyer.node(&format!("/registry/agent-identifier?network=Preprod&agentIdentifier={identifier}"));
    let on_chain = get(&url, &buyer.key).await.data();
    assert_eq!(on_chain["Metadata"]["AgentPricing"]["Pricing"][0]["amount"], "2000000");
    let offline = json!({"network": "Preprod", "filter": {"status": ["Offline", "Invalid"]}});
    let answer = post(&format!("{registry}/registry-entry"), &buyer.registry_key, &offline).await.data();
    assert_eq!(ids(&answer, "entries").len(), 2);
}

#[tokio::test]
async fn an_address_that_was_never_used_is_empty_in_one_call_and_unknown_in_the_other() {
    let buyer = Buyer::new(stopped().await);
    let address = "addr_test1vpu5vlrf4xkxv2qpwngf6cjhtw542ayty80v8dyr49rf5eg57c2qv";
    let ask = |path: &str| format!("{}{path}?network=Preprod&address={address}", buyer.sandbox.node_url());
    assert_eq!(get(&ask("/balance"), &buyer.key).await.data(), json!({"Balance": []}));
    assert_eq!(get(&ask("/utxos"), &buyer.key).await.refusal(), (404, "Address not found".to_owned()));
}

#[tokio::test]
async fn a_page_may_call_the_node_but_not_the_registry() {
    let sandbox = stopped().await;
    let asked = |url: String| async move { send("OPTIONS", &url, &[], "").await.unwrap() };
    let node = asked(format!("{}/purchase", sandbox.node_url())).await;
    assert_eq!((node.status, node.header("access-control-allow-origin")), (200, Some("*")));
    let registry = get(&format!("{}/health", sandbox.registry_url()), "").await;
    assert_eq!(registry.header("access-control-allow-origin"), None);
    assert_eq!(sandbox.faults().requests(Service::Node, "OPTIONS /purchase"), 1);
}

#[tokio::test]
async fn terms_of_the_second_generation_without_a_return_address_are_payable() {
    let buyer = Buyer::new(stopped().await);
    let nonce = NONCES[0];
    let asked = json!({
        "network": "Preprod",
        "inputHash": "ab".repeat(32),
        "agentIdentifier": buyer.sandbox.agent_identifier("analyst").unwrap(),
        "supportedPaymentSourceIndex": 0,
        "identifierFromPurchaser": nonce,
    });
    let terms = post(&buyer.node("/payment"), &buyer.key, &asked).await.data();
    assert_eq!(terms["sellerReturnAddress"], Value::Null);
    let mut body = json!({"supportedPaymentSourceIndex": 0, "identifierFromPurchaser": nonce, "network": "Preprod"});
    body["sellerVkey"] = terms["SmartContractWallet"]["walletVkey"].clone();
    for name in [
        "blockchainIdentifier",
        "inputHash",
        "agentIdentifier",
        "payByTime",
        "submitResultTime",
        "unlockTime",
        "externalDisputeUnlockTime",
    ] {
        body[name] = terms[name].clone();
    }
    let paid = async |more: Value| {
        let mut body = body.clone();
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        post(&buyer.node("/purchase"), &buyer.key, &body).await
    };
    let elsewhere = "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8";
    let refused = "buyerReturnAddress: buyerReturnAddress is not a valid Cardano address for the configured network";
    assert_eq!(paid(json!({"buyerReturnAddress": elsewhere})).await.refusal(), (400, refused.to_owned()));
    let enterprise = "addr_test1vpu5vlrf4xkxv2qpwngf6cjhtw542ayty80v8dyr49rf5eg57c2qv";
    let row = paid(json!({"buyerReturnAddress": enterprise})).await.data();
    assert_eq!(row["buyerReturnAddress"], enterprise);
    let purchases = buyer.node("/purchase/request-refund");
    let wish = json!({"network": "Preprod", "blockchainIdentifier": row["blockchainIdentifier"]});
    let early = "Purchase not found or not in valid state";
    assert_eq!(post(&purchases, &buyer.key, &wish).await.refusal(), (404, early.to_owned()), "no transaction yet");
}

#[tokio::test]
async fn a_v2_agents_metadata_tells_no_more_of_its_payment_source_than_the_real_node() {
    let buyer = Buyer::new(stopped().await);
    let identifier = buyer.sandbox.agent_identifier("analyst").unwrap();
    let url = buyer.node(&format!("/registry/agent-identifier?network=Preprod&agentIdentifier={identifier}"));
    let source = get(&url, &buyer.key).await.data()["Metadata"]["supportedPaymentSources"][0].clone();
    let names: Vec<&String> = source.as_object().unwrap().keys().collect();
    assert_eq!(names, ["chain", "network", "paymentSourceType", "address", "pricing"]);
    let priced = &source["pricing"]["fixed"][0];
    assert_eq!(priced.as_object().unwrap().keys().collect::<Vec<_>>(), ["asset", "amount"]);
}
