//! Reads a schema in every envelope that agents are known to send (PROTOCOL 9, HARD-CASES A5).

use super::{Answer, Field, FieldKind, Form, Group, NoForm, decimal::Decimal};
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// More than a person can answer, or a page can lay out, is not a form. Nothing is cut: of a list that was cut another option
/// could be sent than the one that was meant, and a field that is not asked could be one that is needed.
const MAX_FIELDS: usize = 1_000;
const MAX_OPTIONS: usize = 1_000;
const MAX_OPTIONS_IN_ALL: usize = 5_000;
/// A schema may be wrapped (`input_schema`, `data`) so many times.
const MAX_WRAPPERS: usize = 3;

/// See [`Form::parse`].
pub(super) fn form(schema: &Value) -> Result<Form, NoForm> {
    let mut form = Form { groups: envelope(schema, MAX_WRAPPERS).ok_or(NoForm::NotAForm)? };
    let mut seen = HashSet::new();
    for group in &mut form.groups {
        // Answers are one flat object: a second field of the same id could not be answered.
        group.fields.retain(|field| seen.insert(field.id.clone()));
    }
    form.groups.retain(|group| !group.fields.is_empty());
    let options = || form.fields().map(|field| field.options.len());
    let counts = [
        (seen.len(), MAX_FIELDS, "fields"),
        (options().max().unwrap_or(0), MAX_OPTIONS, "options in one field"),
        (options().sum(), MAX_OPTIONS_IN_ALL, "options in all"),
    ];
    match counts.into_iter().find(|(count, most, _)| count > most) {
        Some((_, most, what)) => Err(NoForm::TooMuch { most, what }),
        None => Ok(form),
    }
}

fn envelope(schema: &Value, wrappers: usize) -> Option<Vec<Group>> {
    match schema {
        Value::Array(items) => list(items),
        Value::Object(members) => {
            let groups = members.get("input_groups").and_then(Value::as_array).and_then(|items| list(items));
            let fields = match members.get("input_data") {
                Some(Value::Array(items)) => list(items),
                Some(Value::Object(named)) => named_fields(named),
                _ => None,
            };
            match (groups, fields) {
                (None, None) => {}
                (groups, fields) => return Some([groups, fields].into_iter().flatten().flatten().collect()),
            }
            if let Some(properties) = members.get("properties").and_then(Value::as_object) {
                return Some(ungrouped(json_schema(properties, members.get("required"))));
            }
            let inner = ["input_schema", "data"].into_iter().filter_map(|name| members.get(name));
            let unwrapped = (wrappers > 0).then(|| inner.into_iter().find_map(|inner| envelope(inner, wrappers - 1)));
            unwrapped.flatten().or_else(|| named_fields(members))
        }
        _ => None,
    }
}

/// A list of fields, of groups, or of both. An empty list is a form without questions.
fn list(items: &[Value]) -> Option<Vec<Group>> {
    let mut groups = Vec::new();
    let mut loose = Vec::new();
    for item in items.iter().filter_map(Value::as_object) {
        match item.get("input_data") {
            Some(Value::Array(fields)) => groups.push(Group {
                id: text(item, &["id", "key"]),
                title: text(item, &["title", "name", "label"]),
                fields: fields.iter().filter_map(Value::as_object).filter_map(|item| field(None, item)).collect(),
            }),
            _ => loose.extend(field(None, item)),
        }
    }
    if !loose.is_empty() {
        groups.insert(0, Group { id: String::new(), title: String::new(), fields: loose });
    }
    (items.is_empty() || !groups.is_empty()).then_some(groups)
}

/// `{name: {type, description}}`, if it looks like that.
fn named_fields(members: &Map<String, Value>) -> Option<Vec<Group>> {
    let typed = |value: &Value| value.get("type").is_some_and(Value::is_string);
    let fields: Vec<Field> = members
        .iter()
        .filter(|(_, value)| typed(value))
        .filter_map(|(name, value)| field(Some(name), value.as_object()?))
        .collect();
    (!fields.is_empty()).then(|| ungrouped(fields))
}

fn ungrouped(fields: Vec<Field>) -> Vec<Group> {
    vec![Group { id: String::new(), title: String::new(), fields }]
}

/// JSON Schema (`{type: "object", properties, required}`): here a field is optional unless listed.
fn json_schema(properties: &Map<String, Value>, required: Option<&Value>) -> Vec<Field> {
    let names = required.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let listed: HashSet<&str> = names.iter().filter_map(Value::as_str).collect();
    let fields = properties.iter().filter_map(|(name, property)| Some((name, property.as_object()?)));
    fields
        .filter_map(|(name, property)| {
            Some(Field { required: listed.contains(name.as_str()), ..field(Some(name), property)? })
        })
        .collect()
}

fn field(name: Option<&str>, item: &Map<String, Value>) -> Option<Field> {
    let id = name.map_or_else(|| text(item, &["id", "key", "name"]), str::to_owned);
    if id.is_empty() {
        return None;
    }
    let source = Source::of(item);
    let raw_type = text(item, &["type"]);
    let options = source.options();
    let word = raw_type.to_ascii_lowercase();
    let json_format = item.get("format").and_then(Value::as_str).unwrap_or_default();
    let mut kind = match kind(&word) {
        // JSON Schema says what kind of text it is by `format`, and offers choices by `enum`.
        FieldKind::Text if !options.is_empty() => FieldKind::Option,
        FieldKind::Text => kind(json_format),
        known => known,
    };
    if matches!(kind, FieldKind::Option | FieldKind::Radio) && options.is_empty() {
        kind = FieldKind::Text;
    }
    let mut formats: Vec<String> = source.validations("format").filter_map(plain).collect();
    if word == "integer" || word == "int" {
        formats.push("integer".to_owned());
    }
    let several = ["multiselect", "multi-select", "array"].contains(&word.as_str());
    let bound = |names: &[&str]| source.bound(names, kind);
    let max = bound(&["max", "maximum", "maxLength", "maxItems"]).or_else(|| match kind {
        FieldKind::Option if several => Some(options.len().to_string()),
        FieldKind::Option | FieldKind::Radio => Some("1".to_owned()),
        _ => None,
    });
    let label = text(item, &["name", "title", "label"]);
    Some(Field {
        label: if label.is_empty() { id.clone() } else { label },
        kind,
        description: source.text(&["description"]),
        placeholder: source.text(&["placeholder"]),
        required: kind != FieldKind::None && source.required(),
        default: source.default(kind, &options),
        min: bound(&["min", "minimum", "minLength", "minItems"]),
        max,
        step: bound(&["step", "multipleOf"]),
        formats,
        accept: source
            .validations("accept")
            .find_map(plain)
            .or_else(|| Some(source.text(&["accept"])))
            .filter(|accept| !accept.is_empty()),
        raw_type,
        options,
        id,
    })
}

fn kind(word: &str) -> FieldKind {
    match word {
        "textarea" => FieldKind::Textarea,
        "number" | "integer" | "int" | "float" => FieldKind::Number,
        "range" => FieldKind::Range,
        "boolean" | "bool" | "checkbox" => FieldKind::Boolean,
        "option" | "select" | "multiselect" | "multi-select" => FieldKind::Option,
        "radio" => FieldKind::Radio,
        "none" => FieldKind::None,
        "hidden" => FieldKind::Hidden,
        "email" => FieldKind::Email,
        "url" | "uri" => FieldKind::Url,
        "tel" => FieldKind::Tel,
        "password" => FieldKind::Password,
        "date" => FieldKind::Date,
        "datetime-local" | "datetime" => FieldKind::DatetimeLocal,
        "time" => FieldKind::Time,
        "month" => FieldKind::Month,
        "week" => FieldKind::Week,
        "color" => FieldKind::Color,
        "file" => FieldKind::File,
        _ => FieldKind::Text,
    }
}

/// Where the properties of a field may stand: in `validations`, in `data`, or beside its type.
struct Source<'a> {
    item: &'a Map<String, Value>,
    data: Option<&'a Map<String, Value>>,
    validations: Vec<(&'a str, &'a Value)>,
}

impl<'a> Source<'a> {
    fn of(item: &'a Map<String, Value>) -> Source<'a> {
        let validations = match item.get("validations") {
            Some(Value::Array(entries)) => entries
                .iter()
                .filter_map(|entry| {
                    Some((entry.get("validation")?.as_str()?, entry.get("value").unwrap_or(&Value::Null)))
                })
                .collect(),
            Some(Value::Object(named)) => named.iter().map(|(name, value)| (name.as_str(), value)).collect(),
            _ => Vec::new(),
        };
        Source { item, data: item.get("data").and_then(Value::as_object), validations }
    }

    fn validations(&self, name: &'static str) -> impl Iterator<Item = &'a Value> {
        self.validations.iter().filter(move |(found, _)| *found == name).map(|(_, value)| *value)
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &'a Value> {
        let found = [self.data.and_then(|data| data.get(name)), self.item.get(name)];
        found.into_iter().flatten().filter(|value| !value.is_null())
    }

    fn text(&self, names: &[&str]) -> String {
        names.iter().flat_map(|name| self.values(name)).find_map(plain).unwrap_or_default()
    }

    fn options(&self) -> Vec<String> {
        let lists = ["values", "options", "enum"].into_iter().flat_map(|name| self.values(name));
        let items = self.item.get("items").and_then(|items| items.get("enum"));
        let list = lists.chain(items).find_map(Value::as_array).map_or(&[][..], Vec::as_slice);
        let option = |value: &Value| {
            plain(value).or_else(|| ["label", "name", "value"].iter().find_map(|name| plain(value.get(name)?)))
        };
        list.iter().filter_map(option).collect()
    }

    fn required(&self) -> bool {
        let no = |value: &Value| plain(value).is_some_and(|text| text.eq_ignore_ascii_case("false"));
        let optional = self.validations("optional").any(|value| !no(value));
        let not_required = self.validations("required").chain(self.item.get("required")).any(no);
        let beside = self.item.get("optional").and_then(Value::as_bool) == Some(true);
        !optional && !not_required && !beside
    }

    /// A bound as text: of a date as it is, of everything else as a decimal number. What is neither bounds nothing.
    fn bound(&self, names: &[&str], kind: FieldKind) -> Option<String> {
        let entries = self.validations.iter().filter(|(name, _)| names.contains(name)).map(|(_, value)| *value);
        let mut found = entries.chain(names.iter().flat_map(|name| self.values(name))).filter_map(plain);
        if kind.is_calendar() {
            found.next()
        } else {
            found.find_map(|text| Decimal::parse(&text).map(|bound| bound.to_string()))
        }
    }

    fn default(&self, kind: FieldKind, options: &[String]) -> Option<Answer> {
        let names: &[&str] = if kind == FieldKind::Hidden { &["value", "default"] } else { &["default", "value"] };
        let value = names.iter().flat_map(|name| self.values(name)).next()?;
        match kind {
            FieldKind::None | FieldKind::File | FieldKind::Password => None,
            FieldKind::Boolean => match plain(value)?.to_ascii_lowercase().as_str() {
                "true" => Some(Answer::Bool(true)),
                "false" => Some(Answer::Bool(false)),
                _ => None,
            },
            FieldKind::Option | FieldKind::Radio => {
                // Of options that read alike the first is meant.
                let places: HashMap<&str, usize> =
                    options.iter().enumerate().rev().map(|(index, option)| (option.as_str(), index)).collect();
                let index = |value: &Value| {
                    let by_text = value.as_str().and_then(|text| places.get(text).copied());
                    let by_index = || value.as_u64().and_then(|index| usize::try_from(index).ok());
                    let index = by_text.or_else(by_index).filter(|index| *index < options.len())?;
                    u32::try_from(index).ok()
                };
                let mut once = HashSet::new();
                let chosen: Vec<u32> = match value {
                    Value::Array(values) => {
                        values.iter().filter_map(index).filter(|index| once.insert(*index)).collect()
                    }
                    one => index(one).into_iter().collect(),
                };
                (!chosen.is_empty()).then_some(Answer::Choices(chosen))
            }
            _ => plain(value).map(Answer::Text),
        }
    }
}

/// A text, a number or a truth as text.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

fn text(item: &Map<String, Value>, names: &[&str]) -> String {
    names.iter().filter_map(|name| plain(item.get(*name)?)).find(|text| !text.is_empty()).unwrap_or_default()
}
