//! Answers of public agents (`tests/cases/found`, one a file), each read as a tolerant and strict buyer should.

use crate::met::{Case, names, nonce};
use masumi::{
    agent::{Availability, Early, JobResult, JobStart, JobState, Provided, Refusal, Started},
    proof::{HashVerdict, verify_result},
};
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};

const SELLER: &str = "5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c";

/// One reading to a file; every file must have one.
type Reading = fn(&Case);

const READINGS: &[(&str, Reading)] = &[
    ("start-terms-inside-data", |case| {
        let terms = case.terms();
        assert_eq!((terms.job_id.as_str(), terms.blockchain_identifier.as_str()), (JOB, "00c0ffee"));
        assert_eq!(terms.seller_vkey.as_deref(), Some(SELLER), "the wallet of the seller's node");
        assert_eq!(terms.requested_funds, Some(vec![("2000000", "").into()]));
        assert_eq!(terms.external_dispute_unlock_time.as_deref(), Some("1795610800000"));
    }),
    ("start-nested-payment-request", |case| case.wants_another_way("payment")),
    ("start-nested-payment-request-snake", |case| match case.started().outcome {
        JobStart::Stranded { missing, .. } => {
            assert_eq!(missing, ["submitResultTime", "unlockTime", "externalDisputeUnlockTime"]);
        }
        other => panic!("{other:?}"),
    }),
    ("start-payment-info-pending", |case| case.wants_another_way("Job created. Please send 5 tADA to complete.")),
    ("start-done-without-job-id", |case| {
        let started = case.started();
        assert!(matches!(started.outcome, JobStart::Stranded { job_id: None, .. }), "{:?}", started.outcome);
        let result = JobResult::Text("## Verdict\n\nThe plan is worth trying.".into());
        assert_eq!(started.delivered, Some(Early { result, complete: true }));
    }),
    ("start-payment-id-is-the-nonce", |case| {
        let free = JobStart::Free("8d0e0000-0000-4000-8000-000000000002".into());
        assert_eq!(case.started().outcome, free);
        let read = |nonce| Started::answering(nonce, case.http, case.body.as_bytes()).unwrap().outcome;
        assert!(
            matches!(read(&"00112233445566778899".parse().unwrap()), JobStart::Stranded { .. }),
            "the id of a payment of its own"
        );
    }),
    ("start-400-details-plural", |case| {
        let said = [("phone", "phone: must be E.164"), ("window", "window: required")];
        assert_eq!(case.blamed(), said.map(|(field, text)| (field.to_owned(), text.to_owned())));
    }),
    ("start-402-x402-v2", |case| {
        let rail = JobStart::OtherRail { job_id: Some("sc-9".into()), rail: "x402".into() };
        assert_eq!(case.started().outcome, rail);
    }),
    ("start-422-body-is-flat", Case::wants_another_request),
    ("start-422-input-data-list", Case::wants_another_request),
    ("start-422-nonce-26", |case| match case.started().outcome {
        JobStart::Refused { status: 422, why: Refusal::Nonce, .. } => case.blames_no_field(),
        other => panic!("{other:?}"),
    }),
    ("status-error-without-status", |case| {
        assert!(case.is_gone());
    }),
    ("status-cancelled", |case| case.is(JobState::Failed, "Payment timed out")),
    ("status-payment-timeout", |case| case.is(JobState::Failed, "Payment not received within 5 minutes")),
    ("status-payment-pending", |case| case.is(JobState::AwaitingPayment, "")),
    ("status-waiting-for-input", |case| {
        case.is(JobState::AwaitingInput, "");
        assert_eq!(case.status().input_schema, None);
    }),
    ("status-result-is-status-text", |case| {
        case.is(JobState::Running, "The agent is now working on your task.");
        assert_eq!(case.status().result, None);
    }),
    ("status-result-is-the-hash", |case| {
        case.is(JobState::Completed, "");
        let given = case.status().result.unwrap();
        let verdict = verify_result(&nonce(), &given, Some(&"9c".repeat(32)));
        assert_eq!(verdict, HashVerdict::OnlyHash, "the fingerprint, and no result");
    }),
    ("status-by-path-only", |case| {
        assert!(case.is_gone());
    }),
    ("availability-degraded", |case| {
        assert_eq!(case.availability(), Availability::Available(Some("degraded".into())));
    }),
    ("availability-limited", |case| {
        let said = "The server is up but missing required credentials: SEARCH_KEY, NODE_KEY";
        assert_eq!(case.availability(), Availability::Available(Some(said.into())));
    }),
    ("availability-own-name-as-identifier", |case| {
        assert_eq!(case.availability(), Availability::Available(Some("Ready".into())));
    }),
    ("availability-healthy-available-true", |case| {
        assert_eq!(case.availability(), Availability::Available(None));
    }),
    ("provide-status-is-the-jobs", |case| match case.provided() {
        Provided::Accepted { hash, status } => assert_eq!((hash.as_deref(), status), (Some("68"), None)),
        other => panic!("{other:?}"),
    }),
    ("provide-501", |case| match case.provided() {
        Provided::Refused { status: 501, message, .. } => {
            assert_eq!(message, "Not Implemented. This agent does not need additional input.");
        }
        other => panic!("{other:?}"),
    }),
    ("provide-422-query-job-id", |case| {
        case.refuses_the_request();
        assert!(matches!(case.provided(), Provided::Refused { why: Refusal::Request, .. }));
    }),
    ("provide-422-extra-status-id", Case::refuses_the_request),
];

const JOB: &str = "3c1d5a52-0000-4000-8000-000000000001";

fn cases() -> Vec<Case> {
    let answers = ["start-", "status-", "availability-", "provide-"];
    let names = names("found").into_iter().filter(|name| answers.iter().any(|start| name.starts_with(start)));
    names.map(|name| Case::of("found", &name)).collect()
}

impl Case {
    fn wants_another_way(&self, words: &str) {
        match self.started().outcome {
            JobStart::OtherRail { rail, .. } => assert_eq!(rail, words),
            other => panic!("{other:?}"),
        }
    }

    fn blamed(&self) -> Vec<(String, String)> {
        match self.started().outcome {
            JobStart::Refused { errors, .. } => errors.into_iter().map(|error| (error.field, error.text)).collect(),
            other => panic!("{other:?}"),
        }
    }

    /// What the agent has against the request itself is no fault of an answer.
    fn blames_no_field(&self) {
        let blamed = self.blamed();
        assert!(!blamed.is_empty() && blamed.iter().all(|(field, _)| field.is_empty()), "{blamed:?}");
    }

    fn wants_another_request(&self) {
        self.blames_no_field();
        assert!(matches!(self.started().outcome, JobStart::Refused { why: Refusal::Request, .. }));
    }

    fn refuses_the_request(&self) {
        match self.provided() {
            Provided::Refused { errors, .. } => assert!(errors.iter().all(|error| error.field.is_empty())),
            other => panic!("{other:?}"),
        }
    }

    fn is(&self, state: JobState, message: &str) {
        let status = self.status();
        assert_eq!((status.state, status.message.as_str()), (state, message));
    }
}

#[test]
fn every_answer_that_a_public_agent_gives_is_read_for_what_it_means() {
    let cases = cases();
    for case in &cases {
        assert!(READINGS.iter().any(|(name, _)| *name == case.name), "{}: nobody says how it is to be read", case.name);
    }
    // All of them, and not only the first that is read otherwise.
    let otherwise = READINGS.iter().filter(|(name, reading)| {
        let case = cases.iter().find(|case| case.name == *name).unwrap_or_else(|| panic!("{name}: no such file"));
        catch_unwind(AssertUnwindSafe(|| reading(case))).is_err()
    });
    assert_eq!(otherwise.map(|(name, _)| *name).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn what_asks_for_money_under_any_name_is_never_free() {
    let read = |body: Value| Started::answering(&nonce(), 200, body.to_string().as_bytes()).unwrap().outcome;
    let times =
        json!({ "payByTime": "1", "submitResultTime": "2", "unlockTime": "3", "externalDisputeUnlockTime": "4" });
    let mut terms = times.clone();
    terms["blockchainIdentifier"] = json!("00c0ffee");
    for body in [
        json!({ "job_id": "j", "paymentInfo": terms }),
        json!({ "status": "success", "data": { "job_id": "j", "payment_request": terms } }),
    ] {
        assert!(matches!(read(body.clone()), JobStart::Terms(terms) if terms.job_id == "j"), "{body}");
    }
    for body in [
        json!({ "job_id": "j", "paymentInfo": { "recipient": "addr_test1", "lovelaceAmount": 5 } }),
        json!({ "job_id": "j", "payment-details": [{ "walletAddress": "addr_test1" }] }),
        json!({ "job_id": "j", "status": "running", "payment_instructions": { "price_ada": "1.5" } }),
    ] {
        assert!(matches!(read(body.clone()), JobStart::OtherRail { .. }), "{body}");
    }
    for body in [json!({ "job_id": "j", "data": times }), json!({ "job_id": "j", "payment_id": "p-1" })] {
        assert!(matches!(read(body.clone()), JobStart::Stranded { .. }), "{body}");
    }
    for body in [
        json!({ "job_id": "j", "payment_info": { "amount": 0 } }),
        json!({ "job_id": "j", "payment_info": { "amount": "5", "required": false } }),
        json!({ "job_id": "j", "payment_id": "pay_j", "payment_status": "none" }),
    ] {
        assert_eq!(read(body.clone()), JobStart::Free("j".into()), "{body}");
    }
}
