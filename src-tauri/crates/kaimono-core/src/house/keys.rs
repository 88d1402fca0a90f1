//! Keys from the keyring: read in the background when a profile is opened, again when the person asks, and without asking when a
//! silent keyring starts to answer.

use super::Kaimono;
use crate::{
    error::{Code, Failure, Result, Side},
    session::Session,
    vault::Trouble,
    view::{
        Changed,
        app::{AppView, KeyringState, KeysState},
    },
};
use masumi::form::{Answer, Answers, FieldError, Rule};
use std::sync::Arc;

impl Kaimono {
    /// The answers that contain a key of an open profile, as a whole or within a longer text. They are neither sent nor written
    /// down, whoever asks for them, under whatever name. No key is in what is returned.
    pub(super) fn own_keys_in(&self, answers: &Answers) -> Vec<FieldError> {
        let sessions: Vec<_> = self.sessions().by_id.values().cloned().collect();
        let keys = sessions.iter().flat_map(|session| {
            let keys = session.keys().map(|keys| [keys.node, keys.registry]);
            keys.into_iter().flatten().filter(|key| !key.is_empty()).map(|key| (key, session.profile().label))
        });
        let keys: Vec<_> = keys.collect();
        let found = answers.iter().filter_map(|(field, answer)| {
            let Answer::Text(text) = answer else { return None };
            let (_, label) = keys.iter().find(|(key, _)| text.contains(key.expose()))?;
            let (rule, limit) = (Rule::OwnKey, String::new());
            Some(FieldError { field: field.clone(), rule, limit, text: label.clone() })
        });
        found.collect()
    }

    /// Keeps a draft, without the answers that contain a key; those come back, refused. Also what was kept of them before (a
    /// key that was typed, and not pasted) is overwritten.
    pub(super) fn keep_draft(&self, session: &Session, key: &str, answers: &Answers) -> Result<Vec<FieldError>> {
        let refused = self.own_keys_in(answers);
        let is_refused = |field: &String| refused.iter().any(|error| error.field == *field);
        let kept = answers.iter().filter(|(field, _)| !is_refused(field));
        let kept = kept.map(|(field, answer)| (field.clone(), answer.clone())).collect();
        session.drafts().save(key, &kept, session.clock().now())?;
        Ok(refused)
    }

    /// Asks the keyring again; what came of it is in the answer.
    pub async fn retry_keyring(&self) -> Result<AppView> {
        self.clone().ask_keyring().await;
        self.ask_keyring_for_all().await;
        if !self.is_keyring_closed() {
            self.keep_sandbox_keys().await;
            self.delete_unwanted_keys().await;
        }
        self.app().await
    }

    /// Ends the waiting for what the keyring asks the person.
    pub fn stop_waiting_for_keyring(&self) {
        self.0.vault.wait_no_more();
    }

    /// Whether the person said no to the keyring's question, or let it stand: they are not asked the next one.
    fn is_keyring_closed(&self) -> bool {
        matches!(self.0.vault.state(), KeyringState::Locked | KeyringState::Asking)
    }

    /// Asks the keyring for the keys of the profile that is looked at, or whether there is one at all.
    pub(super) async fn ask_keyring(self) {
        match self.session() {
            Ok(session) if wants_keys(&session) => self.fetch_keys(session).await,
            // What came of it is in the vault's state.
            _ => drop(self.0.vault.find().await),
        }
    }

    /// Asks the keyring for the keys of every profile that has none yet, one after the other: some keyrings ask the person for
    /// each. After a no they are not asked about the others, until they want it.
    pub(super) async fn ask_keyring_for_all(&self) {
        for session in self.watched().into_iter().filter(wants_keys) {
            if self.is_keyring_closed() {
                let trouble = Trouble { state: self.0.vault.state(), words: String::new() };
                session.close_link(KeysState::Unavailable, trouble.into());
            } else {
                self.fetch_keys(session).await;
            }
        }
    }

    /// Deletes from the keyring what nothing points to any more. What cannot be deleted now is tried again when the keyring
    /// is back.
    pub(super) async fn delete_unwanted_keys(&self) {
        for slot in self.0.directory.unwanted().unwrap_or_default() {
            let deleted = match self.0.vault.remove(&slot).await {
                Ok(()) => self.0.directory.deleted(&slot),
                Err(failure) => Err(failure),
            };
            if let Err(failure) = deleted {
                tracing::warn!(%failure, "keys that are no longer used are still in the keyring");
                return;
            }
            self.tell(Changed::App);
        }
    }

    /// Reads the keys of a profile and opens its way to node and registry. Until then it can be looked at.
    pub(super) async fn fetch_keys(&self, session: Arc<Session>) {
        let Some(slot) = session.profile().key_slot else {
            return session.close_link(KeysState::Missing, missing());
        };
        let found = self.0.vault.read(&slot).await;
        let _turn = self.0.turn.lock().await;
        let profile = session.profile();
        if session.keys().is_some() || profile.key_slot.as_ref() != Some(&slot) {
            return; // Other keys were entered meanwhile.
        }
        match found {
            Ok(Some(keys)) => {
                if let Err(failure) = session.open_link(profile, keys, KeysState::Keyring) {
                    session.close_link(KeysState::Missing, failure);
                }
            }
            Ok(None) => session.close_link(KeysState::Missing, missing()),
            Err(failure) => session.close_link(KeysState::Unavailable, failure),
        }
    }

    /// Tells every change of the keyring, and fetches keys that it did not give when it is open after all. Ends with the house.
    pub(super) fn follow_keyring(&self) {
        let mut states = self.0.vault.states();
        let house = Arc::downgrade(&self.0);
        tokio::spawn(async move {
            while states.changed().await.is_ok() {
                let state = *states.borrow_and_update();
                let Some(kaimono) = house.upgrade().map(Kaimono) else { return };
                kaimono.tell(Changed::App);
                if state == KeyringState::Ready {
                    let unavailable = |session: &Arc<Session>| session.keys_state() == KeysState::Unavailable;
                    for session in kaimono.watched().into_iter().filter(unavailable) {
                        kaimono.fetch_keys(session).await;
                    }
                    kaimono.delete_unwanted_keys().await;
                }
            }
        });
    }
}

/// The sandbox asks for its keys itself once it runs.
fn wants_keys(session: &Arc<Session>) -> bool {
    session.keys().is_none() && !session.profile().sandbox
}

pub(super) fn missing() -> Failure {
    Failure::new(Code::KeysMissing, Side::Keyring)
}
