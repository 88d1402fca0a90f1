//! What counts as done in the first hour, and what does not.

use super::*;
use crate::purchase::{
    event::Event,
    specimen::{NOON, approval, delivered, free_order, order, paying, row, said, standing, started},
};
use masumi::{
    agent::JobState,
    moment::HOUR,
    node::OnChainState,
    proof::{Check, CheckId, HashVariant},
};

/// A purchase to which this happened, a day later.
fn after(events: impl IntoIterator<Item = Event>) -> BTreeSet<FirstStep> {
    let mut events = events.into_iter();
    let mut state = State::first(NOON, &events.next().unwrap()).unwrap();
    for event in events {
        state.apply(NOON.plus(HOUR), &event).unwrap();
    }
    shown_by(&state, &standing(&state, NOON.plus(DAY)))
}

fn approved() -> Event {
    approval(order())
}

fn rowed(state: OnChainState, hash: bool) -> Event {
    let mut row = row(Some(state));
    row.result_hash = hash.then(|| "ab".repeat(32));
    Event::Row { row: Box::new(row) }
}

/// Paid and locked, then this.
fn locked(then: impl IntoIterator<Item = Event>) -> BTreeSet<FirstStep> {
    let before = [approved(), Event::JobStarting, started(), paying("one"), rowed(OnChainState::FundsLocked, false)];
    after(before.into_iter().chain(then))
}

fn proven(verdict: HashVerdict) -> Event {
    Event::HashChecked { content: Some("c0".to_owned()), on_chain: Some("ab".repeat(32)), verdict }
}

fn verified() -> HashVerdict {
    HashVerdict::Verified { variant: HashVariant::NoSeparator }
}

fn mismatch() -> HashVerdict {
    HashVerdict::Mismatch { on_chain: "ab".repeat(32), computed: "cd".repeat(32) }
}

fn check(outcome: Outcome) -> Check {
    Check { id: CheckId::ALL[0], outcome }
}

fn asked() -> Event {
    let schema = serde_json::json!({ "input_data": [{ "id": "ok", "type": "string" }] });
    Event::Asked { question: "q1".to_owned(), schema, status_id: None, until: None }
}

fn answering() -> Event {
    Event::Answering { question: "q1".to_owned(), input_data: serde_json::Map::new() }
}

#[test]
fn a_step_is_done_by_what_happened_and_by_nothing_less() {
    let only = |step: FirstStep| BTreeSet::from([step]);
    let nothing = BTreeSet::new();
    let answered = Event::Answered { question: "q1".to_owned() };
    let failed = Outcome::Failed { expected: "a".to_owned(), found: "b".to_owned() };
    let table = [
        ("only approved", after([approved()]), &nothing),
        ("in escrow", locked([]), &nothing),
        ("a result that nothing proves yet", locked([delivered()]), &nothing),
        (
            "a result, and its hash on chain",
            locked([delivered(), rowed(OnChainState::ResultSubmitted, true), proven(verified())]),
            &only(FirstStep::Buy),
        ),
        (
            "another hash on chain",
            locked([delivered(), rowed(OnChainState::ResultSubmitted, true), proven(mismatch())]),
            &nothing,
        ),
        ("a free job", free(), &nothing),
        ("a question that waits", locked([asked()]), &nothing),
        ("an answer on its way", locked([asked(), answering()]), &nothing),
        ("an answer that was taken", locked([asked(), answering(), answered]), &only(FirstStep::Answer)),
        ("terms that do not hold", refused(failed), &only(FirstStep::Liar)),
        (
            "an agent that takes no job",
            after([
                approved(),
                Event::JobStarting,
                Event::JobRefused { failure: crate::purchase::specimen::failure(), errors: Vec::new() },
            ]),
            &nothing,
        ),
        ("asked back", locked([rowed(OnChainState::RefundRequested, false)]), &nothing),
        ("back in the wallet", locked([rowed(OnChainState::RefundWithdrawn, false)]), &only(FirstStep::Refund)),
        (
            "bought elsewhere, and taken back there",
            after([Event::Imported { row: Box::new(row(Some(OnChainState::RefundWithdrawn))) }]),
            &nothing,
        ),
    ];
    for (what, found, expected) in table {
        assert_eq!(found, *expected, "{what}");
    }
}

fn free() -> BTreeSet<FirstStep> {
    let started = Event::JobStarted { job_id: "job-1".to_owned(), terms: None, raw: "{}".to_owned(), demands: false };
    let approved = approval(free_order());
    after([approved, Event::JobStarting, started, said(JobState::Completed), delivered()])
}

fn refused(outcome: Outcome) -> BTreeSet<FirstStep> {
    after([approved(), Event::JobStarting, started(), Event::TermsRefused { checks: vec![check(outcome)] }])
}

#[test]
fn two_days_have_passed_when_the_clock_was_moved_two_days_on() {
    let table = [(0, None), (2 * DAY - 1, None), (2 * DAY, Some(FirstStep::Days)), (30 * DAY, Some(FirstStep::Days))];
    for (ahead, done) in table {
        assert_eq!(shown_by_the_clock(ahead), done, "{ahead}");
    }
}

#[test]
fn the_next_step_is_the_first_that_is_not_done_whatever_was_done_before() {
    let guides = BTreeMap::from([(FirstStep::Answer, "7e8b".to_owned())]);
    for bits in 0_u8..32 {
        let done: BTreeSet<_> = FirstStep::ALL
            .into_iter()
            .enumerate()
            .filter(|(place, _)| bits >> place & 1 == 1)
            .map(|(_, id)| id)
            .collect();
        let view = view(&done, &guides);
        assert_eq!(view.steps.iter().map(|step| step.id).collect::<Vec<_>>(), FirstStep::ALL);
        assert!(view.steps.iter().all(|step| step.done == done.contains(&step.id)));
        let first = view.steps.iter().find(|step| !step.done).map(|step| step.id);
        assert_eq!(view.next, first);
        assert_eq!(view.steps[1].agent.as_deref(), Some("7e8b"));
    }
}
