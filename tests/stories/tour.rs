//! The guided tour: the whole main job, from the first start to the money that came back. `make tour` shows it.

use crate::keys::nowhere;
use crate::shopping::{answer, buy, go_to, skip_to_next_deadline, try_the_sandbox};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    window::Window,
};

const CONTRACT: &str = "The supplier delivers within ten days. Either party may terminate with a notice of three months to the \
                        end of a calendar year. A penalty of 5 % is due for each week of delay. The contract is governed by \
                        the law of the seat of the supplier.";

#[tokio::test]
async fn the_guided_tour() {
    let desktop = Desktop::new(Keyring::Unlocked, "tour").await;
    let window = Window::open(&desktop).await;
    window.see("door-sandbox").await;
    window.picture("first-start").await;
    try_the_sandbox(&window).await;
    window.picture("market").await;

    buy_a_review(&window).await;
    answer_its_question(&window).await;
    read_the_result(&window).await;
    ask_for_money_back(&window).await;
    go_to(&window, "wallet").await;
    window.see("balance").await;
    window.picture("wallet").await;
    let_time_pass(&window).await;
    in_the_dark(&window).await;

    let keys = desktop.kept_keys();
    assert_eq!(keys.len(), 2, "the sandbox's keys are in the keyring");
    nowhere(&desktop, &keys);
}

async fn buy_a_review(window: &Window) {
    window.fill("search", "contr").await;
    window.gone("agent-card[data-name=Text Summarizer]").await;
    window.picture("search").await;
    window.click("agent-card[data-name=Contract Reviewer]").await;
    window.see("availability[data-state=available]").await;
    window.picture("agent").await;
    window.click("buy").await;

    // The agent wants at least ten characters.
    answer(window, "contract", "Short").await;
    window.click("to-review").await;
    window.see("field-error[data-field=contract]").await;
    window.picture("form-refused").await;
    answer(window, "contract", CONTRACT).await;
    window.see("draft-state[data-kept=true]").await;
    window.click("to-review").await;
    window.reads("approval-price", "5.00 ADA").await;
    // Whoever started the sandbox told its wallets, so that the first review can say what is left.
    window.see("approval-balances").await;
    assert_eq!(window.count("condition[data-condition=wallet][data-state=skipped]").await, 0);
    window.picture("review").await;
    window.click("pay").await;

    window.see("step[data-step=verified][data-state=done]").await;
    window.picture("progress").await;
    window.see("step[data-step=escrow][data-state=done]").await;
}

async fn answer_its_question(window: &Window) {
    window.see("question[data-sent=false]").await;
    window.see("phase[data-phase=question]").await;
    window.picture("question").await;
    window.click("field-input[data-field=approve]").await;
    answer(window, "comment", "Three months are fine.").await;
    window.click("question-send").await;
    // It is sent, or answered already: which of the two is seen is up to how fast the agent is.
    window.gone("question[data-sent=false]").await;
}

async fn read_the_result(window: &Window) {
    window.see("result[data-complete=true]").await;
    window.reads("result-body", "Three months are fine.").await;
    window.see("hash[data-state=verified]").await;
    window.see("phase[data-phase=delivered]").await;
    window.see("refund-card[data-verdict=can-dispute]").await;
    window.picture("result-verified").await;
    window.click("verification-toggle").await;
    window.see("check[data-check=signature][data-state=passed]").await;
    window.picture_of("verification", "every-check").await;
}

async fn ask_for_money_back(window: &Window) {
    buy(window, "Lead Collector", "text", "bakeries in Bavaria").await;
    window.see("step[data-step=escrow][data-state=done]").await;
    window.see("refund-card[data-verdict=can-request]").await;
    window.picture("in-escrow").await;
    window.click("refund-button[data-action=request]").await;
    window.see("dialog").await;
    window.picture("what-a-request-means").await;
    window.click("dialog-confirm").await;
    window.see("on-chain[data-state=RefundRequested]").await;
    window.see("phase[data-phase=refund-requested]").await;
    window.picture("refund-requested").await;
    go_to(window, "purchases").await;
    window.see("purchase-row[data-agent=Contract Reviewer][data-phase=delivered]").await;
    window.see("purchase-row[data-agent=Lead Collector][data-phase=refund-requested]").await;
    window.picture("history").await;
}

async fn let_time_pass(window: &Window) {
    go_to(window, "settings").await;
    window.see("sandbox-bar").await;
    window.picture("settings").await;
    // The result was due first; a request that came before is carried out after the unlock time.
    skip_to_next_deadline(window).await;
    skip_to_next_deadline(window).await;
    go_to(window, "purchases").await;
    window.see("purchase-row[data-agent=Lead Collector][data-phase=refunded]").await;
    window.click("purchase-row[data-agent=Lead Collector]").await;
    window.see("on-chain[data-state=RefundWithdrawn]").await;
    window.picture("refunded").await;
}

async fn in_the_dark(window: &Window) {
    go_to(window, "settings").await;
    window.choose("theme[data-theme=dark]").await;
    window.click("nav[data-section=purchases]").await;
    window.click("purchase-row[data-agent=Contract Reviewer]").await;
    window.see("hash[data-state=verified]").await;
    window.picture("in-the-dark").await;
    go_to(window, "market").await;
    window.click("first-hour-hide").await;
    window.gone("first-hour").await;
    window.fill("search", " ").await;
    window.see("agent-card[data-name=Keyword Finder]").await;
    window.gone("toast").await;
    window.picture("shop-in-the-dark").await;
    go_to(window, "settings").await;
    window.choose("theme[data-theme=light]").await;
    go_to(window, "market").await;
    window.picture("shop").await;
}
