//! What the Registry Service is asked, and what it says about itself.

use super::ListRequest;
use crate::node::Network;

/// Of which entries a list tells, by what the registry saw when it last called the agent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum StatusFilter {
    /// Online ones: what the service does where nothing is said.
    #[default]
    Online,
    /// Offline and invalid ones too.
    Any,
}

/// One page of what changed to ask for (`POST /registry-diff`).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DiffRequest {
    /// Required by the service.
    pub network: Network,
    /// A moment in ISO 8601 (`statusUpdatedAfter`). Inclusive.
    pub since: String,
    /// Row id of the last entry seen. Inclusive: that row comes again.
    pub cursor: Option<String>,
    /// 1 to 50.
    pub limit: u32,
}

/// What a registry says of itself (`GET /health`), as plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegistryHealth {
    /// Its word for what it is (`type`): `masumi-registry`.
    pub service: String,
    /// Its version; `""`: not told.
    pub version: String,
}

/// As many rows as the service gives at once.
const MOST: u32 = 50;

impl ListRequest {
    /// The first page of what is online, as long as the service gives one.
    pub fn new(network: Network) -> ListRequest {
        ListRequest { network, query: None, cursor: None, limit: MOST, status: StatusFilter::default() }
    }

    /// Searches for these words.
    #[must_use]
    pub fn search(mut self, words: impl Into<String>) -> ListRequest {
        self.query = Some(words.into());
        self
    }

    /// Goes on from this row ([`Entry::id`](super::Entry::id)), which comes again.
    #[must_use]
    pub fn from_row(mut self, id: impl Into<String>) -> ListRequest {
        self.cursor = Some(id.into());
        self
    }

    /// With at most so many rows.
    #[must_use]
    pub fn limit(mut self, rows: u32) -> ListRequest {
        self.limit = rows;
        self
    }

    /// Of entries with this status.
    #[must_use]
    pub fn status(mut self, status: StatusFilter) -> ListRequest {
        self.status = status;
        self
    }
}

impl DiffRequest {
    /// The first page of what changed since a moment (ISO 8601), as long as the service gives one.
    pub fn new(network: Network, since: impl Into<String>) -> DiffRequest {
        DiffRequest { network, since: since.into(), cursor: None, limit: MOST }
    }

    /// Goes on from this row ([`Entry::id`](super::Entry::id)), which comes again.
    #[must_use]
    pub fn from_row(mut self, id: impl Into<String>) -> DiffRequest {
        self.cursor = Some(id.into());
        self
    }

    /// With at most so many rows.
    #[must_use]
    pub fn limit(mut self, rows: u32) -> DiffRequest {
        self.limit = rows;
        self
    }
}
