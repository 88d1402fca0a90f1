//! Reads JSON from outside leniently: a number may be a string, a missing field is `None`, an unknown word stays. This is for
//! what is shown. What is paid is read strictly, from the exact text.

use crate::{
    moment::Moment,
    money::{Amount, Money, Unit},
    node::Unreadable,
    text::{letters::is_invisible, plain},
};
use serde_json::Value;
use std::borrow::Cow;

/// Reads JSON in which texts may hold half a character (`"\ud800"`, an emoji that was cut), which has no form in UTF-8: it
/// becomes U+FFFD, as when JavaScript encodes it. Nothing else is repaired.
pub(crate) fn parsed(json: &str) -> serde_json::Result<Value> {
    serde_json::from_str(json).or_else(|error| match without_halves(json) {
        Cow::Owned(mended) => serde_json::from_str(&mended),
        Cow::Borrowed(_) => Err(error),
    })
}

/// With `\ufffd` for each escape that is half a pair.
fn without_halves(json: &str) -> Cow<'_, str> {
    let mut mended = String::new();
    let mut kept = 0;
    let mut escapes = json.match_indices('\\').peekable();
    while let Some((at, _)) = escapes.next() {
        let unit = |at: usize| {
            let digits = json.get(at..)?.strip_prefix("\\u")?.get(..4)?;
            u16::from_str_radix(digits, 16).ok()
        };
        // The letter behind a backslash belongs to it, another backslash too.
        if json.as_bytes().get(at + 1) == Some(&b'\\') {
            escapes.next();
            continue;
        }
        match unit(at) {
            Some(0xd800..=0xdbff) if unit(at + 6).is_some_and(|low| (0xdc00..=0xdfff).contains(&low)) => {
                escapes.next();
            }
            Some(0xd800..=0xdfff) => {
                mended.push_str(json.get(kept..at).unwrap_or_default());
                mended.push_str("\\ufffd");
                kept = at + 6;
            }
            _ => {}
        }
    }
    if kept == 0 {
        return Cow::Borrowed(json);
    }
    mended.push_str(json.get(kept..).unwrap_or_default());
    Cow::Owned(mended)
}

/// A word that decides something where it is known, and is shown where it is not: what cannot be seen in it is spelt out, never
/// left out, so that no other word becomes a known one.
pub(crate) fn word(value: &Value, name: &str) -> Option<String> {
    const LONGEST: usize = 100;
    let word = text(value, name)?;
    let spelt = |letter: char| match letter {
        hidden if hidden.is_control() || is_invisible(hidden) => hidden.escape_unicode().to_string(),
        letter => letter.to_string(),
    };
    let cut = word.chars().nth(LONGEST).is_some();
    let shown: String = word.chars().take(LONGEST).map(spelt).collect();
    Some(if cut { shown + "…" } else { shown })
}

/// A text, or a number or boolean as text; empty is `None`.
pub(crate) fn text(value: &Value, name: &str) -> Option<String> {
    match value.get(name)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// A whole number, also as decimal text.
pub(crate) fn whole(value: &Value, name: &str) -> Option<u64> {
    match value.get(name)? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A boolean, also as text.
pub(crate) fn flag(value: &Value, name: &str) -> Option<bool> {
    match value.get(name)? {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

/// A list; anything else is an empty one.
pub(crate) fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The texts in a list.
pub(crate) fn texts(value: &Value, name: &str) -> Vec<String> {
    list(value, name).iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// A point in time, in every form that [`Moment::parse_lenient`] reads. 0, the node's "never", is `None`.
pub(crate) fn moment(value: &Value, name: &str) -> Option<Moment> {
    value.get(name).and_then(Moment::parse_lenient)
}

/// Amounts `[{<amount>, unit}]`. If one of them cannot be read, none is given: a part of a sum would be untrue.
pub(crate) fn funds(items: &[Value], amount: &str) -> Option<Vec<Money>> {
    items
        .iter()
        .map(|item| {
            let amount = Amount::parse(&text(item, amount)?)?;
            // The empty unit is ADA, so a missing one is not taken for it.
            let unit = item.get("unit")?.as_str()?;
            Some(Money { amount, unit: Unit::parse(unit) })
        })
        .collect()
}

/// Reads the members of an object, and remembers which of them are there and cannot be read.
pub(crate) struct Reader<'a> {
    value: &'a Value,
    /// The name of the object; `None`: the outermost.
    place: Option<&'static str>,
    unreadable: &'a mut Vec<Unreadable>,
}

impl<'a> Reader<'a> {
    /// Reads this object; what cannot be read is added to `unreadable`.
    pub(crate) fn of(value: &'a Value, unreadable: &'a mut Vec<Unreadable>) -> Reader<'a> {
        Reader { value, place: None, unreadable }
    }

    /// A member as `read` reads it.
    pub(crate) fn read<T>(&mut self, name: &str, read: impl FnOnce(&Value, &str) -> Option<T>) -> Option<T> {
        let found = read(self.value, name);
        if found.is_none() && self.tells(name) {
            let what = self.place.map_or_else(|| name.to_owned(), |place| format!("{place}.{name}"));
            let raw = self.value.get(name).map(|raw| raw.as_str().map_or_else(|| raw.to_string(), str::to_owned));
            self.unreadable.push(Unreadable { what, found: plain(&raw.unwrap_or_default(), 200) });
        }
        found
    }

    /// Amounts `[{<amount>, unit}]`; none where there are none, or where they cannot be read whole.
    pub(crate) fn funds(&mut self, name: &str) -> Vec<Money> {
        let amounts = |value: &Value, name: &str| funds(value.get(name)?.as_array()?, "amount");
        self.read(name, amounts).unwrap_or_default()
    }

    /// The reader of an object in it. Anything else that stands there cannot be read.
    pub(crate) fn object(&mut self, name: &'static str) -> Option<Reader<'_>> {
        self.read(name, |value, name| value.get(name)?.is_object().then_some(()))?;
        Some(Reader { value: self.value.get(name)?, place: Some(name), unreadable: self.unreadable })
    }

    /// Whether there is a value: not null, not the empty text.
    pub(crate) fn tells(&self, name: &str) -> bool {
        self.value.get(name).is_some_and(|value| !value.is_null() && value.as_str() != Some(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

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

    #[test]
    fn half_a_character_costs_that_character_and_nothing_else() {
        for (json, read) in [
            (r#"{"a":"\ud800","b":"x"}"#, json!({ "a": "\u{fffd}", "b": "x" })),
            (
                r#"["cut \ud83d", "whole \ud83d\ude00", "\ude00\ud83d"]"#,
                json!(["cut \u{fffd}", "whole 😀", "\u{fffd}\u{fffd}"]),
            ),
            (r#"["\\ud800", "\ud800\ud83d\ude00"]"#, json!(["\\ud800", "\u{fffd}😀"])),
            (r#"{"\uDFFF":1}"#, json!({ "\u{fffd}": 1 })),
        ] {
            assert_eq!(parsed(json).unwrap(), read, "{json}");
        }
        for bad in [r#"["\ud8"]"#, r#"{"a":"\ud800""#, "", r#"["\ud800"#, r#"["\x"]"#, "\\ud800"] {
            assert!(parsed(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn json_that_is_whole_is_read_as_it_is(value in any_value(), text in r#"[a\\\\"ud8dcf😀]{0,20}"#) {
            let whole = json!([value, text]).to_string();
            prop_assert_eq!(parsed(&whole).unwrap(), serde_json::from_str::<Value>(&whole).unwrap());
            prop_assert!(matches!(without_halves(&whole), Cow::Borrowed(_)));
        }
    }

    #[test]
    fn a_sum_that_cannot_be_read_whole_is_not_shown_in_part() {
        let good = json!([{"amount": "5", "unit": ""}, {"amount": 7, "unit": "lovelace"}]);
        assert_eq!(funds(good.as_array().unwrap(), "amount"), Some(vec![Money::lovelace(5), Money::lovelace(7)]));
        for bad in [json!("1e6"), json!(-1), json!(1.5), json!(""), json!(null), json!("12345678901234567890123456")] {
            let funds_with_bad = json!([{"amount": "5", "unit": ""}, {"amount": bad, "unit": ""}]);
            assert_eq!(funds(funds_with_bad.as_array().unwrap(), "amount"), None, "{bad}");
        }
    }
}
