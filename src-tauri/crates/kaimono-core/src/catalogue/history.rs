//! What the market was before: prices, hosts, versions, names and states of agents, noted when they change and not otherwise. It
//! has a file of its own, which outlives the mirror and may be lost. What nobody watched stays a gap: times at which the
//! registry was read are kept too.

mod facts;
mod past;
mod starred;
#[cfg(test)]
mod tests;

use crate::{
    error::Result,
    store::{self, Step, failed},
    view::history::{AgentPast, AtOnce, ChangeCount, ChangeKind, ChangeView, MarketNews, NewsItem},
};
use facts::{Change, Facts};
use masumi::{
    moment::{DAY, HOUR, Moment},
    node::Network,
    registry::Entry,
};
use rusqlite::{Connection, OptionalExtension, Row, Transaction};
pub(crate) use starred::FavouriteNews;
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Older changes are forgotten.
const KEPT: i64 = 400 * DAY;
/// Of one agent no more are kept.
const KEPT_OF_ONE: u32 = 200;
/// Between two readings that lie no further apart the market counts as watched.
const WATCHED: i64 = 2 * HOUR;
/// One that was offline for so long is back when it is online again.
const AWAY: i64 = DAY;
/// A look at the news lasts so long: what was new at its beginning stays on the page.
const LOOK: i64 = HOUR;
/// Where more agents than this changed at once, and more than one in [`SHARE`], the registry is what changed.
const AT_ONCE: u32 = 100;
const SHARE: u32 = 5;
/// The newest so many changes are told one by one.
const TOLD: usize = 100;

/// `agent`: as it was seen last; `first_at` is NULL where it was there when the watching began. `reading`: one that brought
/// something, and how many agents it changed.
const MIGRATIONS: &[Step] = &[Step::Plain(
    "
    CREATE TABLE standing (
        only INTEGER PRIMARY KEY CHECK (only = 0),
        begun_at INTEGER,
        looked_at INTEGER,
        looked_before INTEGER
    ) STRICT;
    INSERT INTO standing (only) VALUES (0);
    CREATE TABLE agent (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        facts TEXT NOT NULL,
        name TEXT NOT NULL,
        first_at INTEGER,
        away_at INTEGER,
        gone_at INTEGER
    ) STRICT;
    CREATE INDEX agent_gone ON agent (gone_at);
    CREATE TABLE reading (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, agents INTEGER NOT NULL DEFAULT 0) STRICT;
    CREATE TABLE change (
        number INTEGER PRIMARY KEY,
        agent INTEGER NOT NULL REFERENCES agent (row) ON DELETE CASCADE,
        reading INTEGER NOT NULL,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL
    ) STRICT;
    CREATE INDEX change_of_agent ON change (agent, at);
    CREATE INDEX change_at ON change (at);
    CREATE TABLE watched (since INTEGER PRIMARY KEY, until INTEGER NOT NULL) STRICT;
    ",
)];

/// The history of the market of one profile.
pub(super) struct History {
    network: Network,
    connection: Mutex<Connection>,
}

/// What one reading of the registry brought so far.
#[derive(Debug)]
pub(super) struct Noted {
    at: Moment,
    reading: Option<i64>,
}

impl History {
    /// Opens or creates `market-history.db`. One that cannot be read is begun anew; where nothing can be written it is kept in
    /// memory.
    pub(super) fn open(directory: &Path, network: Network) -> Result<History> {
        let path = directory.join("market-history.db");
        let connection = store::open(&path, MIGRATIONS)
            .or_else(|failure| {
                tracing::warn!(%failure, "the history of the market is begun anew");
                for end in ["", "-wal", "-shm"] {
                    // If this fails, opening below fails too.
                    let _ = fs::remove_file(format!("{}{end}", path.display()));
                }
                store::open(&path, MIGRATIONS)
            })
            .or_else(|_| store::open(Path::new(":memory:"), MIGRATIONS))?;
        // What the last moments before a crash brought may be lost, and is told by the registry again.
        connection.execute_batch("PRAGMA synchronous = NORMAL;").map_err(failed)?;
        Ok(History { network, connection: Mutex::new(connection) })
    }

    /// Begins to note what a reading of the registry brings.
    pub(super) fn begin(&self, at: Moment) -> Noted {
        Noted { at, reading: None }
    }

    /// Notes entries that say something else than before.
    pub(super) fn note(&self, noted: &mut Noted, entries: &[Entry]) {
        if entries.is_empty() {
            return;
        }
        self.change(|transaction| {
            let begun = begun_at(transaction)?.is_some();
            for entry in entries {
                let facts = Facts::of(entry, self.network);
                note(transaction, noted, begun, &entry.agent_identifier.to_ascii_lowercase(), &facts)?;
            }
            Ok(())
        });
    }

    /// Notes that a reading came to its end, and who is gone by it. `whole`: from now on who appears is new.
    pub(super) fn end(&self, mut noted: Noted, gone: &[String], whole: bool) {
        self.change(|transaction| {
            for id in gone {
                let found = row_of(transaction, id)?;
                if let Some(known) = found.filter(|known| known.gone_at.is_none()) {
                    leave(transaction, &mut noted, &known)?;
                }
            }
            if whole {
                watched(transaction, noted.at)?;
                transaction.execute("UPDATE standing SET begun_at = coalesce(begun_at, ?1)", [noted.at.0])?;
            }
            forget(transaction, noted.at.plus(-KEPT))
        });
    }

    /// Identifiers of the agents that were listed when they were last seen.
    pub(super) fn listed(&self) -> Vec<String> {
        self.read(|connection| {
            connection.prepare("SELECT id FROM agent WHERE gone_at IS NULL")?.query_map([], |row| row.get(0))?.collect()
        })
        .unwrap_or_default()
    }

    /// What changed since the person looked.
    pub(super) fn news(&self) -> Result<MarketNews> {
        self.read(|connection| {
            let (begun, looked, before): (Option<i64>, Option<i64>, Option<i64>) = connection.query_row(
                "SELECT begun_at, looked_at, looked_before FROM standing",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )?;
            let Some(begun) = begun else { return Ok(MarketNews::default()) };
            let since = before.unwrap_or(begun);
            let seen = looked.unwrap_or(begun);
            let bulk = at_once(connection, since)?;
            let mut news = MarketNews {
                since: Some(Moment(since)),
                at_once: bulk.values().copied().collect(),
                unseen: u32::try_from(bulk.values().filter(|at_once| at_once.at.0 > seen).count()).unwrap_or(u32::MAX),
                ..MarketNews::default()
            };
            let mut counts: BTreeMap<ChangeKind, u32> = BTreeMap::new();
            let mut changes = connection.prepare(
                "SELECT change.at, kind, before, after, reading, id, name, gone_at FROM change JOIN agent ON agent.row = agent
                 WHERE change.at > ?1 AND kind <> 'status' ORDER BY change.at DESC, change.number DESC",
            )?;
            let mut rows = changes.query([since])?;
            while let Some(row) = rows.next()? {
                let Some(change) = Change::read(row)? else { continue };
                if bulk.contains_key(&row.get(4)?) {
                    continue;
                }
                *counts.entry(change.kind).or_default() += 1;
                news.unseen += u32::from(change.at.0 > seen);
                if news.items.len() < TOLD {
                    let (id, name) = (row.get(5)?, row.get(6)?);
                    let listed = row.get::<_, Option<i64>>(7)?.is_none();
                    news.items.push(NewsItem { id, name, listed, change: change.view(self.network) });
                }
            }
            news.counts = counts.into_iter().map(|(kind, count)| ChangeCount { kind, count }).collect();
            Ok(news)
        })
    }

    /// Notes that the person looks at the news.
    pub(super) fn looked(&self, at: Moment) -> Result<()> {
        self.read(|connection| {
            connection
                .execute(
                    "UPDATE standing SET looked_before =
                        CASE WHEN looked_at IS NULL OR abs(?1 - looked_at) >= ?2 THEN looked_at ELSE looked_before END,
                        looked_at = ?1",
                    (at.0, LOOK),
                )
                .map(drop)
        })
    }

    /// What an agent was before.
    pub(super) fn of(&self, id: &str, now: Moment) -> Result<AgentPast> {
        self.read(|connection| past::of(connection, &id.to_ascii_lowercase(), now, self.network))
    }

    /// What is worth telling of these agents that happened after a moment, the oldest first.
    pub(super) fn of_starred(&self, starred: &BTreeMap<String, Moment>, after: Moment) -> Result<Vec<FavouriteNews>> {
        self.read(|connection| starred::of(connection, starred, after, self.network))
    }

    /// Does work that may fail without anybody minding: what is lost is history.
    fn change(&self, work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>) {
        let mut connection = self.lock();
        let done = connection.transaction().and_then(|transaction| {
            work(&transaction)?;
            transaction.commit()
        });
        if let Err(error) = done {
            tracing::warn!(%error, "the history of the market has a gap: it could not be written");
        }
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&self.lock()).map_err(failed)
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An agent as it was seen last.
struct Known {
    row: i64,
    facts: Facts,
    away_at: Option<i64>,
    gone_at: Option<i64>,
}

fn row_of(connection: &Connection, id: &str) -> rusqlite::Result<Option<Known>> {
    let read = |row: &Row<'_>| {
        let facts = Facts::read(&row.get::<_, String>(1)?);
        Ok(Known { row: row.get(0)?, facts, away_at: row.get(2)?, gone_at: row.get(3)? })
    };
    let sql = "SELECT row, facts, away_at, gone_at FROM agent WHERE id = ?1";
    connection.prepare_cached(sql)?.query_row([id], read).optional()
}

fn begun_at(connection: &Connection) -> rusqlite::Result<Option<Moment>> {
    let begun: Option<i64> = connection.query_row("SELECT begun_at FROM standing", [], |row| row.get(0))?;
    Ok(begun.map(Moment))
}

/// Notes what an entry says now. `begun`: the market was read whole before, so that who was not there is new.
fn note(
    transaction: &Transaction<'_>,
    noted: &mut Noted,
    begun: bool,
    id: &str,
    facts: &Facts,
) -> rusqlite::Result<()> {
    let at = noted.at.0;
    let away = (!facts.is_online()).then_some(at);
    let Some(known) = row_of(transaction, id)? else {
        if facts.is_burned() {
            return Ok(());
        }
        let row = transaction
            .prepare_cached(
                "INSERT INTO agent (id, facts, name, first_at, away_at) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING row",
            )?
            .query_row((id, facts.text(), &facts.name, begun.then_some(at), away), |row| row.get(0))?;
        if begun {
            let change =
                Change { at: noted.at, kind: ChangeKind::Appeared, before: String::new(), after: facts.status.clone() };
            record(transaction, noted, row, &[change])?;
        }
        return Ok(());
    };
    if facts.is_burned() {
        return if known.gone_at.is_none() { leave(transaction, noted, &known) } else { Ok(()) };
    }
    let mut changes = known.facts.changes(facts, noted.at);
    let away_for = known.away_at.map_or(0, |away| at.saturating_sub(away));
    if known.gone_at.is_some() || (facts.is_online() && away_for >= AWAY) {
        let before = if known.gone_at.is_some() { String::new() } else { known.facts.status.clone() };
        changes.push(Change { at: noted.at, kind: ChangeKind::Back, before, after: facts.status.clone() });
    }
    if changes.is_empty() {
        return Ok(());
    }
    let away = if facts.is_online() { None } else { known.away_at.or(away) };
    transaction
        .prepare_cached("UPDATE agent SET facts = ?2, name = ?3, away_at = ?4, gone_at = NULL WHERE row = ?1")?
        .execute((known.row, facts.text(), &facts.name, away))?;
    record(transaction, noted, known.row, &changes)
}

/// Notes that an agent is listed no more.
fn leave(transaction: &Transaction<'_>, noted: &mut Noted, known: &Known) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("UPDATE agent SET gone_at = ?2, away_at = coalesce(away_at, ?2) WHERE row = ?1")?
        .execute((known.row, noted.at.0))?;
    let change =
        Change { at: noted.at, kind: ChangeKind::Gone, before: known.facts.status.clone(), after: String::new() };
    record(transaction, noted, known.row, &[change])
}

/// Writes changes of one agent.
fn record(transaction: &Transaction<'_>, noted: &mut Noted, agent: i64, changes: &[Change]) -> rusqlite::Result<()> {
    let begin = "INSERT INTO reading (at) VALUES (?1) RETURNING number";
    let reading = match noted.reading {
        Some(reading) => reading,
        None => transaction.query_row(begin, [noted.at.0], |row| row.get(0))?,
    };
    noted.reading = Some(reading);
    transaction.prepare_cached("UPDATE reading SET agents = agents + 1 WHERE number = ?1")?.execute([reading])?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO change (agent, reading, at, kind, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for Change { at, kind, before, after } in changes {
        insert.execute((agent, reading, at.0, facts::word(*kind), before, after))?;
    }
    transaction
        .prepare_cached(
            "DELETE FROM change WHERE number IN
                (SELECT number FROM change WHERE agent = ?1 ORDER BY at DESC, number DESC LIMIT -1 OFFSET ?2)",
        )?
        .execute((agent, KEPT_OF_ONE))
        .map(drop)
}

/// Notes that the market was watched at a moment.
fn watched(transaction: &Transaction<'_>, at: Moment) -> rusqlite::Result<()> {
    let longer = transaction.execute(
        "UPDATE watched SET until = max(until, ?1) WHERE since = (SELECT max(since) FROM watched WHERE since <= ?1)
            AND until >= ?1 - ?2",
        (at.0, WATCHED),
    )?;
    if longer == 0 {
        transaction.execute("INSERT OR REPLACE INTO watched (since, until) VALUES (?1, ?1)", [at.0])?;
    }
    Ok(())
}

/// Forgets what happened before a moment.
fn forget(transaction: &Transaction<'_>, before: Moment) -> rusqlite::Result<()> {
    for sql in [
        "DELETE FROM change WHERE at < ?1",
        "DELETE FROM reading WHERE at < ?1",
        "DELETE FROM watched WHERE until < ?1",
        "DELETE FROM agent WHERE gone_at < ?1",
    ] {
        transaction.execute(sql, [before.0])?;
    }
    Ok(())
}

/// Readings after a moment that changed so many agents that the registry is what changed, by their numbers.
fn at_once(connection: &Connection, after: i64) -> rusqlite::Result<BTreeMap<i64, AtOnce>> {
    let known: u32 = connection.query_row("SELECT count(*) FROM agent", [], |row| row.get(0))?;
    let most = AT_ONCE.max(known / SHARE);
    connection
        .prepare_cached("SELECT number, at, agents FROM reading WHERE at > ?1 AND agents > ?2")?
        .query_map((after, most), |row| Ok((row.get(0)?, AtOnce { at: Moment(row.get(1)?), agents: row.get(2)? })))?
        .collect()
}

/// Every change of an agent, the newest first.
fn changes_of(connection: &Connection, agent: i64) -> rusqlite::Result<Vec<Change>> {
    let sql = "SELECT at, kind, before, after FROM change WHERE agent = ?1 ORDER BY at DESC, number DESC";
    let mut changes = connection.prepare_cached(sql)?;
    let mut rows = changes.query([agent])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.extend(Change::read(row)?);
    }
    Ok(found)
}

/// Changes of an agent after a moment with the readings that brought them, the newest first.
fn changes_in_readings(connection: &Connection, agent: i64, after: i64) -> rusqlite::Result<Vec<(i64, Change)>> {
    let sql = "SELECT at, kind, before, after, reading FROM change WHERE agent = ?1 AND at > ?2 ORDER BY at DESC, number DESC";
    let mut changes = connection.prepare_cached(sql)?;
    let mut rows = changes.query([agent, after])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let reading = row.get(4)?;
        found.extend(Change::read(row)?.map(|change| (reading, change)));
    }
    Ok(found)
}

impl Change {
    /// As the page shows it.
    fn view(&self, network: Network) -> ChangeView {
        let prices = matches!(self.kind, ChangeKind::Dearer | ChangeKind::Cheaper | ChangeKind::Repriced);
        let price = |text: &str| prices.then(|| facts::first_price(text, network)).flatten();
        let text = |text: &str| if prices { String::new() } else { text.to_owned() };
        ChangeView {
            at: self.at,
            kind: self.kind,
            before: text(&self.before),
            after: text(&self.after),
            price_before: price(&self.before),
            price_after: price(&self.after),
        }
    }
}
