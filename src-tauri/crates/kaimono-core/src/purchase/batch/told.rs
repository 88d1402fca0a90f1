//! A batch as the page shows it: what became of each purchase, their results beside each other, and all of it as a table.

use super::{
    Batch, NotBought, Row, differences,
    differences::{Differences, beginning},
    has_not_begun, input, never_began, number,
};
use crate::{
    error::{Failure, Result},
    limits::gate,
    purchase::{Purchases, approval::amounts, export::harmless, internal, journal::at_rest::word, page, state::State},
    text::{clean_lines, unwrapped},
    view::{
        MoneyView,
        batch::{BatchHead, BatchLine, BatchView, Difference, DifferencePiece, ResultColumn, SideBySide},
        purchase::ResultKind,
    },
};
use masumi::{
    money::Money,
    proof::{HashVerdict, Price},
};
use std::{collections::BTreeMap, sync::Arc};

/// So many batches are listed, the newest.
const MOST_LISTED: u32 = 100;
/// So many results are held against each other.
const MOST_COLUMNS: usize = 6;
/// So many characters of a result stand in a cell: a spreadsheet takes no more.
const CELL: usize = 32_000;

/// A result that came: what it is, and its text.
type Came = (ResultKind, String);

/// The cells of a line that every table has, and its answers: question and text.
type Cells = (Vec<String>, Vec<(String, String)>);

impl Purchases {
    /// A batch.
    pub(crate) fn batch(&self, id: &str) -> Result<BatchView> {
        let Batch { id, kind, at, repeats, kept, rows } = self.batch_kept(id)?;
        let stands = self.standings().at_once();
        let (mut sum, mut bought, mut done, mut delivered, mut stoppable, mut rest) = (Vec::new(), 0, 0, 0, 0, 0);
        let mut lines = Vec::new();
        for Row { number, agent, agent_name, title, purchase, why, .. } in rows {
            let purchase = match purchase {
                None => {
                    // Of one that the person left out nothing is left.
                    rest += u32::from(why != Some(NotBought::Repeated));
                    None
                }
                Some(purchase) => {
                    let state = self.book().state(&purchase)?;
                    let (standing, remark) = (stands(&purchase, &state), self.remark(&purchase)?);
                    bought += 1;
                    let came = state.result.as_ref().is_some_and(|result| result.complete);
                    delivered += u32::from(came);
                    done += u32::from(came || !standing.is_open);
                    stoppable += u32::from(has_not_begun(&state));
                    rest += u32::from(never_began(&state));
                    let order = state.order.as_ref().filter(|_| !never_began(&state));
                    gate::add(&mut sum, order.and_then(amounts).unwrap_or_default());
                    Some(self.row(&purchase, &state, &standing, &remark))
                }
            };
            lines.push(BatchLine { number, agent, agent_name, title, purchase, why });
        }
        let network = self.book().network();
        let sum = sum.iter().map(|money: &Money| MoneyView::of(money, network)).collect();
        let repeated_by = self.book().look_up(|shelf| shelf.repeated_by(&id))?;
        Ok(BatchView { id, kind, at, repeats, repeated_by, kept, lines, sum, bought, delivered, done, stoppable, rest })
    }

    /// The newest batches.
    pub(crate) fn batches(&self) -> Result<Vec<BatchHead>> {
        self.book().look_up(|shelf| shelf.batches(MOST_LISTED))
    }

    /// Notes which purchase of a batch the person kept; `None`: none of them any more.
    pub(crate) fn keep_of_batch(&self, id: &str, kept: Option<&str>) -> Result<()> {
        let batch = self.batch_kept(id)?;
        if let Some(kept) = kept.filter(|kept| !batch.rows.iter().any(|row| row.purchase.as_deref() == Some(kept))) {
            return Err(Failure::unknown(kept));
        }
        self.book().keep_of_batch(id, kept)
    }

    /// What each of a batch was sent, without its nonce, and what it may cost, by the number of its row.
    pub(crate) fn asked_of_batch(&self, batch: &Batch) -> Result<BTreeMap<u32, (String, Option<Price>)>> {
        let mut asked = BTreeMap::new();
        for row in &batch.rows {
            let Some(purchase) = &row.purchase else { continue };
            let order = self.book().read(purchase, |state| state.order.clone())?;
            asked.extend(order.map(|order| (row.number, (input(&order), order.price))));
        }
        Ok(asked)
    }

    /// Those of a batch that can be prepared again: they were never approved, or stopped before anybody was asked.
    pub(crate) fn rest_of_batch(&self, batch: &Batch) -> Result<Vec<Row>> {
        let mut rest = Vec::new();
        for row in &batch.rows {
            let is_left = match &row.purchase {
                None => true,
                Some(purchase) => self.book().read(purchase, never_began)?,
            };
            rest.extend(is_left.then(|| row.clone()));
        }
        Ok(rest)
    }

    fn came(&self, state: &State) -> Result<Option<Came>> {
        let received = state.result.as_ref().filter(|result| result.complete);
        let result = received.map(|received| self.engine.result(received)).transpose()?.flatten();
        Ok(result.map(|result| {
            let (kind, text) = unwrapped(&result);
            (kind, text.into_owned())
        }))
    }

    /// The results of a batch beside each other. `base`: the purchase that the others are held against; `None`: the first that has a
    /// result.
    pub(crate) fn side_by_side(&self, id: &str, base: Option<&str>) -> Result<SideBySide> {
        let mut found: Vec<(String, Arc<State>, Option<Came>)> = Vec::new();
        for purchase in self.batch_kept(id)?.rows.into_iter().filter_map(|row| row.purchase).take(MOST_COLUMNS) {
            let state = self.book().state(&purchase)?;
            let came = self.came(&state)?.map(|(kind, text)| (kind, clean_lines(&text, usize::MAX)));
            found.push((purchase, state, came));
        }
        let is_base = |(purchase, _, came): &&(String, Arc<State>, Option<Came>)| {
            came.is_some() && base.is_none_or(|base| base == purchase)
        };
        let base = found.iter().find(is_base).map(|(purchase, _, came)| (purchase.clone(), came.clone()));
        let stands = self.standings().at_once();
        let columns = found.into_iter().map(|(purchase, state, came)| {
            let told = match (&came, &base) {
                (Some((_, text)), Some((of, Some((_, base))))) if *of != purchase => {
                    let Differences { pieces, words, cut } = differences::differences(base, text);
                    (pieces, cut, Some(words))
                }
                (Some((_, text)), _) => {
                    let (text, cut) = beginning(text);
                    (vec![DifferencePiece { text: text.to_owned(), is: Difference::Same }], cut, None)
                }
                (None, _) => (Vec::new(), false, None),
            };
            let (text, cut, words) = told;
            ResultColumn {
                took: state.took(),
                hash: stands(&purchase, &state).hash,
                kind: came.map(|(kind, _)| kind),
                purchase,
                text,
                cut,
                words,
            }
        });
        let columns = columns.collect();
        Ok(SideBySide { base: base.map(|(purchase, _)| purchase), columns })
    }

    /// A batch with its answers and results as one table (RFC 4180), and how many lines it has. What others wrote is no formula.
    pub(crate) fn batch_table(&self, id: &str) -> Result<(String, u32)> {
        let batch = self.batch_kept(id)?;
        let stands = self.standings().at_once();
        let network = self.book().network();
        let (mut questions, mut lines): (Vec<String>, Vec<Cells>) = Default::default();
        for row in &batch.rows {
            let mut line = vec![row.number.to_string(), row.agent_name.clone(), row.agent.clone()];
            let mut answers = Vec::new();
            match &row.purchase {
                None => {
                    let why = row.why.map(|why| word(&why)).unwrap_or_default();
                    line.extend([why, String::new(), String::new(), String::new(), String::new(), String::new()]);
                }
                Some(purchase) => {
                    let state = self.book().state(purchase)?;
                    let standing = stands(purchase, &state);
                    let price = page::price(&state);
                    let came = self.came(&state)?.map(|(_, text)| text).unwrap_or_default();
                    let text: String = came.chars().take(CELL).collect();
                    let part = match (came.is_empty(), text.len() < came.len()) {
                        (true, _) => "",
                        (false, true) => "beginning",
                        (false, false) => "whole",
                    };
                    let exact = price.iter().map(|money| money.text(network)).collect::<Vec<_>>().join("; ");
                    line.extend([word(&standing.phase), exact, purchase.clone()]);
                    line.extend([hash_word(&standing.hash), part.to_owned(), text]);
                    answers = state.order.as_ref().map(|order| order.answers.clone()).unwrap_or_default();
                }
            }
            for (question, _) in &answers {
                if !questions.contains(question) {
                    questions.push(question.clone());
                }
            }
            lines.push((line, answers));
        }
        let failed = |error: String| internal(&error);
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        const BEFORE: [&str; 3] = ["number", "agent", "agent_identifier"];
        const AFTER: [&str; 6] = ["state", "price", "purchase", "hash", "result_is", "result"];
        let names =
            BEFORE.into_iter().map(str::to_owned).chain(questions.iter().map(|question| harmless(question.clone())));
        let names = names.chain(AFTER.into_iter().map(str::to_owned));
        writer.write_record(names).map_err(|error| failed(error.to_string()))?;
        let many = number(lines.len());
        for (line, answers) in lines {
            let of = |question: &String| {
                let own = answers.iter().find(|(asked, _)| asked == question);
                own.map(|(_, text)| text.clone()).unwrap_or_default()
            };
            let (before, after) = line.split_at(BEFORE.len());
            let cells = before.iter().cloned().chain(questions.iter().map(of)).chain(after.iter().cloned());
            writer.write_record(cells.map(harmless)).map_err(|error| failed(error.to_string()))?;
        }
        let bytes = writer.into_inner().map_err(|error| failed(error.to_string()))?;
        Ok((String::from_utf8(bytes).map_err(|error| failed(error.to_string()))?, many))
    }
}

/// What the hash on chain says of a result, in a word.
fn hash_word(verdict: &HashVerdict) -> String {
    let told = serde_json::to_value(verdict).ok();
    told.and_then(|told| told.get("state")?.as_str().map(str::to_owned)).unwrap_or_default()
}
