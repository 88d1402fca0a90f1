//! What becomes of a purchase if the person does nothing: where it stands, run forward with nobody at it. Pure.
//!
//! It begins with where a purchase stands and never reads its state a second way. What hangs on the seller, who may still deliver,
//! is told as two ways, each with its end. A moment of which only the beginning is known is "not before"; one that nobody has to
//! keep is not told. That a seller may give money back of their own accord (V2) is nothing to count on, and is no way here.
//!
//! What is foretold presumes that the node runs and is set up to take money back by itself, as it is unless its operator switched
//! that off (docs/observed.md, second look).

pub(crate) mod calendar;
mod shown;
mod tally;
#[cfg(test)]
mod tests;

use super::{
    cost,
    page::price,
    standing::{
        Standing,
        refund::{self, Request},
        times::{LOCK_GRACE, OVERDUE_LONG},
    },
    state::{Job, State, moment},
    words::{Ending, Foretold, ForetoldEvent, Given, MoneyIs, Phase, RefundAction, Trouble, When},
};
use masumi::{
    moment::Moment,
    money::Money,
    node::{OnChainState, Purchase},
};
use tally::Tally;

/// What becomes of a purchase if the person does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Forecast {
    /// What lies ahead whatever others do, in its order.
    pub ahead: Vec<ForetoldEvent>,
    /// How it goes on: one way, or several where it hangs on others. Never none.
    pub ways: Vec<Way>,
}

/// One way that a purchase may go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    /// What it depends on.
    pub given: Given,
    /// What lies ahead on it, in its order.
    pub ahead: Vec<ForetoldEvent>,
    /// Where the money ends.
    pub end: End,
}

/// Where the money ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct End {
    /// Where.
    pub how: Ending,
    /// When; `None`: it is there already, or it stays where it is.
    pub when: Option<When>,
    /// The price, to the unit: it is all paid, or all comes back.
    pub price: Vec<Money>,
    /// What comes back beside it, where the node has told what it locked.
    pub deposit: Option<Money>,
    /// The person's wallet pays at most so much in fees from now on. They are no part of the sums.
    pub fees: Money,
}

impl Forecast {
    /// Reads it from where a purchase stands.
    pub(crate) fn of(state: &State, standing: &Standing, now: Moment) -> Forecast {
        let course = Course { state, standing, now };
        let mut forecast = course.run();
        forecast.ahead.extend(course.question());
        in_order(&mut forecast.ahead);
        forecast.ways.iter_mut().for_each(|way| in_order(&mut way.ahead));
        forecast
    }

    /// The only way, if there is one.
    pub(crate) fn certain(&self) -> Option<&Way> {
        self.ways.first().filter(|_| self.ways.len() == 1)
    }

    /// Everything that lies ahead, and what it depends on.
    pub(crate) fn events(&self) -> impl Iterator<Item = (Given, &ForetoldEvent)> {
        let common = self.ahead.iter().map(|event| (Given::Nothing, event));
        common.chain(self.ways.iter().flat_map(|way| way.ahead.iter().map(|event| (way.given, event))))
    }
}

fn in_order(events: &mut [ForetoldEvent]) {
    events.sort_by_key(|event| (event.when.moment().map_or(i64::MAX, |at| at.0), event.what));
}

impl When {
    /// The moment, where one is known.
    pub(crate) fn moment(self) -> Option<Moment> {
        match self {
            When::At(at) | When::NotBefore(at) => Some(at),
            When::NotTold => None,
        }
    }
}

/// The deadlines, as far as they are known.
#[derive(Clone, Copy, Default)]
struct Deadlines {
    pay_by: Option<Moment>,
    result: Option<Moment>,
    /// When the person can no longer object.
    window: Option<Moment>,
    unlock: Option<Moment>,
    admins: Option<Moment>,
    /// When the node takes the money back by itself.
    automatic: Option<Moment>,
}

struct Course<'a> {
    state: &'a State,
    standing: &'a Standing,
    now: Moment,
}

impl Course<'_> {
    fn run(&self) -> Forecast {
        match self.standing.money {
            MoneyIs::Free => self.only(Vec::new(), Ending::Free, None),
            // It is over, whatever else is the matter with it.
            MoneyIs::WithSeller => self.only(Vec::new(), Ending::Seller, None),
            MoneyIs::Back => self.only(Vec::new(), Ending::Back, None),
            MoneyIs::Divided => self.only(Vec::new(), Ending::Divided, None),
            _ if !self.is_well() => self.only(Vec::new(), Ending::Unknown, None),
            MoneyIs::InWallet if !self.standing.is_open => self.only(Vec::new(), Ending::InWallet, None),
            _ => match (&self.state.row, self.state.on_chain()) {
                (Some(row), Some(on_chain)) => self.locked(row, on_chain),
                _ => self.before_the_lock(),
            },
        }
    }

    /// Whether the rules still say what happens: not where nobody knows what the node has, or what became of a transaction.
    fn is_well(&self) -> bool {
        use Trouble as T;
        let trouble = self.standing.trouble.map(|trouble| trouble.kind);
        let lost = matches!(
            trouble,
            Some(T::Foreign | T::Different | T::Denied | T::RolledBack | T::LockInvalid | T::LockLost | T::LockOverdue)
        );
        !lost && !matches!(self.standing.phase, Phase::Alarm | Phase::LockInvalid | Phase::Unknown)
    }

    fn is_stuck(&self) -> bool {
        self.standing.trouble.is_some_and(|trouble| trouble.kind == Trouble::NodeStuck)
    }

    /// Until when the agent's question can be answered.
    fn question(&self) -> Option<ForetoldEvent> {
        let open = self.standing.phase == Phase::Question && self.state.question.is_some();
        let until = self.state.answer_by().filter(|until| open && self.now < *until)?;
        Some(ForetoldEvent { what: Foretold::QuestionRunsOut, when: When::At(until) })
    }

    fn deadlines(&self) -> Deadlines {
        if let Some(row) = &self.state.row {
            return Deadlines {
                pay_by: row.pay_by_time,
                result: row.submit_result_time,
                window: refund::window(row),
                unlock: row.unlock_time,
                admins: row.external_dispute_unlock_time,
                automatic: refund::automatic(row),
            };
        }
        let Some(terms) = self.state.terms() else { return Deadlines::default() };
        let (result, unlock) = (moment(terms.submit_result_time.as_deref()), moment(terms.unlock_time.as_deref()));
        Deadlines {
            pay_by: moment(terms.pay_by_time.as_deref()),
            result,
            window: unlock.map(refund::window_before),
            unlock,
            admins: moment(terms.external_dispute_unlock_time.as_deref()),
            automatic: result.map(refund::automatic_after),
        }
    }

    fn before_the_lock(&self) -> Forecast {
        let deadlines = self.deadlines();
        let asked_again = matches!(self.standing.phase, Phase::AsksAgain | Phase::Lapsed);
        if asked_again {
            let until = self.at(Foretold::ApprovalRunsOut, deadlines.pay_by);
            return self.only(until.into_iter().collect(), Ending::InWallet, Some(exactly(deadlines.pay_by)));
        }
        let pay_by = self.at(Foretold::PayBy, deadlines.pay_by);
        let given_up = self.not_before(deadlines.pay_by.map(|at| at.plus(LOCK_GRACE)));
        let gives_up = ForetoldEvent { what: Foretold::GivenUp, when: given_up };
        if self.standing.phase == Phase::PaymentStuck {
            // Nobody tries again.
            let in_wallet = self.standing.money == MoneyIs::InWallet;
            let end = if in_wallet { Ending::InWallet } else { Ending::Unknown };
            let ahead = pay_by.into_iter().chain(in_wallet.then_some(gives_up)).collect();
            return self.only(ahead, end, in_wallet.then_some(given_up));
        }
        let what = if self.state.job_id().is_none() { Foretold::JobStarts } else { Foretold::PaymentStarts };
        let starts = self.at(what, self.state.waits_until(self.now));
        let approval = match self.state.job {
            // What waits is started by itself, long before its approval runs out.
            Job::Approved if starts.is_none() => self.state.order.as_ref().map(|order| order.expires_at),
            _ => None,
        };
        let lock = cost::fee().amount.0;
        let no_lock =
            Way { given: Given::NoLock, ahead: vec![gives_up], end: self.end(Ending::InWallet, given_up, lock) };
        let [delivered, mut not] = self.either(&deadlines, lock);
        not.ahead.extend(self.at(Foretold::ResultDue, deadlines.result));
        let ahead = starts.into_iter().chain(self.at(Foretold::ApprovalRunsOut, approval)).chain(pay_by).collect();
        Forecast { ahead, ways: vec![delivered, not, no_lock] }
    }

    /// Once it is locked: what the person asked for is carried out first, as long as that is not too late.
    fn locked(&self, row: &Purchase, on_chain: &OnChainState) -> Forecast {
        let under_way = self.standing.under_way.filter(|request| !request.too_late && !self.is_stuck());
        let deadlines = self.deadlines();
        let Some(request) = under_way else { return self.from(row, on_chain, &deadlines, 0) };
        // Nothing else happens before it is carried out.
        let later = |at: Option<Moment>| at.map(|at| request.acts_at.map_or(at, |acts_at| at.max(acts_at)));
        let deadlines =
            Deadlines { unlock: later(deadlines.unlock), automatic: later(deadlines.automatic), ..deadlines };
        let mut forecast = self.from(row, &after(on_chain, request), &deadlines, cost::action_fee().amount.0);
        let when = self.not_before(request.acts_at.or(request.since));
        forecast.ahead.push(ForetoldEvent { what: Foretold::CarriedOut, when });
        forecast
    }

    fn from(&self, row: &Purchase, on_chain: &OnChainState, deadlines: &Deadlines, fees: u128) -> Forecast {
        use OnChainState as S;
        let agreed = on_chain == &S::RefundRequested && refund::agreed_after_dispute(row);
        let in_time = deadlines.result.is_none_or(|due| self.now < due);
        match on_chain {
            S::FundsLocked | S::RefundRequested if !agreed => {
                let disputed = on_chain == &S::RefundRequested;
                let [delivered, not] = self.either(deadlines, fees);
                let delivered =
                    if disputed { Way { given: Given::Result, ..self.disputed(deadlines, fees) } } else { delivered };
                if !in_time {
                    return Forecast { ahead: Vec::new(), ways: vec![Way { given: Given::Nothing, ..not }] };
                }
                let due = self.at(Foretold::ResultDue, deadlines.result).into_iter().collect();
                // What the agent says of itself comes first; that it may still deliver stays true.
                let failed = self.standing.phase == Phase::AgentFailed;
                Forecast { ahead: due, ways: if failed { vec![not, delivered] } else { vec![delivered, not] } }
            }
            S::ResultSubmitted => {
                let [delivered, _] = self.either(deadlines, fees);
                Forecast { ahead: Vec::new(), ways: vec![Way { given: Given::Nothing, ..delivered }] }
            }
            S::Disputed => Forecast { ahead: Vec::new(), ways: vec![self.disputed(deadlines, fees)] },
            S::WithdrawAuthorized => {
                let taken = ForetoldEvent { what: Foretold::SellerPaid, when: When::NotTold };
                self.one(vec![taken], self.end(Ending::Seller, When::NotTold, fees))
            }
            S::RefundAuthorized if !self.is_stuck() => {
                let when = self.not_before(self.state.on_chain_at);
                let collected = ForetoldEvent { what: Foretold::RefundPaidOut, when };
                self.one(vec![collected], self.end(Ending::Back, when, fees + cost::action_fee().amount.0))
            }
            S::RefundRequested | S::RefundAuthorized => self.only(Vec::new(), Ending::Uncollected, None),
            _ => self.only(Vec::new(), Ending::Unknown, None),
        }
    }

    /// The two ways of what is locked and not delivered: with a result, and without one.
    fn either(&self, deadlines: &Deadlines, fees: u128) -> [Way; 2] {
        let paid = self.not_before(deadlines.unlock);
        let closes = self.at(Foretold::ObjectionCloses, deadlines.window);
        let delivered = Way {
            given: Given::Result,
            ahead: closes.into_iter().chain([ForetoldEvent { what: Foretold::SellerPaid, when: paid }]).collect(),
            end: self.end(Ending::Seller, paid, fees),
        };
        if self.is_stuck() || self.state.row.as_ref().is_some_and(refund::keeps_a_hash) {
            // A node that waits for a hand takes nothing back, nor does one that has the hash of a result that was given up.
            return [
                delivered,
                Way { given: Given::NoResult, ahead: Vec::new(), end: self.stays(Ending::Uncollected) },
            ];
        }
        let back = self.not_before(deadlines.automatic);
        let not = Way {
            given: Given::NoResult,
            ahead: vec![ForetoldEvent { what: Foretold::AutomaticRefund, when: back }],
            end: self.end(Ending::Back, back, fees + cost::action_fee().amount.0),
        };
        [delivered, not]
    }

    fn disputed(&self, deadlines: &Deadlines, fees: u128) -> Way {
        // They may decide from then on, for ever.
        let when = deadlines.admins.map_or(When::NotTold, When::NotBefore);
        let decide = ForetoldEvent { what: Foretold::AdminsDecide, when };
        Way { given: Given::Nothing, ahead: vec![decide], end: self.end(Ending::Undecided, when, fees) }
    }

    /// A deadline that is still ahead.
    fn at(&self, what: Foretold, at: Option<Moment>) -> Option<ForetoldEvent> {
        let at = at.filter(|at| self.now < *at)?;
        Some(ForetoldEvent { what, when: When::At(at) })
    }

    /// What happens from a moment on. Long after it nothing is foretold any more: it should have happened.
    fn not_before(&self, at: Option<Moment>) -> When {
        at.filter(|at| self.now.since(*at) < OVERDUE_LONG).map_or(When::NotTold, When::NotBefore)
    }

    fn only(&self, ahead: Vec<ForetoldEvent>, how: Ending, when: Option<When>) -> Forecast {
        self.one(ahead, End { when, ..self.stays(how) })
    }

    fn one(&self, ahead: Vec<ForetoldEvent>, end: End) -> Forecast {
        Forecast { ahead: Vec::new(), ways: vec![Way { given: Given::Nothing, ahead, end }] }
    }

    fn end(&self, how: Ending, when: When, fees: u128) -> End {
        End { when: Some(when), fees: Money::lovelace(fees), ..self.stays(how) }
    }

    fn stays(&self, how: Ending) -> End {
        let deposit = self.state.row.as_ref().and_then(|row| row.collateral_return).filter(|deposit| *deposit > 0);
        let free = how == Ending::Free;
        End {
            how,
            when: None,
            price: if free { Vec::new() } else { price(self.state) },
            deposit: deposit.map(|lovelace| Money::lovelace(lovelace.into())),
            fees: Money::lovelace(0),
        }
    }
}

fn exactly(at: Option<Moment>) -> When {
    at.map_or(When::NotTold, When::At)
}

/// Where the chain is once a request was carried out.
fn after(on_chain: &OnChainState, request: Request) -> OnChainState {
    use OnChainState as S;
    match (request.action, on_chain) {
        (RefundAction::Request, S::FundsLocked) => S::RefundRequested,
        (RefundAction::Request | RefundAction::Dispute, S::ResultSubmitted) => S::Disputed,
        (RefundAction::Withdraw, S::RefundRequested) => S::FundsLocked,
        (RefundAction::Withdraw, S::Disputed) => S::ResultSubmitted,
        (RefundAction::Release, S::Disputed) => S::WithdrawAuthorized,
        (_, as_it_is) => as_it_is.clone(),
    }
}
