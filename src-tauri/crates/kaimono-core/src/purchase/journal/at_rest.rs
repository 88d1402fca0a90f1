//! Lists, searches, counts and sums the purchases at rest. SQL does it, since there may be a hundred thousand of them.

use super::{broken, folded};
use crate::{
    error::Result,
    limits::{calendar::Day, gate::Ledger},
    purchase::{rest::Rest, search::Word, spending::Paid, state::State, words::PurchaseGroup},
    store,
    view::purchase::{Dealt, Went},
};
use masumi::{
    moment::Moment,
    money::Money,
    node::{Generation, OnChainState},
};
use rusqlite::{Connection, Row, ToSql, named_params, params};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{collections::BTreeMap, path::Path};

/// So much of a blockchain identifier is kept to be searched for by its beginning.
const IDENTIFIER: usize = 64;
/// A word that so many purchases have is found by going through them, newest first: soon there are enough.
const COMMON: usize = 2_000;
/// Shorter words than this are not in the index of words.
const INDEXED: usize = 3;

/// Writes what is kept of a purchase at rest.
pub(super) fn write(connection: &Connection, purchase: &str, rest: &Rest) -> Result<()> {
    let identifier: String = rest.identifier.chars().take(IDENTIFIER).collect();
    let (wallet, generation) = rest.wallet.clone().unzip();
    connection
        .prepare_cached(
            "INSERT INTO at_rest (purchase, created_at, grp, key, agent, words, identifier, bought, delivered, refunded,
                                  took, wallet, generation, lesson_at)
             VALUES (:purchase, :created_at, :grp, :key, :agent, :words, :identifier, :bought, :delivered, :refunded,
                     :took, :wallet, :generation, :lesson_at)",
        )
        .and_then(|mut insert| {
            insert.execute(named_params! {
                ":purchase": purchase,
                ":created_at": rest.created_at.0,
                ":grp": word(&rest.group),
                ":key": rest.key,
                ":agent": rest.agent,
                ":words": rest.words,
                ":identifier": identifier,
                ":bought": rest.bought,
                ":delivered": rest.dealing.delivered,
                ":refunded": rest.dealing.refunded,
                ":took": rest.dealing.took,
                ":wallet": wallet,
                ":generation": generation.flatten().map(|generation| word(&generation)),
                ":lesson_at": rest.lesson_at.map(|at| at.0),
            })
        })
        .map(drop)
        .map_err(store::failed)
}

/// A purchase is not at rest any more.
pub(super) fn wake(connection: &Connection, purchase: &str) -> Result<()> {
    let sql = "DELETE FROM at_rest WHERE purchase = ?1";
    connection.prepare_cached(sql).and_then(|mut delete| delete.execute([purchase])).map(drop).map_err(store::failed)
}

/// A closed word as text.
pub(crate) fn word(word: &impl Serialize) -> String {
    match serde_json::to_value(word) {
        Ok(Value::String(text)) => text,
        _ => String::new(),
    }
}

fn read<T: DeserializeOwned>(text: String) -> Result<T> {
    serde_json::from_value(Value::String(text)).map_err(|error| broken(&format!("at rest: {error}")))
}

/// Which purchases are wanted, of whose.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    /// The id of the person's key.
    pub(crate) key: Option<&'a str>,
    /// `None`: all.
    pub(crate) group: Option<PurchaseGroup>,
    /// Only what was bought from an agent, and went so.
    pub(crate) dealt: Option<&'a Dealt>,
    /// All of these find it.
    pub(crate) words: &'a [Word],
    /// At most so many, the newest.
    pub(crate) most: usize,
}

/// A way to read a journal that waits for nobody who writes.
#[derive(Debug)]
pub(crate) struct Shelf(Connection);

impl Shelf {
    pub(crate) fn open(path: &Path) -> Result<Shelf> {
        store::reader(path, 5_000).map(Shelf)
    }

    /// Bytes by their key.
    pub(crate) fn content(&self, key: &str) -> Result<Option<Vec<u8>>> {
        Ok(self.all("SELECT bytes FROM content WHERE sha256 = ?1", &[&key], |row| row.get(0))?.pop())
    }

    /// A mark, e.g. how far the node's list was read.
    pub(crate) fn mark(&self, name: &str) -> Result<Option<String>> {
        Ok(self.all("SELECT value FROM mark WHERE name = ?1", &[&name], |row| row.get(0))?.pop())
    }

    /// The state of a purchase, at rest or not.
    pub(crate) fn state(&self, purchase: &str) -> Result<Option<State>> {
        folded::state(&self.0, purchase)
    }

    /// What the events of a purchase come to, and of the one that was parted from it; `None`: its beginning stands elsewhere.
    pub(crate) fn fold(&self, purchase: &str) -> Result<Option<BTreeMap<String, State>>> {
        folded::fold(&self.0, purchase)
    }

    /// Whether anything stands beside the events of a purchase.
    pub(crate) fn is_folded(&self, purchase: &str) -> Result<bool> {
        Ok(!self.all("SELECT 1 FROM folded WHERE purchase = ?1", &[&purchase], |row| row.get::<_, i64>(0))?.is_empty())
    }

    /// The purchase that owns a blockchain identifier.
    pub(crate) fn owner(&self, identifier: &str) -> Result<Option<String>> {
        folded::owner(&self.0, &folded::owned(identifier))
    }

    /// What counts towards limits in the month of a day and after, or in the newest month of which something does.
    pub(crate) fn counted(&self, day: Day) -> Result<Ledger> {
        folded::ledger(&self.0, day)
    }

    /// Ids of all purchases.
    #[cfg(test)]
    pub(crate) fn ids(&self) -> Result<Vec<String>> {
        self.all("SELECT purchase FROM folded ORDER BY purchase", &[], |row| row.get(0))
    }

    /// The newest that are wanted, with their states.
    pub(crate) fn newest(&self, wanted: Wanted<'_>) -> Result<Vec<(String, State)>> {
        let mut found = Vec::new();
        self.each_newest(wanted, |purchase, state| found.push((purchase.to_owned(), state.clone())))?;
        Ok(found)
    }

    /// Looks at each of them, one after the other: a whole history has no room in memory.
    pub(crate) fn each_newest(&self, wanted: Wanted<'_>, mut look: impl FnMut(&str, &State)) -> Result<()> {
        for purchase in self.found(wanted)? {
            look(&purchase, &self.state(&purchase)?.ok_or_else(|| broken("at rest without a state"))?);
        }
        Ok(())
    }

    /// Those that are wanted, newest first: narrowed down by words that few have, then gone through until there are enough.
    fn found(&self, wanted: Wanted<'_>) -> Result<Vec<String>> {
        let (mut holds, key) = (Conditions::default(), wanted.key.map(str::to_owned));
        match wanted.group {
            None => {}
            Some(PurchaseGroup::Others) => holds.and("key IS NOT NULL AND key IS NOT ?", key),
            Some(group) => {
                holds.and("grp = ?", word(&group));
                holds.and("(key IS NULL OR key = ?)", key);
            }
        }
        if let Some(dealt) = wanted.dealt {
            holds.and("agent = ?", dealt.agent.to_ascii_lowercase());
            holds.and("bought = 1 AND (key IS NULL OR key = ?)", wanted.key.map(str::to_owned));
            match dealt.went {
                Went::Bought => {}
                Went::Delivered => holds.and("delivered = ?", true),
                Went::Refunded => holds.and("refunded = ?", true),
            }
        }
        for word in wanted.words {
            let (index, asked) = match word {
                Word::Anywhere(word) if word.chars().count() >= INDEXED => ("at_rest_words", quoted(word)),
                Word::Anywhere(_) => continue,
                Word::Beginning(letters) => ("at_rest_starts", format!("{} *", quoted(letters))),
            };
            if !self.has_fewer(index, &asked)? {
                continue;
            }
            let found = format!("number IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)");
            match word {
                Word::Anywhere(word) => {
                    let numbers: Vec<_> = self.with_identifier(word)?.iter().map(i64::to_string).collect();
                    holds.and(&format!("({found} OR number IN ({}))", numbers.join(", ")), asked);
                }
                Word::Beginning(_) => holds.and(&found, asked),
            }
        }
        let sql =
            format!("SELECT purchase, words, identifier FROM at_rest {} ORDER BY created_at DESC, purchase", holds.sql);
        let values: Vec<_> = holds.values.iter().map(AsRef::as_ref).collect();
        let mut select = self.0.prepare_cached(&sql).map_err(store::failed)?;
        let mut rows = select.query(values.as_slice()).map_err(store::failed)?;
        let mut found = Vec::new();
        while found.len() < wanted.most
            && let Some(row) = rows.next().map_err(store::failed)?
        {
            let (words, identifier) = (text(row, 1)?, text(row, 2)?);
            if wanted.words.iter().all(|word| word.finds(words, identifier)) {
                found.push(text(row, 0)?.to_owned());
            }
        }
        Ok(found)
    }

    /// Those whose blockchain identifier is this, or begins so.
    fn with_identifier(&self, identifier: &str) -> Result<Vec<i64>> {
        let end = format!("{identifier}\u{10ffff}");
        let sql = "SELECT number FROM at_rest WHERE identifier >= ?1 AND identifier < ?2 LIMIT 100";
        let mut numbers: Vec<i64> = self.all(sql, &[&identifier, &end], |row| row.get(0))?;
        if let Some(owner) = self.owner(identifier)? {
            let sql = "SELECT number FROM at_rest WHERE purchase = ?1";
            numbers.extend(self.all(sql, &[&owner], |row| row.get::<_, i64>(0))?);
        }
        Ok(numbers)
    }

    /// Whether going through all rows takes longer than looking up those that an index finds.
    fn has_fewer(&self, index: &str, asked: &str) -> Result<bool> {
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ?1 LIMIT ?2)");
        let limit = i64::try_from(COMMON).unwrap_or(i64::MAX);
        let count: i64 = self
            .0
            .prepare_cached(&sql)
            .and_then(|mut select| select.query_row(params![asked, limit], |row| row.get(0)))
            .map_err(store::failed)?;
        Ok(count < limit)
    }

    /// How many there are, by group and by the key that made them (`None`: made here).
    pub(crate) fn counts(&self) -> Result<Vec<(PurchaseGroup, Option<String>, u32)>> {
        let sql = "SELECT grp, CASE here WHEN 0 THEN key END, many FROM at_rest_group_count";
        let rows: Vec<(String, _, _)> = self.all(sql, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        rows.into_iter().map(|(group, key, count)| Ok((read(group)?, key, count))).collect()
    }

    /// How many jobs were bought from each agent, of the person's.
    pub(crate) fn bought(&self, key: Option<&str>) -> Result<BTreeMap<String, u32>> {
        let sql = "SELECT agent, sum(many) FROM at_rest_bought_count
                   WHERE agent <> '' AND (here = 1 OR key = ?1) GROUP BY agent HAVING sum(many) > 0";
        Ok(self.all(sql, &[&key], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
    }

    /// What was bought from an agent, of the person's.
    pub(crate) fn with(&self, agent: &str, key: Option<&str>) -> Result<Vec<Dealing>> {
        let sql = "SELECT delivered, refunded, took FROM at_rest
                   WHERE agent = ?1 AND bought = 1 AND (key IS NULL OR key = ?2)";
        self.all(sql, &[&agent.to_ascii_lowercase(), &key], |row| {
            Ok(Dealing { delivered: row.get(0)?, refunded: row.get(1)?, took: row.get(2)? })
        })
    }

    /// The newest of them, with their states.
    pub(crate) fn newest_with(&self, agent: &str, key: Option<&str>, most: usize) -> Result<Vec<(String, State)>> {
        let sql = "SELECT r.purchase, f.state FROM at_rest r JOIN folded f ON f.purchase = r.purchase
                   WHERE r.agent = ?1 AND r.bought = 1 AND (r.key IS NULL OR r.key = ?2)
                   ORDER BY r.created_at DESC, r.purchase LIMIT ?3";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let row = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        let rows = self.all(sql, &[&agent.to_ascii_lowercase(), &key, &most], row)?;
        rows.into_iter().map(|(purchase, text)| Ok((purchase, folded::read(&text)?))).collect()
    }

    /// The newest that was ordered here from an agent.
    pub(crate) fn last_ordered(&self, agent: &str) -> Result<Option<(String, State)>> {
        self.first(
            "SELECT purchase FROM at_rest WHERE agent = ?1 AND key IS NULL ORDER BY created_at DESC LIMIT 1",
            agent,
        )
    }

    /// Those that were ordered here from an agent since then.
    pub(crate) fn ordered_since(&self, agent: &str, since: Moment) -> Result<Vec<State>> {
        let sql = "SELECT purchase FROM at_rest WHERE agent = ?1 AND key IS NULL AND created_at > ?2";
        let ids: Vec<String> = self.all(sql, &[&agent.to_ascii_lowercase(), &since.0], |row| row.get(0))?;
        ids.iter().filter_map(|id| self.state(id).transpose()).collect()
    }

    /// The one that taught last how an agent wants choices.
    pub(crate) fn last_lesson(&self, agent: &str) -> Result<Option<(String, State)>> {
        self.first(
            "SELECT purchase FROM at_rest WHERE agent = ?1 AND key IS NULL AND lesson_at IS NOT NULL
             ORDER BY lesson_at DESC LIMIT 1",
            agent,
        )
    }

    fn first(&self, sql: &str, agent: &str) -> Result<Option<(String, State)>> {
        let ids: Vec<String> = self.all(sql, &[&agent.to_ascii_lowercase()], |row| row.get(0))?;
        let Some(id) = ids.into_iter().next() else { return Ok(None) };
        Ok(self.state(&id)?.map(|state| (id, state)))
    }

    /// Wallets that paid, and into which contract.
    pub(crate) fn wallets(&self) -> Result<Vec<(String, Option<Generation>)>> {
        let sql = "SELECT wallet, nullif(generation, '') FROM at_rest_wallet";
        let rows: Vec<(String, Option<String>)> = self.all(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.into_iter().map(|(wallet, generation)| Ok((wallet, generation.map(read).transpose()?))).collect()
    }

    /// What the last purchases cost that were paid into the contract of a generation, with when they were approved.
    pub(crate) fn last_prices(
        &self,
        generation: Option<Generation>,
        most: usize,
    ) -> Result<Vec<(String, Moment, Vec<Money>)>> {
        let sql = "SELECT r.purchase, r.created_at, c.amounts FROM at_rest r JOIN counted c ON c.purchase = r.purchase
                   WHERE ?1 IS NULL OR r.generation = ?1 ORDER BY r.created_at DESC LIMIT ?2";
        let (generation, most) = (generation.map(|one| word(&one)), i64::try_from(most).unwrap_or(i64::MAX));
        let rows: Vec<(String, i64, String)> =
            self.all(sql, &[&generation, &most], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        rows.into_iter().map(|(id, at, amounts)| Ok((id, Moment(at), amounts_of(&amounts)?))).collect()
    }

    /// What each purchase at rest cost that was paid, with the day of its approval, its agent, and whether the money came back.
    pub(crate) fn each_paid(&self, mut look: impl FnMut(Paid)) -> Result<()> {
        let sql = "SELECT c.purchase, c.day, c.agent, c.amounts, r.refunded
                   FROM counted c JOIN at_rest r ON r.purchase = c.purchase";
        let mut select = self.0.prepare_cached(sql).map_err(store::failed)?;
        let mut rows = select.query([]).map_err(store::failed)?;
        while let Some(row) = rows.next().map_err(store::failed)? {
            look(Paid {
                purchase: text(row, 0)?.to_owned(),
                day: Day::parse(text(row, 1)?).ok_or_else(|| broken("counted: no day"))?,
                agent: text(row, 2)?.to_owned(),
                amounts: amounts_of(text(row, 3)?)?,
                refunded: row.get(4).map_err(store::failed)?,
            });
        }
        Ok(())
    }

    /// The newest that the node should know, with their states.
    pub(crate) fn newest_owned(&self, most: usize) -> Result<Vec<State>> {
        let sql = "SELECT f.state FROM at_rest r JOIN folded f ON f.purchase = r.purchase
                   WHERE f.owns IS NOT NULL ORDER BY r.created_at DESC LIMIT ?1";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let texts: Vec<String> = self.all(sql, &[&most], |row| row.get(0))?;
        texts.iter().map(|text| folded::read(text)).collect()
    }

    fn all<T>(
        &self,
        sql: &str,
        values: &[&dyn ToSql],
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut select = self.0.prepare_cached(sql).map_err(store::failed)?;
        let rows = select.query_map(values, read).map_err(store::failed)?;
        rows.map(|row| row.map_err(store::failed)).collect()
    }
}

fn amounts_of(text: &str) -> Result<Vec<Money>> {
    serde_json::from_str(text).map_err(|error| broken(&format!("counted: {error}")))
}

/// A text as one phrase of a full-text query.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn text<'a>(row: &'a Row<'_>, place: usize) -> Result<&'a str> {
    row.get_ref(place).map_err(store::failed)?.as_str().map_err(|error| broken(&format!("at rest: {error}")))
}

/// What has to hold of a row, and the values in it.
#[derive(Default)]
struct Conditions {
    sql: String,
    values: Vec<Box<dyn ToSql>>,
}

impl Conditions {
    /// `?` stands for the value.
    fn and(&mut self, condition: &str, value: impl ToSql + 'static) {
        self.values.push(Box::new(value));
        let place = format!("?{}", self.values.len());
        let joined = if self.sql.is_empty() { "WHERE " } else { " AND " };
        self.sql.push_str(joined);
        self.sql.push_str(&condition.replace('?', &place));
    }
}

/// How one purchase from an agent went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dealing {
    /// A result came, or its hash was on chain.
    pub(crate) delivered: bool,
    /// The money came back.
    pub(crate) refunded: bool,
    /// From paying to the result, milliseconds.
    pub(crate) took: Option<i64>,
}

impl Dealing {
    pub(crate) fn of(state: &State) -> Dealing {
        Dealing {
            delivered: state.milestones.delivered.is_some() || state.had_hash,
            refunded: state.on_chain() == Some(&OnChainState::RefundWithdrawn),
            took: state.took(),
        }
    }
}
