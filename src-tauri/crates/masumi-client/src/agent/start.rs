//! What an answer to `POST /start_job` means (PROTOCOL 8.3, HARD-CASES A2).
//!
//! Names are read tolerantly, values verbatim: what is payable is decided by [`crate::proof`] over exactly these texts.

use super::{
    JobStart, Terms,
    raw::{RawObject, verbatim},
    refusal::{WORDS, field_errors},
};
use crate::net::{Answer, CallError};
use serde_json::{Value, value::RawValue};

const JOB_ID: &[&str] = &["job_id", "id", "jobId"];
const IDENTIFIER: &[&str] = &["blockchainIdentifier", "blockchain_identifier"];
const PAY_BY: &[&str] = &["payByTime", "pay_by_time", "paybytime"];
const SUBMIT_RESULT: &[&str] = &["submitResultTime", "submit_result_time", "submitresulttime"];
const UNLOCK: &[&str] = &["unlockTime", "unlock_time", "unlocktime"];
const DISPUTE_UNLOCK: &[&str] =
    &["externalDisputeUnlockTime", "external_dispute_unlock_time", "externaldisputeunlocktime"];
const SELLER_KEY: &[&str] = &["sellerVKey", "sellerVkey", "seller_vkey"];
/// The signed name first: beside it, `amounts` may spell the same money otherwise.
const FUNDS: &[&str] = &["RequestedFunds", "requestedFunds", "requested_funds", "amounts", "Amounts"];
const AGENT: &[&str] = &["agentIdentifier", "agent_identifier"];
const NONCE: &[&str] = &["identifierFromPurchaser", "identifier_from_purchaser"];
const INPUT_HASH: &[&str] = &["input_hash", "inputHash"];
const SOURCE_INDEX: &[&str] = &["supportedPaymentSourceIndex", "supported_payment_source_index"];
const RETURN_ADDRESS: &[&str] = &["sellerReturnAddress", "seller_return_address"];
const CONTRACT: &[&str] = &["smartContractAddress", "smart_contract_address"];
const SOURCE_TYPE: &[&str] = &["paymentSourceType", "payment_source_type"];
const LAYER: &[&str] = &["paymentForceLayer", "forceLayer"];
/// What answers carry that want to be paid outside the escrow. Never read, but such a job is not a free one.
const OTHER_PAYMENT: &[&str] = &["payment_address", "payment_id", "amount_lovelace", "identifier_from_seller"];

/// Sorts an answer. `Err`: nobody can say what happened at the agent (5xx without words, too many requests, not JSON).
pub(super) fn sort(answer: &Answer) -> Result<JobStart, CallError> {
    let parsed: Option<Value> = serde_json::from_str(&answer.body).ok();
    let refused = || JobStart::Refused {
        status: answer.status,
        errors: parsed.as_ref().map(field_errors).unwrap_or_default(),
        message: answer.words(WORDS),
    };
    if !answer.is_success() {
        return if answer.is_refusal() { Ok(refused()) } else { Err(answer.as_error()) };
    }
    let Some(object) = RawObject::parse(&answer.body) else { return Err(answer.not_json()) };
    if says_failed(&object) {
        return Ok(refused());
    }
    Ok(accepted(&object))
}

/// A failure inside a success: a failed status (kodosumi), or a rejected form.
fn says_failed(object: &RawObject) -> bool {
    let word = object.text(&["status"]).unwrap_or_default().to_ascii_lowercase();
    let failed = matches!(word.as_str(), "failed" | "failure" | "error" | "rejected");
    let rejected = ["errors", "elements", "field_errors"]
        .into_iter()
        .any(|name| object.first(&[name]).is_some_and(|raw| !matches!(raw.get(), "[]" | "{}" | "false")));
    failed || (rejected && !object.has(IDENTIFIER))
}

fn accepted(object: &RawObject) -> JobStart {
    let job_id = object.text(JOB_ID);
    let identifier = object.text(IDENTIFIER);
    let mock = identifier.as_deref().is_some_and(is_mock);
    let wants_money = [IDENTIFIER, PAY_BY, SUBMIT_RESULT, UNLOCK, DISPUTE_UNLOCK, SELLER_KEY, FUNDS, OTHER_PAYMENT]
        .into_iter()
        .any(|names| object.has(names));
    match (job_id, identifier) {
        (Some(job_id), _) if mock || !wants_money => JobStart::Free(job_id),
        (job_id, identifier) => {
            let wanting = [missing(object), contradictory(object)].concat();
            match (job_id, identifier) {
                (Some(job_id), Some(identifier)) if wanting.is_empty() => {
                    JobStart::Terms(terms(object, job_id, identifier))
                }
                (job_id, _) => JobStart::Stranded { job_id, missing: wanting },
            }
        }
    }
}

/// pip-masumi gives free jobs an identifier that is none, and times in seconds.
fn is_mock(identifier: &str) -> bool {
    identifier.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("FREE-"))
}

/// What no purchase can do without, and this answer does not have, by the names that the protocol uses. A source index may be
/// absent, but what is no index must not be read as absent: the two are signed differently.
fn missing(object: &RawObject) -> Vec<String> {
    let no_index = (object.has(SOURCE_INDEX) && source_index(object).is_none()).then_some(SOURCE_INDEX);
    [JOB_ID, IDENTIFIER, PAY_BY, SUBMIT_RESULT, UNLOCK, DISPUTE_UNLOCK]
        .into_iter()
        .filter(|names| object.text(names).is_none())
        .chain(no_index)
        .map(|names| names[0].to_owned())
        .collect()
}

/// The digits of a whole number, as they are signed.
fn source_index(object: &RawObject) -> Option<u32> {
    let text = object.text(SOURCE_INDEX)?;
    text.parse().ok().filter(|index: &u32| index.to_string() == text)
}

/// What is there with two values, under one name or under two: which one was signed nobody can say. Several ids are several
/// things (HARD-CASES 12), and several prices are held against the signature.
fn contradictory(object: &RawObject) -> Vec<String> {
    let signed = [
        IDENTIFIER,
        PAY_BY,
        SUBMIT_RESULT,
        UNLOCK,
        DISPUTE_UNLOCK,
        AGENT,
        SELLER_KEY,
        NONCE,
        INPUT_HASH,
        SOURCE_INDEX,
        RETURN_ADDRESS,
        CONTRACT,
        SOURCE_TYPE,
        LAYER,
    ];
    let alone = FUNDS.iter().chain(JOB_ID).map(std::slice::from_ref);
    let all = signed.into_iter().chain(alone).filter(|names| object.contradicts(names));
    all.map(|names| format!("{} (two values)", names[0])).collect()
}

fn terms(object: &RawObject, job_id: String, blockchain_identifier: String) -> Terms {
    Terms {
        job_id,
        blockchain_identifier,
        pay_by_time: object.text(PAY_BY),
        submit_result_time: object.text(SUBMIT_RESULT),
        unlock_time: object.text(UNLOCK),
        external_dispute_unlock_time: object.text(DISPUTE_UNLOCK),
        agent_identifier: object.text(AGENT),
        seller_vkey: object.text(SELLER_KEY),
        identifier_from_purchaser: object.text(NONCE),
        input_hash: object.text(INPUT_HASH),
        requested_funds: object.first(FUNDS).map(requested_funds),
        supported_payment_source_index: source_index(object),
        seller_return_address: object.text(RETURN_ADDRESS),
        smart_contract_address: object.text(CONTRACT),
        payment_source_type: object.text(SOURCE_TYPE).filter(|word| !word.eq_ignore_ascii_case("none")),
        payment_force_layer: object.text(LAYER),
    }
}

/// The quote in the order sent, amounts to the digit. What is malformed stays as a text that no strict reader takes.
fn requested_funds(raw: &RawValue) -> Vec<(String, String)> {
    let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) else {
        return vec![(raw.get().to_owned(), "?".to_owned())];
    };
    items
        .into_iter()
        .map(|item| match RawObject::parse(item.get()) {
            Some(funds) => (
                funds.text(&["amount"]).unwrap_or_else(|| "?".to_owned()),
                // The empty unit is ADA, so a missing one must not read as empty.
                funds.verbatim_unit().unwrap_or_else(|| "?".to_owned()),
            ),
            None => (verbatim(item), "?".to_owned()),
        })
        .collect()
}
