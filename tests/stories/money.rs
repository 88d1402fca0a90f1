//! Where the money is, as the card of a purchase draws it in each state that a node tells: in both colour schemes, and one of them in a
//! narrow window. What others do is told by the node, as `tests/cases/node` lets it.

use crate::{
    eye::Eye,
    shopping::{answer, buy, connect, open_form},
};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    window::Window,
};
use masumi::moment::MINUTE;
use masumi_sandbox::Sandbox;
use serde_json::{Value, json};

/// The node tells this of every purchase.
fn tells(sandbox: &Sandbox, mut row: Value) {
    row["apply_to"] = json!("a purchase row");
    assert!(sandbox.play_node(Some(&row)));
}

async fn in_both_themes(window: &Window, name: &str) {
    for theme in ["light", "dark"] {
        window.run("document.documentElement.style.colorScheme = arguments[0]", vec![theme.into()]).await;
        window.picture_of("money-picture", &format!("{name}-{theme}")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_money_is_drawn_where_the_node_says_it_is_and_nowhere_where_nobody_knows() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/money").await;
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    sandbox.keep_wallets_busy(10 * MINUTE);
    open_form(&window, "Decision Analyst").await;
    answer(&window, "question", "Which of two flats?").await;
    answer(&window, "criteria", "price, light").await;
    window.click("to-review").await;
    window.click("pay").await;
    window.see("phase[data-phase=queued]").await;
    window.see("money-picture[data-state=locking]").await;
    in_both_themes(&window, "on-its-way").await;
    sandbox.skip(10 * MINUTE);
    window.see("on-chain[data-state=ResultSubmitted]").await;
    in_both_themes(&window, "a-result-is-there").await;

    let mut eye = Eye::of(&window).await;
    for (on_chain, picture, name) in [
        ("Disputed", "locked", "disputed"),
        ("WithdrawAuthorized", "released", "released"),
        ("RefundAuthorized", "returning", "on-its-way-back"),
        ("Frozen", "unknown", "nobody-knows"),
    ] {
        tells(&sandbox, json!({ "onChainState": on_chain }));
        window.see(&format!("on-chain[data-state={on_chain}]")).await;
        window.see(&format!("money-picture[data-state={picture}]")).await;
        in_both_themes(&window, name).await;
        eye.looks_at(name).await;
    }
    let part = |amount: &str| json!([{ "amount": amount, "unit": "" }]);
    let (back, on) = (part("1000000"), part("1750000"));
    tells(
        &sandbox,
        json!({ "onChainState": "DisputedWithdrawn", "WithdrawnForBuyer": back, "WithdrawnForSeller": on }),
    );
    window.see("money-picture[data-state=split]").await;
    in_both_themes(&window, "divided").await;
    eye.looks_at("divided").await;

    // Of the first generation: a refund that the seller agreed to stays where it is, asked for or not.
    sandbox.play_node(None);
    buy(&window, "Text Summarizer", "text", "Tides come twice a day. The moon moves them.").await;
    window.see("on-chain[data-state=ResultSubmitted]").await;
    window.click("refund-button[data-action=dispute]").await;
    window.click("dialog-confirm").await;
    window.see("on-chain[data-state=Disputed]").await;
    window.click("identifiers-toggle").await;
    let longest = "return [...document.querySelectorAll('[data-testid=identifiers] code')]
        .map(({ textContent }) => textContent.trim()).sort((one, other) => other.length - one.length)[0]";
    let identifier = window.run(longest, Vec::new()).await;
    assert!(sandbox.authorize_refund(identifier.as_str().unwrap_or_default()), "{identifier}");
    window.see("trouble[data-kind=not-collected][data-money=in-escrow]").await;
    window.see("refund-card[data-verdict=agreed-v1]").await;
    in_both_themes(&window, "agreed-and-not-collected").await;
    window.resize(900, 700).await;
    in_both_themes(&window, "agreed-narrow").await;
    window.picture_of("trouble", "agreed-what-to-do").await;
    window.resize(1200, 800).await;
    tells(&sandbox, json!({ "onChainState": "FundsLocked" }));
    window.see("refund-card[data-verdict=not-collected]").await;
    in_both_themes(&window, "withdrawn-and-not-collected").await;
    tells(&sandbox, json!({ "onChainState": "Withdrawn" }));
    window.see("money-picture[data-state=paid]").await;
    in_both_themes(&window, "the-seller-is-paid").await;
    assert!(eye.found.is_empty(), "{}", eye.found.join("\n"));
}
