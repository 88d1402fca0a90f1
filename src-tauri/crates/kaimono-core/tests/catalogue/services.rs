//! A registry and an agent on loopback, scripted by the test: pages with inclusive cursors, the diff with its ordering, and
//! everything that old, small and failing ones do differently.

use axum::{
    Json, Router,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use masumi::{
    agent::AgentClient,
    net::{AgentHttp, AgentReach, NodeHttp, Secret, Service, ServiceBase},
    registry::RegistryClient,
};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};
use tokio::{net::TcpListener, sync::Semaphore};

pub(crate) const POLICY: &str = "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77";

/// The agentIdentifier of a row.
pub(crate) fn identifier(row: &str) -> String {
    let asset: String = row.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("{POLICY}{asset:0>64}")
}

/// A row as the registry tells it, whose status changed at `time` (ISO).
pub(crate) fn row(id: &str, name: &str, time: &str) -> Value {
    json!({
        "id": id, "name": name, "description": "Does things.", "status": "Online",
        "createdAt": "2026-01-01T00:00:00.000Z", "statusUpdatedAt": time, "uptimeCount": 6, "uptimeCheckCount": 12,
        "apiBaseUrl": format!("https://{id}.example.org"), "authorName": "Lab Author", "tags": ["text"],
        "agentIdentifier": identifier(id), "paymentType": "Web3CardanoV1",
        "RegistrySource": { "policyId": POLICY, "url": null }, "Capability": null,
        "AgentPricing": { "pricingType": "Fixed", "FixedPricing": { "Amounts": [{ "amount": "2000000", "unit": "lovelace" }] } },
        "ExampleOutput": [], "metadataVersion": 1,
    })
}

/// What the registry does; changed by the test as it goes.
pub(crate) struct Script {
    /// Newest first.
    pub(crate) rows: Vec<Value>,
    /// Gives at most so many rows a page, whatever is asked for.
    pub(crate) page: usize,
    /// Whether it has `/registry-diff`.
    pub(crate) diff: bool,
    /// Fails for this network, and for no other.
    pub(crate) fails_for: Option<&'static str>,
    /// Answers this many lists, then fails.
    pub(crate) lists_before_failing: Option<usize>,
    /// After its last page comes its first one again.
    pub(crate) circle: bool,
    /// Is too busy, and asks to be left alone for so many seconds.
    pub(crate) busy: Option<u64>,
    /// Forgets this row after it was given, so that its cursor leads nowhere.
    pub(crate) forgets: Option<String>,
    /// What `/payment-information` answers instead of what it knows.
    pub(crate) information: Option<(u16, Value)>,
    /// Paths called, without the base.
    pub(crate) calls: Vec<&'static str>,
}

#[derive(Clone)]
pub(crate) struct Registry {
    script: Arc<Mutex<Script>>,
    /// Each list takes a permit, so that a test can hold the registry back.
    gate: Arc<Semaphore>,
    url: String,
}

impl Registry {
    pub(crate) async fn of(rows: Vec<Value>) -> Registry {
        let script = Script {
            rows,
            page: 50,
            diff: true,
            fails_for: None,
            lists_before_failing: None,
            circle: false,
            busy: None,
            forgets: None,
            information: None,
            calls: Vec::new(),
        };
        let mut registry = Registry {
            script: Arc::new(Mutex::new(script)),
            gate: Arc::new(Semaphore::new(Semaphore::MAX_PERMITS)),
            url: String::new(),
        };
        let routes = Router::new()
            .route("/api/v1/registry-entry", post(list))
            .route("/api/v1/registry-diff", post(diff))
            .route("/api/v1/payment-information", get(information))
            .with_state(registry.clone());
        registry.url = serve(routes).await;
        registry
    }

    pub(crate) fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().expect("no test panicked with it")
    }

    /// The calls since this was last asked.
    pub(crate) fn calls(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.script().calls)
    }

    /// Answers no list any more.
    pub(crate) fn hold(&self) {
        self.gate.forget_permits(Semaphore::MAX_PERMITS);
    }

    pub(crate) fn client(&self) -> RegistryClient {
        let base: ServiceBase = self.url.parse().expect("a loopback address");
        RegistryClient::new(NodeHttp::new(Service::Registry, base, Secret::new("key")).expect("a client"))
    }
}

/// An agent that answers each path with a status and a body.
pub(crate) async fn agent(answers: &[(&'static str, u16, &'static str)]) -> String {
    let answer = |status: u16, body: &'static str| {
        move || async move {
            (StatusCode::from_u16(status).expect("a status"), [("content-type", "application/json")], body)
        }
    };
    let routes = answers
        .iter()
        .fold(Router::new(), |routes, (path, status, body)| routes.route(path, get(answer(*status, body))));
    serve(routes).await
}

pub(crate) fn agents() -> AgentClient {
    AgentClient::new(AgentHttp::new(AgentReach::THIS_MACHINE).expect("a client"))
}

/// An address where nobody listens.
pub(crate) async fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

async fn serve(routes: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    url
}

fn entries(rows: &[Value]) -> Response {
    Json(json!({ "status": "success", "data": { "entries": rows } })).into_response()
}

fn error(status: u16, message: &str) -> Response {
    let status = StatusCode::from_u16(status).expect("a status");
    (status, Json(json!({ "status": "error", "error": { "message": message } }))).into_response()
}

async fn list(State(registry): State<Registry>, Json(body): Json<Value>) -> Response {
    registry.script().calls.push("registry-entry");
    registry.gate.acquire().await.expect("an open gate").forget();
    let mut script = registry.script();
    if let Some(seconds) = script.busy {
        let mut response = error(429, "Too many requests");
        response.headers_mut().insert("retry-after", seconds.into());
        return response;
    }
    if script.fails_for.is_some_and(|network| body["network"] == network) {
        return error(500, "Network not found");
    }
    match &mut script.lists_before_failing {
        Some(0) => return error(500, "Internal Server Error"),
        Some(left) => *left -= 1,
        None => {}
    }
    let statuses = body["filter"]["status"].as_array().cloned().unwrap_or_else(|| vec![json!("Online")]);
    let mut rows = script.rows.iter().filter(|row| statuses.contains(&row["status"]));
    let from: Vec<Value> = match body["cursorId"].as_str() {
        None => rows.cloned().collect(),
        Some(cursor) => rows.by_ref().skip_while(|row| row["id"] != cursor).cloned().collect(),
    };
    let limit = usize::try_from(body["limit"].as_u64().expect("a limit")).expect("a small limit");
    assert!((1..=50).contains(&limit));
    let again = script.rows.iter().filter(|_| script.circle).cloned();
    let page: Vec<Value> = from.into_iter().chain(again.collect::<Vec<_>>()).take(limit.min(script.page)).collect();
    if let Some(forgotten) = script.forgets.clone() {
        script.rows.retain(|row| row["id"] != forgotten.as_str());
    }
    entries(&page)
}

async fn diff(State(registry): State<Registry>, Json(body): Json<Value>) -> Response {
    let mut script = registry.script();
    script.calls.push("registry-diff");
    if !script.diff {
        return error(404, "Can not POST /api/v1/registry-diff");
    }
    let order =
        |row: &Value| (row["statusUpdatedAt"].as_str().map(str::to_owned), row["id"].as_str().map(str::to_owned));
    let since = body["statusUpdatedAfter"].as_str().expect("a time").to_owned();
    // Milliseconds as the service writes them, so that texts compare like times.
    let since = if since.contains('.') { since } else { since.replace('Z', ".000Z") };
    let cursor = body["cursorId"].as_str().unwrap_or_default().to_owned();
    let mut rows: Vec<Value> = script.rows.clone();
    rows.sort_by_key(order);
    let limit = usize::try_from(body["limit"].as_u64().expect("a limit")).expect("a small limit");
    let after = rows.into_iter().filter(|row| order(row) >= (Some(since.clone()), Some(cursor.clone())));
    entries(&after.take(limit.min(script.page)).collect::<Vec<_>>())
}

async fn information(State(registry): State<Registry>, Query(query): Query<HashMap<String, String>>) -> Response {
    let mut script = registry.script();
    script.calls.push("payment-information");
    if let Some((status, body)) = script.information.clone() {
        return (StatusCode::from_u16(status).expect("a status"), Json(body)).into_response();
    }
    match script.rows.iter().find(|row| row["agentIdentifier"] == query["agentIdentifier"].as_str()) {
        Some(row) => {
            let mut data = row.clone();
            data["sellerWallet"] = json!({ "address": "addr_test1qseller", "vkey": "9a800faff8fec71f03da4fa63e2eb6920487a4969d6a0e59ec1a4345" });
            Json(json!({ "status": "success", "data": data })).into_response()
        }
        None => error(404, "Payment information not found"),
    }
}
