//! What a purchase takes from the wallet that pays it, which wallets can pay, and whether they hold enough. Pure, integers only.
//! The node pays each purchase from one wallet, so wallets are never added up.

use masumi::{
    money::{Amount, Money, Unit},
    node::Generation,
};
use std::collections::BTreeSet;

/// An escrow output holds at least so much: 4.2 ADA with V1, 5 ADA with V2 (what locks were seen to add,
/// docs/observed.md 2).
const LEAST_OUTPUT: u128 = 5_000_000;
/// And so much more for each token in it.
const PER_TOKEN: u128 = 220_000;
/// What is added is at least so much.
const LEAST_DEPOSIT: u128 = 1_500_000;
/// Fee of the lock transaction: 0.2 to 0.45 ADA (docs/protocol.md 10).
const FEE: u128 = 450_000;

/// Fee of a transaction that runs the contract: 0.5 to 0.75 ADA (docs/protocol.md 10).
const ACTION_FEE: u128 = 1_000_000;

/// Asking for money back runs a script of the escrow contract, for which a wallet has to hold so much more. It is spent only if the
/// script fails (docs/protocol.md 10).
const COLLATERAL: u128 = 5_000_000;

/// A purchasing wallet of the node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wallet {
    /// Bech32.
    pub address: String,
    /// Where its money can go.
    pub pays_into: PaysInto,
}

impl Wallet {
    /// The generation whose purchases it pays, where that is known.
    pub fn generation(&self) -> Option<Generation> {
        match self.pays_into {
            PaysInto::Generation(generation) => Some(generation),
            PaysInto::NotTold | PaysInto::Another => None,
        }
    }
}

/// Where a wallet's money can go: it belongs to one payment source of the node, and so to one generation
/// (docs/observed.md 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaysInto {
    /// The contract of this generation, and no other.
    Generation(Generation),
    /// Nobody told: the person pasted its address.
    NotTold,
    /// A source that Kaimono cannot buy through.
    Another,
}

/// A wallet and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purse {
    /// Whose money it is.
    pub wallet: Wallet,
    /// Per unit.
    pub holds: Vec<Money>,
}

/// How much of one unit is needed, and what a wallet holds of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cover {
    /// In all.
    pub needed: Money,
    /// In the wallet.
    pub held: Amount,
}

impl Cover {
    /// What the wallet lacks.
    pub(crate) fn missing(&self) -> Option<Money> {
        let lacks = self.needed.amount.0.saturating_sub(self.held.0);
        (lacks > 0).then(|| Money { amount: Amount(lacks), unit: self.needed.unit.clone() })
    }
}

/// What is locked beside the price and returned at settlement: an estimate, rather too much than too little.
pub(crate) fn deposit(price: &[Money]) -> Money {
    let tokens = price.iter().filter(|money| money.unit != Unit::Ada).map(|_| PER_TOKEN).sum::<u128>();
    let ada = price.iter().filter(|money| money.unit == Unit::Ada).map(|money| money.amount.0).sum::<u128>();
    Money::lovelace((LEAST_OUTPUT + tokens).saturating_sub(ada).max(LEAST_DEPOSIT))
}

/// The fee of the lock: an estimate.
pub(crate) fn fee() -> Money {
    Money::lovelace(FEE)
}

/// The fee of asking for the money, of taking that back, or of collecting it: rather too much than too little.
pub(crate) fn action_fee() -> Money {
    Money::lovelace(ACTION_FEE)
}

/// What a wallet must hold to ask for money back.
pub(crate) fn collateral() -> Money {
    Money::lovelace(COLLATERAL)
}

/// What a purchase takes in all, unit by unit, ADA first: price, deposit and fee.
pub(crate) fn costs(price: &[Money]) -> Vec<Money> {
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
pub(crate) fn cover(costs: &[Money], wallet: &[Money]) -> Vec<Cover> {
    let held = |unit: &Unit| wallet.iter().filter(|money| money.unit == *unit).map(|money| money.amount.0).sum();
    costs.iter().map(|cost| Cover { needed: cost.clone(), held: Amount(held(&cost.unit)) }).collect()
}

/// Whether a wallet has all of it.
pub(crate) fn covers(cover: &[Cover]) -> bool {
    cover.iter().all(|unit| unit.missing().is_none())
}

/// For how many purchases a wallet is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Runway {
    /// What one of them costs.
    pub(crate) price: Vec<Money>,
    /// So many, one after the other: the deposit of one is back before the next. At most [`MOST_PURCHASES`].
    pub(crate) purchases: u32,
    /// By so many purchases it is said what they cost.
    pub(crate) of: u32,
}

/// More than so many is told as so many.
pub(crate) const MOST_PURCHASES: u32 = 1_000;

/// For how many purchases of the usual price a wallet is enough: of the tokens in which most of the last ones were, and in each the
/// price in the middle. `None`: there were none.
pub(crate) fn runway(last: &[Vec<Money>], holds: &[Money]) -> Option<Runway> {
    let units = |price: &[Money]| price.iter().map(|money| money.unit.clone()).collect::<BTreeSet<Unit>>();
    let mut kinds: Vec<(BTreeSet<Unit>, Vec<&Vec<Money>>)> = Vec::new();
    for price in last {
        let own = units(price);
        match kinds.iter_mut().find(|(units, _)| *units == own) {
            Some((_, prices)) => prices.push(price),
            None => kinds.push((own, vec![price])),
        }
    }
    // Of two that are as frequent the one that was bought in last.
    let (units, prices) = kinds.into_iter().rev().max_by_key(|(_, prices)| prices.len())?;
    let amount = |price: &[Money], unit: &Unit| {
        price.iter().filter(|money| money.unit == *unit).map(|money| money.amount.0).fold(0, u128::saturating_add)
    };
    let price: Vec<Money> = units
        .into_iter()
        .map(|unit| {
            let mut amounts: Vec<u128> = prices.iter().map(|price| amount(price, &unit)).collect();
            amounts.sort_unstable();
            Money { amount: Amount(amounts[amounts.len() / 2]), unit }
        })
        .collect();
    let lasting = |unit: &Unit, once: u128, each: u128| {
        amount(holds, unit).saturating_sub(once).checked_div(each).unwrap_or(u128::from(MOST_PURCHASES))
    };
    let tokens = price.iter().filter(|money| money.unit != Unit::Ada);
    let tokens = tokens.map(|money| lasting(&money.unit, 0, money.amount.0)).min();
    let ada = lasting(&Unit::Ada, deposit(&price).amount.0, amount(&price, &Unit::Ada).saturating_add(FEE));
    let purchases = tokens.unwrap_or(ada).min(ada).min(u128::from(MOST_PURCHASES));
    Some(Runway {
        price,
        purchases: u32::try_from(purchases).unwrap_or(MOST_PURCHASES),
        of: u32::try_from(prices.len()).unwrap_or(u32::MAX),
    })
}

/// What the wallets that can pay a purchase have for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Nearest<'a> {
    /// The one that comes nearest to paying it.
    pub wallet: &'a Wallet,
    /// What that has of each.
    pub cover: Vec<Cover>,
    /// How many there are: the node chooses.
    pub among: usize,
    /// Whether they would have all of it if they were one.
    pub together: bool,
}

/// Those that can pay a purchase of this generation (`None`: not known): the wallets that are known to pay into its contract,
/// and where there is none, those of which nobody told.
pub(crate) fn that_can_pay<T>(
    generation: Option<Generation>,
    mut all: Vec<T>,
    wallet: impl Fn(&T) -> &Wallet,
) -> Vec<T> {
    let Some(generation) = generation else {
        all.retain(|one| wallet(one).pays_into != PaysInto::Another);
        return all;
    };
    let own = PaysInto::Generation(generation);
    let known = all.iter().any(|one| wallet(one).pays_into == own);
    all.retain(|one| wallet(one).pays_into == if known { own } else { PaysInto::NotTold });
    all
}

/// Of the wallets that can pay it the one that comes nearest: one that has all of it, else the one that lacks the fewest units,
/// else the least ADA. `None`: no such wallet is known.
pub(crate) fn nearest<'a>(costs: &[Money], generation: Option<Generation>, purses: &'a [Purse]) -> Option<Nearest<'a>> {
    let purses = that_can_pay(generation, purses.iter().collect(), |purse: &&Purse| &purse.wallet);
    let all: Vec<Money> = purses.iter().flat_map(|purse| purse.holds.clone()).collect();
    let covers = purses.iter().map(|purse| (&purse.wallet, cover(costs, &purse.holds)));
    let (wallet, nearest) = covers.min_by_key(|(_, cover)| {
        let missing: Vec<_> = cover.iter().filter_map(Cover::missing).collect();
        let ada = missing.iter().filter(|money| money.unit == Unit::Ada).map(|money| money.amount.0).sum::<u128>();
        (missing.len(), ada)
    })?;
    Some(Nearest { wallet, cover: nearest, among: purses.len(), together: self::covers(&cover(costs, &all)) })
}

/// Those that can pay purchases of this generation as if they were one; where none can, all of them as they are.
pub(crate) fn pooled(generation: Option<Generation>, purses: &[Purse]) -> Vec<Purse> {
    let able = that_can_pay(generation, purses.to_vec(), |purse| &purse.wallet);
    let holds = able.iter().flat_map(|purse| purse.holds.clone()).collect();
    able.into_iter().next().map_or_else(|| purses.to_vec(), |first| vec![Purse { holds, ..first }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use masumi::money::TUSDM;

    fn ada(lovelace: u128) -> Money {
        Money::lovelace(lovelace)
    }

    fn tusdm(amount: u128) -> Money {
        Money { amount: Amount(amount), unit: Unit::parse(TUSDM) }
    }

    fn purse(address: &str, pays_into: PaysInto, holds: Vec<Money>) -> Purse {
        Purse { wallet: Wallet { address: address.to_owned(), pays_into }, holds }
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
        let v1 = |name, holds: &Vec<Money>| purse(name, PaysInto::Generation(Generation::V1), holds.clone());
        let mut wallets = vec![v1("tokens", &poor_in_tokens), v1("ada", &poor_in_ada)];
        let best = nearest(&costs, Some(Generation::V1), &wallets).unwrap();
        assert!(!covers(&best.cover) && best.together, "together it would look like enough");
        wallets.push(v1("rich", &vec![ada(6_000_000), tusdm(3_000_000)]));
        let best = nearest(&costs, Some(Generation::V1), &wallets).unwrap();
        assert!(best.wallet.address == "rich" && covers(&best.cover) && best.among == 3, "{best:?}");
        assert_eq!(nearest(&costs, Some(Generation::V1), &[]), None);
    }

    /// A wallet belongs to one payment source: what the wallet of the other generation holds pays nothing here.
    #[test]
    fn a_wallet_of_the_other_generation_pays_nothing() {
        use PaysInto::{Another, Generation as Into, NotTold};
        let (v1, v2) = (Generation::V1, Generation::V2);
        let (poor, rich) = (vec![ada(1_000_000)], vec![ada(50_000_000)]);
        let costs = costs(&[ada(10_000_000)]);
        /// A wallet's name, what it pays into, what it holds.
        type Held<'a> = (&'a str, PaysInto, &'a Vec<Money>);
        let table: [(&[Held<'_>], Option<Generation>, Option<&str>); 8] = [
            (&[("v1", Into(v1), &poor), ("v2", Into(v2), &rich)], Some(v1), Some("v1")),
            (&[("v1", Into(v1), &poor), ("v2", Into(v2), &rich)], Some(v2), Some("v2")),
            (&[("v2", Into(v2), &rich)], Some(v1), None),
            (&[("v2", Into(v2), &rich), ("pasted", NotTold, &poor)], Some(v1), Some("pasted")),
            (&[("v1", Into(v1), &poor), ("pasted", NotTold, &rich)], Some(v1), Some("v1")),
            (&[("other", Another, &rich)], Some(v1), None),
            (&[("other", Another, &rich)], None, None),
            (&[("v1", Into(v1), &poor), ("v2", Into(v2), &rich)], None, Some("v2")),
        ];
        for (wallets, generation, pays) in table {
            let purses: Vec<_> =
                wallets.iter().map(|(name, into, holds)| purse(name, *into, (*holds).clone())).collect();
            let nearest = nearest(&costs, generation, &purses);
            assert_eq!(
                nearest.as_ref().map(|nearest| nearest.wallet.address.as_str()),
                pays,
                "{wallets:?} {generation:?}"
            );
            if let Some(nearest) = nearest {
                assert_eq!(nearest.together, nearest.cover.iter().all(|unit| unit.missing().is_none()), "{wallets:?}");
            }
        }
    }

    #[test]
    fn a_wallet_is_enough_for_so_many_of_what_was_usual() {
        let (two, three) = (vec![ada(2_000_000)], vec![ada(3_000_000)]);
        /// What the last purchases cost, what the wallet holds; for how many it is enough, by how many.
        type Case = (Vec<Vec<Money>>, Vec<Money>, Option<(u32, u32)>);
        let table: [Case; 8] = [
            (vec![], vec![ada(100_000_000)], None),
            // 3 ADA of deposit once, and 2.45 ADA each.
            (vec![two.clone()], vec![ada(2_999_999 + 2_450_000)], Some((0, 1))),
            (vec![two.clone()], vec![ada(3_000_000 + 2_450_000)], Some((1, 1))),
            (vec![two.clone(), three.clone(), two.clone()], vec![ada(3_000_000 + 5 * 2_450_000)], Some((5, 3))),
            // The price in the middle of three, and of the tokens that were paid most often.
            (
                vec![three.clone(), vec![tusdm(1)], two.clone(), three.clone()],
                vec![ada(2_000_000 + 3_450_000)],
                Some((1, 3)),
            ),
            (vec![vec![tusdm(2_000_000)]], vec![ada(50_000_000), tusdm(5_000_000)], Some((2, 1))),
            // Tokens alone pay nothing.
            (vec![vec![tusdm(2_000_000)]], vec![tusdm(5_000_000)], Some((0, 1))),
            (vec![vec![ada(1)]], vec![ada(u128::MAX)], Some((1_000, 1))),
        ];
        for (last, holds, expected) in table {
            let runway = runway(&last, &holds);
            assert_eq!(runway.map(|runway| (runway.purchases, runway.of)), expected, "{last:?} {holds:?}");
        }
    }

    #[test]
    fn what_is_missing_is_told_unit_by_unit() {
        let cover = cover(&costs(&[ada(2_000_000), tusdm(3_000_000)]), &[ada(5_000_000), tusdm(1_000_000)]);
        let missing: Vec<_> = cover.iter().filter_map(Cover::missing).collect();
        assert_eq!(missing, [ada(670_000), tusdm(2_000_000)]);
    }
}
