//! Invariants 5 and 6: the key leaves only towards its own origin, and is in no text that comes out of the client.

use crate::server::{Reply, Scripted, answer, json, nonce};
use masumi::{
    agent::AgentClient,
    net::{AgentHttp, AgentReach, CallError, CallErrorKind, NodeHttp, Secret, Service, ServiceBase},
    node::{Network, NodeClient, PurchasesRequest},
    registry::{ListRequest, RegistryClient},
};
use serde_json::{Map, Value, json};

const KEY: &str = "masumi-payment-7Zq&<9\"x";

fn http(service: Service, origin: &str) -> NodeHttp {
    NodeHttp::new(service, origin.parse().unwrap(), Secret::new(format!("  {KEY}\n"))).unwrap()
}

fn node(origin: &str) -> NodeClient {
    NodeClient::new(http(Service::Node, origin))
}

fn hides_the_key<T: std::fmt::Debug>(result: Result<T, CallError>) -> CallError {
    let error = result.unwrap_err();
    let told = format!("{error} {error:?}");
    // Not even most of it, where a text was cut.
    assert!(!told.contains(&KEY[..KEY.len() / 2]), "{told}");
    error
}

#[tokio::test]
async fn a_redirect_never_carries_the_key_to_another_host() {
    for status in [301, 302, 303, 307, 308] {
        let other = Scripted::start(vec![json(200, r#"{"status":"success","data":{"status":"ok"}}"#)]).await;
        let location = format!("location: {}/api/v1/stolen\r\n", other.origin);
        let first = Scripted::start(vec![answer(status, &location, "")]).await;
        let to = CallErrorKind::Redirected(format!("{}/api/v1/stolen", other.origin));

        let node = node(&first.origin);
        assert_eq!(hides_the_key(node.key_status().await).kind, to);
        assert_eq!(hides_the_key(node.request_refund(Network::Preprod, "00").await).kind, to);
        assert_eq!(hides_the_key(node.health().await).kind, to);
        let agents = AgentClient::new(AgentHttp::new(AgentReach::THIS_MACHINE).unwrap());
        assert_eq!(hides_the_key(agents.status(&first.origin, "1").await).kind, to);
        assert_eq!(hides_the_key(agents.availability(&first.origin, "").await).kind, to);
        let start = agents.start_job(&first.origin, &nonce(), &Map::new()).await;
        assert_eq!(hides_the_key(start).kind, to);

        assert_eq!(first.requests().len(), 6);
        assert!(other.requests().is_empty(), "{status}: {:?}", other.requests());
    }
}

#[tokio::test]
async fn the_key_is_one_header_and_nothing_else() {
    let server = Scripted::start(vec![json(200, r#"{"status":"success","data":{"Purchases":[],"entries":[]}}"#)]).await;
    node(&server.origin).list(&PurchasesRequest::new(Network::Preprod)).await.unwrap();
    let request = ListRequest::new(Network::Preprod);
    RegistryClient::new(http(Service::Registry, &server.origin)).list(&request).await.unwrap();
    for request in server.requests() {
        assert!(request.contains(&format!("\r\ntoken: {KEY}\r\n")), "{request}");
        assert_eq!(request.matches(KEY).count(), 1, "{request}");
        assert!(!request.to_ascii_lowercase().contains("authorization"), "{request}");
    }
}

#[tokio::test]
async fn whoever_is_there_is_asked_before_it_is_told_the_key() {
    let server = Scripted::start(vec![json(200, r#"{"status":"success","data":{"status":"ok"}}"#)]).await;
    node(&server.origin).health().await.unwrap();
    assert!(!server.request().contains(KEY));
    let registry = r#"{"status":"success","data":{"type":"masumi-registry","version":"0.1.2"}}"#;
    let server = Scripted::start(vec![json(200, registry)]).await;
    let told = RegistryClient::new(http(Service::Registry, &server.origin)).health().await.unwrap();
    assert_eq!((told.service.as_str(), told.version.as_str()), ("masumi-registry", "0.1.2"));
    assert!(!server.request().contains(KEY));
}

#[tokio::test]
async fn an_answer_that_echoes_the_key_is_quoted_without_it() {
    let in_json = serde_json::to_string(KEY).unwrap();
    let in_html = KEY.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    // The key begins where a quotation of 200 or 500 characters is cut.
    let at_the_cut = |limit: usize| format!("{}{KEY}", "x".repeat(limit - KEY.len() + 2));
    for reply in [
        json(401, format!(r#"{{"status":"error","error":{{"message":{in_json}}}}}"#)),
        json(401, format!(r#"{{"detail":{in_json}}}"#)),
        json(200, format!(r#"{{"status":"error","error":{{"message":{in_json}}}}}"#)),
        json(200, format!(r#"{{"status":"success","data":{{"token":{in_json}}}}}"#)),
        json(403, format!(r#"{{"token":{KEY}}}"#)),
        answer(200, "", &format!("<p>Your key is <b>{in_html}</b>")),
        answer(404, "", &format!("<p>Your key is <b>{in_html}</b>")),
        answer(200, "", &at_the_cut(200)),
        answer(500, "", &at_the_cut(500)),
        answer(500, "", &at_the_cut(256 * 1024)),
        answer(302, &format!("location: https://elsewhere.example.com/?token={KEY}\r\n"), ""),
        answer(302, &format!("location: https://elsewhere.example.com/{}{KEY}\r\n", "x".repeat(150)), ""),
        Reply::Bytes(format!("HTTP/9 {KEY}\r\n\r\n").into()),
    ] {
        let server = Scripted::start(vec![reply]).await;
        hides_the_key(node(&server.origin).key_status().await);
    }
}

/// What a success tells is kept on disk and shown.
#[tokio::test]
async fn a_success_that_echoes_the_key_is_read_without_it() {
    let in_json = serde_json::to_string(KEY).unwrap();
    let in_url: String = url::form_urlencoded::byte_serialize(KEY.as_bytes()).collect();
    let inside = json!({ "token": KEY }).to_string();
    let row = json!({
        "id": format!("row-{KEY}"), "blockchainIdentifier": "00ff", "agentName": format!("Key: {KEY}."),
        "onChainState": KEY, "NextAction": { "requestedAction": "None", "errorNote": inside },
        "PaidFunds": [{ "amount": "1", "unit": KEY }], "metadata": format!("https://x.example/?token={in_url}"),
        "payByTime": KEY,
    });
    let entry = json!({
        "agentIdentifier": "7e8b", "name": format!("{KEY} {KEY}"), "description": in_json, "status": KEY,
        "apiBaseUrl": format!("https://a.example/{in_url}"), KEY: KEY, "tags": [KEY, "text"],
        "AgentPricing": { "pricingType": KEY },
    });
    let success = |data: &Value| json(200, json!({ "status": "success", "data": data }).to_string());

    let server = Scripted::start(vec![success(&json!({ "Purchases": [row] }))]).await;
    let rows = node(&server.origin).list(&PurchasesRequest::new(Network::Preprod)).await.unwrap();
    assert_eq!(rows[0].agent_name.as_deref(), Some("Key: [key]."));
    assert_eq!((rows[0].blockchain_identifier.as_str(), rows[0].id.as_str()), ("00ff", "row-[key]"));

    let server = Scripted::start(vec![success(&json!({ "entries": [entry] }))]).await;
    let request = ListRequest::new(Network::Preprod);
    let entries = RegistryClient::new(http(Service::Registry, &server.origin)).list(&request).await.unwrap();
    assert_eq!(entries[0].name, "[key] [key]");

    // The node tells the key to whoever asks what it may do.
    let status = json!({ "id": "k1", "token": KEY, "canRead": true, "canPay": true, "status": "Active" });
    let server = Scripted::start(vec![success(&status)]).await;
    let key = node(&server.origin).key_status().await.unwrap();
    assert_eq!((key.id.as_str(), key.can_pay), ("k1", true));

    let told = format!("{rows:?} {entries:?} {key:?}");
    for part in [&KEY[..KEY.len() / 2], "7Zq%26"] {
        assert!(!told.contains(part), "{told}");
    }
}

/// A word that stands in others is no key that could be taken out of them.
#[tokio::test]
async fn what_is_shorter_than_any_key_is_not_looked_for_in_what_is_read() {
    let body = r#"{"status":"success","data":{"id":"monkey-1","permission":"Read"}}"#;
    let server = Scripted::start(vec![json(200, body)]).await;
    let http = NodeHttp::new(Service::Node, server.origin.parse().unwrap(), Secret::new("key")).unwrap();
    assert_eq!(NodeClient::new(http).key_status().await.unwrap().id, "monkey-1");
}

#[tokio::test]
async fn a_key_that_no_header_can_carry_is_refused_before_anything_is_sent() {
    let base: ServiceBase = "https://node.example.com".parse().unwrap();
    for key in ["two\r\nlines", "nul\0", "bell\u{7}"] {
        let error = NodeHttp::new(Service::Node, base.clone(), Secret::new(key)).unwrap_err();
        assert_eq!(error.kind, CallErrorKind::KeyMalformed, "{key:?}");
        assert!(error.nothing_sent());
        assert!(!format!("{error} {error:?}").contains(key));
    }
}

#[test]
fn nothing_prints_the_key() {
    let node = node("https://node.example.com");
    let registry = RegistryClient::new(http(Service::Registry, "https://registry.example.com"));
    let printed = format!("{node:?} {registry:?} {:?}", Secret::new(KEY));
    assert!(!printed.contains(KEY), "{printed}");
    assert!(printed.contains("redacted"), "{printed}");
}
