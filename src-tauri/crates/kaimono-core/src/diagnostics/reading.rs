//! A text as a reader would see it: escapes of JSON, URLs and HTML undone (nested ones too), letters in lower case, and each
//! letter with its place in the original. This finds what an escape hides, and what is broken over lines.

/// A letter, and the bytes that it is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) letter: char,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Escapes within escapes are undone so often.
const DEEP: usize = 4;

/// A text as it stands, and after each layer of escapes was undone. What is undone once too often is found in an earlier one.
pub(super) fn readings(text: &str) -> Vec<Vec<Letter>> {
    let mut letters: Vec<Letter> =
        text.char_indices().map(|(from, letter)| Letter { letter, from, to: from + letter.len_utf8() }).collect();
    let mut all = Vec::new();
    for _ in 0..=DEEP {
        let next = undone(&letters);
        let is_last = next.len() == letters.len();
        all.push(letters);
        if is_last {
            break;
        }
        letters = next;
    }
    for letter in all.iter_mut().flatten() {
        letter.letter = letter.letter.to_ascii_lowercase();
    }
    all
}

/// A text without its escapes.
pub(super) fn decoded(text: &str) -> Vec<Letter> {
    readings(text).pop().unwrap_or_default()
}

/// The same without what is between letters: white space, ends of lines, and what cannot be seen.
pub(super) fn joined(mut letters: Vec<Letter>) -> Vec<Letter> {
    letters.retain(|Letter { letter, .. }| !is_between(*letter));
    letters
}

fn is_between(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// One layer of escapes less.
fn undone(letters: &[Letter]) -> Vec<Letter> {
    let mut left = letters;
    let mut done = Vec::with_capacity(letters.len());
    while let Some(first) = left.first() {
        let (letter, length) = escape(left).unwrap_or((first.letter, 1));
        let to = left.get(length - 1).map_or(first.to, |last| last.to);
        done.push(Letter { letter, from: first.from, to });
        left = left.get(length..).unwrap_or_default();
    }
    done
}

/// The letter that an escape at the beginning stands for, and how many letters it has.
fn escape(letters: &[Letter]) -> Option<(char, usize)> {
    let at = |index: usize| letters.get(index).map(|letter| letter.letter);
    let hex = |from: usize, count: usize| {
        let mut digits = letters.get(from..from + count)?.iter().map(|digit| digit.letter.to_digit(16));
        let code = digits.try_fold(0, |sum, digit| Some(sum * 16 + digit?))?;
        char::from_u32(code)
    };
    match (at(0)?, at(1)?) {
        ('%', _) => Some((hex(1, 2).filter(char::is_ascii)?, 3)),
        ('\\', 'u') if at(2) == Some('{') => {
            let close = (3..10).find(|index| at(*index) == Some('}'))?;
            Some((hex(3, close - 3)?, close + 1))
        }
        ('\\', 'u') => Some((hex(2, 4)?, 6)),
        ('\\', 'x') => Some((hex(2, 2)?, 4)),
        ('\\', 'n' | 'r' | 't') => Some(('\n', 2)),
        ('\\', quoted @ ('\\' | '/' | '"' | '\'')) => Some((quoted, 2)),
        ('&', _) => {
            let entities =
                [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&#x27;", '\'')];
            let is = |name: &str| name.chars().enumerate().all(|(index, letter)| at(index) == Some(letter));
            entities.iter().find(|(name, _)| is(name)).map(|(name, letter)| (*letter, name.len()))
        }
        _ => None,
    }
}
