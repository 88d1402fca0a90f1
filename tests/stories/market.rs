//! The market as a shop: what one looks for is found in three actions, the list looks as one likes, and is found again where it was left.

use crate::shopping::{connect, describe, go_to, open_agent, open_form};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::{Connection, within_the_story},
    seller::Seller,
    services::Notifications,
    window::Window,
};
use masumi::money::Money;
use masumi_sandbox::{Fault, Price, Registration, Relisting, Sandbox, Service};
use serde_json::Value;

/// So many agents sell tides, so that the list is longer than any window.
const TIDES: u128 = 120;
/// Where the registry lists its agents.
const LIST: &str = "POST /registry-entry";
const MILLION: u128 = 1_000_000;

#[tokio::test(flavor = "multi_thread")]
async fn the_cheapest_that_can_be_paid_and_is_new_to_me_is_found_in_three_actions() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/market").await;
    let (sandbox, connection) = within_the_story().await;
    let _ferry = Seller::start(&sandbox, "Ferry Translator").await;
    // The cheapest is nowhere that Kaimono would go; the next one is the one.
    register(&sandbox, "Alpine Translator", "http://10.11.12.13", MILLION, &["translation"]);
    register(&sandbox, "Danube Translator", "http://127.0.0.1:9", 5 * MILLION, &["translation", "legal"]);
    register(&sandbox, "Coastal Translator", "http://127.0.0.1:9", 2 * MILLION, &["translation"]);
    for number in 1..=TIDES {
        let name = format!("Tide Table {number:03}");
        register(&sandbox, &name, "http://127.0.0.1:9", number * MILLION / 4, &["tides"]);
    }
    let long = "Wharf and Warehouse Inventory Clerk of the Eastern Harbour";
    register(&sandbox, long, "http://127.0.0.1:9", MILLION / 8, &["tides"]);
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    open_form(&window, "Ferry Translator").await;
    window.click("to-review").await;
    window.click("pay").await;
    window.see("purchase").await;
    go_to(&window, "market").await;

    window.fill("search", "transla").await;
    window.see("agent-card[data-name=Alpine Translator]").await;
    a_row_stays_what_it_is_while_letters_are_typed(&window).await;
    pictures(&window, "searched").await;
    window.click("facet[data-group=payable] / facet-value[data-value=yes]").await;
    window.click("facet[data-group=bought] / facet-value[data-value=no]").await;
    window.pick("market-sort", "Price in ADA").await;
    window.becomes("document.querySelector('[data-testid=agent-card]')?.dataset.name === 'Coastal Translator'").await;
    window.gone("agent-card[data-name=Alpine Translator]").await;
    window.gone("agent-card[data-name=Ferry Translator]").await;
    assert_eq!(window.count("filter").await, 2);
    pictures(&window, "found").await;

    a_row_is_marked_where_it_is(&window).await;
    // It is all in the address, and taken back at once.
    window.becomes("location.hash === '#/market?q=translat&sort=price:lovelace&payable=yes&bought=no'").await;
    window.click("facet[data-group=tag] / facet-value[data-value=translation]").await;
    window.fill("search", "no such words at all").await;
    window.see("take-back[data-id=payable yes]").await;
    pictures(&window, "nothing-left").await;
    window.click("filters-none").await;
    window.gone("filter").await;
    window.click("search-clear").await;
    window.pick("market-sort", "Relevance").await;
    it_looks_as_one_likes(&window).await;
    it_is_found_again_where_it_was_left(&window).await;
    a_small_window_has_filters_behind_a_button(&window).await;
}

/// What happens in the registry while somebody is elsewhere is told in the navigation, on a page of its own, and on the agent's.
#[tokio::test(flavor = "multi_thread")]
async fn what_changed_is_told_until_it_was_looked_at() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/news").await;
    let notifications = Notifications::begin(&desktop).await;
    let (sandbox, connection) = within_the_story().await;
    let price = |lovelace| Relisting::Price(Price::Fixed(vec![Money::lovelace(lovelace)]));
    let [poet, clerk, mill] = ["River Poet", "Night Clerk", "Old Mill of the Lower Valley and All Its Upper Reaches"]
        .map(|name| register(&sandbox, name, "http://127.0.0.1:9", 2 * MILLION, &["tales"]));
    let window = Window::open(&desktop).await;
    the_list_comes_late(&window, &sandbox, &connection).await;
    // Cut off while the list is on its way, it begins again.
    window.kill();
    sandbox.faults().clear_all();
    let window = Window::open(&desktop).await;
    window.see("agent-card").await;
    window.see("market-progress[data-reading=false]").await;
    window.click("to-news").await;
    window.see("news").await;
    pictures(&window, "nothing").await;
    go_to(&window, "market").await;
    open_agent(&window, "River Poet").await;
    window.click("favourite[data-on=false]").await;
    window.see("favourite[data-on=true]").await;
    go_to(&window, "market").await;
    window.gone("nav-news").await;

    register(&sandbox, "Dawn Painter", "http://127.0.0.1:9", MILLION, &["tales"]);
    for (agent, relisting) in [(&poet, price(3_500_000)), (&clerk, price(MILLION)), (&mill, Relisting::Burned)] {
        assert!(sandbox.relist(agent, relisting));
    }
    window.click("market-refresh").await;
    window.see("nav-news[data-count=4]").await;
    pictures(&window, "told").await;
    let told = notifications.see("“River Poet” now costs more").await;
    assert_eq!(told.body, "Before: 2.00\u{a0}ADA. Now: 3.50\u{a0}ADA.");
    window.click("to-news").await;
    for kind in ["appeared", "dearer", "cheaper", "gone"] {
        window.see(&format!("news-item[data-kind={kind}]")).await;
    }
    window.gone("nav-news").await;
    for width in [1200, 683] {
        window.resize(width, 800).await;
        pictures(&window, &format!("news-{width}")).await;
    }
    window.resize(1200, 800).await;
    notifications.click(&told, "").await;
    window.reads("price-was", "Before: 2.00 ADA, until ").await;
    pictures(&window, "agent").await;
    what_is_known_is_shown_while_the_registry_is_away(&window, &sandbox).await;
    sandbox.set_node_online(false);
    window.kill();
    what_is_known_is_shown_while_nobody_answers(&Window::open(&desktop).await).await;
}

/// The registry does not give its list, and then gives it slowly.
async fn the_list_comes_late(window: &Window, sandbox: &Sandbox, connection: &Connection) {
    describe(window, connection).await;
    window.fill("connect-input[data-field=nodeKey]", &connection.node_key).await;
    window.click("connect-test").await;
    window.see("report[data-usable=true]").await;
    sandbox.faults().set(Service::Registry, LIST, Fault::drop());
    window.click("connect-save").await;
    window.see("market-try").await;
    pictures(window, "away-and-empty").await;
    sandbox.faults().set(Service::Registry, LIST, Fault::slow(3_000));
    window.click("market-try").await;
    window.becomes("document.querySelector('[data-testid=market-progress]')?.dataset.reading === 'true'").await;
    pictures(window, "first-fill").await;
}

/// Also why an agent cannot be paid, and what can be done about it.
async fn what_is_known_is_shown_while_the_registry_is_away(window: &Window, sandbox: &Sandbox) {
    go_to(window, "market").await;
    for route in [LIST, "POST /registry-diff", "POST /registry-entry-search", "GET /payment-information"] {
        sandbox.faults().set(Service::Registry, route, Fault::drop());
    }
    window.click("market-refresh").await;
    window.see("market-again").await;
    pictures(window, "away").await;
    open_agent(window, "Old Counter").await;
    window.see("buy-why[data-blocked=unknown-unit]").await;
    pictures(window, "unpayable").await;
}

/// Neither node nor registry is there when the window opens.
async fn what_is_known_is_shown_while_nobody_answers(window: &Window) {
    window.see("offline-banner").await;
    window.see("market-again").await;
    window.see("agent-card").await;
    pictures(window, "nobody-answers").await;
    window.click("to-news").await;
    window.see("news").await;
}

/// Whoever presses a row while the list comes anew has pressed it.
async fn a_row_stays_what_it_is_while_letters_are_typed(window: &Window) {
    let row = "document.querySelector('[data-name=\"Alpine Translator\"]')";
    window.becomes(&format!("({row}.sameAsBefore = true)")).await;
    // One letter more: an empty field between the two would be a list of all.
    window.run("document.querySelector('[data-testid=search]').focus()", Vec::new()).await;
    window.press("End").await;
    window.type_keys("t").await;
    window.becomes("document.querySelectorAll('mark')[0]?.textContent.toLowerCase() === 'translat'").await;
    window.becomes(&format!("{row}.sameAsBefore === true")).await;
}

/// What a row offers is seen where the focus is; what is set is always seen.
async fn a_row_is_marked_where_it_is(window: &Window) {
    window.run("document.querySelector('[data-name=\"Coastal Translator\"]').focus()", Vec::new()).await;
    window.click("agents / row-favourite").await;
    window.press("m").await;
    window.see("agents / row-favourite[aria-pressed=true]").await;
    window.see("comparing-agent").await;
    window.click("search-save").await;
    window.fill("search-name", "Cheap translators").await;
    window.click("dialog-confirm").await;
    window.see("search-saved").await;
    pictures(window, "marked").await;
    window.click("comparing-clear").await;
    window.gone("comparing").await;
}

async fn it_looks_as_one_likes(window: &Window) {
    for look in ["compact", "cards", "comfortable"] {
        window.click(&format!("density[data-density={look}]")).await;
        window.see(&format!("agents[data-density={look}] / agent-card")).await;
        pictures(window, look).await;
    }
}

async fn it_is_found_again_where_it_was_left(window: &Window) {
    // By price, so that the place of each is known.
    window.pick("market-sort", "Price in ADA").await;
    window.becomes("document.querySelector('[data-testid=agent-card]')?.dataset.name.startsWith('Wharf')").await;
    window.run("document.querySelector('main').scrollTop = 3000", Vec::new()).await;
    window.see("agent-card[data-name=Tide Table 050]").await;
    let place = "const row = document.querySelector('[data-name=\"Tide Table 050\"]'); return row && Math.round(row.getBoundingClientRect().top)";
    window
        .run("document.querySelector('[data-name=\"Tide Table 050\"]').focus({ preventScroll: true })", Vec::new())
        .await;
    let before = window.run(place, Vec::new()).await;
    window.press("Enter").await;
    window.see("agent").await;
    window.press("Escape").await;
    window.has_focus("agent-card[data-name=Tide Table 050]").await;
    assert_eq!(window.run(place, Vec::new()).await, before, "the same row at the same place");
    window.press("ArrowDown").await;
    window.has_focus("agent-card[data-name=Tide Table 051]").await;
    window.picture("back-at-the-row").await;
    // Beside the list, where there is room, is the agent that one is at, and Tab leads to it.
    window.gone("preview").await;
    window.resize(1300, 800).await;
    window.press("ArrowDown").await;
    window.reads("preview", "Tide Table 052").await;
    window.tab_to("preview-open").await;
    pictures(window, "preview").await;
    window.resize(1200, 800).await;
    window.gone("preview").await;
}

async fn a_small_window_has_filters_behind_a_button(window: &Window) {
    window.resize(900, 700).await;
    window.run("document.querySelector('main').scrollTop = 0", Vec::new()).await;
    // The name is not what is cut, as long as there is anything else in its line that may be.
    let whole = "[...document.querySelectorAll('[data-testid=agent-card] .agent-title')].every((name) => name.scrollWidth <= name.clientWidth
        || [...name.parentElement.querySelectorAll('.agent-yields > span')].every(({ offsetTop }) => offsetTop > name.offsetTop + 8))";
    window.becomes(whole).await;
    window.picture("small").await;
    window.run("document.querySelector('[data-testid=filters-toggle]').focus()", Vec::new()).await;
    window.press("Enter").await;
    window.see("filters-toggle[aria-expanded=true]").await;
    window.tab_to("facet-value[data-value=yes]").await;
    window.press("Enter").await;
    window.see("filter[data-id=payable yes]").await;
    window.picture("small-filters").await;
}

/// Registers an agent, and says its identifier.
fn register(sandbox: &Sandbox, name: &str, address: &str, lovelace: u128, tags: &[&str]) -> String {
    let registered = sandbox.register(Registration {
        name: name.to_owned(),
        description: "Sells what its name says, in the language that you ask for.".to_owned(),
        api_base_url: address.to_owned(),
        price: Price::Fixed(vec![Money::lovelace(lovelace)]),
        tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
    });
    registered.agent_identifier
}

/// In both themes.
async fn pictures(window: &Window, name: &str) {
    for theme in ["light", "dark"] {
        window.run("document.documentElement.style.colorScheme = arguments[0]", vec![Value::from(theme)]).await;
        window.picture(&format!("{name}-{theme}")).await;
    }
    window.run("document.documentElement.style.colorScheme = ''", Vec::new()).await;
}
