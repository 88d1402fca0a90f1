//! Lists as streams: whatever a service does with its pages, each row comes once, in order, and there is an end.

use crate::server::{Reply, Scripted, json as reply};
use futures_util::{Stream, StreamExt};
use masumi::{
    net::{CallError, CallErrorKind, NodeHttp, Secret, Service},
    node::{Network, NodeClient, PurchasesDiffRequest, PurchasesRequest},
    registry::{DiffRequest, ListRequest, RegistryClient},
};
use serde_json::{Value, json};

const AGENT: &str = "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77";

fn http(service: Service, server: &Scripted) -> NodeHttp {
    NodeHttp::new(service, server.origin.parse().unwrap(), Secret::new("key")).unwrap()
}

fn success(data: &Value) -> Reply {
    reply(200, json!({ "status": "success", "data": data }).to_string())
}

/// A row that both services can send. `!`: one that cannot be read. Behind `@`: when it changed, in seconds.
fn row(word: &str) -> Value {
    let (id, changed) = word.split_once('@').unwrap_or((word, "0"));
    let changed = format!("2026-11-22T00:00:0{changed}.000Z");
    let mut row = json!({
        "id": id, "statusUpdatedAt": changed, "nextActionOrOnChainStateOrResultLastChangedAt": changed,
    });
    if !id.contains('!') {
        row["blockchainIdentifier"] = json!(id);
        row["agentIdentifier"] = json!(format!("{AGENT}{}", hex::encode(id)));
        row["name"] = json!(id);
    }
    row
}

/// A page of rows, as both services send it; `error`: none.
fn page(words: &str) -> Reply {
    if words == "error" {
        return reply(500, r#"{"status":"error","error":{"message":"down"}}"#);
    }
    let rows: Vec<Value> = words.split_whitespace().map(row).collect();
    success(&json!({ "entries": rows, "Purchases": rows }))
}

/// Its rows' names, in their order; an error is `error`.
async fn read<T>(
    stream: impl Stream<Item = Result<T, CallError>> + Send + Unpin,
    name: impl Fn(T) -> String,
) -> String {
    let named = stream.map(|item| match item {
        Ok(row) => name(row),
        Err(error) => {
            assert!(matches!(error.kind, CallErrorKind::Status { status: 500, .. }), "{error}");
            "error".to_owned()
        }
    });
    named.collect::<Vec<_>>().await.join(" ")
}

#[tokio::test]
async fn a_list_of_any_pages_gives_each_row_once_and_ends() {
    // Pages of three rows; how many the registry is asked for, and how many the node, which fills each page but the last.
    for (pages, rows, asked, asked_of_node) in [
        (&[""][..], "", 1, 1),
        (&["a"], "a", 2, 1),
        (&["a b"], "a b", 2, 1),
        (&["a b c", "c"], "a b c", 2, 2),
        (&["a b c", "c d"], "a b c d", 3, 2),
        (&["a b c", "c d e", "e f"], "a b c d e f", 4, 3),
        (&["a b c", "c d e", "e"], "a b c d e", 3, 3),
        // It repeats itself for ever, at once or in a circle.
        (&["a b c", "a b c"], "a b c", 2, 2),
        (&["a b c", "c d a", "a b c"], "a b c d", 3, 3),
        // The list changed under our feet.
        (&["a b c", ""], "a b c", 2, 2),
        (&["a b c", "error"], "a b c error", 2, 2),
        (&["error"], "error", 1, 1),
        // What cannot be read has a place, and is no end.
        (&["a ! c", "c d"], "a c d", 3, 2),
        (&["! !2 !3", "!3 !4 !5", "!5 d"], "d", 4, 3),
    ] {
        let script: Vec<Reply> = pages.iter().map(|words| page(words)).collect();
        let server = Scripted::start(script.clone()).await;
        let registry = RegistryClient::new(http(Service::Registry, &server));
        let entries = registry.entries(ListRequest::new(Network::Preprod).limit(3));
        assert_eq!(read(entries, |entry| entry.name).await, rows, "registry: {pages:?}");
        assert_eq!(server.requests().len(), asked, "registry: {pages:?}");

        let server = Scripted::start(script).await;
        let node = NodeClient::new(http(Service::Node, &server));
        let purchases = node.purchases(PurchasesRequest::new(Network::Preprod).limit(3));
        assert_eq!(read(purchases, |purchase| purchase.blockchain_identifier).await, rows, "node: {pages:?}");
        assert_eq!(server.requests().len(), asked_of_node, "node: {pages:?}");
    }
}

/// Each next page is asked for from the time of the last row, so that a row which changes meanwhile hides no other; only where a
/// page is of one moment, from its last row.
#[tokio::test]
async fn what_changed_is_read_on_from_the_time_of_the_last_change() {
    for (pages, rows, places) in [
        (&[""][..], "", &["0"][..]),
        (&["a@1 b@2 c@3", "c@3 d@4"], "a b c d", &["0", "3"]),
        // It changed again, and comes again.
        (&["a@1 b@2 c@3", "c@3 d@4 a@5", "a@5"], "a b c d a", &["0", "3", "5"]),
        (&["a@1 b@1 c@1", "c@1 d@1 e@2", "e@2"], "a b c d e", &["0", "1 c", "2"]),
        (&["a@1 b@2 c@2", "b@2 c@2 d@2", "d@2 e@2 f@3", "f@3"], "a b c d e f", &["0", "2", "2 d", "3"]),
        (&["a@1 b@2 c@3", "a@1 b@2 c@3"], "a b c", &["0", "3"]),
        (&["a@1 b@2 !@3", "!@3 d@4"], "a b d", &["0", "3"]),
        (&["a@1 b@2 c@3", "error"], "a b c error", &["0", "3"]),
    ] {
        let script: Vec<Reply> = pages.iter().map(|words| page(words)).collect();
        let since = "2026-11-22T00:00:00.000Z";
        let server = Scripted::start(script.clone()).await;
        let node = NodeClient::new(http(Service::Node, &server));
        let changes = node.changes(PurchasesDiffRequest::new(Network::Preprod, since).limit(3));
        assert_eq!(read(changes, |purchase| purchase.blockchain_identifier).await, rows, "node: {pages:?}");
        let asked: Vec<String> = server.requests().iter().map(|request| place_in_url(request)).collect();
        assert_eq!(asked, places, "node: {pages:?}");

        let server = Scripted::start(script).await;
        let registry = RegistryClient::new(http(Service::Registry, &server));
        let changes = registry.changes(DiffRequest::new(Network::Preprod, since).limit(3));
        assert_eq!(read(changes, |entry| entry.name).await, rows, "registry: {pages:?}");
        // The registry may give fewer rows than it has, so it is asked until nothing is new.
        let asked: Vec<String> = server.requests().iter().map(|request| place_in_body(request)).collect();
        assert_eq!(asked[..places.len()], *places, "registry: {pages:?}");
        assert!(asked.len() <= places.len() + 1, "registry: {asked:?}");
    }
}

/// With one row a page would be the row of its cursor for ever.
#[tokio::test]
async fn a_page_always_has_room_for_a_row_beside_that_of_the_cursor() {
    let server = Scripted::start(vec![page("a b"), page("b c"), page("c")]).await;
    let node = NodeClient::new(http(Service::Node, &server));
    let purchases = node.purchases(PurchasesRequest::new(Network::Preprod).limit(1));
    assert_eq!(read(purchases, |purchase| purchase.blockchain_identifier).await, "a b c");
    assert!(server.requests().iter().all(|request| request.contains("limit=2")), "{:?}", server.requests());
}

#[tokio::test]
async fn no_page_is_asked_for_before_its_rows_are_wanted() {
    let server = Scripted::start(vec![page("a b c"), page("c d e")]).await;
    let node = NodeClient::new(http(Service::Node, &server));
    let mut purchases = node.purchases(PurchasesRequest::new(Network::Preprod).limit(3));
    assert_eq!(server.requests().len(), 0);
    for _ in 0..3 {
        purchases.next().await.unwrap().unwrap();
    }
    assert_eq!(server.requests().len(), 1);
    purchases.next().await.unwrap().unwrap();
    assert_eq!(server.requests().len(), 2);
}

/// The second of `lastUpdate`, and the row of the cursor where there is one.
fn place_in_url(request: &str) -> String {
    let target = request.split_whitespace().nth(1).unwrap();
    let url: url::Url = format!("http://node{target}").parse().unwrap();
    let of = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    place(&of("lastUpdate").unwrap(), of("cursorId"))
}

fn place_in_body(request: &str) -> String {
    let body: Value = serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap();
    place(body["statusUpdatedAfter"].as_str().unwrap(), body["cursorId"].as_str().map(str::to_owned))
}

fn place(since: &str, cursor: Option<String>) -> String {
    let second = since.strip_prefix("2026-11-22T00:00:0").unwrap().strip_suffix(".000Z").unwrap();
    [Some(second.to_owned()), cursor].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
