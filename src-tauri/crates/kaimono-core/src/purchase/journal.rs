//! The append-only log of purchases. An event is on disk before the effect that it allows runs (invariant 2). Nothing in the log
//! is ever changed or removed: the database itself refuses. The same transaction also writes what the events come to ([`folded`])
//! and a few values of each purchase at rest ([`at_rest`]). Both are derived from the events, and are rebuilt when in doubt.

pub(crate) mod at_rest;
mod batches;
mod folded;
mod format;
pub(crate) mod inside;
mod remarks;
mod said;
pub(crate) mod wanted;

pub(crate) use folded::Unfolded;
pub(crate) use format::FORMAT;

use super::{batch::Batch, event::Event, remark::Remark, rest::Rest, state::State};
use crate::{
    error::{Failure, Result},
    store::{self, Place, Step},
};
use masumi::moment::Moment;
use rusqlite::{Connection, params};
use said::Said;
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, path::Path, sync::Arc};

/// The schema, one entry a version. Released entries are never edited.
const MIGRATIONS: &[Step] = &[
    Step::Plain(
        "
    CREATE TABLE event (
        seq      INTEGER PRIMARY KEY,
        purchase TEXT    NOT NULL,
        at       INTEGER NOT NULL, -- node time, ms
        kind     TEXT    NOT NULL,
        body     TEXT    NOT NULL  -- JSON of purchase::event::Event
    ) STRICT;
    CREATE INDEX event_purchase ON event (purchase, seq);
    CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'append-only'); END;

    -- Results, byte for byte, by their SHA-256.
    CREATE TABLE content (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    CREATE TRIGGER content_is_never_changed BEFORE UPDATE ON content BEGIN SELECT RAISE(ABORT, 'append-only'); END;

    -- How far the node's list was read, and the like. Losing it costs a re-read, nothing else.
    CREATE TABLE mark (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
",
    ),
    Step::Plain(
        "
    -- Which words the body may hold: journal::format::FORMAT of whoever wrote it.
    ALTER TABLE event ADD COLUMN format INTEGER NOT NULL DEFAULT 1;
",
    ),
    Step::Plain(folded::SCHEMA),
    Step::Plain(remarks::SCHEMA),
    Step::Plain(inside::SCHEMA),
    Step::Plain(remarks::OBJECTIONS),
    Step::Plain(batches::SCHEMA),
];

/// How long it is waited for whoever has locked one, milliseconds.
const PATIENCE: u32 = 5_000;

/// The target of the log lines about what was written. The tests that cut a run in two do so at these, whatever they say.
pub(super) const STEPS: &str = "kaimono_core::steps";

/// The journal of one profile.
#[derive(Debug)]
pub(crate) struct Journal {
    connection: Connection,
    /// Files that must be where they were whenever something is written: its own, and those that keep others out.
    places: Vec<Place>,
    /// What stands beside the events is of an earlier version, and could not be made anew: nothing is written before it is.
    behind: bool,
    /// Why it can only be read, where that is so.
    only_read: Option<Failure>,
    /// The number of the last event when it was opened.
    found: i64,
}

impl Journal {
    /// Opens or creates it. One that cannot be written now is opened for reading.
    pub(crate) fn open(path: &Path) -> Result<Journal> {
        let (connection, only_read) = store::open_to_read_at_least(path, MIGRATIONS)?;
        let (found, places) = (last(&connection)?, vec![Place::of(path)?]);
        Ok(Journal { connection, places, behind: false, only_read, found })
    }

    /// The number of the last event when it was opened.
    pub(crate) fn found(&self) -> i64 {
        self.found
    }

    /// The number of the last event.
    pub(crate) fn last(&self) -> Result<i64> {
        if self.only_read.is_some() { Ok(self.found) } else { last(&self.connection) }
    }

    /// Closes a file that can only be read, and of which nothing more is read here. As long as it is open, whoever opens it in
    /// this process can only read it too: SQLite has one memory for its log, as whoever was first could open it.
    pub(crate) fn let_go(&mut self) -> Result<()> {
        if self.only_read.is_some() {
            self.connection = Connection::open_in_memory().map_err(store::failed)?;
        }
        Ok(())
    }

    /// Why it can only be read, where that is so: until it is opened again.
    pub(crate) fn only_read(&self) -> Option<Failure> {
        self.only_read.clone()
    }

    /// Writes only while this file is where it is now, too.
    pub(crate) fn hold_on_to(&mut self, place: Place) {
        self.places.push(place);
    }

    /// Whether what is written now is found again.
    fn prepare_to_write(&mut self) -> Result<()> {
        self.places.iter().try_for_each(Place::holds)?;
        if let Some(failure) = self.only_read() {
            return Err(failure);
        }
        if self.behind {
            folded::fold_all(&mut self.connection)?;
            self.behind = false;
        }
        Ok(())
    }

    /// Writes an event and the state that it leads to; when this returns both are on disk. `None`: not written, since another
    /// purchase owns the blockchain identifier.
    pub(crate) fn append(&mut self, purchase: &str, at: Moment, event: &Event, state: &State) -> Result<Option<()>> {
        self.append_together(purchase, at, std::slice::from_ref(event), None, state)
    }

    /// The same of several at once, and of the bytes of a result that came with them: all of it, or nothing.
    pub(crate) fn append_together(
        &mut self,
        purchase: &str,
        at: Moment,
        events: &[Event],
        content: Option<&[u8]>,
        state: &State,
    ) -> Result<Option<()>> {
        self.prepare_to_write()?;
        let transaction = self.connection.transaction().map_err(store::failed)?;
        if let Some(bytes) = content {
            keep(&transaction, bytes)?;
        }
        for event in events {
            if !insert(&transaction, purchase, at, event, state)? {
                return Ok(None);
            }
        }
        transaction.commit().map_err(store::failed)?;
        let names = events.iter().map(Event::name).collect::<Vec<_>>().join(" ");
        tracing::info!(target: STEPS, step = "after", purchase, event = names, "recorded");
        Ok(Some(()))
    }

    /// Writes the first events of purchases, and the states that they lead to, all at once. Gives the ids of those that were written:
    /// the identifiers of the others are those of other purchases.
    pub(crate) fn begin_all(&mut self, at: Moment, first: &[(String, &Event, State)]) -> Result<BTreeSet<String>> {
        self.prepare_to_write()?;
        let mut transaction = self.connection.transaction().map_err(store::failed)?;
        let mut written = BTreeSet::new();
        for (purchase, event, state) in first {
            // What is given up of one is nothing of the others.
            let savepoint = transaction.savepoint().map_err(store::failed)?;
            if insert(&savepoint, purchase, at, event, state)? {
                savepoint.commit().map_err(store::failed)?;
                written.insert(purchase.clone());
            }
        }
        transaction.commit().map_err(store::failed)?;
        tracing::info!(target: STEPS, step = "after", purchases = written.len(), "recorded together");
        Ok(written)
    }

    /// Writes the first events of purchases that one yes is to, the states that they lead to, what the person saw, and that they belong
    /// together: all of it, or nothing.
    pub(crate) fn begin_batch(
        &mut self,
        at: Moment,
        first: &[(String, &Event, State)],
        contents: &[&[u8]],
        batch: &Batch,
    ) -> Result<()> {
        self.prepare_to_write()?;
        let transaction = self.connection.transaction().map_err(store::failed)?;
        for content in contents {
            keep(&transaction, content)?;
        }
        for (purchase, event, state) in first {
            if !insert(&transaction, purchase, at, event, state)? {
                return Err(super::internal("this identifier is another purchase's"));
            }
        }
        batches::write(&transaction, batch)?;
        transaction.commit().map_err(store::failed)?;
        tracing::info!(target: STEPS, step = "after", purchases = first.len(), "approved together");
        Ok(())
    }

    /// Notes which purchase of a batch the person kept; `None`: none of them.
    pub(crate) fn keep_of_batch(&mut self, batch: &str, kept: Option<&str>) -> Result<()> {
        self.prepare_to_write()?;
        batches::keep(&self.connection, batch, kept)
    }

    /// Puts purchases to rest: what is kept of them is on disk from now on.
    pub(crate) fn put_to_rest(&mut self, purchases: &[(String, Rest)]) -> Result<()> {
        self.prepare_to_write()?;
        let transaction = self.connection.transaction().map_err(store::failed)?;
        for (purchase, rest) in purchases {
            folded::put_to_rest(&transaction, purchase)?;
            // It may have been woken, and nothing came of it.
            at_rest::wake(&transaction, purchase)?;
            at_rest::write(&transaction, purchase, rest)?;
        }
        transaction.commit().map_err(store::failed)
    }

    /// Changes what is said about purchases: about all of them, or none. `change`: what is to be said instead; `None`: the same.
    pub(crate) fn remark(
        &mut self,
        purchases: &[&str],
        change: impl Fn(&Remark) -> Result<Option<Remark>>,
    ) -> Result<()> {
        self.prepare_to_write()?;
        let transaction = self.connection.transaction().map_err(store::failed)?;
        for purchase in purchases {
            if let Some(changed) = change(&remarks::get(&transaction, purchase)?)? {
                remarks::set(&transaction, purchase, &changed)?;
            }
        }
        transaction.commit().map_err(store::failed)
    }

    /// What has to be made from the events before everything stands beside them; `None`: it does.
    pub(crate) fn unfolded(&mut self) -> Result<Option<Unfolded>> {
        folded::unfolded(&mut self.connection)
    }

    /// What all purchases come to, where that cannot be written beside the events now; it is before anything else is written.
    pub(crate) fn read_whole(&mut self) -> Result<Vec<(String, State)>> {
        self.behind = true;
        Ok(folded::replay_all(&self.connection)?.into_iter().collect())
    }

    /// The states of the purchases that are not at rest, as far as they stand beside the events.
    pub(crate) fn awake(&self) -> Result<Vec<(String, State)>> {
        folded::awake(&self.connection)
    }

    /// Has everything made from the events anew: what stands beside them is damaged.
    pub(crate) fn forget_folded(&self) -> Result<()> {
        folded::forget(&self.connection)
    }

    /// Writes what purchases come to, of which nothing stood beside their events, and marks that go with that.
    pub(crate) fn write_folded(
        &mut self,
        purchases: &[(String, Arc<State>, Option<Rest>)],
        marks: &[(String, &str)],
    ) -> Result<()> {
        let transaction = self.connection.transaction().map_err(store::failed)?;
        for (purchase, state, rest) in purchases {
            folded::write_old(&transaction, purchase, state)?;
            if let Some(rest) = rest {
                folded::put_to_rest(&transaction, purchase)?;
                at_rest::wake(&transaction, purchase)?;
                at_rest::write(&transaction, purchase, rest)?;
            }
        }
        write_marks(&transaction, marks)?;
        transaction.commit().map_err(store::failed)?;
        tracing::debug!(target: STEPS, step = "after", what = "folded", "folded");
        Ok(())
    }

    /// Notes that everything stands beside the events.
    pub(crate) fn end_folding(&self) -> Result<()> {
        folded::end(&self.connection)
    }

    /// What all events come to.
    #[cfg(test)]
    pub(crate) fn replay(&self) -> Result<std::collections::BTreeMap<String, State>> {
        folded::replay_all(&self.connection)
    }

    /// What happened to a purchase, for tests.
    #[cfg(test)]
    pub(crate) fn events(&self, purchase: &str) -> Vec<Event> {
        let sql = "SELECT kind, body FROM event WHERE purchase = ?1 ORDER BY seq";
        let mut select = self.connection.prepare(sql).unwrap();
        let lines = select.query_map([purchase], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let mut said = Said::default();
        lines
            .map(|line: rusqlite::Result<(String, String)>| line.unwrap())
            .map(|(kind, body)| format::read(&kind, &body, &mut said).unwrap())
            .collect()
    }

    /// Writes an event as versions did that kept nothing beside it, for tests.
    #[cfg(test)]
    pub(super) fn append_alone(&self, purchase: &str, at: Moment, event: &Event) {
        let body = format::write(event, &said(&self.connection, purchase).unwrap()).unwrap();
        self.write_alone(purchase, at, event, &body, FORMAT);
    }

    /// The same, as the first version did.
    #[cfg(test)]
    pub(super) fn append_as_first(&self, purchase: &str, at: Moment, event: &Event) {
        self.write_alone(purchase, at, event, &serde_json::to_string(event).unwrap(), format::FIRST);
    }

    #[cfg(test)]
    fn write_alone(&self, purchase: &str, at: Moment, event: &Event, body: &str, format: i64) {
        let sql = "INSERT INTO event (purchase, at, kind, body, format) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.connection.execute(sql, params![purchase, at.0, event.name(), body, format]).unwrap();
        folded::forget(&self.connection).unwrap();
    }

    /// Runs SQL that makes the store fail, for tests.
    #[cfg(test)]
    pub(crate) fn meddle(&self, sql: &str) {
        self.connection.execute_batch(sql).unwrap();
    }

    /// Stores bytes and gives their key.
    pub(crate) fn keep(&self, bytes: &[u8]) -> Result<String> {
        let key = keep(&self.connection, bytes)?;
        tracing::debug!(target: STEPS, step = "after", what = "content", content = key, "kept");
        Ok(key)
    }

    /// Forgets the marks whose names begin so.
    pub(crate) fn forget_marks(&self, beginning: &str) -> Result<()> {
        let sql = "DELETE FROM mark WHERE substr(name, 1, length(?1)) = ?1";
        self.connection.execute(sql, [beginning]).map(drop).map_err(store::failed)
    }

    /// Sets marks, all of them or none.
    pub(crate) fn set_marks(&mut self, marks: &[(String, &str)]) -> Result<()> {
        let transaction = self.connection.transaction().map_err(store::failed)?;
        write_marks(&transaction, marks)?;
        transaction.commit().map_err(store::failed)
    }

    /// Sets a mark.
    pub(crate) fn set_mark(&self, name: &str, value: &str) -> Result<()> {
        self.connection
            .execute("INSERT OR REPLACE INTO mark (name, value) VALUES (?1, ?2)", [name, value])
            .map_err(store::failed)?;
        tracing::debug!(target: STEPS, step = "after", name, value, "marked");
        Ok(())
    }
}

/// The key under which bytes are kept.
pub(super) fn key(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Stores bytes and gives their key.
fn keep(connection: &Connection, bytes: &[u8]) -> Result<String> {
    let key = key(bytes);
    connection
        .execute("INSERT OR IGNORE INTO content (sha256, bytes) VALUES (?1, ?2)", params![key, bytes])
        .map_err(store::failed)?;
    Ok(key)
}

fn write_marks(connection: &Connection, marks: &[(String, &str)]) -> Result<()> {
    for (name, value) in marks {
        connection
            .prepare_cached("INSERT OR REPLACE INTO mark (name, value) VALUES (?1, ?2)")
            .and_then(|mut insert| insert.execute([name, *value]))
            .map_err(store::failed)?;
    }
    Ok(())
}

/// How the ids of purchases begin that were not made here.
const IMPORTS: &str = "node-";

/// Writes an event and the state that it leads to; `false`: another purchase owns the identifier, and what was written is to be given
/// up.
fn insert(connection: &Connection, purchase: &str, at: Moment, event: &Event, state: &State) -> Result<bool> {
    let said = if Said::looks_back(event.name()) { said(connection, purchase)? } else { Said::default() };
    let body = format::write(event, &said).map_err(|error| broken(&error.to_string()))?;
    connection
        .prepare_cached("INSERT INTO event (purchase, at, kind, body, format) VALUES (?1, ?2, ?3, ?4, ?5)")
        .and_then(|mut insert| insert.execute(params![purchase, at.0, event.name(), body, FORMAT]))
        .map_err(store::failed)?;
    if !folded::write(connection, purchase, state)? {
        return Ok(false);
    }
    at_rest::wake(connection, purchase).map(|()| true)
}

/// What the lines of a purchase said, as far as a later one leaves it out: back to one that can be read alone.
fn said(connection: &Connection, purchase: &str) -> Result<Said> {
    let sql = "SELECT kind, body FROM event WHERE purchase = ?1 AND kind IN
               ('imported', 'jobStarted', 'paying', 'row', 'resultReceived') ORDER BY seq DESC";
    let mut select = connection.prepare_cached(sql).map_err(store::failed)?;
    let mut rows = select.query([purchase]).map_err(store::failed)?;
    let mut lines: Vec<(String, String)> = Vec::new();
    while let Some(row) = rows.next().map_err(store::failed)? {
        let line: (String, String) = (row.get(0).map_err(store::failed)?, row.get(1).map_err(store::failed)?);
        let begins = Said::begins_with(&line.0, &line.1);
        lines.push(line);
        if begins {
            break;
        }
    }
    let mut said = Said::default();
    for (kind, body) in lines.iter().rev() {
        if format::read(kind, body, &mut said).is_err() {
            // It is damaged: the next line stands for itself, and is written.
            return Ok(Said::default());
        }
    }
    Ok(said)
}

/// The id of a purchase that was not made here. Not the row's own id: it may be missing, or be another purchase's at another
/// node.
pub(super) fn imported(identifier: &str) -> String {
    let digest = Sha256::digest(identifier.to_ascii_lowercase());
    format!("{IMPORTS}{}", hex::encode(&digest[..10]))
}

/// What a journal has that is not open here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glance {
    /// Purchases.
    pub(crate) purchases: u32,
    /// Those to which something may still happen by itself, as far as that stands beside the events.
    pub(crate) open: u32,
    /// The number of the last event.
    pub(crate) last: i64,
}

/// Looks into a journal.
pub(crate) fn glance(path: &Path) -> Result<Glance> {
    let reader = store::reader(path, PATIENCE)?;
    let count = |sql: &str| reader.query_row(sql, [], |row| row.get(0)).map_err(store::failed);
    let format: i64 = reader.query_row("SELECT coalesce(max(format), 0) FROM event", [], |row| row.get(0)).unwrap_or(1);
    if format > FORMAT {
        return Err(store::newer(&format!("events of format {format}, this Kaimono knows {FORMAT}")));
    }
    let purchases = count("SELECT count(DISTINCT purchase) FROM event")?;
    // An earlier version has no such table.
    let open = count("SELECT count(*) FROM folded WHERE awake = 1").unwrap_or_default();
    Ok(Glance { purchases, open, last: last(&reader)? })
}

/// The same of one that was written elsewhere, after it was held against everything that a journal is.
pub(crate) fn check(path: &Path) -> Result<Glance> {
    store::check_whole(path, MIGRATIONS)?;
    glance(path)
}

fn last(connection: &Connection) -> Result<i64> {
    connection.query_row("SELECT coalesce(max(seq), 0) FROM event", [], |row| row.get(0)).map_err(store::failed)
}

fn broken(what: &str) -> Failure {
    store::damaged(&format!("purchases.db: {what}"))
}
