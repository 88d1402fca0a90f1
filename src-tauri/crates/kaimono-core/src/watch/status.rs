//! Takes over what is new in an agent's answer about its job: its word, its question, its result. What was bought is always
//! recorded, and so is what the person has to know. What the agent says along the way has a budget ([`super::chatter`]).

use super::{
    Poller,
    chatter::{Part, Weight},
};
use crate::{
    error::Result,
    purchase::{
        event::{Event, ReceivedResult},
        state::{AgentWord, State},
    },
};
use masumi::{
    agent::{JobResult, JobState, JobStatus},
    moment::MINUTE,
    proof::{self, HashVerdict},
};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Other words for what it is doing are recorded this often at most.
const MESSAGES: i64 = MINUTE;

/// What an answer brought.
#[derive(Clone, Copy, Default)]
struct Brought {
    /// Something else than the answer before.
    differs: bool,
    /// Something that was recorded and is no other words for the same.
    recorded: bool,
}

impl Brought {
    const NOTHING: Brought = Brought { differs: false, recorded: false };
    const SHOWN: Brought = Brought { differs: true, recorded: false };
    const RECORDED: Brought = Brought { differs: true, recorded: true };

    fn and(self, other: Brought) -> Brought {
        Brought { differs: self.differs || other.differs, recorded: self.recorded || other.recorded }
    }
}

impl Poller {
    /// Takes over what is new; whether that is a reason to ask often.
    pub(crate) fn take_status(&self, id: &str, status: JobStatus) -> Result<bool> {
        let now = self.now();
        let state = self.book().state(id)?;
        // Before the word that it is done: a word without its result must never be all that a restart finds.
        let result = status.result.map(|result| self.take_result(id, &state, status.state, result)).transpose()?;
        let result = result.unwrap_or(Brought::NOTHING);
        let whole = result.recorded && status.state == JobState::Completed;
        let JobStatus { state: means, word, message, beside, .. } = status;
        let word = AgentWord { state: means, word, message, beside, at: now };
        let mut brought = result.and(self.take_word(id, &state, word, whole)?);
        if let (JobState::AwaitingInput, Some(schema)) = (status.state, status.input_schema) {
            let text = proof::canonical_json(&schema).unwrap_or_else(|_| schema.to_string());
            let question = hex::encode(&Sha256::digest(text.as_bytes())[..10]);
            if state.question.as_ref().is_none_or(|open| open.id != question) {
                brought = brought.and(if self.may_record(id, Weight::News, text.len()) {
                    let (status_id, until) = (status.status_id, status.answer_by);
                    self.book().record(id, &Event::Asked { question, schema, status_id, until })?;
                    Brought::RECORDED
                } else {
                    Brought::SHOWN
                });
            }
        }
        let news = self.memory().note_chatter(id, |chatter| chatter.is_news(brought.differs));
        Ok(news && brought.recorded)
    }

    /// A result that is not the last word of its job is shown and not recorded: it grows, and is given again.
    fn take_result(&self, id: &str, state: &State, said: JobState, result: JobResult) -> Result<Brought> {
        let complete = said == JobState::Completed;
        let (received, text) = ReceivedResult::of(&result, complete);
        if state.result.as_ref() == Some(&received) {
            self.memory().note_chatter(id, |chatter| chatter.part = None);
            return Ok(Brought::NOTHING);
        }
        let had_whole = state.result.as_ref().is_some_and(|result| result.complete);
        let weight = match complete {
            true if !had_whole || is_what_was_proven(state, &result) => Some(Weight::Bought),
            true => Some(Weight::News),
            false if said == JobState::Failed && !had_whole => Some(Weight::News),
            false => None,
        };
        if weight.is_some_and(|weight| self.may_record(id, weight, text.len())) {
            self.book().keep(text.as_bytes())?;
            self.book().record(id, &Event::ResultReceived { result: received })?;
            self.memory().note_chatter(id, |chatter| chatter.part = None);
            return Ok(Brought::RECORDED);
        }
        let known = self.memory().chatter(id).part;
        if known.is_some_and(|known| known.received == received) {
            return Ok(Brought::NOTHING);
        }
        // What was recorded whole is what is shown.
        if !had_whole {
            self.memory().keep_part(id, Part { received, result: Arc::new(result), at: self.now() });
            self.book().changed(id);
        }
        Ok(Brought::SHOWN)
    }

    fn take_word(&self, id: &str, state: &State, word: AgentWord, whole: bool) -> Result<Brought> {
        // Nothing of what it said counts once it answered with more than is taken in.
        let recorded = state.agent.as_ref().filter(|_| !state.too_large);
        let says = |one: &AgentWord| AgentWord { at: word.at, ..one.clone() } == word;
        let last = self.memory().chatter(id).word;
        let differs = !last.as_deref().or(recorded).is_some_and(says);
        if recorded.is_some_and(says) {
            self.memory().note_chatter(id, |chatter| chatter.word = None);
            return Ok(Brought { differs, recorded: false });
        }
        let ended = matches!(word.state, JobState::Completed | JobState::Failed);
        let weight = match recorded {
            Some(before) if (before.state, &before.word) == (word.state, &word.word) => Weight::Message,
            _ if whole => Weight::Bought,
            before if ended && before.is_none_or(|before| before.state != word.state) => Weight::LastWord,
            _ => Weight::News,
        };
        let too_soon =
            weight == Weight::Message && recorded.is_some_and(|before| word.at.since(before.at).abs() < MESSAGES);
        if !too_soon && self.may_record(id, weight, word.message.len()) {
            let AgentWord { state, word, message, beside, .. } = word;
            self.book().record(id, &Event::AgentSaid { state, word, message, beside })?;
            self.memory().note_chatter(id, |chatter| chatter.word = None);
            return Ok(Brought { differs, recorded: weight != Weight::Message });
        }
        if differs {
            self.memory().note_chatter(id, |chatter| chatter.word = Some(Arc::new(word)));
            self.book().changed(id);
        }
        Ok(Brought { differs, recorded: false })
    }

    fn may_record(&self, id: &str, weight: Weight, bytes: usize) -> bool {
        let now = self.now();
        self.memory().note_chatter(id, |chatter| chatter.spend(now, weight, bytes))
    }
}

/// Whether a result is the one whose hash is on chain, where none that is here is.
fn is_what_was_proven(state: &State, result: &JobResult) -> bool {
    let is_verified = |verdict: &HashVerdict| matches!(verdict, HashVerdict::Verified { .. });
    let (Some(order), Some(on_chain)) = (&state.order, state.result_hash()) else { return false };
    if state.checked().is_some_and(|checked| is_verified(&checked.verdict)) {
        return false;
    }
    let verdict = proof::verify_chained_result(&order.nonce, &state.chains(), result, Some(on_chain));
    is_verified(&verdict)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::purchase::Purchases;
    use crate::{
        clock::Clock,
        purchase::{
            specimen::{NOON, approval, order, paying, rowed, started},
            state::AnswerState,
        },
    };
    use masumi::node::{Network, OnChainState};
    use serde_json::json;
    use std::sync::Arc;
    use tempfile::TempDir;
    use tokio::sync::broadcast;

    fn working(directory: &TempDir) -> Purchases {
        let (changes, _) = broadcast::channel(100);
        let clock = Clock::fixed(NOON);
        let purchases =
            Purchases::open(directory.path(), Network::Preprod, false, Arc::default(), clock, changes).unwrap();
        purchases.book().begin("one", &approval(order())).unwrap();
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
            answer_by: None,
            status_id: Some(status_id.to_owned()),
            result: None,
            beside: Vec::new(),
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
