//! An agent's own MIP-003 service: a hostile host, read tolerantly.
//!
//! Tolerance is for showing. What is paid goes through [`crate::proof::verify_terms`], which takes [`Terms`] strictly.

mod client;
mod raw;
mod refusal;
mod start;
mod status;

pub use client::{AgentClient, RESULT};
pub(crate) use raw::lossy;

use crate::{
    form::FieldError,
    money::{Amount, Money, Unit},
    net::{Answer, CallError},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What `GET /availability` means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Availability {
    /// Takes jobs; its message, if any.
    Available(Option<String>),
    /// Says it takes none (also HTTP 503); its message.
    Unavailable(Option<String>),
    /// Answered, and named another agent; its agentIdentifier.
    AnotherAgent(String),
    /// Answered, but not as an agent (an HTML page, an error, another shape); the first characters of it.
    NotAnAgent(String),
}

/// The answer to `POST /start_job`, sorted into what it means for the buyer. No money has moved in any of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::large_enum_variant, reason = "one per purchase, and terms are what it is for")]
pub enum JobStart {
    /// A job with terms to verify: identifier and four deadlines are there, and whether they are any good [`crate::proof`] says.
    Terms(Terms),
    /// Nothing in the answer asks for a payment, or its identifier is the mock one of free jobs: poll it. The job id. (From an
    /// agent that the registry lists with a price this is a stranded job; the caller knows the price.)
    Free(String),
    /// 2xx, but neither complete terms nor a free job: the job id if there is one. Nothing can be paid.
    Stranded {
        /// If the answer had one.
        job_id: Option<String>,
        /// Names of the signed values that are missing, or are there with two values.
        missing: Vec<String>,
    },
    /// The agent refused (4xx, or 2xx with a failure): the errors by field, and its words.
    Refused {
        /// HTTP status.
        status: u16,
        /// At the right fields where the agent says which.
        errors: Vec<FieldError>,
        /// The agent's words, plain text, at most 2,000 characters.
        message: String,
    },
}

/// The answer to `POST /start_job`, and the exact text of it for the journal (at most 1 MB).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// What it means.
    pub outcome: JobStart,
    /// The body as received.
    pub raw: String,
}

/// What the agent offers, as received: every value that the seller signed, in the text form in which it was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Terms {
    /// `job_id`, else `id`, else `jobId`.
    pub job_id: String,
    /// Hex.
    pub blockchain_identifier: String,
    /// Verbatim digits, exactly as sent (never rescaled).
    pub pay_by_time: Option<String>,
    /// Verbatim digits.
    pub submit_result_time: Option<String>,
    /// Verbatim digits.
    pub unlock_time: Option<String>,
    /// Verbatim digits.
    pub external_dispute_unlock_time: Option<String>,
    /// As sent.
    pub agent_identifier: Option<String>,
    /// As sent.
    pub seller_vkey: Option<String>,
    /// The echo of the nonce, as sent.
    pub identifier_from_purchaser: Option<String>,
    /// As sent.
    pub input_hash: Option<String>,
    /// The quote of a dynamic price, in the order sent: `(amount digits, unit)`.
    pub requested_funds: Option<Vec<(String, String)>>,
    /// V2: the index the seller signed; absent is not 0.
    pub supported_payment_source_index: Option<u32>,
    /// V2.
    pub seller_return_address: Option<String>,
    /// V2.
    pub smart_contract_address: Option<String>,
    /// Raw word, `None` when absent, null or "None".
    pub payment_source_type: Option<String>,
    /// `L1` or `Hydra`, the seller's choice.
    pub payment_force_layer: Option<String>,
}

/// `GET /status`, with the agent's word kept beside what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct JobStatus {
    /// What it means.
    pub state: JobState,
    /// The agent's own word.
    pub word: String,
    /// The agent's own text (`message`, `error`, `reasoning`, `detail`), or `""`; at most 2,000 characters.
    pub message: String,
    /// With [`JobState::AwaitingInput`]: the schema object exactly as received.
    pub input_schema: Option<Value>,
    /// `status_id`, or an `id` that is not the job's, when the agent sends one. Some make a new one for every answer: it says
    /// nothing about whether the status changed.
    pub status_id: Option<String>,
    /// What the agent delivered, byte for byte.
    pub result: Option<JobResult>,
}

/// What a status word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum JobState {
    /// The agent has not seen the payment yet.
    AwaitingPayment,
    /// The agent asks something.
    AwaitingInput,
    /// It works. Also every word this build does not know.
    Running,
    /// It says it is done.
    Completed,
    /// It says it failed.
    Failed,
}

/// A result as it came. Which bytes were hashed is for [`crate::proof`] to find out, so both forms are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JobResult {
    /// A JSON string: its value.
    Text(String),
    /// Anything else: the exact slice of the body.
    Json(String),
}

/// What to send to `POST /provide_input`.
#[derive(Clone, Debug)]
pub struct ProvideInput {
    /// The job.
    pub job_id: String,
    /// When the status carried one.
    pub status_id: Option<String>,
    /// The schema as received, for `input_schema_hash`.
    pub input_schema: Value,
    /// Encoded answers.
    pub input_data: serde_json::Map<String, Value>,
}

/// The answer to `POST /provide_input`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provided {
    /// Taken; the agent's hash of it, often absent.
    Accepted(Option<String>),
    /// Not taken: errors by field and the agent's words.
    Refused {
        /// HTTP status.
        status: u16,
        /// At the right fields where the agent says which.
        errors: Vec<FieldError>,
        /// The agent's words.
        message: String,
    },
}

impl JobStart {
    /// What an answer to `POST /start_job` with this status and these bytes means. For whoever has it already;
    /// [`AgentClient::start_job`] reads its own.
    pub fn read(status: u16, body: &[u8]) -> Result<JobStart, CallError> {
        start::sort(&Answer::of(status, body))
    }
}

impl JobStatus {
    /// What an answer to `GET /status` with this status and these bytes means.
    pub fn read(status: u16, body: &[u8]) -> Result<JobStatus, CallError> {
        status::read(&Answer::of(status, body))
    }
}

/// The quote of a dynamic price read strictly, in the order sent: `None` if there is none, or if an amount of it is not a
/// positive integer. Units are not judged here.
pub fn quote(terms: &Terms) -> Option<Vec<Money>> {
    let funds = terms.requested_funds.as_ref().filter(|funds| !funds.is_empty())?;
    funds
        .iter()
        .map(|(amount, unit)| {
            let amount = Amount::parse(amount).filter(|amount| amount.0 > 0)?;
            Some(Money { amount, unit: Unit::parse(unit) })
        })
        .collect()
}

#[cfg(test)]
mod tests;
