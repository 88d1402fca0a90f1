//! Whatever happens, money moves at most once: a double click, a power cut at the worst moments. The node is within the story,
//! so that the story can stop its answers and count what was paid.

use crate::shopping::{answer, buy, connect, go_to, open_form};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    wait,
    window::Window,
};
use masumi_sandbox::{Fault, Service};

/// Longer than any story.
const NEVER: u64 = 3_600_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_on_pay_makes_one_purchase() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/double-click").await;
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    open_form(&window, "Lead Collector").await;
    answer(&window, "text", "bakeries").await;
    window.click("to-review").await;
    window.see("pay").await;
    // Faster than any hand: both clicks before the page can draw again.
    let twice = "const pay = document.querySelector('[data-testid=pay]'); pay.click(); pay.click();";
    window.run(twice, Vec::new()).await;
    window.see("step[data-step=escrow][data-state=done]").await;
    go_to(&window, "purchases").await;
    window.see("purchase-row[data-phase=working]").await;
    assert_eq!(window.count("purchase-row").await, 1);
    assert_eq!(sandbox.faults().requests(Service::Agents, "POST /never-delivers/start_job"), 1);
    assert_eq!(sandbox.all_locks(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_it_pays_it_finds_the_payment_and_pays_once() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/killed-while-paying").await;
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    // The node takes the payment and locks the money, but its answer never comes.
    sandbox.faults().set(Service::Node, "POST /purchase", Fault::slow(NEVER));
    buy(&window, "Data Extractor", "text", "Write to ada@example.org by 12 May.").await;
    wait::until("the money is locked", || sandbox.all_locks() == 1).await;
    window.see("phase[data-phase=paying]").await;
    window.picture("before-the-power-cut").await;
    window.kill();
    sandbox.faults().clear_all();

    // The node is away when the window opens again: nothing is known, and that is what is said.
    sandbox.set_node_online(false);
    let window = Window::open(&desktop).await;
    go_to(&window, "purchases").await;
    window.click("purchase-row[data-agent=Data Extractor]").await;
    window.see("phase[data-phase=payment-unknown]").await;
    window.see("failure[data-moved=unknown]").await;
    window.see("refund-card[data-verdict=not-yet]").await;
    window.picture("it-does-not-know").await;

    sandbox.set_node_online(true);
    window.see("hash[data-state=verified]").await;
    window.gone("failure").await;
    window.picture("it-went-on").await;
    assert_eq!(sandbox.faults().requests(Service::Node, "POST /purchase"), 1, "it was found, not sent again");
    assert_eq!(sandbox.all_locks(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_before_the_terms_came_it_pays_nothing_and_starts_no_other_job() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/killed-while-starting").await;
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    let start = "POST /extractor/start_job";
    sandbox.faults().set(Service::Agents, start, Fault::slow(NEVER));
    buy(&window, "Data Extractor", "text", "Write to ada@example.org by 12 May.").await;
    wait::until("the job is asked for", || sandbox.faults().requests(Service::Agents, start) == 1).await;
    window.kill();
    sandbox.faults().clear_all();

    let window = Window::open(&desktop).await;
    go_to(&window, "purchases").await;
    window.see("purchase-row[data-agent=Data Extractor][data-group=failed]").await;
    window.click("purchase-row[data-agent=Data Extractor]").await;
    window.see("failure[data-moved=no]").await;
    window.picture("nothing-was-paid").await;
    assert_eq!(sandbox.faults().requests(Service::Agents, start), 1);
    assert_eq!(sandbox.faults().requests(Service::Node, "POST /purchase"), 0);
    assert_eq!(sandbox.all_locks(), 0);
}
