//! Checks answers and writes them as the agent wants them (PROTOCOL 9.2, 9.3).

use super::{Answer, Answers, ChoiceEncoding, Choices, Field, FieldError, FieldKind, Form, Rule, decimal::Decimal};
use serde_json::{Map, Value};

/// A broken rule and the bound that was passed.
type Broken = (Rule, String);

/// See [`Form::encode`].
pub(super) fn form(form: &Form, answers: &Answers, choices: Choices) -> Result<Map<String, Value>, Vec<FieldError>> {
    let mut encoded = Map::new();
    let mut errors = Vec::new();
    let refuse = |field: &str, (rule, limit)| FieldError { field: field.to_owned(), rule, limit, text: String::new() };
    for field in form.fields() {
        match value(field, answers.get(&field.id), choices) {
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

fn broken(rule: Rule) -> Broken {
    (rule, String::new())
}

/// The value to send; `None`: nothing, an optional field left blank.
fn value(field: &Field, answer: Option<&Answer>, choices: Choices) -> Result<Option<Value>, Broken> {
    match field.kind {
        FieldKind::None => return Ok(Some(Value::from(field.description.as_str()))),
        // What the agent wants back, whatever the page says.
        FieldKind::Hidden => {
            return Ok(match &field.default {
                Some(Answer::Text(text)) => Some(Value::from(text.as_str())),
                Some(Answer::Bool(truth)) => Some(Value::from(*truth)),
                _ => None,
            });
        }
        _ => {}
    }
    let blank = match answer {
        None => true,
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
        (FieldKind::Boolean, Answer::Bool(truth)) => Ok(Value::from(*truth)),
        (FieldKind::Option, Answer::Choices(chosen)) => choice(field, chosen, choices.option),
        (FieldKind::Radio, Answer::Choices(chosen)) => choice(field, chosen, choices.radio),
        (FieldKind::Boolean | FieldKind::Option | FieldKind::Radio, _) | (_, Answer::Bool(_) | Answer::Choices(_)) => {
            Err(broken(Rule::Shape))
        }
        (FieldKind::Number | FieldKind::Range, Answer::Text(text)) => number(field, text),
        (FieldKind::File, Answer::Text(text)) => files(field, text),
        (kind, Answer::Text(text)) if kind.is_calendar() => calendar(field, text.trim()),
        (FieldKind::Color, Answer::Text(text)) => color(text.trim()),
        (_, Answer::Text(text)) => line(field, text),
    }
    .map(Some)
}

fn choice(field: &Field, chosen: &[u32], encoding: ChoiceEncoding) -> Result<Value, Broken> {
    let option = |index: &u32| field.options.get(usize::try_from(*index).ok()?);
    let repeated = chosen.iter().enumerate().any(|(at, index)| chosen[..at].contains(index));
    let texts: Option<Vec<&String>> = chosen.iter().map(option).collect();
    let Some(texts) = texts.filter(|_| !repeated) else { return Err(broken(Rule::NotAnOption)) };
    count(field, chosen.len())?;
    Ok(match (encoding, texts.as_slice()) {
        (ChoiceEncoding::Indices, _) => chosen.iter().map(|index| Value::from(*index)).collect(),
        (ChoiceEncoding::Text, [one]) => Value::from(one.as_str()),
        _ => texts.iter().map(|text| Value::from(text.as_str())).collect(),
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
    if (field.kind == FieldKind::Tel || has(&["tel-pattern", "tel_pattern"])) && !is_tel(text) {
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
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
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

/// Dates and times in HTML's own formats, which sort as text.
fn calendar(field: &Field, text: &str) -> Result<Value, Broken> {
    let valid = match field.kind {
        FieldKind::Date => is_date(text),
        FieldKind::Month => is_date(&format!("{text}-01")),
        FieldKind::Time => is_time(text),
        FieldKind::Week => is_week(text),
        _ => text.split_once('T').is_some_and(|(date, time)| is_date(date) && is_time(time)),
    };
    if !valid {
        return Err(broken(Rule::Date));
    }
    match (&field.min, &field.max) {
        (Some(min), _) if text < min.as_str() => Err((Rule::TooSmall, min.clone())),
        (_, Some(max)) if text > max.as_str() => Err((Rule::TooLarge, max.clone())),
        _ => Ok(Value::from(text)),
    }
}

/// `2026-11-22`
fn is_date(text: &str) -> bool {
    let [year, month, day] = numbers(text, '-', [4, 2, 2]).unwrap_or_default();
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => {
            if leap {
                29
            } else {
                28
            }
        }
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    year > 0 && (1..=days).contains(&day)
}

/// `10:00` or `10:00:30`
fn is_time(text: &str) -> bool {
    let minutes = numbers(text, ':', [2, 2]).map(|[hour, minute]| [hour, minute, 0]);
    minutes
        .or_else(|| numbers(text, ':', [2, 2, 2]))
        .is_some_and(|[hour, minute, second]| hour < 24 && minute < 60 && second < 60)
}

/// `2026-W47`
fn is_week(text: &str) -> bool {
    let [year, week] = numbers(&text.replacen("-W", "-", 1), '-', [4, 2]).unwrap_or_default();
    text.contains("-W") && year > 0 && (1..=53).contains(&week)
}

/// Numbers of exactly so many digits each.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[u32; N]> {
    let parts: Vec<&str> = text.split(separator).collect();
    let mut numbers = [0; N];
    if parts.len() != N {
        return None;
    }
    for ((number, part), width) in numbers.iter_mut().zip(parts).zip(widths) {
        let digits = part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
        *number = part.parse().ok().filter(|_| digits)?;
    }
    Some(numbers)
}
