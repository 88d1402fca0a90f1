//! Stores of every released version are opened for ever. `tests/fixtures/<version>/` holds what that version wrote: a purchase
//! in each phase, by every kind of event, and the profiles. A fixture is made once, by the code of its version
//! (`WRITE_FIXTURE=1 cargo test --workspace released`, where there is none yet), and never again.

use super::{
    journal::{Journal, at_rest::Shelf},
    specimen::*,
    *,
};
use crate::purchase::event::Event;
use crate::purchase::standing::Asked;
use crate::purchase::standing::Known;
use crate::purchase::standing::Standing;
use crate::purchase::state::Payment;
use crate::{
    directory::Directory,
    profile::Profile,
    purchase::event::ReceivedResult,
    view::{
        app::{LanguageChoice, Settings, Theme},
        purchase::RefundAction,
    },
};
use masumi::moment::Moment;
use masumi::node;
use masumi::{
    agent::JobState,
    form::{FieldError, Rule},
    moment::HOUR,
    money::Money,
    net::Way,
    node::{OnChainState, Transaction},
    proof::{Check, CheckId, Difference, HashVariant, HashVerdict, Outcome, Price},
};
use serde_json::json;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::{fs, path::PathBuf};
use tempfile::TempDir;

/// Purchases of the fixture are looked at an hour after they happened.
const LATER: Moment = Moment(NOON.0 + HOUR);

fn fixtures() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures"))
}

/// Copies of what every version left, each in a directory of its own: opening one must never change the fixture.
fn every_release() -> Vec<(String, TempDir)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(fixtures()).unwrap() {
        let (entry, copy) = (entry.unwrap(), TempDir::new().unwrap());
        for file in ["purchases.db", "kaimono.db"] {
            fs::copy(entry.path().join(file), copy.path().join(file)).unwrap();
        }
        all.push((entry.file_name().into_string().unwrap(), copy));
    }
    assert!(!all.is_empty());
    all
}

/// What each phase is made of, as `(its word, its events)`.
fn histories() -> Vec<(&'static str, Vec<Event>)> {
    use OnChainState as S;
    let approved = || approval(order());
    let begun = || vec![approved(), Event::JobStarting, started()];
    let sent = || [begun(), vec![paying("one")]].concat();
    let made = |state| [sent(), vec![rowed(state)]].concat();
    let with = |mut events: Vec<Event>, more: Vec<Event>| {
        events.extend(more);
        events
    };
    let changed = |state, change: fn(&mut node::Purchase)| {
        let mut row = row(state);
        change(&mut row);
        Event::Row { row: Box::new(row) }
    };
    let proven = |state| changed(state, |row| row.result_hash = Some("ff".repeat(32)));
    let check = |outcome| vec![Check { id: CheckId::Price, outcome }];
    let failed = || check(Outcome::Failed { expected: "2".to_owned(), found: "3".to_owned() });
    let outside = || Event::TermsOutside {
        checks: check(Outcome::Outside { approved: "2".to_owned(), found: "3".to_owned() }),
        price: Price::Fixed(vec![Money::lovelace(3_000_000)]),
        unlock: NOON.plus(30 * HOUR),
    };
    let question = || "q1".to_owned();
    let asked =
        || Event::Asked { question: question(), schema: json!({"input_data": []}), status_id: None, until: None };
    let mine = || HashVerdict::Verified { variant: HashVariant::Escaped };
    let checked = |verdict| Event::HashChecked { content: None, on_chain: Some("ff".repeat(32)), verdict };
    let request = RefundAction::Request;
    let free = || {
        let free = Event::JobStarted { job_id: "job-1".to_owned(), terms: None, raw: "{}".to_owned(), demands: false };
        vec![approval(free_order()), Event::JobStarting, free]
    };
    vec![
        ("starting", vec![approved()]),
        ("asks-again", with(begun(), vec![outside(), approved_again(None), outside()])),
        ("paying", sent()),
        ("payment-unknown", with(sent(), vec![unknown(), again(), unknown()])),
        ("queued", made(None)),
        ("payment-stuck", with(sent(), vec![held()])),
        (
            "working",
            with(
                made(Some(S::FundsLocked)),
                vec![changed(Some(S::FundsLocked), |row| {
                    row.current_transaction = Some(Transaction {
                        tx_hash: Some("d9".repeat(32)),
                        status: Some("Confirmed".to_owned()),
                        confirmations: Some(3),
                        ..Transaction::default()
                    });
                })],
            ),
        ),
        (
            "question",
            with(
                made(Some(S::FundsLocked)),
                vec![
                    said(JobState::AwaitingInput),
                    asked(),
                    Event::Answering { question: question(), input_data: serde_json::Map::new() },
                    Event::AnswerFailed {
                        question: question(),
                        refused: false,
                        failure: failure(),
                        errors: vec![FieldError {
                            field: "a".to_owned(),
                            rule: Rule::Required,
                            limit: String::new(),
                            text: String::new(),
                        }],
                    },
                    Event::Answering { question: question(), input_data: serde_json::Map::new() },
                    Event::Answered { question: question() },
                ],
            ),
        ),
        ("preliminary", with(made(Some(S::FundsLocked)), vec![said(JobState::Completed), delivered()])),
        (
            "delivered",
            with(
                made(Some(S::FundsLocked)),
                vec![said(JobState::Completed), delivered(), proven(Some(S::ResultSubmitted)), checked(mine())],
            ),
        ),
        ("hash-without-result", with(made(Some(S::FundsLocked)), vec![proven(Some(S::ResultSubmitted))])),
        ("result-elsewhere", vec![Event::Imported { row: Box::new(row(Some(S::ResultSubmitted))) }]),
        (
            "mismatch",
            with(
                made(Some(S::FundsLocked)),
                vec![
                    said(JobState::Completed),
                    delivered(),
                    proven(Some(S::ResultSubmitted)),
                    checked(HashVerdict::Mismatch { on_chain: "ff".repeat(32), computed: "ee".repeat(32) }),
                ],
            ),
        ),
        ("agent-failed", with(made(Some(S::FundsLocked)), vec![said(JobState::Failed)])),
        (
            "overdue",
            with(
                made(Some(S::FundsLocked)),
                vec![changed(Some(S::FundsLocked), |row| row.submit_result_time = Some(NOON))],
            ),
        ),
        (
            "refund-requested",
            with(
                made(Some(S::FundsLocked)),
                vec![
                    asking(request),
                    unasked(request),
                    asking(request),
                    Event::RefundAsked { action: request },
                    rowed(Some(S::RefundRequested)),
                ],
            ),
        ),
        ("disputed", with(made(Some(S::ResultSubmitted)), vec![proven(Some(S::Disputed))])),
        ("refund-authorized", made(Some(S::RefundAuthorized))),
        ("refunded", made(Some(S::RefundWithdrawn))),
        ("settled", made(Some(S::Withdrawn))),
        ("released", made(Some(S::WithdrawAuthorized))),
        ("decided", made(Some(S::DisputedWithdrawn))),
        ("never-paid", made(Some(S::FundsOrDatumInvalid))),
        (
            "lock-invalid",
            with(
                sent(),
                vec![changed(Some(S::FundsOrDatumInvalid), |row| {
                    row.current_transaction = Some(Transaction {
                        tx_hash: Some("d9".repeat(32)),
                        status: Some("Confirmed".to_owned()),
                        ..Transaction::default()
                    });
                })],
            ),
        ),
        ("refused", with(begun(), vec![Event::TermsRefused { checks: failed() }])),
        ("refused by the node", with(sent(), vec![Event::PaymentRejected { failure: failure() }])),
        (
            "refused by the agent",
            vec![approved(), Event::JobStarting, Event::JobRefused { failure: failure(), errors: Vec::new() }],
        ),
        ("refused, lost", vec![approved(), Event::JobStarting, Event::JobLost { failure: failure() }]),
        ("declined", with(begun(), vec![outside(), Event::Declined])),
        (
            "alarm",
            with(
                sent(),
                vec![
                    Event::Alarm {
                        differences: vec![Difference {
                            what: "unlockTime".to_owned(),
                            approved: "1".to_owned(),
                            found: "2".to_owned(),
                        }],
                    },
                    rowed(Some(S::FundsLocked)),
                ],
            ),
        ),
        ("alarm, another key", with(sent(), vec![Event::PaymentForeign])),
        ("unknown", made(Some(S::Other("Frozen".to_owned())))),
        (
            "delivered, free",
            with(free(), vec![said(JobState::Completed), delivered(), checked(HashVerdict::NotVerifiable)]),
        ),
    ]
}

/// The same event of another purchase: its own identifier, and its own nonce.
fn of_purchase(index: usize, event: &Event) -> Event {
    let text = serde_json::to_string(event).unwrap();
    let text = text
        .replace("00c0ffee", &format!("00c0ff{index:02x}"))
        .replace("54457a849f11e756a970", &format!("54457a849f11e756a9{index:02x}"));
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_store_of_every_released_version_is_read_whole() {
    if std::env::var_os("WRITE_FIXTURE").is_some() {
        write_fixture();
    }
    let words: BTreeMap<String, String> =
        histories().iter().map(|(id, _)| ((*id).to_owned(), id.split([' ', ',']).next().unwrap().to_owned())).collect();
    for (version, copy) in every_release() {
        let states = Journal::open(&copy.path().join("purchases.db")).unwrap().replay().unwrap();
        let read: BTreeMap<String, String> = states
            .iter()
            .map(|(id, state)| {
                // What was signed counts, whatever the row of this one says of its deadline.
                let now = if id == "overdue" { NOON.plus(25 * HOUR) } else { LATER };
                // An agent that keeps its result was asked for it.
                let agent = Asked { at: Some(now), ..Asked::default() };
                let phase = Standing::of(state, &Known { agent, ..at(now) }).phase;
                (id.clone(), json!(phase).as_str().unwrap().to_owned())
            })
            .collect();
        assert_eq!(read, words, "{version}");
        let received = states["preliminary"].result.clone().unwrap();
        let shelf = Shelf::open(&copy.path().join("purchases.db")).unwrap();
        assert_eq!(shelf.content(&received.content).unwrap().unwrap(), b"hello", "{version}: results are kept");

        let directory = Directory::open(copy.path()).unwrap();
        let profiles: Vec<_> = directory.profiles().unwrap().into_iter().map(|profile| profile.label).collect();
        assert_eq!(
            (profiles, directory.active().unwrap()),
            (vec!["Home node".to_owned()], Some("home".to_owned())),
            "{version}"
        );
        let settings = directory.settings().unwrap();
        // The oldest knew no other language than one.
        assert_eq!((settings.theme, settings.language), (Theme::Dark, LanguageChoice::System), "{version}");
    }
}

#[tokio::test]
async fn what_an_old_version_left_under_way_is_found_out_first() {
    for (version, copy) in every_release() {
        let (changes, _) = broadcast::channel(1_000);
        let purchases =
            Purchases::open(copy.path(), Network::Preprod, false, Arc::default(), Clock::fixed(LATER), changes)
                .unwrap();
        let unknown =
            purchases.book().read("paying", |state| matches!(state.payment, Payment::Unknown { .. })).unwrap();
        assert!(unknown, "{version}");
        for id in purchases.book().ids() {
            purchases.view(&id).unwrap();
        }
    }
}

fn write_fixture() {
    let directory = fixtures().join(env!("CARGO_PKG_VERSION"));
    assert!(!directory.exists(), "what was released is never written again");
    fs::create_dir_all(&directory).unwrap();
    let (changes, _) = broadcast::channel(1_000);
    let purchases =
        Purchases::open(&directory, Network::Preprod, false, Arc::default(), Clock::fixed(NOON), changes).unwrap();
    let content = purchases.book().keep(b"hello").unwrap();
    let mut kinds = BTreeSet::new();
    for (index, (id, events)) in histories().iter().enumerate() {
        for (number, event) in events.iter().enumerate() {
            let event = match of_purchase(index, event) {
                Event::ResultReceived { result } => {
                    Event::ResultReceived { result: ReceivedResult { content: content.clone(), ..result } }
                }
                other => other,
            };
            kinds.insert(event.name());
            if number == 0 { purchases.book().begin(id, &event) } else { purchases.book().record(id, &event) }.unwrap();
        }
    }
    assert_eq!(kinds.len(), 28, "every kind of event: {kinds:?}");
    drop(purchases);
    let home = Directory::open(&directory).unwrap();
    let profile = Profile {
        id: "home".to_owned(),
        label: "Home node".to_owned(),
        network: Network::Preprod,
        sandbox: false,
        node_url: "https://node.example.org/api/v1".parse().unwrap(),
        registry_url: "https://registry.example.org/api/v1".parse().unwrap(),
        allow_local_agents: false,
        allow_stand_ins: false,
        way: Way::default(),
        wallet_address: None,
        key_slot: Some("home-1".to_owned()),
    };
    home.keep(&profile).unwrap();
    home.set_active(Some("home")).unwrap();
    home.set_settings(&Settings { theme: Theme::Dark, ..Settings::default() }).unwrap();
    drop(home);
    fs::remove_file(directory.join("lock")).unwrap();
}
