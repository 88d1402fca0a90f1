//! The other side, without a network: a seller signs terms as its node would, an agent answers with them, and a buyer verifies
//! it. An agent's author can hold a real answer of `start_job` against the same checks.
//!
//! ```sh
//! cargo run --example sell --features seller
//! ```

use masumi::{
    agent::JobStart,
    identifiers::Nonce,
    moment::{DAY, HOUR, Moment},
    money::Money,
    node::{Generation, Network, PaymentSource},
    proof::{Deal, Met, Price, SignedTerms, Verdict, World, input_hash, verify_terms},
    registry::PaymentInformation,
    seller::Wallet,
};
use serde_json::{Map, Value, json};
use std::error::Error;

const NETWORK: Network = Network::Preprod;
const AGENT: &str = "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f7701";
/// Any moment does where nobody's clock is asked.
const NOW: Moment = Moment(1_795_327_041_698);

fn main() -> Result<(), Box<dyn Error>> {
    sell()
}

/// The example itself.
pub(crate) fn sell() -> Result<(), Box<dyn Error>> {
    // A seller who quotes a price for each job, as the registry tells of it and as the buyer approves it: 5 ADA at most.
    let seller = Wallet::from_seed([7; 32], NETWORK);
    let listed = listed(&seller)?;
    let offer = listed.entry.offers(NETWORK).into_iter().next().ok_or("no offer")?;
    let input = Map::from_iter([("text".to_owned(), json!("It was a long day."))]);
    let mut deal = Deal::new(NETWORK, &listed, &offer, Nonce::random(), &input, NOW.plus(7 * DAY))?;
    deal.price = Price::Ceiling(vec![Money::lovelace(5_000_000)]);

    // The agent answers the job: 2 ADA. Put your own agent's answer here.
    let mut answer = start_job(&seller, &deal);
    tell("As signed", &verify(&listed, &deal, &answer)?);

    // 3 ADA are under the ceiling too, but the seller did not sign them.
    answer["RequestedFunds"] = json!([{ "amount": "3000000", "unit": "" }]);
    tell("With another price", &verify(&listed, &deal, &answer)?);
    Ok(())
}

/// What an agent answers to `start_job` when it quotes 2 ADA. The signature is its node's.
fn start_job(seller: &Wallet, deal: &Deal) -> Value {
    let time = |hours: i64| NOW.plus(hours * HOUR).0.to_string();
    let signed = SignedTerms {
        input_hash: input_hash(&deal.nonce, &deal.input_json),
        agent_identifier: deal.agent_identifier.to_string(),
        purchaser_identifier: deal.nonce.to_string(),
        // 64 hex digits that the seller's node makes, and the agent.
        seller_identifier: format!("{}{}", "5e".repeat(32), deal.agent_identifier),
        requested_funds: Some(vec![("2000000", "").into()]),
        pay_by_time: time(1),
        submit_result_time: time(2),
        unlock_time: time(3),
        external_dispute_unlock_time: time(4),
        seller_address: seller.address().to_owned(),
        second: None,
    };
    json!({
        "status": "success",
        "job_id": "1",
        "blockchainIdentifier": seller.sign(&signed).to_string(),
        "sellerVKey": seller.key_hash(),
        "input_hash": signed.input_hash,
        "RequestedFunds": [{ "amount": "2000000", "unit": "" }],
        "payByTime": signed.pay_by_time,
        "submitResultTime": signed.submit_result_time,
        "unlockTime": signed.unlock_time,
        "externalDisputeUnlockTime": signed.external_dispute_unlock_time,
    })
}

/// What the buyer makes of an answer.
fn verify(listed: &PaymentInformation, deal: &Deal, answer: &Value) -> Result<Verdict, Box<dyn Error>> {
    let JobStart::Terms(terms) = JobStart::read(200, answer.to_string().as_bytes())? else {
        return Err("no terms".into());
    };
    // A node that can pay into Masumi's own contract of the first generation, for agents of this registry.
    let source = PaymentSource {
        id: String::new(),
        network: NETWORK,
        generation: Generation::V1,
        policy_id: deal.agent_identifier.policy().to_owned(),
        smart_contract_address: "addr_test1wz7j4kmg2cs7yf92uat3ed4a3u97kr7axxr4avaz0lhwdsqukgwfm".to_owned(),
        required_admin_signatures: None,
        admins: Vec::new(),
    };
    let sources = [source];
    Ok(verify_terms(deal, &terms, &World::new(listed, &sources, NOW, Met::Never)))
}

/// What the registry tells of the seller (`GET /payment-information`).
fn listed(seller: &Wallet) -> Result<PaymentInformation, &'static str> {
    let told = json!({
        "agentIdentifier": AGENT,
        "name": "An agent",
        "status": "Online",
        "AgentPricing": { "pricingType": "Dynamic" },
        "sellerWallet": { "address": seller.address(), "vkey": seller.key_hash() },
    });
    PaymentInformation::from_json(&told).ok_or("no payment information")
}

fn tell(when: &str, verdict: &Verdict) {
    match verdict {
        Verdict::Payable(body, _) => println!("{when}: payable, {}", Money::named(body.paid(), NETWORK)),
        Verdict::OutsideApproval(asked, _) => println!("{when}: outside of what was approved, {asked:?}"),
        Verdict::Refused(_) => println!("{when}: refused"),
    }
    for check in verdict.objections() {
        println!("  {:?}: {}", check.id, check.outcome);
    }
}
