//! The person's record with an agent: how their jobs went, what was spent, what its terms asked for. Integers only.

use super::{
    event::Order,
    journal::at_rest::Dealing,
    page,
    standing::Standing,
    standings::Standings,
    state::{Payment, State, moment},
    sums::{add, is_bought},
    words::{MoneyIs, Phase},
};
use crate::{
    catalogue::{Own, SoldUnder},
    error::Result,
    view::{
        MoneyView,
        agent::{AgentRecord, AskedOther, AskedView, JobMark, QuotesView, TermsSeen, TimesView},
    },
};
use masumi::{
    agent::quote,
    moment::Moment,
    money::{Amount, Money, Unit},
    node::Network,
    proof::Price,
};
use serde::Deserialize;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// What is not in the counts is read from so many jobs, the newest: each is a state of its own.
const READ: usize = 200;
/// So many marks.
const MARKS: usize = 5;
/// Of so many other agents the keys are looked up, under which they were bought from.
const SELLERS: usize = 100;

/// What one job tells.
struct Job {
    id: String,
    at: Moment,
    phase: Phase,
    /// What was paid and did not come back.
    spent: Vec<Money>,
    /// The name of what the person saw at approval.
    shown: Option<String>,
    /// What was approved, as it is now.
    approved: Option<Price>,
    asked: Option<Vec<Money>>,
    deliver: Option<i64>,
    locked: Option<i64>,
    objection: Option<i64>,
    sold_under: Option<String>,
}

impl Job {
    fn of(id: &str, state: &State, standing: &Standing) -> Job {
        let (order, row) = (state.order.as_ref(), state.row.as_ref());
        let kept =
            matches!(standing.money, MoneyIs::InEscrow | MoneyIs::AtContract | MoneyIs::Released | MoneyIs::WithSeller);
        let offered = |time: Option<&str>, told: Option<Moment>| moment(time).or(told);
        let terms = state.terms();
        let submit = offered(
            terms.and_then(|terms| terms.submit_result_time.as_deref()),
            row.and_then(|row| row.submit_result_time),
        );
        let unlock = offered(terms.and_then(|terms| terms.unlock_time.as_deref()), row.and_then(|row| row.unlock_time));
        let begun = state.milestones.accepted.unwrap_or(state.created_at);
        // What an agent makes up is no span.
        let span = |from: Moment, to: Option<Moment>| Some(to?.since(from)).filter(|span| *span > 0);
        Job {
            id: id.to_owned(),
            at: state.created_at,
            phase: standing.phase,
            spent: row.filter(|_| kept).map(|row| row.paid_funds.clone()).unwrap_or_default(),
            shown: order.and_then(|order| order.shown.clone()),
            approved: order.and_then(|order| order.price.clone()),
            asked: asked(state),
            deliver: span(begun, submit),
            locked: span(begun, unlock),
            objection: submit.and_then(|submit| span(submit, unlock)),
            sold_under: order.map(sold_under).filter(|key| !key.is_empty()),
        }
    }
}

impl Standings {
    /// What this profile has to do with an agent, of what counts as [`Self::bought`].
    pub(crate) fn own(&self, agent_identifier: &str) -> Result<Own> {
        let (record, jobs) = self.record_and_jobs(agent_identifier)?;
        let mut keys: Vec<SoldUnder> = Vec::new();
        for (key, at) in jobs.iter().filter_map(|job| Some((job.sold_under.clone()?, job.at))) {
            match keys.iter_mut().find(|known| known.key == key) {
                Some(known) => known.first = known.first.min(at),
                None => keys.push(SoldUnder { key, first: at, last: at }),
            }
        }
        Ok(Own { record, keys, sellers: self.sellers()? })
    }

    /// The record with an agent of what counts as [`Self::bought`].
    pub(crate) fn agent_record(&self, agent_identifier: &str) -> Result<AgentRecord> {
        self.record_and_jobs(agent_identifier).map(|(record, _)| record)
    }

    /// The record, and the jobs that it was read from, newest first.
    fn record_and_jobs(&self, agent_identifier: &str) -> Result<(AgentRecord, Vec<Job>)> {
        let key = self.link().key_id();
        let (mut dealings, resting) = self.book().look_up(|shelf| {
            let key = key.as_deref();
            Ok((shelf.with(agent_identifier, key)?, shelf.newest_with(agent_identifier, key, READ)?))
        })?;
        let (mut jobs, mut awake) = (Vec::new(), BTreeSet::new());
        self.each(|id, state, standing| {
            let of_agent =
                page::agent_identifier(state).is_some_and(|agent| agent.eq_ignore_ascii_case(agent_identifier));
            if of_agent && is_bought(state, standing) {
                dealings.push(Dealing::of(state));
                jobs.push(Job::of(id, state, standing));
                awake.insert(id.to_owned());
            }
        });
        for (id, state) in resting.iter().filter(|(id, _)| !awake.contains(id)) {
            jobs.push(Job::of(id, state, &self.of(id, state)));
        }
        jobs.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.id.cmp(&other.id)));
        jobs.truncate(READ);
        let network = self.book().network();
        let count = |counts: fn(&&Dealing) -> bool| number(dealings.iter().filter(counts).count());
        let (asked, quotes) = self.prices(&jobs, network)?;
        let record = AgentRecord {
            jobs: number(dealings.len()),
            delivered: count(|dealing| dealing.delivered),
            refunded: count(|dealing| dealing.refunded),
            times: times(dealings.iter().filter_map(|dealing| dealing.took).collect()),
            read: number(jobs.len()),
            last: jobs
                .iter()
                .take(MARKS)
                .map(|job| JobMark { id: job.id.clone(), phase: job.phase, at: job.at })
                .collect(),
            spent: spent(&jobs).iter().map(|money| MoneyView::of(money, network)).collect(),
            asked,
            quotes,
            terms: terms(&jobs),
        };
        Ok((record, jobs))
    }

    /// What was listed against what was asked, and what was quoted where nothing is listed.
    fn prices(&self, jobs: &[Job], network: Network) -> Result<(AskedView, Vec<QuotesView>)> {
        let views = |amounts: &[Money]| amounts.iter().map(|money| MoneyView::of(money, network)).collect();
        let (mut compared, mut quoted) = (AskedView::default(), Vec::<Money>::new());
        for (job, asked) in jobs.iter().filter_map(|job| Some((job, job.asked.as_ref()?))) {
            match self.listed(job)? {
                Some(Price::Fixed(listed)) => {
                    compared.jobs += 1;
                    if sorted(&listed) == sorted(asked) {
                        compared.same += 1;
                    } else if compared.other.len() < MARKS {
                        let (listed, asked) = (views(&listed), views(asked));
                        compared.other.push(AskedOther { id: job.id.clone(), at: job.at, listed, asked });
                    }
                }
                // Of several tokens together no token has a lowest.
                Some(Price::Ceiling(_)) => quoted.extend(asked.first().filter(|_| asked.len() == 1).cloned()),
                None => {}
            }
        }
        Ok((compared, quotes(&quoted, network)))
    }

    /// What the person was shown as the price at approval: a second yes changes what is approved, not what was listed.
    fn listed(&self, job: &Job) -> Result<Option<Price>> {
        let bytes = job.shown.as_ref().map(|key| self.book().content(key)).transpose()?.flatten();
        let shown = bytes.and_then(|bytes| serde_json::from_slice::<Shown>(&bytes).ok());
        Ok(match shown.map(|shown| shown.approval.price) {
            Some(Listed::Fixed { amounts }) => Some(Price::Fixed(money(&amounts))),
            Some(Listed::Ceiling { amounts }) => Some(Price::Ceiling(money(&amounts))),
            Some(Listed::Free) => None,
            // An order that is older than what is kept beside it.
            None => job.approved.clone(),
        })
    }

    /// The key under which each agent was last bought from, by agentIdentifier in lower case.
    fn sellers(&self) -> Result<BTreeMap<String, String>> {
        let mut last: BTreeMap<String, (Moment, String)> = BTreeMap::new();
        let mut take = |agent: &str, at: Moment, key: String| {
            let entry = last.entry(agent.to_owned()).or_insert_with(|| (at, key.clone()));
            if entry.0 <= at {
                *entry = (at, key);
            }
        };
        for agent in self.bought()?.into_keys().take(SELLERS) {
            let ordered = self.book().look_up(|shelf| shelf.last_ordered(&agent))?;
            if let Some((at, order)) =
                ordered.as_ref().and_then(|(_, state)| Some((state.created_at, state.order.as_ref()?)))
            {
                take(&agent, at, sold_under(order));
            }
        }
        self.book().each(|_, state| {
            if let Some(order) = &state.order {
                take(&order.agent_identifier.to_ascii_lowercase(), state.created_at, sold_under(order));
            }
        });
        Ok(last.into_iter().map(|(agent, (_, key))| (agent, key)).filter(|(_, key)| !key.is_empty()).collect())
    }
}

/// Of what the person saw at approval, the price.
#[derive(Deserialize)]
struct Shown {
    approval: Approval,
}

#[derive(Deserialize)]
struct Approval {
    price: Listed,
}

/// As [`crate::view::buy::ApprovedPrice`] was written.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Listed {
    Fixed { amounts: Vec<Raw> },
    Ceiling { amounts: Vec<Raw> },
    Free,
}

#[derive(Deserialize)]
struct Raw {
    amount: String,
    unit: String,
}

fn money(raw: &[Raw]) -> Vec<Money> {
    raw.iter()
        .filter_map(|raw| Some(Money { amount: Amount::parse(&raw.amount)?, unit: Unit::parse(&raw.unit) }))
        .collect()
}

/// What the terms asked to be paid: what was to be sent, else what is asked again, else their own figures.
fn asked(state: &State) -> Option<Vec<Money>> {
    if let Some(body) = &state.body {
        return Some(body.paid().to_vec());
    }
    if let Payment::Outside { price: Price::Fixed(asked) | Price::Ceiling(asked), .. } = &state.payment {
        return Some(asked.clone());
    }
    state.terms().and_then(quote)
}

fn sold_under(order: &Order) -> String {
    order.seller_vkey.to_ascii_lowercase()
}

/// In an order of their own, so that two baskets can be compared.
fn sorted(amounts: &[Money]) -> Vec<(String, Amount)> {
    let mut all: Vec<_> = amounts.iter().map(|money| (money.unit.wire().to_ascii_lowercase(), money.amount)).collect();
    all.sort();
    all
}

fn spent(jobs: &[Job]) -> Vec<Money> {
    let mut sums = Vec::new();
    jobs.iter().flat_map(|job| &job.spent).for_each(|money| add(&mut sums, money));
    sums
}

fn times(mut spans: Vec<i64>) -> Option<TimesView> {
    spans.sort_unstable();
    let (least, most) = (*spans.first()?, *spans.last()?);
    Some(TimesView { median: *spans.get(spans.len() / 2)?, least, most, jobs: number(spans.len()) })
}

fn terms(jobs: &[Job]) -> TermsSeen {
    let of = |span: fn(&Job) -> Option<i64>| jobs.iter().filter_map(span);
    TermsSeen {
        jobs: number(of(|job| job.locked).count()),
        deliver: of(|job| job.deliver).max(),
        locked: of(|job| job.locked).max(),
        objection: of(|job| job.objection).min(),
    }
}

/// `quoted`: newest first.
fn quotes(quoted: &[Money], network: Network) -> Vec<QuotesView> {
    let mut units: Vec<&Unit> = Vec::new();
    for money in quoted {
        if !units.contains(&&money.unit) {
            units.push(&money.unit);
        }
    }
    let view = |money: &Money| MoneyView::of(money, network);
    let of = |unit: &Unit| {
        let all = || quoted.iter().filter(|money| money.unit == *unit);
        Some(QuotesView {
            jobs: number(all().count()),
            least: view(all().min_by_key(|money| money.amount)?),
            most: view(all().min_by_key(|money| Reverse(money.amount))?),
            last: view(all().next()?),
        })
    };
    units.into_iter().filter_map(of).collect()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
