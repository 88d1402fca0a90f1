//! Schemas that were met in public agents (`tests/cases/found`), each read as a tolerant buyer should: what is asked, what the
//! form begins with, and what is sent.

use crate::met::{self, asked, chosen, nonce, typed};
use masumi::form::{Answer, Answers, Choices, Form, NoForm, Questions};
use serde_json::{Value, json};

/// A case: what is asked, what the form begins with, what is answered, and what is sent first.
struct Case {
    file: &'static str,
    asks: &'static [&'static str],
    begins: Vec<(&'static str, Answer)>,
    answers: Vec<(&'static str, Answer)>,
    sends: Value,
}

fn form(case: &str) -> Form {
    Form::parse(&met::json("found", case)).unwrap_or_else(|why| panic!("{case}: {why}"))
}

fn cases() -> Vec<Case> {
    vec![
        Case {
            file: "schema-per-endpoint",
            asks: &["text text!"],
            begins: vec![],
            answers: vec![("text", typed("a"))],
            sends: json!({ "text": "a" }),
        },
        Case {
            file: "schema-example-map",
            asks: &["query text!"],
            begins: vec![],
            answers: vec![("query", typed("a"))],
            sends: json!({ "query": "a" }),
        },
        Case {
            file: "schema-input-list",
            asks: &["task text!", "context text", "output_format option", "max_words number"],
            begins: vec![("max_words", typed("1000"))],
            answers: vec![("task", typed("a")), ("output_format", chosen(2))],
            sends: json!({ "task": "a", "output_format": [2], "max_words": 1000 }),
        },
        Case {
            file: "schema-fields-list",
            asks: &["symbol text!", "holdings json!", "budget number"],
            begins: vec![("budget", typed("100000.0"))],
            answers: vec![("symbol", typed("a")), ("holdings", typed("{\"cash\": 1}"))],
            sends: json!({ "symbol": "a", "holdings": { "cash": 1 }, "budget": 100000 }),
        },
        Case {
            file: "schema-fields-list-examples",
            asks: &["query text!", "text text"],
            begins: vec![],
            answers: vec![("query", typed("a"))],
            sends: json!({ "query": "a" }),
        },
        Case {
            file: "schema-nested-under-properties-input-data",
            asks: &["site_url text!", "max_pages number", "depth option"],
            begins: vec![("max_pages", typed("50")), ("depth", chosen(0))],
            answers: vec![("site_url", typed("https://example.org"))],
            sends: json!({ "site_url": "https://example.org", "max_pages": 50, "depth": "standard" }),
        },
        Case {
            file: "schema-whole-request-with-defs",
            asks: &["document_text text!", "document_type text", "priority text"],
            begins: vec![("document_type", typed("letter")), ("priority", typed("normal"))],
            answers: vec![("document_text", typed("Dear all, hello"))],
            sends: json!({ "document_text": "Dear all, hello", "document_type": "letter", "priority": "normal" }),
        },
        Case {
            file: "schema-draft-in-description",
            asks: &["approve boolean!", "feedback text!"],
            begins: vec![("approve", Answer::Bool(false))],
            answers: vec![("approve", Answer::Bool(true)), ("feedback", Answer::Blank)],
            sends: json!({ "approve": true, "feedback": "" }),
        },
        Case {
            file: "schema-old-key-value",
            asks: &["text text!", "site text!", "action option!"],
            begins: vec![],
            answers: vec![("text", typed("a")), ("site", typed("b")), ("action", chosen(0))],
            sends: json!({ "text": "a", "site": "b", "action": "count_up" }),
        },
        Case {
            file: "schema-groups-with-inputs",
            asks: &["full_name text!", "town text!", "body textarea!"],
            begins: vec![],
            answers: vec![("full_name", typed("Ada")), ("town", typed("Oslo")), ("body", typed("Hello"))],
            sends: json!({ "full_name": "Ada", "town": "Oslo", "body": "Hello" }),
        },
        Case {
            file: "schema-none-that-wants-an-object",
            asks: &["wish text!", "pin_code text!", "patient json!", "clinic_id text!"],
            begins: vec![],
            answers: vec![
                ("wish", typed("a cure")),
                ("pin_code", typed("12345")),
                ("patient", typed("{\"full_name\": \"Ada\", \"age\": 36}")),
                ("clinic_id", Answer::Blank),
            ],
            sends: json!({
                "wish": "a cure", "pin_code": "12345", "patient": { "full_name": "Ada", "age": 36 }, "clinic_id": ""
            }),
        },
        Case {
            file: "schema-required-inside-data",
            asks: &["question text!", "horizon text", "detail option"],
            begins: vec![],
            answers: vec![("question", typed("why"))],
            sends: json!({ "question": "why" }),
        },
        Case {
            file: "schema-object-with-properties-beside",
            asks: &[
                "id text!",
                "name text!",
                "price number!",
                "rarity option!",
                "stats json",
                "description text",
                "owner text",
            ],
            begins: vec![],
            answers: vec![
                ("id", typed("1")),
                ("name", typed("n")),
                ("price", typed("2")),
                ("rarity", chosen(1)),
                ("stats", typed("{\"strength\": 3}")),
            ],
            sends: json!({ "id": "1", "name": "n", "price": 2, "rarity": "Rare", "stats": { "strength": 3 } }),
        },
    ]
}

#[test]
fn found_schemas_are_asked_and_answered_as_their_agents_want() {
    for Case { file, asks, begins, answers, sends } in cases() {
        let form = form(file);
        assert_eq!(form.fields().map(asked).collect::<Vec<_>>(), asks, "{file}");
        let mut all: Answers = form.defaults();
        let begins: Answers = begins.into_iter().map(|(id, answer)| (id.to_owned(), answer)).collect();
        assert_eq!(all, begins, "{file}");
        all.extend(answers.into_iter().map(|(id, answer)| (id.to_owned(), answer)));
        assert_eq!(form.encode(&all, Choices::first(&form), &nonce()).map(Value::Object), Ok(sends), "{file}");
    }
}

#[test]
fn an_example_is_shown_in_its_field_and_never_sent_and_what_is_said_of_a_service_is_no_example() {
    for schema in [
        json!({ "query": "Two people to Oslo", "when": "in May" }),
        json!({ "input_data": { "query": "Oslo", "when": "May" } }),
    ] {
        let form = Form::parse(&schema).unwrap();
        assert_eq!(form.fields().map(asked).collect::<Vec<_>>(), ["query text!", "when text!"]);
        assert!(form.fields().all(|field| !field.placeholder.is_empty() && field.default.is_none()));
        assert!(form.encode(&form.defaults(), Choices::first(&form), &nonce()).is_err(), "nobody answered");
        assert!(Questions::parse(&schema).is_err(), "what an agent asks later is no example");
    }
    for none in [
        json!({ "error": "not found" }),
        json!({ "query": "Oslo", "status": "ok" }),
        json!({ "service": "travel", "version": "2" }),
        json!({ "name": "Travel", "description": "Finds boats", "agent_type": "m" }),
        json!({ "hello": "world" }),
        json!({ "query": "" }),
        json!({ "query": 3 }),
        json!({}),
    ] {
        assert_eq!(Form::parse(&none), Err(NoForm::NotAForm), "{none}");
    }
}

#[test]
fn every_schema_that_was_found_is_tried() {
    let kept: Vec<_> = met::names("found").into_iter().filter(|name| name.starts_with("schema-")).collect();
    let mut tried: Vec<String> = cases().into_iter().map(|case| case.file.to_owned()).collect();
    tried.sort();
    assert_eq!(kept, tried);
}
