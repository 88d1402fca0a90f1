//! JSON as a tree, read from its text. A value is named by where it begins, so that a branch of megabytes is read when somebody
//! opens it, and not before. Names keep their order, those that come twice are both there, and a number keeps its digits.

use super::{clean, laid_out};
use crate::view::result::{JsonKind, JsonRow};
use serde::de::IgnoredAny;
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

/// So many members of a branch come at once.
const PORTION: usize = 100;
/// So many rows are open before anybody opened one, so deep, and only of branches with so few members.
const OPEN_ROWS: usize = 100;
const OPEN_DEPTH: u32 = 2;
const OPEN_MEMBERS: usize = 20;
/// At most so many letters of a text stand in its row, and of a name.
const MAX_TEXT: usize = 500;
const MAX_NAME: usize = 200;
/// A longer name is no step of a path that anybody types.
const MAX_STEP: usize = 500;

/// The first rows of a tree; empty: the text is no JSON object or array, or an empty one.
pub(super) fn tree(json: &str) -> Vec<JsonRow> {
    let Some(tree) = Tree::of(json) else { return Vec::new() };
    let mut left = OPEN_ROWS;
    tree.branch(tree.blank(0), 0, 0, &mut left)
}

/// The members of the branch that begins at a byte, from one of them on: a portion. `None`: no branch begins there.
pub fn inside(json: &str, at: usize, from: usize) -> Option<Vec<JsonRow>> {
    let tree = Tree::of(json)?;
    tree.is_branch(at).then(|| tree.branch(at, from, 0, &mut 0))
}

/// The value that begins at a byte, to be copied: a text as what it says, all else as written. `None`: none begins there.
pub fn value(json: &str, at: usize) -> Option<String> {
    let tree = Tree::of(json)?;
    let written = json.get(at..tree.end(at))?;
    match serde_json::from_str::<String>(written) {
        Ok(text) => Some(text),
        Err(_) => serde_json::from_str::<IgnoredAny>(written).ok().map(|_| written.to_owned()),
    }
}

/// The text of a JSON object or array.
struct Tree<'a> {
    json: &'a str,
}

/// A member: its name as written, with its quotes, and from where to where its value goes.
struct Member {
    name: Option<(usize, usize)>,
    at: usize,
    end: usize,
}

impl<'a> Tree<'a> {
    fn of(json: &'a str) -> Option<Tree<'a>> {
        super::json::is_structure(json).then_some(Tree { json })
    }

    fn byte(&self, at: usize) -> u8 {
        self.json.as_bytes().get(at).copied().unwrap_or_default()
    }

    fn is_branch(&self, at: usize) -> bool {
        matches!(self.byte(at), b'{' | b'[')
    }

    /// The next byte that is no white space.
    fn blank(&self, mut at: usize) -> usize {
        while self.byte(at).is_ascii_whitespace() {
            at += 1;
        }
        at
    }

    /// Behind the text whose opening quote stands there.
    fn text_end(&self, at: usize) -> usize {
        let mut at = at + 1;
        while at < self.json.len() {
            match self.byte(at) {
                b'"' => return at + 1,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        self.json.len()
    }

    /// Behind the value that begins there.
    fn end(&self, begin: usize) -> usize {
        let (mut at, mut depth) = (begin, 0_usize);
        while at < self.json.len() {
            match self.byte(at) {
                b'"' => {
                    at = self.text_end(at);
                    if depth == 0 {
                        return at;
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth <= 1 => return if depth == 1 { at + 1 } else { at },
                b'}' | b']' => depth -= 1,
                b',' if depth == 0 => return at,
                blank if depth == 0 && blank.is_ascii_whitespace() => return at,
                _ => {}
            }
            at += 1;
        }
        self.json.len()
    }

    /// The members of the branch that begins there, in their order.
    fn members(&self, branch: usize) -> impl Iterator<Item = Member> + '_ {
        let named = self.byte(branch) == b'{';
        let mut next = self.blank(branch + 1);
        std::iter::from_fn(move || {
            if next >= self.json.len() || matches!(self.byte(next), b'}' | b']') {
                return None;
            }
            let name = named.then(|| (next, self.text_end(next)));
            let at = name.map_or(next, |(_, end)| self.blank(self.blank(end) + 1));
            let end = self.end(at);
            let after = self.blank(end);
            next = if self.byte(after) == b',' { self.blank(after + 1) } else { after };
            Some(Member { name, at, end })
        })
    }

    /// A name as it is meant: the same name can be written in several ways.
    fn name(&self, (begin, end): (usize, usize)) -> Cow<'a, str> {
        let written = self.json.get(begin..end).unwrap_or_default();
        let within = written.get(1..written.len().saturating_sub(1)).unwrap_or_default();
        if within.contains('\\') {
            serde_json::from_str::<String>(written).map_or(Cow::Borrowed(within), Cow::Owned)
        } else {
            Cow::Borrowed(within)
        }
    }

    /// The names that come more than once in a branch.
    fn twice(&self, branch: usize) -> HashSet<Cow<'a, str>> {
        let mut seen: HashMap<Cow<'a, str>, bool> = HashMap::new();
        for name in self.members(branch).filter_map(|member| member.name) {
            seen.entry(self.name(name)).and_modify(|again| *again = true).or_insert(false);
        }
        seen.into_iter().filter_map(|(name, again)| again.then_some(name)).collect()
    }

    /// A portion of a branch, with what is open in it. `left`: so many rows may still be open by themselves.
    fn branch(&self, branch: usize, from: usize, depth: u32, left: &mut usize) -> Vec<JsonRow> {
        let (twice, mut rows, mut count) = (self.twice(branch), Vec::new(), 0_usize);
        for (index, member) in self.members(branch).enumerate() {
            count = index + 1;
            if index < from || index >= from + PORTION {
                continue;
            }
            let name = member.name.map(|name| self.name(name));
            let is_twice = name.as_ref().is_some_and(|name| twice.contains(name));
            let mut row = self.row(&member, name.as_deref(), index, depth, is_twice);
            let opens =
                depth < OPEN_DEPTH && (1..=OPEN_MEMBERS).contains(&size(row.members)) && *left >= size(row.members);
            row.open = opens;
            rows.push(row);
            if opens {
                *left -= rows.last().map_or(0, |row| size(row.members));
                rows.extend(self.branch(member.at, 0, depth + 1, left));
            }
        }
        let more = count.saturating_sub(from + PORTION);
        if more > 0 {
            let kind = JsonKind::More;
            let from = number(from + PORTION);
            rows.push(JsonRow { at: number(branch), depth, kind, members: number(more), from, ..JsonRow::default() });
        }
        rows
    }

    fn row(&self, member: &Member, name: Option<&str>, index: usize, depth: u32, twice: bool) -> JsonRow {
        let step = name.map_or_else(|| Some(format!("[{index}]")), step);
        let row = JsonRow {
            at: number(member.at),
            depth,
            name: name.map(|name| clean(name, MAX_NAME)),
            step,
            twice,
            ..JsonRow::default()
        };
        let written = self.json.get(member.at..member.end).unwrap_or_default();
        let kind = match self.byte(member.at) {
            b'{' => JsonKind::Object,
            b'[' => JsonKind::Array,
            b'"' => JsonKind::Text,
            b't' | b'f' | b'n' => JsonKind::Word,
            _ => JsonKind::Number,
        };
        if matches!(kind, JsonKind::Object | JsonKind::Array) {
            return JsonRow { kind, members: number(self.members(member.at).count()), ..row };
        }
        let said = serde_json::from_str::<String>(written).map_or(Cow::Borrowed(written), Cow::Owned);
        let (text, cut) = laid_out(&said, MAX_TEXT);
        JsonRow { kind, text, cut, ..row }
    }
}

/// How a member of this name is reached, as programs write it, in letters that can all be seen. `None`: nobody would type it.
fn step(name: &str) -> Option<String> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '$');
    if !name.is_empty() && !name.starts_with(|first: char| first.is_ascii_digit()) && name.chars().all(plain) {
        return (name.len() <= MAX_STEP).then(|| format!(".{name}"));
    }
    let mut step = "[".to_owned();
    for letter in serde_json::to_string(name).ok()?.chars() {
        if letter.is_ascii_graphic() || letter == ' ' || letter.is_alphanumeric() {
            step.push(letter);
        } else {
            letter.encode_utf16(&mut [0; 2]).iter().for_each(|unit| step.push_str(&format!("\\u{unit:04x}")));
        }
    }
    step.push(']');
    (step.len() <= MAX_STEP).then_some(step)
}

fn number(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rows as a person reads them.
    fn drawn(rows: &[JsonRow]) -> Vec<String> {
        let row = |row: &JsonRow| {
            let name = row.name.as_deref().map(|name| format!("{name}: ")).unwrap_or_default();
            let twice = if row.twice { "twice " } else { "" };
            let value = match row.kind {
                JsonKind::Object | JsonKind::Array | JsonKind::More => format!("{:?} {}", row.kind, row.members),
                _ => row.text.concat(),
            };
            format!("{}{twice}{name}{value}", "  ".repeat(size(row.depth)))
        };
        rows.iter().map(row).collect()
    }

    #[test]
    fn order_names_that_come_twice_and_digits_stay() {
        let json = r#" {"b": 1.0, "a": [12345678901234567890, {}, "x\"y\n"], "\u0062": -2e400, "c": null} "#;
        assert_eq!(
            drawn(&tree(json)),
            [
                "twice b: 1.0",
                "a: Array 3",
                "  12345678901234567890",
                "  Object 0",
                "  x\"y\n",
                "twice b: -2e400",
                "c: null"
            ]
        );
    }

    #[test]
    fn a_branch_is_read_in_portions_when_it_is_opened() {
        let rows: Vec<String> = (0..250).map(|number| format!("{{\"n\":{number}}}")).collect();
        let json = format!("{{\"rows\":[{}]}}", rows.join(","));
        let first = tree(&json);
        assert_eq!(drawn(&first), ["rows: Array 250"]);
        let at = size(first[0].at);
        let portion = inside(&json, at, 200).expect("a branch");
        assert_eq!((portion.len(), portion[0].step.as_deref(), portion[0].members), (50, Some("[200]"), 1));
        let more = inside(&json, at, 0).expect("a branch").pop().expect("a row");
        assert_eq!((more.kind, more.members, more.from), (JsonKind::More, 150, 100));
        assert_eq!(value(&json, size(portion[1].at)).as_deref(), Some("{\"n\":201}"));
        assert_eq!(inside(&json, 3, 0), None, "the page names what it was shown");
    }

    #[test]
    fn a_path_is_one_that_a_program_takes_and_all_of_it_is_seen() {
        for (name, expected) in [
            ("a", Some(".a")),
            ("b c", Some("[\"b c\"]")),
            ("0", Some("[\"0\"]")),
            ("", Some("[\"\"]")),
            ("größe", Some("[\"größe\"]")),
            ("x\"y", Some("[\"x\\\"y\"]")),
            ("safe\u{202e}exe", Some("[\"safe\\u202eexe\"]")),
            ("a\u{200b}\u{1f600}", Some("[\"a\\u200b\\ud83d\\ude00\"]")),
        ] {
            assert_eq!(step(name).as_deref(), expected, "{name:?}");
        }
        assert_eq!(step(&"x".repeat(1_000)), None);
    }

    #[test]
    fn a_hostile_tree_is_bounded() {
        let wide = format!("[{}1]", "1,".repeat(1_000_000));
        assert_eq!(tree(&wide).len(), PORTION + 1);
        let names = format!("{{{}\"z\":1}}", "\"a\":1,".repeat(100_000));
        assert_eq!(tree(&names).iter().filter(|row| row.twice).count(), PORTION);
        let long = format!("{{\"{0}\": \"{0}\"}}", "x\u{202e}\\u0000".repeat(100_000));
        let [row] = &*tree(&long) else { panic!("one row") };
        assert!(row.cut && row.text.concat().len() <= MAX_TEXT && row.step.is_none());
        assert!(row.name.as_ref().is_some_and(|name| name.chars().count() <= MAX_NAME && !name.contains('\u{202e}')));
        let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
        assert_eq!((tree(&deep).len(), value(&deep, 4_999).as_deref()), (3, Some("[]")));
        for no_tree in ["[".repeat(100_000), "{".into(), "1".into()] {
            assert_eq!(tree(&no_tree), []);
        }
        assert_eq!(tree("[]"), []);
    }

    /// Any JSON, written as the program writes it.
    fn json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            any::<i64>().prop_map(Into::into),
            "\\PC{0,6}".prop_map(Into::into),
            Just(serde_json::Value::Null)
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
                prop::collection::vec(("\\PC{0,4}", inner), 0..6)
                    .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_row_begins_where_its_value_does(value in json(), from in 0_usize..3) {
            let text = serde_json::to_string_pretty(&value).expect("JSON");
            for row in tree(&text) {
                let found = super::value(&text, size(row.at)).expect("a value");
                match row.kind {
                    JsonKind::Text => prop_assert!(row.cut || found.chars().count() <= MAX_TEXT),
                    JsonKind::Object | JsonKind::Array => {
                        let read: serde_json::Value = serde_json::from_str(&found).expect("JSON");
                        let members = read.as_array().map(Vec::len).or_else(|| read.as_object().map(serde_json::Map::len));
                        prop_assert_eq!(members, Some(size(row.members)));
                        prop_assert!(inside(&text, size(row.at), from).is_some());
                    }
                    _ => prop_assert_eq!(row.text.concat(), found),
                }
            }
        }

        #[test]
        fn no_place_of_any_text_is_too_much(text in "[\\[\\]{}\",:a0 \\\\é]{0,40}", at in 0_usize..50, from in 0_usize..50) {
            tree(&text);
            inside(&text, at, from);
            value(&text, at);
        }
    }
}
