//! The border between what is shown and what is paid. It compares every value of the seller's terms with the approval, the
//! registry, the node and the seller's own signature (docs/protocol.md 4.3 and 6.3, docs/hard-cases.md C1). The node repeats much
//! of it; done here, it works before money is touched and says which value did not fit.

mod deadlines;
mod price;
mod signed;

pub use deadlines::LONG_LOCK_MILLIS;
use deadlines::{TIME_TO_DELIVER, TIME_TO_PAY, Times, deadline, deadline_order, left, unlock_time};
use price::{Settled, price, unit};
pub use signed::signed_terms;

use super::{
    Asked, BlockchainIdentifier, Check, CheckId, Deal, Met, Outcome, PayingBody, SecondGeneration, SignatureError,
    SignedTerms, Verdict, World,
    body::Wire,
    cose::{self, Opened},
    hash::{foreign_input_hashes, input_hash},
};
use crate::{
    agent::Terms,
    node::{Generation, PaymentSource},
    registry::{AgentStatus, Offer, Pricing},
    text::letters::is_invisible,
};

/// Holds terms against the deal and the world. The only way to a [`PayingBody`].
pub fn verify_terms(deal: &Deal, terms: &Terms, world: &World<'_>) -> Verdict {
    let identifier = match BlockchainIdentifier::decode(&terms.blockchain_identifier) {
        Ok(identifier) => identifier,
        Err(why) => {
            let outcome = failed("four or five segments, as a seller's node makes them", &why.to_string());
            return Verdict::Refused(alone(CheckId::IdentifierFormat, &outcome, "the identifier cannot be read"));
        }
    };
    let seller = cose::open(&identifier.signature, &identifier.key);
    let (source_index, offer) = offer(deal, terms, world, &identifier);
    let (price, settled) = price(deal, terms, offer.as_ref());
    let times = Times::read(terms);
    let proof = Proof::of(deal, terms, world, &identifier, seller.as_ref(), times.as_ref(), settled.as_ref());

    let proven = matches!(proof.signature, Outcome::Passed);
    let echo = |expected: &str, found: Option<&str>| echo(expected, found, proven);
    let ids = [
        (CheckId::IdentifierFormat, Outcome::Passed),
        (
            CheckId::IdentifierUnused,
            holds(world.identifier == Met::Never, "an identifier never seen", "one of an earlier purchase"),
        ),
        (CheckId::AgentIdentifier, same_hex(deal.agent_identifier.as_str(), identifier.agent_identifier())),
        (CheckId::AgentEcho, echo(deal.agent_identifier.as_str(), terms.agent_identifier.as_deref())),
        (CheckId::Nonce, same_hex(deal.nonce.as_str(), &identifier.purchaser_id)),
        (CheckId::NonceEcho, echo(deal.nonce.as_str(), terms.identifier_from_purchaser.as_deref())),
        (CheckId::InputHash, proof.input_hash),
        (
            CheckId::SellerKey,
            seller_key(&seller, |key| match terms.seller_vkey.as_deref() {
                Some(named) if cose::names_key(named, key, deal.network) => Outcome::Passed,
                named => echo(key, named),
            }),
        ),
        (CheckId::SellerRegistered, seller_key(&seller, |key| same_hex(&world.payment_information.seller_vkey, key))),
        (CheckId::SellerApproved, seller_key(&seller, |key| same_hex(deal.seller_vkey.as_str(), key))),
        (CheckId::SellerAddress, seller_address(deal, terms, world, &identifier, &seller)),
        (CheckId::Signature, proof.signature),
        (CheckId::DeadlineOrder, deadline_order(deal, &times)),
        (CheckId::PayTime, deadline(&times, |times| left(times.pay_by, world.now, TIME_TO_PAY))),
        (CheckId::DeliverTime, deadline(&times, |times| left(times.submit_result, world.now, TIME_TO_DELIVER))),
        (CheckId::UnlockTime, deadline(&times, |times| unlock_time(deal, times.unlock, world.now))),
        (CheckId::Price, price),
        (CheckId::Unit, unit(deal, settled.as_ref())),
        (CheckId::Contract, contract(deal, terms, world, &identifier, proven)),
        (CheckId::SourceIndex, source_index),
        (CheckId::Current, current(world)),
        (CheckId::Registered, registered(deal, world)),
        (CheckId::Layer, layer(terms, &identifier)),
    ];
    let checks: Vec<Check> = ids.into_iter().map(|(id, outcome)| Check { id, outcome }).collect();

    let any = |wanted: fn(&Outcome) -> bool| checks.iter().any(|check| wanted(&check.outcome));
    let (Some(signed), Some(settled), Ok(times), Ok(seller)) = (proof.signed, settled, times, seller) else {
        return Verdict::Refused(checks);
    };
    if any(|outcome| matches!(outcome, Outcome::Failed { .. })) {
        return Verdict::Refused(checks);
    }
    if any(|outcome| matches!(outcome, Outcome::Outside { .. })) {
        let asked = Asked { price: settled.price, unlock: times.unlock, dispute: times.external_dispute };
        return Verdict::OutsideApproval(Box::new(asked), checks);
    }
    match PayingBody::seal(body(world.client, deal, terms, &identifier, signed, settled, &seller)) {
        Ok(body) => Verdict::Payable(Box::new(body), checks),
        Err(_) => Verdict::Refused(checks),
    }
}

/// The checks when the registry does not know the agent any more: there is nothing to hold the rest against.
pub fn unlisted() -> Vec<Check> {
    alone(CheckId::Registered, &failed("listed", "not listed any more"), "the agent is not listed any more")
}

/// Every check by name, of which one failed and the others could not be made.
fn alone(failing: CheckId, outcome: &Outcome, note: &str) -> Vec<Check> {
    let outcome = |id| if id == failing { outcome.clone() } else { not_applicable(note) };
    CheckId::ALL.iter().copied().map(|id| Check { id, outcome: outcome(id) }).collect()
}

/// Everything forwarded in the letters in which it was signed.
fn body(
    client: &str,
    deal: &Deal,
    terms: &Terms,
    identifier: &BlockchainIdentifier,
    signed: SignedTerms,
    settled: Settled,
    seller: &Opened,
) -> Wire {
    let second = signed.second;
    let job_id: String = terms.job_id.chars().take(200).collect();
    Wire {
        blockchain_identifier: terms.blockchain_identifier.clone(),
        network: deal.network,
        input_hash: signed.input_hash,
        seller_vkey: seller.key_hash(),
        agent_identifier: signed.agent_identifier,
        amounts: settled.amounts,
        pay_by_time: signed.pay_by_time,
        submit_result_time: signed.submit_result_time,
        unlock_time: signed.unlock_time,
        external_dispute_unlock_time: signed.external_dispute_unlock_time,
        identifier_from_purchaser: signed.purchaser_identifier,
        payment_type: second.is_none().then_some(Generation::V1),
        payment_source_type: Some(if second.is_some() { Generation::V2 } else { Generation::V1 }),
        smart_contract_address: identifier.smart_contract_address.clone(),
        supported_payment_source_index: second.as_ref().and_then(|second| second.supported_payment_source_index),
        seller_return_address: second.as_ref().and_then(|second| second.seller_return_address.clone()),
        payment_force_layer: second.and_then(|second| second.payment_force_layer),
        metadata: serde_json::json!({ "client": client, "jobId": job_id }).to_string(),
    }
}

/// The signature and the input hash, which are found out together: whose input the seller signed shows only in the payload.
struct Proof {
    input_hash: Outcome,
    signature: Outcome,
    /// The terms rebuilt from our own input, if they are what was signed.
    signed: Option<SignedTerms>,
}

impl Proof {
    fn of(
        deal: &Deal,
        terms: &Terms,
        world: &World<'_>,
        identifier: &BlockchainIdentifier,
        seller: Result<&Opened, &SignatureError>,
        times: Result<&Times, &Outcome>,
        settled: Option<&Settled>,
    ) -> Proof {
        let ours = input_hash(&deal.nonce, &deal.input_json);
        let named = terms.input_hash.as_deref().map(bare_hash);
        let agrees = named.is_none_or(|named| named.eq_ignore_ascii_case(&ours));
        // Signed in the letters in which the agent names it, where that is our hash.
        let ours_as_named = named.filter(|_| agrees).unwrap_or(&ours);

        let rebuilt = match (times, settled) {
            (Ok(times), Some(settled)) => Some(|hash: &str| rebuild(terms, world, identifier, times, settled, hash)),
            _ => None,
        };
        let payload = seller.ok().map(|seller| seller.payload.as_slice());
        let signed_over =
            |hash: &str| rebuilt.as_ref().map(|rebuilt| rebuilt(hash)).filter(|terms| payload == Some(&terms.digest()));
        let signed = signed_over(ours_as_named).or_else(|| signed_over(&ours));

        // The hashes that the agent may have made of our input instead, and the one that it names.
        let foreign = foreign_input_hashes(&deal.nonce, &deal.input_json);
        let described = |hash: &str| match foreign.iter().find(|(_, known)| known.eq_ignore_ascii_case(hash)) {
            Some((how, _)) => format!("{hash}: our input, hashed {how}"),
            None => format!("{hash}: other input than ours"),
        };
        let others = foreign.iter().map(|(_, hash)| hash.as_str()).chain(named);
        let over_another =
            if signed.is_none() { others.into_iter().find(|hash| signed_over(hash).is_some()) } else { None };

        let input_hash = match (over_another, named) {
            (Some(hash), _) => failed(&ours, &described(hash)),
            (None, Some(named)) if !agrees && signed.is_some() => misnamed(&ours, &described(named)),
            (None, Some(named)) if !agrees => failed(&ours, &described(named)),
            (None, None) if signed.is_none() => not_applicable("the answer names none"),
            _ => Outcome::Passed,
        };
        let signature = match (seller, &signed) {
            (Err(why), _) => failed("a CIP-8 signature", &why.to_string()),
            (Ok(seller), _) if !seller.holds() => {
                failed("a signature of the key in the identifier", "one that does not hold")
            }
            (Ok(_), Some(_)) => Outcome::Passed,
            (Ok(_), None) if over_another.is_some() => {
                failed("a signature over our input", "one over another input hash")
            }
            (Ok(seller), None) => match &rebuilt {
                Some(rebuilt) => failed(&hex::encode(rebuilt(ours_as_named).digest()), &hex::encode(&seller.payload)),
                None => not_applicable("the terms are not whole"),
            },
        };
        Proof { input_hash, signature, signed }
    }
}

fn rebuild(
    terms: &Terms,
    world: &World<'_>,
    identifier: &BlockchainIdentifier,
    times: &Times,
    settled: &Settled,
    input_hash: &str,
) -> SignedTerms {
    let [pay_by_time, submit_result_time, unlock_time, external_dispute_unlock_time] = times.signed.clone();
    SignedTerms {
        input_hash: input_hash.to_owned(),
        agent_identifier: identifier.agent_identifier().to_owned(),
        purchaser_identifier: identifier.purchaser_id.clone(),
        seller_identifier: identifier.seller_id.clone(),
        requested_funds: settled.requested.clone(),
        pay_by_time,
        submit_result_time,
        unlock_time,
        external_dispute_unlock_time,
        seller_address: world.payment_information.seller_address.clone(),
        second: identifier.smart_contract_address.as_ref().map(|contract| SecondGeneration {
            seller_return_address: return_address(terms).map(str::to_owned),
            smart_contract_address: Some(contract.clone()),
            supported_payment_source_index: terms.supported_payment_source_index,
            payment_force_layer: terms.payment_force_layer.clone(),
        }),
    }
}

/// An empty text is how some agents say null.
fn return_address(terms: &Terms) -> Option<&str> {
    terms.seller_return_address.as_deref().filter(|address| !address.is_empty())
}

/// The contract must be of the approved generation, and one that the node can pay into for agents of this policy.
fn contract(deal: &Deal, terms: &Terms, world: &World<'_>, identifier: &BlockchainIdentifier, proven: bool) -> Outcome {
    let segment = identifier.smart_contract_address.as_deref();
    let generation = if segment.is_none() { Generation::V1 } else { Generation::V2 };
    let word = generation.word();
    if deal.generation != generation {
        return failed(&format!("{}, as approved", deal.generation.word()), word);
    }
    let pays = |source: &PaymentSource| source.pays(&deal.agent_identifier, deal.network, Some(generation), segment);
    if !world.payment_sources.iter().any(pays) {
        let policy = deal.agent_identifier.policy();
        return failed(&format!("a {word} contract of this node for policy {policy}"), segment.unwrap_or("none"));
    }
    let echoes = [(Some(word), &terms.payment_source_type), (segment, &terms.smart_contract_address)];
    let told = echoes.into_iter().filter_map(|(ours, named)| Some((ours?, named.as_deref()?)));
    let mut wrong = told.filter(|(ours, named)| !ours.eq_ignore_ascii_case(named.trim()));
    match wrong.next() {
        Some((ours, named)) if proven => misnamed(ours, named),
        Some((ours, named)) => failed(&format!("{ours}, as the identifier says"), named),
        None => Outcome::Passed,
    }
}

/// Which of the entry's offers is paid. Second generation: the one of the signed index. Where the answer names none, the first
/// on Cardano, as the node takes it; whether the seller signed it so, the signature tells.
fn offer(deal: &Deal, terms: &Terms, world: &World<'_>, identifier: &BlockchainIdentifier) -> (Outcome, Option<Offer>) {
    let entry = &world.payment_information.entry;
    let mut offers = entry.offers(deal.network).into_iter();
    let Some(contract) = &identifier.smart_contract_address else {
        let first = |offer: &Offer| offer.generation == Some(Generation::V1) || offer.pricing == Pricing::Free;
        return match offers.find(|offer| offer.source_index.is_none() && first(offer)) {
            Some(offer) => (not_applicable("the first generation has one source"), Some(offer)),
            None => (failed(Generation::V1.word(), entry.payment_type.as_deref().unwrap_or("alternatives")), None),
        };
    };
    let fits = |offer: &Offer| offer.generation == Some(Generation::V2) && offer.contract.as_ref() == Some(contract);
    let mut fitting: Vec<Offer> = offers.filter(fits).collect();
    let indices: Vec<String> = fitting.iter().filter_map(|offer| Some(offer.source_index?.to_string())).collect();
    let known = if indices.is_empty() { "none".to_owned() } else { indices.join(", ") };
    let none_of = |found: &str| failed(&format!("a source of the entry with this contract: {known}"), found);
    let with_index = |index: u32| move |offer: &Offer| offer.source_index == Some(index);
    if let Some(index) = terms.supported_payment_source_index {
        fitting.retain(with_index(index));
        return match <[Offer; 1]>::try_from(fitting) {
            Ok([offer]) => (Outcome::Passed, Some(offer)),
            Err(_) => (none_of(&index.to_string()), None),
        };
    }
    let cardano = entry.supported_sources.iter().filter(|source| source.is_on_cardano());
    let first = cardano.map(|source| source.index).min();
    match first.and_then(|index| fitting.into_iter().find(with_index(index))) {
        Some(offer) => {
            let index = offer.source_index.unwrap_or_default();
            (warned(&format!("the answer names no index; the node takes source {index}")), Some(offer))
        }
        None => (none_of("no index"), None),
    }
}

fn seller_key(seller: &Result<Opened, SignatureError>, check: impl FnOnce(&str) -> Outcome) -> Outcome {
    match seller {
        Ok(seller) => check(&seller.key_hash()),
        Err(why) => failed("a key in the identifier", &why.to_string()),
    }
}

/// The registered address belongs to the signing key, is the one in the signature, and can be paid by the contract.
fn seller_address(
    deal: &Deal,
    terms: &Terms,
    world: &World<'_>,
    identifier: &BlockchainIdentifier,
    seller: &Result<Opened, SignatureError>,
) -> Outcome {
    let Ok(seller) = seller else { return not_applicable("no key in the identifier") };
    let text = &world.payment_information.seller_address;
    let Some(address) = cose::key_address(text, deal.network) else {
        return failed(&format!("an address of a key on {}", deal.network.word()), text);
    };
    if address.payment_key_hash != seller.key_hash() {
        return failed(
            &format!("an address of {}", seller.key_hash()),
            &format!("{text} of {}", address.payment_key_hash),
        );
    }
    if address.bytes != seller.address {
        return failed(&format!("signed by {}", hex::encode(&address.bytes)), &hex::encode(&seller.address));
    }
    if identifier.smart_contract_address.is_some() {
        let payable = |text: &str| cose::key_address(text, deal.network).is_some_and(|address| address.payable);
        let addresses = [Some(text.as_str()), return_address(terms)];
        if let Some(other) = addresses.into_iter().flatten().find(|text| !payable(text)) {
            return failed("addresses of keys, which this contract demands", other);
        }
    }
    Outcome::Passed
}

fn current(world: &World<'_>) -> Outcome {
    let newer = world.payment_information.entry.superseded_by.as_deref().filter(|newer| !newer.is_empty());
    newer.map_or(Outcome::Passed, |newer| failed("the newest entry of this agent", &format!("superseded by {newer}")))
}

fn registered(deal: &Deal, world: &World<'_>) -> Outcome {
    let entry = &world.payment_information.entry;
    if entry.status == AgentStatus::Deregistered {
        return failed("a registered agent", "a deregistered one");
    }
    same_hex(deal.agent_identifier.as_str(), &entry.agent_identifier)
}

fn layer(terms: &Terms, identifier: &BlockchainIdentifier) -> Outcome {
    match (terms.payment_force_layer.as_deref(), &identifier.smart_contract_address) {
        (None, _) => Outcome::Passed,
        (Some("L1"), Some(_)) => Outcome::Passed,
        (Some("L1"), None) => not_applicable("the first generation has one layer"),
        (Some(other), _) => failed("L1", other),
    }
}

fn same_hex(expected: &str, found: &str) -> Outcome {
    holds(expected.eq_ignore_ascii_case(found), expected, found)
}

/// A value that the answer may repeat. Where it does not, the identifier and its signature speak alone. They do so too where
/// it repeats it wrongly, and they are `proven`: nothing that is paid depends on it.
fn echo(expected: &str, found: Option<&str>, proven: bool) -> Outcome {
    match found {
        None => not_applicable("not in the answer; the identifier says it"),
        Some(found) if proven && !expected.eq_ignore_ascii_case(found.trim()) => misnamed(expected, found),
        Some(found) => same_hex(expected, found.trim()),
    }
}

/// What the answer says beside its proof does not fit it.
fn misnamed(signed: &str, named: &str) -> Outcome {
    // Each bounded for itself, so that neither pushes the other out.
    warned(&format!("signed is {}; beside it the answer names {}", short_to(signed, 120), short_to(named, 120)))
}

/// A hash without the name of its algorithm.
fn bare_hash(named: &str) -> &str {
    let named = named.trim();
    let prefix = named.get(.."sha256:".len()).filter(|start| start.eq_ignore_ascii_case("sha256:"));
    prefix.map_or(named, |prefix| named.get(prefix.len()..).unwrap_or_default())
}

fn holds(holds: bool, expected: &str, found: &str) -> Outcome {
    if holds { Outcome::Passed } else { failed(expected, found) }
}

fn failed(expected: &str, found: &str) -> Outcome {
    Outcome::Failed { expected: short(expected), found: short(found) }
}

fn outside(approved: &str, found: &str) -> Outcome {
    Outcome::Outside { approved: short(approved), found: short(found) }
}

fn warned(note: &str) -> Outcome {
    Outcome::Warned { note: short(note) }
}

fn not_applicable(note: &str) -> Outcome {
    Outcome::NotApplicable { note: note.to_owned() }
}

/// Values come from outside: one line, of a length to be read, with nothing in it that cannot be seen.
fn short(text: &str) -> String {
    short_to(text, 300)
}

fn short_to(text: &str, longest: usize) -> String {
    let seen = |letter: char| match letter {
        control if control.is_control() => " ".to_owned(),
        hidden if is_invisible(hidden) => hidden.escape_unicode().to_string(),
        letter => letter.to_string(),
    };
    let mut letters = text.chars().map(seen).flat_map(|shown| shown.chars().collect::<Vec<_>>());
    let line: String = letters.by_ref().take(longest).collect();
    if letters.next().is_none() { line } else { line + "…" }
}
