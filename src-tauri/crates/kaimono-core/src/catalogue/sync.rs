//! Brings the mirror up to date: the first time and once a day it reads the whole registry, in between only what changed.
//!
//! The registry's cursors are inclusive (the cursor's own row comes again), pages may be shorter than asked for, and rows come
//! and go during the reading. So rows are told apart by their ids, and reading ends when a page brings nothing new and ends where
//! another page ended.

use super::mirror::Mirror;
use crate::error::{Failure, Result};
use masumi::{
    moment::{DAY, MINUTE, Moment},
    node::Network,
    registry::{DiffRequest, Entry, ListRequest, Mark, Page, RegistryClient, StatusFilter},
};
use std::collections::HashSet;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// As many rows as the registry gives at once.
const PAGE: u32 = 50;
/// A registry that lists more is not read to its end.
const MOST: usize = 200_000;
/// Changes made while the registry was read whole may have been missed by so much.
const OVERLAP: i64 = 10 * MINUTE;

/// What a sync did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Synced {
    /// The registry was read whole, and not only what changed.
    pub whole: bool,
    /// Rows that it gave.
    pub read: u32,
}

/// Uptime is not told as a change, so the whole registry is read again now and then.
pub(super) async fn sync(
    mirror: &Mirror,
    network: Network,
    registry: &RegistryClient,
    now: Moment,
    progress: impl Fn(u32),
) -> Result<Synced> {
    let standing = mirror.standing()?;
    let fresh = standing.full_at.is_some_and(|at| (0..DAY).contains(&now.since(at)));
    if let Some(mark) = standing.mark.filter(|_| fresh)
        && let Some(read) = changes(mirror, network, registry, now, (mark, standing.cursor), &progress).await?
    {
        return Ok(Synced { whole: false, read });
    }
    whole(mirror, network, registry, now, &progress).await
}

async fn whole(
    mirror: &Mirror,
    network: Network,
    registry: &RegistryClient,
    now: Moment,
    progress: &impl Fn(u32),
) -> Result<Synced> {
    let pass = mirror.begin_pass()?;
    let mut rows = HashSet::new();
    let mut agents = HashSet::new();
    let mut ends = HashSet::new();
    let mut newest: Option<Moment> = None;
    let mut cursor: Option<String> = None;
    let complete = loop {
        let mut request = ListRequest::new(network).limit(PAGE).status(StatusFilter::Any);
        request.cursor.clone_from(&cursor);
        let Page { entries, last } = registry.page(&request).await.map_err(Failure::from)?;
        let ended = last.is_none();
        // A page of which no row can be read is not the end.
        let goes_on = last.clone().is_some_and(|last| ends.insert(last));
        newest = entries.iter().filter_map(|entry| entry.status_updated_at).max().max(newest);
        let mut new: Vec<Entry> = entries.into_iter().filter(|entry| rows.insert(key(entry))).collect();
        if new.is_empty() && !goes_on {
            // The row of the cursor always comes again. When it does not, the list changed under our feet, and nobody may be
            // taken for gone.
            break !ended || cursor.is_none();
        }
        // Newest first: of two rows for one agent, the first is the one that counts.
        new.retain(|entry| agents.insert(entry.agent_identifier.to_ascii_lowercase()));
        mirror.write(&new, Some(pass))?;
        progress(count(rows.len()));
        cursor = last.map(|last| last.id).filter(|id| !id.is_empty());
        if cursor.is_none() || rows.len() + ends.len() >= MOST {
            break false;
        }
    };
    mirror.end_pass(pass, complete, newest.map(|newest| newest.plus(-OVERLAP)), now)?;
    Ok(Synced { whole: true, read: count(rows.len()) })
}

/// Reads what changed since the mark. `None`: this registry cannot tell, read it whole.
async fn changes(
    mirror: &Mirror,
    network: Network,
    registry: &RegistryClient,
    now: Moment,
    (mut mark, mut cursor): (Moment, Option<String>),
    progress: &impl Fn(u32),
) -> Result<Option<u32>> {
    let mut rows = HashSet::new();
    let mut ends = HashSet::new();
    loop {
        let Some(since) = iso(mark) else { return Ok(None) };
        let mut request = DiffRequest::new(network, since).limit(PAGE);
        request.cursor.clone_from(&cursor);
        let Page { entries, last } = match registry.diff(&request).await {
            Ok(page) => page,
            // Older than the endpoint, or it does not understand it as we do.
            Err(error) if matches!(error.status(), Some(400 | 404 | 405)) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let goes_on = last.clone().is_some_and(|last| ends.insert(last));
        let new: Vec<Entry> =
            entries.into_iter().filter(|entry| rows.insert((key(entry), entry.status_updated_at))).collect();
        if new.is_empty() && !goes_on {
            break;
        }
        mirror.write(&new, None)?;
        progress(count(rows.len()));
        // Without a time of the last row there is no way on.
        let Some(Mark { id, at: Some(at) }) = last else { return Ok(None) };
        mirror.set_mark(at, &id)?;
        (mark, cursor) = (at, Some(id).filter(|id| !id.is_empty()));
        if rows.len() + ends.len() >= MOST {
            return Ok(None);
        }
    }
    mirror.end_diff(now)?;
    Ok(Some(count(rows.len())))
}

/// A row; one without an id is told apart by its agent.
fn key(entry: &Entry) -> (String, String) {
    (entry.id.clone(), entry.agent_identifier.to_ascii_lowercase())
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

fn iso(moment: Moment) -> Option<String> {
    let time = OffsetDateTime::from_unix_timestamp_nanos(i128::from(moment.0) * 1_000_000).ok()?;
    time.format(&Rfc3339).ok()
}
