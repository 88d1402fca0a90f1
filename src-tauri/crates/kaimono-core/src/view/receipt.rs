//! Receipts: in which form one is saved, and what came of checking one.

use super::MoneyView;
use crate::receipt::{Line, NoReceipt};
use masumi::{moment::Moment, node::Network};
use serde::{Deserialize, Serialize};

/// In which form a receipt is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum ReceiptFormat {
    /// To be checked.
    Json,
    /// To be read and printed.
    Html,
}

/// Where the receipt is that is to be checked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum ReceiptFrom {
    /// In a file that the person chooses in the desktop's dialog.
    Dialog,
    /// In a file whose name the person typed.
    File {
        /// As typed.
        path: String,
    },
    /// Here.
    Text {
        /// As pasted.
        text: String,
    },
}

/// What came of checking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckedReceipt {
    /// Nothing is wrong with it.
    pub holds: bool,
    /// Line by line.
    pub lines: Vec<Line>,
    /// Why it is no receipt; `None`: it is one.
    pub unread: Option<NoReceipt>,
    /// What it is of; `None`: it is no receipt. Its words are those of whoever wrote it.
    pub of: Option<ReceiptOf>,
}

/// What a receipt is of, as it says itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptOf {
    /// Cleaned.
    pub agent_name: String,
    /// Where; `None`: no network that is known.
    pub network: Option<Network>,
    /// A trial: nothing of it is on any chain.
    pub sandbox: bool,
    /// When it was approved.
    pub created: Option<Moment>,
    /// What was paid.
    pub price: Vec<MoneyView>,
    /// The beginning of what was asked, in pieces between which a line may break.
    pub asked: Vec<String>,
    /// The same of what came.
    pub came: Vec<String>,
    /// More was asked, or came, than is shown.
    pub more: bool,
    /// To be looked up: the transactions, and where that can be done.
    pub transactions: Vec<ReceiptTransaction>,
    /// What is to be looked for there: the identifier of the purchase, cleaned.
    pub identifier: Option<String>,
}

/// A transaction that a receipt names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptTransaction {
    /// Hex.
    pub hash: String,
    /// Where it can be looked at, made here; `""`: nowhere.
    pub explorer: String,
}
