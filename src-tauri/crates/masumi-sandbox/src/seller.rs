//! Wallets that can sign: the sellers', and the buyer's. Their play keys follow from their names, so an agent has the
//! same address and identifier in every sandbox. Signing and checking are CIP-8 (COSE_Sign1 over Ed25519), as Cardano
//! wallets do it and as the real node verifies it; the check here is the node's own and shares no code with the buyer.

use crate::hash::{key_hash, sha256};
use coset::{
    CborSerializable, CoseKey, CoseKeyBuilder, CoseSign1, CoseSign1Builder, HeaderBuilder, Label, cbor::value::Value,
    iana,
};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use masumi::proof::{BlockchainIdentifier, SignedTerms};
use pallas_addresses::Address;

/// A play wallet.
#[derive(Clone)]
pub(crate) struct Wallet {
    key: SigningKey,
    raw_address: Vec<u8>,
    address: String,
}

impl Wallet {
    /// The wallet of this name.
    pub(crate) fn named(name: &str) -> Wallet {
        let key = SigningKey::from_bytes(&sha256(format!("masumi sandbox, play key of {name}").as_bytes()));
        let stake = key_hash(&sha256(format!("masumi sandbox, stake of {name}").as_bytes()));
        // Shelley base address, key and key, test network: header 0x00, payment hash, stake hash.
        let raw_address = [&[0x00], &key_hash(key.verifying_key().as_bytes())[..], &stake[..]].concat();
        let address =
            Address::from_bytes(&raw_address).ok().and_then(|address| address.to_bech32().ok()).unwrap_or_default();
        Wallet { key, raw_address, address }
    }

    /// Payment key hash, hex.
    pub(crate) fn vkey(&self) -> String {
        hex::encode(key_hash(self.key.verifying_key().as_bytes()))
    }

    /// Bech32.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The identifier of these terms: signed, packed, hex.
    pub(crate) fn identifier(&self, terms: &SignedTerms) -> String {
        let (signature, key) = self.sign(&terms.digest());
        BlockchainIdentifier {
            seller_id: terms.seller_identifier.clone(),
            purchaser_id: terms.purchaser_identifier.clone(),
            signature,
            key,
            smart_contract_address: terms.second.as_ref().and_then(|second| second.smart_contract_address.clone()),
        }
        .encode()
    }

    /// COSE_Sign1 and COSE_Key, both hex, in the byte layout of the wallets' `signData`.
    fn sign(&self, payload: &[u8]) -> (String, String) {
        let public = self.key.verifying_key();
        let protected = HeaderBuilder::new()
            .algorithm(iana::Algorithm::EdDSA)
            .key_id(public.as_bytes().to_vec())
            .text_value("address".to_owned(), Value::Bytes(self.raw_address.clone()))
            .build();
        let unprotected = HeaderBuilder::new().text_value("hashed".to_owned(), Value::Bool(false)).build();
        let signed = CoseSign1Builder::new()
            .protected(protected)
            .unprotected(unprotected)
            .payload(payload.to_vec())
            .create_signature(&[], |message| self.key.sign(message).to_bytes().to_vec())
            .build();
        let key = CoseKeyBuilder::new_okp_key()
            .algorithm(iana::Algorithm::EdDSA)
            .param(iana::OkpKeyParameter::Crv as i64, Value::from(iana::EllipticCurve::Ed25519 as i64))
            .param(iana::OkpKeyParameter::X as i64, Value::Bytes(public.as_bytes().to_vec()))
            .build();
        (hex::encode(signed.to_vec().unwrap_or_default()), hex::encode(key.to_vec().unwrap_or_default()))
    }
}

/// Why an identifier is not the registered seller's word, in the node's sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unsigned {
    KeyNotFound,
    KeyDoesNotMatch,
    SignatureInvalid,
}

impl Unsigned {
    pub(crate) fn message(self) -> &'static str {
        match self {
            Unsigned::KeyNotFound => "Invalid blockchain identifier, key not found",
            Unsigned::KeyDoesNotMatch => "Invalid blockchain identifier, key does not match",
            Unsigned::SignatureInvalid => "Invalid blockchain identifier, signature invalid",
        }
    }
}

/// Checks that the holder of `vkey` signed `terms` in `identifier`.
pub(crate) fn check(identifier: &BlockchainIdentifier, terms: &SignedTerms, vkey: &str) -> Result<(), Unsigned> {
    let public = public_key(&identifier.key).ok_or(Unsigned::KeyNotFound)?;
    if !hex::encode(key_hash(&public)).eq_ignore_ascii_case(vkey) {
        return Err(Unsigned::KeyDoesNotMatch);
    }
    let holds = signature_holds(&identifier.signature, &public, terms);
    if holds { Ok(()) } else { Err(Unsigned::SignatureInvalid) }
}

fn public_key(cose_key: &str) -> Option<[u8; 32]> {
    let key = CoseKey::from_slice(&hex::decode(cose_key).ok()?).ok()?;
    let x = Label::Int(iana::OkpKeyParameter::X as i64);
    let (_, value) = key.params.into_iter().find(|(label, _)| *label == x)?;
    value.into_bytes().ok()?.try_into().ok()
}

fn signature_holds(cose_sign1: &str, public: &[u8; 32], terms: &SignedTerms) -> bool {
    let Some(signed) = hex::decode(cose_sign1).ok().and_then(|bytes| CoseSign1::from_slice(&bytes).ok()) else {
        return false;
    };
    let address = signed.protected.header.rest.iter().find_map(|(label, value)| match (label, value) {
        (Label::Text(name), Value::Bytes(raw)) if name == "address" => Address::from_bytes(raw).ok(),
        _ => None,
    });
    let named = address.and_then(|address| address.to_bech32().ok());
    if named.as_deref() != Some(terms.seller_address.as_str()) || signed.payload.as_deref() != Some(&terms.digest()[..])
    {
        return false;
    }
    let Ok(key) = VerifyingKey::from_bytes(public) else { return false };
    let verified = signed.verify_signature(&[], |signature, message| {
        let signature = Signature::from_slice(signature).map_err(|_| ())?;
        key.verify_strict(message, &signature).map_err(|_| ())
    });
    verified.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(wallet: &Wallet) -> SignedTerms {
        SignedTerms {
            input_hash: "aa".repeat(32),
            agent_identifier: "7e".repeat(60),
            purchaser_identifier: "54457a849f11e756a970".to_owned(),
            seller_identifier: format!("{}{}", "cb".repeat(32), "7e".repeat(60)),
            requested_funds: None,
            pay_by_time: "1795370053582".to_owned(),
            submit_result_time: "1795413253582".to_owned(),
            unlock_time: "1795434853582".to_owned(),
            external_dispute_unlock_time: "1795456453582".to_owned(),
            seller_address: wallet.address().to_owned(),
            second: None,
        }
    }

    #[test]
    fn what_a_wallet_signs_holds_for_it_and_for_nobody_else() {
        let (seller, other) = (Wallet::named("seller"), Wallet::named("other"));
        let terms = terms(&seller);
        let identifier = BlockchainIdentifier::decode(&seller.identifier(&terms)).unwrap();
        assert_eq!(check(&identifier, &terms, &seller.vkey()), Ok(()));
        assert_eq!(check(&identifier, &terms, &other.vkey()), Err(Unsigned::KeyDoesNotMatch));
        let later = SignedTerms { unlock_time: "1795434913582".to_owned(), ..terms.clone() };
        assert_eq!(check(&identifier, &later, &seller.vkey()), Err(Unsigned::SignatureInvalid));
        let moved = SignedTerms { seller_address: other.address().to_owned(), ..terms.clone() };
        assert_eq!(check(&identifier, &moved, &seller.vkey()), Err(Unsigned::SignatureInvalid));
        let keyless = BlockchainIdentifier { key: "a0".to_owned(), ..identifier };
        assert_eq!(check(&keyless, &terms, &seller.vkey()), Err(Unsigned::KeyNotFound));
    }

    #[test]
    fn addresses_are_test_network_base_addresses_of_their_key() {
        let wallet = Wallet::named("seller");
        assert!(wallet.address().starts_with("addr_test1q"), "{}", wallet.address());
        assert_eq!(wallet.vkey(), hex::encode(&wallet.raw_address[1..29]));
    }
}
