//! A keyring that does what a test says: it works, is locked, is absent, blocks until released, or returns something other than
//! what it was given.

use super::{KeyStore, OpenKeyStore, Trouble, Vault};
use crate::view::app::KeyringState;
use masumi::net::Secret;
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

/// What the keyring does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Works.
    Open,
    /// Locked, and nobody can unlock it.
    Locked,
    /// No service.
    Absent,
    /// Blocks until the mood changes; then works.
    Blocked,
    /// Likewise, with an unlock dialog that can be seen.
    Asking,
    /// Gives back something else than was stored.
    Garbling,
    /// Takes an entry, and fails when it is to be read back.
    FailsToGiveBack,
}

/// The scripted keyring; clones are the same one.
#[derive(Clone)]
pub(crate) struct Scripted(Arc<Inner>);

struct Inner {
    mood: Mutex<Mood>,
    changed: Condvar,
    entries: Mutex<BTreeMap<String, Secret>>,
    asked: Mutex<Vec<String>>,
    waiting: AtomicUsize,
    refused: AtomicUsize,
    opened: AtomicUsize,
    ended: AtomicUsize,
}

/// One opening of it.
struct Opened {
    keyring: Scripted,
    number: usize,
}

impl Scripted {
    pub(crate) fn new(mood: Mood) -> Scripted {
        Scripted(Arc::new(Inner {
            mood: Mutex::new(mood),
            changed: Condvar::new(),
            entries: Mutex::default(),
            asked: Mutex::default(),
            waiting: AtomicUsize::new(0),
            refused: AtomicUsize::new(0),
            opened: AtomicUsize::new(0),
            ended: AtomicUsize::new(0),
        }))
    }

    /// A vault over it, with a bound that a test can wait for.
    pub(crate) fn vault(&self) -> Vault {
        let scripted = self.clone();
        let open: Arc<OpenKeyStore> = Arc::new(move || match scripted.mood() {
            Mood::Absent => Err(Trouble { state: KeyringState::Missing, words: "no secret service".to_owned() }),
            _ => {
                let number = scripted.0.opened.fetch_add(1, Ordering::SeqCst) + 1;
                Ok(Box::new(Opened { keyring: scripted.clone(), number }))
            }
        });
        let scripted = self.clone();
        Vault::new(open, Arc::new(move || scripted.mood() == Mood::Asking), Duration::from_millis(400))
    }

    pub(crate) fn become_(&self, mood: Mood) {
        *self.0.mood.lock().unwrap() = mood;
        self.0.changed.notify_all();
    }

    /// Names of what is stored.
    pub(crate) fn names(&self) -> Vec<String> {
        self.0.entries.lock().unwrap().keys().cloned().collect()
    }

    /// Names of what was read so far.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.0.asked.lock().unwrap().clone()
    }

    /// How often the person said no.
    pub(crate) fn refused(&self) -> usize {
        self.0.refused.load(Ordering::SeqCst)
    }

    /// Its service is started anew: what was opened before does not work any more.
    pub(crate) fn starts_anew(&self) {
        self.0.ended.store(self.opened(), Ordering::SeqCst);
    }

    /// How often it was opened.
    pub(crate) fn opened(&self) -> usize {
        self.0.opened.load(Ordering::SeqCst)
    }

    /// How many questions wait for an answer.
    pub(crate) fn waiting(&self) -> usize {
        self.0.waiting.load(Ordering::SeqCst)
    }

    fn mood(&self) -> Mood {
        *self.0.mood.lock().unwrap()
    }

    fn ready(&self) -> Result<Mood, Trouble> {
        self.0.waiting.fetch_add(1, Ordering::SeqCst);
        let mood = self
            .0
            .changed
            .wait_while(self.0.mood.lock().unwrap(), |mood| matches!(mood, Mood::Blocked | Mood::Asking))
            .unwrap();
        self.0.waiting.fetch_sub(1, Ordering::SeqCst);
        match *mood {
            Mood::Absent => Err(Trouble { state: KeyringState::Missing, words: "no secret service".to_owned() }),
            Mood::Locked => {
                self.0.refused.fetch_add(1, Ordering::SeqCst);
                Err(Trouble { state: KeyringState::Locked, words: "prompt dismissed".to_owned() })
            }
            mood => Ok(mood),
        }
    }
}

impl KeyStore for Scripted {
    fn read(&self, name: &str) -> Result<Option<Secret>, Trouble> {
        let mood = self.ready()?;
        self.0.asked.lock().unwrap().push(name.to_owned());
        if mood == Mood::FailsToGiveBack {
            return Err(Trouble { state: KeyringState::Locked, words: "locked meanwhile".to_owned() });
        }
        let found = self.0.entries.lock().unwrap().get(name).cloned();
        Ok(if mood == Mood::Garbling { Some(Secret::new("something else")) } else { found })
    }

    fn write(&self, name: &str, secret: &Secret) -> Result<(), Trouble> {
        self.ready()?;
        self.0.entries.lock().unwrap().insert(name.to_owned(), secret.clone());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), Trouble> {
        self.ready()?;
        self.0.entries.lock().unwrap().remove(name);
        Ok(())
    }
}

impl Opened {
    fn there(&self) -> Result<&Scripted, Trouble> {
        let ended = self.number <= self.keyring.0.ended.load(Ordering::SeqCst);
        let gone = || Trouble { state: KeyringState::Missing, words: "no such session".to_owned() };
        if ended { Err(gone()) } else { Ok(&self.keyring) }
    }
}

impl KeyStore for Opened {
    fn read(&self, name: &str) -> Result<Option<Secret>, Trouble> {
        self.there()?.read(name)
    }

    fn write(&self, name: &str, secret: &Secret) -> Result<(), Trouble> {
        self.there()?.write(name, secret)
    }

    fn remove(&self, name: &str) -> Result<(), Trouble> {
        self.there()?.remove(name)
    }
}
