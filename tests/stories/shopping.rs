//! What a buyer does in many stories.

use kaimono_stories::{node::Connection, window::Window};

/// Goes through the door of the sandbox, and waits for its market.
pub(crate) async fn try_the_sandbox(window: &Window) {
    window.click("door-sandbox").await;
    window.see("agent-card").await;
    window.see("health[data-state=ok]").await;
}

/// Goes through the other door, tests the connection and saves it, and waits for the market.
pub(crate) async fn connect(window: &Window, connection: &Connection) {
    describe(window, connection).await;
    test_and_save(window, connection).await;
    window.see("agent-card").await;
    window.see("health[data-state=ok]").await;
}

/// Opens the form of a connection and fills in everything but the node's key.
pub(crate) async fn describe(window: &Window, connection: &Connection) {
    window.click("door-connect").await;
    fill_in(window, connection).await;
}

/// Fills in everything but the node's key.
pub(crate) async fn fill_in(window: &Window, connection: &Connection) {
    window.fill("connect-input[data-field=label]", "My node").await;
    window.fill("connect-input[data-field=nodeUrl]", &connection.node_url).await;
    window.fill("connect-input[data-field=registryUrl]", &connection.registry_url).await;
    window.fill("connect-input[data-field=registryKey]", &connection.registry_key).await;
    window.click("connect-local").await;
}

/// Fills in the node's key, tests the connection, and saves it.
pub(crate) async fn test_and_save(window: &Window, connection: &Connection) {
    window.fill("connect-input[data-field=nodeKey]", &connection.node_key).await;
    window.click("connect-test").await;
    window.see("report[data-usable=true]").await;
    window.click("connect-save").await;
}

/// From the market to an agent's page. A list draws only what is seen, so the agent is looked for.
pub(crate) async fn open_agent(window: &Window, agent: &str) {
    window.fill("search", agent).await;
    window.click(&format!("agent-card[data-name={agent}]")).await;
}

/// From wherever the window is: finds an agent and opens its form.
pub(crate) async fn open_form(window: &Window, agent: &str) {
    go_to(window, "market").await;
    open_agent(window, agent).await;
    window.see("availability[data-state=available]").await;
    window.click("buy").await;
}

/// Types one answer into the form.
pub(crate) async fn answer(window: &Window, field: &str, text: &str) {
    window.fill(&format!("field-input[data-field={field}]"), text).await;
}

/// Buys from an agent whose form has one field; the window is then at the purchase.
pub(crate) async fn buy(window: &Window, agent: &str, field: &str, text: &str) {
    open_form(window, agent).await;
    answer(window, field, text).await;
    window.click("to-review").await;
    window.click("pay").await;
    window.see("purchase").await;
}

/// One of the four pages of the navigation.
pub(crate) async fn go_to(window: &Window, section: &str) {
    window.click(&format!("nav[data-section={section}]")).await;
    window.see(section).await;
}

/// Moves the sandbox's clock to just after the next deadline of a purchase.
pub(crate) async fn skip_to_next_deadline(window: &Window) {
    let before = window.attribute("sandbox-clock", "data-now").await;
    window.click("skip-deadline").await;
    window.attribute_other_than("sandbox-clock", "data-now", &before).await;
}
