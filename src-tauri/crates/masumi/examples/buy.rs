//! Buys one job of an agent: verifies its terms, pays, waits for the result, and proves that it is the one on chain.
//!
//! ```sh
//! export MASUMI_REGISTRY=… MASUMI_REGISTRY_KEY=… MASUMI_NODE=… MASUMI_NODE_KEY=…
//! cargo run --example buy -- <agent identifier> '{"text": "It was a long day. Nothing happened."}'
//! ```

#![allow(clippy::disallowed_methods, reason = "the crate reads no clock; who uses it does")]

use masumi::{
    agent::{AgentClient, JobStart, JobState, JobStatus},
    identifiers::{AgentIdentifier, Nonce},
    moment::{DAY, Moment},
    money::Money,
    net::AgentReach,
    node::{Network, NodeClient},
    proof::{Deal, HashVerdict, Met, Verdict, World, differences, verify_result, verify_terms},
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
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
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
) -> Result<(), Box<dyn Error + Send + Sync>> {
    // Who sells, by the registry, and where this node can pay.
    let seller = registry.payment_information(agent.as_str()).await?.ok_or("nobody sells this agent")?;
    let sources = node.payment_sources(NETWORK).await?;
    let base = seller.entry.api_base_url.as_deref().ok_or("the agent has no address")?;

    // What is approved: the first offer that this node can pay, at its listed price, unlocked within a week if nobody objects. The
    // node adds a deposit that comes back, and fees.
    let offer = seller.entry.payable(NETWORK, &sources).ok_or("this node cannot pay that agent")?;
    let within = Moment::from(SystemTime::now()).plus(7 * DAY);
    let deal = Deal::new(NETWORK, &seller, &offer, Nonce::random(), input, within)?;

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

    // Orders. A program that may be killed keeps deal, terms and `body.json()` first. After `PurchaseError::Unknown` there may be
    // a purchase: only these same bytes may be sent again, and nothing else is paid for this job.
    let mut purchase = node.purchase(&body).await?;
    println!("Ordered for {} from {}", Money::named(body.paid(), NETWORK), seller.entry.name);

    // The node locks the money, the agent works, its hash comes on chain. Whoever does not answer is asked again.
    let result = loop {
        if !differences(&body, &purchase).is_empty() || purchase.next_action.error_type.is_some() {
            return Err(format!("the purchase needs a look: {purchase:?}").into());
        }
        let until = if purchase.result_hash.is_some() { purchase.unlock_time } else { purchase.submit_result_time };
        if until.is_some_and(|until| until < SystemTime::now().into()) {
            return Err("no result in time: `node.request_refund` asks for the money back".into());
        }
        sleep(every).await;
        purchase = node.resolve(NETWORK, body.blockchain_identifier()).await.ok().flatten().unwrap_or(purchase);
        match agents.status(base, &terms.job_id).await {
            Ok(JobStatus { state: JobState::AwaitingInput | JobState::Failed, message, .. }) => {
                return Err(format!("the agent asks for something, or failed: {message}").into());
            }
            Ok(JobStatus { result: Some(result), .. }) if purchase.result_hash.is_some() => break result,
            _ => {}
        }
    };
    println!("{}", result.as_str());
    let verdict = verify_result(&deal.nonce, &result, purchase.result_hash.as_deref());
    println!("{verdict:?}");
    match verdict {
        HashVerdict::Verified { variant } if !variant.proves_a_part() => Ok(()),
        _ => Err("not what is on chain: `node.request_refund` until the unlock time asks for the money back".into()),
    }
}
