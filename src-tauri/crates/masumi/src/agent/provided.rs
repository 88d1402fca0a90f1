//! What an answer to `POST /provide_input` means, and which answers are the agent's own refusal.

use super::{
    JobState, Provided,
    raw::RawObject,
    refusal::{WORDS, field_errors, why},
    status, word,
};
use crate::{
    lenient::parsed,
    net::{Answer, CallError},
};

impl Answer {
    /// Whether this status is the agent's own no. 500 counts where it has words: pip-masumi answers so to bad input.
    pub(super) fn is_refusal(&self) -> bool {
        match self.status {
            408 | 425 | 429 => false,
            400..=499 => true,
            // Not implemented: it will not be another time either.
            500 | 501 => RawObject::parse(&self.body).is_some_and(|object| object.has(&["detail", "error", "message"])),
            _ => false,
        }
    }
}

/// Reads an answer.
pub(super) fn read(answer: &Answer) -> Result<Provided, CallError> {
    let refused = || {
        let errors = parsed(&answer.body).as_ref().map(field_errors).unwrap_or_default();
        let message = answer.words(WORDS);
        Provided::Refused { status: answer.status, why: why(answer.status, &message, &errors), errors, message }
    };
    if !answer.is_success() {
        return if answer.is_refusal() { Ok(refused()) } else { Err(answer.as_error()) };
    }
    if answer.body.trim().is_empty() {
        return Ok(Provided::Accepted { hash: None, status: None });
    }
    let Some(object) = RawObject::parse(&answer.body) else { return Err(answer.not_json()) };
    let denied = ["accepted", "success", "ok"].into_iter().any(|name| object.text(&[name]).as_deref() == Some("false"));
    let status = status::read(answer).ok();
    let result = status.filter(|status| status.result.is_some()).map(Box::new);
    let hash = object.text(&["input_hash", "inputHash"]);
    // The job may have failed over an answer that it took: it has the hash of it, or a result.
    let failed = word::of(&object).is_some_and(|word| JobState::from_word(&word) == JobState::Failed);
    if denied || (failed && result.is_none() && hash.is_none()) {
        return Ok(refused());
    }
    let hash = hash.map(|hash| hash.strip_prefix("sha256:").map(str::to_owned).unwrap_or(hash));
    Ok(Provided::Accepted { hash, status: result })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer { status, retry_after: None, body: body.to_owned(), date: None }
    }

    #[test]
    fn an_answer_is_taken_or_refused() {
        let hash = Some("00ff".to_owned());
        for (status, body, expected) in [
            (200, r#"{"input_hash":"00ff","signature":""}"#, Some(hash.clone())),
            (201, r#"{"inputHash":"sha256:00ff"}"#, Some(hash)),
            (200, r#"{"status":"success"}"#, Some(None)),
            (200, r#"{"status":"failed","error":"too late"}"#, None),
            (500, r#"{"detail":"Job is not awaiting input"}"#, None),
            (404, r#"{"detail":"Job not found"}"#, None),
        ] {
            match (read(&answer(status, body)).unwrap(), expected) {
                (Provided::Accepted { hash, .. }, Some(expected)) => assert_eq!(hash, expected, "{body}"),
                (Provided::Refused { status: told, message, .. }, None) => {
                    assert_eq!(told, status);
                    assert!(!message.is_empty(), "{body}");
                }
                (found, _) => panic!("{body}: {found:?}"),
            }
        }
        for (status, body) in [(502, "<h1>Bad Gateway</h1>"), (500, ""), (200, "<p>ok</p>")] {
            assert!(read(&answer(status, body)).is_err(), "{status} {body}");
        }
    }
}
