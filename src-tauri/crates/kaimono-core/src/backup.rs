//! A backup: one file, encrypted with a passphrase (age), in which is a tar with a manifest and the files of each profile. Keys are
//! never in it, nor is anything that can be fetched again. Nor are the files that were fetched from results: they stand in folders of
//! their own and can be large, and their hosts may not have them any more, so the page says that they are left out. A backup is
//! written and read piece by piece: a history can be gigabytes.
//!
//! ```text
//! manifest.json           what is in it: profiles, settings, and the size and SHA-256 of each file
//! <id>/purchases.db       the history of a profile
//! <id>/bookmarks.db       what the person marked there
//! ```
//!
//! Whoever has the passphrase can open it without Kaimono as well (`age --decrypt`, `tar`). A file that is read is somebody else's until
//! it has proven otherwise: what is not exactly as the manifest says, in its order, is damage.

mod manifest;
mod pack;
#[cfg(test)]
mod tests;

pub(crate) use manifest::{Manifest, Part, SavedProfile};
pub(crate) use pack::{Opened, digest, open, write};

use crate::error::{Code, Failure, Side};
use masumi::net::Secret;

/// Characters of a passphrase, at least.
const SHORTEST: usize = 12;
/// And at most: nobody types more.
const LONGEST: usize = 1_000;

/// Files of a profile that are in a backup.
pub(crate) const KEPT: [&str; 2] = [HISTORY, "bookmarks.db"];
/// The one without which there is no history.
pub(crate) const HISTORY: &str = "purchases.db";

/// Whether a backup may be encrypted with it.
pub(crate) fn check_passphrase(passphrase: &Secret) -> Result<(), Failure> {
    let length = passphrase.expose().chars().count();
    if (SHORTEST..=LONGEST).contains(&length) { Ok(()) } else { Err(Failure::input("passphrase")) }
}

/// It is no backup that Kaimono made. What it is instead helps nobody in the window.
pub(crate) fn foreign(why: &str) -> Failure {
    tracing::info!(why, "no backup");
    Failure::new(Code::BackupForeign, Side::You)
}

/// It is one, and not as it was written.
pub(crate) fn damaged(why: &str) -> Failure {
    Failure::new(Code::BackupDamaged, Side::You).quoting(why)
}
