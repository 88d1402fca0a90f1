//! Foreign text, made fit to be shown.
//!
//! Sellers write names, descriptions, messages and results, and some sellers are hostile. Short texts lose what is invisible or
//! changes the reading direction ([`clean`]). Results become sanitised HTML, indented JSON or plain text ([`present`]), in a form
//! that is laid out in bounded time. Nothing in here decides about money, and nothing that was hashed is changed: the exact bytes
//! stay in the journal.

mod alike;
mod fold;
mod form;
pub(crate) mod html;
mod json;
mod links;
mod markdown;
mod page;
pub(crate) mod snippet;
mod tree;

pub use alike::{Shape, alphabets, is_same_name, mixed_alphabets, shape};
pub use form::explained;
pub(crate) use links::decoded;
pub use markdown::render_markdown;
pub use page::{PageWords, page};
pub use tree::{inside, value};

use crate::view::purchase::{ResultContent, ResultKind};
use fold::Fold;
use markdown::Rendered;
use masumi::{
    agent::JobResult,
    text::letters::{self, turns_direction},
};
use std::borrow::Cow;

/// At most so many characters of a result are shown and copied; the journal keeps the whole of it.
pub const MAX_SHOWN: usize = 200_000;

/// So much of a result is put into the page at once.
const PIECE: usize = 4_000;

/// More combining marks on one letter than any language needs are a drawing over the neighbouring lines.
const MAX_MARKS: usize = 4;

/// One line of foreign text: without control, bidirectional and invisible characters, white space collapsed, at most `max`
/// characters (a longer one ends in `…`).
pub fn clean(text: &str, max: usize) -> String {
    if text.len() <= max && is_clean(text) {
        return text.to_owned();
    }
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

/// At most the first `max` characters of a text that stays one to be worked on: its lines and tabulators as they came, without
/// what turns the reading direction, controls, or draws over its neighbours.
pub fn readable(text: &str, max: usize) -> String {
    let mut marks = 0;
    let harmless = |char: &char| {
        marks = if is_mark(*char) { marks + 1 } else { 0 };
        let control = char.is_control() && !matches!(char, '\n' | '\r' | '\t');
        marks <= MAX_MARKS && !control && !turns_direction(*char)
    };
    cut(text, max).chars().filter(harmless).collect()
}

/// How to show a result. At most [`MAX_SHOWN`] characters of it.
pub fn present(result: &JobResult) -> ResultContent {
    present_in(result, usize::MAX)
}

/// The same, with Markdown in pieces that are put into the page one after the other.
pub fn present_in_pieces(result: &JobResult) -> ResultContent {
    present_in(result, PIECE)
}

fn present_in(result: &JobResult, piece: usize) -> ResultContent {
    let (kind, received) = unwrapped(result);
    let content = presented(kind, &received, piece);
    let addresses = match kind {
        ResultKind::Markdown => links::all(&content.prose.iter().map(|piece| &*piece.html).collect::<String>()),
        ResultKind::Json => links::all(json::texts(&received).as_deref().unwrap_or(&received)),
        ResultKind::Text => links::all(&received),
    };
    ResultContent { links: links::only(&content.text), addresses, ..content }
}

/// What a result is, and its text without what it was wrapped in.
pub fn unwrapped(result: &JobResult) -> (ResultKind, Cow<'_, str>) {
    let text = match result {
        JobResult::Json(raw) => match json::wrapped_text(raw) {
            Some(text) => Cow::Owned(text),
            None => return (ResultKind::Json, Cow::Borrowed(raw)),
        },
        JobResult::Text(text) => Cow::Borrowed(&**text),
    };
    let kind = if json::is_structure(&text) {
        ResultKind::Json
    } else if markdown::is_markdown(&text) {
        ResultKind::Markdown
    } else {
        ResultKind::Text
    };
    (kind, text)
}

fn presented(kind: ResultKind, received: &str, piece: usize) -> ResultContent {
    let text = cut(received, MAX_SHOWN);
    let mut tree = Vec::new();
    let (rendered, (shown, shown_cut)) = match kind {
        ResultKind::Markdown => {
            let rendered = markdown::render(received, piece);
            let is_cut = rendered.is_cut;
            (rendered, (Vec::new(), is_cut))
        }
        ResultKind::Json => {
            tree = tree::tree(received);
            (Rendered::default(), laid_out(&json::indent(received, MAX_SHOWN), MAX_SHOWN))
        }
        ResultKind::Text => (Rendered::default(), laid_out(received, MAX_SHOWN)),
    };
    let text_cut = text.len() < received.len();
    let Rendered { pieces: prose, headings, .. } = rendered;
    let (links, addresses) = (Vec::new(), Vec::new());
    ResultContent { kind, prose, shown, shown_cut, text: text.to_owned(), text_cut, links, headings, tree, addresses }
}

/// Of so many characters of a result the words are found.
const MAX_SEARCHED: usize = 1_000_000;

/// What of a result can be searched for: its text, and of JSON the names and values in their order.
pub(crate) fn searched(result: &JobResult) -> String {
    let text = match result {
        JobResult::Text(text) if !json::is_structure(text) => return cut(text, MAX_SEARCHED).to_owned(),
        JobResult::Text(text) | JobResult::Json(text) => text,
    };
    json::texts(text).map_or_else(|| cut(text, MAX_SEARCHED).to_owned(), |texts| cut(&texts, MAX_SEARCHED).to_owned())
}

/// The first `max` characters of a text of several lines, to be laid out: blanks for tabulators, few marks on a letter, nothing
/// that turns the reading direction, and in pieces between which a line may break. And whether something was left out.
pub fn laid_out(text: &str, max: usize) -> (Vec<String>, bool) {
    let mut fold = Fold::new(max);
    (fold.pieces(text), fold.is_cut())
}

/// The first `max` characters.
fn cut(text: &str, max: usize) -> &str {
    text.char_indices().nth(max).map_or(text, |(end, _)| &text[..end])
}

/// Whether there is nothing to be cleaned, as of identifiers and most names: letters of ASCII, one blank between two words.
fn is_clean(text: &str) -> bool {
    let mut words = text.as_bytes().split(|byte| *byte == b' ');
    text.is_empty() || words.all(|word| !word.is_empty() && word.iter().all(u8::is_ascii_graphic))
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

/// What can be seen of a word, with few marks on a letter.
fn visible(word: &str) -> String {
    let mut marks = 0;
    letters::visible(word, |_| false)
        .filter(|&char| {
            marks = if is_mark(char) { marks + 1 } else { 0 };
            marks <= MAX_MARKS
        })
        .collect()
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
            let presented = text(given);
            assert_eq!(presented.kind, kind, "{given:?}");
            assert_eq!(presented.prose.is_empty(), kind != ResultKind::Markdown, "{given:?}");
            assert_eq!((presented.text.as_str(), presented.text_cut), (given, false));
        }
    }

    #[test]
    fn a_result_that_is_json_is_indented_without_changing_a_digit() {
        let raw = r#"{"a":1.0,"b":[12345678901234567890,{}],"a":"x\"y"}"#;
        let presented = present(&JobResult::Json(raw.into()));
        assert_eq!((presented.kind, presented.text.as_str()), (ResultKind::Json, raw));
        assert_eq!(
            presented.shown.concat(),
            "{\n  \"a\": 1.0,\n  \"b\": [\n    12345678901234567890,\n    {}\n  ],\n  \"a\": \"x\\\"y\"\n}"
        );
        assert_eq!(present(&JobResult::Json("null".into())).shown, ["null"]);
    }

    #[test]
    fn a_text_in_a_wrapper_is_shown_as_the_text() {
        let presented = present(&JobResult::Json(r##"{"raw": "# Done\n\nWell **done**."}"##.into()));
        assert_eq!(presented.kind, ResultKind::Markdown);
        assert!(html(&presented).contains("<strong>done</strong>"), "{}", html(&presented));
        assert_eq!(presented.text, "# Done\n\nWell **done**.");
        assert_eq!(present(&JobResult::Json(r#"{"raw": "x", "tokens": 3}"#.into())).kind, ResultKind::Json);
    }

    #[test]
    fn a_huge_result_is_shown_up_to_the_cap() {
        let long = present(&JobResult::Text("å".repeat(MAX_SHOWN + 10)));
        assert_eq!((long.text.chars().count(), long.text_cut), (MAX_SHOWN, true));
        assert_eq!((length(&long), long.shown_cut), (MAX_SHOWN, true));
        let whole = present(&JobResult::Text("å".repeat(MAX_SHOWN)));
        assert_eq!((length(&whole), whole.shown_cut, whole.text_cut), (MAX_SHOWN, false, false));
        let markdown = present(&JobResult::Text(format!("# å{}", " å".repeat(MAX_SHOWN / 2))));
        assert_eq!((markdown.kind, markdown.shown_cut, markdown.text_cut), (ResultKind::Markdown, true, true));
        // Indented it is longer than it came: what is copied may be whole where what is shown is not.
        let deep = present(&JobResult::Json(format!("[{}1]", "1,".repeat(80_000))));
        assert_eq!((deep.kind, deep.shown_cut, deep.text_cut), (ResultKind::Json, true, false));
        assert!(length(&deep) <= MAX_SHOWN);
    }

    #[test]
    fn a_long_line_comes_in_pieces_whatever_it_is_made_of() {
        for (line, shown) in [
            ("word ", "word "),
            ("\t", "        "),
            (" ", " "),
            ("x", "x"),
            ("\u{a0}", "\u{a0}"),
            ("買い物 ", "買い物 "),
        ] {
            let (pieces, _) = laid_out(&line.repeat(MAX_SHOWN), MAX_SHOWN);
            assert!(pieces.iter().all(|piece| piece.chars().count() <= fold::RUN + 8), "{line:?}");
            assert_eq!(
                pieces.concat().chars().take(100).collect::<String>(),
                shown.repeat(100).chars().take(100).collect::<String>()
            );
        }
        assert_eq!(laid_out(&"a line of words\n".repeat(1_000), MAX_SHOWN).0.len(), 1, "lines end by themselves");
    }

    fn html(presented: &ResultContent) -> String {
        presented.prose.iter().map(|piece| &*piece.html).collect()
    }

    fn length(presented: &ResultContent) -> usize {
        presented.shown.iter().map(|piece| piece.chars().count()).sum()
    }

    /// What is shown of a result, in pieces between which a line may break; of Markdown with a break for every element that
    /// begins a line, and without the letters of the tags.
    fn lines(presented: &ResultContent) -> Vec<String> {
        let mut inner = html(presented).replace("<wbr>", "\n");
        for inline in ["a", "b", "i", "s", "code", "del", "em", "strong", "sub", "sup"] {
            let opening = format!("<{inline}>");
            inner = inner.replace(&opening, "").replace(&format!("</{inline}>"), "");
            while let Some(start) = inner.find(&format!("<{inline} ")) {
                let end = inner[start..].find('>').expect("the end of the tag");
                inner.replace_range(start..=start + end, "");
            }
        }
        for entity in ["&lt;", "&gt;", "&amp;", "&quot;", "&nbsp;"] {
            inner = inner.replace(entity, "x");
        }
        let html = inner.split(['\n', '<', '>']).map(str::to_owned);
        let text = presented.shown.iter().flat_map(|piece| piece.split('\n')).map(str::to_owned);
        html.chain(text).collect()
    }

    /// hostile H2: what a browser needs the square of its length for.
    fn slow_to_lay_out() -> Vec<String> {
        let marked = format!("e{}", "\u{301}".repeat(50_000));
        let long = "x".repeat(190_000);
        vec![
            "\t".repeat(20_000),
            format!("a\t{}", "\t".repeat(190_000)),
            long.clone(),
            "\u{a0}".repeat(190_000),
            "ا".repeat(190_000),
            "\u{e47}".repeat(50_000),
            marked.clone(),
            "e\u{301}".repeat(50_000),
            format!("# t{long}"),
            format!("# {marked}"),
            format!("- t{long}"),
            format!("a `{long}`"),
            format!("a `{}`", "\t".repeat(190_000)),
            format!("    \t{}\n\n# x", "\t".repeat(100_000)),
            format!("[{long}](https://example.org/)"),
            format!("![{long}](https://example.org/)"),
            format!("https://example.org/{}", "x".repeat(2_000)),
            format!("| a |\n|---|\n| {long} |"),
            format!("# e{}", "&#x301;".repeat(25_000)),
            format!("# {}", "&Tab;".repeat(30_000)),
            format!("# {}", "x**y**".repeat(16_000)),
            format!("# {}", "x`y`".repeat(24_000)),
            format!("# {}", "&lt;".repeat(40_000)),
            "[".repeat(120_000),
            format!("{}{}", "[".repeat(60_000), "]".repeat(60_000)),
            format!("[\"{long}\"]"),
        ]
    }

    #[test]
    fn whatever_an_agent_writes_can_be_laid_out_in_time() {
        for hostile in slow_to_lay_out() {
            let about = format!("{:?}…", hostile.chars().take(30).collect::<String>());
            let presented = present(&JobResult::Text(hostile.clone()));
            assert_eq!(
                presented.text,
                hostile.chars().take(MAX_SHOWN).collect::<String>(),
                "copied as it came: {about}"
            );
            assert!(length(&presented) <= MAX_SHOWN, "{about}");
            for line in lines(&presented) {
                assert!(!line.contains('\t'), "a tabulator: {about}");
                for run in line.split(' ') {
                    let weight = run.chars().map(|char| if char.is_ascii() { 1 } else { fold::SHAPED }).sum::<usize>();
                    assert!(weight <= fold::RUN, "a run of {} characters: {about}", run.chars().count());
                }
                let marks = line.split(|char| !is_mark(char)).map(|run| run.chars().count()).max();
                assert!(marks <= Some(MAX_MARKS), "{marks:?} marks: {about}");
            }
        }
    }

    #[test]
    fn an_honest_text_is_in_one_piece_and_as_it_came() {
        for honest in [
            "A sentence, and another.\n\n  indented\n",
            "ভাষা คำที่มีสระ བོད་ཡིག é ế ṩ 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 עִבְרִית",
            &"https://example.org/a-long-address?with=many&parts=of+it#".repeat(20),
            &"0123456789abcdef".repeat(64),
        ] {
            assert_eq!(laid_out(honest, MAX_SHOWN), (vec![honest.to_owned()], false));
        }
    }

    #[test]
    fn tabulators_keep_their_columns() {
        assert_eq!(laid_out("a\tb\n12345678\tc\n\td", 100).0, ["a       b\n12345678        c\n        d"]);
        assert_eq!(laid_out("a\r\nb\rc", 100).0, ["a\nb\nc"]);
    }

    #[test]
    fn what_is_one_letter_is_never_broken() {
        let family = "👩‍👩‍👧‍👦";
        let (pieces, _) = laid_out(&family.repeat(1_000), MAX_SHOWN);
        assert!(pieces.len() > 1 && pieces.iter().all(|piece| piece.starts_with('👩') && piece.ends_with('👦')));
        assert_eq!(pieces.concat(), family.repeat(1_000));
    }

    #[test]
    fn deep_json_is_indented_only_so_far() {
        let deep = present(&JobResult::Json(format!("{}{}", "[".repeat(110), "]".repeat(110))));
        let widest = deep.shown.concat().lines().map(str::len).max();
        assert!(widest <= Some(100), "{widest:?}");
        assert_eq!(deep.shown.concat().matches('[').count(), 110);
    }

    proptest! {
        #[test]
        fn clean_is_bounded_visible_and_stable(text in "\\PC*|(\\p{Cf}|\\p{Cc}|\\p{Zs}|\\p{M}|[a-zé買])*", max in 0_usize..200) {
            let once = clean(&text, max);
            prop_assert!(once.chars().count() <= max);
            let shows = |char: char| !(char.is_control() || letters::is_invisible(char) && !matches!(char, '\u{200c}' | '\u{200d}')) && (char == ' ' || !is_blank(char));
            prop_assert!(once.chars().all(shows));
            prop_assert!(!once.contains("  ") && once == once.trim());
            prop_assert_eq!(clean(&once, max), once);
        }

        #[test]
        fn what_is_clean_already_is_what_cleaning_makes_of_it(text in "[ -~]{0,60}", max in 0_usize..80) {
            // With a letter that cannot be seen it is not clean already.
            prop_assert_eq!(clean(&text, max), clean(&format!("{text}\u{200b}"), max));
        }

        #[test]
        fn presenting_never_panics(text in "(\\PC|[\\[\\]{}\",:\\\\\n0-9])*") {
            prop_assert!(length(&present(&JobResult::Json(text.clone()))) <= MAX_SHOWN);
            present(&JobResult::Text(text));
        }

        #[test]
        fn a_piece_is_bounded_and_nothing_but_what_is_harmful_is_lost(text in "([a-z]{0,9}|[ \n\t]|\\PC|\\p{M}|[\u{301}\u{a0}]{50})*", times in 1_usize..40) {
            let text = text.repeat(times);
            let (pieces, _) = laid_out(&text, MAX_SHOWN);
            for run in pieces.iter().flat_map(|piece| piece.split(['\n', ' '])) {
                let weight = run.chars().map(|char| if char.is_ascii() { 1 } else { fold::SHAPED }).sum::<usize>();
                prop_assert!(weight <= fold::RUN);
            }
            let letters = |text: &str| text.chars().filter(char::is_ascii_graphic).collect::<String>();
            let shown = letters(&pieces.concat());
            prop_assert!(letters(&text).starts_with(&shown));
        }
    }
}
