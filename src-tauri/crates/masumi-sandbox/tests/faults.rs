//! The switches: what the asker sees, and what happened meanwhile.

mod support;

use masumi_sandbox::{Config, Fault, Pace, Sandbox, Service};
use serde_json::json;
use support::{Buyer, get, send, stopped};

const NONCE: &str = "54457a849f11e756a970";

/// A job, and the body that pays for it.
async fn offer(buyer: &Buyer) -> (serde_json::Value, String) {
    let terms = buyer.start_job("summarizer", NONCE, json!({"text": "One."})).await.json();
    let body = Buyer::paying_body(&terms).to_string();
    (terms, body)
}

#[tokio::test]
async fn a_dropped_answer_has_had_its_effect_and_a_dropped_request_has_none() {
    let buyer = Buyer::new(stopped().await);
    let (terms, body) = offer(&buyer).await;
    let headers = [("token", buyer.key.as_str()), ("content-type", "application/json")];
    let url = buyer.node("/purchase");
    let faults = buyer.sandbox.faults();

    faults.set_times(Service::Node, "POST /purchase", Fault::drop(), 1);
    assert!(send("POST", &url, &headers, &body).await.is_none());
    assert_eq!(buyer.ask("/purchase/resolve-blockchain-identifier", &terms).await.status, 404);

    faults.set_times(Service::Node, "POST /purchase", Fault::drop().after_accepting(), 1);
    assert!(send("POST", &url, &headers, &body).await.is_none());
    assert_eq!(buyer.state(&terms).await.1, "FundsLockingRequested");

    let again = send("POST", &url, &headers, &body).await.unwrap();
    assert_eq!(again.refusal(), (409, "Purchase exists".to_owned()));
    assert_eq!(faults.requests(Service::Node, "POST /purchase"), 3);
    buyer.sandbox.skip(60_000);
    assert_eq!(buyer.sandbox.locks(terms["blockchainIdentifier"].as_str().unwrap()), 1);
}

#[tokio::test]
async fn answers_are_cut_replaced_and_refused_until_they_are_not() {
    let sandbox = stopped().await;
    let url = format!("{}/health", sandbox.node_url());
    let set = |fault: Fault| sandbox.faults().set(Service::Node, "GET /health", fault);
    set(Fault::cut());
    assert!(send("GET", &url, &[], "").await.is_none());
    set(Fault::html(502));
    let page = get(&url, "").await;
    assert_eq!((page.status, page.text.starts_with("<!doctype html>")), (502, true));
    set(Fault::status(500, "Internal Server Error"));
    assert_eq!(get(&url, "").await.refusal(), (500, "Internal Server Error".to_owned()));
    set(Fault::not_json());
    assert_eq!((get(&url, "").await.status, get(&url, "").await.text), (200, "upstream ok".to_owned()));
    set(Fault::slow(1));
    assert_eq!(get(&url, "").await.status, 200);
    sandbox.faults().clear_all();
    assert_eq!(get(&url, "").await.status, 200);
}

#[tokio::test]
async fn an_agent_can_be_struck_too() {
    let buyer = Buyer::new(stopped().await);
    buyer.sandbox.faults().set(Service::Agents, "GET /summarizer/status", Fault::status(404, "Job not found"));
    let terms = buyer.buy("summarizer", NONCE, json!({"text": "One."})).await;
    assert_eq!(buyer.status("summarizer", &terms).await["error"]["message"], "Job not found");
    buyer.sandbox.skip(60_000);
    assert_eq!(buyer.state(&terms).await.0, "ResultSubmitted", "the job goes on");
}

#[tokio::test]
async fn of_identical_purchases_at_once_one_is_taken_and_the_rest_fail() {
    let pace = Pace { checking_ms: 200, ..Pace::quick() };
    let buyer = Buyer::new(Sandbox::start(Config { pace, ..Config::default() }).await.unwrap());
    let (terms, body) = offer(&buyer).await;
    let (url, headers) =
        (buyer.node("/purchase"), [("token", buyer.key.as_str()), ("content-type", "application/json")]);
    let ask = || send("POST", &url, &headers, &body);
    let (one, two, three) = tokio::join!(ask(), ask(), ask());
    let mut statuses = [one, two, three].map(|answer| answer.unwrap().status);
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 500, 500]);
    assert_eq!(ask().await.unwrap().status, 409, "one that comes later is told");
    buyer.sandbox.skip(60_000);
    assert_eq!(buyer.sandbox.locks(terms["blockchainIdentifier"].as_str().unwrap()), 1);
}

#[tokio::test]
async fn a_request_can_be_struck_by_its_number_and_taken_in_when_nobody_waits_any_more() {
    let buyer = Buyer::new(stopped().await);
    let (terms, body) = offer(&buyer).await;
    let url = format!("{}/health", buyer.sandbox.node_url());
    buyer.sandbox.faults().set_nth(2, Fault::status(500, "Internal Server Error"));
    let statuses = [get(&url, "").await.status, get(&url, "").await.status, get(&url, "").await.status];
    assert_eq!(statuses, [200, 500, 200]);

    buyer.sandbox.faults().set_nth(1, Fault::late(300));
    let (address, headers) =
        (buyer.node("/purchase"), [("token", buyer.key.as_str()), ("content-type", "application/json")]);
    let (late, before) = tokio::join!(send("POST", &address, &headers, &body), async {
        while buyer.sandbox.faults().requests(Service::Node, "POST /purchase") == 0 {
            tokio::task::yield_now().await;
        }
        buyer.sandbox.has_purchase(terms["blockchainIdentifier"].as_str().unwrap())
    });
    assert_eq!((before, late.unwrap().status), (false, 200));
}
