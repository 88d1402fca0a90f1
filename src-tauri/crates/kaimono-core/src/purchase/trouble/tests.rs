use super::*;
use crate::purchase::{
    event::Event,
    specimen::{NOON, delivered, order, paying, row, said, started},
};
use masumi_client::{moment::HOUR, node::Transaction};

fn bought(rows: Vec<Purchase>) -> State {
    let mut state = State::first(NOON, &Event::Approved { order: Box::new(order()) }).unwrap();
    for event in [Event::JobStarting, started(), paying("one")] {
        state.apply(NOON, &event).unwrap();
    }
    for row in rows {
        state.apply(NOON, &Event::Row { row: Box::new(row) }).unwrap();
    }
    state
}

fn stuck(state: Option<OnChainState>, error: &str) -> Purchase {
    let mut row = row(state);
    row.next_action.requested_action = "WaitingForManualAction".to_owned();
    row.next_action.error_type = Some(error.to_owned());
    row
}

fn with_transaction(mut row: Purchase, status: &str) -> Purchase {
    let hash = Some("d9".repeat(32));
    row.current_transaction =
        Some(Transaction { tx_hash: hash, status: Some(status.to_owned()), ..Transaction::default() });
    row
}

/// `(what, where the money is, whether the payment can be tried again)`.
fn says(state: &State, later: i64) -> Option<(Trouble, MoneyIs, bool)> {
    trouble(state, None, NOON.plus(later)).map(|view| (view.kind, view.money, view.retry))
}

#[test]
fn a_wait_is_no_trouble_until_it_is_long() {
    let state = bought(vec![row(None)]);
    assert_eq!(says(&state, 4 * MINUTE), None);
    assert_eq!(says(&state, 5 * MINUTE), Some((Trouble::Queued, MoneyIs::InWallet, false)));
    let state = bought(vec![with_transaction(row(None), "Pending")]);
    assert_eq!(says(&state, 14 * MINUTE), None);
    assert_eq!(says(&state, 15 * MINUTE), Some((Trouble::Unconfirmed, MoneyIs::Unknown, false)));
}

#[test]
fn an_empty_wallet_can_be_tried_again_in_time_only() {
    let state = bought(vec![stuck(None, "InsufficientFunds")]);
    assert_eq!(says(&state, 0), Some((Trouble::InsufficientFunds, MoneyIs::InWallet, true)));
    assert_eq!(says(&state, 12 * HOUR + 1), Some((Trouble::NeverPaid, MoneyIs::InWallet, false)));
    let gone = bought(vec![stuck(Some(OnChainState::FundsOrDatumInvalid), "Unknown")]);
    assert_eq!(says(&gone, 13 * HOUR), Some((Trouble::NeverPaid, MoneyIs::InWallet, false)));
}

#[test]
fn once_a_transaction_was_sent_nothing_is_sent_again() {
    for status in ["Pending", "Confirmed", "FailedViaTimeout", "FailedViaManualReset", "RolledBack", "SomethingNew"] {
        let state = bought(vec![with_transaction(stuck(None, "NetworkError"), status)]);
        let (_, money, retry) = says(&state, HOUR).unwrap();
        assert_eq!((money, retry, may_lock(&state, NOON)), (MoneyIs::Unknown, false, false), "{status}");
    }
}

#[test]
fn a_transaction_that_the_node_forgot_still_counts() {
    let state = bought(vec![with_transaction(row(None), "Pending"), stuck(None, "InsufficientFunds")]);
    assert!(!may_lock(&state, NOON));
    assert_ne!(says(&state, 0).unwrap().1, MoneyIs::InWallet);
}

#[test]
fn what_comes_back_is_no_trouble_any_more() {
    let lost = with_transaction(row(None), "FailedViaTimeout");
    let mut state = bought(vec![lost]);
    assert_eq!(says(&state, 0), Some((Trouble::LockLost, MoneyIs::Unknown, false)));
    let landed = with_transaction(row(Some(OnChainState::FundsLocked)), "Confirmed");
    state.apply(NOON, &Event::Row { row: Box::new(landed) }).unwrap();
    assert_eq!(says(&state, 0), None);
    let rolled = with_transaction(stuck(Some(OnChainState::FundsLocked), "Unknown"), "RolledBack");
    state.apply(NOON, &Event::Row { row: Box::new(rolled) }).unwrap();
    assert_eq!(says(&state, 0), Some((Trouble::RolledBack, MoneyIs::Unknown, false)));
}

#[test]
fn an_invalid_lock_is_at_the_contract_only_when_it_is_seen_there() {
    let invalid = || stuck(Some(OnChainState::FundsOrDatumInvalid), "Unknown");
    let state = bought(vec![with_transaction(invalid(), "Confirmed")]);
    assert_eq!(says(&state, 0), Some((Trouble::LockInvalid, MoneyIs::AtContract, false)));
    let state = bought(vec![with_transaction(invalid(), "FailedViaTimeout")]);
    assert_eq!(says(&state, 0), Some((Trouble::LockInvalid, MoneyIs::Unknown, false)));
}

#[test]
fn an_agent_that_waits_for_a_payment_that_was_made_has_not_seen_it() {
    let mut state = bought(vec![row(Some(OnChainState::FundsLocked))]);
    state.apply(NOON, &said(JobState::AwaitingPayment)).unwrap();
    assert_eq!(says(&state, 14 * MINUTE), None);
    assert_eq!(says(&state, 15 * MINUTE), Some((Trouble::UnseenByAgent, MoneyIs::InEscrow, false)));
    let silent = trouble(&state, Some(NOON), NOON.plus(2 * MINUTE)).unwrap();
    assert_eq!((silent.kind, silent.since), (Trouble::AgentSilent, Some(NOON)));
    state.apply(NOON, &said(JobState::Running)).unwrap();
    assert_eq!(says(&state, HOUR), None);
}

#[test]
fn a_proof_without_a_result_names_the_moment_until_which_to_object() {
    let mut proven = row(Some(OnChainState::ResultSubmitted));
    proven.result_hash = Some("ff".repeat(32));
    let state = bought(vec![proven]);
    assert_eq!(says(&state, MINUTE), None, "the result may follow");
    let view = trouble(&state, None, NOON.plus(HOUR)).unwrap();
    assert_eq!((view.kind, view.until), (Trouble::HashWithoutResult, Some(NOON.plus(30 * HOUR - 15 * MINUTE))));
    let late = trouble(&state, None, NOON.plus(30 * HOUR)).unwrap();
    assert_eq!((late.kind, late.until, late.at), (Trouble::HashWithoutResult, None, Some(NOON.plus(30 * HOUR))));
}

#[test]
fn a_result_without_a_proof_is_said_before_and_after_its_deadline() {
    let mut state = bought(vec![row(Some(OnChainState::FundsLocked))]);
    for event in [said(JobState::Completed), delivered()] {
        state.apply(NOON, &event).unwrap();
    }
    assert_eq!(says(&state, 5 * MINUTE), None);
    for later in [HOUR, 25 * HOUR] {
        assert_eq!(says(&state, later), Some((Trouble::Unproven, MoneyIs::InEscrow, false)));
    }
}

#[test]
fn a_purchase_of_another_key_is_said_to_be_there_and_out_of_sight() {
    let mut state = bought(Vec::new());
    state.apply(NOON, &Event::PaymentForeign).unwrap();
    assert_eq!(says(&state, 0), Some((Trouble::Foreign, MoneyIs::Unknown, false)));
}

#[test]
fn what_goes_as_it_should_is_no_trouble() {
    for state in [OnChainState::Withdrawn, OnChainState::RefundWithdrawn, OnChainState::RefundAuthorized] {
        assert_eq!(says(&bought(vec![row(Some(state))]), 48 * HOUR), None);
    }
    assert_eq!(says(&bought(Vec::new()), HOUR), None);
}
