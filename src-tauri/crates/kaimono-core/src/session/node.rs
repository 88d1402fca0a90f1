//! What is known of a profile's node and registry, and how it is kept fresh: every answer that somebody gets is heard here,
//! and what the key may do, where the node can pay and what the registry lists is read again when it has become old.

use super::{Link, Session};
use crate::{
    catalogue::Means,
    error::{Code, Failure, Result, Side},
    view::{
        Changed,
        app::{Health, HealthState},
    },
};
use masumi_client::{
    moment::{MINUTE, Moment},
    money::Money,
    node::{KeyStatus, PaymentSource},
};
use std::sync::Arc;

/// What is known of the node.
#[derive(Default)]
pub(super) struct Node {
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

    /// How the node does.
    pub fn health(&self) -> Health {
        let inner = self.lock();
        let (state, failure) = match &inner.link {
            Link::Closed(_, failure) => (HealthState::Closed, Some(failure.clone())),
            Link::Open(_) => match (&inner.node.failure, inner.node.last_answer) {
                (Some(failure), _) if refuses(failure.code) => (HealthState::Refused, Some(failure.clone())),
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

    /// Reads now what a key with a quota may still spend: a purchase may have used up all of it.
    pub(crate) async fn read_limited_key(&self) {
        if self.key().is_some_and(|key| key.usage_limited) {
            self.read_node().await;
        }
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
                self.purchases.set_key(key.clone());
            }
            node.key = key.ok().or(node.key.take());
            node.sources = sources.ok().or(node.sources.take());
            if let (Some(key), Some(sources)) = (&node.key, &node.sources) {
                let mut ids: Vec<_> = sources.iter().map(|source| source.id.as_str()).collect();
                ids.sort_unstable();
                // Losing it costs a re-read, nothing else.
                let _ = self.purchases.node_is(&format!("{} {}", key.id, ids.join(" ")));
            }
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
}

/// Whether a failure means that the node does not let the key read at all: what is heard of here are readings.
fn refuses(code: Code) -> bool {
    matches!(code, Code::KeyRefused | Code::KeyMayNot | Code::KeyNetwork)
}

/// Whether a failure means that the node does not serve this profile, as opposed to having refused one thing.
fn does_not_serve(code: Code) -> bool {
    refuses(code)
        || matches!(
            code,
            Code::UnknownHost
                | Code::Unreachable
                | Code::Timeout
                | Code::Certificate
                | Code::NotHttps
                | Code::AddressRefused
                | Code::Redirected
                | Code::NotTheService
                | Code::ServiceFailed
                | Code::Busy
        )
}
