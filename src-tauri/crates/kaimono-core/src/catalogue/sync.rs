//! Brings the mirror up to date: the first time and once a day it reads the whole registry, in between only what changed. A
//! reading is kept page by page: after a failure, a restart or a cancel the next one goes on from there. The registry is never
//! asked faster than it answers, except when there is nothing to show yet.

use super::{
    history::{History, Noted},
    mirror::{Mirror, Standing},
    pass::{Brought, End, MOST, Pass},
};
use crate::{
    blocking::blocking,
    clients::Rest,
    error::{Failure, Result},
    view::market::Progress,
};
use futures_util::{Stream, TryStreamExt};
use masumi::{
    moment::{DAY, MINUTE, Moment},
    net::{CallError, CallErrorKind},
    node::Network,
    pages::Page,
    registry::{DiffRequest, ListRequest, RawEntry, RegistryClient, StatusFilter},
};
use std::time::Duration;
use tokio::{sync::watch, time::Instant};

/// As many rows as the registry gives at once.
const PAGE: u32 = 50;
/// A change can be read this long after its date at the latest.
const LATE: i64 = MINUTE / 2;
/// The longest pause between two pages.
const PAUSE: Duration = Duration::from_secs(1);
/// Progress is told so often at most.
const TOLD: Duration = Duration::from_secs(1);

/// What a sync did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Synced {
    /// The registry was read whole, and not only what changed.
    pub whole: bool,
    /// Rows that it gave, with those of earlier readings of the same pass.
    pub read: u32,
    /// It was cancelled: the next one goes on from here.
    pub cancelled: bool,
}

/// What time it is: how old a reading is goes by this machine's clock, and what is shown by the node's, which may be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// By the node's clock.
    pub node: Moment,
    /// By this machine's.
    pub machine: Moment,
}

/// One sync.
pub(super) struct Sync<'a, T> {
    pub(super) mirror: &'a Mirror,
    pub(super) history: &'a History,
    pub(super) network: Network,
    pub(super) registry: &'a RegistryClient,
    pub(super) when: When,
    /// How long the registry wants to be left alone.
    pub(super) rest: &'a Rest,
    /// Becomes true when it is cancelled.
    pub(super) cancelled: watch::Receiver<bool>,
    pub(super) tell: T,
    pub(super) synced: Synced,
}

/// Why there is no next page.
enum Halt {
    Cancelled,
    Registry(CallError),
    Own(Failure),
}

impl From<Failure> for Halt {
    fn from(failure: Failure) -> Halt {
        Halt::Own(failure)
    }
}

impl<T: Fn(Progress)> Sync<'_, T> {
    pub(super) async fn run(mut self) -> Result<Synced> {
        match self.read().await {
            Ok(()) => Ok(self.synced),
            Err(Halt::Cancelled) => Ok(Synced { cancelled: true, ..self.synced }),
            Err(Halt::Own(failure)) => Err(failure),
            Err(Halt::Registry(error)) => {
                if let CallErrorKind::Status { retry_after: Some(seconds), .. } = error.kind {
                    self.rest.asked(self.when.machine, seconds);
                }
                Err(error.into())
            }
        }
    }

    /// Uptime is not told as a change, so the whole registry is read again now and then.
    async fn read(&mut self) -> std::result::Result<(), Halt> {
        let standing = self.mirror.standing()?;
        let fresh = |at: Moment| (0..DAY).contains(&self.when.machine.since(at));
        let under_way = self.mirror.pass()?.filter(|pass| fresh(pass.begun_at));
        let mark = standing.mark.filter(|_| under_way.is_none() && standing.full.at.is_some_and(fresh));
        if let Some(mark) = mark
            && self.changes(mark, standing.cursor.clone()).await?
        {
            return Ok(());
        }
        self.synced = Synced { whole: true, read: 0, cancelled: false };
        if let Some(pass) = under_way
            && self.whole(pass, &standing).await?
        {
            return Ok(());
        }
        let pass = self.mirror.begin_pass(self.when.machine, self.when.node)?;
        self.whole(pass, &standing).await.map(drop)
    }

    /// Reads the whole registry, from where the pass stands. `false`: the registry does not know that place any more.
    async fn whole(&mut self, mut pass: Pass, standing: &Standing) -> std::result::Result<bool, Halt> {
        let mut request = ListRequest::new(self.network).limit(PAGE).status(StatusFilter::Any);
        request.cursor.clone_from(&pass.cursor);
        let resumed = pass.cursor.is_some();
        let mut pages = self.registry.raw_pages(request);
        let mut told = Told::default();
        let mut noted = self.history.begin(self.when.node);
        let mut following = match next(&mut pages, Duration::ZERO, &mut self.cancelled).await {
            Err(Halt::Registry(error)) if resumed && matches!(error.status(), Some(400 | 404 | 422)) => {
                return Ok(false);
            }
            Ok(Some((page, _))) if resumed && page.is_empty => return Ok(false),
            other => other?,
        };
        // The row from which it goes on comes once more, and was counted.
        let first = following.as_ref().and_then(|(page, _)| page.rows.first());
        let again = u32::from(first.is_some_and(|row| resumed && row.id() == pass.cursor.as_deref()));
        pass.read = pass.read.saturating_sub(again);
        while let Some((page, took)) = following {
            let Page { rows, unread, is_empty, next: place, .. } = page;
            let end = pass.take(Brought {
                read: count(rows.len()).saturating_add(unread),
                unread,
                is_empty,
                newest: rows.iter().filter_map(RawEntry::status_updated_at).max(),
                next: place.and_then(|place| place.cursor),
            });
            self.synced.read = pass.read;
            // Nobody is kept waiting for what is there already.
            let pause = if standing.mirrored_at.is_some() { took.min(PAUSE) } else { Duration::ZERO };
            let (mirror, history) = (self.mirror, self.history);
            let write = async {
                blocking(|| {
                    let wrote = mirror.write(&rows, Some(&pass))?;
                    history.note(&mut noted, &wrote.news);
                    Ok::<_, Failure>(wrote.unread)
                })
            };
            if let Some(end) = end {
                pass.unread = pass.unread.saturating_add(write.await?);
                self.end(&pass, end, noted, standing)?;
                break;
            }
            // While these rows are written, the next ones are on their way.
            let (came, written) = tokio::join!(next(&mut pages, pause, &mut self.cancelled), write);
            pass.unread = pass.unread.saturating_add(written?);
            told.progress(&self.tell, Progress { read: pass.read, of: standing.full.read });
            following = came?;
        }
        Ok(true)
    }

    fn end(&self, pass: &Pass, end: End, noted: Noted, standing: &Standing) -> Result<()> {
        blocking(|| {
            let mut gone = self.mirror.end_pass(pass, end, self.when.node)?;
            if end == End::Complete && standing.full.at.is_none() {
                // The mirror was begun anew, and does not know who was there before.
                gone = self.mirror.unknown(&self.history.listed())?;
            }
            self.history.end(noted, &gone, end != End::Lost);
            Ok(())
        })
    }

    /// Reads what changed since the mark. `false`: this registry cannot tell, read it whole.
    async fn changes(&mut self, mark: Moment, cursor: Option<String>) -> std::result::Result<bool, Halt> {
        // A change may have been told of later than it is dated; where a whole page was of one moment, there is no going back.
        let since = if cursor.is_some() { mark } else { mark.plus(-LATE) };
        let mut request = DiffRequest::new(self.network, since.iso()).limit(PAGE);
        request.cursor = cursor;
        let mut pages = self.registry.raw_change_pages(request);
        let mut told = Told::default();
        let mut noted = self.history.begin(self.when.node);
        let mut pause = Duration::ZERO;
        loop {
            let (page, took) = match next(&mut pages, pause, &mut self.cancelled).await {
                Ok(Some(page)) => page,
                Ok(None) => return Ok(false),
                // Older than the endpoint, or it does not understand it as we do.
                Err(Halt::Registry(error)) if matches!(error.status(), Some(400 | 404 | 405)) => return Ok(false),
                Err(halt) => return Err(halt),
            };
            pause = took.min(PAUSE);
            let Page { rows, unread, next: place, .. } = page;
            let brought = count(rows.len()).saturating_add(unread);
            self.synced.read = self.synced.read.saturating_add(brought);
            blocking(|| {
                let wrote = self.mirror.write(&rows, None)?;
                self.history.note(&mut noted, &wrote.news);
                Ok::<_, Failure>(())
            })?;
            let Some(place) = place else {
                // Rows without a time or a name: there is no way on.
                if brought > 0 {
                    return Ok(false);
                }
                self.mirror.end_diff(self.when.node)?;
                self.history.end(noted, &[], true);
                return Ok(true);
            };
            let Some(since) = Moment::parse_iso(&place.since) else { return Ok(false) };
            self.mirror.set_mark(since, place.cursor.as_deref())?;
            told.progress(&self.tell, Progress { read: self.synced.read, of: None });
            if self.synced.read >= MOST {
                return Ok(false);
            }
        }
    }
}

type Turned<P> = Option<(Page<RawEntry, P>, Duration)>;

/// The next page after a pause, and how long it took.
async fn next<P>(
    pages: &mut (impl Stream<Item = std::result::Result<Page<RawEntry, P>, CallError>> + Unpin),
    pause: Duration,
    cancelled: &mut watch::Receiver<bool>,
) -> std::result::Result<Turned<P>, Halt> {
    let turned = async {
        if !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
        let asked = Instant::now();
        let page = pages.try_next().await.map_err(Halt::Registry)?;
        Ok(page.map(|page| (page, asked.elapsed())))
    };
    let cancelled = async {
        // An error: whoever could cancel it is gone.
        drop(cancelled.wait_for(|cancelled| *cancelled).await);
    };
    tokio::select! {
        biased;
        () = cancelled => Err(Halt::Cancelled),
        turned = turned => turned,
    }
}

/// Tells progress now and then.
#[derive(Default)]
struct Told(Option<Instant>);

impl Told {
    fn progress(&mut self, tell: impl Fn(Progress), progress: Progress) {
        if self.0.is_none_or(|at| at.elapsed() >= TOLD) {
            self.0 = Some(Instant::now());
            tell(progress);
        }
    }
}

/// Until a registry that failed so often in a row is asked again by itself.
pub(super) fn again_in(failures: u32) -> Duration {
    let (first, longest) = (Duration::from_secs(15), Duration::from_secs(10 * 60));
    first.saturating_mul(1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX)).min(longest)
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
