//! The vault against keyrings of every mood.

use super::{
    KeyStore, Keys, Vault,
    scripted::{Mood, Scripted},
};
use crate::{
    error::{Code, Result},
    view::app::KeyringState,
};
use masumi::net::Secret;
use std::time::Duration;

fn keys(word: &str) -> Keys {
    Keys { registry: Secret::new(format!("registry-{word}")), node: Secret::new(format!("node-{word}")) }
}

#[tokio::test]
async fn keys_are_stored_read_back_and_found_again() {
    let keyring = Scripted::new(Mood::Open);
    let vault = keyring.vault();
    assert_eq!(vault.state(), KeyringState::Checking);
    vault.store("p.1", &keys("a")).await.unwrap();
    assert_eq!(keyring.vault().read("p.1").await.unwrap(), Some(keys("a")));
    assert_eq!(vault.state(), KeyringState::Ready);
}

#[tokio::test]
async fn a_removed_slot_is_empty_and_removing_twice_is_no_error() {
    let keyring = Scripted::new(Mood::Open);
    let vault = keyring.vault();
    vault.store("p.1", &keys("a")).await.unwrap();
    vault.remove("p.1").await.unwrap();
    vault.remove("p.1").await.unwrap();
    assert_eq!(vault.read("p.1").await.unwrap(), None);
    assert!(keyring.names().is_empty());
}

#[tokio::test]
async fn a_locked_keyring_is_said_to_be_locked() {
    let vault = Scripted::new(Mood::Locked).vault();
    let failure = vault.store("p.1", &keys("a")).await.unwrap_err();
    assert_eq!((failure.code, failure.retry), (Code::KeyringLocked, true));
    assert_eq!(vault.state(), KeyringState::Locked);
}

#[tokio::test]
async fn a_missing_keyring_is_found_once_it_is_there() {
    let keyring = Scripted::new(Mood::Absent);
    let vault = keyring.vault();
    assert_eq!(vault.find().await.unwrap_err().code, Code::KeyringMissing);
    assert_eq!(vault.state(), KeyringState::Missing);
    keyring.become_(Mood::Open);
    vault.find().await.unwrap();
    assert_eq!(vault.state(), KeyringState::Ready);
}

#[tokio::test]
async fn a_keyring_that_gives_back_something_else_keeps_nothing() {
    let keyring = Scripted::new(Mood::Garbling);
    assert_eq!(keyring.vault().store("p.1", &keys("a")).await.unwrap_err().code, Code::KeyringMissing);
    assert!(keyring.names().is_empty());
}

#[tokio::test]
async fn what_could_not_be_read_back_is_not_left_behind() {
    let keyring = Scripted::new(Mood::FailsToGiveBack);
    assert_eq!(keyring.vault().store("p.1", &keys("a")).await.unwrap_err().code, Code::KeyringLocked);
    assert!(keyring.names().is_empty());
}

#[tokio::test]
async fn a_keyring_that_waits_for_a_person_is_given_up_and_can_be_tried_again() {
    let keyring = Scripted::new(Mood::Open);
    let vault = keyring.vault();
    vault.store("p.1", &keys("a")).await.unwrap();
    keyring.become_(Mood::Blocked);
    assert_eq!(vault.read("p.1").await.unwrap_err().code, Code::KeyringSlow);
    assert_eq!(vault.read("p.1").await.unwrap_err().code, Code::KeyringSlow, "the first thread is still blocked");
    keyring.become_(Mood::Open);
    assert_eq!(vault.read("p.1").await.unwrap(), Some(keys("a")));
}

#[tokio::test]
async fn an_unlocked_keyring_is_noticed_without_being_asked_again() {
    let keyring = Scripted::new(Mood::Blocked);
    let vault = keyring.vault();
    let mut states = vault.states();
    assert_eq!(vault.read("p.1").await.unwrap_err().code, Code::KeyringSlow);
    keyring.become_(Mood::Open);
    states.wait_for(|state| *state == KeyringState::Ready).await.unwrap();
}

#[tokio::test]
async fn what_was_stored_too_late_is_removed_again() {
    let keyring = Scripted::new(Mood::Blocked);
    let vault = keyring.vault();
    let mut states = vault.states();
    assert_eq!(vault.store("p.1", &keys("a")).await.unwrap_err().code, Code::KeyringSlow);
    keyring.become_(Mood::Open);
    states.wait_for(|state| *state == KeyringState::Ready).await.unwrap();
    // The removal has its turn before this question.
    vault.find().await.unwrap();
    while !keyring.names().is_empty() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_keys_of_a_profile_are_one_entry_and_two_old_ones_are_still_read() {
    let keyring = Scripted::new(Mood::Open);
    let vault = keyring.vault();
    vault.store("p.1", &keys("a")).await.unwrap();
    assert_eq!(keyring.names(), ["keys of p.1"]);
    for (name, key) in [("registry key of p.0", "registry-old"), ("node key of p.0", "node-old")] {
        KeyStore::write(&keyring, name, &Secret::new(key)).unwrap();
    }
    assert_eq!(vault.read("p.0").await.unwrap(), Some(keys("old")));
    vault.remove("p.0").await.unwrap();
    vault.remove("p.1").await.unwrap();
    assert!(keyring.names().is_empty());
}

#[tokio::test]
async fn a_removal_that_was_given_up_removes_nothing_later() {
    let keyring = Scripted::new(Mood::Open);
    let vault = keyring.vault();
    vault.store("p.1", &keys("a")).await.unwrap();
    for (name, key) in [("registry key of p.1", "registry-old"), ("node key of p.1", "node-old")] {
        KeyStore::write(&keyring, name, &Secret::new(key)).unwrap();
    }
    keyring.become_(Mood::Blocked);
    assert_eq!(vault.remove("p.1").await.unwrap_err().code, Code::KeyringSlow);
    keyring.become_(Mood::Open);
    // The next question has its turn when that thread is over.
    vault.find().await.unwrap();
    assert_eq!(keyring.names().len(), 2, "what had begun may have ended, and nothing more");
    assert_eq!(vault.read("p.1").await.unwrap(), Some(keys("old")), "a pair that works is left");
}

#[tokio::test]
async fn a_keyring_that_asks_the_person_is_asked_once_and_nothing_else_meanwhile() {
    let keyring = Scripted::new(Mood::Open);
    let vault = keyring.vault();
    for slot in ["p.1", "q.1"] {
        vault.store(slot, &keys(slot)).await.unwrap();
    }
    let before = keyring.asked().len();
    keyring.become_(Mood::Blocked);
    for slot in ["p.1", "q.1", "p.1"] {
        assert_eq!(vault.read(slot).await.unwrap_err().code, Code::KeyringSlow);
    }
    assert_eq!(keyring.waiting(), 1, "one prompt, one thread");
    let mut states = vault.states();
    keyring.become_(Mood::Open);
    states.wait_for(|state| *state == KeyringState::Ready).await.unwrap();
    assert_eq!(vault.read("p.1").await.unwrap(), Some(keys("p.1")));
    assert_eq!(keyring.asked()[before..], ["keys of p.1"], "what it gave in the end is not asked for again");
    assert_eq!(vault.read("q.1").await.unwrap(), Some(keys("q.1")));
}

/// Keys on their way into a keyring that asks the person now.
async fn storing_until_it_asks(vault: &Vault) -> tokio::task::JoinHandle<Result<()>> {
    let mut states = vault.states();
    let storing = tokio::spawn({
        let vault = vault.clone();
        async move { vault.store("p.1", &keys("a")).await }
    });
    states.wait_for(|state| *state == KeyringState::Asking).await.unwrap();
    storing
}

/// P57: the person reads a prompt, and types.
#[tokio::test]
async fn a_keyring_that_is_seen_to_ask_is_waited_for_until_the_person_has_answered() {
    let keyring = Scripted::new(Mood::Asking);
    let vault = keyring.vault();
    let storing = storing_until_it_asks(&vault).await;
    // Far beyond the bound, and whoever wants something else waits as well.
    assert!(tokio::time::timeout(Duration::from_millis(1_200), vault.find()).await.is_err());
    assert_eq!((keyring.waiting(), storing.is_finished()), (1, false), "one prompt");
    keyring.become_(Mood::Open);
    storing.await.unwrap().unwrap();
    assert_eq!((vault.state(), keyring.names()), (KeyringState::Ready, vec!["keys of p.1".to_owned()]));
}

#[tokio::test]
async fn whoever_does_not_want_to_wait_goes_on_and_hears_of_a_late_no() {
    let keyring = Scripted::new(Mood::Asking);
    let vault = keyring.vault();
    let mut states = vault.states();
    let storing = storing_until_it_asks(&vault).await;
    vault.wait_no_more();
    assert_eq!(storing.await.unwrap().unwrap_err().code, Code::KeyringAsking);
    assert_eq!(vault.read("p.1").await.unwrap_err().code, Code::KeyringAsking, "nothing else waits for the person");
    // P59: the prompt is closed without a password.
    keyring.become_(Mood::Locked);
    states.wait_for(|state| *state == KeyringState::Locked).await.unwrap();
}

/// P57: KeePassXC lets a connection in, and asks about each new one.
#[tokio::test]
async fn what_was_opened_once_is_kept_as_long_as_it_works() {
    let keyring = Scripted::new(Mood::Open);
    let vault = keyring.vault();
    vault.store("p.1", &keys("a")).await.unwrap();
    vault.read("p.1").await.unwrap();
    keyring.become_(Mood::Locked);
    assert_eq!(vault.read("p.1").await.unwrap_err().code, Code::KeyringLocked);
    assert_eq!(keyring.opened(), 1, "a no is not asked about again");
    keyring.become_(Mood::Open);
    keyring.starts_anew();
    assert_eq!(vault.read("p.1").await.unwrap(), Some(keys("a")), "what had ended is opened anew");
    assert_eq!(keyring.opened(), 2);
}

#[test]
fn keys_do_not_show_themselves() {
    let shown = format!("{:?}", keys("abc"));
    assert!(!shown.contains("abc"), "{shown}");
}
