//! Many purchases that something is due for at once, and a node or an agent that takes its time.

use super::*;
use crate::purchase::event::Order;
use std::collections::BTreeMap;
use tokio::task::yield_now;

const SECOND: i64 = 1_000;

/// How long each call takes.
#[derive(Clone, Default)]
struct Takes {
    node: i64,
    drive: i64,
    /// Agents answer at once.
    begun: Arc<Mutex<Vec<(Moment, Task)>>>,
    /// Those under way, and the most at once of each kind.
    under_way: Arc<Mutex<BTreeMap<&'static str, (usize, usize)>>>,
}

fn kind(task: &Task) -> &'static str {
    match task {
        Task::Node => "node",
        Task::Drive(_) => "drive",
        Task::Agent(_) => "agent",
    }
}

impl Takes {
    fn work(&self, bench: &Bench) -> Work {
        let (takes, clock) = (self.clone(), bench.clock.clone());
        Arc::new(move |task, _| {
            let (takes, clock, begun, kind) = (takes.clone(), clock.clone(), clock.now(), kind(&task));
            takes.begun.lock().unwrap().push((begun, task.clone()));
            let time = match task {
                Task::Node => takes.node,
                Task::Drive(_) => takes.drive,
                Task::Agent(_) => 0,
            };
            {
                let mut under_way = takes.under_way.lock().unwrap();
                let (now, most) = under_way.entry(kind).or_default();
                *now += 1;
                *most = (*most).max(*now);
            }
            Box::pin(async move {
                while clock.now().since(begun) < time {
                    yield_now().await;
                }
                takes.under_way.lock().unwrap().entry(kind).or_default().0 -= 1;
                match task {
                    Task::Node => Outcome::Read,
                    Task::Drive(_) => Outcome::Driven(Some(begun.plus(HOUR))),
                    Task::Agent(_) => Outcome::Asked(Answer::Same, 0),
                }
            })
        })
    }

    fn most(&self, kind: &str) -> usize {
        self.under_way.lock().unwrap().get(kind).map_or(0, |(_, most)| *most)
    }

    /// Seconds since the start of the test.
    fn begun(&self, which: impl Fn(&Task) -> bool) -> Vec<i64> {
        let begun = self.begun.lock().unwrap();
        begun.iter().filter(|(_, task)| which(task)).map(|(at, _)| at.since(NOON) / SECOND).collect()
    }

    /// The purchases that were driven, in their order.
    fn driven(&self) -> Vec<String> {
        let id = |task: &Task| if let Task::Drive(id) = task { Some(id.clone()) } else { None };
        self.begun.lock().unwrap().iter().filter_map(|(_, task)| id(task)).collect()
    }
}

async fn go_on(bench: &Bench, watcher: &mut Watcher, seconds: i64) {
    for _ in 0..seconds {
        bench.clock.pass(SECOND);
        watcher.turn(true);
        loop {
            yield_now().await;
            let Some(ended) = watcher.tasks.try_join_next_with_id() else { break };
            watcher.ended(ended).await;
            watcher.turn(false);
        }
    }
}

impl Bench {
    /// A purchase with these events after its approval, at an agent of its own or of all.
    fn begin(&self, id: &str, base: &str, events: &[Event]) {
        let order = Order { api_base_url: base.to_owned(), ..order() };
        self.purchases.book().begin(id, &approval(order)).unwrap();
        for event in events {
            self.purchases.book().record(id, &of_purchase(id, event)).unwrap();
        }
    }
}

#[tokio::test]
async fn a_node_that_answers_each_call_after_29_seconds_is_asked_by_a_few_at_a_time_and_holds_up_no_agent() {
    let bench = Bench::new();
    bench.buy("at-work", "http://127.0.0.1:8101");
    for number in 0..40 {
        bench.begin(&format!("pays-{number:02}"), "http://127.0.0.1:8102", &[Event::JobStarting, started()]);
    }
    let takes = Takes { node: 29 * SECOND, drive: 29 * SECOND, ..Takes::default() };
    let mut watcher = bench.watcher(takes.work(&bench));
    go_on(&bench, &mut watcher, 5).await;
    bench.purchases.look_at(Some("pays-39".to_owned()));
    go_on(&bench, &mut watcher, 5).await;
    assert!(takes.driven().contains(&"pays-39".to_owned()), "what is looked at waits for nobody: {:?}", takes.driven());
    bench.begin("to-be-started", "http://127.0.0.1:8103", &[]);
    go_on(&bench, &mut watcher, 1).await;
    assert!(takes.driven().contains(&"to-be-started".to_owned()), "a job is not the node's business");
    // As long as the waits between six questions to the agent can be, each at its longest.
    go_on(&bench, &mut watcher, 230).await;
    assert_eq!(takes.most("node"), 1, "one reading of its list at a time");
    // Eight payments, the one that is looked at, and the job.
    assert_eq!(takes.most("drive"), 10);
    let driven = takes.driven();
    for number in 0..40 {
        assert!(driven.contains(&format!("pays-{number:02}")), "each has its turn: {driven:?}");
    }
    let asked = takes.begun(|task| *task == Task::Agent("at-work".to_owned()));
    assert!(asked.len() >= 6 && asked.windows(2).all(|pair| pair[1] - pair[0] <= 75), "{asked:?}");
}

#[tokio::test]
async fn what_can_be_paid_only_for_a_short_time_goes_before_what_can_only_be_found_out() {
    let bench = Bench::new();
    for number in 0..12 {
        let events = [Event::JobStarting, started(), paying("x"), Event::PaymentSent, unknown()];
        bench.begin(&format!("lost-{number:02}"), "http://127.0.0.1:8102", &events);
    }
    // Too late to pay any of these once more.
    bench.clock.pass(13 * HOUR);
    let pay_by_time = Some(bench.clock.now().plus(HOUR).0.to_string());
    let terms = Some(Box::new(masumi::agent::Terms { pay_by_time, ..terms() }));
    let started = Event::JobStarted { job_id: "job-1".to_owned(), terms, raw: "{}".to_owned(), demands: false };
    bench.begin("pays", "http://127.0.0.1:8102", &[Event::JobStarting, started]);
    let takes = Takes { drive: 29 * SECOND, ..Takes::default() };
    let mut watcher = bench.watcher(takes.work(&bench));
    go_on(&bench, &mut watcher, 1).await;
    assert_eq!(takes.driven().first().map(String::as_str), Some("pays"), "{:?}", takes.driven());
    assert_eq!(takes.driven().len(), 8);
}

#[tokio::test]
async fn agents_that_hang_at_their_start_keep_neither_a_payment_nor_another_host_waiting() {
    let bench = Bench::new();
    for number in 0..12 {
        bench.begin(&format!("hangs-{number:02}"), "http://127.0.0.1:8101", &[]);
    }
    let takes = Takes { drive: 10 * HOUR, ..Takes::default() };
    let mut watcher = bench.watcher(takes.work(&bench));
    go_on(&bench, &mut watcher, 1).await;
    assert_eq!(takes.driven().len(), 4, "at one host");
    bench.begin("elsewhere", "http://127.0.0.1:8102", &[]);
    bench.begin("pays", "http://127.0.0.1:8101", &[Event::JobStarting, started()]);
    bench.purchases.standings().memory().rests("127.0.0.1:8103", bench.clock.now(), 60);
    bench.begin("rests", "http://127.0.0.1:8103", &[]);
    go_on(&bench, &mut watcher, 1).await;
    let driven = takes.driven();
    assert!(driven.contains(&"elsewhere".to_owned()) && driven.contains(&"pays".to_owned()), "{driven:?}");
    assert_eq!(driven.len(), 6, "a host that asks to be left alone is: {driven:?}");
    go_on(&bench, &mut watcher, 60).await;
    assert_eq!(takes.driven().last().map(String::as_str), Some("rests"));
}

#[tokio::test]
async fn two_hundred_jobs_at_one_host_have_their_turn_and_leave_one_elsewhere_alone() {
    let bench = Bench::new();
    for number in 0..200 {
        bench.buy(&format!("one-{number:03}"), "http://127.0.0.1:8101");
    }
    bench.buy("elsewhere", "http://127.0.0.1:8102");
    let takes = Takes::default();
    let mut watcher = bench.watcher(takes.work(&bench));
    bench.purchases.look_at(Some("one-177".to_owned()));
    go_on(&bench, &mut watcher, 10 * 60).await;
    let here = takes.begun(|task| matches!(task, Task::Agent(id) if id.starts_with("one")));
    assert!(here.windows(2).all(|pair| pair[0] < pair[1]), "one call a second");
    assert!(here.len() > 500, "and no fewer: {}", here.len());
    for number in 0..200 {
        let id = format!("one-{number:03}");
        assert!(!takes.begun(|task| *task == Task::Agent(id.clone())).is_empty(), "{id}");
    }
    let looked_at = takes.begun(|task| *task == Task::Agent("one-177".to_owned()));
    assert!(looked_at[0] <= 7, "{looked_at:?}");
    let elsewhere = takes.begun(|task| *task == Task::Agent("elsewhere".to_owned()));
    assert!(elsewhere.len() >= 8 && elsewhere.windows(2).all(|pair| pair[1] - pair[0] <= 75), "{elsewhere:?}");
}
