//! The append-only log of purchases. An event is on disk before the effect that it allows runs (invariant 2), and nothing in
//! it is ever changed or removed: the database itself refuses. What is shown is replayed from here.

mod format;

use super::{
    event::Event,
    state::{Impossible, Payment, State},
};
use crate::{
    error::{Failure, Result},
    store::{self, Place},
};
use masumi_client::moment::Moment;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, path::Path};

/// The schema, one entry a version. Released entries are never edited.
const MIGRATIONS: &[&str] = &[
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
    "
    -- Which words the body may hold: journal::format::FORMAT of whoever wrote it.
    ALTER TABLE event ADD COLUMN format INTEGER NOT NULL DEFAULT 1;
",
];

/// The target of the log lines about what was written. The tests that cut a run in two do so at these, whatever they say.
pub(super) const STEPS: &str = "kaimono_core::steps";

/// The journal of one profile.
#[derive(Debug)]
pub(crate) struct Journal {
    connection: Connection,
    /// Files that must be where they were whenever something is written: its own, and those that keep others out.
    places: Vec<Place>,
}

impl Journal {
    /// Opens or creates it.
    pub(crate) fn open(path: &Path) -> Result<Journal> {
        let connection = store::open(path, MIGRATIONS)?;
        Ok(Journal { connection, places: vec![Place::of(path)?] })
    }

    /// Writes only while this file is where it is now, too.
    pub(crate) fn hold_on_to(&mut self, place: Place) {
        self.places.push(place);
    }

    /// Writes an event; when this returns it is on disk.
    pub(crate) fn append(&self, purchase: &str, at: Moment, event: &Event) -> Result<()> {
        self.places.iter().try_for_each(Place::holds)?;
        let body = format::write(event).map_err(|error| broken(&error.to_string()))?;
        self.connection
            .prepare_cached("INSERT INTO event (purchase, at, kind, body, format) VALUES (?1, ?2, ?3, ?4, ?5)")
            .and_then(|mut insert| insert.execute(params![purchase, at.0, event.name(), body, format::FORMAT]))
            .map_err(store::failed)?;
        tracing::info!(target: STEPS, step = "after", purchase, event = event.name(), "recorded");
        Ok(())
    }

    /// Replays everything. An event of a later format, or one that does not parse or does not fit, is an error: a journal is
    /// never read by halves.
    pub(crate) fn replay(&self) -> Result<BTreeMap<String, State>> {
        let mut replay = Replay::default();
        let mut select = self
            .connection
            .prepare("SELECT purchase, at, kind, body, format FROM event ORDER BY seq")
            .map_err(store::failed)?;
        let rows = select
            .query_map([], |row| {
                let line = (row.get::<_, String>(2)?, row.get::<_, String>(3)?, row.get::<_, i64>(4)?);
                Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, line))
            })
            .map_err(store::failed)?;
        for row in rows {
            let (purchase, at, (kind, body, format)) = row.map_err(store::failed)?;
            if format > format::FORMAT {
                let known = format::FORMAT;
                return Err(store::newer(&format!("purchases.db: format {format}, this Kaimono knows {known}")));
            }
            let event = format::read(&kind, &body).map_err(|error| broken(&format!("{kind}: {error}")))?;
            replay.take(purchase, Moment(at), &event).map_err(|error| broken(&error.to_string()))?;
        }
        Ok(replay.states)
    }

    /// Runs SQL that makes the store fail, for tests.
    #[cfg(test)]
    pub(super) fn meddle(&self, sql: &str) {
        self.connection.execute_batch(sql).unwrap();
    }

    /// Stores bytes and gives their key.
    pub(crate) fn keep(&self, bytes: &[u8]) -> Result<String> {
        let key = hex::encode(Sha256::digest(bytes));
        self.connection
            .execute("INSERT OR IGNORE INTO content (sha256, bytes) VALUES (?1, ?2)", params![key, bytes])
            .map_err(store::failed)?;
        tracing::debug!(target: STEPS, step = "after", what = "content", content = key, "kept");
        Ok(key)
    }

    /// Bytes by their key.
    pub(crate) fn content(&self, key: &str) -> Result<Option<Vec<u8>>> {
        self.connection
            .query_row("SELECT bytes FROM content WHERE sha256 = ?1", [key], |row| row.get(0))
            .optional()
            .map_err(store::failed)
    }

    /// A mark, e.g. how far the node's list was read.
    pub(crate) fn mark(&self, name: &str) -> Result<Option<String>> {
        self.connection
            .query_row("SELECT value FROM mark WHERE name = ?1", [name], |row| row.get(0))
            .optional()
            .map_err(store::failed)
    }

    /// Forgets the marks whose names begin so.
    pub(crate) fn forget_marks(&self, beginning: &str) -> Result<()> {
        let sql = "DELETE FROM mark WHERE substr(name, 1, length(?1)) = ?1";
        self.connection.execute(sql, [beginning]).map(drop).map_err(store::failed)
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

/// The id of a purchase that was not made here. Not the row's own id: it may be missing, or be another purchase's at another
/// node.
pub(super) fn imported(identifier: &str) -> String {
    let digest = Sha256::digest(identifier.to_ascii_lowercase());
    format!("node-{}", hex::encode(&digest[..10]))
}

/// The purchases of a journal, as far as it was read.
#[derive(Default)]
struct Replay {
    states: BTreeMap<String, State>,
    /// Purchases of unproven terms that had got another purchase's row, and the import that this row is now.
    parted: BTreeMap<String, String>,
}

impl Replay {
    fn take(&mut self, purchase: String, at: Moment, event: &Event) -> std::result::Result<(), Impossible> {
        let Some(state) = self.states.get_mut(&purchase) else {
            self.states.insert(purchase, State::first(at, event)?);
            return Ok(());
        };
        // Earlier versions had one word for a no and for no answer in time.
        let expired = state.payment == Payment::None || state.has_expired(at);
        let event = if *event == Event::Declined && expired { &Event::Expired } else { event };
        let Err(impossible) = state.apply(at, event) else { return Ok(()) };
        // Earlier versions gave a row to whichever purchase's terms named its identifier, proven or not. What they recorded
        // of it from then on is that of a purchase made elsewhere.
        let import = match event {
            Event::Row { row } if state.body.is_none() => {
                let import = imported(&row.blockchain_identifier);
                self.parted.insert(purchase, import.clone());
                import
            }
            _ => self.parted.get(&purchase).cloned().ok_or(impossible)?,
        };
        match (self.states.get_mut(&import), event) {
            (Some(state), _) => state.apply(at, event),
            (None, Event::Row { row }) => {
                let state = State::first(at, &Event::Imported { row: row.clone() })?;
                self.states.insert(import, state);
                Ok(())
            }
            (None, _) => Err(impossible),
        }
    }
}

fn broken(what: &str) -> Failure {
    store::damaged(&format!("purchases.db: {what}"))
}
