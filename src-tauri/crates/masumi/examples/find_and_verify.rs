//! Lists agents, starts a job with the first that this node can pay, and holds its terms against what was shown. Nothing is
//! paid: a job whose terms are never paid is never worked on.
//!
//! ```sh
//! export MASUMI_REGISTRY=… MASUMI_REGISTRY_KEY=… MASUMI_NODE=… MASUMI_NODE_KEY=…
//! cargo run --example find_and_verify -- "Text Summarizer" '{"text": "It was a long day. Nothing happened."}'
//! ```

#![allow(clippy::disallowed_methods, reason = "the crate reads no clock; who uses it does")]

use futures_util::TryStreamExt;
use masumi::{
    agent::{AgentClient, JobStart},
    identifiers::Nonce,
    moment::{DAY, Moment},
    money::Money,
    net::AgentReach,
    node::{Network, NodeClient},
    proof::{Deal, Met, Verdict, World, verify_terms},
    registry::{ListRequest, Offer, Pricing, RegistryClient},
};
use serde_json::{Map, Value};
use std::{env, error::Error, time::SystemTime};

/// Play money. On [`Network::Mainnet`] the same code spends real money.
const NETWORK: Network = Network::Preprod;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let registry = RegistryClient::connect(&env::var("MASUMI_REGISTRY")?, env::var("MASUMI_REGISTRY_KEY")?)?;
    let node = NodeClient::connect(&env::var("MASUMI_NODE")?, env::var("MASUMI_NODE_KEY")?)?;
    // The agents of a sandbox are on this machine, where strangers' agents may not be.
    let agents = AgentClient::reaching(AgentReach::THIS_MACHINE)?;
    let mut arguments = env::args().skip(1);
    let words = arguments.next().ok_or("which agent? Words of its name")?;
    let input = serde_json::from_str(&arguments.next().ok_or("which input? A JSON object")?)?;
    find_and_verify(&registry, &node, &agents, &words, &input).await
}

/// The example itself.
pub(crate) async fn find_and_verify(
    registry: &RegistryClient,
    node: &NodeClient,
    agents: &AgentClient,
    words: &str,
    input: &Map<String, Value>,
) -> Result<(), Box<dyn Error>> {
    // Where this node can pay, and what of every agent found there.
    let sources = node.payment_sources(NETWORK).await?;
    let mut found = registry.entries(ListRequest::new(NETWORK).search(words));
    let mut chosen = None;
    while let Some(entry) = found.try_next().await? {
        // Anybody can register any name: the identifier is what tells agents apart.
        println!("{}  {}", entry.agent_identifier, entry.name);
        let Some(agent) = entry.agent() else { continue };
        for offer in entry.offers(NETWORK) {
            let payable = offer.source(&agent, NETWORK, &sources).is_some();
            println!("  {}{}", price(&offer), if payable { "" } else { ", which this node cannot pay" });
            if payable && chosen.is_none() {
                chosen = Some((entry.clone(), offer));
            }
        }
    }
    let (entry, offer) = chosen.ok_or("nobody is found there whom this node can pay")?;
    let base = entry.api_base_url.as_deref().ok_or("the agent has no address")?;

    // Who sells, by the registry: the seller's key is what the signature of the terms has to hold under.
    let seller = registry.payment_information(&entry.agent_identifier).await?.ok_or("not listed any more")?;
    let deal =
        Deal::new(NETWORK, &seller, &offer, Nonce::random(), input, Moment::from(SystemTime::now()).plus(7 * DAY))?;
    let started = agents.start_job(base, &deal.nonce, input).await?;
    let JobStart::Terms(terms) = started.outcome else {
        return Err(format!("no terms: {:?}", started.outcome).into());
    };

    // Against what the registry says after the terms came: the agent may have been sold since.
    let seller = registry.payment_information(&entry.agent_identifier).await?.ok_or("not listed any more")?;
    let world = World::new(&seller, &sources, SystemTime::now().into(), Met::Never);
    let verdict = verify_terms(&deal, &terms, &world);
    for check in verdict.checks() {
        println!("{:?}: {}", check.id, check.outcome);
    }
    match verdict {
        Verdict::Payable(body, _) => println!("Payable: {}", Money::named(body.paid(), NETWORK)),
        Verdict::OutsideApproval(asked, _) => println!("Proven, and not what was approved: {asked:?}"),
        Verdict::Refused(_) => println!("Never to be paid."),
    }
    Ok(())
}

fn price(offer: &Offer) -> String {
    match &offer.pricing {
        Pricing::Fixed(amounts) => Money::named(amounts, NETWORK),
        Pricing::Dynamic => "a quote".to_owned(),
        Pricing::Free => "free".to_owned(),
        Pricing::Unknown(raw) => format!("an unknown price: {raw}"),
    }
}
