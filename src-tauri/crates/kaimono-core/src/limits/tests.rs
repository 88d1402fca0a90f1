//! Limits by tables, and the gate by whole histories of two profiles.

use super::{
    calendar::Day,
    counted::{Counted, counted},
    gate::{Gate, Ledger, Passed, Records},
    rules::{Asked, Counterpart, Entry, Limit, Over, Rules, Wait},
};
use crate::{
    clock::Clock,
    error::{Code, Failure, Result, Side},
    purchase::{
        Purchases,
        batch::{Batch, BatchKind},
        event::{Event, Order, Yes},
        specimen::*,
        state::{Effect, Payment, State, tests::every_event},
    },
};
use masumi::{
    agent::Terms,
    moment::{DAY, HOUR, MINUTE, Moment},
    money::{Amount, Money, TUSDM, Unit},
    node::{Network, OnChainState},
    proof::Price,
};
use proptest::prelude::*;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use tempfile::TempDir;
use tokio::sync::broadcast;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn at(iso: &str) -> Moment {
    Moment::parse_iso(iso).unwrap()
}

fn ada(millions: u128) -> Money {
    Money::lovelace(millions * 1_000_000)
}

#[test]
fn a_day_is_the_persons_own() {
    for (moment, ahead, own) in [
        ("2026-11-27T23:59:59.999Z", 0, "2026-11-27"),
        ("2026-11-28T00:00:00.000Z", 0, "2026-11-28"),
        ("2026-11-27T23:30:00.000Z", 60, "2026-11-28"),
        ("2026-11-27T04:30:00.000Z", -5 * 60, "2026-11-26"),
        ("2026-11-27T10:00:00.000Z", 14 * 60, "2026-11-28"),
        ("2026-11-27T10:00:00.000Z", i32::MAX, "2026-11-28"),
        ("2024-02-29T12:00:00.000Z", 0, "2024-02-29"),
    ] {
        assert_eq!(Day::of(at(moment), ahead), day(own), "{moment} {ahead}");
    }
    assert_eq!(Day::of(Moment(i64::MIN), 0), day("1970-01-01"));
    assert_eq!(Day::of(Moment(i64::MAX), 0), day("9999-12-31"));
}

#[test]
fn days_and_months_follow_one_another() {
    for (today, next, month, next_month) in [
        ("2026-11-27", "2026-11-28", "2026-11-01", "2026-12-01"),
        ("2026-11-30", "2026-12-01", "2026-11-01", "2026-12-01"),
        ("2026-12-31", "2027-01-01", "2026-12-01", "2027-01-01"),
        ("2028-02-28", "2028-02-29", "2028-02-01", "2028-03-01"),
        ("9999-12-31", "9999-12-31", "9999-12-01", "9999-12-31"),
    ] {
        let today = day(today);
        assert_eq!((today.next(), today.month(), today.next_month()), (day(next), day(month), day(next_month)));
        assert_eq!(Day::parse(&today.to_string()), Some(today));
    }
    assert_eq!(["2026-13-01", "2026-1-1", "", "27.11.2026"].map(Day::parse), [None; 4]);
}

/// What a purchase counts at each point of its life, in lovelace.
#[test]
fn what_is_approved_counts_from_then_on_until_it_can_never_be_paid() {
    let ceiling = || Order { price: Some(Price::Ceiling(vec![Money::lovelace(4_000_000)])), ..order() };
    let outside = || Event::TermsOutside {
        checks: Vec::new(),
        price: Price::Fixed(vec![Money::lovelace(9_000_000)]),
        unlock: NOON.plus(30 * HOUR),
    };
    let refused = Event::JobRefused { failure: failure(), errors: Vec::new() };
    let (starting, rejected) = (Event::JobStarting, Event::PaymentRejected { failure: failure() });
    let late = Event::TooLate { checks: Vec::new() };
    let gone = Event::TermsRefused { checks: Vec::new() };
    let alarm = Event::Alarm { differences: Vec::new() };
    let free = Event::JobStarted { job_id: "job-1".to_owned(), terms: None, raw: "{}".to_owned(), demands: false };
    let paid = || vec![starting.clone(), started(), paying("one"), Event::PaymentSent, rowed(None)];
    let with = |events: Vec<Event>, more: Vec<Event>| [events, more].concat();
    let begun = || vec![starting.clone(), started()];
    let sent = || with(begun(), vec![paying("one"), Event::PaymentSent]);
    for (events, most, counts) in [
        (vec![], "approved", Some(4_000_000)),
        (vec![Event::Stopped], "stopped while it waited", None),
        (vec![Event::Expired], "ran out before it began", None),
        (vec![starting.clone()], "the agent is asked", Some(4_000_000)),
        (vec![starting.clone(), refused], "the agent refused", None),
        (vec![starting.clone(), Event::JobLost { failure: failure() }], "nobody knows, without terms", None),
        (vec![starting.clone(), free], "the agent asked for nothing", None),
        (begun(), "the terms came", Some(4_000_000)),
        (with(begun(), vec![gone]), "the terms do not hold", None),
        (with(begun(), vec![outside()]), "asked again", Some(4_000_000)),
        (with(begun(), vec![outside(), Event::Declined]), "declined", None),
        (with(begun(), vec![outside(), Event::Expired]), "not answered", None),
        (with(begun(), vec![outside(), approved_again(None)]), "approved again", Some(9_000_000)),
        (with(begun(), vec![late.clone()]), "too late", None),
        (with(begun(), vec![paying("one")]), "to be paid", Some(4_000_000)),
        (sent(), "sent", Some(4_000_000)),
        (with(sent(), vec![unknown()]), "not known", Some(4_000_000)),
        (with(sent(), vec![held()]), "held", Some(4_000_000)),
        (with(sent(), vec![held(), late]), "held until it was too late", None),
        (with(sent(), vec![Event::ApprovalLapsed]), "lapsed", Some(4_000_000)),
        (with(sent(), vec![rejected.clone()]), "rejected", None),
        (with(sent(), vec![rejected, rowed(None)]), "rejected, and there all the same", Some(2_500_000)),
        (with(sent(), vec![alarm]), "something else is there", Some(4_000_000)),
        (paid(), "paid: the quote", Some(2_500_000)),
        (with(paid(), vec![rowed(Some(OnChainState::FundsLocked))]), "locked", Some(2_500_000)),
        (with(paid(), vec![rowed(Some(OnChainState::RefundWithdrawn))]), "refunded", Some(2_500_000)),
    ] {
        let mut state = State::first(NOON, &approval(ceiling())).unwrap();
        for event in &events {
            state.apply(NOON, event).unwrap();
        }
        let found = counted(&state);
        assert_eq!(found.as_ref().map(|found| found.amounts[0].amount.0), counts, "{most}");
        assert!(found.is_none_or(|found| found.day == day("2026-11-22")), "{most}: by UTC where no day was written");
    }
    let elsewhere = State::first(NOON, &Event::Imported { row: Box::new(row(None)) }).unwrap();
    assert_eq!(counted(&elsewhere), None, "what was bought elsewhere was not approved here");
    assert_eq!(counted(&State::first(NOON, &approval(free_order())).unwrap()), None);
}

proptest! {
    /// Whatever happens to a purchase: what may still be paid counts, and only a yes, or the node's own word, makes it count more.
    #[test]
    fn what_may_be_paid_counts_and_only_a_yes_makes_it_more(picks in proptest::collection::vec(any::<prop::sample::Index>(), 0..24)) {
        let (events, mut state) = (every_event(), State::first(NOON, &approval(order())).unwrap());
        let ada = |state: &State| counted(state).map_or(0, |counted| counted.amounts[0].amount.0);
        for pick in picks {
            let (event, before) = (pick.get(&events), ada(&state));
            if state.apply(NOON, event).is_err() {
                continue;
            }
            let told = matches!(event, Event::Row { .. } | Event::Alarm { .. });
            prop_assert!(ada(&state) <= before || told || matches!(event, Event::ApprovedAgain { .. }), "{}", event.name());
            if let Payment::Sending { body, .. } | Payment::Unknown { body, .. } | Payment::Held { body, .. } = &state.payment {
                prop_assert!(ada(&state) >= body.paid()[0].amount.0, "{}", event.name());
            }
        }
    }
}

fn entry(purchase: &str, on: &str, agent: &str, seller: &str, amount: Money) -> Entry {
    let (agent, seller) = (agent.to_owned(), seller.to_owned());
    (purchase.to_owned(), Counted { day: day(on), agent, seller, amounts: vec![amount] })
}

fn limit(over: Over, with: Option<Counterpart>, most: Money) -> Limit {
    Limit { over, with, most }
}

#[test]
fn a_limit_sums_its_token_over_its_time_with_its_counterpart() {
    let usdm = |millions: u128| Money { amount: Amount(millions * 1_000_000), unit: Unit::parse(TUSDM) };
    let agent = |id: &str| Some(Counterpart::Agent { id: id.to_owned(), name: String::new() });
    let seller = |id: &str| Some(Counterpart::Seller { id: id.to_owned(), name: String::new() });
    let before = [
        entry("a", "2026-11-27", "aa", "01", ada(5)),
        entry("b", "2026-11-27", "bb", "01", ada(7)),
        entry("c", "2026-11-02", "aa", "01", ada(11)),
        entry("d", "2026-10-31", "aa", "01", ada(100)),
        entry("e", "2026-11-27", "aa", "02", usdm(3)),
    ];
    for (limit, used, opens) in [
        (limit(Over::Purchase, None, ada(1)), 0, None),
        (limit(Over::Day, None, ada(1)), 12, Some("2026-11-28")),
        (limit(Over::Month, None, ada(1)), 23, Some("2026-12-01")),
        (limit(Over::Month, agent("aa"), ada(1)), 16, Some("2026-12-01")),
        (limit(Over::Day, agent("bb"), ada(1)), 7, Some("2026-11-28")),
        (limit(Over::Month, seller("02"), ada(1)), 0, Some("2026-12-01")),
        (limit(Over::Day, None, usdm(1)), 3, Some("2026-11-28")),
    ] {
        let rules = Rules { limits: vec![limit.clone()], ..Rules::default() };
        let meters = rules.meters(day("2026-11-27"), &before);
        assert_eq!((meters[0].used, meters[0].opens), (used * 1_000_000, opens.map(day)), "{limit:?}");
    }
}

/// Of a limit of 20 with 12 used on the day: what is left after so much.
#[test]
fn a_limit_is_full_at_its_sum_and_not_before_it() {
    let before = [entry("a", "2026-11-27", "aa", "01", ada(12))];
    let asked = |amount: Money, purchase: &str, most: Money| {
        let rules = Rules { limits: vec![limit(Over::Day, None, most)], ..Rules::default() };
        let amounts = [amount];
        let asked =
            Asked { network: Network::Preprod, purchase, agent: "AA", seller: "01", amounts: &amounts, before: &[] };
        rules.meters_for(&asked, day("2026-11-27"), &before).first().map(super::rules::Meter::left)
    };
    let huge = |amount: &str| Money { amount: amount.parse().unwrap(), unit: Unit::Ada };
    let (twenty, most) = (ada(20), huge("9999999999999999999999999"));
    assert_eq!(asked(ada(7), "b", twenty.clone()), Some(Some(1_000_000)));
    assert_eq!(asked(ada(8), "b", twenty.clone()), Some(Some(0)), "all that is left");
    assert_eq!(asked(Money::lovelace(8_000_001), "b", twenty.clone()), Some(None), "and a lovelace more");
    assert_eq!(asked(ada(20), "a", twenty), Some(Some(0)), "in place of what it counted before");
    assert_eq!(asked(Money::lovelace(1), "b", ada(0)), Some(None), "a limit of zero");
    assert_eq!(asked(Money::lovelace(0), "b", ada(0)), None, "what costs nothing is within all");
    assert_eq!(asked(ada(1), "b", most.clone()), Some(Some(9_999_999_999_999_999_986_999_999)));
    assert_eq!(asked(most.clone(), "b", most), Some(None));
    assert_eq!(
        asked(Money { amount: Amount(u128::MAX), unit: Unit::Ada }, "b", ada(20)),
        Some(None),
        "beyond all sums"
    );
}

#[test]
fn only_what_is_listed_is_allowed_and_what_is_unknown_is_not() {
    let listed = vec![
        Counterpart::Agent { id: "aa".to_owned(), name: "A".to_owned() },
        Counterpart::Seller { id: "01".to_owned(), name: String::new() },
    ];
    let rules = Rules { only_listed: true, listed, ..Rules::default() };
    for (agent, seller, allowed) in
        [("AA", "09", true), ("bb", "01", true), ("bb", "09", false), ("", "", false), ("a", "0", false)]
    {
        assert_eq!(rules.allows(agent, seller), allowed, "{agent} {seller}");
    }
    let nothing = Rules { only_listed: true, ..Rules::default() };
    assert!(!nothing.allows("aa", "01"), "a list of nobody allows nobody");
    assert!(Rules { only_listed: false, ..rules }.allows("bb", "09"));
}

#[test]
fn a_job_waits_above_its_sum() {
    let wait = |above, minutes| Wait { above, minutes };
    let rules = Rules { waits: vec![wait(ada(10), 60)], ..Rules::default() };
    let above = [Money::lovelace(10_000_001)];
    assert_eq!([rules.wait(&[ada(10)], &[]), rules.wait(&above, &[]), rules.wait(&[], &[])], [0, HOUR, 0]);
    assert_eq!([rules.wait(&above, &[ada(10)]), rules.wait(&[ada(20)], &above)], [HOUR, 0], "it waits once");
    let endless = Rules { waits: vec![wait(ada(0), u32::MAX)], ..Rules::default() };
    assert_eq!(endless.wait(&[ada(1)], &[]), DAY);
}

#[test]
fn a_price_above_the_sum_of_its_token_has_to_be_typed() {
    let token = |amount| Money { unit: Unit::parse(TUSDM), ..Money::lovelace(amount) };
    let rules = Rules { typed: vec![ada(10), token(0)], ..Rules::default() };
    let (large, some, free) = ([ada(11)], [ada(10), token(1)], []);
    assert_eq!(rules.has_to_be_typed(&large), Some(&ada(11)));
    assert_eq!(rules.has_to_be_typed(&some), Some(&token(1)));
    assert_eq!((rules.has_to_be_typed(&[ada(10)]), rules.has_to_be_typed(&free)), (None, None));
    assert_eq!(Rules::default().has_to_be_typed(&large), None);
}

#[test]
fn what_this_build_does_not_know_makes_what_was_set_unreadable() {
    let rules = Rules {
        limits: vec![limit(Over::Day, Some(Counterpart::Seller { id: "01".into(), name: "S".into() }), ada(20))],
        waits: vec![Wait { above: ada(1), minutes: 10 }],
        ..Rules::default()
    };
    let text = serde_json::to_string(&rules).unwrap();
    assert_eq!(serde_json::from_str::<Rules>(&text).unwrap(), rules);
    for newer in [
        text.replace("\"day\"", "\"week\""),
        text.replace("\"onlyListed\"", "\"strict\":true,\"onlyListed\""),
        text.replace("\"minutes\":10", "\"minutes\":10,\"unless\":1"),
        text.replace("20000000", "-1"),
        text.replace("seller", "country"),
        text[..text.len() - 1].to_owned(),
        String::new(),
    ] {
        assert!(serde_json::from_str::<Rules>(&newer).is_err(), "{newer}");
    }
}

/// What the gate looks at in these tests: two profiles, what was set, and what can be read.
#[derive(Default)]
struct Desk {
    rules: Rules,
    paused: bool,
    unreadable: bool,
    open: BTreeMap<usize, Purchases>,
}

#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Desk>>);

impl Kept {
    fn with<T>(&self, look: impl FnOnce(&mut Desk) -> T) -> T {
        look(&mut self.0.lock().unwrap())
    }
}

impl Records for Kept {
    fn is_paused(&self) -> Result<bool> {
        Ok(self.with(|desk| desk.paused))
    }

    fn rules(&self, _: Network) -> Result<Rules> {
        Ok(self.with(|desk| desk.rules.clone()))
    }

    fn counted(&self, _: Network, day: Day) -> Result<Ledger> {
        self.with(|desk| {
            if desk.unreadable {
                return Err(Failure::new(Code::Store, Side::App).passing());
            }
            let mut ledger = Ledger::default();
            for purchases in desk.open.values() {
                ledger.add(purchases.book().counted(day)?);
            }
            Ok(ledger)
        })
    }
}

/// Two profiles on one machine.
struct Machine {
    kept: Kept,
    gate: Gate,
    clock: Clock,
    homes: [TempDir; 2],
    asked: usize,
    /// Purchases that were approved, and in which profile.
    bought: Vec<(usize, String)>,
}

impl Machine {
    fn new() -> Machine {
        let kept = Kept::default();
        let gate = Gate::before(kept.clone());
        let homes = [TempDir::new().unwrap(), TempDir::new().unwrap()];
        let machine = Machine { kept, gate, clock: Clock::fixed(NOON), homes, asked: 0, bought: Vec::new() };
        machine.start(0);
        machine.start(1);
        machine
    }

    fn start(&self, profile: usize) {
        // As after the end of the process, nobody has it open.
        self.kept.with(|desk| desk.open.remove(&profile));
        let (changes, _) = broadcast::channel(16);
        let (gate, clock) = (self.gate.clone(), self.clock.clone());
        let home = self.homes[profile].path();
        let purchases =
            Purchases::open_behind(gate, home, Network::Preprod, false, Arc::default(), clock, changes).unwrap();
        self.kept.with(|desk| desk.open.insert(profile, purchases));
    }

    fn profile(&self, profile: usize) -> Purchases {
        self.kept.with(|desk| desk.open[&profile].clone())
    }

    /// The person is asked, and says yes.
    fn buy(&mut self, profile: usize, agent: u8, price: Price) -> Result<String> {
        let id = format!("{:020x}", self.asked);
        self.asked += 1;
        let order = Order {
            agent_identifier: hex::encode([agent]).repeat(60),
            price: Some(price),
            nonce: id.parse().unwrap(),
            ..order()
        };
        let purchases = self.profile(profile);
        purchases.asks(&id, order);
        let bought = purchases.approve(&id)?;
        self.bought.push((profile, id));
        Ok(bought)
    }

    /// Somebody says one yes to several; how many passed.
    fn buy_many(&mut self, profile: usize, agent: u8, millions: &[u64]) -> Result<usize> {
        let one = |millions: &u64| {
            let id = format!("{:020x}", self.asked);
            self.asked += 1;
            let order = Order {
                agent_identifier: hex::encode([agent]).repeat(60),
                price: Some(Price::Fixed(vec![ada((*millions).into())])),
                nonce: id.parse().unwrap(),
                ..order()
            };
            (id, order)
        };
        let all: Vec<(String, Order)> = millions.iter().map(one).collect();
        let amounts: Vec<Vec<Money>> = millions.iter().map(|millions| vec![ada((*millions).into())]).collect();
        let asked: Vec<_> = all
            .iter()
            .zip(&amounts)
            .map(|((id, order), amounts)| Asked {
                network: Network::Preprod,
                purchase: id,
                agent: &order.agent_identifier,
                seller: &order.seller_vkey,
                amounts,
                before: &[],
            })
            .collect();
        let purchases = self.profile(profile);
        let (at, rows) = (purchases.book().now(), Vec::new());
        let passed = self.gate.pass_in_turn(&asked, self.clock.machine(), None, |passed, passes, wait| {
            let first = passes.iter().map(|place| &all[*place]).map(|(id, order)| {
                let not_before = (wait > 0).then(|| at.plus(wait));
                let order = Box::new(Order { not_before, expires_at: at.plus(wait + HOUR), ..order.clone() });
                (id.clone(), Event::Approved { order, passed: passed.clone() })
            });
            let id = format!("batch-{}", all[0].0);
            let batch = Batch { id, kind: BatchKind::Rows, at, repeats: None, kept: None, rows };
            purchases.book().begin_batch(&first.collect::<Vec<_>>(), &[], &batch).map(|()| passes.to_vec())
        })?;
        self.bought.extend(passed.iter().map(|place| (profile, all[*place].0.clone())));
        Ok(passed.len())
    }

    fn record(&self, which: usize, event: &Event) -> Result<()> {
        let (profile, id) = &self.bought[which];
        self.profile(*profile).book().record(id, &of_purchase(id, event))
    }

    /// The agent takes the job, on terms that are good for a while.
    fn begin(&self, which: usize) -> Result<()> {
        let later = |hours: i64| Some(self.clock.now().plus(hours * HOUR).0.to_string());
        let terms = Terms { pay_by_time: later(12), unlock_time: later(30), ..terms() };
        self.record(which, &Event::JobStarting)?;
        let (job_id, raw) = ("job-1".to_owned(), "{}".to_owned());
        self.record(which, &Event::JobStarted { job_id, terms: Some(Box::new(terms)), raw, demands: false })
    }

    /// The terms are dearer, and the person says yes to them.
    fn yes_again(&self, which: usize) -> Result<String> {
        let (profile, id) = &self.bought[which];
        let purchases = self.profile(*profile);
        let asked = purchases.view(id)?.approval.map(|approval| approval.id);
        purchases.approve(&asked.ok_or_else(|| Failure::unknown(id))?)
    }

    /// What counts, from nothing but the events of the journals.
    fn journals(&self) -> Vec<(Day, u128)> {
        self.bought.iter().filter_map(|(profile, id)| self.journal(*profile, id)).collect()
    }

    fn journal(&self, profile: usize, id: &str) -> Option<(Day, u128)> {
        let sum = |price: &Price| match price {
            Price::Fixed(amounts) | Price::Ceiling(amounts) => amounts[0].amount.0,
        };
        let (mut counts, mut body) = (None, None);
        for event in self.profile(profile).book().journal().events(id) {
            let at = counts.map(|(day, _)| day);
            counts = match event {
                Event::Approved { order, passed } => Some((passed.day().unwrap(), sum(&order.price.unwrap()))),
                Event::ApprovedAgain { yes, passed } => Some((passed.day().unwrap(), sum(&yes.unwrap().price))),
                Event::Paying { body: paid, .. } => {
                    body = Some(paid);
                    counts
                }
                Event::Row { .. } => {
                    at.or(counts.map(|(day, _)| day)).zip(body.as_ref().map(|body| body.paid()[0].amount.0))
                }
                Event::JobRefused { .. } | Event::TermsRefused { .. } | Event::PaymentRejected { .. } => None,
                Event::Declined | Event::Expired | Event::Stopped | Event::TooLate { .. } => None,
                _ => counts,
            };
        }
        counts
    }
}

/// Something that happens on that machine. Numbers choose among what there is.
#[derive(Clone, Debug)]
enum Happens {
    Buy { profile: usize, agent: u8, millions: u64 },
    BuyMany { profile: usize, agent: u8, millions: Vec<u64> },
    ClickAgain(usize),
    AskAgain { which: usize, millions: u64 },
    YesAgain(usize),
    No(usize),
    Pay { which: usize, part: u64 },
    Refuse(usize),
    Stop(usize),
    Restart(usize),
    Clock(i64),
    Zone(i32),
    Allow { over: Over, agent: Option<u8>, millions: u64 },
    AllowAll,
    Wait(u64),
    Pause(bool),
    Unreadable(bool),
}

fn happens() -> impl Strategy<Value = Happens> {
    let which = 0_usize..8;
    let over = prop_oneof![Just(Over::Purchase), Just(Over::Day), Just(Over::Month)];
    let hours = prop_oneof![-40_i64..40, Just(24 * 20), Just(-24 * 20)];
    prop_oneof![
        8 => (0_usize..2, 0_u8..3, 1_u64..12).prop_map(|(profile, agent, millions)| Happens::Buy { profile, agent, millions }),
        3 => (0_usize..2, 0_u8..3, proptest::collection::vec(1_u64..6, 1..5))
            .prop_map(|(profile, agent, millions)| Happens::BuyMany { profile, agent, millions }),
        1 => which.clone().prop_map(Happens::ClickAgain),
        3 => (which.clone(), 1_u64..20).prop_map(|(which, millions)| Happens::AskAgain { which, millions }),
        4 => which.clone().prop_map(Happens::YesAgain),
        1 => which.clone().prop_map(Happens::No),
        2 => (which.clone(), 1_u64..4).prop_map(|(which, part)| Happens::Pay { which, part }),
        1 => which.clone().prop_map(Happens::Refuse),
        1 => which.prop_map(Happens::Stop),
        1 => (0_usize..2).prop_map(Happens::Restart),
        3 => hours.prop_map(Happens::Clock),
        1 => (-12_i32..14).prop_map(|hours| Happens::Zone(hours * 60)),
        4 => (over, proptest::option::of(0_u8..3), 0_u64..25)
            .prop_map(|(over, agent, millions)| Happens::Allow { over, agent, millions }),
        1 => Just(Happens::AllowAll),
        1 => (1_u64..12).prop_map(Happens::Wait),
        1 => any::<bool>().prop_map(Happens::Pause),
        1 => any::<bool>().prop_map(Happens::Unreadable),
    ]
}

impl Machine {
    /// Lets it happen; `Some`: somebody said yes, and to how many that passed, the newest ones.
    fn let_happen(&mut self, happens: &Happens) -> Option<usize> {
        let chosen = |which: usize| (!self.bought.is_empty()).then(|| which % self.bought.len());
        match happens {
            Happens::Buy { profile, agent, millions } => {
                let price = Price::Ceiling(vec![ada((*millions).into())]);
                return Some(self.buy(*profile, *agent, price).is_ok().into());
            }
            Happens::BuyMany { profile, agent, millions } => {
                return Some(self.buy_many(*profile, *agent, millions).unwrap_or_default());
            }
            Happens::ClickAgain(which) => {
                if let Some(which) = chosen(*which) {
                    let (profile, id) = &self.bought[which];
                    assert_eq!(&self.profile(*profile).approve(id).unwrap(), id, "the same yes is the same purchase");
                }
            }
            Happens::AskAgain { which, millions } => {
                if let Some(which) = chosen(*which) {
                    let _ = self.begin(which);
                    let (price, unlock) =
                        (Price::Fixed(vec![ada((*millions).into())]), self.clock.now().plus(30 * HOUR));
                    let _ = self.record(which, &Event::TermsOutside { checks: Vec::new(), price, unlock });
                }
            }
            Happens::YesAgain(which) => {
                let which = chosen(*which)?;
                let passed = self.yes_again(which).is_ok();
                // Whose day it is now is the one of this.
                let last = self.bought.remove(which);
                self.bought.push(last);
                return Some(passed.into());
            }
            Happens::No(which) => {
                chosen(*which).map(|which| self.record(which, &Event::Declined));
            }
            Happens::Pay { which, part } => {
                if let Some(which) = chosen(*which) {
                    let _ = self.begin(which);
                    let (profile, id) = self.bought[which].clone();
                    let most = self.journal(profile, &id).map_or(0, |(_, most)| most);
                    let paid = u64::try_from(most).unwrap() / part;
                    let _ = self
                        .record(which, &Event::Paying { body: body_of("p", paid), checks: Vec::new(), sent: false });
                    let _ = self.record(which, &rowed(Some(OnChainState::FundsLocked)));
                }
            }
            Happens::Refuse(which) => {
                if let Some(which) = chosen(*which) {
                    let _ = self.begin(which);
                    let _ = self.record(which, &Event::TermsRefused { checks: Vec::new() });
                }
            }
            Happens::Stop(which) => {
                if let Some(which) = chosen(*which) {
                    let (profile, id) = &self.bought[which];
                    let _ = self.profile(*profile).stop(id);
                }
            }
            Happens::Restart(profile) => self.start(*profile),
            Happens::Clock(hours) => self.clock.sleep(hours * HOUR),
            Happens::Zone(minutes) => self.gate.set_ahead(*minutes),
            Happens::Allow { over, agent, millions } => {
                let with =
                    agent.map(|agent| Counterpart::Agent { id: hex::encode([agent]).repeat(60), name: String::new() });
                let limit = limit(*over, with, ada((*millions).into()));
                self.kept.with(|desk| {
                    desk.rules.limits.retain(|before| before.key() != limit.key());
                    desk.rules.limits.push(limit);
                });
            }
            Happens::AllowAll => self.kept.with(|desk| desk.rules.limits.clear()),
            Happens::Wait(millions) => {
                let wait = Wait { above: ada((*millions).into()), minutes: 60 };
                self.kept.with(|desk| desk.rules.waits = vec![wait]);
            }
            Happens::Pause(paused) => self.kept.with(|desk| desk.paused = *paused),
            Happens::Unreadable(unreadable) => self.kept.with(|desk| desk.unreadable = *unreadable),
        }
        None
    }

    /// What counts over the time of a limit that an approval is in; 0: the limit is not about that.
    fn sum(&self, which: usize, limit: &Limit) -> u128 {
        let (profile, id) = &self.bought[which];
        let (on, amount) = self.journal(*profile, id).unwrap();
        let with = |profile: usize, id: &str| {
            let order = self.profile(profile).book().read(id, |state| state.order.clone()).unwrap().unwrap();
            limit.with.as_ref().is_none_or(|with| with.is(&order.agent_identifier, &order.seller_vkey))
        };
        if !with(*profile, id) {
            return 0;
        }
        let of = |(profile, id): &(usize, String)| {
            let (day, amount) = self.journal(*profile, id).filter(|_| with(*profile, id))?;
            let within = match limit.over {
                Over::Purchase => false,
                Over::Day => day == on,
                Over::Month => day.month() == on.month(),
            };
            within.then_some(amount)
        };
        match limit.over {
            Over::Purchase => amount,
            Over::Day | Over::Month => self.bought.iter().filter_map(of).sum(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    /// No way leads around the gate: whatever happens on a machine with two profiles, what is approved is within every limit that is set
    /// at that moment, on a day that is never before one that counts already. What counts is what the journals say, also after a restart.
    #[test]
    fn nothing_is_approved_beyond_a_limit_whatever_happens(all in proptest::collection::vec(happens(), 1..40)) {
        let mut machine = Machine::new();
        for one in &all {
            let newest = machine.journals().iter().map(|(day, _)| *day).max();
            let passed = machine.let_happen(one);
            let (rules, paused, unreadable) =
                machine.kept.with(|desk| (desk.rules.clone(), desk.paused, desk.unreadable));
            if let Some(passed @ 1..) = passed {
                prop_assert!(!paused, "{one:?}");
                prop_assert!(!(unreadable && rules.are_over_time()), "{one:?}");
                let newest_ones = machine.bought.len() - passed..machine.bought.len();
                for (which, limit) in newest_ones.flat_map(|which| rules.limits.iter().map(move |limit| (which, limit))) {
                    let sum = machine.sum(which, limit);
                    prop_assert!(sum <= limit.most.amount.0 || sum == 0, "{one:?}: {sum} of {limit:?}");
                }
                if rules.are_over_time() {
                    let (profile, id) = machine.bought.last().unwrap();
                    let (day, _) = machine.journal(*profile, id).unwrap();
                    prop_assert!(newest.is_none_or(|newest| newest <= day), "{one:?}: {day} opens before {newest:?}");
                }
            }
            // Nothing is sent that does not count.
            for (profile, id) in &machine.bought {
                let (effect, counts) = machine.profile(*profile).book().read(id, |state| {
                    (state.effect(machine.clock.now()), counted(state))
                }).unwrap();
                if let Some(Effect::Pay(body)) = effect {
                    prop_assert!(counts.is_some_and(|counts| counts.amounts[0].amount.0 >= body.paid()[0].amount.0));
                }
            }
        }
        machine.start(0);
        machine.start(1);
        machine.kept.with(|desk| desk.unreadable = false);
        let newest = machine.journals().iter().map(|(day, _)| *day).max();
        let mut expected: Vec<_> = machine.journals();
        expected.retain(|(day, amount)| Some(day.month()) == newest.map(Day::month) && *amount > 0);
        expected.sort();
        let ledger = machine.kept.counted(Network::Preprod, day("1970-01-01")).unwrap();
        let month = ledger.newest.map(Day::month);
        let mut found: Vec<_> = ledger.entries.iter()
            .filter(|(_, counted)| Some(counted.day.month()) == month)
            .map(|(_, counted)| (counted.day, counted.amounts[0].amount.0)).collect();
        found.sort();
        prop_assert_eq!(found, expected);
        machine.kept.with(|desk| desk.open.clear());
    }
}

#[test]
fn two_profiles_cannot_pass_at_once() {
    let mut machine = Machine::new();
    let rules = Rules { limits: vec![limit(Over::Day, None, ada(10))], ..Rules::default() };
    machine.kept.with(|desk| desk.rules = rules);
    let ids: Vec<_> = (0..8).map(|number| format!("{number:020x}")).collect();
    for (number, id) in ids.iter().enumerate() {
        let order = Order { price: Some(Price::Fixed(vec![ada(3)])), nonce: id.parse().unwrap(), ..order() };
        machine.profile(number % 2).asks(id, order);
    }
    let passed: usize = std::thread::scope(|scope| {
        let clicks: Vec<_> = ids
            .iter()
            .enumerate()
            .map(|(number, id)| {
                let purchases = machine.profile(number % 2);
                scope.spawn(move || purchases.approve(id))
            })
            .collect();
        clicks.into_iter().map(|click| usize::from(click.join().unwrap().is_ok())).sum()
    });
    assert_eq!(passed, 3, "three times three of ten");
    machine.bought = Vec::new();
    machine.kept.with(|desk| desk.open.clear());
}

#[test]
fn a_refusal_says_which_limit_and_the_same_yes_passes_when_there_is_room() {
    let mut machine = Machine::new();
    let rules = Rules { limits: vec![limit(Over::Day, None, ada(10))], ..Rules::default() };
    machine.kept.with(|desk| desk.rules = rules);
    machine.buy(0, 1, Price::Fixed(vec![ada(7)])).unwrap();
    let refused = machine.buy(1, 1, Price::Fixed(vec![ada(4)])).unwrap_err();
    assert_eq!((refused.code, refused.side, refused.quote.as_str()), (Code::OverLimit, Side::You, "10.00 ADA"));
    machine.start(0);
    machine.start(1);
    assert_eq!(machine.buy(1, 1, Price::Fixed(vec![ada(4)])).unwrap_err().code, Code::OverLimit, "after a restart");
    machine.clock.sleep(-2 * DAY);
    assert_eq!(machine.buy(1, 1, Price::Fixed(vec![ada(4)])).unwrap_err().code, Code::OverLimit, "the clock set back");
    machine.clock.sleep(3 * DAY);
    machine.buy(1, 1, Price::Fixed(vec![ada(4)])).unwrap();

    machine.kept.with(|desk| desk.unreadable = true);
    assert_eq!(machine.buy(0, 1, Price::Fixed(vec![ada(1)])).unwrap_err().code, Code::LimitsUnread);
    machine.kept.with(|desk| desk.rules.limits[0].over = Over::Purchase);
    machine.buy(0, 1, Price::Fixed(vec![ada(1)])).unwrap();
    machine.kept.with(|desk| desk.paused = true);
    assert_eq!(machine.buy(0, 1, Price::Fixed(vec![ada(1)])).unwrap_err().code, Code::BuyingPaused);
    machine.kept.with(|desk| (desk.paused, desk.rules.only_listed) = (false, true));
    assert_eq!(machine.buy(0, 1, Price::Fixed(vec![ada(1)])).unwrap_err().code, Code::Unlisted);
    machine.kept.with(|desk| desk.open.clear());
}

#[test]
fn a_job_that_waits_is_not_started_before_and_can_be_stopped_until_then() {
    let mut machine = Machine::new();
    let waits = vec![Wait { above: ada(5), minutes: 60 }];
    machine.kept.with(|desk| desk.rules = Rules { waits, ..Rules::default() });
    let cheap = machine.buy(0, 1, Price::Fixed(vec![ada(5)])).unwrap();
    let [kept, stopped] = [(); 2].map(|()| machine.buy(0, 1, Price::Fixed(vec![ada(6)])).unwrap());
    let effect = |machine: &Machine, id: &str| {
        machine.profile(0).book().read(id, |state| state.effect(machine.clock.now())).unwrap()
    };
    assert_eq!((effect(&machine, &cheap), effect(&machine, &kept)), (Some(Effect::StartJob), None));
    machine.start(0);
    assert_eq!(effect(&machine, &kept), None, "after a restart");
    machine.profile(0).stop(&stopped).unwrap();
    assert!(machine.profile(0).book().read(&stopped, |state| counted(state).is_none()).unwrap());
    assert_eq!(machine.profile(0).stop(&cheap).unwrap_err().code, Code::NotNow, "it does not wait");
    machine.clock.pass(HOUR - 1);
    assert_eq!(effect(&machine, &kept), None);
    machine.clock.pass(1);
    assert_eq!(effect(&machine, &kept), Some(Effect::StartJob), "and its approval is good still");
    assert_eq!(effect(&machine, &stopped), None);
    assert_eq!(machine.profile(0).stop(&kept).unwrap_err().code, Code::NotNow);
    machine.clock.pass(9 * MINUTE);
    assert_eq!(effect(&machine, &kept), Some(Effect::StartJob), "as long as one that did not wait");
    machine.clock.pass(MINUTE + 1);
    assert_eq!(effect(&machine, &kept), Some(Effect::Expire));
    machine.kept.with(|desk| desk.open.clear());
}

/// Terms that come out dearer than was approved: what was approved, what they ask, how long the person wants to wait, how late they say
/// yes, and how long it waits then, minutes.
#[test]
fn a_second_yes_above_the_sum_waits_as_the_first_would_have_as_far_as_there_is_time_to_pay() {
    let to_pay = 12 * 60;
    for (first, second, wanted, later, waits) in [
        (4, 6, 60, 0, Some(60)),
        (4, 5, 60, 0, None),
        (6, 7, 60, 0, None),
        (4, 6, 24 * 60, 0, Some(to_pay - 13)),
        (4, 6, 60, to_pay - 14, Some(1)),
        (4, 6, 60, to_pay - 13, None),
        (4, 6, 60, to_pay - 3, None),
    ] {
        let mut machine = Machine::new();
        let what = format!("{first} → {second}, {wanted} minutes, {later} later");
        machine.buy(0, 1, Price::Fixed(vec![ada(first)])).unwrap();
        machine.begin(0).unwrap();
        let rules = Rules { waits: vec![Wait { above: ada(5), minutes: wanted }], ..Rules::default() };
        machine.kept.with(|desk| desk.rules = rules);
        let (price, unlock) = (Price::Fixed(vec![ada(second)]), NOON.plus(30 * HOUR));
        machine.record(0, &Event::TermsOutside { checks: Vec::new(), price, unlock }).unwrap();
        machine.clock.pass(later * MINUTE);
        let (now, purchases, id) = (machine.clock.now(), machine.profile(0), machine.bought[0].1.clone());
        let review = purchases.view(&id).unwrap().approval.unwrap();
        let latest = now.plus((to_pay - 13 - later) * MINUTE);
        let said = (second > 5 && first <= 5).then_some((wanted, Some(latest)));
        assert_eq!(review.waits.map(|minutes| (minutes, review.waits_no_later_than)), said, "{what}");
        machine.yes_again(0).unwrap();
        let effect =
            |machine: &Machine| machine.profile(0).book().read(&id, |state| state.effect(machine.clock.now())).unwrap();
        let Some(waits) = waits else {
            assert_eq!((effect(&machine), purchases.stop(&id).is_err()), (Some(Effect::Verify), true), "{what}");
            machine.kept.with(|desk| desk.open.clear());
            continue;
        };
        let row = purchases.view(&id).unwrap().row;
        assert_eq!((row.waits_until, row.pays_then), (Some(now.plus(waits * MINUTE)), true), "{what}");
        machine.clock.pass(waits * MINUTE - 1);
        machine.start(0);
        assert_eq!(effect(&machine), None, "{what}: also after a restart");
        let count = |machine: &Machine| {
            let counts = machine.profile(0).book().read(&id, counted).unwrap();
            counts.map(|counts| counts.amounts)
        };
        assert_eq!(count(&machine), Some(vec![ada(second)]), "{what}");
        if wanted == 60 {
            machine.clock.pass(1);
            assert_eq!(effect(&machine), Some(Effect::Verify), "{what}");
            assert_eq!(machine.profile(0).stop(&id).unwrap_err().code, Code::NotNow, "{what}");
            machine.clock.pass(10 * MINUTE);
            assert!(machine.profile(0).book().read(&id, |state| state.is_approved(machine.clock.now())).unwrap());
        } else {
            machine.profile(0).stop(&id).unwrap();
            machine.clock.pass(1);
            assert_eq!((effect(&machine), count(&machine)), (None, None), "{what}");
        }
        machine.kept.with(|desk| desk.open.clear());
    }
}

#[test]
fn a_day_is_kept_with_the_approval_and_an_older_one_has_none() {
    let mut machine = Machine::new();
    machine.gate.set_ahead(13 * 60);
    machine.buy(0, 1, Price::Fixed(vec![ada(5)])).unwrap();
    let events = machine.profile(0).book().journal().events(&machine.bought[0].1);
    let line = serde_json::to_value(&events[0]).unwrap();
    assert_eq!(line["day"], "2026-11-23", "noon in London is tomorrow in Auckland");
    let mut old = line;
    old.as_object_mut().unwrap().remove("day");
    let Event::Approved { passed, .. } = serde_json::from_value(old).unwrap() else { panic!("another event") };
    assert_eq!(passed, Passed::in_a_test());
    let yes = Yes { price: Price::Fixed(vec![ada(5)]), unlock: NOON, expires_at: NOON, not_before: None };
    assert_eq!(serde_json::to_value(approved_again(Some(yes))).unwrap().get("day"), None);
    machine.kept.with(|desk| desk.open.clear());
}
