//! Several purchases that one yes was to, beside their events: in which order, what was asked, and what was not bought. What became of
//! each is in its own events.

use super::at_rest::{Shelf, read, word};
use crate::{
    error::{Code, Failure, Result, Side},
    purchase::batch::{Batch, BatchKind, NotBought, Row},
    store,
    text::clean,
    view::batch::BatchHead,
};
use masumi::moment::Moment;
use rusqlite::{Connection, OptionalExtension, Row as Found, params};

pub(super) const SCHEMA: &str = "
    -- What one yes was to. Nothing of it can be made again: it stands nowhere else.
    CREATE TABLE batch (
        id      TEXT    PRIMARY KEY,
        kind    TEXT    NOT NULL,
        at      INTEGER NOT NULL, -- node time, ms
        repeats TEXT,
        kept    TEXT
    ) STRICT;
    CREATE INDEX batch_repeats ON batch (repeats, at) WHERE repeats IS NOT NULL;
    CREATE TABLE batch_row (
        batch    TEXT    NOT NULL,
        number   INTEGER NOT NULL,
        agent    TEXT    NOT NULL,
        name     TEXT    NOT NULL,
        title    TEXT    NOT NULL,
        answers  TEXT    NOT NULL, -- JSON of masumi::form::Answers, without passwords
        secret   INTEGER NOT NULL, -- 1: there was a password among them
        ceiling  TEXT,             -- JSON of view::buy::CeilingDraft
        purchase TEXT,             -- NULL: not bought
        why      TEXT,             -- why not
        PRIMARY KEY (batch, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX batch_row_purchase ON batch_row (purchase) WHERE purchase IS NOT NULL;
";

/// Writes a batch, or what was bought of the rest of one: only where still that purchase stands that stood there when it was prepared.
pub(super) fn write(connection: &Connection, batch: &Batch) -> Result<()> {
    let asked = |row: &Row| -> serde_json::Result<(String, Option<String>)> {
        Ok((serde_json::to_string(&row.answers)?, row.ceiling.as_ref().map(serde_json::to_string).transpose()?))
    };
    let Batch { id, kind, at, repeats, kept, rows } = batch;
    let asked: Vec<_> = rows.iter().map(asked).collect::<serde_json::Result<_>>().map_err(|error| broken(&error))?;
    let run = || -> rusqlite::Result<bool> {
        let is_new = connection
            .prepare_cached("INSERT OR IGNORE INTO batch (id, kind, at, repeats, kept) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![id, word(kind), at.0, repeats, kept])?;
        if is_new == 0 {
            let sql = "UPDATE batch_row SET purchase = ?3, why = NULL
                       WHERE batch = ?1 AND number = ?2 AND purchase IS ?4";
            let mut update = connection.prepare_cached(sql)?;
            for row in rows {
                if update.execute(params![id, row.number, row.purchase, row.replaces])? != 1 {
                    return Ok(false);
                }
            }
            return Ok(true);
        }
        let mut insert = connection.prepare_cached(
            "INSERT INTO batch_row (batch, number, agent, name, title, answers, secret, ceiling, purchase, why)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        for (row, (answers, ceiling)) in rows.iter().zip(&asked) {
            insert.execute(params![
                id,
                row.number,
                row.agent,
                row.agent_name,
                row.title,
                answers,
                row.secret,
                ceiling,
                row.purchase,
                row.why.map(|why| word(&why)),
            ])?;
        }
        Ok(true)
    };
    match run().map_err(store::failed)? {
        true => Ok(()),
        false => Err(Failure::new(Code::ApprovalGone, Side::You).passing()),
    }
}

/// Notes which purchase of a batch the person kept.
pub(super) fn keep(connection: &Connection, batch: &str, kept: Option<&str>) -> Result<()> {
    let sql = "UPDATE batch SET kept = ?2 WHERE id = ?1";
    connection.execute(sql, params![batch, kept]).map(drop).map_err(store::failed)
}

impl Shelf {
    /// A batch; `None`: there is none of that id.
    pub(crate) fn batch(&self, id: &str) -> Result<Option<Batch>> {
        let head = self
            .connection()
            .prepare_cached("SELECT kind, at, repeats, kept FROM batch WHERE id = ?1")
            .and_then(|mut select| {
                let row =
                    |row: &Found<'_>| Ok((row.get::<_, String>(0)?, Moment(row.get(1)?), row.get(2)?, row.get(3)?));
                select.query_row([id], row).optional()
            })
            .map_err(store::failed)?;
        let Some((kind, at, repeats, kept)) = head else { return Ok(None) };
        let sql = "SELECT number, agent, name, title, answers, ceiling, purchase, why, secret FROM batch_row
                   WHERE batch = ?1 ORDER BY number";
        let texts = self.all(sql, &[&id], |row| {
            let bought = (row.get::<_, Option<String>>(6)?, row.get::<_, Option<String>>(7)?);
            let asked = (row.get::<_, String>(4)?, row.get::<_, Option<String>>(5)?, row.get(8)?);
            Ok(((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?), asked, bought))
        })?;
        let rows = texts.into_iter().map(
            |((number, agent, agent_name, title), (answers, ceiling, secret), (purchase, why))| {
                Ok(Row {
                    number,
                    agent,
                    agent_name,
                    title,
                    answers: serde_json::from_str(&answers).map_err(|error| broken(&error))?,
                    ceiling: ceiling
                        .map(|text| serde_json::from_str(&text).map_err(|error| broken(&error)))
                        .transpose()?,
                    purchase,
                    secret,
                    replaces: None,
                    why: why.map(read::<NotBought>).transpose()?,
                })
            },
        );
        let rows = rows.collect::<Result<_>>()?;
        Ok(Some(Batch { id: id.to_owned(), kind: read::<BatchKind>(kind)?, at, repeats, kept, rows }))
    }

    /// The batch that a purchase is of.
    pub(crate) fn batch_of(&self, purchase: &str) -> Result<Option<String>> {
        let sql = "SELECT batch FROM batch_row WHERE purchase = ?1";
        Ok(self.all(sql, &[&purchase], |row| row.get(0))?.pop())
    }

    /// The newest batch that repeats this one.
    pub(crate) fn repeated_by(&self, batch: &str) -> Result<Option<String>> {
        let sql = "SELECT id FROM batch WHERE repeats = ?1 ORDER BY at DESC LIMIT 1";
        Ok(self.all(sql, &[&batch], |row| row.get(0))?.pop())
    }

    /// The newest batches.
    pub(crate) fn batches(&self, most: u32) -> Result<Vec<BatchHead>> {
        let sql = "SELECT id, kind, at, (SELECT count(*) FROM batch_row WHERE batch = id),
                          (SELECT group_concat(name, ', ') FROM (SELECT DISTINCT name FROM batch_row WHERE batch = id))
                   FROM batch ORDER BY at DESC, id LIMIT ?1";
        let texts = self.all(sql, &[&most], |row| {
            let names = row.get::<_, Option<String>>(4)?.unwrap_or_default();
            Ok((row.get(0)?, row.get::<_, String>(1)?, Moment(row.get(2)?), row.get(3)?, names))
        })?;
        let head = |(id, kind, at, purchases, names): (String, String, Moment, u32, String)| {
            Ok(BatchHead { id, kind: read(kind)?, at, purchases, title: clean(&names, 200) })
        };
        texts.into_iter().map(head).collect()
    }
}

fn broken(error: &serde_json::Error) -> Failure {
    super::broken(&format!("a batch: {error}"))
}
