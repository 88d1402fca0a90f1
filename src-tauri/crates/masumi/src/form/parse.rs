//! Reads a schema in every envelope that agents are known to send (docs/protocol.md 9, docs/hard-cases.md A5).

use super::{
    Answer, Field, FieldKind, Form, Group, NoForm, calendar,
    decimal::Decimal,
    options::Offered,
    questions, refs,
    source::{Source, alike, plain, spelt, text},
};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// More than a person can answer, or than can be laid out, is not a form. Nothing is cut: of a list that was cut another option
/// could be sent than the one that was meant, and a field that is not asked could be one that is needed.
const MAX_FIELDS: usize = 1_000;
const MAX_OPTIONS: usize = 1_000;
const MAX_OPTIONS_IN_ALL: usize = 5_000;
/// What the request calls the nonce of the purchase, [`spelt`].
const NONCE: &str = "identifierfrompurchaser";
/// A schema may be wrapped (`input_schema`, `data`) so many times.
const MAX_WRAPPERS: usize = 3;
/// What may wrap a schema, and may be the name of a field as well.
const MAY_WRAP: [&str; 3] = ["schema", "form", "parameters"];

/// See [`Form::parse`].
pub(super) fn form(schema: &Value) -> Result<Form, NoForm> {
    // JSON in a text, as some write it.
    if let Some(schema) =
        schema.as_str().and_then(|text| crate::lenient::parsed(text).ok()).filter(|inner| !inner.is_string())
    {
        return form(&schema);
    }
    if questions::are_several(schema) {
        return Err(NoForm::Several);
    }
    asked(envelope(&refs::resolved(schema), MAX_WRAPPERS))
}

/// The same of what is asked before a job, where some list an example for each field and nothing else.
pub(super) fn form_or_examples(schema: &Value) -> Result<Form, NoForm> {
    match form(schema) {
        Err(NoForm::NotAForm) => asked(examples(schema)),
        read => read,
    }
}

/// The form of one question of several.
pub(super) fn members(members: &Map<String, Value>) -> Result<Form, NoForm> {
    // Of several questions in one list each may be a field by itself.
    let alone = || field(None, members).map(|field| ungrouped(vec![field]));
    asked(
        enveloped(members, MAX_WRAPPERS)
            .or_else(|| alone().filter(|_| members.get("type").is_some_and(Value::is_string))),
    )
}

fn asked(groups: Option<Vec<Group>>) -> Result<Form, NoForm> {
    let mut form = Form { groups: groups.ok_or(NoForm::NotAForm)? };
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
        Value::Object(members) => enveloped(members, wrappers),
        _ => None,
    }
}

fn enveloped(members: &Map<String, Value>, wrappers: usize) -> Option<Vec<Group>> {
    let groups = first(members, ["input_groups", "inputGroups"]);
    let fields = first(members, ["input_data", "inputData"]);
    if (groups, fields) == (Some(&Value::Null), Some(&Value::Null)) {
        return Some(Vec::new());
    }
    let groups = groups.and_then(Value::as_array).and_then(|items| list(items));
    let fields = match fields {
        Some(Value::Array(items)) => list(items),
        // Among other fields it is one of them.
        Some(Value::Object(named)) if !members.iter().any(|(name, value)| !is_fields(name) && is_typed(value)) => {
            properties(named).or_else(|| named_fields(named))
        }
        _ => None,
    };
    match (groups, fields) {
        (None, None) => {}
        (groups, fields) => return Some([groups, fields].into_iter().flatten().flatten().collect()),
    }
    if let Some(groups) = properties(members).or_else(|| listed_otherwise(members)) {
        return Some(groups);
    }
    // By endpoint: of all that an agent lists, the request of this one is written.
    let inner = ["input_schema", "inputSchema", "data", "start_job", "startJob"]
        .into_iter()
        .filter_map(|name| members.get(name));
    // By these names a field may go too: then there are others beside it.
    let alone = !members.iter().any(|(name, value)| !MAY_WRAP.contains(&name.as_str()) && is_typed(value));
    let may_wrap = MAY_WRAP.into_iter().filter(|_| alone).filter_map(|name| members.get(name));
    let inner = inner.chain(may_wrap);
    let unwrapped = (wrappers > 0).then(|| inner.into_iter().find_map(|inner| envelope(inner, wrappers - 1)));
    unwrapped.flatten().or_else(|| named_fields(members))
}

/// Names of what is said of an error or of a service, [`spelt`]: nobody answers to them.
const SAID: [&str; 16] = [
    "error",
    "errors",
    "message",
    "detail",
    "details",
    "status",
    "code",
    "version",
    "type",
    "success",
    "title",
    "reason",
    "service",
    "timestamp",
    "agentidentifier",
    "openapi",
];
/// Those that a form may have as well, but not alone.
const OF_SERVICE: [&str; 6] = ["name", "description", "agent", "agenttype", "author", "network"];

/// A map of names to example texts, with no type anywhere. What is said of the service or of an error is none.
fn examples(schema: &Value) -> Option<Vec<Group>> {
    let inner =
        ["input_schema", "inputSchema", "input_data", "inputData"].into_iter().find_map(|name| schema.get(name));
    let members = inner.unwrap_or(schema).as_object()?;
    let is_example = |(name, value): (&String, &Value)| {
        !SAID.contains(&spelt(name).as_str()) && value.as_str().is_some_and(|text| !text.trim().is_empty())
    };
    let of_service = |name: &String| OF_SERVICE.contains(&spelt(name).as_str());
    // What nothing calls the input could be any map: there one of them has to read like what a person asks for.
    let is_sentence = |value: &Value| value.as_str().is_some_and(|text| text.split_whitespace().count() > 2);
    let is_input = inner.is_some() || members.values().any(is_sentence);
    // An empty one as well.
    if members.keys().all(of_service) || !members.iter().all(is_example) || !is_input {
        return None;
    }
    let fields = members.iter().filter_map(|(name, example)| {
        let field = field(Some(name), &Map::new())?;
        Some(Field { placeholder: plain(example).unwrap_or_default(), ..field })
    });
    Some(ungrouped(fields.collect()))
}

fn first<'a>(members: &'a Map<String, Value>, names: [&str; 2]) -> Option<&'a Value> {
    names.into_iter().find_map(|name| members.get(name))
}

/// A list of fields under another name. That each has a type tells it from what else may be listed: errors, examples.
fn listed_otherwise(members: &Map<String, Value>) -> Option<Vec<Group>> {
    let is_field = |item: &Value| {
        let Some(item) = item.as_object() else { return false };
        item.get("type").is_some_and(Value::is_string) || typed_by_value(item).is_some() || in_group(item).is_some()
    };
    let lists = ["fields", "inputs", "input", "groups"].into_iter().filter_map(|name| members.get(name)?.as_array());
    let mut lists = lists.filter(|items| !items.is_empty() && items.iter().all(is_field));
    lists.find_map(|items| list(items))
}

fn is_fields(name: &str) -> bool {
    matches!(name, "input_data" | "inputData")
}

/// A list of fields, of groups, or of both. An empty list is a form without questions.
fn list(items: &[Value]) -> Option<Vec<Group>> {
    let mut groups = Vec::new();
    let mut loose = Vec::new();
    for item in items.iter().filter_map(Value::as_object) {
        let fields = match in_group(item) {
            Some(Value::Array(fields)) => {
                fields.iter().filter_map(Value::as_object).filter_map(|item| field(None, item)).collect()
            }
            Some(Value::Object(named)) if !item.contains_key("type") => {
                let groups = properties(named).or_else(|| named_fields(named));
                groups.into_iter().flatten().flat_map(|group| group.fields).collect()
            }
            // A group that asks nothing, and no field of its name.
            Some(Value::Null) if !item.contains_key("type") => Vec::new(),
            _ => {
                loose.extend(field(None, item));
                continue;
            }
        };
        groups.push(Group { id: text(item, &["id", "key"]), title: text(item, &["title", "name", "label"]), fields });
    }
    if !loose.is_empty() {
        groups.insert(0, Group { id: String::new(), title: String::new(), fields: loose });
    }
    (items.is_empty() || !groups.is_empty()).then_some(groups)
}

/// What a group asks, under one of the names for it. A field with a type may have some of these names for its own.
fn in_group(item: &Map<String, Value>) -> Option<&Value> {
    let is_group = || match item.get("type").and_then(Value::as_str) {
        Some(word) => matches!(spelt(word).as_str(), "group" | "inputgroup" | "section" | "fieldset"),
        None => true,
    };
    let lists = || {
        let found = ["inputs", "fields", "questions"].into_iter().filter_map(|name| item.get(name));
        found.into_iter().find(|found| found.is_array() && is_group())
    };
    let named = first(item, ["input_data", "inputData"]);
    named.filter(|named| !named.is_null()).or_else(lists).or(named)
}

/// `{name: {type, description}}`, if it looks like that.
fn named_fields(members: &Map<String, Value>) -> Option<Vec<Group>> {
    let fields: Vec<Field> = members
        .iter()
        .filter(|(_, value)| is_typed(value))
        .filter_map(|(name, value)| field(Some(name), value.as_object()?))
        .collect();
    (!fields.is_empty()).then(|| ungrouped(fields))
}

fn is_typed(value: &Value) -> bool {
    value.get("type").is_some_and(Value::is_string)
}

fn ungrouped(fields: Vec<Field>) -> Vec<Group> {
    vec![Group { id: String::new(), title: String::new(), fields }]
}

/// The schema of `input_data` in one of the whole request, whose other members are no questions: the nonce is one of them, or
/// there is none.
fn request(properties: &Map<String, Value>) -> Option<&Map<String, Value>> {
    let input = first(properties, ["input_data", "inputData"])?.as_object()?;
    let is_request = properties.len() == 1 || properties.keys().any(|name| spelt(name) == NONCE);
    input.get("properties").filter(|fields| is_request && fields.is_object()).map(|_| input)
}

/// JSON Schema (`{type: "object", properties, required}`): here a field is optional unless listed.
fn properties(schema: &Map<String, Value>) -> Option<Vec<Group>> {
    let whole = all_of(schema);
    let schema = whole.as_ref().unwrap_or(schema);
    let properties = schema.get("properties")?.as_object()?;
    let schema = request(properties).unwrap_or(schema);
    let properties = schema.get("properties")?.as_object()?;
    let names = schema.get("required").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let listed: HashSet<&str> = names.iter().filter_map(Value::as_str).collect();
    let fields = properties.iter().filter_map(|(name, property)| Some((name, property.as_object()?)));
    let fields = fields.filter_map(|(name, property)| {
        let field = field(Some(name), property)?;
        let insists = field.kind.is_asked() && (listed.contains(name.as_str()) || field.insists);
        Some(Field { required: insists, insists, ..field })
    });
    Some(ungrouped(fields.collect()))
}

/// `allOf`: the properties of every part, and what any of them requires.
fn all_of(schema: &Map<String, Value>) -> Option<Map<String, Value>> {
    let parts = schema.get("allOf")?.as_array()?.iter().filter_map(Value::as_object).chain([schema]);
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for part in parts {
        properties.extend(part.get("properties").and_then(Value::as_object).cloned().unwrap_or_default());
        required.extend(part.get("required").and_then(Value::as_array).cloned().unwrap_or_default());
    }
    let whole = [("properties", Value::Object(properties)), ("required", Value::Array(required))];
    Some(whole.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn field(name: Option<&str>, item: &Map<String, Value>) -> Option<Field> {
    match typed_by_value(item) {
        Some(typed) => described(name, &typed),
        None => described(name, item),
    }
}

/// `{key, value: "string"}` of the first agents, or `{key, value: {type, enum}}`: what stands under `value` is the type, and
/// nothing to begin with. The field as it is written today.
fn typed_by_value(item: &Map<String, Value>) -> Option<Map<String, Value>> {
    if item.get("type").is_some_and(|word| !word.is_null()) {
        return None;
    }
    let value = item.get("value")?;
    let says = match value {
        Value::String(word) => names_a_type(word).then(|| Map::from_iter([("type".to_owned(), value.clone())])),
        Value::Object(says) if is_typed(value) => Some(says.clone()),
        _ => None,
    };
    let beside = item.iter().filter(|(name, value)| *name != "value" && !value.is_null());
    let mut typed = says?;
    typed.extend(beside.map(|(name, value)| (name.clone(), value.clone())));
    Some(typed)
}

fn names_a_type(word: &str) -> bool {
    let known = known_kind(word.trim().to_ascii_lowercase().as_str());
    known.is_some_and(|kind| !matches!(kind, FieldKind::None | FieldKind::Hidden))
}

fn described(name: Option<&str>, item: &Map<String, Value>) -> Option<Field> {
    let id = name.map_or_else(|| text(item, &["id", "key", "name"]), str::to_owned);
    if id.is_empty() {
        return None;
    }
    let source = Source::of(item);
    let word = source.raw_type.trim().to_ascii_lowercase();
    let offered = Offered::of(&source);
    let kind = match kind_of(&id, &word, item, &offered) {
        // Its description is what to answer, and no answer: JSON is the only kind of it that has no type of its own.
        FieldKind::None if source.required() == Some(true) && describes_structure(&source) => FieldKind::Json,
        kind => kind,
    };
    let mut formats = source.formats();
    if word == "integer" || word == "int" {
        formats.push("integer".to_owned());
    }
    let (min, max) = bounds(kind, &word, &source, &offered);
    let required = kind.is_asked() && source.required() != Some(false);
    let insists = source.required() == Some(true) || formats.iter().any(|format| format == "nonempty");
    let label = text(item, &["name", "title", "label"]);
    let accept = source.validations("accept").find_map(plain).unwrap_or_else(|| source.text(&["accept"]));
    let (default, fixed) = default(kind, item, &source, &offered, max.as_deref());
    Some(Field {
        label: if label.is_empty() { id.clone() } else { label },
        kind,
        description: source.text(&["description"]),
        placeholder: source.text(&["placeholder"]),
        required,
        insists: required && insists,
        default,
        fixed,
        min,
        max,
        step: numbers(source.bounds(&["step", "multipleof"])).next().map(|step| step.to_string()),
        formats,
        accept: Some(accept).filter(|accept| !accept.is_empty()),
        embedded: kind == FieldKind::File && source.text(&["outputformat"]).to_ascii_lowercase().contains("base64"),
        cut: false,
        list: offered.list,
        by_value: offered.by_value,
        raw_type: source.raw_type.clone(),
        options: if matches!(kind, FieldKind::Option | FieldKind::Radio) { offered.options } else { Vec::new() },
        id,
    })
}

/// `Object with name (string) and age (integer)`.
fn describes_structure(source: &Source) -> bool {
    let said = source.text(&["description"]).to_ascii_lowercase();
    let mut words = said.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| matches!(word, "object" | "objects" | "json" | "dict" | "dictionary" | "array"))
}

fn kind_of(id: &str, word: &str, item: &Map<String, Value>, offered: &Offered) -> FieldKind {
    use FieldKind::{Hidden, Json, Nonce, Number, Radio, Text, Textarea};
    let format = item.get("format").and_then(Value::as_str).unwrap_or_default();
    let known = kind(word);
    // What the agent wants to hear of the buyer is the nonce of the purchase, which nobody makes up.
    if spelt(id) == NONCE && matches!(known, Text | Textarea | Hidden) {
        return Nonce;
    }
    match known {
        FieldKind::Option | Radio if offered.options.is_empty() => Text,
        // One tick for each.
        FieldKind::Boolean if spelt(word) == "checkbox" && !offered.options.is_empty() => FieldKind::Option,
        // JSON Schema says what kind of text it is by `format`, and offers choices by `enum`.
        Text | Json if !offered.options.is_empty() => FieldKind::Option,
        Number if offered.by_value && !offered.options.is_empty() => FieldKind::Option,
        // A text in which there is JSON is sent as a text.
        Text => Some(kind(format)).filter(|kind| *kind != Json).unwrap_or(Text),
        known => known,
    }
}

fn kind(word: &str) -> FieldKind {
    known_kind(word).or_else(|| other_kind(word)).unwrap_or(FieldKind::Text)
}

fn known_kind(word: &str) -> Option<FieldKind> {
    Some(match spelt(word).as_str() {
        "text" | "string" | "str" => FieldKind::Text,
        "textarea" => FieldKind::Textarea,
        "number" | "integer" | "int" | "float" | "double" => FieldKind::Number,
        "range" => FieldKind::Range,
        "boolean" | "bool" | "checkbox" => FieldKind::Boolean,
        "option" | "select" | "multiselect" => FieldKind::Option,
        "radio" => FieldKind::Radio,
        "none" => FieldKind::None,
        "hidden" => FieldKind::Hidden,
        "email" => FieldKind::Email,
        "url" | "uri" => FieldKind::Url,
        "tel" => FieldKind::Tel,
        "password" => FieldKind::Password,
        "date" => FieldKind::Date,
        "datetimelocal" | "datetime" => FieldKind::DatetimeLocal,
        "time" => FieldKind::Time,
        "month" => FieldKind::Month,
        "week" => FieldKind::Week,
        "color" => FieldKind::Color,
        "file" => FieldKind::File,
        "object" | "json" | "dict" | "array" | "list" => FieldKind::Json,
        _ => return None,
    })
}

/// Types that MIP-003 does not have, by what they are called in the libraries of forms that agents' authors know.
fn other_kind(word: &str) -> Option<FieldKind> {
    Some(match spelt(word).as_str() {
        "longtext" | "multiline" | "paragraph" | "richtext" | "markdown" | "code" => FieldKind::Textarea,
        "decimal" | "numeric" | "rating" => FieldKind::Number,
        "slider" => FieldKind::Range,
        "toggle" | "switch" => FieldKind::Boolean,
        "dropdown" | "choice" | "choices" | "enum" | "combobox" => FieldKind::Option,
        "checkboxes" | "checkboxgroup" | "multichoice" => FieldKind::Option,
        "radiogroup" => FieldKind::Radio,
        "info" | "heading" | "separator" | "divider" => FieldKind::None,
        "link" => FieldKind::Url,
        "phone" => FieldKind::Tel,
        "secret" => FieldKind::Password,
        "colour" => FieldKind::Color,
        "image" | "upload" | "attachment" => FieldKind::File,
        _ => return None,
    })
}

/// Types of which several may be chosen, [`spelt`].
const SEVERAL: [&str; 5] = ["multiselect", "checkboxes", "checkboxgroup", "multichoice", "checkbox"];

/// Whether an agent says that several may be chosen.
fn says_several(source: &Source) -> bool {
    let said = ["multiple", "multi", "ismulti", "allowmultiple"].into_iter().flat_map(|name| source.values(name));
    said.filter_map(plain).any(|text| text.eq_ignore_ascii_case("true"))
}

/// Both bounds of a kind as text. All count, so that the strictest does; what is none of the kind bounds nothing.
fn bounds(kind: FieldKind, word: &str, source: &Source, offered: &Offered) -> (Option<String>, Option<String>) {
    let (least, most): (&[&str], &[&str]) = match kind {
        FieldKind::Number | FieldKind::Range => (&["min", "minimum", "minvalue"], &["max", "maximum", "maxvalue"]),
        FieldKind::Option | FieldKind::File => (&["min", "minitems"], &["max", "maxitems"]),
        FieldKind::Boolean => (&["min", "minimum"], &[]),
        FieldKind::Radio | FieldKind::Json | FieldKind::None | FieldKind::Hidden | FieldKind::Nonce => (&[], &[]),
        calendar if calendar.is_calendar() => (&["min", "minimum", "mindate"], &["max", "maximum", "maxdate"]),
        _ => (&["min", "minlength"], &["max", "maxlength"]),
    };
    if kind.is_calendar() {
        let dates = |names| {
            let found = source.bounds(names).map(|text| text.trim().to_owned());
            found.filter_map(move |text| Some((calendar::sortable(kind, &text)?, text)))
        };
        return (dates(least).max().map(|(_, text)| text), dates(most).min().map(|(_, text)| text));
    }
    let stricter = |than: fn(&Decimal, &Decimal) -> bool| {
        move |strictest: Decimal, one: Decimal| if than(&one, &strictest) { one } else { strictest }
    };
    // Between two whole numbers there is none; of others the agent has to say that the bound itself is too little.
    let is_whole = matches!(word, "integer" | "int");
    let beyond = |names: &'static [&str], next: fn(Decimal) -> Decimal| {
        let beyond = numbers(source.bounds(if kind == FieldKind::Number { names } else { &[] }));
        beyond.map(move |bound| if is_whole { next(bound) } else { bound })
    };
    let above = beyond(&["exclusiveminimum"], Decimal::whole_above);
    let below = beyond(&["exclusivemaximum"], Decimal::whole_below);
    let min = numbers(source.bounds(least)).chain(above).reduce(stricter(|one, other| one > other));
    let max = numbers(source.bounds(most)).chain(below).reduce(stricter(|one, other| one < other));
    let (min, max) = (min.map(|min| min.to_string()), max.map(|max| max.to_string()));
    match kind {
        FieldKind::Radio => (None, Some("1".to_owned())),
        FieldKind::Option => {
            let many = offered.options.len().to_string();
            // As Sokosumi does: one, unless a bound says several. JSON Schema has several in a list only.
            let several = SEVERAL.contains(&spelt(word).as_str())
                || says_several(source)
                || if offered.by_value { offered.list } else { min.is_some() || max.is_some() };
            if several { (min, max.or(Some(many))) } else { (None, Some("1".to_owned())) }
        }
        _ => (min, max),
    }
}

fn numbers(texts: impl Iterator<Item = String>) -> impl Iterator<Item = Decimal> {
    texts.filter_map(|text| Decimal::parse(&text))
}

/// What to begin with; and of a hidden field what is sent, beside the text of it that is shown.
fn default(
    kind: FieldKind,
    item: &Map<String, Value>,
    source: &Source,
    offered: &Offered,
    max: Option<&str>,
) -> (Option<Answer>, Option<Value>) {
    let names: &[&str] = if kind == FieldKind::Hidden { &["value", "default"] } else { &["default", "value"] };
    let Some(value) = names.iter().flat_map(|name| source.values(name)).next() else { return (None, None) };
    let answer = match kind {
        FieldKind::None | FieldKind::File | FieldKind::Password | FieldKind::Nonce => None,
        FieldKind::Hidden => {
            // MIP-003 has texts in `value`, which agents of the official SDK hold to; JSON Schema means its `default` as it is.
            let verbatim = plain(value).is_none() || item.get("default") == Some(value);
            let sent = alike(value).filter(|_| verbatim).or_else(|| plain(value).map(Value::from));
            let sent = sent.unwrap_or_else(|| Value::from(value.to_string()));
            return (Some(Answer::Text(plain(&sent).unwrap_or_else(|| sent.to_string()))), Some(sent));
        }
        FieldKind::Boolean => match plain(value).unwrap_or_default().to_ascii_lowercase().as_str() {
            "true" => Some(Answer::Bool(true)),
            "false" => Some(Answer::Bool(false)),
            _ => None,
        },
        FieldKind::Option | FieldKind::Radio => {
            offered.default(value, max.and_then(|max| max.parse().ok()).unwrap_or(usize::MAX))
        }
        FieldKind::Json => match value {
            Value::String(text) => Some(Answer::Text(text.clone())),
            structure => serde_json::to_string_pretty(structure).ok().map(Answer::Text),
        },
        // A generated example has the word for the type where a value would stand.
        _ => plain(value).filter(|text| !is_word_for_type(text, source)).map(Answer::Text),
    };
    (answer, None)
}

fn is_word_for_type(text: &str, source: &Source) -> bool {
    [source.raw_type.as_str(), "string", "str"].iter().any(|word| text.trim().eq_ignore_ascii_case(word))
}
