//! The table of what may be asked in which state: recorded by putting one row into every state and asking. Here the row
//! is put into it the same way.

use super::{
    NOON, Stage,
    account::{Place, at},
    answers, assert_none, differences,
};
use crate::{
    chain::State,
    clock::iso,
    faults::Service,
    node::row::{NextAction, Row, Side, Work},
};
use serde_json::{Value, json};

const STATES: [State; 10] = [
    State::FundsLocked,
    State::ResultSubmitted,
    State::RefundRequested,
    State::Disputed,
    State::WithdrawAuthorized,
    State::RefundAuthorized,
    State::Withdrawn,
    State::RefundWithdrawn,
    State::DisputedWithdrawn,
    State::FundsOrDatumInvalid,
];

const WORKS: [Work; 5] = [
    Work::FundsLocking,
    Work::SetRefundRequested,
    Work::UnSetRefundRequested,
    Work::WithdrawRefund,
    Work::AuthorizeWithdrawal,
];

/// A world with one locked purchase of a generation, and its identifier.
fn locked(slug: &str) -> (Stage, String) {
    let mut stage = Stage::new();
    let (_, terms) = stage.start_job(slug, "54457a849f11e756a970", &answers(slug));
    let (status, body) = stage.post(Service::Node, "purchase", "<PAY_KEY>", &super::paying_body(&terms));
    assert_eq!(status, 200, "{body}");
    stage.world.skip(9_000);
    (stage, terms["blockchainIdentifier"].as_str().unwrap().to_owned())
}

pub(super) fn put(row: &mut Row, state: Option<State>, action: NextAction) {
    row.state = state;
    row.set_action(NOON, action, None);
}

/// `state-v1-fundslocked-next-ignore-request-refund` → state, next action. What has no word here counts as busy.
fn situation(name: &str) -> Option<(&'static str, Option<State>, NextAction)> {
    let rest = name.split_once("state-")?.1;
    let (generation, rest) = rest.split_once('-')?;
    let slug = match generation {
        "v1" => "press-kit",
        "v2" => "analyst",
        _ => return None,
    };
    let word = rest.split('-').next()?;
    let state = STATES.into_iter().find(|state| state.word().to_lowercase() == word);
    let next = rest.split_once("next-").and_then(|(_, next)| next.split('-').next());
    let requested = |next: &str| WORKS.into_iter().find(|work| next == format!("{work:?}requested").to_lowercase());
    let action = match next {
        None | Some("waitingforexternalaction") => NextAction::WaitingForExternalAction,
        Some(next) => requested(next).map_or(NextAction::None, NextAction::Requested),
    };
    Some((slug, state, action))
}

#[test]
fn what_may_be_asked_in_which_state_is_as_recorded() {
    let mut wrong = Vec::new();
    let mut stages = [locked("press-kit"), locked("analyst")];
    for recording in at(Place::State) {
        let (slug, state, action) = situation(&recording.name).unwrap();
        let (stage, identifier) = &mut stages[usize::from(slug == "analyst")];
        put(stage.world.node.find_mut(Side::Buyer, identifier).unwrap(), state, action);
        let mut sent = recording.clone();
        sent.body["blockchainIdentifier"] = Value::String(identifier.clone());
        wrong.extend(differences(&recording, &stage.replay(&sent)));
    }
    assert_none(&wrong);
}

#[test]
fn who_may_ask_is_as_recorded() {
    let mut wrong = Vec::new();
    for recording in at(Place::Asker) {
        let (mut stage, identifier) = locked("press-kit");
        let twice = recording.name.contains("twice");
        let action =
            if twice { NextAction::Requested(Work::SetRefundRequested) } else { NextAction::WaitingForExternalAction };
        put(stage.world.node.find_mut(Side::Buyer, &identifier).unwrap(), Some(State::FundsLocked), action);
        let mut sent = recording.clone();
        if let Some(named) = sent.body.get_mut("blockchainIdentifier") {
            *named = Value::String(identifier);
        }
        wrong.extend(differences(&recording, &stage.replay(&sent)));
    }
    assert_none(&wrong);
}

#[test]
fn a_purchase_that_the_wallet_could_not_pay_is_recovered_as_recorded() {
    let mut stage = Stage::new();
    // 250 ADA: more than the wallet can pay.
    let answers = json!({"text": "a ".repeat(5_000), "language": [0]});
    let (_, terms) = stage.start_job("translator", "54457a849f11e756a970", &answers);
    stage.post(Service::Node, "purchase", "<PAY_KEY>", &super::paying_body(&terms));
    stage.world.skip(9_000);
    let identifier = terms["blockchainIdentifier"].as_str().unwrap();
    let row = stage.world.node.find(Side::Buyer, identifier).unwrap();
    assert_eq!(row.action.action, NextAction::WaitingForManualAction);
    let updated_at = iso(row.updated_at);
    let mut wrong = Vec::new();
    for recording in at(Place::Recovery) {
        let mut sent = recording.clone();
        sent.body["blockchainIdentifier"] = json!(identifier);
        if let Some(at) = sent.body.get_mut("updatedAt") {
            *at = json!(updated_at);
        }
        wrong.extend(differences(&recording, &stage.replay(&sent)));
    }
    assert_none(&wrong);
}
