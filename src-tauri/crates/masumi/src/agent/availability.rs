//! What an answer to `GET /availability` means (docs/protocol.md 8.1, docs/hard-cases.md A6).

use super::{Availability, refusal::WORDS};
use crate::{
    lenient,
    net::{Answer, CallError},
    text::{plain, snippet},
};
use serde_json::Value;

/// Words for "takes jobs".
const YES: [&str; 10] =
    ["available", "operational", "ready", "online", "ok", "healthy", "up", "active", "accepting", "running"];
const NO: [&str; 11] = [
    "unavailable",
    "not_available",
    "offline",
    "busy",
    "maintenance",
    "paused",
    "down",
    "closed",
    "overloaded",
    "suspended",
    "inactive",
];
/// The same as a truth.
const FLAGS: [&str; 6] = ["available", "is_available", "isAvailable", "online", "accepting_jobs", "acceptingJobs"];
/// Takes jobs, and says that not all of it is well: the word is told where nothing else is.
const WEAKLY: [&str; 3] = ["degraded", "limited", "partial"];
/// What says that no real money is meant.
const SIMULATED: [&str; 9] = [
    "simulated",
    "simulation",
    "simulated_escrow",
    "simulatedEscrow",
    "rehearsal",
    "mock",
    "mock_payments",
    "dry_run",
    "sandbox",
];

/// Reads an answer of whoever should be this agent.
pub(super) fn read(answer: &Answer, agent_identifier: &str) -> Result<Availability, CallError> {
    let parsed = lenient::parsed(&answer.body).ok().and_then(told);
    let message = parsed.as_ref().and_then(|body| message(body).or_else(|| weak_word(body)));
    match answer.status {
        503 => return Ok(Availability::Unavailable(message)),
        429 | 500.. => return Err(answer.as_error()),
        status @ 400.. => {
            let page = format!("{status}: {}", answer.words(200));
            return Ok(Availability::NotAnAgent(plain(&page, 200)));
        }
        _ => {}
    }
    let Some(body) = parsed else { return Ok(Availability::NotAnAgent(snippet(&answer.body, 200))) };
    // Several agents at one address: what is said of the asked one counts.
    let listed = match body.get("agents").and_then(Value::as_array) {
        Some(agents) => match of_list(agents, agent_identifier) {
            Ok(listed) => listed,
            Err(other) => return Ok(Availability::AnotherAgent(other)),
        },
        None => None,
    };
    // Whether that one takes jobs says nothing of this one. The registry calls it Invalid (docs/observed.md 3).
    let named = identifier(&body).filter(|_| listed.is_none());
    if let Some(other) = named.filter(|named| !named.eq_ignore_ascii_case(agent_identifier)) {
        return Ok(Availability::AnotherAgent(other));
    }
    let takes = listed.and_then(takes_jobs).or_else(|| takes_jobs(&body)).or_else(|| {
        let kind =
            body.get("type").and_then(Value::as_str).is_some_and(|kind| kind.eq_ignore_ascii_case("masumi-agent"));
        let is_agent = kind || body.get("agentIdentifier").is_some() || body.get("agents").is_some_and(Value::is_array);
        is_agent.then_some(true)
    });
    Ok(match takes {
        Some(true) if is_simulated(&body, message.as_deref()) => Availability::Simulated(message),
        Some(true) => Availability::Available(message),
        Some(false) => Availability::Unavailable(message),
        None => Availability::NotAnAgent(snippet(&answer.body, 200)),
    })
}

/// What it tells, as an object: a word or a truth alone is that of its availability.
fn told(answer: Value) -> Option<Value> {
    match answer {
        Value::Object(_) => Some(answer),
        Value::String(_) | Value::Bool(_) => Some(serde_json::json!({ "availability": answer })),
        _ => None,
    }
}

/// Whether it says that it takes jobs; `None`: it does not say.
fn takes_jobs(told: &Value) -> Option<bool> {
    let word = |name: &str| {
        let word = told.get(name)?.as_str()?.trim().to_lowercase().replace([' ', '-'], "_");
        let takes = YES.contains(&word.as_str()) || WEAKLY.contains(&word.as_str());
        takes.then_some(true).or_else(|| NO.contains(&word.as_str()).then_some(false))
    };
    // `availability` stands beside a `status` that speaks of the call (n8n); a truth is plainer than a word.
    let flag = FLAGS.into_iter().find_map(|name| match told.get(name)? {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.trim().to_lowercase().parse().ok(),
        _ => None,
    });
    let state = || match told.get("availability")? {
        Value::Bool(flag) => Some(*flag),
        _ => word("availability"),
    };
    flag.or_else(state).or_else(|| word("status"))
}

/// The word of an agent that takes jobs and is not well.
fn weak_word(body: &Value) -> Option<String> {
    let words = ["availability", "status"].into_iter().filter_map(|name| body.get(name)?.as_str());
    words.map(str::trim).find(|word| WEAKLY.contains(&word.to_lowercase().as_str())).map(str::to_owned)
}

/// What it is called, if that is an identifier of the registry: hex, as it is seen. A name of its own says nothing of another agent.
fn identifier(told: &Value) -> Option<String> {
    let is_hex = |named: &String| !named.is_empty() && named.bytes().all(|byte| byte.is_ascii_hexdigit());
    told.get("agentIdentifier").and_then(Value::as_str).map(|named| plain(named, 200)).filter(is_hex)
}

/// What a list says of this agent; `Err`: it names others and not this one.
fn of_list<'a>(agents: &'a [Value], agent_identifier: &str) -> Result<Option<&'a Value>, String> {
    let own =
        agents.iter().find(|one| identifier(one).is_some_and(|named| named.eq_ignore_ascii_case(agent_identifier)));
    match (own, agents.iter().find_map(identifier)) {
        (None, Some(other)) => Err(other),
        (own, _) => Ok(own),
    }
}

/// Its message, or its reasons joined.
fn message(body: &Value) -> Option<String> {
    let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    let reasons = || {
        let reasons = ["reasons", "reason", "errors"].into_iter().find_map(|name| body.get(name)?.as_array())?;
        let said = |one: &Value| {
            let inner = ["message", "reason", "detail"].into_iter().find_map(|name| one.get(name)?.as_str());
            inner.or(one.as_str()).map(str::to_owned)
        };
        Some(reasons.iter().filter_map(said).collect::<Vec<_>>().join("; "))
    };
    let said = text("message").filter(|text| !text.trim().is_empty()).or_else(reasons).or_else(|| text("reason"));
    said.map(|text| plain(&text, WORDS)).filter(|text| !text.is_empty())
}

fn is_simulated(body: &Value, message: Option<&str>) -> bool {
    let meant = |told: &Value| match told {
        Value::Bool(flag) => *flag,
        Value::String(word) => !matches!(word.trim().to_lowercase().as_str(), "" | "false" | "no" | "none"),
        _ => false,
    };
    let words = [
        "simulat",
        "rehears",
        "dry run",
        "dry-run",
        "not payable",
        "not for real money",
        "no real money",
        "play money",
    ];
    let says = |text: &str| words.iter().any(|word| text.to_lowercase().contains(word));
    let named = ["network", "mode", "payment_mode", "paymentMode", "escrow", "environment"];
    SIMULATED.iter().any(|name| body.get(name).is_some_and(meant))
        || named.into_iter().any(|name| body.get(name).and_then(Value::as_str).is_some_and(says))
        || message.is_some_and(says)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer { status, retry_after: None, body: body.to_owned(), date: None }
    }

    #[test]
    fn an_available_agent_is_told_from_anything_else_that_answers() {
        let yes = |message: Option<&str>| Availability::Available(message.map(str::to_owned));
        let no = |message: Option<&str>| Availability::Unavailable(message.map(str::to_owned));
        for (status, body, expected) in [
            (200, r#"{"status":"available","type":"masumi-agent","message":"ready"}"#, yes(Some("ready"))),
            (200, r#"{"status":"available"}"#, yes(None)),
            (200, r#"{"agentIdentifier":"7E8B"}"#, yes(None)),
            (200, r#"{"status":"available","agentIdentifier":""}"#, yes(None)),
            (200, r#"{"status":"available","agentIdentifier":"7e8c"}"#, Availability::AnotherAgent("7e8c".into())),
            (200, r#"{"status":"unavailable","agentIdentifier":"7e8c"}"#, Availability::AnotherAgent("7e8c".into())),
            (200, r#"{"type":"masumi-agent"}"#, yes(None)),
            (200, r#"{"status":"success","availability":"available"}"#, yes(None)),
            (200, r#"{"status":"success","availability":"unavailable"}"#, no(None)),
            (200, r#"{"status":"unavailable","type":"masumi-agent","message":"lunch"}"#, no(Some("lunch"))),
            (200, r#"{"status":"UNAVAILABLE"}"#, no(None)),
            (503, r#"{"message":"lunch"}"#, no(Some("lunch"))),
            (503, "<h1>Service Unavailable</h1>", no(None)),
            (200, "<h1>It works!</h1>", Availability::NotAnAgent("It works!".into())),
            (200, "[]", Availability::NotAnAgent("[]".into())),
            (200, r#"{"ok":true}"#, Availability::NotAnAgent(r#"{"ok":true}"#.into())),
            (404, r#"{"detail":"Not Found"}"#, Availability::NotAnAgent("404: Not Found".into())),
        ] {
            assert_eq!(read(&answer(status, body), "7e8b"), Ok(expected), "{body}");
        }
        for status in [429, 500, 502, 504] {
            assert_eq!(read(&answer(status, ""), "7e8b").unwrap_err().status(), Some(status));
        }
    }
}
