//! The progress of a purchase in eight steps, truthfully: a step is done once it was seen done, never before.

use super::Standing;
use crate::purchase::{
    state::{Job, Payment, State, is_terminal},
    words::{Phase, Step, StepId, StepState, Trouble},
};
use masumi::{agent::JobState, moment::Moment, node::OnChainState, proof::HashVerdict};

/// The steps, in order. Of purchases made elsewhere only those that the chain tells. `told`: the blocks on top of a transaction, as
/// far as the node told them since.
pub(super) fn steps(state: &State, standing: &Standing, told: &dyn Fn(&str) -> Option<u64>) -> Vec<Step> {
    let free = state.is_free();
    let made = &state.milestones;
    let mut steps = Vec::new();
    let mut step = |id, how: StepState, at: Option<Moment>| {
        // What was not reached when all is over will not come any more.
        let how = if how == StepState::Waiting && !standing.is_open { StepState::Unreached } else { how };
        steps.push(Step { id, state: how, at, confirmations: None });
    };
    if state.order.is_some() {
        let declined = matches!(state.payment, Payment::Expired | Payment::Declined) && state.job == Job::Approved;
        let approved = if declined { StepState::Failed } else { StepState::Done };
        step(StepId::Approved, approved, Some(state.created_at));
        step(StepId::Accepted, accepted(state, declined), made.accepted);
        let escrow_step = |how| if free { StepState::Skipped } else { how };
        step(StepId::Verified, escrow_step(verified(state)), made.verified);
        step(StepId::Paid, escrow_step(paid(state)), made.paid);
    }
    step(StepId::Escrow, if free { StepState::Skipped } else { escrow(state, standing) }, made.locked);
    step(StepId::Result, result(state, standing), made.delivered);
    step(StepId::Hash, if free { StepState::Skipped } else { hash(state, &standing.hash) }, made.hashed);
    step(StepId::Settled, if free { StepState::Skipped } else { settled(state) }, made.settled);
    let lock = state.transactions.iter().find(|seen| seen.leads_to == OnChainState::FundsLocked.word());
    let confirmations = lock.or(state.transactions.first()).and_then(|lock| told(&lock.hash).or(lock.confirmations));
    let escrow = steps.iter_mut().find(|step| step.id == StepId::Escrow);
    escrow.into_iter().for_each(|step| step.confirmations = confirmations);
    steps
}

fn accepted(state: &State, declined: bool) -> StepState {
    match state.job {
        Job::Started { .. } => StepState::Done,
        Job::Refused { .. } | Job::Lost { .. } => StepState::Failed,
        Job::Approved | Job::Starting if !declined => StepState::Active,
        _ => StepState::Waiting,
    }
}

fn verified(state: &State) -> StepState {
    match &state.payment {
        Payment::None if state.terms().is_some() => StepState::Active,
        Payment::None => StepState::Waiting,
        Payment::Outside { .. } => StepState::Active,
        Payment::Refused => StepState::Failed,
        Payment::Expired if state.terms().is_none() => StepState::Waiting,
        Payment::TooLate if state.milestones.verified.is_none() => StepState::Failed,
        _ => StepState::Done,
    }
}

fn paid(state: &State) -> StepState {
    match &state.payment {
        Payment::Sending { .. } | Payment::Unknown { .. } | Payment::Held { .. } => StepState::Active,
        Payment::Rejected { .. } | Payment::Alarm { .. } => StepState::Failed,
        Payment::TooLate if state.milestones.verified.is_some() => StepState::Failed,
        Payment::Made => StepState::Done,
        _ => StepState::Waiting,
    }
}

fn escrow(state: &State, standing: &Standing) -> StepState {
    match (&state.payment, state.on_chain()) {
        (_, Some(OnChainState::FundsOrDatumInvalid)) => StepState::Failed,
        _ if standing.trouble.is_some_and(|trouble| trouble.kind == Trouble::NeverPaid) => StepState::Failed,
        (_, Some(_)) => StepState::Done,
        (Payment::Made, None) => StepState::Active,
        _ => StepState::Waiting,
    }
}

fn result(state: &State, standing: &Standing) -> StepState {
    let begun = state.is_free() && state.job_id().is_some()
        || state.on_chain().is_some_and(|on_chain| *on_chain != OnChainState::FundsOrDatumInvalid);
    let failed = state.agent.as_ref().is_some_and(|word| word.state == JobState::Failed)
        || standing.phase == Phase::NoResult
        || matches!(standing.hash, HashVerdict::NoResult | HashVerdict::OnlyHash) && standing.phase != Phase::Fetching;
    // What came in its place is no delivery.
    let delivered = state.milestones.delivered.filter(|_| standing.hash != HashVerdict::OnlyHash);
    match (delivered, begun) {
        (Some(_), _) => StepState::Done,
        (None, _) if failed => StepState::Failed,
        // A hash on chain is the seller's word that it delivered; where the bytes are is for the next step to say.
        (None, true) if state.order.is_none() && state.had_hash => StepState::Done,
        (None, true) if state.on_chain().is_some_and(is_terminal) => StepState::Failed,
        (None, true) => StepState::Active,
        (None, false) => StepState::Waiting,
    }
}

fn hash(state: &State, verdict: &HashVerdict) -> StepState {
    match verdict {
        HashVerdict::Verified { .. } => StepState::Done,
        HashVerdict::Mismatch { .. } => StepState::Failed,
        HashVerdict::Withdrawn if state.checked().is_some() => StepState::Failed,
        HashVerdict::NotVerifiable | HashVerdict::Beyond { .. } => StepState::Skipped,
        HashVerdict::Checking => StepState::Active,
        HashVerdict::Waiting | HashVerdict::NoResult if state.checked().is_some() => StepState::Active,
        HashVerdict::Waiting | HashVerdict::NoResult | HashVerdict::OnlyHash | HashVerdict::Withdrawn => {
            StepState::Waiting
        }
    }
}

fn settled(state: &State) -> StepState {
    match state.on_chain() {
        Some(on_chain) if is_terminal(on_chain) => StepState::Done,
        Some(OnChainState::WithdrawAuthorized | OnChainState::RefundAuthorized | OnChainState::RefundRequested) => {
            StepState::Active
        }
        _ => StepState::Waiting,
    }
}
