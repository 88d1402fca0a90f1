//! `POST /purchase/spending`: sums over a period. Like the real one it goes by `payByTime`, ends now unless told
//! otherwise, leaves day, month and year at zero (OBSERVED 1), and counts what never was locked only while it may be.

use super::{
    api::Call,
    purchase::{GENERATIONS, generation},
    row::{Row, Side},
};
use crate::{
    chain::State,
    clock::{iso, parse_date},
    http::answer::Refused,
    world::World,
};
use masumi_client::{
    moment::Moment,
    node::{Generation, Network},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// 2020-01-01.
const BEGINNING: Moment = Moment(1_577_836_800_000);

/// `POST /purchase/spending`.
pub(crate) fn spending(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let mut fields = call.fields();
    let agent = fields.nullable_text("agentIdentifier", 0, 250);
    let mut date = |name: &str| {
        let text = fields.optional_text(name, 40)?;
        let at = parse_date(&text);
        if at.is_none() {
            fields.error(name, "Invalid ISO date");
        }
        at
    };
    let (start, end) = (date("startDate"), date("endDate"));
    let network = fields.network();
    let wanted = fields.optional_one_of("filterPaymentSourceType", &GENERATIONS).map_or(Generation::V1, generation);
    fields.finish()?;
    call.may_use(network)?;
    let (start, end) = (start.unwrap_or(BEGINNING), end.unwrap_or(world.now));
    let rows: Vec<&Row> = world
        .node
        .rows
        .iter()
        .filter(|row| row.side == Side::Buyer && row.generation == wanted && network == Network::Preprod)
        .filter(|row| agent.as_ref().is_none_or(|agent| row.agent_identifier == *agent))
        .filter(|row| (start..=end).contains(&row.deadlines.pay_by))
        .filter(|row| row.state != Some(State::FundsOrDatumInvalid))
        .collect();
    let mut out = json!({
        "agentIdentifier": agent,
        "periodStart": iso(start),
        "periodEnd": iso(end),
        "totalTransactions": rows.len(),
    });
    for kind in [Kind::Spend, Kind::Refunded, Kind::Pending] {
        let of_kind: Vec<&Row> = rows.iter().copied().filter(|row| Kind::of(row) == kind).collect();
        let total = sum(&of_kind);
        let period = |names: &[&str]| {
            let mut entry = total.clone();
            for name in names {
                entry[*name] = json!(0);
            }
            if of_kind.is_empty() { json!([]) } else { json!([entry]) }
        };
        out[format!("Daily{kind:?}")] = period(&["day", "month", "year"]);
        out[format!("Monthly{kind:?}")] = period(&["month", "year"]);
        out[format!("Total{kind:?}")] = total;
    }
    Ok(out)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Spend,
    Refunded,
    Pending,
}

impl Kind {
    fn of(row: &Row) -> Kind {
        match row.state {
            Some(State::Withdrawn | State::DisputedWithdrawn) => Kind::Spend,
            Some(State::RefundWithdrawn) => Kind::Refunded,
            _ => Kind::Pending,
        }
    }
}

fn sum(rows: &[&Row]) -> Value {
    let mut units: BTreeMap<&str, u128> = BTreeMap::new();
    for money in rows.iter().flat_map(|row| &row.funds) {
        *units.entry(money.unit.wire()).or_insert(0) += money.amount.0;
    }
    let units: Vec<Value> = units
        .into_iter()
        .map(|(unit, amount)| json!({"unit": unit, "amount": u64::try_from(amount).unwrap_or(u64::MAX)}))
        .collect();
    let fees: u64 = rows.iter().map(|row| row.buyer_fees).sum();
    json!({"Units": units, "blockchainFees": fees})
}
