//! What a market of a hundred thousand agents costs in the window. Figures, no judgement: `make bench-market` prints them, and writes
//! them to `target/crowd.json`.

use crate::shopping::connect;
use kaimono_stories::{
    checkout,
    desktop::{Desktop, Keyring},
    node::with_more_agents,
    window::{Cost, Window},
};
use masumi_sandbox::Sandbox;
use serde_json::{Value, json};
use std::{env, fs, time::Duration};

/// So often each list is scrolled, in turns.
const ROUNDS: usize = 5;

/// Scrolls what has this selector for three seconds, so many pixels a frame, and leaves the longest gap of a heartbeat of 16 ms.
const SCROLL: &str = "
    const [selector, step] = arguments;
    const around = document.querySelector(selector);
    window.longest = undefined;
    (async () => {
        around.scrollTop = 0;
        await new Promise((done) => setTimeout(done, 500));
        let [longest, last] = [0, performance.now()];
        const beat = setInterval(() => {
            const now = performance.now();
            longest = Math.max(longest, now - last);
            last = now;
        }, 16);
        for (const begun = last; performance.now() - begun < 3_000; ) {
            around.scrollTop += step;
            await new Promise(requestAnimationFrame);
        }
        clearInterval(beat);
        window.longest = longest;
    })();";

/// Lays a list of as many plain rows over the window. It is laid out once, and then shown and hidden.
const BARE: &str = "
    const list = document.createElement('div');
    list.id = 'bare';
    list.style.cssText = 'position: fixed; inset: 0; overflow-y: auto; background: Canvas; z-index: 1; visibility: hidden';
    for (let row = 0; row < arguments[0]; row += 1) {
        const line = document.createElement('div');
        line.style.height = '64px';
        line.textContent = `Agent ${row}, 2.00 ADA, online`;
        list.append(line);
    }
    document.body.append(list);";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes a quarter of an hour: make bench-market"]
async fn a_market_of_a_hundred_thousand_in_the_window() {
    let agents = env::var("MARKET_AGENTS").map_or(100_000, |text| text.parse().expect("a number of agents"));
    let few = memory(100, "stories/crowd-few").await;
    let desktop = Desktop::new(Keyring::Unlocked, "stories/crowd").await;
    let (window, _sandbox) = full(&desktop, agents).await;
    let many = told(&window);
    window.picture("market").await;
    let around = "document.querySelector('[data-testid=window-list]').parentElement";
    let scrolls = format!(
        "let around = {around}; while (!/auto|scroll/.test(getComputedStyle(around).overflowY)) around = around.parentElement; around.id = 'ours'"
    );
    window.run(&scrolls, Vec::new()).await;
    window.run(BARE, vec![json!(agents)]).await;
    let mut figures = vec![json!({ "memoryKib": { "100": few, agents.to_string(): many } })];
    for (pace, step) in [("reading", 24), ("a page a frame", 640), ("dragging the scrollbar", 64_000)] {
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(scrolled(&window, "#ours", step).await);
            shown(&window, "visible").await;
            bare.push(scrolled(&window, "#bare", step).await);
            shown(&window, "hidden").await;
        }
        let (ours, bare) = (median(ours), median(bare));
        println!("{pace}: longest gap {ours:.1} ms, of a bare list {bare:.1} ms, ratio {:.2}", ours / bare);
        figures.push(json!({ "pace": pace, "longestGapMs": ours, "ofABareListMs": bare }));
    }
    window.picture("scrolled").await;
    for (few, many) in few.iter().zip(&many) {
        println!("{}: {} KiB with 100 agents, {} KiB with {agents}", few["name"], few["memoryKib"], many["memoryKib"]);
    }
    fs::write(checkout().join("target/crowd.json"), serde_json::to_string_pretty(&figures).unwrap()).unwrap();
}

async fn memory(agents: u32, pictures: &str) -> Vec<Value> {
    let desktop = Desktop::new(Keyring::Unlocked, pictures).await;
    let (window, _sandbox) = full(&desktop, agents).await;
    told(&window)
}

fn told(window: &Window) -> Vec<Value> {
    window.costs().iter().map(Cost::json).collect()
}

/// A window whose market has been read whole. Read by a window before it, so that what reading took is not counted.
async fn full(desktop: &Desktop, agents: u32) -> (Window, Sandbox) {
    let (sandbox, connection) = with_more_agents(agents).await;
    let window = Window::open(desktop).await;
    connect(&window, &connection).await;
    let read = async |window: &Window| {
        let done = "return document.querySelector('[data-testid=market-progress]')?.dataset.reading === 'false'";
        while window.run(done, Vec::new()).await != json!(true) {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    };
    read(&window).await;
    window.kill();
    let window = Window::open(desktop).await;
    window.see("agent-card").await;
    read(&window).await;
    (window, sandbox)
}

async fn shown(window: &Window, how: &str) {
    window.run("document.querySelector('#bare').style.visibility = arguments[0]", vec![json!(how)]).await;
}

#[expect(clippy::expect_used, reason = "a test fails by panicking")]
async fn scrolled(window: &Window, selector: &str, step: u32) -> f64 {
    window.run(SCROLL, vec![json!(selector), json!(step)]).await;
    window.becomes("window.longest !== undefined").await;
    window.run("return window.longest", Vec::new()).await.as_f64().expect("a number of milliseconds")
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}
