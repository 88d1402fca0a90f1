//! A journal that can be read and not written, at its opening: what was under way is unknown until that is written down. And one
//! whose bytes are not what was written.

use super::*;
use crate::view::{Changed, purchase::PurchasesQuery};

const RESOLVE: &str = "/purchase/resolve-blockchain-identifier";

/// From here on nothing is written to the journal, also not after a restart: the disk is full.
fn fill(purchases: &Purchases) {
    for (name, what) in [("e", "INSERT ON event"), ("m", "INSERT ON mark"), ("i", "INSERT ON folded")] {
        let refuse = format!(
            "CREATE TRIGGER full_{name} BEFORE {what} BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        );
        purchases.book().journal().meddle(&refuse);
    }
}

fn make_room(purchases: &Purchases) {
    purchases.book().journal().meddle("DROP TRIGGER full_e; DROP TRIGGER full_m; DROP TRIGGER full_i;");
}

fn asked(node: &Service, path: &str) -> usize {
    node.calls().iter().filter(|call| call.path == path).count()
}

/// How many there are, whatever became of them.
fn listed(purchases: &Purchases) -> u32 {
    purchases.list(&PurchasesQuery::default()).unwrap().counts.iter().map(|(_, count)| count).sum()
}

/// One that was being paid when the program ended, and one whose job was being started.
async fn interrupted(directory: &TempDir) {
    let purchases = open(directory);
    let _node = connected(&purchases).await;
    purchases.book().record("one", &Event::PaymentSent).unwrap();
    purchases.book().begin("two", &approval(order())).unwrap();
    purchases.book().record("two", &Event::JobStarting).unwrap();
    fill(&purchases);
}

#[tokio::test]
async fn on_a_full_disk_a_profile_opens_and_what_was_interrupted_is_written_before_anything_is_sent() {
    let directory = TempDir::new().unwrap();
    interrupted(&directory).await;
    let purchases = open(&directory);
    assert_eq!(listed(&purchases), 2, "it can be looked at");
    let (node, _registry) = connected_to_both_for(&purchases).await;
    node.refuses(RESOLVE, 404, "Purchase not found");
    for id in ["one", "two"] {
        assert!(purchases.engine().drive(id).await.is_some_and(|again| again > NOON), "{id}: tried again");
        assert!(purchases.view(id).unwrap().failure.unwrap().code.is_store(), "{id}");
    }
    assert_eq!((posts(&node), asked(&node, RESOLVE)), (0, 0), "nothing is sent and nothing concluded");
    assert!(purchases.retry_payment("one").await.unwrap_err().code.is_store());
    assert!(purchases.refund("one", "any", None).await.unwrap_err().code.is_store());

    make_room(&purchases);
    node.refuses("/purchase", 500, "");
    assert!(purchases.engine().drive("one").await.is_some());
    assert!(asked(&node, RESOLVE) > 0 && node.calls()[0].path == RESOLVE, "found out about before anything is sent");
    purchases.engine().drive("two").await;
    let failure = purchases.view("two").unwrap().failure.unwrap();
    assert_eq!((failure.code, failure.moved), (Code::Interrupted, Moved::No));
    drop(purchases);
    assert_eq!(open(&directory).view("two").unwrap().failure.unwrap().code, Code::Interrupted, "it is on disk");
}

#[tokio::test]
async fn on_a_full_disk_what_was_there_before_is_no_news() {
    let directory = TempDir::new().unwrap();
    interrupted(&directory).await;
    let purchases = open(&directory);
    make_room(&purchases);
    let meddle = |sql: &str| purchases.book().journal().meddle(sql);
    purchases.engine().drive("two").await;
    assert!(!purchases.standings().worth_telling().is_empty(), "it is worth telling");
    meddle("DELETE FROM mark WHERE name LIKE 'told%'");
    fill(&purchases);
    drop(purchases);
    assert!(open(&directory).standings().worth_telling().is_empty());
}

#[tokio::test]
async fn an_old_journal_on_a_full_disk_is_read_and_nothing_is_written_before_it_is_up_to_date() {
    let directory = TempDir::new().unwrap();
    interrupted(&directory).await;
    let meddle = |purchases: &Purchases| purchases.book().journal().meddle("DELETE FROM mark WHERE name = 'folded'");
    meddle(&open(&directory));
    let purchases = open(&directory);
    assert_eq!(listed(&purchases), 2);
    assert!(purchases.book().record("one", &unknown()).is_err());
    make_room(&purchases);
    for id in ["one", "two"] {
        purchases.engine().drive(id).await;
    }
    drop(purchases);
    let purchases = open(&directory);
    assert!(purchases.book().mark("folded").unwrap().is_some());
    assert_eq!(purchases.book().ids(), ["one", "two"]);
}

/// Whatever it was that could not be written: it is said, and no longer than it is so.
#[test]
fn a_write_that_was_not_possible_is_said_until_one_is() {
    let directory = TempDir::new().unwrap();
    let (changes, mut told) = broadcast::channel(100);
    let clock = Clock::fixed(NOON);
    let purchases = Purchases::open(directory.path(), Network::Preprod, false, Arc::default(), clock, changes).unwrap();
    purchases.try_to_write();
    assert_eq!((purchases.unwritten(), told.try_recv().ok()), (None, None));
    fill(&purchases);
    purchases.book().set_mark("a list", "read").unwrap_err();
    assert_eq!((purchases.unwritten().is_some(), told.try_recv().unwrap()), (true, Changed::App));
    purchases.try_to_write();
    assert!(purchases.unwritten().is_some() && told.try_recv().is_err(), "it is no news");
    make_room(&purchases);
    purchases.try_to_write();
    assert_eq!((purchases.unwritten(), told.try_recv().unwrap()), (None, Changed::App));
}

#[tokio::test]
async fn bytes_that_are_no_text_are_damage() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let _node = connected(&purchases).await;
    let meddle = |sql: &str| {
        let journal = rusqlite::Connection::open(directory.path().join("purchases.db")).unwrap();
        journal.execute_batch(sql).unwrap();
    };
    drop(purchases);
    meddle(
        "DROP TRIGGER event_is_never_changed; UPDATE event SET body = CAST(x'ff41' AS TEXT);
         DELETE FROM mark WHERE name = 'folded'",
    );
    let (changes, _) = broadcast::channel(100);
    let opened =
        Purchases::open(directory.path(), Network::Preprod, false, Arc::default(), Clock::fixed(NOON), changes);
    assert_eq!(opened.err().unwrap().code, Code::StoreDamaged);
}
