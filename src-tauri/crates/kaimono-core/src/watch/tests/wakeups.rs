//! What is recorded, or changes, while something else is under way is not overlooked.

use super::*;
use tokio::sync::Notify;

/// core R7: neither the round that comes while a purchase is driven, nor the end of the drive, forgets what others recorded.
#[tokio::test]
async fn what_is_recorded_while_a_purchase_is_driven_is_driven_when_that_ends_and_once() {
    for round_between in [true, false] {
        let bench = Bench::new();
        bench.purchases.book().begin("one", &approval(order())).unwrap();
        let (done, go_on) = (Done::default(), Arc::new(Notify::new()));
        let (noted, waited_for, purchases) = (Arc::clone(&done), Arc::clone(&go_on), bench.purchases.clone());
        let work: Work = Arc::new(move |task, _| {
            noted.lock().unwrap().push(task.clone());
            let (waited_for, purchases) = (Arc::clone(&waited_for), purchases.clone());
            Box::pin(async move {
                if let Task::Node = task {
                    return Outcome::Read;
                }
                waited_for.notified().await;
                Outcome::Driven(Some(purchases.book().now().plus(MINUTE)))
            })
        });
        let drive = Task::Drive("one".to_owned());
        let mut watcher = bench.watcher(work);
        watcher.due.remove(&Task::Node);
        watcher.turn(true);
        assert_eq!(count(&done, &drive), 1);
        bench.purchases.book().record("one", &Event::JobStarting).unwrap();
        if round_between {
            watcher.turn(true);
        }
        for drives in [2, 2] {
            go_on.notify_one();
            let ended = watcher.tasks.join_next_with_id().await.unwrap();
            watcher.ended(ended).await;
            watcher.turn(false);
            assert_eq!(count(&done, &drive), drives, "with a round between: {round_between}");
        }
    }
}

/// core R7: what became due by it does not wait until what failed is tried again.
#[tokio::test]
async fn what_others_made_due_while_something_else_failed_is_done_at_once() {
    let bench = Bench::new();
    let node = bench.connect().await;
    let book = bench.purchases.book();
    book.begin("one", &approval(order())).unwrap();
    for event in [Event::JobStarting, started(), paying("one"), Event::PaymentSent, unknown()] {
        book.record("one", &event).unwrap();
    }
    let others = bench.purchases.clone();
    node.when_asked("/purchase/resolve-blockchain-identifier", move || {
        let delivered_row =
            node::Purchase { result_hash: Some("ab".repeat(32)), ..row(Some(OnChainState::ResultSubmitted)) };
        for event in [Event::Row { row: Box::new(delivered_row) }, delivered()] {
            others.book().record("one", &event).unwrap();
        }
    });
    node.refuses("/purchase/resolve-blockchain-identifier", 500, "Internal Server Error");
    assert_eq!(bench.purchases.engine().drive("one").await, None);
    assert!(book.read("one", |state| state.checked().is_some()).unwrap(), "the result was held against its hash");
}

/// What a drive recorded itself is no reason to drive again before its time.
#[tokio::test]
async fn a_payment_that_the_node_goes_on_refusing_is_tried_less_and_less() {
    let bench = Bench::new();
    let node = bench.connect().await;
    let book = bench.purchases.book();
    book.begin("one", &approval(order())).unwrap();
    for event in [Event::JobStarting, started(), paying("one")] {
        book.record("one", &event).unwrap();
    }
    node.refuses("/purchase", 500, "Internal Server Error");
    let mut watcher = bench.watcher(real(&bench));
    pass(&bench, &mut watcher, 120).await;
    let sent = node.calls().into_iter().filter(|call| call.path == "/purchase").count();
    assert!((2..=8).contains(&sent), "{sent}");
}

/// core R10: a page that is left open costs no more than one with something in motion, and is late for nothing.
#[tokio::test]
async fn a_page_on_which_nothing_changes_has_the_node_asked_less_often_until_something_does() {
    let bench = Bench::new();
    let node = bench.connect().await;
    bench.buy("one", "http://127.0.0.1:9");
    bench.purchases.look_at(Some("one".to_owned()));
    let mut watcher = bench.watcher(real(&bench));
    let readings = || node.queries("/purchase/diff").iter().filter(|query| !query.contains("V2")).count();
    pass(&bench, &mut watcher, 130).await;
    let before = readings();
    assert!(before >= 55, "{before}");
    pass(&bench, &mut watcher, 300).await;
    let quiet = readings() - before;
    assert!((29..=31).contains(&quiet), "every ten seconds: {quiet}");
    let before = readings();
    bench.purchases.book().record("one", &of_purchase("one", &rowed(Some(OnChainState::ResultSubmitted)))).unwrap();
    pass(&bench, &mut watcher, 20).await;
    let lively = readings() - before;
    assert!(lively >= 9, "every other second again: {lively}");
}
