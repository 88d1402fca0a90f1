//! What the Payment Service is asked, and what it tells beside a row.

use super::{Generation, Network, Purchase, Transaction};

/// One page of the node's purchases to ask for, newest first (`GET /purchase`).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PurchasesRequest {
    /// Required by the service.
    pub network: Network,
    /// Of which generation. `None`: the node tells of V1 only, whatever it has.
    pub generation: Option<Generation>,
    /// Row id of the last purchase seen. Inclusive: that row comes again.
    pub cursor: Option<String>,
    /// 1 to 100.
    pub limit: u32,
}

/// One page of the purchases that changed, oldest change first (`GET /purchase/diff`).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PurchasesDiffRequest {
    /// Required by the service.
    pub network: Network,
    /// Of which generation. `None`: the node tells of V1 only, whatever it has.
    pub generation: Option<Generation>,
    /// A moment in ISO 8601 (`lastUpdate`), as [`Purchase::changed_at`] has it. Inclusive.
    pub since: String,
    /// Row id of the last purchase seen. Inclusive: that row comes again.
    pub cursor: Option<String>,
    /// 1 to 100.
    pub limit: u32,
}

/// What is done about an action of the node that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recovery {
    /// The action is done again (`retryPreviousAction`).
    Retry,
    /// The error is taken away, and the purchase left as it is.
    Clear,
}

/// A purchase, with what the node remembers of its transactions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PurchaseWithHistory {
    /// The row.
    pub purchase: Purchase,
    /// Every transaction that the node remembers for it, the present one too; `None`: it does not tell. Not an audit trail, but
    /// a lock that was replaced stands in it and nowhere else.
    pub transactions: Option<Vec<Transaction>>,
}

/// As many rows as the service gives at once.
const MOST: u32 = 100;

impl PurchasesRequest {
    /// The first page, as long as the service gives one.
    pub fn new(network: Network) -> PurchasesRequest {
        PurchasesRequest { network, generation: None, cursor: None, limit: MOST }
    }

    /// Of this generation.
    #[must_use]
    pub fn generation(mut self, generation: Generation) -> PurchasesRequest {
        self.generation = Some(generation);
        self
    }

    /// Goes on from this row ([`Purchase::id`]), which comes again.
    #[must_use]
    pub fn from_row(mut self, id: impl Into<String>) -> PurchasesRequest {
        self.cursor = Some(id.into());
        self
    }

    /// With at most so many rows.
    #[must_use]
    pub fn limit(mut self, rows: u32) -> PurchasesRequest {
        self.limit = rows;
        self
    }
}

impl PurchasesDiffRequest {
    /// The first page of what changed since a moment (ISO 8601), as long as the service gives one.
    pub fn new(network: Network, since: impl Into<String>) -> PurchasesDiffRequest {
        PurchasesDiffRequest { network, generation: None, since: since.into(), cursor: None, limit: MOST }
    }

    /// Of this generation.
    #[must_use]
    pub fn generation(mut self, generation: Generation) -> PurchasesDiffRequest {
        self.generation = Some(generation);
        self
    }

    /// Goes on from this row ([`Purchase::id`]), which comes again.
    #[must_use]
    pub fn from_row(mut self, id: impl Into<String>) -> PurchasesDiffRequest {
        self.cursor = Some(id.into());
        self
    }

    /// With at most so many rows.
    #[must_use]
    pub fn limit(mut self, rows: u32) -> PurchasesDiffRequest {
        self.limit = rows;
        self
    }
}
