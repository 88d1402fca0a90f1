//! The first start: two doors, a data directory that nobody else can look into, and one Kaimono at a time.

use kaimono_stories::{
    desktop::{Desktop, Keyring},
    window::Window,
};
use std::{fs, os::unix::fs::PermissionsExt};

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

    let mode = fs::metadata(desktop.data()).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "the data directory is private: {mode:o}");
}

#[tokio::test]
async fn a_second_kaimono_that_cannot_show_the_first_says_so() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/second").await;
    let first = Window::open(&desktop).await;
    first.see("door-sandbox").await;
    let second = Window::open_without_a_bus(&desktop).await;
    second.see("failure[data-code=already-running]").await;
    second.picture("it-says-so").await;
}

#[tokio::test]
async fn a_disk_that_cannot_be_written_is_said_in_the_window() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/no-disk").await;
    // Where the directory should be there is a file.
    fs::write(desktop.data(), "").unwrap();
    let window = Window::open(&desktop).await;
    window.see("failure[data-code=store][data-moved=no]").await;
    window.picture("it-says-so").await;
}
