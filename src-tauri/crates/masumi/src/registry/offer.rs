//! The ways to pay an agent that its entry offers, and for each the node's payment source that pays it. These rules alone choose
//! what a person is shown before a job and what is proven after it.

use super::{Entry, Pricing, SupportedSource};
use crate::{
    identifiers::AgentIdentifier,
    network::Network,
    node::{Generation, PaymentSource},
};

/// One way to pay an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it costs this way.
    pub pricing: Pricing,
    /// Into which generation of escrow contract; `None`: free, or a word that this build does not know.
    pub generation: Option<Generation>,
    /// Second generation: into which escrow contract, bech32. In the first the node's own source for the agent's registry.
    pub contract: Option<String>,
    /// Second generation: the index that the seller signs.
    pub source_index: Option<u32>,
}

impl Entry {
    /// Which agent this is, if its identifier is one that can be paid.
    pub fn agent(&self) -> Option<AgentIdentifier> {
        self.agent_identifier.parse().ok()
    }

    /// Every way to pay this agent on a network, in the order of its entry. One of the first generation has one price; one of
    /// the second has alternatives, each with a price of its own (`SupportedPaymentSources`).
    pub fn offers(&self, network: Network) -> Vec<Offer> {
        let generation = match self.payment_type.as_deref() {
            _ if self.pricing == Pricing::Free => None,
            Some("Web3CardanoV1") | None => Some(Generation::V1),
            Some("Web3CardanoV2") => Some(Generation::V2),
            Some(_) => None,
        };
        let alternatives = matches!(self.pricing, Pricing::Unknown(_)) || generation == Some(Generation::V2);
        if !alternatives || self.supported_sources.is_empty() {
            return vec![Offer { pricing: self.pricing.clone(), generation, contract: None, source_index: None }];
        }
        let here = self.supported_sources.iter().filter(|source| source.is_on(network));
        here.map(SupportedSource::offer).collect()
    }

    /// The first of its offers that a node with these payment sources can pay, in tokens that are known. Nobody pays a free one.
    pub fn payable(&self, network: Network, sources: &[PaymentSource]) -> Option<Offer> {
        let agent = self.agent()?;
        let known = |offer: &Offer| match &offer.pricing {
            Pricing::Fixed(amounts) => amounts.iter().all(|money| money.unit.known(network).is_some()),
            Pricing::Dynamic => true,
            Pricing::Free | Pricing::Unknown(_) => false,
        };
        let mut offers = self.offers(network).into_iter().filter(known);
        offers.find(|offer| offer.source(&agent, network, sources).is_some())
    }
}

impl Offer {
    /// The payment source of a node by which an agent is paid this way; `None`: this node cannot. It has to serve the
    /// registry under whose policy the agent is registered.
    pub fn source<'a>(
        &self,
        agent: &AgentIdentifier,
        network: Network,
        sources: &'a [PaymentSource],
    ) -> Option<&'a PaymentSource> {
        // The first generation has no alternatives to sign, and the second has nothing else.
        let contract = match (self.generation?, self.source_index) {
            (Generation::V1, None) => None,
            (Generation::V2, Some(_)) => Some(self.contract.as_deref()?),
            (Generation::V1, Some(_)) | (Generation::V2, None) => return None,
        };
        sources.iter().find(|source| source.pays(agent, network, self.generation, contract))
    }
}

impl PaymentSource {
    /// Whether an agent can be paid by this source: registered under its policy, on this network, in this generation, and where
    /// a contract is named, into that one.
    pub(crate) fn pays(
        &self,
        agent: &AgentIdentifier,
        network: Network,
        generation: Option<Generation>,
        contract: Option<&str>,
    ) -> bool {
        Some(self.generation) == generation
            && self.network == network
            && agent.policy().eq_ignore_ascii_case(&self.policy_id)
            && contract.is_none_or(|contract| contract == self.smart_contract_address)
    }
}

impl SupportedSource {
    /// Whether it is paid on this network of Cardano.
    pub fn is_on(&self, network: Network) -> bool {
        self.is_on_cardano() && self.network.eq_ignore_ascii_case(network.word())
    }

    pub(crate) fn is_on_cardano(&self) -> bool {
        self.chain.eq_ignore_ascii_case("Cardano")
    }

    fn offer(&self) -> Offer {
        Offer {
            pricing: self.pricing.clone(),
            generation: self.generation.filter(|_| self.pricing != Pricing::Free),
            contract: Some(self.address.clone()),
            source_index: Some(self.index),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const POLICY: &str = "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77";

    fn entry(pricing: &Value) -> Entry {
        Entry::from_json(&json!({ "agentIdentifier": format!("{POLICY}ab"), "AgentPricing": pricing })).unwrap()
    }

    #[test]
    fn what_nobody_could_pay_is_not_payable() {
        let source = json!({
            "network": "Preprod", "paymentSourceType": "Web3CardanoV1", "policyId": POLICY, "smartContractAddress": "addr_test1w",
        });
        let sources = [PaymentSource::from_json(&source).unwrap()];
        let fixed = |unit: &str| json!({ "pricingType": "Fixed", "FixedPricing": { "Amounts": [{ "amount": "5", "unit": unit }] } });
        for (pricing, is_payable) in [
            (fixed(""), true),
            (fixed("USDM"), false),
            (json!({ "pricingType": "Dynamic" }), true),
            (json!({ "pricingType": "Free" }), false),
            (json!({ "pricingType": "Auction" }), false),
        ] {
            let entry = entry(&pricing);
            assert_eq!(entry.payable(Network::Preprod, &sources).is_some(), is_payable, "{pricing}");
            assert!(entry.payable(Network::Mainnet, &sources).is_none(), "{pricing}");
            assert!(entry.payable(Network::Preprod, &[]).is_none(), "{pricing}");
        }
    }
}
