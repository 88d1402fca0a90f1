//! Agents' hosts that hang, are gone, or come back: who is asked meanwhile, and when they are asked again.

use super::*;
use crate::watch::hosts;
use std::collections::BTreeSet;
use tokio::task::yield_now;

/// How long a call to a host that hangs takes.
const HANGS: i64 = 30_000;

/// Agents that answer, but for some: each question with its time.
#[derive(Clone, Default)]
struct Agents(Arc<Mutex<Told>>);

#[derive(Default)]
struct Told {
    asked: Vec<(Moment, String)>,
    /// How those answer whose ids begin so.
    answers: Vec<(&'static str, Answer)>,
    node_is_silent: bool,
}

impl Agents {
    /// Those whose ids begin so answer so from now on; `Silence`: when their time is over.
    fn answer(&self, ids: &'static str, answer: Answer) {
        self.0.lock().unwrap().answers.insert(0, (ids, answer));
    }

    fn of(&self, id: &str) -> Answer {
        let told = self.0.lock().unwrap();
        told.answers.iter().find(|(ids, _)| id.starts_with(ids)).map_or(Answer::Same, |(_, answer)| *answer)
    }

    fn work(&self, bench: &Bench) -> Work {
        let (agents, clock) = (self.clone(), bench.clock.clone());
        Arc::new(move |task, _| {
            let (agents, clock, begun) = (agents.clone(), clock.clone(), clock.now());
            if let Task::Agent(id) = &task {
                agents.0.lock().unwrap().asked.push((begun, id.clone()));
            }
            Box::pin(async move {
                match task {
                    Task::Node if agents.0.lock().unwrap().node_is_silent => Outcome::Unread,
                    Task::Node => Outcome::Read,
                    Task::Drive(_) => Outcome::Driven(None),
                    Task::Agent(id) => {
                        while agents.of(&id) == Answer::Silence && clock.now().since(begun) < HANGS {
                            yield_now().await;
                        }
                        Outcome::Asked(agents.of(&id), clock.now().since(begun))
                    }
                }
            })
        })
    }

    /// When those were asked whose ids begin so, in seconds since the start of the test.
    fn asked(&self, ids: &str) -> Vec<i64> {
        let told = self.0.lock().unwrap();
        let asked = told.asked.iter().filter(|(_, id)| id.starts_with(ids));
        asked.map(|(at, _)| at.since(NOON) / 1_000).collect()
    }
}

/// Lets time pass second by second, and those end that have their answer.
async fn go_on(bench: &Bench, watcher: &mut Watcher, seconds: i64) {
    for _ in 0..seconds {
        bench.clock.pass(1_000);
        watcher.turn(true);
        loop {
            // On this one thread everybody had a turn after that.
            yield_now().await;
            let Some(ended) = watcher.tasks.try_join_next_with_id() else { break };
            watcher.ended(ended).await;
            watcher.turn(true);
        }
    }
}

/// Fifty purchases at a host each, all of which hang.
fn buy_fifty(bench: &Bench, agents: &Agents) {
    for number in 0..50 {
        bench.buy(&format!("hangs-{number:02}"), &format!("http://127.0.0.1:{}", 9_000 + number));
    }
    agents.answer("hangs", Answer::Silence);
}

/// core R6
#[tokio::test]
async fn while_fifty_hosts_hang_a_well_agent_is_asked_in_the_same_round_and_its_result_arrives() {
    let bench = Bench::new();
    let _node = bench.connect().await;
    let agent = Service::agent().await;
    let says = |job: &str| agent.sends("/status", 200, &format!(r#"{{"job_id":"job-1",{job}}}"#));
    says(r#""status":"running""#);
    bench.buy("well", &agent.url());
    let mut watcher = bench.watcher(real(&bench));
    pass(&bench, &mut watcher, 6).await;
    assert_eq!(agent.queries("/status").len(), 1, "it has answered before");

    let mut hosts = Vec::new();
    for number in 0..50 {
        let host = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        bench.buy(&format!("hangs-{number:02}"), &format!("http://{}", host.local_addr().unwrap()));
        hosts.push(host);
    }
    says(r#""status":"completed","result":"done""#);
    bench.clock.pass(1_000);
    watcher.turn(true);
    let now = bench.clock.now();
    watcher.due.values_mut().for_each(|due| *due = now);
    watcher.turn(false);
    assert!(watcher.running.contains_key(&Task::Agent("well".to_owned())), "nobody looks at it, no deadline is near");
    assert!(watcher.running.keys().filter(|task| matches!(task, Task::Agent(_))).count() > 2, "beside those that hang");
    while bench.purchases.book().read("well", |state| state.result.is_none()).unwrap() {
        let ended = watcher.tasks.join_next_with_id().await.unwrap();
        watcher.ended(ended).await;
    }
}

/// core R6: also where nobody is known yet, as after a start.
#[tokio::test]
async fn of_fifty_hosts_that_hang_each_takes_the_time_of_others_once() {
    let (bench, agents) = (Bench::new(), Agents::default());
    buy_fifty(&bench, &agents);
    bench.buy("well", "http://127.0.0.1:8101");
    let mut watcher = bench.watcher(agents.work(&bench));
    go_on(&bench, &mut watcher, 30).await;
    assert!(agents.asked("well").first().is_some_and(|at| *at <= 25), "{:?}", agents.asked("well"));
    assert_eq!(agents.asked("hangs").len(), 50, "each once");
    let before = agents.asked("well").len();
    go_on(&bench, &mut watcher, 300).await;
    let usual = agents.asked("well").len() - before;
    assert!((4..=12).contains(&usual), "as if it were alone: {usual}");
}

/// core R6: a hand on the page waits for nobody.
#[tokio::test]
async fn what_is_looked_at_is_asked_at_once_though_its_host_hangs_and_every_slot_is_taken() {
    let (bench, agents) = (Bench::new(), Agents::default());
    buy_fifty(&bench, &agents);
    for neighbour in ["hangs-49-a", "hangs-49-b", "hangs-49-c"] {
        bench.buy(neighbour, "http://127.0.0.1:9049");
    }
    let mut watcher = bench.watcher(agents.work(&bench));
    go_on(&bench, &mut watcher, 120).await;
    assert_eq!(agents.asked("hangs-49-c"), [0; 0], "its neighbours hang");
    bench.purchases.look_at(Some("hangs-49-c".to_owned()));
    go_on(&bench, &mut watcher, 3).await;
    assert_eq!(agents.asked("hangs-49-c").len(), 1);
    go_on(&bench, &mut watcher, 600).await;
    let asked = agents.asked("hangs-49-c");
    assert!(asked.len() >= 18, "again whenever its time is over: {asked:?}");
    for number in 0..49 {
        let asked = agents.asked(&format!("hangs-{number:02}"));
        assert!((2..=3).contains(&asked.len()), "the others are paused, and not forgotten: {asked:?}");
    }
}

/// core R6
#[tokio::test]
async fn a_host_that_hangs_is_left_alone_for_1_then_5_then_30_minutes_and_is_well_by_one_answer() {
    let (bench, agents) = (Bench::new(), Agents::default());
    for id in ["one", "two", "three"] {
        bench.buy(id, "http://127.0.0.1:8101");
    }
    agents.answer("", Answer::Silence);
    let mut watcher = bench.watcher(agents.work(&bench));
    go_on(&bench, &mut watcher, 2 * 60 * 60).await;
    let asked = agents.asked("");
    let (first, later): (Vec<_>, Vec<_>) = asked.iter().partition(|at| **at < HANGS / 1_000);
    assert_eq!(first.len(), hosts::AT_ONE_HOST, "{asked:?}");
    // The pause begins with the first of them to end.
    let asked: Vec<i64> = first.into_iter().take(1).chain(later).collect();
    let pauses: Vec<_> = asked.windows(2).map(|pair| (pair[1] - pair[0] - HANGS / 1_000) / 60).collect();
    assert_eq!(pauses, [1, 5, 30, 30, 30][..pauses.len()], "{asked:?}");
    assert!(pauses.len() >= 4, "{asked:?}");

    agents.answer("", Answer::Same);
    go_on(&bench, &mut watcher, 31 * 60).await;
    for id in ["one", "two", "three"] {
        let before = agents.asked(id).len();
        go_on(&bench, &mut watcher, 120).await;
        assert!(agents.asked(id).len() > before, "{id} is asked as usual");
    }
}

/// core R6: a pause is no reason to miss a deadline.
#[tokio::test]
async fn an_agent_with_a_deadline_near_is_asked_every_minute_though_its_host_hangs() {
    let (bench, agents) = (Bench::new(), Agents::default());
    bench.buy("one", "http://127.0.0.1:8101");
    agents.answer("", Answer::Silence);
    bench.clock.pass(24 * HOUR - 4 * MINUTE);
    let mut watcher = bench.watcher(agents.work(&bench));
    go_on(&bench, &mut watcher, 8 * 60).await;
    let asked = agents.asked("");
    assert!((7..=8).contains(&asked.len()), "{asked:?}");
    assert!(asked.windows(2).all(|pair| pair[1] - pair[0] >= 60), "{asked:?}");
}

/// core R6: what is proven and not fetched yet goes first, as does what has a deadline near; then what waits longest.
#[tokio::test]
async fn what_cannot_wait_is_asked_before_what_waits_longer() {
    let (bench, agents) = (Bench::new(), Agents::default());
    for number in 0..30 {
        bench.buy(&format!("{number:02}"), &format!("http://127.0.0.1:{}", 9_000 + number));
    }
    bench.buy("proven", "http://127.0.0.1:8101");
    let proven = node::Purchase { result_hash: Some("ab".repeat(32)), ..row(Some(OnChainState::ResultSubmitted)) };
    let event = of_purchase("proven", &Event::Row { row: Box::new(proven) });
    bench.purchases.book().record("proven", &event).unwrap();
    let mut watcher = bench.watcher(agents.work(&bench));
    watcher.turn(true);
    let now = bench.clock.now();
    watcher.due.iter_mut().for_each(|(task, due)| {
        let waited = if let Task::Agent(id) = task { id.parse().unwrap_or(0) } else { 0 };
        *due = now.plus(-1_000 * waited);
    });
    watcher.turn(false);
    let asked: Vec<_> = agents.0.lock().unwrap().asked.iter().map(|(_, id)| id.clone()).collect();
    assert_eq!(asked[..3], ["proven", "29", "28"], "{asked:?}");
    bench.purchases.look_at(Some("00".to_owned()));
    watcher.turn(true);
    bench.clock.pass(2_000);
    watcher.turn(true);
    assert!(agents.0.lock().unwrap().asked.iter().any(|(_, id)| id == "00"), "what is looked at needs no slot");
}

/// core R6, T3: what the node tells anew of a purchase is a reason to ask its agent.
#[tokio::test]
async fn a_row_that_changed_has_its_agent_asked_at_once_also_while_it_is_being_asked() {
    let (bench, agents) = (Bench::new(), Agents::default());
    bench.buy("one", "http://127.0.0.1:8101");
    agents.answer("", Answer::Failure);
    let mut watcher = bench.watcher(agents.work(&bench));
    go_on(&bench, &mut watcher, 3 * 60 * 60).await;
    let told = |hash: &str| {
        let row = node::Purchase { result_hash: Some(hash.repeat(32)), ..row(Some(OnChainState::ResultSubmitted)) };
        bench.purchases.book().record("one", &of_purchase("one", &Event::Row { row: Box::new(row) })).unwrap();
    };
    let before = agents.asked("").len();
    told("ab");
    go_on(&bench, &mut watcher, 1).await;
    assert_eq!(agents.asked("").len(), before + 1, "it was asked every half hour before");

    agents.answer("", Answer::Silence);
    go_on(&bench, &mut watcher, 15).await;
    let before = agents.asked("").len();
    assert!(watcher.running.contains_key(&Task::Agent("one".to_owned())));
    told("cd");
    go_on(&bench, &mut watcher, 1).await;
    assert_eq!(agents.asked("").len(), before, "one question at a time");
    agents.answer("", Answer::Same);
    go_on(&bench, &mut watcher, 1).await;
    assert_eq!(agents.asked("").len(), before + 1, "what it was asked before that may be old");
}

/// core R6: ten thousand requests to nobody.
#[tokio::test]
async fn an_agent_that_is_gone_is_not_asked_every_minute_for_the_whole_escrow() {
    let (bench, agents) = (Bench::new(), Agents::default());
    bench.buy("one", "http://127.0.0.1:8101");
    agents.answer("", Answer::Failure);
    let mut watcher = bench.watcher(agents.work(&bench));
    go_on(&bench, &mut watcher, 10 * 60 * 60).await;
    let asked = agents.asked("").len();
    assert!((30..=50).contains(&asked), "{asked}");
    let before = asked;
    bench.purchases.look_at(Some("one".to_owned()));
    go_on(&bench, &mut watcher, 10).await;
    assert!(agents.asked("").len() >= before + 4, "somebody looks at it");
}

/// What nobody answered may have been this machine's own line: that is no reason to wait half an hour once it is back.
#[tokio::test]
async fn once_somebody_answers_again_everybody_of_whom_nothing_was_heard_is_asked() {
    for node_tells in [true, false] {
        let (bench, agents) = (Bench::new(), Agents::default());
        for number in 0..5 {
            bench.buy(&format!("away-{number}"), &format!("http://127.0.0.1:{}", 9_000 + number));
        }
        bench.buy("looked-at", "http://127.0.0.1:8101");
        agents.answer("", Answer::Silence);
        agents.0.lock().unwrap().node_is_silent = node_tells;
        let mut watcher = bench.watcher(agents.work(&bench));
        go_on(&bench, &mut watcher, 3 * 60 * 60).await;
        let before = agents.asked("").len();
        if node_tells {
            agents.0.lock().unwrap().node_is_silent = false;
        } else {
            bench.purchases.look_at(Some("looked-at".to_owned()));
        }
        agents.answer("", Answer::Same);
        go_on(&bench, &mut watcher, 75).await;
        let told = agents.0.lock().unwrap();
        let asked: BTreeSet<_> =
            told.asked[before..].iter().map(|(_, id)| id).filter(|id| id.starts_with("away")).collect();
        assert_eq!(asked.len(), 5, "{asked:?}");
    }
}
