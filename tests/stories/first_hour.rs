//! The first hour: from the first window to the first result, through five things to try, to a node of one's own.

use crate::shopping::{answer, go_to};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::Node,
    window::Window,
};
use std::cell::Cell;

/// A person who has never seen the program: everything that has to be decided is counted.
struct Newcomer<'window> {
    window: &'window Window,
    decisions: Cell<u32>,
}

impl Newcomer<'_> {
    async fn click(&self, place: &str) {
        self.decisions.set(self.decisions.get() + 1);
        self.window.click(place).await;
    }

    async fn answer(&self, field: &str, text: &str) {
        self.decisions.set(self.decisions.get() + 1);
        answer(self.window, field, text).await;
    }
}

#[tokio::test]
async fn a_newcomer_has_a_result_after_seven_decisions_at_most_and_has_seen_everything_after_five_steps() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/first-hour").await;
    let window = Window::open(&desktop).await;
    window.see("door-sandbox").await;
    window.see("to-for-real").await;
    window.picture("welcome").await;

    let newcomer = Newcomer { window: &window, decisions: Cell::new(0) };
    newcomer.click("door-sandbox").await;
    window.see("first-hour[data-done=0][data-next=buy]").await;
    window.see("agent-card").await;
    window.picture("market").await;
    newcomer.click("first-hour-go[data-step=buy]").await;
    window.see("first-hour-line[data-where=agent]").await;
    window.see("availability[data-state=available]").await;
    window.picture("agent").await;
    newcomer.click("buy").await;
    window.see("first-hour-line[data-where=buy]").await;
    newcomer
        .answer("text", "Tides come twice a day. The moon draws the water. Harbours wait for it. Sailors know it.")
        .await;
    newcomer.click("to-review").await;
    window.see("first-hour-line[data-where=review]").await;
    // What is in the wallet is known before the first purchase.
    window.see("approval-balances").await;
    assert_eq!(window.count("warning").await, 0, "there is nothing to warn of");
    window.picture("review").await;
    newcomer.click("pay").await;
    window.see("first-hour-line[data-where=purchase]").await;
    window.see("hash[data-state=verified]").await;
    let decisions = newcomer.decisions.get();
    assert!(decisions <= 7, "{decisions} decisions from the first window to the first result");
    window.see("first-hour-line[data-where=purchase][data-next=answer]").await;
    window.picture("first-result").await;

    window.click("first-hour-go[data-step=answer]").await;
    window.click("buy").await;
    answer(&window, "contract", "The supplier delivers within ten days. Either party may end it at any time.").await;
    pay(&window).await;
    window.see("question[data-sent=false]").await;
    window.click("field-input[data-field=approve]").await;
    answer(&window, "comment", "Agreed.").await;
    window.click("question-send").await;
    window.see("first-hour-line[data-where=purchase][data-next=liar]").await;

    window.click("first-hour-go[data-step=liar]").await;
    window.click("buy").await;
    window.pick("field-input[data-field=lie]", "Sign for another agent").await;
    pay(&window).await;
    window.see("status[data-phase=refused]").await;
    window.see("first-hour-line[data-where=purchase][data-next=refund]").await;
    window.picture("caught").await;

    window.click("first-hour-go[data-step=refund]").await;
    window.click("buy").await;
    answer(&window, "text", "bakeries in Bavaria").await;
    pay(&window).await;
    window.see("step[data-step=escrow][data-state=done]").await;
    go_to(&window, "market").await;
    window.see("first-hour[data-done=3][data-next=refund]").await;
    window.picture("three-of-five").await;
    // The last step lets the time pass that the one before waits for.
    window.click("first-hour-days").await;
    window.see("first-hour[data-done=5]").await;
    window.picture("all-done").await;

    window.click("first-hour-hide").await;
    window.gone("first-hour").await;
    window.kill();

    let window = Window::open(&desktop).await;
    window.see("health[data-state=ok]").await;
    window.see("agent-card").await;
    assert_eq!(window.count("first-hour").await, 0, "what was put away stays so");
    go_to(&window, "settings").await;
    window.click("first-hour-show").await;
    window.gone("first-hour-show").await;
    go_to(&window, "market").await;
    window.see("first-hour[data-done=5]").await;
    window.click("first-hour-for-real").await;
    window.see("for-real-check[data-tested=false]").await;
    assert_eq!(window.count("need[data-state=unknown]").await, 7, "of no node nothing is known");
    window.picture("for-real").await;
}

async fn pay(window: &Window) {
    window.click("to-review").await;
    window.click("pay").await;
    window.see("purchase").await;
}

#[tokio::test]
async fn what_an_operator_sent_fills_the_form_and_what_is_asked_of_them_is_copied_without_a_key() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/first-hour-node").await;
    let node = Node::start(&desktop).await;
    let window = Window::open(&desktop).await;
    let connection = node.connection();
    window.click("door-connect").await;
    // The quick start's own file has a key that may do everything: it is taken for neither service.
    let quick_start = "BLOCKFROST_API_KEY_PREPROD=\"preprodAbc123\" # from blockfrost.io\nADMIN_KEY=\"a-key-of-many-letters-1\" # at least 15 letters\n";
    window.paste("paste-input", quick_start).await;
    window.click("paste-read").await;
    window.see("pasted-doubt[data-place=nodeKey]").await;
    assert_eq!(window.property("connect-input[data-field=nodeKey]", "value").await, "");
    window.picture_of("paste", "quick-start").await;
    // The node's key is not right yet.
    let wrong = "masumi-payment-0000000000000000";
    let message = format!(
        "Hello!\nPAYMENT_SERVICE_URL={}\nPAYMENT_API_KEY={wrong}\nREGISTRY_SERVICE_URL={}\nREGISTRY_API_KEY={}\nNETWORK=Preprod",
        connection.node_url, connection.registry_url, connection.registry_key
    );
    window.paste("paste-input", &message).await;
    window.click("paste-read").await;
    window.see("pasted[data-taken=5]").await;
    assert_eq!(window.property("paste-input", "value").await, "", "the text is gone");
    assert_eq!(window.property("connect-input[data-field=nodeUrl]", "value").await, connection.node_url);
    assert_eq!(window.property("connect-input[data-field=nodeKey]", "type").await, "password");
    window.reads("pasted-lines", "Line 1").await;
    let seen = window.run("return document.documentElement.outerHTML + location.href", Vec::new()).await.to_string();
    assert!(!seen.contains(wrong) && !seen.contains(&connection.registry_key), "no key is on the page");
    window.picture_of("paste", "pasted").await;

    window.fill("connect-input[data-field=label]", "My node").await;
    window.click("connect-local").await;
    window
        .run(
            "window.copied = []; navigator.clipboard.writeText = async (text) => void window.copied.push(text);",
            Vec::new(),
        )
        .await;
    window.click("connect-test").await;
    window.see("report[data-usable=false] / report-line[data-check=node-key][data-state=failed]").await;
    window.picture_of("report", "refused").await;
    window.click("copy-for-operator").await;
    window.becomes("window.copied.length === 1").await;
    let copied = window.run("return window.copied[0]", Vec::new()).await;
    let copied = copied.as_str().unwrap();
    for part in
        ["Preprod", "127.0.0.1", "The node accepts the key: FAILED", "Please send me a key that this node takes"]
    {
        assert!(copied.contains(part), "{part}: {copied}");
    }
    assert!(!copied.contains(wrong) && !copied.contains(&connection.registry_key), "{copied}");

    window.fill("connect-input[data-field=nodeKey]", &connection.node_key).await;
    window.click("connect-test").await;
    window.see("report[data-usable=true]").await;
    window.click("connect-save").await;
    window.see("health[data-state=ok]").await;
    go_to(&window, "settings").await;
    window.click("to-for-real").await;
    window.see("for-real-check[data-tested=true]").await;
    window.see("need[data-need=node][data-state=done]").await;
    window.see("need[data-need=key][data-state=done]").await;
    window.see("need[data-need=wallet][data-state=look]").await;
    // Nobody may ask for the wallet with this key, and nothing was paid yet.
    window.see("for-real-verdict[data-verdict=unknown]").await;
    window.click("for-real-test").await;
    window.see("need[data-need=registry][data-state=done]").await;
    window.picture("for-real").await;
}
