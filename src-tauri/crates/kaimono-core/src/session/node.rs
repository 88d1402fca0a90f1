//! What is known about a profile's node and registry, and how it stays fresh. Every answer that anyone gets is heard here; what
//! the key may do, where the node can pay and what the registry lists is read again when it is too old.

use super::Session;
use crate::{
    catalogue::{Means, When},
    error::{Failure, Result},
    link::refuses,
    view::{
        Changed,
        app::{Health, HealthState},
    },
    wallet::{self, LowWallet},
};
use masumi::{
    moment::{MINUTE, Moment},
    money::Money,
    node::{KeyStatus, PaymentSource},
};
use std::sync::Arc;

/// After so long it is read again what the key may do, where the node can pay, and what the registry lists.
const STALE: i64 = 5 * MINUTE;
/// And what the wallets hold.
const BALANCES: i64 = 10 * MINUTE;
/// And after so long when it could not be read.
const UNREAD: i64 = MINUTE / 4;
/// A registry that fails is asked so often by itself; then when somebody looks at the market.
const TRIES: u32 = 8;

impl Session {
    /// What the node's key may do; `None` until the node told it.
    pub fn key(&self) -> Option<KeyStatus> {
        self.link.node().key
    }

    /// The escrow contracts that the node can pay into on this network; `None` until the node told it.
    pub fn payment_sources(&self) -> Option<Vec<PaymentSource>> {
        self.link.node().sources
    }

    /// What can be paid with this profile, as far as its node told.
    pub fn means(&self) -> Means {
        let (node, allow_local_agents) = (self.link.node(), self.lock().profile.allow_local_agents);
        Means { network: self.network, key: node.key, sources: node.sources, allow_local_agents }
    }

    /// Which connection is open: what is asked over it says nothing about the next one.
    pub(crate) fn connection(&self) -> u64 {
        self.link.count()
    }

    /// How the node does.
    pub fn health(&self) -> Health {
        let node = self.link.node();
        let (state, failure) = match (self.link.clients().err(), node.failure, node.last_answer) {
            (Some(failure), ..) => (HealthState::Closed, Some(failure)),
            (None, Some(failure), _) if refuses(failure.code) => (HealthState::Refused, Some(failure)),
            (None, Some(failure), _) => (HealthState::Offline, Some(failure)),
            (None, None, Some(_)) => (HealthState::Ok, None),
            (None, None, None) => (HealthState::Unknown, None),
        };
        Health {
            state,
            last_answer: node.last_answer,
            node_time: self.clock.now(),
            skew: self.clock.skew(),
            doubted: self.clock.doubted(),
            failure,
        }
    }

    /// Why the node cannot pay now, as far as it is known: it was silent or refused when it was last asked, or there are no keys.
    pub(crate) fn node_failure(&self) -> Option<Failure> {
        self.health().failure
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

    /// Wallets that are paid from and held little when they were last read.
    pub(crate) fn low_wallets(&self) -> Vec<LowWallet> {
        self.lock().low_wallets.clone()
    }

    /// Takes note of which wallets hold little.
    pub(crate) fn note_low_wallets(&self, low: &[LowWallet]) {
        let is_news = {
            let mut inner = self.lock();
            inner.balances_at = Some(self.clock.now());
            std::mem::replace(&mut inner.low_wallets, low.to_vec()) != low
        };
        if is_news {
            self.tell(Changed::App);
        }
    }

    /// Reads in the background what the wallets hold, if that is long ago: somebody who buys should hear before they are empty.
    pub(crate) fn keep_wallets(self: &Arc<Self>) {
        if self.begin_keeping_wallets() {
            let session = Arc::clone(self);
            tokio::spawn(async move {
                if let Err(failure) = wallet::look(&session).await {
                    tracing::debug!(%failure, "it is not known what the wallets hold");
                }
            });
        }
    }

    /// Whether that is long ago; whoever is told so reads it now, however that ends.
    pub(crate) fn begin_keeping_wallets(&self) -> bool {
        let now = self.clock.now();
        let at = &mut self.lock().balances_at;
        let due = at.is_none_or(|at| now.since(at).abs() > BALANCES);
        if due {
            *at = Some(now);
        }
        due
    }

    /// Takes note of how a call to the node ended. That it refuses something is an answer too, except of the key as such.
    /// `connection`: the one that it was made over.
    pub fn heard(self: &Arc<Self>, connection: u64, outcome: &Result<()>) {
        self.note(connection, outcome);
        let node = self.link.node();
        let after = if node.key.is_some() && node.sources.is_some() { STALE } else { UNREAD };
        let old = node.read_at.is_none_or(|at| self.clock.now().since(at).abs() > after);
        if node.failure.is_none() && old {
            self.read_anew();
        }
    }

    /// Reads in the background what the key may do and where the node can pay.
    pub(crate) fn read_anew(self: &Arc<Self>) {
        let session = Arc::clone(self);
        tokio::spawn(async move { session.read_node().await });
    }

    /// Reads now what a key with a quota may still spend: a purchase may have used up all of it.
    pub(crate) async fn read_limited_key(&self) {
        if self.key().is_some_and(|key| key.usage_limited) {
            self.read_node().await;
        }
    }

    async fn read_node(&self) {
        let Some((clients, count)) = self.link.begin_reading() else { return };
        let (key, sources) = tokio::join!(clients.node.key_status(), clients.node.payment_sources(self.network));
        let outcome = key.as_ref().map(drop).and(sources.as_ref().map(drop)).map_err(Failure::from);
        if !self.link.was_read(count, self.clock.now(), key.ok(), sources.ok()) {
            return;
        }
        let node = self.link.node();
        if let (Some(key), Some(sources)) = (&node.key, &node.sources) {
            let mut ids: Vec<_> = sources.iter().map(|source| source.id.as_str()).collect();
            ids.sort_unstable();
            // Losing it costs a re-read, nothing else.
            let _ = self.purchases.standings().node_is(&format!("{} {}", key.id, ids.join(" ")));
        }
        self.note(count, &outcome);
        self.tell(Changed::Market);
    }

    /// Brings the mirror of the registry up to date; a second call waits for the first. How it went is in the market's view.
    pub async fn sync_market(&self) -> Result<()> {
        let clients = self.clients()?;
        {
            let mut inner = self.lock();
            (inner.synced_at, inner.left_unread) = (Some(self.clock.machine()), false);
        }
        let when = When { node: self.clock.now(), machine: self.clock.machine() };
        let synced = self.catalogue.sync(&clients.registry, when, |_| self.tell(Changed::Market)).await;
        self.tell(Changed::Market);
        synced.map(drop)
    }

    /// Ends the sync that is under way; in this run none begins by itself any more.
    pub(crate) fn cancel_market(&self) {
        self.lock().left_unread = true;
        self.catalogue.cancel();
    }

    /// Brings the mirror up to date in the background, if that was not tried for a while. A registry that fails is asked again,
    /// less and less often.
    pub(crate) fn keep_market(self: &Arc<Self>) {
        let now = self.clock.machine();
        {
            let mut inner = self.lock();
            let fresh = inner.synced_at.is_some_and(|at| now.since(at).abs() < STALE);
            if fresh || inner.left_unread || inner.keeps_market || self.clients().is_err() {
                return;
            }
            (inner.synced_at, inner.keeps_market) = (Some(now), true);
        }
        let session = Arc::downgrade(self);
        tokio::spawn(async move {
            for _ in 0..TRIES {
                let Some(open) = session.upgrade() else { return };
                let Err(failure) = open.sync_market().await else { break };
                tracing::warn!(%failure, "the registry could not be mirrored");
                if refuses(failure.code) || open.lock().left_unread {
                    break;
                }
                let pause = open.catalogue.again_in(open.clock.machine());
                drop(open);
                tokio::time::sleep(pause).await;
            }
            if let Some(open) = session.upgrade() {
                open.lock().keeps_market = false;
            }
        });
    }

    fn note(&self, count: u64, outcome: &Result<()>) {
        if self.link.note(count, self.clock.now(), outcome) {
            self.tell(Changed::App);
        }
    }
}
