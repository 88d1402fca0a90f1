//! JSON as text: told apart from prose, unwrapped, and indented token by token. It is never parsed into numbers and written
//! again, because `1.0`, big integers and repeated keys would come out as something that the agent did not say.

use serde::de::IgnoredAny;
use serde_json::Value;

/// Whether a text is a JSON object or array (a bare number or word is prose).
pub(super) fn is_structure(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// The text of an object that only wraps one, as some agents deliver theirs: `{"raw": "…"}`.
pub(super) fn wrapped_text(json: &str) -> Option<String> {
    const WRAPPERS: [&str; 4] = ["raw", "result", "output", "text"];
    let Ok(Value::Object(object)) = serde_json::from_str(json) else { return None };
    match object.iter().next() {
        Some((key, Value::String(text))) if object.len() == 1 && WRAPPERS.contains(&key.as_str()) => Some(text.clone()),
        _ => None,
    }
}

/// All names and values of JSON, a line each, as what they say; `None`: it is none. What comes twice is there twice, and a number
/// keeps its digits.
pub(super) fn texts(json: &str) -> Option<String> {
    serde_json::from_str::<IgnoredAny>(json).ok()?;
    let (mut texts, mut rest) = (String::new(), json);
    while let Some(start) = rest.find(|letter: char| matches!(letter, '"' | '-' | '0'..='9')) {
        let (written, after) = rest[start..].split_at(end(&rest[start..]));
        match serde_json::from_str::<String>(written) {
            Ok(text) => texts.push_str(&text),
            // A number, or a text that no Unicode can say.
            Err(_) => texts.push_str(written.trim_matches('"')),
        }
        texts.push('\n');
        rest = after;
    }
    Some(texts)
}

/// Where the text or number ends that JSON begins with.
fn end(json: &str) -> usize {
    if !json.starts_with('"') {
        return json.find(|letter| !matches!(letter, '0'..='9' | '+' | '-' | '.' | 'e' | 'E')).unwrap_or(json.len());
    }
    let mut escaped = false;
    let closes = |(_, byte): &(usize, u8)| {
        let closes = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        closes
    };
    json.bytes().enumerate().skip(1).find(closes).map_or(json.len(), |(at, _)| at + 1)
}

/// Deeper levels are not indented further: they would be blanks without end.
const MAX_INDENTED: usize = 40;

/// JSON text on several lines, two blanks a level; not much more than its first `max` characters. What is not JSON comes back as
/// it is.
pub(super) fn indent(json: &str, max: usize) -> String {
    if serde_json::from_str::<IgnoredAny>(json).is_err() {
        return json.to_owned();
    }
    let mut out = String::new();
    let mut depth = 0_usize;
    let mut chars = json.chars().peekable();
    while let Some(char) = chars.next() {
        // A character has at most four bytes, so by then there are more than `max`.
        if out.len() > max.saturating_mul(4) {
            break;
        }
        match char {
            '"' => string(&mut out, &mut chars),
            '{' | '[' => {
                out.push(char);
                while chars.next_if(char::is_ascii_whitespace).is_some() {}
                match chars.next_if(|&next| next == '}' || next == ']') {
                    Some(close) => out.push(close),
                    None => {
                        depth += 1;
                        line(&mut out, depth);
                    }
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(char);
            }
            ',' => {
                out.push(char);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            blank if blank.is_ascii_whitespace() => {}
            other => out.push(other),
        }
    }
    out
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth.min(MAX_INDENTED)));
}

/// The rest of a string whose opening quote was read, escapes as written.
fn string(out: &mut String, chars: &mut impl Iterator<Item = char>) {
    out.push('"');
    while let Some(char) = chars.next() {
        out.push(char);
        match char {
            '"' => break,
            '\\' => out.extend(chars.next()),
            _ => {}
        }
    }
}
