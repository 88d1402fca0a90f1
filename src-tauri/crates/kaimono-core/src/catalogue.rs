//! The market: a local mirror of the registry, which is searched as the person types, and what the page shows of an agent.
//!
//! The mirror is a cache of what sellers wrote. It may be dropped, and nothing is paid on its word. Before anything is paid, the
//! registry is asked who sells (`GET /payment-information`), and that answer overrides the mirror here too.

mod alike;
mod live;
mod mirror;
mod offer;
mod page;
mod sync;
#[cfg(test)]
mod testing;

pub(crate) use live::simulated;
pub use live::{availability, form};
pub use mirror::Sort;
pub use offer::{Means, blocked, contract, offer, other_prices, own_contract, price, uptime};
pub use page::card;
pub use sync::Synced;

use crate::{
    error::{Code, Failure, Result, Side},
    view::market::{AgentCard, AgentHistory, AgentView, AlikeView, MarketView},
};
use masumi::{
    moment::Moment,
    node::Network,
    registry::{Entry, RegistryClient},
};
use mirror::Mirror;
use page::Told;
use std::{
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// A page of the market lists at most so many; who looks for more types another word.
const LISTED: u32 = 1_000;

/// The mirror of one profile.
pub struct Catalogue {
    mirror: Mirror,
    network: Network,
    /// Held for the length of a sync: there is one at a time.
    turn: tokio::sync::Mutex<()>,
    syncing: AtomicBool,
    failure: Mutex<Option<Failure>>,
}

impl Catalogue {
    /// Opens or creates `catalogue.db` in a profile's directory. `Code::Store` when that is not possible.
    pub fn open(directory: &Path, network: Network) -> Result<Catalogue> {
        Ok(Catalogue {
            mirror: Mirror::open(directory, network)?,
            network,
            turn: tokio::sync::Mutex::default(),
            syncing: AtomicBool::new(false),
            failure: Mutex::default(),
        })
    }

    /// Brings the mirror up to date with the registry; a second call waits for the first. `progress` is told the rows read so
    /// far, after each page: they can be searched already. What was read before a failure stays.
    pub async fn sync(&self, registry: &RegistryClient, now: Moment, progress: impl Fn(u32)) -> Result<Synced> {
        let _turn = self.turn.lock().await;
        let _syncing = Syncing::begin(&self.syncing);
        let synced = sync::sync(&self.mirror, self.network, registry, now, progress).await;
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = synced.as_ref().err().cloned();
        synced
    }

    /// What the market lists for what a person typed. `bought` tells how often this profile bought from an agentIdentifier.
    pub fn market(&self, query: &str, means: &Means, bought: impl Fn(&str) -> u32) -> Result<MarketView> {
        let standing = self.mirror.standing()?;
        let found = self.search(query, Sort::default(), LISTED)?;
        let same_shape = self.mirror.alike(found.iter())?;
        let card = |entry: &Entry| AgentCard {
            alike: alike::alike(entry, &same_shape),
            ..card(entry, means, bought(&entry.agent_identifier))
        };
        Ok(MarketView {
            agents: found.iter().map(card).collect(),
            mirrored: standing.mirrored,
            mirrored_at: standing.mirrored_at,
            syncing: self.syncing.load(Ordering::Relaxed),
            failure: self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        })
    }

    /// The entries that match what was typed, at most `limit`; deregistered agents are not listed.
    pub fn search(&self, query: &str, sort: Sort, limit: u32) -> Result<Vec<Entry>> {
        self.mirror.search(query, sort, limit)
    }

    /// An entry as mirrored, by agentIdentifier in any case.
    pub fn entry(&self, id: &str) -> Result<Option<Entry>> {
        self.mirror.entry(id)
    }

    /// Another listed agent, whose name the eye takes for this one's.
    pub fn alike(&self, entry: &Entry) -> Result<Option<AlikeView>> {
        Ok(alike::alike(entry, &self.mirror.alike(std::iter::once(entry))?))
    }

    /// An entry as mirrored, or as the registry tells it. `Code::Unknown` when neither knows it.
    pub async fn find(&self, registry: &RegistryClient, id: &str) -> Result<Entry> {
        match self.entry(id)? {
            Some(entry) => Ok(entry),
            None => match told(registry, id).await {
                Told::Sold(information) => Ok(information.entry),
                Told::Gone => Err(Failure::unknown(id)),
                Told::Nothing(failure) => Err(failure),
            },
        }
    }

    /// The page of an agent: the registry is asked, and the mirror shown when it does not answer.
    pub async fn agent(
        &self,
        registry: &RegistryClient,
        id: &str,
        means: &Means,
        history: AgentHistory,
    ) -> Result<AgentView> {
        let mirrored = self.entry(id)?;
        // The registry compares letter by letter, so it is asked in its own spelling.
        let spelt = mirrored.as_ref().map_or(id, |entry| &entry.agent_identifier);
        let told = told(registry, spelt).await;
        let why = match &told {
            Told::Nothing(failure) => failure.clone(),
            Told::Sold(_) | Told::Gone => Failure::unknown(id),
        };
        self.whole(told, mirrored, means, history)?.ok_or(why)
    }

    /// The page of an agent as mirrored, when the registry cannot be asked.
    pub fn mirrored(&self, id: &str, means: &Means, history: AgentHistory, why: Failure) -> Result<AgentView> {
        self.whole(Told::Nothing(why.clone()), self.entry(id)?, means, history)?.ok_or(why)
    }

    fn whole(
        &self,
        told: Told,
        mirrored: Option<Entry>,
        means: &Means,
        history: AgentHistory,
    ) -> Result<Option<AgentView>> {
        let named = match &told {
            Told::Sold(information) => Some(&information.entry),
            Told::Gone | Told::Nothing(_) => mirrored.as_ref(),
        };
        let alike = named.map(|entry| self.alike(entry)).transpose()?.flatten();
        let view = page::whole(told, mirrored, means, history);
        Ok(view.map(|view| AgentView { card: AgentCard { alike, ..view.card }, ..view }))
    }
}

async fn told(registry: &RegistryClient, id: &str) -> Told {
    match registry.payment_information(id).await {
        Ok(Some(information)) if information.entry.agent_identifier.eq_ignore_ascii_case(id) => {
            Told::Sold(Box::new(information))
        }
        Ok(Some(_)) => Told::Nothing(Failure::new(Code::NotTheService, Side::Registry).quoting("agentIdentifier")),
        Ok(None) => Told::Gone,
        Err(error) => Told::Nothing(error.into()),
    }
}

/// Says that a sync is under way, until it ends or is given up.
struct Syncing<'a>(&'a AtomicBool);

impl<'a> Syncing<'a> {
    fn begin(flag: &'a AtomicBool) -> Syncing<'a> {
        flag.store(true, Ordering::Relaxed);
        Syncing(flag)
    }
}

impl Drop for Syncing<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}
