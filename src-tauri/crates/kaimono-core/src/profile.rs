//! A profile: a node, its registry, and what the person calls them. It never holds a secret: the keys are in the
//! [vault](crate::vault), and a profile only knows in which slot.

use crate::{
    error::{Code, Failure, Result, Side},
    view::app::{AuthorityView, ConnectionDraft, KeysState, ProfileView, StoreView},
};
use masumi::{
    net::{AddressRefusal, Authorities, AuthorityRefusal, ServiceBase, Way},
    node::Network,
};

/// The id of the profile of the embedded sandbox.
pub const SANDBOX: &str = "sandbox";

const LABEL_CHARACTERS: usize = 60;

/// A node and its registry. One directory, one history, one network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Stable; also the name of its directory.
    pub id: String,
    /// The person's name for it.
    pub label: String,
    /// Fixed for the life of the profile.
    pub network: Network,
    /// Play money in this process.
    pub sandbox: bool,
    /// The Payment Service.
    pub node_url: ServiceBase,
    /// The Registry Service.
    pub registry_url: ServiceBase,
    /// Agents on this machine may be called.
    pub allow_local_agents: bool,
    /// Agents may be called at addresses with which a VPN or proxy of this machine stands in for names.
    pub allow_stand_ins: bool,
    /// How node and registry are reached. Agents are not: what is said here is for the person's own services.
    pub way: Way,
    /// Purchasing wallet as the person pasted it.
    pub wallet_address: Option<String>,
    /// Where the vault keeps the keys; `None`: nowhere, they are entered each time.
    pub key_slot: Option<String>,
}

/// What the person typed, held against the rules that need no network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Typed {
    pub(crate) label: String,
    pub(crate) node_url: ServiceBase,
    pub(crate) registry_url: ServiceBase,
    pub(crate) way: Way,
}

impl Profile {
    /// As the page shows it.
    pub fn view(&self, keys: KeysState, removed: bool, store: Option<StoreView>) -> ProfileView {
        ProfileView {
            id: self.id.clone(),
            label: self.label.clone(),
            network: self.network,
            sandbox: self.sandbox,
            node_url: self.node_url.to_string(),
            registry_url: self.registry_url.to_string(),
            allow_local_agents: self.allow_local_agents,
            allow_stand_ins: self.allow_stand_ins,
            authorities: self.way.authorities.as_ref().map(|some| some.pem().to_owned()).unwrap_or_default(),
            trusted: self.way.authorities.as_ref().map(trusted).unwrap_or_default(),
            proxy: self.way.proxy.as_ref().map(ToString::to_string).unwrap_or_default(),
            keys,
            removed,
            store,
        }
    }
}

impl Typed {
    pub(crate) fn read(draft: &ConnectionDraft) -> Result<Typed> {
        let label: String = draft.label.split_whitespace().collect::<Vec<_>>().join(" ");
        if label.is_empty() || label.chars().count() > LABEL_CHARACTERS || label.chars().any(char::is_control) {
            return Err(Failure::input("label"));
        }
        let (node_url, registry_url) = (address(&draft.node_url)?, address(&draft.registry_url)?);
        Ok(Typed { label, node_url, registry_url, way: way(&draft.authorities, &draft.proxy)? })
    }
}

/// The way to node and registry as the person typed it, or why it is none.
pub(crate) fn way(authorities: &str, proxy: &str) -> Result<Way> {
    let authorities = typed(authorities).map(str::parse).transpose().map_err(|refusal: AuthorityRefusal| {
        Failure::new(Code::AuthorityUnreadable, Side::You).quoting(&refusal.to_string())
    })?;
    let proxy = typed(proxy)
        .map(str::parse)
        .transpose()
        .map_err(|refusal: AddressRefusal| Failure::new(Code::ProxyAddress, Side::You).quoting(&refusal.to_string()))?;
    Ok(Way { authorities, proxy })
}

/// What a field holds, if it holds anything.
fn typed(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// Certificates as the page shows them.
pub(crate) fn trusted(authorities: &Authorities) -> Vec<AuthorityView> {
    let shown = authorities.all().iter();
    shown.map(|one| AuthorityView { subject: one.subject.clone(), fingerprint: one.fingerprint.clone() }).collect()
}

/// The base URL of a service, or why Kaimono does not connect to it.
pub(crate) fn address(text: &str) -> Result<ServiceBase> {
    text.parse().map_err(|refusal| address_refused(&refusal))
}

pub(crate) fn address_refused(refusal: &AddressRefusal) -> Failure {
    Failure::new(Code::AddressRefused, Side::You).quoting(&refusal.to_string())
}
