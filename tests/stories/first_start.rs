//! The first start: two doors, and whatever the keyring does, it is not in the way of them.

use kaimono_stories::{
    desktop::{Desktop, Keyring},
    window::Window,
};

#[tokio::test]
async fn the_window_opens_with_two_doors() {
    let desktop = Desktop::new(Keyring::Unlocked).await;
    let mut window = Window::open(&desktop, "stories/two-doors").await;
    window.see("door-sandbox").await;
    window.see("door-connect").await;
    window.picture("first-start").await;
    window.click("door-connect").await;
    window.see("connect-test").await;
    assert_eq!(window.count("connect-keyring").await, 0, "nothing is wrong with the keyring");
}

#[tokio::test]
async fn without_a_keyring_it_says_so_and_offers_this_session_only() {
    let desktop = Desktop::new(Keyring::Missing).await;
    let mut window = Window::open(&desktop, "stories/no-keyring").await;
    window.click("door-connect").await;
    window.see("connect-keyring[data-state=missing]").await;
    assert!(window.is_checked("connect-session-only").await);
    window.picture("no-keyring").await;
}

#[tokio::test]
async fn a_locked_keyring_is_said_to_be_locked() {
    let desktop = Desktop::new(Keyring::Locked).await;
    let mut window = Window::open(&desktop, "stories/locked-keyring").await;
    window.click("door-connect").await;
    window.see("connect-keyring[data-state=locked]").await;
    assert!(window.is_checked("connect-session-only").await);
    window.picture("locked-keyring").await;
}

#[tokio::test]
async fn a_keyring_that_waits_for_its_password_does_not_hold_up_the_window() {
    let desktop = Desktop::new(Keyring::Asking).await;
    let mut window = Window::open(&desktop, "stories/asking-keyring").await;
    window.click("door-connect").await;
    window.fill("connect-input[data-field=label]", "My node").await;
    window.see("connect-keyring[data-state=slow]").await;
    window.picture("asking-keyring").await;
}
