//! Which refund button to show, until when, and if none, why: the truth table of docs/protocol.md 5.6 with the observations that
//! correct it.
//!
//! The API does not check times: a request outside the node's own window answers 200 and is never carried out. The node acts on
//! the buyer's request only while `cooldown + 7 min < now < unlock - 3 min` (docs/observed.md 5), so the button keeps to that
//! window here, with a margin for slow nodes. What the node has accepted and the chain does not show yet is said to be under way.

use super::{
    Known,
    times::{AFTER_COOLDOWN, AUTOMATIC_AFTER, WINDOW_MARGIN, WORKER_MARGIN},
};
use crate::purchase::{
    state::{Payment, State},
    words::{RefundAction, RefundDisabled, RefundVerdict},
};
use masumi::{
    moment::Moment,
    node::{Generation, OnChainState, Purchase},
};
use sha2::{Digest, Sha256};

/// The refund button of a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refund {
    /// What is said.
    pub verdict: RefundVerdict,
    /// The button, if there is one.
    pub action: Option<RefundAction>,
    /// `None`: the button works. Otherwise why not.
    pub disabled: Option<RefundDisabled>,
    /// Until when the button can be used.
    pub until: Option<Moment>,
    /// Before then it cannot (cooldown).
    pub not_before: Option<Moment>,
    /// What is asked for now is carried out from then on. `None`: soon.
    pub acts_at: Option<Moment>,
    /// The moment that the verdict speaks of.
    pub at: Option<Moment>,
}

/// Something that the person asked for, that the node has taken, and that the chain does not show yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// What.
    pub action: RefundAction,
    /// Since when the node has it and may carry it out, as far as Kaimono saw it.
    pub since: Option<Moment>,
    /// The node carries it out from then on, which is ahead; `None`: it may at once.
    pub acts_at: Option<Moment>,
    /// The node never carries it out any more.
    pub too_late: bool,
}

/// Reads it.
pub(super) fn refund(state: &State, known: &Known<'_>, under_way: Option<Request>) -> Refund {
    if state.is_free() {
        return says(RefundVerdict::Free);
    }
    let Some(row) = &state.row else {
        let open = matches!(state.payment, Payment::Sending { .. } | Payment::Unknown { .. } | Payment::Alarm { .. });
        return says(if open { RefundVerdict::NotYet } else { RefundVerdict::NotPaid });
    };
    let refund = match under_way {
        // What came too late for nothing that was delivered changes nothing: it comes back by itself.
        Some(Request { too_late: true, .. }) if is_undelivered(row) => of_row(row, known.now),
        Some(request) => of_request(row, request),
        None => of_row(row, known.now),
    };
    let disabled = refund.action.and_then(|_| disabled(state, row, &refund, known));
    Refund { disabled, ..refund }
}

fn says(verdict: RefundVerdict) -> Refund {
    Refund { verdict, action: None, disabled: None, until: None, not_before: None, acts_at: None, at: None }
}

/// Names what a click would mean: the same action on the same money with the same result. Given back with the click, so that a
/// yes to one thing is never a yes to another.
pub(crate) fn meaning(row: &Purchase, action: RefundAction) -> String {
    let generation = generation(row);
    let hash = row.result_hash.as_deref().filter(|hash| !hash.is_empty());
    let meant = format!("{action:?} {:?} {generation:?} {hash:?}", row.on_chain_state);
    hex::encode(&Sha256::digest(meant)[..8])
}

fn generation(row: &Purchase) -> Option<Generation> {
    row.payment_source.as_ref().and_then(|source| source.generation)
}

/// When the node acts again after what the buyer did last; `None`: it may at once.
fn after_cooldown(row: &Purchase) -> Option<Moment> {
    row.cooldown_until.filter(|until| until.0 > 0).map(|until| until.plus(AFTER_COOLDOWN))
}

/// When the node takes the money back by itself, if nothing is delivered. `None`: it never does.
pub(crate) fn automatic(row: &Purchase) -> Option<Moment> {
    let due = automatic_after(row.submit_result_time?);
    (!keeps_a_hash(row)).then(|| after_cooldown(row).map_or(due, |cooled| cooled.max(due)))
}

/// The same by the deadline alone.
pub(crate) fn automatic_after(result_due: Moment) -> Moment {
    result_due.plus(AUTOMATIC_AFTER)
}

/// Whether the row of what is not delivered keeps the hash of a result that was given up in a dispute (V1). The node's worker never
/// takes the money back then, also where the request was taken back since (docs/observed.md 2).
pub(crate) fn keeps_a_hash(row: &Purchase) -> bool {
    let waits = matches!(row.on_chain_state, Some(OnChainState::FundsLocked | OnChainState::RefundRequested));
    let hash = row.result_hash.as_deref().is_some_and(|hash| !hash.is_empty());
    waits && hash && generation(row) != Some(Generation::V2)
}

/// Whether the seller agreed to give the money back after a dispute. On V1 the state is that of a request then, and the row keeps
/// the hash of the result (docs/observed.md 2).
pub(crate) fn agreed_after_dispute(row: &Purchase) -> bool {
    row.on_chain_state == Some(OnChainState::RefundRequested) && keeps_a_hash(row)
}

/// Whether nothing is delivered, so that the node takes the money back by itself.
pub(super) fn is_undelivered(row: &Purchase) -> bool {
    let waits = matches!(row.on_chain_state, Some(OnChainState::FundsLocked | OnChainState::RefundRequested));
    waits && !agreed_after_dispute(row)
}

/// When the time to object ends, with the margin that a slow node needs.
pub(crate) fn window(row: &Purchase) -> Option<Moment> {
    row.unlock_time.map(window_before)
}

/// The same by the unlock time alone.
pub(crate) fn window_before(unlock: Moment) -> Moment {
    unlock.plus(-WINDOW_MARGIN)
}

/// Until when the person can object to what was delivered, with the margin that a slow node needs; `None`: it would not be
/// carried out any more, or there is no end to it.
pub(super) fn object_until(row: &Purchase, now: Moment) -> Option<Moment> {
    let end = window(row)?;
    (after_cooldown(row).map_or(now, |cooled| cooled.max(now)) < end).then_some(end)
}

/// What the person asked for and the node has taken, as long as the chain does not show it.
pub(super) fn under_way(state: &State, now: Moment) -> Option<Request> {
    let row = state.row.as_ref()?;
    let word = row.next_action.requested_action.as_str();
    let asked = match word {
        "SetRefundRequestedRequested" | "SetRefundRequestedInitiated" => match row.on_chain_state {
            Some(OnChainState::ResultSubmitted | OnChainState::Disputed) => RefundAction::Dispute,
            _ => RefundAction::Request,
        },
        "UnSetRefundRequestedRequested" | "UnSetRefundRequestedInitiated" => RefundAction::Withdraw,
        "AuthorizeWithdrawalRequested" | "AuthorizeWithdrawalInitiated" => RefundAction::Release,
        // Taken, and the row was not read again yet.
        _ => {
            let call = state.refund.as_ref().filter(|call| call.asked && call.failure.is_none())?;
            let cooled = after_cooldown(row);
            let (since, acts_at) = (Some(call.at).max(cooled), cooled.filter(|cooled| now < *cooled));
            return Some(Request { action: call.action, since, acts_at, too_late: false });
        }
    };
    let sent = word.ends_with("Initiated");
    let ended = row.unlock_time.is_some_and(|unlock| now >= unlock.plus(-WORKER_MARGIN));
    let cooled = after_cooldown(row).filter(|_| !sent);
    let (since, acts_at) = (state.action_at.max(cooled), cooled.filter(|cooled| now < *cooled));
    Some(Request { action: asked, since, acts_at, too_late: ended && !sent })
}

fn of_request(row: &Purchase, request: Request) -> Refund {
    use RefundVerdict as V;
    if request.too_late {
        return says(V::StuckTooLate);
    }
    let verdict = match request.action {
        RefundAction::Request => V::Requesting,
        RefundAction::Dispute => V::Disputing,
        RefundAction::Withdraw => V::Withdrawing,
        RefundAction::Release => V::Releasing,
    };
    let at = if request.action == RefundAction::Request { automatic(row) } else { None };
    Refund { acts_at: request.acts_at, at, ..says(verdict) }
}

fn of_row(row: &Purchase, now: Moment) -> Refund {
    use RefundVerdict as V;
    let automatic = automatic(row);
    let cooled = after_cooldown(row).filter(|cooled| now < *cooled);
    let window = window(row);
    let overdue = row.submit_result_time.is_some_and(|due| now >= due);
    let in_time = window.is_none() || object_until(row, now).is_some();
    let button = |verdict, action| Refund { action: Some(action), acts_at: cooled, ..says(verdict) };

    if row.next_action.requested_action.starts_with("WithdrawRefund") {
        return Refund { at: automatic, ..says(V::InProgress) };
    }
    let Some(on_chain) = &row.on_chain_state else { return says(V::NotYet) };
    match on_chain {
        OnChainState::FundsLocked if keeps_a_hash(row) => {
            let at = row.submit_result_time.filter(|due| now < *due);
            Refund { at, ..says(V::NotCollected) }
        }
        OnChainState::FundsLocked if overdue => Refund { at: automatic, ..says(V::Automatic) },
        OnChainState::FundsLocked if !in_time => Refund { at: automatic, ..says(V::NoTimeToRequest) },
        OnChainState::FundsLocked => {
            let until = row.submit_result_time.into_iter().chain(window).min();
            Refund { until, at: automatic, ..button(V::CanRequest, RefundAction::Request) }
        }
        OnChainState::ResultSubmitted if in_time => {
            Refund { until: window, at: row.unlock_time, ..button(V::CanDispute, RefundAction::Dispute) }
        }
        OnChainState::ResultSubmitted if window.is_some_and(|end| now < end) => {
            Refund { not_before: cooled, at: row.unlock_time, ..says(V::NoTimeToDispute) }
        }
        OnChainState::ResultSubmitted => Refund { at: row.unlock_time, ..says(V::WindowClosed) },
        OnChainState::RefundRequested => match generation(row) {
            Some(Generation::V1) => {
                let verdict = if agreed_after_dispute(row) { V::AgreedV1 } else { V::RequestedV1 };
                let card = button(verdict, RefundAction::Withdraw);
                Refund { not_before: cooled, until: window, at: automatic, ..card }
            }
            Some(Generation::V2) => Refund { at: automatic, ..says(V::RequestedV2) },
            None => says(V::Unknown),
        },
        OnChainState::Disputed => {
            let (verdict, action) = match generation(row) {
                Some(Generation::V1) => (V::DisputedV1, RefundAction::Withdraw),
                Some(Generation::V2) => (V::DisputedV2, RefundAction::Release),
                None => return says(V::Unknown),
            };
            let at = row.external_dispute_unlock_time;
            Refund { not_before: cooled, until: window, at, ..button(verdict, action) }
        }
        OnChainState::RefundAuthorized => says(V::Authorized),
        OnChainState::WithdrawAuthorized => says(V::Released),
        OnChainState::Withdrawn => says(V::SellerPaid),
        OnChainState::RefundWithdrawn => says(V::Refunded),
        OnChainState::DisputedWithdrawn => says(V::Decided),
        OnChainState::FundsOrDatumInvalid => says(V::NoLock),
        OnChainState::Other(_) => says(V::Unknown),
    }
}

fn disabled(state: &State, row: &Purchase, refund: &Refund, known: &Known<'_>) -> Option<RefundDisabled> {
    // The node takes it from the key that made the purchase and from an admin; a key that is not known is left to the node.
    let other_key = match (known.key, row.requested_by_id.as_deref()) {
        (Some(key), Some(theirs)) => key.id != theirs && !key.can_admin,
        _ => false,
    };
    let earliest = refund.acts_at.unwrap_or(known.now);
    if other_key {
        Some(RefundDisabled::OtherKey)
    } else if state.refund.as_ref().is_some_and(|call| call.failure.is_none()) {
        Some(RefundDisabled::Sent)
    } else if !row.next_action.idle() {
        Some(RefundDisabled::InFlight)
    } else if row.current_transaction.is_none() {
        Some(RefundDisabled::NoTransaction)
    } else if refund.until.is_some_and(|until| earliest >= until) {
        Some(RefundDisabled::TooLate)
    } else if refund.not_before.is_some_and(|until| known.now < until) {
        Some(RefundDisabled::Cooldown)
    } else if known.offline {
        Some(RefundDisabled::Offline)
    } else {
        None
    }
}
