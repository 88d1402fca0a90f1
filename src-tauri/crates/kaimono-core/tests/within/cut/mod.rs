//! Cut everywhere: the way of a purchase, with the buyer's process killed (`SIGKILL`) at every point, with every answer
//! spoiled, and both; then at random. After every restart and at the end: paid once if it was paid at all, at most one job an
//! approval, the journal says what the node says, and nothing that was shown was untrue.

mod buyer;
mod case;
mod points;

use buyer::Errand;
use case::{Case, Ended, Manner};
use masumi::moment::{DAY, HOUR, MINUTE};
use masumi_sandbox::Fault;
use std::{
    collections::BTreeMap,
    fmt::Write,
    future::Future,
    num::NonZero,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{sync::Semaphore, task::JoinSet};

/// Something that a person wants, from whom.
type Story = (&'static str, fn(&mut Errand));

const ORDINARY: fn(&mut Errand) = |_| ();
const OBJECTS: fn(&mut Errand) = |errand| errand.objects = true;

/// Every kind of way that a purchase can go.
const STORIES: &[Story] = &[
    ("contract-reviewer", ORDINARY),
    ("never-delivers", OBJECTS),
    ("translator", |errand| errand.ceiling = Some("0.5".to_owned())),
    ("haiku", ORDINARY),
];

/// Two agents with one yes.
const TOGETHER: Story = ("summarizer", |errand| errand.besides = vec!["haiku".to_owned()]);

/// Patience with an answer where answers are late, and how late they are then, milliseconds.
const PATIENCE: u64 = 400;
const LATE: u64 = 600;

/// Everything that can become of an answer on its way.
fn faults() -> Vec<(&'static str, Fault)> {
    let failed = || Fault::status(500, "Internal Server Error");
    vec![
        ("dropped before", Fault::drop()),
        ("dropped after", Fault::drop().after_accepting()),
        ("delayed", Fault::slow(case::UNBOUNDED)),
        ("taken in late", Fault::late(LATE)),
        ("cut", Fault::cut()),
        ("500 before", failed()),
        ("500 after", failed().after_accepting()),
        ("a proxy's page before", Fault::html(502)),
        ("a proxy's page after", Fault::html(502).after_accepting()),
        ("a page with 200 after", Fault::not_json().after_accepting()),
    ]
}

/// What became of many cases.
#[derive(Clone, Default)]
struct Tally(Arc<Mutex<Counts>>);

#[derive(Default)]
struct Counts {
    cases: usize,
    kills: usize,
    violations: Vec<String>,
}

impl Tally {
    fn count(&self, kills: usize, case: Case) {
        let mut counts = self.0.lock().unwrap();
        counts.cases += 1;
        counts.kills += kills;
        counts.violations.extend(case.violations);
    }

    fn kills(&self) -> usize {
        self.0.lock().unwrap().kills
    }

    /// Says the figures; ends the test when anything was violated.
    fn report(&self, what: &str) {
        let counts = self.0.lock().unwrap();
        println!("{what}: {} cases, {} kills, {} violations", counts.cases, counts.kills, counts.violations.len());
        assert!(counts.violations.is_empty(), "{}", counts.violations[..counts.violations.len().min(3)].join("\n\n"));
    }
}

/// Runs cases side by side, as many as there are processors.
struct Abreast {
    places: Arc<Semaphore>,
    cases: JoinSet<()>,
}

impl Abreast {
    fn new(times: usize) -> Abreast {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        Abreast { places: Arc::new(Semaphore::new(processors * times)), cases: JoinSet::new() }
    }

    fn add(&mut self, case: impl Future<Output = ()> + Send + 'static) {
        let places = Arc::clone(&self.places);
        self.cases.spawn(async move {
            let _place = places.acquire_owned().await.unwrap();
            case.await;
        });
    }

    async fn done(mut self) {
        while let Some(case) = self.cases.join_next().await {
            case.unwrap();
        }
    }
}

fn block_on(work: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(work);
}

/// The points of a story that nothing disturbs.
async fn points((slug, wants): Story) -> Vec<String> {
    let mut case = Case::new(slug, wants).await;
    let ended = case.run(Manner { tells_points: true, ..Manner::quiet() }).await;
    assert_eq!(ended, Ended::Quiet);
    case.ends_well().await;
    assert!(case.violations.is_empty(), "undisturbed: {:#?}", case.violations);
    case.points
}

#[test]
fn killed_at_every_point_it_pays_once_and_says_so() {
    if buyer::is_told() {
        return buyer::live();
    }
    let tally = Tally::default();
    block_on(async {
        let mut abreast = Abreast::new(1);
        let mut table = String::new();
        for story in STORIES.iter().chain([&TOGETHER]) {
            let points = points(*story).await;
            writeln!(table, "{}: {} points", story.0, points.len()).unwrap();
            for (index, point) in points.into_iter().enumerate() {
                let tally = tally.clone();
                let (slug, wants) = *story;
                abreast.add(async move {
                    let mut case = Case::new(slug, wants).await;
                    // Of two requests at once, either may be the first.
                    assert_ne!(case.run(Manner::cut(index + 1)).await, Ended::Quiet, "not reached: {point}");
                    // Nothing but the approval of a free job expires: it can be left for a month.
                    case.sandbox.skip(if slug == "haiku" { 30 * DAY } else { 0 });
                    case.run(Manner::quiet()).await;
                    case.ends_well().await;
                    tally.count(1, case);
                });
            }
        }
        abreast.done().await;
        print!("{table}");
    });
    tally.report("killed at every point");
}

/// A request of a story: its number, and at which point its answer has come.
struct Asked {
    number: usize,
    answered: usize,
    what: String,
}

/// The requests among the points of a story, without what only says the same for the third time.
fn requests(points: &[String]) -> Vec<Asked> {
    let mut times = BTreeMap::<&str, usize>::new();
    let asked = points.iter().filter_map(|point| point.strip_prefix("before ")).enumerate();
    let mut requests = Vec::new();
    for (index, what) in asked {
        let time = times.entry(what).or_default();
        *time += 1;
        let answer = format!("after {what}");
        let answers = points.iter().enumerate().filter(|(_, point)| **point == answer);
        let answered = answers.map(|(index, _)| index + 1).nth(*time - 1).unwrap();
        if *time <= 2 {
            requests.push(Asked { number: index + 1, answered, what: what.to_owned() });
        }
    }
    requests
}

#[test]
fn with_every_answer_spoiled_in_every_way_it_pays_once_and_says_so() {
    if buyer::is_told() {
        return buyer::live();
    }
    let tally = Tally::default();
    block_on(async {
        // Much of the time is spent waiting for answers that never come.
        let mut abreast = Abreast::new(2);
        let mut known = BTreeMap::new();
        for story in &STORIES[..2] {
            for asked in requests(&points(*story).await) {
                // Each request is spoiled in the first story that makes it.
                if *known.entry(asked.what.clone()).or_insert(story.0) != story.0 {
                    continue;
                }
                for (name, fault) in faults() {
                    for killed in [false, true] {
                        let (tally, fault, (slug, wants)) = (tally.clone(), fault.clone(), *story);
                        let (what, number) = (format!("{}: {name}", asked.what), u64::try_from(asked.number).unwrap());
                        let cut = killed.then_some(asked.answered);
                        let late = matches!(name, "delayed" | "taken in late");
                        abreast.add(async move {
                            let mut case = Case::new(slug, wants).await;
                            case.story.push(what);
                            case.sandbox.faults().set_nth(number, fault);
                            let patience = if late { PATIENCE } else { case::UNBOUNDED };
                            let ended = case.run(Manner { cut, patience, ..Manner::quiet() }).await;
                            if killed {
                                assert_ne!(ended, Ended::Quiet, "{:?}", case.story);
                                case.run(Manner::quiet()).await;
                            }
                            case.ends_well().await;
                            tally.count(usize::from(killed), case);
                        });
                    }
                }
            }
        }
        abreast.done().await;
    });
    tally.report("every answer spoiled");
}

/// Numbers that follow from a seed.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}

/// One purchase with all its misfortunes; gives how often it was killed.
async fn a_hard_life(seed: u64) -> (usize, Case) {
    let mut chance = Chance(seed);
    let declines: Story = ("translator", |errand| {
        errand.ceiling = Some("0.5".to_owned());
        errand.agrees = false;
    });
    let stories =
        [STORIES, &[declines, ("analyst", ORDINARY), ("analyst", OBJECTS), ("summarizer", ORDINARY)]].concat();
    let (slug, wants) = chance.pick(&stories);
    let mut case = Case::new(slug, wants).await;
    case.story.push(format!("SEED={seed}"));
    let mut spoilers: Vec<Fault> = faults().into_iter().map(|(_, fault)| fault).collect();
    spoilers.push(Fault::status(401, "Unauthorized, invalid authentication token provided"));
    spoilers.push(Fault::status(429, "Too many requests"));
    let mut kills = 0;
    for _ in 0..=chance.below(6) {
        for _ in 0..chance.below(4) {
            let (nth, fault) = (1 + chance.below(30), chance.pick(&spoilers));
            case.story.push(format!("request {nth} from here: {fault:?}"));
            case.sandbox.faults().set_nth(u64::try_from(nth).unwrap(), fault);
        }
        let watched = chance.below(2) == 0;
        let somewhere = chance.below(3) == 0;
        let manner = Manner {
            cut: (!somewhere).then(|| 1 + chance.below(60)),
            kill_after: somewhere.then(|| Duration::from_micros(chance.next() % 150_000)),
            watched,
            patience: PATIENCE,
            step: if watched { 2_500 } else { 20 },
            ..Manner::quiet()
        };
        kills += usize::from(case.run(manner).await != Ended::Quiet);
        // The machine is off for a while.
        let off = chance.pick(&[0, 0, 0, MINUTE, HOUR, 13 * HOUR]);
        case.story.push(format!("off for {off} ms"));
        case.sandbox.skip(off);
    }
    case.sandbox.faults().clear_all();
    if chance.below(2) == 0 {
        case.run(Manner { watched: true, step: 2_500, ..Manner::quiet() }).await;
    }
    // The last word is read one after the other: the watcher reads what is quiet now and then only.
    case.run(Manner::quiet()).await;
    case.ends_well().await;
    (kills, case)
}

/// A number from the environment.
fn given(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

#[test]
fn killed_at_random_again_and_again_it_pays_once_and_says_so() {
    if buyer::is_told() {
        return buyer::live();
    }
    let mut random = [0; 4];
    getrandom::fill(&mut random).unwrap();
    let seed = given("SEED").unwrap_or(u64::from(u32::from_le_bytes(random)));
    let wanted = usize::try_from(given("KILLS").unwrap_or(300)).unwrap();
    println!("SEED={seed} KILLS={wanted}");
    let (tally, seeds) = (Tally::default(), Arc::new(AtomicU64::new(seed)));
    block_on(async {
        let mut abreast = Abreast::new(2);
        for _ in 0..16 {
            let (tally, seeds) = (tally.clone(), Arc::clone(&seeds));
            abreast.add(async move {
                while tally.kills() < wanted {
                    let (kills, case) = a_hard_life(seeds.fetch_add(1, Ordering::Relaxed)).await;
                    tally.count(kills, case);
                }
            });
        }
        abreast.done().await;
    });
    tally.report(&format!("killed at random, SEED={seed}"));
}
