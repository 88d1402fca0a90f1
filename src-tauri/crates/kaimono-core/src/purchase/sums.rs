//! Sums over purchases: what is in escrow, what comes back, which agents were bought from, the wallet's address. Integers only.

use super::{
    cost::{self, PaysInto, Wallet},
    event::Order,
    journal::at_rest::Shelf,
    page,
    standing::Standing,
    standings::Standings,
    state::{Job, Payment, State},
    words::{MoneyIs, Phase},
};
use crate::{error::Result, limits::counted::counted, view::app::Upcoming};
use masumi::{
    moment::Moment,
    money::{Amount, Money},
    node::Generation,
};
use std::{cmp::Reverse, collections::BTreeMap};

/// Money that is in the contract now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Escrow {
    /// Prices of what is locked.
    pub locked: Vec<Money>,
    /// What is locked beside the prices and returned at settlement.
    pub deposits: Vec<Money>,
    /// The part of `locked` that is asked back or agreed to come back.
    pub coming_back: Vec<Money>,
    /// Prices of what was locked, and of which the node does not say any more where it is.
    pub not_known: Vec<Money>,
}

/// What the last purchases cost that were paid into one contract, or into any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LastPrices {
    /// Which contract; `None`: any.
    pub(crate) generation: Option<Generation>,
    /// When the newest of them was approved.
    pub(crate) newest: Option<Moment>,
    /// Newest first.
    pub(crate) prices: Vec<Vec<Money>>,
}

/// What a purchase has in the contract now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) purchase: String,
    /// Cleaned.
    pub(crate) agent_name: String,
    pub(crate) at: Moment,
    /// Its price, unless the seller may take that already.
    price: Vec<Money>,
    /// What is locked beside it.
    deposit: Option<Money>,
    /// Whether the node says that it is in the contract, or does not say any more where it is.
    is_known: bool,
    /// It is asked back, or agreed to come back.
    comes_back: bool,
}

/// What of it is in each sum.
impl Held {
    /// The price that is locked.
    pub(crate) fn locked(&self) -> &[Money] {
        if self.is_known { &self.price } else { &[] }
    }

    /// What is locked beside it and returned at settlement.
    pub(crate) fn deposit(&self) -> &[Money] {
        self.deposit.as_slice()
    }

    /// What of `locked` is asked back or agreed to come back.
    pub(crate) fn coming_back(&self) -> &[Money] {
        if self.comes_back { self.locked() } else { &[] }
    }

    /// The price that was locked, where the node does not say any more where it is.
    pub(crate) fn not_known(&self) -> &[Money] {
        if self.is_known { &[] } else { &self.price }
    }
}

impl Standings {
    /// What is in escrow, of the person's purchases.
    pub fn escrow(&self) -> Escrow {
        let mut escrow = Escrow::default();
        for held in self.held() {
            held.locked().iter().for_each(|money| add(&mut escrow.locked, money));
            held.deposit().iter().for_each(|money| add(&mut escrow.deposits, money));
            held.coming_back().iter().for_each(|money| add(&mut escrow.coming_back, money));
            held.not_known().iter().for_each(|money| add(&mut escrow.not_known, money));
        }
        escrow
    }

    /// The same, purchase by purchase, the newest first.
    pub(crate) fn held(&self) -> Vec<Held> {
        let mut held = Vec::new();
        self.each(|id, state, standing| {
            let Some(row) = state.row.as_ref().filter(|_| standing.is_mine()) else { return };
            let (price, deposit, is_known) = match standing.money {
                MoneyIs::InEscrow | MoneyIs::Returning => (row.paid_funds.clone(), row.collateral_return, true),
                // A row that went back, or a word of a newer node: not in escrow as far as it is told, and not nothing.
                MoneyIs::Unknown if state.milestones.locked.is_some() => (row.paid_funds.clone(), None, false),
                // The seller can take the price; what was locked beside it still comes back.
                MoneyIs::Released => (Vec::new(), row.collateral_return, true),
                _ => return,
            };
            held.push(Held {
                purchase: id.to_owned(),
                agent_name: page::shown_name(state),
                at: state.created_at,
                price,
                deposit: deposit.map(|lovelace| Money::lovelace(lovelace.into())),
                is_known,
                comes_back: standing.money == MoneyIs::Returning || standing.phase == Phase::RefundRequested,
            });
        });
        held.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.purchase.cmp(&other.purchase)));
        held
    }

    /// What a purchase takes from the wallet that pays it (price, deposit and fee), and into which contract.
    pub(crate) fn costs(&self, id: &str) -> Result<(Vec<Money>, Option<Generation>)> {
        self.book().read(id, |state| (cost::costs(&page::price(state)), page::generation(state)))
    }

    /// Purchasing wallets that the node's rows name, each once.
    pub fn wallets(&self) -> Result<Vec<Wallet>> {
        let mut wallets: Vec<Wallet> = Vec::new();
        let mut take = |address: String, generation: Option<Generation>| {
            let wallet = Wallet { address, pays_into: generation.map_or(PaysInto::NotTold, PaysInto::Generation) };
            if !wallets.contains(&wallet) {
                wallets.push(wallet);
            }
        };
        self.book().each(|_, state| {
            if let Some(paid) = state.row.as_ref().and_then(|row| row.buyer_wallet.as_ref()) {
                take(paid.address.clone(), page::generation(state));
            }
        });
        for (address, generation) in self.book().look_up(Shelf::wallets)? {
            take(address, generation);
        }
        Ok(wallets)
    }

    /// What the last purchases cost that were paid into the contract of a generation (`None`: into any).
    pub(crate) fn last_prices(&self, generation: Option<Generation>, most: usize) -> Result<LastPrices> {
        let mut last = self.book().look_up(|shelf| shelf.last_prices(generation, most))?;
        let mut awake = Vec::new();
        self.book().each(|id, state| {
            let paid =
                state.payment == Payment::Made && generation.is_none_or(|one| page::generation(state) == Some(one));
            if let Some(counted) = counted(state).filter(|_| paid) {
                awake.push((id.to_owned(), state.created_at, counted.amounts));
            }
        });
        last.retain(|(id, ..)| awake.iter().all(|(other, ..)| other != id));
        last.extend(awake);
        last.sort_by_key(|(_, at, _)| Reverse(*at));
        let newest = last.first().map(|(_, at, _)| *at);
        Ok(LastPrices {
            generation,
            newest,
            prices: last.into_iter().take(most).map(|(.., amounts)| amounts).collect(),
        })
    }

    /// How many jobs were bought from each agent, here or elsewhere with the key in use, by agentIdentifier in lower case. The
    /// node also tells what others bought: that is no history of this person's.
    pub fn bought(&self) -> Result<BTreeMap<String, u32>> {
        let key = self.link().key_id();
        let mut bought = self.book().look_up(|shelf| shelf.bought(key.as_deref()))?;
        self.each(|_, state, standing| {
            if let (true, Some(agent)) = (is_bought(state, standing), page::agent_identifier(state)) {
                *bought.entry(agent.to_ascii_lowercase()).or_default() += 1;
            }
        });
        Ok(bought)
    }

    /// The last job that was asked of an agent, and when that was approved.
    pub(crate) fn last_asked(&self, agent_identifier: &str) -> Result<Option<(Moment, Job)>> {
        let last = self.last_ordered(agent_identifier)?;
        last.map(|id| self.book().read(&id, |state| (state.created_at, state.job.clone()))).transpose()
    }

    /// The last purchase from an agent.
    pub(crate) fn last_ordered(&self, agent_identifier: &str) -> Result<Option<String>> {
        let resting = self.book().look_up(|shelf| shelf.last_ordered(agent_identifier))?;
        let mut last = resting.map(|(id, state)| (state.created_at, id));
        self.book().each(|id, state| {
            let same = |order: &Order| order.agent_identifier.eq_ignore_ascii_case(agent_identifier);
            let newer = last.as_ref().is_none_or(|(at, _)| *at <= state.created_at);
            if newer && state.order.as_ref().is_some_and(same) {
                last = Some((state.created_at, id.to_owned()));
            }
        });
        Ok(last.map(|(_, id)| id))
    }

    /// What happens next by itself to a purchase of the person's: the soonest that is still to come.
    pub fn soonest(&self) -> Option<Upcoming> {
        let now = self.book().now();
        let mut soonest: Option<Upcoming> = None;
        self.each(|id, state, standing| {
            let Some(next) = standing.next.filter(|next| standing.is_mine() && now < next.at) else { return };
            if soonest.as_ref().is_none_or(|other| next.at < other.next.at) {
                soonest = Some(Upcoming { purchase: id.to_owned(), agent_name: page::shown_name(state), next });
            }
        });
        soonest
    }

    /// How many purchases need the person.
    pub fn needing(&self) -> u32 {
        let mut count = 0;
        self.each(|_, _, standing| count += u32::from(standing.need.is_some()));
        count
    }
}

/// Whether the agent took the job, or the node has the purchase, and it is the person's.
pub(super) fn is_bought(state: &State, standing: &Standing) -> bool {
    standing.is_mine() && (state.milestones.accepted.is_some() || state.row.is_some())
}

pub(crate) fn add(sums: &mut Vec<Money>, money: &Money) {
    match sums.iter_mut().find(|sum| sum.unit == money.unit) {
        Some(sum) => sum.amount = Amount(sum.amount.0.saturating_add(money.amount.0)),
        None => sums.push(money.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nobody says that money comes back of which nobody knows where it is.
    #[test]
    fn what_a_purchase_has_in_the_contract_is_in_one_sum_and_comes_back_only_from_there() {
        let (price, deposit) = (vec![Money::lovelace(2_000_000)], Money::lovelace(1_500_000));
        for (is_known, comes_back, sums) in [
            (true, false, (true, false, false)),
            (true, true, (true, true, false)),
            (false, false, (false, false, true)),
            (false, true, (false, false, true)),
        ] {
            let (price, deposit) = (price.clone(), Some(deposit.clone()));
            let (purchase, agent_name, at) = ("one".to_owned(), String::new(), Moment(0));
            let held = Held { purchase, agent_name, at, price, deposit, is_known, comes_back };
            let has = |sum: &[Money]| !sum.is_empty();
            assert_eq!((has(held.locked()), has(held.coming_back()), has(held.not_known())), sums);
            assert_eq!(held.deposit(), [Money::lovelace(1_500_000)]);
        }
    }
}
