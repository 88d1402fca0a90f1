//! What a purchase takes from the wallet that pays it, and whether a wallet has that. Pure, integers only. The node pays each
//! purchase from one wallet, so wallets are never added up.

use masumi_client::money::{Amount, Money, Unit};

/// An escrow output holds at least so much: 4.2 ADA with V1, 5 ADA with V2 (what locks were seen to add, OBSERVED 2).
const LEAST_OUTPUT: u128 = 5_000_000;
/// And so much more for each token in it.
const PER_TOKEN: u128 = 220_000;
/// What is added is at least so much.
const LEAST_DEPOSIT: u128 = 1_500_000;
/// Fee of the lock transaction: 0.2 to 0.45 ADA (PROTOCOL 10).
const FEE: u128 = 450_000;

/// How much of one unit is needed, and what a wallet holds of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// In all.
    pub needed: Money,
    /// In the wallet.
    pub held: Amount,
}

impl Cover {
    /// What the wallet lacks.
    pub fn missing(&self) -> Option<Money> {
        let lacks = self.needed.amount.0.saturating_sub(self.held.0);
        (lacks > 0).then(|| Money { amount: Amount(lacks), unit: self.needed.unit.clone() })
    }
}

/// What is locked beside the price and returned at settlement: an estimate, rather too much than too little.
pub fn deposit(price: &[Money]) -> Money {
    let tokens = price.iter().filter(|money| money.unit != Unit::Ada).map(|_| PER_TOKEN).sum::<u128>();
    let ada = price.iter().filter(|money| money.unit == Unit::Ada).map(|money| money.amount.0).sum::<u128>();
    Money::lovelace((LEAST_OUTPUT + tokens).saturating_sub(ada).max(LEAST_DEPOSIT))
}

/// The fee of the lock: an estimate.
pub fn fee() -> Money {
    Money::lovelace(FEE)
}

/// What a purchase takes in all, unit by unit, ADA first: price, deposit and fee.
pub fn costs(price: &[Money]) -> Vec<Money> {
    let mut costs = vec![Money::lovelace(deposit(price).amount.0 + FEE)];
    for money in price {
        match costs.iter_mut().find(|cost| cost.unit == money.unit) {
            Some(cost) => cost.amount = Amount(cost.amount.0.saturating_add(money.amount.0)),
            None => costs.push(money.clone()),
        }
    }
    costs
}

/// What a wallet has of each.
pub fn cover(costs: &[Money], wallet: &[Money]) -> Vec<Cover> {
    let held = |unit: &Unit| wallet.iter().filter(|money| money.unit == *unit).map(|money| money.amount.0).sum();
    costs.iter().map(|cost| Cover { needed: cost.clone(), held: Amount(held(&cost.unit)) }).collect()
}

/// Whether a wallet has all of it.
pub fn covers(cover: &[Cover]) -> bool {
    cover.iter().all(|unit| unit.missing().is_none())
}

/// The wallet that comes nearest to paying it, by its place, and what it has of each: one that has all of it, else the one
/// that lacks the fewest units, else the least ADA. `None`: there is no wallet.
pub fn nearest(costs: &[Money], wallets: &[Vec<Money>]) -> Option<(usize, Vec<Cover>)> {
    let covers = wallets.iter().map(|wallet| cover(costs, wallet)).enumerate();
    covers.min_by_key(|(_, cover)| {
        let missing: Vec<_> = cover.iter().filter_map(Cover::missing).collect();
        let ada = missing.iter().filter(|money| money.unit == Unit::Ada).map(|money| money.amount.0).sum::<u128>();
        (missing.len(), ada)
    })
}

/// Whether the wallets would have all of it if they were one.
pub fn together(costs: &[Money], wallets: &[Vec<Money>]) -> bool {
    covers(&cover(costs, &wallets.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use masumi_client::money::TUSDM;

    fn ada(lovelace: u128) -> Money {
        Money::lovelace(lovelace)
    }

    fn tusdm(amount: u128) -> Money {
        Money { amount: Amount(amount), unit: Unit::parse(TUSDM) }
    }

    #[test]
    fn the_estimate_is_never_less_than_what_nodes_were_seen_to_lock() {
        for (price, locked) in [
            (vec![ada(2_000_000)], 2_219_490),
            (vec![ada(3_000_000)], 1_435_230),
            (vec![ada(5_000_000)], 0),
            (vec![ada(2_500_000)], 2_452_190),
            (vec![tusdm(1_500_000)], 4_434_990),
        ] {
            let estimate = deposit(&price).amount.0;
            assert!((locked..=locked + 1_500_000).contains(&estimate), "{price:?}: {estimate}, locked {locked}");
        }
    }

    #[test]
    fn one_wallet_must_have_all_of_it() {
        let costs = costs(&[tusdm(3_000_000)]);
        let (poor_in_ada, poor_in_tokens) = (vec![ada(1_000_000), tusdm(9_000_000)], vec![ada(50_000_000)]);
        let wallets = [poor_in_tokens.clone(), poor_in_ada.clone()];
        let (_, best) = nearest(&costs, &wallets).unwrap();
        assert!(!covers(&best) && together(&costs, &wallets), "together it would look like enough");
        let rich = vec![ada(6_000_000), tusdm(3_000_000)];
        let (place, best) = nearest(&costs, &[poor_in_tokens, poor_in_ada, rich]).unwrap();
        assert!(place == 2 && covers(&best), "{best:?}");
        assert_eq!(nearest(&costs, &[]), None);
    }

    #[test]
    fn what_is_missing_is_told_unit_by_unit() {
        let cover = cover(&costs(&[ada(2_000_000), tusdm(3_000_000)]), &[ada(5_000_000), tusdm(1_000_000)]);
        let missing: Vec<_> = cover.iter().filter_map(Cover::missing).collect();
        assert_eq!(missing, [ada(670_000), tusdm(2_000_000)]);
    }
}
