//! Which button, until when, and why not.

use super::*;
use crate::purchase::{
    specimen::{asking, free_order, key, rowed, unasked, unknown},
    words::{RefundAction, RefundDisabled, RefundVerdict, Trouble},
};
use masumi::node::KeyStatus;

fn refund(state: &State, known: Known<'_>) -> Refund {
    Standing::of(state, &known).refund
}

#[test]
fn a_button_works_only_while_the_node_waits_for_it() {
    for action in ["None", "Ignore", "WaitingForManualAction", "FundsLockingInitiated", "SomethingNew"] {
        let mut row = row(Some(OnChainState::FundsLocked));
        row.next_action.requested_action = action.to_owned();
        assert_eq!(refund(&bought([row]), at(NOON)).disabled, Some(RefundDisabled::InFlight), "{action}");
    }
}

/// node F2: what was asked for is said to be under way, with no button beside it.
#[test]
fn what_the_node_has_taken_is_under_way_until_the_chain_shows_it_and_no_longer_than_it_takes() {
    use OnChainState::{Disputed, FundsLocked, RefundRequested, ResultSubmitted};
    for (on_chain, words, verdict, action) in [
        (FundsLocked, "SetRefundRequested", RefundVerdict::Requesting, RefundAction::Request),
        (ResultSubmitted, "SetRefundRequested", RefundVerdict::Disputing, RefundAction::Dispute),
        (RefundRequested, "UnSetRefundRequested", RefundVerdict::Withdrawing, RefundAction::Withdraw),
        (Disputed, "AuthorizeWithdrawal", RefundVerdict::Releasing, RefundAction::Release),
    ] {
        for end in ["Requested", "Initiated"] {
            let mut row = row(Some(on_chain.clone()));
            row.next_action.requested_action = format!("{words}{end}");
            let stands = |later| Standing::of(&bought([row.clone()]), &at(NOON.plus(later)));
            let early = stands(MINUTE);
            assert_eq!((early.refund.verdict, early.refund.action), (verdict, None), "{words}{end}");
            assert_eq!(early.under_way.map(|request| request.action), Some(action));
            assert_eq!((early.need, early.trouble), (None, None), "{words}{end}: it is under way");
            let late = stands(31 * MINUTE);
            assert_eq!(late.trouble.map(|trouble| trouble.kind), Some(Trouble::RequestOverdue));
            assert_eq!(late.need, Some(Need::Look));
        }
    }
}

#[test]
fn what_the_node_has_taken_is_under_way_before_its_row_was_read_again() {
    let mut state = bought([row(Some(OnChainState::FundsLocked))]);
    let action = RefundAction::Request;
    for event in [asking(action), Event::RefundAsked { action }] {
        state.apply(NOON, &event).unwrap();
    }
    assert_eq!(refund(&state, at(NOON)).verdict, RefundVerdict::Requesting);
}

#[test]
fn a_request_that_came_too_late_is_called_stuck() {
    let mut row = row(Some(OnChainState::ResultSubmitted));
    row.next_action.requested_action = "SetRefundRequestedRequested".to_owned();
    let state = bought([row]);
    assert_eq!(refund(&state, at(NOON)).verdict, RefundVerdict::Disputing);
    let late = Standing::of(&state, &at(NOON.plus(30 * HOUR)));
    assert_eq!(late.refund.verdict, RefundVerdict::StuckTooLate);
    assert_eq!(late.trouble.map(|trouble| trouble.kind), Some(Trouble::RequestTooLate));
}

/// core T13: the node takes no request for a purchase whose transaction it does not tell.
#[test]
fn without_a_transaction_there_is_a_reason_and_no_working_button() {
    let mut row = row(Some(OnChainState::FundsLocked));
    row.current_transaction = None;
    assert_eq!(refund(&bought([row]), at(NOON)).disabled, Some(RefundDisabled::NoTransaction));
}

#[test]
fn a_withdrawal_waits_for_the_cooldown_and_says_until_when() {
    let mut row = row(Some(OnChainState::RefundRequested));
    row.cooldown_until = Some(NOON.plus(17 * MINUTE));
    let state = bought([row]);
    let early = refund(&state, at(NOON));
    assert_eq!((early.disabled, early.not_before), (Some(RefundDisabled::Cooldown), Some(NOON.plus(24 * MINUTE))));
    assert_eq!(refund(&state, at(NOON.plus(24 * MINUTE))).disabled, None);
}

/// Deadlines: result +24 h, unlock +30 h. The node acts from cooldown + 7 min until unlock - 3 min.
#[test]
fn a_request_that_the_buyers_cooldown_makes_too_late_is_not_offered_and_one_that_waits_for_it_says_so() {
    let cooled = |on_chain, cooldown_ends, now: i64| {
        let mut row = row(Some(on_chain));
        row.cooldown_until = Some(NOON.plus(cooldown_ends));
        refund(&bought([row]), at(NOON.plus(now)))
    };
    use OnChainState::{Disputed, FundsLocked, RefundRequested, ResultSubmitted};
    let end = 30 * HOUR;
    // Ten minutes of cooldown, twenty to unlock: it could begin at unlock - 3 min, which is never.
    let late = cooled(ResultSubmitted, end - 10 * MINUTE, end - 20 * MINUTE);
    assert_eq!((late.verdict, late.action), (RefundVerdict::NoTimeToDispute, None));
    let waits = cooled(ResultSubmitted, end - 30 * MINUTE, end - 60 * MINUTE);
    assert_eq!((waits.action, waits.disabled), (Some(RefundAction::Dispute), None));
    assert_eq!(waits.acts_at, Some(NOON.plus(end - 23 * MINUTE)));
    assert_eq!(cooled(ResultSubmitted, 0, end - 60 * MINUTE).acts_at, None, "over");

    let asks = cooled(FundsLocked, HOUR, 50 * MINUTE);
    assert_eq!((asks.disabled, asks.acts_at), (None, Some(NOON.plus(67 * MINUTE))));
    let late = cooled(FundsLocked, end - 10 * MINUTE, HOUR);
    assert_eq!((late.verdict, late.action), (RefundVerdict::NoTimeToRequest, None));
    assert_eq!(late.at, Some(NOON.plus(end - 3 * MINUTE)), "the automatic refund waits for the cooldown as well");
    assert_eq!(cooled(FundsLocked, HOUR, 0).at, Some(NOON.plus(24 * HOUR + 10 * MINUTE)));

    for on_chain in [RefundRequested, Disputed] {
        let late = cooled(on_chain, end - 10 * MINUTE, end - 20 * MINUTE);
        assert_eq!(late.disabled, Some(RefundDisabled::TooLate), "taking it back would not be carried out either");
    }
}

#[test]
fn a_request_whose_transaction_is_out_is_under_way_and_not_lost() {
    let mut row = row(Some(OnChainState::ResultSubmitted));
    row.next_action.requested_action = "SetRefundRequestedInitiated".to_owned();
    assert_eq!(refund(&bought([row]), at(NOON.plus(30 * HOUR - 2 * MINUTE))).verdict, RefundVerdict::Disputing);
}

#[test]
fn no_automatic_refund_is_promised_where_the_node_never_makes_one() {
    let mut row = row(Some(OnChainState::RefundRequested));
    assert!(refund(&bought([row.clone()]), at(NOON)).at.is_some());
    row.result_hash = Some("ff".to_owned());
    assert_eq!(refund(&bought([row]), at(NOON)).at, None);
}

#[test]
fn only_the_key_that_bought_gets_buttons() {
    let state = bought([row(Some(OnChainState::FundsLocked))]);
    let key = |id: &str, can_admin| KeyStatus { can_admin, ..key(id) };
    let (mine, another, admin) = (key("key-1", false), key("key-2", false), key("key-3", true));
    let with = |key| Known { key: Some(key), ..at(NOON) };
    assert_eq!(refund(&state, with(&mine)).disabled, None);
    assert_eq!(refund(&state, with(&admin)).disabled, None, "an admin may ask for every key's");
    let other = with(&another);
    assert_eq!(refund(&state, other).disabled, Some(RefundDisabled::OtherKey));
    assert_eq!(refund(&state, at(NOON)).disabled, None, "the node will say");
    assert_eq!(refund(&state, Known { offline: true, ..at(NOON) }).disabled, Some(RefundDisabled::Offline));
}

#[test]
fn a_call_on_its_way_disables_the_button_until_the_node_has_moved_on() {
    let mut state = bought([row(Some(OnChainState::FundsLocked))]);
    let action = RefundAction::Request;
    state.apply(NOON, &asking(action)).unwrap();
    assert_eq!(refund(&state, at(NOON)).disabled, Some(RefundDisabled::Sent));
    state.apply(NOON, &unasked(action)).unwrap();
    assert_eq!(refund(&state, at(NOON)).disabled, None);
    state.apply(NOON, &asking(action)).unwrap();
    state.apply(NOON, &rowed(Some(OnChainState::RefundRequested))).unwrap();
    assert_eq!(refund(&state, at(NOON)).action, Some(RefundAction::Withdraw));
}

/// core T14: what the node says of some error is no answer to what was asked.
#[test]
fn a_request_that_failed_stays_said_while_only_the_nodes_note_changes() {
    let locked = || row(Some(OnChainState::FundsLocked));
    let mut state = bought([locked()]);
    let action = RefundAction::Request;
    for event in [asking(action), unasked(action)] {
        state.apply(NOON, &event).unwrap();
    }
    let mut noted = locked();
    noted.next_action.error_note = Some("something else".to_owned());
    state.apply(NOON, &Event::Row { row: Box::new(noted) }).unwrap();
    assert!(state.refund.as_ref().is_some_and(|call| call.failure.is_some()));
}

#[test]
fn of_a_payment_under_way_it_is_not_said_that_nothing_was_paid() {
    let mut state = State::first(NOON, &approval(order())).unwrap();
    for event in [Event::JobStarting, started(), paying("one")] {
        state.apply(NOON, &event).unwrap();
    }
    assert_eq!(refund(&state, at(NOON)).verdict, RefundVerdict::NotYet);
    state.apply(NOON, &unknown()).unwrap();
    assert_eq!(refund(&state, at(NOON)).verdict, RefundVerdict::NotYet);
    state.apply(NOON, &rowed(None)).unwrap();
    assert_eq!(refund(&state, at(NOON)).verdict, RefundVerdict::NotYet);
}

#[test]
fn free_and_unpaid_purchases_say_so() {
    let free = State::first(NOON, &approval(free_order())).unwrap();
    assert_eq!(refund(&free, at(NOON)).verdict, RefundVerdict::Free);
    let fresh = State::first(NOON, &approval(order())).unwrap();
    assert_eq!(refund(&fresh, at(NOON)).verdict, RefundVerdict::NotPaid);
}
