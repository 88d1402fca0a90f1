//! A receipt is saved from the page of its purchase, and checked in the window: chosen, pasted, altered.

use crate::{
    eye::Eye,
    shopping::{buy, connect, go_to},
};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    services::{FileChooser, Says},
    wait,
    window::Window,
};
use serde_json::Value;
use std::fs;

/// Keeps a picture in both themes.
async fn in_both_themes(window: &Window, name: &str) {
    for theme in ["light", "dark"] {
        window.run("document.documentElement.dataset.theme = arguments[0]", vec![theme.into()]).await;
        window.picture(&format!("{name}-{theme}")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_is_saved_and_anybody_can_check_it() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/receipts").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    buy(&window, "Text Summarizer", "text", "Tides come twice a day. The moon moves them.").await;
    window.see("status[data-phase=delivered]").await;
    window.click("receipt-save[data-format=html]").await;
    let page = window.attribute("receipt-saved", "data-path").await;
    let page = fs::read_to_string(&page).expect("it is there");
    assert!(
        page.contains("Content-Security-Policy")
            && page.contains("Tides come twice a day")
            && !page.contains("<script")
    );
    // Every word of it has been said.
    assert!(!page.contains("undefined") && !page.contains("<td></td>"), "{page}");

    let mine = desktop.home().join("mine.json");
    let dialog = FileChooser::begin(&desktop, Says::Here(mine.clone())).await;
    window.click("receipt-save[data-format=json]").await;
    window.see(&format!("receipt-saved[data-path={}]", mine.display())).await;
    window.run("document.querySelector('[data-testid=receipt]').scrollIntoView({ block: 'center' })", Vec::new()).await;
    in_both_themes(&window, "receipt-card").await;
    window.tab_to("to-receipt-check").await;
    window.press("Enter").await;

    window.click("receipt-choose").await;
    window.see("receipt-found[data-holds=true]").await;
    window.see("receipt-line[data-line=signature][data-stands=holds]").await;
    window.see("receipt-line[data-line=resultHash][data-stands=holds]").await;
    window.see("receipt-line[data-line=chain][data-stands=unprovable]").await;
    in_both_themes(&window, "receipt-holds").await;
    dialog.says(Says::Nowhere);
    window.click("receipt-choose").await;
    window.becomes("!document.querySelector('[data-testid=receipt-choose]').disabled").await;
    window.see("receipt-found[data-holds=true]").await;

    // Somebody leaves out what the seller signed: nothing is wrong then, and nothing is worth anything.
    let text = fs::read_to_string(&mine).expect("it is there");
    let mut stripped: Value = serde_json::from_str(&text).expect("a receipt");
    stripped["proof"]["terms"] = Value::Null;
    stripped["told"]["payment"]["body"] = Value::Null;
    window.paste("receipt-typed", &stripped.to_string()).await;
    window.click("receipt-check").await;
    window.see("receipt-found[data-holds=true][data-signed=false]").await;
    window.see("receipt-line[data-line=signature][data-stands=absent]").await;
    in_both_themes(&window, "receipt-unsigned").await;
    // Or makes the result another one, and writes the receipt as receipts are written.
    let forged = desktop.home().join("forged.json");
    fs::write(&forged, text.replace("Tides come twice a day.", "Tides come thrice a day.")).expect("written");
    window.fill("receipt-typed", &forged.display().to_string()).await;
    window.press("Tab").await;
    window.press("Enter").await;
    window.see("receipt-found[data-holds=false]").await;
    window.see("receipt-line[data-line=input][data-stands=fails]").await;
    in_both_themes(&window, "receipt-fails").await;
    let mut eye = Eye::of(&window).await;
    eye.looks_at("a receipt that was altered").await;
    assert!(eye.found.is_empty(), "{}", eye.found.join("\n"));
    window.paste("receipt-typed", "{\"schema\":\"kaimono-receipt/2\"}").await;
    window.click("receipt-check").await;
    window.see("receipt-none[data-why=otherVersion]").await;
    window.fill("receipt-typed", "/nowhere/at/all").await;
    window.click("receipt-check").await;
    window.see("receipt-unread").await;
    // A desktop whose dialog went away while it was asked, as one without any.
    dialog.says(Says::Nothing);
    window.click("receipt-choose").await;
    drop(dialog);
    window.becomes("document.querySelector('[data-testid=receipt-unread]').textContent.includes('no dialog')").await;

    go_to(&window, "settings").await;
    window.choose("language[data-language=de]").await;
    window.reads("page-title", "Einstellungen").await;
    window.click("open-receipt-check").await;
    window.reads("page-title", "Einen Beleg prüfen").await;
    window.resize(900, 700).await;
    window.fill("receipt-typed", &mine.display().to_string()).await;
    window.click("receipt-check").await;
    window.see("receipt-found[data-holds=true]").await;
    window.picture("receipt-german-narrow").await;
    wait::until("both are kept", || mine.exists() && forged.exists()).await;
}
