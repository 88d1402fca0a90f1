//! The log: one file a day in the data directory, the last seven kept. For the person's own eyes; never a key in it.
//!
//! Other people's crates are heard from "warn" upwards only, whatever is asked for: at finer levels HTTP libraries write
//! whole requests, with the key in a header. `KAIMONO_LOG` (`debug`, `trace`) is the level of our own crates.

use kaimono_core::directory::private_directory;
use std::{error::Error, path::Path};
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
    fn only_a_level_is_taken_from_outside() {
        assert!(!filter("hyper=trace").to_string().contains("hyper"));
    }
}
