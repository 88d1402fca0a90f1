//! A form as it is shown: an agent wrote every word of it.

use super::{clean, clean_lines};
use masumi_client::form::{Answer, Field, FieldKind, FieldOption, Form, Group};
use serde_json::Value;

/// The form with its words cleaned. For showing only: answers are encoded by the form as received, because an option may have
/// to be sent back to the letter.
pub fn clean_form(form: &Form) -> Form {
    let groups = form.groups.iter().map(|group| Group {
        id: group.id.clone(),
        title: clean(&group.title, 200),
        fields: group.fields.iter().map(clean_field).collect(),
    });
    Form { groups: groups.collect() }
}

fn clean_field(field: &Field) -> Field {
    let label = clean(&field.label, 300);
    Field {
        label: if label.is_empty() { clean(&field.id, 300) } else { label },
        raw_type: clean(&field.raw_type, 60),
        description: clean_lines(&field.description, 4_000),
        placeholder: clean(&field.placeholder, 300),
        options: field.options.iter().map(clean_option).collect(),
        formats: field.formats.iter().map(|format| clean(format, 60)).collect(),
        accept: field.accept.as_deref().map(|accept| clean(accept, 300)),
        default: match &field.default {
            // It is listed with the form, because it is sent with the answers.
            Some(Answer::Text(text)) if field.kind == FieldKind::Hidden => Some(Answer::Text(clean_lines(text, 4_000))),
            default => default.clone(),
        },
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
}
