//! The table of docs/protocol.md 5.3, whole: what is in it happens, and everything else is refused.

use super::{Action as A, State as S, *};
use masumi::moment::HOUR;

const NOW: Moment = Moment(1_795_327_041_698);
const HASH: &str = "aa";

fn escrow(generation: Generation, state: S) -> Escrow {
    let with_result = matches!(state, S::ResultSubmitted | S::Disputed | S::WithdrawAuthorized);
    Escrow {
        generation,
        state,
        buyer: "buyer".to_owned(),
        seller: "seller".to_owned(),
        pay_by: NOW.plus(HOUR),
        submit_result: NOW.plus(2 * HOUR),
        unlock: NOW.plus(3 * HOUR),
        external_dispute_unlock: NOW.plus(4 * HOUR),
        result_hash: if with_result { HASH.to_owned() } else { String::new() },
        buyer_cooldown: Moment(0),
        seller_cooldown: Moment(0),
        funds: vec![Money::lovelace(2_000_000)],
        collateral: 2_219_490,
    }
}

fn actions() -> [A; 8] {
    [
        A::SubmitResult("bb".to_owned()),
        A::SetRefundRequested,
        A::UnSetRefundRequested,
        A::AuthorizeRefund,
        A::WithdrawRefund,
        A::AuthorizeWithdrawal,
        A::Withdraw,
        A::WithdrawDisputed(500),
    ]
}

const STATES: [S; 9] = [
    S::FundsLocked,
    S::ResultSubmitted,
    S::RefundRequested,
    S::Disputed,
    S::WithdrawAuthorized,
    S::RefundAuthorized,
    S::Withdrawn,
    S::RefundWithdrawn,
    S::DisputedWithdrawn,
];

/// A moment at which this action's deadline, if it has one, is no obstacle.
fn good_time(action: &A) -> Moment {
    match action {
        A::WithdrawRefund => NOW.plus(2 * HOUR + 1),
        A::Withdraw => NOW.plus(3 * HOUR + 1),
        A::WithdrawDisputed(_) => NOW.plus(4 * HOUR + 1),
        _ => NOW,
    }
}

/// Where the table leads; `None`: nowhere.
fn expected(generation: Generation, state: S, action: &A) -> Option<S> {
    let v1 = generation == Generation::V1;
    Some(match (state, action) {
        (S::FundsLocked | S::ResultSubmitted, A::SubmitResult(_)) => S::ResultSubmitted,
        (S::RefundRequested | S::Disputed, A::SubmitResult(_)) => S::Disputed,
        (S::FundsLocked, A::SetRefundRequested) => S::RefundRequested,
        (S::ResultSubmitted, A::SetRefundRequested) => S::Disputed,
        (S::Disputed, A::SetRefundRequested) if !v1 => S::Disputed,
        (S::RefundRequested, A::UnSetRefundRequested) if v1 => S::FundsLocked,
        (S::Disputed, A::UnSetRefundRequested) if v1 => S::ResultSubmitted,
        (S::Disputed, A::AuthorizeRefund) if v1 => S::RefundRequested,
        (S::FundsLocked | S::ResultSubmitted | S::RefundRequested | S::Disputed, A::AuthorizeRefund) if !v1 => {
            S::RefundAuthorized
        }
        (S::FundsLocked | S::RefundRequested | S::RefundAuthorized, A::WithdrawRefund) => S::RefundWithdrawn,
        (S::Disputed, A::AuthorizeWithdrawal) if !v1 => S::WithdrawAuthorized,
        (S::ResultSubmitted | S::WithdrawAuthorized, A::Withdraw) => S::Withdrawn,
        (S::Disputed, A::WithdrawDisputed(_)) => S::DisputedWithdrawn,
        _ => return None,
    })
}

#[test]
fn every_state_and_action_lead_where_the_contracts_say() {
    for generation in [Generation::V1, Generation::V2] {
        for state in STATES {
            for action in actions() {
                let after = escrow(generation, state).apply(&action, good_time(&action));
                let reached = after.as_ref().ok().map(|after| after.state);
                assert_eq!(
                    reached,
                    expected(generation, state, &action),
                    "{generation:?} {state:?} {action:?} {after:?}"
                );
            }
        }
    }
}

#[test]
fn deadlines_are_those_of_the_datum() {
    let at = |state, action: A, at: Moment| escrow(Generation::V1, state).apply(&action, at).map(|after| after.state);
    let submit = A::SubmitResult("bb".to_owned());
    let (delivery, unlock, admins) = (NOW.plus(2 * HOUR), NOW.plus(3 * HOUR), NOW.plus(4 * HOUR));
    assert_eq!(at(S::FundsLocked, submit.clone(), delivery), Err(Refusal::TooLate(delivery)));
    assert_eq!(at(S::ResultSubmitted, submit.clone(), delivery), Ok(S::ResultSubmitted));
    assert_eq!(at(S::ResultSubmitted, submit, admins), Err(Refusal::TooLate(admins)));
    assert_eq!(at(S::ResultSubmitted, A::SetRefundRequested, unlock), Err(Refusal::TooLate(unlock)));
    assert_eq!(at(S::FundsLocked, A::WithdrawRefund, delivery), Err(Refusal::TooEarly(delivery)));
    assert_eq!(at(S::ResultSubmitted, A::Withdraw, unlock), Err(Refusal::TooEarly(unlock)));
    assert_eq!(at(S::Disputed, A::WithdrawDisputed(500), admins), Err(Refusal::TooEarly(admins)));
}

#[test]
fn an_authorized_refund_or_withdrawal_waits_for_nothing() {
    for (state, action, next) in [
        (S::RefundAuthorized, A::WithdrawRefund, S::RefundWithdrawn),
        (S::WithdrawAuthorized, A::Withdraw, S::Withdrawn),
    ] {
        assert_eq!(escrow(Generation::V2, state).apply(&action, NOW).unwrap().state, next);
    }
}

#[test]
fn an_actor_cools_down_and_sets_the_other_free() {
    let requested = escrow(Generation::V1, S::FundsLocked).apply(&A::SetRefundRequested, NOW).unwrap();
    let until = NOW.plus(COOLDOWN);
    assert_eq!((requested.buyer_cooldown, requested.seller_cooldown), (until, Moment(0)));
    assert_eq!(requested.apply(&A::UnSetRefundRequested, NOW.plus(1)), Err(Refusal::Cooldown(until)));
    assert!(requested.apply(&A::UnSetRefundRequested, until).is_ok());
    let answered = requested.apply(&A::SubmitResult("bb".to_owned()), NOW.plus(1)).unwrap();
    assert_eq!((answered.state, answered.buyer_cooldown), (S::Disputed, Moment(0)));
    assert!(answered.apply(&A::UnSetRefundRequested, NOW.plus(2)).is_ok());
}

#[test]
fn a_result_blocks_the_timed_refund_and_an_authorization_wipes_it() {
    let mut disputed = escrow(Generation::V1, S::Disputed);
    disputed.state = S::RefundRequested;
    assert_eq!(disputed.apply(&A::WithdrawRefund, NOW.plus(3 * HOUR)), Err(Refusal::WrongState));
    let authorized = escrow(Generation::V1, S::Disputed).apply(&A::AuthorizeRefund, NOW).unwrap();
    assert_eq!(authorized.result_hash, "");
    assert_eq!(authorized.apply(&A::WithdrawRefund, NOW.plus(3 * HOUR)).unwrap().state, S::RefundWithdrawn);
}
