//! What is due for a purchase: at most one effect, derived from its state, so that a restart finds it again.

use super::{AnswerState, CheckedHash, Effect, Facts, Job, Payment, Question, RefundCall, Relock, moment};
use crate::{
    error::{Failure, Moved},
    purchase::event::{Event, WhyUnknown},
};
use masumi::{agent::Terms, moment::Moment};

impl Facts {
    /// The effect that is due, if any. After a restart the engine first records what was interrupted
    /// ([`Facts::interrupted`]), so that `Sending` here always means "not under way". Nothing is paid after its approval ran
    /// out: what was never sent is asked about again, what may have been is found out first.
    pub(crate) fn effect(&self, now: Moment) -> Option<Effect> {
        if self.hash_is_stale() {
            return Some(Effect::CheckHash);
        }
        match (&self.job, &self.payment) {
            _ if self.waits_until(now).is_some() => None,
            (Job::Approved, Payment::None) => {
                Some(if self.is_approved(now) { Effect::StartJob } else { Effect::Expire })
            }
            // Whatever comes of the terms, they cannot be paid any more.
            (Job::Started { terms: Some(terms), .. }, Payment::None) => {
                Some(if is_late(terms, now) && self.had_time(terms) { Effect::GiveUp } else { Effect::Verify })
            }
            // The question is whether to pay: once that is too late it is not worth asking any more.
            (Job::Started { terms: Some(terms), .. }, Payment::Outside { .. }) => {
                is_late(terms, now).then_some(Effect::Expire)
            }
            // What the node would not take need not be tried again: it is asked a last time whether it has it.
            (Job::Started { terms: Some(terms), .. }, Payment::Held { body, .. }) => {
                is_late(terms, now).then(|| Effect::Resolve(body.clone()))
            }
            // Asked for a last time as well, if it may be there.
            (Job::Started { terms: Some(terms), .. }, Payment::Lapsed { body, sent }) => {
                let last = if *sent { Effect::Resolve(body.clone()) } else { Effect::Expire };
                is_late(terms, now).then_some(last)
            }
            (_, Payment::Sending { body, .. }) if self.is_approved(now) => Some(Effect::Pay(body.clone())),
            (_, Payment::Sending { body, sent: true }) => Some(Effect::Resolve(body.clone())),
            (_, Payment::Sending { sent: false, .. }) => Some(Effect::Lapse),
            (_, Payment::Unknown { body, .. }) => Some(Effect::Resolve(body.clone())),
            _ => None,
        }
    }

    /// What a restart has to record before anything else: requests that may have been under way.
    pub(crate) fn interrupted(&self, failure: Failure) -> Vec<Event> {
        let mut events = Vec::new();
        if self.job == Job::Starting {
            // Without terms nothing can have been paid, and there is nothing to find out: the job is never started again.
            let failure = Failure { moved: Moved::No, retry: false, ..failure.clone() };
            events.push(Event::JobLost { failure });
        }
        if matches!(self.payment, Payment::Sending { sent: true, .. }) {
            events.push(Event::PaymentUnknown { why: WhyUnknown::Lost, failure: failure.clone() });
        }
        if let Some(Question { id, answer: AnswerState::Sending, .. }) = &self.question {
            let question = id.clone();
            let (failure, errors) = (failure.clone(), Vec::new());
            events.push(Event::AnswerFailed { question, refused: false, failure, errors });
        }
        if let Some(RefundCall { action, asked: false, failure: None, .. }) = &self.refund {
            events.push(Event::RefundFailed { action: *action, failure: failure.clone(), sent: true });
        }
        if let Some(Relock { asked: false, failure: None }) = &self.relock {
            events.push(Event::RelockFailed { failure });
        }
        events
    }

    /// Until when its job is not started, or not paid, so that the person can stop it; `None`: it does not wait.
    pub(crate) fn waits_until(&self, now: Moment) -> Option<Moment> {
        let waits = matches!(self.job, Job::Approved | Job::Started { .. }) && self.payment == Payment::None;
        self.order.as_ref()?.not_before.filter(|until| waits && now < *until)
    }

    /// Whether the person's yes is still good. After that nothing is paid by itself.
    pub(crate) fn is_approved(&self, now: Moment) -> bool {
        self.order.as_ref().is_some_and(|order| now <= order.expires_at)
    }

    /// Whether it is too late for an answer to what is asked again.
    pub(crate) fn has_expired(&self, now: Moment) -> bool {
        self.asked_again().is_some() && self.terms().is_some_and(|terms| is_late(terms, now))
    }

    /// Whether there was time to pay when the terms came. Terms that come too late are the agent's doing.
    fn had_time(&self, terms: &Terms) -> bool {
        self.milestones.accepted.is_some_and(|at| !is_late(terms, at))
    }

    /// What the hash that is on chain now says about the whole result that is here now; `None`: not held against it yet.
    pub(crate) fn checked(&self) -> Option<&CheckedHash> {
        let result = self.result.as_ref().filter(|result| result.complete)?;
        let same = |checked: &&CheckedHash| {
            checked.content == result.content && checked.on_chain.as_deref() == self.result_hash()
        };
        self.hash.as_ref().filter(same)
    }

    fn hash_is_stale(&self) -> bool {
        self.result.as_ref().is_some_and(|result| result.complete) && self.checked().is_none()
    }
}

/// Whether it is too late to pay.
fn is_late(terms: &Terms, now: Moment) -> bool {
    moment(terms.pay_by_time.as_deref()).is_none_or(|deadline| now > deadline)
}
