//! `POST /purchase` and `POST /payment`: every recorded mistake is made again with terms of this world, and must be
//! called the same.

use super::{
    CAST, Recording, Stage,
    account::{Place, at},
    answers, assert_none, differences, recordings,
};
use crate::faults::Service;
use serde_json::{Map, Value, json};

pub(super) const TIMES: [&str; 4] = ["payByTime", "submitResultTime", "unlockTime", "externalDisputeUnlockTime"];

/// The body that pays for these terms, whatever dialect they are in.
pub(crate) fn paying_body(terms: &Value) -> Value {
    let mut body = json!({
        "network": "Preprod",
        "blockchainIdentifier": terms["blockchainIdentifier"],
        "inputHash": terms.get("input_hash").or(terms.get("inputHash")),
        "sellerVkey": terms.get("sellerVKey").or(terms.get("sellerVkey")),
        "agentIdentifier": terms["agentIdentifier"],
        "identifierFromPurchaser": terms["identifierFromPurchaser"],
    });
    for name in TIMES {
        let text = terms[name].as_str().map_or_else(|| terms[name].to_string(), str::to_owned);
        body[name] = json!(text);
    }
    for (from, to) in [
        ("amounts", "Amounts"),
        ("supportedPaymentSourceIndex", "supportedPaymentSourceIndex"),
        ("sellerReturnAddress", "sellerReturnAddress"),
    ] {
        if let Some(value) = terms.get(from).filter(|value| !value.is_null()) {
            body[to] = value.clone();
        }
    }
    body
}

/// The recorded terms that a recorded purchase was made from.
fn origin<'a>(jobs: &'a [Recording], purchase: &Value) -> Option<&'a Recording> {
    let identifier = purchase["blockchainIdentifier"].as_str().unwrap_or("");
    let nonce = &purchase["identifierFromPurchaser"];
    let same = |job: &&Recording| job.answer["blockchainIdentifier"] == identifier;
    let cut = |job: &&Recording| {
        job.answer["identifierFromPurchaser"] == *nonce
            || job.answer["blockchainIdentifier"].as_str().is_some_and(|whole| whole.starts_with(identifier))
    };
    jobs.iter().find(same).or_else(|| jobs.iter().find(cut))
}

/// What was changed between the recorded terms and the recorded request, made to the paying body of this world.
fn with_the_same_mistakes(stage: &Stage, recorded: &Map<String, Value>, honest: &Value, ours: &Value) -> Value {
    let mut out = Map::new();
    for (name, sent) in recorded {
        let value = if Some(sent) == honest.get(name) {
            ours.get(name).cloned().unwrap_or(Value::Null)
        } else {
            mistaken(stage, name, sent, &honest[name], &ours[name])
        };
        out.insert(name.clone(), value);
    }
    // In the recorded world one wallet held all tokens, so naming another agent left the seller's key right.
    if recorded.get("agentIdentifier") != honest.get("agentIdentifier") {
        let named = out["agentIdentifier"].as_str().and_then(|named| stage.world.listing(named));
        out.extend(named.map(|listing| ("sellerVkey".to_owned(), json!(listing.wallet().vkey()))));
    }
    Value::Object(out)
}

fn mistaken(stage: &Stage, name: &str, sent: &Value, honest: &Value, ours: &Value) -> Value {
    let number = |value: &Value| value.as_str().and_then(|text| text.parse::<i64>().ok());
    match (name, sent) {
        (_, Value::Number(_)) if TIMES.contains(&name) => json!(number(ours).unwrap()),
        (_, Value::String(text)) if TIMES.contains(&name) && text.len() == 10 => {
            json!((number(ours).unwrap() / 1000).to_string())
        }
        (_, Value::String(text)) if TIMES.contains(&name) && text.len() == 13 => {
            json!((number(ours).unwrap() + number(sent).unwrap() - number(honest).unwrap()).to_string())
        }
        ("blockchainIdentifier", Value::String(cut)) if honest.as_str().is_some_and(|whole| whole.starts_with(cut)) => {
            let missing = honest.as_str().unwrap().len() - cut.len();
            let whole = ours.as_str().unwrap();
            json!(whole[..whole.len() - missing])
        }
        ("Amounts", Value::Array(_)) if !honest.is_null() && ours.is_array() => {
            let unit = &sent[0]["unit"];
            let same = sent[0]["amount"] == honest[0]["amount"];
            let amount = if same { ours[0]["amount"].clone() } else { json!("1") };
            json!([{"amount": amount, "unit": unit}])
        }
        _ => serde_json::from_str(&stage.translated(&sent.to_string())).unwrap(),
    }
}

/// Who plays the agent of these terms.
fn player(terms: &Value) -> &'static str {
    let identifier = terms["agentIdentifier"].as_str().unwrap_or("");
    CAST.iter().find(|(end, _)| identifier.ends_with(end)).map(|(_, slug)| *slug).unwrap()
}

#[test]
fn every_recorded_purchase_and_mistake_is_answered_as_recorded() {
    let jobs: Vec<Recording> =
        recordings().into_iter().filter(|job| job.path() == "start_job" && job.status == 200).collect();
    let mut stage = Stage::new();
    let mut live: Map<String, Value> = Map::new();
    let mut wrong = Vec::new();
    for recording in at(Place::Purchase) {
        let mut sent = recording.clone();
        let raw = recording.body.as_str();
        let body = raw.map_or(recording.body.clone(), |raw| serde_json::from_str(raw).unwrap_or_default());
        if let Some(fields) = body.as_object().filter(|fields| !fields.is_empty()) {
            let job = origin(&jobs, &body);
            // Without one it was paid for terms that are not among the recordings: as they were offered.
            let (slug, honest) = match job {
                Some(job) => (player(&job.answer), paying_body(&job.answer)),
                None => (player(&body), body.clone()),
            };
            let nonce = honest["identifierFromPurchaser"].as_str().unwrap();
            let ours = live
                .entry(nonce)
                .or_insert_with(|| paying_body(&stage.start_job(slug, nonce, &answers(slug)).1))
                .clone();
            if recording.status == 409 {
                stage.post(Service::Node, "purchase", "<PAY_KEY>", &ours);
            }
            let mistaken = with_the_same_mistakes(&stage, fields, &honest, &ours);
            sent.body = if raw.is_some() { json!(mistaken.to_string()) } else { mistaken };
        }
        wrong.extend(differences(&recording, &stage.replay(&sent)));
    }
    assert_none(&wrong);
}
