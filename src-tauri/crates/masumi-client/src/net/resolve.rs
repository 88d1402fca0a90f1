//! The look-up of host names, with the guard between the resolver and the connection.
//!
//! A name that was harmless when the URL was read may resolve to `127.0.0.1` a second later (DNS rebinding). The addresses
//! that are looked at here are the ones that are connected to: there is no second look-up.

use super::address::{AddressRefusal, Reach, is_local_name};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::SocketAddr;

/// A resolver that gives addresses within reach, or a [`LookupError`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guarded(pub(crate) Reach);

/// Why a look-up gave nothing to connect to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LookupError {
    /// The name has no address.
    #[error("unknown host {0}")]
    UnknownHost(String),
    /// The name has an address out of reach. One such address is enough: a public name has no business there.
    #[error(transparent)]
    Refused(#[from] AddressRefusal),
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let Guarded(reach) = *self;
        Box::pin(async move {
            let host = name.as_str().to_owned();
            // Port 0: the connector puts in the URL's own.
            let found: Vec<SocketAddr> = match tokio::net::lookup_host((host.as_str(), 0)).await {
                Ok(found) => found.collect(),
                Err(_) => Vec::new(),
            };
            let admitted = admit(reach, &host, found)?;
            Ok(Box::new(admitted.into_iter()) as Addrs)
        })
    }
}

/// Every resolved address, if all of them are within reach.
pub(crate) fn admit(reach: Reach, host: &str, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, LookupError> {
    if found.is_empty() {
        return Err(LookupError::UnknownHost(host.to_owned()));
    }
    for address in &found {
        if is_local_name(host) {
            Reach::Loopback.admits(address.ip())?;
        }
        reach.admits(address.ip())?;
    }
    Ok(found)
}
