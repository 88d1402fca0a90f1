//! Answers of agents as they are met in life (`tests/cases/answers`, one a file), each read as a tolerant buyer should.

use crate::met::{AGENT, Case, names};
use masumi::{
    agent::{Availability, Beside, Early, JobResult, JobStart, JobState, JobStatus, Provided, Refusal},
    form::Form,
    moment::Moment,
};
fn cases() -> Vec<Case> {
    names("answers").iter().map(|name| Case::of("answers", name)).collect()
}

impl Case {
    /// The words of a refusal, and whether other answers can mend it.
    fn refused(&self) -> (u16, Refusal, String) {
        match self.started().outcome {
            JobStart::Refused { status, why, message, .. } => (status, why, message),
            other => panic!("{}: {other:?}", self.name),
        }
    }

    fn holds(&self) {
        let name = self.name.as_str();
        let free = |job: &str| JobStart::Free(job.to_owned());
        match name.split('-').next().unwrap() {
            "01" => {
                let started = self.started();
                assert_eq!(started.outcome, free("7b1c"));
                let result = started.delivered.unwrap();
                assert!(result.complete, "there is a hash of it");
                assert!(matches!(result.result, JobResult::Json(text) if text.contains("Booked for Tuesday")));
            }
            "02" => assert_eq!(self.started().outcome, free("job_12")),
            "03" => {
                let rail = JobStart::OtherRail { job_id: Some("job_9".into()), rail: "x402".into() };
                assert_eq!(self.started().outcome, rail);
            }
            "05" => {
                let started = self.started();
                let missing = vec!["unlockTime".into(), "externalDisputeUnlockTime".into()];
                assert_eq!(started.outcome, JobStart::Stranded { job_id: Some("job-1".into()), missing });
                let output = JobResult::Text(r#"{"status":"ok","stays":[]}"#.into());
                assert_eq!(started.delivered, Some(Early { result: output, complete: true }));
            }
            "06" => match self.started().outcome {
                JobStart::Stranded { missing, .. } => assert!(missing.contains(&"blockchainIdentifier".into())),
                other => panic!("{other:?}"),
            },
            "07" => {
                let terms = self.terms();
                assert_eq!(
                    (terms.agent_identifier.as_deref(), terms.seller_vkey.as_deref()),
                    (Some(AGENT), Some("9a"))
                );
            }
            "09" => {
                let said = "Caller-owned reserved intent required".to_owned();
                assert_eq!(self.refused(), (403, Refusal::Callers, said));
            }
            "10" => assert_eq!(self.refused(), (401, Refusal::Callers, "Supply the API bearer token.".into())),
            "13" => {
                assert_eq!(self.refused(), (400, Refusal::Upload, "identifier_from_purchaser is required".into()));
            }
            // That it is another hash than ours is for the proof to say.
            "14" => assert!(self.terms().input_hash.is_some()),
            "20" => assert_eq!(self.status().state, JobState::AwaitingPayment),
            "21" => {
                let status = self.status();
                assert_eq!((status.state, status.word.as_str()), (JobState::Completed, "completed"));
                assert_eq!(status.result, Some(JobResult::Text("Text".into())));
            }
            "22" => {
                let form = Form::parse(&self.status().input_schema.unwrap()).unwrap();
                assert_eq!(form.groups[0].fields[0].id, "clarification");
            }
            "23" => {
                let status = self.status();
                assert_eq!(status.state, JobState::AwaitingInput);
                let whole: serde_json::Value = serde_json::from_str(&self.body).unwrap();
                assert_eq!(status.message, whole["message"].as_str().unwrap().trim(), "to the last character");
                assert!(status.message.chars().count() > 4_000);
            }
            "25" => {
                let status = self.status();
                assert_eq!(status.answer_by, Some(Moment(1_795_600_000_000)), "the earlier of the two");
                assert!(status.input_schema.is_some());
            }
            "27" => assert_eq!(self.status().state, JobState::Completed),
            "28" => {
                let status = self.status();
                assert_eq!((status.state, status.word.as_str()), (JobState::Running, "running_scan"));
                assert_eq!((status.message.as_str(), status.result), ("", None));
            }
            "29" => {
                let status = self.status();
                let beside =
                    |name: &str, value: &str, is_link| Beside { name: name.into(), value: value.into(), is_link };
                assert_eq!((status.state, status.result), (JobState::Completed, None));
                let explorer = beside("decision_log", "https://explorer.example.org/tx/1", true);
                assert_eq!(
                    status.beside,
                    [beside("result_hash", "68", false), explorer, beside("delivery", "d-1", false)]
                );
            }
            "31" | "32" => assert!(self.is_gone(), "no verdict on the job"),
            "34" => {
                let status = self.status();
                assert_eq!((status.state, status.word.as_str()), (JobState::Failed, "refunded"));
                assert_eq!(status.message, "Payment was refunded");
            }
            "40" => assert_eq!(self.availability(), Availability::Available(None)),
            "43" => {
                let said = "Local scaffold; acceptance on chain not verified".to_owned();
                assert_eq!(self.availability(), Availability::Simulated(Some(said)));
            }
            "50" => {
                let accepted = Provided::Accepted { hash: None, status: None };
                assert_eq!(Provided::read(self.http, self.body.as_bytes()), Ok(accepted));
            }
            "52" => match Provided::read(self.http, self.body.as_bytes()) {
                Ok(Provided::Refused { status: 400, message, .. }) => assert!(message.contains("input_groups")),
                other => panic!("{other:?}"),
            },
            _ => panic!("{name}: nobody says how it is to be read"),
        }
    }
}

#[test]
fn every_answer_that_is_met_in_life_is_read_for_what_it_means() {
    let cases = cases();
    assert!(cases.len() >= 25, "{}", cases.len());
    cases.iter().for_each(Case::holds);
}

#[test]
fn an_answer_that_is_cut_at_any_byte_breaks_nothing_and_is_never_terms() {
    let answers = ["start-", "status-", "availability-", "provide-"];
    let found = names("found").into_iter().filter(|name| answers.iter().any(|start| name.starts_with(start)));
    for case in cases().into_iter().chain(found.map(|name| Case::of("found", &name))) {
        let bytes = case.body.as_bytes();
        // What is cut where nothing but white space follows is whole.
        for end in 0..bytes.len() {
            let cut = &bytes[..end];
            let read = match case.request.split(['?', '<']).next().unwrap().trim_end_matches('/') {
                "POST /start_job" => {
                    JobStart::read(case.http, cut).is_ok_and(|start| !matches!(start, JobStart::Refused { .. }))
                }
                "GET /status" => JobStatus::read(case.http, cut).is_ok(),
                "POST /provide_input" => Provided::read(case.http, cut)
                    .is_ok_and(|provided| end > 0 && matches!(provided, Provided::Accepted { .. })),
                "GET /availability" => {
                    let available = Availability::read(case.http, cut, AGENT);
                    matches!(available, Ok(Availability::Available(_) | Availability::Simulated(_)))
                }
                other => panic!("{}: {other}", case.name),
            };
            assert!(!read, "{} up to byte {end}", case.name);
        }
    }
}
