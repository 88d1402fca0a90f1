//! The narrow part of the mirror in memory: what lists are chosen, counted and ordered by. It is read from the store when the
//! market is first looked at, and follows what is written. A hundred thousand agents take a few megabytes.

use super::facts::{Facts, Kind, minutes};
use bit_set::BitSet;
use masumi::{moment::Moment, registry::Entry};
use rusqlite::Connection;
use std::collections::HashMap;

/// The row of an agent in the store.
pub(super) type Row = u32;
/// The row of a word in the store.
pub(super) type WordId = u32;

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

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// By row. Rows that are not used are not listed.
    agents: Vec<Agent>,
    /// By word: the rows of the agents that have it, ascending.
    having: Vec<Vec<Row>>,
    kinds: Vec<Option<Kind>>,
    /// By unit: the rows of the agents that have a price in it alone, ascending, and that price.
    prices: HashMap<WordId, Vec<(Row, i64)>>,
    /// The ways in which agents are sold, by their numbers.
    sales: Vec<Option<Entry>>,
}

impl Columns {
    pub(super) fn load(store: &Connection) -> rusqlite::Result<Columns> {
        let mut columns = Columns::default();
        let mut sales = store.prepare("SELECT id, entry FROM sale")?;
        for sale in sales.query_map([], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, String>(1)?)))? {
            let (id, json) = sale?;
            columns.put_sale(id, serde_json::from_str(&json).map_err(not_what_was_written)?);
        }
        let mut agents = store.prepare("SELECT row, created, sale, trust, pricings, generations, listed FROM agent")?;
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
            insert(columns.having_mut(word), row, |row| *row);
        }
        let mut prices = store.prepare("SELECT word, row, amount FROM price ORDER BY row")?;
        for price in prices.query_map([], |row| Ok((row.get::<_, WordId>(0)?, (row.get(1)?, row.get(2)?))))? {
            let (word, price) = price?;
            columns.prices.entry(word).or_default().push(price);
        }
        columns.having.iter_mut().for_each(Vec::shrink_to_fit);
        columns.prices.values_mut().for_each(Vec::shrink_to_fit);
        columns.agents.shrink_to_fit();
        Ok(columns)
    }

    /// Takes in what was written. Doing it twice changes nothing.
    pub(super) fn follow(&mut self, change: Change) {
        let Change { row, before, after } = change;
        for word in before {
            let having = self.having_mut(word);
            if let Ok(at) = having.binary_search(&row) {
                having.remove(at);
            }
            if let Some(prices) = self.prices.get_mut(&word)
                && let Ok(at) = prices.binary_search_by_key(&row, |(row, _)| *row)
            {
                prices.remove(at);
            }
        }
        self.put_agent(row, after.as_ref().map_or_else(Agent::default, |written| written.agent));
        let Some(written) = after else { return };
        if let Some(sale) = written.sale {
            self.put_sale(written.agent.sale, sale);
        }
        for (word, kind) in written.words {
            self.put_word(word, kind);
            insert(self.having_mut(word), row, |row| *row);
        }
        for (word, amount) in written.prices {
            insert(self.prices.entry(word).or_default(), (row, amount), |(row, _)| *row);
        }
    }

    /// A listed agent.
    pub(super) fn agent(&self, row: Row) -> Option<&Agent> {
        self.agents.get(row as usize).filter(|agent| agent.listed)
    }

    /// The rows of all listed agents.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> {
        let listed = self.agents.iter().enumerate().filter(|(_, agent)| agent.listed);
        listed.filter_map(|(row, _)| Row::try_from(row).ok())
    }

    /// The words of a kind, and which agents have them.
    pub(super) fn words(&self, kind: Kind) -> impl Iterator<Item = (WordId, &[Row])> {
        let words = self.kinds.iter().zip(&self.having).enumerate();
        let of_kind = words.filter(move |(_, (of, _))| **of == Some(kind));
        of_kind.filter_map(|(word, (_, having))| Some((WordId::try_from(word).ok()?, having.as_slice())))
    }

    /// The agents that have a word.
    pub(super) fn having(&self, word: WordId) -> &[Row] {
        self.having.get(word as usize).map_or(&[], Vec::as_slice)
    }

    /// The agents that have a price in a unit alone, and that price.
    pub(super) fn prices(&self, unit: WordId) -> &[(Row, i64)] {
        self.prices.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The ways in which agents are sold, by number. One that no agent has any more may be among them.
    pub(super) fn sales(&self) -> &[Option<Entry>] {
        &self.sales
    }

    fn put_agent(&mut self, row: Row, agent: Agent) {
        *at(&mut self.agents, row) = agent;
    }

    fn put_word(&mut self, word: WordId, kind: Kind) {
        *at(&mut self.kinds, word) = Some(kind);
        self.having_mut(word);
    }

    fn put_sale(&mut self, id: u32, sale: Entry) {
        *at(&mut self.sales, id) = Some(sale);
    }

    fn having_mut(&mut self, word: WordId) -> &mut Vec<Row> {
        at(&mut self.having, word)
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

/// Puts something into its place in ascending order, or in the place of what has the same key. Most comes in order.
fn insert<T, K: Ord>(places: &mut Vec<T>, new: T, key: impl Fn(&T) -> K) {
    if places.last().is_none_or(|last| key(last) < key(&new)) {
        return places.push(new);
    }
    match places.binary_search_by_key(&key(&new), key) {
        Ok(at) => places[at] = new,
        Err(at) => places.insert(at, new),
    }
}

/// A set of rows, for asking many of them.
pub(super) fn set(rows: impl IntoIterator<Item = Row>) -> BitSet {
    rows.into_iter().map(|row| row as usize).collect()
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
