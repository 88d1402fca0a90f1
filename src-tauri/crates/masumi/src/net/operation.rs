//! What a request is for, and how listeners hear that one was made: to whom and for what, never what was in it.

use super::{CallErrorKind, Request, Service};
use std::sync::Arc;

/// What a request is for: one word for each thing that is asked of a registry, a node or an agent, whatever its path in a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// Whether the service is there, and which it is.
    Health,
    /// What the key may do.
    KeyStatus,
    /// Where a node can pay, or what it says of its own setup.
    PaymentSources,
    /// Purchases as a node has them: listed, what changed, or one.
    Purchases,
    /// To buy.
    Purchase,
    /// To ask for the money back, to take that back, or to release the payment.
    Refund,
    /// To get a purchase on that a node is stuck with.
    Recovery,
    /// A node's wallets, and what is in them.
    Wallets,
    /// The agents that a registry lists: all, searched, or what changed.
    Registry,
    /// Whom an agent is paid to, as a registry has it.
    PaymentInformation,
    /// Whether an agent takes jobs.
    Availability,
    /// An agent's form.
    InputSchema,
    /// To start a job.
    StartJob,
    /// How a job does.
    JobStatus,
    /// To answer an agent's question.
    ProvideInput,
    /// A picture that stands for an agent.
    Picture,
    /// What an agent shows of a job that it made up.
    Demo,
    /// A result that its seller chose to show, wherever that is.
    Example,
    /// A file that a result leads to.
    File,
}

/// A request that was made: to whom, what for, and whether an answer came. Nothing of what was in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contact {
    /// Whose answer it was to be.
    pub service: Service,
    /// The host as its URL has it: a name in lower case and ASCII, or an address.
    pub host: String,
    /// The port, also where the URL leaves it to its scheme.
    pub port: u16,
    /// What for.
    pub operation: Operation,
    /// Whether something came back, be it a refusal. `false`: nothing did, or nobody waited for it any longer.
    pub answered: bool,
}

/// Called after every request that was made. One that was refused here, before anybody was asked, is none.
pub type ContactObserver = Arc<dyn Fn(Contact) + Send + Sync>;

/// Tells of a request when it is over, also when whoever made it has gone meanwhile.
pub(super) struct Telling<'a> {
    observer: &'a ContactObserver,
    contact: Option<Contact>,
}

impl<'a> Telling<'a> {
    /// Of a request that is about to be carried.
    pub(super) fn of(observer: &'a ContactObserver, service: Service, request: &Request) -> Telling<'a> {
        let contact = request.url.host_str().zip(request.url.port_or_known_default()).map(|(host, port)| Contact {
            service,
            host: host.to_owned(),
            port,
            operation: request.operation,
            answered: false,
        });
        Telling { observer, contact }
    }

    /// Takes note of how it ended.
    pub(super) fn ended<T>(mut self, outcome: &Result<T, CallErrorKind>) {
        match outcome {
            Err(CallErrorKind::AddressRefused(_) | CallErrorKind::KeyMalformed) => self.contact = None,
            outcome => {
                if let Some(contact) = &mut self.contact {
                    contact.answered = outcome.as_ref().err().is_none_or(came_back);
                }
            }
        }
    }
}

impl Drop for Telling<'_> {
    fn drop(&mut self) {
        if let Some(contact) = self.contact.take() {
            (self.observer)(contact);
        }
    }
}

/// Whether the error is about an answer that came.
fn came_back(kind: &CallErrorKind) -> bool {
    !matches!(
        kind,
        CallErrorKind::UnknownHost(_)
            | CallErrorKind::NotTls(_)
            | CallErrorKind::Unreachable(_)
            | CallErrorKind::Interrupted(_)
            | CallErrorKind::Timeout
            | CallErrorKind::Certificate(_)
            | CallErrorKind::ProxySilent(_)
            | CallErrorKind::ProxyRefused(_)
    )
}
