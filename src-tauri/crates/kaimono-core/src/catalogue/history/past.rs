//! What is told of one agent's past: its prices, its changes, and how it did on each of ninety days.

use super::{Change, begun_at, changes_of, facts, row_of};
use crate::{
    catalogue::offer,
    view::history::{AgentPast, ChangeKind, DayKind, PricePoint},
};
use masumi::{
    moment::{DAY, Moment},
    node::Network,
};
use rusqlite::Connection;

/// Days that are shown.
const DAYS: i64 = 90;

pub(super) fn of(connection: &Connection, id: &str, now: Moment, network: Network) -> rusqlite::Result<AgentPast> {
    let since = begun_at(connection)?;
    let first_day = now.0.div_euclid(DAY) - (DAYS - 1);
    let days_from = Some(Moment(first_day * DAY));
    let nothing = vec![DayKind::NotWatched; usize::try_from(DAYS).unwrap_or_default()];
    let Some(known) = row_of(connection, id)? else {
        return Ok(AgentPast { since, days: nothing, days_from, ..AgentPast::default() });
    };
    let first_at: Option<i64> =
        connection.query_row("SELECT first_at FROM agent WHERE row = ?1", [known.row], |row| row.get(0))?;
    let changes = changes_of(connection, known.row)?;
    let watched: Vec<(i64, i64)> = connection
        .prepare_cached("SELECT since, until FROM watched WHERE until >= ?1 ORDER BY since")?
        .query_map([first_day * DAY], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let online = known.gone_at.is_none() && known.facts.is_online();
    let spans = spans(&changes, online, first_at);
    Ok(AgentPast {
        since,
        prices: prices(&changes, &known.facts.prices, first_at, network),
        days: (first_day..first_day + DAYS).map(|day| kind(day, &spans, &watched)).collect(),
        days_from,
        changes: changes.iter().map(|change| change.view(network)).collect(),
    })
}

/// A time during which an agent was online, or was not: from (inclusive) and until (exclusive).
type Span = (i64, i64, bool);

/// Its states one after the other, from the changes (the newest first), the one that holds, and when it was first seen.
fn spans(changes: &[Change], mut online: bool, first_at: Option<i64>) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut until = i64::MAX;
    for change in changes {
        let before = match change.kind {
            ChangeKind::Status | ChangeKind::Gone => change.before == "Online",
            ChangeKind::Back => false,
            _ => continue,
        };
        if change.at.0 < until {
            spans.push((change.at.0, until, online));
            until = change.at.0;
        }
        online = before;
    }
    spans.push((first_at.unwrap_or(i64::MIN), until, online));
    spans
}

/// How it did on a day, as far as somebody watched.
fn kind(day: i64, spans: &[Span], watched: &[(i64, i64)]) -> DayKind {
    let (begin, end) = (day * DAY, (day + 1) * DAY - 1);
    let (mut on, mut off) = (false, false);
    for (since, until) in watched {
        let (since, until) = ((*since).max(begin), (*until).min(end));
        if since > until {
            continue;
        }
        for (from, to, online) in spans {
            if *from <= until && *to > since {
                on |= *online;
                off |= !*online;
            }
        }
    }
    match (on, off) {
        (true, false) => DayKind::Online,
        (false, true) => DayKind::Offline,
        (true, true) => DayKind::Mixed,
        (false, false) => DayKind::NotWatched,
    }
}

/// Its prices, the oldest first.
fn prices(
    changes: &[Change],
    now: &[masumi::registry::Pricing],
    first_at: Option<i64>,
    network: Network,
) -> Vec<PricePoint> {
    let repriced: Vec<&Change> = changes
        .iter()
        .rev()
        .filter(|change| matches!(change.kind, ChangeKind::Dearer | ChangeKind::Cheaper | ChangeKind::Repriced))
        .collect();
    let first = match repriced.first() {
        Some(change) => facts::first_price(&change.before, network),
        None => now.first().map(|pricing| offer::price(pricing, network)),
    };
    let first = first.map(|price| PricePoint { since: first_at.map(Moment), price });
    let later = repriced.iter().filter_map(|change| {
        Some(PricePoint { since: Some(change.at), price: facts::first_price(&change.after, network)? })
    });
    let mut points: Vec<PricePoint> = first.into_iter().chain(later).collect();
    // Another offer changed, and not the one that is shown.
    points.dedup_by(|later, earlier| later.price == earlier.price);
    points
}
