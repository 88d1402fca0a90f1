//! HARD-CASES part A, row by row.

use super::*;
use crate::{
    form::Rule,
    net::{Answer, CallErrorKind},
};
use serde_json::json;

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, retry_after: None, body: body.to_owned(), date: None }
}

fn started(body: &str) -> JobStart {
    start::sort(&answer(200, body)).unwrap()
}

fn terms(body: &str) -> Terms {
    match started(body) {
        JobStart::Terms(terms) => terms,
        other => panic!("{body}: {other:?}"),
    }
}

/// A complete answer, with these members first (the first name that has a value wins, so they may also add).
fn complete(members: &str) -> String {
    format!(
        r#"{{{members} "job_id": "j", "blockchainIdentifier": "b1", "payByTime": 1, "submitResultTime": 2,
            "unlockTime": 3, "externalDisputeUnlockTime": 4}}"#
    )
}

#[test]
fn every_name_of_every_term_is_read() {
    let body = r#"{"jobId": "j", "blockchain_identifier": "b1", "paybytime": "1795372287827",
        "submit_result_time": "1795415487827", "unlock_time": 1795437087827, "external_dispute_unlock_time": "4",
        "agent_identifier": "7E8B", "seller_vkey": "9a80", "identifier_from_purchaser": "aaaa", "inputHash": "6875",
        "requested_funds": [{"amount": 7000000, "unit": ""}], "supportedPaymentSourceIndex": "1",
        "sellerReturnAddress": "addr_test1q", "smartContractAddress": "addr_test1w",
        "paymentSourceType": "Web3CardanoV2", "forceLayer": "L1", "payment_address": "addr_test1pay_me_directly",
        "status": "success", "payment_status": "pending"}"#;
    let expected = Terms {
        job_id: "j".into(),
        blockchain_identifier: "b1".into(),
        pay_by_time: Some("1795372287827".into()),
        submit_result_time: Some("1795415487827".into()),
        unlock_time: Some("1795437087827".into()),
        external_dispute_unlock_time: Some("4".into()),
        agent_identifier: Some("7E8B".into()),
        seller_vkey: Some("9a80".into()),
        identifier_from_purchaser: Some("aaaa".into()),
        input_hash: Some("6875".into()),
        requested_funds: Some(vec![("7000000".into(), String::new())]),
        supported_payment_source_index: Some(1),
        seller_return_address: Some("addr_test1q".into()),
        smart_contract_address: Some("addr_test1w".into()),
        payment_source_type: Some("Web3CardanoV2".into()),
        payment_force_layer: Some("L1".into()),
    };
    assert_eq!(terms(body), expected);
    assert_eq!(quote(&expected), Some(vec![Money::lovelace(7_000_000)]));
}

#[test]
fn of_two_ids_the_job_id_is_the_job() {
    assert_eq!(terms(&complete(r#""id": "status", "jobId": "other","#)).job_id, "j");
    assert_eq!(terms(&complete(r#""id": "i","#).replace(r#""job_id": "j""#, r#""job_id": null"#)).job_id, "i");
    assert_eq!(terms(&complete("").replace(r#""job_id": "j""#, r#""job_id": 41"#)).job_id, "41");
}

#[test]
fn numbers_stay_as_they_were_written() {
    for written in ["1795372287827", "1795372287827.0", "1.795372287827e12", "-1", "123456789012345678901234567890"] {
        let body = complete("").replace(r#""payByTime": 1"#, &format!(r#""payByTime": {written}"#));
        assert_eq!(terms(&body).pay_by_time.as_deref(), Some(written));
    }
    let iso = complete("").replace(r#""payByTime": 1"#, r#""payByTime": "2026-11-22T05:57:21Z""#);
    assert_eq!(terms(&iso).pay_by_time.as_deref(), Some("2026-11-22T05:57:21Z"));
}

#[test]
fn absent_is_told_from_null_none_and_zero() {
    let absent = terms(&complete(r#""paymentSourceType": "None", "supportedPaymentSourceIndex": null,"#));
    assert_eq!((absent.payment_source_type, absent.supported_payment_source_index), (None, None));
    let zero = terms(&complete(r#""paymentSourceType": null, "supportedPaymentSourceIndex": 0,"#));
    assert_eq!((zero.payment_source_type, zero.supported_payment_source_index), (None, Some(0)));
    assert_eq!(terms(&complete(r#""supportedPaymentSourceIndex": -1,"#)).supported_payment_source_index, None);
    assert_eq!(terms(&complete(r#""amounts": null,"#)).requested_funds, None);
}

#[test]
fn a_quote_that_is_malformed_is_never_money() {
    for funds in [
        "[]",
        r#"[{"amount": "1e6", "unit": ""}]"#,
        r#"[{"amount": 1.5, "unit": ""}]"#,
        r#"[{"amount": -1, "unit": ""}]"#,
        r#"[{"amount": "0", "unit": ""}]"#,
        r#"[{"amount": "", "unit": ""}]"#,
        r#"[{"unit": ""}]"#,
        r#"[{"amount": {"of": 5}, "unit": ""}]"#,
        r#"[{"amount": "5", "unit": ""}, {"amount": "x", "unit": ""}]"#,
        r#"[7000000, 2]"#,
        r#"{"amount": "5", "unit": ""}"#,
        r#""all""#,
    ] {
        let terms = terms(&complete(&format!(r#""amounts": {funds},"#)));
        let money = quote(&terms).filter(|money| money.iter().all(|money| !matches!(money.unit, Unit::Unknown(_))));
        assert_eq!(money, None, "{funds}");
        assert!(terms.requested_funds.is_some(), "{funds}: it said something about a price");
    }
    // The empty unit is ADA. A missing one, or null, is not.
    for funds in [r#"[{"amount": "5"}]"#, r#"[{"amount": "5", "unit": null}]"#, r#"[{"amount": "5", "unit": 7}]"#] {
        let quoted = quote(&terms(&complete(&format!(r#""amounts": {funds},"#)))).unwrap();
        assert!(matches!(quoted[0].unit, Unit::Unknown(_)), "{funds}");
    }
}

#[test]
fn a_free_job_has_no_terms_or_mock_ones() {
    for body in [
        r#"{"job_id": "j"}"#,
        r#"{"id": "j", "status": "running", "input_hash": "00", "agentIdentifier": "7e"}"#,
        r#"{"id": "j", "blockchainIdentifier": null, "sellerVKey": "", "payByTime": null, "amounts": null}"#,
        r#"{"id": "j", "blockchainIdentifier": "FREE-574f93", "payByTime": 1795326917, "sellerVKey": ""}"#,
        r#"{"id": "j", "blockchainIdentifier": "free-574f93"}"#,
    ] {
        assert_eq!(started(body), JobStart::Free("j".into()), "{body}");
    }
}

#[test]
fn terms_that_are_not_complete_strand_the_job() {
    let all = ["payByTime", "submitResultTime", "unlockTime", "externalDisputeUnlockTime"];
    for (body, job, missing) in [
        (complete("").replace("payByTime", "x"), Some("j"), vec!["payByTime"]), // agentic-service-wrapper
        (complete("").replace("blockchainIdentifier", "x"), Some("j"), vec!["blockchainIdentifier"]),
        (complete("").replace("job_id", "x"), None, vec!["job_id"]),
        (complete("").replace(r#""unlockTime": 3"#, r#""unlockTime": "  ""#), Some("j"), vec!["unlockTime"]),
        (
            r#"{"job_id": "j", "blockchain_identifier": "b", "payment_address": "addr1", "amount_lovelace": 5}"#.into(),
            Some("j"),
            all.to_vec(),
        ),
        (
            r#"{"job_id": "j", "payment_address": "addr1"}"#.into(),
            Some("j"),
            [vec!["blockchainIdentifier"], all.to_vec()].concat(),
        ),
        (
            r#"{"job_id": "j", "identifier_from_seller": "s"}"#.into(),
            Some("j"),
            [vec!["blockchainIdentifier"], all.to_vec()].concat(),
        ),
        (r#"{"status": "success"}"#.into(), None, [vec!["job_id", "blockchainIdentifier"], all.to_vec()].concat()),
    ] {
        let missing = missing.into_iter().map(str::to_owned).collect();
        assert_eq!(started(&body), JobStart::Stranded { job_id: job.map(str::to_owned), missing }, "{body}");
    }
}

fn refused(status: u16, body: &str) -> (Vec<(String, String)>, String) {
    match start::sort(&answer(status, body)).unwrap() {
        JobStart::Refused { status: told, errors, message } => {
            assert_eq!(told, status);
            assert!(errors.iter().all(|error| error.rule == Rule::Agent && error.limit.is_empty()));
            (errors.into_iter().map(|error| (error.field, error.text)).collect(), message)
        }
        other => panic!("{body}: {other:?}"),
    }
}

#[test]
fn a_refusal_is_put_at_the_fields_that_it_names() {
    let at = |field: &str, text: &str| (field.to_owned(), text.to_owned());
    for (status, body, errors, message) in [
        (
            400,
            json!({"detail": {"message": "Validation failed", "field_errors": {"text": ["too long", "no"], "n": "bad"}}}),
            vec![at("text", "too long"), at("text", "no"), at("n", "bad")],
            "Validation failed",
        ),
        (
            422,
            json!({"detail": [
                {"loc": ["body", "input_data", "email"], "msg": "not an e-mail"},
                {"loc": ["body", "identifier_from_purchaser"], "msg": "Field required"}
            ]}),
            vec![at("email", "not an e-mail"), at("", "body.identifier_from_purchaser: Field required")],
            "email: not an e-mail; identifier_from_purchaser: Field required",
        ),
        (500, json!({"detail": "Internal server error: Bad request"}), vec![], "Internal server error: Bad request"),
        (200, json!({"status": "failed", "error": "no more today"}), vec![], "no more today"),
        (
            200,
            json!({"status": "error", "errors": [{"field": "url", "message": "dead link"}, "and more"], "message": "no"}),
            vec![at("url", "dead link"), at("", "and more")],
            "no",
        ),
        (200, json!({"errors": {"topic": ["too vague"]}, "elements": []}), vec![at("topic", "too vague")], ""),
        (404, json!({"detail": "Not Found"}), vec![], "Not Found"),
    ] {
        let (found, said) = refused(status, &body.to_string());
        assert_eq!(found, errors, "{body}");
        assert!(message.is_empty() || said == message, "{body}: {said}");
    }
}

#[test]
fn a_flood_of_field_errors_is_cut() {
    let fields: serde_json::Map<String, Value> = (0..5_000).map(|n| (n.to_string(), json!("x".repeat(900)))).collect();
    let (errors, _) = refused(400, &json!({ "errors": fields }).to_string());
    assert_eq!(errors.len(), 100);
    assert!(errors.iter().all(|(_, text)| text.chars().count() == 500));
}

#[test]
fn a_failure_without_words_is_a_failure_of_the_service() {
    for (status, body) in [(500, ""), (500, "{}"), (503, r#"{"detail": "x"}"#), (429, r#"{"detail": "x"}"#)] {
        let error = start::sort(&answer(status, body)).unwrap_err();
        assert_eq!(error.status(), Some(status));
    }
}

fn status_of(body: &str) -> JobStatus {
    status::read(&answer(200, body)).unwrap()
}

#[test]
fn every_status_word_is_understood_and_kept() {
    for (word, state) in [
        ("awaiting_payment", JobState::AwaitingPayment),
        ("awaiting_input", JobState::AwaitingInput),
        ("awaiting input", JobState::AwaitingInput),
        ("input_required", JobState::AwaitingInput),
        ("running", JobState::Running),
        ("pending", JobState::Running),
        ("queued", JobState::Running),
        ("processing", JobState::Running),
        ("in_progress", JobState::Running),
        ("working", JobState::Running),
        ("unknown", JobState::Running),
        ("摸索中", JobState::Running),
        ("completed", JobState::Completed),
        ("COMPLETED", JobState::Completed),
        ("success", JobState::Completed),
        ("finished", JobState::Completed),
        ("done", JobState::Completed),
        ("failed", JobState::Failed),
        ("error", JobState::Failed),
        ("payment_failed", JobState::Failed),
        ("payment_error", JobState::Failed),
        ("timeout", JobState::Failed),
        ("refunded", JobState::Failed),
    ] {
        let status = status_of(&json!({ "status": word }).to_string());
        assert_eq!((status.state, status.word.as_str()), (state, word));
    }
    let missing = status::read(&answer(200, r#"{"result": "x"}"#)).unwrap_err();
    assert_eq!(missing.kind, CallErrorKind::Shape("status".into()));
}

#[test]
fn a_result_is_kept_byte_for_byte() {
    for (result, kept) in [
        (r#""line\nwith \"quotes\" and \u00e9""#, JobResult::Text("line\nwith \"quotes\" and é".into())),
        (r#"{"raw": "x",  "n": 1.0}"#, JobResult::Json(r#"{"raw": "x",  "n": 1.0}"#.into())),
        ("[1, 2,3 ]", JobResult::Json("[1, 2,3 ]".into())),
        ("1e2", JobResult::Json("1e2".into())),
        ("true", JobResult::Json("true".into())),
        (r#""\ud800""#, JobResult::Json(r#""\ud800""#.into())), // a lone surrogate is no text
        (r#""""#, JobResult::Text(String::new())),
    ] {
        let body = format!(r#"{{"status": "completed", "result": {result}}}"#);
        assert_eq!(status_of(&body).result, Some(kept), "{result}");
    }
    let output = status_of(r#"{"status": "done", "result": null, "output": "here", "output_hash": "00"}"#);
    assert_eq!(output.result, Some(JobResult::Text("here".into())));
    assert_eq!(status_of(r#"{"status": "completed", "result": null}"#).result, None);
    assert_eq!(status_of(r#"{"status": "running", "result": ""}"#).result, None);
}

#[test]
fn a_result_nested_ten_thousand_deep_breaks_nothing() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let status = status_of(&format!(r#"{{"status": "completed", "result": {deep}}}"#));
    assert_eq!(status.result, Some(JobResult::Json(deep)));
}

#[test]
fn a_question_comes_in_three_envelopes() {
    let fields = json!([{"id": "lock:approve", "type": "boolean"}]);
    for (body, schema) in [
        (json!({"input_schema": {"input_data": fields}}), json!({"input_data": fields})),
        (
            json!({"input_schema": {"input_groups": [{"input_data": fields}], "input_data": null}}),
            json!({"input_groups": [{"input_data": fields}], "input_data": null}),
        ),
        (json!({"input_schema": null, "input_data": fields}), json!({"input_data": fields})),
        (json!({"input_groups": [{"input_data": fields}]}), json!({"input_groups": [{"input_data": fields}]})),
    ] {
        let mut body = body;
        body["status"] = json!("awaiting_input");
        assert_eq!(status_of(&body.to_string()).input_schema, Some(schema));
    }
    assert_eq!(status_of(r#"{"status": "running", "input_schema": {"input_data": []}}"#).input_schema, None);
}

#[test]
fn the_agents_words_are_found_and_bounded() {
    for (body, message) in [
        (json!({"message": "soon"}), "soon"),
        (json!({"message": "", "error": "broke"}), "broke"),
        (json!({"error_message": "broke"}), "broke"),
        (json!({"reasoning": "thinking"}), "thinking"),
        (json!({"error": {"message": "broke"}}), "broke"),
        (json!({"progress": {"percent": 5, "message": "step 1"}}), "step 1"),
        (json!({"progress": 5}), ""),
        (json!({}), ""),
    ] {
        let mut body = body;
        body["status"] = json!("running");
        assert_eq!(status_of(&body.to_string()).message, message, "{body}");
    }
    let long = status_of(&json!({"status": "failed", "message": "x".repeat(9_000)}).to_string());
    assert_eq!(long.message.chars().count(), 2_000);
}

#[test]
fn a_status_id_is_the_id_that_is_not_the_jobs() {
    for (body, id) in [
        (r#"{"status": "running", "status_id": "s", "id": "x"}"#, Some("s")),
        (r#"{"status": "running", "id": "random"}"#, Some("random")),
        (r#"{"status": "running", "id": "j", "job_id": "j"}"#, None),
        (r#"{"status": "running", "id": "s", "job_id": "j"}"#, Some("s")),
        (r#"{"status": "running"}"#, None),
    ] {
        assert_eq!(status_of(body).status_id.as_deref(), id, "{body}");
    }
}

#[test]
fn job_not_found_is_no_verdict_on_the_job() {
    for (status, body) in [
        (404, r#"{"detail": "Job not found"}"#),
        (200, r#"{"status": "failed", "message": "Job not found"}"#),
        (200, r#"{"status": "error", "error": "Job 41 was not found"}"#),
    ] {
        let error = status::read(&answer(status, body)).unwrap_err();
        assert_eq!(error.status(), Some(404), "{body}");
    }
    assert_eq!(status_of(r#"{"status": "failed", "message": "Source not found"}"#).state, JobState::Failed);
    assert_eq!(status_of(r#"{"status": "failed"}"#).state, JobState::Failed);
}
