//! API keys of both services. Only their hashes are kept; a secret is told once, when it is issued. Issuing again for
//! the same key changes the secret and keeps the id, so what a key has bought stays its own.

use crate::{chance, hash::sha256_hex};
use masumi::{
    moment::Moment,
    money::{Money, Unit},
    node::Network,
};
use serde::{Deserialize, Serialize};

/// What a key may do on the Payment Service. Each includes the ones before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Permission {
    /// Look.
    Read,
    /// Also buy, sell and ask for refunds.
    ReadAndPay,
    /// Everything.
    Admin,
}

impl Permission {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Permission::Read => "Read",
            Permission::ReadAndPay => "ReadAndPay",
            Permission::Admin => "Admin",
        }
    }

    /// What the node says to a key that has less.
    pub(crate) fn refusal(self) -> &'static str {
        match self {
            Permission::Read => "Unauthorized, read access required",
            Permission::ReadAndPay => "Unauthorized, payment access required",
            Permission::Admin => "Unauthorized, admin access required",
        }
    }
}

/// Which service a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum KeyFor {
    Registry,
    Node,
}

/// What a new key of the Payment Service is to be.
#[derive(Clone, Debug)]
pub struct KeyDraft {
    /// Its name: issuing again under the same name changes the secret of the same key.
    pub name: String,
    /// What it may do.
    pub permission: Permission,
    /// Where it may do it.
    pub networks: Vec<Network>,
    /// What it may spend; `None`: no limit.
    pub credits: Option<Vec<Money>>,
}

impl KeyDraft {
    /// A key without a spending limit, for Preprod.
    pub fn new(name: &str, permission: Permission) -> KeyDraft {
        KeyDraft { name: name.to_owned(), permission, networks: vec![Network::Preprod], credits: None }
    }
}

/// An API key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ApiKey {
    pub(crate) id: String,
    name: String,
    service: KeyFor,
    hash: String,
    pub(crate) permission: Permission,
    pub(crate) networks: Vec<Network>,
    pub(crate) credits: Option<Vec<Money>>,
    pub(crate) revoked: bool,
}

/// All of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Keys(Vec<ApiKey>);

impl Keys {
    /// Makes a key, or gives the key of that name a new secret (and the draft's rights). Returns the secret.
    pub(crate) fn issue(&mut self, now: Moment, service: KeyFor, draft: KeyDraft) -> String {
        let kind = match service {
            KeyFor::Registry => "registry",
            KeyFor::Node => "node",
        };
        let secret = format!("masumi-sandbox-{kind}-{}", hex::encode(chance::bytes::<16>()));
        let known = self.0.iter().find(|key| key.service == service && key.name == draft.name);
        let id = known.map_or_else(|| chance::row_id(now), |key| key.id.clone());
        self.0.retain(|key| key.id != id);
        self.0.push(ApiKey {
            id,
            name: draft.name,
            service,
            hash: sha256_hex(secret.as_bytes()),
            permission: draft.permission,
            networks: draft.networks,
            credits: draft.credits,
            revoked: false,
        });
        secret
    }

    /// The key with this secret.
    pub(crate) fn find(&self, service: KeyFor, secret: &str) -> Option<&ApiKey> {
        let hash = sha256_hex(secret.as_bytes());
        self.0.iter().find(|key| key.service == service && key.hash == hash)
    }

    /// Takes a key out of use. False if there is none of that name.
    pub(crate) fn revoke(&mut self, service: KeyFor, name: &str) -> bool {
        let found = self.0.iter_mut().find(|key| key.service == service && key.name == name);
        found.map(|key| key.revoked = true).is_some()
    }

    /// Limits what a node key may spend from now on; `None`: no limit. False if there is none of that name.
    pub(crate) fn limit(&mut self, name: &str, credits: Option<Vec<Money>>) -> bool {
        let found = self.0.iter_mut().find(|key| key.service == KeyFor::Node && key.name == name);
        found.map(|key| key.credits = credits).is_some()
    }

    /// Whether the node key of that name has a limit.
    pub(crate) fn is_limited(&self, name: &str) -> bool {
        self.0.iter().any(|key| key.service == KeyFor::Node && key.name == name && key.credits.is_some())
    }

    /// Charges a key with a limit; false when it may not spend that much. As on the real node, the first purchase
    /// uses up *all* that is left (docs/observed.md 1).
    pub(crate) fn charge(&mut self, id: &str, price: &[Money]) -> bool {
        let Some(credits) = self.0.iter_mut().find(|key| key.id == id).and_then(|key| key.credits.as_mut()) else {
            return true;
        };
        let left = |unit: &Unit| {
            credits.iter().filter(|credit| credit.unit == *unit).map(|credit| credit.amount.0).sum::<u128>()
        };
        let enough = price.iter().all(|money| left(&money.unit) >= money.amount.0);
        if enough {
            credits.clear();
        }
        enough
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_secret_replaces_the_old_one_and_the_key_stays_the_same() {
        let mut keys = Keys::default();
        let issue = |keys: &mut Keys| {
            keys.issue(Moment(1_795_327_041_698), KeyFor::Node, KeyDraft::new("buyer", Permission::ReadAndPay))
        };
        let first = issue(&mut keys);
        let id = keys.find(KeyFor::Node, &first).unwrap().id.clone();
        let second = issue(&mut keys);
        assert!(keys.find(KeyFor::Node, &first).is_none());
        assert_eq!(keys.find(KeyFor::Node, &second).unwrap().id, id);
        assert!(keys.find(KeyFor::Registry, &second).is_none());
        let kept = serde_json::to_string(&keys).unwrap();
        assert!(!kept.contains(&second) && !format!("{keys:?}").contains(&second));
    }
}
