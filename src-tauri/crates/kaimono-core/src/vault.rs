//! The two keys of a profile in the OS keyring, and nowhere else. A keyring may be slow, locked or absent: every question to it
//! runs on a thread of its own with a time bound, one after the other, and nobody who waits for it holds up the window.
//!
//! Keys are stored under a fresh name each time (a *slot*) and read back before the profile points to it; the old slot is
//! removed afterwards. So a keyring that fails half way, or answers after everybody has given up, never costs a working key.

mod platform;

use crate::{
    error::{Code, Failure, Result, Side},
    view::app::KeyringState,
};
use masumi_client::net::Secret;
use std::{sync::Arc, time::Duration};
use tokio::sync::{Mutex, oneshot, watch};

/// How long the keyring may take for one question.
const BOUND: Duration = Duration::from_secs(5);

/// The keys of a profile. `Debug` is redacted, and there is no `Serialize`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// Of the Registry Service.
    pub registry: Secret,
    /// Of the Payment Service.
    pub node: Secret,
}

/// Something that keeps secrets under names, as a keyring does. Every method may block without end.
pub trait KeyStore {
    /// The secret of that name, if there is one.
    fn read(&self, name: &str) -> std::result::Result<Option<Secret>, Trouble>;
    /// Keeps it under that name.
    fn write(&self, name: &str, secret: &Secret) -> std::result::Result<(), Trouble>;
    /// Forgets it; no error when there is none.
    fn remove(&self, name: &str) -> std::result::Result<(), Trouble>;
}

/// Makes a [`KeyStore`]; tried anew for every question, so that a keyring that was installed or unlocked meanwhile is found.
pub type OpenKeyStore = dyn Fn() -> std::result::Result<Box<dyn KeyStore>, Trouble> + Send + Sync;

/// Why the keyring did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// `Locked`, `Missing` or `Slow`.
    pub state: KeyringState,
    /// The keyring's own words, or `""`. Never a secret.
    pub words: String,
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Failure {
        let code = match trouble.state {
            KeyringState::Locked => Code::KeyringLocked,
            KeyringState::Slow => Code::KeyringSlow,
            KeyringState::Missing | KeyringState::Checking | KeyringState::Ready => Code::KeyringMissing,
        };
        Failure::new(code, Side::Keyring).quoting(&trouble.words).passing()
    }
}

/// The OS keyring, seen from outside its thread. Clones are the same keyring.
#[derive(Clone)]
pub struct Vault(Arc<Inner>);

struct Inner {
    open: Arc<OpenKeyStore>,
    bound: Duration,
    turn: Mutex<()>,
    state: watch::Sender<KeyringState>,
}

impl Vault {
    /// The keyring of this desktop. Nothing is asked of it yet.
    pub fn of_this_desktop() -> Vault {
        Vault::new(Arc::new(platform::open), BOUND)
    }

    /// A keyring that is opened so, and may take so long for a question.
    pub fn new(open: Arc<OpenKeyStore>, bound: Duration) -> Vault {
        let (state, _) = watch::channel(KeyringState::Checking);
        Vault(Arc::new(Inner { open, bound, turn: Mutex::new(()), state }))
    }

    /// How it did last.
    pub fn state(&self) -> KeyringState {
        *self.0.state.borrow()
    }

    /// Tells every change of [`Vault::state`].
    pub fn states(&self) -> watch::Receiver<KeyringState> {
        self.0.state.subscribe()
    }

    /// Finds out whether there is a keyring. Whether it is locked shows only when a key is read or stored.
    pub async fn find(&self) -> Result<()> {
        self.ask(|_| Ok(()), |()| {}).await
    }

    /// The keys in a slot; `None` when they are not there (any more).
    pub async fn read(&self, slot: &str) -> Result<Option<Keys>> {
        let slot = slot.to_owned();
        let read = move |store: &dyn KeyStore| {
            let keys = (store.read(&registry_name(&slot))?, store.read(&node_name(&slot))?);
            Ok(match keys {
                (Some(registry), Some(node)) => Some(Keys { registry, node }),
                _ => None,
            })
        };
        self.ask(read, |_| {}).await
    }

    /// Stores keys in a slot that was never used, reads them back, and compares. When this fails nothing is left behind, also
    /// not by a keyring that comes round after the time bound.
    pub async fn store(&self, slot: &str, keys: &Keys) -> Result<()> {
        let (name, keys) = (slot.to_owned(), keys.clone());
        let store = move |store: &dyn KeyStore| {
            let stored = write_and_read_back(store, &name, &keys);
            if stored.is_err() {
                // It failed already: what cannot be removed either is an entry that nothing points to.
                let _ = remove(store, &name);
            }
            stored
        };
        let (vault, orphan) = (self.clone(), slot.to_owned());
        let too_late = move |()| {
            tokio::spawn(async move {
                if vault.remove(&orphan).await.is_err() {
                    tracing::warn!("keys that were stored too late stay in the keyring, unused");
                }
            });
        };
        self.ask(store, too_late).await
    }

    /// Removes the keys of a slot.
    pub async fn remove(&self, slot: &str) -> Result<()> {
        let slot = slot.to_owned();
        self.ask(move |store| remove(store, &slot), |()| {}).await
    }

    /// Asks the keyring on a thread of its own. After the time bound the answer is [`KeyringState::Slow`]; the thread is
    /// left to itself (it may wait for a person at an unlock dialog), and whatever it still brings goes to `too_late`.
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn KeyStore) -> std::result::Result<T, Trouble> + Send + 'static,
        too_late: impl FnOnce(T) + Send + 'static,
    ) -> Result<T> {
        let _turn = self.0.turn.lock().await;
        let (reply, mut answer) = oneshot::channel();
        let open = Arc::clone(&self.0.open);
        let thread = std::thread::Builder::new().name("keyring".to_owned()).spawn(move || {
            let answer = open().and_then(|store| question(&*store));
            let _ = reply.send(answer);
        });
        if let Err(error) = thread {
            return Err(self.failed(Trouble { state: KeyringState::Missing, words: error.to_string() }));
        }
        match tokio::time::timeout(self.0.bound, &mut answer).await {
            Ok(Ok(Ok(value))) => {
                self.0.state.send_replace(KeyringState::Ready);
                Ok(value)
            }
            Ok(Ok(Err(trouble))) => Err(self.failed(trouble)),
            // The thread ended without an answer: the keyring's own code panicked.
            Ok(Err(_)) => Err(self.failed(Trouble { state: KeyringState::Missing, words: String::new() })),
            Err(_) => {
                let vault = self.clone();
                tokio::spawn(async move {
                    if let Ok(Ok(value)) = answer.await {
                        too_late(value);
                        vault.0.state.send_replace(KeyringState::Ready);
                    }
                });
                Err(self.failed(Trouble { state: KeyringState::Slow, words: String::new() }))
            }
        }
    }

    fn failed(&self, trouble: Trouble) -> Failure {
        self.0.state.send_replace(trouble.state);
        trouble.into()
    }
}

fn registry_name(slot: &str) -> String {
    format!("registry key of {slot}")
}

fn node_name(slot: &str) -> String {
    format!("node key of {slot}")
}

fn write_and_read_back(store: &dyn KeyStore, slot: &str, keys: &Keys) -> std::result::Result<(), Trouble> {
    for (name, key) in [(registry_name(slot), &keys.registry), (node_name(slot), &keys.node)] {
        store.write(&name, key)?;
        if store.read(&name)?.as_ref() != Some(key) {
            let words = "the keyring did not give back what was stored in it".to_owned();
            return Err(Trouble { state: KeyringState::Missing, words });
        }
    }
    Ok(())
}

fn remove(store: &dyn KeyStore, slot: &str) -> std::result::Result<(), Trouble> {
    let registry = store.remove(&registry_name(slot));
    store.remove(&node_name(slot)).and(registry)
}

#[cfg(test)]
pub(crate) mod scripted;
#[cfg(test)]
mod tests;
