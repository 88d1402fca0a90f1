//! The node's list, where it is long, or has no end.

use super::*;
use std::sync::atomic::{AtomicI64, Ordering};

/// A row of somebody else's purchase, dated so many seconds after noon of the day before.
fn of_others(number: i64) -> serde_json::Value {
    json!({
        "id": format!("row-{number}"), "blockchainIdentifier": format!("00ab{number:08x}"), "requestedById": "key-2",
        "onChainState": "FundsLocked", "NextAction": { "requestedAction": "WaitingForExternalAction" },
        "nextActionOrOnChainStateOrResultLastChangedAt": NOON.plus(-DAY + number * 1_000).iso(),
    })
}

fn page(first: i64) -> serde_json::Value {
    json!({ "Purchases": (first..first + 100).map(of_others).collect::<Vec<_>>() })
}

/// A list that goes on with another hundred purchases whenever it is asked.
async fn endless(bench: &Bench) -> Service {
    let node = bench.connect().await;
    let (next, answering) = (AtomicI64::new(0), node.clone());
    node.when_asked("/purchase/diff", move || {
        answering.says("/purchase/diff", page(next.fetch_add(100, Ordering::SeqCst)));
    });
    node
}

/// hostile L4: 15,000 in a minute, 68 MB, and the reading never ended.
#[tokio::test]
async fn a_list_without_an_end_is_read_so_much_at_a_time_and_keeps_nothing_waiting() {
    let bench = Bench::new();
    let node = endless(&bench).await;
    bench.buy("one", "http://127.0.0.1:9");
    let own = bench.purchases.book().read("one", |state| state.identifier().map(str::to_owned)).unwrap().unwrap();
    let asked_for =
        || node.calls().iter().filter(|call| call.path != "/purchase/diff" && call.body.contains(&own)).count();
    for readings in 1..=3 {
        bench.purchases.poller().sync_node().await.unwrap();
        let imported = bench.purchases.book().ids().len() - 1;
        // Both generations of it.
        assert!((500..=1_000 * readings).contains(&imported), "{imported} after {readings}");
        assert_eq!(asked_for(), readings, "the person's own is asked for by itself");
        assert_eq!(bench.purchases.list(&PurchasesQuery::default()).unwrap().synced_at, None, "not read to its end");
        bench.clock.pass(2 * MINUTE);
    }
}

#[tokio::test]
async fn a_long_list_is_read_on_from_where_it_was_left() {
    let bench = Bench::new();
    let node = bench.connect().await;
    let answering = node.clone();
    let rows: Vec<_> = (0..1_250).map(of_others).collect();
    let asked = node.clone();
    node.when_asked("/purchase/diff", move || {
        let query = asked.queries("/purchase/diff").pop().unwrap();
        let query = url::Url::parse(&format!("http://node/?{query}")).unwrap();
        let value =
            |name: &str| query.query_pairs().find(|(given, _)| given == name).map(|(_, value)| value.into_owned());
        let since = value("lastUpdate").unwrap();
        let dated = |row: &&serde_json::Value| {
            row["nextActionOrOnChainStateOrResultLastChangedAt"].as_str().unwrap() >= since.as_str()
        };
        let page: Vec<_> = rows.iter().filter(dated).take(100).collect();
        let page = if value("filterPaymentSourceType").is_some() { json!([]) } else { json!(page) };
        answering.says("/purchase/diff", json!({ "Purchases": page }));
    });
    let mut left = Vec::new();
    for _ in 0..4 {
        bench.purchases.poller().sync_node().await.unwrap();
        left.push(bench.purchases.book().ids().len());
        bench.clock.pass(2 * MINUTE);
    }
    assert!(left[0] < left[1] && left[1] < left[2] && left[0] <= 600, "{left:?}");
    assert_eq!(left[3], 1_250);
    assert!(bench.purchases.list(&PurchasesQuery::default()).unwrap().synced_at.is_some());
}

#[tokio::test]
async fn a_page_of_others_purchases_is_written_whole_or_not_at_all_and_the_mark_stays_behind_it() {
    let bench = Bench::new();
    let node = bench.connect().await;
    node.says("/purchase/diff", page(0));
    let book = bench.purchases.book();
    let failing = "CREATE TRIGGER full BEFORE INSERT ON event WHEN (SELECT count(*) FROM event) = 50
                   BEGIN SELECT RAISE(ABORT, 'full'); END;";
    book.journal().meddle(failing);
    assert!(bench.purchases.poller().sync_node().await.is_err());
    assert_eq!((book.ids().len(), book.awake().len(), book.mark("diff.v1").unwrap()), (0, 0, None));
    book.journal().meddle("DROP TRIGGER full;");
    bench.purchases.poller().sync_node().await.unwrap();
    assert_eq!((book.ids().len(), book.awake().len()), (100, 100));
    assert!(book.mark("diff.v1").unwrap().is_some());
}

/// The identifier of one is a purchase's of this journal, under another id: the rest is imported all the same.
#[tokio::test]
async fn what_is_begun_already_holds_up_nothing_of_its_page() {
    let bench = Bench::new();
    bench.buy("one", "http://127.0.0.1:9");
    let rows = |identifiers: &[&str]| -> Vec<node::Purchase> {
        let row = |identifier: &&str| node::Purchase { blockchain_identifier: (*identifier).to_owned(), ..row(None) };
        identifiers.iter().map(row).collect()
    };
    let engine = bench.purchases.engine();
    assert_eq!(engine.take_rows(rows(&["00aa", "00bb", "00aa"])).unwrap(), 2);
    assert_eq!(engine.take_rows(rows(&["00aa", "00cc"])).unwrap(), 1);
    assert_eq!(bench.purchases.book().ids().len(), 4);
}
