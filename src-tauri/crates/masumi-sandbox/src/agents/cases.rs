//! Agents that were met elsewhere, played from a directory of cases: `schemas/*.json` are forms, `answers/*.json` one answer
//! each, `{request, http, body, note}`, and `found/*.json` are both, a form where the name begins with `schema-`. Such an agent says that word for word, and is plain in everything else: it costs
//! 1 ADA, takes whatever it is sent, and once it is paid hands over what it was sent. It works when it is asked how far it is.

use super::Answers;
use crate::{
    chain::State,
    chance,
    hash::{of_escaped, of_job},
    http::{answer::Answer, request::Request},
    node::{
        payment::{self, Offer},
        row::{Deadlines, Row, Side},
    },
    registry::listing::{Listing, Price},
    world::World,
};
use masumi::{
    moment::{HOUR, Moment},
    money::Money,
    proof::canonical_json,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::{fs, io, path::Path};

/// An agent that is played.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    slug: String,
    form: Value,
    says: Option<Says>,
    jobs: Vec<Job>,
    pub(crate) listing: Listing,
}

/// One answer, word for word, and what to.
#[derive(Clone, Debug, Deserialize)]
struct Says {
    /// `GET /status`.
    request: String,
    http: u16,
    body: Value,
    #[serde(default)]
    note: String,
}

#[derive(Clone, Debug)]
struct Job {
    id: String,
    nonce: String,
    answers: Answers,
    blockchain_identifier: String,
}

/// What most of them ask.
fn plain_form() -> Value {
    json!({"input_data": [{"id": "text", "type": "string", "name": "Text"}]})
}

/// Every case of a directory, in the order of their names.
pub(crate) fn read(directory: &Path, born: Moment) -> io::Result<Vec<Case>> {
    let mut cases = Vec::new();
    for (folder, kind) in [("schemas", "schema"), ("answers", "answer"), ("found", "found")] {
        for (name, told) in files(&directory.join(folder))? {
            let is_form = folder == "schemas" || name.starts_with("schema-");
            let (form, says) =
                if is_form { (told, None) } else { (plain_form(), Some(serde_json::from_value::<Says>(told)?)) };
            cases.push(Case::new(kind, &name, form, says, born));
        }
    }
    Ok(cases)
}

fn files(directory: &Path) -> io::Result<Vec<(String, Value)>> {
    let mut paths = match fs::read_dir(directory) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
    paths.sort();
    let read = |path: &Path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok((name, serde_json::from_slice(&fs::read(path)?)?))
    };
    paths.iter().map(|path| read(path)).collect()
}

impl Case {
    fn new(kind: &str, name: &str, form: Value, says: Option<Says>, born: Moment) -> Case {
        let note = says.as_ref().map_or("A form that was met elsewhere.", |says| says.note.as_str());
        let slug = format!("case-{kind}-{name}");
        let listing = Listing::played(&slug, &format!("Case: {}", name.replace('-', " ")), note, price(), born);
        Case { slug, form, says, jobs: Vec::new(), listing }
    }

    /// What it says to this request whatever happens.
    fn says(&self, asked: &str) -> Option<&Says> {
        self.says.as_ref().filter(|says| says.request.split('?').next() == Some(asked))
    }
}

fn price() -> Price {
    Price::Fixed(vec![Money::lovelace(1_000_000)])
}

/// Answers a request to a played agent; `None` when there is none under this path.
pub(super) fn answer(world: &mut World, request: &Request, slug: &str, endpoint: &str) -> Option<Answer> {
    let index = world.cases.iter().position(|case| case.slug == slug)?;
    let case = world.cases.get(index)?.clone();
    let asked = format!("{} /{endpoint}", request.method);
    let said = case.says(&asked);
    let verbatim = |says: &Says| Answer::json(says.http, says.body.clone());
    Some(match (request.method.as_str(), endpoint) {
        ("POST", "start_job") => start(world, index, &case, &request.object()),
        ("GET", "status") => {
            let job = request.parameter("job_id").and_then(|id| case.jobs.iter().find(|job| job.id == id));
            let shown = job.map(|job| status(world, job, said));
            said.map(verbatim).or(shown).unwrap_or_else(|| Answer::detail(404, "Job not found"))
        }
        _ if said.is_some() => said.map(verbatim)?,
        ("GET", "availability") => Answer::json(200, json!({"status": "available", "type": "masumi-agent"})),
        ("GET", "input_schema") => Answer::json(200, case.form),
        ("POST", "provide_input") => Answer::json(200, json!({"input_hash": "", "signature": ""})),
        _ => Answer::detail(404, "Not Found"),
    })
}

fn start(world: &mut World, index: usize, case: &Case, body: &Map<String, Value>) -> Answer {
    let nonce = body.get("identifier_from_purchaser").and_then(Value::as_str).unwrap_or_default();
    let answers = body.get("input_data").and_then(Value::as_object).cloned().unwrap_or_default();
    let canonical = canonical_json(&Value::Object(answers.clone())).unwrap_or_default();
    let submit_result = world.now.plus(24 * HOUR);
    let offer = Offer {
        agent_identifier: case.listing.agent_identifier.clone(),
        input_hash: of_job(nonce, &canonical),
        nonce: nonce.to_owned(),
        deadlines: Deadlines {
            pay_by: world.now.plus(12 * HOUR),
            submit_result,
            unlock: submit_result.plus(6 * HOUR),
            external_dispute_unlock: submit_result.plus(12 * HOUR),
        },
        quote: None,
        source_index: None,
        seller_return_address: None,
        metadata: None,
        requested_by: String::new(),
        lie: super::Lie::Nothing,
    };
    let sold = payment::sell(world, offer);
    let row = sold.as_ref().ok().and_then(|identifier| world.node.find(Side::Seller, identifier));
    let Some(row) = row else {
        let why = sold.err().map(|refused| refused.message).unwrap_or_default();
        return Answer::detail(500, why);
    };
    let id = chance::uuid();
    let terms = terms(row, nonce, &id);
    let job = Job { id, nonce: nonce.to_owned(), answers, blockchain_identifier: row.blockchain_identifier.clone() };
    if let Some(case) = world.cases.get_mut(index) {
        case.jobs.push(job);
    }
    match case.says("POST /start_job") {
        Some(says) => Answer::json(says.http, filled(&says.body, &terms)),
        None => Answer::json(200, terms),
    }
}

/// As the official SDK answers.
fn terms(row: &Row, nonce: &str, id: &str) -> Value {
    json!({
        "id": id,
        "blockchainIdentifier": row.blockchain_identifier,
        "payByTime": row.deadlines.pay_by.0,
        "submitResultTime": row.deadlines.submit_result.0,
        "unlockTime": row.deadlines.unlock.0,
        "externalDisputeUnlockTime": row.deadlines.external_dispute_unlock.0,
        "agentIdentifier": row.agent_identifier,
        "sellerVKey": row.seller_vkey,
        "identifierFromPurchaser": nonce,
        "input_hash": row.input_hash,
    })
}

/// A recorded answer with what stands in angle brackets filled in: the field's own value, the nonce, a hash.
fn filled(said: &Value, terms: &Value) -> Value {
    let fill = |name: &str, value: &Value| match value.as_str() {
        Some(text) if text.starts_with('<') && text.trim_end().ends_with('>') => {
            let own = match text.trim_end() {
                "<the nonce of the request>" => "identifierFromPurchaser",
                "<hash>" => "input_hash",
                _ => name,
            };
            // What comes after it stays: a line break too many is the point of some cases.
            match (terms.get(own), text.strip_prefix(text.trim_end())) {
                (Some(Value::String(value)), Some(rest)) => json!(format!("{value}{rest}")),
                (Some(value), Some("")) => value.clone(),
                (Some(value), Some(rest)) => json!(format!("{value}{rest}")),
                _ => value.clone(),
            }
        }
        _ => filled(value, terms),
    };
    match said {
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), fill(name, value))).collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

/// Paid, it is done; its proof goes to the node when somebody asks.
fn status(world: &mut World, job: &Job, said: Option<&Says>) -> Answer {
    let state = world.node.find(Side::Seller, &job.blockchain_identifier).and_then(|row| row.state);
    let told = said.and_then(|says| says.body.get("result")).and_then(Value::as_str).map(str::to_owned);
    let result = told.unwrap_or_else(|| Value::Object(job.answers.clone()).to_string());
    match state {
        None => Answer::json(200, json!({"id": job.id, "status": "awaiting_payment", "result": null})),
        Some(state) => {
            if state == State::FundsLocked {
                payment::deliver(world, &job.blockchain_identifier, &of_escaped(&job.nonce, &result));
            }
            Answer::json(200, json!({"id": job.id, "status": "completed", "result": result}))
        }
    }
}
