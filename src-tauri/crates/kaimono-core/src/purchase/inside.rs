//! Looks for words inside answers and results, and shows where they stand.

use super::{
    Purchases,
    event::ReceivedResult,
    journal::inside::{WORDS, answers},
    listing::is_listed,
    search::Word,
    state::State,
};
use crate::{
    error::Result,
    store,
    text::{
        searched,
        snippet::{CLOSES, OPENS, asked, parted, pieces},
    },
    view::purchase::{FoundInside, InsidePlace, InsideView, PurchasesQuery},
};
use rusqlite::{Connection, OptionalExtension, params};

/// So many hits are looked at, those made last.
const LOOKED_AT: usize = 500;
/// So many are shown.
const SHOWN: usize = 20;
/// Words of what is shown around a hit.
const AROUND: i64 = 24;
/// Finding out what to show of a text takes the square of the hits in it: it is looked at in pieces of so many letters.
const PIECE: usize = 2_000;
/// In two pieces stand so many letters between them: a word, and what is around it.
const OVERLAP: usize = 200;
/// A place of a piece, by which it is shown first.
const ANSWERS: i64 = 0;
const RESULT: i64 = 1;

/// A text in pieces.
fn overlapping(text: &str) -> Vec<&str> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let begins = (0..starts.len()).step_by(PIECE - OVERLAP);
    let piece = |begin: usize| &text[starts[begin]..starts.get(begin + PIECE).copied().unwrap_or(text.len())];
    begins.map(piece).collect()
}

impl Purchases {
    /// The newest purchases in whose answers or results all words stand that were typed, and that the list of the same query does not
    /// have already.
    pub(crate) fn inside(&self, query: &PurchasesQuery) -> Result<InsideView> {
        let asked = asked(&query.text);
        if asked.is_empty() {
            return Ok(InsideView::default());
        }
        let (words, stands) = (Word::all(&query.text), self.standings().at_once());
        let mut view = InsideView::default();
        for id in self.book().look_up(|shelf| shelf.inside(&asked.join(" "), LOOKED_AT))? {
            let state = self.book().state(&id)?;
            let (standing, remark) = (stands(&id, &state), self.book().look_up(|shelf| shelf.remark(&id))?);
            let is = |words: &[Word]| is_listed(query, words, &state, &standing, &remark);
            if !is(&[]) || is(&words) {
                continue;
            }
            if view.found.len() == SHOWN {
                view.more = true;
                break;
            }
            // What cannot be shown is not found: its bytes are damaged.
            if let Some((place, snippet)) = self.place(&state, &asked)? {
                view.found.push(FoundInside {
                    row: self.row(&id, &state, &standing, &remark),
                    place,
                    snippet: pieces(&snippet),
                });
            }
        }
        Ok(view)
    }

    /// Where it stands: in the result, if all words do, else in the answers, or in both together.
    fn place(&self, state: &State, asked: &[String]) -> Result<Option<(InsidePlace, String)>> {
        let result = state.result.as_ref().filter(|result| result.complete);
        let read = |result: &ReceivedResult| self.engine.result(result);
        let result = result.map(read).transpose()?.flatten().map(|result| searched(&result)).unwrap_or_default();
        let memory = Connection::open_in_memory().map_err(store::failed)?;
        let run = || -> rusqlite::Result<Option<(InsidePlace, String)>> {
            memory.execute_batch(&format!("CREATE VIRTUAL TABLE piece USING fts5 (text, place UNINDEXED, {WORDS})"))?;
            let mut insert = memory.prepare("INSERT INTO piece (text, place) VALUES (?1, ?2)")?;
            for (place, text) in [(ANSWERS, answers(state)), (RESULT, result)] {
                for piece in overlapping(&parted(&text).replace([OPENS, CLOSES], " ")) {
                    insert.execute(params![piece, place])?;
                }
            }
            let sql = "SELECT snippet(piece, 0, ?2, ?3, '…', ?4), place FROM piece
                       WHERE piece MATCH ?1 AND place >= ?5 ORDER BY place DESC, rowid LIMIT 1";
            let mut select = memory.prepare(sql)?;
            let (all, any) = (asked.join(" "), asked.join(" OR "));
            // All of it in one piece of the result, or of the answers; else a part of it.
            for (asked, least) in [(&all, RESULT), (&all, ANSWERS), (&any, ANSWERS)] {
                let around = params![asked, OPENS.to_string(), CLOSES.to_string(), AROUND, least];
                let found = select.query_row(around, |row| Ok((row.get(0)?, row.get::<_, i64>(1)?))).optional()?;
                if let Some((found, place)) = found {
                    let place = if place == RESULT { InsidePlace::Result } else { InsidePlace::Answers };
                    return Ok(Some((place, found)));
                }
            }
            Ok(None)
        };
        run().map_err(store::failed)
    }
}
