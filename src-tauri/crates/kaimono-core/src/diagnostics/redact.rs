//! Takes private things out of a text: keys, identifiers, addresses, hosts, names. The same thing gets the same stand-in
//! everywhere, so lines can still be compared; nothing leads back from it.
//!
//! It finds two kinds of things. What is *known* (the keys of this Kaimono, its hosts, its purchases, who uses this machine) is
//! found however it is spelled, and a key by any eight of its letters in a row. What only *looks* private (`shapes`) is found by
//! its shape.

use super::{
    Redacted,
    reading::{Letter, decoded, joined, readings},
    shapes,
};
use crate::view::privacy::ReplacedView;
use masumi::net::Secret;
use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

/// What is known to be nobody else's business.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Keys.
    pub(super) secrets: Vec<Secret>,
    /// Names, identifiers and folders.
    pub(super) words: Vec<Word>,
    /// Hosts, and what one of them is called instead: `node`, `registry`, `agent`, `proxy`.
    pub(super) hosts: Vec<(String, &'static str)>,
    /// Whether hosts are replaced at all.
    pub(super) hides_hosts: bool,
}

/// Something by its name.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) kind: Redacted,
    pub(super) text: String,
    /// What has two names has the same one here.
    pub(super) same_as: String,
}

/// A place in a text that is replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Find {
    pub(super) at: Range<usize>,
    pub(super) kind: Redacted,
    /// What is there, as it is told from others.
    pub(super) what: String,
}

enum Piece {
    /// Still to be looked at.
    Text(String),
    Done(String),
}

/// So many letters of a key in a row are as good as the key.
const TELLING: usize = 8;
/// With so many letters left, what a key begins with is a word that says whose it is (`masumi-registry-…`), and is in other texts too.
const ENOUGH: usize = 16;

/// A text without all that, and how much of what was taken out.
pub(super) fn redacted(text: &str, known: &Known) -> (String, Vec<ReplacedView>) {
    let mut redactor =
        Redactor { hosts: &known.hosts, stand_ins: BTreeMap::new(), last: BTreeMap::new(), places: BTreeMap::new() };
    let (secrets, words) = (Secrets::of(&known.secrets), Words::of(known));
    let mut pieces = vec![Piece::Text(text.to_owned())];
    pieces = redactor.replace(pieces, shapes::others_words);
    pieces = redactor.replace(pieces, |text| secrets.find(text));
    // Before a known host in one is replaced, and what is behind it is no longer known to be.
    pieces = redactor.replace(pieces, |text| shapes::urls(text, known.hides_hosts));
    pieces = redactor.replace(pieces, |text| words.find(text));
    pieces = redactor.replace(pieces, |text| shapes::find(text, known.hides_hosts));
    let text = pieces.into_iter().map(|(Piece::Text(text) | Piece::Done(text))| text).collect();
    let replaced = redactor.places.into_iter().map(|(kind, places)| ReplacedView { kind, places }).collect();
    (text, replaced)
}

struct Redactor<'a> {
    hosts: &'a [(String, &'static str)],
    stand_ins: BTreeMap<(Redacted, String), String>,
    last: BTreeMap<&'static str, u32>,
    places: BTreeMap<Redacted, u32>,
}

impl Redactor<'_> {
    fn replace(&mut self, pieces: Vec<Piece>, find: impl Fn(&str) -> Vec<Find>) -> Vec<Piece> {
        let mut done = Vec::new();
        for piece in pieces {
            let Piece::Text(text) = piece else {
                done.push(piece);
                continue;
            };
            let mut from = 0;
            for Find { at, kind, what } in find(&text) {
                let between = text.get(from..at.start).unwrap_or_default();
                done.push(Piece::Text(between.to_owned()));
                done.push(Piece::Done(self.stand_in(kind, &what)));
                from = at.end;
            }
            done.push(Piece::Text(text.get(from..).unwrap_or_default().to_owned()));
        }
        done
    }

    fn stand_in(&mut self, kind: Redacted, what: &str) -> String {
        *self.places.entry(kind).or_default() += 1;
        let what = what.to_ascii_lowercase();
        let prefix = match kind {
            Redacted::Words => return "[their words]".to_owned(),
            Redacted::Path => return "/…".to_owned(),
            Redacted::Host => self.hosts.iter().find(|(host, _)| *host == what).map_or("host", |(_, prefix)| *prefix),
            kind => kind.word(),
        };
        let last = &mut self.last;
        let stand_in = self.stand_ins.entry((kind, what)).or_insert_with(|| {
            let number = last.entry(prefix).or_default();
            *number += 1;
            if kind == Redacted::Host { format!("{prefix}-{number}.example") } else { format!("<{prefix}-{number}>") }
        });
        stand_in.clone()
    }
}

/// Keys, by any few letters of them.
struct Secrets {
    by_letters: HashMap<Vec<char>, usize>,
    whole: Vec<(Vec<char>, usize)>,
}

impl Secrets {
    fn of(secrets: &[Secret]) -> Secrets {
        let (mut by_letters, mut all) = (HashMap::new(), Vec::new());
        for (number, secret) in secrets.iter().enumerate() {
            let key = secret.expose();
            // A key may have in it what is an escape elsewhere.
            for reading in readings(key) {
                let whole: Vec<char> = joined(reading).iter().map(|letter| letter.letter).collect();
                for telling in own_letters(&whole).windows(TELLING) {
                    by_letters.entry(telling.to_vec()).or_insert(number);
                }
                if !whole.is_empty() {
                    all.push((whole, number));
                }
            }
        }
        Secrets { by_letters, whole: all }
    }

    fn find(&self, text: &str) -> Vec<Find> {
        // Of which key a byte is.
        let mut keys: Vec<Option<usize>> = vec![None; text.len()];
        if !self.whole.is_empty() {
            readings(text).into_iter().for_each(|reading| self.mark(text, &joined(reading), &mut keys));
        }
        let mut finds: Vec<Find> = Vec::new();
        for (at, key) in keys.into_iter().enumerate() {
            let Some(number) = key else { continue };
            match finds.last_mut() {
                Some(find) if find.what == number.to_string() && only_between(text, find.at.end..at) => {
                    find.at.end = at + 1;
                }
                _ => finds.push(Find { at: at..at + 1, kind: Redacted::Key, what: number.to_string() }),
            }
        }
        finds
    }

    fn mark(&self, text: &str, letters: &[Letter], keys: &mut [Option<usize>]) {
        let read: Vec<char> = letters.iter().map(|letter| letter.letter).collect();
        let mut mark = |letters: Option<&[Letter]>, number: usize| {
            for Letter { from, to, .. } in letters.into_iter().flatten() {
                keys.get_mut(*from..*to).into_iter().flatten().for_each(|key| *key = Some(number));
            }
        };
        for (from, some) in read.windows(TELLING).enumerate() {
            if let Some(number) = self.by_letters.get(some) {
                mark(letters.get(from..from + TELLING), *number);
            }
        }
        for (whole, number) in &self.whole {
            for (from, some) in read.windows(whole.len()).enumerate() {
                let found = letters.get(from..from + whole.len());
                let is_whole = || whole.len() >= 4 || is_alone(text, found.unwrap_or_default());
                if some == whole && is_whole() {
                    mark(found, *number);
                }
            }
        }
    }
}

/// A key without the words that it begins with.
fn own_letters(key: &[char]) -> &[char] {
    let mut own = key;
    while let Some(dash) = own.iter().position(|letter| *letter == '-') {
        let (word, rest) = own.split_at(dash + 1);
        let is_word = dash > 0 && word.iter().take(dash).all(char::is_ascii_lowercase);
        if !is_word || rest.len() < ENOUGH {
            break;
        }
        own = rest;
    }
    own
}

/// Whether nothing is there but what is skipped when a key is looked for.
fn only_between(text: &str, at: Range<usize>) -> bool {
    text.get(at).is_some_and(|between| between.is_empty() || joined(decoded(between)).is_empty())
}

fn is_alone(text: &str, letters: &[Letter]) -> bool {
    let (Some(first), Some(last)) = (letters.first(), letters.last()) else { return false };
    let before = text.get(..first.from).and_then(|before| before.chars().next_back());
    let after = text.get(last.to..).and_then(|after| after.chars().next());
    ![before, after].into_iter().flatten().any(char::is_alphanumeric)
}

/// What is known by its name.
struct Words<'a> {
    words: Vec<(Vec<char>, Redacted, &'a str)>,
    /// Which of them begin so, the longest first.
    by_beginning: HashMap<Vec<char>, Vec<usize>>,
}

/// A name of fewer letters would be found within everything.
const SHORTEST: usize = 3;

impl Words<'_> {
    fn of(known: &Known) -> Words<'_> {
        let hosts = known.hosts.iter().filter(|_| known.hides_hosts);
        let hosts = hosts.map(|(host, _)| (host.as_str(), Redacted::Host, host.as_str()));
        let words = known.words.iter().map(|word| (word.text.as_str(), word.kind, word.same_as.as_str()));
        let letters = |text: &str| decoded(text).iter().map(|letter| letter.letter).collect::<Vec<char>>();
        let mut words: Vec<_> = hosts.chain(words).map(|(text, kind, same)| (letters(text), kind, same)).collect();
        words.retain(|(letters, ..)| letters.len() >= SHORTEST);
        words.sort_by_key(|(letters, ..)| std::cmp::Reverse(letters.len()));
        let mut by_beginning: HashMap<Vec<char>, Vec<usize>> = HashMap::new();
        for (index, (letters, ..)) in words.iter().enumerate() {
            by_beginning.entry(letters.iter().take(SHORTEST).copied().collect()).or_default().push(index);
        }
        Words { words, by_beginning }
    }

    fn find(&self, text: &str) -> Vec<Find> {
        let letters = decoded(text);
        let read: Vec<char> = letters.iter().map(|letter| letter.letter).collect();
        let (mut finds, mut from) = (Vec::new(), 0);
        while let Some(beginning) = read.get(from..from + SHORTEST) {
            let candidates = self.by_beginning.get(beginning).into_iter().flatten();
            let found = candidates.filter_map(|index| self.words.get(*index)).find(|(word, kind, _)| {
                read.get(from..).is_some_and(|rest| rest.starts_with(word))
                    && stands(&read, from, from + word.len(), *kind)
            });
            let Some((word, kind, same)) = found else {
                from += 1;
                continue;
            };
            let to = from + word.len();
            if let (Some(first), Some(last)) = (letters.get(from), letters.get(to - 1)) {
                finds.push(Find { at: first.from..last.to, kind: *kind, what: (*same).to_owned() });
            }
            from = to;
        }
        finds
    }
}

/// Whether a name stands there for itself, and is no part of a longer one.
fn stands(read: &[char], from: usize, to: usize, kind: Redacted) -> bool {
    let at = |index: Option<usize>| index.and_then(|index| read.get(index)).copied();
    let (before, after, then) = (at(from.checked_sub(1)), at(Some(to)), at(Some(to + 1)));
    let is = |letter: Option<char>, more: &[char]| {
        letter.is_some_and(|letter| letter.is_alphanumeric() || more.contains(&letter))
    };
    match kind {
        Redacted::Host => {
            !(is(before, &['-', '_', '.']) || is(after, &['-', '_']) || after == Some('.') && is(then, &[]))
        }
        _ => !is(before, &[]) && !is(after, &[]),
    }
}
