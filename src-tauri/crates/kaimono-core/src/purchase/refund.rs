//! Which refund button, until when, and why not. Pure: the truth table of PROTOCOL 5.6 with the observations that correct it.
//!
//! The API does not check times (a request after the window answers 200 and is never carried out), so the window is closed
//! here, with a margin for slow nodes.

use super::state::{Payment, RefundCall, State};
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
    let Some(row) = &state.row else {
        let open = matches!(state.payment, Payment::Sending { .. } | Payment::Unknown { .. } | Payment::Alarm { .. });
        return says(if open { RefundVerdict::NotYet } else { RefundVerdict::NotPaid });
    };
    let mut card = of_row(row, context.now);
    if card.action.is_some() {
        card.disabled = disabled(row, &card, state.refund.as_ref(), context);
    }
    card
}

fn says(verdict: RefundVerdict) -> RefundCard {
    RefundCard { verdict, action: None, disabled: None, until: None, not_before: None, at: None, to_type: None }
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
    let Some(on_chain) = &row.on_chain_state else { return says(V::NotYet) };
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
                // With a hash left from a dispute the node's worker never takes the money back (OBSERVED 2).
                let at = automatic.filter(|_| row.result_hash.as_deref().is_none_or(str::is_empty));
                RefundCard { not_before: row.cooldown_until, at, ..card }
            }
            Some(Generation::V2) => RefundCard { at: automatic, ..says(V::RequestedV2) },
            None => says(V::Unknown),
        },
        OnChainState::Disputed => {
            let at = row.external_dispute_unlock_time;
            match generation {
                Some(Generation::V1) => {
                    RefundCard { not_before: row.cooldown_until, at, ..button(V::DisputedV1, RefundAction::Withdraw) }
                }
                Some(Generation::V2) => {
                    RefundCard { not_before: row.cooldown_until, at, ..button(V::DisputedV2, RefundAction::Release) }
                }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::purchase::{
        event::Event,
        specimen::{NOON, failure, free_order, order, paying, row, rowed, started},
    };
    use masumi_client::moment::HOUR;
    use std::fmt::Write;

    fn bought(row: Purchase) -> State {
        let mut state = State::first(NOON, &Event::Approved { order: Box::new(order()) }).unwrap();
        for event in [Event::JobStarting, started(), paying("one"), Event::Row { row: Box::new(row) }] {
            state.apply(NOON, &event).unwrap();
        }
        state
    }

    fn at(now: Moment) -> Context<'static> {
        Context { now, key_id: Some("key-1"), offline: false }
    }

    fn states() -> Vec<Option<OnChainState>> {
        use OnChainState as S;
        let named = [
            S::FundsLocked,
            S::ResultSubmitted,
            S::RefundRequested,
            S::Disputed,
            S::WithdrawAuthorized,
            S::RefundAuthorized,
            S::Withdrawn,
            S::RefundWithdrawn,
            S::DisputedWithdrawn,
            S::FundsOrDatumInvalid,
            S::Other("Frozen".to_owned()),
        ];
        [None].into_iter().chain(named.map(Some)).collect()
    }

    /// PROTOCOL 5.6 and OBSERVED 2, every state × generation × time. Deadlines: result +24 h, unlock +30 h.
    #[test]
    fn the_truth_table() {
        let mut table = String::new();
        for state in states() {
            for generation in [Generation::V1, Generation::V2] {
                for (name, now) in [
                    ("early", NOON.plus(HOUR)),
                    ("late", NOON.plus(25 * HOUR)),
                    ("near the end", NOON.plus(30 * HOUR - 10 * MINUTE)),
                    ("over", NOON.plus(31 * HOUR)),
                ] {
                    let mut row = row(state.clone());
                    row.next_action.requested_action = "WaitingForExternalAction".to_owned();
                    row.payment_source.as_mut().unwrap().generation = Some(generation);
                    let card = card(&bought(row), at(now));
                    let button = card.action.map(|action| format!("{action:?}"));
                    writeln!(
                        table,
                        "{state:?} {generation:?} {name}: {:?}, {} {:?}",
                        card.verdict,
                        button.as_deref().unwrap_or("no button"),
                        card.disabled
                    )
                    .unwrap();
                }
            }
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn a_button_works_only_while_the_node_waits_for_it() {
        for action in [
            "None",
            "Ignore",
            "WaitingForManualAction",
            "FundsLockingInitiated",
            "SetRefundRequestedRequested",
            "UnSetRefundRequestedInitiated",
            "AuthorizeWithdrawalInitiated",
            "SomethingNew",
        ] {
            let mut row = row(Some(OnChainState::FundsLocked));
            row.next_action.requested_action = action.to_owned();
            assert_eq!(card(&bought(row), at(NOON)).disabled, Some(RefundDisabled::InFlight), "{action}");
        }
    }

    #[test]
    fn a_request_that_came_too_late_is_called_stuck() {
        let mut row = row(Some(OnChainState::ResultSubmitted));
        row.next_action.requested_action = "SetRefundRequestedRequested".to_owned();
        let state = bought(row);
        assert_eq!(card(&state, at(NOON)).disabled, Some(RefundDisabled::InFlight));
        assert_eq!(card(&state, at(NOON.plus(30 * HOUR))).verdict, RefundVerdict::StuckTooLate);
    }

    #[test]
    fn a_withdrawal_waits_for_the_cooldown_and_says_until_when() {
        let mut row = row(Some(OnChainState::RefundRequested));
        row.cooldown_until = Some(NOON.plus(17 * MINUTE));
        let state = bought(row);
        let early = card(&state, at(NOON));
        assert_eq!((early.disabled, early.not_before), (Some(RefundDisabled::Cooldown), Some(NOON.plus(17 * MINUTE))));
        assert_eq!(card(&state, at(NOON.plus(17 * MINUTE))).disabled, None);
    }

    #[test]
    fn no_automatic_refund_is_promised_where_the_node_never_makes_one() {
        let mut row = row(Some(OnChainState::RefundRequested));
        assert!(card(&bought(row.clone()), at(NOON)).at.is_some());
        row.result_hash = Some("ff".to_owned());
        assert_eq!(card(&bought(row), at(NOON)).at, None);
    }

    #[test]
    fn only_the_key_that_bought_gets_buttons() {
        let state = bought(row(Some(OnChainState::FundsLocked)));
        let other = Context { key_id: Some("key-2"), ..at(NOON) };
        assert_eq!(card(&state, other).disabled, Some(RefundDisabled::OtherKey));
        assert_eq!(card(&state, Context { key_id: None, ..at(NOON) }).disabled, None, "the node will say");
        assert_eq!(card(&state, Context { offline: true, ..at(NOON) }).disabled, Some(RefundDisabled::Offline));
    }

    #[test]
    fn a_call_on_its_way_disables_the_button_until_the_node_has_moved_on() {
        let mut state = bought(row(Some(OnChainState::FundsLocked)));
        let action = RefundAction::Request;
        state.apply(NOON, &Event::RefundAsking { action }).unwrap();
        assert_eq!(card(&state, at(NOON)).disabled, Some(RefundDisabled::Sent));
        state.apply(NOON, &Event::RefundFailed { action, failure: failure() }).unwrap();
        assert_eq!(card(&state, at(NOON)).disabled, None);
        state.apply(NOON, &Event::RefundAsking { action }).unwrap();
        state.apply(NOON, &rowed(Some(OnChainState::RefundRequested))).unwrap();
        assert_eq!(card(&state, at(NOON)).action, Some(RefundAction::Withdraw));
    }

    #[test]
    fn of_a_payment_under_way_it_is_not_said_that_nothing_was_paid() {
        let mut state = State::first(NOON, &Event::Approved { order: Box::new(order()) }).unwrap();
        for event in [Event::JobStarting, started(), paying("one")] {
            state.apply(NOON, &event).unwrap();
        }
        assert_eq!(card(&state, at(NOON)).verdict, RefundVerdict::NotYet);
        state.apply(NOON, &Event::PaymentUnknown { failure: failure() }).unwrap();
        assert_eq!(card(&state, at(NOON)).verdict, RefundVerdict::NotYet);
        state.apply(NOON, &rowed(None)).unwrap();
        assert_eq!(card(&state, at(NOON)).verdict, RefundVerdict::NotYet);
    }

    #[test]
    fn free_and_unpaid_purchases_say_so() {
        let free = State::first(NOON, &Event::Approved { order: Box::new(free_order()) }).unwrap();
        assert_eq!(card(&free, at(NOON)).verdict, RefundVerdict::Free);
        let fresh = State::first(NOON, &Event::Approved { order: Box::new(order()) }).unwrap();
        assert_eq!(card(&fresh, at(NOON)).verdict, RefundVerdict::NotPaid);
    }
}
