//! Where a purchase stands, in one word, and what follows: its group, what happens next by itself, what the person should do.
//! Pure; every word here has its sentence on the page.

use super::{
    refund::{automatic, object_until},
    state::{Job, Payment, State, is_locked},
};
use crate::view::purchase::{Need, NextEvent, NextWhat, Phase, PurchaseGroup};
use masumi_client::{
    agent::JobState,
    moment::{MINUTE, Moment},
    node::{OnChainState, Purchase},
    proof::HashVerdict,
};

/// A result may follow its hash by a little; only after this long is its absence worth a reminder.
const RESULT_GRACE: i64 = 2 * MINUTE;

/// Where a purchase stands.
pub fn phase(state: &State, now: Moment) -> Phase {
    match &state.job {
        Job::Refused { .. } | Job::Lost { .. } => return Phase::Refused,
        Job::Approved | Job::Starting if state.payment == Payment::Expired => return Phase::Declined,
        Job::Approved | Job::Starting => return Phase::Starting,
        Job::Elsewhere | Job::Started { .. } => {}
    }
    match &state.payment {
        Payment::None => Phase::Starting,
        Payment::NotNeeded => free(state, now),
        Payment::Outside { .. } | Payment::Lapsed { .. } if state.is_lapsed() => Phase::Lapsed,
        Payment::Outside { .. } | Payment::Lapsed { .. } => Phase::AsksAgain,
        Payment::Declined | Payment::Expired => Phase::Declined,
        Payment::Refused | Payment::TooLate | Payment::Rejected { .. } => Phase::Refused,
        Payment::Sending { .. } => Phase::Paying,
        Payment::Unknown { .. } => Phase::PaymentUnknown,
        Payment::Held { .. } => Phase::PaymentStuck,
        Payment::Alarm { .. } => Phase::Alarm,
        Payment::Made => made(state, now),
    }
}

fn agent_state(state: &State) -> Option<JobState> {
    state.agent.as_ref().map(|word| word.state)
}

fn asks(state: &State) -> bool {
    agent_state(state) == Some(JobState::AwaitingInput) && state.question.is_some()
}

fn has_result(state: &State) -> bool {
    state.result.as_ref().is_some_and(|result| result.complete)
}

fn free(state: &State, now: Moment) -> Phase {
    let silent = state.agent.as_ref().is_some_and(|word| now.since(word.at) >= RESULT_GRACE);
    match agent_state(state) {
        _ if state.too_large => Phase::ResultTooLarge,
        _ if has_result(state) => Phase::Delivered,
        Some(JobState::Failed) => Phase::NoResult,
        Some(JobState::Completed) if silent => Phase::NoResult,
        _ if asks(state) => Phase::Question,
        _ => Phase::Working,
    }
}

fn made(state: &State, now: Moment) -> Phase {
    let Some(row) = &state.row else { return Phase::Queued };
    let stuck = row.next_action.requested_action == "WaitingForManualAction";
    let Some(on_chain) = &row.on_chain_state else {
        return if stuck { Phase::PaymentStuck } else { Phase::Queued };
    };
    match on_chain {
        OnChainState::FundsLocked => locked(state, now),
        OnChainState::ResultSubmitted => submitted(state, now),
        OnChainState::RefundRequested => Phase::RefundRequested,
        OnChainState::Disputed => Phase::Disputed,
        OnChainState::WithdrawAuthorized => Phase::Released,
        OnChainState::RefundAuthorized => Phase::RefundAuthorized,
        OnChainState::Withdrawn => Phase::Settled,
        OnChainState::RefundWithdrawn => Phase::Refunded,
        OnChainState::DisputedWithdrawn => Phase::Decided,
        // The node says "no valid lock" both for a payment that never left and for a lock that does not fit.
        OnChainState::FundsOrDatumInvalid if state.transactions.is_empty() => Phase::NeverPaid,
        OnChainState::FundsOrDatumInvalid => Phase::LockInvalid,
        OnChainState::Other(_) => Phase::Unknown,
    }
}

fn locked(state: &State, now: Moment) -> Phase {
    let overdue = state.row.as_ref().and_then(|row| row.submit_result_time).is_some_and(|due| now >= due);
    match agent_state(state) {
        _ if overdue => Phase::Overdue,
        _ if state.too_large => Phase::ResultTooLarge,
        Some(JobState::Failed) => Phase::AgentFailed,
        _ if has_result(state) => Phase::Preliminary,
        _ if asks(state) => Phase::Question,
        _ => Phase::Working,
    }
}

fn submitted(state: &State, now: Moment) -> Phase {
    if state.job_id().is_none() {
        return Phase::ResultElsewhere;
    }
    match state.checked().map(|checked| &checked.verdict) {
        Some(HashVerdict::Mismatch { .. }) => Phase::Mismatch,
        Some(_) => Phase::Delivered,
        // Both are here, and are held against each other this moment.
        None if has_result(state) => Phase::Preliminary,
        _ if state.too_large => Phase::ResultTooLarge,
        _ if state.hash_at.is_some_and(|at| now.since(at) < RESULT_GRACE) => Phase::Working,
        _ => Phase::HashWithoutResult,
    }
}

/// Until when the person has to object to what is not right, or the seller is paid for it: with the margin that a slow node
/// needs. `None`: there is nothing to object to, or it is too late.
pub fn object_by(state: &State, now: Moment) -> Option<Moment> {
    let wrong = match phase(state, now) {
        Phase::HashWithoutResult | Phase::Mismatch => true,
        Phase::ResultTooLarge => state.result_hash().is_some(),
        _ => false,
    };
    object_until(state.row.as_ref().filter(|_| wrong)?, now)
}

/// What the person should do.
pub fn need(state: &State, now: Moment) -> Option<Need> {
    let deadline = |time: fn(&Purchase) -> Option<Moment>| state.row.as_ref().and_then(time);
    match phase(state, now) {
        Phase::AsksAgain | Phase::Lapsed => Some(Need::Approve),
        Phase::Question => {
            let open = state.question.as_ref().is_some_and(|question| question.answer.is_wanted(now));
            open.then_some(Need::Answer)
        }
        Phase::ResultTooLarge if state.result_hash().is_none() => None,
        Phase::HashWithoutResult | Phase::Mismatch | Phase::ResultTooLarge => {
            let open = deadline(|row| row.unlock_time).is_none() || object_by(state, now).is_some();
            open.then_some(Need::Object)
        }
        // What was never sent and is too late now needs nobody any more.
        Phase::PaymentStuck
            if state.row.is_some()
                && state.transactions.is_empty()
                && deadline(|row| row.pay_by_time).is_some_and(|deadline| now > deadline) =>
        {
            None
        }
        Phase::PaymentStuck => {
            let poor = state.row.as_ref().and_then(|row| row.next_action.error_type.as_deref());
            Some(if poor == Some("InsufficientFunds") { Need::TopUp } else { Need::Look })
        }
        Phase::Alarm | Phase::LockInvalid => (!state.is_acknowledged()).then_some(Need::Look),
        _ => None,
    }
}

/// Its group in the list.
pub fn group(state: &State, now: Moment) -> PurchaseGroup {
    if need(state, now).is_some() {
        return PurchaseGroup::NeedsYou;
    }
    match phase(state, now) {
        Phase::Starting
        | Phase::AsksAgain
        | Phase::Lapsed
        | Phase::Paying
        | Phase::PaymentUnknown
        | Phase::Queued
        | Phase::PaymentStuck
        | Phase::Working
        | Phase::Question
        | Phase::Preliminary
        | Phase::HashWithoutResult
        | Phase::ResultTooLarge
        | Phase::Alarm
        | Phase::Unknown => PurchaseGroup::Active,
        Phase::Delivered
        | Phase::ResultElsewhere
        | Phase::Mismatch
        | Phase::Settled
        | Phase::Released
        | Phase::Decided => PurchaseGroup::Done,
        Phase::AgentFailed
        | Phase::Overdue
        | Phase::RefundRequested
        | Phase::Disputed
        | Phase::RefundAuthorized
        | Phase::Refunded => PurchaseGroup::Refunds,
        Phase::NoResult | Phase::NeverPaid | Phase::LockInvalid | Phase::Refused | Phase::Declined => {
            PurchaseGroup::Failed
        }
    }
}

/// What happens next by itself.
pub fn next(state: &State, now: Moment) -> Option<NextEvent> {
    let row = state.row.as_ref()?;
    let event = |what, at: Option<Moment>| at.map(|at| NextEvent { what, at });
    match phase(state, now) {
        Phase::Queued | Phase::PaymentStuck => event(NextWhat::PayBy, row.pay_by_time),
        Phase::Working | Phase::Question | Phase::ResultTooLarge
            if row.on_chain_state == Some(OnChainState::FundsLocked) =>
        {
            event(NextWhat::ResultDue, row.submit_result_time)
        }
        Phase::AgentFailed | Phase::Overdue | Phase::RefundRequested if state.result_hash().is_none() => {
            event(NextWhat::AutomaticRefund, automatic(row))
        }
        Phase::Delivered
        | Phase::Mismatch
        | Phase::HashWithoutResult
        | Phase::ResultTooLarge
        | Phase::ResultElsewhere => event(NextWhat::ObjectionCloses, row.unlock_time).filter(|event| now < event.at),
        Phase::Disputed => event(NextWhat::AdminsDecide, row.external_dispute_unlock_time),
        _ => None,
    }
}

/// Whether anything about it can still change, so that it is worth asking.
pub fn is_open(state: &State, now: Moment) -> bool {
    match phase(state, now) {
        Phase::NoResult
        | Phase::Settled
        | Phase::Refunded
        | Phase::Decided
        | Phase::NeverPaid
        | Phase::Refused
        | Phase::Declined => false,
        Phase::Delivered => !state.is_free(),
        // What was seen is watched for as long as there is money in it.
        Phase::Alarm | Phase::LockInvalid => !state.is_acknowledged() || state.on_chain().is_some_and(is_locked),
        _ => true,
    }
}
