//! An event as the journal writes it, and as every version wrote it. What an older journal does not say is put in here, from
//! what it does say, and nowhere else: whoever decides something by an event finds the same words in all of them.

use crate::{
    error::{Code, Failure, Moved},
    purchase::event::{Event, WhyHeld, WhyUnknown},
};
use serde_json::{Value, json};

/// An event as a line of the journal.
pub(super) fn write(event: &Event) -> Result<String, serde_json::Error> {
    serde_json::to_string(event)
}

/// An event from a line of the journal, whatever version wrote it.
pub(super) fn read(kind: &str, body: &str) -> Result<Event, serde_json::Error> {
    match kind {
        "paymentUnknown" | "paymentHeld" | "answerFailed" => {
            let mut line: Value = serde_json::from_str(body)?;
            complete(kind, &mut line);
            serde_json::from_value(line)
        }
        // A payment that the node did not have when it was too late had been refused by nobody.
        "paymentRejected" => Ok(match serde_json::from_str(body)? {
            Event::PaymentRejected { failure } if failure.code == Code::TooLate => {
                Event::TooLate { checks: Vec::new() }
            }
            event => event,
        }),
        _ => serde_json::from_str(body),
    }
}

/// Before an event said itself what follows from it, that hung on the failure beside it.
fn complete(kind: &str, line: &mut Value) {
    let word = if kind == "answerFailed" { "refused" } else { "why" };
    if line.get(word).is_some() {
        return;
    }
    let Some(Ok(failure)) = line.get("failure").cloned().map(serde_json::from_value::<Failure>) else { return };
    line[word] = match kind {
        "paymentUnknown" => json!(why_unknown(&failure)),
        "paymentHeld" => json!(why_held(&failure)),
        _ => json!(failure.code == Code::AgentRefused),
    };
}

fn why_unknown(failure: &Failure) -> WhyUnknown {
    match (failure.code, failure.moved) {
        (Code::StateChanged, _) => WhyUnknown::Exists,
        (Code::ApprovalExpired, _) => WhyUnknown::Lapsed,
        (_, Moved::No) => WhyUnknown::NotTaken,
        _ => WhyUnknown::Lost,
    }
}

fn why_held(failure: &Failure) -> WhyHeld {
    match failure.code {
        Code::QuotaExhausted => WhyHeld::Quota,
        Code::AnotherNode => WhyHeld::AnotherNode,
        Code::KeyRefused | Code::KeyMayNot | Code::KeyNetwork => WhyHeld::Key,
        Code::CannotPayContract | Code::NotFound => WhyHeld::Contract,
        _ => WhyHeld::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Side;

    /// What a version before the words of their own wrote.
    fn old(kind: &str, failure: &Failure) -> Event {
        let mut line = json!({ "kind": kind, "failure": failure });
        if kind == "answerFailed" {
            line["question"] = json!("q");
            line["errors"] = json!([]);
        }
        read(kind, &line.to_string()).unwrap()
    }

    fn of(code: Code, moved: Moved) -> Failure {
        Failure { moved, ..Failure::new(code, Side::Node) }
    }

    #[test]
    fn what_an_older_journal_does_not_say_follows_from_its_failure() {
        let unknown = [
            (Code::StateChanged, Moved::Unknown, WhyUnknown::Exists),
            (Code::ApprovalExpired, Moved::No, WhyUnknown::Lapsed),
            (Code::Busy, Moved::No, WhyUnknown::NotTaken),
            (Code::Unreachable, Moved::No, WhyUnknown::NotTaken),
            (Code::Timeout, Moved::Unknown, WhyUnknown::Lost),
            (Code::Interrupted, Moved::Unknown, WhyUnknown::Lost),
        ];
        for (code, moved, why) in unknown {
            let failure = of(code, moved);
            assert_eq!(old("paymentUnknown", &failure), Event::PaymentUnknown { why, failure });
        }
        let held = [
            (Code::QuotaExhausted, WhyHeld::Quota),
            (Code::AnotherNode, WhyHeld::AnotherNode),
            (Code::KeyMayNot, WhyHeld::Key),
            (Code::NotFound, WhyHeld::Contract),
            (Code::Refused, WhyHeld::Refused),
        ];
        for (code, why) in held {
            let failure = of(code, Moved::No);
            assert_eq!(old("paymentHeld", &failure), Event::PaymentHeld { why, failure });
        }
        for (code, refused) in [(Code::AgentRefused, true), (Code::Timeout, false)] {
            let (failure, errors) = (of(code, Moved::No), Vec::new());
            let question = "q".to_owned();
            assert_eq!(old("answerFailed", &failure), Event::AnswerFailed { question, refused, failure, errors });
        }
    }

    #[test]
    fn too_late_was_a_refusal_by_nobody() {
        let failure = Failure::new(Code::TooLate, Side::App);
        assert_eq!(old("paymentRejected", &failure), Event::TooLate { checks: Vec::new() });
        let failure = Failure::new(Code::Refused, Side::Node);
        assert_eq!(old("paymentRejected", &failure), Event::PaymentRejected { failure });
    }

    #[test]
    fn what_an_event_says_itself_counts_and_not_the_failure_beside_it() {
        let failure = of(Code::StateChanged, Moved::Unknown);
        let said = Event::PaymentUnknown { why: WhyUnknown::Lost, failure };
        assert_eq!(read("paymentUnknown", &write(&said).unwrap()).unwrap(), said);
        let failure = of(Code::AgentRefused, Moved::No);
        let said = Event::AnswerFailed { question: "q".to_owned(), refused: false, failure, errors: Vec::new() };
        assert_eq!(read("answerFailed", &write(&said).unwrap()).unwrap(), said);
    }
}
