//! A request as the handlers see it: path without a trailing slash, query and JSON body as objects, the token.

use axum::http::{HeaderMap, Method, Uri};
use serde_json::{Map, Value, error::Category};

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Without the base and without a trailing slash.
    pub(crate) path: String,
    /// As asked for.
    pub(crate) full_path: String,
    pub(crate) query: Map<String, Value>,
    pub(crate) token: Option<String>,
    pub(crate) body: Sent,
}

/// What came as the body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sent {
    /// None, or not declared as JSON.
    Nothing,
    Json(Value),
    /// What JavaScript says about it; the raw text.
    Malformed(String, String),
}

impl Request {
    pub(crate) fn new(method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8], base: &str) -> Request {
        let full_path = uri.path().to_owned();
        let path = full_path.strip_prefix(base).unwrap_or(&full_path).trim_end_matches('/').to_owned();
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let declared = text("content-type").is_some_and(|kind| kind.to_ascii_lowercase().contains("json"));
        let query = query_pairs(uri.query().unwrap_or(""));
        Request {
            method: method.as_str().to_owned(),
            path,
            full_path,
            query,
            token: text("token").map(str::to_owned),
            body: if declared && !body.is_empty() { parse(body) } else { Sent::Nothing },
        }
    }

    /// The body as an object; nothing and other JSON count as an empty one.
    pub(crate) fn object(&self) -> Map<String, Value> {
        match &self.body {
            Sent::Json(Value::Object(object)) => object.clone(),
            _ => Map::new(),
        }
    }

    /// One parameter of the query.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.get(name).and_then(Value::as_str)
    }
}

fn parse(body: &[u8]) -> Sent {
    let text = String::from_utf8_lossy(body).into_owned();
    match serde_json::from_str(&text) {
        Ok(value) => Sent::Json(value),
        Err(error) => {
            let end = text.trim_end();
            let message = match error.classify() {
                Category::Eof if end.ends_with(',') => {
                    format!("Expected double-quoted property name in JSON at position {}", text.len())
                }
                Category::Eof => "Unexpected end of JSON input".to_owned(),
                _ => {
                    let at = error.column().saturating_sub(1);
                    let token = text.chars().nth(at).unwrap_or(' ');
                    format!(
                        "Unexpected token '{token}', \"{}\" is not valid JSON",
                        text.chars().take(10).collect::<String>()
                    )
                }
            };
            Sent::Malformed(message, text)
        }
    }
}

fn query_pairs(query: &str) -> Map<String, Value> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), Value::String(decoded(value)))
    });
    pairs.collect()
}

fn decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let [first, tail @ ..] = rest {
        let escaped = (*first == b'%').then(|| tail.get(..2)).flatten();
        match escaped.and_then(|digits| hex::decode(digits).ok()) {
            Some(byte) => {
                bytes.extend(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(if *first == b'+' { b' ' } else { *first });
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_decoded() {
        let query = query_pairs("lastUpdate=2026-11-22T05%3A57%3A21.863Z&searchQuery=funds+locked&odd=100%");
        assert_eq!(query["lastUpdate"], "2026-11-22T05:57:21.863Z");
        assert_eq!(query["searchQuery"], "funds locked");
        assert_eq!(query["odd"], "100%");
    }

    #[test]
    fn broken_json_is_called_what_javascript_calls_it() {
        let said = |text: &str| match parse(text.as_bytes()) {
            Sent::Malformed(message, _) => message,
            other => panic!("{other:?}"),
        };
        assert_eq!(said("{\"network\":"), "Unexpected end of JSON input");
        assert_eq!(said("{\"network\":\"Preprod\","), "Expected double-quoted property name in JSON at position 21");
    }
}
