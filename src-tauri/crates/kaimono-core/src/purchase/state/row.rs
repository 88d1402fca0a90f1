//! The node's rows, held against what was approved and signed for as long as a purchase is known. What a row says of money and
//! deadlines is a fact of ours: a row that says otherwise is an alarm, and what is shown and summed stays as it was approved.

use super::{Payment, SeenTransaction, State, is_locked, is_terminal, moment};
use masumi_client::{
    agent::Terms,
    moment::Moment,
    money::Money,
    node,
    proof::{self, Difference},
};

impl State {
    /// Where a row is not the purchase that was approved, or gives back more than was locked. Empty for purchases that were
    /// made elsewhere, of which nothing was approved here.
    pub fn differences(&self, row: &node::Purchase) -> Vec<Difference> {
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
    pub fn as_approved(&self, row: &node::Purchase) -> node::Purchase {
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
        if !matches!(self.payment, Payment::Alarm { .. }) {
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
        if let Some(transaction) = &row.current_transaction {
            self.see_transaction(transaction);
        }
        let moved_on = self
            .row
            .as_ref()
            .is_none_or(|before| before.on_chain_state != row.on_chain_state || before.next_action != row.next_action);
        if moved_on {
            // The node has moved on: what was asked shows in its row now, what failed is of the past.
            self.refund = None;
            self.relock = None;
        }
        let before = self.row.as_ref();
        if before.is_none_or(|before| before.on_chain_state != row.on_chain_state) {
            self.on_chain_at = Some(at);
        }
        if before.is_none_or(|before| before.next_action.requested_action != row.next_action.requested_action) {
            self.action_at = Some(at);
        }
        self.deposit = self.deposit.max(row.collateral_return);
        self.row = Some(self.as_approved(row));
    }

    fn see_transaction(&mut self, transaction: &node::Transaction) {
        let Some(hash) = transaction.tx_hash.as_deref().filter(|hash| !hash.is_empty()) else { return };
        let status = transaction.status.clone().unwrap_or_default();
        match self.transactions.iter_mut().find(|seen| seen.hash == hash) {
            // Where it leads stays as first seen: the node's row may later tell of another purchase of the same batch.
            Some(seen) => {
                seen.status = status;
                seen.confirmations = transaction.confirmations;
            }
            None => self.transactions.push(SeenTransaction {
                hash: hash.to_owned(),
                leads_to: transaction.new_on_chain_state.clone().unwrap_or_default(),
                status,
                confirmations: transaction.confirmations,
            }),
        }
    }
}

/// Whether the first are at least as much as the second, unit by unit.
pub(super) fn covers(most: &[Money], amounts: &[Money]) -> bool {
    let (Some(most), Some(amounts)) = (Money::sums(most), Money::sums(amounts)) else { return false };
    amounts
        .iter()
        .all(|one| one.amount.0 == 0 || most.iter().any(|most| most.unit == one.unit && one.amount.0 <= most.amount.0))
}
