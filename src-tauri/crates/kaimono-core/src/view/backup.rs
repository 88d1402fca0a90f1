//! Backups: what one has, and what became of it.

use super::app::AppView;
use crate::error::Failure;
use masumi::{moment::Moment, net::Secret, node::Network};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The passphrase of a backup, as the person typed it.
#[derive(Deserialize, ts_rs::TS)]
#[serde(transparent)]
pub struct Passphrase(String);

impl Passphrase {
    /// Held as keys are from here on.
    pub(crate) fn secret(self) -> Secret {
        Secret::new(self.0)
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Passphrase(…)")
    }
}

/// What is to be put back.
#[derive(Debug, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct RestoreDraft {
    /// The file.
    pub path: String,
    /// Of the file.
    pub passphrase: Passphrase,
    /// The backup that the person was shown.
    pub id: String,
    /// Profiles that are here already, whose histories are to be put beside those.
    pub beside: Vec<String>,
}

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupSavedView {
    /// The file, whole.
    pub path: String,
    /// Nodes in it.
    pub profiles: u32,
    /// Purchases in it.
    pub purchases: u32,
    /// Histories that cannot be read, and so are not in it.
    pub left_out: Vec<LeftOutView>,
}

/// A history that is not in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LeftOutView {
    /// The node's name.
    pub label: String,
    /// Why.
    pub failure: Failure,
}

/// What a backup has, and what putting it back would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    /// Names it.
    pub id: String,
    /// When it was made.
    pub made: Moment,
    /// By which version of Kaimono.
    pub app: String,
    /// The nodes in it.
    pub profiles: Vec<BackupProfileView>,
    /// Settings are taken from it: where nothing is set here.
    pub settings: bool,
    /// And limits.
    pub limits: bool,
}

/// A node in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupProfileView {
    /// Names it.
    pub id: String,
    /// The person's name for it.
    pub label: String,
    /// Its network.
    pub network: Network,
    /// Its address.
    pub node_url: String,
    /// It was removed before.
    pub removed: bool,
    /// Whether its history is in the backup.
    pub history: bool,
    /// Purchases in its history.
    pub purchases: u32,
    /// Those that were not finished.
    pub open: u32,
    /// What becomes of it.
    pub fate: Fate,
    /// What it is called here, where it is here.
    pub here: Option<String>,
    /// Which history goes further, where the same is here.
    pub longer: Option<Longer>,
}

/// What becomes of a node in a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It is added.
    New,
    /// It is here already, and stays as it is; its history can be put beside it.
    Here,
    /// The same address is connected here under another name, likewise.
    NodeHere,
}

/// Which of two histories goes further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Longer {
    /// The one on this computer.
    Here,
    /// The one in the backup.
    Backup,
    /// Neither.
    Neither,
}

/// What was put back.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct RestoredView {
    /// Nodes that were added.
    pub added: u32,
    /// Histories that were put beside those that were here.
    pub beside: u32,
    /// What is here now.
    pub app: AppView,
}
