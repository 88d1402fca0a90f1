//! Loopback services that answer what a test scripts, in envelopes recorded from the real ones.

use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

pub(crate) const NODE_KEY: &str = "node-key-3f9a1c";
pub(crate) const REGISTRY_KEY: &str = "registry-key-77b0de";
pub(crate) const ADDRESS: &str =
    "addr_test1qz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3jcu5d8ps7zex2k2xt3uqxgjqnnj83ws8lhrn648jjxtwq2ytjqp";

/// A scripted service; stops when the test ends.
#[derive(Clone)]
pub(crate) struct Service(Arc<Inner>);

struct Inner {
    base: Mutex<String>,
    key: Mutex<String>,
    answers: Mutex<BTreeMap<String, Scripted>>,
    calls: Mutex<Vec<Call>>,
    queries: Mutex<Vec<(String, String)>>,
    events: Mutex<BTreeMap<String, Arc<dyn Fn() + Send + Sync>>>,
}

#[derive(Clone)]
struct Scripted {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

/// A request that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) path: String,
    pub(crate) token: Option<String>,
    pub(crate) body: String,
}

impl Service {
    /// A Payment Service whose key may pay on Preprod, with both contracts.
    pub(crate) async fn node() -> Service {
        let service = Service::start(NODE_KEY).await;
        service.says("/health", json!({ "status": "ok" }));
        service.says("/api-key-status", node_key());
        service.says(
            "/payment-source",
            json!({ "PaymentSources": [source("1", "Web3CardanoV1"), source("2", "Web3CardanoV2")] }),
        );
        service.says("/purchase", json!({ "Purchases": [] }));
        service
    }

    /// A Registry Service with one agent.
    pub(crate) async fn registry() -> Service {
        let service = Service::start(REGISTRY_KEY).await;
        service.says("/health", json!({ "type": "masumi-registry", "version": "0.1.2" }));
        service.says(
            "/api-key-status",
            json!({ "id": "r1", "permission": "User", "usageLimited": false, "status": "Active" }),
        );
        service.says("/registry-entry", json!({ "entries": [entry()] }));
        service.says("/registry-entry-search", json!({ "entries": [entry()] }));
        service
    }

    /// An agent, which knows no keys.
    pub(crate) async fn agent() -> Service {
        Service::start("").await
    }

    async fn start(key: &str) -> Service {
        let inner = Inner {
            base: Mutex::default(),
            key: Mutex::new(key.to_owned()),
            answers: Mutex::default(),
            calls: Mutex::default(),
            queries: Mutex::default(),
            events: Mutex::default(),
        };
        let service = Service(Arc::new(inner));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        *service.0.base.lock().unwrap() = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(service.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        service
    }

    /// Its address, as a person would type it.
    pub(crate) fn url(&self) -> String {
        self.0.base.lock().unwrap().clone()
    }

    /// Answers that path with this data from now on; a path with its query, just that call.
    #[expect(clippy::needless_pass_by_value, reason = "reads better in tests")]
    pub(crate) fn says(&self, path: &str, data: Value) {
        self.sends(path, 200, &json!({ "status": "success", "data": data }).to_string());
    }

    /// Refuses that path with this status and these words from now on.
    pub(crate) fn refuses(&self, path: &str, status: u16, words: &str) {
        self.sends(path, status, &json!({ "status": "error", "error": { "message": words } }).to_string());
    }

    /// Answers that path with exactly this from now on.
    pub(crate) fn sends(&self, path: &str, status: u16, body: &str) {
        self.0
            .answers
            .lock()
            .unwrap()
            .insert(path.to_owned(), Scripted { status, headers: Vec::new(), body: body.to_owned() });
    }

    /// Redirects that path from now on.
    pub(crate) fn redirects(&self, path: &str, to: &str) {
        let headers = vec![("location", to.to_owned())];
        self.0.answers.lock().unwrap().insert(path.to_owned(), Scripted { status: 307, headers, body: String::new() });
    }

    /// Refuses that path from now on, and asks to be left alone for so many seconds.
    pub(crate) fn asks_for_rest(&self, path: &str, status: u16, seconds: u64) {
        let headers = vec![("retry-after", seconds.to_string())];
        let scripted = Scripted { status, headers, body: error("Too many requests") };
        self.0.answers.lock().unwrap().insert(path.to_owned(), scripted);
    }

    /// Lets something happen whenever that path is asked, before it is answered.
    pub(crate) fn when_asked(&self, path: &str, happens: impl Fn() + Send + Sync + 'static) {
        self.0.events.lock().unwrap().insert(path.to_owned(), Arc::new(happens));
    }

    /// Takes this key only, from now on.
    pub(crate) fn takes_key(&self, key: &str) {
        *self.0.key.lock().unwrap() = key.to_owned();
    }

    /// The queries of every request to that path so far, as they were written.
    pub(crate) fn queries(&self, path: &str) -> Vec<String> {
        let queries = self.0.queries.lock().unwrap();
        queries.iter().filter(|(asked, _)| asked == path).map(|(_, query)| query.clone()).collect()
    }

    /// Every request so far.
    pub(crate) fn calls(&self) -> Vec<Call> {
        self.0.calls.lock().unwrap().clone()
    }
}

async fn answer(State(service): State<Service>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches("/api/v1").to_owned();
    let token = request.headers().get("token").map(|token| token.to_str().unwrap().to_owned());
    let query = request.uri().query().unwrap_or_default().to_owned();
    let asked = format!("{path}?{query}");
    service.0.queries.lock().unwrap().push((path.clone(), query));
    let method = request.method().clone();
    let body = axum::body::to_bytes(request.into_body(), 10_000_000).await.unwrap();
    let body = String::from_utf8(body.to_vec()).unwrap();
    service.0.calls.lock().unwrap().push(Call { path: path.clone(), token: token.clone(), body });
    let happens = service.0.events.lock().unwrap().get(&path).cloned();
    if let Some(happens) = happens {
        happens();
    }
    let scripted = {
        let answers = service.0.answers.lock().unwrap();
        answers.get(&asked).or_else(|| answers.get(&path)).cloned()
    };
    let key = service.0.key.lock().unwrap().clone();
    let wrong_key = !key.is_empty() && token.as_ref() != Some(&key);
    let (status, headers, body) = match scripted {
        Some(scripted) if scripted.status < 300 && path != "/health" && wrong_key => {
            (401, Vec::new(), error("Unauthorized, invalid authentication token provided"))
        }
        Some(scripted) => (scripted.status, scripted.headers, scripted.body),
        None => (404, Vec::new(), error(&format!("Can not {method} /api/v1{path}"))),
    };
    let mut response = (StatusCode::from_u16(status).unwrap(), body).into_response();
    for (name, value) in headers {
        response.headers_mut().insert(name, value.parse().unwrap());
    }
    response
}

fn error(words: &str) -> String {
    json!({ "status": "error", "error": { "message": words } }).to_string()
}

/// `/api-key-status` of a key that may pay on Preprod, without limits.
pub(crate) fn node_key() -> Value {
    json!({
        "id": "k1", "token": "*****0000", "permission": "ReadAndPay", "canRead": true, "canPay": true, "canAdmin": false,
        "usageLimited": false, "NetworkLimit": ["Preprod"], "RemainingUsageCredits": [], "status": "Active"
    })
}

fn source(id: &str, kind: &str) -> Value {
    json!({
        "id": id, "network": "Preprod", "paymentSourceType": kind,
        "policyId": "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77",
        "smartContractAddress": "addr_test1wz7j4kmg2cs7yf92uat3ed4a3u97kr7axxr4avaz0lhwdsqukgwfm"
    })
}

fn entry() -> Value {
    json!({
        "id": "e1", "name": "Summarizer", "description": "Sums up", "status": "Online",
        "agentIdentifier": "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77aa",
        "apiBaseUrl": "https://agent.example", "tags": [], "uptimeCount": 1, "uptimeCheckCount": 1
    })
}

/// Runs a test of this crate as a user to whom files can be forbidden, who is not root. `true`: that was done, in another process;
/// `false`: this process is such a user's.
#[cfg(unix)]
pub(crate) fn ran_without_privileges(test: &str) -> bool {
    use std::{fs, os::unix::fs::PermissionsExt, os::unix::process::CommandExt, process::Command};
    const NOBODY: u32 = 65_534;
    let readable = |path: &std::path::Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let place = tempfile::tempdir().unwrap();
    let forbidden = place.path().join("forbidden");
    fs::write(&forbidden, "").unwrap();
    readable(&forbidden, 0o444);
    if fs::File::options().write(true).open(&forbidden).is_err() {
        return false;
    }
    // Where the tests were built may be forbidden to others.
    let program = place.path().join("tests");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    readable(&program, 0o755);
    readable(place.path(), 0o755);
    let mut command = Command::new(program);
    command.args([test, "--exact", "--nocapture"]).current_dir("/").env("HOME", "/").uid(NOBODY).gid(NOBODY);
    let ran = command.output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
    true
}
