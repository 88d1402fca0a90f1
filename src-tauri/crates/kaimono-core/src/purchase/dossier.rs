//! What is held against a purchase that is not right, assembled before anybody asks for it: what was promised, what came, until when
//! something can be done, and what the person says about it. Pure. It tells what is known here; it decides nothing.

use super::{
    remark::Objection,
    standing::Standing,
    state::State,
    words::{Phase, RefundVerdict},
};
use crate::view::dossier::{DossierAbout, DossierCame, DossierView};
use masumi::proof::HashVerdict;

/// `None`: nothing is wrong with it.
pub(super) fn of(state: &State, standing: &Standing, objection: &Objection) -> Option<DossierView> {
    let about = about(state, standing)?;
    let row = state.row.as_ref();
    Some(DossierView {
        about,
        due: row.and_then(|row| row.submit_result_time),
        promised_hash: row.and_then(|row| row.result_hash.clone()).filter(|hash| !hash.is_empty()),
        promised_at: state.hash_at,
        came: match &state.result {
            _ if state.too_large => DossierCame::TooMuch,
            Some(result) if result.complete => DossierCame::Whole { bytes: result.bytes },
            Some(result) => DossierCame::Part { bytes: result.bytes },
            None => DossierCame::Nothing,
        },
        came_at: state.result_at,
        too_late: matches!(
            standing.refund.verdict,
            RefundVerdict::WindowClosed | RefundVerdict::NoTimeToDispute | RefundVerdict::StuckTooLate
        ),
        reason: objection.reason,
        statement: objection.statement.clone(),
    })
}

/// What is wrong with it. What was delivered stays wrong while the money is asked back for it.
fn about(state: &State, standing: &Standing) -> Option<DossierAbout> {
    // Nothing was paid, or it is somebody else's.
    state.order.as_ref().filter(|_| state.milestones.locked.is_some())?;
    let is_missing = state.result_hash().is_some() && !state.result.as_ref().is_some_and(|result| result.complete);
    Some(match (&standing.hash, standing.delivery, standing.phase) {
        (HashVerdict::Mismatch { .. }, ..) => DossierAbout::Mismatch,
        (_, Phase::ResultTooLarge, _) => DossierAbout::TooLarge,
        (_, Phase::HashWithoutResult, _) => DossierAbout::NoResult,
        (_, _, Phase::Disputed | Phase::Decided) if is_missing => DossierAbout::NoResult,
        (_, Phase::AgentFailed, _) | (_, _, Phase::AgentFailed) => DossierAbout::Failed,
        (_, _, Phase::Disputed | Phase::Decided) => DossierAbout::Disputed,
        (_, _, Phase::Overdue) => DossierAbout::Overdue,
        (_, _, Phase::RefundRequested | Phase::RefundAgreed | Phase::RefundAuthorized) => DossierAbout::AskedBack,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        purchase::{
            event::{Event, ReceivedResult},
            specimen::{NOON, approval, delivered, of_purchase, order, row, said, standing},
            standing::tests::bought,
        },
        view::dossier::ObjectionReason,
    };
    use masumi::{
        agent::JobState,
        moment::HOUR,
        node::{Generation, OnChainState, Purchase},
        proof::{HashVariant, HashVerdict},
    };

    fn hashed(state: OnChainState) -> Purchase {
        Purchase { result_hash: Some("ff".repeat(32)), ..row(Some(state)) }
    }

    fn checked(verdict: HashVerdict) -> Event {
        Event::HashChecked { content: None, on_chain: Some("ff".repeat(32)), verdict }
    }

    fn about(rows: Vec<Purchase>, events: &[Event], hours: i64) -> Option<DossierView> {
        let mut state = bought([row(Some(OnChainState::FundsLocked))].into_iter().chain(rows));
        for event in events {
            state.apply(NOON, &of_purchase("one", event)).unwrap();
        }
        let now = NOON.plus(hours * HOUR);
        of(&state, &standing(&state, now), &Objection::default())
    }

    #[test]
    fn every_trouble_in_which_somebody_may_have_to_decide_has_its_dossier() {
        use DossierAbout as A;
        let mismatch = || {
            let verdict = HashVerdict::Mismatch { on_chain: "ff".repeat(32), computed: "ee".repeat(32) };
            vec![said(JobState::Completed), delivered(), checked(verdict)]
        };
        let verified =
            vec![said(JobState::Completed), delivered(), checked(HashVerdict::Verified { variant: HashVariant::Spec })];
        let failed = vec![said(JobState::Failed)];
        for (rows, events, hours, expected) in [
            (vec![], vec![], 1, None),
            (vec![hashed(OnChainState::ResultSubmitted)], verified.clone(), 1, None),
            (vec![hashed(OnChainState::ResultSubmitted)], mismatch(), 1, Some(A::Mismatch)),
            (
                vec![hashed(OnChainState::ResultSubmitted), hashed(OnChainState::Disputed)],
                mismatch(),
                2,
                Some(A::Mismatch),
            ),
            (vec![hashed(OnChainState::ResultSubmitted)], failed.clone(), 2, Some(A::NoResult)),
            (vec![hashed(OnChainState::Disputed)], vec![], 2, Some(A::NoResult)),
            (vec![], failed, 1, Some(A::Failed)),
            (vec![], vec![], 25, Some(A::Overdue)),
            (vec![row(Some(OnChainState::RefundRequested))], vec![], 1, Some(A::AskedBack)),
            (
                vec![hashed(OnChainState::ResultSubmitted), hashed(OnChainState::Disputed)],
                verified,
                2,
                Some(A::Disputed),
            ),
        ] {
            let told = about(rows.clone(), &events, hours);
            assert_eq!(told.as_ref().map(|told| told.about), expected, "{rows:?} {events:?}");
        }
        // Before anything was paid nobody has to decide anything.
        let asked = State::first(NOON, &approval(order())).unwrap();
        assert_eq!(of(&asked, &standing(&asked, NOON), &Objection::default()), None);
    }

    #[test]
    fn it_tells_what_was_promised_what_came_and_when_it_is_too_late() {
        let rows = || vec![hashed(OnChainState::ResultSubmitted)];
        let mismatch = HashVerdict::Mismatch { on_chain: "ff".repeat(32), computed: "ee".repeat(32) };
        let events = [said(JobState::Completed), delivered(), checked(mismatch)];
        let told = about(rows(), &events, 1).unwrap();
        assert_eq!(told.promised_hash, Some("ff".repeat(32)));
        assert_eq!((told.due, told.came_at), (Some(NOON.plus(24 * HOUR)), Some(NOON)));
        assert!(matches!(told.came, DossierCame::Whole { .. }) && !told.too_late);
        let state = bought(vec![row(Some(OnChainState::FundsLocked)), hashed(OnChainState::Disputed)]);
        let reason = Some(ObjectionReason::Nothing);
        let objection = Objection { reason, statement: "Nothing came.".to_owned() };
        let told = of(&state, &standing(&state, NOON.plus(HOUR)), &objection).unwrap();
        assert_eq!((told.reason, told.statement.as_str(), told.came), (reason, "Nothing came.", DossierCame::Nothing));
    }

    #[test]
    fn what_came_in_part_or_was_too_much_is_not_nothing() {
        let came = |events: [Event; 2]| about(vec![], &events, 1).unwrap().came;
        let Event::ResultReceived { result } = delivered() else { panic!("no result") };
        let bytes = result.bytes;
        let part = Event::ResultReceived { result: ReceivedResult { complete: false, ..result } };
        assert_eq!(came([part, said(JobState::Failed)]), DossierCame::Part { bytes });
        assert_eq!(came([said(JobState::Failed), Event::ResultTooLarge]), DossierCame::TooMuch);
    }

    /// What can be done is said by the refund card. It is too late only where nothing comes back by itself.
    #[test]
    fn it_is_too_late_where_the_seller_is_paid_unless_somebody_could_still_object() {
        for (state, generation, hours, expected) in [
            (OnChainState::ResultSubmitted, Generation::V1, 29, false),
            (OnChainState::ResultSubmitted, Generation::V1, 30, true),
            (OnChainState::ResultSubmitted, Generation::V2, 31, true),
            (OnChainState::Disputed, Generation::V1, 29, false),
            (OnChainState::Disputed, Generation::V1, 31, false),
            (OnChainState::Disputed, Generation::V2, 31, false),
            (OnChainState::RefundRequested, Generation::V1, 31, false),
            (OnChainState::RefundRequested, Generation::V2, 31, false),
            (OnChainState::RefundAuthorized, Generation::V1, 31, false),
            (OnChainState::FundsLocked, Generation::V1, 31, false),
        ] {
            let mut seen =
                if state == OnChainState::FundsLocked { row(Some(state.clone())) } else { hashed(state.clone()) };
            if let Some(source) = &mut seen.payment_source {
                source.generation = Some(generation);
            }
            let told = about(vec![seen], &[said(JobState::Failed)], hours).unwrap();
            assert_eq!(told.too_late, expected, "{state:?} {generation:?} after {hours} h");
        }
    }
}
