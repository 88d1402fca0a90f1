//! What is worth telling a person who is not looking. Pure: from a state and the time to what should be told; each by a key,
//! under which it is told once. What is not true any more is not told, so nothing is queued: what is held back is simply not
//! told yet. The words are the shell's: a notice must come when the page is hidden, asleep, or gone.

#[cfg(test)]
mod tests;

use crate::{
    purchase::{
        phase,
        refund::WINDOW_MARGIN,
        state::{State, moment},
    },
    view::{
        app::{NoticeKind, QuietHours},
        purchase::{Need, Phase},
    },
};
use masumi_client::{
    moment::{HOUR, MINUTE, Moment},
    proof::HashVerdict,
};

/// Something to tell, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The profile that bought.
    pub profile: String,
    /// The purchase.
    pub purchase: String,
    /// The agent's name, cleaned, or `""`.
    pub agent: String,
    /// What about it.
    pub about: About,
    /// Under which it is told once.
    pub(crate) key: String,
}

/// What a notice is about. Spans are milliseconds from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The whole result is here.
    Result(Proof),
    /// The agent asks something.
    Question {
        /// Until its result is due.
        left: Option<i64>,
    },
    /// A purchase is not right.
    Wrong(Wrong),
    /// And soon it is too late to object.
    Closing {
        /// What is not right.
        wrong: Wrong,
        /// Until then.
        left: i64,
    },
    /// The money is back.
    Refund,
    /// The payment does not go on.
    Payment(Trouble),
    /// The terms are not what was approved: the person is asked again.
    Approval {
        /// Until it is too late to pay.
        left: Option<i64>,
    },
    /// The approval ran out before it could be carried out: the person is asked again.
    Lapsed {
        /// Until it is too late to pay.
        left: Option<i64>,
    },
}

/// What is known of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It is the one whose hash is on chain.
    Proven,
    /// No hash is on chain yet.
    NotYet,
    /// A free job: nothing on chain says anything.
    Free,
}

/// What is not right with a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A hash is on chain, and no result came.
    NoResult,
    /// The result is not the one whose hash is on chain.
    Mismatch,
    /// The agent says that it failed; the money is in escrow.
    Failed,
    /// A free job ended without a result, whether its agent says that it failed or nothing.
    FailedFree,
}

/// Why a payment does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The node has it, and does not get to it.
    Queued,
    /// The wallet has too little.
    TooLittle,
    /// The node is stuck with it, or does not take it.
    Stuck,
    /// It is not known for a while whether the node has it.
    Unknown,
    /// What the node has, or what is on chain, is not what was approved.
    Alarm,
}

/// A result without a hash is told of after so long: usually both come together.
const HASH_SOON: i64 = 10 * MINUTE;
/// A node that takes so long to lock has trouble.
const QUEUED_LONG: i64 = 10 * MINUTE;
/// Finding out whether the node has a payment takes seconds.
const UNKNOWN_LONG: i64 = 5 * MINUTE;
/// So long before it is too late to object, or half of the time to object where that is shorter, it is told again.
const CLOSING: i64 = 3 * HOUR;

impl About {
    /// Under which heading of the settings it is.
    pub fn kind(&self) -> NoticeKind {
        match self {
            About::Result(_) => NoticeKind::Result,
            About::Question { .. } => NoticeKind::Question,
            About::Wrong(_) | About::Closing { .. } => NoticeKind::Wrong,
            About::Refund => NoticeKind::Refund,
            About::Payment(_) => NoticeKind::Payment,
            About::Approval { .. } | About::Lapsed { .. } => NoticeKind::Approval,
        }
    }
}

impl QuietHours {
    /// Whether a time of day is in them: minutes after local midnight. From and to alike: never.
    pub fn hold(self, minute: u16) -> bool {
        if self.from <= self.to {
            (self.from..self.to).contains(&minute)
        } else {
            !(self.to..self.from).contains(&minute)
        }
    }
}

/// What should be told of a purchase, with the key under which it is told once. What was made elsewhere is somebody else's.
pub(crate) fn worth_telling(state: &State, now: Moment) -> Vec<(String, About)> {
    if state.order.is_none() {
        return Vec::new();
    }
    let mut found: Vec<(String, About)> = Vec::new();
    let mut tell = |key: &str, about| found.push((key.to_owned(), about));
    if let Some(proof) = result(state, now) {
        tell("result", About::Result(proof));
    }
    let (phase, need) = (phase::phase(state, now), phase::need(state, now));
    let left = |at: Option<Moment>| at.map(|at| at.since(now));
    match (phase, need) {
        (Phase::Question, Some(Need::Answer)) => {
            let question = state.question.as_ref().map(|question| question.id.as_str()).unwrap_or_default();
            let due = state.row.as_ref().and_then(|row| row.submit_result_time);
            tell(&format!("question-{question}"), About::Question { left: left(due) });
        }
        (Phase::Mismatch | Phase::HashWithoutResult, Some(Need::Object)) => {
            let wrong = if phase == Phase::Mismatch { Wrong::Mismatch } else { Wrong::NoResult };
            match closing(state, now) {
                Some(left) => tell("closing", About::Closing { wrong, left }),
                None => tell(if phase == Phase::Mismatch { "mismatch" } else { "no-result" }, About::Wrong(wrong)),
            }
        }
        (Phase::AgentFailed, _) => tell("failed", About::Wrong(Wrong::Failed)),
        (Phase::NoResult, _) => tell("failed", About::Wrong(Wrong::FailedFree)),
        (Phase::AsksAgain | Phase::Lapsed, _) => {
            let left = left(state.terms().and_then(|terms| moment(terms.pay_by_time.as_deref())));
            match &state.order {
                // Each time that one runs out is news.
                Some(order) if phase == Phase::Lapsed => {
                    tell(&format!("lapsed-{}", order.expires_at.0), About::Lapsed { left });
                }
                _ => tell("approval", About::Approval { left }),
            }
        }
        (Phase::Refunded, _) => tell("refund", About::Refund),
        (Phase::Decided, _) if state.row.as_ref().is_some_and(|row| !row.withdrawn_for_buyer.is_empty()) => {
            tell("refund", About::Refund);
        }
        _ => {}
    }
    if let Some((key, trouble)) = trouble(state, phase, need, now) {
        tell(key, About::Payment(trouble));
    }
    found
}

fn result(state: &State, now: Moment) -> Option<Proof> {
    state.result.as_ref().filter(|result| result.complete)?;
    if state.is_free() {
        return Some(Proof::Free);
    }
    match state.checked().map(|checked| &checked.verdict) {
        Some(HashVerdict::Verified { .. }) => Some(Proof::Proven),
        Some(HashVerdict::Mismatch { .. }) => None,
        _ => state.result_at.is_some_and(|at| now.since(at) >= HASH_SOON).then_some(Proof::NotYet),
    }
}

/// Until it is too late to object, when that is soon.
fn closing(state: &State, now: Moment) -> Option<i64> {
    let closes = state.row.as_ref()?.unlock_time?.plus(-WINDOW_MARGIN);
    let lead = state.hash_at.map_or(CLOSING, |at| CLOSING.min(closes.since(at) / 2));
    Some(closes.since(now)).filter(|left| (0..=lead).contains(left))
}

fn trouble(state: &State, phase: Phase, need: Option<Need>, now: Moment) -> Option<(&'static str, Trouble)> {
    let since = |at: Option<Moment>, long| at.is_some_and(|at| now.since(at) >= long);
    match phase {
        Phase::PaymentStuck if need == Some(Need::TopUp) => Some(("too-little", Trouble::TooLittle)),
        Phase::PaymentStuck => Some(("stuck", Trouble::Stuck)),
        Phase::Alarm | Phase::LockInvalid => Some(("alarm", Trouble::Alarm)),
        Phase::Queued if since(state.milestones.paid, QUEUED_LONG) => Some(("queued", Trouble::Queued)),
        Phase::PaymentUnknown if since(state.milestones.verified, UNKNOWN_LONG) => Some(("unknown", Trouble::Unknown)),
        _ => None,
    }
}
