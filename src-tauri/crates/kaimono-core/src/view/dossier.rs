//! What is held against a purchase that is not right. The page has the sentences.

use masumi::moment::Moment;
use serde::Serialize;

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
    /// Bytes of the whole result that came; `None`: none did.
    pub bytes: Option<u64>,
    /// When it came.
    pub delivered_at: Option<Moment>,
    /// From then on the seller can take the money where nobody objected.
    pub closes: Option<Moment>,
    /// Nothing can be asked for any more, and that time is over.
    pub too_late: bool,
    /// Why the person objects, in one word.
    pub reason: Option<ObjectionReason>,
    /// And in their own words, to be changed.
    pub statement: String,
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
