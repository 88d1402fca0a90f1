//! The connection test against everything that people type into it.

use super::*;
use crate::{
    profile::{address, way},
    testing::{ADDRESS, NODE_KEY, REGISTRY_KEY, Service, node_key},
};
use serde_json::json;

const AUTHORITY: &str = include_str!("../../../../../tests/certificates/authority.pem");

async fn both() -> (Service, Service) {
    (Service::node().await, Service::registry().await)
}

fn subject(node: &str, registry: &str) -> Subject {
    Subject {
        network: Network::Preprod,
        node_url: address(node),
        registry_url: address(registry),
        way: Ok(Way::default()),
        node_key: Ok(Secret::new(NODE_KEY)),
        registry_key: Ok(Secret::new(REGISTRY_KEY)),
        wallet: None,
        contacts: Contacts::in_memory(),
    }
}

async fn report(node: &Service, registry: &Service) -> ConnectionReport {
    test(subject(&node.url(), &registry.url())).await
}

fn line(report: &ConnectionReport, id: ConnectionCheck) -> &ConnectionLine {
    report.lines.iter().find(|line| line.id == id).unwrap()
}

#[track_caller]
fn failed_with(report: &ConnectionReport, id: ConnectionCheck, code: Code, side: Side) {
    let line = line(report, id);
    let failure = line.failure.as_ref().unwrap();
    assert_eq!((line.state, failure.code, failure.side), (LineState::Failed, code, side), "{failure}");
    assert!(!report.usable);
}

#[track_caller]
fn has_fact(report: &ConnectionReport, id: ConnectionCheck, name: &str, value: &str) {
    let line = line(report, id);
    assert_eq!(line.facts.get(name).map(String::as_str), Some(value), "{:?}", line.facts);
}

fn states(report: &ConnectionReport, state: LineState) -> Vec<ConnectionCheck> {
    report.lines.iter().filter(|line| line.state == state).map(|line| line.id).collect()
}

#[tokio::test]
async fn a_good_connection_is_usable_and_every_line_says_something() {
    let (node, registry) = both().await;
    let report = report(&node, &registry).await;
    assert!(report.usable);
    assert_eq!(report.lines.iter().map(|line| line.id).collect::<Vec<_>>(), ORDER);
    has_fact(&report, ConnectionCheck::NetworkAllowed, "networks", "Preprod");
    has_fact(&report, ConnectionCheck::Credits, "limited", "no");
    has_fact(&report, ConnectionCheck::PaymentSources, "sources", "V1, V2");
    has_fact(&report, ConnectionCheck::RegistryReachable, "version", "0.1.2");
    has_fact(&report, ConnectionCheck::RegistryFeatures, "agents", "1");
    has_fact(&report, ConnectionCheck::RegistryFeatures, "search", "yes");
    // Without an own purchase a key that is not an admin's cannot know the wallet.
    assert_eq!(states(&report, LineState::Warned), [ConnectionCheck::Wallet]);
    assert_eq!(states(&report, LineState::Skipped), [ConnectionCheck::Balance]);
}

#[tokio::test]
async fn a_node_of_another_release_is_told_by_what_it_answers() {
    let (node, registry) = both().await;
    let current = report(&node, &registry).await;
    has_fact(&current, ConnectionCheck::NodeFeatures, "release", "0.28");
    assert_eq!(line(&current, ConnectionCheck::NodeFeatures).state, LineState::Passed);

    // 0.26 and 0.27 tell no type of a contract, and 0.26 names the networks of a key otherwise.
    let untyped = json!({
        "id": "1", "network": "Preprod", "policyId": "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77",
        "smartContractAddress": "addr_test1wz7j4kmg2cs7yf92uat3ed4a3u97kr7axxr4avaz0lhwdsqukgwfm"
    });
    node.says("/payment-source", json!({ "PaymentSources": [untyped] }));
    let before = report(&node, &registry).await;
    has_fact(&before, ConnectionCheck::NodeFeatures, "release", "0.27");
    has_fact(&before, ConnectionCheck::PaymentSources, "sources", "V1");
    assert_eq!(line(&before, ConnectionCheck::NodeFeatures).state, LineState::Warned);
    assert!(before.usable);
    let mut key = json!({
        "id": "k1", "permission": "ReadAndPay", "usageLimited": false, "networkLimit": ["Preprod"],
        "RemainingUsageCredits": [], "status": "Active"
    });
    node.says("/api-key-status", key.clone());
    let before = report(&node, &registry).await;
    has_fact(&before, ConnectionCheck::NodeFeatures, "release", "0.26");
    has_fact(&before, ConnectionCheck::NetworkAllowed, "networks", "Preprod");
    assert!(before.usable);

    // Before that a key has no id: which purchases are its own nobody could tell.
    key.as_object_mut().unwrap().remove("id");
    node.says("/api-key-status", key);
    let old = report(&node, &registry).await;
    failed_with(&old, ConnectionCheck::NodeKey, Code::NodeTooOld, Side::Node);
    assert_eq!(line(&old, ConnectionCheck::NodeFeatures).state, LineState::Skipped);
}

#[tokio::test]
async fn what_a_node_says_is_missing_in_its_own_setup_is_passed_on() {
    let (node, registry) = both().await;
    let check = |id: &str, label: &str, complete: bool, detail: Option<&str>| json!({ "id": id, "label": label, "isComplete": complete, "detail": detail });
    let told = |checks: serde_json::Value| {
        json!({ "network": "Preprod", "Rails": [
        { "rail": "CardanoV2", "isReady": false, "Checks": checks },
        { "rail": "X402", "isReady": false, "Checks": [check("x402.rpc_url", "RPC endpoint", false, None)] },
    ] })
    };
    node.says(
        "/rail-readiness",
        told(json!([
            check("cardano.payment_source", "Payment source", true, Some("Active")),
            check("cardano.selling_wallet", "Selling wallet", false, Some("None")),
            check("cardano.purchasing_wallet", "Purchasing wallet", false, Some("No purchasing wallet")),
            check("cardano.of_tomorrow", "Something new", false, None),
        ])),
    );
    let short = report(&node, &registry).await;
    has_fact(&short, ConnectionCheck::NodeFeatures, "release", "later");
    let unready = "Purchasing wallet: No purchasing wallet · Something new";
    has_fact(&short, ConnectionCheck::NodeFeatures, "unready", unready);
    assert_eq!(line(&short, ConnectionCheck::NodeFeatures).state, LineState::Warned);
    assert!(short.usable);

    node.says("/rail-readiness", told(json!([check("cardano.selling_wallet", "Selling wallet", false, None)])));
    assert_eq!(line(&report(&node, &registry).await, ConnectionCheck::NodeFeatures).state, LineState::Passed);

    // What could not be read is not spoken of.
    node.refuses("/rail-readiness", 500, "Internal Server Error");
    let unread = report(&node, &registry).await;
    assert!(!line(&unread, ConnectionCheck::NodeFeatures).facts.contains_key("release"));
    assert_eq!(line(&unread, ConnectionCheck::NodeFeatures).state, LineState::Passed);
}

#[tokio::test]
async fn an_own_purchase_tells_the_wallet_and_its_balance() {
    let (node, registry) = both().await;
    let purchase = |id: &str, key: &str, wallet: &str| {
        json!({
            "id": id, "blockchainIdentifier": format!("{id}{id}"), "requestedById": key,
            "NextAction": { "requestedAction": "WaitingForExternalAction" },
            "SmartContractWallet": { "walletAddress": wallet, "walletVkey": "ab" }
        })
    };
    let rows = [purchase("p2", "somebody", "addr_test1somebody"), purchase("p1", "k1", ADDRESS)];
    node.says("/purchase", json!({ "Purchases": rows }));
    node.says("/balance", json!({ "Balance": [{ "unit": "lovelace", "quantity": 12_500_000 }] }));
    let report = report(&node, &registry).await;
    has_fact(&report, ConnectionCheck::Wallet, "v1", ADDRESS);
    has_fact(&report, ConnectionCheck::Wallet, "source", "purchase");
    has_fact(&report, ConnectionCheck::Balance, "v1", "12.50 ADA");
    assert!(states(&report, LineState::Warned).is_empty());
}

#[tokio::test]
async fn the_wallet_of_each_contract_is_shown_also_where_another_key_paid_from_it() {
    let (node, registry) = both().await;
    let paid = |generation: &str, wallet: &str| {
        json!({ "Purchases": [{
            "id": "p", "blockchainIdentifier": "ab", "requestedById": "somebody",
            "NextAction": { "requestedAction": "WaitingForExternalAction" },
            "PaymentSource": { "network": "Preprod", "paymentSourceType": generation },
            "SmartContractWallet": { "walletAddress": wallet, "walletVkey": "ab" }
        }] })
    };
    node.says("/purchase", paid("Web3CardanoV1", ADDRESS));
    node.says("/balance", json!({ "Balance": [{ "unit": "lovelace", "quantity": 12_500_000 }] }));
    let report = test(subject(&node.url(), &registry.url())).await;
    has_fact(&report, ConnectionCheck::Wallet, "v1", ADDRESS);
    assert!(!line(&report, ConnectionCheck::Wallet).facts.contains_key("v2"), "a row of V1 tells nothing of V2");

    let mut key = node_key();
    key["canAdmin"] = json!(true);
    node.says("/api-key-status", key);
    let wallet = |id: &str, address: &str, source: &str| {
        json!({
            "id": id, "type": "Purchasing", "walletAddress": address, "walletVkey": "ab", "paymentSourceId": source
        })
    };
    node.says("/wallet/list", json!({ "Wallets": [wallet("w1", ADDRESS, "1"), wallet("w2", "addr_test1other", "2")] }));
    let report = test(subject(&node.url(), &registry.url())).await;
    has_fact(&report, ConnectionCheck::Wallet, "v1", ADDRESS);
    has_fact(&report, ConnectionCheck::Wallet, "v2", "addr_test1other");
    has_fact(&report, ConnectionCheck::Balance, "v1", "12.50 ADA");
    has_fact(&report, ConnectionCheck::Balance, "v2", "12.50 ADA");

    node.says("/wallet/list", json!({ "Wallets": [] }));
    let report = test(subject(&node.url(), &registry.url())).await;
    has_fact(&report, ConnectionCheck::Wallet, "why", "none");
}

#[tokio::test]
async fn an_empty_wallet_is_worth_a_word_and_no_obstacle() {
    let (node, registry) = both().await;
    let mut key = node_key();
    key["canAdmin"] = json!(true);
    key["NetworkLimit"] = json!([]);
    node.says("/api-key-status", key);
    node.says(
        "/wallet/list",
        json!({ "Wallets": [{ "id": "w1", "type": "Purchasing", "walletAddress": ADDRESS, "walletVkey": "ab" }] }),
    );
    node.refuses("/balance", 404, "Address not found");
    let report = report(&node, &registry).await;
    has_fact(&report, ConnectionCheck::Wallet, "source", "node");
    has_fact(&report, ConnectionCheck::Balance, "any", "0.00 ADA");
    assert_eq!(states(&report, LineState::Warned), [ConnectionCheck::Balance]);
    assert!(report.usable, "an admin key may use every network");
}

#[tokio::test]
async fn a_host_that_does_not_exist_is_named() {
    let (node, registry) = both().await;
    let report = test(subject("https://node.invalid", &registry.url())).await;
    failed_with(&report, ConnectionCheck::NodeReachable, Code::UnknownHost, Side::Network);
    assert!(line(&report, ConnectionCheck::NodeReachable).failure.as_ref().unwrap().quote.contains("node.invalid"));
    assert_eq!(line(&report, ConnectionCheck::NodeKey).state, LineState::Skipped);
    assert_eq!(
        line(&report, ConnectionCheck::RegistryKey).state,
        LineState::Passed,
        "the other side is tested all the same"
    );
    assert!(node.calls().is_empty());
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_unreachable() {
    let (_, registry) = both().await;
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let report = test(subject(&url, &registry.url())).await;
    failed_with(&report, ConnectionCheck::NodeReachable, Code::Unreachable, Side::Node);
}

#[tokio::test]
async fn a_proxy_that_does_not_answer_is_named_and_is_no_fault_of_the_node() {
    let (_, registry) = both().await;
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = free.local_addr().unwrap().to_string();
    drop(free);
    let mut subject = subject("https://node.test", &registry.url());
    subject.way = way("", &format!("http://{proxy}"));
    let report = test(subject).await;
    failed_with(&report, ConnectionCheck::NodeReachable, Code::ProxySilent, Side::Network);
    has_fact(&report, ConnectionCheck::NodeReachable, "proxy", &proxy);
    // What is on this machine is asked without it.
    assert_eq!(line(&report, ConnectionCheck::RegistryReachable).state, LineState::Passed);
    assert!(!line(&report, ConnectionCheck::RegistryReachable).facts.contains_key("proxy"));
}

#[tokio::test]
async fn a_proxy_that_gives_no_way_through_is_told_from_a_node_that_refuses() {
    // Whatever it is asked, it has never heard of it.
    let (proxy, registry) = both().await;
    let mut subject = subject("https://node.test", &registry.url());
    subject.way = way("", &proxy.url());
    let report = test(subject).await;
    failed_with(&report, ConnectionCheck::NodeReachable, Code::ProxyRefused, Side::Network);
    assert!(proxy.calls().iter().all(|call| call.token.is_none()));
}

#[tokio::test]
async fn certificates_that_are_trusted_are_told_before_anything_is_saved() {
    let (_, registry) = both().await;
    let mut subject = subject("https://node.invalid", &registry.url());
    subject.way = way(AUTHORITY, "");
    let report = test(subject).await;
    let told = line(&report, ConnectionCheck::NodeReachable).facts.get("trusted").unwrap();
    assert!(told.contains("CN=Own authority") && told.contains("SHA-256 64:46:54:C3:"), "{told}");
}

#[tokio::test]
async fn what_is_no_certificate_and_no_proxy_is_said_and_nobody_is_asked() {
    let (node, registry) = both().await;
    for (authorities, proxy, code) in [
        (&AUTHORITY[..200], "", Code::AuthorityUnreadable),
        ("", "http://me:word@proxy.example:3128", Code::ProxyAddress),
        ("", "socks5://127.0.0.1:1080", Code::ProxyAddress),
    ] {
        let mut subject = subject(&node.url(), &registry.url());
        subject.way = way(authorities, proxy);
        let report = test(subject).await;
        for id in [ConnectionCheck::NodeReachable, ConnectionCheck::RegistryReachable] {
            failed_with(&report, id, code, Side::You);
        }
    }
    assert!(node.calls().is_empty() && registry.calls().is_empty());
}

#[tokio::test]
async fn https_where_plain_http_is_spoken_is_told_from_silence() {
    let (node, registry) = both().await;
    let report = test(subject(&node.url().replace("http://", "https://"), &registry.url())).await;
    failed_with(&report, ConnectionCheck::NodeReachable, Code::NotHttps, Side::Node);
}

#[tokio::test]
async fn plain_http_to_another_machine_is_refused_before_anything_is_sent() {
    let (_, registry) = both().await;
    for url in ["http://192.0.2.7:3001", "ftp://node.example", "https://me:word@node.example", "node.example", ""] {
        let report = test(subject(url, &registry.url())).await;
        failed_with(&report, ConnectionCheck::NodeReachable, Code::AddressRefused, Side::You);
    }
}

#[tokio::test]
async fn a_website_is_not_a_node() {
    let (node, registry) = both().await;
    node.sends("/health", 200, "<!doctype html><title>Router login</title>");
    let report = report(&node, &registry).await;
    failed_with(&report, ConnectionCheck::NodeReachable, Code::NotTheService, Side::Node);
    assert!(node.calls().iter().all(|call| call.token.is_none()), "nobody else is told the key");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (node, registry) = both().await;
    let elsewhere = Service::node().await;
    node.redirects("/health", &format!("{}/api/v1/health", elsewhere.url()));
    let report = report(&node, &registry).await;
    failed_with(&report, ConnectionCheck::NodeReachable, Code::Redirected, Side::Node);
    assert!(elsewhere.calls().is_empty());
}

#[tokio::test]
async fn a_wrong_key_is_refused_and_the_rest_is_skipped() {
    let (node, registry) = both().await;
    node.takes_key("another");
    let report = report(&node, &registry).await;
    failed_with(&report, ConnectionCheck::NodeKey, Code::KeyRefused, Side::Node);
    assert_eq!(line(&report, ConnectionCheck::MayPay).state, LineState::Skipped);
    assert!(!line(&report, ConnectionCheck::NodeKey).facts.contains_key("swapped"));
}

#[tokio::test]
async fn a_revoked_key_is_refused() {
    let (node, registry) = both().await;
    let mut key = node_key();
    key["status"] = json!("Revoked");
    node.says("/api-key-status", key);
    failed_with(&report(&node, &registry).await, ConnectionCheck::NodeKey, Code::KeyRefused, Side::Node);
}

#[tokio::test]
async fn a_key_that_only_reads_is_good_for_looking_and_said_not_to_pay() {
    let (node, registry) = both().await;
    let mut key = node_key();
    key["canPay"] = json!(false);
    key["permission"] = json!("Read");
    node.says("/api-key-status", key);
    let report = report(&node, &registry).await;
    let may_pay = line(&report, ConnectionCheck::MayPay);
    let code = may_pay.failure.as_ref().map(|failure| failure.code);
    assert_eq!((may_pay.state, code), (LineState::Warned, Some(Code::KeyMayNot)));
    assert_eq!((line(&report, ConnectionCheck::NodeKey).state, report.usable), (LineState::Passed, true));
}

#[tokio::test]
async fn a_preprod_key_cannot_buy_on_mainnet() {
    let (node, registry) = both().await;
    let mut subject = subject(&node.url(), &registry.url());
    subject.network = Network::Mainnet;
    let report = test(subject).await;
    failed_with(&report, ConnectionCheck::NetworkAllowed, Code::KeyNetwork, Side::Node);
    has_fact(&report, ConnectionCheck::NetworkAllowed, "networks", "Preprod");
    assert_eq!(line(&report, ConnectionCheck::PaymentSources).state, LineState::Skipped);
}

#[tokio::test]
async fn a_quota_is_told_and_an_empty_one_buys_nothing() {
    let (node, registry) = both().await;
    let mut key = node_key();
    key["usageLimited"] = json!(true);
    key["RemainingUsageCredits"] = json!([{ "unit": "", "amount": "3000000" }]);
    node.says("/api-key-status", key.clone());
    let some = report(&node, &registry).await;
    has_fact(&some, ConnectionCheck::Credits, "credits", "3.00 ADA");
    assert!(some.usable && states(&some, LineState::Warned).contains(&ConnectionCheck::Credits));

    key["RemainingUsageCredits"] = json!([]);
    node.says("/api-key-status", key);
    failed_with(&report(&node, &registry).await, ConnectionCheck::Credits, Code::QuotaExhausted, Side::Node);
}

/// A key that is not an admin's sees no wallet before its first purchase: what the person pasted meanwhile is looked at.
#[tokio::test]
async fn a_pasted_wallet_is_looked_at_where_the_node_tells_none() {
    let (node, registry) = both().await;
    node.says("/balance", json!({ "Balance": [{ "unit": "lovelace", "quantity": 12_500_000 }] }));
    let subject = || Subject { wallet: Some(ADDRESS.to_owned()), ..subject(&node.url(), &registry.url()) };
    let report = test(subject()).await;
    has_fact(&report, ConnectionCheck::Wallet, "any", ADDRESS);
    has_fact(&report, ConnectionCheck::Wallet, "source", "pasted");
    has_fact(&report, ConnectionCheck::Balance, "any", "12.50 ADA");
    assert!(states(&report, LineState::Warned).is_empty());

    // A node that pays into one contract only pays from it.
    let source = json!({
        "id": "1", "network": "Preprod", "policyId": "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77",
        "smartContractAddress": "addr_test1wz7j4kmg2cs7yf92uat3ed4a3u97kr7axxr4avaz0lhwdsqukgwfm"
    });
    node.says("/payment-source", json!({ "PaymentSources": [source] }));
    has_fact(&test(subject()).await, ConnectionCheck::Wallet, "v1", ADDRESS);
}

#[tokio::test]
async fn a_quota_in_the_unit_of_the_nodes_own_pages_pays_nothing_and_is_not_counted() {
    let (node, registry) = both().await;
    let mut key = node_key();
    key["usageLimited"] = json!(true);
    key["RemainingUsageCredits"] = json!([{ "unit": "lovelace", "amount": "3000000" }]);
    node.says("/api-key-status", key);
    let report = report(&node, &registry).await;
    let credits = line(&report, ConnectionCheck::Credits);
    assert!(credits.state == LineState::Failed && !report.usable);
    assert_eq!(credits.failure, None, "it is not used up, and raising it would change nothing");
    has_fact(&report, ConnectionCheck::Credits, "credits", "");
    has_fact(&report, ConnectionCheck::Credits, "unmatched", "3.00 ADA");
}

#[tokio::test]
async fn a_node_without_a_payment_source_cannot_buy() {
    let (node, registry) = both().await;
    node.says("/payment-source", json!({ "PaymentSources": [] }));
    failed_with(&report(&node, &registry).await, ConnectionCheck::PaymentSources, Code::NoPaymentSource, Side::Node);
}

#[tokio::test]
async fn swapped_addresses_are_recognised_before_a_key_is_sent() {
    let (node, registry) = both().await;
    let report = test(subject(&registry.url(), &node.url())).await;
    failed_with(&report, ConnectionCheck::NodeReachable, Code::NotTheService, Side::Node);
    failed_with(&report, ConnectionCheck::RegistryReachable, Code::NotTheService, Side::Registry);
    let quote = &line(&report, ConnectionCheck::NodeReachable).failure.as_ref().unwrap().quote;
    assert!(quote.contains("masumi-registry"), "{quote}");
    assert!(node.calls().iter().chain(&registry.calls()).all(|call| call.token.is_none()));
}

#[tokio::test]
async fn swapped_keys_are_guessed_when_both_are_refused() {
    let (node, registry) = both().await;
    let mut subject = subject(&node.url(), &registry.url());
    (subject.node_key, subject.registry_key) = (subject.registry_key, subject.node_key);
    let report = test(subject).await;
    for id in [ConnectionCheck::NodeKey, ConnectionCheck::RegistryKey] {
        assert_eq!(line(&report, id).state, LineState::Failed);
        has_fact(&report, id, "swapped", "maybe");
    }
}

#[tokio::test]
async fn keys_that_name_each_others_service_are_both_known_for_what_they_are() {
    let (node, registry) = both().await;
    let mut subject = subject(&node.url(), &registry.url());
    subject.node_key = Ok(Secret::new("masumi-registry-c23f3d21a7"));
    subject.registry_key = Ok(Secret::new("masumi-payment-admin-91ab0c"));
    let report = test(subject).await;
    for id in [ConnectionCheck::NodeKey, ConnectionCheck::RegistryKey] {
        failed_with(&report, id, Code::KeyRefused, Side::You);
        has_fact(&report, id, "swapped", "yes");
    }
    assert!(node.calls().iter().chain(&registry.calls()).all(|call| call.token.as_deref().unwrap_or("").is_empty()));
}

#[tokio::test]
async fn a_key_that_names_the_other_service_is_not_sent() {
    let (node, registry) = both().await;
    let mut subject = subject(&node.url(), &registry.url());
    subject.node_key = Ok(Secret::new("public-test-key-masumi-registry-c23f3d21"));
    let report = test(subject).await;
    failed_with(&report, ConnectionCheck::NodeKey, Code::KeyRefused, Side::You);
    has_fact(&report, ConnectionCheck::NodeKey, "swapped", "yes");
    assert!(node.calls().iter().all(|call| call.token.is_none()));
}

#[tokio::test]
async fn a_missing_key_is_asked_for_and_what_needs_none_is_tested() {
    let (node, registry) = both().await;
    let mut subject = subject(&node.url(), &registry.url());
    subject.node_key = Err(Failure::input("nodeKey"));
    let report = test(subject).await;
    assert_eq!(line(&report, ConnectionCheck::NodeReachable).state, LineState::Passed);
    failed_with(&report, ConnectionCheck::NodeKey, Code::Input, Side::You);
}

#[tokio::test]
async fn a_registry_without_this_network_says_so() {
    let (node, registry) = both().await;
    registry.refuses("/registry-entry", 500, "Network not found");
    let report = report(&node, &registry).await;
    failed_with(&report, ConnectionCheck::RegistryFeatures, Code::NetworkUnknown, Side::Registry);

    // In production it does not say why.
    registry.refuses("/registry-entry", 500, "Internal Server Error");
    let report = test(subject(&node.url(), &registry.url())).await;
    failed_with(&report, ConnectionCheck::RegistryFeatures, Code::ServiceFailed, Side::Registry);
    has_fact(&report, ConnectionCheck::RegistryFeatures, "network", "Preprod");
}

#[tokio::test]
async fn a_registry_without_an_agent_that_is_online_works_and_says_that_there_is_nothing_to_buy() {
    let (node, registry) = both().await;
    for path in ["/registry-entry", "/registry-entry-search"] {
        registry.says(path, json!({ "entries": [] }));
    }
    let report = report(&node, &registry).await;
    has_fact(&report, ConnectionCheck::RegistryFeatures, "agents", "0");
    assert_eq!(line(&report, ConnectionCheck::RegistryFeatures).state, LineState::Warned);
    assert!(report.usable);
}

#[tokio::test]
async fn an_older_registry_cannot_search_and_is_good_enough() {
    let (node, registry) = both().await;
    registry.refuses("/registry-entry-search", 404, "Can not POST /api/v1/registry-entry-search");
    let report = report(&node, &registry).await;
    has_fact(&report, ConnectionCheck::RegistryFeatures, "search", "no");
    assert_eq!(line(&report, ConnectionCheck::RegistryFeatures).state, LineState::Warned);
    assert!(report.usable);
}

#[tokio::test]
async fn each_key_goes_to_its_own_service_only() {
    let (node, registry) = both().await;
    report(&node, &registry).await;
    let tokens = |service: &Service| service.calls().into_iter().filter_map(|call| call.token).collect::<BTreeSet<_>>();
    assert_eq!(tokens(&node), BTreeSet::from([NODE_KEY.to_owned()]));
    assert_eq!(tokens(&registry), BTreeSet::from([REGISTRY_KEY.to_owned()]));
}

/// A case of `tests/cases/node/`, laid over what the fake node's key tells.
fn key_of(case: &str) -> serde_json::Value {
    let path = format!("{}/../../../tests/cases/node/{case}.json", env!("CARGO_MANIFEST_DIR"));
    let case: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut key = node_key();
    case.as_object().unwrap().iter().for_each(|(name, value)| key[name] = value.clone());
    key
}

#[tokio::test]
async fn a_quota_of_another_chain_only_buys_nothing() {
    let (node, registry) = both().await;
    node.says("/api-key-status", key_of("04-key-with-evm-credits"));
    let told = report(&node, &registry).await;
    failed_with(&told, ConnectionCheck::Credits, Code::QuotaExhausted, Side::Node);
    let elsewhere = "5000000 eip155:8453:0x833589fcd6edb6e08f4c7c32d4f71b54bda02913";
    has_fact(&told, ConnectionCheck::Credits, "elsewhere", elsewhere);

    node.says("/api-key-status", key_of("05-key-with-both-credits"));
    let told = report(&node, &registry).await;
    assert_eq!(line(&told, ConnectionCheck::Credits).state, LineState::Warned);
    has_fact(&told, ConnectionCheck::Credits, "credits", "20.00 ADA · 7.00 tUSDM");
    has_fact(&told, ConnectionCheck::Credits, "elsewhere", elsewhere);
}

#[tokio::test]
async fn the_hosted_service_is_known_by_its_address_and_gets_no_key() {
    let registry = Service::registry().await;
    let report = test(subject("https://app.masumi.network/pay/api/v1", &registry.url())).await;
    failed_with(&report, ConnectionCheck::NodeReachable, Code::HostedService, Side::You);
    assert!(states(&report, LineState::Skipped).contains(&ConnectionCheck::NodeKey));
}

/// What is told here is copied for whoever runs the node.
#[tokio::test]
async fn a_service_that_says_a_key_back_does_not_get_it_into_the_report() {
    let (node, registry) = both().await;
    let (node_words, registry_words) = (format!("no rights for {NODE_KEY}"), format!("no rights for {REGISTRY_KEY}"));
    for path in ["/health", "/api-key-status", "/payment-source", "/purchase", "/rail-readiness", "/balance"] {
        for status in [200, 400, 401, 500] {
            node.refuses(path, status, &node_words);
            registry.refuses(path, status, &registry_words);
            let told = serde_json::to_string(&report(&node, &registry).await).unwrap();
            assert!(!told.contains(NODE_KEY) && !told.contains(REGISTRY_KEY), "{path} {status}: {told}");
        }
    }
    let mut key = node_key();
    key["networks"] = json!(["Preprod", NODE_KEY]);
    let (node, registry) = both().await;
    node.says("/api-key-status", key);
    let told = serde_json::to_string(&report(&node, &registry).await).unwrap();
    assert!(!told.contains(NODE_KEY), "{told}");
}
