//! What goes wrong at the node, on the chain, at the agent and on this disk: what is said of it, and where the money is in the
//! end.

use super::*;
use crate::error::Moved;
use crate::view::{
    app::LineState,
    buy::ConditionId,
    purchase::{LedgerWhat, NextWhat, RefundDisabled, StepId},
    trouble::{MoneyIs, Trouble},
};
use masumi::{money::Money, node::OnChainState};
use masumi_sandbox::Mishap;

const PAY: &str = "POST /purchase";
const RECOVER: &str = "POST /purchase/error-state-recovery";

impl Running {
    async fn until_trouble(&mut self, id: &str, kind: Trouble) -> PurchaseView {
        let says = |view: &PurchaseView| view.trouble.as_ref().is_some_and(|trouble| trouble.kind == kind);
        self.until(id, &format!("{kind:?}"), says).await
    }
}

/// Where the money is, and whether the payment can be tried again.
fn money(view: &PurchaseView) -> (MoneyIs, bool) {
    view.trouble.as_ref().map(|trouble| (trouble.money, trouble.retry)).unwrap()
}

#[tokio::test]
async fn a_busy_wallet_is_waited_for_and_pays_once() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    desk.sandbox.keep_wallets_busy(30 * MINUTE);
    let id = running.buy(&desk, "counter").await;
    let view = running.until_phase(&id, Phase::Queued).await;
    assert_eq!((view.trouble, view.row.next.map(|next| next.what)), (None, Some(NextWhat::PayBy)), "not yet a trouble");
    desk.skip(20 * MINUTE);
    let view = running.until_trouble(&id, Trouble::Queued).await;
    assert_eq!((money(&view), view.row.needs, desk.sandbox.all_locks()), ((MoneyIs::InWallet, false), None, 0));
    desk.skip(20 * MINUTE);
    let view = running.until_phase(&id, Phase::Delivered).await;
    assert_eq!((view.trouble, desk.locks(&running, &id)), (None, 1));
}

#[tokio::test]
async fn without_money_a_purchase_waits_for_a_top_up_and_is_paid_once() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    desk.sandbox.empty_wallets();
    let id = running.buy(&desk, "counter").await;
    let view = running.until_trouble(&id, Trouble::InsufficientFunds).await;
    assert_eq!((money(&view), view.row.needs), ((MoneyIs::InWallet, true), Some(Need::TopUp)));
    assert_eq!(view.failure.unwrap().moved, Moved::No);
    // Tried too early: it waits again, and nothing is lost.
    running.purchases.retry_payment(&id).await.unwrap();
    running.until_trouble(&id, Trouble::InsufficientFunds).await;
    desk.sandbox.top_up();
    running.purchases.retry_payment(&id).await.unwrap();
    running.until_phase(&id, Phase::Delivered).await;
    assert_eq!(desk.locks(&running, &id), 1);
    assert_eq!(desk.sandbox.faults().requests(Service::Node, PAY), 1, "the node's recovery, not another purchase");
}

#[tokio::test]
async fn when_the_time_to_pay_is_over_nothing_was_paid_and_nothing_is_tried() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    desk.sandbox.empty_wallets();
    let id = running.buy(&desk, "counter").await;
    running.until_trouble(&id, Trouble::InsufficientFunds).await;
    desk.skip(12 * HOUR + 2 * MINUTE);
    let view = running.until_trouble(&id, Trouble::NeverPaid).await;
    assert_eq!((money(&view), view.row.needs), ((MoneyIs::InWallet, false), None));
    let refused = running.purchases.retry_payment(&id).await.unwrap_err();
    assert_eq!((refused.code, refused.moved), (Code::TooLate, Moved::No));
    desk.skip(10 * MINUTE);
    let view = running.until_phase(&id, Phase::NeverPaid).await;
    assert_eq!(money(&view), (MoneyIs::InWallet, false));
    assert_eq!((desk.sandbox.all_locks(), desk.sandbox.faults().requests(Service::Node, RECOVER)), (0, 0));
}

#[tokio::test]
async fn a_lock_that_does_not_fit_is_at_the_contract_and_is_to_be_looked_at() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    desk.sandbox.set_mishap(Some(Mishap::InvalidLock));
    let id = running.buy(&desk, "counter").await;
    let view = running.until_phase(&id, Phase::LockInvalid).await;
    assert_eq!((money(&view), view.row.needs), ((MoneyIs::AtContract, false), Some(Need::Look)));
    assert!(!view.transactions.is_empty() && view.trouble.unwrap().quote.starts_with("Pay by time does not match"));
    assert_eq!(running.purchases.retry_payment(&id).await.unwrap_err().code, Code::NotNow);
    assert_eq!((desk.locks(&running, &id), desk.sandbox.faults().requests(Service::Node, RECOVER)), (1, 0));
}

#[tokio::test]
async fn a_lock_that_the_seller_gave_up_comes_back_by_itself() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    desk.sandbox.set_mishap(Some(Mishap::LateLock));
    let id = running.buy(&desk, "counter").await;
    running.until_phase(&id, Phase::Queued).await;
    desk.skip(12 * HOUR + 2 * MINUTE);
    let view = running.until_trouble(&id, Trouble::Unconfirmed).await;
    assert_eq!(money(&view), (MoneyIs::Unknown, false));
    desk.skip(12 * MINUTE);
    running.until_phase(&id, Phase::Working).await;
    desk.skip(20 * MINUTE);
    let view = running.until_trouble(&id, Trouble::UnseenByAgent).await;
    let trouble = view.trouble.unwrap();
    assert_eq!(trouble.money, MoneyIs::InEscrow);
    assert!(trouble.at.is_some() && trouble.until.is_some_and(|pay_by| pay_by < view.now), "its node has given up");
    desk.skip(24 * HOUR);
    let view = running.until_phase(&id, Phase::Refunded).await;
    assert_eq!((view.trouble, desk.locks(&running, &id)), (None, 1));
}

#[tokio::test]
async fn a_lock_that_timed_out_is_never_sent_again_and_counts_when_it_lands() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    desk.sandbox.set_mishap(Some(Mishap::TimesOut));
    let id = running.buy(&desk, "counter").await;
    running.until(&id, "the transaction", |view| !view.transactions.is_empty()).await;
    desk.skip(11 * MINUTE);
    let view = running.until_trouble(&id, Trouble::LockLost).await;
    assert_eq!((money(&view), view.row.phase), ((MoneyIs::Unknown, false), Phase::Queued));
    assert!(running.purchases.retry_payment(&id).await.is_err());
    desk.skip(40 * MINUTE);
    running.until_phase(&id, Phase::Delivered).await;
    assert_eq!(desk.locks(&running, &id), 1);
}

#[tokio::test]
async fn a_rollback_is_said_and_what_comes_back_goes_on() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    desk.sandbox.set_mishap(Some(Mishap::RolledBack));
    let id = running.buy(&desk, "counter").await;
    let view = running.until_trouble(&id, Trouble::RolledBack).await;
    assert_eq!((money(&view), view.refund.disabled), ((MoneyIs::Unknown, false), Some(RefundDisabled::InFlight)));
    assert!(running.purchases.retry_payment(&id).await.is_err());
    desk.skip(6 * MINUTE);
    let view = running.until_phase(&id, Phase::Delivered).await;
    assert_eq!((view.trouble, desk.locks(&running, &id)), (None, 1));
}

#[tokio::test]
async fn a_limited_key_is_warned_about_and_an_empty_one_holds_the_payment() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    desk.sandbox.limit_key("buyer", Some(vec![Money::lovelace(10_000_000)]));
    let warned = |prepared: Prepared| match prepared {
        Prepared::Review { approval } => {
            let quota = approval.conditions.iter().find(|one| one.id == ConditionId::Quota).map(|one| one.state);
            (approval.id, quota)
        }
        other => panic!("{other:?}"),
    };
    let wish = running.wish(&desk, "summarizer", None).await;
    let (approval, quota) = warned(running.purchases.prepare(wish).await.unwrap());
    assert_eq!(quota, Some(LineState::Warned));
    let first = running.purchases.approve(&approval).unwrap();
    running.until_phase(&first, Phase::Delivered).await;

    // 7.50 ADA should be left; the node took all of it.
    let wish = running.wish(&desk, "extractor", None).await;
    let (approval, quota) = warned(running.purchases.prepare(wish).await.unwrap());
    assert_eq!(quota, Some(LineState::Failed));
    let second = running.purchases.approve(&approval).unwrap();
    let view = running.until_phase(&second, Phase::PaymentStuck).await;
    let failure = view.failure.unwrap();
    assert_eq!((failure.code, failure.moved, desk.sandbox.all_locks()), (Code::QuotaExhausted, Moved::No, 1));
    desk.sandbox.limit_key("buyer", None);
    running.purchases.retry_payment(&second).await.unwrap();
    running.until_phase(&second, Phase::Delivered).await;
    assert_eq!(desk.locks(&running, &second), 1);
}

#[tokio::test]
async fn an_agent_that_falls_silent_after_the_payment_is_said_to_be_and_the_money_comes_back() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "never-delivers").await;
    running.until_phase(&id, Phase::Working).await;
    desk.sandbox.set_agents_online(false);
    running.until(&id, "the silence", |view| view.agent_says.as_ref().is_some_and(|says| says.offline)).await;
    desk.skip(2 * MINUTE);
    let view = running.until_trouble(&id, Trouble::AgentSilent).await;
    assert_eq!((money(&view), view.row.phase), ((MoneyIs::InEscrow, false), Phase::Working));
    desk.sandbox.set_agents_online(true);
    running.until(&id, "its voice", |view| view.trouble.is_none()).await;
    desk.sandbox.set_agents_online(false);
    desk.skip(25 * HOUR);
    running.until_phase(&id, Phase::Refunded).await;
}

#[tokio::test]
async fn a_failure_while_locked_comes_back_early_on_request_or_by_itself() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "transcriber").await;
    let view = running.until_trouble(&id, Trouble::AgentFailed).await;
    assert_eq!((money(&view), view.refund.action), ((MoneyIs::InEscrow, false), Some(RefundAction::Request)));
    running.until(&id, "the button", |view| view.refund.disabled.is_none()).await;
    running.refund(&id, RefundAction::Request, None).await.unwrap();
    running.until_phase(&id, Phase::RefundRequested).await;
    desk.skip(25 * HOUR);
    let view = running.until_phase(&id, Phase::Refunded).await;
    let line = |what| view.ledger.iter().find(|line| line.what == what).map(|line| line.amounts[0].text.clone());
    assert_eq!(line(LedgerWhat::Returned), None, "the node does not tell");
    // 1.50 locked, 2.719490 beside it; less the fees of lock, request and refund.
    assert_eq!(line(LedgerWhat::ReturnedComputed).as_deref(), Some("2.923215 ADA"));
}

#[tokio::test]
async fn a_seller_who_lets_go_at_once_needs_no_request() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "sketcher").await;
    running.until_phase(&id, Phase::Refunded).await;
    assert_eq!(desk.sandbox.faults().requests(Service::Node, "POST /purchase/request-refund"), 0);
}

#[tokio::test]
async fn a_proof_without_a_result_reminds_until_the_dispute() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "keeps-result").await;
    running.until(&id, "the proof", |view| view.on_chain == Some(OnChainState::ResultSubmitted)).await;
    desk.skip(5 * MINUTE);
    let view = running.until_trouble(&id, Trouble::HashWithoutResult).await;
    assert_eq!(view.row.needs, Some(Need::Object));
    let step = view.steps.iter().find(|step| step.id == StepId::Result).unwrap();
    assert_eq!(step.state, StepState::Failed, "the agent does not work any more");
    let (until, by_itself) = view.trouble.map(|trouble| (trouble.until.unwrap(), trouble.at.unwrap())).unwrap();
    assert!(view.now < until && until < by_itself, "there is time, and it ends before the seller is paid");
    running.until(&id, "the button", |view| view.refund.disabled.is_none()).await;
    running.refund(&id, RefundAction::Dispute, None).await.unwrap();
    let view = running.until_trouble(&id, Trouble::Disputed).await;
    let step = view.steps.iter().find(|step| step.id == StepId::Result).unwrap();
    assert_eq!(step.state, StepState::Failed, "nor does it once that is disputed");
    assert_eq!((view.trouble.unwrap().at, view.row.needs), (view.stretches.last().map(|stretch| stretch.ends), None));
}

#[tokio::test]
async fn a_result_without_a_proof_is_kept_and_the_money_comes_back() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "never-proves").await;
    let view = running.until_phase(&id, Phase::Preliminary).await;
    assert_eq!((view.trouble, view.hash), (None, HashVerdict::Waiting));
    desk.skip(HOUR);
    let view = running.until_trouble(&id, Trouble::Unproven).await;
    assert_eq!((view.row.needs, view.row.phase), (None, Phase::Preliminary), "nothing to do");
    desk.skip(24 * HOUR);
    let view = running.until_phase(&id, Phase::Refunded).await;
    assert!(view.result.is_some_and(|result| result.complete));
}

#[tokio::test]
async fn a_purchase_that_another_key_has_is_not_adopted_and_not_sent_again() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    desk.sandbox.faults().set_times(Service::Node, PAY, Fault::status(409, "Purchase exists"), 1);
    let id = running.buy(&desk, "counter").await;
    let view = running.until_trouble(&id, Trouble::Foreign).await;
    assert_eq!((view.row.phase, view.row.needs), (Phase::Alarm, Some(Need::Look)));
    desk.skip(MINUTE);
    assert_eq!((desk.sandbox.faults().requests(Service::Node, PAY), desk.sandbox.all_locks()), (1, 0));
}

#[tokio::test]
async fn a_refund_request_succeeded_when_the_node_says_so_a_second_time() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "never-delivers").await;
    running.until(&id, "the button", |view| view.refund.action.is_some() && view.refund.disabled.is_none()).await;
    // The way to the node answers for it, twice: an error in the envelope of a success, then a page.
    let route = "POST /purchase/request-refund";
    for fault in [Fault::status(200, "Purchase not found or not in valid state"), Fault::not_json()] {
        desk.sandbox.faults().set_times(Service::Node, route, fault, 1);
        let view = running.refund(&id, RefundAction::Request, None).await.unwrap();
        assert_eq!((view.row.phase, view.refund.action), (Phase::Working, Some(RefundAction::Request)));
        assert!(view.refund.failed.is_some(), "said to have failed");
    }
    let resolved = || desk.sandbox.faults().requests(Service::Node, "POST /purchase/resolve-blockchain-identifier");
    let before = resolved();
    running.refund(&id, RefundAction::Request, None).await.unwrap();
    assert!(resolved() > before, "the row was read again");
    running.until_phase(&id, Phase::RefundRequested).await;
}

/// From here on the journal takes no event of this kind: the disk is full.
fn fill(running: &Running, kind: &str) {
    let refuse = format!(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON event WHEN NEW.kind = '{kind}'
         BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
    );
    running.purchases.book().journal().meddle(&refuse);
}

fn make_room(running: &Running) {
    running.purchases.book().journal().meddle("DROP TRIGGER full");
}

#[tokio::test]
async fn an_approval_that_cannot_be_written_starts_nothing() {
    let desk = Desk::new().await;
    let running = desk.run().await;
    let wish = running.wish(&desk, "counter", None).await;
    let Prepared::Review { approval } = running.purchases.prepare(wish).await.unwrap() else { panic!("refused") };
    fill(&running, "approved");
    let refused = running.purchases.approve(&approval.id).unwrap_err();
    assert!(refused.code.is_store() && refused.moved == Moved::No, "{refused:?}");
    assert!(running.purchases.book().ids().is_empty());
    make_room(&running);
    running.purchases.approve(&approval.id).unwrap();
}

#[tokio::test]
async fn nothing_is_sent_whose_intent_is_not_written() {
    for (kind, route, service) in
        [("jobStarting", "POST /counter/start_job", Service::Agents), ("paying", PAY, Service::Node)]
    {
        let desk = Desk::new().await;
        let mut running = desk.run().await;
        fill(&running, kind);
        let id = running.buy(&desk, "counter").await;
        let says = |view: &PurchaseView| view.failure.as_ref().is_some_and(|failure| failure.code.is_store());
        let view = running.until(&id, "the full disk", says).await;
        assert_eq!(view.failure.unwrap().moved, Moved::No, "{kind}");
        desk.skip(MINUTE);
        running.until(&id, "another try", says).await;
        assert_eq!((desk.sandbox.faults().requests(service, route), desk.sandbox.all_locks()), (0, 0), "{kind}");
        make_room(&running);
        desk.skip(2 * MINUTE);
        running.until_phase(&id, Phase::Delivered).await;
        assert_eq!(desk.locks(&running, &id), 1, "{kind}");
    }
}

#[tokio::test]
async fn a_row_that_cannot_be_written_is_asked_for_again_and_paid_once() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    fill(&running, "row");
    let id = running.buy(&desk, "counter").await;
    let says = |view: &PurchaseView| view.failure.as_ref().is_some_and(|failure| failure.code.is_store());
    let view = running.until(&id, "the full disk", says).await;
    assert_eq!(view.failure.unwrap().moved, Moved::Unknown);
    make_room(&running);
    desk.skip(2 * MINUTE);
    running.until_phase(&id, Phase::Delivered).await;
    assert_eq!((desk.locks(&running, &id), desk.sandbox.faults().requests(Service::Node, PAY)), (1, 1));
}

/// Journal writes of these tables fail once so many events are there, whatever else is written: the disk is full.
fn fill_from(running: &Running, events: usize, tables: &[&str]) {
    for table in tables {
        running.purchases.book().journal().meddle(&format!(
            "CREATE TEMP TRIGGER full_{table} BEFORE INSERT ON {table} WHEN (SELECT count(*) FROM event) >= {events}
             BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        ));
    }
}

/// The same purchase again and again: each time the disk is full one event later.
#[tokio::test]
async fn wherever_the_disk_fills_up_a_purchase_is_started_once_and_paid_once() {
    let mut cases = tokio::task::JoinSet::new();
    for tables in [&["event"][..], &["event", "content", "mark", "folded", "at_rest"]] {
        for events in 1..16 {
            cases.spawn(filled_up_after(events, tables));
        }
    }
    let whole = cases.join_all().await.into_iter().filter(|was_full| !was_full).count();
    assert!((2..10).contains(&whole), "it was full at each event, and some are not so many: {whole}");
}

/// Whether it was full before the end.
async fn filled_up_after(events: usize, tables: &[&str]) -> bool {
    const START: &str = "POST /counter/start_job";
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let wish = running.wish(&desk, "counter", None).await;
    let Prepared::Review { approval } = running.purchases.prepare(wish).await.unwrap() else { panic!("refused") };
    fill_from(&running, events, tables);
    let Ok(id) = running.purchases.approve(&approval.id) else {
        assert!(running.purchases.book().ids().is_empty() && events == 1, "{tables:?} full after {events}");
        return true;
    };
    let purchases = running.purchases.clone();
    let says = |view: &PurchaseView| purchases.unwritten().is_some() || view.row.phase == Phase::Delivered;
    running.until(&id, "the full disk, or the end", says).await;
    let was_full = purchases.unwritten().is_some();
    let told: Vec<_> = purchases.book().journal().events(&id).iter().map(Event::name).collect();
    let asked = |service, route| desk.sandbox.faults().requests(service, route);
    let at = format!("{tables:?} full after {told:?}");
    assert!(told.contains(&"jobStarting") || asked(Service::Agents, START) == 0, "{at}");
    assert!(told.contains(&"paying") || asked(Service::Node, PAY) == 0, "{at}");
    for table in tables {
        purchases.book().journal().meddle(&format!("DROP TRIGGER full_{table}"));
    }
    desk.skip(2 * MINUTE);
    running.until_phase(&id, Phase::Delivered).await;
    let counts = (asked(Service::Agents, START), asked(Service::Node, PAY), desk.locks(&running, &id));
    assert_eq!(counts, (1, 1, 1), "{at}");
    was_full
}

#[test]
fn a_journal_that_cannot_be_read_whole_is_not_read_at_all() {
    use rusqlite::Connection;
    let fixture = || {
        let home = TempDir::new().unwrap();
        let from = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/0.1.0/purchases.db");
        std::fs::copy(from, home.path().join("purchases.db")).unwrap();
        home
    };
    let open = |home: &TempDir| {
        let (changes, _) = broadcast::channel(100);
        Purchases::open(home.path(), Network::Preprod, false, Arc::default(), Clock::system(), changes)
            .err()
            .map(|failure| failure.code)
    };
    let event = |kind: &str, body: &str, format: i64| {
        format!("INSERT INTO event (purchase, at, kind, body, format) VALUES ('x', 0, '{kind}', '{body}', {format})")
    };
    let new_code =
        r#"{"kind":"jobLost","failure":{"code":"a-new-one","side":"app","moved":"no","quote":"","retry":false}}"#;
    for (sql, code) in [
        (event("paying", "half of", 2), Code::StoreDamaged),
        (event("jobStarting", r#"{"kind":"jobStarting"}"#, 2), Code::StoreDamaged),
        (event("teleported", r#"{"kind":"teleported"}"#, 1), Code::StoreDamaged),
        (event("jobLost", new_code, 2), Code::StoreDamaged),
        // What differs from nothing, and what a line that is not there is to have said.
        (event("row", r#"{"kind":"row","changed":{}}"#, 3), Code::StoreDamaged),
        (event("paying", r#"{"kind":"paying","body":{"network":null},"checks":{"first":[]}}"#, 3), Code::StoreDamaged),
        (event("approved", r#"{"kind":"approved","order":[[]]}"#, 3), Code::StoreDamaged),
        (event("row", "[]", 3), Code::StoreDamaged),
        // Whatever the newer word is: an event, a word within one, or none that anybody would notice.
        (event("teleported", r#"{"kind":"teleported"}"#, 5), Code::StoreNewer),
        (event("jobLost", new_code, 5), Code::StoreNewer),
        (event("jobStarting", r#"{"kind":"jobStarting"}"#, 5), Code::StoreNewer),
        ("PRAGMA user_version = 9".to_owned(), Code::StoreNewer),
    ] {
        let home = fixture();
        assert_eq!(open(&home), None, "as it was released");
        // What stands beside the events was made by a version that knew what came.
        let anew = format!("DELETE FROM mark WHERE name = 'folded'; {sql}");
        Connection::open(home.path().join("purchases.db")).unwrap().execute_batch(&anew).unwrap();
        assert_eq!(open(&home), Some(code), "{sql}");
    }
    let home = fixture();
    let path = home.path().join("purchases.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let torn = bytes.len() / 2;
    bytes[8_192..torn].fill(0x5a);
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(open(&home), Some(Code::StoreDamaged));
}
