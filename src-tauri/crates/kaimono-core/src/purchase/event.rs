//! What happened to a purchase, as the journal keeps it. A purchase *is* its events: everything else is derived.
//!
//! An event that allows a request (`JobStarting`, `Paying`, `PaymentSent`, `PayingAgain`, `Answering`, `RefundAsking`,
//! `Relocking`) is on disk before the request leaves. Variants are never removed, and never change their meaning: old journals
//! must replay for ever.

use super::words::RefundAction;
use crate::{error::Failure, limits::gate::Passed};
use masumi::{
    agent::{Beside, JobResult, JobState, Terms},
    form::{Choices, FieldError, Written},
    identifiers::Nonce,
    moment::Moment,
    node::{self, Generation, Network, OnChainState},
    proof::{Check, Deal, Difference, HashVerdict, PayingBody, Price},
};
use serde::{
    Deserialize, Serialize,
    de::{IntoDeserializer, value::UnitDeserializer},
};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// What the person approved: the envelope that terms must fit into, and the job to start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Order {
    /// Where.
    pub network: Network,
    /// Hex.
    pub agent_identifier: String,
    /// Cleaned.
    pub agent_name: String,
    /// Cleaned.
    pub author: String,
    /// Base of the agent's own API at approval.
    pub api_base_url: String,
    /// Payment key hash shown at approval.
    pub seller_vkey: String,
    /// Which contract; `None` for a free job.
    pub generation: Option<Generation>,
    /// The most that may be paid; `None`: a free job, nothing may be paid.
    pub price: Option<Price>,
    /// identifierFromPurchaser, made here.
    pub nonce: Nonce,
    /// The answers as they are sent.
    pub input_data: Map<String, Value>,
    /// Their canonical text (RFC 8785): what the input hash is made of.
    pub input_json: String,
    /// How the choices among them are written; `None`: there are none (or the order is older than this).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Written>,
    /// The person's answers, to be read: `(label, text)`.
    pub answers: Vec<(String, String)>,
    /// What is sent beside them because the agent's form says so, likewise (not in orders that are older than this).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_by_agent: Vec<(String, String)>,
    /// Terms that unlock later need another approval.
    pub unlock_no_later_than: Moment,
    /// Terms under which a dispute is decided later need another approval; `None`: as [`Deal`] says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute_no_later_than: Option<Moment>,
    /// The approval is good until then.
    pub expires_at: Moment,
    /// Its job is not started before, or its payment is not sent where only the second yes was above the person's sum, so that they
    /// can stop it; `None`: nothing waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Moment>,
    /// What the person saw when they said yes (form, warnings, balances, deadlines), and the registry's answer that it was made
    /// from: SHA-256 of a JSON text in the journal's content table. `None` in orders that are older than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
}

impl Order {
    /// What terms are held against; `None` for a free job, and for an agent and a seller who cannot be paid.
    pub(crate) fn deal(&self) -> Option<Deal> {
        Some(Deal {
            network: self.network,
            agent_identifier: self.agent_identifier.parse().ok()?,
            generation: self.generation?,
            seller_vkey: self.seller_vkey.parse().ok()?,
            nonce: self.nonce.clone(),
            input_json: self.input_json.clone(),
            price: self.price.clone()?,
            unlock_no_later_than: self.unlock_no_later_than,
            dispute_no_later_than: self.dispute_no_later_than,
        })
    }
}

/// The person's yes to what was asked again: to exactly this, and until then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Yes {
    /// What is paid.
    pub price: Price,
    /// When it unlocks.
    pub unlock: Moment,
    /// It is good until then.
    pub expires_at: Moment,
    /// It is not paid before, so that the person can stop it; `None`: it is paid at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Moment>,
}

/// What the person saw of the node's row when they asked for something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SeenRow {
    /// Where the money was.
    pub on_chain: Option<OnChainState>,
    /// The result hash on chain; `None`: there was none.
    pub result_hash: Option<String>,
}

/// What asks for the person until they say that they have seen it, as they saw it: another one asks again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Concern {
    /// What the node has is not what was approved.
    Alarm {
        /// Value by value; empty: it belongs to another key.
        differences: Vec<Difference>,
    },
    /// The node says that what was locked is not as agreed.
    InvalidLock {
        /// Hashes of the transactions that were seen, hex.
        transactions: Vec<String>,
    },
}

/// A result that was received; its bytes are in the journal's content table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReceivedResult {
    /// SHA-256 of the bytes, hex: the key in the content table.
    pub content: String,
    /// A JSON string's value (else: the exact slice of the body).
    pub is_text: bool,
    /// Length in bytes.
    pub bytes: u64,
    /// The agent says it is done; a partial result is shown, never verified.
    pub complete: bool,
}

impl ReceivedResult {
    /// What is noted of a result, and the bytes of it.
    pub(crate) fn of(result: &JobResult, complete: bool) -> (ReceivedResult, &str) {
        let (is_text, text) = match result {
            JobResult::Text(text) => (true, text),
            JobResult::Json(text) => (false, text),
        };
        let content = hex::encode(Sha256::digest(text));
        let bytes = u64::try_from(text.len()).unwrap_or(u64::MAX);
        (ReceivedResult { content, is_text, bytes, complete }, text)
    }
}

/// Why it is not known whether the node has a payment. What follows is decided by this alone; the failure beside it is for
/// the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum WhyUnknown {
    /// The request may have reached the node, and nobody knows its answer.
    Lost,
    /// The request did not leave, or the node said that it was too early.
    NotTaken,
    /// The node says that it has a purchase with this identifier: whose it is will be told when it is asked.
    Exists,
    /// The approval ran out while the request was to leave, or may have left.
    Lapsed,
}

/// Why the node cannot take a payment as things are; likewise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum WhyHeld {
    /// The key's quota does not cover it.
    Quota,
    /// The key is unknown there, or may not pay.
    Key,
    /// The node does not pay into this contract, or there is nothing at this address.
    Contract,
    /// It is another node than the one that was asked to pay, or was set up anew: it cannot tell what became of the payment.
    AnotherNode,
    /// Another refusal that is no word about the purchase.
    Refused,
}

/// What happened at once: all of it is written, or nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Happened {
    /// In this order.
    pub events: Vec<Event>,
    /// The bytes of a result that came with it.
    pub content: Option<Vec<u8>>,
}

impl From<Event> for Happened {
    fn from(event: Event) -> Happened {
        Happened { events: vec![event], content: None }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Event {
    /// The person approved. The first event of a purchase made here.
    Approved {
        /// What.
        order: Box<Order>,
        /// That it passed the gate, and the day on which it counts.
        #[serde(rename = "day", default = "undated", skip_serializing_if = "is_undated")]
        passed: Passed,
    },
    /// The node knows a purchase that was not made here. The first event of such a purchase.
    Imported {
        /// As the node tells it.
        row: Box<node::Purchase>,
    },
    /// `POST /start_job` may leave now.
    JobStarting,
    /// The agent took the job.
    JobStarted {
        /// At the agent.
        job_id: String,
        /// What it asks to be paid; `None`: nothing is paid for it, since the job is free, or whatever the registry lists its agent
        /// asked for nothing that can be paid.
        terms: Option<Box<Terms>>,
        /// The answer as received.
        raw: String,
        /// It asks for money all the same, and nothing is paid.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        demands: bool,
    },
    /// The agent said no, or answered without terms. Nothing can be paid.
    JobRefused {
        /// Why, with the agent's words.
        failure: Failure,
        /// By field, where the agent says which.
        errors: Vec<FieldError>,
    },
    /// The agent refused choices as they were written, and that for certain: the next answer to it is written this way.
    ChoicesRefused {
        /// How.
        choices: Choices,
    },
    /// It is not known whether the agent took the job; without terms nothing can be paid.
    JobLost {
        /// Why.
        failure: Failure,
    },
    /// What the terms are held against, as it was read: evidence, from which nothing follows.
    HeldAgainst {
        /// The registry's payment information: SHA-256 of its JSON text in the content table.
        information: String,
        /// The node's payment sources, likewise.
        sources: String,
    },
    /// A check failed. Nothing is paid.
    TermsRefused {
        /// All of them.
        checks: Vec<Check>,
    },
    /// Proven, but dearer or longer than approved: the person is asked.
    TermsOutside {
        /// All of them.
        checks: Vec<Check>,
        /// What would be paid.
        price: Price,
        /// When it would unlock.
        unlock: Moment,
    },
    /// The person approved what was asked again.
    ApprovedAgain {
        /// To what; `None` in journals from before a yes said it: to what was asked at that moment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        yes: Option<Yes>,
        /// As of [`Event::Approved`]: what was approved before counts no more.
        #[serde(rename = "day", default = "undated", skip_serializing_if = "is_undated")]
        passed: Passed,
    },
    /// The person stopped it while it waited: its job is never started, or never paid.
    Stopped,
    /// The approval ran out before the node was known to have the payment: the person is asked again.
    ApprovalLapsed,
    /// The person declined what was asked again.
    Declined,
    /// Nobody said no: the approval ran out before the job was started, or the question whether to pay was not answered in
    /// time.
    Expired,
    /// The terms came in time, and it is too late to pay: this side slept, or could not ask the registry or the node. Where a
    /// payment may have been sent, the node was asked and does not have it.
    TooLate {
        /// What came of the terms, where they were held against the registry at all.
        checks: Vec<Check>,
    },
    /// Every check passed: exactly this body is to be sent. At most one body per purchase.
    Paying {
        /// Fixed to the byte.
        #[serde(with = "masumi::proof::kept_body")]
        body: Box<PayingBody>,
        /// All of them, passed.
        checks: Vec<Check>,
        /// Whether it may have left with this event, as in journals from before [`Event::PaymentSent`].
        #[serde(default = "may_have_left")]
        sent: bool,
    },
    /// `POST /purchase` with the body leaves now: from here on the node may have it.
    PaymentSent,
    /// The node does not have it (it was asked, or refused it before looking): the same bytes may leave once more.
    PayingAgain {
        /// The person's yes, good until then; `None`: within the approval that there was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approved_until: Option<Moment>,
    },
    /// It is not known whether the node took the payment request.
    PaymentUnknown {
        /// Why.
        why: WhyUnknown,
        /// The same for the person.
        failure: Failure,
    },
    /// The node cannot take it as things are (key, address, wallet); the same bytes may be tried again.
    PaymentHeld {
        /// Why.
        why: WhyHeld,
        /// The same for the person.
        failure: Failure,
    },
    /// The node refused the payment request for good. No money moved.
    PaymentRejected {
        /// Why, with the node's words.
        failure: Failure,
    },
    /// The node has a purchase with this identifier that this key may not see.
    PaymentForeign,
    /// What the node has is not what was approved. Nothing more is done by itself.
    Alarm {
        /// Value by value.
        differences: Vec<Difference>,
    },
    /// The person has seen what is not as it should be, and needs not be asked to look any more.
    Acknowledged {
        /// What.
        of: Concern,
    },
    /// The node's word on this purchase, new or changed.
    Row {
        /// As the node tells it.
        row: Box<node::Purchase>,
    },
    /// The node's word on the transactions before the present one, where that tells of more than was seen.
    History {
        /// As the node tells it, the newest first.
        transactions: Vec<node::Transaction>,
    },
    /// The agent's word on the job, new or changed.
    AgentSaid {
        /// What it means.
        state: JobState,
        /// Its own word.
        word: String,
        /// Its own text.
        message: String,
        /// What it gives beside a result, or in its place.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        beside: Vec<Beside>,
    },
    /// The agent asks something.
    Asked {
        /// Hash of the schema.
        question: String,
        /// As received.
        schema: Value,
        /// When the agent sends one.
        status_id: Option<String>,
        /// Until when it takes an answer, where it says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Moment>,
    },
    /// `POST /provide_input` may leave now.
    Answering {
        /// To which question.
        question: String,
        /// What.
        input_data: Map<String, Value>,
    },
    /// The agent took the answer.
    Answered {
        /// To which question.
        question: String,
    },
    /// The agent did not take the answer, or it is not known whether it did.
    AnswerFailed {
        /// To which question.
        question: String,
        /// The agent refused it: it is no part of its work. Otherwise it may have taken it.
        refused: bool,
        /// Why.
        failure: Failure,
        /// By field, where the agent says which.
        errors: Vec<FieldError>,
    },
    /// Bytes of a result were received and stored.
    ResultReceived {
        /// What.
        result: ReceivedResult,
    },
    /// The agent's answer about the job is longer than is taken in.
    ResultTooLarge,
    /// The result was held against the hash on chain.
    HashChecked {
        /// Which result; `None` in journals from before results were checked in the background: the one of that moment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        content: Option<String>,
        /// On chain at that moment.
        on_chain: Option<String>,
        /// What it says.
        verdict: HashVerdict,
    },
    /// A lock that is stuck at the node may be tried again now (`error-state-recovery`): another obligation, if it goes on.
    Relocking,
    /// The node took that call; what follows is told by its rows.
    Relocked,
    /// The node did not take it, or it is not known whether it did.
    RelockFailed {
        /// Why.
        failure: Failure,
    },
    /// A refund call may leave now.
    RefundAsking {
        /// Which.
        action: RefundAction,
        /// What it was asked for in view of; `None` in journals from before that was written.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seen: Option<SeenRow>,
    },
    /// The node took the refund call; what follows is told by its rows.
    RefundAsked {
        /// Which.
        action: RefundAction,
    },
    /// The node did not take the refund call, or it is not known whether it did.
    RefundFailed {
        /// Which.
        action: RefundAction,
        /// Why.
        failure: Failure,
        /// Whether it may have reached the node.
        #[serde(default = "may_have_left")]
        sent: bool,
    },
}

/// What journals from before it was written say.
fn may_have_left() -> bool {
    true
}

/// An approval from before days were written.
#[expect(clippy::expect_used, reason = "nothing is read as nothing")]
fn undated() -> Passed {
    let nothing: UnitDeserializer<serde::de::value::Error> = ().into_deserializer();
    Passed::deserialize(nothing).expect("no day")
}

fn is_undated(passed: &Passed) -> bool {
    passed.day().is_none()
}

impl Event {
    /// The name of the variant, for the journal's index and for logs.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Event::Approved { .. } => "approved",
            Event::Imported { .. } => "imported",
            Event::JobStarting => "jobStarting",
            Event::JobStarted { .. } => "jobStarted",
            Event::JobRefused { .. } => "jobRefused",
            Event::JobLost { .. } => "jobLost",
            Event::ChoicesRefused { .. } => "choicesRefused",
            Event::HeldAgainst { .. } => "heldAgainst",
            Event::TermsRefused { .. } => "termsRefused",
            Event::TermsOutside { .. } => "termsOutside",
            Event::ApprovedAgain { .. } => "approvedAgain",
            Event::Stopped => "stopped",
            Event::ApprovalLapsed => "approvalLapsed",
            Event::Declined => "declined",
            Event::Expired => "expired",
            Event::TooLate { .. } => "tooLate",
            Event::Paying { .. } => "paying",
            Event::PaymentSent => "paymentSent",
            Event::PayingAgain { .. } => "payingAgain",
            Event::PaymentUnknown { .. } => "paymentUnknown",
            Event::PaymentHeld { .. } => "paymentHeld",
            Event::PaymentRejected { .. } => "paymentRejected",
            Event::PaymentForeign => "paymentForeign",
            Event::Alarm { .. } => "alarm",
            Event::Acknowledged { .. } => "acknowledged",
            Event::Row { .. } => "row",
            Event::History { .. } => "history",
            Event::AgentSaid { .. } => "agentSaid",
            Event::Asked { .. } => "asked",
            Event::Answering { .. } => "answering",
            Event::Answered { .. } => "answered",
            Event::AnswerFailed { .. } => "answerFailed",
            Event::ResultReceived { .. } => "resultReceived",
            Event::ResultTooLarge => "resultTooLarge",
            Event::HashChecked { .. } => "hashChecked",
            Event::Relocking => "relocking",
            Event::Relocked => "relocked",
            Event::RelockFailed { .. } => "relockFailed",
            Event::RefundAsking { .. } => "refundAsking",
            Event::RefundAsked { .. } => "refundAsked",
            Event::RefundFailed { .. } => "refundFailed",
        }
    }
}
