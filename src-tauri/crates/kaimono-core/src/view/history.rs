//! What the market was before. Names, hosts and versions are sellers' words, cleaned.

use super::market::PriceView;
use masumi::moment::Moment;
use serde::Serialize;

/// What changed in the market since the person looked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MarketNews {
    /// What is told happened after this; `None`: nothing is known of before, for the market was not read whole yet.
    pub since: Option<Moment>,
    /// Changes that the person has not seen yet.
    pub unseen: u32,
    /// How many of each kind there were. Kinds of which there was none are left out.
    pub counts: Vec<ChangeCount>,
    /// The newest of them.
    pub items: Vec<NewsItem>,
    /// Where so many changed at once that the registry itself is what changed. They are not among the others.
    pub at_once: Vec<AtOnce>,
}

/// How often something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeCount {
    /// What.
    pub kind: ChangeKind,
    /// How often.
    pub count: u32,
}

/// Many changes that one reading of the registry brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AtOnce {
    /// When it was read.
    pub at: Moment,
    /// Agents that changed.
    pub agents: u32,
}

/// A change of one agent.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct NewsItem {
    /// agentIdentifier, hex.
    pub id: String,
    /// Its name as last seen.
    pub name: String,
    /// It can be looked at: the registry lists it now.
    pub listed: bool,
    /// What changed.
    pub change: ChangeView,
}

/// Something that changed.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeView {
    /// When it was seen: it may have happened earlier.
    pub at: Moment,
    /// What.
    pub kind: ChangeKind,
    /// What was said before, where that is text; `""`: nothing, or not known.
    pub before: String,
    /// And after.
    pub after: String,
    /// What it cost before, where its price changed.
    pub price_before: Option<PriceView>,
    /// And after.
    pub price_after: Option<PriceView>,
}

/// Kinds of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// The registry lists it for the first time since the market is watched.
    Appeared,
    /// It is listed no more.
    Gone,
    /// It is listed or online again, after it was not for a day or longer.
    Back,
    /// It costs more, in each token in which its price is told.
    Dearer,
    /// It costs less, likewise.
    Cheaper,
    /// Its price is another one, and neither more nor less.
    Repriced,
    /// Jobs go to another host.
    Host,
    /// Its seller tells of another version.
    Version,
    /// Another agent took its place.
    Superseded,
    /// It has another name.
    Name,
    /// The registry saw it otherwise: online or not.
    Status,
}

/// What an agent was before, as far as the market was watched.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AgentPast {
    /// Since when the market is watched; `None`: it is not yet.
    pub since: Option<Moment>,
    /// Its prices, the oldest first; the last one holds.
    pub prices: Vec<PricePoint>,
    /// Ninety days, the oldest first; the last is today (UTC).
    pub days: Vec<DayKind>,
    /// When the first of these days begins.
    pub days_from: Option<Moment>,
    /// What changed, the newest first.
    pub changes: Vec<ChangeView>,
}

/// A price, and since when it was seen.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PricePoint {
    /// `None`: it had it when it was first seen.
    pub since: Option<Moment>,
    /// What it cost.
    pub price: PriceView,
}

/// How an agent did on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum DayKind {
    /// Whenever the registry was asked it was online.
    Online,
    /// It never was.
    Offline,
    /// Sometimes.
    Mixed,
    /// Nobody asked.
    NotWatched,
}
