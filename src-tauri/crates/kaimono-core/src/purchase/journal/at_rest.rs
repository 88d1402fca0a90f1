//! Keeps, counts and sums the purchases at rest, and reads their histories. SQL does it, since there may be a hundred thousand of
//! them. What a list wants of them is found by [`wanted`](super::wanted).

use super::{broken, folded, format, said::Said, wanted::Wanted};
use crate::{
    error::Result,
    limits::{calendar::Day, gate::Ledger},
    purchase::{
        event::Event,
        order::sorted,
        rest::Rest,
        spending::Paid,
        state::State,
        words::{Phase, PurchaseGroup},
    },
    store,
    view::purchase::PurchasesQuery,
};
use masumi::{
    moment::Moment,
    money::Money,
    node::{Generation, OnChainState},
};
use rusqlite::{Connection, Row, ToSql, named_params};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{collections::BTreeMap, path::Path};

/// So much of a blockchain identifier is kept to be searched for by its beginning.
const IDENTIFIER: usize = 64;
/// Writes what is kept of a purchase at rest.
pub(super) fn write(connection: &Connection, purchase: &str, rest: &Rest) -> Result<()> {
    let identifier: String = rest.identifier.chars().take(IDENTIFIER).collect();
    let (wallet, generation) = rest.wallet.clone().unzip();
    connection
        .prepare_cached(
            "INSERT INTO at_rest (purchase, created_at, grp, key, agent, words, name, phase, unit, amount, units,
                                  identifier, bought, delivered, refunded, took, wallet, generation, lesson_at)
             VALUES (:purchase, :created_at, :grp, :key, :agent, :words, :name, :phase, :unit, :amount, :units,
                     :identifier, :bought, :delivered, :refunded, :took, :wallet, :generation, :lesson_at)",
        )
        .and_then(|mut insert| {
            insert.execute(named_params! {
                ":purchase": purchase,
                ":created_at": rest.created_at.0,
                ":grp": word(&rest.group),
                ":key": rest.key,
                ":agent": rest.agent,
                ":words": rest.words,
                ":name": rest.name,
                ":phase": word(&rest.phase),
                ":unit": rest.price.as_ref().map(|(unit, _)| unit.to_string()),
                ":amount": rest.price.as_ref().map(|(_, amount)| sorted(*amount)),
                // Each unit is in spaces: where there are several, two of them meet.
                ":units": Some(&rest.units).filter(|units| units.trim().contains("  ")),
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

pub(super) fn read<T: DeserializeOwned>(text: String) -> Result<T> {
    serde_json::from_value(Value::String(text)).map_err(|error| broken(&format!("at rest: {error}")))
}

/// A way to read a journal that waits for nobody who writes.
#[derive(Debug)]
pub(crate) struct Shelf(Connection);

impl Shelf {
    pub(crate) fn open(path: &Path) -> Result<Shelf> {
        store::reader(path, 5_000).map(Shelf)
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.0
    }

    /// Bytes by their key.
    pub(crate) fn content(&self, key: &str) -> Result<Option<Vec<u8>>> {
        Ok(self.all("SELECT bytes FROM content WHERE sha256 = ?1", &[&key], |row| row.get(0))?.pop())
    }

    /// What the agent of a purchase said, the newest first, each with when it was heard; at most so many.
    pub(crate) fn agent_words(&self, purchase: &str, most: u32) -> Result<Vec<(Moment, Event)>> {
        let sql = "SELECT at, body FROM event WHERE purchase = ?1 AND kind = 'agentSaid' ORDER BY seq DESC LIMIT ?2";
        let lines = self.all(sql, &[&purchase, &most], |row| Ok((Moment(row.get(0)?), row.get::<_, String>(1)?)))?;
        let read = |(at, body): (Moment, String)| {
            let event = format::read("agentSaid", &body, &mut Said::default());
            event.map(|event| (at, event)).map_err(|error| broken(&format!("what an agent said: {error}")))
        };
        lines.into_iter().map(read).collect()
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

    /// The newest, with their states.
    pub(crate) fn newest(&self, most: usize) -> Result<Vec<(String, State)>> {
        let (mut found, query) = (Vec::new(), PurchasesQuery::default());
        let wanted = Wanted { key: None, query: &query, words: &[], most };
        self.each_wanted(wanted, |purchase, state, _| found.push((purchase.to_owned(), state.clone())))?;
        Ok(found)
    }

    /// Where purchases stand, and how many do there.
    pub(crate) fn phases(&self) -> Result<Vec<(Phase, u32)>> {
        let rows: Vec<(String, u32)> =
            self.all("SELECT phase, count(*) FROM at_rest GROUP BY phase", &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.into_iter().map(|(phase, many)| Ok((read(phase)?, many))).collect()
    }

    /// Tokens that were paid in, and in how many purchases: of several the first.
    pub(crate) fn units(&self) -> Result<Vec<(String, u32)>> {
        let sql = "SELECT unit, count(*) FROM at_rest WHERE unit IS NOT NULL GROUP BY unit";
        self.all(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Agents that were bought from, and how often: those from whom most was.
    pub(crate) fn agents(&self, most: usize) -> Result<Vec<(String, u32)>> {
        let sql = "SELECT agent, count(*) AS many FROM at_rest GROUP BY agent ORDER BY many DESC, agent LIMIT ?1";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.all(sql, &[&most], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The newest purchase from an agent.
    pub(crate) fn newest_of(&self, agent: &str) -> Result<Option<State>> {
        let sql = "SELECT purchase FROM at_rest WHERE agent = ?1 ORDER BY created_at DESC LIMIT 1";
        Ok(self.first(sql, agent)?.map(|(_, state)| state))
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

    pub(super) fn all<T>(
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

pub(super) fn text<'a>(row: &'a Row<'_>, place: usize) -> Result<&'a str> {
    row.get_ref(place).map_err(store::failed)?.as_str().map_err(|error| broken(&format!("at rest: {error}")))
}

/// How one purchase from an agent went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dealing {
    /// A result came. Of what was bought elsewhere, its hash was on chain: nothing else can be known.
    pub(crate) delivered: bool,
    /// The money came back.
    pub(crate) refunded: bool,
    /// From paying to the result, milliseconds.
    pub(crate) took: Option<i64>,
}

impl Dealing {
    pub(crate) fn of(state: &State) -> Dealing {
        Dealing {
            delivered: state.milestones.delivered.is_some() || (state.order.is_none() && state.had_hash),
            refunded: state.on_chain() == Some(&OnChainState::RefundWithdrawn),
            took: state.took(),
        }
    }
}
