//! What an answer to `POST /start_job` means (docs/protocol.md 8.3, docs/hard-cases.md A2).
//!
//! Names are read tolerantly, values verbatim except for the blanks around them: [`crate::proof`] decides from exactly these
//! texts what is payable.

use super::{
    AskedAmount, Early, JobStart, JobState, Started, Terms,
    raw::{RawObject, verbatim},
    refusal::{WORDS, field_errors, why},
    status::result,
    word,
};
use crate::{
    identifiers::Nonce,
    lenient::parsed,
    net::{Answer, CallError, CallErrorKind, fail},
    text::plain,
};
use serde_json::value::RawValue;

const JOB_ID: &[&str] = &["job_id", "id", "jobId"];
const IDENTIFIER: &[&str] = &["blockchainIdentifier", "blockchain_identifier"];
const PAY_BY: &[&str] = &["payByTime", "pay_by_time", "paybytime"];
const SUBMIT_RESULT: &[&str] = &["submitResultTime", "submit_result_time", "submitresulttime"];
const UNLOCK: &[&str] = &["unlockTime", "unlock_time", "unlocktime"];
const DISPUTE_UNLOCK: &[&str] =
    &["externalDisputeUnlockTime", "external_dispute_unlock_time", "externaldisputeunlocktime"];
const TIMES: [&[&str]; 4] = [PAY_BY, SUBMIT_RESULT, UNLOCK, DISPUTE_UNLOCK];
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
const OTHER_PAYMENT: &[&str] = &["payment_address", "amount_lovelace", "identifier_from_seller"];
/// What something costs, in words of the agent's own.
const PRICE: &[&str] = &[
    "price",
    "cost",
    "fee",
    "amount",
    "amount_due",
    "amountDue",
    "total_price",
    "totalPrice",
    "credits_required",
    "creditsRequired",
];
const PAYMENT_ID: &[&str] = &["payment_id", "paymentId"];
/// The agent's own words.
const SAID: &[&str] = &["detail", "error", "message"];
/// Objects in which the terms may stand.
const INSIDE: &[&str] = &["payment", "payment_terms", "paymentTerms", "payment_data", "terms", "data", "job", "escrow"];
/// What says whether there is anything to pay.
const PAYMENT_REQUIRED: &[&str] = &["payment_required", "paymentRequired", "requires_payment", "requiresPayment"];
/// A page to pay on, or what a wallet of another kind takes.
const ANOTHER_PLACE: &[&str] = &[
    "payment_url",
    "paymentUrl",
    "payment_link",
    "paymentLink",
    "checkout_url",
    "checkoutUrl",
    "pay_url",
    "payUrl",
    "invoice",
    "invoice_url",
    "invoiceUrl",
];

/// Reads an answer to a request with this nonce, where it is known. `Err`: nobody can say what happened at the agent (5xx without words, too many requests, not JSON).
pub(super) fn read(answer: &Answer, nonce: Option<&Nonce>) -> Result<Started, CallError> {
    let started = |outcome, delivered| Started { outcome, delivered, raw: answer.body.clone() };
    let refused = || {
        let errors = parsed(&answer.body).as_ref().map(field_errors).unwrap_or_default();
        let message = answer.words(WORDS);
        started(
            JobStart::Refused { status: answer.status, why: why(answer.status, &message, &errors), errors, message },
            None,
        )
    };
    if !answer.is_success() {
        // A 402 without words says in its own form how it is to be paid.
        let unsaid = RawObject::parse(&answer.body).filter(|object| answer.status == 402 && !object.has(SAID));
        let rail = unsaid
            .and_then(|object| Some(JobStart::OtherRail { rail: other_rail(&object)?, job_id: object.text(JOB_ID) }));
        return match rail {
            Some(rail) => Ok(started(rail, None)),
            None if answer.is_refusal() => Ok(refused()),
            None => Err(answer.as_error()),
        };
    }
    let Some(object) = RawObject::parse(&answer.body) else {
        return Err(match serde_json::from_str::<&RawValue>(&answer.body) {
            Ok(_) => fail(CallErrorKind::Shape("an object".to_owned())),
            Err(_) => answer.not_json(),
        });
    };
    let object = whole(object);
    if says_failed(&object) {
        return Ok(refused());
    }
    let outcome = accepted(&object, nonce);
    let delivered = if let JobStart::Terms(_) = outcome { None } else { early(&object) };
    Ok(started(outcome, delivered))
}

/// With the terms, or the job, that stand in an object of their own.
fn whole(object: RawObject<'_>) -> RawObject<'_> {
    let payments = object.members().map(|(name, _)| name).filter(|name| is_payment(name));
    let found = INSIDE.iter().copied().chain(["result"]).chain(payments).find_map(|name| {
        let inner = object.object(&[name])?;
        let ids = if name == "result" { &["job_id", "jobId"] } else { JOB_ID };
        let job = matches!(name, "data" | "job" | "result") && !object.has(JOB_ID) && inner.has(ids);
        ((inner.has(IDENTIFIER) && !object.has(IDENTIFIER)) || job).then_some(inner)
    });
    let Some(inner) = found else { return object };
    // The id of a payment is not that of the job.
    let inner = if object.has(JOB_ID) { inner.without(JOB_ID) } else { inner };
    let object = if object.has(JOB_ID) { object } else { object.without(&["result"]) };
    // The terms may stand in an object of the job: each opening gives one of the two, so there are two at most.
    whole(object.opened(inner))
}

/// Whether what has this name is about paying: `payment_request`, `paymentInfo`, and what other rails have.
fn is_payment(name: &str) -> bool {
    let plain = name.to_lowercase().replace(['_', '-'], "");
    plain.starts_with("payment") || matches!(plain.as_str(), "x402" | "accepts" | "checkout")
}

/// A failure inside a success: a failed status (kodosumi), a rejected form, or an error and nothing else.
fn says_failed(object: &RawObject) -> bool {
    let failed = word::of(object).is_some_and(|word| JobState::from_word(&word) == JobState::Failed);
    let said = |name: &str| object.first(&[name]).is_some_and(|raw| !matches!(raw.get(), "[]" | "{}" | "false"));
    let denied = ["success", "ok", "accepted"].into_iter().any(|name| object.text(&[name]).as_deref() == Some("false"));
    let rejected = ["errors", "elements", "field_errors"].into_iter().any(said) || denied;
    let nothing_else = said("error") && !object.has(JOB_ID);
    failed || ((rejected || nothing_else) && !object.has(IDENTIFIER))
}

fn accepted(object: &RawObject, nonce: Option<&Nonce>) -> JobStart {
    let job_id = object.text(JOB_ID);
    let identifier = text(object, IDENTIFIER);
    let mock = identifier.as_deref().is_some_and(is_mock);
    let required =
        text(object, PAYMENT_REQUIRED).map(|word| !matches!(word.to_lowercase().as_str(), "false" | "no" | "0"));
    let seller = object.has(SELLER_KEY);
    // Nothing to pay: since it says so and names nobody who could be paid, or since it asks for nothing.
    let free = match required {
        Some(required) => !required && !seller,
        None => mock || !wants_money(object, nonce),
    };
    if let Some(job_id) = job_id.clone().filter(|_| free) {
        return JobStart::Free(job_id);
    }
    if let Some(rail) = other_rail(object).filter(|_| identifier.is_none()) {
        return JobStart::OtherRail { job_id, rail };
    }
    let wanting = [missing(object), contradictory(object)].concat();
    match (job_id, identifier) {
        (Some(job_id), Some(identifier)) if wanting.is_empty() => JobStart::Terms(terms(object, job_id, identifier)),
        (job_id, _) => JobStart::Stranded { job_id, missing: wanting },
    }
}

/// Whether anything in an answer asks for a payment, also in an object in which terms may stand. A time that is 0 is none.
fn wants_money(object: &RawObject, nonce: Option<&Nonce>) -> bool {
    let waits = word::of(object).is_some_and(|word| JobState::from_word(&word) == JobState::AwaitingPayment);
    let inside = || {
        let inner = object.members().filter(|(name, _)| INSIDE.contains(name) || is_payment(name));
        inner.filter_map(|(_, raw)| RawObject::parse(raw.get())).any(|inner| has_terms(&inner))
    };
    // The nonce given back, or a word for the job, is the id of no payment.
    let paid = text(object, PAYMENT_ID).is_some_and(|id| {
        let echo = nonce.is_some_and(|nonce| nonce.as_str().eq_ignore_ascii_case(&id));
        !echo && !object.text(JOB_ID).is_some_and(|job| id.contains(&job))
    });
    let costs = object.members().any(|(name, raw)| PRICE.contains(&name) && is_some_amount(raw));
    waits || paid || costs || has_terms(object) || inside() || other_rail(object).is_some()
}

/// Whether an object has something of what is paid by. A time that is 0 is none.
fn has_terms(object: &RawObject) -> bool {
    let asks = [IDENTIFIER, SELLER_KEY, FUNDS, OTHER_PAYMENT].into_iter().any(|names| object.has(names));
    asks || TIMES.iter().any(|names| text(object, names).is_some_and(|text| text != "0"))
}

/// Whether something is more than nothing: a number, digits in a text, or the amount in an object.
fn is_some_amount(raw: &RawValue) -> bool {
    let inner = RawObject::parse(raw.get());
    let inner = inner.and_then(|object| object.members().find(|(name, _)| *name == "amount").map(|(_, raw)| raw));
    verbatim(inner.unwrap_or(raw)).bytes().any(|byte| matches!(byte, b'1'..=b'9'))
}

/// Whether words ask to be paid at an address of a chain.
fn asks_to_pay_to_an_address(words: &str) -> bool {
    let mark = |letter: char| !(letter.is_ascii_alphanumeric() || letter == '_');
    let parts = || words.split(mark).filter(|part| !part.is_empty());
    let is_address = |part: &str| {
        let evm =
            part.strip_prefix("0x").is_some_and(|hex| hex.len() == 40 && hex.bytes().all(|b| b.is_ascii_hexdigit()));
        evm || (part.len() > 50 && ["addr1", "addr_test1"].iter().any(|start| part.starts_with(start)))
    };
    let asks = |part: &str| matches!(part.to_ascii_lowercase().as_str(), "send" | "pay" | "transfer" | "deposit");
    parts().any(asks) && parts().any(is_address)
}

/// How else the agent wants to be paid, in its words: a protocol of its own, a page to pay on, or an address.
fn other_rail(object: &RawObject) -> Option<String> {
    let named = object.has(&["x402Version"]).then(|| "x402".to_owned());
    let inside = || object.members().filter(|(name, _)| is_payment(name)).find_map(|(_, raw)| another_way(raw));
    let named = named.or_else(|| {
        let way = inside()?;
        // Without a name of its own: what the agent says to the person.
        Some(way.or_else(|| object.text(&["message", "instructions"])).unwrap_or_else(|| "payment".to_owned()))
    });
    let place = || object.text(ANOTHER_PLACE);
    let words = || ["message", "instructions", "note", "detail"].into_iter().filter_map(|name| object.text(&[name]));
    let said = || words().find(|words| asks_to_pay_to_an_address(words));
    named.or_else(place).or_else(said).map(|rail| plain(&rail, 200))
}

/// What an object, or the first of a list, says of a payment outside the escrow: the name of it, if it has one.
fn another_way(raw: &RawValue) -> Option<Option<String>> {
    let parts: Vec<&RawValue> = serde_json::from_str(raw.get()).unwrap_or(vec![raw]);
    let inner = RawObject::parse(parts.first()?.get())?;
    // Terms of an escrow that are not whole are no other way.
    let escrow = TIMES.iter().chain([&IDENTIFIER, &SELLER_KEY]).any(|names| inner.has(names));
    let needless = text(&inner, PAYMENT_REQUIRED).or_else(|| text(&inner, &["required"])).as_deref() == Some("false");
    if escrow || needless {
        return None;
    }
    let said = [&["protocol", "type", "scheme", "rail"][..], &["method", "network", "url", "link"][..]];
    let asks = inner.members().any(|(name, raw)| {
        let name = name.to_lowercase().replace(['_', '-'], "");
        let about = ["amount", "price", "address", "recipient", "payto", "url", "link", "invoice"];
        about.iter().any(|part| name.contains(part)) && verbatim(raw).parse() != Ok(0.0)
    });
    (asks || inner.has(&["protocol", "scheme"])).then(|| said.into_iter().find_map(|names| inner.text(names)))
}

/// A result that came with the start. Complete where the agent says so of the job, or gives the hash of it.
fn early(object: &RawObject) -> Option<Early> {
    let word = word::of(object);
    let state = word.as_deref().map(JobState::from_word);
    let result = result(object, JobState::Running)?;
    let done = state == Some(JobState::Completed) && word::is_said(object);
    Some(Early { result, complete: done || object.has(&["output_hash", "outputHash", "result_hash", "resultHash"]) })
}

/// Identifiers that are none: those of free jobs begin so (pip-masumi, whose times are then in seconds, and others).
fn is_mock(identifier: &str) -> bool {
    // `r` is no hexadecimal digit, so this is never the beginning of a real one.
    identifier.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("free"))
}

/// The text of a value, without the blanks and line breaks around it: those are from a file of settings, and never signed.
fn text(object: &RawObject, names: &[&str]) -> Option<String> {
    object.text(names).map(|text| text.trim().to_owned())
}

/// What no purchase can do without, and this answer does not have, by the names that the protocol uses. A source index may be
/// absent, but what is no index must not be read as absent: the two are signed differently.
fn missing(object: &RawObject) -> Vec<String> {
    let no_index = (object.has(SOURCE_INDEX) && source_index(object).is_none()).then_some(SOURCE_INDEX);
    // Some give the nonce back in its place, which is far shorter than any identifier.
    let echo = text(object, IDENTIFIER).is_some_and(|text| text.parse::<Nonce>().is_ok()).then_some(IDENTIFIER);
    [JOB_ID, IDENTIFIER, PAY_BY, SUBMIT_RESULT, UNLOCK, DISPUTE_UNLOCK]
        .into_iter()
        .filter(|names| object.text(names).is_none())
        .chain(echo)
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
/// things (docs/hard-cases.md 12), and several prices are held against the signature.
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
        pay_by_time: text(object, PAY_BY),
        submit_result_time: text(object, SUBMIT_RESULT),
        unlock_time: text(object, UNLOCK),
        external_dispute_unlock_time: text(object, DISPUTE_UNLOCK),
        agent_identifier: text(object, AGENT),
        seller_vkey: seller_key(object),
        identifier_from_purchaser: text(object, NONCE),
        input_hash: text(object, INPUT_HASH),
        requested_funds: object.first(FUNDS).map(requested_funds),
        supported_payment_source_index: source_index(object),
        seller_return_address: text(object, RETURN_ADDRESS),
        smart_contract_address: text(object, CONTRACT),
        payment_source_type: text(object, SOURCE_TYPE).filter(|word| !word.eq_ignore_ascii_case("none")),
        payment_force_layer: text(object, LAYER),
    }
}

/// As agents give it, or as the seller's node does, whose answer some pass on as it is.
fn seller_key(object: &RawObject) -> Option<String> {
    let of_wallet = || text(&object.object(&["SmartContractWallet"])?, &["walletVkey"]);
    text(object, SELLER_KEY).or_else(of_wallet)
}

/// The quote in the order sent, amounts to the digit. What is malformed stays as a text that no strict reader takes.
fn requested_funds(raw: &RawValue) -> Vec<AskedAmount> {
    let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) else {
        return vec![AskedAmount::from((raw.get(), "?"))];
    };
    items
        .into_iter()
        .map(|item| match RawObject::parse(item.get()) {
            Some(funds) => AskedAmount {
                amount: funds.text(&["amount"]).unwrap_or_else(|| "?".to_owned()),
                // The empty unit is ADA, so a missing one must not read as empty.
                unit: funds.verbatim_unit().unwrap_or_else(|| "?".to_owned()),
            },
            None => AskedAmount::from((verbatim(item), "?")),
        })
        .collect()
}
