//! What the person typed to find a purchase, and which purchases match: the same in memory and on disk.

/// So many letters and more are found anywhere, fewer at the beginning of a word.
const ANYWHERE: usize = 3;
/// So much of a blockchain identifier and more finds it.
const IDENTIFIER: usize = 6;

/// One word of what was typed, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// Found anywhere in the words of a purchase, by the beginning of its identifier, or by all of that.
    Anywhere(String),
    /// Found where a word begins. Letters and digits only.
    Beginning(String),
}

impl Word {
    /// The words of what was typed.
    pub(crate) fn all(text: &str) -> Vec<Word> {
        text.split_whitespace().filter_map(|word| Word::of(&word.to_lowercase())).collect()
    }

    /// Few signs without a letter find nothing and keep nothing out. Scripts that write words without spaces, or in one sign, are
    /// found anywhere.
    fn of(word: &str) -> Option<Word> {
        if word.chars().count() >= ANYWHERE || !word.is_ascii() {
            return Some(Word::Anywhere(word.to_owned()));
        }
        let letters: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        (!letters.is_empty()).then_some(Word::Beginning(letters))
    }

    /// Whether a purchase with these words and this identifier, both in lower case, is found. `identifier`: its beginning is enough.
    pub(crate) fn finds(&self, words: &str, identifier: &str) -> bool {
        match self {
            Word::Anywhere(word) => words.contains(word) || self.names(identifier),
            Word::Beginning(letters) => {
                words.split(|letter: char| !letter.is_alphanumeric()).any(|word| word.starts_with(letters))
            }
        }
    }

    /// Whether this is an identifier, or how it begins.
    fn names(&self, identifier: &str) -> bool {
        match self {
            Word::Anywhere(word) if word.len() >= IDENTIFIER && !identifier.is_empty() => {
                identifier.starts_with(word) || word.starts_with(identifier)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purchase_is_found_by_what_stands_in_it_and_few_letters_by_how_a_word_begins() {
        let words = "text summariser tides of the (elbe), 旅行プランナー";
        let identifier = "a1b2c3d4e5f6";
        for (typed, found) in [
            ("", true),
            ("summariser", true),
            ("MARISE", true),
            ("tides text", true),
            ("tides rhine", false),
            ("el", true),
            ("(e", true),
            ("lb", false),
            ("t", true),
            ("b", false),
            ("- text", true),
            ("旅", true),
            ("行プ", true),
            ("a1b2c3", true),
            ("A1B2C3D4E5F6", true),
            ("a1b2c3d4e5f6a7", true),
            ("a1b2c", false),
            ("c3d4e5f6", false),
        ] {
            let all = Word::all(typed).iter().all(|word| word.finds(words, identifier));
            assert_eq!(all, found, "{typed}");
        }
    }
}
