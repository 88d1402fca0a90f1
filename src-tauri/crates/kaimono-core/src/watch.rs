//! One scheduler for everything that polls or is due: the node (only what changed), agents (with back-off and jitter), and
//! effects that have to be retried. What the person looks at goes first, then what has a deadline near, then what has been due
//! longest. Times are node times, so a sandbox whose clock was moved finds everything due at once. A machine that slept asks
//! everybody again, including those it was asking when it fell asleep.

mod agent;
pub(crate) mod chatter;
mod drives;
mod hosts;
pub(crate) mod memory;
mod node;
pub(crate) mod schedule;
mod status;
#[cfg(test)]
mod tests;

use crate::{
    clock::{Clock, Pulse},
    error::Result,
    link::Link,
    purchase::{book::Book, engine::Engine, standing::Standing, standings::Standings},
    view::Changed,
};
use drives::{Counterpart, Drives};
use hosts::{Answer, Hosts};
use masumi::moment::Moment;
use memory::Memory;
use schedule::{Care, OfTheWork, Tries};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, HashSet},
    future::Future,
    pin::Pin,
    sync::Arc,
    time::Duration,
};
use tokio::task::{AbortHandle, Id, JoinError, JoinSet};

/// How often due times are looked at. Cheap: no request is made unless something is due.
const TICK: Duration = Duration::from_secs(1);
/// Every so many ticks all purchases are looked through for what the passing of time alone has changed, unless there is a
/// reason to do it at once. With a thousand of them it is what watching costs.
const TICKS_A_ROUND: u32 = 5;

/// Is told over which connection the node's lists were read each time, and how it went.
pub(crate) type Report = Arc<dyn Fn(u64, &Result<()>) + Send + Sync>;

/// The running watcher of one profile; it stops when this is dropped.
#[derive(Debug)]
pub(crate) struct Watch(AbortHandle);

impl Watch {
    /// Starts watching. Needs a Tokio runtime; one watcher a profile, for the life of its engine.
    pub(crate) fn start(engine: Engine, report: Report) -> Watch {
        let poller = Poller { engine: engine.clone() };
        let work = Arc::new(move |task, failed| work(poller.clone(), Arc::clone(&report), task, failed));
        Watch::over(engine, work)
    }

    fn over(engine: Engine, work: Work) -> Watch {
        Watch(tokio::spawn(supervise(engine, work)).abort_handle())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Asks the node and the agents, and takes over what is new.
#[derive(Clone)]
pub(crate) struct Poller {
    engine: Engine,
}

impl Poller {
    pub(crate) fn of(engine: &Engine) -> Poller {
        Poller { engine: engine.clone() }
    }

    fn standings(&self) -> &Standings {
        self.engine.standings()
    }

    fn book(&self) -> &Book {
        self.standings().book()
    }

    fn link(&self) -> &Link {
        self.standings().link()
    }

    fn memory(&self) -> &Memory {
        self.standings().memory()
    }

    fn now(&self) -> Moment {
        self.book().now()
    }
}

/// Something that is done again and again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Task {
    /// Read what changed at the node.
    Node,
    /// Carry out what is due for a purchase.
    Drive(String),
    /// Ask the agent of a purchase.
    Agent(String),
}

/// How a task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// The node's list was read.
    Read,
    /// It could not be read.
    Unread,
    /// What was due for a purchase is done, or is tried again then.
    Driven(Option<Moment>),
    /// The agent was asked; what came of it, and how long it took.
    Asked(Answer, i64),
}

/// Does a task. For an agent: the number of times in a row that it had no word about the job.
type Work = Arc<dyn Fn(Task, u32) -> Working + Send + Sync>;
type Working = Pin<Box<dyn Future<Output = Outcome> + Send>>;

fn work(poller: Poller, report: Report, task: Task, failed: u32) -> Working {
    Box::pin(async move {
        match task {
            Task::Node => {
                let connection = poller.link().count();
                let outcome = poller.sync_node().await;
                let well = outcome.is_ok();
                report(connection, &outcome);
                if well { Outcome::Read } else { Outcome::Unread }
            }
            Task::Drive(id) => Outcome::Driven(poller.engine.drive(&id).await),
            Task::Agent(id) => {
                let (answer, took) = poller.poll_agent(&id, failed).await;
                Outcome::Asked(answer, took)
            }
        }
    })
}

/// Keeps a watcher running: one that panics is a fault of ours, which is no reason to lose sight of what was paid.
async fn supervise(engine: Engine, work: Work) {
    loop {
        // Ends with this future: whatever it started ends with it.
        let mut only = JoinSet::new();
        only.spawn(Watcher::new(engine.clone(), Arc::clone(&work)).run());
        if let Some(Err(error)) = only.join_next().await {
            tracing::error!(%error, "the watcher failed, and starts again");
        }
        for id in engine.standings().book().awake() {
            if let Err(failure) = engine.deserted(&id).await {
                tracing::error!(purchase = id, %failure, "what was under way could not be noted");
            }
        }
        tokio::time::sleep(TICK).await;
    }
}

/// An agent that has something left to say.
#[derive(Clone, Debug)]
struct Wanted {
    care: Care,
    /// `None`: nobody knows where it is.
    host: Option<Arc<str>>,
}

struct Watcher {
    engine: Engine,
    work: Work,
    pulse: Pulse,
    /// Node time minus this machine's and whether the node's is doubted, as the page was told last.
    time: (i64, bool),
    due: BTreeMap<Task, Moment>,
    running: BTreeMap<Task, AbortHandle>,
    names: HashMap<Id, Task>,
    tasks: JoinSet<Outcome>,
    /// How often in a row the node's list could not be read.
    unread: u32,
    /// The purchases whose agents have something left to say.
    wanted: BTreeMap<String, Wanted>,
    /// How often in a row their agents were asked in vain.
    tries: BTreeMap<String, Tries>,
    hosts: Hosts,
    /// The host of each agent's base URL that was met so far.
    host_of: HashMap<String, Arc<str>>,
    drives: Drives,
    looked_at: Option<String>,
    /// When what is looked at last had something new.
    news_at: Moment,
    /// What was last said of each purchase: the passing of time alone can change it (a deadline, a cooldown).
    said: BTreeMap<String, Standing>,
    /// And what the node said of its work.
    works: BTreeMap<String, OfTheWork>,
}

fn time(clock: &Clock) -> (i64, bool) {
    (clock.ahead(), clock.doubted().is_some())
}

impl Watcher {
    fn new(engine: Engine, work: Work) -> Watcher {
        let clock = engine.standings().book().clock();
        let (pulse, time) = (Pulse::of(clock), time(clock));
        Watcher {
            engine,
            work,
            pulse,
            time,
            due: BTreeMap::from([(Task::Node, Moment(0))]),
            running: BTreeMap::new(),
            names: HashMap::new(),
            tasks: JoinSet::new(),
            unread: 0,
            wanted: BTreeMap::new(),
            tries: BTreeMap::new(),
            hosts: Hosts::default(),
            host_of: HashMap::new(),
            drives: Drives::default(),
            looked_at: None,
            news_at: Moment(0),
            said: BTreeMap::new(),
            works: BTreeMap::new(),
        }
    }

    fn standings(&self) -> &Standings {
        self.engine.standings()
    }

    fn book(&self) -> &Book {
        self.standings().book()
    }

    async fn run(mut self) {
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut ticks: u32 = 0;
        loop {
            let book = self.book().clone();
            let round = tokio::select! {
                _ = tick.tick() => {
                    let round = self.looked_at.is_some() || ticks.is_multiple_of(TICKS_A_ROUND);
                    ticks = ticks.wrapping_add(1);
                    round
                }
                () = book.woken() => true,
                Some(ended) = self.tasks.join_next_with_id() => {
                    self.ended(ended).await;
                    false
                }
            };
            self.turn(round);
        }
    }

    /// Starts what is due now; after looking at everything, if that is asked for or the time is another than was thought.
    fn turn(&mut self, round: bool) {
        let jump = self.pulse.beat();
        if let Some(jump) = jump {
            self.woke(jump);
        }
        let time = time(self.book().clock());
        let corrected = std::mem::replace(&mut self.time, time) != time;
        if corrected {
            self.book().tell(Changed::App);
        }
        if round || corrected || jump.is_some() {
            self.plan();
        }
        self.start();
    }

    /// The machine slept, or its clock was set: whatever was known may be old. Who was being asked is asked anew, since the
    /// answer got lost; what may pay is left to its own time bound and found out about.
    fn woke(&mut self, jump: i64) {
        tracing::info!(jump, "this machine slept, or its clock was set: everybody is asked anew");
        let now = self.book().now();
        for (task, running) in &self.running {
            if !matches!(task, Task::Drive(_)) {
                running.abort();
                self.due.insert(task.clone(), now);
            }
        }
        self.running.retain(|task, _| matches!(task, Task::Drive(_)));
        self.names.retain(|_, task| matches!(task, Task::Drive(_)));
        (self.unread, self.tries, self.hosts) = (0, BTreeMap::new(), Hosts::default());
        self.due.values_mut().for_each(|due| *due = now);
        // The page counts on from the node time that it was told.
        self.book().tell(Changed::App);
    }

    /// Brings the due times in line with the purchases.
    fn plan(&mut self) {
        let now = self.book().now();
        // What is being driven may have recorded it itself: that is looked at when it ends.
        for id in self.book().touched(|id| !self.running.contains_key(&Task::Drive(id.to_owned()))) {
            if self.looked_at.as_ref() == Some(&id) {
                self.news_at = now;
            }
            self.due.insert(Task::Drive(id), now);
        }
        if !self.running.contains_key(&Task::Node) && self.standings().link().is_anew() {
            self.unread = 0;
            self.due.insert(Task::Node, now);
            self.ask_the_silent(now);
        }
        let looked_at = self.standings().memory().looked_at();
        if self.looked_at != looked_at {
            self.looked_at.clone_from(&looked_at);
            self.news_at = now;
            if let Some(tries) = looked_at.as_ref().and_then(|id| self.tries.get_mut(id)) {
                tries.begin_anew();
            }
        }
        let mut attention = schedule::Attention::default();
        let mut wanted = BTreeMap::new();
        let (mut said, mut works) = (BTreeMap::new(), BTreeMap::new());
        let mut due = Vec::new();
        let mut over = false;
        self.standings().each(|id, state, standing| {
            over |= !standing.is_open;
            if state.effect(now).is_some() {
                due.push(Task::Drive(id.to_owned()));
            }
            let care = schedule::care(state, standing, looked_at.as_deref() == Some(id), now);
            attention.count(state, standing, care);
            if schedule::wants_agent(state, now) {
                wanted.insert(id.to_owned(), care);
            }
            if state.job_id().is_some() {
                let work = self.standings().memory().look(id, |heard| schedule::of_the_work(state, &heard.row));
                works.insert(id.to_owned(), work);
            }
            said.insert(id.to_owned(), standing.clone());
        });
        for (id, standing) in &said {
            if self.said.get(id).is_some_and(|before| before != standing) {
                self.book().changed(id);
                if looked_at.as_ref() == Some(id) {
                    self.news_at = now;
                }
            }
        }
        self.said = said;
        if over && let Err(failure) = self.standings().put_to_rest() {
            tracing::warn!(%failure, "what is over stays in memory");
        }
        for id in wanted.keys() {
            // What the agent is being asked now, it may have been asked before that.
            if self.works.get(id).is_some_and(|before| works.get(id) != Some(before)) {
                if let Some(tries) = self.tries.get_mut(id) {
                    tries.begin_anew();
                }
                self.due.insert(Task::Agent(id.clone()), now);
            }
        }
        self.works = works;
        // The passing of time alone can make something due as well: what is asked expires.
        for task in due.into_iter().filter(|task| !self.running.contains_key(task)) {
            self.due.entry(task).or_insert(now);
        }
        self.tries.retain(|id, _| wanted.contains_key(id));
        self.due.retain(|task, _| !matches!(task, Task::Agent(id) if !wanted.contains_key(id)));
        for (id, care) in &wanted {
            let wait = schedule::agent_interval(self.tries(id), *care);
            let task = Task::Agent(id.clone());
            if !self.running.contains_key(&task) {
                self.due.entry(task.clone()).or_insert(now.plus(wait));
            }
            if *care != Care::Usual {
                self.bring_forward(&task, now.plus(wait));
            }
        }
        let with_host = |(id, care): (String, Care)| {
            let host = self.host(&id);
            (id, Wanted { care, host })
        };
        self.wanted = wanted.into_iter().map(with_host).collect();
        // A clock that went back: nothing waits for longer than it would from now.
        for (task, due) in &mut self.due {
            let longest = if matches!(task, Task::Agent(_)) { schedule::GONE } else { schedule::LONGEST };
            *due = (*due).min(now.plus(longest));
        }
        let wait = attention.node_interval(now.since(self.news_at).abs());
        let wait = if self.standings().memory().lists().behind { wait.min(schedule::READ_ON) } else { wait };
        let wait = wait.max(schedule::node_back_off(self.unread));
        self.bring_forward(&Task::Node, now.plus(wait));
    }

    fn bring_forward(&mut self, task: &Task, at: Moment) {
        if let Some(due) = self.due.get_mut(task) {
            *due = (*due).min(at);
        }
    }

    fn tries(&self, id: &str) -> Tries {
        self.tries.get(id).copied().unwrap_or_default()
    }

    fn care(&self, id: &str) -> Care {
        self.wanted.get(id).map(|wanted| wanted.care).unwrap_or_default()
    }

    /// The host of the agent of a purchase.
    fn host(&mut self, id: &str) -> Option<Arc<str>> {
        let base = self.standings().agent_base(id)?;
        Some(Arc::clone(self.host_of.entry(base).or_insert_with_key(|base| schedule::host(base).into())))
    }

    /// This machine's line may have been down, and is not any more: agents of which nothing was heard are asked anew.
    fn ask_the_silent(&mut self, now: Moment) {
        for (id, tries) in self.tries.iter_mut().filter(|(_, tries)| tries.silent > 0) {
            *tries = Tries::default();
            if let Some(due) = self.due.get_mut(&Task::Agent(id.clone())) {
                *due = (*due).min(now);
            }
        }
        self.hosts.end_pauses();
    }

    /// Starts what is due, not running, and not left alone.
    fn start(&mut self) {
        let now = self.book().now();
        let node_rests = self.standings().link().rest(now).is_some();
        let mut start = Vec::new();
        if !node_rests && self.is_due(&Task::Node, now) {
            start.push(Task::Node);
        }
        self.choose_drives(node_rests, now, &mut start);
        self.choose_agents(now, &mut start);
        for task in start {
            let failed = if let Task::Agent(id) = &task { self.tries(id).failed } else { 0 };
            self.due.remove(&task);
            let handle = self.tasks.spawn((self.work)(task.clone(), failed));
            self.names.insert(handle.id(), task.clone());
            self.running.insert(task, handle);
        }
    }

    fn is_due(&self, task: &Task, now: Moment) -> bool {
        self.due.get(task).is_some_and(|at| *at <= now) && !self.running.contains_key(task)
    }

    /// Purchases for which something is due: first what the person looks at, then what is over soonest, then what waits longest.
    fn choose_drives(&mut self, node_rests: bool, now: Moment, start: &mut Vec<Task>) {
        let due = self.due.iter().filter(|(task, at)| **at <= now && !self.running.contains_key(*task));
        let drive =
            |(task, at): (&Task, &Moment)| if let Task::Drive(id) = task { Some((id.clone(), *at)) } else { None };
        let due: Vec<_> = due.filter_map(drive).collect();
        let mut urgent = Vec::new();
        for (id, at) in due {
            let what = self.book().read(&id, |state| (drives::is_asked(state, now), drives::until(state, now)));
            let (asked, until) = what.unwrap_or((drives::Asked::Nobody, drives::NEVER));
            let by = match asked {
                drives::Asked::Node if node_rests => continue,
                drives::Asked::Node => Counterpart::Node,
                drives::Asked::Agent => self.host(&id).map_or(Counterpart::Nobody, Counterpart::Agent),
                drives::Asked::Nobody => Counterpart::Nobody,
            };
            let looked_at = self.looked_at.as_ref() == Some(&id);
            urgent.push(((Reverse(looked_at), until, at), id, by));
        }
        urgent.sort();
        for ((Reverse(looked_at), ..), id, by) in urgent {
            let rests = |host: &str| self.standings().memory().rest(host, now).is_some();
            if matches!(&by, Counterpart::Agent(host) if rests(host)) {
                continue;
            }
            if self.drives.begin(&id, by, looked_at) {
                start.push(Task::Drive(id));
            }
        }
    }

    /// Agents that are to be asked: first of what the person looks at, then of what has a deadline near, then of what waits longest.
    fn choose_agents(&mut self, now: Moment, start: &mut Vec<Task>) {
        let memory = self.engine.standings().memory();
        let mut due = Vec::new();
        for (task, at) in self.due.iter().filter(|(task, at)| **at <= now && !self.running.contains_key(*task)) {
            let Task::Agent(id) = task else { continue };
            let (care, host) =
                self.wanted.get(id).map_or((Care::Usual, None), |wanted| (wanted.care, wanted.host.as_deref()));
            due.push((Reverse(care), *at, id, host));
        }
        due.sort();
        // Whoever comes later at the same host has no better claim.
        let mut full = HashSet::new();
        for (Reverse(care), _, id, host) in due {
            if let Some(host) = host {
                if full.contains(host) {
                    continue;
                }
                if memory.rest(host, now).is_some() || !self.hosts.begin(id, host, care, now) {
                    full.insert(host);
                    continue;
                }
            }
            start.push(Task::Agent(id.clone()));
        }
    }

    async fn ended(&mut self, ended: std::result::Result<(Id, Outcome), JoinError>) {
        let id = ended.as_ref().map_or_else(JoinError::id, |(id, _)| *id);
        // Unknown: it was given up for another one.
        let Some(task) = self.names.remove(&id) else { return };
        self.running.remove(&task);
        if let Task::Drive(id) = &task {
            self.drives.end(id);
        }
        let now = self.book().now();
        let outcome = match ended {
            Ok((_, outcome)) => outcome,
            Err(error) => {
                tracing::error!(?task, %error, "a watch task failed, and is done again later");
                if let Task::Agent(id) = &task {
                    self.hosts.forget(id);
                }
                if let Task::Drive(id) = &task
                    && let Err(failure) = self.engine.deserted(id).await
                {
                    tracing::error!(purchase = id, %failure, "what was under way could not be noted");
                }
                self.due.insert(task, now.plus(schedule::LONGEST));
                return;
            }
        };
        let again = match (&task, outcome) {
            // What others recorded since it looked at the state last does not wait until then.
            (Task::Drive(id), Outcome::Driven(_)) if !self.book().touched(|touched| touched == id).is_empty() => {
                Some(now)
            }
            (_, Outcome::Driven(again)) => again,
            (Task::Agent(id), Outcome::Asked(answer, took)) => {
                self.hosts.end(id, answer, took, now);
                // It may have been found elsewhere.
                let host = self.host(id);
                if let Some(wanted) = self.wanted.get_mut(id) {
                    wanted.host = host;
                }
                let before = self.tries(id);
                let tries = before.after(answer);
                self.tries.insert(id.clone(), tries);
                if before.silent >= schedule::SILENCE && tries.silent == 0 {
                    self.ask_the_silent(now);
                }
                let again = now.plus(schedule::jittered(schedule::agent_interval(tries, self.care(id))));
                // What changed meanwhile does not wait until then.
                Some(self.due.get(&task).map_or(again, |due| again.min(*due)))
            }
            (_, outcome) => {
                if outcome == Outcome::Read && self.unread >= schedule::SILENCE {
                    self.ask_the_silent(now);
                }
                self.unread = if outcome == Outcome::Unread { self.unread.saturating_add(1) } else { 0 };
                // Brought forward by `plan` to what the purchases need.
                Some(now.plus(schedule::LONGEST))
            }
        };
        if let Some(at) = again {
            self.due.insert(task, at);
        }
    }
}
