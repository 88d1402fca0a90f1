//! What an agent answers to `start_job`: terms that its seller has signed, in the field names of its software; or, of a
//! free agent, a job without any.

use super::{Agent, Asks, CHANGED_FOR, Conduct, Dialect, Lie, service::Order};
use crate::{
    chance,
    http::answer::Refused,
    node::{
        payment::{self, Offer},
        row::{Deadlines, Row, Side},
        wire,
    },
    registry::listing::Listing,
    seller::Wallet,
    world::World,
};
use masumi::{
    moment::{HOUR, Moment},
    money::{Amount, Money, Unit},
    node::Generation,
};
use serde_json::{Value, json};

/// Offers the job: the identifier of its terms (none of a free one), and the answer.
pub(super) fn offer(
    world: &mut World,
    agent: &Agent,
    order: &Order,
    job_id: &str,
    input_hash: String,
) -> Result<(Option<String>, Value), Refused> {
    let listing = Listing::of(agent, world.now);
    let quote = match agent.asks {
        Asks::Free => return Ok((None, free(world.now, &listing, order, job_id, &input_hash))),
        Asks::Dynamic(price) => Some(vec![Money { amount: Amount(price(&order.answers)), unit: Unit::Ada }]),
        Asks::Fixed(_) => None,
    };
    let v2 = agent.generation == Generation::V2;
    let collection = Wallet::named(&format!("{}, collection", agent.slug));
    let lie = match agent.conduct {
        Conduct::Lies(about) => about(&order.answers),
        _ => Lie::Nothing,
    };
    let seller_vkey = listing.wallet().vkey();
    if matches!(agent.conduct, Conduct::Lies(_)) {
        world.changed_entry = Some((listing.agent_identifier.clone(), lie, world.now.plus(CHANGED_FOR)));
    }
    let honest_hash = input_hash.clone();
    let mut offer = Offer {
        agent_identifier: listing.agent_identifier,
        input_hash,
        nonce: order.nonce.clone(),
        deadlines: deadlines(world.now, agent.dialect),
        quote,
        source_index: v2.then_some(0),
        seller_return_address: v2.then(|| collection.address().to_owned()),
        metadata: None,
        requested_by: String::new(),
        lie,
    };
    lie.offer(&mut offer, world.now, &order.answers);
    let identifier = match lie {
        Lie::EarlierIdentifier => earlier(world, agent)?,
        _ => payment::sell(world, offer)?,
    };
    let row = world.node.find(Side::Seller, &identifier).ok_or_else(Refused::internal)?;
    let mut body = shown(agent, row, order, job_id, &seller_vkey);
    if lie == Lie::EarlierIdentifier {
        body["input_hash"] = json!(honest_hash);
    }
    lie.answer(&mut body);
    Ok((Some(identifier), body))
}

/// The identifier of the newest job that was paid for.
fn earlier(world: &World, agent: &Agent) -> Result<String, Refused> {
    let paid = |identifier: &&str| world.node.find(Side::Seller, identifier).is_some_and(|row| row.state.is_some());
    let identifier = world.jobs.identifiers(agent.slug).filter(paid).last().map(str::to_owned);
    identifier.ok_or_else(|| Refused::new(400, "There is no earlier job to charge for again: buy an honest one first"))
}

/// As the official SDK offers them; agents written by hand are shorter.
fn deadlines(now: Moment, dialect: Dialect) -> Deadlines {
    let (pay, submit) = if dialect.by_hand() { (2, 4) } else { (12, 24) };
    let submit_result = now.plus(submit * HOUR);
    Deadlines {
        pay_by: now.plus(pay * HOUR),
        submit_result,
        unlock: submit_result.plus(6 * HOUR),
        external_dispute_unlock: submit_result.plus(12 * HOUR),
    }
}

fn shown(agent: &Agent, row: &Row, order: &Order, job_id: &str, seller_vkey: &str) -> Value {
    let template = agent.dialect.by_hand();
    let wrapper = agent.dialect == Dialect::Wrapper;
    let time = |at: Moment| if template { json!(at.0.to_string()) } else { json!(at.0) };
    let mut body = if template { json!({"status": "success", "job_id": job_id}) } else { json!({"id": job_id}) };
    body["blockchainIdentifier"] = json!(row.blockchain_identifier);
    body["payByTime"] = time(row.deadlines.pay_by);
    body["submitResultTime"] = time(row.deadlines.submit_result);
    body["unlockTime"] = time(row.deadlines.unlock);
    body["externalDisputeUnlockTime"] = time(row.deadlines.external_dispute_unlock);
    body["agentIdentifier"] = json!(row.agent_identifier);
    body[if wrapper { "sellerVkey" } else { "sellerVKey" }] = json!(seller_vkey);
    body["identifierFromPurchaser"] = json!(order.nonce);
    body[if wrapper || agent.dialect == Dialect::SdkNext { "inputHash" } else { "input_hash" }] = json!(row.input_hash);
    if row.dynamic {
        body["amounts"] = wire::funds(&row.funds);
    }
    if row.generation == Generation::V2 {
        body["supportedPaymentSourceIndex"] = json!(0);
        body["sellerReturnAddress"] = json!(row.seller_return_address);
    }
    body
}

/// A free job as the newer SDK answers it: an identifier that is none, and times in seconds.
fn free(now: Moment, listing: &Listing, order: &Order, job_id: &str, input_hash: &str) -> Value {
    let seconds = |at: Moment| json!(at.0 / 1000);
    json!({
        "id": job_id,
        "blockchainIdentifier": format!("FREE-{}", hex::encode(chance::bytes::<12>())),
        "payByTime": seconds(now),
        "submitResultTime": seconds(now.plus(24 * HOUR)),
        "unlockTime": seconds(now),
        "externalDisputeUnlockTime": seconds(now),
        "agentIdentifier": listing.agent_identifier,
        "sellerVKey": listing.wallet().vkey(),
        "identifierFromPurchaser": order.nonce,
        "inputHash": input_hash,
    })
}
