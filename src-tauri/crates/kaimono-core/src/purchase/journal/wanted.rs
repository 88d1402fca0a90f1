//! Which purchases at rest a list wants, and in which order. SQL finds them: by what few have, or by going through all in the order
//! that is asked for, until there are enough.

use super::{
    at_rest::{Shelf, read, text, word},
    broken,
};
use crate::{
    error::Result,
    purchase::{
        remark::Remark,
        search::Word,
        state::State,
        words::{Phase, PurchaseGroup},
    },
    store,
    view::purchase::{PurchaseSort, PurchasesQuery, Went},
};
use rusqlite::ToSql;
use serde_json::Value;
use std::borrow::Cow;

/// What so many purchases have is found by going through them in their order: soon there are enough.
const COMMON: i64 = 2_000;
/// The newest first.
const NEWEST: &str = "created_at DESC, at_rest.purchase";
/// Whose: what was bought here, and of the rest what this key bought.
const MINE: &str = "(key IS NULL OR key = ?)";
/// Shorter words than this are not in the index of words.
const INDEXED: usize = 3;

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

impl Shelf {
    /// Looks at each of those that are wanted, one after the other: a whole history has no room in memory.
    pub(crate) fn each_wanted(&self, wanted: Wanted<'_>, mut look: impl FnMut(&str, &State, &Remark)) -> Result<()> {
        self.each_of(&self.found(wanted)?, |purchase, state, remark| look(purchase, state, remark))
    }

    /// Looks at each of these.
    pub(crate) fn each_of(&self, purchases: &[String], mut look: impl FnMut(&str, &State, &Remark)) -> Result<()> {
        // One look at the file for all of them, and not one for each.
        let _at_one_moment = self.connection().unchecked_transaction().map_err(store::failed)?;
        for purchase in purchases {
            let state = self.state(purchase)?.ok_or_else(|| broken("at rest without a state"))?;
            look(purchase, &state, &self.remark(purchase)?);
        }
        Ok(())
    }

    /// Those that are wanted, in their order: narrowed down by what few have, then gone through until there are enough.
    pub(crate) fn found(&self, wanted: Wanted<'_>) -> Result<Vec<String>> {
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
        let mut select = self.connection().prepare_cached(&sql).map_err(store::failed)?;
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
            .connection()
            .prepare_cached(&sql)
            .and_then(|mut select| select.query_row([value], |row| row.get(0)))
            .map_err(store::failed)?;
        Ok(count < COMMON)
    }

    /// The same without going through all of them.
    fn known_phases(&self) -> Result<Vec<Phase>> {
        let sql = "WITH RECURSIVE known (phase) AS (
                       SELECT min(phase) FROM at_rest
                       UNION ALL SELECT (SELECT min(phase) FROM at_rest WHERE phase > known.phase) FROM known WHERE known.phase IS NOT NULL
                   ) SELECT phase FROM known WHERE phase IS NOT NULL";
        self.all(sql, &[], |row| row.get(0))?.into_iter().map(read).collect()
    }
}

/// A text as one phrase of a full-text query.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
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
