//! Amounts as the page shows them.

use masumi::{money::Money, node::Network};
use serde::Serialize;

/// Money as the page shows it. The page never computes with it and never sends it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MoneyView {
    /// Decimal base units.
    pub amount: String,
    /// As on the wire: `""` for ADA.
    pub unit: String,
    /// Grouped, full precision, at least two decimals, then the token: `1,203.50 tUSDM`. An unknown unit is shown raw.
    pub text: String,
    /// Whether this network's token table knows the unit.
    pub known: bool,
}

impl MoneyView {
    /// This money on this network.
    pub fn of(money: &Money, network: Network) -> MoneyView {
        MoneyView {
            amount: money.amount.to_string(),
            unit: money.unit.to_string(),
            text: money.text(network),
            known: money.unit.known(network).is_some(),
        }
    }
}
