//! Everything of the two services that does not depend on a purchase: the registry, and the node's side calls.

use super::{
    Recording, Stage,
    account::{Place, at},
    answers, assert_none, differences,
};
use crate::faults::Service;
use serde_json::Value;

/// Whether a list that came back empty must be empty here too, and begins with an agent of the same status.
pub(super) fn listed(recording: &Recording, ours: &Value) -> Option<String> {
    let list =
        |body: &Value| ["entries", "capabilities"].iter().find_map(|name| body["data"][*name].as_array().cloned());
    let (recorded, ours) = (list(&recording.answer)?, list(ours)?);
    // What changed first is another agent in every world.
    let any = recording.path() == "/registry-diff";
    let begins = |list: &[Value]| list.first().map(|entry| if any { Value::Null } else { entry["status"].clone() });
    let (recorded, ours) = (begins(&recorded), begins(&ours));
    (recorded != ours).then(|| format!("{}: began with {recorded:?}, begins with {ours:?}", recording.name))
}

#[test]
fn the_registry_and_the_side_calls_answer_as_recorded() {
    let mut stage = Stage::new();
    let text = answers("summarizer");
    for nonce in ["54457a849f11e756a970", "54457a849f11e756a971"] {
        let (_, terms) = stage.start_job("summarizer", nonce, &text);
        stage.post(Service::Node, "purchase", "<PAY_KEY>", &super::paying_body(&terms));
    }
    let mut all = Vec::new();
    for recording in at(Place::Aside) {
        let answer = stage.replay(&recording);
        all.extend(differences(&recording, &answer));
        all.extend(listed(&recording, &answer.1));
    }
    assert_none(&all);
}
