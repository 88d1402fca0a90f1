//! Clients over a transport of one's own: what it is given, and what holds whatever it answers. And the short way to a client.

use futures_util::FutureExt as _;
use masumi::{
    agent::AgentClient,
    net::{
        AddressRefusal, AgentHttp, AgentReach, Answer, Answering, CallErrorKind, Contact, ContactObserver, NodeHttp,
        Operation, Request, Secret, Service, Transport,
    },
    node::{Network, NodeClient},
    registry::RegistryClient,
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

const KEY: &str = "k3y-of-the-person";

/// Answers everything alike, and keeps what it was asked.
#[derive(Clone)]
struct Told {
    answer: Result<Answer, CallErrorKind>,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Told {
    fn answering(answer: Result<Answer, CallErrorKind>) -> Told {
        Told { answer, requests: Arc::default() }
    }

    fn json(body: &str) -> Told {
        Told::answering(Ok(Answer::new(200, body)))
    }

    fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

impl Transport for Told {
    fn carry(&self, request: Request) -> Answering<'_> {
        self.requests.lock().unwrap().push(request);
        let answer = self.answer.clone();
        Box::pin(async { answer })
    }
}

fn node(told: &Told) -> NodeHttp {
    let base = "https://node.example/pay".parse().unwrap();
    NodeHttp::over(told.clone(), Service::Node, base, Secret::new(KEY)).unwrap()
}

#[tokio::test]
async fn a_transport_is_given_the_whole_request_and_nothing_beside() {
    let told = Told::json(r#"{"status":"success","data":{"id":"1","blockchainIdentifier":"00","status":"ok"}}"#);
    let node = NodeClient::new(node(&told).named(format!("Shop/{}", 2)).at_most(Duration::from_secs(3)));
    node.health().await.unwrap();
    assert_eq!(node.request_refund(Network::Preprod, "00").await.unwrap().id, "1");
    let [health, refund] = &told.requests()[..] else { panic!() };
    assert_eq!((health.url.as_str(), &health.json), ("https://node.example/pay/api/v1/health", &None));
    assert_eq!(health.key, None, "whoever is there is asked before it is told the key");
    assert_eq!(refund.url.path(), "/pay/api/v1/purchase/request-refund");
    assert_eq!(refund.json.as_deref(), Some(r#"{"blockchainIdentifier":"00","network":"Preprod"}"#));
    assert_eq!(refund.key, Some(Secret::new(KEY)));
    assert_eq!((refund.program.as_deref(), refund.bounds.time), (Some("Shop/2"), Duration::from_secs(3)));
    assert!(!format!("{refund:?}").contains(KEY));
}

/// What must not be forgotten is not left to the transport.
#[tokio::test]
async fn no_transport_is_given_an_agents_address_that_is_out_of_reach_nor_a_key() {
    let told = Told::json(r#"{"input_data":[]}"#);
    let agents = AgentClient::new(AgentHttp::over(told.clone(), AgentReach::default()));
    for base in ["https://10.0.0.1", "https://localhost", "http://agent.example", "https://a:b@agent.example"] {
        let refused = agents.input_schema(base).await.unwrap_err();
        assert!(matches!(refused.kind, CallErrorKind::AddressRefused(_)), "{base}: {refused}");
    }
    assert!(told.requests().is_empty());
    agents.input_schema("https://agent.example").await.unwrap();
    let [request] = &told.requests()[..] else { panic!() };
    assert_eq!((request.url.as_str(), &request.key), ("https://agent.example/input_schema", &None));
}

#[tokio::test]
async fn whatever_a_transport_answers_what_the_clients_promise_holds() {
    let with_key = |text: &str| format!("{text} {KEY}");
    let large = "x".repeat(64 * 1024 * 1024);
    for (answer, kind) in [
        (Ok(Answer::new(302, "")), CallErrorKind::Redirected(String::new())),
        (Ok(Answer::new(200, large)), CallErrorKind::TooLarge),
        (Ok(Answer::new(200, with_key("no"))), CallErrorKind::NotJson("no [key]".to_owned())),
        (Err(CallErrorKind::Timeout), CallErrorKind::Timeout),
        (Err(CallErrorKind::Unreachable(with_key("no"))), CallErrorKind::Unreachable("no [key]".to_owned())),
        (Err(CallErrorKind::Certificate(with_key("no"))), CallErrorKind::Certificate("no [key]".to_owned())),
        (Err(CallErrorKind::NotTls(with_key("no"))), CallErrorKind::NotTls("no [key]".to_owned())),
        (Err(CallErrorKind::UnknownHost(with_key("no"))), CallErrorKind::UnknownHost("no [key]".to_owned())),
        (Err(CallErrorKind::Shape(with_key("no"))), CallErrorKind::Shape("no [key]".to_owned())),
        (Err(CallErrorKind::NotJson(with_key("no"))), CallErrorKind::NotJson("no [key]".to_owned())),
        (Err(CallErrorKind::WrongRow(with_key("no"))), CallErrorKind::WrongRow("no [key]".to_owned())),
        (
            Err(CallErrorKind::Status { status: 500, message: with_key("no"), retry_after: None }),
            CallErrorKind::Status { status: 500, message: "no [key]".to_owned(), retry_after: None },
        ),
    ] {
        let told = Told::answering(answer);
        let error = NodeClient::new(node(&told)).key_status().await.unwrap_err();
        assert_eq!((error.service, error.kind), (Service::Node, kind));
    }
}

#[test]
fn the_short_way_keeps_to_the_same_addresses_and_keys() {
    NodeClient::connect("https://node.example", KEY).unwrap();
    RegistryClient::connect("http://localhost:3000/api/v1/", KEY).unwrap();
    AgentClient::connect().unwrap();
    let plain = NodeClient::connect("http://node.example", KEY).unwrap_err();
    let refusal = AddressRefusal::PlainHttp("node.example".to_owned());
    assert_eq!((plain.service, plain.kind), (Service::Node, CallErrorKind::AddressRefused(refusal)));
    let wrong = RegistryClient::connect("registry.example", KEY).unwrap_err();
    assert_eq!(wrong.service, Service::Registry);
    assert_eq!(wrong.kind, CallErrorKind::AddressRefused(AddressRefusal::Malformed));
    assert_eq!(
        NodeClient::connect("https://node.example", "two\nlines").unwrap_err().kind,
        CallErrorKind::KeyMalformed
    );
}

#[tokio::test]
async fn the_short_way_to_agents_leads_to_none_on_this_machine() {
    let refused = AgentClient::connect().unwrap().input_schema("http://127.0.0.1:1").await.unwrap_err();
    assert!(matches!(refused.kind, CallErrorKind::AddressRefused(_)), "{refused}");
}

/// Whom was asked, for what, and whether an answer came: that, and nothing of what was in it.
#[tokio::test]
async fn every_request_that_is_made_is_told_of_with_its_host_and_what_it_was_for() {
    let seen: Arc<Mutex<Vec<Contact>>> = Arc::default();
    let kept = Arc::clone(&seen);
    let observer: ContactObserver = Arc::new(move |contact| kept.lock().unwrap().push(contact));
    let told = |seen: &Mutex<Vec<Contact>>| {
        let seen = std::mem::take(&mut *seen.lock().unwrap()).into_iter();
        let short = |one: Contact| (one.service, format!("{}:{}", one.host, one.port), one.operation, one.answered);
        seen.map(short).collect::<Vec<_>>()
    };
    let (node_place, agent_place) = ("node.example:443".to_owned(), "agent.example:8443".to_owned());

    let well = Told::json(r#"{"status":"success","data":{"id":"1","blockchainIdentifier":"00","status":"ok"}}"#);
    let client = NodeClient::new(node(&well).observe_contacts(observer.clone()));
    client.health().await.unwrap();
    client.request_refund(Network::Preprod, "00").await.unwrap();
    let health = (Service::Node, node_place.clone(), Operation::Health, true);
    assert_eq!(told(&seen), [health, (Service::Node, node_place.clone(), Operation::Refund, true)]);

    for (answer, told_so) in [
        (Ok(Answer::new(503, "no")), Some(true)),
        (Ok(Answer::new(302, "")), Some(true)),
        (Err(CallErrorKind::Timeout), Some(false)),
        (Err(CallErrorKind::UnknownHost("node.example".to_owned())), Some(false)),
        (Err(CallErrorKind::Certificate("no".to_owned())), Some(false)),
        (Err(CallErrorKind::ProxyRefused("no")), Some(false)),
        // Nobody was asked.
        (Err(CallErrorKind::AddressRefused(AddressRefusal::NotPublic("10.0.0.1".to_owned()))), None),
    ] {
        let client = NodeClient::new(node(&Told::answering(answer.clone())).observe_contacts(observer.clone()));
        client.key_status().await.unwrap_err();
        let expected = told_so.map(|answered| (Service::Node, node_place.clone(), Operation::KeyStatus, answered));
        assert_eq!(told(&seen), expected.into_iter().collect::<Vec<_>>(), "{answer:?}");
    }

    let agents = AgentHttp::over(Told::json(r#"{"input_data":[]}"#), AgentReach::PUBLIC);
    let agents = AgentClient::new(agents.observe_contacts(observer));
    agents.input_schema("https://10.0.0.1").await.unwrap_err();
    agents.input_schema("https://Agent.Example:8443/deep/down").await.unwrap();
    assert_eq!(told(&seen), [(Service::Agent, agent_place, Operation::InputSchema, true)]);
}

/// Never answers.
struct Silent;

impl Transport for Silent {
    fn carry(&self, _: Request) -> Answering<'_> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_request_that_nobody_waits_for_any_longer_is_told_of_too() {
    let seen: Arc<Mutex<Vec<Contact>>> = Arc::default();
    let kept = Arc::clone(&seen);
    let agents = AgentHttp::over(Silent, AgentReach::PUBLIC);
    let agents = agents.observe_contacts(Arc::new(move |contact| kept.lock().unwrap().push(contact)));
    {
        let agents = AgentClient::new(agents);
        let asking = std::pin::pin!(agents.status("https://agent.example", "7"));
        assert!(asking.now_or_never().is_none(), "nobody answers");
        assert!(seen.lock().unwrap().is_empty());
    }
    let seen = seen.lock().unwrap();
    let [contact] = &seen[..] else { panic!("{seen:?}") };
    assert_eq!((contact.operation, contact.answered), (Operation::JobStatus, false));
}
