//! Asks the agent of a purchase, and takes over what is new: its word, its question, its result.

use super::{Poller, hosts::Answer, schedule};
use crate::{
    clients::Clients,
    error::{Failure, Result},
    purchase::{
        event::{Event, ReceivedResult},
        standing::Asked,
    },
};
use masumi_client::{
    agent::{JobResult, JobState, JobStatus},
    moment::{MINUTE, Moment},
    net::{CallError, CallErrorKind},
    proof,
};
use sha2::{Digest, Sha256};

/// Some agents answer "failed: job not found" for a while after the start (HARD-CASES 49).
const NOT_FOUND_GRACE: i64 = 5 * MINUTE;
/// After an answer that is too large the agent is left alone for so long: megabytes are not asked for every few seconds.
const TOO_LARGE_REST: i64 = 10 * MINUTE;

impl Poller {
    /// Asks once; what came of it, and how long the agent took. `failed`: how often in a row it had no word about the job.
    pub(crate) async fn poll_agent(&self, id: &str, failed: u32) -> (Answer, i64) {
        let job_id = self.book().read(id, |state| state.job_id().map(str::to_owned));
        let (Some(base), Ok(Some(job_id)), Ok(clients)) =
            (self.standings().agent_base(id), job_id, self.link().clients())
        else {
            return (Answer::NotAsked, 0);
        };
        let now = self.now();
        let too_large_at = self.memory().of(id).too_large_at;
        if too_large_at.is_some_and(|at| (0..TOO_LARGE_REST).contains(&now.since(at))) {
            return (Answer::NotAsked, 0);
        }
        let status = clients.agents.status(&base, &job_id).await;
        let took = self.now().since(now);
        let taken = match status {
            Ok(status) => {
                self.agent_answered(id, None, false);
                self.take_status(id, status)
            }
            // It answers, and with more than is taken in: a fact about its result.
            Err(CallError { kind: CallErrorKind::TooLarge, .. }) => {
                self.agent_answered(id, None, false);
                self.too_large(id).map(|()| false)
            }
            Err(error) => {
                let answer = if is_silence(&error) { Answer::Silence } else { Answer::Failure };
                if let CallErrorKind::Status { retry_after: Some(seconds), .. } = error.kind {
                    self.memory().rests(&schedule::host(&base), now, seconds);
                }
                // The first time that it does not answer, and now and then: it may have moved.
                let forgot = error.status() == Some(404);
                if self.agent_answered(id, Some(Failure::from(error)), forgot) || schedule::may_have_moved(failed) {
                    self.look_for_agent(id, &base, &clients).await;
                }
                return (answer, took);
            }
        };
        let news = taken.unwrap_or_else(|failure| {
            tracing::error!(purchase = id, %failure, "the agent's answer could not be taken over");
            false
        });
        (if news { Answer::News } else { Answer::Same }, took)
    }

    /// Notes whether the agent answers, or that it knows no such job; gives whether that is news.
    fn agent_answered(&self, id: &str, trouble: Option<Failure>, forgot: bool) -> bool {
        let now = self.now();
        let since = |before: Option<Moment>, holds: bool| holds.then(|| before.unwrap_or(now));
        let changed = self.memory().note(id, |heard| {
            heard.agent = Asked {
                at: Some(now),
                silent: since(heard.agent.silent, trouble.is_some() && !forgot),
                forgot: since(heard.agent.forgot, forgot),
            };
            let changed = heard.agent_trouble != trouble;
            heard.agent_trouble = trouble;
            changed
        });
        if changed {
            self.book().changed(id);
        }
        changed
    }

    /// Notes that the agent answered with more than is taken in.
    fn too_large(&self, id: &str) -> Result<()> {
        let now = self.now();
        self.memory().note(id, |heard| heard.too_large_at = Some(now));
        let known = self.book().read(id, |state| state.too_large)?;
        if known { Ok(()) } else { self.book().record(id, &Event::ResultTooLarge) }
    }

    /// Asks the registry where an agent is that does not answer where it was: it is followed only while its seller is the one
    /// that was approved. What it says there is held against the chain like everything it said before.
    async fn look_for_agent(&self, id: &str, base: &str, clients: &Clients) {
        let ordered = self.book().read(id, |state| {
            state.order.as_ref().map(|order| (order.agent_identifier.clone(), order.seller_vkey.clone()))
        });
        let Ok(Some((agent, seller))) = ordered else { return };
        // Not being able to look now is no further trouble: it is looked again.
        let Ok(Some(information)) = clients.registry.payment_information(&agent).await else { return };
        // Whoever buys the agent's token can name any address there; the job is its seller's, and so are the answers.
        let listed = information.entry.agent_identifier.eq_ignore_ascii_case(&agent)
            && information.seller_vkey.eq_ignore_ascii_case(&seller);
        if let Some(found) = information.entry.api_base_url.filter(|found| listed && found != base) {
            self.memory().note(id, |heard| heard.agent_base = Some(found));
        }
    }

    /// Takes over what is new; whether anything is.
    fn take_status(&self, id: &str, status: JobStatus) -> Result<bool> {
        let (now, mut news) = (self.now(), false);
        let (said, asked, had, young) = self.book().read(id, |state| {
            let said = state
                .agent
                .as_ref()
                .filter(|_| !state.too_large)
                .map(|word| (word.state, word.word.clone(), word.message.clone()));
            let asked = state.question.as_ref().map(|question| question.id.clone());
            let young = state.milestones.accepted.is_some_and(|at| now.since(at) < NOT_FOUND_GRACE);
            (said, asked, state.result.clone(), young)
        })?;
        if young && status.state == JobState::Failed && status.message.to_lowercase().contains("not found") {
            return Ok(false);
        }
        // Before the word that it is done: a word without its result must never be all that a restart finds.
        if let Some(result) = status.result {
            let complete = status.state == JobState::Completed;
            let (is_text, text) = match &result {
                JobResult::Text(text) => (true, text),
                JobResult::Json(text) => (false, text),
            };
            let content = self.book().keep(text.as_bytes())?;
            let bytes = u64::try_from(text.len()).unwrap_or(u64::MAX);
            let received = ReceivedResult { content, is_text, bytes, complete };
            if had.as_ref() != Some(&received) {
                self.book().record(id, &Event::ResultReceived { result: received })?;
                news = true;
            }
        }
        let says = (status.state, status.word.clone(), status.message.clone());
        if said.as_ref() != Some(&says) {
            let (state, word, message) = says;
            self.book().record(id, &Event::AgentSaid { state, word, message })?;
            news = true;
        }
        if let (JobState::AwaitingInput, Some(schema)) = (status.state, status.input_schema) {
            let text = proof::canonical_json(&schema).unwrap_or_else(|_| schema.to_string());
            let question = hex::encode(&Sha256::digest(text.as_bytes())[..10]);
            if asked.as_ref() != Some(&question) {
                self.book().record(id, &Event::Asked { question, schema, status_id: status.status_id })?;
                news = true;
            }
        }
        Ok(news)
    }
}

/// Whether a call failed since nobody answered it, as opposed to what the answer was.
fn is_silence(error: &CallError) -> bool {
    error.nothing_sent() || matches!(error.kind, CallErrorKind::Timeout | CallErrorKind::Interrupted(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::purchase::Purchases;
    use crate::{
        clock::Clock,
        purchase::{
            specimen::{NOON, order, paying, rowed, started},
            state::AnswerState,
        },
    };
    use masumi_client::node::{Network, OnChainState};
    use serde_json::json;
    use std::sync::Arc;
    use tempfile::TempDir;
    use tokio::sync::broadcast;

    fn working(directory: &TempDir) -> Purchases {
        let (changes, _) = broadcast::channel(100);
        let clock = Clock::fixed(NOON);
        let purchases =
            Purchases::open(directory.path(), Network::Preprod, false, Arc::default(), clock, changes).unwrap();
        purchases.book().begin("one", &Event::Approved { order: Box::new(order()) }).unwrap();
        for event in [Event::JobStarting, started(), paying("one"), rowed(Some(OnChainState::FundsLocked))] {
            purchases.book().record("one", &event).unwrap();
        }
        purchases
    }

    fn asks(status_id: &str, label: &str) -> JobStatus {
        let schema = json!({ "input_data": [{ "id": "approve", "type": "boolean", "name": label }] });
        JobStatus {
            state: JobState::AwaitingInput,
            word: "awaiting_input".to_owned(),
            message: String::new(),
            input_schema: Some(schema),
            status_id: Some(status_id.to_owned()),
            result: None,
        }
    }

    #[test]
    fn a_question_with_a_new_id_is_the_same_question_and_another_text_is_another_one() {
        let directory = TempDir::new().unwrap();
        let purchases = working(&directory);
        let question = || purchases.book().read("one", |state| state.question.clone()).unwrap().unwrap();
        purchases.poller().take_status("one", asks("7f3a", "Approve?")).unwrap();
        let first = question();
        let input_data = serde_json::Map::new();
        purchases.book().record("one", &Event::Answering { question: first.id.clone(), input_data }).unwrap();
        purchases.book().record("one", &Event::Answered { question: first.id.clone() }).unwrap();
        purchases.poller().take_status("one", asks("91bc", "Approve?")).unwrap();
        assert_eq!(question().id, first.id);
        assert_eq!(question().answer, AnswerState::Taken { at: NOON }, "it is not asked again");
        purchases.poller().take_status("one", asks("91bc", "Approve the second draft?")).unwrap();
        assert_ne!(question().id, first.id);
        assert_eq!(question().answer, AnswerState::Open);
    }
}
