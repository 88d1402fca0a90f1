//! Receipts of real signatures (`tests/vectors/blockchain-identifier.json`), checked here and by the checker that shares no code.

use super::*;
use crate::purchase::{
    event::{Event, ReceivedResult},
    specimen,
    state::State,
};
use masumi::{
    agent::{AskedAmount, JobResult, Terms},
    identifiers::Nonce,
    moment::{MINUTE, Moment},
    money::Money,
    node::{Network, OnChainState},
    proof::{
        BlockchainIdentifier, PayingBody, Price, SecondGeneration, SignedTerms, cose, escaped_result_hash, result_hash,
        verify_result,
    },
    seller::Wallet,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs, path::PathBuf, process::Command};

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../..");

/// What Python says of receipts: of each its lines.
pub(crate) fn checked_elsewhere(receipts: &[Vec<u8>]) -> Vec<Vec<(String, String)>> {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<PathBuf> = (0..receipts.len()).map(|index| folder.path().join(index.to_string())).collect();
    for (file, receipt) in files.iter().zip(receipts) {
        fs::write(file, receipt).unwrap();
    }
    // One more, so that each has its name over its lines.
    let told = Command::new("python3")
        .arg("-B")
        .arg(format!("{REPOSITORY}/tools/check_receipt.py"))
        .args(&files)
        .arg(&files[0])
        .output()
        .expect("python3");
    assert!(told.stderr.is_empty(), "{}", String::from_utf8_lossy(&told.stderr));
    let mut all: Vec<Vec<(String, String)>> = Vec::new();
    for line in String::from_utf8(told.stdout).unwrap().lines() {
        let words: Vec<&str> = line.split_whitespace().take(2).collect();
        match words[..] {
            [stands, id] => all.last_mut().unwrap().push((id.to_owned(), stands.to_owned())),
            _ => all.push(Vec::new()),
        }
    }
    assert_eq!(all.pop().as_ref(), all.first());
    assert_eq!(told.status.success(), all.iter().flatten().all(|(_, stands)| stands != "fails"));
    all
}

/// What is said here, in the same words.
pub(crate) fn lines(receipt: &[u8]) -> Vec<(String, String)> {
    let word = |value: Value| value.as_str().unwrap().to_owned();
    let line =
        |line: &Line| (word(serde_json::to_value(line.id).unwrap()), word(serde_json::to_value(line.stands).unwrap()));
    check(receipt).lines.iter().map(line).collect()
}

fn stands(receipt: &[u8], id: &str) -> String {
    lines(receipt).into_iter().find(|(line, _)| line == id).map(|(_, stands)| stands).unwrap_or_default()
}

fn vectors() -> Vec<Value> {
    let file = format!("{REPOSITORY}/tests/vectors/blockchain-identifier.json");
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn text(value: &Value, name: &str) -> Option<String> {
    match &value[name] {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What an agent puts on chain for a nonce.
type OnChain = dyn Fn(&Nonce) -> String;

/// A purchase with these terms: paid, delivered and hashed, where there is a result.
struct Purchase {
    state: State,
    kept: BTreeMap<String, Vec<u8>>,
}

impl Purchase {
    fn of(vector: &Value, result: Option<(&JobResult, &OnChain)>) -> Purchase {
        let answer = &vector["start_job_response"];
        let funds = vector["extra"]["amounts"].as_array().map(|amounts| {
            let asked =
                |one: &Value| AskedAmount { amount: text(one, "amount").unwrap(), unit: text(one, "unit").unwrap() };
            amounts.iter().map(asked).collect::<Vec<_>>()
        });
        let terms = Terms {
            job_id: "job-1".to_owned(),
            blockchain_identifier: text(answer, "blockchainIdentifier").unwrap(),
            pay_by_time: text(answer, "payByTime"),
            submit_result_time: text(answer, "submitResultTime"),
            unlock_time: text(answer, "unlockTime"),
            external_dispute_unlock_time: text(answer, "externalDisputeUnlockTime"),
            input_hash: text(answer, "input_hash").or(text(answer, "inputHash")),
            requested_funds: funds.clone(),
            supported_payment_source_index: answer["supportedPaymentSourceIndex"].as_u64().map(|index| index as u32),
            seller_return_address: text(answer, "sellerReturnAddress"),
            smart_contract_address: text(&vector["decoded"], "smartContractAddress"),
            ..specimen::terms()
        };
        let shown = json!({
            "approval": { "agentName": "Text Summariser", "price": { "kind": "fixed" }, "balances": [1], "wallet": "addr" },
            "form": {},
            "registry": { "seller_address": vector["seller_address"], "seller_vkey": answer["sellerVKey"] },
        })
        .to_string();
        let mut kept = BTreeMap::new();
        let mut keep = |text: &str| {
            let key = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(text));
            kept.insert(key.clone(), text.as_bytes().to_vec());
            key
        };
        let order = crate::purchase::event::Order {
            agent_identifier: text(answer, "agentIdentifier").unwrap(),
            seller_vkey: text(answer, "sellerVKey").unwrap(),
            nonce: text(answer, "identifierFromPurchaser").unwrap().parse().unwrap(),
            input_json: proof::canonical_json(&vector["input_data"]).unwrap(),
            shown: Some(keep(&shown)),
            price: Some(if funds.is_some() {
                Price::Ceiling(vec![Money::lovelace(7_000_000)])
            } else {
                Price::Fixed(vec![Money::lovelace(2_500_000)])
            }),
            ..specimen::order()
        };
        let nonce = order.nonce.clone();
        let mut body = json!({
            "blockchainIdentifier": terms.blockchain_identifier,
            "network": "Preprod",
            "inputHash": terms.input_hash,
            "sellerVkey": order.seller_vkey,
            "agentIdentifier": order.agent_identifier,
            "Amounts": vector["extra"].get("amounts").filter(|all| all.is_array()).cloned().unwrap_or(json!([{ "amount": "2500000", "unit": "" }])),
            "payByTime": terms.pay_by_time,
            "submitResultTime": terms.submit_result_time,
            "unlockTime": terms.unlock_time,
            "externalDisputeUnlockTime": terms.external_dispute_unlock_time,
            "identifierFromPurchaser": nonce,
        });
        if let Some(contract) = &terms.smart_contract_address {
            body["smartContractAddress"] = json!(contract);
            body["supportedPaymentSourceIndex"] = json!(terms.supported_payment_source_index);
            body["sellerReturnAddress"] = json!(terms.seller_return_address);
        }
        body["metadata"] = json!("{}");
        let body = Box::new(PayingBody::restore_unverified(&body.to_string()).unwrap());
        let row = |on_chain: OnChainState, hash: Option<String>| {
            let time = |text: &Option<String>| text.as_ref().map(|text| Moment(text.parse().unwrap()));
            Event::Row {
                row: Box::new(masumi::node::Purchase {
                    blockchain_identifier: terms.blockchain_identifier.clone(),
                    agent_identifier: None,
                    seller_vkey: None,
                    payment_source: None,
                    pay_by_time: time(&terms.pay_by_time),
                    submit_result_time: time(&terms.submit_result_time),
                    unlock_time: time(&terms.unlock_time),
                    external_dispute_unlock_time: time(&terms.external_dispute_unlock_time),
                    result_hash: hash,
                    ..specimen::row(Some(on_chain))
                }),
            }
        };
        let mut events = vec![
            Event::JobStarting,
            Event::JobStarted {
                job_id: "job-1".to_owned(),
                terms: Some(Box::new(terms.clone())),
                raw: String::new(),
                demands: false,
            },
            Event::Paying { body, checks: Vec::new(), sent: false },
            Event::PaymentSent,
            row(OnChainState::FundsLocked, None),
        ];
        if let Some((result, hash)) = result {
            let (received, bytes) = ReceivedResult::of(result, true);
            let content = keep(bytes);
            let hash = hash(&nonce);
            let verdict = verify_result(&nonce, result, Some(&hash));
            events.push(Event::ResultReceived { result: received });
            events.push(row(OnChainState::ResultSubmitted, Some(hash.clone())));
            events.push(Event::HashChecked { content: Some(content), on_chain: Some(hash), verdict });
        }
        let mut state = State::first(specimen::NOON, &specimen::approval(order)).unwrap();
        for (index, event) in events.iter().enumerate() {
            state.apply(specimen::NOON.plus(index as i64 * MINUTE), event).unwrap();
        }
        Purchase { state, kept }
    }

    fn receipt(&self) -> Receipt {
        let about = About { network: Network::Preprod, sandbox: false, now: specimen::NOON.plus(60 * MINUTE) };
        let receipt = Receipt::of(&self.state, |key| Ok(self.kept.get(key).cloned()), about).unwrap();
        Receipt { told: Told { program: "Kaimono".to_owned(), ..receipt.told }, ..receipt }
    }

    fn bytes(&self) -> Vec<u8> {
        self.receipt().text().unwrap().into_bytes()
    }
}

fn a_text(text: &str) -> JobResult {
    JobResult::Text(text.to_owned())
}

/// The receipt that is kept as an example.
fn example() -> Receipt {
    let result = a_text("Zwei Sätze, \"so\" kurz.\nThe tide comes twice a day.");
    Purchase::of(
        &vectors()[0],
        Some((&result, &|nonce| escaped_result_hash(nonce, "Zwei Sätze, \"so\" kurz.\nThe tide comes twice a day."))),
    )
    .receipt()
}

/// `UPDATE_RECEIPT=1` writes the file.
#[test]
fn the_example_is_what_is_written_of_its_purchase_and_holds() {
    let file = format!("{REPOSITORY}/tests/receipts/example.json");
    let text = example().text().unwrap();
    if std::env::var_os("UPDATE_RECEIPT").is_some() {
        fs::write(&file, &text).unwrap();
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    let lines = lines(text.as_bytes());
    assert_eq!(checked_elsewhere(&[text.into_bytes()]), std::slice::from_ref(&lines));
    let word = |wanted: &str| {
        lines.iter().filter(|(_, stands)| stands == wanted).map(|(id, _)| id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(
        word("holds"),
        ["document", "input", "signature", "seller", "terms", "identifier", "body", "result", "resultHash"]
    );
    // A fixed price is in the registry, and nobody signs it.
    assert_eq!(word("unprovable"), ["price", "registry", "approval", "chain", "times"]);
}

#[test]
fn what_the_person_saw_is_in_it_without_what_is_theirs() {
    let told = example().told;
    let shown = told.approval.and_then(|approval| approval.shown).unwrap();
    assert_eq!(shown, r#"{"agentName":"Text Summariser","price":{"kind":"fixed"}}"#);
    assert!(told.agent.registry.is_some_and(|registry| registry.contains("seller_address")));
}

/// Results in all the forms that agents hash, of both generations and of a quoted price.
#[test]
fn both_checkers_find_the_same_of_every_form_of_result() {
    let json = |text: &str| JobResult::Json(text.to_owned());
    let sha = |text: String| hex::encode(<sha2::Sha256 as sha2::Digest>::digest(text));
    let object = r#"{"b": 1.0, "a": "é\n", "raw": "the tide"}"#;
    let results: Vec<(JobResult, Box<OnChain>, &str)> = vec![
        (a_text("plain"), Box::new(|nonce| result_hash(nonce, "plain")), "holds"),
        (a_text("a \"b\"\né"), Box::new(|nonce| escaped_result_hash(nonce, "a \"b\"\né")), "holds"),
        (a_text("bare"), Box::new(move |_| sha("bare".to_owned())), "holds"),
        (a_text("joined"), Box::new(move |nonce| sha(format!("{nonce}joined"))), "holds"),
        (a_text("chained"), Box::new(|nonce| result_hash(nonce, "something else")), "unprovable"),
        (a_text("Done.\n\nthe tide"), Box::new(|nonce| result_hash(nonce, "the tide")), "part"),
        (json(object), Box::new(move |nonce| result_hash(nonce, object)), "holds"),
        (json(object), Box::new(|nonce| result_hash(nonce, "the tide")), "part"),
        (json(object), Box::new(|nonce| result_hash(nonce, r#"{"a":"é\n","b":1,"raw":"the tide"}"#)), "holds"),
        (json(object), Box::new(|nonce| format!("sha256:{}", result_hash(nonce, "the tide").to_uppercase())), "part"),
        (json("\"\\ud800\""), Box::new(|nonce| result_hash(nonce, "\"\\ud800\"")), "holds"),
        (a_text("after"), Box::new(|nonce| format!("{}{}", "ab".repeat(32), result_hash(nonce, "after"))), "holds"),
    ];
    let mut receipts = Vec::new();
    for vector in vectors() {
        receipts.push(Purchase::of(&vector, None).bytes());
        assert!(check(&receipts[receipts.len() - 1]).holds(), "{:?}", lines(&receipts[receipts.len() - 1]));
        let price = if vector["name"] == "dynamic" { "holds" } else { "unprovable" };
        assert_eq!(stands(&receipts[receipts.len() - 1], "price"), price);
    }
    for (result, hash, expected) in &results {
        let receipt = Purchase::of(&vectors()[0], Some((result, hash))).bytes();
        assert!(check(&receipt).holds(), "{result:?} {:?}", lines(&receipt));
        assert_eq!(stands(&receipt, "resultHash"), *expected, "{result:?}");
        receipts.push(receipt);
    }
    let found: Vec<_> = receipts.iter().map(|receipt| lines(receipt)).collect();
    assert_eq!(checked_elsewhere(&receipts), found);
}

/// Every member taken out, made nothing, and changed, one at a time, at every depth.
fn altered(value: &Value) -> Vec<Value> {
    let mut all = match value {
        Value::Null => vec![json!("x"), json!({})],
        Value::Bool(is) => vec![json!(!is), Value::Null],
        // Another text, and one of letters that turn the direction of writing.
        Value::String(text) => vec![json!(format!("{text}0")), json!(format!("\u{202e}{text}")), json!(1), Value::Null],
        other => vec![Value::Null, json!([other]), json!(123_456_789_012_345_678_901_f64)],
    };
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let mut without = members.clone();
                without.remove(name);
                all.push(Value::Object(without));
                for member in altered(member) {
                    let mut other = members.clone();
                    other.insert(name.clone(), member);
                    all.push(Value::Object(other));
                }
            }
            let mut more = members.clone();
            more.insert("more".to_owned(), json!("x"));
            all.push(Value::Object(more));
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                for item in altered(item) {
                    let mut other = items.clone();
                    other[index] = item;
                    all.push(Value::Array(other));
                }
            }
        }
        _ => {}
    }
    all
}

#[test]
fn both_checkers_find_the_same_of_whatever_was_altered() {
    let value = serde_json::to_value(example()).unwrap();
    // Written in the one way again, as somebody would who knows it.
    let receipts: Vec<Vec<u8>> = altered(&value)
        .iter()
        .map(|value| proof::canonical_json(value).unwrap_or_else(|_| value.to_string()).into_bytes())
        .collect();
    let found: Vec<_> = receipts.iter().map(|receipt| lines(receipt)).collect();
    for ((one, other), receipt) in checked_elsewhere(&receipts).iter().zip(&found).zip(&receipts) {
        assert_eq!(one, other, "{}", String::from_utf8_lossy(receipt));
    }
    let of_proof = |receipt: &[u8]| {
        let read: Option<Receipt> = serde_json::from_slice(receipt).ok();
        read.is_none_or(|read| read.proof != example().proof)
    };
    let unfound = receipts.iter().filter(|receipt| of_proof(receipt) && check(receipt).holds());
    // What is proven can be left out, and is then said to be absent; it cannot be changed.
    let left_out = |receipt: &Vec<u8>| {
        let value: Value = serde_json::from_slice(receipt).unwrap();
        value["proof"].as_object().unwrap().values().any(Value::is_null)
    };
    for receipt in unfound {
        assert!(
            left_out(receipt) || stands(receipt, "resultHash") == "unprovable",
            "{}",
            String::from_utf8_lossy(receipt)
        );
    }
}

/// A receipt in which somebody changed this, and computed again whatever follows from it.
fn forged(receipt: &Receipt, change: impl FnOnce(&mut Receipt)) -> Vec<u8> {
    let mut receipt = receipt.clone();
    change(&mut receipt);
    receipt.text().unwrap().into_bytes()
}

fn sha(text: &str) -> String {
    hex::encode(<sha2::Sha256 as sha2::Digest>::digest(text))
}

/// Receipts of which the two checkers are to say one thing, and of one line this.
#[derive(Default)]
struct Forgeries {
    receipts: Vec<Vec<u8>>,
}

impl Forgeries {
    fn is(&mut self, receipt: Vec<u8>, line: &str, expected: &str, what: &str) {
        assert_eq!(stands(&receipt, line), expected, "{line} {what}");
        self.receipts.push(receipt);
    }

    fn are_held_alike(self) {
        for (receipt, elsewhere) in self.receipts.iter().zip(checked_elsewhere(&self.receipts)) {
            assert_eq!(elsewhere, lines(receipt), "{}", String::from_utf8_lossy(&receipt[..receipt.len().min(20_000)]));
        }
    }
}

#[test]
fn both_checkers_read_a_hashed_text_by_one_rule() {
    let (deep, deepest) = (|levels: usize, inside: &str| "[".repeat(levels) + inside + &"]".repeat(levels), 127);
    let (at_bound, beyond, far) = (deep(deepest, " 1"), deep(deepest + 1, ""), deep(990, ""));
    let mut all = Forgeries::default();
    let example = example();
    for (kind, text, hashed, expected) in [
        (ResultKind::Json, r#"{"ok":1}"#, r#"{"ok":1}"#, "holds"),
        (ResultKind::Json, r#"{"ok":1}"#, "{ \"ok\"\n:\t1.0e0 }", "holds"),
        (ResultKind::Json, r#"{"ok":1}"#, r#"{"ok":true}"#, "fails"),
        (ResultKind::Json, r#"{"ok":1}"#, r#"{"ok":"1"}"#, "fails"),
        (ResultKind::Json, r#"{"ok":1}"#, r#"{"ok":1,"no":null}"#, "fails"),
        (ResultKind::Json, r#"{"a":1,"b":"x"}"#, r#"{\"b\": \"\\u0078\", \"a\": 1}"#, "holds"),
        (ResultKind::Json, r#"{"a":1,"a":2}"#, r#"{"a":1,"a":2}"#, "holds"),
        (ResultKind::Json, r#"{"a":1,"a":2}"#, r#"{"a":2}"#, "fails"),
        (ResultKind::Json, r#"{"a":2}"#, r#"{"a":1,"\u0061":2}"#, "fails"),
        (ResultKind::Json, r#"{"raw":5}"#, "5", "fails"),
        (ResultKind::Json, r#"{"raw":"5"}"#, "5", "part"),
        (ResultKind::Json, r#"{"\u0072aw":"five"}"#, "\"five\"", "part"),
        (ResultKind::Json, "[0.1,-0]", "[1E-1, 0]", "holds"),
        (ResultKind::Json, "[0.1]", "[0.10000000000000001]", "fails"),
        (ResultKind::Json, "[9007199254740993]", "[9007199254740992]", "fails"),
        (ResultKind::Json, "[1e-0000005,0e999999999999999999]", "[0.00001,0]", "holds"),
        (ResultKind::Json, "[0]", "[0e1000000000000000000]", "fails"),
        (ResultKind::Json, "[1e400]", "[1e400 ]", "fails"),
        (ResultKind::Json, "[NaN]", "[NaN ]", "fails"),
        (ResultKind::Json, "[1]", "\u{c}[1]", "fails"),
        (ResultKind::Json, "[1]", "\u{a0}[1]", "fails"),
        (ResultKind::Json, "5", "\"5\"", "fails"),
        (ResultKind::Json, "\"5\"", "5", "holds"),
        (ResultKind::Json, "null", "\"null\"", "fails"),
        (ResultKind::Json, "\"\\ud800\"", "\u{fffd}", "holds"),
        (ResultKind::Json, &at_bound, &at_bound.replace(' ', ""), "holds"),
        (ResultKind::Json, &beyond, &beyond.replace("[[", "[ ["), "fails"),
        (ResultKind::Json, &far, &far, "holds"),
        (ResultKind::Json, &far, &far.replace("[[", "[ ["), "fails"),
        (ResultKind::Text, &far, &far.replace("[[", "[ ["), "fails"),
        (ResultKind::Text, "k", "\"\\u006b\"", "holds"),
        (ResultKind::Text, "1", "1.0", "fails"),
        (ResultKind::Text, "a\nb", "a\n\\u0062", "fails"),
        (ResultKind::Text, "Done.\n\n\"k\"", "\\\"k\\\"", "part"),
    ] {
        for before in
            ["54457a849f11e756a970;", "54457a849f11e756a970", "", &format!("{};54457a849f11e756a970;", "aB".repeat(32))]
        {
            let receipt = forged(&example, |receipt| {
                let hashed = format!("{before}{hashed}");
                let hash = Some(sha(&hashed));
                receipt.told.chain.as_mut().unwrap().result_hash.clone_from(&hash);
                let delivered =
                    Delivered { hash, hashed: Some(hashed), kind, sha256: sha(text), text: text.to_owned() };
                receipt.proof.result = Some(delivered);
            });
            all.is(receipt, "resultHash", expected, &format!("{before} {text} {hashed}"));
        }
    }
    all.are_held_alike();
}

#[test]
fn both_checkers_have_the_same_bounds() {
    let mut all = Forgeries::default();
    let (first, second) = (example(), Purchase::of(vectors().last().unwrap(), None).receipt());
    // As the node was asked to pay it.
    let named = |receipt: &mut Receipt, identifier: String| {
        let body = receipt.told.payment.body.as_mut().unwrap();
        *body = body.replace(receipt.told.blockchain_identifier.as_ref().unwrap(), &identifier);
        receipt.told.blockchain_identifier = Some(identifier);
    };
    let own = first.told.blockchain_identifier.clone().unwrap();
    let bomb = BlockchainIdentifier { seller_id: "0".repeat(9_000), ..BlockchainIdentifier::decode(&own).unwrap() };
    for (identifier, expected) in [
        (own.to_uppercase(), "holds"),
        (format!("{own}0000"), "holds"),
        (format!("{own}00"), "fails"),
        (format!("{own}0"), "fails"),
        (format!("{own}{}", "0".repeat(8_000)), "fails"),
        (format!("{own} "), "fails"),
        (own.replacen("31", "3 1", 1), "fails"),
        (own.replacen("31", "31 ", 1), "fails"),
        (bomb.encode(), "fails"),
        (String::new(), "fails"),
    ] {
        all.is(forged(&first, |receipt| named(receipt, identifier.clone())), "identifier", expected, &identifier);
    }
    let unsigned = forged(&first, |receipt| {
        receipt.proof.terms = None;
        receipt.told.blockchain_identifier = Some(String::new());
    });
    all.is(unsigned, "identifier", "unprovable", "without terms");

    for (digits, expected) in [(12, "fails"), (13, "fails"), (14, "holds"), (15, "fails"), (26, "holds"), (28, "fails")]
    {
        let receipt = forged(&first, |receipt| {
            let input = receipt.proof.input.as_mut().unwrap();
            input.nonce = "a".repeat(digits);
            input.hash = sha(&format!("{};{}", input.nonce, input.canonical));
            let result = receipt.proof.result.as_mut().unwrap();
            result.hashed = None;
            result.hash = Some(sha(&format!("{};{}", input.nonce, result.text)));
            receipt.told.chain.as_mut().unwrap().result_hash.clone_from(&result.hash);
        });
        all.is(receipt.clone(), "input", expected, &digits.to_string());
        all.is(receipt, "resultHash", expected, &digits.to_string());
    }

    let hash = first.proof.result.as_ref().unwrap().hash.clone().unwrap();
    for (on_chain, expected) in [
        (format!("\u{a0}SHA-256:{hash} \n"), "holds"),
        (format!("\u{17f}ha256:{hash}"), "fails"),
        (format!("\u{1c}{hash}"), "fails"),
    ] {
        let receipt =
            forged(&first, |receipt| receipt.told.chain.as_mut().unwrap().result_hash = Some(on_chain.clone()));
        all.is(receipt, "resultHash", expected, &on_chain);
    }

    let address = "\"smartContractAddress\":\"addr_test1wzs4e6wc95hkwezlccjw9mdvq0r0rsgx6zk34avptga3ftgn37w4g\"";
    let deep = format!("\"more\":{}{},\"network\"", "[".repeat(200), "]".repeat(200));
    for (one, other, expected) in [
        (address, address.replace("wez", "WEZ"), "holds"),
        (address, address.replace("hkw", "h\u{212a}w"), "fails"),
        ("\"network\"", "\"network\":\"Preprod\",\"network\"".to_owned(), "fails"),
        ("\"network\"", "\"more\":-0,\"network\"".to_owned(), "fails"),
        ("\"network\"", "\"more\":1.0,\"network\"".to_owned(), "fails"),
        ("\"network\"", "\"more\":9007199254740991,\"network\"".to_owned(), "holds"),
        ("\"network\"", "\"more\":9007199254740992,\"network\"".to_owned(), "fails"),
        ("\"network\"", "\"more\":\"\\ud800\",\"network\"".to_owned(), "fails"),
        ("\"network\"", "\"m\u{f6}re\":1,\"network\"".to_owned(), "fails"),
        ("\"network\"", deep, "fails"),
    ] {
        let receipt = forged(&second, |receipt| {
            let body = receipt.told.payment.body.as_mut().unwrap();
            assert!(body.contains(one), "{body}");
            *body = body.replace(one, &other);
        });
        all.is(receipt, "body", expected, &other);
    }

    let text = first.text().unwrap();
    let huge = text.replace("\"program\":\"Kaimono\"", &format!("\"program\":\"{}\"", "K".repeat(MAX_BYTES)));
    all.is(huge.into_bytes(), "document", "fails", "too long");
    all.are_held_alike();
}

/// Whoever has a key can sign what they like; the words of a check are to be the same everywhere.
#[test]
fn both_checkers_find_the_same_of_what_a_forger_signs() {
    let mut all = Forgeries::default();
    let (example, wallet) = (example(), Wallet::from_seed([7; 32], Network::Preprod));
    let signed: Value = serde_json::from_str(&example.proof.terms.as_ref().unwrap().text).unwrap();
    let member = |name: &str| text(&signed, name).unwrap();
    let terms = SignedTerms {
        input_hash: member("inputHash"),
        agent_identifier: member("agentIdentifier"),
        purchaser_identifier: member("purchaserIdentifier"),
        seller_identifier: member("sellerIdentifier"),
        requested_funds: None,
        pay_by_time: member("payByTime"),
        submit_result_time: member("submitResultTime"),
        unlock_time: member("unlockTime"),
        external_dispute_unlock_time: member("externalDisputeUnlockTime"),
        seller_address: wallet.address().to_owned(),
        second: None,
    };
    let at = |contract: &str| {
        let smart_contract_address = Some(contract.to_owned());
        Some(SecondGeneration { smart_contract_address, ..SecondGeneration::default() })
    };
    let other = |seller: String| SignedTerms { seller_identifier: seller, ..terms.clone() };
    let own = &terms.seller_identifier;
    for (terms, line, expected) in [
        (terms.clone(), "identifier", "holds"),
        (terms.clone(), "terms", "holds"),
        (terms.clone(), "seller", "holds"),
        (SignedTerms { second: at("addr_test1"), ..terms.clone() }, "identifier", "holds"),
        (SignedTerms { second: at("elsewhere"), ..terms.clone() }, "identifier", "fails"),
        (SignedTerms { second: at(&format!("addr{}", "x".repeat(247))), ..terms.clone() }, "identifier", "fails"),
        (other(format!("g{}", &own[1..])), "terms", "fails"),
        (other(format!("\u{e9}{}", &own[1..])), "terms", "fails"),
        (other(format!("0{own}")), "identifier", "fails"),
    ] {
        let identifier = wallet.sign(&terms);
        let opened = cose::open(&identifier.signature, &identifier.key).unwrap();
        let receipt = forged(&example, |receipt| {
            receipt.proof.terms = Some(Signed {
                key: hex::encode(opened.public_key),
                protected: hex::encode(&opened.protected),
                signature: hex::encode(&opened.signature),
                text: terms.canonical(),
            });
            receipt.told.approval.as_mut().unwrap().seller_key = wallet.key_hash().to_string();
            receipt.told.blockchain_identifier = Some(identifier.encode());
        });
        assert_eq!(stands(&receipt, "signature"), "holds");
        all.is(receipt, line, expected, &terms.canonical());
    }
    all.are_held_alike();
}

/// Of each byte of the example three other ones. The counts stand in docs/receipt.md.
#[test]
fn every_flipped_byte_is_found_or_lies_in_what_the_buyer_says() {
    let bytes = example().text().unwrap().into_bytes();
    let told = bytes.windows(8).position(|window| window == b",\"told\":").unwrap() + 8;
    let mut unfound = 0;
    for at in 0..bytes.len() {
        for flip in [0x01, 0x20, 0x80] {
            let mut other = bytes.clone();
            other[at] ^= flip;
            if check(&other).holds() {
                unfound += 1;
                assert!(at > told, "byte {at}, {flip:#x}: {}", String::from_utf8_lossy(&other));
            }
        }
    }
    assert!(unfound > 0, "what the buyer says is not proven, and the document says so");
    let document = fs::read_to_string(format!("{REPOSITORY}/docs/receipt.md")).unwrap();
    let (flips, proven) = (bytes.len() * 3, told * 3);
    let counts = format!(
        "of {flips} flips all {proven} in `proof` and `schema` are found. Of the {} in `told` {} are",
        flips - proven,
        flips - proven - unfound
    );
    assert!(document.contains(&counts), "docs/receipt.md should say: {counts}");
}

#[test]
fn what_is_no_receipt_is_told_apart() {
    let text = example().text().unwrap();
    let huge = vec![b' '; MAX_BYTES + 1];
    let deep = "[".repeat(100_000);
    let twice = text.replacen("{\"proof\":", "{\"proof\":null,\"proof\":", 1);
    let schema = format!("\"schema\":\"{SCHEMA}\",");
    let swapped = format!("{{{schema}{}", &text.replacen(&schema, "", 1)[1..]);
    for (bytes, why) in [
        (&b""[..], NoReceipt::Other),
        (b"\xff\xfe", NoReceipt::Other),
        (b"{}", NoReceipt::Other),
        (b"{\"schema\":\"kaimono-receipt/x\"}", NoReceipt::Other),
        (b"{\"schema\":\"kaimono-receipt/2\"}", NoReceipt::OtherVersion),
        (b"{\"schema\":\"kaimono-receipt/1\"}", NoReceipt::Altered),
        (deep.as_bytes(), NoReceipt::Other),
        (huge.as_slice(), NoReceipt::TooLarge),
        (format!("{text}\n").as_bytes(), NoReceipt::Altered),
        (format!("\u{feff}{text}").as_bytes(), NoReceipt::Other),
        (text.replacen(":", ": ", 1).as_bytes(), NoReceipt::Altered),
        (text.replacen("Text", "\\u0054ext", 1).as_bytes(), NoReceipt::Altered),
        (twice.as_bytes(), NoReceipt::Altered),
        (swapped.as_bytes(), NoReceipt::Altered),
    ] {
        let checked = check(bytes);
        assert_eq!(
            checked.receipt.clone().err(),
            Some(why),
            "{}",
            String::from_utf8_lossy(&bytes[..bytes.len().min(200)])
        );
        assert!(!checked.holds());
    }
}

fn words() -> SheetWords {
    let words = ["en", "Receipt", "It is whole.", "Nobody signed it."].map(str::to_owned);
    let [language, title, intact, unsigned] = words;
    SheetWords { language, title, intact, unsigned, ..SheetWords::default() }
}

#[test]
fn a_receipt_without_its_terms_is_not_praised() {
    let example = example();
    let stripped = forged(&example, |receipt| {
        receipt.proof.terms = None;
        receipt.told.payment.body = None;
    });
    for (receipt, signed) in [(example.text().unwrap().into_bytes(), true), (stripped, false)] {
        let checked = check(&receipt);
        assert_eq!((checked.holds(), checked.is_signed()), (true, signed), "{:?}", checked.lines);
        let page = sheet(&checked, &words()).unwrap();
        assert_eq!((page.contains("It is whole."), page.contains("Nobody signed it.")), (signed, !signed));
    }
}

#[test]
fn the_verdict_is_what_the_window_says() {
    let mut state = Purchase::of(&vectors()[0], None).state;
    let result = a_text("the tide");
    let mut at = 60;
    let mut after = |event: Event| {
        at += 1;
        state.apply(specimen::NOON.plus(at * MINUTE), &event).unwrap();
        let about = About { network: Network::Preprod, sandbox: false, now: specimen::NOON.plus(at * MINUTE) };
        let row = state.row.clone().unwrap();
        (Receipt::of(&state, |_| Ok(None), about).unwrap().told.result.map(|held| held.verdict), row)
    };
    let received = |complete| Event::ResultReceived { result: ReceivedResult::of(&result, complete).0 };
    let with = |row: &masumi::node::Purchase, hash: Option<&str>| {
        let row = masumi::node::Purchase { result_hash: hash.map(str::to_owned), ..row.clone() };
        Event::Row { row: Box::new(row) }
    };
    let (verdict, row) = after(received(false));
    assert_eq!(verdict.as_deref(), Some("waiting"));
    let hash = "ab".repeat(32);
    assert_eq!(after(with(&row, Some(&hash))).0.as_deref(), Some("noResult"));
    assert_eq!(after(received(true)).0.as_deref(), Some("checking"));
    assert_eq!(after(with(&row, None)).0.as_deref(), Some("withdrawn"));
}

#[test]
fn nothing_on_the_page_is_run_fetched_or_turned() {
    let mut receipt = example();
    let evil = "</pre><script>alert(1)</script><img src=https://x.test/a onerror=a>\u{202e}\"'&";
    evil.clone_into(&mut receipt.told.agent.name);
    evil.clone_into(&mut receipt.told.network);
    receipt.told.money.push(Moved { amount: evil.to_owned(), unit: evil.to_owned(), what: evil.to_owned() });
    receipt.told.chain.as_mut().unwrap().transactions[0].explorer = Some("javascript:alert(1)".to_owned());
    let result = receipt.proof.result.as_mut().unwrap();
    evil.clone_into(&mut result.text);
    let page = sheet(&check(receipt.text().unwrap().as_bytes()), &words()).unwrap();
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'") && page.contains("&lt;script&gt;"));
    for never in ["<script", "<img", "<a ", " src=", " href=", "url(", "@import", "\u{202e}"] {
        let shown = page.replace("&lt;img src=https", "");
        assert!(!shown.contains(never), "{never}: {page}");
    }
    assert_eq!(sheet(&check(b"{}"), &words()), Err(NoReceipt::Other));
}
