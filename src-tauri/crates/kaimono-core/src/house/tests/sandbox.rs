//! The house and the embedded sandbox: what the scripted services only play, by one that keeps to the real ones.

use super::*;
use crate::view::app::{ConnectionCheck, ConnectionLine, ConnectionReport, LineState};
use masumi_client::{
    moment::{DAY, MINUTE},
    money::Money,
};
use masumi_sandbox::{Config, KeyDraft, Permission, Sandbox};

async fn sandbox() -> Sandbox {
    Sandbox::start(Config::default()).await.unwrap()
}

fn draft(sandbox: &Sandbox, key: KeyDraft) -> ConnectionDraft {
    ConnectionDraft {
        profile: None,
        label: "A node of my own".to_owned(),
        network: Network::Preprod,
        node_url: sandbox.node_url(),
        registry_url: sandbox.registry_url(),
        node_key: sandbox.issue_key(key),
        registry_key: sandbox.issue_registry_key("mine", false),
        allow_local_agents: true,
        session_only: false,
    }
}

fn line(report: &ConnectionReport, id: ConnectionCheck) -> &ConnectionLine {
    report.lines.iter().find(|line| line.id == id).unwrap()
}

fn fact<'a>(report: &'a ConnectionReport, id: ConnectionCheck, name: &str) -> &'a str {
    line(report, id).facts.get(name).map_or("", String::as_str)
}

fn failed(report: &ConnectionReport) -> Vec<(ConnectionCheck, Code)> {
    let failed = report.lines.iter().filter(|line| line.state == LineState::Failed);
    failed.map(|line| (line.id, line.failure.as_ref().unwrap().code)).collect()
}

async fn open(kaimono: &Kaimono, sandbox: &Sandbox) -> AppView {
    let issue = || {
        let (registry, node) = sandbox.issue_keys();
        (Secret::new(registry), Secret::new(node))
    };
    kaimono.open_sandbox(&sandbox.node_url(), &sandbox.registry_url(), issue).await.unwrap()
}

#[tokio::test]
async fn a_key_that_may_pay_is_all_that_buying_needs() {
    let (machine, sandbox) = (Machine::new(Mood::Open).await, sandbox().await);
    let kaimono = machine.start();
    let report = kaimono.test_connection(draft(&sandbox, KeyDraft::new("k", Permission::ReadAndPay))).await.unwrap();
    assert!(report.usable, "{:?}", failed(&report));
    assert_eq!(fact(&report, ConnectionCheck::PaymentSources, "sources"), "V1, V2");
    assert_eq!(fact(&report, ConnectionCheck::NetworkAllowed, "networks"), "Preprod");
    assert_eq!(fact(&report, ConnectionCheck::Wallet, "known"), "no");
    assert!(fact(&report, ConnectionCheck::RegistryFeatures, "agents").parse::<u32>().unwrap() >= 8);
    assert!(kaimono.app().await.unwrap().profiles.is_empty(), "a test saves nothing");
}

#[tokio::test]
async fn an_admin_key_is_told_the_wallet_and_its_balance() {
    let (machine, sandbox) = (Machine::new(Mood::Open).await, sandbox().await);
    let kaimono = machine.start();
    let draft = draft(&sandbox, KeyDraft::new("admin", Permission::Admin));
    let report = kaimono.test_connection(draft.clone()).await.unwrap();
    assert_eq!(fact(&report, ConnectionCheck::Wallet, "address"), sandbox.purchasing_address());
    assert!(fact(&report, ConnectionCheck::Balance, "balance").ends_with("tUSDM"), "{:?}", report.lines);

    kaimono.save_connection(draft).await.unwrap();
    let session = kaimono.session().unwrap();
    until("the node tells what the key may do", || session.key().is_some()).await;
    let wallet = kaimono.wallet().await.unwrap();
    assert_eq!((wallet.wallets[0].address.clone(), wallet.failure), (sandbox.purchasing_address(), None));
    assert!(wallet.wallets[0].balances[0].text.ends_with("ADA"));
}

#[tokio::test]
async fn what_a_key_may_not_is_said_line_by_line() {
    let (machine, sandbox) = (Machine::new(Mood::Open).await, sandbox().await);
    let kaimono = machine.start();
    let pay = |name| KeyDraft::new(name, Permission::ReadAndPay);
    let mainnet = ConnectionDraft { network: Network::Mainnet, ..draft(&sandbox, pay("preprod")) };
    let revoked = draft(&sandbox, pay("revoked"));
    assert!(sandbox.revoke_key("revoked"));
    let swapped = draft(&sandbox, pay("swapped"));
    let swapped =
        ConnectionDraft { node_key: swapped.registry_key.clone(), registry_key: swapped.node_key.clone(), ..swapped };
    let crossed = draft(&sandbox, pay("crossed"));
    let crossed =
        ConnectionDraft { node_url: crossed.registry_url.clone(), registry_url: crossed.node_url.clone(), ..crossed };
    let table = [
        (draft(&sandbox, KeyDraft::new("read", Permission::Read)), ConnectionCheck::MayPay, Code::KeyMayNot),
        (mainnet, ConnectionCheck::NetworkAllowed, Code::KeyNetwork),
        (revoked, ConnectionCheck::NodeKey, Code::KeyRefused),
        (
            draft(&sandbox, KeyDraft { credits: Some(Vec::new()), ..pay("spent") }),
            ConnectionCheck::Credits,
            Code::QuotaExhausted,
        ),
        (swapped, ConnectionCheck::NodeKey, Code::KeyRefused),
        (crossed, ConnectionCheck::NodeReachable, Code::NotTheService),
    ];
    for (draft, id, code) in table {
        let report = kaimono.test_connection(draft).await.unwrap();
        assert!(!report.usable && failed(&report).contains(&(id, code)), "{id:?} {code:?}: {:?}", failed(&report));
    }
    let limited = KeyDraft { credits: Some(vec![Money::lovelace(3_000_000)]), ..pay("limited") };
    let report = kaimono.test_connection(draft(&sandbox, limited)).await.unwrap();
    assert_eq!(fact(&report, ConnectionCheck::Credits, "credits"), "3.00 ADA");
}

#[tokio::test]
async fn a_newcomer_has_a_market_at_once() {
    let (machine, sandbox) = (Machine::new(Mood::Absent).await, sandbox().await);
    let kaimono = machine.start();
    let app = open(&kaimono, &sandbox).await;
    assert_eq!(app.active.as_deref(), Some("sandbox"));
    let session = kaimono.session().unwrap();
    until("the node tells what can be paid", || session.payment_sources().is_some()).await;
    let view = kaimono.refresh_market().await.unwrap();
    assert!(view.agents.len() >= 8 && view.failure.is_none());
    let buyable: Vec<_> = view.agents.iter().filter(|card| card.blocked.is_none()).collect();
    assert!(buyable.len() >= 8, "{:?}", view.agents.iter().map(|card| (&card.name, card.blocked)).collect::<Vec<_>>());
    let agent = kaimono.agent(&buyable[0].id).await.unwrap();
    assert_eq!((agent.card.id.as_str(), agent.failure), (buyable[0].id.as_str(), None));
    assert!(!agent.technical.seller_vkey.is_empty());
}

#[tokio::test]
async fn the_sandbox_goes_on_where_it_was_and_so_does_its_profile() {
    let (machine, kept) = (Machine::new(Mood::Open).await, tempfile::tempdir().unwrap());
    let config = Config { directory: Some(kept.path().to_owned()), ..Config::default() };
    let first = Sandbox::start(config.clone()).await.unwrap();
    let kaimono = machine.start();
    open(&kaimono, &first).await;
    until_keys(&kaimono, KeysState::Keyring).await;
    let id = {
        let session = kaimono.session().unwrap();
        until("the node tells whose key it is", || session.key().is_some()).await;
        session.key().unwrap().id
    };
    machine.stop(kaimono).await;
    drop(first);

    let second = Sandbox::start(config).await.unwrap();
    let kaimono = machine.start();
    let issue = || panic!("the stored keys work");
    kaimono.open_sandbox(&second.node_url(), &second.registry_url(), issue).await.unwrap();
    let session = kaimono.session().unwrap();
    until("the node tells whose key it is", || session.key().is_some()).await;
    assert_eq!(session.key().unwrap().id, id);
}

#[tokio::test]
async fn the_time_is_the_nodes() {
    let (machine, sandbox) = (Machine::new(Mood::Open).await, sandbox().await);
    let kaimono = machine.start();
    open(&kaimono, &sandbox).await;
    let session = kaimono.session().unwrap();
    until("the node answers", || session.health().state == HealthState::Ok).await;
    sandbox.skip(2 * DAY);
    kaimono.wallet().await.unwrap();
    session.read_anew();
    until("its time is followed", || session.clock().now().since(sandbox.now()).abs() < MINUTE).await;
    assert!(session.health().skew < -DAY);
}
