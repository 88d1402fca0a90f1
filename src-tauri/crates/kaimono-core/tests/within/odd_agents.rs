//! Agents that answer in their own way, met by a purchase that is under way: refusals that teach something, results of every
//! kind and size, and every verdict on them.

use super::{specimen::*, words::*, *};
use crate::clients::Clients;
use crate::clients::{Files, Rest};
use crate::error::Moved;
use crate::purchase::event::Event;
use crate::testing::{NODE_KEY, REGISTRY_KEY, Service};
use crate::view::{MoneyView, purchase::WhyUnread};
use event::Order;
use masumi::{
    agent::{AgentClient, JobState},
    form::{Answer, Answers, ChoiceEncoding, Choices, Form, Rule},
    identifiers::Nonce,
    moment::{HOUR, MINUTE},
    money::Money,
    net::{self, AgentHttp, AgentReach, NodeHttp, Secret},
    node::{NodeClient, OnChainState},
    proof::{Beyond, HashVariant, HashVerdict, input_hash, result_hash},
    registry::RegistryClient,
};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

const NONCE: &str = "54457a849f11e756a970";

fn nonce() -> Nonce {
    NONCE.parse().unwrap()
}

/// A buyer, and one agent with its own way of answering.
struct Desk {
    directory: TempDir,
    agent: Service,
}

impl Desk {
    async fn new() -> Desk {
        Desk { directory: TempDir::new().unwrap(), agent: Service::agent().await }
    }

    /// Opens the journal, as at a start of the app. Nobody watches: each step is taken by the test.
    async fn open(&self) -> Purchases {
        let (changes, _) = broadcast::channel(100);
        let clock = Clock::fixed(NOON);
        let purchases =
            Purchases::open(self.directory.path(), Network::Preprod, false, Arc::default(), clock, changes).unwrap();
        let (node, registry) = (Service::node().await, Service::registry().await);
        let http = |service, at: &Service, key: &str| {
            NodeHttp::new(service, at.url().parse().unwrap(), Secret::new(key.to_owned())).unwrap()
        };
        purchases.connect(Ok(Clients {
            registry: RegistryClient::new(http(net::Service::Registry, &registry, REGISTRY_KEY)),
            node: NodeClient::new(http(net::Service::Node, &node, NODE_KEY)),
            agents: AgentClient::new(AgentHttp::new(AgentReach::THIS_MACHINE).unwrap()),
            files: Files::here(),
            node_rest: Rest::default(),
        }));
        purchases
    }

    fn order(&self) -> Order {
        Order { api_base_url: self.agent.url(), ..order() }
    }

    /// An approved order with a choice in it.
    fn choosing(&self, choices: Choices) -> Order {
        let form = size_form();
        let answers = Answers::from([("size".to_owned(), Answer::Choices(vec![1]))]);
        let input_data = form.encode(&answers, choices, &nonce()).unwrap();
        Order { input_data, written: choices.written(&form, &answers), ..self.order() }
    }

    fn bodies(&self, path: &str) -> Vec<Value> {
        let calls = self.agent.calls().into_iter().filter(|call| call.path == path);
        calls.map(|call| serde_json::from_str(&call.body).unwrap()).collect()
    }

    /// A paid job that the agent took.
    fn paid(&self, purchases: &Purchases, id: &str) {
        purchases.book().begin(id, &approval(self.order())).unwrap();
        for event in [Event::JobStarting, started(), paying("one"), rowed(Some(OnChainState::FundsLocked))] {
            purchases.book().record(id, &event).unwrap();
        }
    }
}

impl Desk {
    /// Another one, with an identifier of its own.
    fn paid_other(&self, purchases: &Purchases, id: &str) {
        purchases.book().begin(id, &approval(self.order())).unwrap();
        for event in [Event::JobStarting, started(), paying(id), rowed(Some(OnChainState::FundsLocked))] {
            purchases.book().record(id, &of_purchase(id, &event)).unwrap();
        }
    }
}

fn size_form() -> Form {
    let field = json!({ "id": "size", "type": "option", "data": { "values": ["S", "M"] } });
    Form::parse(&json!({ "input_data": [field] })).unwrap()
}

fn refusal(field: &str) -> String {
    json!({ "detail": { "message": "Validation failed", "field_errors": { field: ["not like this"] } } }).to_string()
}

fn approve(purchases: &Purchases, id: &str, order: Order) {
    purchases.book().begin(id, &approval(order)).unwrap();
}

#[tokio::test]
async fn choices_that_are_refused_are_written_otherwise_in_the_next_job_and_never_sent_again_by_themselves() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.agent.sends("/start_job", 422, &refusal("size"));
    approve(&purchases, "one", desk.choosing(Choices::default()));
    assert_eq!(purchases.engine().drive("one").await, None, "nothing is due any more");
    let view = purchases.view("one").unwrap();
    assert_eq!((view.row.phase, view.failure.unwrap().code), (Phase::Refused, Code::ChoicesRefused));
    assert_eq!(desk.bodies("/start_job").len(), 1, "a new job is never a retry");

    let agent = order().agent_identifier;
    let lesson = purchases.book().lesson(&agent.to_uppercase()).unwrap().unwrap();
    assert_eq!((lesson.choices.option, lesson.proven), (ChoiceEncoding::Text, false));
    assert_eq!(purchases.book().lesson("another").unwrap(), None);
    drop(purchases);

    let purchases = desk.open().await;
    let lesson = purchases.book().lesson(&agent).unwrap().unwrap();
    let taken = json!({ "job_id": "j", "blockchainIdentifier": "00c0ffee", "payByTime": 1, "submitResultTime": 2,
        "unlockTime": 3, "externalDisputeUnlockTime": 4 });
    desk.agent.sends("/start_job", 201, &taken.to_string());
    purchases.book().clock().pass(MINUTE);
    approve(&purchases, "two", desk.choosing(lesson.choices));
    purchases.engine().drive("two").await;
    let sent: Vec<_> = desk.bodies("/start_job").iter().map(|body| body["input_data"]["size"].clone()).collect();
    assert_eq!(sent, [json!([1]), json!("M")]);
    let lesson = purchases.book().lesson(&agent).unwrap().unwrap();
    assert_eq!((lesson.choices.option, lesson.proven), (ChoiceEncoding::Text, true), "remembered, and known to work");
}

#[tokio::test]
async fn a_refusal_that_cannot_be_written_ends_the_job_once_there_is_room() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.agent.sends("/start_job", 422, &refusal("size"));
    approve(&purchases, "one", desk.choosing(Choices::default()));
    purchases.book().journal().meddle(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON event WHEN NEW.kind IN ('choicesRefused', 'jobRefused')
         BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
    );
    assert!(purchases.engine().drive("one").await.is_some(), "tried again");
    assert!(purchases.view("one").unwrap().failure.unwrap().code.is_store());
    purchases.book().journal().meddle("DROP TRIGGER full");
    purchases.engine().drive("one").await;
    let view = purchases.view("one").unwrap();
    assert_eq!(
        (view.row.phase, view.failure.unwrap().code),
        (Phase::Refused, Code::ChoicesRefused),
        "not for ever starting"
    );
    assert_eq!(desk.bodies("/start_job").len(), 1);
}

#[tokio::test]
async fn nothing_is_learnt_from_a_failure_or_from_a_refusal_of_something_else() {
    let failed = json!({ "detail": { "field_errors": { "size": ["?"] } }, "error": "Internal error" }).to_string();
    for (what, status, body) in [
        ("a failure of the agent", 500, failed.as_str()),
        ("a proxy", 502, "<h1>Bad Gateway</h1>"),
        ("an answer that was cut", 200, r#"{"status": "err"#),
        ("another field", 422, &refusal("text")),
        ("no field at all", 400, r#"{"detail": "not today"}"#),
        ("too many requests", 429, &refusal("size")),
    ] {
        let desk = Desk::new().await;
        let purchases = desk.open().await;
        desk.agent.sends("/start_job", status, body);
        approve(&purchases, "one", desk.choosing(Choices::default()));
        purchases.engine().drive("one").await;
        let view = purchases.view("one").unwrap();
        assert_eq!(
            (view.row.phase, purchases.book().lesson(&order().agent_identifier).unwrap()),
            (Phase::Refused, None),
            "{what}"
        );
        assert_ne!(view.failure.unwrap().code, Code::ChoicesRefused, "{what}");
        assert_eq!(desk.bodies("/start_job").len(), 1, "{what}");
    }
}

fn asked(id: &str) -> Event {
    let field = json!({ "id": "size", "type": "radio", "data": { "values": ["S", "M"] } });
    Event::Asked { question: id.to_owned(), schema: json!({ "input_data": [field] }), status_id: None, until: None }
}

#[tokio::test]
async fn an_answer_that_is_refused_for_its_choice_is_written_otherwise_when_the_person_sends_it_again() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.paid(&purchases, "one");
    purchases.book().record("one", &asked("q")).unwrap();
    let answers = Answers::from([("size".to_owned(), Answer::Choices(vec![1]))]);

    desk.agent.sends("/provide_input", 500, &refusal("size"));
    purchases.answer("one", "q", &answers).await.unwrap();
    desk.agent.sends("/provide_input", 400, &refusal("size"));
    let errors = purchases.answer("one", "q", &answers).await.unwrap();
    let rules: Vec<_> = errors.iter().map(|error| (error.field.as_str(), error.rule)).collect();
    assert_eq!(rules, [("size", Rule::Agent), ("size", Rule::WrittenAnew)]);
    desk.agent.sends("/provide_input", 200, r#"{"input_hash": "00", "signature": ""}"#);
    assert_eq!(purchases.answer("one", "q", &answers).await.unwrap(), []);
    let sent: Vec<_> = desk.bodies("/provide_input").iter().map(|body| body["input_data"]["size"].clone()).collect();
    assert_eq!(sent, [json!("M"), json!("M"), json!([1])], "the failure taught nothing");
}

/// What the chain says, for a result in the journal.
async fn verdict(purchases: &Purchases, id: &str, on_chain: Option<&str>) -> HashVerdict {
    let mut row = row(Some(OnChainState::ResultSubmitted));
    row.result_hash = on_chain.map(str::to_owned);
    purchases.book().record(id, &Event::Row { row: Box::new(row) }).unwrap();
    purchases.engine().drive(id).await;
    purchases.view(id).unwrap().hash
}

fn deliver(purchases: &Purchases, id: &str, text: &str, is_text: bool) {
    let content = purchases.book().keep(text.as_bytes()).unwrap();
    let result = event::ReceivedResult { content, is_text, bytes: text.len() as u64, complete: true };
    purchases.book().record(id, &Event::ResultReceived { result }).unwrap();
}

#[tokio::test]
async fn every_verdict_on_a_result_is_reached_as_the_chain_and_the_result_change() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.paid(&purchases, "one");
    let verified = |variant| HashVerdict::Verified { variant };
    let (right, other) = (result_hash(&nonce(), "done\n"), "ab".repeat(32));

    assert_eq!(purchases.view("one").unwrap().hash, HashVerdict::Waiting);
    assert_eq!(verdict(&purchases, "one", Some(&right)).await, HashVerdict::NoResult);
    deliver(&purchases, "one", "done\n", true);
    assert_eq!(verdict(&purchases, "one", Some(&right)).await, verified(HashVariant::Spec));
    let mismatch = HashVerdict::Mismatch { on_chain: other.clone(), computed: right.clone() };
    assert_eq!(verdict(&purchases, "one", Some(&other)).await, mismatch, "the seller put another hash there");
    assert_eq!(purchases.view("one").unwrap().row.phase, Phase::Mismatch);
    assert_eq!(verdict(&purchases, "one", None).await, HashVerdict::Withdrawn);
    let bare = hex::encode(Sha256::digest("done\n"));
    assert_eq!(verdict(&purchases, "one", Some(&bare)).await, verified(HashVariant::Bare));
    deliver(&purchases, "one", "done, but otherwise", true);
    assert!(matches!(verdict(&purchases, "one", Some(&bare)).await, HashVerdict::Mismatch { .. }), "another result");
    deliver(&purchases, "one", &format!("{}{}", "[".repeat(5_000), "]".repeat(5_000)), false);
    let beyond = HashVerdict::Beyond { why: Beyond::NotTakenApart };
    assert_eq!(verdict(&purchases, "one", Some(&bare)).await, beyond);

    purchases.book().begin("free", &approval(free_order())).unwrap();
    purchases.book().record("free", &Event::JobStarting).unwrap();
    purchases
        .book()
        .record("free", &Event::JobStarted { job_id: "f".into(), terms: None, raw: "{}".into(), demands: false })
        .unwrap();
    deliver(&purchases, "free", "done", true);
    purchases.engine().drive("free").await;
    assert_eq!(purchases.view("free").unwrap().hash, HashVerdict::NotVerifiable);
}

#[tokio::test]
async fn a_result_that_is_hashed_with_the_answers_before_it_is_verified() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.paid(&purchases, "one");
    let answer = |question: &str, text: &str| Event::Answering {
        question: question.to_owned(),
        input_data: Map::from_iter([("more".to_owned(), json!(text))]),
    };
    let failed =
        |refused| Event::AnswerFailed { question: "q".into(), refused, failure: failure(), errors: Vec::new() };
    let events = [
        asked("q"),
        answer("q", "refused"),
        failed(true),
        answer("q", "lost"),
        failed(false),
        answer("q", "taken"),
        Event::Answered { question: "q".into() },
    ];
    for event in events {
        purchases.book().record("one", &event).unwrap();
    }
    deliver(&purchases, "one", "done", true);
    let hash = |text: &str| input_hash(&nonce(), &json!({ "more": text }).to_string());
    let input = input_hash(&nonce(), &order().input_json);
    for answers in [vec![hash("taken")], vec![hash("lost"), hash("taken")]] {
        let chain = std::iter::once(input.clone()).chain(answers).collect::<Vec<_>>().join(";");
        let on_chain = hex::encode(Sha256::digest(format!("{chain};{NONCE};done")));
        let verified = HashVerdict::Verified { variant: HashVariant::Chained };
        assert_eq!(verdict(&purchases, "one", Some(&on_chain)).await, verified);
    }
    let refused = format!("{input};{};{};{NONCE};done", hash("refused"), hash("taken"));
    let on_chain = hex::encode(Sha256::digest(refused));
    assert!(matches!(verdict(&purchases, "one", Some(&on_chain)).await, HashVerdict::Mismatch { .. }));
}

#[tokio::test]
async fn a_result_that_is_replaced_while_it_is_hashed_is_hashed_anew() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.paid(&purchases, "one");
    deliver(&purchases, "one", "first", true);
    let first = purchases.book().read("one", |state| state.result.clone().unwrap().content).unwrap();
    deliver(&purchases, "one", "second", true);
    let verdict = HashVerdict::Verified { variant: HashVariant::Spec };
    let mut proven = row(Some(OnChainState::ResultSubmitted));
    proven.result_hash = Some(result_hash(&nonce(), "first"));
    let on_chain = proven.result_hash.clone();
    purchases.book().record("one", &Event::Row { row: Box::new(proven) }).unwrap();
    purchases.book().record("one", &Event::HashChecked { content: Some(first), on_chain, verdict }).unwrap();
    let view = purchases.view("one").unwrap();
    assert_eq!(
        (view.row.phase, view.hash),
        (Phase::Preliminary, HashVerdict::Checking),
        "no verdict of another result"
    );
    purchases.engine().drive("one").await;
    let view = purchases.view("one").unwrap();
    assert!(matches!(view.hash, HashVerdict::Mismatch { .. }), "{:?}", view.hash);
    assert_eq!(view.row.phase, Phase::Mismatch);
}

#[tokio::test]
async fn a_result_larger_than_is_taken_in_leaves_the_job_alive_and_can_be_objected_to() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.paid(&purchases, "one");
    let body = |text: &str| json!({ "job_id": "job-1", "status": "completed", "result": text }).to_string();
    desk.agent.sends("/status", 200, &body(&"x".repeat(5_000_000)));
    purchases.poller().poll_agent("one", 0).await;
    let view = purchases.view("one").unwrap();
    let failure = view.failure.unwrap();
    assert_eq!(
        (view.row.phase, failure.code, failure.moved),
        (Phase::ResultTooLarge, Code::ResultTooLarge, Moved::Yes)
    );
    assert_eq!(view.agent_says, None, "not offline, and nothing it said is known");
    purchases.book().clock().pass(9 * MINUTE);
    purchases.poller().poll_agent("one", 1).await;
    let asked = desk.agent.calls().iter().filter(|call| call.path == "/status").count();
    assert_eq!(asked, 1, "not megabytes every few seconds");

    let on_chain = result_hash(&nonce(), "short");
    assert_eq!(
        verdict(&purchases, "one", Some(&on_chain)).await,
        HashVerdict::Beyond { why: Beyond::TooLarge },
        "neither proven nor disproven"
    );
    let view = purchases.view("one").unwrap();
    assert_eq!((view.row.phase, view.row.needs), (Phase::ResultTooLarge, Some(Need::Object)));
    assert_eq!((view.refund.action, view.refund.disabled), (Some(RefundAction::Dispute), None));
    drop(purchases);

    let purchases = desk.open().await;
    assert_eq!(purchases.view("one").unwrap().row.phase, Phase::ResultTooLarge, "after a restart as well");
    purchases.book().clock().pass(HOUR);
    desk.agent.sends("/status", 200, &body("short"));
    purchases.poller().poll_agent("one", 0).await;
    purchases.engine().drive("one").await;
    let view = purchases.view("one").unwrap();
    assert_eq!((view.row.phase, view.failure), (Phase::Delivered, None));
    assert_eq!(view.hash, HashVerdict::Verified { variant: HashVariant::Spec });
}

#[tokio::test]
async fn a_job_that_was_taken_without_terms_is_stranded_and_one_for_free_that_should_cost_is_no_gift() {
    for (body, missing) in [
        (json!({ "job_id": "j", "identifier_from_seller": "s" }), "blockchainIdentifier"),
        // It says in one place that it is free, and in the other that it is to be paid.
        (json!({ "job_id": "j", "blockchainIdentifier": "FREE-574f93", "payment_required": true }), "payByTime"),
        (
            json!({ "id": "j", "blockchainIdentifier": "b", "submitResultTime": 2, "unlockTime": 3,
            "externalDisputeUnlockTime": 4 }),
            "payByTime",
        ),
    ] {
        let desk = Desk::new().await;
        let purchases = desk.open().await;
        desk.agent.sends("/start_job", 200, &body.to_string());
        approve(&purchases, "one", desk.order());
        purchases.engine().drive("one").await;
        let view = purchases.view("one").unwrap();
        let failure = view.failure.unwrap();
        assert_eq!((view.row.phase, failure.code, failure.moved), (Phase::Refused, Code::TermsMissing, Moved::No));
        assert!(failure.quote.contains(missing), "{body}: {}", failure.quote);

        let free = Order { price: None, generation: None, ..desk.order() };
        approve(&purchases, "free", free);
        purchases.engine().drive("free").await;
        let free = purchases.view("free").unwrap();
        assert_eq!((free.row.phase, free.failure), (Phase::Working, None), "{body}: nothing is paid for it anyway");
        assert!(free.demands, "{body}: and it is said");
    }
}

/// Shapes 13 and 14: it was listed as free, and whoever reads no more than that waits for ever.
#[tokio::test]
async fn what_a_free_agent_asks_for_is_said_and_never_paid() {
    let terms = json!({
        "job_id": "j", "blockchainIdentifier": "00c0ffee00c0ffee00c0ffee00c0ffee", "payByTime": 1, "submitResultTime": 2,
        "unlockTime": 3, "externalDisputeUnlockTime": 4
    });
    let done = json!({ "job_id": "j", "status": "completed", "result": "Done", "payment_address": "addr_test1" });
    for (body, demands, phase) in [
        (terms.to_string(), true, Phase::Working),
        (json!({ "job_id": "j", "status": "awaiting_payment" }).to_string(), true, Phase::Working),
        (done.to_string(), true, Phase::Delivered),
        (json!({ "job_id": "j", "status": "success" }).to_string(), false, Phase::Working),
        (met("02-start-free-underscore").1, false, Phase::Working),
    ] {
        let desk = Desk::new().await;
        let purchases = desk.open().await;
        desk.agent.sends("/start_job", 200, &body);
        approve(&purchases, "one", Order { price: None, generation: None, ..desk.order() });
        purchases.engine().drive("one").await;
        drop(purchases);
        let purchases = desk.open().await;
        let view = purchases.view("one").unwrap();
        assert_eq!((view.demands, view.row.phase, view.failure), (demands, phase, None), "{body}");
        assert_eq!(purchases.book().read("one", |state| state.effect(NOON)).unwrap(), None, "nothing is to be paid");
    }
}

/// Bytes of what is recorded of a purchase's agent, and events.
fn recorded(desk: &Desk) -> (i64, i64) {
    let journal = rusqlite::Connection::open(desk.directory.path().join("purchases.db")).unwrap();
    let sql = "SELECT (SELECT sum(length(CAST(body AS BLOB))) FROM event) + (SELECT ifnull(sum(length(bytes)), 0) FROM content),
                      (SELECT count(*) FROM event)";
    journal.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

fn running(message: &str, result: Option<&str>) -> String {
    json!({ "job_id": "job-1", "status": "running", "message": message, "result": result }).to_string()
}

fn completed(result: &str) -> String {
    json!({ "job_id": "job-1", "status": "completed", "result": result }).to_string()
}

/// core R2: each of them was kept for ever, beside an event.
#[tokio::test]
async fn parts_of_a_result_are_shown_and_kept_in_no_file() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.paid(&purchases, "one");
    desk.agent.sends("/status", 200, &running("", None));
    purchases.poller().poll_agent("one", 0).await;
    let before = recorded(&desk);
    let mut text = String::new();
    for _ in 0..20 {
        text.push_str(&"x".repeat(100_000));
        desk.agent.sends("/status", 200, &running("", Some(&text)));
        purchases.poller().poll_agent("one", 0).await;
        let result = purchases.view("one").unwrap().result.unwrap();
        assert_eq!((result.bytes, result.complete), (text.len() as u64, false));
        let shown = purchases.result_content("one", &result.content).await.unwrap();
        assert!(!shown.text.is_empty());
    }
    assert_eq!(recorded(&desk), before);
    drop(purchases);

    let purchases = desk.open().await;
    assert_eq!(purchases.view("one").unwrap().result, None, "the agent is asked again");
    desk.agent.sends("/status", 200, &completed(&text));
    purchases.poller().poll_agent("one", 0).await;
    let result = purchases.view("one").unwrap().result.unwrap();
    assert_eq!((result.bytes, result.complete), (text.len() as u64, true));
    drop(purchases);
    assert!(desk.open().await.view("one").unwrap().result.unwrap().complete, "what was bought is kept");
}

#[tokio::test]
async fn a_part_that_is_given_with_a_failure_is_kept_since_nobody_is_asked_again() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.paid(&purchases, "one");
    let failed = json!({ "job_id": "job-1", "status": "failed", "message": "broke", "result": "half" }).to_string();
    desk.agent.sends("/status", 200, &failed);
    purchases.poller().poll_agent("one", 0).await;
    drop(purchases);
    let result = desk.open().await.view("one").unwrap().result.unwrap();
    assert_eq!((result.bytes, result.complete, result.failed), (4, false, true));
}

/// core R2: every one of them was an event.
#[tokio::test]
async fn other_words_for_the_same_are_recorded_once_a_minute_and_the_newest_is_shown() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.paid(&purchases, "one");
    let (_, before) = recorded(&desk);
    let said = || purchases.view("one").unwrap().agent_says.unwrap();
    for second in 0..180 {
        desk.agent.sends("/status", 200, &running(&format!("{second} of 180"), None));
        purchases.poller().poll_agent("one", 0).await;
        assert_eq!(said().text, format!("{second} of 180"));
        purchases.book().clock().pass(1_000);
    }
    assert_eq!(recorded(&desk).1 - before, 3, "at 0, 60 and 120 seconds");
    purchases.poller().poll_agent("one", 0).await;
    drop(purchases);
    let purchases = desk.open().await;
    let said = purchases.view("one").unwrap().agent_says.unwrap();
    assert_eq!((said.text.as_str(), said.too_much), ("179 of 180", false), "the newest, once it is a minute old");
}

/// core R2: 20 polls with another megabyte each were 20 megabytes, and went on.
#[tokio::test]
async fn an_agent_that_asks_something_else_every_time_fills_no_disk_and_what_was_bought_gets_through() {
    for size in [0, 1_000_000] {
        let desk = Desk::new().await;
        let purchases = desk.open().await;
        desk.paid(&purchases, "one");
        let before = recorded(&desk);
        for number in 0..(if size == 0 { 250 } else { 30 }) {
            let name = format!("{number} {}", "x".repeat(size));
            let schema = json!({ "input_data": [{ "id": "a", "type": "boolean", "name": name }] });
            let asks = json!({ "job_id": "job-1", "status": "awaiting_input", "input_schema": schema });
            desk.agent.sends("/status", 200, &asks.to_string());
            purchases.poller().poll_agent("one", 0).await;
        }
        let (bytes, events) = recorded(&desk);
        assert!(bytes - before.0 < 16_500_000 && events - before.1 <= 200, "{bytes} bytes, {events} events");
        assert!(purchases.view("one").unwrap().agent_says.unwrap().too_much, "and it is said");

        desk.agent.sends("/status", 200, &completed("done"));
        purchases.poller().poll_agent("one", 0).await;
        let view = purchases.view("one").unwrap();
        assert_eq!(view.row.phase, Phase::Preliminary, "the result, and that it is done");
        let hash = result_hash(&nonce(), "done");
        assert_eq!(verdict(&purchases, "one", Some(&hash)).await, HashVerdict::Verified { variant: HashVariant::Spec });
        purchases.book().clock().pass(25 * HOUR);
        desk.agent.sends("/status", 200, &running("again", None));
        purchases.poller().poll_agent("one", 0).await;
        assert!(!purchases.view("one").unwrap().agent_says.unwrap().too_much, "another day");
    }
}

#[tokio::test]
async fn of_results_that_are_others_every_time_the_one_that_was_proven_gets_through() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.paid(&purchases, "one");
    for number in 0..250 {
        desk.agent.sends("/status", 200, &completed(&format!("result {number}")));
        purchases.poller().poll_agent("one", 0).await;
    }
    let (_, events) = recorded(&desk);
    assert!(events < 420, "{events}");
    let hash = result_hash(&nonce(), "the right one");
    assert!(matches!(verdict(&purchases, "one", Some(&hash)).await, HashVerdict::Mismatch { .. }));
    desk.agent.sends("/status", 200, &completed("the right one"));
    purchases.poller().poll_agent("one", 0).await;
    purchases.engine().drive("one").await;
    let verified = HashVerdict::Verified { variant: HashVariant::Spec };
    assert_eq!(purchases.view("one").unwrap().hash, verified);
    desk.agent.sends("/status", 200, &completed("another one"));
    purchases.poller().poll_agent("one", 0).await;
    assert_eq!(purchases.view("one").unwrap().hash, verified, "nothing takes its place");
}

/// Shape 28: the seller gives its fingerprint to whoever paid, and keeps the result.
#[tokio::test]
async fn a_fingerprint_in_the_place_of_a_result_is_no_result_and_is_asked_for_again() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.paid(&purchases, "one");
    let on_chain = result_hash(&nonce(), "Done");
    desk.agent.sends("/status", 200, &completed(&on_chain));
    purchases.poller().poll_agent("one", 0).await;
    assert_eq!(verdict(&purchases, "one", Some(&on_chain)).await, HashVerdict::OnlyHash);
    let view = purchases.view("one").unwrap();
    assert_eq!((view.row.phase, view.failure), (Phase::Fetching, None), "it may be late with it");
    purchases.book().clock().pass(HOUR);
    purchases.poller().poll_agent("one", 0).await;
    let view = purchases.view("one").unwrap();
    assert_eq!((view.row.phase, view.row.needs), (Phase::HashWithoutResult, Some(Need::Object)));
    let now = purchases.book().now();
    assert!(purchases.book().read("one", |state| crate::watch::schedule::wants_agent(state, now)).unwrap());
    desk.agent.sends("/status", 200, &completed("Done"));
    purchases.poller().poll_agent("one", 0).await;
    purchases.engine().drive("one").await;
    let view = purchases.view("one").unwrap();
    assert_eq!(view.hash, HashVerdict::Verified { variant: HashVariant::Spec });
    assert_eq!((view.row.phase, view.row.needs), (Phase::Delivered, None));
}

/// The body of an answer as it is met in life, by the name of its file.
fn met(name: &str) -> (u16, String) {
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/cases");
    let read = |folder| std::fs::read_to_string(format!("{cases}/{folder}/{name}.json"));
    let text = read("answers").or_else(|_| read("found")).unwrap();
    let told: Value = serde_json::from_str(&text).unwrap();
    (u16::try_from(told["http"].as_u64().unwrap()).unwrap(), told["body"].to_string())
}

/// The registry lists a price, and the agent asks for nothing: it gets nothing, and the price is told.
#[tokio::test]
async fn an_agent_that_asks_for_nothing_is_paid_nothing_whatever_the_registry_lists() {
    for body in [
        r#"{"status": "success", "job_id": "k-1"}"#.to_owned(),
        r#"{"job_id": "j", "blockchainIdentifier": "FREE-574f93", "sellerVKey": ""}"#.to_owned(),
        met("02-start-free-underscore").1,
    ] {
        let desk = Desk::new().await;
        let purchases = desk.open().await;
        desk.agent.sends("/start_job", 200, &body);
        approve(&purchases, "one", desk.order());
        purchases.engine().drive("one").await;
        drop(purchases);
        let purchases = desk.open().await;
        let view = purchases.view("one").unwrap();
        assert_eq!((view.row.phase, view.failure, view.row.price.len()), (Phase::Working, None, 0), "{body}");
        assert_eq!(view.unasked, [MoneyView::of(&Money::lovelace(2_500_000), Network::Preprod)], "{body}");
        assert_eq!(view.refund.verdict, RefundVerdict::Free);
        assert_eq!(purchases.book().read("one", |state| state.effect(NOON)).unwrap(), None, "nothing is to be paid");
        desk.agent.sends("/status", 200, &completed("Done"));
        purchases.poller().poll_agent("one", 0).await;
        purchases.engine().drive("one").await;
        let view = purchases.view("one").unwrap();
        assert_eq!((view.row.phase, view.hash), (Phase::Delivered, HashVerdict::NotVerifiable));
    }
}

#[tokio::test]
async fn a_result_that_came_with_the_start_is_kept_and_nothing_is_paid_for_it() {
    for (name, price, part) in [
        ("01-start-done-at-once-zeros", false, "Booked for Tuesday"),
        ("01-start-done-at-once-zeros", true, "Booked for Tuesday"),
        ("05-start-done-at-once-nested-payment", true, "stays"),
        ("05-start-done-at-once-nested-payment", false, "stays"),
    ] {
        let desk = Desk::new().await;
        let purchases = desk.open().await;
        let (status, body) = met(name);
        desk.agent.sends("/start_job", status, &body);
        let order = if price { desk.order() } else { Order { price: None, generation: None, ..desk.order() } };
        approve(&purchases, "one", order);
        purchases.engine().drive("one").await;
        drop(purchases);
        let purchases = desk.open().await;
        purchases.engine().drive("one").await;
        let view = purchases.view("one").unwrap();
        assert_eq!((view.row.phase, view.failure), (Phase::Delivered, None), "{name}");
        assert_eq!((view.hash, view.unasked.len()), (HashVerdict::NotVerifiable, usize::from(price)), "{name}");
        let result = view.result.unwrap();
        let content = purchases.result_content("one", &result.content).await.unwrap();
        assert!(result.complete && content.text.contains(part), "{name}: {content:?}");
        assert_eq!(desk.bodies("/start_job").len(), 1);
    }
}

/// Between the two there was a moment at which the job was there without the result that it came with.
#[tokio::test]
async fn a_result_that_came_with_the_start_is_written_with_it_or_neither_is() {
    let kinds = |desk: &Desk| {
        let journal = rusqlite::Connection::open(desk.directory.path().join("purchases.db")).unwrap();
        let sql = "SELECT kind FROM event WHERE kind IN ('jobStarted', 'resultReceived') ORDER BY seq";
        let mut select = journal.prepare(sql).unwrap();
        let kinds = select.query_map([], |row| row.get(0)).unwrap();
        kinds.map(rusqlite::Result::unwrap).collect::<Vec<String>>()
    };
    for (what, refused) in
        [("the event", "INSERT ON event WHEN NEW.kind = 'resultReceived'"), ("the bytes", "INSERT ON content")]
    {
        let desk = Desk::new().await;
        let purchases = desk.open().await;
        let (status, body) = met("01-start-done-at-once-zeros");
        desk.agent.sends("/start_job", status, &body);
        approve(&purchases, "one", desk.order());
        let full = format!("CREATE TRIGGER full BEFORE {refused} BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
        purchases.book().journal().meddle(&full);
        assert!(purchases.engine().drive("one").await.is_some(), "{what}: it is tried again");
        assert_eq!(kinds(&desk), Vec::<String>::new(), "{what}: both of them, or none");
        purchases.book().journal().meddle("DROP TRIGGER full");
        purchases.engine().drive("one").await;
        assert_eq!(kinds(&desk), ["jobStarted", "resultReceived"], "{what}");
        drop(purchases);
        let purchases = desk.open().await;
        let view = purchases.view("one").unwrap();
        assert_eq!((view.row.phase, desk.bodies("/start_job").len()), (Phase::Delivered, 1), "{what}");
        let content = purchases.result_content("one", &view.result.unwrap().content).await.unwrap();
        assert!(content.text.contains("Booked for Tuesday"), "{what}: {content:?}");
    }
}

#[tokio::test]
async fn a_refusal_that_is_not_about_the_answers_says_whose_side_it_is() {
    for (name, code) in [
        ("03-start-x402-link", Code::PaidOtherwise),
        ("09-start-403-reserved", Code::CallersOnly),
        ("10-start-401-bearer", Code::CallersOnly),
        ("13-start-multipart-only", Code::UploadsOnly),
        ("start-422-body-is-flat", Code::RequestRefused),
        ("start-422-input-data-list", Code::RequestRefused),
    ] {
        let (status, body) = met(name);
        for free in [false, true] {
            let desk = Desk::new().await;
            let purchases = desk.open().await;
            desk.agent.sends("/start_job", status, &body);
            let order = if free { Order { price: None, generation: None, ..desk.order() } } else { desk.order() };
            approve(&purchases, "one", order);
            purchases.engine().drive("one").await;
            let view = purchases.view("one").unwrap();
            let failure = view.failure.unwrap();
            assert_eq!((view.row.phase, failure.code, failure.moved), (Phase::Refused, code, Moved::No), "{name}");
            assert!(!failure.quote.is_empty() && view.unasked.is_empty(), "{name}");
        }
    }
}

/// P4: what was lost stays lost, and the no to another job says nothing of it.
#[tokio::test]
async fn a_demand_to_be_paid_after_a_lost_start_pays_nothing_and_starts_nothing_again() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.agent.sends("/start_job", 502, "");
    approve(&purchases, "one", desk.order());
    purchases.engine().drive("one").await;
    desk.agent.sends("/start_job", 402, r#"{"error": "payment required", "job_id": "j-1"}"#);
    purchases.engine().drive("one").await;
    assert_eq!(desk.bodies("/start_job").len(), 1, "it is never repeated");
    approve(&purchases, "two", Order { nonce: "00457a849f11e756a970".parse().unwrap(), ..desk.order() });
    purchases.engine().drive("two").await;
    purchases.engine().drive("two").await;
    let failure = |id: &str| purchases.view(id).unwrap().failure.unwrap();
    assert_eq!((failure("two").code, failure("two").moved), (Code::PaidOtherwise, Moved::No));
    assert_eq!(failure("two").quote, "payment required");
    assert_eq!((failure("one").code, desk.bodies("/start_job").len()), (Code::ServiceFailed, 2));

    desk.paid_other(&purchases, "three");
    desk.agent.sends("/status", 402, r#"{"error": "payment required"}"#);
    purchases.poller().poll_agent("three", 0).await;
    let view = purchases.view("three").unwrap();
    assert_eq!(
        (view.row.phase, view.failure),
        (Phase::Working, None),
        "it has not seen the payment, and is asked again"
    );
    assert!(!view.agent_says.unwrap().offline);
}

/// P14: nobody approves what they cannot see.
#[tokio::test]
async fn a_draft_beside_a_question_is_shown_to_its_last_line() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.paid(&purchases, "one");
    let (_, body) = met("23-status-awaiting-input-with-draft");
    let mut asked: Value = serde_json::from_str(&body).unwrap();
    let draft = format!("# Draft\n\n{}\n\nthe **last** line", "A line with *figures*.\n".repeat(1_400));
    assert!(draft.len() > 30_000);
    asked["message"] = json!(draft);
    desk.agent.sends("/status", 200, &asked.to_string());
    purchases.poller().poll_agent("one", 0).await;
    drop(purchases);
    let view = desk.open().await.view("one").unwrap();
    let question = view.question.unwrap();
    let says = question.says.unwrap();
    assert_eq!((says.shown.text.as_str(), says.more, says.shown.shown_cut), (draft.as_str(), 0, false));
    assert!(says.shown.prose.iter().any(|piece| piece.html.contains("<strong>last</strong> line")));
    assert_eq!(view.agent_says.unwrap().text, "", "it is said once");
}

/// Shape 26, and every schema that is none: what cannot be shown as a form was no question at all.
#[tokio::test]
async fn a_question_that_cannot_be_read_is_shown_as_it_came_and_says_why() {
    let many: Vec<Value> = (0..1_001).map(|n| json!({ "id": n.to_string(), "type": "text" })).collect();
    for (schema, why) in [
        (json!("Which of the two?"), WhyUnread::NoForm),
        (json!({ "input_data": many }), WhyUnread::TooMuch),
        (Value::Null, WhyUnread::Unsaid),
    ] {
        let desk = Desk::new().await;
        let purchases = desk.open().await;
        desk.paid(&purchases, "one");
        let mut asked = json!({ "status": "awaiting_input", "message": "I need a decision." });
        if !schema.is_null() {
            asked["input_schema"] = schema.clone();
        }
        desk.agent.sends("/status", 200, &asked.to_string());
        purchases.poller().poll_agent("one", 0).await;
        drop(purchases);
        let purchases = desk.open().await;
        let view = purchases.view("one").unwrap();
        assert_eq!(view.row.phase, Phase::Question, "and it does not work meanwhile");
        let question = view.question.unwrap();
        assert_eq!(question.says.unwrap().shown.text, "I need a decision.");
        assert_eq!((question.form.groups.len(), question.due), (0, Some(NOON.plus(24 * HOUR))));
        let unread = question.unread.unwrap();
        assert_eq!(unread.why, why);
        let came = unread.asked.map(|asked| serde_json::from_str::<Value>(&asked.text).unwrap_or(json!(asked.text)));
        assert_eq!(came.unwrap_or_default(), schema);
        assert!(purchases.answer("one", &question.id, &Answers::new()).await.is_err());
        desk.agent.sends("/status", 200, &running("on it", None));
        purchases.poller().poll_agent("one", 0).await;
        assert!(purchases.view("one").unwrap().question.is_none());
    }
}

/// P16: the agent may take an answer for longer than it has time to deliver, or for less.
#[tokio::test]
async fn a_question_is_due_when_the_agent_says_or_has_to_deliver_whichever_is_first() {
    for (hours, by_agent) in [(2, true), (26, false)] {
        let desk = Desk::new().await;
        let purchases = desk.open().await;
        desk.paid(&purchases, "one");
        let at = NOON.plus(hours * HOUR);
        let asked = json!({
            "status": "awaiting_input", "input_schema": { "input_data": [{ "id": "a", "type": "text" }] },
            "expires_at": format!("{}.25", at.0 / 1_000).parse::<f64>().unwrap()
        });
        desk.agent.sends("/status", 200, &asked.to_string());
        purchases.poller().poll_agent("one", 0).await;
        let question = purchases.view("one").unwrap().question.unwrap();
        let due = if by_agent { at } else { NOON.plus(24 * HOUR) };
        assert_eq!((question.due, question.due_by_agent), (Some(due), by_agent));
    }
}

#[tokio::test]
async fn what_is_given_in_the_place_of_a_result_is_shown_and_what_is_said_of_money_changes_nothing() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.paid(&purchases, "one");
    desk.agent.sends("/status", 200, &met("29-status-no-result-but-hash").1);
    purchases.poller().poll_agent("one", 0).await;
    drop(purchases);
    let purchases = desk.open().await;
    let says = purchases.view("one").unwrap().agent_says.unwrap();
    let links: Vec<_> = says.beside.iter().filter(|one| one.is_link).map(|one| one.value.as_str()).collect();
    assert_eq!((links, says.beside.len()), (vec!["https://explorer.example.org/tx/1"], 3));

    desk.paid_other(&purchases, "two");
    let before = purchases.view("two").unwrap();
    desk.agent.sends("/status", 200, &met("34-status-refunded").1);
    purchases.poller().poll_agent("two", 0).await;
    let view = purchases.view("two").unwrap();
    assert_eq!((view.on_chain, view.ledger), (before.on_chain, before.ledger));
    assert_eq!(view.row.phase, Phase::AgentFailed);
    let says = view.agent_says.unwrap();
    assert_eq!((says.word.as_str(), says.text.as_str()), ("refunded", "Payment was refunded"));
}

/// Each instance of a service without a server has a memory of its own.
#[tokio::test]
async fn a_host_that_knows_the_job_and_does_not_in_turn_gives_no_verdict() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.paid(&purchases, "one");
    let (status, gone) = met("32-status-404-code-word");
    let (_, lost) = met("31-status-unknown-200");
    for _ in 0..3 {
        for (status, body) in [(status, gone.as_str()), (200, r#"{"status": "running"}"#), (200, lost.as_str())] {
            desk.agent.sends("/status", status, body);
            purchases.poller().poll_agent("one", 0).await;
            let view = purchases.view("one").unwrap();
            assert_eq!((view.row.phase, view.trouble), (Phase::Working, None), "{body}");
        }
    }
    let failed = r#"{"status": "failed", "message": "the page was not found"}"#;
    desk.agent.sends("/status", 200, failed);
    purchases.poller().poll_agent("one", 0).await;
    assert_eq!(purchases.view("one").unwrap().row.phase, Phase::AgentFailed, "that is one");
}

/// Shape 37: no field of the person is at fault, and no other answer helps.
#[tokio::test]
async fn who_wants_an_answer_in_another_request_blames_no_answer() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.paid(&purchases, "one");
    purchases.book().record("one", &said(JobState::AwaitingInput)).unwrap();
    purchases.book().record("one", &asked("q")).unwrap();
    let missing = json!({ "detail": [{ "loc": ["body", "additional_input"], "msg": "Field required" }] });
    desk.agent.sends("/provide_input", 422, &missing.to_string());
    let answers = Answers::from([("size".to_owned(), Answer::Choices(vec![1]))]);
    let failure = purchases.answer("one", "q", &answers).await.unwrap_err();
    assert_eq!((failure.code, failure.retry), (Code::RequestRefused, false));
    assert_eq!(failure.quote, "additional_input: Field required");
    assert!(purchases.view("one").unwrap().question.is_some_and(|question| !question.sent), "it is still open");
}

#[tokio::test]
async fn an_answer_to_an_answer_that_is_the_result_is_taken_as_one() {
    let desk = Desk::new().await;
    let purchases = desk.open().await;
    desk.paid(&purchases, "one");
    purchases.book().record("one", &said(JobState::AwaitingInput)).unwrap();
    purchases.book().record("one", &asked("q")).unwrap();
    desk.agent.sends("/provide_input", 200, r#"{"status": "completed", "result": "Done", "input_hash": "00"}"#);
    let answers = Answers::from([("size".to_owned(), Answer::Choices(vec![1]))]);
    assert_eq!(purchases.answer("one", "q", &answers).await.unwrap(), []);
    let view = purchases.view("one").unwrap();
    assert!(view.question.is_none() && view.result.unwrap().complete);
}
