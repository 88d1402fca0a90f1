//! What goes wrong between wallet and chain is shown as real nodes show it, and no money is made or lost by it.

mod support;

use masumi::{
    moment::{HOUR, MINUTE},
    money::Money,
};
use masumi_sandbox::{KeyDraft, Mishap, Permission};
use serde_json::{Value, json};
use support::{Buyer, get, post, stopped};

const NONCE: &str = "54457a849f11e756a970";
const OTHER: &str = "54457a849f11e756a971";

/// `(onChainState, requestedAction, errorType, status of the transaction)`.
async fn shown(buyer: &Buyer, terms: &Value) -> [String; 4] {
    let row = buyer.purchase(terms).await;
    let action = &row["NextAction"];
    let told =
        [&row["onChainState"], &action["requestedAction"], &action["errorType"], &row["CurrentTransaction"]["status"]];
    told.map(|value| value.as_str().unwrap_or("null").to_owned())
}

async fn note(buyer: &Buyer, terms: &Value) -> String {
    buyer.purchase(terms).await["NextAction"]["errorNote"].as_str().unwrap_or_default().to_owned()
}

async fn subject(buyer: &Buyer, slug: &str, nonce: &str) -> Value {
    buyer.buy(slug, nonce, json!({"text": "bakeries"})).await
}

#[tokio::test]
async fn a_wallet_that_is_busy_lets_purchases_wait_in_the_queue() {
    let buyer = Buyer::new(stopped().await);
    buyer.sandbox.keep_wallets_busy(10 * MINUTE);
    let terms = subject(&buyer, "never-delivers", NONCE).await;
    buyer.sandbox.skip(9 * MINUTE);
    assert_eq!(shown(&buyer, &terms).await, ["null", "FundsLockingRequested", "null", "null"]);
    buyer.sandbox.skip(2 * MINUTE);
    assert_eq!(shown(&buyer, &terms).await, ["FundsLocked", "WaitingForExternalAction", "null", "Confirmed"]);
}

#[tokio::test]
async fn a_queue_that_outlasts_the_time_to_pay_moves_no_money() {
    let buyer = Buyer::new(stopped().await);
    let before = buyer.balance().await;
    buyer.sandbox.keep_wallets_busy(13 * HOUR);
    let terms = subject(&buyer, "never-delivers", NONCE).await;
    buyer.sandbox.skip(12 * HOUR + 6 * MINUTE);
    assert_eq!(shown(&buyer, &terms).await, ["FundsOrDatumInvalid", "WaitingForManualAction", "Unknown", "null"]);
    assert!(note(&buyer, &terms).await.contains("passed without on-chain lock"));
    buyer.sandbox.skip(24 * HOUR);
    assert_eq!((buyer.balance().await, buyer.sandbox.all_locks()), (before, 0));
}

#[tokio::test]
async fn an_empty_wallet_waits_for_a_hand_and_pays_after_a_top_up() {
    let buyer = Buyer::new(stopped().await);
    buyer.sandbox.empty_wallets();
    assert!(buyer.balance().await.is_empty());
    let terms = subject(&buyer, "never-delivers", NONCE).await;
    buyer.sandbox.skip(MINUTE);
    assert_eq!(shown(&buyer, &terms).await, ["null", "WaitingForManualAction", "InsufficientFunds", "null"]);
    let row = buyer.purchase(&terms).await;
    let mut body = json!({"network": "Preprod", "blockchainIdentifier": terms["blockchainIdentifier"], "updatedAt": row["updatedAt"]});
    let again = buyer.node("/purchase/error-state-recovery");
    let refused = post(&again, &buyer.key, &body).await.refusal();
    assert!(refused.1.starts_with("Purchase request is in its initial on-chain state"), "{refused:?}");
    buyer.sandbox.top_up();
    body["retryPreviousAction"] = json!(true);
    assert_eq!(post(&again, &buyer.key, &body).await.data()["NextAction"]["requestedAction"], "FundsLockingRequested");
    buyer.sandbox.skip(MINUTE);
    assert_eq!(shown(&buyer, &terms).await[0], "FundsLocked");
    assert_eq!(buyer.sandbox.all_locks(), 1);
}

#[tokio::test]
async fn a_late_lock_is_seen_when_the_seller_has_given_up() {
    let buyer = Buyer::new(stopped().await);
    let before = buyer.balance().await;
    buyer.sandbox.set_mishap(Some(Mishap::LateLock));
    let terms = subject(&buyer, "never-delivers", NONCE).await;
    let lucky = buyer.buy("summarizer", OTHER, json!({"text": "One."})).await;
    buyer.sandbox.skip(MINUTE);
    assert_eq!(shown(&buyer, &terms).await[..2], ["null", "FundsLockingRequested"]);
    assert_eq!(shown(&buyer, &lucky).await[0], "ResultSubmitted", "only one purchase is unlucky");
    buyer.sandbox.skip(12 * HOUR);
    assert_eq!(shown(&buyer, &terms).await, ["null", "FundsLockingInitiated", "null", "Pending"]);
    buyer.sandbox.skip(12 * MINUTE);
    assert_eq!(shown(&buyer, &terms).await, ["FundsLocked", "WaitingForExternalAction", "null", "Confirmed"]);
    // The agent never hears of it, and the money comes back.
    assert_eq!(buyer.status("never-delivers", &terms).await["status"], "awaiting_payment");
    buyer.sandbox.skip(24 * HOUR);
    assert_eq!(shown(&buyer, &terms).await[0], "RefundWithdrawn");
    assert_eq!(buyer.status("never-delivers", &terms).await["status"], "awaiting_payment");
    assert!(buyer.balance().await[""] < before[""]);
}

#[tokio::test]
async fn a_lock_that_does_not_fit_is_invalid_and_has_a_transaction() {
    let buyer = Buyer::new(stopped().await);
    buyer.sandbox.set_mishap(Some(Mishap::InvalidLock));
    let terms = subject(&buyer, "summarizer", NONCE).await;
    buyer.sandbox.skip(MINUTE);
    let invalid = ["FundsOrDatumInvalid", "WaitingForManualAction", "Unknown", "Confirmed"];
    assert_eq!(shown(&buyer, &terms).await, invalid);
    assert!(buyer.purchase(&terms).await["CurrentTransaction"]["txHash"].is_string());
    assert_eq!(buyer.status("summarizer", &terms).await["status"], "awaiting_payment");
    buyer.sandbox.skip(48 * HOUR);
    assert_eq!(shown(&buyer, &terms).await, invalid, "nothing happens by itself");
}

#[tokio::test]
async fn a_lock_that_timed_out_lands_all_the_same() {
    let buyer = Buyer::new(stopped().await);
    buyer.sandbox.set_mishap(Some(Mishap::TimesOut));
    let terms = subject(&buyer, "never-delivers", NONCE).await;
    buyer.sandbox.skip(MINUTE);
    assert_eq!(shown(&buyer, &terms).await, ["null", "FundsLockingInitiated", "null", "Pending"]);
    buyer.sandbox.skip(10 * MINUTE);
    assert_eq!(shown(&buyer, &terms).await, ["null", "WaitingForExternalAction", "Unknown", "FailedViaTimeout"]);
    assert_eq!(note(&buyer, &terms).await, "Timeout when waiting for transaction");
    // The wallet pays others meanwhile.
    let other = buyer.buy("summarizer", OTHER, json!({"text": "One."})).await;
    buyer.sandbox.skip(MINUTE);
    assert_eq!(shown(&buyer, &other).await[0], "ResultSubmitted");
    buyer.sandbox.skip(30 * MINUTE);
    assert_eq!(shown(&buyer, &terms).await, ["FundsLocked", "WaitingForExternalAction", "null", "Confirmed"]);
    assert_eq!(buyer.sandbox.locks(terms["blockchainIdentifier"].as_str().unwrap()), 1);
}

#[tokio::test]
async fn a_lock_that_was_rolled_back_comes_back_and_the_job_goes_on() {
    let buyer = Buyer::new(stopped().await);
    buyer.sandbox.set_mishap(Some(Mishap::RolledBack));
    let terms = buyer.buy("summarizer", NONCE, json!({"text": "One."})).await;
    buyer.sandbox.skip(MINUTE);
    assert_eq!(shown(&buyer, &terms).await, ["FundsLocked", "WaitingForManualAction", "Unknown", "RolledBack"]);
    assert!(note(&buyer, &terms).await.starts_with("Rolled back transaction detected"));
    let row = buyer.purchase(&terms).await;
    let again = json!({"network": "Preprod", "blockchainIdentifier": terms["blockchainIdentifier"], "updatedAt": row["updatedAt"], "retryPreviousAction": true});
    let refused = post(&buyer.node("/purchase/error-state-recovery"), &buyer.key, &again).await.refusal();
    assert_eq!(refused, (400, "The immediately preceding purchase action is not retryable.".to_owned()));
    buyer.sandbox.skip(6 * MINUTE);
    assert_eq!(shown(&buyer, &terms).await[..3], ["ResultSubmitted", "WaitingForExternalAction", "null"]);
    assert_eq!(buyer.sandbox.locks(terms["blockchainIdentifier"].as_str().unwrap()), 1);
}

#[tokio::test]
async fn a_limited_key_loses_its_whole_quota_with_the_first_purchase() {
    let buyer = Buyer::new(stopped().await);
    let credits = Some(vec![Money::lovelace(10_000_000)]);
    assert!(buyer.sandbox.limit_key("buyer", credits.clone()));
    let _summary = buyer.buy("summarizer", NONCE, json!({"text": "One."})).await;
    let status = get(&buyer.node("/api-key-status"), &buyer.key).await.data();
    assert_eq!((&status["usageLimited"], &status["RemainingUsageCredits"]), (&json!(true), &json!([])));
    let terms = buyer.start_job("summarizer", OTHER, json!({"text": "One."})).await.json();
    assert_eq!(buyer.pay(&terms).await.refusal(), (400, "Insufficient funds".to_owned()));
    assert!(buyer.sandbox.limit_key("buyer", None));
    buyer.pay(&terms).await.data();
    assert!(!buyer.sandbox.limit_key("nobody", credits));
    buyer.sandbox.issue_key(KeyDraft::new("reader", Permission::Read));
}

#[tokio::test]
async fn one_agent_keeps_its_result_and_another_never_proves_it() {
    let buyer = Buyer::new(stopped().await);
    let kept = subject(&buyer, "keeps-result", NONCE).await;
    let unproven = subject(&buyer, "never-proves", OTHER).await;
    buyer.sandbox.skip(HOUR);
    assert_eq!(shown(&buyer, &kept).await[0], "ResultSubmitted");
    let status = buyer.status("keeps-result", &kept).await;
    assert_eq!((&status["status"], &status["result"]), (&json!("running"), &Value::Null));
    assert_eq!(shown(&buyer, &unproven).await[0], "FundsLocked");
    let status = buyer.status("never-proves", &unproven).await;
    assert!(status["status"] == "completed" && status["result"].is_string(), "{status}");
    buyer.sandbox.skip(48 * HOUR);
    assert_eq!(shown(&buyer, &kept).await[0], "Withdrawn");
    assert_eq!(shown(&buyer, &unproven).await[0], "RefundWithdrawn");
}
