//! What is paid and what is refused: the terms of real sellers, and those of a seller who can sign anything.

use super::{identifiers, signed_terms, text};
use masumi::{
    agent::{AskedAmount, Terms},
    moment::{DAY, HOUR, MINUTE, Moment},
    money::{Amount, Money, TUSDM, Unit},
    node::{Generation, Network, PaymentSource},
    proof::*,
    registry::{AgentStatus, PaymentInformation, Pricing, SupportedSource},
    seller::Wallet,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Everything that `verify_terms` looks at.
#[derive(Clone)]
pub(super) struct Case {
    pub(super) deal: Deal,
    pub(super) terms: Terms,
    pub(super) information: PaymentInformation,
    pub(super) sources: Vec<PaymentSource>,
    pub(super) now: Moment,
    pub(super) seen: bool,
}

impl Case {
    pub(super) fn verdict(&self) -> Verdict {
        let world = World {
            payment_information: &self.information,
            payment_sources: &self.sources,
            now: self.now,
            identifier: if self.seen { Met::Before } else { Met::Never },
            client: "a test",
        };
        verify_terms(&self.deal, &self.terms, &world)
    }

    /// The registry tells another fixed price.
    pub(super) fn registered_price(&mut self, lovelace: u128) {
        self.information.entry.pricing = Pricing::Fixed(ada(lovelace));
    }

    pub(super) fn body(&self) -> PayingBody {
        match self.verdict() {
            Verdict::Payable(body, _) => *body,
            other => panic!("not payable: {:#?}", bad(&other)),
        }
    }

    /// The one check that is not passed, in terms that are otherwise right.
    fn only_failure(&self) -> (CheckId, Outcome) {
        let verdict = self.verdict();
        assert!(matches!(verdict, Verdict::Refused(_)), "{verdict:?}");
        match bad(&verdict).as_slice() {
            [one] => (one.id, one.outcome.clone()),
            several => panic!("{several:#?}"),
        }
    }

    fn assert_fails(&self, id: CheckId, expected: &str, found: &str) {
        let outcome = Outcome::Failed { expected: expected.into(), found: found.into() };
        assert_eq!(self.only_failure(), (id, outcome));
    }
}

fn bad(verdict: &Verdict) -> Vec<&Check> {
    verdict.objections().collect()
}

fn outcome(verdict: &Verdict, id: CheckId) -> Outcome {
    verdict.checks().iter().find(|check| check.id == id).unwrap().outcome.clone()
}

pub(super) fn ada(amount: u128) -> Vec<Money> {
    vec![Money::lovelace(amount)]
}

pub(super) fn tusdm(amount: u128) -> Money {
    Money { amount: Amount(amount), unit: Unit::parse(TUSDM) }
}

const V1_POLICY: &str = "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77";
const V2_POLICY: &str = "67ab0c92c4ac1610895a1c965ee50aba41a8f1513b15240723b3bd0b";
const V2_CONTRACT: &str = "addr_test1wzs4e6wc95hkwezlccjw9mdvq0r0rsgx6zk34avptga3ftgn37w4g";

/// The two sources of the recorded node.
fn payment_sources() -> Vec<PaymentSource> {
    let source = |generation, policy: &str, contract: &str| PaymentSource {
        id: format!("{generation:?}"),
        network: Network::Preprod,
        generation,
        policy_id: policy.into(),
        smart_contract_address: contract.into(),
        required_admin_signatures: None,
        admins: Vec::new(),
    };
    let first = "addr_test1wz7j4kmg2cs7yf92uat3ed4a3u97kr7axxr4avaz0lhwdsqukgwfm";
    vec![source(Generation::V2, V2_POLICY, V2_CONTRACT), source(Generation::V1, V1_POLICY, first)]
}

fn information(agent: &str, pricing: &Pricing, address: &str, vkey: &str) -> PaymentInformation {
    let entry = json!({
        "id": "row", "agent_identifier": agent, "name": "Agent", "description": "", "status": "Online",
        "uptime_count": 1, "uptime_check_count": 1, "tags": [], "pricing": pricing, "supported_sources": [],
        "example_output": [],
    });
    PaymentInformation {
        entry: serde_json::from_value(entry).unwrap(),
        seller_address: address.into(),
        seller_vkey: vkey.into(),
    }
}

fn supported_source(index: u32, pricing: Pricing) -> SupportedSource {
    SupportedSource {
        chain: "Cardano".into(),
        network: "Preprod".into(),
        index,
        generation: Some(Generation::V2),
        address: V2_CONTRACT.into(),
        pricing,
    }
}

/// A recorded job: the agent's answer as the agent client reads it, the registry and the node as they were.
pub(super) fn recorded(name: &str) -> Case {
    let vector = identifiers().into_iter().find(|vector| vector["name"] == name).unwrap();
    let signed = signed_terms(&vector);
    let answer = &vector["start_job_response"];
    let dynamic = signed.requested_funds.is_some();
    let second = signed.second.clone();
    let pricing = match (dynamic, &second) {
        (true, _) => Pricing::Dynamic,
        (false, None) => Pricing::Fixed(ada(2_000_000)),
        (false, Some(_)) => Pricing::Unknown("null".into()),
    };
    let mut information =
        information(&signed.agent_identifier, &pricing, &signed.seller_address, text(&answer["sellerVKey"]));
    if second.is_some() {
        information.entry.supported_sources = vec![
            supported_source(0, Pricing::Fixed(vec![tusdm(400_000)])),
            supported_source(1, Pricing::Fixed(ada(2_500_000))),
            SupportedSource { chain: "EVM".into(), ..supported_source(2, Pricing::Free) },
        ];
    }
    let price = match (dynamic, name) {
        (true, _) => Price::Ceiling(ada(10_000_000)),
        (_, "v2") => Price::Fixed(ada(2_500_000)),
        (_, "v2t") => Price::Fixed(vec![tusdm(400_000)]),
        _ => Price::Fixed(ada(2_000_000)),
    };
    let unlock = Moment::parse_signed(&signed.unlock_time).unwrap();
    let pay_by = Moment::parse_signed(&signed.pay_by_time).unwrap();
    Case {
        deal: Deal {
            network: Network::Preprod,
            agent_identifier: signed.agent_identifier.parse().unwrap(),
            generation: if second.is_some() { Generation::V2 } else { Generation::V1 },
            seller_vkey: information.seller_vkey.parse().unwrap(),
            nonce: signed.purchaser_identifier.parse().unwrap(),
            input_json: canonical_json(&vector["input_data"]).unwrap(),
            price,
            unlock_no_later_than: unlock,
            dispute_no_later_than: None,
        },
        terms: Terms {
            job_id: answer["job_id"].as_str().or(answer["id"].as_str()).unwrap().into(),
            blockchain_identifier: text(&answer["blockchainIdentifier"]).into(),
            pay_by_time: Some(signed.pay_by_time),
            submit_result_time: Some(signed.submit_result_time),
            unlock_time: Some(signed.unlock_time),
            external_dispute_unlock_time: Some(signed.external_dispute_unlock_time),
            agent_identifier: Some(signed.agent_identifier),
            seller_vkey: Some(information.seller_vkey.clone()),
            identifier_from_purchaser: Some(signed.purchaser_identifier),
            input_hash: Some(signed.input_hash),
            requested_funds: signed.requested_funds,
            supported_payment_source_index: second.as_ref().and_then(|second| second.supported_payment_source_index),
            seller_return_address: second.and_then(|second| second.seller_return_address),
            smart_contract_address: None,
            payment_source_type: None,
            payment_force_layer: None,
        },
        information,
        sources: payment_sources(),
        now: pay_by.plus(-HOUR),
        seen: false,
    }
}

pub(super) const RECORDED: [&str; 6] = ["summarizer", "leadscout", "hitl", "dynamic", "v2", "v2t"];

/// A seller with keys of its own, who signs what it likes.
pub(super) struct Seller(Wallet);

impl Seller {
    pub(super) fn new(seed: u8) -> Seller {
        Seller(Wallet::from_seed([seed; 32], Network::Preprod))
    }

    fn vkey(&self) -> String {
        self.0.key_hash().to_string()
    }

    pub(super) fn address(&self) -> String {
        self.0.address().to_owned()
    }

    /// Signs these terms and sells under them: the registry names this seller, the agent answers with them.
    pub(super) fn sells(&self, case: &mut Case, change: impl FnOnce(&mut SignedTerms)) {
        let terms = &mut case.terms;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let mut signed = SignedTerms {
            input_hash: input_hash(&case.deal.nonce, &case.deal.input_json),
            agent_identifier: case.deal.agent_identifier.to_string(),
            purchaser_identifier: case.deal.nonce.to_string(),
            seller_identifier: "5e".repeat(32) + case.deal.agent_identifier.as_str(),
            requested_funds: matches!(case.deal.price, Price::Ceiling(_))
                .then(|| terms.requested_funds.clone().unwrap()),
            pay_by_time: text(&terms.pay_by_time),
            submit_result_time: text(&terms.submit_result_time),
            unlock_time: text(&terms.unlock_time),
            external_dispute_unlock_time: text(&terms.external_dispute_unlock_time),
            seller_address: self.address(),
            second: (case.deal.agent_identifier.policy() == V2_POLICY).then(|| SecondGeneration {
                seller_return_address: terms.seller_return_address.clone(),
                smart_contract_address: Some(V2_CONTRACT.into()),
                supported_payment_source_index: terms.supported_payment_source_index,
                payment_force_layer: terms.payment_force_layer.clone(),
            }),
        };
        change(&mut signed);
        terms.blockchain_identifier = self.0.sign(&signed).encode();
        terms.pay_by_time = Some(signed.pay_by_time);
        terms.submit_result_time = Some(signed.submit_result_time);
        terms.unlock_time = Some(signed.unlock_time);
        terms.external_dispute_unlock_time = Some(signed.external_dispute_unlock_time);
        terms.seller_vkey = Some(self.vkey());
        terms.input_hash = Some(signed.input_hash);
        case.information.seller_address = self.address();
        case.information.seller_vkey = self.vkey();
        case.deal.seller_vkey = self.vkey().parse().unwrap();
    }
}

/// `summarizer`, sold by a seller who signs these changes.
fn sold(name: &str, change: impl FnOnce(&mut SignedTerms)) -> Case {
    let mut case = recorded(name);
    Seller::new(7).sells(&mut case, change);
    case
}

fn at(millis: i64) -> String {
    millis.to_string()
}

#[test]
fn the_terms_of_real_sellers_are_payable_with_every_check_named() {
    for name in RECORDED {
        let verdict = recorded(name).verdict();
        let Verdict::Payable(body, checks) = &verdict else { panic!("{name}: {:#?}", bad(&verdict)) };
        assert_eq!(body.blockchain_identifier(), recorded(name).terms.blockchain_identifier);
        let ids: Vec<CheckId> = checks.iter().map(|check| check.id).collect();
        assert_eq!(ids, CheckId::ALL, "one outcome for each thing that is checked, in its order");
        assert!(ids.is_sorted());
    }
}

#[test]
fn a_body_says_what_was_signed_and_guards_the_price() {
    let case = recorded("summarizer");
    let body: Value = serde_json::from_str(case.body().json()).unwrap();
    assert_eq!(
        body,
        json!({
            "blockchainIdentifier": case.terms.blockchain_identifier,
            "network": "Preprod",
            "inputHash": "f8499be032e14b8cdd11f8ff9b5db37173726037098ab5df122ab3bd92b8182c",
            "sellerVkey": "9a800faff8fec71f03da4fa63e2eb6920487a4969d6a0e59ec1a4345",
            "agentIdentifier": "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f7779e12e214eb0b968981d3cd37a1d70f9ae7d7a3bcc5f7eb6ae465a2baff3316f",
            "Amounts": [{ "amount": "2000000", "unit": "" }],
            "payByTime": "1795370053582",
            "submitResultTime": "1795413253582",
            "unlockTime": "1795434853582",
            "externalDisputeUnlockTime": "1795456453582",
            "identifierFromPurchaser": "54457a849f11e756a970",
            "paymentType": "Web3CardanoV1",
            "paymentSourceType": "Web3CardanoV1",
            "metadata": "{\"client\":\"a test\",\"jobId\":\"e28e0edf-6be6-40a1-96f6-7721c49fd8e9\"}",
        })
    );
}

#[test]
fn a_body_of_the_second_generation_names_contract_index_and_return_address() {
    let body: Value = serde_json::from_str(recorded("v2").body().json()).unwrap();
    assert_eq!(body["paymentSourceType"], "Web3CardanoV2");
    assert_eq!(body["smartContractAddress"], V2_CONTRACT);
    assert_eq!(body["supportedPaymentSourceIndex"], 1);
    assert!(text(&body["sellerReturnAddress"]).starts_with("addr_test1qp9pvqu3"));
    assert_eq!(body["Amounts"], json!([{ "amount": "2500000", "unit": "" }]));
    assert!(body.get("paymentType").is_none() && body.get("buyerReturnAddress").is_none());
    let tokens: Value = serde_json::from_str(recorded("v2t").body().json()).unwrap();
    assert_eq!(tokens["Amounts"], json!([{ "amount": "400000", "unit": TUSDM }]));
    assert_eq!(tokens["supportedPaymentSourceIndex"], 0);
}

#[test]
fn a_quote_is_sent_in_the_order_and_letters_in_which_it_was_signed() {
    let case = sold("dynamic", |signed| {
        signed.requested_funds = Some(vec![("5", TUSDM).into(), ("7", "").into(), ("1", TUSDM).into()]);
    });
    let quote = |ada: &str| vec![("5", TUSDM).into(), ("7", ada).into(), ("1", TUSDM).into()];
    let ceiling = vec![Money::lovelace(7), tusdm(6)];
    for spelling in ["", "lovelace", "Lovelace"] {
        let mut case = case.clone();
        case.deal.price = Price::Ceiling(ceiling.clone());
        case.terms.requested_funds = Some(quote(spelling));
        let body = case.body();
        let sent: Value = serde_json::from_str(body.json()).unwrap();
        let money = |amount: &str, unit: &str| json!({ "amount": amount, "unit": unit });
        assert_eq!(sent["Amounts"], json!([money("5", TUSDM), money("7", ""), money("1", TUSDM)]));
        assert_eq!(body.paid(), [tusdm(5), Money::lovelace(7), tusdm(1)]);
    }
}

#[test]
fn the_journal_restores_a_body_to_the_byte() {
    for name in RECORDED {
        let body = recorded(name).body();
        assert_eq!(PayingBody::restore_unverified(body.json()).unwrap(), body);
        let mut journaled = Vec::new();
        kept_body::serialize(&body, &mut serde_json::Serializer::new(&mut journaled)).unwrap();
        let restored = kept_body::deserialize(&mut serde_json::Deserializer::from_slice(&journaled)).unwrap();
        assert_eq!(restored.json().as_bytes(), body.json().as_bytes());
        assert_eq!(restored.paid(), body.paid());
    }
    for not_a_body in ["", "{}", "[1]", "\"text\""] {
        assert!(PayingBody::restore_unverified(not_a_body).is_err());
    }
}

/// Bodies of the first generation once named their generation for old nodes alone, or not at all.
#[test]
fn a_body_of_an_older_journal_is_restored_to_the_byte() {
    let newest = recorded("summarizer").body().json().to_owned();
    let older = newest.replace(r#","paymentSourceType":"Web3CardanoV1""#, "");
    let oldest = older.replace(r#","paymentType":"Web3CardanoV1""#, "");
    assert!(older.len() < newest.len() && oldest.len() < older.len());
    for json in [older, oldest] {
        assert_eq!(PayingBody::restore_unverified(&json).unwrap().json(), json);
    }
}

/// A body is sent as it stands, and what nobody reads in it nobody would have approved.
#[test]
fn a_text_with_anything_added_or_spelt_otherwise_is_no_body() {
    let json = recorded("summarizer").body().json().to_owned();
    let added = |member: &str| format!("{},{member}}}", json.strip_suffix('}').unwrap());
    for changed in [
        added(r#""buyerReturnAddress":"addr_test1attacker""#),
        added(r#""forceLayer":"Hydra""#),
        added(r#""smartContractAddress":null"#),
        added(r#""network":"Preprod""#),
        json.replace(r#""unit":"""#, r#""unit":"","to":"addr_test1attacker""#),
        json.replace("Preprod", r"\u0050reprod"),
        json.replacen(':', ": ", 1),
        format!("{json} "),
    ] {
        assert_ne!(changed, json);
        assert!(PayingBody::restore_unverified(&changed).is_err(), "{changed}");
    }
}

#[test]
fn hex_in_capitals_is_the_same_and_is_sent_as_signed() {
    let mut case = recorded("summarizer");
    case.terms.agent_identifier = case.terms.agent_identifier.map(|hex| hex.to_uppercase());
    case.terms.seller_vkey = case.terms.seller_vkey.map(|hex| hex.to_uppercase());
    case.terms.identifier_from_purchaser = case.terms.identifier_from_purchaser.map(|hex| hex.to_uppercase());
    case.terms.input_hash = case.terms.input_hash.map(|hex| hex.to_uppercase());
    case.deal.agent_identifier = case.deal.agent_identifier.as_str().to_uppercase().parse().unwrap();
    case.information.seller_vkey = case.information.seller_vkey.to_uppercase();
    assert_eq!(case.body(), recorded("summarizer").body());

    let capitals = sold("summarizer", |signed| signed.input_hash = signed.input_hash.to_uppercase());
    let body: Value = serde_json::from_str(capitals.body().json()).unwrap();
    assert_eq!(body["inputHash"], capitals.terms.input_hash.unwrap());
}

#[test]
fn a_missing_echo_is_fine_where_the_identifier_says_it() {
    let mut case = recorded("summarizer");
    case.terms.agent_identifier = None;
    case.terms.seller_vkey = None;
    case.terms.identifier_from_purchaser = None;
    case.terms.input_hash = None;
    assert_eq!(case.body(), recorded("summarizer").body());
}

#[test]
fn an_identifier_that_is_none_is_refused_with_what_it_is() {
    let long = "0".repeat(8_002);
    let words = hex::encode(lz_str::compress_to_uint8_array("one.two.three"));
    let no_hex = hex::encode(lz_str::compress_to_uint8_array("seller.aa.bb.cc"));
    let no_agent = hex::encode(lz_str::compress_to_uint8_array("aa.aa.bb.cc"));
    let table = [
        ("FREE-1a2b", "not hex"),
        ("", "1 segments instead of four or five"),
        ("abc", "not hex"),
        ("ffff", "hex, but not an lz-string"),
        (&long, "8002 characters, more than the 8000 a node takes"),
        (&words, "3 segments instead of four or five"),
        (&no_hex, "its seller segment is not hex"),
        (&no_agent, "its seller segment names no agent"),
    ];
    for (identifier, found) in table {
        let mut case = recorded("summarizer");
        case.terms.blockchain_identifier = identifier.into();
        case.assert_fails(CheckId::IdentifierFormat, "four or five segments, as a seller's node makes them", found);
    }
}

#[test]
fn an_identifier_seen_before_is_never_paid_again() {
    let case = Case { seen: true, ..recorded("summarizer") };
    case.assert_fails(CheckId::IdentifierUnused, "an identifier never seen", "one of an earlier purchase");
}

#[test]
fn each_value_of_the_approval_and_the_registry_must_be_the_right_one() {
    let other = "ab".repeat(28);
    type Change = (CheckId, fn(&mut Case, &str));
    let table: [Change; 3] = [
        (CheckId::SellerRegistered, |case, other| case.information.seller_vkey = other.into()),
        (CheckId::SellerApproved, |case, other| case.deal.seller_vkey = other.parse().unwrap()),
        (CheckId::Registered, |case, other| case.information.entry.agent_identifier = other.into()),
    ];
    for (id, change) in table {
        let mut case = recorded("summarizer");
        change(&mut case, &other);
        assert_eq!(case.only_failure().0, id);
    }
}

type Named = (CheckId, fn(&mut Terms, String));

/// What the answer repeats of what is signed.
const ECHOES: [Named; 6] = [
    (CheckId::AgentEcho, |terms, named| terms.agent_identifier = Some(named)),
    (CheckId::NonceEcho, |terms, named| terms.identifier_from_purchaser = Some(named)),
    (CheckId::SellerKey, |terms, named| terms.seller_vkey = Some(named)),
    (CheckId::InputHash, |terms, named| terms.input_hash = Some(named)),
    (CheckId::Contract, |terms, named| terms.payment_source_type = Some(named)),
    (CheckId::Contract, |terms, named| terms.smart_contract_address = Some(named)),
];

/// Nothing that is paid depends on it, so it is no reason to refuse what the right seller signed.
#[test]
fn a_wrong_echo_beside_a_right_signature_is_said_and_changes_nothing_that_is_paid() {
    for name in RECORDED {
        for (id, change) in ECHOES {
            let mut case = recorded(name);
            change(&mut case.terms, "ab".repeat(28));
            let verdict = case.verdict();
            let Verdict::Payable(body, _) = &verdict else { panic!("{name} {id:?}: {:#?}", bad(&verdict)) };
            assert_eq!(**body, recorded(name).body(), "{name} {id:?}");
            match outcome(&verdict, id) {
                Outcome::Warned { note } => assert!(note.contains(&"ab".repeat(28)), "{note}"),
                // The first generation has no contract in its identifier that another could stand against.
                other => assert!(name != "v2" && id == CheckId::Contract && other == Outcome::Passed, "{other:?}"),
            }
        }
    }
}

/// There it helps to say what is wrong.
#[test]
fn a_wrong_echo_beside_a_wrong_signature_is_refused_with_it() {
    for (id, change) in ECHOES {
        let mut case = recorded("v2");
        case.terms.unlock_time = Some(at(case.deal.unlock_no_later_than.0 - 1));
        change(&mut case.terms, "ab".repeat(28));
        let failing: Vec<CheckId> = bad(&case.verdict()).iter().map(|check| check.id).collect();
        assert!(failing.contains(&id) && failing.contains(&CheckId::Signature), "{failing:?}");
    }
}

#[test]
fn an_echo_in_another_spelling_is_the_same() {
    let seller = Seller::new(7);
    type Respell = fn(&mut Terms, &Seller);
    let table: [(&str, Respell); 6] = [
        ("the key's address", |terms, seller| terms.seller_vkey = Some(seller.address())),
        ("the key itself", |terms, seller| terms.seller_vkey = Some(hex::encode(seller.0.public_key()))),
        ("the name of the algorithm", |terms, _| {
            terms.input_hash = terms.input_hash.take().map(|it| "sha256:".to_owned() + &it);
        }),
        ("and in capitals", |terms, _| {
            terms.input_hash = terms.input_hash.take().map(|it| "SHA256:".to_owned() + &it.to_uppercase());
        }),
        ("case", |terms, _| terms.payment_source_type = Some("WEB3CARDANOV1".into())),
        ("spaces", |terms, _| terms.agent_identifier = terms.agent_identifier.take().map(|it| format!(" {it}\n"))),
    ];
    for (name, change) in table {
        let mut case = sold("summarizer", |_| ());
        let plain = case.body();
        change(&mut case.terms, &seller);
        let verdict = case.verdict();
        let Verdict::Payable(body, checks) = &verdict else { panic!("{name}: {:#?}", bad(&verdict)) };
        assert_eq!(**body, plain, "{name}");
        let said = checks.iter().filter(|check| matches!(check.outcome, Outcome::Warned { .. })).collect::<Vec<_>>();
        assert!(said.is_empty(), "{name}: {said:?}");
    }
    // The address of somebody else is not this key, and is never paid.
    let mut case = sold("summarizer", |_| ());
    case.terms.seller_vkey = Some(Seller::new(8).address());
    let Outcome::Warned { note } = outcome(&case.verdict(), CheckId::SellerKey) else { panic!() };
    assert!(note.contains(&Seller::new(8).address()[..100]), "{note}");
    assert!(case.body().json().contains(&seller.vkey()));
}

/// Whoever names the right values in the answer but signs others is paid nothing.
#[test]
fn no_echo_makes_up_for_what_was_not_signed_by_the_approved_seller() {
    let mut case = sold("summarizer", |_| ());
    let right = case.terms.clone();
    Seller::new(8).sells(&mut case, |_| ());
    case.information.seller_address = Seller::new(7).address();
    case.information.seller_vkey = Seller::new(7).vkey();
    case.deal.seller_vkey = Seller::new(7).vkey().parse().unwrap();
    case.terms.seller_vkey = right.seller_vkey;
    let failing: Vec<CheckId> = bad(&case.verdict()).iter().map(|check| check.id).collect();
    for id in [CheckId::SellerRegistered, CheckId::SellerApproved, CheckId::SellerAddress] {
        assert!(failing.contains(&id), "{failing:?}");
    }
}

#[test]
fn terms_for_another_agent_or_another_nonce_are_refused() {
    let sibling = sold("summarizer", |signed| {
        signed.agent_identifier = format!("{V1_POLICY}{}", "11".repeat(32));
        signed.seller_identifier = "5e".repeat(32) + &signed.agent_identifier;
    });
    assert_eq!(sibling.only_failure().0, CheckId::AgentIdentifier);
    let replayed = sold("summarizer", |signed| signed.purchaser_identifier = "00112233445566778899".into());
    assert_eq!(replayed.only_failure().0, CheckId::Nonce);
}

#[test]
fn an_agent_that_hashed_other_input_is_refused_and_told_how_it_hashed() {
    let case = recorded("summarizer");
    let Deal { nonce, input_json, .. } = &case.deal;
    let ours = input_hash(nonce, input_json);
    let list = canonical_json(&json!([
        { "key": "sentences", "value": 2 },
        { "key": "text", "value": "Grüße, \"World\" — 你好" },
    ]));
    let spaced = input_json.replace("\":", "\": ").replace(",\"text", ", \"text");
    let table = [
        (input_hash(nonce, &list.unwrap()), ": our input, hashed as a list of key and value"),
        (input_hash(nonce, &spaced), ": our input, hashed with the spacing of json.dumps"),
        (hex::encode(Sha256::digest(format!(";{nonce}{input_json}"))), ": other input than ours"),
        (input_hash(nonce, "{}"), ": other input than ours"),
    ];
    for (hash, how) in table {
        let case = sold("summarizer", |signed| signed.input_hash.clone_from(&hash));
        let verdict = case.verdict();
        let failed = Outcome::Failed { expected: ours.clone(), found: format!("{hash}{how}") };
        assert_eq!(outcome(&verdict, CheckId::InputHash), failed);
        let over_another = Outcome::Failed {
            expected: "a signature over our input".into(),
            found: "one over another input hash".into(),
        };
        assert_eq!(outcome(&verdict, CheckId::Signature), over_another);
        assert_eq!(bad(&verdict).len(), 2);

        // The agent claims our hash, but the seller signed another: the signature tells.
        let claims = Case { terms: Terms { input_hash: Some(ours.clone()), ..case.terms.clone() }, ..case.clone() };
        assert!(matches!(claims.verdict(), Verdict::Refused(_)));
    }
}

#[test]
fn a_float_that_python_writes_otherwise_is_named_as_such() {
    let mut case = recorded("summarizer");
    case.deal.input_json = r#"{"n":1e-7}"#.into();
    let python = input_hash(&case.deal.nonce, r#"{"n":1e-07}"#);
    Seller::new(7).sells(&mut case, |signed| signed.input_hash.clone_from(&python));
    let Outcome::Failed { found, .. } = outcome(&case.verdict(), CheckId::InputHash) else { panic!() };
    assert_eq!(found, format!("{python}: our input, hashed by the number and key rules of canonicaljson"));
}

#[test]
fn a_seller_whose_address_is_not_its_own_is_refused() {
    let mut case = sold("summarizer", |_| ());
    case.information.seller_address = Seller::new(8).address();
    let verdict = case.verdict();
    let failing: Vec<CheckId> = bad(&verdict).iter().map(|check| check.id).collect();
    assert_eq!(failing, [CheckId::SellerAddress, CheckId::Signature]);

    // Signed over an address that the key does not have.
    let stranger = Seller::new(8).address();
    let mut case = sold("summarizer", |signed| signed.seller_address.clone_from(&stranger));
    case.information.seller_address = stranger;
    assert_eq!(case.only_failure().0, CheckId::SellerAddress);
}

#[test]
fn a_mainnet_address_sells_nothing_on_preprod() {
    let mainnet = Wallet::from_seed([7; 32], Network::Mainnet).address().to_owned();
    let mut case = sold("summarizer", |signed| signed.seller_address.clone_from(&mainnet));
    case.information.seller_address.clone_from(&mainnet);
    case.assert_fails(CheckId::SellerAddress, "an address of a key on Preprod", &mainnet);
}

#[test]
fn a_forged_signature_is_refused() {
    let mut case = recorded("summarizer");
    let mut identifier = BlockchainIdentifier::decode(&case.terms.blockchain_identifier).unwrap();
    let last = identifier.signature.pop().unwrap();
    identifier.signature.push(if last == '0' { '1' } else { '0' });
    case.terms.blockchain_identifier = identifier.encode();
    let forged = "one that does not hold";
    case.assert_fails(CheckId::Signature, "a signature of the key in the identifier", forged);

    let mut case = recorded("summarizer");
    identifier.signature = "a0".into();
    case.terms.blockchain_identifier = identifier.encode();
    let verdict = case.verdict();
    assert!(matches!(verdict, Verdict::Refused(_)));
    assert_eq!(
        outcome(&verdict, CheckId::SellerAddress),
        Outcome::NotApplicable { note: "no key in the identifier".into() }
    );
}

#[test]
fn deadlines_in_another_form_are_what_the_signature_says_they_are() {
    // Signed is 1795434853582.
    for other in [
        "2026-11-23T11:54:13.582Z",
        "2026-11-23T11:54:13.582000+00:00",
        "2026-11-23T12:54:13.582+01:00",
        " 1795434853582 ",
        "1795434853582.0",
        "01795434853582",
        "+1795434853582",
    ] {
        let mut case = recorded("summarizer");
        case.terms.unlock_time = Some(other.into());
        assert_eq!(case.body(), recorded("summarizer").body(), "{other}");
    }
    // Another time than was signed, and without its milliseconds none at all.
    for other in ["2026-11-23T11:54:13.581Z", "2026-11-23T11:54:13Z", "1795434853", "1795434853581.0"] {
        let mut case = recorded("summarizer");
        case.terms.unlock_time = Some(other.into());
        assert_eq!(case.only_failure().0, CheckId::Signature, "{other}");
    }
    let mut whole = sold("summarizer", |signed| signed.unlock_time = "1795434853000".into());
    whole.terms.unlock_time = Some("1795434853".into());
    let body: Value = serde_json::from_str(whole.body().json()).unwrap();
    assert_eq!(body["unlockTime"], "1795434853000", "sent as it was signed");
}

#[test]
fn what_is_no_time_is_no_deadline() {
    let table: [(&str, Option<&str>); 5] = [
        ("missing", None),
        ("negative", Some("-1795434853582")),
        ("zero", Some("0")),
        ("fraction", Some("1795434853582.5")),
        ("words", Some("tomorrow")),
    ];
    for (name, unlock) in table {
        let mut case = recorded("summarizer");
        case.terms.unlock_time = unlock.map(str::to_owned);
        let found = unlock.unwrap_or("nothing");
        assert_eq!(
            case.only_failure(),
            (
                CheckId::DeadlineOrder,
                Outcome::Failed { expected: "unlockTime in milliseconds".into(), found: found.into() }
            ),
            "{name}"
        );
    }
}

#[test]
fn deadlines_keep_the_rules_of_the_node_to_the_millisecond() {
    let start = recorded("summarizer").now.0;
    // payBy, submitResult, unlock, externalDispute from now; the check that fails.
    let (pay, submit, unlock, dispute) = (10 * MINUTE, 15 * MINUTE, 30 * MINUTE, 45 * MINUTE);
    let table = [
        ("the shortest offer", [pay, submit, unlock, dispute], None),
        ("late to pay", [2 * MINUTE - 1, submit, unlock, dispute], Some(CheckId::PayTime)),
        ("just in time to pay", [2 * MINUTE, submit, unlock, dispute], None),
        ("late to deliver", [pay - 1, submit - 1, unlock, dispute], Some(CheckId::DeliverTime)),
        ("paid too close to delivery", [pay + 1, submit, unlock, dispute], Some(CheckId::DeadlineOrder)),
        ("unlocked too soon", [pay, submit, unlock - 1, dispute], Some(CheckId::DeadlineOrder)),
        ("disputed too soon", [pay, submit, unlock, dispute - 1], Some(CheckId::DeadlineOrder)),
        ("equal", [HOUR, HOUR, HOUR, HOUR], Some(CheckId::DeadlineOrder)),
        ("disputed late", [pay, submit, unlock, unlock + 90 * DAY], None),
    ];
    for (name, [pay_by, submit, unlock, dispute], failing) in table {
        let mut case = sold("summarizer", |signed| {
            signed.pay_by_time = at(start + pay_by);
            signed.submit_result_time = at(start + submit);
            signed.unlock_time = at(start + unlock);
            signed.external_dispute_unlock_time = at(start + dispute);
        });
        case.deal.unlock_no_later_than = Moment(start + unlock);
        match failing {
            None => _ = case.body(),
            Some(id) => assert_eq!(case.only_failure().0, id, "{name}"),
        }
    }
}

/// No rule of the contract forbids it; it holds disputed money for so long, and that is the person's to decide.
#[test]
fn a_dispute_that_is_decided_late_is_asked_about_and_then_kept() {
    let unlock = recorded("summarizer").deal.unlock_no_later_than;
    let latest = unlock.plus(90 * DAY);
    for late in [latest.plus(1), latest.plus(3_650 * DAY)] {
        let mut case = sold("summarizer", |signed| signed.external_dispute_unlock_time = at(late.0));
        let Verdict::OutsideApproval(asked, checks) = case.verdict() else { panic!("{:?}", case.verdict()) };
        assert_eq!((asked.unlock, asked.dispute), (unlock, late));
        let outside =
            Outcome::Outside { approved: format!("a dispute decided by {}", latest.iso()), found: late.iso() };
        assert_eq!(checks.iter().find(|check| check.id == CheckId::DeadlineOrder).unwrap().outcome, outside);
        case.deal.dispute_no_later_than = Some(late.plus(-1));
        assert!(matches!(case.verdict(), Verdict::OutsideApproval(..)), "later than was approved");
        case.deal.dispute_no_later_than = Some(late);
        let body: Value = serde_json::from_str(case.body().json()).unwrap();
        assert_eq!(body["externalDisputeUnlockTime"], at(late.0));
    }
}

/// What was approved holds, also where it is sooner than what nobody is asked about.
#[test]
fn a_dispute_that_was_to_be_decided_sooner_is_asked_about() {
    let mut case = recorded("summarizer");
    let dispute = Moment::parse_signed(case.terms.external_dispute_unlock_time.as_deref().unwrap()).unwrap();
    case.deal.dispute_no_later_than = Some(dispute);
    assert!(matches!(case.verdict(), Verdict::Payable(..)));
    case.deal.dispute_no_later_than = Some(dispute.plus(-1));
    assert!(matches!(case.verdict(), Verdict::OutsideApproval(..)));
}

#[test]
fn a_later_unlock_is_asked_for_and_then_kept() {
    let mut case = recorded("summarizer");
    let unlock = case.deal.unlock_no_later_than;
    case.deal.unlock_no_later_than = unlock.plus(-1);
    let Verdict::OutsideApproval(asked, checks) = case.verdict() else { panic!() };
    let dispute = Moment::parse_signed(case.terms.external_dispute_unlock_time.as_deref().unwrap()).unwrap();
    let asks = Asked { price: Price::Fixed(ada(2_000_000)), unlock, dispute };
    assert_eq!(*asked, asks);
    let outside = checks.iter().find(|check| check.id == CheckId::UnlockTime).unwrap();
    assert_eq!(
        outside.outcome,
        Outcome::Outside { approved: "2026-11-23T11:54:13.581Z".into(), found: "2026-11-23T11:54:13.582Z".into() }
    );
    case.deal.unlock_no_later_than = asked.unlock;
    assert_eq!(case.body(), recorded("summarizer").body());
}

#[test]
fn money_that_is_locked_for_long_is_warned_of_even_where_it_was_approved() {
    let now = recorded("summarizer").now;
    for (unlock, warned) in
        [(now.plus(LONG_LOCK_MILLIS - 1), false), (now.plus(LONG_LOCK_MILLIS), true), (now.plus(3650 * DAY), true)]
    {
        let mut case = sold("summarizer", |signed| {
            signed.unlock_time = at(unlock.0);
            signed.external_dispute_unlock_time = at(unlock.plus(HOUR).0);
        });
        assert!(matches!(case.verdict(), Verdict::OutsideApproval(..)), "asked about first, whatever it is");
        case.deal.unlock_no_later_than = unlock;
        let verdict = case.verdict();
        assert!(matches!(verdict, Verdict::Payable(..)));
        match outcome(&verdict, CheckId::UnlockTime) {
            Outcome::Warned { note } => {
                assert!(warned && note.ends_with(&unlock.iso()), "{note}");
            }
            other => assert!(!warned && other == Outcome::Passed, "{other:?}"),
        }
    }
}

#[test]
fn an_agent_that_is_not_listed_any_more_is_refused_with_every_check_named() {
    let checks = unlisted();
    assert_eq!(checks.iter().map(|check| check.id).collect::<Vec<_>>(), CheckId::ALL);
    assert_eq!(
        bad(&Verdict::Refused(checks.clone())).iter().map(|check| check.id).collect::<Vec<_>>(),
        [CheckId::Registered]
    );
}

#[test]
fn a_fixed_price_must_be_the_approved_one_unit_by_unit() {
    let both = vec![Money::lovelace(1_200_000), tusdm(250_000)];
    let split = vec![Money::lovelace(1_000_000), tusdm(250_000), Money::lovelace(200_000)];
    let table = [
        ("the same", both.clone(), both.clone(), true),
        ("in another order", both.clone(), both.iter().rev().cloned().collect(), true),
        ("in parts", both.clone(), split, true),
        ("dearer", both.clone(), vec![Money::lovelace(1_200_001), tusdm(250_000)], false),
        ("cheaper", both.clone(), vec![Money::lovelace(1_199_999), tusdm(250_000)], false),
        ("one unit less", both.clone(), ada(1_200_000), false),
        ("one unit more", ada(1_200_000), both.clone(), false),
        ("another unit", ada(250_000), vec![tusdm(250_000)], false),
    ];
    for (name, approved, registered, payable) in table {
        let mut case = recorded("summarizer");
        case.deal.price = Price::Fixed(approved);
        case.information.entry.pricing = Pricing::Fixed(registered.clone());
        match case.verdict() {
            Verdict::Payable(body, _) => {
                assert!(payable, "{name}");
                assert_eq!(body.paid(), Money::sums(&registered).unwrap());
            }
            Verdict::OutsideApproval(asked, _) => {
                assert!(!payable, "{name}");
                assert_eq!(asked.price, Price::Fixed(Money::sums(&registered).unwrap()));
                case.deal.price = asked.price;
                _ = case.body();
            }
            refused => panic!("{name}: {:#?}", bad(&refused)),
        }
    }
}

#[test]
fn a_quote_must_be_under_the_ceiling_unit_by_unit() {
    let quoted = [("7", ""), ("5", TUSDM), ("3", "")];
    let quote: Vec<AskedAmount> = quoted.map(AskedAmount::from).into();
    let table = [
        ("exactly", vec![Money::lovelace(10), tusdm(5)], true),
        ("under", vec![Money::lovelace(11), tusdm(500)], true),
        ("the sum is dearer than any part", vec![Money::lovelace(9), tusdm(5)], false),
        ("a unit without a ceiling", ada(10), false),
        ("nothing allowed", vec![], false),
    ];
    for (name, ceiling, payable) in table {
        let mut case = recorded("dynamic");
        case.terms.requested_funds = Some(quote.clone());
        Seller::new(7).sells(&mut case, |_| ());
        case.deal.price = Price::Ceiling(ceiling);
        match case.verdict() {
            Verdict::Payable(..) => assert!(payable, "{name}"),
            Verdict::OutsideApproval(asked, _) => {
                assert!(!payable, "{name}");
                assert_eq!(asked.price, Price::Ceiling(vec![Money::lovelace(10), tusdm(5)]));
                case.deal.price = asked.price;
                _ = case.body();
            }
            refused => panic!("{name}: {:#?}", bad(&refused)),
        }
    }
}

#[test]
fn amounts_that_are_not_plain_positive_integers_are_never_paid() {
    for amount in ["0", "", "-1", "1e6", "1.5", "007", "+7", " 7", "99999999999999999999999999", "NaN"] {
        let mut case = recorded("dynamic");
        case.deal.price = Price::Ceiling(ada(u128::MAX));
        case.terms.requested_funds = Some(vec![(amount, "").into()]);
        Seller::new(7).sells(&mut case, |_| ());
        assert_eq!(case.only_failure().0, CheckId::Price, "{amount:?}");
    }
    for quote in [None, Some(vec![])] {
        let mut case = recorded("dynamic");
        case.terms.requested_funds = quote;
        assert_eq!(
            case.only_failure(),
            (CheckId::Price, Outcome::Failed { expected: "a quote".into(), found: "none".into() })
        );
    }
    for amounts in [vec![], ada(0), vec![Money::lovelace(u128::MAX), Money::lovelace(1)]] {
        let mut case = recorded("summarizer");
        case.information.entry.pricing = Pricing::Fixed(amounts.clone());
        case.deal.price = Price::Fixed(amounts);
        assert_eq!(case.only_failure().0, CheckId::Price);
    }
}

#[test]
fn more_amounts_than_the_node_can_guard_are_refused() {
    let token = |index: usize| Money { amount: Amount(1), unit: Unit::parse(&format!("{index:0>56}")) };
    let many: Vec<Money> = (0..8).map(token).collect();
    let mut case = recorded("summarizer");
    case.information.entry.pricing = Pricing::Fixed(many.clone());
    case.deal.price = Price::Fixed(many);
    assert_eq!(case.only_failure().0, CheckId::Price);
}

/// A list of amounts is as long as its writer liked, and is counted before anything else is done with it.
#[test]
fn a_megabyte_of_amounts_is_never_added_up() {
    let named = |count: usize| Some((0..count).map(|n| AskedAmount::from(("1", format!("{n:0>56}")))).collect());
    let mut case = sold("dynamic", |signed| signed.requested_funds = named(40_000));
    case.terms.requested_funds = named(40_000);
    case.deal.price = Price::Ceiling(ada(1));
    let (id, failed) = case.only_failure();
    let expected = "at most 7 amounts, so that the node can guard the price";
    assert!(
        id == CheckId::Price && matches!(&failed, Outcome::Failed { expected: said, .. } if said == expected),
        "{failed:?}"
    );
    // Beside a fixed price they are not signed, and not what is paid.
    let mut case = recorded("summarizer");
    case.terms.requested_funds = named(40_000);
    let verdict = case.verdict();
    assert!(matches!(verdict, Verdict::Payable(..)), "{:#?}", bad(&verdict));
    assert!(matches!(outcome(&verdict, CheckId::Price), Outcome::Warned { .. }));
}

#[test]
fn an_unknown_token_is_never_paid() {
    let usdm_of_mainnet = "c48cbb3d5e57ed56e276bc45f99ab39abe94e6cd7ac39fb402da47ad0014df105553444d";
    for unit in ["ada", "USDM", usdm_of_mainnet, "e675b46e4d2242c991a8932a99db3044e80515ae14b4c4ccf6b3f4c95553444d"] {
        let money = vec![Money { amount: Amount(5), unit: Unit::parse(unit) }];
        let mut case = recorded("summarizer");
        case.information.entry.pricing = Pricing::Fixed(money.clone());
        case.deal.price = Price::Fixed(money);
        case.assert_fails(CheckId::Unit, "tokens known on Preprod", unit);
    }
}

#[test]
fn a_price_of_another_kind_than_approved_is_refused() {
    let table = [
        (Pricing::Dynamic, "a quote"),
        (Pricing::Free, "free"),
        (Pricing::Unknown("{\"pricingType\":\"Auction\"}".into()), "{\"pricingType\":\"Auction\"}"),
    ];
    for (pricing, found) in table {
        let mut case = recorded("summarizer");
        case.information.entry.pricing = pricing;
        case.assert_fails(CheckId::Price, "a fixed price", found);
    }
    let mut case = recorded("dynamic");
    case.information.entry.pricing = Pricing::Fixed(ada(1));
    case.assert_fails(CheckId::Price, "a quote", "a fixed price: 0.000001 ADA");
}

/// What was not offered is not paid: whoever chooses an offer and whoever proves terms go by the same rules.
#[test]
fn an_entry_that_offers_nothing_of_the_first_generation_any_more_is_not_paid() {
    let mut case = recorded("summarizer");
    case.information.entry.payment_type = Some("Web3CardanoV9".into());
    assert_eq!(case.information.entry.offers(Network::Preprod)[0].generation, None);
    case.assert_fails(CheckId::SourceIndex, "Web3CardanoV1", "Web3CardanoV9");
}

#[test]
fn a_fixed_price_that_the_answer_names_otherwise_is_paid_as_registered_and_said() {
    let mut case = recorded("summarizer");
    case.terms.requested_funds = Some(vec![("10000000", "lovelace").into()]);
    let verdict = case.verdict();
    let note = "the registered price is paid; the answer names 10.00 ADA".to_owned();
    assert_eq!(outcome(&verdict, CheckId::Price), Outcome::Warned { note });
    assert_eq!(case.body(), recorded("summarizer").body());
    case.terms.requested_funds = Some(vec![("2000000", "lovelace").into()]);
    assert_eq!(outcome(&case.verdict(), CheckId::Price), Outcome::Passed);
}

#[test]
fn a_contract_that_the_node_cannot_pay_into_is_refused() {
    for (name, remaining) in [("summarizer", Generation::V2), ("v2", Generation::V1)] {
        let mut case = recorded(name);
        case.sources.retain(|source| source.generation == remaining);
        assert_eq!(case.only_failure().0, CheckId::Contract);
    }
    let mut case = recorded("v2");
    case.sources.iter_mut().for_each(|source| source.smart_contract_address = "addr_test1other".into());
    assert_eq!(case.only_failure().0, CheckId::Contract);
    let mut case = recorded("v2");
    case.terms.smart_contract_address = Some(V2_CONTRACT.into());
    case.terms.payment_source_type = Some("Web3CardanoV2".into());
    assert_eq!(case.body(), recorded("v2").body());
}

/// The generations give money back differently, and the person has seen one of them.
#[test]
fn the_other_generation_of_the_contract_is_not_what_was_approved() {
    for (name, approved, word, found) in [
        ("summarizer", Generation::V2, "Web3CardanoV2", "Web3CardanoV1"),
        ("v2", Generation::V1, "Web3CardanoV1", "Web3CardanoV2"),
    ] {
        let mut case = recorded(name);
        case.deal.generation = approved;
        case.assert_fails(CheckId::Contract, &format!("{word}, as approved"), found);
    }
}

#[test]
fn the_index_of_a_source_is_never_guessed() {
    // Signed with index 1, told without it: absent and 0 and 1 hash differently.
    let mut case = recorded("v2");
    case.terms.supported_payment_source_index = None;
    let failing: Vec<CheckId> = bad(&case.verdict()).iter().map(|check| check.id).collect();
    assert!(failing.contains(&CheckId::Signature), "{failing:?}");
    case.information.entry.supported_sources.retain(|source| source.index == 1);
    assert_eq!(case.only_failure().0, CheckId::Signature);

    // Signed without one, and only one source has this contract.
    let mut case = recorded("v2");
    case.terms.supported_payment_source_index = None;
    case.information.entry.supported_sources.retain(|source| source.index == 1);
    Seller::new(7).sells(&mut case, |_| ());
    let body: Value = serde_json::from_str(case.body().json()).unwrap();
    assert!(body.get("supportedPaymentSourceIndex").is_none());

    // Signed without one: the node takes the first on Cardano, whatever order the registry tells them in.
    let told = |change: fn(&mut Vec<SupportedSource>)| {
        let mut case = recorded("v2");
        case.terms.supported_payment_source_index = None;
        case.deal.price = Price::Fixed(vec![tusdm(400_000)]);
        change(&mut case.information.entry.supported_sources);
        Seller::new(7).sells(&mut case, |_| ());
        case
    };
    for same in [told(|_| ()), told(|all| all.reverse()), told(|all| all[2].index = 9)] {
        let body: Value = serde_json::from_str(same.body().json()).unwrap();
        assert_eq!(body["Amounts"], json!([{ "amount": "400000", "unit": TUSDM }]));
    }
    // The first is of another contract: the node would refuse, so nothing is sealed.
    for other in [told(|all| all[0].address = "addr_test1other".into()), told(|all| all[0].network = "Mainnet".into())]
    {
        assert_eq!(other.only_failure().0, CheckId::SourceIndex);
    }

    // An index of another chain, of no source, and of a source on another network.
    for index in [2, 9] {
        let mut case = recorded("v2");
        case.terms.supported_payment_source_index = Some(index);
        Seller::new(7).sells(&mut case, |_| ());
        assert_eq!(case.only_failure().0, CheckId::SourceIndex);
    }
    let mut case = recorded("v2");
    case.information.entry.supported_sources[1].network = "Mainnet".into();
    assert!(matches!(outcome(&case.verdict(), CheckId::SourceIndex), Outcome::Failed { .. }));
}

#[test]
fn the_second_generation_pays_addresses_of_keys_only() {
    let mut case = recorded("v2");
    case.terms.seller_return_address = Some(V2_CONTRACT.into());
    Seller::new(7).sells(&mut case, |_| ());
    case.assert_fails(CheckId::SellerAddress, "addresses of keys, which this contract demands", V2_CONTRACT);

    // Without a stake key, as the node takes them since 0.28; a pointer it does not.
    let address = |kind: u8, rest: &[u8]| {
        let seller = hex::decode(Seller::new(7).vkey()).unwrap();
        pallas_addresses::Address::from_bytes(&[&[kind], &seller[..], rest].concat()).unwrap().to_bech32().unwrap()
    };
    let enterprise = address(0x60, &[]);
    let mut case = recorded("v2");
    case.terms.seller_return_address = Some(enterprise.clone());
    Seller::new(7).sells(&mut case, |_| ());
    let body: Value = serde_json::from_str(case.body().json()).unwrap();
    assert_eq!(body["sellerReturnAddress"], enterprise);
    let pointer = address(0x40, &[1, 2, 3]);
    let mut case = recorded("v2");
    case.terms.seller_return_address = Some(pointer.clone());
    Seller::new(7).sells(&mut case, |_| ());
    case.assert_fails(CheckId::SellerAddress, "addresses of keys, which this contract demands", &pointer);

    let mut case = recorded("v2");
    case.terms.seller_return_address = Some(String::new());
    Seller::new(7).sells(&mut case, |signed| signed.second.as_mut().unwrap().seller_return_address = None);
    let body: Value = serde_json::from_str(case.body().json()).unwrap();
    assert!(body.get("sellerReturnAddress").is_none(), "an empty text is null");
}

#[test]
fn an_entry_that_is_gone_or_superseded_is_not_bought() {
    let mut case = recorded("summarizer");
    case.information.entry.status = AgentStatus::Deregistered;
    case.assert_fails(CheckId::Registered, "a registered agent", "a deregistered one");
    let mut case = recorded("summarizer");
    case.information.entry.superseded_by = Some("67ab02".into());
    case.assert_fails(CheckId::Current, "the newest entry of this agent", "superseded by 67ab02");
}

#[test]
fn a_seller_who_forces_hydra_is_refused() {
    for name in ["summarizer", "v2"] {
        let mut case = recorded(name);
        case.terms.payment_force_layer = Some("Hydra".into());
        Seller::new(7).sells(&mut case, |_| ());
        case.assert_fails(CheckId::Layer, "L1", "Hydra");
    }
    let mut case = recorded("v2");
    case.terms.payment_force_layer = Some("L1".into());
    Seller::new(7).sells(&mut case, |_| ());
    let body: Value = serde_json::from_str(case.body().json()).unwrap();
    assert_eq!(body["paymentForceLayer"], "L1");
}

#[test]
fn hostile_texts_stay_short_in_outcomes_and_out_of_the_body() {
    let mut case = recorded("summarizer");
    case.terms.job_id = "x\n".repeat(100_000);
    let body = case.body();
    assert!(body.json().len() < 3_000);
    case.terms.seller_vkey = Some("\u{7}\n".repeat(100_000));
    let Outcome::Warned { note } = outcome(&case.verdict(), CheckId::SellerKey) else { panic!() };
    assert!(note.chars().count() <= 301 && !note.contains('\n'));
    // What cannot be seen would make two values look alike, or turn the line.
    let key = case.deal.seller_vkey.to_string();
    case.terms.seller_vkey = Some(format!("{key}\u{200b}\u{202e}"));
    let Outcome::Warned { note } = outcome(&case.verdict(), CheckId::SellerKey) else { panic!() };
    assert!(note.ends_with(&format!("names {key}\\u{{200b}}\\u{{202e}}")), "{note}");
    case.terms.seller_vkey = Some(key);
    for amount in ["9\u{202e}", "100"] {
        case.terms.requested_funds = Some(vec![(amount, "\u{202e}\n".repeat(100_000)).into()]);
        let Outcome::Warned { note } = outcome(&case.verdict(), CheckId::Price) else { panic!("{amount}") };
        assert!(note.chars().count() <= 301 && !note.contains(['\u{202e}', '\n']), "{note}");
        assert!(note.ends_with('…'), "{note}");
    }
}
