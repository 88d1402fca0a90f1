//! Plain HTTP over a socket: what the sandbox says is looked at without any of Kaimono's own clients in between.

#![allow(dead_code, reason = "each test binary uses its own part of this")]
#![allow(clippy::unwrap_used, reason = "a test that cannot talk to the sandbox has failed")]

use masumi::{moment::Moment, node::Generation};
use masumi_sandbox::{Config, Pace, Sandbox, TimeSource};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// A Sunday in November 2026.
pub(crate) const NOON: Moment = Moment(1_795_327_041_698);

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    pub(crate) fn data(&self) -> Value {
        let body = self.json();
        assert_eq!((self.status, &body["status"]), (200, &json!("success")), "{}", self.text);
        body["data"].clone()
    }

    /// Status and message of a refusal.
    pub(crate) fn refusal(&self) -> (u16, String) {
        (self.status, self.json()["error"]["message"].as_str().unwrap_or_default().to_owned())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A sandbox whose clock stands still until it is moved.
pub(crate) async fn stopped() -> Sandbox {
    start(None).await
}

/// The same, keeping its state in a directory.
pub(crate) async fn kept_in(directory: &Path) -> Sandbox {
    start(Some(directory.to_owned())).await
}

async fn start(directory: Option<PathBuf>) -> Sandbox {
    let pace = Pace { refused_login_ms: 0, ..Pace::default() };
    Sandbox::start(Config { directory, pace, time: TimeSource::Stopped(NOON), ..Config::default() }).await.unwrap()
}

/// One request; `None` when the connection was closed without a whole answer.
pub(crate) async fn send(method: &str, url: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Option<Answer> {
    let body = body.as_ref();
    let rest = url.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let mut request = format!("{method} /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    stream.write_all(&[request.as_bytes(), body].concat()).await.unwrap();
    let mut raw = Vec::new();
    let _ = stream.read_to_end(&mut raw).await;
    let raw = String::from_utf8(raw).unwrap();
    let (head, text) = raw.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let status = lines.next()?.split_whitespace().nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let answer = Answer { status, headers, text: text.to_owned() };
    let promised = answer.header("content-length").and_then(|length| length.parse::<usize>().ok());
    promised.is_none_or(|length| length == answer.text.len()).then_some(answer)
}

pub(crate) async fn get(url: &str, token: &str) -> Answer {
    send("GET", url, &[("token", token)], "").await.unwrap()
}

pub(crate) async fn post(url: &str, token: &str, body: &Value) -> Answer {
    let headers = [("token", token), ("content-type", "application/json")];
    send("POST", url, &headers, body.to_string()).await.unwrap()
}

/// The ids of a list, in its order.
pub(crate) fn ids(data: &Value, list: &str) -> Vec<String> {
    data[list].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

/// A buyer with a node key, doing by hand what Kaimono does.
pub(crate) struct Buyer {
    pub(crate) sandbox: Sandbox,
    pub(crate) registry_key: String,
    pub(crate) key: String,
}

impl Buyer {
    pub(crate) fn new(sandbox: Sandbox) -> Buyer {
        let (registry_key, key) = sandbox.issue_keys();
        Buyer { sandbox, registry_key, key }
    }

    pub(crate) fn node(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.node_url())
    }

    pub(crate) fn agent(&self, slug: &str, path: &str) -> String {
        format!("{}/{slug}{path}", self.sandbox.agents_url())
    }

    pub(crate) async fn start_job(&self, slug: &str, nonce: &str, answers: Value) -> Answer {
        post(&self.agent(slug, "/start_job"), "", &json!({"identifier_from_purchaser": nonce, "input_data": answers}))
            .await
    }

    /// The body of `POST /purchase` for these terms.
    pub(crate) fn paying_body(terms: &Value) -> Value {
        let time = |name: &str| match &terms[name] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let mut body = json!({
            "network": "Preprod",
            "blockchainIdentifier": terms["blockchainIdentifier"],
            "inputHash": terms.get("input_hash").or(terms.get("inputHash")),
            "sellerVkey": terms.get("sellerVKey").or(terms.get("sellerVkey")),
            "agentIdentifier": terms["agentIdentifier"],
            "payByTime": time("payByTime"),
            "submitResultTime": time("submitResultTime"),
            "unlockTime": time("unlockTime"),
            "externalDisputeUnlockTime": time("externalDisputeUnlockTime"),
            "identifierFromPurchaser": terms["identifierFromPurchaser"],
        });
        for (from, to) in [
            ("amounts", "Amounts"),
            ("supportedPaymentSourceIndex", "supportedPaymentSourceIndex"),
            ("sellerReturnAddress", "sellerReturnAddress"),
        ] {
            if let Some(value) = terms.get(from).filter(|value| !value.is_null()) {
                body[to] = value.clone();
            }
        }
        body
    }

    pub(crate) async fn pay(&self, terms: &Value) -> Answer {
        post(&self.node("/purchase"), &self.key, &Buyer::paying_body(terms)).await
    }

    /// Starts a job and pays for it. Returns its terms.
    pub(crate) async fn buy(&self, slug: &str, nonce: &str, answers: Value) -> Value {
        let terms = self.start_job(slug, nonce, answers).await;
        assert_eq!(terms.status, 200, "{}", terms.text);
        self.pay(&terms.json()).await.data();
        terms.json()
    }

    pub(crate) async fn purchase(&self, terms: &Value) -> Value {
        let body = json!({"network": "Preprod", "blockchainIdentifier": terms["blockchainIdentifier"]});
        post(&self.node("/purchase/resolve-blockchain-identifier"), &self.key, &body).await.data()
    }

    /// Where the money is, and what the node does.
    pub(crate) async fn state(&self, terms: &Value) -> (String, String) {
        let purchase = self.purchase(terms).await;
        let word = |value: &Value| value.as_str().unwrap_or("null").to_owned();
        (word(&purchase["onChainState"]), word(&purchase["NextAction"]["requestedAction"]))
    }

    /// What the purchasing wallet for V1 holds, by unit; ADA under `""`.
    pub(crate) async fn balance(&self) -> BTreeMap<String, u64> {
        self.holds(Generation::V1).await
    }

    /// What the purchasing wallet for a contract holds, by unit; ADA under `""`.
    pub(crate) async fn holds(&self, generation: Generation) -> BTreeMap<String, u64> {
        let address = self.sandbox.purchasing_address(generation);
        let answer = get(&self.node(&format!("/balance?network=Preprod&address={address}")), &self.key).await.data();
        let unit = |entry: &Value| entry["unit"].as_str().unwrap().replace("lovelace", "");
        let entries = answer["Balance"].as_array().unwrap();
        entries.iter().map(|entry| (unit(entry), entry["quantity"].as_u64().unwrap())).collect()
    }

    pub(crate) async fn ask(&self, path: &str, terms: &Value) -> Answer {
        let body = json!({"network": "Preprod", "blockchainIdentifier": terms["blockchainIdentifier"]});
        post(&self.node(path), &self.key, &body).await
    }

    pub(crate) async fn status(&self, slug: &str, terms: &Value) -> Value {
        let id = terms.get("id").or(terms.get("job_id")).and_then(Value::as_str).unwrap();
        get(&self.agent(slug, &format!("/status?job_id={id}")), "").await.json()
    }
}
