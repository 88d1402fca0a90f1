//! docs/hard-cases.md A, row by row.

use super::*;
use crate::{
    form::Rule,
    net::{Answer, CallErrorKind},
};
use proptest::prelude::*;
use serde_json::json;

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, retry_after: None, body: body.to_owned(), date: None }
}

fn started(body: &str) -> JobStart {
    start::read(&answer(200, body), None).unwrap().outcome
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
        requested_funds: Some(vec![("7000000", "").into()]),
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

/// One fact twice is one fact; two facts under one name are none (docs/hard-cases.md A8: contradictory terms stop the
/// purchase).
#[test]
fn what_is_signed_and_comes_with_two_values_strands_the_job() {
    for (members, what) in [
        (r#""payByTime": 7,"#, "payByTime"),
        (r#""pay_by_time": "7","#, "payByTime"),
        (r#""blockchainIdentifier": "b2","#, "blockchainIdentifier"),
        (r#""sellerVKey": "9a", "seller_vkey": "9b","#, "sellerVKey"),
        (r#""input_hash": "00", "inputHash": "01","#, "input_hash"),
        (r#""amounts": [{"amount": 5, "unit": ""}], "amounts": [{"amount": 6, "unit": ""}],"#, "amounts"),
        (r#""job_id": "k","#, "job_id"),
    ] {
        let expected = JobStart::Stranded { job_id: Some("j".into()), missing: vec![format!("{what} (two values)")] };
        assert_eq!(started(&complete(members)), expected, "{members}");
    }
    terms(&complete(r#""payByTime": 1, "pay_by_time": "1", "paybytime": null, "blockchainIdentifier": "","#));
    let priced =
        complete(r#""amounts": [{"amount": 5, "unit": "lovelace"}], "RequestedFunds": [{"amount": "5", "unit": ""}],"#);
    assert_eq!(terms(&priced).requested_funds, Some(vec![("5", "").into()]), "as it was signed");
}

/// Absent and 0 are signed differently, so what is neither must not be read as absent.
#[test]
fn a_source_index_that_is_no_index_is_not_left_out() {
    for written in ["-1", "1.0", "1e0", "\"+1\"", "\"01\"", "4294967296", "\"none\"", "true", "[1]", "{}"] {
        let missing = vec!["supportedPaymentSourceIndex".into()];
        let expected = JobStart::Stranded { job_id: Some("j".into()), missing };
        assert_eq!(started(&complete(&format!(r#""supportedPaymentSourceIndex": {written},"#))), expected, "{written}");
    }
    for (written, index) in [("0", Some(0)), ("\"3\"", Some(3)), ("null", None), ("\"\"", None)] {
        let read = terms(&complete(&format!(r#""supportedPaymentSourceIndex": {written},"#)));
        assert_eq!(read.supported_payment_source_index, index, "{written}");
    }
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
    match start::read(&answer(status, body), None).unwrap().outcome {
        JobStart::Refused { status: told, errors, message, .. } => {
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

/// MIP-003 wants an object of values in their own types. Some want a list of keys and values, some strings alone, and some
/// fail over no input at all: what they say is quoted where they say it.
#[test]
fn an_agent_that_wants_the_answers_in_another_form_is_quoted_at_the_field() {
    let wrong =
        |place: Value, said: &str| json!({ "detail": [{ "loc": place, "msg": said, "type": "x" }] }).to_string();
    let (errors, _) = refused(422, &wrong(json!(["body", "input_data"]), "Input should be a valid list"));
    assert_eq!(errors, [(String::new(), "body.input_data: Input should be a valid list".to_owned())]);
    let (errors, _) = refused(422, &wrong(json!(["body", "input_data", "n"]), "Input should be a valid string"));
    assert_eq!(errors, [("n".to_owned(), "Input should be a valid string".to_owned())]);
    let (errors, _) = refused(422, &wrong(json!(["body", "input_data", "size", 0]), "Input should be a valid string"));
    assert_eq!(errors[0].0, "size", "also inside a list of choices");
    let no_hash = "inputHash: Invalid input: expected string, received undefined";
    for status in [400, 500] {
        assert_eq!(refused(status, &json!({ "detail": no_hash }).to_string()).1, no_hash);
    }
}

#[test]
fn every_success_is_one_whatever_its_number() {
    for status in [200, 201, 202] {
        assert!(matches!(JobStart::read(status, complete("").as_bytes()), Ok(JobStart::Terms(_))), "{status}");
        assert!(JobStatus::read(status, br#"{"status": "running"}"#).is_ok());
    }
}

/// kodosumi asks in groups and prefixes its ids with the lock they belong to.
#[test]
fn an_answer_to_grouped_questions_is_one_flat_object() {
    let group = |lock: &str| json!({ "id": lock, "title": lock, "input_data": [{ "id": format!("{lock}:ok"), "type": "boolean" }] });
    let body = json!({ "status": "awaiting_input", "input_schema": { "input_groups": [group("a"), group("b")], "input_data": null } });
    let form = crate::form::Form::parse(&status_of(&body.to_string()).input_schema.unwrap()).unwrap();
    let sent =
        form.encode(&form.defaults(), crate::form::Choices::default(), &"00112233445566".parse().unwrap()).unwrap();
    assert_eq!(Value::Object(sent), json!({ "a:ok": false, "b:ok": false }));
}

#[test]
fn a_body_that_is_cut_anywhere_is_read_or_refused() {
    let whole = complete(r#""sellerVKey": "9a", "amounts": [{"amount": 5, "unit": ""}],"#);
    for end in 0..whole.len() {
        assert!(JobStart::read(200, &whole.as_bytes()[..end]).is_err(), "{end}");
        assert!(JobStart::read(400, &whole.as_bytes()[..end]).is_ok(), "its status says enough");
    }
    assert!(JobStart::read(200, format!("{whole}\n{{}}").as_bytes()).is_err(), "and so is one with a tail");
    let status = r#"{"status": "completed", "result": "caf\u00e9 \ud83d\ude00"}"#;
    assert!((0..status.len()).all(|end| JobStatus::read(200, &status.as_bytes()[..end]).is_err()));
}

#[test]
fn marks_line_ends_and_bytes_that_are_no_text_change_no_term() {
    let plain = terms(&complete(""));
    let dressed = format!("\u{feff}\r\n{}\r\n", complete("").replace('\n', "\r\n"));
    assert_eq!(JobStart::read(200, dressed.as_bytes()), Ok(JobStart::Terms(plain.clone())));
    let beside = [b"{\"note\": \"\xff\xfe\",".as_slice(), &complete("").as_bytes()[1..]].concat();
    assert_eq!(JobStart::read(200, &beside), Ok(JobStart::Terms(plain)));
    let inside = complete("").replace("b1", "b\u{1}").into_bytes();
    assert!(JobStart::read(200, &inside).is_err(), "a control character is no JSON");
    let inside =
        complete("").into_bytes().iter().map(|byte| if *byte == b'b' { 0xff } else { *byte }).collect::<Vec<_>>();
    assert!(!matches!(JobStart::read(200, &inside), Ok(JobStart::Terms(_))), "names are spelt in letters");
}

#[test]
fn depth_is_refused_wherever_json_is_read() {
    let deep = |open: &str, close: &str| format!("{}0{}", open.repeat(300_000), close.repeat(300_000));
    for deep in [deep("[", "]"), deep(r#"{"data":"#, "}"), deep(r#"{"detail":["#, "]}")] {
        for status in [200, 400, 500] {
            let outcome = JobStart::read(status, deep.as_bytes());
            assert!(!matches!(outcome, Ok(JobStart::Terms(_) | JobStart::Free(_))));
            _ = JobStatus::read(status, deep.as_bytes());
        }
        let asked = status_of(&format!(r#"{{"status": "awaiting_input", "input_schema": {deep}}}"#));
        assert_eq!(asked.input_schema, None, "nothing that a person could answer");
        let priced = complete(&format!(r#""amounts": {deep},"#));
        assert_eq!(quote(&terms(&priced)), None);
    }
}

/// As terms are verified: no amount has two spellings.
#[test]
fn a_quote_with_zeros_before_its_amount_is_none() {
    let quoted =
        |amount: &str| quote(&terms(&complete(&format!(r#""amounts": [{{"amount": "{amount}", "unit": ""}}],"#))));
    assert_eq!(quoted("7"), Some(vec![Money::lovelace(7)]));
    assert_eq!(quoted("007"), None);
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
        let error = start::read(&answer(status, body), None).unwrap_err();
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

/// Read into values a question becomes many times its size, with every poll.
#[test]
fn a_question_is_no_larger_than_a_schema_and_a_result_may_be() {
    let text = "x".repeat(1_100_000);
    let zeros = "0,".repeat(600_000);
    for question in [
        format!(r#""input_schema": {{"input_data": [{{"id": "a", "type": "text", "name": "{text}"}}]}}"#),
        format!(r#""input_schema": [{zeros}0]"#),
        format!(r#""input_data": [{zeros}0]"#),
    ] {
        let asked = status_of(&format!(r#"{{"status": "awaiting_input", {question}}}"#));
        assert_eq!((asked.state, asked.input_schema), (JobState::AwaitingInput, None));
    }
    let done = status_of(&format!(r#"{{"status": "completed", "result": [{zeros}0]}}"#));
    assert_eq!(done.result, Some(JobResult::Json(format!("[{zeros}0]"))));
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
fn words_with_half_a_character_are_shown_with_a_mark_in_its_place() {
    let status = status_of(r#"{"status": "failed", "message": "no \ud83d today"}"#);
    assert_eq!((status.state, status.message.as_str()), (JobState::Failed, "no \u{fffd} today"));
}

#[test]
fn a_message_in_a_message_in_a_message_costs_nothing() {
    let nested = format!("{}\"x\"{}", r#"{"message":"#.repeat(100_000), "}".repeat(100_000));
    assert_eq!(status_of(&format!(r#"{{"status": "running", "message": {nested}}}"#)).message, "");
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

/// An answer that is more often than not one, with a byte or a member changed.
fn any_answer() -> impl Strategy<Value = Vec<u8>> {
    let names = prop::sample::select(vec![
        "job_id",
        "id",
        "status",
        "result",
        "output",
        "message",
        "error",
        "errors",
        "detail",
        "input_schema",
        "payByTime",
        "amounts",
        "RequestedFunds",
        "blockchainIdentifier",
        "sellerVKey",
        "supportedPaymentSourceIndex",
    ]);
    let value = prop::sample::select(vec![
        "null",
        "\"\"",
        "\"completed\"",
        "\"awaiting input\"",
        "\"failed\"",
        "\"FREE-1\"",
        "1",
        "-1",
        "1e400",
        "1795372287827.0",
        "[]",
        "{}",
        "[{\"amount\": 5, \"unit\": \"\"}]",
        "[[[]]]",
        "{\"message\": \"\\ud800\"}",
        "\"\\ud800\"",
        "true",
        "[{\"loc\": [\"body\", 3], \"msg\": \"x\"}]",
        "{\"field_errors\": {\"a\": [1, \"b\"]}}",
    ]);
    let member = (names, value).prop_map(|(name, value)| format!("\"{name}\": {value},"));
    let changed = (prop::collection::vec(member, 0..5), prop::option::of((any::<u16>(), any::<u8>())));
    let changed = changed.prop_map(|(members, change)| {
        let mut bytes = complete(&members.concat()).into_bytes();
        if let Some((at, byte)) = change {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
        }
        bytes
    });
    prop_oneof![4 => changed, 1 => prop::collection::vec(any::<u8>(), 0..200)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_an_agent_answers_is_sorted(body in any_answer(), status in prop::sample::select(vec![200_u16, 201, 400, 422, 429, 500, 503])) {
        if let Ok(JobStart::Terms(terms)) = JobStart::read(status, &body) {
            prop_assert!((200..300).contains(&status) && !terms.blockchain_identifier.trim().is_empty());
            prop_assert!(quote(&terms).is_none_or(|funds| funds.iter().all(|money| money.amount.0 > 0)));
        }
        if let Ok(told) = JobStatus::read(status, &body) {
            prop_assert!((200..300).contains(&status) && told.message.chars().count() <= 2_000);
            prop_assert!(told.input_schema.is_none() || told.state == JobState::AwaitingInput);
        }
        if let Ok(Some(_)) = Demo::read(status, &body) {
            prop_assert!((200..300).contains(&status));
        }
    }
}

/// The state of the job beside a `status` that speaks of the call, and inside an envelope that does.
#[test]
fn a_word_about_the_call_is_no_word_about_the_job() {
    for (body, state, word) in [
        (json!({"status": "success", "job_status": "awaiting_payment"}), JobState::AwaitingPayment, "awaiting_payment"),
        (json!({"status": "success", "jobStatus": "running"}), JobState::Running, "running"),
        (json!({"status": "running", "job_status": "failed"}), JobState::Failed, "failed"),
        (json!({"status": "ok", "state": "queued"}), JobState::Running, "queued"),
        (json!({"status": "running", "state": "done"}), JobState::Running, "running"),
        (json!({"status": "success", "data": {"status": "running", "job_id": "j"}}), JobState::Running, "running"),
        (json!({"job": {"status": "awaiting_payment"}}), JobState::AwaitingPayment, "awaiting_payment"),
        (json!({"status": "success", "job_status": null}), JobState::Completed, "success"),
    ] {
        let status = status_of(&body.to_string());
        assert_eq!((status.state, status.word.as_str()), (state, word), "{body}");
    }
    let inside = json!({"status": "success", "data": {"status": "completed", "result": "r"}}).to_string();
    assert_eq!(status_of(&inside).result, Some(JobResult::Text("r".into())));
}

#[test]
fn one_table_says_what_a_word_means_at_the_start_and_later() {
    for word in ["cancelled", "canceled", "failure", "rejected", "aborted", "timed_out", "Error", "timeout", "refunded"]
    {
        assert_eq!(status_of(&json!({ "status": word }).to_string()).state, JobState::Failed, "{word}");
        let started = started(&complete(&format!(r#""status": "{word}","#)));
        assert!(matches!(started, JobStart::Refused { .. }), "{word}: {started:?}");
    }
    for word in ["complete", "succeeded", "successful", "Completed"] {
        assert_eq!(status_of(&json!({ "status": word }).to_string()).state, JobState::Completed, "{word}");
    }
    for word in ["awaitingInput", "AWAITING-INPUT", "waiting_for_input"] {
        assert_eq!(status_of(&json!({ "status": word }).to_string()).state, JobState::AwaitingInput, "{word}");
    }
    terms(&complete(r#""status": "completed","#));
}

#[test]
fn only_words_that_say_nothing_else_say_that_a_job_is_unknown() {
    let gone = |status: u16, body: &Value| {
        status::read(&answer(status, &body.to_string())).is_err_and(|error| error.status() == Some(404))
    };
    for words in [
        "Job not found",
        "job 41 was not found.",
        "JOB_NOT_FOUND",
        "Unknown job",
        "No such job: 5f3a-0c",
        "Job j does not exist",
        "Task not found",
    ] {
        assert!(gone(200, &json!({"status": "failed", "message": words, "job_id": "j"})), "{words}");
        assert!(gone(400, &json!({ "detail": words })) || words.contains(" j "), "{words}");
    }
    assert!(gone(410, &json!({"error": "job not found"})) && gone(500, &json!({"detail": "Job not found"})));
    for words in [
        "Job failed: the page was not found",
        "Error in job 17: file not found",
        "The job's source was not found",
        "Not found",
        "Unknown error in the job",
    ] {
        let status = status_of(&json!({"status": "failed", "message": words}).to_string());
        assert_eq!((status.state, status.message.as_str()), (JobState::Failed, words));
    }
    for body in [
        json!({"status": "unknown"}),
        json!({"status": "not_found", "result": null}),
        json!({"status": "failed", "error": "JOB_NOT_FOUND"}),
    ] {
        assert!(gone(200, &body), "{body}");
    }
    let working = status_of(&json!({"status": "unknown", "message": "loading the model"}).to_string());
    assert_eq!((working.state, working.word.as_str()), (JobState::Running, "unknown"));
}

#[test]
fn a_status_that_wants_to_be_paid_first_has_not_seen_the_payment() {
    let told = status::read(&answer(402, r#"{"error": "payment required", "job_id": "j-1"}"#)).unwrap();
    assert_eq!((told.state, told.message.as_str()), (JobState::AwaitingPayment, "payment required"));
}

#[test]
fn whoever_wants_to_be_paid_another_way_is_not_free() {
    for (body, rail) in [
        (json!({"job_id": "j", "payment": {"protocol": "x402", "url": "https://a.example/pay"}}), "x402"),
        (json!({"job_id": "j", "x402Version": 1, "accepts": [{"scheme": "exact", "payTo": "0x1"}]}), "x402"),
        (json!({"job_id": "j", "accepts": [{"scheme": "exact", "maxAmountRequired": "1"}]}), "exact"),
        (json!({"job_id": "j", "payment_url": "https://pay.example/j"}), "https://pay.example/j"),
        (json!({"job_id": "j", "checkoutUrl": "https://pay.example/j", "status": "success"}), "https://pay.example/j"),
        (json!({"job_id": "j", "invoice": "lnbc1"}), "lnbc1"),
    ] {
        let expected = JobStart::OtherRail { job_id: Some("j".into()), rail: rail.into() };
        assert_eq!(started(&body.to_string()), expected, "{body}");
    }
    for body in [json!({"job_id": "j", "payment_required": true}), json!({"job_id": "j", "status": "awaiting_payment"})]
    {
        assert!(matches!(started(&body.to_string()), JobStart::Stranded { .. }), "{body}");
    }
    assert_eq!(started(r#"{"job_id": "j", "payment": null, "payment_status": "none"}"#), JobStart::Free("j".into()));
}

#[test]
fn a_job_is_free_where_its_agent_says_so_and_names_nobody_to_be_paid() {
    for body in [
        complete(r#""payment_required": false, "sellerVKey": "","#),
        complete(r#""paymentRequired": "false","#),
        complete("").replace("b1", "free_job_12"),
        complete("").replace("b1", "FREE-574f93"),
    ] {
        assert_eq!(started(&body), JobStart::Free("j".into()), "{body}");
    }
    terms(&complete(r#""payment_required": false, "sellerVKey": "9a","#));
    terms(&complete(r#""payment_required": true,"#));
    let contradicts = complete(r#""payment_required": true,"#).replace("b1", "free_job_12");
    assert!(!matches!(started(&contradicts), JobStart::Free(_)));
}

#[test]
fn terms_may_stand_in_an_object_of_their_own() {
    for name in ["payment", "data", "payment_terms"] {
        let inner: Value = serde_json::from_str(&complete("")).unwrap();
        let nested = json!({"status": "success", "job_id": "k", name: inner}).to_string();
        let Terms { job_id, blockchain_identifier, pay_by_time, .. } = terms(&nested);
        assert_eq!((job_id.as_str(), blockchain_identifier.as_str(), pay_by_time.as_deref()), ("k", "b1", Some("1")));
        let other = json!({"job_id": "k", "payByTime": 7, name: inner}).to_string();
        assert!(matches!(started(&other), JobStart::Stranded { .. }), "two values are none");
    }
}

#[test]
fn a_refusal_says_whether_other_answers_can_mend_it() {
    let why = |status: u16, body: Value| match start::read(&answer(status, &body.to_string()), None).unwrap().outcome {
        JobStart::Refused { why, .. } => why,
        other => panic!("{body}: {other:?}"),
    };
    let missing = json!({"detail": [{"loc": ["body", "identifier_from_purchaser"], "msg": "Field required"}]});
    assert_eq!(why(422, missing), Refusal::Upload);
    assert_eq!(why(415, json!({"detail": "Unsupported"})), Refusal::Upload);
    assert_eq!(why(400, json!({"error": "Expected multipart/form-data"})), Refusal::Upload);
    assert_eq!(why(400, json!({"message": "identifier_from_purchaser must be 14 to 20 characters"})), Refusal::Nonce);
    assert_eq!(why(409, json!({"error": "nonce was used before"})), Refusal::Nonce);
    assert_eq!(why(402, json!({"error": "payment required", "job_id": "j-1"})), Refusal::Payment);
    assert_eq!(why(401, json!({"error": "no"})), Refusal::Callers);
    assert_eq!(why(400, json!({"detail": "Agent registration is incomplete"})), Refusal::Said);
    assert_eq!(why(200, json!({"success": false, "message": "no more today"})), Refusal::Said);
    assert_eq!(why(200, json!({"error": "no more today"})), Refusal::Said);
}

#[test]
fn who_wants_another_request_is_told_from_who_wants_other_answers() {
    let why = |body: Value| match start::read(&answer(422, &body.to_string()), None).unwrap().outcome {
        JobStart::Refused { why, .. } => why,
        other => panic!("{body}: {other:?}"),
    };
    let at = |place: &[&str], said: &str| json!({ "detail": [{ "loc": place, "msg": said }] });
    for body in [
        at(&["body", "site_url"], "Field required"),
        at(&["query", "text"], "Field required"),
        at(&["body", "input_data"], "Input should be a valid list"),
        at(&["body", "input_data"], "Extra inputs are not permitted"),
        at(&["body", "identifier_from_purchaser"], "Extra inputs are not permitted"),
        json!({ "issues": [{ "path": ["input_data"], "message": "Expected array, received object" }] }),
        json!({ "error": "input_data must be an array of { key, value } objects" }),
    ] {
        assert_eq!(why(body.clone()), Refusal::Request, "{body}");
    }
    for body in [
        at(&["body", "input_data"], "Value error, a list of at most three towns, please"),
        at(&["body", "input_data", "towns"], "Input should be a valid list"),
        at(&["body", "input_data", "extra"], "Field required"),
        json!({ "error": "input_data.towns must be a list" }),
        json!({ "issues": [{ "path": ["towns"], "message": "Expected array, received string" }] }),
        json!({ "error": "text is required" }),
    ] {
        assert_eq!(why(body.clone()), Refusal::Said, "{body}");
    }
}

#[test]
fn an_error_is_put_at_its_field_in_every_shape() {
    let at = |field: &str, text: &str| vec![(field.to_owned(), text.to_owned())];
    for body in [
        json!({"detail": [{"loc": ["body", "input_data", "email"], "msg": "bad"}]}),
        json!({"error": {"code": "INVALID", "message": "no", "fields": {"email": "bad"}}}),
        json!({"error": {"code": "INVALID", "message": "no", "details": [{"field": "email", "message": "bad"}]}}),
        json!({"errors": {"email": ["bad"]}}),
        json!({"errors": {"email": {"message": "bad"}}}),
        json!({"errors": [{"path": ["input_data", "email"], "message": "bad"}]}),
        json!({"issues": [{"path": ["input_data", "email"], "message": "bad", "code": "custom"}]}),
        json!({"detail": {"errors": [{"param": "email", "msg": "bad"}]}}),
        json!({"validationErrors": [{"property": "input_data.email", "reason": "bad"}]}),
        json!({"title": "no", "invalid-params": [{"name": "email", "reason": "bad"}]}),
        json!({"errors": [{"pointer": "/input_data/email", "message": "bad"}]}),
    ] {
        assert_eq!(refused(400, &body.to_string()).0, at("email", "bad"), "{body}");
    }
    for body in [json!({"error": {"code": 1, "message": "no"}}), json!({"detail": {"message": "no", "code": "X"}})] {
        assert_eq!(refused(400, &body.to_string()), (Vec::new(), "no".to_owned()), "{body}");
    }
}

/// hostile L2: one escape that is half a character must not hide what the answer says.
#[test]
fn half_a_character_hides_nothing_else_of_an_answer() {
    let (errors, said) = refused(400, r#"{"detail": "no \ud83d today", "errors": {"email": ["bad\ud800"]}}"#);
    assert_eq!(errors, [("email".to_owned(), "bad\u{fffd}".to_owned())]);
    assert_eq!(said, "no \u{fffd} today");
    let asked = status_of(
        r#"{"status": "awaiting_input", "input_schema": {"input_data": [{"id": "a\ude00", "name": "\ud83d\ude00 \\ud800 \ud800\u0041"}]}}"#,
    );
    assert_eq!(asked.input_schema, Some(json!({"input_data": [{"id": "a\u{fffd}", "name": "😀 \\ud800 \u{fffd}A"}]})));
    let available = Availability::read(200, br#"{"status": "available", "message": "hi \udc00"}"#, "7e");
    assert_eq!(available, Ok(Availability::Available(Some("hi \u{fffd}".into()))));
}

#[test]
fn an_answer_that_is_no_object_is_said_to_be_none() {
    let error = start::read(&answer(200, "[]"), None).unwrap_err();
    assert!(matches!(error.kind, CallErrorKind::Shape(_)), "{error}");
}

#[test]
fn what_is_given_beside_a_result_or_in_its_place_is_kept() {
    let files =
        r#""files": [{"name": "report.pdf", "url": "https://files.example/1?sig=x"}, "ipfs://bafy"], "score": 7"#;
    let beside = |body: &str| status_of(body).beside.into_iter().map(|one| (one.name, one.value)).collect::<Vec<_>>();
    let link = ("report.pdf".to_owned(), "https://files.example/1?sig=x".to_owned());
    let ipfs = ("files".to_owned(), "ipfs://bafy".to_owned());
    let with = format!(r#"{{"status": "completed", "result": "see file", {files}}}"#);
    assert_eq!(beside(&with), [link.clone(), ipfs.clone()]);
    let without = format!(r#"{{"status": "completed", "job_id": "j", "message": "m", {files}}}"#);
    assert_eq!(beside(&without), [link, ipfs, ("score".to_owned(), "7".to_owned())]);
    assert!(beside(&without.replace("completed", "running")).is_empty());
    let many =
        format!(r#"{{"status": "completed", "l": [{}"https://z.example"]}}"#, r#""https://a.example","#.repeat(900));
    assert_eq!(beside(&many).len(), 20);
}

#[test]
fn a_question_is_answered_until_the_earliest_moment_that_is_named() {
    let until = |body: Value| status_of(&body.to_string()).answer_by;
    let moment = Some(Moment(1_795_600_000_000));
    for at in [
        json!(1_795_600_000),
        json!(1_795_600_000_000_i64),
        json!("1795600000"),
        json!(1_795_600_000.25),
        json!("1795600000.5"),
        json!("2026-11-25T09:46:40Z"),
    ] {
        assert_eq!(until(json!({"status": "awaiting_input", "expires_at": at, "input_schema": {}})), moment, "{at}");
        assert_eq!(until(json!({"status": "awaiting_input", "input_schema": {"expiresAt": at}})), moment, "{at}");
        let locks = json!([{"lock_id": "a", "expires_at": 1_795_700_000}, {"lock_id": "b", "expires_at": at}]);
        assert_eq!(until(json!({"status": "awaiting_input", "input_schema": locks})), moment, "{at}");
        assert_eq!(until(json!({"status": "running", "expires_at": at})), None);
    }
    for at in [json!("soon"), json!(-1), json!(null), json!({"at": 1}), json!("1.2.3"), json!(1e300)] {
        assert_eq!(until(json!({"status": "awaiting_input", "expires_at": at, "input_schema": {}})), None, "{at}");
    }
}

#[test]
fn an_answer_to_an_answer_may_be_the_result() {
    let provided = Provided::read(200, br#"{"status": "completed", "result": "Done", "input_hash": "00"}"#).unwrap();
    let Provided::Accepted { hash, status: Some(status) } = provided else { panic!("{provided:?}") };
    assert_eq!((hash.as_deref(), status.state), (Some("00"), JobState::Completed));
    assert_eq!(status.result, Some(JobResult::Text("Done".into())));
    assert_eq!(Provided::read(204, b""), Ok(Provided::Accepted { hash: None, status: None }));
    for body in [r#"{"accepted": false, "message": "too late"}"#, r#"{"success": false, "error": "no"}"#] {
        assert!(matches!(Provided::read(200, body.as_bytes()), Ok(Provided::Refused { .. })), "{body}");
    }
}

#[test]
fn availability_is_a_truth_a_word_or_a_list() {
    let read = |body: Value| Availability::read(200, body.to_string().as_bytes(), "7e8b").unwrap();
    let yes = Availability::Available(None);
    let no = |said: &str| Availability::Unavailable(Some(said.into()));
    for (body, expected) in [
        (json!({"available": true}), yes.clone()),
        (json!({"available": true, "agent": "a", "status": "operational"}), yes.clone()),
        (json!({"available": "true"}), yes.clone()),
        (json!({"availability": true}), yes.clone()),
        (json!({"available": false, "reasons": ["no key", {"message": "no node"}]}), no("no key; no node")),
        (json!({"available": false, "status": "ok", "reason": "lunch"}), no("lunch")),
        (json!({"status": "maintenance", "message": "back at 5"}), no("back at 5")),
        (json!({"agents": ["a", "b"]}), yes.clone()),
        (
            json!({"agents": [{"agentIdentifier": "7E8B", "status": "unavailable"}], "status": "available"}),
            Availability::Unavailable(None),
        ),
        (
            json!({"agents": [{"agentIdentifier": "ffff", "status": "available"}]}),
            Availability::AnotherAgent("ffff".into()),
        ),
        (json!({"available": true, "mode": "rehearsal"}), Availability::Simulated(None)),
        (json!({"status": "available", "simulated_escrow": false}), yes),
    ] {
        assert_eq!(read(body.clone()), expected, "{body}");
    }
    let rehearses = read(json!({"status": "available", "message": "Rehearsal mode, not payable"}));
    assert_eq!(rehearses, Availability::Simulated(Some("Rehearsal mode, not payable".into())));
}
