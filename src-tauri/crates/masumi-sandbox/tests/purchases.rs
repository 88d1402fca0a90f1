//! Purchases from their start to their end, by plain HTTP.

mod support;

use masumi_client::{
    moment::{HOUR, MINUTE},
    proof::escaped_result_hash,
};
use serde_json::json;
use support::{Buyer, stopped};

const NONCE: &str = "54457a849f11e756a970";
const SECOND: i64 = 1_000;

#[tokio::test]
async fn a_summary_is_bought_delivered_and_paid_for() {
    let buyer = Buyer::new(stopped().await);
    let terms = buyer.buy("summarizer", NONCE, json!({"text": "One \"two\".\nThree four."})).await;
    assert_eq!(buyer.state(&terms).await, ("null".into(), "FundsLockingRequested".into()));
    assert_eq!(buyer.status("summarizer", &terms).await["status"], "awaiting_payment");

    buyer.sandbox.skip(10 * SECOND);
    assert_eq!(buyer.state(&terms).await, ("FundsLocked".into(), "WaitingForExternalAction".into()));
    let locked = buyer.purchase(&terms).await;
    assert_eq!(locked["SmartContractWallet"]["walletAddress"], json!(buyer.sandbox.purchasing_address()));
    assert_eq!(locked["collateralReturnLovelace"], "1719490");
    assert_eq!(locked["totalBuyerCardanoFees"].to_string(), "0.200569");

    buyer.sandbox.skip(30 * SECOND);
    let status = buyer.status("summarizer", &terms).await;
    let delivered = buyer.purchase(&terms).await;
    assert_eq!(
        (status["status"].as_str(), delivered["onChainState"].as_str()),
        (Some("completed"), Some("ResultSubmitted"))
    );
    let result = status["result"].as_str().unwrap();
    assert!(result.starts_with("# Summary"), "{result}");
    assert_eq!(delivered["resultHash"], json!(escaped_result_hash(NONCE, result)));

    buyer.sandbox.skip(31 * HOUR);
    assert_eq!(buyer.state(&terms).await, ("Withdrawn".into(), "None".into()));
    assert_eq!(buyer.sandbox.locks(terms["blockchainIdentifier"].as_str().unwrap()), 1);
}

#[tokio::test]
async fn what_is_never_delivered_comes_back_by_itself() {
    let buyer = Buyer::new(stopped().await);
    let terms = buyer.buy("never-delivers", NONCE, json!({"text": "bakeries"})).await;
    buyer.sandbox.skip(MINUTE);
    assert_eq!(buyer.state(&terms).await.0, "FundsLocked");
    assert_eq!(buyer.status("never-delivers", &terms).await["status"], "running");
    buyer.sandbox.skip_to_next_deadline().unwrap();
    assert_eq!(buyer.state(&terms).await, ("RefundWithdrawn".into(), "None".into()));
}
