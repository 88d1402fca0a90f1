//! A walk at random over purchases and time: what the reading foretells comes to pass when the network is left alone.

use super::*;
use crate::{
    purchase::standing::times::OVERDUE_LONG,
    view::purchase::{NextEvent, NextWhat},
};
use std::collections::BTreeMap;

const AGENTS: [&str; 6] = ["summarizer", "never-delivers", "transcriber", "never-proves", "wrong-hash", "keeps-result"];
/// Walks from the first, steps of each at most, and where chance begins.
const WALKS: u64 = 8;
const STEPS: usize = 12;
const SEED: u64 = 0x6b61_696d_6f6e;

/// Chance that is the same each time.
struct Chance(u64);

impl Chance {
    fn of(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Whether what was foretold has come to pass.
fn came_to_pass(what: NextWhat, view: &PurchaseView) -> bool {
    match what {
        NextWhat::PayBy => !matches!(view.row.phase, Phase::Queued | Phase::PaymentStuck),
        NextWhat::ResultDue => !matches!(view.row.phase, Phase::Working | Phase::Question),
        NextWhat::AutomaticRefund => view.row.phase == Phase::Refunded,
        NextWhat::ObjectionCloses => {
            matches!(view.refund.verdict, RefundVerdict::WindowClosed | RefundVerdict::SellerPaid)
        }
        NextWhat::CarriedOut => view.row.under_way.is_none(),
        NextWhat::AdminsDecide | NextWhat::ApprovalExpires => true,
    }
}

/// Whether nothing more is foretold, and the walk has come to its end.
fn is_over(view: &PurchaseView) -> bool {
    use Phase as P;
    matches!(view.row.phase, P::Settled | P::Refunded | P::Decided | P::Disputed | P::RefundAgreed)
}

#[tokio::test]
async fn left_alone_the_network_does_what_was_foretold() {
    let (mut chance, mut foretold) = (Chance(SEED), BTreeMap::<String, u32>::new());
    for walk in 0..WALKS {
        let desk = Desk::new().await;
        let mut running = desk.run().await;
        let slug = AGENTS[usize::try_from(walk).unwrap() % AGENTS.len()];
        let id = running.buy(&desk, slug).await;
        let mut view = running.until(&id, "the lock", |view| view.on_chain.is_some()).await;
        for step in 0..STEPS {
            if is_over(&view) {
                break;
            }
            let what = format!("{slug}, walk {walk}, step {step}");
            // Half of the times the person asks for what is offered, and then leaves it alone as well.
            if view.refund.action.is_some_and(|action| action != RefundAction::Release)
                && view.refund.disabled.is_none()
                && chance.of(2) == 0
            {
                let (action, before) = (view.refund.action.unwrap(), view.on_chain.clone());
                running.refund(&id, action, None).await.unwrap();
                view = running.purchases.view(&id).unwrap();
                assert!(view.row.under_way.is_some() || view.on_chain != before, "{what}: {action:?} is under way");
                if view.row.next.is_none() && view.row.under_way.is_some() {
                    view = running.until(&id, &what, |view| view.row.under_way.is_none()).await;
                }
                continue;
            }
            let now = running.purchases.book().now();
            match view.row.next {
                Some(NextEvent { what: next, at }) => {
                    *foretold.entry(format!("{next:?}")).or_default() += 1;
                    desk.skip(at.since(now).max(0) + OVERDUE_LONG - 5 * MINUTE);
                    view = running.until(&id, &format!("{what}: {next:?}"), |view| came_to_pass(next, view)).await;
                }
                // Nothing is foretold: what is in the seller's hands, or on its way.
                None => {
                    desk.skip(HOUR);
                    view = running.until(&id, &what, |view| is_over(view) || view.row.next.is_some()).await;
                }
            }
            let kind = view.trouble.as_ref().map(|trouble| trouble.kind);
            let late = matches!(kind, Some(words::Trouble::RefundOverdue | words::Trouble::RequestOverdue));
            assert!(!late, "{what}: a network that is well is not late: {view:#?}");
        }
        assert!(is_over(&view), "{slug}, walk {walk}: {:?}", view.row.phase);
    }
    for what in ["ResultDue", "AutomaticRefund", "ObjectionCloses"] {
        assert!(foretold.contains_key(what), "{what} is never foretold: {foretold:?}");
    }
}
