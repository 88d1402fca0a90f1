//! Nothing is bought beyond what the person allowed: not by another click, and not after a restart.

use crate::{
    eye::Eye,
    shopping::{answer, buy, connect, go_to, open_form},
};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    window::Window,
};

/// Sells for 1.50 ADA.
const AGENT: &str = "Data Extractor";
const TEXT: &str = "Write to ada@example.org by 12 May.";

async fn to_limits(window: &Window) {
    go_to(window, "settings").await;
    window.click("settings-link[data-section=limits]").await;
    window.see("limit-form").await;
}

async fn to_review(window: &Window) {
    open_form(window, AGENT).await;
    answer(window, "text", TEXT).await;
    window.click("to-review").await;
    window.see("approval").await;
}

async fn in_both_themes(window: &Window, place: &str, name: &str) {
    for theme in ["light", "dark"] {
        window.run("document.documentElement.style.colorScheme = arguments[0]", vec![theme.into()]).await;
        window.picture_of(place, &format!("{name}-{theme}")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_refuses_what_is_beyond_it_also_after_a_restart_and_a_pause_refuses_everything() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/limits").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;

    // What is no amount is said beside it; then it is one.
    to_limits(&window).await;
    window.fill("limit-amount[data-form=limit]", "-2").await;
    window.click("limit-save").await;
    window.see("limit-error[data-field=amount][data-rule=number]").await;
    window.fill("limit-amount[data-form=limit]", "2").await;
    window.click("limit-save").await;
    window.see("limit[data-id=day//]").await;
    window.see("foot-limits").await;

    to_review(&window).await;
    window.see("limit-meter[data-over=day][data-left=500000]").await;
    in_both_themes(&window, "review-limits", "within").await;
    window.click("pay").await;
    window.see("purchase").await;
    to_review(&window).await;
    window.see("not-allowed[data-why=over-limit]").await;
    window.becomes("document.querySelector('[data-testid=pay]').disabled").await;
    in_both_themes(&window, "review-limits", "beyond").await;
    window.kill();

    let window = Window::open(&desktop).await;
    window.see("foot-limits").await;
    to_review(&window).await;
    window.see("not-allowed[data-why=over-limit]").await;
    window.click("to-limits").await;
    window.see("limit[data-id=day//] / limit-meter[data-left=500000]").await;

    // The same limit again takes its place. Above a sum a job waits, and can be stopped: its sum is free again.
    window.fill("limit-amount[data-form=limit]", "4").await;
    window.click("limit-save").await;
    window.see("limit[data-id=day//] / limit-meter[data-left=2500000]").await;
    window.fill("limit-amount[data-form=wait]", "1").await;
    window.click("wait-save").await;
    window.see("wait").await;
    let mut eye = Eye::of(&window).await;
    eye.looks_at("settings with limits").await;
    in_both_themes(&window, "settings-section[data-section=limits]", "set").await;
    buy(&window, AGENT, "text", TEXT).await;
    window.see("waits").await;
    window.see("step[data-step=accepted][data-state=waiting]").await;
    in_both_themes(&window, "status", "waits").await;
    eye.looks_at("a purchase that waits").await;
    window.click("purchase-stop").await;
    window.see("status[data-phase=declined]").await;

    // Above a sum of the person's own, the amount is typed once more, and another one is none.
    to_limits(&window).await;
    window.fill("limit-amount[data-form=above]", "1").await;
    window.click("typing-save").await;
    window.see("typing").await;
    to_review(&window).await;
    window.becomes("document.querySelector('[data-testid=pay]').disabled").await;
    window.fill("amount-typed", "1.51").await;
    window.click("pay").await;
    window.see("amount-typed[aria-invalid=true]").await;
    in_both_themes(&window, "amount-typed", "typed-once-more").await;
    eye.looks_at("a review that asks for the amount").await;
    window.fill("amount-typed", "1.50").await;
    window.click("pay").await;
    window.see("waits").await;
    window.click("purchase-stop").await;
    window.see("status[data-phase=declined]").await;
    to_limits(&window).await;
    window.click("typing-remove").await;
    window.gone("typing").await;

    // The pause is in the palette, and a banner as long as it lasts.
    window.press_control('k').await;
    window.see("palette").await;
    window.type_keys("Pause buying").await;
    window.press("Enter").await;
    window.see("paused-banner").await;
    to_review(&window).await;
    window.see("not-allowed[data-why=paused]").await;
    in_both_themes(&window, "not-allowed", "paused").await;
    eye.looks_at("a review while buying is paused").await;
    window.click("resume-buying").await;
    window.gone("paused-banner").await;
    to_review(&window).await;
    window.see("limit-meter[data-over=day][data-left=1000000]").await;
    assert!(eye.found.is_empty(), "{}", eye.found.join("\n"));
}
