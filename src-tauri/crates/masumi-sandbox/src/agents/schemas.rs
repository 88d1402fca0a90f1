//! What the agents ask, in the shapes of MIP-003 attachment 01.

use super::Lie;
use masumi::node::Generation;
use serde_json::{Value, json};

/// `{validation: optional}`.
const OPTIONAL: (&str, &str) = ("optional", "true");

/// A field: id, type, label, `data` (null: none), and its validations.
fn field(id: &str, kind: &str, name: &str, data: Value, rules: &[(&str, &str)]) -> Value {
    let rules: Vec<Value> = rules.iter().map(|(rule, value)| json!({"validation": rule, "value": value})).collect();
    let mut field = json!({"id": id, "type": kind, "name": name});
    if !data.is_null() {
        field["data"] = data;
    }
    if !rules.is_empty() {
        field["validations"] = json!(rules);
    }
    field
}

/// So many characters, choices, or so large a number.
fn between<'a>(min: &'a str, max: &'a str) -> [(&'static str, &'a str); 2] {
    [("min", min), ("max", max)]
}

fn flat(fields: &[Value]) -> Value {
    json!({"input_data": fields})
}

fn group(id: &str, title: &str, fields: &[Value]) -> Value {
    json!({"id": id, "title": title, "input_data": fields})
}

/// One long text, and how much of it to keep.
pub(super) fn summary() -> Value {
    let text = json!({"description": "What is to be summarised.", "placeholder": "Paste any text"});
    let number = [("min", "1"), ("max", "10"), ("format", "integer"), OPTIONAL];
    let style = json!({"values": ["Sentences", "Bullet points"]});
    flat(&[
        field("text", "textarea", "Text", text, &[("min", "1"), ("max", "20000"), ("format", "nonempty")]),
        field("sentences", "number", "Sentences to keep", json!({"description": "Blank: three."}), &number),
        field("style", "option", "Style", style, &[("min", "1"), ("max", "1"), OPTIONAL]),
    ])
}

/// Two groups.
pub(super) fn brief() -> Value {
    let region = json!({"values": ["Europe", "North America", "Asia", "Worldwide"]});
    let subject = group(
        "subject",
        "Subject",
        &[
            field("market", "text", "Market", json!({"placeholder": "electric cargo bikes"}), &between("2", "120")),
            field("region", "option", "Region", region, &between("1", "1")),
        ],
    );
    let reader = group(
        "reader",
        "For whom",
        &[
            field("audience", "text", "Who will read it", json!({"placeholder": "our board"}), &[OPTIONAL]),
            field("website", "url", "Your website", Value::Null, &[OPTIONAL, ("format", "url")]),
            field("figures", "boolean", "With figures", json!({"default": true}), &[]),
        ],
    );
    json!({"input_data": null, "input_groups": [subject, reader]})
}

/// A text and a language.
pub(super) fn translation() -> Value {
    let languages = json!({"values": ["German", "Spanish", "French"]});
    flat(&[
        field("text", "textarea", "English text", Value::Null, &between("1", "20000")),
        field("language", "option", "Into", languages, &between("1", "1")),
    ])
}

/// One word or two.
pub(super) fn subject() -> Value {
    flat(&[field("text", "text", "About what", json!({"placeholder": "frog"}), &between("1", "60"))])
}

/// A company and a depth.
pub(super) fn diligence() -> Value {
    let depth = json!({"min": 1, "max": 5, "step": 1, "default": 3});
    flat(&[
        field("company", "string", "Company", Value::Null, &[]),
        field("depth", "range", "Depth", depth, &between("1", "5")),
    ])
}

/// A contract.
pub(super) fn contract() -> Value {
    let data = json!({"description": "Clauses separated by full stops or lines."});
    flat(&[field("contract", "textarea", "Contract text", data, &between("10", "40000"))])
}

/// What the contract reviewer asks about a clause.
pub(super) fn decision(clause: &str) -> Value {
    let data = json!({"description": clause});
    flat(&[
        field("approve", "boolean", "Is this clause acceptable to you?", data, &[]),
        field("comment", "text", "Comment", Value::Null, &[OPTIONAL]),
    ])
}

/// A public file.
pub(super) fn recording() -> Value {
    let video = json!({"placeholder": "https://example.org/talk.mp4"});
    flat(&[
        field("video", "url", "Address of the video", video, &[("format", "url")]),
        field("speakers", "number", "Speakers", Value::Null, &[("min", "1"), ("max", "8"), OPTIONAL]),
    ])
}

/// A text that is worked through.
pub(super) fn plain_text() -> Value {
    flat(&[field("text", "textarea", "Text", Value::Null, &between("1", "20000"))])
}

/// A question and what to weigh it by.
pub(super) fn analysis() -> Value {
    let question = json!({"placeholder": "Should we open a second shop?"});
    flat(&[
        field("question", "text", "Question", question, &[("min", "5")]),
        field("criteria", "textarea", "Criteria, one a line", Value::Null, &[OPTIONAL]),
    ])
}

/// A series of numbers.
pub(super) fn series() -> Value {
    let values = json!({"placeholder": "12, 15, 19, 22"});
    flat(&[
        field("values", "textarea", "Whole numbers, oldest first", values, &[("min", "1")]),
        field("steps", "number", "Steps ahead", json!({"default": 3}), &between("1", "12")),
    ])
}

/// What to lie about, of the first generation.
pub(super) fn lies() -> Value {
    lies_of(Generation::V1)
}

/// Likewise, of the second.
pub(super) fn second_lies() -> Value {
    lies_of(Generation::V2)
}

fn lies_of(generation: Generation) -> Value {
    let data = json!({
        "values": Lie::of(generation).map(Lie::says).collect::<Vec<_>>(),
        "description": "Everything else about the offer will be right.",
    });
    flat(&[field("lie", "option", "What should I do?", data, &between("1", "1"))])
}

/// Every type of field, grouped, with every kind of validation.
pub(super) fn zoo() -> Value {
    json!({"input_groups": [
        group("words", "Words", &words()),
        group("numbers", "Numbers and choices", &numbers()),
        group("times", "Times and files", &times()),
    ]})
}

fn words() -> Vec<Value> {
    let about = json!({"description": "It has every type of field that the standard knows."});
    vec![
        field("about", "none", "About this form", about, &[]),
        field("string", "string", "String", Value::Null, &[]),
        field("text", "text", "Text, 3 to 20 characters", json!({"placeholder": "a few words"}), &between("3", "20")),
        field("textarea", "textarea", "Long text", Value::Null, &[OPTIONAL]),
        field("search", "search", "Search", Value::Null, &[OPTIONAL]),
        field("email", "email", "E-mail", Value::Null, &[("format", "email")]),
        field("url", "url", "Address on the web", Value::Null, &[("format", "url")]),
        field("tel", "tel", "Telephone", Value::Null, &[("format", "tel-pattern"), OPTIONAL]),
        field("password", "password", "Password", Value::Null, &[("min", "8"), OPTIONAL]),
        field("hidden", "hidden", "Hidden", json!({"value": "sandbox"}), &[]),
    ]
}

fn numbers() -> Vec<Value> {
    let range = json!({"min": 0, "max": 10, "step": 2, "default": 4});
    let colours = json!({"values": ["red", "green", "blue"]});
    let food = json!({"values": ["bread", "rice", "noodles"]});
    vec![
        field("number", "number", "Number, 0 to 100", Value::Null, &between("0", "100")),
        field("whole", "number", "Whole number", Value::Null, &[("format", "integer")]),
        field("range", "range", "Range", range, &[]),
        field("boolean", "boolean", "Yes or no", Value::Null, &[]),
        field("checkbox", "checkbox", "Agreed", json!({"default": true}), &[]),
        field("one", "option", "One of three", colours, &between("1", "1")),
        field("several", "option", "One or two of three", food, &between("1", "2")),
        field("radio", "radio", "Exactly one", json!({"values": ["small", "large"]}), &[]),
    ]
}

fn times() -> Vec<Value> {
    let file = json!({"outputFormat": "url"});
    vec![
        field("date", "date", "Date, from 2026 on", Value::Null, &[("min", "2026-01-01")]),
        field("datetime", "datetime-local", "Date and time", Value::Null, &[OPTIONAL]),
        field("time", "time", "Time", Value::Null, &[OPTIONAL]),
        field("month", "month", "Month", Value::Null, &[OPTIONAL]),
        field("week", "week", "Week", Value::Null, &[OPTIONAL]),
        field("color", "color", "Colour", json!({"default": "#1f6feb"}), &[]),
        field("file", "file", "File (its public address)", file, &[("accept", ".pdf,image/*"), OPTIONAL]),
    ]
}
