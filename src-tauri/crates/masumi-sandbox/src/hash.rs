//! The hashes that the protocol uses, made here without the buyer's code.

use blake2::{Blake2b, digest::consts::U28};
use sha2::{Digest as _, Sha256};

/// SHA-256 as lower-case hex.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// BLAKE2b-224, the hash of a Cardano payment key.
pub(crate) fn key_hash(public_key: &[u8]) -> [u8; 28] {
    Blake2b::<U28>::digest(public_key).into()
}

/// MIP-004, of whatever an agent takes for a nonce: SHA-256 of nonce, `;`, the text, hex.
pub(crate) fn of_job(nonce: &str, text: &str) -> String {
    hex::encode(sha256(format!("{nonce};{text}").as_bytes()))
}

/// As [`of_job`], of the text as it stands inside a JSON string: what the official SDK makes of a result.
pub(crate) fn of_escaped(nonce: &str, text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    of_job(nonce, quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default())
}
