//! What is wrong with a purchase, and what that means for the money. The page has the sentences.

use super::MoneyView;
use super::wallet::PurchasingWallet;
use masumi::{moment::Moment, node::Generation};
use serde::Serialize;

pub use crate::purchase::words::{MoneyIs, Trouble};

/// What is wrong with a purchase.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct TroubleView {
    /// What.
    pub kind: Trouble,
    /// Where the money is.
    pub money: MoneyIs,
    /// Since when it is so, as far as Kaimono saw it (node time).
    pub since: Option<Moment>,
    /// Until when the person can do something about it.
    pub until: Option<Moment>,
    /// When something happens by itself.
    pub at: Option<Moment>,
    /// The node's own words, or `""`.
    pub quote: String,
    /// Whether the payment can be tried again now.
    pub retry: bool,
    /// What the wallet lacks, where that is the trouble.
    pub shortage: Option<ShortageView>,
}

/// What the wallet lacks for a payment.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ShortageView {
    /// Per unit, ADA first. What is needed: price, deposit and fee together; deposit and fee are estimates.
    pub lines: Vec<ShortageLine>,
    /// The wallets hold enough together, and none of them alone: the node pays a purchase from one wallet.
    pub scattered: bool,
    /// The wallet to top up; `None`: its address is not known.
    pub wallet: Option<PurchasingWallet>,
    /// What is paid from; `None`: a contract that is not known.
    pub generation: Option<Generation>,
}

/// What is needed of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ShortageLine {
    /// In all.
    pub needed: MoneyView,
    /// What the wallet holds; `None`: not known.
    pub held: Option<MoneyView>,
    /// What it lacks; `None`: nothing, or not known.
    pub missing: Option<MoneyView>,
}
