//! Releases of the Payment Service, told by how they answer: as their sources say, from 0.22 to the branch after 0.28.

use crate::server::{Scripted, json};
use masumi::{
    net::{CallErrorKind, NodeHttp, Secret, Service},
    node::{Generation, Network, NodeClient, Rail, Release},
    registry::RegistryClient,
};
use serde_json::{Value, json};

const V1: &str = "addr_test1wz7j4kmg2cs7yf92uat3ed4a3u97kr7axxr4avaz0lhwdsqukgwfm";

async fn node(answers: &[Value]) -> (NodeClient, Scripted) {
    let success = |data: &Value| json(200, json!({ "status": "success", "data": data }).to_string());
    let server = Scripted::start(answers.iter().map(success).collect()).await;
    let http = NodeHttp::new(Service::Node, server.origin.parse().unwrap(), Secret::new("key")).unwrap();
    (NodeClient::new(http), server)
}

fn source(typed: &Value) -> Value {
    let mut source = json!({ "id": "1", "network": "Preprod", "policyId": "7e8b", "smartContractAddress": V1 });
    source.as_object_mut().unwrap().extend(typed.as_object().unwrap().clone());
    json!({ "PaymentSources": [source] })
}

fn key(told: &Value) -> Value {
    let mut key = json!({ "token": "*****", "permission": "ReadAndPay", "usageLimited": false, "status": "Active" });
    key.as_object_mut().unwrap().extend(told.as_object().unwrap().clone());
    key
}

fn key_0_26() -> Value {
    key(&json!({ "id": "k1", "networkLimit": ["Preprod"] }))
}

fn key_0_27() -> Value {
    key(&json!({ "id": "k1", "canRead": true, "canPay": true, "canAdmin": false, "NetworkLimit": ["Preprod"] }))
}

#[tokio::test]
async fn a_node_is_told_by_what_it_answers_and_is_not_guessed_at() {
    let typed = json!({ "paymentSourceType": "Web3CardanoV2" });
    let none = json!({ "PaymentSources": [] });
    for (source, key, release) in [
        (source(&json!({})), key_0_26(), Some(Release::V0_26)),
        (source(&json!({})), key_0_27(), Some(Release::V0_27)),
        (source(&typed), key_0_27(), Some(Release::V0_28)),
        (none, key_0_27(), None),
        (source(&json!({ "paymentType": "Web3CardanoV1" })), key_0_27(), None),
        (source(&json!({})), json!({}), None),
    ] {
        let (node, _server) = node(&[source.clone(), key.clone()]).await;
        assert_eq!(node.release(None).await.unwrap(), release, "{source} {key}");
    }
    let (node, server) = node(&[]).await;
    assert_eq!(node.release(Some(&[])).await.unwrap(), Some(Release::Later));
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_key_without_an_id_is_one_of_an_old_release() {
    for old in [key(&json!({ "networkLimit": ["Preprod"] })), key(&json!({ "NetworkLimit": [] }))] {
        let (node, _server) = node(&[old]).await;
        assert_eq!(node.key_status().await.unwrap_err().kind, CallErrorKind::TooOld);
    }
    let (node, _server) = node(&[json!({ "permission": "ReadAndPay" })]).await;
    assert_eq!(node.key_status().await.unwrap_err().kind, CallErrorKind::Shape("id".into()), "anybody could say that");
}

/// As 0.20 to 0.23 answer, which have no list of changes either.
#[tokio::test]
async fn a_registry_that_tells_no_id_of_a_key_is_an_old_release() {
    let told = json!({ "token": "t", "permission": "User", "usageLimited": false, "maxUsageCredits": null,
        "accumulatedUsageCredits": 0, "status": "Active" });
    for (told, kind) in [(told, CallErrorKind::TooOld), (json!({}), CallErrorKind::Shape("id".into()))] {
        let answer = json(200, json!({ "status": "success", "data": told }).to_string());
        let server = Scripted::start(vec![answer]).await;
        let http = NodeHttp::new(Service::Registry, server.origin.parse().unwrap(), Secret::new("key")).unwrap();
        assert_eq!(RegistryClient::new(http).key_status().await.unwrap_err().kind, kind);
    }
}

#[tokio::test]
async fn a_key_of_0_26_is_for_the_networks_and_the_rights_that_it_tells_under_other_names() {
    let (node, _server) = node(&[key_0_26()]).await;
    let key = node.key_status().await.unwrap();
    assert_eq!((key.networks, key.can_pay, key.can_admin), (vec!["Preprod".to_owned()], true, false));
}

#[tokio::test]
async fn a_contract_whose_type_is_not_told_is_known_by_its_address_or_not_at_all() {
    let found = async |source: Value| {
        let (node, _server) = node(&[source]).await;
        node.payment_sources(Network::Preprod).await.unwrap()
    };
    let known = found(source(&json!({}))).await;
    assert_eq!(known.iter().map(|source| source.generation).collect::<Vec<_>>(), [Generation::V1]);
    assert!(found(source(&json!({ "smartContractAddress": "addr_test1wsomebodys" }))).await.is_empty());
    assert!(
        found(source(&json!({ "paymentSourceType": "Web3CardanoV9" }))).await.is_empty(),
        "a word is not read over"
    );
    assert!(found(source(&json!({ "paymentSourceType": null }))).await.is_empty());
}

#[tokio::test]
async fn before_0_28_the_wallets_stand_beside_their_contracts() {
    let wallet = |address: &str| json!({ "id": "w", "walletVkey": "ab", "walletAddress": address, "note": null });
    let told = source(&json!({ "PurchasingWallets": [wallet("addr_test1one"), wallet("addr1ofmainnet")] }));
    let none = json!({ "status": "error", "error": { "message": "Can not GET /api/v1/wallet/list" } });
    let told = json!({ "status": "success", "data": told });
    let server = Scripted::start(vec![json(404, none.to_string()), json(200, told.to_string())]).await;
    let http = NodeHttp::new(Service::Node, server.origin.parse().unwrap(), Secret::new("key")).unwrap();
    let wallets = NodeClient::new(http).wallets(Network::Preprod).await.unwrap();
    let found: Vec<_> = wallets.iter().map(|one| (one.address.as_str(), one.payment_source_id.as_deref())).collect();
    assert_eq!(found, [("addr_test1one", Some("1"))]);
}

#[tokio::test]
async fn what_a_node_says_of_its_own_setup_is_read_where_it_says_it() {
    let told = json!({ "network": "Preprod", "Rails": [
        { "rail": "CardanoV2", "isReady": false, "Checks": [
            { "id": "cardano.payment_source", "label": "Payment source", "isComplete": true, "detail": "Active" },
            { "id": "cardano.purchasing_wallet", "label": "Purchasing \u{202e}wallet", "isComplete": false, "detail": "None" },
            { "id": "cardano.of_tomorrow", "label": "Something new" },
        ] },
        { "rail": "X402" },
    ] });
    let (node, server) = node(&[told]).await;
    let rails: Vec<Rail> = node.rail_readiness(Network::Preprod).await.unwrap().unwrap();
    assert!(server.request().contains("/api/v1/rail-readiness?network=Preprod"));
    assert_eq!(rails.iter().map(|rail| rail.name.as_str()).collect::<Vec<_>>(), ["CardanoV2", "X402"]);
    let checks: Vec<_> = rails[0].checks.iter().map(|check| (check.label.as_str(), check.complete)).collect();
    assert_eq!(checks, [("Payment source", Some(true)), ("Purchasing wallet", Some(false)), ("Something new", None)]);
    assert!(rails[1].checks.is_empty());
}

#[tokio::test]
async fn a_node_that_says_nothing_of_its_setup_is_none_that_fails() {
    let none = json!({ "status": "error", "error": { "message": "Can not GET /api/v1/rail-readiness" } }).to_string();
    for (status, said) in [(404, true), (500, false), (401, false)] {
        let server = Scripted::start(vec![json(status, none.clone())]).await;
        let http = NodeHttp::new(Service::Node, server.origin.parse().unwrap(), Secret::new("key")).unwrap();
        let told = NodeClient::new(http).rail_readiness(Network::Preprod).await;
        assert_eq!(told.is_ok_and(|rails| rails.is_none()), said, "{status}");
    }
}
