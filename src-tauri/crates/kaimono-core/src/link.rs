//! The link to a profile's node and registry: who is asked, what its key may do, where it can pay, and how it is doing. Each
//! profile has one, in its session. Whoever talks to the node uses it, and it notes every answer.

use crate::{
    clients::Clients,
    error::{Code, Failure, Result, Side},
};
use masumi::{
    moment::Moment,
    node::{KeyStatus, PaymentSource},
};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The way to a profile's node and registry.
pub(crate) struct Link(Mutex<Inner>);

struct Inner {
    /// Why not, where there are no keys.
    clients: Result<Clients>,
    /// Counts the connections: what was asked over an earlier one says nothing about this one.
    count: u64,
    /// Whether the node's lists are to be read at once, since it was connected or may be another one.
    anew: bool,
    /// Counts how often that was so: how far a list was read in an earlier era says nothing about this one.
    era: u64,
    node: Node,
    /// The id of the key as last told, also in an earlier run; purchases that were made elsewhere are told apart by it.
    key_id: Option<String>,
}

/// What is known of the node, as far as it told since it was connected.
#[derive(Clone, Default)]
pub(crate) struct Node {
    /// When it last answered.
    pub(crate) last_answer: Option<Moment>,
    /// Why it does not serve this profile.
    pub(crate) failure: Option<Failure>,
    /// What the key may do.
    pub(crate) key: Option<KeyStatus>,
    /// Where it can pay.
    pub(crate) sources: Option<Vec<PaymentSource>>,
    /// When it was last tried to read both.
    pub(crate) read_at: Option<Moment>,
    reading: bool,
}

impl Default for Link {
    /// No keys yet: nobody was asked for them.
    fn default() -> Link {
        let clients = Err(Failure::new(Code::KeysUnread, Side::Keyring).passing());
        Link(Mutex::new(Inner { clients, count: 0, anew: false, era: 0, node: Node::default(), key_id: None }))
    }
}

impl Link {
    /// Who is asked; the failure says why nobody is now.
    pub(crate) fn clients(&self) -> Result<Clients> {
        self.lock().clients.clone()
    }

    /// Whether there are no keys, and not merely none yet.
    pub(crate) fn is_closed(&self) -> bool {
        self.lock().clients.as_ref().is_err_and(|failure| failure.code != Code::KeysUnread)
    }

    /// Gives it its counterparts, or takes them away and says why.
    pub(crate) fn connect(&self, clients: Result<Clients>) {
        let inner = &mut *self.lock();
        (inner.clients, inner.node, inner.anew) = (clients, Node::default(), true);
        inner.count += 1;
        inner.era += 1;
    }

    /// Which connection this is.
    pub(crate) fn count(&self) -> u64 {
        self.lock().count
    }

    /// Takes note that the lists are to be read at once; once.
    pub(crate) fn is_anew(&self) -> bool {
        std::mem::take(&mut self.lock().anew)
    }

    /// The node may be another one: its lists are to be read at once.
    pub(crate) fn begin_anew(&self) {
        let inner = &mut *self.lock();
        inner.anew = true;
        inner.era += 1;
    }

    /// How often the lists were to be read at once.
    pub(crate) fn era(&self) -> u64 {
        self.lock().era
    }

    /// What is known of the node.
    pub(crate) fn node(&self) -> Node {
        self.lock().node.clone()
    }

    /// The id of the key in use, as last told.
    pub(crate) fn key_id(&self) -> Option<String> {
        self.lock().key_id.clone()
    }

    /// What an earlier run knew of the key.
    pub(crate) fn remember_key(&self, id: Option<String>) {
        let inner = &mut *self.lock();
        inner.key_id = inner.key_id.take().or(id);
    }

    /// What the key may do, as a reading would tell.
    #[cfg(test)]
    pub(crate) fn set_key(&self, key: KeyStatus) {
        let inner = &mut *self.lock();
        (inner.key_id, inner.node.key) = (Some(key.id.clone()), Some(key));
    }

    /// Until when the node asked to be left alone.
    pub(crate) fn rest(&self, now: Moment) -> Option<Moment> {
        self.lock().clients.as_ref().ok()?.node_rest.until(now)
    }

    /// Takes the turn to read what the key may do and where the node can pay: whom to ask, over which connection. `None`: somebody
    /// is at it, or nobody can be asked.
    pub(crate) fn begin_reading(&self) -> Option<(Clients, u64)> {
        let inner = &mut *self.lock();
        let clients = inner.clients.clone().ok()?;
        (!std::mem::replace(&mut inner.node.reading, true)).then_some((clients, inner.count))
    }

    /// Notes what was read over a connection; what could not be read stays as it was. `false`: it is another one by now.
    pub(crate) fn was_read(
        &self,
        count: u64,
        now: Moment,
        key: Option<KeyStatus>,
        sources: Option<Vec<PaymentSource>>,
    ) -> bool {
        let inner = &mut *self.lock();
        if inner.count != count {
            return false;
        }
        let node = &mut inner.node;
        (node.reading, node.read_at) = (false, Some(now));
        node.sources = sources.or(node.sources.take());
        if let Some(key) = key {
            (inner.key_id, node.key) = (Some(key.id.clone()), Some(key));
        }
        true
    }

    /// Takes note of how a call over a connection ended; whether that is news. That the node refuses something is an answer too,
    /// except of the key as such.
    pub(crate) fn note(&self, count: u64, now: Moment, outcome: &Result<()>) -> bool {
        let failure = outcome.as_ref().err();
        if failure.is_some_and(|failure| !matches!(failure.side, Side::Node | Side::Network | Side::You)) {
            return false;
        }
        let silent = failure.filter(|failure| does_not_serve(failure.code)).cloned();
        let inner = &mut *self.lock();
        if inner.count != count {
            return false;
        }
        let node = &mut inner.node;
        let answered = silent.is_none();
        let news = node.failure != silent || (answered && node.last_answer.is_none());
        if answered {
            node.last_answer = Some(now);
        }
        node.failure = silent;
        news
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a failure means that the node does not let the key read at all: what is heard of here are readings.
pub(crate) fn refuses(code: Code) -> bool {
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
                | Code::ProxySilent
                | Code::ProxyRefused
                | Code::Redirected
                | Code::NotTheService
                | Code::NodeTooOld
                | Code::ServiceFailed
                | Code::Busy
        )
}
