//! An agent built with the official SDK, bought from in the real window.

use crate::shopping::{answer, buy, connect};
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
    window.see("hash-variant[data-variant=escaped]").await;
    window.picture_of("hash", "verified").await;
    assert_eq!(sandbox.all_locks(), 1);
}
