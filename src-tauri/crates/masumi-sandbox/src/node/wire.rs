//! How rows look on the wire: the field names, their order and their types are those of the recordings.

use super::{
    Node,
    row::{ActionEntry, Row, Side, TransactionRow},
    source::Source,
};
use crate::{chance, clock::iso};
use masumi::money::{Money, Unit};
use serde_json::{Map, Value, json};

/// Which histories an answer carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum History {
    /// The fields are missing (answers to POSTs that change something).
    Absent,
    /// The fields are null.
    Null,
    /// `includeHistory=true`.
    Full,
}

impl History {
    pub(crate) fn asked(full: bool) -> History {
        if full { History::Full } else { History::Null }
    }
}

/// A row as its side of the API shows it.
pub(crate) fn row(node: &Node, row: &Row, history: History) -> Value {
    let buyer = row.side == Side::Buyer;
    let mut out = Map::new();
    let mut put = |name: &str, value: Value| {
        out.insert(name.to_owned(), value);
    };
    put("id", json!(row.id));
    put("createdAt", json!(iso(row.created_at)));
    put("updatedAt", json!(iso(row.updated_at)));
    put("blockchainIdentifier", json!(row.blockchain_identifier));
    put("agentIdentifier", json!(row.agent_identifier));
    put("agentName", json!(row.agent_name));
    put("pricingType", json!(if row.dynamic { "Dynamic" } else { "Fixed" }));
    put("lastCheckedAt", Value::Null);
    put("payByTime", millis(row.deadlines.pay_by));
    put("submitResultTime", millis(row.deadlines.submit_result));
    put("unlockTime", millis(row.deadlines.unlock));
    put("externalDisputeUnlockTime", millis(row.deadlines.external_dispute_unlock));
    put("totalBuyerCardanoFees", ada(row.buyer_fees));
    put("totalSellerCardanoFees", ada(row.seller_fees));
    put("nextActionOrOnChainStateOrResultLastChangedAt", json!(iso(row.changed_at())));
    put("nextActionLastChangedAt", json!(iso(row.action_changed_at)));
    put("onChainStateOrResultLastChangedAt", json!(iso(row.state_changed_at)));
    put("requestedById", json!(row.requested_by));
    put("onChainState", json!(row.state.map(crate::chain::State::word)));
    put("collateralReturnLovelace", json!(row.collateral.map(|lovelace| lovelace.to_string())));
    put("buyerReturnAddress", json!(row.buyer_return_address));
    put("sellerReturnAddress", json!(row.seller_return_address));
    let (own, other) =
        if buyer { (row.buyer_cooldown, row.seller_cooldown) } else { (row.seller_cooldown, row.buyer_cooldown) };
    put("cooldownTime", json!(own.0));
    put("cooldownTimeOtherParty", json!(other.0));
    put("inputHash", json!(row.input_hash));
    put("resultHash", result_hash(row));
    put("NextAction", next_action(row));
    if history != History::Absent {
        let full = history == History::Full;
        let actions = row.action_history.iter().map(action_entry).collect();
        put("ActionHistory", if full { Value::Array(actions) } else { Value::Null });
    }
    put(
        "CurrentTransaction",
        row.transaction.as_deref().and_then(|id| node.transaction(id)).map_or(Value::Null, transaction),
    );
    if history != History::Absent {
        let past = row.transaction_history.iter().filter_map(|id| node.transaction(id)).map(transaction).collect();
        put("TransactionHistory", if history == History::Full { Value::Array(past) } else { Value::Null });
    }
    put(if buyer { "PaidFunds" } else { "RequestedFunds" }, funds(&row.funds));
    put("WithdrawnForSeller", funds(&row.withdrawn_for_seller));
    put("WithdrawnForBuyer", funds(&row.withdrawn_for_buyer));
    put("PaymentSource", Source::of(row.generation).short());
    let seller_wallet = chance::fixed_id(&row.seller_vkey);
    let purchasing = node.purchasing_wallet(row.generation);
    let buyer_wallet_id = chance::fixed_id(&format!("{:?} purchasing", row.generation));
    if buyer {
        put("SellerWallet", json!({"id": seller_wallet, "walletVkey": row.seller_vkey}));
        let own =
            json!({"id": buyer_wallet_id, "walletVkey": purchasing.vkey(), "walletAddress": purchasing.address()});
        put("SmartContractWallet", if row.buyer_wallet_known { own } else { Value::Null });
    } else {
        let other = json!({"id": buyer_wallet_id, "walletVkey": purchasing.vkey()});
        put("BuyerWallet", if row.buyer_wallet_known { other } else { Value::Null });
        put(
            "SmartContractWallet",
            json!({"id": seller_wallet, "walletVkey": row.seller_vkey, "walletAddress": row.seller_address}),
        );
    }
    put("metadata", json!(row.metadata));
    Value::Object(out)
}

/// A purchase as `409 Purchase exists` shows it: another shape of the same row, as it lies in the database.
pub(crate) fn conflicting(node: &Node, purchase: &Row) -> Value {
    let mut object = row(node, purchase, History::Null);
    let Some(fields) = object.as_object_mut() else { return object };
    for gone in ["PaymentSource", "ActionHistory"] {
        fields.remove(gone);
    }
    fields.insert("TransactionHistory".to_owned(), json!([]));
    let source = Source::of(purchase.generation);
    let more = json!({
        "paymentSourceId": source.id(),
        "sellerWalletId": chance::fixed_id(&purchase.seller_vkey),
        "smartContractWalletId": fields.get("SmartContractWallet").and_then(|wallet| wallet.get("id")).cloned(),
        "agentIdentifierSyncedAt": iso(purchase.created_at),
        "agentNameSyncedAt": iso(purchase.created_at),
        "sellerCoolDownTime": purchase.seller_cooldown.0.to_string(),
        "buyerCoolDownTime": purchase.buyer_cooldown.0.to_string(),
        "nextActionId": purchase.action.id,
        "currentTransactionId": purchase.transaction,
        "isLimitedToHotWallets": false,
    });
    if let Value::Object(more) = more {
        fields.extend(more);
    }
    if let Some(Value::Object(action)) = fields.get_mut("NextAction") {
        action.insert("id".to_owned(), json!(purchase.action.id));
        action.insert("createdAt".to_owned(), json!(iso(purchase.action.created_at)));
        action.insert("updatedAt".to_owned(), json!(iso(purchase.action.updated_at)));
        action.insert("submittedTxHash".to_owned(), Value::Null);
        action.insert("purchaseRequestHistoryId".to_owned(), Value::Null);
    }
    if let Some(Value::Array(paid)) = fields.get_mut("PaidFunds") {
        for (index, money) in paid.iter_mut().enumerate() {
            money["id"] = json!(chance::fixed_id(&format!("{}{index}", purchase.id)));
        }
    }
    object
}

/// Amounts with ADA as `""`, as the payment service writes them.
pub(crate) fn funds(money: &[Money]) -> Value {
    money.iter().map(|money| json!({"amount": money.amount.0.to_string(), "unit": money.unit.wire()})).collect()
}

/// The unit as chain queries write it: ADA is `lovelace` there.
pub(crate) fn chain_unit(unit: &str) -> &str {
    if Unit::parse(unit) == Unit::Ada { "lovelace" } else { unit }
}

/// Lovelace as the float of whole ADA that the service writes; made from digits, so that nothing is rounded here.
fn ada(lovelace: u64) -> Value {
    if lovelace == 0 {
        return json!(0);
    }
    let digits = format!("{}.{:06}", lovelace / 1_000_000, lovelace % 1_000_000);
    serde_json::from_str(&digits).unwrap_or(Value::Null)
}

fn millis(at: masumi::moment::Moment) -> Value {
    json!(at.0.to_string())
}

fn result_hash(row: &Row) -> Value {
    match (row.side, &row.result_hash, row.state) {
        (Side::Seller, None, None) => json!(""),
        (_, hash, _) => json!(hash),
    }
}

fn next_action(row: &Row) -> Value {
    let (kind, note) = row.action.error.clone().unzip();
    let mut out = json!({"requestedAction": row.action.action.word(), "errorType": kind, "errorNote": note});
    if row.side == Side::Seller {
        out["resultHash"] = json!(row.result_to_submit);
    }
    out
}

fn action_entry(entry: &ActionEntry) -> Value {
    let (kind, note) = entry.error.clone().unzip();
    json!({
        "id": entry.id,
        "createdAt": iso(entry.created_at),
        "updatedAt": iso(entry.updated_at),
        "requestedAction": entry.action.word(),
        "errorType": kind,
        "errorNote": note,
    })
}

fn status(transaction: &TransactionRow) -> &'static str {
    match transaction.lost {
        Some(lost) => lost.word(),
        None if transaction.confirmed => "Confirmed",
        None => "Pending",
    }
}

fn transaction(transaction: &TransactionRow) -> Value {
    let seen = transaction.seen.as_ref();
    json!({
        "id": transaction.id,
        "createdAt": iso(transaction.created_at),
        "updatedAt": iso(transaction.updated_at),
        "txHash": transaction.hash,
        "status": status(transaction),
        "fees": seen.map(|seen| seen.fee.to_string()),
        "blockHeight": seen.map(|seen| seen.height),
        "blockTime": seen.map(|seen| seen.block_at.0 / 1000),
        "previousOnChainState": seen.and_then(|seen| seen.before).map(crate::chain::State::word),
        "newOnChainState": seen.map(|seen| seen.after.word()),
        "confirmations": seen.map(|seen| seen.confirmations),
    })
}
