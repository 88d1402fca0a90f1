//! The Payment Service: its rows, its workers and its API. One node serves buyer and sellers here, as a real one may;
//! the two see each other only through the chain.

pub(crate) mod api;
mod lists;
pub(crate) mod overlay;
pub(crate) mod payment;
pub(crate) mod purchase;
mod refund;
pub(crate) mod row;
pub(crate) mod source;
mod spending;
mod wallets;
pub(crate) mod wire;
pub(crate) mod workers;

use crate::{
    mishap::{Lost, Mishap},
    seller::Wallet,
};
use masumi::{moment::Moment, node::Generation};
use row::{Row, Side, TransactionRow};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

static PURCHASING_V1: LazyLock<Wallet> = LazyLock::new(|| Wallet::named("the buyer"));
static PURCHASING_V2: LazyLock<Wallet> = LazyLock::new(|| Wallet::named("the buyer on V2"));

/// What the node knows.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Node {
    /// Purchases and payments, oldest first.
    pub(crate) rows: Vec<Row>,
    transactions: Vec<TransactionRow>,
    /// How many of the chain's transactions it has taken notice of.
    synchronised: usize,
    /// What goes wrong with the next purchase.
    #[serde(default)]
    pub(crate) mishap: Option<Mishap>,
    /// Transactions that will be lost and found again.
    #[serde(default)]
    turns: Vec<Turn>,
    /// One wallet pays on both contracts: so it was in sandboxes that were made before each contract had its own.
    #[serde(default = "made_before")]
    one_wallet: bool,
}

fn made_before() -> bool {
    true
}

/// At this moment the node says otherwise of a transaction.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Turn {
    at: Moment,
    hash: String,
    /// `None`: it is on chain again.
    lost: Option<Lost>,
}

impl Node {
    /// The wallet that purchases on a contract are paid from: a wallet belongs to one payment source.
    pub(crate) fn purchasing_wallet(&self, generation: Generation) -> &'static Wallet {
        match generation {
            Generation::V2 if !self.one_wallet => &PURCHASING_V2,
            Generation::V1 | Generation::V2 => &PURCHASING_V1,
        }
    }

    /// A row by what both sides call it.
    pub(crate) fn find(&self, side: Side, blockchain_identifier: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.side == side && row.blockchain_identifier == blockchain_identifier)
    }

    pub(crate) fn find_mut(&mut self, side: Side, blockchain_identifier: &str) -> Option<&mut Row> {
        self.rows.iter_mut().find(|row| row.side == side && row.blockchain_identifier == blockchain_identifier)
    }

    pub(crate) fn transaction(&self, id: &str) -> Option<&TransactionRow> {
        self.transactions.iter().find(|row| row.id == id)
    }
}
