//! The store under the catalogue: SQLite with a full-text index. It is a cache: a file that is broken, or of another schema or
//! network, is deleted and recreated, and the next sync fills it. Where nothing can be written, it is kept in memory.

use crate::{
    error::Result,
    store::{failed, is_unreadable},
    text::{clean, clean_lines, shape},
};
use masumi::{
    moment::Moment,
    node::Network,
    registry::{AgentStatus, Entry},
};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, Transaction, named_params, types::Type};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// Raised with every change of [`SCHEMA`] and of how entries are written: the old mirror is then dropped.
const VERSION: i64 = 2;

const PRAGMAS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA busy_timeout = 5000;
    PRAGMA foreign_keys = ON;
";

/// `agent` is narrow, so that a scan of it is quick; the whole entry stands beside it. `words` has no content of its own. Of a
/// hundred thousand agents of one name the first few are found without a look at the others.
const SCHEMA: &str = "
    CREATE TABLE standing (
        only INTEGER PRIMARY KEY CHECK (only = 0),
        network TEXT NOT NULL,
        pass INTEGER NOT NULL DEFAULT 0,
        mirrored_at INTEGER,
        full_at INTEGER,
        mark INTEGER,
        cursor TEXT
    ) STRICT;
    CREATE TABLE agent (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        url TEXT NOT NULL,
        name TEXT NOT NULL,
        shape TEXT NOT NULL,
        strangeness INTEGER NOT NULL,
        listed INTEGER NOT NULL,
        online INTEGER NOT NULL,
        uptime INTEGER NOT NULL,
        created INTEGER NOT NULL,
        pass INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX agent_by_shape ON agent (shape, strangeness, created = 0, created, id);
    CREATE TABLE entry (
        row INTEGER PRIMARY KEY REFERENCES agent (row) ON DELETE CASCADE,
        json TEXT NOT NULL
    ) STRICT;
    CREATE VIRTUAL TABLE words USING fts5(
        name, author, tags, capability, description,
        content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
    );
";

/// How a list of agents is ordered. Price waits for the facets: amounts of several tokens have no order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// What fits best; without a query those online, by uptime.
    #[default]
    Relevance,
    /// The last registered first.
    Newest,
    /// The most reliable first.
    Uptime,
    /// By name.
    Name,
}

/// How far the mirror is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// Agents that are listed.
    pub(super) mirrored: u32,
    pub(super) mirrored_at: Option<Moment>,
    /// When it was last read whole.
    pub(super) full_at: Option<Moment>,
    /// The last status change seen, from which a diff goes on, and the row it belongs to.
    pub(super) mark: Option<Moment>,
    pub(super) cursor: Option<String>,
}

pub(super) struct Mirror {
    path: PathBuf,
    network: Network,
    connection: Mutex<Connection>,
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
        Ok(Mirror { path, network, connection: Mutex::new(connection) })
    }

    pub(super) fn standing(&self) -> Result<Standing> {
        self.with(|connection| {
            let mirrored = connection.query_row("SELECT count(*) FROM agent WHERE listed", [], |row| row.get(0))?;
            connection.query_row("SELECT mirrored_at, full_at, mark, cursor FROM standing", [], |row| {
                let moment = |at| row.get::<_, Option<i64>>(at).map(|millis| millis.map(Moment));
                Ok(Standing {
                    mirrored,
                    mirrored_at: moment(0)?,
                    full_at: moment(1)?,
                    mark: moment(2)?,
                    cursor: row.get(3)?,
                })
            })
        })
    }

    /// Begins to read the registry whole: what a complete pass does not meet is gone.
    pub(super) fn begin_pass(&self) -> Result<i64> {
        self.with(|connection| {
            connection.query_row("UPDATE standing SET pass = pass + 1 RETURNING pass", [], |row| row.get(0))
        })
    }

    /// Ends a pass. Complete: forgets agents that it did not meet, and the next sync may go on from `mark`.
    pub(super) fn end_pass(&self, pass: i64, complete: bool, mark: Option<Moment>, now: Moment) -> Result<()> {
        self.transaction(|transaction| {
            if complete {
                transaction
                    .execute("DELETE FROM words WHERE rowid IN (SELECT row FROM agent WHERE pass <> ?1)", [pass])?;
                transaction.execute("DELETE FROM agent WHERE pass <> ?1", [pass])?;
            }
            transaction.execute(
                "UPDATE standing SET mirrored_at = ?1, full_at = ?2, mark = ?3, cursor = NULL",
                (now.0, complete.then_some(now.0), mark.map(|mark| mark.0)),
            )?;
            Ok(())
        })
    }

    /// Writes entries that a pass met, or (`pass` is `None`) that changed.
    pub(super) fn write(&self, entries: &[Entry], pass: Option<i64>) -> Result<()> {
        self.transaction(|transaction| entries.iter().try_for_each(|entry| write(transaction, entry, pass)))
    }

    /// Notes how far a diff has come.
    pub(super) fn set_mark(&self, mark: Moment, cursor: &str) -> Result<()> {
        self.with(|connection| {
            connection.execute("UPDATE standing SET mark = ?1, cursor = ?2", (mark.0, cursor)).map(drop)
        })
    }

    /// Notes that a diff came to its end.
    pub(super) fn end_diff(&self, now: Moment) -> Result<()> {
        self.with(|connection| connection.execute("UPDATE standing SET mirrored_at = ?1", [now.0]).map(drop))
    }

    pub(super) fn entry(&self, id: &str) -> Result<Option<Entry>> {
        self.with(|connection| {
            let sql = "SELECT json FROM entry JOIN agent USING (row) WHERE id = ?1";
            connection.query_row(sql, [id.to_ascii_lowercase()], read).optional()
        })
    }

    /// What a person is looking for: words that begin like those typed, in name, author, tags, capability and description;
    /// part of a name, an address or an identifier. All that is listed when nothing is typed.
    pub(super) fn search(&self, query: &str, sort: Sort, limit: u32) -> Result<Vec<Entry>> {
        let query = clean(query, 120).to_lowercase();
        self.with(|connection| {
            let order = match sort {
                Sort::Relevance => "begins DESC, online DESC, rank, uptime DESC, created DESC, id",
                Sort::Newest => "created DESC, id",
                Sort::Uptime => "uptime DESC, online DESC, created DESC, id",
                Sort::Name => "name, id",
            };
            let found = if query.is_empty() { ALL } else { FOUND };
            // The entries themselves are fetched last: a sort of a hundred thousand should not carry their texts along.
            let sql = format!(
                "WITH found (row, rank) AS ({found})
                 SELECT row, substr(name, 1, length(:query)) = :query AS begins
                 FROM (SELECT row, min(rank) AS rank FROM found GROUP BY row) JOIN agent USING (row)
                 WHERE listed ORDER BY {order} LIMIT :limit"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let row = |row: &Row<'_>| row.get::<_, i64>(0);
            let rows: Vec<i64> = if query.is_empty() {
                statement
                    .query_map(named_params! { ":query": "", ":limit": limit }, row)?
                    .collect::<rusqlite::Result<_>>()?
            } else {
                let parameters = named_params! {
                    ":query": query,
                    ":limit": limit,
                    ":words": words(&query),
                    // Not everybody writes with blanks between words.
                    ":name": if query.len() >= 3 { &*query } else { "" },
                    ":url": if query.chars().count() >= 4 { &*query } else { "" },
                    ":id": if is_hex(&query) { &*query } else { "" },
                };
                statement.query_map(parameters, row)?.collect::<rusqlite::Result<_>>()?
            };
            let mut entry = connection.prepare_cached("SELECT json FROM entry WHERE row = ?1")?;
            rows.iter().map(|row| entry.query_row([row], read)).collect()
        })
    }

    /// By the shape of their names ([`shape`]): the listed agents that look like one of these, the plainest name first, then the
    /// first that was listed; at most [`ALIKE`] of a shape. Shapes that one of these has for itself are left out.
    pub(super) fn alike<'a>(&self, entries: impl Iterator<Item = &'a Entry>) -> Result<HashMap<String, Vec<Entry>>> {
        let shapes: Vec<(String, String)> = entries
            .map(|entry| (shape(&entry.name).key, entry.agent_identifier.to_ascii_lowercase()))
            .filter(|(shape, _)| !shape.is_empty())
            .collect();
        self.with(|connection| {
            let mut others = connection.prepare_cached(OF_ONE_SHAPE)?;
            let mut entry = connection.prepare_cached("SELECT json FROM entry WHERE row = ?1")?;
            let mut alike: HashMap<String, Vec<Entry>> = HashMap::new();
            for (shape, id) in &shapes {
                if alike.contains_key(shape) {
                    continue;
                }
                let row = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?));
                let rows: Vec<_> = others.query_map((shape, ALIKE), row)?.collect::<rusqlite::Result<_>>()?;
                if rows.iter().any(|(_, other)| other != id) {
                    let entries = rows.iter().map(|(row, _)| entry.query_row([row], read));
                    alike.insert(shape.clone(), entries.collect::<rusqlite::Result<_>>()?);
                }
            }
            Ok(alike)
        })
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
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let done = match work(&mut connection) {
            Err(error) if is_broken(&error) => {
                tracing::warn!(%error, "the mirror of the registry is broken and is begun anew");
                // Lets go of the file first: where it is open, it cannot be deleted everywhere.
                *connection = Connection::open_in_memory().map_err(failed)?;
                *connection = anew(&self.path, self.network).or_else(|_| in_memory(self.network)).map_err(failed)?;
                work(&mut connection)
            }
            done => done,
        };
        done.map_err(failed)
    }
}

/// So many agents of one shape are looked at.
const ALIKE: u32 = 16;

const OF_ONE_SHAPE: &str = "
    SELECT row, id FROM agent WHERE shape = ?1 AND listed
    ORDER BY strangeness, created = 0, created, id LIMIT ?2
";

const ALL: &str = "SELECT row, 0 FROM agent";

/// Words by their weight; a match within a name or an address alone comes after them, one in an identifier before.
const FOUND: &str = "
    SELECT rowid, bm25(words, 10, 4, 6, 4, 1) FROM words WHERE :words <> '' AND words MATCH :words
    UNION ALL SELECT row, 0 FROM agent WHERE :name <> '' AND instr(name, :name)
    UNION ALL SELECT row, 0 FROM agent WHERE :url <> '' AND instr(url, :url)
    UNION ALL SELECT row, -1000 FROM agent WHERE :id <> '' AND instr(id, :id)
";

/// What was typed as a full-text expression: each word in quotes, as a beginning. Nothing typed is ever syntax, because only
/// letters and digits are left between the quotes.
fn words(query: &str) -> String {
    let words = query.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(12).map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ")
}

/// Whether a query is part of an identifier. Short ones are words (`face`, `add`).
fn is_hex(query: &str) -> bool {
    query.len() >= 6 && query.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn write(transaction: &Transaction<'_>, entry: &Entry, pass: Option<i64>) -> rusqlite::Result<()> {
    let json = serde_json::to_string(&bounded(entry))
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let name = clean(&entry.name, 120);
    let shape = shape(&entry.name);
    let row: i64 = transaction
        .prepare_cached(
            "INSERT INTO agent (id, url, name, shape, strangeness, listed, online, uptime, created, pass)
             VALUES (:id, :url, :name, :shape, :strangeness, :listed, :online, :uptime, :created,
                 coalesce(:pass, (SELECT pass FROM standing)))
             ON CONFLICT (id) DO UPDATE SET url = excluded.url, name = excluded.name, shape = excluded.shape,
                 strangeness = excluded.strangeness, listed = excluded.listed, online = excluded.online, uptime = excluded.uptime, created = excluded.created, pass = excluded.pass
             RETURNING row",
        )?
        .query_row(
            named_params! {
                ":id": entry.agent_identifier.to_ascii_lowercase(),
                ":url": entry.api_base_url.as_deref().unwrap_or_default().to_lowercase(),
                ":name": name.to_lowercase(),
                ":shape": shape.key,
                ":strangeness": shape.strangeness,
                ":listed": entry.status != AgentStatus::Deregistered,
                ":online": entry.status == AgentStatus::Online,
                ":uptime": super::offer::uptime(entry).map_or(-1, i64::from),
                ":created": entry.created_at.map_or(0, |at| at.0),
                ":pass": pass,
            },
            |row| row.get(0),
        )?;
    transaction.prepare_cached("INSERT OR REPLACE INTO entry VALUES (?1, ?2)")?.execute((row, json))?;
    transaction.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([row])?;
    let authors = [&entry.author_name, &entry.author_organization].map(|author| author.clone().unwrap_or_default());
    let capability = entry.capability.as_ref().map(|capability| capability.name.as_str()).unwrap_or_default();
    transaction
        .prepare_cached(
            "INSERT INTO words (rowid, name, author, tags, capability, description) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((
            row,
            name,
            clean(&authors.join(" "), 240),
            clean(&entry.tags.join(" "), 1_000),
            clean(capability, 120),
            clean_lines(&entry.description, MAX_TEXT),
        ))?;
    Ok(())
}

/// More of a description is not shown, and not kept.
const MAX_TEXT: usize = 10_000;

/// An entry of bounded size: a seller pays by the byte, but we would pay for each search.
fn bounded(entry: &Entry) -> Entry {
    let cut = |text: &str, max: usize| text.chars().take(max).collect::<String>();
    Entry {
        name: cut(&entry.name, 500),
        description: cut(&entry.description, MAX_TEXT + 1),
        tags: entry.tags.iter().take(50).map(|tag| cut(tag, 200)).collect(),
        example_output: entry.example_output.iter().take(50).cloned().collect(),
        supported_sources: entry.supported_sources.iter().take(50).cloned().collect(),
        ..entry.clone()
    }
}

/// An entry from its row; one that is not what was written is damage.
fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let json: String = row.get(0)?;
    serde_json::from_str(&json).map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, error.into()))
}

/// Opens the file as it is; what is not of this schema and network counts as broken.
fn connect(path: &Path, network: Network) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
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

/// A mirror that lasts as long as this run.
fn in_memory(network: Network) -> rusqlite::Result<Connection> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch("PRAGMA foreign_keys = ON;")?;
    create(&connection, network)?;
    Ok(connection)
}

fn create(connection: &Connection, network: Network) -> rusqlite::Result<()> {
    connection.execute_batch(&format!("BEGIN; {SCHEMA} PRAGMA user_version = {VERSION};"))?;
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
    use crate::catalogue::testing::entry;
    use masumi::registry::Capability;
    use proptest::prelude::*;

    fn mirror(entries: &[Entry]) -> (tempfile::TempDir, Mirror) {
        let directory = tempfile::tempdir().expect("a directory");
        let mirror = Mirror::open(directory.path(), Network::Preprod).expect("a mirror");
        mirror.write(entries, None).expect("written");
        (directory, mirror)
    }

    fn found(mirror: &Mirror, query: &str) -> Vec<String> {
        let found = mirror.search(query, Sort::Relevance, 100).expect("a search");
        found.into_iter().map(|entry| entry.id).collect()
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
            ("example la", &["leads"]),
            ("research", &["leads"]),
            ("poe", &["haiku"]),
            ("cafe", &["haiku"]),
            ("俳", &["haiku"]),
            ("o'brien", &["leads"]),
            ("izer", &["summary"]),
            ("句", &["haiku"]),
            ("quoted", &["leads"]),
            ("uoted", &[]),
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
        let sorted = |sort| -> Vec<String> {
            mirror.search("", sort, 2).expect("a search").into_iter().map(|entry| entry.id).collect()
        };
        assert_eq!(sorted(Sort::Name), ["leads", "offline"]);
        assert_eq!(sorted(Sort::Uptime), ["leads", "summary"]);
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

    #[test]
    fn what_a_complete_pass_does_not_meet_is_forgotten() {
        let (_directory, mirror) = mirror(&market());
        let pass = mirror.begin_pass().expect("a pass");
        mirror.write(&[entry("summary")], Some(pass)).expect("written");
        mirror.end_pass(pass, false, None, Moment(1)).expect("ended");
        assert_eq!(mirror.standing().expect("a standing").mirrored, 4, "not complete: nobody is gone");
        let pass = mirror.begin_pass().expect("a pass");
        mirror.write(&[entry("summary")], Some(pass)).expect("written");
        mirror.end_pass(pass, true, Some(Moment(5)), Moment(7)).expect("ended");
        let standing = Standing {
            mirrored: 1,
            mirrored_at: Some(Moment(7)),
            full_at: Some(Moment(7)),
            mark: Some(Moment(5)),
            cursor: None,
        };
        assert_eq!(mirror.standing().expect("a standing"), standing);
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
                prop_assert!(mirror.search(&query, Sort::Relevance, 10).is_ok(), "{query:?}");
            }
        }
    }
}
