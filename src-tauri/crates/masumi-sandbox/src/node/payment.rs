//! The seller's side of the node: an agent asks for signed terms, puts its result's hash on chain, lets a refund be.
//! The sandbox's own agents come through [`sell`] and [`deliver`] too, so there is one way of selling.

use super::{
    api::Call,
    purchase::{GENERATIONS, generation, in_time, source_index},
    row::{Deadlines, NextAction, Row, Side, Work},
    source::Source,
    wire,
};
use crate::{
    agents::Lie,
    chain::State,
    chance,
    clock::parse_date,
    hash::sha256_hex,
    http::{
        answer::Refused,
        fields::{Dialect, Fields},
    },
    keys::Permission,
    registry::listing::Price,
    world::World,
};
use masumi_client::{
    moment::{HOUR, Moment},
    money::Money,
    node::{Generation, Network},
    proof::{SecondGeneration, SignedTerms},
};
use serde_json::{Map, Value, json};

/// What a seller offers.
pub(crate) struct Offer {
    pub(crate) agent_identifier: String,
    pub(crate) input_hash: String,
    pub(crate) nonce: String,
    pub(crate) deadlines: Deadlines,
    /// The quote of a dynamic price.
    pub(crate) quote: Option<Vec<Money>>,
    pub(crate) source_index: Option<u32>,
    pub(crate) seller_return_address: Option<String>,
    pub(crate) metadata: Option<String>,
    /// Id of the API key that asks; the sandbox's own agents have none.
    pub(crate) requested_by: String,
    /// What the seller lies about.
    pub(crate) lie: Lie,
}

/// `POST /payment`.
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let mut fields = call.fields();
    let input_hash = fields.text("inputHash", 0, 250);
    let network = fields.network();
    let agent_identifier = fields.text("agentIdentifier", 57, 250);
    let declared = fields.optional_one_of("paymentSourceType", &GENERATIONS).map(generation);
    let index = source_index(&mut fields);
    let quote = fields.amounts("RequestedFunds", 7);
    let now = world.now;
    let pay_by = time(&mut fields, "payByTime").unwrap_or(now.plus(12 * HOUR));
    let submit_result = time(&mut fields, "submitResultTime").unwrap_or(now.plus(24 * HOUR));
    let unlock = time(&mut fields, "unlockTime").unwrap_or(submit_result.plus(6 * HOUR));
    let external_dispute_unlock = time(&mut fields, "externalDisputeUnlockTime").unwrap_or(unlock.plus(6 * HOUR));
    let metadata = fields.optional_text("metadata", 1_000_000);
    let seller_return_address = fields.optional_text("sellerReturnAddress", 250);
    let nonce = fields.text("identifierFromPurchaser", 14, 26);
    fields.finish()?;
    call.may_use(network)?;
    if network != Network::Preprod {
        return Err(Refused::new(404, "Network and policyId combination not supported"));
    }
    let offer = Offer {
        agent_identifier,
        input_hash,
        nonce,
        deadlines: Deadlines { pay_by, submit_result, unlock, external_dispute_unlock },
        quote,
        source_index: index,
        seller_return_address,
        metadata,
        requested_by: call.key.id.clone(),
        lie: Lie::Nothing,
    };
    if declared.is_some() && declared != Source::of_agent(&offer.agent_identifier).map(Source::generation) {
        return Err(Refused::new(400, "Payment source type does not match the agent identifier"));
    }
    let identifier = sell(world, offer)?;
    Ok(shown(world, &identifier))
}

/// Signs terms and waits for their payment. Returns the blockchain identifier.
pub(crate) fn sell(world: &mut World, offer: Offer) -> Result<String, Refused> {
    let bad = |message: &str| Refused::new(400, message);
    let source = Source::of_agent(&offer.agent_identifier)
        .ok_or_else(|| Refused::new(404, "Network and policyId combination not supported"))?;
    nonce_length(&offer.nonce)?;
    if hex::decode(&offer.nonce).is_err() {
        return Err(bad("Purchaser identifier is not a valid hex string"));
    }
    if hex::decode(&offer.input_hash).is_err() {
        return Err(bad("Input hash is not a valid hex string"));
    }
    if offer.lie == Lie::Nothing {
        in_time(offer.deadlines, world.now)?;
    }
    let listing = super::purchase::listing(world, &offer.agent_identifier)?;
    let funds = match (&listing.price, &offer.quote) {
        (Price::Free, _) => return Err(bad("Pricing type not supported for payments")),
        (Price::Fixed(_), Some(_)) => return Err(bad("For fixed pricing, RequestedFunds must be null")),
        (Price::Fixed(price), None) => price.clone(),
        (Price::Dynamic, None) => return Err(bad("For dynamic pricing, RequestedFunds must be provided")),
        (Price::Dynamic, Some(quote)) => quote.clone(),
    };
    let v2 = source.generation() == Generation::V2;
    match offer.source_index {
        Some(_) if !v2 => return Err(bad("V1 Cardano payments must not set supportedPaymentSourceIndex")),
        None if v2 => return Err(bad("supportedPaymentSourceIndex is required for V2 Cardano payments")),
        Some(index) if index > 0 => {
            let why = format!("supportedPaymentSourceIndex {index} does not select a Cardano payment source");
            return Err(bad(&why));
        }
        _ => {}
    }
    let holder = listing.wallet();
    let mut signed = terms(&offer, source, holder.address());
    offer.lie.sign(&mut signed);
    let identifier = offer.lie.signer().unwrap_or_else(|| holder.clone()).identifier(&signed);
    let now = world.now;
    world.node.rows.push(Row {
        id: chance::row_id(now),
        requested_by: offer.requested_by,
        blockchain_identifier: identifier.clone(),
        input_hash: offer.input_hash,
        metadata: offer.metadata,
        seller_return_address: offer.seller_return_address,
        ..Row::new(Side::Seller, now, &listing, &holder, offer.deadlines, funds)
    });
    world.touch();
    Ok(identifier)
}

/// The sandbox's own agents do not come through the body's validation, and a buyer's nonce may be of any length.
fn nonce_length(nonce: &str) -> Result<(), Refused> {
    let sent = json!({"identifierFromPurchaser": nonce});
    let empty = Map::new();
    let mut fields = Fields::new(Dialect::Node, sent.as_object().unwrap_or(&empty));
    fields.text("identifierFromPurchaser", 14, 26);
    fields.finish()
}

fn terms(offer: &Offer, source: Source, seller_address: &str) -> SignedTerms {
    let digits = |at: Moment| at.0.to_string();
    let wire = |money: &Money| (money.amount.0.to_string(), money.unit.wire().to_owned());
    SignedTerms {
        input_hash: offer.input_hash.clone(),
        agent_identifier: offer.agent_identifier.clone(),
        purchaser_identifier: offer.nonce.clone(),
        seller_identifier: format!("{}{}", sha256_hex(&chance::bytes::<32>()), offer.agent_identifier),
        requested_funds: offer.quote.as_ref().map(|quote| quote.iter().map(wire).collect()),
        pay_by_time: digits(offer.deadlines.pay_by),
        submit_result_time: digits(offer.deadlines.submit_result),
        unlock_time: digits(offer.deadlines.unlock),
        external_dispute_unlock_time: digits(offer.deadlines.external_dispute_unlock),
        seller_address: seller_address.to_owned(),
        second: (source.generation() == Generation::V2).then(|| SecondGeneration {
            seller_return_address: offer.seller_return_address.clone(),
            smart_contract_address: Some(source.contract().to_owned()),
            supported_payment_source_index: offer.source_index,
            payment_force_layer: None,
        }),
    }
}

/// `POST /payment/submit-result`.
pub(crate) fn submit_result(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let mut fields = call.fields();
    let network = fields.network();
    let hash = fields.text("submitResultHash", 64, 64);
    if hash.len() == 64 && hex::decode(&hash).is_err() {
        fields.error("submitResultHash", "Invalid string: must match pattern /^[0-9a-fA-F]{64}$/");
    }
    let identifier = fields.text("blockchainIdentifier", 1, 8000);
    fields.finish()?;
    call.may_use(network)?;
    may_act(world, call, &identifier, "You are not authorized to submit results for this payment")?;
    if !deliver(world, &identifier, &hash) {
        return Err(Refused::new(404, "Payment not found or in invalid state"));
    }
    Ok(shown(world, &identifier))
}

/// Asks the node to put a result's hash on chain. False when the payment is not there or not waiting for one.
pub(crate) fn deliver(world: &mut World, identifier: &str, hash: &str) -> bool {
    let now = world.now;
    let Some(row) = world.node.find_mut(Side::Seller, identifier) else { return false };
    let open = [State::FundsLocked, State::ResultSubmitted, State::RefundRequested, State::Disputed];
    if !row.idle() || !row.state.is_some_and(|state| open.contains(&state)) {
        return false;
    }
    row.set_action(now, NextAction::Requested(Work::SubmitResult), None);
    row.result_to_submit = Some(hash.to_ascii_lowercase());
    world.touch();
    true
}

/// `POST /payment/authorize-refund`.
pub(crate) fn authorize_refund(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let mut fields = call.fields();
    let identifier = fields.text("blockchainIdentifier", 1, 8000);
    let network = fields.network();
    fields.finish()?;
    call.may_use(network)?;
    may_act(world, call, &identifier, "You are not authorized to authorize a refund for this payment")?;
    if !let_go(world, &identifier) {
        return Err(Refused::new(404, "Payment not found or in invalid state"));
    }
    Ok(shown(world, &identifier))
}

/// Asks the node to let the buyer have the money back. False when that is not possible (now).
pub(crate) fn let_go(world: &mut World, identifier: &str) -> bool {
    let now = world.now;
    let row = world.node.find_mut(Side::Seller, identifier).filter(|row| row.idle());
    let row = row.filter(|row| match (row.generation, row.state) {
        (_, Some(State::Disputed)) => true,
        (generation, Some(State::FundsLocked | State::ResultSubmitted | State::RefundRequested)) => {
            generation == Generation::V2
        }
        _ => false,
    });
    let Some(row) = row else { return false };
    row.set_action(now, NextAction::Requested(Work::AuthorizeRefund), None);
    world.touch();
    true
}

/// Only the key that made the payment, or an admin; 404 when there is none.
fn may_act(world: &World, call: &Call, identifier: &str, refusal: &str) -> Result<(), Refused> {
    let row = world.node.find(Side::Seller, identifier);
    let row = row.ok_or_else(|| Refused::new(404, "Payment not found or in invalid state"))?;
    let allowed = row.requested_by == call.key.id || call.key.permission == Permission::Admin;
    if allowed { Ok(()) } else { Err(Refused::new(403, refusal)) }
}

fn shown(world: &World, identifier: &str) -> Value {
    let row = world.node.find(Side::Seller, identifier);
    row.map_or(Value::Null, |row| wire::row(&world.node, row, wire::History::Absent))
}

/// An ISO time that may be missing.
fn time(fields: &mut Fields, name: &str) -> Option<Moment> {
    let text = fields.optional_text(name, 40)?;
    let at = parse_date(&text);
    if at.is_none() {
        fields.error(name, "Invalid input");
    }
    at
}
