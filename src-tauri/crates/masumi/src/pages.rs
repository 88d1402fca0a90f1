//! Lists that come in pages, one after the other. Cursors are inclusive (the cursor's row comes again), rows come and go while
//! a list is read, and a service may repeat itself for ever. So rows are told apart by a key, each is given once, and a page
//! without a new row is the last. Between two pages a reading can be put down: [`Page::next`] is where it is taken up again.

use crate::{lenient::text, net::CallError};
use futures_util::{Stream, TryStreamExt, stream};
use serde_json::Value;
use std::{
    collections::HashSet,
    future::Future,
    hash::{BuildHasher, RandomState},
};

/// With fewer rows a page would bring nothing but the row of its cursor.
pub(crate) const FEWEST: u32 = 2;

/// What a page brought that none before it did.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Page<T, P> {
    /// The rows, in the service's order.
    pub rows: Vec<T>,
    /// So many more could not be read. They cost no other row its place.
    pub unread: u32,
    /// It came without any row, old or new: where it was asked for by a row, that one is not on the list any more.
    pub is_empty: bool,
    /// What to ask for next; `None`: the list is at its end, or there is no way on.
    pub next: Option<P>,
}

/// A page as it came.
pub(crate) struct Fetched<T, P> {
    /// Each row, and what tells it from others. `None`: it cannot be read, which ends nothing.
    pub(crate) rows: Vec<(String, Option<T>)>,
    /// Where the next page begins; `None`: this is the last one, or there is no way on.
    pub(crate) next: Option<P>,
}

/// Each page's new rows, beginning at `first`. An error is the last item.
pub(crate) fn pages<T, P, F, A>(first: P, fetch: F) -> impl Stream<Item = Result<Page<T, P>, CallError>>
where
    P: Clone,
    F: FnMut(P) -> A,
    A: Future<Output = Result<Fetched<T, P>, CallError>>,
{
    // Of each row that was given only a short hash is kept: a list can be long.
    let begin = (Some(first), HashSet::new(), RandomState::new(), fetch);
    stream::try_unfold(begin, async |(place, mut seen, hashes, mut fetch)| {
        let Some(place) = place else { return Ok(None) };
        let Fetched { mut rows, next } = fetch(place).await?;
        let is_empty = rows.is_empty();
        rows.retain(|(key, _)| seen.insert(hashes.hash_one(key)));
        let next = next.filter(|_| !rows.is_empty());
        let new = rows.len();
        let rows: Vec<T> = rows.into_iter().filter_map(|(_, row)| row).collect();
        let unread = u32::try_from(new - rows.len()).unwrap_or(u32::MAX);
        Ok(Some((Page { rows, unread, is_empty, next: next.clone() }, (next, seen, hashes, fetch))))
    })
}

/// The rows of [`pages`], one by one.
pub(crate) fn rows<T, P>(
    pages: impl Stream<Item = Result<Page<T, P>, CallError>>,
) -> impl Stream<Item = Result<T, CallError>> {
    pages.map_ok(|page| stream::iter(page.rows.into_iter().map(Ok))).try_flatten()
}

/// Where the next page of what changed begins.
pub(crate) struct Place {
    /// From this moment on; `None`: from the same as before.
    pub(crate) at: Option<String>,
    /// And from this row on.
    pub(crate) cursor: Option<String>,
}

/// The place after a page of what changed: of a row the time of its change, and its id, as they came. It moves with the time: a
/// row of a cursor that changes once more takes the cursor along, past what was not read. Only where a whole page is of one
/// moment, there is nothing but its last row to go on from. `None`: there is no way on.
pub(crate) fn place<T>(
    rows: &[T],
    changed: impl Fn(&T) -> Option<String>,
    id: impl Fn(&T) -> Option<String>,
) -> Option<Place> {
    let (first, last) = (rows.first()?, rows.last()?);
    match (changed(first), changed(last)) {
        (first, Some(last)) if first.as_ref() != Some(&last) => Some(Place { at: Some(last), cursor: None }),
        (_, at) => Some(Place { at, cursor: Some(id(last)?) }),
    }
}

/// What tells a row from others: its id, or where it has none all that it says.
pub(crate) fn key(row: &Value) -> String {
    text(row, "id").unwrap_or_else(|| row.to_string())
}
