//! A newer version, for whoever has a bundle that no store brings up to date: it is found, fetched and checked, and given to nobody
//! before its signature is right. What is asked, and by whose key, whoever makes a build says; without that there is nobody to ask.
//! Nothing is installed here.
//!
//! A release has a list of its packages, which is not signed: whoever can answer in the publisher's place can write it. So nothing of it
//! counts but what the signature of a package says too: minisign's trusted comment names the version and the file
//! (`scripts/sign-packages`). An older package with its good signature is no newer version, whatever the list calls it.

#[cfg(test)]
mod tests;

use masumi::net::{CallError, CallErrorKind, FileHttp, Operation};
use minisign_verify::{PublicKey, Signature};
use semver::Version;
use serde::Deserialize;
use std::{collections::BTreeMap, time::Duration};
use url::Url;

/// A list of packages is far smaller.
const MOST_OF_LIST: usize = 256 * 1024;
/// The largest package, an AppImage with a whole WebKit in it, is a third of this.
const MOST_BYTES: usize = 300 * 1024 * 1024;
const PATIENCE_FOR_LIST: Duration = Duration::from_secs(30);
const PATIENCE: Duration = Duration::from_secs(1_800);

/// A kind of package that nobody but Kaimono could bring up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bundle {
    /// Linux, one file.
    AppImage,
    /// macOS.
    Dmg,
    /// Windows, by Windows Installer.
    Msi,
    /// Windows, a setup program.
    Nsis,
}

impl Bundle {
    fn ending(self) -> &'static str {
        match self {
            Bundle::AppImage => ".AppImage",
            Bundle::Dmg => ".dmg",
            Bundle::Msi => ".msi",
            Bundle::Nsis => ".exe",
        }
    }

    /// As the list calls it, for the machine that this was compiled for.
    fn name(self) -> String {
        let (system, kind) = match self {
            Bundle::AppImage => ("linux", "appimage"),
            Bundle::Dmg => ("darwin", "dmg"),
            Bundle::Msi => ("windows", "msi"),
            Bundle::Nsis => ("windows", "nsis"),
        };
        format!("{system}-{}-{kind}", std::env::consts::ARCH)
    }
}

/// Why there is no newer version to be had.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The publisher's key is none.
    #[error("the key that this build trusts cannot be read")]
    Key,
    /// Nobody answers, or not to the end.
    #[error(transparent)]
    Call(#[from] CallError),
    /// What came is no list of packages.
    #[error("not a list of packages: {0}")]
    Unreadable(String),
    /// It says that more comes than is ever taken.
    #[error("{0} bytes are more than a package has")]
    TooLarge(u64),
    /// It is not as long as the list says.
    #[error("{found} bytes came, not {said}")]
    Length {
        /// By the list.
        said: usize,
        /// In fact.
        found: usize,
    },
    /// There is no signature, or none that can be read.
    #[error("not signed")]
    Unsigned,
    /// The signature is by another key, or of other bytes.
    #[error("the signature is not right: {0}")]
    Forged(String),
    /// The signature is right, and of something else: an older version, or another file.
    #[error("what is signed is {0:?}")]
    Another(String),
}

/// The list of the newest release.
#[derive(Deserialize)]
struct List {
    version: Version,
    packages: BTreeMap<String, Package>,
}

#[derive(Deserialize)]
struct Package {
    url: String,
    bytes: u64,
    #[serde(default)]
    signature: String,
}

/// A version that says that it is newer. Nothing of it is proven yet.
#[derive(Debug)]
pub struct Newer {
    version: Version,
    url: String,
    bytes: usize,
    signature: String,
    bundle: Bundle,
}

impl Newer {
    /// What it calls itself.
    pub fn version(&self) -> &Version {
        &self.version
    }
}

/// Where newer versions of this build are, and whose they have to be.
#[derive(Debug)]
pub struct Updates {
    list: Url,
    key: PublicKey,
    have: Version,
    http: FileHttp,
}

impl Updates {
    /// `list`: where the list of the newest release is; `key`: the publisher's, as minisign writes it in one line; `have`: the version
    /// that runs.
    pub fn of(list: Url, key: &str, have: Version, http: FileHttp) -> Result<Updates, Refusal> {
        let key = PublicKey::from_base64(key).map_err(|_| Refusal::Key)?;
        Ok(Updates { list, key, have, http })
    }

    /// What is newer than what runs, if there is a package of that kind.
    pub async fn look(&self, bundle: Bundle) -> Result<Option<Newer>, Refusal> {
        let list = self
            .http
            .get(Operation::File, self.list.as_str(), "application/json", MOST_OF_LIST, PATIENCE_FOR_LIST)
            .await?;
        let mut list: List = serde_json::from_slice(&list).map_err(|error| Refusal::Unreadable(error.to_string()))?;
        let newer = list.version.cmp_precedence(&self.have).is_gt();
        let package = list.packages.remove(&bundle.name()).filter(|_| newer);
        let Some(Package { url, bytes, signature }) = package else { return Ok(None) };
        let fits = usize::try_from(bytes).ok().filter(|bytes| *bytes <= MOST_BYTES);
        let bytes = fits.ok_or(Refusal::TooLarge(bytes))?;
        Ok(Some(Newer { version: list.version, url, bytes, signature, bundle }))
    }

    /// The bytes of a package that is what it says it is: the publisher's, that version, for this kind of bundle.
    pub async fn fetch(&self, newer: &Newer) -> Result<Vec<u8>, Refusal> {
        let signature = Signature::decode(&newer.signature).map_err(|_| Refusal::Unsigned)?;
        let read = self.http.get(Operation::File, &newer.url, "*/*", newer.bytes, PATIENCE).await;
        let bytes = read.map_err(|error| match error.kind {
            CallErrorKind::TooLarge => Refusal::Length { said: newer.bytes, found: newer.bytes.saturating_add(1) },
            _ => error.into(),
        })?;
        if bytes.len() != newer.bytes {
            return Err(Refusal::Length { said: newer.bytes, found: bytes.len() });
        }
        self.key.verify(&bytes, &signature, false).map_err(|error| Refusal::Forged(error.to_string()))?;
        // Only from here on is the comment the publisher's.
        let comment = signature.trusted_comment();
        let says = |name: &str| comment.split('\t').find_map(|field| field.strip_prefix(name)?.strip_prefix(':'));
        let version = says("version").and_then(|version| Version::parse(version).ok());
        let file = says("file").is_some_and(|file| file.ends_with(newer.bundle.ending()));
        if version.as_ref() != Some(&newer.version) || !file {
            return Err(Refusal::Another(comment.to_owned()));
        }
        Ok(bytes)
    }
}
