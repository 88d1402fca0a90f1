//! Whether a text that was hashed is a result, by one rule that needs no list of writers: as it is, inside a JSON string, or JSON
//! that reads the same. Whoever checks a hash that somebody else found needs no more (docs/receipt.md, `resultHash`).

use super::{json::Document, result::BLANK_LINES};
use crate::{agent::JobResult, identifiers::Nonce};
use std::iter::once;

/// How much of a result a hashed text shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All of it.
    Whole,
    /// Only the member `raw` of an object, or only what follows a blank line.
    Part,
}

/// How much of a result a text that was hashed shows; `None`: it is the text of something else.
///
/// Before the result may stand the nonce and `;`, or the nonce alone, or nothing; and before nonce and `;` hashes in hex, each
/// with a `;` after it.
pub fn hashed_of(hashed: &str, nonce: &Nonce, result: &JobResult) -> Option<Shown> {
    let nonce = nonce.as_str();
    let joined = hashed.strip_prefix(nonce);
    let chained =
        after_hashes(hashed).and_then(|rest| rest.strip_prefix(nonce)).and_then(|rest| rest.strip_prefix(';'));
    let rests: Vec<&str> = chained
        .into_iter()
        .chain(joined.and_then(|rest| rest.strip_prefix(';')))
        .chain(joined)
        .chain(once(hashed))
        .collect();
    if rests.iter().any(|rest| says(rest, result)) {
        return Some(Shown::Whole);
    }
    let says_text = |text: &str| rests.iter().any(|rest| is_written(rest, text));
    let part = match result {
        JobResult::Json(raw) => {
            Document::parse(raw).and_then(|document| document.text_of("raw")).is_some_and(|text| says_text(&text))
        }
        JobResult::Text(text) => {
            let blank = "\n\n";
            let mut rests = text.match_indices(blank).take(BLANK_LINES).map(|(at, _)| text.get(at + blank.len()..));
            rests.any(|rest| rest.is_some_and(says_text))
        }
    };
    part.then_some(Shown::Part)
}

/// Whether this is JSON in which no object names one thing twice, nested so deeply at most as is read here.
pub fn names_nothing_twice(text: &str) -> bool {
    Document::parse(text).is_some()
}

/// What follows hashes that each end in `;`.
fn after_hashes(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some((hash, after)) = rest.split_at_checked(65)
        && hash.ends_with(';')
        && hash.bytes().take(64).all(|digit| digit.is_ascii_hexdigit())
    {
        rest = after;
    }
    (rest.len() < text.len()).then_some(rest)
}

fn says(hashed: &str, result: &JobResult) -> bool {
    let raw = match result {
        JobResult::Text(text) => return is_written(hashed, text),
        JobResult::Json(raw) => raw,
    };
    let unescaped = unescaped(hashed);
    let mut forms = once(hashed).chain(unescaped.as_deref());
    if forms.clone().any(|form| form == raw) {
        return true;
    }
    let Some(document) = Document::parse(raw) else { return false };
    let text = document.as_text();
    forms
        .any(|form| text.as_deref() == Some(form) || Document::parse(form).is_some_and(|form| form.reads_as(&document)))
}

/// As it is, as inside a JSON string, or as a JSON string.
fn is_written(hashed: &str, text: &str) -> bool {
    hashed == text
        || unescaped(hashed).is_some_and(|unescaped| unescaped == text)
        || Document::parse(hashed).and_then(|hashed| hashed.as_text()).is_some_and(|hashed| hashed == text)
}

/// What a text says that stands inside a JSON string.
fn unescaped(text: &str) -> Option<String> {
    Document::parse(&format!("\"{text}\"")).and_then(|document| document.as_text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::{hashed_text, result_hash};

    /// Else a seller could have a result verified whose receipt is then called forged.
    #[test]
    fn whatever_form_is_found_of_a_result_reads_as_it() {
        let nonce: Nonce = "54457a849f11e756a970".parse().unwrap();
        for (raw, written, found) in [
            ("[1e-0000005, 0e999999999999999999]", "[0.00001,0]", true),
            ("[0e1000000000000000000]", "[0]", false),
            (r#"{"b": "\u00e9", "a": 1.0}"#, r#"{\"a\":1,\"b\":\"\u00e9\"}"#, true),
            (r#""\ud800""#, "\u{fffd}", true),
        ] {
            let result = JobResult::Json(raw.to_owned());
            let text = hashed_text(&nonce, &[], &result, &result_hash(&nonce, written)).map(|(_, text)| text);
            assert_eq!(text.is_some(), found, "{raw}");
            let shown = hashed_of(&format!("{nonce};{written}"), &nonce, &result);
            assert_eq!(shown, found.then_some(Shown::Whole), "{raw}");
        }
    }
}
