//! Where the money of a purchase went, amount by amount. Pure.

use super::{page::price, state::State};
use masumi::{
    money::{Amount, Money, Unit},
    node::{OnChainState, Purchase},
};

/// What a purchase did to the person's money, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ledger {
    /// What was or will be paid; empty: free, or not known.
    pub(crate) price: Vec<Money>,
    /// Locked beside it; comes back.
    pub(crate) deposit: Option<Money>,
    /// Fees of the network that the buyer paid, as the node tells them.
    pub(crate) fees: Option<Money>,
    /// What came back.
    pub(crate) returned: Vec<Money>,
    /// `returned` is computed of price, deposit and fees: the node does not tell it.
    pub(crate) is_computed: bool,
    /// Where it went, where that is not known to be the wallet that paid.
    pub(crate) returned_to: Option<String>,
    /// What went to the seller where a dispute was decided, as the node tells it.
    pub(crate) to_seller: Vec<Money>,
}

impl Ledger {
    pub(crate) fn of(state: &State) -> Ledger {
        let price = price(state);
        let Some(row) = &state.row else { return Ledger { price, ..Ledger::default() } };
        let is_computed = row.withdrawn_for_buyer.is_empty();
        Ledger {
            deposit: row.collateral_return.map(|lovelace| Money::lovelace(lovelace.into())),
            fees: fees(row),
            returned: if is_computed { computed(&price, row) } else { row.withdrawn_for_buyer.clone() },
            is_computed,
            returned_to: elsewhere(row),
            to_seller: row.withdrawn_for_seller.clone(),
            price,
        }
    }
}

fn elsewhere(row: &Purchase) -> Option<String> {
    let paid = row.buyer_wallet.as_ref().map(|wallet| wallet.address.as_str());
    row.buyer_return_address.clone().filter(|address| Some(address.as_str()) != paid)
}

/// What must have come back, where the node does not tell it (it tells it of decided disputes only,
/// docs/protocol.md 5.1): of a refund price and deposit, of a payment the deposit, both less the fees. `[]`: nothing has, or it is not
/// known.
fn computed(price: &[Money], row: &Purchase) -> Vec<Money> {
    let mut back = match row.on_chain_state {
        Some(OnChainState::RefundWithdrawn) => price.to_vec(),
        Some(OnChainState::Withdrawn) => Vec::new(),
        _ => return Vec::new(),
    };
    let ada = back.iter().filter(|money| money.unit == Unit::Ada).map(|money| money.amount.0).sum::<u128>();
    back.retain(|money| money.unit != Unit::Ada);
    let Some(locked) = row.collateral_return.map(|deposit| ada + u128::from(deposit)) else { return Vec::new() };
    let fees = fees(row).map_or(0, |fees| fees.amount.0);
    if let Some(lovelace) = locked.checked_sub(fees).filter(|lovelace| *lovelace > 0) {
        back.insert(0, Money::lovelace(lovelace));
    }
    back
}

fn fees(row: &Purchase) -> Option<Money> {
    let fees = row.buyer_fees_ada.as_deref().and_then(|text| Amount::parse_decimal(text, 6));
    fees.filter(|fees| fees.0 > 0).map(|fees| Money::lovelace(fees.0))
}
