//! Recorded rows and entries, with anything in them.

use masumi::{
    node::{KeyStatus, PaymentSource, Purchase},
    registry::{Entry, PaymentInformation},
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn recorded(name: &str, place: &str) -> Value {
    let path = format!("{}/../../../tests/recordings/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let exchange: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    exchange.pointer(place).unwrap().clone()
}

/// Places of all values in it, as JSON pointers.
fn places(value: &Value, at: &str, into: &mut Vec<String>) {
    into.push(at.to_owned());
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), into));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, value)| places(value, &format!("{at}/{n}"), into));
        }
        _ => {}
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        prop::sample::select(vec![
            json!(null),
            json!([]),
            json!({}),
            json!([[]]),
            json!(-1),
            json!(1e300),
            json!(true)
        ]),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(|number| Value::from(number.to_string())),
        ".{0,30}".prop_map(Value::from),
        Just(json!("x".repeat(100_000))),
        Just(json!("9".repeat(30))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Rows and entries as recorded, with up to three of their values exchanged for anything.
    #[test]
    fn whatever_a_node_or_a_registry_tells_is_read_or_left_out(changes in prop::collection::vec((any::<u16>(), any_value()), 1..4)) {
        for (name, place) in [
            ("164-purchase-create-hitl", "/response/body/data"),
            ("010-registry-entry-limit-3", "/response/body/data/entries/0"),
            ("038-registry-payment-information-summarizer", "/response/body/data"),
        ] {
            let mut told = recorded(name, place);
            let mut all = Vec::new();
            places(&told, "", &mut all);
            for (at, value) in &changes {
                if let Some(found) = told.pointer_mut(&all[usize::from(*at) % all.len()]) {
                    *found = value.clone();
                }
            }
            if let Some(row) = Purchase::from_json(&told) {
                let kept = serde_json::to_string(&row).unwrap();
                prop_assert_eq!(serde_json::from_str::<Purchase>(&kept).ok(), Some(row), "the journal gives it back");
            }
            if let Some(entry) = Entry::from_json(&told) {
                prop_assert!(entry.name.chars().count() <= 300 && entry.tags.len() <= 50);
            }
            _ = (PaymentInformation::from_json(&told), PaymentSource::from_json(&told), KeyStatus::from_json(&told));
        }
    }
}
