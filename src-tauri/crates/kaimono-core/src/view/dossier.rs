//! What is held against a purchase that is not right. The page has the sentences.

use masumi::moment::Moment;
use serde::{Deserialize, Serialize};

pub use crate::purchase::words::ObjectionReason;

/// What is known of a purchase that is not right, as far as it matters to whoever decides about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct DossierView {
    /// What is wrong.
    pub about: DossierAbout,
    /// Until when the seller promised the result.
    pub due: Option<Moment>,
    /// The hash that is on chain: of what the seller says that it delivered. Hex.
    pub promised_hash: Option<String>,
    /// When it was first seen there.
    pub promised_at: Option<Moment>,
    /// What came.
    pub came: DossierCame,
    /// When.
    pub came_at: Option<Moment>,
    /// Nobody can object any more, and the seller can take the money.
    pub too_late: bool,
    /// Why the person objects, in one word.
    pub reason: Option<ObjectionReason>,
    /// And in their own words, to be changed.
    pub statement: String,
}

/// What came of a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum DossierCame {
    /// No result.
    Nothing,
    /// A part of one, and no more.
    Part {
        /// Of so many bytes.
        bytes: u64,
    },
    /// All of one.
    Whole {
        /// Of so many bytes.
        bytes: u64,
    },
    /// More than is taken in.
    TooMuch,
}

/// What is wrong with a purchase that was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum DossierAbout {
    /// The result is not the one that was proven on chain.
    Mismatch,
    /// A proof on chain, and no result.
    NoResult,
    /// A result that is longer than is taken in.
    TooLarge,
    /// The agent says that it failed.
    Failed,
    /// No result in time.
    Overdue,
    /// The money is asked back, and nothing is known to be wrong.
    AskedBack,
    /// There is a dispute.
    Disputed,
}

/// A part of a dossier that is saved, in the words in which the window shows it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DossierPart {
    /// Over it.
    pub title: String,
    /// `(name, value)`, in the order shown.
    pub lines: Vec<(String, String)>,
}

/// The words that stand in a dossier beside those of its receipt.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DossierWords {
    /// Over all.
    pub title: String,
    /// Over the receipt as it is checked.
    pub attached: String,
    /// What to do with it.
    pub attached_says: String,
    /// What the window shows.
    pub parts: Vec<DossierPart>,
}
