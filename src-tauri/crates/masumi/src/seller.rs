//! What only a seller does (feature `seller`): signing terms, as a seller's node does it. For tests of agents, and of programs
//! that buy from them. A buyer needs none of it.
//!
//! An agent's author can have a [`Wallet`] sign in place of a node, and check the agent's answer to `start_job` as a buyer
//! verifies it:
//!
//! ```
//! use masumi::{
//!     identifiers::Nonce,
//!     network::Network,
//!     proof::{BlockchainIdentifier, SignedTerms, cose, input_hash},
//!     seller::Wallet,
//! };
//!
//! let seller = Wallet::from_seed([7; 32], Network::Preprod);
//! let agent = "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f7701";
//! let nonce = Nonce::random();
//! let signed = SignedTerms {
//!     input_hash: input_hash(&nonce, r#"{"text":"Hello"}"#),
//!     agent_identifier: agent.to_owned(),
//!     purchaser_identifier: nonce.to_string(),
//!     seller_identifier: "5e".repeat(32) + agent,
//!     requested_funds: None,
//!     pay_by_time: "1795330641698".to_owned(),
//!     submit_result_time: "1795334241698".to_owned(),
//!     unlock_time: "1795337841698".to_owned(),
//!     external_dispute_unlock_time: "1795341441698".to_owned(),
//!     seller_address: seller.address().to_owned(),
//!     second: None,
//! };
//!
//! // The `blockchainIdentifier` of the agent's answer, and what a buyer reads from it.
//! let told = seller.sign(&signed).to_string();
//! let identifier = BlockchainIdentifier::decode(&told)?;
//! let opened = cose::open(&identifier.signature, &identifier.key)?;
//! assert!(opened.holds());
//! assert_eq!(opened.payload, signed.digest());
//! assert_eq!(opened.key_hash(), seller.key_hash().as_str());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `examples/sell.rs` goes on from there to [`verify_terms`](crate::proof::verify_terms).

use crate::{
    identifiers::KeyHash,
    network::Network,
    proof::{
        BlockchainIdentifier, SignedTerms,
        cose::{curve_label, key_hash, tagged, unprotected, x_label},
    },
};
use blake2::{Blake2b, Digest, digest::consts::U28};
use coset::{
    CborSerializable, CoseKey, CoseSign1Builder, HeaderBuilder, RegisteredLabel, RegisteredLabelWithPrivate,
    cbor::value::Value,
    iana::{Algorithm, EllipticCurve, EnumI64, KeyType},
};
use ed25519_dalek::{Signer, SigningKey};
use pallas_addresses::{ShelleyAddress, ShelleyDelegationPart, ShelleyPaymentPart};
use std::fmt;

/// A seller's wallet on one network: one key, which pays and stakes. Made from a seed, so that a test has the same one every
/// time; nothing protects the key, so let it hold no money.
#[derive(Clone)]
pub struct Wallet {
    key: SigningKey,
    address: ShelleyAddress,
    bech32: String,
}

impl Wallet {
    /// The wallet of the Ed25519 key with this seed.
    #[expect(clippy::expect_used, reason = "the prefix of every Shelley address is well-formed")]
    pub fn from_seed(seed: [u8; 32], network: Network) -> Wallet {
        let key = SigningKey::from_bytes(&seed);
        let public_key = key.verifying_key().to_bytes();
        let address = base_address(&public_key, &public_key, network);
        let bech32 = address.to_bech32().expect("an address has a bech32 text");
        Wallet { key, address, bech32 }
    }

    /// The Ed25519 key that its signatures are verified with.
    pub fn public_key(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// The hash of that key, by which registry, node and agent name the seller (`sellerVKey`).
    #[expect(clippy::expect_used, reason = "a hash of a key is one")]
    pub fn key_hash(&self) -> KeyHash {
        key_hash(&self.public_key()).parse().expect("56 hex digits")
    }

    /// Its base address, bech32.
    pub fn address(&self) -> &str {
        &self.bech32
    }

    /// Signs terms and puts them into the identifier that an agent answers with, as a seller's node does. It signs whatever they
    /// say: whether terms name this wallet's address, or have their deadlines in order, the buyer finds out.
    pub fn sign(&self, terms: &SignedTerms) -> BlockchainIdentifier {
        let sign = |bytes: &[u8]| self.key.sign(bytes).to_bytes();
        let DataSignature { signature, key } =
            sign_data(&self.public_key(), &self.address.to_vec(), &terms.digest(), sign);
        BlockchainIdentifier {
            seller_id: terms.seller_identifier.clone(),
            purchaser_id: terms.purchaser_identifier.clone(),
            signature,
            key,
            smart_contract_address: terms.second.as_ref().and_then(|second| second.smart_contract_address.clone()),
        }
    }
}

/// The key stays out of it.
impl fmt::Debug for Wallet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Wallet").field(&self.bech32).finish()
    }
}

/// A signature and the key that made it, as `signData` of a wallet gives them (CIP-30) and a `blockchainIdentifier` has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataSignature {
    /// COSE_Sign1, hex.
    pub signature: String,
    /// COSE_Key, hex.
    pub key: String,
}

/// Signs `payload` as `signData` of a wallet does (CIP-8): address and key in the protected header, `hashed: false` beside it.
/// `sign` makes the Ed25519 signature over the bytes that it is given, wherever the key is. [`Wallet::sign`] signs terms with
/// the key that it has.
#[expect(clippy::expect_used, reason = "what is made here can be written")]
pub fn sign_data(
    public_key: &[u8; 32],
    address: &[u8],
    payload: &[u8],
    sign: impl FnOnce(&[u8]) -> [u8; 64],
) -> DataSignature {
    let protected = HeaderBuilder::new()
        .algorithm(Algorithm::EdDSA)
        .key_id(public_key.to_vec())
        .text_value("address".to_owned(), Value::Bytes(address.to_vec()))
        .build();
    let signed = CoseSign1Builder::new()
        .protected(protected)
        .unprotected(unprotected())
        .payload(payload.to_vec())
        .create_signature(&[], |bytes| sign(bytes).to_vec())
        .build();
    let key = CoseKey {
        kty: RegisteredLabel::Assigned(KeyType::OKP),
        alg: Some(RegisteredLabelWithPrivate::Assigned(Algorithm::EdDSA)),
        params: vec![
            (curve_label(), Value::from(EllipticCurve::Ed25519.to_i64())),
            (x_label(), Value::Bytes(public_key.to_vec())),
        ],
        ..CoseKey::default()
    };
    let written = "CBOR of texts and bytes";
    DataSignature {
        signature: hex::encode(signed.to_vec().expect(written)),
        key: hex::encode(key.to_vec().expect(written)),
    }
}

fn base_address(payment_key: &[u8; 32], stake_key: &[u8; 32], network: Network) -> ShelleyAddress {
    let hash = |key: &[u8; 32]| <[u8; 28]>::from(Blake2b::<U28>::digest(key)).into();
    let payment = ShelleyPaymentPart::key_hash(hash(payment_key));
    ShelleyAddress::new(tagged(network), payment, ShelleyDelegationPart::key_hash(hash(stake_key)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::cose::{key_address, open};

    #[test]
    fn an_address_belongs_to_the_key_on_its_own_network_alone() {
        for (network, other) in [(Network::Preprod, Network::Mainnet), (Network::Mainnet, Network::Preprod)] {
            let wallet = Wallet::from_seed([7; 32], network);
            let address = key_address(wallet.address(), network).unwrap();
            assert_eq!(address.payment_key_hash, wallet.key_hash().as_str());
            assert!(address.payable);
            assert_eq!(key_address(wallet.address(), other), None);
        }
    }

    #[test]
    fn a_signature_holds_over_what_was_signed_and_under_whose_address() {
        let wallet = Wallet::from_seed([7; 32], Network::Preprod);
        let address = key_address(wallet.address(), Network::Preprod).unwrap().bytes;
        let signed = |wallet: &Wallet| {
            sign_data(&wallet.public_key(), &address, b"terms", |bytes| wallet.key.sign(bytes).to_bytes())
        };
        let own = signed(&wallet);
        let opened = open(&own.signature, &own.key).unwrap();
        assert!(opened.holds());
        assert_eq!((opened.address, opened.payload.as_slice()), (address.clone(), b"terms".as_slice()));
        let stranger = signed(&Wallet::from_seed([8; 32], Network::Preprod));
        assert!(!open(&own.signature, &stranger.key).unwrap().holds());
    }

    #[test]
    fn a_wallet_shows_its_address_and_not_its_key() {
        let wallet = Wallet::from_seed([7; 32], Network::Preprod);
        assert_eq!(format!("{wallet:?}"), format!("Wallet({:?})", wallet.address()));
    }
}
