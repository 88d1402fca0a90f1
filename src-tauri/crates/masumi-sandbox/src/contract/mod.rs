//! The recordings of real services, replayed against this one: the same request must get the same status, the same
//! message, and fields of the same names and types. What belongs to the recorded world (identifiers, times, names) is
//! translated into this one. `account` says where each recording is replayed, or why it is not.

mod account;
mod agents;
mod asides;
mod purchases;
mod rows;
mod sellers;
mod states;

pub(crate) use purchases::paying_body;

use crate::{
    clock::TimeSource,
    faults::Service,
    http::{BASE, answer::Body, request::Request},
    keys::{KeyDraft, KeyFor, Permission},
    pace::Pace,
    world::World,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use masumi::{
    moment::Moment,
    money::Money,
    node::{Generation, Network},
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs, path::Path};

/// When the recorded summarizer answered `start_job` (recording 076): its `payByTime` less twelve hours.
const NOON: Moment = Moment(1_795_326_853_582);

/// The recorded node's purchasing wallet.
const RECORDED_WALLET: &str =
    "addr_test1qqnl9g8w0s34ydd0htpvscwytn223dxqmuqf4s3wvew497dae73vcgscrchw7l4wvhztf04f2dvreyd9yy4lqpql45xq9wjsyv";

/// One recorded exchange.
#[derive(Clone, Debug)]
struct Recording {
    name: String,
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Value,
    status: u64,
    answer: Value,
}

impl Recording {
    fn number(&self) -> u32 {
        self.name.split('-').next().and_then(|number| number.parse().ok()).unwrap()
    }

    fn service(&self) -> Service {
        match self
            .url
            .split(['/', ':'])
            .find(|part| part.len() == 4 && part.chars().all(|digit| digit.is_ascii_digit()))
        {
            Some("3000") => Service::Registry,
            Some("3001") => Service::Node,
            _ => Service::Agents,
        }
    }

    /// Path and query, without the base.
    fn target(&self) -> &str {
        let target = self.url.splitn(4, '/').nth(3).unwrap_or("");
        target.strip_prefix(&BASE[1..]).unwrap_or(target)
    }

    fn path(&self) -> &str {
        self.target().split('?').next().unwrap_or("").trim_end_matches('/')
    }

    fn data(&self) -> &Value {
        &self.answer["data"]
    }
}

/// All of them, in the order in which they were made.
fn recordings() -> Vec<Recording> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/recordings");
    let mut all: Vec<Recording> = fs::read_dir(directory)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .map(|path| read(&path))
        .collect();
    all.sort_by_key(Recording::number);
    assert!(all.len() > 400, "only {} recordings", all.len());
    all
}

fn read(path: &Path) -> Recording {
    let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let headers = file["request"]["headers"].as_object().unwrap();
    Recording {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        method: file["request"]["method"].as_str().unwrap().to_owned(),
        url: file["request"]["url"].as_str().unwrap().to_owned(),
        headers: headers.iter().map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect(),
        body: file["request"]["body"].clone(),
        status: file["response"]["status"].as_u64().unwrap(),
        answer: file["response"]["body"].clone(),
    }
}

/// A world for replaying in: stopped, with the keys of the recordings, and their agents under the names they have here.
pub(crate) struct Stage {
    pub(crate) world: World,
    keys: BTreeMap<&'static str, String>,
}

/// Recorded agents, by the end of their identifier, and who plays them.
const CAST: [(&str, &str); 10] = [
    ("2baff3316f", "summarizer"),
    ("4155be30ba6", "market-brief"),
    ("a2a14b29a26", "haiku"),
    ("28af605e6", "translator"),
    ("5db5b23f76", "contract-reviewer"),
    ("60c8258f3b901", "press-kit"),
    ("8adec9d572", "slow-report"),
    ("dbe15a886d", "analyst"),
    ("2b7ee0de8e", "retired"),
    ("cf25d3aba4", "offline"),
];

impl Stage {
    pub(crate) fn new() -> Stage {
        let pace = Pace { refused_login_ms: 0, ..Pace::default() };
        let mut world = World::new(TimeSource::Stopped(NOON), pace);
        world.agents_url = "http://127.0.0.1:8103".to_owned();
        let mut keys = BTreeMap::new();
        for (name, permission) in [
            ("<READ_KEY>", Permission::Read),
            ("<PAY_KEY>", Permission::ReadAndPay),
            ("<PAY_KEY_2>", Permission::ReadAndPay),
            ("<SELLER_KEY>", Permission::ReadAndPay),
            ("<ADMIN_KEY>", Permission::Admin),
        ] {
            keys.insert(name, world.keys.issue(NOON, KeyFor::Node, KeyDraft::new(name, permission)));
        }
        let special = |name: &str| KeyDraft::new(name, Permission::ReadAndPay);
        let mainnet = KeyDraft { networks: vec![Network::Mainnet], ..special("<MAINNET_PAY_KEY>") };
        let limited = KeyDraft { credits: Some(vec![Money::lovelace(3_000_000)]), ..special("<LIMITED_KEY>") };
        keys.insert("<MAINNET_PAY_KEY>", world.keys.issue(NOON, KeyFor::Node, mainnet));
        keys.insert("<LIMITED_KEY>", world.keys.issue(NOON, KeyFor::Node, limited));
        keys.insert("<REVOKED_KEY>", world.keys.issue(NOON, KeyFor::Node, special("revoked")));
        world.keys.revoke(KeyFor::Node, "revoked");
        for (name, permission) in
            [("<REGISTRY_USER_KEY>", Permission::Read), ("<REGISTRY_ADMIN_KEY>", Permission::Admin)]
        {
            keys.insert(name, world.keys.issue(NOON, KeyFor::Registry, KeyDraft::new(name, permission)));
        }
        Stage { world, keys }
    }

    /// The identifier here of the agent that plays a recorded one.
    fn identifier(&self, slug: &str) -> String {
        let listings = self.world.listings();
        listings.into_iter().find(|listing| listing.holder == slug).unwrap().agent_identifier
    }

    /// A recorded text with the recorded agents' identifiers and wallets replaced by those here.
    fn translated(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for recorded in hex_words(text) {
            if let Some((_, slug)) = CAST.iter().find(|(end, _)| recorded.ends_with(end)) {
                out = out.replace(&recorded, &self.identifier(slug));
            }
        }
        let wallet = self.world.node.purchasing_wallet(Generation::V1).address();
        out.replace(RECORDED_WALLET, wallet)
    }

    /// Sends what was recorded, translated.
    fn replay(&mut self, recording: &Recording) -> (u64, Value) {
        let body = match &recording.body {
            Value::Null => String::new(),
            Value::String(raw) => self.translated(raw),
            body => self.translated(&body.to_string()),
        };
        let target = self.translated(recording.target());
        self.send(recording.service(), &recording.method, &target, &recording.headers, &body)
    }

    fn send(
        &mut self,
        service: Service,
        method: &str,
        target: &str,
        headers: &[(String, String)],
        body: &str,
    ) -> (u64, Value) {
        let base = if service == Service::Agents { "" } else { BASE };
        let uri: Uri = format!("{base}/{}", target.trim_start_matches('/')).parse().unwrap();
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let value = self.keys.get(value.as_str()).unwrap_or(value);
            map.insert(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap());
        }
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let request = Request::new(&method, &uri, &map, body.as_bytes(), base);
        self.world.catch_up();
        let answer = match service {
            Service::Registry => crate::registry::answer(&self.world, &request),
            Service::Node => crate::node::api::answer(&mut self.world, &request),
            Service::Agents => crate::agents::service::answer(&mut self.world, &request),
        };
        let body = match answer.body {
            Body::Json(value) => value,
            Body::Html(text) | Body::Markdown(text) => json!(text),
            Body::Png(_) | Body::Empty => json!(""),
        };
        (u64::from(answer.status), body)
    }

    pub(crate) fn post(&mut self, service: Service, target: &str, key: &str, body: &Value) -> (u64, Value) {
        let headers =
            [("token".to_owned(), key.to_owned()), ("content-type".to_owned(), "application/json".to_owned())];
        self.send(service, "POST", target, &headers, &body.to_string())
    }

    pub(crate) fn start_job(&mut self, slug: &str, nonce: &str, answers: &Value) -> (u64, Value) {
        let body = json!({"identifier_from_purchaser": nonce, "input_data": answers});
        self.post(Service::Agents, &format!("{slug}/start_job"), "", &body)
    }
}

/// Answers that an agent's form takes.
pub(crate) fn answers(slug: &str) -> Value {
    match slug {
        "market-brief" => json!({"market": "cargo bikes", "region": [0], "figures": true}),
        "translator" => json!({"text": "hello world", "language": [0]}),
        "contract-reviewer" => json!({"contract": "The buyer pays a penalty. It ends."}),
        "analyst" => json!({"question": "Shall we go?"}),
        "slow-report" => json!({"company": "Example plc", "depth": 3}),
        _ => json!({"text": "One. Two. Three."}),
    }
}

/// Runs of hex digits that are long enough for an agent identifier and too short for a blockchain identifier.
fn hex_words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_ascii_hexdigit());
    words.filter(|word| (57..=250).contains(&word.len())).map(str::to_owned).collect()
}

/// What an answer may have beyond the recorded one: what newer registries add, what an agent need not tell of itself, and what
/// a field of its form can do without.
const MORE: [&str; 4] = ["SupportedPaymentSources", "Capability", "data", "validations"];

/// Where `ours` has other fields than `recorded`, or another type. Null fits everything; lists are compared by their first
/// entry, prices where they are of one kind.
fn misfits(recorded: &Value, ours: &Value, at: &str) -> Vec<String> {
    match (recorded, ours) {
        (Value::Null, _) | (_, Value::Null) => Vec::new(),
        _ if recorded.get("pricingType") != ours.get("pricingType") && at.ends_with("Pricing") => Vec::new(),
        (Value::Object(recorded), Value::Object(ours)) => {
            let field = |(name, value): (&String, &Value)| match ours.get(name) {
                Some(own) => misfits(value, own, &format!("{at}.{name}")),
                None => vec![format!("{at}.{name} is missing")],
            };
            let own = ours.keys().filter(|name| !recorded.contains_key(*name) && !MORE.contains(&name.as_str()));
            let own = own.map(|name| format!("{at}.{name} is new"));
            recorded.iter().flat_map(field).chain(own).collect()
        }
        (Value::Array(recorded), Value::Array(ours)) => match (recorded.first(), ours.first()) {
            (Some(recorded), Some(ours)) => misfits(recorded, ours, &format!("{at}[]")),
            _ => Vec::new(),
        },
        _ if std::mem::discriminant(recorded) == std::mem::discriminant(ours) => Vec::new(),
        _ => vec![format!("{at} was {recorded}, is {ours}")],
    }
}

/// What an answer says went wrong: the services' message, or an agent's detail. A job's id is another one in every world, and
/// what a form complains of is up to the form.
fn words(answer: &Value) -> String {
    if let Some(complaint) = answer.pointer("/detail/message").and_then(Value::as_str) {
        return complaint.split(':').next().unwrap_or_default().to_owned();
    }
    match answer.pointer("/error/message").or(answer.get("detail")) {
        None => String::new(),
        Some(Value::String(words)) => {
            let id = |word: &&str| word.len() == 36 && word.matches('-').count() == 4;
            let words = words.split(' ').map(|word| if id(&word) { "<id>" } else { word });
            words.collect::<Vec<_>>().join(" ")
        }
        Some(list) => {
            let one = |error: &Value| format!("{} {}: {}", error["type"], error["loc"], error["msg"]);
            list.as_array().into_iter().flatten().map(one).collect::<Vec<_>>().join("; ")
        }
    }
}

/// Compares an answer with the recorded one: status, message, fields and types.
fn differences(recording: &Recording, (status, ours): &(u64, Value)) -> Vec<String> {
    let mut out = Vec::new();
    if *status != recording.status {
        out.push(format!("status was {}, is {status}: {ours}", recording.status));
    }
    let (recorded, said) = (words(&recording.answer), words(ours));
    if said != recorded {
        out.push(format!("message was {recorded:?}, is {said:?}"));
    }
    out.extend(misfits(&recording.answer, ours, ""));
    out.into_iter().map(|difference| format!("{}: {difference}", recording.name)).collect()
}

/// Fails with everything that differs.
fn assert_none(differences: &[String]) {
    assert!(differences.is_empty(), "{} differ:\n{}", differences.len(), differences.join("\n"));
}
