//! What is wrong with a purchase, and what follows for the money. The page has the sentences.

use super::wallet::PurchasingWallet;
use masumi_client::{moment::Moment, money::MoneyView, node::Generation};
use serde::{Deserialize, Serialize};

/// What is wrong with a purchase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
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

/// What is wrong with a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    /// The node has had it for some minutes and has not begun: its wallet is busy.
    Queued,
    /// The node sent the lock some minutes ago and has not seen it on chain.
    Unconfirmed,
    /// No wallet of the node holds enough, and there is time to try again.
    InsufficientFunds,
    /// The node could not send the lock for another reason, and there is time to try again.
    LockFailed,
    /// The time to pay is over, and nothing was sent.
    NeverPaid,
    /// The node gave up a transaction that may still land.
    LockLost,
    /// The lock was on chain, and its block was rolled back.
    RolledBack,
    /// The node says that the lock on chain is not as agreed.
    LockInvalid,
    /// In escrow, and the agent still waits for its payment.
    UnseenByAgent,
    /// In escrow, and the agent does not answer.
    AgentSilent,
    /// In escrow, and the agent says that it failed.
    AgentFailed,
    /// A result, and no proof of it on chain.
    Unproven,
    /// A proof on chain, and no result: without an objection the seller is paid for nothing.
    HashWithoutResult,
    /// The result is not the one that was proven on chain.
    Mismatch,
    /// A dispute has no end that is set.
    Disputed,
    /// The node is stuck with something that it was asked for while the money is in escrow.
    NodeStuck,
    /// The node has this purchase, and this key may not see it.
    Foreign,
    /// The node told of this purchase before, and does not know it any more.
    Denied,
}

/// Where the money of a purchase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum MoneyIs {
    /// It never left the wallet.
    InWallet,
    /// A transaction was sent; whether it moved money is not known.
    Unknown,
    /// In escrow, as agreed.
    InEscrow,
    /// At the contract, but not as agreed.
    AtContract,
}

/// What the wallet lacks for a payment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ShortageLine {
    /// In all.
    pub needed: MoneyView,
    /// What the wallet holds; `None`: not known.
    pub held: Option<MoneyView>,
    /// What it lacks; `None`: nothing, or not known.
    pub missing: Option<MoneyView>,
}
