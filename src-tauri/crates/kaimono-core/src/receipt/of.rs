//! Writes the receipt of a purchase: from its state and the texts kept beside it, and from nothing else.

use super::{
    Agent, Amount, Approval, Chain, Deadlines, Delivered, Held, Input, Job, Moved, Payment, Proof, Receipt, ResultKind,
    SCHEMA, Signed, TermCheck, Times, Told, Transaction,
};
use crate::{
    error::Result,
    purchase::{
        event::Order,
        journal::at_rest::word,
        ledger::Ledger,
        page, standing,
        state::{self, SeenTransaction, State, moment},
    },
};
use masumi::{
    agent::{JobResult, Terms},
    moment::Moment,
    money::{Money, Unit},
    node::Network,
    proof::{self, HashVerdict, Price},
};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// What a receipt says beside the state of its purchase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct About {
    /// Of the profile.
    pub(crate) network: Network,
    /// The profile is the sandbox's.
    pub(crate) sandbox: bool,
    /// Node time.
    pub(crate) now: Moment,
}

/// Of what the person saw this says nothing of their wallets, their limits and their node.
const SHOWN: &[&str] = &[
    "agent",
    "agentName",
    "author",
    "sellerVkey",
    "network",
    "generation",
    "price",
    "otherPrices",
    "deposit",
    "fee",
    "deadlines",
    "stretches",
    "unlockNoLaterThan",
    "expiresAt",
    "warnings",
    "host",
    "answers",
];

impl Receipt {
    /// The receipt of a purchase as it stands. `kept`: the texts that the journal keeps, by SHA-256. Hashes a result in every known
    /// form: with megabytes, work for a thread that may block.
    pub(crate) fn of(state: &State, kept: impl Fn(&str) -> Result<Option<Vec<u8>>>, about: About) -> Result<Receipt> {
        let order = state.order.as_ref();
        let shown = order.and_then(|order| order.shown.as_deref()).map(&kept).transpose()?.flatten();
        let shown: Option<Value> = shown.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let received = state.result.as_ref();
        let bytes = received.map(|received| kept(&received.content)).transpose()?.flatten();
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        let result = received.zip(text).map(|(received, text)| {
            let result = if received.is_text { JobResult::Text(text) } else { JobResult::Json(text) };
            delivered(state, result, received.complete)
        });
        let input = order.map(|order| Input {
            canonical: order.input_json.clone(),
            hash: proof::input_hash(&order.nonce, &order.input_json),
            nonce: order.nonce.to_string(),
        });
        let terms = state.terms().zip(order).and_then(|(terms, order)| signed(terms, order));
        Ok(Receipt {
            proof: Proof { input, result, terms },
            schema: SCHEMA.to_owned(),
            told: told(state, shown.as_ref(), about),
        })
    }
}

/// Terms that the approved seller signed for this job of this agent. Others belong to no purchase, and prove nothing of this one.
fn signed(terms: &Terms, order: &Order) -> Option<Signed> {
    let (signed, seller) = proof::signed_terms(terms, &proof::input_hash(&order.nonce, &order.input_json))?;
    let fits = seller.key_hash().eq_ignore_ascii_case(&order.seller_vkey)
        && signed.agent_identifier.eq_ignore_ascii_case(&order.agent_identifier)
        && signed.purchaser_identifier.eq_ignore_ascii_case(order.nonce.as_str());
    fits.then(|| Signed {
        key: hex::encode(seller.public_key),
        protected: hex::encode(&seller.protected),
        signature: hex::encode(&seller.signature),
        text: signed.canonical(),
    })
}

fn delivered(state: &State, result: JobResult, complete: bool) -> Delivered {
    let on_chain = state.result_hash().filter(|_| complete && !state.is_free());
    let nonce = state.order.as_ref().map(|order| &order.nonce);
    let hashed = nonce
        .zip(on_chain)
        .and_then(|(nonce, on_chain)| proof::hashed_text(nonce, &state.chains(), &result, on_chain))
        .map(|(_, text)| text);
    let hash = hashed.as_deref().map(|hashed| hex::encode(Sha256::digest(hashed)));
    let (kind, text) = match result {
        JobResult::Text(text) => (ResultKind::Text, text),
        JobResult::Json(text) => (ResultKind::Json, text),
    };
    let by_the_letter = nonce.map(|nonce| format!("{nonce};{text}"));
    let hashed = hashed.filter(|hashed| Some(hashed) != by_the_letter.as_ref());
    Delivered { hash, hashed, kind, sha256: hex::encode(Sha256::digest(&text)), text }
}

fn told(state: &State, shown: Option<&Value>, about: About) -> Told {
    let order = state.order.as_ref();
    let registry = shown.and_then(|shown| shown.get("registry")).map(Value::to_string);
    let row_name = || page::shown_name(state);
    let iso = |at: Option<Moment>| at.map(Moment::iso);
    let done = state.milestones;
    Told {
        agent: Agent {
            address: order.map(|order| order.api_base_url.clone()).filter(|address| !address.is_empty()),
            author: order.map(|order| order.author.clone()).unwrap_or_default(),
            identifier: page::agent_identifier(state).map(str::to_owned),
            name: order.map_or_else(row_name, |order| order.agent_name.clone()),
            registry,
        },
        approval: order.map(|order| approval(state, order, shown)),
        blockchain_identifier: state.identifier().map(str::to_owned),
        chain: chain(state, about),
        deadlines: deadlines(state),
        job: Job { id: state.job_id().map(str::to_owned), state: job(&state.job).to_owned() },
        money: money(state),
        network: about.network.word().to_owned(),
        payment: Payment {
            body: state.body.as_ref().map(|body| body.json().to_owned()),
            checks: state.checks.iter().map(checked).collect(),
            state: payment(&state.payment).to_owned(),
        },
        program: concat!("Kaimono ", env!("CARGO_PKG_VERSION")).to_owned(),
        result: state.result.as_ref().map(|result| held(state, result.complete)),
        sandbox: about.sandbox,
        times: Times {
            accepted: iso(done.accepted),
            created: state.created_at.iso(),
            delivered: iso(done.delivered),
            hashed: iso(done.hashed),
            locked: iso(done.locked),
            paid: iso(done.paid),
            settled: iso(done.settled),
            verified: iso(done.verified),
        },
        written_at: about.now.iso(),
    }
}

fn approval(state: &State, order: &Order, shown: Option<&Value>) -> Approval {
    let seen = shown.and_then(|shown| shown.get("approval")).and_then(Value::as_object).map(|all| {
        let kept = all.iter().filter(|(name, _)| SHOWN.contains(&name.as_str()));
        Value::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect()).to_string()
    });
    let price = match &order.price {
        Some(Price::Fixed(amounts) | Price::Ceiling(amounts)) => amounts.as_slice(),
        None => &[],
    };
    Approval {
        at: state.created_at.iso(),
        expires_at: order.expires_at.iso(),
        price: price.iter().map(|money| Amount { amount: money.amount.0.to_string(), unit: unit(money) }).collect(),
        seller_key: order.seller_vkey.clone(),
        shown: seen,
        unlock_no_later_than: order.unlock_no_later_than.iso(),
    }
}

fn chain(state: &State, about: About) -> Option<Chain> {
    let row = state.row.as_ref()?;
    let transaction = |seen: &SeenTransaction| Transaction {
        explorer: page::explorer(about.sandbox, about.network, &seen.hash),
        hash: seen.hash.clone(),
        leads_to: seen.leads_to.clone(),
        status: seen.status.clone(),
    };
    Some(Chain {
        result_hash: state.result_hash().map(str::to_owned),
        state: row.on_chain_state.as_ref().map(word),
        transactions: state.transactions.iter().map(transaction).collect(),
    })
}

fn deadlines(state: &State) -> Option<Deadlines> {
    let iso = |at: Option<Moment>| at.map(Moment::iso);
    if let Some(terms) = state.terms() {
        let read = |time: &Option<String>| iso(moment(time.as_deref()));
        return Some(Deadlines {
            external_dispute_unlock: read(&terms.external_dispute_unlock_time),
            pay_by: read(&terms.pay_by_time),
            submit_result: read(&terms.submit_result_time),
            unlock: read(&terms.unlock_time),
        });
    }
    let row = state.row.as_ref()?;
    Some(Deadlines {
        external_dispute_unlock: iso(row.external_dispute_unlock_time),
        pay_by: iso(row.pay_by_time),
        submit_result: iso(row.submit_result_time),
        unlock: iso(row.unlock_time),
    })
}

fn money(state: &State) -> Vec<Moved> {
    if state.is_free() {
        return Vec::new();
    }
    let Ledger { price, deposit, fees, returned, is_computed, to_seller, .. } = Ledger::of(state);
    let back = if is_computed { "returnedComputed" } else { "returned" };
    let (deposit, fees) = (Vec::from_iter(deposit), Vec::from_iter(fees));
    let all = [("price", price), ("deposit", deposit), ("fees", fees), (back, returned), ("toSeller", to_seller)];
    let moved = |what: &str, money: &Money| Moved {
        amount: money.amount.0.to_string(),
        unit: unit(money),
        what: what.to_owned(),
    };
    all.iter().flat_map(|(what, amounts)| amounts.iter().map(|money| moved(what, money))).collect()
}

fn held(state: &State, complete: bool) -> Held {
    let verdict = standing::hash(state);
    let variant = match &verdict {
        HashVerdict::Verified { variant } => Some(word(variant)),
        _ => None,
    };
    let verdict = match verdict {
        HashVerdict::Verified { .. } => "verified",
        HashVerdict::Waiting => "waiting",
        HashVerdict::Checking => "checking",
        HashVerdict::Withdrawn => "withdrawn",
        HashVerdict::Mismatch { .. } => "mismatch",
        HashVerdict::NoResult => "noResult",
        HashVerdict::OnlyHash => "onlyHash",
        HashVerdict::Beyond { .. } => "beyond",
        HashVerdict::NotVerifiable => "notVerifiable",
    }
    .to_owned();
    Held { at: state.result_at.map(Moment::iso), complete, variant, verdict }
}

fn checked(check: &proof::Check) -> TermCheck {
    TermCheck { id: word(&check.id), outcome: check.outcome.to_string() }
}

fn unit(money: &Money) -> String {
    if money.unit == Unit::Ada { "lovelace".to_owned() } else { money.unit.wire().to_owned() }
}

fn job(job: &state::Job) -> &'static str {
    use state::Job as J;
    match job {
        J::Elsewhere => "elsewhere",
        J::Approved => "approved",
        J::Starting => "starting",
        J::Started { .. } => "started",
        J::Refused { .. } => "refused",
        J::Lost { .. } => "lost",
    }
}

fn payment(payment: &state::Payment) -> &'static str {
    use state::Payment as P;
    match payment {
        P::None => "none",
        P::NotNeeded => "notNeeded",
        P::Outside { .. } => "outside",
        P::Declined => "declined",
        P::Expired => "expired",
        P::TooLate => "tooLate",
        P::Refused => "refused",
        P::Sending { .. } => "sending",
        P::Lapsed { .. } => "lapsed",
        P::Unknown { .. } => "unknown",
        P::Held { .. } => "held",
        P::Rejected { .. } => "rejected",
        P::Made => "made",
        P::Alarm { .. } => "alarm",
    }
}
