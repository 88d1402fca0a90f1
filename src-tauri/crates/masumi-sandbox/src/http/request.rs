//! A request as the handlers see it: path without a trailing slash, query and JSON body as objects, the token.

use super::{answer::Refused, json};
use axum::http::{HeaderMap, Method, Uri};
use serde_json::{Map, Value, map::Entry};

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
    raw: Vec<u8>,
}

/// What came as the body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sent {
    /// None, or not declared as JSON.
    Nothing,
    Json(Value),
    /// The raw text.
    Malformed(String),
}

/// The services read no larger bodies.
const MAX_BODY: usize = 100 * 1024;

impl Request {
    pub(crate) fn new(method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8], base: &str) -> Request {
        let full_path = uri.path().to_owned();
        let path = full_path.strip_prefix(base).unwrap_or(&full_path).trim_end_matches('/').to_owned();
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let kind = text("content-type").and_then(|kind| kind.split(';').next()).map(str::trim);
        let declared = kind.is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
        let query = query_pairs(uri.query().unwrap_or(""));
        Request {
            method: method.as_str().to_owned(),
            path,
            full_path,
            query,
            token: text("token").map(str::to_owned),
            body: if declared && !body.is_empty() { Sent::read(body) } else { Sent::Nothing },
            raw: body.to_owned(),
        }
    }

    /// The body as an object; nothing and other JSON count as an empty one.
    pub(crate) fn object(&self) -> Map<String, Value> {
        match &self.body {
            Sent::Json(Value::Object(object)) => object.clone(),
            _ => Map::new(),
        }
    }

    /// What a route's schema looks at: the query of a GET, the body of anything else.
    pub(crate) fn given(&self) -> Result<Map<String, Value>, Refused> {
        if self.body != Sent::Nothing {
            if self.raw.len() > MAX_BODY {
                return Err(Refused::new(413, "request entity too large"));
            }
            json::check(&self.raw).map_err(|message| Refused::new(400, &message))?;
        }
        Ok(if self.method == "GET" { self.query.clone() } else { self.object() })
    }

    /// There is no such route.
    pub(crate) fn unknown(&self) -> Refused {
        Refused::new(404, &format!("Can not {} {}", self.method, self.full_path))
    }

    /// One parameter of the query.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.get(name).and_then(Value::as_str)
    }
}

impl Sent {
    fn read(body: &[u8]) -> Sent {
        let text = String::from_utf8_lossy(body);
        serde_json::from_str(&text).map_or_else(|_| Sent::Malformed(text.into_owned()), Sent::Json)
    }
}

/// What is asked twice is a list.
fn query_pairs(query: &str) -> Map<String, Value> {
    let mut out = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = Value::String(decoded(value));
        match out.entry(decoded(name)) {
            Entry::Vacant(entry) => {
                entry.insert(value);
            }
            Entry::Occupied(mut entry) => match entry.get_mut() {
                Value::Array(list) => list.push(value),
                first => *first = Value::Array(vec![first.take(), value]),
            },
        }
    }
    out
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
        assert_eq!(query_pairs("a=1&b=&a=2&a")["a"], serde_json::json!(["1", "2", ""]));
    }
}
