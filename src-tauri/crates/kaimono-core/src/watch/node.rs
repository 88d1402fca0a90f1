//! Reads what changed at the node, both contract generations: the list without a filter hides V2 (OBSERVED 1). The cursor is
//! inclusive and delivery at-least-once, so a row may come twice; one that says nothing new is dropped.

use crate::{
    error::{Failure, Result},
    purchase::Purchases,
};
use masumi_client::{net::CallErrorKind, node::Generation};
use std::collections::BTreeSet;

/// The most that the node gives at once.
const PAGE: u32 = 100;
/// Where the first reading begins: everything.
const BEGINNING: &str = "1970-01-01T00:00:00.000Z";

impl Purchases {
    /// Reads everything that changed since the last time and takes it over.
    pub(crate) async fn sync_node(&self) -> Result<()> {
        let outcome = match self.sync_generation(Generation::V1).await {
            Ok(()) => self.sync_generation(Generation::V2).await,
            failed => failed,
        };
        self.synced(outcome.clone());
        outcome
    }

    async fn sync_generation(&self, generation: Generation) -> Result<()> {
        let clients = self.clients()?;
        let name = match generation {
            Generation::V1 => "diff.v1",
            Generation::V2 => "diff.v2",
        };
        let mark = self.mark(name)?.unwrap_or_else(|| BEGINNING.to_owned());
        let (mut since, mut cursor) = match mark.split_once('|') {
            Some((since, cursor)) => (since.to_owned(), Some(cursor.to_owned())),
            None => (mark, None),
        };
        let mut seen = BTreeSet::new();
        loop {
            let page = clients.node.diff(self.network(), Some(generation), &since, cursor.as_deref(), PAGE).await;
            let page = match page {
                Ok(page) => page,
                // A node from before V2 does not know the filter: there is nothing of that generation to read.
                Err(error)
                    if generation == Generation::V2
                        && matches!(error.kind, CallErrorKind::Status { status: 400, .. }) =>
                {
                    return Ok(());
                }
                Err(error) => return Err(Failure::from(error)),
            };
            let full = page.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX);
            let mut news = false;
            for row in page {
                news |= seen.insert(row.id.clone());
                let next = row.changed_at.clone().map(|changed_at| (changed_at, row.id.clone()));
                self.take_row(row)?;
                if let Some((changed_at, id)) = next {
                    since = changed_at;
                    cursor = Some(id);
                }
            }
            if let Some(cursor) = &cursor {
                self.set_mark(name, &format!("{since}|{cursor}"))?;
            }
            if !full || !news {
                return Ok(());
            }
        }
    }
}
