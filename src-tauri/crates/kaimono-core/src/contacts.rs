//! What this program talks to. For each request it notes the host, the purpose and whether an answer came, by the hour, for a
//! day. It never notes a path, a query, a header, a key or a body: [`masumi::net`] does not even report them.
//!
//! A small file of the data directory keeps them, so that "in the last day" stays true after a restart. After a day they are gone
//! from memory and file. If the file cannot be read or written, nothing else fails: the notes start empty, or last until Kaimono
//! is closed. Times are this machine's, not the node's, whose clock may be shifted (as the sandbox's is).

mod file;
mod ledger;
#[cfg(test)]
mod tests;

use crate::{clock::Clock, view::privacy::HostsView};
use ledger::{Ledger, Row};
use masumi::{
    moment::Moment,
    net::{Contact, ContactObserver, Operation, ProxyAddress, Service},
};
use serde::{Deserialize, Serialize};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::Notify;
use url::Url;

/// Whose a host is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum HostOwner {
    /// The person's own node.
    Node,
    /// The registry.
    Registry,
    /// The sandbox, which is in this program: its node, its registry and its agents.
    Sandbox,
    /// The proxy that the person entered.
    Proxy,
    /// The gateway to IPFS that the person entered.
    Gateway,
    /// An agent, or whoever has its picture.
    Agent,
}

/// What a request was for, in the words of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum HostPurpose {
    /// Whether a service is there, what the key may do, where it can pay.
    Check,
    /// How purchases do.
    Purchases,
    /// To pay.
    Pay,
    /// To ask for money back, or to take that back.
    Refund,
    /// To get a purchase on that is stuck.
    Retry,
    /// What is in the wallets.
    Wallet,
    /// The list of agents.
    List,
    /// Whom an agent is paid to, before it is.
    Terms,
    /// Whether an agent takes jobs.
    Availability,
    /// An agent's form.
    Form,
    /// To start a job.
    Job,
    /// How a job does.
    Progress,
    /// To answer an agent's question.
    Answer,
    /// A picture of an agent.
    Picture,
    /// What a seller chose to show: an example output, a demo.
    Sample,
    /// A file that a result led to.
    File,
    /// To carry what is for node and registry.
    Carry,
    /// What this list has no word for yet.
    Other,
}

impl HostPurpose {
    fn of(operation: Operation) -> HostPurpose {
        match operation {
            Operation::Health | Operation::KeyStatus | Operation::PaymentSources => HostPurpose::Check,
            Operation::Purchases => HostPurpose::Purchases,
            Operation::Purchase => HostPurpose::Pay,
            Operation::Refund => HostPurpose::Refund,
            Operation::Recovery => HostPurpose::Retry,
            Operation::Wallets => HostPurpose::Wallet,
            Operation::Registry => HostPurpose::List,
            Operation::PaymentInformation => HostPurpose::Terms,
            Operation::Availability => HostPurpose::Availability,
            Operation::InputSchema => HostPurpose::Form,
            Operation::StartJob => HostPurpose::Job,
            Operation::JobStatus => HostPurpose::Progress,
            Operation::ProvideInput => HostPurpose::Answer,
            Operation::Picture => HostPurpose::Picture,
            Operation::Demo | Operation::Example => HostPurpose::Sample,
            Operation::File => HostPurpose::File,
            _ => HostPurpose::Other,
        }
    }
}

/// What is written down at once is that somebody was asked for something; how often else, every so often.
const EVERY: Duration = Duration::from_secs(300);
/// What happens together is written together.
const TOGETHER: Duration = Duration::from_secs(1);

/// What this program talked to in the last day. Clones are one.
#[derive(Clone)]
pub struct Contacts(Arc<Inner>);

struct Inner {
    ledger: Mutex<Ledger>,
    clock: Clock,
    file: Option<PathBuf>,
    /// Something is not on disk yet.
    unwritten: AtomicBool,
    /// What is on disk is what was known last.
    kept: AtomicBool,
    news: Arc<Notify>,
}

impl Contacts {
    /// Goes on with what the data directory has of the last day. Needs a Tokio runtime.
    pub(crate) fn open(data: &Path, clock: Clock) -> Contacts {
        let path = data.join("hosts.json");
        let mut ledger = file::read(&path);
        let outdated = ledger.forget(clock.now());
        let contacts = Contacts::new(ledger, clock, Some(path));
        if outdated {
            contacts.0.note_news(true);
        }
        let (inner, news) = (Arc::downgrade(&contacts.0), Arc::clone(&contacts.0.news));
        tokio::spawn(keep(inner, news));
        contacts
    }

    fn new(ledger: Ledger, clock: Clock, file: Option<PathBuf>) -> Contacts {
        let (unwritten, kept, news) = (AtomicBool::new(false), AtomicBool::new(file.is_some()), Arc::default());
        Contacts(Arc::new(Inner { ledger: Mutex::new(ledger), clock, file, unwritten, kept, news }))
    }

    /// On no disk.
    #[cfg(test)]
    pub(crate) fn in_memory() -> Contacts {
        Contacts::new(Ledger::default(), Clock::system(), None)
    }

    /// Notes what a client asks. `sandbox`: whom it asks is in this program. `proxy`: through which it goes.
    pub(crate) fn observer(&self, sandbox: bool, proxy: Option<&ProxyAddress>) -> ContactObserver {
        let contacts = self.clone();
        let proxy = proxy.and_then(|proxy| place(proxy.as_str()));
        Arc::new(move |contact: Contact| {
            let whose = match contact.service {
                _ if sandbox => HostOwner::Sandbox,
                Service::Node => HostOwner::Node,
                Service::Registry => HostOwner::Registry,
                Service::Agent => HostOwner::Agent,
            };
            let Contact { host, port, operation, answered, .. } = contact;
            contacts.0.note(Row::at(&host, port, whose, HostPurpose::of(operation)), answered);
            if let Some((host, port)) = &proxy {
                contacts.0.note(Row::at(host, *port, HostOwner::Proxy, HostPurpose::Carry), answered);
            }
        })
    }

    /// Notes from whom files of sellers are fetched. `sandbox`: what is on this machine is in this program. `whose`: whose the others are.
    pub(crate) fn of_files(&self, sandbox: bool, whose: HostOwner) -> ContactObserver {
        let contacts = self.clone();
        Arc::new(move |contact: Contact| {
            let Contact { host, port, operation, answered, .. } = contact;
            let whose = if sandbox && host == "127.0.0.1" { HostOwner::Sandbox } else { whose };
            contacts.0.note(Row::at(&host, port, whose, HostPurpose::of(operation)), answered);
        })
    }

    /// All of it, for the page.
    pub(crate) fn view(&self) -> HostsView {
        let now = self.0.clock.now();
        let mut ledger = self.0.lock();
        let outdated = ledger.forget(now);
        let (hosts, unlisted) = ledger.view();
        drop(ledger);
        if outdated {
            self.0.note_news(true);
        }
        HostsView { now, hosts, unlisted, kept: self.0.kept.load(Ordering::Relaxed) }
    }
}

impl Inner {
    fn note(&self, row: Row, answered: bool) {
        let news = self.lock().note(row, answered, self.clock.now());
        self.note_news(news);
    }

    /// Something is to be written; at once, if it is news.
    fn note_news(&self, news: bool) {
        self.unwritten.store(true, Ordering::Relaxed);
        if news {
            self.news.notify_one();
        }
    }

    /// Writes what is not on disk yet.
    fn write(&self) {
        let Some(path) = &self.file else { return };
        let now = self.clock.now();
        let ledger = {
            let mut ledger = self.lock();
            let outdated = ledger.forget(now);
            if !self.unwritten.swap(false, Ordering::Relaxed) && !outdated {
                return;
            }
            ledger.clone()
        };
        let written = file::write(path, &ledger);
        let before = self.kept.swap(written.is_ok(), Ordering::Relaxed);
        if let Err(error) = written {
            self.unwritten.store(true, Ordering::Relaxed);
            if before {
                tracing::warn!(%error, "what Kaimono talked to is known until it is closed: it cannot be written");
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.write();
    }
}

/// Writes for as long as there is somebody who notes.
async fn keep(inner: Weak<Inner>, news: Arc<Notify>) {
    loop {
        if tokio::time::timeout(EVERY, news.notified()).await.is_ok() {
            tokio::time::sleep(TOGETHER).await;
        }
        let Some(inner) = inner.upgrade() else { return };
        let written = tokio::task::spawn_blocking(move || inner.write()).await;
        if written.is_err() {
            return; // The runtime ends.
        }
    }
}

/// Host and port of an address.
fn place(url: &str) -> Option<(String, u16)> {
    let url = Url::parse(url).ok()?;
    Some((url.host_str()?.to_owned(), url.port_or_known_default()?))
}

/// The hour that a moment is in.
fn hour(moment: Moment) -> i64 {
    moment.0.div_euclid(masumi::moment::HOUR)
}
