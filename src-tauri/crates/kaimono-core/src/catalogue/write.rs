//! How an entry is written into the mirror: into its narrow tables, its words, and what lists show of it.

use super::{
    columns::{Agent, Change, Row, Written},
    facts::{Facts, Kind, MAX_TEXT, Texts},
    sale::sale,
    shown::Shown,
};
use crate::text::shape;
use masumi::{node::Network, registry::Entry};
use rusqlite::{OptionalExtension, Transaction, named_params, params};
use serde::Serialize;
use std::borrow::Cow;

/// Forgets an agent.
pub(super) fn forget(transaction: &Transaction<'_>, row: Row) -> rusqlite::Result<Change> {
    let before = words_of(transaction, row)?;
    forget_texts(transaction, row)?;
    transaction.prepare_cached("DELETE FROM agent WHERE row = ?1")?.execute([row])?;
    Ok(Change { row, before, after: None })
}

/// Writes how often an agent was checked, and how often it answered. That is no reason to index its words again.
pub(super) fn write_counts(
    transaction: &Transaction<'_>,
    row: Row,
    entry: &Entry,
    network: Network,
) -> rusqlite::Result<Change> {
    let facts = Facts::of(entry, network);
    let sale = transaction
        .prepare_cached("UPDATE agent SET trust = ?2 WHERE row = ?1 RETURNING sale")?
        .query_row((row, facts.trust), |row| row.get(0))?;
    write_whole(transaction, row, entry, network)?;
    let written = Written { agent: Agent::of(&facts, sale), words: Vec::new(), prices: Vec::new(), sale: None };
    Ok(Change { row, before: Vec::new(), after: Some(written) })
}

/// Writes an entry.
pub(super) fn write(transaction: &Transaction<'_>, entry: &Entry, network: Network) -> rusqlite::Result<Change> {
    let id = entry.agent_identifier.to_ascii_lowercase();
    let old = transaction
        .prepare_cached("SELECT row, json FROM agent JOIN entry USING (row) WHERE id = ?1")?
        .query_row([&id], |row| Ok((row.get::<_, Row>(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    let before = old.as_ref().map(|(row, _)| words_of(transaction, *row)).transpose()?.unwrap_or_default();
    let old_texts = old.and_then(|(_, json)| serde_json::from_str(&json).ok()).map(|old| Texts::of(&old));

    let (facts, texts, shape) = (Facts::of(entry, network), Texts::of(entry), shape(&entry.name));
    let (sale_id, new_sale) = write_sale(transaction, &sale(entry, network))?;
    let asset = id.get(56..).unwrap_or_default();
    let row: Row = transaction
        .prepare_cached(
            "INSERT INTO agent (id, asset, tail, name, shape, strangeness, listed, created, trust, pricings, generations, sale)
             VALUES (:id, :asset, :tail, :name, :shape, :strangeness, :listed, :created, :trust, :pricings, :generations, :sale)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, shape = excluded.shape, strangeness = excluded.strangeness,
                 listed = excluded.listed, created = excluded.created, trust = excluded.trust, pricings = excluded.pricings,
                 generations = excluded.generations, sale = excluded.sale
             RETURNING row",
        )?
        .query_row(
            named_params! {
                ":id": id,
                ":asset": asset.chars().take(ENDS).collect::<String>(),
                ":tail": asset.chars().rev().take(ENDS).collect::<String>(),
                ":name": texts.name.to_lowercase(),
                ":shape": shape.key,
                ":strangeness": shape.strangeness,
                ":listed": facts.listed,
                ":created": entry.created_at.map_or(0, |at| at.0),
                ":trust": facts.trust,
                ":pricings": facts.pricings,
                ":generations": facts.generations,
                ":sale": sale_id,
            },
            |row| row.get(0),
        )?;
    write_whole(transaction, row, entry, network)?;
    if old_texts.as_ref() != Some(&texts) {
        write_texts(transaction, row, &texts)?;
    }
    let written = Written {
        agent: Agent::of(&facts, sale_id),
        words: write_words(transaction, row, &facts)?,
        prices: write_prices(transaction, row, &facts)?,
        sale: new_sale,
    };
    Ok(Change { row, before, after: Some(written) })
}

/// So many digits at both ends of an asset's name are found by their index.
pub(super) const ENDS: usize = 16;

/// The whole entry, and what lists show of it.
fn write_whole(transaction: &Transaction<'_>, row: Row, entry: &Entry, network: Network) -> rusqlite::Result<()> {
    transaction.prepare_cached("INSERT OR REPLACE INTO entry VALUES (?1, ?2)")?.execute((row, to_json(entry)?))?;
    let shown = to_json(&Shown::of(entry, network))?;
    transaction.prepare_cached("INSERT OR REPLACE INTO shown VALUES (?1, ?2)")?.execute((row, shown))?;
    Ok(())
}

fn words_of(transaction: &Transaction<'_>, row: Row) -> rusqlite::Result<Vec<u32>> {
    transaction
        .prepare_cached("SELECT word FROM agent_word WHERE row = ?1")?
        .query_map([row], |row| row.get(0))?
        .collect()
}

/// The number of a way to be sold; and the way itself, where it is a new one.
fn write_sale(transaction: &Transaction<'_>, sale: &Entry) -> rusqlite::Result<(u32, Option<Entry>)> {
    let json = to_json(sale)?;
    let known = transaction
        .prepare_cached("SELECT id FROM sale WHERE entry = ?1")?
        .query_row([&json], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok((id, None));
    }
    let id = transaction
        .prepare_cached("INSERT INTO sale (entry) VALUES (?1) RETURNING id")?
        .query_row([&json], |row| row.get(0))?;
    Ok((id, Some(sale.clone())))
}

fn write_texts(transaction: &Transaction<'_>, row: Row, texts: &Texts) -> rusqlite::Result<()> {
    forget_texts(transaction, row)?;
    let Texts { name, author, tags, capability, host, description } = texts;
    transaction.prepare_cached("INSERT INTO names (rowid, name) VALUES (?1, ?2)")?.execute((row, name))?;
    transaction
        .prepare_cached("INSERT INTO labels (rowid, author, tags, capability, host) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute((row, author, tags, capability, host))?;
    transaction
        .prepare_cached(
            "INSERT INTO texts (rowid, name, author, tags, capability, host, description) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![row, name, author, tags, capability, host, description])?;
    Ok(())
}

fn forget_texts(transaction: &Transaction<'_>, row: Row) -> rusqlite::Result<()> {
    for sql in [
        "DELETE FROM names WHERE rowid = ?1",
        "DELETE FROM labels WHERE rowid = ?1",
        "DELETE FROM texts WHERE rowid = ?1",
    ] {
        transaction.prepare_cached(sql)?.execute([row])?;
    }
    Ok(())
}

fn write_words(transaction: &Transaction<'_>, row: Row, facts: &Facts) -> rusqlite::Result<Vec<(u32, Kind)>> {
    transaction.prepare_cached("DELETE FROM agent_word WHERE row = ?1")?.execute([row])?;
    let mut words = Vec::with_capacity(facts.words.len());
    for word in &facts.words {
        let id = word_id(transaction, word.kind, &word.value, &word.name)?;
        transaction.prepare_cached("INSERT OR IGNORE INTO agent_word VALUES (?1, ?2)")?.execute((row, id))?;
        words.push((id, word.kind));
    }
    Ok(words)
}

fn write_prices(transaction: &Transaction<'_>, row: Row, facts: &Facts) -> rusqlite::Result<Vec<(u32, i64)>> {
    transaction.prepare_cached("DELETE FROM price WHERE row = ?1")?.execute([row])?;
    let mut prices = Vec::with_capacity(facts.prices.len());
    for (unit, amount) in &facts.prices {
        let id = word_id(transaction, Kind::Unit, unit, "")?;
        transaction.prepare_cached("INSERT INTO price VALUES (?1, ?2, ?3)")?.execute((row, id, amount))?;
        prices.push((id, *amount));
    }
    Ok(prices)
}

/// The first spelling of a word is the one that is shown.
fn word_id(transaction: &Transaction<'_>, kind: Kind, value: &str, name: &str) -> rusqlite::Result<u32> {
    let known = transaction
        .prepare_cached("SELECT id FROM word WHERE kind = ?1 AND value = ?2")?
        .query_row((kind, value), |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    transaction
        .prepare_cached("INSERT INTO word (kind, value, name) VALUES (?1, ?2, ?3) RETURNING id")?
        .query_row((kind, value, name), |row| row.get(0))
}

fn to_json(what: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(what).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

/// An entry of bounded size: a seller pays by the byte, but we would pay for each search.
pub(super) fn bounded(entry: &Entry) -> Cow<'_, Entry> {
    const MOST: usize = 50;
    let Entry { name, description, tags, example_output, supported_sources, .. } = entry;
    let texts_fit =
        name.len() <= MAX_NAME && description.len() <= MAX_TEXT && tags.iter().all(|tag| tag.len() <= MAX_TAG);
    if texts_fit && tags.len().max(example_output.len()).max(supported_sources.len()) <= MOST {
        return Cow::Borrowed(entry);
    }
    let cut = |text: &str, max: usize| text.chars().take(max).collect::<String>();
    Cow::Owned(Entry {
        name: cut(name, MAX_NAME),
        // One letter more than is shown: so it can be seen that there is more.
        description: cut(description, MAX_TEXT + 1),
        tags: tags.iter().take(MOST).map(|tag| cut(tag, MAX_TAG)).collect(),
        example_output: example_output.iter().take(MOST).cloned().collect(),
        supported_sources: supported_sources.iter().take(MOST).cloned().collect(),
        ..entry.clone()
    })
}

const MAX_NAME: usize = 500;
const MAX_TAG: usize = 200;
