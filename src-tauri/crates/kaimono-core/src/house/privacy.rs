//! What Kaimono talks to, and what may be given to a developer.

use super::Kaimono;
use crate::{
    blocking::blocking,
    clock::Clock,
    diagnostics::{self, Machine, Subject},
    error::{Failure, Result},
    saving::{Named, Place, save},
    view::{
        app::KeysState,
        privacy::{DiagnosticsView, HostNames, HostsView, SavedView},
    },
};
use std::{
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// What was shown last: its id, and all of it.
pub(super) type Shown = Mutex<Option<(String, String)>>;

impl Kaimono {
    /// Which hosts were asked in the last day, what for, and how often.
    pub async fn hosts(&self) -> Result<HostsView> {
        Ok(self.0.contacts.view())
    }

    /// What may be given to a developer, for the person to read before it is saved.
    pub async fn diagnostics(&self, machine: Machine, names: HostNames) -> Result<DiagnosticsView> {
        let kaimono = self.clone();
        // Sizes, schemas and counts are read, and every letter of the text is looked at.
        let made = tokio::task::spawn_blocking(move || kaimono.diagnose(&machine, names)).await;
        let view = made.map_err(|_| Failure::new(crate::error::Code::Internal, crate::error::Side::App))??;
        *self.shown() = Some((view.id.clone(), view.text.clone()));
        Ok(view)
    }

    fn diagnose(&self, machine: &Machine, names: HostNames) -> Result<DiagnosticsView> {
        let directory = &self.0.directory;
        let sessions = self.sessions().by_id.clone();
        let listed = directory.profiles()?.into_iter().map(|profile| (profile, false));
        let removed = directory.removed()?.into_iter().map(|profile| (profile, true));
        let nodes = listed.chain(removed).map(|(profile, removed)| {
            let session = sessions.get(&profile.id).cloned();
            let keys = session.as_ref().map_or(KeysState::Unread, |session| session.keys_state());
            (profile.view(keys, removed, self.store(&profile.id)), profile.way, session)
        });
        let subject = Subject {
            directory,
            version: env!("CARGO_PKG_VERSION"),
            settings: directory.settings()?,
            keyring: self.0.vault.state(),
            nodes: nodes.collect(),
            hosts: self.0.contacts.view(),
        };
        Ok(diagnostics::view(&subject, machine, names))
    }

    /// Saves what was shown under this id, to the letter. Where; `None`: the person said nowhere. `ask`: where a file of a name is saved.
    pub async fn save_diagnostics<A: Future<Output = Option<Place>>>(
        &self,
        id: &str,
        ask: impl FnOnce(String) -> A,
    ) -> Result<Option<SavedView>> {
        let shown = self.shown().clone().filter(|(shown, _)| shown == id);
        let (_, text) = shown.ok_or_else(|| Failure::unknown(id))?;
        let own = self.0.directory.path().join("diagnostics");
        self.save(&text, Named { stem: "diagnostics", ending: "txt" }, ask, own).await
    }

    /// Saves a text where the person says, and where they are not asked and nothing else takes it, in a folder of the data directory.
    pub(super) async fn save<A: Future<Output = Option<Place>>>(
        &self,
        text: &str,
        name: Named<'_>,
        ask: impl FnOnce(String) -> A,
        own: PathBuf,
    ) -> Result<Option<SavedView>> {
        let now = Clock::system().now();
        let Some(place) = ask(name.on(now)).await else { return Ok(None) };
        let path = blocking(|| save(text, name, &place.or_in(own), now))?;
        Ok(Some(SavedView { path: path.to_string_lossy().into_owned() }))
    }

    fn shown(&self) -> MutexGuard<'_, Option<(String, String)>> {
        self.0.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
