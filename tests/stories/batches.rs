//! Several purchases with one yes: the same for several agents, with the window killed right after; and a table with a limit.

use crate::{
    eye::Eye,
    shopping::{connect, go_to, open_form},
};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    services::{FileChooser, Says},
    wait,
    window::Window,
};
use masumi_sandbox::{Fault, Service};
use std::fs;

/// What the dishonest seller is to do.
const LIE: &str = "Sign other deadlines than the answer tells";
const TEXT: &str = "Tides come twice a day. The moon moves them.";

async fn in_both_themes(window: &Window, name: &str) {
    for theme in ["light", "dark"] {
        window.run("document.documentElement.style.colorScheme = arguments[0]", vec![theme.into()]).await;
        window.picture(&format!("{name}-{theme}")).await;
    }
    window.run("document.documentElement.style.removeProperty('color-scheme')", Vec::new()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_agents_are_asked_the_same_and_a_liar_among_them_is_refused_alone() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/together").await;
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    let agents = ["summarizer", "counter", "slow-report", "dishonest"]
        .map(|slug| sandbox.agent_identifier(slug).expect("it is sold here"));
    window.run("location.hash = `#/compare/${arguments[0]}`", vec![agents.join(",").into()]).await;
    window.see("compare[data-loading=false]").await;
    window.click("to-together").await;
    window.see("together-shared").await;
    window.click("to-batch-review").await;
    window.see("together-shared / field-error[data-rule=required]").await;
    window.paste("field-input[data-field=shared-0]", TEXT).await;
    window.fill("together-agent / field-input[data-field=company]", "Example plc").await;
    window.pick("together-agent / field-input[data-field=lie]", LIE).await;
    in_both_themes(&window, "form").await;
    let mut eye = Eye::of(&window).await;
    eye.looks_at("the same for several agents").await;
    window.click("to-batch-review").await;
    window.see("batch-review[data-purchases=4]").await;
    in_both_themes(&window, "review").await;
    eye.looks_at("the review of several").await;
    window.click("row-details").await;
    window.see("dialog / sent-value[data-by=you]").await;
    window.click("dialog-confirm").await;
    // The node takes every payment, and nobody hears of it; the button is clicked twice, and the window is killed.
    sandbox.faults().set(Service::Node, "POST /purchase", Fault::drop().after_accepting());
    let twice = "const pay = document.querySelector('[data-testid=batch-pay]'); pay.click(); pay.click()";
    window.run(twice, Vec::new()).await;
    window.see("batch[data-bought=4]").await;
    // A job whose start was cut off is not paid; here all of them were started.
    let sent = || sandbox.faults().requests(Service::Node, "POST /purchase") >= 3;
    wait::until("a payment to each honest agent", sent).await;
    window.kill();
    sandbox.faults().clear(Service::Node, "POST /purchase");

    let window = Window::open(&desktop).await;
    go_to(&window, "purchases").await;
    window.click("to-batches").await;
    window.click("batch-link[data-kind=side-by-side]").await;
    window.see("beside-column[data-base=true] / beside-proof[data-state=verified]").await;
    window.see("beside-column[data-base=false] / beside-proof[data-state=verified]").await;
    window.see("batch-line[data-phase=refused]").await;
    window.see("batch-line[data-phase=working]").await;
    assert_eq!(sandbox.all_locks(), 3, "each was paid once, and the liar not at all");
    // The slow one takes a minute.
    sandbox.skip(2 * 60_000);
    window.becomes("document.querySelectorAll('[data-testid=beside-proof][data-state=verified]').length === 3").await;
    window.see("beside-words").await;
    in_both_themes(&window, "beside").await;
    let mut eye = Eye::of(&window).await;
    eye.looks_at("results beside each other").await;
    window.resize(900, 700).await;
    window.picture("beside-narrow").await;
    window.resize(1280, 800).await;
    window.click("beside-marked").await;
    window.becomes("document.querySelector('[data-testid=beside] del') === null").await;
    window.click("beside-marked").await;
    window.click("keep").await;
    window.see("beside-column[data-kept=true]").await;
    window.click("against").await;
    window.see("beside-column[data-kept=true][data-base=false]").await;

    window.click("batch-repeat").await;
    window.see("batch-review[data-purchases=4]").await;
    window.click("batch-pay").await;
    window.see("batch-repeats").await;
    window.see("batch-line[data-phase=refused]").await;
    window.see("beside-column[data-base=false] / beside-proof[data-state=verified]").await;
    window.see("batch-line[data-phase=working]").await;
    assert_eq!(sandbox.all_locks(), 6);
    window.click("batch-purchase").await;
    window.click("to-batch").await;
    window.see("batch[data-bought=4]").await;
    assert!(eye.found.is_empty(), "{}", eye.found.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_bought_as_far_as_a_limit_goes_and_the_rest_after_it() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/table").await;
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    go_to(&window, "settings").await;
    window.click("settings-link[data-section=limits]").await;
    window.fill("limit-amount[data-form=limit]", "4").await;
    window.click("limit-save").await;
    window.see("limit[data-id=day//]").await;

    open_form(&window, "Data Extractor").await;
    window.click("to-many").await;
    window.see("table-head").await;
    window.paste("table-input", "text,remarks\n\"open,1").await;
    window.click("to-batch-review").await;
    window.see("table-problem").await;
    in_both_themes(&window, "problem").await;
    // A spreadsheet of German letters, as one saves it.
    let file = "\u{feff}TEXT;Bemerkung\r\nada@example.org;a\r\nbo@example.org;b\r\n=cmd()@example.org;c\r\nada@example.org;d\r\n";
    let choose = "const chosen = new DataTransfer(); chosen.items.add(new File([arguments[1]], 'table.csv'));
        const field = document.querySelector(arguments[0]); field.files = chosen.files;
        field.dispatchEvent(new Event('change', { bubbles: true }))";
    window.run(choose, vec!["[data-testid=table-file]".into(), file.into()]).await;
    window.becomes("document.querySelector('[data-testid=table-input]').value.includes('bo@example.org')").await;
    let mut eye = Eye::of(&window).await;
    eye.looks_at("a table").await;
    window.click("to-batch-review").await;
    window.see("batch-review[data-purchases=2]").await;
    window.see("batch-row[data-number=3][data-state=not-allowed]").await;
    window.see("batch-row[data-number=4][data-state=repeated]").await;
    window.becomes("document.querySelector('[data-testid=batch-column][data-for=\"\"]') !== null").await;
    in_both_themes(&window, "review").await;
    eye.looks_at("a review with a limit").await;
    window.click("buy-repeated").await;
    window.becomes("document.querySelector('[data-testid=buy-repeated]').checked").await;
    window.click("buy-repeated").await;
    window.click("batch-pay").await;
    window.see("batch[data-bought=2][data-rest=1]").await;
    window.becomes("document.querySelectorAll('[data-testid=batch-line][data-phase=delivered]').length === 2").await;
    in_both_themes(&window, "batch").await;
    eye.looks_at("a batch").await;
    assert_eq!(sandbox.all_locks(), 2);

    window.run("location.hash = '#/settings/limits'", Vec::new()).await;
    window.fill("limit-amount[data-form=limit]", "20").await;
    window.click("limit-save").await;
    window.see("limit[data-id=day//] / limit-meter[data-left=17000000]").await;
    window.run("history.back()", Vec::new()).await;
    window.click("batch-rest").await;
    window.see("batch-review[data-purchases=1]").await;
    window.click("buy-repeated").await;
    window.see("batch-review[data-purchases=2]").await;
    window.click("batch-pay").await;
    window.see("batch[data-bought=4][data-rest=0]").await;
    window.becomes("document.querySelectorAll('[data-testid=batch-line][data-phase=delivered]').length === 4").await;
    assert_eq!(sandbox.all_locks(), 4);
    let saved = desktop.home().join("results.csv");
    let _dialog = FileChooser::begin(&desktop, Says::Here(saved.clone())).await;
    window.click("batch-export").await;
    window.see(&format!("batch-exported[data-path={}]", saved.display())).await;
    let table = fs::read_to_string(&saved).expect("it is there");
    assert!(
        table.lines().count() >= 5 && table.contains("'=cmd()@example.org") && table.contains("verified"),
        "{table}"
    );
    assert!(eye.found.is_empty(), "{}", eye.found.join("\n"));
}
