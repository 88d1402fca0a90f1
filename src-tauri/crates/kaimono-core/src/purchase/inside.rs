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
        inside::{CLOSES, OPENS, asked, parted, pieces},
        searched,
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

impl Purchases {
    /// The newest purchases in whose answers or results all words stand that were typed, and that the list of the same query does not
    /// have already.
    pub(crate) fn inside(&self, query: &PurchasesQuery) -> Result<InsideView> {
        let Some(asked) = asked(&query.text) else { return Ok(InsideView::default()) };
        let (words, stands) = (Word::all(&query.text), self.standings().at_once());
        let mut view = InsideView::default();
        for id in self.book().look_up(|shelf| shelf.inside(&asked, LOOKED_AT))? {
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
    fn place(&self, state: &State, asked: &str) -> Result<Option<(InsidePlace, String)>> {
        let result = state.result.as_ref().filter(|result| result.complete);
        let read = |result: &ReceivedResult| self.engine.result(result);
        let result = result.map(read).transpose()?.flatten().map(|result| searched(&result)).unwrap_or_default();
        let plain = |text: &str| parted(text).replace([OPENS, CLOSES], " ");
        let memory = Connection::open_in_memory().map_err(store::failed)?;
        let run = || -> rusqlite::Result<Option<(InsidePlace, String)>> {
            memory.execute_batch(&format!("CREATE VIRTUAL TABLE one USING fts5 (answers, result, {WORDS})"))?;
            let texts = params![plain(&answers(state)), plain(&result)];
            memory.execute("INSERT INTO one (answers, result) VALUES (?1, ?2)", texts)?;
            let sql = "SELECT snippet(one, ?2, ?3, ?4, '…', ?5) FROM one WHERE one MATCH ?1";
            let mut select = memory.prepare(sql)?;
            for (place, column, asked) in [
                (InsidePlace::Result, 1, format!("result : ({asked})")),
                (InsidePlace::Answers, 0, format!("answers : ({asked})")),
                (InsidePlace::Result, 1, asked.to_owned()),
            ] {
                let around = params![asked, column, OPENS.to_string(), CLOSES.to_string(), AROUND];
                if let Some(found) = select.query_row(around, |row| row.get(0)).optional()? {
                    return Ok(Some((place, found)));
                }
            }
            Ok(None)
        };
        run().map_err(store::failed)
    }
}
