//! A history belongs to a node: watched from the start, not sent elsewhere while something is open, found again by what the node
//! knows, and not let go without a look at what is open.

use super::*;
use crate::{
    purchase::Purchases,
    view::{market::Blocked, purchase::PurchasesQuery},
};
use masumi::node::OnChainState;
use serde_json::json;

const RESOLVE: &str = "/purchase/resolve-blockchain-identifier";

fn bought(kaimono: &Kaimono, last: Event) -> Purchases {
    let purchases = kaimono.session().unwrap().purchases().clone();
    purchases.book().begin("one", &approval(order())).unwrap();
    for event in [Event::JobStarting, started(), paying("one"), Event::PaymentSent, last] {
        purchases.book().record("one", &event).unwrap();
    }
    purchases
}

fn in_escrow() -> Event {
    rowed(Some(OnChainState::FundsLocked))
}

fn lists_nothing(node: &Service) {
    node.says("/purchase/diff", json!({ "Purchases": [] }));
    node.refuses(RESOLVE, 404, "Purchase not found");
}

fn knows_it(node: &Service) {
    node.says("/purchase/diff", json!({ "Purchases": [] }));
    node.says(RESOLVE, json!({ "id": "row-1", "blockchainIdentifier": "00c0ffee", "onChainState": "FundsLocked" }));
}

/// Another node and registry at other addresses.
struct Elsewhere(Service, Service);

impl Elsewhere {
    async fn new() -> Elsewhere {
        Elsewhere(Service::node().await, Service::registry().await)
    }

    fn draft(&self, machine: &Machine) -> ConnectionDraft {
        ConnectionDraft { node_url: self.0.url(), registry_url: self.1.url(), ..machine.draft() }
    }
}

#[tokio::test]
async fn what_was_bought_with_another_node_is_watched_after_a_restart_too() {
    let machine = Machine::new(Mood::Open).await;
    let elsewhere = Elsewhere::new().await;
    knows_it(&machine.node);
    lists_nothing(&elsewhere.0);
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    bought(&kaimono, in_escrow());
    kaimono.save_connection(elsewhere.draft(&machine)).await.unwrap();
    machine.stop(kaimono).await;
    let before = machine.node.calls().len();

    let kaimono = machine.start();
    assert_ne!(kaimono.closing(true).unwrap(), Closing::Quit, "as long as it is not known that nothing is open");
    until("the other history is open", || kaimono.open_purchases() == 1).await;
    until("its node is asked", || machine.node.calls()[before..].iter().any(|call| call.path == "/purchase/diff"))
        .await;
    assert_ne!(kaimono.closing(true).unwrap(), Closing::Quit);
    assert!(kaimono.purchases(&PurchasesQuery::default()).await.unwrap().rows.is_empty(), "another one is looked at");
}

#[tokio::test]
async fn a_history_with_something_open_does_not_follow_to_another_node() {
    for last in [in_escrow(), unknown()] {
        let machine = Machine::new(Mood::Open).await;
        let elsewhere = Elsewhere::new().await;
        lists_nothing(&elsewhere.0);
        let kaimono = machine.start();
        let profile = kaimono.save_connection(machine.draft()).await.unwrap().active;
        bought(&kaimono, last);
        let moved = ConnectionDraft { profile: profile.clone(), ..elsewhere.draft(&machine) };
        assert_eq!(kaimono.save_connection(moved).await.unwrap_err().code, Code::AnotherNode);

        // A node that cannot be asked is not known to be the same.
        elsewhere.0.refuses(RESOLVE, 503, "Service Unavailable");
        let moved = || ConnectionDraft { profile: profile.clone(), ..elsewhere.draft(&machine) };
        assert_eq!(kaimono.save_connection(moved()).await.unwrap_err().code, Code::ServiceFailed);
        let stayed = kaimono.session().unwrap().profile();
        assert_eq!(stayed.node_url, machine.node.url().parse().unwrap());

        // The same node at another address knows the purchase.
        knows_it(&elsewhere.0);
        kaimono.save_connection(moved()).await.unwrap();
    }
}

#[tokio::test]
async fn a_history_with_something_open_is_held_against_the_node_that_another_way_leads_to() {
    let machine = Machine::new(Mood::Open).await;
    lists_nothing(&machine.node);
    let kaimono = machine.start();
    let profile = kaimono.save_connection(machine.draft()).await.unwrap().active;
    bought(&kaimono, in_escrow());
    let by = |proxy: &str| ConnectionDraft { profile: profile.clone(), proxy: proxy.to_owned(), ..machine.draft() };
    // Whose name and whose way are the same is the same, whatever it knows just now.
    kaimono.save_connection(by("")).await.unwrap();
    let refused = kaimono.save_connection(by("http://proxy.example:3128")).await.unwrap_err();
    assert_eq!(refused.code, Code::AnotherNode);
    knows_it(&machine.node);
    kaimono.save_connection(by("http://proxy.example:3128")).await.unwrap();
}

#[tokio::test]
async fn a_history_without_anything_open_goes_anywhere_and_the_lists_are_read_from_their_beginning() {
    let machine = Machine::new(Mood::Open).await;
    let elsewhere = Elsewhere::new().await;
    lists_nothing(&elsewhere.0);
    let kaimono = machine.start();
    let profile = kaimono.save_connection(machine.draft()).await.unwrap().active;
    let purchases = bought(&kaimono, rowed(Some(OnChainState::RefundWithdrawn)));
    purchases.book().set_mark("diff.v1", "2026-11-22T12:00:00.000Z").unwrap();
    kaimono.save_connection(ConnectionDraft { profile, ..elsewhere.draft(&machine) }).await.unwrap();
    until("its list is read", || !elsewhere.0.queries("/purchase/diff").is_empty()).await;
    assert!(
        elsewhere.0.queries("/purchase/diff")[0].contains("lastUpdate=1970"),
        "{:?}",
        elsewhere.0.queries("/purchase/diff")
    );
}

#[tokio::test]
async fn a_node_that_is_set_up_anew_at_its_address_is_read_from_the_beginning() {
    let machine = Machine::new(Mood::Open).await;
    lists_nothing(&machine.node);
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    let session = kaimono.session().unwrap();
    let hints = || session.purchases().standings().node_hints().unwrap();
    until("the node told what it is", || hints().is_some()).await;
    session.purchases().book().set_mark("diff.v1", "2026-11-22T12:00:00.000Z").unwrap();
    let mut key = node_key();
    key["id"] = json!("another-key");
    machine.node.says("/api-key-status", key);
    let before = hints();
    session.read_anew();
    until("it is noticed", || hints() != before).await;
    assert_eq!(session.purchases().book().mark("diff.v1").unwrap(), None);
}

#[tokio::test]
async fn a_node_that_is_connected_is_not_connected_twice() {
    let machine = Machine::new(Mood::Open).await;
    knows_it(&machine.node);
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    bought(&kaimono, in_escrow());
    let again = ConnectionDraft {
        label: "Once more".to_owned(),
        node_url: machine.node.url().replace("127.0.0.1", "localhost"),
        ..machine.draft()
    };
    let refused = kaimono.save_connection(again).await.unwrap_err();
    assert_eq!((refused.code, refused.quote.as_str()), (Code::NodeKnown, "My node"));
}

#[tokio::test]
async fn two_profiles_of_one_node_count_each_purchase_once() {
    let machine = Machine::new(Mood::Open).await;
    machine.node.refuses(RESOLVE, 404, "Purchase not found");
    let kaimono = machine.start();
    let first = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
    kaimono.save_connection(ConnectionDraft { label: "Other".to_owned(), ..machine.draft() }).await.unwrap();
    let row = json!({
        "id": "r1", "blockchainIdentifier": "00aa", "onChainState": "FundsLocked", "payByTime": "1795348800000",
        "requestedById": "key-1",
        "submitResultTime": "4095348800000", "unlockTime": "4096348800000",
        "nextActionOrOnChainStateOrResultLastChangedAt": "2026-11-22T12:00:00.000Z",
        "NextAction": { "requestedAction": "WaitingForExternalAction" },
        "PaymentSource": { "paymentSourceType": "Web3CardanoV1", "smartContractAddress": "addr_test1" },
    });
    machine.node.says("/purchase/diff", json!({ "Purchases": [row] }));
    for session in kaimono.watched() {
        session.purchases().standings().link().set_key(key("key-1"));
        session.purchases().poller().sync_node().await.unwrap();
    }
    assert_eq!((kaimono.watched().len(), kaimono.open_purchases()), (2, 1));
    kaimono.remove_profile(&first, Some("My node")).await.unwrap();
    assert_eq!((kaimono.watched().len(), kaimono.open_purchases()), (1, 1), "what was removed is not counted any more");
}

#[tokio::test]
async fn a_node_with_something_open_is_let_go_only_after_a_look_at_it_and_its_history_can_be_read() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
    assert_eq!(kaimono.removal(&id).await.unwrap().to_type, None, "nothing is open");
    bought(&kaimono, in_escrow());
    let removal = kaimono.removal(&id).await.unwrap();
    assert_eq!((removal.open.len(), removal.to_type.as_deref()), (1, Some("My node")));
    for typed in [None, Some(""), Some("my node")] {
        assert_eq!(kaimono.remove_profile(&id, typed).await.unwrap_err().code, Code::Input, "{typed:?}");
    }
    let app = kaimono.remove_profile(&id, Some(" My node ")).await.unwrap();
    assert_eq!((app.profiles.len(), app.removed.len(), app.active), (0, 1, None));
    assert_eq!((kaimono.open_purchases(), kaimono.closing(true).unwrap()), (0, Closing::Quit));
    machine.stop(kaimono).await;

    let kaimono = machine.start();
    let app = kaimono.activate(&id).await.unwrap();
    assert_eq!((app.active.as_deref(), app.health.state), (Some(id.as_str()), HealthState::Closed));
    assert_eq!(kaimono.purchases(&PurchasesQuery::default()).await.unwrap().rows.len(), 1);
    kaimono.purchase("one").await.unwrap();
}

#[tokio::test]
async fn a_node_is_not_let_go_in_the_minutes_in_which_it_may_be_paying() {
    let machine = Machine::new(Mood::Open).await;
    machine.node.refuses(RESOLVE, 503, "Service Unavailable");
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
    let session = kaimono.session().unwrap();
    let now = session.clock().now();
    let order = Order { expires_at: now.plus(600_000), ..order() };
    session.purchases().book().begin("one", &approval(order)).unwrap();
    for event in [Event::JobStarting, started(), paying("one"), Event::PaymentSent, unknown()] {
        session.purchases().book().record("one", &event).unwrap();
    }
    assert_eq!(kaimono.remove_profile(&id, Some("My node")).await.unwrap_err().code, Code::NotNow);
    assert_eq!(kaimono.app().await.unwrap().profiles.len(), 1);
}

#[tokio::test]
async fn a_removed_history_is_found_again_by_its_node_whatever_the_address_and_by_no_other() {
    let machine = Machine::new(Mood::Open).await;
    lists_nothing(&machine.node);
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
    bought(&kaimono, in_escrow());
    kaimono.remove_profile(&id, Some("My node")).await.unwrap();

    // Set up anew at the same address: it does not know the purchase, and gets a history of its own.
    let app = kaimono.save_connection(machine.draft()).await.unwrap();
    let another = app.active.unwrap();
    assert_ne!(another, id);
    kaimono.remove_profile(&another, None).await.unwrap();

    let elsewhere = Elsewhere::new().await;
    knows_it(&elsewhere.0);
    assert_eq!(kaimono.save_connection(elsewhere.draft(&machine)).await.unwrap().active, Some(id));
    assert_eq!(kaimono.purchases(&PurchasesQuery::default()).await.unwrap().rows.len(), 1);
}

#[tokio::test]
async fn histories_whose_list_of_nodes_was_lost_are_said_and_found_again() {
    let machine = Machine::new(Mood::Open).await;
    knows_it(&machine.node);
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
    bought(&kaimono, in_escrow());
    machine.stop(kaimono).await;
    for file in ["kaimono.db", "kaimono.db-wal", "kaimono.db-shm"] {
        let _ = fs::remove_file(machine.home.path().join(file));
    }
    let kaimono = machine.start();
    let app = kaimono.app().await.unwrap();
    assert_eq!((app.profiles.len(), app.orphans), (0, 1));
    let app = kaimono.save_connection(machine.draft()).await.unwrap();
    assert_eq!((app.active, app.orphans), (Some(id), 0));
    assert_eq!(kaimono.purchases(&PurchasesQuery::default()).await.unwrap().rows.len(), 1);
}

#[tokio::test]
async fn with_a_key_that_only_reads_one_looks_around_and_is_told_why_nothing_can_be_bought() {
    let machine = Machine::new(Mood::Open).await;
    let mut key = node_key();
    (key["canPay"], key["permission"]) = (json!(false), json!("Read"));
    machine.node.says("/api-key-status", key);
    let agent = json!({
        "id": "e1", "name": "Summarizer", "status": "Online", "apiBaseUrl": "https://agent.example",
        "agentIdentifier": "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77aa",
        "AgentPricing": { "pricingType": "Fixed", "FixedPricing": { "Amounts": [{ "amount": "2500000", "unit": "" }] } },
    });
    machine.registry.says("/registry-entry", json!({ "entries": [agent] }));
    let kaimono = machine.start();
    assert!(kaimono.test_connection(machine.draft()).await.unwrap().usable);
    kaimono.save_connection(machine.draft()).await.unwrap();
    let session = kaimono.session().unwrap();
    until("the key is read", || session.key().is_some() && session.means().sources.is_some()).await;
    kaimono.refresh_market().await.unwrap();
    let row = kaimono.market(MarketQuery::default()).await.unwrap().rows.remove(0);
    assert_eq!(row.blocked, Some(Blocked::KeyMayNotPay));
    assert!(kaimono.purchases(&PurchasesQuery::default()).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn what_is_open_goes_on_with_the_key_that_took_the_place_of_another() {
    let machine = Machine::new(Mood::Open).await;
    knows_it(&machine.node);
    let kaimono = machine.start();
    let profile = kaimono.save_connection(machine.draft()).await.unwrap().active;
    machine.node.takes_key("rotated");
    let session = kaimono.session().unwrap();
    let (purchases, (approved, began)) = (session.purchases(), approved_now(&session));
    purchases.book().begin("one", &approved).unwrap();
    for event in [Event::JobStarting, began, paying("one"), Event::PaymentSent, unknown()] {
        purchases.book().record("one", &event).unwrap();
    }
    purchases.engine().drive("one").await;
    assert!(purchases.book().state("one").unwrap().row.is_none(), "the old key is refused");
    let draft = ConnectionDraft { profile, node_key: "rotated".to_owned(), ..machine.draft() };
    kaimono.save_connection(draft).await.unwrap();
    purchases.engine().drive("one").await;
    let state = purchases.book().state("one").unwrap();
    assert!(state.row.is_some(), "what became of it is found out: {:?}", state.payment);
    let resolved = |call: &crate::testing::Call| call.path == RESOLVE && call.token.as_deref() == Some("rotated");
    assert!(machine.node.calls().iter().any(resolved));
}
