//! What is found again: pictures where they are wanted, favourites, agents seen last, and links to an agent, which lead to its page
//! and to nothing else.

use crate::shopping::{connect, go_to, open_agent};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    program, wait,
    window::Window,
};

/// Starts Kaimono once more with a link, as a browser does.
async fn follow(desktop: &Desktop, name: &str, link: &str) {
    let mut second = desktop.start(name, desktop.command(program("kaimono")).arg(link), "");
    wait::until("the second start ends", || second.ended()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bookmarks_and_pictures_find_an_agent_again_and_a_hostile_link_finds_nothing() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/bookmarks").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;

    // Nobody is asked for a picture until the person wants that.
    open_agent(&window, "Text Summarizer").await;
    window.see("favourite[data-on=false]").await;
    assert_eq!(window.count("avatar-picture").await, 0);
    let summarizer = window.attribute("agent", "data-id").await;
    window.picture("avatar").await;
    go_to(&window, "settings").await;
    window.click("pictures").await;
    window.see("picture-gateway").await;
    window.picture_of("settings-section[data-section=privacy]", "settings").await;
    go_to(&window, "market").await;
    window.fill("search", "Text Summarizer").await;
    window.see("agent-card[data-name=Text Summarizer] / avatar-picture").await;
    window.picture("market").await;
    open_agent(&window, "Text Summarizer").await;
    window.see("agent / avatar-picture").await;
    window.becomes("document.querySelector('[data-testid=avatar-picture]').naturalWidth > 0").await;

    window.press("Ctrl D").await;
    window.see("favourite[data-on=true]").await;
    window.picture("favourite").await;

    // Another one is seen, and both are found again.
    go_to(&window, "market").await;
    open_agent(&window, "Lead Collector").await;
    window.see("favourite[data-on=false]").await;
    let collector = window.attribute("agent", "data-id").await;
    window.press("Ctrl K").await;
    window.see(&format!("palette-entry[data-of=agent {collector}]")).await;
    window.see(&format!("palette-entry[data-of=agent {summarizer}]")).await;
    window.picture("palette").await;
    window.fill("palette-input", &format!("masumi://agent/{}", summarizer.to_uppercase())).await;
    window.see(&format!("palette-entry[data-of=agent {summarizer}]")).await;
    window.press("Enter").await;
    window.see(&format!("agent[data-id={summarizer}]")).await;

    // Whatever a web page offers, nothing but the page of an agent is opened.
    follow(&desktop, "hostile", &format!("masumi://agent/../buy/{collector}")).await;
    window.see("toast").await;
    window.see(&format!("agent[data-id={summarizer}]")).await;
    window.picture("hostile").await;
    follow(&desktop, "link", &format!("masumi://agent/{collector}")).await;
    window.see(&format!("agent[data-id={collector}]")).await;

    // In the dark, and in the other language.
    go_to(&window, "settings").await;
    window.choose("theme[data-theme=dark]").await;
    window.choose("language[data-language=de]").await;
    window.reads("page-title", "Einstellungen").await;
    window.picture_of("settings-section[data-section=privacy]", "settings-dark").await;
    go_to(&window, "market").await;
    open_agent(&window, "Text Summarizer").await;
    window.see("favourite[data-on=true]").await;
    window.see("avatar-picture").await;
    window.picture("favourite-dark").await;
    window.press("Ctrl K").await;
    window.see(&format!("palette-entry[data-of=agent {collector}]")).await;
    window.picture("palette-dark").await;
}
