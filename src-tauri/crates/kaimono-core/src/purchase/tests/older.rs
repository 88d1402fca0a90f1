//! A journal that was put back from a backup: nothing is paid from it before the node was asked, and the person.

use super::*;
use crate::purchase::state::{Job, Payment};

const RESOLVE: &str = "/purchase/resolve-blockchain-identifier";

/// Paths that the node was asked for, without what is asked beside payments.
fn asked(node: &Service) -> Vec<String> {
    node.calls().into_iter().map(|call| call.path).filter(|path| path.starts_with("/purchase")).collect()
}

/// The last events of an older copy, and what the approval leads to later.
async fn older_copy(directory: &TempDir, last: &[Event]) -> (Purchases, Service) {
    let purchases = open(directory);
    purchases.book().begin("it", &approval(order())).unwrap();
    for event in last {
        purchases.book().record("it", event).unwrap();
    }
    purchases.note_older_copy().unwrap();
    drop(purchases);
    // The doubt is on disk.
    let purchases = open(directory);
    let (node, _registry) = connected_to_both_for(&purchases).await;
    node.refuses("/purchase", 500, "");
    (purchases, node)
}

#[tokio::test]
async fn what_an_older_copy_thinks_is_not_paid_is_asked_about_before_it_is() {
    let begun = [Event::JobStarting, started()];
    let intent = [Event::JobStarting, started(), paying("it")];
    for last in [&begun[..], &intent] {
        let directory = TempDir::new().unwrap();
        let (purchases, node) = older_copy(&directory, last).await;
        if last.len() == begun.len() {
            purchases.book().record("it", &paying("it")).unwrap();
        }
        node.says(RESOLVE, json!({ "id": "row-1", "blockchainIdentifier": "00c0ffee", "onChainState": "FundsLocked" }));
        purchases.engine().drive("it").await;
        assert_eq!(asked(&node), [RESOLVE], "it was paid already");
        assert!(purchases.book().state("it").unwrap().row.is_some());

        let directory = TempDir::new().unwrap();
        let (purchases, node) = older_copy(&directory, last).await;
        if last.len() == begun.len() {
            purchases.book().record("it", &paying("it")).unwrap();
        }
        node.refuses(RESOLVE, 404, "Purchase not found");
        purchases.engine().drive("it").await;
        assert_eq!(asked(&node), [RESOLVE], "it was not: then the person is asked");
        assert!(matches!(purchases.book().state("it").unwrap().payment, Payment::Lapsed { .. }));
        let ask = purchases.view("it").unwrap().approval.unwrap();
        purchases.approve(&ask.id).unwrap();
        purchases.engine().drive("it").await;
        assert_eq!(asked(&node)[1..3], [RESOLVE, "/purchase"], "and it is paid after another yes, once");
    }
}

#[tokio::test]
async fn a_job_that_an_older_copy_thinks_was_not_started_is_not_started() {
    let directory = TempDir::new().unwrap();
    let (purchases, _node) = older_copy(&directory, &[]).await;
    assert!(matches!(purchases.book().state("it").unwrap().job, Job::Lost { .. }));
    assert_eq!(purchases.engine().drive("it").await, None, "nothing is due");
}

#[tokio::test]
async fn a_held_payment_of_an_older_copy_is_asked_about_before_it_is_tried_again() {
    let directory = TempDir::new().unwrap();
    let last = [Event::JobStarting, started(), paying("it"), Event::PaymentSent, held()];
    let (purchases, node) = older_copy(&directory, &last).await;
    node.says(RESOLVE, json!({ "id": "row-1", "blockchainIdentifier": "00c0ffee", "onChainState": "FundsLocked" }));
    purchases.retry_payment("it").await.unwrap();
    assert_eq!(asked(&node), [RESOLVE]);
    assert!(purchases.book().state("it").unwrap().row.is_some());
}
