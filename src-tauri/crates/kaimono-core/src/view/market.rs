//! The market: agents as they are listed. Sellers wrote all names, texts and URLs in here.

use super::MoneyView;
use crate::error::Failure;
use masumi::{moment::Moment, node::Generation, registry::AgentStatus};
use serde::{Deserialize, Serialize};

/// What a person looks for in the market.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MarketQuery {
    /// As typed; `""`: all.
    pub text: String,
    /// What is asked for, and what is left out. Of one facet any of what is asked for; of several all.
    pub chosen: Vec<Chosen>,
    /// Between which prices.
    pub price: Option<PriceWanted>,
    /// In which order.
    pub sort: Sort,
}

impl MarketQuery {
    /// What was typed, and nothing chosen.
    pub fn typed(text: &str) -> MarketQuery {
        MarketQuery { text: text.to_owned(), ..MarketQuery::default() }
    }
}

/// One value of a facet, asked for or left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Chosen {
    /// Of what.
    pub facet: Facet,
    /// As in [`FacetValue`].
    pub value: String,
    /// Left out, and not asked for.
    pub exclude: bool,
}

/// By what agents are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// What the registry saw: `online`, `offline`, `invalid`, or a newer word.
    Status,
    /// `yes`, or the word of [`Blocked`] that says why not.
    Payable,
    /// How a price is told: `fixed`, `dynamic`, `free`, `unknown`. An agent with several offers may have several.
    Pricing,
    /// A unit that one of its offers asks for, as on the wire.
    Token,
    /// A tag, in small letters.
    Tag,
    /// The name of what it can do, in small letters.
    Capability,
    /// `1`, `2`, or `none`. An agent with several offers may have several.
    Generation,
    /// `yes`: this profile bought from it; `no`.
    Bought,
    /// `yes`: it has a star; `no`.
    Favourite,
    /// Who says to have made it, in small letters.
    Author,
    /// What the entry lists: `standard`, `x402`, `open-api`, or a newer word.
    Rail,
}

/// Between which prices in one unit alone. Figures are as the person means them (`2.50`), with a point; `""`: open.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PriceWanted {
    /// As on the wire.
    pub unit: String,
    /// At least.
    pub from: String,
    /// At most.
    pub to: String,
}

/// In which order agents are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize, ts_rs::TS)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Sort {
    /// What matches best; of that what can be bought, then what is more to be trusted, then the newest.
    #[default]
    Relevance,
    /// The cheapest first, in one unit alone; who has no such price comes last.
    Price {
        /// As on the wire.
        unit: String,
    },
    /// Who answers most reliably first.
    Uptime,
    /// Who was registered last first.
    Newest,
    /// Who delivered most to this profile first.
    Record,
}

/// A stretch of a list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MarketStretch {
    /// Of which ([`MarketView::listing`]).
    pub listing: String,
    /// The first row, from 0.
    pub from: u32,
    /// So many; at most 200 at once.
    pub count: u32,
}

/// How far the list of agents is.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MarketStanding {
    /// How many agents are listed here.
    pub mirrored: u32,
    /// When that was last brought up to date; `None`: never.
    pub mirrored_at: Option<Moment>,
    /// The registry is being read.
    pub progress: Option<Progress>,
    /// So many of its entries could not be read.
    pub unreadable: u32,
    /// It lists more than is mirrored.
    pub cut: bool,
    /// Why it was not read to its end the last time; what is listed is then from `mirrored_at`.
    pub failure: Option<Failure>,
    /// Another number after every change.
    #[ts(type = "number")]
    pub version: u64,
}

/// How far a reading of the registry is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// Entries read.
    pub read: u32,
    /// As many as there were the last time; `None`: not known.
    pub of: Option<u32>,
}

/// The beginning of a list of agents, whose order stays as it is.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MarketView {
    /// The name of the list, by which more of it is asked for.
    pub listing: String,
    /// Its first rows.
    pub rows: Vec<AgentCard>,
    /// How many match.
    pub total: u32,
    /// Whether these are all; otherwise there are more, and the order is that of these until the facets are told.
    pub exact: bool,
    /// Beginnings of words that were looked for, in small letters.
    pub words: Vec<String>,
    /// Another text that finds more.
    pub meant: Option<String>,
    /// What was typed finds nothing, and this is what `meant` finds.
    pub instead: bool,
    /// How far the list of agents is.
    pub standing: MarketStanding,
}

/// What agents of a list can be chosen by.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct FacetsView {
    /// How many match.
    pub total: u32,
    /// The facets, and how many agents each value would leave beside what is chosen of the others.
    pub facets: Vec<FacetView>,
    /// What they cost, by unit.
    pub prices: Vec<PriceSpread>,
}

/// One facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct FacetView {
    /// Which.
    pub facet: Facet,
    /// Its values, the most frequent first; what is chosen is always among them.
    pub values: Vec<FacetValue>,
    /// Further values that are not listed.
    pub more: u32,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct FacetValue {
    /// By which it is chosen.
    pub value: String,
    /// As sellers write it, cleaned; `""`: it is a word of the page's own.
    pub name: String,
    /// How many agents it would leave.
    pub count: u32,
}

/// What agents ask in one unit alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PriceSpread {
    /// As on the wire.
    pub unit: String,
    /// Its name, or the unit itself where nobody knows one.
    pub ticker: String,
    /// How many agents have such a price.
    pub count: u32,
    /// The cheapest.
    pub least: MoneyView,
    /// The dearest.
    pub most: MoneyView,
    /// How they are spread, in steps of 1, 2, 5, 10 and so on.
    pub bins: Vec<PriceBin>,
}

/// How many prices are at least `from`, and less than `to`; in the last step, at most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PriceBin {
    /// At least.
    pub from: MoneyView,
    /// Less than.
    pub to: MoneyView,
    /// So many.
    pub count: u32,
}

/// An agent in the list.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AgentCard {
    /// agentIdentifier, hex.
    pub id: String,
    /// First and last digits of it (`7e8bdaf2…a2b3c4d5`), to tell imitations apart.
    pub short_id: String,
    /// Cleaned of control, bidirectional and zero-width characters; at most 120 characters.
    pub name: String,
    /// Alphabets (ISO 15924: `Latn`, `Cyrl`) that stand among each other in one word of its name, where people do not write so.
    pub mixed_alphabets: Vec<String>,
    /// Another listed agent, whose name the eye takes for this one's.
    pub alike: Option<AlikeView>,
    /// As the name.
    pub author: String,
    /// Likewise, at most 300.
    pub summary: String,
    /// Likewise, at most 12 tags.
    pub tags: Vec<String>,
    /// What it costs.
    pub price: PriceView,
    /// What the registry saw.
    pub status: AgentStatus,
    /// Lifetime uptime in whole percent; `None`: never checked.
    pub uptime: Option<u8>,
    /// When this registry made its entry: later than the agent was registered, where the registry began later.
    pub since: Option<Moment>,
    /// Which escrow contract; `None` for free agents.
    pub generation: Option<Generation>,
    /// Why it can't be bought with this node; `None`: it can.
    pub blocked: Option<Blocked>,
    /// How often bought before by this profile.
    pub bought: u32,
    /// The person gave it a star.
    pub favourite: bool,
    /// Payment key hash under which it is sold, hex; `""`: not told yet, the registry's list has none.
    pub seller_key: String,
    /// Host of its own API, and its port where that is not the usual one; `""`: none.
    pub host: String,
}

/// Another listed agent, whose name the eye takes for the name of the one that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AlikeView {
    /// How the names are alike.
    pub way: Likeness,
    /// Its agentIdentifier, hex.
    pub id: String,
    /// First and last digits of it.
    pub short_id: String,
    /// Its name, cleaned.
    pub name: String,
    /// The alphabet of its name (ISO 15924), where that is one alphabet, and not that of the name that is shown.
    pub alphabet: Option<String>,
    /// Whether the registry listed it before the one that is shown; `None`: not told.
    pub earlier: Option<bool>,
}

/// How the names of two agents are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Likeness {
    /// They are the same.
    SameName,
    /// The one that is shown looks like the other, which is written with plainer letters, or with as plain ones.
    LooksLike,
    /// The other looks like the one that is shown, which is written with plainer letters.
    LookedLike,
}

/// What an agent costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum PriceView {
    /// All of these together.
    Fixed {
        /// At least one.
        amounts: Vec<MoneyView>,
    },
    /// Quoted with each job.
    Dynamic,
    /// Nothing.
    Free,
    /// Not readable; the seller's own words.
    Unknown {
        /// Raw.
        text: String,
    },
}

/// Why an agent can't be bought with this node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Blocked {
    /// What the node can pay is not known: it has not answered yet.
    NodeUnknown,
    /// The node has no payment source for its contract.
    Contract,
    /// The key may not pay.
    KeyMayNotPay,
    /// Its price is in a unit that this network does not know.
    UnknownUnit,
    /// Its price cannot be read.
    UnknownPrice,
    /// Not an agent of MIP-003 (A2A, or a newer word).
    NotMip003,
    /// Paid over x402, not through Masumi's escrow.
    X402,
    /// A service of an OpenAPI document, which no agent of MIP-003 stands before.
    OpenApi,
    /// Its registry token was burned.
    Deregistered,
    /// The registry does not know it, so nobody tells who sells it: no signature could be proven.
    SellerUnknown,
    /// A newer version took its place.
    Superseded,
    /// Its address is not one we connect to.
    Address,
    /// It is on this machine, and the profile does not let agents here be called.
    LocalAgent,
    /// More price units than the node can guard.
    TooManyUnits,
}
