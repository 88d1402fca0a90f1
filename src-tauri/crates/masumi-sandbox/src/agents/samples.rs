//! What the agents that show what they can do show it with: answers to their own forms. What they show is made from them, as it
//! is for a buyer.

use super::{Agent, Product};
use crate::http::answer::Answer;
use serde_json::{Value, json};

/// The example output that its entry links to.
pub(super) fn example(agent: &Agent) -> Option<Answer> {
    let (_, output) = made(agent).filter(|_| agent.example.is_some())?;
    Some(match output {
        Product::Text(text) => Answer::markdown(text),
        Product::Json(value) => Answer::json(200, value),
    })
}

/// What `GET /demo` shows, of an agent whose software has it.
pub(super) fn demo(agent: &Agent) -> Option<Answer> {
    let (input, output) = made(agent).filter(|_| !agent.dialect.by_hand())?;
    let result = match output {
        Product::Text(text) => json!(text),
        Product::Json(value) => value,
    };
    Some(Answer::json(200, json!({"input": input, "output": {"result": result}})))
}

fn made(agent: &Agent) -> Option<(Value, Product)> {
    let input = agent.sample?();
    let output = (agent.work)(input.as_object()?, None);
    Some((input, output))
}

pub(super) fn summary() -> Value {
    json!({
        "text": "Lock-keepers on the Elbe raise and lower barges all day. A barge waits in the lock while the water rises. \
                 In dry summers the water is low, and a barge carries less. The keepers note every barge in a book. \
                 Some of the books are two hundred years old.",
        "sentences": 2,
    })
}

pub(super) fn brief() -> Value {
    json!({"market": "cargo bikes", "region": [0], "figures": true})
}

pub(super) fn diligence() -> Value {
    json!({"company": "Example plc", "depth": 3})
}

pub(super) fn newsletter() -> Value {
    json!({"text": "Write to Ada at ada@example.org before 12 May. The programme is at https://example.org/programme."})
}
