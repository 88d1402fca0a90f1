//! Which agents are meant by what a person typed. The best matches come first: identifiers and names that begin so, then words of
//! the name, then words of author, tags, capability and host, then of the description. What is found nowhere is looked for within
//! words, and then as what it may have been meant to be.

use super::{
    columns::{Row, Rows},
    write::ENDS,
};
use rusqlite::{Connection, OptionalExtension};

/// More words than these are not looked at.
const MAX_WORDS: usize = 12;
/// Of a part of a word, so many words that have it.
const MAX_WITHIN: u32 = 40;
/// Of a misspelt word, so many that it may have been, by its first letter and by each of its halves: those that most agents have.
const MAX_MEANT: u32 = 1_500;
const MAX_WITH_HALF: u32 = 100;
/// Shorter words are too like too many others.
const MIN_MEANT: usize = 4;
/// Shorter parts of words have no index.
const MIN_PART: usize = 3;

/// So many ways to match are told apart.
const TIERS: usize = 4;

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
        let mut all = |mut rows: rusqlite::Rows<'_>, match_is: u8| -> rusqlite::Result<bool> {
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
        for (matching, match_is) in MATCHING.into_iter().zip(1..) {
            if !all(store.prepare_cached(matching)?.query([&expression])?, match_is)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// All hits, each among those of its best match, the best first.
    pub(super) fn tiers(&self, store: &Connection) -> rusqlite::Result<Vec<Rows>> {
        let mut tiers = vec![Rows::new(); TIERS];
        self.each(store, |row, match_is| {
            if let Some(tier) = tiers.get_mut(usize::from(match_is)) {
                tier.insert(row);
            }
            true
        })?;
        let mut better = Rows::new();
        for tier in &mut tiers {
            *tier -= &better;
            better |= &*tier;
        }
        Ok(tiers)
    }

    /// The same with each word as a part of others: `izer` is in `summarizer`, and many languages do not part their words.
    /// `None`: no word has it.
    pub(super) fn within(&self, store: &Connection) -> rusqlite::Result<Option<Sought>> {
        let mut words = Vec::new();
        for Beginning { word, .. } in self.words.iter().flatten() {
            // One or two letters are looked for only where they may be a word; those words are few enough to be read.
            let table = match () {
                () if word.chars().count() >= MIN_PART => "spelling",
                () if !word.is_ascii() => "unparted",
                () => return Ok(None),
            };
            let found: Vec<Beginning> = having(store, table, word, MAX_WITHIN)?
                .into_iter()
                .map(|(word, _)| Beginning { word, whole: true })
                .collect();
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

/// Where all words stand: in the name, in what an agent is labelled with, anywhere. Each has an index of its own, in which nothing
/// else has to be passed over.
const MATCHING: [&str; TIERS - 1] = [
    "SELECT rowid FROM names WHERE names MATCH ?1",
    "SELECT rowid FROM labels WHERE labels MATCH ?1",
    "SELECT rowid FROM texts WHERE texts MATCH ?1",
];

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

/// Known words that have a part, and how many agents have each; those that most have first.
fn having(store: &Connection, table: &str, part: &str, most: u32) -> rusqlite::Result<Vec<(String, u32)>> {
    // Only letters and digits are left of a word, so none of them stands for others.
    let sql = format!("SELECT word, agents FROM {table} WHERE word LIKE ?1 ORDER BY agents DESC LIMIT ?2");
    let mut having = store.prepare_cached(&sql)?;
    having.query_map((format!("%{part}%"), most), |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The known word that is the fewest mistakes away, and of those the one that most agents have. Nearly every mistake leaves the
/// first letter as it was, or one half of the word.
fn meant(store: &Connection, word: &str) -> rusqlite::Result<Option<String>> {
    let letters: Vec<char> = word.chars().collect();
    let mut initial =
        store.prepare_cached("SELECT word, agents FROM initial WHERE letter = ?1 ORDER BY agents DESC LIMIT ?2")?;
    let first: String = letters.iter().take(1).collect();
    let mut candidates: Vec<(String, u32)> = initial
        .query_map((first, MAX_MEANT), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let (one, other) = letters.split_at(letters.len() / 2);
    for half in [one, other].into_iter().filter(|half| half.len() >= MIN_PART) {
        candidates.extend(having(store, "spelling", &half.iter().collect::<String>(), MAX_WITH_HALF)?);
    }
    let mistakes = if letters.len() < 6 { 1 } else { 2 };
    // What was typed may be the beginning of a word, with a letter too many or too few.
    let distance = |known: &str| {
        let known: Vec<char> = known.chars().take(letters.len() + 1).collect();
        if foreign(&letters, &known) > mistakes {
            return usize::MAX;
        }
        let beginning = |length: usize| known.iter().take(length).collect::<String>();
        let lengths = letters.len() - 1..=letters.len() + 1;
        lengths.map(|length| strsim::osa_distance(word, &beginning(length))).min().unwrap_or(usize::MAX)
    };
    let judged = candidates.into_iter().map(|(known, agents)| (distance(&known), agents, known));
    let best = judged.filter(|(distance, ..)| *distance <= mistakes);
    Ok(best.min_by(|one, other| one.0.cmp(&other.0).then(other.1.cmp(&one.1))).map(|(_, _, known)| known))
}

/// How many letters of a word another one does not have at all: at least so many mistakes are between them.
fn foreign(letters: &[char], known: &[char]) -> usize {
    letters.iter().filter(|letter| !known.contains(letter)).count()
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

#[cfg(test)]
mod tests {
    use crate::{
        catalogue::{
            Catalogue, Person,
            testing::{entry, means},
        },
        view::market::MarketQuery,
    };
    use masumi::{node::Network, registry::Entry};

    #[test]
    fn what_nobody_matches_is_looked_for_as_what_was_meant() {
        let directory = tempfile::tempdir().expect("a directory");
        let catalogue = Catalogue::open(directory.path(), Network::Preprod).expect("a catalogue");
        let names = ["Summarizer", "Translator gpt4", "Summer 2024", "旅行プランナー", "Переводчик"];
        let named = |(number, name): (usize, &&str)| Entry { name: (*name).into(), ..entry(&number.to_string()) };
        catalogue.mirror.write(&names.iter().enumerate().map(named).collect::<Vec<_>>(), None).expect("written");
        catalogue.mirror.learn_words().expect("learnt");
        let table: [(&str, &[&str], Option<&str>); 13] = [
            // A letter is missing, too many, another one, or exchanged with its neighbour: in each half, and at the beginning.
            ("sumarizer", &["Summarizer"], Some("summarizer")),
            ("summmarizer", &["Summarizer"], Some("summarizer")),
            ("summarixer", &["Summarizer"], Some("summarizer")),
            ("summariezr", &["Summarizer"], Some("summarizer")),
            ("xummarizer", &["Summarizer"], Some("summarizer")),
            // Two mistakes in a long word; as far as it was typed.
            ("smumarizre", &["Summarizer"], Some("summarizer")),
            ("trasnla", &["Translator gpt4"], Some("translator")),
            ("перевдчик", &["Переводчик"], Some("переводчик")),
            // A part of a word, also of a short one where words are not parted.
            ("lator", &["Translator gpt4"], None),
            ("行プ", &["旅行プランナー"], None),
            // Whoever types a number means it, and of two letters nothing is guessed.
            ("2025", &[], None),
            ("zr", &[], None),
            ("qqqqqqq", &[], None),
        ];
        for (typed, found, meant) in table {
            let market = catalogue.market(MarketQuery::typed(typed), &Person::default(), &means()).expect("a market");
            let cards: Vec<&str> = market.rows.iter().map(|card| card.name.as_str()).collect();
            assert_eq!((cards.as_slice(), market.meant.as_deref()), (found, meant), "{typed:?}");
        }
    }
}
