//! The file of the last day, for this user's eyes only. If it cannot be read, it counts as empty.

use super::{
    HostOwner, HostPurpose,
    ledger::{Ledger, Row, Tally},
};
use masumi::moment::Moment;
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::Path,
};

/// A file of another format is none.
const FORMAT: u32 = 1;
/// Larger than any that is written.
const LARGEST: u64 = 8 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct Written {
    format: u32,
    rows: Vec<WrittenRow>,
}

#[derive(Serialize, Deserialize)]
struct WrittenRow {
    whose: HostOwner,
    purpose: HostPurpose,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    host: Option<(String, u16)>,
    /// Of each hour: when last (milliseconds), how often asked, how often answered.
    hours: Vec<(i64, u32, u32)>,
}

/// What a file has; nothing, where there is none or it is damaged.
pub(super) fn read(path: &Path) -> Ledger {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST).read_to_string(&mut text));
    let mut ledger = Ledger::default();
    let Some(written) = read.ok().and_then(|_| serde_json::from_str::<Written>(&text).ok()) else { return ledger };
    if written.format == FORMAT {
        for WrittenRow { whose, purpose, host, hours } in written.rows {
            for (last, asked, answered) in hours {
                let (last, answered) = (Moment(last), answered.min(asked));
                let row = match &host {
                    Some((host, port)) => Row::at(host, *port, whose, purpose),
                    None => Row { whose, place: None, purpose },
                };
                ledger.add(row, Tally { asked, answered, last }, last);
            }
        }
    }
    ledger
}

/// Writes it whole, or leaves what was there.
pub(super) fn write(path: &Path, ledger: &Ledger) -> io::Result<()> {
    let rows = ledger.rows().map(|(row, hours)| WrittenRow {
        whose: row.whose,
        purpose: row.purpose,
        host: row.place.clone(),
        hours: hours.map(|tally| (tally.last.0, tally.asked, tally.answered)).collect(),
    });
    let text = serde_json::to_string(&Written { format: FORMAT, rows: rows.collect() })?;
    let beside = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&beside)?.write_all(text.as_bytes())?;
    fs::rename(&beside, path)
}
