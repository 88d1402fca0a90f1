//! Small tools for working on text, shared by the agents' work.

use super::Answers;
use serde_json::Value;
use std::collections::BTreeMap;

/// A text answer, trimmed; empty when missing.
pub(super) fn text(answers: &Answers, id: &str) -> String {
    match answers.get(id) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

/// A whole-number answer.
pub(super) fn whole(answers: &Answers, id: &str, default: usize) -> usize {
    let number = match answers.get(id) {
        Some(Value::String(text)) => text.trim().parse().ok(),
        Some(value) => value.as_u64(),
        None => None,
    };
    number.and_then(|number| usize::try_from(number).ok()).unwrap_or(default)
}

/// A yes.
pub(super) fn yes(answers: &Answers, id: &str) -> bool {
    answers.get(id).and_then(Value::as_bool).unwrap_or(false)
}

/// A choice, however it was encoded: index, index in a list, text, text in a list.
pub(super) fn choice<'a>(answers: &Answers, id: &str, options: &[&'a str]) -> &'a str {
    let value = match answers.get(id) {
        Some(Value::Array(list)) => list.first(),
        other => other,
    };
    let index = value.and_then(|value| match value {
        Value::String(word) => options.iter().position(|option| option.eq_ignore_ascii_case(word)),
        other => other.as_u64().and_then(|index| usize::try_from(index).ok()),
    });
    index.and_then(|index| options.get(index)).or(options.first()).copied().unwrap_or("")
}

/// Words as written, without punctuation.
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '-')
        .filter(|word| !word.is_empty())
        .collect()
}

/// Sentences as written, with their mark.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let (mut all, mut sentence) = (Vec::new(), String::new());
    for letter in text.chars() {
        sentence.push(if letter.is_whitespace() { ' ' } else { letter });
        if matches!(letter, '.' | '!' | '?' | '。' | '\n') && !sentence.trim().is_empty() {
            all.push(std::mem::take(&mut sentence).trim().to_owned());
        }
    }
    if !sentence.trim().is_empty() {
        all.push(sentence.trim().to_owned());
    }
    all
}

/// The words that say most: longer than three letters, no filler; most frequent first, with their counts.
pub(super) fn key_terms(text: &str, most: usize) -> Vec<(String, usize)> {
    const FILLERS: [&str; 24] = [
        "about", "after", "also", "been", "could", "from", "have", "into", "like", "more", "only", "other", "over",
        "such", "than", "that", "their", "them", "then", "there", "they", "this", "were", "with",
    ];
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for word in words(text) {
        let word = word.to_lowercase();
        if word.chars().count() > 3 && !FILLERS.contains(&word.as_str()) {
            *counts.entry(word).or_insert(0) += 1;
        }
    }
    let mut terms: Vec<(String, usize)> = counts.into_iter().collect();
    terms.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    terms.truncate(most);
    terms
}

/// A Markdown table.
pub(super) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut table = line(&head.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
    table.push_str(&line(&vec!["---".to_owned(); head.len()]));
    for row in rows {
        table.push_str(&line(&row.iter().map(|cell| cell.replace('|', "\\|")).collect::<Vec<_>>()));
    }
    table
}

/// A number that a text always gives, below `bound`: for figures that look drawn but are the same every time.
pub(super) fn figure(seed: &str, bound: u64) -> u64 {
    let digest = crate::hash::sha256(seed.as_bytes());
    digest[..8].iter().fold(0, |number: u64, byte| (number << 8) | u64::from(*byte)) % bound.max(1)
}

/// The entry of a list that a text always picks.
pub(super) fn pick<'a>(list: &[&'a str], seed: &str) -> &'a str {
    let index = figure(seed, u64::try_from(list.len()).unwrap_or(1));
    usize::try_from(index).ok().and_then(|index| list.get(index)).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn choices_are_understood_however_they_are_encoded() {
        for value in [json!([1]), json!(1), json!("Short"), json!(["Short"])] {
            let answers = Answers::from_iter([("style".to_owned(), value)]);
            assert_eq!(choice(&answers, "style", &["Plain", "Short"]), "Short");
        }
        assert_eq!(choice(&Answers::new(), "style", &["Plain", "Short"]), "Plain");
    }

    #[test]
    fn text_is_cut_where_a_reader_would_cut_it() {
        assert_eq!(sentences("One. Two!\nThree"), ["One.", "Two!", "Three"]);
        assert_eq!(words("it's a well-made (small) test."), ["it's", "a", "well-made", "small", "test"]);
        assert_eq!(key_terms("river and river and stone", 2), [("river".to_owned(), 2), ("stone".to_owned(), 1)]);
    }
}
