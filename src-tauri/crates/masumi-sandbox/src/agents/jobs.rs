//! What becomes of a job: it waits for its money, is worked on, may ask something, and ends; its result's hash goes to
//! the chain. The agents look at their payments at the pace of the sandbox, so `completed` comes a little before
//! `ResultSubmitted`, as with real agents.

use super::{Agent, Answers, Conduct, Hashes, Product, agent};
use crate::{
    chain::State,
    hash::{of_escaped, of_job, sha256_hex},
    node::{
        Node, payment,
        row::{Row, Side},
    },
    pace::Pace,
    world::World,
};
use masumi::moment::Moment;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A job of one of the catalogue's agents.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) slug: String,
    pub(crate) nonce: String,
    pub(crate) answers: Answers,
    /// `None`: free.
    pub(crate) blockchain_identifier: Option<String>,
    pub(crate) phase: Phase,
    /// Answers to the agent's question.
    pub(crate) more_answers: Option<Answers>,
    pub(crate) result: Option<Product>,
    /// What the node is still to be asked for, and when to try next.
    errand: Option<(Errand, Moment)>,
}

/// What an agent asks its node for when the work is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Errand {
    /// To put this hash of the result on chain.
    Deliver(String),
    /// To let the buyer have the money back.
    Refund,
}

/// Where a job stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Phase {
    AwaitingPayment,
    /// Worked on until then; `None`: for ever.
    Running(Option<Moment>),
    /// The question, as a schema.
    AwaitingInput(Value),
    Completed,
    Failed(String),
}

/// All jobs, oldest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Jobs(Vec<Job>);

impl Jobs {
    /// A job that has just been taken on.
    pub(crate) fn begin(&mut self, id: String, slug: &str, nonce: &str, answers: Answers, identifier: Option<String>) {
        self.0.push(Job {
            id,
            slug: slug.to_owned(),
            nonce: nonce.to_owned(),
            answers,
            blockchain_identifier: identifier,
            phase: Phase::AwaitingPayment,
            more_answers: None,
            result: None,
            errand: None,
        });
    }

    /// The blockchain identifiers of an agent's jobs, oldest first.
    pub(crate) fn identifiers(&self, slug: &str) -> impl Iterator<Item = &str> {
        let own = self.0.iter().filter(move |job| job.slug == slug);
        own.filter_map(|job| job.blockchain_identifier.as_deref())
    }

    pub(crate) fn find(&self, slug: &str, id: &str) -> Option<&Job> {
        self.0.iter().find(|job| job.slug == slug && job.id == id)
    }

    pub(crate) fn find_mut(&mut self, slug: &str, id: &str) -> Option<&mut Job> {
        self.0.iter_mut().find(|job| job.slug == slug && job.id == id)
    }

    /// Which job is due next, and when.
    pub(crate) fn next_due(&self, node: &Node, pace: &Pace) -> Option<(Moment, usize)> {
        let due = |(index, job): (usize, &Job)| job.due(node, pace).map(|due| (due, index));
        self.0.iter().enumerate().filter_map(due).min_by_key(|(due, _)| *due)
    }
}

impl Job {
    fn payment<'a>(&self, node: &'a Node) -> Option<&'a Row> {
        node.find(Side::Seller, self.blockchain_identifier.as_deref()?)
    }

    fn due(&self, node: &Node, pace: &Pace) -> Option<Moment> {
        agent(&self.slug)?;
        match (&self.phase, &self.blockchain_identifier) {
            (Phase::AwaitingPayment, None) => Some(Moment(0)),
            (Phase::AwaitingPayment, Some(_)) => {
                let row = self.payment(node)?;
                (row.state == Some(State::FundsLocked)).then(|| pace.agent(row.state_changed_at))
            }
            (Phase::Running(until), _) => *until,
            (Phase::Completed | Phase::Failed(_), _) => self.errand.as_ref().map(|(_, due)| *due),
            (Phase::AwaitingInput(_), _) => None,
        }
    }

    /// Starts (again) to work.
    pub(crate) fn start(&mut self, now: Moment, pace: &Pace, agent: &Agent) {
        let forever = matches!(agent.conduct, Conduct::NeverDelivers);
        let until = pace.agent(pace.agent(now)).plus(agent.extra_work_ms);
        self.phase = Phase::Running((!forever).then_some(until));
    }

    fn work_ends(&mut self, now: Moment, agent: &Agent) {
        match agent.conduct {
            Conduct::Inquires(question) if self.more_answers.is_none() => {
                self.phase = Phase::AwaitingInput(question(&self.answers));
            }
            Conduct::Fails(why) => self.phase = Phase::Failed(why.to_owned()),
            Conduct::FailsAndRefunds(why) => {
                self.phase = Phase::Failed(why.to_owned());
                self.errand = Some((Errand::Refund, now));
            }
            _ => {
                let result = (agent.work)(&self.answers, self.more_answers.as_ref());
                let hash = match agent.conduct {
                    Conduct::DeliversSomethingElse => of_job(&self.nonce, "an earlier draft"),
                    _ => hash(agent.hashes, &self.nonce, &result),
                };
                let proves = self.blockchain_identifier.is_some() && !matches!(agent.conduct, Conduct::NeverProves);
                self.errand = proves.then_some((Errand::Deliver(hash), now));
                self.result = Some(result);
                self.phase = Phase::Completed;
            }
        }
    }
}

/// Does what is due for a job.
pub(crate) fn run(world: &mut World, index: usize) {
    let (now, pace) = (world.now, world.pace);
    let Some(agent) = world.jobs.0.get(index).and_then(|job| agent(&job.slug)) else { return };
    let job = &mut world.jobs.0[index];
    match &job.phase {
        Phase::AwaitingPayment => job.start(now, &pace, agent),
        Phase::Running(_) => job.work_ends(now, agent),
        Phase::Completed | Phase::Failed(_) => run_errand(world, index),
        Phase::AwaitingInput(_) => {}
    }
}

/// Asks the node; tries again while the payment is busy with something else, and until it is too late.
fn run_errand(world: &mut World, index: usize) {
    let (now, pace) = (world.now, world.pace);
    let job = &world.jobs.0[index];
    let Some((errand, _)) = job.errand.clone() else { return };
    let identifier = job.blockchain_identifier.clone().unwrap_or_default();
    let over = |row: &Row| match errand {
        Errand::Deliver(_) => row.deadlines.submit_result <= now || row.state.is_none_or(State::settled),
        Errand::Refund => row.state.is_none_or(State::settled),
    };
    let too_late = job.payment(&world.node).is_none_or(over);
    let done = match &errand {
        Errand::Deliver(hash) => payment::deliver(world, &identifier, hash),
        Errand::Refund => payment::let_go(world, &identifier),
    };
    world.jobs.0[index].errand = (!done && !too_late).then(|| (errand, pace.agent(now)));
}

fn hash(hashes: Hashes, nonce: &str, result: &Product) -> String {
    let text = match result {
        Product::Text(text) => text.clone(),
        Product::Json(value) => value.to_string(),
    };
    match hashes {
        Hashes::Escaped => of_escaped(nonce, &text),
        Hashes::Spec => of_job(nonce, &text),
        Hashes::Bare => sha256_hex(text.as_bytes()),
    }
}
