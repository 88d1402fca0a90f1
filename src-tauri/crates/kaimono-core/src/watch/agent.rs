//! Asks the agent of a purchase: whether it answers, and where it is. [`super::status`] takes over what it answers.

use super::{Poller, chatter::Weight, hosts::Answer, schedule};
use crate::{
    clients::Clients,
    error::{Failure, Result},
    purchase::{event::Event, standing::Asked},
};
use masumi::{
    moment::{MINUTE, Moment},
    net::{CallError, CallErrorKind},
};

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
        if self.book().read(id, |state| state.too_large)?
            || !self.memory().note_chatter(id, |chatter| chatter.spend(now, Weight::News, 0))
        {
            return Ok(());
        }
        self.book().record(id, &Event::ResultTooLarge)
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
}

/// Whether a call failed since nobody answered it, as opposed to what the answer was.
fn is_silence(error: &CallError) -> bool {
    error.nothing_sent() || matches!(error.kind, CallErrorKind::Timeout | CallErrorKind::Interrupted(_))
}
