//! The only place that builds an HTTP client.
//!
//! There are three kinds, and no fourth: [`NodeHttp`] has a token and one origin; [`AgentHttp`] cannot have a token and checks
//! every address before it connects; [`FileHttp`] does so too, and follows redirects of a file, each of them checked. None uses a
//! proxy of the environment or keeps a cookie; all cap what they read, and are bounded in time from the first look-up to the
//! last byte. Only the person's own services may be reached by a [`Way`] of their own.
//!
//! Where no network is wanted, as in tests, build both over a [`Transport`] of your own.

mod address;
#[cfg(feature = "client")]
mod agent_http;
mod answer;
mod error;
#[cfg(feature = "client")]
mod exchange;
#[cfg(feature = "client")]
mod file_http;
#[cfg(feature = "client")]
mod node_http;
#[cfg(feature = "client")]
mod operation;
#[cfg(feature = "client")]
mod resolve;
#[cfg(feature = "client")]
mod secret;
#[cfg(feature = "client")]
mod tls;
#[cfg(feature = "client")]
mod transport;
#[cfg(feature = "client")]
mod way;

pub use address::{AddressRefusal, AgentReach, ServiceBase, agent_base, seller_link};
pub use answer::Answer;
pub use error::{CallError, CallErrorKind, Service};
#[cfg(feature = "client")]
pub use {
    agent_http::AgentHttp,
    file_http::FileHttp,
    node_http::{DateObserver, NodeHttp, PatienceObserver},
    operation::{Contact, ContactObserver, Operation},
    secret::Secret,
    transport::{Answering, Bounds, Request, Transport},
    way::{Authorities, Authority, AuthorityRefusal, ProxyAddress, Way},
};

/// The target of the log lines about requests: `step` is `before` or `after`, with method and path, never query, headers or body.
#[cfg(feature = "client")]
pub const STEPS: &str = "masumi::steps";

pub(crate) use error::fail;
