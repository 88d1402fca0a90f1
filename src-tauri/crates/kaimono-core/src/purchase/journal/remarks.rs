//! The person's own words about purchases, beside their events, whether a purchase is at rest or not.

use super::at_rest::{Shelf, read, word};
use crate::{
    error::Result,
    purchase::remark::{Objection, Remark},
    store,
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::{BTreeMap, BTreeSet};

/// So many are known at once rather than looked up one by one.
const MANY: i64 = 2_000;

pub(super) const SCHEMA: &str = "
    -- What the person said about a purchase. Nothing of it can be made again: it stands nowhere else.
    CREATE TABLE remark (
        purchase TEXT PRIMARY KEY,
        note     TEXT NOT NULL,
        outcome  TEXT,
        words    TEXT NOT NULL  -- what it is found by: labels and note in lower case
    ) STRICT;
    CREATE TABLE label (label TEXT NOT NULL, purchase TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (label, purchase))
        STRICT, WITHOUT ROWID;
    CREATE INDEX label_purchase ON label (purchase, place);
";

pub(super) const OBJECTIONS: &str = "
    -- Why the person objects, for others to read.
    ALTER TABLE remark ADD COLUMN reason TEXT;
    ALTER TABLE remark ADD COLUMN statement TEXT NOT NULL DEFAULT '';
";

/// What was said about a purchase; nothing, where it is unknown.
pub(super) fn get(connection: &Connection, purchase: &str) -> Result<Remark> {
    let said = connection
        .prepare_cached("SELECT note, outcome, reason, statement FROM remark WHERE purchase = ?1")
        .and_then(|mut select| {
            let row = |row: &Row<'_>| Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?)));
            select.query_row([purchase], row).optional()
        })
        .map_err(store::failed)?;
    type Said = ((String, Option<String>), (Option<String>, String));
    let Some(((note, outcome), (reason, statement))): Option<Said> = said else { return Ok(Remark::default()) };
    let mut select = connection
        .prepare_cached("SELECT label FROM label WHERE purchase = ?1 ORDER BY place")
        .map_err(store::failed)?;
    let labels = select.query_map([purchase], |row| row.get(0)).map_err(store::failed)?;
    let labels = labels.collect::<rusqlite::Result<_>>().map_err(store::failed)?;
    let objection = Objection { reason: reason.map(read).transpose()?, statement };
    Ok(Remark { labels, note, outcome: outcome.map(read).transpose()?, objection })
}

/// Says this and nothing else about a purchase.
pub(super) fn set(connection: &Connection, purchase: &str, remark: &Remark) -> Result<()> {
    let run = || -> rusqlite::Result<()> {
        connection.prepare_cached("DELETE FROM label WHERE purchase = ?1")?.execute([purchase])?;
        if *remark == Remark::default() {
            connection.prepare_cached("DELETE FROM remark WHERE purchase = ?1")?.execute([purchase])?;
            return Ok(());
        }
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO remark (purchase, note, outcome, words, reason, statement)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                purchase,
                remark.note,
                remark.outcome.map(|outcome| word(&outcome)),
                remark.words(),
                remark.objection.reason.map(|reason| word(&reason)),
                remark.objection.statement,
            ])?;
        let mut insert = connection.prepare_cached("INSERT INTO label (label, purchase, place) VALUES (?1, ?2, ?3)")?;
        for (place, label) in (0_i64..).zip(&remark.labels) {
            insert.execute(params![label, purchase, place])?;
        }
        Ok(())
    };
    run().map_err(store::failed)
}

impl Shelf {
    /// What the person said about a purchase; nothing, where it is unknown.
    pub(crate) fn remark(&self, purchase: &str) -> Result<Remark> {
        get(self.connection(), purchase)
    }

    /// The purchases about which anything was said; `None`: they are many.
    pub(crate) fn remarked(&self) -> Result<Option<BTreeSet<String>>> {
        let sql = "SELECT purchase FROM remark LIMIT ?1";
        let said: BTreeSet<String> = self.all(sql, &[&(MANY + 1)], |row| row.get(0))?.into_iter().collect();
        Ok(i64::try_from(said.len()).is_ok_and(|many| many <= MANY).then_some(said))
    }

    /// The labels of each purchase that has any.
    pub(crate) fn labelled(&self) -> Result<BTreeMap<String, Vec<String>>> {
        let rows: Vec<(String, String)> =
            self.all("SELECT purchase, label FROM label", &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut labelled: BTreeMap<String, Vec<String>> = BTreeMap::new();
        rows.into_iter().for_each(|(purchase, label)| labelled.entry(purchase).or_default().push(label));
        Ok(labelled)
    }

    /// Labels that purchases have, and how many have each.
    pub(crate) fn labels(&self) -> Result<Vec<(String, u32)>> {
        let sql = "SELECT label, count(*) FROM label GROUP BY label ORDER BY label";
        self.all(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))
    }
}
