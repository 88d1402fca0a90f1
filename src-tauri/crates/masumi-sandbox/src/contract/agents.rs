//! The agents, held against the recorded ones that were built with the official SDK.

use super::{Recording, Stage, answers, assert_none, differences, recordings};
use crate::faults::Service;
use masumi_client::moment::MINUTE;
use serde_json::{Value, json};

/// Ports of the recorded agents, and who plays them.
fn player(recording: &Recording) -> Option<&'static str> {
    let port = recording.url.split(':').nth(2)?.split('/').next()?;
    Some(match port {
        "8101" => "summarizer",
        "8102" => "market-brief",
        "8103" => "haiku",
        "8104" => "translator",
        "8105" => "contract-reviewer",
        "8108" => "market-brief",
        "8110" => "analyst",
        _ => return None,
    })
}

/// Recordings that are not replayed, and why.
fn not_here(recording: &Recording) -> Option<&'static str> {
    match recording.number() {
        69 | 70 => Some("an impostor, and nobody"),
        72..=74 => Some("another agent's form and demo"),
        84 => Some("the agent has another form"),
        86 | 88 => Some("`nonces_are_refused_as_recorded` replays them"),
        92 => Some("another form; `answers` has its own test"),
        102 => Some("a free agent with the older SDK cannot sell at all; this one has the newer"),
        105 => Some("the newer SDK invents a nonce that its node refuses; this one asks for it"),
        107 => Some("another form; `answers` has its own test"),
        118 => Some("an agent that offers a source that is not Cardano"),
        _ if recording.path() == "hook" => Some("webhooks are not sent"),
        _ => None,
    }
}

#[test]
fn jobs_are_taken_and_refused_as_recorded() {
    let (mut wrong, mut replayed) = (Vec::new(), 0);
    let mut stage = Stage::new();
    for recording in recordings().iter().filter(|recording| recording.path() == "start_job") {
        let Some(slug) = player(recording).filter(|_| not_here(recording).is_none()) else { continue };
        let mut sent = recording.clone();
        sent.url = format!("http://127.0.0.1:8000/{slug}/start_job");
        if recording.status == 200
            && let Some(given) = ["input_data", "inputData"].iter().find(|name| sent.body.get(**name).is_some())
        {
            sent.body[*given] = answers(slug);
        }
        wrong.extend(differences(recording, &stage.replay(&sent)));
        replayed += 1;
    }
    assert_none(&wrong, replayed, 20);
}

#[test]
fn a_job_says_where_it_stands_and_asks_as_recorded() {
    let all = recordings();
    let recorded = |number: u32| all.iter().find(|recording| recording.number() == number).unwrap();
    let mut stage = Stage::new();
    let (_, terms) = stage.start_job("contract-reviewer", "ed7fd9fe0b4b7613f051", &answers("contract-reviewer"));
    let id = terms["id"].as_str().unwrap().to_owned();
    let mut wrong = Vec::new();
    let mut check = |stage: &mut Stage, number: u32, target: &str, body: Value| {
        let headers = [("content-type".to_owned(), "application/json".to_owned())];
        let (method, body) = if body.is_null() { ("GET", String::new()) } else { ("POST", body.to_string()) };
        let answer = stage.send(Service::Agents, method, &format!("contract-reviewer/{target}"), &headers, &body);
        wrong.extend(differences(recorded(number), &answer));
        answer.1
    };
    let status = format!("status?job_id={id}");
    check(&mut stage, 77, &status, Value::Null);
    check(&mut stage, 78, &format!("status?jobId={id}"), Value::Null);
    check(&mut stage, 81, "status", Value::Null);
    let early = json!({"job_id": id, "status_id": "x", "input_data": {"a": "b"}});
    let early = check(&mut stage, 82, "provide_input", early);
    assert_eq!(early["detail"], json!(format!("Job {id} is not awaiting input. Current status: awaiting_payment")));
    check(&mut stage, 75, "demo", Value::Null);
    stage.post(Service::Node, "purchase", "<PAY_KEY>", &super::paying_body(&terms));
    stage.world.skip(MINUTE);
    check(&mut stage, 456, &status, Value::Null);
    let bad = json!({"job_id": id, "status_id": "whatever", "input_data": {"comment": "no approve"}});
    let bad = check(&mut stage, 457, "provide_input", bad);
    assert_eq!(bad, json!({"detail": recorded(457).answer["detail"].as_str().unwrap().trim_end_matches('\'')}));
    let good = json!({"job_id": id, "status_id": "whatever", "input_data": {"approve": true, "comment": "fine"}});
    check(&mut stage, 464, "provide_input", good);
    stage.world.skip(MINUTE);
    check(&mut stage, 469, &status, Value::Null);
    assert_none(&wrong, 9, 9);
}

#[test]
fn nonces_are_refused_as_recorded() {
    let all = recordings();
    let mut stage = Stage::new();
    for number in [86, 88] {
        let recording = all.iter().find(|recording| recording.number() == number).unwrap();
        let nonce = recording.body["identifier_from_purchaser"].as_str().unwrap();
        let (status, ours) = stage.start_job("summarizer", nonce, &answers("summarizer"));
        assert_eq!((status, &ours), (recording.status, &recording.answer));
    }
}
