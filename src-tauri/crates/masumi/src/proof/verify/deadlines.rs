//! The four deadlines, by the node's own rules at the moment of paying (docs/protocol.md 4.3).

use super::{failed, holds, not_applicable, outside, warned};
use crate::{
    agent::Terms,
    moment::{DAY, MINUTE, Moment},
    proof::{Deal, Outcome},
};

/// A lock needs this long to land; less is not worth trying (docs/protocol.md 4.3).
pub(super) const TIME_TO_PAY: i64 = 2 * MINUTE;
/// The node's own rules.
pub(super) const TIME_TO_DELIVER: i64 = 15 * MINUTE;
const PAY_BEFORE_DELIVERY: i64 = 5 * MINUTE;
const DELIVERY_BEFORE_UNLOCK: i64 = 15 * MINUTE;
const UNLOCK_BEFORE_DISPUTE: i64 = 15 * MINUTE;
/// A dispute is decided by the admins from `externalDisputeUnlockTime` on. A seller who puts that off for longer could
/// hold disputed money hostage: the person decides.
const LONGEST_DISPUTE: i64 = 90 * DAY;
/// Money that is locked for longer than this is worth a warning, even where the person approved it, milliseconds.
pub const LONG_LOCK_MILLIS: i64 = 30 * DAY;

/// The four deadlines.
pub(super) struct Times {
    /// As signed, in the order of the fields. A time that the answer gives in another form is written as nodes sign it; the
    /// signature proves or disproves it.
    pub(super) signed: [String; 4],
    pub(super) pay_by: Moment,
    pub(super) submit_result: Moment,
    pub(super) unlock: Moment,
    pub(super) external_dispute: Moment,
}

impl Times {
    pub(super) fn read(terms: &Terms) -> Result<Times, Outcome> {
        let read = |name: &str, text: &Option<String>| {
            let found = text.as_deref().unwrap_or("nothing");
            let signed = Moment::parse_offered(found).map(|moment| (moment.0.to_string(), moment));
            signed.ok_or_else(|| failed(&format!("{name} in milliseconds"), found))
        };
        let (pay_by_text, pay_by) = read("payByTime", &terms.pay_by_time)?;
        let (submit_text, submit_result) = read("submitResultTime", &terms.submit_result_time)?;
        let (unlock_text, unlock) = read("unlockTime", &terms.unlock_time)?;
        let (dispute_text, external_dispute) = read("externalDisputeUnlockTime", &terms.external_dispute_unlock_time)?;
        let signed = [pay_by_text, submit_text, unlock_text, dispute_text];
        Ok(Times { signed, pay_by, submit_result, unlock, external_dispute })
    }
}

pub(super) fn deadline_order(deal: &Deal, times: &Result<Times, Outcome>) -> Outcome {
    let times = match times {
        Ok(times) => times,
        Err(why) => return why.clone(),
    };
    let steps = [
        ("submitResultTime", times.submit_result, "payByTime", times.pay_by, PAY_BEFORE_DELIVERY),
        ("unlockTime", times.unlock, "submitResultTime", times.submit_result, DELIVERY_BEFORE_UNLOCK),
        ("externalDisputeUnlockTime", times.external_dispute, "unlockTime", times.unlock, UNLOCK_BEFORE_DISPUTE),
    ];
    for (later, at, earlier, from, least) in steps {
        if at.since(from) < least {
            let expected = format!("{later} at least {} min after {earlier}", least / MINUTE);
            return failed(&expected, &format!("{} after {}", at.iso(), from.iso()));
        }
    }
    let latest = deal.dispute_no_later_than.unwrap_or(times.unlock.plus(LONGEST_DISPUTE));
    if times.external_dispute > latest {
        return outside(&format!("a dispute decided by {}", latest.iso()), &times.external_dispute.iso());
    }
    Outcome::Passed
}

/// A check of one deadline; without whole deadlines [`deadline_order`] says why.
pub(super) fn deadline(times: &Result<Times, Outcome>, check: impl FnOnce(&Times) -> Outcome) -> Outcome {
    times.as_ref().map_or_else(|_| not_applicable("the deadlines are not whole"), check)
}

pub(super) fn left(deadline: Moment, now: Moment, least: i64) -> Outcome {
    let expected = format!("at least {} min from {}", least / MINUTE, now.iso());
    holds(deadline.since(now) >= least, &expected, &deadline.iso())
}

pub(super) fn unlock_time(deal: &Deal, unlock: Moment, now: Moment) -> Outcome {
    let approved = deal.unlock_no_later_than;
    match unlock.since(now) / DAY {
        _ if unlock > approved => outside(&approved.iso(), &unlock.iso()),
        days if days >= LONG_LOCK_MILLIS / DAY => warned(&format!("locked for {days} days, until {}", unlock.iso())),
        _ => Outcome::Passed,
    }
}
