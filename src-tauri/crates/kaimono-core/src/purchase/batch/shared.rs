//! The questions of several agents, of which the same are asked once. Pure. Two questions are the same when they have one id or one
//! label and are answered in the same way; nothing is guessed beyond that.

use masumi::form::{Field, FieldKind, Form, Group};
use std::collections::{BTreeMap, BTreeSet};

/// An agent that asks a question, by its place, and the question's id and label there.
pub(crate) type Asker = (usize, String, String);

/// A name is compared as far as this, characters.
const NAME: usize = 200;

/// Questions that are asked once, and those that are not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shared {
    /// Each under an id of its own.
    pub(crate) form: Form,
    /// By field of `form`, in its order: who asks it.
    pub(crate) asked_by: Vec<(String, Vec<Asker>)>,
    /// What is left of each agent's form.
    pub(crate) own: Vec<Form>,
}

/// A question that was found already.
struct Known {
    field: Field,
    by: Vec<Asker>,
}

/// Parts the questions of several agents into those that two or more of them ask, and the others. A password is for one of them.
pub(crate) fn share(forms: &[&Form]) -> Shared {
    let mut known: Vec<Known> = Vec::new();
    // Where questions of a name are, so that many questions are not held against each other.
    let mut named: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (agent, form) in forms.iter().enumerate() {
        for field in form.fields().filter(|field| field.kind.is_asked() && field.kind != FieldKind::Password) {
            let names = [spelt(&field.id), spelt(&field.label)];
            let asker = (agent, field.id.clone(), field.label.clone());
            let places: BTreeSet<usize> = names.iter().filter_map(|name| named.get(name)).flatten().copied().collect();
            // Two questions of one agent are never one.
            let same = places.into_iter().find(|place| {
                known.get(*place).is_some_and(|known| {
                    known.by.last().is_some_and(|(last, ..)| *last != agent) && are_answered_alike(&known.field, field)
                })
            });
            let place = same.unwrap_or(known.len());
            match known.get_mut(place) {
                Some(known) => {
                    known.field = merged(&known.field, field);
                    known.by.push(asker);
                }
                None => known.push(Known { field: field.clone(), by: vec![asker] }),
            }
            for name in names.into_iter().filter(|name| !name.is_empty()) {
                named.entry(name).or_default().insert(place);
            }
        }
    }
    known.retain(|known| known.by.len() > 1);
    let (mut fields, mut asked_by) = (Vec::new(), Vec::new());
    for (place, Known { field, by }) in known.into_iter().enumerate() {
        let id = format!("shared-{place}");
        fields.push(Field { id: id.clone(), ..field });
        asked_by.push((id, by));
    }
    let shared: BTreeSet<(usize, &str)> =
        asked_by.iter().flat_map(|(_, by)| by.iter().map(|(agent, id, _)| (*agent, id.as_str()))).collect();
    let own = forms.iter().enumerate().map(|(agent, form)| {
        let is_own = |field: &&Field| !shared.contains(&(agent, field.id.as_str()));
        let left =
            |group: &Group| Group { fields: group.fields.iter().filter(is_own).cloned().collect(), ..group.clone() };
        Form { groups: form.groups.iter().map(left).filter(|group| !group.fields.is_empty()).collect() }
    });
    let own = own.collect();
    let group = Group { id: String::new(), title: String::new(), fields };
    Shared { form: Form { groups: vec![group] }, asked_by, own }
}

fn spelt(name: &str) -> String {
    name.chars().take(NAME).filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_text(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Text | FieldKind::Textarea)
}

fn are_answered_alike(one: &Field, other: &Field) -> bool {
    let kinds = one.kind == other.kind || (is_text(one.kind) && is_text(other.kind));
    let options = one.options.len() == other.options.len()
        && one
            .options
            .iter()
            .zip(&other.options)
            .all(|(one, other)| (&one.label, one.readable) == (&other.label, other.readable));
    kinds && options
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

    fn form(fields: &Value) -> Form {
        Form::parse(&json!({ "input_data": fields })).unwrap()
    }

    #[test]
    fn what_two_agents_ask_is_asked_once_and_the_rest_of_each_alone() {
        let one = form(&json!([
            {"id": "text", "type": "string", "name": "Text", "validations": [{"validation": "max", "value": "100"}]},
            {"id": "style", "type": "option", "name": "Style", "data": {"values": ["Short", "Long"]}},
            {"id": "email", "type": "email", "name": "E-mail"},
            {"id": "v", "type": "hidden", "data": {"value": "2"}},
        ]));
        let two = form(&json!([
            {"id": "input_text", "type": "textarea", "name": "text"},
            {"id": "style", "type": "option", "name": "Style", "data": {"values": ["Long", "Short"]}},
            {"id": "loud", "type": "boolean", "name": "Loud"},
        ]));
        let three =
            form(&json!([{"id": "Text", "type": "textarea", "name": "What?"}, {"id": "E-Mail", "type": "string"}]));
        let Shared { form, asked_by, own } = share(&[&one, &two, &three]);
        let fields: Vec<_> = form.fields().map(|field| (field.id.as_str(), field.kind, field.max.clone())).collect();
        assert_eq!(fields, [("shared-0", FieldKind::Textarea, None)], "options in another order are another question");
        let by = |agent: usize, id: &str, label: &str| (agent, id.to_owned(), label.to_owned());
        let all = vec![by(0, "text", "Text"), by(1, "input_text", "text"), by(2, "Text", "What?")];
        assert_eq!(asked_by, [("shared-0".to_owned(), all)], "each with what that agent calls it");
        let ids = |form: &Form| form.fields().map(|field| field.id.clone()).collect::<Vec<_>>();
        assert_eq!(
            own.iter().map(ids).collect::<Vec<_>>(),
            [vec!["style", "email", "v"], vec!["style", "loud"], vec!["E-Mail"]]
        );
    }

    #[test]
    fn two_questions_of_one_agent_are_never_one() {
        let one = form(
            &json!([{"id": "a", "type": "string", "name": "Text"}, {"id": "b", "type": "string", "name": "Text"}]),
        );
        let two = form(&json!([{"id": "c", "type": "string", "name": "Text"}]));
        let key = form(&json!([{"id": "key", "type": "password", "name": "Key"}]));
        assert_eq!(share(&[&key, &key]).asked_by, [], "nor is a password for two of them");
        let Shared { asked_by, own, .. } = share(&[&one, &two]);
        assert_eq!(asked_by.len(), 1);
        assert_eq!(own[0].fields().count(), 1);
        assert_eq!(share(&[&one]).asked_by, []);
    }
}
