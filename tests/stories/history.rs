//! A long history: it is read in the background where an earlier version wrote it, listed a hundred at a time, and searched.

use crate::shopping::{buy, connect, go_to};
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
    window.fill("search", "tides 1234").await;
    window.gone(&copy(COPIES)).await;
    window.click("purchase-row").await;
    window.see("phase[data-phase=delivered]").await;
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
