//! Results that are nothing but addresses. They do not contain what was bought, and their proof does not cover it.

use super::{
    clean,
    markdown::{bare_link, target},
};
use crate::view::result::AddressView;
use serde_json::Value;
use std::collections::HashSet;
use url::Url;

/// No more are told apart, and no text this long is only addresses to be opened.
const MOST: usize = 20;
const LONGEST: usize = 20_000;

/// So many addresses of a text are listed.
const MOST_LISTED: usize = 100;

/// The addresses of a text, of what JSON says, or of what Markdown became: where a browser could be led, each once.
pub(super) fn all(text: &str) -> Vec<AddressView> {
    // As JSON that is quoted in a text may write a slash and an ampersand, and HTML an ampersand.
    let plain = text.replace("\\/", "/").replace("\\u0026", "&").replace("<wbr>", "").replace("&amp;", "&");
    let (mut found, mut seen, mut rest) = (Vec::new(), HashSet::new(), &*plain);
    while found.len() < MOST_LISTED {
        let Some((start, end)) = bare_link(rest) else { break };
        let url = target(&rest[start..end]).and_then(|target| Url::parse(&target).ok());
        rest = &rest[end..];
        found.extend(url.filter(|url| seen.insert(url.clone())).and_then(|url| address(&url)));
    }
    found
}

fn address(url: &Url) -> Option<AddressView> {
    let host = url.host_str()?;
    let host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let last = url.path_segments().and_then(|mut parts| parts.rfind(|part| !part.is_empty())).unwrap_or_default();
    Some(AddressView { url: url.as_str().to_owned(), host, end: clean(&decoded(last), 80) })
}

/// A part of a path as a person wrote it.
pub(crate) fn decoded(part: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), part);
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        match after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

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
    use crate::text::present;
    use masumi::agent::JobResult;

    #[test]
    fn every_address_of_a_result_is_listed_once_with_its_host_and_end() {
        let listed = |result: &JobResult| -> Vec<(String, String)> {
            present(result).addresses.into_iter().map(|address| (address.host, address.end)).collect()
        };
        let markdown = "# R\n\n[a](https://a.example/x/My%20file.pdf?k=1&l=2) https://a.example/x/My%20file.pdf?k=1&l=2 \
                        ![p](http://b.example:8080/%2e%2e%2fpasswd) [m](mailto:a@b.example) [j](javascript:x)";
        let expected = [("a.example", "My file.pdf"), ("b.example:8080", "../passwd")];
        assert_eq!(listed(&JobResult::Text(markdown.into())), expected.map(|(host, end)| (host.into(), end.into())));
        let json =
            r#"{"u":"https:\/\/c.example\/a%E2%80%AEb","v":["https://c.example/%","see https://USER@d.example/"]}"#;
        let expected = [("c.example", "ab"), ("c.example", "%")];
        assert_eq!(listed(&JobResult::Json(json.into())), expected.map(|(host, end)| (host.into(), end.into())));
        let signed = r#"{"url":"https://s3.example/r.pdf?X-Amz-Date=1\u0026X-Amz-Signature=ab","url":"https:\u002f\u002Ff.example/2"}"#;
        for result in [JobResult::Json(signed.into()), JobResult::Text(signed.into())] {
            let urls: Vec<_> = present(&result).addresses.into_iter().map(|address| address.url).collect();
            assert_eq!(urls, ["https://s3.example/r.pdf?X-Amz-Date=1&X-Amz-Signature=ab", "https://f.example/2"]);
        }
        let deep = format!("{}\"https://g.example/?a\\u0026b\", 1, true{}", "[".repeat(500), "]".repeat(500));
        assert_eq!(present(&JobResult::Json(deep)).addresses[0].url, "https://g.example/?a&b");
        let quoted = r#"{"a":1,"said":"{\"url\":\"https:\/\/h.example\/?a\\u0026b\"}"}"#;
        assert_eq!(present(&JobResult::Json(quoted.into())).addresses[0].url, "https://h.example/?a&b");
        let many: String = (0..500).map(|number| format!("https://e.example/{number} ")).collect();
        assert_eq!(listed(&JobResult::Text(many)).len(), MOST_LISTED);
    }

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
