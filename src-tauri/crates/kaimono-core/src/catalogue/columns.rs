//! The narrow part of the mirror in memory: what lists are chosen, counted and ordered by. It is read from the store when the
//! market is first looked at, and follows what is written. Which agents have something is a set of rows, so that choosing and
//! counting is what is common to sets. A hundred thousand agents take a few megabytes.

use super::facts::{Facts, Kind, bits, minutes};
use masumi::{moment::Moment, registry::Entry};
use roaring::RoaringBitmap;
use rusqlite::Connection;
use std::collections::HashMap;

/// The row of an agent in the store.
pub(super) type Row = u32;
/// The row of a word in the store.
pub(super) type WordId = u32;
/// Rows of agents.
pub(super) type Rows = RoaringBitmap;

/// One agent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Agent {
    pub(super) created: u32,
    pub(super) sale: u32,
    pub(super) trust: u16,
    pub(super) pricings: u8,
    pub(super) generations: u8,
    pub(super) listed: bool,
}

/// What was written of one agent.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) row: Row,
    /// The words that it had before.
    pub(super) before: Vec<WordId>,
    /// `None`: it is gone.
    pub(super) after: Option<Written>,
}

/// An agent as it is in the store now.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub(super) agent: Agent,
    pub(super) words: Vec<(WordId, Kind)>,
    pub(super) prices: Vec<(WordId, i64)>,
    /// The way it is sold, where that is a new one.
    pub(super) sale: Option<Entry>,
}

/// A way in which agents are sold.
#[derive(Debug, Default)]
pub(super) struct SoldSo {
    /// What it is judged by; `None`: no way has this number.
    pub(super) sale: Option<Entry>,
    /// Who is sold so.
    pub(super) rows: Rows,
}

/// All of them. Sets of rows have listed agents only.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// By row. Rows that are not used are not listed.
    agents: Vec<Agent>,
    listed: Rows,
    /// By word: the agents that have it.
    having: Vec<Rows>,
    kinds: Vec<Option<Kind>>,
    /// By [`bits::PRICINGS`].
    pricings: [Rows; bits::PRICINGS.len()],
    /// By [`bits::GENERATIONS`].
    generations: [Rows; bits::GENERATIONS.len()],
    /// By unit: the rows of the agents that have a price in it alone, ascending, and that price.
    prices: HashMap<WordId, Vec<(Row, i64)>>,
    /// By number. One that no agent has any more may be among them.
    sales: Vec<SoldSo>,
}

impl Columns {
    pub(super) fn load(store: &Connection) -> rusqlite::Result<Columns> {
        let mut columns = Columns::default();
        let mut sales = store.prepare("SELECT id, entry FROM sale")?;
        for sale in sales.query_map([], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, String>(1)?)))? {
            let (id, json) = sale?;
            at(&mut columns.sales, id).sale = Some(serde_json::from_str(&json).map_err(not_what_was_written)?);
        }
        let mut agents =
            store.prepare("SELECT row, created, sale, trust, pricings, generations, listed FROM agent ORDER BY row")?;
        let agent = |row: &rusqlite::Row<'_>| {
            let agent = Agent {
                created: minutes(Moment(row.get(1)?)),
                sale: row.get(2)?,
                trust: row.get(3)?,
                pricings: row.get(4)?,
                generations: row.get(5)?,
                listed: row.get(6)?,
            };
            Ok((row.get::<_, Row>(0)?, agent))
        };
        for agent in agents.query_map([], agent)? {
            let (row, agent) = agent?;
            columns.put_agent(row, agent);
        }
        let mut words = store.prepare("SELECT id, kind FROM word")?;
        for word in words.query_map([], |row| Ok((row.get::<_, WordId>(0)?, row.get::<_, Kind>(1)?)))? {
            let (word, kind) = word?;
            columns.put_word(word, kind);
        }
        let mut having = store.prepare("SELECT word, row FROM agent_word ORDER BY row")?;
        for pair in having.query_map([], |row| Ok((row.get::<_, WordId>(0)?, row.get::<_, Row>(1)?)))? {
            let (word, row) = pair?;
            columns.put_having(word, row);
        }
        let mut prices = store.prepare("SELECT word, row, amount FROM price ORDER BY row")?;
        for price in prices.query_map([], |row| Ok((row.get::<_, WordId>(0)?, (row.get(1)?, row.get(2)?))))? {
            let (word, price) = price?;
            columns.prices.entry(word).or_default().push(price);
        }
        columns.prices.values_mut().for_each(Vec::shrink_to_fit);
        columns.agents.shrink_to_fit();
        Ok(columns)
    }

    /// Takes in what was written. Doing it twice changes nothing.
    pub(super) fn follow(&mut self, change: Change) {
        let Change { row, before, after } = change;
        for word in before {
            at(&mut self.having, word).remove(row);
            if let Some(prices) = self.prices.get_mut(&word)
                && let Ok(at) = prices.binary_search_by_key(&row, |(row, _)| *row)
            {
                prices.remove(at);
            }
        }
        self.put_agent(row, after.as_ref().map_or_else(Agent::default, |written| written.agent));
        let Some(written) = after else { return };
        if let Some(sale) = written.sale {
            at(&mut self.sales, written.agent.sale).sale = Some(sale);
        }
        for (word, kind) in written.words {
            self.put_word(word, kind);
            self.put_having(word, row);
        }
        for (word, amount) in written.prices {
            insert(self.prices.entry(word).or_default(), (row, amount));
        }
    }

    /// A listed agent.
    pub(super) fn agent(&self, row: Row) -> Option<&Agent> {
        self.agents.get(row as usize).filter(|agent| agent.listed)
    }

    /// All listed agents.
    pub(super) fn listed(&self) -> &Rows {
        &self.listed
    }

    /// The words of a kind, and which agents have them.
    pub(super) fn words(&self, kind: Kind) -> impl Iterator<Item = (WordId, &Rows)> {
        let words = self.kinds.iter().zip(&self.having).enumerate();
        let of_kind = words.filter(move |(_, (of, _))| **of == Some(kind));
        of_kind.filter_map(|(word, (_, having))| Some((WordId::try_from(word).ok()?, having)))
    }

    /// The agents that have a word.
    pub(super) fn having(&self, word: WordId) -> Option<&Rows> {
        self.having.get(word as usize)
    }

    /// The agents that tell a price so, one set for each of [`bits::PRICINGS`].
    pub(super) fn pricings(&self) -> &[Rows] {
        &self.pricings
    }

    /// The agents of a generation, one set for each of [`bits::GENERATIONS`].
    pub(super) fn generations(&self) -> &[Rows] {
        &self.generations
    }

    /// The agents that have a price in a unit alone, and that price.
    pub(super) fn prices(&self, unit: WordId) -> &[(Row, i64)] {
        self.prices.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The ways in which agents are sold, by number.
    pub(super) fn sales(&self) -> &[SoldSo] {
        &self.sales
    }

    fn put_agent(&mut self, row: Row, agent: Agent) {
        let before = std::mem::replace(at(&mut self.agents, row), agent);
        if before.listed {
            at(&mut self.sales, before.sale).rows.remove(row);
        }
        if agent.listed {
            at(&mut self.sales, agent.sale).rows.insert(row);
        }
        let is = |set: &mut Rows, so: bool| if so { set.insert(row) } else { set.remove(row) };
        is(&mut self.listed, agent.listed);
        for ((bit, _), set) in bits::PRICINGS.iter().zip(&mut self.pricings) {
            is(set, agent.listed && agent.pricings & bit != 0);
        }
        for ((bit, _), set) in bits::GENERATIONS.iter().zip(&mut self.generations) {
            is(set, agent.listed && agent.generations & bit != 0);
        }
    }

    fn put_word(&mut self, word: WordId, kind: Kind) {
        *at(&mut self.kinds, word) = Some(kind);
        at(&mut self.having, word);
    }

    fn put_having(&mut self, word: WordId, row: Row) {
        if self.listed.contains(row) {
            at(&mut self.having, word).insert(row);
        }
    }
}

/// The place of a number, made where it is not there yet.
fn at<T: Default>(places: &mut Vec<T>, number: u32) -> &mut T {
    let number = number as usize;
    if places.len() <= number {
        places.resize_with(number + 1, T::default);
    }
    &mut places[number]
}

/// Puts a price into its place by row, or in the place of the one before. Most comes in order.
fn insert(prices: &mut Vec<(Row, i64)>, new: (Row, i64)) {
    if prices.last().is_none_or(|(last, _)| *last < new.0) {
        return prices.push(new);
    }
    match prices.binary_search_by_key(&new.0, |(row, _)| *row) {
        Ok(at) => prices[at] = new,
        Err(at) => prices.insert(at, new),
    }
}

impl Agent {
    pub(super) fn of(facts: &Facts, sale: u32) -> Agent {
        Agent {
            created: facts.created,
            sale,
            trust: facts.trust,
            pricings: facts.pricings,
            generations: facts.generations,
            listed: facts.listed,
        }
    }
}

fn not_what_was_written(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, error.into())
}
