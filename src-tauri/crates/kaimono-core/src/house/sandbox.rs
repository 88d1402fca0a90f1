//! The profile of the embedded sandbox. Core cannot tell it from a real node: it gets two URLs and two keys, as from anyone. The
//! ports change from start to start, so each start connects it again; nothing is sent to an old address.

use super::{Kaimono, connect::new_slot};
use crate::{
    clients::Clients,
    error::{Failure, Result},
    profile::{Profile, SANDBOX, address},
    session::Session,
    vault::Keys,
    view::{
        Changed,
        app::{AppView, FirstStep, KeyringState, KeysState},
    },
};
use masumi::{
    net::{Secret, Way},
    node::{Generation, Network},
};
use std::{collections::BTreeMap, sync::Arc};

/// What whoever started the sandbox knows of it.
#[derive(Clone, Debug, Default)]
pub struct StartedSandbox {
    /// Base URL of its Payment Service.
    pub node_url: String,
    /// Base URL of its Registry Service.
    pub registry_url: String,
    /// How far its clock is ahead of this machine's, milliseconds.
    pub clock_ahead: i64,
    /// Its purchasing wallets, and what they pay into. A key without admin rights learns them from what it bought only, so that
    /// nothing could be said of the first purchase.
    pub wallets: Vec<(Generation, String)>,
    /// agentIdentifiers of the agents that show best what there is to see.
    pub guides: BTreeMap<FirstStep, String>,
}

impl Kaimono {
    /// Connects the embedded sandbox, for which the shell calls at every start; the first time it makes the profile. Keys that
    /// still work are taken from the keyring, else `issue_keys` gives `(registry key, node key)`. It never waits for a keyring
    /// that is known not to answer, and goes on with the keys in memory where they cannot be kept.
    pub async fn open_sandbox(
        &self,
        started: StartedSandbox,
        issue_keys: impl FnOnce() -> (Secret, Secret),
    ) -> Result<AppView> {
        let turn = self.0.turn.lock().await;
        let StartedSandbox { node_url, registry_url, clock_ahead, wallets, guides } = started;
        let (node_url, registry_url) = (address(&node_url)?, address(&registry_url)?);
        let before = self.0.directory.find(SANDBOX)?;
        let made = before.is_none();
        let profile = match before {
            Some(before) => Profile { node_url, registry_url, ..before },
            None => Profile {
                id: SANDBOX.to_owned(),
                label: "Sandbox".to_owned(),
                network: Network::Preprod,
                sandbox: true,
                node_url,
                registry_url,
                allow_local_agents: true,
                allow_stand_ins: false,
                way: Way::default(),
                wallet_address: None,
                key_slot: None,
            },
        };
        self.0.directory.keep(&profile)?;
        let session = self.open(profile.clone())?;
        session.clock().state(clock_ahead);
        session.told_by_its_starter(wallets, guides);
        match self.working_keys(&session, &profile).await {
            Some(keys) => session.open_link(profile, keys, KeysState::Keyring)?,
            None => {
                let (registry, node) = issue_keys();
                session.open_link(profile, Keys { registry, node }, KeysState::Session)?;
                let kaimono = self.clone();
                tokio::spawn(async move { kaimono.keep_sandbox_keys().await });
            }
        }
        if made || self.session().is_err() {
            self.look_at(Some(SANDBOX));
        }
        drop(turn);
        self.app().await
    }

    /// Takes note of how far a node's clock is ahead of this machine's now, from whoever started that node and moved it.
    pub fn clock_moved(&self, profile_id: &str, ahead: i64) {
        let session = self.sessions().by_id.get(profile_id).cloned();
        if let Some(session) = session {
            session.clock().state(ahead);
            self.tell(Changed::App);
        }
    }

    /// The keys of the keyring, if the sandbox still takes them.
    async fn working_keys(&self, session: &Session, profile: &Profile) -> Option<Keys> {
        let slot = profile.key_slot.as_ref()?;
        if !matches!(self.0.vault.state(), KeyringState::Checking | KeyringState::Ready) {
            return None;
        }
        let keys = self.0.vault.read(slot).await.ok()??;
        let clients = Clients::new(profile, &keys, session.clock(), &self.0.contacts).ok()?;
        let (node, registry) = tokio::join!(clients.node.key_status(), clients.registry.key_status());
        (node.is_ok() && registry.is_ok()).then_some(keys)
    }

    /// Stores the sandbox's keys when they are in memory only. When the keyring does not take them they stay there: the
    /// sandbox issues new ones at the next start.
    pub(super) async fn keep_sandbox_keys(&self) {
        let Some(session) = self.sessions().by_id.get(SANDBOX).cloned() else { return };
        let Some(keys) = session.keys().filter(|_| session.keys_state() == KeysState::Session) else { return };
        if let Err(failure) = self.store_sandbox_keys(&session, &keys).await {
            tracing::warn!(%failure, "the sandbox's keys are kept for this session only");
        }
    }

    async fn store_sandbox_keys(&self, session: &Arc<Session>, keys: &Keys) -> std::result::Result<(), Failure> {
        let slot = new_slot(SANDBOX)?;
        self.0.vault.store(&slot, keys).await?;
        let _turn = self.0.turn.lock().await;
        let before = session.profile();
        let profile = Profile { key_slot: Some(slot.clone()), ..before.clone() };
        let removed = self.0.directory.find(SANDBOX)?.is_none();
        if removed || session.keys().as_ref() != Some(keys) || self.0.directory.keep(&profile).is_err() {
            self.forget(Some(slot));
            return Ok(());
        }
        session.set_profile(profile);
        session.kept_in_keyring();
        self.forget(before.key_slot);
        Ok(())
    }
}
