//! How many purchases may have an effect carried out at once. Each service has its own limit, so that a slow node does not keep
//! jobs from starting, and a hanging agent does not hold up payments. What the person looks at waits for nobody.

use crate::purchase::state::{Effect, State};
use masumi::moment::Moment;
use std::{collections::BTreeMap, sync::Arc};

/// Requests to the node at once.
const AT_NODE: usize = 8;
/// Jobs that are started at once, all agents together; and at one of their hosts.
const AT_AGENTS: usize = 16;
const AT_ONE_HOST: usize = 4;
/// Results that are held against their hashes at once.
const HERE: usize = 4;

/// Later than any deadline.
pub(super) const NEVER: Moment = Moment(i64::MAX);

/// Whom what is due for a purchase asks something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Node,
    Agent,
    Nobody,
}

/// The same, with the agent's host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Counterpart {
    Node,
    Agent(Arc<str>),
    Nobody,
}

/// Whom what is due for a purchase now asks something first.
pub(super) fn is_asked(state: &State, now: Moment) -> Asked {
    match state.effect(now) {
        Some(Effect::Verify | Effect::Pay(_) | Effect::Resolve(_)) => Asked::Node,
        Some(Effect::StartJob) => Asked::Agent,
        Some(Effect::Expire | Effect::GiveUp | Effect::Lapse | Effect::CheckHash) | None => Asked::Nobody,
    }
}

/// Until when what is due can be done. What can only be found out any more has time.
pub(super) fn until(state: &State, now: Moment) -> Moment {
    let pay_by = state.pay_by();
    let approved = || state.order.as_ref().map(|order| order.expires_at);
    pay_by.or_else(approved).filter(|until| *until >= now).unwrap_or(NEVER)
}

/// The purchases for which something is being carried out.
#[derive(Debug, Default)]
pub(super) struct Drives(BTreeMap<String, Counterpart>);

impl Drives {
    /// Begins one, if there is room. What the person looks at needs none.
    pub(super) fn begin(&mut self, id: &str, by: Counterpart, looked_at: bool) -> bool {
        let under_way = |which: &dyn Fn(&Counterpart) -> bool| self.0.values().filter(|other| which(other)).count();
        let room = match &by {
            Counterpart::Node => under_way(&|other| *other == Counterpart::Node) < AT_NODE,
            Counterpart::Agent(_) => {
                under_way(&|other| matches!(other, Counterpart::Agent(_))) < AT_AGENTS
                    && under_way(&|other| *other == by) < AT_ONE_HOST
            }
            Counterpart::Nobody => under_way(&|other| *other == Counterpart::Nobody) < HERE,
        };
        if room || looked_at {
            self.0.insert(id.to_owned(), by);
        }
        room || looked_at
    }

    /// Ends it.
    pub(super) fn end(&mut self, id: &str) {
        self.0.remove(id);
    }
}
