//! An answer, whoever read it from the wire.

use super::{CallError, CallErrorKind, fail};
use crate::{
    lenient,
    text::{plain, said, snippet},
};

/// An answer that was read to its end, whatever its status (redirects are errors).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Answer {
    /// HTTP status, never 3xx.
    pub status: u16,
    /// `Retry-After` in seconds.
    pub retry_after: Option<u64>,
    /// The body. Bytes that are not UTF-8 became U+FFFD, as in browsers and Node.js; a byte order mark is gone.
    pub body: String,
    /// The `Date` header as received.
    pub date: Option<String>,
}

impl Answer {
    /// An answer that somebody else has read, e.g. from a recording.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Answer {
        Answer { status, retry_after: None, body: text(body.into()), date: None }
    }

    /// Whether the status is 2xx.
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The agent's words, or the first characters of whatever it answered; at most `limit` characters.
    pub(crate) fn words(&self, limit: usize) -> String {
        match lenient::parsed(&self.body).ok().as_ref().and_then(said) {
            Some(words) => plain(&words, limit),
            None => snippet(&self.body, limit),
        }
    }

    /// The status as an error.
    pub(crate) fn as_error(&self) -> CallError {
        fail(CallErrorKind::Status { status: self.status, message: self.words(500), retry_after: self.retry_after })
    }

    /// A success that is not JSON, as an error.
    pub(crate) fn not_json(&self) -> CallError {
        fail(CallErrorKind::NotJson(snippet(&self.body, 200)))
    }
}

/// The text of a body.
pub(super) fn text(bytes: Vec<u8>) -> String {
    let body = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    body.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(body)
}
