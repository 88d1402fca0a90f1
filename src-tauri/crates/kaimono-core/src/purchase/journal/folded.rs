//! What the events of each purchase come to, beside them and written with them. Opening reads from here what is not at rest.
//!
//! A journal of an earlier version has nothing here, and one written with another [`FOLD`] has it in another shape. Then all of
//! it is rebuilt from the events, once ([`Unfolded`]), with the exceptions that only old journals need.

use super::{IMPORTS, broken, format, imported, inside, said::Said};
use crate::{
    error::{Code, Result},
    limits::{
        calendar::Day,
        counted::{Counted, counted},
        gate::Ledger,
    },
    purchase::{
        event::Event,
        state::{FOLD, Impossible, Payment, State},
    },
    store,
};
use masumi::moment::Moment;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

pub(super) const SCHEMA: &str = "
    -- What the events come to; losing it costs a replay, nothing else.
    CREATE TABLE folded (
        purchase TEXT    PRIMARY KEY,
        owns     BLOB    UNIQUE,   -- SHA-256 of its own blockchain identifier in lower case
        awake    INTEGER NOT NULL, -- 0: at rest
        state    TEXT    NOT NULL  -- purchase::state::State::text
    ) STRICT;
    CREATE INDEX folded_awake ON folded (purchase) WHERE awake = 1;
    -- What counts towards limits, whether at rest or not: limits::counted.
    CREATE TABLE counted (
        purchase TEXT PRIMARY KEY,
        day      TEXT NOT NULL,
        agent    TEXT NOT NULL,
        seller   TEXT NOT NULL,
        amounts  TEXT NOT NULL  -- JSON of masumi::money::Money
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX counted_day ON counted (day);
    CREATE TABLE at_rest (
        number     INTEGER PRIMARY KEY,
        purchase   TEXT    NOT NULL UNIQUE,
        created_at INTEGER NOT NULL,
        grp        TEXT    NOT NULL,
        key        TEXT,              -- NULL: made here
        agent      TEXT    NOT NULL,
        words      TEXT    NOT NULL,
        name       TEXT    NOT NULL,  -- of the agent, in lower case
        phase      TEXT    NOT NULL,
        unit       TEXT,              -- of its price, and the sum: sorted as a text; NULL: none, or not known
        amount     TEXT,
        units      TEXT,              -- all units of its price, where there are several
        identifier TEXT    NOT NULL,  -- its beginning
        bought     INTEGER NOT NULL,
        delivered  INTEGER NOT NULL,
        refunded   INTEGER NOT NULL,
        took       INTEGER,
        wallet     TEXT,
        generation TEXT,
        lesson_at  INTEGER
    ) STRICT;
    CREATE INDEX at_rest_newest ON at_rest (created_at DESC, purchase, key);
    CREATE INDEX at_rest_group ON at_rest (grp, created_at DESC, purchase, key);
    CREATE INDEX at_rest_agent ON at_rest (agent, created_at DESC);
    -- The newest come first among those of one value, whichever way that is sorted: so each way has an index.
    CREATE INDEX at_rest_name ON at_rest (name, created_at DESC, purchase, key);
    CREATE INDEX at_rest_name_down ON at_rest (name DESC, created_at DESC, purchase, key);
    CREATE INDEX at_rest_phase ON at_rest (phase, created_at DESC, purchase, key);
    CREATE INDEX at_rest_price ON at_rest (unit, amount, created_at DESC, purchase, key);
    CREATE INDEX at_rest_price_down ON at_rest (unit DESC, amount DESC, created_at DESC, purchase, key);
    CREATE INDEX at_rest_units ON at_rest (units) WHERE units IS NOT NULL;
    CREATE INDEX at_rest_agent_name ON at_rest (agent, name, created_at DESC, purchase, key);
    CREATE INDEX at_rest_identifier ON at_rest (identifier);
    -- Anywhere in them, from three letters on; and the beginnings of words, for fewer.
    CREATE VIRTUAL TABLE at_rest_words USING fts5 (words, content='at_rest', content_rowid='number', tokenize='trigram');
    CREATE VIRTUAL TABLE at_rest_starts USING fts5 (words, content='at_rest', content_rowid='number',
        tokenize='unicode61 remove_diacritics 0', prefix='1 2', detail=none);
    -- Counted as they come and go. here: 1: made here; key: '' where there is none.
    CREATE TABLE at_rest_group_count (
        grp TEXT NOT NULL, here INTEGER NOT NULL, key TEXT NOT NULL, many INTEGER NOT NULL, PRIMARY KEY (grp, here, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE at_rest_bought_count (
        agent TEXT NOT NULL, here INTEGER NOT NULL, key TEXT NOT NULL, many INTEGER NOT NULL, PRIMARY KEY (agent, here, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE at_rest_wallet (wallet TEXT NOT NULL, generation TEXT NOT NULL, PRIMARY KEY (wallet, generation)) STRICT, WITHOUT ROWID;
    CREATE TRIGGER at_rest_comes AFTER INSERT ON at_rest BEGIN
        INSERT INTO at_rest_words (rowid, words) VALUES (new.number, new.words);
        INSERT INTO at_rest_starts (rowid, words) VALUES (new.number, new.words);
        INSERT INTO at_rest_group_count VALUES (new.grp, new.key IS NULL, ifnull(new.key, ''), 1)
            ON CONFLICT DO UPDATE SET many = many + 1;
        INSERT INTO at_rest_bought_count VALUES (new.agent, new.key IS NULL, ifnull(new.key, ''), new.bought)
            ON CONFLICT DO UPDATE SET many = many + excluded.many;
        INSERT OR IGNORE INTO at_rest_wallet SELECT new.wallet, ifnull(new.generation, '') WHERE new.wallet IS NOT NULL;
    END;
    CREATE TRIGGER at_rest_goes AFTER DELETE ON at_rest BEGIN
        INSERT INTO at_rest_words (at_rest_words, rowid, words) VALUES ('delete', old.number, old.words);
        INSERT INTO at_rest_starts (at_rest_starts, rowid, words) VALUES ('delete', old.number, old.words);
        UPDATE at_rest_group_count SET many = many - 1
            WHERE grp = old.grp AND here = (old.key IS NULL) AND key = ifnull(old.key, '');
        UPDATE at_rest_bought_count SET many = many - old.bought
            WHERE agent = old.agent AND here = (old.key IS NULL) AND key = ifnull(old.key, '');
    END;
";

/// The mark of a journal beside whose events everything stands that they come to; its value tells how it was folded.
const FOLDED: &str = "folded";
/// The same of one of which that is being made.
const FOLDING: &str = "folding";

/// The number of the shape of what is kept of purchases at rest: raised whenever [`SCHEMA`] or what is written there is another.
const SHAPE: i64 = 5;

/// Folded as this version folds, from events of a format that it knows.
fn as_now() -> String {
    format!("{FOLD}.{SHAPE}.{}", format::FORMAT)
}

/// Writes what a purchase has come to, awake. `false`: another one owns its identifier.
pub(super) fn write(connection: &Connection, purchase: &str, state: &State) -> Result<bool> {
    let text = state.text().map_err(|error| broken(&error.to_string()))?;
    let mut owns = state.known_to_node().map(owned);
    if let Some(own) = &owns
        && owner(connection, own)?.is_some_and(|owner| owner != purchase)
    {
        // One that had it already, by what an earlier version recorded, goes on without.
        if self::state(connection, purchase)?.is_none_or(|before| before.known_to_node().is_none()) {
            return Ok(false);
        }
        owns = None;
    }
    connection
        .prepare_cached(
            "INSERT INTO folded (purchase, owns, awake, state) VALUES (?1, ?2, 1, ?3)
             ON CONFLICT (purchase) DO UPDATE SET owns = excluded.owns, awake = 1, state = excluded.state",
        )
        .and_then(|mut write| write.execute(params![purchase, owns, text]))
        .map_err(store::failed)?;
    count(connection, purchase, state)?;
    inside::write(connection, purchase, state)?;
    Ok(true)
}

/// Writes what a purchase counts towards limits.
fn count(connection: &Connection, purchase: &str, state: &State) -> Result<()> {
    let Some(Counted { day, agent, seller, amounts }) = counted(state) else {
        let sql = "DELETE FROM counted WHERE purchase = ?1";
        let deleted = connection.prepare_cached(sql).and_then(|mut delete| delete.execute([purchase]));
        return deleted.map(drop).map_err(store::failed);
    };
    let amounts = serde_json::to_string(&amounts).map_err(|error| broken(&error.to_string()))?;
    connection
        .prepare_cached(
            "INSERT INTO counted (purchase, day, agent, seller, amounts) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (purchase) DO UPDATE SET day = excluded.day, amounts = excluded.amounts
             WHERE day IS NOT excluded.day OR amounts IS NOT excluded.amounts",
        )
        .and_then(|mut write| write.execute(params![purchase, day.to_string(), agent, seller, amounts]))
        .map(drop)
        .map_err(store::failed)
}

/// What counts towards limits in the month of a day and after, or in the newest month of which something does.
pub(super) fn ledger(connection: &Connection, day: Day) -> Result<Ledger> {
    let newest: Option<String> =
        connection.query_row("SELECT max(day) FROM counted", [], |row| row.get(0)).map_err(store::failed)?;
    let newest = newest.map(|text| Day::parse(&text).ok_or_else(|| broken("counted: no day"))).transpose()?;
    let since = newest.map_or(day, |newest| newest.max(day)).month();
    let sql = "SELECT purchase, day, agent, seller, amounts FROM counted WHERE day >= ?1";
    let mut select = connection.prepare_cached(sql).map_err(store::failed)?;
    let rows = select
        .query_map([since.to_string()], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?, row.get::<_, String>(4)?))
        })
        .map_err(store::failed)?;
    let mut entries = Vec::new();
    for row in rows {
        let (purchase, day, agent, seller, amounts) = row.map_err(store::failed)?;
        let day = Day::parse(&day).ok_or_else(|| broken("counted: no day"))?;
        let amounts = serde_json::from_str(&amounts).map_err(|error| broken(&format!("counted: {error}")))?;
        entries.push((purchase, Counted { day, agent, seller, amounts }));
    }
    Ok(Ledger { newest, entries })
}

/// Nothing happens to a purchase by itself any more.
pub(super) fn put_to_rest(connection: &Connection, purchase: &str) -> Result<()> {
    let sql = "UPDATE folded SET awake = 0 WHERE purchase = ?1";
    connection.prepare_cached(sql).and_then(|mut update| update.execute([purchase])).map(drop).map_err(store::failed)
}

/// By what a blockchain identifier is found.
pub(super) fn owned(identifier: &str) -> Vec<u8> {
    Sha256::digest(identifier.to_ascii_lowercase()).to_vec()
}

/// The purchase that owns an identifier.
pub(super) fn owner(connection: &Connection, owns: &[u8]) -> Result<Option<String>> {
    connection
        .prepare_cached("SELECT purchase FROM folded WHERE owns = ?1")
        .and_then(|mut select| select.query_row([owns], |row| row.get(0)).optional())
        .map_err(store::failed)
}

/// The state of a purchase.
pub(super) fn state(connection: &Connection, purchase: &str) -> Result<Option<State>> {
    let found: Result<Option<State>> = connection
        .prepare_cached("SELECT state FROM folded WHERE purchase = ?1")
        .and_then(|mut select| select.query_row([purchase], |row| row.get::<_, String>(0)).optional())
        .map_err(store::failed)
        .and_then(|text| text.map(|text| read(&text)).transpose());
    match found {
        // What stands beside the events can be damaged, too: they say what it was.
        Err(damaged) if damaged.code == Code::StoreDamaged => {
            replay(connection, &[purchase])?.states.remove(purchase).ok_or(damaged).map(Some)
        }
        found => found,
    }
}

/// The states of all that are not at rest.
pub(super) fn awake(connection: &Connection) -> Result<Vec<(String, State)>> {
    let mut select = connection
        .prepare("SELECT purchase, state FROM folded INDEXED BY folded_awake WHERE awake = 1")
        .map_err(store::failed)?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?))).map_err(store::failed)?;
    rows.map(|row| {
        let (purchase, text) = row.map_err(store::failed)?;
        Ok((purchase, read(&text)?))
    })
    .collect()
}

pub(super) fn read(text: &str) -> Result<State> {
    State::from_text(text).map_err(|error| broken(&format!("folded: {error}")))
}

/// Writes what an old purchase has come to. Where two have one identifier, the first of them owns it: an agent that repeats that of
/// an earlier purchase must not get its rows.
pub(super) fn write_old(connection: &Connection, purchase: &str, state: &State) -> Result<()> {
    if write(connection, purchase, state)? {
        return Ok(());
    }
    let Some(owns) = state.known_to_node().map(owned) else { return Ok(()) };
    let other = owner(connection, &owns)?.unwrap_or_default();
    let since = self::state(connection, &other)?.map(|other| other.created_at);
    let first = since.is_none_or(|since| (state.created_at, purchase) < (since, other.as_str()));
    let loses = if first { other.as_str() } else { purchase };
    let text = state.text().map_err(|error| broken(&error.to_string()))?;
    connection
        .execute("UPDATE folded SET owns = NULL WHERE purchase = ?1", [loses])
        .and_then(|_| {
            let sql = "INSERT OR REPLACE INTO folded (purchase, owns, awake, state) VALUES (?1, ?2, 1, ?3)";
            connection.execute(sql, params![purchase, first.then_some(owns), text])
        })
        .map_err(store::failed)?;
    count(connection, purchase, state)?;
    inside::write(connection, purchase, state)
}

/// What of a journal stands beside nothing yet.
#[derive(Debug, Default)]
pub(crate) struct Unfolded {
    /// Purchases, those that something happened to last at the end.
    pub(crate) left: Vec<String>,
    /// Those whose beginning stands among the events of another.
    pub(crate) later: Vec<String>,
    /// All purchases that have events.
    pub(crate) all: usize,
}

/// Finds out what has to be made from the events; `None`: nothing.
pub(super) fn unfolded(connection: &mut Connection) -> Result<Option<Unfolded>> {
    let mark = |name: &str| -> Result<Option<String>> {
        let sql = "SELECT value FROM mark WHERE name = ?1";
        connection.query_row(sql, [name], |row| row.get(0)).optional().map_err(store::failed)
    };
    if mark(FOLDED)? == Some(as_now()) {
        #[cfg(test)]
        check(connection);
        return Ok(None);
    }
    if mark(FOLDING)? != Some(as_now()) {
        let transaction = connection.transaction().map_err(store::failed)?;
        let anew =
            "DROP TABLE at_rest_words; DROP TABLE at_rest_starts; DROP TABLE at_rest; DROP TABLE at_rest_group_count;
                    DROP TABLE at_rest_bought_count; DROP TABLE at_rest_wallet; DROP TABLE folded; DROP TABLE IF EXISTS counted;";
        transaction
            .execute_batch(&format!("{anew} {SCHEMA} {} {}", inside::DROP, inside::SCHEMA))
            .map_err(store::failed)?;
        set_mark(&transaction, FOLDING)?;
        transaction.commit().map_err(store::failed)?;
    }
    let ids = |sql: &str| -> Result<Vec<String>> {
        let mut select = connection.prepare(sql).map_err(store::failed)?;
        let rows = select.query_map([], |row| row.get(0)).map_err(store::failed)?;
        rows.map(|row| row.map_err(store::failed)).collect()
    };
    let left = ids("SELECT purchase FROM event GROUP BY purchase
                    HAVING purchase NOT IN (SELECT purchase FROM folded) ORDER BY max(seq)")?;
    let all = left.len() + ids("SELECT purchase FROM folded")?.len();
    Ok(Some(Unfolded { left, later: Vec::new(), all }))
}

fn set_mark(connection: &Connection, name: &str) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO mark (name, value) VALUES (?1, ?2)";
    connection.execute(sql, [name, &as_now()]).map(drop).map_err(store::failed)
}

/// Makes everything anew at once.
pub(super) fn fold_all(connection: &mut Connection) -> Result<()> {
    if unfolded(connection)?.is_none() {
        return Ok(());
    }
    let states = replay_all(connection)?;
    let transaction = connection.transaction().map_err(store::failed)?;
    for (purchase, state) in states {
        write_old(&transaction, &purchase, &state)?;
    }
    transaction.commit().map_err(store::failed)?;
    end(connection)
}

/// Notes that everything stands beside the events.
pub(super) fn end(connection: &Connection) -> Result<()> {
    set_mark(connection, FOLDED)?;
    connection.execute("DELETE FROM mark WHERE name = ?1", [FOLDING]).map_err(store::failed)?;
    #[cfg(test)]
    check(connection);
    Ok(())
}

/// What the events of a purchase come to, with the import that was parted from it; `None`: its beginning stands among the events of
/// another.
pub(super) fn fold(connection: &Connection, purchase: &str) -> Result<Option<BTreeMap<String, State>>> {
    let first = "SELECT kind FROM event WHERE purchase = ?1 ORDER BY seq LIMIT 1";
    let kind: String = connection.query_row(first, [purchase], |row| row.get(0)).map_err(store::failed)?;
    if purchase.starts_with(IMPORTS) && kind != "imported" {
        return Ok(None);
    }
    let replay = replay(connection, &[purchase])?;
    let Some(import) = replay.parted.get(purchase) else { return Ok(Some(replay.states)) };
    // Its events, and what earlier versions recorded elsewhere of the same purchase.
    self::replay(connection, &[purchase, import]).map(|replay| Some(replay.states))
}

/// Makes everything anew from the events at the next opening.
pub(super) fn forget(connection: &Connection) -> Result<()> {
    let sql = "DELETE FROM mark WHERE name IN (?1, ?2)";
    connection.execute(sql, [FOLDED, FOLDING]).map(drop).map_err(store::failed)
}

/// What the events of these purchases come to; of all, where none is named. One of a later format, or one that does not parse or does
/// not fit, is an error: a journal is never read by halves.
fn replay(connection: &Connection, purchases: &[&str]) -> Result<Replay> {
    let (mut replay, mut said) = (Replay::default(), BTreeMap::<String, Said>::new());
    let which = match purchases {
        [] => "",
        [_] => "WHERE purchase = ?1",
        _ => "WHERE purchase IN (?1, ?2)",
    };
    let sql = format!("SELECT purchase, at, kind, body, format FROM event {which} ORDER BY seq");
    let mut select = connection.prepare_cached(&sql).map_err(store::failed)?;
    let rows = select
        .query_map(params_from_iter(purchases), |row| {
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
        let said = said.entry(purchase.clone()).or_default();
        let event = format::read(&kind, &body, said).map_err(|error| broken(&format!("{kind}: {error}")))?;
        replay.take(purchase, Moment(at), &event, format).map_err(|error| broken(&error.to_string()))?;
    }
    Ok(replay)
}

/// What all events come to.
pub(super) fn replay_all(connection: &Connection) -> Result<BTreeMap<String, State>> {
    replay(connection, &[]).map(|replay| replay.states)
}

/// In tests whoever opens a journal holds what stands beside the events against them.
#[cfg(test)]
fn check(connection: &Connection) {
    let mut stands: BTreeMap<String, String> = BTreeMap::new();
    let mut select = connection.prepare("SELECT purchase, state FROM folded").unwrap();
    stands.extend(select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(std::result::Result::unwrap));
    let Ok(states) = replay_all(connection) else { return };
    let counts: BTreeMap<_, _> =
        states.iter().filter_map(|(purchase, state)| Some((purchase.clone(), counted(state)?))).collect();
    let ledger = ledger(connection, Day::parse("1970-01-01").unwrap()).unwrap();
    let month = ledger.newest.map(Day::month);
    let newest = counts.iter().filter(|(_, counted)| Some(counted.day.month()) == month);
    let newest: BTreeMap<_, _> = newest.map(|(purchase, counted)| (purchase.clone(), counted.clone())).collect();
    assert_eq!(
        ledger.entries.into_iter().collect::<BTreeMap<_, _>>(),
        newest,
        "what counts is what the events come to"
    );
    let come_to: BTreeMap<String, String> =
        states.into_iter().map(|(purchase, state)| (purchase, state.text().unwrap())).collect();
    assert_eq!(stands, come_to, "what stands beside the events is what they come to");
}

/// The purchases of a journal, as far as it was read.
#[derive(Default)]
struct Replay {
    states: BTreeMap<String, State>,
    /// Purchases of unproven terms that had got another purchase's row, and the import that this row is now.
    parted: BTreeMap<String, String>,
}

impl Replay {
    fn take(
        &mut self,
        purchase: String,
        at: Moment,
        event: &Event,
        format: i64,
    ) -> std::result::Result<(), Impossible> {
        let Some(state) = self.states.get_mut(&purchase) else {
            self.states.insert(purchase, State::first(at, event)?);
            return Ok(());
        };
        // The first format had one word for a no and for no answer in time.
        let expired = format == format::FIRST && (state.payment == Payment::None || state.has_expired(at));
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
