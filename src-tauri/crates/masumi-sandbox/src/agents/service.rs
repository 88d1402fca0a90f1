//! The agents' MIP-003 services, each under its own path, in the words of the software that it was built with.

use super::{
    Agent, Answers, Conduct, Dialect, Product, agent, answers, cases,
    jobs::{Job, Phase},
    samples, terms,
};
use crate::{
    chance,
    hash::of_job,
    http::{
        answer::Answer,
        request::{Request, Sent},
    },
    world::World,
};
use masumi::proof::canonical_json;
use serde_json::{Map, Value, json};

const PAGE: &str =
    "<!doctype html><html><head><title>Coming soon</title></head><body><h1>Coming soon</h1></body></html>";

/// What stands for the agents, as their sellers drew it.
const PICTURES: [&[u8]; 4] = [
    include_bytes!("pictures/0.png"),
    include_bytes!("pictures/1.png"),
    include_bytes!("pictures/2.png"),
    include_bytes!("pictures/3.png"),
];

fn picture(slug: &str) -> &'static [u8] {
    PICTURES[slug.bytes().map(usize::from).sum::<usize>() % PICTURES.len()]
}

/// What `start_job` was sent.
pub(super) struct Order {
    pub(super) nonce: String,
    pub(super) answers: Answers,
}

/// Answers a request to the agents' listener.
pub(crate) fn answer(world: &mut World, request: &Request) -> Answer {
    let path = request.path.trim_start_matches('/');
    let (slug, endpoint) = path.split_once('/').unwrap_or((path, ""));
    let Some(agent) = agent(slug) else {
        let played = cases::answer(world, request, slug, endpoint);
        return played.unwrap_or_else(|| Answer::detail(404, "Not Found"));
    };
    if let Conduct::WebPage = agent.conduct {
        return Answer::html(200, PAGE);
    }
    match (request.method.as_str(), endpoint) {
        ("GET", "availability") => {
            let message = format!("{} is ready", agent.name);
            Answer::json(200, json!({"status": "available", "type": "masumi-agent", "message": message}))
        }
        ("GET", "input_schema") => Answer::json(200, (agent.schema)()),
        ("GET", "picture.png") => Answer::png(picture(agent.slug)),
        ("GET", "demo") => samples::demo(agent).unwrap_or_else(|| match agent.dialect.by_hand() {
            true => Answer::detail(404, "Not Found"),
            false => Answer::detail(501, "Demo endpoint not implemented"),
        }),
        ("GET", "example") => samples::example(agent).unwrap_or_else(|| Answer::detail(404, "Not Found")),
        ("POST", "start_job") => start_job(world, agent, request).unwrap_or_else(|refused| refused),
        ("GET", "status") => status(world, agent, request),
        ("POST", "provide_input") => provide_input(world, agent, request).unwrap_or_else(|refused| refused),
        (_, "availability" | "input_schema" | "demo" | "start_job" | "status" | "provide_input") => {
            Answer::detail(405, "Method Not Allowed")
        }
        _ => Answer::detail(404, "Not Found"),
    }
}

fn start_job(world: &mut World, agent: &Agent, request: &Request) -> Result<Answer, Answer> {
    let order = read_order(agent, request)?;
    if let Some(complaint) = answers::complaint(&(agent.schema)(), &order.answers) {
        return Err(Answer::detail(400, complaint));
    }
    let hash = match canonical_json(&Value::Object(order.answers.clone())) {
        Ok(canonical) if !order.answers.is_empty() => of_job(&order.nonce, &canonical),
        Ok(_) => return Err(failure("inputHash: Invalid input: expected string, received undefined")),
        Err(why) => return Err(failure(&why.to_string())),
    };
    let id = chance::uuid();
    let (identifier, body) = terms::offer(world, agent, &order, &id, hash).map_err(|refused| {
        let envelope = json!({"status": "error", "error": {"message": refused.message}});
        failure(&format!("Bad request: {envelope}"))
    })?;
    world.jobs.begin(id, agent.slug, &order.nonce, order.answers, identifier);
    world.touch();
    Ok(Answer::json(200, body))
}

fn read_order(agent: &Agent, request: &Request) -> Result<Order, Answer> {
    let body = json_object(request)?;
    let next = agent.dialect == Dialect::SdkNext;
    let given = |snake: &str, camel: &str| body.get(snake).or_else(|| body.get(camel).filter(|_| next)).cloned();
    let nonce = match given("identifier_from_purchaser", "identifierFromPurchaser") {
        Some(Value::String(nonce)) => nonce,
        None => return Err(missing("identifier_from_purchaser", &body)),
        Some(other) => {
            let message = "Input should be a valid string";
            return Err(unprocessable("string_type", "identifier_from_purchaser", message, &other));
        }
    };
    let answers = match given("input_data", "inputData") {
        None | Some(Value::Null) => Answers::new(),
        Some(Value::Object(answers)) => answers,
        Some(other) => {
            return Err(unprocessable("dict_type", "input_data", "Input should be a valid dictionary", &other));
        }
    };
    Ok(Order { nonce, answers })
}

fn status(world: &World, agent: &Agent, request: &Request) -> Answer {
    let camel = request.parameter("jobId").filter(|_| agent.dialect != Dialect::Sdk);
    let Some(id) = request.parameter("job_id").or(camel) else {
        let wrong = json!([{"type": "missing", "loc": ["query", "job_id"], "msg": "Field required", "input": null}]);
        return Answer::detail(422, wrong);
    };
    match world.jobs.find(agent.slug, id) {
        None => Answer::detail(404, "Job not found"),
        Some(job) => Answer::json(200, shown(agent, job)),
    }
}

fn shown(agent: &Agent, job: &Job) -> Value {
    let kept = matches!(agent.conduct, Conduct::KeepsResult);
    let result = job.result.as_ref().filter(|_| !kept).map(|product| match product {
        Product::Text(text) => json!(text),
        Product::Json(value) => value.clone(),
    });
    let template = agent.dialect.by_hand();
    let (word, schema) = match &job.phase {
        Phase::AwaitingPayment if agent.dialect == Dialect::Wrapper => ("pending", Value::Null),
        Phase::AwaitingPayment => ("awaiting_payment", Value::Null),
        Phase::Running(_) if template => ("processing", Value::Null),
        Phase::Running(_) => ("running", Value::Null),
        Phase::AwaitingInput(schema) => ("awaiting_input", schema.clone()),
        Phase::Completed if kept => ("running", Value::Null),
        Phase::Completed => ("completed", Value::Null),
        Phase::Failed(_) => ("failed", Value::Null),
    };
    if template {
        let message = match &job.phase {
            Phase::Failed(why) => json!(why),
            _ => Value::Null,
        };
        return json!({"job_id": job.id, "status": word, "message": message, "result": result});
    }
    // The SDK makes a new id for every answer, and says nothing about a failure.
    json!({"id": chance::uuid(), "status": word, "input_schema": schema, "result": result})
}

fn provide_input(world: &mut World, agent: &Agent, request: &Request) -> Result<Answer, Answer> {
    let body = json_object(request)?;
    let Some(id) = body.get("job_id").and_then(Value::as_str) else { return Err(missing("job_id", &body)) };
    let Some(Value::Object(given)) = body.get("input_data") else { return Err(missing("input_data", &body)) };
    let wrong = |why: String| Answer::detail(500, why);
    let (now, pace) = (world.now, world.pace);
    let job = world.jobs.find_mut(agent.slug, id).ok_or_else(|| wrong(format!("Job {id} not found")))?;
    let Phase::AwaitingInput(question) = &job.phase else {
        let word = shown(agent, job)["status"].as_str().unwrap_or("unknown").to_owned();
        return Err(wrong(format!("Job {id} is not awaiting input. Current status: {word}")));
    };
    if let Some(complaint) = answers::complaint(question, given) {
        let said = complaint["message"].as_str().unwrap_or("");
        let received = python_list(given.keys());
        let expected = python_list(answers::ids(question).iter());
        let why = format!("{said}. Received fields: {received}, Expected fields: {expected}");
        return Err(wrong(format!("Input validation failed: {why}")));
    }
    let hash = canonical_json(&Value::Object(given.clone())).map(|canonical| of_job(&job.nonce, &canonical));
    job.more_answers = Some(given.clone());
    job.start(now, &pace, agent);
    world.touch();
    Ok(Answer::json(200, json!({"input_hash": hash.unwrap_or_default(), "signature": ""})))
}

fn python_list<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("'{name}'")).collect();
    format!("[{}]", quoted.join(", "))
}

fn json_object(request: &Request) -> Result<Map<String, Value>, Answer> {
    let error = match &request.body {
        Sent::Json(Value::Object(object)) => return Ok(object.clone()),
        Sent::Malformed(text) => {
            let place = json!(["body", text.len()]);
            let mut error = pydantic_error("json_invalid", &place, "JSON decode error", &json!({}));
            error["ctx"] = json!({"error": "Expecting value"});
            error
        }
        Sent::Nothing => pydantic_error("missing", &json!(["body"]), "Field required", &Value::Null),
        Sent::Json(other) => {
            let message = "Input should be a valid dictionary or object to extract fields from";
            pydantic_error("model_attributes_type", &json!(["body"]), message, other)
        }
    };
    Err(Answer::detail(422, json!([error])))
}

fn missing(field: &str, body: &Map<String, Value>) -> Answer {
    unprocessable("missing", field, "Field required", &Value::Object(body.clone()))
}

fn unprocessable(kind: &str, field: &str, message: &str, input: &Value) -> Answer {
    Answer::detail(422, json!([pydantic_error(kind, &json!(["body", field]), message, input)]))
}

/// One error as FastAPI's validator reports it.
fn pydantic_error(kind: &str, place: &Value, message: &str, input: &Value) -> Value {
    json!({"type": kind, "loc": place, "msg": message, "input": input})
}

fn failure(why: &str) -> Answer {
    Answer::detail(500, format!("Internal server error: {why}"))
}
