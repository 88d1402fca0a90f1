//! What the other side said, as short plain text, for quotations in errors and for the short words of entries and agents.

pub mod letters;

use letters::visible;
use serde_json::Value;

/// The error words in an answer of any known service: `error.message` (Masumi), `detail` (FastAPI: text, `{message}`, or a
/// list of `{loc, msg}`), `message`, `error`, `error_message`. `None`: JSON without words.
pub(crate) fn said(body: &Value) -> Option<String> {
    let words = [
        body.pointer("/error/message"),
        body.pointer("/detail/message"),
        body.get("detail"),
        body.get("error"),
        body.get("message"),
        body.get("error_message"),
    ];
    words.into_iter().flatten().find_map(|value| match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Array(items) => join(items),
        _ => None,
    })
}

/// FastAPI's list of complaints as one line.
fn join(items: &[Value]) -> Option<String> {
    let lines: Vec<String> = items
        .iter()
        .filter_map(|item| {
            let text = item.get("msg").and_then(Value::as_str)?;
            let place = item.get("loc").and_then(Value::as_array).and_then(|loc| loc.last()).and_then(Value::as_str);
            Some(place.map_or_else(|| text.to_owned(), |place| format!("{place}: {text}")))
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("; "))
}

/// The first characters of a body of any kind. Markup is reduced to the text that a browser would show.
pub(crate) fn snippet(body: &str, limit: usize) -> String {
    const LOOK_AT: usize = 64 * 1024;
    let start = body.trim_start();
    let end = start.char_indices().map(|(at, _)| at).take_while(|at| *at <= LOOK_AT).last().unwrap_or(0);
    let head = if start.len() <= LOOK_AT { start } else { &start[..end] };
    if head.starts_with('<') { plain(&shown_text(head), limit) } else { plain(head, limit) }
}

/// Text fit to be shown: what can be seen of it (see [`visible`]), its lines and tabulators as they came; at most `limit`
/// characters, an ellipsis when cut.
pub(crate) fn plain(text: &str, limit: usize) -> String {
    let mut clean = visible(text.trim(), |letter| matches!(letter, '\n' | '\t'));
    let mut shown: String = clean.by_ref().take(limit).collect();
    if clean.next().is_some() {
        shown.pop();
        shown.push('…');
    }
    shown
}

/// Text between tags, without scripts and styles, white space collapsed, the five common entities decoded.
fn shown_text(markup: &str) -> String {
    let mut text = String::new();
    let mut rest = markup;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        text.push(' ');
        let tag = &rest[open..];
        let hidden = ["script", "style"].into_iter().find(|name| starts_with_tag(tag, name));
        let end = match hidden {
            Some(name) => find_ignoring_case(tag, &format!("</{name}")).unwrap_or(tag.len()),
            None => 1,
        };
        rest = tag[end..].find('>').map_or("", |close| &tag[end + close + 1..]);
    }
    text.push_str(rest);
    let words: Vec<&str> = text.split_whitespace().collect();
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .into_iter()
        .fold(words.join(" "), |text, (entity, character)| text.replace(entity, character))
}

fn starts_with_tag(tag: &str, name: &str) -> bool {
    tag.get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.to_ascii_lowercase().find(needle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_error_page_is_quoted_without_its_markup() {
        let page = "<!doctype html><html><head><title>502 Bad Gateway</title><style>b{color:red}</style>\
                    <script>alert('x')</script></head><body><h1>Bad &amp; gone</h1></body></html>";
        assert_eq!(snippet(page, 200), "502 Bad Gateway Bad & gone");
        assert_eq!(snippet("<script>never closed", 200), "");
        assert_eq!(snippet("<b", 200), "");
    }

    #[test]
    fn a_quotation_is_cut_by_characters_and_says_so() {
        assert_eq!(snippet("ääääää", 4), "äää…");
        assert_eq!(snippet("ääää", 4), "ääää");
        let long = "日".repeat(100_000);
        assert_eq!(snippet(&long, 10).chars().count(), 10);
    }

    #[test]
    fn a_quotation_cannot_turn_or_clear_the_line_that_it_is_in() {
        assert_eq!(plain("safe\u{202e}fdp.exe\u{1b}[2J\r", 100), "safefdp.exe[2J");
    }

    #[test]
    fn the_words_of_every_known_service_are_found() {
        for (body, words) in [
            (json!({"status": "error", "error": {"message": "Invalid token"}}), Some("Invalid token")),
            (json!({"detail": "Not awaiting input"}), Some("Not awaiting input")),
            (json!({"detail": {"message": "Validation failed", "field_errors": {}}}), Some("Validation failed")),
            (
                json!({"detail": [{"loc": ["query", "job_id"], "msg": "Field required"}]}),
                Some("job_id: Field required"),
            ),
            (json!({"error": "said so", "code": 400}), Some("said so")),
            (json!({"message": "later"}), Some("later")),
            (json!({"status": "failed"}), None),
            (json!([1, 2]), None),
        ] {
            assert_eq!(said(&body).as_deref(), words, "{body}");
        }
    }
}
