//! A purchase from the first start to the money that is asked for back, with keys alone; and what keys do beside that.

use crate::shopping::{buy, connect, try_the_sandbox};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    window::Window,
};

const CONTRACT: &str =
    "The supplier delivers within ten days. Either party may terminate with a notice of three months.";

#[tokio::test(flavor = "multi_thread")]
async fn a_purchase_is_made_and_its_money_asked_for_back_with_keys_alone() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/keyboard").await;
    let window = Window::open(&desktop).await;
    window.see("door-sandbox").await;
    let count = "window.clicked = 0; addEventListener('pointerdown', () => { window.clicked += 1; }, true);";
    window.run(count, Vec::new()).await;
    window.tab_to("door-sandbox").await;
    window.press("Enter").await;
    window.see("agent-card").await;
    window.has_focus("page-title").await;

    find_and_fill_in(&window).await;
    window.tab_to("pay").await;
    window.picture("pay").await;
    window.press("Enter").await;
    window.see("step[data-step=verified][data-state=done]").await;
    window.has_focus("page-title").await;

    answer_and_read(&window).await;
    ask_for_it_back(&window).await;
    assert_eq!(window.run("return window.clicked", Vec::new()).await, 0, "no mouse was used");
}

async fn find_and_fill_in(window: &Window) {
    window.press("/").await;
    window.has_focus("search").await;
    window.type_keys("contr").await;
    window.gone("agent-card[data-name=Text Summarizer]").await;
    window.press("ArrowDown").await;
    window.has_focus("agent-card[data-name=Contract Reviewer]").await;
    window.picture("a-row").await;
    window.press("Enter").await;
    window.see("availability[data-state=available]").await;
    // The title is drawn anew with the agent's name, and keeps the focus.
    window.has_focus("page-title").await;
    window.press("b").await;
    window.see("buy-form").await;
    window.has_focus("page-title").await;

    window.tab_to("field-input[data-field=contract]").await;
    // Letters are letters here.
    window.type_keys("brjkcn?/").await;
    assert_eq!(window.property("field-input[data-field=contract]", "value").await, "brjkcn?/");
    window.press("Ctrl Enter").await;
    window.see("field-error[data-field=contract]").await;
    window.has_focus("field-input[data-field=contract]").await;
    window.type_keys(CONTRACT).await;
    window.press("Ctrl Enter").await;
    window.reads("approval-price", "5.00 ADA").await;
    window.has_focus("page-title").await;
}

async fn answer_and_read(window: &Window) {
    // The key does what the button is there for, so not before it.
    window.see("question[data-sent=false] / question-send").await;
    window.becomes("document.querySelector('[data-testid=question-send]')?.disabled === false").await;
    window.press("a").await;
    window.has_focus("field-input[data-field=approve]").await;
    window.picture("question").await;
    window.press("Space").await;
    window.tab_to("field-input[data-field=comment]").await;
    window.type_keys("Three months are fine.").await;
    window.tab_to("question-send").await;
    window.press("Enter").await;
    window.gone("question[data-sent=false]").await;
    window.see("result[data-complete=true]").await;
    window.see("hash[data-state=verified]").await;
    window.see("phase[data-phase=delivered]").await;
    window.becomes("document.activeElement !== document.body").await;

    window.press("Ctrl K").await;
    window.has_focus("palette-input").await;
    window.picture("palette").await;
    window.type_keys("reslt").await;
    window.see("palette-entry[data-of=purchase-result][aria-selected=true]").await;
    window.picture("palette-typed").await;
    window.press("Enter").await;
    window.gone("palette").await;
    window.becomes("document.activeElement.matches('[data-testid=result] h2')").await;
    window.picture("at-the-result").await;
}

async fn ask_for_it_back(window: &Window) {
    window.press("r").await;
    window.see("dialog").await;
    window.becomes("document.activeElement.closest('[data-testid=dialog]') !== null").await;
    window.press("Escape").await;
    window.gone("dialog").await;
    // Nothing was asked for, and the focus is where it was.
    window.becomes("document.activeElement.matches('[data-testid=result] h2')").await;
    window.see("phase[data-phase=delivered]").await;
    window.press("r").await;
    window.tab_to("dialog-confirm").await;
    window.picture("asked").await;
    window.press("Enter").await;
    window.see("phase[data-phase=disputed]").await;
    window.becomes("document.activeElement !== document.body").await;
    window.press("Escape").await;
    window.see("purchase-row[data-phase=disputed]").await;
    window.has_focus("page-title").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_move_in_lists_open_menus_and_do_nothing_once_they_are_turned_off() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/keys-in-lists").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    buy(&window, "Lead Collector", "text", "bakeries in Bavaria").await;
    window.see("refund-card[data-verdict=can-request]").await;
    window.press("Ctrl 2").await;
    window.has_focus("page-title").await;
    window.press("j").await;
    window.has_focus("purchase-row[data-agent=Lead Collector]").await;
    window.press("k").await;
    window.has_focus("purchase-row[data-agent=Lead Collector]").await;

    menus(&window).await;
    window.press("?").await;
    window.see("sheet-key[data-command=row-refund]").await;
    window.picture("sheet").await;
    // What is above the page has the keys to itself.
    window.press("Ctrl 3").await;
    window.see("sheet").await;
    window.press("Escape").await;
    window.gone("sheet").await;
    window.has_focus("purchase-row[data-agent=Lead Collector]").await;

    window.press("Ctrl K").await;
    window.type_keys("single keys").await;
    window.see("palette-entry[data-of=single-keys][aria-selected=true]").await;
    window.press("Enter").await;
    window.reads("toast", "Single keys are off").await;
    window.press("Ctrl 1").await;
    window.see("agent-card[data-name=Lead Collector]").await;
    for letter in ["/", "?"] {
        window.press(letter).await;
        assert_eq!(window.count("sheet").await, 0);
        window.becomes("!document.activeElement.matches('input')").await;
    }
    // It is remembered, and said in the settings; what was chosen last is first.
    window.press("Ctrl K").await;
    window.see("palette-entry[data-of=single-keys][aria-selected=true]").await;
    window.press("Escape").await;
    window.press("Ctrl 4").await;
    assert!(!window.is_checked("single-keys").await);
    window.see("single-keys").await;
    window.picture("settings").await;
}

async fn menus(window: &Window) {
    window.press("Shift F10").await;
    window.has_focus("menu-item[data-item=row-open]").await;
    window.picture("menu").await;
    window.press("ArrowDown").await;
    window.has_focus("menu-item[data-item=row-refund]").await;
    window.press("Escape").await;
    window.becomes("document.querySelector('[role=menu]:popover-open') === null").await;
    window.has_focus("purchase-row[data-agent=Lead Collector]").await;
    // The page did not go back meanwhile, and nothing was asked for.
    window.see("purchases").await;
    window.see("purchase-row[data-phase=working]").await;
    window.press("Shift F10").await;
    window.press("c").await;
    window.has_focus("menu-item[data-item=row-copy]").await;
    window.press("Enter").await;
    window.reads("toast", "Copied: the identifier of the purchase").await;
    window.has_focus("purchase-row[data-agent=Lead Collector]").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_palette_finds_whatever_is_meant_by_a_few_letters() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/palette").await;
    let window = Window::open(&desktop).await;
    try_the_sandbox(&window).await;
    window.press("Ctrl K").await;
    window.type_keys("play mony").await;
    window.see("palette-entry[data-of=sandbox-money][aria-selected=true]").await;
    window.reads("palette-count", "result").await;
    window.press("Escape").await;
    window.press("Ctrl K").await;
    window.type_keys("summar").await;
    window.press("Enter").await;
    window.see("agent").await;
}
