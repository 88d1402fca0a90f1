//! Keys go to where they were stored for, and when they are no longer wanted they go.

use super::*;
use crate::view::app::{ConnectionCheck, LineState};

#[tokio::test]
async fn a_stored_key_is_not_sent_to_another_address_by_a_test_nor_by_saving() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let profile = kaimono.save_connection(machine.draft()).await.unwrap().active;
    let (node, registry) = (Service::node().await, Service::registry().await);
    let blank = |node_url: String, registry_url: String| ConnectionDraft {
        profile: profile.clone(),
        node_url,
        registry_url,
        node_key: String::new(),
        registry_key: String::new(),
        ..machine.draft()
    };
    let elsewhere = || blank(node.url(), registry.url());
    let report = kaimono.test_connection(elsewhere()).await.unwrap();
    let refused = |report: &crate::view::app::ConnectionReport| {
        report
            .lines
            .iter()
            .filter_map(|line| line.failure.as_ref())
            .filter(|failure| failure.code == Code::KeyAnew)
            .map(|failure| failure.quote.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(refused(&report), ["nodeKey", "registryKey"]);
    assert_eq!(kaimono.save_connection(elsewhere()).await.unwrap_err().code, Code::KeyAnew);

    // Where only one of the two moves, only its key is asked for.
    let report = kaimono.test_connection(blank(machine.node.url(), registry.url())).await.unwrap();
    assert_eq!(refused(&report), ["registryKey"]);
    // Another path of the same service is the same place.
    let report = kaimono.test_connection(blank(format!("{}/masumi", machine.node.url()), machine.registry.url())).await;
    assert!(refused(&report.unwrap()).is_empty());
    for service in [&node, &registry] {
        let sent: Vec<_> = service.calls().into_iter().filter_map(|call| call.token).collect();
        assert!(sent.iter().all(String::is_empty), "{sent:?}");
    }
    // With the new address's own key it goes on.
    let anew = ConnectionDraft { registry_key: REGISTRY_KEY.to_owned(), ..blank(machine.node.url(), registry.url()) };
    kaimono.save_connection(anew).await.unwrap();
}

#[tokio::test]
async fn a_stored_key_is_not_sent_to_whom_a_new_certificate_vouches_for() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let profile = kaimono.save_connection(machine.draft()).await.unwrap().active;
    let trusting = |authorities: &str| ConnectionDraft {
        profile: profile.clone(),
        authorities: authorities.to_owned(),
        ..machine.draft()
    };
    let blank =
        |draft: ConnectionDraft| ConnectionDraft { node_key: String::new(), registry_key: String::new(), ..draft };
    assert_eq!(kaimono.save_connection(blank(trusting(AUTHORITY))).await.unwrap_err().code, Code::KeyAnew);
    let report = kaimono.test_connection(blank(trusting(AUTHORITY))).await.unwrap();
    let anew: Vec<_> =
        report.lines.iter().filter_map(|line| line.failure.as_ref()).map(|failure| failure.code).collect();
    assert_eq!(anew, [Code::KeyAnew, Code::KeyAnew]);
    // What stands behind a key that is not there was not asked.
    assert!(report.lines.iter().any(|line| line.id == ConnectionCheck::MayPay && line.state == LineState::Skipped));

    // Whoever has the keys says whom to trust with them; what is trusted then is told, and stays.
    let app = kaimono.save_connection(trusting(AUTHORITY)).await.unwrap();
    let shown: Vec<_> = app.profiles[0].trusted.iter().map(|one| one.subject.as_str()).collect();
    assert_eq!(
        (shown, app.profiles[0].authorities.as_str()),
        (vec!["C=CH, O=Kaimono tests, CN=Own authority"], AUTHORITY.trim())
    );
    kaimono.save_connection(blank(trusting(AUTHORITY))).await.unwrap();
    let both = format!("{OTHER_AUTHORITY}{AUTHORITY}");
    assert_eq!(kaimono.save_connection(blank(trusting(&both))).await.unwrap_err().code, Code::KeyAnew);
    // Neither fewer of them nor a proxy lead the keys anywhere new.
    let proxy = ConnectionDraft { proxy: "http://proxy.example:3128".to_owned(), ..blank(trusting("")) };
    let app = kaimono.save_connection(proxy).await.unwrap();
    assert_eq!((app.profiles[0].trusted.len(), app.profiles[0].proxy.as_str()), (0, "http://proxy.example:3128/"));
}

#[tokio::test]
async fn a_removal_that_the_keyring_cannot_follow_says_that_keys_remain_and_follows_later() {
    for mood in [Mood::Blocked, Mood::Absent, Mood::Locked] {
        let machine = Machine::new(Mood::Open).await;
        let kaimono = machine.start();
        let id = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
        machine.keyring.become_(mood);
        let app = kaimono.remove_profile(&id, None).await.unwrap();
        assert_eq!((app.profiles.len(), app.keys_left, app.removed.len()), (0, 1, 1), "{mood:?}");
        assert_eq!(machine.keyring.names().len(), 1, "{mood:?}");
        machine.stop(kaimono).await;

        // After a restart as well, with the keyring back.
        machine.keyring.become_(Mood::Open);
        let kaimono = machine.start();
        until("the keys are deleted", || machine.keyring.names().is_empty()).await;
        until("it is said", || kaimono.0.directory.unwanted().unwrap().is_empty()).await;
        assert_eq!(kaimono.app().await.unwrap().keys_left, 0, "{mood:?}");
    }
}

#[tokio::test]
async fn keys_that_could_not_be_deleted_go_as_soon_as_the_keyring_is_back() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
    machine.keyring.become_(Mood::Blocked);
    assert_eq!(kaimono.remove_profile(&id, None).await.unwrap().keys_left, 1);
    machine.keyring.become_(Mood::Open);
    until("the keys are deleted", || machine.keyring.names().is_empty()).await;
}

/// P59: each entry may be a prompt.
#[tokio::test]
async fn after_a_no_the_person_is_not_asked_for_the_keys_of_other_nodes() {
    let machine = Machine::new(Mood::Open).await;
    let other = (Service::node().await, Service::registry().await);
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    let draft = ConnectionDraft { node_url: other.0.url(), registry_url: other.1.url(), ..machine.draft() };
    kaimono.save_connection(draft).await.unwrap();
    machine.stop(kaimono).await;
    machine.keyring.become_(Mood::Locked);
    let before = machine.keyring.refused();
    let kaimono = machine.start();
    let unavailable = |kaimono: &Kaimono| {
        let sessions: Vec<_> = kaimono.sessions().by_id.values().map(|session| session.keys_state()).collect();
        sessions.len() == 2 && sessions.iter().all(|state| *state == KeysState::Unavailable)
    };
    until("both are without keys", || unavailable(&kaimono)).await;
    assert_eq!(machine.keyring.refused() - before, 1);
    kaimono.retry_keyring().await.unwrap();
    assert_eq!(machine.keyring.refused() - before, 2, "once more, since the person wants it");
}

#[tokio::test]
async fn every_profile_gets_its_keys_one_after_the_other_the_active_one_first() {
    let machine = Machine::new(Mood::Open).await;
    let other = (Service::node().await, Service::registry().await);
    let kaimono = machine.start();
    let first = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
    let draft = ConnectionDraft { node_url: other.0.url(), registry_url: other.1.url(), ..machine.draft() };
    let second = kaimono.save_connection(draft).await.unwrap().active.unwrap();
    machine.stop(kaimono).await;
    let before = machine.keyring.asked().len();
    let kaimono = machine.start();
    let keyring = |id: &str| kaimono.sessions().by_id.get(id).map(|session| session.keys_state());
    until("both have their keys", || [&first, &second].iter().all(|id| keyring(id) == Some(KeysState::Keyring))).await;
    let asked = machine.keyring.asked()[before..].to_vec();
    assert_eq!(asked.len(), 2, "one entry each: {asked:?}");
    assert!(asked[0].contains(&second) && asked[1].contains(&first), "{asked:?}");
}
