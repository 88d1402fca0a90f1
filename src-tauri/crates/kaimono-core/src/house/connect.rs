//! Connecting a node: testing it, saving it with its keys, opening it, removing it.

use super::{
    Kaimono,
    identity::{ASKED, Identity, candidate, identify},
    keys::missing,
};
use crate::{
    clients::{Clients, Towards},
    clock::Clock,
    connection::{self, Subject},
    error::{Code, Failure, Result, Side},
    profile::{Profile, Typed, address, way},
    purchase::{Purchases, history_in},
    vault::Keys,
    view::app::{AppView, ConnectionDraft, ConnectionReport, KeysState, RemovalView},
};
use masumi::{
    net::{Secret, ServiceBase, Way},
    node::Network,
};
use std::mem::take;

/// The keys of a draft: typed, or the stored ones where a field was left blank.
struct Entered {
    registry: Result<Secret>,
    node: Result<Secret>,
    /// Both are the stored ones.
    unchanged: bool,
}

impl Kaimono {
    /// How a node that is not connected is asked.
    fn towards<'a>(&'a self, way: &'a Way) -> Towards<'a> {
        Towards { way, sandbox: false, contacts: &self.0.contacts }
    }

    /// Tests a connection, line by line. Saves nothing.
    pub async fn test_connection(&self, mut draft: ConnectionDraft) -> Result<ConnectionReport> {
        let before = self.before(&draft)?;
        let keys = self.entered(&mut draft, before.as_ref()).await;
        let subject = Subject {
            network: draft.network,
            node_url: address(&draft.node_url),
            registry_url: address(&draft.registry_url),
            way: way(&draft.authorities, &draft.proxy),
            node_key: keys.node,
            registry_key: keys.registry,
            wallet: before.and_then(|before| before.wallet_address),
            contacts: self.0.contacts.clone(),
        };
        Ok(connection::test(subject).await)
    }

    /// Saves a connection, its keys in the keyring or for this session only, and looks at it. When the keyring does not take
    /// them nothing is saved. A history goes only to the node that it belongs to.
    pub async fn save_connection(&self, mut draft: ConnectionDraft) -> Result<AppView> {
        let _turn = self.0.turn.lock().await;
        let typed = Typed::read(&draft)?;
        // Its key is not kept, and goes nowhere.
        if typed.node_url.is_hosted() {
            return Err(Failure::new(Code::HostedService, Side::You));
        }
        let before = self.before(&draft)?;
        let entered = self.entered(&mut draft, before.as_ref()).await;
        let keys = Keys { registry: entered.registry?, node: entered.node? };
        let id = match &before {
            Some(before) => {
                self.may_follow(before, &typed, &keys).await?;
                before.id.clone()
            }
            None => self.history_of(draft.network, &typed, &keys).await?,
        };
        let mut profile = profile_of(id, &draft, typed, before.as_ref());
        Clients::new(&profile, &keys, &Clock::system(), &self.0.contacts)?;

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
        session.open_link(profile, keys, kept)?;
        self.look_at(Some(&id));
        self.app().await
    }

    /// Looks at another profile; at one that was removed, to read what was bought with it.
    pub async fn activate(&self, profile_id: &str) -> Result<AppView> {
        let opened = {
            let _turn = self.0.turn.lock().await;
            let profile = self.0.directory.ever(profile_id)?.ok_or_else(|| Failure::unknown(profile_id))?;
            // One that cannot be opened is looked at as well: it says why, and what can be done.
            let opened = self.open(profile);
            self.look_at(Some(profile_id));
            opened
        };
        if let Ok(session) = opened
            && session.keys().is_none()
            && !session.profile().sandbox
        {
            let kaimono = self.clone();
            tokio::spawn(async move { kaimono.fetch_keys(session).await });
        }
        self.app().await
    }

    /// What removing a profile would mean: what is open there, and what has to be typed then.
    pub async fn removal(&self, profile_id: &str) -> Result<RemovalView> {
        let profile = self.0.directory.profile(profile_id)?;
        let label = profile.label.clone();
        // A history that cannot be read, or not all of it yet, hides what is open in it.
        let session = self.open(profile);
        let purchases = session.as_ref().map(|session| session.purchases());
        let is_whole = purchases.as_ref().is_ok_and(|purchases| purchases.book().folding().is_none());
        let open = purchases.map(Purchases::open_rows).unwrap_or_default();
        let to_type = (!is_whole || !open.is_empty()).then_some(label);
        Ok(RemovalView { open, to_type })
    }

    /// Removes a profile and its keys. What was bought stays on disk, can be read, and goes on when the same node is connected
    /// again. With something open the person types the profile's name. Keys that the keyring does not delete now are deleted
    /// when it is back.
    pub async fn remove_profile(&self, profile_id: &str, typed_name: Option<&str>) -> Result<AppView> {
        let _turn = self.0.turn.lock().await;
        let RemovalView { to_type, .. } = self.removal(profile_id).await?;
        if to_type.is_some() && typed_name.map(str::trim) != to_type.as_deref() {
            return Err(Failure::input("name"));
        }
        let profile = self.0.directory.profile(profile_id)?;
        let open = self.sessions().by_id.get(profile_id).cloned();
        if open.as_ref().is_some_and(|session| session.purchases().book().pays_by_itself()) {
            // For the few minutes that its approval is good, its outcome can be found out.
            return Err(Failure::new(Code::NotNow, Side::App).quoting("a payment is under way").passing());
        }
        self.0.directory.remove(profile_id)?;
        self.delete_unwanted_keys().await;
        if let Some(session) = open {
            session.set_profile(Profile { key_slot: None, ..profile });
            session.close_link(KeysState::Missing, missing());
        }
        let looked_at = self.sessions().active.clone();
        if looked_at.as_deref() == Some(profile_id) {
            let next = self.0.directory.profiles()?.into_iter().next();
            if let Some(next) = &next {
                // One that cannot be opened says so when it is looked at.
                let _ = self.open(next.clone());
            }
            self.look_at(next.as_ref().map(|profile| profile.id.as_str()));
            tokio::spawn(self.clone().ask_keyring());
        }
        self.app().await
    }

    /// Whether a history may follow to another address: to its own node it may, and one without anything open may go anywhere.
    async fn may_follow(&self, before: &Profile, typed: &Typed, keys: &Keys) -> Result<()> {
        // By another way the same name can lead to another node.
        if before.node_url == typed.node_url && before.way == typed.way {
            return Ok(());
        }
        let session = self.open(before.clone())?;
        let purchases = session.purchases();
        let node = candidate(self.towards(&typed.way), &typed.node_url, &keys.node)?;
        let open = purchases.book().is_paying() || !purchases.open_rows().is_empty();
        let known = purchases.standings().known_to_node(ASKED, |_| true)?;
        match identify(&node, before.network, &known).await {
            Identity::Same | Identity::NothingToAsk => Ok(()),
            Identity::Another if open => Err(Failure::new(Code::AnotherNode, Side::You)),
            Identity::NotTold(failure) if open => Err(failure),
            Identity::Another | Identity::NotTold(_) => purchases.standings().read_from_the_beginning(),
        }
    }

    /// The id of the history that a new connection has: of a removed profile or a folder without one if the node knows it, else
    /// a new one. A node that is connected already is not connected twice.
    async fn history_of(&self, network: Network, typed: &Typed, keys: &Keys) -> Result<String> {
        let node = candidate(self.towards(&typed.way), &typed.node_url, &keys.node)?;
        let here = |profile: &Profile| profile.network == network && !profile.sandbox;
        for profile in self.0.directory.profiles()?.into_iter().filter(here) {
            let label = profile.label.clone();
            let Ok(session) = self.open(profile) else { continue };
            let known = session.purchases().standings().known_to_node(ASKED, |_| true)?;
            if identify(&node, network, &known).await == Identity::Same {
                return Err(Failure::new(Code::NodeKnown, Side::You).quoting(&label));
            }
        }
        let removed = self.0.directory.removed()?.into_iter().rev().filter(here);
        let removed = removed.map(|profile| (profile.id, Some(profile.node_url)));
        let orphans = self.0.directory.orphans()?.into_iter().map(|id| (id, None));
        let mut at_this_address = None;
        for (id, address) in removed.chain(orphans) {
            if self.0.directory.expect_journal(&id).is_err() {
                continue;
            }
            let directory = self.0.directory.of_profile(&id)?;
            // One that cannot be read stays where it is.
            let Ok(history) = tokio::task::spawn_blocking(move || history_in(&directory, ASKED))
                .await
                .unwrap_or_else(|error| Err(Failure::new(Code::Internal, Side::App).quoting(&error.to_string())))
            else {
                continue;
            };
            let known: Vec<_> =
                history.into_iter().filter(|(of, _)| *of == network).map(|(_, identifier)| identifier).collect();
            match identify(&node, network, &known).await {
                Identity::Same => return Ok(id),
                Identity::Another => {}
                // Nothing speaks against it; the address speaks for it.
                Identity::NothingToAsk | Identity::NotTold(_) if address.as_ref() == Some(&typed.node_url) => {
                    at_this_address.get_or_insert(id);
                }
                Identity::NothingToAsk | Identity::NotTold(_) => {}
            }
        }
        at_this_address.map_or_else(random, Ok)
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

    /// A key that was left blank is the stored one, as long as it goes to where it was stored for, and to nobody who could not
    /// have had it there.
    ///
    /// Whoever has the private key of a certificate that is trusted can be any host towards Kaimono. So one that was not trusted
    /// when the keys were stored counts as another address: whoever sits at an open window could have them sent to another host with
    /// it. That some are trusted no more leads nowhere new. Nor does a proxy: it gets https alone, in which the certificate of
    /// the service is held against its name as without, and never a key (see `Way::proxy_to`).
    async fn entered(&self, draft: &mut ConnectionDraft, before: Option<&Profile>) -> Entered {
        let (registry, node) = (Secret::new(take(&mut draft.registry_key)), Secret::new(take(&mut draft.node_key)));
        let unchanged = registry.is_empty() && node.is_empty();
        let stored = match before {
            Some(before) if registry.is_empty() || node.is_empty() => self.stored(before).await,
            _ => Ok(None),
        };
        let same = |typed: &str, stored: fn(&Profile) -> &ServiceBase| {
            let typed = address(typed).ok().map(|typed| typed.origin());
            before.is_none_or(|before| typed.is_none_or(|typed| typed == stored(before).origin()))
        };
        let nobody_new = before.is_none_or(|before| match way(&draft.authorities, "") {
            Ok(Way { authorities: Some(typed), .. }) => typed.within(before.way.authorities.as_ref()),
            // Nothing is sent to anybody where they cannot be read.
            Ok(_) | Err(_) => true,
        });
        let or_stored = |typed: Secret, field: &str, same: bool, pick: fn(&Keys) -> &Secret| match &stored {
            _ if !typed.is_empty() => Ok(typed),
            _ if !same => Err(Failure::new(Code::KeyAnew, Side::You).quoting(field)),
            Ok(Some(keys)) => Ok(pick(keys).clone()),
            Ok(None) => Err(Failure::input(field)),
            Err(failure) => Err(failure.clone()),
        };
        let registry_stays = nobody_new && same(&draft.registry_url, |before| &before.registry_url);
        let node_stays = nobody_new && same(&draft.node_url, |before| &before.node_url);
        Entered {
            registry: or_stored(registry, "registryKey", registry_stays, |keys| &keys.registry),
            node: or_stored(node, "nodeKey", node_stays, |keys| &keys.node),
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

    /// Deletes keys that nothing points to any more. Nobody waits for it.
    pub(super) fn forget(&self, slot: Option<String>) {
        let Some(slot) = slot else { return };
        if let Err(failure) = self.0.directory.want_no_more(&slot) {
            tracing::warn!(%failure, "keys that are no longer used stay in the keyring");
        }
        let kaimono = self.clone();
        tokio::spawn(async move { kaimono.delete_unwanted_keys().await });
    }
}

/// The profile that a draft makes of what was before.
fn profile_of(id: String, draft: &ConnectionDraft, typed: Typed, before: Option<&Profile>) -> Profile {
    let Typed { label, node_url, registry_url, way } = typed;
    Profile {
        id,
        label,
        network: draft.network,
        sandbox: false,
        node_url,
        registry_url,
        allow_local_agents: draft.allow_local_agents,
        allow_stand_ins: draft.allow_stand_ins,
        way,
        wallet_address: before.and_then(|before| before.wallet_address.clone()),
        key_slot: before.and_then(|before| before.key_slot.clone()),
    }
}

/// A slot of the vault that was never used.
pub(super) fn new_slot(profile_id: &str) -> Result<String> {
    Ok(format!("{profile_id}.{}", random()?))
}

/// 16 random hex digits.
pub(super) fn random() -> Result<String> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|error| Failure::new(Code::Internal, Side::App).quoting(&error.to_string()))?;
    Ok(hex::encode(bytes))
}
