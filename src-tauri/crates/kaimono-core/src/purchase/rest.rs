//! What is kept of a purchase at rest. Nothing happens to such a purchase on its own any more, neither as time passes nor by
//! asking anybody. It is only on disk. Lists, counts and histories read these few values of it, and its state is read when
//! somebody looks at it. An event (the node reports a new row, the person does something) wakes it.

use super::{
    journal::at_rest::Dealing,
    order, page,
    standing::{Standing, group_of},
    state::State,
    words::{Phase, PurchaseGroup},
};
use crate::watch::schedule::wants_agent;
use masumi::{
    moment::Moment,
    money::{Amount, Unit},
    node::Generation,
};

/// The values by which a purchase at rest is found, counted and summed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rest {
    /// When it was made.
    pub created_at: Moment,
    /// Where in the list, if it is the person's.
    pub group: PurchaseGroup,
    /// The id of the key that made it, `""` where the node does not tell; `None`: it was made here.
    pub key: Option<String>,
    /// agentIdentifier in lower case.
    pub agent: String,
    /// What it is found by, in lower case: the agent's name and the first answer.
    pub words: String,
    /// What it is sorted by: the agent's name in lower case.
    pub name: String,
    /// Where it stands, and always will.
    pub phase: Phase,
    /// The token and the sum that it is sorted by.
    pub price: Option<(Unit, Amount)>,
    /// All units of its price, as of [`order::units`].
    pub units: String,
    /// The blockchain identifier in lower case.
    pub identifier: String,
    /// The agent took the job, or the node has the purchase.
    pub bought: bool,
    /// How it went.
    pub dealing: Dealing,
    /// The wallet that paid, and into which contract.
    pub wallet: Option<(String, Option<Generation>)>,
    /// When it taught how its agent wants choices.
    pub lesson_at: Option<Moment>,
}

impl Rest {
    /// What is kept of a purchase, if it is at rest.
    pub(crate) fn of(state: &State, standing: &Standing, now: Moment) -> Option<Rest> {
        let busy =
            standing.is_open || standing.need.is_some() || wants_agent(state, now) || state.effect(now).is_some();
        (!busy).then(|| Rest::values(state, standing))
    }

    fn values(state: &State, standing: &Standing) -> Rest {
        let row = state.row.as_ref();
        let told_key = || row.and_then(|row| row.requested_by_id.clone()).unwrap_or_default();
        let lower = |text: Option<&str>| text.unwrap_or_default().to_ascii_lowercase();
        Rest {
            created_at: state.created_at,
            group: group_of(standing.phase),
            key: state.order.is_none().then(told_key),
            agent: lower(page::agent_identifier(state)),
            words: page::words(state),
            name: order::name(state),
            phase: standing.phase,
            price: order::price(state),
            units: order::units(state),
            identifier: lower(state.identifier()),
            bought: state.milestones.accepted.is_some() || row.is_some(),
            dealing: Dealing::of(state),
            wallet: row
                .and_then(|row| row.buyer_wallet.as_ref())
                .map(|paid| (paid.address.clone(), page::generation(state))),
            lesson_at: state.lesson.map(|lesson| lesson.at),
        }
    }
}
