//! Opens SQLite files the one way Kaimono opens them: WAL, every commit on disk before it is reported (`synchronous=FULL`),
//! a schema version, and a copy of the old file before a migration. A file of a newer version is left alone.

use crate::error::{Code, Failure, Result, Side};
use rusqlite::Connection;
use std::path::Path;

/// Opens or creates `path` and brings it to the newest schema. `migrations[n]` leads from version n to n + 1.
pub fn open(path: &Path, migrations: &[&str]) -> Result<Connection> {
    let mut connection = Connection::open(path).map_err(failed)?;
    connection
        .execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;",
        )
        .map_err(failed)?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
    let version = usize::try_from(version).unwrap_or(usize::MAX);
    if version > migrations.len() {
        let words = format!("{} is of a newer version of Kaimono", path.display());
        return Err(Failure::new(Code::Store, Side::App).quoting(&words));
    }
    if version > 0 && version < migrations.len() {
        let copy = path.with_extension(format!("v{version}.db"));
        connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()]).map_err(failed)?;
    }
    for (step, migration) in migrations.iter().enumerate().skip(version) {
        let transaction = connection.transaction().map_err(failed)?;
        transaction.execute_batch(migration).map_err(failed)?;
        transaction.pragma_update(None, "user_version", i64::try_from(step + 1).unwrap_or(i64::MAX)).map_err(failed)?;
        transaction.commit().map_err(failed)?;
    }
    Ok(connection)
}

/// A store error as a failure: this machine's side, no money moved by it.
#[expect(clippy::needless_pass_by_value, reason = "made for map_err")]
pub fn failed(error: rusqlite::Error) -> Failure {
    Failure::new(Code::Store, Side::App).quoting(&error.to_string()).passing()
}
