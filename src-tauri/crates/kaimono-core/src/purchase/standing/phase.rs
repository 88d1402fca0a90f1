//! Where a purchase stands, in one word, and what follows from it: its group, what the person should do, whether it is open.

use super::{
    Known,
    refund::{Request, agreed_after_dispute},
    times::{RESULT_GRACE, UNASKED_LONG},
    trouble::Troubled,
};
use crate::purchase::{
    state::{Job, Payment, State, is_locked},
    words::{Need, Phase, PurchaseGroup, Trouble},
};
use masumi::{agent::JobState, moment::Moment, node::OnChainState, proof::HashVerdict};

/// Where a purchase stands.
pub(super) fn phase(state: &State, known: &Known<'_>) -> Phase {
    match &state.job {
        Job::Refused { .. } | Job::Lost { .. } => return Phase::Refused,
        Job::Approved | Job::Starting if state.payment == Payment::Expired => return Phase::Expired,
        // The person stopped it.
        Job::Approved if state.payment == Payment::Declined => return Phase::Declined,
        Job::Approved | Job::Starting => return Phase::Starting,
        Job::Elsewhere | Job::Started { .. } => {}
    }
    match &state.payment {
        Payment::None => Phase::Starting,
        Payment::NotNeeded => free(state, known.now),
        Payment::Outside { .. } | Payment::Lapsed { .. } if state.is_lapsed() => Phase::Lapsed,
        Payment::Outside { .. } | Payment::Lapsed { .. } => Phase::AsksAgain,
        Payment::Declined => Phase::Declined,
        Payment::Expired => Phase::Expired,
        Payment::Refused | Payment::TooLate | Payment::Rejected { .. } => Phase::Refused,
        Payment::Sending { .. } => Phase::Paying,
        Payment::Unknown { .. } => Phase::PaymentUnknown,
        Payment::Held { .. } => Phase::PaymentStuck,
        Payment::Alarm { .. } => Phase::Alarm,
        Payment::Made => made(state, known),
    }
}

/// Its phase without regard to an alarm, which hides what the row says.
pub(super) fn of_row(state: &State, known: &Known<'_>, phase: Phase) -> Phase {
    if phase == Phase::Alarm && state.row.is_some() { made(state, known) } else { phase }
}

fn agent_state(state: &State) -> Option<JobState> {
    state.agent.as_ref().map(|word| word.state)
}

/// An agent that was answered says for a while what it said before: until it has said something else, or asks for long, it works.
fn asks(state: &State, now: Moment) -> bool {
    let is_answered = state.question.as_ref().is_some_and(|question| !question.answer.is_wanted(now));
    agent_state(state) == Some(JobState::AwaitingInput) && !is_answered
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
        _ if asks(state, now) => Phase::Question,
        _ => Phase::Working,
    }
}

fn made(state: &State, known: &Known<'_>) -> Phase {
    let Some(row) = &state.row else { return Phase::Queued };
    let stuck = row.next_action.stuck();
    let Some(on_chain) = &row.on_chain_state else {
        return if stuck { Phase::PaymentStuck } else { Phase::Queued };
    };
    match on_chain {
        OnChainState::FundsLocked => locked(state, known.now),
        OnChainState::ResultSubmitted => submitted(state, known),
        OnChainState::RefundRequested if agreed_after_dispute(row) => Phase::RefundAgreed,
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
        _ if asks(state, now) => Phase::Question,
        _ => Phase::Working,
    }
}

fn submitted(state: &State, known: &Known<'_>) -> Phase {
    if state.job_id().is_none() {
        return Phase::ResultElsewhere;
    }
    match state.checked().map(|checked| &checked.verdict) {
        Some(HashVerdict::Mismatch { .. }) => Phase::Mismatch,
        // What came is no result.
        Some(HashVerdict::OnlyHash) if is_missing(state, known) => Phase::HashWithoutResult,
        Some(HashVerdict::OnlyHash) => Phase::Fetching,
        Some(_) => Phase::Delivered,
        // Both are here, and are held against each other this moment.
        None if has_result(state) => Phase::Preliminary,
        _ if state.too_large => Phase::ResultTooLarge,
        _ if is_missing(state, known) => Phase::HashWithoutResult,
        _ => Phase::Fetching,
    }
}

/// Whether a result whose hash is on chain does not come: the agent says that it failed, or it was asked in vain for long enough,
/// or could not be asked for longer still.
fn is_missing(state: &State, known: &Known<'_>) -> bool {
    let Some(proven) = state.hash_at else { return true };
    let failed = agent_state(state) == Some(JobState::Failed);
    let in_vain = known.agent.at.is_some_and(|asked| asked.since(proven) >= RESULT_GRACE);
    failed || in_vain || known.now.since(proven.max(known.since)) >= UNASKED_LONG
}

/// What the person should do.
pub(super) fn need(
    state: &State,
    phase: Phase,
    delivery: Phase,
    trouble: Option<Troubled>,
    under_way: Option<Request>,
    object_by: Option<Moment>,
) -> Option<Need> {
    let kind = trouble.map(|trouble| trouble.kind);
    let no_end = state.row.as_ref().is_none_or(|row| row.unlock_time.is_none());
    let proven = delivery != Phase::ResultTooLarge || state.result_hash().is_some();
    let wrong = matches!(delivery, Phase::HashWithoutResult | Phase::Mismatch | Phase::ResultTooLarge) && proven;
    // What costs money if nobody does anything comes before what can be looked at.
    if wrong && phase == Phase::Alarm && under_way.is_none() && (no_end || object_by.is_some()) {
        return Some(Need::Object);
    }
    let seen = state.is_acknowledged();
    if kind.is_some_and(Trouble::is_for_the_person_to_look_at) {
        return (!seen).then_some(Need::Look);
    }
    match phase {
        Phase::AsksAgain | Phase::Lapsed => Some(Need::Approve),
        Phase::Question => state.question.is_some().then_some(Need::Answer),
        _ if wrong => (under_way.is_none() && (no_end || object_by.is_some())).then_some(Need::Object),
        // What was never sent and is too late now needs nobody any more.
        Phase::PaymentStuck if kind == Some(Trouble::NeverPaid) => None,
        Phase::PaymentStuck if kind == Some(Trouble::InsufficientFunds) => Some(Need::TopUp),
        Phase::PaymentStuck => Some(Need::Look),
        Phase::Alarm | Phase::LockInvalid => (!seen).then_some(Need::Look),
        _ => None,
    }
}

impl Trouble {
    /// Whether nothing goes on by itself any more, or nothing did for too long: somebody has to look at the node.
    fn is_for_the_person_to_look_at(self) -> bool {
        use Trouble as T;
        match self {
            T::LockLost
            | T::RolledBack
            | T::LockInvalid
            | T::NodeStuck
            | T::Foreign
            | T::Different
            | T::Denied
            | T::LockOverdue
            | T::RefundOverdue
            | T::RequestOverdue
            | T::NotCollected => true,
            T::Queued
            | T::Unconfirmed
            | T::InsufficientFunds
            | T::LockFailed
            | T::PolicyDenied
            | T::NeverPaid
            | T::UnseenByAgent
            | T::AgentSilent
            | T::AgentForgot
            | T::AgentFailed
            | T::Unproven
            | T::HashWithoutResult
            | T::Mismatch
            | T::Disputed
            | T::PaymentUnknown
            | T::RequestTooLate => false,
        }
    }
}

/// Its group in the list.
pub(super) fn group(phase: Phase, need: Option<Need>) -> PurchaseGroup {
    if need.is_some() { PurchaseGroup::NeedsYou } else { group_of(phase) }
}

/// The same of one that needs nobody.
pub(crate) fn group_of(phase: Phase) -> PurchaseGroup {
    match phase {
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
        | Phase::Fetching
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
        | Phase::RefundAgreed
        | Phase::Disputed
        | Phase::RefundAuthorized
        | Phase::Refunded => PurchaseGroup::Refunds,
        Phase::NoResult | Phase::NeverPaid | Phase::LockInvalid | Phase::Refused | Phase::Declined | Phase::Expired => {
            PurchaseGroup::Failed
        }
    }
}

/// Whether anything about it can still change, so that it is worth asking.
pub(super) fn is_open(phase: Phase, state: &State) -> bool {
    match phase {
        Phase::NoResult
        | Phase::Settled
        | Phase::Refunded
        | Phase::Decided
        | Phase::NeverPaid
        | Phase::Refused
        | Phase::Declined
        | Phase::Expired => false,
        Phase::Delivered => !state.is_free(),
        // What was seen is watched for as long as there is money in it.
        Phase::Alarm | Phase::LockInvalid => !state.is_acknowledged() || state.on_chain().is_some_and(is_locked),
        _ => true,
    }
}
