//! Wallet.

use super::MoneyView;
use crate::error::Failure;
use masumi::{moment::Moment, node::Generation};
use serde::Serialize;

/// What the wallet page shows.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct WalletView {
    /// The node's purchasing wallets, as far as this key may know them. Empty: not known before the first lock; the page
    /// says so and takes a pasted address.
    pub wallets: Vec<PurchasingWallet>,
    /// In escrow now, per unit: the prices of purchases that are locked.
    pub in_escrow: Vec<MoneyView>,
    /// Locked beside the prices; comes back at settlement.
    pub deposits: Vec<MoneyView>,
    /// Asked back or coming back, per unit.
    pub coming_back: Vec<MoneyView>,
    /// Was locked, and the node does not say any more where it is, per unit.
    pub not_known: Vec<MoneyView>,
    /// When the oldest of it was read (node time); `None`: nothing of the wallets could be read.
    pub at: Option<Moment>,
    /// Why it could not be read.
    pub failure: Option<Failure>,
}

/// A purchasing wallet of the node.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PurchasingWallet {
    /// Bech32.
    pub address: String,
    /// It pays purchases of this generation and no others; `None`: not told.
    pub generation: Option<Generation>,
    /// How it is known.
    pub source: AddressSource,
    /// QR code of the address, an SVG path's `d` and the side length in modules.
    pub qr: QrView,
    /// Per unit; ADA first.
    pub balances: Vec<MoneyView>,
    /// Why the balance could not be read.
    pub failure: Option<Failure>,
}

/// How an address is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum AddressSource {
    /// From a purchase of this node.
    Purchase,
    /// The node told it (admin key), or whoever started it (sandbox).
    Node,
    /// The person pasted it.
    Pasted,
}

/// A QR code as one SVG path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct QrView {
    /// `d` of a path in a square of `size` modules.
    pub path: String,
    /// Modules on a side.
    pub size: u32,
}
