//! The page of one agent. Sellers wrote all names, texts and URLs in here.

use super::{
    MoneyView,
    market::{AgentCard, Blocked, PriceView},
    purchase::{Phase, ResultContent},
};
use crate::error::Failure;
use masumi::{moment::Moment, node::Network};
use serde::Serialize;

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
    /// The registry's own looks at it.
    pub looked: LookedView,
    /// The host that gets what is typed into its form, and nobody else does; `""`: it has none.
    pub host: String,
    /// Who sells it.
    pub seller: SellerView,
    /// The entry that took this one's place, where that is known beyond its identifier.
    pub newer: Option<OtherAgent>,
    /// Entries whose place this one took, as far as they are mirrored.
    pub older: Vec<OtherAgent>,
    /// My record with it.
    pub record: AgentRecord,
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

/// An example output: fetched on click, or opened in the browser after the host was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ExampleView {
    /// Names it among the examples of its agent.
    pub id: String,
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

/// What the registry saw when it called an agent, beside what it made of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LookedView {
    /// How often it looked; 0: never, or not told.
    pub checks: u32,
    /// When it looked last.
    pub at: Option<Moment>,
}

/// Who sells an agent, as far as anybody told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SellerView {
    /// The hash of its payment key; `""`: not told.
    pub key: String,
    /// The first purchase of this profile that was sold under that key; `None`: there is none.
    pub since: Option<Moment>,
    /// Another key under which this profile bought from the agent before, the last of them.
    pub before: Option<SellerKey>,
    /// Other agents that are said to be of the same seller.
    pub others: Vec<OtherAgent>,
}

/// A key that an agent was sold under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SellerKey {
    /// Payment key hash.
    pub key: String,
    /// The last purchase under it.
    pub last: Moment,
}

/// Another agent, and what ties it to the one that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct OtherAgent {
    /// agentIdentifier, hex.
    pub id: String,
    /// First and last digits of it.
    pub short_id: String,
    /// Cleaned.
    pub name: String,
    /// What ties it.
    pub tie: Tie,
}

/// What ties two agents together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Tie {
    /// The registry told the same seller key of both.
    SameKey,
    /// Both name the same author, which anybody can write.
    SameAuthor,
    /// One entry names the other as what took its place.
    Version,
}

/// My record with an agent: what I bought from it, here or elsewhere with the key in use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AgentRecord {
    /// Jobs bought.
    pub jobs: u32,
    /// With a result.
    pub delivered: u32,
    /// With the money back.
    pub refunded: u32,
    /// From payment to result.
    pub times: Option<TimesView>,
    /// What follows was read from so many of the jobs, the newest.
    pub read: u32,
    /// The five newest, newest first.
    pub last: Vec<JobMark>,
    /// What was paid and did not come back, by token; without what admins divided.
    pub spent: Vec<MoneyView>,
    /// What the registry listed at approval, held against what the signed terms asked.
    pub asked: AskedView,
    /// What was quoted where the price is named with each job, by token.
    pub quotes: Vec<QuotesView>,
    /// What the terms said of time.
    pub terms: TermsSeen,
}

/// Spans of several jobs, milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct TimesView {
    /// The middle one.
    pub median: i64,
    /// The shortest.
    pub least: i64,
    /// The longest.
    pub most: i64,
    /// So many jobs.
    pub jobs: u32,
}

/// A job, as a mark in a row of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct JobMark {
    /// The purchase.
    pub id: String,
    /// Where it stands.
    pub phase: Phase,
    /// When it was made.
    pub at: Moment,
}

/// What was listed, held against what was asked. Only of prices that the registry lists as an amount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AskedView {
    /// Jobs whose terms came.
    pub jobs: u32,
    /// Of these, the terms asked for exactly what was listed.
    pub same: u32,
    /// The newest where they did not, newest first; at most five.
    pub other: Vec<AskedOther>,
}

/// A job whose terms asked for something else than was listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AskedOther {
    /// The purchase.
    pub id: String,
    /// When it was made.
    pub at: Moment,
    /// What the registry listed.
    pub listed: Vec<MoneyView>,
    /// What the terms asked.
    pub asked: Vec<MoneyView>,
}

/// What was quoted in one token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct QuotesView {
    /// So many quotes.
    pub jobs: u32,
    /// The lowest.
    pub least: MoneyView,
    /// The highest.
    pub most: MoneyView,
    /// The newest.
    pub last: MoneyView,
}

/// What signed terms said of time, spans in milliseconds. Of none where no terms were seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct TermsSeen {
    /// Terms of so many jobs.
    pub jobs: u32,
    /// The longest time that an agent gave itself for the result.
    pub deliver: Option<i64>,
    /// The longest time until the money could leave escrow.
    pub locked: Option<i64>,
    /// The shortest time to object after the deadline of the result.
    pub objection: Option<i64>,
}

/// What an agent says of itself now, and how long that took.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LiveView {
    /// What it says.
    pub says: AvailabilityView,
    /// How long its answer took, milliseconds; `None`: it did not answer, or was not asked.
    pub took: Option<u32>,
    /// It slept, and its first answer took so long, milliseconds; `took` is of the one after that.
    pub woke: Option<u32>,
}

/// Something that a seller chose to show: an example output, or a demo. Fetched because the person asked for it.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum SampleView {
    /// It is there.
    Shown {
        /// Of a demo: what it was made from.
        input: Option<Box<ResultContent>>,
        /// As results are shown.
        output: Box<ResultContent>,
        /// Where it came from.
        host: String,
    },
    /// There is none.
    None,
    /// It is no text: a picture, a document.
    NotText,
    /// It is longer than is taken in.
    TooLong,
    /// It could not be had.
    Failed {
        /// Why.
        failure: Failure,
    },
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
