//! The parts of the page alone, in the window that draws them: with every state, in every theme, read from either side.

use crate::eye::Eye;
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    window::Window,
};

#[tokio::test(flavor = "multi_thread")]
async fn every_part_is_drawn_in_every_state_and_nobody_stumbles_over_one() {
    let (_desktop, window) = parts("stories/kit").await;
    let mut eye = Eye::of(&window).await;
    eye.looks_at("parts").await;
    for (shown, root) in
        [("light", "light ltr 100"), ("dark", "dark ltr 100"), ("rtl", "light rtl 100"), ("large", "light ltr 130")]
    {
        let set = "const root = document.documentElement; root.style.colorScheme = '';
            [root.dataset.theme, root.dir, root.dataset.text] = arguments[0].split(' ')";
        window.run(set, vec![root.into()]).await;
        window.becomes("document.documentElement.scrollWidth <= innerWidth").await;
        let screens =
            window.run("return Math.ceil(document.documentElement.scrollHeight / innerHeight)", Vec::new()).await;
        for screen in 0..screens.as_u64().unwrap() {
            window.run("scrollTo(0, arguments[0] * innerHeight)", vec![screen.into()]).await;
            window.picture(shown).await;
        }
    }
    eye.looks_at("parts, large and from right to left").await;
    assert!(eye.found.is_empty(), "{}", eye.found.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tip_opens_for_the_pointer_and_for_the_focus_and_closes_with_escape() {
    let (_desktop, window) = parts("stories/kit-tip").await;
    focus(&window, "kit-tip-word").await;
    assert_eq!(window.attribute("kit-tip-word", "aria-describedby").await, "tip");
    window.reads("tip", "12:00:00").await;
    window.press("Escape").await;
    window.becomes("!document.getElementById('tip').matches(':popover-open')").await;
    window.becomes("!document.querySelector('[data-testid=kit-tip-word]').hasAttribute('aria-describedby')").await;
    window.run("document.querySelector('[data-testid=kit-tip]').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))", Vec::new()).await;
    window.reads("tip", "Ask again").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_menu_is_used_by_keys_alone_and_gives_the_focus_back() {
    let (_desktop, window) = parts("stories/kit-menu").await;
    focus(&window, "menu-open").await;
    window.press("ArrowDown").await;
    window.becomes("document.activeElement.dataset.item === 'again'").await;
    assert_eq!(window.attribute("menu-open", "aria-expanded").await, "true");
    window.press("End").await;
    window.press("r").await;
    window.becomes("document.activeElement.dataset.item === 'refund'").await;
    window.press("Enter").await;
    // It cannot be done, says why, and the menu stays.
    window.reads("menu / menu-item[data-item=refund]", "over").await;
    window.press("Escape").await;
    window.becomes("document.activeElement.dataset.testid === 'menu-open'").await;
    assert_eq!(window.attribute("menu-open", "aria-expanded").await, "false");
    window.press("Enter").await;
    window.press("ArrowDown").await;
    window.press("Enter").await;
    window.see("kit-menu-row[data-did=compare]").await;
    window.becomes("document.activeElement.dataset.testid === 'menu-open'").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_thousand_rows_are_a_few_in_the_document_and_none_is_out_of_reach() {
    let (_desktop, window) = parts("stories/kit-list").await;
    let first = "const edge = document.querySelector('[data-testid=window-list]');
        const rows = [...edge.querySelectorAll('[data-testid=window-row]')].map((row) =>
            ({ name: row.textContent.trim(), from: row.getBoundingClientRect().top - edge.getBoundingClientRect().top,
               to: row.getBoundingClientRect().bottom - edge.getBoundingClientRect().top }));
        return rows.filter(({ to }) => to > 1).sort((a, b) => a.from - b.from)[0]";
    window.see("kit-list-row[data-name=Agent 3]").await;
    focus(&window, "kit-list-row").await;
    window.press("End").await;
    window.becomes("document.activeElement.dataset.name === 'Agent 99999'").await;
    window.press("PageUp").await;
    window.becomes("document.activeElement.dataset.name !== 'Agent 99999'").await;
    window.run("document.querySelector('[data-testid=window-list]').scrollTop = 50000 * 36 + 17", Vec::new()).await;
    window.see("kit-list-row[data-name=Agent 50001]").await;
    assert!(window.count("window-row").await < 200);
    let before = window.run(first, Vec::new()).await;
    assert_eq!(before["name"], "Agent 50000");

    // Ten rows come above it: it stays where it is. And so it does after the way back.
    window.click("kit-list-keep").await;
    window.click("kit-list-add").await;
    window.becomes("document.querySelector('[data-id=a50000]')?.ariaPosInSet === '50011'").await;
    assert_eq!(window.run(first, Vec::new()).await, before);
    window.click("kit-list-begin").await;
    window.see("kit-list-row[data-name=A new agent 9]").await;
    window.click("kit-list-restore").await;
    window.see("kit-list-row[data-name=Agent 50001]").await;
    assert_eq!(window.run(first, Vec::new()).await, before);
}

/// The window with the parts in the place of the page.
async fn parts(name: &str) -> (Desktop, Window) {
    let desktop = Desktop::new(Keyring::Unlocked, name).await;
    let window = Window::open(&desktop).await;
    window.run("location.href = 'kit.html'", Vec::new()).await;
    window.see("kit-part[data-part=tip]").await;
    (desktop, window)
}

async fn focus(window: &Window, place: &str) {
    let script = format!("document.querySelector('[data-testid={place}]').focus()");
    window.run(&script, Vec::new()).await;
}
