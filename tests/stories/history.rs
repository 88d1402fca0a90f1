//! A long history: it is read in the background where an earlier version wrote it, listed a hundred at a time, and searched.

use crate::{
    eye::Eye,
    shopping::{buy, connect, go_to},
};
use kaimono_stories::{
    desktop::{Desktop, Keyring},
    node::within_the_story,
    window::Window,
};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::{fs, path::Path};

/// How often the one purchase is copied.
const COPIES: u32 = 6_000;

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_purchases_are_listed_scrolled_through_and_found() {
    let desktop = Desktop::new(Keyring::Unlocked, "stories/history").await;
    let (_sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    buy(&window, "Free Haiku", "text", "tides").await;
    window.see("phase[data-phase=delivered]").await;
    window.kill();
    let purchase = copy_purchases(&desktop.data().join("profiles"));
    let copy = |number: u32| format!("purchase-row[data-id={purchase}-{number}]");

    let window = Window::open(&desktop).await;
    go_to(&window, "purchases").await;
    window.see("history-progress").await;
    window.picture("read-in-the-background").await;
    window.gone("history-progress").await;
    window.reads("group[data-group=all]", "6,001").await;
    assert_eq!(window.count("purchase-row").await, 100);
    window.run("document.querySelector('[data-testid=more]').scrollIntoView();", Vec::new()).await;
    window.see(&copy(COPIES - 199)).await;
    window.fill("search", "tides 1234").await;
    window.gone(&copy(COPIES)).await;
    window.see(&copy(1234)).await;
    assert_eq!(window.count("purchase-row").await, 1);
    window.picture("found-among-thousands").await;
    exported(&window, "csv", 1).await;
    window.fill("search", " ").await;
    window.see(&copy(COPIES)).await;
    let (table, data) =
        (exported(&window, "csv", COPIES as usize + 1).await, exported(&window, "json", COPIES as usize + 1).await);
    window.picture("exported").await;
    assert_eq!(table.lines().count(), COPIES as usize + 2, "a line each, and the names of the columns");
    let data: Vec<Value> = serde_json::from_str(&data).expect("it is JSON");
    assert_eq!((data.len(), &data[0]["state"]), (COPIES as usize + 1, &json!("delivered")));
    window.see(&copy(COPIES)).await;
    kept_in_order(&window, &copy).await;
    let window = {
        window.kill();
        Window::open(&desktop).await
    };
    window.resize(1400, 900).await;
    found_again(&window, &copy).await;
}

/// Two purchases get a label at once, are chosen by it, sorted, kept as a view, and exported by themselves.
async fn kept_in_order(window: &Window, copy: &impl Fn(u32) -> String) {
    let tick = |number| format!("table-row[{} / table-tick", copy(number).trim_start_matches("purchase-row["));
    window.resize(1400, 900).await;
    window.click(&tick(COPIES)).await;
    window.click(&tick(COPIES - 2)).await;
    window.see("chosen-bar[data-count=2]").await;
    window.picture("two-selected").await;
    window.click("chosen-label").await;
    window.fill("label-all", "+Tax 2026").await;
    window.click("dialog-confirm").await;
    window.see("purchase-labels[data-labels=+Tax 2026]").await;
    window.click("filter-add").await;
    window.click("menu-item[data-item=label]").await;
    window.click("menu-item[data-item=+Tax 2026]").await;
    window.see("filter[data-id=label]").await;
    window.gone(&copy(COPIES - 1)).await;
    assert_eq!(window.count("purchase-row").await, 2);
    window.click("table-sort[data-column=price]").await;
    window.becomes("document.querySelector('th[aria-sort=descending] [data-column=price]') !== null").await;
    window.click("search-save").await;
    window.fill("search-name", "For the tax").await;
    window.click("dialog-confirm").await;
    window.see("search-saved").await;
    let table = exported(window, "csv", 2).await;
    assert_eq!(table.matches("'+Tax 2026").count(), 2, "a label is no formula");
    // By the keyboard: a row is selected, and only that is exported.
    window.click("search").await;
    window.press("ArrowDown").await;
    window.has_focus(&copy(COPIES)).await;
    window.press("x").await;
    window.see("chosen-bar[data-count=1]").await;
    window.click("chosen-export / menu-open").await;
    window.click("menu-item[data-item=json]").await;
    window.see("exported[data-purchases=1]").await;
}

/// What was kept is there after a restart, and a purchase is looked at beside the list.
async fn found_again(window: &Window, copy: &impl Fn(u32) -> String) {
    let mut eye = Eye::of(window).await;
    go_to(window, "purchases").await;
    window.click("searches").await;
    window.click("saved-search / search-open").await;
    window.see("filter[data-id=label]").await;
    window.gone(&copy(COPIES - 1)).await;
    window.click("search").await;
    window.press("ArrowDown").await;
    window.has_focus(&copy(COPIES)).await;
    window.press("Space").await;
    window.see("peek / remark").await;
    window.see("peek-result / result-body").await;
    window.click("peek / remark-outcome[data-outcome=useful]").await;
    window.see("outcome[data-outcome=useful]").await;
    window.fill("peek / remark-note", "Asked for by the accountant").await;
    eye.looks_at("purchases with one beside them").await;
    window.picture("beside-the-list").await;
    window.press("Escape").await;
    window.gone("peek").await;
    window.has_focus(&copy(COPIES)).await;
    window.press("l").await;
    window.has_focus("inline-field").await;
    window.press("Escape").await;
    window.click("filters-clear").await;
    // What stands in no name and no answer is found inside the results.
    window.fill("search", "passes").await;
    window.see("inside[data-more=true]").await;
    assert_eq!((window.count("inside-hit[data-place=result]").await, window.count("purchase-row").await), (20, 0));
    eye.looks_at("what was found inside results").await;
    window.picture("found-inside-results").await;
    window.click("inside-hit").await;
    window.see("result").await;
    go_to(window, "purchases").await;
    window.fill("search", "accountant").await;
    window.gone(&copy(COPIES - 2)).await;
    assert_eq!(window.count("purchase-row").await, 1);
    window.resize(900, 700).await;
    window.picture("narrow").await;
    window.see("purchase-row").await;
    window.click("purchase-row").await;
    window.see("phase[data-phase=delivered]").await;
    window.see("remark").await;
    window.picture("purchase-with-notes").await;
    assert!(eye.found.is_empty(), "{}", eye.found.join("\n"));
}

/// Exports what is listed, which is so many purchases, however many are shown. What was saved.
#[expect(clippy::expect_used, reason = "a test fails by panicking")]
async fn exported(window: &Window, format: &str, purchases: usize) -> String {
    window.click("export / menu-open").await;
    window.click(&format!("menu-item[data-item={format}]")).await;
    window.see(&format!("exported[data-purchases={purchases}]")).await;
    let ending = format!(".{format}");
    window
        .becomes(&format!("document.querySelector('[data-testid=exported]').dataset.path.endsWith('{ending}')"))
        .await;
    fs::read_to_string(window.attribute("exported", "data-path").await).expect("it is there")
}

/// Copies the one purchase of a journal under other names, as an earlier version left it: nothing stands beside the events. Gives its
/// id.
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
fn copy_purchases(profiles: &Path) -> String {
    let own = fs::read_dir(profiles).unwrap().next().unwrap().unwrap().path();
    let journal = Connection::open(own.join("purchases.db")).unwrap();
    let copy = "INSERT INTO event (purchase, at, kind, body, format)
        SELECT purchase || '-' || ?1, at + ?1, kind, replace(body, 'tides', 'tides ' || ?1), format
        FROM event WHERE purchase = ?2 ORDER BY seq";
    let purchase: String = journal.query_row("SELECT purchase FROM event LIMIT 1", [], |row| row.get(0)).unwrap();
    journal.execute_batch("BEGIN").unwrap();
    for number in 1..=COPIES {
        journal.execute(copy, rusqlite::params![number, purchase]).unwrap();
    }
    journal.execute_batch("DELETE FROM mark WHERE name IN ('folded', 'told'); COMMIT").unwrap();
    purchase
}
