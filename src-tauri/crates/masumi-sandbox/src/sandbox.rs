//! A running sandbox: three listeners on loopback over one world, and the handle that tests, the app and the binary
//! drive it by.

use crate::{
    agents::cases,
    chain::ledger::PaidOut,
    clock::TimeSource,
    faults::{ANY, Fault, Faults, Service},
    http,
    keys::{KeyDraft, KeyFor, Permission},
    mishap::Mishap,
    node::{overlay::Overlay, payment, row::Side, source::Source},
    pace::Pace,
    registry::{
        crowd,
        listing::{Listing, Registered, Registration, Relisting},
    },
    store::{Ports, Store},
    world::World,
};
use masumi::{moment::Moment, money::Money, node::Generation};
use serde_json::Value;
use std::{
    io,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{net::TcpListener, task::JoinHandle};

/// What a sandbox is to be like.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Where it keeps its state; `None`: nowhere.
    pub directory: Option<PathBuf>,
    /// How fast it works.
    pub pace: Pace,
    /// Where a new sandbox's time comes from; one that was kept goes on with its own.
    pub time: TimeSource,
    /// A directory of cases (`schemas/`, `answers/`), each of which is played as an agent beside the catalogue's.
    pub cases: Option<PathBuf>,
    /// So many more agents in the registry, to be looked at: nobody runs them.
    pub agents: u32,
    /// A fixed port for the registry; else the last time's if it is free, else any.
    pub registry_port: Option<u16>,
    /// A fixed port for the node.
    pub node_port: Option<u16>,
    /// A fixed port for the agents.
    pub agents_port: Option<u16>,
}

/// A running sandbox. Cheap to clone; it ends when the last clone is dropped.
#[derive(Clone)]
pub struct Sandbox {
    shared: Arc<Shared>,
    listeners: Arc<Listeners>,
}

/// What the listeners share.
pub(crate) struct Shared {
    world: Mutex<World>,
    pub(crate) faults: Faults,
    store: Option<Store>,
    ports: Ports,
}

struct Listeners(Mutex<Vec<JoinHandle<()>>>);

impl Drop for Listeners {
    fn drop(&mut self) {
        for listener in self.take() {
            listener.abort();
        }
    }
}

impl Listeners {
    fn take(&self) -> Vec<JoinHandle<()>> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Shared {
    /// Brings the world up to the present, changes it, and keeps it if anything did change.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let mut world = self.lock();
        world.catch_up();
        let outcome = change(&mut world);
        let kept = match &self.store {
            Some(store) if world.take_touched() => store.save(self.ports, &world),
            _ => Ok(()),
        };
        if let Err(error) = kept {
            tracing::error!(%error, "the sandbox's state was not kept");
        }
        outcome
    }

    /// Looks at the world as it is.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(&self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sandbox {
    /// Starts one. Fails when a fixed port is taken, or when the directory cannot be used or holds what this build
    /// cannot read, or when the cases cannot be read.
    ///
    /// # Errors
    /// The operating system's, or `InvalidData` for an unreadable directory or case.
    pub async fn start(config: Config) -> io::Result<Sandbox> {
        let store = config.directory.as_deref().map(Store::open).transpose()?;
        let kept = store.as_ref().map(Store::load).transpose()?.flatten();
        let (last, world) = match kept {
            Some((ports, world)) => (ports, Some(world)),
            None => (Ports::default(), None),
        };
        let registry = listen(config.registry_port, last.registry).await?;
        let node = listen(config.node_port, last.node).await?;
        let agents = listen(config.agents_port, last.agents).await?;
        let ports = Ports {
            registry: registry.local_addr()?.port(),
            node: node.local_addr()?.port(),
            agents: agents.local_addr()?.port(),
        };
        let mut world = world.unwrap_or_else(|| World::new(config.time, config.pace));
        world.pace = config.pace;
        world.cases =
            config.cases.map(|directory| cases::read(&directory, world.born)).transpose()?.unwrap_or_default();
        world.crowd = crowd::crowd(config.agents, world.born);
        world.agents_url = format!("http://127.0.0.1:{}", ports.agents);
        world.touch();
        let shared = Arc::new(Shared { world: Mutex::new(world), faults: Faults::default(), store, ports });
        shared.change(|_| ());
        let listeners = [(Service::Registry, registry), (Service::Node, node), (Service::Agents, agents)];
        let listeners = listeners.into_iter().map(|(service, listener)| {
            let router = http::router(service, shared.clone());
            tokio::spawn(async move {
                if let Err(error) = axum::serve(listener, router).await {
                    tracing::error!(%error, ?service, "a listener ended");
                }
            })
        });
        let listeners = Arc::new(Listeners(Mutex::new(listeners.collect())));
        Ok(Sandbox { shared, listeners })
    }

    /// Closes the listeners and waits until their ports are free. What it keeps is already kept.
    pub async fn stop(&self) {
        for listener in self.listeners.take() {
            listener.abort();
            let _cancelled = listener.await;
        }
    }

    /// Base URL of the Registry Service, ends in `/api/v1`.
    pub fn registry_url(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.shared.ports.registry, http::BASE)
    }

    /// Base URL of the Payment Service, ends in `/api/v1`.
    pub fn node_url(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.shared.ports.node, http::BASE)
    }

    /// Base URL of the agents; each lives under its own path.
    pub fn agents_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.shared.ports.agents)
    }

    /// New secrets for the buyer's two keys, `(registry, node)`. The keys stay the same: what they bought stays theirs.
    pub fn issue_keys(&self) -> (String, String) {
        let draft = KeyDraft::new("buyer", Permission::ReadAndPay);
        (self.issue_registry_key("buyer", false), self.issue_key(draft))
    }

    /// A key of the Payment Service, or a new secret (and new rights) for the one of that name.
    pub fn issue_key(&self, draft: KeyDraft) -> String {
        self.issue(KeyFor::Node, draft)
    }

    /// A key of the Registry Service.
    pub fn issue_registry_key(&self, name: &str, admin: bool) -> String {
        let permission = if admin { Permission::Admin } else { Permission::Read };
        self.issue(KeyFor::Registry, KeyDraft::new(name, permission))
    }

    fn issue(&self, service: KeyFor, draft: KeyDraft) -> String {
        self.shared.change(|world| {
            world.touch();
            let now = world.now;
            world.keys.issue(now, service, draft)
        })
    }

    /// Takes the Payment Service key of that name out of use. False if there is none.
    pub fn revoke_key(&self, name: &str) -> bool {
        self.shared.change(|world| {
            world.touch();
            world.keys.revoke(KeyFor::Node, name)
        })
    }

    /// The sandbox's time.
    pub fn now(&self) -> Moment {
        self.shared.change(|world| world.now)
    }

    /// Milliseconds between the sandbox's clock and the machine's.
    pub fn ahead(&self) -> i64 {
        self.shared.look(|world| world.clock.ahead())
    }

    /// Moves the clock forward; everything that was due on the way happens in its order.
    pub fn skip(&self, millis: i64) {
        self.shared.change(|world| {
            world.touch();
            world.skip(millis);
        });
    }

    /// Moves the clock to just after the next deadline of a purchase (late results, end of the objection window), so
    /// far that what follows from it can be seen. Returns that deadline; `None` when no purchase has one.
    pub fn skip_to_next_deadline(&self) -> Option<Moment> {
        self.shared.change(|world| {
            world.touch();
            world.skip_to_next_deadline()
        })
    }

    /// The network's admins decide a dispute (after its `externalDisputeUnlockTime`): so many thousandths of the price
    /// for the buyer. False when there is no dispute, or when it is too early.
    pub fn decide_dispute(&self, blockchain_identifier: &str, buyer_permille: u16) -> bool {
        self.shared.change(|world| {
            world.touch();
            world.decide_dispute(blockchain_identifier, buyer_permille)
        })
    }

    /// The seller lets the buyer of this purchase have the money back, as sellers can ask their own nodes to: after a dispute (V1),
    /// at any time while it is locked (V2). False when there is nothing to let go, or while the seller's node is busy with it.
    pub fn authorize_refund(&self, blockchain_identifier: &str) -> bool {
        self.shared.change(|world| payment::let_go(world, blockchain_identifier))
    }

    /// Another 250 ADA and 500 tUSDM of play money for the buyer, in each wallet.
    pub fn top_up(&self) {
        self.shared.change(|world| {
            world.touch();
            world.top_up();
        });
    }

    /// All that is in the buyer's wallets goes elsewhere: what is bought next is short of funds.
    pub fn empty_wallets(&self) {
        [Generation::V1, Generation::V2].into_iter().for_each(|generation| self.empty_wallet(generation));
    }

    /// All that is in the buyer's wallet for this contract goes elsewhere: what is bought there next is short of funds.
    pub fn empty_wallet(&self, generation: Generation) {
        self.shared.change(|world| {
            world.touch();
            world.empty_wallet(generation);
        });
    }

    /// The buyer's wallets are busy with something else for so long: what is bought meanwhile waits in the queue.
    pub fn keep_wallets_busy(&self, millis: i64) {
        self.shared.change(|world| {
            world.touch();
            world.keep_wallets_busy(millis);
        });
    }

    /// What goes wrong with the next purchase; `None`: nothing.
    pub fn set_mishap(&self, mishap: Option<Mishap>) {
        self.shared.change(|world| {
            world.touch();
            world.node.mishap = mishap;
        });
    }

    /// What will go wrong with the next purchase.
    pub fn mishap(&self) -> Option<Mishap> {
        self.shared.look(|world| world.node.mishap)
    }

    /// Limits what the Payment Service key of that name may spend from now on; `None`: no limit. False if there is none.
    pub fn limit_key(&self, name: &str, credits: Option<Vec<Money>>) -> bool {
        self.shared.change(|world| {
            world.touch();
            world.keys.limit(name, credits)
        })
    }

    /// Whether the Payment Service key of that name has a limit.
    pub fn is_limited(&self, name: &str) -> bool {
        self.shared.look(|world| world.keys.is_limited(name))
    }

    /// Lets the node answer as the node of this case did (`tests/cases/node`); `None`: as itself. False when the case says
    /// nothing that can be laid over answers; the node then answers as before.
    pub fn play_node(&self, case: Option<&Value>) -> bool {
        let overlay = case.map(Overlay::of);
        if matches!(overlay, Some(None)) {
            return false;
        }
        self.shared.change(|world| world.overlay = overlay.flatten());
        true
    }

    /// Whether the agents answer anybody.
    pub fn agents_online(&self) -> bool {
        !self.faults().is_set(Service::Agents, ANY)
    }

    /// Lets the agents answer, or nobody hear of them.
    pub fn set_agents_online(&self, online: bool) {
        match online {
            true => self.faults().clear(Service::Agents, ANY),
            false => self.faults().set(Service::Agents, ANY, Fault::drop()),
        }
    }

    /// Takes the node off the network, or brings it back. What it has taken on goes on meanwhile.
    pub fn set_node_online(&self, online: bool) {
        match online {
            true => self.faults().clear(Service::Node, ANY),
            false => self.faults().set(Service::Node, ANY, Fault::drop()),
        }
    }

    /// Lists an agent that runs elsewhere, and says what its developer configures it with.
    pub fn register(&self, registration: Registration) -> Registered {
        self.shared.change(|world| {
            world.touch();
            let listing = Listing::registered(registration, world.now);
            let agent_identifier = listing.agent_identifier.clone();
            let seller_vkey = listing.wallet().vkey();
            world.registered.push(listing);
            Registered { agent_identifier, seller_vkey }
        })
    }

    /// Changes an agent that was registered. False if there is none.
    pub fn relist(&self, agent_identifier: &str, relisting: Relisting) -> bool {
        self.shared.change(|world| {
            world.touch();
            let now = world.now;
            let listing = world.registered.iter_mut().find(|listing| listing.agent_identifier == agent_identifier);
            listing.map(|listing| listing.relist(relisting, now)).is_some()
        })
    }

    /// The identifier of an agent of the catalogue.
    pub fn agent_identifier(&self, slug: &str) -> Option<String> {
        let listings = self.shared.look(World::listings);
        listings.into_iter().find(|listing| listing.holder == slug).map(|listing| listing.agent_identifier)
    }

    /// The address of the buyer's purchasing wallet for a contract (which a key without admin right only learns from a lock).
    pub fn purchasing_address(&self, generation: Generation) -> String {
        self.shared.look(|world| world.node.purchasing_wallet(generation).address().to_owned())
    }

    /// The escrow contract of a generation, bech32.
    pub fn contract(generation: Generation) -> &'static str {
        Source::of(generation).contract()
    }

    /// How often money was locked under this identifier. Anything above one is a payment made twice.
    pub fn locks(&self, blockchain_identifier: &str) -> usize {
        self.shared.change(|world| world.locks(blockchain_identifier))
    }

    /// What left the escrow of this identifier: to the buyer, and to the seller and the protocol. `None`: nothing did yet.
    pub fn paid_out(&self, blockchain_identifier: &str) -> Option<PaidOut> {
        self.shared.change(|world| world.chain.paid_out(blockchain_identifier))
    }

    /// Whether the node has a purchase of this identifier, locked or not.
    pub fn has_purchase(&self, blockchain_identifier: &str) -> bool {
        self.shared.change(|world| world.node.find(Side::Buyer, blockchain_identifier).is_some())
    }

    /// How many lock transactions' outputs there are in all.
    pub fn all_locks(&self) -> usize {
        self.shared.change(|world| world.chain.all_locks())
    }

    /// Switches and counters.
    pub fn faults(&self) -> &Faults {
        &self.shared.faults
    }
}

/// Binds the fixed port or fails; without one the last time's if it is free, else any.
async fn listen(fixed: Option<u16>, last: u16) -> io::Result<TcpListener> {
    if let Some(port) = fixed {
        return TcpListener::bind(("127.0.0.1", port)).await;
    }
    match TcpListener::bind(("127.0.0.1", last)).await {
        Ok(listener) => Ok(listener),
        Err(_) => TcpListener::bind(("127.0.0.1", 0)).await,
    }
}
