//! Three days with two, four and six hundred open purchases: the window hidden in the tray, the computer asleep for hours, the node away and back. What
//! Kaimono costs meanwhile, and whether it missed anything. `make soak-days` prints the figures, and writes them to `target/days.json`.

use crate::shopping::{connect, go_to, open_form};
use kaimono_stories::{
    checkout,
    desktop::{Desktop, Keyring},
    node::within_the_story,
    services::{Notifications, Tray},
    wait,
    window::{Cost, Window},
};
use serde_json::json;
use std::{env, fs, path::Path, time::Duration};

const OPEN: usize = 200;
/// Then so many more are bought. Later the node's clock and this computer's are too far apart, and nothing is.
const BOUGHT_AT: [usize; 3] = [0, 7, 14];
const HOURS: usize = 72;
const HOUR: i64 = 3_600_000;

/// Buys so many more with one yes; the agent never delivers.
async fn buy_many(window: &Window, hour: usize) {
    open_form(window, "Lead Collector").await;
    window.click("to-many").await;
    window.see("table-head").await;
    let rows = (0..OPEN).map(|row| format!("bakeries of hour {hour} part {row}")).collect::<Vec<_>>().join("\n");
    window.paste("table-input", &format!("text\n{rows}")).await;
    window.click("to-batch-review").await;
    window.see(&format!("batch-review[data-purchases={OPEN}]")).await;
    window.click("batch-pay").await;
    window.see(&format!("batch[data-bought={OPEN}]")).await;
}

/// Bytes of all histories.
fn journal(profiles: &Path) -> u64 {
    let files = fs::read_dir(profiles).into_iter().flatten().flatten().flat_map(|profile| fs::read_dir(profile.path()));
    files.flatten().flatten().filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum()
}

/// The number that a text begins with.
fn number(text: &str) -> usize {
    text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(1)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes ten minutes, or DAYS_SECONDS: make soak-days"]
async fn three_days_with_hundreds_of_open_purchases() {
    let seconds = env::var("DAYS_SECONDS").map_or(600, |text| text.parse().expect("a number of seconds"));
    let look = Duration::from_secs(seconds) / u32::try_from(HOURS).unwrap();
    let desktop = Desktop::new(Keyring::Unlocked, "stories/days").await;
    let (notifications, tray) = (Notifications::begin(&desktop).await, Tray::begin(&desktop).await);
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    let (mut looks, mut bought) = (Vec::new(), 0);
    for hour in 0..HOURS {
        if BOUGHT_AT.contains(&hour) {
            if hour > 0 {
                tray.choose("Open Kaimono", "token").await;
                window.becomes("!document.hidden").await;
            }
            // Each takes two ADA, and more that comes back.
            (0..4).for_each(|_| sandbox.top_up());
            bought += OPEN;
            buy_many(&window, hour).await;
            wait::until("all of them in escrow", || sandbox.all_locks() == bought).await;
            window.press_control('w').await;
            if hour == 0 {
                window.click("dialog-confirm").await;
            }
            window.becomes("document.hidden").await;
        }
        let asleep = hour % 12 == 5;
        if asleep {
            window.signal("kaimono", "STOP").await;
        }
        // Away for an hour, four times a day.
        sandbox.set_node_online(hour % 6 != 3);
        sandbox.skip(HOUR);
        tokio::time::sleep(look).await;
        if asleep {
            window.signal("kaimono", "CONT").await;
        }
        let (costs, journal) = (window.costs(), journal(&desktop.data().join("profiles")));
        let open = tray.menu().await[1].clone();
        let told = costs.iter().map(Cost::to_string).collect::<Vec<_>>().join("  ");
        println!("{hour:>3} h  {open}, {} KiB of history  {told}", journal / 1024);
        let costs = costs.iter().map(Cost::json).collect::<Vec<_>>();
        looks.push(json!({ "hour": hour, "open": open, "journal": journal, "processes": costs }));
    }
    fs::write(checkout().join("target/days.json"), serde_json::to_string_pretty(&looks).unwrap()).unwrap();
    tray.choose("Open Kaimono", "token").await;
    go_to(&window, "purchases").await;
    window.reads("group[data-group=refunds]", &bought.to_string()).await;
    window.reads("group[data-group=active]", "0").await;
    window.picture("after-three-days").await;
    let told: usize = notifications.shown().iter().map(|shown| number(&shown.summary)).sum();
    assert!(told >= bought, "of {bought} purchases {told} were told of");
    assert_eq!(sandbox.all_locks(), bought, "each was paid once");
}
