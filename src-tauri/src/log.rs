//! The log: one file a day in the data directory, the last seven kept. It is for the person's own eyes, and a key is never in it.
//!
//! From other people's crates it takes only "warn" and above, whatever level is set: at finer levels HTTP libraries write whole
//! requests, with the key in a header. `KAIMONO_LOG` (`debug`, `trace`) sets the level of our own crates.

use kaimono_core::directory::private_directory;
use std::{
    error::Error,
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};
use tracing_appender::{non_blocking::WorkerGuard, rolling::Rotation};
use tracing_subscriber::EnvFilter;

const OURS: [&str; 4] = ["kaimono_shell", "kaimono_core", "masumi", "masumi_sandbox"];

/// Begins to write to `<data>/logs/`. The guard writes what is left when it is dropped.
pub(crate) fn begin(data: &Path) -> Result<WorkerGuard, Box<dyn Error>> {
    let directory = data.join("logs");
    private_directory(data)?;
    private_directory(&directory)?;
    let level = std::env::var("KAIMONO_LOG").unwrap_or_default();
    let files = tracing_appender::rolling::Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("kaimono")
        .filename_suffix("log")
        .max_log_files(7)
        .build(directory)?;
    let (writer, guard) = tracing_appender::non_blocking(files);
    tracing_subscriber::fmt()
        .with_env_filter(filter(&level))
        .with_ansi(false)
        .with_writer(writer)
        .try_init()
        .map_err(|error| -> Box<dyn Error> { error })?;
    Ok(guard)
}

/// The end of the log: whole lines, at most so many bytes, of the last days where the last is short. What cannot be read is not there.
pub(crate) fn end(data: &Path, bytes: u64) -> String {
    let files = fs::read_dir(data.join("logs")).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "log")).collect();
    // Their names have the date.
    files.sort();
    let (mut text, mut left) = (String::new(), bytes);
    for path in files.iter().rev() {
        let Some(end) = end_of(path, left) else { continue };
        left = left.saturating_sub(u64::try_from(end.len()).unwrap_or(u64::MAX));
        text.insert_str(0, &end);
        if left == 0 {
            break;
        }
    }
    text
}

/// The last lines of a file.
fn end_of(path: &Path, bytes: u64) -> Option<String> {
    let mut file = File::open(path).ok()?;
    let skipped = file.metadata().ok()?.len().saturating_sub(bytes);
    file.seek(SeekFrom::Start(skipped)).ok()?;
    let mut read = Vec::new();
    file.take(bytes).read_to_end(&mut read).ok()?;
    let text = String::from_utf8_lossy(&read);
    let from = if skipped == 0 { 0 } else { text.find('\n').map_or(text.len(), |at| at + 1) };
    text.get(from..).map(str::to_owned)
}

fn filter(level: &str) -> EnvFilter {
    let level = if matches!(level, "error" | "warn" | "info" | "debug" | "trace") { level } else { "info" };
    let ours = OURS.map(|name| format!("{name}={level}")).join(",");
    EnvFilter::new(format!("warn,{ours}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_crates_are_never_heard_below_warn() {
        assert_eq!(filter("trace").to_string().split(',').find(|part| !part.contains('=')), Some("warn"));
    }

    #[test]
    fn the_end_of_the_log_is_whole_lines_of_the_last_days() {
        let data = std::env::temp_dir().join(format!("kaimono-log-{}", std::process::id()));
        let logs = data.join("logs");
        fs::create_dir_all(&logs).unwrap();
        assert_eq!(end(&data, 100), "");
        fs::write(logs.join("kaimono.2026-11-25.log"), "one\ntwo\n").unwrap();
        fs::write(logs.join("kaimono.2026-11-26.log"), b"three\n\xff four\n").unwrap();
        fs::write(logs.join("other.txt"), "no").unwrap();
        assert_eq!(end(&data, 100), "one\ntwo\nthree\n\u{fffd} four\n");
        assert_eq!(end(&data, 10), "\u{fffd} four\n");
        fs::remove_dir_all(&data).unwrap();
    }

    #[test]
    fn only_a_level_is_taken_from_outside() {
        assert!(!filter("hyper=trace").to_string().contains("hyper"));
    }
}
