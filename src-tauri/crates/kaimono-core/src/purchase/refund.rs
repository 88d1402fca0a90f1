//! Which refund button, until when, and why not. Pure: the truth table of PROTOCOL 5.6 with the observations that correct it.
//!
//! The API does not check times: a request outside the node's own window answers 200 and is never carried out. The node acts on
//! what the buyer asks for only while `cooldown + 7 min < now < unlock - 3 min` (OBSERVED, second look), so the button is held
//! to that here, with a margin for slow nodes.

use super::state::{Payment, State};
use crate::view::purchase::{RefundAction, RefundCard, RefundDisabled, RefundFailure, RefundVerdict};
use masumi_client::{
    moment::{MINUTE, Moment},
    node::{Generation, KeyStatus, OnChainState, Purchase},
};
use sha2::{Digest, Sha256};

/// A request needs this long before unlock time to be carried out by a slowly configured node (PROTOCOL 4.6).
pub const WINDOW_MARGIN: i64 = 15 * MINUTE;
/// After the result deadline the node takes the money back by itself after this long (PROTOCOL 5.4).
pub const AUTOMATIC_AFTER: i64 = 10 * MINUTE;
/// The node's worker never submits a request later than this before unlock time (PROTOCOL 4.6).
const WORKER_MARGIN: i64 = 3 * MINUTE;
/// The node acts again this long after the buyer's cooldown (OBSERVED 2).
const AFTER_COOLDOWN: i64 = 7 * MINUTE;

/// What the world says beside the purchase itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Node time.
    pub now: Moment,
    /// The key in use; `None`: not known.
    pub key: Option<&'a KeyStatus>,
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
    if let Some(action) = card.action {
        card.id = meaning(row, action);
        card.disabled = disabled(state, row, &card, context);
    }
    card.failed = state.refund.as_ref().and_then(|call| {
        let (failure, sent) = call.failure.clone()?;
        Some(RefundFailure { at: call.at, sent, failure })
    });
    card
}

fn says(verdict: RefundVerdict) -> RefundCard {
    RefundCard {
        id: String::new(),
        verdict,
        action: None,
        disabled: None,
        until: None,
        not_before: None,
        acts_at: None,
        at: None,
        to_type: None,
        failed: None,
    }
}

/// Names what a click would mean: the same action on the same money with the same result. Given back with the click, so that a
/// yes to one thing is never a yes to another.
fn meaning(row: &Purchase, action: RefundAction) -> String {
    let generation = row.payment_source.as_ref().and_then(|source| source.generation);
    let hash = row.result_hash.as_deref().filter(|hash| !hash.is_empty());
    let meant = format!("{action:?} {:?} {generation:?} {hash:?}", row.on_chain_state);
    hex::encode(&Sha256::digest(meant)[..8])
}

/// When the node acts again after what the buyer did last; `None`: it may at once.
fn after_cooldown(row: &Purchase) -> Option<Moment> {
    row.cooldown_until.filter(|until| until.0 > 0).map(|until| until.plus(AFTER_COOLDOWN))
}

/// When the node takes the money back by itself, if nothing is delivered.
pub fn automatic(row: &Purchase) -> Option<Moment> {
    let due = row.submit_result_time?.plus(AUTOMATIC_AFTER);
    Some(after_cooldown(row).map_or(due, |cooled| cooled.max(due)))
}

/// Until when the person can object to what was delivered, with the margin that a slow node needs; `None`: it would not be
/// carried out any more, or there is no end to it.
pub fn object_until(row: &Purchase, now: Moment) -> Option<Moment> {
    let end = row.unlock_time?.plus(-WINDOW_MARGIN);
    (after_cooldown(row).map_or(now, |cooled| cooled.max(now)) < end).then_some(end)
}

fn of_row(row: &Purchase, now: Moment) -> RefundCard {
    use RefundVerdict as V;
    let generation = row.payment_source.as_ref().and_then(|source| source.generation);
    let automatic = automatic(row);
    let cooled = after_cooldown(row).filter(|cooled| now < *cooled);
    let window = row.unlock_time.map(|unlock| unlock.plus(-WINDOW_MARGIN));
    let overdue = row.submit_result_time.is_some_and(|due| now >= due);
    let in_time = window.is_none() || object_until(row, now).is_some();
    let button = |verdict, action| RefundCard { action: Some(action), acts_at: cooled, ..says(verdict) };

    let ended = row.unlock_time.is_some_and(|unlock| now >= unlock.plus(-WORKER_MARGIN));
    match row.next_action.requested_action.as_str() {
        "SetRefundRequestedRequested" if ended => return says(V::StuckTooLate),
        // Its transaction is out, and needs some minutes.
        "SetRefundRequestedInitiated" if ended => return says(V::InProgress),
        action if action.starts_with("WithdrawRefund") => return RefundCard { at: automatic, ..says(V::InProgress) },
        _ => {}
    }
    let Some(on_chain) = &row.on_chain_state else { return says(V::NotYet) };
    match on_chain {
        OnChainState::FundsLocked if overdue => RefundCard { at: automatic, ..says(V::Automatic) },
        OnChainState::FundsLocked if !in_time => RefundCard { at: automatic, ..says(V::NoTimeToRequest) },
        OnChainState::FundsLocked => {
            let until = row.submit_result_time.into_iter().chain(window).min();
            RefundCard { until, at: automatic, ..button(V::CanRequest, RefundAction::Request) }
        }
        OnChainState::ResultSubmitted if in_time => {
            RefundCard { until: window, at: row.unlock_time, ..button(V::CanDispute, RefundAction::Dispute) }
        }
        OnChainState::ResultSubmitted if window.is_some_and(|end| now < end) => {
            RefundCard { not_before: cooled, at: row.unlock_time, ..says(V::NoTimeToDispute) }
        }
        OnChainState::ResultSubmitted => RefundCard { at: row.unlock_time, ..says(V::WindowClosed) },
        OnChainState::RefundRequested => match generation {
            Some(Generation::V1) => {
                let card = button(V::RequestedV1, RefundAction::Withdraw);
                // With a hash left from a dispute the node's worker never takes the money back (OBSERVED 2).
                let at = automatic.filter(|_| row.result_hash.as_deref().is_none_or(str::is_empty));
                RefundCard { not_before: cooled, until: window, at, ..card }
            }
            Some(Generation::V2) => RefundCard { at: automatic, ..says(V::RequestedV2) },
            None => says(V::Unknown),
        },
        OnChainState::Disputed => {
            let (verdict, action) = match generation {
                Some(Generation::V1) => (V::DisputedV1, RefundAction::Withdraw),
                Some(Generation::V2) => (V::DisputedV2, RefundAction::Release),
                None => return says(V::Unknown),
            };
            let at = row.external_dispute_unlock_time;
            RefundCard { not_before: cooled, until: window, at, ..button(verdict, action) }
        }
        OnChainState::RefundAuthorized => says(V::Authorized),
        OnChainState::WithdrawAuthorized | OnChainState::Withdrawn => says(V::SellerPaid),
        OnChainState::RefundWithdrawn => says(V::Refunded),
        OnChainState::DisputedWithdrawn => says(V::Decided),
        OnChainState::FundsOrDatumInvalid => says(V::NoLock),
        OnChainState::Other(_) => says(V::Unknown),
    }
}

fn disabled(state: &State, row: &Purchase, card: &RefundCard, context: Context<'_>) -> Option<RefundDisabled> {
    // The node takes it from the key that made the purchase and from an admin; a key that is not known is left to the node.
    let other_key = match (context.key, row.requested_by_id.as_deref()) {
        (Some(key), Some(theirs)) => key.id != theirs && !key.can_admin,
        _ => false,
    };
    let earliest = card.acts_at.unwrap_or(context.now);
    if other_key {
        Some(RefundDisabled::OtherKey)
    } else if state.refund.as_ref().is_some_and(|call| call.failure.is_none()) {
        Some(RefundDisabled::Sent)
    } else if !row.next_action.idle() {
        Some(RefundDisabled::InFlight)
    } else if card.until.is_some_and(|until| earliest >= until) {
        Some(RefundDisabled::TooLate)
    } else if card.not_before.is_some_and(|until| context.now < until) {
        Some(RefundDisabled::Cooldown)
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
        specimen::{NOON, asking, failure, free_order, order, paying, row, rowed, started, unasked},
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

    fn key_status() -> KeyStatus {
        KeyStatus {
            id: String::new(),
            can_read: true,
            can_pay: true,
            can_admin: false,
            networks: Vec::new(),
            usage_limited: false,
            remaining_credits: Vec::new(),
            unmatched_credits: Vec::new(),
            status: None,
        }
    }

    fn at(now: Moment) -> Context<'static> {
        Context { now, key: None, offline: false }
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
        assert_eq!((early.disabled, early.not_before), (Some(RefundDisabled::Cooldown), Some(NOON.plus(24 * MINUTE))));
        assert_eq!(card(&state, at(NOON.plus(24 * MINUTE))).disabled, None);
    }

    /// Deadlines: result +24 h, unlock +30 h. The node acts from cooldown + 7 min until unlock - 3 min.
    #[test]
    fn a_request_that_the_buyers_cooldown_makes_too_late_is_not_offered_and_one_that_waits_for_it_says_so() {
        let cooled = |on_chain, cooldown_ends, now: i64| {
            let mut row = row(Some(on_chain));
            row.cooldown_until = Some(NOON.plus(cooldown_ends));
            card(&bought(row), at(NOON.plus(now)))
        };
        use OnChainState::{Disputed, FundsLocked, RefundRequested, ResultSubmitted};
        let end = 30 * HOUR;
        // Ten minutes of cooldown, twenty to unlock: it could begin at unlock - 3 min, which is never.
        let late = cooled(ResultSubmitted, end - 10 * MINUTE, end - 20 * MINUTE);
        assert_eq!((late.verdict, late.action), (RefundVerdict::NoTimeToDispute, None));
        let waits = cooled(ResultSubmitted, end - 30 * MINUTE, end - 60 * MINUTE);
        assert_eq!((waits.action, waits.disabled), (Some(RefundAction::Dispute), None));
        assert_eq!(waits.acts_at, Some(NOON.plus(end - 23 * MINUTE)));
        assert_eq!(cooled(ResultSubmitted, 0, end - 60 * MINUTE).acts_at, None, "over");

        let asks = cooled(FundsLocked, HOUR, 50 * MINUTE);
        assert_eq!((asks.disabled, asks.acts_at), (None, Some(NOON.plus(67 * MINUTE))));
        let late = cooled(FundsLocked, end - 10 * MINUTE, HOUR);
        assert_eq!((late.verdict, late.action), (RefundVerdict::NoTimeToRequest, None));
        assert_eq!(late.at, Some(NOON.plus(end - 3 * MINUTE)), "the automatic refund waits for the cooldown as well");
        assert_eq!(cooled(FundsLocked, HOUR, 0).at, Some(NOON.plus(24 * HOUR + 10 * MINUTE)));

        for on_chain in [RefundRequested, Disputed] {
            let late = cooled(on_chain, end - 10 * MINUTE, end - 20 * MINUTE);
            assert_eq!(late.disabled, Some(RefundDisabled::TooLate), "taking it back would not be carried out either");
        }
    }

    #[test]
    fn a_request_whose_transaction_is_out_is_under_way_and_not_lost() {
        let mut row = row(Some(OnChainState::ResultSubmitted));
        row.next_action.requested_action = "SetRefundRequestedInitiated".to_owned();
        assert_eq!(card(&bought(row), at(NOON.plus(30 * HOUR - 2 * MINUTE))).verdict, RefundVerdict::InProgress);
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
        let key = |id: &str, can_admin| KeyStatus { id: id.to_owned(), can_admin, ..key_status() };
        let (mine, another, admin) = (key("key-1", false), key("key-2", false), key("key-3", true));
        let with = |key| Context { key: Some(key), ..at(NOON) };
        assert_eq!(card(&state, with(&mine)).disabled, None);
        assert_eq!(card(&state, with(&admin)).disabled, None, "an admin may ask for every key's");
        let other = with(&another);
        assert_eq!(card(&state, other).disabled, Some(RefundDisabled::OtherKey));
        assert_eq!(card(&state, at(NOON)).disabled, None, "the node will say");
        assert_eq!(card(&state, Context { offline: true, ..at(NOON) }).disabled, Some(RefundDisabled::Offline));
    }

    #[test]
    fn a_call_on_its_way_disables_the_button_until_the_node_has_moved_on() {
        let mut state = bought(row(Some(OnChainState::FundsLocked)));
        let action = RefundAction::Request;
        state.apply(NOON, &asking(action)).unwrap();
        assert_eq!(card(&state, at(NOON)).disabled, Some(RefundDisabled::Sent));
        state.apply(NOON, &unasked(action)).unwrap();
        assert_eq!(card(&state, at(NOON)).disabled, None);
        state.apply(NOON, &asking(action)).unwrap();
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
