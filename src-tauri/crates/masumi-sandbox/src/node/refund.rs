//! What a buyer may ask of a locked purchase: the money back, that wish undone (or, V2, the seller paid), and a way out
//! of an error. The rows that may be asked for are exactly those of docs/observed.md 2.

use super::{
    api::Call,
    row::{NextAction, Row, Side, Work},
    wire,
};
use crate::{
    chain::State,
    http::{
        answer::Refused,
        schema::{NETWORK, Schema, Shape, optional, required},
    },
    keys::{ApiKey, Permission},
    world::World,
};
use masumi::node::{Generation, Network};
use serde_json::Value;

/// The body of what is only asked for by identifier.
pub(super) const WISH: Schema = Schema::of(&[required("blockchainIdentifier", Shape::Text(0, 8000)), NETWORK]);

/// The body of `POST /purchase/error-state-recovery`.
pub(super) const RECOVERY: Schema = Schema::of(&[
    required("blockchainIdentifier", Shape::Text(1, 8000)),
    NETWORK,
    required("updatedAt", Shape::Date),
    optional("retryPreviousAction", Shape::Flag),
]);

/// `POST /purchase/request-refund`.
pub(crate) fn request(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let missing = Refused::new(404, "Purchase not found or not in valid state");
    let allowed = |row: &Row| matches!(row.state, Some(State::FundsLocked | State::ResultSubmitted));
    let identifier = asked_for(call);
    let row = ready(world, identifier, allowed).ok_or(missing)?;
    may_ask(call.key, row, "You are not authorized to request a refund for this purchase")?;
    Ok(ask(world, identifier, Work::SetRefundRequested))
}

/// `POST /purchase/cancel-refund-request`.
pub(crate) fn cancel(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let missing = Refused::new(404, "Purchase not found or in invalid state");
    let allowed = |row: &Row| matches!(row.state, Some(State::RefundRequested | State::Disputed));
    let identifier = asked_for(call);
    let row = ready(world, identifier, allowed).ok_or(missing)?;
    may_ask(call.key, row, "You are not authorized to cancel a refund request for this purchase")?;
    let work = match (row.generation, row.state) {
        (Generation::V1, _) => Work::UnSetRefundRequested,
        (Generation::V2, Some(State::Disputed)) => Work::AuthorizeWithdrawal,
        (Generation::V2, _) => {
            return Err(Refused::new(400, "Authorize withdrawal is only available for disputed V2 purchases"));
        }
    };
    Ok(ask(world, identifier, work))
}

const CHANGED: &str = "Purchase request not found with the provided blockchain identifier or it was changed";

/// `POST /purchase/error-state-recovery`.
pub(crate) fn recover(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let identifier = asked_for(call);
    // A row that changed meanwhile is not found either.
    let row =
        world.node.find(Side::Buyer, identifier).filter(|row| call.given.date("updatedAt") == Some(row.updated_at));
    let row = row.ok_or_else(|| Refused::new(404, CHANGED))?;
    may_ask(call.key, row, "You are not authorized to recover this purchase request")?;
    if row.action.action != NextAction::WaitingForManualAction {
        let why = "Purchase request is not in WaitingForManualAction state. Current state:";
        return Err(Refused::new(400, &format!("{why} {}", row.action.action.word())));
    }
    if row.action.error.is_none() {
        return Err(Refused::new(400, "Purchase request is not in an error state. No error to clear."));
    }
    let retry = call.given.flag("retryPreviousAction");
    if row.state == Some(State::FundsOrDatumInvalid) {
        return Err(Refused::new(400, "Purchase request cannot be recovered from FundsOrDatumInvalid."));
    }
    // Only the action just before the error can be asked for again: one before that may have been carried out.
    let failed = row.action_history.first().and_then(|entry| match entry.action {
        NextAction::Requested(work) | NextAction::Initiated(work) => Some(work),
        _ => None,
    });
    if retry && failed.is_none() {
        return Err(Refused::new(400, "The immediately preceding purchase action is not retryable."));
    }
    if row.state.is_none() && !(retry && failed == Some(Work::FundsLocking)) {
        let why =
            "Purchase request is in its initial on-chain state. Only a failed funds-locking action can be retried.";
        return Err(Refused::new(400, why));
    }
    match failed.filter(|_| retry) {
        Some(work) => Ok(ask(world, identifier, work)),
        None => Ok(set(world, identifier, NextAction::WaitingForExternalAction)),
    }
}

/// The identifier; none on a network that the sandbox does not have.
fn asked_for<'a>(call: &Call<'a>) -> &'a str {
    if call.given.network() == Network::Preprod { call.given.text("blockchainIdentifier") } else { "" }
}

/// The purchase, if the node waits for a wish and its state allows this one.
fn ready<'a>(world: &'a World, identifier: &str, allowed: impl Fn(&Row) -> bool) -> Option<&'a Row> {
    let row = world.node.find(Side::Buyer, identifier)?;
    (row.idle() && row.transaction.is_some() && allowed(row)).then_some(row)
}

/// Only the key that bought, or an admin.
fn may_ask(key: &ApiKey, row: &Row, refusal: &str) -> Result<(), Refused> {
    let allowed = key.id == row.requested_by || key.permission == Permission::Admin;
    if allowed { Ok(()) } else { Err(Refused::new(403, refusal)) }
}

fn ask(world: &mut World, identifier: &str, work: Work) -> Value {
    set(world, identifier, NextAction::Requested(work))
}

fn set(world: &mut World, identifier: &str, action: NextAction) -> Value {
    let now = world.now;
    world.touch();
    if let Some(row) = world.node.find_mut(Side::Buyer, identifier) {
        row.set_action(now, action, None);
    }
    let row = world.node.find(Side::Buyer, identifier);
    row.map_or(Value::Null, |row| wire::row(&world.node, row, wire::History::Absent))
}
