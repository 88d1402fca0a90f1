//! CIP-8 signatures as a seller's wallet makes them: COSE_Sign1 with Ed25519, and its COSE_Key (docs/protocol.md 6.2, 6.3). The
//! module `seller`, under the feature of that name, makes them.

use blake2::{Blake2b, digest::consts::U28};
use coset::{
    CborSerializable, CoseKey, CoseSign1, Header, HeaderBuilder, Label, ProtectedHeader, RegisteredLabel,
    RegisteredLabelWithPrivate,
    cbor::value::Value,
    iana::{Algorithm, EllipticCurve, EnumI64, KeyType, OkpKeyParameter},
};
use ed25519_dalek::{Signature, VerifyingKey};
use pallas_addresses::{Address, ShelleyDelegationPart, ShelleyPaymentPart};
use sha2::Digest;

use super::SignatureError;
use crate::network::Network;

/// Hex digits beyond which a signature is not looked at (an honest one has about 430). Bounds nesting, too.
const MAX_SIGNATURE_HEX: usize = 2_048;
/// Likewise for a key (an honest one has 84).
const MAX_KEY_HEX: usize = 512;

/// A signature read from the wire. Reading it proves nothing yet: see [`Opened::holds`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Ed25519 public key, from the COSE_Key.
    pub public_key: [u8; 32],
    /// The signing address, raw, from the protected header.
    pub address: Vec<u8>,
    /// What was signed.
    pub payload: Vec<u8>,
    /// The protected header, as it was signed.
    pub protected: Vec<u8>,
    /// The signature alone.
    pub signature: Vec<u8>,
    signed_bytes: Vec<u8>,
}

/// Reads a signature and its key.
pub fn open(signature: &str, key: &str) -> Result<Opened, SignatureError> {
    if signature.len() > MAX_SIGNATURE_HEX || key.len() > MAX_KEY_HEX {
        return Err(SignatureError::TooLong);
    }
    let signature = hex::decode(signature).map_err(|_| SignatureError::NotHex("signature"))?;
    let key = hex::decode(key).map_err(|_| SignatureError::NotHex("key"))?;
    let signature = CoseSign1::from_slice(&signature).map_err(|error| SignatureError::NotSigned(error.to_string()))?;
    let public_key =
        public_key(&CoseKey::from_slice(&key).map_err(|error| SignatureError::NotAKey(error.to_string()))?)?;
    // Not signed, so it may say nothing but what CIP-8 demands.
    let hashed = (signature.unprotected != unprotected()).then_some(SignatureError::Hashed);
    let opened = read(signature, public_key)?;
    hashed.map_or(Ok(opened), Err)
}

/// A signature whose parts were kept one by one: the protected header, the payload, the signature alone and the public key.
pub fn put_together(
    protected: &[u8],
    payload: &[u8],
    signature: &[u8],
    public_key: [u8; 32],
) -> Result<Opened, SignatureError> {
    if protected.len().max(signature.len()) > MAX_SIGNATURE_HEX {
        return Err(SignatureError::TooLong);
    }
    let protected = ProtectedHeader::from_cbor_bstr(Value::Bytes(protected.to_vec()))
        .map_err(|error| SignatureError::NotSigned(error.to_string()))?;
    let (payload, signature) = (Some(payload.to_vec()), signature.to_vec());
    read(CoseSign1 { protected, unprotected: unprotected(), payload, signature }, public_key)
}

fn read(signature: CoseSign1, public_key: [u8; 32]) -> Result<Opened, SignatureError> {
    if signature.protected.header.alg != Some(RegisteredLabelWithPrivate::Assigned(Algorithm::EdDSA)) {
        return Err(SignatureError::Algorithm);
    }
    let address = match text_header(&signature.protected.header, "address") {
        Some(Value::Bytes(address)) => address.clone(),
        _ => return Err(SignatureError::NoAddress),
    };
    let signed_bytes = signature.tbs_data(&[]);
    let payload = signature.payload.ok_or(SignatureError::NoPayload)?;
    let protected = signature.protected.original_data.unwrap_or_default();
    Ok(Opened { public_key, address, payload, protected, signature: signature.signature, signed_bytes })
}

impl Opened {
    /// Whether the signature is that of [`public_key`](Self::public_key) over [`payload`](Self::payload) and
    /// [`address`](Self::address).
    pub fn holds(&self) -> bool {
        let key = VerifyingKey::from_bytes(&self.public_key);
        let signature = Signature::from_slice(&self.signature);
        matches!((key, signature), (Ok(key), Ok(signature)) if key.verify_strict(&self.signed_bytes, &signature).is_ok())
    }

    /// [`key_hash`] of the key.
    pub fn key_hash(&self) -> String {
        key_hash(&self.public_key)
    }
}

/// The payment key hash (blake2b-224) of an Ed25519 key: 56 lower-case hex digits. Agents call it `sellerVKey`.
pub fn key_hash(public_key: &[u8; 32]) -> String {
    hex::encode(Blake2b::<U28>::digest(public_key))
}

/// A seller's address, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyAddress {
    /// As in the protected header of a signature.
    pub bytes: Vec<u8>,
    /// Hash of the payment key, 56 lower-case hex digits.
    pub payment_key_hash: String,
    /// Whether the second generation can pay it: it names a stake key too, or no stake at all (a base or an enterprise
    /// address). Pointers and scripts it cannot.
    pub payable: bool,
}

/// Reads a bech32 address that belongs to a key (not to a script) on this network.
pub fn key_address(bech32: &str, network: Network) -> Option<KeyAddress> {
    let Ok(Address::Shelley(address)) = Address::from_bech32(bech32) else { return None };
    let ShelleyPaymentPart::Key(hash) = address.payment() else { return None };
    let expected = tagged(network);
    let prefix = if network == Network::Mainnet { "addr1" } else { "addr_test1" };
    (address.network() == expected && bech32.starts_with(prefix)).then(|| KeyAddress {
        bytes: address.to_vec(),
        payment_key_hash: hex::encode(hash.as_ref()),
        payable: matches!(address.delegation(), ShelleyDelegationPart::Key(_) | ShelleyDelegationPart::Null),
    })
}

/// The text of an address of a key, in lower case.
pub fn bech32(address: &[u8]) -> Option<String> {
    let Ok(Address::Shelley(address)) = Address::from_bytes(address) else { return None };
    matches!(address.payment(), ShelleyPaymentPart::Key(_)).then(|| address.to_bech32().ok())?
}

/// Whether a text names the key with this hash: as the hash, as an address of it on this network (MIP-003's own example is
/// one), or as the public key itself.
pub fn names_key(text: &str, key_hash: &str, network: Network) -> bool {
    let text = text.trim();
    let public_key = || <[u8; 32]>::try_from(hex::decode(text).ok()?).ok();
    text.eq_ignore_ascii_case(key_hash)
        || key_address(text, network).is_some_and(|address| address.payment_key_hash.eq_ignore_ascii_case(key_hash))
        || public_key().is_some_and(|key| self::key_hash(&key).eq_ignore_ascii_case(key_hash))
}

/// How an address names its network.
pub(crate) fn tagged(network: Network) -> pallas_addresses::Network {
    match network {
        Network::Preprod => pallas_addresses::Network::Testnet,
        Network::Mainnet => pallas_addresses::Network::Mainnet,
    }
}

/// The signature is over the payload itself, not over a hash of it.
pub(crate) fn unprotected() -> Header {
    HeaderBuilder::new().text_value("hashed".to_owned(), Value::Bool(false)).build()
}

fn public_key(key: &CoseKey) -> Result<[u8; 32], SignatureError> {
    let param = |wanted: Label| key.params.iter().find(|(label, _)| *label == wanted).map(|(_, value)| value);
    let okp = key.kty == RegisteredLabel::Assigned(KeyType::OKP);
    let eddsa = key.alg.as_ref().is_none_or(|alg| *alg == RegisteredLabelWithPrivate::Assigned(Algorithm::EdDSA));
    let curve = param(curve_label()) == Some(&Value::from(EllipticCurve::Ed25519.to_i64()));
    match param(x_label()) {
        Some(Value::Bytes(x)) if okp && eddsa && curve => {
            <[u8; 32]>::try_from(x.as_slice()).map_err(|_| SignatureError::KeySize(x.len()))
        }
        _ => Err(SignatureError::KeyKind),
    }
}

pub(crate) fn curve_label() -> Label {
    Label::Int(OkpKeyParameter::Crv.to_i64())
}

pub(crate) fn x_label() -> Label {
    Label::Int(OkpKeyParameter::X.to_i64())
}

fn text_header<'a>(header: &'a Header, name: &str) -> Option<&'a Value> {
    header.rest.iter().find(|(label, _)| matches!(label, Label::Text(text) if text == name)).map(|(_, value)| value)
}
