//! Looks up host names, with a guard between the resolver and the connection.
//!
//! A name that was harmless when the URL was read may resolve to `127.0.0.1` a second later (DNS rebinding). So the addresses
//! that are checked here are the ones that are connected to: there is no second look-up.

use super::address::{AddressRefusal, Reach, is_local_name};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::SocketAddr;

/// A resolver that passes on what another one gives, as far as it is within reach; where nothing of it is, a [`LookupError`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guarded<R> {
    pub(crate) resolver: R,
    pub(crate) reach: Reach,
}

/// The system's resolver.
#[derive(Clone, Copy, Debug)]
pub(crate) struct System;

/// Why a look-up gave nothing to connect to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LookupError {
    /// The name has no address.
    #[error("unknown host {0}")]
    UnknownHost(String),
    /// None of the name's addresses is within reach; why the first is not.
    #[error(transparent)]
    Refused(#[from] AddressRefusal),
}

impl<R: Resolve> Resolve for Guarded<R> {
    fn resolve(&self, name: Name) -> Resolving {
        let (reach, host) = (self.reach, name.as_str().to_owned());
        let asked = self.resolver.resolve(name);
        Box::pin(async move {
            let found = asked.await.map(Iterator::collect).unwrap_or_default();
            let admitted = admit(reach, &host, found)?;
            Ok(Box::new(admitted.into_iter()) as Addrs)
        })
    }
}

impl Resolve for System {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            // Port 0: the connector puts in the URL's own.
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// The resolved addresses that are within reach: nothing else is connected to. One that is not does not refuse the others;
/// some resolvers add translated addresses (RFC 8215) to every name.
pub(crate) fn admit(reach: Reach, host: &str, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, LookupError> {
    let mut refused = None;
    let mut admitted = Vec::new();
    for address in found {
        let local = if is_local_name(host) { Reach::Loopback.admits(address.ip()) } else { Ok(()) };
        match local.and_then(|()| reach.admits(address.ip())) {
            Ok(()) => admitted.push(address),
            Err(refusal) => _ = refused.get_or_insert(refusal),
        }
    }
    match refused {
        _ if !admitted.is_empty() => Ok(admitted),
        Some(refusal) => Err(refusal.into()),
        None => Err(LookupError::UnknownHost(host.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::AgentReach;

    const PUBLIC: Reach = Reach::Public(AgentReach { this_machine: false, stand_ins: false });
    const LOCAL_TOO: Reach = Reach::Public(AgentReach { this_machine: true, stand_ins: false });

    fn found(addresses: &[&str]) -> Vec<SocketAddr> {
        addresses.iter().map(|address| SocketAddr::new(address.parse().unwrap(), 0)).collect()
    }

    #[test]
    fn a_name_that_resolves_into_a_private_network_is_refused() {
        for address in ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:192.168.0.1", "fd00::1"] {
            let refused = admit(PUBLIC, "agent.example.com", found(&[address]));
            assert!(matches!(refused, Err(LookupError::Refused(AddressRefusal::NotPublic(_)))), "{address}");
        }
        assert!(admit(PUBLIC, "agent.example.com", found(&["8.8.8.8", "2606:4700::1111"])).is_ok());
    }

    #[test]
    fn an_address_out_of_reach_is_never_connected_to_and_refuses_no_other() {
        for (reach, host, all, within) in [
            (PUBLIC, "agent.example.com", &["192.168.0.1", "8.8.8.8"][..], &["8.8.8.8"][..]),
            (PUBLIC, "agent.example.com", &["64:ff9b:1::808:808", "8.8.8.8"], &["8.8.8.8"]),
            (LOCAL_TOO, "agent.example.com", &["127.0.0.1", "192.168.0.1"], &["127.0.0.1"]),
            (Reach::Loopback, "localhost", &["8.8.8.8", "::1"], &["::1"]),
        ] {
            assert_eq!(admit(reach, host, found(all)), Ok(found(within)), "{all:?}");
        }
        let refused = admit(PUBLIC, "agent.example.com", found(&["192.168.0.1", "127.0.0.1"]));
        assert_eq!(refused, Err(AddressRefusal::NotPublic("192.168.0.1".into()).into()), "the first is named");
    }

    #[test]
    fn a_stand_in_address_is_named_as_such() {
        for address in ["198.18.0.25", "198.19.255.1", "::ffff:198.18.0.25"] {
            for reach in [PUBLIC, LOCAL_TOO] {
                let refused = admit(reach, "agent.example.com", found(&[address]));
                assert!(matches!(refused, Err(LookupError::Refused(AddressRefusal::StandIn(_)))), "{address}");
            }
        }
        let LookupError::Refused(refusal) = admit(PUBLIC, "a.example", found(&["198.18.0.25"])).unwrap_err() else {
            panic!()
        };
        assert!(refusal.to_string().contains("VPN or proxy"), "{refusal}");
    }

    #[test]
    fn what_stands_in_for_a_name_is_connected_to_where_the_person_allows_it_and_nothing_else_is() {
        for this_machine in [false, true] {
            let reach = Reach::Public(AgentReach { this_machine, stand_ins: true });
            for stand_in in ["198.18.0.25", "198.19.255.1", "::ffff:198.18.0.25"] {
                assert!(admit(reach, "agent.example.com", found(&[stand_in])).is_ok(), "{stand_in}");
                let refused = admit(reach, "localhost", found(&[stand_in]));
                assert!(matches!(refused, Err(LookupError::Refused(AddressRefusal::NotLoopback(_)))), "{stand_in}");
            }
            for other in ["10.0.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "198.17.0.1", "198.20.0.1"] {
                let refused = admit(reach, "agent.example.com", found(&[other]));
                let public = matches!(other, "198.17.0.1" | "198.20.0.1");
                assert_eq!(refused.is_ok(), public, "{other}");
            }
            let local = admit(reach, "agent.example.com", found(&["127.0.0.1"]));
            assert_eq!(local.is_ok(), this_machine);
        }
    }

    #[test]
    fn localhost_is_this_machine_whatever_a_resolver_says() {
        for reach in [Reach::Anywhere, Reach::Loopback, LOCAL_TOO] {
            let refused = admit(reach, "localhost", found(&["8.8.8.8"]));
            assert!(matches!(refused, Err(LookupError::Refused(AddressRefusal::NotLoopback(_)))), "{reach:?}");
            assert!(admit(reach, "localhost", found(&["127.0.0.1", "::1"])).is_ok(), "{reach:?}");
        }
    }

    #[test]
    fn a_name_without_addresses_is_an_unknown_host() {
        let unknown = admit(Reach::Anywhere, "nowhere.example", Vec::new());
        assert_eq!(unknown, Err(LookupError::UnknownHost("nowhere.example".into())));
    }
}
