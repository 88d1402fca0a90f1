//! The book of one profile's purchases: the journal on disk, and the state of each in memory. Nothing changes a purchase but an
//! event that is possible in its state and was written first. Knows no network and nobody who is asked.

use super::{
    event::Event,
    internal,
    journal::Journal,
    lock, read,
    state::{Job, Lesson, Payment, State},
    write,
};
use crate::{
    clock::Clock,
    error::{Failure, Result},
    store::Place,
    view::Changed,
};
use masumi_client::{moment::Moment, node::Network};
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{Arc, Mutex, RwLock},
};
use tokio::sync::{Notify, broadcast};

/// The purchases of one profile. Cheap to clone.
#[derive(Clone)]
pub struct Book(Arc<Inner>);

struct Inner {
    network: Network,
    clock: Clock,
    changes: broadcast::Sender<Changed>,
    journal: Mutex<Journal>,
    entries: RwLock<Entries>,
    /// Purchases with something new, for which an effect may be due.
    touched: Mutex<BTreeSet<String>>,
    wake: Notify,
}

#[derive(Default)]
struct Entries {
    by_id: BTreeMap<String, Arc<Mutex<State>>>,
    by_identifier: BTreeMap<String, String>,
}

/// Why an event was not recorded.
pub(super) enum Unrecorded {
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

impl Book {
    /// Opens the journal in `dir` and replays it.
    pub(super) fn open(
        dir: &Path,
        network: Network,
        clock: Clock,
        changes: broadcast::Sender<Changed>,
    ) -> Result<Book> {
        let journal = Journal::open(&dir.join("purchases.db"))?;
        let mut entries = Entries::default();
        let mut states: Vec<_> = journal.replay()?.into_iter().collect();
        states.sort_by_key(|(_, state)| state.created_at);
        for (id, state) in states {
            entries.insert(id, state);
        }
        let (journal, entries) = (Mutex::new(journal), RwLock::new(entries));
        let (touched, wake) = (Mutex::new(BTreeSet::new()), Notify::new());
        Ok(Book(Arc::new(Inner { network, clock, changes, journal, entries, touched, wake })))
    }

    /// The network of all of them.
    pub(crate) fn network(&self) -> Network {
        self.0.network
    }

    /// Node time.
    pub(crate) fn now(&self) -> Moment {
        self.0.clock.now()
    }

    /// The clock of node time.
    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Ids of all purchases.
    pub fn ids(&self) -> Vec<String> {
        read(&self.0.entries).by_id.keys().cloned().collect()
    }

    /// Whether there is such a purchase.
    pub(super) fn has(&self, id: &str) -> bool {
        self.entry(id).is_ok()
    }

    fn entry(&self, id: &str) -> Result<Arc<Mutex<State>>> {
        read(&self.0.entries).by_id.get(id).cloned().ok_or_else(|| Failure::unknown(id))
    }

    /// Looks at a purchase.
    pub(crate) fn read<T>(&self, id: &str, look: impl FnOnce(&State) -> T) -> Result<T> {
        let entry = self.entry(id)?;
        let state = lock(&entry);
        Ok(look(&state))
    }

    /// Looks at every purchase.
    pub(crate) fn each(&self, mut look: impl FnMut(&str, &State)) {
        let entries: Vec<_> =
            read(&self.0.entries).by_id.iter().map(|(id, entry)| (id.clone(), entry.clone())).collect();
        for (id, entry) in entries {
            look(&id, &lock(&entry));
        }
    }

    /// Records an event: possible in the present state, then on disk, then true. Otherwise nothing changes.
    pub(crate) fn record(&self, id: &str, event: &Event) -> Result<()> {
        self.try_record(id, event).map_err(Failure::from)
    }

    /// The same, for who has to know whether it could be written.
    pub(super) fn try_record(&self, id: &str, event: &Event) -> std::result::Result<(), Unrecorded> {
        let at = self.now();
        {
            let entry = self.entry(id).map_err(Unrecorded::Impossible)?;
            let mut state = lock(&entry);
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
            // An identifier that another purchase took meanwhile is that one's.
            let other = state.known_to_node().and_then(|identifier| entries.owner(identifier));
            if other.is_some_and(|owner| owner != id) {
                return Err(internal("this identifier is another purchase's"));
            }
            lock(&self.0.journal).append(id, at, event)?;
            entries.insert(id.to_owned(), state);
        }
        self.touch(id);
        Ok(())
    }

    fn touch(&self, id: &str) {
        lock(&self.0.touched).insert(id.to_owned());
        self.wake();
        self.changed(id);
    }

    /// For all of them an effect may be due now.
    pub(super) fn touch_all(&self) {
        lock(&self.0.touched).extend(self.ids());
        self.wake();
    }

    /// Takes the purchases with something new.
    pub(crate) fn touched(&self) -> BTreeSet<String> {
        std::mem::take(&mut *lock(&self.0.touched))
    }

    /// Forgets that there is something new.
    pub(crate) fn untouch(&self, id: &str) {
        lock(&self.0.touched).remove(id);
    }

    /// Something is due sooner than the watcher thinks.
    pub(super) fn wake(&self) {
        self.0.wake.notify_one();
    }

    /// Waits for that.
    pub(crate) async fn woken(&self) {
        self.0.wake.notified().await;
    }

    /// Writes only while that file is where it is now.
    pub(crate) fn hold_on_to(&self, place: Place) {
        lock(&self.0.journal).hold_on_to(place);
    }

    /// Stores bytes, and gives their key.
    pub(crate) fn keep(&self, bytes: &[u8]) -> Result<String> {
        lock(&self.0.journal).keep(bytes)
    }

    /// Stores what was read or shown, as JSON.
    pub(super) fn keep_read(&self, what: &impl Serialize) -> Result<String> {
        self.keep(&serde_json::to_vec(what).map_err(|error| internal(&error.to_string()))?)
    }

    /// Bytes by their key.
    pub(super) fn content(&self, key: &str) -> Result<Option<Vec<u8>>> {
        lock(&self.0.journal).content(key)
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
    pub(super) fn find(&self, identifier: &str) -> Option<String> {
        read(&self.0.entries).by_identifier.get(&identifier.to_ascii_lowercase()).cloned()
    }

    /// A mark beside the journal: how far a list was read, and the like.
    pub(crate) fn mark(&self, name: &str) -> Result<Option<String>> {
        lock(&self.0.journal).mark(name)
    }

    /// Sets a mark.
    pub(crate) fn set_mark(&self, name: &str, value: &str) -> Result<()> {
        lock(&self.0.journal).set_mark(name, value)
    }

    /// Forgets the marks whose names begin so.
    pub(super) fn forget_marks(&self, beginning: &str) -> Result<()> {
        lock(&self.0.journal).forget_marks(beginning)
    }

    /// The journal itself, to make it fail.
    #[cfg(test)]
    pub(super) fn journal(&self) -> std::sync::MutexGuard<'_, Journal> {
        lock(&self.0.journal)
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

    /// Whether the node told of a purchase.
    pub(super) fn has_row(&self, id: &str) -> bool {
        self.read(id, |state| state.row.is_some()).unwrap_or_default()
    }
}

impl Entries {
    /// Whether a purchase has this identifier now. Whoever has it first keeps it: an agent that repeats that of an earlier
    /// purchase must not get its rows.
    fn own(&mut self, identifier: &str, id: &str) -> bool {
        self.by_identifier.entry(identifier.to_ascii_lowercase()).or_insert_with(|| id.to_owned()) == id
    }

    fn owner(&self, identifier: &str) -> Option<&str> {
        self.by_identifier.get(&identifier.to_ascii_lowercase()).map(String::as_str)
    }

    fn disown(&mut self, identifier: &str) {
        self.by_identifier.remove(&identifier.to_ascii_lowercase());
    }

    fn insert(&mut self, id: String, state: State) {
        if let Some(identifier) = state.known_to_node() {
            self.own(identifier, &id);
        }
        self.by_id.insert(id, Arc::new(Mutex::new(state)));
    }
}
