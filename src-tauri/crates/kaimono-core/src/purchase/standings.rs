//! Where the purchases of a profile stand now: states, what is known of the node and the agents, and the time, read together.

use super::{
    book::Book,
    lock,
    rest::Rest,
    standing::{Asked, Known, Standing},
    state::State,
};
use crate::{
    error::Result,
    link::{Link, Node},
    notice,
    watch::memory::{Lists, Memory},
};
use masumi::moment::Moment;
use std::{
    cmp::Reverse,
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

/// Where purchases stand. Cheap to clone.
#[derive(Clone)]
pub struct Standings(Arc<Inner>);

struct Inner {
    book: Book,
    link: Arc<Link>,
    memory: Memory,
    /// When this run began.
    since: Moment,
    /// Marks of what the person was told, as far as they were looked up.
    told: Mutex<BTreeSet<String>>,
}

/// What the node and the agent of a purchase said last, as far as it is not in its state.
#[derive(Clone, Copy)]
struct LastWord {
    denied: bool,
    agent: Asked,
}

/// What is known beside the states, and is the same for all of them.
struct Beside {
    now: Moment,
    since: Moment,
    key_id: Option<String>,
    node: Node,
    closed: bool,
}

impl Beside {
    fn of(&self, state: &State, heard: LastWord) -> Standing {
        let known = Known {
            now: self.now,
            since: self.since,
            key_id: self.key_id.as_deref(),
            key: self.node.key.as_ref(),
            offline: self.closed || self.node.failure.is_some(),
            denied: heard.denied,
            agent: heard.agent,
        };
        Standing::of(state, &known)
    }
}

/// The mark of what tells the node from others: the id of the key, then those of its payment sources.
const NODE: &str = "node";

impl Standings {
    pub(super) fn new(book: Book, link: Arc<Link>) -> Result<Standings> {
        let hints = book.mark(NODE)?;
        let key = hints.as_deref().and_then(|hints| hints.split(' ').next()).filter(|id| !id.is_empty());
        link.remember_key(key.map(str::to_owned));
        let since = book.now();
        Ok(Standings(Arc::new(Inner { book, link, memory: Memory::default(), since, told: Mutex::default() })))
    }

    /// The same for whoever does not keep them: `None` once nobody else does.
    pub(super) fn downgrade(&self) -> impl Fn() -> Option<Standings> + use<> {
        let inner = Arc::downgrade(&self.0);
        move || inner.upgrade().map(Standings)
    }

    /// The purchases as they are.
    pub fn book(&self) -> &Book {
        &self.0.book
    }

    /// The way to the node.
    pub(crate) fn link(&self) -> &Link {
        &self.0.link
    }

    /// What is known of those who are asked.
    pub(crate) fn memory(&self) -> &Memory {
        &self.0.memory
    }

    /// Marks of what the person was told that are known to be there.
    pub(super) fn known_as_told(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        lock(&self.0.told)
    }

    fn last_word(&self, id: &str) -> LastWord {
        self.memory().look(id, |heard| LastWord { denied: heard.denied, agent: heard.agent })
    }

    fn beside(&self) -> Beside {
        let Inner { book, link, since, .. } = &*self.0;
        Beside { now: book.now(), since: *since, key_id: link.key_id(), node: link.node(), closed: link.is_closed() }
    }

    /// Looks at a purchase and where it stands.
    pub(crate) fn read<T>(&self, id: &str, look: impl FnOnce(&State, &Standing) -> T) -> Result<T> {
        let (beside, heard) = (self.beside(), self.last_word(id));
        self.book().read(id, |state| look(state, &beside.of(state, heard)))
    }

    /// Where a purchase in this state stands.
    pub(crate) fn of(&self, id: &str, state: &State) -> Standing {
        self.beside().of(state, self.last_word(id))
    }

    /// Says where purchases stand, all of them at this moment.
    pub(super) fn at_once(&self) -> impl Fn(&str, &State) -> Standing + Sync {
        let beside = self.beside();
        move |id, state| beside.of(state, self.last_word(id))
    }

    /// Looks at every purchase that is not at rest, and where it stands.
    pub(crate) fn each(&self, mut look: impl FnMut(&str, &State, &Standing)) {
        let standing = self.at_once();
        self.book().each(|id, state| look(id, state, &standing(id, state)));
    }

    /// Where the agent of a purchase is: as last found, else as approved.
    pub(crate) fn agent_base(&self, id: &str) -> Option<String> {
        let approved = || self.book().read(id, |state| Some(state.order.as_ref()?.api_base_url.clone())).ok()?;
        self.memory().look(id, |heard| heard.agent_base.clone()).or_else(approved)
    }

    /// Blockchain identifiers of some purchases that the node should know: what may still change first, then the newest.
    pub(crate) fn known_to_node(&self, most: usize, wanted: impl Fn(&State) -> bool) -> Result<Vec<String>> {
        let mut known = Vec::new();
        let mut take = |state: &State, is_open: bool| {
            if let Some(identifier) = state.known_to_node().filter(|_| wanted(state)) {
                known.push((!is_open, Reverse(state.created_at), identifier.to_owned()));
            }
        };
        self.each(|_, state, standing| take(state, standing.is_open));
        // One more than is asked for: one of them may not be wanted.
        for state in self.book().look_up(|shelf| shelf.newest_owned(most + 1))? {
            take(&state, false);
        }
        known.sort();
        known.dedup();
        Ok(known.into_iter().map(|(.., identifier)| identifier).take(most).collect())
    }

    /// Puts to rest what nothing happens to any more, once the person was told all of it.
    pub(crate) fn put_to_rest(&self) -> Result<()> {
        let (beside, mut resting) = (self.beside(), Vec::new());
        self.book().each_whole(|id, state| {
            let standing = beside.of(state, self.last_word(id));
            let Some(rest) = Rest::of(state, &standing, beside.now) else { return };
            let untold = notice::worth_telling(state, &standing, beside.now);
            if untold.iter().all(|(key, _)| self.is_told(id, key)) {
                resting.push((id.to_owned(), Arc::clone(state), rest));
            }
        });
        self.book().put_to_rest(resting)
    }

    /// Identifiers of what is open and the person's; the id of a purchase that has none yet. Two profiles of one node have the same.
    pub(crate) fn open_identifiers(&self) -> BTreeSet<String> {
        let mut open = BTreeSet::new();
        self.each(|id, state, standing| {
            if standing.is_open && standing.is_mine() {
                open.insert(state.identifier().map_or_else(|| id.to_owned(), str::to_ascii_lowercase));
            }
        });
        open
    }

    /// Reads the node's lists from their beginning again: it is another node, or may be.
    pub(crate) fn read_from_the_beginning(&self) -> Result<()> {
        self.book().forget_marks("diff.")?;
        self.memory().note_lists(|lists| *lists = Lists::default());
        self.link().begin_anew();
        self.book().wake();
        Ok(())
    }

    /// Takes note of what tells this node from others, as far as it tells: the id of the key, the ids of its payment sources. A
    /// change may mean another node at the same address; then its lists are read anew.
    pub(crate) fn node_is(&self, hints: &str) -> Result<()> {
        if self.node_hints()?.is_some_and(|known| known != hints) {
            self.read_from_the_beginning()?;
        }
        self.book().set_mark(NODE, hints)
    }

    /// What tells the node from others, as last told.
    pub(crate) fn node_hints(&self) -> Result<Option<String>> {
        self.book().mark(NODE)
    }
}
