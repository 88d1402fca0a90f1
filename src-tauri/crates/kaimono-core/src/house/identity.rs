//! Decides whether an address is the node of a history. A node is known by what it knows: if it resolves a purchase of a history,
//! it is the history's node, whatever its address; if it knows none of them, it is another node, even at the same address.
//! Everything else (the id of a key, the contracts) can match by chance, or change while the node stays.

use crate::{
    clients::Towards,
    error::{Failure, Result},
};
use masumi::{
    net::{Secret, Service, ServiceBase},
    node::{Network, NodeClient},
};
use std::time::Duration;

/// A person waits for it.
const AT_MOST: Duration = Duration::from_secs(20);
/// So many purchases are asked for: one may be missing for a reason of its own.
pub(super) const ASKED: usize = 3;

/// What a node is to a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Identity {
    /// It knows a purchase of it.
    Same,
    /// It knows none of them.
    Another,
    /// It could not be asked.
    NotTold(Failure),
    /// The history has nothing to ask for.
    NothingToAsk,
}

/// A node that is not connected yet.
pub(super) fn candidate(to: Towards<'_>, url: &ServiceBase, key: &Secret) -> Result<NodeClient> {
    Ok(NodeClient::new(to.service(Service::Node, url, key)?.at_most(AT_MOST)))
}

/// Asks a node for purchases of a history, by their blockchain identifiers: no more than [`ASKED`].
pub(super) async fn identify(node: &NodeClient, network: Network, identifiers: &[String]) -> Identity {
    let mut identity = Identity::NothingToAsk;
    for identifier in identifiers {
        match node.resolve(network, identifier).await {
            Ok(Some(_)) => return Identity::Same,
            Ok(None) => identity = Identity::Another,
            Err(error) => return Identity::NotTold(Failure::from(error)),
        }
    }
    identity
}
