//! Whatever is left out of a line is read again.

use super::{
    super::{Journal, format},
    *,
};
use crate::purchase::{
    event::Event,
    specimen::{NOON, approval, body, order, row, terms, transaction},
    state::tests::every_event,
};
use masumi::{
    money::Money,
    node::{OnChainState, Purchase, Transaction},
    proof::{Check, CheckId, Outcome},
};
use proptest::prelude::*;
use tempfile::TempDir;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{0,3}",
        "[0-9]{13}",
        "[a-f0-9]{56,60}",
        "\\PC{0,60}",
        Just("line\nline \"quoted\" é\u{1}".to_owned())
    ]
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text().prop_map(Value::from)
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec((text(), inner), 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

prop_compose! {
    fn approved()(
        input in prop::collection::vec((text(), json_value()), 0..4),
        canonical in any::<bool>(),
        answers in prop::collection::vec((text(), text()), 0..3),
    ) -> Event {
        let mut order = order();
        order.input_data = input.iter().cloned().collect();
        let mut sorted = input;
        sorted.sort_by(|one, other| one.0.cmp(&other.0));
        let sorted: Map<String, Value> = sorted.into_iter().collect();
        order.input_json = if canonical { Value::Object(sorted).to_string() } else { "no json".to_owned() };
        let given = order.input_data.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        order.set_by_agent = given.collect();
        order.answers = answers;
        approval(order)
    }
}

prop_compose! {
    fn job_started()(
        raw in prop_oneof![
            prop::collection::vec((text(), json_value()), 0..4).prop_map(|members| json!(members)),
            Just(json!({ "blockchainIdentifier": "00c0ffee", "payByTime": 17, "unlockTime": "17", "agent": "7e8b".repeat(30) })),
            json_value(),
        ],
        spaced in any::<bool>(),
        signed in prop::option::of(text()),
    ) -> Event {
        let raw = if spaced { format!("{raw:#}") } else { raw.to_string() };
        let terms = terms();
        let terms = masumi::agent::Terms { pay_by_time: signed.clone(), input_hash: signed, unlock_time: Some("17".to_owned()), ..terms };
        Event::JobStarted { job_id: terms.job_id.clone(), terms: Some(Box::new(terms)), raw, demands: false }
    }
}

prop_compose! {
    fn told()(
        on_chain in prop_oneof![
            Just(None),
            Just(Some(OnChainState::FundsLocked)),
            text().prop_map(|word| Some(OnChainState::from_word(&word))),
        ],
        (hash, note, name) in (prop::option::of(text()), prop::option::of(text()), prop::option::of(text())),
        transaction in prop::option::of((prop::option::of(text()), prop::option::of(any::<u64>()))),
        funds in prop::collection::vec(any::<u64>(), 0..3),
        (times, blank) in (prop::option::of(any::<i64>()), any::<bool>()),
    ) -> Purchase {
        let mut told = row(on_chain);
        (told.result_hash, told.next_action.error_note, told.agent_name) = (hash, note, name);
        let current = |(tx_hash, confirmations)| Transaction { tx_hash, confirmations, ..Transaction::default() };
        told.current_transaction = transaction.map(current);
        told.paid_funds = funds.iter().map(|amount| Money::lovelace((*amount).into())).collect();
        told.pay_by_time = times.map(masumi::moment::Moment);
        if blank {
            (told.payment_source, told.seller_vkey, told.metadata) = (None, None, Some("one".to_owned()));
        }
        told
    }
}

prop_compose! {
    fn paying()(failing in prop::option::of(0_usize..23), listed in 0_usize..24, mark in text()) -> Event {
        let mut checks: Vec<Check> = CheckId::ALL.iter().map(|id| Check { id: *id, outcome: Outcome::Passed }).collect();
        if let Some(failing) = failing {
            checks[failing].outcome = Outcome::Warned { note: mark.clone() };
        }
        checks.truncate(listed);
        Event::Paying { body: body(&mark), checks, sent: false }
    }
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        prop::sample::select(every_event()),
        approved(),
        job_started(),
        paying(),
        told().prop_map(|row| Event::Row { row: Box::new(row) }),
        told().prop_map(|row| Event::Row { row: Box::new(row) }),
        told().prop_map(|row| Event::Imported { row: Box::new(row) }),
        prop::collection::vec(told(), 0..3).prop_map(|rows| {
            let told = rows.into_iter().filter_map(|row| row.current_transaction);
            Event::History { transactions: told.chain([transaction(&OnChainState::FundsLocked)]).collect() }
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_written_after_whatever_is_read_again_to_the_byte(events in prop::collection::vec(event(), 1..12)) {
        let directory = TempDir::new().unwrap();
        let journal = Journal::open(&directory.path().join("purchases.db")).unwrap();
        for event in &events {
            journal.append_alone("one", NOON, event);
        }
        let bytes = |event: &Event| serde_json::to_string(event).unwrap();
        let again: Vec<String> = journal.events("one").iter().map(bytes).collect();
        prop_assert_eq!(again, events.iter().map(bytes).collect::<Vec<_>>());
    }

    #[test]
    fn a_patch_makes_the_second_of_the_first(first in json_value(), second in json_value()) {
        let (mut first, second) = (without_nulls(first), without_nulls(second));
        if let Some(patch) = difference(&first, &second) {
            merge(&mut first, &patch);
        }
        prop_assert_eq!(first, second);
    }
}

#[test]
fn after_many_rows_that_say_what_differs_one_is_whole() {
    let mut said = Said::default();
    let mut whole = 0;
    for number in 0..200 {
        let told = Purchase { result_hash: Some(format!("{number:064x}")), ..row(None) };
        let line = format::write(&Event::Row { row: Box::new(told) }, &said).unwrap();
        whole += usize::from(Said::begins_with("row", &line));
        format::read("row", &line, &mut said).unwrap();
    }
    assert_eq!(whole, 4);
}

#[test]
fn the_list_of_checks_is_the_one_that_is_made() {
    let made: Vec<Value> = CheckId::ALL.iter().map(|id| json!(id)).collect();
    assert_eq!(json!(made), json!(FIRST), "another list needs another name");
}
