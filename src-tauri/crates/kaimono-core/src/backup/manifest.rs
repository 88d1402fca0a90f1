//! What is in a backup, as it says itself.

use super::{KEPT, damaged, foreign};
use crate::{
    error::{Code, Failure, Result, Side},
    profile::{Profile, address, way},
};
use masumi::{
    moment::Moment,
    net::{Authorities, ProxyAddress},
    node::Network,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

const FORMAT: &str = "kaimono-backup";
/// Of the format. A later one is not read at all.
const VERSION: u32 = 1;
/// Longer than any label or address.
const TEXT: usize = 2_000;
/// Longer than what is set anywhere.
const SETTING: usize = 1_000_000;
/// More profiles than anybody has.
const PROFILES: usize = 1_000;

/// Only this much of it is the same in all versions.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

/// What is in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Manifest {
    format: String,
    version: u32,
    /// When it was made, by that machine's clock.
    pub made: Moment,
    /// The version of the Kaimono that made it.
    pub app: String,
    /// For whoever opens it without Kaimono.
    pub note: String,
    /// In the order in which they were made.
    pub profiles: Vec<SavedProfile>,
    /// What the person chose, by the names that `kaimono.db` has.
    pub settings: BTreeMap<String, String>,
    /// The files, in the order in which they follow.
    pub parts: Vec<Part>,
}

/// A node as it was connected, without its keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SavedProfile {
    pub id: String,
    pub label: String,
    pub network: Network,
    pub node_url: String,
    pub registry_url: String,
    pub allow_local_agents: bool,
    pub allow_stand_ins: bool,
    /// Certificates (PEM), or nothing.
    pub authorities: String,
    pub proxy: String,
    pub wallet_address: Option<String>,
    /// Its keys were removed, and only its history can be read.
    pub removed: bool,
    /// Purchases in its history, and how many of them were not finished.
    pub purchases: u32,
    pub open: u32,
    /// The number of the last event of its history.
    pub last: i64,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Part {
    pub name: String,
    pub size: u64,
    /// Hex.
    pub sha256: String,
}

impl Manifest {
    pub(crate) fn new(
        made: Moment,
        profiles: Vec<SavedProfile>,
        settings: BTreeMap<String, String>,
        parts: Vec<Part>,
    ) -> Manifest {
        Manifest {
            format: FORMAT.to_owned(),
            version: VERSION,
            made,
            app: env!("CARGO_PKG_VERSION").to_owned(),
            note: "Keys of nodes and registries are not in this backup. The list of agents and their pictures are not either: they are read again."
                .to_owned(),
            profiles,
            settings,
            parts,
        }
    }

    /// Reads one, and holds it against all rules that need no disk.
    pub(super) fn read(bytes: &[u8]) -> Result<Manifest> {
        let head: Head = serde_json::from_slice(bytes).map_err(|error| foreign(&error.to_string()))?;
        if head.format != FORMAT {
            return Err(foreign(&head.format));
        }
        if head.version > VERSION {
            let words = format!("format {}, this Kaimono knows {VERSION}", head.version);
            return Err(Failure::new(Code::BackupNewer, Side::You).quoting(&words));
        }
        let manifest: Manifest = serde_json::from_slice(bytes).map_err(|error| damaged(&error.to_string()))?;
        manifest.check()?;
        Ok(manifest)
    }

    fn check(&self) -> Result<()> {
        let mut names = BTreeSet::new();
        let ids: BTreeSet<_> = self.profiles.iter().map(|profile| profile.id.as_str()).collect();
        if ids.len() != self.profiles.len() || ids.len() > PROFILES {
            return Err(damaged("profiles"));
        }
        for saved in &self.profiles {
            if !is_id(&saved.id) || saved.last < 0 {
                return Err(damaged(&saved.id));
            }
            saved.profile()?;
        }
        let belongs =
            |name: &str| name.split_once('/').is_some_and(|(id, file)| ids.contains(id) && KEPT.contains(&file));
        let mut total = 0_u64;
        for part in &self.parts {
            total = total.checked_add(part.size).ok_or_else(|| damaged("sizes"))?;
            if !belongs(&part.name) || !names.insert(part.name.as_str()) {
                return Err(damaged(&part.name));
            }
        }
        if self.settings.iter().any(|(name, value)| name.len() > TEXT || value.len() > SETTING) {
            return Err(damaged("settings"));
        }
        Ok(())
    }

    /// Whether it has that file of a profile.
    pub(crate) fn has(&self, id: &str, file: &str) -> bool {
        self.parts.iter().any(|part| part.name.split_once('/') == Some((id, file)))
    }
}

impl SavedProfile {
    /// Of a profile, with nothing said of its history yet.
    pub(crate) fn of(profile: &Profile, removed: bool) -> SavedProfile {
        SavedProfile {
            id: profile.id.clone(),
            label: profile.label.clone(),
            network: profile.network,
            node_url: profile.node_url.to_string(),
            registry_url: profile.registry_url.to_string(),
            allow_local_agents: profile.allow_local_agents,
            allow_stand_ins: profile.allow_stand_ins,
            authorities: profile.way.authorities.as_ref().map(Authorities::pem).unwrap_or_default().to_owned(),
            proxy: profile.way.proxy.as_ref().map(ProxyAddress::as_str).unwrap_or_default().to_owned(),
            wallet_address: profile.wallet_address.clone(),
            removed,
            purchases: 0,
            open: 0,
            last: 0,
        }
    }

    /// The profile, held against the rules for what a person types.
    pub(crate) fn profile(&self) -> Result<Profile> {
        let label = crate::text::clean(&self.label, LABEL);
        let as_written = |refused: Failure| damaged(&format!("{label}: {}", refused.quote));
        if label.is_empty() || self.wallet_address.as_ref().is_some_and(|address| address.len() > TEXT) {
            return Err(damaged(&self.id));
        }
        Ok(Profile {
            id: self.id.clone(),
            network: self.network,
            sandbox: false,
            node_url: address(&self.node_url).map_err(as_written)?,
            registry_url: address(&self.registry_url).map_err(as_written)?,
            allow_local_agents: self.allow_local_agents,
            allow_stand_ins: self.allow_stand_ins,
            way: way(&self.authorities, &self.proxy).map_err(as_written)?,
            wallet_address: self.wallet_address.clone(),
            key_slot: None,
            label,
        })
    }
}

/// Characters of a label.
const LABEL: usize = 60;

/// Whether it can be the id of a profile, which is the name of a folder. The sandbox's is none: its network is not in a backup.
fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && id != crate::profile::SANDBOX
}
