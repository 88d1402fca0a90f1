//! The house: profiles, settings, the keyring, and the open profile. One method per thing that a person does; the shell calls
//! them and decides nothing. No method waits for the keyring longer than its time bound, and opening the house not at all.
//!
//! | room | holds |
//! |---|---|
//! | `connect` | testing, saving, opening and removing a connection |
//! | `keys` | keys from the keyring, in the background and again on demand |
//! | `sandbox` | the profile of the embedded sandbox |
//! | `rooms` | what the rooms of the open profile offer |
//! | `notices` | what the person is told when he is not looking, and what closing the window means |

mod connect;
mod keys;
mod notices;
mod purchases;
mod rooms;
mod sandbox;
#[cfg(test)]
mod tests;

pub use notices::{Announcement, Closing, Surroundings};

use crate::{
    clock::Clock,
    directory::Directory,
    error::{Code, Failure, Result, Side},
    profile::Profile,
    session::Session,
    vault::Vault,
    view::{
        Changed,
        app::{AppView, Health, HealthState, KeysState, Settings},
    },
};
use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::broadcast;

/// How many changes a listener may lag behind before it has to read everything again.
const CHANGES_KEPT: usize = 256;

/// Everything that Kaimono is, without its window. Cheap to clone.
#[derive(Clone)]
pub struct Kaimono(Arc<House>);

struct House {
    directory: Directory,
    vault: Vault,
    changes: broadcast::Sender<Changed>,
    sessions: Mutex<Sessions>,
    held_back: notices::HeldBack,
    /// One change of profiles at a time.
    turn: tokio::sync::Mutex<()>,
}

/// Profiles that were opened in this run. They stay open, so that one profile's journal never has two writers, and what was
/// bought goes on while another profile is looked at.
#[derive(Default)]
struct Sessions {
    by_id: BTreeMap<String, Arc<Session>>,
    active: Option<String>,
}

impl Kaimono {
    /// Opens the house in a data directory, for this process alone. Needs a Tokio runtime. The profile that was open last is
    /// open again at once; its keys come from the keyring in the background.
    pub async fn start(directory: &Path) -> Result<Kaimono> {
        Kaimono::with_vault(directory, Vault::of_this_desktop())
    }

    fn with_vault(directory: &Path, vault: Vault) -> Result<Kaimono> {
        let directory = Directory::open(directory)?;
        let (changes, _) = broadcast::channel(CHANGES_KEPT);
        let (sessions, turn) = (Mutex::default(), tokio::sync::Mutex::default());
        let held_back = Mutex::default();
        let kaimono = Kaimono(Arc::new(House { directory, vault, changes, sessions, held_back, turn }));
        if let Some(id) = kaimono.0.directory.active()?
            && let Some(profile) = kaimono.0.directory.find(&id)?
        {
            kaimono.open(profile)?;
            kaimono.sessions().active = Some(id);
        }
        kaimono.follow_keyring();
        // The sandbox asks for its keys itself once it runs.
        if !kaimono.session().is_ok_and(|session| session.profile().sandbox) {
            tokio::spawn(kaimono.clone().ask_keyring());
        }
        Ok(kaimono)
    }

    /// What the frame shows.
    pub async fn app(&self) -> Result<AppView> {
        let active = self.session().ok();
        let profiles = self.0.directory.profiles()?;
        let sessions = self.sessions().by_id.clone();
        let keys = |id: &str| sessions.get(id).map_or(KeysState::Unread, |session| session.keys_state());
        Ok(AppView {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            profiles: profiles.iter().map(|profile| profile.view(keys(&profile.id))).collect(),
            active: active.as_ref().map(|session| session.id().to_owned()),
            health: active.as_ref().map_or_else(nothing_open, |session| session.health()),
            keyring: self.0.vault.state(),
            needs_you: active.as_ref().map_or(0, |session| session.purchases().needing()),
            settings: self.0.directory.settings()?,
        })
    }

    /// Changes settings.
    pub async fn set_settings(&self, settings: Settings) -> Result<AppView> {
        self.0.directory.set_settings(&settings)?;
        self.tell(Changed::App);
        self.app().await
    }

    /// Listens to what changes. A listener that lags behind reads everything again.
    pub fn changes(&self) -> broadcast::Receiver<Changed> {
        self.0.changes.subscribe()
    }

    /// The open profile.
    pub fn session(&self) -> Result<Arc<Session>> {
        let sessions = self.sessions();
        let active = sessions.active.as_ref().and_then(|id| sessions.by_id.get(id));
        active.cloned().ok_or_else(|| Failure::new(Code::NoProfile, Side::App))
    }

    /// The session of a profile, opened when it is not.
    fn open(&self, profile: Profile) -> Result<Arc<Session>> {
        let mut sessions = self.sessions();
        if let Some(session) = sessions.by_id.get(&profile.id) {
            return Ok(Arc::clone(session));
        }
        let id = profile.id.clone();
        let directory = self.0.directory.of_profile(&id)?;
        let session = Session::open(profile, &directory, Clock::system(), self.0.changes.clone())?;
        sessions.by_id.insert(id, Arc::clone(&session));
        Ok(session)
    }

    /// Makes a profile the one that is looked at, also after a restart.
    fn look_at(&self, id: Option<&str>) -> Result<()> {
        self.0.directory.set_active(id)?;
        self.sessions().active = id.map(str::to_owned);
        for changed in [Changed::App, Changed::Market, Changed::Purchases, Changed::Wallet] {
            self.tell(changed);
        }
        Ok(())
    }

    fn tell(&self, changed: Changed) {
        // Nobody listening is fine: whoever comes reads everything.
        let _ = self.0.changes.send(changed);
    }

    fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.0.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Without an open profile there is no node, and its time is this machine's.
fn nothing_open() -> Health {
    let node_time = Clock::system().now();
    Health { state: HealthState::Closed, last_answer: None, node_time, skew: 0, failure: None }
}
