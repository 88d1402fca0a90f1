//! Purchases of one profile: the book keeps them, the engine carries them out, the watcher asks about them, and the person acts
//! on them through [`Purchases`].
//!
//! | room | holds |
//! |---|---|
//! | [`event`] | what can happen to a purchase |
//! | [`state`] | pure: what follows from it, and every rule about money |
//! | [`journal`] | the append-only log |
//! | [`book`] | the journal and the states: the one place where a purchase changes |
//! | [`remark`] | what the person says about a purchase, beside its events |
//! | [`rest`] | what is kept of a purchase to which nothing happens any more |
//! | `folding` | brings the journals of earlier versions up to date |
//! | [`standings`] | where purchases stand now: their states, what is known of the node and the agents, the time |
//! | [`approval`], [`expected`] | what the person is asked to approve, and what the terms will be checked against |
//! | `batch` | several purchases that one yes is to: prepared, approved, stopped, compared |
//! | [`engine`] | runs effects and feeds events back |
//! | `older` | a journal that is an older copy of itself |
//! | `telling` | what the person was told |
//! | [`actions`] | what the person does to a purchase: answer, refund, try again |
//! | [`words`] | the words used to speak of a purchase |
//! | [`standing`] | pure: where a purchase stands, read once |
//! | [`forecast`] | pure: what becomes of a purchase, and of all, if the person does nothing |
//! | `receipt` | the receipt of a purchase (see [`crate::receipt`])
//! | `record` | how things went with one agent |
//! | [`cost`] | pure: what a purchase takes from a wallet |
//! | `ledger`, `export` | where the money of a purchase went; purchases as a table |
//! | [`page`], [`listing`], [`order`], `search` | a state as the page shows it; the list, and in which order; what was typed to find one |

pub(crate) mod actions;
pub(crate) mod approval;
pub(crate) mod batch;
pub(crate) mod book;
pub(crate) mod conditions;
pub(crate) mod cost;
mod dossier;
pub(crate) mod engine;
pub(crate) mod event;
pub(crate) mod expected;
mod export;
pub(crate) mod first_hour;
mod folding;
pub(crate) mod forecast;
mod inside;
pub(crate) mod journal;
pub(crate) mod ledger;
pub(crate) mod listing;
mod older;
pub(crate) mod order;
pub(crate) mod page;
mod receipt;
mod record;
pub(crate) mod remark;
pub(crate) mod rest;
mod search;
#[cfg(test)]
pub(crate) mod specimen;
pub(crate) mod spending;
pub(crate) mod standing;
pub(crate) mod standings;
pub(crate) mod state;
pub(crate) mod sums;
mod telling;
#[cfg(test)]
mod tests;
pub(crate) mod words;

// Whole networks, cuts, odd agents and the stores of released versions: tests of these rooms that are no part of them.
#[cfg(test)]
#[path = "../tests/within/cut/mod.rs"]
mod cut;
#[cfg(test)]
#[path = "../tests/within/odd_agents.rs"]
mod odd_agents;
#[cfg(test)]
#[path = "../tests/within/released.rs"]
mod released;
#[cfg(test)]
#[path = "../tests/within/stories/mod.rs"]
mod stories;

use crate::{
    clock::Clock,
    error::{Code, Failure, Moved, Result, Side},
    limits::gate::Gate,
    link::Link,
    view::Changed,
};
use approval::Approvals;
use batch::Batches;
use book::Book;
use engine::Engine;
use journal::{Journal, at_rest::Shelf};
use masumi::node::Network;
use standings::Standings;
use std::{
    cmp::Reverse,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};
use tokio::sync::broadcast;

/// The purchases of one profile, as far as the person and the page go. Cheap to clone.
#[derive(Clone)]
pub struct Purchases {
    engine: Engine,
    approvals: Arc<Approvals>,
    batches: Arc<Batches>,
    sandbox: bool,
}

impl Purchases {
    /// Opens the journal in `dir`, replays it, and records what an earlier run left under way, as soon as that can be written: it is
    /// no reason to show nothing. `gate`: what approvals pass. `link`: the way to the node.
    pub(crate) fn open_behind(
        gate: Gate,
        dir: &Path,
        network: Network,
        sandbox: bool,
        link: Arc<Link>,
        clock: Clock,
        changes: broadcast::Sender<Changed>,
    ) -> Result<Purchases> {
        let (book, unfolded) = Book::open(dir, network, clock, changes)?;
        let standings = Standings::new(book, link)?;
        let purchases = Purchases {
            engine: Engine::new(standings, gate),
            approvals: Arc::default(),
            batches: Arc::default(),
            sandbox,
        };
        purchases.engine.recover()?;
        let written = match unfolded {
            Some(unfolded) => purchases.fold(unfolded),
            None => purchases.standings().begin_telling(),
        };
        let written = written.and_then(|()| purchases.standings().put_to_rest());
        match written {
            Err(failure) if !failure.code.is_unwritable() => Err(failure),
            Err(failure) => {
                tracing::warn!(%failure, "purchases are opened, and cannot be written now");
                Ok(purchases)
            }
            Ok(()) => Ok(purchases),
        }
    }

    /// The same where nothing was set for limits, for tests.
    #[cfg(test)]
    pub(crate) fn open(
        dir: &Path,
        network: Network,
        sandbox: bool,
        link: Arc<Link>,
        clock: Clock,
        changes: broadcast::Sender<Changed>,
    ) -> Result<Purchases> {
        Purchases::open_behind(Gate::open(), dir, network, sandbox, link, clock, changes)
    }

    /// Why the journal can only be read, until it is opened again.
    pub(crate) fn only_read(&self) -> Option<Failure> {
        self.book().only_read()
    }

    /// The number of the last event: when it was opened, before anything was recorded, and now. They only grow.
    pub(crate) fn numbers(&self) -> Result<(i64, i64)> {
        self.book().numbers()
    }

    /// Takes note that the journal is an older copy of itself.
    pub(crate) fn note_older_copy(&self) -> Result<()> {
        self.engine.note_older_copy()
    }

    /// Why something that happened is not written down yet.
    pub(crate) fn unwritten(&self) -> Option<Failure> {
        self.book().refused().or_else(|| self.engine.unwritten())
    }

    /// Closes a history that can only be read, and does something that opens it otherwise before anybody reads on.
    pub(crate) fn closed<T>(&self, meanwhile: impl FnOnce() -> Result<T>) -> Result<T> {
        self.book().closed(meanwhile)
    }

    /// Finds out whether something can be written again.
    pub(crate) fn try_to_write(&self) {
        self.book().try_to_write();
    }

    /// What carries them out.
    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Where they stand.
    pub fn standings(&self) -> &Standings {
        self.engine.standings()
    }

    /// The purchases as they are.
    pub fn book(&self) -> &Book {
        self.standings().book()
    }

    /// The way to the node is another one now: what waited for it may go on.
    pub(crate) fn reconnected(&self) {
        self.book().touch_due();
    }

    /// Connects the node, as a session does.
    #[cfg(test)]
    pub(crate) fn connect(&self, clients: Result<crate::clients::Clients>) {
        self.standings().link().connect(clients);
        self.reconnected();
    }

    /// Takes over what agents say, and asks them, as the watcher does.
    pub(crate) fn poller(&self) -> crate::watch::Poller {
        crate::watch::Poller::of(self.engine())
    }

    /// Tells what the person looks at: it is asked about more often.
    pub fn look_at(&self, id: Option<String>) {
        self.standings().memory().look_at(id);
        self.book().wake();
    }
}

/// So many of an old journal are looked at for that.
const SOME: usize = 20;

/// Networks and blockchain identifiers of some purchases that the node of a journal should know, the newest. For a journal that is
/// not open.
pub(crate) fn history_in(directory: &Path, most: usize) -> Result<Vec<(Network, String)>> {
    let path = directory.join("purchases.db");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut journal = Journal::open(&path)?;
    let unfolded = journal.unfolded()?.unwrap_or_default();
    let (awake, shelf) = (journal.awake()?, Shelf::open(&path)?);
    let mut states: Vec<_> = awake.into_iter().map(|(_, state)| state).chain(shelf.newest_owned(most)?).collect();
    for purchase in unfolded.left.iter().rev().take(SOME) {
        states.extend(shelf.fold(purchase)?.unwrap_or_default().into_values());
    }
    states.sort_by_key(|state| Reverse(state.created_at));
    let known = states.iter().filter_map(|state| {
        let told = state.row.as_ref().and_then(|row| row.payment_source.as_ref()?.network);
        let network = state.order.as_ref().map(|order| order.network).or(told)?;
        Some((network, state.known_to_node()?.to_owned()))
    });
    Ok(known.take(most).collect())
}

/// What a restart says about a request that was under way.
fn interrupted() -> Failure {
    Failure { moved: Moved::Unknown, ..Failure::new(Code::Interrupted, Side::App).passing() }
}

pub(crate) fn internal(what: &str) -> Failure {
    Failure::new(Code::Internal, Side::App).quoting(what)
}

// A panic while a lock is held is a bug elsewhere; what is under it is whole: states are replaced, and what is edited in place is
// edited by single assignments.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
