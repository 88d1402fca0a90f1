//! What is worth telling of the agents that a person marked: what they cost now, and whether they can be had. Of each the newest
//! that is still so; where the registry itself changed, nothing of any.

use super::{AWAY, Change, at_once, changes_in_readings, row_of};
use crate::{
    notice::{Favourite, Priced},
    view::history::ChangeKind,
};
use masumi::{moment::Moment, node::Network};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// What happened to an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FavouriteNews {
    /// agentIdentifier, lower-case hex.
    pub(crate) id: String,
    /// Its name as last seen.
    pub(crate) name: String,
    /// When it was seen.
    pub(crate) at: Moment,
    /// What.
    pub(crate) what: Favourite,
    /// What it cost and costs, where that is what happened.
    pub(crate) priced: Option<Priced>,
}

/// `starred`: since when each is marked, by identifiers in lower case. What was before that, or not recently, or was looked at is
/// no news.
pub(super) fn of(
    connection: &Connection,
    starred: &BTreeMap<String, Moment>,
    recently: Moment,
    network: Network,
) -> rusqlite::Result<Vec<FavouriteNews>> {
    let looked: Option<i64> = connection.query_row("SELECT looked_at FROM standing", [], |row| row.get(0))?;
    let watched: Option<i64> = connection.query_row("SELECT max(until) FROM watched", [], |row| row.get(0))?;
    let mut bulk = None;
    let mut found = Vec::new();
    for (id, marked) in starred {
        let Some(known) = row_of(connection, id)? else { continue };
        let after = recently.max(*marked);
        let seen = after.max(Moment(looked.unwrap_or(after.0)));
        let mut tell = |at, what, priced| {
            found.push(FavouriteNews { id: id.clone(), name: known.facts.name.clone(), at, what, priced });
        };
        let changes = changes_in_readings(connection, known.row, after.0.saturating_sub(AWAY))?;
        if changes.is_empty() {
            continue;
        }
        if bulk.is_none() {
            bulk = Some(at_once(connection, recently.0.saturating_sub(AWAY))?);
        }
        let of_itself = |reading: &i64| bulk.as_ref().is_none_or(|bulk| !bulk.contains_key(reading));
        let newest = |is: &dyn Fn(&Change) -> bool| {
            changes
                .iter()
                .find(|(_, change)| is(change))
                .filter(|(reading, _)| of_itself(reading))
                .map(|(_, change)| change)
        };
        let is_new = |change: &&Change| change.at > seen;
        if known.gone_at.is_some() {
            if let Some(change) = newest(&|change| change.kind == ChangeKind::Gone).filter(is_new) {
                tell(change.at, Favourite::Gone, None);
            }
            continue;
        }
        let price = newest(&|change| price_word(change.kind).is_some()).filter(is_new);
        if let Some((change, what)) = price.and_then(|change| Some((change, price_word(change.kind)?))) {
            let view = change.view(network);
            // Another offer changed, and not the one that is shown.
            if let (Some(before), Some(now)) = (view.price_before, view.price_after)
                && before != now
            {
                tell(change.at, what, Some(Priced { before, now }));
            }
        }
        if known.facts.is_online() {
            let back = |change: &Change| change.kind == ChangeKind::Back && change.after == "Online";
            if let Some(change) = newest(&back).filter(is_new) {
                tell(change.at, Favourite::Back, None);
            }
        } else if let Some(away) = known.away_at.map(Moment) {
            // It was seen so at the end of a day too, and not only before Kaimono was closed.
            let long = away.plus(AWAY);
            let began = changes.iter().find(|(_, change)| change.kind == ChangeKind::Status && change.at == away);
            if long > after
                && watched.is_some_and(|until| until >= long.0)
                && began.is_some_and(|(reading, _)| of_itself(reading))
            {
                tell(long, Favourite::Away, None);
            }
        }
    }
    found.sort_by_key(|news| news.at);
    Ok(found)
}

/// What a change of the price is called here.
fn price_word(kind: ChangeKind) -> Option<Favourite> {
    match kind {
        ChangeKind::Dearer => Some(Favourite::Dearer),
        ChangeKind::Cheaper => Some(Favourite::Cheaper),
        ChangeKind::Repriced => Some(Favourite::Repriced),
        _ => None,
    }
}
