//! Purchases of one profile: in memory for showing, in the journal for keeping, in the engine for carrying out.
//!
//! | room | holds |
//! |---|---|
//! | [`event`] | what can happen to a purchase |
//! | [`state`] | pure: what follows from it, and every rule about money |
//! | [`journal`] | the append-only log |
//! | [`approval`], [`ahead`] | what the person is asked to approve, and what the terms will be held against |
//! | [`engine`] | runs effects and feeds events back |
//! | `asking`, `telling` | what is known of those who are asked; what the person was told |
//! | [`calls`] | what the person does to a purchase: answer, refund, try again |
//! | [`words`] | in which a purchase is spoken of |
//! | [`standing`] | pure: where a purchase stands, read once |
//! | [`cost`] | pure: what a purchase takes from a wallet |
//! | [`page`] | a state as the page shows it |

pub mod ahead;
pub mod approval;
mod asking;
pub mod calls;
pub mod cost;
#[cfg(test)]
mod cut;
pub mod engine;
pub mod event;
pub mod figures;
pub mod journal;
#[cfg(test)]
mod odd_agents;
pub mod page;
#[cfg(test)]
mod released;
#[cfg(test)]
pub(crate) mod specimen;
pub mod standing;
pub mod state;
#[cfg(test)]
mod stories;
mod telling;
#[cfg(test)]
mod tests;
pub mod words;

use crate::{
    clients::{Clients, Rest},
    clock::Clock,
    error::{Code, Failure, Moved, Result, Side},
    session::unread_keys,
    store::Place,
    view::Changed,
};
use event::Event;
use journal::Journal;
use masumi_client::{
    moment::Moment,
    node::{self, KeyStatus, Network},
};
use serde::Serialize;
use standing::{Asked, Known, Standing};
use state::{Job, Lesson, Payment, State};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::{Notify, broadcast};

/// The purchases of one profile. Cheap to clone.
#[derive(Clone)]
pub struct Purchases(Arc<Inner>);

struct Inner {
    network: Network,
    sandbox: bool,
    clock: Clock,
    changes: broadcast::Sender<Changed>,
    journal: Mutex<Journal>,
    entries: RwLock<Entries>,
    approvals: approval::Approvals,
    clients: RwLock<Result<Clients>>,
    /// When this run began.
    opened_at: Moment,
    key: RwLock<Key>,
    synced: Mutex<Synced>,
    wake: Notify,
    /// Whether the node is another one than when its lists were last to be read, or there are keys for it now.
    reconnected: AtomicBool,
    /// Purchases with something new, for which an effect may be due.
    touched: Mutex<BTreeSet<String>>,
    /// The purchase that the person looks at.
    looked_at: Mutex<Option<String>>,
    /// Hosts of agents that asked to be left alone.
    agent_rests: Mutex<BTreeMap<String, Rest>>,
    /// Marks of what the person was told, as far as they were looked up.
    told: Mutex<BTreeSet<String>>,
}

/// What is known of the node key in use.
#[derive(Clone, Default)]
struct Key {
    /// Its id as last told, also in an earlier run; purchases that were made elsewhere are told apart by it.
    id: Option<String>,
    /// What it may do; `None`: not told since the node was connected.
    status: Option<KeyStatus>,
}

/// What is known beside the states, and is the same for all of them.
pub(crate) struct Beside {
    now: Moment,
    since: Moment,
    key: Key,
    offline: bool,
}

#[derive(Default)]
struct Entries {
    by_id: BTreeMap<String, Arc<Entry>>,
    by_identifier: BTreeMap<String, String>,
}

/// One purchase: its state, and what lives only as long as the process.
struct Entry {
    state: Mutex<State>,
    /// One effect in flight at a time.
    busy: tokio::sync::Mutex<()>,
    passing: Mutex<Passing>,
}

/// What is not worth a line in the journal.
#[derive(Clone, Debug, Default)]
struct Passing {
    /// Why the due effect could not be carried out just now.
    trouble: Option<Failure>,
    /// Why the agent could not be asked just now.
    agent_trouble: Option<Failure>,
    /// How it went to ask the agent.
    asked: Asked,
    /// Whether the agent had something new when it was last asked.
    news: bool,
    /// Tries of the due effect so far.
    tries: u32,
    /// When the node last told its row.
    heard: Option<Moment>,
    /// Whether it said last that it knows no such purchase, of which it told before.
    denied: bool,
    /// Whether the node was asked what came before, since the lock was never seen.
    asked_for_lock: bool,
    /// Where the agent is now, when it is no longer where it was at approval.
    agent_base: Option<String>,
    /// When the agent last answered with more than is taken in.
    too_large_at: Option<Moment>,
    /// An outcome that could not be written (disk full): written before anything else happens.
    unwritten: Option<Event>,
}

/// Why an event was not recorded.
enum Unrecorded {
    /// It is not possible in the present state.
    Impossible(Failure),
    /// It could not be written: it is as true as before, and on no disk.
    Unwritten(Failure),
}

impl From<Unrecorded> for Failure {
    fn from(unrecorded: Unrecorded) -> Failure {
        match unrecorded {
            Unrecorded::Impossible(failure) | Unrecorded::Unwritten(failure) => failure,
        }
    }
}

/// How the node's own list was last read.
#[derive(Clone, Debug, Default)]
struct Synced {
    at: Option<Moment>,
    failure: Option<Failure>,
    /// When the list of each generation was last read to its end.
    lists: BTreeMap<node::Generation, Moment>,
}

impl Purchases {
    /// Opens the journal in `dir`, replays it, and records what an earlier run left under way.
    pub fn open(
        dir: &Path,
        network: Network,
        sandbox: bool,
        clock: Clock,
        changes: broadcast::Sender<Changed>,
    ) -> Result<Purchases> {
        let journal = Journal::open(&dir.join("purchases.db"))?;
        let id = journal.mark(NODE)?.as_deref().and_then(key_of).map(str::to_owned);
        let mut entries = Entries::default();
        let mut states: Vec<_> = journal.replay()?.into_iter().collect();
        states.sort_by_key(|(_, state)| state.created_at);
        for (id, state) in states {
            entries.insert(id, state);
        }
        let purchases = Purchases(Arc::new(Inner {
            network,
            sandbox,
            opened_at: clock.now(),
            clock,
            changes,
            journal: Mutex::new(journal),
            entries: RwLock::new(entries),
            approvals: approval::Approvals::default(),
            clients: RwLock::new(Err(unread_keys())),
            key: RwLock::new(Key { id, status: None }),
            synced: Mutex::new(Synced::default()),
            wake: Notify::new(),
            reconnected: AtomicBool::new(false),
            touched: Mutex::new(BTreeSet::new()),
            looked_at: Mutex::new(None),
            agent_rests: Mutex::new(BTreeMap::new()),
            told: Mutex::new(BTreeSet::new()),
        }));
        purchases.recover()?;
        purchases.begin_telling()?;
        Ok(purchases)
    }

    /// An outcome that nobody waited for is unknown, and is found out before anything else.
    fn recover(&self) -> Result<()> {
        for id in self.ids() {
            for event in self.read(&id, |state| state.interrupted(interrupted()))? {
                self.record(&id, &event)?;
            }
            lock(&self.0.touched).insert(id);
        }
        Ok(())
    }

    /// Gives the engine its counterparts, or takes them away and says why.
    pub(crate) fn connect(&self, clients: Result<Clients>) {
        *write(&self.0.clients) = clients;
        write(&self.0.key).status = None;
        lock(&self.0.touched).extend(self.ids());
        self.0.reconnected.store(true, Ordering::SeqCst);
        self.0.wake.notify_one();
    }

    /// Takes note that the node was connected since this was last asked: its lists are to be read now.
    pub(crate) fn was_reconnected(&self) -> bool {
        self.0.reconnected.swap(false, Ordering::SeqCst)
    }

    /// Tells what is known of the node key in use: only the key that bought, or an admin's, may ask for a refund.
    pub(crate) fn set_key(&self, key: KeyStatus) {
        *write(&self.0.key) = Key { id: Some(key.id.clone()), status: Some(key) };
    }

    /// The engine's counterparts.
    pub(crate) fn clients(&self) -> Result<Clients> {
        read(&self.0.clients).clone()
    }

    /// Node time.
    pub fn now(&self) -> Moment {
        self.0.clock.now()
    }

    /// The clock of node time.
    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The agentIdentifier of a purchase made here.
    pub(crate) fn agent_of(&self, id: &str) -> Result<Option<String>> {
        self.read(id, |state| state.order.as_ref().map(|order| order.agent_identifier.clone()))
    }

    /// What purchases from this agent taught last about how it wants choices.
    pub(crate) fn lesson(&self, agent: &str) -> Option<Lesson> {
        let mut last: Option<Lesson> = None;
        self.each(|_, state| {
            let same = state.order.as_ref().is_some_and(|order| order.agent_identifier.eq_ignore_ascii_case(agent));
            let newer = |lesson: &Lesson| last.is_none_or(|last| last.at <= lesson.at);
            if let Some(lesson) = state.lesson.filter(|lesson| same && newer(lesson)) {
                last = Some(lesson);
            }
        });
        last
    }

    /// Ids of all purchases.
    pub fn ids(&self) -> Vec<String> {
        read(&self.0.entries).by_id.keys().cloned().collect()
    }

    /// Looks at a purchase.
    pub(crate) fn read<T>(&self, id: &str, look: impl FnOnce(&State) -> T) -> Result<T> {
        let entry = self.entry(id)?;
        let state = lock(&entry.state);
        Ok(look(&state))
    }

    /// Looks at every purchase.
    pub(crate) fn each(&self, mut look: impl FnMut(&str, &State)) {
        let entries: Vec<_> =
            read(&self.0.entries).by_id.iter().map(|(id, entry)| (id.clone(), entry.clone())).collect();
        for (id, entry) in entries {
            look(&id, &lock(&entry.state));
        }
    }

    /// Writes only while that file is where it is now.
    pub(crate) fn hold_on_to(&self, place: Place) {
        lock(&self.0.journal).hold_on_to(place);
    }

    /// Waits until something is due sooner than the watcher thinks.
    pub(crate) async fn woken(&self) {
        self.0.wake.notified().await;
    }

    fn entry(&self, id: &str) -> Result<Arc<Entry>> {
        read(&self.0.entries).by_id.get(id).cloned().ok_or_else(|| Failure::unknown(id))
    }

    /// Records an event: possible in the present state, then on disk, then true. Otherwise nothing changes.
    pub(crate) fn record(&self, id: &str, event: &Event) -> Result<()> {
        self.try_record(id, event).map_err(Failure::from)
    }

    /// The same, for who has to know whether it could be written.
    fn try_record(&self, id: &str, event: &Event) -> std::result::Result<(), Unrecorded> {
        let at = self.now();
        {
            let entry = self.entry(id).map_err(Unrecorded::Impossible)?;
            let mut state = lock(&entry.state);
            let mut next = state.clone();
            let impossible = |what: &str| Unrecorded::Impossible(internal(what));
            next.apply(at, event).map_err(|why| impossible(&why.to_string()))?;
            // One purchase, one identifier, whoever proves its terms first: not another one's between here and the disk.
            let mut owned = next.known_to_node().filter(|_| state.known_to_node().is_none()).map(|identifier| {
                let entries = write(&self.0.entries);
                (entries, identifier.to_owned())
            });
            if let Some((entries, identifier)) = &mut owned
                && !entries.own(identifier, id)
            {
                return Err(impossible("this identifier is another purchase's"));
            }
            lock(&self.0.journal).append(id, at, event).map_err(|failure| {
                if let Some((entries, identifier)) = &mut owned {
                    entries.disown(identifier);
                }
                Unrecorded::Unwritten(failure)
            })?;
            *state = next;
        }
        self.touch(id);
        Ok(())
    }

    /// Records the first event of a purchase.
    pub(crate) fn begin(&self, id: &str, event: &Event) -> Result<()> {
        let at = self.now();
        let state = State::first(at, event).map_err(|impossible| internal(&impossible.to_string()))?;
        {
            let mut entries = write(&self.0.entries);
            // A second first event would make the journal unreadable.
            if entries.by_id.contains_key(id) {
                return Err(internal("this purchase has begun already"));
            }
            lock(&self.0.journal).append(id, at, event)?;
            entries.insert(id.to_owned(), state);
        }
        self.touch(id);
        Ok(())
    }

    fn touch(&self, id: &str) {
        lock(&self.0.touched).insert(id.to_owned());
        self.0.wake.notify_one();
        self.changed(id);
    }

    /// Takes the purchases with something new.
    pub(crate) fn touched(&self) -> BTreeSet<String> {
        std::mem::take(&mut *lock(&self.0.touched))
    }

    /// Forgets that there is something new.
    pub(crate) fn untouch(&self, id: &str) {
        lock(&self.0.touched).remove(id);
    }

    /// Tells what the person looks at: it is asked about more often.
    pub fn look_at(&self, id: Option<String>) {
        *lock(&self.0.looked_at) = id;
        self.0.wake.notify_one();
    }

    pub(crate) fn looked_at(&self) -> Option<String> {
        lock(&self.0.looked_at).clone()
    }

    pub(crate) fn network(&self) -> Network {
        self.0.network
    }

    /// What is known beside the states at this moment.
    pub(crate) fn beside(&self) -> Beside {
        let (key, offline) = (read(&self.0.key).clone(), lock(&self.0.synced).failure.is_some());
        Beside { now: self.now(), since: self.0.opened_at, key, offline }
    }

    fn standing_of(&self, passing: &Passing, state: &State, beside: &Beside) -> Standing {
        let known = Known {
            now: beside.now,
            since: beside.since,
            key_id: beside.key.id.as_deref(),
            key: beside.key.status.as_ref(),
            offline: beside.offline,
            denied: passing.denied,
            agent: passing.asked,
        };
        Standing::of(state, &known)
    }

    /// Looks at a purchase and where it stands.
    pub(crate) fn read_standing<T>(&self, id: &str, look: impl FnOnce(&State, &Standing) -> T) -> Result<T> {
        let (entry, beside) = (self.entry(id)?, self.beside());
        let passing = lock(&entry.passing).clone();
        let state = lock(&entry.state);
        Ok(look(&state, &self.standing_of(&passing, &state, &beside)))
    }

    /// Looks at every purchase and where it stands.
    pub(crate) fn each_standing(&self, mut look: impl FnMut(&str, &State, &Standing)) {
        let beside = self.beside();
        let entries: Vec<_> =
            read(&self.0.entries).by_id.iter().map(|(id, entry)| (id.clone(), entry.clone())).collect();
        for (id, entry) in entries {
            let passing = lock(&entry.passing).clone();
            let state = lock(&entry.state);
            look(&id, &state, &self.standing_of(&passing, &state, &beside));
        }
    }

    /// Stores the bytes of a result.
    pub(crate) fn keep(&self, bytes: &[u8]) -> Result<String> {
        lock(&self.0.journal).keep(bytes)
    }

    /// Stores what was read or shown, as JSON.
    fn keep_read(&self, what: &impl Serialize) -> Result<String> {
        self.keep(&serde_json::to_vec(what).map_err(|error| internal(&error.to_string()))?)
    }

    /// Tells the page to read a purchase again.
    pub(crate) fn changed(&self, id: &str) {
        self.tell(Changed::Purchase { id: id.to_owned() });
        self.tell(Changed::Purchases);
    }

    /// Tells the page what to read again.
    pub(crate) fn tell(&self, changed: Changed) {
        // Nobody listening is fine: the page reads everything when it opens.
        let _ = self.0.changes.send(changed);
    }

    /// The id of the purchase with this blockchain identifier.
    fn find(&self, identifier: &str) -> Option<String> {
        read(&self.0.entries).by_identifier.get(&identifier.to_ascii_lowercase()).cloned()
    }

    /// Takes the node's word on a purchase: an unchanged row is dropped, an unknown one imported, and one that is not what
    /// was approved raises the alarm.
    pub(crate) fn take_row(&self, row: node::Purchase) -> Result<String> {
        let Some(id) = self.find(&row.blockchain_identifier) else {
            let id = journal::imported(&row.blockchain_identifier);
            self.begin(&id, &Event::Imported { row: Box::new(row) })?;
            self.heard(&id);
            return Ok(id);
        };
        let (stale, unchanged, differences, told) = self.read(&id, |state| {
            let stale = state.row.as_ref().is_some_and(|known| is_older(&row, known));
            let unchanged = state.row.as_ref() == Some(&state.as_approved(&row));
            let differences = state.differences(&row);
            let told = matches!(&state.payment, Payment::Alarm { differences: known } if *known == differences);
            (stale, unchanged, differences, told)
        })?;
        self.heard(&id);
        self.denies(&id, false);
        if stale {
            return Ok(id);
        }
        if !differences.is_empty() && !told {
            self.record(&id, &Event::Alarm { differences: differences.clone() })?;
        }
        // What differs is kept as it was told, beside what it differs in.
        if !unchanged || (!differences.is_empty() && !told) {
            self.record(&id, &Event::Row { row: Box::new(row) })?;
        }
        Ok(id)
    }

    /// The same, with the transactions that the node remembers for it, the newest first.
    pub(crate) fn take_row_with_history(
        &self,
        row: node::Purchase,
        history: Option<&[node::Transaction]>,
    ) -> Result<String> {
        let id = self.take_row(row)?;
        let Some(history) = history else { return Ok(id) };
        let event = Event::History { transactions: history.to_vec() };
        let at = self.now();
        let news = self.read(&id, |state| {
            let mut next = state.clone();
            next.apply(at, &event).is_ok() && next.transactions != state.transactions
        })?;
        if news {
            self.record(&id, &event)?;
        }
        Ok(id)
    }

    /// Notes that nobody waits any more for what was under way for a purchase: its outcome is unknown, as after a restart.
    pub(crate) async fn deserted(&self, id: &str) -> Result<()> {
        let entry = self.entry(id)?;
        let _one_at_a_time = entry.busy.lock().await;
        for event in self.read(id, |state| state.interrupted(interrupted()))? {
            // Answers and refunds are waited for by whoever called for them.
            if matches!(event, Event::JobLost { .. } | Event::PaymentUnknown { .. }) {
                self.record(id, &event)?;
            }
        }
        Ok(())
    }

    /// Whether a payment may be on its way to the node, or may be sent to it any moment: only this node can tell its outcome.
    pub(crate) fn is_paying(&self) -> bool {
        let mut paying = false;
        self.each(|_, state| {
            paying |= match (&state.payment, &state.job) {
                (Payment::Sending { .. } | Payment::Unknown { .. }, _) => true,
                (Payment::None, job) => matches!(job, Job::Approved | Job::Starting | Job::Started { .. }),
                _ => false,
            };
        });
        paying
    }

    /// Whether something may be paid by itself, or is being paid: for as long as an approval is good.
    pub(crate) fn pays_by_itself(&self) -> bool {
        let (now, mut pays) = (self.now(), false);
        self.each(|_, state| {
            let under_way = matches!(state.payment, Payment::Sending { .. } | Payment::Unknown { .. } | Payment::None);
            let begun = matches!(state.job, Job::Approved | Job::Starting | Job::Started { .. });
            pays |= under_way && begun && state.is_approved(now);
        });
        pays
    }

    /// Blockchain identifiers of what the node should know, what may still change first, then the newest.
    pub(crate) fn known_to_node(&self) -> Vec<String> {
        let mut known = Vec::new();
        self.each_standing(|_, state, standing| {
            if let Some(identifier) = state.known_to_node() {
                known.push((!standing.is_open, Reverse(state.created_at), identifier.to_owned()));
            }
        });
        known.sort();
        known.into_iter().map(|(.., identifier)| identifier).collect()
    }

    /// Identifiers of what is open and the person's; the id of a purchase that has none yet. Two profiles of one node have the same.
    pub(crate) fn open_identifiers(&self) -> BTreeSet<String> {
        let mut open = BTreeSet::new();
        self.each_standing(|id, state, standing| {
            if standing.is_open && standing.is_mine() {
                open.insert(state.identifier().map_or_else(|| id.to_owned(), str::to_ascii_lowercase));
            }
        });
        open
    }

    /// Reads the node's lists from their beginning again: it is another node, or may be.
    pub(crate) fn read_from_the_beginning(&self) -> Result<()> {
        lock(&self.0.journal).forget_marks("diff.")?;
        *lock(&self.0.synced) = Synced::default();
        self.0.reconnected.store(true, Ordering::SeqCst);
        self.0.wake.notify_one();
        Ok(())
    }

    /// Takes note of what tells this node from others, as far as it tells: the id of the key, the ids of its payment sources. A
    /// change may mean another node at the same address; then its lists are read anew.
    pub(crate) fn node_is(&self, hints: &str) -> Result<()> {
        if self.mark(NODE)?.is_some_and(|known| known != hints) {
            self.read_from_the_beginning()?;
        }
        self.set_mark(NODE, hints)
    }

    /// What tells the node from others, as last told.
    pub(crate) fn node_hints(&self) -> Result<Option<String>> {
        self.mark(NODE)
    }

    /// Whether the node told of a purchase.
    fn has_row(&self, id: &str) -> bool {
        self.read(id, |state| state.row.is_some()).unwrap_or_default()
    }

    /// How far the node's list was read.
    pub(crate) fn mark(&self, name: &str) -> Result<Option<String>> {
        lock(&self.0.journal).mark(name)
    }

    /// Remembers how far the node's list was read.
    pub(crate) fn set_mark(&self, name: &str, value: &str) -> Result<()> {
        lock(&self.0.journal).set_mark(name, value)
    }
}

impl Entries {
    /// Whether a purchase has this identifier now. Whoever has it first keeps it: an agent that repeats that of an earlier
    /// purchase must not get its rows.
    fn own(&mut self, identifier: &str, id: &str) -> bool {
        self.by_identifier.entry(identifier.to_ascii_lowercase()).or_insert_with(|| id.to_owned()) == id
    }

    fn disown(&mut self, identifier: &str) {
        self.by_identifier.remove(&identifier.to_ascii_lowercase());
    }

    fn insert(&mut self, id: String, state: State) {
        if let Some(identifier) = state.known_to_node() {
            self.own(identifier, &id);
        }
        let entry = Entry {
            state: Mutex::new(state),
            busy: tokio::sync::Mutex::new(()),
            passing: Mutex::new(Passing::default()),
        };
        self.by_id.insert(id, Arc::new(entry));
    }
}

/// The mark of what tells the node from others: the id of the key, then those of its payment sources.
const NODE: &str = "node";

fn key_of(hints: &str) -> Option<&str> {
    hints.split(' ').next().filter(|id| !id.is_empty())
}

/// Network and blockchain identifiers of what the node of a journal should know, newest first. For a journal that is not open.
pub(crate) fn history_in(directory: &Path) -> Result<Vec<(Network, String)>> {
    let path = directory.join("purchases.db");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let states = Journal::open(&path)?.replay()?;
    let mut known: Vec<_> = states
        .values()
        .filter_map(|state| {
            let told = state.row.as_ref().and_then(|row| row.payment_source.as_ref()?.network);
            let network = state.order.as_ref().map(|order| order.network).or(told)?;
            Some((Reverse(state.created_at), network, state.known_to_node()?.to_owned()))
        })
        .collect();
    known.sort_by_key(|(created_at, ..)| *created_at);
    Ok(known.into_iter().map(|(_, network, identifier)| (network, identifier)).collect())
}

/// Whether a row was read before another one of the same purchase. Answers can overtake each other, and the node tells a
/// change only once.
fn is_older(row: &node::Purchase, known: &node::Purchase) -> bool {
    match (&row.changed_at, &known.changed_at) {
        (Some(at), Some(known)) => at.len() == known.len() && at < known,
        _ => false,
    }
}

/// What a restart says about a request that was under way.
fn interrupted() -> Failure {
    Failure { moved: Moved::Unknown, ..Failure::new(Code::Interrupted, Side::App).passing() }
}

fn internal(what: &str) -> Failure {
    Failure::new(Code::Internal, Side::App).quoting(what)
}

// A panic while a lock is held is a bug elsewhere; the data under it is whole, since states are replaced and not edited.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
