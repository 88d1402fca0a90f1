//! Lists that come in pages, as one stream of rows. Cursors are inclusive (the cursor's row comes again), rows come and go while
//! a list is read, and a service may repeat itself for ever. So rows are told apart by a key, each is yielded once, and a page
//! without a new row is the last.

use crate::{lenient::text, net::CallError};
use futures_util::{Stream, TryStreamExt, stream};
use serde_json::Value;
use std::{collections::HashSet, future::Future};

/// With fewer rows a page would bring nothing but the row of its cursor.
pub(crate) const FEWEST: u32 = 2;

/// A page as it came.
pub(crate) struct Fetched<T, P> {
    /// Each row, and what tells it from others. `None`: it cannot be read, which ends nothing.
    pub(crate) rows: Vec<(String, Option<T>)>,
    /// Where the next page begins; `None`: this is the last one, or there is no way on.
    pub(crate) next: Option<P>,
}

/// Each page's new rows, beginning at `first`. An error is the last item.
pub(crate) fn pages<T, P, F, A>(first: P, fetch: F) -> impl Stream<Item = Result<Vec<T>, CallError>>
where
    F: FnMut(P) -> A,
    A: Future<Output = Result<Fetched<T, P>, CallError>>,
{
    stream::try_unfold((Some(first), HashSet::new(), fetch), async |(place, mut seen, mut fetch)| {
        let Some(place) = place else { return Ok(None) };
        let Fetched { mut rows, next } = fetch(place).await?;
        rows.retain(|(key, _)| seen.insert(key.clone()));
        let next = next.filter(|_| !rows.is_empty());
        let read = rows.into_iter().filter_map(|(_, row)| row).collect();
        Ok(Some((read, (next, seen, fetch))))
    })
}

/// The rows of [`pages`], one by one.
pub(crate) fn rows<T, P, F, A>(first: P, fetch: F) -> impl Stream<Item = Result<T, CallError>>
where
    F: FnMut(P) -> A,
    A: Future<Output = Result<Fetched<T, P>, CallError>>,
{
    pages(first, fetch).map_ok(|rows| stream::iter(rows.into_iter().map(Ok))).try_flatten()
}

/// Where the next page of what changed begins.
pub(crate) struct Place {
    /// From this moment on; `None`: from the same as before.
    pub(crate) at: Option<String>,
    /// And from this row on.
    pub(crate) cursor: Option<String>,
}

/// The place after a page of what changed, whose rows have the time of their change in `field`. It moves with the time: a row of a
/// cursor that changes once more takes the cursor along, past what was not read. Only where a whole page is of one moment, there
/// is nothing but its last row to go on from. `None`: there is no way on.
pub(crate) fn place(rows: &[Value], field: &str) -> Option<Place> {
    let (first, last) = (text(rows.first()?, field), text(rows.last()?, field));
    let cursor = text(rows.last()?, "id");
    match (first, last) {
        (first, Some(last)) if first.as_ref() != Some(&last) => Some(Place { at: Some(last), cursor: None }),
        (_, at) => Some(Place { at, cursor: Some(cursor?) }),
    }
}

/// What tells a row from others: its id, or where it has none all that it says.
pub(crate) fn key(row: &Value) -> String {
    text(row, "id").unwrap_or_else(|| row.to_string())
}
