//! How often to ask. Pure: intervals in milliseconds, derived from what is going on and what the person looks at
//! (docs/protocol.md 8.7).

use super::{hosts::Answer, memory::HeardRow};
use crate::purchase::{
    standing::{
        Standing,
        times::{AUTOMATIC_AFTER, WINDOW_MARGIN},
    },
    state::{Payment, State},
    words::Phase,
};
use masumi::{
    agent::JobState,
    moment::{DAY, MINUTE, Moment},
    node::OnChainState,
    proof::HashVerdict,
};

/// Nothing is asked less often than this, unless it asks to be left alone, shares its host with many, or is gone for long.
pub(super) const LONGEST: i64 = MINUTE;
/// Nor is an agent that is gone for long.
pub(super) const GONE: i64 = 30 * MINUTE;
/// An answer that takes longer is late.
pub(super) const GOOD_TIME: i64 = 5 * SECOND;
/// Nobody answered so often in a row: when somebody does again, this machine's line may have been down.
pub(super) const SILENCE: u32 = 3;
/// What is looked at, and had nothing new for so long, is watched as usual.
pub(super) const LOOKED_AT_IN_VAIN: i64 = 2 * MINUTE;
/// Agents allow 60 requests a minute, and many may live at one host.
const HOST_GAP: i64 = SECOND;
/// A host that hung so often in a row is left alone for so long.
const PAUSES: [i64; 3] = [MINUTE, 5 * MINUTE, GONE];

const SECOND: i64 = 1_000;
/// For so long after a settlement was seen, or after a free agent said that it is done, it is asked for a result that never
/// came.
const KEPT: i64 = 7 * DAY;
/// Half of what a host allows: the other half is for the others there.
const AGENT_LOOKED_AT: i64 = 2 * SECOND;
/// So close to a deadline, before or after, more is done.
const NEAR: i64 = 5 * MINUTE;
/// Asked in vain so often: the wait before the next time.
const AGENT_BACK_OFF: [i64; 5] = [5 * SECOND, 10 * SECOND, 20 * SECOND, 30 * SECOND, 60 * SECOND];
/// An agent that failed so often in a row, which takes minutes, is asked every five; and then, which takes an hour, every thirty.
const GONE_BACK_OFF: [(u32, i64); 2] = [(22, GONE), (GONE_AFTER, 5 * MINUTE)];
const GONE_AFTER: u32 = 10;

/// How much attention a purchase gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Care {
    /// Nothing special.
    #[default]
    Usual,
    /// A deadline is near.
    Deadline,
    /// The person looks at it.
    LookedAt,
}

/// How much attention a purchase gets now.
pub(super) fn care(state: &State, standing: &Standing, looked_at: bool, now: Moment) -> Care {
    let near = |at: Option<Moment>| at.is_some_and(|at| at.since(now).abs() <= NEAR);
    let deadline = || {
        let Some(row) = &state.row else { return false };
        match &row.on_chain_state {
            None => near(row.pay_by_time),
            Some(OnChainState::FundsLocked | OnChainState::RefundRequested) => {
                near(row.submit_result_time) || near(row.submit_result_time.map(|due| due.plus(AUTOMATIC_AFTER)))
            }
            Some(OnChainState::ResultSubmitted) => {
                near(row.unlock_time) || near(row.unlock_time.map(|unlock| unlock.plus(-WINDOW_MARGIN)))
            }
            Some(OnChainState::Disputed) => near(row.external_dispute_unlock_time),
            Some(_) => false,
        }
    };
    match looked_at {
        true => Care::LookedAt,
        // What is proven is there to be fetched.
        false if standing.phase == Phase::Fetching || deadline() => Care::Deadline,
        false => Care::Usual,
    }
}

/// What the purchases ask of the node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Attention {
    looked_at: bool,
    in_motion: bool,
    open: bool,
}

impl Attention {
    /// Takes a purchase into account.
    pub(super) fn count(&mut self, state: &State, standing: &Standing, care: Care) {
        let open = state.job_id().is_some_and(|_| !state.is_free()) || state.row.is_some();
        // What others buy with the same node is read with what is the person's, and never sooner for it.
        let counts = standing.is_mine() || care == Care::LookedAt;
        if !open || !standing.is_open || !counts {
            return;
        }
        self.open = true;
        self.looked_at |= care == Care::LookedAt;
        let idle = state.row.as_ref().is_some_and(|row| row.next_action.idle());
        self.in_motion |= !idle || state.on_chain().is_none() || care == Care::Deadline;
    }

    /// Between two readings of what changed at the node. One reading serves all purchases. `same_for`: since when what is looked
    /// at had nothing new.
    pub(super) fn node_interval(self, same_for: i64) -> i64 {
        match self {
            Attention { looked_at: true, .. } if same_for < LOOKED_AT_IN_VAIN => 2 * SECOND,
            Attention { looked_at: true, .. } | Attention { in_motion: true, .. } => 10 * SECOND,
            Attention { open: true, .. } => 30 * SECOND,
            _ => LONGEST,
        }
    }
}

/// Whether the agent has something left to say.
pub(crate) fn wants_agent(state: &State, now: Moment) -> bool {
    if state.job_id().is_none() {
        return false;
    }
    let word = state.agent.as_ref().map(|word| word.state);
    let complete = state.result.as_ref().is_some_and(|result| result.complete);
    // What the node has is not what was approved: nothing more is done about money, but what was bought may still come.
    let payment = if state.payment.is_alarm() && state.row.is_some() { &Payment::Made } else { &state.payment };
    match (payment, state.on_chain()) {
        // One that says it is done, and gives no result, is asked a little longer.
        (Payment::NotNeeded, _) => {
            let done = state.agent.as_ref().filter(|word| word.state == JobState::Completed);
            let gone = done.is_some_and(|word| now.since(word.at) >= KEPT);
            word != Some(JobState::Failed) && !complete && !gone
        }
        (Payment::Made, None) => true,
        (Payment::Made, Some(OnChainState::FundsLocked | OnChainState::RefundRequested)) => {
            word != Some(JobState::Failed) && !complete
        }
        // Once a hash is there: until its result is, and again while they do not fit (the seller may send another).
        (Payment::Made, Some(OnChainState::ResultSubmitted | OnChainState::Disputed)) => {
            let other = |verdict: &HashVerdict| matches!(verdict, HashVerdict::Mismatch { .. } | HashVerdict::OnlyHash);
            !complete || state.hash.as_ref().is_some_and(|checked| other(&checked.verdict))
        }
        // Paid while nobody was looking: what was bought may still be there.
        (
            Payment::Made,
            Some(OnChainState::WithdrawAuthorized | OnChainState::Withdrawn | OnChainState::DisputedWithdrawn),
        ) => !complete && state.milestones.settled.is_none_or(|at| now.since(at) < KEPT),
        _ => false,
    }
}

/// How often in a row an agent was asked in vain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tries {
    /// It had nothing new.
    pub(super) quiet: u32,
    /// It had no word about the job.
    pub(super) failed: u32,
    /// Nobody answered.
    pub(super) silent: u32,
}

impl Tries {
    /// There is a reason to ask often again. Whether anybody answers is as it was.
    pub(super) fn begin_anew(&mut self) {
        (self.quiet, self.failed) = (0, 0);
    }

    /// After one more.
    pub(super) fn after(self, answer: Answer) -> Tries {
        let quiet = self.quiet.saturating_add(1);
        let failed = self.failed.saturating_add(1);
        match answer {
            Answer::NotAsked => self,
            Answer::News => Tries::default(),
            Answer::Same => Tries { quiet, ..Tries::default() },
            Answer::Failure => Tries { quiet, failed, silent: 0 },
            Answer::Silence => Tries { quiet, failed, silent: self.silent.saturating_add(1) },
        }
    }
}

/// Between two questions to an agent.
pub(super) fn agent_interval(tries: Tries, care: Care) -> i64 {
    let gone = GONE_BACK_OFF.iter().find(|(failed, _)| tries.failed >= *failed);
    match (care, gone) {
        (Care::LookedAt, _) if tries.quiet < 60 => AGENT_LOOKED_AT,
        (Care::Deadline, _) => of(&AGENT_BACK_OFF, tries.quiet).min(10 * SECOND),
        (Care::Usual, Some((_, wait))) => *wait,
        _ => of(&AGENT_BACK_OFF, tries.quiet),
    }
}

/// Whether it is time to look where an agent is that failed so often in a row before: it may have moved.
pub(super) fn may_have_moved(failed: u32) -> bool {
    failed >= GONE_AFTER || failed % 10 == 9
}

/// For how long a host that hung so often in a row is left alone.
pub(super) fn pause(hung: u32) -> i64 {
    if hung == 0 { 0 } else { of(&PAUSES, hung - 1) }
}

/// Between two calls to a host, which may be left alone just now; `None`: it is, whatever the time.
pub(super) fn host_gap(care: Care, paused: bool) -> Option<i64> {
    match (care, paused) {
        (_, false) | (Care::LookedAt, true) => Some(HOST_GAP),
        (Care::Deadline, true) => Some(MINUTE),
        (Care::Usual, true) => None,
    }
}

/// The step of a back-off; the last one goes on.
fn of(steps: &[i64], step: u32) -> i64 {
    let step = usize::try_from(step).unwrap_or(usize::MAX).min(steps.len().saturating_sub(1));
    steps.get(step).copied().unwrap_or_default()
}

/// What a row says of the work: when this changes, the agent may have something to say.
pub(super) fn of_the_work(state: &State, told: &HeardRow) -> OfTheWork {
    let known = || state.row.as_ref().and_then(|row| row.changed_at.clone());
    (
        told.changed_at().map(str::to_owned).or_else(known),
        state.on_chain().cloned(),
        state.result_hash().map(str::to_owned),
    )
}

/// When the row changed last, its state on chain, the hash of the result.
pub(super) type OfTheWork = (Option<String>, Option<OnChainState>, Option<String>);

/// Before a list that is longer than is read at once is read on.
pub(super) const READ_ON: i64 = 10 * SECOND;

/// Before a node whose list could not be read `unread` times in a row is asked again.
pub(super) fn node_back_off(unread: u32) -> i64 {
    if unread == 0 { 0 } else { (SECOND << unread.min(6)).min(LONGEST) }
}

/// What shares a limit with what: host and port of an agent's base URL.
pub(super) fn host(base: &str) -> String {
    let url = url::Url::parse(base).ok();
    let host = url.as_ref().and_then(|url| Some(format!("{}:{}", url.host_str()?, url.port_or_known_default()?)));
    host.unwrap_or_else(|| base.to_owned())
}

/// An interval moved by up to a fifth either way, so that many clients do not knock together.
pub(super) fn jittered(interval: i64) -> i64 {
    let mut random = [128];
    // Without randomness the interval is simply not moved.
    let _ = getrandom::fill(&mut random);
    jitter(interval, random[0])
}

/// `random`: any byte.
fn jitter(interval: i64, random: u8) -> i64 {
    interval - interval / 5 + interval * 2 / 5 * i64::from(random) / 255
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::purchase::{
        event::Event,
        specimen::{NOON, approval, delivered, free_order, order, paying, rowed, said, standing, started},
    };

    fn quiets(quiet: u32) -> Tries {
        Tries { quiet, ..Tries::default() }
    }

    #[test]
    fn an_agent_with_nothing_new_is_asked_less_and_less() {
        let waits: Vec<_> = (0..7).map(|quiet| agent_interval(quiets(quiet), Care::Usual) / SECOND).collect();
        assert_eq!(waits, [5, 10, 20, 30, 60, 60, 60]);
    }

    #[test]
    fn an_agent_that_is_looked_at_is_asked_often_but_not_for_ever() {
        assert_eq!(agent_interval(quiets(59), Care::LookedAt), 2 * SECOND);
        assert_eq!(agent_interval(quiets(60), Care::LookedAt), 60 * SECOND);
    }

    /// core R6: not every minute for the whole escrow.
    #[test]
    fn an_agent_that_is_gone_for_long_is_asked_ever_more_rarely_unless_a_deadline_is_near_or_it_is_looked_at() {
        let gone = |failed| Tries { quiet: failed, failed, silent: failed };
        for (failed, usual, deadline, looked_at) in [
            (0, 5 * SECOND, 5 * SECOND, 2 * SECOND),
            (9, MINUTE, 10 * SECOND, 2 * SECOND),
            (10, 5 * MINUTE, 10 * SECOND, 2 * SECOND),
            (21, 5 * MINUTE, 10 * SECOND, 2 * SECOND),
            (22, 30 * MINUTE, 10 * SECOND, 2 * SECOND),
            (u32::MAX, 30 * MINUTE, 10 * SECOND, MINUTE),
        ] {
            let waits = [Care::Usual, Care::Deadline, Care::LookedAt].map(|care| agent_interval(gone(failed), care));
            assert_eq!(waits, [usual, deadline, looked_at], "{failed}");
        }
        let long = gone(30);
        let after = |answer| agent_interval(long.after(answer), Care::Usual);
        assert_eq!(after(Answer::News), 5 * SECOND);
        assert_eq!(after(Answer::Same), MINUTE);
        assert_eq!(after(Answer::Failure), 30 * MINUTE);
        assert_eq!(long.after(Answer::NotAsked), long);
        assert_eq!((long.after(Answer::Silence).silent, long.after(Answer::Failure).silent), (31, 0));
        let looks: Vec<_> = (0..12).filter(|failed| may_have_moved(*failed)).collect();
        assert_eq!(looks, [9, 10, 11], "where it is is looked up at every one of the rare tries");
    }

    #[test]
    fn a_host_that_hangs_is_left_alone_for_1_5_and_30_minutes() {
        assert_eq!([0, 1, 2, 3, 4, u32::MAX].map(|hung| pause(hung) / MINUTE), [0, 1, 5, 30, 30, 30]);
        for (care, paused, gap) in [
            (Care::Usual, false, Some(SECOND)),
            (Care::Usual, true, None),
            (Care::Deadline, false, Some(SECOND)),
            (Care::Deadline, true, Some(MINUTE)),
            (Care::LookedAt, false, Some(SECOND)),
            (Care::LookedAt, true, Some(SECOND)),
        ] {
            assert_eq!(host_gap(care, paused), gap, "{care:?} {paused}");
        }
    }

    #[test]
    fn a_deadline_that_is_near_gets_attention_before_and_after() {
        let mut state = State::first(NOON, &approval(order())).unwrap();
        for event in [Event::JobStarting, started(), paying("one"), rowed(Some(OnChainState::FundsLocked))] {
            state.apply(NOON, &event).unwrap();
        }
        let due = NOON.plus(24 * 60 * MINUTE);
        let cares = |looked_at, now| care(&state, &standing(&state, now), looked_at, now);
        assert_eq!(cares(false, due.plus(-NEAR - 1)), Care::Usual);
        assert_eq!(cares(false, due.plus(-NEAR)), Care::Deadline);
        assert_eq!(cares(false, due.plus(NEAR)), Care::Deadline);
        assert_eq!(cares(false, due.plus(AUTOMATIC_AFTER + NEAR)), Care::Deadline);
        assert_eq!(cares(false, due.plus(AUTOMATIC_AFTER + NEAR + 1)), Care::Usual);
        assert_eq!(cares(true, NOON), Care::LookedAt);
        assert_eq!(agent_interval(quiets(9), Care::Deadline), 10 * SECOND);
        let mut attention = Attention::default();
        attention.count(&state, &standing(&state, due), Care::Deadline);
        assert_eq!(attention.node_interval(0), 10 * SECOND);
    }

    #[test]
    fn a_node_that_fails_is_asked_less_and_less_but_at_least_every_minute() {
        let waits: Vec<_> = (0..9).map(|unread| node_back_off(unread) / SECOND).collect();
        assert_eq!(waits, [0, 2, 4, 8, 16, 32, 60, 60, 60]);
    }

    #[test]
    fn agents_at_one_host_and_port_share_its_limit() {
        assert_eq!(host("https://agents.example/one"), host("https://agents.example:443/two/"));
        assert_ne!(host("http://127.0.0.1:8101"), host("http://127.0.0.1:8102"));
        assert_eq!(host("nonsense"), "nonsense");
    }

    #[test]
    fn the_node_is_asked_by_what_is_going_on() {
        let idle = Attention::default();
        let open = Attention { open: true, ..idle };
        let moving = Attention { in_motion: true, ..open };
        let looked_at = Attention { looked_at: true, ..open };
        let seconds = [idle, open, moving, looked_at].map(|attention| attention.node_interval(0) / SECOND);
        assert_eq!(seconds, [60, 30, 10, 2]);
        assert_eq!(looked_at.node_interval(2 * MINUTE - 1), 2 * SECOND);
        assert_eq!(looked_at.node_interval(2 * MINUTE), 10 * SECOND, "a page that is left open costs less");
        assert_eq!(moving.node_interval(2 * MINUTE), 10 * SECOND);
    }

    #[test]
    fn a_result_that_never_came_is_asked_for_a_while_after_the_settlement() {
        let mut state = State::first(NOON, &approval(order())).unwrap();
        for event in [Event::JobStarting, started(), paying("one"), rowed(Some(OnChainState::Withdrawn))] {
            state.apply(NOON, &event).unwrap();
        }
        assert!(wants_agent(&state, NOON.plus(DAY)));
        assert!(!wants_agent(&state, NOON.plus(8 * DAY)));
        state.apply(NOON, &delivered()).unwrap();
        assert!(!wants_agent(&state, NOON.plus(DAY)));
    }

    #[test]
    fn a_free_agent_that_gives_nothing_is_asked_for_a_week() {
        let mut state = State::first(NOON, &approval(free_order())).unwrap();
        for event in [Event::JobStarting, started(), said(JobState::Completed)] {
            state.apply(NOON, &event).unwrap();
        }
        assert!(wants_agent(&state, NOON.plus(DAY)), "the machine may have been off meanwhile");
        assert!(!wants_agent(&state, NOON.plus(8 * DAY)));
    }

    #[test]
    fn jitter_stays_within_a_fifth() {
        for random in [0, 1, 127, 255] {
            let moved = jitter(10_000, random);
            assert!((8_000..=12_000).contains(&moved), "{moved}");
        }
    }
}
