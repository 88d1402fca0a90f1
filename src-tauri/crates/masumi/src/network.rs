//! The two Cardano networks. They have a file of their own, because money, node, registry and proofs all use them.

use crate::text::plain;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A Cardano network, spelt as on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Network {
    /// The public test network: its money is free.
    Preprod,
    /// Real money.
    Mainnet,
}

impl Network {
    /// As spelt on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Network::Preprod => "Preprod",
            Network::Mainnet => "Mainnet",
        }
    }

    /// Reads the wire's word, exactly spelt.
    pub fn from_word(word: &str) -> Option<Network> {
        [Network::Preprod, Network::Mainnet].into_iter().find(|network| network.word() == word)
    }

    /// Whether a bech32 address is one of this network.
    pub fn owns_address(self, address: &str) -> bool {
        match self {
            Network::Preprod => address.starts_with("addr_test1"),
            Network::Mainnet => address.starts_with("addr1"),
        }
    }
}

/// As spelt on the wire.
impl fmt::Display for Network {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

/// Reads the wire's word, exactly spelt.
impl FromStr for Network {
    type Err = UnknownNetwork;

    fn from_str(word: &str) -> Result<Network, UnknownNetwork> {
        Network::from_word(word).ok_or_else(|| UnknownNetwork(plain(word, 100)))
    }
}

/// A word that is none of the two networks; that word, fit to be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no network of Cardano's: {0}")]
pub struct UnknownNetwork(String);
