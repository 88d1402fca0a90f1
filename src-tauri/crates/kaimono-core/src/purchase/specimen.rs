//! Specimens for the tests of the purchase rooms: one order, its terms, its paying body, rows of the node.

use super::{
    event::{Event, Order, ReceivedResult, WhyHeld, WhyUnknown, Yes},
    standing::{Asked, Known, Standing},
    state::State,
    words::RefundAction,
};
use crate::{
    error::{Code, Failure, Side},
    limits::gate::Passed,
};
use masumi::{
    agent::{JobState, Terms},
    moment::{HOUR, Moment},
    money::Money,
    node::{Generation, KeyStatus, Network, NextAction, OnChainState, Purchase, PurchaseSource, Transaction},
    proof::{PayingBody, Price},
};
use sha2::{Digest, Sha256};

/// Noon of a quiet day, node time.
pub(crate) const NOON: Moment = Moment(1_795_348_800_000);
const IDENTIFIER: &str = "00c0ffee";

pub(crate) fn order() -> Order {
    Order {
        network: Network::Preprod,
        agent_identifier: "7e8b".repeat(30),
        agent_name: "Text Summariser".to_owned(),
        author: "Example Lab".to_owned(),
        api_base_url: "http://127.0.0.1:8101".to_owned(),
        seller_vkey: "9a".repeat(28),
        generation: Some(Generation::V1),
        price: Some(Price::Fixed(vec![Money::lovelace(2_500_000)])),
        nonce: "54457a849f11e756a970".parse().expect("a nonce"),
        input_data: serde_json::Map::from_iter([("text".to_owned(), "hello".into())]),
        input_json: r#"{"text":"hello"}"#.to_owned(),
        written: None,
        answers: vec![("Text".to_owned(), "hello".to_owned())],
        set_by_agent: Vec::new(),
        unlock_no_later_than: NOON.plus(48 * HOUR),
        dispute_no_later_than: None,
        expires_at: NOON.plus(HOUR),
        not_before: None,
        shown: None,
    }
}

/// That it was approved.
pub(crate) fn approval(order: Order) -> Event {
    Event::Approved { order: Box::new(order), passed: Passed::in_a_test() }
}

/// That what was asked again was approved.
pub(crate) fn approved_again(yes: Option<Yes>) -> Event {
    Event::ApprovedAgain { yes, passed: Passed::in_a_test() }
}

pub(crate) fn free_order() -> Order {
    Order { price: None, generation: None, ..order() }
}

pub(crate) fn terms() -> Terms {
    Terms {
        job_id: "job-1".to_owned(),
        blockchain_identifier: IDENTIFIER.to_owned(),
        pay_by_time: Some(NOON.plus(12 * HOUR).0.to_string()),
        submit_result_time: Some(NOON.plus(24 * HOUR).0.to_string()),
        unlock_time: Some(NOON.plus(30 * HOUR).0.to_string()),
        external_dispute_unlock_time: Some(NOON.plus(36 * HOUR).0.to_string()),
        agent_identifier: Some(order().agent_identifier),
        seller_vkey: Some(order().seller_vkey),
        identifier_from_purchaser: Some(order().nonce.to_string()),
        input_hash: None,
        requested_funds: None,
        supported_payment_source_index: None,
        seller_return_address: None,
        smart_contract_address: None,
        payment_source_type: None,
        payment_force_layer: None,
    }
}

/// A body for the terms; `mark` makes bodies that differ.
pub(crate) fn body(mark: &str) -> Box<PayingBody> {
    body_of(mark, 2_500_000)
}

/// A body for the terms that pays so much.
pub(crate) fn body_of(mark: &str, lovelace: u64) -> Box<PayingBody> {
    let json = serde_json::json!({
        "blockchainIdentifier": IDENTIFIER,
        "network": "Preprod",
        "inputHash": "ab",
        "sellerVkey": order().seller_vkey,
        "agentIdentifier": order().agent_identifier,
        "Amounts": [{"amount": lovelace.to_string(), "unit": ""}],
        "payByTime": terms().pay_by_time,
        "submitResultTime": terms().submit_result_time,
        "unlockTime": terms().unlock_time,
        "externalDisputeUnlockTime": terms().external_dispute_unlock_time,
        "identifierFromPurchaser": order().nonce,
        "metadata": mark,
    });
    Box::new(PayingBody::restore_unverified(&json.to_string()).unwrap())
}

pub(crate) fn row(on_chain_state: Option<OnChainState>) -> Purchase {
    let waiting = if on_chain_state.is_none() { "FundsLockingRequested" } else { "WaitingForExternalAction" };
    let later = |hours| Some(NOON.plus(hours * HOUR));
    let led = on_chain_state.as_ref().filter(|state| **state != OnChainState::FundsOrDatumInvalid);
    let current_transaction = led.map(transaction);
    Purchase {
        id: "row-1".to_owned(),
        blockchain_identifier: IDENTIFIER.to_owned(),
        requested_by_id: Some("key-1".to_owned()),
        created_at: Some(NOON),
        updated_at: Some("2026-11-22T12:00:00.000Z".to_owned()),
        changed_at: Some("2026-11-22T12:00:00.000Z".to_owned()),
        agent_identifier: Some(order().agent_identifier),
        agent_name: Some("Text Summariser".to_owned()),
        pricing_type: Some("Fixed".to_owned()),
        pay_by_time: later(12),
        submit_result_time: later(24),
        unlock_time: later(30),
        external_dispute_unlock_time: later(36),
        on_chain_state,
        next_action: NextAction { requested_action: waiting.to_owned(), error_type: None, error_note: None },
        input_hash: None,
        result_hash: None,
        cooldown_until: None,
        collateral_return: None,
        paid_funds: Vec::new(),
        withdrawn_for_buyer: Vec::new(),
        withdrawn_for_seller: Vec::new(),
        buyer_fees_ada: None,
        current_transaction,
        payment_source: Some(PurchaseSource {
            generation: Some(Generation::V1),
            smart_contract_address: Some("addr_test1".to_owned()),
            policy_id: None,
            network: Some(Network::Preprod),
        }),
        seller_vkey: Some(order().seller_vkey),
        buyer_wallet: None,
        buyer_return_address: None,
        metadata: None,
        unreadable: Vec::new(),
    }
}

/// Nothing is known beside the state: the run has just begun, and nobody was asked.
pub(crate) fn at(now: Moment) -> Known<'static> {
    Known { now, since: now, key_id: None, key: None, offline: false, denied: false, agent: Asked::default() }
}

/// Where a purchase stands, as far as its state tells.
pub(crate) fn standing(state: &State, now: Moment) -> Standing {
    Standing::of(state, &at(now))
}

/// What a key may do that may pay.
pub(crate) fn key(id: &str) -> KeyStatus {
    KeyStatus {
        id: id.to_owned(),
        can_read: true,
        can_pay: true,
        can_admin: false,
        networks: Vec::new(),
        usage_limited: false,
        remaining_credits: Vec::new(),
        unmatched_credits: Vec::new(),
        elsewhere_credits: Vec::new(),
        status: None,
    }
}

/// The transaction that led to a state.
pub(crate) fn transaction(state: &OnChainState) -> Transaction {
    let hash = hex::encode(Sha256::digest(state.word()));
    Transaction {
        tx_hash: Some(hash),
        status: Some("Confirmed".to_owned()),
        new_on_chain_state: Some(state.word().to_owned()),
        ..Transaction::default()
    }
}

pub(crate) fn failure() -> Failure {
    Failure::new(Code::Timeout, Side::Node)
}

pub(crate) fn started() -> Event {
    Event::JobStarted {
        job_id: "job-1".to_owned(),
        terms: Some(Box::new(terms())),
        raw: "{}".to_owned(),
        demands: false,
    }
}

pub(crate) fn paying(mark: &str) -> Event {
    Event::Paying { body: body(mark), checks: Vec::new(), sent: false }
}

/// The same event of another purchase, with an identifier of its own.
pub(crate) fn of_purchase(id: &str, event: &Event) -> Event {
    let text = serde_json::to_string(event).unwrap();
    serde_json::from_str(&text.replace(IDENTIFIER, &format!("{IDENTIFIER}{}", hex::encode(id)))).unwrap()
}

/// An answer of the node that was lost.
pub(crate) fn unknown() -> Event {
    Event::PaymentUnknown { why: WhyUnknown::Lost, failure: failure() }
}

/// A refusal of the node that is no word about the purchase.
pub(crate) fn held() -> Event {
    Event::PaymentHeld { why: WhyHeld::Refused, failure: failure() }
}

/// The same bytes once more, by themselves.
pub(crate) fn again() -> Event {
    Event::PayingAgain { approved_until: None }
}

pub(crate) fn asking(action: RefundAction) -> Event {
    Event::RefundAsking { action, seen: None }
}

/// A refund call that did not go out.
pub(crate) fn unasked(action: RefundAction) -> Event {
    Event::RefundFailed { action, failure: failure(), sent: false }
}

pub(crate) fn rowed(on_chain_state: Option<OnChainState>) -> Event {
    Event::Row { row: Box::new(row(on_chain_state)) }
}

pub(crate) fn said(state: JobState) -> Event {
    Event::AgentSaid { state, word: format!("{state:?}"), message: String::new(), beside: Vec::new() }
}

pub(crate) fn delivered() -> Event {
    let result = ReceivedResult { content: "c0".to_owned(), is_text: true, bytes: 5, complete: true };
    Event::ResultReceived { result }
}
