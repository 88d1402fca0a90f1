//! What the node says after the first look: what was approved and signed is a fact of ours, whatever a later row says.

use super::*;
use crate::purchase::event::Event;
use crate::purchase::state::Payment;
use crate::purchase::sums::Escrow;
use masumi::moment::Moment;
use masumi::money;
use masumi::node;

fn locked(purchases: &Purchases) {
    start(purchases, "one", "54457a849f11e756a970");
    purchases.book().record("one", &paying("one")).unwrap();
    purchases.engine().take_row(row(Some(OnChainState::FundsLocked))).unwrap();
    assert_eq!(payment(purchases), Payment::Made);
}

fn later(change: impl FnOnce(&mut node::Purchase)) -> node::Purchase {
    let mut later = row(Some(OnChainState::FundsLocked));
    later.changed_at = Some("2026-11-22T13:00:00.000Z".to_owned());
    change(&mut later);
    later
}

type Lie = (&'static str, fn(&mut node::Purchase));

/// One for each value that never changes in the life of a purchase.
const LIES: [Lie; 10] = [
    ("Amounts", |row| row.paid_funds = vec![Money::lovelace(5_000_000)]),
    ("Amounts", |row| {
        row.paid_funds = vec![Money { amount: money::Amount(2_500_000), unit: money::Unit::parse(money::TUSDM) }];
    }),
    ("agentIdentifier", |row| row.agent_identifier = Some("ffff".repeat(30))),
    ("sellerVkey", |row| row.seller_vkey = Some("11".repeat(28))),
    ("inputHash", |row| row.input_hash = Some("cd".repeat(32))),
    ("unlockTime", |row| row.unlock_time = Some(Moment(253_370_764_800_000))),
    ("payByTime", |row| row.pay_by_time = Some(NOON)),
    ("network", |row| row.payment_source.as_mut().unwrap().network = Some(Network::Mainnet)),
    ("paymentSourceType", |row| row.payment_source.as_mut().unwrap().generation = Some(node::Generation::V2)),
    ("WithdrawnFor", |row| {
        row.collateral_return = Some(1_700_000);
        row.withdrawn_for_buyer = vec![Money::lovelace(25_000_000_000)];
    }),
];

#[test]
fn a_later_row_that_is_not_what_was_approved_is_an_alarm_with_both_values() {
    for (what, lie) in LIES {
        let directory = TempDir::new().unwrap();
        let purchases = open(&directory);
        locked(&purchases);
        let before = (purchases.standings().escrow(), purchases.view("one").unwrap().stretches);
        purchases.engine().take_row(later(lie)).unwrap();
        let Payment::Alarm { differences } = payment(&purchases) else { panic!("{what}: {:?}", payment(&purchases)) };
        assert_eq!((differences.len(), differences[0].what.as_str()), (1, what));
        assert!(!differences[0].approved.is_empty() && differences[0].approved != differences[0].found, "{what}");
        let view = purchases.view("one").unwrap();
        assert_eq!((view.row.phase, view.row.needs), (Phase::Alarm, Some(Need::Look)), "{what}");
        assert_eq!(view.stretches, before.1, "{what}: as approved");
        let escrow = purchases.standings().escrow();
        assert_eq!(
            (escrow.locked, escrow.not_known),
            (Vec::new(), before.0.locked),
            "{what}: as approved, and in doubt"
        );
        assert_eq!(view.row.price[0].text, "2.50 ADA", "{what}");

        // The same lie is one event, and a restart finds the same.
        let events = purchases.book().journal().replay().unwrap().len();
        purchases.engine().take_row(later(lie)).unwrap();
        assert_eq!(purchases.book().journal().replay().unwrap().len(), events, "{what}");
        drop(purchases);
        assert_eq!(payment(&open(&directory)), Payment::Alarm { differences }, "{what}");
    }
}

#[test]
fn what_may_change_in_the_life_of_a_purchase_is_no_alarm() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    locked(&purchases);
    let changes: [fn(&mut node::Purchase); 5] = [
        |row| row.result_hash = Some("ab".repeat(32)),
        |row| row.cooldown_until = Some(NOON.plus(HOUR)),
        |row| row.seller_vkey = None,
        |row| row.payment_source = None,
        |row| {
            row.on_chain_state = Some(OnChainState::DisputedWithdrawn);
            row.collateral_return = Some(1_700_000);
            row.withdrawn_for_buyer = vec![Money::lovelace(1_700_000), Money::lovelace(1_250_000)];
            row.withdrawn_for_seller = vec![Money::lovelace(1_250_000)];
        },
    ];
    for (hour, change) in (13..).zip(changes) {
        let mut told = later(change);
        told.changed_at = Some(format!("2026-11-22T{hour}:00:00.000Z"));
        purchases.engine().take_row(told).unwrap();
        assert_eq!(payment(&purchases), Payment::Made, "{hour}");
    }
}

#[test]
fn an_agent_is_still_asked_for_what_is_in_escrow_under_an_alarm() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    locked(&purchases);
    purchases.engine().take_row(later(LIES[0].1)).unwrap();
    assert!(purchases.book().read("one", |state| crate::watch::schedule::wants_agent(state, NOON)).unwrap());
}

#[test]
fn money_whose_state_is_not_known_any_more_is_not_in_escrow_and_not_nothing() {
    for state in [None, Some(OnChainState::Other("Frozen".to_owned()))] {
        let directory = TempDir::new().unwrap();
        let purchases = open(&directory);
        locked(&purchases);
        purchases.engine().take_row(later(|row| row.on_chain_state.clone_from(&state))).unwrap();
        let escrow = purchases.standings().escrow();
        let expected = Escrow { not_known: vec![Money::lovelace(2_500_000)], ..Escrow::default() };
        assert_eq!(escrow, expected, "{state:?}");
        purchases
            .engine()
            .take_row(later(|row| {
                row.changed_at = Some("2026-11-22T14:00:00.000Z".to_owned());
            }))
            .unwrap();
        assert_eq!(purchases.standings().escrow().locked, [Money::lovelace(2_500_000)]);
    }
}

/// core T14: the seller can take it; what was locked beside it still comes back.
#[test]
fn what_was_released_is_the_sellers_and_in_no_sum() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    purchases.book().record("one", &paying("one")).unwrap();
    let with_deposit = |state| node::Purchase { collateral_return: Some(2_000_000), ..row(Some(state)) };
    purchases.engine().take_row(with_deposit(OnChainState::Disputed)).unwrap();
    assert_eq!(purchases.standings().escrow().locked, [Money::lovelace(2_500_000)]);
    let changed_at = Some("2026-11-22T13:00:00.000Z".to_owned());
    purchases
        .engine()
        .take_row(node::Purchase { changed_at, ..with_deposit(OnChainState::WithdrawAuthorized) })
        .unwrap();
    let escrow = purchases.standings().escrow();
    assert_eq!((escrow.locked, escrow.deposits), (Vec::new(), vec![Money::lovelace(2_000_000)]));
    assert_eq!(purchases.view("one").unwrap().refund.verdict, RefundVerdict::Released);
}

/// What the person is asked to do, whether something is open, and whether they have seen what is wrong.
fn asked_to_look(purchases: &Purchases) -> (Option<Need>, bool, bool) {
    let view = purchases.view("one").unwrap();
    let open = purchases.standings().open_identifiers().len() == 1;
    (view.row.needs, open, view.concern.unwrap().acknowledged)
}

fn acknowledge(purchases: &Purchases) {
    let concern = purchases.view("one").unwrap().concern.unwrap();
    purchases.acknowledge("one", &concern.id).unwrap();
}

#[test]
fn an_alarm_that_was_seen_asks_for_nobody_until_there_is_another() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    locked(&purchases);
    purchases.engine().take_row(later(LIES[0].1)).unwrap();
    let first = purchases.view("one").unwrap().concern.unwrap();
    assert_eq!(asked_to_look(&purchases), (Some(Need::Look), true, false));
    purchases.acknowledge("one", &first.id).unwrap();
    assert_eq!(asked_to_look(&purchases), (None, true, true), "there is money in it");
    assert_eq!(purchases.view("one").unwrap().row.phase, Phase::Alarm, "and it stays what it is");
    assert!(purchases.book().read("one", |state| crate::watch::schedule::wants_agent(state, NOON)).unwrap());
    drop(purchases);

    let purchases = open(&directory);
    assert_eq!(asked_to_look(&purchases), (None, true, true), "after a restart as well");
    let mut another = later(LIES[2].1);
    another.changed_at = Some("2026-11-22T14:00:00.000Z".to_owned());
    purchases.engine().take_row(another).unwrap();
    assert_eq!(asked_to_look(&purchases), (Some(Need::Look), true, false), "another difference asks again");
    assert!(purchases.acknowledge("one", &first.id).is_err(), "a yes to one is none to the next");
    acknowledge(&purchases);

    // Once the money is out of it there is nothing left to watch for.
    let mut settled = later(LIES[2].1);
    settled.changed_at = Some("2026-11-22T15:00:00.000Z".to_owned());
    settled.on_chain_state = Some(OnChainState::Withdrawn);
    purchases.engine().take_row(settled).unwrap();
    assert_eq!(asked_to_look(&purchases), (None, false, true));
}

#[test]
fn somebody_elses_identifier_and_a_lock_that_does_not_fit_end_once_they_were_seen() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    start(&purchases, "one", "54457a849f11e756a970");
    for event in [paying("one"), unknown(), Event::PaymentForeign] {
        purchases.book().record("one", &event).unwrap();
    }
    assert_eq!(asked_to_look(&purchases), (Some(Need::Look), true, false));
    acknowledge(&purchases);
    assert_eq!(asked_to_look(&purchases), (None, false, true));

    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    locked(&purchases);
    assert!(purchases.acknowledge("one", "00").is_err(), "there is nothing to have seen");
    let invalid = |hour: u8, hash: &str| {
        later(|row| {
            row.changed_at = Some(format!("2026-11-22T{hour}:00:00.000Z"));
            row.on_chain_state = Some(OnChainState::FundsOrDatumInvalid);
            let (tx_hash, status) = (Some(hash.to_owned()), Some("Confirmed".to_owned()));
            row.current_transaction = Some(node::Transaction { tx_hash, status, ..node::Transaction::default() });
        })
    };
    purchases.engine().take_row(invalid(13, "aa")).unwrap();
    assert_eq!(asked_to_look(&purchases), (Some(Need::Look), true, false));
    acknowledge(&purchases);
    assert_eq!(asked_to_look(&purchases), (None, false, true));
    purchases.engine().take_row(invalid(14, "bb")).unwrap();
    assert_eq!(asked_to_look(&purchases), (Some(Need::Look), true, false), "another transaction asks again");
}

#[test]
fn a_row_that_differs_in_what_was_approved_alone_is_kept_as_it_was_told() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    locked(&purchases);
    let unlock = Moment(253_370_764_800_000);
    let lie = node::Purchase { unlock_time: Some(unlock), ..row(Some(OnChainState::FundsLocked)) };
    for _ in 0..2 {
        purchases.engine().take_row(lie.clone()).unwrap();
    }
    let events = purchases.book().journal().events("one");
    let kept = events.iter().filter(|event| **event == Event::Row { row: Box::new(lie.clone()) }).count();
    assert_eq!(kept, 1, "once");
}

fn count(purchases: &Purchases) -> usize {
    purchases.book().journal().events("one").len()
}

/// The same row, written later and with so many blocks on top of its transaction.
fn deeper(minute: u8, blocks: u64) -> node::Purchase {
    let mut deeper = row(Some(OnChainState::FundsLocked));
    deeper.updated_at = Some(format!("2026-11-22T13:{minute}:01.000Z"));
    deeper.changed_at = Some(format!("2026-11-22T13:{minute}:00.000Z"));
    deeper.current_transaction.as_mut().unwrap().confirmations = Some(blocks);
    deeper
}

/// core section 4: each of them was a new event of two or three kilobytes.
#[test]
fn a_row_that_differs_in_its_dates_and_confirmations_alone_is_no_event_and_is_shown() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    locked(&purchases);
    let before = count(&purchases);
    for blocks in 1..=20 {
        purchases.engine().take_row(deeper(10, blocks)).unwrap();
        let view = purchases.view("one").unwrap();
        assert_eq!(view.transactions[0].confirmations, u32::try_from(blocks).ok());
        assert!(view.steps.iter().any(|step| step.confirmations == Some(blocks)), "{:?}", view.steps);
    }
    assert_eq!(count(&purchases), before);
    let mut rolled_back = deeper(11, 20);
    rolled_back.current_transaction.as_mut().unwrap().status = Some("RolledBack".to_owned());
    purchases.engine().take_row(rolled_back).unwrap();
    assert_eq!(count(&purchases), before + 1, "what becomes of it is recorded, with all that was told");
    drop(purchases);
    assert_eq!(open(&directory).view("one").unwrap().transactions[0].confirmations, Some(20));
}

/// It left a state and came back to it: what was told in between comes too late, although the last was no event.
#[test]
fn a_row_that_was_overtaken_by_one_that_says_what_is_known_changes_nothing() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    locked(&purchases);
    purchases.engine().take_row(deeper(12, 5)).unwrap();
    let mut between = deeper(11, 4);
    between.on_chain_state = Some(OnChainState::RefundRequested);
    purchases.engine().take_row(between).unwrap();
    let on_chain = purchases.book().read("one", |state| state.on_chain().cloned()).unwrap();
    assert_eq!(on_chain, Some(OnChainState::FundsLocked));
}

#[tokio::test]
async fn a_lock_that_is_tried_again_names_the_row_as_it_was_written_last() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let node = connected(&purchases).await;
    let told = |updated_at: &str| {
        let mut told =
            wire("NextAction", json!({ "requestedAction": "WaitingForManualAction", "errorType": "NetworkError" }));
        told["updatedAt"] = json!(updated_at);
        told["TransactionHistory"] = json!([]);
        told
    };
    let path = "/purchase/resolve-blockchain-identifier";
    node.says(path, told("2026-11-22T13:00:00.000Z"));
    purchases.engine().read_anew("00c0ffee", &purchases.standings().link().clients().unwrap()).await.unwrap();
    let before = count(&purchases);
    node.says(path, told("2026-11-22T14:00:00.000Z"));
    node.says("/purchase/error-state-recovery", told("2026-11-22T15:00:00.000Z"));
    purchases.retry_payment("one").await.unwrap();
    let calls = node.calls();
    let asked = calls.iter().find(|call| call.path == "/purchase/error-state-recovery").unwrap();
    assert!(asked.body.contains("2026-11-22T14:00:00.000Z"), "{}", asked.body);
    assert_eq!(count(&purchases), before + 2, "the call, and that it was taken");
}

#[test]
fn of_purchases_that_begin_together_one_whose_identifier_is_anothers_is_left_out_alone() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    locked(&purchases);
    let import = |id: &str, identifier: &str| {
        let row = node::Purchase { blockchain_identifier: identifier.to_owned(), ..row(None) };
        (id.to_owned(), Event::Imported { row: Box::new(row) })
    };
    let own = purchases.book().read("one", |state| state.identifier().map(str::to_owned)).unwrap().unwrap();
    purchases
        .book()
        .begin_all(&[import("a", "00aa"), import("b", &own), import("c", "00cc"), import("one", "00dd")])
        .unwrap();
    assert_eq!(purchases.book().ids(), ["a", "c", "one"]);
    assert_eq!((purchases.book().awake().len(), purchases.book().journal().events("b").len()), (3, 0));
    drop(purchases);
    assert_eq!(open(&directory).book().ids(), ["a", "c", "one"]);
}

/// The node pays a refund to the return address of the purchase, and the wallet's balance never rises.
#[test]
fn a_refund_that_goes_to_another_address_says_where() {
    use crate::view::purchase::LedgerWhat;
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    locked(&purchases);
    let back = |hour: u32, change: fn(&mut node::Purchase)| {
        let mut told = later(|row| {
            row.changed_at = Some(format!("2026-11-22T{hour}:00:00.000Z"));
            row.on_chain_state = Some(OnChainState::RefundWithdrawn);
            row.collateral_return = Some(1_700_000);
            row.withdrawn_for_buyer = vec![Money::lovelace(2_500_000)];
            row.buyer_wallet = Some(node::BuyerWallet { address: "addr_test1paid".into(), vkey: None });
        });
        change(&mut told);
        purchases.engine().take_row(told).unwrap();
        let lines = purchases.view("one").unwrap().ledger;
        let returned = lines.iter().find(|line| line.what == LedgerWhat::Returned).unwrap();
        assert!(lines.iter().all(|line| line.to.is_none() || line.what == LedgerWhat::Returned));
        returned.to.clone()
    };
    assert_eq!(back(13, |_| ()), None);
    assert_eq!(
        back(14, |row| row.buyer_return_address = Some("addr_test1elsewhere".into())).as_deref(),
        Some("addr_test1elsewhere")
    );
    assert_eq!(back(15, |row| row.buyer_return_address = Some("addr_test1paid".into())), None);
}
