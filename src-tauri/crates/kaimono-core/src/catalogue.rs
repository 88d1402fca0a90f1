//! The market: a local mirror of the registry, which is searched as the person types, and what the page shows of an agent.
//!
//! The mirror is a cache of what sellers wrote. It may be dropped, and nothing is paid on its word. Before anything is paid, the
//! registry is asked who sells (`GET /payment-information`), and that answer overrides the mirror here too.

mod alike;
mod columns;
mod facts;
mod hits;
mod listing;
mod live;
mod mirror;
mod offer;
mod page;
mod sale;
mod sync;
#[cfg(test)]
mod testing;

pub use listing::Person;
pub(crate) use live::simulated;
pub use live::{availability, form};
pub use offer::{Means, blocked, contract, offer, other_prices, own_contract, price, uptime};
pub use page::card;
pub use sync::Synced;

use crate::{
    error::{Code, Failure, Result, Side},
    view::market::{
        AgentCard, AgentHistory, AgentView, AlikeView, FacetsView, MarketQuery, MarketStanding, MarketView, Progress,
        Stretch,
    },
};
use columns::Row;
use hits::Sought;
use masumi::{
    moment::Moment,
    node::Network,
    registry::{Entry, RegistryClient},
};
use mirror::Mirror;
use page::Told;
use std::{
    collections::VecDeque,
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// So many rows come with a list.
const FIRST: usize = 40;
/// So many rows of a list are told at once.
const STRETCH: usize = 200;
/// So many lists are remembered: that of the page, those before it, and that of the palette.
const REMEMBERED: usize = 6;

/// The mirror of one profile.
pub struct Catalogue {
    mirror: Mirror,
    network: Network,
    /// The newest last.
    listings: Mutex<VecDeque<Listing>>,
    listed: AtomicU64,
    /// Held for the length of a sync: there is one at a time.
    turn: tokio::sync::Mutex<()>,
    progress: Mutex<Option<Progress>>,
    failure: Mutex<Option<Failure>>,
}

/// A list that was shown: its order does not change.
#[derive(Clone)]
struct Listing {
    name: String,
    query: MarketQuery,
    sought: Sought,
    rows: Arc<[Row]>,
}

impl Catalogue {
    /// Opens or creates `catalogue.db` in a profile's directory. `Code::Store` when that is not possible.
    pub fn open(directory: &Path, network: Network) -> Result<Catalogue> {
        Ok(Catalogue {
            mirror: Mirror::open(directory, network)?,
            network,
            listings: Mutex::default(),
            listed: AtomicU64::new(0),
            turn: tokio::sync::Mutex::default(),
            progress: Mutex::default(),
            failure: Mutex::default(),
        })
    }

    /// Brings the mirror up to date with the registry; a second call waits for the first. `progress` is told the rows read so
    /// far, after each page: they can be searched already. What was read before a failure stays.
    pub async fn sync(&self, registry: &RegistryClient, now: Moment, progress: impl Fn(u32)) -> Result<Synced> {
        let _turn = self.turn.lock().await;
        let syncing = Syncing::begin(&self.progress);
        let progress = |read| {
            syncing.read(read);
            progress(read);
        };
        let synced = sync::sync(&self.mirror, self.network, registry, now, progress).await;
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = synced.as_ref().err().cloned();
        synced
    }

    /// Makes a list of the agents that match, and tells its beginning. Of very many matches only some are ranked at once.
    pub fn market(&self, query: MarketQuery, person: &Person, means: &Means) -> Result<MarketView> {
        // Whoever types on does not wait for the facets of what was typed before.
        self.mirror.overtake();
        let found = listing::find(&self.mirror, &query, person, means)?;
        let name = self.listed.fetch_add(1, Ordering::Relaxed).to_string();
        let view = MarketView {
            rows: self.cards(found.rows.iter().take(FIRST), person, means)?.into_iter().flatten().collect(),
            total: u32::try_from(found.rows.len()).unwrap_or(u32::MAX),
            exact: found.exact,
            words: found.sought.marks(),
            meant: found.meant,
            instead: found.instead,
            standing: self.standing()?,
            listing: name.clone(),
        };
        let mut listings = self.listings();
        if listings.len() == REMEMBERED {
            listings.pop_front();
        }
        listings.push_back(Listing { name, query, sought: found.sought, rows: found.rows.into() });
        Ok(view)
    }

    /// What the agents of a list can be chosen by; its order is then that of all of them. `Code::Unknown`: the list is not
    /// remembered any more. `Code::StateChanged`: another one was asked for meanwhile.
    pub fn facets(&self, name: &str, person: &Person, means: &Means) -> Result<FacetsView> {
        let listing = self.listing(name)?;
        let (rows, view) = listing::complete(&self.mirror, &listing.query, &listing.sought, person, means)?;
        if let Some(listing) = self.listings().iter_mut().find(|listing| listing.name == name) {
            listing.rows = rows.into();
        }
        Ok(view)
    }

    /// A stretch of a list. `None`: that agent is not listed any more. `Code::Unknown` as for [`Self::facets`].
    pub fn stretch(&self, of: &Stretch, person: &Person, means: &Means) -> Result<Vec<Option<AgentCard>>> {
        let Listing { rows, .. } = self.listing(&of.listing)?;
        let count = STRETCH.min(of.count as usize);
        self.cards(rows.iter().skip(of.from as usize).take(count), person, means)
    }

    /// Where in a list an agent is, from 0. `Code::Unknown` as for [`Self::facets`].
    pub fn place(&self, name: &str, id: &str) -> Result<Option<u32>> {
        let Listing { rows, .. } = self.listing(name)?;
        let row = self.mirror.rows(std::iter::once(id))?.first().map(|(row, _)| *row);
        Ok(rows.iter().position(|other| Some(*other) == row).and_then(|place| u32::try_from(place).ok()))
    }

    /// How far the mirror is.
    pub fn standing(&self) -> Result<MarketStanding> {
        Ok(MarketStanding {
            mirrored: self.mirror.listed()?,
            mirrored_at: self.mirror.standing()?.mirrored_at,
            progress: *self.progress.lock().unwrap_or_else(PoisonError::into_inner),
            unreadable: 0,
            failure: self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            version: self.mirror.version(),
        })
    }

    fn cards<'a>(
        &self,
        rows: impl Iterator<Item = &'a Row>,
        person: &Person,
        means: &Means,
    ) -> Result<Vec<Option<AgentCard>>> {
        let rows: Vec<Row> = rows.copied().collect();
        let entries = self.mirror.entries(&rows)?;
        let same_shape = self.mirror.alike(entries.iter().flatten())?;
        let card = |entry: &Entry| {
            let id = entry.agent_identifier.to_ascii_lowercase();
            let bought = person.bought.get(&id).copied().unwrap_or_default();
            AgentCard {
                alike: alike::alike(entry, &same_shape),
                favourite: person.favourites.contains(&id),
                ..card(entry, means, bought)
            }
        };
        Ok(entries.iter().map(|entry| entry.as_ref().map(card)).collect())
    }

    fn listing(&self, name: &str) -> Result<Listing> {
        self.listings().iter().find(|listing| listing.name == name).cloned().ok_or_else(|| Failure::unknown(name))
    }

    fn listings(&self) -> MutexGuard<'_, VecDeque<Listing>> {
        self.listings.lock().unwrap_or_else(PoisonError::into_inner)
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
struct Syncing<'a>(&'a Mutex<Option<Progress>>);

impl<'a> Syncing<'a> {
    fn begin(progress: &'a Mutex<Option<Progress>>) -> Syncing<'a> {
        *progress.lock().unwrap_or_else(PoisonError::into_inner) = Some(Progress::default());
        Syncing(progress)
    }

    fn read(&self, read: u32) {
        if let Some(progress) = self.0.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            progress.read = read;
        }
    }
}

impl Drop for Syncing<'_> {
    fn drop(&mut self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
