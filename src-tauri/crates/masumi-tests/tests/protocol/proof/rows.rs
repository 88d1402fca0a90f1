//! Recorded results against the hash on chain, and rows of the node against the body that was sent.

use super::{recorded_request, recording, recordings, text, verify::recorded};
use masumi::{
    agent::JobResult,
    money::{Amount, Money},
    node::{Generation, Network, Purchase},
    proof::*,
};
use serde_json::{Value, json};
use std::collections::HashSet;

const NONCE: &str = "54457a849f11e756a970";

fn verified(variant: HashVariant) -> HashVerdict {
    HashVerdict::Verified { variant }
}

#[test]
fn the_result_of_a_recorded_job_is_verified_against_the_chain_in_the_sdks_form() {
    let row = recording("467-live-hitl-result-disputed-unsetrefundrequestedinitiated");
    let row = Purchase::from_json(&row["data"]).unwrap();
    let status = recording("469-live-hitl-status-completed");
    let result = JobResult::Text(text(&status["result"]).into());
    let nonce = BlockchainIdentifier::decode(&row.blockchain_identifier).unwrap().purchaser_id.parse().unwrap();
    let verdict = verify_result(&nonce, &result, row.result_hash.as_deref());
    assert_eq!(verdict, verified(HashVariant::Escaped));
}

/// Made by Python's `json.dumps` and JavaScript's `JSON.stringify` (`tests/vectors/json-writers.json`).
#[test]
fn whatever_a_known_writer_makes_of_a_value_is_recognised_in_what_was_received_of_it() {
    let vectors: Value =
        serde_json::from_str(include_str!("../../../../../../tests/vectors/json-writers.json")).unwrap();
    let nonce = NONCE.parse().unwrap();
    let mut tried = 0;
    for value in vectors["values"].as_array().unwrap() {
        let hashed = value["hashed"].as_array().unwrap();
        let received = value["received"].as_array().unwrap().iter();
        for received in received.map(text) {
            for form in hashed {
                let on_chain = result_hash(&nonce, text(&form["text"]));
                let verdict = verify_result(&nonce, &JobResult::Json(received.to_owned()), Some(&on_chain));
                assert_eq!(verdict, verified(HashVariant::JsonText), "{received} hashed by {}", form["by"]);
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "only {tried}");
}

/// Recorded: what was sent to the node for these jobs, and the row that it made.
const PURCHASES: [(&str, &str, u128); 3] = [
    ("hitl", "164-purchase-create-hitl", 5_000_000),
    ("dynamic", "167-purchase-create-dynamic", 7_000_000),
    ("v2", "171-purchase-create-v2-ada", 2_500_000),
];

fn bought(name: &str, price: u128) -> PayingBody {
    let mut case = recorded(name);
    if name == "hitl" {
        case.deal.price = Price::Fixed(vec![Money::lovelace(price)]);
        case.registered_price(price);
    }
    case.body()
}

fn row(recorded: &str) -> Purchase {
    Purchase::from_json(&recording(recorded)["data"]).unwrap()
}

#[test]
fn a_body_says_all_that_a_node_was_seen_to_accept() {
    for (name, file, price) in PURCHASES {
        let ours: Value = serde_json::from_str(bought(name, price).json()).unwrap();
        let accepted = recorded_request(file);
        for (member, value) in accepted.as_object().unwrap() {
            match member.as_str() {
                // The one difference: the recorded quote spells ADA as it may be read, not as it is signed.
                "Amounts" => assert_eq!(ours["Amounts"][0]["amount"], value[0]["amount"]),
                _ => assert_eq!(&ours[member], value, "{name}: {member}"),
            }
        }
    }
}

#[test]
fn the_row_of_a_body_is_adopted() {
    for (name, file, price) in PURCHASES {
        assert_eq!(differences(&bought(name, price), &row(file)), [], "{name}");
    }
}

#[test]
fn a_row_that_tells_less_is_no_other_row() {
    let (name, file, price) = PURCHASES[0];
    let older = Purchase {
        agent_identifier: None,
        input_hash: None,
        seller_vkey: None,
        pay_by_time: None,
        payment_source: None,
        paid_funds: Vec::new(),
        ..row(file)
    };
    assert_eq!(differences(&bought(name, price), &older), []);
}

#[test]
fn hex_in_capitals_and_sums_in_parts_are_the_same_row() {
    let (name, file, price) = PURCHASES[0];
    let mut same = row(file);
    same.blockchain_identifier = same.blockchain_identifier.to_uppercase();
    same.input_hash = same.input_hash.map(|hash| hash.to_uppercase());
    same.paid_funds = vec![Money::lovelace(1), Money::lovelace(price - 1)];
    assert_eq!(differences(&bought(name, price), &same), []);
}

#[test]
fn every_value_of_a_row_that_is_not_the_approved_one_is_named_with_both() {
    type Change = (&'static str, fn(&mut Purchase));
    let table: [Change; 13] = [
        ("blockchainIdentifier", |row| row.blockchain_identifier.push_str("00")),
        ("agentIdentifier", |row| row.agent_identifier = Some("ab".into())),
        ("inputHash", |row| row.input_hash = Some("ab".into())),
        ("sellerVkey", |row| row.seller_vkey = Some("ab".into())),
        ("payByTime", |row| row.pay_by_time = row.pay_by_time.map(|at| at.plus(1))),
        ("submitResultTime", |row| row.submit_result_time = row.submit_result_time.map(|at| at.plus(-1))),
        ("unlockTime", |row| row.unlock_time = row.unlock_time.map(|at| at.plus(1))),
        ("externalDisputeUnlockTime", |row| {
            row.external_dispute_unlock_time = row.external_dispute_unlock_time.map(|at| at.plus(1));
        }),
        ("Amounts", |row| row.paid_funds[0].amount = Amount(row.paid_funds[0].amount.0 + 1)),
        ("paymentSourceType", |row| row.payment_source.as_mut().unwrap().generation = Some(Generation::V1)),
        ("network", |row| row.payment_source.as_mut().unwrap().network = Some(Network::Mainnet)),
        ("smartContractAddress", |row| {
            row.payment_source.as_mut().unwrap().smart_contract_address = Some("addr_test1x".into());
        }),
        ("policyId", |row| row.payment_source.as_mut().unwrap().policy_id = Some("ab".repeat(28))),
    ];
    let (name, file, price) = PURCHASES[2];
    for (what, change) in table {
        let mut other = row(file);
        change(&mut other);
        let found = differences(&bought(name, price), &other);
        assert_eq!(found.len(), 1, "{what}: {found:?}");
        assert_eq!(found[0].what, what);
        assert_ne!(found[0].approved, found[0].found);
        assert!(!found[0].found.contains("Some("), "{found:?}");
    }
}

#[test]
fn what_cannot_be_read_in_a_row_is_a_difference_and_what_is_not_told_is_none() {
    let (name, file, price) = PURCHASES[2];
    let body = bought(name, price);
    for (place, value, what) in [
        ("/PaidFunds/0/amount", json!("9000000.0"), "Amounts"),
        ("/PaidFunds/0/amount", json!(9e30), "Amounts"),
        ("/PaidFunds/0/amount", json!({ "amount": "9000000" }), "Amounts"),
        ("/PaidFunds", json!("9000000"), "Amounts"),
        ("/payByTime", json!("soon"), "payByTime"),
        ("/submitResultTime", json!(0), "submitResultTime"),
        ("/unlockTime", json!([1]), "unlockTime"),
        ("/externalDisputeUnlockTime", json!(1.5), "externalDisputeUnlockTime"),
        ("/agentIdentifier", json!([]), "agentIdentifier"),
        ("/inputHash", json!({ "hash": "ab" }), "inputHash"),
        ("/SellerWallet", json!("9a"), "sellerVkey"),
        ("/SellerWallet/walletVkey", json!({}), "sellerVkey"),
        ("/PaymentSource", json!("addr_test1w"), "paymentSourceType"),
        ("/PaymentSource/paymentSourceType", json!("Web3CardanoV9"), "paymentSourceType"),
        ("/PaymentSource/network", json!("Testnet"), "network"),
        ("/PaymentSource/smartContractAddress", json!([]), "smartContractAddress"),
        ("/PaymentSource/policyId", json!({}), "policyId"),
    ] {
        let mut told = recording(file)["data"].take();
        *told.pointer_mut(place).unwrap() = value;
        let found = differences(&body, &Purchase::from_json(&told).unwrap());
        assert_eq!(found.iter().map(|found| found.what.as_str()).collect::<Vec<_>>(), [what], "{place}");
        assert!(!found[0].found.is_empty() && found[0].approved != found[0].found, "{found:?}");
        let member = place.trim_start_matches('/').split('/').next().unwrap();
        for absent in [json!(null), json!("")] {
            told[member] = absent;
            assert_eq!(differences(&body, &Purchase::from_json(&told).unwrap()), [], "{member} is not told");
        }
    }
    let mut long = recording(file)["data"].take();
    long["payByTime"] = json!(format!("\u{202e}{}", "x".repeat(10_000)));
    let found = &differences(&body, &Purchase::from_json(&long).unwrap())[0].found;
    assert!(found.starts_with('x') && found.chars().count() <= 300);
}

#[test]
fn a_source_without_an_address_is_still_of_its_network_and_its_generation() {
    let (name, file, price) = PURCHASES[0];
    let mut told = recording(file)["data"].take();
    told["PaymentSource"] = json!({ "network": "Mainnet", "paymentSourceType": "Web3CardanoV2" });
    let found = differences(&bought(name, price), &Purchase::from_json(&told).unwrap());
    let named = |what: &str, approved: &str, found: &str| Difference {
        what: what.into(),
        approved: approved.into(),
        found: found.into(),
    };
    assert_eq!(
        found,
        [named("paymentSourceType", "Web3CardanoV1", "Web3CardanoV2"), named("network", "Preprod", "Mainnet")]
    );
    told["PaymentSource"] = json!({ "network": "Preprod", "paymentSourceType": "Web3CardanoV1" });
    assert_eq!(differences(&bought(name, price), &Purchase::from_json(&told).unwrap()), []);
}

/// Everything that was settled stays as it was, whatever becomes of the purchase.
#[test]
fn every_later_row_of_a_purchase_is_held_against_its_body_as_well() {
    fn rows(told: &Value, identifier: &str, into: &mut Vec<Purchase>) {
        match told {
            Value::Object(members) if members.contains_key("PaidFunds") => {
                into.extend(Purchase::from_json(told).filter(|row| row.blockchain_identifier == identifier));
            }
            Value::Object(members) => members.values().for_each(|told| rows(told, identifier, into)),
            Value::Array(items) => items.iter().for_each(|told| rows(told, identifier, into)),
            _ => {}
        }
    }
    let recorded = recordings();
    let mut states = HashSet::new();
    for (name, _, price) in PURCHASES {
        let body = bought(name, price);
        let mut all = Vec::new();
        recorded.iter().for_each(|told| rows(told, body.blockchain_identifier(), &mut all));
        for row in all {
            assert_eq!(differences(&body, &row), [], "{name}: {:?}", row.on_chain_state);
            assert_eq!(row.unreadable, [], "{name}");
            states.insert(row.on_chain_state);
        }
    }
    assert!(states.len() >= 8, "only {states:?} were seen");
}

#[test]
fn a_row_that_is_read_whole_is_written_as_it_always_was() {
    let whole = serde_json::to_value(row(PURCHASES[0].1)).unwrap();
    assert!(whole.get("unreadable").is_none());
    assert!(serde_json::from_value::<Purchase>(whole).is_ok());
}
