//! The house with keyrings of every mood, and a scripted node and registry.

mod backup;
mod keys;
mod limits;
mod market;
mod nodes;
mod privacy;
mod store;

use super::*;
use crate::{
    purchase::{
        cost::{PaysInto, Wallet},
        event::{Event, Order},
        specimen::*,
    },
    testing::{ADDRESS, NODE_KEY, REGISTRY_KEY, Service, node_key},
    vault::scripted::{Mood, Scripted},
    view::{
        app::{ConnectionDraft, FirstStep, KeyringState, Language, LanguageChoice, Theme},
        buy::Prepared,
        market::MarketQuery,
        purchase::PurchasesQuery,
    },
};
use masumi::{
    agent::Terms,
    form::{Answer, Answers, Form, Rule},
    moment::{DAY, HOUR},
    net::Secret,
    node::{Generation, Network},
};
use serde_json::json;
use std::{
    fs,
    future::{Ready, ready},
    path::Path,
    time::Duration,
};
use tempfile::TempDir;

/// A machine with a keyring, a node and a registry; Kaimono can be started on it again and again.
const AUTHORITY: &str = include_str!("../../../../../tests/certificates/authority.pem");
const OTHER_AUTHORITY: &str = include_str!("../../../../../tests/certificates/other-authority.pem");

struct Machine {
    home: TempDir,
    keyring: Scripted,
    node: Service,
    registry: Service,
}

impl Machine {
    async fn new(mood: Mood) -> Machine {
        Machine {
            home: tempfile::tempdir().unwrap(),
            keyring: Scripted::new(mood),
            node: Service::node().await,
            registry: Service::registry().await,
        }
    }

    fn start(&self) -> Kaimono {
        Kaimono::with_vault(self.home.path(), self.keyring.vault()).unwrap()
    }

    /// Ends this run: everything that runs in the background lets go of the directory.
    async fn stop(&self, kaimono: Kaimono) {
        let house = Arc::downgrade(&kaimono.0);
        drop(kaimono);
        until("the house is closed", || house.upgrade().is_none()).await;
    }

    fn draft(&self) -> ConnectionDraft {
        ConnectionDraft {
            profile: None,
            label: "My node".to_owned(),
            network: Network::Preprod,
            node_url: self.node.url(),
            registry_url: self.registry.url(),
            node_key: NODE_KEY.to_owned(),
            registry_key: REGISTRY_KEY.to_owned(),
            allow_local_agents: false,
            allow_stand_ins: false,
            authorities: String::new(),
            proxy: String::new(),
            session_only: false,
        }
    }

    async fn sandbox(&self, kaimono: &Kaimono) -> AppView {
        let keys = || (Secret::new(REGISTRY_KEY), Secret::new(NODE_KEY));
        kaimono.open_sandbox(self.started_sandbox(), keys).await.unwrap()
    }

    fn started_sandbox(&self) -> StartedSandbox {
        StartedSandbox { node_url: self.node.url(), registry_url: self.registry.url(), ..StartedSandbox::default() }
    }

    /// Files of the data directory that contain these bytes.
    fn files_with(&self, bytes: &str) -> Vec<std::path::PathBuf> {
        let (mut found, mut left) = (Vec::new(), vec![self.home.path().to_owned()]);
        while let Some(path) = left.pop() {
            if path.is_dir() {
                left.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            } else if fs::read(&path).unwrap().windows(bytes.len()).any(|window| window == bytes.as_bytes()) {
                found.push(path);
            }
        }
        found
    }
}

/// A job that is approved now, and for whose payment there is time.
fn approved_now(session: &Session) -> (Event, Event) {
    let now = session.clock().now();
    let later = |hours: i64| Some(now.plus(hours * HOUR).0.to_string());
    let times = Terms {
        pay_by_time: later(12),
        submit_result_time: later(24),
        unlock_time: later(30),
        external_dispute_unlock_time: later(36),
        ..terms()
    };
    let Event::JobStarted { job_id, raw, demands, .. } = started() else { unreachable!() };
    let started = Event::JobStarted { job_id, terms: Some(Box::new(times)), raw, demands };
    (approval(Order { expires_at: now.plus(HOUR), ..order() }), started)
}

/// Nobody is asked: it is saved in one of these.
fn in_folders(folders: &[&Path]) -> impl FnOnce(String) -> Ready<Option<Place>> {
    let folders = folders.iter().map(|folder| folder.to_path_buf()).collect();
    move |_| ready(Some(Place::Folders(folders)))
}

/// Waits for something that happens in the background.
async fn until(what: &str, mut happens: impl FnMut() -> bool) {
    let wait = async {
        while !happens() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(30), wait).await.is_ok(), "waited for: {what}");
}

async fn until_keys(kaimono: &Kaimono, state: KeysState) {
    let session = kaimono.session().unwrap();
    until(&format!("keys {state:?}"), || session.keys_state() == state).await;
}

#[tokio::test]
async fn at_first_start_there_is_nothing_and_a_keyring() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let app = kaimono.app().await.unwrap();
    assert_eq!((app.profiles.len(), app.active, app.health.state), (0, None, HealthState::Closed));
    assert_eq!(kaimono.session().err().unwrap().code, Code::NoProfile);
    until("the keyring is found", || kaimono.0.vault.state() == KeyringState::Ready).await;
}

#[tokio::test]
async fn a_connection_is_saved_and_open_again_after_a_restart() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let app = kaimono.save_connection(machine.draft()).await.unwrap();
    let id = app.active.unwrap();
    assert_eq!(app.profiles[0].keys, KeysState::Keyring);
    assert_eq!(app.profiles[0].node_url, format!("{}/api/v1", machine.node.url()));
    machine.stop(kaimono).await;

    let kaimono = machine.start();
    assert_eq!(kaimono.app().await.unwrap().active, Some(id));
    until_keys(&kaimono, KeysState::Keyring).await;
    let session = kaimono.session().unwrap();
    until("the node answers", || session.health().state == HealthState::Ok).await;
    assert!(session.key().unwrap().can_pay);
    assert_eq!(session.payment_sources().unwrap().len(), 2);
}

#[tokio::test]
async fn no_key_is_in_any_file_of_the_data_directory() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let app = kaimono.save_connection(machine.draft()).await.unwrap();
    let again = ConnectionDraft { profile: app.active, node_key: "node-key-second".to_owned(), ..machine.draft() };
    kaimono.save_connection(again).await.unwrap();
    kaimono.save_connection(ConnectionDraft { session_only: true, ..machine.draft() }).await.unwrap();
    for secret in [NODE_KEY, REGISTRY_KEY, "node-key-second"] {
        assert_eq!(machine.files_with(secret), Vec::<std::path::PathBuf>::new());
    }
    assert!(!machine.files_with("My node").is_empty(), "the search finds what is there");
    assert!(!format!("{:?}", kaimono.app().await.unwrap()).contains(NODE_KEY));
}

#[tokio::test]
async fn an_answer_that_contains_a_key_is_refused_and_neither_sent_nor_written() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    let (label, node_key) = ("Other".to_owned(), "node-key-second".to_owned());
    let second = ConnectionDraft { label, node_key, registry_key: "registry-key-second".to_owned(), ..machine.draft() };
    kaimono.save_connection(second).await.unwrap();
    let session = kaimono.session().unwrap();
    let schema = json!({"input_data": [{"id": "topic", "type": "string"}, {"id": "key", "type": "textarea"}]});
    let form = Form::parse(&schema).unwrap();
    // The node that is not looked at is open too; and a registry has a key as well.
    for (key, label) in [(NODE_KEY, "My node"), ("node-key-second", "Other"), (REGISTRY_KEY, "My node")] {
        for text in
            [key.to_owned(), format!("It is {key}, I think.\nThanks"), format!("https://example.org/?token={key}")]
        {
            let answers = Answers::from([
                ("topic".to_owned(), Answer::Text("a subject of mine".to_owned())),
                ("key".to_owned(), Answer::Text(text)),
            ]);
            for draft in ["agent", "purchase/question"] {
                session.drafts().begin(draft, &form).unwrap();
            }
            let Prepared::Invalid { errors } = kaimono.prepare("agent", answers.clone(), None).await.unwrap() else {
                panic!("prepared")
            };
            let refused = [
                errors,
                kaimono.save_draft("agent", &answers).await.unwrap(),
                kaimono.answer("purchase", "question", &answers).await.unwrap(),
                kaimono.save_answer_draft("purchase", "question", &answers).await.unwrap(),
            ];
            for errors in refused {
                assert!(!format!("{errors:?}").contains(key), "a key is in no error");
                let [error] = errors.try_into().unwrap();
                assert_eq!((error.field.as_str(), error.rule, error.text.as_str()), ("key", Rule::OwnKey, label));
            }
            let kept = session.drafts().begin("agent", &form).unwrap();
            assert_eq!(kept.get("topic"), answers.get("topic"), "nobody types a form twice");
            assert_eq!(kept.get("key"), None);
        }
        assert_eq!(machine.files_with(key), Vec::<std::path::PathBuf>::new());
    }
    assert!(!machine.files_with("a subject of mine").is_empty(), "the search finds what is there");
    let plain = Answers::from([("key".to_owned(), Answer::Text("node-key".to_owned()))]);
    assert_eq!(kaimono.save_draft("agent", &plain).await.unwrap(), []);
}

#[tokio::test]
async fn starting_does_not_wait_for_a_keyring_that_waits_for_a_person() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    machine.stop(kaimono).await;

    machine.keyring.become_(Mood::Blocked);
    let kaimono = machine.start();
    let app = kaimono.app().await.unwrap();
    assert_eq!((app.keyring, app.profiles[0].keys), (KeyringState::Checking, KeysState::Unread));
    // Nobody is told that keys are missing while they are read.
    let session = kaimono.session().unwrap();
    assert_eq!(app.health.failure.unwrap().code, Code::KeysUnread);
    assert_eq!(session.clients().err().unwrap().code, Code::KeysUnread);
    assert_eq!(kaimono.market(MarketQuery::typed("")).await.unwrap().standing.failure.unwrap().code, Code::KeysUnread);
    assert_eq!(kaimono.wallet().await.unwrap().failure.unwrap().code, Code::KeysUnread);
    session.purchases().poller().sync_node().await.unwrap_err();
    assert_eq!(kaimono.purchases(&PurchasesQuery::default()).await.unwrap().failure.unwrap().code, Code::KeysUnread);
    until_keys(&kaimono, KeysState::Unavailable).await;
    let app = kaimono.app().await.unwrap();
    assert_eq!((app.keyring, app.health.state), (KeyringState::Slow, HealthState::Closed));
    assert_eq!(app.health.failure.unwrap().code, Code::KeyringSlow);
    assert_eq!(session.clients().err().unwrap().code, Code::KeyringSlow);
    session.purchases().poller().sync_node().await.unwrap_err();
    let listed = kaimono.purchases(&PurchasesQuery::default()).await.unwrap();
    assert_eq!(listed.failure.unwrap().code, Code::KeyringSlow);

    // The person unlocks it: nothing needs to be pressed.
    machine.keyring.become_(Mood::Open);
    until_keys(&kaimono, KeysState::Keyring).await;
}

#[tokio::test]
async fn a_locked_keyring_is_tried_again_when_the_person_says_so() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    machine.stop(kaimono).await;

    machine.keyring.become_(Mood::Locked);
    let kaimono = machine.start();
    until_keys(&kaimono, KeysState::Unavailable).await;
    let app = kaimono.retry_keyring().await.unwrap();
    assert_eq!((app.keyring, app.profiles[0].keys), (KeyringState::Locked, KeysState::Unavailable));
    machine.keyring.become_(Mood::Open);
    let app = kaimono.retry_keyring().await.unwrap();
    assert_eq!((app.keyring, app.profiles[0].keys), (KeyringState::Ready, KeysState::Keyring));
}

#[tokio::test]
async fn without_a_keyring_the_keys_can_be_entered_for_this_session() {
    let machine = Machine::new(Mood::Absent).await;
    let kaimono = machine.start();
    let refused = kaimono.save_connection(machine.draft()).await.unwrap_err();
    assert_eq!((refused.code, refused.side), (Code::KeyringMissing, Side::Keyring));
    assert!(kaimono.app().await.unwrap().profiles.is_empty(), "nothing is saved by halves");

    let draft = ConnectionDraft { session_only: true, ..machine.draft() };
    let app = kaimono.save_connection(draft).await.unwrap();
    assert_eq!(app.profiles[0].keys, KeysState::Session);
    let session = kaimono.session().unwrap();
    until("the node answers", || session.health().state == HealthState::Ok).await;
    drop(session);
    machine.stop(kaimono).await;

    let kaimono = machine.start();
    until_keys(&kaimono, KeysState::Missing).await;
    assert_eq!(kaimono.app().await.unwrap().health.failure.unwrap().code, Code::KeysMissing);
}

#[tokio::test]
async fn blank_fields_keep_the_stored_keys() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active;
    let stored = machine.keyring.names();
    let blank = || ConnectionDraft {
        profile: id.clone(),
        label: " Renamed \n node".to_owned(),
        node_key: String::new(),
        registry_key: String::new(),
        ..machine.draft()
    };
    assert!(kaimono.test_connection(blank()).await.unwrap().usable);
    let app = kaimono.save_connection(blank()).await.unwrap();
    assert_eq!((app.profiles.len(), app.profiles[0].label.as_str()), (1, "Renamed node"));
    assert_eq!(machine.keyring.names(), stored, "the keyring was not written");
}

#[tokio::test]
async fn a_new_key_replaces_the_old_one_and_the_old_one_is_removed() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active;
    let old = machine.keyring.names();
    machine.node.takes_key("rotated");
    let draft = ConnectionDraft {
        profile: id,
        node_key: " rotated\n".to_owned(),
        registry_key: String::new(),
        ..machine.draft()
    };
    kaimono.save_connection(draft).await.unwrap();
    until("the old keys are removed", || machine.keyring.names().iter().all(|name| !old.contains(name))).await;
    assert_eq!(machine.keyring.names().len(), 1);
    let session = kaimono.session().unwrap();
    until("the node takes it", || session.health().state == HealthState::Ok).await;
}

#[tokio::test]
async fn a_keyring_that_fails_leaves_the_old_keys_and_the_old_profile() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active;
    let (before, stored) = (kaimono.app().await.unwrap().profiles, machine.keyring.names());
    for mood in [Mood::FailsToGiveBack, Mood::Garbling] {
        machine.keyring.become_(mood);
        let draft = ConnectionDraft {
            profile: id.clone(),
            label: "New".to_owned(),
            node_key: "another".to_owned(),
            ..machine.draft()
        };
        assert_eq!(kaimono.save_connection(draft).await.unwrap_err().side, Side::Keyring);
        machine.keyring.become_(Mood::Open);
        assert_eq!((kaimono.app().await.unwrap().profiles, machine.keyring.names()), (before.clone(), stored.clone()));
    }
}

#[tokio::test]
async fn what_cannot_be_a_connection_is_not_saved() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let drafts = [
        (ConnectionDraft { label: "  ".to_owned(), ..machine.draft() }, Code::Input, "label"),
        (ConnectionDraft { node_key: " ".to_owned(), ..machine.draft() }, Code::Input, "nodeKey"),
        (ConnectionDraft { registry_key: String::new(), ..machine.draft() }, Code::Input, "registryKey"),
        (ConnectionDraft { profile: Some("nobody".to_owned()), ..machine.draft() }, Code::Unknown, "nobody"),
    ];
    for (draft, code, quote) in drafts {
        let failure = kaimono.save_connection(draft).await.unwrap_err();
        assert_eq!((failure.code, failure.quote.as_str()), (code, quote));
    }
    let plain = ConnectionDraft { node_url: "http://node.example:3001".to_owned(), ..machine.draft() };
    assert_eq!(kaimono.save_connection(plain).await.unwrap_err().code, Code::AddressRefused);
    let damaged = ConnectionDraft { authorities: AUTHORITY[..200].to_owned(), ..machine.draft() };
    assert_eq!(kaimono.save_connection(damaged).await.unwrap_err().code, Code::AuthorityUnreadable);
    let password = ConnectionDraft { proxy: "http://me:word@proxy.example:3128".to_owned(), ..machine.draft() };
    assert_eq!(kaimono.save_connection(password).await.unwrap_err().code, Code::ProxyAddress);
    assert!(machine.files_with("me:word").is_empty());
    let broken = ConnectionDraft { node_key: "line\u{1}break".to_owned(), ..machine.draft() };
    assert_eq!(kaimono.save_connection(broken).await.unwrap_err().code, Code::KeyRefused);
    assert!(kaimono.app().await.unwrap().profiles.is_empty() && machine.keyring.names().is_empty());
}

#[tokio::test]
async fn a_history_stays_on_its_network() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active;
    let draft = ConnectionDraft { profile: id, network: Network::Mainnet, ..machine.draft() };
    assert_eq!(kaimono.save_connection(draft).await.unwrap_err().quote, "network");
}

#[tokio::test]
async fn another_profile_is_looked_at_and_remembered() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let first = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
    let other = ConnectionDraft { label: "Other".to_owned(), ..machine.draft() };
    let second = kaimono.save_connection(other).await.unwrap().active.unwrap();
    assert_ne!(first, second);
    let one = kaimono.session().unwrap();
    kaimono.activate(&first).await.unwrap();
    kaimono.activate(&second).await.unwrap();
    assert!(Arc::ptr_eq(&one, &kaimono.session().unwrap()), "a journal never has two writers");
    assert_eq!(kaimono.activate("nobody").await.unwrap_err().code, Code::Unknown);
    kaimono.activate(&first).await.unwrap();
    drop(one);
    machine.stop(kaimono).await;
    let kaimono = machine.start();
    assert_eq!(kaimono.app().await.unwrap().active, Some(first));
    let session = || kaimono.sessions().by_id.get(&second).cloned();
    until("the other is open as well, with its keys", || {
        session().is_some_and(|session| session.keys_state() == KeysState::Keyring)
    })
    .await;
}

#[tokio::test]
async fn a_removed_profile_takes_its_keys_along_and_leaves_its_history() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
    let app = kaimono.remove_profile(&id, None).await.unwrap();
    assert_eq!((app.profiles.len(), app.active), (0, None));
    assert!(machine.keyring.names().is_empty());
    assert!(machine.home.path().join("profiles").join(&id).is_dir());
    let app = kaimono.save_connection(machine.draft()).await.unwrap();
    assert_eq!(app.active, Some(id), "the same node finds its history again");
}

#[tokio::test]
async fn the_sandbox_is_open_at_once_and_its_keys_reach_the_keyring() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let app = machine.sandbox(&kaimono).await;
    assert_eq!(app.active.as_deref(), Some("sandbox"));
    assert!(app.profiles[0].sandbox && app.profiles[0].allow_local_agents);
    until_keys(&kaimono, KeysState::Keyring).await;
    machine.stop(kaimono).await;

    // At the next start it has other ports, and still takes the stored keys.
    let machine = Machine { node: Service::node().await, registry: Service::registry().await, ..machine };
    let kaimono = machine.start();
    assert!(kaimono.session().unwrap().clients().is_err(), "nothing is sent to an old address");
    let issue = || panic!("the stored keys work");
    let app = kaimono.open_sandbox(machine.started_sandbox(), issue).await.unwrap();
    assert_eq!(app.profiles[0].node_url, format!("{}/api/v1", machine.node.url()));
    assert_eq!(app.profiles[0].keys, KeysState::Keyring);
}

/// A newcomer's first review would warn otherwise: a key without admin rights learns the wallet from the first lock.
#[tokio::test]
async fn the_wallets_that_whoever_started_the_sandbox_tells_are_known_before_anything_is_bought() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let keys = || (Secret::new(REGISTRY_KEY), Secret::new(NODE_KEY));
    let wallets = vec![(Generation::V1, ADDRESS.to_owned()), (Generation::V2, ADDRESS.to_owned())];
    let started = StartedSandbox { wallets, ..machine.started_sandbox() };
    kaimono.open_sandbox(started, keys).await.unwrap();
    let known = kaimono.wallet().await.unwrap().wallets;
    let known: Vec<_> = known.iter().map(|wallet| (wallet.address.as_str(), wallet.generation)).collect();
    assert_eq!(known, [(ADDRESS, Some(Generation::V1)), (ADDRESS, Some(Generation::V2))]);
    assert!(kaimono.session().unwrap().profile().wallet_address.is_none(), "it counts for this run alone");

    let own = kaimono.save_connection(machine.draft()).await.unwrap();
    assert_ne!(own.active.as_deref(), Some("sandbox"));
    assert!(kaimono.wallet().await.unwrap().wallets.is_empty(), "and for the sandbox alone");
}

#[tokio::test]
async fn the_first_hour_is_the_sandboxes_and_can_be_put_away_and_fetched_back() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    assert_eq!(kaimono.app().await.unwrap().first_hour, None, "nothing is open");
    let guides = BTreeMap::from([(FirstStep::Buy, "7e8b".to_owned())]);
    let started = StartedSandbox { guides, ..machine.started_sandbox() };
    let app = kaimono.open_sandbox(started, || (Secret::new(REGISTRY_KEY), Secret::new(NODE_KEY))).await.unwrap();
    let first_hour = app.first_hour.unwrap();
    assert_eq!(first_hour.next, Some(FirstStep::Buy));
    assert_eq!(first_hour.steps[0].agent.as_deref(), Some("7e8b"));
    kaimono.clock_moved("sandbox", 2 * DAY);
    let steps = kaimono.app().await.unwrap().first_hour.unwrap().steps;
    assert_eq!(steps.iter().map(|step| step.done).collect::<Vec<_>>(), [false, false, false, false, true]);

    let away = Settings { first_hour: false, ..Settings::default() };
    assert_eq!(kaimono.set_settings(away).await.unwrap().first_hour, None);
    assert!(kaimono.set_settings(Settings::default()).await.unwrap().first_hour.is_some());
    let own = kaimono.save_connection(machine.draft()).await.unwrap();
    assert_eq!(own.first_hour, None, "a node of one's own is no playground");
}

#[tokio::test]
async fn a_sandbox_that_forgot_its_keys_issues_new_ones() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    machine.sandbox(&kaimono).await;
    until_keys(&kaimono, KeysState::Keyring).await;
    let old = machine.keyring.names();
    machine.stop(kaimono).await;

    machine.node.takes_key("fresh");
    let kaimono = machine.start();
    let issue = || (Secret::new(REGISTRY_KEY), Secret::new("fresh"));
    kaimono.open_sandbox(machine.started_sandbox(), issue).await.unwrap();
    let session = kaimono.session().unwrap();
    until("the sandbox answers", || session.health().state == HealthState::Ok).await;
    until("the old keys are removed", || machine.keyring.names().iter().all(|name| !old.contains(name))).await;
    until_keys(&kaimono, KeysState::Keyring).await;
}

#[tokio::test]
async fn the_sandbox_works_without_a_keyring_and_with_a_blocked_one() {
    for mood in [Mood::Absent, Mood::Locked, Mood::Blocked] {
        let machine = Machine::new(mood).await;
        let kaimono = machine.start();
        let app = machine.sandbox(&kaimono).await;
        assert_eq!(app.profiles[0].keys, KeysState::Session);
        let session = kaimono.session().unwrap();
        until("the sandbox answers", || session.health().state == HealthState::Ok).await;
        machine.keyring.become_(Mood::Open);
        kaimono.retry_keyring().await.unwrap();
        until_keys(&kaimono, KeysState::Keyring).await;
    }
}

#[tokio::test]
async fn starting_the_sandbox_does_not_take_the_person_away_from_their_node() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    machine.sandbox(&kaimono).await;
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active;
    assert_eq!(machine.sandbox(&kaimono).await.active, id);
    let app = kaimono.activate("sandbox").await.unwrap();
    assert_eq!(app.active.as_deref(), Some("sandbox"));
}

#[tokio::test]
async fn a_node_that_refuses_the_key_is_there_and_says_so() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    let session = kaimono.session().unwrap();
    until("the node answers", || session.key().is_some()).await;
    let refusals = [
        ("API key is revoked", Code::KeyRefused),
        ("Unauthorized, read access required", Code::KeyMayNot),
        ("Unauthorized, network not allowed", Code::KeyNetwork),
    ];
    for (words, code) in refusals {
        machine.node.refuses("/purchase/diff", 401, words);
        session.heard(session.connection(), &session.purchases().poller().sync_node().await);
        let health = session.health();
        let failure = health.failure.unwrap();
        assert_eq!((health.state, failure.code, failure.quote.as_str()), (HealthState::Refused, code, words));
    }
    machine.node.says("/purchase/diff", json!({ "Purchases": [] }));
    session.heard(session.connection(), &session.purchases().poller().sync_node().await);
    assert_eq!(session.health().state, HealthState::Ok);
}

/// What was approved with a node that went away or refuses starts no job: nobody could pay it.
#[tokio::test]
async fn a_job_that_nobody_can_pay_is_not_begun() {
    let machine = Machine::new(Mood::Open).await;
    let rows = || json!({ "Purchases": [] });
    machine.node.says("/purchase/diff", rows());
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    let session = kaimono.session().unwrap();
    let purchases = session.purchases();
    let read = || session.key().is_some() && purchases.list(&PurchasesQuery::default()).unwrap().synced_at.is_some();
    until("the node was read", read).await;
    for (approval, order) in [("paid", order()), ("free", free_order())] {
        purchases.asks(approval, order);
    }
    for status in [502, 401] {
        for path in ["/purchase/diff", "/api-key-status"] {
            machine.node.refuses(path, status, "API key is revoked");
        }
        session.heard(session.connection(), &purchases.poller().sync_node().await);
        let refused = kaimono.approve("paid").await.unwrap_err();
        assert!([Code::ServiceFailed, Code::KeyRefused].contains(&refused.code), "{refused}");
        assert!(purchases.book().ids().is_empty());
    }
    // What is free needs no node.
    kaimono.approve("free").await.unwrap();
    machine.node.says("/purchase/diff", rows());
    machine.node.says("/api-key-status", node_key());
    session.heard(session.connection(), &purchases.poller().sync_node().await);
    until("it is back", || session.health().state == HealthState::Ok).await;
    kaimono.approve("paid").await.unwrap();
    assert_eq!(purchases.book().ids(), ["free", "paid"]);
}

#[tokio::test]
async fn a_node_that_goes_down_is_offline_and_what_is_known_stays() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    let session = kaimono.session().unwrap();
    until("the node answers", || session.key().is_some()).await;
    machine.node.refuses("/api-key-status", 502, "Bad Gateway");
    session.read_anew();
    until("it is offline", || session.health().state == HealthState::Offline).await;
    let health = session.health();
    assert_eq!(health.failure.unwrap().code, Code::ServiceFailed);
    assert!(health.last_answer.is_some() && session.key().is_some());
}

#[tokio::test]
async fn the_market_fills_itself_and_stays_when_the_keyring_is_locked() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    assert_eq!(kaimono.market(MarketQuery::typed("")).await.unwrap_err().code, Code::NoProfile);
    let mut changes = kaimono.changes();
    kaimono.save_connection(machine.draft()).await.unwrap();
    while kaimono.market(MarketQuery::typed("")).await.unwrap().standing.mirrored_at.is_none() {
        while changes.recv().await.unwrap() != Changed::Market {}
    }
    let view = kaimono.market(MarketQuery::typed("summar")).await.unwrap();
    assert_eq!((view.rows.len(), view.rows[0].name.as_str(), &view.standing.failure), (1, "Summarizer", &None));
    let id = view.rows[0].id.clone();
    machine.stop(kaimono).await;

    machine.keyring.become_(Mood::Locked);
    let kaimono = machine.start();
    until_keys(&kaimono, KeysState::Unavailable).await;
    let view = kaimono.market(MarketQuery::typed("")).await.unwrap();
    assert_eq!((view.rows.len(), view.standing.failure.unwrap().code), (1, Code::KeyringLocked));
    assert_eq!(kaimono.agent(&id).await.unwrap().failure.unwrap().code, Code::KeyringLocked);
    assert_eq!(kaimono.form(&id).await.unwrap_err().code, Code::KeyringLocked);
}

#[tokio::test]
async fn a_registry_that_fails_is_said_to_and_the_list_stays() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    assert_eq!(kaimono.refresh_market().await.unwrap().mirrored, 1);
    machine.registry.refuses("/registry-entry", 500, "Internal Server Error");
    machine.registry.refuses("/registry-diff", 500, "Internal Server Error");
    let view = kaimono.refresh_market().await.unwrap();
    assert_eq!((view.mirrored, view.failure.unwrap().side), (1, Side::Registry));
    assert_eq!(kaimono.session().unwrap().health().failure, None, "the node is not to blame");
}

#[tokio::test]
async fn a_pasted_wallet_address_is_remembered() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    assert_eq!(kaimono.wallet().await.unwrap_err().code, Code::NoProfile);
    kaimono.save_connection(machine.draft()).await.unwrap();
    assert_eq!(kaimono.set_wallet_address("addr1nonsense").await.unwrap_err().code, Code::Input);
    assert_eq!(kaimono.set_wallet_address(ADDRESS).await.unwrap().wallets[0].address, ADDRESS);
    machine.stop(kaimono).await;
    let kaimono = machine.start();
    assert_eq!(kaimono.wallet().await.unwrap().wallets[0].address, ADDRESS);
    assert!(kaimono.set_wallet_address("").await.unwrap().wallets.is_empty());
}

#[tokio::test]
async fn settings_and_changes_are_told() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let mut changes = kaimono.changes();
    let app = kaimono.set_settings(Settings { theme: Theme::Dark, ..Settings::default() }).await.unwrap();
    assert_eq!(app.settings.theme, Theme::Dark);
    assert_eq!(changes.recv().await.unwrap(), Changed::App);
}

#[tokio::test]
async fn the_page_and_the_notices_are_told_one_language() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    for (choice, spoken) in [(LanguageChoice::De, Language::De), (LanguageChoice::En, Language::En)] {
        let app = kaimono.set_settings(Settings { language: choice, ..Settings::default() }).await.unwrap();
        assert_eq!((app.settings.language, app.language), (choice, spoken));
        assert_eq!(kaimono.language().unwrap(), spoken);
    }
}

#[tokio::test]
async fn a_second_kaimono_does_not_touch_the_directory() {
    let machine = Machine::new(Mood::Open).await;
    let _first = machine.start();
    let second = Kaimono::with_vault(machine.home.path(), machine.keyring.vault());
    assert_eq!(second.err().unwrap().code, Code::AlreadyRunning);
}

#[tokio::test]
async fn a_balance_that_cannot_be_read_is_no_word_on_whether_the_node_can_pay() {
    let machine = Machine::new(Mood::Open).await;
    machine.node.says("/purchase/diff", json!({ "Purchases": [] }));
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    let session = kaimono.session().unwrap();
    let purchases = session.purchases();
    let read = || session.key().is_some() && purchases.list(&PurchasesQuery::default()).unwrap().synced_at.is_some();
    until("the node was read", read).await;
    purchases.asks("paid", order());
    machine.node.refuses("/balance", 500, "Internal Server Error");
    let address =
        "addr_test1qz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3jcu5d8ps7zex2k2xt3uqxgjqnnj83ws8lhrn648jjxtwq2ytjqp";
    session.purses(&[Wallet { address: address.to_owned(), pays_into: PaysInto::NotTold }]).await;
    let health = session.health();
    let approved = kaimono.approve("paid").await;
    assert!(approved.is_ok(), "{approved:?} {health:?}");
}
