//! What is foretold, held to where a purchase stands: for every combination of the truth table, for every state before a lock, and in
//! sums. That the network does what is foretold is a walk of `tests/within/stories/left_alone.rs`.

use super::*;
use crate::purchase::{
    event::Order,
    specimen::{NOON, approval, at, order, rowed},
    standing::{
        refund as reading,
        tests::truth::{everywhere, named},
    },
    state::tests::every_state,
    words::{Outcome, RefundVerdict},
};
use masumi::moment::{HOUR, MINUTE};
use std::fmt::Write;

impl Forecast {
    /// In words, without its moments.
    pub(in crate::purchase) fn words(&self) -> String {
        let events = |events: &[ForetoldEvent]| {
            let events = events.iter().map(|event| {
                let when = match event.when {
                    When::At(_) => "",
                    When::NotBefore(_) => " from",
                    When::NotTold => " some time",
                };
                format!("{:?}{when}", event.what)
            });
            events.collect::<Vec<_>>().join(", ")
        };
        let ways = self.ways.iter().map(|way| {
            let given = if way.given == Given::Nothing { String::new() } else { format!("{:?}: ", way.given) };
            format!("{given}{} → {:?}", events(&way.ahead), way.end.how)
        });
        format!("{} | {}", events(&self.ahead), ways.collect::<Vec<_>>().join(" | "))
    }
}

/// What is said of the future is one thing: what a page says comes next is the first of what is foretold to that end.
#[test]
fn what_comes_next_is_foretold_and_nothing_foretold_is_past() {
    use crate::purchase::words::NextWhat as N;
    let mut compared = 0;
    everywhere(|on_chain, place, state, known| {
        let (standing, now) = (Standing::of(state, known), known.now);
        let forecast = Forecast::of(state, &standing, now);
        let what = || format!("{}: {}", named(on_chain, place), forecast.words());
        for (_, event) in forecast.events() {
            let past = match event.when {
                When::At(at) => at <= now,
                // What the admins may do, they may do for ever.
                When::NotBefore(at) => event.what != Foretold::AdminsDecide && now.since(at) >= OVERDUE_LONG,
                When::NotTold => false,
            };
            assert!(!past, "{}", what());
        }
        let well = forecast.ways.iter().all(|way| !matches!(way.end.how, Ending::Unknown | Ending::Uncollected));
        let Some(next) = standing.next.filter(|_| well) else { return };
        compared += 1;
        let meant = match next.what {
            N::PayBy => Foretold::PayBy,
            N::ResultDue => Foretold::ResultDue,
            N::AutomaticRefund => Foretold::AutomaticRefund,
            N::ObjectionCloses => Foretold::ObjectionCloses,
            N::AdminsDecide => Foretold::AdminsDecide,
            N::ApprovalExpires => Foretold::ApprovalRunsOut,
            N::CarriedOut => Foretold::CarriedOut,
        };
        let foretold = forecast.events().any(|(_, event)| event.what == meant && event.when.moment() == Some(next.at));
        assert!(foretold, "{}: {next:?}", what());
    });
    assert!(compared > 1_000);
}

/// Money that is somewhere for good is foretold to be there; all of a price ends in one place; what is closed has no future.
#[test]
fn where_money_is_for_good_it_stays_and_all_of_it_is_told_of() {
    everywhere(|on_chain, place, state, known| {
        let standing = Standing::of(state, known);
        let forecast = Forecast::of(state, &standing, known.now);
        let what = || format!("{}: {}", named(on_chain, place), forecast.words());
        let only = |how| forecast.certain().is_some_and(|way| way.end.how == how && way.end.when.is_none());
        match standing.money {
            MoneyIs::Back => assert!(only(Ending::Back), "{}", what()),
            MoneyIs::WithSeller => assert!(only(Ending::Seller), "{}", what()),
            MoneyIs::Divided => assert!(only(Ending::Divided), "{}", what()),
            MoneyIs::Unknown | MoneyIs::AtContract if state.on_chain().is_some() => {
                assert!(only(Ending::Unknown), "{}", what());
            }
            _ => {}
        }
        if !standing.is_open {
            assert_eq!(forecast.events().count(), 0, "{}", what());
        }
        for way in &forecast.ways {
            assert_eq!(way.end.price, price(state), "{}", what());
            let moves = matches!(way.end.how, Ending::Seller | Ending::Back);
            assert!(!moves || way.end.when.is_some() || !standing.is_open, "{}", what());
            // Fees are a bound of their own, and no part of a sum.
            assert!(way.end.fees.amount.0 <= cost::fee().amount.0.max(2 * cost::action_fee().amount.0), "{}", what());
        }
        let givens: std::collections::BTreeSet<_> = forecast.ways.iter().map(|way| way.given).collect();
        assert_eq!(givens.len(), forecast.ways.len(), "{}", what());
        assert_eq!(givens.contains(&Given::Nothing), forecast.ways.len() == 1, "{}", what());
    });
}

/// Every state that a journal can come to, early and late.
#[test]
fn every_state_has_a_forecast() {
    let mut table = String::new();
    for (name, state) in every_state() {
        writeln!(table, "{name}").unwrap();
        let mut last = String::new();
        for (when, now) in [("at noon", 0), ("13 h later", 13 * HOUR), ("two days later", 48 * HOUR)] {
            let now = NOON.plus(now);
            let words = Forecast::of(&state, &Standing::of(&state, &at(now)), now).words();
            if words != last {
                writeln!(table, "  {when}: {words}").unwrap();
            }
            last = words;
        }
    }
    insta::assert_snapshot!(table);
}

fn told(on_chain: Option<OnChainState>) -> State {
    let mut state = crate::purchase::standing::tests::bought([]);
    state.apply(NOON, &rowed(on_chain)).unwrap();
    state
}

fn forecast(state: &State, now: Moment) -> Forecast {
    Forecast::of(state, &Standing::of(state, &at(now)), now)
}

#[test]
fn sums_are_by_outcome_and_count_what_has_come_by_then() {
    use OnChainState as S;
    let ada = |lovelace| vec![Money::lovelace(lovelace)];
    let all = [None, Some(S::FundsLocked), Some(S::ResultSubmitted), Some(S::Disputed), Some(S::Withdrawn)].map(told);
    let until = |until: Option<i64>| {
        let mut tally = Tally::until(until.map(|hours| NOON.plus(hours * HOUR)));
        all.iter().for_each(|state| tally.add(&forecast(state, NOON)));
        tally.sums.into_iter().filter(|(_, sum)| !sum.is_empty()).collect::<Vec<_>>()
    };
    let undecided = (Outcome::Undecided, ada(2_500_000));
    assert_eq!(until(Some(1)), std::slice::from_ref(&undecided));
    assert_eq!(until(Some(25)), [(Outcome::Open, ada(5_000_000)), undecided.clone()]);
    let last = [(Outcome::Paid, ada(2_500_000)), (Outcome::Open, ada(5_000_000)), undecided];
    assert_eq!(until(Some(31)), last);
    assert_eq!(until(None), last);
}

#[test]
fn a_deposit_comes_back_either_way_and_fees_are_a_bound_beside_it() {
    let mut row = crate::purchase::specimen::row(Some(OnChainState::FundsLocked));
    row.collateral_return = Some(1_719_490);
    let state = crate::purchase::standing::tests::bought([row]);
    let mut tally = Tally::until(None);
    tally.add(&forecast(&state, NOON));
    assert_eq!(
        (tally.deposits.as_slice(), tally.fees),
        ([Money::lovelace(1_719_490)].as_slice(), cost::action_fee().amount.0)
    );
    let mut soon = Tally::until(Some(NOON.plus(25 * HOUR)));
    soon.add(&forecast(&state, NOON));
    assert!(soon.deposits.is_empty(), "with a result it is there later");
}

/// A refund that was agreed to after a dispute (V1), and then not wanted: the row keeps the hash, and no node collects it.
#[test]
fn what_keeps_the_hash_of_a_result_that_was_given_up_is_collected_by_no_node() {
    for on_chain in [OnChainState::FundsLocked, OnChainState::RefundRequested] {
        let mut row = crate::purchase::specimen::row(Some(on_chain));
        row.result_hash = Some("ab".repeat(32));
        assert_eq!(reading::automatic(&row), None);
        let state = crate::purchase::standing::tests::bought([row]);
        let late = forecast(&state, NOON.plus(25 * HOUR));
        assert_eq!(late.certain().map(|way| way.end.how), Some(Ending::Uncollected), "{}", late.words());
        // And whoever says that nothing needs to be done says the same.
        let standing = Standing::of(&state, &at(NOON.plus(25 * HOUR)));
        assert_eq!(standing.trouble.map(|trouble| trouble.kind), Some(Trouble::NotCollected), "{standing:?}");
        let verdicts = [RefundVerdict::AgreedV1, RefundVerdict::NotCollected];
        assert!(verdicts.contains(&standing.refund.verdict), "{:?}", standing.refund);
    }
}

#[test]
fn what_was_asked_for_is_carried_out_first() {
    let mut asked = crate::purchase::specimen::row(Some(OnChainState::ResultSubmitted));
    asked.result_hash = Some("ab".repeat(32));
    asked.next_action.requested_action = "SetRefundRequestedRequested".to_owned();
    let state = crate::purchase::standing::tests::bought([asked]);
    let forecast = forecast(&state, NOON.plus(25 * HOUR + MINUTE));
    assert_eq!(forecast.words(), "CarriedOut some time | AdminsDecide from → Undecided");
}

#[test]
fn a_job_that_waits_starts_by_itself_and_does_not_run_out_before() {
    let until = NOON.plus(HOUR);
    let order = Order { not_before: Some(until), expires_at: until.plus(10 * MINUTE), ..order() };
    let state = State::first(NOON, &approval(order)).unwrap();
    let first = |now| forecast(&state, now).ahead.first().map(|event| (event.what, event.when));
    assert_eq!(first(NOON), Some((Foretold::JobStarts, When::At(until))));
    assert_eq!(first(until), Some((Foretold::ApprovalRunsOut, When::At(until.plus(10 * MINUTE)))));
}
