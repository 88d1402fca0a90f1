//! Schemas in every envelope, answers of every kind, and what comes of them.

use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

const NONCE: &str = "00112233445566778899aabbcc";

fn nonce() -> Nonce {
    NONCE.parse().unwrap()
}

fn parse(schema: &Value) -> Form {
    Form::parse(schema).unwrap_or_else(|why| panic!("{why} in {schema}"))
}

/// A form of one field.
fn one(field: &Value) -> Form {
    parse(&json!({ "input_data": [field] }))
}

fn field(field: &Value) -> Field {
    one(field).fields().next().unwrap().clone()
}

/// The answer to the field `x` of a form of one field, encoded; or the rule it breaks, and the limit.
fn encode(form: &Form, answer: impl Into<Option<Answer>>, choices: Choices) -> Result<Value, (Rule, String)> {
    let answers = answer.into().map(|answer| ("x".to_owned(), answer)).into_iter().collect();
    match form.encode(&answers, choices, &nonce()) {
        Ok(encoded) => Ok(encoded.get("x").cloned().unwrap_or(Value::Null)),
        Err(errors) => {
            assert_eq!(errors.len(), 1);
            assert_eq!(errors[0].field, "x");
            Err((errors[0].rule, errors[0].limit.clone()))
        }
    }
}

fn typed(text: &str) -> Answer {
    Answer::Text(text.into())
}

/// What becomes of a text typed into such a field.
fn of_text(schema: &Value, text: &str) -> Result<Value, (Rule, String)> {
    encode(&one(schema), typed(text), Choices::default())
}

fn breaks(rule: Rule) -> Result<Value, (Rule, String)> {
    Err((rule, String::new()))
}

fn breaks_at(rule: Rule, limit: &str) -> Result<Value, (Rule, String)> {
    Err((rule, limit.into()))
}

#[test]
fn every_known_envelope_is_the_same_form() {
    let fields = json!([{ "id": "task", "type": "text", "name": "Task" }, { "id": "n", "type": "number" }]);
    let group = json!([{ "id": "g", "title": "G", "input_data": fields }]);
    let envelopes = [
        json!({ "input_data": fields }),
        json!({ "input_data": fields, "input_groups": null }),
        json!({ "input_groups": group }),
        json!({ "input_groups": group, "input_data": null }),
        fields.clone(),
        group.clone(),
        json!({ "input_schema": { "input_data": fields } }),
        json!({ "data": { "input_groups": group } }),
        json!({ "input_schema": fields }),
        json!({ "status": "awaiting_input", "input_data": fields }),
        json!({ "data": { "input_schema": { "input_data": fields } } }),
        json!([{ "key": "task", "type": "text", "name": "Task" }, { "key": "n", "type": "number" }]),
        json!({ "status": "success", "input_schema": {
            "task": { "type": "text", "name": "Task" }, "n": { "type": "number" } } }),
        json!({ "type": "object", "required": ["task", "n"], "properties": {
            "task": { "type": "string", "title": "Task" }, "n": { "type": "number" } } }),
    ];
    for envelope in envelopes {
        let form = parse(&envelope);
        let read: Vec<_> =
            form.fields().map(|field| (field.id.as_str(), field.label.as_str(), field.kind, field.required)).collect();
        assert_eq!(read, [("task", "Task", FieldKind::Text, true), ("n", "n", FieldKind::Number, true)], "{envelope}");
    }
    let titled = parse(&group);
    assert_eq!((titled.groups[0].id.as_str(), titled.groups[0].title.as_str()), ("g", "G"));
}

#[test]
fn a_form_without_questions_is_a_form_and_anything_else_is_none() {
    for empty in [
        json!([]),
        json!({ "input_data": [] }),
        json!({ "input_groups": [] }),
        json!({ "type": "object", "properties": {} }),
    ] {
        let form = parse(&empty);
        assert!(form.groups.is_empty());
        assert_eq!(form.encode(&Answers::new(), Choices::default(), &nonce()), Ok(Map::new()));
    }
    for none in [
        json!(null),
        json!({}),
        json!("text"),
        json!(3),
        json!([1, 2]),
        json!({ "detail": "Not Found" }),
        json!({ "input_data": null }),
    ] {
        assert_eq!(Form::parse(&none), Err(NoForm::NotAForm), "{none}");
    }
}

#[test]
fn json_schema_says_kinds_choices_and_bounds_in_its_own_words() {
    let form = parse(&json!({ "type": "object", "required": ["mail", "size"], "properties": {
        "mail": { "type": "string", "format": "email", "description": "Yours" },
        "at": { "type": "string", "format": "date" },
        "size": { "type": "string", "enum": ["S", "M"], "default": "M" },
        "count": { "type": "integer", "minimum": 1, "maximum": 10, "multipleOf": 3 },
        "tags": { "type": "array", "items": { "type": "string", "enum": ["a", "b", "c"] } },
        "on": { "type": "boolean" },
    } }));
    let kinds: Vec<_> = form.fields().map(|field| (field.id.as_str(), field.kind, field.required)).collect();
    use FieldKind::{Boolean, Date, Email, Number, Option};
    assert_eq!(
        kinds,
        [
            ("mail", Email, true),
            ("at", Date, false),
            ("size", Option, true),
            ("count", Number, false),
            ("tags", Option, false),
            ("on", Boolean, false)
        ]
    );
    let count = form.field("count").unwrap();
    assert_eq!((count.min.as_deref(), count.max.as_deref(), count.step.as_deref()), (Some("1"), Some("10"), Some("3")));
    assert_eq!(count.formats, ["integer"]);
    assert_eq!(form.field("size").unwrap().default, Some(Answer::Choices(vec![1])));
    assert_eq!(form.field("tags").unwrap().max.as_deref(), Some("3"));
}

#[test]
fn every_type_of_the_standard_has_its_kind_and_an_unknown_one_is_a_line() {
    use FieldKind::{
        Boolean, Color, Date, DatetimeLocal, Email, File, Hidden, Month, None, Number, Option, Password, Radio, Range,
        Tel, Text, Textarea, Time, Url, Week,
    };
    let table = [
        ("string", Text),
        ("text", Text),
        ("search", Text),
        ("textarea", Textarea),
        ("number", Number),
        ("range", Range),
        ("boolean", Boolean),
        ("checkbox", Boolean),
        ("option", Option),
        ("multiselect", Option),
        ("select", Option),
        ("radio", Radio),
        ("none", None),
        ("hidden", Hidden),
        ("email", Email),
        ("url", Url),
        ("tel", Tel),
        ("password", Password),
        ("date", Date),
        ("datetime-local", DatetimeLocal),
        ("datetime", DatetimeLocal),
        ("time", Time),
        ("month", Month),
        ("week", Week),
        ("color", Color),
        ("file", File),
        ("hologram", Text),
        ("", Text),
    ];
    for (word, kind) in table {
        let found = field(
            &json!({ "id": "x", "type": word, "data": { "values": if kind == Option || kind == Radio { json!(["a"]) } else { json!(null) } } }),
        );
        assert_eq!((found.kind, found.raw_type.as_str()), (kind, word));
    }
    assert_eq!(field(&json!({ "id": "x", "type": "option" })).kind, Text, "nothing to choose from");
}

#[test]
fn a_field_is_required_unless_it_says_otherwise() {
    let optional = |value: Value| json!({ "id": "x", "type": "text", "validations": [{ "validation": "optional", "value": value }] });
    let table = [
        (json!({ "id": "x", "type": "text" }), true),
        (json!({ "id": "x", "type": "text", "validations": null }), true),
        (json!({ "id": "x", "type": "text", "validations": [] }), true),
        (optional(json!("true")), false),
        (optional(json!(true)), false),
        (optional(json!(null)), false),
        (json!({ "id": "x", "type": "text", "validations": [{ "validation": "optional" }] }), false),
        (optional(json!("false")), true),
        (json!({ "id": "x", "type": "text", "required": false }), false),
        (json!({ "id": "x", "type": "text", "required": "false" }), false),
        (json!({ "id": "x", "type": "text", "required": true }), true),
        (json!({ "id": "x", "type": "text", "validations": { "optional": "true" } }), false),
        (json!({ "id": "x", "type": "none" }), false),
    ];
    for (schema, required) in table {
        assert_eq!(field(&schema).required, required, "{schema}");
    }
}

#[test]
fn a_second_field_of_the_same_id_is_left_out() {
    let form = parse(
        &json!([{ "input_data": [{ "id": "x", "type": "text" }] }, { "input_data": [{ "id": "x", "type": "number" }, { "id": "y", "type": "text" }] }]),
    );
    assert_eq!(
        form.fields().map(|field| (field.id.as_str(), field.kind)).collect::<Vec<_>>(),
        [("x", FieldKind::Text), ("y", FieldKind::Text)]
    );
}

#[test]
fn what_is_more_than_can_be_asked_is_refused_with_words_and_never_cut() {
    let fields = |count: usize| (0..count).map(|n| json!({ "id": n.to_string(), "type": "text" })).collect::<Value>();
    let named = |count: usize| {
        let fields = (0..count).map(|n| (n.to_string(), json!({ "type": "string" })));
        fields.collect::<Map<String, Value>>()
    };
    let groups = |count: usize| json!([{ "input_data": fields(count - 1) }, { "input_data": [{ "id": "last", "type": "text" }] }]);
    type Envelope<'a> = &'a dyn Fn(usize) -> Value;
    let envelopes: [Envelope; 8] = [
        &|count| fields(count),
        &|count| json!({ "input_data": fields(count) }),
        &|count| groups(count),
        &|count| json!({ "input_groups": groups(count) }),
        &|count| json!({ "input_groups": groups(count - 1), "input_data": [{ "id": "more", "type": "text" }] }),
        &|count| json!({ "data": { "input_schema": { "input_data": fields(count) } } }),
        &|count| json!({ "type": "object", "properties": named(count) }),
        &|count| json!({ "status": "success", "input_schema": named(count) }),
    ];
    for (number, envelope) in envelopes.into_iter().enumerate() {
        assert_eq!(parse(&envelope(1_000)).fields().count(), 1_000, "{number}");
        let refused = Form::parse(&envelope(1_001)).unwrap_err();
        assert_eq!(refused.to_string(), "more than 1000 fields", "{number}");
    }

    let choice = |id: usize, count: usize| {
        let values: Vec<String> = (0..count).map(|n| n.to_string()).collect();
        json!({ "id": id.to_string(), "type": "multiselect", "data": { "values": values } })
    };
    let last = Answers::from([("0".to_owned(), Answer::Choices(vec![999]))]);
    let most = parse(&json!([choice(0, 1_000)]));
    assert_eq!(most.encode(&last, Choices::default(), &nonce()).unwrap()["0"], json!([999]));
    let refused = Form::parse(&json!([choice(0, 1_001)])).unwrap_err();
    assert_eq!(refused.to_string(), "more than 1000 options in one field");
    let five = |count| (0..5).map(|id| choice(id, 1_000)).chain([choice(5, count)]).collect::<Value>();
    assert_eq!(parse(&five(0)).fields().count(), 6);
    assert_eq!(Form::parse(&five(1)).unwrap_err().to_string(), "more than 5000 options in all");
}

/// Each of these was compared with each other, or laid out on a page; now a megabyte is passed over once.
#[test]
fn a_megabyte_of_options_defaults_or_names_is_read_or_refused() {
    let words = |mark: &str, count: usize| (0..count).map(|n| format!("{mark}{n}")).collect::<Vec<_>>();
    let (values, others) = (words("a", 90_000), words("b", 90_000));
    let choice = |values: &[String], defaults: &[String]| json!([{ "id": "x", "type": "multiselect", "data": { "values": values, "default": defaults } }]);
    let too_much = |what| Err(NoForm::TooMuch { most: 1_000, what });
    assert_eq!(Form::parse(&choice(&values, &others)), too_much("options in one field"));
    assert_eq!(Form::parse(&choice(&values, &values)), too_much("options in one field"));
    // As many defaults as there are options, at most.
    let form = parse(&choice(&values[..1_000], &[&others[..], &values[..1_000], &values[..1_000]].concat()));
    assert_eq!(form.field("x").unwrap().default, Some(Answer::Choices((0..1_000).collect())));
    let bounds: Value = (0..30_000).map(|n| json!({ "validation": "min", "value": n })).collect();
    let bounded = field(&json!({ "id": "x", "type": "number", "validations": bounds }));
    assert_eq!(bounded.min.as_deref(), Some("29999"));
    let constants: Value = (0..1_000).map(|n| json!({ "const": n, "type": "integer" })).collect();
    let named = parse(&json!({ "properties": { "x": { "anyOf": constants } } }));
    assert_eq!(named.field("x").unwrap().options.len(), 1_000);
    let checkboxes: Value = (0..110_000).map(|n| json!({ "id": n.to_string(), "type": "checkbox" })).collect();
    assert_eq!(Form::parse(&checkboxes), too_much("fields"));
    let properties: Map<String, Value> =
        others.iter().map(|name| (name.clone(), json!({ "type": "string" }))).collect();
    assert_eq!(Form::parse(&json!({ "properties": properties, "required": values })), too_much("fields"));
}

#[test]
fn defaults_have_the_shape_of_answers() {
    let form = parse(&json!([
        { "id": "text", "type": "text", "data": { "default": "hello" } },
        { "id": "number", "type": "number", "data": { "default": 3 } },
        { "id": "on", "type": "boolean", "data": { "default": "true" } },
        { "id": "off", "type": "boolean" },
        { "id": "by index", "type": "option", "data": { "values": ["a", "b"], "default": 1 } },
        { "id": "by text", "type": "option", "data": { "values": ["a", "b"], "default": "b" } },
        { "id": "many", "type": "multiselect", "data": { "values": ["a", "b"], "default": ["b", 0] } },
        { "id": "twice", "type": "multiselect", "data": { "values": ["a", "b", "a"], "default": ["a", "b", 0, "a", 2] } },
        { "id": "beyond", "type": "option", "data": { "values": ["a", "b"], "default": 2 } },
        { "id": "hidden", "type": "hidden", "data": { "value": "secret" } },
        { "id": "info", "type": "none", "data": { "description": "Read me" } },
        { "id": "password", "type": "password", "data": { "default": "hunter2" } },
    ]));
    let expected: Answers = [
        ("text", typed("hello")),
        ("number", typed("3")),
        ("on", Answer::Bool(true)),
        ("off", Answer::Bool(false)),
        ("by index", Answer::Choices(vec![1])),
        ("by text", Answer::Choices(vec![1])),
        ("many", Answer::Choices(vec![1, 0])),
        ("twice", Answer::Choices(vec![0, 1, 2])),
    ]
    .map(|(id, answer)| (id.to_owned(), answer))
    .into();
    assert_eq!(form.defaults(), expected);
}

#[test]
fn numbers_are_sent_in_the_one_way_that_everybody_writes_alike() {
    let table = [
        ("5", Ok(json!(5))),
        ("5.0", Ok(json!(5))),
        ("1e3", Ok(json!(1000))),
        ("-0", Ok(json!(0))),
        ("-0.0", Ok(json!(0))),
        (" 7 ", Ok(json!(7))),
        ("+3", Ok(json!(3))),
        ("0.5", Ok(json!(0.5))),
        (".5", Ok(json!(0.5))),
        ("-1.25", Ok(json!(-1.25))),
        ("0.0001", Ok(json!(0.0001))),
        ("9007199254740991", Ok(json!(9_007_199_254_740_991_i64))),
        ("9007199254740992", breaks(Rule::Number)),
        ("-9007199254740992", breaks(Rule::Number)),
        ("0.00001", breaks(Rule::Number)),
        ("0.1234567890123456", breaks(Rule::Number)),
        ("1e400", breaks(Rule::Number)),
        ("1e-400", breaks(Rule::Number)),
        ("1,5", breaks(Rule::Number)),
        ("NaN", breaks(Rule::Number)),
        ("inf", breaks(Rule::Number)),
        ("0x10", breaks(Rule::Number)),
        ("--1", breaks(Rule::Number)),
        (".", breaks(Rule::Number)),
        ("e5", breaks(Rule::Number)),
        ("٣", breaks(Rule::Number)),
        ("", breaks(Rule::Required)),
        ("  ", breaks(Rule::Required)),
    ];
    for (text, expected) in table {
        assert_eq!(of_text(&json!({ "id": "x", "type": "number" }), text), expected, "{text:?}");
    }
}

#[test]
fn bounds_are_exact_and_inclusive() {
    let bounded = |kind: &str, min: Value, max: Value| json!({ "id": "x", "type": kind, "validations": [{ "validation": "min", "value": min }, { "validation": "max", "value": max }] });
    let number = bounded("number", json!("0.1"), json!(0.3));
    assert_eq!(of_text(&number, "0.1"), Ok(json!(0.1)));
    assert_eq!(of_text(&number, "0.3"), Ok(json!(0.3)));
    assert_eq!(of_text(&number, "0.30000000000001"), breaks_at(Rule::TooLarge, "0.3"));
    assert_eq!(of_text(&number, "-5"), breaks_at(Rule::TooSmall, "0.1"));

    let text = bounded("text", json!(2), json!("4"));
    assert_eq!(of_text(&text, "ü"), breaks_at(Rule::TooShort, "2"));
    assert_eq!(of_text(&text, "üüüü"), Ok(json!("üüüü")), "characters, not bytes");
    assert_eq!(of_text(&text, "12345"), breaks_at(Rule::TooLong, "4"));

    let range = json!({ "id": "x", "type": "range", "data": { "min": 1, "max": 2, "step": 0.1 } });
    assert_eq!(of_text(&range, "1.3"), Ok(json!(1.3)));
    assert_eq!(of_text(&range, "1.35"), breaks_at(Rule::Step, "0.1"));
    let nonsense = bounded("number", json!("abc"), json!({ "a": 1 }));
    assert_eq!(of_text(&nonsense, "1"), Ok(json!(1)), "a bound that is none bounds nothing");
}

#[test]
fn formats_are_checked_and_unknown_ones_left_to_the_agent() {
    let format = |format: &str| json!({ "id": "x", "type": "text", "validations": [{ "validation": "format", "value": format }, { "validation": "sorcery", "value": 1 }] });
    let table = [
        ("email", "a@b.org", Ok(json!("a@b.org"))),
        ("email", "a@b", breaks(Rule::Email)),
        ("email", "a b@c.org", breaks(Rule::Email)),
        ("email", "a@b@c.org", breaks(Rule::Email)),
        ("url", "https://example.org/x?y", Ok(json!("https://example.org/x?y"))),
        ("url", "example.org", breaks(Rule::Url)),
        ("url", "javascript:alert(1)", breaks(Rule::Url)),
        ("url", "file:///etc/passwd", breaks(Rule::Url)),
        ("tel-pattern", "+49 (30) 123-456", Ok(json!("+49 (30) 123-456"))),
        ("tel_pattern", "call me", breaks(Rule::Tel)),
        ("integer", "12", Ok(json!("12"))),
        ("integer", "1.5", breaks(Rule::Integer)),
        ("nonempty", "x", Ok(json!("x"))),
        ("haiku", "anything", Ok(json!("anything"))),
    ];
    for (name, text, expected) in table {
        assert_eq!(of_text(&format(name), text), expected, "{name} {text}");
    }
    let blank = json!({ "id": "x", "type": "text", "validations": [{ "validation": "optional", "value": "true" }, { "validation": "format", "value": "nonempty" }] });
    assert_eq!(of_text(&blank, "  "), breaks(Rule::Required));
    assert_eq!(of_text(&blank, ""), Ok(Value::Null));
    let whole = json!({ "id": "x", "type": "number", "validations": [{ "validation": "format", "value": "integer" }] });
    assert_eq!(of_text(&whole, "1.5"), breaks(Rule::Integer));
    assert_eq!(of_text(&whole, "2.0"), Ok(json!(2)));
}

#[test]
fn a_step_that_cannot_be_counted_is_left_to_the_agent() {
    let wide = json!({ "id": "x", "type": "number", "data": { "min": "-999999999999999999e18", "step": "0.01" } });
    assert_eq!(of_text(&wide, "999999999999999999e18"), breaks(Rule::Number), "too large to be written, and no panic");
}

#[test]
fn texts_are_sent_as_typed_and_blanks_left_out() {
    let optional =
        json!({ "id": "x", "type": "textarea", "validations": [{ "validation": "optional", "value": "true" }] });
    assert_eq!(of_text(&optional, "  two\n spaces "), Ok(json!("  two\n spaces ")), "never trimmed silently");
    assert_eq!(of_text(&optional, ""), Ok(Value::Null));
    assert_eq!(encode(&one(&optional), None, Choices::default()), Ok(Value::Null));
    let number = json!({ "id": "x", "type": "number", "required": false });
    assert_eq!(of_text(&number, " "), Ok(Value::Null), "blank is not zero");
    assert_eq!(encode(&one(&json!({ "id": "x", "type": "text" })), None, Choices::default()), breaks(Rule::Required));
}

#[test]
fn choices_are_sent_as_the_agent_wants_them() {
    let select = |kind: &str| one(&json!({ "id": "x", "type": kind, "data": { "values": ["a", "b", "c"] } }));
    let chosen = |choices: &[u32]| Answer::Choices(choices.to_vec());
    use ChoiceEncoding::{Indices, Text, Texts};
    let table = [
        ("option", vec![1], Indices, Ok(json!([1]))),
        ("option", vec![1], Text, Ok(json!("b"))),
        ("option", vec![1], Texts, Ok(json!(["b"]))),
        ("multiselect", vec![0, 2], Indices, Ok(json!([0, 2]))),
        ("multiselect", vec![0, 2], Text, Ok(json!(["a", "c"]))),
        ("multiselect", vec![0, 2], Texts, Ok(json!(["a", "c"]))),
        ("radio", vec![2], Indices, Ok(json!([2]))),
        ("radio", vec![2], Text, Ok(json!("c"))),
        ("radio", vec![2], Texts, Ok(json!(["c"]))),
        ("option", vec![0, 1], Indices, breaks_at(Rule::TooManyChoices, "1")),
        ("radio", vec![0, 1], Indices, breaks_at(Rule::TooManyChoices, "1")),
        ("option", vec![3], Indices, breaks(Rule::NotAnOption)),
        ("multiselect", vec![1, 1], Indices, breaks(Rule::NotAnOption)),
        ("option", vec![], Indices, breaks(Rule::Required)),
    ];
    for (kind, choices, encoding, expected) in table {
        let both = Choices { option: encoding, radio: encoding };
        assert_eq!(encode(&select(kind), chosen(&choices), both), expected, "{kind} {choices:?} {encoding:?}");
    }
    let usual = Choices::default();
    assert_eq!(encode(&select("option"), chosen(&[1]), usual), Ok(json!([1])), "as MIP-003 says");
    assert_eq!(encode(&select("radio"), chosen(&[1]), usual), Ok(json!("b")), "as the official SDK demands");
    let two = one(
        &json!({ "id": "x", "type": "option", "data": { "values": ["a", "b", "c"] }, "validations": [{ "validation": "min", "value": "2" }, { "validation": "max", "value": "2" }] }),
    );
    assert_eq!(encode(&two, chosen(&[0]), usual), breaks_at(Rule::TooFewChoices, "2"));
    assert_eq!(encode(&two, chosen(&[0, 1]), usual), Ok(json!([0, 1])));
    assert_eq!(encode(&two, chosen(&[0, 1, 2]), usual), breaks_at(Rule::TooManyChoices, "2"));
}

#[test]
fn a_refused_choice_is_written_the_next_way_and_the_last_is_followed_by_the_first() {
    use ChoiceEncoding::{Indices, Text, Texts};
    let form = parse(&json!([
        { "id": "one", "type": "option", "data": { "values": ["a", "b"] } },
        { "id": "some", "type": "multiselect", "data": { "values": ["a", "b"] } },
        { "id": "dial", "type": "radio", "data": { "values": ["a", "b"] } },
        { "id": "text", "type": "text" },
    ]));
    let answers: Answers = [
        ("one", Answer::Choices(vec![1])),
        ("some", Answer::Choices(vec![0, 1])),
        ("dial", Answer::Choices(vec![0])),
        ("text", typed("hello")),
    ]
    .map(|(id, answer)| (id.to_owned(), answer))
    .into();
    let refused = |choices: Choices, fields: &[&str]| {
        let errors = fields.iter().map(|field| FieldError {
            field: (*field).to_owned(),
            rule: Rule::Agent,
            limit: String::new(),
            text: String::new(),
        });
        let (next, said) = choices.written(&form, &answers).unwrap().after_refusal(&errors.collect::<Vec<_>>())?;
        let anew = said.iter().filter(|error| error.rule == Rule::WrittenAnew).map(|error| error.field.as_str());
        let mut chosen: Vec<_> = fields.iter().copied().filter(|field| *field != "text").collect();
        chosen.sort_unstable();
        assert_eq!(anew.collect::<Vec<_>>(), chosen, "said at each choice");
        Some(next)
    };
    let path = |fields: &[&str]| {
        let steps = std::iter::successors(Some(Choices::default()), |choices| refused(*choices, fields));
        steps.take(4).map(|choices| (choices.option, choices.radio)).collect::<Vec<_>>()
    };
    assert_eq!(path(&["one"]), [(Indices, Text), (Text, Text), (Texts, Text), (Indices, Text)]);
    assert_eq!(path(&["one", "some"]), [(Indices, Text), (Texts, Text), (Indices, Text), (Texts, Text)]);
    assert_eq!(path(&["dial"]), [(Indices, Text), (Indices, Indices), (Indices, Texts), (Indices, Text)]);
    assert_eq!(refused(Choices::default(), &["text"]), None, "nothing wrong with a choice");
    assert_eq!(refused(Choices::default(), &["", "input_data"]), None);
    assert_eq!(Choices::default().written(&form, &Answers::new()), None);
}

#[test]
fn calendar_fields_take_html_forms_and_real_days() {
    let table = [
        ("date", "2026-11-22", true),
        ("date", "2024-02-29", true),
        ("date", "2023-02-29", false),
        ("date", "2100-02-29", false),
        ("date", "2026-13-01", false),
        ("date", "2026-04-31", false),
        ("date", "22.11.2026", false),
        ("date", "2026-1-2", false),
        ("date", "0000-01-01", false),
        ("month", "2026-11", true),
        ("month", "2026-00", false),
        ("week", "2026-W47", true),
        ("week", "2026-W54", false),
        ("week", "2026-47", false),
        ("time", "23:59", true),
        ("time", "23:59:59", true),
        ("time", "24:00", false),
        ("time", "9:00", false),
        ("datetime-local", "2026-11-22T10:00", true),
        ("datetime-local", "2026-11-22 10:00", false),
        ("datetime", "2026-11-22T10:00:30", true),
        ("color", "#a0B1c2", true),
        ("color", "red", false),
        ("color", "#abc", false),
    ];
    for (kind, text, valid) in table {
        let rule = if kind == "color" { Rule::Color } else { Rule::Date };
        let expected = if valid { Ok(json!(text)) } else { breaks(rule) };
        assert_eq!(of_text(&json!({ "id": "x", "type": kind }), text), expected, "{kind} {text}");
    }
    let bounded = json!({ "id": "x", "type": "date", "data": { "min": "2026-01-01", "max": "2026-12-31" } });
    assert_eq!(of_text(&bounded, "2025-12-31"), breaks_at(Rule::TooSmall, "2026-01-01"));
    assert_eq!(of_text(&bounded, "2027-01-01"), breaks_at(Rule::TooLarge, "2026-12-31"));
}

#[test]
fn a_file_is_a_public_url_or_several() {
    let single = json!({ "id": "x", "type": "file", "validations": [{ "validation": "accept", "value": ".pdf" }] });
    assert_eq!(field(&single).accept.as_deref(), Some(".pdf"));
    assert_eq!(of_text(&single, " https://example.org/a.pdf \n"), Ok(json!("https://example.org/a.pdf")));
    assert_eq!(of_text(&single, "https://example.org/a\nhttps://example.org/b"), breaks_at(Rule::TooManyChoices, "1"));
    assert_eq!(of_text(&single, "/home/me/a.pdf"), breaks(Rule::Url));
    let several = json!({ "id": "x", "type": "file", "data": { "min": 2, "max": 3 } });
    assert_eq!(
        of_text(&several, "https://a.org/1\n\nhttps://a.org/2"),
        Ok(json!(["https://a.org/1", "https://a.org/2"]))
    );
    assert_eq!(of_text(&several, "https://a.org/1"), breaks_at(Rule::TooFewChoices, "2"));
}

#[test]
fn what_is_not_asked_is_sent_as_the_agent_gave_it() {
    let form = parse(&json!([
        { "id": "info", "type": "none", "data": { "description": "Read me" } },
        { "id": "secret", "type": "hidden", "data": { "value": "v1" } },
        { "id": "flag", "type": "hidden", "data": {} },
    ]));
    let tampered: Answers = [("secret".to_owned(), typed("v2")), ("info".to_owned(), typed("no"))].into();
    for answers in [Answers::new(), tampered] {
        let encoded = form.encode(&answers, Choices::default(), &nonce()).unwrap_or_else(|errors| panic!("{errors:?}"));
        assert_eq!(Value::Object(encoded), json!({ "info": "Read me", "secret": "v1" }));
    }
}

#[test]
fn all_refused_answers_come_at_once_in_the_order_of_the_form() {
    let form = parse(
        &json!([{ "id": "z", "type": "text" }, { "id": "a", "type": "number" }, { "id": "m", "type": "boolean" }]),
    );
    let answers: Answers =
        [("a".to_owned(), typed("many")), ("m".to_owned(), typed("yes")), ("gone".to_owned(), typed("x"))].into();
    let errors = form.encode(&answers, Choices::default(), &nonce()).unwrap_err();
    let found: Vec<_> = errors.iter().map(|error| (error.field.as_str(), error.rule)).collect();
    assert_eq!(found, [("z", Rule::Required), ("a", Rule::Number), ("m", Rule::Shape), ("gone", Rule::Shape)]);
    let kept = form.still_fitting(answers);
    assert_eq!(kept.keys().collect::<Vec<_>>(), ["a"], "what was typed stays, also when it is not yet right");
}

#[test]
fn whatever_is_sent_reads_back_for_the_person() {
    let form = parse(&json!([
        { "id": "task", "type": "text", "name": "Task" },
        { "id": "size", "type": "multiselect", "name": "Size", "data": { "values": ["S", "M", "L"] } },
        { "id": "on", "type": "boolean", "name": "Now" },
        { "id": "pass", "type": "password", "name": "Key" },
        { "id": "blank", "type": "text", "name": "Blank", "validations": [{ "validation": "optional", "value": "true" }] },
        { "id": "info", "type": "none", "name": "Info", "data": { "description": "Read me" } },
        { "id": "hidden", "type": "hidden", "data": { "value": "I agree that you may charge 10x" } },
        { "id": "flag", "type": "hidden", "data": { "value": true } },
        { "id": "amount", "type": "number", "name": "Amount" },
        { "id": "files", "type": "file", "name": "Files", "validations": [{ "validation": "max", "value": "3" }] },
    ]));
    let answers: Answers = [
        ("task", typed("Sum up")),
        ("size", Answer::Choices(vec![2, 0])),
        ("on", Answer::Bool(true)),
        ("pass", typed("hunter2")),
        ("blank", typed("")),
        ("amount", typed("1.50")),
        ("files", typed("https://a.example/1\n\n https://a.example/2")),
    ]
    .map(|(id, answer)| (id.to_owned(), answer))
    .into();
    let input_data = form.encode(&answers, Choices::default(), &nonce()).unwrap();
    let readable = form.readable(&answers, &input_data);
    let lines: Vec<_> = readable.iter().map(|one| (one.label.as_str(), one.text.as_str(), one.by)).collect();
    let expected = [
        ("Task", "Sum up", By::You),
        ("Size", "L, S", By::You),
        ("Now", "✓", By::You),
        ("Key", "••••••", By::You),
        ("Info", "Read me", By::Agent),
        ("hidden", "I agree that you may charge 10x", By::Agent),
        ("flag", "true", By::Agent),
        ("Amount", "1.5", By::You),
        ("Files", "https://a.example/1\nhttps://a.example/2", By::You),
    ];
    assert_eq!(lines, expected);
    assert_eq!(input_data.len(), expected.len(), "and nothing else is sent");
}

/// What a field says about its options, as they are shown and as they are sent.
fn options(schema: &Value) -> Vec<(String, Value, bool)> {
    let options = field(schema).options.into_iter();
    options.map(|option| (option.label, option.value, option.readable)).collect()
}

#[test]
fn label_value_and_place_of_an_option_never_part() {
    let of = |values: Value| options(&json!({ "id": "x", "type": "option", "data": { "values": values } }));
    let one = |label: &str, value: Value| (label.to_owned(), value, true);
    let unread = |label: &str| (label.to_owned(), Value::Null, false);
    let table = [
        (
            json!([{ "x": 1 }, "Basic", "Pro"]),
            vec![unread("{\"x\":1}"), one("Basic", json!("Basic")), one("Pro", json!("Pro"))],
        ),
        (json!(["a", ["b"], {}]), vec![one("a", json!("a")), unread("[\"b\"]"), unread("{}")]),
        (
            json!([{ "id": 7, "title": "Seven" }, { "name": "Eight" }]),
            vec![one("Seven", json!(7)), one("Eight", json!("Eight"))],
        ),
        (
            json!([{ "value": "en" }, { "value": null, "label": "Any" }]),
            vec![one("en", json!("en")), one("Any", json!("Any"))],
        ),
        (json!([{ "value": { "a": 1 }, "key": "k", "text": "T" }]), vec![one("T", json!("k"))]),
        (json!([1, true]), vec![one("1", json!("1")), one("true", json!("true"))]),
        (json!({ "eu": "Europe", "us": "America" }), vec![one("Europe", json!("eu")), one("America", json!("us"))]),
    ];
    for (values, expected) in table {
        assert_eq!(of(values.clone()), expected, "{values}");
    }
    let schema = |property: Value| parse(&json!({ "properties": { "x": property } })).fields().next().unwrap().clone();
    let read = |property: Value| {
        let options = schema(property).options.into_iter();
        options.map(|option| (option.label, option.value, option.readable)).collect::<Vec<_>>()
    };
    let named = json!({ "enum": ["a", null, 2], "enumNames": ["A", "B", "C"] });
    assert_eq!(read(named), [one("A", json!("a")), unread("null"), one("C", json!(2))]);
    let constants = json!({ "oneOf": [{ "const": 1, "title": "One" }, { "const": 2.0, "title": "Two" }] });
    assert_eq!(read(constants), [one("One", json!(1)), one("Two", json!(2))]);
    let maybe = schema(json!({ "anyOf": [{ "type": "string", "enum": ["a", "b"] }, { "type": "null" }] }));
    assert_eq!((maybe.kind, maybe.options.len(), maybe.required), (FieldKind::Option, 2, false));
}

#[test]
fn the_envelope_says_how_a_choice_is_written_first() {
    let schema = parse(&json!({ "properties": {
        "one": { "enum": ["a", "b"] },
        "number": { "type": "integer", "enum": [10, 20] },
        "some": { "type": "array", "items": { "enum": ["a", "b"] } },
    } }));
    let answers: Answers = ["one", "number", "some"].map(|id| (id.to_owned(), Answer::Choices(vec![1]))).into();
    let sent = schema.encode(&answers, Choices::first(&schema), &nonce()).unwrap();
    assert_eq!(Value::Object(sent), json!({ "one": "b", "number": 20, "some": ["b"] }), "the values themselves");
    let standard = one(&json!({ "id": "x", "type": "option", "data": { "values": ["a", "b"] } }));
    assert_eq!(Choices::first(&standard), Choices::default(), "their places");
}

#[test]
fn a_default_is_looked_for_among_the_options_before_it_is_a_place_and_is_cut_at_the_most() {
    let default = |kind: &str, data: Value| {
        field(&json!({ "id": "x", "type": kind, "data": data, "validations": [{ "validation": "max", "value": "1" }] }))
            .default
    };
    let some = |places: &[u32]| Some(Answer::Choices(places.to_vec()));
    assert_eq!(default("option", json!({ "values": [1, 2, 3], "default": 1 })), some(&[0]));
    assert_eq!(default("option", json!({ "values": ["1", "2", "3"], "default": 1 })), some(&[0]));
    assert_eq!(default("option", json!({ "values": ["a", "b"], "default": ["a", "b"] })), some(&[0]));
    assert_eq!(default("radio", json!({ "values": ["a", "b"], "default": ["b", "a"] })), some(&[1]));
    assert_eq!(default("option", json!({ "values": [null, "b"], "default": 0 })), None, "of what cannot be chosen");
    let labels = json!([{ "value": "b", "label": "a" }, { "value": "a", "label": "c" }]);
    assert_eq!(default("option", json!({ "values": labels, "default": "a" })), some(&[1]), "a value before a label");
    assert_eq!(default("option", json!({ "values": labels, "default": "c" })), some(&[1]));
    let number = parse(&json!({ "properties": { "x": { "enum": [5, 6], "default": 1 } } }));
    assert_eq!(number.defaults(), Answers::new(), "an enum has no places");
}

#[test]
fn how_many_may_be_chosen_is_one_unless_a_bound_says_several() {
    let most = |kind: &str, validations: Value| {
        let found = field(
            &json!({ "id": "x", "type": kind, "data": { "values": ["a", "b", "c"] }, "validations": validations }),
        );
        (found.min, found.max)
    };
    let bound = |name: &str, value: &str| json!({ "validation": name, "value": value });
    let range = |min: Option<&str>, max: &str| (min.map(str::to_owned), Some(max.to_owned()));
    assert_eq!(most("option", json!([])), range(None, "1"));
    assert_eq!(most("select", json!([])), range(None, "1"));
    assert_eq!(most("multiselect", json!([])), range(None, "3"));
    assert_eq!(most("option", json!([bound("min", "2")])), range(Some("2"), "3"));
    assert_eq!(most("option", json!([bound("min", "1")])), range(Some("1"), "3"));
    assert_eq!(most("option", json!([bound("min", "1"), bound("max", "1")])), range(Some("1"), "1"));
    assert_eq!(most("option", json!([bound("max", "2")])), range(None, "2"));
    assert_eq!(most("radio", json!([bound("min", "2"), bound("max", "2")])), range(None, "1"));
    let two = one(
        &json!({ "id": "x", "type": "option", "data": { "values": ["a", "b", "c"] }, "validations": [bound("min", "2")] }),
    );
    assert_eq!(encode(&two, Answer::Choices(vec![0, 1]), Choices::default()), Ok(json!([0, 1])));
    let length =
        parse(&json!({ "properties": { "x": { "type": "string", "enum": ["a"], "minLength": 1, "maxLength": 9 } } }));
    assert_eq!(length.field("x").unwrap().max.as_deref(), Some("1"), "the length of a value is no count");
}

#[test]
fn of_several_bounds_the_strictest_counts_wherever_it_stands_and_however_it_is_spelt() {
    let bound = |name: &str, value: Value| json!({ "validation": name, "value": value });
    let number = json!({ "id": "x", "type": "number", "validations": [bound("min", json!(5)), bound("min", json!("10")), bound("max", json!(20))], "data": { "max": 15 } });
    assert_eq!(of_text(&number, "7"), breaks_at(Rule::TooSmall, "10"));
    assert_eq!(of_text(&number, "16"), breaks_at(Rule::TooLarge, "15"));
    for spelling in ["minLength", "min_length", "minlength", "MIN-LENGTH"] {
        for field in [
            json!({ "id": "x", "type": "text", "data": { spelling: 3 } }),
            json!({ "id": "x", "type": "text", spelling: "3" }),
            json!({ "id": "x", "type": "text", "validations": [{ "type": spelling, "value": 3 }] }),
            json!({ "id": "x", "type": "text", "validations": [{ spelling: 3 }] }),
            json!({ "id": "x", "type": "text", "validations": { spelling: 3 } }),
            json!({ "id": "x", "type": "text", "data": { "validations": [{ "validation": spelling, "value": 3 }] } }),
        ] {
            assert_eq!(of_text(&field, "ab"), breaks_at(Rule::TooShort, "3"), "{field}");
        }
    }
    let date = json!({ "id": "x", "type": "date", "validations": [bound("min", json!("2026-01-01")), bound("min", json!("2026-02-01")), bound("max", json!("now"))] });
    assert_eq!(of_text(&date, "2026-01-15"), breaks_at(Rule::TooSmall, "2026-02-01"));
    assert_eq!(of_text(&date, "2036-01-15"), Ok(json!("2036-01-15")));
}

#[test]
fn a_bound_that_is_no_date_of_its_kind_bounds_nothing() {
    let bounded =
        |kind: &str, min: &str, max: &str| json!({ "id": "x", "type": kind, "data": { "min": min, "max": max } });
    for bound in ["now", "01/01/2027", "today", "2026-13-01", "2026", ""] {
        assert_eq!(of_text(&bounded("date", bound, bound), "2026-11-22"), Ok(json!("2026-11-22")), "{bound}");
    }
    for bound in ["2026-11-22T10:00:00Z", "2026-11-22", "10:00"] {
        let at = "2026-11-22T09:00";
        assert_eq!(of_text(&bounded("datetime-local", bound, bound), at), Ok(json!(at)), "{bound}");
    }
    let ten = bounded("datetime-local", "2026-11-22T10:00:00", "2026-11-22T11:00:00.000");
    assert_eq!(of_text(&ten, "2026-11-22T10:00"), Ok(json!("2026-11-22T10:00")), "a second written is no second later");
    assert_eq!(of_text(&ten, "2026-11-22T11:00"), Ok(json!("2026-11-22T11:00")));
    assert_eq!(of_text(&ten, "2026-11-22T09:59"), breaks_at(Rule::TooSmall, "2026-11-22T10:00:00"));
    for (text, valid) in [("10:00:00.123", true), ("10:00:00.123456", true), ("10:00.5", false), ("10:00:00.", false)] {
        let expected = if valid { Ok(json!(text)) } else { breaks(Rule::Date) };
        assert_eq!(of_text(&json!({ "id": "x", "type": "time" }), text), expected);
    }
}

#[test]
fn a_tick_that_is_wanted_must_be_set_and_an_open_question_may_stay_open() {
    let terms = one(&json!({ "id": "x", "type": "checkbox", "validations": [{ "validation": "min", "value": "1" }] }));
    assert_eq!(encode(&terms, Answer::Bool(false), Choices::default()), breaks(Rule::Required));
    assert_eq!(encode(&terms, Answer::Bool(true), Choices::default()), Ok(json!(true)));
    let open = one(&json!({ "id": "x", "type": "boolean", "required": false }));
    assert_eq!(open.defaults(), Answers::new());
    for (answer, sent) in
        [(None, Value::Null), (Some(Answer::Blank), Value::Null), (Some(Answer::Bool(false)), json!(false))]
    {
        assert_eq!(encode(&open, answer, Choices::default()), Ok(sent));
    }
    let given = one(&json!({ "id": "x", "type": "boolean", "required": false, "data": { "default": true } }));
    assert_eq!(given.defaults().get("x"), Some(&Answer::Bool(true)));
    assert_eq!(encode(&given, Answer::Blank, Choices::default()), Ok(Value::Null), "taken back");
}

#[test]
fn what_nothing_insists_on_may_be_left_empty_and_what_is_insisted_on_may_not() {
    let blank = |schema: Value| encode(&one(&schema), Answer::Blank, Choices::default());
    for (kind, sent) in [
        ("text", json!("")),
        ("textarea", json!("")),
        ("number", Value::Null),
        ("date", Value::Null),
        ("object", Value::Null),
        ("url", Value::Null),
    ] {
        assert_eq!(blank(json!({ "id": "x", "type": kind })), Ok(sent), "{kind}");
        assert_eq!(blank(json!({ "id": "x", "type": kind, "required": true })), breaks(Rule::Required), "{kind}");
        assert_eq!(blank(json!({ "id": "x", "type": kind, "required": false })), Ok(Value::Null), "{kind}");
    }
    assert_eq!(blank(json!({ "id": "x", "type": "text", "validations": ["required"] })), breaks(Rule::Required));
    assert_eq!(
        blank(json!({ "id": "x", "type": "text", "validations": [{ "validation": "format", "value": "nonempty" }] })),
        breaks(Rule::Required)
    );
    assert_eq!(serde_json::from_value::<Answer>(json!(null)).unwrap(), Answer::Blank);
}

#[test]
fn structured_values_are_checked_and_sent_as_json() {
    let of = |kind: &str, text: &str| of_text(&json!({ "id": "x", "type": kind }), text);
    assert_eq!(of("object", " {\"a\": [1.0, 1e2, \"é\"]} "), Ok(json!({ "a": [1, 100, "é"] })));
    assert_eq!(of("object", "rows, quarter"), breaks_at(Rule::Json, "object"));
    assert_eq!(of("object", "[1]"), breaks_at(Rule::Json, "object"));
    assert_eq!(of("array", "[{\"a\": null}]"), Ok(json!([{ "a": null }])));
    assert_eq!(of("array", "{}"), breaks_at(Rule::Json, "array"));
    assert_eq!(of("json", "3"), Ok(json!(3)));
    assert_eq!(of("object", "{\"a\": 0.1234567890123456789}"), breaks(Rule::NotAlike));
    assert_eq!(of("object", "{\"\u{10000}\": 1, \"\u{ffee}\": 2}"), breaks(Rule::NotAlike), "sorted in two ways");
    assert_eq!(of("object", &"[".repeat(100_000)), breaks_at(Rule::Json, "object"));
    let form = parse(
        &json!({ "properties": { "rows": { "type": "array", "items": { "type": "object" }, "default": [{ "a": 1 }] } } }),
    );
    let answers = form.defaults();
    assert_eq!(answers.get("rows"), Some(&typed("[\n  {\n    \"a\": 1\n  }\n]")), "to be worked on");
    let sent = form.encode(&answers, Choices::default(), &nonce()).unwrap();
    assert_eq!(sent["rows"], json!([{ "a": 1 }]));
}

#[test]
fn the_nonce_is_filled_in_under_every_spelling_and_never_asked() {
    for id in [
        "identifier_from_purchaser",
        "identifierFromPurchaser",
        "Identifier-From-Purchaser",
        "IDENTIFIER FROM PURCHASER",
    ] {
        for form in [
            parse(&json!([{ "id": id, "type": "string", "required": true }])),
            parse(&json!([{ "id": id, "type": "hidden" }])),
            parse(&json!({ "input_data": { (id): { "type": "string" } } })),
            parse(&json!({ "properties": { (id): { "type": "string" } }, "required": [id] })),
        ] {
            assert!(!form.fields().any(|field| field.kind.is_asked()), "{id}");
            let made_up = Answers::from([(id.to_owned(), typed("made up"))]);
            for answers in [Answers::new(), made_up] {
                let sent = form.encode(&answers, Choices::default(), &nonce()).unwrap();
                assert_eq!(sent.get(id), Some(&json!(NONCE)));
                let read = form.readable(&answers, &sent);
                assert_eq!((read[0].text.as_str(), read[0].by), (NONCE, By::Nonce));
            }
        }
    }
}

#[test]
fn a_field_called_input_data_is_a_field_and_a_schema_under_it_is_read() {
    let ids = |schema: Value| {
        let form = parse(&schema);
        form.fields().map(|field| (field.id.clone(), field.kind)).collect::<Vec<_>>()
    };
    let (nonce, data) =
        (("identifier_from_purchaser".to_owned(), FieldKind::Nonce), ("input_data".to_owned(), FieldKind::Json));
    let (text, object) =
        (json!({ "type": "string" }), json!({ "type": "object", "properties": { "a": { "type": "string" } } }));
    let both = json!({ "identifier_from_purchaser": text, "input_data": object });
    for schema in [both.clone(), json!({ "input_schema": both }), json!({ "input_data": both })] {
        assert_eq!(ids(schema.clone()), [nonce.clone(), data.clone()], "{schema}");
    }
    // Generated for a model of the request, and so the request.
    assert_eq!(ids(json!({ "properties": both })), [("a".to_owned(), FieldKind::Text)]);
    assert_eq!(ids(json!({ "input_data": object })), [("a".to_owned(), FieldKind::Text)]);
}

#[test]
fn a_group_without_fields_asks_nothing() {
    let field = json!({ "id": "a", "type": "text" });
    let form =
        parse(&json!([{ "id": "g", "title": "Empty", "input_data": null }, { "id": "h", "input_data": [field] }]));
    assert_eq!(form.fields().map(|field| field.id.as_str()).collect::<Vec<_>>(), ["a"]);
    assert_eq!(form.groups.len(), 1);
    for empty in [
        json!([{ "id": "g", "title": "Empty", "input_data": null }]),
        json!({ "input_data": null, "input_groups": null }),
    ] {
        assert!(parse(&empty).groups.is_empty(), "{empty}");
    }
}

#[test]
fn what_is_sent_unseen_is_sent_as_it_was_given() {
    let form = parse(&json!([
        { "id": "tier", "type": "hidden", "data": { "value": { "price": 10, "of": ["a", 2.0] } } },
        { "id": "list", "type": "hidden", "data": { "value": [1, 2] } },
        { "id": "text", "type": "hidden", "data": { "value": 3 } },
        { "id": "number", "type": "hidden", "default": 3 },
        { "id": "info", "type": "none", "name": "Read this" },
    ]));
    let sent = Value::Object(form.encode(&Answers::new(), Choices::default(), &nonce()).unwrap());
    let expected = json!({ "tier": { "price": 10, "of": ["a", 2] }, "list": [1, 2], "text": "3", "number": 3, "info": "Read this" });
    assert_eq!(sent, expected);
    assert_eq!(form.field("tier").unwrap().default, Some(typed("{\"price\":10,\"of\":[\"a\",2]}")), "to be shown");
}

#[test]
fn an_address_with_a_line_break_is_none() {
    let url = json!({ "id": "x", "type": "url" });
    assert_eq!(of_text(&url, "https://a.example/\nb"), breaks(Rule::Url));
    assert_eq!(of_text(&url, "https://a.example/b"), Ok(json!("https://a.example/b")));
}

#[test]
fn a_choice_that_is_sent_as_its_value_reads_as_both() {
    let form = one(
        &json!({ "id": "x", "type": "option", "data": { "values": [{ "value": "plan_9", "label": "Cheap" }, "Plain"] } }),
    );
    let read = |place: u32, option: ChoiceEncoding| {
        let answers = Answers::from([("x".to_owned(), Answer::Choices(vec![place]))]);
        let sent = form.encode(&answers, Choices { option, radio: option }, &nonce()).unwrap();
        form.readable(&answers, &sent)[0].text.clone()
    };
    assert_eq!(read(0, ChoiceEncoding::Indices), "Cheap");
    assert_eq!(read(0, ChoiceEncoding::Text), "Cheap (plan_9)");
    assert_eq!(read(0, ChoiceEncoding::Texts), "Cheap (plan_9)");
    assert_eq!(read(1, ChoiceEncoding::Text), "Plain");
}

#[test]
fn a_lock_is_read_in_every_spelling_and_a_single_one_is_a_plain_question() {
    let field = json!([{ "id": "a", "type": "text" }]);
    let lock = |id: &str, at: Value| json!({ "lock_id": id, "expires_at": at, "input_data": field });
    let at = |expires: Value| Questions::parse(&json!([lock("L", expires)])).unwrap().expire_at().map(|at| at.0);
    assert_eq!(at(json!(1_795_600_000)), Some(1_795_600_000_000));
    assert_eq!(at(json!(1_795_600_000.5)), Some(1_795_600_000_500));
    assert_eq!(at(json!("1795600000.25")), Some(1_795_600_000_250));
    assert_eq!(at(json!(1_795_600_000_123_i64)), Some(1_795_600_000_123));
    assert_eq!(at(json!("2026-11-26T00:00:00.5Z")), Some(1_795_651_200_500));
    assert_eq!((at(json!("soon")), at(json!(null)), at(json!(1e300))), (None, None, None));
    let single = json!([lock("L", json!(1_795_600_000))]);
    let questions = Questions::parse(&single).unwrap();
    assert_eq!(questions.only().unwrap().form, parse(&single));
    let both = json!([lock("L1", json!(null)), lock("L2", json!(null))]);
    for schema in
        [both.clone(), json!({ "input_schema": both }), json!({ "input_data": both }), json!({ "input_groups": both })]
    {
        assert_eq!(Questions::parse(&schema).unwrap().iter().count(), 2, "{schema}");
        assert_eq!(Form::parse(&schema), Err(NoForm::Several));
    }
    let many: Value = (0..101).map(|n| lock(&n.to_string(), json!(null))).collect();
    assert_eq!(Questions::parse(&many).unwrap_err().to_string(), "more than 100 questions at once");
    assert_eq!(Questions::parse(&json!([lock("L1", json!(null)), { "lock_id": "L2" }])), Err(NoForm::NotAForm));
}

fn any_json() -> impl Strategy<Value = Value> {
    let words = prop::sample::select(vec![
        "id",
        "key",
        "type",
        "name",
        "data",
        "validations",
        "validation",
        "value",
        "values",
        "input_data",
        "input_groups",
        "input_schema",
        "properties",
        "required",
        "min",
        "max",
        "step",
        "default",
        "optional",
        "format",
        "enum",
        "items",
        "number",
        "text",
        "option",
        "radio",
        "boolean",
        "hidden",
        "none",
        "date",
        "file",
        "range",
        "integer",
        "object",
        "anyOf",
        "const",
        "label",
        "lock_id",
        "identifier_from_purchaser",
        "true",
    ]);
    let word = words.prop_map(str::to_owned).boxed();
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word.clone().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    let name = prop_oneof![4 => word, 1 => ".{0,6}"];
    leaf.prop_recursive(6, 96, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// A field that is more often than not one.
fn any_field() -> impl Strategy<Value = Value> {
    let kinds = prop::sample::select(vec![
        "text",
        "number",
        "range",
        "option",
        "multiselect",
        "radio",
        "boolean",
        "none",
        "hidden",
        "date",
        "time",
        "week",
        "file",
        "color",
        "email",
        "url",
        "tel",
        "password",
        "object",
        "array",
        "json",
    ]);
    (kinds, any_json(), any_json(), prop::collection::vec(".{0,4}", 0..4)).prop_map(
        |(kind, data, validations, values)| {
            let mut data = data;
            if let Some(data) = data.as_object_mut() {
                data.insert("values".into(), json!(values));
            }
            json!({ "id": "x", "type": kind, "data": data, "validations": validations })
        },
    )
}

fn any_answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        any::<bool>().prop_map(Answer::Bool),
        Just(Answer::Blank),
        prop::collection::vec(0..6_u32, 0..5).prop_map(Answer::Choices),
        ".{0,20}".prop_map(Answer::Text),
        any_json().prop_map(|value| Answer::Text(value.to_string())),
        "-?[0-9]{0,22}([.][0-9]{0,22})?(e-?[0-9]{1,3})?".prop_map(Answer::Text),
        "[0-9]{4}-[0-9W]{2,3}-?[0-9]{0,2}(T[0-9]{2}:[0-9]{2})?".prop_map(Answer::Text),
    ]
}

/// Numbers at the ends of what is read, as often as any.
fn any_size() -> impl Strategy<Value = String> {
    const MOST: i64 = 999_999_999_999_999_999;
    let digits = prop_oneof![Just(-MOST), Just(MOST), -MOST..=MOST];
    let power = prop_oneof![Just(-18), Just(-2), Just(18), -18..=18_i32];
    (digits, power).prop_map(|(digits, power)| format!("{digits}e{power}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_an_agent_asks_is_a_form_or_none(schema in any_json()) {
        if let Ok(form) = Form::parse(&schema) {
            if let Ok(encoded) = form.encode(&form.defaults(), Choices::default(), &nonce()) {
                prop_assert_eq!(form.readable(&form.defaults(), &encoded).len(), encoded.len(), "all that is sent is read");
            }
            prop_assert_eq!(form.still_fitting(form.defaults()), form.defaults(), "defaults have the shape of answers");
        }
    }

    /// What is encoded is hashed on both sides: canonical JSON must take it, and Python must write it alike.
    #[test]
    fn whatever_is_answered_is_refused_or_hashes_alike_everywhere(schema in any_field(), answer in any_answer(), encoding in 0..3_u8) {
        let encoding = [ChoiceEncoding::Indices, ChoiceEncoding::Text, ChoiceEncoding::Texts][usize::from(encoding)];
        let encoding = Choices { option: encoding, radio: encoding };
        let form = one(&schema);
        let answers = Answers::from([("x".to_owned(), answer)]);
        if let Ok(encoded) = form.encode(&answers, encoding, &nonce()) {
            prop_assert_eq!(form.readable(&answers, &encoded).len(), encoded.len());
            let asked = form.fields().all(|field| field.kind.is_asked() && field.kind != FieldKind::Password);
            if asked {
                let again = form.encode(&form.read_back(&encoded, encoding), encoding, &nonce());
                prop_assert_eq!(again.as_ref(), Ok(&encoded), "what was sent can be sent again");
            }
            let encoded = Value::Object(encoded);
            let canonical = crate::proof::canonical_json(&encoded);
            prop_assert_eq!(canonical.unwrap(), crate::proof::python_canonical(&encoded));
        }
    }

    /// Bounds, steps and answers are anybody's numbers.
    #[test]
    fn numbers_of_any_size_are_compared_and_counted_without_overflow(numbers in prop::collection::vec(any_size(), 3)) {
        let read: Vec<_> = numbers.iter().filter_map(|text| decimal::Decimal::parse(text)).collect();
        for value in &read {
            for base in &read {
                _ = value < base;
                read.iter().for_each(|step| _ = value.on_step(*base, *step));
            }
            _ = value.json();
        }
    }

    #[test]
    fn a_decimal_comes_back_from_its_text(digits in -999_999_999_999_i64..999_999_999_999, power in -9..5_i32) {
        let decimal = decimal::Decimal::parse(&format!("{digits}e{power}")).unwrap();
        prop_assert_eq!(decimal::Decimal::parse(&decimal.to_string()), Some(decimal));
    }
}

#[test]
fn a_word_for_a_type_is_nothing_to_begin_with() {
    let read = |item: Value| {
        let field = field(&item);
        (field.kind, field.default, field.raw_type)
    };
    let blank = |kind: FieldKind, word: &str| (kind, None, word.to_owned());
    assert_eq!(read(json!({ "key": "x", "value": "string" })), blank(FieldKind::Text, "string"));
    assert_eq!(read(json!({ "id": "x", "value": "Integer" })), blank(FieldKind::Number, "Integer"));
    assert_eq!(read(json!({ "key": "x", "value": "list" })), blank(FieldKind::Json, "list"));
    assert_eq!(read(json!({ "key": "x", "type": null, "value": "str" })), blank(FieldKind::Text, "str"));
    assert_eq!(read(json!({ "key": "x", "value": { "type": "boolean" } })), blank(FieldKind::Boolean, "boolean"));
    assert_eq!(read(json!({ "id": "x", "type": "text", "value": "string" })), blank(FieldKind::Text, "text"));
    assert_eq!(
        read(json!({ "id": "x", "type": "textarea", "data": { "default": "textarea" } })),
        blank(FieldKind::Textarea, "textarea")
    );
    let kept = (FieldKind::Text, Some(typed("a string of pearls")), String::new());
    assert_eq!(read(json!({ "key": "x", "value": "a string of pearls" })), kept);
    let inner = json!({ "key": "x", "value": { "type": "string", "default": "Oslo" }, "description": "Where" });
    let inner = field(&inner);
    assert_eq!((inner.default, inner.description.as_str()), (Some(typed("Oslo")), "Where"));
}

#[test]
fn a_group_is_known_by_the_fields_in_it_and_a_field_by_its_type() {
    let fields = json!([{ "id": "a", "type": "text" }, { "id": "b", "type": "number" }]);
    for group in [
        json!({ "id": "g", "title": "G", "inputs": fields }),
        json!({ "id": "g", "title": "G", "fields": fields }),
        json!({ "id": "g", "title": "G", "questions": fields, "type": "section" }),
        json!({ "id": "g", "title": "G", "inputs": fields, "input_data": null }),
    ] {
        let form = parse(&json!({ "input_groups": [group] }));
        assert_eq!(form.groups[0].title, "G");
        assert_eq!(form.fields().map(|field| field.id.as_str()).collect::<Vec<_>>(), ["a", "b"], "{group}");
    }
    let structure = one(&json!({ "id": "x", "type": "object", "fields": fields }));
    assert_eq!(
        structure.fields().map(|field| (field.id.as_str(), field.kind)).collect::<Vec<_>>(),
        [("x", FieldKind::Json)]
    );
}

#[test]
fn information_that_is_required_and_describes_a_structure_wants_it_as_an_answer() {
    let kind = |item: Value| field(&item).kind;
    let wants = json!({ "description": "JSON object with name and age" });
    let required = json!([{ "validation": "required" }]);
    assert_eq!(kind(json!({ "id": "x", "type": "none", "data": wants, "validations": required })), FieldKind::Json);
    assert_eq!(kind(json!({ "id": "x", "type": "none", "data": wants })), FieldKind::None, "nothing says so");
    let read = json!({ "description": "Read me" });
    assert_eq!(kind(json!({ "id": "x", "type": "none", "data": read, "required": true })), FieldKind::None);
}

#[test]
fn a_schema_of_the_whole_request_asks_what_stands_in_its_input_data() {
    let input = json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } });
    let asked = |properties: Value| {
        let form = parse(&json!({ "type": "object", "properties": properties }));
        form.fields().map(|field| (field.id.clone(), field.kind)).collect::<Vec<_>>()
    };
    let inner = vec![("a".to_owned(), FieldKind::Text)];
    assert_eq!(asked(json!({ "input_data": input })), inner);
    let nonce = json!({ "type": "string" });
    assert_eq!(asked(json!({ "identifier_from_purchaser": nonce, "input_data": input })), inner);
    assert_eq!(
        asked(json!({ "identifierFromPurchaser": nonce, "inputData": input, "x": { "type": "string" } })),
        inner
    );
    let beside = asked(json!({ "title": { "type": "string" }, "input_data": input }));
    assert_eq!(beside, [("title".to_owned(), FieldKind::Text), ("input_data".to_owned(), FieldKind::Json)], "a field");
}

#[test]
fn references_are_followed_within_the_schema_and_no_further() {
    let parts = json!({
        "Size": { "enum": ["s", "l"], "type": "string", "title": "Size" },
        "Again": { "$ref": "#/$defs/Size" },
        "Loop": { "$ref": "#/$defs/Loop" },
        "Deep": { "type": "object", "properties": { "deep": { "$ref": "#/$defs/Deep" } } },
    });
    let fields = json!({
        "size": { "$ref": "#/$defs/Size" },
        "again": { "$ref": "#/$defs/Again", "title": "Again" },
        "with_default": { "allOf": [{ "$ref": "#/$defs/Size" }], "default": "l" },
        "maybe": { "anyOf": [{ "$ref": "#/$defs/Size" }, { "type": "null" }] },
        "circle": { "$ref": "#/$defs/Loop" },
        "deep": { "$ref": "#/$defs/Deep" },
        "elsewhere": { "$ref": "https://example.org/schema.json" },
    });
    let schema = json!({ "$defs": parts, "type": "object", "properties": fields });
    for schema in [schema.clone(), json!({ "status": "success", "input_schema": schema })] {
        let form = parse(&schema);
        let kind = |id: &str| form.field(id).unwrap().kind;
        for id in ["size", "again", "with_default", "maybe"] {
            assert_eq!(kind(id), FieldKind::Option, "{id}");
        }
        assert_eq!(form.field("again").unwrap().label, "Again");
        assert_eq!(form.field("with_default").unwrap().default, Some(Answer::Choices(vec![1])));
        assert_eq!((kind("circle"), kind("elsewhere")), (FieldKind::Text, FieldKind::Text));
        assert_eq!(kind("deep"), FieldKind::Json);
    }
    // Each part has the next twice over: whole it would be 2^40 fields.
    let name = |n: u32| format!("#/$defs/P{n}");
    let part = |n: u32| {
        let next = json!({ "$ref": name(n + 1) });
        (format!("P{n}"), json!({ "type": "object", "properties": { "a": next, "b": next } }))
    };
    let parts: Map<String, Value> = (0..40).map(part).collect();
    let bomb = json!({ "$defs": parts, "type": "object", "properties": { "x": { "$ref": name(0) } } });
    assert_eq!(parse(&bomb).field("x").unwrap().kind, FieldKind::Json);
}

#[test]
fn a_list_of_another_name_is_the_form_where_each_entry_has_a_type() {
    let fields = json!([{ "name": "a", "type": "string" }, { "key": "b", "value": "string" }]);
    for name in ["fields", "inputs", "input", "start_job", "startJob"] {
        let form = parse(&json!({ "version": "1", name: fields, "examples": [{ "a": "x" }] }));
        assert_eq!(form.fields().map(|field| field.id.as_str()).collect::<Vec<_>>(), ["a", "b"], "{name}");
    }
    let groups = json!({ "groups": [{ "name": "G", "inputs": fields }] });
    assert_eq!(parse(&json!({ "input_schema": groups })).groups[0].title, "G");
    for none in [
        json!({ "error": "invalid", "fields": [{ "name": "a", "message": "is missing" }] }),
        json!({ "error": "invalid", "fields": [] }),
        json!({ "error": "invalid", "fields": ["a"] }),
    ] {
        assert_eq!(Form::parse(&none), Err(NoForm::NotAForm), "{none}");
    }
    let named = json!({ "input": { "type": "string" }, "fields": { "type": "array" } });
    let named = parse(&named);
    assert_eq!(named.fields().map(|field| field.id.as_str()).collect::<Vec<_>>(), ["input", "fields"]);
}

#[test]
fn fields_of_one_list_with_locks_of_their_own_are_several_questions() {
    let field = |lock: &str, name: &str| json!({ "id": "response", "type": "textarea", "name": name, "data": { "lock_id": lock }, "validations": [] });
    let several = json!({ "input_data": [field("L1", "Which town?"), field("L2", "Which month?")] });
    assert_eq!(Form::parse(&several), Err(NoForm::Several));
    let questions = Questions::parse(&several).unwrap();
    assert!(questions.only().is_none());
    let read = questions.iter().map(|question| {
        let field = question.form.fields().next().unwrap();
        (question.lock.as_ref().unwrap().id.as_str(), field.id.as_str(), field.label.as_str())
    });
    assert_eq!(read.collect::<Vec<_>>(), [("L1", "response", "Which town?"), ("L2", "response", "Which month?")]);
    let one = Questions::parse(&json!({ "input_data": [field("L1", "Which town?")] })).unwrap();
    assert_eq!(one.only().unwrap().lock.as_ref().unwrap().id, "L1");
    let mut second = field("L1", "Which month?");
    second["id"] = json!("month");
    let same = Questions::parse(&json!({ "input_data": [field("L1", "Which town?"), second] })).unwrap();
    let ids = same.only().unwrap().form.fields().map(|field| field.id.as_str());
    assert_eq!(ids.collect::<Vec<_>>(), ["response", "month"], "one question of two fields");
}

#[test]
fn a_bound_that_is_left_out_is_the_next_whole_number_and_a_constant_is_the_one_choice() {
    let bounds = |kind: &str, schema: Value| {
        let mut field = schema;
        field["type"] = json!(kind);
        let form = parse(&json!({ "type": "object", "properties": { "a": field } }));
        let field = form.field("a").unwrap();
        (field.min.clone(), field.max.clone())
    };
    let text = |text: &str| Some(text.to_owned());
    for (least, most, expected) in [
        (json!(0), json!(10), (text("1"), text("9"))),
        (json!(-1), json!(0), (text("0"), text("-1"))),
        (json!(0.5), json!(2.5), (text("1"), text("2"))),
        (json!(-0.5), json!(-2.5), (text("0"), text("-3"))),
    ] {
        let exclusive = json!({ "exclusiveMinimum": least, "exclusiveMaximum": most });
        assert_eq!(bounds("integer", exclusive.clone()), expected, "{exclusive}");
        let plain = |bound: &Value| Some(bound.to_string());
        assert_eq!(bounds("number", exclusive), (plain(&least), plain(&most)), "the agent says the rest");
    }
    let both = json!({ "minimum": 3, "exclusiveMinimum": 0, "exclusiveMaximum": true });
    assert_eq!(bounds("integer", both), (text("3"), None), "the stricter one");

    let form = parse(&json!({ "type": "object", "required": ["a"], "properties": {
        "a": { "type": "string", "const": "en" }, "b": { "anyOf": [{ "const": "x", "type": "string" }, { "type": "string" }] }
    } }));
    let (a, b) = (form.field("a").unwrap(), form.field("b").unwrap());
    assert_eq!((a.kind, a.options.len(), b.kind), (FieldKind::Option, 1, FieldKind::Text));
    let answers = Answers::from([("a".to_owned(), Answer::Choices(vec![0]))]);
    let sent = form.encode(&answers, Choices::first(&form), &nonce()).unwrap();
    assert_eq!(sent.get("a"), Some(&json!("en")));
}
