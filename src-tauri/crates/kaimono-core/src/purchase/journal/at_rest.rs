//! Lists, searches, counts and sums the purchases at rest. SQL does it, since there may be a hundred thousand of them.

use super::{broken, folded};
use crate::{
    error::Result,
    limits::{calendar::Day, gate::Ledger},
    purchase::{
        order::sorted,
        remark::Remark,
        rest::Rest,
        search::Word,
        spending::Paid,
        state::State,
        words::{Phase, PurchaseGroup},
    },
    store,
    view::purchase::{PurchaseSort, PurchasesQuery, Went},
};
use masumi::{
    moment::Moment,
    money::Money,
    node::{Generation, OnChainState},
};
use rusqlite::{Connection, Row, ToSql, named_params};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{borrow::Cow, collections::BTreeMap, path::Path};

/// So much of a blockchain identifier is kept to be searched for by its beginning.
const IDENTIFIER: usize = 64;
/// What so many purchases have is found by going through them in their order: soon there are enough.
const COMMON: i64 = 2_000;
/// The newest first.
const NEWEST: &str = "created_at DESC, at_rest.purchase";
/// Whose: what was bought here, and of the rest what this key bought.
const MINE: &str = "(key IS NULL OR key = ?)";
/// Shorter words than this are not in the index of words.
const INDEXED: usize = 3;

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

/// Which purchases are wanted, of whose.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    /// The id of the person's key.
    pub(crate) key: Option<&'a str>,
    /// What is asked for, and in which order.
    pub(crate) query: &'a PurchasesQuery,
    /// The words of what was typed. All of these find it.
    pub(crate) words: &'a [Word],
    /// At most so many, the first.
    pub(crate) most: usize,
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

    /// Looks at each of those that are wanted, one after the other: a whole history has no room in memory.
    pub(crate) fn each_wanted(&self, wanted: Wanted<'_>, mut look: impl FnMut(&str, &State, &Remark)) -> Result<()> {
        for purchase in self.found(wanted)? {
            let state = self.state(&purchase)?.ok_or_else(|| broken("at rest without a state"))?;
            look(&purchase, &state, &self.remark(&purchase)?);
        }
        Ok(())
    }

    /// Those that are wanted, in their order: narrowed down by what few have, then gone through until there are enough.
    fn found(&self, wanted: Wanted<'_>) -> Result<Vec<String>> {
        let holds = self.conditions(wanted)?;
        let mut found = Vec::new();
        for (part, order) in self.parts(wanted.query)? {
            if found.len() < wanted.most {
                // Few rows are looked up by what they have, and not by where they stand in the list.
                let marked = |text: &str| text.replace('@', if holds.few { "+" } else { "" });
                let (part, order) = (part.as_deref().map(marked), marked(order));
                self.go_through(&holds, part.as_deref(), &order, wanted, &mut found)?;
            }
        }
        Ok(found)
    }

    /// What has to hold of those that are wanted.
    fn conditions(&self, wanted: Wanted<'_>) -> Result<Conditions> {
        let Wanted { key, query, .. } = wanted;
        let (mut holds, key) = (Conditions::default(), key.map(str::to_owned));
        let by_date = query.sort == PurchaseSort::Date;
        match query.group {
            None => {}
            Some(PurchaseGroup::Others) => holds.and("key IS NOT NULL AND key IS NOT ?", key.clone()),
            Some(group) => {
                self.narrow(&mut holds, by_date, "@grp = ?", word(&group))?;
                holds.and(MINE, key.clone());
            }
        }
        if let Some(dealt) = &query.dealt {
            holds.and("agent = ?", dealt.agent.to_ascii_lowercase());
            holds.and(&format!("bought = 1 AND {MINE}"), key);
            match dealt.went {
                Went::Bought => {}
                Went::Delivered => holds.and("delivered = ?", true),
                Went::Refunded => holds.and("refunded = ?", true),
            }
        }
        if let Some(agent) = &query.agent {
            let in_order = by_date || query.sort == PurchaseSort::Agent;
            self.narrow(&mut holds, in_order, "@agent = ?", agent.to_ascii_lowercase())?;
        }
        if let Some(phase) = query.phase {
            let in_order = by_date || query.sort == PurchaseSort::State;
            self.narrow(&mut holds, in_order, "@phase = ?", word(&phase))?;
        }
        if let Some(unit) = &query.unit {
            let several = "SELECT number FROM at_rest
                           WHERE units IS NOT NULL AND instr(units, ' ' || iif(? = '', 'lovelace', ?) || ' ') > 0";
            // Hardly any has several tokens. Where none has, the index of prices is enough.
            let any = self.all(&format!("{several} LIMIT 1").replace('?', "?1"), &[unit], |_| Ok(()))?;
            let by_price = query.sort == PurchaseSort::Price;
            if any.is_empty() {
                self.narrow(&mut holds, by_price, "@unit = ?", unit.clone())?;
            } else {
                self.narrow(&mut holds, false, &format!("(@unit = ? OR number IN ({several}))"), unit.clone())?;
            }
        }
        if let Some(from) = query.from {
            self.narrow(&mut holds, by_date, "@created_at >= ?", from.0)?;
        }
        if let Some(until) = query.until {
            self.narrow(&mut holds, by_date, "@created_at < ?", until.0)?;
        }
        if let Some(label) = &query.label {
            let having = "SELECT purchase FROM label WHERE label = ?";
            let few = self.are_few(having, label)?;
            holds.few |= few;
            let condition = if few {
                format!("at_rest.purchase IN ({having})")
            } else {
                "EXISTS (SELECT 1 FROM label l WHERE l.label = ? AND l.purchase = at_rest.purchase)".to_owned()
            };
            holds.and(&condition, label.clone());
        }
        if !query.only.is_empty() {
            holds.few = true;
            let only = Value::from(query.only.clone()).to_string();
            holds.and("at_rest.purchase IN (SELECT value FROM json_each(?))", only);
        }
        self.narrow_by_words(&mut holds, wanted.words)?;
        Ok(holds)
    }

    /// Adds what has to hold of a column, whose name stands behind an `@`. Where many rows have it, its index is not used, unless it is
    /// in the order that is asked for: going through the rows in that order finds enough sooner.
    fn narrow(
        &self,
        holds: &mut Conditions,
        in_order: bool,
        condition: &str,
        value: impl ToSql + Clone + 'static,
    ) -> Result<()> {
        let plain = condition.replace('@', "");
        let few = self.are_few(&format!("SELECT 1 FROM at_rest WHERE {plain}"), value.clone())?;
        holds.few |= few;
        holds.and(&if few || in_order { plain } else { condition.replace('@', "+") }, value);
        Ok(())
    }

    fn narrow_by_words(&self, holds: &mut Conditions, words: &[Word]) -> Result<()> {
        for word in words {
            let (index, asked, letters) = match word {
                Word::Anywhere(word) if word.chars().count() >= INDEXED => ("at_rest_words", quoted(word), word),
                Word::Anywhere(_) => continue,
                Word::Beginning(letters) => ("at_rest_starts", format!("{} *", quoted(letters)), letters),
            };
            if !self.are_few(&format!("SELECT 1 FROM {index} WHERE {index} MATCH ?"), &asked)? {
                continue;
            }
            holds.few = true;
            let numbers = match word {
                Word::Anywhere(word) => self.with_identifier(word)?,
                Word::Beginning(_) => Vec::new(),
            };
            let numbers: Vec<_> = numbers.iter().map(i64::to_string).collect();
            let (asked, letters) = (holds.value(asked), holds.value(letters.clone()));
            holds.add(&format!(
                "(number IN (SELECT rowid FROM {index} WHERE {index} MATCH {asked}) OR number IN ({})
                  OR at_rest.purchase IN (SELECT purchase FROM remark WHERE instr(words, {letters}) > 0))",
                numbers.join(", ")
            ));
        }
        Ok(())
    }

    /// The parts of a list, one after the other, and the order in each: what has no value comes last, whichever way it is sorted. The
    /// name of a column stands behind an `@`.
    fn parts(&self, query: &PurchasesQuery) -> Result<Vec<(Option<String>, &'static str)>> {
        let part = |holds: &str| Some(holds.to_owned());
        Ok(match (query.sort, query.down) {
            (PurchaseSort::Date, true) | (PurchaseSort::Next, _) => vec![(None, NEWEST)],
            (PurchaseSort::Date, false) => vec![(None, "created_at, at_rest.purchase")],
            (PurchaseSort::Agent, down) => {
                let order = if down {
                    "@name DESC, created_at DESC, at_rest.purchase"
                } else {
                    "@name, created_at DESC, at_rest.purchase"
                };
                vec![(part("@name > ''"), order), (part("@name = ''"), NEWEST)]
            }
            (PurchaseSort::Price, down) => {
                let order = if down {
                    "@unit DESC, amount DESC, created_at DESC, at_rest.purchase"
                } else {
                    "@unit, amount, created_at DESC, at_rest.purchase"
                };
                vec![(part("@unit >= ''"), order), (part("@unit IS NULL"), NEWEST)]
            }
            (PurchaseSort::State, down) => {
                let mut phases = query.phase.map_or_else(|| self.known_phases(), |only| Ok(vec![only]))?;
                phases.sort_unstable();
                if down {
                    phases.reverse();
                }
                phases.iter().map(|phase| (part(&format!("@phase = '{}'", word(phase))), NEWEST)).collect()
            }
        })
    }

    fn go_through(
        &self,
        holds: &Conditions,
        part: Option<&str>,
        order: &str,
        wanted: Wanted<'_>,
        found: &mut Vec<String>,
    ) -> Result<()> {
        // Where nothing was typed, all that is read stands in an index.
        let (columns, from) = match wanted.words {
            [] => ("at_rest.purchase", "at_rest"),
            _ => (
                "at_rest.purchase, at_rest.words, identifier, remark.words",
                "at_rest LEFT JOIN remark ON remark.purchase = at_rest.purchase",
            ),
        };
        let conditions: Vec<_> = part.into_iter().chain(holds.sql.iter().map(String::as_str)).collect();
        let conditions = if conditions.is_empty() { "true".to_owned() } else { conditions.join(" AND ") };
        let sql = format!("SELECT {columns} FROM {from} WHERE {conditions} ORDER BY {order}");
        let values: Vec<_> = holds.values.iter().map(AsRef::as_ref).collect();
        let mut select = self.0.prepare_cached(&sql).map_err(store::failed)?;
        let mut rows = select.query(values.as_slice()).map_err(store::failed)?;
        while found.len() < wanted.most
            && let Some(row) = rows.next().map_err(store::failed)?
        {
            let is_found = wanted.words.is_empty() || {
                let (words, identifier) = (text(row, 1)?, text(row, 2)?);
                let said: Option<String> = row.get(3).map_err(store::failed)?;
                let words = said.map_or_else(|| Cow::from(words), |said| Cow::from(format!("{words} {said}")));
                wanted.words.iter().all(|word| word.finds(&words, identifier))
            };
            if is_found {
                found.push(text(row, 0)?.to_owned());
            }
        }
        Ok(())
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

    /// Whether so few rows come of a query that looking them up takes less time than going through all.
    fn are_few(&self, query: &str, value: impl ToSql) -> Result<bool> {
        let sql = format!("SELECT count(*) FROM ({} LIMIT {COMMON})", query.replace('?', "?1"));
        let count: i64 = self
            .0
            .prepare_cached(&sql)
            .and_then(|mut select| select.query_row([value], |row| row.get(0)))
            .map_err(store::failed)?;
        Ok(count < COMMON)
    }

    /// Where purchases stand, and how many do there.
    pub(crate) fn phases(&self) -> Result<Vec<(Phase, u32)>> {
        let rows: Vec<(String, u32)> =
            self.all("SELECT phase, count(*) FROM at_rest GROUP BY phase", &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.into_iter().map(|(phase, many)| Ok((read(phase)?, many))).collect()
    }

    /// The same without going through all of them.
    fn known_phases(&self) -> Result<Vec<Phase>> {
        let sql = "WITH RECURSIVE known (phase) AS (
                       SELECT min(phase) FROM at_rest
                       UNION ALL SELECT (SELECT min(phase) FROM at_rest WHERE phase > known.phase) FROM known WHERE known.phase IS NOT NULL
                   ) SELECT phase FROM known WHERE phase IS NOT NULL";
        self.all(sql, &[], |row| row.get(0))?.into_iter().map(read).collect()
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
    /// Few rows can hold.
    few: bool,
    sql: Vec<String>,
    values: Vec<Box<dyn ToSql>>,
}

impl Conditions {
    /// `?` stands for the value.
    fn and(&mut self, condition: &str, value: impl ToSql + 'static) {
        let place = self.value(value);
        self.add(&condition.replace('?', &place));
    }

    /// What stands for a value.
    fn value(&mut self, value: impl ToSql + 'static) -> String {
        self.values.push(Box::new(value));
        format!("?{}", self.values.len())
    }

    fn add(&mut self, condition: &str) {
        self.sql.push(condition.to_owned());
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
