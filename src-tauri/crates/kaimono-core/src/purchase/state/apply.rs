//! `State × Event → State`, total: an event that is not possible changes nothing.

use super::{
    AgentWord, AnswerHash, AnswerState, CheckedHash, Facts, Impossible, Job, Lesson, Milestones, Payment, Question,
    RefundCall, Relock, row::covers, same_hex,
};
use crate::{
    error::{Code, Failure, Side},
    limits::{calendar::Day, gate::Passed},
    purchase::event::{Event, WhyUnknown},
};
use masumi::{
    agent::JobState,
    moment::Moment,
    money::Money,
    proof::{self, HashVerdict, Price},
};
use serde_json::{Map, Value};

/// The day on which an approval counts: as it passed, or by UTC where that is from before days were written.
fn counts_on(at: Moment, passed: &Passed) -> Day {
    passed.day().unwrap_or_else(|| Day::of(at, 0))
}

/// Why a payment whose approval ran out is found out about again.
fn lapsed() -> Failure {
    Failure::new(Code::ApprovalExpired, Side::App).passing()
}

impl Facts {
    /// What is known after the first event.
    pub(super) fn first(at: Moment, event: &Event) -> Result<Facts, Impossible> {
        let empty = Facts {
            order: None,
            counts_on: None,
            created_at: at,
            job: Job::Elsewhere,
            payment: Payment::None,
            checks: Vec::new(),
            body: None,
            row: None,
            on_chain_at: None,
            action_at: None,
            deposit: None,
            transactions: Vec::new(),
            agent: None,
            question: None,
            result: None,
            result_at: None,
            too_large: false,
            answered: Vec::new(),
            lesson: None,
            had_hash: false,
            hash_at: None,
            hash: None,
            refund: None,
            relock: None,
            acknowledged: None,
            milestones: Milestones::default(),
        };
        match event {
            Event::Approved { order, passed } => {
                let counts_on = Some(counts_on(at, passed));
                Ok(Facts { order: Some((**order).clone()), counts_on, job: Job::Approved, ..empty })
            }
            Event::Imported { row } => {
                let mut facts = Facts { created_at: row.created_at.unwrap_or(at), payment: Payment::Made, ..empty };
                facts.take_row(at, row);
                Ok(facts)
            }
            _ => Err(Impossible { event: event.name() }),
        }
    }

    /// Takes a further event. On `Err` nothing has changed.
    pub(super) fn apply(&mut self, at: Moment, event: &Event) -> Result<(), Impossible> {
        let impossible = Err(Impossible { event: event.name() });
        match event {
            Event::Approved { .. } | Event::Imported { .. } => return impossible,

            Event::JobStarting => match (&self.job, &self.payment) {
                (Job::Approved, Payment::None) => self.job = Job::Starting,
                _ => return impossible,
            },
            Event::JobStarted { job_id, terms, demands, .. } => match self.job {
                Job::Starting => {
                    // Without terms nothing can be paid, whatever the price was to be.
                    let free = terms.is_none() || self.order.as_ref().is_some_and(|order| order.price.is_none());
                    if free {
                        // Whatever a free job's answer carries, nothing may be paid for it.
                        self.payment = Payment::NotNeeded;
                    }
                    let terms = if free { None } else { terms.clone() };
                    self.job = Job::Started { job_id: job_id.clone(), terms, demands: *demands };
                    self.milestones.accepted = Some(at);
                    let written = self.order.as_ref().and_then(|order| order.written.as_ref());
                    if let Some(choices) = written.map(|written| written.choices) {
                        self.lesson = Some(Lesson { at, choices, proven: true });
                    }
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

            Event::ChoicesRefused { choices } => match (&self.job, &self.question) {
                (Job::Starting, _) | (_, Some(_)) => {
                    self.lesson = Some(Lesson { at, choices: *choices, proven: false });
                }
                _ => return impossible,
            },

            Event::HeldAgainst { .. } => match (&self.payment, self.terms()) {
                (Payment::None, Some(_)) => {}
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
            Event::ApprovedAgain { yes, passed } => {
                let Some((price, unlock)) = self.asked_again() else { return impossible };
                // A yes to something else is none to this.
                if yes.as_ref().is_some_and(|yes| yes.price != price || yes.unlock != unlock) {
                    return impossible;
                }
                // What was proven and is as approved has waited already.
                let waits = yes.as_ref().is_some_and(|yes| yes.not_before.is_some());
                if waits && matches!(self.payment, Payment::Lapsed { .. }) {
                    return impossible;
                }
                let late_dispute = self.late_dispute();
                let Some(order) = &mut self.order else { return impossible };
                order.price = Some(price);
                order.dispute_no_later_than = late_dispute.or(order.dispute_no_later_than);
                order.unlock_no_later_than = order.unlock_no_later_than.max(unlock);
                if let Some(yes) = yes {
                    order.expires_at = yes.expires_at;
                    order.not_before = yes.not_before.or(order.not_before);
                }
                self.counts_on = Some(counts_on(at, passed));
                self.payment = match std::mem::replace(&mut self.payment, Payment::None) {
                    Payment::Lapsed { body, sent: false } => Payment::Sending { body, sent: false },
                    // The node may have it by now: it is asked before the same bytes leave again.
                    Payment::Lapsed { body, sent: true } => {
                        Payment::Unknown { body, why: WhyUnknown::Lapsed, failure: lapsed() }
                    }
                    _ => Payment::None,
                };
            }
            // Nothing was sent to anybody, or nothing that pays.
            Event::Stopped => match (&self.job, &self.payment) {
                (Job::Approved, Payment::None) => self.payment = Payment::Declined,
                (Job::Started { .. }, Payment::None) if self.waits_until(at).is_some() => {
                    self.payment = Payment::Declined;
                }
                _ => return impossible,
            },
            Event::ApprovalLapsed => match &self.payment {
                Payment::Sending { body, sent } => self.payment = Payment::Lapsed { body: body.clone(), sent: *sent },
                Payment::Unknown { body, .. } => self.payment = Payment::Lapsed { body: body.clone(), sent: true },
                _ => return impossible,
            },
            Event::Declined => match &self.payment {
                Payment::Outside { .. } | Payment::Lapsed { .. } => self.payment = Payment::Declined,
                _ => return impossible,
            },
            Event::Expired => match (&self.payment, &self.job) {
                (Payment::Outside { .. } | Payment::Lapsed { .. }, _) | (Payment::None, Job::Approved) => {
                    self.payment = Payment::Expired;
                }
                _ => return impossible,
            },
            Event::TooLate { checks } => match (&self.payment, self.terms()) {
                (Payment::None, Some(_)) => {
                    self.checks.clone_from(checks);
                    self.payment = Payment::TooLate;
                }
                (
                    Payment::Sending { .. } | Payment::Lapsed { .. } | Payment::Unknown { .. } | Payment::Held { .. },
                    _,
                ) => {
                    self.payment = Payment::TooLate;
                }
                _ => return impossible,
            },

            Event::Paying { body, checks, sent } => match (&self.payment, self.terms()) {
                (Payment::None, Some(terms))
                    if same_hex(body.blockchain_identifier(), &terms.blockchain_identifier)
                        && self.allows(body.paid()) =>
                {
                    self.checks.clone_from(checks);
                    self.milestones.verified = Some(at);
                    self.body = Some(body.clone());
                    self.payment = Payment::Sending { body: body.clone(), sent: *sent };
                }
                _ => return impossible,
            },
            Event::PaymentSent => match &mut self.payment {
                Payment::Sending { sent, .. } if !*sent => *sent = true,
                _ => return impossible,
            },
            Event::PayingAgain { approved_until } => match (&self.payment, approved_until, &mut self.order) {
                (Payment::Unknown { body, .. } | Payment::Held { body, .. }, None, _) => {
                    self.payment = Payment::Sending { body: body.clone(), sent: true };
                }
                (Payment::Held { body, .. }, Some(until), Some(order)) => {
                    order.expires_at = *until;
                    self.payment = Payment::Sending { body: body.clone(), sent: true };
                }
                _ => return impossible,
            },
            Event::PaymentUnknown { why, failure } => match &self.payment {
                Payment::Sending { body, .. } | Payment::Unknown { body, .. } => {
                    self.payment = Payment::Unknown { body: body.clone(), why: *why, failure: failure.clone() };
                }
                _ => return impossible,
            },
            Event::PaymentHeld { why, failure } => match &self.payment {
                Payment::Sending { body, .. } | Payment::Unknown { body, .. } => {
                    self.payment = Payment::Held { body: body.clone(), why: *why, failure: failure.clone() };
                }
                _ => return impossible,
            },
            Event::PaymentRejected { failure } => match &self.payment {
                Payment::Sending { body, .. }
                | Payment::Lapsed { body, .. }
                | Payment::Unknown { body, .. }
                | Payment::Held { body, .. } => {
                    self.payment = Payment::Rejected { body: body.clone(), failure: failure.clone() };
                }
                _ => return impossible,
            },
            Event::PaymentForeign => match &self.payment {
                Payment::Sending { .. } | Payment::Unknown { .. } => {
                    self.payment = Payment::Alarm { differences: Vec::new() };
                }
                _ => return impossible,
            },
            Event::Alarm { differences } => match self.body {
                Some(_) => self.payment = Payment::Alarm { differences: differences.clone() },
                None => return impossible,
            },
            Event::Acknowledged { of } => match self.concern() {
                Some(concern) if concern == *of => self.acknowledged = Some(concern),
                _ => return impossible,
            },
            Event::Row { row } => {
                // An agent may have put anything into terms that were never proven: only what was to be paid has a row.
                let own = self.known_to_node().is_some_and(|own| same_hex(own, &row.blockchain_identifier));
                if !own {
                    return impossible;
                }
                self.take_row(at, row);
            }
            Event::History { transactions } => match self.row {
                Some(_) => self.take_history(transactions),
                None => return impossible,
            },

            Event::AgentSaid { state, word, message, beside } => {
                if self.job_id().is_none() {
                    return impossible;
                }
                self.too_large = false;
                let (word, message, beside) = (word.clone(), message.clone(), beside.clone());
                self.agent = Some(AgentWord { state: *state, word, message, beside, at });
                if *state != JobState::AwaitingInput {
                    self.question = None;
                }
            }
            Event::Asked { question, schema, status_id, until } => {
                if self.job_id().is_none() {
                    return impossible;
                }
                self.question = Some(Question {
                    id: question.clone(),
                    schema: schema.clone(),
                    status_id: status_id.clone(),
                    until: *until,
                    answer: AnswerState::Open,
                });
            }
            Event::Answering { question, input_data } => match self.open_question(question) {
                Some(open) if !matches!(open.answer, AnswerState::Sending) => {
                    open.answer = AnswerState::Sending;
                    self.hash_answer(input_data);
                }
                _ => return impossible,
            },
            Event::Answered { question } => match self.open_question(question) {
                Some(open) => {
                    open.answer = AnswerState::Taken { at };
                    if let Some(last) = self.answered.last_mut() {
                        last.taken = true;
                    }
                }
                None => return impossible,
            },
            Event::AnswerFailed { question, refused, failure, errors } => match self.open_question(question) {
                Some(open) => {
                    open.answer = AnswerState::Failed { failure: failure.clone(), errors: errors.clone() };
                    // What the agent refused is no part of its work; what was lost on the way may be.
                    if *refused {
                        self.answered.pop();
                    }
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
                self.too_large = false;
                self.result = Some(result.clone());
                self.result_at = Some(at);
            }
            Event::ResultTooLarge => match self.job_id() {
                Some(_) => self.too_large = true,
                None => return impossible,
            },
            Event::HashChecked { content, on_chain, verdict } => match &self.result {
                Some(result) => {
                    let last = self.hash.take();
                    let before = last.and_then(|last| match last.on_chain.is_none() || last.on_chain == *on_chain {
                        true => last.before,
                        false => last.on_chain,
                    });
                    self.hash = Some(CheckedHash {
                        // A newer result may have come while this one was hashed.
                        content: content.as_ref().unwrap_or(&result.content).clone(),
                        on_chain: on_chain.clone(),
                        before,
                        verdict: verdict.clone(),
                        at,
                    });
                    let settled = matches!(verdict, HashVerdict::Verified { .. } | HashVerdict::Mismatch { .. });
                    self.milestones.hashed = settled.then_some(at);
                }
                None => return impossible,
            },

            Event::Relocking => match (&self.relock, &self.row) {
                (Some(Relock { failure: None, .. }), _) | (_, None) => return impossible,
                _ => self.relock = Some(Relock { asked: false, failure: None }),
            },
            // As below: the row that came with the answer may have cleared the call already.
            Event::Relocked => {
                if let Some(call) = &mut self.relock {
                    call.asked = true;
                }
            }
            Event::RelockFailed { failure } => {
                if let Some(call) = &mut self.relock {
                    call.failure = Some(failure.clone());
                }
            }

            Event::RefundAsking { action, seen } => match (&self.refund, self.seen_row()) {
                (Some(RefundCall { failure: None, .. }), _) | (_, None) => return impossible,
                // What was asked for in view of another row may mean something else now.
                (_, now) if seen.is_some() && *seen != now => return impossible,
                _ => self.refund = Some(RefundCall { action: *action, at, asked: false, failure: None }),
            },
            Event::RefundAsked { action } => match &mut self.refund {
                // The row that came with the answer may have cleared the call already.
                None => {}
                Some(call) if call.action == *action => call.asked = true,
                Some(_) => return impossible,
            },
            Event::RefundFailed { action, failure, sent } => match &mut self.refund {
                None => {}
                Some(call) if call.action == *action => call.failure = Some((failure.clone(), *sent)),
                Some(_) => return impossible,
            },
        }
        Ok(())
    }

    /// Whether as much as is paid was approved.
    pub(super) fn allows(&self, paid: &[Money]) -> bool {
        let approved = self.order.as_ref().and_then(|order| order.price.as_ref());
        approved.is_some_and(|(Price::Fixed(most) | Price::Ceiling(most))| covers(most, paid))
    }

    /// Notes an answer that is sent: an agent may hash it into its result.
    fn hash_answer(&mut self, input_data: &Map<String, Value>) {
        let Some(order) = &self.order else { return };
        if let Ok(canonical) = proof::canonical_json(&Value::Object(input_data.clone())) {
            let hash = proof::input_hash(&order.nonce, &canonical);
            self.answered.push(AnswerHash { hash, taken: false });
        }
    }

    fn open_question(&mut self, id: &str) -> Option<&mut Question> {
        self.question.as_mut().filter(|question| question.id == id)
    }
}
