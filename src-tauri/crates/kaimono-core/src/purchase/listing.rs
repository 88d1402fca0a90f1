//! The list of purchases: those in memory as they stand now, and those at rest that belong beside them; and what there is to choose by.

use super::{
    Purchases,
    journal::{at_rest::Dealing, wanted::Wanted},
    order::{self, Place},
    page,
    remark::Remark,
    search::Word,
    standing::Standing,
    state::State,
    sums::is_bought,
};
use crate::{
    error::Result,
    view::{
        MoneyView,
        purchase::{
            AgentCount, Dealt, HistoryProgress, LabelView, PurchaseFacets, PurchaseGroup, PurchaseRow, PurchasesQuery,
            PurchasesView, Went,
        },
    },
};
use masumi::money::{Amount, Money, Unit};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// In the order of the list's tabs.
pub(super) const GROUPS: [PurchaseGroup; 6] = [
    PurchaseGroup::NeedsYou,
    PurchaseGroup::Active,
    PurchaseGroup::Done,
    PurchaseGroup::Refunds,
    PurchaseGroup::Failed,
    PurchaseGroup::Others,
];

/// So many agents are offered to choose from, those with the most purchases.
const MOST_AGENTS: usize = 200;

impl Purchases {
    /// The first purchases of a list. Those that need the person come before all others.
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
        let mut awake = BTreeSet::new();
        let mut rows = self.listed(
            query,
            &words,
            |id, state, standing, remark| {
                (Place::of(query, id, state, standing), self.row(id, state, standing, remark))
            },
            |id, standing| {
                count(standing.group, 1);
                awake.insert(id.to_owned());
            },
        )?;
        let wanted = Wanted { key: key.as_deref(), query, words: &words, most: most.saturating_add(1) };
        let stands = self.standings().at_once();
        let counted = self.book().look_up(|shelf| {
            shelf.each_wanted(wanted, |id, state, remark| {
                if !awake.contains(id) {
                    let standing = stands(id, state);
                    rows.push((Place::of(query, id, state, &standing), self.row(id, state, &standing, remark)));
                }
            })?;
            shelf.counts()
        })?;
        for (group, made_by, more) in counted {
            let mine = made_by.is_none() || made_by == key;
            count(if mine { group } else { PurchaseGroup::Others }, more);
        }
        let needs = |row: &PurchaseRow| row.group == PurchaseGroup::NeedsYou;
        rows.sort_by(|(place, row), (other_place, other)| {
            needs(other).cmp(&needs(row)).then_with(|| place.compare(other_place, query.down))
        });
        let more = rows.len() > most;
        rows.truncate(most);
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        let lists = self.standings().memory().lists();
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let reading = self.book().folding().map(|progress| HistoryProgress {
            done: number(progress.done),
            all: number(progress.all),
            failure: progress.failure,
        });
        Ok(PurchasesView { rows, more, reading, counts: counts.to_vec(), synced_at: lists.at, failure: lists.failure })
    }

    /// What is made of those in memory that are asked for. `each`: is told of every one of them.
    pub(super) fn listed<T>(
        &self,
        query: &PurchasesQuery,
        words: &[Word],
        make: impl Fn(&str, &State, &Standing, &Remark) -> T,
        mut each: impl FnMut(&str, &Standing),
    ) -> Result<Vec<T>> {
        let only: BTreeSet<&str> = query.only.iter().map(String::as_str).collect();
        self.book().look_up(|shelf| {
            let remarked = shelf.remarked()?;
            let said = |id: &str| match &remarked {
                Some(remarked) if !remarked.contains(id) => Ok(Remark::default()),
                _ => shelf.remark(id),
            };
            let mut made = Ok(Vec::new());
            self.standings().each(|id, state, standing| {
                each(id, standing);
                let Ok(made_so_far) = &mut made else { return };
                match said(id) {
                    Err(failure) => made = Err(failure),
                    Ok(remark) => {
                        let is_meant = only.is_empty() || only.contains(id);
                        if is_meant && is_listed(query, words, state, standing, &remark) {
                            made_so_far.push(make(id, state, standing, &remark));
                        }
                    }
                }
            });
            made
        })
    }

    /// What is open and the person's, newest first.
    pub(crate) fn open_rows(&self) -> Vec<PurchaseRow> {
        let mut rows = Vec::new();
        self.standings().each(|id, state, standing| {
            if standing.is_open && standing.is_mine() {
                rows.push(self.row(id, state, standing, &Remark::default()));
            }
        });
        rows.sort_by_key(|row| Reverse(row.created_at));
        rows
    }

    /// What purchases can be chosen by, as far as any has it.
    pub(crate) fn facets(&self) -> Result<PurchaseFacets> {
        let network = self.book().network();
        let (mut agents, mut units, mut phases) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        self.standings().each(|_, state, standing| {
            let agent = page::agent_identifier(state).unwrap_or_default().to_ascii_lowercase();
            let (many, last, name) = agents.entry(agent).or_insert((0_u32, state.created_at, String::new()));
            *many += 1;
            if name.is_empty() || *last <= state.created_at {
                (*last, *name) = (state.created_at, page::shown_name(state));
            }
            if let Some((unit, _)) = order::price(state) {
                *units.entry(unit.to_string()).or_insert(0_u32) += 1;
            }
            *phases.entry(standing.phase).or_insert(0_u32) += 1;
        });
        let labels = self.book().look_up(|shelf| {
            for (phase, many) in shelf.phases()? {
                *phases.entry(phase).or_default() += many;
            }
            for (unit, many) in shelf.units()? {
                *units.entry(unit).or_default() += many;
            }
            for (agent, many) in shelf.agents(MOST_AGENTS)? {
                let known = agents.get(&agent).map(|(.., name)| name.clone()).filter(|name| !name.is_empty());
                let name = match known {
                    Some(name) => name,
                    None => shelf.newest_of(&agent)?.map(|state| page::shown_name(&state)).unwrap_or_default(),
                };
                let entry = agents.entry(agent).or_insert((0, masumi::moment::Moment(0), name));
                entry.0 += many;
            }
            shelf.labels()
        })?;
        let named = |unit: &str| MoneyView::of(&Money { amount: Amount(0), unit: Unit::parse(unit) }, network);
        let mut agents: Vec<_> = agents
            .into_iter()
            .filter(|(agent, _)| !agent.is_empty())
            .map(|(agent, (many, _, name))| AgentCount { agent, name, many })
            .collect();
        agents.sort_by(|one, other| other.many.cmp(&one.many).then_with(|| one.agent.cmp(&other.agent)));
        agents.truncate(MOST_AGENTS);
        Ok(PurchaseFacets {
            agents,
            tokens: units.into_iter().map(|(unit, many)| (named(&unit), many)).collect(),
            phases: phases.into_iter().collect(),
            labels: labels.into_iter().map(|(label, many)| (LabelView::of(&label), many)).collect(),
        })
    }
}

/// Whether a purchase in memory is one of those that are asked for.
pub(super) fn is_listed(
    query: &PurchasesQuery,
    words: &[Word],
    state: &State,
    standing: &Standing,
    remark: &Remark,
) -> bool {
    let agent = page::agent_identifier(state).unwrap_or_default();
    query.dealt.as_ref().is_none_or(|dealt| is_of(dealt, state, standing))
        && query.group.is_none_or(|group| group == standing.group)
        && query.phase.is_none_or(|phase| phase == standing.phase)
        && query.agent.as_ref().is_none_or(|asked| asked.eq_ignore_ascii_case(agent))
        && query.unit.as_ref().is_none_or(|unit| order::units(state).contains(&order::spaced(unit)))
        && query.from.is_none_or(|from| from <= state.created_at)
        && query.until.is_none_or(|until| state.created_at < until)
        && query.label.as_ref().is_none_or(|label| remark.labels.contains(label))
        && found(state, remark, words)
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

/// Whether all words find a purchase.
fn found(state: &State, remark: &Remark, words: &[Word]) -> bool {
    words.is_empty() || {
        let identifier = state.identifier().unwrap_or_default().to_ascii_lowercase();
        let text = format!("{} {}", page::words(state), remark.words());
        words.iter().all(|word| word.finds(&text, &identifier))
    }
}
