//! The rules about money, by stories, by a table of every (state, event) pair, and under random orders of events.

use super::*;
use crate::purchase::{event::Event, specimen::*};
use masumi_client::{
    moment::{HOUR, MINUTE},
    money::Money,
    node::OnChainState,
};
use proptest::prelude::*;

fn after(events: &[Event]) -> State {
    let mut state = State::first(NOON, &events[0]).unwrap();
    for event in &events[1..] {
        state.apply(NOON, event).unwrap();
    }
    state
}

fn approved() -> Event {
    Event::Approved { order: Box::new(order()) }
}

fn outside() -> Event {
    let price = Price::Fixed(vec![Money::lovelace(9_000_000)]);
    Event::TermsOutside { checks: Vec::new(), price, unlock: NOON.plus(30 * HOUR) }
}

/// Every kind of event, with values that fit the specimens.
fn every_event() -> Vec<Event> {
    let question = "q".to_owned();
    let action = RefundAction::Request;
    vec![
        approved(),
        Event::Imported { row: Box::new(row(None)) },
        Event::JobStarting,
        started(),
        Event::JobRefused { failure: failure(), errors: Vec::new() },
        Event::JobLost { failure: failure() },
        Event::TermsRefused { checks: Vec::new() },
        outside(),
        Event::ApprovedAgain,
        Event::Declined,
        paying("one"),
        paying("two"),
        Event::PayingAgain,
        Event::PaymentUnknown { failure: failure() },
        Event::PaymentHeld { failure: failure() },
        Event::PaymentRejected { failure: failure() },
        Event::PaymentForeign,
        Event::Alarm { differences: Vec::new() },
        rowed(None),
        rowed(Some(OnChainState::FundsLocked)),
        rowed(Some(OnChainState::RefundWithdrawn)),
        said(JobState::AwaitingInput),
        said(JobState::Completed),
        Event::Asked { question: question.clone(), schema: Value::Null, status_id: None },
        Event::Answering { question: question.clone(), input_data: serde_json::Map::new() },
        Event::Answered { question: question.clone() },
        Event::AnswerFailed { question, failure: failure(), errors: Vec::new() },
        delivered(),
        Event::HashChecked { on_chain: None, verdict: HashVerdict::Waiting },
        Event::RefundAsking { action },
        Event::RefundAsked { action },
        Event::RefundFailed { action, failure: failure() },
    ]
}

#[test]
fn the_straight_way_leads_from_approval_to_the_node() {
    let mut state = after(&[approved()]);
    assert_eq!(state.effect(NOON), Some(Effect::StartJob));
    state.apply(NOON, &Event::JobStarting).unwrap();
    assert_eq!(state.effect(NOON), None, "nothing is due while the agent is asked");
    state.apply(NOON, &started()).unwrap();
    assert_eq!(state.effect(NOON), Some(Effect::Verify));
    state.apply(NOON, &paying("one")).unwrap();
    assert_eq!(state.effect(NOON), Some(Effect::Pay(body("one"))));
    state.apply(NOON, &rowed(None)).unwrap();
    assert_eq!((state.effect(NOON), &state.payment), (None, &Payment::Made));
}

#[test]
fn an_expired_approval_starts_no_job() {
    assert_eq!(after(&[approved()]).effect(NOON.plus(2 * HOUR)), Some(Effect::Expire));
}

#[test]
fn an_unknown_outcome_is_resolved_and_then_the_same_bytes_are_sent() {
    let unknown = Event::PaymentUnknown { failure: failure() };
    let mut state = after(&[approved(), Event::JobStarting, started(), paying("one"), unknown]);
    assert_eq!(state.effect(NOON), Some(Effect::Resolve(body("one"))));
    assert!(state.apply(NOON, &paying("two")).is_err(), "no other body");
    state.apply(NOON, &Event::PayingAgain).unwrap();
    assert_eq!(state.effect(NOON), Some(Effect::Pay(body("one"))));
}

#[test]
fn a_restart_finds_out_before_it_sends() {
    let mut state = after(&[approved(), Event::JobStarting, started(), paying("one")]);
    let events = state.interrupted(failure());
    assert_eq!(events, [Event::PaymentUnknown { failure: failure() }]);
    for event in &events {
        state.apply(NOON, event).unwrap();
    }
    assert_eq!(state.effect(NOON), Some(Effect::Resolve(body("one"))));
}

#[test]
fn a_job_whose_start_was_interrupted_is_not_started_again() {
    let mut state = after(&[approved(), Event::JobStarting]);
    for event in state.interrupted(failure()) {
        state.apply(NOON, &event).unwrap();
    }
    assert_eq!((state.effect(NOON), &state.job), (None, &Job::Lost { failure: failure() }));
}

#[test]
fn dearer_terms_are_paid_only_after_another_yes_and_only_in_time() {
    let mut state = after(&[approved(), Event::JobStarting, started(), outside()]);
    assert_eq!(state.effect(NOON), None);
    assert_eq!(state.effect(NOON.plus(13 * HOUR)), Some(Effect::Expire));
    assert!(state.apply(NOON, &paying("one")).is_err());
    state.apply(NOON, &Event::ApprovedAgain).unwrap();
    assert_eq!(state.effect(NOON), Some(Effect::Verify));
    assert_eq!(state.order.unwrap().price, Some(Price::Fixed(vec![Money::lovelace(9_000_000)])));
}

#[test]
fn what_the_node_would_not_take_waits_for_the_person_until_it_is_too_late() {
    let held = Event::PaymentHeld { failure: failure() };
    let mut state = after(&[approved(), Event::JobStarting, started(), paying("one"), held]);
    assert_eq!(state.effect(NOON), None);
    assert_eq!(state.effect(NOON.plus(13 * HOUR)), Some(Effect::Resolve(body("one"))), "asked for, not sent");
    state.apply(NOON, &Event::PaymentRejected { failure: failure() }).unwrap();
    assert_eq!(state.effect(NOON.plus(13 * HOUR)), None);
}

#[test]
fn a_free_job_never_pays_whatever_its_answer_carries() {
    let free = Event::Approved { order: Box::new(free_order()) };
    let mut state = after(&[free, Event::JobStarting, started()]);
    assert_eq!((state.effect(NOON), &state.payment), (None, &Payment::NotNeeded));
    assert!(state.apply(NOON, &paying("one")).is_err());
}

#[test]
fn a_body_for_other_terms_is_impossible() {
    let mut state = after(&[approved(), Event::JobStarting, started()]);
    let json = body("one").json().replace("00c0ffee", "00bad000");
    let other = Box::new(PayingBody::restore(&json).unwrap());
    assert!(state.apply(NOON, &Event::Paying { body: other, checks: Vec::new() }).is_err());
}

#[test]
fn a_row_of_another_purchase_is_impossible() {
    let mut state = after(&[approved(), Event::JobStarting, started()]);
    let mut foreign = row(None);
    foreign.blockchain_identifier = "00bad000".to_owned();
    assert!(state.apply(NOON, &Event::Row { row: Box::new(foreign) }).is_err());
}

#[test]
fn the_lock_transaction_is_remembered_when_the_node_forgets_it() {
    let with = |hash: &str, leads_to: &str| {
        let mut row = row(Some(OnChainState::FundsLocked));
        row.current_transaction = Some(node::Transaction {
            tx_hash: Some(hash.to_owned()),
            new_on_chain_state: Some(leads_to.to_owned()),
            ..node::Transaction::default()
        });
        Event::Row { row: Box::new(row) }
    };
    let state = after(&[
        approved(),
        Event::JobStarting,
        started(),
        paying("one"),
        with("aa", "FundsLocked"),
        with("bb", "RefundWithdrawn"),
        with("aa", "RefundWithdrawn"),
    ]);
    let seen: Vec<_> = state.transactions.iter().map(|seen| (seen.hash.as_str(), seen.leads_to.as_str())).collect();
    assert_eq!(seen, [("aa", "FundsLocked"), ("bb", "RefundWithdrawn")]);
}

#[test]
fn a_result_is_checked_again_when_the_hash_on_chain_changes() {
    let mut state = after(&[approved(), Event::JobStarting, started(), paying("one"), rowed(None), delivered()]);
    assert_eq!(state.effect(NOON), Some(Effect::CheckHash));
    state.apply(NOON, &Event::HashChecked { on_chain: None, verdict: HashVerdict::Waiting }).unwrap();
    assert_eq!(state.effect(NOON), None);
    let mut hashed = row(Some(OnChainState::ResultSubmitted));
    hashed.result_hash = Some("ff".to_owned());
    state.apply(NOON, &Event::Row { row: Box::new(hashed) }).unwrap();
    assert_eq!(state.effect(NOON), Some(Effect::CheckHash));
}

#[test]
fn a_verdict_tells_when_it_was_found_and_which_hash_was_there_before() {
    let mut state = after(&[approved(), Event::JobStarting, started(), paying("one"), rowed(None), delivered()]);
    let mut check = |minute: i64, hash: Option<&str>| {
        let checked = Event::HashChecked { on_chain: hash.map(str::to_owned), verdict: HashVerdict::Waiting };
        state.apply(NOON.plus(minute * MINUTE), &checked).unwrap();
        let hash = state.hash.clone().unwrap();
        (hash.at, hash.before)
    };
    assert_eq!(check(0, None), (NOON, None));
    assert_eq!(check(1, Some("aa")), (NOON.plus(MINUTE), None), "the first one changed nothing");
    assert_eq!(check(2, Some("aa")).1, None);
    assert_eq!(check(3, Some("bb")), (NOON.plus(3 * MINUTE), Some("aa".to_owned())));
    assert_eq!(check(4, Some("bb")).1, Some("aa".to_owned()), "and stays told");
}

#[test]
fn an_answer_that_was_taken_is_wanted_again_only_when_the_agent_goes_on_asking() {
    let question = || "q".to_owned();
    let asked = Event::Asked { question: question(), schema: Value::Null, status_id: None };
    let answering = Event::Answering { question: question(), input_data: serde_json::Map::new() };
    let start = [approved(), Event::JobStarting, started(), said(JobState::AwaitingInput), asked];
    let wanted = |state: &State, now| state.question.as_ref().unwrap().answer.is_wanted(now);
    let mut state = after(&start);
    assert!(wanted(&state, NOON));
    state.apply(NOON, &answering).unwrap();
    assert!(!wanted(&state, NOON.plus(HOUR)), "on its way");
    state.apply(NOON, &Event::Answered { question: question() }).unwrap();
    assert!(!wanted(&state, NOON) && wanted(&state, NOON.plus(HOUR)));
}

#[test]
fn a_refund_is_not_called_for_twice_at_once() {
    let locked = rowed(Some(OnChainState::FundsLocked));
    let asking = Event::RefundAsking { action: RefundAction::Request };
    let mut state = after(&[approved(), Event::JobStarting, started(), paying("one"), locked, asking.clone()]);
    assert!(state.apply(NOON, &asking).is_err());
    state.apply(NOON, &Event::RefundFailed { action: RefundAction::Request, failure: failure() }).unwrap();
    state.apply(NOON, &asking).unwrap();
}

/// States worth a row in the table: one for each shape of job and payment.
fn every_state() -> Vec<(&'static str, State)> {
    let free = Event::Approved { order: Box::new(free_order()) };
    let start = [approved(), Event::JobStarting, started()];
    let with = |more: &[Event]| after(&[&start[..], more].concat());
    let unknown = Event::PaymentUnknown { failure: failure() };
    vec![
        ("approved", after(&start[..1])),
        ("starting", after(&start[..2])),
        ("refused by the agent", after(&[approved(), Event::JobStarting, every_event()[4].clone()])),
        ("lost", after(&[approved(), Event::JobStarting, every_event()[5].clone()])),
        ("started", with(&[])),
        ("free", after(&[free, Event::JobStarting, started()])),
        ("terms refused", with(&[every_event()[6].clone()])),
        ("outside", with(&[outside()])),
        ("declined", with(&[outside(), Event::Declined])),
        ("sending", with(&[paying("one")])),
        ("unknown", with(&[paying("one"), unknown.clone()])),
        ("held", with(&[paying("one"), Event::PaymentHeld { failure: failure() }])),
        ("rejected", with(&[paying("one"), Event::PaymentRejected { failure: failure() }])),
        ("foreign", with(&[paying("one"), unknown, Event::PaymentForeign])),
        ("made", with(&[paying("one"), rowed(None)])),
        ("locked", with(&[paying("one"), rowed(Some(OnChainState::FundsLocked))])),
        ("refunded", with(&[paying("one"), rowed(Some(OnChainState::RefundWithdrawn))])),
        ("elsewhere", after(&[Event::Imported { row: Box::new(row(None)) }])),
    ]
}

#[test]
fn every_state_and_event_pair_is_decided_and_an_impossible_one_changes_nothing() {
    let mut table = String::new();
    for (name, state) in every_state() {
        let mut possible = Vec::new();
        for event in every_event() {
            let mut next = state.clone();
            match next.apply(NOON, &event) {
                Ok(()) => possible.push(event.name()),
                Err(_) => assert_eq!(format!("{next:?}"), format!("{state:?}"), "{name} × {}", event.name()),
            }
        }
        possible.dedup();
        table.push_str(&format!("{name}: {}\n", possible.join(", ")));
    }
    insta::assert_snapshot!(table);
}

proptest! {
    #[test]
    fn whatever_the_order_of_events_at_most_one_body_is_ever_sent(picks in prop::collection::vec(0_usize..32, 1..60)) {
        let events = every_event();
        let mut state = State::first(NOON, &approved()).unwrap();
        let mut sent: Vec<String> = Vec::new();
        let mut closed = false;
        for pick in picks {
            let event = &events[pick % events.len()];
            if state.apply(NOON, event).is_err() {
                continue;
            }
            if let Some(Effect::Pay(body)) = state.effect(NOON) {
                prop_assert!(!closed, "paid after the end");
                if !sent.contains(&body.json().to_owned()) {
                    sent.push(body.json().to_owned());
                }
            }
            closed |= matches!(
                state.payment,
                Payment::Refused | Payment::Declined | Payment::Rejected { .. } | Payment::Alarm { .. } | Payment::Made
            );
        }
        prop_assert!(sent.len() <= 1, "{} bodies", sent.len());
    }

    #[test]
    fn a_replayed_purchase_is_the_same_purchase(picks in prop::collection::vec(0_usize..32, 1..40)) {
        let events = every_event();
        let mut state = State::first(NOON, &approved()).unwrap();
        let mut journal = vec![serde_json::to_string(&approved()).unwrap()];
        for pick in picks {
            let event = &events[pick % events.len()];
            if state.apply(NOON, event).is_ok() {
                journal.push(serde_json::to_string(event).unwrap());
            }
        }
        let read: Vec<Event> = journal.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        prop_assert_eq!(format!("{:?}", after(&read)), format!("{state:?}"));
    }
}
