//! Profiles whose store is in trouble. The trouble belongs to that profile alone: it is shown, and the other profiles go on. What
//! can pass (a full disk, a disk that is mounted read-only, a lock) is tried again until it has passed. A damaged store stays
//! damaged until the person restores it, or sets it aside.

use super::{House, Kaimono};
use crate::{
    error::{Code, Failure, Result, Side},
    profile::Profile,
    session::{Session, journal_in},
    store,
    view::{
        Changed,
        app::{AppView, StoreState, StoreView},
    },
};
use std::{
    sync::{Arc, PoisonError},
    time::Duration,
};

/// How often it is tried again to open what could not be opened, or only for reading.
const AGAIN: Duration = Duration::from_secs(15);
/// After so many of these it is noted how far the journals have come.
const ROUNDS: u32 = 4;

/// Why a profile could not be opened.
#[derive(Clone)]
pub(super) struct Unopened {
    pub(super) why: Failure,
    state: StoreState,
}

impl Kaimono {
    pub(super) fn unopened(&self, id: &str, why: Failure) -> Unopened {
        let directory = self.0.directory.of_profile(id);
        let state = directory.map_or(StoreState::Unwritable, |directory| store::state(&journal_in(&directory), &why));
        Unopened { why, state }
    }

    /// What is the matter with the store of a profile.
    pub(super) fn store(&self, id: &str) -> Option<StoreView> {
        let (session, unopened) = {
            let sessions = self.sessions();
            (sessions.by_id.get(id).cloned(), sessions.failed.get(id).cloned())
        };
        if let Some(session) = session {
            return session.store().or_else(|| {
                let older = self.sessions().older.contains(id);
                older.then(|| StoreView { state: StoreState::Older, readable: true, quote: String::new() })
            });
        }
        unopened.map(|Unopened { why, state }| StoreView { state, readable: false, quote: why.quote })
    }

    /// Whether the journal ends before what was last known of it: then it is an older copy. Its profile has no way to its node yet.
    pub(super) fn look_whether_older(&self, session: &Session) -> Result<()> {
        let (id, (found, last)) = (session.id(), session.purchases().numbers()?);
        let known = self.0.directory.written(id)?;
        if found < known {
            tracing::warn!(profile = id, found, known, "this journal is an older copy");
            self.sessions().older.insert(id.to_owned());
            session.purchases().note_older_copy()?;
        }
        self.0.directory.note_written(id, last)
    }

    /// Tries again and again what could not be opened, or only for reading. Ends with the house.
    pub(super) fn follow_stores(&self) {
        let house = Arc::downgrade(&self.0);
        tokio::spawn(async move {
            for round in 1_u32.. {
                tokio::time::sleep(AGAIN).await;
                let Some(kaimono) = house.upgrade().map(Kaimono) else { return };
                kaimono.try_stores().await;
                if round.is_multiple_of(ROUNDS) {
                    let sessions: Vec<_> = kaimono.sessions().by_id.values().cloned().collect();
                    sessions.iter().for_each(|session| kaimono.0.note_written(session));
                }
            }
        });
    }

    /// Tries once.
    pub(super) async fn try_stores(&self) {
        let (unopened, opened) = {
            let sessions = self.sessions();
            let passing = sessions.failed.iter().filter(|(_, unopened)| unopened.why.retry);
            let unopened: Vec<_> = passing.map(|(id, _)| id.clone()).collect();
            (unopened, sessions.by_id.values().cloned().collect::<Vec<_>>())
        };
        for id in unopened {
            let kaimono = self.clone();
            let opened = tokio::task::spawn_blocking(move || {
                kaimono.is_still_locked(&id)?;
                let profile = kaimono.0.directory.ever(&id)?.ok_or_else(|| Failure::unknown(&id))?;
                kaimono.open(profile)
            });
            if let Ok(Ok(session)) = opened.await {
                self.opened_after_all(session).await;
            }
        }
        for before in opened {
            let kaimono = self.clone();
            let anew = tokio::task::spawn_blocking(move || {
                before.purchases().try_to_write();
                kaimono.open_to_write(&before)
            });
            match anew.await {
                Ok(Ok(Some(session))) => self.opened_after_all(session).await,
                Ok(Ok(None)) | Err(_) => {}
                Ok(Err(failure)) => tracing::warn!(%failure, "a store that can be written was not opened for it"),
            }
        }
    }

    /// Whoever opens a profile waits for its lock, and others wait behind: so it is checked whether it is locked still.
    fn is_still_locked(&self, id: &str) -> Result<()> {
        let unopened = self.sessions().failed.get(id).cloned();
        let Some(Unopened { why, state: StoreState::Locked }) = unopened else { return Ok(()) };
        let journal = journal_in(&self.0.directory.of_profile(id)?);
        if store::state(&journal, &why) == StoreState::Locked { Err(why) } else { Ok(()) }
    }

    /// Opens a profile again that was opened for reading only, once it can be written. What was opened before writes nothing, so
    /// there are never two that write.
    fn open_to_write(&self, before: &Arc<Session>) -> Result<Option<Arc<Session>>> {
        let _one_at_a_time = self.0.opening.lock().unwrap_or_else(PoisonError::into_inner);
        let open = || self.open_anew(before.profile(), before.clock().clone());
        let Some(session) = before.reopened(open)? else { return Ok(None) };
        if let Some(keys) = before.keys() {
            session.open_link(before.profile(), keys, before.keys_state())?;
        }
        self.sessions().by_id.insert(before.id().to_owned(), Arc::clone(&session));
        Ok(Some(session))
    }

    /// Sets a history aside that cannot be read, and begins a new one, into which the node tells what it knows. What had begun there
    /// and was not with the node yet is watched by nobody from then on. `typed_name`: the profile's, as for everything that cannot
    /// be undone. Refused for whatever may be read again by itself or by a newer version.
    pub async fn begin_history_anew(&self, profile_id: &str, typed_name: &str) -> Result<AppView> {
        let session = {
            let _turn = self.0.turn.lock().await;
            let profile = self.0.directory.profile(profile_id)?;
            if typed_name.trim() != profile.label {
                return Err(Failure::input("name"));
            }
            let kaimono = self.clone();
            let begun = tokio::task::spawn_blocking(move || kaimono.begin_anew(profile)).await;
            begun.map_err(|error| Failure::new(Code::Internal, Side::App).quoting(&error.to_string()))??
        };
        let kaimono = self.clone();
        tokio::spawn(async move { kaimono.opened_after_all(session).await });
        self.app().await
    }

    fn begin_anew(&self, profile: Profile) -> Result<Arc<Session>> {
        // Not by what was found some time ago.
        match self.open(profile.clone()) {
            Ok(_) => return Err(Failure::new(Code::NotNow, Side::App).quoting("it can be read")),
            Err(failure) if failure.code != Code::StoreDamaged => return Err(failure),
            Err(failure) => tracing::warn!(profile = profile.id, %failure, "a history is set aside"),
        }
        {
            let _one_at_a_time = self.0.opening.lock().unwrap_or_else(PoisonError::into_inner);
            let own = self.0.directory.of_profile(&profile.id)?;
            self.0.directory.forget_journal(&profile.id)?;
            store::set_aside(&journal_in(&own))?;
        }
        self.open(profile)
    }

    async fn opened_after_all(&self, session: Arc<Session>) {
        for changed in [Changed::App, Changed::Market, Changed::Purchases, Changed::Wallet, Changed::Bookmarks] {
            self.tell(changed);
        }
        if session.keys().is_none() && !session.profile().sandbox {
            self.fetch_keys(session).await;
        }
    }
}

impl House {
    /// Notes how far a journal has come. One that cannot be written has not come any further.
    fn note_written(&self, session: &Session) {
        if session.store().is_some() {
            return;
        }
        let noted = session.purchases().numbers().and_then(|(_, last)| self.directory.note_written(session.id(), last));
        if let Err(failure) = noted {
            tracing::warn!(%failure, "how far a journal has come is noted later");
        }
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let sessions = std::mem::take(self.sessions.get_mut().unwrap_or_else(PoisonError::into_inner));
        sessions.by_id.values().for_each(|session| self.note_written(session));
    }
}
