//! The Payment Service of the buyer's own Masumi node: what the buyer may call, and what comes back.
//!
//! Rows are parsed leniently ([`Purchase::from_json`]): unknown fields are ignored, missing ones are `None`, unknown
//! words are kept as they are. Nothing here decides about money; a paying body is built by [`crate::proof`] alone.
//!
//! ```
//! use masumi::node::{Generation, OnChainState, Purchase};
//! use serde_json::json;
//!
//! // As a node tells it: `NodeClient::resolve` asks for one, `NodeClient::purchases` for all.
//! let purchase = Purchase::from_json(&json!({
//!     "blockchainIdentifier": "1f8b",
//!     "onChainState": "ResultSubmitted",
//!     "NextAction": { "requestedAction": "WaitingForExternalAction" },
//!     "PaymentSource": { "paymentSourceType": "Web3CardanoV2" },
//! })).ok_or("a row without an identifier")?;
//!
//! assert_eq!(purchase.on_chain_state, Some(OnChainState::ResultSubmitted));
//! assert_eq!(purchase.generation(), Some(Generation::V2));
//! assert!(purchase.next_action.idle());
//! # Ok::<(), &str>(())
//! ```

#[cfg(feature = "client")]
mod client;
#[cfg(feature = "client")]
mod purchase_error;
#[cfg(feature = "client")]
mod release;
mod request;
mod rows;

pub use crate::network::Network;
#[cfg(feature = "client")]
pub(crate) use release::is_key_of_old;
pub use request::{PurchaseWithHistory, PurchasesDiffRequest, PurchasesRequest, Recovery};
#[cfg(feature = "client")]
pub use {
    client::NodeClient,
    purchase_error::{PurchaseError, RefusedFor},
    release::{Rail, RailCheck, Release},
};

use crate::{moment::Moment, money::Money};
use serde::{Deserialize, Serialize};

/// A generation of the escrow contract (`paymentSourceType` on the wire).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[doc(alias = "paymentSourceType")]
#[doc(alias = "paymentType")]
pub enum Generation {
    /// `Web3CardanoV1`: a refund request may be taken back.
    #[serde(rename = "Web3CardanoV1")]
    V1,
    /// `Web3CardanoV2`: a refund request stays; a dispute can be ended by releasing the payment.
    #[serde(rename = "Web3CardanoV2")]
    V2,
}

/// Where the money of a purchase is (`onChainState`). `None` of it means: not on chain.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[doc(alias = "onChainState")]
pub enum OnChainState {
    /// Locked, no result.
    FundsLocked,
    /// Locked, a result hash is on chain.
    ResultSubmitted,
    /// Locked, the buyer asked back, no result.
    RefundRequested,
    /// Locked, the buyer asked back and a result exists.
    Disputed,
    /// V2: the seller may withdraw now.
    WithdrawAuthorized,
    /// V2: the buyer may withdraw now; the hash is wiped.
    RefundAuthorized,
    /// The seller was paid. Terminal.
    Withdrawn,
    /// The buyer has the money back. Terminal.
    RefundWithdrawn,
    /// Split by the admins. Terminal.
    DisputedWithdrawn,
    /// The node's verdict "no valid lock": mostly nothing was paid; with a transaction it needs a look.
    FundsOrDatumInvalid,
    /// A word this build does not know, as received.
    #[serde(untagged)]
    Other(String),
}

/// What the node is doing or waiting for (`NextAction`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NextAction {
    /// The raw word, e.g. `WaitingForExternalAction`; [`NextAction::idle`] reads it.
    #[doc(alias = "requestedAction")]
    pub requested_action: String,
    /// `NetworkError`, `InsufficientFunds`, `Unknown`, or a newer word.
    pub error_type: Option<String>,
    /// The node's own text.
    pub error_note: Option<String>,
}

/// A transaction of a purchase as the node tells it. Not an audit trail: rows are shared between batched purchases.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Transaction {
    /// Hex, absent until submitted.
    pub tx_hash: Option<String>,
    /// `Pending`, `Confirmed`, `FailedViaTimeout`, `FailedViaManualReset`, `RolledBack`, or a newer word.
    pub status: Option<String>,
    /// Blocks on top of it.
    pub confirmations: Option<u64>,
    /// Lovelace.
    pub fees: Option<String>,
    /// The state it leads to, raw.
    pub new_on_chain_state: Option<String>,
    /// The state it came from, raw.
    pub previous_on_chain_state: Option<String>,
}

/// A purchase as the node tells it (`GET /purchase`, `/purchase/diff`, `resolve-blockchain-identifier`, `POST /purchase`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Purchase {
    /// The node's row id.
    pub id: String,
    /// Hex; the one key that is the same on all sides.
    #[doc(alias = "blockchainIdentifier")]
    pub blockchain_identifier: String,
    /// The API key that created it; only that key (or an admin) may ask for a refund.
    pub requested_by_id: Option<String>,
    /// When the row was made.
    pub created_at: Option<Moment>,
    /// When the row changed, verbatim: error-state recovery wants exactly these characters.
    pub updated_at: Option<String>,
    /// The change time that `/purchase/diff` orders by, verbatim ISO.
    pub changed_at: Option<String>,
    /// Hex.
    pub agent_identifier: Option<String>,
    /// As registered.
    pub agent_name: Option<String>,
    /// `Fixed`, `Dynamic`, …
    pub pricing_type: Option<String>,
    /// Deadline for the lock.
    pub pay_by_time: Option<Moment>,
    /// Deadline for the result.
    pub submit_result_time: Option<Moment>,
    /// Until then the buyer may object.
    pub unlock_time: Option<Moment>,
    /// From then the admins may decide a dispute.
    pub external_dispute_unlock_time: Option<Moment>,
    /// Where the money is; `None`: not on chain.
    pub on_chain_state: Option<OnChainState>,
    /// What the node is doing.
    #[doc(alias = "NextAction")]
    pub next_action: NextAction,
    /// Hex.
    pub input_hash: Option<String>,
    /// Hex; empty text is `None`.
    #[doc(alias = "resultHash")]
    pub result_hash: Option<String>,
    /// Before then the buyer's next transaction is not possible (absolute time; 0 on the wire is `None`).
    pub cooldown_until: Option<Moment>,
    /// Locked beside the price and returned at settlement, lovelace.
    pub collateral_return: Option<u64>,
    /// What was paid. Empty until known.
    pub paid_funds: Vec<Money>,
    /// What came back to the buyer.
    pub withdrawn_for_buyer: Vec<Money>,
    /// What the seller got.
    pub withdrawn_for_seller: Vec<Money>,
    /// Buyer's fees in ADA, verbatim decimal text of the JSON number.
    pub buyer_fees_ada: Option<String>,
    /// The newest transaction.
    pub current_transaction: Option<Transaction>,
    /// Which escrow contract.
    pub payment_source: Option<PurchaseSource>,
    /// Payment key hash of the seller.
    pub seller_vkey: Option<String>,
    /// The buyer's own purchasing wallet, absent until one is assigned.
    pub buyer_wallet: Option<BuyerWallet>,
    /// Where a refund goes, if not to the wallet that paid. Bech32.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buyer_return_address: Option<String>,
    /// The note that was sent with `POST /purchase`.
    pub metadata: Option<String>,
    /// What is there and cannot be read. What is not told is not among it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<Unreadable>,
}

/// A value that is there and cannot be read: not the same as one that is not told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    /// Its place on the wire, e.g. `payByTime` or `PaymentSource.network`.
    pub what: String,
    /// As it came: plain text, at most 200 characters.
    pub found: String,
}

/// The escrow contract of a purchase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PurchaseSource {
    /// `None`: not told, or a word this build does not know.
    pub generation: Option<Generation>,
    /// Bech32.
    pub smart_contract_address: Option<String>,
    /// Hex.
    pub policy_id: Option<String>,
    /// `None`: not told, or a word this build does not know.
    pub network: Option<Network>,
}

/// A purchasing wallet of the node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BuyerWallet {
    /// Bech32.
    pub address: String,
    /// Payment key hash.
    pub vkey: Option<String>,
}

/// `GET /wallet/list`: a wallet of the node. It belongs to one payment source, and pays into no other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HotWallet {
    /// Bech32.
    pub address: String,
    /// [`PaymentSource::id`] of its source; `None`: not told.
    pub payment_source_id: Option<String>,
}

/// `GET /payment-source`: an escrow contract this node can pay into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentSource {
    /// The node's id of it.
    pub id: String,
    /// Where it lives.
    pub network: Network,
    /// Which generation.
    pub generation: Generation,
    /// Registry policy (hex) whose agents it can buy from.
    pub policy_id: String,
    /// Bech32.
    pub smart_contract_address: String,
    /// How many administrators decide a dispute together (`requiredAdminSignatures`); `None`: not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_admin_signatures: Option<u64>,
    /// The administrators' addresses, as far as they are told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub admins: Vec<String>,
}

/// Masumi's own escrow contracts: generation, network, address (docs/protocol.md 2.2).
pub const CONTRACTS: [(Generation, Network, &str); 4] = [
    (Generation::V1, Network::Preprod, "addr_test1wz7j4kmg2cs7yf92uat3ed4a3u97kr7axxr4avaz0lhwdsqukgwfm"),
    (Generation::V1, Network::Mainnet, "addr1wx7j4kmg2cs7yf92uat3ed4a3u97kr7axxr4avaz0lhwdsq87ujx7"),
    (Generation::V2, Network::Preprod, "addr_test1wzs4e6wc95hkwezlccjw9mdvq0r0rsgx6zk34avptga3ftgn37w4g"),
    (Generation::V2, Network::Mainnet, "addr1wxs4e6wc95hkwezlccjw9mdvq0r0rsgx6zk34avptga3ftgge2j6d"),
];

/// `GET /api-key-status`: what a key may do. The body echoes the key and is therefore dropped after reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyStatus {
    /// The key's id; equal to `requestedById` of its purchases.
    pub id: String,
    /// May read.
    pub can_read: bool,
    /// May create purchases and request refunds.
    pub can_pay: bool,
    /// May do everything.
    pub can_admin: bool,
    /// Networks it is limited to, raw words.
    pub networks: Vec<String>,
    /// Whether it has a spending quota.
    pub usage_limited: bool,
    /// What is left of the quota on Cardano, one amount per unit.
    pub remaining_credits: Vec<Money>,
    /// What else its quota lists: ADA under another name than `""`, as the node's own admin page writes it (`lovelace`). The
    /// node matches it with no purchase (docs/observed.md 5).
    pub unmatched_credits: Vec<Money>,
    /// What its quota lists of other chains, raw (`5000000 eip155:8453:0x…`): for x402 only, no agent here is bought with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere_credits: Vec<String>,
    /// Anything but `Active` is refused by the node.
    pub status: Option<String>,
}
