//! Recorded schemas.

use masumi::form::{FieldKind, Form};
use serde_json::Value;

fn parse(schema: &Value) -> Form {
    Form::parse(schema).unwrap_or_else(|why| panic!("{why} in {schema}"))
}

fn recorded(name: &str) -> Value {
    let path = format!("{}/../../../tests/recordings/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let exchange: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    exchange["response"]["body"].clone()
}

#[test]
fn recorded_schemas_are_read_whole() {
    let groups = parse(&recorded("072-agent-input-schema-input-groups"));
    assert_eq!(groups.groups.iter().map(|group| group.title.as_str()).collect::<Vec<_>>(), ["Company", "Contact"]);
    let website = groups.field("website").unwrap();
    assert_eq!(
        (website.kind, website.required, website.formats.as_slice()),
        (FieldKind::Url, false, &["url".to_owned()][..])
    );
    assert_eq!(groups.field("consent").unwrap().kind, FieldKind::Boolean);
    let custom = parse(&recorded("073-agent-input-schema-custom"));
    assert!(custom.field("task").unwrap().required && !custom.field("budget").unwrap().required);
}
