//! An agent's registry token: what is on chain, who holds it, and what the Registry Service shows of it. The two may
//! differ, as in life: the registry's copy can be older than the chain.

use crate::{agents::Agent, chance, hash::sha256_hex, node::source::Source, seller::Wallet};
use masumi::{moment::Moment, money::Money, node::Generation};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What an agent asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Price {
    /// All of these together.
    Fixed(Vec<Money>),
    /// The quote comes with the job.
    Dynamic,
    /// Nothing: no payment, no escrow.
    Free,
}

/// What the registry saw when it last called the agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Health {
    Online,
    Offline,
    Invalid,
    /// The token was burned.
    Deregistered,
}

impl Health {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Health::Online => "Online",
            Health::Offline => "Offline",
            Health::Invalid => "Invalid",
            Health::Deregistered => "Deregistered",
        }
    }
}

/// Where an agent is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Home {
    /// On the sandbox's own listener, under this path.
    Here(String),
    /// Elsewhere: somebody runs it.
    There(String),
}

/// A registry token.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Listing {
    pub(crate) row_id: String,
    pub(crate) agent_identifier: String,
    /// The wallet that holds the token, by name.
    pub(crate) holder: String,
    pub(crate) generation: Generation,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) home: Home,
    pub(crate) health: Health,
    pub(crate) tags: Vec<String>,
    pub(crate) capability: Option<(String, String)>,
    pub(crate) author: String,
    /// `(name, mime type, url)`; a url that is only a path is under the agent's own address.
    pub(crate) examples: Vec<(String, String, String)>,
    /// On chain: what the node goes by.
    pub(crate) price: Price,
    /// What the registry shows.
    pub(crate) shown_price: Price,
    pub(crate) created_at: Moment,
    /// When the registry saw it change last, where it did.
    #[serde(default)]
    pub(crate) changed_at: Option<Moment>,
}

/// How an agent that was registered changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relisting {
    /// It asks for something else.
    Price(Price),
    /// The registry could reach it, or could not.
    Online(bool),
    /// Its token is burned: it is sold no more.
    Burned,
}

/// An agent that somebody runs outside of the sandbox and wants to be found and paid in it.
#[derive(Clone, Debug)]
pub struct Registration {
    /// Shown in the registry.
    pub name: String,
    /// Shown in the registry.
    pub description: String,
    /// Base URL of its MIP-003 service.
    pub api_base_url: String,
    /// What it asks for.
    pub price: Price,
    /// Shown in the registry.
    pub tags: Vec<String>,
}

/// What the developer of a registered agent configures it with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// `AGENT_IDENTIFIER` of the official SDK.
    pub agent_identifier: String,
    /// `SELLER_VKEY` of the official SDK.
    pub seller_vkey: String,
}

impl Listing {
    /// The token of an agent of the catalogue.
    pub(crate) fn of(agent: &Agent, created_at: Moment) -> Listing {
        Listing {
            row_id: chance::fixed_id(agent.slug),
            agent_identifier: identifier(agent.slug, agent.generation),
            holder: agent.slug.to_owned(),
            generation: agent.generation,
            name: agent.name.to_owned(),
            description: agent.description.to_owned(),
            home: match agent.elsewhere {
                Some(url) => Home::There(url.to_owned()),
                None => Home::Here(agent.slug.to_owned()),
            },
            health: agent.health,
            tags: agent.tags.iter().map(|tag| (*tag).to_owned()).collect(),
            capability: Some((agent.capability.0.to_owned(), agent.capability.1.to_owned())),
            author: agent.author.to_owned(),
            examples: agent
                .example
                .map(|(name, mime)| (name.to_owned(), mime.to_owned(), "/example".to_owned()))
                .into_iter()
                .collect(),
            price: agent.price(),
            shown_price: agent.shown_price(),
            created_at,
            changed_at: None,
        }
    }

    /// A V1 token for an agent that runs elsewhere, held by the node's own selling wallet.
    pub(crate) fn registered(registration: Registration, now: Moment) -> Listing {
        let row_id = chance::row_id(now);
        Listing {
            agent_identifier: identifier(&row_id, Generation::V1),
            row_id,
            holder: SELLING.to_owned(),
            generation: Generation::V1,
            name: registration.name,
            description: registration.description,
            home: Home::There(registration.api_base_url.trim_end_matches('/').to_owned()),
            health: Health::Online,
            tags: registration.tags,
            capability: None,
            author: "You".to_owned(),
            examples: Vec::new(),
            shown_price: registration.price.clone(),
            price: registration.price,
            created_at: now,
            changed_at: None,
        }
    }

    /// A V1 token for an agent that is played here, held by the node's own selling wallet.
    pub(crate) fn played(slug: &str, name: &str, description: &str, price: Price, born: Moment) -> Listing {
        let registration = Registration {
            name: name.to_owned(),
            description: description.to_owned(),
            api_base_url: String::new(),
            price,
            tags: vec!["case".to_owned()],
        };
        Listing {
            row_id: chance::fixed_id(slug),
            agent_identifier: identifier(slug, Generation::V1),
            home: Home::Here(slug.to_owned()),
            ..Listing::registered(registration, born)
        }
    }

    /// Takes a change on.
    pub(crate) fn relist(&mut self, relisting: Relisting, now: Moment) {
        self.changed_at = Some(now);
        match relisting {
            Relisting::Price(price) => (self.price, self.shown_price) = (price.clone(), price),
            Relisting::Online(online) => self.health = if online { Health::Online } else { Health::Offline },
            Relisting::Burned => self.health = Health::Deregistered,
        }
    }

    /// The wallet that holds the token.
    pub(crate) fn wallet(&self) -> Wallet {
        Wallet::named(&self.holder)
    }

    /// Where its picture is. Some are in IPFS, as most are elsewhere.
    pub(crate) fn image(&self, agents_url: &str) -> String {
        match &self.home {
            Home::Here(slug) if slug.len() % 4 != 0 => format!("{agents_url}/{slug}/picture.png"),
            _ => "ipfs://QmXXW7tmBgpQpXoJMAMEXXFe9dyQcrLFKGuzxnHDnbKC7f".to_owned(),
        }
    }

    pub(crate) fn api_base_url(&self, agents_url: &str) -> String {
        match &self.home {
            Home::Here(slug) => format!("{agents_url}/{slug}"),
            Home::There(url) => url.clone(),
        }
    }

    /// Its example outputs, as the two services tell them.
    pub(crate) fn examples_told(&self, agents_url: &str) -> Vec<Value> {
        let whole = |url: &str| match url.strip_prefix('/') {
            Some(path) => format!("{}/{path}", self.api_base_url(agents_url)),
            None => url.to_owned(),
        };
        let told =
            |(name, mime, url): &(String, String, String)| json!({"name": name, "mimeType": mime, "url": whole(url)});
        self.examples.iter().map(told).collect()
    }

    pub(crate) fn burned(&self) -> bool {
        self.health == Health::Deregistered
    }
}

/// The name of the node's own selling wallet, which holds the tokens of registered agents.
pub(crate) const SELLING: &str = "the node's selling wallet";

/// Policy and asset name. V2 names have structure: a nonce byte, 28 bytes of lineage, three bytes of version.
pub(super) fn identifier(name: &str, generation: Generation) -> String {
    let digest = sha256_hex(format!("masumi sandbox, registry token of {name}").as_bytes());
    let policy = Source::of(generation).policy();
    match generation {
        Generation::V1 => format!("{policy}{digest}"),
        Generation::V2 => format!("{policy}d3{}000001", &digest[..56]),
    }
}
