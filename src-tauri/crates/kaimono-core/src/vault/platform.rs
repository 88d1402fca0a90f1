//! The keyring of this desktop: Secret Service, Keychain or Credential Manager. Never the kernel's keyutils, which forget at
//! reboot, and never a file.
//!
//! `keyring` provides the entry and the errors. Its own `Entry::new` would keep a failed start for the life of the process, so
//! this module makes a new store behind the entry for every question.

use super::{KeyStore, Trouble};
use crate::view::app::KeyringState;
use keyring::{Entry, Error};
use keyring_core::CredentialStore;
use masumi::net::Secret;
use std::sync::Arc;

/// Under which name a person finds our entries in their keyring.
const SERVICE: &str = "Kaimono";

struct Desktop(Arc<CredentialStore>);

/// Opens the keyring. Blocks for as long as the desktop likes.
pub(super) fn open() -> Result<Box<dyn KeyStore>, Trouble> {
    #[cfg(target_os = "macos")]
    let store = apple_native_keyring_store::keychain::Store::new();
    #[cfg(target_os = "windows")]
    let store = windows_native_keyring_store::Store::new();
    #[cfg(not(any(target_os = "macos", target_os = "windows")))]
    let store = zbus_secret_service_keyring_store::Store::new();
    Ok(Box::new(Desktop(store.map_err(trouble)?)))
}

/// Whether the keyring is asking the person. A question that is under way waits for them when something of ours, or the place for
/// it, is locked: GNOME Keyring and KWallet lock a collection, KeePassXC also each entry. None of the three asks the person about
/// this.
pub(super) fn asks() -> bool {
    #[cfg(target_os = "linux")]
    return linux::asks().unwrap_or(false);
    #[cfg(not(target_os = "linux"))]
    false
}

#[cfg(target_os = "linux")]
mod linux {
    use super::SERVICE;
    use std::{collections::HashMap, time::Duration};
    use zbus::{
        blocking::{Proxy, connection},
        zvariant::OwnedObjectPath,
    };

    const NAME: &str = "org.freedesktop.secrets";
    /// A service that is there answers this at once.
    const PATIENCE: Duration = Duration::from_secs(1);

    pub(super) fn asks() -> zbus::Result<bool> {
        let bus = connection::Builder::session()?.method_timeout(PATIENCE).build()?;
        let service = Proxy::new(&bus, NAME, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service")?;
        let ours = HashMap::from([("service", SERVICE)]);
        let (_, locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) = service.call("SearchItems", &(ours))?;
        if !locked.is_empty() {
            return Ok(true);
        }
        let place: OwnedObjectPath = service.call("ReadAlias", &("default"))?;
        if place.as_str() == "/" {
            return Ok(false);
        }
        Proxy::new(&bus, NAME, place, "org.freedesktop.Secret.Collection")?.get_property("Locked")
    }
}

impl Desktop {
    fn entry(&self, name: &str) -> Result<Entry, Trouble> {
        let inner = self.0.build(SERVICE, name, None).map_err(trouble)?;
        Ok(Entry { inner })
    }
}

impl KeyStore for Desktop {
    fn read(&self, name: &str) -> Result<Option<Secret>, Trouble> {
        match self.entry(name)?.get_password() {
            Ok(secret) => Ok(Some(Secret::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(trouble(error)),
        }
    }

    fn write(&self, name: &str, secret: &Secret) -> Result<(), Trouble> {
        self.entry(name)?.set_password(secret.expose()).map_err(trouble)
    }

    fn remove(&self, name: &str) -> Result<(), Trouble> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(trouble(error)),
        }
    }
}

/// What an error means for the person. Errors that carry the stored bytes are not quoted.
fn trouble(error: Error) -> Trouble {
    match error {
        // A Secret Service without any collection says so: nothing to unlock, nowhere to store.
        Error::NoStorageAccess(cause) if cause.to_string().contains("result not returned") => {
            Trouble { state: KeyringState::NoCollection, words: "the keyring has no default collection".to_owned() }
        }
        Error::NoStorageAccess(cause) => Trouble { state: KeyringState::Locked, words: cause.to_string() },
        Error::PlatformFailure(cause) => Trouble { state: KeyringState::Missing, words: cause.to_string() },
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            Trouble { state: KeyringState::Missing, words: "an entry of the keyring is not readable".to_owned() }
        }
        Error::Ambiguous(_) => Trouble {
            state: KeyringState::Missing,
            words: "several entries of the keyring have the same name".to_owned(),
        },
        other => Trouble { state: KeyringState::Missing, words: other.to_string() },
    }
}
