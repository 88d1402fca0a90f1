//! Every rule about money, pure: `State × Event → State`, and from a state the one effect that is due. No clock, no IO.
//!
//! The dimensions are kept apart, since they move independently: the job at the agent, the payment at the node, the node's word
//! on the chain, the agent's word, the result, the refund. [`State::apply`] is total: an event that is not possible in a state is
//! [`Impossible`] and changes nothing, so the engine cannot record it and its effect cannot run. In particular a second paying
//! body is impossible, whatever the order of events (invariant 3). ARCHITECTURE.md draws it, from this code.

mod apply;
mod due;
mod fold;
mod row;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use fold::FOLD;
pub(crate) use row::OF_THE_NODE;

use super::{
    event::{Concern, Event, Order, ReceivedResult, SeenRow, WhyHeld, WhyUnknown},
    words::RefundAction,
};
use crate::{error::Failure, limits::calendar::Day};
use masumi::{
    agent::{Beside, JobState, Terms},
    form::{Choices, FieldError},
    moment::{MINUTE, Moment},
    node,
    proof::{self, Check, CheckId, Difference, HashVerdict, PayingBody, Price},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::ops::Deref;

/// A purchase, derived from its events. Everybody reads its facts. Only [`State::first`] makes and only [`State::apply`] changes
/// them: the rest of the crate has them by a shared reference. What they came to is kept as text ([`State::text`]) and read again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct State(Facts);

impl State {
    /// The state after the first event. Only an approval or an import can be first.
    pub(crate) fn first(at: Moment, event: &Event) -> Result<State, Impossible> {
        Facts::first(at, event).map(State)
    }

    /// Takes a further event. On `Err` nothing has changed.
    pub(crate) fn apply(&mut self, at: Moment, event: &Event) -> Result<(), Impossible> {
        self.0.apply(at, event)
    }
}

impl Deref for State {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.0
    }
}

/// What is known of a purchase, by its own dimensions.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// What was approved; `None`: not made here.
    pub order: Option<Order>,
    /// The day on which what was approved counts towards limits; `None`: not made here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts_on: Option<Day>,
    /// When the first event happened, or when the node made the row.
    pub created_at: Moment,
    /// The job at the agent.
    pub job: Job,
    /// The payment request at the node.
    pub payment: Payment,
    /// Every check of the terms.
    pub checks: Vec<Check>,
    /// What the node was, or is to be, asked to pay: its rows are held against this for the life of the purchase.
    #[serde(with = "fold::maybe_body")]
    pub body: Option<Box<PayingBody>>,
    /// The node's last word. What was approved and signed (money, deadlines) stands in it as it was approved.
    pub row: Option<node::Purchase>,
    /// Since when the chain has been in the state that the row tells, as far as Kaimono saw it.
    pub on_chain_at: Option<Moment>,
    /// The same for what the node does next.
    pub action_at: Option<Moment>,
    /// The most that the node said was locked beside the price, lovelace.
    pub deposit: Option<u64>,
    /// Transactions seen, oldest first. The node's own history is not an audit trail (rows are shared by batched purchases).
    pub transactions: Vec<SeenTransaction>,
    /// The agent's last word.
    pub agent: Option<AgentWord>,
    /// The agent's open question.
    pub question: Option<Question>,
    /// The newest result.
    pub result: Option<ReceivedResult>,
    /// When it came.
    pub result_at: Option<Moment>,
    /// Whether the agent's last answer was longer than is taken in, which only a result can explain.
    pub too_large: bool,
    /// The answers to the agent's questions, in order.
    pub answered: Vec<AnswerHash>,
    /// What this purchase taught about how its agent wants choices.
    pub lesson: Option<Lesson>,
    /// Whether a result hash was ever on chain.
    pub had_hash: bool,
    /// When the present result hash was first seen.
    pub hash_at: Option<Moment>,
    /// What the chain's hash says, and what it was computed from.
    pub hash: Option<CheckedHash>,
    /// A refund call on its way, taken and not yet seen in the node's row, or failed.
    pub refund: Option<RefundCall>,
    /// The same for a lock that is tried again.
    pub relock: Option<Relock>,
    /// What the person has seen and needs not be asked to look at any more.
    pub acknowledged: Option<Concern>,
    /// When each step ended.
    pub milestones: Milestones,
}

/// The job at the agent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Job {
    /// Made elsewhere: nothing is known of it.
    Elsewhere,
    /// Approved; `POST /start_job` was not sent.
    Approved,
    /// `POST /start_job` may have been sent.
    Starting,
    /// Taken.
    Started {
        /// At the agent.
        job_id: String,
        /// `None`: a free job.
        terms: Option<Box<Terms>>,
        /// It asked for money all the same, and nothing is paid.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        demands: bool,
    },
    /// Refused, or answered without terms.
    Refused {
        /// Why.
        failure: Failure,
        /// By field.
        errors: Vec<FieldError>,
    },
    /// Not known whether it was taken.
    Lost {
        /// Why.
        failure: Failure,
    },
}

/// The payment request at the node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Payment {
    /// Nothing was sent.
    None,
    /// A free job.
    NotNeeded,
    /// The terms are proven but outside the approval.
    Outside {
        /// What would be paid.
        price: Price,
        /// When it would unlock.
        unlock: Moment,
    },
    /// The person said no.
    Declined,
    /// Nobody said no. Without a job: the approval ran out before one was started. With one: what was asked again was not
    /// answered in time.
    Expired,
    /// It was too late to pay, and that was not the agent's doing.
    TooLate,
    /// A check failed.
    Refused,
    /// `POST /purchase` is to be sent, or may have been.
    Sending {
        /// With this body, and no other.
        #[serde(with = "proof::kept_body")]
        body: Box<PayingBody>,
        /// Whether it may have been sent before.
        sent: bool,
    },
    /// The approval ran out before the node was known to have it: the person is asked again.
    Lapsed {
        /// The body to send, should they say yes.
        #[serde(with = "proof::kept_body")]
        body: Box<PayingBody>,
        /// Whether it may have been sent. The node was asked since, and did not have it.
        sent: bool,
    },
    /// Not known whether the node took it.
    Unknown {
        /// The body that may have been sent.
        #[serde(with = "proof::kept_body")]
        body: Box<PayingBody>,
        /// Why.
        why: WhyUnknown,
        /// The same for the person.
        failure: Failure,
    },
    /// The node cannot take it as things are.
    Held {
        /// The body to send again.
        #[serde(with = "proof::kept_body")]
        body: Box<PayingBody>,
        /// Why.
        why: WhyHeld,
        /// The same for the person.
        failure: Failure,
    },
    /// The node refused it for good.
    Rejected {
        /// The body that was refused; should a row of it turn up all the same, it is held against this.
        #[serde(with = "proof::kept_body")]
        body: Box<PayingBody>,
        /// Why.
        failure: Failure,
    },
    /// The node has it.
    Made,
    /// The node has something else.
    Alarm {
        /// Value by value; empty: it belongs to another key.
        differences: Vec<Difference>,
    },
}

impl Payment {
    /// Whether the node has something else than was approved.
    pub(crate) fn is_alarm(&self) -> bool {
        matches!(self, Payment::Alarm { .. })
    }
}

/// A transaction as first seen, kept although the node may overwrite it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SeenTransaction {
    /// Hex.
    pub hash: String,
    /// Where it leads, raw.
    pub leads_to: String,
    /// Raw.
    pub status: String,
    /// Blocks on top.
    pub confirmations: Option<u64>,
}

/// The agent's last word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AgentWord {
    /// What it means.
    pub state: JobState,
    /// Its own word.
    pub word: String,
    /// Its own text.
    pub message: String,
    /// What it gives beside a result, or in its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
    /// When it was first said.
    pub at: Moment,
}

/// A question of the agent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Question {
    /// Hash of the schema.
    pub id: String,
    /// As received.
    pub schema: Value,
    /// When the agent sends one.
    pub status_id: Option<String>,
    /// Until when it takes an answer, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
    /// How far the answer is.
    pub answer: AnswerState,
}

/// An answer that was sent, as an agent may hash it into its result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AnswerHash {
    /// MIP-004 input hash of the answer, hex.
    pub hash: String,
    /// The agent said that it took it. Otherwise it is not known whether it did.
    pub taken: bool,
}

/// How an agent wants choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Lesson {
    /// When it was learnt.
    pub at: Moment,
    /// How.
    pub choices: Choices,
    /// The agent took choices that were written so; otherwise it only refused the way before.
    pub proven: bool,
}

/// How far an answer is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum AnswerState {
    /// Not answered.
    Open,
    /// On its way.
    Sending,
    /// Taken; the agent has not gone on yet.
    Taken {
        /// When.
        at: Moment,
    },
    /// Not taken, or not known.
    Failed {
        /// Why.
        failure: Failure,
        /// By field.
        errors: Vec<FieldError>,
    },
}

impl AnswerState {
    /// Whether an answer is wanted. An agent that took one and asks the same for long after asks again, or has lost it.
    pub(crate) fn is_wanted(&self, now: Moment) -> bool {
        match self {
            AnswerState::Open | AnswerState::Failed { .. } => true,
            AnswerState::Sending => false,
            AnswerState::Taken { at } => now.since(*at) >= 5 * MINUTE,
        }
    }
}

/// A verdict with what it was computed from, so that a change of either computes it anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CheckedHash {
    /// The result's content key.
    pub content: String,
    /// The hash on chain.
    pub on_chain: Option<String>,
    /// The one that was there before it, if it changed.
    pub before: Option<String>,
    /// What it says.
    pub verdict: HashVerdict,
    /// When this was found out.
    pub at: Moment,
}

/// A refund call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RefundCall {
    /// Which.
    pub action: RefundAction,
    /// When it was made.
    pub at: Moment,
    /// The node took it.
    pub asked: bool,
    /// Why it failed, and whether it may have reached the node all the same; `None`: it is on its way, or taken and not yet
    /// seen in the node's row.
    pub failure: Option<(Failure, bool)>,
}

/// A lock that is tried again at the node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Relock {
    /// The node took it.
    pub asked: bool,
    /// Why it failed; `None`: it is on its way, or taken and not yet seen in the node's row.
    pub failure: Option<Failure>,
}

/// When each step ended (local record of node time).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Milestones {
    /// The agent took the job.
    pub accepted: Option<Moment>,
    /// The terms were proven.
    pub verified: Option<Moment>,
    /// The node took the payment request.
    pub paid: Option<Moment>,
    /// The money was seen in escrow.
    pub locked: Option<Moment>,
    /// The whole result was received.
    pub delivered: Option<Moment>,
    /// The hash was checked for the whole result.
    pub hashed: Option<Moment>,
    /// A terminal state was seen.
    pub settled: Option<Moment>,
}

/// The one thing that is due for a purchase.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Effect {
    /// `POST /start_job`.
    StartJob,
    /// The approval expired before the job was started, or the question whether to pay was not answered in time.
    Expire,
    /// It is too late to pay for terms that came in time.
    GiveUp,
    /// Fetch the payment information, verify the terms.
    Verify,
    /// `POST /purchase` with exactly this body.
    Pay(Box<PayingBody>),
    /// The approval ran out, and nothing was sent: the person is asked again.
    Lapse,
    /// Ask the node for the purchase with the body's identifier.
    Resolve(Box<PayingBody>),
    /// Hold the result against the hash on chain.
    CheckHash,
}

/// An event that cannot happen in the present state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible now")]
pub(crate) struct Impossible {
    /// Its name.
    pub event: &'static str,
}

impl Facts {
    /// The terms, once they came.
    pub(crate) fn terms(&self) -> Option<&Terms> {
        match &self.job {
            Job::Started { terms, .. } => terms.as_deref(),
            _ => None,
        }
    }

    /// Until when the terms can be paid.
    pub(crate) fn pay_by(&self) -> Option<Moment> {
        self.terms().and_then(|terms| moment(terms.pay_by_time.as_deref()))
    }

    /// The job's id at the agent.
    pub(crate) fn job_id(&self) -> Option<&str> {
        match &self.job {
            Job::Started { job_id, .. } => Some(job_id),
            _ => None,
        }
    }

    /// The blockchain identifier: of the terms, else of the node's row.
    pub(crate) fn identifier(&self) -> Option<&str> {
        let of_terms = self.terms().map(|terms| terms.blockchain_identifier.as_str());
        of_terms.or(self.row.as_ref().map(|row| row.blockchain_identifier.as_str()))
    }

    /// The blockchain identifier, if it is this purchase's own: its terms were proven and are to be paid, or the node told of
    /// it first. The node should know it then.
    pub(crate) fn known_to_node(&self) -> Option<&str> {
        self.identifier().filter(|_| self.row.is_some() || self.body.is_some())
    }

    /// Whether this job costs nothing: it is free, or its agent asked for nothing.
    pub(crate) fn is_free(&self) -> bool {
        self.payment == Payment::NotNeeded || self.order.as_ref().is_some_and(|order| order.price.is_none())
    }

    /// Whether the agent asked for money where nothing is paid: what was approved is free, or nothing can be proven of what it asked.
    pub(crate) fn demands(&self) -> bool {
        matches!(self.job, Job::Started { demands: true, .. })
    }

    /// What was approved and not asked for: nothing is paid for this job, whatever the registry lists.
    pub(crate) fn unasked(&self) -> Option<&Price> {
        self.order.as_ref().filter(|_| self.payment == Payment::NotNeeded)?.price.as_ref()
    }

    /// Until when the agent's question can be answered: until the agent says, and no longer than it has to deliver.
    pub(crate) fn answer_by(&self) -> Option<Moment> {
        let deliver = self.row.as_ref().and_then(|row| row.submit_result_time);
        self.question.as_ref().and_then(|question| question.until).into_iter().chain(deliver).min()
    }

    /// The hashes that an agent may have put before the nonce of its result: of the input, then of the answers that were
    /// sent to it. All of them, and where that differs only those that it said it took.
    pub(crate) fn chains(&self) -> Vec<Vec<String>> {
        let Some(order) = &self.order else { return Vec::new() };
        let input = proof::input_hash(&order.nonce, &order.input_json);
        let chain = |all: bool| {
            let answers = self.answered.iter().filter(|answer| all || answer.taken).map(|answer| answer.hash.clone());
            std::iter::once(input.clone()).chain(answers).collect()
        };
        let mut chains = vec![chain(true), chain(false)];
        chains.dedup();
        chains
    }

    /// What is asked again: what would be paid, and when it would unlock. `None`: nothing is.
    pub(crate) fn asked_again(&self) -> Option<(Price, Moment)> {
        match &self.payment {
            Payment::Outside { price, unlock } => Some((price.clone(), *unlock)),
            Payment::Lapsed { body, .. } => {
                Some((Price::Fixed(body.paid().to_vec()), moment(self.terms()?.unlock_time.as_deref())?))
            }
            _ => None,
        }
    }

    /// Of what is asked again, when a dispute would be decided, where that is later than was approved.
    pub(crate) fn late_dispute(&self) -> Option<Moment> {
        let late = |check: &Check| {
            check.id == CheckId::DeadlineOrder && matches!(check.outcome, proof::Outcome::Outside { .. })
        };
        let offered = self.terms()?.external_dispute_unlock_time.as_deref();
        self.checks.iter().any(late).then(|| moment(offered)).flatten()
    }

    /// Whether what is asked again is what was approved: only the approval ran out.
    pub(crate) fn is_lapsed(&self) -> bool {
        let outside = |check: &Check| matches!(check.outcome, proof::Outcome::Outside { .. });
        match &self.payment {
            Payment::Lapsed { .. } => true,
            Payment::Outside { price: Price::Fixed(asked) | Price::Ceiling(asked), .. } => {
                self.allows(asked) && !self.checks.iter().any(outside)
            }
            _ => false,
        }
    }

    /// What a refund call is asked for in view of; `None`: there is no row.
    pub(crate) fn seen_row(&self) -> Option<SeenRow> {
        let row = self.row.as_ref()?;
        Some(SeenRow { on_chain: row.on_chain_state.clone(), result_hash: self.result_hash().map(str::to_owned) })
    }

    /// What is not as it should be, and stays so whatever anybody does here; `None`: nothing of that kind.
    pub(crate) fn concern(&self) -> Option<Concern> {
        match (&self.payment, self.on_chain()) {
            (Payment::Alarm { differences }, _) => Some(Concern::Alarm { differences: differences.clone() }),
            (_, Some(node::OnChainState::FundsOrDatumInvalid)) if !self.transactions.is_empty() => {
                let transactions = self.transactions.iter().map(|seen| seen.hash.clone()).collect();
                Some(Concern::InvalidLock { transactions })
            }
            _ => None,
        }
    }

    /// Whether the person has seen what is not as it should be, as it is now.
    pub(crate) fn is_acknowledged(&self) -> bool {
        self.acknowledged.is_some() && self.acknowledged == self.concern()
    }

    /// From paying, or from the job where it was free, to the whole result; milliseconds.
    pub(crate) fn took(&self) -> Option<i64> {
        let begun = self.milestones.paid.or(self.milestones.accepted)?;
        Some(self.milestones.delivered?.since(begun))
    }

    /// Where the money is.
    pub(crate) fn on_chain(&self) -> Option<&node::OnChainState> {
        self.row.as_ref().and_then(|row| row.on_chain_state.as_ref())
    }

    /// The result hash on chain now.
    pub(crate) fn result_hash(&self) -> Option<&str> {
        self.row.as_ref().and_then(|row| row.result_hash.as_deref()).filter(|hash| !hash.is_empty())
    }
}

/// Whether money is in the contract in this state.
pub(crate) fn is_locked(state: &node::OnChainState) -> bool {
    use node::OnChainState as S;
    matches!(
        state,
        S::FundsLocked
            | S::ResultSubmitted
            | S::RefundRequested
            | S::Disputed
            | S::WithdrawAuthorized
            | S::RefundAuthorized
    )
}

/// Whether the money has left the contract for good.
pub(crate) fn is_terminal(state: &node::OnChainState) -> bool {
    use node::OnChainState as S;
    matches!(state, S::Withdrawn | S::RefundWithdrawn | S::DisputedWithdrawn)
}

/// A deadline of the terms, however the agent writes it.
pub(crate) fn moment(offered: Option<&str>) -> Option<Moment> {
    Moment::parse_offered(offered?)
}

fn same_hex(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}
