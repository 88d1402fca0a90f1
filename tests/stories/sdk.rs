//! An agent built with the official SDK, bought from in the real window.

use crate::shopping::{answer, buy, connect, open_form};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    sdk::SdkAgents,
    window::Window,
};

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_of_the_official_sdk_is_bought_answered_and_verified() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/sdk").await;
    let (sandbox, connection) = within_the_story().await;
    let _agents = SdkAgents::start(&sandbox).await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    buy(&window, "Editor", "text", "One. Two.").await;
    window.see("question[data-sent=false]").await;
    window.choose("field-choice[data-field=tone][data-index=1]").await;
    answer(&window, "title", "On \"counting\"").await;
    window.picture("question").await;
    window.click("question-send").await;
    window.reads("result-body", "On \"counting\"").await;
    window.see("hash[data-state=verified]").await;
    window.click("hash-toggle").await;
    window.see("hash-variant[data-variant=escaped]").await;
    window.picture_of("hash", "verified").await;
    assert_eq!(sandbox.all_locks(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_form_is_open_again_with_the_agents_words_at_the_fields() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/sdk-refused").await;
    let (sandbox, connection) = within_the_story().await;
    let _agents = SdkAgents::start(&sandbox).await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    open_form(&window, "Trip Planner").await;
    answer(&window, "city", "Kyoto").await;
    answer(&window, "days", "3").await;
    answer(&window, "email", "ada@example.org").await;
    // The SDK knows no hyphen in the path of a URL.
    answer(&window, "page", "https://example.org/my-page").await;
    window.click("to-review").await;
    window.click("pay").await;
    window.see("failure[data-code=agent-refused][data-moved=no]").await;
    window.picture("refused").await;
    window.click("change-answers").await;
    window.reads("field-error[data-field=page][data-rule=agent]", "Field 'page' must be a valid URL").await;
    window.picture("at-the-field").await;
    answer(&window, "page", "https://example.org/page").await;
    window.gone("field-error").await;
    window.click("to-review").await;
    window.click("pay").await;
    window.see("hash[data-state=verified]").await;
    assert_eq!(sandbox.all_locks(), 1);
}
