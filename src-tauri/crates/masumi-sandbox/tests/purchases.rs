//! Purchases from their start to their end, by plain HTTP.

mod support;

use masumi::{
    moment::{HOUR, MINUTE},
    money::{Money, TUSDM},
    node::Generation,
    proof::escaped_result_hash,
};
use masumi_sandbox::{KeyDraft, Permission, Price, Registration};
use serde_json::{Value, json};
use support::{Buyer, NOON, get, post, stopped};

const NONCE: &str = "54457a849f11e756a970";
const OTHER: &str = "54457a849f11e756a971";
const SECOND: i64 = 1_000;

fn states(state: &str, action: &str) -> (String, String) {
    (state.to_owned(), action.to_owned())
}

#[tokio::test]
async fn a_summary_is_bought_delivered_and_paid_for() {
    let buyer = Buyer::new(stopped().await);
    let terms = buyer.buy("summarizer", NONCE, json!({"text": "One \"two\".\nThree four."})).await;
    assert_eq!(buyer.state(&terms).await, states("null", "FundsLockingRequested"));
    assert_eq!(buyer.status("summarizer", &terms).await["status"], "awaiting_payment");

    buyer.sandbox.skip(10 * SECOND);
    assert_eq!(buyer.state(&terms).await, states("FundsLocked", "WaitingForExternalAction"));
    let locked = buyer.purchase(&terms).await;
    assert_eq!(locked["SmartContractWallet"]["walletAddress"], json!(buyer.sandbox.purchasing_address(Generation::V1)));
    assert_eq!(locked["collateralReturnLovelace"], "1719490");
    assert_eq!(locked["totalBuyerCardanoFees"].to_string(), "0.200569");

    buyer.sandbox.skip(30 * SECOND);
    let status = buyer.status("summarizer", &terms).await;
    let delivered = buyer.purchase(&terms).await;
    assert_eq!((&status["status"], &delivered["onChainState"]), (&json!("completed"), &json!("ResultSubmitted")));
    let result = status["result"].as_str().unwrap();
    assert!(result.starts_with("# Summary"), "{result}");
    assert_eq!(delivered["resultHash"], json!(escaped_result_hash(&NONCE.parse().unwrap(), result)));

    buyer.sandbox.skip(31 * HOUR);
    assert_eq!(buyer.state(&terms).await, states("Withdrawn", "None"));
    assert_eq!(buyer.sandbox.locks(terms["blockchainIdentifier"].as_str().unwrap()), 1);
}

#[tokio::test]
async fn what_is_never_delivered_comes_back_by_itself() {
    let buyer = Buyer::new(stopped().await);
    let before = buyer.balance().await;
    let terms = buyer.buy("never-delivers", NONCE, json!({"text": "bakeries"})).await;
    buyer.sandbox.skip(MINUTE);
    assert_eq!(buyer.state(&terms).await.0, "FundsLocked");
    assert_eq!(buyer.status("never-delivers", &terms).await["status"], "running");
    // Ten minutes after the deadline, not before.
    buyer.sandbox.skip(24 * HOUR + 8 * MINUTE);
    assert_eq!(buyer.state(&terms).await, states("FundsLocked", "WaitingForExternalAction"));
    buyer.sandbox.skip(2 * MINUTE);
    assert_eq!(buyer.state(&terms).await, states("RefundWithdrawn", "None"));
    let fees = 200_569 + 534_345;
    assert_eq!(buyer.balance().await[""], before[""] - fees);
}

#[tokio::test]
async fn skipping_to_the_next_deadline_shows_what_follows_from_it() {
    let buyer = Buyer::new(stopped().await);
    assert_eq!(buyer.sandbox.skip_to_next_deadline(), None);
    let lost = buyer.buy("never-delivers", NONCE, json!({"text": "bakeries"})).await;
    let good = buyer.buy("summarizer", OTHER, json!({"text": "One."})).await;
    buyer.sandbox.skip(MINUTE);
    assert_eq!(buyer.sandbox.skip_to_next_deadline(), Some(NOON.plus(24 * HOUR + 10 * MINUTE)));
    assert_eq!(buyer.state(&lost).await.0, "RefundWithdrawn");
    assert_eq!(buyer.state(&good).await.0, "ResultSubmitted");
    assert_eq!(buyer.sandbox.skip_to_next_deadline(), Some(NOON.plus(30 * HOUR + 10 * MINUTE)));
    assert_eq!(buyer.state(&good).await.0, "Withdrawn");
    assert_eq!(buyer.sandbox.skip_to_next_deadline(), None);
}

#[tokio::test]
async fn a_refund_request_is_taken_back_only_after_the_cooldown() {
    let buyer = Buyer::new(stopped().await);
    let terms = buyer.buy("never-delivers", NONCE, json!({"text": "bakeries"})).await;
    buyer.sandbox.skip(MINUTE);
    assert_eq!(buyer.ask("/purchase/request-refund", &terms).await.status, 200);
    assert_eq!(buyer.state(&terms).await, states("FundsLocked", "SetRefundRequestedRequested"));
    buyer.sandbox.skip(20 * SECOND);
    assert_eq!(buyer.state(&terms).await, states("RefundRequested", "WaitingForExternalAction"));
    let cooldown = buyer.purchase(&terms).await["cooldownTime"].as_i64().unwrap();
    assert!((16 * MINUTE..18 * MINUTE).contains(&(cooldown - buyer.sandbox.now().0)), "{cooldown}");

    assert_eq!(buyer.ask("/purchase/cancel-refund-request", &terms).await.status, 200);
    buyer.sandbox.skip(20 * MINUTE);
    assert_eq!(buyer.state(&terms).await, states("RefundRequested", "UnSetRefundRequestedRequested"));
    buyer.sandbox.skip_to_next_deadline().unwrap();
    assert_eq!(buyer.state(&terms).await, states("FundsLocked", "WaitingForExternalAction"));
}

#[tokio::test]
async fn a_refund_request_that_comes_too_late_stays_in_the_queue() {
    let buyer = Buyer::new(stopped().await);
    let terms = buyer.buy("summarizer", NONCE, json!({"text": "One."})).await;
    buyer.sandbox.skip(30 * HOUR - 2 * MINUTE);
    assert_eq!(buyer.ask("/purchase/request-refund", &terms).await.status, 200);
    buyer.sandbox.skip(HOUR);
    assert_eq!(buyer.state(&terms).await.0, "Withdrawn");
}

#[tokio::test]
async fn a_v2_dispute_ends_when_the_buyer_releases_the_payment() {
    let buyer = Buyer::new(stopped().await);
    let terms = buyer.buy("analyst", NONCE, json!({"question": "Shall we go?"})).await;
    buyer.sandbox.skip(MINUTE);
    assert_eq!(buyer.state(&terms).await.0, "ResultSubmitted");
    assert_eq!(buyer.ask("/purchase/request-refund", &terms).await.status, 200);
    buyer.sandbox.skip(20 * SECOND);
    assert_eq!(buyer.state(&terms).await.0, "Disputed");
    assert_eq!(buyer.ask("/purchase/request-refund", &terms).await.status, 404);
    assert_eq!(buyer.ask("/purchase/cancel-refund-request", &terms).await.status, 200);
    assert_eq!(buyer.state(&terms).await.1, "AuthorizeWithdrawalRequested");
    buyer.sandbox.skip(25 * MINUTE);
    assert_eq!(buyer.state(&terms).await, states("Withdrawn", "None"));
}

#[tokio::test]
async fn a_v2_seller_that_failed_lets_the_money_go_at_once() {
    let buyer = Buyer::new(stopped().await);
    let terms = buyer.buy("sketcher", NONCE, json!({"text": "a cat"})).await;
    buyer.sandbox.skip(2 * MINUTE);
    assert_eq!(buyer.status("sketcher", &terms).await["status"], "failed");
    assert_eq!(buyer.state(&terms).await, states("RefundWithdrawn", "None"));
    assert_eq!(buyer.purchase(&terms).await["resultHash"], "", "wiped");
}

#[tokio::test]
async fn the_admins_decide_a_dispute_after_its_time() {
    let buyer = Buyer::new(stopped().await);
    let terms = buyer.buy("summarizer", NONCE, json!({"text": "One."})).await;
    buyer.sandbox.skip(MINUTE);
    buyer.ask("/purchase/request-refund", &terms).await;
    buyer.sandbox.skip(MINUTE);
    let identifier = terms["blockchainIdentifier"].as_str().unwrap();
    assert!(!buyer.sandbox.decide_dispute(identifier, 400), "before its time");
    buyer.sandbox.skip(36 * HOUR);
    assert!(buyer.sandbox.decide_dispute(identifier, 400));
    buyer.sandbox.skip(MINUTE);
    let decided = buyer.purchase(&terms).await;
    assert_eq!(decided["onChainState"], "DisputedWithdrawn");
    assert_eq!(decided["WithdrawnForBuyer"], json!([{"amount": "1000000", "unit": ""}]));
    assert_eq!(decided["WithdrawnForSeller"], json!([{"amount": "1500000", "unit": ""}]));
}

#[tokio::test]
async fn purchases_of_one_batch_share_a_transaction_that_a_refund_overwrites() {
    let buyer = Buyer::new(stopped().await);
    let lost = buyer.buy("never-delivers", NONCE, json!({"text": "bakeries"})).await;
    let good = buyer.buy("summarizer", OTHER, json!({"text": "One."})).await;
    buyer.sandbox.skip(10 * SECOND);
    let (one, other) = (buyer.purchase(&lost).await, buyer.purchase(&good).await);
    assert_eq!(one["CurrentTransaction"]["txHash"], other["CurrentTransaction"]["txHash"]);
    assert_eq!(one["CurrentTransaction"]["fees"], "230137");
    buyer.sandbox.skip(25 * HOUR);
    let body =
        json!({"network": "Preprod", "blockchainIdentifier": good["blockchainIdentifier"], "includeHistory": "true"});
    let history = post(&buyer.node("/purchase/resolve-blockchain-identifier"), &buyer.key, &body).await.data();
    let first = &history["TransactionHistory"][0];
    assert_ne!(first["txHash"], other["CurrentTransaction"]["txHash"], "the hash of its lock is gone");
    assert_eq!(first["newOnChainState"], "RefundWithdrawn");
}

#[tokio::test]
async fn without_money_a_purchase_waits_for_a_top_up() {
    let buyer = Buyer::new(stopped().await);
    let long = json!({"text": "word ".repeat(3_500), "language": [0]}); // 175 ADA
    let first = buyer.buy("translator", NONCE, long.clone()).await;
    let second = buyer.buy("translator", OTHER, long).await;
    buyer.sandbox.skip(MINUTE);
    assert_eq!(buyer.state(&first).await.0, "ResultSubmitted");
    let stuck = buyer.purchase(&second).await;
    let expected = json!({
        "requestedAction": "WaitingForManualAction",
        "errorType": "InsufficientFunds",
        "errorNote": "Not enough funds in wallets",
    });
    assert_eq!(stuck["NextAction"], expected);

    buyer.sandbox.top_up();
    let mut body = json!({
        "network": "Preprod",
        "blockchainIdentifier": second["blockchainIdentifier"],
        "updatedAt": "2026-11-22T05:00:00.000Z",
        "retryPreviousAction": true,
    });
    let url = buyer.node("/purchase/error-state-recovery");
    let stale = "Purchase request not found with the provided blockchain identifier or it was changed";
    assert_eq!(post(&url, &buyer.key, &body).await.refusal(), (404, stale.to_owned()));
    body["updatedAt"] = stuck["updatedAt"].clone();
    assert_eq!(post(&url, &buyer.key, &body).await.data()["NextAction"]["requestedAction"], "FundsLockingRequested");
    buyer.sandbox.skip(MINUTE);
    assert_eq!(buyer.state(&second).await.0, "ResultSubmitted");
    assert_eq!(buyer.sandbox.locks(second["blockchainIdentifier"].as_str().unwrap()), 1);
}

#[tokio::test]
async fn a_purchase_that_is_never_locked_is_given_up_and_costs_nothing() {
    let buyer = Buyer::new(stopped().await);
    let poor = json!({"text": "a ".repeat(5_001), "language": [0]}); // above 250 ADA
    let terms = buyer.buy("translator", NONCE, poor).await;
    let before = buyer.balance().await;
    buyer.sandbox.skip(2 * HOUR + 6 * MINUTE);
    let given_up = buyer.purchase(&terms).await;
    assert_eq!(given_up["onChainState"], "FundsOrDatumInvalid");
    assert_eq!(given_up["CurrentTransaction"], Value::Null);
    let note = given_up["NextAction"]["errorNote"].as_str().unwrap();
    assert!(note.ends_with("passed without on-chain lock; no FundsLocked tx observed within 300s grace."), "{note}");
    assert_eq!(buyer.balance().await, before);
}

#[tokio::test]
async fn an_authorized_refund_of_a_v1_dispute_is_never_paid_out() {
    let buyer = Buyer::new(stopped().await);
    let admin = buyer.sandbox.issue_key(KeyDraft::new("admin", Permission::Admin));
    let terms = buyer.buy("summarizer", NONCE, json!({"text": "One."})).await;
    buyer.sandbox.skip(MINUTE);
    buyer.ask("/purchase/request-refund", &terms).await;
    buyer.sandbox.skip(MINUTE);
    let body = json!({"network": "Preprod", "blockchainIdentifier": terms["blockchainIdentifier"]});
    let url = buyer.node("/payment/authorize-refund");
    assert_eq!(post(&url, &buyer.key, &body).await.status, 403);
    assert_eq!(post(&url, &admin, &body).await.status, 200);
    buyer.sandbox.skip(30 * MINUTE);
    assert_eq!(buyer.state(&terms).await.0, "RefundRequested");
    buyer.sandbox.skip(72 * HOUR);
    assert_eq!(buyer.state(&terms).await, states("RefundRequested", "WaitingForExternalAction"));
}

#[tokio::test]
async fn a_token_price_takes_tokens_and_lends_ada() {
    let buyer = Buyer::new(stopped().await);
    let answers = json!({"market": "cargo bikes", "region": [0], "figures": true});
    let terms = buyer.buy("market-brief", NONCE, answers).await;
    buyer.sandbox.skip(MINUTE);
    let held = buyer.balance().await;
    assert_eq!(held[TUSDM], 500_000_000 - 3_500_000);
    assert_eq!(held[""], 250_000_000 - 4_434_990 - 200_569);
    buyer.sandbox.skip(31 * HOUR);
    assert_eq!(buyer.state(&terms).await.0, "Withdrawn");
    assert_eq!(buyer.balance().await[""], 250_000_000 - 200_569, "the ADA beside the price came back");
}

#[tokio::test]
async fn a_purchase_is_paid_from_the_wallet_of_its_contract_and_comes_back_there() {
    let buyer = Buyer::new(stopped().await);
    let (v1, v2) = (buyer.holds(Generation::V1).await, buyer.holds(Generation::V2).await);
    assert_ne!(buyer.sandbox.purchasing_address(Generation::V1), buyer.sandbox.purchasing_address(Generation::V2));
    let terms = buyer.buy("sketcher", NONCE, json!({"text": "a lighthouse"})).await;
    buyer.sandbox.skip(10 * SECOND);
    let row = buyer.purchase(&terms).await;
    assert_eq!(row["SmartContractWallet"]["walletAddress"], json!(buyer.sandbox.purchasing_address(Generation::V2)));
    assert_eq!(buyer.holds(Generation::V1).await, v1);
    assert!(buyer.holds(Generation::V2).await[""] < v2[""] - 1_900_000);
    buyer.sandbox.skip(2 * MINUTE);
    assert_eq!(buyer.state(&terms).await.0, "RefundWithdrawn");
    assert!(buyer.holds(Generation::V2).await[""] > v2[""] - 1_000_000);

    // What the other wallet holds does not help.
    buyer.sandbox.empty_wallet(Generation::V2);
    let terms = buyer.buy("sketcher", OTHER, json!({"text": "a lighthouse"})).await;
    buyer.sandbox.skip(MINUTE);
    assert_eq!(buyer.purchase(&terms).await["NextAction"]["errorType"], "InsufficientFunds");
    assert_eq!(buyer.holds(Generation::V1).await, v1);
}

#[tokio::test]
async fn the_wallets_address_is_learnt_from_the_first_lock() {
    let buyer = Buyer::new(stopped().await);
    assert_eq!(get(&buyer.node("/wallet/list"), &buyer.key).await.status, 401);
    let terms = buyer.buy("summarizer", NONCE, json!({"text": "One."})).await;
    assert_eq!(buyer.purchase(&terms).await["SmartContractWallet"], Value::Null);
    buyer.sandbox.skip(MINUTE);
    let address = buyer.purchase(&terms).await["SmartContractWallet"]["walletAddress"].clone();
    assert_eq!(address, json!(buyer.sandbox.purchasing_address(Generation::V1)));
}

#[tokio::test]
async fn a_question_is_answered_and_the_answer_is_in_the_result() {
    let buyer = Buyer::new(stopped().await);
    let contract = json!({"contract": "The buyer pays a penalty of one house. It ends."});
    let terms = buyer.buy("contract-reviewer", NONCE, contract).await;
    buyer.sandbox.skip(HOUR);
    let asking = buyer.status("contract-reviewer", &terms).await;
    assert_eq!(asking["status"], "awaiting_input");
    let clause = &asking["input_schema"]["input_data"][0]["data"]["description"];
    assert_eq!(clause, "The buyer pays a penalty of one house.");
    assert_eq!(buyer.state(&terms).await.0, "FundsLocked", "it waits");

    let answer = json!({"job_id": terms["id"], "input_data": {"approve": false, "comment": "too dear"}});
    let taken = post(&buyer.agent("contract-reviewer", "/provide_input"), "", &answer).await;
    assert_eq!((taken.status, &taken.json()["signature"]), (200, &json!("")));
    buyer.sandbox.skip(MINUTE);
    let done = buyer.status("contract-reviewer", &terms).await;
    let result = done["result"].as_str().unwrap();
    assert!(result.contains("**do not accept**") && result.contains("> too dear"), "{result}");
    assert_eq!(buyer.state(&terms).await.0, "ResultSubmitted");
}

#[tokio::test]
async fn an_agent_that_runs_elsewhere_sells_through_the_node() {
    let buyer = Buyer::new(stopped().await);
    let seller = buyer.sandbox.issue_key(KeyDraft::new("seller", Permission::ReadAndPay));
    let registered = buyer.sandbox.register(Registration {
        name: "Mine".to_owned(),
        description: "An agent of somebody's own.".to_owned(),
        api_base_url: "http://127.0.0.1:8080/".to_owned(),
        price: Price::Fixed(vec![Money::lovelace(2_000_000)]),
        tags: vec!["mine".to_owned()],
    });
    let search = json!({"network": "Preprod", "query": "somebody's own"});
    let url = format!("{}/registry-entry-search", buyer.sandbox.registry_url());
    let found = post(&url, &buyer.registry_key, &search).await.data()["entries"][0].clone();
    assert_eq!(found["agentIdentifier"], json!(registered.agent_identifier));
    assert_eq!(found["apiBaseUrl"], "http://127.0.0.1:8080");

    let hash = "ab".repeat(32);
    let offer = json!({"network": "Preprod", "agentIdentifier": registered.agent_identifier, "inputHash": hash,
        "identifierFromPurchaser": NONCE, "paymentType": "Web3CardanoV1"});
    let mut terms = post(&buyer.node("/payment/"), &seller, &offer).await.data();
    terms["input_hash"] = terms["inputHash"].clone();
    terms["sellerVKey"] = json!(registered.seller_vkey);
    terms["identifierFromPurchaser"] = json!(NONCE);
    terms.as_object_mut().unwrap().remove("sellerReturnAddress");
    buyer.pay(&terms).await.data();
    let result =
        json!({"network": "Preprod", "blockchainIdentifier": terms["blockchainIdentifier"], "submitResultHash": hash});
    let submit = buyer.node("/payment/submit-result");
    assert_eq!(post(&submit, &seller, &result).await.status, 404, "not paid yet");
    buyer.sandbox.skip(MINUTE);
    assert_eq!(post(&submit, &buyer.key, &result).await.status, 403, "not the seller's key");
    assert_eq!(post(&submit, &seller, &result).await.status, 200);
    buyer.sandbox.skip(MINUTE);
    assert_eq!(buyer.purchase(&terms).await["resultHash"], json!(hash));
}
