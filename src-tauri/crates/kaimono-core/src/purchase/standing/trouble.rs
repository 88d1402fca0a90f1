//! What is wrong with a purchase: one word, and the moments its sentences mention. Of several troubles, the node's comes before
//! the agent's, since it says where the money is. What the person asked for and is under way is no trouble.

use super::{
    Known,
    refund::{self, Request},
    times::{
        FORGOT_LONG, LOCK_GRACE, OVERDUE_LONG, QUEUED_LONG, SILENT_LONG, UNCONFIRMED_LONG, UNKNOWN_LONG, UNPROVEN_LONG,
    },
};
use crate::purchase::{
    state::{Payment, SeenTransaction, State, is_locked, is_terminal},
    words::{Phase, Trouble},
};
use masumi::{
    agent::JobState,
    moment::Moment,
    node::{OnChainState, Purchase},
};

/// What is wrong with a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Troubled {
    /// What.
    pub kind: Trouble,
    /// Since when it is so, as far as Kaimono saw it.
    pub since: Option<Moment>,
    /// Until when the person can do something about it.
    pub until: Option<Moment>,
    /// When something happens by itself.
    pub at: Option<Moment>,
    /// The payment can be tried again without risk: the node has sent nothing for it yet, and there is time.
    pub retry: bool,
}

fn plain(kind: Trouble) -> Troubled {
    Troubled { kind, since: None, until: None, at: None, retry: false }
}

pub(super) fn trouble(
    state: &State,
    known: &Known<'_>,
    phase: Phase,
    denied: bool,
    under_way: Option<Request>,
    object_by: Option<Moment>,
) -> Option<Troubled> {
    let now = known.now;
    if denied {
        return Some(plain(Trouble::Denied));
    }
    match &state.payment {
        Payment::Alarm { differences } if differences.is_empty() => return Some(plain(Trouble::Foreign)),
        Payment::Alarm { .. } => return Some(plain(Trouble::Different)),
        Payment::Unknown { .. } => {
            let since = state.milestones.verified;
            let long = since.is_some_and(|at| now.since(at) >= UNKNOWN_LONG);
            return long.then(|| Troubled { since, ..plain(Trouble::PaymentUnknown) });
        }
        Payment::Made => {}
        _ => return None,
    }
    let row = state.row.as_ref()?;
    match &row.on_chain_state {
        None => on_the_way(state, row, now),
        Some(OnChainState::FundsOrDatumInvalid) => Some(plain(match last(state) {
            None => Trouble::NeverPaid,
            Some(_) => Trouble::LockInvalid,
        })),
        Some(on_chain) if is_terminal(on_chain) => None,
        Some(_) if last(state).is_some_and(|seen| seen.status == "RolledBack") => Some(plain(Trouble::RolledBack)),
        Some(on_chain) if !is_locked(on_chain) => None,
        Some(_) if row.next_action.stuck() => Some(plain(Trouble::NodeStuck)),
        Some(_) => match under_way {
            Some(request) if !(request.too_late && refund::is_undelivered(row)) => requested(request, now),
            _ => overdue(state, row, now).or_else(|| in_escrow(state, row, known, phase, object_by)),
        },
    }
}

fn last(state: &State) -> Option<&SeenTransaction> {
    state.transactions.last()
}

fn on_the_way(state: &State, row: &Purchase, now: Moment) -> Option<Troubled> {
    let since = row.created_at;
    let given_up = row.pay_by_time.map(|deadline| deadline.plus(LOCK_GRACE));
    let late = row.pay_by_time.is_some_and(|deadline| now > deadline);
    let long = |limit| since.is_some_and(|at| now.since(at) >= limit);
    let waits = |kind| Some(Troubled { since, at: given_up, ..plain(kind) });
    let stuck = row.next_action.stuck();
    // It should have been given up or seen by now.
    let undecided = given_up.is_some_and(|at| now.since(at) >= OVERDUE_LONG);
    match last(state).map(|seen| seen.status.as_str()) {
        Some("RolledBack") => Some(plain(Trouble::RolledBack)),
        _ if undecided && !stuck => Some(Troubled { at: given_up, ..plain(Trouble::LockOverdue) }),
        Some("FailedViaTimeout" | "FailedViaManualReset") => {
            Some(Troubled { at: given_up, ..plain(Trouble::LockLost) })
        }
        Some(_) if stuck => Some(plain(Trouble::NodeStuck)),
        None if late && stuck => Some(plain(Trouble::NeverPaid)),
        None if stuck => {
            let kind = match row.next_action.error_type.as_deref() {
                Some("InsufficientFunds") => Trouble::InsufficientFunds,
                Some("PolicyDenied") => Trouble::PolicyDenied,
                _ => Trouble::LockFailed,
            };
            // The same purchase is refused by the same policy again.
            let retry = kind != Trouble::PolicyDenied;
            Some(Troubled { until: row.pay_by_time, at: given_up, retry, ..plain(kind) })
        }
        // Nothing that could move money has left the node yet, as far as it tells.
        None if row.next_action.requested_action == "FundsLockingRequested" => {
            long(QUEUED_LONG).then(|| waits(Trouble::Queued)).flatten()
        }
        _ => long(UNCONFIRMED_LONG).then(|| waits(Trouble::Unconfirmed)).flatten(),
    }
}

fn requested(request: Request, now: Moment) -> Option<Troubled> {
    if request.too_late {
        return Some(plain(Trouble::RequestTooLate));
    }
    let since = request.since;
    let long = request.acts_at.is_none() && since.is_some_and(|at| now.since(at) >= OVERDUE_LONG);
    long.then(|| Troubled { since, ..plain(Trouble::RequestOverdue) })
}

/// What the node should have done by itself.
fn overdue(state: &State, row: &Purchase, now: Moment) -> Option<Troubled> {
    let kind = Trouble::RefundOverdue;
    match row.on_chain_state.as_ref()? {
        OnChainState::FundsLocked | OnChainState::RefundRequested if refund::keeps_a_hash(row) => {
            // Once the request is taken back the seller may deliver again.
            let asked = row.on_chain_state == Some(OnChainState::RefundRequested);
            let until = row.submit_result_time.filter(|due| asked && now < *due);
            Some(Troubled { since: state.on_chain_at, until, ..plain(Trouble::NotCollected) })
        }
        OnChainState::FundsLocked | OnChainState::RefundRequested => {
            let at = refund::automatic(row).filter(|at| now.since(*at) >= OVERDUE_LONG)?;
            Some(Troubled { at: Some(at), ..plain(kind) })
        }
        OnChainState::RefundAuthorized => {
            let since = state.on_chain_at.filter(|at| now.since(*at) >= OVERDUE_LONG)?;
            Some(Troubled { since: Some(since), ..plain(kind) })
        }
        _ => None,
    }
}

fn in_escrow(
    state: &State,
    row: &Purchase,
    known: &Known<'_>,
    phase: Phase,
    object_by: Option<Moment>,
) -> Option<Troubled> {
    let now = known.now;
    let automatic = refund::automatic(row);
    let word = state.agent.as_ref();
    let long = |since: Option<Moment>, span| since.is_some_and(|at| now.since(at) >= span);
    match phase {
        Phase::AgentFailed => {
            let since = word.map(|word| word.at);
            Some(Troubled { since, until: row.submit_result_time, at: automatic, ..plain(Trouble::AgentFailed) })
        }
        Phase::HashWithoutResult | Phase::Mismatch => {
            let kind = if phase == Phase::Mismatch { Trouble::Mismatch } else { Trouble::HashWithoutResult };
            Some(Troubled { since: state.hash_at, until: object_by, at: row.unlock_time, ..plain(kind) })
        }
        Phase::Disputed => Some(Troubled { at: row.external_dispute_unlock_time, ..plain(Trouble::Disputed) }),
        Phase::Preliminary | Phase::Overdue if state.result.as_ref().is_some_and(|result| result.complete) => {
            let since = state.result_at;
            long(since, UNPROVEN_LONG).then(|| Troubled { since, at: automatic, ..plain(Trouble::Unproven) })
        }
        Phase::Working | Phase::Question => {
            let because = |since, kind| Some(Troubled { since, at: automatic, ..plain(kind) });
            let locked = state.milestones.locked;
            let unseen = word.is_none_or(|word| word.state == JobState::AwaitingPayment) && state.job_id().is_some();
            if long(known.agent.forgot, FORGOT_LONG) {
                because(known.agent.forgot, Trouble::AgentForgot)
            } else if long(known.agent.silent, SILENT_LONG) {
                because(known.agent.silent, Trouble::AgentSilent)
            } else if unseen && long(locked, UNCONFIRMED_LONG) {
                // Whether its node has given up by now is for the sentence to say.
                because(locked, Trouble::UnseenByAgent).map(|one| Troubled { until: row.pay_by_time, ..one })
            } else {
                None
            }
        }
        _ => None,
    }
}
