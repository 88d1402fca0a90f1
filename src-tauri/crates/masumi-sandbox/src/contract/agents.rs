//! The agents, held against the recorded ones that were built with the official SDK.

use super::{
    Recording, Stage,
    account::{Place, at},
    answers, assert_none, differences,
};
use crate::faults::Service;
use masumi::moment::MINUTE;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Ports of the recorded agents, and who plays them.
pub(super) fn player(recording: &Recording) -> Option<&'static str> {
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

#[test]
fn jobs_are_taken_and_refused_as_recorded() {
    let mut wrong = Vec::new();
    let mut stage = Stage::new();
    for recording in at(Place::Job) {
        let slug = player(&recording).unwrap();
        let mut sent = recording.clone();
        sent.url = format!("http://127.0.0.1:8000/{slug}/start_job");
        // Forms are others here; where the answers are not what is refused, they are what this form takes.
        if [200, 500].contains(&recording.status)
            && let Some(given) = ["input_data", "inputData"].iter().find(|name| sent.body.get(**name).is_some())
        {
            sent.body[*given] = answers(slug);
        }
        wrong.extend(differences(&recording, &stage.replay(&sent)));
    }
    assert_none(&wrong);
}

/// A request to an agent, to be answered as the recording of that number.
struct Asked {
    number: u32,
    target: String,
    body: Value,
}

#[test]
fn a_job_says_where_it_stands_and_asks_as_recorded() {
    let recorded = at(Place::Way);
    let (mut stage, mut wrong, mut replayed) = (Stage::new(), Vec::new(), BTreeSet::new());
    let mut check = |stage: &mut Stage, asked: Asked| {
        let recording = recorded.iter().find(|recording| recording.number() == asked.number).unwrap();
        let headers = [("content-type".to_owned(), "application/json".to_owned())];
        let body = if asked.body.is_null() { String::new() } else { asked.body.to_string() };
        let answer = stage.send(Service::Agents, &recording.method, &asked.target, &headers, &body);
        wrong.extend(differences(recording, &answer));
        replayed.insert(asked.number);
    };
    let get = |number, target: String| Asked { number, target, body: Value::Null };

    let (_, terms) = stage.start_job("haiku", "8d6749d7d6af4f83f9bf", &answers("haiku"));
    stage.world.skip(MINUTE);
    let id = terms["id"].as_str().unwrap();
    check(&mut stage, get(110, format!("haiku/status?jobId={id}")));
    check(&mut stage, get(111, format!("haiku/status?job_id={id}")));

    let (_, terms) = stage.start_job("contract-reviewer", "ed7fd9fe0b4b7613f051", &answers("contract-reviewer"));
    let id = terms["id"].as_str().unwrap();
    let status = format!("contract-reviewer/status?job_id={id}");
    let answer = |number, given: Value| Asked {
        number,
        target: "contract-reviewer/provide_input".to_owned(),
        body: json!({"job_id": id, "status_id": "whatever", "input_data": given}),
    };
    check(&mut stage, get(77, status.clone()));
    check(&mut stage, get(78, format!("contract-reviewer/status?jobId={id}")));
    check(&mut stage, get(79, status.clone()));
    check(&mut stage, get(81, "contract-reviewer/status".to_owned()));
    check(&mut stage, answer(82, json!({"a": "b"})));
    check(&mut stage, get(75, "contract-reviewer/demo".to_owned()));
    stage.post(Service::Node, "purchase", "<PAY_KEY>", &super::paying_body(&terms));
    stage.world.skip(MINUTE);
    check(&mut stage, get(456, status.clone()));
    check(&mut stage, answer(457, json!({"comment": "no approve"})));
    check(&mut stage, answer(464, json!({"approve": true, "comment": "fine"})));
    stage.world.skip(MINUTE);
    check(&mut stage, get(469, status));
    assert_none(&wrong);
    assert_eq!(replayed, recorded.iter().map(Recording::number).collect());
}
