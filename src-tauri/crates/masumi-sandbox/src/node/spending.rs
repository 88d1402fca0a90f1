//! `POST /purchase/spending`: sums over a period. Like the real one it goes by `payByTime`, ends now unless told
//! otherwise, leaves day, month and year at zero (docs/observed.md 1), and counts what never was locked only while it
//! may be.

use super::{
    api::Call,
    purchase::{GENERATIONS, generation},
    row::{Row, Side},
};
use crate::{
    chain::State,
    clock::iso,
    http::{
        answer::Refused,
        schema::{ANY, NETWORK, Schema, Shape, nullable, nullish, optional},
    },
    world::World,
};
use masumi::{
    moment::Moment,
    node::{Generation, Network},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// 2020-01-01.
const BEGINNING: Moment = Moment(1_577_836_800_000);

/// The body of `POST /purchase/spending`.
pub(super) const PERIOD: Schema = Schema::of(&[
    nullable("agentIdentifier", Shape::Text(57, 250)),
    nullish("startDate", Shape::Date),
    nullish("endDate", Shape::Date),
    optional("timeZone", Shape::Text(0, ANY)),
    NETWORK,
    optional("filterPaymentSourceType", Shape::OneOf(&GENERATIONS)),
]);

/// `POST /purchase/spending`.
pub(crate) fn spending(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let given = call.given;
    let (agent, network) = (given.optional_text("agentIdentifier"), given.network());
    let wanted = given.one_of("filterPaymentSourceType", &GENERATIONS).map_or(Generation::V1, generation);
    let (start, end) = (given.date("startDate"), given.date("endDate"));
    let (start, end) = (start.unwrap_or(BEGINNING), end.unwrap_or(world.now));
    if start > end {
        return Err(Refused::new(400, "Start date must be before end date."));
    }
    let rows: Vec<&Row> = world
        .node
        .rows
        .iter()
        .filter(|row| row.side == Side::Buyer && row.generation == wanted && network == Network::Preprod)
        .filter(|row| agent.is_none_or(|agent| row.agent_identifier == agent))
        .filter(|row| (start..=end).contains(&row.deadlines.pay_by))
        .filter(|row| row.state != Some(State::FundsOrDatumInvalid))
        .collect();
    // The zone is looked up for each row, so an unknown one only fails when there are any.
    let zone = given.optional_text("timeZone").unwrap_or("Etc/UTC");
    if !rows.is_empty() && !is_zone(zone) {
        let why = format!("Spacetime: Cannot find timezone named: '{zone}'. Please enter an IANA timezone id.");
        return Err(Refused::new(500, &why));
    }
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

/// Whether this may be a time zone's name, by its form: the list of them is no part of the sandbox.
fn is_zone(name: &str) -> bool {
    const REGIONS: [&str; 11] = [
        "africa",
        "america",
        "antarctica",
        "arctic",
        "asia",
        "atlantic",
        "australia",
        "etc",
        "europe",
        "indian",
        "pacific",
    ];
    let name = name.to_ascii_lowercase();
    match name.split_once('/') {
        Some((region, place)) => {
            let letters = place.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-+/".contains(letter));
            REGIONS.contains(&region) && !place.is_empty() && letters
        }
        None => matches!(name.as_str(), "utc" | "gmt"),
    }
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
