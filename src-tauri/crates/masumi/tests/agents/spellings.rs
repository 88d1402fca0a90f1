//! Further spellings of the kinds that were met: not one agent's, but what the next one may well write.

use masumi::{
    agent::{Availability, JobResult, JobStart, JobState, JobStatus},
    form::{Answer, FieldKind, Form},
};
use serde_json::{Value, json};

fn start(body: &Value) -> JobStart {
    JobStart::read(200, body.to_string().as_bytes()).unwrap()
}

fn status(body: &Value) -> JobStatus {
    JobStatus::read(200, body.to_string().as_bytes()).unwrap()
}

#[test]
fn a_price_or_an_address_to_pay_to_under_any_name_is_not_free() {
    let wallet = "addr_test1qpxw0t5ycs8qxnhn6ahdfjgxh7xw9g5lplt7tj4u2p6rvsrvy4xg0v0fz4";
    for asks in [
        json!({ "job_id": "j", "price": "5 ADA" }),
        json!({ "job_id": "j", "cost": { "amount": "1000000", "unit": "lovelace" } }),
        json!({ "job_id": "j", "credits_required": 5 }),
        json!({ "job_id": "j", "amountDue": "0.2" }),
        json!({ "job_id": "j", "message": format!("Please send 5 ADA to {wallet} to begin.") }),
        json!({ "job_id": "j", "instructions": format!("Pay to {wallet}") }),
        json!({ "job_id": "j", "message": "Transfer 2 USDC to 0x52908400098527886E0F7030069857D2E4169EE7" }),
    ] {
        assert!(matches!(start(&asks), JobStart::Stranded { .. } | JobStart::OtherRail { .. }), "{asks}");
    }
    for free in [
        json!({ "job_id": "j", "price": 0, "currency": "ADA" }),
        json!({ "job_id": "j", "cost": "0.00" }),
        json!({ "job_id": "j", "fee": { "amount": "0", "unit": "" } }),
        json!({ "job_id": "j", "message": format!("Looking at {wallet} now.") }),
        json!({ "job_id": "j", "message": "Will be sent to your address." }),
    ] {
        assert_eq!(start(&free), JobStart::Free("j".into()), "{free}");
    }
}

#[test]
fn a_job_may_stand_in_a_result_that_is_none() {
    assert_eq!(start(&json!({ "result": { "job_id": "j", "status": "pending" } })), JobStart::Free("j".into()));
    let own = json!({ "job_id": "j", "status": "completed", "result": { "job_id": "of another service" } });
    assert_eq!(start(&own), JobStart::Free("j".into()));
}

#[test]
fn whoever_waits_for_the_person_is_said_to() {
    let schema = json!({ "input_data": [{ "id": "a", "type": "string", "name": "A" }] });
    for word in ["action_required", "requiresAction", "awaiting approval", "waiting_for_approval", "pending_input"] {
        assert_eq!(status(&json!({ "status": word })).state, JobState::AwaitingInput, "{word}");
    }
    // What may wait for anything waits for the person where it asks something.
    for word in ["waiting", "paused", "blocked", "interrupted", "on_hold"] {
        assert_eq!(status(&json!({ "status": word })).state, JobState::Running, "{word}");
        let asks = status(&json!({ "status": word, "input_schema": schema }));
        assert_eq!((asks.state, asks.input_schema), (JobState::AwaitingInput, Some(schema.clone())), "{word}");
        let nothing = json!({ "status": word, "input_schema": { "input_data": [] } });
        assert_eq!(status(&nothing).state, JobState::Running, "{word}");
    }
    assert_eq!(status(&json!({ "status": "running", "input_schema": schema })).state, JobState::Running);
}

#[test]
fn a_question_is_found_under_every_name_for_it() {
    let schema = json!({ "input_data": [{ "id": "a", "type": "string", "name": "A" }] });
    for name in ["input_schema", "inputSchema", "schema", "form", "required_input", "requiredInput", "requested_schema"]
    {
        let asks = status(&json!({ "status": "awaiting_input", name: schema }));
        assert_eq!(asks.input_schema.as_ref(), Some(&schema), "{name}");
    }
    let asked = status(&json!({ "status": "needs_input", "message": "One thing more.", "question": "Which one?" }));
    assert_eq!(asked.message, "One thing more.\n\nWhich one?");
    let same = status(&json!({ "status": "needs_input", "message": "Which one?", "prompt": "Which one?" }));
    assert_eq!(same.message, "Which one?");
}

#[test]
fn a_state_may_stand_in_an_object_and_a_result_beside_it() {
    let inside = status(&json!({ "status": { "state": "completed" }, "result": "x" }));
    assert_eq!((inside.state, inside.word.as_str()), (JobState::Completed, "completed"));
    let beside = status(&json!({ "job_status": "finished", "data": { "result": "x" } }));
    assert_eq!((beside.state, beside.result), (JobState::Completed, Some(JobResult::Text("x".into()))));
    let own = status(&json!({ "status": "completed", "result": "x", "data": { "result": "y" } }));
    assert_eq!(own.result, Some(JobResult::Text("x".into())));
}

#[test]
fn what_is_delivered_under_another_name_is_kept_whatever_its_shape() {
    let list = status(&json!({ "status": "completed", "results": ["a", "b"] }));
    assert_eq!(list.beside.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), [r#"["a","b"]"#]);
    let parts = json!({ "status": "done", "artifacts": [{ "parts": [{ "text": "hello" }] }] });
    assert!(status(&parts).beside[0].value.contains("hello"));
    let links = json!({ "status": "done", "artifacts": [{ "url": "https://x.example/r.pdf" }] });
    assert!(status(&links).beside.iter().all(|one| one.is_link) && status(&links).beside.len() == 1);
    let given = json!({ "status": "done", "result": "x", "usage": { "tokens": 5 } });
    assert_eq!(status(&given).beside, [], "beside a result it is none");
}

#[test]
fn words_of_an_end_are_ends() {
    for word in ["killed", "terminated", "stopped", "declined", "denied", "crashed"] {
        assert_eq!(JobState::from_word(word), JobState::Failed, "{word}");
    }
    assert_eq!(JobState::from_word("Completed successfully"), JobState::Completed);
    assert_eq!(JobState::from_word("partially_completed"), JobState::Running, "what else it means nobody knows");
}

#[test]
fn an_agent_that_says_that_it_is_there_takes_jobs() {
    let read = |body: &str| Availability::read(200, body.as_bytes(), "aabb").unwrap();
    for body in [
        r#""available""#,
        r#"{"status":"ok"}"#,
        r#"{"status":"healthy"}"#,
        r#"{"status":"UP"}"#,
        r#"{"online":true}"#,
        r#"{"accepting_jobs":true}"#,
        "true",
    ] {
        assert!(matches!(read(body), Availability::Available(_)), "{body}");
    }
    for body in [r#""busy""#, r#"{"status":"closed"}"#, r#"{"online":false}"#, r#"{"status":"overloaded"}"#, "false"] {
        assert!(matches!(read(body), Availability::Unavailable(_)), "{body}");
    }
    for body in ["null", "5", r#""hello""#, "[]", r#"{"uptime":5}"#] {
        assert!(matches!(read(body), Availability::NotAnAgent(_)), "{body}");
    }
}

#[test]
fn a_schema_may_be_a_text_or_stand_deeper_or_be_of_several_parts() {
    let fields = |schema: Value| {
        let form = Form::parse(&schema).unwrap();
        form.fields().map(|field| (field.id.clone(), field.kind, field.insists)).collect::<Vec<_>>()
    };
    let x = [("x".to_owned(), FieldKind::Text, false)];
    let list = json!({ "input_data": [{ "id": "x", "type": "string", "name": "X" }] });
    assert_eq!(fields(json!(list.to_string())), x, "JSON in a text");
    assert_eq!(fields(json!({ "status": "success", "data": { "schema": list } })), x);
    let object = json!({ "type": "object", "properties": { "x": { "type": "string" } } });
    for name in ["parameters", "schema", "form"] {
        assert_eq!(fields(json!({ name: object })), x, "{name}");
    }
    let parts = json!({ "allOf": [
        { "type": "object", "properties": { "a": { "type": "string" } } },
        { "properties": { "b": { "type": "integer" } }, "required": ["b"] },
    ] });
    assert_eq!(fields(parts), [("a".into(), FieldKind::Text, false), ("b".into(), FieldKind::Number, true)]);
    // Among other fields it is one of them.
    let field = json!({ "schema": { "type": "object", "properties": { "x": { "type": "string" } } }, "y": { "type": "string" } });
    assert_eq!(fields(field).len(), 2);
    assert!(Form::parse(&json!("no JSON")).is_err());
}

#[test]
fn a_type_of_another_library_of_forms_is_the_kind_that_it_means() {
    let field = |field: Value| Form::parse(&json!({ "input_data": [field] })).unwrap().fields().next().unwrap().clone();
    for (word, kind) in [
        ("slider", FieldKind::Range),
        ("Rating", FieldKind::Number),
        ("phone", FieldKind::Tel),
        ("long_text", FieldKind::Textarea),
        ("markdown", FieldKind::Textarea),
        ("toggle", FieldKind::Boolean),
        ("heading", FieldKind::None),
        ("secret", FieldKind::Password),
        ("image", FieldKind::File),
        ("multi_select", FieldKind::Text),
        ("something new", FieldKind::Text),
    ] {
        assert_eq!(field(json!({ "id": "a", "type": word, "name": "A" })).kind, kind, "{word}");
    }
    // A slider's bounds are numbers, and no lengths of a text.
    let slider = field(json!({ "id": "a", "type": "slider", "min": 0, "max": 10 }));
    assert_eq!((slider.min.as_deref(), slider.max.as_deref()), (Some("0"), Some("10")));
    let chosen = |word: &str, more: Value| {
        let mut asked = json!({ "id": "a", "type": word, "choices": ["x", "y", "z"] });
        asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let field = field(asked);
        (field.kind, field.options.len(), field.max)
    };
    let (one, all) = (Some("1".to_owned()), Some("3".to_owned()));
    assert_eq!(chosen("dropdown", json!({})), (FieldKind::Option, 3, one.clone()));
    assert_eq!(chosen("option", json!({ "multiple": true })), (FieldKind::Option, 3, all.clone()));
    assert_eq!(chosen("checkbox", json!({})), (FieldKind::Option, 3, all.clone()));
    assert_eq!(chosen("multi_select", json!({})), (FieldKind::Option, 3, all));
    assert_eq!(chosen("radio_group", json!({})), (FieldKind::Radio, 3, one));
    // What stands under `value` of the first agents is a type only by the protocol's own words.
    let value = field(json!({ "key": "a", "value": "code" }));
    assert_eq!((value.kind, value.default), (FieldKind::Text, Some(Answer::Text("code".into()))));
}
