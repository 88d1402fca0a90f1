//! Everything of the two services that does not depend on a purchase: the registry, and the node's side calls.

use super::{Recording, Stage, answers, assert_none, differences, recordings};
use crate::faults::Service;
use serde_json::Value;

/// Recordings that are not replayed here, and why.
fn not_here(recording: &Recording) -> Option<&'static str> {
    let path = recording.path();
    let purchases = [
        "/purchase/resolve-blockchain-identifier",
        "/purchase/request-refund",
        "/purchase/cancel-refund-request",
        "/purchase/error-state-recovery",
        "/payment/submit-result",
        "/payment/authorize-refund",
    ];
    let not_served = [
        "/inbox-agent-registration",
        "/monitoring",
        "/payment-source-extended",
        "/payment/income",
        "/payment/x402",
        "/registry",
        "/registry/wallet",
        "/rpc-api-keys",
        "/wallet",
        "/webhooks",
        "/webhooks/test",
        "/x402/networks/available",
        "/api-key",
    ];
    match recording.number() {
        64 | 65 => Some("a bug of that registry: a burned agent comes back online"),
        540 => Some("adds a registry source"),
        49 | 542 => Some("that registry cannot list V2 agents; this one can, as newer ones do"),
        45 => Some("an agent whose availability names another agent"),
        54 | 188 | 372 => Some("pages on from a recorded row; `lists` tests cursors"),
        _ if recording.method == "POST" && path == "/purchase" => Some("`purchases` replays it"),
        _ if recording.method == "POST" && path == "/payment" => Some("`purchases` replays it"),
        _ if purchases.contains(&path) => Some("`states` and `rows` replay it"),
        _ if not_served.contains(&path) => Some("not served: a buyer does not call it"),
        _ => None,
    }
}

/// Whether a list that came back empty must be empty here too, and the other way round.
fn emptiness(recording: &Recording, ours: &Value) -> Option<String> {
    let lists = ["entries", "capabilities"];
    let length = |body: &Value| lists.iter().find_map(|name| body["data"][*name].as_array().map(Vec::len));
    let (recorded, ours) = (length(&recording.answer)?, length(ours)?);
    ((recorded == 0) != (ours == 0)).then(|| format!("{}: had {recorded} entries, has {ours}", recording.name))
}

#[test]
fn the_registry_and_the_side_calls_answer_as_recorded() {
    let mut stage = Stage::new();
    let text = answers("summarizer");
    for nonce in ["54457a849f11e756a970", "54457a849f11e756a971"] {
        let (_, terms) = stage.start_job("summarizer", nonce, &text);
        stage.post(Service::Node, "purchase", "<PAY_KEY>", &super::paying_body(&terms));
    }
    let mut replayed = 0;
    let mut all = Vec::new();
    for recording in recordings() {
        if recording.service() == Service::Agents || not_here(&recording).is_some() {
            continue;
        }
        let answer = stage.replay(&recording);
        all.extend(differences(&recording, &answer));
        all.extend(emptiness(&recording, &answer.1));
        replayed += 1;
    }
    assert_none(&all, replayed, 100);
}
