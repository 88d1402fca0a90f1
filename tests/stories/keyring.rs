//! A keyring that is missing, locked, or waiting for somebody. The window is there at once, says what is wrong, and goes on
//! with the keys in memory.

use crate::shopping::{describe, test_and_save};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::Node,
    window::Window,
};

#[tokio::test]
async fn without_a_keyring_a_node_is_connected_for_this_session() {
    let desktop = Desktop::new(Keyring::Missing, "stories/no-keyring").await;
    let node = Node::start(&desktop).await;
    let window = Window::open(&desktop).await;
    describe(&window, &node.connection()).await;
    window.see("connect-keyring[data-state=missing]").await;
    assert!(window.is_checked("connect-session-only").await);
    window.picture("it-says-so").await;
    test_and_save(&window, &node.connection()).await;
    window.see("agent-card").await;

    window.kill();
    let window = Window::open(&desktop).await;
    window.see("keys-missing-banner").await;
    // What was mirrored is there; the keys are not.
    window.see("agent-card").await;
    window.picture("the-keys-are-forgotten").await;
}

#[tokio::test]
async fn a_locked_keyring_is_said_to_be_locked_and_this_session_goes_on_without_it() {
    let desktop = Desktop::new(Keyring::Locked, "stories/locked-keyring").await;
    let node = Node::start(&desktop).await;
    let window = Window::open(&desktop).await;
    describe(&window, &node.connection()).await;
    test_and_save(&window, &node.connection()).await;
    window.see("connect-keyring[data-state=locked]").await;
    window.picture_of("failure[data-code=keyring-locked][data-side=keyring]", "it-says-so").await;
    this_session_only(&window).await;
    assert_eq!(desktop.secrets(), Vec::<String>::new());
}

#[tokio::test]
async fn a_keyring_that_waits_for_its_password_does_not_hold_up_the_window() {
    let desktop = Desktop::new(Keyring::Asking, "stories/asking-keyring").await;
    let node = Node::start(&desktop).await;
    let window = Window::open(&desktop).await;
    describe(&window, &node.connection()).await;
    test_and_save(&window, &node.connection()).await;
    // While the keyring's dialog is open, it is waited for, and the page can still be used.
    window.see("connect-keyring[data-state=asking]").await;
    window.click("show-key[data-field=nodeKey]").await;
    window.picture_of("connect-keyring", "it-waits").await;
    window.click("connect-keyring-stop").await;
    window.picture_of("failure[data-code=keyring-asking][data-side=keyring]", "it-says-so").await;
    this_session_only(&window).await;
}

async fn this_session_only(window: &Window) {
    window.click("connect-session-only").await;
    window.click("connect-save").await;
    window.see("agent-card").await;
    window.see("health[data-state=ok]").await;
}
