//! The scheduler under a clock that stands still: what is asked when, how often, and by what.

mod chatter;
mod drives;
mod hosts;
mod lists;
mod wakeups;

use super::{node::Mark, *};
use crate::purchase::Purchases;
use crate::{
    clients::{Clients, Files, Rest},
    clock::Clock,
    purchase::{event::Event, specimen::*, state::Payment},
    testing::{NODE_KEY, REGISTRY_KEY, Service},
    view::purchase::PurchasesQuery,
};
use masumi::{
    agent::AgentClient,
    moment::{DAY, HOUR, MINUTE},
    net::{self, AgentHttp, AgentReach, NodeHttp, Secret},
    node::{self, Network, NodeClient, OnChainState},
    registry::RegistryClient,
};
use serde_json::json;
use std::{future::pending, sync::Mutex};
use tempfile::TempDir;
use tokio::sync::{broadcast, mpsc};

struct Bench {
    _directory: TempDir,
    clock: Clock,
    purchases: Purchases,
    changes: broadcast::Receiver<Changed>,
}

/// What was done so far.
type Done = Arc<Mutex<Vec<Task>>>;

impl Bench {
    fn new() -> Bench {
        let (directory, clock) = (TempDir::new().unwrap(), Clock::fixed(NOON));
        let (changes, listener) = broadcast::channel(10_000);
        let purchases =
            Purchases::open(directory.path(), Network::Preprod, false, Arc::default(), clock.clone(), changes).unwrap();
        Bench { _directory: directory, clock, purchases, changes: listener }
    }

    /// A job that is paid and under way at an agent.
    fn buy(&self, id: &str, base: &str) {
        let order = crate::purchase::event::Order { api_base_url: base.to_owned(), ..order() };
        self.purchases.book().begin(id, &approval(order)).unwrap();
        for event in [Event::JobStarting, started(), paying(id), rowed(Some(OnChainState::FundsLocked))] {
            self.purchases.book().record(id, &of_purchase(id, &event)).unwrap();
        }
        self.purchases.book().touched(|_| true);
    }

    fn watcher(&self, work: Work) -> Watcher {
        Watcher::new(self.purchases.engine().clone(), work)
    }

    fn told(&mut self, what: &Changed) -> bool {
        let mut told = false;
        while let Ok(changed) = self.changes.try_recv() {
            told |= changed == *what;
        }
        told
    }

    /// A node that answers what it is told to, and whose `Date` is not followed.
    async fn connect(&self) -> Service {
        self.connect_to_both().await.0
    }

    /// The same, with its registry.
    async fn connect_to_both(&self) -> (Service, Service) {
        let (node, registry) = (Service::node().await, Service::registry().await);
        let http = |service, at: &Service, key: &str| {
            NodeHttp::new(service, at.url().parse().unwrap(), Secret::new(key.to_owned())).unwrap()
        };
        let node_rest = Rest::default();
        let (rest, clock) = (node_rest.clone(), self.clock.clone());
        let patience = Arc::new(move |seconds| rest.asked(clock.now(), seconds));
        self.purchases.connect(Ok(Clients {
            registry: RegistryClient::new(http(net::Service::Registry, &registry, REGISTRY_KEY)),
            node: NodeClient::new(http(net::Service::Node, &node, NODE_KEY).observe_patience(patience)),
            agents: AgentClient::new(AgentHttp::new(AgentReach::THIS_MACHINE).unwrap()),
            files: Files::here(),
            node_rest,
        }));
        node.says("/purchase/diff", json!({ "Purchases": [] }));
        node.refuses("/purchase/resolve-blockchain-identifier", 404, "Purchase not found");
        (node, registry)
    }
}

#[tokio::test]
async fn an_agent_that_moved_is_followed_only_while_its_seller_is_the_approved_one() {
    let bench = Bench::new();
    let (_node, registry) = bench.connect_to_both().await;
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gone = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    bench.buy("one", &gone);
    let listed = |seller: &str| {
        json!({
            "id": "e1", "name": "Summariser", "status": "Online", "agentIdentifier": order().agent_identifier,
            "apiBaseUrl": "https://elsewhere.example", "sellerWallet": { "address": "addr_test1seller", "vkey": seller }
        })
    };
    registry.says("/payment-information", listed(&"00".repeat(28)));
    bench.purchases.poller().poll_agent("one", 9).await;
    assert_eq!(registry.queries("/payment-information").len(), 1);
    assert_eq!(bench.purchases.standings().agent_base("one"), Some(gone), "somebody else's now");

    registry.says("/payment-information", listed(&order().seller_vkey.to_uppercase()));
    bench.purchases.poller().poll_agent("one", 9).await;
    assert_eq!(bench.purchases.standings().agent_base("one").as_deref(), Some("https://elsewhere.example"));
}

/// Notes what it is to do, and never ends.
fn busy() -> (Work, Done) {
    let done = Done::default();
    let noted = Arc::clone(&done);
    let work: Work = Arc::new(move |task, _| {
        noted.lock().unwrap().push(task);
        Box::pin(pending())
    });
    (work, done)
}

/// Notes what it is to do, and has no news.
fn quick() -> (Work, Done) {
    let done = Done::default();
    let noted = Arc::clone(&done);
    let work: Work = Arc::new(move |task, _| {
        noted.lock().unwrap().push(task.clone());
        Box::pin(async move {
            match task {
                Task::Node => Outcome::Read,
                Task::Drive(_) => Outcome::Driven(None),
                Task::Agent(_) => Outcome::Asked(Answer::Same, 0),
            }
        })
    });
    (work, done)
}

fn agents(done: &Done) -> Vec<String> {
    let id = |task: &Task| if let Task::Agent(id) = task { Some(id.clone()) } else { None };
    done.lock().unwrap().iter().filter_map(id).collect()
}

fn count(done: &Done, task: &Task) -> usize {
    done.lock().unwrap().iter().filter(|done| *done == task).count()
}

/// Lets time pass second by second, and everything end that was begun.
async fn pass(bench: &Bench, watcher: &mut Watcher, seconds: i64) {
    for _ in 0..seconds {
        bench.clock.pass(1_000);
        watcher.turn(true);
        while let Some(ended) = watcher.tasks.join_next_with_id().await {
            watcher.ended(ended).await;
            watcher.turn(true);
        }
    }
}

#[tokio::test]
async fn many_purchases_at_one_host_are_asked_in_turn_and_never_more_than_it_allows() {
    let bench = Bench::new();
    for id in 0..24 {
        bench.buy(&format!("one-{id}"), "http://127.0.0.1:8101/a");
    }
    bench.buy("elsewhere", "http://127.0.0.1:8102");
    bench.purchases.look_at(Some("one-7".to_owned()));
    let (work, done) = quick();
    let mut watcher = bench.watcher(work);
    pass(&bench, &mut watcher, 90).await;
    let asked = agents(&done);
    let here = asked.iter().filter(|id| id.starts_with("one-")).count();
    assert!((60..=90).contains(&here), "{here}");
    for id in 0..24 {
        assert!(asked.contains(&format!("one-{id}")), "{id} had its turn: {asked:?}");
    }
    let looked_at = asked.iter().filter(|id| *id == "one-7").count();
    assert!((20..=45).contains(&looked_at), "what is looked at comes first, and leaves half: {looked_at}");
    assert!(asked.iter().filter(|id| *id == "elsewhere").count() >= 3);
}

#[tokio::test]
async fn agents_that_hang_hold_up_neither_their_neighbours_nor_the_rest() {
    let bench = Bench::new();
    for id in 0..4 {
        bench.buy(&format!("one-{id}"), "http://127.0.0.1:8101");
    }
    bench.buy("elsewhere", "http://127.0.0.1:8102");
    let (work, done) = busy();
    let mut watcher = bench.watcher(work);
    for _ in 0..30 {
        bench.clock.pass(1_000);
        watcher.turn(true);
    }
    let asked = agents(&done);
    assert_eq!(asked.iter().filter(|id| id.starts_with("one-")).count(), super::hosts::AT_ONE_HOST);
    assert!(asked.contains(&"elsewhere".to_owned()));
}

#[tokio::test]
async fn a_host_that_asks_for_rest_gets_it_for_all_its_agents() {
    let bench = Bench::new();
    bench.buy("one", "http://127.0.0.1:8101/a");
    bench.buy("two", "http://127.0.0.1:8101/b");
    bench.buy("elsewhere", "http://127.0.0.1:8102");
    bench.purchases.standings().memory().rests("127.0.0.1:8101", bench.clock.now(), 120);
    let (work, done) = quick();
    let mut watcher = bench.watcher(work);
    pass(&bench, &mut watcher, 119).await;
    assert!(agents(&done).iter().all(|id| id == "elsewhere"), "{done:?}");
    pass(&bench, &mut watcher, 5).await;
    assert!(agents(&done).contains(&"one".to_owned()) && agents(&done).contains(&"two".to_owned()));
}

#[tokio::test]
async fn a_node_that_asks_for_rest_gets_it_also_from_what_is_to_be_paid() {
    let bench = Bench::new();
    let node = bench.connect().await;
    bench.buy("one", "http://127.0.0.1:9");
    bench.purchases.book().begin("two", &approval(order())).unwrap();
    bench.purchases.book().record("two", &Event::JobStarting).unwrap();
    bench.purchases.book().record("two", &started()).unwrap();
    bench.purchases.look_at(Some("one".to_owned()));
    node.asks_for_rest("/purchase/diff", 429, 90);
    let mut watcher = bench.watcher(real(&bench));
    watcher.due.retain(|task, _| *task == Task::Node);
    bench.purchases.book().touched(|_| true);
    bench.purchases.poller().sync_node().await.unwrap_err();
    let before = node.calls().len();
    pass(&bench, &mut watcher, 89).await;
    assert_eq!(node.calls().len(), before, "nothing is asked of it");
    node.says("/purchase/diff", json!({ "Purchases": [] }));
    pass(&bench, &mut watcher, 2).await;
    let paths: Vec<_> = node.calls().into_iter().skip(before).map(|call| call.path).collect();
    assert!(paths.iter().any(|path| path == "/purchase/diff"), "{paths:?}");
    assert!(paths.iter().any(|path| path == "/payment-source"), "the terms are verified now: {paths:?}");
}

#[tokio::test]
async fn a_node_that_fails_is_asked_less_often_even_while_the_person_looks_on() {
    let bench = Bench::new();
    bench.buy("one", "http://127.0.0.1:8101");
    bench.purchases.look_at(Some("one".to_owned()));
    let asked = Arc::new(Mutex::new(0));
    let counting = Arc::clone(&asked);
    let work: Work = Arc::new(move |task, _| {
        let outcome = if task == Task::Node { Outcome::Unread } else { Outcome::Asked(Answer::Same, 0) };
        *counting.lock().unwrap() += u32::from(task == Task::Node);
        Box::pin(async move { outcome })
    });
    let mut watcher = bench.watcher(work);
    pass(&bench, &mut watcher, 123).await;
    assert_eq!(*asked.lock().unwrap(), 7, "after 2, 4, 8, 16, 32, 60 seconds");
}

/// The real work, whatever comes of it.
fn real(bench: &Bench) -> Work {
    let poller = bench.purchases.poller();
    Arc::new(move |task, failed| work(poller.clone(), Arc::new(|_, _| ()), task, failed))
}

/// Requests to a node in ten quiet minutes with so many open purchases, none of which changes.
async fn ten_minutes_with(open: usize) -> usize {
    let bench = Bench::new();
    let node = bench.connect().await;
    for number in 0..open {
        let identifier = format!("00c0ffee{number:04}");
        let row = node::Purchase { blockchain_identifier: identifier, ..row(Some(OnChainState::FundsLocked)) };
        bench.purchases.engine().take_row(row).unwrap();
    }
    bench.purchases.standings().link().set_key(key("key-1"));
    let mut watcher = bench.watcher(real(&bench));
    pass(&bench, &mut watcher, 600).await;
    node.calls().len()
}

#[tokio::test]
async fn what_the_node_is_asked_does_not_grow_with_the_number_of_open_purchases() {
    let (one, many) = (ten_minutes_with(1).await, ten_minutes_with(80).await);
    // Every thirty seconds the list of their generation; now and then the other one, and one that nothing was heard of.
    assert!((20..=23).contains(&one), "{one}");
    assert!(many <= one + 2, "{many} requests for eighty, {one} for one");
}

#[tokio::test]
async fn a_machine_that_slept_asks_everybody_anew_at_once_and_leaves_payments_alone() {
    // On some systems the steady count stands still meanwhile, on others it goes on.
    for sleep in [Clock::sleep, Clock::pass] {
        slept(sleep).await;
    }
}

async fn slept(sleep: fn(&Clock, i64)) {
    let mut bench = Bench::new();
    bench.buy("one", "http://127.0.0.1:8101");
    bench.purchases.book().begin("two", &approval(order())).unwrap();
    let (work, done) = busy();
    let mut watcher = bench.watcher(work);
    for _ in 0..6 {
        bench.clock.pass(1_000);
        watcher.turn(true);
    }
    let (agent, drive) = (Task::Agent("one".to_owned()), Task::Drive("two".to_owned()));
    assert_eq!([count(&done, &Task::Node), count(&done, &agent), count(&done, &drive)], [1, 1, 1]);
    let asked: Vec<_> = watcher.running.iter().map(|(task, running)| (task.clone(), running.clone())).collect();
    bench.told(&Changed::App);

    sleep(&bench.clock, 8 * HOUR);
    watcher.turn(true);
    assert_eq!([count(&done, &Task::Node), count(&done, &agent), count(&done, &drive)], [2, 2, 1]);
    assert!(bench.told(&Changed::App), "the page hears what time it is");
    for (task, handle) in asked {
        if task == drive {
            assert!(!handle.is_finished(), "what may pay is not cut off");
        } else {
            let cancelled = watcher.tasks.join_next_with_id().await.unwrap();
            watcher.ended(cancelled).await;
            assert!(handle.is_finished(), "{task:?}");
        }
    }
    bench.clock.pass(1_000);
    watcher.turn(true);
    assert_eq!(count(&done, &agent), 2, "once");
}

#[tokio::test]
async fn a_clock_that_the_node_corrects_is_told_to_the_page() {
    let mut bench = Bench::new();
    let (work, _) = busy();
    let mut watcher = bench.watcher(work);
    watcher.turn(true);
    assert!(!bench.told(&Changed::App));
    bench.clock.observe(NOON.plus(HOUR));
    watcher.turn(true);
    assert!(bench.told(&Changed::App));
    watcher.turn(true);
    assert!(!bench.told(&Changed::App));
    // One that is not believed changes no time, and is said all the same; so is that it is believed again.
    for days in [10, 0] {
        bench.clock.observe(NOON.plus(HOUR + days * DAY));
        watcher.turn(true);
        assert!(bench.told(&Changed::App), "{days}");
        watcher.turn(true);
        assert!(!bench.told(&Changed::App), "{days}");
    }
}

#[tokio::test]
async fn a_task_that_panics_is_done_again_and_holds_nothing_up() {
    let bench = Bench::new();
    bench.buy("one", "http://127.0.0.1:8101");
    bench.purchases.book().begin("two", &approval(order())).unwrap();
    let done = Done::default();
    let (noted, purchases) = (Arc::clone(&done), bench.purchases.clone());
    let work: Work = Arc::new(move |task, _| {
        let first = !noted.lock().unwrap().contains(&task);
        noted.lock().unwrap().push(task.clone());
        let purchases = purchases.clone();
        Box::pin(async move {
            if matches!(task, Task::Drive(_)) && first {
                for event in [Event::JobStarting, started(), paying("two"), Event::PaymentSent] {
                    purchases.book().record("two", &of_purchase("two", &event)).unwrap();
                }
            }
            assert!(!first, "a fault of ours");
            match task {
                Task::Node => Outcome::Read,
                Task::Drive(_) => Outcome::Driven(Some(purchases.book().now().plus(MINUTE))),
                Task::Agent(_) => Outcome::Asked(Answer::Same, 0),
            }
        })
    });
    let mut watcher = bench.watcher(work);
    pass(&bench, &mut watcher, 10).await;
    let unknown = bench.purchases.book().read("two", |state| matches!(state.payment, Payment::Unknown { .. })).unwrap();
    assert!(unknown, "what may have left is found out about before anything is sent again");
    pass(&bench, &mut watcher, 70).await;
    for task in [Task::Node, Task::Agent("one".to_owned()), Task::Drive("two".to_owned())] {
        assert!(count(&done, &task) > 1, "{task:?} is done again");
    }
}

#[tokio::test]
async fn a_watcher_that_panics_starts_again() {
    let bench = Bench::new();
    let (starts, mut started) = mpsc::unbounded_channel();
    let first = Mutex::new(true);
    let work: Work = Arc::new(move |_, _| {
        starts.send(()).unwrap();
        let first = std::mem::take(&mut *first.lock().unwrap());
        assert!(!first, "a fault of ours, outside of any task");
        Box::pin(pending())
    });
    let _watch = Watch::over(bench.purchases.engine().clone(), work);
    for _ in 0..2 {
        started.recv().await.unwrap();
    }
}

/// core T10: what matters is how young the newest change was when it was read, and not how old it is now.
#[test]
fn a_change_that_could_be_read_only_after_the_reading_is_read_by_the_next_one() {
    let (half, minute) = (MINUTE / 2, MINUTE);
    let mark = |changed: Moment, read_at| Mark::read(&format!("{}|{}", changed.iso(), Moment::iso(read_at)));
    let young = mark(NOON.plus(-1_000), NOON);
    for later in [1_000, 70_000, 10 * HOUR] {
        assert_eq!(young.begins(NOON.plus(later)), NOON.plus(-half).iso(), "read a second after the newest change");
    }
    let old = mark(NOON.plus(-minute), NOON);
    assert_eq!(old.begins(NOON.plus(HOUR)), NOON.plus(-minute).iso(), "nothing that is dated before it can appear");
    assert_eq!(Mark::read(&young.text()), young);
}

/// core R11: a clock that was ahead once leaves a mark that has not come yet.
#[test]
fn a_mark_from_the_future_blinds_nobody_and_those_of_earlier_versions_are_read_on_from() {
    let ahead = Mark::read(&format!("{}|{}", NOON.plus(10 * DAY).iso(), NOON.plus(10 * DAY).iso()));
    assert_eq!(ahead.begins(NOON), NOON.plus(-MINUTE / 2).iso());
    for text in [NOON.iso(), format!("{}|row-17", NOON.iso())] {
        assert_eq!(Mark::read(&text).begins(NOON.plus(DAY)), NOON.plus(-MINUTE / 2).iso(), "{text}");
    }
    assert_eq!(Mark::read("nonsense").begins(NOON), "1970-01-01T00:00:00.000Z");
}

/// An error of one list is none of the other.
#[tokio::test]
async fn a_list_that_cannot_be_read_does_not_keep_the_other_from_being_read() {
    let bench = Bench::new();
    let node = bench.connect().await;
    node.refuses("/purchase/diff", 500, "Internal Server Error");
    bench.purchases.poller().sync_node().await.unwrap_err();
    assert_eq!(node.queries("/purchase/diff").len(), 2);
}

#[tokio::test]
async fn both_generations_are_read_from_the_newest_change_on() {
    let bench = Bench::new();
    let node = bench.connect().await;
    let changed = NOON.plus(-HOUR).iso();
    let of = |id: &str, generation: &str| {
        json!({
            "id": id, "blockchainIdentifier": format!("00{id}"), "nextActionOrOnChainStateOrResultLastChangedAt": changed,
            "requestedById": "key-1",
            "PaymentSource": { "paymentSourceType": generation, "smartContractAddress": "addr_test1", "network": "Preprod" }
        })
    };
    bench.purchases.standings().link().set_key(key("key-1"));
    node.says("/purchase/diff", json!({ "Purchases": [of("a1", "Web3CardanoV1"), of("b2", "Web3CardanoV2")] }));
    bench.purchases.poller().sync_node().await.unwrap();
    assert_eq!(bench.purchases.book().ids().len(), 2);
    bench.purchases.poller().sync_node().await.unwrap();
    assert_eq!(bench.purchases.book().ids().len(), 2, "a row that comes again is no other purchase");
    let asked: Vec<_> = node.queries("/purchase/diff");
    assert_eq!(asked.len(), 4, "{asked:?}");
    assert!(asked[0].contains("1970-01-01") && !asked[0].contains("Web3CardanoV2"), "{asked:?}");
    assert!(asked[1].contains("1970-01-01") && asked[1].contains("Web3CardanoV2"), "{asked:?}");
    let since = changed.replace(':', "%3A");
    assert!(asked[2].contains(&since) && asked[3].contains(&since), "{asked:?}");
}

/// A node that was migrated, or moved many purchases at once: the time alone leads no further.
#[tokio::test]
async fn more_changes_of_one_moment_than_a_page_holds_are_all_read() {
    let bench = Bench::new();
    let node = bench.connect().await;
    bench.purchases.standings().link().set_key(key("key-1"));
    let changed = NOON.plus(-HOUR).iso();
    let of = |number: usize| {
        json!({
            "id": format!("row{number}"), "blockchainIdentifier": format!("{number:08x}"), "requestedById": "key-1",
            "nextActionOrOnChainStateOrResultLastChangedAt": changed,
        })
    };
    let page = |rows: std::ops::Range<usize>| json!({ "Purchases": rows.map(of).collect::<Vec<_>>() });
    let asked = |since: &str, cursor: &str| {
        format!("/purchase/diff?lastUpdate={}&network=Preprod&limit=100{cursor}", since.replace(':', "%3A"))
    };
    node.says("/purchase/diff", page(0..0));
    node.says(&asked("1970-01-01T00:00:00.000Z", ""), page(0..100));
    node.says(&asked(&changed, ""), page(0..100));
    node.says(&asked(&changed, "&cursorId=row99"), page(99..130));
    bench.purchases.poller().sync_node().await.unwrap();
    assert_eq!(bench.purchases.book().ids().len(), 130, "{:?}", node.queries("/purchase/diff"));
}

#[tokio::test]
async fn the_list_of_a_generation_with_nothing_open_is_read_now_and_then() {
    let bench = Bench::new();
    let node = bench.connect().await;
    bench.buy("one", "http://127.0.0.1:9");
    for minutes in [0, 5, 5, 5] {
        bench.clock.pass(minutes * MINUTE);
        bench.purchases.poller().sync_node().await.unwrap();
    }
    let asked: Vec<_> = node.queries("/purchase/diff").iter().map(|query| query.contains("Web3CardanoV2")).collect();
    assert_eq!(asked, [false, true, false, false, false, true], "the first generation is open here");
}

#[tokio::test]
async fn with_nothing_open_a_reading_still_tells_whether_the_node_is_there() {
    let bench = Bench::new();
    let node = bench.connect().await;
    bench.purchases.poller().sync_node().await.unwrap();
    node.refuses("/purchase/diff", 500, "Internal Server Error");
    bench.purchases.poller().sync_node().await.unwrap_err();
}

/// At a start the keyring takes longer than the first look: what came of that is no reason to wait for the next one.
#[tokio::test]
async fn keys_that_come_after_the_first_look_have_the_lists_read_at_once() {
    let bench = Bench::new();
    bench.buy("one", "http://127.0.0.1:9");
    let mut watcher = bench.watcher(real(&bench));
    pass(&bench, &mut watcher, 1).await;
    assert!(
        bench.purchases.list(&PurchasesQuery::default()).unwrap().failure.is_some(),
        "without keys nothing was read"
    );
    let node = bench.connect().await;
    pass(&bench, &mut watcher, 1).await;
    assert!(!node.queries("/purchase/diff").is_empty());
    assert_eq!(bench.purchases.list(&PurchasesQuery::default()).unwrap().failure, None);
}

#[tokio::test]
async fn a_reading_under_way_does_not_undo_that_the_lists_are_read_from_the_beginning() {
    let bench = Bench::new();
    let node = bench.connect().await;
    let of = |id: &str, at: Moment| {
        json!({
            "id": id, "blockchainIdentifier": format!("00{id}"), "nextActionOrOnChainStateOrResultLastChangedAt": at.iso(),
            "requestedById": "key-1",
            "PaymentSource": { "paymentSourceType": "Web3CardanoV1", "smartContractAddress": "addr_test1", "network": "Preprod" }
        })
    };
    let book = bench.purchases.book();
    book.set_mark("node", "k1 a").unwrap();
    book.set_mark("diff.v1", &format!("{}|{}", NOON.plus(-DAY).iso(), NOON.plus(-HOUR).iso())).unwrap();
    let too = bench.purchases.clone();
    node.when_asked("/purchase/diff", move || too.standings().node_is("k2 b").unwrap());
    node.says("/purchase/diff", json!({ "Purchases": [of("a1", NOON.plus(-HOUR))] }));
    bench.purchases.poller().sync_node().await.unwrap();
    let before = node.queries("/purchase/diff").len();
    bench.purchases.poller().sync_node().await.unwrap();
    let asked = node.queries("/purchase/diff");
    assert!(asked[before].contains("1970"), "{asked:?} {:?}", bench.purchases.book().mark("diff.v1"));
}

#[tokio::test]
async fn what_is_looked_at_is_read_also_where_it_is_somebody_elses() {
    let bench = Bench::new();
    let node = bench.connect().await;
    bench.purchases.standings().link().set_key(key("key-9"));
    let mut theirs = row(Some(OnChainState::FundsLocked));
    theirs.payment_source.as_mut().unwrap().generation = Some(node::Generation::V2);
    let id = bench.purchases.engine().take_row(theirs).unwrap();
    bench.purchases.book().set_mark("diff.v2.lists", "yes").unwrap();
    bench.purchases.look_at(Some(id));
    bench.purchases.poller().sync_node().await.unwrap();
    let before = node.queries("/purchase/diff").len();
    for _ in 0..5 {
        bench.clock.pass(MINUTE);
        bench.purchases.poller().sync_node().await.unwrap();
    }
    let asked = node.queries("/purchase/diff")[before..].to_vec();
    assert!(asked.iter().any(|query| query.contains("V2")), "{asked:?}");
}

/// One list that cannot be read is stale, and said so; the node serves all the same.
#[tokio::test]
async fn a_node_of_which_one_list_can_be_read_is_there() {
    let bench = Bench::new();
    let node = bench.connect().await;
    let poller = bench.purchases.poller();
    let of_v2 =
        "lastUpdate=1970-01-01T00%3A00%3A00.000Z&network=Preprod&limit=100&filterPaymentSourceType=Web3CardanoV2";
    node.refuses(&format!("/purchase/diff?{of_v2}"), 500, "Internal Server Error");
    poller.sync_node().await.unwrap();
    assert!(bench.purchases.list(&PurchasesQuery::default()).unwrap().failure.is_some());
    node.refuses("/purchase/diff", 500, "Internal Server Error");
    poller.sync_node().await.unwrap_err();
}
