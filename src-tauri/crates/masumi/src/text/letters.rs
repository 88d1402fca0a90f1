//! Deceptive letters, in one table for everything that strangers write: what cannot be seen, what turns the reading direction,
//! and what joins the letters beside it.

/// Marks, embeddings, overrides and isolates: they can make a text read as another one.
pub fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What is not seen, and no control: zero-width characters and joiners, fillers, variation selectors, tags, line separators, and
/// what [`turns_direction`]. Two texts that differ in them alone look the same.
pub fn is_invisible(letter: char) -> bool {
    turns_direction(letter)
        || is_joiner(letter)
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'
            | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// The letters of a text that can be seen: without controls, except those that are `kept`, and without what [`is_invisible`].
/// Of joiners those stay that the letters beside them need: without them Persian and Hindi words are spelt wrongly, and one
/// emoji falls apart into several.
pub fn visible<'a>(text: &'a str, kept: impl Fn(char) -> bool + 'a) -> impl Iterator<Item = char> + 'a {
    let mut before = None;
    let mut letters = text.chars().peekable();
    std::iter::from_fn(move || {
        loop {
            let letter = letters.next()?;
            let seen = if is_joiner(letter) {
                before.filter(|before| joins(*before, letter, letters.peek().copied())).map(|_| letter)
            } else {
                Some(letter).filter(|letter| kept(*letter) || !(letter.is_control() || is_invisible(*letter)))
            };
            if seen.is_some() {
                before = seen;
                return seen;
            }
        }
    })
}

fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}')
}

/// Whether a joiner means something between these two. Never twice in a row: a joiner is no letter of either kind.
fn joins(before: char, joiner: char, after: Option<char>) -> bool {
    let between = |kind: fn(char) -> bool| kind(before) && after.is_some_and(kind);
    between(is_of_joining_script) || (joiner == '\u{200d}' && between(is_pictograph))
}

/// Letters and marks of scripts in which a joiner changes how a word is written: Arabic, Syriac and their extensions, the scripts
/// of India, Myanmar, Khmer, Mongolian.
fn is_of_joining_script(letter: char) -> bool {
    matches!(letter,
        '\u{620}'..='\u{65f}' | '\u{66e}'..='\u{6d3}' | '\u{6d5}'..='\u{6ef}' | '\u{6fa}'..='\u{7bf}' | '\u{860}'..='\u{8ff}'
        | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17d3}' | '\u{1820}'..='\u{18aa}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
        && !is_invisible(letter)
}

fn is_pictograph(letter: char) -> bool {
    matches!(letter, '\u{2190}'..='\u{21ff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seen(text: &str) -> String {
        visible(text, |_| false).collect()
    }

    #[test]
    fn joiners_stay_where_letters_or_emoji_need_them_and_nowhere_else() {
        for whole in
            ["👩\u{200d}💻", "👩🏽\u{200d}🚀", "می\u{200c}خواهم", "क्\u{200d}ष", "ශ්\u{200d}රී", "👨\u{200d}👩\u{200d}👧"]
        {
            assert_eq!(seen(whole), whole);
        }
        for (hidden, shown) in [
            ("Sum\u{200d}mar\u{200c}izer", "Summarizer"),
            ("\u{200d}Agent\u{200c}", "Agent"),
            ("👩\u{200d}", "👩"),
            ("\u{200c}می\u{200c}", "می"),
            ("می\u{200c}\u{200c}خواهم", "می\u{200c}خواهم"),
            ("می\u{200d}x", "میx"),
            ("👩\u{200c}💻", "👩💻"),
        ] {
            assert_eq!(seen(hidden), shown, "{hidden:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_goes_wherever_it_stands() {
        for letter in [
            '\u{ad}',
            '\u{34f}',
            '\u{61c}',
            '\u{115f}',
            '\u{1160}',
            '\u{180e}',
            '\u{200b}',
            '\u{200e}',
            '\u{2028}',
            '\u{2029}',
            '\u{202e}',
            '\u{2064}',
            '\u{2067}',
            '\u{206a}',
            '\u{3164}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{ffa0}',
            '\u{e0041}',
            '\0',
            '\u{7f}',
            '\u{85}',
        ] {
            assert_eq!(seen(&format!("9a{letter}80{letter}")), "9a80", "{letter:?}");
            assert_eq!(seen(&format!("می{letter}خواهم👩{letter}💻")), "میخواهم👩💻", "{letter:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_seen_is_all_that_is_left(text in "[a-cم-ه\u{200b}-\u{200f}\u{2028}-\u{202e}👩💻\u{ad}\u{3164}\u{fe0f}\n]{0,30}") {
            let shown = seen(&text);
            prop_assert!(!shown.chars().any(|letter| letter.is_control() || (is_invisible(letter) && !is_joiner(letter))));
            let letters: Vec<char> = shown.chars().collect();
            for (at, letter) in letters.iter().enumerate().filter(|(_, letter)| is_joiner(**letter)) {
                prop_assert!(at > 0 && joins(letters[at - 1], *letter, letters.get(at + 1).copied()), "{shown:?}");
            }
            prop_assert_eq!(seen(&shown), shown.clone(), "cleaned twice is cleaned once");
        }
    }
}
