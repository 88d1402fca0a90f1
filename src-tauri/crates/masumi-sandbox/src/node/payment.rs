//! The seller's side of the node: an agent asks for signed terms, puts its result's hash on chain, lets a refund be.
//! The sandbox's own agents come through [`sell`] and [`deliver`] too, so there is one way of selling.

use super::{
    api::Call,
    purchase::{GENERATIONS, MONEY, SOURCE_INDEX, generation, in_time, is_hex, source_index},
    row::{Deadlines, NextAction, Row, Side, Work},
    source::Source,
    wire,
};
use crate::{
    agents::Lie,
    chain::State,
    chance,
    hash::sha256_hex,
    http::{
        answer::Refused,
        schema::{ANY, Dialect, NETWORK, Schema, Shape, optional, required},
    },
    keys::Permission,
    registry::listing::Price,
    world::World,
};
use masumi::{
    agent::AskedAmount,
    moment::{HOUR, Moment},
    money::Money,
    node::{Generation, Network},
    proof::{SecondGeneration, SignedTerms},
};
use serde_json::{Value, json};

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

/// The body of `POST /payment`.
pub(super) const NEW: Schema = Schema {
    fields: &[
        required("inputHash", Shape::Text(0, 250)),
        NETWORK,
        required("agentIdentifier", Shape::Text(57, 250)),
        optional("paymentSourceType", Shape::OneOf(&GENERATIONS)),
        SOURCE_INDEX,
        optional("RequestedFunds", MONEY),
        optional("payByTime", Shape::Date),
        optional("submitResultTime", Shape::Date),
        optional("unlockTime", Shape::Date),
        optional("externalDisputeUnlockTime", Shape::Date),
        optional("metadata", Shape::Text(0, ANY)),
        optional("sellerReturnAddress", Shape::Text(0, 250)),
        NONCE.fields[0],
    ],
    addresses: &["sellerReturnAddress"],
};

/// The nonce alone: the sandbox's own agents do not come through a body.
const NONCE: Schema = Schema::of(&[required("identifierFromPurchaser", Shape::Text(14, 26))]);

/// The body of `POST /payment/submit-result`.
pub(super) const RESULT: Schema = Schema::of(&[
    NETWORK,
    required("submitResultHash", Shape::Digest("submitResultHash must be a 64-char hex sha256 digest")),
    required("blockchainIdentifier", Shape::Text(1, 8000)),
]);

/// `POST /payment`.
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let given = call.given;
    let agent_identifier = given.text("agentIdentifier").to_owned();
    let source = Source::of_agent(&agent_identifier).filter(|_| given.network() == Network::Preprod);
    let source = source.ok_or_else(|| Refused::new(404, "Network and policyId combination not supported"))?;
    let declared = given.one_of("paymentSourceType", &GENERATIONS).map(generation);
    if declared.is_some_and(|declared| declared != source.generation()) {
        return Err(Refused::new(400, "paymentSourceType does not match the agent registry source"));
    }
    let now = world.now;
    let pay_by = given.date("payByTime").unwrap_or(now.plus(12 * HOUR));
    let submit_result = given.date("submitResultTime").unwrap_or(now.plus(24 * HOUR));
    let unlock = given.date("unlockTime").unwrap_or(submit_result.plus(6 * HOUR));
    let external_dispute_unlock = given.date("externalDisputeUnlockTime").unwrap_or(submit_result.plus(12 * HOUR));
    let offer = Offer {
        agent_identifier,
        input_hash: given.text("inputHash").to_owned(),
        nonce: given.text("identifierFromPurchaser").to_owned(),
        deadlines: Deadlines { pay_by, submit_result, unlock, external_dispute_unlock },
        quote: given.amounts("RequestedFunds").map_err(|_| Refused::internal())?,
        source_index: source_index(given),
        seller_return_address: given.optional_text("sellerReturnAddress").map(str::to_owned),
        metadata: given.optional_text("metadata").map(str::to_owned),
        requested_by: call.key.id.clone(),
        lie: Lie::Nothing,
    };
    let identifier = sell(world, offer)?;
    Ok(shown(world, &identifier))
}

/// Signs terms and waits for their payment. Returns the blockchain identifier.
pub(crate) fn sell(world: &mut World, offer: Offer) -> Result<String, Refused> {
    let bad = |message: &str| Refused::new(400, message);
    let source = Source::of_agent(&offer.agent_identifier)
        .ok_or_else(|| Refused::new(404, "Network and policyId combination not supported"))?;
    if let Some(nonce) = json!({"identifierFromPurchaser": offer.nonce}).as_object() {
        NONCE.check(Dialect::Node, nonce)?;
    }
    if !is_hex(&offer.nonce) {
        return Err(bad("Purchaser identifier is not a valid hex string"));
    }
    if !is_hex(&offer.input_hash) {
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
        Some(_) if !v2 => {
            let why = "V1 Cardano payments must not set supportedPaymentSourceIndex; pricing comes from AgentPricing";
            return Err(bad(why));
        }
        None if v2 => {
            return Err(bad(
                "V2 Cardano payments require supportedPaymentSourceIndex to select a priced Cardano source",
            ));
        }
        Some(index) if index > 0 => {
            let why = format!("supportedPaymentSourceIndex {index} is not advertised by this agent");
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

fn terms(offer: &Offer, source: Source, seller_address: &str) -> SignedTerms {
    let digits = |at: Moment| at.0.to_string();
    let wire = |money: &Money| AskedAmount::from((money.amount.to_string(), money.unit.wire()));
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
    let (identifier, hash) = (call.given.text("blockchainIdentifier"), call.given.text("submitResultHash"));
    may_act(world, call, identifier, "You are not authorized to submit results for this payment")?;
    if !deliver(world, identifier, hash) {
        return Err(Refused::new(404, "Payment not found or in invalid state"));
    }
    Ok(shown(world, identifier))
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
    let identifier = call.given.text("blockchainIdentifier");
    may_act(world, call, identifier, "You are not authorized to authorize a refund for this payment")?;
    if !let_go(world, identifier) {
        return Err(Refused::new(404, "Payment not found or in invalid state"));
    }
    Ok(shown(world, identifier))
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
