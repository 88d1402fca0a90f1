//! The book of one profile's purchases. The journal is on disk. Memory holds the states of purchases to which something may still
//! happen on its own. The others are at rest: they are only on disk, and are read when somebody looks at them. Only an event
//! changes a purchase, and it must be possible in its state and written first. The book knows no network, no node and no agent.

use super::{
    batch::Batch,
    event::{Event, Happened},
    internal,
    journal::{Journal, Unfolded, at_rest::Shelf},
    lock, read,
    remark::Remark,
    rest::Rest,
    state::{Job, Lesson, Payment, State},
    write,
};
use crate::{
    blocking::blocking,
    clock::Clock,
    error::{Code, Failure, Result, Side},
    limits::{calendar::Day, gate::Ledger},
    store::Place,
    view::Changed,
};
use masumi::{moment::Moment, node::Network};
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
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
    path: PathBuf,
    place: Place,
    /// Ways to read the file that nobody uses just now. Closed before the journal: who closes the file last and can write leaves it in
    /// one piece, without a log beside it.
    shelves: Mutex<Vec<Shelf>>,
    /// Shared by those who read from the file; nobody does while it is closed.
    reading: RwLock<()>,
    journal: Mutex<Journal>,
    only_read: Option<Failure>,
    /// Why the last write was not possible; `None`: it was.
    refused: Mutex<Option<Failure>>,
    /// Those that are not at rest.
    awake: RwLock<BTreeMap<String, Arc<Entry>>>,
    /// How far the folding of an old journal is; `None`: everything is folded.
    folding: Mutex<Option<Progress>>,
    /// One purchase begins, is woken or put to rest at a time.
    moving: Mutex<()>,
    /// Purchases with something new, for which an effect may be due.
    touched: Mutex<BTreeSet<String>>,
    wake: Notify,
}

/// How far a history was read that an earlier version wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    /// Purchases that were read.
    pub(crate) done: usize,
    /// All of them.
    pub(crate) all: usize,
    /// Why it does not go on.
    pub(crate) failure: Option<Failure>,
}

impl Progress {
    fn of(unfolded: &Unfolded) -> Progress {
        let left = unfolded.left.len() + unfolded.later.len();
        Progress { done: unfolded.all.saturating_sub(left), all: unfolded.all, failure: None }
    }
}

/// A purchase that was folded, what is kept of it if it is at rest, and what an earlier run left under way in it.
pub(super) struct Folded {
    pub(super) id: String,
    pub(super) state: Arc<State>,
    pub(super) rest: Option<Rest>,
    pub(super) interrupted: Vec<Event>,
}

/// A purchase in memory.
struct Entry {
    /// Taken by whoever records something: one event after the other. Whoever only reads does not wait for it.
    turn: Mutex<Turn>,
    state: RwLock<Arc<State>>,
}

/// Whether this entry still counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Awake,
    /// It was put to rest: what is to be recorded now is recorded in an entry of its own.
    AtRest,
}

impl Entry {
    fn new(state: State) -> Arc<Entry> {
        Arc::new(Entry { turn: Mutex::new(Turn::Awake), state: RwLock::new(Arc::new(state)) })
    }

    fn state(&self) -> Arc<State> {
        Arc::clone(&read(&self.state))
    }
}

/// Whose an identifier is can be told once the whole history was read.
pub(super) fn still_reading() -> Failure {
    Failure::new(Code::NotNow, Side::App).quoting("the history is still being read").passing()
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
    /// Opens the journal in `dir`, and reads what is not at rest. Where an earlier version wrote what stands beside the events, or none,
    /// or where it is damaged, it also gives what is left to make.
    pub(super) fn open(
        dir: &Path,
        network: Network,
        clock: Clock,
        changes: broadcast::Sender<Changed>,
    ) -> Result<(Book, Option<Unfolded>)> {
        let path = dir.join("purchases.db");
        let mut journal = Journal::open(&path)?;
        let (awake, unfolded) = match journal.unfolded() {
            Err(failure) if failure.code.is_unwritable() => (journal.read_whole()?, None),
            unfolded => {
                let mut unfolded = unfolded?;
                let awake = journal.awake().or_else(|_| {
                    journal.forget_folded()?;
                    unfolded = journal.unfolded()?;
                    journal.awake()
                })?;
                (awake, unfolded)
            }
        };
        let awake = awake.into_iter().map(|(id, state)| (id, Entry::new(state))).collect();
        let folding = Mutex::new(unfolded.as_ref().map(Progress::of));
        let only_read = journal.only_read();
        let (journal, shelves, reading) = (Mutex::new(journal), Mutex::default(), RwLock::default());
        let place = Place::of(&path)?;
        let (awake, moving) = (RwLock::new(awake), Mutex::default());
        let (touched, wake, refused) = (Mutex::default(), Notify::new(), Mutex::default());
        let book = Book(Arc::new(Inner {
            network,
            clock,
            changes,
            path,
            place,
            journal,
            only_read,
            refused,
            shelves,
            reading,
            awake,
            moving,
            touched,
            wake,
            folding,
        }));
        Ok((book, unfolded))
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

    /// Ids of the purchases that are not at rest.
    pub(crate) fn awake(&self) -> Vec<String> {
        read(&self.0.awake).keys().cloned().collect()
    }

    /// Ids of all purchases.
    #[cfg(test)]
    pub(crate) fn ids(&self) -> Vec<String> {
        self.look_up(Shelf::ids).unwrap()
    }

    /// Looks something up on disk, beside whoever does so at the same time, and without waiting for what is being written.
    pub(super) fn look_up<T>(&self, look: impl FnOnce(&Shelf) -> Result<T>) -> Result<T> {
        blocking(|| {
            let _reading = read(&self.0.reading);
            let free = lock(&self.0.shelves).pop();
            // Not another file that is at its path by now.
            let open = || self.0.place.holds().and_then(|()| Shelf::open(&self.0.path));
            let shelf = free.map_or_else(open, Ok)?;
            let found = look(&shelf);
            lock(&self.0.shelves).push(shelf);
            found
        })
    }

    /// Writes something, one after the other.
    fn write<T>(&self, write: impl FnOnce(&mut Journal) -> Result<T>) -> Result<T> {
        let written = blocking(|| write(&mut lock(&self.0.journal)));
        let why = written.as_ref().err().filter(|failure| failure.code.is_unwritable()).cloned();
        if written.is_ok() || why.is_some() {
            let is_news = lock(&self.0.refused).is_some() != why.is_some();
            *lock(&self.0.refused) = why;
            if is_news {
                self.tell(Changed::App);
            }
        }
        written
    }

    /// Why the last write was not possible; `None`: it was.
    pub(super) fn refused(&self) -> Option<Failure> {
        lock(&self.0.refused).clone()
    }

    /// Finds out whether it is possible now, where it was not.
    pub(super) fn try_to_write(&self) {
        if self.refused().is_some() {
            // How it went is noted there.
            let _ = self.set_mark("tried", &self.now().0.to_string());
        }
    }

    /// Whether there is such a purchase.
    pub(super) fn has(&self, id: &str) -> Result<bool> {
        Ok(self.entry(id).is_some() || self.look_up(|shelf| shelf.state(id))?.is_some())
    }

    fn entry(&self, id: &str) -> Option<Arc<Entry>> {
        read(&self.0.awake).get(id).cloned()
    }

    /// The state of a purchase.
    pub(crate) fn state(&self, id: &str) -> Result<Arc<State>> {
        if let Some(entry) = self.entry(id) {
            return Ok(entry.state());
        }
        let state = self.look_up(|shelf| shelf.state(id))?.map(Arc::new);
        // Woken since, perhaps.
        self.entry(id).map(|entry| entry.state()).or(state).ok_or_else(|| Failure::unknown(id))
    }

    /// Looks at a purchase.
    pub(crate) fn read<T>(&self, id: &str, look: impl FnOnce(&State) -> T) -> Result<T> {
        Ok(look(&*self.state(id)?))
    }

    /// Looks at every purchase that is not at rest.
    pub(crate) fn each(&self, mut look: impl FnMut(&str, &State)) {
        self.each_whole(|id, state| look(id, state));
    }

    /// The same, for who keeps what it looked at.
    pub(super) fn each_whole(&self, mut look: impl FnMut(&str, &Arc<State>)) {
        let states: Vec<_> = read(&self.0.awake).iter().map(|(id, entry)| (id.clone(), entry.state())).collect();
        for (id, state) in states {
            look(&id, &state);
        }
    }

    /// Takes a purchase into memory. Beside it the state of one that was at rest.
    fn wake_up(&self, id: &str) -> Result<(Arc<Entry>, Option<Arc<State>>)> {
        if let Some(entry) = self.entry(id) {
            return Ok((entry, None));
        }
        let _one_at_a_time = lock(&self.0.moving);
        if let Some(entry) = self.entry(id) {
            return Ok((entry, None));
        }
        let entry = Entry::new(self.look_up(|shelf| shelf.state(id))?.ok_or_else(|| Failure::unknown(id))?);
        write(&self.0.awake).insert(id.to_owned(), Arc::clone(&entry));
        let rested = entry.state();
        Ok((entry, Some(rested)))
    }

    /// Puts to rest those of these purchases that are as they were when that was decided.
    pub(super) fn put_to_rest(&self, purchases: Vec<(String, Arc<State>, Rest)>) -> Result<()> {
        let _one_at_a_time = lock(&self.0.moving);
        let entries: Vec<_> =
            purchases.into_iter().filter_map(|(id, state, rest)| Some((self.entry(&id)?, id, state, rest))).collect();
        let mut turns = Vec::new();
        let mut resting = Vec::new();
        for (entry, id, state, rest) in &entries {
            // Whoever records something in it now wakes it anyway.
            let Ok(turn) = entry.turn.try_lock() else { continue };
            if Arc::ptr_eq(&entry.state(), state) {
                resting.push((id.clone(), rest.clone()));
                turns.push((turn, id));
            }
        }
        if resting.is_empty() {
            return Ok(());
        }
        self.write(|journal| journal.put_to_rest(&resting))?;
        let mut awake = write(&self.0.awake);
        for (mut turn, id) in turns {
            *turn = Turn::AtRest;
            awake.remove(id);
        }
        Ok(())
    }

    /// How far the folding of an old journal is; `None`: everything is folded.
    pub(crate) fn folding(&self) -> Option<Progress> {
        lock(&self.0.folding).clone()
    }

    /// Takes purchases that were folded, with marks that go with them. What was under way in one is noted before anybody sees it.
    pub(super) fn admit(&self, folded: Vec<Folded>, marks: &[(String, &str)]) -> Result<()> {
        let _one_at_a_time = lock(&self.0.moving);
        let all: Vec<_> = folded.iter().map(|one| (one.id.clone(), Arc::clone(&one.state), one.rest.clone())).collect();
        self.write(|journal| journal.write_folded(&all, marks))?;
        let at = self.now();
        for Folded { id, state, rest, interrupted } in folded {
            let mut state = State::clone(&state);
            for event in &interrupted {
                state.apply(at, event).map_err(|impossible| internal(&impossible.to_string()))?;
                let written = self.write(|journal| journal.append(&id, at, event, &state))?;
                written.ok_or_else(|| internal("this identifier is another purchase's"))?;
            }
            if rest.is_none() {
                write(&self.0.awake).insert(id.clone(), Entry::new(state));
                lock(&self.0.touched).insert(id);
            }
        }
        Ok(())
    }

    /// Notes how far the folding is, and why it does not go on.
    pub(super) fn note_folding(&self, unfolded: &Unfolded, failure: Option<Failure>) {
        *lock(&self.0.folding) = Some(Progress { failure, ..Progress::of(unfolded) });
    }

    /// Notes that everything is folded.
    pub(super) fn end_folding(&self) -> Result<()> {
        self.write(|journal| journal.end_folding())?;
        *lock(&self.0.folding) = None;
        Ok(())
    }

    /// What counts towards limits: on a day, in its month, and after. Not while not all of it was read.
    pub(crate) fn counted(&self, day: Day) -> Result<Ledger> {
        if self.folding().is_some() {
            return Err(still_reading());
        }
        self.look_up(|shelf| shelf.counted(day))
    }

    /// Records an event: possible in the present state, then on disk, then true. Otherwise nothing changes.
    pub(crate) fn record(&self, id: &str, event: &Event) -> Result<()> {
        self.try_record(id, event).map_err(Failure::from)
    }

    /// The same, for who has to know whether it could be written.
    pub(super) fn try_record(&self, id: &str, event: &Event) -> std::result::Result<(), Unrecorded> {
        self.record_all(id, std::slice::from_ref(event), None)
    }

    /// The same of what happened at once: all of it, or nothing.
    pub(super) fn try_record_together(&self, id: &str, happened: &Happened) -> std::result::Result<(), Unrecorded> {
        self.record_all(id, &happened.events, happened.content.as_deref())
    }

    fn record_all(&self, id: &str, events: &[Event], content: Option<&[u8]>) -> std::result::Result<(), Unrecorded> {
        loop {
            let (entry, rested) = self.wake_up(id).map_err(Unrecorded::Impossible)?;
            let mut turn = lock(&entry.turn);
            if *turn == Turn::AtRest {
                continue;
            }
            let recorded = self.record_in(id, &entry, events, content);
            // The journal has it at rest still: it would be counted twice.
            if rested.is_some_and(|rested| Arc::ptr_eq(&rested, &entry.state())) {
                *turn = Turn::AtRest;
                write(&self.0.awake).remove(id);
            }
            recorded?;
            break;
        }
        self.touch(id);
        Ok(())
    }

    /// The same of one whose turn it is.
    fn record_in(
        &self,
        id: &str,
        entry: &Entry,
        events: &[Event],
        content: Option<&[u8]>,
    ) -> std::result::Result<(), Unrecorded> {
        let at = self.now();
        let mut next = State::clone(&entry.state());
        let impossible = |what: &str| Unrecorded::Impossible(internal(what));
        for event in events {
            next.apply(at, event).map_err(|why| impossible(&why.to_string()))?;
        }
        // One purchase, one identifier, whoever proves its terms first: the journal holds that.
        let written = self.write(|journal| journal.append_together(id, at, events, content, &next));
        let written = written.map_err(Unrecorded::Unwritten)?;
        written.ok_or_else(|| impossible("this identifier is another purchase's"))?;
        *write(&entry.state) = Arc::new(next);
        Ok(())
    }

    /// Records the first event of a purchase.
    pub(crate) fn begin(&self, id: &str, event: &Event) -> Result<()> {
        let at = self.now();
        let state = State::first(at, event).map_err(|impossible| internal(&impossible.to_string()))?;
        {
            let _one_at_a_time = lock(&self.0.moving);
            // A second first event would make the journal unreadable.
            if self.has(id)? {
                return Err(internal("this purchase has begun already"));
            }
            // An identifier that another purchase took meanwhile is that one's.
            let written = self.write(|journal| journal.append(id, at, event, &state))?;
            written.ok_or_else(|| internal("this identifier is another purchase's"))?;
            write(&self.0.awake).insert(id.to_owned(), Entry::new(state));
        }
        self.touch(id);
        Ok(())
    }

    /// Records the first events of purchases that were not made here, all at once. Those that have begun already, or whose identifier
    /// is another purchase's, are left as they are.
    pub(super) fn begin_all(&self, first: &[(String, Event)]) -> Result<()> {
        let at = self.now();
        let mut new = Vec::new();
        {
            let _one_at_a_time = lock(&self.0.moving);
            for (id, event) in first {
                if !self.has(id)? {
                    let state = State::first(at, event).map_err(|impossible| internal(&impossible.to_string()))?;
                    new.push((id.clone(), event, state));
                }
            }
            if new.is_empty() {
                return Ok(());
            }
            let written = self.write(|journal| journal.begin_all(at, &new))?;
            new.retain(|(id, ..)| written.contains(id));
            let begun = new.iter().map(|(id, _, state)| (id.clone(), Entry::new(state.clone())));
            write(&self.0.awake).extend(begun);
        }
        lock(&self.0.touched).extend(new.into_iter().map(|(id, ..)| id));
        self.wake();
        self.tell(Changed::Purchases);
        Ok(())
    }

    /// Records the first events of purchases that one yes is to, and that they belong together: all of it, or nothing. `contents`: what
    /// the person saw of them.
    pub(crate) fn begin_batch(&self, first: &[(String, Event)], contents: &[&[u8]], batch: &Batch) -> Result<()> {
        let at = self.now();
        let mut new = Vec::new();
        {
            let _one_at_a_time = lock(&self.0.moving);
            for (id, event) in first {
                if self.has(id)? {
                    return Err(internal("this purchase has begun already"));
                }
                let state = State::first(at, event).map_err(|impossible| internal(&impossible.to_string()))?;
                new.push((id.clone(), event, state));
            }
            self.write(|journal| journal.begin_batch(at, &new, contents, batch))?;
            write(&self.0.awake).extend(new.iter().map(|(id, _, state)| (id.clone(), Entry::new(state.clone()))));
        }
        lock(&self.0.touched).extend(new.into_iter().map(|(id, ..)| id));
        self.wake();
        self.tell(Changed::Purchases);
        Ok(())
    }

    /// Notes which purchase of a batch the person kept; `None`: none of them.
    pub(super) fn keep_of_batch(&self, batch: &str, kept: Option<&str>) -> Result<()> {
        self.write(|journal| journal.keep_of_batch(batch, kept))?;
        self.tell(Changed::Purchases);
        Ok(())
    }

    fn touch(&self, id: &str) {
        lock(&self.0.touched).insert(id.to_owned());
        self.wake();
        self.changed(id);
    }

    /// Whatever is due is tried now, also what was to be tried again later.
    pub(crate) fn touch_due(&self) {
        let (now, mut due) = (self.now(), Vec::new());
        self.each(|id, state| due.extend(state.effect(now).map(|_| id.to_owned())));
        lock(&self.0.touched).extend(due);
        self.wake();
    }

    /// Takes those of these purchases that have something new.
    pub(crate) fn touched(&self, which: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let mut touched = lock(&self.0.touched);
        let (taken, left) = std::mem::take(&mut *touched).into_iter().partition(|id| which(id));
        *touched = left;
        taken
    }

    /// Forgets that there is something new: its state is looked at after this.
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

    /// Changes what the person says about purchases: about all of them, or none.
    pub(super) fn remark(&self, purchases: &[&str], change: impl Fn(&Remark) -> Result<Option<Remark>>) -> Result<()> {
        self.write(|journal| journal.remark(purchases, change))
    }

    /// Stores bytes, and gives their key.
    pub(crate) fn keep(&self, bytes: &[u8]) -> Result<String> {
        self.write(|journal| journal.keep(bytes))
    }

    /// Stores what was read or shown, as JSON.
    pub(super) fn keep_read(&self, what: &impl Serialize) -> Result<String> {
        self.keep(&serde_json::to_vec(what).map_err(|error| internal(&error.to_string()))?)
    }

    /// Bytes by their key.
    pub(super) fn content(&self, key: &str) -> Result<Option<Vec<u8>>> {
        self.look_up(|shelf| shelf.content(key))
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
    pub(super) fn find(&self, identifier: &str) -> Result<Option<String>> {
        match self.look_up(|shelf| shelf.owner(identifier))? {
            None if self.folding().is_some() => Err(still_reading()),
            found => Ok(found),
        }
    }

    /// A mark beside the journal: how far a list was read, and the like.
    pub(crate) fn mark(&self, name: &str) -> Result<Option<String>> {
        self.look_up(|shelf| shelf.mark(name))
    }

    /// Sets a mark.
    pub(crate) fn set_mark(&self, name: &str, value: &str) -> Result<()> {
        self.write(|journal| journal.set_mark(name, value))
    }

    /// Sets marks, all of them or none.
    pub(super) fn set_marks(&self, marks: &[(String, &str)]) -> Result<()> {
        self.write(|journal| journal.set_marks(marks))
    }

    /// Forgets the marks whose names begin so.
    pub(super) fn forget_marks(&self, beginning: &str) -> Result<()> {
        self.write(|journal| journal.forget_marks(beginning))
    }

    /// The number of the last event: when it was opened, and now.
    pub(super) fn numbers(&self) -> Result<(i64, i64)> {
        let journal = lock(&self.0.journal);
        Ok((journal.found(), journal.last()?))
    }

    /// Closes the file where it can only be read, and does something that opens it otherwise before anybody reads on.
    pub(super) fn closed<T>(&self, meanwhile: impl FnOnce() -> Result<T>) -> Result<T> {
        let _nobody_reads = write(&self.0.reading);
        lock(&self.0.journal).let_go()?;
        lock(&self.0.shelves).clear();
        meanwhile()
    }

    /// Why it can only be read, where that is so.
    pub(super) fn only_read(&self) -> Option<Failure> {
        self.0.only_read.clone()
    }

    /// The journal itself, to make it fail.
    #[cfg(test)]
    pub(crate) fn journal(&self) -> std::sync::MutexGuard<'_, Journal> {
        lock(&self.0.journal)
    }

    /// The agentIdentifier of a purchase made here.
    pub(crate) fn agent_of(&self, id: &str) -> Result<Option<String>> {
        self.read(id, |state| state.order.as_ref().map(|order| order.agent_identifier.clone()))
    }

    /// What purchases from this agent taught last about how it wants choices.
    pub(crate) fn lesson(&self, agent: &str) -> Result<Option<Lesson>> {
        let mut last = self.look_up(|shelf| shelf.last_lesson(agent))?.and_then(|(_, state)| state.lesson);
        self.each(|_, state| {
            let same = state.order.as_ref().is_some_and(|order| order.agent_identifier.eq_ignore_ascii_case(agent));
            let newer = |lesson: &Lesson| last.is_none_or(|last| last.at <= lesson.at);
            if let Some(lesson) = state.lesson.filter(|lesson| same && newer(lesson)) {
                last = Some(lesson);
            }
        });
        Ok(last)
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
}
