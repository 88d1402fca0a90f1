//! An agent's own MIP-003 service: a hostile host, read tolerantly.
//!
//! Tolerance is for showing. What is paid goes through [`crate::proof::verify_terms`], which takes [`Terms`] strictly. [MIP-003]
//! says how to ask agents; how they answer differs.
//!
//! [MIP-003]: https://github.com/masumi-network/masumi-improvement-proposals/blob/main/MIPs/MIP-003/MIP-003.md
//!
//! ```
//! use masumi::agent::{JobResult, JobStart, JobState, JobStatus};
//!
//! // `AgentClient::start_job` and `AgentClient::status` read their own answers; these came by another way.
//! let free = JobStart::read(201, br#"{"status":"success","job_id":"7"}"#)?;
//! assert_eq!(free, JobStart::Free("7".to_owned()));
//!
//! let status = JobStatus::read(200, br#"{"job_id":"7","status":"COMPLETED","result":"It was a long day."}"#)?;
//! assert_eq!((status.state, status.word.as_str()), (JobState::Completed, "COMPLETED"));
//! assert_eq!(status.result, Some(JobResult::Text("It was a long day.".to_owned())));
//! # Ok::<(), masumi::net::CallError>(())
//! ```

mod availability;
mod beside;
#[cfg(feature = "client")]
mod client;
mod demo;
mod provided;
mod raw;
mod refusal;
mod start;
mod status;
mod word;

#[cfg(feature = "client")]
pub use client::AgentClient;
pub(crate) use raw::lossy;

use crate::{
    form::FieldError,
    identifiers::Nonce,
    moment::Moment,
    money::{Amount, Money, Unit},
    net::{Answer, CallError},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// So many bytes are taken in of everything that is read into values: in memory it becomes many times as much.
const BODY: usize = 1024 * 1024;
/// So many of a status, for the sake of its result, which is kept as it came. A question in it has 1 MB like everything else.
pub const MAX_RESULT_BYTES: usize = 4 * 1024 * 1024;

/// What `GET /availability` means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Availability {
    /// Takes jobs; its message, if any.
    Available(Option<String>),
    /// Takes jobs, and says that it is not for real money: its escrow is simulated, or it only rehearses. Its message.
    Simulated(Option<String>),
    /// Says it takes none (also HTTP 503); its message, or its reasons.
    Unavailable(Option<String>),
    /// Answered, and named another agent; its agentIdentifier.
    AnotherAgent(String),
    /// Answered, but not as an agent (an HTML page, an error, another shape); the first characters of it.
    NotAnAgent(String),
}

/// The answer to `POST /start_job`, sorted into what it means for the buyer. No money has moved in any of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::large_enum_variant, reason = "one per purchase, and terms are what it is for")]
#[must_use = "it may be a refusal"]
pub enum JobStart {
    /// A job with terms to verify: identifier and four deadlines are there, and whether they are any good [`crate::proof`] says.
    Terms(Terms),
    /// Nothing in the answer asks for a payment, or it says that there is nothing to pay: poll it. The job id. (An agent that the
    /// registry lists with a price asked for nothing all the same; the caller knows the price.)
    Free(String),
    /// The agent wants to be paid another way than over the escrow. Nothing is paid, and it is not free.
    OtherRail {
        /// If the answer had one.
        job_id: Option<String>,
        /// Which way, in its words: `x402`, the address of a page; at most 200 characters.
        rail: String,
    },
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
        /// Whether other answers can mend it.
        why: Refusal,
        /// At the right fields where the agent says which.
        errors: Vec<FieldError>,
        /// The agent's words, plain text, at most 2,000 characters.
        message: String,
    },
}

/// Why an agent says no to a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Its words say.
    Said,
    /// It takes jobs of callers that it knows (401, 403). It was sent no key, and knows none of the buyer's.
    Callers,
    /// It wants to be paid before, and another way (402).
    Payment,
    /// It does not find in the request what was in it: it reads another form, that of an upload.
    Upload,
    /// It does not take the nonce as it was made.
    Nonce,
    /// It reads another request than MIP-003 has: its answers beside `input_data`, in the query, or as a list.
    Request,
}

/// The answer to `POST /start_job`, and the exact text of it to be kept (at most 1 MB).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "it may be a refusal"]
pub struct Started {
    /// What it means.
    pub outcome: JobStart,
    /// The result, of an agent that had it before anything was paid. Not looked for beside terms that are to be paid.
    pub delivered: Option<Early>,
    /// The body as received.
    pub raw: String,
}

/// A result that came with the start of its job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Early {
    /// As it came.
    pub result: JobResult,
    /// The agent says that the job is done, or gives the hash of its result.
    pub complete: bool,
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
    /// The quote of a dynamic price, in the order sent.
    #[doc(alias = "RequestedFunds")]
    pub requested_funds: Option<Vec<AskedAmount>>,
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

/// An amount that a seller asks for: the texts that are signed. Kept as a pair of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(String, String)", into = "(String, String)")]
pub struct AskedAmount {
    /// Decimal digits of base units, if it is any good.
    pub amount: String,
    /// `""` for ADA, else policy id and asset name in hex.
    pub unit: String,
}

impl AskedAmount {
    /// Read strictly, as it is paid: plain digits without a zero before them. `None`: anything else.
    pub fn money(&self) -> Option<Money> {
        let amount = Amount::parse(&self.amount).filter(|read| read.to_string() == self.amount)?;
        Some(Money { amount, unit: Unit::parse(&self.unit) })
    }
}

impl<A: Into<String>, U: Into<String>> From<(A, U)> for AskedAmount {
    fn from((amount, unit): (A, U)) -> AskedAmount {
        AskedAmount { amount: amount.into(), unit: unit.into() }
    }
}

impl From<AskedAmount> for (String, String) {
    fn from(asked: AskedAmount) -> (String, String) {
        (asked.amount, asked.unit)
    }
}

/// `GET /status`, with the agent's word kept beside what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct JobStatus {
    /// What it means.
    pub state: JobState,
    /// The agent's own word.
    pub word: String,
    /// The agent's own text (`message`, `error`, `reasoning`, `detail`), or `""`; at most 2,000 characters, and a million beside
    /// a question: it may be the draft that the question is about.
    pub message: String,
    /// With [`JobState::AwaitingInput`]: the schema object exactly as received.
    pub input_schema: Option<Value>,
    /// With a question: until when an answer is taken, where the agent says so. Of several moments the earliest.
    pub answer_by: Option<Moment>,
    /// `status_id`, or an `id` that is not the job's, when the agent sends one. Some make a new one for every answer: it says
    /// nothing about whether the status changed.
    pub status_id: Option<String>,
    /// What the agent delivered, byte for byte.
    pub result: Option<JobResult>,
    /// With [`JobState::Completed`]: links beside the result, or what else there is in its place; at most 20.
    pub beside: Vec<Beside>,
}

/// Something that an agent gives beside a result, or in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Beside {
    /// Its name in the answer, or what is called so beside it; plain text.
    pub name: String,
    /// Plain text, at most 2,000 characters.
    pub value: String,
    /// It is an address (`https:`, `http:`, `ipfs:`, `ar:`).
    pub is_link: bool,
}

/// What a status word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
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

/// What an agent shows of itself (`GET /demo`): a job that it made up, and what comes of it. Nothing of it was ever proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demo {
    /// What was asked, where it says so: an object by field.
    pub input: Option<JobResult>,
    /// What it delivers for that.
    pub output: JobResult,
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
#[must_use = "it may be a refusal"]
pub enum Provided {
    /// Taken.
    Accepted {
        /// The agent's hash of it, often absent.
        hash: Option<String>,
        /// The status of the job, of an agent that answers with its result.
        status: Option<Box<JobStatus>>,
    },
    /// Not taken: errors by field and the agent's words.
    Refused {
        /// HTTP status.
        status: u16,
        /// Whether another answer can mend it.
        why: Refusal,
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
        Started::read(status, body).map(|started| started.outcome)
    }
}

impl Started {
    /// The same, with a result that came with it.
    pub fn read(status: u16, body: &[u8]) -> Result<Started, CallError> {
        start::read(&Answer::new(status, body), None)
    }

    /// The same, of an answer to a request with this nonce.
    pub fn answering(nonce: &Nonce, status: u16, body: &[u8]) -> Result<Started, CallError> {
        start::read(&Answer::new(status, body), Some(nonce))
    }
}

impl Availability {
    /// What an answer to `GET /availability` of this agent means.
    pub fn read(status: u16, body: &[u8], agent_identifier: &str) -> Result<Availability, CallError> {
        availability::read(&Answer::new(status, body), agent_identifier)
    }
}

impl Provided {
    /// What an answer to `POST /provide_input` means.
    pub fn read(status: u16, body: &[u8]) -> Result<Provided, CallError> {
        provided::read(&Answer::new(status, body))
    }
}

impl Demo {
    /// What an answer to `GET /demo` means; `None`: the agent has none.
    pub fn read(status: u16, body: &[u8]) -> Result<Option<Demo>, CallError> {
        demo::read(&Answer::new(status, body))
    }
}

impl JobStatus {
    /// What an answer to `GET /status` with this status and these bytes means.
    pub fn read(status: u16, body: &[u8]) -> Result<JobStatus, CallError> {
        status::read(&Answer::new(status, body))
    }
}

/// The quote of a dynamic price read strictly, in the order sent: `None` if there is none, or if an amount of it is not a
/// positive integer. Units are not judged here.
pub fn quote(terms: &Terms) -> Option<Vec<Money>> {
    let funds = terms.requested_funds.as_ref().filter(|funds| !funds.is_empty())?;
    funds.iter().map(|asked| asked.money().filter(|money| money.amount.0 > 0)).collect()
}

#[cfg(test)]
mod tests;
