//! Compares what would be paid with the approval, unit by unit: the price that the registry tells (fixed) or the seller quotes
//! and signs (dynamic).

use super::{failed, not_applicable, outside, warned};
use crate::{
    agent::{AskedAmount, Terms},
    money::{Amount, Money, Unit},
    node::Network,
    proof::{Deal, Outcome, Price, body::WireMoney},
    registry::{Offer, Pricing},
};

/// `POST /purchase` takes no more amounts, and without them there is no price guard.
const MAX_AMOUNTS: usize = 7;
/// What would be paid, and in which letters.
pub(super) struct Settled {
    pub(super) price: Price,
    pub(super) amounts: Vec<WireMoney>,
    /// As signed: the quote of a dynamic price.
    pub(super) requested: Option<Vec<AskedAmount>>,
}

/// The price that the registry tells (fixed) or the seller quotes (dynamic), against the approval.
pub(super) fn price(deal: &Deal, terms: &Terms, offer: Option<&Offer>) -> (Outcome, Option<Settled>) {
    let Some(Offer { pricing, .. }) = offer else {
        return (not_applicable("nothing that the entry offers is paid"), None);
    };
    match (pricing, &deal.price) {
        (Pricing::Fixed(amounts), Price::Fixed(approved)) => fixed_price(amounts, approved, terms, deal.network),
        (Pricing::Dynamic, Price::Ceiling(ceiling)) => quoted_price(ceiling, terms, deal.network),
        (found, approved) => {
            let approved = if matches!(approved, Price::Fixed(_)) { "a fixed price" } else { "a quote" };
            let found = match found {
                Pricing::Fixed(amounts) => format!("a fixed price: {}", Money::named(amounts, deal.network)),
                Pricing::Dynamic => "a quote".to_owned(),
                Pricing::Free => "free".to_owned(),
                Pricing::Unknown(raw) => raw.clone(),
            };
            (failed(approved, &found), None)
        }
    }
}

fn fixed_price(amounts: &[Money], approved: &[Money], terms: &Terms, network: Network) -> (Outcome, Option<Settled>) {
    if let Some(outcome) = too_many(amounts) {
        return (outcome, None);
    }
    let (Some(sums), Some(approved)) = (Money::sums(amounts), Money::sums(approved)) else {
        return (failed("amounts that can be added", &Money::plain(amounts)), None);
    };
    if let Some(outcome) = unpayable(&sums) {
        return (outcome, None);
    }
    let covers = |all: &[Money], one: &Money| all.contains(one);
    let same = sums.len() == approved.len() && sums.iter().all(|money| covers(&approved, money));
    let agrees = |named: &[Money]| {
        let named = Money::sums(named).filter(|_| named.len() <= MAX_AMOUNTS);
        named.is_some_and(|named| named.iter().all(|money| covers(&sums, money)))
    };
    let outcome = match quote(terms) {
        _ if !same => outside(&Money::named(&approved, network), &Money::named(&sums, network)),
        // Not signed, and not what the node pays: the person should know, no more.
        Some(Ok(named)) if !agrees(&named) => {
            warned(&format!("the registered price is paid; the answer names {}", Money::named(&named, network)))
        }
        Some(Err(named)) => warned(&format!("the registered price is paid; the answer names {named}")),
        _ => Outcome::Passed,
    };
    let wire = |money: &Money| WireMoney { amount: money.amount.0.to_string(), unit: money.unit.wire().to_owned() };
    let amounts = sums.iter().map(wire).collect();
    (outcome, Some(Settled { price: Price::Fixed(sums), amounts, requested: None }))
}

fn quoted_price(ceiling: &[Money], terms: &Terms, network: Network) -> (Outcome, Option<Settled>) {
    let quoted = match quote(terms) {
        Some(Ok(quoted)) => quoted,
        Some(Err(text)) => return (failed("a quote in whole base units", &text), None),
        None => return (failed("a quote", "none"), None),
    };
    if let Some(outcome) = too_many(&quoted) {
        return (outcome, None);
    }
    let (Some(sums), Some(ceiling)) = (Money::sums(&quoted), Money::sums(ceiling)) else {
        return (failed("amounts that can be added", &Money::plain(&quoted)), None);
    };
    if let Some(outcome) = unpayable(&quoted) {
        return (outcome, None);
    }
    let under = |money: &Money| ceiling.iter().any(|most| most.unit == money.unit && money.amount <= most.amount);
    let outcome = match sums.iter().all(under) {
        true => Outcome::Passed,
        false => outside(&Money::named(&ceiling, network), &Money::named(&sums, network)),
    };
    // Signed in this order and these letters; only ADA has one spelling.
    let signed = terms.requested_funds.iter().flatten().zip(&quoted).map(|(asked, money)| AskedAmount {
        amount: asked.amount.clone(),
        unit: if money.unit == Unit::Ada { String::new() } else { asked.unit.clone() },
    });
    let requested: Vec<AskedAmount> = signed.collect();
    let wire = |asked: &AskedAmount| WireMoney { amount: asked.amount.clone(), unit: asked.unit.clone() };
    let amounts = requested.iter().map(wire).collect();
    (outcome, Some(Settled { price: Price::Ceiling(sums), amounts, requested: Some(requested) }))
}

/// The amounts that the answer names: `None`, none; the error is their text, if one is not plain decimal digits.
fn quote(terms: &Terms) -> Option<Result<Vec<Money>, String>> {
    let named = terms.requested_funds.as_ref().filter(|funds| !funds.is_empty())?;
    let read = |asked: &AskedAmount| asked.money().ok_or_else(|| format!("{} {}", asked.amount, asked.unit));
    Some(named.iter().map(read).collect())
}

/// Before anything is done with a list that is as long as its writer liked.
fn too_many(amounts: &[Money]) -> Option<Outcome> {
    let most = format!("at most {MAX_AMOUNTS} amounts, so that the node can guard the price");
    (amounts.len() > MAX_AMOUNTS).then(|| failed(&most, &Money::plain(amounts)))
}

/// Why amounts can never be paid.
fn unpayable(amounts: &[Money]) -> Option<Outcome> {
    let positive = |money: &Money| money.amount.0 > 0 && Amount::parse(&money.amount.0.to_string()).is_some();
    let payable = !amounts.is_empty() && amounts.iter().all(positive);
    (!payable).then(|| failed("positive amounts", &Money::plain(amounts)))
}

pub(super) fn unit(deal: &Deal, settled: Option<&Settled>) -> Outcome {
    let Some(Settled { price: Price::Fixed(amounts) | Price::Ceiling(amounts), .. }) = settled else {
        return not_applicable("no price");
    };
    let unknown = amounts.iter().find(|money| money.unit.known(deal.network).is_none());
    let expected = format!("tokens known on {}", deal.network.word());
    unknown.map_or(Outcome::Passed, |money| failed(&expected, money.unit.wire()))
}
