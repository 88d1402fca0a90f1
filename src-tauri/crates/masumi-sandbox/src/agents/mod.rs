//! The agents: who they are (`catalogue`), who was met elsewhere and is only played (`cases`), what they answer (`service`), what becomes of a job (`jobs`), what they
//! check (`answers`), what they lie about (`lies`) and what they make (`work`). Each does some real work on what it is given, and most have a way of
//! their own of speaking MIP-003, as real agents do (docs/hard-cases.md A).

mod answers;
pub(crate) mod cases;
mod catalogue;
pub(crate) mod jobs;
pub(crate) mod lies;
mod samples;
mod schemas;
pub(crate) mod service;
mod terms;
mod text;
mod translation;
mod work;

pub(crate) use catalogue::catalogue;
pub use lies::Lie;
pub(crate) use lies::{CHANGED_FOR, SOMEBODY_ELSE};

use crate::registry::listing::{Health, Price};
use masumi::{
    money::{Amount, Money, Unit},
    node::Generation,
};
use serde_json::{Map, Value};

/// The answers of a form, or of a question.
pub(crate) type Answers = Map<String, Value>;

/// An agent of the catalogue.
pub(crate) struct Agent {
    /// Its path on the agents' listener, and the name of its wallet.
    pub(crate) slug: &'static str,
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    pub(crate) author: &'static str,
    pub(crate) tags: &'static [&'static str],
    pub(crate) capability: (&'static str, &'static str),
    /// Name and MIME type of an example output.
    pub(crate) example: Option<(&'static str, &'static str)>,
    /// What it answers its own form with, where it shows what it can do.
    pub(crate) sample: Option<fn() -> Value>,
    pub(crate) generation: Generation,
    pub(crate) asks: Asks,
    /// What the registry still shows, if that is older.
    pub(crate) showed: Option<Asks>,
    pub(crate) health: Health,
    /// Where it claims to be, if not here.
    pub(crate) elsewhere: Option<&'static str>,
    pub(crate) dialect: Dialect,
    pub(crate) schema: fn() -> Value,
    pub(crate) conduct: Conduct,
    /// A common piece of work takes two looks; this takes so many milliseconds more.
    pub(crate) extra_work_ms: i64,
    pub(crate) work: fn(&Answers, Option<&Answers>) -> Product,
    pub(crate) hashes: Hashes,
}

/// A price, written down.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Asks {
    /// `(base units, unit)`, all together.
    Fixed(&'static [(u128, &'static str)]),
    /// Lovelace, made from the answers.
    Dynamic(fn(&Answers) -> u128),
    Free,
}

/// How an agent behaves once it is paid.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Conduct {
    /// Works and delivers.
    Delivers,
    /// Asks something first.
    Inquires(fn(&Answers) -> Value),
    /// Fails, and says so.
    Fails(&'static str),
    /// Fails, says so, and lets the buyer have the money back at once (V2).
    FailsAndRefunds(&'static str),
    /// Works for ever.
    NeverDelivers,
    /// Delivers, but puts the hash of something else on chain.
    DeliversSomethingElse,
    /// Proves a result on chain, and never hands it over.
    KeepsResult,
    /// Hands its result over, and never proves it on chain.
    NeverProves,
    /// Lies about its terms.
    Lies(fn(&Answers) -> Lie),
    /// Is a web page.
    WebPage,
}

/// Which software an agent was built with: names, types and casing differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// The official SDK as published: `id`, `input_hash`, times as numbers; `/status` knows `job_id` only.
    Sdk,
    /// Its newer development version: `inputHash`; takes `jobId` and camelCase too.
    SdkNext,
    /// Written by hand from the old template: `job_id`, `status`, times as strings.
    Template,
    /// The same through an old wrapper: `sellerVkey`, `inputHash`.
    Wrapper,
}

/// What an agent delivers.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Product {
    /// Plain text or Markdown.
    Text(String),
    /// Structured.
    Json(Value),
}

/// How an agent hashes its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hashes {
    /// As the official SDK does: the JSON-escaped text.
    Escaped,
    /// By the letter of MIP-004.
    Spec,
    /// The text alone, without the nonce.
    Bare,
}

impl Dialect {
    /// Whether it speaks as the old template does.
    fn by_hand(self) -> bool {
        matches!(self, Dialect::Template | Dialect::Wrapper)
    }
}

impl Asks {
    fn price(self) -> Price {
        let money = |(amount, unit): &(u128, &str)| Money { amount: Amount(*amount), unit: Unit::parse(unit) };
        match self {
            Asks::Fixed(amounts) => Price::Fixed(amounts.iter().map(money).collect()),
            Asks::Dynamic(_) => Price::Dynamic,
            Asks::Free => Price::Free,
        }
    }
}

impl Agent {
    /// On chain.
    pub(crate) fn price(&self) -> Price {
        self.asks.price()
    }

    /// In the registry.
    pub(crate) fn shown_price(&self) -> Price {
        self.showed.unwrap_or(self.asks).price()
    }
}

/// The agent under this path.
pub(crate) fn agent(slug: &str) -> Option<&'static Agent> {
    catalogue().iter().find(|agent| agent.slug == slug)
}
