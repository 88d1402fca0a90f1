//! Where keys are not: in no file but the keyring's own, in no log, in no storage of the page.

use crate::shopping::{buy, describe, go_to, test_and_save};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    window::Window,
};

#[tokio::test(flavor = "multi_thread")]
async fn keys_that_were_typed_are_in_the_keyring_and_nowhere_else() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/keys").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    describe(&window, &connection).await;
    // A key that is refused, and one that is shown in the clear while it is typed.
    window.fill("connect-input[data-field=nodeKey]", "refused-key-5d41402abc4b2a76").await;
    window.click("show-key[data-field=nodeKey]").await;
    window.click("connect-test").await;
    window.see("report[data-usable=false]").await;
    test_and_save(&window, &connection).await;
    window.see("agent-card").await;
    buy(&window, "Lead Collector", "text", "bakeries in Bavaria").await;
    window.see("step[data-step=escrow][data-state=done]").await;
    go_to(&window, "wallet").await;
    window.see("balance").await;

    let mut kept = desktop.kept_keys();
    let mut keys = [connection.node_key, connection.registry_key];
    kept.sort();
    keys.sort();
    assert_eq!(kept, keys);
    let stored = window.run("return [localStorage.length, sessionStorage.length, document.cookie]", Vec::new()).await;
    assert_eq!(stored, serde_json::json!([0, 0, ""]));
    nowhere(&desktop, &keys);
    nowhere(&desktop, &["refused-key-5d41402abc4b2a76"]);
    window.kill();
    nowhere(&desktop, &keys);
}

/// Searches all files of the desktop. That the search would find them is shown by what was typed into the form.
pub(crate) fn nowhere(desktop: &Desktop, keys: &[impl AsRef<str>]) {
    assert!(!desktop.files_with("bakeries in Bavaria").is_empty(), "the search finds what is in the data directory");
    for key in keys {
        // A part of it would be bad enough.
        let part = key.as_ref().get(..24).unwrap_or(key.as_ref());
        assert_eq!(desktop.files_with(part), Vec::<std::path::PathBuf>::new());
    }
}
