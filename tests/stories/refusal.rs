//! Dishonest sellers, as a person meets them: each lies in one respect, and is refused before any money moves, with the check that
//! found it out, both values side by side, and what that can mean.

use crate::shopping::{buy, connect, go_to, open_agent, open_form};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    window::Window,
};
use masumi::{moment::MINUTE, node::Generation};
use masumi_sandbox::{Lie, Service};
use serde_json::Value;
use std::fs;

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_hold_is_refused_and_shown_with_both_values() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/refusal").await;
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;

    // What is shown was not what was signed.
    buy_lie(&window, Lie::SignsOtherDeadlines).await;
    let [expected, found] = refused_for(&window, "signature").await;
    assert!(expected.len() == 64 && found.len() == 64 && expected != found, "two hashes: {expected}, {found}");
    window.reads("check[data-check=signature] / check-means", "signed something other than what the agent shows").await;
    window.picture("other-deadlines-were-signed").await;

    // The agent would work on something else: its signature is not one over what was sent, either.
    buy_lie(&window, Lie::SignsOtherInput).await;
    window.see("status[data-phase=refused]").await;
    window.see("failure[data-moved=no]").await;
    window.see("check[data-check=input-hash][data-state=failed]").await;
    assert_eq!(window.count("check[data-state=failed]").await, 2);
    window.picture("other-input").await;

    // The agent was sold between the review and the payment.
    buy_lie(&window, Lie::ChangesHands).await;
    let [expected, found] = refused_for(&window, "seller-approved").await;
    assert!(expected.len() == 56 && found.len() == 56 && expected != found, "two keys: {expected}, {found}");
    window.picture("another-seller").await;

    assert_eq!(sandbox.faults().requests(Service::Node, "POST /purchase"), 0);
    assert_eq!(sandbox.all_locks(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn dearer_or_longer_terms_are_asked_about_again_with_the_wallet_before_and_after() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/second-approval").await;
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    // The first purchase tells which wallet pays.
    buy(&window, "Word Counter", "text", "Tides come twice a day.").await;
    window.see("phase[data-phase=delivered]").await;
    // Only the dearer terms are above the sum from which the person waits: the payment waits, and can be stopped.
    for (minutes, name) in [(60, "waits-as-wanted"), (24 * 60, "waits-as-long-as-there-is-time")] {
        go_to(&window, "settings").await;
        window.click("settings-link[data-section=limits]").await;
        window.fill("limit-amount[data-form=wait]", "5").await;
        let choose = "const choice = document.querySelector('[data-testid=wait-minutes]'); choice.value = arguments[0];
            choice.dispatchEvent(new Event('change', { bubbles: true }));";
        window.run(choose, vec![minutes.to_string().into()]).await;
        window.click("wait-save").await;
        window.see("wait").await;
        buy_lie(&window, Lie::RaisesThePrice).await;
        window.see("warning[data-warning=dearer]").await;
        in_both_themes(&window, "review-waits", name).await;
        window.click("pay").await;
        window.see("waits").await;
        window.see("step[data-step=verified][data-state=waiting]").await;
        in_both_themes(&window, "status", &format!("{name}-then")).await;
        window.click("purchase-stop").await;
        window.see("status[data-phase=declined]").await;
        // The registry tells the price as before.
        sandbox.skip(MINUTE);
    }
    assert_eq!(sandbox.all_locks(), 1);
    buy_lie(&window, Lie::LocksForTenYears).await;
    window.see("warning[data-warning=long-lock]").await;
    let wallet = sandbox.purchasing_address(Generation::V1);
    window.see(&format!("approval-wallet[data-value={wallet}]")).await;
    window.see("approval-balances[data-generation=Web3CardanoV1]").await;
    window.see("conditions[data-troubled=false]").await;
    window.picture("asked-again").await;
    sandbox.empty_wallet(Generation::V1);
    go_to(&window, "purchases").await;
    window.click("purchase-row[data-agent=Dishonest Seller]").await;
    window.see("condition[data-condition=ada][data-state=failed]").await;
    window.picture("asked-again-with-too-little").await;
    window.click("decline").await;
    window.see("phase[data-phase=declined]").await;
    assert_eq!(sandbox.all_locks(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_review_says_what_will_be_checked_and_the_purchase_what_came_of_it() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/verification").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    open_agent(&window, "Dishonest Seller").await;
    window.click("conditions-toggle").await;
    window.see("condition[data-condition=node][data-state=passed]").await;
    // Nobody has told yet which wallet pays.
    window.see("condition[data-condition=wallet][data-state=skipped]").await;
    window.picture("what-paying-needs").await;
    window.click("buy").await;
    window.pick("field-input[data-field=lie]", Lie::Nothing.says()).await;
    window.click("to-review").await;
    window.click("conditions-toggle").await;
    window.see("condition[data-condition=limits][data-state=passed]").await;
    window.click("ahead-toggle").await;
    window.see("ahead-check[data-check=registered][data-known=now]").await;
    window.see("ahead-check[data-check=seller-approved][data-known=later]").await;
    assert_eq!(window.count("ahead-check").await, 23);
    window.picture_of("ahead", "what-will-be-checked").await;
    window.click("pay").await;
    window.see("hash[data-state=verified]").await;
    let checked = window.text("hash-checked").await;
    assert!(checked.starts_with("Checked ") && !checked.contains('['), "{checked}");
    window.click("verification-toggle").await;
    window.see("check[data-check=signature][data-state=passed]").await;
    assert_eq!(window.count("check").await, 23);
    window.picture_of("verification", "what-was-checked").await;

    // Another seller delivers, and proves something else.
    buy(&window, "Quick Names", "text", "frog").await;
    window.see("hash[data-state=mismatch]").await;
    let on_chain = window.text("hash / versus[data-side=one]").await;
    let computed = window.text("hash / versus[data-side=other]").await;
    assert!(on_chain.len() == 64 && computed.len() == 64 && on_chain != computed, "{on_chain}, {computed}");
    window.picture_of("hash", "a-result-that-does-not-match").await;

    // The dossier stands there already: the person says why they object, saves it, and asks for the money.
    window.see("dossier[data-about=mismatch][data-late=false]").await;
    window.pick("dossier-reason", "It is not what was described").await;
    window.fill("dossier-statement", "These are <b>not</b> names.").await;
    window.fill("remark-note", "a note to myself").await;
    window.click("dossier-save").await;
    let saved = window.attribute("dossier-saved", "data-path").await;
    let page = fs::read_to_string(&saved).expect("it is there");
    for part in [
        on_chain.as_str(),
        computed.as_str(),
        "These are &lt;b&gt;not&lt;/b&gt; names.",
        "It is not what was described",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let keys = [&connection.node_url, &connection.node_key, &connection.registry_key].map(String::as_str);
    for private in ["<script", "undefined", "a note to myself"].into_iter().chain(keys) {
        assert!(!page.contains(private), "{private} is in {page}");
    }
    let receipt = page.rsplit("<pre>").next().and_then(|rest| rest.split("</pre>").next()).unwrap_or_default();
    let receipt = receipt.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    let receipt: Value = serde_json::from_str(&receipt.replace("&amp;", "&")).expect("a receipt");
    assert_eq!(receipt["schema"], "kaimono-receipt/1");
    for theme in ["light", "dark"] {
        window.run("document.documentElement.dataset.theme = arguments[0]", vec![theme.into()]).await;
        window.picture_of("dossier", &format!("the-case-{theme}")).await;
    }
    // Three clicks from the notice, whose first one leads to this page.
    window.click("trouble-refund").await;
    window.click("dialog-confirm").await;
    window.see("phase[data-phase=disputed]").await;
    window.see("dossier[data-about=mismatch]").await;
    assert_eq!(window.property("dossier-statement", "value").await, "These are <b>not</b> names.");
}

async fn in_both_themes(window: &Window, place: &str, name: &str) {
    for theme in ["light", "dark"] {
        window.run("document.documentElement.dataset.theme = arguments[0]", vec![theme.into()]).await;
        window.picture_of(place, &format!("{name}-{theme}")).await;
    }
}

/// Opens the dishonest seller from the market, chooses what it lies about, reviews and pays.
async fn buy_lie(window: &Window, lie: Lie) {
    open_form(window, "Dishonest Seller").await;
    window.pick("field-input[data-field=lie]", lie.says()).await;
    window.click("to-review").await;
    window.click("pay").await;
    window.see("purchase").await;
}

/// Waits for the refusal, and reads both values of the one check that failed.
async fn refused_for(window: &Window, check: &str) -> [String; 2] {
    window.see("status[data-phase=refused]").await;
    window.see("failure[data-moved=no]").await;
    let failed = format!("check[data-check={check}][data-state=failed]");
    window.see(&failed).await;
    assert_eq!(window.count("check[data-state=failed]").await, 1);
    window.see(&format!("{failed} / check-means")).await;
    let mut values = [String::new(), String::new()];
    for (value, side) in values.iter_mut().zip(["one", "other"]) {
        *value = window.text(&format!("{failed} / versus[data-side={side}]")).await;
    }
    values
}
