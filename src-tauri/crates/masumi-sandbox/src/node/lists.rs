//! The node's lists of purchases and payments: pages, counts, what changed, one by its identifier. Cursors are
//! inclusive, and without a filter only V1 is shown, as on the real node (OBSERVED 1).

use super::{
    api::Call,
    purchase::{GENERATIONS, generation},
    row::{NextAction, Row, Side},
    source::Source,
    wire::{self, History},
};
use crate::{
    chain::State,
    clock::parse_iso,
    http::{answer::Refused, fields::Fields},
    world::World,
};
use masumi_client::{
    moment::Moment,
    money::Unit,
    node::{Generation, Network},
};
use serde_json::{Value, json};

const STATES: [State; 10] = [
    State::FundsLocked,
    State::FundsOrDatumInvalid,
    State::ResultSubmitted,
    State::RefundRequested,
    State::Disputed,
    State::WithdrawAuthorized,
    State::RefundAuthorized,
    State::Withdrawn,
    State::RefundWithdrawn,
    State::DisputedWithdrawn,
];

/// `GET /purchase`.
pub(crate) fn purchases(world: &mut World, call: &Call) -> Result<Value, Refused> {
    page(world, call, Side::Buyer).map(|rows| json!({"Purchases": rows}))
}

/// `GET /payment`.
pub(crate) fn payments(world: &mut World, call: &Call) -> Result<Value, Refused> {
    page(world, call, Side::Seller).map(|rows| json!({"Payments": rows}))
}

/// `GET /purchase/count`.
pub(crate) fn purchase_count(world: &mut World, call: &Call) -> Result<Value, Refused> {
    count(world, call, Side::Buyer)
}

/// `GET /payment/count`.
pub(crate) fn payment_count(world: &mut World, call: &Call) -> Result<Value, Refused> {
    count(world, call, Side::Seller)
}

/// `GET /purchase/diff` and its two variants.
pub(crate) fn purchase_diff(world: &mut World, call: &Call) -> Result<Value, Refused> {
    diff(world, call, Side::Buyer).map(|rows| json!({"Purchases": rows}))
}

/// `GET /payment/diff`.
pub(crate) fn payment_diff(world: &mut World, call: &Call) -> Result<Value, Refused> {
    diff(world, call, Side::Seller).map(|rows| json!({"Payments": rows}))
}

/// `POST /purchase/resolve-blockchain-identifier`: either generation, no filter.
pub(crate) fn resolve_purchase(world: &mut World, call: &Call) -> Result<Value, Refused> {
    resolve(world, call, Side::Buyer, "Purchase not found")
}

/// `POST /payment/resolve-blockchain-identifier`.
pub(crate) fn resolve_payment(world: &mut World, call: &Call) -> Result<Value, Refused> {
    resolve(world, call, Side::Seller, "Payment not found")
}

/// What a list is narrowed to.
struct Filter {
    network: Network,
    generation: Option<Generation>,
    contract: Option<String>,
    state: Option<State>,
    needs_manual_action: bool,
    search: Option<String>,
}

impl Filter {
    fn read(fields: &mut Fields) -> Filter {
        let network = fields.network();
        let words: Vec<&str> = STATES.iter().map(|state| state.word()).collect();
        Filter {
            network,
            contract: fields.optional_text("filterSmartContractAddress", 250),
            state: fields.optional_one_of("filterOnChainState", &words).map(|index| STATES[index]),
            generation: fields.optional_one_of("filterPaymentSourceType", &GENERATIONS).map(generation),
            needs_manual_action: fields.spelt_flag("filterNeedsManualAction"),
            search: fields.optional_text("searchQuery", 250).map(|query| query.to_lowercase()),
        }
    }

    fn takes(&self, world: &World, row: &Row) -> bool {
        let generation = match (&self.contract, self.generation) {
            (Some(contract), _) => Source::of(row.generation).contract() == contract,
            (None, wanted) => row.generation == wanted.unwrap_or(Generation::V1),
        };
        let manual = row.action.action == NextAction::WaitingForManualAction || row.action.error.is_some();
        self.network == Network::Preprod
            && generation
            && self.state.is_none_or(|state| row.state == Some(state))
            && (!self.needs_manual_action || manual)
            && self.search.as_deref().is_none_or(|query| found(world, row, query))
    }
}

fn page(world: &World, call: &Call, side: Side) -> Result<Vec<Value>, Refused> {
    let mut fields = call.fields();
    let limit = limit(&mut fields);
    let cursor = fields.optional_text("cursorId", 250);
    let filter = Filter::read(&mut fields);
    let history = History::asked(fields.spelt_flag("includeHistory"));
    fields.finish()?;
    call.may_use(filter.network)?;
    let newest_first = world.node.rows.iter().rev().filter(|row| row.side == side && filter.takes(world, row));
    let from = newest_first.skip_while(|row| cursor.as_ref().is_some_and(|cursor| row.id != *cursor));
    Ok(from.take(limit).map(|row| wire::row(&world.node, row, history)).collect())
}

fn count(world: &World, call: &Call, side: Side) -> Result<Value, Refused> {
    let mut fields = call.fields();
    let filter = Filter::read(&mut fields);
    fields.finish()?;
    call.may_use(filter.network)?;
    let total = world.node.rows.iter().filter(|row| row.side == side && filter.takes(world, row)).count();
    Ok(json!({"total": total}))
}

fn diff(world: &World, call: &Call, side: Side) -> Result<Vec<Value>, Refused> {
    let mut fields = call.fields();
    let limit = limit(&mut fields);
    let cursor = fields.optional_text("cursorId", 250);
    let since = fields.optional_text("lastUpdate", 250);
    let since = since.map_or(Some(Moment(0)), |text| parse_iso(&text));
    if since.is_none() {
        fields.error("lastUpdate", "lastUpdate must be a valid ISO date string");
    }
    let filter = Filter::read(&mut fields);
    let history = History::asked(fields.spelt_flag("includeHistory"));
    fields.finish()?;
    call.may_use(filter.network)?;
    let changed = |row: &Row| match call.path.rsplit('/').next() {
        Some("next-action") => row.action_changed_at,
        Some("onchain-state-or-result") => row.state_changed_at,
        _ => row.changed_at(),
    };
    // Inclusive on both: a row that changed at the very moment comes again, from the cursor's id on.
    let start = (since.unwrap_or(Moment(0)), cursor.unwrap_or_default());
    let mut rows: Vec<&Row> =
        world.node.rows.iter().filter(|row| row.side == side && filter.takes(world, row)).collect();
    rows.retain(|row| (changed(row), &row.id) >= (start.0, &start.1));
    rows.sort_by(|one, other| (changed(one), &one.id).cmp(&(changed(other), &other.id)));
    Ok(rows.into_iter().take(limit).map(|row| wire::row(&world.node, row, history)).collect())
}

fn resolve(world: &World, call: &Call, side: Side, missing: &str) -> Result<Value, Refused> {
    let mut fields = call.fields();
    let identifier = fields.text("blockchainIdentifier", 0, 8000);
    let network = fields.network();
    let history = History::asked(fields.spelt_flag("includeHistory"));
    fields.finish()?;
    call.may_use(network)?;
    let row = world.node.find(side, &identifier).filter(|_| network == Network::Preprod);
    let row = row.ok_or_else(|| Refused::new(404, missing))?;
    Ok(wire::row(&world.node, row, history))
}

fn limit(fields: &mut Fields) -> usize {
    usize::try_from(fields.number("limit", 1, 100, 10)).unwrap_or(10)
}

/// Whether a search finds this row: agent, ids, transactions, the own wallet, the state, the start of an amount in ADA
/// units. Not the network, not the metadata.
fn found(world: &World, row: &Row, query: &str) -> bool {
    let contains = |text: &str| text.to_lowercase().contains(query);
    let wallet = world.node.purchasing_wallet(row.generation).address();
    let wallet = if row.side == Side::Buyer { wallet } else { &row.seller_address };
    let state = row.state.is_some_and(|state| contains(state.word()) || contains(&spaced(state.word())));
    let amount = row.funds.iter().any(|money| {
        let millionths = money.amount.0;
        let digits = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
        matches!(money.unit, Unit::Ada | Unit::Token(_)) && digits.starts_with(query)
    });
    let hashes = row.transaction.iter().filter_map(|id| world.node.transaction(id)).any(|known| contains(&known.hash));
    contains(&row.agent_name)
        || contains(&row.agent_identifier)
        || contains(&row.id)
        || (row.buyer_wallet_known && contains(wallet))
        || state
        || amount
        || hashes
}

/// `FundsLocked` as `Funds Locked`.
fn spaced(word: &str) -> String {
    let mut text = String::new();
    for letter in word.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push(' ');
        }
        text.push(letter);
    }
    text
}
