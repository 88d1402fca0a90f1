//! The node's lists of purchases and payments: pages, counts, what changed, one by its identifier. Cursors are
//! inclusive, and without a filter only V1 is shown, as on the real node (docs/observed.md 1).

use super::{
    api::Call,
    purchase::{GENERATIONS, generation},
    row::{NextAction, Row, Side},
    source::Source,
    wire::{self, History},
};
use crate::{
    chain::State,
    http::{
        answer::Refused,
        given::Given,
        schema::{ANY, Field, NETWORK, Schema, Shape, nullish, optional, required},
    },
    world::World,
};
use masumi::{
    moment::Moment,
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

const STATE_WORDS: [&str; 10] = [
    STATES[0].word(),
    STATES[1].word(),
    STATES[2].word(),
    STATES[3].word(),
    STATES[4].word(),
    STATES[5].word(),
    STATES[6].word(),
    STATES[7].word(),
    STATES[8].word(),
    STATES[9].word(),
];

const ANY_TEXT: Shape = Shape::Text(0, ANY);
const LIMIT: Field = optional("limit", Shape::Number(1, 100));
const CURSOR: Field = optional("cursorId", ANY_TEXT);
const CONTRACT: Field = nullish("filterSmartContractAddress", ANY_TEXT);
const GENERATION: Field = optional("filterPaymentSourceType", Shape::OneOf(&GENERATIONS));
const MANUAL: Field = optional("filterNeedsManualAction", ANY_TEXT);
const HISTORY: Field = optional("includeHistory", ANY_TEXT);

/// The query of `GET /purchase` and `GET /payment`.
pub(super) const LIST: Schema = Schema::of(&[
    LIMIT,
    CURSOR,
    NETWORK,
    CONTRACT,
    optional("filterOnChainState", Shape::OneOf(&STATE_WORDS)),
    GENERATION,
    MANUAL,
    optional("searchQuery", ANY_TEXT),
    HISTORY,
]);

/// The query of both counts.
pub(super) const COUNT: Schema = Schema::of(&[NETWORK, MANUAL, CONTRACT, GENERATION]);

/// The query of the purchases' three diffs.
pub(super) const PURCHASE_DIFF: Schema = Schema::of(&[
    LIMIT,
    CURSOR,
    optional("lastUpdate", Shape::Time("lastUpdate must be a valid ISO date string")),
    NETWORK,
    CONTRACT,
    GENERATION,
    HISTORY,
]);

/// The query of `GET /payment/diff`, which is stricter about its date.
pub(super) const PAYMENT_DIFF: Schema =
    Schema::of(&[LIMIT, CURSOR, optional("lastUpdate", Shape::Date), NETWORK, CONTRACT, GENERATION, HISTORY]);

/// The body of both resolutions.
pub(super) const RESOLVE: Schema =
    Schema::of(&[required("blockchainIdentifier", Shape::Text(1, 8000)), NETWORK, CONTRACT, HISTORY]);

/// `GET /purchase`.
pub(crate) fn purchases(world: &mut World, call: &Call) -> Result<Value, Refused> {
    Ok(json!({"Purchases": page(world, call, Side::Buyer)}))
}

/// `GET /payment`.
pub(crate) fn payments(world: &mut World, call: &Call) -> Result<Value, Refused> {
    Ok(json!({"Payments": page(world, call, Side::Seller)}))
}

/// `GET /purchase/count`.
pub(crate) fn purchase_count(world: &mut World, call: &Call) -> Result<Value, Refused> {
    Ok(count(world, call, Side::Buyer))
}

/// `GET /payment/count`.
pub(crate) fn payment_count(world: &mut World, call: &Call) -> Result<Value, Refused> {
    Ok(count(world, call, Side::Seller))
}

/// `GET /purchase/diff` and its two variants.
pub(crate) fn purchase_diff(world: &mut World, call: &Call) -> Result<Value, Refused> {
    Ok(json!({"Purchases": diff(world, call, Side::Buyer)}))
}

/// `GET /payment/diff`.
pub(crate) fn payment_diff(world: &mut World, call: &Call) -> Result<Value, Refused> {
    Ok(json!({"Payments": diff(world, call, Side::Seller)}))
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
    fn read(given: Given) -> Filter {
        Filter {
            network: given.network(),
            contract: given.optional_text("filterSmartContractAddress").map(str::to_owned),
            state: given.one_of("filterOnChainState", &STATE_WORDS).and_then(|index| STATES.get(index).copied()),
            generation: given.one_of("filterPaymentSourceType", &GENERATIONS).map(generation),
            needs_manual_action: given.spelt_flag("filterNeedsManualAction"),
            search: given.optional_text("searchQuery").map(str::to_lowercase),
        }
    }

    fn takes(&self, world: &World, row: &Row) -> bool {
        let contract = self.contract.as_ref();
        let generation = contract.is_none_or(|contract| Source::of(row.generation).contract() == contract)
            && match self.generation {
                Some(wanted) => row.generation == wanted,
                None => contract.is_some() || row.generation == Generation::V1,
            };
        let manual = row.action.action == NextAction::WaitingForManualAction || row.action.error.is_some();
        self.network == Network::Preprod
            && generation
            && self.state.is_none_or(|state| row.state == Some(state))
            && (!self.needs_manual_action || manual)
            && self.search.as_deref().is_none_or(|query| found(world, row, query))
    }
}

fn page(world: &World, call: &Call, side: Side) -> Vec<Value> {
    let cursor = call.given.optional_text("cursorId").filter(|cursor| !cursor.is_empty());
    let filter = Filter::read(call.given);
    let newest_first = world.node.rows.iter().rev().filter(|row| row.side == side && filter.takes(world, row));
    let from = newest_first.skip_while(|row| cursor.is_some_and(|cursor| row.id != cursor));
    from.take(limit(call)).map(|row| wire::row(&world.node, row, history(call))).collect()
}

fn count(world: &World, call: &Call, side: Side) -> Value {
    let filter = Filter::read(call.given);
    let total = world.node.rows.iter().filter(|row| row.side == side && filter.takes(world, row)).count();
    json!({"total": total})
}

fn diff(world: &World, call: &Call, side: Side) -> Vec<Value> {
    let changed = |row: &Row| match call.path.rsplit('/').next() {
        Some("next-action") => row.action_changed_at,
        Some("onchain-state-or-result") => row.state_changed_at,
        _ => row.changed_at(),
    };
    // Inclusive on both: a row that changed at the very moment comes again, from the cursor's id on.
    let start = (call.given.time("lastUpdate").unwrap_or(Moment(0)), call.given.text("cursorId"));
    let filter = Filter::read(call.given);
    let mut rows: Vec<&Row> =
        world.node.rows.iter().filter(|row| row.side == side && filter.takes(world, row)).collect();
    rows.retain(|row| (changed(row), row.id.as_str()) >= start);
    rows.sort_by(|one, other| (changed(one), &one.id).cmp(&(changed(other), &other.id)));
    rows.into_iter().take(limit(call)).map(|row| wire::row(&world.node, row, history(call))).collect()
}

fn resolve(world: &World, call: &Call, side: Side, missing: &str) -> Result<Value, Refused> {
    let (network, contract) = (call.given.network(), call.given.optional_text("filterSmartContractAddress"));
    let row = world.node.find(side, call.given.text("blockchainIdentifier")).filter(|row| {
        network == Network::Preprod && contract.is_none_or(|contract| Source::of(row.generation).contract() == contract)
    });
    let row = row.ok_or_else(|| Refused::new(404, missing))?;
    Ok(wire::row(&world.node, row, history(call)))
}

fn limit(call: &Call) -> usize {
    call.given.count("limit", 10)
}

fn history(call: &Call) -> History {
    History::asked(call.given.spelt_flag("includeHistory"))
}

/// Whether a search finds this row: agent, ids, transactions, the own wallet, the state, the start of an amount in ADA
/// units. Not the network, not the metadata.
fn found(world: &World, row: &Row, query: &str) -> bool {
    let contains = |text: &str| text.to_lowercase().contains(query);
    let wallet = world.node.purchasing_wallet(row.generation).address();
    let wallet = if row.side == Side::Buyer { wallet } else { &row.seller_address };
    let state = row.state.is_some_and(|state| contains(state.word()) || contains(&spaced(state.word())));
    let amount = amounts(query)
        .is_some_and(|(least, most)| row.funds.iter().any(|money| (least..=most).contains(&money.amount.0)));
    let hashes = row.transaction.iter().filter_map(|id| world.node.transaction(id)).any(|known| contains(&known.hash));
    contains(&row.agent_name)
        || contains(&row.agent_identifier)
        || contains(&row.id)
        || (row.buyer_wallet_known && contains(wallet))
        || state
        || amount
        || hashes
}

/// The amounts that a number may be the beginning of, in base units: `1.5` is all from 1.5 to below 1.6 whole ones.
fn amounts(query: &str) -> Option<(u128, u128)> {
    let (whole, fraction) = query.split_once('.').unwrap_or((query, ""));
    let digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    let (told, beyond) = fraction.split_at(fraction.len().min(6));
    let least: u128 = format!("{whole}{told:0<6}").parse().ok()?;
    let span = 10_u128.pow(u32::try_from(6 - told.len()).ok()?);
    // No amount has more digits than six after the point.
    let none = beyond.bytes().any(|digit| digit != b'0');
    Some(if none { (1, 0) } else { (least, least.checked_add(span)?.checked_sub(1)?) })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_finds_the_amounts_that_begin_with_it() {
        assert_eq!(amounts("1"), Some((1_000_000, 1_999_999)));
        assert_eq!(amounts("1."), Some((1_000_000, 1_999_999)));
        assert_eq!(amounts("1.005"), Some((1_005_000, 1_005_999)));
        assert_eq!(amounts("1.0000010"), Some((1_000_001, 1_000_001)));
        assert_eq!(amounts("1.0000001"), Some((1, 0)));
        for text in ["", ".5", "-1", "1e3", "1,5", "one"] {
            assert_eq!(amounts(text), None, "{text}");
        }
    }
}
