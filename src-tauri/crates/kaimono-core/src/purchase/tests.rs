//! What a profile's purchases keep apart, without a network: identifiers, rows, and the journal they come back from.

mod approvals;
mod folding;
mod forms;
mod inside;
mod nodes;
mod older;
mod record;
mod refunds;
mod remarks;
mod rest;
mod rows;
mod unwritten;

use super::{approval::Wish, specimen::*, words::*, *};
use crate::clients::Clients;
use crate::clients::{Files, Rest};
use crate::error::Moved;
use crate::purchase::state::Payment;
use crate::purchase::{conditions::Payer, event::Event};
use crate::{
    catalogue::Means,
    testing::{NODE_KEY, REGISTRY_KEY, Service},
    view::{
        buy::{Prepared, SentView, WarningId},
        market::Blocked,
    },
};
use masumi::node;
use masumi::node::KeyStatus;
use masumi::{
    agent::{AgentClient, JobState},
    form::{Answer, Answers, By, Form},
    moment::{HOUR, MINUTE},
    money::Money,
    net::{self, AgentHttp, AgentReach, NodeHttp, Secret},
    node::{NodeClient, OnChainState},
    proof::{self, CheckId, HashVariant, HashVerdict, Price},
    registry::RegistryClient,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tempfile::TempDir;

fn open(directory: &TempDir) -> Purchases {
    let (changes, _) = broadcast::channel(100);
    Purchases::open(directory.path(), Network::Preprod, false, Arc::default(), Clock::fixed(NOON), changes).unwrap()
}

fn start(purchases: &Purchases, id: &str, nonce: &str) {
    let order = event::Order { nonce: nonce.parse().unwrap(), ..order() };
    purchases.book().begin(id, &approval(order)).unwrap();
    purchases.book().record(id, &Event::JobStarting).unwrap();
    purchases.book().record(id, &started()).unwrap();
}

/// With a node that answers what it is told to, and whose clock is not followed.
async fn connected(purchases: &Purchases) -> Service {
    let (node, _registry) = connected_to_both(purchases).await;
    node
}

/// The same, with a registry that answers what it is told to.
async fn connected_to_both(purchases: &Purchases) -> (Service, Service) {
    let both = connected_to_both_for(purchases).await;
    start(purchases, "one", "54457a849f11e756a970");
    purchases.book().record("one", &paying("one")).unwrap();
    both
}

/// The same, for purchases that are there already.
async fn connected_to_both_for(purchases: &Purchases) -> (Service, Service) {
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
    (node, registry)
}

fn posts(node: &Service) -> usize {
    node.calls().iter().filter(|call| call.path == "/purchase").count()
}

#[tokio::test]
async fn a_node_that_fails_and_knows_nothing_of_it_is_given_time() {
    // Proxies before the node say 408 and 499 when they would not wait for its answer any longer.
    for status in [500, 408, 499] {
        let directory = TempDir::new().unwrap();
        let purchases = open(&directory);
        let node = connected(&purchases).await;
        node.refuses("/purchase", status, "");
        node.refuses("/purchase/resolve-blockchain-identifier", 404, "Purchase not found");
        assert!(purchases.engine().drive("one").await.is_some_and(|again| again > NOON), "{status}");
        assert_eq!(posts(&node), 2, "{status}");
        assert!(purchases.engine().drive("one").await.is_some_and(|again| again > NOON), "{status}");
        assert_eq!(posts(&node), 3, "{status}: one a time");
        assert_eq!(purchases.view("one").unwrap().failure.unwrap().moved, Moved::Unknown, "{status}");
    }
}

#[tokio::test]
async fn another_agent_than_the_asked_one_or_one_that_is_gone_is_not_bought() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let (_node, registry) = connected_to_both(&purchases).await;
    let told = |name: &str, value: &str| {
        let mut told = json!({
            "agentIdentifier": "7e8b02", "apiBaseUrl": "https://agent.example.org", "status": "Online",
            "AgentPricing": { "pricingType": "Free" }, "sellerWallet": { "address": "addr_test1", "vkey": "9a" },
        });
        told[name] = json!(value);
        told
    };
    let wish = |agent: &str| Wish {
        agent: agent.to_owned(),
        answers: Answers::new(),
        ceiling: None,
        form: Form::parse(&json!({ "input_data": [] })).unwrap(),
        simulated: None,
        alike: None,
        payer: Payer::in_a_test(Means {
            network: Network::Preprod,
            key: None,
            sources: None,
            allow_local_agents: false,
        }),
    };
    registry.says("/payment-information", told("name", "Another One"));
    let failure = purchases.prepare(wish("7e8b01")).await.unwrap_err();
    assert_eq!((failure.code, failure.side), (Code::NotFound, Side::Registry));
    let same = purchases.prepare(wish("7E8B02")).await.unwrap();
    assert!(matches!(same, Prepared::Review { .. }), "{same:?}");
    // What the registry says of it is said as what it is.
    for (status, warned) in [
        ("Online", None),
        ("Offline", Some(WarningId::Offline)),
        ("Invalid", Some(WarningId::Invalid)),
        ("Asleep", Some(WarningId::NotListed)),
    ] {
        registry.says("/payment-information", told("status", status));
        let Prepared::Review { approval } = purchases.prepare(wish("7e8b02")).await.unwrap() else {
            panic!("{status}: not prepared")
        };
        let warnings: Vec<_> = approval.warnings.iter().map(|warning| warning.id).collect();
        let expected: Vec<_> = std::iter::once(WarningId::Free).chain(warned).collect();
        assert_eq!(warnings, expected, "{status}");
    }
    for (name, value, reason) in [
        ("supersededByAgentIdentifier", "7e8b03", Blocked::Superseded),
        ("status", "Deregistered", Blocked::Deregistered),
        ("apiBaseUrl", "http://10.0.0.1", Blocked::Address),
    ] {
        registry.says("/payment-information", told(name, value));
        assert_eq!(purchases.prepare(wish("7e8b02")).await.unwrap(), Prepared::Blocked { reason });
    }
}

/// There whoever runs the node may decide disputes alone, between its own buyer and its own seller.
#[tokio::test]
async fn an_escrow_contract_that_is_not_masumis_is_named_before_anything_is_paid() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let (_node, registry) = connected_to_both(&purchases).await;
    let policy = "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77";
    let agent = format!("{policy}02");
    let information = |vkey: &str| {
        json!({
            "agentIdentifier": agent, "apiBaseUrl": "https://agent.example.org", "status": "Online", "name": "A",
            "AgentPricing": { "pricingType": "Fixed", "FixedPricing": { "Amounts": [{ "amount": "2500000", "unit": "" }] } },
            "sellerWallet": { "address": "addr_test1", "vkey": vkey },
        })
    };
    registry.says("/payment-information", information(&"9a".repeat(28)));
    let masumis = "addr_test1wz7j4kmg2cs7yf92uat3ed4a3u97kr7axxr4avaz0lhwdsqukgwfm";
    for (contract, required, facts) in [
        (masumis, Some(2), None),
        ("addr_test1wown", Some(1), Some(vec![("admins", "1"), ("contract", "addr_test1wown"), ("required", "1")])),
        ("addr_test1wown", None, Some(vec![("admins", "1"), ("contract", "addr_test1wown")])),
    ] {
        let source = node::PaymentSource {
            id: "s".to_owned(),
            network: Network::Preprod,
            generation: node::Generation::V1,
            policy_id: policy.to_owned(),
            smart_contract_address: contract.to_owned(),
            required_admin_signatures: required,
            admins: vec!["addr_test1admin".to_owned()],
        };
        let paying = KeyStatus { networks: vec!["Preprod".to_owned()], ..key("k1") };
        let wish = || Wish {
            agent: agent.clone(),
            answers: Answers::new(),
            ceiling: None,
            form: Form::parse(&json!({ "input_data": [] })).unwrap(),
            simulated: None,
            alike: None,
            payer: Payer::in_a_test(Means {
                network: Network::Preprod,
                key: Some(paying.clone()),
                sources: Some(vec![source.clone()]),
                allow_local_agents: false,
            }),
        };
        let Prepared::Review { approval } = purchases.prepare(wish()).await.unwrap() else { panic!("{contract}") };
        let warned = approval.warnings.iter().find(|warning| warning.id == WarningId::OwnContract);
        let told = warned.map(|warning| {
            warning.facts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>()
        });
        assert_eq!(told, facts, "{contract}");

        // A seller against whom nothing could be proven is not offered at all.
        registry.says("/payment-information", information("9a"));
        let failure = purchases.prepare(wish()).await.unwrap_err();
        assert_eq!((failure.code, failure.side), (Code::NotTheService, Side::Registry));
        registry.says("/payment-information", information(&"9a".repeat(28)));
    }
}

/// hostile L8: a name in other letters than it seems.
#[tokio::test]
async fn a_name_that_looks_like_another_agents_is_said_in_the_review_and_forbids_nothing() {
    use crate::view::market::{AlikeView, Likeness};
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let (_node, registry) = connected_to_both(&purchases).await;
    registry.says(
        "/payment-information",
        json!({
            "agentIdentifier": "7e8b02", "apiBaseUrl": "https://agents.example.org", "status": "Online", "name": "Тext Summarizer",
            "AgentPricing": { "pricingType": "Free" }, "sellerWallet": { "address": "addr_test1", "vkey": "9a" },
        }),
    );
    let other = |way, earlier| AlikeView {
        way,
        id: "7e8b01".to_owned(),
        short_id: "7e8b01".to_owned(),
        name: "Text Summarizer".to_owned(),
        alphabet: Some("Latn".to_owned()),
        earlier,
    };
    for (alike, said) in [
        (None, vec![]),
        (Some(other(Likeness::LookedLike, Some(true))), vec![]),
        (
            Some(other(Likeness::LooksLike, Some(true))),
            vec![
                ("alphabet", "Latn"),
                ("earlier", "yes"),
                ("id", "7e8b01"),
                ("name", "Text Summarizer"),
                ("way", "looks-like"),
            ],
        ),
        (
            Some(other(Likeness::SameName, Some(false))),
            vec![("alphabet", "Latn"), ("id", "7e8b01"), ("name", "Text Summarizer"), ("way", "same-name")],
        ),
    ] {
        let wish = Wish {
            agent: "7e8b02".to_owned(),
            answers: Answers::new(),
            ceiling: None,
            form: Form::parse(&json!({ "input_data": [] })).unwrap(),
            simulated: None,
            alike,
            payer: Payer::in_a_test(Means {
                network: Network::Preprod,
                key: None,
                sources: None,
                allow_local_agents: false,
            }),
        };
        let Prepared::Review { approval } = purchases.prepare(wish).await.unwrap() else { panic!("not prepared") };
        let facts_of = |id| {
            let warned = approval.warnings.iter().filter(move |warning| warning.id == id);
            warned
                .flat_map(|warning| warning.facts.iter().map(|(name, value)| (name.as_str(), value.as_str())))
                .collect::<Vec<_>>()
        };
        assert_eq!(facts_of(WarningId::Alike), said);
        assert_eq!(facts_of(WarningId::MixedAlphabets), [("alphabets", "Cyrl Latn")]);
    }
}

/// hostile M3: a hidden field said "I agree", and only the start of the job showed it.
#[tokio::test]
async fn all_that_is_sent_is_in_the_review_and_on_the_page_of_the_purchase_and_who_set_it() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let (_node, registry) = connected_to_both(&purchases).await;
    let told = json!({
        "agentIdentifier": "7e8b02", "apiBaseUrl": "https://agents.example.org:8443/one", "status": "Online",
        "AgentPricing": { "pricingType": "Free" }, "sellerWallet": { "address": "addr_test1", "vkey": "9a" },
    });
    registry.says("/payment-information", told);
    let agreed = "I agree that you keep my data and may charge 10x";
    let schema = json!({ "input_data": [
        { "id": "h", "type": "hidden", "name": "Terms\u{202e}", "data": { "default": agreed } },
        { "id": "t", "type": "textarea", "name": "Your text" },
        { "id": "n", "type": "none", "name": "Note", "data": { "description": "x" } },
        { "id": "long", "type": "hidden", "name": "Long", "data": { "default": "y".repeat(50_000) } },
    ]});
    let wish = Wish {
        agent: "7e8b02".to_owned(),
        answers: Answers::from([("t".to_owned(), Answer::Text("one\ttwo".to_owned()))]),
        ceiling: None,
        form: Form::parse(&schema).unwrap(),
        simulated: None,
        alike: None,
        payer: Payer::in_a_test(Means {
            network: Network::Preprod,
            key: None,
            sources: None,
            allow_local_agents: false,
        }),
    };
    let Prepared::Review { approval } = purchases.prepare(wish).await.unwrap() else { panic!("not prepared") };
    assert_eq!(approval.host, "agents.example.org:8443");
    let read = |sent: &[SentView]| {
        let all = sent.iter().map(|one| (one.label.clone(), one.text.concat(), one.more, one.by));
        all.collect::<Vec<_>>()
    };
    let line = |label: &str, text: &str, more, by| (label.to_owned(), text.to_owned(), more, by);
    let expected = [
        line("Your text", "one     two", 0, By::You),
        line("Terms", agreed, 0, By::Agent),
        line("Note", "x", 0, By::Agent),
        line("Long", &"y".repeat(20_000), 30_000, By::Agent),
    ];
    assert_eq!(read(&approval.answers), expected);

    let id = purchases.approve(&approval.id).unwrap();
    let sent = purchases
        .book()
        .read(&id, |state| state.order.as_ref().map(|order| order.input_data.clone()))
        .unwrap()
        .unwrap();
    assert_eq!((sent.len(), &sent["h"], &sent["t"]), (expected.len(), &json!(agreed), &json!("one\ttwo")));
    let view = purchases.view(&id).unwrap();
    assert_eq!((read(&view.answers), view.host), (expected.to_vec(), approval.host));
    assert_eq!(view.row.title, "one two", "a purchase is called by what the person wrote");
    drop(purchases);
    assert_eq!(read(&open(&directory).view(&id).unwrap().answers), expected, "also after a restart");
}

/// P11: an agent whose escrow is simulated says so, and the person hears it before they pay.
#[tokio::test]
async fn what_an_agent_says_is_not_for_real_money_is_said_in_the_review() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let (_node, registry) = connected_to_both(&purchases).await;
    registry.says(
        "/payment-information",
        json!({
            "agentIdentifier": "7e8b02", "apiBaseUrl": "https://agents.example.org", "status": "Online",
            "AgentPricing": { "pricingType": "Free" }, "sellerWallet": { "address": "addr_test1", "vkey": "9a" },
        }),
    );
    for simulated in [None, Some("Rehearsal\u{202e} only".to_owned())] {
        let expected = simulated.is_some().then(|| BTreeMap::from([("says".to_owned(), "Rehearsal only".to_owned())]));
        let wish = Wish {
            agent: "7e8b02".to_owned(),
            answers: Answers::new(),
            ceiling: None,
            form: Form::parse(&json!({ "input_data": [] })).unwrap(),
            payer: Payer::in_a_test(Means {
                network: Network::Preprod,
                key: None,
                sources: None,
                allow_local_agents: false,
            }),
            simulated,
            alike: None,
        };
        let Prepared::Review { approval } = purchases.prepare(wish).await.unwrap() else { panic!("not prepared") };
        let warned = approval.warnings.into_iter().find(|warning| warning.id == WarningId::Simulated);
        assert_eq!(warned.map(|warning| warning.facts), expected);
    }
}

#[test]
fn an_order_from_before_the_agents_own_values_were_kept_is_still_read() {
    let mut old = serde_json::to_value(order()).unwrap();
    assert_eq!(old.as_object_mut().unwrap().remove("setByAgent"), None, "an order without any is written as before");
    assert_eq!(serde_json::from_value::<event::Order>(old).unwrap(), order());
}

/// Each cause of a second approval is told where it is one. A quote under the ceiling is not dearer.
#[test]
fn a_second_approval_names_what_was_not_approved_and_nothing_else() {
    let check = |id| {
        let outcome = proof::Outcome::Outside { approved: String::new(), found: String::new() };
        proof::Check { id, outcome }
    };
    let (later, ceiling) = (NOON.plus(60 * HOUR), Price::Ceiling(vec![Money::lovelace(5_000_000)]));
    let quote = |lovelace| Price::Ceiling(vec![Money::lovelace(lovelace)]);
    let (price, lock) = (check(CheckId::Price), check(CheckId::UnlockTime));
    for (checks, quote, unlock, warned) in [
        (vec![lock.clone()], quote(3_000_000), later, vec![WarningId::Longer]),
        (vec![price.clone()], quote(7_000_000), NOON, vec![WarningId::OverCeiling]),
        (vec![price, lock], quote(7_000_000), later, vec![WarningId::OverCeiling, WarningId::Longer]),
    ] {
        let directory = TempDir::new().unwrap();
        let purchases = open(&directory);
        let order = event::Order { price: Some(ceiling.clone()), ..order() };
        purchases.book().begin("one", &approval(order)).unwrap();
        purchases.book().record("one", &Event::JobStarting).unwrap();
        purchases.book().record("one", &started()).unwrap();
        purchases.book().record("one", &Event::TermsOutside { checks, price: quote, unlock }).unwrap();
        let asked = purchases.view("one").unwrap().approval.unwrap();
        assert_eq!(asked.warnings.iter().map(|warning| warning.id).collect::<Vec<_>>(), warned);
    }
}

/// The node tells of every key's purchases; only what this Kaimono or its key bought is the person's history.
#[test]
fn what_others_bought_with_the_same_node_is_no_history_of_ones_own() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    let agent = order().agent_identifier;
    for (identifier, key) in [("aa01", "key-1"), ("aa02", "key-2")] {
        let told = node::Purchase {
            blockchain_identifier: identifier.to_owned(),
            requested_by_id: Some(key.to_owned()),
            agent_identifier: Some(agent.clone()),
            ..row(Some(OnChainState::FundsLocked))
        };
        purchases.engine().take_row(told).unwrap();
    }
    let bought = || {
        (
            purchases.standings().bought().unwrap().get(&agent).copied(),
            purchases.standings().agent_record(&agent).unwrap().jobs,
        )
    };
    assert_eq!(bought(), (Some(1), 1), "nobody's but this Kaimono's while its key is not known");
    let status = json!({ "id": "key-1", "permission": "ReadAndPay", "status": "Active" });
    purchases.standings().link().set_key(KeyStatus::from_json(&status).unwrap());
    assert_eq!(bought(), (Some(2), 2));
}

/// A price that is not the approved one is called by what it is, and no seller is accused for asking less.
#[test]
fn another_price_is_called_dearer_cheaper_or_another() {
    use masumi::money::{Amount, TUSDM, Unit};
    let price = |amounts: &[Money]| Price::Fixed(amounts.to_vec());
    let tusdm = |amount| Money { amount: Amount(amount), unit: Unit::parse(TUSDM) };
    for (asked, named) in [
        (vec![Money::lovelace(2_499_999)], WarningId::Cheaper),
        (vec![Money::lovelace(2_500_001)], WarningId::Dearer),
        (vec![Money::lovelace(2_500_000), tusdm(1)], WarningId::Dearer),
        (vec![tusdm(2_500_000)], WarningId::AnotherPrice),
        (vec![Money::lovelace(1), tusdm(1)], WarningId::AnotherPrice),
    ] {
        let directory = TempDir::new().unwrap();
        let purchases = open(&directory);
        purchases.book().begin("one", &approval(order())).unwrap();
        purchases.book().record("one", &Event::JobStarting).unwrap();
        purchases.book().record("one", &started()).unwrap();
        let outcome = proof::Outcome::Outside { approved: String::new(), found: String::new() };
        let checks = vec![proof::Check { id: CheckId::Price, outcome }];
        let unlock = NOON.plus(30 * HOUR);
        purchases.book().record("one", &Event::TermsOutside { checks, price: price(&asked), unlock }).unwrap();
        let view = purchases.view("one").unwrap().approval.unwrap();
        assert_eq!(view.warnings.iter().map(|warning| warning.id).collect::<Vec<_>>(), [named]);
        assert_eq!(view.warnings[0].facts["before"], "2.50 ADA");
        assert_eq!(view.unlock_no_later_than, unlock, "what was signed, and not the latest that was approved");
    }
}

/// The node's row of the specimen body, as it is on the wire, with one value changed.
fn wire(name: &str, value: Value) -> Value {
    let mut row: Value = serde_json::from_str(body("one").json()).unwrap();
    row["id"] = json!("row-1");
    row["requestedById"] = json!("key-1");
    row[name] = value;
    row
}

fn payment(purchases: &Purchases) -> Payment {
    purchases.book().read("one", |state| state.payment.clone()).unwrap()
}

#[tokio::test]
async fn a_purchase_that_exists_already_is_resolved_compared_and_adopted() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    node.refuses("/purchase", 409, "Purchase exists");
    node.says("/purchase/resolve-blockchain-identifier", wire("id", json!("row-1")));
    assert_eq!(purchases.engine().drive("one").await, None);
    assert_eq!((payment(&purchases), posts(&node)), (Payment::Made, 1));
}

#[tokio::test]
async fn a_purchase_that_exists_with_other_terms_raises_the_alarm() {
    for (name, value) in [("payByTime", json!("1")), ("agentIdentifier", json!("00")), ("inputHash", json!("cd"))] {
        let directory = TempDir::new().unwrap();
        let purchases = open(&directory);
        let node = connected(&purchases).await;
        node.refuses("/purchase", 409, "Purchase exists");
        node.says("/purchase/resolve-blockchain-identifier", wire(name, value));
        assert_eq!(purchases.engine().drive("one").await, None);
        let Payment::Alarm { differences } = payment(&purchases) else { panic!("{name}: {:?}", payment(&purchases)) };
        assert_eq!((differences.len(), differences[0].what.as_str(), posts(&node)), (1, name, 1));
    }
}

#[tokio::test]
async fn a_purchase_that_exists_and_cannot_be_seen_is_never_taken_for_ours() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    node.refuses("/purchase", 409, "Purchase exists");
    node.refuses("/purchase/resolve-blockchain-identifier", 404, "Purchase not found");
    assert_eq!(purchases.engine().drive("one").await, None);
    assert_eq!((payment(&purchases), posts(&node)), (Payment::Alarm { differences: Vec::new() }, 1));
    let view = purchases.view("one").unwrap();
    assert_eq!((view.row.phase, view.trouble.unwrap().money), (Phase::Alarm, MoneyIs::Unknown));
    drop(purchases);
    assert_eq!(payment(&open(&directory)), Payment::Alarm { differences: Vec::new() }, "after a restart as well");
}

#[tokio::test]
async fn what_the_node_refuses_for_its_key_or_its_address_is_held_and_tried_again_as_it_is() {
    for (status, words) in [
        (401, "Unauthorized, invalid authentication token provided"),
        (403, "Forbidden"),
        (404, "Can not POST /api/v1/purchase"),
    ] {
        let directory = TempDir::new().unwrap();
        let purchases = open(&directory);
        let node = connected(&purchases).await;
        node.refuses("/purchase", status, words);
        assert_eq!(purchases.engine().drive("one").await, None, "{status}: nothing is tried by itself");
        assert!(matches!(payment(&purchases), Payment::Held { .. }), "{status}: {:?}", payment(&purchases));
        let view = purchases.view("one").unwrap();
        assert_eq!((view.row.phase, view.failure.unwrap().moved), (Phase::PaymentStuck, Moved::No), "{status}");

        node.says("/purchase", wire("id", json!("row-1")));
        purchases.retry_payment("one").await.unwrap();
        assert_eq!(purchases.engine().drive("one").await, None);
        assert_eq!((payment(&purchases), posts(&node)), (Payment::Made, 2), "{status}");
    }
}

#[tokio::test]
async fn whoever_carries_out_what_is_due_does_it_one_after_the_other() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    node.says("/purchase", wire("id", json!("row-1")));
    let drive = || purchases.engine().drive("one");
    assert_eq!(tokio::join!(drive(), drive(), drive()), (None, None, None));
    assert_eq!(posts(&node), 1);
}

#[tokio::test]
async fn a_payment_that_was_refused_and_is_there_all_the_same_is_held_against_what_was_sent() {
    for (name, value, made) in [("id", json!("row-1"), true), ("payByTime", json!("1"), false)] {
        let directory = TempDir::new().unwrap();
        let purchases = open(&directory);
        let node = connected(&purchases).await;
        node.refuses("/purchase", 400, "Invalid seller vkey");
        assert_eq!(purchases.engine().drive("one").await, None);
        purchases.engine().take_row(node::Purchase::from_json(&wire(name, value)).unwrap()).unwrap();
        assert_eq!(payment(&purchases) == Payment::Made, made, "{name}: {:?}", payment(&purchases));
    }
}

#[test]
fn what_cannot_be_undone_wants_something_typed_also_where_the_agent_has_no_name() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let disputed = |name: &str| {
        let mut row = row(Some(OnChainState::Disputed));
        row.blockchain_identifier = format!("00{}", hex::encode(name));
        row.next_action.requested_action = "WaitingForExternalAction".to_owned();
        row.payment_source.as_mut().unwrap().generation = Some(node::Generation::V2);
        row.agent_name = Some(name.to_owned());
        row
    };
    let typed = |row: node::Purchase| {
        let id = purchases.engine().take_row(row).unwrap();
        let card = purchases.view(&id).unwrap().refund;
        assert_eq!(card.action, Some(RefundAction::Release));
        card.to_type.unwrap()
    };
    assert_eq!(typed(disputed("Decision Analyst ")), "Decision Analyst");
    assert_eq!(typed(disputed("\u{200b} ")), "7e8b7e8b", "the end of the agent's identifier");
    let anonymous = node::Purchase { agent_identifier: None, agent_name: None, ..disputed("C0FFEE") };
    assert_eq!(typed(anonymous.clone()), anonymous.blockchain_identifier[anonymous.blockchain_identifier.len() - 8..]);
}

#[tokio::test]
async fn nothing_typed_releases_nothing() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    let mut nameless = wire("onChainState", json!("Disputed"));
    nameless["blockchainIdentifier"] = json!("00bad000");
    nameless["NextAction"] = json!({ "requestedAction": "WaitingForExternalAction" });
    nameless["CurrentTransaction"] = json!({ "txHash": "ab", "status": "Confirmed" });
    nameless["PaymentSource"] = json!({ "paymentSourceType": "Web3CardanoV2", "smartContractAddress": "addr_test1" });
    node.says("/purchase/resolve-blockchain-identifier", nameless.clone());
    let id = purchases.engine().take_row(node::Purchase::from_json(&nameless).unwrap()).unwrap();
    for typed in [None, Some(""), Some(" ")] {
        let card = purchases.view(&id).unwrap().refund.id;
        let refused = purchases.refund(&id, &card, typed).await;
        assert_eq!(refused.unwrap_err().code, Code::Input, "{typed:?}");
    }
    assert!(node.calls().iter().all(|call| call.path != "/purchase/cancel-refund-request"));
}

#[test]
fn a_free_job_that_ends_without_a_result_is_over_and_says_so() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    for (id, word) in [("done", JobState::Completed), ("failed", JobState::Failed)] {
        purchases.book().begin(id, &approval(free_order())).unwrap();
        purchases.book().record(id, &Event::JobStarting).unwrap();
        purchases.book().record(id, &started()).unwrap();
        purchases.book().record(id, &said(word)).unwrap();
    }
    let phase = |id: &str| purchases.view(id).unwrap().row.phase;
    assert_eq!((phase("done"), phase("failed")), (Phase::Working, Phase::NoResult), "the result may follow");
    purchases.book().clock().pass(3 * MINUTE);
    assert_eq!(phase("done"), Phase::NoResult);
    let view = purchases.view("done").unwrap();
    let result = view.steps.iter().find(|step| step.id == StepId::Result).unwrap();
    assert_eq!((view.row.group, result.state), (PurchaseGroup::Failed, StepState::Failed));
    purchases.book().record("done", &delivered()).unwrap();
    assert_eq!(phase("done"), Phase::Delivered, "better late than never");
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
        assert!(purchases.engine().drive("one").await.is_some_and(|again| again > NOON));
        assert!(purchases.book().read("one", |state| matches!(state.payment, Payment::Unknown { .. })).unwrap());
    }
    assert_eq!((posts(&node), purchases.book().ids().len()), (1, 1));
    assert!(purchases.book().is_paying());
}

#[test]
fn terms_that_repeat_an_identifier_do_not_take_the_rows_of_what_was_paid() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "paid", "54457a849f11e756a970");
    purchases.book().record("paid", &paying("one")).unwrap();
    purchases.engine().take_row(row(None)).unwrap();
    start(&purchases, "copy", "00000000000000000000");
    assert_eq!(
        purchases.book().find(&row(None).blockchain_identifier).unwrap().as_deref(),
        Some("paid"),
        "so the copy is refused"
    );
    assert!(purchases.book().record("copy", &paying("one")).is_err(), "and could not be paid if it were proven");
    assert_eq!(purchases.engine().take_row(row(Some(OnChainState::FundsLocked))).unwrap(), "paid");
    drop(purchases);

    let purchases = open(&directory);
    assert_eq!(
        purchases.book().find(&row(None).blockchain_identifier).unwrap().as_deref(),
        Some("paid"),
        "after a restart as well"
    );
    assert_eq!(purchases.book().read("copy", |state| state.row.clone()).unwrap(), None);
}

/// What somebody else bought with this node, dearer, under the identifier that an agent gave as that of our job.
fn somebody_elses() -> node::Purchase {
    node::Purchase {
        agent_identifier: Some("ffff".repeat(30)),
        paid_funds: vec![Money::lovelace(99_000_000)],
        ..row(Some(OnChainState::FundsLocked))
    }
}

fn outside() -> Event {
    let price = Price::Fixed(vec![Money::lovelace(9_000_000)]);
    Event::TermsOutside { checks: Vec::new(), price, unlock: NOON.plus(30 * HOUR) }
}

#[test]
fn a_row_for_the_identifier_of_unproven_terms_is_a_purchase_of_its_own() {
    let refused = || Event::TermsRefused { checks: Vec::new() };
    for events in [vec![], vec![refused()], vec![outside()], vec![outside(), Event::Declined]] {
        let directory = TempDir::new().unwrap();
        let purchases = open(&directory);
        start(&purchases, "one", "54457a849f11e756a970");
        for event in &events {
            purchases.book().record("one", event).unwrap();
        }
        let look = |purchases: &Purchases| purchases.book().read("one", |state| format!("{state:?}")).unwrap();
        let before = look(&purchases);
        let import = purchases.engine().take_row(somebody_elses()).unwrap();
        assert_ne!(import, "one");
        for purchases in [purchases.clone(), {
            drop(purchases);
            open(&directory)
        }] {
            assert_eq!(look(&purchases), before);
            let (view, other) = (purchases.view("one").unwrap(), purchases.view(&import).unwrap());
            assert_ne!(view.row.price[0].text, "99.00 ADA");
            assert_eq!(view.refund.action, None);
            assert_eq!((other.row.price[0].text.as_str(), other.row.whose), ("99.00 ADA", Whose::NotTold));
            assert_eq!(
                purchases.book().find(&row(None).blockchain_identifier).unwrap(),
                Some(import.clone()),
                "so it is never paid"
            );
        }
    }
}

#[test]
fn a_row_that_an_older_version_gave_to_unproven_terms_is_a_purchase_of_its_own() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    purchases.book().record("one", &Event::TermsRefused { checks: Vec::new() }).unwrap();
    // What that version recorded then.
    let journal = purchases.book().journal();
    for event in [
        Event::Row { row: Box::new(somebody_elses()) },
        asking(RefundAction::Request),
        unasked(RefundAction::Request),
        rowed(Some(OnChainState::RefundWithdrawn)),
    ] {
        journal.append_alone("one", NOON, &event);
    }
    drop(journal);
    drop(purchases);

    for _ in 0..2 {
        let purchases = open(&directory);
        assert_eq!((payment(&purchases), purchases.book().ids().len()), (Payment::Refused, 2));
        let import = purchases.engine().take_row(row(Some(OnChainState::RefundWithdrawn))).unwrap();
        let on_chain = purchases.book().read(&import, |state| state.on_chain().cloned()).unwrap();
        assert_eq!(on_chain, Some(OnChainState::RefundWithdrawn));
        assert_eq!(purchases.book().read("one", |state| state.row.clone()).unwrap(), None);
    }
}

#[test]
fn an_agent_that_gives_two_jobs_one_id_has_two_purchases_with_a_row_each() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    purchases.book().record("one", &paying("one")).unwrap();
    let mut other = terms();
    other.blockchain_identifier = "00c0ffee02".to_owned();
    let order = event::Order { nonce: "11457a849f11e756a970".parse().unwrap(), ..order() };
    purchases.book().begin("two", &approval(order)).unwrap();
    purchases.book().record("two", &Event::JobStarting).unwrap();
    let started =
        Event::JobStarted { job_id: "job-1".into(), terms: Some(Box::new(other)), raw: "{}".into(), demands: false };
    purchases.book().record("two", &started).unwrap();
    let json = body("two").json().replace("00c0ffee", "00c0ffee02");
    let body = Box::new(proof::PayingBody::restore_unverified(&json).unwrap());
    purchases.book().record("two", &Event::Paying { body, checks: Vec::new(), sent: false }).unwrap();
    let same_job = |id: &str| purchases.book().read(id, |state| state.job_id().map(str::to_owned)).unwrap();
    assert_eq!(same_job("one"), same_job("two"));

    // What the node says of one is said of that one alone, whatever its job is called.
    let locked = row(Some(OnChainState::FundsLocked));
    let foreign = node::Purchase { id: "row-2".into(), blockchain_identifier: "00C0FFEE02".into(), ..row(None) };
    assert_eq!(purchases.engine().take_row(locked).unwrap(), "one");
    assert_eq!(purchases.engine().take_row(foreign).unwrap(), "two");
    let on_chain = |id: &str| purchases.book().read(id, |state| state.on_chain().cloned()).unwrap();
    assert_eq!((on_chain("one"), on_chain("two")), (Some(OnChainState::FundsLocked), None));
    assert_eq!(purchases.book().ids().len(), 2);
}

#[test]
fn rows_that_share_an_id_are_two_purchases_and_the_journal_stays_readable() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let other = node::Purchase { blockchain_identifier: "00bad000".to_owned(), ..row(None) };
    assert_ne!(purchases.engine().take_row(row(None)).unwrap(), purchases.engine().take_row(other).unwrap());
    let again = Event::Imported { row: Box::new(row(None)) };
    assert!(purchases.book().begin(&purchases.book().ids()[0], &again).is_err(), "nothing begins twice");
    drop(purchases);
    assert_eq!(open(&directory).book().ids().len(), 2);
}

#[test]
fn an_answer_that_was_overtaken_changes_nothing() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let at = |minute: &str, state| node::Purchase {
        changed_at: Some(format!("2026-11-22T12:{minute}:00.000Z")),
        ..row(state)
    };
    let id = purchases.engine().take_row(at("05", Some(OnChainState::FundsLocked))).unwrap();
    purchases.engine().take_row(at("04", None)).unwrap();
    assert_eq!(purchases.book().read(&id, |state| state.on_chain().cloned()).unwrap(), Some(OnChainState::FundsLocked));
}

#[tokio::test]
async fn an_outcome_that_became_impossible_before_it_could_be_written_holds_nothing_up() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    purchases.book().record("one", &paying("one")).unwrap();
    purchases.engine().leave_unwritten("one", unknown());
    purchases.engine().take_row(row(Some(OnChainState::FundsLocked))).unwrap();
    assert_eq!(purchases.engine().drive("one").await, None);
    assert!(purchases.view("one").unwrap().failure.is_none());
}

#[tokio::test]
async fn a_lock_that_came_to_nothing_is_not_tried_again_after_its_deadline() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    let mut stuck = row(Some(OnChainState::FundsOrDatumInvalid));
    stuck.next_action.requested_action = "WaitingForManualAction".to_owned();
    purchases.engine().take_row(stuck).unwrap();
    let mut told = wire("onChainState", json!("FundsOrDatumInvalid"));
    told["NextAction"] = json!({ "requestedAction": "WaitingForManualAction" });
    node.says("/purchase/resolve-blockchain-identifier", told);
    purchases.book().clock().pass(13 * HOUR);
    assert_eq!(purchases.retry_payment("one").await.unwrap_err().code, Code::TooLate);
    assert!(node.calls().iter().all(|call| call.path != "/purchase/error-state-recovery"));
}

#[test]
fn a_purchase_that_nothing_is_heard_of_is_asked_about_by_itself() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let id = purchases.engine().take_row(row(Some(OnChainState::FundsLocked))).unwrap();
    assert!(purchases.poller().unheard(|_| true).is_empty());
    purchases.book().clock().pass(2 * MINUTE);
    assert!(purchases.poller().unheard(|_| true).is_empty(), "the node lists it");
    assert_eq!(purchases.poller().unheard(|_| false).len(), 1, "the node does not list it");
    purchases.book().clock().pass(10 * MINUTE);
    assert_eq!(purchases.poller().unheard(|_| true).len(), 1);
    purchases.standings().memory().note(&id, |heard| heard.at = Some(purchases.book().now()));
    assert!(purchases.poller().unheard(|_| false).is_empty());
}

#[test]
fn what_is_in_escrow_is_never_said_not_to_have_moved() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    purchases.book().record("one", &paying("one")).unwrap();
    let stuck = |state| {
        let mut stuck = row(state);
        stuck.next_action.error_type = Some("NetworkError".to_owned());
        stuck
    };
    purchases.engine().take_row(stuck(None)).unwrap();
    assert_eq!(purchases.view("one").unwrap().failure.unwrap().moved, Moved::No);
    purchases.engine().take_row(stuck(Some(OnChainState::FundsLocked))).unwrap();
    assert_eq!(purchases.view("one").unwrap().failure.unwrap().moved, Moved::Yes);
}

#[test]
fn a_part_of_a_result_is_shown_and_only_the_whole_is_held_against_the_hash() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    purchases.book().record("one", &paying("one")).unwrap();
    let proven = node::Purchase { result_hash: Some("ff".repeat(32)), ..row(Some(OnChainState::ResultSubmitted)) };
    purchases.engine().take_row(proven).unwrap();
    let receive = |text: &str, complete| {
        let content = purchases.book().keep(text.as_bytes()).unwrap();
        let result = event::ReceivedResult { content, is_text: true, bytes: text.len() as u64, complete };
        purchases.book().record("one", &Event::ResultReceived { result }).unwrap();
        purchases.book().read("one", |state| state.effect(NOON)).unwrap()
    };
    assert_eq!(receive("half of", false), None);
    assert_eq!(purchases.view("one").unwrap().result.map(|result| result.complete), Some(false));
    assert_eq!(receive("half of it", true), Some(state::Effect::CheckHash));
}

#[test]
fn a_result_is_delivered_when_it_was_held_against_the_hash_that_is_on_chain_now() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    purchases.book().record("one", &paying("one")).unwrap();
    purchases.engine().take_row(row(Some(OnChainState::FundsLocked))).unwrap();
    purchases.book().record("one", &said(JobState::Completed)).unwrap();
    purchases.book().record("one", &delivered()).unwrap();
    let check = |on_chain: Option<&str>, verdict| {
        let on_chain = on_chain.map(str::to_owned);
        purchases.book().record("one", &Event::HashChecked { content: None, on_chain, verdict }).unwrap();
    };
    let says = || purchases.book().read("one", |state| standing(state, NOON).phase).unwrap();
    check(None, HashVerdict::Waiting);
    let prove = |hash: &str, minute: &str| {
        let changed_at = Some(format!("2026-11-22T12:{minute}:00.000Z"));
        let result_hash = Some(hash.repeat(32));
        let proven = row(Some(OnChainState::ResultSubmitted));
        purchases.engine().take_row(node::Purchase { result_hash, changed_at, ..proven }).unwrap();
    };
    prove("ff", "05");
    assert_eq!(says(), Phase::Preliminary, "the verdict of before says nothing of it");
    check(Some(&"ff".repeat(32)), HashVerdict::Verified { variant: HashVariant::Spec });
    assert_eq!(says(), Phase::Delivered);
    prove("ee", "06");
    assert_eq!(says(), Phase::Preliminary, "the seller may replace it");
}
