//! A profile: a node, its registry, and what the person calls them. Never a secret: the keys are in the [vault](crate::vault),
//! and a profile only knows in which slot.

use crate::{
    error::{Code, Failure, Result, Side},
    view::app::{ConnectionDraft, KeysState, ProfileView, StoreView},
};
use masumi_client::{
    net::{AddressRefusal, ServiceBase},
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
        Ok(Typed { label, node_url: address(&draft.node_url)?, registry_url: address(&draft.registry_url)? })
    }
}

/// The base URL of a service, or why Kaimono does not connect to it.
pub(crate) fn address(text: &str) -> Result<ServiceBase> {
    text.parse().map_err(|refusal| address_refused(&refusal))
}

pub(crate) fn address_refused(refusal: &AddressRefusal) -> Failure {
    Failure::new(Code::AddressRefused, Side::You).quoting(&refusal.to_string())
}
