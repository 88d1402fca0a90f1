//! What is paid is never lost sight of: agents that are gone for a while, questions that came while nobody was there, a wallet
//! that is busy, a lock that is late.

use super::*;
use crate::purchase::event::Event;
use crate::purchase::state::State;
use crate::view::purchase::NextWhat;

#[tokio::test]
async fn an_agent_that_is_gone_after_the_payment_is_asked_again_until_it_is_back() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "slow-report").await;
    running.until_phase(&id, Phase::Working).await;
    let route = "GET /slow-report/status";
    // Restarted without its jobs, then switched off.
    for fault in [Fault::status(404, "Job not found"), Fault::drop()] {
        desk.sandbox.faults().set(Service::Agents, route, fault);
        let before = desk.sandbox.faults().requests(Service::Agents, route);
        let view = running
            .until(&id, "that it is gone", |view| {
                desk.sandbox.faults().requests(Service::Agents, route) > before
                    && view.agent_says.as_ref().is_some_and(|says| says.offline)
            })
            .await;
        assert_eq!((view.row.phase, view.refund.verdict), (Phase::Working, RefundVerdict::CanRequest));
    }
    desk.sandbox.faults().clear_all();
    desk.skip(2 * MINUTE);
    running.until_phase(&id, Phase::Delivered).await;
    assert_eq!(desk.locks(&running, &id), 1);
}

/// node F12: an agent that answers 404 is there, and has lost the job.
#[tokio::test]
async fn an_agent_that_forgot_its_job_is_said_to_have_forgotten_it() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "never-delivers").await;
    running.until(&id, "its word", |view| view.row.phase == Phase::Working && view.agent_says.is_some()).await;
    desk.sandbox.faults().set(Service::Agents, "GET /never-delivers/status", Fault::status(404, "Job not found"));
    running.until(&id, "that it was asked", |view| view.agent_says.as_ref().is_some_and(|says| says.offline)).await;
    desk.skip(6 * MINUTE);
    let view = running.until(&id, "that it forgot", |view| view.trouble.is_some()).await;
    assert_eq!(view.trouble.unwrap().kind, words::Trouble::AgentForgot);
}

#[tokio::test]
async fn a_question_that_came_while_nobody_was_there_waits_at_the_start_with_its_deadline() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    desk.sandbox.faults().set(Service::Agents, "GET /contract-reviewer/status", Fault::drop());
    let id = running.buy(&desk, "contract-reviewer").await;
    running.until_phase(&id, Phase::Working).await;
    drop(running);
    desk.sandbox.faults().clear_all();
    desk.skip(5 * MINUTE);

    let mut running = desk.run().await;
    let view = running.until_phase(&id, Phase::Question).await;
    let question = view.question.unwrap();
    assert!(question.due.is_some_and(|due| due > running.purchases.book().now()) && !question.sent);
    assert_eq!((view.row.needs, running.purchases.standings().needing()), (Some(Need::Answer), 1));
}

#[test]
fn a_busy_wallet_shows_until_when_it_can_pay_and_a_late_lock_is_still_watched() {
    use crate::purchase::specimen::{NOON, approval, order, paying, row, standing, started};
    use masumi::node::OnChainState;

    let mut state = State::first(NOON, &approval(order())).unwrap();
    for event in [Event::JobStarting, started(), paying("one"), Event::Row { row: Box::new(row(None)) }] {
        state.apply(NOON, &event).unwrap();
    }
    let minutes_later = NOON.plus(9 * MINUTE);
    assert_eq!(standing(&state, minutes_later).phase, Phase::Queued);
    let next = standing(&state, minutes_later).next.unwrap();
    assert_eq!((next.what, next.at), (NextWhat::PayBy, NOON.plus(12 * HOUR)));

    // Long after the deadline the node's word is still heard: the lock came late, and the money comes back by itself.
    let late = NOON.plus(24 * HOUR + 20 * MINUTE);
    assert!(standing(&state, late).is_open);
    state.apply(late, &Event::Row { row: Box::new(row(Some(OnChainState::FundsLocked))) }).unwrap();
    assert!(standing(&state, late).is_open && standing(&state, late).phase == Phase::Overdue);
    let next = standing(&state, late).next.unwrap();
    assert_eq!(next.what, NextWhat::AutomaticRefund);
}
