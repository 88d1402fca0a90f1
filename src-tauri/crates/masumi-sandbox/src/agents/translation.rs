//! The translator's work: word by word from a small glossary. What it does not know stays English and is listed, which
//! is more than some translators do.

use super::{
    Answers, Product,
    text::{choice, table, text, words},
};
use std::collections::BTreeSet;

/// Lovelace per word, and the least for a job.
const PER_WORD: u128 = 50_000;
const LEAST: u128 = 1_000_000;

const LANGUAGES: [&str; 3] = ["German", "Spanish", "French"];

/// English, German, Spanish, French.
const GLOSSARY: [[&str; 4]; 44] = [
    ["a", "ein", "un", "un"],
    ["and", "und", "y", "et"],
    ["are", "sind", "son", "sont"],
    ["book", "Buch", "libro", "livre"],
    ["bread", "Brot", "pan", "pain"],
    ["buy", "kaufen", "comprar", "acheter"],
    ["city", "Stadt", "ciudad", "ville"],
    ["cold", "kalt", "frío", "froid"],
    ["day", "Tag", "día", "jour"],
    ["for", "für", "para", "pour"],
    ["friend", "Freund", "amigo", "ami"],
    ["good", "gut", "bueno", "bon"],
    ["hello", "hallo", "hola", "bonjour"],
    ["house", "Haus", "casa", "maison"],
    ["i", "ich", "yo", "je"],
    ["in", "in", "en", "dans"],
    ["is", "ist", "es", "est"],
    ["it", "es", "ello", "il"],
    ["large", "groß", "grande", "grand"],
    ["market", "Markt", "mercado", "marché"],
    ["money", "Geld", "dinero", "argent"],
    ["morning", "Morgen", "mañana", "matin"],
    ["my", "mein", "mi", "mon"],
    ["new", "neu", "nuevo", "nouveau"],
    ["not", "nicht", "no", "pas"],
    ["of", "von", "de", "de"],
    ["old", "alt", "viejo", "vieux"],
    ["open", "offen", "abierto", "ouvert"],
    ["or", "oder", "o", "ou"],
    ["price", "Preis", "precio", "prix"],
    ["rain", "Regen", "lluvia", "pluie"],
    ["red", "rot", "rojo", "rouge"],
    ["small", "klein", "pequeño", "petit"],
    ["the", "der", "el", "le"],
    ["this", "dies", "este", "ce"],
    ["to", "zu", "a", "à"],
    ["today", "heute", "hoy", "aujourd'hui"],
    ["tree", "Baum", "árbol", "arbre"],
    ["water", "Wasser", "agua", "eau"],
    ["we", "wir", "nosotros", "nous"],
    ["with", "mit", "con", "avec"],
    ["word", "Wort", "palabra", "mot"],
    ["world", "Welt", "mundo", "monde"],
    ["you", "du", "tú", "tu"],
];

/// The price of this text.
pub(super) fn quote(answers: &Answers) -> u128 {
    let words = u128::try_from(words(&text(answers, "text")).len()).unwrap_or(0);
    (PER_WORD * words).max(LEAST)
}

/// The text in the other language.
pub(super) fn translate(answers: &Answers, _: Option<&Answers>) -> Product {
    let source = text(answers, "text");
    let language = choice(answers, "language", &LANGUAGES);
    let column = LANGUAGES.iter().position(|known| *known == language).unwrap_or(0) + 1;
    let mut unknown = BTreeSet::new();
    let lines: Vec<String> = source.lines().map(|line| translated(line, column, &mut unknown)).collect();
    let mut out = format!("# Into {language}\n\n{}\n", lines.join("\n"));
    if !unknown.is_empty() {
        let rows: Vec<Vec<String>> = unknown.into_iter().map(|word| vec![word]).collect();
        out.push_str(&format!("\n## Left as it was\n\n{}", table(&["Not in the glossary"], &rows)));
    }
    Product::Text(out)
}

fn translated(line: &str, column: usize, unknown: &mut BTreeSet<String>) -> String {
    let (mut out, mut word) = (String::new(), String::new());
    for letter in line.chars().chain(['\n']) {
        if letter.is_alphanumeric() {
            word.push(letter);
            continue;
        }
        if !word.is_empty() {
            let known = GLOSSARY.iter().find(|entry| entry[0] == word.to_lowercase());
            if known.is_none() && !word.chars().all(char::is_numeric) {
                unknown.insert(word.clone());
            }
            out.push_str(known.map_or(word.as_str(), |entry| entry[column]));
            word.clear();
        }
        out.push(letter);
    }
    out.trim_end_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn answers(text: &str) -> Answers {
        Answers::from_iter([("text".to_owned(), json!(text)), ("language".to_owned(), json!([2]))])
    }

    #[test]
    fn known_words_are_translated_and_the_others_listed() {
        let Product::Text(text) = translate(&answers("The good bread, and a kaimono."), None) else { panic!("text") };
        assert!(text.starts_with("# Into French\n\nle bon pain, et un kaimono.\n"), "{text}");
        assert!(text.contains("| kaimono |"));
    }

    #[test]
    fn the_price_goes_by_words() {
        assert_eq!(quote(&answers("one two")), 1_000_000);
        assert_eq!(quote(&answers(&"word ".repeat(100))), 5_000_000);
    }
}
