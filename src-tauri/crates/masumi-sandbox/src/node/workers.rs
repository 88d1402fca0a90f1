//! What the node does by itself, one step at a time: locking in batches, submitting what was asked for, synchronising
//! with the chain, and deciding (refunds and withdrawals that are due, purchases that were never locked). Every step
//! has a time at which it is due; the world runs them in that order (docs/protocol.md 5.4, docs/observed.md 2).

use super::{
    Node, Turn,
    row::{NextAction, Row, Seen, Side, TransactionRow, Work},
};
use crate::{
    chain::{Action, Chain, Change, Escrow, Party, Rejected, State, Transaction, cost},
    chance,
    mishap::{BACK_AFTER, Lost, Mishap, TIMES_OUT_AFTER},
    pace::Pace,
};
use masumi::{
    moment::{MINUTE, Moment},
    node::Generation,
};

/// After its cooldown the node waits this long before it acts again.
const AFTER_COOLDOWN: i64 = 7 * MINUTE;
/// A deadline must be this long past before the node acts on it by itself.
const AFTER_DEADLINE: i64 = 10 * MINUTE;
/// A purchase that is not locked this long after `payByTime` is given up.
const LOCK_GRACE: i64 = 5 * MINUTE;
/// A late lock is made this long before `payByTime`.
const LAST_CALL: i64 = MINUTE;
/// A refund request is not submitted when there is not more than this until `unlockTime`.
const REFUND_MARGIN: i64 = 3 * MINUTE;

/// What the node says of a purchase whose transaction is on chain no more.
const ROLLED_BACK: &str =
    "Rolled back transaction detected. Please check the transaction and manually resolve the issue.";

/// Something that the node is about to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Take notice of the next transaction.
    Synchronise,
    /// Lock what waits for it, one contract at a time.
    Lock(Generation),
    /// Submit what this row asks for.
    Submit(usize),
    /// Ask for what is due by itself.
    Decide(usize),
    /// Say otherwise of a transaction.
    Turn(usize),
}

impl Node {
    /// What the node does next, and when.
    pub(crate) fn next_step(&self, chain: &Chain, pace: &Pace) -> Option<(Moment, Step)> {
        let synchronise = chain.transactions().get(self.synchronised).map(|next| (next.seen_at, Step::Synchronise));
        let rows = self.rows.iter().enumerate().flat_map(|(index, row)| {
            let submit = self.submission_due(chain, pace, row).map(|due| match row.action.action {
                NextAction::Requested(Work::FundsLocking) => (due, Step::Lock(row.generation)),
                _ => (due, Step::Submit(index)),
            });
            let decide = decision(row).map(|(from, _)| (pace.worker(from), Step::Decide(index)));
            submit.into_iter().chain(decide)
        });
        let turns = self.turns.iter().enumerate().map(|(index, turn)| (turn.at, Step::Turn(index)));
        synchronise.into_iter().chain(turns).chain(rows).min_by_key(|(due, _)| *due)
    }

    /// When something happens next to a purchase that a person waits for; for skipping there.
    pub(crate) fn next_deadline(&self, chain: &Chain, pace: &Pace, now: Moment) -> Option<Moment> {
        let deadline = |row: &Row| match (row.action.action, row.state) {
            (NextAction::Requested(Work::FundsLocking) | NextAction::Initiated(_) | NextAction::None, _) => None,
            (NextAction::Requested(_), _) => self.submission_due(chain, pace, row),
            (_, Some(State::ResultSubmitted)) => Some(row.deadlines.unlock.plus(AFTER_DEADLINE)),
            (_, Some(State::Disputed)) => Some(row.deadlines.external_dispute_unlock),
            _ => decision(row).map(|(at, _)| at),
        };
        let purchases = self.rows.iter().filter(|row| row.side == Side::Buyer);
        purchases.filter_map(deadline).filter(|at| *at > now).min()
    }

    /// Does it.
    pub(crate) fn run(&mut self, chain: &mut Chain, pace: &Pace, now: Moment, step: &Step) {
        match step {
            Step::Synchronise => self.synchronise(chain, pace, now),
            Step::Lock(generation) => self.lock(chain, pace, now, *generation),
            Step::Submit(index) => self.submit(chain, pace, now, *index),
            Step::Decide(index) => {
                if let Some((_, decided)) = self.rows.get(*index).and_then(decision) {
                    self.rows[*index].decide(now, decided);
                }
            }
            Step::Turn(index) => {
                let turn = self.turns.remove(*index);
                self.turn(chain, now, &turn);
            }
        }
    }

    /// When this row's request is submitted.
    fn submission_due(&self, chain: &Chain, pace: &Pace, row: &Row) -> Option<Moment> {
        let NextAction::Requested(work) = row.action.action else { return None };
        if row.given_up {
            return None;
        }
        let wallet = self.wallet_of(row);
        let from = row.action_changed_at.max(row.retry_at).max(chain.wallet_free_at(wallet));
        if work == Work::FundsLocking {
            let last_call = row.deadlines.pay_by.plus(-LAST_CALL.max(2 * pace.lock_batch_ms));
            let from = if row.mishap == Some(Mishap::LateLock) { from.max(last_call) } else { from };
            let due = pace.lock_batch(from);
            return (due < row.deadlines.pay_by).then_some(due);
        }
        let cooldown = match row.side {
            Side::Buyer => row.buyer_cooldown,
            Side::Seller => row.seller_cooldown,
        };
        // The contract lets anybody collect during a cooldown; the node's workers wait for its end all the same.
        let cooled = if cooldown.0 == 0 { Moment(0) } else { cooldown.plus(AFTER_COOLDOWN) };
        Some(pace.worker(from.max(cooled).max(chain.escrow_free_at(&row.blockchain_identifier))))
    }

    fn wallet_of<'a>(&'a self, row: &'a Row) -> &'a str {
        match row.side {
            Side::Buyer => self.purchasing_wallet(row.generation).address(),
            Side::Seller => &row.seller_address,
        }
    }

    fn lock(&mut self, chain: &mut Chain, pace: &Pace, now: Moment, generation: Generation) {
        let buyer = self.purchasing_wallet(generation).address().to_owned();
        let (mut batch, mut indices) = (Vec::new(), Vec::new());
        let waiting = |row: &Row| {
            let due = self.submission_due(chain, pace, row).is_some_and(|due| due <= now);
            row.action.action == NextAction::Requested(Work::FundsLocking) && row.generation == generation && due
        };
        let mut waiting: Vec<usize> = (0..self.rows.len()).filter(|index| waiting(&self.rows[*index])).collect();
        // What goes wrong with one purchase is no misfortune of those beside it.
        let unlucky = waiting.iter().copied().find(|index| self.rows[*index].mishap.is_some());
        let mishap = unlucky.and_then(|index| self.rows[index].mishap.take());
        if let Some(unlucky) = unlucky {
            waiting = vec![unlucky];
        }
        for index in waiting {
            let row = &self.rows[index];
            let agreed = datum(row, &buyer);
            let datum = match mishap {
                Some(Mishap::InvalidLock) => Escrow { pay_by: agreed.pay_by.plus(-1), ..agreed },
                _ => agreed,
            };
            batch.push((row.blockchain_identifier.clone(), datum));
            if chain.can_lock(&buyer, &batch) {
                indices.push(index);
            } else {
                batch.pop();
                self.rows[index].short_of_funds(now);
            }
        }
        if batch.is_empty() {
            return;
        }
        let Ok(transaction) = chain.lock(pace, now, &buyer, batch, mishap.map_or(0, Mishap::seen_later)) else {
            indices.into_iter().for_each(|index| self.rows[index].short_of_funds(now));
            return;
        };
        let turn = |at, lost| Turn { at, hash: transaction.hash.clone(), lost };
        match mishap {
            Some(Mishap::TimesOut) => self.turns.push(turn(now.plus(TIMES_OUT_AFTER), Some(Lost::FailedViaTimeout))),
            Some(Mishap::RolledBack) => {
                self.turns.push(turn(transaction.seen_at.plus(1), Some(Lost::RolledBack)));
                self.turns.push(turn(transaction.seen_at.plus(BACK_AFTER), None));
            }
            _ => {}
        }
        let shared = self.pending(now, &transaction);
        for index in indices {
            let row = &mut self.rows[index];
            row.set_action(now, NextAction::Initiated(Work::FundsLocking), None);
            row.set_transaction(shared.clone());
            row.collateral = Some(cost::collateral(&row.funds, generation));
            row.buyer_wallet_known = true;
        }
    }

    fn submit(&mut self, chain: &mut Chain, pace: &Pace, now: Moment, index: usize) {
        let row = &self.rows[index];
        let NextAction::Requested(work) = row.action.action else { return };
        let wallet = self.wallet_of(row).to_owned();
        let action = match work {
            Work::FundsLocking => return,
            Work::SetRefundRequested => Action::SetRefundRequested,
            Work::UnSetRefundRequested => Action::UnSetRefundRequested,
            Work::WithdrawRefund => Action::WithdrawRefund,
            Work::AuthorizeWithdrawal => Action::AuthorizeWithdrawal,
            Work::SubmitResult => Action::SubmitResult(row.result_to_submit.clone().unwrap_or_default()),
            Work::AuthorizeRefund => Action::AuthorizeRefund,
            Work::Withdraw => Action::Withdraw,
        };
        if work == Work::SetRefundRequested && row.deadlines.unlock.since(now) <= REFUND_MARGIN {
            self.rows[index].given_up = true;
            return;
        }
        let identifier = row.blockchain_identifier.clone();
        match chain.act(pace, now, &wallet, &identifier, &action) {
            Ok(transaction) => self.initiated(now, index, work, &transaction),
            Err(Rejected::InFlight(until)) => self.rows[index].retry_at = until,
            Err(Rejected::Refused(refusal)) if refusal.passes() => {
                self.rows[index].retry_at = now.plus(pace.worker_ms.max(1));
            }
            Err(Rejected::InsufficientFunds) => self.rows[index].short_of_funds(now),
            Err(Rejected::Refused(_) | Rejected::Unknown) => self.rows[index].given_up = true,
        }
    }

    fn initiated(&mut self, now: Moment, index: usize, work: Work, transaction: &Transaction) {
        self.rows[index].set_action(now, NextAction::Initiated(work), None);
        // A refund withdrawal overwrites the row of the transaction before it, even when other purchases share that
        // row: so does the real node (docs/observed.md 2).
        let reused = self.rows[index].transaction.clone().filter(|_| work == Work::WithdrawRefund);
        let reused = reused.and_then(|id| self.transactions.iter_mut().find(|known| known.id == id));
        let id = match reused {
            Some(known) => {
                known.hash.clone_from(&transaction.hash);
                (known.confirmed, known.updated_at) = (false, now);
                known.id.clone()
            }
            None => self.pending(now, transaction),
        };
        self.rows[index].set_transaction(id);
    }

    fn pending(&mut self, now: Moment, transaction: &Transaction) -> String {
        let id = chance::row_id(now);
        self.transactions.push(TransactionRow {
            id: id.clone(),
            created_at: now,
            updated_at: now,
            hash: transaction.hash.clone(),
            confirmed: false,
            lost: None,
            seen: None,
        });
        id
    }

    fn synchronise(&mut self, chain: &Chain, pace: &Pace, now: Moment) {
        let Some(transaction) = chain.transactions().get(self.synchronised).cloned() else { return };
        self.synchronised += 1;
        for change in &transaction.changes {
            let seen = Seen {
                fee: transaction.fee,
                height: transaction.height,
                block_at: transaction.block_at,
                confirmations: chain.confirmations(pace, transaction.height, now),
                before: change.before,
                after: change.after.state,
            };
            for index in 0..self.rows.len() {
                if self.rows[index].blockchain_identifier == change.blockchain_identifier {
                    self.take_notice(now, index, &transaction, change, seen.clone());
                }
            }
        }
    }

    /// What the node says of a transaction has changed, and with it what it says of the purchases that it moved.
    fn turn(&mut self, chain: &mut Chain, now: Moment, turn: &Turn) {
        let wallets = [Generation::V1, Generation::V2].map(|generation| self.purchasing_wallet(generation));
        let mut turned = Vec::new();
        for known in self.transactions.iter_mut().filter(|known| known.hash == turn.hash) {
            (known.lost, known.updated_at) = (turn.lost, now);
            turned.push(known.id.clone());
        }
        for row in &mut self.rows {
            if !row.transaction.as_ref().is_some_and(|id| turned.contains(id)) {
                continue;
            }
            let note = |note: &str| Some(("Unknown", note.to_owned()));
            match turn.lost {
                // The wallet is free again; what was asked for is not asked again by itself.
                Some(Lost::FailedViaTimeout) => {
                    let buyer = wallets[usize::from(row.generation == Generation::V2)];
                    chain.occupy(buyer.address(), now);
                    let note = note("Timeout when waiting for transaction");
                    row.set_action(now, NextAction::WaitingForExternalAction, note);
                }
                Some(Lost::RolledBack) => row.set_action(now, NextAction::WaitingForManualAction, note(ROLLED_BACK)),
                None => row.set_action(now, NextAction::WaitingForExternalAction, None),
            }
        }
    }

    fn take_notice(&mut self, now: Moment, index: usize, transaction: &Transaction, change: &Change, seen: Seen) {
        // A seller's node that has given up a payment does not look at it again.
        if self.rows[index].side == Side::Seller && self.rows[index].state == Some(State::FundsOrDatumInvalid) {
            return;
        }
        let hash = &transaction.hash;
        let own = self.rows[index].transaction.clone();
        let pending = self.transactions.iter_mut().find(|known| Some(&known.id) == own.as_ref() && known.hash == *hash);
        if let Some(known) = pending {
            (known.confirmed, known.lost, known.seen, known.updated_at) = (true, None, Some(seen), now);
        } else {
            let id = chance::row_id(now);
            let hash = hash.to_owned();
            let row = TransactionRow {
                id: id.clone(),
                created_at: now,
                updated_at: now,
                hash,
                confirmed: true,
                lost: None,
                seen: Some(seen),
            };
            self.transactions.push(row);
            self.rows[index].set_transaction(id);
        }
        self.rows[index].observe(now, transaction.block_at, change);
    }
}

impl Row {
    /// The node now knows what a transaction did to this row's escrow.
    fn observe(&mut self, now: Moment, block_at: Moment, change: &Change) {
        let after = &change.after;
        if change.before.is_none()
            && let Some(why) = unlike(self, after, block_at)
        {
            self.state = Some(State::FundsOrDatumInvalid);
            self.state_changed_at = now;
            self.buyer_wallet_known = true;
            self.set_action(now, NextAction::WaitingForManualAction, Some(("Unknown", why.to_owned())));
            return;
        }
        self.state = Some(after.state);
        self.buyer_wallet_known = true;
        self.collateral = Some(after.collateral);
        (self.buyer_cooldown, self.seller_cooldown) = (after.buyer_cooldown, after.seller_cooldown);
        match change.actor {
            Party::Buyer => self.buyer_fees += change.fee,
            Party::Seller => self.seller_fees += change.fee,
            Party::Admins => {}
        }
        if let Some((buyer, seller)) = &change.decided {
            (self.withdrawn_for_buyer, self.withdrawn_for_seller) = (buyer.clone(), seller.clone());
        }
        if !after.result_hash.is_empty() {
            self.result_hash = Some(after.result_hash.clone());
        } else if after.state == State::RefundAuthorized {
            self.result_hash = Some(String::new());
        } // V1 keeps the old hash when it is wiped on chain: the real node does, and never pays that refund out.
        self.state_changed_at = now;
        let mine = matches!((self.side, change.actor), (Side::Buyer, Party::Buyer) | (Side::Seller, Party::Seller));
        let action = match self.action.action {
            _ if after.state.settled() => NextAction::None,
            NextAction::Requested(work) if !mine => NextAction::Requested(work),
            _ => NextAction::WaitingForExternalAction,
        };
        if action == NextAction::WaitingForExternalAction {
            self.result_to_submit = None;
        }
        self.set_action(now, action, None);
    }

    fn short_of_funds(&mut self, now: Moment) {
        let note = "Not enough funds in wallets".to_owned();
        self.set_action(now, NextAction::WaitingForManualAction, Some(("InsufficientFunds", note)));
    }

    fn decide(&mut self, now: Moment, decided: Decided) {
        match decided {
            Decided::Ask(work) => self.set_action(now, NextAction::Requested(work), None),
            Decided::NeverLocked => {
                let what = if self.side == Side::Buyer { "Purchase" } else { "Payment" };
                let note = format!(
                    "{what} request payByTime ({}) passed without on-chain lock; \
                     no FundsLocked tx observed within {}s grace.",
                    self.deadlines.pay_by.0,
                    LOCK_GRACE / 1000
                );
                self.state = Some(State::FundsOrDatumInvalid);
                self.state_changed_at = now;
                self.set_action(now, NextAction::WaitingForManualAction, Some(("Unknown", note)));
            }
        }
    }
}

/// What the node decides by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decided {
    Ask(Work),
    NeverLocked,
}

/// What is due by itself for this row, and from when.
fn decision(row: &Row) -> Option<(Moment, Decided)> {
    let deadlines = row.deadlines;
    let never_locked = (deadlines.pay_by.plus(LOCK_GRACE), Decided::NeverLocked);
    match (row.side, row.state) {
        (Side::Buyer, None) => match row.action.action {
            NextAction::Requested(_) | NextAction::WaitingForManualAction => Some(never_locked),
            _ => None,
        },
        (Side::Seller, None) => Some(never_locked),
        _ if !row.idle() => None,
        (Side::Buyer, Some(State::FundsLocked | State::RefundRequested)) if row.result_hash.is_none() => {
            Some((deadlines.submit_result.plus(AFTER_DEADLINE), Decided::Ask(Work::WithdrawRefund)))
        }
        (Side::Buyer, Some(State::RefundAuthorized)) => {
            Some((row.action_changed_at, Decided::Ask(Work::WithdrawRefund)))
        }
        (Side::Seller, Some(State::ResultSubmitted)) => {
            Some((deadlines.unlock.plus(AFTER_DEADLINE), Decided::Ask(Work::Withdraw)))
        }
        (Side::Seller, Some(State::WithdrawAuthorized)) => Some((row.action_changed_at, Decided::Ask(Work::Withdraw))),
        _ => None,
    }
}

/// Why a lock is not that of this row.
fn unlike(row: &Row, datum: &Escrow, block_at: Moment) -> Option<&'static str> {
    if datum.pay_by != row.deadlines.pay_by {
        Some("Pay by time does not match pay by time in db. This likely is a spoofing attempt.")
    } else if block_at > datum.pay_by {
        Some("Block time is after pay by time. This is a timed out purchase.")
    } else {
        None
    }
}

/// The datum that a lock of this purchase puts on chain.
fn datum(row: &Row, buyer: &str) -> Escrow {
    Escrow {
        generation: row.generation,
        state: State::FundsLocked,
        buyer: row.buyer_return_address.clone().unwrap_or_else(|| buyer.to_owned()),
        seller: row.seller_return_address.clone().unwrap_or_else(|| row.seller_address.clone()),
        pay_by: row.deadlines.pay_by,
        submit_result: row.deadlines.submit_result,
        unlock: row.deadlines.unlock,
        external_dispute_unlock: row.deadlines.external_dispute_unlock,
        result_hash: String::new(),
        buyer_cooldown: Moment(0),
        seller_cooldown: Moment(0),
        funds: row.funds.clone(),
        collateral: cost::collateral(&row.funds, row.generation),
    }
}
