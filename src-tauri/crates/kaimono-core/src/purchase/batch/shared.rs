//! The questions of several agents, of which the same are asked once. Pure. Two questions are the same when they have one id or one
//! label and are answered in the same way; nothing is guessed beyond that.

use masumi::form::{Field, FieldKind, Form, Group};

/// Questions that are asked once, and those that are not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shared {
    /// Each under an id of its own.
    pub(crate) form: Form,
    /// By field of `form`, in its order: which agents ask it, by their place, and its id there.
    pub(crate) asked_by: Vec<(String, Vec<(usize, String)>)>,
    /// What is left of each agent's form.
    pub(crate) own: Vec<Form>,
}

/// Parts the questions of several agents into those that two or more of them ask, and the others.
pub(crate) fn share(forms: &[&Form]) -> Shared {
    let mut groups: Vec<(Field, Vec<(usize, String)>)> = Vec::new();
    for (agent, form) in forms.iter().enumerate() {
        for field in form.fields().filter(|field| field.kind.is_asked()) {
            // Two questions of one agent are never one.
            let same = groups
                .iter_mut()
                .find(|(known, by)| is_same(known, field) && by.iter().all(|(other, _)| *other != agent));
            match same {
                Some((known, by)) => {
                    *known = merged(known, field);
                    by.push((agent, field.id.clone()));
                }
                None => groups.push((field.clone(), vec![(agent, field.id.clone())])),
            }
        }
    }
    groups.retain(|(_, by)| by.len() > 1);
    let (mut fields, mut asked_by) = (Vec::new(), Vec::new());
    for (place, (field, by)) in groups.into_iter().enumerate() {
        let id = format!("shared-{place}");
        fields.push(Field { id: id.clone(), ..field });
        asked_by.push((id, by));
    }
    let is_shared = |agent: usize, field: &Field| {
        asked_by.iter().any(|(_, by)| by.iter().any(|(other, id)| *other == agent && *id == field.id))
    };
    let own = forms.iter().enumerate().map(|(agent, form)| {
        let left = |group: &Group| Group {
            fields: group.fields.iter().filter(|field| !is_shared(agent, field)).cloned().collect(),
            ..group.clone()
        };
        Form { groups: form.groups.iter().map(left).filter(|group| !group.fields.is_empty()).collect() }
    });
    let own = own.collect();
    let group = Group { id: String::new(), title: String::new(), fields };
    Shared { form: Form { groups: vec![group] }, asked_by, own }
}

fn spelt(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_text(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Text | FieldKind::Textarea)
}

fn is_same(one: &Field, other: &Field) -> bool {
    let called = |name: &dyn Fn(&Field) -> String| {
        let (one, other) = (name(one), name(other));
        !one.is_empty() && one == other
    };
    let is_called = called(&|field| spelt(&field.id)) || called(&|field| spelt(&field.label));
    let is_answered_alike = one.kind == other.kind || (is_text(one.kind) && is_text(other.kind));
    let labels =
        |field: &Field| field.options.iter().map(|option| (option.label.clone(), option.readable)).collect::<Vec<_>>();
    is_called && is_answered_alike && labels(one) == labels(other)
}

/// What is asked for both. A bound that they do not share is not shown: each agent's own form holds the answer to it.
fn merged(one: &Field, other: &Field) -> Field {
    let kind = if one.kind == other.kind { one.kind } else { FieldKind::Textarea };
    let same = |one: &Option<String>, other: &Option<String>| one.clone().filter(|_| one == other);
    Field {
        kind,
        required: one.required || other.required,
        insists: one.insists || other.insists,
        min: same(&one.min, &other.min),
        max: same(&one.max, &other.max),
        step: same(&one.step, &other.step),
        default: one.default.clone().filter(|_| one.default == other.default),
        ..one.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn form(fields: Value) -> Form {
        Form::parse(&json!({ "input_data": fields })).unwrap()
    }

    #[test]
    fn what_two_agents_ask_is_asked_once_and_the_rest_of_each_alone() {
        let one = form(json!([
            {"id": "text", "type": "string", "name": "Text", "validations": [{"validation": "max", "value": "100"}]},
            {"id": "style", "type": "option", "name": "Style", "data": {"values": ["Short", "Long"]}},
            {"id": "email", "type": "email", "name": "E-mail"},
            {"id": "v", "type": "hidden", "data": {"value": "2"}},
        ]));
        let two = form(json!([
            {"id": "input_text", "type": "textarea", "name": "text"},
            {"id": "style", "type": "option", "name": "Style", "data": {"values": ["Long", "Short"]}},
            {"id": "loud", "type": "boolean", "name": "Loud"},
        ]));
        let three =
            form(json!([{"id": "Text", "type": "textarea", "name": "What?"}, {"id": "E-Mail", "type": "string"}]));
        let Shared { form, asked_by, own } = share(&[&one, &two, &three]);
        let fields: Vec<_> = form.fields().map(|field| (field.id.as_str(), field.kind, field.max.clone())).collect();
        assert_eq!(fields, [("shared-0", FieldKind::Textarea, None)], "options in another order are another question");
        let by = |agent: usize, id: &str| (agent, id.to_owned());
        assert_eq!(asked_by, [("shared-0".to_owned(), vec![by(0, "text"), by(1, "input_text"), by(2, "Text")])]);
        let ids = |form: &Form| form.fields().map(|field| field.id.clone()).collect::<Vec<_>>();
        assert_eq!(
            own.iter().map(ids).collect::<Vec<_>>(),
            [vec!["style", "email", "v"], vec!["style", "loud"], vec!["E-Mail"]]
        );
    }

    #[test]
    fn two_questions_of_one_agent_are_never_one() {
        let one =
            form(json!([{"id": "a", "type": "string", "name": "Text"}, {"id": "b", "type": "string", "name": "Text"}]));
        let two = form(json!([{"id": "c", "type": "string", "name": "Text"}]));
        let Shared { asked_by, own, .. } = share(&[&one, &two]);
        assert_eq!(asked_by.len(), 1);
        assert_eq!(own[0].fields().count(), 1);
        assert_eq!(share(&[&one]).asked_by, []);
    }
}
