#![cfg_attr(feature = "client", doc = include_str!("../README.md"))]
// The quickstart there calls services, and comments elsewhere link to the calls.
#![cfg_attr(not(feature = "client"), allow(rustdoc::broken_intra_doc_links))]
#![cfg_attr(not(feature = "client"), doc = "The buyer's side of the Masumi protocol, without its calls.")]
//!
//! # Modules
//!
//! The crate stores nothing and reads no clock: whoever needs the time passes it in. What comes from outside is parsed leniently
//! to be shown and strictly to be paid; the border between the two is [`proof::verify_terms`].
//!
//! | module | holds |
//! |---|---|
//! | [`registry`] | the Registry Service: list, search, payment information |
//! | [`node`] | the Payment Service of the buyer's own node: purchase, lists, refund, balance |
//! | [`agent`] | an agent's own MIP-003 service: a hostile host, read tolerantly |
//! | [`form`] | MIP-003 attachment 01: every known schema becomes one [`form::Form`] |
//! | [`proof`] | the seller's signed terms and the MIP-004 hashes |
//! | `seller` | (feature `seller`) what only a seller does: signing terms |
//! | `pages` | (feature `client`) lists that come in pages, each row once |
//! | [`net`] | addresses and errors, and (feature `client`) the only place that builds an HTTP client |
//! | [`text`] | what the other side said, fit to be shown |
//! | [`identifiers`] | agents, keys and nonces |
//! | [`network`] | the two Cardano networks |
//! | [`money`] | amounts as integers, tokens per network |
//! | [`moment`] | points in time as milliseconds |

pub mod agent;
pub mod form;
pub mod identifiers;
mod lenient;
pub mod moment;
pub mod money;
pub mod net;
pub mod network;
pub mod node;
#[cfg(feature = "client")]
pub mod pages;
pub mod proof;
pub mod registry;
#[cfg(feature = "seller")]
pub mod seller;
pub mod text;
