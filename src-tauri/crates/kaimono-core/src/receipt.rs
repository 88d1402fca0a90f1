//! The receipt of one purchase: a document that anybody can check without Kaimono, without its seller and without a network.
//! `docs/receipt.md` is its specification, and `tools/check_receipt.py` a checker that shares no code with this one.
//!
//! A receipt has two parts. What is in [`Proof`] follows from the bytes of the receipt: change one, and a check fails. What is in
//! [`Told`] is the buyer's word: what the registry answered, what was shown, what the chain was seen to say. There is one way to
//! write a receipt (RFC 8785, all members, no numbers), so that nothing can hide in the writing.
//!
//! No key, no address of the buyer's node and no wallet of the buyer is in a receipt.

mod check;
mod of;
mod sheet;
#[cfg(test)]
pub(crate) mod tests;

pub use check::{Checked, Line, LineId, NoReceipt, Stands, check};
pub(crate) use of::About;
pub use sheet::{Case, SheetWords, case, sheet};

use crate::error::Result;
use masumi::proof;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a receipt of this version says it is.
pub const SCHEMA: &str = "kaimono-receipt/1";
/// The beginning of what receipts of all versions say they are.
const SCHEMAS: &str = "kaimono-receipt/";
/// A longer document is no receipt: a result has 4 MiB at most, and may be there twice, with every letter escaped.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// A receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// What follows from the bytes.
    pub proof: Proof,
    /// [`SCHEMA`].
    pub schema: String,
    /// What the buyer says.
    pub told: Told,
}

/// What anybody can compute from the receipt alone. What does not exist is `null`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// What was asked of the agent; `None`: the purchase was made elsewhere.
    pub input: Option<Input>,
    /// What came, byte for byte; `None`: nothing did.
    pub result: Option<Delivered>,
    /// What the seller signed; `None`: nothing that fits this purchase.
    pub terms: Option<Signed>,
}

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The answers, as canonical JSON.
    pub canonical: String,
    /// SHA-256 of nonce, `;` and canonical text, hex.
    pub hash: String,
    /// The buyer's nonce, hex.
    pub nonce: String,
}

/// What came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Delivered {
    /// SHA-256 of the hashed text, hex: the hash that the seller put on chain; `None`: no known form of the result has that hash,
    /// or there is none.
    pub hash: Option<String>,
    /// The text that was hashed, where it is another than nonce, `;` and result.
    pub hashed: Option<String>,
    /// What `text` is.
    pub kind: ResultKind,
    /// SHA-256 of `text` alone, hex.
    pub sha256: String,
    /// The result.
    pub text: String,
}

/// What the text of a result is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResultKind {
    /// JSON, as it stood in the agent's answer.
    Json,
    /// A text.
    Text,
}

/// What the seller signed. Everything in hex is in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// Ed25519 public key.
    pub key: String,
    /// COSE protected header.
    pub protected: String,
    /// Ed25519 signature.
    pub signature: String,
    /// The signed object, as canonical JSON; its SHA-256 is the payload of the signature.
    pub text: String,
}

/// What the buyer says. Where it repeats what is proven, a check holds it to that; the rest is a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Told {
    /// Who sold.
    pub agent: Agent,
    /// To what the person said yes; `None`: the purchase was made elsewhere.
    pub approval: Option<Approval>,
    /// The seller's identifier of the purchase, as the agent or the node gave it, hex.
    pub blockchain_identifier: Option<String>,
    /// What the node told of the chain; `None`: it knows no such purchase.
    pub chain: Option<Chain>,
    /// As the terms or the node name them.
    pub deadlines: Option<Deadlines>,
    /// What the agent made of the job.
    pub job: Job,
    /// The price, and where the money went, as far as it is known.
    pub money: Vec<Moved>,
    /// `Preprod` or `Mainnet`.
    pub network: String,
    /// How it was paid.
    pub payment: Payment,
    /// What wrote the receipt.
    pub program: String,
    /// What was made of the result; `None`: none came.
    pub result: Option<Held>,
    /// A network on the buyer's own machine, for trying things out: nothing of it is on any chain.
    pub sandbox: bool,
    /// When each step ended.
    pub times: Times,
    /// When the receipt was written, ISO 8601, UTC, as all times.
    pub written_at: String,
}

/// An agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Agent {
    /// Base of its API.
    pub address: Option<String>,
    /// As stated by itself.
    pub author: String,
    /// Policy id and asset name, hex.
    pub identifier: Option<String>,
    /// As listed.
    pub name: String,
    /// The registry's answer from which the approval was made, as JSON.
    pub registry: Option<String>,
}

/// A yes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Approval {
    /// When.
    pub at: String,
    /// Good until then.
    pub expires_at: String,
    /// The most that may be paid; empty: nothing.
    pub price: Vec<Amount>,
    /// Hash of the seller's key, hex.
    pub seller_key: String,
    /// What the person saw, as JSON, without what it said of their wallets, limits and node; `None`: not kept.
    pub shown: Option<String>,
    /// The money is locked until then at the latest.
    pub unlock_no_later_than: String,
}

/// Of one token so many base units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// Decimal digits.
    pub amount: String,
    /// `lovelace`, or policy id and asset name.
    pub unit: String,
}

/// The chain, as the node told it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Chain {
    /// The result's hash, as it stands there.
    pub result_hash: Option<String>,
    /// Where the money is; `None`: not on chain yet.
    pub state: Option<String>,
    /// The oldest first.
    pub transactions: Vec<Transaction>,
}

/// A transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Transaction {
    /// Where it can be looked at; `None`: nowhere.
    pub explorer: Option<String>,
    /// Hex.
    pub hash: String,
    /// The state that it leads to.
    pub leads_to: String,
    /// As the node told it when it was first seen.
    pub status: String,
}

/// The four deadlines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Deadlines {
    /// The admins may decide a dispute from then.
    pub external_dispute_unlock: Option<String>,
    /// To be paid before.
    pub pay_by: Option<String>,
    /// To be delivered before.
    pub submit_result: Option<String>,
    /// To be objected to before.
    pub unlock: Option<String>,
}

/// A job at an agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// At the agent.
    pub id: Option<String>,
    /// `elsewhere`, `approved`, `starting`, `started`, `refused`, `lost`.
    pub state: String,
}

/// Where money went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// Decimal digits.
    pub amount: String,
    /// `lovelace`, or policy id and asset name.
    pub unit: String,
    /// `price`, `deposit`, `fees`, `returned`, `returnedComputed`, `toSeller`.
    pub what: String,
}

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// The body of the payment request, byte for byte; `None`: none was made.
    pub body: Option<String>,
    /// What the terms were held against, and what came of it.
    pub checks: Vec<TermCheck>,
    /// `none`, `notNeeded`, `outside`, `declined`, `expired`, `tooLate`, `refused`, `sending`, `lapsed`, `unknown`, `held`, `rejected`,
    /// `made`, `alarm`.
    pub state: String,
}

/// What came of one check of the terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermCheck {
    /// Its name.
    pub id: String,
    /// In a sentence.
    pub outcome: String,
}

/// What was made of a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// When it came.
    pub at: Option<String>,
    /// The agent said that it was done.
    pub complete: bool,
    /// In what form the agent hashed it, in one word; `None`: not found, or no hash.
    pub variant: Option<String>,
    /// `verified`, `mismatch`, `waiting`, …
    pub verdict: String,
}

/// When each step ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Times {
    /// The agent took the job.
    pub accepted: Option<String>,
    /// Approved, or made by the node.
    pub created: String,
    /// The whole result came.
    pub delivered: Option<String>,
    /// Its hash was checked.
    pub hashed: Option<String>,
    /// The money was seen in escrow.
    pub locked: Option<String>,
    /// The node took the payment.
    pub paid: Option<String>,
    /// The money was seen to have left the escrow for good.
    pub settled: Option<String>,
    /// The terms were proven.
    pub verified: Option<String>,
}

impl Receipt {
    /// The one way to write it.
    pub fn text(&self) -> Result<String> {
        let broken = |error: String| crate::purchase::internal(&error);
        let value = serde_json::to_value(self).map_err(|error| broken(error.to_string()))?;
        proof::canonical_json(&value).map_err(|error| broken(error.to_string()))
    }
}

impl Delivered {
    /// The text whose SHA-256 is on chain.
    fn hashed_text<'a>(&'a self, nonce: &str) -> Cow<'a, str> {
        self.hashed.as_deref().map_or_else(|| format!("{nonce};{}", self.text).into(), Cow::Borrowed)
    }
}
