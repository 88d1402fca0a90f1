//! Who was asked for what, counted by the hour. Pure, and bounded in every direction.

use super::{HostOwner, HostPurpose, hour};
use crate::view::privacy::{HostView, PurposeView};
use masumi::moment::{DAY, MINUTE, Moment};
use std::{collections::BTreeMap, mem::take};

/// So many rows are listed of agents: whoever writes a registry can name any number of hosts. The rest is counted without its name.
pub(super) const OF_AGENTS: usize = 1_000;
/// And so many of the person's own services.
pub(super) const OF_OWN: usize = 200;
/// No name of a host is longer.
const NAME: usize = 255;

/// What is counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub(super) whose: HostOwner,
    /// `None`: one of those that are not listed.
    pub(super) place: Option<(String, u16)>,
    pub(super) purpose: HostPurpose,
}

impl Row {
    pub(super) fn at(host: &str, port: u16, whose: HostOwner, purpose: HostPurpose) -> Row {
        let host = host.chars().take(NAME).collect();
        Row { whose, place: Some((host, port)), purpose }
    }
}

/// How often within an hour, and when last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) asked: u32,
    pub(super) answered: u32,
    pub(super) last: Moment,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.asked = self.asked.saturating_add(other.asked);
        self.answered = self.answered.saturating_add(other.answered);
        self.last = self.last.max(other.last);
    }
}

/// The last day.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    rows: BTreeMap<Row, BTreeMap<i64, Tally>>,
    /// How many rows there are of agents, and of others.
    of_agents: usize,
    of_own: usize,
    /// When it was last looked for what is too old.
    looked: Option<Moment>,
}

impl Ledger {
    /// Counts a request. Whether it is the first of its kind in this hour.
    pub(super) fn note(&mut self, row: Row, answered: bool, now: Moment) -> bool {
        self.add(row, Tally { asked: 1, answered: u32::from(answered), last: now }, now)
    }

    /// Counts what was counted before.
    pub(super) fn add(&mut self, row: Row, tally: Tally, now: Moment) -> bool {
        let row =
            if self.rows.contains_key(&row) || self.has_room(&row, now) { row } else { Row { place: None, ..row } };
        let whose = row.whose;
        let hours = self.rows.entry(row).or_default();
        if hours.is_empty() {
            *(if whose == HostOwner::Agent { &mut self.of_agents } else { &mut self.of_own }) += 1;
        }
        let mut news = false;
        let counted = hours.entry(hour(tally.last)).or_insert_with(|| {
            news = true;
            Tally { asked: 0, answered: 0, last: tally.last }
        });
        counted.add(tally);
        news
    }

    fn has_room(&mut self, row: &Row, now: Moment) -> bool {
        let is_full = |ledger: &Ledger| match row.whose {
            HostOwner::Agent => ledger.of_agents >= OF_AGENTS,
            _ => ledger.of_own >= OF_OWN,
        };
        if is_full(self) && self.looked.is_none_or(|looked| now.since(looked).abs() >= MINUTE) {
            self.forget(now);
        }
        !is_full(self)
    }

    /// Forgets what is older than a day. What seems to be still to come was before the clock was set back: it was until now. Whether
    /// anything changed.
    pub(super) fn forget(&mut self, now: Moment) -> bool {
        let mut changed = false;
        self.looked = Some(now);
        self.rows.retain(|_, hours| {
            if hours.values().any(|tally| tally.last > now) {
                changed = true;
                for (_, tally) in take(hours) {
                    let tally = Tally { last: tally.last.min(now), ..tally };
                    hours.entry(hour(tally.last)).and_modify(|counted| counted.add(tally)).or_insert(tally);
                }
            }
            let before = hours.len();
            hours.retain(|_, tally| now.since(tally.last) < DAY);
            changed |= hours.len() != before;
            !hours.is_empty()
        });
        self.of_agents = self.rows.keys().filter(|row| row.whose == HostOwner::Agent).count();
        self.of_own = self.rows.len() - self.of_agents;
        changed
    }

    /// Each row, with its hours.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&Row, impl Iterator<Item = Tally>)> {
        self.rows.iter().map(|(row, hours)| (row, hours.values().copied()))
    }

    /// For the page: hosts by whose they are and by name, and how many requests were to those that are not listed.
    pub(super) fn view(&self) -> (Vec<HostView>, u32) {
        let (mut hosts, mut unlisted): (Vec<HostView>, u32) = (Vec::new(), 0);
        for (row, hours) in &self.rows {
            let Some(Tally { asked, answered, last }) = hours.values().copied().reduce(|mut sum, tally| {
                sum.add(tally);
                sum
            }) else {
                continue;
            };
            let Some((host, port)) = &row.place else {
                unlisted = unlisted.saturating_add(asked);
                continue;
            };
            let purpose = PurposeView { purpose: row.purpose, asked };
            match hosts.last_mut() {
                Some(before) if before.whose == row.whose && before.host == *host && before.port == *port => {
                    before.asked = before.asked.saturating_add(asked);
                    before.answered = before.answered.saturating_add(answered);
                    before.last = before.last.max(last);
                    before.purposes.push(purpose);
                }
                _ => hosts.push(HostView {
                    host: host.clone(),
                    port: *port,
                    whose: row.whose,
                    asked,
                    answered,
                    last,
                    purposes: vec![purpose],
                }),
            }
        }
        for host in &mut hosts {
            host.purposes.sort_by_key(|purpose| (std::cmp::Reverse(purpose.asked), purpose.purpose));
        }
        (hosts, unlisted)
    }
}
