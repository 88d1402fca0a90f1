//! What an agent asks while it works: one form, or several at once, each with a lock that an answer has to name (kodosumi).

use super::{Field, Form, NoForm, source::text};
use crate::moment::Moment;
use serde_json::{Map, Value};

/// More at once than can be shown.
const MAX_QUESTIONS: usize = 100;
/// A schema may be wrapped so many times.
const MAX_WRAPPERS: usize = 3;

/// What an agent asks at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct Questions(Vec<Question>);

/// One question, which is answered by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What an answer has to name, where there is such a thing.
    pub lock: Option<Lock>,
    /// What is asked.
    pub form: Form,
}

/// What tells which of several open questions an answer is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// `lock_id`, as given.
    pub id: String,
    /// `expires_at`: no answer is taken after it.
    pub expires_at: Option<Moment>,
}

impl Questions {
    /// Reads the schema of a status in any known envelope. Questions with locks are kept apart, also where the same fields are
    /// in each.
    pub fn parse(schema: &Value) -> Result<Questions, NoForm> {
        let locked = locked(schema, MAX_WRAPPERS).unwrap_or_default();
        if locked.len() < 2 {
            let lock = locked.into_iter().next().map(|(lock, _)| lock);
            let lock = lock.or_else(|| schema.as_object().and_then(self::lock));
            return Ok(Questions(vec![Question { lock, form: super::parse::form(schema)? }]));
        }
        if locked.len() > MAX_QUESTIONS {
            return Err(NoForm::TooMuch { most: MAX_QUESTIONS, what: "questions at once" });
        }
        let questions = locked.into_iter().map(|(lock, item)| {
            let titled = |form: Form| {
                let title = text(item, &["title", "name", "label"]);
                let groups = form.groups.into_iter().map(|mut group| {
                    if group.title.is_empty() {
                        group.title.clone_from(&title);
                    }
                    group
                });
                Form { groups: groups.collect() }
            };
            let form = super::parse::members(item).map(titled)?;
            Ok(Question { lock: Some(lock), form })
        });
        questions.collect::<Result<_, _>>().map(Questions)
    }

    /// Each of them, in the agent's order.
    pub fn iter(&self) -> impl Iterator<Item = &Question> {
        self.0.iter()
    }

    /// The one question, where it is one: an answer to it needs no address. `None`: an answer has to name its lock.
    pub fn only(&self) -> Option<&Question> {
        match self.0.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Until when an answer to all of them is taken: the first moment at which one expires.
    pub fn expire_at(&self) -> Option<Moment> {
        self.0.iter().filter_map(|question| question.lock.as_ref()?.expires_at).min()
    }

    /// All of them as one form, to be looked at: each field's id has its question's lock before it.
    pub fn side_by_side(&self) -> Form {
        let groups = self.0.iter().flat_map(|question| {
            let lock = question.lock.as_ref().map(|lock| lock.id.as_str()).unwrap_or_default();
            question.form.groups.iter().map(move |group| {
                let fields = group.fields.iter();
                let fields = fields.map(|field| Field { id: format!("{lock}:{}", field.id), ..field.clone() });
                super::Group { fields: fields.collect(), ..group.clone() }
            })
        });
        Form { groups: groups.collect() }
    }
}

/// Whether an answer has to say which of several questions it is for.
pub(super) fn are_several(schema: &Value) -> bool {
    locked(schema, MAX_WRAPPERS).is_some_and(|questions| questions.len() > 1)
}

/// The questions of a list in which each has a lock of its own; `None`: it is no such list.
fn locked(schema: &Value, wrappers: usize) -> Option<Vec<(Lock, &Map<String, Value>)>> {
    match schema {
        Value::Array(items) => {
            let questions = items.iter().map(|item| {
                let item = item.as_object()?;
                let inside = || lock(item.get("data")?.as_object()?);
                Some((lock(item).or_else(inside)?, item))
            });
            let mut questions = questions.collect::<Option<Vec<_>>>().filter(|questions| !questions.is_empty())?;
            // The fields of one question may each name its lock.
            let fields = questions.iter().all(|(_, item)| lock(item).is_none());
            if fields
                && questions.iter().all(|(lock, _)| questions.first().is_some_and(|(first, _)| lock.id == first.id))
            {
                questions.truncate(1);
            }
            Some(questions)
        }
        Value::Object(members) if wrappers > 0 => {
            let names = ["input_schema", "inputSchema", "data", "input_data", "input_groups", "locks", "questions"];
            names.into_iter().find_map(|name| locked(members.get(name)?, wrappers - 1))
        }
        _ => None,
    }
}

fn lock(members: &Map<String, Value>) -> Option<Lock> {
    let id = text(members, &["lock_id", "lockId"]);
    let expires = ["expires_at", "expiresAt", "expires"].into_iter().find_map(|name| members.get(name));
    (!id.is_empty()).then(|| Lock { id, expires_at: expires.and_then(moment) })
}

/// A time with a fraction of a second or without.
fn moment(value: &Value) -> Option<Moment> {
    let written = super::source::plain(value)?;
    let Some((whole, fraction)) = written.trim().split_once('.') else { return Moment::parse_lenient(value) };
    let Ok(number) = whole.parse::<i64>() else { return Moment::parse_lenient(value) };
    let whole = Moment::parse_lenient(&Value::from(number))?;
    // Of milliseconds the fraction is nothing that anybody sees.
    let millis: String = fraction.chars().chain("000".chars()).take(3).collect();
    let millis = if whole.0 == number { 0 } else { millis.parse().ok()? };
    Some(whole.plus(millis))
}
