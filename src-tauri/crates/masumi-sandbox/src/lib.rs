//! A whole Masumi network in one process: Registry Service, Payment Service, a simulated chain with its own clock, and
//! agents. It is the newcomer's first minute, the peer of every test, and a stand-in for anyone who develops an agent,
//! so it keeps to what the real services were seen to do: paths, envelopes, status codes, messages, permissions, signed
//! terms, both generations of the escrow contract. Only the money is play money, and the clock can be moved.
//!
//! | room | holds |
//! |---|---|
//! | `clock` | the sandbox's time |
//! | `chain` | wallets, escrows and their rules, transactions; pure |
//! | `node` | the Payment Service: rows, workers, API |
//! | `registry` | the tokens of the agents and the Registry Service |
//! | `seller` | play wallets, CIP-8 signatures and their check |
//! | `agents` | the catalogue of agents, their MIP-003 services, their work |
//! | `keys` | API keys, as hashes |
//! | `faults`, `mishap` | switches and counters; what goes wrong on the chain |
//! | `store` | the world in a directory |
//! | `http` | listeners, envelopes, validation |
//! | `world` | all state in one place, brought up to the present by whoever looks |

mod agents;
mod chain;
mod chance;
mod clock;
#[cfg(test)]
mod contract;
mod faults;
mod hash;
mod http;
mod keys;
mod mishap;
mod node;
mod pace;
mod registry;
mod sandbox;
mod seller;
mod store;
mod world;

pub use agents::Lie;
pub use chain::ledger::PaidOut;
pub use clock::TimeSource;
pub use faults::{Fault, Faults, Service};
pub use keys::{KeyDraft, Permission};
pub use mishap::Mishap;
pub use pace::Pace;
pub use registry::listing::{Price, Registered, Registration, Relisting};
pub use sandbox::{Config, Sandbox};
