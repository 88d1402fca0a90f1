//! The parts of the page alone, in the window that draws them: with every state, in every theme, read from either side.

use crate::access::{bring_axe, looked_at};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    window::Window,
};

#[tokio::test(flavor = "multi_thread")]
async fn every_part_is_drawn_in_every_state_and_nobody_stumbles_over_one() {
    let (_desktop, window) = parts("stories/kit").await;
    bring_axe(&window).await;
    let mut found = Vec::new();
    looked_at(&window, "parts", &mut found).await;
    for (shown, root) in
        [("light", "light ltr 100"), ("dark", "dark ltr 100"), ("rtl", "light rtl 100"), ("large", "light ltr 130")]
    {
        let set = "const root = document.documentElement; root.style.colorScheme = '';
            [root.dataset.theme, root.dir, root.dataset.text] = arguments[0].split(' ')";
        window.run(set, vec![root.into()]).await;
        window.becomes("document.documentElement.scrollWidth <= innerWidth").await;
        let parts = window
            .run(
                "return [...document.querySelectorAll('[data-testid=kit-part]')].map((part) => part.dataset.part)",
                Vec::new(),
            )
            .await;
        for part in parts.as_array().into_iter().flatten().filter_map(|part| part.as_str()) {
            window.picture_of(&format!("kit-part[data-part={part}]"), &format!("{shown}-{part}")).await;
        }
    }
    looked_at(&window, "parts, large and from right to left", &mut found).await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tip_opens_for_the_pointer_and_for_the_focus_and_closes_with_escape() {
    let (_desktop, window) = parts("stories/kit-tip").await;
    focus(&window, "kit-tip-word").await;
    assert_eq!(window.attribute("kit-tip-word", "aria-describedby").await, "tip");
    window.reads("tip", "12:00:00").await;
    window.key("Escape").await;
    window.becomes("!document.getElementById('tip').matches(':popover-open')").await;
    window.becomes("!document.querySelector('[data-testid=kit-tip-word]').hasAttribute('aria-describedby')").await;
    window.run("document.querySelector('[data-testid=kit-tip]').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))", Vec::new()).await;
    window.reads("tip", "Ask again").await;
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
