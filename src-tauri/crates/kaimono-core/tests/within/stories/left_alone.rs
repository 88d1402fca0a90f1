//! What is foretold of a purchase comes to pass when everybody lets it alone: from every state that the sandbox can be brought to, of
//! both generations, at the moments foretold and to the unit. Fees stay below their bound.

use super::*;
use crate::purchase::{
    forecast::{End, Forecast, Way},
    standing::times::OVERDUE_LONG,
    words::{Ending, Given, Outcome, When},
};
use masumi::{
    moment::{DAY, Moment},
    money::{Money, Unit},
    node::Generation,
};
use std::collections::BTreeMap;

/// What is bought, and what is done before everybody lets it alone.
struct Case {
    name: &'static str,
    slug: &'static str,
    /// How often agents look at what they have to do: work takes two looks.
    agents: i64,
    before: &'static [Step],
    /// What the seller is going to do.
    given: Given,
    ends: Ending,
}

enum Step {
    /// The buyer's wallets are busy for so long from now on.
    Busy(i64),
    /// There is nothing in them.
    Empty,
    /// It is bought, with this ceiling.
    Buy(&'static str),
    Skip(i64),
    Until(Phase),
    Ask(RefundAction),
    /// The seller lets the person have the money back.
    LetGo,
    /// What was asked for is on the chain.
    Carried,
}

use Step::{Ask, Busy, Buy, Carried, Empty, LetGo, Skip, Until};

const SOON: i64 = 10 * MINUTE;
const NEVER: i64 = 48 * HOUR;
const LOCKED: &[Step] = &[Buy("10"), Until(Phase::Working)];
const DELIVERED: &[Step] = &[Buy("10"), Until(Phase::Working), Skip(30 * MINUTE), Until(Phase::Delivered)];
const ASKED_BACK: &[Step] =
    &[Buy("10"), Until(Phase::Working), Ask(RefundAction::Request), Until(Phase::RefundRequested)];
/// The agent works already: one that sees a request first does not begin.
const ASKED_BACK_AT_WORK: &[Step] =
    &[Buy("10"), Until(Phase::Working), Skip(SOON), Ask(RefundAction::Request), Until(Phase::RefundRequested)];
const DISPUTED: &[Step] = &[
    Buy("10"),
    Until(Phase::Working),
    Skip(30 * MINUTE),
    Until(Phase::Delivered),
    Ask(RefundAction::Dispute),
    Until(Phase::Disputed),
];
/// A seller who agrees to a dispute.
const AGREED: &[Step] = &[
    Buy("10"),
    Until(Phase::Working),
    Skip(30 * MINUTE),
    Until(Phase::Delivered),
    Ask(RefundAction::Dispute),
    Until(Phase::Disputed),
    Skip(HOUR),
    LetGo,
    Until(Phase::RefundAgreed),
];

const CASES: &[Case] = &[
    case("locked, never delivered", "summarizer", NEVER, LOCKED, Given::NoResult, Ending::Back),
    case("locked, never delivered, V2", "analyst", NEVER, LOCKED, Given::NoResult, Ending::Back),
    case("locked, delivered", "summarizer", SOON, LOCKED, Given::Result, Ending::Seller),
    case("locked, delivered, V2", "analyst", SOON, LOCKED, Given::Result, Ending::Seller),
    case("tokens, delivered", "press-kit", SOON, LOCKED, Given::Result, Ending::Seller),
    case("tokens, never delivered", "market-brief", NEVER, LOCKED, Given::NoResult, Ending::Back),
    case("proven", "summarizer", SOON, DELIVERED, Given::Nothing, Ending::Seller),
    case("proven, V2", "analyst", SOON, DELIVERED, Given::Nothing, Ending::Seller),
    case("asked back", "summarizer", NEVER, ASKED_BACK, Given::NoResult, Ending::Back),
    case("asked back, V2", "analyst", NEVER, ASKED_BACK, Given::NoResult, Ending::Back),
    case("asked back, and delivered", "summarizer", SOON, ASKED_BACK_AT_WORK, Given::Result, Ending::Undecided),
    case("asked back, and delivered, V2", "analyst", SOON, ASKED_BACK_AT_WORK, Given::Result, Ending::Undecided),
    case("disputed", "summarizer", SOON, DISPUTED, Given::Nothing, Ending::Undecided),
    case("disputed, V2", "analyst", SOON, DISPUTED, Given::Nothing, Ending::Undecided),
    case(
        "asked back a moment before the deadline",
        "summarizer",
        NEVER,
        &[
            Buy("10"),
            Until(Phase::Working),
            Skip(24 * HOUR - 3 * MINUTE),
            Ask(RefundAction::Request),
            Until(Phase::RefundRequested),
        ],
        Given::NoResult,
        Ending::Back,
    ),
    case(
        "asked back, and not wanted any more",
        "summarizer",
        NEVER,
        &[
            Buy("10"),
            Until(Phase::Working),
            Ask(RefundAction::Request),
            Until(Phase::RefundRequested),
            Skip(HOUR),
            Ask(RefundAction::Withdraw),
            Carried,
        ],
        Given::NoResult,
        Ending::Back,
    ),
    case(
        "a dispute that is being withdrawn",
        "summarizer",
        SOON,
        &[
            Buy("10"),
            Until(Phase::Working),
            Skip(30 * MINUTE),
            Until(Phase::Delivered),
            Ask(RefundAction::Dispute),
            Until(Phase::Disputed),
            Skip(HOUR),
            Busy(5 * MINUTE),
            Ask(RefundAction::Withdraw),
        ],
        Given::Nothing,
        Ending::Seller,
    ),
    case(
        "a dispute that is being made",
        "analyst",
        SOON,
        &[
            Buy("10"),
            Until(Phase::Working),
            Skip(30 * MINUTE),
            Until(Phase::Delivered),
            Busy(5 * MINUTE),
            Ask(RefundAction::Dispute),
        ],
        Given::Nothing,
        Ending::Undecided,
    ),
    case(
        "a payment that is being released, V2",
        "analyst",
        SOON,
        &[
            Buy("10"),
            Until(Phase::Working),
            Skip(30 * MINUTE),
            Until(Phase::Delivered),
            Ask(RefundAction::Dispute),
            Until(Phase::Disputed),
            Skip(HOUR),
            Busy(5 * MINUTE),
            Ask(RefundAction::Release),
        ],
        Given::Nothing,
        Ending::Seller,
    ),
    case(
        "let go by the seller, V2",
        "sketcher",
        SOON,
        &[Buy("10"), Until(Phase::Working), Busy(45 * MINUTE), Skip(31 * MINUTE), Until(Phase::RefundAuthorized)],
        Given::Nothing,
        Ending::Back,
    ),
    case(
        "let go by the seller after a request, V2",
        "analyst",
        NEVER,
        &[
            Buy("10"),
            Until(Phase::Working),
            Ask(RefundAction::Request),
            Until(Phase::RefundRequested),
            Busy(20 * MINUTE),
            LetGo,
            Until(Phase::RefundAuthorized),
        ],
        Given::Nothing,
        Ending::Back,
    ),
    case(
        "let go by the seller after a dispute, V2",
        "analyst",
        SOON,
        &[
            Buy("10"),
            Until(Phase::Working),
            Skip(30 * MINUTE),
            Until(Phase::Delivered),
            Ask(RefundAction::Dispute),
            Until(Phase::Disputed),
            Busy(20 * MINUTE),
            LetGo,
            Until(Phase::RefundAuthorized),
        ],
        Given::Nothing,
        Ending::Back,
    ),
    // The node keeps the hash of the result, and collects what has one never (docs/observed.md 2).
    case("agreed after a dispute", "summarizer", SOON, AGREED, Given::Nothing, Ending::Uncollected),
    case(
        "agreed after a dispute, and not wanted any more",
        "summarizer",
        SOON,
        &[
            Buy("10"),
            Until(Phase::Working),
            Skip(30 * MINUTE),
            Until(Phase::Delivered),
            Ask(RefundAction::Dispute),
            Until(Phase::Disputed),
            LetGo,
            Until(Phase::RefundAgreed),
            Ask(RefundAction::Withdraw),
            Carried,
        ],
        Given::NoResult,
        Ending::Uncollected,
    ),
    case(
        "a question that nobody answers",
        "contract-reviewer",
        SOON,
        &[Buy("10"), Until(Phase::Working), Skip(30 * MINUTE), Until(Phase::Question)],
        Given::NoResult,
        Ending::Back,
    ),
    case(
        "an agent that failed",
        "transcriber",
        SOON,
        &[Buy("10"), Until(Phase::Working), Skip(30 * MINUTE), Until(Phase::AgentFailed)],
        Given::NoResult,
        Ending::Back,
    ),
    case(
        "a result that is never proven",
        "never-proves",
        SOON,
        &[Buy("10"), Until(Phase::Working), Skip(30 * MINUTE), Until(Phase::Preliminary)],
        Given::NoResult,
        Ending::Back,
    ),
    case(
        "a hash without its result",
        "keeps-result",
        SOON,
        &[
            Buy("10"),
            Until(Phase::Working),
            Skip(30 * MINUTE),
            Until(Phase::Fetching),
            Skip(20 * MINUTE),
            Until(Phase::HashWithoutResult),
        ],
        Given::Nothing,
        Ending::Seller,
    ),
    case(
        "a result that is not the one of the hash",
        "wrong-hash",
        SOON,
        &[Buy("10"), Until(Phase::Working), Skip(30 * MINUTE), Until(Phase::Mismatch)],
        Given::Nothing,
        Ending::Seller,
    ),
    case(
        "in the queue, and paid later",
        "summarizer",
        SOON,
        &[Busy(20 * MINUTE), Buy("10"), Until(Phase::Queued)],
        Given::Result,
        Ending::Seller,
    ),
    case(
        "in the queue, and never paid",
        "analyst",
        SOON,
        &[Busy(3 * DAY), Buy("10"), Until(Phase::Queued)],
        Given::NoLock,
        Ending::InWallet,
    ),
    case(
        "a wallet that is empty",
        "summarizer",
        SOON,
        &[Empty, Buy("10"), Until(Phase::PaymentStuck)],
        Given::Nothing,
        Ending::InWallet,
    ),
    case(
        "dearer than was approved",
        "translator",
        SOON,
        &[Buy("0.5"), Until(Phase::AsksAgain)],
        Given::Nothing,
        Ending::InWallet,
    ),
];

const fn case(
    name: &'static str,
    slug: &'static str,
    agents: i64,
    before: &'static [Step],
    given: Given,
    ends: Ending,
) -> Case {
    Case { name, slug, agents, before, given, ends }
}

/// Sums by unit, nothing of zero.
fn sums<'a>(money: impl IntoIterator<Item = &'a Money>) -> BTreeMap<String, i128> {
    let mut sums = BTreeMap::new();
    for one in money {
        *sums.entry(one.unit.wire().to_owned()).or_default() += i128::try_from(one.amount.0).unwrap();
    }
    sums.retain(|_, sum| *sum != 0);
    sums
}

/// A purchase that everybody lets alone.
struct Alone<'a> {
    desk: &'a Desk,
    running: Running,
    id: String,
    identifier: String,
    what: String,
}

impl Alone<'_> {
    fn forecast(&self) -> Forecast {
        let now = self.running.purchases.book().now();
        let read = |state: &_, standing: &_| Forecast::of(state, standing, now);
        self.running.purchases.standings().read(&self.id, read).unwrap()
    }

    /// Lets time pass until then.
    fn wait_until(&self, at: Moment) {
        self.desk.skip(at.since(self.running.purchases.book().now()).max(0));
    }

    fn is_settled(&self) -> bool {
        self.desk.sandbox.paid_out(&self.identifier).is_some()
    }

    /// What the buyer's wallets hold together.
    async fn held(&self) -> BTreeMap<String, i128> {
        let mut all = Vec::new();
        for generation in [Generation::V1, Generation::V2] {
            let address = self.desk.sandbox.purchasing_address(generation);
            all.extend(self.running.clients.node.balance(Network::Preprod, &address).await.unwrap());
        }
        sums(&all)
    }

    /// Lets it alone until the way has come to its end.
    async fn go(&mut self, way: &Way) {
        let what = self.what.clone();
        let (from, latest) = match way.end.when.unwrap_or(When::NotTold) {
            When::At(at) => (at, at.plus(MINUTE)),
            When::NotBefore(at) => (at, at.plus(OVERDUE_LONG - 5 * MINUTE)),
            When::NotTold => {
                let now = self.running.purchases.book().now();
                (now, now.plus(OVERDUE_LONG))
            }
        };
        if from.since(self.running.purchases.book().now()) > 2 * MINUTE {
            self.wait_until(from.plus(-MINUTE));
            assert!(!self.is_settled(), "{what}: before the moment foretold");
        }
        if matches!(way.end.how, Ending::Undecided | Ending::Uncollected) {
            self.wait_until(from.plus(10 * DAY));
            let stays = [Phase::Disputed, Phase::RefundAgreed, Phase::Overdue];
            let view = self.running.until(&self.id, &what, |view| stays.contains(&view.row.phase)).await;
            assert!(!self.is_settled(), "{what}: it left the escrow, {:?}", view.on_chain);
            return;
        }
        self.wait_until(latest);
        let phase = match way.end.how {
            Ending::Seller => [Phase::Settled; 2],
            Ending::Back => [Phase::Refunded; 2],
            Ending::InWallet => [Phase::NeverPaid, Phase::Expired],
            other => panic!("{what}: {other:?} is no end"),
        };
        self.running.until(&self.id, &what, |view| phase.contains(&view.row.phase)).await;
    }
}

async fn prepared<'a>(desk: &'a Desk, case: &Case) -> Alone<'a> {
    let mut running = desk.run().await;
    let mut id = String::new();
    for step in case.before {
        match step {
            Busy(millis) => desk.sandbox.keep_wallets_busy(*millis),
            Empty => desk.sandbox.empty_wallets(),
            Buy(ceiling) => {
                let wish = running.wish(desk, case.slug, Some(ceiling)).await;
                let Prepared::Review { approval } = running.purchases.prepare(wish).await.unwrap() else {
                    panic!("{}: refused", case.name)
                };
                id = running.purchases.approve(&approval.id).unwrap();
            }
            Skip(millis) => desk.skip(*millis),
            Until(phase) => drop(running.until(&id, case.name, |view| view.row.phase == *phase).await),
            Ask(action) => {
                let view = running
                    .until(&id, case.name, |view| view.refund.action == Some(*action) && view.refund.disabled.is_none())
                    .await;
                running.refund(&id, *action, view.refund.to_type.as_deref()).await.unwrap();
            }
            LetGo => {
                let identifier =
                    running.purchases.book().read(&id, |state| state.identifier().map(str::to_owned)).unwrap();
                assert!(desk.sandbox.authorize_refund(&identifier.unwrap()), "{}: the seller could not", case.name);
            }
            Carried => drop(running.until(&id, case.name, |view| view.row.under_way.is_none()).await),
        }
    }
    let identifier = running.purchases.book().read(&id, |state| state.identifier().map(str::to_owned)).unwrap();
    Alone { desk, running, id, identifier: identifier.unwrap(), what: case.name.to_owned() }
}

/// What the seller and the buyer are to receive.
fn promised(End { how, price, deposit, .. }: &End) -> (Vec<&Money>, Vec<&Money>) {
    match how {
        Ending::Seller => (price.iter().collect(), deposit.iter().collect()),
        Ending::Back => (Vec::new(), price.iter().chain(deposit).collect()),
        _ => (Vec::new(), Vec::new()),
    }
}

async fn comes_to_pass(case: &Case) {
    let desk = Desk::paced(Pace { agent_ms: case.agents, ..Pace::quick() }).await;
    let mut alone = prepared(&desk, case).await;
    let (forecast, what) = (alone.forecast(), case.name);
    let found = forecast.ways.iter().find(|way| way.given == case.given);
    let way = found.unwrap_or_else(|| panic!("{what}: {}", forecast.words())).clone();
    assert_eq!(way.end.how, case.ends, "{what}: {}", forecast.words());
    let outlook = alone.running.purchases.outlook(None);
    let outcome = match (case.given, case.ends) {
        (Given::Nothing, Ending::Seller) => Some(Outcome::Paid),
        (Given::Nothing, Ending::Back) => Some(Outcome::Back),
        (Given::Nothing, Ending::Undecided) => Some(Outcome::Undecided),
        (Given::Nothing, Ending::Uncollected) => Some(Outcome::Uncollected),
        (Given::Nothing, _) => None,
        _ => Some(Outcome::Open),
    };
    assert_eq!(outlook.sums.first().map(|(outcome, _)| *outcome), outcome, "{what}");

    let locked_before = desk.sandbox.locks(&alone.identifier) > 0;
    let before = alone.held().await;
    alone.go(&way).await;
    let (after, view) = (alone.held().await, alone.running.purchases.view(&alone.id).unwrap());
    let (to_seller, to_buyer) = promised(&way.end);
    match desk.sandbox.paid_out(&alone.identifier) {
        Some(paid) => {
            assert_eq!(sums(paid.seller.iter().chain(&paid.protocol)), sums(to_seller), "{what}: to the seller");
            if locked_before {
                assert_eq!(sums(&paid.buyer), sums(to_buyer), "{what}: to the buyer");
            }
        }
        None => assert!(to_seller.is_empty() && to_buyer.is_empty(), "{what}: nothing left the escrow"),
    }
    // What the wallet has more, or less, is what was foretold and fees within their bound; tokens pay no fees.
    let mut expected = before;
    let returned = if locked_before { sums(promised(&way.end).1) } else { BTreeMap::new() };
    let spent = if locked_before || case.ends != Ending::Seller { BTreeMap::new() } else { sums(&way.end.price) };
    for (unit, amount) in returned {
        *expected.entry(unit).or_default() += amount;
    }
    for (unit, amount) in spent {
        *expected.entry(unit).or_default() -= amount;
    }
    for (unit, expected) in expected {
        let lacks = expected - after.get(&unit).copied().unwrap_or_default();
        let bound = if Unit::parse(&unit) == Unit::Ada { i128::try_from(way.end.fees.amount.0).unwrap() } else { 0 };
        assert!((0..=bound).contains(&lacks), "{what}: {lacks} of {unit:?} in fees, foretold at most {bound}");
    }
    let over = alone.forecast();
    if case.ends == Ending::Uncollected {
        assert_eq!(over.certain().map(|way| (way.end.how, way.end.when)), Some((case.ends, None)), "{what}: {view:?}");
    } else if case.ends != Ending::Undecided {
        assert_eq!(over.events().count(), 0, "{what}: {}", over.words());
        assert_eq!(over.certain().map(|way| (way.end.how, way.end.when)), Some((case.ends, None)), "{what}: {view:?}");
        assert!(alone.running.purchases.outlook(None).sums.is_empty(), "{what}: what is over is in no sum");
    }
}

/// A few tests, so that they run beside one another.
async fn come_to_pass(which: usize) {
    for case in CASES.iter().skip(which).step_by(4) {
        comes_to_pass(case).await;
    }
}

#[tokio::test]
async fn what_is_foretold_comes_to_pass_of_every_fourth_case() {
    come_to_pass(0).await;
}

#[tokio::test]
async fn what_is_foretold_comes_to_pass_of_every_fourth_case_from_the_second() {
    come_to_pass(1).await;
}

#[tokio::test]
async fn what_is_foretold_comes_to_pass_of_every_fourth_case_from_the_third() {
    come_to_pass(2).await;
}

#[tokio::test]
async fn what_is_foretold_comes_to_pass_of_every_fourth_case_from_the_last() {
    come_to_pass(3).await;
}

#[tokio::test]
async fn a_free_job_has_no_end_of_money() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "haiku").await;
    let view = running.until_phase(&id, Phase::Delivered).await;
    assert_eq!(view.forecast.ways.iter().map(|way| way.end.how).collect::<Vec<_>>(), [Ending::Free]);
}
