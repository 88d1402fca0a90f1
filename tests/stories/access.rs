//! Every page, and what opens above it, for people who do not see it, or not well: axe-core looks for what a screen reader, a
//! keyboard or tired eyes would stumble over, in light and in dark.

use crate::{
    eye::Eye,
    shopping::{answer, buy, connect, describe, go_to, open_form},
};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    window::Window,
};
use masumi::node::Generation;
use masumi_sandbox::Sandbox;

#[tokio::test(flavor = "multi_thread")]
async fn no_page_dialog_or_menu_has_what_people_would_stumble_over() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/access").await;
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    let mut eye = Eye::of(&window).await;

    window.see("door-sandbox").await;
    eye.looks_at("welcome").await;
    describe(&window, &connection).await;
    window.fill("connect-input[data-field=nodeKey]", &connection.node_key).await;
    window.click("connect-test").await;
    window.see("report[data-usable=true]").await;
    eye.looks_at("connect with its report").await;
    window.click("connect-save").await;
    window.see("agent-card").await;
    window.see("health[data-state=ok]").await;
    eye.looks_at("market").await;

    before_paying(&window, &mut eye).await;
    purchases(&window, &mut eye).await;
    above_the_page(&window, &mut eye).await;
    for section in ["purchases", "wallet", "settings"] {
        go_to(&window, section).await;
        eye.looks_at(section).await;
    }
    go_to(&window, "purchases").await;
    window.click("to-agenda").await;
    window.see("deadline").await;
    eye.looks_at("agenda").await;
    go_to(&window, "settings").await;
    window.click("open-hosts").await;
    window.see("host").await;
    eye.looks_at("what Kaimono talks to").await;
    window.click("back").await;
    window.click("open-diagnostics").await;
    window.see("diagnostics-text").await;
    eye.looks_at("what may be given to a developer").await;
    trouble(&window, &mut eye, &sandbox).await;
    a_removed_node(&window, &mut eye).await;

    assert!(eye.found.is_empty(), "{}", eye.found.join("\n"));
    // Each in both themes.
    assert_eq!(eye.looked, 2 * 30, "nothing was left out");
}

async fn before_paying(window: &Window, eye: &mut Eye<'_>) {
    open_form(window, "Text Summarizer").await;
    window.click("back").await;
    window.see("availability[data-state=available]").await;
    eye.looks_at("agent").await;
    for tile in ["money", "time", "data", "seller"] {
        window.click(&format!("tile-toggle[data-tile={tile}]")).await;
    }
    window.click("sample-show[data-of=demo]").await;
    window.see("sample[data-state=shown]").await;
    window.click("compare-toggle").await;
    window.see("comparing[data-count=1]").await;
    eye.looks_at("agent with its facts and a demo open, marked to compare").await;
    window.click("comparing-clear").await;
    let beside = "location.hash = `#/compare/${document.querySelector('[data-testid=agent]').dataset.id},7e8b00`";
    window.run(beside, Vec::new()).await;
    window.see("compare-gone").await;
    window.see("compare[data-loading=false]").await;
    eye.looks_at("an agent beside one that nobody knows").await;
    window.click("compare-to").await;
    window.see("availability[data-state=available]").await;
    window.click("buy").await;
    window.click("to-review").await;
    window.see("field-error").await;
    eye.looks_at("a form with an error").await;
    answer(window, "text", "Tides come twice a day. The moon moves them.").await;
    window.click("to-review").await;
    window.click("ahead-toggle").await;
    window.see("ahead-list").await;
    eye.looks_at("review").await;
}

async fn purchases(window: &Window, eye: &mut Eye<'_>) {
    window.click("pay").await;
    window.see("hash[data-state=verified]").await;
    window.see("phase[data-phase=delivered]").await;
    window.click("verification-toggle").await;
    eye.looks_at("a delivered purchase").await;
    buy(window, "Logo Namer", "text", "frog").await;
    window.see("status[data-phase=refused]").await;
    window.see("check[data-state=failed]").await;
    eye.looks_at("a refused purchase").await;
    buy(window, "Contract Reviewer", "contract", "Delivery within ten days, and notice of three months.").await;
    window.see("question[data-sent=false]").await;
    eye.looks_at("a purchase with a question").await;
    buy(window, "Lead Collector", "text", "bakeries in Bavaria").await;
    window.see("refund-card[data-verdict=can-request]").await;
    eye.looks_at("a running purchase").await;
}

/// What opens over a page: it is looked at together with the page below.
async fn above_the_page(window: &Window, eye: &mut Eye<'_>) {
    window.click("refund-button").await;
    window.see("dialog").await;
    eye.looks_at("the question before a refund").await;
    window.click("dialog-cancel").await;
    window.gone("dialog").await;
    window.press("Ctrl K").await;
    window.see("palette-entry").await;
    eye.looks_at("palette").await;
    window.type_keys("lead").await;
    window.reads("palette-count", "results").await;
    eye.looks_at("palette with what was found").await;
    window.type_keys("qqqqxxxx").await;
    window.reads("palette-count", "Nothing").await;
    eye.looks_at("palette with nothing").await;
    window.press("Escape").await;
    window.press("?").await;
    window.see("sheet").await;
    eye.looks_at("keys of a purchase").await;
    window.press("Escape").await;
    window.gone("sheet").await;
    window.press("Ctrl 2").await;
    window.see("purchase-row[data-agent=Lead Collector]").await;
    window.press("j").await;
    window.press("Shift F10").await;
    window.see("menu-item").await;
    eye.looks_at("menu of a purchase").await;
    window.press("Escape").await;
    window.becomes("document.querySelector('[role=menu]:popover-open') === null").await;
    window.press("?").await;
    window.see("sheet").await;
    eye.looks_at("keys of a list").await;
    window.press("Escape").await;
    window.gone("sheet").await;
    window.press("Ctrl 1").await;
    window.see("agent-card[data-name=Lead Collector]").await;
    window.press("j").await;
    window.press("Shift F10").await;
    window.see("menu-item").await;
    eye.looks_at("menu of an agent").await;
    window.press("Escape").await;
    window.becomes("document.querySelector('[role=menu]:popover-open') === null").await;
}

async fn trouble(window: &Window, eye: &mut Eye<'_>, sandbox: &Sandbox) {
    sandbox.empty_wallet(Generation::V1);
    open_form(window, "Lead Collector").await;
    answer(window, "text", "bakeries in Bavaria").await;
    window.click("to-review").await;
    window.see("warning").await;
    eye.looks_at("a review with warnings").await;
    window.click("pay").await;
    window.see("trouble[data-kind=insufficient-funds]").await;
    window.see("shortage-line").await;
    eye.looks_at("a purchase in trouble").await;
}

async fn a_removed_node(window: &Window, eye: &mut Eye<'_>) {
    go_to(window, "settings").await;
    window.click("profile-remove").await;
    window.see("removal-name").await;
    eye.looks_at("the question before a node is removed").await;
    window.fill("removal-name", "My node").await;
    window.click("dialog-confirm").await;
    window.see("removed-nodes").await;
    window.click("removed-read").await;
    window.see("removed-banner").await;
    eye.looks_at("the market of a removed node").await;
}

/// On a small screen whose letters are twice as large, and in half of one: everything can be reached, and no page scrolls sideways.
#[tokio::test(flavor = "multi_thread")]
async fn a_window_of_half_a_small_screen_is_enough_to_buy() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/small").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    for (width, height) in [(900, 700), (683, 384), (480, 700)] {
        window.resize(width, height).await;
        let picture = async |name: &str| window.picture(&format!("{width}-{name}")).await;
        go_to(&window, "market").await;
        window.fill("search", "Text Summarizer").await;
        let whole = "(({ scrollWidth, clientWidth }) => clientWidth > 100 && scrollWidth <= clientWidth)(
            document.querySelector('[data-name=\"Text Summarizer\"] .agent-title'))";
        window.becomes(whole).await;
        picture("market").await;
        open_form(&window, "Text Summarizer").await;
        answer(&window, "text", "Tides come twice a day. The moon moves them.").await;
        picture("form").await;
        window.click("to-review").await;
        window.see("pay").await;
        picture("review").await;
        window.click("pay").await;
        window.see("hash[data-state=verified]").await;
        window.see("phase[data-phase=delivered]").await;
        picture("purchase").await;
        for section in ["purchases", "wallet", "settings"] {
            go_to(&window, section).await;
            picture(section).await;
        }
    }
}
