//! The only place that builds an HTTP client.
//!
//! Two kinds, and no third: [`NodeHttp`] has a token and one origin, and [`AgentHttp`] cannot have a token and looks at every
//! address before it connects. Neither follows a redirect, uses a proxy of the environment or keeps a cookie; both cap what
//! they read, and both are bounded in time from the first look-up to the last byte. Only the person's own services may be
//! reached by a [`Way`] of their own.

mod address;
mod agent_http;
mod error;
mod exchange;
pub mod letters;
mod node_http;
mod resolve;
mod secret;
mod text;
mod way;

pub use address::{AddressRefusal, AgentReach, ServiceBase, agent_base};
pub use agent_http::AgentHttp;
pub use error::{CallError, CallErrorKind, Service};
pub use node_http::{DateObserver, NodeHttp, PatienceObserver};
pub use secret::Secret;
pub use way::{Authorities, Authority, AuthorityRefusal, ProxyAddress, Way};

/// The target of the log lines about requests: `step` is `before` or `after`, with method and path, never query, headers or body.
pub const STEPS: &str = "masumi::steps";

pub(crate) use agent_http::fail;
pub(crate) use exchange::{Answer, Bounds};
pub(crate) use text::{plain, snippet};
