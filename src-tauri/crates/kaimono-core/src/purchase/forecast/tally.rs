//! What becomes of several purchases until a chosen moment: sums by outcome and token, what runs out, what comes next. Integers only.

use super::{End, Forecast};
use crate::purchase::{
    sums::add,
    words::{Ending, Foretold, ForetoldEvent, Given, Outcome, When},
};
use masumi::{moment::Moment, money::Money};
use std::collections::BTreeMap;

/// One deadline of one purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// What, and when.
    pub event: ForetoldEvent,
    /// The moment of it.
    pub at: Moment,
    /// What it depends on.
    pub given: Given,
}

/// What becomes of several purchases until a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// `None`: to the end of all.
    until: Option<Moment>,
    /// Prices, by what becomes of them.
    pub sums: BTreeMap<Outcome, Vec<Money>>,
    /// What comes back beside prices.
    pub deposits: Vec<Money>,
    /// The person's wallets pay at most so much in fees for it, lovelace.
    pub fees: u128,
    /// Questions of agents that run out: how many, and when the first.
    pub questions: Option<(u32, Moment)>,
    /// The same for what is asked again.
    pub approvals: Option<(u32, Moment)>,
    /// The last moment that is foretold of any of them.
    pub last: Option<Moment>,
}

impl Tally {
    /// Of nothing yet.
    pub(crate) fn until(until: Option<Moment>) -> Tally {
        Tally { until, ..Tally::default() }
    }

    /// Takes in one purchase.
    pub(crate) fn add(&mut self, forecast: &Forecast) {
        for (_, event) in forecast.events() {
            let Some(at) = event.when.moment() else { continue };
            self.last = self.last.max(Some(at));
            let counted = match event.what {
                Foretold::QuestionRunsOut => &mut self.questions,
                Foretold::ApprovalRunsOut => &mut self.approvals,
                _ => continue,
            };
            if self.until.is_none_or(|until| at <= until) {
                let (count, first) = counted.get_or_insert((0, at));
                (*count, *first) = (*count + 1, at.min(*first));
            }
        }
        let reached: Vec<&End> = forecast.ways.iter().map(|way| &way.end).filter(|end| self.reaches(end)).collect();
        let Some(first) = reached.first() else { return };
        let outcome = match forecast.certain() {
            Some(_) => outcome(first),
            // Some of the ways end later, or elsewhere.
            None => Some(Outcome::Open),
        };
        let Some(outcome) = outcome else { return };
        let sums = self.sums.entry(outcome).or_default();
        first.price.iter().for_each(|money| add(sums, money));
        let returned = reached.len() == forecast.ways.len()
            && reached.iter().all(|end| matches!(end.how, Ending::Seller | Ending::Back));
        first.deposit.iter().filter(|_| returned).for_each(|money| add(&mut self.deposits, money));
        let fees = reached.iter().map(|end| end.fees.amount.0).max().unwrap_or_default();
        self.fees = self.fees.saturating_add(fees);
    }

    /// Whether this end has come by then. What nobody has to tell may come at any time.
    fn reaches(&self, end: &End) -> bool {
        let at = end.when.and_then(When::moment);
        self.until.zip(at).is_none_or(|(until, at)| at <= until) || stays(end.how)
    }
}

/// Whether it is so at any time.
fn stays(how: Ending) -> bool {
    matches!(how, Ending::Undecided | Ending::Uncollected | Ending::Unknown)
}

/// `None`: nothing moves any more.
fn outcome(end: &End) -> Option<Outcome> {
    match (end.how, end.when) {
        (Ending::Seller, Some(_)) => Some(Outcome::Paid),
        (Ending::Back, Some(_)) => Some(Outcome::Back),
        (Ending::Undecided, _) => Some(Outcome::Undecided),
        (Ending::Uncollected, _) => Some(Outcome::Uncollected),
        (Ending::Unknown, _) => Some(Outcome::Unknown),
        (Ending::Seller | Ending::Back, None) | (Ending::Free | Ending::InWallet | Ending::Divided, _) => None,
    }
}

impl Forecast {
    /// What of it has a moment that is still ahead, the soonest first.
    pub(crate) fn entries(&self, now: Moment) -> Vec<Entry> {
        let entry = |(given, event): (Given, &ForetoldEvent)| {
            let at = event.when.moment().filter(|at| now < *at)?;
            Some(Entry { event: *event, at, given })
        };
        let mut entries: Vec<Entry> = self.events().filter_map(entry).collect();
        entries.sort_by_key(|entry| (entry.at, entry.event.what, entry.given));
        entries
    }
}
