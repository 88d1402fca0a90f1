//! The market: a local mirror of the registry, which is searched as the person types, and what the page shows of an agent.
//!
//! The mirror is a cache of what sellers wrote. It may be dropped, and nothing is paid on its word. Before anything is paid, the
//! registry is asked who sells (`GET /payment-information`), and that answer overrides the mirror here too.

mod alike;
mod columns;
mod facts;
mod history;
mod hits;
mod listing;
mod live;
mod mirror;
mod offer;
mod page;
mod pass;
mod sale;
mod samples;
mod seller;
mod shown;
mod sync;
#[cfg(test)]
pub(crate) mod testing;
mod write;

pub use listing::Person;
pub(crate) use live::simulated;
pub use live::{availability, form, live};
pub use offer::{Means, blocked, contract, offer, other_prices, own_contract, price, uptime};
pub(crate) use offer::{may_pay, source};
pub use page::card;
pub(crate) use page::short;
pub use samples::{demo, example};
pub use seller::{Own, SoldUnder};
pub use sync::{Synced, When};

use crate::{
    blocking::blocking,
    clients::Rest,
    error::{Code, Failure, Result, Side},
    view::{
        agent::{AgentView, OtherAgent, Tie},
        history::{AgentPast, MarketNews},
        market::{
            AgentCard, AlikeView, FacetsView, MarketQuery, MarketStanding, MarketStretch, MarketView, Progress, Sort,
        },
    },
};
use columns::Row;
use history::{FavouriteNews, History};
use hits::Sought;
use masumi::{
    moment::Moment,
    node::Network,
    registry::{Entry, ExampleOutput, RegistryClient},
};
use mirror::{Listed, Mirror};
use offer::{Judged, judge};
use page::Told;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, VecDeque},
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use sync::Sync;
use tokio::sync::watch;

/// So many rows come with a list.
const FIRST: usize = 40;
/// So many rows of a list are told at once.
const STRETCH: usize = 200;
/// So many lists are remembered: that of the page, those before it, and that of the palette.
const REMEMBERED: usize = 6;

/// So many agents that may be of one author are looked at.
const OF_AUTHOR: usize = 200;

/// The mirror of one profile.
pub struct Catalogue {
    mirror: Mirror,
    history: History,
    network: Network,
    /// The newest last.
    listings: Mutex<VecDeque<Listing>>,
    listed: AtomicU64,
    /// Held for the length of a sync: there is one at a time.
    turn: tokio::sync::Mutex<()>,
    /// Becomes true when the sync that is under way is cancelled.
    cancelled: watch::Sender<bool>,
    /// How long the registry wants to be left alone.
    rest: Rest,
    now: Mutex<Now>,
}

/// How the sync that is under way does, or the last one did.
#[derive(Clone, Debug, Default)]
struct Now {
    syncing: bool,
    progress: Option<Progress>,
    failure: Option<Failure>,
    /// So many failed, one after the other.
    failures: u32,
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
            history: History::open(directory, network)?,
            network,
            listings: Mutex::default(),
            listed: AtomicU64::new(0),
            turn: tokio::sync::Mutex::default(),
            cancelled: watch::Sender::new(false),
            rest: Rest::default(),
            now: Mutex::default(),
        })
    }

    /// Brings the mirror up to date with the registry; a second call waits for the first. `progress` is told now and then, when
    /// what was read can be searched already. What was read before a failure stays, and the next sync goes on from there. A
    /// registry that asked to be left alone is not asked.
    pub async fn sync(&self, registry: &RegistryClient, when: When, progress: impl Fn(Progress)) -> Result<Synced> {
        let _turn = self.turn.lock().await;
        if let (Some(_), Some(failure)) = (self.rest.until(when.machine), self.now().failure.clone()) {
            return Err(failure);
        }
        self.cancelled.send_replace(false);
        let _syncing = Syncing::begin(&self.now);
        let tell = |far| {
            self.now().progress = Some(far);
            progress(far);
        };
        let sync = Sync {
            mirror: &self.mirror,
            history: &self.history,
            network: self.network,
            registry,
            when,
            rest: &self.rest,
            cancelled: self.cancelled.subscribe(),
            tell,
            synced: Synced { whole: false, read: 0, cancelled: false },
        };
        let synced = sync.run().await;
        let mut now = self.now();
        now.failure = synced.as_ref().err().cloned();
        now.failures = if synced.is_err() { now.failures.saturating_add(1) } else { 0 };
        synced
    }

    /// Ends the sync that is under way. What was read stays, and another one goes on from there.
    pub fn cancel(&self) {
        self.cancelled.send_replace(true);
    }

    /// Until a registry that failed should be asked again by itself.
    pub(crate) fn again_in(&self, machine: Moment) -> Duration {
        let rest = self.rest.until(machine).map_or(0, |until| until.since(machine));
        sync::again_in(self.now().failures).max(Duration::from_millis(u64::try_from(rest).unwrap_or_default()))
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What changed in the market since the person looked.
    pub fn news(&self) -> Result<MarketNews> {
        self.history.news()
    }

    /// What is worth telling of these agents that happened after a moment, the oldest first. `starred`: since when each is marked,
    /// by identifiers in lower case.
    pub(crate) fn news_of(&self, starred: &BTreeMap<String, Moment>, after: Moment) -> Result<Vec<FavouriteNews>> {
        self.history.of_starred(starred, after)
    }

    /// Notes that the person looks at what changed.
    pub fn looked(&self, now: Moment) -> Result<()> {
        self.history.looked(now)
    }

    /// What an agent was before, as far as the market was watched.
    pub fn past(&self, id: &str, now: Moment) -> Result<AgentPast> {
        self.history.of(id, now)
    }

    /// Makes a list of the agents that match, and tells its beginning. Of very many matches only some are ranked at once.
    pub fn market(&self, query: MarketQuery, person: &Person, means: &Means) -> Result<MarketView> {
        // Whoever types on does not wait for the facets of what was typed before.
        self.mirror.overtake();
        // Before its rows are looked for: what comes meanwhile is of a later version, and is asked for anew.
        let standing = self.standing()?;
        let found = listing::find(&self.mirror, &query, person, means)?;
        let name = self.listed.fetch_add(1, Ordering::Relaxed).to_string();
        let view = MarketView {
            rows: self.cards(found.rows.iter().take(FIRST), person, means)?.into_iter().flatten().collect(),
            total: u32::try_from(found.rows.len()).unwrap_or(u32::MAX),
            exact: found.exact,
            words: found.sought.marks(),
            meant: found.meant,
            instead: found.instead,
            standing,
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

    /// In which order a list is. `Code::Unknown` as for [`Self::facets`].
    pub fn sort(&self, name: &str) -> Result<Sort> {
        self.listing(name).map(|listing| listing.query.sort)
    }

    /// A stretch of a list. `None`: that agent is not listed any more. `Code::Unknown` as for [`Self::facets`].
    pub fn stretch(&self, of: &MarketStretch, person: &Person, means: &Means) -> Result<Vec<Option<AgentCard>>> {
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
        let (standing, now) = (self.mirror.standing()?, self.now().clone());
        Ok(MarketStanding {
            mirrored: standing.mirrored,
            mirrored_at: standing.mirrored_at,
            progress: now.syncing.then(|| now.progress.unwrap_or_default()),
            unreadable: standing.full.unread,
            cut: standing.full.cut,
            failure: now.failure,
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
        let listed = self.mirror.listed(&rows)?;
        // Few names look like others, so few entries are read whole for it.
        let alike = rows.iter().zip(&listed).filter(|(_, listed)| listed.as_ref().is_some_and(|one| one.shares_shape));
        let alike = self.mirror.entries(&alike.map(|(row, _)| *row).collect::<Vec<_>>())?;
        let same_shape = self.mirror.alike(alike.iter().flatten())?;
        let alike: HashMap<String, AlikeView> = alike
            .iter()
            .flatten()
            .filter_map(|entry| Some((entry.agent_identifier.clone(), alike::alike(entry, &same_shape)?)))
            .collect();
        let sales = self.mirror.sales(&listed.iter().flatten().map(|one| one.sale).collect())?;
        let judged: HashMap<u32, Judged> = sales.iter().map(|(number, sale)| (*number, judge(sale, means))).collect();
        let card = |Listed { shown, sale, seller_key, .. }: Listed| {
            let id = shown.id.to_ascii_lowercase();
            let judged = *judged.get(&sale)?;
            Some(AgentCard {
                seller_key,
                alike: alike.get(&shown.id).cloned(),
                bought: person.bought.get(&id).copied().unwrap_or_default(),
                favourite: person.favourites.contains(&id),
                ..shown.card(judged, self.network)
            })
        };
        Ok(listed.into_iter().map(|one| one.and_then(card)).collect())
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
                Told::Token(_) | Told::Gone => Err(Failure::unknown(id)),
                Told::Nothing(failure) => Err(failure),
            },
        }
    }

    /// The page of an agent: the registry is asked, and the mirror shown when it does not answer.
    pub async fn agent(&self, registry: &RegistryClient, id: &str, means: &Means, own: &Own) -> Result<AgentView> {
        let mirrored = self.entry(id)?;
        // The registry compares letter by letter, so it is asked in its own spelling.
        let spelt = mirrored.as_ref().map_or(id, |entry| &entry.agent_identifier);
        let told = told(registry, spelt).await;
        let why = match &told {
            Told::Nothing(failure) => failure.clone(),
            Told::Sold(_) | Told::Token(_) | Told::Gone => Failure::unknown(id),
        };
        if let Told::Sold(information) = &told {
            let (id, key) = (&information.entry.agent_identifier, &information.seller_vkey);
            // It is known anew each time; a disk that is full keeps nobody from looking.
            if let Err(failure) = blocking(|| self.mirror.note_key(id, key)) {
                tracing::debug!(%failure, "the key of a seller is not kept");
            }
        }
        blocking(|| self.whole(told, mirrored, means, own))?.ok_or(why)
    }

    /// The page of an agent that neither registry nor mirror know, as its token says: it can be looked at, and not bought, because
    /// nobody tells who sells it.
    pub fn by_token(&self, entry: Entry, means: &Means, own: &Own) -> Result<AgentView> {
        let id = entry.agent_identifier.clone();
        self.whole(Told::Token(Box::new(entry)), None, means, own)?.ok_or_else(|| Failure::unknown(&id))
    }

    /// The page of an agent as mirrored, when the registry cannot be asked.
    pub fn mirrored(&self, id: &str, means: &Means, own: &Own, why: Failure) -> Result<AgentView> {
        blocking(|| self.whole(Told::Nothing(why.clone()), self.entry(id)?, means, own))?.ok_or(why)
    }

    /// The example output of an agent that the page names so. What it shows may be newer than the mirror.
    pub async fn example(&self, registry: &RegistryClient, id: &str, name: &str) -> Result<ExampleOutput> {
        let named = |entry: &Entry| samples::named(entry, name).cloned();
        if let Some(example) = self.entry(id)?.as_ref().and_then(named) {
            return Ok(example);
        }
        match told(registry, id).await {
            Told::Sold(information) => named(&information.entry).ok_or_else(|| Failure::unknown(name)),
            Told::Token(_) | Told::Gone => Err(Failure::unknown(id)),
            Told::Nothing(failure) => Err(failure),
        }
    }

    fn whole(&self, told: Told, mirrored: Option<Entry>, means: &Means, own: &Own) -> Result<Option<AgentView>> {
        let named = match &told {
            Told::Sold(information) => Some(information.entry.clone()),
            Told::Token(entry) => Some((**entry).clone()),
            Told::Gone | Told::Nothing(_) => mirrored.clone(),
        };
        let Some(entry) = named else { return Ok(None) };
        let Some(view) = page::whole(told, mirrored, means, own) else { return Ok(None) };
        let alike = self.alike(&entry)?;
        let same_author = self.of_author(&entry)?;
        let older = self.older(&entry, &same_author)?;
        let newer = view.technical.superseded_by.as_ref().map(|id| self.entry(id)).transpose()?.flatten();
        let same_key = self.of_key(&view.seller.key, own)?;
        let seller = seller::seller(&view.seller.key, own, seller::others(&entry, same_key, same_author));
        let newer = newer.map(|entry| seller::tied(&entry, Tie::Version));
        let card = AgentCard { alike, seller_key: seller.key.clone(), ..view.card };
        Ok(Some(AgentView { card, seller, newer, older, ..view }))
    }

    /// Mirrored agents that are sold under this key, as far as that was told.
    fn of_key(&self, key: &str, own: &Own) -> Result<Vec<Entry>> {
        if key.is_empty() {
            return Ok(Vec::new());
        }
        let mut ids: BTreeSet<String> = of_key(&own.sellers, key).collect();
        ids.extend(self.mirror.sold_under(key)?);
        ids.iter().filter_map(|id| self.entry(id).transpose()).collect()
    }

    /// Listed agents that may state the same author.
    fn of_author(&self, entry: &Entry) -> Result<Vec<Entry>> {
        match facts::stated_author(entry) {
            Some(author) => self.mirror.having(&author, OF_AUTHOR),
            None => Ok(Vec::new()),
        }
    }

    /// Mirrored entries that name this one as what took their place. Looked for where versions of one agent are: under its name,
    /// and its author's.
    fn older(&self, entry: &Entry, same_author: &[Entry]) -> Result<Vec<OtherAgent>> {
        let same_name = self.mirror.alike(std::iter::once(entry))?;
        let is_older = |other: &&Entry| {
            other.superseded_by.as_deref().is_some_and(|newer| newer.eq_ignore_ascii_case(&entry.agent_identifier))
        };
        let mut older: Vec<&Entry> = same_name.values().flatten().chain(same_author).filter(is_older).collect();
        older.sort_by(|one, other| one.agent_identifier.cmp(&other.agent_identifier));
        older.dedup_by(|one, other| one.agent_identifier == other.agent_identifier);
        older.sort_by_key(|entry| std::cmp::Reverse(entry.created_at));
        Ok(older.into_iter().map(|entry| seller::tied(entry, Tie::Version)).collect())
    }
}

/// The agents that were bought from under a key.
fn of_key<'a>(keys: &'a BTreeMap<String, String>, key: &'a str) -> impl Iterator<Item = String> + 'a {
    keys.iter().filter(move |(_, other)| other.eq_ignore_ascii_case(key)).map(|(id, _)| id.clone())
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
struct Syncing<'a>(&'a Mutex<Now>);

impl<'a> Syncing<'a> {
    fn begin(now: &'a Mutex<Now>) -> Syncing<'a> {
        now.lock().unwrap_or_else(PoisonError::into_inner).syncing = true;
        Syncing(now)
    }
}

impl Drop for Syncing<'_> {
    fn drop(&mut self) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (now.syncing, now.progress) = (false, None);
    }
}
