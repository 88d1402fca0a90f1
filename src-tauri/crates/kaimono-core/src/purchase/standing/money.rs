//! Where the money of a purchase is.

use crate::{
    error::Moved,
    purchase::{
        state::{Job, Payment, State, is_locked, is_terminal},
        words::MoneyIs,
    },
};
use masumi::node::{OnChainState, Purchase};

pub(super) fn money(state: &State, denied: bool) -> MoneyIs {
    if state.is_free() {
        return MoneyIs::Free;
    }
    if denied {
        let locked = state.on_chain().is_some_and(is_locked);
        return if locked { MoneyIs::InEscrow } else { MoneyIs::Unknown };
    }
    if let Some(row) = &state.row {
        let told = of_row(state, row);
        // Under an alarm only the end is certain.
        let over = matches!(told, MoneyIs::Back | MoneyIs::WithSeller | MoneyIs::Divided);
        return if state.payment.is_alarm() && !over { MoneyIs::Unknown } else { told };
    }
    if matches!(state.job, Job::Refused { .. } | Job::Lost { .. }) {
        return MoneyIs::InWallet;
    }
    match &state.payment {
        Payment::Sending { sent: true, .. } | Payment::Alarm { .. } => MoneyIs::Unknown,
        Payment::Unknown { failure, .. } | Payment::Held { failure, .. } if failure.moved != Moved::No => {
            MoneyIs::Unknown
        }
        _ => MoneyIs::InWallet,
    }
}

fn of_row(state: &State, row: &Purchase) -> MoneyIs {
    let sent = !state.transactions.is_empty();
    let Some(on_chain) = &row.on_chain_state else {
        // Nothing that could move money has left the node yet, as far as it tells.
        let before = row.next_action.stuck() || row.next_action.requested_action == "FundsLockingRequested";
        // A lock that was tried again, and of which it is not known whether the node took it.
        let again = state
            .relock
            .as_ref()
            .is_some_and(|call| call.failure.as_ref().is_none_or(|failure| failure.moved != Moved::No));
        return if before && !sent && !again { MoneyIs::InWallet } else { MoneyIs::Unknown };
    };
    let rolled_back =
        !is_terminal(on_chain) && state.transactions.last().is_some_and(|seen| seen.status == "RolledBack");
    match on_chain {
        // The node says "no valid lock" both for a payment that never left and for a lock that does not fit.
        OnChainState::FundsOrDatumInvalid if !sent => MoneyIs::InWallet,
        OnChainState::FundsOrDatumInvalid => {
            let confirmed = row.current_transaction.as_ref().and_then(|seen| seen.status.as_deref());
            if confirmed == Some("Confirmed") { MoneyIs::AtContract } else { MoneyIs::Unknown }
        }
        OnChainState::Other(_) => MoneyIs::Unknown,
        _ if rolled_back => MoneyIs::Unknown,
        OnChainState::FundsLocked
        | OnChainState::ResultSubmitted
        | OnChainState::RefundRequested
        | OnChainState::Disputed => MoneyIs::InEscrow,
        OnChainState::RefundAuthorized => MoneyIs::Returning,
        OnChainState::WithdrawAuthorized => MoneyIs::Released,
        OnChainState::Withdrawn => MoneyIs::WithSeller,
        OnChainState::RefundWithdrawn => MoneyIs::Back,
        OnChainState::DisputedWithdrawn => MoneyIs::Divided,
    }
}
