//! What wallets hold, and who gets what when an escrow is settled.

use super::escrow::{Action, Escrow, State};
use masumi::{
    money::{Amount, Money, Unit},
    node::Generation,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The protocol's fee on what a seller withdraws from a V1 escrow, thousandths.
pub(crate) const FEE_PERMILLE: u128 = 50;

/// Where that fee goes.
pub(crate) const FEE_RECEIVER: &str =
    "addr_test1qqfuahzn3rpnlah2ctcdjxdfl4230ygdar00qxc32guetexyg7nun6hggw9g2gpnayzf22sksr0aqdgkdcvqpc2stwtqt4u496";

/// Amounts by unit as on the wire (`""` is ADA).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Balance(BTreeMap<String, Amount>);

/// There is less than that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Short;

impl Balance {
    pub(crate) fn add(&mut self, money: &[Money]) {
        for money in money {
            let held = self.0.entry(money.unit.wire().to_owned()).or_insert(Amount(0));
            held.0 = held.0.saturating_add(money.amount.0);
        }
    }

    /// Takes all of it, or says that it is short (and is then no longer to be used).
    pub(crate) fn take(&mut self, money: &[Money]) -> Result<(), Short> {
        for money in money {
            let held = self.0.entry(money.unit.wire().to_owned()).or_insert(Amount(0));
            held.0 = held.0.checked_sub(money.amount.0).ok_or(Short)?;
        }
        Ok(())
    }

    pub(crate) fn take_lovelace(&mut self, lovelace: u64) -> Result<(), Short> {
        self.take(&[Money::lovelace(lovelace.into())])
    }

    /// What is there, ADA first, nothing of zero.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, Amount)> {
        self.0.iter().filter(|(_, amount)| amount.0 > 0).map(|(unit, amount)| (unit.as_str(), *amount))
    }
}

/// What left an escrow when it was settled, to the unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidOut {
    /// To the buyer, with what was locked beside the price.
    pub buyer: Vec<Money>,
    /// To the seller.
    pub seller: Vec<Money>,
    /// The protocol's share of what the seller gets.
    pub protocol: Vec<Money>,
}

/// Who receives what from an escrow that `action` has just brought to this state.
pub(super) fn payouts(after: &Escrow, action: &Action) -> Vec<(String, Vec<Money>)> {
    let collateral = Money::lovelace(after.collateral.into());
    match (after.state, action) {
        (State::RefundWithdrawn, _) => {
            let mut all = after.funds.clone();
            all.push(collateral);
            vec![(after.buyer.clone(), all)]
        }
        (State::Withdrawn, _) => {
            let (fee, kept) = split(&after.funds, seller_fee(after.generation));
            vec![(after.seller.clone(), kept), (FEE_RECEIVER.to_owned(), fee), (after.buyer.clone(), vec![collateral])]
        }
        (State::DisputedWithdrawn, Action::WithdrawDisputed(permille)) => {
            let (mut buyer, seller) = split(&after.funds, u128::from(*permille));
            buyer.push(collateral);
            vec![(after.buyer.clone(), buyer), (after.seller.clone(), seller)]
        }
        _ => Vec::new(),
    }
}

/// The protocol's fee on what a seller withdraws, thousandths.
pub(super) fn seller_fee(generation: Generation) -> u128 {
    if generation == Generation::V1 { FEE_PERMILLE } else { 0 }
}

/// The two parts of `funds`, the first of so many thousandths.
pub(super) fn split(funds: &[Money], permille: u128) -> (Vec<Money>, Vec<Money>) {
    let first = portion(funds, permille.min(1000));
    let rest = funds
        .iter()
        .zip(&first)
        .map(|(all, part)| Money { amount: Amount(all.amount.0 - part.amount.0), unit: all.unit.clone() })
        .collect();
    (first, rest)
}

fn portion(funds: &[Money], permille: u128) -> Vec<Money> {
    let part = |money: &Money| Money {
        amount: Amount(money.amount.0.saturating_mul(permille) / 1000),
        unit: Unit::clone(&money.unit),
    };
    funds.iter().map(part).collect()
}

/// `fee` in `parts` parts that differ by at most one.
pub(super) fn shares(fee: u64, parts: usize) -> Vec<u64> {
    let parts = u64::try_from(parts.max(1)).unwrap_or(1);
    (0..parts).map(|index| fee / parts + u64::from(index < fee % parts)).collect()
}
