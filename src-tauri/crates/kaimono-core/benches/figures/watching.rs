//! What it costs to watch many open purchases of which nothing is new: requests to the node, and this process's time.

use crate::{Outcome, buyer::Buyer, network::Network, table::Figure};
use kaimono_core::view::purchase::{Phase, PurchasesQuery};
use masumi::moment::HOUR;
use std::{fs, time::Duration};

/// With open purchases and nothing in motion, the node's list is read this often.
const POLL: Duration = Duration::from_secs(30);
/// The kernel's clock ticks a second, in which it counts a process's time.
const TICKS: f64 = 100.0;

/// Buys so many, lets them come to rest, and watches.
pub(crate) async fn measure(open: u32, watched: Duration) -> Outcome<Vec<Figure>> {
    let mut network = Network::start()?;
    network.top_up(open)?;
    let buyer = Buyer::start(&network).await?;
    let mut bought = Vec::new();
    for _ in 0..open {
        bought.push(buyer.kaimono.approve(&buyer.prepare().await?).await?);
    }
    for id in &bought {
        buyer.until(id, |page| page.row.phase == Phase::Working).await?;
    }
    let rows = buyer.kaimono.purchases(&PurchasesQuery { most: open, ..PurchasesQuery::default() }).await?.rows;
    let working = rows.iter().filter(|row| row.phase == Phase::Working).count();
    if working != usize::try_from(open)? {
        return Err(format!("{working} of {open} purchases are open").into());
    }
    // Young changes are read twice; their readings are not part of the rest.
    tokio::time::sleep(4 * POLL).await;
    let (asked, busy) = (network.asked()?, busy()?);
    tokio::time::sleep(watched).await;
    let (asked_after, busy_after) = (network.asked()?, self::busy()?);
    let before = resident()?;
    a_day(&mut network, &buyer).await?;
    let after = resident()?;
    let minutes = watched.as_secs_f64() / 60.0;
    let polls = watched.as_secs_f64() / POLL.as_secs_f64();
    let purchases = count(asked_after.purchases - asked.purchases);
    Ok(vec![
        Figure {
            name: "requests for all open purchases ÷ one list call a poll",
            value: purchases / polls,
            unit: "ratio",
            goal: Some(1.1),
        },
        Figure { name: "  open purchases", value: f64::from(open), unit: "purchases", goal: None },
        Figure { name: "  requests for them", value: purchases / minutes, unit: "a minute", goal: None },
        Figure {
            name: "  requests to the node, its key and contracts included",
            value: count(asked_after.node - asked.node) / minutes,
            unit: "a minute",
            goal: None,
        },
        Figure {
            name: "  questions to their agent",
            value: count(asked_after.agents - asked.agents) / minutes,
            unit: "a minute",
            goal: None,
        },
        Figure {
            name: "processor time of watching them ÷ time",
            value: (busy_after - busy) / watched.as_secs_f64(),
            unit: "ratio, of one core",
            goal: Some(0.01),
        },
        Figure { name: "  watched for", value: minutes, unit: "minutes", goal: None },
        Figure {
            name: "memory after a day of the network's time ÷ before",
            value: after / before,
            unit: "ratio",
            goal: Some(1.2),
        },
        Figure { name: "  memory then", value: after / 1_024.0, unit: "MB", goal: None },
    ])
}

/// Lets a day pass, an hour at a time: what is open is refunded and ends meanwhile.
async fn a_day(network: &mut Network, buyer: &Buyer) -> Outcome<()> {
    let id = buyer.kaimono.app().await?.active.ok_or("no profile")?;
    for hour in 1..=24 {
        network.skip(HOUR)?;
        buyer.kaimono.clock_moved(&id, hour * HOUR);
        tokio::time::sleep(Duration::from_secs(3)).await;
    }
    Ok(())
}

/// Memory of this process, kB.
pub(crate) fn resident() -> Outcome<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let told = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no figures of this process")?;
    Ok(told.trim().trim_end_matches(" kB").trim().parse()?)
}

fn count(requests: u64) -> f64 {
    f64::from(u32::try_from(requests).unwrap_or(u32::MAX))
}

/// Seconds of processor time that this process used so far (`/proc/self/stat`: fields 14 and 15; Linux).
pub(crate) fn busy() -> Outcome<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The second field is a name in brackets, in which anything may stand.
    let after = stat.rsplit_once(')').ok_or("no figures of this process")?.1;
    let ticks: u32 = after.split_whitespace().skip(11).take(2).map_while(|field| field.parse::<u32>().ok()).sum();
    Ok(f64::from(ticks) / TICKS)
}
