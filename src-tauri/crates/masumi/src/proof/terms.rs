//! The object that a seller's node signs (docs/protocol.md 6.2): canonical JSON, then SHA-256, then CIP-8.

use super::hash::canonical_json;
use crate::agent::AskedAmount;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// Everything that the seller's signature covers, in the letters in which it was signed. For a fixed price the price is
/// *not* among them: the node takes it from the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedTerms {
    /// Hex.
    pub input_hash: String,
    /// policy id ++ asset name, hex.
    pub agent_identifier: String,
    /// The buyer's nonce, hex.
    pub purchaser_identifier: String,
    /// First segment of the identifier.
    pub seller_identifier: String,
    /// `None` for a fixed price; for a dynamic one the quote, in order, ADA as `""`.
    pub requested_funds: Option<Vec<AskedAmount>>,
    /// Decimal milliseconds.
    pub pay_by_time: String,
    /// Decimal milliseconds.
    pub submit_result_time: String,
    /// Decimal milliseconds.
    pub unlock_time: String,
    /// Decimal milliseconds.
    pub external_dispute_unlock_time: String,
    /// Bech32 address of the holder of the registry token.
    pub seller_address: String,
    /// What the second generation adds; `None` for the first.
    pub second: Option<SecondGeneration>,
}

/// What the second generation of the contract adds to the signed object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecondGeneration {
    /// Where the seller is paid; null when absent.
    pub seller_return_address: Option<String>,
    /// The escrow contract; null when absent.
    pub smart_contract_address: Option<String>,
    /// Which of the entry's sources is paid. Absent and 0 are different.
    pub supported_payment_source_index: Option<u32>,
    /// `L1` or `Hydra`; not in the object when absent.
    pub payment_force_layer: Option<String>,
}

impl SignedTerms {
    /// The canonical JSON text (RFC 8785).
    pub fn canonical(&self) -> String {
        let text = |value: &str| Value::from(value);
        let optional = |value: &Option<String>| value.as_deref().map_or(Value::Null, text);
        let funds = self.requested_funds.as_ref().map_or(Value::Null, |funds| {
            let money = |asked: &AskedAmount| serde_json::json!({ "amount": asked.amount, "unit": asked.unit });
            funds.iter().map(money).collect()
        });
        let mut object = Map::from_iter([
            ("RequestedFunds".to_owned(), funds),
            ("agentIdentifier".to_owned(), text(&self.agent_identifier)),
            ("externalDisputeUnlockTime".to_owned(), text(&self.external_dispute_unlock_time)),
            ("inputHash".to_owned(), text(&self.input_hash)),
            ("payByTime".to_owned(), text(&self.pay_by_time)),
            ("purchaserIdentifier".to_owned(), text(&self.purchaser_identifier)),
            ("sellerAddress".to_owned(), text(&self.seller_address)),
            ("sellerIdentifier".to_owned(), text(&self.seller_identifier)),
            ("submitResultTime".to_owned(), text(&self.submit_result_time)),
            ("unlockTime".to_owned(), text(&self.unlock_time)),
        ]);
        if let Some(second) = &self.second {
            object.insert("sellerReturnAddress".to_owned(), optional(&second.seller_return_address));
            object.insert("smartContractAddress".to_owned(), optional(&second.smart_contract_address));
            if let Some(index) = second.supported_payment_source_index {
                object.insert("supportedPaymentSourceIndex".to_owned(), index.into());
            }
            if let Some(layer) = &second.payment_force_layer {
                object.insert("paymentForceLayer".to_owned(), text(layer));
            }
        }
        // Texts and one small integer: nothing that canonical JSON refuses. An empty text would sign nothing at all.
        canonical_json(&Value::Object(object)).unwrap_or_default()
    }

    /// SHA-256 of the canonical text: the 32 bytes that are the payload of the seller's signature.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.canonical()).into()
    }
}
