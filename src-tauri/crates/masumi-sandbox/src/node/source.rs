//! The two escrow contracts that this node pays into: their registry policies and addresses are Preprod's own.

use crate::{
    chain::ledger::{FEE_PERMILLE, FEE_RECEIVER},
    chance,
    clock::iso,
};
use masumi::{moment::Moment, node::Generation};
use serde_json::{Value, json};

const POLICY_V1: &str = "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77";
const POLICY_V2: &str = "67ab0c92c4ac1610895a1c965ee50aba41a8f1513b15240723b3bd0b";
const CONTRACT_V1: &str = "addr_test1wz7j4kmg2cs7yf92uat3ed4a3u97kr7axxr4avaz0lhwdsqukgwfm";
const CONTRACT_V2: &str = "addr_test1wzs4e6wc95hkwezlccjw9mdvq0r0rsgx6zk34avptga3ftgn37w4g";
const ADMINS: [&str; 3] = [
    "addr_test1qr7pdg0u7vy6a5p7cx9my9m0t63f4n48pwmez30t4laguawge7xugp6m5qgr6nnp6wazurtagjva8l9fc3a5a4scx0rq2ymhl3",
    "addr_test1qplhs9snd92fmr3tzw87uujvn7nqd4ss0fn8yz7mf3y2mf3a3806uqngr7hvksqvtkmetcjcluu6xeguagwyaxevdhmsuycl5a",
    "addr_test1qzy7a702snswullyjg06j04jsulldc6yw0m4r4w49jm44f30pgqg0ez34lrdj7dy7ndp2lgv8e35e6jzazun8gekdlsq99mm6w",
];
/// A payment source of the node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Source(Generation);

impl Source {
    /// Newest first, as the node lists them.
    pub(crate) const ALL: [Source; 2] = [Source(Generation::V2), Source(Generation::V1)];

    pub(crate) fn of(generation: Generation) -> Source {
        Source(generation)
    }

    /// By the policy that an agent identifier begins with.
    pub(crate) fn of_agent(agent_identifier: &str) -> Option<Source> {
        let policy = agent_identifier.get(..56)?;
        Source::ALL.into_iter().find(|source| source.policy().eq_ignore_ascii_case(policy))
    }

    pub(crate) fn generation(self) -> Generation {
        self.0
    }

    /// `paymentSourceType` on the wire.
    pub(crate) fn kind(self) -> &'static str {
        kind(self.0)
    }

    pub(crate) fn policy(self) -> &'static str {
        if self.0 == Generation::V1 { POLICY_V1 } else { POLICY_V2 }
    }

    pub(crate) fn contract(self) -> &'static str {
        if self.0 == Generation::V1 { CONTRACT_V1 } else { CONTRACT_V2 }
    }

    pub(crate) fn id(self) -> String {
        chance::fixed_id(self.policy())
    }

    /// As a purchase shows it.
    pub(crate) fn short(self) -> Value {
        json!({
            "id": self.id(),
            "network": "Preprod",
            "paymentSourceType": self.kind(),
            "smartContractAddress": self.contract(),
            "policyId": self.policy(),
        })
    }

    /// As `GET /payment-source` shows it.
    pub(crate) fn full(self, born: Moment) -> Value {
        let admins: Vec<Value> =
            (1..).zip(ADMINS).map(|(order, address)| json!({"walletAddress": address, "order": order})).collect();
        let v1 = self.0 == Generation::V1;
        json!({
            "id": self.id(),
            "createdAt": iso(born),
            "updatedAt": iso(born),
            "network": "Preprod",
            "paymentSourceType": self.kind(),
            "requiredAdminSignatures": if v1 { Value::Null } else { json!(2) },
            "policyId": self.policy(),
            "smartContractAddress": self.contract(),
            "lastIdentifierChecked": null,
            "lastCheckedAt": null,
            "AdminWallets": admins,
            "FeeReceiverNetworkWallet": if v1 { json!({"walletAddress": FEE_RECEIVER}) } else { Value::Null },
            "feeRatePermille": if v1 { FEE_PERMILLE } else { 0 },
        })
    }
}

/// The word of a generation on the wire.
pub(crate) fn kind(generation: Generation) -> &'static str {
    match generation {
        Generation::V1 => "Web3CardanoV1",
        Generation::V2 => "Web3CardanoV2",
    }
}
