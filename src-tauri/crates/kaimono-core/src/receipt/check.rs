//! Checks a receipt, line by line, from its bytes alone. Whoever wrote them may have written anything.

use super::{Delivered, Input, MAX_BYTES, Proof, Receipt, ResultKind, SCHEMA, SCHEMAS, Signed, Told};
use masumi::{
    agent::JobResult,
    identifiers::Nonce,
    node::Network,
    proof::{self, BlockchainIdentifier, Shown, cose, cose::Opened},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// What is checked, each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "ReceiptLineId")]
pub enum LineId {
    /// It is a receipt, written in the one way.
    Document,
    /// Nonce and input have the input hash.
    Input,
    /// The seller's signature over the terms holds.
    Signature,
    /// The signing key is the one of the seller's address.
    Seller,
    /// The terms are over this input, for this buyer's nonce, of this agent.
    Terms,
    /// The identifier on chain says what was signed.
    Identifier,
    /// What the node was asked to pay is what was signed.
    Body,
    /// The price is one that the seller signed.
    Price,
    /// The result is whole as it was kept.
    Result,
    /// The result is what the result's hash was made of.
    ResultHash,
    /// What the registry said of the agent.
    Registry,
    /// What was approved, and when.
    Approval,
    /// Transactions, states, and that the result's hash is on chain.
    Chain,
    /// When each step was seen to end.
    Times,
}

/// How it stands with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "ReceiptStands")]
pub enum Stands {
    /// It holds.
    Holds,
    /// It holds of a part of the result; the rest is not proven.
    Part,
    /// It does not hold: the receipt was altered, or is none.
    Fails,
    /// There is nothing of it in this file.
    Absent,
    /// The receipt cannot prove it, and does not claim to: it is the buyer's word, or to be looked up on chain.
    Unprovable,
}

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "ReceiptLine")]
pub struct Line {
    /// What was checked.
    pub id: LineId,
    /// What came of it.
    pub stands: Stands,
}

/// Why something is no receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub enum NoReceipt {
    /// It is longer than any receipt.
    TooLarge,
    /// It is something else.
    Other,
    /// It is a receipt of another version, which a later Kaimono may read.
    OtherVersion,
    /// It is nearly one: it was altered, or written in another way.
    Altered,
}

/// What came of checking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Line by line.
    pub lines: Vec<Line>,
    /// The receipt, or why it is none: then the first line fails, and there is no other.
    pub receipt: Result<Box<Receipt>, NoReceipt>,
}

impl Checked {
    /// Whether nothing is wrong with it.
    pub fn holds(&self) -> bool {
        self.lines.iter().all(|line| line.stands != Stands::Fails)
    }

    /// Whether a seller signed what is in it. Else whatever holds, anybody could have written.
    pub fn is_signed(&self) -> bool {
        self.lines.iter().any(|line| line.id == LineId::Signature && line.stands == Stands::Holds)
    }
}

/// Checks the bytes of a file that somebody says is a receipt. Hashes its result in every known form: with megabytes, work for a
/// thread that may block.
pub fn check(bytes: &[u8]) -> Checked {
    let receipt = match read(bytes) {
        Ok(receipt) => receipt,
        Err(why) => {
            let lines = vec![Line { id: LineId::Document, stands: Stands::Fails }];
            return Checked { lines, receipt: Err(why) };
        }
    };
    let Receipt { proof: Proof { input, result, terms }, told, .. } = &receipt;
    let seller = terms.as_ref().map(Seller::read);
    let seller = seller.as_ref().map(Option::as_ref);
    let (input, terms) = (input.as_ref(), terms.as_ref());
    let signed = |id, holds: &dyn Fn(&Seller) -> bool| {
        let stands = match (terms, seller) {
            (None, _) => Stands::Absent,
            (Some(_), Some(Some(seller))) => held(holds(seller)),
            _ => Stands::Fails,
        };
        Line { id, stands }
    };
    let word = |id, is_there: bool| {
        let stands = if is_there { Stands::Unprovable } else { Stands::Absent };
        Line { id, stands }
    };
    let body = body(told, seller.flatten());
    let lines = vec![
        Line { id: LineId::Document, stands: Stands::Holds },
        Line { id: LineId::Input, stands: input.map_or(Stands::Absent, |input| held(input.holds())) },
        signed(LineId::Signature, &|seller| seller.opened.holds()),
        signed(LineId::Seller, &|seller| seller.is_the_key_of_its_address(told)),
        signed(LineId::Terms, &|seller| input.is_some_and(|input| seller.is_over(input, told))),
        match told.blockchain_identifier.as_deref() {
            None => signed(LineId::Identifier, &|_| false),
            Some(_) if terms.is_none() => word(LineId::Identifier, true),
            Some(told) => signed(LineId::Identifier, &|seller| seller.is_named_by(told)),
        },
        Line { id: LineId::Body, stands: body.map_or(Stands::Absent, |(same, _)| held(same)) },
        Line { id: LineId::Price, stands: body.map_or(Stands::Absent, |(_, price)| price) },
        Line {
            id: LineId::Result,
            stands: result.as_ref().map_or(Stands::Absent, |result| held(sha256(&result.text) == result.sha256)),
        },
        Line {
            id: LineId::ResultHash,
            stands: result.as_ref().map_or(Stands::Absent, |result| result_hash(result, input, told)),
        },
        word(LineId::Registry, told.agent.registry.is_some()),
        word(LineId::Approval, told.approval.is_some()),
        word(LineId::Chain, told.chain.is_some()),
        word(LineId::Times, true),
    ];
    Checked { lines, receipt: Ok(Box::new(receipt)) }
}

fn held(holds: bool) -> Stands {
    if holds { Stands::Holds } else { Stands::Fails }
}

/// Reads a receipt, and nothing that is written in another way than the one.
fn read(bytes: &[u8]) -> Result<Receipt, NoReceipt> {
    #[derive(Deserialize)]
    struct Named {
        schema: String,
    }

    if bytes.len() > MAX_BYTES {
        return Err(NoReceipt::TooLarge);
    }
    let named: Named = serde_json::from_slice(bytes).map_err(|_| NoReceipt::Other)?;
    if named.schema != SCHEMA {
        let ours = named.schema.strip_prefix(SCHEMAS);
        let version = ours.is_some_and(|version| version.parse::<u32>().is_ok());
        return Err(if version { NoReceipt::OtherVersion } else { NoReceipt::Other });
    }
    let receipt: Receipt = serde_json::from_slice(bytes).map_err(|_| NoReceipt::Altered)?;
    let written = receipt.text().map_err(|_| NoReceipt::Altered)?;
    if written.as_bytes() == bytes { Ok(receipt) } else { Err(NoReceipt::Altered) }
}

impl Input {
    fn holds(&self) -> bool {
        // Nothing of the nonce can be taken for a part of the input.
        self.nonce.parse::<Nonce>().is_ok() && sha256(&format!("{};{}", self.nonce, self.canonical)) == self.hash
    }
}

/// What the seller signed, taken apart.
struct Seller {
    opened: Opened,
    /// The signed object.
    terms: Map<String, Value>,
}

/// All that a signed object can have.
const TERMS: &[&str] = &[
    "RequestedFunds",
    "agentIdentifier",
    "externalDisputeUnlockTime",
    "inputHash",
    "payByTime",
    "paymentForceLayer",
    "purchaserIdentifier",
    "sellerAddress",
    "sellerIdentifier",
    "sellerReturnAddress",
    "smartContractAddress",
    "submitResultTime",
    "supportedPaymentSourceIndex",
    "unlockTime",
];

/// What body and signed object call alike.
const SHARED: &[&str] = &[
    "agentIdentifier",
    "externalDisputeUnlockTime",
    "inputHash",
    "payByTime",
    "paymentForceLayer",
    "sellerReturnAddress",
    "smartContractAddress",
    "submitResultTime",
    "supportedPaymentSourceIndex",
    "unlockTime",
];

impl Seller {
    fn read(terms: &Signed) -> Option<Seller> {
        let key = <[u8; 32]>::try_from(bytes(&terms.key)?).ok()?;
        let signature = bytes(&terms.signature).filter(|signature| signature.len() == 64)?;
        let payload = Sha256::digest(&terms.text);
        let opened = cose::put_together(&bytes(&terms.protected)?, &payload, &signature, key).ok()?;
        let signed = plain(&terms.text)?;
        let is_canonical = proof::canonical_json(&signed).is_ok_and(|text| text == terms.text);
        let Value::Object(terms) = signed else { return None };
        (is_canonical && terms.keys().all(|name| TERMS.contains(&name.as_str()))).then_some(Seller { opened, terms })
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.terms.get(name).and_then(Value::as_str)
    }

    /// The same, where what is not there or null is `""`.
    fn optional(&self, name: &str) -> Option<&str> {
        self.terms.get(name).filter(|value| !value.is_null()).map_or(Some(""), Value::as_str)
    }

    fn is_the_key_of_its_address(&self, told: &Told) -> bool {
        let network = match told.network.as_str() {
            "Preprod" => Network::Preprod,
            "Mainnet" => Network::Mainnet,
            _ => return false,
        };
        let key = self.opened.key_hash();
        let approved = told.approval.as_ref().is_none_or(|approval| approval.seller_key.eq_ignore_ascii_case(&key));
        let text = cose::bech32(&self.opened.address);
        let address = text.as_deref().and_then(|text| cose::key_address(text, network));
        approved
            && text.as_deref() == self.text("sellerAddress")
            && address.is_some_and(|address| address.payment_key_hash == key)
    }

    fn is_over(&self, input: &Input, told: &Told) -> bool {
        let is = |name: &str, told: &str| self.text(name).is_some_and(|signed| signed.eq_ignore_ascii_case(told));
        let seller = self.text("sellerIdentifier").and_then(|seller| seller.split_at_checked(64));
        is("inputHash", &input.hash)
            && is("purchaserIdentifier", &input.nonce)
            && seller.is_some_and(|(own, agent)| is_hex(own) && self.text("agentIdentifier") == Some(agent))
            && told.agent.identifier.as_deref().is_some_and(|told| is("agentIdentifier", told))
    }

    fn is_named_by(&self, identifier: &str) -> bool {
        let Ok(identifier) = BlockchainIdentifier::decode(identifier) else { return false };
        let contract = identifier.smart_contract_address.as_deref().unwrap_or_default();
        self.text("sellerIdentifier") == Some(&identifier.seller_id)
            && self.text("purchaserIdentifier") == Some(&identifier.purchaser_id)
            && self.optional("smartContractAddress") == Some(contract)
            && cose::open(&identifier.signature, &identifier.key).is_ok_and(|opened| opened == self.opened)
    }
}

/// Whether the body is what was signed, and how it stands with its price; `None`: there is no body.
fn body(told: &Told, seller: Option<&Seller>) -> Option<(bool, Stands)> {
    let body = plain(told.payment.body.as_deref()?);
    let (Some(Value::Object(body)), Some(seller)) = (body, seller) else { return Some((false, Stands::Fails)) };
    let same = |body: Option<&Value>, other: Option<&Value>| match (body, other) {
        (Some(Value::String(one)), Some(Value::String(other))) => one.eq_ignore_ascii_case(other),
        (one, other) => one.unwrap_or(&Value::Null) == other.unwrap_or(&Value::Null),
    };
    let is = |name: &str, expected: &str| same(body.get(name), Some(&Value::from(expected)));
    let holds = SHARED.iter().all(|name| same(body.get(*name), seller.terms.get(*name)))
        && seller.text("purchaserIdentifier").is_some_and(|nonce| is("identifierFromPurchaser", nonce))
        && is("sellerVkey", &seller.opened.key_hash())
        && is("network", &told.network)
        && told.blockchain_identifier.as_deref().is_some_and(|told| is("blockchainIdentifier", told));
    let price = match seller.terms.get("RequestedFunds") {
        None | Some(Value::Null) => Stands::Unprovable,
        quote => held(same(body.get("Amounts"), quote)),
    };
    Some((holds, price))
}

fn result_hash(result: &Delivered, input: Option<&Input>, told: &Told) -> Stands {
    let Some(hash) = result.hash.as_deref() else {
        return if result.hashed.is_none() { Stands::Unprovable } else { Stands::Fails };
    };
    let on_chain = told.chain.as_ref().and_then(|chain| chain.result_hash.as_deref());
    let (Some(input), Some(on_chain)) = (input, on_chain) else { return Stands::Fails };
    let Ok(nonce) = input.nonce.parse::<Nonce>() else { return Stands::Fails };
    let hashed = result.hashed_text(&input.nonce);
    if sha256(&hashed) != hash || !proof::is_hash_of(on_chain, hash) {
        return Stands::Fails;
    }
    let delivered = match result.kind {
        ResultKind::Text => JobResult::Text(result.text.clone()),
        ResultKind::Json => JobResult::Json(result.text.clone()),
    };
    match proof::hashed_of(&hashed, &nonce, &delivered) {
        Some(Shown::Whole) => Stands::Holds,
        Some(Shown::Part) => Stands::Part,
        None => Stands::Fails,
    }
}

/// A value that every reader reads alike: no name twice, names in ASCII, and no numbers but whole ones that none of them rounds.
fn plain(text: &str) -> Option<Value> {
    fn is_plain(value: &Value) -> bool {
        match value {
            Value::Number(number) => !number.is_f64(),
            Value::Array(items) => items.iter().all(is_plain),
            Value::Object(members) => members.iter().all(|(name, value)| name.is_ascii() && is_plain(value)),
            _ => true,
        }
    }

    let value: Value = serde_json::from_str(text).ok()?;
    let is_read_alike = is_plain(&value) && proof::canonical_json(&value).is_ok() && proof::names_nothing_twice(text);
    is_read_alike.then_some(value)
}

fn sha256(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Of hex in lower case.
fn bytes(text: &str) -> Option<Vec<u8>> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) { None } else { hex::decode(text).ok() }
}
