//! The main pages for people who do not see them, or not well: axe-core looks for what a screen reader, a keyboard or tired eyes
//! would stumble over, in light and in dark.

use crate::shopping::{answer, buy, connect, go_to, open_form};
use kaimono_stories::{
    checkout,
    desktop::{Desktop, Keyring},
    node::within_the_story,
    window::Window,
};
use std::fs;

#[tokio::test(flavor = "multi_thread")]
async fn no_main_page_has_what_people_would_stumble_over() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/access").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    bring_axe(&window).await;
    let mut found = Vec::new();

    looked_at(&window, "market", &mut found).await;
    open_form(&window, "Text Summarizer").await;
    window.click("back").await;
    window.see("availability[data-state=available]").await;
    looked_at(&window, "agent", &mut found).await;
    window.click("buy").await;
    window.click("to-review").await;
    window.see("field-error").await;
    looked_at(&window, "a form with an error", &mut found).await;
    answer(&window, "text", "Tides come twice a day. The moon moves them.").await;
    window.click("to-review").await;
    window.click("ahead-toggle").await;
    window.see("ahead-list").await;
    looked_at(&window, "review", &mut found).await;
    window.click("pay").await;
    window.see("hash[data-state=verified]").await;
    window.see("phase[data-phase=delivered]").await;
    window.click("verification-toggle").await;
    looked_at(&window, "delivered purchase", &mut found).await;
    buy(&window, "Logo Namer", "text", "frog").await;
    window.see("status[data-phase=refused]").await;
    window.see("check[data-state=failed]").await;
    looked_at(&window, "refused purchase", &mut found).await;
    for section in ["purchases", "wallet", "settings"] {
        go_to(&window, section).await;
        looked_at(&window, section, &mut found).await;
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// On a small screen whose letters are twice as large, and in half of one: everything can be reached, and no page scrolls sideways.
#[tokio::test(flavor = "multi_thread")]
async fn a_window_of_half_a_small_screen_is_enough_to_buy() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/small").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    for (width, height) in [(683, 384), (480, 700)] {
        window.resize(width, height).await;
        let picture = async |name: &str| window.picture(&format!("{width}-{name}")).await;
        go_to(&window, "market").await;
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

/// Gives the page what looks at it.
pub(crate) async fn bring_axe(window: &Window) {
    let axe = fs::read_to_string(checkout().join("ui/node_modules/axe-core/axe.min.js"));
    window.run(&axe.expect("npm ci was run in ui/"), Vec::new()).await;
    window.becomes("typeof axe === 'object'").await;
}

/// Has the page looked at in both themes.
pub(crate) async fn looked_at(window: &Window, page: &str, found: &mut Vec<String>) {
    for theme in ["light", "dark"] {
        // Nothing moves meanwhile: half a transition has colours of neither theme.
        let look = "const still = new CSSStyleSheet(); still.replaceSync('* { transition: none !important; animation: none !important; }');
            document.adoptedStyleSheets = [still];
            document.documentElement.style.colorScheme = arguments[0]; window.looked = undefined;
            axe.run(document, { resultTypes: ['violations'] }).then(
                ({ violations }) => { window.looked = violations.flatMap(({ id, help, nodes }) =>
                    nodes.map(({ html, any }) => `${id}: ${help}: ${html} ${any.map(({ message }) => message).join(' ')}`)); },
                (error) => { window.looked = [String(error)]; });";
        window.run(look, vec![theme.into()]).await;
        window.becomes("Array.isArray(window.looked)").await;
        let stumbled = window.run("return window.looked", Vec::new()).await;
        let stumbled = stumbled.as_array().into_iter().flatten().filter_map(|one| one.as_str());
        found.extend(stumbled.map(|one| format!("{page} ({theme}): {one}")));
    }
}
