//! The `blockchainIdentifier`: hex of an lz-string of four (first generation) or five (second) segments
//! (docs/protocol.md 6.1).

use super::IdentifierError;
use std::{fmt, str::FromStr};

/// The node takes no identifier longer than this (`POST /purchase`, in characters). It also bounds what decompression
/// can make of hostile bytes: an lz-string grows at most quadratically, 4,000 bytes to a few MB.
pub(super) const MAX_HEX: usize = 8_000;
/// The longest decompressed text that is looked at. Honest ones have about 800 characters.
const MAX_TEXT: usize = 8_000;
/// Hex digits of the seller's random part, before the agent identifier in the first segment.
const SELLER_NONCE: usize = 64;

/// What a `blockchainIdentifier` says, segment by segment, in the letters in which it was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "blockchainIdentifier")]
pub struct BlockchainIdentifier {
    /// 64 hex digits of the seller's own nonce, then the agent identifier.
    pub seller_id: String,
    /// `identifierFromPurchaser`, hex.
    pub purchaser_id: String,
    /// COSE_Sign1 (CIP-8), hex.
    pub signature: String,
    /// COSE_Key, hex.
    pub key: String,
    /// The escrow contract, bech32; only in the second generation.
    pub smart_contract_address: Option<String>,
}

impl BlockchainIdentifier {
    /// Reads an identifier as an agent sends it.
    pub fn decode(hex: &str) -> Result<BlockchainIdentifier, IdentifierError> {
        if hex.len() > MAX_HEX {
            return Err(IdentifierError::TooLong(hex.len()));
        }
        let bytes = hex::decode(hex).map_err(|_| IdentifierError::NotHex)?;
        let units = lz_str::decompress_from_uint8_array(&bytes).ok_or(IdentifierError::NotCompressed)?;
        if units.len() > MAX_TEXT {
            return Err(IdentifierError::TooLarge(units.len()));
        }
        let text = String::from_utf16(&units).map_err(|_| IdentifierError::NotText)?;
        let segments: Vec<&str> = text.split('.').collect();
        let (seller_id, purchaser_id, signature, key, contract) = match segments[..] {
            [seller, purchaser, signature, key] => (seller, purchaser, signature, key, None),
            [seller, purchaser, signature, key, contract] => (seller, purchaser, signature, key, Some(contract)),
            _ => return Err(IdentifierError::Segments(segments.len())),
        };
        for (name, segment) in
            [("seller", seller_id), ("purchaser", purchaser_id), ("signature", signature), ("key", key)]
        {
            if segment.is_empty() || !is_hex(segment) {
                return Err(IdentifierError::Segment(name));
            }
        }
        if seller_id.len() <= SELLER_NONCE {
            return Err(IdentifierError::NoAgent);
        }
        if contract.is_some_and(|address| !address.starts_with("addr") || address.len() > 250) {
            return Err(IdentifierError::NoContract);
        }
        Ok(BlockchainIdentifier {
            seller_id: seller_id.to_owned(),
            purchaser_id: purchaser_id.to_owned(),
            signature: signature.to_owned(),
            key: key.to_owned(),
            smart_contract_address: contract.map(str::to_owned),
        })
    }

    /// Writes an identifier as a seller's node does: lower-case hex of the lz-string. What an agent sent may be compressed
    /// otherwise, so whoever pays sends that on as it came, and not this.
    pub fn encode(&self) -> String {
        hex::encode(lz_str::compress_to_uint8_array(self.segments().as_str()))
    }

    /// The text before compression.
    fn segments(&self) -> String {
        let four = [&self.seller_id, &self.purchaser_id, &self.signature, &self.key];
        let all: Vec<&str> = four.into_iter().chain(&self.smart_contract_address).map(String::as_str).collect();
        all.join(".")
    }

    /// The agent identifier inside [`seller_id`](Self::seller_id).
    pub fn agent_identifier(&self) -> &str {
        self.seller_id.get(SELLER_NONCE..).unwrap_or_default()
    }
}

/// As [`BlockchainIdentifier::encode`].
impl fmt::Display for BlockchainIdentifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.encode())
    }
}

/// As [`BlockchainIdentifier::decode`].
impl FromStr for BlockchainIdentifier {
    type Err = IdentifierError;

    fn from_str(hex: &str) -> Result<BlockchainIdentifier, IdentifierError> {
        BlockchainIdentifier::decode(hex)
    }
}

fn is_hex(text: &str) -> bool {
    text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
