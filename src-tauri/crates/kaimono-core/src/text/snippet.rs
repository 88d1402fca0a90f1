//! Where something stands in a long text: the words of it, what of it is shown around a hit, and how it is asked for.

use crate::view::purchase::SnippetPiece;

/// Scripts that do not part words with blanks: Thai and its neighbours, Japanese, Chinese, Korean.
fn is_unparted(letter: char) -> bool {
    matches!(letter, '\u{e01}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..='\u{323af}')
}

/// A text of which each letter of a script that does not part words is a word: so they are found wherever they stand.
pub(crate) fn parted(text: &str) -> String {
    let mut parted = String::with_capacity(text.len());
    let mut before = None;
    for letter in text.chars() {
        if before.is_some_and(|before| is_unparted(before) || is_unparted(letter)) && !letter.is_whitespace() {
            parted.push(PARTS);
        }
        parted.push(letter);
        before = Some(letter).filter(|letter| !letter.is_whitespace());
    }
    parted
}

/// The words of what was typed as FTS5 wants them, each as the beginning of one. Empty: too little to look for.
pub(crate) fn asked(typed: &str) -> Vec<String> {
    let (mut asked, mut letters) = (Vec::new(), 0);
    for word in typed
        .split(|letter: char| !letter.is_alphanumeric() && !super::is_mark(letter))
        .filter(|word| !word.is_empty())
        .take(MOST)
    {
        letters += if word.is_ascii() { word.len() } else { ENOUGH };
        asked.push(format!("\"{}\" *", parted(word)));
    }
    if letters < ENOUGH { Vec::new() } else { asked }
}

/// More words are not looked for.
const MOST: usize = 20;
/// With fewer letters nearly everything is a hit.
const ENOUGH: usize = 2;

/// Stands between words, and is not seen.
const PARTS: char = '\u{200b}';
/// What marks a hit in a text that has no control characters.
pub(crate) const OPENS: char = '\u{1}';
/// And its end.
pub(crate) const CLOSES: char = '\u{2}';

/// The pieces of a text in which hits are marked, made fit to be shown in one line.
pub(crate) fn pieces(marked: &str) -> Vec<SnippetPiece> {
    let mut pieces: Vec<SnippetPiece> = Vec::new();
    let mut hit = false;
    for part in marked.split_inclusive([OPENS, CLOSES]) {
        let text = in_one_line(part.trim_end_matches([OPENS, CLOSES]));
        if !text.is_empty() {
            match pieces.last_mut() {
                // Two letters of one word.
                Some(last) if last.hit == hit => last.text.push_str(&text),
                _ => pieces.push(SnippetPiece { text, hit }),
            }
        }
        hit = part.ends_with(OPENS);
    }
    pieces
}

/// Without what is not seen or turns the direction, and one blank for many.
fn in_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in super::readable(text, usize::MAX).chars() {
        match letter.is_whitespace() {
            true if line.ends_with(' ') => {}
            true => line.push(' '),
            false if letter == PARTS => {}
            false => line.push(letter),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_scripts_that_do_not_part_words_are_words() {
        for (text, expected) in [
            ("tides of the Elbe", "tides of the Elbe"),
            ("旅行プラン", "旅|行|プ|ラ|ン"),
            ("3日間 trip", "3|日|間 trip"),
            ("", ""),
        ] {
            let expected = expected.replace('|', "\u{200b}");
            assert_eq!(parted(text), expected);
            let shown: String = pieces(&expected).into_iter().map(|piece| piece.text).collect();
            assert_eq!(shown, text);
        }
    }

    #[test]
    fn what_is_typed_is_words_and_no_query() {
        for (typed, expected) in [
            ("elbe", "\"elbe\" *"),
            ("Elbe OR rhine", "\"Elbe\" * \"OR\" * \"rhine\" *"),
            ("\"quoted\" NEAR(x)", "\"quoted\" * \"NEAR\" * \"x\" *"),
            ("well-known", "\"well\" * \"known\" *"),
            ("旅行", "\"旅\u{200b}行\" *"),
            ("a", ""),
            ("- *", ""),
            ("", ""),
            ("cafe\u{301}s", "\"cafe\u{301}s\" *"),
            ("é", "\"é\" *"),
        ] {
            assert_eq!(asked(typed).join(" "), expected, "{typed}");
        }
    }

    #[test]
    fn hits_are_told_from_what_is_around_them() {
        let piece = |text: &str, hit| SnippetPiece { text: text.to_owned(), hit };
        for (marked, expected) in [
            ("…of the \u{1}Elbe\u{2} at", vec![piece("…of the ", false), piece("Elbe", true), piece(" at", false)]),
            ("a\n\n\t b\u{202e}c", vec![piece("a bc", false)]),
            ("\u{1}旅\u{2}\u{200b}\u{1}行\u{2}\u{200b}プ", vec![piece("旅行", true), piece("プ", false)]),
            ("", vec![]),
        ] {
            assert_eq!(pieces(marked), expected, "{marked:?}");
        }
    }
}
