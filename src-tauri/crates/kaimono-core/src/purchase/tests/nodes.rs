//! A node that is not what it was: set up anew at its address, or with a clock that is far off. Its word that it has nothing is
//! no word that nothing was paid, and its time is none to pay by.

use super::*;
use crate::error::Moved;
use crate::purchase::event::Event;
use crate::purchase::state::Payment;
use crate::view::trouble::{MoneyIs, Trouble};
use masumi::moment::DAY;
use masumi::node;

const RESOLVE: &str = "/purchase/resolve-blockchain-identifier";

/// A history with another purchase, of which the node told, and one of unknown outcome.
async fn with_another(purchases: &Purchases) -> Service {
    let node = connected(purchases).await;
    let other = node::Purchase { blockchain_identifier: "00aa".to_owned(), ..row(Some(OnChainState::Withdrawn)) };
    purchases.engine().take_row(other).unwrap();
    purchases.book().record("one", &Event::PaymentSent).unwrap();
    purchases.book().record("one", &unknown()).unwrap();
    node
}

#[tokio::test]
async fn a_node_that_was_set_up_anew_is_not_paid_through_a_second_time() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = with_another(&purchases).await;
    node.refuses(RESOLVE, 404, "Purchase not found");
    assert_eq!(purchases.engine().drive("one").await, None);
    let view = purchases.view("one").unwrap();
    let failure = view.failure.unwrap();
    assert_eq!((view.row.phase, failure.code, failure.moved), (Phase::PaymentStuck, Code::AnotherNode, Moved::Unknown));
    assert_eq!(posts(&node), 0);
    // Nor when the person says so: it still cannot tell what became of the first.
    assert_eq!(purchases.retry_payment("one").await.unwrap_err().code, Code::AnotherNode);
    assert_eq!(purchases.engine().drive("one").await, None);
    assert_eq!(posts(&node), 0);
    // When it is too late to pay, nobody knows: that is said, and not that nothing was paid.
    purchases.book().clock().pass(13 * HOUR);
    assert_eq!(purchases.engine().drive("one").await, None);
    let view = purchases.view("one").unwrap();
    assert_eq!((view.row.phase, view.trouble.unwrap().money, posts(&node)), (Phase::Alarm, MoneyIs::Unknown, 0));
}

#[tokio::test]
async fn a_node_that_is_back_is_asked_and_paid_through_as_before() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = with_another(&purchases).await;
    node.refuses(RESOLVE, 404, "Purchase not found");
    assert_eq!(purchases.engine().drive("one").await, None);
    // It knows the other purchase again, and answers so to whatever is asked.
    node.says(RESOLVE, json!({ "id": "row-2", "blockchainIdentifier": "00aa" }));
    node.says("/purchase", wire("id", json!("row-1")));
    purchases.retry_payment("one").await.unwrap();
    assert_eq!(purchases.engine().drive("one").await, None);
    assert_eq!((payment(&purchases), posts(&node)), (Payment::Made, 1));
}

#[tokio::test]
async fn where_there_is_nothing_else_to_ask_for_another_key_and_other_sources_are_another_node() {
    for (same, then, sent) in [(true, Phase::Queued, 2), (false, Phase::PaymentStuck, 1)] {
        let directory = TempDir::new().unwrap();
        let purchases = open(&directory);
        let node = connected(&purchases).await;
        purchases.standings().node_is("key-1 source-1").unwrap();
        node.refuses(RESOLVE, 404, "Purchase not found");
        node.refuses("/purchase", 504, "");
        let named = if same { "key-1 source-1" } else { "key-9 source-9" };
        let (purchases_too, node_too) = (purchases.clone(), node.clone());
        node.when_asked(RESOLVE, move || {
            purchases_too.standings().node_is(named).unwrap();
            node_too.says("/purchase", wire("id", json!("row-1")));
        });
        purchases.engine().drive("one").await;
        assert_eq!((purchases.view("one").unwrap().row.phase, posts(&node)), (then, sent));
    }
}

#[tokio::test]
async fn a_purchase_that_the_node_does_not_know_any_more_is_said_and_stays_where_it_was() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    purchases.engine().take_row(row(Some(OnChainState::FundsLocked))).unwrap();
    node.says("/purchase/diff", json!({ "Purchases": [] }));
    node.refuses(RESOLVE, 404, "Purchase not found");
    purchases.book().clock().pass(HOUR);
    purchases.poller().sync_node().await.unwrap();
    let trouble = purchases.view("one").unwrap().trouble.unwrap();
    assert_eq!((trouble.kind, trouble.money), (Trouble::Denied, MoneyIs::InEscrow));
    purchases.engine().take_row(row(Some(OnChainState::FundsLocked))).unwrap();
    let trouble = purchases.view("one").unwrap().trouble.map(|trouble| trouble.kind);
    assert_eq!(trouble, Some(Trouble::UnseenByAgent), "it was a passing thing");
}

#[tokio::test]
async fn while_the_nodes_clock_is_doubted_nothing_is_begun_approved_or_paid() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    node.says("/purchase", wire("id", json!("row-1")));
    let clock = purchases.book().clock().clone();
    for off in [3_650 * DAY, -2 * DAY] {
        clock.observe(NOON.plus(off));
        assert!(purchases.engine().drive("one").await.is_some());
        assert_eq!(posts(&node), 0);
        let failure = purchases.view("one").unwrap().failure.unwrap();
        assert_eq!((failure.code, failure.moved), (Code::ClockDoubted, Moved::No));
        assert_eq!(failure.quote, clock.doubted().unwrap().to_string(), "both clocks are named");
        assert_eq!(purchases.approve("any").unwrap_err().code, Code::ClockDoubted);
        assert_eq!(purchases.retry_payment("one").await.unwrap_err().code, Code::ClockDoubted);
    }
    clock.observe(NOON);
    assert_eq!(purchases.engine().drive("one").await, None);
    assert_eq!((payment(&purchases), posts(&node)), (Payment::Made, 1));
}

#[tokio::test]
async fn a_shift_that_was_stated_is_no_doubt() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    node.says("/purchase", wire("id", json!("row-1")));
    // Half an hour before the approval ends, which is an hour after noon in the node's time.
    purchases.book().clock().state(HOUR / 2);
    purchases.book().clock().observe(NOON.plus(HOUR / 2));
    assert_eq!(purchases.engine().drive("one").await, None);
    assert_eq!((payment(&purchases), posts(&node)), (Payment::Made, 1));
}

#[tokio::test]
async fn the_lock_of_what_was_bought_elsewhere_is_asked_for_once() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    let mut told = wire("onChainState", json!("ResultSubmitted"));
    let transaction = |hash: &str, from: Value, to: &str| json!({ "txHash": hash, "status": "Confirmed", "previousOnChainState": from, "newOnChainState": to });
    told["CurrentTransaction"] = transaction("cc", json!("FundsLocked"), "ResultSubmitted");
    let mut row = row(Some(OnChainState::ResultSubmitted));
    row.current_transaction = Some(node::Transaction {
        tx_hash: Some("cc".to_owned()),
        status: Some("Confirmed".to_owned()),
        previous_on_chain_state: Some("FundsLocked".to_owned()),
        new_on_chain_state: Some("ResultSubmitted".to_owned()),
        ..node::Transaction::default()
    });
    purchases.engine().take_row(row).unwrap();
    told["TransactionHistory"] = json!([transaction("aa", Value::Null, "FundsLocked")]);
    node.says("/purchase/resolve-blockchain-identifier", told);
    purchases.poller().ask_for_lock().await;
    purchases.look_at(Some("one".to_owned()));
    let asked = || node.calls().iter().filter(|call| call.path.ends_with("resolve-blockchain-identifier")).count();
    for _ in 0..2 {
        purchases.poller().ask_for_lock().await;
        let hashes: Vec<_> = purchases.view("one").unwrap().transactions.into_iter().map(|seen| seen.hash).collect();
        assert_eq!((hashes, asked()), (vec!["aa".to_owned(), "cc".to_owned()], 1));
    }
    drop(purchases);
    let seen = open(&directory).book().read("one", |state| state.transactions.len()).unwrap();
    assert_eq!(seen, 2, "and is in the journal");
}
