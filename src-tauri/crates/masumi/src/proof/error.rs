//! Why something cannot be read or made. Each says, in plain words, what was found instead.

use serde_json::Number;

/// Why a text is no `blockchainIdentifier`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdentifierError {
    /// More characters than a node takes; how many.
    #[error("{0} characters, more than the {max} a node takes", max = super::identifier::MAX_HEX)]
    TooLong(usize),
    /// Not hex.
    #[error("not hex")]
    NotHex,
    /// Hex, but nothing that was compressed.
    #[error("hex, but not an lz-string")]
    NotCompressed,
    /// It decompresses to more than is looked at; how many characters.
    #[error("an lz-string of {0} characters, far more than an identifier has")]
    TooLarge(usize),
    /// It decompresses to no text.
    #[error("an lz-string, but not of text")]
    NotText,
    /// Another number of segments.
    #[error("{0} segments instead of four or five")]
    Segments(usize),
    /// A segment that is to be hex is not; which.
    #[error("its {0} segment is not hex")]
    Segment(&'static str),
    /// Behind the seller's random part there is no agent.
    #[error("its seller segment names no agent")]
    NoAgent,
    /// The fifth segment is no address.
    #[error("its contract segment is not an address")]
    NoContract,
}

/// Why a signature or its key cannot be read (CIP-8). Whether one that can be read holds,
/// [`Opened::holds`](super::cose::Opened::holds) says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// Far longer than any.
    #[error("a signature or key of impossible length")]
    TooLong,
    /// Which of the two is not hex.
    #[error("the {0} is not hex")]
    NotHex(&'static str),
    /// The signature is no COSE_Sign1; what the reader of CBOR says.
    #[error("not a COSE_Sign1: {0}")]
    NotSigned(String),
    /// The key is no COSE_Key; what the reader of CBOR says.
    #[error("not a COSE_Key: {0}")]
    NotAKey(String),
    /// Signed by another algorithm.
    #[error("the signature is not EdDSA")]
    Algorithm,
    /// The protected header has no address.
    #[error("the signature names no address")]
    NoAddress,
    /// The unprotected header says another thing than that the payload itself was signed.
    #[error("the signature is not marked as over its payload itself (hashed: false)")]
    Hashed,
    /// Nothing was signed.
    #[error("the signature carries no payload")]
    NoPayload,
    /// A key of another size; how many bytes.
    #[error("a key of {0} bytes instead of 32")]
    KeySize(usize),
    /// A key of another kind.
    #[error("the key is not an Ed25519 key")]
    KeyKind,
}

/// Why a value has no canonical JSON that all implementations agree on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CanonicalError {
    /// An integer beyond ±(2^53 − 1), which implementations write differently.
    #[error("{0} is beyond the integers that canonical JSON can hold")]
    UnsafeInteger(Number),
    /// The writer of JSON refuses it.
    #[error("{0}")]
    Unwritable(#[from] serde_json::Error),
}

/// Why a text is not one that [`PayingBody::json`](super::PayingBody::json) gave.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotAPayingBody {
    /// JSON of another shape, or none.
    #[error("not a paying body: {0}")]
    Shape(#[from] serde_json::Error),
    /// An amount is not decimal digits.
    #[error("not a paying body: an amount is not decimal digits")]
    Amount,
    /// It says the same in other letters.
    #[error("not a paying body: not as one is written")]
    Letters,
}
