//! A purchase or a payment as the node keeps it: two sides of one escrow, told apart by [`Side`]. What a row shows is
//! what the node *knows*, which trails the chain by some blocks.

use crate::{
    chain::State,
    chance,
    mishap::{Lost, Mishap},
};
use masumi::{moment::Moment, money::Money, node::Generation};
use serde::{Deserialize, Serialize};

/// Whose row it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Side {
    /// A purchase.
    Buyer,
    /// A payment.
    Seller,
}

/// What a worker can be asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Work {
    FundsLocking,
    SetRefundRequested,
    UnSetRefundRequested,
    WithdrawRefund,
    AuthorizeWithdrawal,
    SubmitResult,
    AuthorizeRefund,
    Withdraw,
}

/// `NextAction` without its error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum NextAction {
    None,
    WaitingForExternalAction,
    WaitingForManualAction,
    Requested(Work),
    Initiated(Work),
}

impl NextAction {
    /// `requestedAction` on the wire.
    pub(crate) fn word(self) -> String {
        match self {
            NextAction::None => "None".to_owned(),
            NextAction::WaitingForExternalAction => "WaitingForExternalAction".to_owned(),
            NextAction::WaitingForManualAction => "WaitingForManualAction".to_owned(),
            NextAction::Requested(work) => format!("{work:?}Requested"),
            NextAction::Initiated(work) => format!("{work:?}Initiated"),
        }
    }
}

/// An action that a row has or had.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ActionEntry {
    pub(crate) id: String,
    pub(crate) created_at: Moment,
    pub(crate) updated_at: Moment,
    pub(crate) action: NextAction,
    /// `errorType` and `errorNote`.
    pub(crate) error: Option<(String, String)>,
}

/// A transaction as rows show it. Several rows may share one, and a later transaction may overwrite it: real nodes do
/// that too (docs/observed.md 2), which is why nobody may take it for an audit trail.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TransactionRow {
    pub(crate) id: String,
    pub(crate) created_at: Moment,
    pub(crate) updated_at: Moment,
    pub(crate) hash: String,
    pub(crate) confirmed: bool,
    /// The node gave it up, or it is on chain no more.
    #[serde(default)]
    pub(crate) lost: Option<Lost>,
    /// The rest is known once it is confirmed.
    pub(crate) seen: Option<Seen>,
}

/// What confirmation tells about a transaction.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) fee: u64,
    pub(crate) height: i64,
    pub(crate) block_at: Moment,
    pub(crate) confirmations: i64,
    pub(crate) before: Option<State>,
    pub(crate) after: State,
}

/// The four deadlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Deadlines {
    pub(crate) pay_by: Moment,
    pub(crate) submit_result: Moment,
    pub(crate) unlock: Moment,
    pub(crate) external_dispute_unlock: Moment,
}

/// A purchase or a payment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) side: Side,
    pub(crate) id: String,
    pub(crate) created_at: Moment,
    pub(crate) updated_at: Moment,
    pub(crate) action_changed_at: Moment,
    pub(crate) state_changed_at: Moment,
    /// Id of the API key that made it.
    pub(crate) requested_by: String,
    pub(crate) generation: Generation,
    pub(crate) blockchain_identifier: String,
    pub(crate) agent_identifier: String,
    pub(crate) agent_name: String,
    pub(crate) dynamic: bool,
    pub(crate) deadlines: Deadlines,
    pub(crate) input_hash: String,
    pub(crate) funds: Vec<Money>,
    pub(crate) metadata: Option<String>,
    pub(crate) buyer_return_address: Option<String>,
    pub(crate) seller_return_address: Option<String>,
    pub(crate) seller_vkey: String,
    pub(crate) seller_address: String,
    /// The buyer's wallet, known from the lock on.
    pub(crate) buyer_wallet_known: bool,
    pub(crate) state: Option<State>,
    /// `None`: never any. Empty: taken back (V2).
    pub(crate) result_hash: Option<String>,
    /// A payment's hash that is on its way to the chain.
    pub(crate) result_to_submit: Option<String>,
    pub(crate) buyer_cooldown: Moment,
    pub(crate) seller_cooldown: Moment,
    pub(crate) collateral: Option<u64>,
    pub(crate) buyer_fees: u64,
    pub(crate) seller_fees: u64,
    pub(crate) withdrawn_for_buyer: Vec<Money>,
    pub(crate) withdrawn_for_seller: Vec<Money>,
    pub(crate) action: ActionEntry,
    /// Newest first.
    pub(crate) action_history: Vec<ActionEntry>,
    /// Ids of [`TransactionRow`]s.
    pub(crate) transaction: Option<String>,
    /// Newest first.
    pub(crate) transaction_history: Vec<String>,
    /// The chain refused what was asked for good: the worker no longer tries.
    pub(crate) given_up: bool,
    /// The chain refused it for now.
    pub(crate) retry_at: Moment,
    /// What goes wrong with its lock.
    #[serde(default)]
    pub(crate) mishap: Option<Mishap>,
}

impl Row {
    /// Replaces the next action; the old one becomes history.
    pub(crate) fn set_action(&mut self, now: Moment, action: NextAction, error: Option<(&str, String)>) {
        let error = error.map(|(kind, note)| (kind.to_owned(), note));
        let entry = ActionEntry { id: chance::row_id(now), created_at: now, updated_at: now, action, error };
        let mut old = std::mem::replace(&mut self.action, entry);
        old.updated_at = now;
        self.action_history.insert(0, old);
        self.action_changed_at = now;
        self.updated_at = now;
        self.given_up = false;
        self.retry_at = Moment(0);
    }

    /// When anything that `/diff` reports changed.
    pub(crate) fn changed_at(&self) -> Moment {
        self.action_changed_at.max(self.state_changed_at)
    }

    /// Makes a transaction the current one; the old one becomes history.
    pub(crate) fn set_transaction(&mut self, id: String) {
        if let Some(old) = self.transaction.replace(id) {
            self.transaction_history.insert(0, old);
        }
    }

    /// Whether the node waits for somebody to ask for something.
    pub(crate) fn idle(&self) -> bool {
        self.action.action == NextAction::WaitingForExternalAction
    }
}
