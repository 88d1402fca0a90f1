//! What was answered and what came of it, to be searched: an index beside the events, of the words in answers and whole results. It
//! keeps no text: what is shown of a hit is read from where it is kept. Losing it costs a replay, nothing else.

use super::at_rest::Shelf;
use crate::{
    error::Result,
    purchase::state::State,
    store,
    text::{searched, snippet::parted},
};
use masumi::agent::JobResult;
use rusqlite::{Connection, OptionalExtension, params};

/// How texts are taken apart into words, here and where a hit is shown.
pub(crate) const WORDS: &str = "tokenize='unicode61 remove_diacritics 2'";

pub(super) const SCHEMA: &str = "
    -- Which purchase is which row of the index, in the order in which they were made, and the key of the result that is in it.
    CREATE TABLE inside (number INTEGER PRIMARY KEY, purchase TEXT NOT NULL UNIQUE, result TEXT) STRICT;
    CREATE VIRTUAL TABLE inside_words USING fts5 (answers, result, content='', contentless_delete=1,
        tokenize='unicode61 remove_diacritics 2', prefix='2 3');
";

pub(super) const DROP: &str = "DROP TABLE IF EXISTS inside; DROP TABLE IF EXISTS inside_words;";

/// Takes in what a purchase was asked and what came of it, if that is not in the index yet.
pub(super) fn write(connection: &Connection, purchase: &str, state: &State) -> Result<()> {
    let result = state.result.as_ref().filter(|result| result.complete);
    let key = result.map(|result| result.content.as_str());
    let known: Option<(i64, Option<String>)> = connection
        .prepare_cached("SELECT number, result FROM inside WHERE purchase = ?1")
        .and_then(|mut select| select.query_row([purchase], |row| Ok((row.get(0)?, row.get(1)?))).optional())
        .map_err(store::failed)?;
    if known.as_ref().is_some_and(|(_, known)| known.as_deref() == key) {
        return Ok(());
    }
    let answers = answers(state);
    if known.is_none() && key.is_none() && answers.is_empty() {
        return Ok(());
    }
    let text = match result {
        None => String::new(),
        Some(result) => {
            let bytes: Option<Vec<u8>> = connection
                .prepare_cached("SELECT bytes FROM content WHERE sha256 = ?1")
                .and_then(|mut select| select.query_row([&result.content], |row| row.get(0)).optional())
                .map_err(store::failed)?;
            let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
            searched(&if result.is_text { JobResult::Text(text) } else { JobResult::Json(text) })
        }
    };
    let run = || -> rusqlite::Result<()> {
        let number = match known {
            Some((number, _)) => {
                connection
                    .prepare_cached("UPDATE inside SET result = ?2 WHERE number = ?1")?
                    .execute(params![number, key])?;
                connection.prepare_cached("DELETE FROM inside_words WHERE rowid = ?1")?.execute([number])?;
                number
            }
            None => {
                let sql = "INSERT INTO inside (purchase, result) VALUES (?1, ?2)";
                connection.prepare_cached(sql)?.execute(params![purchase, key])?;
                connection.last_insert_rowid()
            }
        };
        connection
            .prepare_cached("INSERT INTO inside_words (rowid, answers, result) VALUES (?1, ?2, ?3)")?
            .execute(params![number, parted(&answers), parted(&text)])
            .map(drop)
    };
    run().map_err(store::failed)
}

/// What the person answered in the agent's form, a line each.
pub(crate) fn answers(state: &State) -> String {
    let answers = state.order.iter().flat_map(|order| &order.answers);
    answers.map(|(_, answer)| answer.as_str()).collect::<Vec<_>>().join("\n")
}

impl Shelf {
    /// Purchases in whose answers and results all of what is asked for stands, those made last first. `asked`: as FTS5 wants it.
    pub(crate) fn inside(&self, asked: &str, most: usize) -> Result<Vec<String>> {
        let sql = "SELECT purchase FROM inside_words JOIN inside ON number = inside_words.rowid
                   WHERE inside_words MATCH ?1 ORDER BY inside_words.rowid DESC LIMIT ?2";
        self.all(sql, &[&asked, &i64::try_from(most).unwrap_or(i64::MAX)], |row| row.get(0))
    }
}
