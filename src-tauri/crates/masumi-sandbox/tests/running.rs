//! With its clock running, the sandbox gets on without anybody skipping.

mod support;

use masumi_sandbox::{Config, Pace, Sandbox};
use serde_json::json;
use std::time::Duration;
use support::Buyer;

#[tokio::test]
async fn a_quick_sandbox_delivers_by_itself() {
    let sandbox = Sandbox::start(Config { pace: Pace::quick(), ..Config::default() }).await.unwrap();
    let buyer = Buyer::new(sandbox);
    let terms = buyer.buy("summarizer", "54457a849f11e756a970", json!({"text": "One."})).await;
    let delivered = async {
        while buyer.state(&terms).await.0 != "ResultSubmitted" {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), delivered).await.unwrap();
}
