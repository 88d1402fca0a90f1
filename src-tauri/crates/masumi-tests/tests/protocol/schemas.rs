//! Schemas of public agents, re-typed (`tests/cases/schemas`), each read as a tolerant buyer should, with answers that are sent as
//! its agent wants them. What no agent has said yet is tried too: every schema, broken off at every byte.

use crate::met::{self, NONCE, asked, chosen, nonce, typed};
use masumi::{
    agent::JobStatus,
    form::{Answer, Answers, ChoiceEncoding, Choices, FieldKind, Form, NoForm, Questions, Rule},
    moment::Moment,
};
use serde_json::{Value, json};

fn schema(case: &str) -> Value {
    met::json("schemas", case)
}

fn labels(form: &Form, field: &str) -> Vec<(String, bool)> {
    let options = form.field(field).unwrap().options.iter();
    options.map(|option| (option.label.clone(), option.readable)).collect()
}

/// A case: what is asked, what is answered, and what is sent first and as texts; or which rules are broken.
struct Case {
    file: &'static str,
    asks: &'static [&'static str],
    answers: Vec<(&'static str, Answer)>,
    sends: Result<Value, Vec<(&'static str, Rule)>>,
}

fn as_text() -> Choices {
    Choices { option: ChoiceEncoding::Text, radio: ChoiceEncoding::Text }
}

fn send(form: &Form, answers: &[(&str, Answer)], choices: Choices) -> Result<Value, Vec<(String, Rule)>> {
    let mut all: Answers = form.defaults();
    all.extend(answers.iter().map(|(id, answer)| ((*id).to_owned(), answer.clone())));
    let sent = form.encode(&all, choices, &nonce());
    sent.map(Value::Object).map_err(|errors| errors.into_iter().map(|error| (error.field, error.rule)).collect())
}

fn cases() -> Vec<Case> {
    let statement = "one\ntwo\n\nfour, which makes it long enough to do";
    vec![
        Case {
            file: "01-validations-keyed-type",
            asks: &["statement_text text!", "memo text", "kind option!"],
            answers: vec![("statement_text", typed(statement)), ("kind", chosen(0))],
            sends: Ok(json!({ "statement_text": statement, "kind": [0] })),
        },
        Case {
            file: "02-nonce-is-a-form-field",
            asks: &["identifier_from_purchaser nonce", "activity_file file!"],
            answers: vec![("activity_file", typed("https://example.org/a.html"))],
            sends: Ok(json!({
                "identifier_from_purchaser": NONCE, "activity_file": "https://example.org/a.html"
            })),
        },
        Case {
            file: "03-field-named-input-data",
            asks: &["identifier_from_purchaser nonce", "input_data json!"],
            answers: vec![("input_data", typed("{ \"a\": [1, 2.50] }"))],
            sends: Ok(json!({ "identifier_from_purchaser": NONCE, "input_data": { "a": [1, 2.5] } })),
        },
        Case {
            file: "05-wrapped-flat-required-beside",
            asks: &["subject text!", "words number"],
            answers: vec![("subject", typed("tides"))],
            sends: Ok(json!({ "subject": "tides" })),
        },
        Case {
            file: "07-object-and-number-from-elsewhere",
            asks: &["quote_ref text!", "price_agreed number!", "work json!"],
            answers: vec![
                ("quote_ref", typed("q-1")),
                ("price_agreed", typed("2.5")),
                ("work", typed("{\"rows\": 3}")),
            ],
            sends: Ok(json!({ "quote_ref": "q-1", "price_agreed": 2.5, "work": { "rows": 3 } })),
        },
        Case {
            file: "08-json-schema-types",
            asks: &["question text!", "index_value number", "degrees number", "fine_dust number", "direction text"],
            answers: vec![("question", typed("why")), ("index_value", typed("1.5"))],
            sends: Err(vec![("index_value", Rule::Integer)]),
        },
        Case {
            file: "09-json-schema-enum-no-label",
            asks: &["ticket text!", "text text!", "desk option"],
            answers: vec![("ticket", typed("t")), ("text", typed("x")), ("desk", chosen(1))],
            sends: Ok(json!({ "ticket": "t", "text": "x", "desk": "invoices" })),
        },
        Case {
            file: "10-map-under-input-data",
            asks: &["member_id text!"],
            answers: vec![("member_id", typed("M-17"))],
            sends: Ok(json!({ "member_id": "M-17" })),
        },
        Case {
            file: "11-extra-claim-beside-fields",
            asks: &["run text!", "binding text!", "from text!", "until text!", "holder text!"],
            answers: vec![("from", typed("2026-11-22T10:00:00Z"))],
            sends: Err(["run", "binding", "until", "holder"].map(|id| (id, Rule::Required)).to_vec()),
        },
        Case {
            file: "13-file-output-string-maxsize",
            asks: &["lease file!"],
            answers: vec![("lease", typed("https://example.org/lease.pdf"))],
            sends: Ok(json!({ "lease": "https://example.org/lease.pdf" })),
        },
        Case {
            file: "14-source-code-in-string-fields",
            asks: &["mode text", "repository text", "report text", "files text"],
            answers: vec![("files", typed("{\n  \"src/main.ak\": \"test\\n\"\n}\n"))],
            sends: Ok(json!({ "files": "{\n  \"src/main.ak\": \"test\\n\"\n}\n" })),
        },
        Case {
            file: "17-required-but-only-for-one-choice",
            asks: &["task_kind option!", "body text!", "history text!", "entries text!", "top number!"],
            answers: vec![
                ("task_kind", chosen(3)),
                ("body", Answer::Blank),
                ("history", typed("[{\"post\": \"p1\"}]")),
                ("entries", Answer::Blank),
                ("top", Answer::Blank),
            ],
            sends: Ok(json!({ "task_kind": [3], "body": "", "history": "[{\"post\": \"p1\"}]", "entries": "" })),
        },
        Case {
            file: "18-none-with-markdown",
            asks: &["about none", "question textarea!", "context textarea"],
            answers: vec![("question", typed("why"))],
            sends: Ok(json!({
                "about": "# Deep web research\n\n- cites every source\n- takes **5-20 minutes**\n\n\
                          More: https://example.org/help",
                "question": "why"
            })),
        },
        Case {
            file: "20-brief-with-many-optionals",
            asks: &["job text!", "ceiling_usd number", "days number", "remote boolean", "tongue text"],
            answers: vec![("job", typed("paint"))],
            sends: Ok(json!({ "job": "paint" })),
        },
        Case {
            file: "21-approve-or-change",
            asks: &["accept boolean!", "changes text"],
            answers: vec![("accept", Answer::Bool(true))],
            sends: Ok(json!({ "accept": true })),
        },
        Case {
            file: "23-everything-is-string",
            asks: &["brief text!", "due text!", "logo text!", "shade text!", "depth option!", "agree boolean!"],
            answers: vec![
                ("brief", typed("a\n\nb")),
                ("due", typed("2026-11-22")),
                ("logo", typed("x")),
                ("shade", typed("#fff")),
                ("depth", chosen(1)),
                ("agree", Answer::Bool(true)),
            ],
            sends: Ok(json!({
                "brief": "a\n\nb", "due": "2026-11-22", "logo": "x", "shade": "#fff", "depth": [1], "agree": true
            })),
        },
        Case {
            file: "24-option-list-with-a-hole",
            asks: &["plan option!", "region option!"],
            answers: vec![("plan", chosen(2)), ("region", chosen(1))],
            sends: Ok(json!({ "plan": [2], "region": [1] })),
        },
    ]
}

#[test]
fn schemas_of_real_agents_are_asked_and_answered_as_their_agents_want() {
    for Case { file, asks, answers, sends } in cases() {
        let form = Form::parse(&schema(file)).unwrap_or_else(|why| panic!("{file}: {why}"));
        assert_eq!(form.fields().map(asked).collect::<Vec<_>>(), asks, "{file}");
        let sends = sends.map_err(|broken| broken.into_iter().map(|(id, rule)| (id.to_owned(), rule)).collect());
        assert_eq!(send(&form, &answers, Choices::first(&form)), sends, "{file}");
    }
}

#[test]
fn every_schema_that_is_kept_is_tried() {
    let kept = met::names("schemas");
    let mut tried: Vec<String> = cases().into_iter().map(|case| case.file.to_owned()).collect();
    tried.push("15-awaiting-locks-list".to_owned());
    tried.sort();
    assert_eq!(kept, tried);
}

#[test]
fn an_option_shows_its_label_and_sends_its_value_or_its_place() {
    let form = Form::parse(&schema("01-validations-keyed-type")).unwrap();
    let shown = [("Spending report", true), ("Vendor report", true)].map(|(label, on)| (label.to_owned(), on));
    assert_eq!(labels(&form, "kind"), shown);
    let long = "x".repeat(40);
    let answers = [("statement_text", typed(&long)), ("kind", chosen(0))];
    assert_eq!(send(&form, &answers, as_text()).unwrap()["kind"], json!("spend_report"));
    let short = [("statement_text", typed("too short")), ("kind", chosen(0))];
    assert_eq!(send(&form, &short, as_text()), Err(vec![("statement_text".to_owned(), Rule::TooShort)]));

    let form = Form::parse(&schema("24-option-list-with-a-hole")).unwrap();
    let shown = [("Basic", true), ("null", false), ("Pro", true)].map(|(label, on)| (label.to_owned(), on));
    assert_eq!(labels(&form, "plan"), shown);
    let shown = [("Europe", true), ("America", true)].map(|(label, on)| (label.to_owned(), on));
    assert_eq!(labels(&form, "region"), shown);
    let answers = [("plan", chosen(2)), ("region", chosen(0))];
    assert_eq!(send(&form, &answers, as_text()), Ok(json!({ "plan": "Pro", "region": "eu" })));
    let hole = [("plan", chosen(1)), ("region", chosen(0))];
    assert_eq!(send(&form, &hole, Choices::default()), Err(vec![("plan".to_owned(), Rule::NotAnOption)]));
}

#[test]
fn a_file_that_is_wanted_whole_is_told_from_a_link() {
    let embedded = |case: &str, field: &str| Form::parse(&schema(case)).unwrap().field(field).unwrap().embedded;
    assert!(embedded("02-nonce-is-a-form-field", "activity_file"));
    assert!(!embedded("13-file-output-string-maxsize", "lease"));
    let lease = Form::parse(&schema("13-file-output-string-maxsize")).unwrap();
    let two = [("lease", typed("https://example.org/a.pdf\nhttps://example.org/b.pdf"))];
    assert_eq!(send(&lease, &two, as_text()), Err(vec![("lease".to_owned(), Rule::TooManyChoices)]));
}

#[test]
fn several_questions_at_once_keep_their_locks_and_are_no_one_form() {
    let both = schema("15-awaiting-locks-list");
    assert_eq!(Form::parse(&both), Err(NoForm::Several), "the second would be dropped, and the first have its answer");
    let questions = Questions::parse(&both).unwrap();
    assert_eq!(questions.only(), None);
    let read: Vec<_> = questions
        .iter()
        .map(|question| {
            let lock = question.lock.as_ref().unwrap();
            let field = question.form.fields().next().unwrap();
            (lock.id.as_str(), lock.expires_at.unwrap(), field.label.as_str(), field.required)
        })
        .collect();
    let expected = [
        ("5d0f6f3e-0000-4000-8000-000000000001", Moment(1_795_600_000_250), "Your answer to sub-agent A", false),
        ("5d0f6f3e-0000-4000-8000-000000000002", Moment(1_795_600_600_500), "Your answer to sub-agent B", true),
    ];
    assert_eq!(read, expected);
    assert_eq!(questions.expire_at(), Some(Moment(1_795_600_000_250)));
    let together = questions.side_by_side();
    let ids: Vec<_> = together.fields().map(|field| field.id.as_str()).collect();
    assert_eq!(ids, ["5d0f6f3e-0000-4000-8000-000000000001:response", "5d0f6f3e-0000-4000-8000-000000000002:response"]);
}

#[test]
fn a_schema_that_breaks_off_anywhere_is_a_form_or_none() {
    let mut read = 0;
    let found = met::names("found").into_iter().filter(|name| name.starts_with("schema-"));
    let all = met::names("schemas").into_iter().map(|name| ("schemas", name)).chain(found.map(|name| ("found", name)));
    for (folder, name) in all {
        let whole = met::text(folder, &name).into_bytes();
        for end in 0..=whole.len() {
            let part = whole.get(..end).unwrap();
            _ = JobStatus::read(200, part);
            let lossy = String::from_utf8_lossy(part);
            for text in [lossy.clone().into_owned(), met::closed(&lossy)] {
                let Ok(schema) = serde_json::from_str::<Value>(&text) else { continue };
                let questions = Questions::parse(&schema);
                let Ok(form) = Form::parse(&schema) else { continue };
                read += 1;
                // Of examples alone no question is made.
                let example = form.fields().all(|field| field.raw_type.is_empty() && !field.placeholder.is_empty());
                assert!(questions.is_ok() || example, "a form is a question: {text}");
                let defaults = form.defaults();
                for choices in [Choices::first(&form), as_text()] {
                    if let Ok(sent) = form.encode(&defaults, choices, &nonce()) {
                        assert_eq!(form.readable(&defaults, &sent).len(), sent.len());
                    }
                }
            }
        }
    }
    assert!(read > 6_000, "only {read} parts were forms");
}

#[test]
fn what_only_informs_or_is_filled_in_is_never_asked() {
    for (case, field, kind) in [
        ("02-nonce-is-a-form-field", "identifier_from_purchaser", FieldKind::Nonce),
        ("18-none-with-markdown", "about", FieldKind::None),
    ] {
        let form = Form::parse(&schema(case)).unwrap();
        assert_eq!(form.field(field).unwrap().kind, kind);
        assert!(!form.field(field).unwrap().takes(&typed("made up")));
        assert!(!form.defaults().contains_key(field));
    }
}
