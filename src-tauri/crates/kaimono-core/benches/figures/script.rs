//! The least that buys: three requests over plain connections, with no journal, no check and no state. What the engine's time
//! is held against.

use crate::{
    Outcome,
    network::{Address, SLUG},
};
use serde_json::{Value, json};
use std::{
    io::{Read, Write},
    net::TcpStream,
};

/// Starts a job, asks what the agent is, and pays what it wants.
pub(crate) fn buy(at: &Address) -> Outcome<()> {
    let nonce = masumi::identifiers::Nonce::random();
    let order = json!({"identifier_from_purchaser": nonce, "input_data": {"text": "Tides"}});
    let terms = ask("POST", &format!("{}/{SLUG}/start_job", at.agents_url), None, Some(&order))?;
    let place = format!("{}/payment-information?agentIdentifier={}", at.registry_url, at.agent);
    let information = ask("GET", &place, Some(&at.registry_key), None)?;
    let amounts = &information["data"]["AgentPricing"]["FixedPricing"]["Amounts"];
    let paid = json!({
        "blockchainIdentifier": terms["blockchainIdentifier"],
        "network": "Preprod",
        "inputHash": terms["input_hash"],
        "sellerVkey": terms["sellerVKey"],
        "agentIdentifier": at.agent,
        "Amounts": amounts,
        "paymentType": "Web3CardanoV1",
        "payByTime": text(&terms["payByTime"]),
        "submitResultTime": text(&terms["submitResultTime"]),
        "unlockTime": text(&terms["unlockTime"]),
        "externalDisputeUnlockTime": text(&terms["externalDisputeUnlockTime"]),
        "identifierFromPurchaser": nonce,
    });
    ask("POST", &format!("{}/purchase", at.node_url), Some(&at.node_key), Some(&paid)).map(drop)
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// One request over a connection of its own; HTTP/1.0, so that the answer comes in one piece.
fn ask(method: &str, url: &str, token: Option<&str>, body: Option<&Value>) -> Outcome<Value> {
    let rest = url.strip_prefix("http://").ok_or("not plain http")?;
    let (host, path) = rest.split_once('/').ok_or("no path")?;
    let body = body.map(Value::to_string).unwrap_or_default();
    let token = token.map(|token| format!("token: {token}\r\n")).unwrap_or_default();
    let mut stream = TcpStream::connect(host)?;
    stream.set_nodelay(true)?;
    let head = format!(
        "{method} /{path} HTTP/1.0\r\nhost: {host}\r\n{token}content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all((head + &body).as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
    if !head.split_whitespace().any(|word| word == "200") {
        return Err(format!("{method} {url}: {answer}").into());
    }
    serde_json::from_str(body).map_err(|error| format!("{method} {url}: {error}: {answer}").into())
}
