//! What is worth telling a person who is not looking. Pure: it turns where a purchase stands into notices, each with a key under
//! which it is told once. What is no longer true is not told, so nothing is queued: a notice that is held back is simply not told
//! yet. The shell has the words, because a notice must come when the page is hidden, asleep, or gone.

#[cfg(test)]
mod tests;

use crate::{
    purchase::{
        standing::{
            Standing,
            times::{CLOSING, UNPROVEN_LONG},
        },
        state::{Job, Payment, State, moment},
        words::{Need, Phase, Trouble},
    },
    view::{
        app::{NoticeKind, QuietHours},
        market::PriceView,
    },
};
use masumi::{moment::Moment, proof::HashVerdict};

/// Something to tell, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The profile that bought, or in which the agent is a favourite.
    pub profile: String,
    /// What it is of.
    pub subject: Subject,
    /// The agent's name, cleaned, or `""`.
    pub agent: String,
    /// What about it.
    pub about: About,
    /// What the agent cost and costs, where it is about that.
    pub priced: Option<Priced>,
    /// Under which it is told once.
    pub(crate) key: String,
}

/// What a notice is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The purchase of this id.
    Purchase(String),
    /// The agent of this identifier.
    Agent(String),
    /// The purchasing wallet of this address.
    Wallet(String),
}

impl Subject {
    /// Its id.
    pub(crate) fn id(&self) -> &str {
        match self {
            Subject::Purchase(id) | Subject::Agent(id) | Subject::Wallet(id) => id,
        }
    }
}

/// A price that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// What it was.
    pub before: PriceView,
    /// What it is.
    pub now: PriceView,
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
    /// Something does not go on, or did not happen that should have.
    Trouble(Trouble),
    /// No result came in time; the money comes back by itself.
    Overdue,
    /// It ended before anything was paid.
    Ended(Ended),
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
    /// Something happened to an agent that is a favourite.
    Favourite(Favourite),
    /// A wallet that is paid from holds little.
    Low(Little),
}

/// What a wallet is good for that holds little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Little {
    /// More than one purchase at the usual price, and not many.
    FewPurchases,
    /// One.
    OnePurchase,
    /// None.
    NoPurchase,
}

impl Little {
    /// The word of the key under which it is told once.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Little::FewPurchases => "few",
            Little::OnePurchase => "one",
            Little::NoPurchase => "none",
        }
    }
}

/// What happened to a favourite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Favourite {
    /// It costs more.
    Dearer,
    /// It costs less.
    Cheaper,
    /// Its price is another one, and neither more nor less.
    Repriced,
    /// The registry has not seen it online for a day.
    Away,
    /// It is online again after such a time, or listed again.
    Back,
    /// It is listed no more.
    Gone,
}

impl Favourite {
    /// The word of the key under which it is told once.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Favourite::Dearer | Favourite::Cheaper | Favourite::Repriced => "price",
            Favourite::Away => "away",
            Favourite::Back => "back",
            Favourite::Gone => "gone",
        }
    }
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
    /// The result is longer than is taken in, and its hash is on chain.
    TooLarge,
    /// The agent says that it failed; the money is in escrow.
    Failed,
    /// A free job ended without a result, whether its agent says that it failed or nothing.
    FailedFree,
}

/// How a purchase ended before anything was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The agent refused the job, or it is not known whether it took it.
    Job,
    /// The terms did not hold.
    Terms,
    /// The approval ran out before it could be carried out.
    Approval,
    /// The node refused the payment, or it was too late for it.
    Payment,
}

impl About {
    /// Under which heading of the settings it is.
    pub fn kind(&self) -> NoticeKind {
        match self {
            About::Result(_) => NoticeKind::Result,
            About::Question { .. } => NoticeKind::Question,
            About::Wrong(_) | About::Closing { .. } => NoticeKind::Wrong,
            About::Trouble(Trouble::RefundOverdue | Trouble::RequestOverdue | Trouble::NotCollected)
            | About::Refund => NoticeKind::Refund,
            About::Overdue => NoticeKind::Wrong,
            About::Trouble(_) | About::Ended(_) | About::Low(_) => NoticeKind::Payment,
            About::Approval { .. } | About::Lapsed { .. } => NoticeKind::Approval,
            About::Favourite(_) => NoticeKind::Favourite,
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
pub(crate) fn worth_telling(state: &State, standing: &Standing, now: Moment) -> Vec<(String, About)> {
    let Some(order) = &state.order else { return Vec::new() };
    let mut found: Vec<(String, About)> = Vec::new();
    let mut tell = |key: &str, about| found.push((key.to_owned(), about));
    if let Some(proof) = result(state, standing, now) {
        tell("result", About::Result(proof));
    }
    let left = |at: Option<Moment>| at.map(|at| at.since(now));
    match (standing.phase, standing.need) {
        (Phase::Question, Some(Need::Answer)) => {
            let question = state.question.as_ref().map(|question| question.id.as_str()).unwrap_or_default();
            tell(&format!("question-{question}"), About::Question { left: left(state.answer_by()) });
        }
        (_, Some(Need::Object)) => {
            let (key, wrong) = match standing.delivery {
                Phase::Mismatch => ("mismatch", Wrong::Mismatch),
                Phase::ResultTooLarge => ("too-large", Wrong::TooLarge),
                _ => ("no-result", Wrong::NoResult),
            };
            match closing(state, standing, now) {
                Some(left) => tell("closing", About::Closing { wrong, left }),
                None => tell(key, About::Wrong(wrong)),
            }
        }
        (Phase::AgentFailed, _) => tell("failed", About::Wrong(Wrong::Failed)),
        (Phase::NoResult, _) => tell("failed", About::Wrong(Wrong::FailedFree)),
        (phase @ (Phase::AsksAgain | Phase::Lapsed), _) => {
            let left = left(state.terms().and_then(|terms| moment(terms.pay_by_time.as_deref())));
            match phase {
                // Each time that one runs out is news.
                Phase::Lapsed => tell(&format!("lapsed-{}", order.expires_at.0), About::Lapsed { left }),
                _ => tell("approval", About::Approval { left }),
            }
        }
        (Phase::Overdue, _) => tell("overdue", About::Overdue),
        (Phase::Refunded, _) => tell("refund", About::Refund),
        (Phase::Decided, _) if state.row.as_ref().is_some_and(|row| !row.withdrawn_for_buyer.is_empty()) => {
            tell("refund", About::Refund);
        }
        (Phase::Refused | Phase::Expired, _) => tell("ended", About::Ended(ended(state))),
        _ => {}
    }
    if let Some((key, trouble)) = trouble(standing) {
        tell(key, About::Trouble(trouble));
    }
    found
}

fn result(state: &State, standing: &Standing, now: Moment) -> Option<Proof> {
    state.result.as_ref().filter(|result| result.complete)?;
    match &standing.hash {
        _ if state.is_free() => Some(Proof::Free),
        HashVerdict::Verified { .. } => Some(Proof::Proven),
        HashVerdict::Mismatch { .. } | HashVerdict::OnlyHash => None,
        _ => state.result_at.is_some_and(|at| now.since(at) >= UNPROVEN_LONG).then_some(Proof::NotYet),
    }
}

/// Until it is too late to object, when that is soon.
fn closing(state: &State, standing: &Standing, now: Moment) -> Option<i64> {
    let closes = standing.object_by?;
    let lead = state.hash_at.map_or(CLOSING, |at| CLOSING.min(closes.since(at) / 2));
    Some(closes.since(now)).filter(|left| (0..=lead).contains(left))
}

fn ended(state: &State) -> Ended {
    match (&state.job, &state.payment) {
        (Job::Refused { .. } | Job::Lost { .. }, _) => Ended::Job,
        (_, Payment::Refused) => Ended::Terms,
        (_, Payment::Expired) => Ended::Approval,
        _ => Ended::Payment,
    }
}

/// What is wrong and worth telling of, with its key. A wait, and what has words of its own above, is not.
fn trouble(standing: &Standing) -> Option<(&'static str, Trouble)> {
    use Trouble as T;
    let kind = match (standing.trouble, standing.phase) {
        (Some(trouble), _) => trouble.kind,
        // The node never took it: there is no row that could say what is wrong.
        (None, Phase::PaymentStuck) => T::LockFailed,
        _ => return None,
    };
    let key = match kind {
        T::InsufficientFunds => "too-little",
        T::LockFailed | T::NodeStuck => "stuck",
        T::PolicyDenied => "policy",
        T::LockInvalid | T::Foreign | T::Different => "alarm",
        T::Queued => "queued",
        T::PaymentUnknown => "unknown",
        T::NeverPaid => "never-paid",
        T::LockLost | T::LockOverdue => "lock-lost",
        T::RolledBack => "rolled-back",
        T::Denied => "denied",
        T::RefundOverdue => "refund-overdue",
        T::RequestOverdue => "request-overdue",
        T::RequestTooLate => "request-too-late",
        T::NotCollected => "not-collected",
        T::Unconfirmed
        | T::UnseenByAgent
        | T::AgentSilent
        | T::AgentForgot
        | T::AgentFailed
        | T::Unproven
        | T::HashWithoutResult
        | T::Mismatch
        | T::Disputed => return None,
    };
    Some((key, kind))
}
