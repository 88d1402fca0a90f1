//! Which refund button, until when, and why not. Pure: the truth table of PROTOCOL 5.6 with the observations that correct it.
//!
//! The API does not check times (a request after the window answers 200 and is never carried out), so the window is closed
//! here, with a margin for slow nodes.

use super::state::{RefundCall, State};
use crate::view::purchase::{RefundAction, RefundCard, RefundDisabled, RefundVerdict};
use masumi_client::{
    moment::{MINUTE, Moment},
    node::{Generation, OnChainState, Purchase},
};

/// A request needs this long before unlock time to be carried out by a slowly configured node (PROTOCOL 4.6).
pub const WINDOW_MARGIN: i64 = 15 * MINUTE;
/// After the result deadline the node takes the money back by itself after this long (PROTOCOL 5.4).
pub const AUTOMATIC_AFTER: i64 = 10 * MINUTE;
/// The node's worker never submits a request later than this before unlock time (PROTOCOL 4.6).
const WORKER_MARGIN: i64 = 3 * MINUTE;

/// What the world says beside the purchase itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Node time.
    pub now: Moment,
    /// Id of the key in use; `None`: not known.
    pub key_id: Option<&'a str>,
    /// The node does not answer.
    pub offline: bool,
}

/// The refund card of a purchase.
pub fn card(state: &State, context: Context<'_>) -> RefundCard {
    if state.is_free() {
        return says(RefundVerdict::Free);
    }
    let Some(row) = &state.row else { return says(RefundVerdict::NotPaid) };
    let mut card = of_row(row, context.now);
    if card.action.is_some() {
        card.disabled = disabled(row, &card, state.refund.as_ref(), context);
    }
    card
}

fn says(verdict: RefundVerdict) -> RefundCard {
    RefundCard { verdict, action: None, disabled: None, until: None, not_before: None, at: None }
}

fn of_row(row: &Purchase, now: Moment) -> RefundCard {
    use RefundVerdict as V;
    let generation = row.payment_source.as_ref().and_then(|source| source.generation);
    let automatic = row.submit_result_time.map(|due| due.plus(AUTOMATIC_AFTER));
    let window = row.unlock_time.map(|unlock| unlock.plus(-WINDOW_MARGIN));
    let overdue = row.submit_result_time.is_some_and(|due| now >= due);
    let open = window.is_none_or(|end| now < end);
    let button = |verdict, action| RefundCard { action: Some(action), ..says(verdict) };

    if row.next_action.requested_action.starts_with("SetRefundRequested")
        && row.unlock_time.is_some_and(|unlock| now >= unlock.plus(-WORKER_MARGIN))
    {
        return says(V::StuckTooLate);
    }
    if row.next_action.requested_action.starts_with("WithdrawRefund") {
        return RefundCard { at: automatic, ..says(V::InProgress) };
    }
    let Some(on_chain) = &row.on_chain_state else { return says(V::NotPaid) };
    match on_chain {
        OnChainState::FundsLocked if overdue => RefundCard { at: automatic, ..says(V::Automatic) },
        OnChainState::FundsLocked => {
            let until = row.submit_result_time;
            RefundCard { until, at: automatic, ..button(V::CanRequest, RefundAction::Request) }
        }
        OnChainState::ResultSubmitted if open => {
            RefundCard { until: window, at: row.unlock_time, ..button(V::CanDispute, RefundAction::Dispute) }
        }
        OnChainState::ResultSubmitted => RefundCard { at: row.unlock_time, ..says(V::WindowClosed) },
        OnChainState::RefundRequested => match generation {
            Some(Generation::V1) => {
                let card = button(V::RequestedV1, RefundAction::Withdraw);
                RefundCard { not_before: row.cooldown_until, at: automatic, ..card }
            }
            Some(Generation::V2) => RefundCard { at: automatic, ..says(V::RequestedV2) },
            None => says(V::Unknown),
        },
        OnChainState::Disputed => {
            let at = row.external_dispute_unlock_time;
            match generation {
                Some(Generation::V1) => RefundCard {
                    not_before: row.cooldown_until,
                    at,
                    ..button(V::DisputedV1, RefundAction::Withdraw)
                },
                Some(Generation::V2) => RefundCard {
                    not_before: row.cooldown_until,
                    at,
                    ..button(V::DisputedV2, RefundAction::Release)
                },
                None => says(V::Unknown),
            }
        }
        OnChainState::RefundAuthorized => says(V::Authorized),
        OnChainState::WithdrawAuthorized | OnChainState::Withdrawn => says(V::SellerPaid),
        OnChainState::RefundWithdrawn => says(V::Refunded),
        OnChainState::DisputedWithdrawn => says(V::Decided),
        OnChainState::FundsOrDatumInvalid => says(V::NoLock),
        OnChainState::Other(_) => says(V::Unknown),
    }
}

fn disabled(
    row: &Purchase,
    card: &RefundCard,
    call: Option<&RefundCall>,
    context: Context<'_>,
) -> Option<RefundDisabled> {
    // Only the key that made the purchase may ask (403 otherwise); an unknown key id is left to the node to refuse.
    let other_key = match (context.key_id, row.requested_by_id.as_deref()) {
        (Some(mine), Some(theirs)) => mine != theirs,
        _ => false,
    };
    if other_key {
        Some(RefundDisabled::OtherKey)
    } else if call.is_some_and(|call| call.failure.is_none()) {
        Some(RefundDisabled::Sent)
    } else if !row.next_action.idle() {
        Some(RefundDisabled::InFlight)
    } else if card.not_before.is_some_and(|until| context.now < until) {
        Some(RefundDisabled::Cooldown)
    } else if card.until.is_some_and(|until| context.now >= until) {
        Some(RefundDisabled::TooLate)
    } else if context.offline {
        Some(RefundDisabled::Offline)
    } else {
        None
    }
}

