//! The two hashes that the protocol uses.

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
