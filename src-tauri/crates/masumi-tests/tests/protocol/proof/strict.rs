//! Tolerance ends at the money: whatever is changed on the way, whatever a seller signs, whatever this machine knows, a paying
//! body pays what was approved, or there is none.

use super::{
    text,
    verify::{Case, RECORDED, Seller, ada, recorded},
};
use masumi::{
    agent::AskedAmount,
    moment::{DAY, HOUR, MINUTE, Moment},
    money::{Amount, Money, TUSDM, Unit},
    node::{Generation, Network},
    proof::*,
    registry::{AgentStatus, Pricing},
};
use proptest::{prelude::*, sample::Index};
use serde_json::Value;
use std::str::FromStr;

/// One way in which something comes out other than it was.
#[derive(Clone, Debug)]
enum Mutation {
    /// A letter of an outer field of the answer: those that are signed, and those that repeat or add.
    Answer(usize, Edit),
    /// An outer field of the answer is gone.
    Gone(usize),
    /// A word appears in a field that honest answers leave out.
    Word(usize, &'static str),
    /// A letter of the quote: amount or unit.
    Quote(bool, Edit),
    /// An amount of the quote comes twice, or goes.
    QuoteTwice(bool),
    /// The answer names another source.
    SourceIndex(Option<u32>),
    /// A letter of a segment of the identifier.
    Segment(usize, Edit),
    /// A letter of what was approved: agent, seller, nonce, input.
    Approved(usize, Edit),
    /// Another price or ceiling was approved.
    ApprovedPrice(u64),
    /// Another kind of price was approved.
    ApprovedKind,
    /// Another unit was approved.
    ApprovedUnit(usize),
    /// The lock was approved for so much longer or shorter, milliseconds.
    ApprovedUnlock(i64),
    /// The other network was approved.
    ApprovedNetwork,
    /// The other generation of the escrow contract was approved.
    ApprovedGeneration,
    /// A letter of what the registry tells: address, key, agent.
    Registered(usize, Edit),
    /// The registry tells another price.
    RegisteredPrice(u64),
    /// Registry and approval agree on another price.
    AgreedPrice(u64),
    /// Registry and approval agree on another unit.
    AgreedUnit(usize),
    /// The registry tells a price of another kind.
    RegisteredKind(usize),
    /// The entry is burned.
    Burned,
    /// The entry has a newer one.
    Superseded,
    /// An alternative of the entry changes: a letter of its address, its index, its network, its generation.
    Alternative(usize, Edit),
    /// A payment source of the node changes: a letter of its policy or contract, its network, or it is not there.
    Source(usize, Edit),
    /// Node time moves, milliseconds.
    Now(i64),
    /// The identifier was seen before.
    Seen,
}

/// A change of one letter.
#[derive(Clone, Debug)]
struct Edit {
    at: Index,
    letter: char,
    how: u8,
}

impl Edit {
    fn apply(&self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        let place = self.at.index(letters.len().max(1));
        match self.how {
            0 if place < letters.len() => letters[place] = self.letter,
            1 if place < letters.len() => _ = letters.remove(place),
            _ => letters.insert(place.min(letters.len()), self.letter),
        }
        letters.into_iter().collect()
    }

    fn change(&self, text: &mut String) {
        *text = self.apply(text);
    }

    /// What is no identifier any more cannot have been approved.
    fn approve<T: AsRef<str> + FromStr>(&self, identifier: &mut T) {
        if let Ok(changed) = self.apply(identifier.as_ref()).parse() {
            *identifier = changed;
        }
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let letter = prop_oneof![8 => prop::char::ranges(vec!['0'..='9', 'a'..='f', 'A'..='F'].into()), 1 => any::<char>()];
    (any::<Index>(), letter, 0..3_u8).prop_map(|(at, letter, how)| Edit { at, letter, how })
}

/// What may change on the way from the seller to this machine.
fn on_the_way() -> impl Strategy<Value = Mutation> {
    let word = prop::sample::select(vec!["Hydra", "L1", "Web3CardanoV1", "Web3CardanoV2", "addr_test1other", ""]);
    prop_oneof![
        6 => (0..12_usize, edit()).prop_map(|(field, edit)| Mutation::Answer(field, edit)),
        1 => (1..12_usize).prop_map(Mutation::Gone),
        2 => (9..12_usize, word).prop_map(|(field, word)| Mutation::Word(field, word)),
        2 => (any::<bool>(), edit()).prop_map(|(amount, edit)| Mutation::Quote(amount, edit)),
        1 => any::<bool>().prop_map(Mutation::QuoteTwice),
        1 => prop::option::of(0..4_u32).prop_map(Mutation::SourceIndex),
        4 => (0..5_usize, edit()).prop_map(|(segment, edit)| Mutation::Segment(segment, edit)),
    ]
}

/// What may be otherwise on this machine, at the registry, or at the node.
fn on_this_side() -> impl Strategy<Value = Mutation> {
    let price = || prop_oneof![any::<u64>(), 0..5_000_000_u64];
    let time = || prop_oneof![-DAY..DAY, -2 * HOUR..2 * HOUR];
    prop_oneof![
        4 => (0..4_usize, edit()).prop_map(|(field, edit)| Mutation::Approved(field, edit)),
        2 => price().prop_map(Mutation::ApprovedPrice),
        1 => Just(Mutation::ApprovedKind),
        1 => (0..3_usize).prop_map(Mutation::ApprovedUnit),
        2 => time().prop_map(Mutation::ApprovedUnlock),
        1 => Just(Mutation::ApprovedNetwork),
        1 => Just(Mutation::ApprovedGeneration),
        3 => (0..3_usize, edit()).prop_map(|(field, edit)| Mutation::Registered(field, edit)),
        2 => price().prop_map(Mutation::RegisteredPrice),
        2 => price().prop_map(Mutation::AgreedPrice),
        1 => (0..3_usize).prop_map(Mutation::AgreedUnit),
        1 => (0..3_usize).prop_map(Mutation::RegisteredKind),
        1 => Just(Mutation::Burned),
        1 => Just(Mutation::Superseded),
        2 => (0..5_usize, edit()).prop_map(|(field, edit)| Mutation::Alternative(field, edit)),
        2 => (0..5_usize, edit()).prop_map(|(field, edit)| Mutation::Source(field, edit)),
        3 => time().prop_map(Mutation::Now),
        1 => Just(Mutation::Seen),
    ]
}

fn answer_field(terms: &mut masumi::agent::Terms, field: usize) -> &mut Option<String> {
    match field {
        1 => &mut terms.pay_by_time,
        2 => &mut terms.submit_result_time,
        3 => &mut terms.unlock_time,
        4 => &mut terms.external_dispute_unlock_time,
        5 => &mut terms.agent_identifier,
        6 => &mut terms.seller_vkey,
        7 => &mut terms.identifier_from_purchaser,
        8 => &mut terms.input_hash,
        9 => &mut terms.smart_contract_address,
        10 => &mut terms.payment_source_type,
        11 => &mut terms.payment_force_layer,
        _ => &mut terms.seller_return_address,
    }
}

fn mutate(case: &mut Case, mutation: &Mutation) {
    let Case { deal, terms, information, sources, now, seen } = case;
    let entry = &mut information.entry;
    match mutation {
        Mutation::Answer(0, edit) => edit.change(&mut terms.blockchain_identifier),
        Mutation::Answer(field, edit) => {
            if let Some(text) = answer_field(terms, *field) {
                edit.change(text);
            }
        }
        Mutation::Gone(field) => *answer_field(terms, *field) = None,
        Mutation::Word(field, word) => *answer_field(terms, *field) = Some((*word).to_owned()),
        Mutation::Quote(amounts, edit) => {
            for AskedAmount { amount, unit } in terms.requested_funds.iter_mut().flatten() {
                edit.change(if *amounts { amount } else { unit });
            }
        }
        Mutation::QuoteTwice(twice) => {
            if let Some(funds) = terms.requested_funds.as_mut().filter(|funds| !funds.is_empty()) {
                if *twice { funds.push(funds[0].clone()) } else { _ = funds.pop() }
            }
        }
        Mutation::SourceIndex(index) => terms.supported_payment_source_index = *index,
        Mutation::Segment(segment, edit) => {
            let Ok(mut identifier) = BlockchainIdentifier::decode(&terms.blockchain_identifier) else { return };
            let text = match segment {
                0 => Some(&mut identifier.seller_id),
                1 => Some(&mut identifier.purchaser_id),
                2 => Some(&mut identifier.signature),
                3 => Some(&mut identifier.key),
                _ => identifier.smart_contract_address.as_mut(),
            };
            if let Some(text) = text {
                edit.change(text);
            }
            terms.blockchain_identifier = identifier.encode();
        }
        Mutation::Approved(0, edit) => edit.approve(&mut deal.agent_identifier),
        Mutation::Approved(1, edit) => edit.approve(&mut deal.seller_vkey),
        Mutation::Approved(2, edit) => edit.approve(&mut deal.nonce),
        Mutation::Approved(_, edit) => edit.change(&mut deal.input_json),
        Mutation::ApprovedPrice(amount) => {
            let (Price::Fixed(amounts) | Price::Ceiling(amounts)) = &mut deal.price;
            amounts.iter_mut().for_each(|money| money.amount = Amount((*amount).into()));
        }
        Mutation::ApprovedKind => {
            deal.price = match deal.price.clone() {
                Price::Fixed(amounts) => Price::Ceiling(amounts),
                Price::Ceiling(amounts) => Price::Fixed(amounts),
            }
        }
        Mutation::ApprovedUnit(unit) => {
            let (Price::Fixed(amounts) | Price::Ceiling(amounts)) = &mut deal.price;
            amounts.iter_mut().for_each(|money| money.unit = Unit::parse(["", TUSDM, "USDM"][*unit]));
        }
        Mutation::ApprovedUnlock(by) => deal.unlock_no_later_than = deal.unlock_no_later_than.plus(*by),
        Mutation::ApprovedNetwork => deal.network = Network::Mainnet,
        Mutation::ApprovedGeneration => {
            deal.generation = if deal.generation == Generation::V1 { Generation::V2 } else { Generation::V1 };
        }
        Mutation::Registered(0, edit) => edit.change(&mut information.seller_address),
        Mutation::Registered(1, edit) => edit.change(&mut information.seller_vkey),
        Mutation::Registered(_, edit) => edit.change(&mut entry.agent_identifier),
        Mutation::RegisteredPrice(amount) => registered_price(entry, &Pricing::Fixed(ada((*amount).into()))),
        Mutation::AgreedPrice(amount) => {
            registered_price(entry, &Pricing::Fixed(ada((*amount).into())));
            deal.price = Price::Fixed(ada((*amount).into()));
        }
        Mutation::AgreedUnit(unit) => {
            let amounts = vec![Money { amount: Amount(1), unit: Unit::parse(["", TUSDM, "USDM"][*unit]) }];
            registered_price(entry, &Pricing::Fixed(amounts.clone()));
            deal.price = Price::Fixed(amounts);
        }
        Mutation::RegisteredKind(kind) => {
            let kinds = [Pricing::Dynamic, Pricing::Free, Pricing::Unknown("null".into())];
            registered_price(entry, &kinds[*kind]);
        }
        Mutation::Burned => entry.status = AgentStatus::Deregistered,
        Mutation::Superseded => entry.superseded_by = Some("67ab02".into()),
        Mutation::Alternative(field, edit) => {
            let place = edit.at.index(entry.supported_sources.len().max(1));
            let Some(source) = entry.supported_sources.get_mut(place) else { return };
            match field {
                0 => edit.change(&mut source.address),
                1 => source.index = u32::from(edit.how),
                2 => source.network = "Mainnet".into(),
                3 => source.generation = None,
                _ => source.chain = "EVM".into(),
            }
        }
        Mutation::Source(field, edit) => {
            let place = edit.at.index(sources.len().max(1));
            let Some(source) = sources.get_mut(place) else { return };
            match field {
                0 => edit.change(&mut source.policy_id),
                1 => edit.change(&mut source.smart_contract_address),
                2 => source.network = Network::Mainnet,
                3 => source.generation = Generation::V1,
                _ => drop(sources.remove(place)),
            }
        }
        Mutation::Now(by) => *now = now.plus(*by),
        Mutation::Seen => *seen = true,
    }
}

fn registered_price(entry: &mut masumi::registry::Entry, pricing: &Pricing) {
    entry.pricing = pricing.clone();
    entry.supported_sources.iter_mut().for_each(|source| source.pricing = pricing.clone());
}

/// Where a body is not what was approved, in the world as it is: written down anew, value by value, without the checks.
fn broken_promises(case: &Case, body: &PayingBody, checks: &[Check]) -> Vec<&'static str> {
    let Case { deal, terms, information, sources, now, seen } = case;
    let entry = &information.entry;
    let wire: Value = serde_json::from_str(body.json()).unwrap();
    let at = |name: &str| Moment(text(&wire[name]).parse().unwrap());
    let says = |name: &str, value: &str| text(&wire[name]).eq_ignore_ascii_case(value);
    // What the answer repeats otherwise is said beside it.
    let said =
        |id: CheckId| checks.iter().any(|check| check.id == id && matches!(check.outcome, Outcome::Warned { .. }));
    let repeats = |value: &Option<String>, name: &str, id: CheckId| {
        value.as_ref().is_none_or(|value| says(name, value.trim()) || said(id))
    };
    let hash = input_hash(&deal.nonce, &deal.input_json);
    let contract = wire["smartContractAddress"].as_str();
    let generation = if contract.is_some() { Generation::V2 } else { Generation::V1 };
    let [pay_by, submit, unlock, dispute] =
        ["payByTime", "submitResultTime", "unlockTime", "externalDisputeUnlockTime"].map(at);

    let mut paid: Vec<Money> = Vec::new();
    for money in body.paid() {
        match paid.iter_mut().find(|sum| sum.unit == money.unit) {
            Some(sum) => sum.amount.0 += money.amount.0,
            None => paid.push(money.clone()),
        }
    }
    let covered = |approved: &[Money], fits: fn(u128, u128) -> bool| {
        paid.iter().all(|sum| approved.iter().any(|most| most.unit == sum.unit && fits(sum.amount.0, most.amount.0)))
    };
    let price_kept = match &deal.price {
        Price::Fixed(approved) => approved.len() == paid.len() && covered(approved, |paid, approved| paid == approved),
        Price::Ceiling(ceiling) => covered(ceiling, |paid, most| paid <= most),
    };
    let payable = sources.iter().any(|source| {
        source.generation == generation
            && source.network == deal.network
            && deal.agent_identifier.policy().eq_ignore_ascii_case(&source.policy_id)
            && contract.is_none_or(|contract| contract == source.smart_contract_address)
    });
    let listed_source = contract.is_none_or(|contract| {
        let index = terms.supported_payment_source_index;
        let cardano = entry.supported_sources.iter().filter(|source| source.chain == "Cardano");
        let first = cardano.clone().map(|source| source.index).min();
        cardano.clone().any(|source| {
            source.address == contract && source.network == "Preprod" && index.or(first) == Some(source.index)
        })
    });
    let kept = [
        ("network", says("network", "Preprod") && deal.network == Network::Preprod),
        ("agent", says("agentIdentifier", deal.agent_identifier.as_str())),
        ("agent registered", says("agentIdentifier", &entry.agent_identifier)),
        ("agent repeated", repeats(&terms.agent_identifier, "agentIdentifier", CheckId::AgentEcho)),
        ("nonce", says("identifierFromPurchaser", deal.nonce.as_str())),
        ("nonce repeated", repeats(&terms.identifier_from_purchaser, "identifierFromPurchaser", CheckId::NonceEcho)),
        ("input", says("inputHash", &hash)),
        ("input repeated", repeats(&terms.input_hash, "inputHash", CheckId::InputHash)),
        ("seller approved", says("sellerVkey", deal.seller_vkey.as_str())),
        ("seller registered", says("sellerVkey", &information.seller_vkey)),
        ("seller repeated", repeats(&terms.seller_vkey, "sellerVkey", CheckId::SellerKey)),
        (
            "seller's address",
            cose::key_address(&information.seller_address, deal.network)
                .is_some_and(|address| says("sellerVkey", &address.payment_key_hash)),
        ),
        ("price", price_kept && !paid.is_empty()),
        ("unit", paid.iter().all(|sum| sum.unit.known(deal.network).is_some())),
        ("something is paid", paid.iter().all(|sum| sum.amount.0 > 0)),
        ("lock", unlock <= deal.unlock_no_later_than),
        ("time to pay", pay_by.since(*now) >= 2 * MINUTE),
        ("time to deliver", submit.since(*now) >= 15 * MINUTE),
        ("order", submit.since(pay_by) >= 5 * MINUTE),
        ("order of unlock", unlock.since(submit) >= 15 * MINUTE),
        ("order of dispute", (15 * MINUTE..=90 * DAY).contains(&dispute.since(unlock))),
        ("contract", payable),
        ("generation approved", generation == deal.generation),
        ("generation named", says("paymentSourceType", generation.word())),
        (
            "contract repeated",
            contract.is_none() || repeats(&terms.smart_contract_address, "smartContractAddress", CheckId::Contract),
        ),
        (
            "generation",
            terms.payment_source_type.as_deref().is_none_or(|word| {
                let ours = if generation == Generation::V1 { "Web3CardanoV1" } else { "Web3CardanoV2" };
                word.trim().eq_ignore_ascii_case(ours) || said(CheckId::Contract)
            }),
        ),
        ("source", listed_source),
        ("layer", terms.payment_force_layer.as_deref().is_none_or(|layer| layer == "L1")),
        ("new", !seen),
        ("listed", entry.status != AgentStatus::Deregistered),
        ("newest", entry.superseded_by.is_none()),
    ];
    kept.into_iter().filter(|(_, kept)| !kept).map(|(name, _)| name).collect()
}

/// What a body says, without what nobody signs: the amounts of a fixed price (the approval says those) and the reference.
/// Hex has two spellings, an lz-string and CBOR have more: what they say is what counts.
fn signed_values(body: &PayingBody, quoted: bool) -> (String, [String; 3], cose::Opened) {
    let mut value: Value = serde_json::from_str(body.json()).unwrap();
    let identifier = BlockchainIdentifier::decode(text(&value["blockchainIdentifier"])).unwrap();
    value["blockchainIdentifier"] = Value::Null;
    value["metadata"] = Value::Null;
    if !quoted {
        value["Amounts"] = Value::Null;
    }
    let opened = cose::open(&identifier.signature, &identifier.key).unwrap();
    let ids = [identifier.seller_id, identifier.purchaser_id, identifier.smart_contract_address.unwrap_or_default()];
    (value.to_string().to_lowercase(), ids.map(|id| id.to_lowercase()), opened)
}

/// What a seller who can sign anything may sign otherwise.
#[derive(Clone, Debug)]
enum Signs {
    /// One of the four deadlines, so much later or earlier, milliseconds.
    Deadline(usize, i64),
    /// So many minutes to pay, and to deliver.
    Hurry(i64, i64),
    /// For the address of somebody else, which the registry tells too.
    Stranger,
    /// A letter of: input hash, agent, nonce, address.
    Letter(usize, Edit),
    /// A quote.
    Quote(u64, usize),
    /// Another source or contract (second generation), or a layer.
    Source(Option<u32>),
    Contract(Edit),
    Layer(&'static str),
}

fn signs() -> impl Strategy<Value = Signs> {
    prop_oneof![
        4 => (0..4_usize, prop_oneof![-2 * DAY..2 * DAY, -HOUR..HOUR]).prop_map(|(which, by)| Signs::Deadline(which, by)),
        2 => (0..20_i64, 0..40_i64).prop_map(|(pay, deliver)| Signs::Hurry(pay, deliver)),
        1 => Just(Signs::Stranger),
        3 => (0..4_usize, edit()).prop_map(|(which, edit)| Signs::Letter(which, edit)),
        2 => (0..20_000_000_u64, 0..3_usize).prop_map(|(amount, unit)| Signs::Quote(amount, unit)),
        1 => prop::option::of(0..4_u32).prop_map(Signs::Source),
        1 => edit().prop_map(Signs::Contract),
        1 => prop::sample::select(vec!["L1", "Hydra"]).prop_map(Signs::Layer),
    ]
}

fn sign(case: &mut Case, wanted: &[Signs]) {
    // What is signed beside the deadlines is told by the answer too, as an agent with a plan would.
    for sign in wanted {
        match sign {
            Signs::Quote(amount, unit) if case.terms.requested_funds.is_some() => {
                case.terms.requested_funds = Some(vec![(amount.to_string(), ["", TUSDM, "USDM"][*unit]).into()]);
            }
            Signs::Source(index) => case.terms.supported_payment_source_index = *index,
            Signs::Layer(layer) => case.terms.payment_force_layer = Some((*layer).into()),
            _ => {}
        }
    }
    let now = case.now;
    let stranger = Seller::new(8).address();
    Seller::new(7).sells(case, |signed| {
        for sign in wanted {
            match sign {
                Signs::Hurry(pay, deliver) => {
                    signed.pay_by_time = now.plus(pay * MINUTE).0.to_string();
                    signed.submit_result_time = now.plus(deliver * MINUTE).0.to_string();
                }
                Signs::Stranger => signed.seller_address.clone_from(&stranger),
                Signs::Deadline(which, by) => {
                    let times = [
                        &mut signed.pay_by_time,
                        &mut signed.submit_result_time,
                        &mut signed.unlock_time,
                        &mut signed.external_dispute_unlock_time,
                    ];
                    let time = times.into_iter().nth(*which).unwrap();
                    *time = (time.parse::<i64>().unwrap() + by).to_string();
                }
                Signs::Letter(0, edit) => edit.change(&mut signed.input_hash),
                Signs::Letter(1, edit) => {
                    edit.change(&mut signed.agent_identifier);
                    signed.seller_identifier = "5e".repeat(32) + &signed.agent_identifier;
                }
                Signs::Letter(2, edit) => edit.change(&mut signed.purchaser_identifier),
                Signs::Letter(_, edit) => edit.change(&mut signed.seller_address),
                Signs::Contract(edit) => {
                    if let Some(contract) = signed.second.as_mut().and_then(|it| it.smart_contract_address.as_mut()) {
                        edit.change(contract);
                    }
                }
                Signs::Quote(..) | Signs::Source(_) | Signs::Layer(_) => {}
            }
        }
    });
    if wanted.iter().any(|sign| matches!(sign, Signs::Stranger)) {
        case.information.seller_address = stranger;
    }
}

#[test]
fn the_promises_are_kept_by_every_recorded_purchase() {
    for name in RECORDED {
        let case = recorded(name);
        let Verdict::Payable(body, checks) = case.verdict() else { panic!("{name}") };
        assert_eq!(broken_promises(&case, &body, &checks), Vec::<&str>::new(), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is changed on the way, in the approval, in the registry, in the node or in the time: only what the seller
    /// signed and the person approved can be paid. Either there is no body, or it says what the untouched terms say.
    #[test]
    fn no_change_of_a_signed_value_a_quote_or_a_price_is_ever_paid(
        name in prop::sample::select(&RECORDED[..]),
        mutations in prop::collection::vec(prop_oneof![on_the_way(), on_this_side()], 1..4),
    ) {
        let untouched = recorded(name);
        let mut changed = untouched.clone();
        mutations.iter().for_each(|mutation| mutate(&mut changed, mutation));
        if let Verdict::Payable(body, checks) = changed.verdict() {
            let quoted = matches!(untouched.deal.price, Price::Ceiling(_));
            prop_assert_eq!(signed_values(&body, quoted), signed_values(&untouched.body(), quoted));
            prop_assert_eq!(broken_promises(&changed, &body, &checks), Vec::<&str>::new());
        }
    }

    /// Whatever a seller signs with its own registered key, and whatever else is otherwise: what is paid was approved.
    #[test]
    fn whatever_a_seller_signs_only_what_was_approved_is_paid(
        name in prop::sample::select(&RECORDED[..]),
        signed in prop::collection::vec(signs(), 0..3),
        mutations in prop::collection::vec(prop_oneof![on_the_way(), on_this_side()], 0..2),
    ) {
        let mut case = recorded(name);
        sign(&mut case, &signed);
        mutations.iter().for_each(|mutation| mutate(&mut case, mutation));
        if let Verdict::Payable(body, checks) = case.verdict() {
            prop_assert_eq!(broken_promises(&case, &body, &checks), Vec::<&str>::new());
        }
    }
}
