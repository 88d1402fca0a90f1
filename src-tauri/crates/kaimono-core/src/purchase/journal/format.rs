//! An event as the journal writes it, and as every version wrote it. What an older journal leaves out is filled in here, from
//! what it does say, and nowhere else. So code that decides something by an event finds the same words in all of them.
//!
//! The shapes are those of [`Event`] and of what it contains. That includes words that others use as well: the page's (`error`,
//! `view::purchase`) and the wire's (`masumi`). Copying them here would take a thousand lines that say the same, so they are
//! pinned instead. `formats/<number>.json` lists the words, and a line of every event, as a format writes them. A test holds the
//! present format to its file, and reads whatever the earlier ones may have written. So renaming a word for the page fails here,
//! and a new word needs a new number.

use super::said::Said;
use crate::{
    error::{Code, Failure, Moved},
    purchase::event::{Event, WhyHeld, WhyUnknown},
};
use serde_json::{Value, json};

/// The format that this version writes, noted with each event. A line of a later one is not read at all: it may hold words that
/// only look known. The first had no number; the third has lines that leave out what earlier ones say ([`Said`]); in the fourth a
/// second yes may wait.
pub(crate) const FORMAT: i64 = 4;
/// Lines without a number, and what they are counted as.
pub(super) const FIRST: i64 = 1;

/// An event as a line of the journal, after lines that said this.
pub(super) fn write(event: &Event, said: &Said) -> Result<String, serde_json::Error> {
    let whole = serde_json::to_string(event)?;
    let kind = event.name();
    if !Said::shortens(kind) {
        return Ok(whole);
    }
    let mut line: Value = serde_json::from_str(&whole)?;
    said.shorten(kind, &mut line);
    let short = line.to_string();
    // Never shorter than what is read again as it was.
    let again = read(kind, &short, &mut said.clone()).ok();
    Ok(if short.len() < whole.len() && again.as_ref() == Some(event) { short } else { whole })
}

/// An event from a line of the journal, whatever version wrote it, after lines that said this; it says more from now on.
pub(super) fn read(kind: &str, body: &str, said: &mut Said) -> Result<Event, serde_json::Error> {
    match kind {
        _ if Said::shortens(kind) => {
            let mut line: Value = serde_json::from_str(body)?;
            if line.is_object() {
                said.complete(kind, &mut line);
            }
            serde_json::from_value(line)
        }
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
            specimen::{approval, body, delivered, failure, order, row, terms, transaction},
            state::tests::every_event,
        },
        view::purchase::RefundAction,
    };
    use masumi::{
        agent::JobState,
        form::Rule,
        node::{Generation, Network, OnChainState, Transaction},
        proof::{Beyond, Check, CheckId, HashVariant, HashVerdict, Outcome},
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
        let demanded =
            Event::JobStarted { job_id: "job-1".to_owned(), terms: None, raw: "{}".to_owned(), demands: true };
        let more = unknown
            .into_iter()
            .map(|why| Event::PaymentUnknown { why, failure: failure() })
            .chain(held.into_iter().map(|why| Event::PaymentHeld { why, failure: failure() }))
            .chain([Event::Acknowledged { of: Concern::InvalidLock { transactions: vec!["aa".to_owned()] } }])
            .chain([Event::Row { row: Box::new(full.clone()) }, demanded]);
        let each = every_event().into_iter().chain(more).flat_map(|event| lines(&[event]));
        Words { words: words.into(), lines: each.chain(lines(&life())).collect() }
    }

    /// The lines of a purchase.
    fn lines(events: &[Event]) -> Vec<Value> {
        let mut said = Said::default();
        let line = |event: &Event| {
            let line = write(event, &said).unwrap();
            assert_eq!(read(event.name(), &line, &mut said).unwrap(), *event);
            serde_json::from_str(&line).unwrap()
        };
        events.iter().map(line).collect()
    }

    /// The life of a purchase whose lines leave out all that can be left out.
    fn life() -> Vec<Event> {
        let answer = "The tides come twice a day, and the moon moves them.".to_owned();
        let mut order = order();
        order.input_data = serde_json::Map::from_iter([("text".to_owned(), json!(answer)), ("a".to_owned(), json!(1))]);
        order.input_json = format!(r#"{{"a":1,"text":"{answer}"}}"#);
        order.answers = vec![("Text".to_owned(), answer.clone())];
        order.set_by_agent = vec![("Again".to_owned(), answer)];
        let raw = json!({
            "id": "job-1", "blockchainIdentifier": terms().blockchain_identifier, "payByTime": 1_795_392_000_000_i64,
            "agent_identifier": terms().agent_identifier
        });
        let passed = CheckId::ALL.iter().map(|id| Check { id: *id, outcome: Outcome::Passed });
        let checks = passed.map(|check| match check.id {
            CheckId::SourceIndex => Check { outcome: Outcome::NotApplicable { note: "one".to_owned() }, ..check },
            _ => check,
        });
        let mut proven = row(Some(OnChainState::ResultSubmitted));
        proven.result_hash = Some("ab".repeat(32));
        let (content, on_chain) = (Some("c0".to_owned()), proven.result_hash.clone());
        vec![
            approval(order),
            Event::JobStarted {
                job_id: "job-1".into(),
                terms: Some(Box::new(terms())),
                raw: raw.to_string(),
                demands: false,
            },
            Event::Paying { body: body("one"), checks: checks.collect(), sent: false },
            Event::Row { row: Box::new(row(None)) },
            Event::Row { row: Box::new(proven.clone()) },
            Event::History {
                transactions: vec![proven.current_transaction.unwrap(), transaction(&OnChainState::FundsLocked)],
            },
            delivered(),
            Event::HashChecked { content, on_chain, verdict: HashVerdict::Verified { variant: HashVariant::Spec } },
        ]
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
            let mut said = Said::default();
            for line in &then.lines {
                let kind = line["kind"].as_str().unwrap();
                if kind == "approved" {
                    said = Said::default();
                }
                let event = read(kind, &line.to_string(), &mut said).unwrap();
                assert_eq!(event.name(), kind, "format {number}");
            }
        }
    }

    fn line(event: &Event) -> String {
        write(event, &Said::default()).unwrap()
    }

    #[test]
    fn a_line_says_what_earlier_ones_say_by_naming_it() {
        let life = lines(&life());
        let [approved, started, paying, first, proven, history, _, checked] = life.as_slice() else {
            panic!("{life:#?}")
        };
        let order = &approved["order"];
        assert_eq!(order["inputData"], json!(["text", "a"]));
        assert_eq!(
            (&order["answers"][0][1], &order["setByAgent"][0][1]),
            (&json!({"as": "text"}), &json!({"as": "text"}))
        );
        assert_eq!(started["terms"]["blockchainIdentifier"], json!([]));
        assert_eq!(started["terms"]["agentIdentifier"], json!(["agent_identifier"]));
        assert_eq!(paying["body"]["blockchainIdentifier"], Value::Null);
        assert_eq!(paying["checks"]["first"].as_array().unwrap().len(), 1);
        assert_eq!((first.get("row"), first["changed"].get("blockchainIdentifier")), (None, None));
        assert_eq!(proven["changed"]["resultHash"], json!("ab".repeat(32)));
        assert_eq!(proven["changed"].get("payByTime"), None);
        assert_eq!(
            (&history["transactions"][0], history["transactions"][1]["status"].as_str()),
            (&json!([]), Some("Confirmed"))
        );
        assert_eq!((&checked["content"], &checked["on_chain"]), (&json!([]), &json!([])));
    }

    /// What a version before the words of their own wrote.
    fn old(kind: &str, failure: &Failure) -> Event {
        let mut line = json!({ "kind": kind, "failure": failure });
        if kind == "answerFailed" {
            line["question"] = json!("q");
            line["errors"] = json!([]);
        }
        read(kind, &line.to_string(), &mut Said::default()).unwrap()
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
        assert_eq!(read("paymentUnknown", &line(&said), &mut Said::default()).unwrap(), said);
        let failure = of(Code::AgentRefused, Moved::No);
        let said = Event::AnswerFailed { question: "q".to_owned(), refused: false, failure, errors: Vec::new() };
        assert_eq!(read("answerFailed", &line(&said), &mut Said::default()).unwrap(), said);
    }
}
