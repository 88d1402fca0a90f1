//! What Kaimono talks to, and what a person may give to a developer. Moments here are this machine's, not node time, because they
//! are about what this program did.

use crate::{
    contacts::{HostOwner, HostPurpose},
    diagnostics::Redacted,
};
use masumi::moment::Moment;
use serde::{Deserialize, Serialize};

/// Who was asked in the last day, what for, and how often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct HostsView {
    /// This machine's time.
    pub now: Moment,
    /// By whose they are, then by name.
    pub hosts: Vec<HostView>,
    /// Requests to agents at hosts that are not listed, because there were too many.
    pub unlisted: u32,
    /// Whether this is still known after a restart: it is on disk.
    pub kept: bool,
}

/// A host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct HostView {
    /// Its name in ASCII, or its address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whose it is.
    pub whose: HostOwner,
    /// How often it was asked, to the hour.
    pub asked: u32,
    /// How often something came back, be it a refusal.
    pub answered: u32,
    /// When it was asked last.
    pub last: Moment,
    /// What for: what was asked most comes first.
    pub purposes: Vec<PurposeView>,
}

/// What a host was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PurposeView {
    /// What for.
    pub purpose: HostPurpose,
    /// How often.
    pub asked: u32,
}

/// Whether the names of hosts stand in what is given to a developer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum HostNames {
    /// Other names stand for them.
    Hidden,
    /// They do.
    Kept,
}

/// What is given to a developer, before it is: to the letter what is saved and copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct DiagnosticsView {
    /// Names this text.
    pub id: String,
    /// All of it.
    pub text: String,
    /// What was replaced in it.
    pub replaced: Vec<ReplacedView>,
}

/// What was replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplacedView {
    /// What it was.
    pub kind: Redacted,
    /// At how many places.
    pub places: u32,
}

/// Where it was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// The file, whole.
    pub path: String,
}
