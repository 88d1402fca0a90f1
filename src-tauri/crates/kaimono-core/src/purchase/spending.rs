//! What was paid for purchases that were approved here: by token, and within one by month, agent and label. Integers only. A purchase is
//! in the month of its approval, by the person's calendar of that day, as it is for their limits. What was refunded was paid, and
//! is said beside it; what a decided dispute gave back in part is not taken off.

use super::{
    Purchases,
    journal::at_rest::{Dealing, Shelf},
    page,
    state::{Payment, State},
};
use crate::{
    error::Result,
    limits::{calendar::Day, counted::counted},
    view::{
        MoneyView,
        purchase::LabelView,
        wallet::{SpendingRow, SpendingView},
    },
};
use masumi::{
    money::{Amount, Money, Unit},
    node::Network,
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// Months that are told, the current one included.
const MONTHS: usize = 12;
/// Agents that are told by name, and labels.
const NAMED: usize = 10;

/// A purchase that was paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paid {
    pub(crate) purchase: String,
    /// When it was approved.
    pub(crate) day: Day,
    /// agentIdentifier, lower-case.
    pub(crate) agent: String,
    pub(crate) amounts: Vec<Money>,
    /// All of it came back.
    pub(crate) refunded: bool,
}

impl Paid {
    /// `None`: it was not paid, or not approved here.
    fn of(purchase: &str, state: &State) -> Option<Paid> {
        let counted = counted(state).filter(|_| state.payment == Payment::Made)?;
        Some(Paid {
            purchase: purchase.to_owned(),
            day: counted.day,
            agent: counted.agent,
            amounts: counted.amounts,
            refunded: Dealing::of(state).refunded,
        })
    }
}

/// What was paid in one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    paid: u128,
    refunded: u128,
    purchases: u32,
}

impl Sum {
    fn add(&mut self, amount: u128, refunded: bool) {
        self.paid = self.paid.saturating_add(amount);
        self.refunded = self.refunded.saturating_add(if refunded { amount } else { 0 });
        self.purchases = self.purchases.saturating_add(1);
    }
}

/// Sums of what was paid.
#[derive(Debug, Default)]
struct Sums {
    tokens: BTreeMap<Unit, Sum>,
    months: BTreeMap<(Unit, Day), Sum>,
    agents: BTreeMap<(Unit, String), Sum>,
    labels: BTreeMap<(Unit, String), Sum>,
}

impl Sums {
    /// `labels`: those that the person gave it.
    fn add(&mut self, paid: &Paid, labels: &[String]) {
        // An amount that comes twice in a token is one in sum.
        let mut amounts: BTreeMap<&Unit, u128> = BTreeMap::new();
        for money in &paid.amounts {
            let amount = amounts.entry(&money.unit).or_default();
            *amount = amount.saturating_add(money.amount.0);
        }
        for (unit, amount) in amounts {
            let unit = || unit.clone();
            self.tokens.entry(unit()).or_default().add(amount, paid.refunded);
            self.months.entry((unit(), paid.day.month())).or_default().add(amount, paid.refunded);
            self.agents.entry((unit(), paid.agent.clone())).or_default().add(amount, paid.refunded);
            for label in labels {
                self.labels.entry((unit(), label.clone())).or_default().add(amount, paid.refunded);
            }
        }
    }

    /// As it is shown. `unit`: the token that is asked about, if anything was paid in it, else the one in which most purchases were.
    fn view(&self, unit: Option<&str>, today: Day, network: Network, name: impl Fn(&str) -> String) -> SpendingView {
        let mut tokens: Vec<_> = self.tokens.iter().collect();
        tokens.sort_by_key(|(unit, sum)| (Reverse(sum.purchases), (*unit).clone()));
        let asked = tokens.iter().find(|(one, _)| Some(one.wire()) == unit).or(tokens.first());
        let Some(unit) = asked.map(|(unit, _)| (*unit).clone()) else { return SpendingView::default() };
        let row = |id: String, name: String, unit: &Unit, sum: &Sum, most: u128| {
            let view = |amount| MoneyView::of(&Money { amount: Amount(amount), unit: unit.clone() }, network);
            SpendingRow {
                id,
                name,
                paid: view(sum.paid),
                refunded: (sum.refunded > 0).then(|| view(sum.refunded)),
                purchases: sum.purchases,
                percent: percent(sum.paid, most),
            }
        };
        let most = |sums: &[(String, String, Sum)]| sums.iter().map(|(.., sum)| sum.paid).max().unwrap_or_default();
        let rows = |sums: Vec<(String, String, Sum)>| {
            let most = most(&sums);
            sums.into_iter().map(|(id, name, sum)| row(id, name, &unit, &sum, most)).collect::<Vec<_>>()
        };
        let mut month = today.month();
        let mut months = Vec::new();
        for _ in 0..MONTHS {
            let sum = self.months.get(&(unit.clone(), month)).copied().unwrap_or_default();
            months.push((month.to_string(), String::new(), sum));
            month = month.month_before();
        }
        months.reverse();
        let mut agents: Vec<_> = self.agents.iter().filter(|((one, _), _)| *one == unit).collect();
        agents.sort_by_key(|((_, agent), sum)| (Reverse(sum.paid), agent.clone()));
        let mut rest = Sum::default();
        for (_, sum) in agents.iter().skip(NAMED) {
            rest.paid = rest.paid.saturating_add(sum.paid);
            rest.refunded = rest.refunded.saturating_add(sum.refunded);
            rest.purchases = rest.purchases.saturating_add(sum.purchases);
        }
        let named = agents.iter().take(NAMED).map(|((_, agent), sum)| (agent.clone(), name(agent), **sum));
        let rest = (agents.len() > NAMED).then(|| (String::new(), String::new(), rest));
        let mut labels: Vec<_> = self.labels.iter().filter(|((one, _), _)| *one == unit).collect();
        labels.sort_by_key(|((_, label), sum)| (Reverse(sum.paid), label.clone()));
        let labels =
            labels.into_iter().take(NAMED).map(|((_, label), sum)| (label.clone(), LabelView::of(label).shown, *sum));
        SpendingView {
            unit: Some(unit.wire().to_owned()),
            tokens: tokens
                .iter()
                .map(|(unit, sum)| row(unit.wire().to_owned(), String::new(), unit, sum, sum.paid))
                .collect(),
            months: rows(months),
            agents: rows(named.chain(rest).collect()),
            labels: rows(labels.collect()),
        }
    }
}

/// In whole percent of the most, and not nothing where there is something.
fn percent(part: u128, most: u128) -> u8 {
    let percent = part.saturating_mul(100).checked_div(most).unwrap_or_default();
    u8::try_from(percent.max(u128::from(part > 0))).unwrap_or(100).min(100)
}

impl Purchases {
    /// What was paid for all purchases that were approved here. `unit`: the token that is asked about; `today`: by the person's calendar.
    pub(crate) fn spending(&self, unit: Option<&str>, today: Day) -> Result<SpendingView> {
        let (mut sums, mut awake) = (Sums::default(), BTreeSet::new());
        let labels = self.book().look_up(Shelf::labelled)?;
        let of = |id: &str| labels.get(id).map(Vec::as_slice).unwrap_or_default();
        self.book().each(|id, state| {
            awake.insert(id.to_owned());
            if let Some(paid) = Paid::of(id, state) {
                sums.add(&paid, of(id));
            }
        });
        self.book().look_up(|shelf| {
            shelf.each_paid(|paid| {
                if !awake.contains(&paid.purchase) {
                    sums.add(&paid, of(&paid.purchase));
                }
            })
        })?;
        let name = |agent: &str| self.name_of(agent).unwrap_or_default();
        Ok(sums.view(unit, today, self.book().network(), name))
    }

    /// What an agent was called when something was bought from it last; `None`: not known any more.
    fn name_of(&self, agent: &str) -> Option<String> {
        let resting = self.book().look_up(|shelf| shelf.last_ordered(agent)).ok().flatten();
        let mut last = resting.map(|(_, state)| (state.created_at, page::shown_name(&state)));
        self.book().each(|_, state| {
            let same = page::agent_identifier(state).is_some_and(|one| one.eq_ignore_ascii_case(agent));
            if same && last.as_ref().is_none_or(|(at, _)| *at <= state.created_at) {
                last = Some((state.created_at, page::shown_name(state)));
            }
        });
        last.map(|(_, name)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use masumi::money::TUSDM;
    use proptest::prelude::*;

    fn paid(day: &str, agent: &str, amounts: &[(u128, &str)], refunded: bool) -> Paid {
        let money = |(amount, unit): &(u128, &str)| Money { amount: Amount(*amount), unit: Unit::parse(unit) };
        Paid {
            purchase: String::new(),
            day: Day::parse(day).expect("a day"),
            agent: agent.to_owned(),
            amounts: amounts.iter().map(money).collect(),
            refunded,
        }
    }

    fn view(all: &[Paid], unit: Option<&str>) -> SpendingView {
        let mut sums = Sums::default();
        // What was bought from the agent a has two labels.
        let labels =
            |paid: &Paid| if paid.agent == "a" { vec!["Tax".to_owned(), "2026".to_owned()] } else { Vec::new() };
        all.iter().for_each(|paid| sums.add(paid, &labels(paid)));
        let today = Day::parse("2026-11-27").expect("a day");
        sums.view(unit, today, Network::Preprod, |agent| format!("Agent {agent}"))
    }

    #[test]
    fn what_was_paid_is_told_by_token_month_and_agent() {
        let all = [
            paid("2026-11-30", "a", &[(2_000_000, "")], false),
            paid("2026-11-01", "b", &[(3_000_000, ""), (1_000_000, "")], true),
            paid("2025-12-31", "a", &[(1, "")], false),
            // Too long ago for the months, and nothing of the sum is lost.
            paid("2024-01-01", "a", &[(5_000_000, "")], false),
            paid("2026-10-05", "a", &[(7, TUSDM)], false),
        ];
        let told = view(&all, None);
        let short = |rows: &[SpendingRow]| {
            let one = |row: &SpendingRow| (row.id.clone(), row.paid.amount.clone(), row.purchases, row.percent);
            rows.iter().map(one).filter(|(_, amount, ..)| amount != "0").collect::<Vec<_>>()
        };
        let row = |id: &str, amount: &str, purchases, percent| (id.to_owned(), amount.to_owned(), purchases, percent);
        assert_eq!(told.unit.as_deref(), Some(""), "in which most was bought");
        assert_eq!(short(&told.tokens), [row("", "11000001", 4, 100), row(TUSDM, "7", 1, 100)]);
        assert_eq!(told.months.len(), 12);
        assert_eq!(short(&told.months), [row("2025-12-01", "1", 1, 1), row("2026-11-01", "6000000", 2, 100)]);
        assert_eq!(short(&told.agents), [row("a", "7000001", 3, 100), row("b", "4000000", 1, 57)]);
        assert_eq!(told.agents[1].refunded.as_ref().map(|money| money.amount.as_str()), Some("4000000"));
        assert_eq!(told.agents[0].name, "Agent a");
        assert_eq!(short(&told.labels), [row("2026", "7000001", 3, 100), row("Tax", "7000001", 3, 100)]);
        assert_eq!(short(&view(&all, Some(TUSDM)).agents), [row("a", "7", 1, 100)]);
        assert_eq!(view(&all, Some("ff")).unit.as_deref(), Some(""), "nothing was paid in it");
        assert_eq!(view(&[], None), SpendingView::default());
    }

    proptest! {
        /// Whatever was bought: what is told of agents is what is told of the token, to the unit.
        #[test]
        fn nothing_is_lost_in_a_sum(
            all in prop::collection::vec((0_u8..30, 1_u32..=12, 0_u128..u128::from(u64::MAX), any::<bool>()), 0..60),
        ) {
            let all: Vec<Paid> = all
                .into_iter()
                .map(|(agent, month, amount, refunded)| {
                    paid(&format!("2026-{month:02}-15"), &agent.to_string(), &[(amount, "")], refunded)
                })
                .collect();
            let told = view(&all, None);
            let amount = |money: &MoneyView| money.amount.parse::<u128>().expect("an amount");
            let total: u128 = all.iter().flat_map(|paid| &paid.amounts).map(|money| money.amount.0).sum();
            prop_assert_eq!(told.agents.iter().map(|row| amount(&row.paid)).sum::<u128>(), total);
            prop_assert_eq!(told.tokens.iter().map(|row| amount(&row.paid)).sum::<u128>(), total);
            prop_assert_eq!(told.agents.iter().map(|row| row.purchases as usize).sum::<usize>(), all.len());
            let refunded: u128 = all.iter().filter(|paid| paid.refunded).flat_map(|paid| &paid.amounts).map(|money| money.amount.0).sum();
            let told: u128 = told.agents.iter().filter_map(|row| row.refunded.as_ref()).map(amount).sum();
            prop_assert_eq!(told, refunded);
        }
    }
}
