//! One scheduler for everything that polls or is due: the node by what changed, agents with back-off and jitter, effects that
//! have to be tried again. Times are node times, so a machine that slept, or a sandbox whose clock was moved, finds everything
//! due at once and re-syncs.

mod agent;
mod node;
mod schedule;

use crate::{
    error::Result,
    purchase::Purchases,
    view::purchase::{Need, Phase, RefundDisabled, RefundVerdict},
};
use masumi_client::moment::Moment;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};
use tokio::task::{AbortHandle, JoinSet};

/// How often due times are looked at. Cheap: no request is made unless something is due.
const TICK: Duration = Duration::from_secs(1);
/// Agents asked at the same time, in all.
const AGENTS_AT_ONCE: usize = 6;

/// Is told how each reading of the node's list went.
pub type Report = Arc<dyn Fn(Result<()>) + Send + Sync>;

/// The running watcher of one profile; it stops when this is dropped.
#[derive(Debug)]
pub struct Watch(AbortHandle);

impl Watch {
    /// Starts watching. Needs a Tokio runtime; one watcher a profile, for the life of its [`Purchases`].
    pub fn start(purchases: Purchases, report: Report) -> Watch {
        let watcher = Watcher {
            purchases,
            report,
            due: BTreeMap::from([(Task::Node, Moment(0))]),
            running: BTreeSet::new(),
            quiet: BTreeMap::new(),
            said: BTreeMap::new(),
            tasks: JoinSet::new(),
        };
        Watch(tokio::spawn(watcher.run()).abort_handle())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.abort();
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

/// A task that ended: when it is due again.
type Ended = (Task, Option<Moment>);

struct Watcher {
    purchases: Purchases,
    report: Report,
    due: BTreeMap<Task, Moment>,
    running: BTreeSet<Task>,
    /// How often in a row an agent had nothing new.
    quiet: BTreeMap<String, u32>,
    /// What was last said of each purchase: the passing of time alone can change it (a deadline, a cooldown).
    said: BTreeMap<String, Saying>,
    tasks: JoinSet<Ended>,
}

/// The words of a purchase that depend on the time.
type Saying = (Phase, Option<Need>, Option<RefundDisabled>, RefundVerdict);

impl Watcher {
    async fn run(mut self) {
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = tick.tick() => {}
                () = self.purchases.woken() => {}
                Some(ended) = self.tasks.join_next() => {
                    match ended {
                        Ok(ended) => self.ended(ended),
                        Err(error) => tracing::error!(%error, "a watch task failed"),
                    }
                }
            }
            self.plan();
            self.start();
        }
    }

    /// Brings the due times in line with the purchases.
    fn plan(&mut self) {
        let now = self.purchases.now();
        for id in self.purchases.touched() {
            self.due.insert(Task::Drive(id), now);
        }
        let looked_at = self.purchases.looked_at();
        let mut attention = schedule::Attention::default();
        let mut wanted = BTreeSet::new();
        let mut said = BTreeMap::new();
        let mut due = Vec::new();
        self.purchases.each(|id, state| {
            if state.effect(now).is_some() {
                due.push(Task::Drive(id.to_owned()));
            }
            let looked_at = looked_at.as_deref() == Some(id);
            attention.count(state, looked_at, now);
            if schedule::wants_agent(state, now) {
                wanted.insert(id.to_owned());
            }
            said.insert(id.to_owned(), self.purchases.saying(state, now));
        });
        for (id, saying) in &said {
            if self.said.get(id).is_some_and(|before| before != saying) {
                self.purchases.changed(id);
            }
        }
        self.said = said;
        // The passing of time alone can make something due as well: what is asked expires.
        for task in due.into_iter().filter(|task| !self.running.contains(task)) {
            self.due.entry(task).or_insert(now);
        }
        self.due.retain(|task, _| !matches!(task, Task::Agent(id) if !wanted.contains(id)));
        for id in &wanted {
            let soon = schedule::agent_interval(0, looked_at.as_deref() == Some(id));
            self.due.entry(Task::Agent(id.clone())).or_insert(now.plus(soon));
        }
        // A clock that went back: nothing waits for longer than it would from now.
        let latest = now.plus(schedule::LONGEST);
        self.due.values_mut().for_each(|due| *due = (*due).min(latest));
        if let Some(id) = looked_at {
            self.bring_forward(&Task::Agent(id), now.plus(schedule::agent_interval(0, true)));
        }
        for id in wanted {
            if let (Some(until), Some(due)) = (self.purchases.agent_rest(&id), self.due.get_mut(&Task::Agent(id))) {
                *due = until;
            }
        }
        self.bring_forward(&Task::Node, now.plus(attention.node_interval()));
    }

    fn bring_forward(&mut self, task: &Task, at: Moment) {
        if let Some(due) = self.due.get_mut(task) {
            *due = (*due).min(at);
        }
    }

    /// Starts what is due and not running.
    fn start(&mut self) {
        let now = self.purchases.now();
        let due: Vec<Task> = self
            .due
            .iter()
            .filter(|(task, at)| **at <= now && !self.running.contains(*task))
            .map(|(task, _)| task.clone())
            .collect();
        for task in due {
            let agents = self.running.iter().filter(|task| matches!(task, Task::Agent(_))).count();
            if matches!(task, Task::Agent(_)) && agents >= AGENTS_AT_ONCE {
                continue;
            }
            self.due.remove(&task);
            self.running.insert(task.clone());
            let purchases = self.purchases.clone();
            match task {
                Task::Node => {
                    let report = Arc::clone(&self.report);
                    self.tasks.spawn(async move {
                        let outcome = purchases.sync_node().await;
                        report(outcome);
                        // Brought forward by `plan` to what the purchases need.
                        (Task::Node, Some(purchases.now().plus(schedule::LONGEST)))
                    });
                }
                Task::Drive(id) => {
                    self.tasks.spawn(async move {
                        let again = purchases.drive(&id).await;
                        (Task::Drive(id), again)
                    });
                }
                Task::Agent(id) => {
                    let quiet = self.quiet.get(&id).copied().unwrap_or_default();
                    self.tasks.spawn(async move {
                        let again = purchases.poll_agent(&id, quiet).await;
                        (Task::Agent(id), Some(again))
                    });
                }
            }
        }
    }

    fn ended(&mut self, (task, again): Ended) {
        self.running.remove(&task);
        if let Task::Agent(id) = &task {
            if self.purchases.had_news(id) {
                self.quiet.remove(id);
            } else {
                *self.quiet.entry(id.clone()).or_default() += 1;
            }
        }
        if let (Task::Drive(id), Some(_)) = (&task, again) {
            // What the run itself recorded is no reason to run again before its time.
            self.purchases.untouch(id);
        }
        if let Some(at) = again {
            self.due.insert(task, at);
        }
    }
}
