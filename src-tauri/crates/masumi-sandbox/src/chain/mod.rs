//! The simulated chain: wallets and what they hold, escrows and their rules, transactions, blocks, confirmations. Pure:
//! it is told the time and does no IO. Blocks come at a fixed pace and are computed, not stored; a transaction takes
//! effect when it is submitted (what spends it again must wait for its block) and is seen by the nodes once it has the
//! configured number of confirmations.

pub(crate) mod cost;
pub(crate) mod escrow;
pub(crate) mod ledger;

pub(crate) use escrow::{Action, Escrow, Party, Refusal, State};
pub(crate) use ledger::Balance;

use masumi::{moment::Moment, money::Money, node::Generation};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::{chance, pace::Pace};

const FIRST_HEIGHT: i64 = 4_066_400;

/// What one transaction did to one escrow; the datum after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Change {
    pub(crate) blockchain_identifier: String,
    pub(crate) actor: Party,
    pub(crate) before: Option<State>,
    pub(crate) after: Escrow,
    /// This escrow's share of the fee, lovelace.
    pub(crate) fee: u64,
    /// What the admins' decision gave to buyer and seller.
    pub(crate) decided: Option<(Vec<Money>, Vec<Money>)>,
}

/// A submitted transaction.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Transaction {
    pub(crate) hash: String,
    pub(crate) height: i64,
    /// When its block is made.
    pub(crate) block_at: Moment,
    /// When nodes with the configured number of confirmations take notice.
    pub(crate) seen_at: Moment,
    pub(crate) fee: u64,
    pub(crate) changes: Vec<Change>,
}

/// Why a transaction was not submitted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Rejected {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("there is no such escrow")]
    Unknown,
    #[error("the output is spent by a transaction that is not yet seen")]
    InFlight(Moment),
    #[error("not enough funds in wallets")]
    InsufficientFunds,
}

/// The ledger.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Chain {
    born: Moment,
    wallets: BTreeMap<String, Balance>,
    escrows: BTreeMap<String, Escrow>,
    /// Until when an escrow's or a wallet's last transaction is not seen yet.
    in_flight: BTreeMap<String, Moment>,
    transactions: Vec<Transaction>,
}

impl Chain {
    pub(crate) fn new(born: Moment) -> Chain {
        Chain {
            born,
            wallets: BTreeMap::new(),
            escrows: BTreeMap::new(),
            in_flight: BTreeMap::new(),
            transactions: Vec::new(),
        }
    }

    /// The number of the newest block.
    pub(crate) fn height(&self, pace: &Pace, now: Moment) -> i64 {
        FIRST_HEIGHT + (now.0 - self.born.0).div_euclid(pace.block_ms)
    }

    pub(crate) fn confirmations(&self, pace: &Pace, height: i64, now: Moment) -> i64 {
        (self.height(pace, now) - height + 1).max(0)
    }

    /// Every transaction, in the order in which the nodes see them.
    pub(crate) fn transactions(&self) -> &[Transaction] {
        &self.transactions
    }

    /// What an address holds; `None` when it was never used.
    pub(crate) fn balance(&self, address: &str) -> Option<&Balance> {
        self.wallets.get(address)
    }

    /// Play money out of nothing.
    pub(crate) fn mint(&mut self, address: &str, money: &[Money]) {
        self.wallets.entry(address.to_owned()).or_default().add(money);
    }

    /// All that an address holds goes elsewhere.
    pub(crate) fn empty(&mut self, address: &str, elsewhere: &str) {
        let held = self.wallets.remove(address).unwrap_or_default();
        let money = |(unit, amount): (&str, _)| Money { amount, unit: masumi::money::Unit::parse(unit) };
        let held: Vec<Money> = held.all().map(money).collect();
        self.wallets.insert(address.to_owned(), Balance::default());
        self.mint(elsewhere, &held);
    }

    /// A wallet is busy until then.
    pub(crate) fn occupy(&mut self, address: &str, until: Moment) {
        self.in_flight.insert(address.to_owned(), until);
    }

    /// Until when this wallet waits for its own transaction.
    pub(crate) fn wallet_free_at(&self, address: &str) -> Moment {
        self.in_flight.get(address).copied().unwrap_or(Moment(0))
    }

    /// Until when this escrow's last transaction is not seen yet.
    pub(crate) fn escrow_free_at(&self, blockchain_identifier: &str) -> Moment {
        self.in_flight.get(blockchain_identifier).copied().unwrap_or(Moment(0))
    }

    /// Whether `buyer` holds what locking all of these takes.
    pub(crate) fn can_lock(&self, buyer: &str, new: &[(String, Escrow)]) -> bool {
        self.after_lock(buyer, new).is_some()
    }

    /// Everything there is, by unit: in wallets, in escrows, and burned as fees.
    #[cfg(test)]
    pub(crate) fn all_money(&self) -> Balance {
        let mut all = Balance::default();
        for balance in self.wallets.values() {
            let held = balance.all().map(|(unit, amount)| Money { amount, unit: masumi::money::Unit::parse(unit) });
            all.add(&held.collect::<Vec<_>>());
        }
        for escrow in self.escrows.values().filter(|escrow| !escrow.state.settled()) {
            all.add(&escrow.funds);
            all.add(&[Money::lovelace(escrow.collateral.into())]);
        }
        for transaction in &self.transactions {
            all.add(&[Money::lovelace(transaction.fee.into())]);
        }
        all
    }

    /// How often something was locked under this identifier.
    pub(crate) fn locks(&self, blockchain_identifier: &str) -> usize {
        let changes = self.transactions.iter().flat_map(|transaction| &transaction.changes);
        changes
            .filter(|change| change.before.is_none() && change.blockchain_identifier == blockchain_identifier)
            .count()
    }

    /// What left an escrow, by who receives it. `None`: it is not settled.
    pub(crate) fn paid_out(&self, blockchain_identifier: &str) -> Option<ledger::PaidOut> {
        let changes = self.transactions.iter().flat_map(|transaction| &transaction.changes);
        let own = |change: &&Change| change.blockchain_identifier == blockchain_identifier;
        let Change { after, decided, .. } = changes.filter(own).find(|change| change.after.state.settled())?;
        let deposit = Money::lovelace(after.collateral.into());
        Some(match (decided, after.state) {
            (Some((buyer, seller)), _) => ledger::PaidOut {
                buyer: [buyer.as_slice(), &[deposit]].concat(),
                seller: seller.clone(),
                protocol: Vec::new(),
            },
            (None, State::RefundWithdrawn) => ledger::PaidOut {
                buyer: [after.funds.as_slice(), &[deposit]].concat(),
                seller: Vec::new(),
                protocol: Vec::new(),
            },
            (None, _) => {
                let (protocol, seller) = ledger::split(&after.funds, ledger::seller_fee(after.generation));
                ledger::PaidOut { buyer: vec![deposit], seller, protocol }
            }
        })
    }

    /// How many escrows were ever locked.
    pub(crate) fn all_locks(&self) -> usize {
        self.transactions
            .iter()
            .flat_map(|transaction| &transaction.changes)
            .filter(|change| change.before.is_none())
            .count()
    }

    /// Locks all of `new` in one transaction of `buyer`, or nothing. The nodes see it so much later than usual.
    pub(crate) fn lock(
        &mut self,
        pace: &Pace,
        now: Moment,
        buyer: &str,
        new: Vec<(String, Escrow)>,
        seen_later: i64,
    ) -> Result<Transaction, Rejected> {
        let (balance, fee) = self.after_lock(buyer, &new).ok_or(Rejected::InsufficientFunds)?;
        self.wallets.insert(buyer.to_owned(), balance);
        let shares = ledger::shares(fee, new.len());
        let changes = new
            .into_iter()
            .zip(shares)
            .map(|((blockchain_identifier, after), fee)| Change {
                blockchain_identifier,
                actor: Party::Buyer,
                before: None,
                after,
                fee,
                decided: None,
            })
            .collect();
        Ok(self.submit(pace, now, buyer, fee, changes, seen_later))
    }

    /// Runs the contract once, paid for by `wallet`, or refuses.
    pub(crate) fn act(
        &mut self,
        pace: &Pace,
        now: Moment,
        wallet: &str,
        blockchain_identifier: &str,
        action: &Action,
    ) -> Result<Transaction, Rejected> {
        let escrow = self.escrows.get(blockchain_identifier).ok_or(Rejected::Unknown)?;
        let seen_at = self.escrow_free_at(blockchain_identifier);
        if seen_at > now {
            return Err(Rejected::InFlight(seen_at));
        }
        let before = escrow.state;
        let after = escrow.apply(action, pace.next_block(self.born, now))?;
        let fee = cost::action_fee(action, escrow.generation);
        let paid_out = ledger::payouts(&after, action);
        let payer = self.wallets.entry(wallet.to_owned()).or_default();
        payer.take_lovelace(fee).map_err(|_| Rejected::InsufficientFunds)?;
        for (address, money) in paid_out {
            self.mint(&address, &money);
        }
        let decided = match action {
            Action::WithdrawDisputed(permille) => Some(ledger::split(&after.funds, u128::from(*permille))),
            _ => None,
        };
        let change = Change {
            blockchain_identifier: blockchain_identifier.to_owned(),
            actor: action.actor(),
            before: Some(before),
            after,
            fee,
            decided,
        };
        Ok(self.submit(pace, now, wallet, fee, vec![change], 0))
    }

    /// What `buyer` holds after locking all of these, and the fee.
    fn after_lock(&self, buyer: &str, new: &[(String, Escrow)]) -> Option<(Balance, u64)> {
        let generation = new.first().map_or(Generation::V1, |(_, escrow)| escrow.generation);
        let fee = cost::lock_fee(new.len(), generation);
        let mut balance = self.wallets.get(buyer)?.clone();
        balance.take_lovelace(fee).ok()?;
        for (_, escrow) in new {
            balance.take(&escrow.funds).ok()?;
            balance.take_lovelace(escrow.collateral).ok()?;
        }
        Some((balance, fee))
    }

    fn submit(
        &mut self,
        pace: &Pace,
        now: Moment,
        wallet: &str,
        fee: u64,
        changes: Vec<Change>,
        seen_later: i64,
    ) -> Transaction {
        let block_at = pace.next_block(self.born, now);
        let seen_at = pace.seen_at(block_at).plus(seen_later);
        let hash = chance::tx_hash();
        let transaction = Transaction { hash, height: self.height(pace, block_at), block_at, seen_at, fee, changes };
        for change in &transaction.changes {
            self.escrows.insert(change.blockchain_identifier.clone(), change.after.clone());
            self.in_flight.insert(change.blockchain_identifier.clone(), seen_at);
        }
        self.in_flight.insert(wallet.to_owned(), seen_at);
        // In the order in which they are seen; what was seen already comes before all of these.
        let place = self.transactions.partition_point(|earlier| earlier.seen_at <= seen_at);
        self.transactions.insert(place, transaction.clone());
        transaction
    }
}
