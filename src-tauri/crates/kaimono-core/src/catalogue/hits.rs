//! Which agents are meant by what a person typed. The best matches come first: identifiers and names that begin so, then words of
//! the name, then words of author, tags, capability and host, then of the description. What is found nowhere is looked for within
//! words, and then as what it may have been meant to be.

use super::{columns::Row, mirror::ENDS};
use rusqlite::{Connection, OptionalExtension, Rows};

/// More words than these are not looked at.
const MAX_WORDS: usize = 12;
/// Of a part of a word, so many words that have it.
const MAX_WITHIN: u32 = 40;
/// Of a misspelt word, so many that it may have been.
const MAX_MEANT: u32 = 60;
/// Shorter words are too like too many others.
const MIN_MEANT: usize = 4;

/// What a person looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sought {
    /// As it was typed, cleaned and in small letters.
    text: String,
    /// For each word what it may be.
    words: Vec<Vec<Beginning>>,
}

/// The beginning of a word, or a whole one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Beginning {
    word: String,
    whole: bool,
}

impl Sought {
    /// By what was typed: each of its words as a beginning.
    pub(super) fn typed(text: &str) -> Sought {
        let text = crate::text::clean(text, 120).to_lowercase();
        // Of an address the host is known, and not how it is called.
        let text =
            ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(&text).to_owned();
        let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let words = words.take(MAX_WORDS).map(|word| vec![Beginning { word: word.to_owned(), whole: false }]).collect();
        Sought { text, words }
    }

    /// Whether nothing is looked for: everything is meant.
    pub(super) fn is_all(&self) -> bool {
        self.text.is_empty() && self.words.is_empty()
    }

    /// What is found is marked where a word begins so.
    pub(super) fn marks(&self) -> Vec<String> {
        self.words.iter().flatten().map(|beginning| beginning.word.clone()).collect()
    }

    /// As a full-text expression. Nothing typed is ever syntax, because only letters and digits are left between the quotes.
    fn expression(&self) -> String {
        let one = |beginning: &Beginning| format!("\"{}\"{}", beginning.word, if beginning.whole { "" } else { "*" });
        let words = self
            .words
            .iter()
            .map(|alternatives| format!("({})", alternatives.iter().map(one).collect::<Vec<_>>().join(" OR ")));
        words.collect::<Vec<_>>().join(" AND ")
    }

    /// Tells every hit, and how well it matches (0 is best), until `take` has enough. One agent may be told several times, the
    /// best first. Whether all were told.
    pub(super) fn each(&self, store: &Connection, mut take: impl FnMut(Row, u8) -> bool) -> rusqlite::Result<bool> {
        let mut all = |mut rows: Rows<'_>, match_is: u8| -> rusqlite::Result<bool> {
            while let Some(row) = rows.next()? {
                if !take(row.get(0)?, match_is) {
                    return Ok(false);
                }
            }
            Ok(true)
        };
        if let Some(digits) = identifier(&self.text) {
            let mut found = store.prepare_cached(BY_IDENTIFIER)?;
            let asset: String = digits.chars().take(ENDS).collect();
            let tail: String = digits.chars().rev().take(ENDS).collect();
            if !all(found.query((&digits, after(&digits), &asset, after(&asset), &tail, after(&tail)))?, 0)? {
                return Ok(false);
            }
        }
        if self.words.is_empty() {
            return Ok(true);
        }
        if !self.text.is_empty() {
            let mut named = store.prepare_cached("SELECT row FROM agent WHERE name >= ?1 AND name < ?2")?;
            if !all(named.query((&self.text, after(&self.text)))?, 0)? {
                return Ok(false);
            }
        }
        let expression = self.expression();
        let mut matching = store.prepare_cached("SELECT rowid FROM texts WHERE texts MATCH ?1")?;
        for (columns, match_is) in [("{name} : ", 1), ("{author tags capability host} : ", 2), ("", 3)] {
            if !all(matching.query([format!("{columns}({expression})")])?, match_is)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The same with each word as a part of others: `izer` is in `summarizer`, and many languages do not part their words.
    /// `None`: no word has it.
    pub(super) fn within(&self, store: &Connection) -> rusqlite::Result<Option<Sought>> {
        let mut having =
            store.prepare_cached("SELECT word FROM spelling WHERE word LIKE ?1 ORDER BY agents DESC LIMIT ?2")?;
        let mut words = Vec::new();
        for beginning in self.words.iter().flatten() {
            let whole = |row: &rusqlite::Row<'_>| Ok(Beginning { word: row.get(0)?, whole: true });
            // Only letters and digits are left of a word, so none of them stands for others.
            let found = having.query_map((format!("%{}%", beginning.word), MAX_WITHIN), whole)?;
            let found: Vec<Beginning> = found.collect::<rusqlite::Result<_>>()?;
            if found.is_empty() {
                return Ok(None);
            }
            words.push(found);
        }
        Ok((!words.is_empty()).then(|| Sought { text: String::new(), words }))
    }

    /// What may have been meant, where a word was mistyped, as a text. `None`: nothing like it is known.
    pub(super) fn meant(&self, store: &Connection) -> rusqlite::Result<Option<String>> {
        let mut text = Vec::new();
        let mut another = false;
        for Beginning { word, .. } in self.words.iter().flatten() {
            let meant = if word.chars().count() < MIN_MEANT { None } else { meant(store, word)? };
            another |= meant.as_ref().is_some_and(|meant| meant != word);
            text.push(meant.unwrap_or_else(|| word.clone()));
        }
        Ok(another.then(|| text.join(" ")))
    }
}

/// By the beginning of an identifier, or of its asset's name, or by its end.
const BY_IDENTIFIER: &str = "
    SELECT row FROM agent WHERE id >= ?1 AND id < ?2
    UNION SELECT row FROM agent WHERE asset >= ?3 AND asset < ?4
    UNION SELECT row FROM agent WHERE tail >= ?5 AND tail < ?6
";

/// The digits of what is part of an identifier, also with what was left out of its middle (`7e8bdaf2…a2b3c4d5`: its end). Short
/// ones are words (`face`, `add`).
fn identifier(text: &str) -> Option<String> {
    let end = text.rsplit('…').next().unwrap_or_default();
    (end.len() >= 6 && end.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| end.to_owned())
}

/// What comes after everything that begins so.
fn after(text: &str) -> String {
    format!("{text}\u{10ffff}")
}

/// The known word that is the fewest mistakes away, and of those the one that most agents have.
fn meant(store: &Connection, word: &str) -> rusqlite::Result<Option<String>> {
    let letters: Vec<char> = word.chars().collect();
    let parts: Vec<String> =
        letters.windows(3).map(|part| format!("\"{}\"", part.iter().collect::<String>())).collect();
    let mut like =
        store.prepare_cached("SELECT word, agents FROM spelling WHERE spelling MATCH ?1 ORDER BY rank LIMIT ?2")?;
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?));
    let mut candidates: Vec<(String, u32)> =
        like.query_map((parts.join(" OR "), MAX_MEANT), read)?.collect::<rusqlite::Result<_>>()?;
    // Two letters exchanged in a short word leave none of its parts as it was.
    if let ([first, ..], true) = (letters.as_slice(), letters.len() < 7) {
        let mut beginning = store.prepare_cached("SELECT term, doc FROM vocabulary WHERE term >= ?1 AND term < ?2")?;
        candidates.extend(
            beginning
                .query_map((first.to_string(), after(&first.to_string())), read)?
                .collect::<rusqlite::Result<Vec<_>>>()?,
        );
    }
    let mistakes = if letters.len() < 6 { 1 } else { 2 };
    let distance = |known: &str| {
        let beginning = |length: usize| known.chars().take(length).collect::<String>();
        let lengths = letters.len() - 1..=letters.len() + 1;
        lengths.map(|length| strsim::osa_distance(word, &beginning(length))).min().unwrap_or(usize::MAX)
    };
    let judged = candidates.into_iter().map(|(known, agents)| (distance(&known), agents, known));
    let best = judged.filter(|(distance, ..)| *distance <= mistakes);
    Ok(best.min_by(|one, other| one.0.cmp(&other.0).then(other.1.cmp(&one.1))).map(|(_, _, known)| known))
}

/// Whether at least so many agents are found by a text.
pub(super) fn finds(store: &Connection, text: &str, least: u32) -> rusqlite::Result<bool> {
    let expression = Sought::typed(text).expression();
    let found = store
        .prepare_cached("SELECT 1 FROM texts WHERE texts MATCH ?1 LIMIT 1 OFFSET ?2")?
        .query_row((expression, least.saturating_sub(1)), |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}
