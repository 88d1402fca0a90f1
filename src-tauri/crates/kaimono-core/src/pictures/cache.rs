//! Small pictures on disk, by the hash of their address, bounded in number and bytes; what was not looked at for longest goes first.
//! It is a cache: a file that is broken or of another shape is deleted, and where nothing can be written, it is kept in memory.

use super::small::MOST_KEPT;
use masumi::moment::Moment;
use rusqlite::{Connection, OptionalExtension, params};
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Raised with every change of [`SCHEMA`].
const VERSION: i64 = 1;
/// So many addresses are remembered, with or without a picture.
const MOST: i64 = 2_000;
/// And so many bytes of pictures.
const MOST_BYTES: i64 = 16 * 1024 * 1024;
/// It is noted that a picture was looked at, but not each time.
const NOTED_EVERY: i64 = masumi::moment::HOUR;

const SCHEMA: &str = "
    CREATE TABLE picture (
        address BLOB PRIMARY KEY,
        png BLOB,
        until INTEGER NOT NULL,
        looked_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX picture_by_look ON picture (looked_at);
";

/// What is at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// A small PNG.
    Picture(Vec<u8>),
    /// Nothing that could be shown.
    Nothing,
}

impl Kept {
    /// As an address that the page can show.
    pub(super) fn address(&self) -> Option<String> {
        match self {
            Kept::Picture(png) => Some(format!("data:image/png;base64,{}", base64(png))),
            Kept::Nothing => None,
        }
    }
}

/// The cache. `None`: there is not even memory for one, and nothing is remembered.
pub(super) struct Cache(Mutex<Option<Connection>>);

impl Cache {
    pub(super) fn open(path: &Path) -> Cache {
        let opened = connect(path).or_else(|error| {
            tracing::info!(%error, "the cache of pictures begins anew");
            for end in ["", "-wal", "-shm"] {
                let mut beside = path.as_os_str().to_owned();
                beside.push(end);
                // Where that fails, opening it says why.
                let _ = std::fs::remove_file(PathBuf::from(beside));
            }
            connect(path)
        });
        let opened = opened.or_else(|error| {
            tracing::warn!(%error, "pictures are kept in memory: they cannot be written");
            connect(Path::new(":memory:"))
        });
        Cache(Mutex::new(opened.ok()))
    }

    /// What is known of an address, if it still holds.
    pub(super) fn get(&self, address: &[u8; 32], now: Moment) -> Option<Kept> {
        let connection = self.lock();
        let connection = connection.as_ref()?;
        let found = connection
            .query_row("SELECT png, until, looked_at FROM picture WHERE address = ?1", [address.as_slice()], |row| {
                Ok((row.get::<_, Option<Vec<u8>>>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
            })
            .optional();
        let (png, until, looked_at) = found.ok().flatten()?;
        // Of a time that is still to come nobody looked at it: the clock was set back.
        if until <= now.0 || looked_at > now.0.saturating_add(NOTED_EVERY) {
            return None;
        }
        if now.0.saturating_sub(looked_at) > NOTED_EVERY {
            let noted = connection
                .execute("UPDATE picture SET looked_at = ?2 WHERE address = ?1", params![address.as_slice(), now.0]);
            if let Err(error) = noted {
                tracing::debug!(%error, "that a picture was looked at is not noted");
            }
        }
        Some(png.map_or(Kept::Nothing, Kept::Picture))
    }

    /// Remembers what is at an address, and forgets what there is no room for.
    pub(super) fn put(&self, address: &[u8; 32], kept: &Kept, now: Moment, until: Moment) {
        let png = match kept {
            Kept::Picture(png) if png.len() > MOST_KEPT => return,
            Kept::Picture(png) => Some(png),
            Kept::Nothing => None,
        };
        let mut connection = self.lock();
        let Some(connection) = connection.as_mut() else { return };
        let written = (|| {
            let transaction = connection.transaction()?;
            transaction.execute(
                "INSERT OR REPLACE INTO picture VALUES (?1, ?2, ?3, ?4)",
                params![address.as_slice(), png, until.0, now.0],
            )?;
            // What comes first in the order of looks stays, as long as there is room for it and all before it.
            transaction.execute(
                "DELETE FROM picture WHERE address IN (
                     SELECT address FROM (
                         SELECT address, row_number() OVER newest AS place,
                                sum(coalesce(length(png), 0)) OVER newest AS bytes
                         FROM picture WINDOW newest AS (ORDER BY looked_at DESC, address ROWS UNBOUNDED PRECEDING)
                     ) WHERE place > ?1 OR bytes > ?2)",
                [MOST, MOST_BYTES],
            )?;
            transaction.commit()
        })();
        if let Err(error) = written {
            tracing::debug!(%error, "a picture is not kept");
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Connection>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 1000;")?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version != VERSION {
        if version != 0 {
            return Err(rusqlite::Error::InvalidQuery);
        }
        connection.execute_batch(&format!("BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;"))?;
    }
    connection.query_row("SELECT count(*) FROM picture", [], |row| row.get::<_, i64>(0))?;
    Ok(connection)
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// RFC 4648.
fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_usize, |bits, byte| (bits << 8) | usize::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * place)) & 63).map_or('=', |letter| char::from(*letter));
            text.push(if place > three.len() { '=' } else { letter });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use masumi::moment::DAY;
    use tempfile::TempDir;

    const NOON: Moment = Moment(1_795_348_800_000);

    fn name(number: u32) -> [u8; 32] {
        let mut name = [0; 32];
        name[..4].copy_from_slice(&number.to_be_bytes());
        name
    }

    fn count(cache: &Cache) -> i64 {
        cache.lock().as_ref().unwrap().query_row("SELECT count(*) FROM picture", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn base64_is_that_of_the_standard() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xff, 0xfe, 0xfd]), "//79");
    }

    #[test]
    fn what_was_kept_is_there_after_a_restart_until_its_time_is_over() {
        let home = TempDir::new().unwrap();
        let path = home.path().join("pictures.db");
        let (picture, until) = (Kept::Picture(vec![1, 2, 3]), NOON.plus(DAY));
        Cache::open(&path).put(&name(1), &picture, NOON, until);
        Cache::open(&path).put(&name(2), &Kept::Nothing, NOON, until);
        let cache = Cache::open(&path);
        assert_eq!(cache.get(&name(1), NOON), Some(picture));
        assert_eq!(cache.get(&name(2), NOON), Some(Kept::Nothing), "that there is nothing is remembered too");
        assert_eq!((cache.get(&name(1), until), cache.get(&name(3), NOON)), (None, None));
        assert_eq!(cache.get(&name(1), NOON.plus(-DAY)), None, "the clock was set back");
    }

    #[test]
    fn a_file_that_cannot_be_read_begins_anew() {
        let home = TempDir::new().unwrap();
        let path = home.path().join("pictures.db");
        std::fs::write(&path, "this is no database, and longer than the head of one would be".repeat(99)).unwrap();
        Cache::open(&path).put(&name(1), &Kept::Nothing, NOON, NOON.plus(1));
        assert_eq!(Cache::open(&path).get(&name(1), NOON), Some(Kept::Nothing));
        // And where there is no place for one, it is in memory.
        let cache = Cache::open(&home.path().join("nowhere/pictures.db"));
        cache.put(&name(1), &Kept::Nothing, NOON, NOON.plus(1));
        assert_eq!(cache.get(&name(1), NOON), Some(Kept::Nothing));
    }

    #[test]
    fn what_was_not_looked_at_for_longest_goes_first() {
        let cache = Cache::open(Path::new(":memory:"));
        let large = Kept::Picture(vec![0; MOST_KEPT]);
        let fit = u32::try_from(MOST_BYTES).unwrap() / u32::try_from(MOST_KEPT).unwrap();
        for number in 0..fit {
            cache.put(&name(number), &large, NOON.plus(i64::from(number)), NOON.plus(30 * DAY));
        }
        assert_eq!(count(&cache), i64::from(fit));
        let later = NOON.plus(DAY);
        assert!(cache.get(&name(0), later).is_some(), "it is looked at again");
        cache.put(&name(fit), &large, later, NOON.plus(30 * DAY));
        assert!(cache.get(&name(0), later).is_some() && cache.get(&name(fit), later).is_some());
        assert_eq!((cache.get(&name(1), later), count(&cache)), (None, i64::from(fit)));
        cache.put(&name(9_999), &Kept::Picture(vec![0; MOST_KEPT + 1]), later, NOON.plus(30 * DAY));
        assert_eq!(cache.get(&name(9_999), later), None, "a picture that is not small is none of ours");
    }
}
