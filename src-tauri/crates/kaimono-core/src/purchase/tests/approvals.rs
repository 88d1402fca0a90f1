//! A yes is good for what it was given to and until it runs out: whatever happens in between, nothing is paid by itself
//! afterwards, and what may have been sent is found out about and not sent again.

use super::*;
use crate::error::Moved;
use crate::purchase::event::Event;
use crate::purchase::state::Payment;
use masumi::moment::Moment;
use masumi::node;
use std::collections::BTreeSet;

/// Longer than any approval is good for, and shorter than the time to pay.
const A_NIGHT: i64 = 10 * HOUR;

fn not_known(node: &Service) {
    node.refuses("/purchase/resolve-blockchain-identifier", 404, "Purchase not found");
}

/// The words under which the person is asked again, and the id of the question.
fn asked(purchases: &Purchases) -> (Phase, Vec<WarningId>, String) {
    let view = purchases.view("one").unwrap();
    let approval = view.approval.unwrap();
    (view.row.phase, approval.warnings.iter().map(|warning| warning.id).collect(), approval.id)
}

#[tokio::test]
async fn a_machine_that_slept_between_the_intent_and_the_payment_asks_again_and_sends_nothing() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    not_known(&node);
    node.says("/purchase", wire("id", json!("row-1")));
    purchases.book().clock().sleep(A_NIGHT);
    assert_eq!(purchases.engine().drive("one").await, None);
    let (phase, warnings, approval) = asked(&purchases);
    assert_eq!((phase, warnings, posts(&node)), (Phase::Lapsed, vec![WarningId::Lapsed], 0));
    assert!(!purchases.book().is_paying(), "nothing is paid by itself any more");

    purchases.approve(&approval).unwrap();
    assert_eq!(purchases.engine().drive("one").await, None);
    assert_eq!((payment(&purchases), posts(&node)), (Payment::Made, 1));
    assert_eq!(purchases.approve(&approval).unwrap_err().code, Code::ApprovalGone, "a second click");
}

#[tokio::test]
async fn a_payment_of_unknown_outcome_that_the_node_does_not_have_is_not_sent_the_next_morning() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    not_known(&node);
    node.refuses("/purchase", 500, "");
    assert!(purchases.engine().drive("one").await.is_some());
    let sent = posts(&node);
    assert!(sent > 0, "while the approval is good the same bytes are tried again");
    purchases.book().clock().sleep(A_NIGHT);
    assert_eq!(purchases.engine().drive("one").await, None);
    let (phase, _, approval) = asked(&purchases);
    assert_eq!((phase, posts(&node)), (Phase::Lapsed, sent));

    // A yes sends the same bytes, after the node was asked once more.
    let resolved = || node.calls().iter().filter(|call| call.path.ends_with("resolve-blockchain-identifier")).count();
    let before = resolved();
    node.says("/purchase", wire("id", json!("row-1")));
    purchases.approve(&approval).unwrap();
    assert_eq!(purchases.engine().drive("one").await, None);
    assert_eq!((payment(&purchases), posts(&node), resolved()), (Payment::Made, sent + 1, before + 1));
    let bodies: BTreeSet<_> =
        node.calls().into_iter().filter(|call| call.path == "/purchase").map(|call| call.body).collect();
    assert_eq!(bodies.len(), 1);
}

#[tokio::test]
async fn a_payment_of_unknown_outcome_that_the_node_has_is_adopted_whenever_it_is_found() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    purchases.book().record("one", &Event::PaymentSent).unwrap();
    purchases.book().record("one", &unknown()).unwrap();
    node.says("/purchase/resolve-blockchain-identifier", wire("id", json!("row-1")));
    purchases.book().clock().sleep(A_NIGHT);
    assert_eq!(purchases.engine().drive("one").await, None);
    assert_eq!((payment(&purchases), posts(&node)), (Payment::Made, 0));
}

#[tokio::test]
async fn what_was_never_sent_is_known_not_to_be_without_asking_the_node() {
    let directory = TempDir::new().unwrap();
    {
        let purchases = open(&directory);
        start(&purchases, "one", "54457a849f11e756a970");
        purchases.book().record("one", &paying("one")).unwrap();
    }
    let (changes, _) = broadcast::channel(100);
    let clock = Clock::fixed(NOON.plus(A_NIGHT));
    let purchases = Purchases::open(directory.path(), Network::Preprod, false, Arc::default(), clock, changes).unwrap();
    assert_eq!(
        purchases.engine().drive("one").await,
        None,
        "killed after the intent, and started the next morning without keys"
    );
    assert_eq!(purchases.view("one").unwrap().row.phase, Phase::Lapsed);
}

#[test]
fn a_payment_that_may_have_left_in_an_older_journal_is_found_out_about_first() {
    let old = json!({ "kind": "paying", "body": body("one").json(), "checks": [] });
    let event: Event = serde_json::from_value(old).unwrap();
    assert!(matches!(event, Event::Paying { sent: true, .. }));
    for (kind, event) in
        [("approvedAgain", approved_again(None)), ("payingAgain", Event::PayingAgain { approved_until: None })]
    {
        assert_eq!(serde_json::from_value::<Event>(json!({ "kind": kind })).unwrap(), event);
    }
}

#[tokio::test]
async fn terms_that_took_a_night_to_come_are_asked_about_though_they_are_as_approved() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    let unlock = NOON.plus(30 * HOUR);
    let price = Price::Fixed(vec![Money::lovelace(2_500_000)]);
    purchases.book().record("one", &Event::TermsOutside { checks: Vec::new(), price, unlock }).unwrap();
    purchases.book().clock().sleep(A_NIGHT);
    let (phase, warnings, approval) = asked(&purchases);
    assert_eq!((phase, warnings), (Phase::Lapsed, vec![WarningId::Lapsed]));
    purchases.approve(&approval).unwrap();
    let good_until = purchases.book().read("one", |state| state.order.as_ref().unwrap().expires_at).unwrap();
    assert_eq!(good_until, NOON.plus(A_NIGHT + 10 * MINUTE), "a new yes has its own end");
}

#[tokio::test]
async fn a_yes_to_one_question_is_none_to_the_next() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    not_known(&node);
    node.refuses("/purchase", 500, "");
    purchases.book().clock().sleep(2 * HOUR);
    purchases.engine().drive("one").await;
    let (_, _, first) = asked(&purchases);
    purchases.approve(&first).unwrap();
    purchases.engine().drive("one").await;
    purchases.book().clock().sleep(2 * HOUR);
    purchases.engine().drive("one").await;
    let (_, _, second) = asked(&purchases);
    assert_ne!(first, second, "the same price and the same lock, asked another time");
    assert_eq!(purchases.approve(&first).unwrap_err().code, Code::ApprovalGone);
}

#[test]
fn a_yes_that_would_leave_no_time_to_pay_is_refused() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    let (price, unlock) = (Price::Fixed(vec![Money::lovelace(9_000_000)]), NOON.plus(30 * HOUR));
    purchases.book().record("one", &Event::TermsOutside { checks: Vec::new(), price, unlock }).unwrap();
    let approval = purchases.view("one").unwrap().approval.unwrap();
    assert_eq!(approval.expires_at, NOON.plus(12 * HOUR - 3 * MINUTE));
    purchases.book().clock().pass(12 * HOUR - 3 * MINUTE + 1);
    assert_eq!(purchases.approve(&approval.id).unwrap_err().code, Code::ApprovalExpired);
}

#[test]
fn a_yes_to_another_quote_than_is_asked_cannot_be_written() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    let outside = |lovelace, unlock| event::Yes {
        price: Price::Fixed(vec![Money::lovelace(lovelace)]),
        unlock,
        expires_at: NOON.plus(HOUR),
        not_before: None,
    };
    let (asked, unlock) = (outside(9_000_000, NOON.plus(30 * HOUR)), NOON.plus(30 * HOUR));
    let event = Event::TermsOutside { checks: Vec::new(), price: asked.price.clone(), unlock };
    purchases.book().record("one", &event).unwrap();
    for other in [outside(9_000_001, unlock), outside(9_000_000, unlock.plus(1))] {
        assert!(purchases.book().record("one", &approved_again(Some(other))).is_err());
    }
    purchases.book().record("one", &approved_again(Some(asked))).unwrap();
}

#[tokio::test]
async fn trying_a_held_payment_again_is_a_new_yes_with_an_end_of_its_own() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    not_known(&node);
    node.refuses("/purchase", 401, "Unauthorized, payment access required");
    assert_eq!(purchases.engine().drive("one").await, None);
    purchases.book().clock().sleep(A_NIGHT);
    node.says("/purchase", wire("id", json!("row-1")));
    assert_eq!((purchases.engine().drive("one").await, posts(&node)), (None, 1), "a held payment waits for the person");
    purchases.retry_payment("one").await.unwrap();
    // The lid closes between the click and the request.
    purchases.book().clock().sleep(HOUR);
    assert_eq!(purchases.engine().drive("one").await, None);
    assert_eq!((purchases.view("one").unwrap().row.phase, posts(&node)), (Phase::Lapsed, 1));
}

#[tokio::test]
async fn a_node_that_asks_for_patience_is_waited_for_and_gets_the_same_bytes() {
    for status in [423, 429] {
        let directory = TempDir::new().unwrap();
        let purchases = open(&directory);
        let node = connected(&purchases).await;
        not_known(&node);
        node.refuses("/purchase", status, "Too many requests");
        assert!(purchases.engine().drive("one").await.is_some_and(|again| again > NOON), "{status}: it is tried again");
        assert_eq!(purchases.view("one").unwrap().failure.unwrap().moved, Moved::No, "{status}");
        node.says("/purchase", wire("id", json!("row-1")));
        assert_eq!(purchases.engine().drive("one").await, None, "{status}");
        assert_eq!(payment(&purchases), Payment::Made, "{status}");
        let bodies: BTreeSet<_> =
            node.calls().into_iter().filter(|call| call.path == "/purchase").map(|call| call.body).collect();
        assert_eq!(bodies.len(), 1, "{status}");
    }
}

fn stuck_lock() -> node::Purchase {
    let mut stuck = row(None);
    stuck.next_action.requested_action = "WaitingForManualAction".to_owned();
    stuck.next_action.error_type = Some("InsufficientFunds".to_owned());
    stuck
}

fn stuck_wire(history: Value) -> Value {
    let mut stuck =
        wire("NextAction", json!({ "requestedAction": "WaitingForManualAction", "errorType": "InsufficientFunds" }));
    stuck["updatedAt"] = json!("2026-11-22T12:00:00.000Z");
    stuck["TransactionHistory"] = history;
    stuck
}

#[tokio::test]
async fn a_stuck_lock_is_tried_again_only_after_the_nodes_own_history_was_read() {
    let sent = json!([{ "txHash": "ab".repeat(32), "status": "FailedViaTimeout" }]);
    for (what, history, allowed) in [
        ("nothing was sent", json!([]), true),
        ("a lock was sent and replaced while nobody looked", sent, false),
        ("the node does not tell its history", Value::Null, false),
    ] {
        let directory = TempDir::new().unwrap();
        let purchases = open(&directory);
        let node = connected(&purchases).await;
        purchases.engine().take_row(stuck_lock()).unwrap();
        node.says("/purchase/resolve-blockchain-identifier", stuck_wire(history));
        node.says("/purchase/error-state-recovery", wire("id", json!("row-1")));
        let tried = purchases.retry_payment("one").await;
        let calls = node.calls();
        let recovered = calls.iter().filter(|call| call.path == "/purchase/error-state-recovery").count();
        assert_eq!((tried.is_ok(), recovered), (allowed, usize::from(allowed)), "{what}: {tried:?}");
        let read = calls.iter().find(|call| call.path.ends_with("resolve-blockchain-identifier")).unwrap();
        assert!(read.body.contains(r#""includeHistory":"true""#), "{}", read.body);
    }
}

#[tokio::test]
async fn a_lock_is_tried_again_only_once_that_is_on_disk() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    purchases.engine().take_row(stuck_lock()).unwrap();
    node.says("/purchase/resolve-blockchain-identifier", stuck_wire(json!([])));
    purchases.book().journal().meddle(
        "CREATE TRIGGER full BEFORE INSERT ON event WHEN NEW.kind = 'relocking' BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    assert!(purchases.retry_payment("one").await.unwrap_err().code.is_store());
    assert!(node.calls().iter().all(|call| call.path != "/purchase/error-state-recovery"));
}

#[tokio::test]
async fn a_lock_that_was_being_tried_again_when_the_program_ended_is_said_to_be_unknown() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    purchases.book().record("one", &paying("one")).unwrap();
    purchases.engine().take_row(stuck_lock()).unwrap();
    purchases.book().record("one", &Event::Relocking).unwrap();
    assert!(purchases.book().record("one", &Event::Relocking).is_err(), "not twice at once");
    drop(purchases);
    let failure = open(&directory).view("one").unwrap().failure.unwrap();
    assert_eq!((failure.code, failure.moved), (Code::Interrupted, Moved::Unknown));
}

/// A journal of a version that had one word for a no and for no answer.
fn an_older_journal(purchases: &Purchases, at: Moment, events: &[Event]) {
    let journal = purchases.book().journal();
    journal.append_as_first("old", NOON, &approval(order()));
    for event in events {
        journal.append_as_first("old", at, event);
    }
}

#[tokio::test]
async fn what_ran_out_in_an_older_journal_was_no_no() {
    let asked = [Event::JobStarting, started(), outside(), Event::Declined];
    for (later, events, expected) in [
        (13 * HOUR, &asked[3..], Payment::Expired),
        // Whatever the clock said by then: before a job nobody could say no.
        (0, &asked[3..], Payment::Expired),
        (13 * HOUR, &asked[..], Payment::Expired),
        (0, &asked[..], Payment::Declined),
    ] {
        let directory = TempDir::new().unwrap();
        an_older_journal(&open(&directory), NOON.plus(later), events);
        let found = open(&directory).book().read("old", |state| state.payment.clone()).unwrap();
        assert_eq!(found, expected, "{later}");
    }
}

/// An opening holds what was recorded against what is read again.
#[tokio::test]
async fn a_no_that_comes_too_late_is_a_no_after_a_restart_too() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    purchases.book().record("one", &outside()).unwrap();
    purchases.book().clock().pass(13 * HOUR);
    purchases.book().record("one", &Event::Declined).unwrap();
    assert_eq!(payment(&purchases), Payment::Declined);
    drop(purchases);
    assert_eq!(payment(&open(&directory)), Payment::Declined);
}

#[tokio::test]
async fn terms_that_came_in_time_are_not_to_blame_when_this_side_slept() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    purchases.book().clock().sleep(13 * HOUR);
    assert_eq!(purchases.engine().drive("one").await, None, "nobody needs to be asked for that");
    assert_eq!(payment(&purchases), Payment::TooLate);
    let failure = purchases.view("one").unwrap().failure.unwrap();
    assert_eq!((failure.code, failure.side, failure.moved), (Code::TooLate, Side::App, Moved::No));
    drop(purchases);
    assert_eq!(payment(&open(&directory)), Payment::TooLate);
}

/// As [`masumi::proof::verify_terms`] says it of terms that are otherwise as approved.
#[test]
fn a_dispute_that_is_decided_late_is_named_and_a_yes_holds_for_it() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    let late = NOON.plus(36 * HOUR);
    let unlock = NOON.plus(30 * HOUR);
    let price = Price::Fixed(vec![Money::lovelace(2_500_000)]);
    let outside = proof::Outcome::Outside { approved: String::new(), found: late.iso() };
    let checks = vec![proof::Check { id: CheckId::DeadlineOrder, outcome: outside }];
    purchases.book().record("one", &Event::TermsOutside { checks, price, unlock }).unwrap();
    let (_, warnings, approval) = asked(&purchases);
    assert_eq!(warnings, [WarningId::LateDispute]);
    purchases.approve(&approval).unwrap();
    let deal = purchases.book().read("one", |state| state.order.as_ref().unwrap().deal().unwrap()).unwrap();
    assert_eq!(deal.dispute_no_later_than, Some(late));
}
