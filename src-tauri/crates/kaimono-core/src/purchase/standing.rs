//! Where a purchase stands: one reading of its state, of what is known beside it, and of the time. Pure.
//!
//! Whatever is said, told, counted or offered about a purchase is a table over a [`Standing`]: the page, the list, the notices,
//! the badge, the wallet's figures, the refund button, the watcher's attention. None of them reads the state a second time, so no
//! two can contradict each other. No sentence speaks of a future that is past, and no promise is open-ended: something that
//! should have happened on its own and did not is a [`Trouble`](super::words::Trouble) of its own. The spans are in [`times`].

mod money;
mod phase;
pub(crate) mod refund;
mod steps;
#[cfg(test)]
pub(super) mod tests;
pub(crate) mod times;
mod trouble;

use super::{
    state::{State, moment},
    words::{
        MoneyIs, Need, NextEvent, NextWhat, Phase, PurchaseGroup, Step, Stretch, StretchState, StretchWhat, Whose,
    },
};
use crate::error::Moved;
use masumi::{
    agent::Terms,
    moment::Moment,
    node::{KeyStatus, OnChainState},
    proof::{Beyond, HashVerdict},
};
pub(crate) use phase::group_of;
use refund::{Refund, Request};
pub(crate) use trouble::Troubled;

/// What is known beside the state of a purchase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    /// Node time.
    pub now: Moment,
    /// Since when Kaimono has been watching, in this run.
    pub since: Moment,
    /// The id of this profile's key, as last told; `None`: never told.
    pub key_id: Option<&'a str>,
    /// What the key may do; `None`: not told in this run.
    pub key: Option<&'a KeyStatus>,
    /// The node does not answer.
    pub offline: bool,
    /// The node said last that it knows no such purchase, of which it told before.
    pub denied: bool,
    /// How it went to ask the agent.
    pub agent: Asked,
}

/// How it went to ask an agent, in this run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// When it was last asked, whatever came of it.
    pub at: Option<Moment>,
    /// Since when it does not answer.
    pub silent: Option<Moment>,
    /// Since when it answers that it knows no such job.
    pub forgot: Option<Moment>,
}

/// Where a purchase stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Standing {
    /// Whose it is.
    pub whose: Whose,
    /// In one word.
    pub phase: Phase,
    /// The same without regard to an alarm: what is wrong with a result is wrong whatever else is.
    pub delivery: Phase,
    /// Where the money is.
    pub money: MoneyIs,
    /// What the person asked for, the node has taken, and the chain does not show yet.
    pub under_way: Option<Request>,
    /// What is wrong.
    pub trouble: Option<Troubled>,
    /// What the person should do.
    pub need: Option<Need>,
    /// Until when they have to object to what is not right, or the seller is paid for it: with the margin that a slow node needs.
    pub object_by: Option<Moment>,
    /// Where in the list.
    pub group: PurchaseGroup,
    /// Whether anything about it can still change, so that it is worth asking.
    pub is_open: bool,
    /// What happens next by itself.
    pub next: Option<NextEvent>,
    /// Which refund button, until when, and why not.
    pub refund: Refund,
    /// What the hash on chain says of the result.
    pub hash: HashVerdict,
}

impl Standing {
    /// Reads it.
    pub(crate) fn of(state: &State, known: &Known<'_>) -> Standing {
        let now = known.now;
        let whose = whose(state, known);
        let phase = phase::phase(state, known);
        let is_open = phase::is_open(phase, state);
        let denied = known.denied && is_open;
        let under_way = refund::under_way(state, now);
        let money = money::money(state, denied);
        let delivery = phase::of_row(state, known, phase);
        let object_by = object_by(state, delivery, now);
        let trouble = trouble::trouble(state, known, phase, denied, under_way, object_by);
        let mine = matches!(whose, Whose::Here | Whose::ThisKey);
        let need = phase::need(state, phase, delivery, trouble, under_way, object_by).filter(|_| mine);
        Standing {
            whose,
            phase,
            delivery,
            money,
            under_way,
            trouble,
            need,
            object_by,
            group: if mine { phase::group(phase, need) } else { PurchaseGroup::Others },
            is_open,
            next: next(state, phase, under_way, now),
            refund: refund::refund(state, known, under_way),
            hash: hash(state),
        }
    }

    /// Whether it is the person's: only then does it count.
    pub(crate) fn is_mine(&self) -> bool {
        matches!(self.whose, Whose::Here | Whose::ThisKey)
    }

    /// Whether money moved for it.
    pub(crate) fn moved(&self) -> Moved {
        match self.money {
            MoneyIs::Free | MoneyIs::InWallet => Moved::No,
            MoneyIs::Unknown => Moved::Unknown,
            _ => Moved::Yes,
        }
    }

    /// The way so far. `told`: the blocks on top of a transaction, as far as the node told them since.
    pub(crate) fn steps(&self, state: &State, told: &dyn Fn(&str) -> Option<u64>) -> Vec<Step> {
        steps::steps(state, self, told)
    }

    /// The escrow's deadlines that say something of it, in their order. Empty before terms came, and for free jobs.
    pub(crate) fn stretches(&self, state: &State, now: Moment) -> Vec<Stretch> {
        stretches(state, self.under_way, now)
    }
}

fn whose(state: &State, known: &Known<'_>) -> Whose {
    if state.order.is_some() {
        return Whose::Here;
    }
    match (known.key_id, state.row.as_ref().and_then(|row| row.requested_by_id.as_deref())) {
        (Some(own), Some(theirs)) if own == theirs => Whose::ThisKey,
        (Some(_), Some(_)) => Whose::OtherKey,
        _ => Whose::NotTold,
    }
}

fn object_by(state: &State, phase: Phase, now: Moment) -> Option<Moment> {
    let wrong = match phase {
        Phase::HashWithoutResult | Phase::Mismatch => true,
        Phase::ResultTooLarge => state.result_hash().is_some(),
        _ => false,
    };
    refund::object_until(state.row.as_ref().filter(|_| wrong)?, now)
}

/// What happens next by itself: never what should have happened already.
fn next(state: &State, phase: Phase, under_way: Option<Request>, now: Moment) -> Option<NextEvent> {
    let row = state.row.as_ref()?;
    if let Some(request) = under_way {
        return request.acts_at.map(|at| NextEvent { what: NextWhat::CarriedOut, at });
    }
    let event = |what, at: Option<Moment>| at.map(|at| NextEvent { what, at });
    let ahead = |what, at: Option<Moment>| event(what, at.filter(|at| now < *at));
    match phase {
        Phase::Queued | Phase::PaymentStuck => ahead(NextWhat::PayBy, row.pay_by_time),
        Phase::Working | Phase::Question | Phase::Preliminary | Phase::ResultTooLarge
            if row.on_chain_state == Some(OnChainState::FundsLocked) =>
        {
            ahead(NextWhat::ResultDue, row.submit_result_time)
        }
        Phase::AgentFailed | Phase::Overdue | Phase::RefundRequested => {
            event(NextWhat::AutomaticRefund, refund::automatic(row).filter(|at| now.since(*at) < times::OVERDUE_LONG))
        }
        Phase::Delivered
        | Phase::Fetching
        | Phase::Mismatch
        | Phase::HashWithoutResult
        | Phase::ResultTooLarge
        | Phase::ResultElsewhere => ahead(NextWhat::ObjectionCloses, refund::window(row)),
        Phase::Disputed => event(NextWhat::AdminsDecide, row.external_dispute_unlock_time),
        _ => None,
    }
}

/// How it stands with the hash of the result, as the window says it.
pub(crate) fn hash(state: &State) -> HashVerdict {
    if state.is_free() || state.order.is_none() {
        return HashVerdict::NotVerifiable;
    }
    let whole = state.result.as_ref().is_some_and(|result| result.complete);
    match (state.checked(), state.result_hash()) {
        (Some(checked), _) => checked.verdict.clone(),
        (None, Some(_)) if whole => HashVerdict::Checking,
        (None, Some(_)) if state.too_large => HashVerdict::Beyond { why: Beyond::TooLarge },
        (None, Some(_)) => HashVerdict::NoResult,
        (None, None) if state.had_hash => HashVerdict::Withdrawn,
        (None, None) => HashVerdict::Waiting,
    }
}

/// The deadlines of terms that are not paid yet.
pub(super) fn offered(terms: &Terms, now: Moment) -> Vec<Stretch> {
    let ends = |digits: &Option<String>| moment(digits.as_deref());
    let window = ends(&terms.unlock_time).map(refund::window_before);
    let all = [
        (StretchWhat::Paying, ends(&terms.pay_by_time), StretchState::Ahead),
        (StretchWhat::Working, ends(&terms.submit_result_time), StretchState::Ahead),
        (StretchWhat::Objecting, window, StretchState::IfDelivered),
    ];
    drawn(all, now)
}

fn stretches(state: &State, under_way: Option<Request>, now: Moment) -> Vec<Stretch> {
    use StretchState::{Ahead, Done, IfDelivered, Past, Was};
    use StretchWhat::{Disputing, Objecting, Paying, Working};
    let Some(row) = &state.row else { return state.terms().map(|terms| offered(terms, now)).unwrap_or_default() };
    let late = row.pay_by_time.is_some_and(|deadline| now >= deadline);
    let overdue = row.submit_result_time.is_some_and(|due| now >= due);
    let agreed = refund::agreed_after_dispute(row);
    let (working, objecting, disputing) = match &row.on_chain_state {
        // What was not paid in time is neither delivered nor objected to.
        None if late => (None, None, None),
        None => (Some(Ahead), Some(IfDelivered), None),
        Some(OnChainState::FundsLocked) if overdue => (Some(Past), None, None),
        Some(OnChainState::FundsLocked) => (Some(Ahead), Some(IfDelivered), None),
        Some(OnChainState::RefundRequested) if agreed => (Some(Was), Some(Was), None),
        Some(OnChainState::RefundRequested) => (Some(Ahead), None, None),
        Some(OnChainState::ResultSubmitted) if under_way.is_some_and(|request| !request.too_late) => {
            (Some(Done), Some(Done), None)
        }
        Some(OnChainState::ResultSubmitted) => (Some(Done), Some(Ahead), None),
        Some(OnChainState::Disputed) => (Some(Done), Some(Done), Some(Ahead)),
        Some(OnChainState::FundsOrDatumInvalid | OnChainState::Other(_)) => (None, None, None),
        Some(_) => (Some(Was), Some(Was), None),
    };
    let paying = match &row.on_chain_state {
        None | Some(OnChainState::FundsOrDatumInvalid) => Ahead,
        Some(OnChainState::Other(_)) => Was,
        Some(_) if working == Some(Was) => Was,
        Some(_) => Done,
    };
    let all = [
        (Paying, row.pay_by_time, Some(paying)),
        (Working, row.submit_result_time, working),
        (Objecting, refund::window(row), objecting),
        (Disputing, row.external_dispute_unlock_time, disputing),
    ];
    drawn(all.into_iter().filter_map(|(what, ends, state)| Some((what, ends, state?))), now)
}

/// Those that have an end; what was ahead is past once it is.
fn drawn(all: impl IntoIterator<Item = (StretchWhat, Option<Moment>, StretchState)>, now: Moment) -> Vec<Stretch> {
    let one = |(what, ends, state): (_, Option<Moment>, _)| {
        let ends = ends?;
        let gone = now >= ends && matches!(state, StretchState::Ahead | StretchState::IfDelivered);
        Some(Stretch { what, ends, state: if gone { StretchState::Past } else { state } })
    };
    all.into_iter().filter_map(one).collect()
}
