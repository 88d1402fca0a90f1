//! Where purchases stand: tables of single questions here, every combination in [`truth`].

mod refund;
mod trouble;
pub(in crate::purchase) mod truth;

use super::*;
use crate::purchase::{
    event::Event,
    specimen::{NOON, approval, at, order, paying, row, said, standing, started},
    words::{StepId, StepState},
};
use masumi::{
    agent::JobState,
    moment::{HOUR, MINUTE},
    node::Purchase,
};

/// A paid job whose node told these rows.
pub(in crate::purchase) fn bought(rows: impl IntoIterator<Item = Purchase>) -> State {
    let mut state = State::first(NOON, &approval(order())).unwrap();
    for event in [Event::JobStarting, started(), paying("one")] {
        state.apply(NOON, &event).unwrap();
    }
    for row in rows {
        state.apply(NOON, &Event::Row { row: Box::new(row) }).unwrap();
    }
    state
}

/// Lists and pages go by this word: whoever was answered is not said to wait.
#[test]
fn an_agent_that_was_answered_works_until_it_goes_on_asking() {
    let mut state = bought([row(Some(OnChainState::FundsLocked))]);
    let asked = Event::Asked { question: "q".into(), schema: serde_json::Value::Null, status_id: None, until: None };
    let answering = Event::Answering { question: "q".into(), input_data: serde_json::Map::new() };
    let stands = |state: &State, now| {
        let standing = standing(state, now);
        (standing.phase, standing.need)
    };
    for event in [said(JobState::AwaitingInput), asked] {
        state.apply(NOON, &event).unwrap();
    }
    assert_eq!(stands(&state, NOON), (Phase::Question, Some(Need::Answer)));
    for event in [answering, Event::Answered { question: "q".into() }] {
        state.apply(NOON, &event).unwrap();
        assert_eq!(stands(&state, NOON), (Phase::Working, None));
    }
    assert_eq!(stands(&state, NOON.plus(5 * MINUTE)), (Phase::Question, Some(Need::Answer)));
}

/// core T8: what is bought with another key of the same node is shown apart, needs nobody here, and is in no sum.
#[test]
fn purchases_of_another_key_are_apart_and_in_no_sum() {
    let mut proven = row(Some(OnChainState::ResultSubmitted));
    proven.result_hash = Some("ab".repeat(32));
    proven.next_action.requested_action = "WaitingForManualAction".to_owned();
    let elsewhere = State::first(NOON, &Event::Imported { row: Box::new(proven) }).unwrap();
    let with = |key_id| Standing::of(&elsewhere, &Known { key_id, ..at(NOON) });
    let (mine, theirs, unknown) = (with(Some("key-1")), with(Some("key-2")), with(None));
    assert_eq!((mine.whose, mine.need, mine.group), (Whose::ThisKey, Some(Need::Look), PurchaseGroup::NeedsYou));
    for (stands, whose) in [(theirs, Whose::OtherKey), (unknown, Whose::NotTold)] {
        assert_eq!((stands.whose, stands.need, stands.group), (whose, None, PurchaseGroup::Others));
        assert!(!stands.is_mine());
    }
}

/// node F15: a tick says that something was done, and never that it was asked for.
#[test]
fn of_a_payment_that_was_never_made_no_step_after_the_nodes_is_done() {
    let gone = row(Some(OnChainState::FundsOrDatumInvalid));
    let state = bought([gone]);
    let steps: Vec<_> = standing(&state, NOON.plus(HOUR))
        .steps(&state, &|_| None)
        .into_iter()
        .map(|step| (step.id, step.state))
        .collect();
    assert_eq!(steps[3..5], [(StepId::Paid, StepState::Done), (StepId::Escrow, StepState::Failed)]);
    assert!(steps[5..].iter().all(|(_, state)| *state == StepState::Unreached), "{steps:?}");
}
