//! The data directory: one Kaimono at a time uses it. `kaimono.db` has profiles and settings, never a secret.
//!
//! ```text
//! lock                    held while a Kaimono uses the directory
//! kaimono.db              profiles and settings
//! profiles/<id>/          purchases.db, catalogue.db of one profile
//! ```

use crate::{
    error::{Code, Failure, Result, Side},
    pictures,
    profile::{Profile, address_refused},
    store::{self, Place, Step},
    view::app::{Font, LanguageChoice, NoticeKind, QuietHours, Settings, TextSize, Theme},
};
use masumi::{
    net::{AddressRefusal, Authorities, ProxyAddress, ServiceBase, Way},
    node::Network,
};
use rusqlite::{Connection, OptionalExtension, Params, Row, params, types::Type};
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs::{self, DirBuilder, File, TryLockError},
    io,
    path::{Path, PathBuf},
    str::FromStr,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The schema, one entry a version. Released entries are never edited.
const MIGRATIONS: &[Step] = &[
    Step::Copied(
        "
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
",
    ),
    Step::Copied(
        "
    -- Whether it has a journal: one that is gone then is damage, and no first start.
    ALTER TABLE profile ADD COLUMN journal INTEGER NOT NULL DEFAULT 0;
    -- Names in the OS keyring whose keys are to be deleted as soon as it answers.
    CREATE TABLE unwanted (key_slot TEXT PRIMARY KEY) STRICT;
",
    ),
    Step::Copied(
        "
    -- Agents may be called at addresses with which a VPN or proxy stands in for names.
    ALTER TABLE profile ADD COLUMN allow_stand_ins INTEGER NOT NULL DEFAULT 0;
",
    ),
    Step::Copied(
        "
    -- Certificates (PEM) that are trusted for node and registry beside those that this computer knows.
    ALTER TABLE profile ADD COLUMN authorities TEXT;
    -- Through which proxy node and registry are reached.
    ALTER TABLE profile ADD COLUMN proxy TEXT;
",
    ),
];

/// Settings that are the person's choice, beside limits.
const CHOSEN: [&str; 13] = [
    "theme",
    "language",
    "font",
    "text-size",
    "notices.unwanted",
    "notices.quiet",
    "closing",
    "keys.single",
    "first-hour",
    "pictures",
    "pictures.gateway",
    "amounts",
    "buying",
];
const LIMITED: [Network; 2] = [Network::Preprod, Network::Mainnet];

const COLUMNS: &str = "id, label, network, sandbox, node_url, registry_url, allow_local_agents, wallet_address, key_slot, allow_stand_ins, authorities, proxy";

/// An open data directory.
#[derive(Debug)]
pub struct Directory {
    path: PathBuf,
    database: Mutex<Connection>,
    /// Unlocked when closed, by the system also when the process dies.
    _lock: File,
    /// Where `lock` and `kaimono.db` were when they were opened.
    places: [Place; 2],
}

impl Directory {
    /// Opens or creates it, for this process alone: [`Code::AlreadyRunning`] when another has it.
    pub fn open(path: &Path) -> Result<Directory> {
        private_directory(path).map_err(|error| failed(&error))?;
        let file = path.join("lock");
        // On a disk that cannot be written now it may be there all the same.
        let lock = File::create(&file).or_else(|error| File::open(&file).map_err(|_| error));
        let lock = lock.map_err(|error| failed(&error))?;
        lock.try_lock().map_err(|error| not_locked(&error))?;
        let file = path.join("kaimono.db");
        let (database, _) = store::open_to_read_at_least(&file, MIGRATIONS)?;
        let places = [Place::of(&path.join("lock"))?, Place::of(&file)?];
        Ok(Directory { path: path.to_owned(), database: Mutex::new(database), _lock: lock, places })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file that keeps other Kaimonos out.
    pub fn lock_place(&self) -> Place {
        self.places[0].clone()
    }

    /// Whether the journal of a profile is there, as far as there was one. What is gone is damage: going on as if nothing had
    /// been bought could pay twice.
    pub fn expect_journal(&self, id: &str) -> Result<()> {
        let had: Option<bool> = self
            .database()
            .query_row("SELECT journal FROM profile WHERE id = ?1", [id], |row| row.get(0))
            .optional()
            .map_err(store::failed)?;
        let path = self.of_profile(id)?.join("purchases.db");
        let there = fs::metadata(&path).is_ok_and(|file| file.len() > 0);
        if had == Some(true) && !there {
            return Err(store::damaged(&format!("{}: it is gone or empty", path.display())));
        }
        Ok(())
    }

    /// Notes that a profile has a journal.
    pub fn note_journal(&self, id: &str) -> Result<()> {
        self.write("UPDATE profile SET journal = 1 WHERE id = ?1 AND journal = 0", [id]).map(drop)
    }

    /// Notes that a profile begins a journal anew: that there is none is no damage then.
    pub fn forget_journal(&self, id: &str) -> Result<()> {
        self.forget_written(id)?;
        self.write("UPDATE profile SET journal = 0 WHERE id = ?1", [id]).map(drop)
    }

    /// The number of the last event in the journal of a profile, as last noted. A journal that ends before it is an older copy.
    pub fn written(&self, id: &str) -> Result<i64> {
        Ok(self.setting(&written(id))?.and_then(|number| number.parse().ok()).unwrap_or_default())
    }

    /// Notes it, if it is another one.
    pub fn note_written(&self, id: &str, number: i64) -> Result<()> {
        if self.written(id)? == number { Ok(()) } else { self.set(&written(id), &number.to_string()) }
    }

    /// Forgets it.
    pub(crate) fn forget_written(&self, id: &str) -> Result<()> {
        self.write("DELETE FROM setting WHERE name = ?1", [written(id)]).map(drop)
    }

    /// Folders of profiles that are not in `kaimono.db` any more: what was bought is in them.
    pub fn orphans(&self) -> Result<Vec<String>> {
        let database = self.database();
        let mut select = database.prepare("SELECT id FROM profile").map_err(store::failed)?;
        let known = select.query_map([], |row| row.get(0)).map_err(store::failed)?;
        let known: BTreeSet<String> = known.collect::<rusqlite::Result<_>>().map_err(store::failed)?;
        let Ok(folders) = fs::read_dir(self.path.join("profiles")) else { return Ok(Vec::new()) };
        let named = folders.filter_map(|folder| {
            let folder = folder.ok()?;
            let bought = fs::metadata(folder.path().join("purchases.db")).is_ok_and(|file| file.len() > 0);
            folder.file_name().into_string().ok().filter(|id| bought && !known.contains(id))
        });
        let mut orphans: Vec<String> = named.collect();
        orphans.sort();
        Ok(orphans)
    }

    /// The directory of a profile; made when it is not there.
    pub fn of_profile(&self, id: &str) -> Result<PathBuf> {
        let path = self.path.join("profiles").join(id);
        private_directory(&path).map_err(|error| failed(&error))?;
        Ok(path)
    }

    /// Profiles in the order they were made.
    pub fn profiles(&self) -> Result<Vec<Profile>> {
        self.listed(false)
    }

    /// Profiles that were removed: their histories are still in their directories.
    pub fn removed(&self) -> Result<Vec<Profile>> {
        self.listed(true)
    }

    fn listed(&self, removed: bool) -> Result<Vec<Profile>> {
        let database = self.database();
        let mut select = database
            .prepare(&format!("SELECT {COLUMNS} FROM profile WHERE removed = ?1 ORDER BY rowid"))
            .map_err(store::failed)?;
        let rows = select.query_map([removed], profile).map_err(store::failed)?;
        rows.collect::<rusqlite::Result<_>>().map_err(unreadable)
    }

    /// A profile by its id.
    pub fn profile(&self, id: &str) -> Result<Profile> {
        self.find(id)?.ok_or_else(|| Failure::unknown(id))
    }

    /// A profile by its id, if there is one.
    pub fn find(&self, id: &str) -> Result<Option<Profile>> {
        self.known(id, "removed = 0")
    }

    /// A profile by its id, also one that was removed.
    pub fn ever(&self, id: &str) -> Result<Option<Profile>> {
        self.known(id, "TRUE")
    }

    fn known(&self, id: &str, and: &str) -> Result<Option<Profile>> {
        self.database()
            .query_row(&format!("SELECT {COLUMNS} FROM profile WHERE id = ?1 AND {and}"), [id], profile)
            .optional()
            .map_err(unreadable)
    }

    /// Writes a profile; one that was removed is there again.
    pub fn keep(&self, profile: &Profile) -> Result<()> {
        self.places.iter().try_for_each(Place::holds)?;
        keep(&self.database(), profile)
    }

    /// Takes a profile off the list. Its directory, with the history of what was bought, stays; its keys are unwanted from now on.
    pub fn remove(&self, id: &str) -> Result<()> {
        if let Some(slot) = self.profile(id)?.key_slot {
            self.want_no_more(&slot)?;
        }
        self.write("UPDATE profile SET removed = 1, key_slot = NULL WHERE id = ?1", [id]).map(drop)
    }

    /// Notes that the keys of a slot are to be deleted.
    pub fn want_no_more(&self, slot: &str) -> Result<()> {
        self.write("INSERT OR IGNORE INTO unwanted VALUES (?1)", [slot]).map(drop)
    }

    /// Slots whose keys are to be deleted, and are still there as far as is known.
    pub fn unwanted(&self) -> Result<Vec<String>> {
        let database = self.database();
        let mut select = database.prepare("SELECT key_slot FROM unwanted ORDER BY rowid").map_err(store::failed)?;
        let rows = select.query_map([], |row| row.get(0)).map_err(store::failed)?;
        rows.collect::<rusqlite::Result<_>>().map_err(store::failed)
    }

    /// Notes that the keys of a slot are deleted.
    pub fn deleted(&self, slot: &str) -> Result<()> {
        self.write("DELETE FROM unwanted WHERE key_slot = ?1", [slot]).map(drop)
    }

    /// The id of the profile that was open last.
    pub fn active(&self) -> Result<Option<String>> {
        self.setting("active")
    }

    /// Remembers which profile is open.
    pub fn set_active(&self, id: Option<&str>) -> Result<()> {
        match id {
            Some(id) => self.set("active", id),
            None => self.write("DELETE FROM setting WHERE name = 'active'", []).map(drop),
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
        let language = match self.setting("language")?.as_deref() {
            Some("en") => LanguageChoice::En,
            Some("de") => LanguageChoice::De,
            _ => LanguageChoice::System,
        };
        let font = match self.setting("font")?.as_deref() {
            Some("system") => Font::System,
            _ => Font::Inter,
        };
        let percent = self.setting("text-size")?;
        let is_chosen = |size: &TextSize| percent.as_deref() == Some(&size.percent().to_string());
        let text_size = TextSize::ALL.into_iter().find(is_chosen).unwrap_or(usual.text_size);
        // What is not wanted is kept, so that a kind which a later build adds is wanted.
        let unwanted = self.setting("notices.unwanted")?.unwrap_or_default();
        let wanted = |kind: &NoticeKind| !unwanted.split(' ').any(|word| word == notice_word(*kind));
        let quiet = self.setting("notices.quiet")?.and_then(|text| quiet_hours(&text));
        let keep_watching = self.setting("closing")?.map_or(usual.keep_watching, |word| word != "quit");
        let first_hour = self.setting("first-hour")?.map_or(usual.first_hour, |word| word != "away");
        let single_keys = self.setting("keys.single")?.map_or(usual.single_keys, |word| word != "off");
        let notices = usual.notices.into_iter().filter(wanted).collect();
        let pictures = self.setting("pictures")?.map_or(usual.pictures, |word| word == "shown");
        let picture_gateway = self.setting("pictures.gateway")?.unwrap_or_default();
        let hide_amounts = self.setting("amounts")?.map_or(usual.hide_amounts, |word| word == "hidden");
        Ok(Settings {
            theme,
            language,
            font,
            text_size,
            notices,
            quiet,
            keep_watching,
            single_keys,
            first_hour,
            pictures,
            picture_gateway,
            hide_amounts,
        })
    }

    /// Remembers what the person chose.
    pub fn set_settings(&self, settings: &Settings) -> Result<()> {
        let theme = match settings.theme {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let language = match settings.language {
            LanguageChoice::System => "system",
            LanguageChoice::En => "en",
            LanguageChoice::De => "de",
        };
        let quiet = settings.quiet.map(|quiet| format!("{}-{}", quiet.from, quiet.to)).unwrap_or_default();
        if settings.quiet.is_some() && quiet_hours(&quiet).is_none() {
            return Err(Failure::input("quiet"));
        }
        let gateway = match settings.picture_gateway.trim() {
            "" => String::new(),
            typed => pictures::gateway(typed).ok_or_else(|| Failure::input("gateway"))?.into(),
        };
        let unwanted = NoticeKind::ALL.into_iter().filter(|kind| !settings.notices.contains(kind)).map(notice_word);
        self.set("theme", theme)?;
        self.set("language", language)?;
        self.set("font", if settings.font == Font::System { "system" } else { "inter" })?;
        self.set("text-size", &settings.text_size.percent().to_string())?;
        self.set("notices.unwanted", &unwanted.collect::<Vec<_>>().join(" "))?;
        self.set("notices.quiet", &quiet)?;
        self.set("closing", if settings.keep_watching { "watch" } else { "quit" })?;
        self.set("keys.single", if settings.single_keys { "on" } else { "off" })?;
        self.set("first-hour", if settings.first_hour { "shown" } else { "away" })?;
        self.set("pictures", if settings.pictures { "shown" } else { "off" })?;
        self.set("pictures.gateway", &gateway)?;
        self.set("amounts", if settings.hide_amounts { "hidden" } else { "shown" })
    }

    /// What the person set for limits on a network, as text; `None`: nothing.
    pub(crate) fn limits(&self, network: Network) -> Result<Option<String>> {
        self.setting(&limits(network))
    }

    /// Keeps it.
    pub(crate) fn set_limits(&self, network: Network, text: &str) -> Result<()> {
        self.set(&limits(network), text)
    }

    /// Whether the person paused buying.
    pub(crate) fn is_paused(&self) -> Result<bool> {
        Ok(self.setting("buying")?.is_some_and(|word| word != "on"))
    }

    /// Remembers that.
    pub(crate) fn set_paused(&self, paused: bool) -> Result<()> {
        self.set("buying", if paused { "paused" } else { "on" })
    }

    /// Whether the person was told what closing the window means.
    pub fn said_what_closing_means(&self) -> Result<bool> {
        Ok(self.setting("closing.said")?.is_some())
    }

    /// Remembers that the person was told.
    pub fn say_what_closing_means(&self) -> Result<()> {
        self.set("closing.said", "yes")
    }

    /// Everything that the person chose, by name.
    pub(crate) fn chosen(&self) -> Result<BTreeMap<String, String>> {
        let database = self.database();
        let mut select = database.prepare("SELECT name, value FROM setting").map_err(store::failed)?;
        let all = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(store::failed)?;
        let mut all: BTreeMap<String, String> = all.collect::<rusqlite::Result<_>>().map_err(store::failed)?;
        all.retain(|name, _| Directory::is_chosen(name));
        Ok(all)
    }

    /// Whether a setting is the person's choice. The others say how things are on this computer.
    pub(crate) fn is_chosen(name: &str) -> bool {
        CHOSEN.contains(&name) || Directory::is_limits(name)
    }

    /// Whether it is what they allow themselves to spend.
    pub(crate) fn is_limits(name: &str) -> bool {
        LIMITED.iter().any(|network| name == limits(*network))
    }

    /// Adds profiles that are not here: which, whether only to be read, and whether they have a history. And what was chosen, where
    /// nothing is chosen here. All of it, or nothing.
    pub(crate) fn restore(&self, profiles: &[(&Profile, bool, bool)], chosen: &BTreeMap<String, String>) -> Result<()> {
        self.places.iter().try_for_each(Place::holds)?;
        let mut database = self.database();
        let transaction = database.transaction().map_err(store::failed)?;
        for (profile, removed, journal) in profiles {
            keep(&transaction, profile)?;
            let sql = "UPDATE profile SET removed = ?2, journal = ?3 WHERE id = ?1";
            transaction.execute(sql, params![profile.id, removed, journal]).map_err(store::failed)?;
        }
        for (name, value) in chosen.iter().filter(|(name, _)| Directory::is_chosen(name)) {
            let sql = "INSERT OR IGNORE INTO setting (name, value) VALUES (?1, ?2)";
            transaction.execute(sql, [name, value]).map_err(store::failed)?;
        }
        transaction.commit().map_err(store::failed)
    }

    fn setting(&self, name: &str) -> Result<Option<String>> {
        self.database()
            .query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0))
            .optional()
            .map_err(store::failed)
    }

    fn set(&self, name: &str, value: &str) -> Result<()> {
        self.write("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)", [name, value]).map(drop)
    }

    /// Writes, if the directory is still the one that was opened; gives how many rows changed.
    fn write(&self, sql: &str, values: impl Params) -> Result<usize> {
        self.places.iter().try_for_each(Place::holds)?;
        self.database().execute(sql, values).map_err(store::failed)
    }

    fn database(&self) -> MutexGuard<'_, Connection> {
        self.database.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn keep(database: &Connection, profile: &Profile) -> Result<()> {
    let sql = format!(
        "INSERT INTO profile ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (id) DO UPDATE SET label = ?2, node_url = ?5, registry_url = ?6, allow_local_agents = ?7,
                                        wallet_address = ?8, key_slot = ?9, allow_stand_ins = ?10, authorities = ?11,
                                        proxy = ?12, removed = 0"
    );
    let values = params![
        profile.id,
        profile.label,
        word(profile.network),
        profile.sandbox,
        profile.node_url.as_str(),
        profile.registry_url.as_str(),
        profile.allow_local_agents,
        profile.wallet_address,
        profile.key_slot,
        profile.allow_stand_ins,
        profile.way.authorities.as_ref().map(Authorities::pem),
        profile.way.proxy.as_ref().map(ProxyAddress::as_str),
    ];
    database.execute(&sql, values).map(drop).map_err(store::failed)
}

fn limits(network: Network) -> String {
    format!("limits/{}", word(network))
}

fn written(id: &str) -> String {
    format!("written/{id}")
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
        allow_stand_ins: row.get(9)?,
        way: Way { authorities: read(row, 10)?, proxy: read(row, 11)? },
    })
}

/// What a column holds, if it holds anything.
fn read<T: FromStr<Err: Error + Send + Sync + 'static>>(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(index)?;
    text.map(|text| text.parse())
        .transpose()
        .map_err(|refusal: T::Err| rusqlite::Error::FromSqlConversionFailure(index, Type::Text, Box::new(refusal)))
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
        NoticeKind::Favourite => "favourite",
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

/// Why the directory cannot be had alone. Some network drives cannot lock a file at all.
fn not_locked(error: &TryLockError) -> Failure {
    /// "No locks available", of Linux and of macOS.
    const NO_LOCKS: [i32; 2] = [37, 77];
    match error {
        TryLockError::WouldBlock => Failure::new(Code::AlreadyRunning, Side::App).passing(),
        TryLockError::Error(error)
            if error.kind() == io::ErrorKind::Unsupported
                || error.raw_os_error().is_some_and(|number| NO_LOCKS.contains(&number)) =>
        {
            Failure::new(Code::StoreNoLocks, Side::App).quoting(&error.to_string())
        }
        TryLockError::Error(error) => failed(error),
    }
}

fn failed(error: &io::Error) -> Failure {
    Failure::new(Code::Store, Side::App).quoting(&error.to_string()).passing()
}

#[cfg(test)]
mod tests {
    use super::*;

    const AUTHORITY: &str = include_str!("../../../../tests/certificates/authority.pem");

    fn example(id: &str) -> Profile {
        Profile {
            id: id.to_owned(),
            label: "My node".to_owned(),
            network: Network::Preprod,
            sandbox: false,
            node_url: "https://node.example/api/v1".parse().unwrap(),
            registry_url: "https://registry.example/api/v1".parse().unwrap(),
            allow_local_agents: false,
            allow_stand_ins: false,
            way: Way::default(),
            wallet_address: None,
            key_slot: Some(format!("{id}.1")),
        }
    }

    #[test]
    fn profiles_and_settings_survive_a_restart() {
        let home = tempfile::tempdir().unwrap();
        let directory = Directory::open(home.path()).unwrap();
        let second = Profile {
            network: Network::Mainnet,
            wallet_address: Some("addr1x".to_owned()),
            allow_stand_ins: true,
            way: Way {
                authorities: Some(AUTHORITY.parse().unwrap()),
                proxy: Some("http://proxy.example:3128".parse().unwrap()),
            },
            ..example("b")
        };
        directory.keep(&example("a")).unwrap();
        directory.keep(&second).unwrap();
        directory.set_active(Some("b")).unwrap();
        assert_eq!(directory.settings().unwrap(), Settings::default());
        let settings = Settings {
            theme: Theme::Dark,
            language: LanguageChoice::De,
            font: Font::System,
            text_size: TextSize::Larger,
            notices: vec![NoticeKind::Question, NoticeKind::Refund],
            quiet: Some(QuietHours { from: 22 * 60, to: 7 * 60 }),
            keep_watching: false,
            single_keys: false,
            first_hour: false,
            pictures: true,
            picture_gateway: "https://gateway.example/".to_owned(),
            hide_amounts: true,
        };
        directory.set_settings(&settings).unwrap();
        drop(directory);

        let directory = Directory::open(home.path()).unwrap();
        assert_eq!(directory.profiles().unwrap(), [example("a"), second]);
        assert_eq!(directory.active().unwrap().as_deref(), Some("b"));
        assert_eq!(directory.settings().unwrap(), settings);
        let plain = Settings { picture_gateway: "http://gateway.example/".to_owned(), ..settings.clone() };
        assert_eq!(directory.set_settings(&plain).unwrap_err().code, Code::Input, "a gateway is asked by https");
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
    fn a_removed_profile_is_kept_and_its_keys_are_unwanted_until_they_are_deleted() {
        let home = tempfile::tempdir().unwrap();
        let directory = Directory::open(home.path()).unwrap();
        let profile = example("a");
        directory.keep(&profile).unwrap();
        directory.remove("a").unwrap();
        assert!(directory.profiles().unwrap().is_empty());
        assert_eq!(directory.remove("a").unwrap_err().code, Code::Unknown);
        assert_eq!(directory.removed().unwrap(), [Profile { key_slot: None, ..profile.clone() }]);
        drop(directory);

        let directory = Directory::open(home.path()).unwrap();
        assert_eq!(directory.unwanted().unwrap(), ["a.1"], "after a restart as well");
        directory.deleted("a.1").unwrap();
        assert!(directory.unwanted().unwrap().is_empty());
        directory.keep(&profile).unwrap();
        assert_eq!(directory.profile("a").unwrap(), profile);
    }

    #[test]
    fn a_journal_that_was_there_and_is_gone_or_empty_is_damage_and_no_first_start() {
        let home = tempfile::tempdir().unwrap();
        let directory = Directory::open(home.path()).unwrap();
        directory.keep(&example("a")).unwrap();
        directory.expect_journal("a").unwrap();
        let journal = directory.of_profile("a").unwrap().join("purchases.db");
        fs::write(&journal, "what was bought").unwrap();
        directory.note_journal("a").unwrap();
        directory.expect_journal("a").unwrap();
        fs::write(&journal, "").unwrap();
        assert_eq!(directory.expect_journal("a").unwrap_err().code, Code::StoreDamaged);
        fs::remove_file(&journal).unwrap();
        assert_eq!(directory.expect_journal("a").unwrap_err().code, Code::StoreDamaged);
    }

    #[test]
    fn folders_without_a_profile_are_found() {
        let home = tempfile::tempdir().unwrap();
        let directory = Directory::open(home.path()).unwrap();
        for id in ["a", "b", "c"] {
            fs::write(directory.of_profile(id).unwrap().join("purchases.db"), "what was bought").unwrap();
        }
        directory.of_profile("never-used").unwrap();
        for id in ["b", "c"] {
            directory.keep(&example(id)).unwrap();
        }
        directory.remove("c").unwrap();
        assert_eq!(directory.orphans().unwrap(), ["a"]);
    }

    #[cfg(unix)]
    /// P25: numbers as Linux has them.
    #[test]
    fn a_drive_that_cannot_lock_is_said_to_be_one() {
        let why = |number| not_locked(&TryLockError::Error(io::Error::from_raw_os_error(number))).code;
        // No locks available, operation not supported, not implemented; no permission, and a broken disk.
        let all = [37, 95, 38, 13, 5].map(why);
        let no_locks = Code::StoreNoLocks;
        assert_eq!(all, [no_locks, no_locks, no_locks, Code::Store, Code::Store]);
        assert_eq!(not_locked(&TryLockError::WouldBlock).code, Code::AlreadyRunning);
    }

    /// Windows lets nobody take away what a program has open.
    #[cfg(unix)]
    #[test]
    fn nothing_is_written_to_a_directory_that_was_removed_or_whose_lock_was() {
        for victim in ["lock", "kaimono.db"] {
            let home = tempfile::tempdir().unwrap();
            let directory = Directory::open(home.path()).unwrap();
            directory.keep(&example("a")).unwrap();
            fs::remove_file(home.path().join(victim)).unwrap();
            assert_eq!(directory.keep(&example("b")).unwrap_err().code, Code::StoreGone, "{victim}");
            assert_eq!(directory.set_active(Some("a")).unwrap_err().code, Code::StoreGone, "{victim}");
        }
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
