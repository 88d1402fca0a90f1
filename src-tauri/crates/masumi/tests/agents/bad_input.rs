//! What no agent should send and some day one does: more of everything than anybody needs, numbers of no size, what broke off. Each
//! is read in time that grows with its length, or said to be too much; nothing is cut without a word, and nothing panics.

use masumi::{
    agent::{JobStart, JobStatus, Started},
    form::{Answer, Answers, Choices, Field, Form, NoForm, Questions, Rule},
    identifiers::Nonce,
};
use serde_json::{Value, json};

const NONCE: &str = "54457a849f11e756a970";

fn nonce() -> Nonce {
    NONCE.parse().unwrap()
}

/// As much as is taken in of an answer.
const MOST: usize = 1024 * 1024;

fn one(field: &Value) -> Result<Form, NoForm> {
    Form::parse(&json!({ "input_data": [field] }))
}

fn only(form: &Form) -> &Field {
    form.fields().next().unwrap()
}

/// So many times this, in a list.
fn many(item: &Value) -> Vec<Value> {
    vec![item.clone(); MOST / (item.to_string().len() + 1)]
}

#[test]
fn a_megabyte_of_options_is_too_much_and_one_option_of_a_megabyte_is_one() {
    let too_many = NoForm::TooMuch { most: 1_000, what: "options in one field" };
    for (name, item) in
        [("values", json!("a")), ("values", json!({ "label": "A", "value": "a" })), ("options", json!([]))]
    {
        let field = json!({ "id": "a", "type": "option", "data": { name: many(&item) } });
        assert_eq!(one(&field), Err(too_many), "{name}: {item}");
    }
    let long = "x".repeat(MOST);
    let form = one(&json!({ "id": "a", "type": "option", "data": { "values": [long, "b"] } })).unwrap();
    assert_eq!(only(&form).options.iter().map(|option| option.label.len()).collect::<Vec<_>>(), [MOST, 1]);
    let chosen = Answers::from([("a".to_owned(), Answer::Choices(vec![1]))]);
    assert_eq!(Value::Object(form.encode(&chosen, Choices::first(&form), &nonce()).unwrap()), json!({ "a": [1] }));
}

#[test]
fn a_megabyte_of_fields_or_groups_is_too_much() {
    let field = |n: usize| json!({ "id": n.to_string(), "type": "text" });
    let fields: Vec<Value> = (0..MOST / 30).map(field).collect();
    let groups: Vec<Value> = fields.iter().map(|field| json!({ "id": "g", "input_data": [field] })).collect();
    for schema in [json!({ "input_data": fields }), json!({ "input_groups": groups })] {
        assert_eq!(Form::parse(&schema), Err(NoForm::TooMuch { most: 1_000, what: "fields" }));
    }
    // The same one again and again is one.
    let form = Form::parse(&json!({ "input_data": many(&field(1)) })).unwrap();
    assert_eq!(form.fields().count(), 1);
}

#[test]
fn a_megabyte_of_defaults_is_what_it_is_and_chooses_no_more_than_there_is() {
    let text = "x".repeat(MOST);
    let form = one(&json!({ "id": "a", "type": "text", "data": { "default": text } })).unwrap();
    assert_eq!(only(&form).default, Some(Answer::Text(text)));
    for item in [json!(0), json!("b"), json!({ "value": "b" }), Value::Null] {
        let field = json!({ "id": "a", "type": "option", "data": { "values": ["a", "b"], "default": many(&item) },
            "validations": [{ "validation": "max", "value": "2" }] });
        let form = one(&field).unwrap();
        match &only(&form).default {
            None => {}
            Some(Answer::Choices(chosen)) => assert!(chosen.len() <= 2, "{item}: {} chosen", chosen.len()),
            other => panic!("{item}: {other:?}"),
        }
    }
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let form =
        one(&json!({ "id": "a", "type": "object", "data": { "default": many(&json!({ "a": deep })) } })).unwrap();
    assert!(matches!(&only(&form).default, Some(Answer::Text(text)) if text.len() > MOST / 2));
}

#[test]
fn of_a_megabyte_of_bounds_the_strictest_counts_and_what_is_no_number_bounds_nothing() {
    let least = |value: Value| json!({ "validation": "min", "value": value });
    let mut bounds = many(&least(json!("3")));
    bounds.push(least(json!("7")));
    let form = one(&json!({ "id": "a", "type": "number", "validations": bounds })).unwrap();
    assert_eq!(only(&form).min.as_deref(), Some("7"));
    for text in
        ["9".repeat(MOST), format!("0.{}1", "0".repeat(MOST)), format!("1e{}", "9".repeat(MOST)), ".".repeat(MOST)]
    {
        let form = one(&json!({ "id": "a", "type": "number", "validations": [least(json!(text))] })).unwrap();
        assert_eq!(only(&form).min, None);
    }
    let formats = many(&json!({ "validation": "format", "value": "email" }));
    assert!(one(&json!({ "id": "a", "type": "text", "validations": formats })).is_ok());
}

#[test]
fn a_number_with_an_exponent_of_no_size_is_no_number() {
    let exponents =
        ["1e1000000000000000000", "1e-1000000000000000000", "1E+1000000000000000000", "-1e999999999", "1e19"];
    for bound in exponents {
        let bounded = json!({ "id": "a", "type": "number", "validations": [
            { "validation": "min", "value": bound }, { "validation": "max", "value": bound }, { "validation": "step", "value": bound }
        ] });
        let form = one(&bounded).unwrap();
        let field = only(&form);
        assert_eq!((&field.min, &field.max, &field.step), (&None, &None, &None), "{bound}");
        let answers = Answers::from([("a".to_owned(), Answer::Text(bound.to_owned()))]);
        let refused = form.encode(&answers, Choices::first(&form), &nonce()).unwrap_err();
        assert_eq!(refused.iter().map(|error| error.rule).collect::<Vec<_>>(), [Rule::Number], "{bound}");
    }
    // As JSON writes numbers, and in a status.
    for text in ["1e400", "1e1000000000000000000", "-1e1000000000000000000"] {
        let schema = format!(r#"{{"input_data":[{{"id":"a","type":"number","data":{{"default":{text}}}}}]}}"#);
        if let Ok(schema) = serde_json::from_str::<Value>(&schema) {
            assert!(Form::parse(&schema).is_ok(), "{text}");
        }
        let asked = format!(r#"{{"status":"awaiting_input","expires_at":{text},"progress":{text}}}"#);
        _ = JobStatus::read(200, asked.as_bytes());
        let terms = format!(
            r#"{{"job_id":"j","blockchainIdentifier":"00","payByTime":{text},"submitResultTime":2,"unlockTime":3,
                "externalDisputeUnlockTime":4}}"#
        );
        match JobStart::read(200, terms.as_bytes()) {
            Ok(JobStart::Terms(terms)) => assert_eq!(terms.pay_by_time.as_deref(), Some(text), "to the letter"),
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn a_megabyte_of_amounts_is_kept_to_the_letter_and_never_free() {
    let started = |funds: &Value| {
        let body = json!({ "job_id": "j", "blockchainIdentifier": "00", "payByTime": "1", "submitResultTime": "2",
            "unlockTime": "3", "externalDisputeUnlockTime": "4", "RequestedFunds": funds });
        Started::answering(&nonce(), 200, body.to_string().as_bytes()).unwrap().outcome
    };
    let funds = many(&json!({ "amount": "1", "unit": "" }));
    let JobStart::Terms(terms) = started(&json!(funds)) else { panic!("no terms") };
    assert_eq!(terms.requested_funds.map(|funds| funds.len()), Some(funds.len()));
    let amount = "9".repeat(MOST);
    let JobStart::Terms(terms) = started(&json!([{ "amount": amount, "unit": "" }])) else { panic!("no terms") };
    assert_eq!(masumi::agent::quote(&terms), None, "no amount that there is");
}

#[test]
fn two_hundred_locks_are_too_much_and_one_hundred_are_each_a_question() {
    let locks = |count: usize| {
        let lock = |n: usize| json!({ "lock_id": format!("L{n}"), "input_data": [{ "id": "a", "type": "text" }] });
        Value::Array((0..count).map(lock).collect())
    };
    let most = Err(NoForm::TooMuch { most: 100, what: "questions at once" });
    assert_eq!(Questions::parse(&locks(200)), most);
    assert_eq!(Questions::parse(&json!({ "input_schema": { "locks": locks(200) } })), most);
    assert_eq!(Form::parse(&locks(200)), Err(NoForm::Several));
    let questions = Questions::parse(&locks(100)).unwrap();
    assert_eq!((questions.iter().count(), questions.side_by_side().fields().count()), (100, 100));
}
