//! Purchases as they looked on their way, state by state: each recorded row is held against a row of this world in the
//! same state with the same next action.

use super::{
    Recording, Stage,
    account::{Place, place},
    answers, assert_none, misfits, recordings,
};
use crate::{
    chain::State,
    faults::Service,
    node::row::{NextAction, Side},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Generation, state and next action.
type Situation = (String, String, String);

fn situation(row: &Value) -> Situation {
    let word = |value: &Value| value.as_str().unwrap_or("null").to_owned();
    (
        word(&row["PaymentSource"]["paymentSourceType"]),
        word(&row["onChainState"]),
        word(&row["NextAction"]["requestedAction"]),
    )
}

/// Every situation that a purchase passes through here, with the row as it was answered.
fn passed_through() -> BTreeMap<Situation, Value> {
    let mut seen = BTreeMap::new();
    for (slug, wishes) in [
        ("press-kit", &["request-refund", "cancel-refund-request"][..]),
        ("never-delivers", &["request-refund", "cancel-refund-request"][..]),
        ("never-delivers", &[][..]),
        ("summarizer", &[][..]),
        ("analyst", &["request-refund", "cancel-refund-request"][..]),
        ("analyst", &[][..]),
        ("translator", &[][..]),
    ] {
        live(slug, wishes, &mut seen);
    }
    seen
}

/// One purchase to its end, with these wishes uttered as soon as they may be.
fn live(slug: &str, wishes: &[&str], seen: &mut BTreeMap<Situation, Value>) {
    let mut stage = Stage::new();
    let answers = match slug {
        "translator" => json!({"text": "a ".repeat(5_000), "language": [0]}), // 250 ADA: more than the wallet can pay.
        _ => answers(slug),
    };
    let (_, terms) = stage.start_job(slug, "54457a849f11e756a970", &answers);
    stage.post(Service::Node, "purchase", "<PAY_KEY>", &super::paying_body(&terms));
    let body =
        json!({"network": "Preprod", "blockchainIdentifier": terms["blockchainIdentifier"], "includeHistory": "true"});
    let mut wishes = wishes.iter();
    let mut wish = wishes.next();
    for _ in 0..100 {
        let (_, answer) = stage.post(Service::Node, "purchase/resolve-blockchain-identifier", "<READ_KEY>", &body);
        let row = answer["data"].clone();
        let now = situation(&row);
        let delivered = slug == "never-delivers" || now.1 != "FundsLocked";
        seen.entry(now).or_insert(row);
        if let Some(path) = wish.filter(|_| delivered) {
            let (status, _) = stage.post(Service::Node, &format!("purchase/{path}"), "<PAY_KEY>", &body);
            if status == 200 {
                wish = wishes.next();
                continue;
            }
        }
        let identifier = terms["blockchainIdentifier"].as_str().unwrap();
        let row = stage.world.node.find(Side::Buyer, identifier).unwrap();
        if row.action.action == NextAction::None || row.state == Some(State::FundsOrDatumInvalid) {
            return;
        }
        let next = stage.world.next_change().unwrap();
        stage.world.skip(next.since(stage.world.now));
    }
    panic!("{slug} never ended");
}

/// The recorded rows of purchases.
fn recorded_rows(recording: &Recording) -> Vec<Value> {
    let data = recording.data();
    let list = data["Purchases"].as_array().cloned();
    list.unwrap_or_else(|| vec![data.clone()]).into_iter().filter(|row| row.get("PaidFunds").is_some()).collect()
}

#[test]
fn purchases_look_as_recorded_in_every_state() {
    let seen = passed_through();
    let (mut wrong, mut unseen) = (Vec::new(), BTreeMap::new());
    for recording in recordings().iter().filter(|recording| recording.name.contains("-live-")) {
        let rows = recorded_rows(recording);
        assert!(!rows.is_empty() || place(recording) != Place::Row, "{} has no row", recording.name);
        for row in rows {
            let Some(ours) = seen.get(&situation(&row)) else {
                unseen.insert(situation(&row), recording.name.clone());
                continue;
            };
            let mut ours = ours.clone();
            if row.get("ActionHistory").is_none() {
                // An answer to a wish: those come without the histories.
                ours.as_object_mut().unwrap().retain(|name, _| !name.ends_with("History"));
            }
            let differences = misfits(&row, &ours, "");
            wrong.extend(differences.into_iter().map(|difference| format!("{}: {difference}", recording.name)));
        }
    }
    assert_none(&wrong);
    assert!(unseen.is_empty(), "recorded, but never reached here: {unseen:#?}");
}
