//! Splits a JSON text into its own slices, to write them the ways agents do before they hash. Numbers and texts stay as they came
//! unless a way of writing says otherwise, so what is written is never another value.

use super::{ascii, python_float};
use crate::agent::lossy;
use serde::de::IgnoredAny;
use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap, HashSet},
    iter::once,
};

/// So many lists and objects may stand in one another; deeper, nothing is taken apart. Most parsers give up about there.
const DEPTH: usize = 127;
/// A number has no exponent of more digits, zeros before them aside: no program could tell it from another.
const EXPONENT: usize = 18;

/// A JSON value, in slices of the text that it came in.
#[derive(Debug)]
enum Json<'a> {
    /// `true`, `false`, `null`.
    Word(&'a str),
    Number(&'a str),
    /// With its quotes.
    Text(&'a str),
    List(Vec<Json<'a>>),
    Object(Vec<(Name<'a>, Json<'a>)>),
}

/// The name of a member, as it stands and as it reads.
#[derive(Debug)]
struct Name<'a> {
    written: &'a str,
    read: String,
}

/// A whole JSON text that can be written again.
#[derive(Debug)]
pub(super) struct Document<'a> {
    root: Json<'a>,
    facts: Facts,
}

/// What a text holds that is written differently by different writers.
#[derive(Debug, Default)]
struct Facts {
    /// Numbers that JavaScript, and that Python, would write otherwise; `None` where one would lose the value.
    javascript: Option<bool>,
    python: Option<bool>,
    /// Texts whose letters are spelt otherwise when written with as few escapes as there can be, and in ASCII.
    kept: bool,
    ascii: bool,
    unsorted: bool,
    /// The two alphabets of names (by character and by UTF-16 unit) differ.
    alphabets: bool,
    /// A text with half a character, which not every writer can write.
    halves: bool,
}

/// One way of writing.
#[derive(Clone, Copy, Debug)]
struct Style {
    order: Order,
    numbers: Numbers,
    texts: Texts,
    layout: Layout,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    AsReceived,
    /// Python's `sort_keys`, Go, Rust: by character.
    Sorted,
    /// RFC 8785, JavaScript's `sort`: by UTF-16 unit.
    Utf16,
}

#[derive(Clone, Copy, Debug)]
enum Numbers {
    AsReceived,
    /// `JSON.stringify`, RFC 8785.
    JavaScript,
    /// Python's `repr`.
    Python,
}

#[derive(Clone, Copy, Debug)]
enum Texts {
    AsReceived,
    /// Only what must be escaped is.
    Kept,
    /// Python's `ensure_ascii`.
    Ascii,
}

#[derive(Clone, Copy, Debug)]
enum Layout {
    /// No spaces: `JSON.stringify`, FastAPI.
    Compact,
    /// `", "` and `": "`: `json.dumps`.
    Spaced,
    /// One member a line, indented by so many spaces.
    Indented(usize),
}

const LAYOUTS: [Layout; 4] = [Layout::Compact, Layout::Spaced, Layout::Indented(2), Layout::Indented(4)];

impl<'a> Document<'a> {
    /// `None`: no JSON, nested too deeply, a number that no program can hold, or an object that names one thing twice, of
    /// which a writer would keep one while the person sees both.
    pub(super) fn parse(text: &'a str) -> Option<Document<'a>> {
        serde_json::from_str::<IgnoredAny>(text).ok()?;
        let mut facts = Facts { javascript: Some(false), python: Some(false), ..Facts::default() };
        let root = Parser { text, at: 0 }.value(DEPTH, &mut facts)?;
        Some(Document { root, facts })
    }

    /// Whether every known writer could have written it; else there may be forms that [`texts`](Self::texts) lacks.
    pub(super) fn is_whole(&self) -> bool {
        !self.facts.halves
    }

    /// The text in this member of an object.
    pub(super) fn text_of(&self, name: &str) -> Option<String> {
        let Json::Object(members) = &self.root else { return None };
        let (_, value) = members.iter().find(|(found, _)| found.read == name)?;
        if let Json::Text(written) = value { lossy(written).ok() } else { None }
    }

    /// Whether both read the same, however each is written.
    pub(super) fn reads_as(&self, other: &Document<'_>) -> bool {
        self.root.reads_as(&other.root)
    }

    /// The text that this is; `None`: it is something else.
    pub(super) fn as_text(&self) -> Option<String> {
        if let Json::Text(written) = &self.root { lossy(written).ok() } else { None }
    }

    /// With Python's default spacing, otherwise as it came.
    pub(super) fn spaced(&self) -> String {
        let as_received = Style {
            order: Order::AsReceived,
            numbers: Numbers::AsReceived,
            texts: Texts::AsReceived,
            layout: Layout::Spaced,
        };
        as_received.write(&self.root)
    }

    /// Every way in which the known writers write this value: at most 108, and 4 where there is nothing in it that they do
    /// differently. Lazy, the likeliest first.
    pub(super) fn texts(&self) -> impl Iterator<Item = String> {
        let facts = &self.facts;
        let orders = once(Order::AsReceived)
            .chain(facts.unsorted.then_some(Order::Sorted))
            .chain(facts.alphabets.then_some(Order::Utf16));
        let numbers = [(facts.javascript, Numbers::JavaScript), (facts.python, Numbers::Python)];
        let numbers = once(Numbers::AsReceived)
            .chain(numbers.into_iter().filter(|(differs, _)| *differs == Some(true)).map(|(_, numbers)| numbers));
        let texts =
            once(Texts::AsReceived).chain(facts.kept.then_some(Texts::Kept)).chain(facts.ascii.then_some(Texts::Ascii));
        let styles = orders.flat_map(move |order| {
            let texts = texts.clone();
            numbers.clone().flat_map(move |numbers| {
                texts.clone().flat_map(move |texts| {
                    LAYOUTS.into_iter().map(move |layout| Style { order, numbers, texts, layout })
                })
            })
        });
        styles.map(|style| style.write(&self.root))
    }
}

impl Json<'_> {
    /// Numbers by their exact value, texts by their letters, members in any order. What is of two kinds is never the same.
    fn reads_as(&self, other: &Json<'_>) -> bool {
        match (self, other) {
            (Json::Word(one), Json::Word(other)) => one == other,
            (Json::Number(one), Json::Number(other)) => {
                Decimal::of(one).is_some_and(|one| Some(one) == Decimal::of(other))
            }
            (Json::Text(one), Json::Text(other)) => {
                one == other || lossy(one).is_ok_and(|one| lossy(other).is_ok_and(|other| one == other))
            }
            (Json::List(one), Json::List(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.reads_as(other))
            }
            (Json::Object(one), Json::Object(other)) => {
                let by_name: HashMap<&str, &Json> =
                    other.iter().map(|(name, value)| (name.read.as_str(), value)).collect();
                one.len() == other.len()
                    && one
                        .iter()
                        .all(|(name, value)| by_name.get(name.read.as_str()).is_some_and(|other| value.reads_as(other)))
            }
            _ => false,
        }
    }
}

/// Reads a text of which it is known that it is JSON.
struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    /// The next character that is no space.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        self.at += rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes past this character, if it is the next.
    fn skip(&mut self, wanted: u8) -> bool {
        let there = self.peek() == Some(wanted);
        self.at += usize::from(there);
        there
    }

    fn take(&mut self, length: usize) -> Option<&'a str> {
        let slice = self.text.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(slice)
    }

    fn string(&mut self) -> Option<&'a str> {
        self.peek()?;
        let inside = self.text.as_bytes().get(self.at + 1..)?;
        let mut escaped = false;
        let length = inside.iter().position(|byte| {
            let ends = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            ends
        })?;
        self.take(length + 2)
    }

    fn value(&mut self, depth: usize, facts: &mut Facts) -> Option<Json<'a>> {
        match self.peek()? {
            b'{' => self.object(depth.checked_sub(1)?, facts),
            b'[' => {
                let depth = depth.checked_sub(1)?;
                self.skip(b'[');
                let mut items = Vec::new();
                while !self.skip(b']') {
                    items.push(self.value(depth, facts)?);
                    self.skip(b',');
                }
                Some(Json::List(items))
            }
            b'"' => {
                let written = self.string()?;
                facts.see_text(written);
                Some(Json::Text(written))
            }
            first => {
                let rest = self.text.as_bytes().get(self.at..)?;
                let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}');
                let token = self.take(rest.iter().position(ends).unwrap_or(rest.len()))?;
                if first.is_ascii_alphabetic() {
                    return Some(Json::Word(token));
                }
                token.parse::<f64>().ok().filter(|number| number.is_finite())?;
                facts.see_number(token);
                Some(Json::Number(token))
            }
        }
    }

    fn object(&mut self, depth: usize, facts: &mut Facts) -> Option<Json<'a>> {
        self.skip(b'{');
        let mut members = Vec::new();
        while !self.skip(b'}') {
            let written = self.string()?;
            facts.see_text(written);
            let read = serde_json::from_str(written).or_else(|_| lossy(written)).ok()?;
            self.skip(b':');
            members.push((Name { written, read }, self.value(depth, facts)?));
            self.skip(b',');
        }
        let mut names = HashSet::new();
        if !members.iter().all(|(name, _)| names.insert(name.read.as_str())) {
            return None;
        }
        facts.unsorted |= !members.is_sorted_by(|(one, _), (other, _)| one.read <= other.read);
        // Only beside a character beyond 16 bits do the two alphabets differ.
        if names.iter().any(|name| name.chars().any(|letter| letter > '\u{ffff}')) {
            let by_unit: BTreeSet<Vec<u16>> = names.iter().map(|name| name.encode_utf16().collect()).collect();
            let by_letter: BTreeSet<&str> = names.iter().copied().collect();
            facts.alphabets |= !by_letter.into_iter().map(|name| name.encode_utf16().collect::<Vec<u16>>()).eq(by_unit);
        }
        Some(Json::Object(members))
    }
}

impl Facts {
    fn see_number(&mut self, token: &str) {
        let differs = |so_far: Option<bool>, other: Option<String>| Some(so_far? | (other? != token));
        self.javascript = differs(self.javascript, javascript(token));
        self.python = differs(self.python, python(token));
    }

    fn see_text(&mut self, written: &str) {
        if is_plain(written) {
            return;
        }
        match kept(written) {
            Some(kept) => {
                self.kept |= kept != written;
                self.ascii |= ascii(&kept) != written;
            }
            None => self.halves = true,
        }
    }
}

impl Style {
    fn write(self, json: &Json<'_>) -> String {
        let mut out = String::new();
        self.value(json, 0, &mut out);
        out
    }

    fn value(self, json: &Json<'_>, depth: usize, out: &mut String) {
        match json {
            Json::Word(word) => out.push_str(word),
            Json::Number(token) => out.push_str(&self.number(token)),
            Json::Text(written) => out.push_str(&self.text(written)),
            Json::List(items) => {
                self.enclosed('[', ']', items, depth, out, |item, out| self.value(item, depth + 1, out));
            }
            Json::Object(members) => {
                let mut members: Vec<&(Name, Json)> = members.iter().collect();
                match self.order {
                    Order::AsReceived => {}
                    Order::Sorted => members.sort_by(|(one, _), (other, _)| one.read.cmp(&other.read)),
                    Order::Utf16 => {
                        members.sort_by(|(one, _), (other, _)| one.read.encode_utf16().cmp(other.read.encode_utf16()));
                    }
                }
                self.enclosed('{', '}', &members, depth, out, |(name, value), out| {
                    out.push_str(&self.text(name.written));
                    out.push_str(if matches!(self.layout, Layout::Compact) { ":" } else { ": " });
                    self.value(value, depth + 1, out);
                });
            }
        }
    }

    /// Items between brackets; nothing at all stands between those of an empty list.
    fn enclosed<T>(
        self,
        open: char,
        close: char,
        items: &[T],
        depth: usize,
        out: &mut String,
        write: impl Fn(&T, &mut String),
    ) {
        out.push(open);
        for (index, item) in items.iter().enumerate() {
            match self.layout {
                Layout::Spaced if index > 0 => out.push_str(", "),
                Layout::Compact | Layout::Indented(_) if index > 0 => out.push(','),
                _ => {}
            }
            self.line(depth + 1, out);
            write(item, out);
        }
        if !items.is_empty() {
            self.line(depth, out);
        }
        out.push(close);
    }

    fn line(self, depth: usize, out: &mut String) {
        if let Layout::Indented(width) = self.layout {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', width * depth));
        }
    }

    fn number(self, token: &str) -> Cow<'_, str> {
        let other = match self.numbers {
            Numbers::AsReceived => None,
            Numbers::JavaScript => javascript(token),
            Numbers::Python => python(token),
        };
        other.map_or(Cow::Borrowed(token), Cow::Owned)
    }

    fn text(self, written: &str) -> Cow<'_, str> {
        let other = match self.texts {
            _ if is_plain(written) => None,
            Texts::AsReceived => None,
            Texts::Kept => kept(written),
            Texts::Ascii => kept(written).map(|kept| ascii(&kept)),
        };
        other.map_or(Cow::Borrowed(written), Cow::Owned)
    }
}

/// Every writer writes it so.
fn is_plain(written: &str) -> bool {
    written.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'\\')
}

/// With as few escapes as there can be. `None`: half a character.
fn kept(written: &str) -> Option<String> {
    let text: String = serde_json::from_str(written).ok()?;
    serde_json::to_string(&text).ok()
}

/// As JavaScript and RFC 8785 write this number. `None`: they would write another one.
fn javascript(token: &str) -> Option<String> {
    let number: f64 = token.parse().ok()?;
    let text = serde_json_canonicalizer::to_string(&number).ok()?;
    (Decimal::of(&text) == Decimal::of(token)).then_some(text)
}

/// As Python writes this number: integers as they are, however long. `None`: it would write another one.
fn python(token: &str) -> Option<String> {
    if !token.contains(['.', 'e', 'E']) {
        return Some(if token == "-0" { "0".to_owned() } else { token.to_owned() });
    }
    let text = python_float(token.parse().ok()?);
    (Decimal::of(&text) == Decimal::of(token)).then_some(text)
}

/// The value of a JSON number, whatever its spelling: digits without zeros at either end, times a power of ten.
#[derive(Debug, PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    power: i64,
}

impl Decimal {
    fn of(token: &str) -> Option<Decimal> {
        let (mantissa, exponent) = token.split_once(['e', 'E']).unwrap_or((token, "0"));
        if exponent.trim_start_matches(['+', '-']).trim_start_matches('0').len() > EXPONENT {
            return None;
        }
        let exponent: i64 = exponent.parse().ok()?;
        let (negative, mantissa) = mantissa.strip_prefix('-').map_or((false, mantissa), |rest| (true, rest));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_end_matches('0');
        let power = exponent
            .checked_sub(i64::try_from(fraction.len()).ok()?)?
            .checked_add(i64::try_from(all.len() - digits.len()).ok()?)?;
        match digits.trim_start_matches('0') {
            "" => Some(Decimal { negative: false, digits: String::new(), power: 0 }),
            digits => Some(Decimal { negative, digits: digits.to_owned(), power }),
        }
    }
}
