//! How often to ask. Pure: intervals in milliseconds from what is going on and what the person looks at (PROTOCOL 8.7).

use crate::purchase::{
    phase,
    state::{Payment, State},
};
use masumi_client::{
    agent::JobState,
    moment::{DAY, MINUTE, Moment},
    node::OnChainState,
    proof::HashVerdict,
};

/// Nothing is asked less often than this.
pub(super) const LONGEST: i64 = MINUTE;

const SECOND: i64 = 1_000;
/// For so long after a settlement was seen the agent is asked for a result that never came.
const KEPT: i64 = 7 * DAY;
/// Agents allow 60 requests a minute; while the person looks on, half of that.
const AGENT_LOOKED_AT: i64 = 2 * SECOND;
/// Asked in vain so often: the wait before the next time.
const AGENT_BACK_OFF: [i64; 5] = [5 * SECOND, 10 * SECOND, 20 * SECOND, 30 * SECOND, 60 * SECOND];

/// What the purchases ask of the node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Attention {
    looked_at: bool,
    in_motion: bool,
    open: bool,
}

impl Attention {
    /// Takes a purchase into account.
    pub(super) fn count(&mut self, state: &State, looked_at: bool, now: Moment) {
        let open = state.job_id().is_some_and(|_| !state.is_free()) || state.row.is_some();
        if !open || !phase::is_open(state, now) {
            return;
        }
        self.open = true;
        self.looked_at |= looked_at;
        let idle = state.row.as_ref().is_some_and(|row| row.next_action.idle());
        self.in_motion |= !idle || state.on_chain().is_none();
    }

    /// Between two readings of what changed at the node. One reading serves all purchases.
    pub(super) fn node_interval(self) -> i64 {
        match self {
            Attention { looked_at: true, .. } => 2 * SECOND,
            Attention { in_motion: true, .. } => 10 * SECOND,
            Attention { open: true, .. } => 30 * SECOND,
            _ => LONGEST,
        }
    }
}

/// Whether the agent has something left to say.
pub(super) fn wants_agent(state: &State, now: Moment) -> bool {
    if state.job_id().is_none() {
        return false;
    }
    let word = state.agent.as_ref().map(|word| word.state);
    let complete = state.result.as_ref().is_some_and(|result| result.complete);
    match (&state.payment, state.on_chain()) {
        (Payment::NotNeeded, _) => word != Some(JobState::Failed) && !complete,
        (Payment::Made, None) => true,
        (Payment::Made, Some(OnChainState::FundsLocked | OnChainState::RefundRequested)) => {
            word != Some(JobState::Failed) && !complete
        }
        // Once a hash is there: until its result is, and again while they do not fit (the seller may send another).
        (Payment::Made, Some(OnChainState::ResultSubmitted | OnChainState::Disputed)) => {
            let mismatch = state.hash.as_ref().is_some_and(|h| matches!(h.verdict, HashVerdict::Mismatch { .. }));
            !complete || mismatch
        }
        // Paid while nobody was looking: what was bought may still be there.
        (
            Payment::Made,
            Some(OnChainState::WithdrawAuthorized | OnChainState::Withdrawn | OnChainState::DisputedWithdrawn),
        ) => !complete && state.milestones.settled.is_none_or(|at| now.since(at) < KEPT),
        _ => false,
    }
}

/// Between two questions to an agent that had nothing new `quiet` times in a row.
pub(super) fn agent_interval(quiet: u32, looked_at: bool) -> i64 {
    if looked_at && quiet < 60 {
        return AGENT_LOOKED_AT;
    }
    let step = usize::try_from(quiet).unwrap_or(usize::MAX).min(AGENT_BACK_OFF.len() - 1);
    AGENT_BACK_OFF[step]
}

/// An interval moved by up to a fifth either way, so that many clients do not knock together. `random`: any byte.
pub(super) fn jitter(interval: i64, random: u8) -> i64 {
    interval - interval / 5 + interval * 2 / 5 * i64::from(random) / 255
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::purchase::{
        event::Event,
        specimen::{NOON, delivered, order, paying, rowed, started},
    };

    #[test]
    fn an_agent_with_nothing_new_is_asked_less_and_less() {
        let waits: Vec<_> = (0..7).map(|quiet| agent_interval(quiet, false) / SECOND).collect();
        assert_eq!(waits, [5, 10, 20, 30, 60, 60, 60]);
    }

    #[test]
    fn an_agent_that_is_looked_at_is_asked_often_but_not_for_ever() {
        assert_eq!(agent_interval(59, true), 2 * SECOND);
        assert_eq!(agent_interval(60, true), 60 * SECOND);
    }

    #[test]
    fn the_node_is_asked_by_what_is_going_on() {
        let idle = Attention::default();
        let open = Attention { open: true, ..idle };
        let moving = Attention { in_motion: true, ..open };
        let looked_at = Attention { looked_at: true, ..open };
        let seconds = [idle, open, moving, looked_at].map(|attention| attention.node_interval() / SECOND);
        assert_eq!(seconds, [60, 30, 10, 2]);
    }

    #[test]
    fn a_result_that_never_came_is_asked_for_a_while_after_the_settlement() {
        let mut state = State::first(NOON, &Event::Approved { order: Box::new(order()) }).unwrap();
        for event in [Event::JobStarting, started(), paying("one"), rowed(Some(OnChainState::Withdrawn))] {
            state.apply(NOON, &event).unwrap();
        }
        assert!(wants_agent(&state, NOON.plus(DAY)));
        assert!(!wants_agent(&state, NOON.plus(8 * DAY)));
        state.apply(NOON, &delivered()).unwrap();
        assert!(!wants_agent(&state, NOON.plus(DAY)));
    }

    #[test]
    fn jitter_stays_within_a_fifth() {
        for random in [0, 1, 127, 255] {
            let moved = jitter(10_000, random);
            assert!((8_000..=12_000).contains(&moved), "{moved}");
        }
    }
}
