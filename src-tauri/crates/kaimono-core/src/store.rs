//! Opens the files that must never lose anything, journal and profiles: WAL, every commit on disk before it is reported (`synchronous=FULL`),
//! a schema version, and a copy of the old file before a migration. A file of a newer version is left alone. A [`Place`] tells
//! whether an open file is still the one at its path: what is written to a file that was removed is on no disk.

use crate::error::{Code, Failure, Result, Side};
use rusqlite::{Connection, ErrorCode};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Opens or creates `path` and brings it to the newest schema. `migrations[n]` leads from version n to n + 1.
pub(crate) fn open(path: &Path, migrations: &[&str]) -> Result<Connection> {
    prepare(path, migrations).map_err(|failure| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let words = format!("{name}: {}", failure.quote);
        failure.quoting(&words)
    })
}

fn prepare(path: &Path, migrations: &[&str]) -> Result<Connection> {
    let mut connection = Connection::open(path).map_err(failed)?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
    let version = usize::try_from(version).unwrap_or(usize::MAX);
    if version > migrations.len() {
        return Err(newer(&format!("schema {version}, this Kaimono knows {}", migrations.len())));
    }
    connection
        .execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;",
        )
        .map_err(failed)?;
    if version > 0 && version < migrations.len() {
        copy(&connection, &path.with_extension(format!("v{version}.db")))?;
    }
    for (step, migration) in migrations.iter().enumerate().skip(version) {
        let transaction = connection.transaction().map_err(failed)?;
        transaction.execute_batch(migration).map_err(failed)?;
        transaction.pragma_update(None, "user_version", i64::try_from(step + 1).unwrap_or(i64::MAX)).map_err(failed)?;
        transaction.commit().map_err(failed)?;
    }
    Ok(connection)
}

/// Copies the database. A copy that an interrupted try left is replaced: it is whole or it is not there.
fn copy(connection: &Connection, to: &Path) -> Result<()> {
    let partial = to.with_extension("partial");
    let cleared = fs::remove_file(&partial);
    if let Some(error) = cleared.err().filter(|error| error.kind() != io::ErrorKind::NotFound) {
        return Err(not_copied(&error));
    }
    connection.execute("VACUUM INTO ?1", [partial.to_string_lossy()]).map_err(failed)?;
    let on_disk = fs::File::open(&partial).and_then(|file| file.sync_all()).and_then(|()| fs::rename(&partial, to));
    on_disk.map_err(|error| not_copied(&error))
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
        Some(ErrorCode::DiskFull) => Failure::new(Code::StoreFull, Side::App).quoting(&words).passing(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => damaged(&words),
        _ => Failure::new(Code::Store, Side::App).quoting(&words).passing(),
    }
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

    const FIRST: &str = "CREATE TABLE thing (name TEXT) STRICT;";
    const SECOND: &str = "ALTER TABLE thing ADD COLUMN size INTEGER;";

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
    fn a_migration_that_fails_leaves_everything_as_it_was_and_can_be_tried_again() {
        let home = TempDir::new().unwrap();
        let path = one_thing(&home);
        assert_eq!(open(&path, &[FIRST, "ALTER TABLE nothing ADD COLUMN x;"]).unwrap_err().code, Code::Store);
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
