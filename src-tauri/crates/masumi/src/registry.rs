//! The Registry Service: find an agent and its payment information.
//!
//! Everything in an entry was written by its seller and proves nothing: minting is open to anybody.
//!
//! ```
//! use masumi::{money::Money, network::Network, node::Generation, registry::{Entry, Pricing}};
//! use serde_json::json;
//!
//! // As a registry tells it: `RegistryClient::entries` gives them one by one.
//! let entry = Entry::from_json(&json!({
//!     "agentIdentifier": "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f7701",
//!     "name": "Text Summarizer",
//!     "status": "Online",
//!     "AgentPricing": { "pricingType": "Fixed", "FixedPricing": { "Amounts": [{ "amount": "2500000", "unit": "" }] } },
//! })).ok_or("an entry without an identifier")?;
//!
//! let offers = entry.offers(Network::Preprod);
//! assert_eq!(offers[0].pricing, Pricing::Fixed(vec![Money::lovelace(2_500_000)]));
//! assert_eq!(offers[0].generation, Some(Generation::V1));
//! # Ok::<(), &str>(())
//! ```

#[cfg(feature = "client")]
mod client;
mod entries;
mod offer;
#[cfg(feature = "client")]
mod raw;
mod request;

#[cfg(feature = "client")]
pub use client::RegistryClient;
pub use offer::Offer;
#[cfg(feature = "client")]
pub use raw::RawEntry;
pub use request::{DiffRequest, RegistryHealth, StatusFilter};

use crate::{
    moment::Moment,
    money::Money,
    node::{Generation, Network},
};
use serde::{Deserialize, Serialize};

/// What the registry saw when it last called the agent.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum AgentStatus {
    /// Answered as a Masumi agent.
    Online,
    /// Did not answer.
    Offline,
    /// Answered something else.
    Invalid,
    /// Its registry token was burned.
    Deregistered,
    /// A newer word, as received.
    #[serde(untagged)]
    Other(String),
}

/// How an agent is priced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pricing {
    /// All of these amounts together.
    Fixed(Vec<Money>),
    /// The quote comes with the job.
    Dynamic,
    /// No payment, no escrow, no refund.
    Free,
    /// Missing, malformed, or of a newer kind; the raw JSON text. Shown, never bought.
    Unknown(String),
}

/// What an entry lists, and so which way it is bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rail {
    /// An agent of MIP-003: paid through Masumi's escrow.
    Standard,
    /// A service that an OpenAPI document describes.
    OpenApi,
    /// Resources that are paid over x402.
    X402,
    /// A newer word, as received.
    Other(String),
}

/// One of the alternatives that a version 2 entry offers (`SupportedPaymentSources[]`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportedSource {
    /// `Cardano`, `EVM`, or a newer word.
    pub chain: String,
    /// Raw word.
    pub network: String,
    /// The index that the seller signs.
    pub index: u32,
    /// `None`: a word this build does not know.
    pub generation: Option<Generation>,
    /// The escrow contract, bech32.
    pub address: String,
    /// Its own price.
    pub pricing: Pricing,
}

/// An agent as the registry lists it. Names as on the wire, values untrusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Registry row id, used as a cursor.
    pub id: String,
    /// policy id ++ asset name, hex as received; compare ignoring case.
    pub agent_identifier: String,
    /// Untrusted text.
    pub name: String,
    /// Untrusted text.
    pub description: String,
    /// Base of the agent's own API; absent for entries that are not MIP-003.
    pub api_base_url: Option<String>,
    /// What the registry saw.
    pub status: AgentStatus,
    /// When `status` last changed: what `/registry-diff` orders and pages by.
    pub status_updated_at: Option<Moment>,
    /// When it looked.
    pub last_uptime_check: Option<Moment>,
    /// Checks answered.
    pub uptime_count: u64,
    /// Checks made.
    pub uptime_check_count: u64,
    /// Untrusted.
    pub author_name: Option<String>,
    /// Untrusted.
    pub author_organization: Option<String>,
    /// Untrusted.
    pub author_contact_email: Option<String>,
    /// Untrusted.
    pub author_contact_other: Option<String>,
    /// Untrusted URL.
    pub image: Option<String>,
    /// Untrusted URL.
    pub privacy_policy: Option<String>,
    /// Untrusted URL.
    pub terms_and_condition: Option<String>,
    /// Untrusted URL.
    pub other_legal: Option<String>,
    /// Untrusted.
    pub tags: Vec<String>,
    /// What it can do, in its seller's words.
    pub capability: Option<Capability>,
    /// How it is priced.
    pub pricing: Pricing,
    /// Alternatives of a version 2 entry.
    pub supported_sources: Vec<SupportedSource>,
    /// `Web3CardanoV1`, `Web3CardanoV2`, `None`, or a newer word; absent when not told.
    pub payment_type: Option<String>,
    /// `Standard` (MIP-003), `OpenApi`, `X402`, `A2A`; absent on older registries means Standard.
    pub entry_type: Option<String>,
    /// Untrusted URL: the document of an OpenAPI service.
    pub open_api_spec_url: Option<String>,
    /// Untrusted URL: the resources that are paid over x402.
    pub x402_resources_url: Option<String>,
    /// Registry policy, hex.
    pub policy_id: Option<String>,
    /// What it made before, by its seller's account.
    pub example_output: Vec<ExampleOutput>,
    /// When registered.
    pub created_at: Option<Moment>,
    /// When changed.
    pub updated_at: Option<Moment>,
    /// 1 or 2.
    pub metadata_version: Option<u32>,
    /// The newer entry to buy instead.
    pub superseded_by: Option<String>,
}

/// What an agent says that it can do. Untrusted; kept as a pair of texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(String, String)", into = "(String, String)")]
pub struct Capability {
    /// Its name.
    pub name: String,
    /// Its version; `""`: not told.
    pub version: String,
}

/// An example of what an agent makes. Untrusted; kept as three texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(String, String, String)", into = "(String, String, String)")]
pub struct ExampleOutput {
    /// Its name.
    pub name: String,
    /// Its MIME type.
    pub mime_type: String,
    /// Where it is.
    pub url: String,
}

impl From<(String, String)> for Capability {
    fn from((name, version): (String, String)) -> Capability {
        Capability { name, version }
    }
}

impl From<Capability> for (String, String) {
    fn from(capability: Capability) -> (String, String) {
        (capability.name, capability.version)
    }
}

impl From<(String, String, String)> for ExampleOutput {
    fn from((name, mime_type, url): (String, String, String)) -> ExampleOutput {
        ExampleOutput { name, mime_type, url }
    }
}

impl From<ExampleOutput> for (String, String, String) {
    fn from(example: ExampleOutput) -> (String, String, String) {
        (example.name, example.mime_type, example.url)
    }
}

/// `GET /payment-information`: the authority on who sells, before anything is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentInformation {
    /// The entry as of now.
    pub entry: Entry,
    /// Bech32 address of the current holder of the registry token.
    pub seller_address: String,
    /// Payment key hash of that address, 56 hex digits.
    pub seller_vkey: String,
}

/// One page of entries to ask for (`POST /registry-entry`, `/registry-entry-search`).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ListRequest {
    /// Required by the service.
    pub network: Network,
    /// `None`: the list; `Some`: a search (1 to 120 characters).
    pub query: Option<String>,
    /// Row id of the last entry seen. Inclusive: that row comes again.
    pub cursor: Option<String>,
    /// 1 to 50.
    pub limit: u32,
    /// Of which entries.
    pub status: StatusFilter,
}
