//! What the watcher knows while the process lives: when the node last told of a purchase, when its lists were last read, whether
//! an agent answers and where it is, who asked to be left alone, and what the person looks at.

use super::chatter::{Chatter, Chatters, Part};
use crate::{clients::Rest, error::Failure, purchase::standing::Asked};
use masumi::{moment::Moment, node};
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The watcher's memory.
#[derive(Default)]
pub(crate) struct Memory(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    purchases: BTreeMap<String, Heard>,
    chatters: Chatters,
    lists: Lists,
    /// Hosts of agents that asked to be left alone.
    rests: BTreeMap<String, Rest>,
    /// The purchase that the person looks at.
    looked_at: Option<String>,
}

/// What was heard of a purchase.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heard {
    /// When the node last told its row.
    pub(crate) at: Option<Moment>,
    /// What of that is recorded only with something else.
    pub(crate) row: HeardRow,
    /// Whether the node said last that it knows no such purchase, of which it told before.
    pub(crate) denied: bool,
    /// Whether the node was asked what came before, since the lock was never seen.
    pub(crate) asked_for_lock: bool,
    /// How it went to ask the agent.
    pub(crate) agent: Asked,
    /// Why the agent could not be asked just now.
    pub(crate) agent_trouble: Option<Failure>,
    /// Where the agent is now, when it is no longer where it was at approval.
    pub(crate) agent_base: Option<String>,
    /// When the agent last answered with more than is taken in.
    pub(crate) too_large_at: Option<Moment>,
}

/// What a row tells that is no event by itself: when it was written, and how deep its transaction lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HeardRow {
    updated_at: Option<String>,
    changed_at: Option<String>,
    /// The hash of its transaction, and the blocks on top of it.
    depth: Option<(String, u64)>,
}

impl HeardRow {
    /// Takes the newest row; whether it shows something else.
    pub(crate) fn take(&mut self, row: &node::Purchase) -> bool {
        let told = row.current_transaction.as_ref();
        let depth = told.and_then(|told| told.tx_hash.clone().zip(told.confirmations));
        let news = self.depth != depth;
        *self = HeardRow { updated_at: row.updated_at.clone(), changed_at: row.changed_at.clone(), depth };
        news
    }

    /// When the row was written, to the letter.
    pub(crate) fn updated_at(&self) -> Option<&str> {
        self.updated_at.as_deref()
    }

    /// The date by which the node's list is in order.
    pub(crate) fn changed_at(&self) -> Option<&str> {
        self.changed_at.as_deref()
    }

    /// The blocks on top of a transaction; `None`: not told in this run.
    pub(crate) fn confirmations(&self, hash: &str) -> Option<u64> {
        self.depth.as_ref().filter(|(of, _)| of == hash).map(|(_, blocks)| *blocks)
    }
}

/// How the node's own list was last read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    /// When, to its end; `None`: not in this run.
    pub(crate) at: Option<Moment>,
    /// Why it could not be read.
    pub(crate) failure: Option<Failure>,
    /// It was longer than is read at once, and is read on soon.
    pub(crate) behind: bool,
    /// When that of each generation was last read to its end.
    pub(crate) read: BTreeMap<node::Generation, Moment>,
}

impl Memory {
    /// What was heard of a purchase.
    pub(crate) fn of(&self, id: &str) -> Heard {
        self.lock().purchases.get(id).cloned().unwrap_or_default()
    }

    /// Looks at what was heard of a purchase, without a copy of all of it.
    pub(crate) fn look<T>(&self, id: &str, look: impl FnOnce(&Heard) -> T) -> T {
        match self.lock().purchases.get(id) {
            Some(heard) => look(heard),
            None => look(&Heard::default()),
        }
    }

    /// Notes something about a purchase.
    pub(crate) fn note<T>(&self, id: &str, note: impl FnOnce(&mut Heard) -> T) -> T {
        note(self.lock().purchases.entry(id.to_owned()).or_default())
    }

    /// What the agent of a purchase says that is not recorded.
    pub(crate) fn chatter(&self, id: &str) -> Chatter {
        self.lock().chatters.of(id)
    }

    /// Notes something that it says.
    pub(crate) fn note_chatter<T>(&self, id: &str, note: impl FnOnce(&mut Chatter) -> T) -> T {
        self.lock().chatters.note(id, note)
    }

    /// Keeps a part of a result.
    pub(crate) fn keep_part(&self, id: &str, part: Part) {
        self.lock().chatters.keep(id, part);
    }

    /// How the lists were read.
    pub(crate) fn lists(&self) -> Lists {
        self.lock().lists.clone()
    }

    /// Notes how a list was read.
    pub(crate) fn note_lists<T>(&self, note: impl FnOnce(&mut Lists) -> T) -> T {
        note(&mut self.lock().lists)
    }

    /// Notes that the agents at a host asked to be left alone for so many seconds.
    pub(crate) fn rests(&self, host: &str, now: Moment, seconds: u64) {
        self.lock().rests.entry(host.to_owned()).or_default().asked(now, seconds);
    }

    /// Until when the agents at a host asked to be left alone.
    pub(crate) fn rest(&self, host: &str, now: Moment) -> Option<Moment> {
        self.lock().rests.get(host)?.until(now)
    }

    /// Notes what the person looks at.
    pub(crate) fn look_at(&self, id: Option<String>) {
        self.lock().looked_at = id;
    }

    /// What the person looks at.
    pub(crate) fn looked_at(&self) -> Option<String> {
        self.lock().looked_at.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
