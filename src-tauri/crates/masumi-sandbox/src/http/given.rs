//! What a request gave, once it fits its route's schema: reading it cannot fail any more.

use super::schema::{self, coerced};
use crate::clock::{parse_date, parse_loosely};
use masumi::{
    moment::Moment,
    money::{Amount, Money, Unit},
    node::Network,
};
use serde_json::{Map, Value};

/// A query or a body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given<'a>(pub(crate) &'a Map<String, Value>);

impl<'a> Given<'a> {
    /// A text; empty when there is none.
    pub(crate) fn text(self, name: &str) -> &'a str {
        self.optional_text(name).unwrap_or_default()
    }

    /// A text that may be missing or null.
    pub(crate) fn optional_text(self, name: &str) -> Option<&'a str> {
        self.0.get(name)?.as_str()
    }

    /// The network that is asked for.
    pub(crate) fn network(self) -> Network {
        schema::network(self.0)
    }

    /// Where a word stands among those that it may be.
    pub(crate) fn one_of(self, name: &str, known: &[&str]) -> Option<usize> {
        let word = self.optional_text(name)?;
        known.iter().position(|one| *one == word)
    }

    /// How many, a fraction left out.
    pub(crate) fn count(self, name: &str, otherwise: usize) -> usize {
        self.0.get(name).and_then(|value| format!("{:.0}", coerced(value).trunc()).parse().ok()).unwrap_or(otherwise)
    }

    /// A JSON boolean, or false.
    pub(crate) fn flag(self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// The text `true`, as both services want booleans of queries (and some of bodies).
    pub(crate) fn spelt_flag(self, name: &str) -> bool {
        self.text(name).eq_ignore_ascii_case("true")
    }

    /// An ISO date.
    pub(crate) fn date(self, name: &str) -> Option<Moment> {
        parse_date(self.optional_text(name)?)
    }

    /// Whatever JavaScript makes a time of.
    pub(crate) fn time(self, name: &str) -> Option<Moment> {
        parse_loosely(self.optional_text(name)?)
    }

    /// The words of a list.
    pub(crate) fn words(self, name: &str) -> Vec<&'a str> {
        self.0.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// What is within.
    pub(crate) fn inside(self, name: &str) -> Option<Given<'a>> {
        self.0.get(name)?.as_object().map(Given)
    }

    /// Amounts; `None` when there are none, an error when one of them is no whole number: the real node fails then.
    pub(crate) fn amounts(self, name: &str) -> Result<Option<Vec<Money>>, NoAmount> {
        let Some(list) = self.0.get(name).and_then(Value::as_array) else { return Ok(None) };
        let read = |value: &Value| {
            let given = Given(value.as_object()?);
            Some(Money { amount: amount(given.text("amount"))?, unit: Unit::parse(given.text("unit")) })
        };
        list.iter().map(read).collect::<Option<Vec<Money>>>().map(Some).ok_or(NoAmount)
    }
}

/// A whole number. One below zero is as little as none.
fn amount(text: &str) -> Option<Amount> {
    match text.strip_prefix('-') {
        Some(digits) => Amount::parse(digits).map(|_| Amount(0)),
        None if text.is_empty() => Some(Amount(0)),
        None => Amount::parse(text),
    }
}

/// An amount is no whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoAmount;
