//! The list of purchases: those in memory as they stand now, plus the newest of those at rest.

use super::{
    Purchases,
    journal::at_rest::{Dealing, Wanted},
    page,
    search::Word,
    standing::Standing,
    state::State,
    sums::is_bought,
};
use crate::{
    error::Result,
    view::purchase::{Dealt, HistoryProgress, PurchaseGroup, PurchaseRow, PurchasesQuery, PurchasesView, Went},
};
use std::{cmp::Reverse, collections::BTreeSet};

/// In the order of the list's tabs.
pub(super) const GROUPS: [PurchaseGroup; 6] = [
    PurchaseGroup::NeedsYou,
    PurchaseGroup::Active,
    PurchaseGroup::Done,
    PurchaseGroup::Refunds,
    PurchaseGroup::Failed,
    PurchaseGroup::Others,
];

impl Purchases {
    /// The newest purchases of a group that match what was typed.
    pub fn list(&self, query: &PurchasesQuery) -> Result<PurchasesView> {
        let words = Word::all(&query.text);
        let most = usize::try_from(query.most).unwrap_or(usize::MAX);
        let key = self.standings().link().key_id();
        let mut counts = GROUPS.map(|group| (group, 0_u32));
        let mut count = |group: PurchaseGroup, more: u32| {
            for (_, count) in counts.iter_mut().filter(|(one, _)| *one == group) {
                *count += more;
            }
        };
        let (mut rows, mut awake) = (Vec::new(), BTreeSet::new());
        self.standings().each(|id, state, standing| {
            count(standing.group, 1);
            awake.insert(id.to_owned());
            if is_listed(self, query, &words, id, state, standing) {
                rows.push(self.row(id, state, standing));
            }
        });
        let wanted = Wanted {
            key: key.as_deref(),
            group: query.group,
            dealt: query.dealt.as_ref(),
            words: &words,
            most: most.saturating_add(1),
        };
        let (resting, counted) = self.book().look_up(|shelf| Ok((shelf.newest(wanted)?, shelf.counts()?)))?;
        for (group, made_by, more) in counted {
            let mine = made_by.is_none() || made_by == key;
            count(if mine { group } else { PurchaseGroup::Others }, more);
        }
        for (id, state) in resting.into_iter().filter(|(id, _)| !awake.contains(id)) {
            rows.push(self.row(&id, &state, &self.standings().of(&id, &state)));
        }
        rows.sort_by(|one, other| other.created_at.cmp(&one.created_at).then_with(|| one.id.cmp(&other.id)));
        let more = rows.len() > most;
        rows.truncate(most);
        let lists = self.standings().memory().lists();
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let reading = self.book().folding().map(|progress| HistoryProgress {
            done: number(progress.done),
            all: number(progress.all),
            failure: progress.failure,
        });
        Ok(PurchasesView { rows, more, reading, counts: counts.to_vec(), synced_at: lists.at, failure: lists.failure })
    }

    /// What is open and the person's, newest first.
    pub(crate) fn open_rows(&self) -> Vec<PurchaseRow> {
        let mut rows = Vec::new();
        self.standings().each(|id, state, standing| {
            if standing.is_open && standing.is_mine() {
                rows.push(self.row(id, state, standing));
            }
        });
        rows.sort_by_key(|row| Reverse(row.created_at));
        rows
    }
}

/// Whether a purchase in memory is one of those that are asked for.
pub(super) fn is_listed(
    purchases: &Purchases,
    query: &PurchasesQuery,
    words: &[Word],
    id: &str,
    state: &State,
    standing: &Standing,
) -> bool {
    query.dealt.as_ref().is_none_or(|dealt| is_of(dealt, state, standing))
        && query.group.is_none_or(|group| group == standing.group)
        && found(&purchases.row(id, state, standing), state, words)
}

/// Whether a purchase was bought from this agent, and went so.
fn is_of(dealt: &Dealt, state: &State, standing: &Standing) -> bool {
    let dealing = Dealing::of(state);
    let went = match dealt.went {
        Went::Bought => true,
        Went::Delivered => dealing.delivered,
        Went::Refunded => dealing.refunded,
    };
    let agent = page::agent_identifier(state);
    went && is_bought(state, standing) && agent.is_some_and(|agent| agent.eq_ignore_ascii_case(&dealt.agent))
}

/// Whether all words find a row.
fn found(row: &PurchaseRow, state: &State, words: &[Word]) -> bool {
    words.is_empty() || {
        let identifier = state.identifier().unwrap_or_default().to_ascii_lowercase();
        let text = format!("{} {}", row.agent_name, row.title).to_lowercase();
        words.iter().all(|word| word.finds(&text, &identifier))
    }
}
