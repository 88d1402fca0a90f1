//! Numbers as JavaScript reads and compares them.

use serde_json::Value;

/// What `Number(value)` gives.
pub(crate) fn coerced(value: &Value) -> f64 {
    match value {
        Value::Null | Value::Bool(false) => 0.0,
        Value::Bool(true) => 1.0,
        Value::Number(number) => number.as_f64().unwrap_or(f64::NAN),
        Value::String(text) => read(text),
        // A list becomes its entries joined by commas.
        Value::Array(list) => match list.as_slice() {
            [] | [Value::Null] => 0.0,
            [Value::Bool(_)] => f64::NAN,
            [one] => coerced(one),
            _ => f64::NAN,
        },
        Value::Object(_) => f64::NAN,
    }
}

fn read(text: &str) -> f64 {
    let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    let in_base = |digits: &str, base: u32| match u64::from_str_radix(digits, base) {
        Ok(number) if !digits.starts_with('+') => number.to_string().parse().unwrap_or(f64::NAN),
        _ => f64::NAN,
    };
    match text {
        "" => 0.0,
        "Infinity" | "+Infinity" => f64::INFINITY,
        "-Infinity" => f64::NEG_INFINITY,
        _ if text.starts_with("0x") || text.starts_with("0X") => in_base(&text[2..], 16),
        _ if text.starts_with("0o") || text.starts_with("0O") => in_base(&text[2..], 8),
        _ if text.starts_with("0b") || text.starts_with("0B") => in_base(&text[2..], 2),
        // Rust reads more words than JavaScript does.
        _ if text.contains(|letter: char| letter.is_ascii_alphabetic() && !matches!(letter, 'e' | 'E')) => f64::NAN,
        _ => text.parse().unwrap_or(f64::NAN),
    }
}

/// The largest whole number that JavaScript counts exactly, and the smallest.
pub(super) const SAFE: i64 = 9_007_199_254_740_991;

/// Whether a number is below a bound.
pub(super) fn below(number: f64, bound: i64) -> bool {
    bound.to_string().parse().is_ok_and(|bound: f64| number < bound)
}

/// Whether a number is above a bound.
pub(super) fn above(number: f64, bound: i64) -> bool {
    bound.to_string().parse().is_ok_and(|bound: f64| number > bound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn whatever_javascript_makes_a_number_of_is_one() {
        for (value, number) in [
            (json!(""), 0.0),
            (json!("  7 "), 7.0),
            (json!("1e2"), 100.0),
            (json!(".5"), 0.5),
            (json!("0x1F"), 31.0),
            (json!(true), 1.0),
            (json!(null), 0.0),
            (json!([]), 0.0),
            (json!(["7"]), 7.0),
            (json!("-Infinity"), f64::NEG_INFINITY),
        ] {
            assert!(coerced(&value).total_cmp(&number).is_eq(), "{value}");
        }
        for nonsense in
            [json!("seven"), json!("1_000"), json!("inf"), json!("nan"), json!([1, 2]), json!({}), json!([true])]
        {
            assert!(coerced(&nonsense).is_nan(), "{nonsense}");
        }
    }
}
