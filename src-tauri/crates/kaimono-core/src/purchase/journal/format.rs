//! An event as the journal writes it, and as every version wrote it. What an older journal does not say is put in here, from
//! what it does say, and nowhere else: whoever decides something by an event finds the same words in all of them.
//!
//! The shapes are those of [`Event`] and of what stands in it. That includes words that others use as well: the page's
//! (`error`, `view::purchase`) and the wire's (`masumi_client`). They have no copies here, which would be a thousand lines that say
//! the same; they are pinned instead. `formats/<number>.json` lists the words and a line of every event as a format writes them:
//! a test holds the present one to its file, and reads what every earlier one may have written. So a word that is renamed for
//! the page fails here, and a new one needs a new number.

use crate::{
    error::{Code, Failure, Moved},
    purchase::event::{Event, WhyHeld, WhyUnknown},
};
use serde_json::{Value, json};

/// The format that this version writes, noted with each event. A line of a later one is not read at all: it may hold words that
/// only look known. The first had no number.
pub(super) const FORMAT: i64 = 2;

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
    use crate::{
        error::Side,
        purchase::{
            event::Concern,
            specimen::{failure, row},
            state::tests::every_event,
        },
        view::purchase::RefundAction,
    };
    use masumi_client::{
        agent::JobState,
        form::Rule,
        node::{Generation, Network, OnChainState, Transaction},
        proof::{Beyond, CheckId, HashVariant, HashVerdict, Outcome},
    };
    use std::{
        collections::{BTreeMap, BTreeSet},
        fs,
        path::PathBuf,
    };
    use ts_rs::TS;

    /// What a format may write.
    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Words {
        /// Words of other rooms, by their type.
        words: BTreeMap<String, BTreeSet<String>>,
        /// A line for each event, or more.
        lines: Vec<Value>,
    }

    /// The words of a type, from what the page is told of it.
    fn words<T: TS>() -> (String, BTreeSet<String>) {
        let config = ts_rs::Config::new();
        let declared = T::inline(&config);
        let words = declared.split('"').skip(1).step_by(2).map(str::to_owned).collect();
        (T::ident(&config), words)
    }

    fn present() -> Words {
        let words = [
            words::<Code>(),
            words::<Side>(),
            words::<Moved>(),
            words::<RefundAction>(),
            words::<CheckId>(),
            words::<Outcome>(),
            words::<HashVerdict>(),
            words::<HashVariant>(),
            words::<Beyond>(),
            words::<Generation>(),
            words::<Network>(),
            words::<OnChainState>(),
            words::<Rule>(),
            words::<JobState>(),
        ];
        let unknown = [WhyUnknown::Lost, WhyUnknown::NotTaken, WhyUnknown::Exists, WhyUnknown::Lapsed];
        let held = [WhyHeld::Quota, WhyHeld::Key, WhyHeld::Contract, WhyHeld::AnotherNode, WhyHeld::Refused];
        let mut full = row(Some(OnChainState::Other("Frozen".to_owned())));
        full.current_transaction = Some(Transaction::default());
        let more = unknown
            .into_iter()
            .map(|why| Event::PaymentUnknown { why, failure: failure() })
            .chain(held.into_iter().map(|why| Event::PaymentHeld { why, failure: failure() }))
            .chain([Event::Acknowledged { of: Concern::InvalidLock { transactions: vec!["aa".to_owned()] } }])
            .chain([Event::Row { row: Box::new(full) }]);
        let lines = every_event().into_iter().chain(more);
        Words { words: words.into(), lines: lines.map(|event| serde_json::to_value(event).unwrap()).collect() }
    }

    fn formats() -> PathBuf {
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/purchase/journal/formats"))
    }

    fn pinned(number: i64) -> Words {
        let text = fs::read_to_string(formats().join(format!("{number}.json"))).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    /// A word that is new, or not there any more, is another format: raise [`FORMAT`], then `PIN_FORMAT=1`.
    #[test]
    fn what_the_journal_writes_is_what_its_format_says() {
        let path = formats().join(format!("{FORMAT}.json"));
        if std::env::var_os("PIN_FORMAT").is_some() {
            fs::create_dir_all(formats()).unwrap();
            let text = serde_json::to_string_pretty(&present()).unwrap();
            return fs::write(path, text + "\n").unwrap();
        }
        assert_eq!(present(), pinned(FORMAT));
        assert!(present().words.values().all(|words| words.len() > 1), "{:?}", present().words);
    }

    #[test]
    fn what_every_format_may_have_written_is_read() {
        let now = present();
        for number in 2..=FORMAT {
            let then = pinned(number);
            for (name, words) in &then.words {
                let gone: Vec<_> = words.difference(&now.words[name]).collect();
                assert!(gone.is_empty(), "{name} of format {number} lost {gone:?}");
            }
            for line in &then.lines {
                let kind = line["kind"].as_str().unwrap();
                let event = read(kind, &line.to_string()).unwrap();
                assert_eq!(event.name(), kind, "format {number}");
            }
        }
    }

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
