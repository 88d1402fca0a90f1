//! The rules of the two escrow contracts, and nothing else: who may do what, in which state, when. Pure. The table of
//! transitions is docs/protocol.md 5.3; times are those of the block that would carry the transaction.

use masumi::{
    moment::{MINUTE, Moment},
    money::Money,
    node::Generation,
};
use serde::{Deserialize, Serialize};

/// How long after an action its actor must wait for the next: the contract's seven minutes and the node's ten.
pub(crate) const COOLDOWN: i64 = 17 * MINUTE;

/// Where the money of an escrow is, in the words of `onChainState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum State {
    /// Locked, no result.
    FundsLocked,
    /// Locked, a result hash is there.
    ResultSubmitted,
    /// Locked, the buyer wants it back, no result.
    RefundRequested,
    /// Locked, the buyer wants it back although there is a result.
    Disputed,
    /// V2: the seller may withdraw now.
    WithdrawAuthorized,
    /// V2: the buyer may withdraw now.
    RefundAuthorized,
    /// Paid to the seller.
    Withdrawn,
    /// Back with the buyer.
    RefundWithdrawn,
    /// Split by the admins.
    DisputedWithdrawn,
    /// The node's verdict, never the chain's: there is no valid lock.
    FundsOrDatumInvalid,
}

impl State {
    /// The word on the wire.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            State::FundsLocked => "FundsLocked",
            State::ResultSubmitted => "ResultSubmitted",
            State::RefundRequested => "RefundRequested",
            State::Disputed => "Disputed",
            State::WithdrawAuthorized => "WithdrawAuthorized",
            State::RefundAuthorized => "RefundAuthorized",
            State::Withdrawn => "Withdrawn",
            State::RefundWithdrawn => "RefundWithdrawn",
            State::DisputedWithdrawn => "DisputedWithdrawn",
            State::FundsOrDatumInvalid => "FundsOrDatumInvalid",
        }
    }

    /// Whether the money has left the contract.
    pub(crate) fn settled(self) -> bool {
        matches!(self, State::Withdrawn | State::RefundWithdrawn | State::DisputedWithdrawn)
    }
}

/// A party of an escrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Party {
    Buyer,
    Seller,
    Admins,
}

/// What a transaction does to an escrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// The seller puts the result's hash on chain (or another one).
    SubmitResult(String),
    /// The buyer asks for the money.
    SetRefundRequested,
    /// V1: the buyer takes that back.
    UnSetRefundRequested,
    /// The seller lets the buyer have it.
    AuthorizeRefund,
    /// The buyer takes it.
    WithdrawRefund,
    /// V2: the buyer lets the seller have it.
    AuthorizeWithdrawal,
    /// The seller takes it.
    Withdraw,
    /// The admins split it; so many thousandths for the buyer.
    WithdrawDisputed(u16),
}

impl Action {
    pub(crate) fn actor(&self) -> Party {
        match self {
            Action::SubmitResult(_) | Action::AuthorizeRefund | Action::Withdraw => Party::Seller,
            Action::WithdrawDisputed(_) => Party::Admins,
            _ => Party::Buyer,
        }
    }
}

/// Why the contract refuses a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("the contract has no such action")]
    WrongGeneration,
    #[error("not possible in this state")]
    WrongState,
    #[error("not possible before {0:?}")]
    TooEarly(Moment),
    #[error("not possible since {0:?}")]
    TooLate(Moment),
    #[error("the actor's cooldown ends at {0:?}")]
    Cooldown(Moment),
}

impl Refusal {
    /// Whether trying again later may work.
    pub(crate) fn passes(self) -> bool {
        matches!(self, Refusal::TooEarly(_) | Refusal::Cooldown(_))
    }
}

/// Money in a contract, with the terms it was locked under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Escrow {
    pub(crate) generation: Generation,
    pub(crate) state: State,
    pub(crate) buyer: String,
    pub(crate) seller: String,
    pub(crate) pay_by: Moment,
    pub(crate) submit_result: Moment,
    pub(crate) unlock: Moment,
    pub(crate) external_dispute_unlock: Moment,
    /// Empty: none.
    pub(crate) result_hash: String,
    /// Zero: none.
    pub(crate) buyer_cooldown: Moment,
    pub(crate) seller_cooldown: Moment,
    pub(crate) funds: Vec<Money>,
    pub(crate) collateral: u64,
}

impl Escrow {
    /// The escrow after `action` in a block of time `at`, or why the contract refuses.
    pub(crate) fn apply(&self, action: &Action, at: Moment) -> Result<Escrow, Refusal> {
        let state = self.next_state(action)?;
        self.in_time(action, at)?;
        let mut next = Escrow { state, ..self.clone() };
        match action.actor() {
            Party::Buyer => (next.buyer_cooldown, next.seller_cooldown) = (at.plus(COOLDOWN), Moment(0)),
            Party::Seller => (next.seller_cooldown, next.buyer_cooldown) = (at.plus(COOLDOWN), Moment(0)),
            Party::Admins => {}
        }
        if state.settled() {
            (next.buyer_cooldown, next.seller_cooldown) = (Moment(0), Moment(0));
        }
        match action {
            Action::SubmitResult(hash) => next.result_hash.clone_from(hash),
            Action::AuthorizeRefund => next.result_hash.clear(),
            _ => {}
        }
        Ok(next)
    }

    fn next_state(&self, action: &Action) -> Result<State, Refusal> {
        use State as S;
        let v2 = self.generation == Generation::V2;
        let only = |generation_fits: bool| if generation_fits { Ok(()) } else { Err(Refusal::WrongGeneration) };
        let next = match (action, self.state) {
            (Action::SubmitResult(_), S::FundsLocked | S::ResultSubmitted) => S::ResultSubmitted,
            (Action::SubmitResult(_), S::RefundRequested | S::Disputed) => S::Disputed,
            (Action::SetRefundRequested, S::FundsLocked) => S::RefundRequested,
            (Action::SetRefundRequested, S::ResultSubmitted) => S::Disputed,
            (Action::SetRefundRequested, S::Disputed) if v2 => S::Disputed,
            (Action::UnSetRefundRequested, S::RefundRequested) => only(!v2).map(|()| S::FundsLocked)?,
            (Action::UnSetRefundRequested, S::Disputed) => only(!v2).map(|()| S::ResultSubmitted)?,
            (Action::AuthorizeRefund, S::Disputed) if !v2 => S::RefundRequested,
            (Action::AuthorizeRefund, S::FundsLocked | S::ResultSubmitted | S::RefundRequested | S::Disputed) => {
                only(v2).map(|()| S::RefundAuthorized)?
            }
            (Action::WithdrawRefund, S::FundsLocked | S::RefundRequested) if self.result_hash.is_empty() => {
                S::RefundWithdrawn
            }
            (Action::WithdrawRefund, S::RefundAuthorized) => S::RefundWithdrawn,
            (Action::AuthorizeWithdrawal, S::Disputed) => only(v2).map(|()| S::WithdrawAuthorized)?,
            (Action::Withdraw, S::ResultSubmitted | S::WithdrawAuthorized) => S::Withdrawn,
            (Action::WithdrawDisputed(_), S::Disputed) => S::DisputedWithdrawn,
            _ => return Err(Refusal::WrongState),
        };
        Ok(next)
    }

    fn in_time(&self, action: &Action, at: Moment) -> Result<(), Refusal> {
        let before = |end: Moment| if at < end { Ok(()) } else { Err(Refusal::TooLate(end)) };
        let after = |start: Moment| if at > start { Ok(()) } else { Err(Refusal::TooEarly(start)) };
        let cool = |until: Moment| if at >= until { Ok(()) } else { Err(Refusal::Cooldown(until)) };
        match action {
            Action::SubmitResult(_) => {
                let end = if self.result_hash.is_empty() { self.submit_result } else { self.external_dispute_unlock };
                before(end).and(cool(self.seller_cooldown))
            }
            Action::SetRefundRequested => before(self.unlock).and(cool(self.buyer_cooldown)),
            Action::UnSetRefundRequested | Action::AuthorizeWithdrawal => cool(self.buyer_cooldown),
            Action::AuthorizeRefund => cool(self.seller_cooldown),
            Action::WithdrawRefund if self.state == State::RefundAuthorized => Ok(()),
            Action::WithdrawRefund => after(self.submit_result),
            Action::Withdraw if self.state == State::WithdrawAuthorized => Ok(()),
            Action::Withdraw => after(self.unlock),
            Action::WithdrawDisputed(_) => after(self.external_dispute_unlock),
        }
    }
}

#[cfg(test)]
#[path = "escrow_tests.rs"]
mod tests;
