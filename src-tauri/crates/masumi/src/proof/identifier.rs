//! The `blockchainIdentifier`: hex of an lz-string of four (first generation) or five (second) segments
//! (docs/protocol.md 6.1).

use std::fmt;

/// The node takes no identifier longer than this (`POST /purchase`, in characters). It also bounds what decompression
/// can make of hostile bytes: an lz-string grows at most quadratically, 4,000 bytes to a few MB.
const MAX_HEX: usize = 8_000;
/// The longest decompressed text that is looked at. Honest ones have about 800 characters.
const MAX_TEXT: usize = 8_000;
/// Hex digits of the seller's random part, before the agent identifier in the first segment.
const SELLER_NONCE: usize = 64;

/// What a `blockchainIdentifier` says, segment by segment, in the letters in which it was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Reads an identifier as an agent sends it. The error says, in plain words, what it is instead.
    pub fn decode(hex: &str) -> Result<BlockchainIdentifier, String> {
        if hex.len() > MAX_HEX {
            return Err(format!("{} characters, more than the {MAX_HEX} a node takes", hex.len()));
        }
        let bytes = hex::decode(hex).map_err(|_| "not hex".to_owned())?;
        let units = lz_str::decompress_from_uint8_array(&bytes).ok_or("hex, but not an lz-string")?;
        if units.len() > MAX_TEXT {
            return Err(format!("an lz-string of {} characters, far more than an identifier has", units.len()));
        }
        let text = String::from_utf16(&units).map_err(|_| "an lz-string, but not of text".to_owned())?;
        let segments: Vec<&str> = text.split('.').collect();
        let (seller_id, purchaser_id, signature, key, contract) = match segments[..] {
            [seller, purchaser, signature, key] => (seller, purchaser, signature, key, None),
            [seller, purchaser, signature, key, contract] => (seller, purchaser, signature, key, Some(contract)),
            _ => return Err(format!("{} segments instead of four or five", segments.len())),
        };
        for (name, segment) in
            [("seller", seller_id), ("purchaser", purchaser_id), ("signature", signature), ("key", key)]
        {
            if segment.is_empty() || !is_hex(segment) {
                return Err(format!("its {name} segment is not hex"));
            }
        }
        if seller_id.len() <= SELLER_NONCE {
            return Err("its seller segment names no agent".to_owned());
        }
        if contract.is_some_and(|address| !address.starts_with("addr") || address.len() > 250) {
            return Err("its contract segment is not an address".to_owned());
        }
        Ok(BlockchainIdentifier {
            seller_id: seller_id.to_owned(),
            purchaser_id: purchaser_id.to_owned(),
            signature: signature.to_owned(),
            key: key.to_owned(),
            smart_contract_address: contract.map(str::to_owned),
        })
    }

    /// Writes an identifier as a seller's node does: lower-case hex of the lz-string.
    pub fn encode(&self) -> String {
        hex::encode(lz_str::compress_to_uint8_array(self.to_string().as_str()))
    }

    /// The agent identifier inside [`seller_id`](Self::seller_id).
    pub fn agent_identifier(&self) -> &str {
        self.seller_id.get(SELLER_NONCE..).unwrap_or_default()
    }
}

/// The text before compression.
impl fmt::Display for BlockchainIdentifier {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}.{}", self.seller_id, self.purchaser_id, self.signature, self.key)?;
        self.smart_contract_address.iter().try_for_each(|address| write!(out, ".{address}"))
    }
}

fn is_hex(text: &str) -> bool {
    text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
