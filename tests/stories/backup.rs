//! A backup is made in one window and restored in another one, on a computer that knows nothing yet.

use crate::shopping::{buy, connect, go_to};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    window::Window,
};
use std::fs;

const PASSPHRASE: &str = "correct horse battery";

async fn look_into(window: &Window, path: &str, passphrase: &str) {
    window.fill("backup-field[data-field=restore-path]", path).await;
    window.fill("backup-field[data-field=restore-passphrase]", passphrase).await;
    window.click("restore-look").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_bought_is_there_again_on_another_computer_and_only_the_keys_are_asked_for() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/backup").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    buy(&window, "Text Summarizer", "text", "Tides come twice a day.").await;
    window.see("phase[data-phase=delivered]").await;

    go_to(&window, "settings").await;
    window.click("open-backup").await;
    window.fill("backup-field[data-field=backup-passphrase]", "too short").await;
    window.becomes("document.querySelector('[data-testid=backup-save]').disabled").await;
    window.click("backup-suggest").await;
    let suggested = window.text("backup-suggested").await;
    assert_eq!(suggested.len(), 29, "{suggested}");
    window.fill("backup-field[data-field=backup-passphrase]", PASSPHRASE).await;
    window.fill("backup-field[data-field=backup-again]", PASSPHRASE).await;
    window.click("backup-save").await;
    let made = window.attribute("backup-saved", "data-path").await;
    assert_eq!(window.attribute("backup-saved", "data-purchases").await, "1");
    window.picture("made").await;
    go_to(&window, "settings").await;
    window.choose("theme[data-theme=dark]").await;
    window.click("open-backup").await;
    look_into(&window, &made, PASSPHRASE).await;
    window.see("restore-profile[data-fate=here]").await;
    window.picture_of("restore-view", "here-dark").await;
    drop(window);

    let other = Desktop::new(Keyring::Unlocked, "stories/backup-restored").await;
    let moved = other.home().join("my backup.age");
    fs::copy(&made, &moved).expect("it can be copied");
    let path = moved.display().to_string();
    let window = Window::open(&other).await;
    window.click("to-backup").await;
    look_into(&window, &path, "another passphrase").await;
    window.see("failure[data-code=backup-passphrase]").await;
    window.picture("refused").await;
    look_into(&window, &path, PASSPHRASE).await;
    window.see("restore-profile[data-fate=new]").await;
    window.picture_of("restore-view", "preview").await;
    window.click("restore-apply").await;
    window.see("restored[data-added=1]").await;
    window.picture("restored").await;
    go_to(&window, "purchases").await;
    window.see("purchase-row").await;
    window.picture("history").await;
    for key in [&connection.node_key, &connection.registry_key] {
        assert!(other.files_with(key).is_empty());
    }
}
