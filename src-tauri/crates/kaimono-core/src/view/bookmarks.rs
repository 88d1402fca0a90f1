//! What the person marked. Sellers wrote the names of agents, and the person those of searches.

use masumi::moment::Moment;
use serde::{Deserialize, Serialize};

/// Favourites, agents seen last, and searches with a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BookmarksView {
    /// The last marked first.
    pub favourites: Vec<BookmarkView>,
    /// The last seen first, at most 20.
    pub recent: Vec<BookmarkView>,
    /// By name.
    pub searches: Vec<SavedSearchView>,
    /// By name.
    pub templates: Vec<TemplateView>,
}

/// Answers to an agent's form, under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateView {
    /// Names it.
    pub id: String,
    /// agentIdentifier, lower-case.
    pub agent: String,
    /// What the agent was called, cleaned.
    pub agent_name: String,
    /// The person's name for it.
    pub name: String,
}

/// An agent that was marked, or whose page was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BookmarkView {
    /// agentIdentifier, hex, lower-case.
    pub id: String,
    /// First and last digits of it.
    pub short_id: String,
    /// What it was called then, cleaned.
    pub name: String,
    /// When.
    pub at: Moment,
}

/// Lists whose searches can have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Searched {
    /// The market.
    Market,
    /// The person's purchases.
    Purchases,
}

/// A search with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedSearchView {
    /// Names it.
    pub id: String,
    /// Of which list.
    pub list: Searched,
    /// The person's name for it.
    pub name: String,
    /// What stands behind the `?` of the list's address.
    pub query: String,
}
