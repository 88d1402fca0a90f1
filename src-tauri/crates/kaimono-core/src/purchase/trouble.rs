//! What is wrong with a purchase: one word, where the money is, and the moments that its sentences speak of. Pure. Of several
//! things that of the node comes before that of the agent, since it says where the money is.

use super::{
    phase, refund,
    state::{Payment, SeenTransaction, State},
};
use crate::{
    text::clean,
    view::{
        purchase::Phase,
        trouble::{MoneyIs, Trouble, TroubleView},
    },
};
use masumi_client::{
    agent::JobState,
    moment::{MINUTE, Moment},
    node::{OnChainState, Purchase},
};

/// A slowly configured node looks for payments every four minutes (PROTOCOL 5.4): after this long its wallet is busy.
const QUEUED_LONG: i64 = 5 * MINUTE;
/// A slowly configured node sees a lock after 7 to 14 minutes (PROTOCOL 5.4).
const UNCONFIRMED_LONG: i64 = 15 * MINUTE;
/// The same time for the seller's node, which the agent waits for.
const UNSEEN_LONG: i64 = 15 * MINUTE;
/// A proof follows its result within minutes.
const UNPROVEN_LONG: i64 = 15 * MINUTE;
/// An agent that does not answer once or twice is not silent.
const SILENT_LONG: i64 = MINUTE;
/// The node gives a purchase up this long after the time to pay (OBSERVED 1).
const LOCK_GRACE: i64 = 5 * MINUTE;

/// What is wrong with a purchase at this moment. `silent`: since when its agent does not answer.
pub fn trouble(state: &State, silent: Option<Moment>, now: Moment) -> Option<TroubleView> {
    if matches!(&state.payment, Payment::Alarm { differences } if differences.is_empty()) {
        return Some(plain(Trouble::Foreign, MoneyIs::Unknown));
    }
    let row = state.row.as_ref().filter(|_| state.payment == Payment::Made)?;
    let view = match &row.on_chain_state {
        None => on_the_way(state, row, now),
        Some(OnChainState::FundsOrDatumInvalid) => Some(invalid(state, row)),
        Some(_) if last(state).is_some_and(|seen| seen.status == "RolledBack") => {
            Some(plain(Trouble::RolledBack, MoneyIs::Unknown))
        }
        Some(on_chain) => in_escrow(state, row, on_chain, silent, now),
    };
    view.map(|view| TroubleView { quote: words(row), ..view })
}

/// The node knows no such purchase any more: it was set up anew, or is another one at the same address. What is in escrow stays
/// there, and nobody acts for it.
pub fn denied(state: &State) -> TroubleView {
    let locked = state.on_chain().is_some_and(super::state::is_locked);
    plain(Trouble::Denied, if locked { MoneyIs::InEscrow } else { MoneyIs::Unknown })
}

fn plain(kind: Trouble, money: MoneyIs) -> TroubleView {
    let quote = String::new();
    TroubleView { kind, money, since: None, until: None, at: None, quote, retry: false, shortage: None }
}

/// What the node says of its error.
fn words(row: &Purchase) -> String {
    row.next_action
        .error_note
        .as_deref()
        .or(row.next_action.error_type.as_deref())
        .map(|note| clean(note, 500))
        .unwrap_or_default()
}

fn last(state: &State) -> Option<&SeenTransaction> {
    state.transactions.last()
}

/// Whether the node may send the lock (again) without risk: it has sent nothing for this purchase yet, and there is time.
pub fn may_lock(state: &State, now: Moment) -> bool {
    let Some(row) = &state.row else { return false };
    let in_time = row.pay_by_time.is_none_or(|deadline| now <= deadline);
    row.next_action.stuck() && row.on_chain_state.is_none() && state.transactions.is_empty() && in_time
}

fn on_the_way(state: &State, row: &Purchase, now: Moment) -> Option<TroubleView> {
    let since = row.created_at;
    let given_up = row.pay_by_time.map(|deadline| deadline.plus(LOCK_GRACE));
    let late = row.pay_by_time.is_some_and(|deadline| now > deadline);
    let long = |limit| since.is_some_and(|at| now.since(at) >= limit);
    match last(state).map(|seen| seen.status.as_str()) {
        Some("FailedViaTimeout" | "FailedViaManualReset") => {
            Some(TroubleView { at: given_up, ..plain(Trouble::LockLost, MoneyIs::Unknown) })
        }
        Some("RolledBack") => Some(plain(Trouble::RolledBack, MoneyIs::Unknown)),
        Some(_) if row.next_action.stuck() => Some(plain(Trouble::NodeStuck, MoneyIs::Unknown)),
        Some(_) => long(UNCONFIRMED_LONG).then(|| TroubleView {
            since,
            at: given_up,
            ..plain(Trouble::Unconfirmed, MoneyIs::Unknown)
        }),
        None if late && row.next_action.stuck() => Some(plain(Trouble::NeverPaid, MoneyIs::InWallet)),
        None if row.next_action.stuck() => {
            let poor = row.next_action.error_type.as_deref() == Some("InsufficientFunds");
            let kind = if poor { Trouble::InsufficientFunds } else { Trouble::LockFailed };
            let retry = may_lock(state, now);
            Some(TroubleView { until: row.pay_by_time, at: given_up, retry, ..plain(kind, MoneyIs::InWallet) })
        }
        // Nothing that could move money has left the node yet, as far as it tells.
        None if row.next_action.requested_action == "FundsLockingRequested" => {
            long(QUEUED_LONG).then(|| TroubleView { since, at: given_up, ..plain(Trouble::Queued, MoneyIs::InWallet) })
        }
        None => long(UNCONFIRMED_LONG).then(|| TroubleView {
            since,
            at: given_up,
            ..plain(Trouble::Unconfirmed, MoneyIs::Unknown)
        }),
    }
}

/// The node says "no valid lock" both for a payment that never left and for a lock that does not fit.
fn invalid(state: &State, row: &Purchase) -> TroubleView {
    let confirmed = row.current_transaction.as_ref().and_then(|seen| seen.status.as_deref()) == Some("Confirmed");
    match last(state) {
        None => plain(Trouble::NeverPaid, MoneyIs::InWallet),
        Some(_) if confirmed => plain(Trouble::LockInvalid, MoneyIs::AtContract),
        Some(_) => plain(Trouble::LockInvalid, MoneyIs::Unknown),
    }
}

fn in_escrow(
    state: &State,
    row: &Purchase,
    on_chain: &OnChainState,
    silent: Option<Moment>,
    now: Moment,
) -> Option<TroubleView> {
    let escrow = |kind| plain(kind, MoneyIs::InEscrow);
    let automatic = refund::automatic(row);
    if row.next_action.stuck() && super::state::is_locked(on_chain) {
        return Some(escrow(Trouble::NodeStuck));
    }
    let word = state.agent.as_ref();
    match phase::phase(state, now) {
        Phase::AgentFailed => {
            let since = word.map(|word| word.at);
            Some(TroubleView { since, until: row.submit_result_time, at: automatic, ..escrow(Trouble::AgentFailed) })
        }
        phase @ (Phase::HashWithoutResult | Phase::Mismatch) => {
            let kind = if phase == Phase::Mismatch { Trouble::Mismatch } else { Trouble::HashWithoutResult };
            let until = phase::object_by(state, now);
            Some(TroubleView { since: state.hash_at, until, at: row.unlock_time, ..escrow(kind) })
        }
        Phase::Disputed => Some(TroubleView { at: row.external_dispute_unlock_time, ..escrow(Trouble::Disputed) }),
        Phase::Preliminary | Phase::Overdue if state.result.as_ref().is_some_and(|result| result.complete) => {
            let since = state.result_at;
            let long = since.is_some_and(|at| now.since(at) >= UNPROVEN_LONG);
            long.then(|| TroubleView { since, at: automatic, ..escrow(Trouble::Unproven) })
        }
        Phase::Working | Phase::Question => {
            let since = state.milestones.locked;
            let unseen = word.is_none_or(|word| word.state == JobState::AwaitingPayment)
                && since.is_some_and(|at| now.since(at) >= UNSEEN_LONG);
            match silent.filter(|at| now.since(*at) >= SILENT_LONG) {
                Some(since) => Some(TroubleView { since: Some(since), at: automatic, ..escrow(Trouble::AgentSilent) }),
                None if unseen && state.job_id().is_some() && *on_chain == OnChainState::FundsLocked => {
                    // Whether its node has given up by now is for the sentence to say.
                    let until = row.pay_by_time;
                    Some(TroubleView { since, until, at: automatic, ..escrow(Trouble::UnseenByAgent) })
                }
                None => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
