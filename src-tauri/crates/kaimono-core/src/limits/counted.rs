//! What a purchase counts towards limits, as one fact of its state. What was approved counts from that moment on, whole, for as long
//! as it may still be paid: the most that may be paid until the node has the payment, then what is paid. What can never be paid
//! gives its sum back. A refund does not: it was spent, and came back.

use super::calendar::Day;
use crate::purchase::state::{Job, Payment, State};
use masumi::{money::Money, proof::Price};

/// What a purchase counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The day of its approval.
    pub day: Day,
    /// agentIdentifier, lower-case.
    pub agent: String,
    /// Payment key hash of the seller, lower-case.
    pub seller: String,
    /// How much, at least one.
    pub amounts: Vec<Money>,
}

/// What it counts now; `None`: nothing. What was bought elsewhere was not approved here, and counts nothing.
pub(crate) fn counted(state: &State) -> Option<Counted> {
    let (order, day) = (state.order.as_ref()?, state.counts_on?);
    let (Price::Fixed(most) | Price::Ceiling(most)) = order.price.as_ref()?;
    let amounts = match (&state.job, &state.payment) {
        // Without terms nothing can be paid.
        (Job::Refused { .. } | Job::Lost { .. }, Payment::None) => return None,
        // What is asked again counts as it was approved until there is an answer.
        (_, Payment::None | Payment::Outside { .. } | Payment::Lapsed { .. }) => most.as_slice(),
        (_, Payment::Sending { .. } | Payment::Unknown { .. } | Payment::Held { .. }) => most,
        // Whatever the node has, no more than this was approved.
        (_, Payment::Alarm { .. }) => most,
        (_, Payment::Made) => state.body.as_ref().map_or(most.as_slice(), |body| body.paid()),
        (_, Payment::NotNeeded | Payment::Declined | Payment::Expired | Payment::TooLate) => return None,
        (_, Payment::Refused | Payment::Rejected { .. }) => return None,
    };
    let amounts: Vec<_> = amounts.iter().filter(|money| money.amount.0 > 0).cloned().collect();
    (!amounts.is_empty()).then(|| Counted {
        day,
        agent: order.agent_identifier.to_ascii_lowercase(),
        seller: order.seller_vkey.to_ascii_lowercase(),
        amounts,
    })
}
