//! `POST /purchase` and `POST /payment`: every recorded mistake is made again with terms of this world, and must be
//! called the same.

use super::{CAST, NOON, Recording, Stage, answers, assert_none, differences, recordings};
use crate::{clock::iso, faults::Service};
use masumi_client::moment::Moment;
use serde_json::{Map, Value, json};

const TIMES: [&str; 4] = ["payByTime", "submitResultTime", "unlockTime", "externalDisputeUnlockTime"];

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
        if let Some(value) = terms.get(from) {
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
    let all = recordings();
    let jobs: Vec<Recording> =
        all.iter().filter(|job| job.path() == "start_job" && job.status == 200).cloned().collect();
    let mut stage = Stage::new();
    let mut live: Map<String, Value> = Map::new();
    let (mut wrong, mut replayed) = (Vec::new(), 0);
    for recording in all.iter().filter(|recording| recording.method == "POST" && recording.path() == "/purchase") {
        let mut sent = recording.clone();
        let raw = recording.body.as_str().map(str::to_owned);
        let body = raw
            .as_deref()
            .map_or_else(|| recording.body.clone(), |raw| serde_json::from_str(raw).unwrap_or(Value::Null));
        if recording.status == 500 && recording.number() > 500 {
            continue; // A race: the second of two simultaneous purchases. Here they cannot be simultaneous.
        }
        if let (Some(fields), Some(job)) = (body.as_object().filter(|fields| !fields.is_empty()), origin(&jobs, &body))
        {
            let slug = player(&job.answer);
            let nonce = job.answer["identifierFromPurchaser"].as_str().unwrap();
            let ours = live
                .entry(nonce)
                .or_insert_with(|| paying_body(&stage.start_job(slug, nonce, &answers(slug)).1))
                .clone();
            if recording.status == 409 {
                stage.post(Service::Node, "purchase", "<PAY_KEY>", &ours);
            }
            let mistaken = with_the_same_mistakes(&stage, fields, &paying_body(&job.answer), &ours);
            sent.body = if raw.is_some() { json!(mistaken.to_string()) } else { mistaken };
        } else if !body.is_null() && body.as_object().is_some_and(|fields| !fields.is_empty()) {
            continue; // Paid for terms that a seller's POST /payment gave; replayed below.
        }
        let answer = stage.replay(&sent);
        wrong.extend(differences(recording, &answer));
        replayed += 1;
    }
    assert_none(&wrong, replayed, 45);
}

#[test]
fn a_seller_gets_terms_as_recorded() {
    let mut stage = Stage::new();
    let (mut wrong, mut replayed) = (Vec::new(), 0);
    for recording in
        recordings().iter().filter(|recording| recording.method == "POST" && recording.path() == "/payment")
    {
        let mut sent = recording.clone();
        let made = Moment(recording.data()["createdAt"].as_str().and_then(crate::clock::parse_iso).unwrap().0);
        for name in TIMES {
            let at = recording.body[name].as_str().and_then(crate::clock::parse_iso).unwrap();
            sent.body[name] = json!(iso(NOON.plus(at.since(made))));
        }
        let answer = stage.replay(&sent);
        wrong.extend(differences(recording, &answer));
        let terms = &answer.1["data"];
        let mut body = paying_body(terms);
        body["sellerVkey"] = terms["SmartContractWallet"]["walletVkey"].clone();
        body["identifierFromPurchaser"] = sent.body["identifierFromPurchaser"].clone();
        let (status, paid) = stage.post(Service::Node, "purchase", "<PAY_KEY>", &body);
        assert_eq!(status, 200, "{paid}");
        replayed += 1;
    }
    assert_none(&wrong, replayed, 4);
}
