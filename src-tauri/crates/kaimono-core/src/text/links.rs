//! Results that are nothing but addresses. They do not contain what was bought, and their proof does not cover it.

use serde_json::Value;

/// No more are told apart, and no text this long is only addresses to be opened.
const MOST: usize = 20;
const LONGEST: usize = 20_000;

/// The addresses of a text, or of a structure, in which there is nothing else; otherwise none.
pub(super) fn only(text: &str) -> Vec<String> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let mut found = Vec::new();
    let all = match serde_json::from_str::<Value>(text) {
        Ok(structure @ (Value::Array(_) | Value::Object(_))) => of_structure(&structure, &mut found),
        _ => of_text(text, &mut found),
    };
    found.dedup();
    if all && found.len() <= MOST { found } else { Vec::new() }
}

/// Whether there is nothing but addresses. What has no value says nothing.
fn of_structure(value: &Value, found: &mut Vec<String>) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => of_text(text, found),
        Value::Array(items) => items.iter().all(|item| of_structure(item, found)),
        Value::Object(members) => members.values().all(|member| of_structure(member, found)),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// One or several of them, in a list or side by side.
fn of_text(text: &str, found: &mut Vec<String>) -> bool {
    let words = text.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';'));
    let words =
        words.map(|word| word.trim_matches(['<', '>', '"'])).filter(|word| !matches!(*word, "" | "-" | "*" | "•"));
    for word in words {
        if !is_address(word) {
            return false;
        }
        found.push(word.to_owned());
    }
    true
}

fn is_address(word: &str) -> bool {
    let schemes = ["https://", "http://", "ipfs://", "ar://"];
    let rest = |scheme: &str| word.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme)).is_some();
    schemes.into_iter().any(|scheme| rest(scheme) && word.len() > scheme.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nothing_but_addresses_is_told_from_what_speaks_of_them() {
        let one = "https://files.example.org/r/1.pdf?sig=a,b".replace(',', "%2C");
        let two = "ipfs://bafy/2";
        for (text, links) in [
            (one.clone(), vec![one.as_str()]),
            (format!("\n{one}\n"), vec![&one]),
            (format!("- {one}\n- <{two}>\n"), vec![&one, two]),
            (format!("{one}, {two}"), vec![&one, two]),
            (format!(r#"["{one}", "{two}"]"#), vec![&one, two]),
            (format!(r#"{{"files": [{{"url": "{one}"}}], "error": null}}"#), vec![&one]),
        ] {
            assert_eq!(only(&text), links, "{text}");
        }
        for text in [
            String::new(),
            "[]".to_owned(),
            "null".to_owned(),
            format!("Your report: {one}"),
            format!(r#"{{"url": "{one}", "pages": 3}}"#),
            format!(r#"{{"url": "{one}", "summary": "All is well"}}"#),
            "https://".to_owned(),
            "javascript:alert(1)".to_owned(),
            (0..21).map(|n| format!("https://example.org/{n} ")).collect(),
            format!("{one} ").repeat(1_000),
        ] {
            assert_eq!(only(&text), Vec::<String>::new(), "{text}");
        }
    }
}
