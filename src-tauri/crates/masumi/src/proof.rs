//! Proofs: the seller's signed terms before money moves, and the hashes of
//! [MIP-004](https://github.com/masumi-network/masumi-improvement-proposals/blob/main/MIPs/MIP-004/MIP-004.md) after.
//!
//! A [`Deal`] is what was approved, [`Terms`](crate::agent::Terms) are what the agent offers, and the [`World`] is what registry
//! and node say at the moment of paying. Only what fits together makes a [`PayingBody`]:
//!
//! ```
//! use masumi::{agent::Terms, proof::{Deal, PayingBody, Verdict, World, verify_terms}};
//!
//! /// What to pay with, or why not.
//! fn settle(deal: &Deal, terms: &Terms, world: &World<'_>) -> Result<PayingBody, String> {
//!     match verify_terms(deal, terms, world) {
//!         Verdict::Payable(body, _) => Ok(*body),
//!         // Everything is proven, and costs more or locks the money longer than approved: somebody is to be asked.
//!         Verdict::OutsideApproval(asked, _) => Err(format!("approve {:?} first", asked.price)),
//!         verdict @ Verdict::Refused(_) => {
//!             let why: Vec<String> =
//!                 verdict.objections().map(|check| format!("{:?} {}", check.id, check.outcome)).collect();
//!             Err(why.join("; "))
//!         }
//!     }
//! }
//! ```

mod body;
pub mod cose;
mod deal;
mod error;
mod hash;
mod identifier;
mod terms;
#[cfg(test)]
mod tests {
    #[cfg(feature = "seller")]
    mod forged;
    mod hostile;
    mod results;
}
mod verify;

pub use body::{Difference, differences, kept_body};
pub use deal::NoDeal;
pub use error::{CanonicalError, IdentifierError, NotAPayingBody, SignatureError};
#[cfg(test)]
pub(crate) use hash::python_canonical;
pub use hash::{
    Shown, canonical_json, escaped_result_hash, hashed_of, hashed_text, input_hash, is_hash_of, names_nothing_twice,
    result_hash, verify_chained_result, verify_result,
};
pub use identifier::BlockchainIdentifier;
pub use terms::{SecondGeneration, SignedTerms};
pub use verify::{LONG_LOCK_MILLIS, signed_terms, unlisted, verify_terms};

use crate::{
    identifiers::{AgentIdentifier, KeyHash, Nonce},
    moment::Moment,
    money::Money,
    node::{Generation, Network, PaymentSource},
    registry::PaymentInformation,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the person approved, and what only this machine knows. Terms are held against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deal {
    /// Where.
    pub network: Network,
    /// The chosen agent, as its entry names it.
    pub agent_identifier: AgentIdentifier,
    /// The generation of the escrow contract, as shown at approval: they give money back differently.
    pub generation: Generation,
    /// Payment key hash shown at approval.
    pub seller_vkey: KeyHash,
    /// Made for this job, and good for one purchase: an agent that is asked twice with it has two jobs, whose terms are both
    /// right.
    pub nonce: Nonce,
    /// The canonical input text (RFC 8785) that was sent.
    pub input_json: String,
    /// The most that may be paid.
    pub price: Price,
    /// Terms that unlock later than this need another approval.
    pub unlock_no_later_than: Moment,
    /// Terms under which a dispute is decided later than this need another approval; `None`: later than 90 days after the
    /// unlock time. Only a person who was asked about such terms approves more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute_no_later_than: Option<Moment>,
}

/// The most that may be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Price {
    /// Exactly these, all together.
    Fixed(Vec<Money>),
    /// At most these, unit by unit; the quote decides.
    Ceiling(Vec<Money>),
}

/// What the world says at the moment of paying.
#[derive(Clone, Debug)]
pub struct World<'a> {
    /// The authority on the seller, fetched after the terms came.
    pub payment_information: &'a PaymentInformation,
    /// Where this node can pay.
    pub payment_sources: &'a [PaymentSource],
    /// Node time.
    pub now: Moment,
    /// Whether this buyer has met the identifier before.
    pub identifier: Met,
    /// The program that buys, for the metadata of the purchase: a short name, like `my-buyer`.
    pub client: &'a str,
}

/// Whether an identifier belongs to another purchase of the same buyer. Only who keeps purchases can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// It is new.
    Never,
    /// Another purchase has it: paying it would be paying that one again.
    Before,
}

/// Each thing that is checked, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CheckId {
    /// The blockchain identifier decodes: hex, lz-string, four or five segments.
    IdentifierFormat,
    /// It was never seen before.
    IdentifierUnused,
    /// It names the chosen agent.
    AgentIdentifier,
    /// The answer names the chosen agent.
    AgentEcho,
    /// It carries our nonce.
    Nonce,
    /// The answer's echo of the nonce, where there is one.
    NonceEcho,
    /// The signed input hash is that of our input.
    InputHash,
    /// The key in the identifier hashes to the seller key of the answer.
    SellerKey,
    /// That is the seller key which the registry names now.
    SellerRegistered,
    /// And the one that was approved.
    SellerApproved,
    /// The registry's seller address belongs to that key, and is the one signed.
    SellerAddress,
    /// The signature holds over the rebuilt terms.
    Signature,
    /// The four deadlines are whole, in order, and far enough apart for the node.
    DeadlineOrder,
    /// There is still time to pay.
    PayTime,
    /// There is still time to deliver.
    DeliverTime,
    /// The money is not locked for longer than approved.
    UnlockTime,
    /// The price is what was approved, or under the ceiling.
    Price,
    /// Every unit is known on this network.
    Unit,
    /// The escrow contract is one that this node can pay into.
    Contract,
    /// V2: the signed source index is one of the entry's, and its contract.
    SourceIndex,
    /// The entry was not superseded by a newer one.
    Current,
    /// The registry still lists the agent.
    Registered,
    /// The seller does not force a Hydra head.
    Layer,
}

impl CheckId {
    /// Every one, in the order in which a verdict names them.
    pub const ALL: &'static [CheckId] = &[
        CheckId::IdentifierFormat,
        CheckId::IdentifierUnused,
        CheckId::AgentIdentifier,
        CheckId::AgentEcho,
        CheckId::Nonce,
        CheckId::NonceEcho,
        CheckId::InputHash,
        CheckId::SellerKey,
        CheckId::SellerRegistered,
        CheckId::SellerApproved,
        CheckId::SellerAddress,
        CheckId::Signature,
        CheckId::DeadlineOrder,
        CheckId::PayTime,
        CheckId::DeliverTime,
        CheckId::UnlockTime,
        CheckId::Price,
        CheckId::Unit,
        CheckId::Contract,
        CheckId::SourceIndex,
        CheckId::Current,
        CheckId::Registered,
        CheckId::Layer,
    ];
}

/// How a check ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Outcome {
    /// Holds.
    Passed,
    /// Does not hold: what was expected and what came, as text.
    Failed {
        /// What was expected.
        expected: String,
        /// What came.
        found: String,
    },
    /// Holds, but the person should know; why.
    Warned {
        /// A short fact, e.g. the matching variant.
        note: String,
    },
    /// Does not apply here.
    NotApplicable {
        /// A short reason.
        note: String,
    },
    /// Outside what was approved: the person is asked again, nothing is paid meanwhile.
    Outside {
        /// What was approved.
        approved: String,
        /// What came.
        found: String,
    },
}

/// As a line of text, in the words that a check has.
impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Passed => formatter.write_str("passed"),
            Outcome::Failed { expected, found } => write!(formatter, "failed: expected {expected}, found {found}"),
            Outcome::Warned { note } => write!(formatter, "passed, but {note}"),
            Outcome::NotApplicable { note } => write!(formatter, "not applicable: {note}"),
            Outcome::Outside { approved, found } => {
                write!(formatter, "not approved: approved {approved}, found {found}")
            }
        }
    }
}

/// One check and its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// Which.
    pub id: CheckId,
    /// How it ended.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What verification says about terms.
#[derive(Clone, Debug)]
#[must_use = "terms are paid or refused by what the verdict says"]
pub enum Verdict {
    /// Every critical check passed: the only way to a paying body.
    Payable(Box<PayingBody>, Vec<Check>),
    /// Everything is proven, but the price or the lock time is outside the approval: what the seller asks instead.
    OutsideApproval(Box<Asked>, Vec<Check>),
    /// At least one check failed. Never paid.
    Refused(Vec<Check>),
}

impl Verdict {
    /// Every check, in the order of [`CheckId::ALL`].
    pub fn checks(&self) -> &[Check] {
        match self {
            Verdict::Payable(_, checks) | Verdict::OutsideApproval(_, checks) | Verdict::Refused(checks) => checks,
        }
    }

    /// The checks that speak against paying: failed, or outside the approval.
    pub fn objections(&self) -> impl Iterator<Item = &Check> {
        let objects = |check: &&Check| matches!(check.outcome, Outcome::Failed { .. } | Outcome::Outside { .. });
        self.checks().iter().filter(objects)
    }
}

/// What proven terms ask for. A deal with this price and lock time is kept by the same terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The registered price, or the quote as a ceiling.
    pub price: Price,
    /// When the money would unlock.
    pub unlock: Moment,
    /// From when a dispute would be decided.
    pub dispute: Moment,
}

/// The body of `POST /purchase`, fixed to the byte. Only [`verify_terms`] makes one; whoever pays keeps its text (see
/// [`kept_body`]), and the node client sends that text unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayingBody {
    wire: body::Wire,
    json: String,
    paid: Vec<Money>,
}

/// How a hash was made (docs/protocol.md 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum HashVariant {
    /// MIP-004: nonce, `;`, the text.
    Spec,
    /// The text JSON-escaped first: what the official SDK does.
    Escaped,
    /// The text alone, without the nonce.
    Bare,
    /// JSON of a structured result, with the nonce.
    JsonText,
    /// JSON of a structured result, without the nonce.
    BareJsonText,
    /// Of a structured result the text in its member `raw` alone (CrewAI). What stands beside it is not proven.
    RawMember,
    /// Of a text what follows a message and a blank line (kodo-masu-connector). The message is not proven.
    AfterMessage,
    /// The second of two hashes on chain, the first being one of the input (an early skill document).
    AfterInputHash,
    /// Input hash and answers' hashes before it (open proposal).
    Chained,
    /// Nonce and text without the `;`.
    NoSeparator,
}

/// What the chain's hash says about a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "state", rename_all = "kebab-case")]
#[must_use = "it says whether the result is the one on chain"]
pub enum HashVerdict {
    /// The result's bytes are what the seller put on chain, or a part of them is ([`HashVariant::proves_a_part`]).
    Verified {
        /// In which form.
        variant: HashVariant,
    },
    /// No hash on chain yet.
    Waiting,
    /// A hash and a result are there, and are being compared: no verdict yet.
    Checking,
    /// There was a hash, and the seller took it back.
    Withdrawn,
    /// A hash is on chain, but it is not that of the bytes received. Different bytes, not necessarily fraud.
    Mismatch {
        /// On chain.
        on_chain: String,
        /// Of the bytes received, by the letter of MIP-004.
        computed: String,
    },
    /// A hash is on chain, but no result was received.
    NoResult,
    /// A hash is on chain, and that hash is all that the agent gave as its result: no result was received.
    OnlyHash,
    /// A hash is on chain, but the result is beyond what is held against it here. Neither proven nor disproven.
    Beyond {
        /// In which way.
        why: Beyond,
    },
    /// A free job, or one made elsewhere: nothing to compare with.
    NotVerifiable,
}

/// How a result can be beyond what is held against the hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Beyond {
    /// The agent's answer is longer than is taken in.
    TooLarge,
    /// JSON that cannot be read and written again (nested too deeply, for one), and its bytes as they came do not match.
    NotTakenApart,
    /// So large, and to be written in so many ways, that not all of them were tried; none of those that were is it.
    TooManyForms,
}
