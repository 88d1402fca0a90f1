//! What a screen reader hears, in order: a purchase from the market to the result, and the question on the way. The sentences are those of
//! the page's own words.

use crate::shopping::try_the_sandbox;
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    ear::{Ear, Heard},
    window::Window,
};

const CONTRACT: &str =
    "The supplier delivers within ten days. Either party may terminate with a notice of three months.";

#[tokio::test(flavor = "multi_thread")]
async fn a_purchase_and_a_question_are_heard_in_order() {
    let mut desktop = Desktop::new(Keyring::Unlocked, "stories/hearing").await;
    desktop.be_heard().await;
    let mut ear = Ear::begin(&desktop).await;
    let window = Window::open(&desktop).await;
    try_the_sandbox(&window).await;
    ear.hears_focus("heading", &say(&window, "market.title").await).await;
    ear.looks_around().await;

    to_the_review(&window, &mut ear).await;
    window.tab_to("pay").await;
    ear.hears_focus("button", "Pay 5.00").await;
    window.press("Enter").await;
    ear.hears_focus("heading", "Contract Reviewer").await;

    ear.hears_said(&say(&window, "phaseSays.question").await).await;
    window.press("a").await;
    ear.hears(
        "the question's first field",
        |one| matches!(one, Heard::Focus { role, .. } if role == "radio" || role == "checkbox"),
    )
    .await;
    window.press("Space").await;
    window.tab_to("field-input[data-field=comment]").await;
    ear.hears("the comment", |one| matches!(one, Heard::Focus { role, .. } if role == "textbox")).await;
    window.type_keys("Three months are fine.").await;
    window.tab_to("question-send").await;
    ear.hears_focus("button", &say(&window, "question.submit").await).await;
    window.press("Enter").await;
    ear.hears_said(&say(&window, "phaseSays.delivered").await).await;
    window.see("hash[data-state=verified]").await;

    let heard = ear.heard();
    for pair in heard.windows(2) {
        assert!(!matches!(pair, [Heard::Said(one), Heard::Said(other)] if one == other), "said twice: {pair:?}");
    }
    // WebKitGTK tells of a <summary> as a group without a name.
    let nameless = |one: &&Heard| matches!(one, Heard::Focus { role, name, .. } if name.is_empty() && role != "group");
    assert_eq!(heard.iter().find(nameless), None, "whatever gets the focus has a name");
}

async fn to_the_review(window: &Window, ear: &mut Ear) {
    window.press("/").await;
    ear.hears_focus("searchbox", &say(window, "market.search").await).await;
    window.type_keys("contr").await;
    window.gone("agent-card[data-name=Text Summarizer]").await;
    ear.hears_said(&window.text("market-count").await).await;
    window.press("ArrowDown").await;
    ear.hears_focus("link", "Contract Reviewer").await;
    window.press("Enter").await;
    window.see("availability[data-state=available]").await;
    ear.hears_focus("heading", "Contract Reviewer").await;
    window.press("b").await;
    window.see("buy-form").await;
    window.press("Ctrl Enter").await;
    window.see("field-error").await;
    // The field has the focus, and what is wrong with it is said with it.
    let wrong = window.text("field-error").await;
    let says_so =
        |one: &Heard| matches!(one, Heard::Focus { role, says, .. } if role == "textbox" && says.contains(&wrong));
    ear.hears(&format!("a field with {wrong:?}"), says_so).await;
    window.type_keys(CONTRACT).await;
    window.press("Ctrl Enter").await;
    ear.hears_focus("heading", &say(window, "review.title").await).await;
}

/// A sentence of the page.
async fn say(window: &Window, path: &str) -> String {
    let script = "return import('/words/say.js').then(({ say }) => arguments[0].split('.').reduce((words, key) => words[key], say))";
    let said = window.run(script, vec![path.into()]).await;
    assert!(said.is_string(), "{path} is a sentence: {said}");
    said.as_str().unwrap_or_default().to_owned()
}
