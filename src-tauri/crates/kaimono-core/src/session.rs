//! An open profile: its node time, its clients as soon as there are keys, what its key may do, and how its node does. It stays
//! open when another profile is looked at: what was bought goes on.

use crate::{
    catalogue::{Catalogue, Means},
    clock::Clock,
    draft::Drafts,
    error::{Code, Failure, Result, Side},
    profile::Profile,
    purchase::Purchases,
    vault::Keys,
    view::{
        Changed,
        app::{Health, HealthState, KeysState},
    },
    watch::Watch,
};
use masumi_client::{
    agent::AgentClient,
    moment::{MINUTE, Moment},
    money::Money,
    net::{AgentHttp, CallError, NodeHttp, Service},
    node::{KeyStatus, Network, NodeClient, PaymentSource},
    registry::RegistryClient,
};
use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};
use tokio::sync::broadcast;

/// What a profile talks to.
#[derive(Clone, Debug)]
pub struct Clients {
    /// Its Registry Service.
    pub registry: RegistryClient,
    /// Its Payment Service.
    pub node: NodeClient,
    /// Any agent.
    pub agents: AgentClient,
}

impl Clients {
    /// For a profile and its keys. `clock` learns the node's time from every answer of the node.
    pub fn new(profile: &Profile, keys: &Keys, clock: &Clock) -> std::result::Result<Clients, CallError> {
        let registry = NodeHttp::new(Service::Registry, profile.registry_url.clone(), keys.registry.clone())?;
        let node = NodeHttp::new(Service::Node, profile.node_url.clone(), keys.node.clone())?;
        let clock = clock.clone();
        Ok(Clients {
            registry: RegistryClient::new(registry),
            node: NodeClient::new(node.observe_dates(Arc::new(move |date| clock.observe(date)))),
            agents: AgentClient::new(AgentHttp::new(profile.allow_local_agents)?),
        })
    }
}

/// An open profile.
pub struct Session {
    id: String,
    network: Network,
    clock: Clock,
    changes: broadcast::Sender<Changed>,
    catalogue: Catalogue,
    drafts: Drafts,
    purchases: Purchases,
    watch: OnceLock<Watch>,
    inner: Mutex<Inner>,
}

struct Inner {
    profile: Profile,
    link: Link,
    /// Counts the links: what was asked over an earlier one says nothing about this one.
    links: u64,
    node: Node,
    /// Balances as last read, by address.
    balances: BTreeMap<String, (Vec<Money>, Moment)>,
}

/// The way to node and registry.
enum Link {
    /// There is none: where the keys are, and why they are not here.
    Closed(KeysState, Option<Failure>),
    /// There is.
    Open(Box<Open>),
}

struct Open {
    keys: Keys,
    kept: KeysState,
    clients: Clients,
}

/// What is known of the node.
#[derive(Default)]
struct Node {
    last_answer: Option<Moment>,
    failure: Option<Failure>,
    key: Option<KeyStatus>,
    sources: Option<Vec<PaymentSource>>,
    /// When it was last tried to read `key` and `sources`.
    read_at: Option<Moment>,
    reading: bool,
    /// When it was last tried to bring the mirror of the registry up to date.
    synced_at: Option<Moment>,
}

/// After so long it is read again what the key may do, where the node can pay, and what the registry lists.
const STALE: i64 = 5 * MINUTE;
/// And after so long when it could not be read.
const UNREAD: i64 = MINUTE / 4;

impl Session {
    /// Opens a profile, without keys yet: what it has on disk can be looked at, and is watched over as soon as there are keys.
    /// Needs a Tokio runtime.
    pub(crate) fn open(
        profile: Profile,
        directory: &Path,
        clock: Clock,
        changes: broadcast::Sender<Changed>,
    ) -> Result<Arc<Session>> {
        let (catalogue, drafts) = (Catalogue::open(directory, profile.network)?, Drafts::open(directory)?);
        let (id, network) = (profile.id.clone(), profile.network);
        let purchases = Purchases::open(directory, network, profile.sandbox, clock.clone(), changes.clone())?;
        let inner = Inner {
            profile,
            link: Link::Closed(KeysState::Unread, None),
            links: 0,
            node: Node::default(),
            balances: BTreeMap::new(),
        };
        let inner = Mutex::new(inner);
        let watch = OnceLock::new();
        let session = Arc::new(Session { id, network, clock, changes, catalogue, drafts, purchases, watch, inner });
        let heard_by = Arc::downgrade(&session);
        let report = Arc::new(move |outcome| {
            if let Some(session) = heard_by.upgrade() {
                session.heard(outcome);
            }
        });
        session.watch.get_or_init(|| Watch::start(session.purchases.clone(), report));
        Ok(session)
    }

    /// What was bought with this profile.
    pub fn purchases(&self) -> &Purchases {
        &self.purchases
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

    /// Node, registry and agents; the failure says why not now.
    pub fn clients(&self) -> Result<Clients> {
        match &self.lock().link {
            Link::Open(open) => Ok(open.clients.clone()),
            Link::Closed(_, Some(failure)) => Err(failure.clone()),
            Link::Closed(_, None) => Err(Failure::new(Code::KeysMissing, Side::Keyring).passing()),
        }
    }

    /// What the node's key may do; `None` until the node told it.
    pub fn key(&self) -> Option<KeyStatus> {
        self.lock().node.key.clone()
    }

    /// The escrow contracts that the node can pay into on this network; `None` until the node told it.
    pub fn payment_sources(&self) -> Option<Vec<PaymentSource>> {
        self.lock().node.sources.clone()
    }

    /// What can be paid with this profile, as far as its node told.
    pub fn means(&self) -> Means {
        let inner = self.lock();
        Means {
            network: self.network,
            key: inner.node.key.clone(),
            sources: inner.node.sources.clone(),
            allow_local_agents: inner.profile.allow_local_agents,
        }
    }

    /// Where the keys are.
    pub fn keys_state(&self) -> KeysState {
        match &self.lock().link {
            Link::Open(open) => open.kept,
            Link::Closed(state, _) => *state,
        }
    }

    /// How the node does.
    pub fn health(&self) -> Health {
        let inner = self.lock();
        let (state, failure) = match &inner.link {
            Link::Closed(_, failure) => (HealthState::Closed, failure.clone()),
            Link::Open(_) => match (&inner.node.failure, inner.node.last_answer) {
                (Some(failure), _) => (HealthState::Offline, Some(failure.clone())),
                (None, Some(_)) => (HealthState::Ok, None),
                (None, None) => (HealthState::Unknown, None),
            },
        };
        Health {
            state,
            last_answer: inner.node.last_answer,
            node_time: self.clock.now(),
            skew: self.clock.skew(),
            failure,
        }
    }

    /// Gives the profile its keys, and with them its node and registry.
    pub(crate) fn link(self: &Arc<Self>, profile: Profile, keys: Keys, kept: KeysState) -> Result<()> {
        let clients = Clients::new(&profile, &keys, &self.clock)?;
        {
            let mut inner = self.lock();
            inner.profile = profile;
            inner.link = Link::Open(Box::new(Open { keys, kept, clients: clients.clone() }));
            inner.links += 1;
            inner.node = Node::default();
        }
        self.purchases.connect(Some(clients));
        self.tell(Changed::App);
        self.read_anew();
        self.keep_market();
        Ok(())
    }

    /// Takes node and registry away: where the keys are, and why they are not here.
    pub(crate) fn unlink(&self, state: KeysState, why: Option<Failure>) {
        {
            let mut inner = self.lock();
            inner.link = Link::Closed(state, why);
            inner.links += 1;
            inner.node = Node::default();
        }
        self.purchases.connect(None);
        self.tell(Changed::App);
    }

    /// Changes what is known of the profile, without touching its keys or where they are used.
    pub(crate) fn set_profile(&self, profile: Profile) {
        self.lock().profile = profile;
        self.tell(Changed::App);
    }

    /// Notes that the keys are in the keyring now.
    pub(crate) fn kept_in_keyring(&self) {
        if let Link::Open(open) = &mut self.lock().link {
            open.kept = KeysState::Keyring;
        }
        self.tell(Changed::App);
    }

    /// The keys, for testing a connection that keeps them.
    pub(crate) fn keys(&self) -> Option<Keys> {
        match &self.lock().link {
            Link::Open(open) => Some(open.keys.clone()),
            Link::Closed(..) => None,
        }
    }

    /// What an address held when it was last read, and when that was (node time).
    pub(crate) fn last_balance(&self, address: &str) -> Option<(Vec<Money>, Moment)> {
        self.lock().balances.get(address).cloned()
    }

    /// Remembers what an address holds now, for when the node is silent.
    pub(crate) fn remember_balance(&self, address: &str, balance: &[Money]) {
        let now = self.clock.now();
        self.lock().balances.insert(address.to_owned(), (balance.to_vec(), now));
    }

    /// Takes note of how a call to the node ended. That it refuses something is an answer too, except of the key as such.
    pub fn heard(self: &Arc<Self>, outcome: Result<()>) {
        let links = self.lock().links;
        self.note(links, outcome);
        let stale = {
            let node = &self.lock().node;
            let after = if node.key.is_some() && node.sources.is_some() { STALE } else { UNREAD };
            node.failure.is_none() && node.read_at.is_none_or(|at| self.clock.now().since(at).abs() > after)
        };
        if stale {
            self.read_anew();
        }
    }

    /// Reads in the background what the key may do and where the node can pay.
    pub(crate) fn read_anew(self: &Arc<Self>) {
        let session = Arc::clone(self);
        tokio::spawn(async move { session.read_node().await });
    }

    async fn read_node(&self) {
        let Ok(clients) = self.clients() else { return };
        let links = {
            let inner = &mut self.lock();
            if std::mem::replace(&mut inner.node.reading, true) {
                return;
            }
            inner.links
        };
        let (key, sources) = tokio::join!(clients.node.key_status(), clients.node.payment_sources(self.network));
        let outcome = key.as_ref().map(drop).and(sources.as_ref().map(drop)).map_err(Failure::from);
        {
            let mut inner = self.lock();
            if inner.links != links {
                return;
            }
            let node = &mut inner.node;
            node.reading = false;
            node.read_at = Some(self.clock.now());
            if let Ok(key) = &key {
                self.purchases.set_key_id(key.id.clone());
            }
            node.key = key.ok().or(node.key.take());
            node.sources = sources.ok().or(node.sources.take());
        }
        self.note(links, outcome);
        self.tell(Changed::Market);
    }

    /// Brings the mirror of the registry up to date; a second call waits for the first. How it went is in the market's view.
    pub async fn sync_market(&self) -> Result<()> {
        let clients = self.clients()?;
        self.lock().node.synced_at = Some(self.clock.now());
        let progress = |_| self.tell(Changed::Market);
        let synced = self.catalogue.sync(&clients.registry, self.clock.now(), progress).await;
        self.tell(Changed::Market);
        synced.map(drop)
    }

    /// Brings the mirror up to date in the background, if that was not tried for a while.
    pub(crate) fn keep_market(self: &Arc<Self>) {
        let now = self.clock.now();
        let fresh = self.lock().node.synced_at.is_some_and(|at| now.since(at).abs() < STALE);
        if fresh || self.clients().is_err() {
            return;
        }
        self.lock().node.synced_at = Some(now);
        let session = Arc::clone(self);
        tokio::spawn(async move {
            if let Err(failure) = session.sync_market().await {
                tracing::warn!(%failure, "the registry could not be mirrored");
            }
        });
    }

    fn note(&self, links: u64, outcome: Result<()>) {
        let failure = outcome.err();
        if failure.as_ref().is_some_and(|failure| !matches!(failure.side, Side::Node | Side::Network | Side::You)) {
            return;
        }
        let silent = failure.filter(|failure| does_not_serve(failure.code));
        let news = {
            let mut inner = self.lock();
            if inner.links != links {
                return;
            }
            let node = &mut inner.node;
            let answered = silent.is_none();
            let news = node.failure != silent || (answered && node.last_answer.is_none());
            if answered {
                node.last_answer = Some(self.clock.now());
            }
            node.failure = silent;
            news
        };
        if news {
            self.tell(Changed::App);
        }
    }

    fn tell(&self, changed: Changed) {
        // Nobody listening is fine: whoever comes reads everything.
        let _ = self.changes.send(changed);
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a failure means that the node does not serve this profile, as opposed to having refused one thing.
fn does_not_serve(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownHost
            | Code::Unreachable
            | Code::Timeout
            | Code::Certificate
            | Code::AddressRefused
            | Code::Redirected
            | Code::NotTheService
            | Code::ServiceFailed
            | Code::Busy
            | Code::KeyRefused
    )
}
