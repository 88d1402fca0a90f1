//! Keys from the keyring: asked for in the background when a profile is opened, again when the person says so, and by itself
//! when a keyring that kept silent comes round.

use super::Kaimono;
use crate::{
    error::{Code, Failure, Result, Side},
    session::Session,
    view::{
        Changed,
        app::{AppView, KeyringState, KeysState},
    },
};
use std::sync::Arc;

impl Kaimono {
    /// Asks the keyring again; what came of it is in the answer.
    pub async fn retry_keyring(&self) -> Result<AppView> {
        self.clone().ask_keyring().await;
        self.keep_sandbox_keys().await;
        self.app().await
    }

    /// Asks the keyring for the keys of the open profile, or whether there is one at all.
    pub(super) async fn ask_keyring(self) {
        match self.session() {
            Ok(session) if session.keys().is_none() && !session.profile().sandbox => self.fetch_keys(session).await,
            // What came of it is in the vault's state.
            _ => drop(self.0.vault.find().await),
        }
    }

    /// Reads the keys of a profile and opens its way to node and registry. Until then it can be looked at.
    pub(super) async fn fetch_keys(&self, session: Arc<Session>) {
        let Some(slot) = session.profile().key_slot else {
            return session.unlink(KeysState::Missing, Some(missing()));
        };
        let found = self.0.vault.read(&slot).await;
        let _turn = self.0.turn.lock().await;
        let profile = session.profile();
        if session.keys().is_some() || profile.key_slot.as_ref() != Some(&slot) {
            return; // Other keys were entered meanwhile.
        }
        match found {
            Ok(Some(keys)) => {
                if let Err(failure) = session.link(profile, keys, KeysState::Keyring) {
                    session.unlink(KeysState::Missing, Some(failure));
                }
            }
            Ok(None) => session.unlink(KeysState::Missing, Some(missing())),
            Err(failure) => session.unlink(KeysState::Unavailable, Some(failure)),
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
                if let Ok(session) = kaimono.session()
                    && state == KeyringState::Ready
                    && session.keys_state() == KeysState::Unavailable
                {
                    kaimono.fetch_keys(session).await;
                }
            }
        });
    }
}

fn missing() -> Failure {
    Failure::new(Code::KeysMissing, Side::Keyring)
}
