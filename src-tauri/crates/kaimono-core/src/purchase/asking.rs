//! What is known of those who are asked, for as long as the process lives: when the node was last heard of a purchase and its
//! lists were read, whether an agent answers, where it is, and who asked to be left alone. The watcher goes by it.

use super::{Purchases, event::Event, lock, read, standing::Asked};
use crate::{
    error::{Failure, Result},
    view::Changed,
};
use masumi_client::{
    moment::{MINUTE, Moment},
    node,
};

/// An open purchase that the node has not told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unheard {
    /// `None`: not since the start.
    pub(crate) since: Option<Moment>,
    pub(crate) id: String,
    /// Its blockchain identifier.
    pub(crate) identifier: String,
    /// Whether the node's list should tell of it.
    pub(crate) listed: bool,
}

impl Purchases {
    /// Notes whether the agent answers, or that it knows no such job; gives whether that is news.
    pub(crate) fn agent_answered(&self, id: &str, trouble: Option<Failure>, forgot: bool) -> bool {
        let Ok(entry) = self.entry(id) else { return false };
        let now = self.now();
        let mut passing = lock(&entry.passing);
        passing.news = false;
        let changed = passing.agent_trouble != trouble;
        let since = |before: Option<Moment>, holds: bool| holds.then(|| before.unwrap_or(now));
        passing.asked = Asked {
            at: Some(now),
            silent: since(passing.asked.silent, trouble.is_some() && !forgot),
            forgot: since(passing.asked.forgot, forgot),
        };
        passing.agent_trouble = trouble;
        drop(passing);
        if changed {
            self.changed(id);
        }
        changed
    }

    /// Notes that the agent answered with more than is taken in.
    pub(crate) fn too_large(&self, id: &str) -> Result<()> {
        lock(&self.entry(id)?.passing).too_large_at = Some(self.now());
        if self.read(id, |state| state.too_large)? { Ok(()) } else { self.record(id, &Event::ResultTooLarge) }
    }

    /// When it last did.
    pub(crate) fn too_large_at(&self, id: &str) -> Option<Moment> {
        lock(&self.entry(id).ok()?.passing).too_large_at
    }

    /// Notes that the agent had something new.
    pub(crate) fn news(&self, id: &str) {
        if let Ok(entry) = self.entry(id) {
            lock(&entry.passing).news = true;
        }
    }

    /// Whether the agent had something new when it was last asked.
    pub(crate) fn had_news(&self, id: &str) -> bool {
        self.entry(id).is_ok_and(|entry| lock(&entry.passing).news)
    }

    /// Notes that the node told its row of a purchase, or that it was asked for it.
    pub(crate) fn heard(&self, id: &str) {
        if let Ok(entry) = self.entry(id) {
            lock(&entry.passing).heard = Some(self.now());
        }
    }

    /// Notes whether the node said that it knows no such purchase, of which it told before.
    pub(crate) fn denies(&self, id: &str, denied: bool) {
        let Ok(entry) = self.entry(id) else { return };
        if std::mem::replace(&mut lock(&entry.passing).denied, denied) != denied {
            self.changed(id);
        }
    }

    /// Open purchases that the node was silent about for too long, longest first. `listed`: whether its list tells of those
    /// of a generation; otherwise nothing but asking does.
    pub(crate) fn unheard(&self, listed: impl Fn(Option<node::Generation>) -> bool) -> Vec<Unheard> {
        let now = self.now();
        let looked_at = self.looked_at();
        let mut rows = Vec::new();
        self.each_standing(|id, state, standing| {
            if let Some(row) = state.row.as_ref().filter(|_| standing.is_open) {
                let generation = row.payment_source.as_ref().and_then(|source| source.generation);
                rows.push((id.to_owned(), row.blockchain_identifier.clone(), listed(generation)));
            }
        });
        let mut silent = Vec::new();
        for (id, identifier, listed) in rows {
            let since = self.entry(&id).ok().and_then(|entry| lock(&entry.passing).heard);
            let patience = match (listed, looked_at.as_ref() == Some(&id)) {
                (false, true) => 0,
                (false, false) => MINUTE,
                (true, _) => 10 * MINUTE,
            };
            if since.is_none_or(|at| now.since(at).abs() >= patience) {
                silent.push(Unheard { since, id, identifier, listed });
            }
        }
        silent.sort_by(|one, other| (one.since, &one.id).cmp(&(other.since, &other.id)));
        silent
    }

    /// Where the agent of a purchase is: as last found, else as approved.
    pub(crate) fn agent_base(&self, id: &str) -> Option<String> {
        let found = lock(&self.entry(id).ok()?.passing).agent_base.clone();
        found.or_else(|| self.read(id, |state| state.order.as_ref().map(|order| order.api_base_url.clone())).ok()?)
    }

    /// Notes where the agent of a purchase is now.
    pub(crate) fn agent_moved(&self, id: &str, base: String) {
        if let Ok(entry) = self.entry(id) {
            lock(&entry.passing).agent_base = Some(base);
        }
    }

    /// Notes that the agents at a host asked to be left alone for so many seconds.
    pub(crate) fn agent_rests(&self, host: &str, seconds: u64) {
        lock(&self.0.agent_rests).entry(host.to_owned()).or_default().asked(self.now(), seconds);
    }

    /// Until when the agents at a host asked to be left alone.
    pub(crate) fn agent_rest(&self, host: &str) -> Option<Moment> {
        lock(&self.0.agent_rests).get(host)?.until(self.now())
    }

    /// Until when the node asked to be left alone.
    pub(crate) fn node_rest(&self) -> Option<Moment> {
        read(&self.0.clients).as_ref().ok()?.node_rest.until(self.now())
    }

    /// Notes that the list of a generation was read to its end.
    pub(crate) fn list_read(&self, generation: node::Generation) {
        let now = self.now();
        lock(&self.0.synced).lists.insert(generation, now);
    }

    /// When the list of a generation was last read to its end; `None`: not since the start.
    pub(crate) fn list_read_at(&self, generation: node::Generation) -> Option<Moment> {
        lock(&self.0.synced).lists.get(&generation).copied()
    }

    /// Remembers how the last reading of the node's list went.
    pub(crate) fn synced(&self, outcome: std::result::Result<(), Failure>) {
        let mut synced = lock(&self.0.synced);
        let failure = outcome.err();
        let news = synced.failure != failure || synced.at.is_none();
        if failure.is_none() {
            synced.at = Some(self.now());
        }
        synced.failure = failure;
        drop(synced);
        if news {
            let _ = self.0.changes.send(Changed::Purchases);
        }
    }
}
