//! Keeps the two keys of a profile in the OS keyring, and nowhere else. A keyring may be slow, locked or absent, so questions to
//! it run one after the other, each on a thread of its own with a time bound. Nobody who waits for one holds up the window.
//!
//! The keys of a profile are one entry, since some keyrings ask the person for each entry. The entry is stored under a fresh name
//! each time (a *slot*) and read back before the profile points to it; the old slot is removed afterwards. So a keyring that
//! fails half way, or answers after everybody has given up, never costs a working key. A keyring that does not answer may be
//! asking the person. It is asked nothing else until that question is over, and its late answer is used instead of asking again.
//! Keys that are to be stored are worth more: as long as the keyring can be seen to ask, they wait for the person.
//!
//! What was opened once is kept as long as it works: KeePassXC lets a program in by its connection, and asks the person about
//! each new one.

mod platform;

use crate::{
    error::{Code, Failure, Result, Side},
    view::app::KeyringState,
};
use masumi::net::Secret;
use serde::{Deserialize, Serialize};
use std::{
    borrow::Cow,
    pin::pin,
    sync::{
        Arc, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    runtime::Handle,
    sync::{Mutex, MutexGuard, Notify, oneshot, watch},
};

/// How long the keyring may take for one question that it does not pass on to the person.
const BOUND: Duration = Duration::from_secs(5);
/// So often within that time it is looked whether the keyring asks the person.
const GLANCES: u32 = 2;

/// The keys of a profile. `Debug` is redacted, and there is no `Serialize`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// Of the Registry Service.
    pub registry: Secret,
    /// Of the Payment Service.
    pub node: Secret,
}

/// Something that keeps secrets under names, as a keyring does. Every method may block without end.
pub trait KeyStore: Send {
    /// The secret of that name, if there is one.
    fn read(&self, name: &str) -> std::result::Result<Option<Secret>, Trouble>;
    /// Keeps it under that name.
    fn write(&self, name: &str, secret: &Secret) -> std::result::Result<(), Trouble>;
    /// Forgets it; no error when there is none.
    fn remove(&self, name: &str) -> std::result::Result<(), Trouble>;
}

/// Makes a [`KeyStore`]; tried anew after each failure, so that a keyring that was installed or unlocked meanwhile is found.
pub type OpenKeyStore = dyn Fn() -> std::result::Result<Box<dyn KeyStore>, Trouble> + Send + Sync;

/// Whether the keyring is asking the person something now, as far as can be seen. May block for a moment.
pub type AsksPerson = dyn Fn() -> bool + Send + Sync;

/// Why the keyring did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// `Locked`, `Missing`, `NoCollection`, `Asking` or `Slow`.
    pub state: KeyringState,
    /// The keyring's own words, or `""`. Never a secret.
    pub words: String,
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Failure {
        let code = match trouble.state {
            KeyringState::Locked => Code::KeyringLocked,
            KeyringState::Slow => Code::KeyringSlow,
            KeyringState::Asking => Code::KeyringAsking,
            KeyringState::NoCollection => Code::KeyringNoCollection,
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
    asks: Arc<AsksPerson>,
    bound: Duration,
    /// What answered last, for the next question.
    kept: std::sync::Mutex<Option<Box<dyn KeyStore>>>,
    /// The person does not want to wait for the keyring's own question any longer.
    no_more: Notify,
    /// One question at a time: the last one, while its thread has not come back.
    turn: Mutex<Option<oneshot::Receiver<()>>>,
    /// Keys that came after everybody had given up waiting, for whoever asks next.
    late: std::sync::Mutex<Option<(String, Keys)>>,
    state: watch::Sender<KeyringState>,
}

/// The turn to ask: nothing else is asked meanwhile.
type Turn<'a> = MutexGuard<'a, Option<oneshot::Receiver<()>>>;

/// How long an answer is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wait {
    /// Until the time bound.
    Bounded,
    /// Likewise, and for as long as the keyring asks the person.
    ForPerson,
}

fn without_answer(state: KeyringState) -> Trouble {
    Trouble { state, words: String::new() }
}

impl Vault {
    /// The keyring of this desktop. Nothing is asked of it yet.
    pub fn of_this_desktop() -> Vault {
        Vault::new(Arc::new(platform::open), Arc::new(platform::asks), BOUND)
    }

    /// A keyring that is opened so, and may take so long for a question that it does not pass on to the person.
    pub fn new(open: Arc<OpenKeyStore>, asks: Arc<AsksPerson>, bound: Duration) -> Vault {
        let (state, _) = watch::channel(KeyringState::Checking);
        Vault(Arc::new(Inner {
            open,
            asks,
            bound,
            kept: std::sync::Mutex::default(),
            no_more: Notify::new(),
            turn: Mutex::default(),
            late: std::sync::Mutex::default(),
            state,
        }))
    }

    /// Ends the waiting for what the keyring asks the person.
    pub fn wait_no_more(&self) {
        self.0.no_more.notify_waiters();
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
        self.ask(self.turn(Wait::Bounded).await?, Wait::Bounded, |_, _| Ok(()), |()| {}).await
    }

    /// The keys in a slot; `None` when they are not there (any more).
    pub async fn read(&self, slot: &str) -> Result<Option<Keys>> {
        let turn = self.turn(Wait::Bounded).await?;
        if let Some((_, keys)) = self.late().take_if(|(of, _)| of == slot) {
            self.0.state.send_replace(KeyringState::Ready);
            return Ok(Some(keys));
        }
        let (name, vault, of) = (slot.to_owned(), self.clone(), slot.to_owned());
        let came_late = move |keys: Option<Keys>| *vault.late() = keys.map(|keys| (of, keys));
        self.ask(turn, Wait::Bounded, move |store, _| read(store, &name), came_late).await
    }

    fn late(&self) -> std::sync::MutexGuard<'_, Option<(String, Keys)>> {
        self.0.late.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stores keys in a slot that was never used, reads them back, and compares. When this fails nothing is left behind, also
    /// not by a keyring that comes round after the time bound.
    pub async fn store(&self, slot: &str, keys: &Keys) -> Result<()> {
        let (name, keys) = (slot.to_owned(), keys.clone());
        let store = move |store: &dyn KeyStore, given_up: &AtomicBool| {
            let stored = write_and_read_back(store, &name, &keys);
            if stored.is_err() || given_up.load(Ordering::SeqCst) {
                // Nobody points to it: what cannot be removed either is an entry without a meaning.
                let _ = remove(store, &name, &AtomicBool::new(false));
            }
            stored
        };
        // One that was given up a moment too late for that.
        let (vault, orphan, runtime) = (self.clone(), slot.to_owned(), Handle::current());
        let too_late = move |()| {
            runtime.spawn(async move {
                if vault.remove(&orphan).await.is_err() {
                    tracing::warn!("keys that were stored too late stay in the keyring, unused");
                }
            });
        };
        self.ask(self.turn(Wait::ForPerson).await?, Wait::ForPerson, store, too_late).await
    }

    /// Removes the keys of a slot. When this fails because nobody waited any longer, nothing is removed later either.
    pub async fn remove(&self, slot: &str) -> Result<()> {
        let slot = slot.to_owned();
        let remove = move |store: &dyn KeyStore, given_up: &AtomicBool| remove(store, &slot, given_up);
        self.ask(self.turn(Wait::Bounded).await?, Wait::Bounded, remove, |()| {}).await
    }

    /// Waits until nothing else is asked, also not by a question that was given up: the keyring may still ask the person.
    async fn turn(&self, wait: Wait) -> Result<Turn<'_>> {
        let mut turn = self.0.turn.lock().await;
        if let Some(under_way) = turn.as_mut() {
            let _over = self.patiently(wait, under_way).await.map_err(|state| self.failed(without_answer(state)))?;
        }
        *turn = None;
        Ok(turn)
    }

    /// Waits for an answer. The error says what the keyring was doing when nobody waited any longer.
    async fn patiently<T>(
        &self,
        wait: Wait,
        mut answer: impl Future<Output = T> + Unpin,
    ) -> std::result::Result<T, KeyringState> {
        let mut no_more = pin!(self.0.no_more.notified());
        let (mut waited, mut doing) = (0, KeyringState::Slow);
        while waited < GLANCES {
            let look = async {
                tokio::time::sleep(self.0.bound / GLANCES).await;
                self.asks_person().await
            };
            let asks = tokio::select! {
                biased;
                answer = &mut answer => return Ok(answer),
                () = &mut no_more => return Err(doing),
                asks = look => asks,
            };
            doing = if asks { KeyringState::Asking } else { KeyringState::Slow };
            if asks {
                self.0.state.send_if_modified(|state| std::mem::replace(state, doing) != doing);
            }
            waited = if asks && wait == Wait::ForPerson { 0 } else { waited + 1 };
        }
        Err(doing)
    }

    /// Whether the keyring asks the person something now. Who cannot even say that in time does not.
    async fn asks_person(&self) -> bool {
        let (asks, (reply, answer)) = (Arc::clone(&self.0.asks), oneshot::channel());
        let look = move || reply.send(asks()).unwrap_or_default();
        let looking = std::thread::Builder::new().name("keyring prompt".to_owned()).spawn(look);
        looking.is_ok() && matches!(tokio::time::timeout(self.0.bound, answer).await, Ok(Ok(true)))
    }

    /// Asks the keyring on a thread of its own. When nobody waits any longer the thread is left to itself (it may wait for a person
    /// at an unlock dialog), and whatever it still brings goes to `too_late`. A question is told when it was given up, and may be
    /// asked twice.
    async fn ask<T: Send + 'static>(
        &self,
        mut turn: Turn<'_>,
        wait: Wait,
        question: impl Fn(&dyn KeyStore, &AtomicBool) -> std::result::Result<T, Trouble> + Send + 'static,
        too_late: impl FnOnce(T) + Send + 'static,
    ) -> Result<T> {
        let (reply, mut answer) = oneshot::channel();
        let (over, is_over) = oneshot::channel();
        let given_up = Arc::new(AtomicBool::new(false));
        let (vault, told) = (self.clone(), Arc::clone(&given_up));
        let thread = std::thread::Builder::new().name("keyring".to_owned()).spawn(move || {
            let answer = vault.put(|store| question(store, &told));
            if let Err(answer) = reply.send(answer) {
                let state = match answer {
                    Ok(value) => {
                        too_late(value);
                        KeyringState::Ready
                    }
                    Err(trouble) => trouble.state,
                };
                vault.0.state.send_replace(state);
            }
            drop(over);
        });
        if let Err(error) = thread {
            return Err(self.failed(Trouble { state: KeyringState::Missing, words: error.to_string() }));
        }
        let mut answered = self.patiently(wait, &mut answer).await;
        if answered.is_err() {
            given_up.store(true, Ordering::SeqCst);
            answer.close();
            // It may have come in this very moment.
            if let Ok(came) = answer.try_recv() {
                answered = Ok(Ok(came));
            }
        }
        match answered {
            Ok(Ok(Ok(value))) => {
                self.0.state.send_replace(KeyringState::Ready);
                Ok(value)
            }
            Ok(Ok(Err(trouble))) => Err(self.failed(trouble)),
            // The thread ended without an answer: the keyring's own code panicked.
            Ok(Err(_)) => Err(self.failed(without_answer(KeyringState::Missing))),
            Err(state) => {
                *turn = Some(is_over);
                Err(self.failed(without_answer(state)))
            }
        }
    }

    /// Puts a question to what answered last, else to what is opened anew. The person's "no" is not asked about again.
    fn put<T>(
        &self,
        question: impl Fn(&dyn KeyStore) -> std::result::Result<T, Trouble>,
    ) -> std::result::Result<T, Trouble> {
        let kept = self.kept().take();
        let refused = |trouble: &Trouble| trouble.state == KeyringState::Locked;
        if let Some(store) = kept {
            let answer = question(&*store);
            if answer.as_ref().err().is_none_or(refused) {
                *self.kept() = Some(store);
                return answer;
            }
        }
        let store = (self.0.open)()?;
        let answer = question(&*store);
        if answer.as_ref().err().is_none_or(refused) {
            *self.kept() = Some(store);
        }
        answer
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Option<Box<dyn KeyStore>>> {
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn failed(&self, trouble: Trouble) -> Failure {
        self.0.state.send_replace(trouble.state);
        trouble.into()
    }
}

/// The entry of a slot.
fn entry_name(slot: &str) -> String {
    format!("keys of {slot}")
}

/// The entries of a slot in keyrings that were written to by version 0.1.0: registry, node.
fn old_names(slot: &str) -> [String; 2] {
    [format!("registry key of {slot}"), format!("node key of {slot}")]
}

fn read(store: &dyn KeyStore, slot: &str) -> std::result::Result<Option<Keys>, Trouble> {
    if let Some(entry) = store.read(&entry_name(slot))? {
        return Ok(unpacked(&entry));
    }
    let [registry, node] = old_names(slot);
    let Some(registry) = store.read(&registry)? else { return Ok(None) };
    Ok(store.read(&node)?.map(|node| Keys { registry, node }))
}

/// Both keys as the text of one entry.
#[derive(Serialize, Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    registry: Cow<'a, str>,
    #[serde(borrow)]
    node: Cow<'a, str>,
}

fn packed(keys: &Keys) -> std::result::Result<Secret, Trouble> {
    let entry = Entry { registry: keys.registry.expose().into(), node: keys.node.expose().into() };
    let text = serde_json::to_string(&entry);
    text.map(Secret::new).map_err(|error| Trouble { state: KeyringState::Missing, words: error.to_string() })
}

fn unpacked(entry: &Secret) -> Option<Keys> {
    let Entry { registry, node } = serde_json::from_str(entry.expose()).ok()?;
    Some(Keys { registry: Secret::new(registry), node: Secret::new(node) })
}

fn write_and_read_back(store: &dyn KeyStore, slot: &str, keys: &Keys) -> std::result::Result<(), Trouble> {
    let (name, entry) = (entry_name(slot), packed(keys)?);
    store.write(&name, &entry)?;
    if store.read(&name)?.as_ref() != Some(&entry) {
        let words = "the keyring did not give back what was stored in it".to_owned();
        return Err(Trouble { state: KeyringState::Missing, words });
    }
    Ok(())
}

/// Removes what is there of a slot, unless nobody waits for that any longer.
fn remove(store: &dyn KeyStore, slot: &str, given_up: &AtomicBool) -> std::result::Result<(), Trouble> {
    let [registry, node] = old_names(slot);
    let mut removed = Ok(());
    for name in [entry_name(slot), registry, node] {
        if given_up.load(Ordering::SeqCst) {
            return Err(without_answer(KeyringState::Slow));
        }
        removed = removed.and(store.remove(&name));
    }
    removed
}

#[cfg(test)]
pub(crate) mod scripted;
#[cfg(test)]
mod tests;
