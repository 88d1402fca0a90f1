//! Which steps of the first hour in the sandbox the person has done, judging by what was bought there and by the sandbox's clock.
//! Pure, apart from looking up the purchases.

use super::{
    standing::Standing,
    standings::Standings,
    state::{Payment, State},
    words::Phase,
};
use crate::{
    error::Result,
    view::app::{FirstHourView, FirstStep, FirstStepView},
};
use masumi::{
    moment::DAY,
    proof::{HashVerdict, Outcome},
};
use std::collections::{BTreeMap, BTreeSet};

/// So many of the newest purchases at rest are looked at: it is about the first hour.
const NEWEST: usize = 200;

/// What a purchase shows to be done.
pub(crate) fn shown_by(state: &State, standing: &Standing) -> BTreeSet<FirstStep> {
    // What was bought elsewhere with the same node was not done here.
    if state.order.is_none() {
        return BTreeSet::new();
    }
    let caught = state.payment == Payment::Refused
        && state.checks.iter().any(|check| matches!(check.outcome, Outcome::Failed { .. }));
    let shown = [
        (FirstStep::Buy, matches!(standing.hash, HashVerdict::Verified { .. })),
        (FirstStep::Answer, state.answered.iter().any(|answer| answer.taken)),
        (FirstStep::Liar, caught),
        (FirstStep::Refund, standing.phase == Phase::Refunded),
    ];
    shown.into_iter().filter(|(_, shown)| *shown).map(|(step, _)| step).collect()
}

/// What its clock shows to be done; `ahead`: how far it was moved forward, milliseconds.
pub(crate) fn shown_by_the_clock(ahead: i64) -> Option<FirstStep> {
    (ahead >= 2 * DAY).then_some(FirstStep::Days)
}

/// As the page shows it. `guides`: with which agents each is best done.
pub(crate) fn view(done: &BTreeSet<FirstStep>, guides: &BTreeMap<FirstStep, String>) -> FirstHourView {
    let step = |id: &FirstStep| FirstStepView { id: *id, done: done.contains(id), agent: guides.get(id).cloned() };
    let next = FirstStep::ALL.into_iter().find(|id| !done.contains(id));
    FirstHourView { steps: FirstStep::ALL.iter().map(step).collect(), next }
}

impl Standings {
    /// What was done, with what was seen to be done `before`. Nothing is looked up once everything was.
    pub(crate) fn done_in_first_hour(&self, before: &BTreeSet<FirstStep>, ahead: i64) -> Result<BTreeSet<FirstStep>> {
        let mut done: BTreeSet<_> = before.iter().copied().chain(shown_by_the_clock(ahead)).collect();
        // The clock is no purchase.
        let all =
            |done: &BTreeSet<FirstStep>| FirstStep::ALL.iter().all(|id| *id == FirstStep::Days || done.contains(id));
        if !all(&done) {
            self.each(|_, state, standing| done.extend(shown_by(state, standing)));
        }
        if all(&done) {
            return Ok(done);
        }
        for (id, state) in self.book().look_up(|shelf| shelf.newest(NEWEST))? {
            done.extend(shown_by(&state, &self.of(&id, &state)));
        }
        Ok(done)
    }
}

#[cfg(test)]
mod tests;
