//! Decides which addresses may be connected to, by the text of a URL and by every resolved address.
//!
//! A person's own services may live anywhere, but a key travels over plain http only on this machine. An agent's address was
//! written by a stranger. It must be public, so that nobody can make a buyer knock at the private addresses of a network, or at a
//! cloud's metadata address. Anything with a public address of its own can be knocked at, even a neighbour's printer over IPv6:
//! it sees that somebody asked, and no more than https shows to anybody. If the person allows local agents, that means this
//! machine and nothing wider.

use crate::text::plain;
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};
use url::{Host, Origin, Url};

/// Why an address is not connected to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressRefusal {
    /// Not a URL with a host.
    #[error("not a web address")]
    Malformed,
    /// Neither https nor http.
    #[error("neither https nor http: {0}")]
    Scheme(String),
    /// Plain http to another machine.
    #[error("plain http to another machine: {0}")]
    PlainHttp(String),
    /// A user name or a password in it.
    #[error("a user name or password in the address")]
    Credentials,
    /// A query or a fragment in it.
    #[error("a query or fragment in the address")]
    QueryOrFragment,
    /// The host is, or resolves to, this address, which is not a public one.
    #[error("not a public address: {0}")]
    NotPublic(String),
    /// The host resolves to this address of the range for benchmarks (198.18.0.0/15). Some VPNs and proxies (Clash and its kin)
    /// answer every name with one of these and exchange it for the real one on the way.
    #[error("{0} is no real address: a VPN or proxy of this machine answers names with stand-in addresses (fake-ip)")]
    StandIn(String),
    /// The host is, or resolves to, this address, which is not on this machine, as it would have to be.
    #[error("not this machine: {0}")]
    NotLoopback(String),
}

/// Where a connection may go, held against every resolved address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "client"), expect(dead_code, reason = "nobody is called"))]
pub(crate) enum Reach {
    /// Anywhere: the person typed it.
    Anywhere,
    /// This machine.
    Loopback,
    /// Public addresses, and what else is allowed: a stranger wrote it.
    Public(AgentReach),
}

/// Where agents may be beside the public internet. Nothing of it unless the person allows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AgentReach {
    /// On this machine, also by plain http.
    pub this_machine: bool,
    /// Wherever a VPN or proxy of this machine takes a name that resolves to an address of 198.18.0.0/15 (see
    /// [`AddressRefusal::StandIn`]). Where that is, it alone knows: what is behind it is no longer looked at. Nobody is
    /// called at such an address that is written in a URL, where no name stands in for anything.
    pub stand_ins: bool,
}

impl AgentReach {
    /// Public addresses alone.
    pub const PUBLIC: AgentReach = AgentReach { this_machine: false, stand_ins: false };
    /// Agents on this machine too.
    pub const THIS_MACHINE: AgentReach = AgentReach { this_machine: true, stand_ins: false };
}

/// Base URL of a registry or node: https anywhere, http on this machine only. The path ends in `/api/v1`, without a slash. A
/// key is sent to nothing else, so there is no way to make one but through the check, from text or from what was stored.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ServiceBase(Url);

impl ServiceBase {
    /// The whole URL.
    pub fn as_url(&self) -> &Url {
        &self.0
    }

    /// The whole URL as text; the same text gives the same base again.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Scheme, host and port: who is asked, whatever the path.
    pub fn origin(&self) -> Origin {
        self.0.origin()
    }

    /// Whether this is Masumi's hosted service, which sells and cannot buy (`https://app.masumi.network/pay/api/v1`).
    pub fn is_hosted(&self) -> bool {
        let host = self.0.host_str().unwrap_or_default();
        host.eq_ignore_ascii_case("app.masumi.network") && self.0.path().starts_with("/pay/")
    }

    /// Whether it is on this machine, as far as its text says.
    #[cfg(feature = "client")]
    pub(super) fn is_here(&self) -> bool {
        is_here(&self.0)
    }

    /// How far a connection to it may reach: plain http stays on this machine even if somebody lets `localhost` resolve
    /// elsewhere.
    #[cfg(feature = "client")]
    pub(super) fn reach(&self) -> Reach {
        if self.0.scheme() == "https" { Reach::Anywhere } else { Reach::Loopback }
    }
}

/// Reads what the person typed: trimmed, `/api/v1` added where it is missing.
impl FromStr for ServiceBase {
    type Err = AddressRefusal;

    fn from_str(text: &str) -> Result<ServiceBase, AddressRefusal> {
        let mut url = bare_url(text)?;
        plain_http_stays_here(&url)?;
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&if path.ends_with("/api/v1") { path } else { format!("{path}/api/v1") });
        Ok(ServiceBase(url))
    }
}

impl TryFrom<String> for ServiceBase {
    type Error = AddressRefusal;

    fn try_from(text: String) -> Result<ServiceBase, AddressRefusal> {
        text.parse()
    }
}

impl From<ServiceBase> for String {
    fn from(base: ServiceBase) -> String {
        base.0.into()
    }
}

impl fmt::Display for ServiceBase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Base URL of an agent as its entry tells it (`apiBaseUrl`). https to public addresses; where that is allowed also http or
/// https to this machine. The path ends without a slash. Names are looked at again when they are resolved.
pub fn agent_base(text: &str, allowed: AgentReach) -> Result<Url, AddressRefusal> {
    let mut url = bare_url(text)?;
    of_a_stranger(&url, allowed)?;
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

/// Address of a file as a stranger tells it: as [`seller_link`], of bounded length.
#[cfg(feature = "client")]
pub(super) fn file_url(text: &str, allowed: AgentReach) -> Result<Url, AddressRefusal> {
    if text.len() > LONGEST_FILE_URL {
        return Err(AddressRefusal::Malformed);
    }
    seller_link(text, allowed)
}

/// Where a file is that is not at the address that was asked for. What a public host says never leads to this machine: whoever
/// wrote the address could have it knock there.
#[cfg(feature = "client")]
pub(super) fn redirected(from: &Url, location: &str, allowed: AgentReach) -> Result<Url, AddressRefusal> {
    let to = from.join(location).map_err(|_| AddressRefusal::Malformed)?;
    let this_machine = allowed.this_machine && is_here(from);
    file_url(to.as_str(), AgentReach { this_machine, ..allowed })
}

/// No browser takes longer ones everywhere.
#[cfg(feature = "client")]
const LONGEST_FILE_URL: usize = 2_048;

/// An address that a seller gave of something to be read, within the same limits as [`agent_base`]. Its query is its own; its
/// fragment is for whoever shows it, and is left out.
pub fn seller_link(text: &str, allowed: AgentReach) -> Result<Url, AddressRefusal> {
    let mut url = web_url(text)?;
    of_a_stranger(&url, allowed)?;
    url.set_fragment(None);
    Ok(url)
}

/// What a stranger's address must be, beside well-formed.
fn of_a_stranger(url: &Url, allowed: AgentReach) -> Result<(), AddressRefusal> {
    // What is written in a URL stands in for nothing.
    Reach::Public(AgentReach { stand_ins: false, ..allowed }).admits_literal(url)?;
    if let Some(Host::Domain(name)) = url.host()
        && !allowed.this_machine
        && is_local_name(name)
    {
        return Err(AddressRefusal::NotPublic(short(name)));
    }
    plain_http_stays_here(url)
}

/// Reads an absolute http(s) URL that is nothing but scheme, host, port and path. Odd spellings of an address (`127.1`,
/// `0x7f000001`, `2130706433`, fullwidth digits) are normalised here, as browsers do.
pub(super) fn bare_url(text: &str) -> Result<Url, AddressRefusal> {
    let url = web_url(text)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err(AddressRefusal::QueryOrFragment);
    }
    Ok(url)
}

/// The same, with a query and a fragment where it has them.
fn web_url(text: &str) -> Result<Url, AddressRefusal> {
    let text = text.trim();
    // `localhost:3001` would read as a scheme.
    if !text.contains("://") {
        return Err(AddressRefusal::Malformed);
    }
    let url = Url::parse(text).map_err(|_| AddressRefusal::Malformed)?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(AddressRefusal::Scheme(short(url.scheme())));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(AddressRefusal::Malformed);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressRefusal::Credentials);
    }
    Ok(url)
}

pub(super) fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_loopback(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => is_loopback(IpAddr::V6(address)),
        Some(Host::Domain(name)) => is_local_name(name),
        None => false,
    }
}

fn plain_http_stays_here(url: &Url) -> Result<(), AddressRefusal> {
    if url.scheme() == "https" || is_here(url) {
        Ok(())
    } else {
        Err(AddressRefusal::PlainHttp(short(url.host_str().unwrap_or_default())))
    }
}

/// A part of an address, to be quoted: strangers write addresses of any length.
fn short(part: &str) -> String {
    plain(part, 200)
}

/// `localhost` and what is under it (RFC 6761): it must mean this machine, whatever a resolver says.
pub(crate) fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

impl Reach {
    /// Says why the host of this URL is out of reach, where it is written as an address. Names are looked at when they are
    /// resolved, which addresses never are.
    pub(crate) fn admits_literal(self, url: &Url) -> Result<(), AddressRefusal> {
        let address = match url.host() {
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
            Some(Host::Domain(_)) | None => return Ok(()),
        };
        match self {
            // It stands in for no name: whoever wrote it means what is there.
            Reach::Public(_) if is_stand_in(address) => Err(AddressRefusal::NotPublic(address.to_string())),
            _ => self.admits(address),
        }
    }

    /// Says why this address, to which a name resolves, is out of reach.
    pub(crate) fn admits(self, address: IpAddr) -> Result<(), AddressRefusal> {
        match self {
            Reach::Anywhere => Ok(()),
            Reach::Loopback if is_loopback(address) => Ok(()),
            Reach::Loopback => Err(AddressRefusal::NotLoopback(address.to_string())),
            Reach::Public(allowed) if allowed.this_machine && is_loopback(address) => Ok(()),
            Reach::Public(_) if is_public(address) => Ok(()),
            Reach::Public(allowed) if allowed.stand_ins && is_stand_in(address) => Ok(()),
            Reach::Public(_) if is_stand_in(address) => {
                Err(AddressRefusal::StandIn(address.to_canonical().to_string()))
            }
            Reach::Public(_) => Err(AddressRefusal::NotPublic(address.to_string())),
        }
    }
}

fn is_stand_in(address: IpAddr) -> bool {
    matches!(address.to_canonical(), IpAddr::V4(address) if matches!(address.octets(), [198, 18 | 19, _, _]))
}

fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

/// Whether an address is one of the public internet (IANA special-purpose registries). What is not known to be, is not.
fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = match (a, b, c) {
        (0 | 10 | 127, _, _) => true, // this network, private, loopback
        (100, 64..=127, _) => true,   // carrier-grade NAT
        (169, 254, _) => true,        // link-local, cloud metadata
        (172, 16..=31, _) => true,    // private
        (192, 0, 0 | 2) => true,      // protocol assignments, documentation
        (192, 88, 99) => true,        // 6to4 relays
        (192, 168, _) => true,        // private
        (198, 18 | 19, _) => true,    // benchmarks
        (198, 51, 100) => true,       // documentation
        (203, 0, 113) => true,        // documentation
        (224..=255, _, _) => true,    // multicast, reserved, broadcast
        _ => false,
    };
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, high, low] = address.segments();
    // NAT64 (RFC 6052) carries an IPv4 address: networks without IPv4 reach public hosts so.
    if [a, b, c, d, e, f] == [0x64, 0xff9b, 0, 0, 0, 0] {
        let [w, x] = high.to_be_bytes();
        let [y, z] = low.to_be_bytes();
        return is_public_v4(Ipv4Addr::new(w, x, y, z));
    }
    match (a, b) {
        (0x2001, 0..=0x01ff) => false, // protocol assignments, Teredo, ORCHID, benchmarks
        (0x2001, 0x0db8) => false,     // documentation
        (0x2002, _) => false,          // 6to4 carries an IPv4 address that nobody vouches for
        (0x3fff, 0..=0x0fff) => false, // documentation
        (0x2000..=0x3fff, _) => true,  // global unicast
        _ => false,                    // unspecified, loopback, unique local, link-local, multicast, unassigned
    }
}

#[cfg(test)]
mod tests;
