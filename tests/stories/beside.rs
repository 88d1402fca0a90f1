//! What Kaimono's window costs beside an empty one of the same make. Figures, no judgement: `make bench-window` prints them, and writes
//! them to `target/window.json`.

use kaimono_stories::{
    checkout,
    desktop::{Desktop, Keyring},
    window::Window,
};
use serde_json::{Value, json};
use std::{env, fs, path::Path, time::Duration};

/// So long after its start a window has come to rest, and its memory is read.
const REST: Duration = Duration::from_secs(3);

/// What one start cost.
#[derive(Clone, Copy, Debug)]
struct Start {
    /// Until there is a heading; microseconds, as the next.
    heading: u128,
    /// Until there is what it is started for; of the empty window, the heading.
    whole: u128,
    /// KiB, of all its processes.
    memory: u128,
}

/// Starts a program, and waits for its heading and for what else it shows.
async fn start(desktop: &Desktop, program: &Path, shows: &str) -> Start {
    let window = Window::of(desktop, program).await;
    window.first("h1").await;
    let heading = window.age().as_micros();
    window.first(shows).await;
    let whole = window.age().as_micros();
    tokio::time::sleep(REST).await;
    let memory = window.costs().iter().map(|cost| u128::from(cost.memory())).sum();
    window.kill();
    Start { heading, whole, memory }
}

fn median(starts: &[Start], figure: fn(&Start) -> u128) -> u128 {
    let mut figures: Vec<u128> = starts.iter().map(figure).collect();
    figures.sort_unstable();
    figures[figures.len() / 2]
}

/// A figure of ours, of the other, and how many times as much it is, in hundredths.
fn row(name: &str, ours: u128, theirs: u128) -> Value {
    let hundredths = ours * 100 / theirs;
    json!({ "figure": name, "kaimono": ours, "empty": theirs, "ratio": format!("{}.{:02}", hundredths / 100, hundredths % 100) })
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement of released programs: make bench-window"]
async fn the_window_beside_an_empty_one() {
    let programs = env::var_os("PROGRAMS").expect("the directory with both programs: make bench-window sets it");
    let runs = env::var("WINDOW_RUNS").map_or(20, |text| text.parse().expect("a number of runs"));
    let program = |name: &str| Path::new(&programs).join(name);
    let (kaimono, empty) = (program("kaimono"), program("empty-window"));
    let desktop = Desktop::new(Keyring::Unlocked, "stories/beside").await;
    // From the second start on there is a profile and a market.
    let window = Window::of(&desktop, &kaimono).await;
    window.click("door-sandbox").await;
    window.first("[data-testid=agent-card]").await;
    window.kill();

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for run in 0..runs {
        ours.push(start(&desktop, &kaimono, "[data-testid=agent-card]").await);
        theirs.push(start(&desktop, &empty, "h1").await);
        println!("{run:>3}: {:?}  beside {:?}", ours[run], theirs[run]);
    }
    let size = |path: &Path| u128::from(fs::metadata(path).expect("it is built").len());
    let figures = [
        row("start to the first heading, µs", median(&ours, |one| one.heading), median(&theirs, |one| one.heading)),
        row("start to the first agent, µs", median(&ours, |one| one.whole), median(&theirs, |one| one.whole)),
        row("memory three seconds later, KiB", median(&ours, |one| one.memory), median(&theirs, |one| one.memory)),
        row("size of the program, bytes", size(&kaimono), size(&empty)),
    ];
    let told = serde_json::to_string_pretty(&figures).expect("JSON");
    println!("{told}");
    fs::write(checkout().join("target/window.json"), told).expect("written");
}
