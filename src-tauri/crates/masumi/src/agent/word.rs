//! What an agent's words mean: one table for the answer to the start of a job and for its status.

use super::{JobState, raw::RawObject};

/// The state of the job itself, beside a `status` that may speak of the call (n8n).
const JOB_STATE: &[&str] = &["job_status", "jobStatus", "job_state", "jobState"];
/// The same, by names that may mean something else beside a `status` that is a state.
const STATE: &[&str] = &["state", "phase"];

impl JobState {
    /// What a status word means; a word that is not known means that the job goes on.
    pub fn from_word(word: &str) -> JobState {
        match plain_word(word).as_str() {
            "awaiting_payment"
            | "waiting_for_payment"
            | "pending_payment"
            | "payment_pending"
            | "payment_required"
            | "unpaid" => JobState::AwaitingPayment,
            "awaiting_input"
            | "input_required"
            | "waiting_for_input"
            | "requires_input"
            | "needs_input"
            | "pending_input"
            | "action_required"
            | "requires_action"
            | "needs_action"
            | "awaiting_approval"
            | "waiting_for_approval"
            | "requires_approval"
            | "needs_approval"
            | "awaiting_feedback"
            | "awaiting_confirmation" => JobState::AwaitingInput,
            "completed"
            | "complete"
            | "completed_successfully"
            | "success"
            | "succeeded"
            | "successful"
            | "finished"
            | "done" => JobState::Completed,
            "failed" | "failure" | "error" | "errored" | "rejected" | "cancelled" | "canceled" | "aborted"
            | "payment_failed" | "payment_error" | "payment_timeout" | "payment_timed_out" | "payment_expired"
            | "timeout" | "timed_out" | "expired" | "refunded" | "killed" | "terminated" | "stopped" | "crashed"
            | "declined" | "denied" => JobState::Failed,
            _ => JobState::Running,
        }
    }
}

/// Lower case, with one mark between words however they are joined: `awaitingInput`, `awaiting input`, `AWAITING-INPUT`.
fn plain_word(word: &str) -> String {
    let mut plain = String::new();
    let mut before = None;
    for letter in word.trim().chars() {
        let begins = letter.is_uppercase() && before.is_some_and(char::is_lowercase);
        if begins {
            plain.push('_');
        }
        match letter {
            ' ' | '-' => plain.push('_'),
            _ => plain.extend(letter.to_lowercase()),
        }
        before = Some(letter);
    }
    plain
}

/// Whether a word may say no more than that the call went well.
fn is_envelope(word: &str) -> bool {
    matches!(plain_word(word).as_str(), "success" | "ok" | "true" | "200")
}

/// Whether a word says that the agent knows nothing of the job.
pub(super) fn is_unknown(word: &str) -> bool {
    matches!(plain_word(word).as_str(), "unknown" | "not_found" | "unknown_job")
        || is_unknown_job(&plain_word(word).replace('_', " "), None)
}

/// Whether a job with this word may wait for anything, so for the person where it asks something.
pub(super) fn may_wait(word: &str) -> bool {
    matches!(plain_word(word).as_str(), "waiting" | "paused" | "blocked" | "interrupted" | "suspended" | "on_hold")
}

/// The word that says how the job is: never one that speaks of the call while another says more.
pub(super) fn of(object: &RawObject) -> Option<String> {
    let status = text(object, &["status"]);
    let said = |word: &String| !is_envelope(word);
    let own = text(object, JOB_STATE).or_else(|| status.clone().filter(said)).or_else(|| text(object, STATE));
    own.or(status)
}

/// A word, or the word in an object (`status: {state, since}`).
fn text(object: &RawObject, names: &[&str]) -> Option<String> {
    let inside = || object.object(names)?.text(&["state", "status", "name", "value"]);
    inside().or_else(|| object.text(names))
}

/// Whether the answer says how the job is, in an object of its own at most.
pub(super) fn is_said(object: &RawObject) -> bool {
    object.has(JOB_STATE) || text(object, &["status"]).is_some_and(|word| !is_envelope(&word))
}

/// Whether words say nothing but that no such job is known: "Job 41 was not found", `JOB_NOT_FOUND`. A job that failed since
/// something else was not found has failed.
pub(super) fn is_unknown_job(words: &str, job_id: Option<&str>) -> bool {
    const FILLERS: [&str; 22] = [
        "the", "a", "an", "this", "that", "your", "any", "error", "was", "is", "could", "can", "be", "with", "for",
        "id", "does", "do", "job", "task", "exist", "please",
    ];
    const DENIALS: [&str; 7] = ["not", "found", "no", "such", "unknown", "doesn't", "nonexistent"];
    let lower = |text: &str| text.to_lowercase().replace('_', " ");
    let (words, own) = (lower(words), lower(job_id.unwrap_or_default()));
    let (words, own) = (parts(&words), parts(&own));
    let said = format!(" {} ", words.join(" "));
    let denies = |denial: &str| said.contains(&format!(" {denial} "));
    // What has a digit in it is an id, or the number of the status.
    let is_id = |word: &str| own.contains(&word) || word.chars().any(|letter| letter.is_ascii_digit());
    let nothing_else = words.iter().all(|word| FILLERS.contains(word) || DENIALS.contains(word) || is_id(word));
    nothing_else
        && words.iter().any(|word| matches!(*word, "job" | "task"))
        && ["not found", "no such", "no job", "unknown", "not exist", "doesn't exist", "nonexistent"]
            .into_iter()
            .any(denies)
}

fn parts(text: &str) -> Vec<&str> {
    let mark = |letter: char| !(letter.is_alphanumeric() || matches!(letter, '\'' | '-'));
    text.split(mark).filter(|word| !word.is_empty()).collect()
}
