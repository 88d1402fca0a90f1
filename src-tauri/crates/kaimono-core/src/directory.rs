//! The data directory: one Kaimono at a time, and `kaimono.db` with profiles and settings. Never a secret.
//!
//! ```text
//! lock                    held while a Kaimono uses the directory
//! kaimono.db              profiles and settings
//! profiles/<id>/          purchases.db, catalogue.db of one profile
//! ```

use crate::{
    error::{Code, Failure, Result, Side},
    profile::{Profile, address_refused},
    store,
    view::app::{NoticeKind, QuietHours, Settings, Theme},
};
use masumi_client::{
    net::{AddressRefusal, ServiceBase},
    node::Network,
};
use rusqlite::{Connection, OptionalExtension, Row, params, types::Type};
use std::{
    fs::{self, DirBuilder, File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The schema, one entry a version. Released entries are never edited.
const MIGRATIONS: &[&str] = &["
    CREATE TABLE profile (
        id                 TEXT    PRIMARY KEY,
        label              TEXT    NOT NULL,
        network            TEXT    NOT NULL CHECK (network IN ('Preprod', 'Mainnet')),
        sandbox            INTEGER NOT NULL,
        node_url           TEXT    NOT NULL,
        registry_url       TEXT    NOT NULL,
        allow_local_agents INTEGER NOT NULL,
        wallet_address     TEXT,
        key_slot           TEXT,            -- a name in the OS keyring, never a key
        removed            INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"];

const COLUMNS: &str =
    "id, label, network, sandbox, node_url, registry_url, allow_local_agents, wallet_address, key_slot";

/// An open data directory.
#[derive(Debug)]
pub struct Directory {
    path: PathBuf,
    database: Mutex<Connection>,
    /// Unlocked when closed, by the system also when the process dies.
    _lock: File,
}

impl Directory {
    /// Opens or creates it, for this process alone: [`Code::AlreadyRunning`] when another has it.
    pub fn open(path: &Path) -> Result<Directory> {
        private_directory(path).map_err(|error| failed(&error))?;
        let lock = File::create(path.join("lock")).map_err(|error| failed(&error))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => Failure::new(Code::AlreadyRunning, Side::App).passing(),
            TryLockError::Error(error) => failed(&error),
        })?;
        let database = store::open(&path.join("kaimono.db"), MIGRATIONS)?;
        Ok(Directory { path: path.to_owned(), database: Mutex::new(database), _lock: lock })
    }

    /// The directory of a profile; made when it is not there.
    pub fn of_profile(&self, id: &str) -> Result<PathBuf> {
        let path = self.path.join("profiles").join(id);
        private_directory(&path).map_err(|error| failed(&error))?;
        Ok(path)
    }

    /// Profiles in the order they were made.
    pub fn profiles(&self) -> Result<Vec<Profile>> {
        let database = self.database();
        let mut select = database
            .prepare(&format!("SELECT {COLUMNS} FROM profile WHERE removed = 0 ORDER BY rowid"))
            .map_err(store::failed)?;
        let rows = select.query_map([], profile).map_err(store::failed)?;
        rows.collect::<rusqlite::Result<_>>().map_err(unreadable)
    }

    /// A profile by its id.
    pub fn profile(&self, id: &str) -> Result<Profile> {
        self.find(id)?.ok_or_else(|| Failure::unknown(id))
    }

    /// A profile by its id, if there is one.
    pub fn find(&self, id: &str) -> Result<Option<Profile>> {
        self.database()
            .query_row(&format!("SELECT {COLUMNS} FROM profile WHERE id = ?1 AND removed = 0"), [id], profile)
            .optional()
            .map_err(unreadable)
    }

    /// The id of a removed profile of the same node and network: its history is still in its directory.
    pub fn removed(&self, network: Network, node_url: &ServiceBase) -> Result<Option<String>> {
        self.database()
            .query_row(
                "SELECT id FROM profile WHERE removed = 1 AND network = ?1 AND node_url = ?2 ORDER BY rowid DESC",
                [word(network), node_url.as_str()],
                |row| row.get(0),
            )
            .optional()
            .map_err(store::failed)
    }

    /// Writes a profile; one that was removed is there again.
    pub fn keep(&self, profile: &Profile) -> Result<()> {
        self.database()
            .execute(
                "INSERT INTO profile (id, label, network, sandbox, node_url, registry_url, allow_local_agents, wallet_address, key_slot)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                 ON CONFLICT (id) DO UPDATE SET label = ?2, node_url = ?5, registry_url = ?6, allow_local_agents = ?7,
                                                wallet_address = ?8, key_slot = ?9, removed = 0",
                params![
                    profile.id,
                    profile.label,
                    word(profile.network),
                    profile.sandbox,
                    profile.node_url.as_str(),
                    profile.registry_url.as_str(),
                    profile.allow_local_agents,
                    profile.wallet_address,
                    profile.key_slot,
                ],
            )
            .map_err(store::failed)?;
        Ok(())
    }

    /// Takes a profile off the list. Its directory, with the history of what was bought, stays.
    pub fn remove(&self, id: &str) -> Result<()> {
        let changed = self
            .database()
            .execute("UPDATE profile SET removed = 1, key_slot = NULL WHERE id = ?1 AND removed = 0", [id])
            .map_err(store::failed)?;
        if changed == 0 { Err(Failure::unknown(id)) } else { Ok(()) }
    }

    /// The id of the profile that was open last.
    pub fn active(&self) -> Result<Option<String>> {
        self.setting("active")
    }

    /// Remembers which profile is open.
    pub fn set_active(&self, id: Option<&str>) -> Result<()> {
        match id {
            Some(id) => self.set("active", id),
            None => {
                self.database().execute("DELETE FROM setting WHERE name = 'active'", []).map_err(store::failed)?;
                Ok(())
            }
        }
    }

    /// What the person chose; a word that this build does not know is the default.
    pub fn settings(&self) -> Result<Settings> {
        let usual = Settings::default();
        let theme = match self.setting("theme")?.as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        };
        // What is not wanted is kept, so that a kind which a later build adds is wanted.
        let unwanted = self.setting("notices.unwanted")?.unwrap_or_default();
        let wanted = |kind: &NoticeKind| !unwanted.split(' ').any(|word| word == notice_word(*kind));
        let quiet = self.setting("notices.quiet")?.and_then(|text| quiet_hours(&text));
        let keep_watching = self.setting("closing")?.map_or(usual.keep_watching, |word| word != "quit");
        Ok(Settings { theme, notices: usual.notices.into_iter().filter(wanted).collect(), quiet, keep_watching })
    }

    /// Remembers what the person chose.
    pub fn set_settings(&self, settings: &Settings) -> Result<()> {
        let theme = match settings.theme {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let quiet = settings.quiet.map(|quiet| format!("{}-{}", quiet.from, quiet.to)).unwrap_or_default();
        if settings.quiet.is_some() && quiet_hours(&quiet).is_none() {
            return Err(Failure::input("quiet"));
        }
        let unwanted = NoticeKind::ALL.into_iter().filter(|kind| !settings.notices.contains(kind)).map(notice_word);
        self.set("theme", theme)?;
        self.set("notices.unwanted", &unwanted.collect::<Vec<_>>().join(" "))?;
        self.set("notices.quiet", &quiet)?;
        self.set("closing", if settings.keep_watching { "watch" } else { "quit" })
    }

    /// Whether the person was told what closing the window means.
    pub fn said_what_closing_means(&self) -> Result<bool> {
        Ok(self.setting("closing.said")?.is_some())
    }

    /// Remembers that the person was told.
    pub fn say_what_closing_means(&self) -> Result<()> {
        self.set("closing.said", "yes")
    }

    fn setting(&self, name: &str) -> Result<Option<String>> {
        self.database()
            .query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0))
            .optional()
            .map_err(store::failed)
    }

    fn set(&self, name: &str, value: &str) -> Result<()> {
        self.database()
            .execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)", [name, value])
            .map_err(store::failed)?;
        Ok(())
    }

    fn database(&self) -> MutexGuard<'_, Connection> {
        self.database.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn profile(row: &Row<'_>) -> rusqlite::Result<Profile> {
    let url = |index: usize| {
        let text: String = row.get(index)?;
        text.parse::<ServiceBase>()
            .map_err(|refusal| rusqlite::Error::FromSqlConversionFailure(index, Type::Text, Box::new(refusal)))
    };
    let network: String = row.get(2)?;
    Ok(Profile {
        id: row.get(0)?,
        label: row.get(1)?,
        network: if network == "Mainnet" { Network::Mainnet } else { Network::Preprod },
        sandbox: row.get(3)?,
        node_url: url(4)?,
        registry_url: url(5)?,
        allow_local_agents: row.get(6)?,
        wallet_address: row.get(7)?,
        key_slot: row.get(8)?,
    })
}

/// Why a profile cannot be read. One with an address that no key may go to is no profile to connect to.
fn unreadable(error: rusqlite::Error) -> Failure {
    if let rusqlite::Error::FromSqlConversionFailure(_, _, cause) = &error
        && let Some(refusal) = cause.downcast_ref::<AddressRefusal>()
    {
        return address_refused(refusal);
    }
    store::failed(error)
}

fn notice_word(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Result => "result",
        NoticeKind::Question => "question",
        NoticeKind::Wrong => "wrong",
        NoticeKind::Refund => "refund",
        NoticeKind::Payment => "payment",
        NoticeKind::Approval => "approval",
    }
}

fn quiet_hours(text: &str) -> Option<QuietHours> {
    let (from, to) = text.split_once('-')?;
    let minute = |text: &str| text.parse().ok().filter(|minute| *minute < 24 * 60);
    Some(QuietHours { from: minute(from)?, to: minute(to)? })
}

fn word(network: Network) -> &'static str {
    match network {
        Network::Preprod => "Preprod",
        Network::Mainnet => "Mainnet",
    }
}

/// Makes a directory that only this user can look into. One that is there stays as it is.
pub fn private_directory(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        DirBuilder::new().recursive(true).mode(0o700).create(path)
    }
    #[cfg(not(unix))]
    DirBuilder::new().recursive(true).create(path)
}

fn failed(error: &io::Error) -> Failure {
    Failure::new(Code::Store, Side::App).quoting(&error.to_string()).passing()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(id: &str) -> Profile {
        Profile {
            id: id.to_owned(),
            label: "My node".to_owned(),
            network: Network::Preprod,
            sandbox: false,
            node_url: "https://node.example/api/v1".parse().unwrap(),
            registry_url: "https://registry.example/api/v1".parse().unwrap(),
            allow_local_agents: false,
            wallet_address: None,
            key_slot: Some(format!("{id}.1")),
        }
    }

    #[test]
    fn profiles_and_settings_survive_a_restart() {
        let home = tempfile::tempdir().unwrap();
        let directory = Directory::open(home.path()).unwrap();
        let second = Profile { network: Network::Mainnet, wallet_address: Some("addr1x".to_owned()), ..example("b") };
        directory.keep(&example("a")).unwrap();
        directory.keep(&second).unwrap();
        directory.set_active(Some("b")).unwrap();
        assert_eq!(directory.settings().unwrap(), Settings::default());
        let settings = Settings {
            theme: Theme::Dark,
            notices: vec![NoticeKind::Question, NoticeKind::Refund],
            quiet: Some(QuietHours { from: 22 * 60, to: 7 * 60 }),
            keep_watching: false,
        };
        directory.set_settings(&settings).unwrap();
        drop(directory);

        let directory = Directory::open(home.path()).unwrap();
        assert_eq!(directory.profiles().unwrap(), [example("a"), second]);
        assert_eq!(directory.active().unwrap().as_deref(), Some("b"));
        assert_eq!(directory.settings().unwrap(), settings);
        let never = Settings { quiet: Some(QuietHours { from: 0, to: 24 * 60 }), ..settings };
        assert_eq!(directory.set_settings(&never).unwrap_err().code, Code::Input, "there is no such minute");
    }

    #[test]
    fn two_kaimonos_never_use_one_directory() {
        let home = tempfile::tempdir().unwrap();
        let first = Directory::open(home.path()).unwrap();
        assert_eq!(Directory::open(home.path()).unwrap_err().code, Code::AlreadyRunning);
        drop(first);
        Directory::open(home.path()).unwrap();
    }

    #[test]
    fn a_changed_profile_keeps_its_place_and_its_network() {
        let home = tempfile::tempdir().unwrap();
        let directory = Directory::open(home.path()).unwrap();
        directory.keep(&example("a")).unwrap();
        directory.keep(&example("b")).unwrap();
        let changed = Profile { label: "New name".to_owned(), network: Network::Mainnet, ..example("a") };
        directory.keep(&changed).unwrap();
        let first = &directory.profiles().unwrap()[0];
        assert_eq!((first.label.as_str(), first.network), ("New name", Network::Preprod));
    }

    #[test]
    fn a_removed_profile_can_be_found_again_by_its_node() {
        let home = tempfile::tempdir().unwrap();
        let directory = Directory::open(home.path()).unwrap();
        let profile = example("a");
        directory.keep(&profile).unwrap();
        directory.remove("a").unwrap();
        assert!(directory.profiles().unwrap().is_empty());
        assert_eq!(directory.remove("a").unwrap_err().code, Code::Unknown);
        assert_eq!(directory.removed(Network::Mainnet, &profile.node_url).unwrap(), None);
        assert_eq!(directory.removed(Network::Preprod, &profile.node_url).unwrap().as_deref(), Some("a"));
        directory.keep(&profile).unwrap();
        assert_eq!(directory.profile("a").unwrap(), profile);
    }

    #[test]
    fn a_stored_address_that_no_key_may_go_to_is_said_and_never_connected_to() {
        let home = tempfile::tempdir().unwrap();
        let directory = Directory::open(home.path()).unwrap();
        for (column, address) in [
            ("node_url", "http://192.0.2.2:3001/api/v1"),
            ("registry_url", "http://registry.example/api/v1"),
            ("node_url", "https://somebody@node.example/api/v1"),
            ("registry_url", "nowhere"),
        ] {
            directory.keep(&example("a")).unwrap();
            directory
                .database()
                .execute(&format!("UPDATE profile SET {column} = ?1 WHERE id = 'a'"), [address])
                .unwrap();
            let refused = [directory.profiles().unwrap_err(), directory.profile("a").unwrap_err()];
            assert!(refused.iter().all(|refused| refused.code == Code::AddressRefused), "{address}: {refused:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_look_into_it() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("share/kaimono");
        let directory = Directory::open(&path).unwrap();
        for made in [path, directory.of_profile("a").unwrap()] {
            assert_eq!(fs::metadata(made).unwrap().permissions().mode() & 0o777, 0o700);
        }
    }
}
