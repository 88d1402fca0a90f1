//! Finds names that look alike, by the tables of Unicode (UTS 39): a seller can write the name of somebody else's agent with
//! letters of other alphabets. Anything said about it is said beside the name; nothing is hidden or forbidden because of it.

use super::clean;
use unicode_script::{Script, UnicodeScript};

/// Of a name, more is not shown.
const NAME: usize = 120;

/// What a name looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The same for names that look the same, whatever letters they are written with. `""`: nothing can be seen of it.
    pub key: String,
    /// How far its letters are from those that one would type: of two names of one key the plainer one has less.
    pub strangeness: u32,
}

/// The shape of a name. Case makes no other name; `rn` and `m` do.
pub fn shape(name: &str) -> Shape {
    let mut key = String::new();
    let mut strangeness = if mixed_alphabets(name).is_empty() { 0 } else { 1_000 };
    let mut after_small = false;
    let mut buffer = [0; 4];
    for letter in clean(name, NAME).chars() {
        if is_plain(letter) {
            after_small = letter.is_lowercase();
            key.push(letter.to_ascii_lowercase());
            continue;
        }
        let drawn: String = unicode_security::skeleton(letter.encode_utf8(&mut buffer)).collect();
        let drawn = match drawn.as_str() {
            // The tables take these for the same two letters; next to each other they are told apart.
            "rn" => "m".to_owned(),
            // The capital of "i", where a capital stands. Anywhere else it is read as another letter.
            "l" if letter.is_uppercase() && !after_small => "i".to_owned(),
            _ => drawn.to_lowercase(),
        };
        strangeness += u32::from(!letter.is_ascii() || !drawn.starts_with(letter.to_ascii_lowercase()));
        after_small = letter.is_lowercase();
        key += &drawn;
    }
    Shape { key, strangeness }
}

/// Letters that look like nothing but themselves: nearly all of nearly every name.
fn is_plain(letter: char) -> bool {
    letter == ' ' || (letter.is_ascii_alphabetic() && !matches!(letter, 'I' | 'm'))
}

/// Whether two names are the same, letter for letter; case makes no other name.
pub fn is_same_name(one: &str, other: &str) -> bool {
    clean(one, NAME).to_lowercase() == clean(other, NAME).to_lowercase()
}

/// The alphabets of a name, by their codes (ISO 15924: `Latn`, `Cyrl`), as they come. Those of Japanese count as one, and those
/// of Korean.
pub fn alphabets(name: &str) -> Vec<String> {
    codes(scripts(&clean(name, NAME)))
}

/// The alphabets that stand among each other within one word of a name, where people do not write so; else empty. People write
/// Latin letters beside those of a script that has no capitals (Japanese, Chinese, Arabic, Hindi): no letter of one is taken for
/// one of the other.
pub fn mixed_alphabets(name: &str) -> Vec<String> {
    if name.is_ascii() {
        return Vec::new();
    }
    let name = clean(name, NAME);
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    codes(words.filter(|word| is_mixed(word)).flat_map(scripts))
}

fn is_mixed(word: &str) -> bool {
    let scripts = codes(scripts(word));
    let capitals = codes(scripts_of(word, |letter| letter.is_lowercase() || letter.is_uppercase()));
    capitals.len() > 1 || scripts.len() > 2 || (scripts.len() == 2 && capitals.is_empty())
}

fn scripts(text: &str) -> impl Iterator<Item = Script> {
    scripts_of(text, |_| true)
}

/// The scripts of some letters of a text. Digits, signs and marks are of none of their own.
fn scripts_of(text: &str, wanted: fn(char) -> bool) -> impl Iterator<Item = Script> {
    let scripts = text.chars().filter(move |letter| wanted(*letter)).map(|letter| letter.script());
    scripts.filter(|script| !matches!(script, Script::Common | Script::Inherited | Script::Unknown))
}

/// Each once.
fn codes(scripts: impl Iterator<Item = Script>) -> Vec<String> {
    let mut found: Vec<Script> = Vec::new();
    for script in scripts {
        if !found.contains(&script) {
            found.push(script);
        }
    }
    let has = |script| found.contains(&script);
    let written_with_han = if has(Script::Hiragana) || has(Script::Katakana) {
        Some("Jpan")
    } else if has(Script::Hangul) {
        Some("Kore")
    } else if has(Script::Bopomofo) {
        Some("Hani")
    } else {
        None
    };
    let mut codes: Vec<String> = Vec::new();
    for script in found {
        let east_asian =
            matches!(script, Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo);
        let code = written_with_han.filter(|_| east_asian).unwrap_or_else(|| script.short_name());
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_in_other_letters_has_the_shape_of_the_one_that_it_looks_like() {
        let shown = shape("Text Summarizer");
        assert_eq!(shown.strangeness, 0);
        for other in [
            "Тext Summаrizer",
            "Τext Summarizer",
            "Ｔｅｘｔ　Ｓｕｍｍａｒｉｚｅｒ",
            "T\u{200b}ext Sum\u{ad}marizer\u{3164}",
            "𝐓𝐞𝐱𝐭 𝐒𝐮𝐦𝐦𝐚𝐫𝐢𝐳𝐞𝐫",
            "TEХT SUMMARIZER",
            "ТЕХТ SUMMARІZER",
            "Text  Sսmmarizer",
            "Tеxt Ѕummarizer",
        ] {
            let like = shape(other);
            assert_eq!(like.key, shown.key, "{other}");
            let hidden = is_same_name(other, "Text Summarizer");
            assert_eq!(like.strangeness > 0, !hidden, "{other}");
        }
        assert_eq!(shape("PaypaI").key, shape("Paypal").key);
        assert!(shape("PaypaI").strangeness > shape("Paypal").strangeness);
        assert_eq!(shape("Сосо").key, shape("Coco").key);
        assert_eq!(shape("text summarizer"), shape("TEXT SUMMARIZER"));
    }

    #[test]
    fn a_plain_letter_is_one_by_the_tables() {
        for letter in ('\0'..='\u{7f}').filter(|letter| is_plain(*letter)) {
            let drawn: String = unicode_security::skeleton(&letter.to_string()).collect();
            assert_eq!(drawn, letter.to_string());
        }
    }

    #[test]
    fn a_name_that_reads_otherwise_has_another_shape() {
        for (one, other) in [
            ("Text Summarizer", "Test Summarizer"),
            ("Modern Agent", "Modem Agent"),
            ("Mail Agent", "Mall Agent"),
            ("Agent 2", "Agent 3"),
            ("Resume", "Résumé"),
            ("要約", "要約君"),
            ("Текст", "Тест"),
            ("Text Summarizer", "Text-Summarizer"),
        ] {
            assert_ne!(shape(one).key, shape(other).key, "{one} {other}");
        }
        assert_eq!(shape("\u{200b}\u{3164}").key, "");
    }

    #[test]
    fn letters_of_several_alphabets_are_told_where_nobody_writes_so() {
        for (name, mixed) in [
            ("Тext Summarizer", &["Cyrl", "Latn"][..]),
            ("Text Summаrizer", &["Latn", "Cyrl"]),
            ("Αgent", &["Grek", "Latn"]),
            ("Sսmmarizer", &["Latn", "Armn"]),
            ("Переводчикλ", &["Cyrl", "Grek"]),
        ] {
            assert_eq!(mixed_alphabets(name), mixed, "{name}");
        }
        for honest in [
            "Text Summarizer 2.0",
            "Ｔｅｘｔ",
            "Переводчик текста",
            "IT-отдел",
            "Переводчик PDF",
            "Περίληψη",
            "旅行プランナー",
            "AIエージェント",
            "Webサイト作成",
            "文本AI助手",
            "텍스트 요약",
            "한자漢字",
            "ملخص النصوص",
            "الـAI",
            "सारांश2",
            "AIช่วย",
            "Café 5µm",
            "👩🏽\u{200d}🚀 Agent",
            "",
        ] {
            assert_eq!(mixed_alphabets(honest), [""; 0], "{honest}");
        }
        assert_eq!(alphabets("Переводчик PDF"), ["Cyrl", "Latn"]);
        assert_eq!(alphabets("旅行プランナー"), ["Jpan"]);
        assert_eq!(alphabets("文本"), ["Hani"]);
        assert_eq!(alphabets("12 + 3"), [""; 0]);
    }

    proptest! {
        #[test]
        fn a_shape_is_bounded_and_does_not_depend_on_what_cannot_be_seen(name in "(\\PC|\\p{Cf}|\\p{M}|[a-zа-яα-ω ])*") {
            let whole = shape(&name);
            prop_assert_eq!(shape(&clean(&name, NAME)), whole.clone());
            // The longest letter of the tables is drawn as eighteen.
            prop_assert!(whole.key.chars().count() <= NAME * 40);
            prop_assert!(alphabets(&name).len() <= NAME);
        }
    }
}
