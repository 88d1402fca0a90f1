//! The vectors that real nodes and agents made (`tests/vectors/`).

mod rows;
mod strict;
mod verify;

use masumi::{agent::AskedAmount, network::Network, proof::*, seller::sign_data};
use serde_json::Value;

/// The identifiers of `tests/vectors/blockchain-identifier.json`.
fn identifiers() -> Vec<Value> {
    serde_json::from_str(include_str!("../../../../../tests/vectors/blockchain-identifier.json")).unwrap()
}

fn hashes() -> Value {
    serde_json::from_str(include_str!("../../../../../tests/vectors/mip004.json")).unwrap()
}

fn exchange(name: &str) -> Value {
    let path = format!("{}/../../../tests/recordings/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))).unwrap()
}

/// The body of a recorded answer.
fn recording(name: &str) -> Value {
    exchange(name)["response"]["body"].take()
}

/// The bodies of all recorded answers.
fn recordings() -> Vec<Value> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/recordings");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let names = files.filter(|file| file.extension().is_some_and(|extension| extension == "json"));
    names.map(|file| recording(file.file_stem().unwrap().to_str().unwrap())).collect()
}

/// The body of a recorded request.
fn recorded_request(name: &str) -> Value {
    exchange(name)["request"]["body"].take()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("a text instead of {value}"))
}

/// The terms that a vector's seller signed, from the agent's answer.
fn signed_terms(vector: &Value) -> SignedTerms {
    let answer = &vector["start_job_response"];
    let time = |name: &str| answer[name].as_str().map_or_else(|| answer[name].to_string(), str::to_owned);
    let decoded = &vector["decoded"];
    let second = decoded["smartContractAddress"].as_str().map(|contract| SecondGeneration {
        seller_return_address: answer["sellerReturnAddress"].as_str().map(str::to_owned),
        smart_contract_address: Some(contract.to_owned()),
        supported_payment_source_index: answer["supportedPaymentSourceIndex"].as_u64().map(|index| index as u32),
        payment_force_layer: None,
    });
    let quote = vector["extra"]["amounts"].as_array().map(|amounts| {
        amounts.iter().map(|money| AskedAmount::from((text(&money["amount"]), text(&money["unit"])))).collect()
    });
    SignedTerms {
        input_hash: text(if answer["input_hash"].is_string() { &answer["input_hash"] } else { &answer["inputHash"] })
            .into(),
        agent_identifier: text(&answer["agentIdentifier"]).into(),
        purchaser_identifier: text(&answer["identifierFromPurchaser"]).into(),
        seller_identifier: text(&decoded["sellerId"]).into(),
        requested_funds: quote,
        pay_by_time: time("payByTime"),
        submit_result_time: time("submitResultTime"),
        unlock_time: time("unlockTime"),
        external_dispute_unlock_time: time("externalDisputeUnlockTime"),
        seller_address: text(&vector["seller_address"]).into(),
        second,
    }
}

#[test]
fn identifiers_of_real_nodes_decode_and_encode_to_the_same_letters() {
    for vector in identifiers() {
        let hex = text(&vector["start_job_response"]["blockchainIdentifier"]);
        let identifier = BlockchainIdentifier::decode(hex).unwrap();
        let decoded = &vector["decoded"];
        assert_eq!(identifier.seller_id, text(&decoded["sellerId"]));
        assert_eq!(identifier.agent_identifier(), text(&decoded["agentIdentifier"]));
        assert_eq!(identifier.purchaser_id, text(&decoded["purchaserId"]));
        assert_eq!(identifier.signature, text(&decoded["signature"]));
        assert_eq!(identifier.key, text(&decoded["key"]));
        assert_eq!(identifier.smart_contract_address.as_deref(), decoded["smartContractAddress"].as_str());
        assert_eq!(identifier.encode(), hex, "{}", vector["name"]);
    }
}

#[test]
fn signatures_of_real_sellers_hold_over_the_rebuilt_terms() {
    for vector in identifiers() {
        let terms = signed_terms(&vector);
        assert_eq!(terms.canonical(), text(&vector["canonical_payload"]), "{}", vector["name"]);
        assert_eq!(hex::encode(terms.digest()), text(&vector["sha256hex"]));

        let opened = cose::open(text(&vector["decoded"]["signature"]), text(&vector["decoded"]["key"])).unwrap();
        assert!(opened.holds(), "{}", vector["name"]);
        assert_eq!(opened.payload, terms.digest());
        assert_eq!(opened.key_hash(), text(&vector["start_job_response"]["sellerVKey"]));
        assert_eq!(hex::encode(&opened.address), text(&vector["cose"]["cose_address"]));
        let address = cose::key_address(&terms.seller_address, Network::Preprod).unwrap();
        assert_eq!((address.bytes, address.payment_key_hash), (opened.address.clone(), opened.key_hash()));
        assert!(address.payable);
    }
}

#[test]
fn a_signature_is_built_to_the_byte_as_a_wallet_builds_it() {
    for vector in identifiers() {
        let (signature, key) = (text(&vector["decoded"]["signature"]), text(&vector["decoded"]["key"]));
        let opened = cose::open(signature, key).unwrap();
        let bytes: [u8; 64] = hex::decode(&signature[signature.len() - 128..]).unwrap().try_into().unwrap();
        let rebuilt = sign_data(&opened.public_key, &opened.address, &opened.payload, |_| bytes);
        assert_eq!((rebuilt.signature.as_str(), rebuilt.key.as_str()), (signature, key));
    }
}

#[test]
fn input_hashes_agree_with_the_official_sdk_wherever_canonical_json_does() {
    let vectors = hashes();
    let nonce = &text(&vectors["identifier_from_purchaser"]).parse().unwrap();
    for vector in vectors["input"].as_array().unwrap() {
        let canonical = canonical_json(&vector["input_data"]);
        match vector["rfc8785_hash"].as_str() {
            Some(hash) => {
                let canonical = canonical.unwrap();
                assert_eq!(canonical, text(&vector["rfc8785"]));
                assert_eq!(input_hash(nonce, &canonical), hash);
                assert_eq!(vector["agree"] == true, hash == text(&vector["sdk_hash"]));
            }
            None => assert!(canonical.is_err(), "{}: {canonical:?}", vector["name"]),
        }
    }
}

#[test]
fn result_hashes_agree_with_both_the_standard_and_the_official_sdk() {
    let vectors = hashes();
    let nonce = &text(&vectors["identifier_from_purchaser"]).parse().unwrap();
    for vector in vectors["output"].as_array().unwrap() {
        let output = text(&vector["output"]);
        assert_eq!(result_hash(nonce, output), text(&vector["mip004_raw_hash"]));
        assert_eq!(escaped_result_hash(nonce, output), text(&vector["sdk_hash"]));
    }
}
