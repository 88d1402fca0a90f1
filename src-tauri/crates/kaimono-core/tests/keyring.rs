//! The vault against a real Secret Service: gnome-keyring on a session bus of its own, in a home of its own. Each test starts
//! itself once more inside that session, since the bus of a process is fixed when it starts.
//! One more service asks the person about each connection, as KeePassXC does.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use kaimono_core::{
    error::Code,
    vault::{Keys, Vault},
    view::app::KeyringState,
};
use masumi::net::Secret;
use prompting::{Person, Prompting};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Stdio},
};

mod prompting;

const INSIDE: &str = "KAIMONO_TEST_INSIDE";
/// A service whose login collection is unlocked, as after a login.
const UNLOCKED: &str = "printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1";
/// The same home, but nobody gave the password, and there is no display to ask on.
const LOCKED: &str = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1";

fn inside() -> bool {
    std::env::var_os(INSIDE).is_some()
}

/// Runs this test again in a session of its own, begun with these commands.
fn run_inside(home: &Path, begin: &str, test: &str) {
    let run = home.join("run");
    fs::create_dir_all(&run).unwrap();
    fs::set_permissions(&run, fs::Permissions::from_mode(0o700)).unwrap();
    let script = format!("{begin}\nexec \"$0\" --exact {test} --nocapture");
    let program = std::env::current_exe().unwrap();
    // Into a file: a keyring that outlives its session for a moment would hold the end of a pipe.
    let log = home.join("said");
    let said = fs::File::create(&log).unwrap();
    let status = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", &script])
        .arg(program)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("share"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_RUNTIME_DIR", &run)
        .env(INSIDE, "yes")
        .stdin(Stdio::null())
        .stdout(said.try_clone().unwrap())
        .stderr(said)
        .status()
        .expect("dbus-run-session starts (packages dbus and gnome-keyring)");
    let said = fs::read_to_string(&log).unwrap();
    assert!(status.success() && said.contains("1 passed"), "inside the session:\n{said}");
}

fn keys() -> Keys {
    Keys { registry: Secret::new("registry-key-77b0de"), node: Secret::new("node-key-3f9a1c") }
}

#[tokio::test]
async fn keys_are_kept_by_a_real_keyring_and_removed_from_it() {
    if !inside() {
        let home = tempfile::tempdir().unwrap();
        return run_inside(home.path(), UNLOCKED, "keys_are_kept_by_a_real_keyring_and_removed_from_it");
    }
    let vault = Vault::of_this_desktop();
    assert_eq!(vault.read("p.1").await.unwrap(), None);
    vault.store("p.1", &keys()).await.unwrap();
    assert_eq!(Vault::of_this_desktop().read("p.1").await.unwrap(), Some(keys()));
    vault.remove("p.1").await.unwrap();
    vault.remove("p.1").await.unwrap();
    assert_eq!(vault.read("p.1").await.unwrap(), None);
    assert_eq!(vault.state(), KeyringState::Ready);
}

#[tokio::test]
async fn a_keyring_of_yesterday_is_locked_until_somebody_unlocks_it() {
    let test = "a_keyring_of_yesterday_is_locked_until_somebody_unlocks_it";
    if !inside() {
        let home = tempfile::tempdir().unwrap();
        for begin in [UNLOCKED, LOCKED, UNLOCKED] {
            run_inside(home.path(), begin, test);
        }
        return;
    }
    let (vault, day) = (Vault::of_this_desktop(), Path::new(&std::env::var("HOME").unwrap()).join("day"));
    let yesterday = fs::read_to_string(&day).unwrap_or_default();
    fs::write(&day, format!("{yesterday}+")).unwrap();
    match yesterday.len() {
        0 => vault.store("p.1", &keys()).await.unwrap(),
        1 => {
            let failure = vault.read("p.1").await.unwrap_err();
            assert_eq!((failure.code, vault.state()), (Code::KeyringLocked, KeyringState::Locked), "{failure}");
            assert_eq!(vault.store("p.2", &keys()).await.unwrap_err().code, Code::KeyringLocked);
        }
        _ => {
            assert_eq!(vault.read("p.1").await.unwrap(), Some(keys()));
            assert_eq!(vault.read("p.2").await.unwrap(), None);
        }
    }
}

#[tokio::test]
async fn a_keyring_without_a_collection_has_nowhere_to_store() {
    if !inside() {
        let home = tempfile::tempdir().unwrap();
        return run_inside(home.path(), LOCKED, "a_keyring_without_a_collection_has_nowhere_to_store");
    }
    let vault = Vault::of_this_desktop();
    assert_eq!(vault.read("p.1").await.unwrap(), None);
    let failure = vault.store("p.1", &keys()).await.unwrap_err();
    assert_eq!((failure.code, vault.state()), (Code::KeyringNoCollection, KeyringState::NoCollection), "{failure}");
}

#[tokio::test]
async fn without_a_session_bus_there_is_no_keyring() {
    if !inside() {
        let home = tempfile::tempdir().unwrap();
        let no_bus = "export DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere";
        return run_inside(home.path(), no_bus, "without_a_session_bus_there_is_no_keyring");
    }
    let vault = Vault::of_this_desktop();
    let failure = vault.find().await.unwrap_err();
    assert_eq!((failure.code, vault.state()), (Code::KeyringMissing, KeyringState::Missing), "{failure}");
}

/// P57, P59: the person is asked about each connection, once, while they read and type; and a no is a no.
#[tokio::test]
async fn a_keyring_that_asks_about_each_connection_asks_once_and_waits() {
    if !inside() {
        let home = tempfile::tempdir().unwrap();
        return run_inside(home.path(), ":", "a_keyring_that_asks_about_each_connection_asks_once_and_waits");
    }
    let keyring = Prompting::begin().await;
    let vault = Vault::of_this_desktop();
    vault.store("p.1", &keys()).await.unwrap();
    assert_eq!(vault.read("p.1").await.unwrap(), Some(keys()));
    assert_eq!(keyring.prompts(), 0, "who stored something may read it");

    let vault = Vault::of_this_desktop();
    let reading = tokio::spawn({
        let vault = vault.clone();
        async move { vault.read("p.1").await }
    });
    vault.states().wait_for(|state| *state == KeyringState::Asking).await.unwrap();
    keyring.person(Person::Allows);
    assert_eq!(reading.await.unwrap().unwrap(), Some(keys()));
    assert_eq!(vault.read("p.1").await.unwrap(), Some(keys()));
    assert_eq!((keyring.prompts(), vault.state()), (1, KeyringState::Ready));

    keyring.person(Person::Dismisses);
    let vault = Vault::of_this_desktop();
    assert_eq!(vault.read("p.1").await.unwrap_err().code, Code::KeyringLocked);
    assert_eq!((keyring.prompts(), vault.state()), (2, KeyringState::Locked), "asked once");
}
