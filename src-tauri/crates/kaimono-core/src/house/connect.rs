//! Connecting a node: testing it, saving it with its keys, opening it, removing it.

use super::Kaimono;
use crate::{
    clients::Clients,
    clock::Clock,
    connection::{self, Subject},
    error::{Code, Failure, Result, Side},
    profile::{Profile, Typed, address},
    vault::Keys,
    view::app::{AppView, ConnectionDraft, ConnectionReport, KeysState},
};
use masumi_client::net::Secret;
use std::mem::take;

/// The keys of a draft: typed, or the stored ones where a field was left blank.
struct Entered {
    registry: Result<Secret>,
    node: Result<Secret>,
    /// Both are the stored ones.
    unchanged: bool,
}

impl Kaimono {
    /// Tests a connection, line by line. Saves nothing.
    pub async fn test_connection(&self, mut draft: ConnectionDraft) -> Result<ConnectionReport> {
        let before = self.before(&draft)?;
        let keys = self.entered(&mut draft, before.as_ref()).await;
        let subject = Subject {
            network: draft.network,
            node_url: address(&draft.node_url),
            registry_url: address(&draft.registry_url),
            node_key: keys.node,
            registry_key: keys.registry,
        };
        Ok(connection::test(subject).await)
    }

    /// Saves a connection, its keys in the keyring or for this session only, and looks at it. When the keyring does not take
    /// them nothing is saved.
    pub async fn save_connection(&self, mut draft: ConnectionDraft) -> Result<AppView> {
        let _turn = self.0.turn.lock().await;
        let typed = Typed::read(&draft)?;
        let before = self.before(&draft)?;
        if let Some(before) = before.as_ref().filter(|before| before.node_url != typed.node_url)
            && self.open(before.clone())?.purchases().is_paying()
        {
            // Another node does not know it, and would be paid through once more.
            let why = "a payment is under way at the node of before; connect the other one as a profile of its own";
            return Err(Failure::new(Code::NotNow, Side::App).quoting(why).passing());
        }
        let entered = self.entered(&mut draft, before.as_ref()).await;
        let keys = Keys { registry: entered.registry?, node: entered.node? };
        let mut profile = self.profile_of(&draft, typed, before.as_ref())?;
        Clients::new(&profile, &keys, &Clock::system())?;

        let old_slot = profile.key_slot.clone();
        let kept = if draft.session_only {
            KeysState::Session
        } else {
            let in_memory =
                self.sessions().by_id.get(&profile.id).is_some_and(|open| open.keys_state() == KeysState::Session);
            if !entered.unchanged || in_memory || old_slot.is_none() {
                let slot = new_slot(&profile.id)?;
                self.0.vault.store(&slot, &keys).await?;
                profile.key_slot = Some(slot);
            }
            KeysState::Keyring
        };
        let saved = self.0.directory.keep(&profile).and_then(|()| self.open(profile.clone()));
        if old_slot != profile.key_slot {
            self.forget(if saved.is_ok() { old_slot } else { profile.key_slot.clone() });
        }
        let session = saved?;
        let id = profile.id.clone();
        session.link(profile, keys, kept)?;
        self.look_at(Some(&id))?;
        self.app().await
    }

    /// Looks at another profile. What was bought in this one goes on.
    pub async fn activate(&self, profile_id: &str) -> Result<AppView> {
        let session = {
            let _turn = self.0.turn.lock().await;
            let session = self.open(self.0.directory.profile(profile_id)?)?;
            self.look_at(Some(profile_id))?;
            session
        };
        if session.keys().is_none() && !session.profile().sandbox {
            let kaimono = self.clone();
            tokio::spawn(async move { kaimono.fetch_keys(session).await });
        }
        self.app().await
    }

    /// Removes a profile and its keys. What was bought stays on disk, and is there again when the same node is connected
    /// again. A keyring that is locked or slow keeps the profile: its keys could not be removed.
    pub async fn remove_profile(&self, profile_id: &str) -> Result<AppView> {
        let _turn = self.0.turn.lock().await;
        let profile = self.0.directory.profile(profile_id)?;
        if let Some(slot) = &profile.key_slot {
            match self.0.vault.remove(slot).await {
                Err(failure) if failure.code != Code::KeyringMissing => return Err(failure),
                _ => {}
            }
        }
        self.0.directory.remove(profile_id)?;
        let open = self.sessions().by_id.get(profile_id).cloned();
        if let Some(session) = open {
            session.set_profile(Profile { key_slot: None, ..profile });
            session.unlink(KeysState::Missing, None);
        }
        let looked_at = self.sessions().active.clone();
        if looked_at.as_deref() == Some(profile_id) {
            let next = self.0.directory.profiles()?.into_iter().next();
            if let Some(next) = &next {
                self.open(next.clone())?;
            }
            self.look_at(next.as_ref().map(|profile| profile.id.as_str()))?;
            tokio::spawn(self.clone().ask_keyring());
        }
        self.app().await
    }

    /// The profile that a draft changes.
    fn before(&self, draft: &ConnectionDraft) -> Result<Option<Profile>> {
        let Some(id) = &draft.profile else { return Ok(None) };
        let profile = self.0.directory.profile(id)?;
        // The sandbox is connected by itself, and a history belongs to one network.
        if profile.sandbox {
            return Err(Failure::input("profile"));
        }
        if profile.network != draft.network {
            return Err(Failure::input("network"));
        }
        Ok(Some(profile))
    }

    /// The profile that a draft makes of what was before, of a removed profile of the same node, or of nothing.
    fn profile_of(&self, draft: &ConnectionDraft, typed: Typed, before: Option<&Profile>) -> Result<Profile> {
        let Typed { label, node_url, registry_url } = typed;
        let id = match before {
            Some(before) => before.id.clone(),
            None => match self.0.directory.removed(draft.network, &node_url)? {
                Some(id) => id,
                None => random()?,
            },
        };
        Ok(Profile {
            id,
            label,
            network: draft.network,
            sandbox: false,
            node_url,
            registry_url,
            allow_local_agents: draft.allow_local_agents,
            wallet_address: before.and_then(|before| before.wallet_address.clone()),
            key_slot: before.and_then(|before| before.key_slot.clone()),
        })
    }

    async fn entered(&self, draft: &mut ConnectionDraft, before: Option<&Profile>) -> Entered {
        let (registry, node) = (Secret::new(take(&mut draft.registry_key)), Secret::new(take(&mut draft.node_key)));
        let unchanged = registry.is_empty() && node.is_empty();
        let stored = match before {
            Some(before) if registry.is_empty() || node.is_empty() => self.stored(before).await,
            _ => Ok(None),
        };
        let or_stored = |typed: Secret, field: &str, pick: fn(&Keys) -> &Secret| match &stored {
            _ if !typed.is_empty() => Ok(typed),
            Ok(Some(keys)) => Ok(pick(keys).clone()),
            Ok(None) => Err(Failure::input(field)),
            Err(failure) => Err(failure.clone()),
        };
        Entered {
            registry: or_stored(registry, "registryKey", |keys| &keys.registry),
            node: or_stored(node, "nodeKey", |keys| &keys.node),
            unchanged,
        }
    }

    /// The keys of a profile as they are now: in use, or in the keyring.
    async fn stored(&self, profile: &Profile) -> Result<Option<Keys>> {
        let in_use = self.sessions().by_id.get(&profile.id).and_then(|session| session.keys());
        match (in_use, &profile.key_slot) {
            (Some(keys), _) => Ok(Some(keys)),
            (None, Some(slot)) => self.0.vault.read(slot).await,
            (None, None) => Ok(None),
        }
    }

    /// Removes what nothing points to any more. Nobody waits for it.
    pub(super) fn forget(&self, slot: Option<String>) {
        let Some(slot) = slot else { return };
        let vault = self.0.vault.clone();
        tokio::spawn(async move {
            if vault.remove(&slot).await.is_err() {
                tracing::warn!("keys that are no longer used could not be removed from the keyring");
            }
        });
    }
}

/// A slot of the vault that was never used.
pub(super) fn new_slot(profile_id: &str) -> Result<String> {
    Ok(format!("{profile_id}.{}", random()?))
}

/// 16 random hex digits.
fn random() -> Result<String> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|error| Failure::new(Code::Internal, Side::App).quoting(&error.to_string()))?;
    Ok(hex::encode(bytes))
}
