//! A node and its history: let go only after a look at what is open, readable afterwards, found again by what the node knows; and a
//! node, or an approval, whose time is not to be believed any more.

use crate::shopping::{answer, buy, connect, fill_in, go_to, open_form, test_and_save};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    wait,
    window::Window,
};
use masumi_sandbox::{Fault, Service};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

#[tokio::test(flavor = "multi_thread")]
async fn a_node_with_money_in_escrow_is_let_go_by_its_name_and_its_history_stays() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/removed-node").await;
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    buy(&window, "Lead Collector", "text", "bakeries in Bavaria").await;
    window.see("step[data-step=escrow][data-state=done]").await;

    go_to(&window, "settings").await;
    window.click("profile-remove").await;
    window.reads("removal-open", "Lead Collector").await;
    window.fill("removal-name", "another node").await;
    assert_eq!(window.property("dialog-confirm", "disabled").await, "true");
    window.picture("what-is-open-there").await;
    window.fill("removal-name", "My node").await;
    window.click("dialog-confirm").await;
    window.see("removed-nodes").await;
    wait::until("the keys are deleted", || desktop.secrets().is_empty()).await;

    // Read, and no more: nobody watches over it.
    window.click("removed-read").await;
    window.see("removed-banner").await;
    go_to(&window, "purchases").await;
    window.click("purchase-row[data-agent=Lead Collector]").await;
    window.see("purchase").await;
    window.see("refund-note[data-disabled=removed]").await;
    window.picture("its-history-can-be-read").await;

    // The same node, connected anew, brings its history back.
    window.click("removed-connect").await;
    fill_in(&window, &connection).await;
    test_and_save(&window, &connection).await;
    window.see("health[data-state=ok]").await;
    go_to(&window, "purchases").await;
    window.click("purchase-row[data-agent=Lead Collector]").await;
    window.see("on-chain[data-state=FundsLocked]").await;
    window.gone("removed-banner").await;
    assert_eq!(sandbox.all_locks(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_searched_for_with_one_node_is_not_searched_for_with_the_next() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/another-node").await;
    let (_one, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    window.fill("search", "Lead Collector").await;
    window.gone("agent-card[data-name=Text Summarizer]").await;
    // It is still there after a look elsewhere.
    go_to(&window, "settings").await;
    go_to(&window, "market").await;
    assert_eq!(window.property("search", "value").await, "Lead Collector");

    let (_other, connection) = within_the_story().await;
    go_to(&window, "settings").await;
    window.click("profile-add").await;
    fill_in(&window, &connection).await;
    test_and_save(&window, &connection).await;
    window.see("agent-card").await;
    assert_eq!(window.property("search", "value").await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_whose_clock_is_days_off_is_doubted_aloud_and_nothing_is_paid() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/doubted-clock").await;
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    // While the person looks at a purchase, the node is asked every few seconds.
    buy(&window, "Lead Collector", "text", "bakeries in Bavaria").await;
    window.see("step[data-step=escrow][data-state=done]").await;
    sandbox.skip(3 * DAY);
    window.see("clock-banner").await;
    window.picture("it-is-said").await;
    open_form(&window, "Word Counter").await;
    answer(&window, "text", "Tides come twice a day.").await;
    window.click("to-review").await;
    window.see("failure[data-code=clock-doubted]").await;
    window.picture("nothing-is-bought-meanwhile").await;
    assert_eq!((sandbox.all_locks(), sandbox.faults().requests(Service::Node, "POST /purchase")), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_that_ran_out_pays_nothing_until_the_person_says_yes_again() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/lapsed-approval").await;
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    // The terms cannot be verified while the registry is away, and that takes longer than the approval is good for.
    let registered = "GET /payment-information";
    open_form(&window, "Lead Collector").await;
    answer(&window, "text", "bakeries in Bavaria").await;
    window.click("to-review").await;
    window.see("pay").await;
    sandbox.faults().set(Service::Registry, registered, Fault::drop());
    window.click("pay").await;
    window.see("step[data-step=accepted][data-state=done]").await;
    sandbox.skip(11 * MINUTE);
    sandbox.faults().clear(Service::Registry, registered);
    window.see("phase[data-phase=lapsed]").await;
    window.see("approval").await;
    window.picture("it-asks-again").await;
    assert_eq!(sandbox.faults().requests(Service::Node, "POST /purchase"), 0);
    window.click("pay").await;
    window.see("step[data-step=escrow][data-state=done]").await;
    window.picture("paid-by-the-second-yes").await;
    assert_eq!((sandbox.all_locks(), sandbox.faults().requests(Service::Node, "POST /purchase")), (1, 1));
}
