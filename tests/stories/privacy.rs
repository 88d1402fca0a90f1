//! What Kaimono talks to, and what may be given to a developer: read first, and saved as it was read.

use crate::shopping::{buy, connect, go_to};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    window::Window,
};
use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf};

const WISH: &str = "Tides come twice a day, which is nobody's business.";

#[tokio::test(flavor = "multi_thread")]
async fn who_was_asked_can_be_read_and_what_is_given_to_a_developer_is_what_was_read() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/privacy").await;
    let downloads = desktop.home().join("Downloads");
    fs::create_dir(&downloads).expect("a home can be written");
    let folders = "XDG_DOWNLOAD_DIR=\"$HOME/Downloads\"\n";
    fs::write(desktop.home().join(".config/user-dirs.dirs"), folders).expect("a home can be written");
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    buy(&window, "Text Summarizer", "text", WISH).await;
    window.see("phase[data-phase=delivered]").await;

    go_to(&window, "settings").await;
    window.click("open-hosts").await;
    for host in [
        "host[data-whose=node] / host-purpose[data-purpose=pay][data-asked=1]",
        "host[data-whose=node] / host-purpose[data-purpose=purchases]",
        "host[data-whose=registry] / host-purpose[data-purpose=list]",
        "host[data-whose=agent] / host-purpose[data-purpose=job][data-asked=1]",
    ] {
        window.see(host).await;
    }
    // Node, registry and agents of the sandbox, and nobody else.
    assert_eq!(window.count("host").await, 3);
    window.picture("hosts").await;
    window.click("back").await;
    window.see("settings-section[data-section=privacy]").await;
    window.picture_of("settings-section[data-section=privacy]", "settings").await;

    window.click("open-diagnostics").await;
    let hidden = window.attribute("diagnostics-whole", "data-id").await;
    let shown = window.property("diagnostics-text", "textContent").await;
    for part in [connection.node_key.as_str(), &connection.registry_key, WISH, &desktop.home().display().to_string()] {
        assert!(!shown.contains(part), "{part} is in {shown}");
    }
    assert!(shown.contains("Delivered 1") && shown.contains("recorded"), "{shown}");
    window.see("replaced[data-kind=purchase]").await;
    window.picture("diagnostics").await;
    window.choose("keep-hosts").await;
    window.attribute_other_than("diagnostics-whole", "data-id", &hidden).await;

    let shown = window.property("diagnostics-text", "textContent").await;
    window.click("diagnostics-save").await;
    let saved = PathBuf::from(window.attribute("diagnostics-saved", "data-path").await);
    assert_eq!(saved.parent(), Some(downloads.as_path()));
    assert_eq!(fs::read_to_string(&saved).expect("it is there"), shown);
    let mode = fs::metadata(&saved).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "for this person's eyes");
    window.picture_of("diagnostics-whole", "saved").await;
    // Saved again, it is another file.
    window.click("diagnostics-save").await;
    window.attribute_other_than("diagnostics-saved", "data-path", &saved.display().to_string()).await;

    for (theme, page) in [("dark", "hosts"), ("dark", "diagnostics")] {
        go_to(&window, "settings").await;
        window.choose(&format!("theme[data-theme={theme}]")).await;
        window.click(&format!("open-{page}")).await;
        window.see(if page == "hosts" { "host" } else { "diagnostics-text" }).await;
        window.picture(&format!("{page}-{theme}")).await;
    }
    go_to(&window, "settings").await;
    window.choose("language[data-language=de]").await;
    window.reads("page-title", "Einstellungen").await;
    window.click("open-hosts").await;
    window.reads("page-title", "Womit Kaimono spricht").await;
    window.see("host").await;
    window.resize(480, 700).await;
    window.picture("hosts-small").await;
    window.becomes("document.documentElement.scrollWidth <= document.documentElement.clientWidth").await;
}
