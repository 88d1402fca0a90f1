//! Backups: what is put back is what was there, without its keys; it pays nothing by itself; and where it cannot be put back whole,
//! nothing is.

use super::*;
use crate::{
    limits::rules::Over,
    purchase::state::Payment,
    view::{
        app::StoreState,
        backup::{Fate, Longer, Passphrase, RestoreDraft},
        limits::LimitDraft,
    },
};
use rusqlite::Connection;
use std::path::PathBuf;

const PASSPHRASE: &str = "correct horse battery";
const RESOLVE: &str = "/purchase/resolve-blockchain-identifier";

fn passphrase() -> Passphrase {
    passphrase_of(PASSPHRASE)
}

fn passphrase_of(text: &str) -> Passphrase {
    serde_json::from_value(json!(text)).unwrap()
}

fn draft(path: &str, id: &str, beside: &[&str]) -> RestoreDraft {
    serde_json::from_value(json!({ "path": path, "passphrase": PASSPHRASE, "id": id, "beside": beside })).unwrap()
}

/// Another computer of the same person.
fn another(machine: &Machine) -> Machine {
    let (node, registry) = (machine.node.clone(), machine.registry.clone());
    Machine { home: tempfile::tempdir().unwrap(), keyring: Scripted::new(Mood::Open), node, registry }
}

async fn saved(kaimono: &Kaimono, to: &TempDir) -> String {
    kaimono.save_backup(passphrase(), in_folders(&[to.path()])).await.unwrap().unwrap().path
}

async fn restored(kaimono: &Kaimono, path: &str, beside: &[&str]) -> crate::view::backup::RestoredView {
    let id = kaimono.preview_backup(path, passphrase()).await.unwrap().id;
    kaimono.restore_backup(draft(path, &id, beside)).await.unwrap()
}

fn bought(kaimono: &Kaimono) -> Vec<String> {
    let list = kaimono.session().unwrap().purchases().list(&PurchasesQuery::default()).unwrap();
    list.rows.into_iter().map(|row| row.id).collect()
}

/// All files below a folder, but for what SQLite keeps beside a database.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let (mut found, mut left) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if !path.to_string_lossy().ends_with("-shm") {
            found.push((path.clone(), fs::read(path).unwrap()));
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn everything_comes_back_on_another_computer_but_the_keys() {
    let (machine, usb) = (Machine::new(Mood::Open).await, TempDir::new().unwrap());
    let kaimono = machine.start();
    machine.sandbox(&kaimono).await;
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
    kaimono.session().unwrap().purchases().book().begin("one", &approval(order())).unwrap();
    let agent = order().agent_identifier;
    kaimono.session().unwrap().bookmarks().mark(&agent, "Summariser", Clock::system().now()).unwrap();
    let limit = LimitDraft { over: Over::Day, who: String::new(), amount: "5".to_owned(), unit: String::new() };
    assert!(kaimono.save_limit(&limit).await.unwrap().is_empty());
    let dark = Settings { theme: Theme::Dark, ..Settings::default() };
    kaimono.set_settings(dark).await.unwrap();
    for short in ["", "short", "eleven char"] {
        let refused = kaimono.save_backup(passphrase_of(short), in_folders(&[usb.path()])).await.unwrap_err();
        assert_eq!((refused.code, refused.quote.as_str()), (Code::Input, "passphrase"));
    }
    let made = kaimono.save_backup(passphrase(), in_folders(&[usb.path()])).await.unwrap().unwrap();
    assert_eq!((made.profiles, made.purchases, made.left_out.len()), (1, 1, 0), "without the sandbox");
    let path = saved(&kaimono, &usb).await;
    assert!(path.ends_with("-2.age") && Path::new(&made.path).exists(), "nothing is overwritten");
    assert!(!machine.home.path().join("backup.part").exists());

    let new = another(&machine);
    let kaimono = new.start();
    let untouched = files(new.home.path());
    let view = kaimono.preview_backup(&format!("file://{path}"), passphrase()).await.unwrap();
    assert_eq!(files(new.home.path()), untouched, "a look changes nothing");
    let [node] = view.profiles.as_slice() else { panic!("{view:?}") };
    assert_eq!((node.label.as_str(), node.fate, node.purchases, node.open), ("My node", Fate::New, 1, 1));
    assert!(view.settings && view.limits && node.history);
    assert_eq!(kaimono.restore_backup(draft(&path, "another", &[])).await.unwrap_err().code, Code::StateChanged);
    let done = kaimono.restore_backup(draft(&path, &view.id, &[])).await.unwrap();
    assert_eq!((done.added, done.beside), (1, 0));
    let [node] = done.app.profiles.as_slice() else { panic!("{:?}", done.app) };
    assert_eq!(
        (node.id.as_str(), node.keys, done.app.active.as_deref()),
        (id.as_str(), KeysState::Missing, Some(id.as_str()))
    );
    assert_eq!(node.store.as_ref().map(|store| store.state), Some(StoreState::Older));
    assert_eq!((done.app.settings.theme, bought(&kaimono)), (Theme::Dark, vec!["one".to_owned()]));
    assert_eq!(kaimono.limits().await.unwrap().limits.len(), 1);
    assert_eq!(kaimono.bookmarks().await.unwrap().favourites.len(), 1);
    for key in [NODE_KEY, REGISTRY_KEY] {
        assert!(new.files_with(key).is_empty());
    }
    let again = ConnectionDraft { profile: Some(id.clone()), ..new.draft() };
    kaimono.save_connection(again).await.unwrap();
    until_keys(&kaimono, KeysState::Keyring).await;
}

/// The original goes on meanwhile, and pays.
#[tokio::test]
async fn a_backup_from_between_the_approval_and_the_payment_pays_nothing_whoever_has_it() {
    let machine = Machine::new(Mood::Open).await;
    machine.node.says("/purchase/diff", json!({ "Purchases": [] }));
    let usb = TempDir::new().unwrap();
    let kaimono = machine.start();
    let draft = ConnectionDraft { session_only: true, ..machine.draft() };
    let id = kaimono.save_connection(draft).await.unwrap().active.unwrap();
    let (approved, began) = approved_now(&kaimono.session().unwrap());
    // Without a way to the node, so that nothing of it goes on here.
    kaimono.session().unwrap().close_link(KeysState::Missing, Failure::new(Code::KeysMissing, Side::Keyring));
    let book = kaimono.session().unwrap().purchases().clone();
    for (purchase, last) in [
        ("approved", &[][..]),
        ("starting", &[Event::JobStarting]),
        ("paying", &[Event::JobStarting, began.clone(), paying("one")]),
        ("sent", &[Event::JobStarting, began.clone(), paying("one"), Event::PaymentSent]),
    ] {
        book.book().begin(purchase, &of_purchase(purchase, &approved)).unwrap();
        for event in last {
            book.book().record(purchase, &of_purchase(purchase, event)).unwrap();
        }
    }
    let path = saved(&kaimono, &usb).await;
    drop(book);
    machine.stop(kaimono).await;

    for known in [false, true] {
        let new = another(&machine);
        let kaimono = new.start();
        restored(&kaimono, &path, &[]).await;
        if known {
            machine.node.says(
                RESOLVE,
                json!({ "id": "row-1", "blockchainIdentifier": "00c0ffee", "onChainState": "FundsLocked" }),
            );
        } else {
            machine.node.refuses(RESOLVE, 404, "Purchase not found");
        }
        let again = ConnectionDraft { profile: Some(id.clone()), ..new.draft() };
        kaimono.save_connection(again).await.unwrap();
        let purchases = kaimono.session().unwrap().purchases().clone();
        for purchase in ["approved", "starting", "paying", "sent"] {
            purchases.engine().drive(purchase).await;
            let payment = purchases.book().state(purchase).unwrap().payment.clone();
            let is_asked = matches!(payment, Payment::Lapsed { .. });
            let never_began = matches!(payment, Payment::None);
            assert!(
                if purchase.ends_with("ed") || purchase == "starting" { never_began } else { known || is_asked },
                "{purchase}: {payment:?}"
            );
        }
        let paid = machine.node.calls().into_iter().find(|call| call.path == "/purchase" && !call.body.is_empty());
        assert_eq!(paid, None, "nobody said yes here");
        drop(purchases);
        new.stop(kaimono).await;
    }
}

#[tokio::test]
async fn what_is_here_is_never_overwritten_and_its_copy_beside_it_is_only_read() {
    let (machine, usb) = (Machine::new(Mood::Open).await, TempDir::new().unwrap());
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
    let book = kaimono.session().unwrap().purchases().clone();
    book.book().begin("one", &approval(order())).unwrap();
    let path = saved(&kaimono, &usb).await;
    book.book().begin("two", &of_purchase("two", &approval(order()))).unwrap();
    let node = kaimono.preview_backup(&path, passphrase()).await.unwrap().profiles.remove(0);
    assert_eq!((node.fate, node.here.as_deref(), node.longer), (Fate::Here, Some("My node"), Some(Longer::Here)));
    let done = restored(&kaimono, &path, &[]).await;
    assert_eq!((done.added, done.beside, done.app.removed.len()), (0, 0, 0));
    let done = restored(&kaimono, &path, &[&id]).await;
    assert_eq!((done.added, done.beside, done.app.profiles.len()), (0, 1, 1));
    assert_eq!(done.app.removed[0].label, "My node (restored)");
    assert_eq!(bought(&kaimono).len(), 2, "what was here is as it was");
    kaimono.activate(&done.app.removed[0].id).await.unwrap();
    assert_eq!(bought(&kaimono), ["one"]);

    // The node was connected before the backup was found.
    let new = another(&machine);
    let kaimono = new.start();
    kaimono.save_connection(ConnectionDraft { label: "Again".to_owned(), ..new.draft() }).await.unwrap();
    let node = kaimono.preview_backup(&path, passphrase()).await.unwrap().profiles.remove(0);
    assert_eq!((node.fate, node.here.as_deref(), node.longer), (Fate::NodeHere, Some("Again"), None));
    let done = restored(&kaimono, &path, &[&id]).await;
    assert_eq!(
        (done.app.profiles.len(), done.app.removed[0].id.as_str()),
        (1, id.as_str()),
        "a node is connected once"
    );
}

type Meddling = (&'static str, fn(&Connection), Code);

#[tokio::test]
async fn a_history_that_kaimono_did_not_write_so_is_not_put_back_and_nothing_else_is() {
    let meddled: [Meddling; 4] = [
        ("newer", |journal| journal.pragma_update(None, "user_version", 99).unwrap(), Code::BackupNewer),
        (
            "newer events",
            |journal| {
                journal
                    .execute_batch(
                        "INSERT INTO event (purchase, at, kind, body, format) VALUES ('x', 1, 'y', '{}', 99);",
                    )
                    .unwrap();
            },
            Code::BackupNewer,
        ),
        (
            "a trigger",
            |journal| {
                journal
                    .execute_batch("CREATE TRIGGER more AFTER INSERT ON event BEGIN DELETE FROM mark; END;")
                    .unwrap();
            },
            Code::BackupDamaged,
        ),
        ("one table less", |journal| journal.execute_batch("DROP TABLE mark;").unwrap(), Code::BackupDamaged),
    ];
    for (what, meddle, code) in meddled {
        let (machine, usb) = (Machine::new(Mood::Open).await, TempDir::new().unwrap());
        let kaimono = machine.start();
        let id = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
        kaimono.session().unwrap().purchases().book().begin("one", &approval(order())).unwrap();
        machine.stop(kaimono).await;
        // As if a newer or another program had written it: with a manifest that says so.
        let journal = machine.home.path().join("profiles").join(&id).join("purchases.db");
        let copy = usb.path().join("purchases.db");
        until("the journal is closed", || !journal.with_extension("db-wal").exists()).await;
        fs::copy(&journal, &copy).unwrap();
        let open = Connection::open(&copy).unwrap();
        meddle(&open);
        let last = open.query_row("SELECT max(seq) FROM event", [], |row| row.get(0)).unwrap();
        drop(open);
        let (size, sha256) = crate::backup::digest(&copy).unwrap();
        let directory = Directory::open(machine.home.path()).unwrap();
        let profile = directory.profile(&id).unwrap();
        let saved = crate::backup::SavedProfile { last, ..crate::backup::SavedProfile::of(&profile, false) };
        let part = crate::backup::Part { name: format!("{id}/purchases.db"), size, sha256 };
        let manifest = crate::backup::Manifest::new(Clock::system().now(), vec![saved], BTreeMap::new(), vec![part]);
        let path = usb.path().join("it.age");
        let mut to = fs::File::create(&path).unwrap();
        crate::backup::write(&mut to, &passphrase().secret(), &manifest, |_| fs::File::open(&copy)).unwrap();

        let new = another(&machine);
        let kaimono = new.start();
        let path = path.to_string_lossy().into_owned();
        let shown = kaimono.preview_backup(&path, passphrase()).await.unwrap();
        let before = files(new.home.path());
        let refused = kaimono.restore_backup(draft(&path, &shown.id, &[])).await.unwrap_err();
        assert_eq!(refused.code, code, "{what}: {refused}");
        assert_eq!(files(new.home.path()), before, "{what}");
        assert!(kaimono.app().await.unwrap().profiles.is_empty(), "{what}");
    }
}

#[tokio::test]
async fn where_one_history_cannot_be_put_in_its_place_none_is() {
    let (machine, usb) = (Machine::new(Mood::Open).await, TempDir::new().unwrap());
    let other = Machine { node: Service::node().await, ..another(&machine) };
    let kaimono = machine.start();
    let mut ids = Vec::new();
    for draft in [machine.draft(), ConnectionDraft { label: "Other".to_owned(), ..other.draft() }] {
        ids.extend(kaimono.save_connection(draft).await.unwrap().active);
        kaimono.session().unwrap().purchases().book().begin("one", &approval(order())).unwrap();
    }
    let path = saved(&kaimono, &usb).await;
    let new = another(&machine);
    let kaimono = new.start();
    let in_the_way = new.home.path().join("profiles").join(&ids[1]).join("something");
    fs::create_dir_all(&in_the_way).unwrap();
    let shown = kaimono.preview_backup(&path, passphrase()).await.unwrap();
    assert_eq!(kaimono.restore_backup(draft(&path, &shown.id, &[])).await.unwrap_err().code, Code::Store);
    assert!(!new.home.path().join("profiles").join(&ids[0]).exists() && in_the_way.exists());
    assert!(kaimono.app().await.unwrap().profiles.is_empty());
    assert_eq!(kaimono.0.directory.written(&ids[0]).unwrap(), 0);
    fs::remove_dir_all(in_the_way.parent().unwrap()).unwrap();
    assert_eq!(restored(&kaimono, &path, &[]).await.added, 2, "the same once more");
}

#[tokio::test]
async fn a_history_that_cannot_be_read_is_left_out_and_named() {
    let (machine, usb) = (Machine::new(Mood::Open).await, TempDir::new().unwrap());
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
    machine.stop(kaimono).await;
    let journal = machine.home.path().join("profiles").join(&id).join("purchases.db");
    until("the journal is closed", || !journal.with_extension("db-wal").exists()).await;
    fs::write(&journal, [7; 9_000]).unwrap();
    let kaimono = machine.start();
    let made = kaimono.save_backup(passphrase(), in_folders(&[usb.path()])).await.unwrap().unwrap();
    assert_eq!((made.left_out[0].label.as_str(), made.left_out[0].failure.code), ("My node", Code::StoreDamaged));
    let new = another(&machine);
    let done = restored(&new.start(), &made.path, &[]).await;
    assert_eq!((done.added, done.app.profiles[0].store.as_ref().map(|store| store.state)), (1, None));
}

/// Marks that were exchanged while they are open, which Windows lets nobody do.
#[cfg(unix)]
#[tokio::test]
async fn marks_that_cannot_be_read_are_no_reason_to_leave_anything_out() {
    let (machine, usb) = (Machine::new(Mood::Open).await, TempDir::new().unwrap());
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active;
    let marks = machine.home.path().join("profiles").join(id.unwrap()).join("bookmarks.db");
    fs::remove_file(&marks).unwrap();
    fs::write(&marks, [7; 9_000]).unwrap();
    let whole = kaimono.save_backup(passphrase(), in_folders(&[usb.path()])).await.unwrap().unwrap();
    assert_eq!((whole.profiles, whole.left_out.len()), (1, 0));
}

/// A setting that is neither the person's choice nor how things are on this computer would be missing in a backup without a word.
#[tokio::test]
async fn every_setting_is_the_persons_choice_or_how_things_are_here() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    kaimono.set_settings(Settings::default()).await.unwrap();
    kaimono.said_what_closing_means().unwrap();
    kaimono.pause_buying(true).await.unwrap();
    kaimono.set_only_listed(true).await.unwrap();
    let database = Connection::open(machine.home.path().join("kaimono.db")).unwrap();
    let mut select = database.prepare("SELECT name FROM setting").unwrap();
    let names: Vec<String> = select.query_map([], |row| row.get(0)).unwrap().map(|name| name.unwrap()).collect();
    let is_of_here = |name: &str| ["active", "closing.said"].contains(&name) || name.starts_with("written/");
    let (chosen, others): (Vec<String>, Vec<String>) = names.into_iter().partition(|name| Directory::is_chosen(name));
    assert_eq!(chosen.len(), 14, "{chosen:?}");
    assert!(others.iter().all(|name| is_of_here(name)), "{others:?}");
}
