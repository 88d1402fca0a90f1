//! The two Cardano networks. A file of its own, because money, node, registry and proofs all speak of them.

use serde::{Deserialize, Serialize};

/// A Cardano network, spelt as on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Network {
    /// The public test network: its money is free.
    Preprod,
    /// Real money.
    Mainnet,
}
