//! An open profile: its rooms, its node time, and its clients as soon as there are keys. It stays open when the person looks at
//! another profile, because its purchases go on. `node` has what is known about its node.

mod node;

use crate::{
    bookmarks::Bookmarks,
    catalogue::Catalogue,
    clients::Clients,
    clock::Clock,
    contacts::Contacts,
    draft::Drafts,
    error::{Failure, Result},
    files::Files,
    limits::gate::Gate,
    link::Link,
    pictures::Pictures,
    profile::Profile,
    purchase::{
        Purchases,
        cost::{PaysInto, Wallet},
        first_hour,
    },
    store::{self, Place},
    vault::Keys,
    view::{
        Changed,
        app::{FirstHourView, FirstStep, KeysState, StoreState, StoreView},
    },
    wallet::LowWallet,
    watch::Watch,
};
use masumi::{
    moment::Moment,
    money::Money,
    node::{Generation, Network},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};
use tokio::sync::broadcast;

/// An open profile.
pub struct Session {
    id: String,
    network: Network,
    clock: Clock,
    contacts: Contacts,
    changes: broadcast::Sender<Changed>,
    catalogue: Catalogue,
    drafts: Drafts,
    bookmarks: Bookmarks,
    pictures: Pictures,
    files: Files,
    link: Arc<Link>,
    purchases: Purchases,
    journal: PathBuf,
    /// What was the matter when it was opened for reading only.
    only_read: Option<StoreState>,
    watch: OnceLock<Watch>,
    inner: Mutex<Inner>,
}

struct Inner {
    profile: Profile,
    /// Where the keys are, and the keys themselves where they are open.
    keys: (KeysState, Option<Keys>),
    /// When it was last tried to bring the mirror of the registry up to date, by this machine's clock.
    synced_at: Option<Moment>,
    /// It is tried in the background.
    keeps_market: bool,
    /// The person cancelled that.
    left_unread: bool,
    /// Balances as last read, by address.
    balances: BTreeMap<String, (Vec<Money>, Moment)>,
    /// When they were last read for whoever does not look at them (node time).
    balances_at: Option<Moment>,
    /// The wallets that held little then.
    low_wallets: Vec<LowWallet>,
    /// What whoever started the node told of it.
    starter: Starter,
}

/// What whoever started the node of a profile told of it, in this run.
#[derive(Clone, Debug, Default)]
struct Starter {
    wallets: Vec<Wallet>,
    guides: BTreeMap<FirstStep, String>,
    /// What was seen to be done there. It stays so.
    done: BTreeSet<FirstStep>,
}

impl Session {
    /// Opens a profile, without keys yet: what it has on disk can be looked at, and is watched over as soon as there are keys.
    /// `lock`: the file that keeps other Kaimonos out. `contacts`: where it is noted
    /// who is asked. `gate`: what approvals pass. Needs a Tokio runtime.
    pub(crate) fn open(
        gate: Gate,
        profile: Profile,
        directory: &Path,
        lock: Place,
        clock: Clock,
        contacts: Contacts,
        changes: broadcast::Sender<Changed>,
    ) -> Result<Arc<Session>> {
        let (catalogue, drafts) = (Catalogue::open(directory, profile.network)?, Drafts::open(directory)?);
        let (bookmarks, pictures) = (Bookmarks::open(directory), Pictures::open(directory));
        let (id, network) = (profile.id.clone(), profile.network);
        let link = Arc::new(Link::default());
        let (to, sandbox) = (Arc::clone(&link), profile.sandbox);
        let purchases = Purchases::open_behind(gate, directory, network, sandbox, to, clock.clone(), changes.clone())?;
        purchases.book().hold_on_to(lock);
        let journal = journal_in(directory);
        let only_read = purchases.only_read().map(|why| store::state(&journal, &why));
        let inner = Inner {
            profile,
            keys: (KeysState::Unread, None),
            synced_at: None,
            keeps_market: false,
            left_unread: false,
            balances: BTreeMap::new(),
            balances_at: None,
            low_wallets: Vec::new(),
            starter: Starter::default(),
        };
        let inner = Mutex::new(inner);
        let watch = OnceLock::new();
        let session = Arc::new(Session {
            id,
            network,
            clock,
            contacts,
            changes,
            catalogue,
            drafts,
            bookmarks,
            pictures,
            files: Files::open(directory),
            link,
            purchases,
            journal,
            only_read,
            watch,
            inner,
        });
        let heard_by = Arc::downgrade(&session);
        let report = Arc::new(move |connection, outcome: &Result<()>| {
            if let Some(session) = heard_by.upgrade() {
                session.heard(connection, outcome);
                if outcome.is_ok() {
                    session.keep_wallets();
                }
            }
        });
        session.watch.get_or_init(|| Watch::start(session.purchases.engine().clone(), report));
        Ok(session)
    }

    /// What was bought with this profile.
    pub fn purchases(&self) -> &Purchases {
        &self.purchases
    }

    /// What is the matter with its store: it is open, and something cannot be written.
    pub(crate) fn store(&self) -> Option<StoreView> {
        let view = |state, why: &Failure| StoreView { state, readable: true, quote: why.quote.clone() };
        if let Some((state, why)) = self.only_read.zip(self.purchases.only_read()) {
            return Some(view(state, &why));
        }
        let why = self.purchases.unwritten().filter(|why| why.code.is_unwritable())?;
        Some(view(store::state(&self.journal, &why), &why))
    }

    /// Where it was opened for reading only and could be written now, opens it once more; `None`: it is as it was.
    pub(crate) fn reopened<T>(&self, open: impl FnOnce() -> Result<T>) -> Result<Option<T>> {
        if self.only_read.is_none() {
            return Ok(None);
        }
        self.purchases.closed(|| if store::can_be_written(&self.journal) { open().map(Some) } else { Ok(None) })
    }

    /// The profile's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The profile's network; it never changes.
    pub fn network(&self) -> Network {
        self.network
    }

    /// The profile as it is now.
    pub fn profile(&self) -> Profile {
        self.lock().profile.clone()
    }

    /// Node time.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// What the registry lists, mirrored.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// What was typed and not sent yet.
    pub fn drafts(&self) -> &Drafts {
        &self.drafts
    }

    /// What the person marked and looked at.
    pub(crate) fn bookmarks(&self) -> &Bookmarks {
        &self.bookmarks
    }

    /// Files that results led to.
    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    /// The pictures of agents.
    pub(crate) fn pictures(&self) -> &Pictures {
        &self.pictures
    }

    /// Node, registry and agents; the failure says why not now.
    pub fn clients(&self) -> Result<Clients> {
        self.link.clients()
    }

    /// Where the keys are.
    pub fn keys_state(&self) -> KeysState {
        self.lock().keys.0
    }

    /// Gives the profile its keys, and with them its node and registry.
    pub(crate) fn open_link(self: &Arc<Self>, profile: Profile, keys: Keys, kept: KeysState) -> Result<()> {
        let clients = Clients::new(&profile, &keys, &self.clock, &self.contacts)?;
        {
            let mut inner = self.lock();
            (inner.profile, inner.keys, inner.synced_at) = (profile, (kept, Some(keys)), None);
        }
        self.connect(Ok(clients));
        self.read_anew();
        self.keep_market();
        Ok(())
    }

    /// Takes node and registry away: where the keys are, and why they are not here.
    pub(crate) fn close_link(&self, state: KeysState, why: Failure) {
        self.lock().keys = (state, None);
        self.connect(Err(why));
    }

    /// Takes note of what whoever started the node knows of it: its purchasing wallets, and with which agents what is best shown.
    pub(crate) fn told_by_its_starter(&self, wallets: Vec<(Generation, String)>, guides: BTreeMap<FirstStep, String>) {
        let wallet = |(generation, address)| Wallet { address, pays_into: PaysInto::Generation(generation) };
        let mut inner = self.lock();
        inner.starter.wallets = wallets.into_iter().map(wallet).collect();
        inner.starter.guides = guides;
    }

    /// The node's purchasing wallets as whoever started it told them.
    pub(crate) fn wallets_by_its_starter(&self) -> Vec<Wallet> {
        self.lock().starter.wallets.clone()
    }

    /// What was done of the first hour in the sandbox; `None`: this is none.
    pub(crate) fn first_hour(&self) -> Option<FirstHourView> {
        let (sandbox, before) = {
            let inner = self.lock();
            (inner.profile.sandbox, inner.starter.done.clone())
        };
        if !sandbox {
            return None;
        }
        let done = match self.purchases.standings().done_in_first_hour(&before, self.clock.stated()) {
            Ok(done) => done,
            // What cannot be read now was seen as far as it was seen.
            Err(failure) => {
                tracing::warn!(%failure, "what was done in the sandbox is not all read");
                before
            }
        };
        let mut inner = self.lock();
        inner.starter.done.extend(done);
        Some(first_hour::view(&inner.starter.done, &inner.starter.guides))
    }

    fn connect(&self, clients: Result<Clients>) {
        self.link.connect(clients);
        self.purchases.reconnected();
        self.tell(Changed::App);
    }

    /// Changes what is known of the profile, without touching its keys or where they are used.
    pub(crate) fn set_profile(&self, profile: Profile) {
        self.lock().profile = profile;
        self.tell(Changed::App);
    }

    /// Notes that the keys are in the keyring now.
    pub(crate) fn kept_in_keyring(&self) {
        if let (state, Some(_)) = &mut self.lock().keys {
            *state = KeysState::Keyring;
        }
        self.tell(Changed::App);
    }

    /// The keys, for testing a connection that keeps them.
    pub(crate) fn keys(&self) -> Option<Keys> {
        self.lock().keys.1.clone()
    }

    fn tell(&self, changed: Changed) {
        // Nobody listening is fine: whoever comes reads everything.
        let _ = self.changes.send(changed);
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The journal in the directory of a profile.
pub(crate) fn journal_in(directory: &Path) -> PathBuf {
    directory.join("purchases.db")
}
