//! Buys one job of an agent: verifies its terms, pays, waits for the result, and proves that it is the one on chain.
//!
//! ```sh
//! export MASUMI_REGISTRY=… MASUMI_REGISTRY_KEY=… MASUMI_NODE=… MASUMI_NODE_KEY=…
//! cargo run --example buy -- <agent identifier> '{"text": "It was a long day. Nothing happened."}'
//! ```

#![expect(clippy::disallowed_methods, reason = "the crate reads no clock; who uses it does")]

use masumi::{
    agent::{AgentClient, JobStart, JobStatus},
    identifiers::AgentIdentifier,
    moment::{DAY, Moment},
    money::Money,
    net::AgentReach,
    node::{Network, NodeClient},
    proof::{Deal, Met, Verdict, World, verify_result, verify_terms},
    registry::RegistryClient,
};
use serde_json::{Map, Value};
use std::{
    env,
    error::Error,
    time::{Duration, SystemTime},
};
use tokio::time::sleep;

/// Play money. On [`Network::Mainnet`] the same code spends real money.
const NETWORK: Network = Network::Preprod;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let registry = RegistryClient::connect(&env::var("MASUMI_REGISTRY")?, env::var("MASUMI_REGISTRY_KEY")?)?;
    let node = NodeClient::connect(&env::var("MASUMI_NODE")?, env::var("MASUMI_NODE_KEY")?)?;
    // The agents of a sandbox are on this machine, where strangers' agents may not be.
    let agents = AgentClient::reaching(AgentReach::THIS_MACHINE)?;
    let mut arguments = env::args().skip(1);
    let agent = arguments.next().ok_or("which agent? Its identifier")?.parse()?;
    let input = serde_json::from_str(&arguments.next().ok_or("which input? A JSON object")?)?;
    buy(&registry, &node, &agents, &agent, &input, Duration::from_secs(5)).await
}

/// The example itself. Looks at the job every so often.
pub(crate) async fn buy(
    registry: &RegistryClient,
    node: &NodeClient,
    agents: &AgentClient,
    agent: &AgentIdentifier,
    input: &Map<String, Value>,
    every: Duration,
) -> Result<(), Box<dyn Error>> {
    // Who sells, by the registry, and where this node can pay.
    let seller = registry.payment_information(agent.as_str()).await?.ok_or("nobody sells this agent")?;
    let sources = node.payment_sources(NETWORK).await?;
    let base = seller.entry.api_base_url.as_deref().ok_or("the agent has no address")?;

    // What is approved: the first offer that this node can pay, at its listed price, and the money locked for a week at most.
    let offer = seller.entry.payable(NETWORK, &sources).ok_or("this node cannot pay that agent")?;
    let deal = Deal::new(NETWORK, &seller, &offer, input, Moment::from(SystemTime::now()).plus(7 * DAY))?;

    // The seller's terms for this job. Every value of them is proven before any is paid, against what the registry says now.
    let started = agents.start_job(base, &deal.nonce, input).await?;
    let JobStart::Terms(terms) = started.outcome else {
        return Err(format!("no terms: {:?}", started.outcome).into());
    };
    let seller = registry.payment_information(agent.as_str()).await?.ok_or("not sold any more")?;
    let world = World::new(&seller, &sources, SystemTime::now().into(), Met::Never);
    let verdict = verify_terms(&deal, &terms, &world);
    let Verdict::Payable(body, _) = verdict else {
        return Err(format!("not paid: {:?}", verdict.objections().collect::<Vec<_>>()).into());
    };

    // Pays. A program that may be killed here keeps `body.json()` first: after an error that is `PurchaseError::Unknown`,
    // `node.resolve` tells whether there is a purchase, and nothing is paid again before it did.
    node.purchase(&body).await?;
    println!("Paid {} to {}", Money::named(body.paid(), NETWORK), seller.entry.name);

    // The agent has the result, the chain its hash. Whoever does not answer is asked again: the money is locked by now.
    loop {
        sleep(every).await;
        let Ok(Some(purchase)) = node.resolve(NETWORK, body.blockchain_identifier()).await else { continue };
        let Some(hash) = purchase.result_hash else {
            if purchase.submit_result_time.is_some_and(|until| until < SystemTime::now().into()) {
                return Err("nothing was delivered in time: node.request_refund asks for the money back".into());
            }
            continue;
        };
        let Ok(JobStatus { result: Some(result), .. }) = agents.status(base, &terms.job_id).await else { continue };
        println!("{}", result.as_str());
        println!("{:?}", verify_result(&deal.nonce, &result, Some(&hash)));
        return Ok(());
    }
}
