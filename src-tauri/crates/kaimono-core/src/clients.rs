//! The three counterparts of a profile, made from its addresses and its keys. Whoever talks to the network is given these.

use crate::{clock::Clock, profile::Profile, vault::Keys};
use masumi_client::{
    agent::AgentClient,
    net::{AgentHttp, CallError, NodeHttp, Service},
    node::NodeClient,
    registry::RegistryClient,
};
use std::sync::Arc;

/// What a profile talks to.
#[derive(Clone, Debug)]
pub struct Clients {
    /// Its Registry Service.
    pub registry: RegistryClient,
    /// Its Payment Service.
    pub node: NodeClient,
    /// Any agent.
    pub agents: AgentClient,
}

impl Clients {
    /// For a profile and its keys. `clock` learns the node's time from every answer of the node.
    pub fn new(profile: &Profile, keys: &Keys, clock: &Clock) -> Result<Clients, CallError> {
        let registry = NodeHttp::new(Service::Registry, profile.registry_url.clone(), keys.registry.clone())?;
        let node = NodeHttp::new(Service::Node, profile.node_url.clone(), keys.node.clone())?;
        let clock = clock.clone();
        Ok(Clients {
            registry: RegistryClient::new(registry),
            node: NodeClient::new(node.observe_dates(Arc::new(move |date| clock.observe(date)))),
            agents: AgentClient::new(AgentHttp::new(profile.allow_local_agents)?),
        })
    }
}
