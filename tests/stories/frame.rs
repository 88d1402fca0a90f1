//! What stands around the pages: the place one comes back to, the switch between nodes, the sandbox's clock, how the window is written.

use crate::shopping::{buy, connect, go_to, try_the_sandbox};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    window::Window,
};

/// How far below the upper edge of the page a row begins, in whole pixels.
const OFFSET: &str = "const row = document.querySelector(`[data-testid=agent-card][data-name=\"${arguments[0]}\"]`);
    return row && Math.round(row.getBoundingClientRect().top - document.querySelector('main').getBoundingClientRect().top)";

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_found_again_where_it_was_left() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/frame").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    window.resize(900, 420).await;
    let lead = || vec!["Lead Collector".into()];
    let down = "document.querySelector(`[data-testid=agent-card][data-name=\"${arguments[0]}\"]`).scrollIntoView({ block: 'center' });
        return document.querySelector('main').scrollTop";
    assert!(window.run(down, lead()).await.as_f64().is_some_and(|top| top > 100.0), "it is long enough");
    let before = window.run(OFFSET, lead()).await;

    window.click("agent-card[data-name=Lead Collector]").await;
    window.see("agent").await;
    window.becomes("document.querySelector('main').scrollTop === 0").await;
    window.click("back").await;
    window.becomes("document.activeElement?.dataset.name === 'Lead Collector'").await;
    assert_eq!(window.run(OFFSET, lead()).await, before, "by a click");
    window.picture("back-in-the-list").await;

    window.click("agent-card[data-name=Lead Collector]").await;
    window.see("agent").await;
    window.press("Escape").await;
    window.becomes("document.activeElement?.dataset.name === 'Lead Collector'").await;
    assert_eq!(window.run(OFFSET, lead()).await, before, "by a key");

    // Another page in between: the place is kept as long as the node is in use.
    go_to(&window, "wallet").await;
    go_to(&window, "market").await;
    window.see("agent-card[data-name=Lead Collector]").await;
    window.becomes("document.activeElement?.tagName === 'H1'").await;
    assert_eq!(window.run(OFFSET, lead()).await, before, "by the navigation");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_switch_shows_each_node_with_its_network_and_leads_to_another() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/frame-switch").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    window.reads("node-switch", "PREPROD").await;
    window.click("node-switch").await;
    window.see("menu-item[data-item=sandbox]").await;
    window.picture("nodes").await;
    window.click("menu-item[data-item=sandbox]").await;
    window.see("sandbox-bar").await;
    window.see("node-switch[data-profile=sandbox]").await;

    // By keys alone, back to the first.
    window.run("document.querySelector('[data-testid=node-switch]').focus()", Vec::new()).await;
    window.press("ArrowDown").await;
    window.see("menu-item[data-item=node-sandbox][aria-checked=true]").await;
    window.picture("nodes-of-the-sandbox").await;
    window.press("M").await;
    window.press("Enter").await;
    window.reads("node-switch", "PREPROD").await;
    window.gone("sandbox-bar").await;
    window.see("agent-card").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deadline_of_the_sandbox_is_skipped_where_it_is_told() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/frame-clock").await;
    let window = Window::open(&desktop).await;
    try_the_sandbox(&window).await;
    buy(&window, "Lead Collector", "text", "bakeries in Bavaria").await;
    window.see("step[data-step=escrow][data-state=done]").await;
    window.reads("foot-escrow", "2.00 ADA").await;
    window.see("foot-next").await;
    window.picture("in-escrow").await;
    // It never delivers: the money is on its way back as soon as the result is overdue.
    window.click("skip-to-this").await;
    window.see("phase[data-phase=overdue]").await;
    window.click("skip-to-this").await;
    window.see("phase[data-phase=refunded]").await;
    window.gone("foot-escrow").await;
    window.gone("skip-to-this").await;
    window.picture("refunded").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_is_written_in_the_size_and_the_letters_that_are_chosen() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/frame-letters").await;
    let window = Window::open(&desktop).await;
    try_the_sandbox(&window).await;
    window.becomes("document.fonts.check('14px Inter') && [...document.fonts].some((font) => font.family === 'Inter' && font.status === 'loaded')").await;
    go_to(&window, "settings").await;
    window.click("settings-link[data-section=appearance]").await;
    window.becomes("document.activeElement.id === 'settings-appearance'").await;
    // What the desktop lacks is told in more lines: what is below moves once that is known.
    window.see("tray[data-there=false]").await;
    window.choose("text-size[data-size=130]").await;
    window.becomes("Math.round(parseFloat(getComputedStyle(document.body).fontSize) * 10) === 182").await;
    window.picture("large").await;
    // What is above has grown with its letters, and has moved the rest down.
    window.click("settings-link[data-section=appearance]").await;
    window.choose("font[data-font=system]").await;
    window.becomes("!getComputedStyle(document.body).fontFamily.includes('Inter')").await;
    window.picture("in-the-system's-letters").await;
    drop(window);

    let window = Window::open(&desktop).await;
    window.see("agent-card").await;
    window.becomes("Math.round(parseFloat(getComputedStyle(document.body).fontSize) * 10) === 182").await;
}
