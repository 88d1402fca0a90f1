//! A click on the refund card: the row is read anew first, and what would mean something else than was confirmed is not asked.

use super::*;
use crate::error::Moved;
use crate::purchase::event::Event;
use masumi::node;

fn idle(state: &OnChainState, change: impl FnOnce(&mut Value)) -> Value {
    let mut row = wire("onChainState", json!(state));
    row["NextAction"] = json!({ "requestedAction": "WaitingForExternalAction" });
    row["nextActionOrOnChainStateOrResultLastChangedAt"] = json!("2026-11-22T12:00:01.000Z");
    row["CurrentTransaction"] = json!({ "txHash": "ab", "status": "Confirmed" });
    row["PaymentSource"] = json!({ "paymentSourceType": "Web3CardanoV1", "smartContractAddress": "addr_test1" });
    change(&mut row);
    row
}

/// A purchase in escrow, with nothing delivered.
async fn in_escrow(purchases: &Purchases) -> Service {
    let node = connected(purchases).await;
    purchases.engine().take_row(node::Purchase::from_json(&idle(&OnChainState::FundsLocked, |_| ())).unwrap()).unwrap();
    node
}

fn asked_for(node: &Service) -> usize {
    node.calls().iter().filter(|call| call.path == "/purchase/request-refund").count()
}

const RESOLVE: &str = "/purchase/resolve-blockchain-identifier";

#[tokio::test]
async fn a_result_that_came_between_reading_and_clicking_makes_no_dispute_that_nobody_confirmed() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = in_escrow(&purchases).await;
    let card = purchases.view("one").unwrap().refund;
    assert_eq!((card.action, card.disabled), (Some(RefundAction::Request), None));
    node.says(RESOLVE, idle(&OnChainState::ResultSubmitted, |row| row["resultHash"] = json!("ab".repeat(32))));
    node.says("/purchase/request-refund", wire("id", json!("row-1")));
    let refused = purchases.refund("one", &card.id, None).await.unwrap_err();
    assert_eq!((refused.code, refused.quote.as_str(), asked_for(&node)), (Code::RefundChanged, "ResultSubmitted", 0));
    let card = purchases.view("one").unwrap().refund;
    assert_eq!(card.action, Some(RefundAction::Dispute), "it is shown what a click means now");
    purchases.refund("one", &card.id, None).await.unwrap();
    assert_eq!(asked_for(&node), 1);
}

#[tokio::test]
async fn another_result_than_the_one_that_was_disputed_is_another_dispute() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = in_escrow(&purchases).await;
    let proven = |hash: &str| idle(&OnChainState::ResultSubmitted, |row| row["resultHash"] = json!(hash.repeat(32)));
    node.says(RESOLVE, proven("ab"));
    purchases.engine().take_row(node::Purchase::from_json(&proven("ab")).unwrap()).unwrap();
    let card = purchases.view("one").unwrap().refund;
    node.says(RESOLVE, proven("cd"));
    assert_eq!(purchases.refund("one", &card.id, None).await.unwrap_err().code, Code::RefundChanged);
    assert_eq!(asked_for(&node), 0);
}

#[tokio::test]
async fn a_request_that_did_not_go_out_says_so_and_nothing_of_money_that_moved() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = in_escrow(&purchases).await;
    let card = purchases.view("one").unwrap().refund;
    node.refuses(RESOLVE, 503, "Service Unavailable");
    let failure = purchases.refund("one", &card.id, None).await.unwrap_err();
    assert_eq!((failure.code, failure.moved, asked_for(&node)), (Code::ServiceFailed, Moved::No, 0));
    assert_eq!(purchases.view("one").unwrap().failure, None, "the purchase itself is as it was");

    node.says(RESOLVE, idle(&OnChainState::FundsLocked, |_| ()));
    node.refuses("/purchase/request-refund", 404, "Purchase not found or not in valid state");
    purchases.refund("one", &card.id, None).await.unwrap();
    let view = purchases.view("one").unwrap();
    let failed = view.refund.failed.unwrap();
    assert_eq!((failed.sent, failed.failure.moved, view.failure), (false, Moved::No, None));
    node.refuses("/purchase/request-refund", 502, "Bad Gateway");
    purchases.refund("one", &card.id, None).await.unwrap();
    assert!(purchases.view("one").unwrap().refund.failed.unwrap().sent, "it may have reached the node");
}

#[tokio::test]
async fn asked_and_taken_are_told_apart_after_a_restart() {
    let action = RefundAction::Request;
    for (asked, verdict, failed) in [(true, RefundVerdict::Requesting, false), (false, RefundVerdict::CanRequest, true)]
    {
        let directory = TempDir::new().unwrap();
        let purchases = open(&directory);
        in_escrow(&purchases).await;
        purchases.book().record("one", &asking(action)).unwrap();
        if asked {
            purchases.book().record("one", &Event::RefundAsked { action }).unwrap();
        }
        drop(purchases);
        let view = open(&directory).view("one").unwrap();
        assert_eq!((view.refund.failed.map(|failed| failed.sent), view.failure), (failed.then_some(true), None));
        assert_eq!(view.refund.verdict, verdict);
    }
}

#[tokio::test]
async fn a_click_before_a_night_asleep_asks_for_nothing_in_the_morning() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = in_escrow(&purchases).await;
    let card = purchases.view("one").unwrap().refund;
    node.says(RESOLVE, idle(&OnChainState::FundsLocked, |_| ()));
    let (clock, sleeping) = (purchases.book().clock().clone(), purchases.clone());
    node.when_asked(RESOLVE, move || clock.sleep(10 * HOUR));
    assert_eq!(sleeping.refund("one", &card.id, None).await.unwrap_err().code, Code::NotNow);
    assert_eq!(asked_for(&node), 0);
}
