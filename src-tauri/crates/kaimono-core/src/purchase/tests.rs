//! What a profile's purchases keep apart, without a network: identifiers, rows, and the journal they come back from.

use super::{specimen::*, *};
use crate::testing::{NODE_KEY, REGISTRY_KEY, Service};
use masumi_client::{
    agent::AgentClient,
    moment::HOUR,
    net::{self, AgentHttp, NodeHttp, Secret},
    node::{NodeClient, OnChainState},
    registry::RegistryClient,
};
use serde_json::json;
use tempfile::TempDir;

fn open(directory: &TempDir) -> Purchases {
    let (changes, _) = broadcast::channel(100);
    Purchases::open(directory.path(), Network::Preprod, false, Clock::fixed(NOON), changes).unwrap()
}

fn start(purchases: &Purchases, id: &str, nonce: &str) {
    let order = event::Order { nonce: nonce.to_owned(), ..order() };
    purchases.begin(id, &Event::Approved { order: Box::new(order) }).unwrap();
    purchases.record(id, &Event::JobStarting).unwrap();
    purchases.record(id, &started()).unwrap();
}

/// With a node that answers what it is told to, and whose clock is not followed.
async fn connected(purchases: &Purchases) -> Service {
    let (node, registry) = (Service::node().await, Service::registry().await);
    let http = |service, at: &Service, key: &str| {
        NodeHttp::new(service, net::service_base(&at.url()).unwrap(), Secret::new(key.to_owned())).unwrap()
    };
    purchases.connect(Some(Clients {
        registry: RegistryClient::new(http(net::Service::Registry, &registry, REGISTRY_KEY)),
        node: NodeClient::new(http(net::Service::Node, &node, NODE_KEY)),
        agents: AgentClient::new(AgentHttp::new(true).unwrap()),
        node_rest: Rest::default(),
    }));
    start(purchases, "one", "54457a849f11e756a970");
    purchases.record("one", &paying("one")).unwrap();
    node
}

fn posts(node: &Service) -> usize {
    node.calls().iter().filter(|call| call.path == "/purchase").count()
}

#[tokio::test]
async fn a_node_that_fails_and_knows_nothing_of_it_is_given_time() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    node.refuses("/purchase", 500, "Internal Server Error");
    node.refuses("/purchase/resolve-blockchain-identifier", 404, "Purchase not found");
    assert!(purchases.drive("one").await.is_some_and(|again| again > NOON));
    assert_eq!(posts(&node), 2);
    assert!(purchases.drive("one").await.is_some_and(|again| again > NOON));
    assert_eq!(posts(&node), 3, "one a time");
}

#[tokio::test]
async fn a_row_of_another_purchase_says_nothing_of_ours() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    let other = json!({ "id": "row-2", "blockchainIdentifier": "00bad000" });
    node.says("/purchase", other.clone());
    node.says("/purchase/resolve-blockchain-identifier", other);
    for _ in 0..2 {
        assert!(purchases.drive("one").await.is_some_and(|again| again > NOON));
        assert!(purchases.read("one", |state| matches!(state.payment, Payment::Unknown { .. })).unwrap());
    }
    assert_eq!((posts(&node), purchases.ids().len()), (1, 1));
    assert!(purchases.is_paying());
}

#[test]
fn terms_that_repeat_an_identifier_do_not_take_the_rows_of_what_was_paid() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "paid", "54457a849f11e756a970");
    purchases.record("paid", &paying("one")).unwrap();
    purchases.take_row(row(None)).unwrap();
    start(&purchases, "copy", "00000000000000000000");
    assert_eq!(purchases.find(&row(None).blockchain_identifier).as_deref(), Some("paid"), "so the copy is refused");
    assert_eq!(purchases.take_row(row(Some(OnChainState::FundsLocked))).unwrap(), "paid");
    drop(purchases);

    let purchases = open(&directory);
    assert_eq!(purchases.find(&row(None).blockchain_identifier).as_deref(), Some("paid"), "after a restart as well");
    assert_eq!(purchases.read("copy", |state| state.row.clone()).unwrap(), None);
}

#[test]
fn an_agent_that_gives_two_jobs_one_id_has_two_purchases_with_a_row_each() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    purchases.record("one", &paying("one")).unwrap();
    let mut other = terms();
    other.blockchain_identifier = "00c0ffee02".to_owned();
    let order = event::Order { nonce: "11457a849f11e756a970".to_owned(), ..order() };
    purchases.begin("two", &Event::Approved { order: Box::new(order) }).unwrap();
    purchases.record("two", &Event::JobStarting).unwrap();
    let started = Event::JobStarted { job_id: "job-1".into(), terms: Some(Box::new(other)), raw: "{}".into() };
    purchases.record("two", &started).unwrap();
    let same_job = |id: &str| purchases.read(id, |state| state.job_id().map(str::to_owned)).unwrap();
    assert_eq!(same_job("one"), same_job("two"));

    // What the node says of one is said of that one alone, whatever its job is called.
    let locked = row(Some(OnChainState::FundsLocked));
    let foreign = node::Purchase { id: "row-2".into(), blockchain_identifier: "00C0FFEE02".into(), ..row(None) };
    assert_eq!(purchases.take_row(locked).unwrap(), "one");
    assert_eq!(purchases.take_row(foreign).unwrap(), "two");
    let on_chain = |id: &str| purchases.read(id, |state| state.on_chain().cloned()).unwrap();
    assert_eq!((on_chain("one"), on_chain("two")), (Some(OnChainState::FundsLocked), None));
    assert_eq!(purchases.ids().len(), 2);
}

#[test]
fn rows_that_share_an_id_are_two_purchases_and_the_journal_stays_readable() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let other = node::Purchase { blockchain_identifier: "00bad000".to_owned(), ..row(None) };
    assert_ne!(purchases.take_row(row(None)).unwrap(), purchases.take_row(other).unwrap());
    let again = Event::Imported { row: Box::new(row(None)) };
    assert!(purchases.begin(&purchases.ids()[0], &again).is_err(), "nothing begins twice");
    drop(purchases);
    assert_eq!(open(&directory).ids().len(), 2);
}

#[test]
fn an_answer_that_was_overtaken_changes_nothing() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let at = |minute: &str, state| node::Purchase {
        changed_at: Some(format!("2026-11-22T12:{minute}:00.000Z")),
        ..row(state)
    };
    let id = purchases.take_row(at("05", Some(OnChainState::FundsLocked))).unwrap();
    purchases.take_row(at("04", None)).unwrap();
    assert_eq!(purchases.read(&id, |state| state.on_chain().cloned()).unwrap(), Some(OnChainState::FundsLocked));
}

#[tokio::test]
async fn an_outcome_that_became_impossible_before_it_could_be_written_holds_nothing_up() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    purchases.record("one", &paying("one")).unwrap();
    let unwritten = Some(Event::PaymentUnknown { failure: failure() });
    lock(&purchases.entry("one").unwrap().passing).unwritten = unwritten;
    purchases.take_row(row(Some(OnChainState::FundsLocked))).unwrap();
    assert_eq!(purchases.drive("one").await, None);
    assert!(purchases.view("one").unwrap().failure.is_none());
}

#[tokio::test]
async fn a_lock_that_came_to_nothing_is_not_tried_again_after_its_deadline() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    let mut stuck = row(Some(OnChainState::FundsOrDatumInvalid));
    stuck.next_action.requested_action = "WaitingForManualAction".to_owned();
    purchases.take_row(stuck).unwrap();
    purchases.0.clock.pass(13 * HOUR);
    assert_eq!(purchases.retry_payment("one").await.unwrap_err().code, Code::TooLate);
    assert!(node.calls().iter().all(|call| call.path != "/purchase/error-state-recovery"));
}

#[test]
fn a_purchase_that_nothing_is_heard_of_is_asked_about_by_itself() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let id = purchases.take_row(row(Some(OnChainState::FundsLocked))).unwrap();
    assert!(purchases.unheard(|_| true).is_empty());
    purchases.0.clock.pass(2 * MINUTE);
    assert!(purchases.unheard(|_| true).is_empty(), "the node lists it");
    assert_eq!(purchases.unheard(|_| false).len(), 1, "the node does not list it");
    purchases.0.clock.pass(10 * MINUTE);
    assert_eq!(purchases.unheard(|_| true).len(), 1);
    purchases.heard(&id);
    assert!(purchases.unheard(|_| false).is_empty());
}

#[test]
fn what_is_in_escrow_is_never_said_not_to_have_moved() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    purchases.record("one", &paying("one")).unwrap();
    let stuck = |state| {
        let mut stuck = row(state);
        stuck.next_action.error_type = Some("NetworkError".to_owned());
        stuck
    };
    purchases.take_row(stuck(None)).unwrap();
    assert_eq!(purchases.view("one").unwrap().failure.unwrap().moved, Moved::No);
    purchases.take_row(stuck(Some(OnChainState::FundsLocked))).unwrap();
    assert_eq!(purchases.view("one").unwrap().failure.unwrap().moved, Moved::Yes);
}
