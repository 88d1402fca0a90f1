//! Checks the node's rows against what was approved and signed, for as long as a purchase is known. Money and deadlines are facts
//! that we know ourselves: a row that contradicts them is an alarm, and what is shown and summed stays as it was approved.

use super::{Facts, Payment, SeenTransaction, is_locked, is_terminal, moment};
use masumi::{
    agent::Terms,
    moment::Moment,
    money::Money,
    node,
    proof::{self, Difference},
};

impl Facts {
    /// Where a row is not the purchase that was approved, or gives back more than was locked. Empty for purchases that were
    /// made elsewhere, of which nothing was approved here.
    pub(crate) fn differences(&self, row: &node::Purchase) -> Vec<Difference> {
        let Some(body) = &self.body else { return Vec::new() };
        let mut differences = proof::differences(body, row);
        // Without the deposit it is not known how much was locked.
        if let Some(deposit) = self.deposit.max(row.collateral_return) {
            let out = [row.withdrawn_for_buyer.as_slice(), &row.withdrawn_for_seller].concat();
            let locked = [body.paid(), &[Money::lovelace(deposit.into())]].concat();
            if !covers(&locked, &out) {
                let (approved, found) = (Money::plain(&locked), Money::plain(&out));
                differences.push(Difference { what: "WithdrawnFor".to_owned(), approved, found });
            }
        }
        differences
    }

    /// A row with its money and its deadlines as they were approved and signed.
    pub(crate) fn as_approved(&self, row: &node::Purchase) -> node::Purchase {
        let (Some(body), Some(terms)) = (&self.body, self.terms()) else { return row.clone() };
        let signed = |name: fn(&Terms) -> &Option<String>| moment(name(terms).as_deref());
        node::Purchase {
            paid_funds: body.paid().to_vec(),
            pay_by_time: signed(|terms| &terms.pay_by_time),
            submit_result_time: signed(|terms| &terms.submit_result_time),
            unlock_time: signed(|terms| &terms.unlock_time),
            external_dispute_unlock_time: signed(|terms| &terms.external_dispute_unlock_time),
            ..row.clone()
        }
    }

    pub(super) fn take_row(&mut self, at: Moment, row: &node::Purchase) {
        // Another node could not tell what became of the payment; the right one has what was approved.
        let found = matches!(&self.payment, Payment::Alarm { differences } if differences.iter().all(is_of_the_node) && !differences.is_empty())
            && self.differences(row).is_empty();
        if !self.payment.is_alarm() || found {
            self.payment = Payment::Made;
        }
        self.milestones.paid.get_or_insert(at);
        let hash = row.result_hash.as_deref().filter(|hash| !hash.is_empty());
        if hash != self.result_hash() {
            self.hash_at = hash.map(|_| at);
        }
        self.had_hash |= hash.is_some();
        if row.on_chain_state.as_ref().is_some_and(is_locked) {
            self.milestones.locked.get_or_insert(at);
        }
        if row.on_chain_state.as_ref().is_some_and(is_terminal) {
            self.milestones.locked.get_or_insert(at);
            self.milestones.settled.get_or_insert(at);
        }
        self.see_transaction(row);
        let before = self.row.as_ref();
        let on_chain = before.is_none_or(|before| before.on_chain_state != row.on_chain_state);
        let error = before.is_none_or(|before| before.next_action != row.next_action);
        let action =
            before.is_none_or(|before| before.next_action.requested_action != row.next_action.requested_action);
        // The node has moved on: what was asked shows in its row now, what failed is of the past. That it says something else
        // of an error is news of a lock that was tried again, and none of a refund.
        if on_chain || action {
            self.refund = None;
        }
        if on_chain || error {
            self.relock = None;
        }
        if on_chain {
            self.on_chain_at = Some(at);
        }
        if action {
            self.action_at = Some(at);
        }
        self.deposit = self.deposit.max(row.collateral_return);
        self.row = Some(self.as_approved(row));
    }

    /// Takes note of the transaction that a row names, if it is this purchase's. Purchases that were locked together share one
    /// at the node, and what becomes of one of them overwrites it for all (docs/observed.md 2): what does not lead to
    /// where this row is, or is going, is another's. One that was ours once is followed, so that one that is rolled
    /// back stays visible.
    fn see_transaction(&mut self, row: &node::Purchase) {
        let Some(told) = &row.current_transaction else { return };
        let Some(hash) = told.tx_hash.as_deref().filter(|hash| !hash.is_empty()) else { return };
        let status = told.status.clone().unwrap_or_default();
        let leads_to = leads_to(row, told);
        if let Some(seen) = self.transactions.iter_mut().find(|seen| seen.hash == hash) {
            // Where it leads is known once it is there; before, it is what was asked for.
            if let Some(leads_to) = leads_to.filter(|leads_to| !leads_to.is_empty()) {
                seen.leads_to = leads_to;
            }
            seen.status = status;
            seen.confirmations = told.confirmations;
        } else if let Some(leads_to) = leads_to {
            let confirmations = told.confirmations;
            self.transactions.push(SeenTransaction { hash: hash.to_owned(), leads_to, status, confirmations });
        }
    }

    /// Takes the past transactions that the node tells of, the newest first: those that lead one to the next to where the
    /// row is.
    pub(super) fn take_history(&mut self, past: &[node::Transaction]) {
        let Some(row) = &self.row else { return };
        let current = row.current_transaction.as_ref().filter(|current| current.new_on_chain_state.is_some());
        let here = row.on_chain_state.as_ref().map(|on_chain| on_chain.word().to_owned());
        let mut before = match current.filter(|current| current.new_on_chain_state == here) {
            Some(current) => current.previous_on_chain_state.clone(),
            None => here,
        };
        let mut history = Vec::new();
        for told in past {
            let Some(hash) = told.tx_hash.clone().filter(|hash| !hash.is_empty()) else { continue };
            // The present one is told by the row.
            if row.current_transaction.as_ref().is_some_and(|current| current.tx_hash.as_ref() == Some(&hash)) {
                continue;
            }
            match &told.new_on_chain_state {
                Some(new) if before.as_ref() == Some(new) => before.clone_from(&told.previous_on_chain_state),
                // It came to nothing.
                None => {}
                Some(_) => continue,
            }
            history.push(SeenTransaction {
                hash,
                leads_to: told.new_on_chain_state.clone().unwrap_or_default(),
                status: told.status.clone().unwrap_or_default(),
                confirmations: told.confirmations,
            });
        }
        history.reverse();
        for seen in std::mem::take(&mut self.transactions) {
            match history.iter_mut().find(|told| told.hash == seen.hash) {
                // Its row may be another purchase's by now; what was seen of it while it was ours counts.
                Some(told) if told.leads_to.is_empty() => *told = seen,
                Some(_) => {}
                None => history.push(seen),
            }
        }
        self.transactions = history;
    }

    /// Whether money was locked, and no transaction that is known locked it.
    pub(crate) fn lacks_its_lock(&self) -> bool {
        let locked = node::OnChainState::FundsLocked;
        self.milestones.locked.is_some() && !self.transactions.iter().any(|seen| seen.leads_to == locked.word())
    }
}

/// Where the transaction of a row leads; `None`: somewhere else than this purchase goes. `""`: not told.
fn leads_to(row: &node::Purchase, told: &node::Transaction) -> Option<String> {
    use node::OnChainState as S;
    let here = row.on_chain_state.as_ref();
    // What the node does for a purchase it has asked the chain for, and the chain has not done yet.
    let going = match (here, row.next_action.requested_action.as_str()) {
        (None, "FundsLockingInitiated") => Some(S::FundsLocked),
        (Some(S::FundsLocked), "SetRefundRequestedInitiated") => Some(S::RefundRequested),
        (Some(S::ResultSubmitted), "SetRefundRequestedInitiated") => Some(S::Disputed),
        (Some(S::RefundRequested), "UnSetRefundRequestedInitiated") => Some(S::FundsLocked),
        (Some(S::Disputed), "UnSetRefundRequestedInitiated") => Some(S::ResultSubmitted),
        (Some(S::Disputed), "AuthorizeWithdrawalInitiated") => Some(S::WithdrawAuthorized),
        (_, "WithdrawRefundInitiated") => Some(S::RefundWithdrawn),
        _ => None,
    };
    let pending = told.status.as_deref() == Some("Pending");
    let new = told.new_on_chain_state.as_deref();
    if pending && let Some(going) = &going {
        // A row that is used again tells where it led before.
        return Some(going.word().to_owned());
    }
    let agrees = [going.as_ref(), here].into_iter().flatten().any(|state| Some(state.word()) == new);
    // Where it is not known what became of the lock, every transaction counts: another lock may pay twice.
    if here.is_none_or(|here| *here == S::FundsOrDatumInvalid) {
        let lock = new.filter(|new| agrees || *new == S::FundsLocked.word());
        return Some(lock.unwrap_or_default().to_owned());
    }
    match new {
        _ if pending => None,
        None => Some(String::new()),
        Some(new) => agrees.then(|| new.to_owned()),
    }
}

/// That the node is another one than was asked to pay.
pub(crate) const OF_THE_NODE: &str = "node";

fn is_of_the_node(difference: &Difference) -> bool {
    difference.what == OF_THE_NODE
}

/// Whether the first are at least as much as the second, unit by unit.
pub(super) fn covers(most: &[Money], amounts: &[Money]) -> bool {
    let (Some(most), Some(amounts)) = (Money::sums(most), Money::sums(amounts)) else { return false };
    amounts
        .iter()
        .all(|one| one.amount.0 == 0 || most.iter().any(|most| most.unit == one.unit && one.amount.0 <= most.amount.0))
}
