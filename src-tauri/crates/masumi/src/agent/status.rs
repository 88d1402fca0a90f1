//! What an answer to `GET /status` means (docs/protocol.md 8.4, docs/hard-cases.md A3).

use super::{
    BODY, Beside, JobResult, JobState, JobStatus,
    beside::beside,
    raw::{RawObject, verbatim},
    refusal::WORDS,
    word,
};
use crate::{
    form::{Form, NoForm},
    lenient::parsed,
    moment::Moment,
    net::{Answer, CallError, CallErrorKind, fail},
    text::plain,
};
use serde_json::{Value, value::RawValue};

impl JobResult {
    /// As it came: the text, or the JSON as it stood in the answer.
    pub fn as_str(&self) -> &str {
        match self {
            JobResult::Text(text) | JobResult::Json(text) => text,
        }
    }
}

const JOB_ID: &[&str] = &["job_id", "jobId"];
const RESULT: &[&str] = &["result", "output"];
/// What an agent asks, by the names for it: that of the protocol first.
const SCHEMA: &[&str] = &[
    "input_schema",
    "inputSchema",
    "required_input",
    "requiredInput",
    "requested_schema",
    "requestedSchema",
    "schema",
    "form",
];
/// No sentence about a state is longer, in characters.
const SENTENCE: usize = 200;
/// Until when an answer to a question is taken.
const UNTIL: &[&str] =
    &["expires_at", "expiresAt", "expires", "expiration", "valid_until", "validUntil", "answer_by", "deadline"];

/// Reads an answer. "Job not found" is `Status` 404 also where the agent says it with 200 (n8n) or another number: right after
/// the start, or after a restart of the agent, it is no verdict on the job.
pub(super) fn read(answer: &Answer) -> Result<JobStatus, CallError> {
    let gone = |message| Err(fail(CallErrorKind::Status { status: 404, message, retry_after: answer.retry_after }));
    if answer.status == 402 {
        // It cannot see the payment yet. What is paid is not decided here.
        return Ok(unpaid(answer));
    }
    if !answer.is_success() {
        let words = answer.words(WORDS);
        return if word::is_unknown_job(&words, None) { gone(words) } else { Err(answer.as_error()) };
    }
    let Some(object) = RawObject::parse(&answer.body) else { return Err(answer.not_json()) };
    let object = whole(object);
    let Some(word) = word::of(&object) else {
        // An error and no status: no verdict on the job either, whatever the agent says of it.
        return match said_wrong(&object) {
            Some(words) if word::is_unknown_job(&words, object.text(JOB_ID).as_deref()) => gone(words),
            Some(_) => Err(answer.as_error()),
            None => Err(fail(CallErrorKind::Shape("status".to_owned()))),
        };
    };
    let asked = question(&object);
    let waits = word::may_wait(&word) && asked.as_ref().is_some_and(|(schema, _)| schema.as_ref().is_some_and(asks));
    let state = if waits { JobState::AwaitingInput } else { JobState::from_word(&word) };
    let (mut message, mut result) = (message(&object, state), result(&object, state));
    // Some say in it how the job is: that is no part of what it makes.
    if message.is_empty()
        && let Some(JobResult::Text(text)) = result.take_if(|result| is_of_state(result, state))
    {
        message = plain(&text, WORDS);
    }
    let unknown = |words: &str| word::is_unknown_job(words, object.text(JOB_ID).as_deref());
    let forgot = match state {
        JobState::Failed => unknown(&message) || (message.is_empty() && unknown(&word)),
        JobState::Running => word::is_unknown(&word) && (message.is_empty() || unknown(&message)),
        _ => false,
    };
    if forgot && result.is_none() {
        return gone(message);
    }
    let question = if state == JobState::AwaitingInput { asked } else { None };
    let (input_schema, answer_by) = question.unwrap_or_default();
    let beside = if state == JobState::Completed { beside(&object, result.is_some()) } else { Vec::new() };
    let word = plain(&word, 100);
    Ok(JobStatus { state, word, message, input_schema, answer_by, status_id: status_id(&object), result, beside })
}

/// Whether an answer says that there is nothing at this place, and no word about the job.
#[cfg(feature = "client")]
pub(super) fn may_be_elsewhere(answer: &Answer, job_id: &str) -> bool {
    answer.status == 404 && !word::is_unknown_job(&answer.words(WORDS), Some(job_id))
}

/// Whether a schema asks anything.
fn asks(schema: &Value) -> bool {
    match Form::parse(schema) {
        Ok(form) => form.fields().next().is_some(),
        Err(why) => why != NoForm::NotAForm,
    }
}

/// With what an envelope that speaks of the call alone has inside, or a state that has its result in an object.
fn whole(object: RawObject<'_>) -> RawObject<'_> {
    let inner = object.object(&["data", "job"]);
    let inner = match word::is_said(&object) {
        true => inner.filter(|inner| !object.has(RESULT) && inner.has(RESULT)),
        false => inner.filter(|inner| word::of(inner).is_some()),
    };
    match inner {
        Some(inner) if word::is_said(&object) => object.without(&["data", "job"]).opened(inner),
        Some(inner) => inner.opened(object.without(&["status", "data", "job"])),
        None => object,
    }
}

fn unpaid(answer: &Answer) -> JobStatus {
    JobStatus {
        state: JobState::AwaitingPayment,
        word: "402".to_owned(),
        message: answer.words(WORDS),
        input_schema: None,
        answer_by: None,
        status_id: None,
        result: None,
        beside: Vec::<Beside>::new(),
    }
}

/// The agent's own text. Beside a question it may be what is to be approved, which nobody should see a part of.
fn message(object: &RawObject, state: JobState) -> String {
    let names = ["message", "error", "error_message", "reasoning", "detail", "progress"];
    let mut words: Vec<String> = names.into_iter().find_map(|name| said(object.first(&[name])?)).into_iter().collect();
    if state == JobState::AwaitingInput {
        for question in
            ["question", "prompt", "instructions"].into_iter().filter_map(|name| said(object.first(&[name])?))
        {
            if !words.contains(&question) {
                words.push(question);
            }
        }
    }
    let most = if state == JobState::AwaitingInput { BODY } else { WORDS };
    plain(&words.join("\n\n"), most)
}

/// What an answer without a status says went wrong.
fn said_wrong(object: &RawObject) -> Option<String> {
    let said =
        ["error", "error_message", "detail", "message"].into_iter().find_map(|name| said(object.first(&[name])?));
    said.map(|words| plain(&words, WORDS))
}

/// Whether a result is a sentence about the state that its job is in (kodo-masu): one short line, of a job that is not done. Of
/// one that failed only what speaks of that, since what it made until then may have been paid for.
fn is_of_state(result: &JobResult, state: JobState) -> bool {
    let JobResult::Text(text) = result else { return false };
    let text = text.trim();
    let sentence = text.chars().count() <= SENTENCE && !text.contains('\n') && text.contains(' ');
    sentence
        && match state {
            JobState::Completed => false,
            JobState::Failed => ["failed", "error"].into_iter().any(|word| text.to_lowercase().contains(word)),
            JobState::AwaitingPayment | JobState::AwaitingInput | JobState::Running => true,
        }
}

/// A text, or the text in an object (`progress: {message, …}`).
fn said(raw: &RawValue) -> Option<String> {
    let inside = RawObject::parse(raw.get()).map(|object| object.first(&["message"]));
    inside.unwrap_or(Some(raw)).filter(|raw| raw.get().starts_with('"')).map(verbatim)
}

/// The schema as received, under its name or spread over the answer (kodo-masu), and until when an answer to it is taken.
fn question(object: &RawObject) -> Option<(Option<Value>, Option<Moment>)> {
    // There is room for a result in the answer, not for a question of that size.
    let read = |raw: &RawValue| if raw.get().len() > BODY { None } else { parsed(raw.get()).ok() };
    let schema = match object.first(SCHEMA) {
        Some(schema) => read(schema),
        None => ["input_data", "input_groups"].into_iter().find_map(|name| {
            let fields: Value = read(object.first(&[name])?)?;
            Some(Value::Object([(name.to_owned(), fields)].into_iter().collect()))
        }),
    };
    let own = UNTIL.iter().find_map(|name| until(&parsed(object.first(&[name])?.get()).ok()?));
    let inside = schema.iter().flat_map(|schema| {
        let lists = [Some(schema), schema.get("input_groups"), schema.get("input_data")];
        let items = lists.into_iter().flatten().filter_map(Value::as_array).flatten();
        let all = std::iter::once(schema).chain(items);
        all.filter_map(|one| UNTIL.iter().find_map(|name| until(one.get(name)?)))
    });
    let answer_by = own.into_iter().chain(inside).min();
    Some((schema, answer_by))
}

/// A moment as agents write it: also seconds with a fraction (kodosumi).
fn until(told: &Value) -> Option<Moment> {
    Moment::parse_lenient(told).or_else(|| {
        let number = told.as_str().map_or_else(|| told.to_string(), str::to_owned);
        let (whole, fraction) = number.trim().split_once('.')?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let whole = Value::from(whole.parse::<i64>().ok().filter(|_| digits(whole) && digits(fraction))?);
        Moment::parse_lenient(&whole)
    })
}

/// `status_id`, or the `id` that is not the job's. pip-masumi makes a new one for every answer.
fn status_id(object: &RawObject) -> Option<String> {
    let job_id = object.text(JOB_ID);
    object.text(&["status_id", "statusId"]).or_else(|| object.text(&["id"]).filter(|id| Some(id) != job_id.as_ref()))
}

/// `result`, else `output`. An empty text is a result only of a job that says it is done.
pub(super) fn result(object: &RawObject, state: JobState) -> Option<JobResult> {
    let Some(raw) = object.first(RESULT) else {
        let empty = object.is_empty_text("result") && state == JobState::Completed;
        return empty.then(|| JobResult::Text(String::new()));
    };
    // A string with a lone surrogate has no text in UTF-8: its exact slice is kept, like any other JSON.
    Some(match serde_json::from_str::<String>(raw.get()) {
        Ok(text) => JobResult::Text(text),
        Err(_) => JobResult::Json(raw.get().to_owned()),
    })
}
