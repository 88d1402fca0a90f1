//! The seller's side, as agents built with the official SDK use it: terms, a result's hash, a refund that is let be.

use super::{
    NOON, Recording, Stage,
    account::{Place, at},
    assert_none, differences,
    purchases::{TIMES, paying_body},
    states::put,
};
use crate::{
    chain::State,
    clock::{iso, parse_date},
    faults::Service,
    node::row::{NextAction, Side},
};
use serde_json::{Value, json};

/// A recorded request for terms with its times moved to this world's noon.
fn asked_at_noon(recording: &Recording) -> Recording {
    let mut sent = recording.clone();
    let made = parse_date(recording.data()["createdAt"].as_str().unwrap()).unwrap();
    for name in TIMES {
        let time = parse_date(recording.body[name].as_str().unwrap()).unwrap();
        sent.body[name] = json!(iso(NOON.plus(time.since(made))));
    }
    sent
}

/// Pays for a seller's terms.
fn pay(stage: &mut Stage, asked: &Value, terms: &Value) {
    let mut body = paying_body(terms);
    body["sellerVkey"] = terms["SmartContractWallet"]["walletVkey"].clone();
    body["identifierFromPurchaser"] = asked["identifierFromPurchaser"].clone();
    let (status, paid) = stage.post(Service::Node, "purchase", "<PAY_KEY>", &body);
    assert_eq!(status, 200, "{paid}");
}

#[test]
fn a_seller_gets_terms_as_recorded() {
    let mut stage = Stage::new();
    let mut wrong = Vec::new();
    for recording in at(Place::Sale) {
        let sent = asked_at_noon(&recording);
        let answer = stage.replay(&sent);
        wrong.extend(differences(&recording, &answer));
        pay(&mut stage, &sent.body, &answer.1["data"]);
    }
    assert_none(&wrong);
}

#[test]
fn a_seller_delivers_and_lets_a_refund_be_as_recorded() {
    let mut wrong = Vec::new();
    for recording in at(Place::Seller) {
        let mut stage = Stage::new();
        let asked = asked_at_noon(&at(Place::Sale)[0]);
        let terms = stage.replay(&asked).1["data"].clone();
        pay(&mut stage, &asked.body, &terms);
        stage.world.skip(9_000);
        let identifier = terms["blockchainIdentifier"].as_str().unwrap();
        let delivers = recording.path() == "/payment/submit-result";
        let state = if delivers { State::FundsLocked } else { State::Disputed };
        let row = stage.world.node.find_mut(Side::Seller, identifier).unwrap();
        put(row, Some(state), NextAction::WaitingForExternalAction);
        let mut sent = recording.clone();
        sent.body["blockchainIdentifier"] = json!(identifier);
        wrong.extend(differences(&recording, &stage.replay(&sent)));
    }
    assert_none(&wrong);
}
