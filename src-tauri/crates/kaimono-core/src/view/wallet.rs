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
    /// In escrow now: the prices of purchases that are locked.
    pub in_escrow: SumView,
    /// Locked beside the prices; comes back at settlement.
    pub deposits: SumView,
    /// Asked back or coming back.
    pub coming_back: SumView,
    /// Was locked, and the node does not say any more where it is.
    pub not_known: SumView,
    /// When the oldest of it was read (node time); `None`: nothing of the wallets could be read.
    pub at: Option<Moment>,
    /// Why it could not be read.
    pub failure: Option<Failure>,
}

/// A sum over purchases, and what it is made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SumView {
    /// Per unit.
    pub amounts: Vec<MoneyView>,
    /// The newest of its purchases.
    pub parts: Vec<SumPart>,
    /// So many more are in the sum.
    pub more: u32,
}

/// What one purchase adds to a sum.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SumPart {
    /// Local id of the purchase.
    pub purchase: String,
    /// Cleaned.
    pub agent_name: String,
    /// When it was approved, or when the node made it.
    pub at: Moment,
    /// At least one.
    pub amounts: Vec<MoneyView>,
}

/// What a wallet is good for, by what was bought from it last.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Runway {
    /// The price in the middle of those purchases.
    pub price: Vec<MoneyView>,
    /// So many purchases, one after the other, that cost as much; 1000: as many or more.
    pub purchases: u32,
    /// By so many purchases.
    pub of: u32,
}

/// What was paid for purchases that were approved here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SpendingView {
    /// The token that the rest is about; `None`: nothing was paid yet.
    pub unit: Option<String>,
    /// Every token that was paid in, the one of most purchases first; `id`: the unit on the wire.
    pub tokens: Vec<SpendingRow>,
    /// The last twelve months, this one last; `id`: the month's first day, `2026-11-01`.
    pub months: Vec<SpendingRow>,
    /// Who was paid most, over all time; `id`: agentIdentifier in lower case, `""`: all the others together.
    pub agents: Vec<SpendingRow>,
    /// The labels under which was paid most, over all time; `id`: the label as typed. A purchase with several is in each of them.
    pub labels: Vec<SpendingRow>,
}

/// What was paid of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SpendingRow {
    /// What it is about.
    pub id: String,
    /// The name of the agent, or the label, cleaned; `""`: none, or not known.
    pub name: String,
    /// What was paid, refunded or not.
    pub paid: MoneyView,
    /// How much of it came back.
    pub refunded: Option<MoneyView>,
    /// For so many purchases.
    pub purchases: u32,
    /// Beside the highest of its kind, 0 to 100.
    pub percent: u8,
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
    /// What it is good for; `None`: nothing was bought from it, or its balance is not known.
    pub runway: Option<Runway>,
    /// It holds little: for few purchases, or too little to ask for money back.
    pub low: bool,
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
