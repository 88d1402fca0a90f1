//! Every rule about money, pure: `State × Event → State`, and from a state the one effect that is due. No clock, no IO.
//!
//! The dimensions are kept apart, since they move independently: the job at the agent, the payment at the node, the node's
//! word on the chain, the agent's word, the result, the refund. [`State::apply`] is total: an event that is not possible in a
//! state is [`Impossible`] and changes nothing, so the engine cannot record it and its effect cannot run. In particular a
//! second paying body is impossible, whatever the order of events (invariant 3).
//!
//! ```text
//! job      Approved → Starting → Started │ Refused │ Lost
//! payment  None → Sending → Made                          (the straight way)
//!          None → Outside → None (approved again) │ Declined
//!          None → Refused                                 (a check failed)
//!          Sending → Unknown → Sending (same bytes) │ Made │ Alarm
//!          Sending → Held → Sending (same bytes)  │ Rejected
//! ```

use super::event::{Event, Order, ReceivedResult};
use crate::{error::Failure, view::purchase::RefundAction};
use masumi_client::{
    agent::{JobState, Terms},
    form::FieldError,
    moment::Moment,
    node,
    proof::{Check, Difference, HashVerdict, PayingBody, Price},
};
use serde_json::Value;

/// A purchase, derived from its events.
#[derive(Clone, Debug)]
pub struct State {
    /// What was approved; `None`: not made here.
    pub order: Option<Order>,
    /// When the first event happened, or when the node made the row.
    pub created_at: Moment,
    /// The job at the agent.
    pub job: Job,
    /// The payment request at the node.
    pub payment: Payment,
    /// Every check of the terms.
    pub checks: Vec<Check>,
    /// The node's last word.
    pub row: Option<node::Purchase>,
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
    /// Whether a result hash was ever on chain.
    pub had_hash: bool,
    /// When the present result hash was first seen.
    pub hash_at: Option<Moment>,
    /// What the chain's hash says, and what it was computed from.
    pub hash: Option<CheckedHash>,
    /// A refund call on its way or failed.
    pub refund: Option<RefundCall>,
    /// When each step ended.
    pub milestones: Milestones,
}

/// The job at the agent.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
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
#[derive(Clone, Debug, PartialEq)]
pub enum Payment {
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
    /// A check failed.
    Refused,
    /// `POST /purchase` may have been sent.
    Sending {
        /// With this body, and no other.
        body: Box<PayingBody>,
    },
    /// Not known whether the node took it.
    Unknown {
        /// The body that may have been sent.
        body: Box<PayingBody>,
        /// Why.
        failure: Failure,
    },
    /// The node cannot take it as things are.
    Held {
        /// The body to send again.
        body: Box<PayingBody>,
        /// Why.
        failure: Failure,
    },
    /// The node refused it for good.
    Rejected {
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

/// A transaction as first seen, kept although the node may overwrite it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenTransaction {
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentWord {
    /// What it means.
    pub state: JobState,
    /// Its own word.
    pub word: String,
    /// Its own text.
    pub message: String,
    /// When it was first said.
    pub at: Moment,
}

/// A question of the agent.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Hash of the schema.
    pub id: String,
    /// As received.
    pub schema: Value,
    /// When the agent sends one.
    pub status_id: Option<String>,
    /// How far the answer is.
    pub answer: AnswerState,
}

/// How far an answer is.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerState {
    /// Not answered.
    Open,
    /// On its way.
    Sending,
    /// Taken; the agent has not gone on yet.
    Taken,
    /// Not taken, or not known.
    Failed {
        /// Why.
        failure: Failure,
        /// By field.
        errors: Vec<FieldError>,
    },
}

/// A verdict with what it was computed from, so that a change of either computes it anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedHash {
    /// The result's content key.
    pub content: String,
    /// The hash on chain.
    pub on_chain: Option<String>,
    /// What it says.
    pub verdict: HashVerdict,
}

/// A refund call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundCall {
    /// Which.
    pub action: RefundAction,
    /// `None`: on its way, or taken and not yet seen in the node's row.
    pub failure: Option<Failure>,
}

/// When each step ended (local record of node time).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Milestones {
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
pub enum Effect {
    /// `POST /start_job`.
    StartJob,
    /// The approval expired before the job was started.
    Expire,
    /// Fetch the payment information, verify the terms.
    Verify,
    /// `POST /purchase` with exactly this body.
    Pay(Box<PayingBody>),
    /// Ask the node for the purchase with the body's identifier.
    Resolve(Box<PayingBody>),
    /// Hold the result against the hash on chain.
    CheckHash,
}

/// An event that cannot happen in the present state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible now")]
pub struct Impossible {
    /// Its name.
    pub event: &'static str,
}

impl State {
    /// The state after the first event. Only an approval or an import can be first.
    pub fn first(at: Moment, event: &Event) -> Result<State, Impossible> {
        let empty = State {
            order: None,
            created_at: at,
            job: Job::Elsewhere,
            payment: Payment::None,
            checks: Vec::new(),
            row: None,
            transactions: Vec::new(),
            agent: None,
            question: None,
            result: None,
            result_at: None,
            had_hash: false,
            hash_at: None,
            hash: None,
            refund: None,
            milestones: Milestones::default(),
        };
        match event {
            Event::Approved { order } => Ok(State { order: Some((**order).clone()), job: Job::Approved, ..empty }),
            Event::Imported { row } => {
                let mut state = State { created_at: row.created_at.unwrap_or(at), payment: Payment::Made, ..empty };
                state.take_row(at, row);
                Ok(state)
            }
            _ => Err(Impossible { event: event.name() }),
        }
    }

    /// Takes a further event. On `Err` nothing has changed.
    pub fn apply(&mut self, at: Moment, event: &Event) -> Result<(), Impossible> {
        let impossible = Err(Impossible { event: event.name() });
        match event {
            Event::Approved { .. } | Event::Imported { .. } => return impossible,

            Event::JobStarting => match self.job {
                Job::Approved => self.job = Job::Starting,
                _ => return impossible,
            },
            Event::JobStarted { job_id, terms, .. } => match self.job {
                Job::Starting => {
                    let free = self.order.as_ref().is_some_and(|order| order.price.is_none());
                    if free {
                        // Whatever a free job's answer carries, nothing may be paid for it.
                        self.payment = Payment::NotNeeded;
                    } else if terms.is_none() {
                        return impossible;
                    }
                    let terms = if free { None } else { terms.clone() };
                    self.job = Job::Started { job_id: job_id.clone(), terms };
                    self.milestones.accepted = Some(at);
                }
                _ => return impossible,
            },
            Event::JobRefused { failure, errors } => match self.job {
                Job::Starting => self.job = Job::Refused { failure: failure.clone(), errors: errors.clone() },
                _ => return impossible,
            },
            Event::JobLost { failure } => match self.job {
                Job::Starting => self.job = Job::Lost { failure: failure.clone() },
                _ => return impossible,
            },

            Event::TermsRefused { checks } => match (&self.payment, self.terms()) {
                (Payment::None, Some(_)) => {
                    self.checks.clone_from(checks);
                    self.payment = Payment::Refused;
                }
                _ => return impossible,
            },
            Event::TermsOutside { checks, price, unlock } => match (&self.payment, self.terms()) {
                (Payment::None, Some(_)) => {
                    self.checks.clone_from(checks);
                    self.payment = Payment::Outside { price: price.clone(), unlock: *unlock };
                }
                _ => return impossible,
            },
            Event::ApprovedAgain => match (self.payment.clone(), &mut self.order) {
                (Payment::Outside { price, unlock }, Some(order)) => {
                    order.price = Some(price);
                    order.unlock_no_later_than = order.unlock_no_later_than.max(unlock);
                    self.payment = Payment::None;
                }
                _ => return impossible,
            },
            Event::Declined => match (&self.payment, &self.job) {
                (Payment::Outside { .. }, _) | (Payment::None, Job::Approved) => self.payment = Payment::Declined,
                _ => return impossible,
            },

            Event::Paying { body, checks } => match (&self.payment, self.terms()) {
                (Payment::None, Some(terms)) if same_hex(body.blockchain_identifier(), &terms.blockchain_identifier) => {
                    self.checks.clone_from(checks);
                    self.milestones.verified = Some(at);
                    self.payment = Payment::Sending { body: body.clone() };
                }
                _ => return impossible,
            },
            Event::PayingAgain => match &self.payment {
                Payment::Unknown { body, .. } | Payment::Held { body, .. } => {
                    self.payment = Payment::Sending { body: body.clone() };
                }
                _ => return impossible,
            },
            Event::PaymentUnknown { failure } => match &self.payment {
                Payment::Sending { body } | Payment::Unknown { body, .. } => {
                    self.payment = Payment::Unknown { body: body.clone(), failure: failure.clone() };
                }
                _ => return impossible,
            },
            Event::PaymentHeld { failure } => match &self.payment {
                Payment::Sending { body } | Payment::Unknown { body, .. } => {
                    self.payment = Payment::Held { body: body.clone(), failure: failure.clone() };
                }
                _ => return impossible,
            },
            Event::PaymentRejected { failure } => match &self.payment {
                Payment::Sending { .. } | Payment::Unknown { .. } | Payment::Held { .. } => {
                    self.payment = Payment::Rejected { failure: failure.clone() };
                }
                _ => return impossible,
            },
            Event::PaymentForeign => match &self.payment {
                Payment::Sending { .. } | Payment::Unknown { .. } => {
                    self.payment = Payment::Alarm { differences: Vec::new() };
                }
                _ => return impossible,
            },
            Event::Alarm { differences } => self.payment = Payment::Alarm { differences: differences.clone() },
            Event::Row { row } => {
                let ours = self.identifier().is_some_and(|identifier| same_hex(identifier, &row.blockchain_identifier));
                if !ours {
                    return impossible;
                }
                self.take_row(at, row);
            }

            Event::AgentSaid { state, word, message } => {
                if self.job_id().is_none() {
                    return impossible;
                }
                self.agent = Some(AgentWord { state: *state, word: word.clone(), message: message.clone(), at });
                if *state != JobState::AwaitingInput {
                    self.question = None;
                }
            }
            Event::Asked { question, schema, status_id } => {
                if self.job_id().is_none() {
                    return impossible;
                }
                self.question = Some(Question {
                    id: question.clone(),
                    schema: schema.clone(),
                    status_id: status_id.clone(),
                    answer: AnswerState::Open,
                });
            }
            Event::Answering { question, .. } => match self.open_question(question) {
                Some(open) if !matches!(open.answer, AnswerState::Sending) => open.answer = AnswerState::Sending,
                _ => return impossible,
            },
            Event::Answered { question } => match self.open_question(question) {
                Some(open) => open.answer = AnswerState::Taken,
                None => return impossible,
            },
            Event::AnswerFailed { question, failure, errors } => match self.open_question(question) {
                Some(open) => {
                    open.answer = AnswerState::Failed { failure: failure.clone(), errors: errors.clone() };
                }
                None => return impossible,
            },
            Event::ResultReceived { result } => {
                if self.job_id().is_none() {
                    return impossible;
                }
                if result.complete && self.milestones.delivered.is_none() {
                    self.milestones.delivered = Some(at);
                }
                self.result = Some(result.clone());
                self.result_at = Some(at);
            }
            Event::HashChecked { on_chain, verdict } => match &self.result {
                Some(result) => {
                    self.hash = Some(CheckedHash {
                        content: result.content.clone(),
                        on_chain: on_chain.clone(),
                        verdict: verdict.clone(),
                    });
                    let settled = matches!(verdict, HashVerdict::Verified { .. } | HashVerdict::Mismatch { .. });
                    self.milestones.hashed = settled.then_some(at);
                }
                None => return impossible,
            },

            Event::RefundAsking { action } => match (&self.refund, &self.row) {
                (Some(RefundCall { failure: None, .. }), _) | (_, None) => return impossible,
                _ => self.refund = Some(RefundCall { action: *action, failure: None }),
            },
            Event::RefundAsked { action } => match &self.refund {
                // The row that came with the answer may have cleared the call already.
                None => {}
                Some(call) if call.action == *action => {}
                Some(_) => return impossible,
            },
            Event::RefundFailed { action, failure } => match &self.refund {
                None => {}
                Some(call) if call.action == *action => {
                    self.refund = Some(RefundCall { action: *action, failure: Some(failure.clone()) });
                }
                Some(_) => return impossible,
            },
        }
        Ok(())
    }

    /// The effect that is due, if any. After a restart the engine first records what was interrupted
    /// ([`State::interrupted`]), so that `Sending` here always means "not sent yet".
    pub fn effect(&self, now: Moment) -> Option<Effect> {
        if self.hash_is_stale() {
            return Some(Effect::CheckHash);
        }
        match (&self.job, &self.payment) {
            (Job::Approved, Payment::None) => {
                let expired = self.order.as_ref().is_some_and(|order| now > order.expires_at);
                Some(if expired { Effect::Expire } else { Effect::StartJob })
            }
            (Job::Started { terms: Some(_), .. }, Payment::None) => Some(Effect::Verify),
            (_, Payment::Sending { body }) => Some(Effect::Pay(body.clone())),
            (_, Payment::Unknown { body, .. }) => Some(Effect::Resolve(body.clone())),
            _ => None,
        }
    }

    /// What a restart has to record before anything else: requests that may have been under way.
    pub fn interrupted(&self, failure: Failure) -> Vec<Event> {
        let mut events = Vec::new();
        if self.job == Job::Starting {
            events.push(Event::JobLost { failure: failure.clone() });
        }
        if matches!(self.payment, Payment::Sending { .. }) {
            events.push(Event::PaymentUnknown { failure: failure.clone() });
        }
        if let Some(Question { id, answer: AnswerState::Sending, .. }) = &self.question {
            let question = id.clone();
            events.push(Event::AnswerFailed { question, failure: failure.clone(), errors: Vec::new() });
        }
        if let Some(RefundCall { action, failure: None }) = &self.refund {
            events.push(Event::RefundFailed { action: *action, failure });
        }
        events
    }

    /// The terms, once they came.
    pub fn terms(&self) -> Option<&Terms> {
        match &self.job {
            Job::Started { terms, .. } => terms.as_deref(),
            _ => None,
        }
    }

    /// The job's id at the agent.
    pub fn job_id(&self) -> Option<&str> {
        match &self.job {
            Job::Started { job_id, .. } => Some(job_id),
            _ => None,
        }
    }

    /// The blockchain identifier: of the terms, else of the node's row.
    pub fn identifier(&self) -> Option<&str> {
        let of_terms = self.terms().map(|terms| terms.blockchain_identifier.as_str());
        of_terms.or(self.row.as_ref().map(|row| row.blockchain_identifier.as_str()))
    }

    /// Whether this job costs nothing.
    pub fn is_free(&self) -> bool {
        self.order.as_ref().is_some_and(|order| order.price.is_none())
    }

    /// Where the money is.
    pub fn on_chain(&self) -> Option<&node::OnChainState> {
        self.row.as_ref().and_then(|row| row.on_chain_state.as_ref())
    }

    /// The result hash on chain now.
    pub fn result_hash(&self) -> Option<&str> {
        self.row.as_ref().and_then(|row| row.result_hash.as_deref()).filter(|hash| !hash.is_empty())
    }

    fn hash_is_stale(&self) -> bool {
        let Some(result) = self.result.as_ref().filter(|result| result.complete) else { return false };
        match &self.hash {
            None => true,
            Some(checked) => checked.content != result.content || checked.on_chain.as_deref() != self.result_hash(),
        }
    }

    fn open_question(&mut self, id: &str) -> Option<&mut Question> {
        self.question.as_mut().filter(|question| question.id == id)
    }

    fn take_row(&mut self, at: Moment, row: &node::Purchase) {
        if !matches!(self.payment, Payment::Alarm { .. }) {
            self.payment = Payment::Made;
        }
        self.milestones.paid.get_or_insert(at);
        let hash = row.result_hash.as_deref().filter(|hash| !hash.is_empty());
        if hash != self.result_hash() {
            self.hash_at = hash.map(|_| at);
        }
        self.had_hash |= hash.is_some();
        if row.on_chain_state.as_ref().is_some_and(is_locked) {
            self.milestones.locked.get_or_insert(at);
        }
        if row.on_chain_state.as_ref().is_some_and(is_terminal) {
            self.milestones.locked.get_or_insert(at);
            self.milestones.settled.get_or_insert(at);
        }
        if let Some(transaction) = &row.current_transaction {
            self.see_transaction(transaction);
        }
        let moved_on = self.row.as_ref().is_none_or(|before| {
            before.on_chain_state != row.on_chain_state || before.next_action != row.next_action
        });
        if moved_on {
            // The node has moved on: what was asked shows in its row now, what failed is of the past.
            self.refund = None;
        }
        self.row = Some(row.clone());
    }

    fn see_transaction(&mut self, transaction: &node::Transaction) {
        let Some(hash) = transaction.tx_hash.as_deref().filter(|hash| !hash.is_empty()) else { return };
        let status = transaction.status.clone().unwrap_or_default();
        match self.transactions.iter_mut().find(|seen| seen.hash == hash) {
            // Where it leads stays as first seen: the node's row may later tell of another purchase of the same batch.
            Some(seen) => {
                seen.status = status;
                seen.confirmations = transaction.confirmations;
            }
            None => self.transactions.push(SeenTransaction {
                hash: hash.to_owned(),
                leads_to: transaction.new_on_chain_state.clone().unwrap_or_default(),
                status,
                confirmations: transaction.confirmations,
            }),
        }
    }
}

/// Whether money is in the contract in this state.
pub fn is_locked(state: &node::OnChainState) -> bool {
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
pub fn is_terminal(state: &node::OnChainState) -> bool {
    use node::OnChainState as S;
    matches!(state, S::Withdrawn | S::RefundWithdrawn | S::DisputedWithdrawn)
}

fn same_hex(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}
