//! What is approved and what the world says, built from what services reported.

use super::{CanonicalError, Deal, Met, Price, World, canonical_json};
use crate::{
    identifiers::Nonce,
    moment::Moment,
    node::{Network, PaymentSource},
    registry::{Offer, PaymentInformation, Pricing},
};
use serde_json::{Map, Value};

/// Why there is nothing to approve.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NoDeal {
    /// The agent's identifier or its seller's key is none. As they came.
    #[error("the registry names no agent or no seller that could be paid: {0}")]
    Unnamed(String),
    /// It is free, priced in a way that this build does not know, or paid into an unknown contract.
    #[error("the offer names no price or no contract that could be paid")]
    Unpriced,
    /// The input has no canonical form.
    #[error("the input cannot be hashed")]
    Input(#[source] CanonicalError),
}

impl Deal {
    /// A deal over one job with this input, at what this offer costs: the seller is the one that the registry names now, and a
    /// fixed price is the most that may be paid. The nonce is a fresh one, made before the input: some forms ask for it.
    ///
    /// The quote of a dynamic price comes with the terms. Set [`price`](Deal::price) to a [`Price::Ceiling`], or else the terms
    /// are [`OutsideApproval`](super::Verdict::OutsideApproval), and say what the seller asks.
    pub fn new(
        network: Network,
        seller: &PaymentInformation,
        offer: &Offer,
        nonce: Nonce,
        input: &Map<String, Value>,
        unlock_no_later_than: Moment,
    ) -> Result<Deal, NoDeal> {
        let price = match &offer.pricing {
            Pricing::Fixed(amounts) => Price::Fixed(amounts.clone()),
            Pricing::Dynamic => Price::Ceiling(Vec::new()),
            Pricing::Free | Pricing::Unknown(_) => return Err(NoDeal::Unpriced),
        };
        let unnamed = |found: &str| NoDeal::Unnamed(crate::text::plain(found, 200));
        Ok(Deal {
            network,
            agent_identifier: seller.entry.agent().ok_or_else(|| unnamed(&seller.entry.agent_identifier))?,
            generation: offer.generation.ok_or(NoDeal::Unpriced)?,
            seller_vkey: seller.seller_vkey.parse().map_err(|_| unnamed(&seller.seller_vkey))?,
            nonce,
            input_json: canonical_json(&Value::Object(input.clone())).map_err(NoDeal::Input)?,
            price,
            unlock_no_later_than,
            dispute_no_later_than: None,
        })
    }
}

impl<'a> World<'a> {
    /// What registry and node say now, of an identifier that this buyer has met before or not. The payment information is to be
    /// fetched after the terms came: what was true when the deal was made may not be any more.
    pub fn new(
        payment_information: &'a PaymentInformation,
        payment_sources: &'a [PaymentSource],
        now: Moment,
        identifier: Met,
    ) -> World<'a> {
        World { payment_information, payment_sources, now, identifier, client: env!("CARGO_PKG_NAME") }
    }

    /// Names the program that buys; without, it is this crate.
    #[must_use]
    pub fn client(mut self, name: &'a str) -> World<'a> {
        self.client = name;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Money;
    use serde_json::json;

    const AGENT: &str = "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f7701";

    fn deal(agent: &str, vkey: &str, pricing: &Value, input: Value) -> Result<Deal, NoDeal> {
        let told = json!({
            "agentIdentifier": agent, "AgentPricing": pricing, "sellerWallet": { "address": "addr_test1", "vkey": vkey },
        });
        let seller = PaymentInformation::from_json(&told).unwrap();
        let offers = seller.entry.offers(Network::Preprod);
        let Value::Object(input) = input else { panic!("{input}") };
        Deal::new(Network::Preprod, &seller, &offers[0], Nonce::random(), &input, Moment(1))
    }

    #[test]
    fn a_deal_is_over_what_was_shown_and_nothing_more() {
        let vkey = "ab".repeat(28);
        let fixed = json!({ "pricingType": "Fixed", "FixedPricing": { "Amounts": [{ "amount": "2", "unit": "" }] } });
        let approved = deal(AGENT, &vkey, &fixed, json!({ "b": 1, "a": "x" })).unwrap();
        assert_eq!((approved.agent_identifier.as_str(), approved.seller_vkey.as_str()), (AGENT, vkey.as_str()));
        assert_eq!(approved.price, Price::Fixed(vec![Money::lovelace(2)]));
        assert_eq!(approved.input_json, r#"{"a":"x","b":1}"#);
        let again = deal(AGENT, &vkey, &fixed, json!({ "b": 1, "a": "x" })).unwrap();
        assert_ne!(approved.nonce, again.nonce, "each job has a nonce of its own");

        let quoted = deal(AGENT, &vkey, &json!({ "pricingType": "Dynamic" }), json!({})).unwrap();
        assert_eq!(quoted.price, Price::Ceiling(Vec::new()), "nothing is approved of a price that nobody has seen");
    }

    #[test]
    fn what_cannot_be_paid_is_no_deal() {
        let vkey = "ab".repeat(28);
        let dynamic = json!({ "pricingType": "Dynamic" });
        for priced in ["Free", "Barter"] {
            let made = deal(AGENT, &vkey, &json!({ "pricingType": priced }), json!({}));
            assert!(matches!(made, Err(NoDeal::Unpriced)), "{made:?}");
        }
        for (agent, vkey, found) in [("7e8b", vkey.as_str(), "7e8b"), (AGENT, "ab\u{202e}", "ab")] {
            let made = deal(agent, vkey, &dynamic, json!({}));
            assert!(matches!(&made, Err(NoDeal::Unnamed(named)) if named == found), "{made:?}");
        }
        let input = json!({ "n": 9_007_199_254_740_992_u64 });
        assert!(matches!(deal(AGENT, &vkey, &dynamic, input), Err(NoDeal::Input(_))));
    }
}
