//! A form as the page shows it. An agent wrote every word of it.

use super::{MAX_SHOWN, clean, clean_lines, cut, markdown, shorten};
use masumi::form::{Answer, Field, FieldKind, FieldOption, Form, Group};
use serde_json::Value;
use std::collections::BTreeMap;

/// So many characters of a long text are shown of every field, and as many as are left of [`MAX_SHOWN`] for the whole form: what is
/// to be approved often stands in a description.
const MIN_SHOWN: usize = 4_000;

/// The form with its words cleaned. For showing only: answers are encoded by the form as received, because an option may have
/// to be sent back to the letter.
fn clean_form(form: &Form) -> Form {
    let mut left = MAX_SHOWN;
    let groups = form.groups.iter().map(|group| Group {
        id: group.id.clone(),
        title: clean(&group.title, 200),
        fields: group.fields.iter().map(|field| clean_field(field, &mut left)).collect(),
    });
    Form { groups: groups.collect() }
}

/// The same, with what it explains in Markdown, by field, as sanitised HTML: information, and what is said to a question. Each
/// text keeps its lines.
pub fn explained(form: &Form) -> (Form, BTreeMap<String, String>) {
    let (mut shown, mut notes, mut left) = (clean_form(form), BTreeMap::new(), MAX_SHOWN);
    for field in shown.groups.iter_mut().flat_map(|group| &mut group.fields) {
        let said = form.field(&field.id).map_or("", |field| field.description.as_str());
        if field.kind == FieldKind::Hidden || !markdown::is_markdown(said) {
            continue;
        }
        let part = cut(said, MIN_SHOWN.max(left));
        field.cut = part.len() < said.len();
        left = left.saturating_sub(part.chars().count());
        notes.insert(field.id.clone(), markdown::render_lines(part));
    }
    (shown, notes)
}

/// A long text, or as much of it as is left for it; and whether it was cut, so that nobody approves of the half of a text for the
/// whole. `left`: of the whole form.
fn clean_long(text: &str, left: &mut usize) -> (String, bool) {
    let whole = clean_lines(text, usize::MAX);
    // What nowhere breaks takes long to lay out, and nobody reads it.
    let is_prose = whole.split_whitespace().all(|word| word.len() <= MIN_SHOWN);
    let most = if is_prose { MIN_SHOWN.max(*left) } else { MIN_SHOWN };
    let is_cut = whole.chars().nth(most).is_some();
    let shown = if is_cut { shorten(&whole, most) } else { whole };
    *left = left.saturating_sub(shown.chars().count());
    (shown, is_cut)
}

fn clean_field(field: &Field, left: &mut usize) -> Field {
    let label = clean(&field.label, 300);
    let (description, mut cut) = clean_long(&field.description, left);
    let default = match &field.default {
        // It is listed with the form, because it is sent with the answers.
        Some(Answer::Text(text)) if field.kind == FieldKind::Hidden => {
            let (shown, is_cut) = clean_long(text, left);
            cut |= is_cut;
            Some(Answer::Text(shown))
        }
        default => default.clone(),
    };
    Field {
        label: if label.is_empty() { clean(&field.id, 300) } else { label },
        raw_type: clean(&field.raw_type, 60),
        description,
        cut: field.cut || cut,
        placeholder: clean(&field.placeholder, 300),
        options: field.options.iter().map(clean_option).collect(),
        formats: field.formats.iter().map(|format| clean(format, 60)).collect(),
        accept: field.accept.as_deref().map(|accept| clean(accept, 300)),
        default,
        fixed: None,
        ..field.clone()
    }
}

fn clean_option(option: &FieldOption) -> FieldOption {
    FieldOption { label: clean(&option.label, 300), value: Value::Null, readable: option.readable }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_words_of_a_form_are_cleaned_and_its_ids_are_not() {
        let schema = json!({"input_data": [
            {"id": "a\u{200b}b", "type": "option", "name": "Pick\u{202e} one", "data": {"values": ["x\u{0}", "y"], "description": "1\n\n\n2"}},
            {"id": "plain", "type": "string", "name": "\u{200b}"},
            {"id": "h", "type": "hidden", "data": {"default": "I agree\u{202e} to all"}},
            {"id": "f", "type": "file", "data": {"accept": "pdf\u{202e}"}},
        ]});
        let form = Form::parse(&schema).expect("a form");
        let shown = clean_form(&form);
        let fields = &shown.groups[0].fields;
        assert_eq!(fields[0].id, "a\u{200b}b");
        assert_eq!(fields[0].label, "Pick one");
        let labels: Vec<_> = fields[0].options.iter().map(|option| option.label.as_str()).collect();
        assert_eq!(labels, ["x", "y"]);
        assert_eq!(fields[0].description, "1\n\n2");
        assert_eq!(fields[1].label, "plain");
        assert_eq!(fields[2].default, Some(Answer::Text("I agree to all".into())));
        assert_eq!(fields[3].accept.as_deref(), Some("pdf"));
        assert_eq!(clean_form(&shown), shown);
    }

    /// P35: instructions came as Markdown, and were read as one paragraph of stars and brackets.
    #[test]
    fn what_a_form_explains_in_markdown_is_rendered_as_a_result_is_and_keeps_its_lines() {
        let schema = json!({"input_data": [
            {"id": "info", "type": "none", "name": "How it works", "data": {"description":
                "## Rules\nFirst **read** this\nthen [the guide](https://guide.example.org/a?b)\n\n- one\n- two\n\nlast line"}},
            {"id": "t", "type": "string", "name": "Text", "data": {"description": "See https://example.org/help"}},
            {"id": "plain", "type": "none", "name": "Note", "data": {"description": "Two lines\nof text, 2 * 3 = 6"}},
            {"id": "evil", "type": "none", "name": "Note", "data": {"description":
                "**x** <img src=x onerror=alert(1)> ![tracker](https://evil.example/p.png) [x](javascript:alert(1))"}},
            {"id": "h", "type": "hidden", "data": {"description": "**never shown**", "default": "x"}},
        ]});
        let (_, notes) = explained(&Form::parse(&schema).expect("a form"));
        assert_eq!(notes.keys().collect::<Vec<_>>(), ["evil", "info", "t"]);
        let info = &notes["info"];
        assert!(
            info.contains("<h4>Rules</h4>") && info.contains("<li>one</li>") && info.contains("last line"),
            "{info}"
        );
        assert!(info.contains("First <strong>read</strong> this<br>"), "a line is a line: {info}");
        assert!(info.contains(r#"data-href="https://guide.example.org/a?b""#) && !info.contains(" href"), "{info}");
        assert!(notes["t"].contains(r#"data-href="https://example.org/help""#));
        let evil = &notes["evil"];
        assert!(!evil.contains("<img") && !evil.contains("javascript:alert(1)\""), "{evil}");
        assert!(evil.contains("&lt;img"), "{evil}");
    }

    #[test]
    fn a_long_explanation_in_markdown_is_shown_to_its_last_line_or_says_that_it_is_cut() {
        let explained_of = |texts: &[&str]| {
            let field = |(n, text): (usize, &&str)| json!({ "id": n.to_string(), "type": "none", "data": { "description": text } });
            let fields: Vec<Value> = texts.iter().enumerate().map(field).collect();
            let (form, notes) = explained(&Form::parse(&json!({ "input_data": fields })).expect("a form"));
            form.fields().map(|field| (notes[&field.id].clone(), field.cut)).collect::<Vec<_>>()
        };
        let draft = format!("# Draft\n\n{}The last line.", "A line of the draft.\n".repeat(2_000));
        let shown = explained_of(&[&draft]);
        assert_eq!(shown[0].0.matches("A line of the draft.").count(), 2_000);
        assert!(shown[0].0.contains("The last line.") && !shown[0].1);
        let long = format!("# Long\n\n{}", "word ".repeat(100_000));
        let shown = explained_of(&[&long, &long]);
        assert!(shown.iter().all(|(_, cut)| *cut));
        assert!(shown[1].0.len() < 2 * MIN_SHOWN, "what is left for the form");
    }

    #[test]
    fn a_draft_in_a_description_is_shown_to_its_last_line_and_never_cut_without_a_word() {
        let described = |texts: &[&str]| {
            let field = |(n, text): (usize, &&str)| json!({ "id": n.to_string(), "type": "boolean", "data": { "description": text } });
            let fields: Vec<Value> = texts.iter().enumerate().map(field).collect();
            let shown = clean_form(&Form::parse(&json!({ "input_data": fields })).expect("a form"));
            assert_eq!(clean_form(&shown), shown);
            shown.fields().map(|field| (field.description.clone(), field.cut)).collect::<Vec<_>>()
        };
        let draft = format!("{}The last line.", "A line of the draft.\n".repeat(2_000));
        assert_eq!(described(&[&draft]), [(draft, false)]);
        let long = "word ".repeat(100_000);
        let shown = described(&[&long, &long, "short"]);
        assert!(shown[0].1 && shown[0].0.chars().count() > MAX_SHOWN - 200);
        assert!(shown[1].1 && shown[1].0.chars().count() <= MIN_SHOWN, "what is left for the form");
        assert_eq!(shown[2], ("short".to_owned(), false));
        let unbroken = "x".repeat(5_000);
        let shown = described(&[&unbroken]);
        assert!(shown[0].1 && shown[0].0.chars().count() <= MIN_SHOWN);
        let hidden = json!([{ "id": "h", "type": "hidden", "data": { "default": unbroken } }]);
        let shown = clean_form(&Form::parse(&hidden).expect("a form"));
        assert!(shown.fields().all(|field| field.cut), "it is sent whole");
    }
}
