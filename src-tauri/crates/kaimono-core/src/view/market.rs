//! Market and agent page. Sellers wrote all names, texts and URLs in here.

use super::MoneyView;
use crate::error::Failure;
use masumi::{
    moment::Moment,
    node::{Generation, Network},
    registry::AgentStatus,
};
use serde::Serialize;

/// A list of agents.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MarketView {
    /// What matches, best first.
    pub agents: Vec<AgentCard>,
    /// How many agents the mirror holds.
    pub mirrored: u32,
    /// When the mirror was last brought up to date; `None`: never.
    pub mirrored_at: Option<Moment>,
    /// A first or further sync is under way.
    pub syncing: bool,
    /// Why the last sync failed; the agents shown are then from `mirrored_at`.
    pub failure: Option<Failure>,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
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
    /// A newer version took its place.
    Superseded,
    /// Its address is not one we connect to.
    Address,
    /// It is on this machine, and the profile does not let agents here be called.
    LocalAgent,
    /// More price units than the node can guard.
    TooManyUnits,
}

/// One agent, whole.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AgentView {
    /// As in the list.
    pub card: AgentCard,
    /// The whole description, cleaned, plain text, at most 10,000 characters.
    pub description: String,
    /// The other prices that it registered for this network: it may sign any of them.
    pub other_prices: Vec<PriceView>,
    /// The escrow contract that it is paid into, where it is none of Masumi's.
    pub own_contract: Option<OwnContract>,
    /// The network it sells on.
    pub network: Network,
    /// Example outputs.
    pub examples: Vec<ExampleView>,
    /// Links of `kind` `privacy`, `terms`, `other`; and contact as text.
    pub legal: Vec<LegalView>,
    /// Author's contact lines, cleaned.
    pub contact: Vec<String>,
    /// `name version`, or `""`.
    pub capability: String,
    /// Identifiers, for those who look.
    pub technical: TechnicalView,
    /// My history with it.
    pub history: AgentHistory,
    /// `Some`: what is shown is from the mirror, because the registry did not answer.
    pub failure: Option<Failure>,
}

/// An escrow contract that is none of Masumi's. Disputes are decided by its own administrators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnContract {
    /// Bech32.
    pub contract: String,
    /// So many of them decide; `None`: the node does not tell.
    pub required: Option<u32>,
    /// So many there are; 0: the node does not tell.
    pub admins: u32,
}

/// An example output: opened in the browser on click, after the host was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ExampleView {
    /// Cleaned.
    pub name: String,
    /// As given.
    pub mime_type: String,
    /// As given.
    pub url: String,
}

/// A legal text of the seller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LegalView {
    /// Which.
    pub kind: LegalKind,
    /// A URL, or the text.
    pub text: String,
    /// Whether `text` is an https URL that can be opened.
    pub link: bool,
}

/// Which legal text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum LegalKind {
    /// Terms and conditions.
    Terms,
    /// Privacy policy.
    Privacy,
    /// Anything else.
    Other,
}

/// Identifiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct TechnicalView {
    /// Hex.
    pub agent_identifier: String,
    /// Hex.
    pub policy_id: String,
    /// Its own API.
    pub api_base_url: String,
    /// Payment key hash; `""` until the registry told it.
    pub seller_vkey: String,
    /// Bech32; `""` until the registry told it.
    pub seller_address: String,
    /// Escrow contract, bech32; `""` if not known.
    pub contract: String,
    /// The document of an OpenAPI service, or the resources that are paid over x402: its address; `""` for others.
    pub service_url: String,
    /// 1 or 2.
    pub metadata_version: Option<u32>,
    /// The newer entry that took this one's place: its agentIdentifier.
    pub superseded_by: Option<String>,
}

/// My history with an agent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AgentHistory {
    /// Jobs bought.
    pub jobs: u32,
    /// With a result.
    pub delivered: u32,
    /// With the money back.
    pub refunded: u32,
    /// Middle time from payment to result, milliseconds.
    pub median: Option<i64>,
}

/// Asked live, from the agent itself.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum AvailabilityView {
    /// Takes jobs.
    Available {
        /// Its own words, or `""`.
        message: String,
    },
    /// Takes jobs, and says that it is not for real money.
    Simulated {
        /// Its own words, or `""`.
        message: String,
    },
    /// Takes none.
    Unavailable {
        /// Its own words, or `""`.
        message: String,
    },
    /// Answered, and named another agent.
    AnotherAgent {
        /// Its agentIdentifier, cleaned.
        named: String,
    },
    /// Its address is not called.
    NotAsked {
        /// Why.
        reason: Blocked,
    },
    /// Answered, but not as an agent.
    NotAnAgent {
        /// The beginning of what it said.
        text: String,
    },
    /// Did not answer.
    Unreachable {
        /// Why.
        failure: Failure,
    },
}
