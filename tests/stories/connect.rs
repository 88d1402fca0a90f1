//! *Connect my node*: the sandbox's own program as somebody's node, a key that is wrong at first, and where the keys end up.

use crate::shopping::{describe, fill_in, go_to};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::Node,
    window::Window,
};

#[tokio::test]
async fn a_node_is_connected_once_its_key_is_right() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/connect").await;
    let node = Node::start(&desktop).await;
    let window = Window::open(&desktop).await;
    let connection = node.connection();
    window.click("door-connect").await;
    window.click("connect-test").await;
    for field in ["nodeUrl", "nodeKey", "registryUrl", "registryKey"] {
        window.see(&format!("connect-wrong[data-field={field}][data-wrong=missing]")).await;
    }
    window.has_focus("connect-input[data-field=nodeUrl]").await;
    window.fill("connect-input[data-field=nodeUrl]", "127.0.0.1:3001").await;
    window.gone("connect-wrong[data-field=nodeUrl]").await;
    window.click("connect-test").await;
    window.see("connect-wrong[data-field=nodeUrl][data-wrong=scheme]").await;
    window.picture("nothing-typed").await;
    // As the browser shows the node's own pages.
    window.fill("connect-input[data-field=nodeUrl]", "http://127.0.0.1:3001/admin").await;
    window.tab_to("connect-input[data-field=nodeKey]").await;
    window.becomes("document.querySelector('[data-field=nodeUrl]').value === 'http://127.0.0.1:3001'").await;
    fill_in(&window, &connection).await;
    window.fill("connect-input[data-field=nodeKey]", "not-the-key").await;
    window.click("connect-test").await;
    window.see("report[data-usable=false] / report-line[data-check=node-key][data-state=failed]").await;
    window.see("report-line[data-check=registry-key][data-state=passed]").await;
    window.picture_of("report", "wrong-key").await;

    window.fill("connect-input[data-field=nodeKey]", &connection.node_key).await;
    window.click("connect-test").await;
    window.see("report[data-usable=true]").await;
    window.picture_of("report", "usable").await;
    window.click("connect-save").await;
    window.see("agent-card").await;
    window.see("health[data-state=ok]").await;
    window.picture("market").await;

    let mut kept = desktop.kept_keys();
    let mut keys = vec![connection.node_key, connection.registry_key];
    kept.sort();
    keys.sort();
    assert_eq!(kept, keys, "both keys are in the keyring, and nothing else of ours is");
}

/// Certificates and a proxy for a node of one's own: refused where they are none, told by what they are, and taken out again.
#[tokio::test]
async fn whom_a_node_is_trusted_by_is_told_and_taken_back() {
    const AUTHORITY: &str = include_str!("../certificates/authority.pem");
    let desktop = Desktop::new(Keyring::Unlocked, "stories/connect").await;
    let node = Node::start(&desktop).await;
    let window = Window::open(&desktop).await;
    let connection = node.connection();
    describe(&window, &connection).await;
    window.fill("connect-input[data-field=nodeKey]", &connection.node_key).await;
    window.click("connect-advanced-toggle").await;
    window.paste("connect-input[data-field=authorities]", "-----BEGIN CERTIFICATE-----\nMIIB").await;
    window.fill("connect-input[data-field=proxy]", "http://me:word@proxy.example:3128").await;
    window.click("connect-test").await;
    window.see("report[data-usable=false] / report-line[data-check=node-reachable][data-state=failed]").await;
    window.picture_of("report", "no-certificate").await;

    window.paste("connect-input[data-field=authorities]", AUTHORITY.trim()).await;
    // What runs on this computer is reached without it, so nobody has to be there.
    window.fill("connect-input[data-field=proxy]", "http://proxy.example:3128").await;
    window.click("connect-test").await;
    window.see("report[data-usable=true]").await;
    window.click("connect-save").await;
    window.see("market").await;
    go_to(&window, "settings").await;
    assert!(window.text("profile-trusted").await.contains("CN=Own authority"));
    window.see("profile-proxy").await;
    window.picture("trusted").await;

    window.click("profile-edit").await;
    window.click("distrust").await;
    window.gone("trusted").await;
    // Nobody new is trusted, so the stored keys are good for it.
    window.click("connect-test").await;
    window.see("report[data-usable=true]").await;
    window.click("connect-save").await;
    window.see("market").await;
    go_to(&window, "settings").await;
    window.gone("profile-trusted").await;
}
