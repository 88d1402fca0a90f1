//! Checks answers and writes them as the agent wants them (docs/protocol.md 9.2, 9.3).

use super::{
    Answer, Answers, ChoiceEncoding, Choices, Field, FieldError, FieldKind, FieldOption, Form, Rule, calendar,
    decimal::Decimal, source::alike,
};
use crate::identifiers::Nonce;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// A broken rule and the bound that was passed.
type Broken = (Rule, String);

/// See [`Form::encode`].
pub(super) fn form(
    form: &Form,
    answers: &Answers,
    choices: Choices,
    nonce: &Nonce,
) -> Result<Map<String, Value>, Vec<FieldError>> {
    let mut encoded = Map::new();
    let mut errors = Vec::new();
    let refuse = |field: &str, (rule, limit)| FieldError { field: field.to_owned(), rule, limit, text: String::new() };
    for field in form.fields() {
        match value(field, answers.get(&field.id), choices, nonce) {
            Ok(Some(value)) => _ = encoded.insert(field.id.clone(), value),
            Ok(None) => {}
            Err(broken) => errors.push(refuse(&field.id, broken)),
        }
    }
    let unknown = answers.keys().filter(|id| form.field(id).is_none());
    errors.extend(unknown.map(|id| refuse(id, broken(Rule::Shape))));
    if errors.is_empty() { Ok(encoded) } else { Err(errors) }
}

/// An encoded value without the marks of JSON, one line for each of several.
pub(super) fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(as_text).collect::<Vec<_>>().join("\n"),
        value => value.to_string(),
    }
}

/// What was chosen, with the values that are sent where they read otherwise.
pub(super) fn chosen(field: &Field, chosen: &[u32], sent: &Value) -> String {
    let options = chosen.iter().filter_map(|index| field.options.get(usize::try_from(*index).ok()?));
    let by_place = sent.as_array().is_some_and(|places| places.iter().eq(chosen));
    let named = options.map(|option| {
        let value = as_text(&option.value);
        if by_place || value == option.label { option.label.clone() } else { format!("{} ({value})", option.label) }
    });
    named.collect::<Vec<_>>().join(", ")
}

fn broken(rule: Rule) -> Broken {
    (rule, String::new())
}

/// The value to send; `None`: nothing, an optional field left blank.
fn value(field: &Field, answer: Option<&Answer>, choices: Choices, nonce: &Nonce) -> Result<Option<Value>, Broken> {
    match (field.kind, answer) {
        (FieldKind::None, _) => {
            let text = if field.description.is_empty() { &field.label } else { &field.description };
            return Ok(Some(Value::from(text.as_str())));
        }
        // What the agent wants back, whatever the person says.
        (FieldKind::Hidden, _) => return Ok(field.fixed.clone()),
        (FieldKind::Nonce, _) => return Ok(Some(Value::from(nonce.as_str()))),
        (_, Some(Answer::Blank)) if field.insists => return Err(broken(Rule::Required)),
        // Left empty by the person, who knows that it is for another choice: a text is there and empty, everything else is not.
        (FieldKind::Text | FieldKind::Textarea | FieldKind::Password, Some(Answer::Blank)) if field.required => {
            return Ok(Some(Value::from("")));
        }
        (_, Some(Answer::Blank)) => return Ok(None),
        _ => {}
    }
    let blank = match answer {
        None | Some(Answer::Blank) => true,
        Some(Answer::Text(text)) => {
            text.trim().is_empty() && (field.required || text.is_empty() || !field.kind.is_free_text())
        }
        Some(Answer::Choices(chosen)) => chosen.is_empty(),
        Some(Answer::Bool(_)) => false,
    };
    let Some(answer) = answer.filter(|_| !blank) else {
        return if field.required { Err(broken(Rule::Required)) } else { Ok(None) };
    };
    match (field.kind, answer) {
        (FieldKind::Boolean, Answer::Bool(truth)) => ticked(field, *truth),
        (FieldKind::Option, Answer::Choices(chosen)) => choice(field, chosen, choices.option),
        (FieldKind::Radio, Answer::Choices(chosen)) => choice(field, chosen, choices.radio),
        (FieldKind::Boolean | FieldKind::Option | FieldKind::Radio, _)
        | (_, Answer::Bool(_) | Answer::Choices(_) | Answer::Blank) => Err(broken(Rule::Shape)),
        (FieldKind::Number | FieldKind::Range, Answer::Text(text)) => number(field, text),
        (FieldKind::File, Answer::Text(text)) => files(field, text),
        (FieldKind::Json, Answer::Text(text)) => structure(field, text),
        (kind, Answer::Text(text)) if kind.is_calendar() => calendar(field, text.trim()),
        (FieldKind::Color, Answer::Text(text)) => color(text.trim()),
        (_, Answer::Text(text)) => line(field, text),
    }
    .map(Some)
}

/// At least one tick is wanted where something is to be agreed to.
fn ticked(field: &Field, truth: bool) -> Result<Value, Broken> {
    let least = field.min.as_deref().and_then(Decimal::parse);
    if !truth && least > Decimal::parse("0") { Err(broken(Rule::Required)) } else { Ok(Value::from(truth)) }
}

/// JSON as the person wrote it, of the shape that the agent names.
fn structure(field: &Field, text: &str) -> Result<Value, Broken> {
    let Ok(value) = serde_json::from_str::<Value>(text) else { return Err((Rule::Json, field.shape().to_owned())) };
    let fits = match field.shape() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        _ => true,
    };
    if !fits {
        return Err((Rule::Json, field.shape().to_owned()));
    }
    alike(&value).ok_or(broken(Rule::NotAlike))
}

fn choice(field: &Field, chosen: &[u32], encoding: ChoiceEncoding) -> Result<Value, Broken> {
    let option = |index: &u32| field.options.get(usize::try_from(*index).ok()?).filter(|option| option.readable);
    let mut once = HashSet::new();
    let repeated = !chosen.iter().all(|index| once.insert(index));
    let options: Option<Vec<&FieldOption>> = chosen.iter().map(option).collect();
    let Some(options) = options.filter(|_| !repeated) else { return Err(broken(Rule::NotAnOption)) };
    count(field, chosen.len())?;
    Ok(match (encoding, options.as_slice()) {
        (ChoiceEncoding::Indices, _) => chosen.iter().map(|index| Value::from(*index)).collect(),
        (ChoiceEncoding::Text, [one]) if !field.list => one.value.clone(),
        _ => options.iter().map(|option| option.value.clone()).collect(),
    })
}

/// How many choices or files: within `min` and `max`.
fn count(field: &Field, count: usize) -> Result<(), Broken> {
    let count = Decimal::parse(&count.to_string());
    if let Some(min) = exceeded(&field.min, count, |bound, count| count < bound) {
        return Err((Rule::TooFewChoices, min));
    }
    match exceeded(&field.max, count, |bound, count| count > bound) {
        Some(max) => Err((Rule::TooManyChoices, max)),
        None => Ok(()),
    }
}

/// The bound, if there is one and the value is beyond it.
fn exceeded(bound: &Option<String>, value: Option<Decimal>, beyond: fn(Decimal, Decimal) -> bool) -> Option<String> {
    let text = bound.as_ref()?;
    beyond(Decimal::parse(text)?, value?).then(|| text.clone())
}

fn number(field: &Field, text: &str) -> Result<Value, Broken> {
    let Some(number) = Decimal::parse(text) else { return Err(broken(Rule::Number)) };
    if field.formats.iter().any(|format| format == "integer") && !number.is_integer() {
        return Err(broken(Rule::Integer));
    }
    if let Some(min) = exceeded(&field.min, Some(number), |bound, number| number < bound) {
        return Err((Rule::TooSmall, min));
    }
    if let Some(max) = exceeded(&field.max, Some(number), |bound, number| number > bound) {
        return Err((Rule::TooLarge, max));
    }
    let base = field.min.as_deref().and_then(Decimal::parse).or_else(|| Decimal::parse("0"));
    if let (Some(text), Some(base)) = (&field.step, base)
        && Decimal::parse(text).is_some_and(|step| !number.on_step(base, step))
    {
        return Err((Rule::Step, text.clone()));
    }
    number.json().ok_or(broken(Rule::Number))
}

/// One public URL a line: a text where one is allowed, a list where more are.
fn files(field: &Field, text: &str) -> Result<Value, Broken> {
    let urls: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if !urls.iter().all(|url| is_url(url)) {
        return Err(broken(Rule::Url));
    }
    let several = field.max.as_deref().and_then(Decimal::parse) > Decimal::parse("1");
    match urls.as_slice() {
        [one] if !several => return Ok(Value::from(*one)),
        _ if !several => return Err((Rule::TooManyChoices, "1".to_owned())),
        _ => count(field, urls.len())?,
    }
    Ok(urls.into_iter().map(Value::from).collect())
}

fn line(field: &Field, text: &str) -> Result<Value, Broken> {
    let has = |names: &[&str]| field.formats.iter().any(|format| names.contains(&format.as_str()));
    let length = Decimal::parse(&text.chars().count().to_string());
    if let Some(min) = exceeded(&field.min, length, |bound, length| length < bound) {
        return Err((Rule::TooShort, min));
    }
    if let Some(max) = exceeded(&field.max, length, |bound, length| length > bound) {
        return Err((Rule::TooLong, max));
    }
    if has(&["nonempty"]) && text.trim().is_empty() {
        return Err(broken(Rule::Required));
    }
    if (field.kind == FieldKind::Email || has(&["email"])) && !is_email(text) {
        return Err(broken(Rule::Email));
    }
    if (field.kind == FieldKind::Url || has(&["url"])) && !is_url(text) {
        return Err(broken(Rule::Url));
    }
    if (field.kind == FieldKind::Tel || has(&["tel-pattern", "tel_pattern", "telpattern", "tel"])) && !is_tel(text) {
        return Err(broken(Rule::Tel));
    }
    if has(&["integer"]) && !Decimal::parse(text).is_some_and(Decimal::is_integer) {
        return Err(broken(Rule::Integer));
    }
    Ok(Value::from(text))
}

fn is_email(text: &str) -> bool {
    let plain = !text.chars().any(|letter| letter.is_whitespace() || letter.is_control());
    let parts = text.split_once('@');
    plain
        && parts.is_some_and(|(name, host)| {
            !name.is_empty()
                && !host.contains('@')
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
        })
}

fn is_url(text: &str) -> bool {
    // What reads addresses leaves out line breaks, and would send others than were looked at.
    !text.chars().any(|letter| letter.is_whitespace() || letter.is_control())
        && url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn is_tel(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (3..=20).contains(&digits) && text.chars().all(|letter| letter.is_ascii_digit() || "+-()/. ".contains(letter))
}

fn color(text: &str) -> Result<Value, Broken> {
    let hex =
        text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if hex { Ok(Value::from(text)) } else { Err(broken(Rule::Color)) }
}

/// Dates and times in HTML's own formats.
fn calendar(field: &Field, text: &str) -> Result<Value, Broken> {
    let Some(at) = calendar::sortable(field.kind, text) else { return Err(broken(Rule::Date)) };
    let bound = |bound: &Option<String>| {
        let text = bound.clone()?;
        Some((calendar::sortable(field.kind, &text)?, text))
    };
    match (bound(&field.min), bound(&field.max)) {
        (Some((earliest, min)), _) if at < earliest => Err((Rule::TooSmall, min)),
        (_, Some((latest, max))) if at > latest => Err((Rule::TooLarge, max)),
        _ => Ok(Value::from(text)),
    }
}
