//! One scheduler for everything that polls or is due: the node by what changed, agents with back-off and jitter, effects that
//! have to be tried again. Times are node times, so a sandbox whose clock was moved finds everything due at once; a machine
//! that slept asks everybody anew, also those that it was asking when it fell asleep.

mod agent;
pub(crate) mod memory;
mod node;
pub(crate) mod schedule;
#[cfg(test)]
mod tests;

use crate::{
    clock::{Clock, Pulse},
    error::Result,
    link::Link,
    purchase::{book::Book, engine::Engine, standing::Standing, standings::Standings, state::Effect},
    view::Changed,
};
use masumi_client::moment::Moment;
use memory::Memory;
use schedule::Care;
use std::{
    collections::{BTreeMap, HashMap},
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
/// Agents asked at the same time, in all.
const AGENTS_AT_ONCE: usize = 6;
/// And at one host: two, so that one that hangs does not hold up its neighbours.
const AT_ONE_HOST: usize = 2;

/// Is told over which connection the node's lists were read each time, and how it went.
pub(crate) type Report = Arc<dyn Fn(u64, &Result<()>) + Send + Sync>;

/// The running watcher of one profile; it stops when this is dropped.
#[derive(Debug)]
pub(crate) struct Watch(AbortHandle);

impl Watch {
    /// Starts watching. Needs a Tokio runtime; one watcher a profile, for the life of its engine.
    pub(crate) fn start(engine: Engine, report: Report) -> Watch {
        let poller = Poller { engine: engine.clone() };
        let work = Arc::new(move |task, quiet| work(poller.clone(), Arc::clone(&report), task, quiet));
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
    #[cfg(test)]
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
    /// The agent was asked; whether it had something new.
    Asked { news: bool },
}

/// Does a task. For an agent: the number of times in a row that it had nothing new.
type Work = Arc<dyn Fn(Task, u32) -> Working + Send + Sync>;
type Working = Pin<Box<dyn Future<Output = Outcome> + Send>>;

fn work(poller: Poller, report: Report, task: Task, quiet: u32) -> Working {
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
            Task::Agent(id) => Outcome::Asked { news: poller.poll_agent(&id, quiet).await },
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

struct Watcher {
    engine: Engine,
    work: Work,
    pulse: Pulse,
    /// Node time minus this machine's and whether the node's is doubted, as the page was told last.
    time: (i64, bool),
    due: BTreeMap<Task, Moment>,
    running: BTreeMap<Task, Running>,
    names: HashMap<Id, Task>,
    tasks: JoinSet<Outcome>,
    /// How often in a row the node's list could not be read.
    unread: u32,
    /// How often in a row an agent had nothing new.
    quiet: BTreeMap<String, u32>,
    /// When the agents at a host may be asked again.
    hosts: BTreeMap<String, Moment>,
    looked_at: Option<String>,
    /// What was last said of each purchase: the passing of time alone can change it (a deadline, a cooldown).
    said: BTreeMap<String, Standing>,
}

/// A task that is under way.
struct Running {
    handle: AbortHandle,
    /// Of the agent that is asked.
    host: Option<String>,
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
            quiet: BTreeMap::new(),
            hosts: BTreeMap::new(),
            looked_at: None,
            said: BTreeMap::new(),
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

    /// The machine slept, or its clock was set: whatever was known may be old. Who was being asked is asked anew, since his
    /// answer got lost; what may pay is left to its own time bound and found out about.
    fn woke(&mut self, jump: i64) {
        tracing::info!(jump, "this machine slept, or its clock was set: everybody is asked anew");
        let now = self.book().now();
        for (task, running) in &self.running {
            if !matches!(task, Task::Drive(_)) {
                running.handle.abort();
                self.due.insert(task.clone(), now);
            }
        }
        self.running.retain(|task, _| matches!(task, Task::Drive(_)));
        self.names.retain(|_, task| matches!(task, Task::Drive(_)));
        (self.unread, self.quiet, self.hosts) = (0, BTreeMap::new(), BTreeMap::new());
        self.due.values_mut().for_each(|due| *due = now);
        // The page counts on from the node time that it was told.
        self.book().tell(Changed::App);
    }

    /// Brings the due times in line with the purchases.
    fn plan(&mut self) {
        let now = self.book().now();
        // What is being driven may have recorded it itself: that is looked at when it ends.
        for id in self.book().touched(|id| !self.running.contains_key(&Task::Drive(id.to_owned()))) {
            self.due.insert(Task::Drive(id), now);
        }
        if !self.running.contains_key(&Task::Node) && self.standings().link().is_anew() {
            self.unread = 0;
            self.due.insert(Task::Node, now);
        }
        let looked_at = self.standings().memory().looked_at();
        if self.looked_at != looked_at {
            self.looked_at.clone_from(&looked_at);
            looked_at.as_ref().map(|id| self.quiet.remove(id));
        }
        let mut attention = schedule::Attention::default();
        let mut wanted = BTreeMap::new();
        let mut said = BTreeMap::new();
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
            said.insert(id.to_owned(), standing.clone());
        });
        for (id, standing) in &said {
            if self.said.get(id).is_some_and(|before| before != standing) {
                self.book().changed(id);
            }
        }
        self.said = said;
        if over && let Err(failure) = self.standings().put_to_rest() {
            tracing::warn!(%failure, "what is over stays in memory");
        }
        // The passing of time alone can make something due as well: what is asked expires.
        for task in due.into_iter().filter(|task| !self.running.contains_key(task)) {
            self.due.entry(task).or_insert(now);
        }
        self.quiet.retain(|id, _| wanted.contains_key(id));
        self.due.retain(|task, _| !matches!(task, Task::Agent(id) if !wanted.contains_key(id)));
        for (id, care) in wanted {
            let wait = schedule::agent_interval(self.quiet.get(&id).copied().unwrap_or_default(), care);
            let task = Task::Agent(id);
            if !self.running.contains_key(&task) {
                self.due.entry(task.clone()).or_insert(now.plus(wait));
            }
            if care != Care::Usual {
                self.bring_forward(&task, now.plus(wait));
            }
        }
        // A clock that went back: nothing waits for longer than it would from now.
        let latest = now.plus(schedule::LONGEST);
        self.due.values_mut().for_each(|due| *due = (*due).min(latest));
        self.hosts.retain(|_, next| *next > now && *next <= latest);
        let wait = attention.node_interval().max(schedule::node_back_off(self.unread));
        self.bring_forward(&Task::Node, now.plus(wait));
    }

    fn bring_forward(&mut self, task: &Task, at: Moment) {
        if let Some(due) = self.due.get_mut(task) {
            *due = (*due).min(at);
        }
    }

    /// Starts what is due, not running, and not left alone; first what the person looks at, then what waits longest.
    fn start(&mut self) {
        let now = self.book().now();
        let mut due: Vec<(bool, Moment, Task)> = self
            .due
            .iter()
            .filter(|(task, at)| **at <= now && !self.running.contains_key(*task))
            .map(|(task, at)| {
                (!matches!(task, Task::Agent(id) if self.looked_at.as_ref() == Some(id)), *at, task.clone())
            })
            .collect();
        due.sort();
        let node_rest = self.standings().link().rest(now).is_some();
        for (_, _, task) in due {
            let (mut quiet, mut host) = (0, None);
            match &task {
                Task::Node if node_rest => continue,
                Task::Drive(id) if node_rest && self.is_for_the_node(id, now) => continue,
                Task::Agent(id) => {
                    quiet = self.quiet.get(id).copied().unwrap_or_default();
                    host = self.standings().agent_base(id).map(|base| schedule::host(&base));
                    if !self.may_ask(host.as_deref(), now) {
                        continue;
                    }
                }
                Task::Node | Task::Drive(_) => {}
            }
            self.due.remove(&task);
            let handle = self.tasks.spawn((self.work)(task.clone(), quiet));
            self.names.insert(handle.id(), task.clone());
            self.running.insert(task, Running { handle, host });
        }
    }

    /// Whether what is due for a purchase is a request to the node.
    fn is_for_the_node(&self, id: &str, now: Moment) -> bool {
        let effect = self.book().read(id, |state| state.effect(now));
        matches!(effect, Ok(Some(Effect::Verify | Effect::Pay(_) | Effect::Resolve(_))))
    }

    /// Whether an agent at this host may be asked now: not too many in all and there, not too often, and not while it asks
    /// to be left alone. Takes the host's turn if so.
    fn may_ask(&mut self, host: Option<&str>, now: Moment) -> bool {
        let Some(host) = host else { return true };
        let there = |running: &&Running| running.host.as_deref() == Some(host);
        let crowded = self.running.values().filter(|running| running.host.is_some()).count() >= AGENTS_AT_ONCE
            || self.running.values().filter(there).count() >= AT_ONE_HOST;
        if crowded || self.hosts.contains_key(host) || self.standings().memory().rest(host, now).is_some() {
            return false;
        }
        self.hosts.insert(host.to_owned(), now.plus(schedule::HOST_GAP));
        true
    }

    async fn ended(&mut self, ended: std::result::Result<(Id, Outcome), JoinError>) {
        let id = ended.as_ref().map_or_else(JoinError::id, |(id, _)| *id);
        // Unknown: it was given up for another one.
        let Some(task) = self.names.remove(&id) else { return };
        self.running.remove(&task);
        let now = self.book().now();
        let outcome = match ended {
            Ok((_, outcome)) => outcome,
            Err(error) => {
                tracing::error!(?task, %error, "a watch task failed, and is done again later");
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
            (Task::Agent(id), Outcome::Asked { news }) => {
                let quiet = self.quiet.entry(id.clone()).or_default();
                *quiet = if news { 0 } else { quiet.saturating_add(1) };
                let care = if self.looked_at.as_ref() == Some(id) { Care::LookedAt } else { Care::Usual };
                Some(now.plus(schedule::jittered(schedule::agent_interval(*quiet, care))))
            }
            (_, outcome) => {
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
