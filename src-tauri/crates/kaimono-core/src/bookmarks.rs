//! What the person marked, so that it is found again: favourite agents, agents whose page was opened last, and searches with a name.
//! It is the person's own, so it has a file that nothing is ever lost from (`store`), one for each profile. That it cannot be opened
//! or written now is said where it is asked for, and stops nothing else.

use crate::{
    catalogue,
    error::{Code, Failure, Result, Side},
    store::{self, Step, failed},
    text::clean,
    view::bookmarks::{BookmarkView, BookmarksView, SavedSearchView, Searched, TemplateView},
};
use masumi::{form::Answers, moment::Moment};
use rusqlite::{Connection, OptionalExtension, params};
use std::{
    collections::{BTreeMap, HashSet},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The schema, one entry a version. Released entries are never edited.
const MIGRATIONS: &[Step] = &[
    Step::Copied(
    "
    -- Agents by agentIdentifier, lower-case; the name is what it was called when it was marked.
    CREATE TABLE favourite (id TEXT PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
    CREATE TABLE seen (id TEXT PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
    -- The query is what stands behind the ? of the market's address.
    CREATE TABLE search (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, query TEXT NOT NULL UNIQUE) STRICT;
",
    ),
    Step::Copied(
        "
    -- Searches of several lists: view::bookmarks::Searched.
    CREATE TABLE search_of (
        id INTEGER PRIMARY KEY AUTOINCREMENT, list TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, UNIQUE (list, query)
    ) STRICT;
    INSERT INTO search_of SELECT id, 'market', name, query FROM search;
    DROP TABLE search;
    ALTER TABLE search_of RENAME TO search;
",
    ),
    Step::Copied(
        "
    -- Answers to an agent's form, under a name; JSON of masumi::form::Answers, never a password.
    CREATE TABLE template (
        id INTEGER PRIMARY KEY AUTOINCREMENT, agent TEXT NOT NULL, agent_name TEXT NOT NULL, name TEXT NOT NULL,
        answers TEXT NOT NULL, at INTEGER NOT NULL, UNIQUE (agent, name)
    ) STRICT;
",
    ),
];

/// So many agents can be favourites.
const MOST_FAVOURITES: u32 = 1_000;
/// So many are remembered as seen.
const MOST_SEEN: u32 = 20;
/// So many searches of a list have a name.
const MOST_SEARCHES: u32 = 50;
/// So many templates.
const MOST_TEMPLATES: u32 = 500;
/// Of the answers of a template, bytes.
const ANSWERS: usize = 1_000_000;
/// Of a name.
const NAME: usize = 120;
/// Of a search, bytes.
const QUERY: usize = 2_000;

/// Answers to an agent's form, under a name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Template {
    /// agentIdentifier.
    pub(crate) agent: String,
    /// What the agent was called, cleaned.
    pub(crate) agent_name: String,
    /// The person's name for it.
    pub(crate) name: String,
    /// Without passwords.
    pub(crate) answers: Answers,
}

/// The marks of one profile.
pub(crate) struct Bookmarks {
    path: PathBuf,
    open: Mutex<Option<Connection>>,
}

impl Bookmarks {
    /// Opens or creates `bookmarks.db` in a profile's directory. Where that is not possible now, it is tried again when somebody asks.
    pub(crate) fn open(directory: &Path) -> Bookmarks {
        let path = directory.join("bookmarks.db");
        let opened = connect(&path).inspect_err(|failure| tracing::warn!(%failure, "no bookmarks"));
        Bookmarks { path, open: Mutex::new(opened.ok()) }
    }

    /// All of them.
    pub(crate) fn view(&self) -> Result<BookmarksView> {
        self.with(|connection| {
            Ok(BookmarksView {
                favourites: marked(connection, "favourite")?,
                recent: marked(connection, "seen")?,
                searches: searches(connection)?,
                templates: templates(connection)?,
            })
        })
    }

    /// The agentIdentifiers of favourites, in lower case.
    pub(crate) fn favourites(&self) -> Result<HashSet<String>> {
        self.with(|connection| {
            let mut select = connection.prepare_cached("SELECT id FROM favourite")?;
            let ids = select.query_map([], |row| row.get(0))?;
            ids.collect()
        })
    }

    /// Since when each favourite is one.
    pub(crate) fn favourites_since(&self) -> Result<BTreeMap<String, Moment>> {
        self.with(|connection| {
            let mut select = connection.prepare_cached("SELECT id, at FROM favourite")?;
            let since = select.query_map([], |row| Ok((row.get(0)?, Moment(row.get(1)?))))?;
            since.collect()
        })
    }

    /// Makes an agent a favourite.
    pub(crate) fn mark(&self, id: &str, name: &str, now: Moment) -> Result<()> {
        let id = spelt(id)?;
        let room = self.with(|connection| {
            let sql = "INSERT INTO favourite SELECT ?1, ?2, ?3
                       WHERE (SELECT count(*) FROM favourite) < ?4 OR EXISTS (SELECT 1 FROM favourite WHERE id = ?1)
                       ON CONFLICT (id) DO UPDATE SET name = excluded.name";
            connection.execute(sql, params![id, clean(name, NAME), now.0, MOST_FAVOURITES])
        })?;
        if room == 0 { Err(full()) } else { Ok(()) }
    }

    /// It is none any more.
    pub(crate) fn unmark(&self, id: &str) -> Result<()> {
        let id = spelt(id)?;
        self.with(|connection| connection.execute("DELETE FROM favourite WHERE id = ?1", [id]).map(drop))
    }

    /// Notes that the page of an agent was opened. Whether that is news: a page that is read again is none.
    pub(crate) fn saw(&self, id: &str, name: &str, now: Moment) -> Result<bool> {
        let (id, name) = (spelt(id)?, clean(name, NAME));
        self.with(|connection| {
            let last = "SELECT id, name FROM seen ORDER BY at DESC, rowid DESC LIMIT 1";
            let last = connection.query_row(last, [], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            if last.is_some_and(|last: (String, String)| last == (id.clone(), name.clone())) {
                return Ok(false);
            }
            // What was seen last is so by the order of looks, wherever the clock is set.
            let at = "(SELECT max(?3, coalesce(max(at) + 1, ?3)) FROM seen)";
            let transaction = connection.transaction()?;
            transaction
                .execute(&format!("INSERT OR REPLACE INTO seen VALUES (?1, ?2, {at})"), params![id, name, now.0])?;
            let old = "DELETE FROM seen WHERE id NOT IN (SELECT id FROM seen ORDER BY at DESC LIMIT ?1)";
            transaction.execute(old, [MOST_SEEN])?;
            transaction.commit()?;
            Ok(true)
        })
    }

    /// Keeps a search under a name. The same search once more only gets another name.
    pub(crate) fn save_search(&self, list: Searched, name: &str, query: &str) -> Result<()> {
        let name = clean(name, NAME);
        if name.is_empty() {
            return Err(Failure::input("name"));
        }
        let query = query.trim().trim_start_matches('?');
        if query.is_empty() || query.len() > QUERY || query.chars().any(char::is_control) {
            return Err(Failure::input("query"));
        }
        let room = self.with(|connection| {
            let sql = "INSERT INTO search (list, name, query) SELECT ?1, ?2, ?3
                       WHERE (SELECT count(*) FROM search WHERE list = ?1) < ?4
                          OR EXISTS (SELECT 1 FROM search WHERE list = ?1 AND query = ?3)
                       ON CONFLICT (list, query) DO UPDATE SET name = excluded.name";
            connection.execute(sql, params![spoken(list), name, query, MOST_SEARCHES])
        })?;
        if room == 0 { Err(full()) } else { Ok(()) }
    }

    /// Forgets a search.
    pub(crate) fn forget_search(&self, id: &str) -> Result<()> {
        let number: i64 = id.parse().map_err(|_| Failure::unknown(id))?;
        self.with(|connection| connection.execute("DELETE FROM search WHERE id = ?1", [number]).map(drop))
    }

    /// Keeps answers to an agent's form under a name. `replaces`: in the place of one of the same name; otherwise the name is another one.
    pub(crate) fn save_template(&self, template: &Template, replaces: bool, now: Moment) -> Result<()> {
        let (agent, name) = (spelt(&template.agent)?, clean(&template.name, NAME));
        let name = if replaces { name } else { self.free_name(&agent, name)? };
        if name.is_empty() {
            return Err(Failure::input("name"));
        }
        let answers = serde_json::to_string(&template.answers).map_err(|_| Failure::input("answers"))?;
        if answers.len() > ANSWERS {
            return Err(Failure::input("answers"));
        }
        let agent_name = clean(&template.agent_name, NAME);
        let room = self.with(|connection| {
            let sql = "INSERT INTO template (agent, agent_name, name, answers, at) SELECT ?1, ?2, ?3, ?4, ?5
                       WHERE (SELECT count(*) FROM template) < ?6
                          OR EXISTS (SELECT 1 FROM template WHERE agent = ?1 AND name = ?3)
                       ON CONFLICT (agent, name) DO UPDATE SET
                          answers = excluded.answers, agent_name = excluded.agent_name, at = excluded.at";
            connection.execute(sql, params![agent, agent_name, name, answers, now.0, MOST_TEMPLATES])
        })?;
        if room == 0 { Err(full()) } else { Ok(()) }
    }

    /// A name that no template of this agent has.
    fn free_name(&self, agent: &str, name: String) -> Result<String> {
        let taken: HashSet<String> = self.with(|connection| {
            let mut select = connection.prepare_cached("SELECT name FROM template WHERE agent = ?1")?;
            let names = select.query_map([agent], |row| row.get(0))?;
            names.collect()
        })?;
        let others = (2..=MOST_TEMPLATES + 2).map(|number| format!("{name} ({number})"));
        let names = std::iter::once(name.clone()).chain(others);
        Ok(names.into_iter().find(|name| !taken.contains(name)).unwrap_or(name))
    }

    /// A template.
    pub(crate) fn template(&self, id: &str) -> Result<Template> {
        let number: i64 = id.parse().map_err(|_| Failure::unknown(id))?;
        let found = self.with(|connection| {
            let sql = "SELECT agent, agent_name, name, answers FROM template WHERE id = ?1";
            let row = connection
                .query_row(sql, [number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?)));
            row.optional()
        })?;
        let (agent, agent_name, name, answers) = found.ok_or_else(|| Failure::unknown(id))?;
        let answers =
            serde_json::from_str(&answers).map_err(|error| store::damaged(&format!("a template: {error}")))?;
        Ok(Template { agent, agent_name, name, answers })
    }

    /// Forgets a template.
    pub(crate) fn forget_template(&self, id: &str) -> Result<()> {
        let number: i64 = id.parse().map_err(|_| Failure::unknown(id))?;
        self.with(|connection| connection.execute("DELETE FROM template WHERE id = ?1", [number]).map(drop))
    }

    fn with<T>(&self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T> {
        let mut open: MutexGuard<'_, Option<Connection>> = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.is_none() {
            *open = Some(connect(&self.path)?);
        }
        match open.as_mut() {
            Some(connection) => work(connection).map_err(failed),
            None => Err(Failure::new(Code::Store, Side::App)),
        }
    }
}

/// Whether a file that is not open is one of these, and whole.
pub(crate) fn check(path: &Path) -> Result<()> {
    store::check_whole(path, MIGRATIONS).map(drop)
}

/// Where it can be read and not written, whoever writes hears of it.
fn connect(path: &Path) -> Result<Connection> {
    Ok(store::open_to_read_at_least(path, MIGRATIONS)?.0)
}

/// How a list is called in the file.
fn spoken(list: Searched) -> &'static str {
    match list {
        Searched::Market => "market",
        Searched::Purchases => "purchases",
    }
}

/// There is no room for another one.
fn full() -> Failure {
    Failure::new(Code::NotNow, Side::App)
}

/// An agentIdentifier in lower case; nothing else is marked.
fn spelt(id: &str) -> Result<String> {
    let hex = (57..=250).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    if hex { Ok(id.to_ascii_lowercase()) } else { Err(Failure::unknown(id)) }
}

fn marked(connection: &Connection, table: &str) -> rusqlite::Result<Vec<BookmarkView>> {
    let mut select = connection.prepare_cached(&format!("SELECT id, name, at FROM {table} ORDER BY at DESC, id"))?;
    let rows = select.query_map([], |row| {
        let id: String = row.get(0)?;
        Ok(BookmarkView { short_id: catalogue::short(&id), id, name: row.get(1)?, at: Moment(row.get(2)?) })
    })?;
    rows.collect()
}

fn templates(connection: &Connection) -> rusqlite::Result<Vec<TemplateView>> {
    let sql = "SELECT id, agent, agent_name, name FROM template ORDER BY name COLLATE NOCASE, id";
    let mut select = connection.prepare_cached(sql)?;
    let rows = select.query_map([], |row| {
        Ok(TemplateView {
            id: row.get::<_, i64>(0)?.to_string(),
            agent: row.get(1)?,
            agent_name: row.get(2)?,
            name: row.get(3)?,
        })
    })?;
    rows.collect()
}

fn searches(connection: &Connection) -> rusqlite::Result<Vec<SavedSearchView>> {
    let mut select =
        connection.prepare_cached("SELECT id, list, name, query FROM search ORDER BY name COLLATE NOCASE, id")?;
    let rows = select.query_map([], |row| {
        let list = if row.get_ref(1)?.as_str()? == spoken(Searched::Purchases) {
            Searched::Purchases
        } else {
            Searched::Market
        };
        Ok(SavedSearchView { id: row.get::<_, i64>(0)?.to_string(), list, name: row.get(2)?, query: row.get(3)? })
    })?;
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::TempDir;

    const NOON: Moment = Moment(1_795_348_800_000);

    fn id(number: usize) -> String {
        format!("{}{number:064x}", "7e".repeat(28))
    }

    fn names(bookmarks: &[BookmarkView]) -> Vec<&str> {
        bookmarks.iter().map(|one| one.name.as_str()).collect()
    }

    #[test]
    fn what_was_marked_is_there_after_a_restart_in_any_spelling() {
        let home = TempDir::new().unwrap();
        let bookmarks = Bookmarks::open(home.path());
        bookmarks.mark(&id(1).to_uppercase(), "Poet\u{202e}\u{200b}", NOON).unwrap();
        bookmarks.mark(&id(2), "Painter", NOON.plus(1)).unwrap();
        bookmarks.mark(&id(1), "Poet, renamed", NOON.plus(9)).unwrap();
        drop(bookmarks);
        let bookmarks = Bookmarks::open(home.path());
        assert_eq!(
            names(&bookmarks.view().unwrap().favourites),
            ["Painter", "Poet, renamed"],
            "by when it was marked first"
        );
        assert_eq!(bookmarks.favourites().unwrap(), HashSet::from([id(1), id(2)]));
        bookmarks.unmark(&id(2).to_uppercase()).unwrap();
        assert_eq!(names(&bookmarks.view().unwrap().favourites), ["Poet, renamed"]);
        for odd in ["", "poet", &"7".repeat(56), &"7".repeat(251), &format!("{}/../x", id(1))] {
            assert_eq!(bookmarks.mark(odd, "x", NOON).unwrap_err().code, Code::Unknown, "{odd}");
        }
    }

    #[test]
    fn twenty_agents_that_were_seen_last_are_remembered_wherever_the_clock_is_set() {
        let home = TempDir::new().unwrap();
        let bookmarks = Bookmarks::open(home.path());
        for number in 0..30 {
            // The clock goes back all the time.
            assert!(bookmarks.saw(&id(number), &format!("{number}"), NOON.plus(-(number as i64))).unwrap());
        }
        assert!(!bookmarks.saw(&id(29), "29", NOON).unwrap(), "the page was read again");
        assert!(bookmarks.saw(&id(12), "12", NOON).unwrap());
        let recent = bookmarks.view().unwrap().recent;
        assert_eq!(names(&recent)[..3], ["12", "29", "28"]);
        assert_eq!((recent.len(), recent.last().unwrap().name.as_str()), (20, "10"));
    }

    #[test]
    fn a_search_has_one_name_and_there_is_room_for_fifty() {
        let home = TempDir::new().unwrap();
        let bookmarks = Bookmarks::open(home.path());
        bookmarks.save_search(Searched::Market, "cheap", "?q=translate&sort=price").unwrap();
        bookmarks.save_search(Searched::Market, "  Cheap translators ", "q=translate&sort=price").unwrap();
        let searches = bookmarks.view().unwrap().searches;
        assert_eq!(searches.len(), 1);
        assert_eq!(
            (searches[0].name.as_str(), searches[0].query.as_str()),
            ("Cheap translators", "q=translate&sort=price")
        );
        for number in 1..50 {
            bookmarks.save_search(Searched::Market, "more", &format!("q={number}")).unwrap();
        }
        assert_eq!(bookmarks.save_search(Searched::Market, "one more", "q=x").unwrap_err().code, Code::NotNow);
        bookmarks.save_search(Searched::Market, "renamed all the same", "q=1").unwrap();
        bookmarks.save_search(Searched::Purchases, "of another list", "q=1").unwrap();
        let of = |list| bookmarks.view().unwrap().searches.iter().filter(|search| search.list == list).count();
        assert_eq!((of(Searched::Market), of(Searched::Purchases)), (50, 1));
        bookmarks.forget_search(&searches[0].id).unwrap();
        bookmarks.save_search(Searched::Market, "one more", "q=x").unwrap();
        for (name, query) in [(" \u{200b}", "q=1"), ("x", ""), ("x", " ? "), ("x", &"q".repeat(2_001)), ("x", "q=\nx")]
        {
            assert_eq!(
                bookmarks.save_search(Searched::Market, name, query).unwrap_err().code,
                Code::Input,
                "{name:?} {query:?}"
            );
        }
        assert_eq!(bookmarks.forget_search("1 OR 1=1").unwrap_err().code, Code::Unknown);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_never_replaced_and_is_asked_for_again() {
        let home = TempDir::new().unwrap();
        let path = home.path().join("bookmarks.db");
        let damaged = "this is no database, and longer than the head of one would be".repeat(99);
        fs::write(&path, &damaged).unwrap();
        let bookmarks = Bookmarks::open(home.path());
        assert_eq!(bookmarks.view().unwrap_err().code, Code::StoreDamaged);
        assert_eq!(bookmarks.mark(&id(1), "x", NOON).unwrap_err().code, Code::StoreDamaged);
        assert_eq!(fs::read_to_string(&path).unwrap(), damaged, "the person may still restore it");
        fs::remove_file(&path).unwrap();
        bookmarks.mark(&id(1), "x", NOON).unwrap();
        assert_eq!(bookmarks.view().unwrap().favourites.len(), 1);
    }
}
