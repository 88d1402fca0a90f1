//! What Kaimono's window costs beside an empty one of the same make. Figures, no judgement: `make bench-window` prints them, and writes
//! them to `target/window.json`.

use kaimono_stories::{
    checkout,
    desktop::{Desktop, Keyring},
    window::{Cost, Window},
};
use serde_json::{Value, json};
use std::{env, fs, path::Path, time::Duration};

/// So long after its start a window has come to rest, and its memory is read.
const REST: Duration = Duration::from_secs(3);

/// What one start cost.
#[derive(Clone, Copy, Debug)]
struct Start {
    /// From the program's start until its heading is painted; milliseconds by the page's own clock, as the next.
    heading: u64,
    /// Until there is what it is started for; of the empty window, the heading.
    whole: u64,
    /// KiB, of all its processes.
    memory: u64,
}

/// How long ago the page had painted something and set these marks, milliseconds. By its own clock: the driver has to wait for a page
/// that is busy, so what it sees is later than what a person sees.
const PAINTED: &str = "const paint = performance.getEntriesByName('first-contentful-paint');
    const ago = (marks) => {
        const [painted, ...marked] = [paint, ...marks.map((name) => performance.getEntriesByName(name))];
        const times = [painted, ...marked].map(([first]) => first.startTime);
        return Math.round(performance.now() - Math.max(...times));
    };
    return [ago(arguments[0]), ago(arguments[1])]";

/// Starts a program, and waits for its heading and for what else it shows. `marks`: what the page notes of both.
async fn start(desktop: &Desktop, program: &Path, shows: &str, marks: [&[&str]; 2]) -> Start {
    let window = Window::of(desktop, program).await;
    window.first(shows).await;
    tokio::time::sleep(REST).await;
    let ago = window.run(PAINTED, marks.map(|names| json!(names)).to_vec()).await;
    let running = window.running(&program.file_name().unwrap_or_default().to_string_lossy()).await;
    let [Some(heading), Some(whole)] = [0, 1].map(|index| ago[index].as_u64()) else {
        window.fail(&format!("the page says {ago}")).await
    };
    let memory = window.costs().iter().map(Cost::memory).sum();
    window.kill();
    Start { heading: running - heading, whole: running - whole, memory }
}

fn median(starts: &[Start], figure: fn(&Start) -> u64) -> u64 {
    let mut figures: Vec<u64> = starts.iter().map(figure).collect();
    figures.sort_unstable();
    figures[figures.len() / 2]
}

/// A figure of ours, of the other, and how many times as much it is, in hundredths.
fn row(name: &str, ours: u64, theirs: u64) -> Value {
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
        ours.push(start(&desktop, &kaimono, "[data-testid=agent-card]", [&["heading"], &["agent"]]).await);
        theirs.push(start(&desktop, &empty, "h1", [&[], &[]]).await);
        println!("{run:>3}: {:?}  beside {:?}", ours[run], theirs[run]);
    }
    let size = |path: &Path| fs::metadata(path).expect("it is built").len();
    let figures = [
        row("start to the first heading, ms", median(&ours, |one| one.heading), median(&theirs, |one| one.heading)),
        row("start to the first agent, ms", median(&ours, |one| one.whole), median(&theirs, |one| one.whole)),
        row("memory three seconds later, KiB", median(&ours, |one| one.memory), median(&theirs, |one| one.memory)),
        row("size of the program, bytes", size(&kaimono), size(&empty)),
    ];
    let told = serde_json::to_string_pretty(&figures).expect("JSON");
    println!("{told}");
    fs::write(checkout().join("target/window.json"), told).expect("written");
}
