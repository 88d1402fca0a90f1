//! *Connect my node*: the sandbox's own program as somebody's node, a key that is wrong at first, and where the keys end up.

use crate::shopping::describe;
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
    describe(&window, &connection).await;
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
    window.see("agent-card[data-name=Text Summarizer]").await;
    window.see("health[data-state=ok]").await;
    window.picture("market").await;

    let mut kept = desktop.kept_keys();
    let mut keys = vec![connection.node_key, connection.registry_key];
    kept.sort();
    keys.sort();
    assert_eq!(kept, keys, "both keys are in the keyring, and nothing else of ours is");
}
