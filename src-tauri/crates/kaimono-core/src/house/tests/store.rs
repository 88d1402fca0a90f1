//! A store that was moved, removed or emptied: nothing is sent that could not be written down, and nothing is taken for a first
//! start.

use super::*;
use crate::view::app::{StoreState, StoreView};
use rusqlite::Connection;
use std::path::PathBuf;
#[cfg(unix)]
use {
    crate::view::purchase::{RefundAction, RefundDisabled},
    masumi::node::{self, OnChainState},
};

async fn bought_one(machine: &Machine) -> (Kaimono, String) {
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
    let session = kaimono.session().unwrap();
    session.purchases().book().begin("one", &approval(order())).unwrap();
    (kaimono, id)
}

/// A purchase whose money is in escrow, so that it can be asked for.
#[cfg(unix)]
fn hold_one(kaimono: &Kaimono) {
    let session = kaimono.session().unwrap();
    let later = |hours: i64| Some(session.clock().now().plus(hours * HOUR));
    let row = node::Purchase {
        requested_by_id: None,
        pay_by_time: later(1),
        submit_result_time: later(12),
        unlock_time: later(24),
        external_dispute_unlock_time: later(36),
        ..row(Some(OnChainState::FundsLocked))
    };
    session.purchases().book().begin("held", &Event::Imported { row: Box::new(row) }).unwrap();
}

fn journal_of(machine: &Machine, id: &str) -> PathBuf {
    machine.home.path().join("profiles").join(id).join("purchases.db")
}

/// Ends this run, and waits until the journal is one file that nobody has open.
async fn stopped(machine: &Machine, kaimono: Kaimono, id: &str) -> PathBuf {
    machine.stop(kaimono).await;
    let journal = journal_of(machine, id);
    until("the journal is closed", || !journal.with_extension("db-wal").exists()).await;
    journal
}

/// What happens to a data directory with a profile of that id. Windows lets nobody take away what a program has open.
#[cfg(unix)]
type Mishap = (&'static str, fn(&Path, &str));

#[cfg(unix)]
#[tokio::test]
async fn nothing_is_begun_while_the_store_or_the_lock_is_gone() {
    let gone: [Mishap; 4] = [
        ("rm -rf", |home, _| fs::remove_dir_all(home).unwrap()),
        ("rm lock", |home, _| fs::remove_file(home.join("lock")).unwrap()),
        ("mv", |home, id| {
            fs::rename(home.join("profiles").join(id), home.join("aside")).unwrap();
        }),
        ("truncate", |home, id| {
            let journal = home.join("profiles").join(id).join("purchases.db");
            fs::File::options().write(true).open(journal).unwrap().set_len(0).unwrap();
        }),
    ];
    for (what, happens) in gone {
        let machine = Machine::new(Mood::Open).await;
        let (kaimono, id) = bought_one(&machine).await;
        happens(machine.home.path(), &id);
        let purchases = kaimono.session().unwrap().purchases().clone();
        let again = approval(order());
        assert_eq!(purchases.book().begin("two", &again).unwrap_err().code, Code::StoreGone, "{what}");
        assert_eq!(purchases.book().record("one", &Event::JobStarting).unwrap_err().code, Code::StoreGone, "{what}");
    }
}

#[tokio::test]
async fn a_history_that_is_gone_or_empty_is_damage_of_that_profile_alone() {
    let damages: [fn(&Path); 2] =
        [|journal| fs::remove_file(journal).unwrap(), |journal| fs::write(journal, "").unwrap()];
    for damage in damages {
        let machine = Machine::new(Mood::Open).await;
        let (kaimono, id) = bought_one(&machine).await;
        damage(&stopped(&machine, kaimono, &id).await);

        let kaimono = machine.start();
        let app = kaimono.app().await.unwrap();
        assert_eq!((app.active, app.health.failure.unwrap().code), (Some(id.clone()), Code::StoreDamaged));
        let shown = kaimono.purchases(&PurchasesQuery::default()).await;
        assert_eq!(shown.unwrap_err().code, Code::StoreDamaged, "not: nothing bought yet");
        // The others go on, and the damaged one can be let go by its name.
        machine.sandbox(&kaimono).await;
        kaimono.activate("sandbox").await.unwrap();
        assert_eq!(kaimono.removal(&id).await.unwrap().to_type.as_deref(), Some("My node"));
        kaimono.remove_profile(&id, Some("My node")).await.unwrap();
        assert_ne!(kaimono.save_connection(machine.draft()).await.unwrap().active, Some(id));
    }
}

/// What happens to a file.
type Change = fn(&Path);

/// What is said of the store of a profile.
async fn said(kaimono: &Kaimono, id: &str) -> Option<StoreView> {
    kaimono.app().await.unwrap().profiles.into_iter().find(|profile| profile.id == id).unwrap().store
}

async fn state(kaimono: &Kaimono, id: &str) -> Option<(StoreState, bool)> {
    said(kaimono, id).await.map(|store| (store.state, store.readable))
}

fn bought(kaimono: &Kaimono) -> u32 {
    let listed = kaimono.session().unwrap().purchases().list(&PurchasesQuery::default()).unwrap();
    listed.counts.iter().map(|(_, count)| count).sum()
}

/// Forbids to write anything in a directory, or allows it again: by its mode, which Windows does not have.
#[cfg(unix)]
fn set_writable(path: &Path, writable: bool) {
    use std::os::unix::fs::PermissionsExt;
    let set = |mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    if path.is_dir() {
        set(0o700);
        fs::read_dir(path).unwrap().for_each(|entry| set_writable(&entry.unwrap().path(), writable));
        set(if writable { 0o700 } else { 0o500 });
    } else {
        set(if writable { 0o600 } else { 0o400 });
    }
}

/// Leaves a journal as a power cut does: with a log beside it, in which the last that was written stands.
#[cfg(unix)]
fn leave_a_log(journal: &Path) {
    let files = ["db", "db-wal", "db-shm"].map(|end| journal.with_extension(end));
    let connection = Connection::open(journal).unwrap();
    connection.execute_batch("INSERT INTO mark (name, value) VALUES ('cut', 'here')").unwrap();
    let as_cut = files.clone().map(|file| fs::read(file).unwrap());
    drop(connection);
    files.iter().zip(as_cut).for_each(|(file, bytes)| fs::write(file, bytes).unwrap());
}

#[cfg(unix)]
#[test]
fn on_a_read_only_disk_what_was_bought_is_shown_nothing_is_begun_and_it_goes_on_once_it_can_be_written() {
    use crate::testing::ran_without_privileges;
    let name = "on_a_read_only_disk_what_was_bought_is_shown_nothing_is_begun_and_it_goes_on_once_it_can_be_written";
    if ran_without_privileges(&format!("house::tests::store::{name}")) {
        return;
    }
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
        // All of it, the journal alone, and all of it as a power cut leaves it, with a log beside the journal.
        for which in ["", "the journal", "with a log"] {
            let machine = Machine::new(Mood::Open).await;
            let (kaimono, id) = bought_one(&machine).await;
            hold_one(&kaimono);
            let journal = stopped(&machine, kaimono, &id).await;
            if which == "with a log" {
                leave_a_log(&journal);
            }
            let only_read = if which == "the journal" { journal } else { machine.home.path().to_owned() };
            set_writable(&only_read, false);

            let kaimono = machine.start();
            assert_eq!(state(&kaimono, &id).await, Some((StoreState::ReadOnly, true)), "{which}");
            assert_eq!(bought(&kaimono), 2, "{which}");
            let held = kaimono.purchase("held").await.unwrap().refund;
            assert_eq!(
                (held.action, held.disabled),
                (Some(RefundAction::Request), Some(RefundDisabled::Unwritable)),
                "{which}"
            );
            until_keys(&kaimono, KeysState::Keyring).await;
            let begin = |of: &str| {
                let session = kaimono.session().unwrap();
                session.purchases().book().begin(of, &approval(order()))
            };
            assert!(begin("two").unwrap_err().code.is_unwritable(), "{which}");
            kaimono.try_stores().await;
            assert_eq!(state(&kaimono, &id).await, Some((StoreState::ReadOnly, true)), "{which}: still");

            set_writable(&only_read, true);
            kaimono.try_stores().await;
            assert_eq!(state(&kaimono, &id).await, None, "{which}");
            begin("two").unwrap();
            assert_eq!(bought(&kaimono), 3, "{which}");
            let held = kaimono.purchase("held").await.unwrap().refund;
            assert_ne!(held.disabled, Some(RefundDisabled::Unwritable), "{which}");
            assert_eq!(kaimono.session().unwrap().keys_state(), KeysState::Keyring, "{which}");
        }
    });
}

#[tokio::test]
async fn a_damaged_or_a_newer_store_is_a_state_of_its_profile_and_the_others_go_on() {
    let newer: Change = |journal| {
        Connection::open(journal).unwrap().pragma_update(None, "user_version", 99).unwrap();
    };
    let torn: Change = |journal| fs::write(journal, [7; 9_000]).unwrap();
    let mishaps: [(StoreState, Code, Change); 2] =
        [(StoreState::Newer, Code::StoreNewer, newer), (StoreState::Damaged, Code::StoreDamaged, torn)];
    for (what, code, happens) in mishaps {
        let machine = Machine::new(Mood::Open).await;
        let (kaimono, id) = bought_one(&machine).await;
        happens(&stopped(&machine, kaimono, &id).await);

        let kaimono = machine.start();
        machine.sandbox(&kaimono).await;
        let whole = |app: &AppView| app.profiles.iter().filter(|profile| profile.store.is_none()).count();
        for _ in 0..2 {
            let app = kaimono.activate(&id).await.unwrap();
            assert_eq!((app.active.as_deref(), whole(&app)), (Some(&*id), 1), "it can be looked at");
            assert_eq!(state(&kaimono, &id).await, Some((what, false)));
            assert!(said(&kaimono, &id).await.unwrap().quote.starts_with("purchases.db: "));
            assert_eq!(kaimono.purchases(&PurchasesQuery::default()).await.unwrap_err().code, code);
            let app = kaimono.activate("sandbox").await.unwrap();
            assert_eq!((app.active.as_deref(), app.health.failure), (Some("sandbox"), None));
            assert_eq!(bought(&kaimono), 0);
            kaimono.try_stores().await;
        }
    }
}

#[tokio::test]
async fn a_store_that_is_locked_is_said_to_be_and_opened_once_it_is_not() {
    let machine = Machine::new(Mood::Open).await;
    let (kaimono, id) = bought_one(&machine).await;
    let other = Connection::open(stopped(&machine, kaimono, &id).await).unwrap();
    other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;").unwrap();

    let kaimono = machine.start();
    assert_eq!(state(&kaimono, &id).await, Some((StoreState::Locked, false)));
    drop(other);
    kaimono.try_stores().await;
    assert_eq!((state(&kaimono, &id).await, bought(&kaimono)), (None, 1));
    until_keys(&kaimono, KeysState::Keyring).await;
}

#[tokio::test]
async fn what_is_not_written_down_yet_is_said_of_its_profile() {
    let machine = Machine::new(Mood::Open).await;
    let (kaimono, id) = bought_one(&machine).await;
    let session = kaimono.session().unwrap();
    session.purchases().book().record("one", &Event::JobStarting).unwrap();
    drop(session);
    let journal = Connection::open(stopped(&machine, kaimono, &id).await).unwrap();
    let full = "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END";
    journal.execute_batch(full).unwrap();

    let kaimono = machine.start();
    assert_eq!(state(&kaimono, &id).await, Some((StoreState::Unwritable, true)));
    journal.execute_batch("DROP TRIGGER full").unwrap();
    let session = kaimono.session().unwrap();
    session.purchases().engine().drive("one").await;
    assert_eq!(state(&kaimono, &id).await, None);
}

#[tokio::test]
async fn a_damaged_history_is_set_aside_by_its_name_and_the_node_tells_what_it_knows() {
    let machine = Machine::new(Mood::Open).await;
    let (kaimono, id) = bought_one(&machine).await;
    let journal = stopped(&machine, kaimono, &id).await;
    fs::write(&journal, [7; 9_000]).unwrap();
    let row = json!({ "id": "row-1", "blockchainIdentifier": "00c0ffee", "onChainState": "FundsLocked" });
    machine.node.says("/purchase/diff", json!({ "Purchases": [row] }));

    let kaimono = machine.start();
    assert_eq!(kaimono.begin_history_anew(&id, "Mine").await.unwrap_err().code, Code::Input);
    assert_eq!(fs::read(&journal).unwrap(), [7; 9_000], "nothing happens without its name");
    let app = kaimono.begin_history_anew(&id, " My node ").await.unwrap();
    assert_eq!((app.active.as_deref(), app.profiles[0].store.clone()), (Some(&*id), None));
    let aside = journal.with_extension("damaged-1.db");
    assert_eq!(fs::read(&aside).unwrap(), [7; 9_000], "it is never deleted");
    until_keys(&kaimono, KeysState::Keyring).await;
    until("the node tells what it knows", || bought(&kaimono) == 1).await;
    let journal = stopped(&machine, kaimono, &id).await;

    // Another time, and from a file that is gone, under another name.
    for damage in
        [|journal: &Path| fs::write(journal, [8; 9_000]).unwrap(), |journal: &Path| fs::remove_file(journal).unwrap()]
    {
        damage(&journal);
        let kaimono = machine.start();
        assert_eq!(state(&kaimono, &id).await, Some((StoreState::Damaged, false)));
        kaimono.begin_history_anew(&id, "My node").await.unwrap();
        assert_eq!(fs::read(&aside).unwrap(), [7; 9_000]);
        assert_eq!(fs::read(journal.with_extension("damaged-2.db")).unwrap(), [8; 9_000]);
        stopped(&machine, kaimono, &id).await;
    }
}

#[tokio::test]
async fn what_is_not_damaged_is_not_set_aside() {
    let machine = Machine::new(Mood::Open).await;
    let (kaimono, id) = bought_one(&machine).await;
    assert_eq!(kaimono.begin_history_anew(&id, "My node").await.unwrap_err().code, Code::NotNow);
    let journal = stopped(&machine, kaimono, &id).await;
    let connection = Connection::open(&journal).unwrap();
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    let kaimono = machine.start();
    assert_eq!(kaimono.begin_history_anew(&id, "My node").await.unwrap_err().code, Code::StoreNewer);
    // At once: a history that can be read is opened by itself, and cannot be locked then.
    connection
        .execute_batch(&format!(
            "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; PRAGMA user_version = {version}; COMMIT;"
        ))
        .unwrap();
    assert!(kaimono.begin_history_anew(&id, "My node").await.unwrap_err().code.is_unwritable(), "locked");
    drop(connection);
    kaimono.try_stores().await;
    assert_eq!((state(&kaimono, &id).await, bought(&kaimono)), (None, 1));
    assert!(!journal.with_extension("damaged-1.db").exists());
}

#[tokio::test]
async fn an_older_copy_of_a_history_is_said_to_be_one() {
    let machine = Machine::new(Mood::Open).await;
    let (kaimono, id) = bought_one(&machine).await;
    let journal = stopped(&machine, kaimono, &id).await;
    let copy = fs::read(&journal).unwrap();
    let kaimono = machine.start();
    assert_eq!(state(&kaimono, &id).await, None);
    let order = approval(order());
    for again in 0..5 {
        kaimono.session().unwrap().purchases().book().begin(&format!("later {again}"), &order).unwrap();
    }
    stopped(&machine, kaimono, &id).await;
    fs::write(&journal, &copy).unwrap();

    let kaimono = machine.start();
    assert_eq!((state(&kaimono, &id).await, bought(&kaimono)), (Some((StoreState::Older, true)), 1));
    until_keys(&kaimono, KeysState::Keyring).await;
    stopped(&machine, kaimono, &id).await;
    let kaimono = machine.start();
    assert_eq!(state(&kaimono, &id).await, None, "it goes on from there");
    stopped(&machine, kaimono, &id).await;

    // A new one is none.
    fs::write(&journal, [7; 9_000]).unwrap();
    let kaimono = machine.start();
    let app = kaimono.begin_history_anew(&id, "My node").await.unwrap();
    assert_eq!(app.profiles[0].store, None);
}
