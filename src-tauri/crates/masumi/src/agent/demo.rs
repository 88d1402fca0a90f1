//! What an answer to `GET /demo` means (docs/protocol.md 8.6). Few agents have one.

use super::{
    Demo, JobResult,
    raw::{RawObject, verbatim},
};
use crate::net::{Answer, CallError, CallErrorKind, fail};
use serde_json::value::RawValue;

/// Reads an answer; `None`: there is no demo.
pub(super) fn read(answer: &Answer) -> Result<Option<Demo>, CallError> {
    match answer.status {
        // The official SDK answers 501 where its developer wrote none; others have no such route.
        404 | 405 | 410 | 501 => return Ok(None),
        _ if !answer.is_success() => return Err(answer.as_error()),
        _ => {}
    }
    let Some(object) = RawObject::parse(&answer.body) else { return Err(answer.not_json()) };
    let Some(output) = object.first(&["output", "result"]) else {
        return Err(fail(CallErrorKind::Shape("a demo with an output".to_owned())));
    };
    let input = object.first(&["input", "input_data"]).map(delivered);
    Ok(Some(Demo { input, output: result_in(output) }))
}

/// MIP-003 has the result in an object, as a status has it; what stands beside it there belongs to the demo too.
fn result_in(output: &RawValue) -> JobResult {
    let only = RawObject::parse(output.get()).and_then(|object| {
        let mut members = object.members();
        match (members.next(), members.next()) {
            (Some(("result", result)), None) => Some(delivered(result)),
            _ => None,
        }
    });
    only.unwrap_or_else(|| delivered(output))
}

fn delivered(raw: &RawValue) -> JobResult {
    if raw.get().starts_with('"') { JobResult::Text(verbatim(raw)) } else { JobResult::Json(raw.get().to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str) -> Demo {
        read(&Answer::new(200, body)).unwrap().unwrap()
    }

    #[test]
    fn a_demo_is_read_as_the_standard_has_it_and_as_others_write_it() {
        let text = |text: &str| JobResult::Text(text.to_owned());
        let json = |json: &str| JobResult::Json(json.to_owned());
        for (body, input, output) in [
            (r##"{"input":{"text":"a"},"output":{"result":"# B"}}"##, Some(json(r#"{"text":"a"}"#)), text("# B")),
            (r#"{"input":{},"output":{"result":{"n":1.0}}}"#, Some(json("{}")), json(r#"{"n":1.0}"#)),
            (r#"{"input":"a","output":{"result":"b","cost":2}}"#, Some(text("a")), json(r#"{"result":"b","cost":2}"#)),
            (r#"{"output":"b"}"#, None, text("b")),
            (r#"{"input":null,"result":[1, 2]}"#, None, json("[1, 2]")),
            (r#"{"output":{"result":"\ud800"}}"#, None, text("\u{fffd}")),
        ] {
            assert_eq!(shown(body), Demo { input, output }, "{body}");
        }
    }

    #[test]
    fn an_agent_without_a_demo_is_told_from_one_that_fails() {
        for status in [404, 405, 410, 501] {
            assert_eq!(read(&Answer::new(status, r#"{"detail":"no"}"#)), Ok(None), "{status}");
        }
        for (status, body) in
            [(200, "<h1>It works!</h1>"), (200, "{}"), (200, r#"{"output":null}"#), (200, "[]"), (500, "{}"), (429, "")]
        {
            assert!(read(&Answer::new(status, body)).is_err(), "{status} {body}");
        }
    }
}
