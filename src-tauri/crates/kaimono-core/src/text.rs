//! Foreign text, made fit to be shown.
//!
//! Names, descriptions, messages and results are written by sellers, and some sellers are hostile. Short texts lose what is
//! invisible or changes the reading direction ([`clean`]); results become sanitised HTML, indented JSON or plain text
//! ([`present`]). Nothing in here decides about money, and nothing that was hashed is changed: the exact bytes stay in the
//! journal.

mod form;
mod json;
mod markdown;

pub use form::clean_form;
pub use markdown::render_markdown;

use crate::view::purchase::ResultKind;
use masumi_client::agent::JobResult;

/// At most so many characters of a result are shown; the whole of it can be saved.
pub const MAX_SHOWN: usize = 200_000;

/// More combining marks on one letter than any language needs are a drawing over the neighbouring lines.
const MAX_MARKS: usize = 4;

/// One line of foreign text: without control, bidirectional and invisible characters, white space collapsed, at most `max`
/// characters (a longer one ends in `…`).
pub fn clean(text: &str, max: usize) -> String {
    let words: Vec<&str> = text.split(is_blank).filter(|word| !word.is_empty()).collect();
    let visible = words.iter().map(|word| visible(word)).filter(|word| !word.is_empty());
    shorten(&visible.collect::<Vec<_>>().join(" "), max)
}

/// Several lines of foreign text: each line as by [`clean`], at most one empty line between two, at most `max` characters.
pub fn clean_lines(text: &str, max: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in cut(text, max.saturating_mul(4)).lines() {
        let line = clean(line, max);
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    shorten(lines.join("\n").trim_end(), max)
}

/// How to show a result: `(kind, HTML, text)`. The HTML is sanitised and empty unless the kind is Markdown; the text is as
/// received (JSON is indented), at most [`MAX_SHOWN`] characters.
pub fn present(result: &JobResult) -> (ResultKind, String, String) {
    match result {
        JobResult::Json(raw) => match json::wrapped_text(raw) {
            Some(text) => present_text(&text),
            None => (ResultKind::Json, String::new(), json::indent(raw, MAX_SHOWN)),
        },
        JobResult::Text(text) => present_text(text),
    }
}

fn present_text(text: &str) -> (ResultKind, String, String) {
    if json::is_structure(text) {
        (ResultKind::Json, String::new(), json::indent(text, MAX_SHOWN))
    } else if markdown::is_markdown(text) {
        (ResultKind::Markdown, render_markdown(text), cut(text, MAX_SHOWN).to_owned())
    } else {
        (ResultKind::Text, String::new(), cut(text, MAX_SHOWN).to_owned())
    }
}

/// The first `max` characters.
fn cut(text: &str, max: usize) -> &str {
    text.char_indices().nth(max).map_or(text, |(end, _)| &text[..end])
}

fn shorten(text: &str, max: usize) -> String {
    if text.chars().nth(max).is_none() {
        return text.to_owned();
    }
    match max {
        0 => String::new(),
        _ => format!("{}…", cut(text, max - 1).trim_end()),
    }
}

/// White space, and letters that look like it.
fn is_blank(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{2800}' | '\u{3164}' | '\u{115f}' | '\u{1160}' | '\u{ffa0}')
}

fn visible(word: &str) -> String {
    let mut marks = 0;
    word.chars()
        .filter(|&char| {
            marks = if is_mark(char) { marks + 1 } else { 0 };
            marks <= MAX_MARKS && !is_invisible(char) && !changes_direction(char)
        })
        .collect()
}

/// Controls, zero-width characters, fillers, variation selectors, tags: two texts that differ in them alone look the same.
fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{ad}' | '\u{34f}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200d}'
            | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Marks, embeddings, overrides and isolates: they can make a text read as another one.
fn changes_direction(char: char) -> bool {
    matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Combining diacritical marks.
fn is_mark(char: char) -> bool {
    matches!(char,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_loses_what_cannot_be_seen() {
        let table = [
            ("Text Summarizer", "Text Summarizer"),
            ("  Text \t\n Summarizer\u{a0} ", "Text Summarizer"),
            ("Sum\u{200b}mar\u{200d}izer\u{feff}", "Summarizer"),
            ("safe\u{202e}exe.txt", "safeexe.txt"),
            ("\u{2066}isolated\u{2069}", "isolated"),
            ("a\u{0}b\u{7}c\u{1b}[31m", "abc[31m"),
            ("\u{e0041}\u{e0042}tagged", "tagged"),
            ("\u{3164}\u{2800}", ""),
            ("Zalgo\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}", "Zalgo\u{301}\u{301}\u{301}\u{301}"),
            ("買い物 Agent é", "買い物 Agent é"),
        ];
        for (given, shown) in table {
            assert_eq!(clean(given, 120), shown, "{given:?}");
        }
    }

    #[test]
    fn a_long_text_is_cut_by_characters_and_says_so() {
        assert_eq!(clean("買い物する", 5), "買い物する");
        assert_eq!(clean("買い物する人", 5), "買い物す…");
        assert_eq!(clean("abc", 0), "");
        assert_eq!(clean(&"x".repeat(10_000_000), 300).chars().count(), 300);
    }

    #[test]
    fn a_description_keeps_its_lines_but_not_a_page_of_empty_ones() {
        assert_eq!(clean_lines("\n\nOne  line\n\n\n\n\ntwo\u{202e}\n three\n\n", 100), "One line\n\ntwo\nthree");
        assert_eq!(clean_lines("one\ntwo\nthree", 6), "one\nt…");
    }

    #[test]
    fn a_result_is_shown_by_what_it_is() {
        let text = |text: &str| present(&JobResult::Text(text.to_owned()));
        let table = [
            ("A plain sentence, with 2 * 3 = 6.", ResultKind::Text),
            ("Two lines\nof text", ResultKind::Text),
            ("    indented art\n      like this", ResultKind::Text),
            ("# Report\n\nAll is well.", ResultKind::Markdown),
            ("All is **well**.", ResultKind::Markdown),
            ("- one\n- two", ResultKind::Markdown),
            ("| a | b |\n|---|---|\n| 1 | 2 |", ResultKind::Markdown),
            ("see https://example.org/a_b", ResultKind::Markdown),
            (r#"{"score": 1.0}"#, ResultKind::Json),
            ("[1, 2", ResultKind::Text),
            ("42", ResultKind::Text),
            ("", ResultKind::Text),
        ];
        for (given, kind) in table {
            let (shown, html, kept) = text(given);
            assert_eq!(shown, kind, "{given:?}");
            assert_eq!(html.is_empty(), kind != ResultKind::Markdown, "{given:?}");
            if kind != ResultKind::Json {
                assert_eq!(kept, given);
            }
        }
    }

    #[test]
    fn a_result_that_is_json_is_indented_without_changing_a_digit() {
        let (kind, _, shown) =
            present(&JobResult::Json(r#"{"a":1.0,"b":[12345678901234567890,{}],"a":"x\"y"}"#.into()));
        assert_eq!(kind, ResultKind::Json);
        assert_eq!(
            shown,
            "{\n  \"a\": 1.0,\n  \"b\": [\n    12345678901234567890,\n    {}\n  ],\n  \"a\": \"x\\\"y\"\n}"
        );
        assert_eq!(present(&JobResult::Json("null".into())).2, "null");
    }

    #[test]
    fn a_text_in_a_wrapper_is_shown_as_the_text() {
        let (kind, html, text) = present(&JobResult::Json(r##"{"raw": "# Done\n\nWell **done**."}"##.into()));
        assert_eq!(kind, ResultKind::Markdown);
        assert!(html.contains("<strong>done</strong>"), "{html}");
        assert_eq!(text, "# Done\n\nWell **done**.");
        let (kind, _, _) = present(&JobResult::Json(r#"{"raw": "x", "tokens": 3}"#.into()));
        assert_eq!(kind, ResultKind::Json);
    }

    #[test]
    fn a_huge_result_is_shown_up_to_the_cap() {
        let (_, _, text) = present(&JobResult::Text("å".repeat(MAX_SHOWN + 10)));
        assert_eq!(text.chars().count(), MAX_SHOWN);
        let deep = format!("{}{}", "[".repeat(100), "1,".repeat(300_000));
        let json = format!("{}1{}", deep, "]".repeat(100));
        let (kind, _, text) = present(&JobResult::Json(json));
        assert_eq!(kind, ResultKind::Json);
        assert!(text.chars().count() <= MAX_SHOWN);
    }

    proptest! {
        #[test]
        fn clean_is_bounded_visible_and_stable(text in "\\PC*|(\\p{Cf}|\\p{Cc}|\\p{Zs}|\\p{M}|[a-zé買])*", max in 0_usize..200) {
            let once = clean(&text, max);
            prop_assert!(once.chars().count() <= max);
            let shows = |char| !is_invisible(char) && !changes_direction(char) && (char == ' ' || !is_blank(char));
            prop_assert!(once.chars().all(shows));
            prop_assert!(!once.contains("  ") && once == once.trim());
            prop_assert_eq!(clean(&once, max), once);
        }

        #[test]
        fn presenting_never_panics(text in "(\\PC|[\\[\\]{}\",:\\\\\n0-9])*") {
            let (_, _, shown) = present(&JobResult::Json(text.clone()));
            prop_assert!(shown.chars().count() <= MAX_SHOWN);
            present(&JobResult::Text(text));
        }
    }
}
