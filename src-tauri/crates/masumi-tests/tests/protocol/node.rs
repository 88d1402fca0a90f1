//! What nodes of this autumn tell otherwise (`tests/cases/node/`), laid over what was recorded.

use crate::met;
use masumi::{
    money::{Amount, Money, TUSDM, Unit},
    node::{Generation, KeyStatus, Network, OnChainState, PaymentSource, Purchase},
};
use serde_json::{Value, json};

fn read(path: &str) -> Value {
    let path = format!("{}/../../../tests/{path}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))).unwrap()
}

fn case(name: &str) -> Value {
    read(&format!("cases/node/{name}"))
}

/// A recorded value with the members of a case in place of its own.
fn over(mut recorded: Value, case: &Value) -> Value {
    for (name, value) in case.as_object().unwrap() {
        recorded[name] = value.clone();
    }
    recorded
}

fn row(name: &str) -> Purchase {
    let recorded = read("recordings/164-purchase-create-hitl")["response"]["body"]["data"].take();
    Purchase::from_json(&over(recorded, &case(name))).unwrap()
}

fn key(name: &str) -> KeyStatus {
    let base = json!({ "id": "key", "canRead": true, "canPay": true, "canAdmin": false, "status": "Active" });
    KeyStatus::from_json(&over(base, &case(name))).unwrap()
}

#[test]
fn the_quota_of_another_chain_buys_nothing_here_and_spoils_nothing() {
    let only_elsewhere = key("04-key-with-evm-credits");
    assert_eq!((&only_elsewhere.remaining_credits, &only_elsewhere.unmatched_credits), (&vec![], &vec![]));
    let usdc = "5000000 eip155:8453:0x833589fcd6edb6e08f4c7c32d4f71b54bda02913";
    assert_eq!(only_elsewhere.elsewhere_credits, [usdc]);
    let both = key("05-key-with-both-credits");
    let tusdm = Money { amount: Amount(7_000_000), unit: Unit::parse(TUSDM) };
    assert_eq!(both.remaining_credits, [Money::lovelace(20_000_000), tusdm]);
    assert_eq!(both.elsewhere_credits, [usdc]);
}

#[test]
fn a_quota_is_added_up_by_unit_whatever_stands_beside_it() {
    let told = |credits: Value| KeyStatus::from_json(&json!({ "id": "k", "RemainingUsageCredits": credits })).unwrap();
    let twice = json!([
        { "unit": "", "amount": "2" },
        { "unit": "solana:mainnet:EPj", "amount": "9".repeat(78) },
        { "unit": "", "amount": 3 },
        { "unit": "eip155:1:0x0", "amount": {} },
    ]);
    let key = told(twice);
    assert_eq!(key.remaining_credits, [Money::lovelace(5)]);
    assert_eq!(key.elsewhere_credits.len(), 2);
    assert_eq!(key.elsewhere_credits[1], "eip155:1:0x0", "an amount that cannot be read is left out");
    let many: Vec<Value> =
        (0..1_000).map(|n| json!({ "unit": format!("eip155:{n}:\u{202e}"), "amount": "1" })).collect();
    let key = told(Value::from(many));
    assert!(key.elsewhere_credits.len() <= 20 && key.elsewhere_credits.iter().all(|line| !line.contains('\u{202e}')));
}

#[test]
fn a_row_names_where_its_refund_goes() {
    let row = row("03-return-address-elsewhere");
    assert_eq!(row.on_chain_state, Some(OnChainState::RefundWithdrawn));
    let address = row.buyer_return_address.unwrap();
    assert!(address.starts_with("addr_test1<collection wallet"), "{address}");
    assert_ne!(Some(address), row.buyer_wallet.map(|wallet| wallet.address));
    let untold = Purchase::from_json(&json!({ "blockchainIdentifier": "ab", "buyerReturnAddress": null })).unwrap();
    assert_eq!(untold.buyer_return_address, None);
}

#[test]
fn the_policy_of_a_guarded_wallet_is_told_in_its_own_words() {
    let row = row("01-policy-denied");
    assert!(row.next_action.stuck());
    assert_eq!(row.next_action.error_type.as_deref(), Some("PolicyDenied"));
    assert_eq!(
        row.next_action.error_note.as_deref(),
        Some("Exchain per_tx_cap: 12000000 is over 10000000 (journal 41)")
    );
}

#[test]
fn an_escrow_contract_says_whose_it_is_and_who_decides_there() {
    let recorded = read("recordings/310-side-payment-source-read");
    let recorded = recorded["response"]["body"]["data"]["PaymentSources"].as_array().unwrap();
    for source in recorded {
        let source = PaymentSource::from_json(source).unwrap();
        assert!(source.is_masumis(), "{source:?}");
        assert_eq!(source.admins.len(), 3);
    }
    let second = PaymentSource::from_json(&recorded[0]).unwrap();
    assert_eq!(second.required_admin_signatures, Some(2));
    let own = PaymentSource::from_json(&over(recorded[0].clone(), &case("09-own-contract"))).unwrap();
    assert_eq!((own.is_masumis(), own.required_admin_signatures), (false, Some(1)));
    // The address of the other network or generation is somebody else's too.
    for (generation, network) in [(Generation::V1, Network::Preprod), (Generation::V2, Network::Mainnet)] {
        assert!(!PaymentSource { generation, network, ..second.clone() }.is_masumis());
    }
}

#[test]
fn a_word_of_a_node_never_turns_the_line_that_it_is_shown_in() {
    let told = json!({
        "blockchainIdentifier": "ab",
        "onChainState": "\u{202e}diaP",
        "PaidFunds": [{ "amount": "2500000", "unit": "\u{202e}ADA" }],
        "NextAction": { "requestedAction": "Wait\u{200b}ing", "errorType": "\u{2066}x" },
        "CurrentTransaction": { "status": "Conf\u{202e}irmed", "newOnChainState": "y\u{ad}".repeat(10_000) },
    });
    let row = Purchase::from_json(&told).unwrap();
    assert_eq!(row.on_chain_state, Some(OnChainState::Other("\\u{202e}diaP".into())));
    assert_eq!(
        (row.next_action.requested_action.as_str(), row.next_action.error_type.as_deref()),
        ("Wait\\u{200b}ing", Some("\\u{2066}x"))
    );
    let transaction = row.current_transaction.unwrap();
    assert_eq!(transaction.status.as_deref(), Some("Conf\\u{202e}irmed"), "no other word becomes a known one");
    assert!(transaction.new_on_chain_state.unwrap().chars().count() <= 600);
    assert_eq!(row.paid_funds[0].text(Network::Preprod), "2,500,000 × ADA");
}

#[test]
fn an_answer_of_the_node_that_breaks_off_anywhere_is_read_as_nothing_else() {
    let mut read = 0;
    for name in met::names("node") {
        let text = met::text("node", &name);
        let whole: Value = serde_json::from_str(&text).unwrap();
        let state = whole["onChainState"].as_str();
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            let (part, _) = text.split_at(end);
            assert!(
                end + 2 > text.trim_end().len() || serde_json::from_str::<Value>(part).is_err(),
                "{name} to byte {end}"
            );
            let Ok(mut closed) = serde_json::from_str::<Value>(&met::closed(part)) else { continue };
            if !closed.is_object() {
                continue;
            }
            // The files are laid over a row.
            closed["blockchainIdentifier"] = json!("00");
            (_, _) = (KeyStatus::from_json(&closed), PaymentSource::from_json(&closed));
            let Some(row) = Purchase::from_json(&closed) else { continue };
            read += 1;
            // Of a word that broke off another one is never made.
            match row.on_chain_state {
                None => {}
                Some(OnChainState::Other(word)) => assert!(state.unwrap().starts_with(&word), "{name}: {word}"),
                Some(known) => assert_eq!(Some(known.word()), state, "{name} to byte {end}"),
            }
        }
    }
    assert!(read > 500, "only {read} parts were rows");
}
