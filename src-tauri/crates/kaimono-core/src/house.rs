//! The house: profiles, settings, the keyring. Every profile is open and watched over from the start; the person looks at the
//! active one. There is one method per thing that a person does; the shell calls them and decides nothing. No method waits for
//! the keyring longer than its time bound, and opening the house does not wait for it at all.
//!
//! | room | holds |
//! |---|---|
//! | `connect` | testing, saving, opening and removing a connection |
//! | `identity` | whether an address is the node of a history |
//! | `keys` | keys from the keyring, in the background and again on demand |
//! | `sandbox` | the profile of the embedded sandbox |
//! | `stores` | profiles whose store is damaged, full or read-only, and what can be done about it |
//! | `backup` | one encrypted file of all nodes and histories, and putting it back |
//! | `bookmarks` | what the person marked |
//! | `market`, `purchases`, `wallet` | what the open profile offers, one method per command |
//! | `limits` | what the person allows themselves to spend, and the pause |
//! | `privacy` | what Kaimono talks to, and what may be given to a developer |
//! | `notices` | what the person is told while looking elsewhere, and what closing the window means |

mod backup;
mod batches;
mod bookmarks;
mod connect;
mod dossiers;
mod filling;
mod forecast;
mod identity;
mod keys;
mod limits;
mod market;
mod notices;
mod privacy;
mod purchases;
mod receipts;
mod results;
mod sandbox;
mod stores;
#[cfg(test)]
mod tests;
mod wallet;

pub use crate::saving::Place;
pub use forecast::Ahead;
pub use notices::{Announcement, Closing, Surroundings};
pub use sandbox::StartedSandbox;

use crate::{
    clock::Clock,
    contacts::Contacts,
    directory::Directory,
    error::{Code, Failure, Result, Side},
    limits::gate::Gate,
    profile::Profile,
    session::Session,
    vault::Vault,
    view::{
        Changed, MoneyView,
        app::{AppView, Health, HealthState, KeysState, Language, Settings},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use stores::Unopened;
use tokio::sync::broadcast;

/// How many changes a listener may lag behind before it has to read everything again.
const CHANGES_KEPT: usize = 256;

/// Everything that Kaimono is, without its window. Cheap to clone.
#[derive(Clone)]
pub struct Kaimono(Arc<House>);

struct House {
    /// What every approval passes.
    gate: Gate,
    directory: Directory,
    contacts: Contacts,
    vault: Vault,
    changes: broadcast::Sender<Changed>,
    sessions: Mutex<Sessions>,
    held_back: notices::HeldBack,
    /// The desktop's language, as it was when Kaimono started.
    spoken_here: Language,
    /// What was shown last of what may be given to a developer.
    shown: privacy::Shown,
    /// One journal is opened at a time, and each once.
    opening: Mutex<()>,
    /// One change of profiles at a time.
    turn: tokio::sync::Mutex<()>,
}

/// Profiles that were opened in this run. They stay open, so that one profile's journal never has two writers, and what was
/// bought goes on while another profile is looked at.
#[derive(Default)]
struct Sessions {
    by_id: BTreeMap<String, Arc<Session>>,
    /// Why a profile could not be opened. The others go on.
    failed: BTreeMap<String, Unopened>,
    /// Profiles whose journal is an older copy than the one that was open last.
    older: BTreeSet<String>,
    active: Option<String>,
    /// Every profile was opened, or could not be.
    all_open: bool,
}

impl Kaimono {
    /// Opens the house in a data directory, for this process alone. Needs a Tokio runtime. The profile that was looked at last is
    /// open at once, the others behind it in the background, and so come the keys from the keyring.
    pub async fn start(directory: &Path) -> Result<Kaimono> {
        Kaimono::with_vault(directory, Vault::of_this_desktop())
    }

    pub(crate) fn with_vault(directory: &Path, vault: Vault) -> Result<Kaimono> {
        let path = directory;
        let directory = Directory::open(path)?;
        backup::clear(path);
        let contacts = Contacts::open(path, Clock::system());
        let (changes, _) = broadcast::channel(CHANGES_KEPT);
        let (sessions, turn, opening) = (Mutex::default(), tokio::sync::Mutex::default(), Mutex::default());
        let (held_back, shown) = (Mutex::default(), Mutex::default());
        let spoken_here = Language::of_desktop(|name| std::env::var(name).ok());
        let kaimono = Kaimono(Arc::new_cyclic(|house| House {
            gate: Gate::before(limits::Kept(house.clone())),
            directory,
            contacts,
            vault,
            changes,
            sessions,
            held_back,
            spoken_here,
            shown,
            opening,
            turn,
        }));
        if let Some(id) = kaimono.0.directory.active()?
            && let Some(profile) = kaimono.0.directory.ever(&id)?
        {
            // One that cannot be opened says so when it is looked at.
            let _ = kaimono.open(profile);
            kaimono.sessions().active = Some(id);
        }
        kaimono.follow_keyring();
        kaimono.follow_stores();
        let (others, keys) = (kaimono.clone(), kaimono.clone());
        tokio::spawn(async move {
            tokio::join!(others.open_all(), keys.clone().ask_keyring());
            keys.ask_keyring_for_all().await;
            keys.delete_unwanted_keys().await;
        });
        Ok(kaimono)
    }

    /// Opens every profile. What was bought with a node goes on whichever is looked at.
    async fn open_all(&self) {
        let removed = self.0.directory.removed().unwrap_or_default().into_iter();
        let counted = removed.filter(|profile| self.counts_removed(profile.network));
        match self.0.directory.profiles() {
            Ok(profiles) => {
                for profile in profiles.into_iter().chain(counted) {
                    let kaimono = self.clone();
                    // A long history takes a while to read.
                    let opened = tokio::task::spawn_blocking(move || kaimono.open(profile)).await;
                    if let Ok(Err(failure)) = opened {
                        tracing::error!(%failure, "a profile could not be opened");
                    }
                }
            }
            Err(failure) => tracing::error!(%failure, "the profiles could not be read"),
        }
        self.sessions().all_open = true;
        self.tell(Changed::App);
    }

    /// What the frame shows.
    pub async fn app(&self) -> Result<AppView> {
        let (active, profiles) = (self.session(), self.0.directory.profiles()?);
        let (sessions, id) = {
            let sessions = self.sessions();
            (sessions.by_id.clone(), sessions.active.clone())
        };
        let keys = |id: &str| sessions.get(id).map_or(KeysState::Unread, |session| session.keys_state());
        let health = match &active {
            Ok(session) => session.health(),
            Err(failure) => nothing_open(id.as_ref().map(|_| failure.clone())),
        };
        let (removed, settings) = (self.0.directory.removed()?, self.0.directory.settings()?);
        let first_hour = active.as_ref().ok().filter(|_| settings.first_hour).and_then(|session| session.first_hour());
        Ok(AppView {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            profiles: profiles
                .iter()
                .map(|profile| profile.view(keys(&profile.id), false, self.store(&profile.id)))
                .collect(),
            removed: removed
                .iter()
                .map(|profile| profile.view(KeysState::Missing, true, self.store(&profile.id)))
                .collect(),
            orphans: u32::try_from(self.0.directory.orphans()?.len()).unwrap_or(u32::MAX),
            keys_left: u32::try_from(self.0.directory.unwanted()?.len()).unwrap_or(u32::MAX),
            active: id,
            health,
            keyring: self.0.vault.state(),
            needs_you: active.as_ref().map_or(0, |session| session.purchases().standings().needing()),
            language: settings.language.or(self.0.spoken_here),
            in_escrow: active.as_ref().map_or_else(|_| Vec::new(), |session| in_escrow(session)),
            next: active.as_ref().ok().and_then(|session| session.purchases().standings().soonest()),
            limits: active.as_ref().map_or_else(|_| Vec::new(), |session| self.limits_in_the_frame(session)),
            // What cannot be read lets nothing pass either.
            paused: self.is_paused().unwrap_or(true),
            settings,
            first_hour,
        })
    }

    /// Changes settings.
    pub async fn set_settings(&self, settings: Settings) -> Result<AppView> {
        self.0.directory.set_settings(&settings)?;
        self.tell(Changed::App);
        self.app().await
    }

    /// In which language everything is said.
    pub fn language(&self) -> Result<Language> {
        Ok(self.0.directory.settings()?.language.or(self.0.spoken_here))
    }

    /// Listens to what changes. A listener that lags behind reads everything again.
    pub fn changes(&self) -> broadcast::Receiver<Changed> {
        self.0.changes.subscribe()
    }

    /// The profile that is looked at.
    pub fn session(&self) -> Result<Arc<Session>> {
        let sessions = self.sessions();
        let Some(active) = &sessions.active else { return Err(Failure::new(Code::NoProfile, Side::App)) };
        match (sessions.by_id.get(active), sessions.failed.get(active)) {
            (Some(session), _) => Ok(Arc::clone(session)),
            (None, Some(unopened)) => Err(unopened.why.clone()),
            (None, None) => Err(Failure::new(Code::NoProfile, Side::App)),
        }
    }

    /// The session of a profile, opened when it is not.
    fn open(&self, profile: Profile) -> Result<Arc<Session>> {
        let _one_at_a_time = self.0.opening.lock().unwrap_or_else(PoisonError::into_inner);
        let id = profile.id.clone();
        if let Some(session) = self.sessions().by_id.get(&id) {
            return Ok(Arc::clone(session));
        }
        let opened = self.open_anew(profile, Clock::system());
        let unopened = opened.as_ref().err().map(|why| self.unopened(&id, why.clone()));
        let mut sessions = self.sessions();
        match opened {
            Ok(session) => {
                sessions.failed.remove(&id);
                sessions.by_id.insert(id, Arc::clone(&session));
                Ok(session)
            }
            Err(failure) => {
                sessions.failed.extend(unopened.map(|unopened| (id, unopened)));
                Err(failure)
            }
        }
    }

    fn open_anew(&self, profile: Profile, clock: Clock) -> Result<Arc<Session>> {
        let (id, directory) = (profile.id.clone(), &self.0.directory);
        directory.expect_journal(&id)?;
        let (own, lock) = (directory.of_profile(&id)?, directory.lock_place());
        let (gate, contacts, changes) = (self.0.gate.clone(), self.0.contacts.clone(), self.0.changes.clone());
        let session = Session::open(gate, profile, &own, lock, clock, contacts, changes)?;
        let noted = self.look_whether_older(&session).and_then(|()| directory.note_journal(&id));
        if let Err(failure) = noted {
            tracing::warn!(%failure, "that this profile has a history is noted when it is opened again");
        }
        Ok(session)
    }

    /// The profiles that are watched over: all that were not removed.
    fn watched(&self) -> Vec<Arc<Session>> {
        let listed = self.0.directory.profiles().map(|profiles| {
            let sessions = self.sessions();
            profiles.iter().filter_map(|profile| sessions.by_id.get(&profile.id).cloned()).collect()
        });
        // What cannot be read now is no reason to lose sight of anything.
        listed.unwrap_or_else(|_| self.sessions().by_id.values().cloned().collect())
    }

    /// Makes a profile the one that is looked at, also after a restart if that can be written.
    fn look_at(&self, id: Option<&str>) {
        if let Err(failure) = self.0.directory.set_active(id) {
            tracing::warn!(%failure, "another profile is looked at after a restart");
        }
        self.sessions().active = id.map(str::to_owned);
        for changed in [Changed::App, Changed::Market, Changed::Purchases, Changed::Wallet, Changed::Bookmarks] {
            self.tell(changed);
        }
    }

    fn tell(&self, changed: Changed) {
        // Nobody listening is fine: whoever comes reads everything.
        let _ = self.0.changes.send(changed);
    }

    fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.0.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Prices that are locked, in the frame's words.
fn in_escrow(session: &Session) -> Vec<MoneyView> {
    let network = session.network();
    session.purchases().standings().escrow().locked.iter().map(|money| MoneyView::of(money, network)).collect()
}

/// Without an open profile there is no node, and its time is this machine's. `why`: there is a profile, and it cannot be opened.
fn nothing_open(failure: Option<Failure>) -> Health {
    let node_time = Clock::system().now();
    Health { state: HealthState::Closed, last_answer: None, node_time, skew: 0, doubted: None, failure }
}
