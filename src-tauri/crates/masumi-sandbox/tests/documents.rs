//! The sandbox against the services' own OpenAPI documents: of every operation that it serves, requests are made up that the
//! document allows and such as it forbids. The answers must be those of a service that keeps its word: nothing forbidden is
//! taken, nothing allowed is refused for its form, the checks come in their order, and whatever is said is in the envelope.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its documents has failed")]

mod support;

use masumi_sandbox::{KeyDraft, Permission};
use serde_json::{Map, Value, json};
use std::{fs, path::Path};
use support::{Answer, Buyer, send, stopped};

/// The same requests every time.
const SEED: u64 = 11;

/// Made up of each operation.
const ALLOWED: usize = 8;

/// Failures of the real services too: what they look up elsewhere, and what is no text for a database.
const FAILURES: [&str; 5] = [
    "Network not found",
    "Failed to get UTXOs",
    "Failed to get address balance",
    "Internal Server Error",
    "invalid byte sequence for encoding \"UTF8\": 0x00",
];

/// A test-network address.
const ADDRESS: &str = "addr_test1vpu5vlrf4xkxv2qpwngf6cjhtw542ayty80v8dyr49rf5eg57c2qv";

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    fn text(&mut self, units: usize) -> String {
        let letters: Vec<char> = "abcXYZ019 _-%&=+é漢\"'<>;\u{1f}".chars().collect();
        (0..units).map(|_| *self.one(&letters)).collect()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Service {
    Node,
    Registry,
}

/// One operation of a document.
struct Operation {
    service: Service,
    method: String,
    path: String,
    /// Name, schema, whether it must be there; in the document's order.
    fields: Vec<(String, Value, bool)>,
}

/// One request, and what of it the document forbids.
struct Made {
    what: String,
    given: Map<String, Value>,
}

fn documented(service: Service, name: &str) -> Vec<Operation> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/openapi").join(name);
    let document: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let mut out = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let query = operation["parameters"].as_array().into_iter().flatten();
            let mut fields: Vec<(String, Value, bool)> = query
                .map(|field| (named(field), field["schema"].clone(), field["required"].as_bool().unwrap_or(false)))
                .collect();
            let body = &operation["requestBody"]["content"]["application/json"]["schema"];
            let needed = body["required"].as_array().cloned().unwrap_or_default();
            let properties = body["properties"].as_object().into_iter().flatten();
            fields
                .extend(properties.map(|(name, schema)| (name.clone(), schema.clone(), needed.contains(&json!(name)))));
            out.push(Operation { service, method: method.to_uppercase(), path: path.clone(), fields });
        }
    }
    out
}

fn named(field: &Value) -> String {
    field["name"].as_str().unwrap().to_owned()
}

fn bound(schema: &Value, name: &str) -> Option<usize> {
    schema[name].as_u64().map(|bound| usize::try_from(bound).unwrap())
}

/// A value that the schema allows.
fn allowed(name: &str, schema: &Value, chance: &mut Chance) -> Value {
    if name == "network" {
        return json!("Preprod");
    }
    if name.ends_with("ReturnAddress") {
        return json!(ADDRESS);
    }
    if name == "lastUpdate" || schema.get("anyOf").is_some() {
        let dates = ["2026-11-22", "2026-11-22T05:57:21.698Z", "0066-03-14", "2024-02-29T23:59", "9999-12-31T00:00:00"];
        return json!(chance.one(&dates));
    }
    if let Some(words) = schema["enum"].as_array() {
        return chance.one(words).clone();
    }
    match schema["type"].as_str() {
        Some("string") if schema.get("pattern").is_some() => json!("0123456789abcdef".repeat(4)),
        Some("string") => {
            let (min, max) = (bound(schema, "minLength").unwrap_or(0), bound(schema, "maxLength").unwrap_or(40));
            let length = min + chance.below(max.min(min + 12) - min + 1);
            json!(chance.text(length).replace(' ', "x"))
        }
        Some("integer") => json!(1 + chance.below(bound(schema, "maximum").unwrap_or(100))),
        Some("number") => json!(format!("{}.5", 1 + chance.below(90))),
        Some("boolean") => json!(chance.below(2) == 1),
        Some("array") => {
            let count = chance.below(3);
            (0..count).map(|_| allowed("", &schema["items"], chance)).collect()
        }
        Some("object") => {
            let needed = schema["required"].as_array().cloned().unwrap_or_default();
            let mut out = Map::new();
            for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
                if needed.contains(&json!(name)) || chance.below(2) == 1 {
                    out.insert(name.clone(), allowed(name, schema, chance));
                }
            }
            Value::Object(out)
        }
        other => panic!("{name}: {other:?}"),
    }
}

/// Values that the schema forbids, and why.
fn forbidden(name: &str, schema: &Value, in_query: bool, chance: &mut Chance) -> Vec<(String, Value)> {
    let mut out: Vec<(String, Value)> = Vec::new();
    let mut add = |why: &str, value: Value| out.push((why.to_owned(), value));
    if in_query {
        add("asked twice", json!(["one", "two"]));
    } else if schema["nullable"] != json!(true) && !schema["anyOf"].to_string().contains("nullable") {
        add("null", Value::Null);
    }
    if schema.get("anyOf").is_some() {
        for date in ["yesterday", "", "2026-02-30", "2026-11-22T05:57:21+02:00", "2026-11-22 05:57", "1795327041698"] {
            add("no date", json!(date));
        }
        if !in_query {
            add("a number for a date", json!(1_795_327_041_698_u64));
        }
    } else if schema.get("enum").is_some() {
        add("not in the list", json!("__not_in_enum__"));
        add("an empty word", json!(""));
        if !in_query {
            add("a number for a word", json!(7));
        }
    } else {
        match schema["type"].as_str() {
            Some("string") => {
                if let Some(max) = bound(schema, "maxLength") {
                    add("too long", json!(chance.text(max + 1)));
                    add("too long in UTF-16", json!("\u{1d49e}".repeat(max / 2 + 1)));
                }
                if let Some(min) = bound(schema, "minLength") {
                    add("too short", json!(chance.text(min.saturating_sub(1))));
                }
                if schema.get("pattern").is_some() {
                    add("no digest", json!("g".repeat(64)));
                }
                if !in_query {
                    for other in [json!(7), json!(true), json!([]), json!({}), json!(["text"])] {
                        add("no text", other);
                    }
                }
            }
            Some("number" | "integer") => {
                add("no number", json!("seven"));
                if let Some(min) = schema["minimum"].as_i64() {
                    add("too small", json!(min - 1));
                    add("too small", json!(-1e300));
                }
                if let Some(max) = schema["maximum"].as_i64() {
                    add("too big", json!(max + 1));
                    add("too big", json!(1e300));
                }
                if schema["type"] == "integer" {
                    add("a fraction", json!(1.5));
                }
                if !in_query {
                    add("an object for a number", json!({}));
                }
            }
            Some("boolean") => {
                add("a word for a boolean", json!("true"));
                add("a number for a boolean", json!(1));
            }
            Some("array") => {
                add("no list", json!("text"));
                add("no list", json!({}));
                for (why, value) in forbidden(name, &schema["items"], false, chance) {
                    add(&format!("in the list: {why}"), json!([allowed("", &schema["items"], chance), value]));
                }
                if let Some(max) = bound(schema, "maxItems") {
                    let many = (0..=max).map(|_| allowed("", &schema["items"], chance)).collect();
                    add("too many", many);
                }
            }
            Some("object") => {
                add("no object", json!("text"));
                add("no object", json!([]));
                let whole = allowed(name, schema, chance);
                for (inner, of) in schema["properties"].as_object().into_iter().flatten() {
                    for (why, value) in forbidden(inner, of, false, chance) {
                        let mut whole = whole.clone();
                        whole[inner] = value;
                        add(&format!("{inner}: {why}"), whole);
                    }
                }
            }
            other => panic!("{name}: {other:?}"),
        }
    }
    out
}

impl Operation {
    fn in_query(&self) -> bool {
        self.method == "GET"
    }

    fn allowed(&self, chance: &mut Chance) -> Map<String, Value> {
        let mut out = Map::new();
        for (name, schema, needed) in &self.fields {
            if *needed || chance.below(2) == 1 {
                out.insert(name.clone(), allowed(name, schema, chance));
            }
        }
        let extra = format!("x{}", chance.below(1000));
        out.insert(extra, if self.in_query() { json!("beyond") } else { json!({"beyond": [1, null]}) });
        out
    }

    /// Everything that the document forbids, one at a time, each with the field that it is about.
    fn forbidden(&self, chance: &mut Chance) -> Vec<(String, Made)> {
        let mut out = Vec::new();
        for (name, schema, needed) in &self.fields {
            let mut with = |what: &str, value: Option<Value>, chance: &mut Chance| {
                let mut given = self.allowed(chance);
                given.remove(name);
                given.extend(value.map(|value| (name.clone(), value)));
                out.push((name.clone(), Made { what: format!("{name}: {what}"), given }));
            };
            if *needed {
                with("missing", None, chance);
            }
            for (why, value) in forbidden(name, schema, self.in_query(), chance) {
                with(&why, Some(value), chance);
            }
        }
        out
    }

    async fn ask(&self, buyer: &Buyer, key: Option<&str>, given: &Map<String, Value>) -> Answer {
        let url = self.url(buyer);
        if !self.in_query() {
            return self.send(buyer, key, &Value::Object(given.clone()).to_string()).await;
        }
        let pairs: Vec<String> = given
            .iter()
            .flat_map(|(name, value)| match value {
                Value::Array(values) => values.iter().map(|value| pair(name, value)).collect(),
                value => vec![pair(name, value)],
            })
            .collect();
        let headers: Vec<(&str, &str)> = key.map(|key| ("token", key)).into_iter().collect();
        send(&self.method, &format!("{url}?{}", pairs.join("&")), &headers, "").await.unwrap()
    }

    async fn send(&self, buyer: &Buyer, key: Option<&str>, body: &str) -> Answer {
        let mut headers = vec![("content-type", "application/json")];
        headers.extend(key.map(|key| ("token", key)));
        send(&self.method, &self.url(buyer), &headers, body).await.unwrap()
    }

    fn url(&self, buyer: &Buyer) -> String {
        match self.service {
            Service::Node => format!("{}{}", buyer.sandbox.node_url(), self.path),
            Service::Registry => format!("{}{}", buyer.sandbox.registry_url(), self.path),
        }
    }

    fn key<'a>(&self, buyer: &'a Buyer) -> &'a str {
        if self.service == Service::Node { &buyer.key } else { &buyer.registry_key }
    }

    fn names_network(&self) -> bool {
        self.fields.iter().any(|(name, _, needed)| name == "network" && *needed)
    }

    fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

fn pair(name: &str, value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let escaped: String = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
    format!("{name}={escaped}")
}

/// The operations of both documents that the sandbox serves: it knows the route.
async fn served(buyer: &Buyer) -> Vec<Operation> {
    let mut out = Vec::new();
    let all = [documented(Service::Node, "payment.json"), documented(Service::Registry, "registry.json")];
    for operation in all.into_iter().flatten() {
        let (status, message) = operation.send(buyer, None, "").await.refusal();
        let absent = status == 404 && message.starts_with("Can not ") || status == 405;
        // Alone it shows the node's own wallets, for which the rest of the tests have no use.
        if !absent && operation.path != "/wallet/list" {
            out.push(operation);
        }
    }
    out
}

/// With keys that may do all that is served.
async fn buyer() -> Buyer {
    let mut buyer = Buyer::new(stopped().await);
    buyer.registry_key = buyer.sandbox.issue_registry_key("admin", true);
    buyer
}

/// Whether the answer is in the services' envelope.
fn enveloped(answer: &Answer) -> bool {
    let body = answer.json();
    let json = answer.header("content-type") == Some("application/json; charset=utf-8");
    let told = match answer.status {
        200 => body["status"] == "success" && body.get("data").is_some(),
        _ => body["status"] == "error" && body["error"]["message"].as_str().is_some_and(|message| !message.is_empty()),
    };
    json && told
}

/// Fails with everything that is wrong.
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn the_sandbox_serves_what_a_client_of_the_documents_needs() {
    let buyer = buyer().await;
    let served: Vec<String> = served(&buyer).await.iter().map(Operation::name).collect();
    assert_eq!(served.len(), 32, "{served:#?}");
}

#[tokio::test]
async fn what_a_document_allows_is_not_refused_for_its_form() {
    let (buyer, mut chance, mut wrong) = (buyer().await, Chance(SEED), Vec::new());
    for operation in served(&buyer).await {
        for _ in 0..ALLOWED {
            let given = operation.allowed(&mut chance);
            let answer = operation.ask(&buyer, Some(operation.key(&buyer)), &given).await;
            let (status, message) = answer.refusal();
            let of_form =
                status == 400 && operation.fields.iter().any(|(name, ..)| message.starts_with(&format!("{name}: ")));
            let failed = status >= 500 && !FAILURES.contains(&message.as_str());
            if of_form || failed || !enveloped(&answer) {
                wrong.push(format!("{} {given:?}: {status} {message}", operation.name()));
            }
        }
    }
    assert_none(&wrong);
}

#[tokio::test]
async fn what_a_document_forbids_is_refused_by_the_name_of_its_field() {
    let (buyer, mut chance, mut wrong) = (buyer().await, Chance(SEED), Vec::new());
    for operation in served(&buyer).await {
        for (name, Made { what, given }) in operation.forbidden(&mut chance) {
            let answer = operation.ask(&buyer, Some(operation.key(&buyer)), &given).await;
            let (status, message) = answer.refusal();
            if status != 400 || !message.starts_with(&name) || !enveloped(&answer) {
                wrong.push(format!("{} {what}: {status} {message}", operation.name()));
            }
        }
    }
    assert_none(&wrong);
}

#[tokio::test]
async fn nothing_at_all_is_complained_about_field_by_field_in_the_documents_order() {
    let (buyer, mut wrong) = (buyer().await, Vec::new());
    for operation in served(&buyer).await {
        let needed: Vec<&str> =
            operation.fields.iter().filter(|(.., needed)| *needed).map(|(name, ..)| name.as_str()).collect();
        let (_, message) = operation.ask(&buyer, Some(operation.key(&buyer)), &Map::new()).await.refusal();
        let complaints = message.split("; ").filter_map(|complaint| complaint.split_once(": "));
        let named: Vec<&str> = complaints.map(|(name, _)| name).collect();
        if named != needed {
            wrong.push(format!("{}: {named:?}, not {needed:?}", operation.name()));
        }
    }
    assert_none(&wrong);
}

/// Route, JSON, key, right, form, network: each is looked at only when the ones before are right.
#[tokio::test]
async fn the_checks_come_in_their_order() {
    let (buyer, mut chance, mut wrong) = (buyer().await, Chance(SEED), Vec::new());
    let reader = buyer.sandbox.issue_key(KeyDraft::new("reader", Permission::Read));
    for operation in served(&buyer).await {
        let node = operation.service == Service::Node;
        let (good, key) = (operation.allowed(&mut chance), operation.key(&buyer));
        let bad = operation.forbidden(&mut chance).into_iter().next().map(|(_, made)| made.given);
        let mut hold = |what: &str, answer: &Answer, wanted: &[(u16, &str)]| {
            let (status, message) = answer.refusal();
            if !wanted.contains(&(status, message.as_str())) || !enveloped(answer) {
                wrong.push(format!("{} {what}: {status} {message}, not {wanted:?}", operation.name()));
            }
        };
        if operation.path.starts_with("/health") {
            continue;
        }
        let (nobody, stranger) = match node {
            true => (
                "Unauthorized, no authentication token provided",
                "Unauthorized, invalid authentication token provided",
            ),
            false => ("No token provided", "Invalid token"),
        };
        let broken = operation.send(&buyer, None, "{").await;
        hold("broken JSON without a key", &broken, &[(400, "Expected property name or '}' in JSON at position 1")]);
        for given in [Some(good.clone()), bad.clone()].into_iter().flatten() {
            hold("without a key", &operation.ask(&buyer, None, &given).await, &[(401, nobody)]);
            hold("with an empty key", &operation.ask(&buyer, Some(""), &given).await, &[(401, nobody)]);
            hold("with a wrong key", &operation.ask(&buyer, Some("nobody's"), &given).await, &[(401, stranger)]);
        }
        let (as_reader, _) = operation.ask(&buyer, Some(&reader), &good).await.refusal();
        if let Some(bad) = bad.filter(|_| node && as_reader == 401) {
            let refused = operation.ask(&buyer, Some(&reader), &bad).await;
            hold("bad, without the right", &refused, &[(401, "Unauthorized, payment access required")]);
        }
        if operation.names_network() {
            let mut elsewhere = good.clone();
            elsewhere.insert("network".to_owned(), json!("Mainnet"));
            // An address is one of a network.
            elsewhere.retain(|name, _| !name.ends_with("ReturnAddress"));
            let refusal = if node { (401, "Unauthorized, network not allowed") } else { (500, "Network not found") };
            hold("on another network", &operation.ask(&buyer, Some(key), &elsewhere).await, &[refusal]);
            let mut forbidden = operation.forbidden(&mut chance);
            forbidden.retain(|(name, _)| name != "network" && !name.ends_with("ReturnAddress"));
            forbidden.dedup_by(|one, other| one.0 == other.0);
            for (name, made) in forbidden {
                let mut given = made.given;
                given.insert("network".to_owned(), json!("Mainnet"));
                given.retain(|name, _| !name.ends_with("ReturnAddress"));
                let answer = operation.ask(&buyer, Some(key), &given).await;
                let (status, message) = answer.refusal();
                if status != 400 || !message.starts_with(&name) {
                    hold(&format!("{} on another network", made.what), &answer, &[(400, name.as_str())]);
                }
            }
        }
    }
    assert_none(&wrong);
}

#[tokio::test]
async fn a_preflight_is_answered_where_there_is_a_route_and_other_methods_are_not() {
    let (buyer, mut wrong) = (buyer().await, Vec::new());
    for operation in served(&buyer).await {
        let ask = async |method: &str, url: &str| send(method, url, &[], "").await.unwrap();
        let url = operation.url(&buyer);
        let preflight = ask("OPTIONS", &url).await;
        if (preflight.status, preflight.text.as_str()) != (200, "") {
            wrong.push(format!("OPTIONS {}: {} {}", operation.path, preflight.status, preflight.text));
        }
        let node = operation.service == Service::Node;
        let unknown = ask("OPTIONS", &format!("{}/nowhere", url.trim_end_matches('/'))).await;
        let other = ask("PURGE", &url).await;
        let wanted = if node { 405 } else { 404 };
        if unknown.status != 404 || other.status != wanted || !enveloped(&unknown) || !enveloped(&other) {
            wrong.push(format!("{}: {} and {}", operation.name(), unknown.status, other.status));
        }
    }
    assert_none(&wrong);
}
