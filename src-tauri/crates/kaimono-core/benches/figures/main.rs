//! The figures of `make bench`: what Kaimono costs beside the least that could do the same. Each is a ratio of two things
//! measured in one run, because machines are noisy and differ. Prints a table, and writes it to the file that it is told.
//!
//! The network is a sandbox in a process of its own (this program, started with `network`), so that its work is not counted
//! as Kaimono's.

#![expect(clippy::float_arithmetic, reason = "figures are times and ratios; no money is counted here")]

mod batch;
mod buyer;
mod buying;
mod history;
mod market;
mod network;
mod script;
mod table;
mod watching;

use std::{path::PathBuf, time::Duration};

/// Whatever goes wrong ends the run and is printed.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How much is measured: the defaults are what the goals are for.
struct Extent {
    /// Purchases timed on each side.
    purchases: u32,
    /// Purchases that one yes is to.
    batch: u32,
    /// Open purchases that are watched.
    open: u32,
    /// For so long.
    watched: Duration,
    /// Purchases of a long history.
    history: u32,
    /// Agents of a large market.
    market: u32,
    /// Agents of one that is filled from a slow registry.
    filled: u32,
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let told: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    match told.as_slice() {
        [word] if word == "network" => return network::serve().await,
        [word, home] if word == "open" => return history::open(home).await,
        [word, agents, late] if word == "registry" => return market::serve(agents.parse()?, late.parse()?).await,
        [word, directory] if word == "look" => return market::look(directory),
        _ => {}
    }
    let extent = Extent {
        purchases: number("BENCH_PURCHASES", 30)?,
        batch: number("BENCH_BATCH", 500)?,
        open: number("BENCH_OPEN", 1_000)?,
        watched: Duration::from_secs(u64::from(number("BENCH_SECONDS", 600)?)),
        history: number("BENCH_HISTORY", 100_000)?,
        market: number("BENCH_MARKET", 100_000)?,
        filled: number("BENCH_FILLED", 10_000)?,
    };
    let only = std::env::var("BENCH_ONLY").ok();
    let alone = match only.as_deref() {
        Some("market") => Some(market::measure(extent.market, extent.filled).await?),
        Some("batch") => Some(batch::measure(extent.batch).await?),
        Some("history") => Some(history::measure(extent.history, extent.open).await?),
        Some(other) => return Err(format!("BENCH_ONLY is batch, market or history, not {other}").into()),
        None => None,
    };
    if let Some(figures) = alone {
        table::print(&figures);
        return Ok(());
    }
    let mut figures = market::measure(extent.market, extent.filled).await?;
    figures.extend(history::measure(extent.history, extent.open).await?);
    figures.extend(buying::measure(extent.purchases).await?);
    figures.extend(batch::measure(extent.batch).await?);
    figures.extend(watching::measure(extent.open, extent.watched).await?);
    table::print(&figures);
    if let Some(file) = std::env::var_os("BENCH_FILE") {
        table::write(&figures, &PathBuf::from(file))?;
    }
    Ok(())
}

fn number(name: &str, default: u32) -> Outcome<u32> {
    match std::env::var(name) {
        Ok(text) => text.parse().map_err(|_| format!("{name} is not a whole number: {text}").into()),
        Err(_) => Ok(default),
    }
}
