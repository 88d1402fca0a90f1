//! What is told, when, and what is not.

use super::*;
use crate::purchase::{
    event::{Event, Yes},
    specimen::*,
    standing::{Asked, Known, times},
};
use masumi::{
    agent::JobState,
    moment::{DAY, HOUR},
    money::Money,
    node::OnChainState,
    proof::{Check, CheckId, Difference, HashVariant, Outcome, Price},
};
use serde_json::json;

/// A paid job, and what happened to it since.
fn paid(events: &[Event]) -> State {
    let mut state = State::first(NOON, &approval(order())).unwrap();
    for event in
        [Event::JobStarting, started(), paying("one"), rowed(Some(OnChainState::FundsLocked))].iter().chain(events)
    {
        state.apply(NOON, event).unwrap();
    }
    state
}

fn checked(verdict: HashVerdict) -> Event {
    Event::HashChecked { content: None, on_chain: Some("ab".to_owned()), verdict }
}

fn submitted() -> Event {
    let mut row = row(Some(OnChainState::ResultSubmitted));
    row.result_hash = Some("ab".to_owned());
    row.changed_at = Some("2026-11-22T13:00:00.000Z".to_owned());
    Event::Row { row: Box::new(row) }
}

fn mismatch() -> HashVerdict {
    HashVerdict::Mismatch { on_chain: "ab".to_owned(), computed: "cd".to_owned() }
}

fn verified() -> HashVerdict {
    HashVerdict::Verified { variant: HashVariant::Spec }
}

fn all(state: &State, now: Moment) -> Vec<(String, About)> {
    worth_telling(state, &standing(state, now), now)
}

fn told(state: &State, now: Moment) -> Vec<About> {
    worth_telling(state, &standing(state, now), now).into_iter().map(|(_, about)| about).collect()
}

#[test]
fn a_job_under_way_is_no_news() {
    assert_eq!(told(&paid(&[]), NOON), []);
    assert_eq!(told(&paid(&[said(JobState::Running)]), NOON.plus(HOUR)), []);
}

#[test]
fn a_result_is_told_with_its_proof_or_after_a_while_without() {
    let early = paid(&[said(JobState::Completed), delivered()]);
    assert_eq!(told(&early, NOON.plus(UNPROVEN_LONG - 1)), []);
    assert_eq!(told(&early, NOON.plus(UNPROVEN_LONG)), [About::Result(Proof::NotYet)]);
    let proven = paid(&[said(JobState::Completed), delivered(), submitted(), checked(verified())]);
    assert_eq!(told(&proven, NOON), [About::Result(Proof::Proven)]);
    let keys = |state: &State| {
        worth_telling(state, &standing(state, NOON.plus(UNPROVEN_LONG)), NOON.plus(UNPROVEN_LONG))
            .into_iter()
            .map(|(key, _)| key)
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(&early), keys(&proven), "one result is told once");
}

#[test]
fn a_question_is_told_with_its_deadline_and_each_by_itself() {
    let asked = |question: &str| Event::Asked {
        question: question.to_owned(),
        schema: json!({}),
        status_id: None,
        until: None,
    };
    let state = paid(&[said(JobState::AwaitingInput), asked("q1")]);
    let [(first, about)] =
        worth_telling(&state, &standing(&state, NOON.plus(HOUR)), NOON.plus(HOUR)).try_into().unwrap();
    assert_eq!(about, About::Question { left: Some(23 * HOUR) });
    let [(second, _)] = all(&paid(&[said(JobState::AwaitingInput), asked("q2")]), NOON).try_into().unwrap();
    assert_ne!(first, second);
}

#[test]
fn what_is_not_right_is_told_at_once_and_again_before_it_is_too_late_to_object() {
    let state = paid(&[said(JobState::Completed), delivered(), submitted(), checked(mismatch())]);
    assert_eq!(told(&state, NOON.plus(HOUR)), [About::Wrong(Wrong::Mismatch)]);
    let closes = NOON.plus(30 * HOUR - times::WINDOW_MARGIN);
    let soon = closes.plus(-CLOSING);
    assert_eq!(told(&state, soon.plus(-1)), [About::Wrong(Wrong::Mismatch)]);
    assert_eq!(told(&state, soon), [About::Closing { wrong: Wrong::Mismatch, left: CLOSING }]);
    assert_eq!(told(&state, closes), [], "nothing can be done any more");

    let bare = paid(&[submitted()]);
    assert_eq!(told(&bare, NOON.plus(HOUR)), [], "the agent was not asked for it yet");
    let now = NOON.plus(HOUR);
    let in_vain = Known { agent: Asked { at: Some(now), ..Asked::default() }, ..at(now) };
    let keys = worth_telling(&bare, &Standing::of(&bare, &in_vain), now);
    assert_eq!(keys, [("no-result".to_owned(), About::Wrong(Wrong::NoResult))]);
    assert_eq!(told(&paid(&[said(JobState::Failed)]), NOON), [About::Wrong(Wrong::Failed)]);
}

#[test]
fn money_that_came_back_and_payments_that_do_not_go_on_are_told() {
    let refunded = paid(&[rowed(Some(OnChainState::RefundWithdrawn))]);
    assert_eq!(told(&refunded, NOON), [About::Refund]);

    let with = |events: &[Event]| {
        let mut state = State::first(NOON, &approval(order())).unwrap();
        for event in [Event::JobStarting, started(), paying("one")].iter().chain(events) {
            state.apply(NOON, event).unwrap();
        }
        state
    };
    let queued = with(&[rowed(None)]);
    assert_eq!(told(&queued, NOON.plus(times::QUEUED_LONG - 1)), []);
    assert_eq!(told(&queued, NOON.plus(times::QUEUED_LONG)), [About::Trouble(Trouble::Queued)]);
    let stuck = |error: Option<&str>| {
        let mut row = row(None);
        row.next_action.requested_action = "WaitingForManualAction".to_owned();
        row.next_action.error_type = error.map(str::to_owned);
        with(&[Event::Row { row: Box::new(row) }])
    };
    assert_eq!(told(&stuck(Some("InsufficientFunds")), NOON), [About::Trouble(Trouble::InsufficientFunds)]);
    assert_eq!(told(&stuck(None), NOON), [About::Trouble(Trouble::LockFailed)]);
    assert_eq!(told(&with(&[held()]), NOON), [About::Trouble(Trouble::LockFailed)]);
    let unknown = with(&[unknown()]);
    assert_eq!(told(&unknown, NOON.plus(times::UNKNOWN_LONG - 1)), []);
    assert_eq!(told(&unknown, NOON.plus(times::UNKNOWN_LONG)), [About::Trouble(Trouble::PaymentUnknown)]);
}

#[test]
fn a_dearer_quote_is_told_until_it_is_too_late_to_pay() {
    let mut state = State::first(NOON, &approval(order())).unwrap();
    let price = order().price.unwrap();
    let outcome = Outcome::Outside { approved: String::new(), found: String::new() };
    let checks = vec![Check { id: CheckId::UnlockTime, outcome }];
    let outside = Event::TermsOutside { checks, price, unlock: NOON.plus(DAY) };
    for event in [Event::JobStarting, started(), outside] {
        state.apply(NOON, &event).unwrap();
    }
    assert_eq!(told(&state, NOON), [About::Approval { left: Some(12 * HOUR) }]);
}

#[test]
fn an_approval_that_ran_out_is_told_each_time_that_one_does() {
    let mut state = State::first(NOON, &approval(order())).unwrap();
    for event in [Event::JobStarting, started(), paying("one"), Event::ApprovalLapsed] {
        state.apply(NOON, &event).unwrap();
    }
    let key = |state: &State| all(state, NOON).pop().unwrap().0;
    assert_eq!(told(&state, NOON), [About::Lapsed { left: Some(12 * HOUR) }]);
    let first = key(&state);
    let price = Price::Fixed(vec![Money::lovelace(2_500_000)]);
    let yes = Yes { price, unlock: NOON.plus(30 * HOUR), expires_at: NOON.plus(2 * HOUR), not_before: None };
    for event in [approved_again(Some(yes)), Event::ApprovalLapsed] {
        state.apply(NOON, &event).unwrap();
    }
    assert_ne!(first, key(&state));
}

#[test]
fn what_was_bought_by_something_else_is_told_by_something_else() {
    let row = Box::new(row(Some(OnChainState::RefundWithdrawn)));
    assert_eq!(told(&State::first(NOON, &Event::Imported { row }).unwrap(), NOON), []);
}

#[test]
fn quiet_hours_may_go_over_midnight() {
    let night = QuietHours { from: 22 * 60, to: 7 * 60 };
    for (minute, held) in [(22 * 60 - 1, false), (22 * 60, true), (0, true), (7 * 60 - 1, true), (7 * 60, false)] {
        assert_eq!(night.hold(minute), held, "{minute}");
    }
    let noon = QuietHours { from: 12 * 60, to: 13 * 60 };
    assert!(noon.hold(12 * 60) && !noon.hold(13 * 60) && !noon.hold(0));
    assert!(!QuietHours { from: 60, to: 60 }.hold(60));
}

#[test]
fn a_free_job_that_ended_without_a_result_is_told_as_one() {
    for (word, at) in [(JobState::Failed, NOON), (JobState::Completed, NOON.plus(HOUR))] {
        let mut state = State::first(NOON, &approval(free_order())).unwrap();
        for event in [Event::JobStarting, started(), said(word)] {
            state.apply(NOON, &event).unwrap();
        }
        assert_eq!(told(&state, at), [About::Wrong(Wrong::FailedFree)], "{word:?}");
    }
}

fn alarm(what: &str) -> Event {
    let difference = Difference { what: what.to_owned(), approved: "a".to_owned(), found: "b".to_owned() };
    Event::Alarm { differences: vec![difference] }
}

/// What is wrong with a result is told in time, whatever else is wrong, and was looked at.
#[test]
fn a_mismatch_under_an_alarm_that_was_looked_at_is_told() {
    let mut state = paid(&[alarm("price")]);
    let of = state.concern().unwrap();
    state.apply(NOON, &Event::Acknowledged { of }).unwrap();
    for event in [said(JobState::Completed), delivered(), submitted(), checked(mismatch())] {
        state.apply(NOON, &event).unwrap();
    }
    let stands = standing(&state, NOON);
    assert!(all(&state, NOON).iter().any(|(key, _)| key == "mismatch"));
    assert_eq!((stands.phase, stands.need), (Phase::Alarm, Some(Need::Object)));
    assert_eq!(stands.object_by, stands.refund.until);
}

#[test]
fn the_right_node_that_came_back_has_what_was_approved() {
    let with = |difference: &str| {
        let mut state = State::first(NOON, &approval(order())).unwrap();
        let locked = rowed(Some(OnChainState::FundsLocked));
        for event in
            [Event::JobStarting, started(), paying("one"), Event::PaymentSent, unknown(), alarm(difference), locked]
        {
            state.apply(NOON, &event).unwrap();
        }
        let stands = standing(&state, NOON);
        (stands.phase, stands.trouble.map(|trouble| trouble.kind))
    };
    assert_eq!(with("node"), (Phase::Working, None));
    assert_eq!(with("price"), (Phase::Alarm, Some(Trouble::Different)), "nothing else is taken back");
}
