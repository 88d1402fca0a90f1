//! What is wrong, where the money is, and whether the payment can be tried again.

use super::*;
use crate::purchase::{
    specimen::{delivered, said},
    words::{RefundAction, Trouble},
};
use masumi::{
    agent::JobState,
    node::{Generation, Transaction},
    proof::Difference,
};

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
    let standing = Standing::of(state, &at(NOON.plus(later)));
    standing.trouble.map(|trouble| (trouble.kind, standing.money, trouble.retry))
}

fn may_lock(state: &State, now: Moment) -> bool {
    Standing::of(state, &at(now)).trouble.is_some_and(|trouble| trouble.retry)
}

#[test]
fn a_wait_is_no_trouble_until_it_is_long() {
    let state = bought([row(None)]);
    assert_eq!(says(&state, 4 * MINUTE), None);
    assert_eq!(says(&state, 5 * MINUTE), Some((Trouble::Queued, MoneyIs::InWallet, false)));
    let state = bought([with_transaction(row(None), "Pending")]);
    assert_eq!(says(&state, 14 * MINUTE), None);
    assert_eq!(says(&state, 15 * MINUTE), Some((Trouble::Unconfirmed, MoneyIs::Unknown, false)));
}

#[test]
fn an_empty_wallet_can_be_tried_again_in_time_only() {
    let state = bought([stuck(None, "InsufficientFunds")]);
    assert_eq!(says(&state, 0), Some((Trouble::InsufficientFunds, MoneyIs::InWallet, true)));
    assert_eq!(says(&state, 12 * HOUR + 1), Some((Trouble::NeverPaid, MoneyIs::InWallet, false)));
    let gone = bought([stuck(Some(OnChainState::FundsOrDatumInvalid), "Unknown")]);
    assert_eq!(says(&gone, 13 * HOUR), Some((Trouble::NeverPaid, MoneyIs::InWallet, false)));
}

/// The wallet is fine and full; the same payment is refused by the same rule again.
#[test]
fn what_the_wallets_owner_forbids_is_no_empty_wallet_and_is_not_tried_again() {
    let state = bought([stuck(None, "PolicyDenied")]);
    assert_eq!(says(&state, 0), Some((Trouble::PolicyDenied, MoneyIs::InWallet, false)));
    assert!(!may_lock(&state, NOON));
    assert_eq!(says(&state, 12 * HOUR + 1), Some((Trouble::NeverPaid, MoneyIs::InWallet, false)));
}

/// `AUTO_WITHDRAW_REFUNDS` may be off at the node, and nothing tells it.
#[test]
fn a_refund_that_nobody_fetches_is_said_to_be_overdue() {
    let state = bought([row(Some(OnChainState::FundsLocked))]);
    let overdue = Some((Trouble::RefundOverdue, MoneyIs::InEscrow, false));
    assert_eq!(says(&state, 24 * HOUR + 5 * MINUTE).filter(|said| said.0 == Trouble::RefundOverdue), None);
    for late in [6 * HOUR, 3 * 24 * HOUR] {
        assert_eq!(says(&state, 24 * HOUR + late), overdue);
    }
}

#[test]
fn once_a_transaction_was_sent_nothing_is_sent_again() {
    for status in ["Pending", "Confirmed", "FailedViaTimeout", "FailedViaManualReset", "RolledBack", "SomethingNew"] {
        let state = bought([with_transaction(stuck(None, "NetworkError"), status)]);
        let (_, money, retry) = says(&state, HOUR).unwrap();
        assert_eq!((money, retry, may_lock(&state, NOON)), (MoneyIs::Unknown, false, false), "{status}");
    }
}

#[test]
fn a_transaction_that_the_node_forgot_still_counts() {
    let state = bought([with_transaction(row(None), "Pending"), stuck(None, "InsufficientFunds")]);
    assert!(!may_lock(&state, NOON));
    assert_ne!(says(&state, 0).unwrap().1, MoneyIs::InWallet);
}

#[test]
fn what_comes_back_is_no_trouble_any_more() {
    let lost = with_transaction(row(None), "FailedViaTimeout");
    let mut state = bought([lost]);
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
    let state = bought([with_transaction(invalid(), "Confirmed")]);
    assert_eq!(says(&state, 0), Some((Trouble::LockInvalid, MoneyIs::AtContract, false)));
    let state = bought([with_transaction(invalid(), "FailedViaTimeout")]);
    assert_eq!(says(&state, 0), Some((Trouble::LockInvalid, MoneyIs::Unknown, false)));
}

#[test]
fn an_agent_that_waits_for_a_payment_that_was_made_has_not_seen_it() {
    let mut state = bought([row(Some(OnChainState::FundsLocked))]);
    state.apply(NOON, &said(JobState::AwaitingPayment)).unwrap();
    assert_eq!(says(&state, 14 * MINUTE), None);
    assert_eq!(says(&state, 15 * MINUTE), Some((Trouble::UnseenByAgent, MoneyIs::InEscrow, false)));
    let asked = |agent, later| Standing::of(&state, &Known { agent, ..at(NOON.plus(later)) }).trouble;
    let silent = asked(Asked { silent: Some(NOON), ..Asked::default() }, 2 * MINUTE).unwrap();
    assert_eq!((silent.kind, silent.since), (Trouble::AgentSilent, Some(NOON)));
    let forgot = Asked { forgot: Some(NOON), ..Asked::default() };
    assert_eq!(asked(forgot, 2 * MINUTE), None, "some know nothing of a job for a while after its start");
    assert_eq!(asked(forgot, 5 * MINUTE).unwrap().kind, Trouble::AgentForgot);
    state.apply(NOON, &said(JobState::Running)).unwrap();
    assert_eq!(says(&state, HOUR), None);
}

#[test]
fn a_proof_without_a_result_names_the_moment_until_which_to_object() {
    let mut proven = row(Some(OnChainState::ResultSubmitted));
    proven.result_hash = Some("ff".repeat(32));
    let state = bought([proven]);
    let in_vain = |later| {
        let agent = Asked { at: Some(NOON.plus(later)), ..Asked::default() };
        Standing::of(&state, &Known { agent, ..at(NOON.plus(later)) })
    };
    assert_eq!((in_vain(MINUTE).phase, in_vain(MINUTE).trouble), (Phase::Fetching, None), "the result may follow");
    let view = in_vain(HOUR).trouble.unwrap();
    assert_eq!((view.kind, view.until), (Trouble::HashWithoutResult, Some(NOON.plus(30 * HOUR - 15 * MINUTE))));
    let late = in_vain(30 * HOUR).trouble.unwrap();
    assert_eq!((late.kind, late.until, late.at), (Trouble::HashWithoutResult, None, Some(NOON.plus(30 * HOUR))));
}

/// core T3: a hash that was seen before the night is no accusation in the morning, before the agent was asked for its result.
#[test]
fn an_agent_that_was_not_asked_yet_is_not_accused_of_keeping_its_result() {
    let mut proven = row(Some(OnChainState::ResultSubmitted));
    proven.result_hash = Some("ff".repeat(32));
    let state = bought([proven]);
    let morning = NOON.plus(10 * HOUR);
    let stands = |known: Known<'_>| Standing::of(&state, &known);
    let fresh = stands(at(morning));
    assert_eq!((fresh.phase, fresh.need, fresh.trouble), (Phase::Fetching, None, None));
    // Asked before the hash was there, it had nothing to hand over.
    let early = Asked { at: Some(NOON.plus(-MINUTE)), ..Asked::default() };
    assert_eq!(stands(Known { agent: early, ..at(morning) }).phase, Phase::Fetching);
    let unasked = Known { since: morning, ..at(morning.plus(15 * MINUTE)) };
    assert_eq!(stands(unasked).phase, Phase::HashWithoutResult, "nor is it waited for without an end");
    let mut failed = state.clone();
    failed.apply(NOON, &said(JobState::Failed)).unwrap();
    assert_eq!(Standing::of(&failed, &at(morning)).phase, Phase::HashWithoutResult, "it says that none will come");
}

/// core T2: what should have come back by itself, and did not.
#[test]
fn a_refund_that_does_not_come_by_itself_is_a_trouble_and_no_promise() {
    let due = 24 * HOUR + 10 * MINUTE;
    let mut authorized = row(Some(OnChainState::RefundAuthorized));
    authorized.payment_source.as_mut().unwrap().generation = Some(Generation::V2);
    for (row, late) in [
        (row(Some(OnChainState::FundsLocked)), due + 30 * MINUTE),
        (row(Some(OnChainState::RefundRequested)), due + 30 * MINUTE),
        (authorized, 30 * MINUTE),
    ] {
        let state = bought([row]);
        let stands = |later| Standing::of(&state, &at(NOON.plus(later)));
        assert_eq!((stands(late - 1).trouble, stands(late - 1).need), (None, None));
        let overdue = stands(late);
        assert_eq!(overdue.trouble.map(|trouble| trouble.kind), Some(Trouble::RefundOverdue));
        assert_eq!((overdue.need, overdue.next), (Some(Need::Look), None));
    }
}

/// On V1 no node collects what a seller agreed to after a dispute (docs/observed.md 2).
#[test]
fn a_seller_who_agrees_after_a_dispute_leaves_the_money_where_nobody_collects_it() {
    let mut agreed = row(Some(OnChainState::RefundRequested));
    agreed.result_hash = Some("ff".repeat(32));
    let stands = Standing::of(&bought([row(Some(OnChainState::Disputed)), agreed]), &at(NOON.plus(HOUR)));
    assert_eq!((stands.phase, stands.money, stands.need), (Phase::RefundAgreed, MoneyIs::InEscrow, Some(Need::Look)));
    assert_eq!(stands.trouble.map(|trouble| trouble.kind), Some(Trouble::NotCollected));
    assert_eq!((stands.next, stands.refund.at), (None, None), "nothing is promised");
}

/// node F3, F11: only what can still come is said of a deadline.
#[test]
fn a_deadline_is_spoken_of_only_where_it_means_something() {
    use StretchState::{Ahead, Done, IfDelivered, Past, Was};
    use StretchWhat::{Disputing, Objecting, Paying, Working};
    let said = |on_chain: Option<OnChainState>, later| {
        let (state, now) = (bought([row(on_chain)]), NOON.plus(later));
        let all = Standing::of(&state, &at(now)).stretches(&state, now).into_iter();
        all.map(|stretch| (stretch.what, stretch.state)).collect::<Vec<_>>()
    };
    use OnChainState as S;
    assert_eq!(said(None, 0), [(Paying, Ahead), (Working, Ahead), (Objecting, IfDelivered)]);
    assert_eq!(said(None, 13 * HOUR), [(Paying, Past)], "nothing is delivered, and nothing is paid then");
    assert_eq!(said(Some(S::FundsLocked), HOUR), [(Paying, Done), (Working, Ahead), (Objecting, IfDelivered)]);
    assert_eq!(said(Some(S::FundsLocked), 25 * HOUR), [(Paying, Done), (Working, Past)], "it comes back");
    assert_eq!(said(Some(S::RefundRequested), HOUR), [(Paying, Done), (Working, Ahead)]);
    assert_eq!(said(Some(S::ResultSubmitted), HOUR), [(Paying, Done), (Working, Done), (Objecting, Ahead)]);
    let disputed = [(Paying, Done), (Working, Done), (Objecting, Done), (Disputing, Ahead)];
    assert_eq!(said(Some(S::Disputed), HOUR), disputed);
    for over in [S::RefundAuthorized, S::WithdrawAuthorized, S::Withdrawn, S::RefundWithdrawn, S::DisputedWithdrawn] {
        assert!(said(Some(over.clone()), HOUR).iter().all(|(_, state)| *state == Was), "{over:?}");
    }
}

/// node F20: one act has one deadline.
#[test]
fn the_time_to_object_ends_at_one_moment_on_the_whole_page() {
    let mut proven = row(Some(OnChainState::ResultSubmitted));
    proven.result_hash = Some("ff".repeat(32));
    let (state, now) = (bought([proven]), NOON.plus(HOUR));
    let agent = Asked { at: Some(now), ..Asked::default() };
    let standing = Standing::of(&state, &Known { agent, ..at(now) });
    let end = Some(NOON.plus(30 * HOUR - 15 * MINUTE));
    let stretch = standing.stretches(&state, now).into_iter().find(|stretch| stretch.what == StretchWhat::Objecting);
    let all =
        [standing.object_by, standing.refund.until, standing.next.map(|next| next.at), stretch.map(|one| one.ends)];
    assert_eq!(all, [end; 4]);
}

#[test]
fn a_result_without_a_proof_is_said_before_and_after_its_deadline() {
    let mut state = bought([row(Some(OnChainState::FundsLocked))]);
    for event in [said(JobState::Completed), delivered()] {
        state.apply(NOON, &event).unwrap();
    }
    assert_eq!(says(&state, 5 * MINUTE), None);
    for later in [HOUR, 24 * HOUR + 20 * MINUTE] {
        assert_eq!(says(&state, later), Some((Trouble::Unproven, MoneyIs::InEscrow, false)));
    }
}

#[test]
fn a_purchase_of_another_key_is_said_to_be_there_and_out_of_sight() {
    let mut state = bought([]);
    state.apply(NOON, &Event::PaymentForeign).unwrap();
    assert_eq!(says(&state, 0), Some((Trouble::Foreign, MoneyIs::Unknown, false)));
}

#[test]
fn what_goes_as_it_should_is_no_trouble() {
    for state in [OnChainState::Withdrawn, OnChainState::RefundWithdrawn, OnChainState::WithdrawAuthorized] {
        assert_eq!(says(&bought([row(Some(state))]), 48 * HOUR), None);
    }
    assert_eq!(says(&bought([]), HOUR), None);
}

#[test]
fn a_request_that_was_just_taken_is_not_overdue() {
    let mut state = bought([row(Some(OnChainState::FundsLocked))]);
    let (now, action) = (NOON.plus(2 * HOUR), RefundAction::Request);
    for event in [Event::RefundAsking { action, seen: None }, Event::RefundAsked { action }] {
        state.apply(now, &event).unwrap();
    }
    let stands = standing(&state, now);
    assert_eq!((stands.trouble, stands.need), (None, None));
    let late = standing(&state, now.plus(31 * MINUTE));
    assert_eq!(late.trouble.map(|trouble| trouble.kind), Some(Trouble::RequestOverdue));
}

#[test]
fn money_under_an_alarm_that_came_back_is_back() {
    let mut state = bought([row(Some(OnChainState::FundsLocked))]);
    let difference = Difference { what: "x".to_owned(), approved: "a".to_owned(), found: "b".to_owned() };
    state.apply(NOON, &Event::Alarm { differences: vec![difference] }).unwrap();
    assert_eq!(standing(&state, NOON).money, MoneyIs::Unknown);
    state.apply(NOON, &Event::Row { row: Box::new(row(Some(OnChainState::RefundWithdrawn))) }).unwrap();
    let of = state.concern().unwrap();
    state.apply(NOON, &Event::Acknowledged { of }).unwrap();
    let stands = standing(&state, NOON.plus(HOUR));
    assert_eq!((stands.phase, stands.money, stands.is_open), (Phase::Alarm, MoneyIs::Back, false));
}

/// Who was paid was paid, whatever becomes of the block that tells it.
#[test]
fn what_ended_needs_nobody_although_its_block_was_taken_back() {
    let mut gone = row(Some(OnChainState::Withdrawn));
    gone.current_transaction.as_mut().unwrap().status = Some("RolledBack".to_owned());
    let stands = standing(&bought([row(Some(OnChainState::FundsLocked)), gone]), NOON.plus(HOUR));
    assert_eq!((stands.need, stands.trouble, stands.money), (None, None, MoneyIs::WithSeller));
}
