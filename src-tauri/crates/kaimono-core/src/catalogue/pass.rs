//! How far the registry is read, in the store of the mirror. A pass over the whole registry is kept page by page, so that it goes
//! on where it was after a failure, a restart or a cancel. What a pass met is told by its number; what was told of an agent, by two
//! short hashes, so that what says the same is neither read nor written again.

use super::{columns::Row, write::bounded};
use masumi::{
    moment::{MINUTE, Moment},
    registry::{Entry, RawEntry},
};
use rusqlite::{Connection, OptionalExtension, Transaction};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// A registry that lists more is not read to its end.
pub(super) const MOST: u32 = 200_000;
/// Changes made while the registry was read whole may have been missed by so much.
const OVERLAP: i64 = 10 * MINUTE;

/// `pass` has one row: the pass under way (`begun_at`), and how the last whole one ended. Times are the machine's, except
/// `begun_in_node_time`. `met` stands beside `agent`, and goes with it.
pub(super) const SCHEMA: &str = "
    CREATE TABLE pass (
        only INTEGER PRIMARY KEY CHECK (only = 0),
        number INTEGER NOT NULL DEFAULT 0,
        begun_at INTEGER,
        begun_in_node_time INTEGER NOT NULL DEFAULT 0,
        cursor TEXT,
        read INTEGER NOT NULL DEFAULT 0,
        unread INTEGER NOT NULL DEFAULT 0,
        newest INTEGER,
        full_at INTEGER,
        full_read INTEGER,
        full_unread INTEGER NOT NULL DEFAULT 0,
        cut INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    INSERT INTO pass (only) VALUES (0);
    CREATE TABLE met (
        row INTEGER PRIMARY KEY REFERENCES agent (row) ON DELETE CASCADE,
        pass INTEGER NOT NULL,
        steady INTEGER NOT NULL,
        whole INTEGER NOT NULL
    ) STRICT;
";

/// A pass that is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pass {
    pub(super) number: i64,
    /// By this machine's clock.
    pub(super) begun_at: Moment,
    pub(super) begun_in_node_time: Moment,
    /// The row from which it goes on; `None`: from the first.
    pub(super) cursor: Option<String>,
    /// Rows so far, those among them that could not be read, and the newest change of a status.
    pub(super) read: u32,
    pub(super) unread: u32,
    pub(super) newest: Option<Moment>,
}

/// How the last whole pass ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Full {
    /// When it began, by this machine's clock.
    pub(super) at: Option<Moment>,
    /// Rows that it read; `None`: there was none.
    pub(super) read: Option<u32>,
    /// Those among them that could not be read.
    pub(super) unread: u32,
    /// The registry lists more than is read.
    pub(super) cut: bool,
}

/// How a pass ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It met everybody: who was not met is gone.
    Complete,
    /// The registry lists more than is read. Nobody is taken for gone.
    Cut,
    /// The list changed under our feet, so that there was no way on. Nobody is taken for gone.
    Lost,
}

/// What a page brought to a pass.
#[derive(Clone, Debug)]
pub(super) struct Brought {
    pub(super) read: u32,
    pub(super) unread: u32,
    pub(super) is_empty: bool,
    pub(super) newest: Option<Moment>,
    /// The row from which the list goes on.
    pub(super) next: Option<String>,
}

impl Pass {
    /// Takes a page into account; `Some`: it was the last.
    pub(super) fn take(&mut self, page: Brought) -> Option<End> {
        let asked_by_row = self.cursor.is_some();
        self.read = self.read.saturating_add(page.read);
        self.unread = self.unread.saturating_add(page.unread);
        self.newest = self.newest.max(page.newest);
        match page.next {
            Some(_) if self.read >= MOST => Some(End::Cut),
            Some(next) => {
                self.cursor = Some(next);
                None
            }
            // The row of the cursor always comes again. When it does not, the list changed under our feet.
            None if page.read > 0 || (page.is_empty && asked_by_row) => Some(End::Lost),
            None => Some(End::Complete),
        }
    }

    /// Where reading what changed begins after it: what changed while it read is read again.
    fn mark(&self) -> Option<Moment> {
        self.newest.map(|newest| newest.min(self.begun_in_node_time).plus(-OVERLAP))
    }
}

/// The pass under way.
pub(super) fn under_way(connection: &Connection) -> rusqlite::Result<Option<Pass>> {
    let sql =
        "SELECT number, begun_at, begun_in_node_time, cursor, read, unread, newest FROM pass WHERE begun_at NOTNULL";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Pass {
            number: row.get(0)?,
            begun_at: Moment(row.get(1)?),
            begun_in_node_time: Moment(row.get(2)?),
            cursor: row.get(3)?,
            read: row.get(4)?,
            unread: row.get(5)?,
            newest: row.get::<_, Option<i64>>(6)?.map(Moment),
        })
    };
    connection.query_row(sql, [], read).optional()
}

/// How the last whole pass ended.
pub(super) fn full(connection: &Connection) -> rusqlite::Result<Full> {
    connection.query_row("SELECT full_at, full_read, full_unread, cut FROM pass", [], |row| {
        let at: Option<i64> = row.get(0)?;
        Ok(Full { at: at.map(Moment), read: row.get(1)?, unread: row.get(2)?, cut: row.get(3)? })
    })
}

/// Begins a pass; one that was under way is given up.
pub(super) fn begin(connection: &Connection, machine: Moment, node: Moment) -> rusqlite::Result<Pass> {
    let number = connection.query_row(
        "UPDATE pass SET number = number + 1, begun_at = ?1, begun_in_node_time = ?2, cursor = NULL, read = 0, unread = 0,
            newest = NULL RETURNING number",
        (machine.0, node.0),
        |row| row.get(0),
    )?;
    Ok(Pass { number, begun_at: machine, begun_in_node_time: node, cursor: None, read: 0, unread: 0, newest: None })
}

/// Keeps how far a pass is, with the rows of its page. A store that was begun anew meanwhile knows no such pass: it stays so, and
/// the next reading begins at the first page.
pub(super) fn keep(transaction: &Transaction<'_>, pass: &Pass) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("UPDATE pass SET cursor = ?2, read = ?3, unread = ?4, newest = ?5 WHERE number = ?1")?
        .execute((pass.number, &pass.cursor, pass.read, pass.unread, pass.newest.map(|newest| newest.0)))?;
    Ok(())
}

/// Ends a pass: who is gone by it, by row and agentIdentifier. The next sync may go on from what changed.
pub(super) fn end(
    transaction: &Transaction<'_>,
    pass: &Pass,
    end: End,
    node: Moment,
) -> rusqlite::Result<Vec<(Row, String)>> {
    let ended =
        transaction.execute("UPDATE pass SET begun_at = NULL, cursor = NULL WHERE number = ?1", [pass.number])?;
    if ended == 0 {
        return Ok(Vec::new());
    }
    if end != End::Lost {
        transaction.execute(
            "UPDATE pass SET full_at = ?1, full_read = ?2, full_unread = ?3, cut = ?4",
            (pass.begun_at.0, pass.read, pass.unread, end == End::Cut),
        )?;
    }
    let mark = pass.mark().filter(|_| end != End::Lost);
    transaction
        .execute("UPDATE standing SET mirrored_at = ?1, mark = ?2, cursor = NULL", (node.0, mark.map(|mark| mark.0)))?;
    if end != End::Complete {
        return Ok(Vec::new());
    }
    transaction
        .prepare("SELECT row, id FROM agent JOIN met USING (row) WHERE pass <> ?1 ORDER BY row")?
        .query_map([pass.number], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// What a registry tells of an agent. To read an entry costs more than to tell that it says nothing new.
pub(super) trait Told {
    /// agentIdentifier, as told.
    fn agent_identifier(&self) -> &str;
    /// All that is told, in some form that stays the same while that does.
    fn whole(&self) -> Cow<'_, str>;
    /// `None`: it cannot be read.
    fn read(&self) -> Option<Entry>;
}

impl Told for RawEntry {
    fn agent_identifier(&self) -> &str {
        RawEntry::agent_identifier(self).unwrap_or_default()
    }

    fn whole(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_json())
    }

    fn read(&self) -> Option<Entry> {
        RawEntry::read(self)
    }
}

/// What is new about an agent.
#[derive(Debug)]
pub(super) enum News {
    /// It was met in this pass already: of two rows for one agent the first counts, which is the newest.
    Again,
    /// The same is told of it.
    Nothing(Row),
    /// It cannot be read.
    Unread,
    /// How often it was checked and answered.
    Counts(Row, Entry, Says),
    /// Something else, or all of it.
    Entry(Entry, Says),
}

/// Two hashes: of all that is told, and of an entry as it is kept, without how often it was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Says {
    whole: i64,
    steady: i64,
}

/// What an entry says, apart from how often it was checked.
fn steady(entry: &Entry) -> rusqlite::Result<i64> {
    let steady =
        Entry { uptime_count: 0, uptime_check_count: 0, last_uptime_check: None, ..bounded(entry).into_owned() };
    let json = serde_json::to_vec(&steady).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    Ok(hash(&json))
}

fn hash(of: &[u8]) -> i64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(Sha256::digest(of)).for_each(|(byte, of)| *byte = of);
    i64::from_le_bytes(bytes)
}

/// What is new about an agent. `pass`: the number of the one that met it; `None`: it was told as changed.
pub(super) fn news(transaction: &Transaction<'_>, told: &impl Told, pass: Option<i64>) -> rusqlite::Result<News> {
    let sql = "SELECT row, pass, steady, whole FROM agent JOIN met USING (row) WHERE id = ?1";
    let id = told.agent_identifier().to_ascii_lowercase();
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?, row.get(2)?, row.get::<_, i64>(3)?));
    let known: Option<(Row, i64, i64, i64)> = transaction.prepare_cached(sql)?.query_row([id], read).optional()?;
    let whole = hash(told.whole().as_bytes());
    match known {
        Some((_, met, ..)) if pass == Some(met) => return Ok(News::Again),
        Some((row, _, _, before)) if before == whole => return Ok(News::Nothing(row)),
        _ => {}
    }
    let Some(entry) = told.read() else { return Ok(News::Unread) };
    let says = Says { whole, steady: steady(&entry)? };
    Ok(match known {
        Some((row, _, before, _)) if before == says.steady => News::Counts(row, entry, says),
        _ => News::Entry(entry, says),
    })
}

/// Notes what is told of an agent now, and who met it.
pub(super) fn meet(transaction: &Transaction<'_>, row: Row, says: Says, pass: Option<i64>) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO met (row, pass, steady, whole) VALUES (?1, coalesce(?2, (SELECT number FROM pass)), ?3, ?4)
             ON CONFLICT (row) DO UPDATE SET pass = excluded.pass, steady = excluded.steady, whole = excluded.whole",
        )?
        .execute((row, pass, says.steady, says.whole))
        .map(drop)
}

/// Notes that a pass met these rows, of which there is nothing to write.
pub(super) fn meet_unchanged(transaction: &Transaction<'_>, rows: &[Row], pass: i64) -> rusqlite::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.iter().map(Row::to_string).collect::<Vec<_>>().join(",");
    transaction
        .prepare_cached("UPDATE met SET pass = ?1 WHERE row IN (SELECT value FROM json_each(?2))")?
        .execute((pass, format!("[{rows}]")))
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::testing::entry;

    fn pass(cursor: Option<&str>, read: u32) -> Pass {
        let begun = Moment(90 * MINUTE);
        let cursor = cursor.map(str::to_owned);
        Pass { number: 1, begun_at: begun, begun_in_node_time: begun, cursor, read, unread: 0, newest: None }
    }

    #[test]
    fn a_pass_ends_where_a_page_says_so() {
        let page = |read, is_empty, next: Option<&str>| Brought {
            read,
            unread: 0,
            is_empty,
            newest: None,
            next: next.map(str::to_owned),
        };
        for (cursor, before, page, end) in [
            (None, 0, page(0, true, None), Some(End::Complete)),
            (None, 0, page(50, false, Some("c")), None),
            (Some("c"), 50, page(0, false, None), Some(End::Complete)),
            // Its cursor leads nowhere; its last row has no name to go on from.
            (Some("c"), 50, page(0, true, None), Some(End::Lost)),
            (Some("c"), 50, page(3, false, None), Some(End::Lost)),
            (Some("c"), MOST - 50, page(49, false, Some("d")), None),
            (Some("c"), MOST - 50, page(50, false, Some("d")), Some(End::Cut)),
        ] {
            let mut pass = pass(cursor, before);
            assert_eq!(pass.take(page.clone()), end, "{cursor:?} {before} {page:?}");
        }
    }

    #[test]
    fn what_changed_while_it_was_read_is_read_again() {
        let mark = |newest| Pass { newest: Some(Moment(newest)), ..pass(None, 0) }.mark();
        assert_eq!(mark(60 * MINUTE), Some(Moment(50 * MINUTE)));
        assert_eq!(mark(100 * MINUTE), Some(Moment(80 * MINUTE)), "seen on a late page: early pages may be older");
    }

    #[test]
    fn a_check_of_the_registry_is_no_news_of_the_entry() {
        let says = |entry: &Entry| steady(entry).expect("json");
        let before = entry("a");
        let checks = [
            Entry { uptime_check_count: 7, ..entry("a") },
            Entry { last_uptime_check: Some(Moment(1)), ..entry("a") },
            Entry { uptime_count: 1, ..entry("a") },
        ];
        for checked in checks {
            assert_eq!(says(&before), says(&checked), "{checked:?}");
        }
        assert_ne!(says(&before), says(&Entry { name: "b".into(), ..entry("a") }));
    }
}
