//! What Kaimono costs while its window is hidden and twenty purchases are open. Figures, no judgement: `make bench-hidden` prints them,
//! and writes them to `target/hidden.json`.

use crate::shopping::{buy, connect};
use kaimono_stories::{
    checkout,
    desktop::{Desktop, Keyring},
    node::within_the_story,
    services::{Notifications, Tray},
    window::{Cost, Window},
};
use masumi_sandbox::Service;
use serde_json::json;
use std::{env, fs, time::Duration};

const OPEN: usize = 20;
/// So often it is looked.
const LOOKS: u64 = 24;
/// So much of the sandbox's time passes at each look: an hour and a half in all, within which nothing is due.
const SKIPPED: i64 = 225_000;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes two hours, or HIDDEN_SECONDS: make bench-hidden"]
async fn hidden_for_long_with_twenty_open_purchases() {
    let seconds = env::var("HIDDEN_SECONDS").map_or(7_200, |text| text.parse().expect("a number of seconds"));
    let desktop = Desktop::new(Keyring::Unlocked, "stories/hidden").await;
    let (_notifications, tray) = (Notifications::begin(&desktop).await, Tray::begin(&desktop).await);
    let (sandbox, connection) = within_the_story().await;
    let window = Window::open(&desktop).await;
    connect(&window, &connection).await;
    for number in 0..OPEN {
        buy(&window, "Lead Collector", "text", &format!("bakeries, part {number}")).await;
        window.see("step[data-step=escrow][data-state=done]").await;
    }
    window.press_control('w').await;
    window.click("dialog-confirm").await;
    assert_eq!(tray.menu().await[1], format!("{OPEN} open purchases"));
    window.becomes("document.hidden").await;

    let asked = || sandbox.faults().requests(Service::Agents, "GET /never-delivers/status");
    let (mut looks, begin) = (Vec::new(), asked());
    for look in 0..=LOOKS {
        let costs = window.costs();
        println!(
            "{:>6} s  {}",
            seconds * look / LOOKS,
            costs.iter().map(Cost::to_string).collect::<Vec<_>>().join("  ")
        );
        looks.push(
            json!({ "seconds": seconds * look / LOOKS, "processes": costs.iter().map(Cost::json).collect::<Vec<_>>() }),
        );
        if look < LOOKS {
            tokio::time::sleep(Duration::from_secs(seconds) / u32::try_from(LOOKS).unwrap()).await;
            sandbox.skip(SKIPPED);
        }
    }
    println!("agents were asked {} times", asked() - begin);
    assert_eq!(tray.menu().await[1], format!("{OPEN} open purchases"), "nothing was settled meanwhile");
    let figures = serde_json::to_string_pretty(&looks).unwrap();
    fs::write(checkout().join("target/hidden.json"), figures).unwrap();
}
