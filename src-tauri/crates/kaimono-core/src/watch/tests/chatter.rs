//! An agent that says something else every time is asked like one that has nothing new.

use super::*;
use std::sync::atomic::{AtomicU32, Ordering};

/// How often an agent is asked in half an hour that answers like this, given how often it was asked before.
async fn asked(answer: fn(u32) -> serde_json::Value) -> u32 {
    let bench = Bench::new();
    let _node = bench.connect().await;
    let agent = Service::agent().await;
    bench.buy("one", &agent.url());
    let asked = Arc::new(AtomicU32::new(0));
    let (counted, answering) = (Arc::clone(&asked), agent.clone());
    agent.when_asked("/status", move || {
        let number = counted.fetch_add(1, Ordering::SeqCst);
        answering.sends("/status", 200, &answer(number).to_string());
    });
    let mut watcher = bench.watcher(real(&bench));
    pass(&bench, &mut watcher, 1_800).await;
    asked.load(Ordering::SeqCst)
}

/// core R2: everything new had it asked again after five seconds, 12 times a minute.
#[tokio::test]
async fn an_agent_that_says_something_else_every_time_is_asked_as_one_that_says_nothing_new() {
    let word = |number| json!({ "job_id": "job-1", "status": format!("step-{number}") });
    let message = |number| json!({ "job_id": "job-1", "status": "running", "message": format!("{number}") });
    let part = |number| json!({ "job_id": "job-1", "status": "running", "result": format!("{number}") });
    let question = |number| {
        let schema = json!({ "input_data": [{ "id": format!("q-{number}"), "type": "string" }] });
        json!({ "job_id": "job-1", "status": "awaiting_input", "input_schema": schema })
    };
    let quiet = asked(|_| json!({ "job_id": "job-1", "status": "running" })).await;
    for answer in [word, message, part, question] {
        let restless = asked(answer).await;
        assert!(restless <= quiet + 10, "{restless} times, and {quiet} times where nothing is new");
    }
}
