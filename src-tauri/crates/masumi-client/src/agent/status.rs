//! What an answer to `GET /status` means (PROTOCOL 8.4, HARD-CASES A3).

use super::{
    JobResult, JobState, JobStatus,
    client::BODY,
    raw::{RawObject, verbatim},
    refusal::WORDS,
};
use crate::net::{Answer, CallError, CallErrorKind, fail, plain};
use serde_json::{Value, value::RawValue};

impl JobState {
    /// What a status word means; a word that is not known means that the job goes on.
    pub fn from_word(word: &str) -> JobState {
        match word.trim().to_ascii_lowercase().replace([' ', '-'], "_").as_str() {
            "awaiting_payment" => JobState::AwaitingPayment,
            "awaiting_input" | "input_required" => JobState::AwaitingInput,
            "completed" | "success" | "finished" | "done" => JobState::Completed,
            "failed" | "error" | "payment_failed" | "payment_error" | "timeout" | "refunded" => JobState::Failed,
            _ => JobState::Running,
        }
    }
}

/// Reads an answer. "Job not found" is `Status` 404 also where the agent says it with 200 (n8n): right after the start, or
/// after a restart of the agent, it is no verdict on the job.
pub(super) fn read(answer: &Answer) -> Result<JobStatus, CallError> {
    if !answer.is_success() {
        return Err(answer.as_error());
    }
    let Some(object) = RawObject::parse(&answer.body) else { return Err(answer.not_json()) };
    let Some(word) = object.text(&["status"]) else { return Err(fail(CallErrorKind::Shape("status".to_owned()))) };
    let state = JobState::from_word(&word);
    let message = message(&object);
    let result = result(&object, state);
    if state == JobState::Failed && result.is_none() && says_job_unknown(&message) {
        return Err(fail(CallErrorKind::Status { status: 404, message, retry_after: answer.retry_after }));
    }
    let input_schema = if state == JobState::AwaitingInput { input_schema(&object) } else { None };
    Ok(JobStatus { state, word: plain(&word, 100), message, input_schema, status_id: status_id(&object), result })
}

fn message(object: &RawObject) -> String {
    let names = ["message", "error", "error_message", "reasoning", "detail", "progress"];
    let said = names.into_iter().find_map(|name| said(object.first(&[name])?));
    plain(&said.unwrap_or_default(), WORDS)
}

/// A text, or the text in an object (`progress: {message, …}`).
fn said(raw: &RawValue) -> Option<String> {
    let inside = RawObject::parse(raw.get()).map(|object| object.first(&["message"]));
    inside.unwrap_or(Some(raw)).filter(|raw| raw.get().starts_with('"')).map(verbatim)
}

fn says_job_unknown(message: &str) -> bool {
    let words = message.to_ascii_lowercase();
    words.contains("job") && (words.contains("not found") || words.contains("unknown job"))
}

/// The schema as received: under its name, or spread over the answer (kodo-masu).
fn input_schema(object: &RawObject) -> Option<Value> {
    // There is room for a result in the answer, not for a question of that size.
    let read = |raw: &RawValue| if raw.get().len() > BODY { None } else { serde_json::from_str(raw.get()).ok() };
    if let Some(schema) = object.first(&["input_schema", "inputSchema"]) {
        return read(schema);
    }
    ["input_data", "input_groups"].into_iter().find_map(|name| {
        let fields: Value = read(object.first(&[name])?)?;
        Some(Value::Object([(name.to_owned(), fields)].into_iter().collect()))
    })
}

/// `status_id`, or the `id` that is not the job's. pip-masumi makes a new one for every answer.
fn status_id(object: &RawObject) -> Option<String> {
    let job_id = object.text(&["job_id", "jobId"]);
    object.text(&["status_id", "statusId"]).or_else(|| object.text(&["id"]).filter(|id| Some(id) != job_id.as_ref()))
}

/// `result`, else `output`. An empty text is a result only of a job that says it is done.
fn result(object: &RawObject, state: JobState) -> Option<JobResult> {
    let Some(raw) = object.first(&["result", "output"]) else {
        let empty = object.is_empty_text("result") && state == JobState::Completed;
        return empty.then(|| JobResult::Text(String::new()));
    };
    // A string with a lone surrogate has no text in UTF-8: its exact slice is kept, like any other JSON.
    Some(match serde_json::from_str::<String>(raw.get()) {
        Ok(text) => JobResult::Text(text),
        Err(_) => JobResult::Json(raw.get().to_owned()),
    })
}
