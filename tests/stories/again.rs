//! A form that is filled in with what is known already: earlier answers beside the earlier price, a template with blanks, the text of a
//! file, and the result of another agent.

use crate::{
    eye::Eye,
    shopping::{answer, buy, connect, open_form},
};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    services::{FileChooser, Says},
    window::Window,
};
use std::fs;

const TEXT: &str = "Tides come twice a day. The moon moves them.";
const FIELD: &str = "field-input[data-field=text]";

async fn in_both_themes(window: &Window, name: &str) {
    for theme in ["light", "dark"] {
        window.run("document.documentElement.style.colorScheme = arguments[0]", vec![theme.into()]).await;
        window.picture(&format!("{name}-{theme}")).await;
    }
    window.run("document.documentElement.style.removeProperty('color-scheme')", Vec::new()).await;
}

/// Gives a file to a field that chooses one, or drops it.
async fn give(window: &Window, place: &str, how: &str, bytes: &[u8]) {
    let script = "const given = new DataTransfer();
        given.items.add(new File([new Uint8Array(arguments[1])], 'given.txt'));
        const field = document.querySelector(arguments[0]);
        const drop = Object.defineProperty(new Event('drop', { bubbles: true, cancelable: true }), 'dataTransfer', { value: given });
        if (arguments[2] === 'drop') field.dispatchEvent(drop);
        else { field.files = given.files; field.dispatchEvent(new Event('change', { bubbles: true })); }";
    window.run(script, vec![place.into(), bytes.into(), how.into()]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_bought_is_bought_again_and_its_result_goes_to_another_agent() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/again").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    buy(&window, "Text Summarizer", "text", TEXT).await;
    window.see("status[data-phase=delivered]").await;
    window.click("buy-again").await;
    window.see("filled[data-with=again][data-lost=0]").await;
    window.see("price-now[data-same=true]").await;
    assert_eq!(window.property(FIELD, "value").await, TEXT);
    in_both_themes(&window, "again").await;
    let mut eye = Eye::of(&window).await;
    eye.looks_at("a form with earlier answers").await;

    // A file goes where the caret is; one that is no text is said to be none.
    give(&window, "[data-testid=field-input][data-field=text]", "drop", b"Dropped. ").await;
    window
        .becomes("document.querySelector('[data-testid=field-input][data-field=text]').value.includes('Dropped. ')")
        .await;
    assert!(window.property(FIELD, "value").await.contains(TEXT), "nothing is lost");
    give(&window, "[data-testid=field-file][data-field=text]", "choose", &[0x89, 0x50, 0, 0]).await;
    window.see("toast").await;

    window.paste(FIELD, "News of {date}: {file}").await;
    window.click("templates / menu-open").await;
    window.click("menu-item[data-item=template-save]").await;
    window.fill("template-name", "Daily news").await;
    window.click("dialog-confirm").await;
    window.see("toast").await;
    window.click("templates / menu-open").await;
    window.click("menu-item[data-item=templates-show]").await;
    let saved = desktop.home().join("template.json");
    let _dialog = FileChooser::begin(&desktop, Says::Here(saved.clone())).await;
    window.click("template-export").await;
    window
        .becomes("document.querySelector('[data-testid=templates-told]').textContent.includes('template.json')")
        .await;
    let file = fs::read(&saved).expect("it is there");
    in_both_themes(&window, "templates").await;
    window.click("template-remove").await;
    window.gone("template").await;
    give(&window, "[data-testid=template-import]", "choose", b"{}").await;
    window.becomes("document.querySelector('[data-testid=templates-told]').textContent.length > 30").await;
    assert_eq!(window.count("template").await, 0);
    give(&window, "[data-testid=template-import]", "choose", &file).await;
    window.click("template-use").await;
    window.see("filled[data-with=template]").await;
    window.see("blank[data-blank=file]").await;
    let value = window.property(FIELD, "value").await;
    assert!(value.starts_with("News of 20") && value.ends_with(": {file}"), "{value}");
    window.click("to-review").await;
    window.see("blanks-left").await;
    in_both_themes(&window, "blanks").await;
    eye.looks_at("a template with a blank").await;
    give(&window, "[data-testid=blank-file]", "choose", "Flood at noon, ebb at six. é".as_bytes()).await;
    window.gone("blank").await;
    window.click("to-review").await;
    window.see("approval").await;
    window.click("decline").await;

    // The draft of another agent is kept beside what its form is filled in with.
    open_form(&window, "Word Counter").await;
    answer(&window, "text", "a draft").await;
    window.see("draft-state[data-kept=true]").await;
    window.run("location.hash = '#/purchases'", Vec::new()).await;
    window.click("purchase-row[data-agent=Text Summarizer]").await;
    window.click("result-save / menu-open").await;
    window.click("menu-item[data-item=send-to]").await;
    window.see("send-to-agent").await;
    in_both_themes(&window, "send-to").await;
    let counter = "[...document.querySelectorAll('[data-testid=send-to-agent]')].find((one) => one.textContent.includes('Word Counter')).click()";
    window.run(counter, Vec::new()).await;
    window.see("filled[data-with=result]").await;
    assert!(window.property(FIELD, "value").await.len() > 20);
    in_both_themes(&window, "result-sent").await;
    window.click("to-draft").await;
    window.becomes("document.querySelector('[data-testid=field-input][data-field=text]').value === 'a draft'").await;
    assert!(eye.found.is_empty(), "{}", eye.found.join("\n"));
}
