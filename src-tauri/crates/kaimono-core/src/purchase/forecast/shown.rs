//! What is foretold, as the page shows it: of one purchase, of all of them, and as a list of deadlines.

use super::{End, Forecast, Tally, Way};
use crate::{
    purchase::{Purchases, page},
    view::{
        MoneyView,
        forecast::{AgendaView, DeadlineView, EndView, ForecastView, OutlookView, RunsOut, WayView, When},
    },
};
use masumi::{moment::Moment, money::Money, node::Network};

/// A list of deadlines on the page is so long at most.
const MOST: usize = 200;

impl Forecast {
    /// As the page shows it.
    pub(crate) fn view(&self, network: Network) -> ForecastView {
        let way = |Way { given, ahead, end }: &Way| {
            let End { how, when, price, deposit, fees } = end;
            let end = EndView {
                how: *how,
                when: *when,
                price: price.iter().map(|money| MoneyView::of(money, network)).collect(),
                deposit: deposit.as_ref().map(|money| MoneyView::of(money, network)),
                fees: bound(fees.amount.0, network),
            };
            WayView { given: *given, ahead: ahead.clone(), end }
        };
        ForecastView { ahead: self.ahead.clone(), ways: self.ways.iter().map(way).collect() }
    }
}

/// A bound of fees; `None`: there are none.
fn bound(lovelace: u128, network: Network) -> Option<MoneyView> {
    (lovelace > 0).then(|| MoneyView::of(&Money::lovelace(lovelace), network))
}

impl Purchases {
    /// What becomes of all that is open and the person's, until then. `None`: to the end of all.
    pub(crate) fn outlook(&self, until: Option<Moment>) -> OutlookView {
        let (now, network) = (self.book().now(), self.book().network());
        let (mut tally, mut next) = (Tally::until(until), None::<Moment>);
        self.standings().each(|_, state, standing| {
            if standing.is_open && standing.is_mine() {
                let forecast = Forecast::of(state, standing, now);
                tally.add(&forecast);
                next = forecast.entries(now).first().map(|entry| entry.at).into_iter().chain(next).min();
            }
        });
        let views = |sum: &[Money]| sum.iter().map(|money| MoneyView::of(money, network)).collect::<Vec<_>>();
        let runs_out = |(count, first)| RunsOut { count, first };
        OutlookView {
            now,
            until,
            sums: tally.sums.iter().filter(|(_, sum)| !sum.is_empty()).map(|(what, sum)| (*what, views(sum))).collect(),
            deposits: views(&tally.deposits),
            fees: bound(tally.fees, network),
            questions: tally.questions.map(runs_out),
            approvals: tally.approvals.map(runs_out),
            next,
            last: tally.last.filter(|last| now < *last),
        }
    }

    /// All deadlines of what is open and the person's, the soonest first.
    pub(crate) fn deadlines(&self) -> Vec<DeadlineView> {
        let (now, network) = (self.book().now(), self.book().network());
        let mut deadlines = Vec::new();
        self.standings().each(|id, state, standing| {
            if !standing.is_open || !standing.is_mine() {
                return;
            }
            let title = state.order.as_ref().map(page::title).unwrap_or_default();
            let price: Vec<MoneyView> = page::price(state).iter().map(|money| MoneyView::of(money, network)).collect();
            for entry in Forecast::of(state, standing, now).entries(now) {
                deadlines.push(DeadlineView {
                    purchase: id.to_owned(),
                    agent_name: page::shown_name(state),
                    title: title.clone(),
                    what: entry.event.what,
                    at: entry.at,
                    exact: matches!(entry.event.when, When::At(_)),
                    given: entry.given,
                    needs: standing.need,
                    price: price.clone(),
                });
            }
        });
        deadlines.sort_by(|one, other| (one.at, &one.purchase, one.what).cmp(&(other.at, &other.purchase, other.what)));
        deadlines
    }

    /// The same as the page shows it.
    pub(crate) fn agenda(&self) -> AgendaView {
        let mut deadlines = self.deadlines();
        let more = u32::try_from(deadlines.len().saturating_sub(MOST)).unwrap_or(u32::MAX);
        deadlines.truncate(MOST);
        AgendaView { now: self.book().now(), deadlines, more }
    }
}
