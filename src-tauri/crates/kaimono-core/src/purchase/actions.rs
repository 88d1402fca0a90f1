//! What the person does to a purchase: answer a question, call for a refund, retry a stuck payment. Each action is on disk before
//! its request leaves. The node's row is read before the request, since the person clicked on an older one, and again after it.

use super::{
    Purchases,
    approval::GOOD_FOR,
    event::{Concern, Event, WhyHeld},
    internal,
    page::refund_card,
    state::Payment,
    words::RefundAction,
};
use crate::{
    error::{Code, Failure, Moved, Result, Side},
    text::clean,
};
use masumi::{
    agent::{ProvideInput, Provided, Refusal},
    form::{Answers, Choices, FieldError, Question, Questions},
    moment::MINUTE,
    net::CallError,
    node::{self, Recovery},
};
use sha2::{Digest, Sha256};

/// What a click asks for is asked within this time or not at all: the machine may have slept in between.
const CLICK_GOOD_FOR: i64 = 2 * MINUTE;

impl Purchases {
    /// Answers the agent's question. The errors by field when the answer does not fit, or the agent does not take it;
    /// empty when it was taken.
    pub async fn answer(&self, id: &str, question: &str, answers: &Answers) -> Result<Vec<FieldError>> {
        let clients = self.standings().link().clients()?;
        self.engine.settle(id)?;
        let asked = self.book().read(id, |state| {
            let open =
                state.question.clone().filter(|open| open.id == question && open.answer.is_wanted(self.book().now()));
            let nonce = state.order.as_ref().map(|order| order.nonce.clone());
            open.zip(state.job_id().map(str::to_owned).zip(nonce))
        })?;
        let Some(((open, (job_id, nonce)), base)) = asked.zip(self.standings().agent_base(id)) else {
            return Err(not_now("the question has changed"));
        };
        let unread = |why| not_now(&format!("the question cannot be read: {why}"));
        let questions = Questions::parse(&open.schema).map_err(unread)?;
        let Some(Question { form, .. }) = questions.only() else {
            return Err(not_now("the agent asks several things at once, and an answer cannot say which one it is for"));
        };
        let agent = self.book().agent_of(id)?.unwrap_or_default();
        let choices = self.book().lesson(&agent)?.map_or_else(|| Choices::first(form), |lesson| lesson.choices);
        let written = choices.written(form, answers);
        let input_data = match form.encode(answers, choices, &nonce) {
            Ok(input_data) => input_data,
            Err(errors) => return Ok(errors),
        };
        let (asked, question) = (question, question.to_owned());
        self.book().record(id, &Event::Answering { question: question.clone(), input_data: input_data.clone() })?;
        let sent = ProvideInput { job_id, status_id: open.status_id, input_schema: open.schema, input_data };
        let mut told = None;
        let (event, errors) = match clients.agents.provide_input(&base, &sent).await {
            Ok(Provided::Accepted { status, .. }) => {
                told = status;
                (Event::Answered { question }, Vec::new())
            }
            // It is sent as MIP-003 says, and no other answer is sent otherwise.
            Ok(Provided::Refused { why: Refusal::Request, message, .. }) => {
                let failure = Failure::new(Code::RequestRefused, Side::Agent).quoting(&message);
                (Event::AnswerFailed { question, refused: true, failure, errors: Vec::new() }, Vec::new())
            }
            Ok(Provided::Refused { status, mut errors, message, .. }) => {
                // As with the start of a job: learnt from what is certainly a refusal, and sent again by the person alone.
                let learnt = written.filter(|_| status < 500).and_then(|written| written.after_refusal(&errors));
                if let Some((choices, said)) = learnt {
                    errors = said;
                    // Not possible any more where the agent has gone on meanwhile: then nothing is sent again either.
                    let _ = self.book().record(id, &Event::ChoicesRefused { choices });
                }
                let failure = Failure::new(Code::AgentRefused, Side::Agent).quoting(&message).passing();
                (Event::AnswerFailed { question, refused: true, failure, errors: errors.clone() }, errors)
            }
            Err(error) => {
                let failure = Failure { moved: Moved::No, retry: true, ..Failure::from(error) };
                (Event::AnswerFailed { question, refused: false, failure, errors: Vec::new() }, Vec::new())
            }
        };
        let failure = match &event {
            Event::AnswerFailed { failure, .. } if errors.is_empty() => Some(failure.clone()),
            _ => None,
        };
        let recorded = self.book().record(id, &event);
        // The agent may have gone on, or asked something else, before its answer was read.
        if self.book().read(id, |state| state.question.as_ref().is_some_and(|open| open.id == asked))? {
            recorded?;
        }
        // Some answer an answer with what it led to. What cannot be taken over now is told by the next status.
        if let Some(status) = told {
            let _ = self.poller().take_status(id, *status);
        }
        failure.map_or(Ok(errors), Err)
    }

    /// Carries out what the refund card offered, if it still means what the person confirmed. `card`: the one they saw.
    /// `typed_name`: the agent's name, for what cannot be undone. A failure: the request did not go out. What became of one
    /// that did is on the card.
    pub async fn refund(&self, id: &str, card: &str, typed_name: Option<&str>) -> Result<()> {
        let clients = self.standings().link().clients()?;
        self.engine.settle(id)?;
        let clicked_at = self.book().now();
        let identifier =
            self.book().read(id, |state| state.row.as_ref().map(|row| row.blockchain_identifier.clone()))?;
        let Some(identifier) = identifier else { return Err(not_now("nothing was paid")) };
        // What is asked for depends on where the purchase is now, and not where it was when the page was drawn.
        self.engine.read_anew(&identifier, &clients).await?;
        let (offered, seen, row) = self
            .standings()
            .read(id, |state, standing| (refund_card(state, standing), state.seen_row(), state.row.clone()))?;
        let Some(row) = row else { return Err(not_now("nothing was paid")) };
        let Some(action) = offered.action.filter(|_| offered.id == card) else {
            let now = self.book().read(id, |state| state.on_chain().map(|on_chain| clean(on_chain.word(), 60)))?;
            return Err(Failure::new(Code::RefundChanged, Side::App).quoting(&now.unwrap_or_default()));
        };
        if offered.disabled.is_some() || self.book().now().since(clicked_at) > CLICK_GOOD_FOR {
            return Err(not_now("the purchase has moved on"));
        }
        if offered.to_type.is_some() && typed_name.map(str::trim) != offered.to_type.as_deref() {
            return Err(Failure::input("name"));
        }
        self.book().record(id, &Event::RefundAsking { action, seen })?;
        let network = self.book().network();
        let answer = match action {
            RefundAction::Request | RefundAction::Dispute => clients.node.request_refund(network, &identifier).await,
            RefundAction::Withdraw => clients.node.withdraw_refund_request(network, &row).await,
            RefundAction::Release => clients.node.release_payment(network, &row).await,
        };
        match answer {
            Ok(_) => self.book().record(id, &Event::RefundAsked { action })?,
            Err(error) => {
                let sent = outcome(&error) != Moved::No;
                // Asking moves nothing by itself; releasing pays the seller.
                let moved = if action == RefundAction::Release { outcome(&error) } else { Moved::No };
                let failure = Failure { moved, ..Failure::from(error) };
                self.book().record(id, &Event::RefundFailed { action, failure, sent })?;
            }
        }
        // Not this answer: only what the node tells when it is asked again is so. Not being able to look now is no further
        // failure: the watcher looks again.
        let _ = self.engine.read_anew(&identifier, &clients).await;
        Ok(())
    }

    /// Takes note that the person has seen what is not as it should be. `concern`: the id of what they saw.
    pub fn acknowledge(&self, id: &str, concern: &str) -> Result<()> {
        let of = self.book().read(id, |state| state.concern())?.filter(|now| seen_as(now) == concern);
        let of = of.ok_or_else(|| not_now("something else is wrong by now"))?;
        self.book().record(id, &Event::Acknowledged { of })
    }

    /// Tries a payment again that is stuck: the same bytes when the node never took it, the node's own error-state recovery
    /// when it did. A new yes, good for as long as any other.
    pub async fn retry_payment(&self, id: &str) -> Result<()> {
        let clients = self.standings().link().clients()?;
        self.engine.settle(id)?;
        self.engine.believe_the_clock()?;
        self.engine.gate().may_begin()?;
        let clicked_at = self.book().now();
        let held = self.book().read(id, |state| match &state.payment {
            Payment::Held { why, failure, .. } => Some((*why, failure.clone())),
            _ => None,
        })?;
        if let Some((why, failure)) = held {
            let doubted = self.engine.may_be_paid_already(id)?;
            if why == WhyHeld::AnotherNode && !self.engine.is_the_same_node(id, &clients).await? {
                return Err(failure);
            }
            let identifier = self.book().read(id, |state| state.identifier().map(str::to_owned))?;
            if let Some(identifier) = identifier.filter(|_| doubted) {
                let told = clients.node.resolve_with_history(self.book().network(), &identifier).await?;
                if let Some(told) = told {
                    let history = told.transactions.as_deref();
                    return self.engine.take_row_with_history(told.purchase, history).map(drop);
                }
            }
            let approved_until = Some(clicked_at.plus(GOOD_FOR));
            return self.book().record(id, &Event::PayingAgain { approved_until });
        }
        let identifier =
            self.book().read(id, |state| state.row.as_ref().map(|row| row.blockchain_identifier.clone()))?;
        let Some(identifier) = identifier else { return Err(not_now("nothing is stuck")) };
        let told = clients.node.resolve_with_history(self.book().network(), &identifier).await?;
        let Some(told) = told else { return Err(Failure::new(Code::NotFound, Side::Node)) };
        let history = told.transactions;
        self.engine.take_row_with_history(told.purchase, history.as_deref())?;
        let Some(row) = self.book().read(id, |state| state.row.clone())?.filter(|row| row.next_action.stuck()) else {
            return Err(not_now("nothing is stuck"));
        };
        if matches!(row.on_chain_state, None | Some(node::OnChainState::FundsOrDatumInvalid)) {
            if row.pay_by_time.is_some_and(|deadline| self.book().now() > deadline) {
                return Err(Failure::new(Code::TooLate, Side::App));
            }
            // A lock that was sent may still land, whatever the node says of it: another one would pay twice. What Kaimono
            // saw is not enough: the node may have sent and replaced one while nobody looked.
            let Some(history) = history else { return Err(not_now("your node does not tell its transactions")) };
            let sent = |one: &node::Transaction| one.tx_hash.as_deref().is_some_and(|hash| !hash.is_empty());
            if history.iter().any(sent)
                || !self.standings().read(id, |_, standing| standing.trouble.is_some_and(|trouble| trouble.retry))?
            {
                return Err(not_now("a transaction was sent for it"));
            }
        }
        if self.book().now().since(clicked_at) > CLICK_GOOD_FOR {
            return Err(not_now("the purchase has moved on"));
        }
        // Of the row that was just told: when it was written is no event by itself.
        let told = self.standings().memory().of(id).row.updated_at().map(str::to_owned);
        let updated_at = told.or(row.updated_at).ok_or_else(|| internal("the node's row has no updatedAt"))?;
        self.book().record(id, &Event::Relocking)?;
        match clients.node.error_state_recovery(self.book().network(), &identifier, &updated_at, Recovery::Retry).await
        {
            Ok(row) => {
                self.book().record(id, &Event::Relocked)?;
                self.engine.take_row(row).map(drop)
            }
            Err(error) => {
                let failure = Failure { moved: outcome(&error), ..Failure::from(error) };
                self.book().record(id, &Event::RelockFailed { failure: failure.clone() })?;
                let _ = self.engine.read_anew(&identifier, &clients).await;
                Err(failure)
            }
        }
    }
}

/// Names what is not as it should be, so that having seen one thing is never having seen another.
pub(super) fn seen_as(concern: &Concern) -> String {
    hex::encode(&Sha256::digest(format!("{concern:?}"))[..8])
}

/// Whether a call that failed may have been carried out all the same.
fn outcome(error: &CallError) -> Moved {
    let refused = matches!(error.status(), Some(400..=499));
    if refused || error.nothing_sent() { Moved::No } else { Moved::Unknown }
}

fn not_now(why: &str) -> Failure {
    Failure::new(Code::NotNow, Side::App).quoting(why).passing()
}
