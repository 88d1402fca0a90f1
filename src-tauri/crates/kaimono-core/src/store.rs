//! Opens the files that must never lose anything, journal and profiles: WAL, every commit on disk before it is reported
//! (`synchronous=FULL`), a schema version, and a copy of the old file before a step that asks for one. It does not touch a file
//! of a newer version. A file that can be read but not written is opened for reading. A [`Place`] tells whether an open file is
//! still the one at its path: what is written to a removed file is on no disk.

use crate::{
    error::{Code, Failure, Result, Side},
    view::app::StoreState,
};
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// How long a copy waits for whoever has locked the file, milliseconds.
const PATIENCE: u32 = 5_000;

/// A step from one version of a schema to the next.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// What was there stays as it was, and no copy of it is made: a history can be gigabytes.
    Plain(&'static str),
    /// A copy of the file is made before it.
    Copied(&'static str),
}

impl Step {
    fn sql(self) -> &'static str {
        match self {
            Step::Plain(sql) | Step::Copied(sql) => sql,
        }
    }
}

/// Opens or creates `path` and brings it to the newest schema. `migrations[n]` leads from version n to n + 1.
pub(crate) fn open(path: &Path, migrations: &[Step]) -> Result<Connection> {
    prepare(path, migrations).map_err(|failure| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let words = format!("{name}: {}", failure.quote);
        failure.quoting(&words)
    })
}

fn prepare(path: &Path, migrations: &[Step]) -> Result<Connection> {
    let mut connection = Connection::open(path).map_err(failed)?;
    // Before SQLite makes its files beside it.
    if connection.is_readonly("main").map_err(failed)? {
        return Err(Failure::new(Code::Store, Side::App).quoting("it can only be read").passing());
    }
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
    let version = usize::try_from(version).unwrap_or(usize::MAX);
    if version > migrations.len() {
        return Err(of_later(version, migrations));
    }
    connection
        .execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;",
        )
        .map_err(failed)?;
    let left = migrations.get(version..).unwrap_or_default();
    if version > 0 && left.iter().any(|step| matches!(step, Step::Copied(_))) {
        copy(&connection, &path.with_extension(format!("v{version}.db")))?;
    }
    for (step, migration) in migrations.iter().enumerate().skip(version) {
        let transaction = connection.transaction().map_err(failed)?;
        transaction.execute_batch(migration.sql()).map_err(failed)?;
        transaction.pragma_update(None, "user_version", i64::try_from(step + 1).unwrap_or(i64::MAX)).map_err(failed)?;
        transaction.commit().map_err(failed)?;
    }
    Ok(connection)
}

/// The same, or where it cannot be written now, opens it for reading; and why.
pub(crate) fn open_to_read_at_least(path: &Path, migrations: &[Step]) -> Result<(Connection, Option<Failure>)> {
    match open(path, migrations) {
        Ok(connection) => Ok((connection, None)),
        Err(failure) if failure.code.is_unwritable() => {
            match reader(path, 0).and_then(|reader| as_now(reader, migrations)) {
                Ok(reader) => {
                    tracing::warn!(%failure, "a store is opened for reading only");
                    Ok((reader, Some(failure)))
                }
                Err(_) => Err(failure),
            }
        }
        Err(failure) => Err(failure),
    }
}

/// A reader of a file that needs no migration.
fn as_now(reader: Connection, migrations: &[Step]) -> Result<Connection> {
    let version: i64 = reader.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
    reader.execute_batch("PRAGMA busy_timeout=5000;").map_err(failed)?;
    match usize::try_from(version).unwrap_or(usize::MAX) {
        version if version > migrations.len() => Err(of_later(version, migrations)),
        version if version == migrations.len() => Ok(reader),
        version => Err(Failure::new(Code::Store, Side::App).quoting(&format!("schema {version}"))),
    }
}

fn of_later(version: usize, migrations: &[Step]) -> Failure {
    newer(&format!("schema {version}, this Kaimono knows {}", migrations.len()))
}

/// Opens a file for reading, also one in whose directory nothing can be written: the files that SQLite has beside a database are not
/// made there. `patience`: how long it waits for whoever has locked it, milliseconds.
pub(crate) fn reader(path: &Path, patience: u32) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let prepared = |connection: Connection| {
        connection.execute_batch(&format!("PRAGMA busy_timeout={patience}; PRAGMA query_only=1;"))?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    };
    let alone = || {
        let address = format!("file:{}?immutable=1", escaped(path)?);
        let flags = flags | OpenFlags::SQLITE_OPEN_URI;
        Connection::open_with_flags(address, flags).and_then(prepared).map_err(failed)
    };
    // What is in a log beside it would be missed. And SQLite would make its files as this one is: not to be written, ever.
    if !has_log(path) && fs::metadata(path).is_ok_and(|file| file.permissions().readonly()) {
        return alone();
    }
    match Connection::open_with_flags(path, flags).and_then(prepared) {
        Err(error) if can_be_without_log(&error) && !has_log(path) => alone(),
        plain => plain.map_err(failed),
    }
}

fn can_be_without_log(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::DiskFull | ErrorCode::SystemIoFailure)
    )
}

fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    !matches!(fs::metadata(log), Err(error) if error.kind() == io::ErrorKind::NotFound)
}

/// A path as it is written in an address.
fn escaped(path: &Path) -> Result<String> {
    let text = path.to_str().ok_or_else(|| Failure::new(Code::Store, Side::App).quoting("the path is no text"))?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/\\:._-".contains(&byte);
    Ok(text
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02x}") })
        .collect())
}

/// Whether a file can be written now.
pub(crate) fn can_be_written(path: &Path) -> bool {
    begin(path).is_ok()
}

fn begin(path: &Path) -> rusqlite::Result<()> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    if connection.is_readonly("main")? {
        return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_READONLY), None));
    }
    connection.execute_batch("PRAGMA busy_timeout=0; BEGIN IMMEDIATE; ROLLBACK;")
}

/// What is the matter with a file that could not be opened, or only for reading.
pub(crate) fn state(path: &Path, why: &Failure) -> StoreState {
    match why.code {
        Code::StoreDamaged => StoreState::Damaged,
        Code::StoreNewer => StoreState::Newer,
        Code::StoreFull => StoreState::Full,
        Code::StoreGone => StoreState::Gone,
        _ => match begin(path) {
            Err(error) if is_locked(&error) => StoreState::Locked,
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) => StoreState::Full,
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ReadOnly) => StoreState::ReadOnly,
            // SQLite cannot make its files beside it.
            Err(_) if reader(path, 0).is_ok() => StoreState::ReadOnly,
            _ => StoreState::Unwritable,
        },
    }
}

/// Another program has locked it, or the disk that it is on cannot lock, as that of another machine.
fn is_locked(error: &rusqlite::Error) -> bool {
    let extended = error.sqlite_error().map(|error| error.extended_code);
    let cannot = [
        ffi::SQLITE_IOERR_LOCK,
        ffi::SQLITE_IOERR_RDLOCK,
        ffi::SQLITE_IOERR_CHECKRESERVEDLOCK,
        ffi::SQLITE_IOERR_UNLOCK,
        ffi::SQLITE_IOERR_SHMLOCK,
        ffi::SQLITE_IOERR_SHMMAP,
    ];
    let busy = [ErrorCode::DatabaseBusy, ErrorCode::DatabaseLocked, ErrorCode::FileLockingProtocolFailed];
    extended.is_some_and(|code| cannot.contains(&code))
        || error.sqlite_error_code().is_some_and(|code| busy.contains(&code))
}

/// Moves a database that cannot be read out of the way, with what is beside it, under a name that is free. Nothing is deleted.
pub(crate) fn set_aside(path: &Path) -> Result<()> {
    let aside = |number: u32| path.with_extension(format!("damaged-{number}.db"));
    let beside = |path: &Path, end: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let ends = ["", "-wal", "-shm"];
    let is_free = |number: &u32| ends.iter().all(|end| !beside(&aside(*number), end).exists());
    let to = aside((1..).find(is_free).unwrap_or(u32::MAX));
    for end in ends {
        match fs::rename(beside(path, end), beside(&to, end)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(not_copied(&error)),
            _ => {}
        }
    }
    Ok(())
}

/// Copies the database. A copy that an interrupted try left is replaced: it is whole or it is not there.
fn copy(connection: &Connection, to: &Path) -> Result<()> {
    let partial = to.with_extension("partial");
    let cleared = fs::remove_file(&partial);
    if let Some(error) = cleared.err().filter(|error| error.kind() != io::ErrorKind::NotFound) {
        return Err(not_copied(&error));
    }
    connection.execute("VACUUM INTO ?1", [partial.to_string_lossy()]).map_err(failed)?;
    // Windows brings to the disk only what may be written.
    let on_disk = fs::File::options()
        .write(true)
        .open(&partial)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(&partial, to));
    on_disk.map_err(|error| not_copied(&error))
}

/// Copies a database as it is now, also while others write to it, to where nothing is yet.
pub(crate) fn copy_into(from: &Path, to: &Path) -> Result<()> {
    let connection = reader(from, PATIENCE)?;
    connection.execute_batch("PRAGMA query_only=0;").map_err(failed)?;
    connection.execute("VACUUM INTO ?1", [to.to_string_lossy()]).map(drop).map_err(failed)
}

/// Holds a file that was written elsewhere against everything that these migrations make: it has that and nothing else, such as a
/// trigger of somebody's, and is whole. Its version.
pub(crate) fn check_whole(path: &Path, migrations: &[Step]) -> Result<usize> {
    let reader = reader(path, PATIENCE)?;
    let version: i64 = reader.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
    let version = usize::try_from(version).unwrap_or(usize::MAX);
    if version > migrations.len() {
        return Err(of_later(version, migrations));
    }
    let ours = Connection::open_in_memory().map_err(failed)?;
    for step in migrations.iter().take(version) {
        ours.execute_batch(step.sql()).map_err(failed)?;
    }
    if version == 0 || schema(&reader)? != schema(&ours)? {
        return Err(damaged("it is another database"));
    }
    let found: String = reader.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(failed)?;
    if found == "ok" { Ok(version) } else { Err(damaged(&found)) }
}

type Made = (String, String, String, Option<String>);

fn schema(connection: &Connection) -> Result<BTreeSet<Made>> {
    let sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema";
    let mut select = connection.prepare(sql).map_err(failed)?;
    let all = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).map_err(failed)?;
    all.collect::<rusqlite::Result<_>>().map_err(failed)
}

fn not_copied(error: &io::Error) -> Failure {
    let code = if error.kind() == io::ErrorKind::StorageFull { Code::StoreFull } else { Code::Store };
    Failure::new(code, Side::App).quoting(&error.to_string()).passing()
}

/// A file that was opened, to be found again at its path.
#[derive(Clone, Debug)]
pub struct Place {
    path: PathBuf,
    /// Device and number of the file, where an open file can be removed; and whether it is empty.
    identity: (u64, u64, bool),
}

impl Place {
    /// Of the file that is at `path` now.
    pub fn of(path: &Path) -> Result<Place> {
        let identity = identity(path).map_err(|error| gone(path, &error.to_string()))?;
        Ok(Place { path: path.to_owned(), identity })
    }

    /// Fails when the file at the path is another one by now, or none. Without it nothing may be begun: it would be written
    /// down nowhere.
    pub fn holds(&self) -> Result<()> {
        match identity(&self.path) {
            Ok(found) if found == self.identity => Ok(()),
            Ok(_) => Err(gone(&self.path, "another file is in its place, or it was emptied")),
            Err(error) => Err(gone(&self.path, &error.to_string())),
        }
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64, bool)> {
    let file = fs::metadata(path)?;
    #[cfg(unix)]
    let (device, number) = {
        use std::os::unix::fs::MetadataExt;
        (file.dev(), file.ino())
    };
    #[cfg(not(unix))]
    let (device, number) = (0, 0);
    Ok((device, number, file.len() == 0))
}

fn gone(path: &Path, why: &str) -> Failure {
    Failure::new(Code::StoreGone, Side::App).quoting(&format!("{}: {why}", path.display())).passing()
}

/// A store error as a failure: this machine's side, no money moved by it.
#[expect(clippy::needless_pass_by_value, reason = "made for map_err")]
pub(crate) fn failed(error: rusqlite::Error) -> Failure {
    let words = error.to_string();
    match error.sqlite_error_code() {
        _ if error.sqlite_error().is_some_and(|error| error.extended_code == ffi::SQLITE_IOERR_SHMSIZE) => {
            Failure::new(Code::StoreFull, Side::App).quoting(&words).passing()
        }
        _ if is_unreadable(&error) => damaged(&words),
        Some(ErrorCode::DiskFull) => Failure::new(Code::StoreFull, Side::App).quoting(&words).passing(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => damaged(&words),
        _ => Failure::new(Code::Store, Side::App).quoting(&words).passing(),
    }
}

/// Whether a value is not what was written: the file's structure is sound, and its bytes are not.
pub(crate) fn is_unreadable(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
    matches!(error, FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) | Utf8Error(..))
}

/// What is stored cannot be read: trying again does not help, and going on without it could pay twice.
pub(crate) fn damaged(what: &str) -> Failure {
    Failure::new(Code::StoreDamaged, Side::App).quoting(what)
}

/// What is stored was written by a newer version.
pub(crate) fn newer(what: &str) -> Failure {
    Failure::new(Code::StoreNewer, Side::App).quoting(what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    const FIRST: Step = Step::Plain("CREATE TABLE thing (name TEXT) STRICT;");
    const SECOND: Step = Step::Copied("ALTER TABLE thing ADD COLUMN size INTEGER;");

    fn one_thing(home: &TempDir) -> PathBuf {
        let path = home.path().join("things.db");
        let connection = open(&path, &[FIRST]).unwrap();
        connection.execute("INSERT INTO thing VALUES ('lamp')", []).unwrap();
        path
    }

    fn things(path: &Path) -> Vec<String> {
        let connection = Connection::open(path).unwrap();
        let mut select = connection.prepare("SELECT name FROM thing").unwrap();
        select.query_map([], |row| row.get(0)).unwrap().map(std::result::Result::unwrap).collect()
    }

    #[test]
    fn a_migration_copies_the_old_database_first() {
        let home = TempDir::new().unwrap();
        let path = one_thing(&home);
        open(&path, &[FIRST, SECOND]).unwrap().execute("INSERT INTO thing VALUES ('chair', 2)", []).unwrap();
        assert_eq!(things(&path), ["lamp", "chair"]);
        let copy = home.path().join("things.v1.db");
        assert_eq!(things(&copy), ["lamp"]);
        open(&copy, &[FIRST]).unwrap();
    }

    #[test]
    fn a_plain_step_makes_no_copy() {
        let home = TempDir::new().unwrap();
        let path = one_thing(&home);
        let plain = Step::Plain("CREATE TABLE other (name TEXT) STRICT;");
        open(&path, &[FIRST, plain]).unwrap().execute("INSERT INTO other VALUES ('sofa')", []).unwrap();
        assert_eq!(things(&path), ["lamp"]);
        let beside = fs::read_dir(home.path()).unwrap().map(|file| file.unwrap().file_name());
        assert!(beside.into_iter().all(|name| name.to_string_lossy().starts_with("things.db")));
    }

    #[test]
    fn a_migration_that_fails_leaves_everything_as_it_was_and_can_be_tried_again() {
        let home = TempDir::new().unwrap();
        let path = one_thing(&home);
        assert_eq!(
            open(&path, &[FIRST, Step::Copied("ALTER TABLE nothing ADD COLUMN x;")]).unwrap_err().code,
            Code::Store
        );
        assert_eq!(things(&path), ["lamp"]);
        Connection::open(&path).unwrap().execute("INSERT INTO thing VALUES ('table')", []).unwrap();
        // What an interrupted copy left is in nobody's way.
        fs::write(home.path().join("things.v1.partial"), "half").unwrap();
        open(&path, &[FIRST, SECOND]).unwrap();
        assert_eq!(things(&home.path().join("things.v1.db")), ["lamp", "table"], "the copy is of the last try");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_was_removed_moved_or_exchanged_is_not_there_any_more() {
        let home = TempDir::new().unwrap();
        let path = one_thing(&home);
        let _open = open(&path, &[FIRST]).unwrap();
        let place = Place::of(&path).unwrap();
        place.holds().unwrap();
        let aside = home.path().join("aside.db");
        fs::rename(&path, &aside).unwrap();
        let gone = place.holds().unwrap_err();
        assert_eq!((gone.code, gone.retry), (Code::StoreGone, true));
        fs::copy(&aside, &path).unwrap();
        assert_eq!(place.holds().unwrap_err().code, Code::StoreGone, "a copy is another file");
        fs::rename(&aside, &path).unwrap();
        place.holds().unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_len(0).unwrap();
        assert_eq!(place.holds().unwrap_err().code, Code::StoreGone, "emptied");
    }

    #[test]
    fn a_newer_schema_is_refused_with_words_and_left_alone() {
        let home = TempDir::new().unwrap();
        let path = one_thing(&home);
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
        let before = fs::read(&path).unwrap();
        let refused = open(&path, &[FIRST]).unwrap_err();
        assert_eq!((refused.code, refused.retry), (Code::StoreNewer, false));
        assert_eq!(refused.quote, "things.db: schema 99, this Kaimono knows 1");
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn a_full_disk_a_read_only_one_and_a_damaged_file_are_told_apart() {
        let home = TempDir::new().unwrap();
        let path = one_thing(&home);
        let connection = open(&path, &[FIRST]).unwrap();
        let insert =
            |bytes: usize| connection.execute("INSERT INTO thing VALUES (?1)", ["x".repeat(bytes)]).map_err(failed);
        connection.execute_batch("PRAGMA max_page_count = 4").unwrap();
        let full = insert(100_000).unwrap_err();
        assert_eq!((full.code, full.retry), (Code::StoreFull, true));
        connection.execute_batch("PRAGMA query_only = 1").unwrap();
        assert_eq!(insert(1).unwrap_err().code, Code::Store);
        drop(connection);

        let mut bytes = fs::read(&path).unwrap();
        bytes[..100].fill(7);
        fs::write(&path, &bytes).unwrap();
        let refused = open(&path, &[FIRST]).unwrap_err();
        assert_eq!((refused.code, refused.retry), (Code::StoreDamaged, false));
        assert_eq!(fs::read(&path).unwrap(), bytes, "it is left as it is");
        let missing = open(&home.path().join("nowhere/things.db"), &[FIRST]).unwrap_err();
        assert_eq!(missing.code, Code::Store);
    }
}
