//! The CBOR of a signature and of its key.
#![no_main]
use libfuzzer_sys::fuzz_target;
use masumi::{node::Network, proof::cose};

fuzz_target!(|data: &[u8]| {
    let Some((split, rest)) = data.split_first() else { return };
    let (key, signature) = rest.split_at(rest.len().min(usize::from(*split)));
    if let Ok(opened) = cose::open(&hex::encode(signature), &hex::encode(key)) {
        _ = (opened.holds(), opened.key_hash());
    }
    let text = String::from_utf8_lossy(rest);
    for network in [Network::Preprod, Network::Mainnet] {
        if let Some(address) = cose::key_address(&text, network) {
            assert_eq!(address.payment_key_hash.len(), 56);
        }
    }
});
