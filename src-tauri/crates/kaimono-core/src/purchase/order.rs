//! In which order purchases are listed: the same in memory and on disk. What has no value in a column comes last, whichever way it is
//! sorted; what has the same comes with the newest first.

use super::{page, standing::Standing, state::State, words::Phase};
use crate::view::purchase::{PurchaseSort, PurchasesQuery};
use masumi::{
    moment::Moment,
    money::{Amount, Unit},
};
use std::cmp::{Ordering, Reverse};

/// Where a purchase stands in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    value: Option<Value>,
    created_at: Moment,
    id: String,
}

/// What it is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    At(Moment),
    Name(String),
    Phase(Phase),
    Price(String, u128),
}

impl Place {
    pub(crate) fn of(query: &PurchasesQuery, id: &str, state: &State, standing: &Standing) -> Place {
        let value = match query.sort {
            PurchaseSort::Date => Some(Value::At(state.created_at)),
            PurchaseSort::Agent => Some(name(state)).filter(|name| !name.is_empty()).map(Value::Name),
            PurchaseSort::State => Some(Value::Phase(standing.phase)),
            PurchaseSort::Next => standing.next.map(|next| Value::At(next.at)),
            PurchaseSort::Price => price(state).map(|(unit, amount)| Value::Price(unit.to_string(), amount.0)),
        };
        Place { value, created_at: state.created_at, id: id.to_owned() }
    }

    /// Which of two comes first.
    pub(crate) fn compare(&self, other: &Place, down: bool) -> Ordering {
        let by_value = match (&self.value, &other.value) {
            (Some(one), Some(other)) if down => other.cmp(one),
            (Some(one), Some(other)) => one.cmp(other),
            (one, other) => one.is_none().cmp(&other.is_none()),
        };
        by_value
            .then_with(|| Reverse(self.created_at).cmp(&Reverse(other.created_at)))
            .then_with(|| self.id.cmp(&other.id))
    }
}

/// By what purchases are sorted where they are sorted by agents.
pub(crate) fn name(state: &State) -> String {
    page::shown_name(state).to_lowercase()
}

/// By what they are sorted where they are sorted by prices: the token, then the sum. The first, where there are several tokens.
pub(crate) fn price(state: &State) -> Option<(Unit, Amount)> {
    page::price(state).into_iter().next().map(|money| (money.unit, money.amount))
}

/// An amount as a text that is sorted as its number is.
pub(crate) fn sorted(amount: Amount) -> String {
    format!("{:0>39}", amount.0)
}

/// All units that a price is in, each with a space on both sides: a unit has none.
pub(crate) fn units(state: &State) -> String {
    page::price(state).iter().map(|money| spaced(money.unit.wire())).collect()
}

/// A unit as it stands among several. That of ADA has no name on the wire.
pub(crate) fn spaced(unit: &str) -> String {
    format!(" {} ", if unit.is_empty() { "lovelace" } else { unit })
}
