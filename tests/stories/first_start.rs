//! The first start: two doors.

use kaimono_stories::{
    desktop::{Desktop, Keyring},
    window::Window,
};

#[tokio::test]
async fn the_window_opens_with_two_doors() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/two-doors").await;
    let window = Window::open(&desktop).await;
    window.see("door-sandbox").await;
    window.see("door-connect").await;
    window.picture("first-start").await;
    window.click("door-connect").await;
    window.see("connect-test").await;
    assert_eq!(window.count("connect-keyring").await, 0, "nothing is wrong with the keyring");
}
