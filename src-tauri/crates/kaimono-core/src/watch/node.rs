//! Reads what changed at the node, for both contract generations: the list without a filter hides V2 (docs/observed.md 1).
//! Reading resumes from a time, inclusive, so a row may come twice; one that says nothing new is dropped. It does not resume from
//! a row alone: if the node no longer knows that row, the list is empty. And neither a row nor a time catches what is committed
//! later than it is dated. One reading takes only so much, and what others buy is taken over a page at a time. Purchases that the
//! list does not cover are asked for one by one. Those it should have reported and did not are asked for only now and then, so
//! that the cost does not grow with the number of open purchases.

use super::Poller;
use crate::{
    error::{Failure, Result, Side},
    view::Changed,
};
use futures_util::TryStreamExt;
use masumi::{
    moment::{MINUTE, Moment},
    net::CallErrorKind,
    node::{Generation, Purchase, PurchasesDiffRequest},
};
use std::collections::BTreeSet;

/// The most that the node gives at once.
const PAGE: u32 = 100;
/// Where the first reading begins: everything.
const BEGINNING: &str = "1970-01-01T00:00:00.000Z";
/// The mark of a node whose list was seen to have V2 purchases.
const LISTS_V2: &str = "diff.v2.lists";
/// When one that the list should have told of was last asked for.
const DOUBTED: &str = "diff.doubted";
/// A reading ends after so many rows that said something new, and goes on from there the next time: a list without an end keeps
/// nothing else waiting.
const NEW_ROWS: usize = 500;
/// And after so many pages, whatever they say, if the next time does not begin at the first of them again.
const PAGES: usize = 200;
/// Purchases asked for one by one in a reading.
const ONE_BY_ONE: usize = 5;
/// Between two doubts about the list.
const TRUST: i64 = 15 * MINUTE;
/// Between two readings of the list of a generation of which nothing is open: only what others buy can appear there.
const ELSEWHERE: i64 = 15 * MINUTE;
/// A change can be read this long after its date at the latest.
const LATE: i64 = MINUTE / 2;

/// An open purchase that the node has not told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unheard {
    /// `None`: not since the start.
    since: Option<Moment>,
    id: String,
    /// Its blockchain identifier.
    identifier: String,
    /// Whether the node's list should tell of it.
    listed: bool,
}

/// How far the list of a generation was read. A change is dated before it can be read, so neither a time nor a row of the list
/// tells how far that was for certain: reading goes on some time before the moment at which it was read
/// (docs/observed.md 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The date of the newest change, as the node wrote it.
    changed: String,
    /// When that was read; `None`: an earlier version did not keep it.
    read_at: Option<Moment>,
}

impl Mark {
    fn beginning() -> Mark {
        Mark { changed: BEGINNING.to_owned(), read_at: None }
    }

    /// Reads what [`Mark::text`] wrote, or an earlier version, which kept a row beside the time.
    pub(super) fn read(text: &str) -> Mark {
        let (changed, beside) = text.split_once('|').unwrap_or((text, ""));
        Mark { changed: changed.to_owned(), read_at: Moment::parse_iso(beside) }
    }

    pub(super) fn text(&self) -> String {
        self.read_at.map_or_else(|| self.changed.clone(), |at| format!("{}|{}", self.changed, at.iso()))
    }

    /// Where to read on: never from a time that has not come, as a clock that was ahead once may have left.
    pub(super) fn begins(&self, now: Moment) -> String {
        let Some(changed) = Moment::parse_iso(&self.changed) else { return BEGINNING.to_owned() };
        let read_at = self.read_at.unwrap_or(changed);
        let certain = read_at.min(now).plus(-LATE).max(Moment(0));
        if changed <= certain { self.changed.clone() } else { certain.iso() }
    }
}

impl Poller {
    /// Reads everything that changed since the last time and takes it over. An error: no list could be read.
    pub(crate) async fn sync_node(&self) -> Result<()> {
        if self.book().folding().is_some() {
            // Whose a row is cannot be told yet: what is known is asked for by itself.
            self.ask_one_by_one(false).await;
            return Ok(());
        }
        let (mut failed, mut read, mut behind) = (None, false, false);
        for generation in self.lists_due() {
            match self.sync_generation(generation).await {
                Ok(to_its_end) => {
                    let now = self.now();
                    if to_its_end {
                        self.memory().note_lists(|lists| lists.read.insert(generation, now));
                    }
                    (read, behind) = (true, behind || !to_its_end);
                }
                // That one list cannot be read says nothing of the other, unless nobody answers.
                Err(failure) => {
                    let silent = failure.side != Side::Node;
                    failed.get_or_insert(failure);
                    if silent {
                        break;
                    }
                }
            }
        }
        self.ask_one_by_one(failed.is_none() && !behind).await;
        self.ask_for_lock().await;
        self.note_reading(failed.as_ref(), behind);
        match failed {
            Some(failure) if !read => Err(failure),
            _ => Ok(()),
        }
    }

    /// The generations to read: those of which something is open, and now and then the other, so that watching one costs one
    /// request a poll. Never none: the reading also tells whether the node is there.
    fn lists_due(&self) -> Vec<Generation> {
        let (now, looked_at) = (self.now(), self.memory().looked_at());
        let mut open = BTreeSet::new();
        self.standings().each(|id, state, standing| {
            if standing.is_open && (standing.is_mine() || looked_at.as_deref() == Some(id)) {
                match state.row.as_ref().and_then(|row| row.payment_source.as_ref()?.generation) {
                    Some(generation) => open.extend([generation]),
                    None => open.extend([Generation::V1, Generation::V2]),
                }
            }
        });
        let read = self.memory().lists().read;
        let due = |generation: &Generation| {
            open.contains(generation) || read.get(generation).is_none_or(|at| now.since(*at).abs() >= ELSEWHERE)
        };
        let due: Vec<_> = [Generation::V1, Generation::V2].into_iter().filter(due).collect();
        if due.is_empty() { vec![Generation::V1] } else { due }
    }

    /// Reads the list of a generation; whether to its end.
    async fn sync_generation(&self, generation: Generation) -> Result<bool> {
        let clients = self.link().clients()?;
        let name = match generation {
            Generation::V1 => "diff.v1",
            Generation::V2 => "diff.v2",
        };
        let mark = self.book().mark(name)?.map_or_else(Mark::beginning, |text| Mark::read(&text));
        let (begun_at, era) = (self.now(), self.link().era());
        let mut newest = mark.changed.clone().min(begun_at.iso());
        // A node from before V2 does not know the filter; its list is of V1, as is that of a later node without one.
        let filter = Some(generation).filter(|generation| *generation == Generation::V2);
        let mut lists_v2 = self.book().mark(LISTS_V2)?.is_some();
        let (mut pages, mut new_rows) = (0_usize, 0_usize);
        let mut request = PurchasesDiffRequest::new(self.book().network(), mark.begins(begun_at)).limit(PAGE);
        request.generation = filter;
        let mut changes = clients.node.change_pages(request);
        loop {
            let page = match changes.try_next().await {
                Ok(Some(page)) => page,
                Ok(None) => return Ok(true),
                // A node from before V2 does not know the filter: there is nothing of that generation to read.
                Err(error)
                    if generation == Generation::V2
                        && matches!(error.kind, CallErrorKind::Status { status: 400, .. }) =>
                {
                    return Ok(true);
                }
                Err(error) => return Err(Failure::from(error)),
            };
            let listed = |row: &Purchase| row.payment_source.as_ref().is_some_and(|at| at.generation == filter);
            if !lists_v2 && filter.is_some() && page.rows.iter().any(listed) {
                self.book().set_mark(LISTS_V2, "yes")?;
                lists_v2 = true;
            }
            newest =
                page.rows.iter().filter_map(|row| row.changed_at.clone()).next_back().unwrap_or_default().max(newest);
            new_rows += self.engine.take_rows(page.rows)?;
            pages += 1;
            let last = page.next.is_none();
            // What is dated before the newest change of a page may still appear, unless it was read long after.
            let settled = last && mark.begins(begun_at) < newest;
            // Another node since, perhaps: its lists are read from their beginning.
            if self.link().era() != era {
                return Ok(true);
            }
            if newest != mark.changed || settled {
                self.book().set_mark(name, &Mark { changed: newest.clone(), read_at: Some(begun_at) }.text())?;
            }
            if last {
                return Ok(true);
            }
            if new_rows >= NEW_ROWS || (pages >= PAGES && newest > mark.changed) {
                return Ok(false);
            }
        }
    }

    /// Asks for open purchases that the list says nothing of. That one cannot be told of says nothing of the list, and must
    /// not hold up the others.
    async fn ask_one_by_one(&self, read: bool) {
        let (Ok(lists_v2), Ok(clients), None) =
            (self.book().mark(LISTS_V2), self.link().clients(), self.link().rest(self.now()))
        else {
            return;
        };
        let listed = |generation| read && (lists_v2.is_some() || generation != Some(Generation::V2));
        let (doubted, unlisted): (Vec<_>, Vec<_>) = self.unheard(listed).into_iter().partition(|silent| silent.listed);
        let doubted = doubted.into_iter().take(usize::from(self.doubts()));
        for silent in unlisted.into_iter().take(ONE_BY_ONE).chain(doubted) {
            if silent.listed {
                // A mark that cannot be written costs a request.
                let _ = self.book().set_mark(DOUBTED, &self.now().0.to_string());
            }
            let answer = clients.node.resolve(self.book().network(), &silent.identifier).await;
            self.memory().note(&silent.id, |heard| heard.at = Some(self.now()));
            match answer {
                Ok(Some(row)) => {
                    if let Err(failure) = self.engine.take_row(row) {
                        tracing::error!(purchase = silent.id, %failure, "the node's row could not be taken over");
                    }
                }
                Ok(None) => self.denied(&silent.id),
                Err(error) if error.status().is_none() => return,
                Err(_) => {}
            }
        }
    }

    /// Notes that the node knows no such purchase, of which it told before.
    fn denied(&self, id: &str) {
        if !self.memory().note(id, |heard| std::mem::replace(&mut heard.denied, true)) {
            self.book().changed(id);
        }
    }

    /// Open purchases that the node was silent about for too long: what the person looks at, then what is theirs, longest first.
    /// `listed`: whether its list tells of those of a generation; otherwise nothing but asking does.
    pub(crate) fn unheard(&self, listed: impl Fn(Option<Generation>) -> bool) -> Vec<Unheard> {
        let (now, looked_at) = (self.now(), self.memory().looked_at());
        let mut silent = Vec::new();
        self.standings().each(|id, state, standing| {
            let Some(row) = state.row.as_ref().filter(|_| standing.is_open) else { return };
            let since = self.memory().look(id, |heard| heard.at);
            let listed = listed(row.payment_source.as_ref().and_then(|source| source.generation));
            let seen = looked_at.as_deref() == Some(id);
            let patience = match (listed, seen) {
                (false, true) => 0,
                (false, false) => MINUTE,
                (true, _) => 10 * MINUTE,
            };
            if since.is_none_or(|at| now.since(at).abs() >= patience) {
                let (id, identifier) = (id.to_owned(), row.blockchain_identifier.clone());
                silent.push((!seen, !standing.is_mine(), Unheard { since, id, identifier, listed }));
            }
        });
        let order = |(seen, mine, one): &(bool, bool, Unheard)| (*seen, *mine, one.since, one.id.clone());
        silent.sort_by_key(order);
        silent.into_iter().map(|(.., one)| one).collect()
    }

    /// Remembers how the last reading of the node's lists went.
    fn note_reading(&self, failure: Option<&Failure>, behind: bool) {
        let (now, failure) = (self.now(), failure.cloned());
        let news = self.memory().note_lists(|lists| {
            let whole = failure.is_none() && !behind;
            let news = lists.failure != failure || (whole && lists.at.is_none());
            if whole {
                lists.at = Some(now);
            }
            lists.behind = behind;
            lists.failure = failure;
            news
        });
        if news {
            self.book().tell(Changed::App);
        }
    }

    /// Asks the node for what came before, where the lock of the purchase that the person looks at was never seen: it was made
    /// elsewhere, or locked while nobody watched. Once in a run. Not being able to is no trouble: it is only shown.
    pub(crate) async fn ask_for_lock(&self) {
        let (Ok(clients), None, Some(id)) =
            (self.link().clients(), self.link().rest(self.now()), self.memory().looked_at())
        else {
            return;
        };
        let lacking =
            self.book().read(&id, |state| state.known_to_node().filter(|_| state.lacks_its_lock()).map(str::to_owned));
        let Ok(Some(identifier)) = lacking else { return };
        if !self.memory().note(&id, |heard| std::mem::replace(&mut heard.asked_for_lock, true)) {
            let _ = self.engine.read_anew(&identifier, &clients).await;
        }
    }

    /// Whether it is time to doubt the list.
    fn doubts(&self) -> bool {
        let last = self.book().mark(DOUBTED).ok().flatten().and_then(|text| text.parse().ok().map(Moment));
        last.is_none_or(|at| self.now().since(at).abs() >= TRUST)
    }
}
