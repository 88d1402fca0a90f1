//! What transactions cost here, in lovelace: numbers of the size that a real node was seen to pay (docs/observed.md 2).
//! They are believable, not exact; nothing may depend on them.

use super::escrow::Action;
use masumi::{
    money::{Money, Unit},
    node::Generation,
};

/// What an escrow output must hold at least, and the least that is added when the price is below it.
const MIN_OUTPUT_V1: u64 = 4_219_490;
const MIN_OUTPUT_V2: u64 = 4_952_190;
const PER_TOKEN: u64 = 215_500;
const LEAST_COLLATERAL: u64 = 1_435_230;

/// The fee of a transaction that locks so many purchases at once.
pub(crate) fn lock_fee(purchases: usize, generation: Generation) -> u64 {
    let base = match generation {
        Generation::V1 => 171_001,
        Generation::V2 => 181_165,
    };
    base + 29_568 * u64::try_from(purchases).unwrap_or(1)
}

/// The fee of a transaction that runs the contract.
pub(crate) fn action_fee(action: &Action, generation: Generation) -> u64 {
    match (action, generation) {
        (Action::WithdrawRefund, _) => 534_345,
        (Action::Withdraw, _) => 544_421,
        (Action::SubmitResult(_), Generation::V1) => 562_813,
        (_, Generation::V1) => 561_361,
        (_, Generation::V2) => 739_437,
    }
}

/// The lovelace locked on top of the price so that the output may exist; they come back to the buyer.
pub(crate) fn collateral(price: &[Money], generation: Generation) -> u64 {
    let tokens = price.iter().filter(|money| money.unit != Unit::Ada).count();
    let ada = price.iter().filter(|money| money.unit == Unit::Ada).map(|money| money.amount.0).sum::<u128>();
    let minimum = match generation {
        Generation::V1 => MIN_OUTPUT_V1,
        Generation::V2 => MIN_OUTPUT_V2,
    } + PER_TOKEN * u64::try_from(tokens).unwrap_or(0);
    match u64::try_from(ada).ok().and_then(|ada| minimum.checked_sub(ada)) {
        None | Some(0) => 0,
        Some(missing) => missing.max(LEAST_COLLATERAL),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use masumi::money::{Amount, TUSDM};

    #[test]
    fn what_is_locked_beside_the_price_is_what_a_real_node_locked() {
        let v1 = |money: Money| collateral(&[money], Generation::V1);
        assert_eq!(v1(Money::lovelace(2_000_000)), 2_219_490);
        assert_eq!(v1(Money::lovelace(3_000_000)), 1_435_230);
        assert_eq!(v1(Money::lovelace(5_000_000)), 0);
        assert_eq!(v1(Money { amount: Amount(1_500_000), unit: Unit::parse(TUSDM) }), 4_434_990);
        assert_eq!(collateral(&[Money::lovelace(2_500_000)], Generation::V2), 2_452_190);
        assert_eq!((lock_fee(1, Generation::V1), lock_fee(2, Generation::V1)), (200_569, 230_137));
    }
}
