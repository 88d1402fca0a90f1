//! `POST /purchase`: the node's own check of the seller's terms, before it queues the money. The messages, and the
//! order in which they win over each other, are those of the recordings.

use super::{
    api::Call,
    row::{ActionEntry, Deadlines, NextAction, Row, Side, Work},
    source::Source,
    wire,
};
use crate::{
    chance,
    http::{
        answer::{Answer, Refused},
        given::Given,
        request::Request,
        schema::{self, ANY, Field, NETWORK, Schema, Shape, optional, required},
    },
    keys::ApiKey,
    registry::listing::{Listing, Price},
    seller,
    world::World,
};
use masumi::{
    agent::AskedAmount,
    moment::{MINUTE, Moment},
    money::Money,
    node::{Generation, Network},
    proof::{BlockchainIdentifier, SecondGeneration, SignedTerms},
};
use pallas_addresses::{ShelleyDelegationPart, ShelleyPaymentPart};
use serde_json::{Value, json};

const TEXT: Shape = Shape::Text(0, 250);
const ANY_TEXT: Shape = Shape::Text(0, ANY);

/// `supportedPaymentSourceIndex`.
pub(super) const SOURCE_INDEX: Field = optional("supportedPaymentSourceIndex", Shape::Index(0, 24));

/// A list of amounts.
pub(super) const MONEY: Shape =
    Shape::List(&Shape::Object(&[required("amount", Shape::Text(0, 25)), required("unit", Shape::Text(0, 150))]), 7);

/// The body of `POST /purchase`.
pub(super) const NEW: Schema = Schema {
    fields: &[
        required("blockchainIdentifier", Shape::Text(0, 8000)),
        NETWORK,
        optional("paymentSourceType", Shape::OneOf(&GENERATIONS)),
        optional("smartContractAddress", TEXT),
        SOURCE_INDEX,
        required("inputHash", TEXT),
        required("sellerVkey", TEXT),
        required("agentIdentifier", Shape::Text(57, 250)),
        optional("Amounts", MONEY),
        required("unlockTime", ANY_TEXT),
        required("externalDisputeUnlockTime", ANY_TEXT),
        required("submitResultTime", ANY_TEXT),
        required("payByTime", ANY_TEXT),
        optional("metadata", ANY_TEXT),
        optional("buyerReturnAddress", TEXT),
        optional("sellerReturnAddress", TEXT),
        required("identifierFromPurchaser", Shape::Text(14, 26)),
    ],
    addresses: &["buyerReturnAddress", "sellerReturnAddress"],
};

/// What the body of `POST /purchase` asks for.
struct Asked {
    blockchain_identifier: String,
    network: Network,
    source_type: Option<Generation>,
    contract: Option<String>,
    source_index: Option<u32>,
    input_hash: String,
    seller_vkey: String,
    agent_identifier: String,
    amounts: Option<Vec<Money>>,
    unlock: String,
    external_dispute_unlock: String,
    submit_result: String,
    pay_by: String,
    metadata: Option<String>,
    buyer_return_address: Option<String>,
    seller_return_address: Option<String>,
    nonce: String,
}

/// `POST /purchase`.
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Value, Refused> {
    if let Some(known) = world.node.find(Side::Buyer, call.given.text("blockchainIdentifier")) {
        return Err(exists(world, known));
    }
    let asked = read(call.given)?;
    let mut row = checked(world, call.key, asked)?;
    if !world.keys.charge(&call.key.id, &row.funds) {
        return Err(Refused::new(400, "Insufficient funds"));
    }
    row.mishap = world.node.mishap.take();
    let answer = wire::row(&world.node, &row, wire::History::Absent);
    world.node.rows.push(row);
    world.touch();
    Ok(answer)
}

/// A `POST /purchase` whose identifier was new when the node began to look at its terms. If another request for the same
/// identifier is through first, the real node fails instead of saying so (docs/observed.md 1).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Check(());

impl Check {
    /// `None` for any other request, and for an identifier that the node has.
    pub(crate) fn begin(world: &World, request: &Request) -> Option<Check> {
        if (request.method.as_str(), request.path.as_str()) != ("POST", "/purchase") {
            return None;
        }
        let body = request.object();
        let identifier = body.get("blockchainIdentifier").and_then(Value::as_str)?;
        world.node.find(Side::Buyer, identifier).is_none().then_some(Check(()))
    }

    /// Whether another request was through first.
    pub(crate) fn was_overtaken(self, answer: &Answer) -> bool {
        answer.status == 409
    }
}

fn read(given: Given) -> Result<Asked, Refused> {
    let text = |name: &str| given.text(name).to_owned();
    let optional_text = |name: &str| given.optional_text(name).map(str::to_owned);
    Ok(Asked {
        blockchain_identifier: text("blockchainIdentifier"),
        network: given.network(),
        source_type: given.one_of("paymentSourceType", &GENERATIONS).map(generation),
        contract: optional_text("smartContractAddress").filter(|address| !address.is_empty()),
        source_index: source_index(given),
        input_hash: text("inputHash"),
        seller_vkey: text("sellerVkey"),
        agent_identifier: text("agentIdentifier"),
        amounts: given.amounts("Amounts").map_err(|_| Refused::internal())?,
        unlock: text("unlockTime"),
        external_dispute_unlock: text("externalDisputeUnlockTime"),
        submit_result: text("submitResultTime"),
        pay_by: text("payByTime"),
        metadata: optional_text("metadata"),
        buyer_return_address: optional_text("buyerReturnAddress"),
        seller_return_address: optional_text("sellerReturnAddress"),
        nonce: text("identifierFromPurchaser"),
    })
}

/// `paymentSourceType` on the wire.
pub(super) const GENERATIONS: [&str; 2] = ["Web3CardanoV1", "Web3CardanoV2"];

/// The generation of an index into [`GENERATIONS`].
pub(super) fn generation(index: usize) -> Generation {
    if index == 0 { Generation::V1 } else { Generation::V2 }
}

/// Which of its payment sources the seller chose.
pub(super) fn source_index(given: Given) -> Option<u32> {
    let index = given.0.get(SOURCE_INDEX.name)?;
    u32::try_from(given.count(SOURCE_INDEX.name, 0)).ok().filter(|_| !index.is_null())
}

/// Hex digits, an even number of them and at least one.
pub(super) fn is_hex(text: &str) -> bool {
    !text.is_empty() && hex::decode(text).is_ok()
}

fn exists(world: &World, known: &Row) -> Refused {
    let mut refused = Refused::new(409, "Purchase exists");
    refused.more.insert("id".to_owned(), json!(known.id));
    refused.more.insert("object".to_owned(), wire::conflicting(&world.node, known));
    refused
}

fn checked(world: &World, key: &ApiKey, asked: Asked) -> Result<Row, Refused> {
    let bad = |message: &str| Refused::new(400, message);
    let identifier = BlockchainIdentifier::decode(&asked.blockchain_identifier);
    let identifier = identifier.map_err(|_| bad("Invalid blockchain identifier, format invalid"))?;
    let generation = if identifier.smart_contract_address.is_some() { Generation::V2 } else { Generation::V1 };
    if asked.source_type.is_some_and(|declared| declared != generation) {
        return Err(bad("Payment source type does not match the blockchain identifier"));
    }
    if generation == Generation::V1 && asked.source_index.is_some() {
        return Err(bad(
            "V1 Cardano purchases must not set supportedPaymentSourceIndex; pricing comes from AgentPricing",
        ));
    }
    let v2 = generation == Generation::V2;
    if v2 && asked.contract.is_some() && asked.contract != identifier.smart_contract_address {
        return Err(bad("Invalid blockchain identifier, smartContractAddress mismatch"));
    }
    if !is_hex(&asked.input_hash) {
        return Err(bad("Input hash is not a valid hex string"));
    }
    payment_source(&asked, generation, &identifier)?;
    let deadlines = deadlines(&asked)?;
    in_time(deadlines, world.now)?;
    let listing = listing(world, &asked.agent_identifier)?;
    let seller = listing.wallet();
    if seller.vkey() != asked.seller_vkey {
        return Err(bad("Invalid seller vkey"));
    }
    // Every agent here has one payment source.
    if let Some(index) = asked.source_index.filter(|index| *index > 0) {
        return Err(bad(&format!("supportedPaymentSourceIndex {index} is not advertised by this agent")));
    }
    let price = price(&listing.price, asked.amounts.as_deref())?;
    let dynamic = listing.price == Price::Dynamic;
    if identifier.purchaser_id != asked.nonce {
        return Err(bad("Invalid blockchain identifier, purchaser id mismatch"));
    }
    for (what, text) in [("Purchaser", &identifier.purchaser_id), ("Seller", &identifier.seller_id)] {
        if !is_hex(text) {
            return Err(bad(&format!("{what} identifier is not a valid hex string")));
        }
    }
    if identifier.agent_identifier() != asked.agent_identifier {
        return Err(bad("Invalid blockchain identifier, agent identifier mismatch"));
    }
    let terms = signed_terms(&asked, &identifier, seller.address(), dynamic.then_some(&price[..]));
    seller::check(&identifier, &terms, &seller.vkey()).map_err(|unsigned| bad(unsigned.message()))?;
    let returns =
        [("buyerReturnAddress", &asked.buyer_return_address), ("sellerReturnAddress", &asked.seller_return_address)];
    for (name, address) in returns {
        if v2 && address.as_deref().is_some_and(|address| !has_payment_key(address, asked.network)) {
            let why = "must be a Cardano base or enterprise address with a payment key credential";
            return Err(bad(&format!("{name} {why}")));
        }
    }
    Ok(new_row(world.now, key, &listing, deadlines, asked, price, dynamic))
}

fn payment_source(asked: &Asked, generation: Generation, identifier: &BlockchainIdentifier) -> Result<(), Refused> {
    let source = Source::of_agent(&asked.agent_identifier);
    let source = source.filter(|source| asked.network == Network::Preprod && source.generation() == generation);
    let contract = identifier.smart_contract_address.as_deref();
    match source {
        Some(source) if contract.is_none_or(|contract| contract == source.contract()) => Ok(()),
        _ if contract.is_some() => {
            Err(Refused::new(404, "No configured V2 payment source found for smartContractAddress"))
        }
        _ => Err(Refused::new(404, "No payment source found for agent identifiers policy id")),
    }
}

/// The four times. What is no number makes the real node fail, not complain.
fn deadlines(asked: &Asked) -> Result<Deadlines, Refused> {
    let time = |text: &str| text.parse().map(Moment).map_err(|_| Refused::internal());
    Ok(Deadlines {
        pay_by: time(&asked.pay_by)?,
        submit_result: time(&asked.submit_result)?,
        unlock: time(&asked.unlock)?,
        external_dispute_unlock: time(&asked.external_dispute_unlock)?,
    })
}

/// The rules that both nodes hold the four times against (docs/protocol.md 4.3).
pub(super) fn in_time(deadlines: Deadlines, now: Moment) -> Result<(), Refused> {
    let Deadlines { pay_by, submit_result, unlock, external_dispute_unlock } = deadlines;
    let broken = if pay_by > submit_result.plus(-5 * MINUTE) {
        "Pay by time must be before submit result time (min. 5 minutes)"
    } else if pay_by < now.plus(-5 * MINUTE) {
        "Pay by time must be in the future (max. 5 minutes)"
    } else if external_dispute_unlock < unlock.plus(15 * MINUTE) {
        "External dispute unlock time must be after unlock time (min. 15 minutes difference)"
    } else if submit_result < now.plus(15 * MINUTE) {
        "Submit result time must be in the future (min. 15 minutes)"
    } else if submit_result > unlock.plus(-15 * MINUTE) {
        "Submit result time must be before unlock time with at least 15 minutes difference"
    } else {
        return Ok(());
    };
    Err(Refused::new(400, broken))
}

/// The agent's token on chain. An asset that never was makes the real node fail.
pub(super) fn listing(world: &World, agent_identifier: &str) -> Result<Listing, Refused> {
    let listing = world.listing(agent_identifier).ok_or_else(Refused::internal)?;
    if listing.burned() { Err(Refused::new(404, "Agent identifier not found")) } else { Ok(listing) }
}

/// What is to be paid: the price on chain, or the quote.
fn price(price: &Price, amounts: Option<&[Money]>) -> Result<Vec<Money>, Refused> {
    let bad = |message: &str| Err(Refused::new(400, message));
    match (price, amounts) {
        (Price::Free, _) => bad("Agent identifier pricing type not supported"),
        (Price::Fixed(on_chain), Some(amounts)) if !same_amounts(on_chain, amounts) => {
            bad("Provided Amounts do not match the fixed pricing of the agent")
        }
        (Price::Fixed(on_chain), _) => Ok(on_chain.clone()),
        (Price::Dynamic, None | Some([])) => bad("For dynamic pricing, Amounts must be provided"),
        (Price::Dynamic, Some(amounts)) if amounts.iter().any(|money| money.amount.0 == 0) => {
            bad("Amounts must be positive")
        }
        (Price::Dynamic, Some(amounts)) => Ok(amounts.to_vec()),
    }
}

/// The same sum of each unit.
fn same_amounts(one: &[Money], other: &[Money]) -> bool {
    match (Money::sums(one), Money::sums(other)) {
        (Some(one), Some(other)) => one.len() == other.len() && one.iter().all(|money| other.contains(money)),
        _ => false,
    }
}

/// A base or enterprise address of the network, paid by key.
fn has_payment_key(address: &str, network: Network) -> bool {
    schema::shelley(address, network).is_some_and(|address| {
        matches!(address.payment(), ShelleyPaymentPart::Key(_))
            && matches!(address.delegation(), ShelleyDelegationPart::Key(_) | ShelleyDelegationPart::Null)
    })
}

fn signed_terms(
    asked: &Asked,
    identifier: &BlockchainIdentifier,
    seller_address: &str,
    quote: Option<&[Money]>,
) -> SignedTerms {
    let second = identifier.smart_contract_address.as_ref().map(|contract| SecondGeneration {
        seller_return_address: asked.seller_return_address.clone(),
        smart_contract_address: Some(contract.clone()),
        supported_payment_source_index: asked.source_index,
        payment_force_layer: None,
    });
    let wire = |money: &Money| AskedAmount::from((money.amount.to_string(), money.unit.wire()));
    SignedTerms {
        input_hash: asked.input_hash.clone(),
        agent_identifier: asked.agent_identifier.clone(),
        purchaser_identifier: asked.nonce.clone(),
        seller_identifier: identifier.seller_id.clone(),
        requested_funds: quote.map(|quote| quote.iter().map(wire).collect()),
        pay_by_time: asked.pay_by.clone(),
        submit_result_time: asked.submit_result.clone(),
        unlock_time: asked.unlock.clone(),
        external_dispute_unlock_time: asked.external_dispute_unlock.clone(),
        seller_address: seller_address.to_owned(),
        second,
    }
}

fn new_row(
    now: Moment,
    key: &ApiKey,
    listing: &Listing,
    deadlines: Deadlines,
    asked: Asked,
    funds: Vec<Money>,
    dynamic: bool,
) -> Row {
    let seller = listing.wallet();
    Row {
        id: chance::row_id(now),
        requested_by: key.id.clone(),
        blockchain_identifier: asked.blockchain_identifier,
        input_hash: asked.input_hash,
        metadata: asked.metadata,
        buyer_return_address: asked.buyer_return_address,
        seller_return_address: asked.seller_return_address,
        dynamic,
        ..Row::new(Side::Buyer, now, listing, &seller, deadlines, funds)
    }
}

impl Row {
    /// A row that has just been made, with everything that both sides have in common.
    pub(super) fn new(
        side: Side,
        now: Moment,
        listing: &Listing,
        seller: &seller::Wallet,
        deadlines: Deadlines,
        funds: Vec<Money>,
    ) -> Row {
        let action = match side {
            Side::Buyer => NextAction::Requested(Work::FundsLocking),
            Side::Seller => NextAction::WaitingForExternalAction,
        };
        Row {
            side,
            id: String::new(),
            created_at: now,
            updated_at: now,
            action_changed_at: now,
            state_changed_at: now,
            requested_by: String::new(),
            generation: listing.generation,
            blockchain_identifier: String::new(),
            agent_identifier: listing.agent_identifier.clone(),
            agent_name: listing.name.clone(),
            dynamic: listing.price == Price::Dynamic,
            deadlines,
            input_hash: String::new(),
            funds,
            metadata: None,
            buyer_return_address: None,
            seller_return_address: None,
            seller_vkey: seller.vkey(),
            seller_address: seller.address().to_owned(),
            buyer_wallet_known: false,
            state: None,
            result_hash: None,
            result_to_submit: None,
            buyer_cooldown: Moment(0),
            seller_cooldown: Moment(0),
            collateral: None,
            buyer_fees: 0,
            seller_fees: 0,
            withdrawn_for_buyer: Vec::new(),
            withdrawn_for_seller: Vec::new(),
            action: ActionEntry { id: chance::row_id(now), created_at: now, updated_at: now, action, error: None },
            action_history: Vec::new(),
            transaction: None,
            transaction_history: Vec::new(),
            given_up: false,
            retry_at: Moment(0),
            mishap: None,
        }
    }
}
