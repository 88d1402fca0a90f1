//! The three counterparts of a profile, made from its addresses and keys. Everything that talks to the network gets these.

use crate::{
    clock::Clock,
    contacts::{Contacts, HostOwner},
    profile::Profile,
    vault::Keys,
};
use masumi::{
    agent::AgentClient,
    moment::{MINUTE, Moment},
    net::{AgentHttp, AgentReach, CallError, FileHttp, NodeHttp, Secret, Service, ServiceBase, Way},
    node::NodeClient,
    registry::RegistryClient,
};
use std::sync::{Arc, Mutex, PoisonError};

/// What asks, as every counterpart is told.
const PROGRAM: &str = concat!("Kaimono/", env!("CARGO_PKG_VERSION"));

/// What a profile talks to.
#[derive(Clone, Debug)]
pub struct Clients {
    /// Its Registry Service.
    pub registry: RegistryClient,
    /// Its Payment Service.
    pub node: NodeClient,
    /// Any agent.
    pub agents: AgentClient,
    /// Whoever has files of sellers.
    pub files: Files,
    /// Whether the node asked to be left alone.
    pub node_rest: Rest,
}

/// Where files of sellers are fetched from.
#[derive(Clone, Debug)]
pub struct Files {
    /// Their own hosts.
    pub hosts: FileHttp,
    /// The gateway to what is in IPFS.
    pub gateway: FileHttp,
}

impl Files {
    fn of(profile: &Profile, contacts: &Contacts) -> Result<Files, CallError> {
        let http = FileHttp::new(agent_reach(profile))?.named(PROGRAM);
        let observer = |whose| contacts.of_files(profile.sandbox, whose);
        Ok(Files {
            hosts: http.clone().observe_contacts(observer(HostOwner::Agent)),
            gateway: http.observe_contacts(observer(HostOwner::Gateway)),
        })
    }

    /// From this machine too.
    #[cfg(test)]
    pub(crate) fn here() -> Files {
        let http = FileHttp::new(AgentReach::THIS_MACHINE).unwrap();
        Files { hosts: http.clone(), gateway: http }
    }
}

/// How long a counterpart asked to be left alone. Clones are one.
#[derive(Clone, Debug, Default)]
pub struct Rest(Arc<Mutex<Option<(Moment, Moment)>>>);

/// Nobody is left alone for longer, whatever was asked: deadlines go on.
const LONGEST_REST: i64 = 10 * MINUTE;

impl Rest {
    /// It asked for so many seconds.
    pub fn asked(&self, now: Moment, seconds: u64) {
        let millis = i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1_000).min(LONGEST_REST);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, now.plus(millis)));
    }

    /// Until when, if it is not over. A clock that went back ends it.
    pub fn until(&self, now: Moment) -> Option<Moment> {
        let (since, until) = (*self.0.lock().unwrap_or_else(PoisonError::into_inner))?;
        (since..until).contains(&now).then_some(until)
    }
}

impl Clients {
    /// For a profile and its keys. `clock` learns the node's time from every answer of the node, and `contacts` whom it asks.
    pub fn new(profile: &Profile, keys: &Keys, clock: &Clock, contacts: &Contacts) -> Result<Clients, CallError> {
        let Profile { way, node_url, registry_url, sandbox, .. } = profile;
        let to = Towards { way, sandbox: *sandbox, contacts };
        let registry = to.service(Service::Registry, registry_url, &keys.registry)?;
        let node = to.service(Service::Node, node_url, &keys.node)?;
        let node_rest = Rest::default();
        let (dates, patience, rest) = (clock.clone(), clock.clone(), node_rest.clone());
        let node = node
            .observe_dates(Arc::new(move |date| dates.observe(date)))
            .observe_patience(Arc::new(move |seconds| rest.asked(patience.now(), seconds)));
        Ok(Clients {
            registry: RegistryClient::new(registry),
            node: NodeClient::new(node),
            agents: AgentClient::new(to.agents(agent_reach(profile))?),
            files: Files::of(profile, contacts)?,
            node_rest,
        })
    }
}

/// How the counterparts of a profile are reached, and who notes that. Nobody else makes HTTP clients here.
#[derive(Clone, Copy)]
pub(crate) struct Towards<'a> {
    /// To the person's own services.
    pub(crate) way: &'a Way,
    /// They are in this program.
    pub(crate) sandbox: bool,
    /// Where it is noted.
    pub(crate) contacts: &'a Contacts,
}

impl Towards<'_> {
    /// A service of the person's own.
    pub(crate) fn service(self, service: Service, base: &ServiceBase, key: &Secret) -> Result<NodeHttp, CallError> {
        let observer = self.contacts.observer(self.sandbox, self.way.proxy_to(base));
        let http = NodeHttp::by(self.way, service, base.clone(), key.clone())?;
        Ok(http.named(PROGRAM).observe_contacts(observer))
    }

    /// Any agent. No proxy is used for them.
    fn agents(self, reach: AgentReach) -> Result<AgentHttp, CallError> {
        let observer = self.contacts.observer(self.sandbox, None);
        Ok(AgentHttp::new(reach)?.named(PROGRAM).observe_contacts(observer))
    }
}

/// Where agents may be called, as the person allows it for this profile.
fn agent_reach(profile: &Profile) -> AgentReach {
    AgentReach { this_machine: profile.allow_local_agents, stand_ins: profile.allow_stand_ins }
}

#[cfg(test)]
mod tests {
    use super::*;
    use masumi::{net::Way, node::Network};

    #[test]
    fn each_profile_says_by_itself_where_its_agents_may_be() {
        for (local, stand_ins) in [(false, false), (true, false), (false, true), (true, true)] {
            let profile = Profile {
                id: "a".to_owned(),
                label: "My node".to_owned(),
                network: Network::Preprod,
                sandbox: false,
                node_url: "https://node.example/api/v1".parse().unwrap(),
                registry_url: "https://registry.example/api/v1".parse().unwrap(),
                allow_local_agents: local,
                allow_stand_ins: stand_ins,
                way: Way::default(),
                wallet_address: None,
                key_slot: None,
            };
            assert_eq!(agent_reach(&profile), AgentReach { this_machine: local, stand_ins });
        }
    }

    #[test]
    fn who_asks_for_rest_is_left_alone_but_not_for_ever_and_not_before_he_asked() {
        let (noon, rest) = (Moment(1_795_348_800_000), Rest::default());
        rest.asked(noon, 120);
        assert_eq!(rest.until(noon.plus(MINUTE)), Some(noon.plus(2 * MINUTE)));
        assert_eq!(rest.until(noon.plus(2 * MINUTE)), None);
        assert_eq!(rest.until(noon.plus(-1)), None, "the clock went back");
        rest.asked(noon, u64::MAX);
        assert_eq!(rest.until(noon), Some(noon.plus(10 * MINUTE)));
    }
}
