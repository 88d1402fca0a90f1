//! The body of `POST /purchase`, and the comparison of a node's row with it.

use super::{NotAPayingBody, PayingBody};
use crate::{
    moment::Moment,
    money::{Amount, Money, Unit},
    node::{Generation, Network, Purchase},
    text::plain,
};
use serde::{Deserialize, Serialize};

/// The body as on the wire (docs/protocol.md 4.3). `buyerReturnAddress` and `forceLayer` are the node's own choice and
/// are not sent. What was kept is read again by this: a name may be added, with nothing in old bodies, and none may
/// move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Wire {
    pub(super) blockchain_identifier: String,
    pub(super) network: Network,
    pub(super) input_hash: String,
    pub(super) seller_vkey: String,
    pub(super) agent_identifier: String,
    /// The price guard: the node refuses when the chain says otherwise.
    #[serde(rename = "Amounts")]
    pub(super) amounts: Vec<WireMoney>,
    pub(super) pay_by_time: String,
    pub(super) submit_result_time: String,
    pub(super) unlock_time: String,
    pub(super) external_dispute_unlock_time: String,
    pub(super) identifier_from_purchaser: String,
    /// First generation: nodes of before 2026 demand it, later ones do not read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) payment_type: Option<Generation>,
    /// Without it a node goes by what it decompresses from the identifier itself; with it, a node that reads the identifier
    /// otherwise than we did refuses. Older nodes do not read it, and bodies of the first generation were made without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) payment_source_type: Option<Generation>,
    /// Second generation, as everything below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) smart_contract_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) supported_payment_source_index: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) seller_return_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) payment_force_layer: Option<String>,
    /// Stored on the node in clear: a reference for its operator, nothing of the person's input.
    pub(super) metadata: String,
}

/// An amount as on the wire, in the letters in which it was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireMoney {
    pub(super) amount: String,
    pub(super) unit: String,
}

impl PayingBody {
    /// The body of these values. Only [`verify_terms`](super::verify_terms) calls it, after its last check.
    pub(super) fn seal(wire: Wire) -> Result<PayingBody, NotAPayingBody> {
        let json = serde_json::to_string(&wire)?;
        let mut paid: Vec<Money> = Vec::new();
        for money in &wire.amounts {
            let amount = Amount::parse(&money.amount).ok_or(NotAPayingBody::Amount)?;
            paid.push(Money { amount, unit: Unit::parse(&money.unit) });
        }
        Ok(PayingBody { wire, json, paid })
    }

    /// The body whose text this is, to the byte (see [`json`](Self::json)). **Nothing is verified here**: only for a text that
    /// [`verify_terms`](super::verify_terms) made and that was kept since. A text with anything in it that a body has not, or
    /// in other letters, is none.
    pub fn restore_unverified(json: &str) -> Result<PayingBody, NotAPayingBody> {
        let wire: Wire = serde_json::from_str(json)?;
        let body = PayingBody::seal(wire)?;
        if body.json == json { Ok(body) } else { Err(NotAPayingBody::Letters) }
    }

    /// Where it pays.
    pub fn network(&self) -> Network {
        self.wire.network
    }

    /// The identifier that this body pays, as the agent sent it.
    pub fn blockchain_identifier(&self) -> &str {
        &self.wire.blockchain_identifier
    }

    /// The text to send, byte for byte.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// What it pays.
    pub fn paid(&self) -> &[Money] {
        &self.paid
    }
}

/// How a body is kept: as its text, through [`PayingBody::restore_unverified`]. A field that is kept so says it, with
/// `#[serde(with = "masumi::proof::kept_body")]`; a body has no `Deserialize` of its own.
pub mod kept_body {
    use super::PayingBody;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Writes the text.
    pub fn serialize<S: Serializer>(body: &PayingBody, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(body.json())
    }

    /// Reads it again.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<PayingBody>, D::Error> {
        let json = String::deserialize(deserializer)?;
        PayingBody::restore_unverified(&json).map(Box::new).map_err(D::Error::custom)
    }
}

/// A value of a node's row that is not what was approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The name of the value on the wire, e.g. `payByTime`.
    pub what: String,
    /// In the body.
    pub approved: String,
    /// In the row.
    pub found: String,
}

/// Where a node's row is not the purchase that this body asks for. Compared by value (`"0177…"` is the time `"177…"`, hex
/// in any case, amounts summed by unit); what a node does not tell is no difference, and what it tells and nobody can read is
/// one. Empty: the row may be adopted.
///
/// All that is compared was settled before the money was locked, so it holds for every later row of the purchase as well. What
/// may change in one is not looked at: states, actions, transactions, the result's hash, cooldowns, fees, and what came back.
#[must_use = "a row that differs is not what was approved"]
pub fn differences(body: &PayingBody, row: &Purchase) -> Vec<Difference> {
    let wire = &body.wire;
    let source = row.payment_source.as_ref();
    let generation = wire.payment_source_type.unwrap_or(Generation::V1);
    let mut all = vec![
        hex("blockchainIdentifier", &[], &wire.blockchain_identifier, Some(&row.blockchain_identifier)),
        hex("agentIdentifier", &["agentIdentifier"], &wire.agent_identifier, row.agent_identifier.as_deref()),
        hex("inputHash", &["inputHash"], &wire.input_hash, row.input_hash.as_deref()),
        hex("sellerVkey", &["SellerWallet", "SellerWallet.walletVkey"], &wire.seller_vkey, row.seller_vkey.as_deref()),
        time("payByTime", &["payByTime"], &wire.pay_by_time, row.pay_by_time),
        time("submitResultTime", &["submitResultTime"], &wire.submit_result_time, row.submit_result_time),
        time("unlockTime", &["unlockTime"], &wire.unlock_time, row.unlock_time),
        time(
            "externalDisputeUnlockTime",
            &["externalDisputeUnlockTime"],
            &wire.external_dispute_unlock_time,
            row.external_dispute_unlock_time,
        ),
        funds("Amounts", &["PaidFunds"], &body.paid, &row.paid_funds),
        word(
            "paymentSourceType",
            &["PaymentSource", "PaymentSource.paymentSourceType", "PaymentSource.paymentType"],
            generation.word(),
            source.and_then(|source| source.generation).map(Generation::word),
        ),
        word(
            "network",
            &["PaymentSource.network"],
            wire.network.word(),
            source.and_then(|source| source.network).map(Network::word),
        ),
    ];
    // The contract of the first generation is not in its terms; the policy that it serves is in the agent's identifier.
    let found = source.and_then(|source| source.policy_id.as_deref());
    let known = wire.agent_identifier.get(..56).map(|known| hex("policyId", &["PaymentSource.policyId"], known, found));
    all.extend(known);
    let contract = source.and_then(|source| source.smart_contract_address.as_deref());
    let known = wire.smart_contract_address.as_deref();
    let known =
        known.map(|known| word("smartContractAddress", &["PaymentSource.smartContractAddress"], known, contract));
    all.extend(known);
    all.into_iter().filter_map(|compared| compared.difference(row)).collect()
}

/// A value of the body beside the one of the row.
struct Compared {
    what: &'static str,
    /// Where it stands in the row.
    places: &'static [&'static str],
    approved: String,
    /// What the row says, and whether that is the same.
    found: Option<(String, bool)>,
}

impl Compared {
    fn difference(self, row: &Purchase) -> Option<Difference> {
        let unreadable = || row.unreadable.iter().find(|value| self.places.contains(&value.what.as_str()));
        let found = match self.found {
            Some((_, true)) => return None,
            Some((found, false)) => plain(&found, 300),
            None => unreadable()?.found.clone(),
        };
        Some(Difference { what: self.what.to_owned(), approved: self.approved, found })
    }
}

fn hex(what: &'static str, places: &'static [&'static str], approved: &str, found: Option<&str>) -> Compared {
    let found = found.map(|found| (found.to_owned(), approved.eq_ignore_ascii_case(found)));
    Compared { what, places, approved: approved.to_owned(), found }
}

fn word(what: &'static str, places: &'static [&'static str], approved: &str, found: Option<&str>) -> Compared {
    let found = found.map(|found| (found.to_owned(), approved == found));
    Compared { what, places, approved: approved.to_owned(), found }
}

fn time(what: &'static str, places: &'static [&'static str], approved: &str, found: Option<Moment>) -> Compared {
    let found = found.map(|found| (found.0.to_string(), approved.parse() == Ok(found.0)));
    Compared { what, places, approved: approved.to_owned(), found }
}

/// Amounts, summed by unit. None at all: not known yet.
fn funds(what: &'static str, places: &'static [&'static str], approved: &[Money], found: &[Money]) -> Compared {
    let same = || {
        let (approved, found) = (Money::sums(approved)?, Money::sums(found)?);
        Some(approved.len() == found.len() && approved.iter().all(|money| found.contains(money)))
    };
    let told = (!found.is_empty()).then(|| (Money::plain(found), same() == Some(true)));
    Compared { what, places, approved: Money::plain(approved), found: told }
}
