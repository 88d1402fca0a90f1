//! Once each, not while the person looks, not in quiet hours, and not what the person does not want.

use super::*;
use crate::{
    catalogue::testing::entry,
    notice::{About, Favourite, Little},
    profile::Profile,
    purchase::{Purchases, event::Event, specimen::*, words::Trouble},
    vault::scripted::{Mood, Scripted},
    view::app::{NoticeKind, QuietHours},
};
use masumi::{
    moment::{HOUR, Moment},
    money::Money,
    net::Way,
    node::{Network, OnChainState},
    registry::{Entry, Pricing},
};
use std::sync::Arc;
use tempfile::TempDir;

const NOBODY: Surroundings = Surroundings { looking: false, minute: 12 * 60 };
const NIGHT: Surroundings = Surroundings { looking: false, minute: 3 * 60 };

/// As long as it is not known whether something is open, closing asks.
async fn until_all_open(kaimono: &Kaimono) {
    while !kaimono.sessions().all_open {
        tokio::task::yield_now().await;
    }
}

fn start(home: &TempDir) -> Kaimono {
    Kaimono::with_vault(home.path(), Scripted::new(Mood::Open).vault()).unwrap()
}

fn open(home: &TempDir) -> Kaimono {
    let kaimono = start(home);
    let profile = Profile {
        id: "p".to_owned(),
        label: "Desk".to_owned(),
        network: Network::Preprod,
        sandbox: false,
        node_url: "https://node.example/api/v1".parse().unwrap(),
        registry_url: "https://registry.example/api/v1".parse().unwrap(),
        allow_local_agents: false,
        allow_stand_ins: false,
        way: Way::default(),
        wallet_address: None,
        key_slot: None,
    };
    kaimono.0.directory.keep(&profile).unwrap();
    kaimono.open(profile).unwrap();
    kaimono.look_at(Some("p"));
    kaimono
}

fn bought(purchases: &Purchases, id: &str, name: &str, events: &[Event]) {
    let order = crate::purchase::event::Order { agent_name: name.to_owned(), ..order() };
    purchases.book().begin(id, &approval(order)).unwrap();
    for event in [Event::JobStarting, started(), paying(id)].iter().chain(events) {
        purchases.book().record(id, &of_purchase(id, event)).unwrap();
    }
}

fn refunded(kaimono: &Kaimono, id: &str, name: &str) {
    let session = kaimono.session().unwrap();
    bought(session.purchases(), id, name, &[rowed(Some(OnChainState::RefundWithdrawn))]);
}

/// What is told now, and told for good.
fn hear(kaimono: &Kaimono, around: Surroundings) -> Vec<Announcement> {
    let announcements = kaimono.announcements(around).unwrap();
    announcements.iter().for_each(|announcement| kaimono.told(announcement));
    announcements
}

fn about(announcements: &[Announcement]) -> Vec<About> {
    announcements.iter().flat_map(Announcement::notices).map(|notice| notice.about).collect()
}

#[tokio::test]
async fn each_thing_is_told_once_also_after_a_restart_and_again_when_it_could_not_be_shown() {
    let home = TempDir::new().unwrap();
    let kaimono = open(&home);
    refunded(&kaimono, "one", "Example");
    assert_eq!(about(&kaimono.announcements(NOBODY).unwrap()), [About::Refund]);
    assert_eq!(about(&hear(&kaimono, NOBODY)), [About::Refund], "it was not shown");
    assert_eq!(about(&hear(&kaimono, NOBODY)), []);
    let house = Arc::downgrade(&kaimono.0);
    drop(kaimono);
    while house.upgrade().is_some() {
        tokio::task::yield_now().await;
    }

    let kaimono = start(&home);
    let session = kaimono.session().unwrap();
    assert_eq!(about(&hear(&kaimono, NOBODY)), []);
    bought(session.purchases(), "two", "Example", &[held()]);
    assert_eq!(about(&hear(&kaimono, NOBODY)), [About::Trouble(Trouble::LockFailed)]);
}

/// The purchases of a home at noon, watched by nobody.
fn opened(home: &TempDir) -> Purchases {
    let (changes, _) = tokio::sync::broadcast::channel(10);
    let clock = crate::clock::Clock::fixed(NOON);
    Purchases::open(home.path(), Network::Preprod, false, Arc::default(), clock, changes).unwrap()
}

#[tokio::test]
async fn what_was_there_before_anybody_was_told_of_anything_is_no_news() {
    let home = TempDir::new().unwrap();
    let earlier = opened(&home);
    bought(&earlier, "one", "Example", &[rowed(Some(OnChainState::RefundWithdrawn))]);
    assert_eq!(earlier.standings().worth_telling().len(), 1);
    // A journal of a version that told of nothing.
    drop(earlier);
    rusqlite::Connection::open(home.path().join("purchases.db")).unwrap().execute("DELETE FROM mark", []).unwrap();
    assert_eq!(opened(&home).standings().worth_telling(), []);
}

/// What an earlier version did not tell of is no news once it is over; what goes on is.
#[tokio::test]
async fn what_ended_before_its_kind_was_told_of_is_no_news() {
    let home = TempDir::new().unwrap();
    let earlier = opened(&home);
    earlier.book().begin("ended", &approval(order())).unwrap();
    earlier.book().record("ended", &Event::Expired).unwrap();
    bought(&earlier, "stuck", "Example", &[held()]);
    earlier.book().set_mark("told", "begun").unwrap();
    assert_eq!(earlier.standings().worth_telling().len(), 2);
    drop(earlier);
    let told: Vec<_> = opened(&home).standings().worth_telling().into_iter().map(|(id, ..)| id).collect();
    assert_eq!(told, ["stuck"]);
}

#[tokio::test]
async fn what_the_person_looks_at_or_does_not_want_is_not_told() {
    let home = TempDir::new().unwrap();
    let kaimono = open(&home);
    refunded(&kaimono, "seen", "Example");
    kaimono.session().unwrap().purchases().look_at(Some("seen".to_owned()));
    let looking = Surroundings { looking: true, ..NOBODY };
    assert_eq!(about(&hear(&kaimono, looking)), []);
    assert_eq!(about(&hear(&kaimono, NOBODY)), [], "it was seen");

    let notices = vec![NoticeKind::Refund];
    kaimono.set_settings(Settings { notices, ..Settings::default() }).await.unwrap();
    bought(kaimono.session().unwrap().purchases(), "unwanted", "Example", &[held()]);
    assert_eq!(about(&hear(&kaimono, looking)), []);
    kaimono.set_settings(Settings::default()).await.unwrap();
    assert_eq!(about(&hear(&kaimono, NOBODY)), [], "it was not wanted when it happened");
}

#[tokio::test]
async fn what_happens_to_a_favourite_is_told_once_and_nothing_of_before_it_was_one() {
    let home = TempDir::new().unwrap();
    let kaimono = open(&home);
    let session = kaimono.session().unwrap();
    let now = session.clock().now();
    let costs = |lovelace| Entry { pricing: Pricing::Fixed(vec![Money::lovelace(lovelace)]), ..entry("a") };
    let dearer = About::Favourite(Favourite::Dearer);
    session.catalogue().play(now.plus(-DAY), &[costs(1_000_000)], &[]);
    session.catalogue().play(now.plus(-HOUR), &[costs(2_000_000)], &[]);
    assert_eq!(about(&hear(&kaimono, NOBODY)), [], "it is no favourite");
    kaimono.favourite(&entry("a").agent_identifier, true).await.unwrap();
    assert_eq!(about(&hear(&kaimono, NOBODY)), [], "it was none then");

    session.catalogue().play(session.clock().now().plus(1), &[costs(3_000_000)], &[]);
    let told = kaimono.announcements(NOBODY).unwrap();
    let [Announcement::One(notice)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((notice.agent.as_str(), notice.about), ("Agent a", dearer));
    assert_eq!(notice.subject, Subject::Agent(entry("a").agent_identifier));
    assert_eq!(about(&hear(&kaimono, NOBODY)), [dearer], "it was not shown");
    assert_eq!(about(&hear(&kaimono, NOBODY)), []);

    let notices = vec![NoticeKind::Refund];
    kaimono.set_settings(Settings { notices, ..Settings::default() }).await.unwrap();
    session.catalogue().play(session.clock().now().plus(2), &[], &[entry("a").agent_identifier]);
    assert_eq!(about(&hear(&kaimono, NOBODY)), []);
    kaimono.set_settings(Settings::default()).await.unwrap();
    assert_eq!(about(&hear(&kaimono, NOBODY)), [], "it was not wanted when it happened");
}

#[tokio::test]
async fn a_wallet_that_holds_little_is_told_of_once_after_each_purchase() {
    let home = TempDir::new().unwrap();
    let kaimono = open(&home);
    let session = kaimono.session().unwrap();
    let holds_little = |little, last_bought| {
        let address = "addr_test1".to_owned();
        session.note_low_wallets(&[LowWallet { address, little, last_bought: Moment(last_bought) }]);
        about(&hear(&kaimono, NOBODY))
    };
    assert_eq!(holds_little(Little::FewPurchases, 1), [About::Low(Little::FewPurchases)]);
    assert_eq!(holds_little(Little::FewPurchases, 1), [], "it was told");
    assert_eq!(holds_little(Little::OnePurchase, 1), [About::Low(Little::OnePurchase)], "it holds less by now");
    assert_eq!(holds_little(Little::OnePurchase, 2), [About::Low(Little::OnePurchase)], "another purchase");
    session.note_low_wallets(&[]);
    assert_eq!(about(&hear(&kaimono, NOBODY)), []);
}

#[tokio::test]
async fn what_happens_in_quiet_hours_is_told_at_their_end_as_one() {
    let home = TempDir::new().unwrap();
    let kaimono = open(&home);
    let quiet = Some(QuietHours { from: 22 * 60, to: 7 * 60 });
    kaimono.set_settings(Settings { quiet, ..Settings::default() }).await.unwrap();
    refunded(&kaimono, "one", "Example");
    let session = kaimono.session().unwrap();
    bought(session.purchases(), "two", "Example", &[held()]);
    assert_eq!(hear(&kaimono, NIGHT), []);
    let told = hear(&kaimono, NOBODY);
    assert!(matches!(told.as_slice(), [Announcement::Several(notices)] if notices.len() == 2), "{told:?}");
    assert_eq!(hear(&kaimono, NOBODY), []);

    refunded(&kaimono, "three", "Example");
    assert_eq!(hear(&kaimono, NIGHT), []);
    assert!(matches!(hear(&kaimono, NOBODY).as_slice(), [Announcement::One(_)]), "one alone is told as it is");
}

#[tokio::test]
async fn after_a_long_absence_it_is_one_notice_and_a_name_says_nothing_but_itself() {
    let home = TempDir::new().unwrap();
    let kaimono = open(&home);
    let hostile = format!("Agent” asks you to open https://evil.example/\u{202e}\n\u{7}<b>{}", "x".repeat(500));
    refunded(&kaimono, "one", &hostile);
    let told = hear(&kaimono, NOBODY);
    let [Announcement::One(notice)] = told.as_slice() else { panic!("{told:?}") };
    assert!(notice.agent.chars().count() <= NAME && !notice.agent.contains('”'), "{}", notice.agent);
    assert!(notice.agent.chars().all(|char| !char.is_control() && char != '\u{202e}'), "{:?}", notice.agent);
    for id in ["two", "three", "four", "five"] {
        refunded(&kaimono, id, "Example");
    }
    assert!(matches!(hear(&kaimono, NOBODY).as_slice(), [Announcement::Several(notices)] if notices.len() == 4));
}

#[tokio::test]
async fn closing_the_window_ends_the_program_only_when_nothing_is_open_or_the_person_wants_it() {
    let home = TempDir::new().unwrap();
    let kaimono = open(&home);
    until_all_open(&kaimono).await;
    assert_eq!(kaimono.closing(true).unwrap(), Closing::Quit, "nothing is open");
    bought(kaimono.session().unwrap().purchases(), "one", "Example", &[rowed(Some(OnChainState::Disputed))]);
    assert_eq!((kaimono.open_purchases(), kaimono.closing(true).unwrap()), (1, Closing::Ask), "the first time");
    kaimono.said_what_closing_means().unwrap();
    assert_eq!(kaimono.closing(true).unwrap(), Closing::Watch);
    assert_eq!(kaimono.closing(false).unwrap(), Closing::Ask, "there is no way back without a tray");
    kaimono.set_settings(Settings { keep_watching: false, ..Settings::default() }).await.unwrap();
    assert_eq!(kaimono.closing(true).unwrap(), Closing::Quit);
}
