//! In which words two texts differ.

use crate::view::batch::{Difference, DifferencePiece};
use similar::{ChangeTag, TextDiff};
use std::time::Duration;

/// So many characters of each text are held against each other.
const MOST: usize = 60_000;
/// Finding the shortest difference takes the product of the words; after this long one is told that is longer than it could be.
const PATIENCE: Duration = Duration::from_millis(500);

/// What stands in `text` and not in `base`, and the other way round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Differences {
    pub(crate) pieces: Vec<DifferencePiece>,
    /// Words that only `text` has, and that only `base` has.
    pub(crate) words: (u32, u32),
    /// Only the beginnings were held against each other.
    pub(crate) cut: bool,
}

/// Holds a text against another one, word by word.
pub(crate) fn differences(base: &str, text: &str) -> Differences {
    let ((base, base_cut), (text, text_cut)) = (beginning(base), beginning(text));
    let difference = TextDiff::configure().timeout(PATIENCE).diff_unicode_words(base, text);
    let (mut pieces, mut words): (Vec<DifferencePiece>, _) = (Vec::new(), (0_u32, 0_u32));
    for change in difference.iter_all_changes() {
        let is = match change.tag() {
            ChangeTag::Equal => Difference::Same,
            ChangeTag::Insert => Difference::Added,
            ChangeTag::Delete => Difference::Missing,
        };
        let piece = change.value();
        let word = u32::from(piece.chars().any(char::is_alphanumeric));
        match is {
            Difference::Same => {}
            Difference::Added => words.0 += word,
            Difference::Missing => words.1 += word,
        }
        match pieces.last_mut().filter(|last| last.is == is) {
            Some(last) => last.text.push_str(piece),
            None => pieces.push(DifferencePiece { text: piece.to_owned(), is }),
        }
    }
    Differences { pieces, words, cut: base_cut || text_cut }
}

/// The beginning of a text, and whether it is not all of it.
pub(crate) fn beginning(text: &str) -> (&str, bool) {
    match text.char_indices().nth(MOST) {
        Some((at, _)) => (text.get(..at).unwrap_or_default(), true),
        None => (text, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(differences: &Differences, without: Difference) -> String {
        differences.pieces.iter().filter(|piece| piece.is != without).map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn a_word_that_differs_is_found_and_nothing_around_it() {
        let found = differences("Tides come twice a day.", "Tides come once a day.");
        let pieces: Vec<_> = found.pieces.iter().map(|piece| (piece.text.as_str(), piece.is)).collect();
        assert_eq!(
            pieces,
            [
                ("Tides come ", Difference::Same),
                ("twice", Difference::Missing),
                ("once", Difference::Added),
                (" a day.", Difference::Same),
            ]
        );
        assert_eq!((found.words, found.cut), ((1, 1), false));
    }

    #[test]
    fn only_the_beginnings_of_long_texts_are_held_against_each_other() {
        let found = differences(&"é ".repeat(MOST), "é");
        assert!(found.cut);
        assert_eq!(found.words, (0, 29_999));
    }

    proptest! {
        #[test]
        fn both_texts_can_be_made_of_the_pieces(base in "[a-c .\n]{0,60}", text in "[a-c .\n]{0,60}") {
            let found = differences(&base, &text);
            prop_assert_eq!(of(&found, Difference::Missing), text);
            prop_assert_eq!(of(&found, Difference::Added), base);
        }
    }
}
