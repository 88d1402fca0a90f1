//! The store under the catalogue: SQLite. It is a cache: a file that is broken, or of another schema or network, is deleted and
//! recreated, and the next sync fills it. Where nothing can be written, it is kept in memory.
//!
//! Whoever writes and whoever reads have connections of their own, so a search never waits for a sync. Long readings have another
//! one yet, and are broken off by the next ([`Mirror::overtaking`]).

use super::{
    columns::{Change, Columns, Row},
    facts::Word,
    pass::{self, End, Full, News, Pass, Told},
    shown::Shown,
    write::{bounded, forget, write, write_counts},
};
use crate::{
    error::{Code, Failure, Result, Side},
    store::{failed, is_unreadable},
    text::shape,
};
use masumi::{moment::Moment, node::Network, registry::Entry};
use rusqlite::{
    Connection, ErrorCode, InterruptHandle, OpenFlags, OptionalExtension, Transaction, config::DbConfig, types::Type,
};
use serde::de::DeserializeOwned;
use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

/// Raised with every change of [`SCHEMA`] and of how entries are written: the old mirror is then dropped.
const VERSION: i64 = 5;

const PRAGMAS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA busy_timeout = 5000;
    PRAGMA foreign_keys = ON;
";

/// `agent` is narrow; the whole entry stands beside it, and what lists show of it (`shown`), and the seller's
/// key, where it was told (`sold`): the registry's list has none. `asset` is the beginning of the
/// identifier after the policy, which many share, and `tail` its end, backwards: people are shown both ends. `names`,
/// `labels` and `texts` (with both) have no content of their own; what is found in a name is found without passing over what is
/// found elsewhere. The words of all of them are kept for what was typed wrongly: by their parts (`spelling`), by their first
/// letter, those that most agents have first (`initial`), and those of scripts that do not part words (`unparted`). Of a hundred
/// thousand agents of one name the first few are found without a look at the others.
const SCHEMA: &str = "
    CREATE TABLE standing (
        only INTEGER PRIMARY KEY CHECK (only = 0),
        network TEXT NOT NULL,
        mirrored INTEGER NOT NULL DEFAULT 0,
        mirrored_at INTEGER,
        mark INTEGER,
        cursor TEXT
    ) STRICT;
    CREATE TABLE sale (
        id INTEGER PRIMARY KEY,
        entry TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE word (
        id INTEGER PRIMARY KEY,
        kind INTEGER NOT NULL,
        value TEXT NOT NULL,
        name TEXT NOT NULL,
        UNIQUE (kind, value)
    ) STRICT;
    CREATE TABLE agent (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        asset TEXT NOT NULL,
        tail TEXT NOT NULL,
        name TEXT NOT NULL,
        shape TEXT NOT NULL,
        strangeness INTEGER NOT NULL,
        listed INTEGER NOT NULL,
        created INTEGER NOT NULL,
        trust INTEGER NOT NULL,
        pricings INTEGER NOT NULL,
        generations INTEGER NOT NULL,
        sale INTEGER NOT NULL REFERENCES sale (id)
    ) STRICT;
    CREATE TRIGGER agent_listed AFTER INSERT ON agent WHEN NEW.listed BEGIN
        UPDATE standing SET mirrored = mirrored + 1;
    END;
    CREATE TRIGGER agent_changed AFTER UPDATE OF listed ON agent WHEN NEW.listed <> OLD.listed BEGIN
        UPDATE standing SET mirrored = mirrored + NEW.listed - OLD.listed;
    END;
    CREATE TRIGGER agent_gone AFTER DELETE ON agent WHEN OLD.listed BEGIN
        UPDATE standing SET mirrored = mirrored - 1;
    END;
    CREATE INDEX agent_by_shape ON agent (shape, strangeness, created = 0, created, id);
    CREATE INDEX agent_by_name ON agent (name);
    CREATE INDEX agent_by_asset ON agent (asset);
    CREATE INDEX agent_by_tail ON agent (tail);
    CREATE TABLE agent_word (
        row INTEGER NOT NULL REFERENCES agent (row) ON DELETE CASCADE,
        word INTEGER NOT NULL REFERENCES word (id),
        PRIMARY KEY (row, word)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE price (
        row INTEGER NOT NULL REFERENCES agent (row) ON DELETE CASCADE,
        word INTEGER NOT NULL REFERENCES word (id),
        amount INTEGER NOT NULL,
        PRIMARY KEY (row, word)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE entry (
        row INTEGER PRIMARY KEY REFERENCES agent (row) ON DELETE CASCADE,
        json TEXT NOT NULL
    ) STRICT;
    CREATE TABLE shown (
        row INTEGER PRIMARY KEY REFERENCES agent (row) ON DELETE CASCADE,
        json TEXT NOT NULL
    ) STRICT;
    CREATE TABLE sold (
        row INTEGER PRIMARY KEY REFERENCES agent (row) ON DELETE CASCADE,
        key TEXT NOT NULL
    ) STRICT;
    CREATE INDEX sold_by_key ON sold (key);
    CREATE VIRTUAL TABLE names USING fts5(
        name, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
    );
    CREATE VIRTUAL TABLE labels USING fts5(
        author, tags, capability, host,
        content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
    );
    CREATE VIRTUAL TABLE texts USING fts5(
        name, author, tags, capability, host, description,
        content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
    );
    CREATE VIRTUAL TABLE vocabulary USING fts5vocab('texts', 'row');
    CREATE VIRTUAL TABLE spelling USING fts5(word, agents UNINDEXED, tokenize = 'trigram');
    CREATE TABLE initial (
        letter TEXT NOT NULL,
        agents INTEGER NOT NULL,
        word TEXT NOT NULL,
        PRIMARY KEY (letter, agents DESC, word)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE unparted (
        word TEXT PRIMARY KEY,
        agents INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// How far the mirror is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// Agents that are listed.
    pub(super) mirrored: u32,
    /// In node time.
    pub(super) mirrored_at: Option<Moment>,
    /// How it was last read whole.
    pub(super) full: Full,
    /// The last status change seen, from which a diff goes on, and the row it belongs to.
    pub(super) mark: Option<Moment>,
    pub(super) cursor: Option<String>,
}

/// An agent of a list.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) shown: Shown,
    /// The number of the way in which it is sold.
    pub(super) sale: u32,
    /// Payment key hash of its seller, in lower case; `""`: nobody told.
    pub(super) seller_key: String,
    /// Whether the name of another listed agent has the shape of its own.
    pub(super) shares_shape: bool,
}

/// What came of writing.
#[derive(Debug, Default)]
pub(super) struct Wrote {
    /// Entries that say something that was not known, apart from how often they were checked.
    pub(super) news: Vec<Entry>,
    /// So many could not be read.
    pub(super) unread: u32,
}

pub(super) struct Mirror {
    path: PathBuf,
    network: Network,
    writer: Mutex<Connection>,
    /// `None`: not opened yet, or kept in memory, where there is one connection for all.
    reader: Mutex<Option<Connection>>,
    scanner: Mutex<Option<Connection>>,
    /// Breaks off what the scanner does.
    interrupt: Mutex<Option<InterruptHandle>>,
    /// Of which file they are ([`Mirror::file`]). `None`: nobody has looked at the market yet.
    columns: RwLock<Option<(u64, Columns)>>,
    /// Counts the files: one that is begun anew is another.
    file: AtomicU64,
    /// Counts the changes of what is mirrored.
    version: AtomicU64,
    /// How many entries were written since the words of the spelling were read.
    unspelt: AtomicU64,
    /// Whether there is a file that others can read.
    on_disk: AtomicBool,
}

impl Mirror {
    pub(super) fn open(directory: &Path, network: Network) -> Result<Mirror> {
        let path = directory.join("catalogue.db");
        let connection = match connect(&path, network) {
            Ok(connection) => connection,
            Err(error) => {
                let anew = if is_broken(&error) { anew(&path, network) } else { Err(error) };
                anew.or_else(|error| {
                    tracing::warn!(%error, "the mirror of the registry is kept in memory: it cannot be written");
                    in_memory(network)
                })
                .map_err(failed)?
            }
        };
        let on_disk = is_on_disk(&connection);
        Ok(Mirror {
            path,
            network,
            writer: Mutex::new(connection),
            reader: Mutex::default(),
            scanner: Mutex::default(),
            interrupt: Mutex::default(),
            columns: RwLock::default(),
            file: AtomicU64::new(0),
            version: AtomicU64::new(1),
            unspelt: AtomicU64::new(0),
            on_disk: AtomicBool::new(on_disk),
        })
    }

    pub(super) fn network(&self) -> Network {
        self.network
    }

    /// Another number after every change of what is mirrored.
    pub(super) fn version(&self) -> u64 {
        self.version.load(Ordering::Acquire)
    }

    pub(super) fn standing(&self) -> Result<Standing> {
        self.read(|connection| {
            let full = pass::full(connection)?;
            connection.query_row("SELECT mirrored, mirrored_at, mark, cursor FROM standing", [], |row| {
                let moment = |at| row.get::<_, Option<i64>>(at).map(|millis| millis.map(Moment));
                Ok(Standing {
                    mirrored: row.get(0)?,
                    mirrored_at: moment(1)?,
                    full: full.clone(),
                    mark: moment(2)?,
                    cursor: row.get(3)?,
                })
            })
        })
    }

    /// The pass over the whole registry that is under way.
    pub(super) fn pass(&self) -> Result<Option<Pass>> {
        self.read(pass::under_way)
    }

    /// Begins to read the registry whole: what a complete pass does not meet is gone. Times of this machine and of the node.
    pub(super) fn begin_pass(&self, machine: Moment, node: Moment) -> Result<Pass> {
        self.with(|connection| pass::begin(connection, machine, node))
    }

    /// Ends a pass, and forgets who is gone by it: their agentIdentifiers.
    pub(super) fn end_pass(&self, pass: &Pass, end: End, node: Moment) -> Result<Vec<String>> {
        let (gone, changes) = self.transaction(|transaction| {
            let (rows, gone): (Vec<Row>, Vec<String>) = pass::end(transaction, pass, end, node)?.into_iter().unzip();
            let changes = rows.into_iter().map(|row| forget(transaction, row)).collect::<rusqlite::Result<Vec<_>>>()?;
            Ok((gone, changes))
        })?;
        self.follow(changes);
        if !gone.is_empty() {
            self.version.fetch_add(1, Ordering::Release);
        }
        self.learn_words()?;
        Ok(gone)
    }

    /// Writes what a pass met, or (`pass` is `None`) what changed, and how far the pass is.
    pub(super) fn write<T: Told>(&self, told: &[T], pass: Option<&Pass>) -> Result<Wrote> {
        let (wrote, changes) = self.transaction(|transaction| {
            let number = pass.map(|pass| pass.number);
            let (mut unchanged, mut wrote, mut changes) = (Vec::new(), Wrote::default(), Vec::new());
            for told in told {
                let (change, says) = match pass::news(transaction, told, number)? {
                    News::Again => continue,
                    News::Unread => {
                        wrote.unread += 1;
                        continue;
                    }
                    News::Nothing(row) => {
                        unchanged.push(row);
                        continue;
                    }
                    News::Counts(row, entry, says) => {
                        (write_counts(transaction, row, &bounded(&entry), self.network)?, says)
                    }
                    News::Entry(entry, says) => {
                        let change = write(transaction, &bounded(&entry), self.network)?;
                        wrote.news.push(entry);
                        (change, says)
                    }
                };
                pass::meet(transaction, change.row, says, number)?;
                changes.push(change);
            }
            if let Some(pass) = pass {
                pass::meet_unchanged(transaction, &unchanged, pass.number)?;
                pass::keep(transaction, pass)?;
            }
            Ok((wrote, changes))
        })?;
        if !wrote.news.is_empty() {
            self.unspelt.fetch_add(wrote.news.len() as u64, Ordering::Relaxed);
        }
        // A version is told once all of it can be seen.
        self.follow(changes);
        if !wrote.news.is_empty() {
            self.version.fetch_add(1, Ordering::Release);
        }
        Ok(wrote)
    }

    /// Those of these agents (identifiers in lower case) that it does not know.
    pub(super) fn unknown(&self, agents: &[String]) -> Result<Vec<String>> {
        self.read(|connection| {
            let mut known = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM agent WHERE id = ?1)")?;
            let known: Vec<bool> =
                agents.iter().map(|id| known.query_row([id], |row| row.get(0))).collect::<rusqlite::Result<_>>()?;
            Ok(agents.iter().zip(known).filter(|(_, known)| !known).map(|(id, _)| id.clone()).collect())
        })
    }

    /// Notes how far a diff has come.
    pub(super) fn set_mark(&self, mark: Moment, cursor: Option<&str>) -> Result<()> {
        self.with(|connection| {
            connection.execute("UPDATE standing SET mark = ?1, cursor = ?2", (mark.0, cursor)).map(drop)
        })
    }

    /// Notes that a diff came to its end.
    pub(super) fn end_diff(&self, now: Moment) -> Result<()> {
        self.with(|connection| connection.execute("UPDATE standing SET mirrored_at = ?1", [now.0]).map(drop))?;
        self.learn_words()
    }

    pub(super) fn entry(&self, id: &str) -> Result<Option<Entry>> {
        self.read(|connection| {
            let sql = "SELECT json FROM entry JOIN agent USING (row) WHERE id = ?1";
            connection.prepare_cached(sql)?.query_row([id.to_ascii_lowercase()], parsed).optional()
        })
    }

    /// The entries in these rows. `None`: nobody is listed there any more.
    pub(super) fn entries(&self, rows: &[Row]) -> Result<Vec<Option<Entry>>> {
        self.read(|connection| {
            let sql = "SELECT json FROM entry JOIN agent USING (row) WHERE row = ?1 AND listed";
            let mut entries = connection.prepare_cached(sql)?;
            rows.iter().map(|row| entries.query_row([row], parsed).optional()).collect()
        })
    }

    /// What lists show of the agents in these rows. `None`: nobody is listed there any more.
    pub(super) fn listed(&self, rows: &[Row]) -> Result<Vec<Option<Listed>>> {
        self.read(|connection| {
            let mut listed = connection.prepare_cached(LISTED)?;
            let read = |row: &rusqlite::Row<'_>| {
                let (sale, seller_key, shares_shape) = (row.get(1)?, row.get(2)?, row.get(3)?);
                Ok(Listed { shown: parsed(row)?, sale, seller_key, shares_shape })
            };
            rows.iter().map(|row| listed.query_row([row], read).optional()).collect()
        })
    }

    /// Ways to be sold, by number.
    pub(super) fn sales(&self, numbers: &BTreeSet<u32>) -> Result<HashMap<u32, Entry>> {
        self.read(|connection| {
            let mut sale = connection.prepare_cached("SELECT entry FROM sale WHERE id = ?1")?;
            numbers.iter().map(|number| Ok((*number, sale.query_row([number], parsed)?))).collect()
        })
    }

    /// Keeps under which key an agent is sold, as the registry told. Of an agent that is not mirrored it is not kept.
    pub(super) fn note_key(&self, id: &str, key: &str) -> Result<()> {
        self.with(|connection| {
            let sql = "INSERT OR REPLACE INTO sold SELECT row, ?2 FROM agent WHERE id = ?1 AND ?2 <> ''";
            connection.prepare_cached(sql)?.execute((id.to_ascii_lowercase(), key.to_ascii_lowercase())).map(drop)
        })
    }

    /// The agents that are sold under a key, as far as that was told: identifiers in lower case.
    pub(super) fn sold_under(&self, key: &str) -> Result<Vec<String>> {
        self.read(|connection| {
            let mut sold = connection.prepare_cached("SELECT id FROM sold JOIN agent USING (row) WHERE key = ?1")?;
            sold.query_map([key.to_ascii_lowercase()], |row| row.get(0))?.collect()
        })
    }

    /// The listed agents that have a word, at most so many.
    pub(super) fn having(&self, word: &Word, most: usize) -> Result<Vec<Entry>> {
        let sql = "SELECT id FROM word WHERE kind = ?1 AND value = ?2";
        let word = self.read(|store| {
            store.prepare_cached(sql)?.query_row((word.kind, &word.value), |row| row.get(0)).optional()
        })?;
        let Some(word) = word else { return Ok(Vec::new()) };
        let rows: Vec<Row> =
            self.with_columns(|columns| Ok(columns.having(word).into_iter().flatten().take(most).collect()))?;
        Ok(self.entries(&rows)?.into_iter().flatten().collect())
    }

    /// The rows of those of these agents that are known.
    pub(super) fn rows<'a>(&self, ids: impl Iterator<Item = &'a str>) -> Result<Vec<(Row, &'a str)>> {
        let ids: Vec<&str> = ids.collect();
        self.read(|connection| {
            let mut row = connection.prepare_cached("SELECT row FROM agent WHERE id = ?1")?;
            let rows = ids.iter().map(|id| {
                let row = row.query_row([id.to_ascii_lowercase()], |row| row.get(0)).optional()?;
                Ok(row.map(|row| (row, *id)))
            });
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
        })
    }

    /// By the shape of their names ([`shape`]): the listed agents that look like one of these, the plainest name first, then the
    /// first that was listed; at most [`ALIKE`] of a shape. Shapes that one of these has for itself are left out.
    pub(super) fn alike<'a>(&self, entries: impl Iterator<Item = &'a Entry>) -> Result<HashMap<String, Vec<Entry>>> {
        let shapes: Vec<(String, String)> = entries
            .map(|entry| (shape(&entry.name).key, entry.agent_identifier.to_ascii_lowercase()))
            .filter(|(shape, _)| !shape.is_empty())
            .collect();
        self.read(|connection| {
            let mut others = connection.prepare_cached(OF_ONE_SHAPE)?;
            let mut whole = connection.prepare_cached("SELECT json FROM entry WHERE row = ?1")?;
            let mut alike: HashMap<String, Vec<Entry>> = HashMap::new();
            for (shape, id) in &shapes {
                if alike.contains_key(shape) {
                    continue;
                }
                let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?));
                let rows: Vec<_> = others.query_map((shape, ALIKE), row)?.collect::<rusqlite::Result<_>>()?;
                if rows.iter().any(|(_, other)| other != id) {
                    let entries = rows.iter().map(|(row, _)| whole.query_row([row], parsed));
                    alike.insert(shape.clone(), entries.collect::<rusqlite::Result<_>>()?);
                }
            }
            Ok(alike)
        })
    }

    /// Looks into the columns; the first to do so reads them.
    pub(super) fn with_columns<T>(&self, look: impl FnOnce(&Columns) -> Result<T>) -> Result<T> {
        {
            let columns = self.columns.read().unwrap_or_else(PoisonError::into_inner);
            if let Some((_, columns)) = columns.as_ref().filter(|(file, _)| *file == self.file()) {
                return look(columns);
            }
        }
        // What is written meanwhile waits to be followed, so nothing is missed; what is followed twice is the same.
        let mut columns = self.columns.write().unwrap_or_else(PoisonError::into_inner);
        let loaded = match columns.take().filter(|(file, _)| *file == self.file()) {
            Some(loaded) => loaded,
            None => {
                let loaded = self.read(Columns::load)?;
                (self.file(), loaded)
            }
        };
        look(&columns.insert(loaded).1)
    }

    /// Reads all words, so that those like them are recognised. That takes the longer the more there are, so it waits until
    /// a good part of them was written anew.
    pub(super) fn learn_words(&self) -> Result<()> {
        let unspelt = self.unspelt.load(Ordering::Relaxed);
        let all: u32 =
            self.read(|connection| connection.query_row("SELECT count(*) FROM entry", [], |row| row.get(0)))?;
        if unspelt == 0 || (all > FEW && unspelt < u64::from(all / 8)) {
            return Ok(());
        }
        self.unspelt.store(0, Ordering::Relaxed);
        self.transaction(|transaction| transaction.execute_batch(LEARN))
    }

    fn follow(&self, changes: Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        if let Some((_, columns)) = self.columns.write().unwrap_or_else(PoisonError::into_inner).as_mut() {
            changes.into_iter().for_each(|change| columns.follow(change));
        }
    }

    fn file(&self) -> u64 {
        self.file.load(Ordering::Acquire)
    }

    /// Reads on a connection of its own, so that nobody waits for a sync.
    pub(super) fn read<T>(&self, work: impl Fn(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        self.read_on(&self.reader, work)
    }

    /// The same for what takes longer. A later one breaks off an earlier one, which fails with [`Code::StateChanged`].
    pub(super) fn overtaking<T>(&self, work: impl Fn(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        self.overtake();
        self.read_on(&self.scanner, work)
    }

    /// Breaks off what takes longer: nobody wants to know it any more.
    pub(super) fn overtake(&self) {
        if let Some(handle) = lock(&self.interrupt).as_ref() {
            handle.interrupt();
        }
    }

    fn read_on<T>(
        &self,
        reader: &Mutex<Option<Connection>>,
        work: impl Fn(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let done = {
            let mut reader_here = lock(reader);
            if reader_here.is_none() && self.on_disk.load(Ordering::Acquire) {
                *reader_here = beside(&self.path, self.network).ok();
                if let (Some(connection), true) = (reader_here.as_ref(), std::ptr::eq(reader, &raw const self.scanner))
                {
                    *lock(&self.interrupt) = Some(connection.get_interrupt_handle());
                }
            }
            reader_here.as_ref().map(&work)
        };
        match done {
            Some(Ok(done)) => Ok(done),
            Some(Err(error)) if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) => {
                Err(Failure::new(Code::StateChanged, Side::App))
            }
            Some(Err(error)) if !is_broken(&error) => Err(failed(error)),
            // Without a file to read there is one connection for all; and what is broken is begun anew by whoever writes.
            Some(Err(_)) | None => self.with(|connection| work(connection)),
        }
    }

    fn transaction<T>(&self, work: impl Fn(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T> {
        self.with(|connection| {
            let transaction = connection.transaction()?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        })
    }

    /// Runs work on the store. A store that turns out to be broken is begun anew, and the work done on the new one.
    fn with<T>(&self, work: impl Fn(&mut Connection) -> rusqlite::Result<T>) -> Result<T> {
        let mut connection = lock(&self.writer);
        let done = match work(&mut connection) {
            Err(error) if is_broken(&error) => {
                tracing::warn!(%error, "the mirror of the registry is broken and is begun anew");
                // Lets go of the file first: where it is open, it cannot be deleted everywhere.
                *connection = Connection::open_in_memory().map_err(failed)?;
                (*lock(&self.reader), *lock(&self.scanner), *lock(&self.interrupt)) = (None, None, None);
                *connection = anew(&self.path, self.network).or_else(|_| in_memory(self.network)).map_err(failed)?;
                self.on_disk.store(is_on_disk(&connection), Ordering::Release);
                self.file.fetch_add(1, Ordering::Release);
                self.version.fetch_add(1, Ordering::Release);
                work(&mut connection)
            }
            done => done,
        };
        done.map_err(failed)
    }
}

fn is_on_disk(connection: &Connection) -> bool {
    connection.path().is_some_and(|path| !path.is_empty())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// So many agents of one shape are looked at.
const ALIKE: u32 = 16;

/// What a list shows of an agent, how it is sold and by whom, and whether another one's name has the same shape.
const LISTED: &str = "
    SELECT json, sale, coalesce(key, ''), shape <> '' AND EXISTS (
        SELECT 1 FROM agent AS other WHERE other.shape = agent.shape AND other.listed AND other.row <> agent.row
    )
    FROM shown JOIN agent USING (row) LEFT JOIN sold USING (row) WHERE row = ?1 AND listed
";

const OF_ONE_SHAPE: &str = "
    SELECT row, id FROM agent WHERE shape = ?1 AND listed
    ORDER BY strangeness, created = 0, created, id LIMIT ?2
";

/// The words of so many agents are read in no time.
const FEW: u32 = 1_000;

/// Words that are too long to be typed are no help, nor are numbers, and names of hosts that are counted: whoever types more than
/// one digit means them. Scripts that do not part words: Thai and its neighbours, Japanese, Chinese, Korean.
const LEARN: &str = "
    DELETE FROM spelling;
    DELETE FROM initial;
    DELETE FROM unparted;
    INSERT INTO initial (letter, agents, word)
    SELECT substr(term, 1, 1), doc, term FROM vocabulary
    WHERE length(term) BETWEEN 2 AND 40 AND term NOT GLOB '*[0-9]*[0-9]*';
    INSERT INTO spelling (word, agents) SELECT word, agents FROM initial WHERE length(word) > 2;
    INSERT INTO unparted (word, agents)
    SELECT word, agents FROM initial WHERE word GLOB '*[\u{e01}-\u{fff}\u{1000}-\u{109f}\u{1780}-\u{17ff}\u{3040}-\u{9fff}\u{ac00}-\u{d7a3}]*';
";

/// What stands in a row; what is not what was written is damage.
fn parsed<T: DeserializeOwned>(row: &rusqlite::Row<'_>) -> rusqlite::Result<T> {
    let json: String = row.get(0)?;
    serde_json::from_str(&json).map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, error.into()))
}

/// Opens the file as it is; what is not of this schema and network counts as broken.
fn connect(path: &Path, network: Network) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    prepare_once(&connection)?;
    connection.execute_batch(PRAGMAS)?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if version == 0 && tables == 0 {
        create(&connection, network)?;
    } else if version != VERSION {
        return Err(of_another_kind());
    }
    let of = connection.query_row("SELECT network FROM standing", [], |row| row.get::<_, String>(0));
    if of.is_ok_and(|of| of == word(network)) { Ok(connection) } else { Err(of_another_kind()) }
}

/// Another connection to a file that is open: for reading only.
fn beside(path: &Path, network: Network) -> rusqlite::Result<Connection> {
    // Who uses it holds our lock; another one within would be taken with each row.
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    prepare_once(&connection)?;
    connection.execute_batch("PRAGMA busy_timeout = 5000; PRAGMA query_only = 1;")?;
    let of: String = connection.query_row("SELECT network FROM standing", [], |row| row.get(0))?;
    if of == word(network) { Ok(connection) } else { Err(of_another_kind()) }
}

/// Keeps every statement prepared, whatever is bound to it: SQLite would plan many of them anew for each agent.
fn prepare_once(connection: &Connection) -> rusqlite::Result<()> {
    const MORE_THAN_THERE_ARE: usize = 64;
    connection.set_prepared_statement_cache_capacity(MORE_THAN_THERE_ARE);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop)
}

/// A mirror that lasts as long as this run.
fn in_memory(network: Network) -> rusqlite::Result<Connection> {
    let connection = Connection::open_in_memory()?;
    prepare_once(&connection)?;
    connection.execute_batch("PRAGMA foreign_keys = ON;")?;
    create(&connection, network)?;
    Ok(connection)
}

fn create(connection: &Connection, network: Network) -> rusqlite::Result<()> {
    connection.execute_batch(&format!("BEGIN; {SCHEMA} {} PRAGMA user_version = {VERSION};", pass::SCHEMA))?;
    connection.execute("INSERT INTO standing (only, network) VALUES (0, ?1)", [word(network)])?;
    connection.execute_batch("COMMIT")
}

/// Deletes the file and begins another one.
fn anew(path: &Path, network: Network) -> rusqlite::Result<Connection> {
    for end in ["", "-wal", "-shm"] {
        // If this fails, opening below fails too and says why.
        let _ = std::fs::remove_file(format!("{}{end}", path.display()));
    }
    connect(path, network)
}

fn word(network: Network) -> &'static str {
    match network {
        Network::Preprod => "Preprod",
        Network::Mainnet => "Mainnet",
    }
}

fn of_another_kind() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB), None)
}

fn is_broken(error: &rusqlite::Error) -> bool {
    is_unreadable(error)
        || matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{
            listing::{Person, find},
            testing::{entry, means},
        },
        view::market::{MarketQuery, Sort},
    };
    use masumi::registry::{AgentStatus, Capability};
    use proptest::prelude::*;

    fn mirror(entries: &[Entry]) -> (tempfile::TempDir, Mirror) {
        let directory = tempfile::tempdir().expect("a directory");
        let mirror = Mirror::open(directory.path(), Network::Preprod).expect("a mirror");
        mirror.write(entries, None).expect("written");
        mirror.learn_words().expect("learnt");
        (directory, mirror)
    }

    fn listed(mirror: &Mirror, text: &str, sort: Sort) -> Vec<String> {
        let query = MarketQuery { text: text.into(), sort, ..MarketQuery::default() };
        let found = find(mirror, &query, &Person::default(), &means()).expect("a search");
        let entries = mirror.entries(&found.rows).expect("entries");
        entries.into_iter().flatten().map(|entry| entry.id).collect()
    }

    fn found(mirror: &Mirror, query: &str) -> Vec<String> {
        listed(mirror, query, Sort::Relevance)
    }

    fn market() -> [Entry; 5] {
        let uptime = |count| move |entry: Entry| Entry { uptime_count: count, uptime_check_count: 100, ..entry };
        let [summary, leads, haiku, offline, burned] = ["summary", "leads", "haiku", "offline", "burned"].map(entry);
        [
            uptime(90)(Entry {
                name: "Text Summarizer".into(),
                description: "Summarises any text into a few sentences.".into(),
                author_name: Some("Lab Author".into()),
                tags: vec!["text".into()],
                ..summary
            }),
            uptime(99)(Entry {
                name: "Lead Scout".into(),
                description: "Finds leads, and writes a text about each. O'Brien \"quoted\".".into(),
                author_organization: Some("Example Lab".into()),
                capability: Some(Capability { name: "Lead Research".into(), version: "2.1.0".into() }),
                ..leads
            }),
            Entry { name: "Ｈａｉｋｕ Café 俳句".into(), tags: vec!["poetry".into()], ..haiku },
            Entry { name: "Text Sleeper".into(), status: AgentStatus::Offline, ..offline },
            Entry { name: "Text Burned".into(), status: AgentStatus::Deregistered, ..burned },
        ]
    }

    #[test]
    fn search_finds_beginnings_of_words_wherever_they_stand() {
        let (_directory, mirror) = mirror(&market());
        let table: [(&str, &[&str]); 20] = [
            ("summ", &["summary"]),
            ("SUMMARIZER", &["summary"]),
            ("  text   summ ", &["summary"]),
            ("summ\u{200b}arizer", &["summary"]),
            ("author", &["summary"]),
            ("example la", &["leads", "summary"]),
            ("research", &["leads"]),
            ("poe", &["haiku"]),
            ("cafe", &["haiku"]),
            ("俳", &["haiku"]),
            ("o'brien", &["leads"]),
            ("izer", &["summary"]),
            ("句", &["haiku"]),
            ("quoted", &["leads"]),
            ("uoted", &["leads"]),
            ("text haiku", &[]),
            ("burned", &[]),
            ("leads.example.org", &["leads"]),
            ("https://HAIKU.example", &["haiku"]),
            ("!!!", &[]),
        ];
        for (query, ids) in table {
            assert_eq!(found(&mirror, query), ids, "{query:?}");
        }
    }

    #[test]
    fn what_begins_like_the_query_and_what_is_online_comes_first() {
        let (_directory, mirror) = mirror(&market());
        assert_eq!(found(&mirror, "text"), ["summary", "offline", "leads"]);
        assert_eq!(found(&mirror, ""), ["leads", "summary", "haiku", "offline"]);
        assert_eq!(listed(&mirror, "", Sort::Uptime), ["leads", "summary", "haiku", "offline"]);
    }

    #[test]
    fn an_identifier_finds_its_agent_in_any_case_and_in_part() {
        let (_directory, mirror) = mirror(&market());
        let id = entry("summary").agent_identifier;
        assert_eq!(found(&mirror, &id.to_uppercase()), ["summary"]);
        assert_eq!(found(&mirror, &id[id.len() - 14..]), ["summary"]);
        assert_eq!(found(&mirror, &id[..56]).len(), 4, "the policy is the same for all");
        let burned = mirror.entry(&entry("burned").agent_identifier.to_uppercase()).expect("a store");
        assert_eq!(burned.map(|entry| entry.id).as_deref(), Some("burned"), "not listed, but known");
    }

    #[test]
    fn a_changed_entry_is_found_by_its_new_words_only() {
        let (_directory, mirror) = mirror(&market());
        mirror.write(&[Entry { name: "Digest".into(), ..entry("summary") }], None).expect("written");
        assert_eq!(found(&mirror, "digest"), ["summary"]);
        assert_eq!(found(&mirror, "summarizer"), [""; 0]);
        assert_eq!(mirror.standing().expect("a standing").mirrored, 4);
    }

    /// Counters move with every check of the registry: that is no reason to index an entry's words again.
    #[test]
    fn only_what_an_entry_says_anew_is_written() {
        let (_directory, mirror) = mirror(&market());
        let changed = |entries: &[Entry]| -> (usize, u64) {
            let writes = || mirror.with(|connection| Ok(connection.total_changes())).expect("a count");
            let before = writes();
            (mirror.write(entries, None).expect("written").news.len(), writes() - before)
        };
        let [summary, ..] = market();
        assert_eq!(changed(std::slice::from_ref(&summary)), (0, 0), "nothing is new");
        let checked = Entry { uptime_check_count: 101, last_uptime_check: Some(Moment(5)), ..summary };
        let (news, counters) = changed(std::slice::from_ref(&checked));
        let kept = mirror.entry(&checked.agent_identifier).expect("a store").expect("mirrored");
        assert_eq!((news, kept.uptime_check_count), (0, 101));
        let (news, whole) = changed(&[Entry { name: "Digest".into(), ..checked }]);
        assert_eq!(news, 1);
        assert!(counters < whole, "{counters} {whole}");
    }

    #[test]
    fn of_two_rows_for_one_agent_a_pass_takes_the_first() {
        let (_directory, mirror) = mirror(&[]);
        let pass = mirror.begin_pass(Moment(1), Moment(1)).expect("a pass");
        let older = Entry { name: "The older row".into(), ..entry("a") };
        mirror.write(&[entry("a")], Some(&pass)).expect("written");
        mirror.write(&[older], Some(&pass)).expect("written");
        assert_eq!(found(&mirror, "older"), [""; 0]);
    }

    #[test]
    fn what_a_complete_pass_does_not_meet_is_forgotten() {
        let (_directory, mirror) = mirror(&market());
        let begin = || mirror.begin_pass(Moment(7), Moment(1_000_000)).expect("a pass");
        let pass = begin();
        mirror.write(&[entry("summary")], Some(&pass)).expect("written");
        for end in [End::Lost, End::Cut] {
            assert_eq!(mirror.end_pass(&pass, end, Moment(1)).expect("ended"), [""; 0]);
            assert_eq!(mirror.standing().expect("a standing").mirrored, 4, "not complete: nobody is gone");
        }
        let pass = Pass { newest: Some(Moment(900_000)), read: 1, ..begin() };
        mirror.write(&[entry("summary")], Some(&pass)).expect("written");
        let gone = mirror.end_pass(&pass, End::Complete, Moment(9)).expect("ended");
        assert_eq!(gone, ["leads", "haiku", "offline", "burned"].map(|row| entry(row).agent_identifier));
        let standing = Standing {
            mirrored: 1,
            mirrored_at: Some(Moment(9)),
            full: Full { at: Some(Moment(7)), read: Some(1), unread: 0, cut: false },
            mark: Some(Moment(300_000)),
            cursor: None,
        };
        assert_eq!(mirror.standing().expect("a standing"), standing);
        assert_eq!(mirror.pass().expect("a store"), None);
        assert_eq!(found(&mirror, "scout"), [""; 0]);
        assert_eq!(found(&mirror, "agent"), ["summary"]);
    }

    #[test]
    fn agents_of_one_shape_are_found_in_their_order_without_a_look_at_all() {
        let (_directory, mirror) = mirror(&market());
        let plan: Vec<String> = mirror
            .with(|connection| {
                let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {OF_ONE_SHAPE}"))?;
                plan.query_map(("text", ALIKE), |row| row.get(3))?.collect()
            })
            .expect("a plan");
        assert!(plan.iter().all(|step| step.contains("agent_by_shape") && !step.contains("B-TREE")), "{plan:?}");
    }

    #[test]
    fn the_mirror_is_there_again_after_a_restart() {
        let (directory, mirror) = mirror(&market());
        drop(mirror);
        let again = Mirror::open(directory.path(), Network::Preprod).expect("a mirror");
        assert_eq!(found(&again, "scout"), ["leads"]);
    }

    #[test]
    fn a_broken_or_foreign_file_is_begun_anew() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("catalogue.db");
        let begun = || {
            let mirror = Mirror::open(directory.path(), Network::Preprod).expect("a mirror");
            assert_eq!(mirror.standing().expect("a standing"), Standing::default());
            mirror.write(&market(), None).expect("written");
        };
        std::fs::write(&path, "this is not a database, but it is long enough to be looked at as one".repeat(100))
            .expect("a file");
        begun();
        let other = |sql: &str| Connection::open(&path).expect("a file").execute_batch(sql).expect("changed");
        other("PRAGMA user_version = 999");
        begun();
        other("DROP TABLE standing");
        begun();
        other("UPDATE standing SET network = 'Mainnet'");
        begun();
        std::fs::remove_file(&path).expect("removed");
        other("CREATE TABLE somebody_else (x)");
        begun();
    }

    #[test]
    fn a_mirror_that_breaks_while_it_is_open_is_begun_anew() {
        let (directory, mirror) = mirror(&market());
        let path = directory.path().join("catalogue.db");
        mirror
            .with(|connection| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))
            .expect("one file");
        let bytes = std::fs::read(&path).expect("a file").len();
        std::fs::write(&path, vec![0x5a; bytes]).expect("broken");
        mirror
            .with(|connection| connection.execute_batch("PRAGMA shrink_memory; PRAGMA cache_size = 0;"))
            .expect("no memory of it");
        assert_eq!(found(&mirror, "scout"), [""; 0]);
        mirror.write(&market(), None).expect("written");
        assert_eq!(found(&mirror, "scout"), ["leads"]);
    }

    #[test]
    fn a_mirror_with_a_text_that_is_none_is_begun_anew() {
        for damage in ["CAST(x'ff41' AS TEXT)", "'half of'"] {
            let (_directory, mirror) = mirror(&market());
            let sql = format!(
                "UPDATE entry SET json = {damage} WHERE row IN (SELECT row FROM agent WHERE name LIKE 'lead%')"
            );
            mirror.with(|connection| connection.execute_batch(&sql)).expect("damaged");
            assert_eq!(found(&mirror, "scout"), [""; 0], "{damage}");
            mirror.write(&market(), None).expect("written");
            assert_eq!(found(&mirror, "scout"), ["leads"], "{damage}");
        }
    }

    #[test]
    fn a_mirror_that_cannot_be_written_is_kept_in_memory() {
        let directory = tempfile::tempdir().expect("a directory");
        let mirror = Mirror::open(&directory.path().join("nowhere"), Network::Preprod).expect("a mirror");
        mirror.write(&market(), None).expect("written");
        assert_eq!(found(&mirror, "scout"), ["leads"]);
    }

    #[test]
    fn a_huge_entry_is_kept_in_part() {
        let huge = Entry { description: "word ".repeat(2_000_000), name: "x".repeat(1_000_000), ..entry("huge") };
        let (_directory, mirror) = mirror(&[huge]);
        let kept = mirror.entry(&entry("huge").agent_identifier).expect("a store").expect("kept");
        assert!(serde_json::to_string(&kept).expect("json").len() < 20_000);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn nothing_typed_is_syntax(queries in prop::collection::vec("(\\PC|[\"'*^():+{}.-]| AND | OR | NOT |NEAR\\(|name:)*", 8)) {
            let (_directory, mirror) = mirror(&market()[..1]);
            for query in queries {
                let query = MarketQuery { text: query, ..MarketQuery::default() };
                prop_assert!(find(&mirror, &query, &Person::default(), &means()).is_ok(), "{query:?}");
            }
        }
    }
}
