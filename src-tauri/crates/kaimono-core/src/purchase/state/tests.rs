//! The rules about money, by stories, by a table of every (state, event) pair, and under random orders of events.

use super::*;
use crate::{
    purchase::{
        event::{Event, Yes},
        specimen::*,
    },
    watch::schedule::wants_agent,
};
use masumi::{
    form::Choices,
    moment::{HOUR, MINUTE},
    money::Money,
    node::OnChainState,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn after(events: &[Event]) -> State {
    let mut state = State::first(NOON, &events[0]).unwrap();
    for event in &events[1..] {
        state.apply(NOON, event).unwrap();
    }
    state
}

fn approved() -> Event {
    approval(order())
}

fn outside() -> Event {
    let price = Price::Fixed(vec![Money::lovelace(9_000_000)]);
    Event::TermsOutside { checks: Vec::new(), price, unlock: NOON.plus(30 * HOUR) }
}

/// A yes to [`outside`] that waits.
fn waiting_yes() -> Event {
    approved_again(Some(Yes {
        price: Price::Fixed(vec![Money::lovelace(9_000_000)]),
        unlock: NOON.plus(30 * HOUR),
        expires_at: NOON.plus(2 * HOUR),
        not_before: Some(NOON.plus(HOUR)),
    }))
}

/// Every kind of event, with values that fit the specimens.
pub(crate) fn every_event() -> Vec<Event> {
    let question = "q".to_owned();
    let action = RefundAction::Request;
    vec![
        approved(),
        Event::Imported { row: Box::new(row(None)) },
        Event::JobStarting,
        started(),
        Event::JobRefused { failure: failure(), errors: Vec::new() },
        Event::JobLost { failure: failure() },
        Event::ChoicesRefused { choices: Choices::default() },
        Event::HeldAgainst { information: "c1".to_owned(), sources: "c2".to_owned() },
        Event::TermsRefused { checks: Vec::new() },
        outside(),
        approved_again(None),
        approved_again(Some(Yes {
            price: Price::Fixed(vec![Money::lovelace(2_500_000)]),
            unlock: NOON.plus(30 * HOUR),
            expires_at: NOON.plus(3 * HOUR),
            not_before: None,
        })),
        waiting_yes(),
        Event::Stopped,
        Event::ApprovalLapsed,
        Event::Declined,
        Event::Expired,
        Event::TooLate { checks: Vec::new() },
        paying("one"),
        paying("two"),
        Event::PaymentSent,
        Event::Paying { body: body_of("dear", 9_000_000), checks: Vec::new(), sent: false },
        again(),
        Event::PayingAgain { approved_until: Some(NOON.plus(3 * HOUR)) },
        unknown(),
        held(),
        Event::PaymentRejected { failure: failure() },
        Event::PaymentForeign,
        Event::Alarm { differences: Vec::new() },
        Event::Acknowledged { of: Concern::Alarm { differences: Vec::new() } },
        rowed(None),
        rowed(Some(OnChainState::FundsLocked)),
        rowed(Some(OnChainState::RefundWithdrawn)),
        Event::History { transactions: Vec::new() },
        said(JobState::AwaitingInput),
        said(JobState::Completed),
        Event::Asked { question: question.clone(), schema: Value::Null, status_id: None, until: None },
        Event::Answering { question: question.clone(), input_data: serde_json::Map::new() },
        Event::Answered { question: question.clone() },
        Event::AnswerFailed { question, refused: true, failure: failure(), errors: Vec::new() },
        delivered(),
        Event::ResultTooLarge,
        Event::HashChecked { content: None, on_chain: None, verdict: HashVerdict::Waiting },
        Event::Relocking,
        Event::Relocked,
        Event::RelockFailed { failure: failure() },
        asking(action),
        Event::RefundAsked { action },
        unasked(action),
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
    let mut expired = after(&[approved(), Event::Expired]);
    assert!(expired.apply(NOON, &Event::JobStarting).is_err());
    assert_eq!(after(&[approved()]).effect(NOON.plus(2 * HOUR)), Some(Effect::Expire));
}

#[test]
fn an_unknown_outcome_is_resolved_and_then_the_same_bytes_are_sent() {
    let mut state = after(&[approved(), Event::JobStarting, started(), paying("one"), unknown()]);
    assert_eq!(state.effect(NOON), Some(Effect::Resolve(body("one"))));
    assert!(state.apply(NOON, &paying("two")).is_err(), "no other body");
    state.apply(NOON, &again()).unwrap();
    assert_eq!(state.effect(NOON), Some(Effect::Pay(body("one"))));
}

#[test]
fn a_restart_finds_out_before_it_sends() {
    let mut state = after(&[approved(), Event::JobStarting, started(), paying("one")]);
    assert_eq!(state.interrupted(failure()), [], "nothing has left");
    state.apply(NOON, &Event::PaymentSent).unwrap();
    let events = state.interrupted(failure());
    assert_eq!(events, [unknown()]);
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
    state.apply(NOON, &approved_again(None)).unwrap();
    assert_eq!(state.effect(NOON), Some(Effect::Verify));
    assert_eq!(state.order.as_ref().unwrap().price, Some(Price::Fixed(vec![Money::lovelace(9_000_000)])));
}

#[test]
fn what_the_node_would_not_take_waits_for_the_person_until_it_is_too_late() {
    let mut state = after(&[approved(), Event::JobStarting, started(), paying("one"), held()]);
    assert_eq!(state.effect(NOON), None);
    assert_eq!(state.effect(NOON.plus(13 * HOUR)), Some(Effect::Resolve(body("one"))), "asked for, not sent");
    state.apply(NOON, &Event::TooLate { checks: Vec::new() }).unwrap();
    assert_eq!((state.effect(NOON.plus(13 * HOUR)), &state.payment), (None, &Payment::TooLate));
}

#[test]
fn a_no_is_told_from_a_yes_that_came_to_nothing() {
    let later = NOON.plus(13 * HOUR);
    let started = [approved(), Event::JobStarting, started()];
    let asked = after(&[&started[..], &[outside()]].concat());
    for (state, effect, event, payment) in [
        (after(&started[..1]), Effect::Expire, Event::Expired, Payment::Expired),
        (asked.clone(), Effect::Expire, Event::Expired, Payment::Expired),
        (after(&started), Effect::GiveUp, Event::TooLate { checks: Vec::new() }, Payment::TooLate),
    ] {
        let mut state = state;
        assert_eq!(state.effect(later), Some(effect));
        state.apply(later, &event).unwrap();
        assert_eq!((state.effect(later), &state.payment), (None, &payment));
    }
    let mut declined = asked;
    declined.apply(NOON, &Event::Declined).unwrap();
    assert_eq!(declined.payment, Payment::Declined);
    assert!(
        after(&started[..1]).apply(NOON, &Event::Declined).is_err(),
        "a first approval is declined before it is one"
    );

    // Terms that come too late are the agent's doing, and are refused by their check.
    let mut late = after(&started[..2]);
    late.apply(later, &started[2]).unwrap();
    assert_eq!(late.effect(later), Some(Effect::Verify));
}

#[test]
fn a_free_job_never_pays_whatever_its_answer_carries() {
    let free = approval(free_order());
    let mut state = after(&[free, Event::JobStarting, started()]);
    assert_eq!((state.effect(NOON), &state.payment), (None, &Payment::NotNeeded));
    assert!(state.apply(NOON, &paying("one")).is_err());
}

#[test]
fn a_body_for_other_terms_is_impossible() {
    let mut state = after(&[approved(), Event::JobStarting, started()]);
    let json = body("one").json().replace("00c0ffee", "00bad000");
    let other = Box::new(PayingBody::restore_unverified(&json).unwrap());
    assert!(state.apply(NOON, &Event::Paying { body: other, checks: Vec::new(), sent: false }).is_err());
}

#[test]
fn a_row_of_another_purchase_is_impossible() {
    let mut state = after(&[approved(), Event::JobStarting, started()]);
    let mut foreign = row(None);
    foreign.blockchain_identifier = "00bad000".to_owned();
    assert!(state.apply(NOON, &Event::Row { row: Box::new(foreign) }).is_err());
}

/// A transaction as the node tells it: `(hash, from, to, status)`.
fn transaction(told: (&str, Option<&str>, Option<&str>, &str)) -> node::Transaction {
    let (hash, from, to, status) = told;
    node::Transaction {
        tx_hash: Some(hash.to_owned()),
        status: Some(status.to_owned()),
        previous_on_chain_state: from.map(str::to_owned),
        new_on_chain_state: to.map(str::to_owned),
        ..node::Transaction::default()
    }
}

/// A row in a state, with what the node is doing and the transaction it names.
fn moved(on_chain: &str, action: &str, told: (&str, Option<&str>, Option<&str>, &str)) -> Event {
    let mut row = row((!on_chain.is_empty()).then(|| OnChainState::from_word(on_chain)));
    row.next_action.requested_action = action.to_owned();
    row.current_transaction = Some(transaction(told));
    Event::Row { row: Box::new(row) }
}

fn seen_after(events: &[Event]) -> Vec<String> {
    let begun = [approved(), Event::JobStarting, started(), paying("one")];
    let state = after(&[&begun[..], events].concat());
    let word = |seen: &SeenTransaction| format!("{} {} {}", seen.hash, seen.leads_to, seen.status);
    state.transactions.iter().map(word).collect()
}

const NOTHING: &str = "WaitingForExternalAction";

#[test]
fn the_lock_transaction_is_remembered_when_the_node_forgets_it() {
    let seen = seen_after(&[
        moved("FundsLocked", NOTHING, ("aa", None, Some("FundsLocked"), "Confirmed")),
        // Another purchase of the same batch was refunded: their one transaction row is overwritten (recorded).
        moved("FundsLocked", NOTHING, ("bb", Some("FundsLocked"), Some("RefundWithdrawn"), "Confirmed")),
        moved("FundsLocked", NOTHING, ("aa", Some("FundsLocked"), Some("RefundWithdrawn"), "Confirmed")),
    ]);
    assert_eq!(seen, ["aa FundsLocked Confirmed"]);
}

#[test]
fn a_transaction_that_leads_elsewhere_than_its_row_is_another_purchases() {
    let locked = moved("FundsLocked", NOTHING, ("aa", None, Some("FundsLocked"), "Confirmed"));
    for foreign in [
        ("bb", Some("FundsLocked"), Some("RefundWithdrawn"), "RolledBack"),
        ("bb", Some("FundsLocked"), Some("RefundWithdrawn"), "Confirmed"),
        ("bb", None, Some("FundsLocked"), "Pending"),
        ("bb", None, None, "Pending"),
    ] {
        assert_eq!(seen_after(&[locked.clone(), moved("FundsLocked", NOTHING, foreign)]), ["aa FundsLocked Confirmed"]);
    }
    // Where it is not known what became of the lock, every one counts: another lock may pay twice.
    for on_chain in ["", "FundsOrDatumInvalid"] {
        let sent = moved(on_chain, "WaitingForManualAction", ("bb", Some("FundsLocked"), Some("RefundWithdrawn"), ""));
        assert_eq!(seen_after(&[sent]), ["bb  "], "{on_chain}");
    }
}

#[test]
fn a_transaction_is_labelled_by_what_was_asked_for_and_then_by_where_it_led() {
    let seen = seen_after(&[
        moved("", "FundsLockingInitiated", ("aa", None, None, "Pending")),
        moved("FundsLocked", NOTHING, ("aa", None, Some("FundsLocked"), "Confirmed")),
        moved("FundsLocked", "SetRefundRequestedInitiated", ("bb", None, None, "Pending")),
    ]);
    assert_eq!(seen, ["aa FundsLocked Confirmed", "bb RefundRequested Pending"]);
    // A refund by the node uses the row of the lock again, which tells where that led (recorded).
    let refund = [
        moved("FundsLocked", NOTHING, ("aa", None, Some("FundsLocked"), "Confirmed")),
        moved("FundsLocked", "WithdrawRefundInitiated", ("cc", None, Some("FundsLocked"), "Pending")),
        moved("RefundWithdrawn", "None", ("cc", Some("FundsLocked"), Some("RefundWithdrawn"), "Confirmed")),
    ];
    for known in 2..=3 {
        let status = ["Pending", "Confirmed"][known - 2];
        let expected = ["aa FundsLocked Confirmed".to_owned(), format!("cc RefundWithdrawn {status}")];
        assert_eq!(seen_after(&refund[..known]), expected);
    }
    // A result that came before the request did makes another step of it.
    let seen = seen_after(&[
        moved("FundsLocked", "SetRefundRequestedInitiated", ("dd", None, None, "Pending")),
        moved("Disputed", NOTHING, ("dd", Some("ResultSubmitted"), Some("Disputed"), "Confirmed")),
    ]);
    assert_eq!(seen, ["dd Disputed Confirmed"]);
}

#[test]
fn a_transaction_that_is_rolled_back_stays_visible() {
    let seen = seen_after(&[
        moved("FundsLocked", NOTHING, ("aa", None, Some("FundsLocked"), "Confirmed")),
        moved("", "FundsLockingInitiated", ("aa", None, Some("FundsLocked"), "RolledBack")),
    ]);
    assert_eq!(seen, ["aa FundsLocked RolledBack"]);
    let seen = seen_after(&[
        moved("RefundWithdrawn", "None", ("cc", Some("FundsLocked"), Some("RefundWithdrawn"), "Confirmed")),
        moved("FundsLocked", NOTHING, ("cc", Some("FundsLocked"), Some("RefundWithdrawn"), "RolledBack")),
    ]);
    assert_eq!(seen, ["cc RefundWithdrawn RolledBack"]);
}

#[test]
fn the_nodes_history_tells_the_lock_that_nobody_saw_and_nothing_of_others() {
    let result =
        || moved("ResultSubmitted", NOTHING, ("cc", Some("FundsLocked"), Some("ResultSubmitted"), "Confirmed"));
    let lock = ("aa", None, Some("FundsLocked"), "Confirmed");
    let history = |told: &[(&str, Option<&str>, Option<&str>, &str)]| Event::History {
        transactions: told.iter().map(|told| transaction(*told)).collect(),
    };
    assert_eq!(
        seen_after(&[result(), history(&[lock])]),
        ["aa FundsLocked Confirmed", "cc ResultSubmitted Confirmed"],
        "the lock comes first"
    );
    // The row of the lock was overwritten for another purchase of the batch (recorded): better none than that.
    let foreign = ("bb", Some("FundsLocked"), Some("RefundWithdrawn"), "Confirmed");
    assert_eq!(seen_after(&[result(), history(&[foreign])]), ["cc ResultSubmitted Confirmed"]);
    // Again and again the same, and what was seen while it was ours stays.
    let again =
        [moved("FundsLocked", NOTHING, lock), result(), history(&[foreign]), history(&[lock]), history(&[lock])];
    assert_eq!(seen_after(&again), ["aa FundsLocked Confirmed", "cc ResultSubmitted Confirmed"]);
    // A dispute that was withdrawn is five steps.
    let disputed = [
        ("ee", Some("Disputed"), Some("ResultSubmitted"), "Confirmed"),
        ("dd", Some("ResultSubmitted"), Some("Disputed"), "Confirmed"),
        ("cc", Some("FundsLocked"), Some("ResultSubmitted"), "Confirmed"),
        lock,
    ];
    let seen = seen_after(&[moved("ResultSubmitted", NOTHING, disputed[0]), history(&disputed[1..])]);
    assert_eq!(seen.iter().map(|line| &line[..2]).collect::<Vec<_>>(), ["aa", "cc", "dd", "ee"]);
    let untold = node::Purchase { current_transaction: None, ..row(Some(OnChainState::FundsLocked)) };
    assert!(after(&[Event::Imported { row: Box::new(untold) }]).lacks_its_lock());
}

#[test]
fn a_result_is_checked_again_when_the_hash_on_chain_changes() {
    let mut state = after(&[approved(), Event::JobStarting, started(), paying("one"), rowed(None), delivered()]);
    assert_eq!(state.effect(NOON), Some(Effect::CheckHash));
    state.apply(NOON, &Event::HashChecked { content: None, on_chain: None, verdict: HashVerdict::Waiting }).unwrap();
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
        let checked =
            Event::HashChecked { content: None, on_chain: hash.map(str::to_owned), verdict: HashVerdict::Waiting };
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
    let asked = Event::Asked { question: question(), schema: Value::Null, status_id: None, until: None };
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
    let asking = asking(RefundAction::Request);
    let mut state = after(&[approved(), Event::JobStarting, started(), paying("one"), locked, asking.clone()]);
    assert!(state.apply(NOON, &asking).is_err());
    state.apply(NOON, &unasked(RefundAction::Request)).unwrap();
    state.apply(NOON, &asking).unwrap();
}

/// States worth a row in the table: one for each shape of job and payment.
pub(crate) fn every_state() -> Vec<(&'static str, State)> {
    let free = approval(free_order());
    let start = [approved(), Event::JobStarting, started()];
    let with = |more: &[Event]| after(&[&start[..], more].concat());
    let refused = Event::JobRefused { failure: failure(), errors: Vec::new() };
    vec![
        ("approved", after(&start[..1])),
        ("starting", after(&start[..2])),
        ("refused by the agent", after(&[approved(), Event::JobStarting, refused])),
        ("lost", after(&[approved(), Event::JobStarting, Event::JobLost { failure: failure() }])),
        ("started", with(&[])),
        ("free", after(&[free, Event::JobStarting, started()])),
        ("terms refused", with(&[Event::TermsRefused { checks: Vec::new() }])),
        ("outside", with(&[outside()])),
        ("waits to be paid", with(&[outside(), waiting_yes()])),
        ("declined", with(&[outside(), Event::Declined])),
        ("expired", after(&[approved(), Event::Expired])),
        ("asked again in vain", with(&[outside(), Event::Expired])),
        ("too late", with(&[Event::TooLate { checks: Vec::new() }])),
        ("too late, and may have been sent", with(&[paying("one"), unknown(), Event::TooLate { checks: Vec::new() }])),
        ("sending", with(&[paying("one")])),
        ("unknown", with(&[paying("one"), unknown()])),
        ("held", with(&[paying("one"), held()])),
        ("lapsed", with(&[paying("one"), Event::ApprovalLapsed])),
        ("lapsed, and may have been sent", with(&[paying("one"), Event::PaymentSent, Event::ApprovalLapsed])),
        ("rejected", with(&[paying("one"), Event::PaymentRejected { failure: failure() }])),
        ("foreign", with(&[paying("one"), unknown(), Event::PaymentForeign])),
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

/// A way through the states: at each step one of the events that are possible there.
fn walk(picks: &[usize]) -> Vec<State> {
    let events = every_event();
    let mut way = vec![State::first(NOON, &approved()).unwrap()];
    for pick in picks {
        let here = &way[way.len() - 1];
        let next = |event: &Event| {
            let mut next = here.clone();
            next.apply(NOON, event).is_ok().then_some(next)
        };
        let possible: Vec<State> = events.iter().filter_map(next).collect();
        way.push(possible[pick % possible.len()].clone());
    }
    way
}

fn picks() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0_usize..1_000, 1..60)
}

/// Whether nothing is ever paid any more by what this purchase does itself.
fn is_closed(payment: &Payment) -> bool {
    use Payment as P;
    matches!(
        payment,
        P::Refused
            | P::Declined
            | P::Expired
            | P::TooLate
            | P::Rejected { .. }
            | P::Alarm { .. }
            | P::Made
            | P::NotNeeded
    )
}

/// What is waited for where nothing is due.
fn awaited(state: &State) -> Option<&'static str> {
    use Payment as P;
    let asked = matches!(state.payment, P::Outside { .. } | P::Lapsed { .. } | P::Held { .. } | P::Alarm { .. });
    [
        (state.job == Job::Starting, "the agent's answer"),
        (asked, "the person"),
        (state.waits_until(NOON).is_some(), "the end of its wait"),
        (state.row.is_some(), "the node's list"),
        (wants_agent(state, NOON), "the agent"),
    ]
    .into_iter()
    .find_map(|(so, what)| so.then_some(what))
}

#[test]
fn a_body_that_pays_more_than_was_approved_cannot_be_sent() {
    let dear = || Event::Paying { body: body_of("dear", 9_000_000), checks: Vec::new(), sent: false };
    let mut state = after(&[approved(), Event::JobStarting, started()]);
    assert!(state.apply(NOON, &dear()).is_err());
    state.apply(NOON, &outside()).unwrap();
    assert!(state.apply(NOON, &dear()).is_err(), "not before it is approved");
    state.apply(NOON, &approved_again(None)).unwrap();
    state.apply(NOON, &dear()).unwrap();
}

/// The name of a variant.
fn word(variant: &impl std::fmt::Debug) -> String {
    format!("{variant:?}").split([' ', '(']).next().unwrap_or_default().to_owned()
}

/// Every state that can be reached, told apart by what the drawing tells apart.
fn reachable() -> Vec<State> {
    let sent =
        |payment: &Payment| matches!(payment, Payment::Sending { sent: true, .. } | Payment::Lapsed { sent: true, .. });
    let key = |state: &State| {
        let of_job = (word(&state.job), state.is_free());
        (of_job, word(&state.payment), sent(&state.payment), state.body.is_some(), state.row.is_some())
    };
    let free = approval(free_order());
    let firsts = [approved(), free, Event::Imported { row: Box::new(row(None)) }];
    let mut found: Vec<State> = firsts.iter().map(|first| State::first(NOON, first).unwrap()).collect();
    let mut seen = BTreeSet::new();
    let mut next = 0;
    while next < found.len() {
        for event in every_event() {
            let mut state = found[next].clone();
            if state.apply(NOON, &event).is_ok() && seen.insert(key(&state)) {
                found.push(state);
            }
        }
        next += 1;
    }
    found
}

/// The ways of one dimension, as `from ─ events ─► to`.
fn ways(dimension: impl Fn(&State) -> String) -> String {
    let mut ways = Vec::<(String, String, Vec<&str>)>::new();
    for before in reachable() {
        for event in every_event() {
            let mut after = before.clone();
            if after.apply(NOON, &event).is_err() || dimension(&before) == dimension(&after) {
                continue;
            }
            let (from, to) = (dimension(&before), dimension(&after));
            match ways.iter_mut().find(|way| (&way.0, &way.1) == (&from, &to)) {
                Some((.., events)) if !events.contains(&event.name()) => events.push(event.name()),
                Some(_) => {}
                None => ways.push((from, to, vec![event.name()])),
            }
        }
    }
    ways.sort_by_key(|(from, to, _)| (dimension_order(from), dimension_order(to)));
    ways.iter().map(|(from, to, events)| format!("  {from:<9} → {to:<9}  {}\n", events.join(", "))).collect()
}

/// The straight way first, its troubles after.
fn dimension_order(name: &str) -> usize {
    let order = [
        "Approved", "Starting", "Started", "None", "Outside", "Sending", "Lapsed", "Unknown", "Held", "Rejected",
        "Refused",
    ];
    order.iter().position(|known| *known == name).unwrap_or(order.len())
}

/// What is due in each reachable state, in time and too late.
fn dues() -> String {
    let due = |state: &State, now| state.effect(now).map(|effect| word(&effect)).unwrap_or_default();
    let mut lines = BTreeSet::new();
    for state in reachable().iter().filter(|state| state.order.is_some()) {
        let (early, late) = (due(state, NOON), due(state, NOON.plus(100 * HOUR)));
        let what = match (early.as_str(), late.as_str()) {
            ("", "") => continue,
            ("", late) => format!("{late}, once it is too late"),
            (early, late) if early == late => early.to_owned(),
            (early, late) => format!("{early}; {late}, once it is too late"),
        };
        lines.insert(format!("  {:<9} {:<9}    {what}\n", word(&state.job), word(&state.payment)));
    }
    lines.into_iter().collect()
}

/// Held against ARCHITECTURE.md; `UPDATE_ARCHITECTURE=1` draws it anew.
#[test]
fn the_drawing_of_the_states_is_the_code() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../ARCHITECTURE.md");
    let text = std::fs::read_to_string(file).unwrap();
    let (before, rest) = text.split_once("<!-- drawn from the code -->\n").unwrap();
    let (drawn, after) = rest.split_once("<!-- end of the drawing -->").unwrap();
    let (job, payment) = (ways(|state| word(&state.job)), ways(|state| word(&state.payment)));
    let fresh = format!("```\njob\n{job}payment\n{payment}due (job, payment)\n{}```\n", dues());
    if std::env::var_os("UPDATE_ARCHITECTURE").is_some() {
        let text = format!("{before}<!-- drawn from the code -->\n{fresh}<!-- end of the drawing -->{after}");
        return std::fs::write(file, text).unwrap();
    }
    assert_eq!(drawn, fresh, "draw it anew: UPDATE_ARCHITECTURE=1 cargo test --workspace the_drawing_of_the_states");
}

proptest! {
    #[test]
    fn whatever_the_order_of_events_at_most_one_body_is_ever_sent(picks in picks()) {
        let mut sent: Vec<Box<PayingBody>> = Vec::new();
        let mut closed = false;
        for state in walk(&picks) {
            if let Some(Effect::Pay(body)) = state.effect(NOON) {
                prop_assert!(!closed, "paid after the end");
                let Some(Price::Fixed(most) | Price::Ceiling(most)) = state.order.as_ref().and_then(|order| order.price.clone()) else {
                    return Err(TestCaseError::fail("paid for a free job"));
                };
                prop_assert!(body.paid()[0].amount.0 <= most[0].amount.0, "more than was approved");
                if !sent.contains(&body) {
                    sent.push(body);
                }
            }
            closed |= is_closed(&state.payment);
        }
        prop_assert!(sent.len() <= 1, "{} bodies", sent.len());
    }

    #[test]
    fn nothing_is_paid_after_its_approval_ran_out(picks in picks(), later in 0_i64..20) {
        for state in walk(&picks) {
            let now = NOON.plus(later * HOUR);
            let pays = matches!(state.effect(now), Some(Effect::Pay(_)));
            prop_assert!(!pays || now <= state.order.as_ref().unwrap().expires_at);
            let begins = matches!(state.effect(now), Some(Effect::StartJob | Effect::Verify | Effect::Pay(_)));
            prop_assert!(!begins || state.waits_until(now).is_none(), "before the end of its wait");
        }
    }

    #[test]
    fn what_has_ended_never_begins_again(picks in picks()) {
        let way = walk(&picks);
        for step in way.windows(2) {
            let [before, after] = step else { unreachable!() };
            if matches!(before.job, Job::Started { .. } | Job::Refused { .. } | Job::Lost { .. }) {
                prop_assert_eq!(&before.job, &after.job, "a job that began or ended is that job");
            }
            let told = after.row.is_some() && after.payment == Payment::Made;
            let (was_alarm, is_alarm) =
                (matches!(before.payment, Payment::Alarm { .. }), matches!(after.payment, Payment::Alarm { .. }));
            // Only the node's own row can say that something was paid after all.
            let stays = before.payment == after.payment || told || is_alarm;
            prop_assert!(!is_closed(&before.payment) || stays, "{:?} → {:?}", before.payment, after.payment);
            prop_assert!(!was_alarm || is_alarm, "an alarm is never taken back by itself");
        }
    }

    #[test]
    fn of_a_purchase_that_goes_on_something_is_due_or_awaited(picks in picks()) {
        for state in walk(&picks) {
            let goes_on = standing(&state, NOON).is_open;
            let moves = state.effect(NOON).is_some() || awaited(&state).is_some();
            prop_assert!(!goes_on || moves, "forgotten: {:?} {:?}", state.job, state.payment);
        }
    }

    #[test]
    fn a_restart_leaves_nothing_under_way_that_nobody_waits_for(picks in picks()) {
        let mut state = walk(&picks).pop().unwrap();
        for event in state.interrupted(failure()) {
            state.apply(NOON, &event).unwrap();
        }
        prop_assert_eq!(state.interrupted(failure()), []);
        let sending = matches!(state.payment, Payment::Sending { sent: true, .. });
        let answering = state.question.as_ref().is_some_and(|question| question.answer == AnswerState::Sending);
        let asking = state.refund.as_ref().is_some_and(|call| !call.asked && call.failure.is_none());
        let relocking = state.relock.as_ref().is_some_and(|call| !call.asked && call.failure.is_none());
        prop_assert!(state.job != Job::Starting && !sending && !answering && !asking && !relocking);
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
