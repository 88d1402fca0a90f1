//! What of an entry has a say in whether it can be bought. Thousands of agents are sold in the same few ways, so each way is
//! judged once for a node, by the same rule that judges a whole entry ([`super::offer::judge`]).

use masumi::{
    money::{Amount, Money},
    net::{AgentReach, agent_base},
    node::Network,
    registry::{AgentStatus, Entry, Pricing, SupportedSource},
};

/// The policy id is so long; what follows is the name of the asset.
const POLICY: usize = 56;

/// The entry with everything left out that does not matter to whether and how it can be bought: `judge` says the same of both.
pub(super) fn sale(entry: &Entry, network: Network) -> Entry {
    let sources = entry.supported_sources.iter().filter(|source| source.is_on(network));
    Entry {
        id: String::new(),
        agent_identifier: identifier(entry),
        name: String::new(),
        description: String::new(),
        api_base_url: address(entry),
        status: match entry.status {
            AgentStatus::Deregistered => AgentStatus::Deregistered,
            _ => AgentStatus::Online,
        },
        status_updated_at: None,
        last_uptime_check: None,
        uptime_count: 0,
        uptime_check_count: 0,
        author_name: None,
        author_organization: None,
        author_contact_email: None,
        author_contact_other: None,
        image: None,
        privacy_policy: None,
        terms_and_condition: None,
        other_legal: None,
        tags: Vec::new(),
        capability: None,
        pricing: pricing(&entry.pricing),
        // Where there were some and none is left, there still is another way than the entry's own price.
        supported_sources: match sources.map(source).collect::<Vec<_>>() {
            none if none.is_empty() => entry.supported_sources.first().map(elsewhere).into_iter().collect(),
            here => here,
        },
        payment_type: entry.payment_type.clone(),
        entry_type: entry.entry_type.clone(),
        open_api_spec_url: entry.open_api_spec_url.as_ref().map(|_| String::new()),
        x402_resources_url: entry.x402_resources_url.as_ref().map(|_| String::new()),
        policy_id: None,
        example_output: Vec::new(),
        created_at: None,
        updated_at: None,
        metadata_version: None,
        superseded_by: entry.superseded_by.as_ref().map(|_| String::new()),
    }
}

/// One identifier stands for all under its policy; one that cannot be paid for all others.
fn identifier(entry: &Entry) -> String {
    let policy = entry.agent().and_then(|_| entry.agent_identifier.get(..POLICY));
    policy.map(|policy| format!("{}00", policy.to_ascii_lowercase())).unwrap_or_default()
}

/// One address stands for all that are called alike.
fn address(entry: &Entry) -> Option<String> {
    let url = entry.api_base_url.as_deref()?;
    let called = |reach| agent_base(url, reach).is_ok();
    Some(match (called(AgentReach::PUBLIC), called(AgentReach::THIS_MACHINE)) {
        (true, _) => "https://agent.example.org".into(),
        (false, true) => "http://127.0.0.1".into(),
        (false, false) => String::new(),
    })
}

/// How much is asked does not matter, but that it is something, and of what.
fn pricing(pricing: &Pricing) -> Pricing {
    let one = |money: &Money| Money { amount: Amount(money.amount.0.min(1)), unit: money.unit.clone() };
    match pricing {
        Pricing::Fixed(amounts) => Pricing::Fixed(amounts.iter().map(one).collect()),
        Pricing::Unknown(_) => Pricing::Unknown(String::new()),
        Pricing::Dynamic | Pricing::Free => pricing.clone(),
    }
}

fn source(source: &SupportedSource) -> SupportedSource {
    SupportedSource { index: 0, pricing: pricing(&source.pricing), ..source.clone() }
}

fn elsewhere(_: &SupportedSource) -> SupportedSource {
    SupportedSource {
        chain: String::new(),
        network: String::new(),
        index: 0,
        generation: None,
        address: String::new(),
        pricing: Pricing::Free,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{
        Means,
        offer::{judge, offers},
        testing::{PREPROD_V1, PREPROD_V2, entry, means},
    };
    use masumi::{
        money::{TUSDM, Unit},
        node::Generation,
    };
    use proptest::{collection::vec, prelude::*, sample::select};

    const CONTRACTS: [&str; 2] = ["addr_test1wzs4e6wc95hkwezlccjw9mdvq0r0rsgx6zk34avptga3ftgn37w4g", "addr_test1other"];

    fn some_pricing() -> impl Strategy<Value = Pricing> {
        let money = (select(vec![0_u128, 1, 2_500_000]), select(vec!["", "lovelace", TUSDM, "USDM"]))
            .prop_map(|(amount, unit)| Money { amount: Amount(amount), unit: Unit::parse(unit) });
        prop_oneof![
            Just(Pricing::Dynamic),
            Just(Pricing::Free),
            Just(Pricing::Unknown("null".into())),
            vec(money, 0..9).prop_map(Pricing::Fixed),
        ]
    }

    fn some_source() -> impl Strategy<Value = SupportedSource> {
        let words = (select(vec!["Cardano", "EVM"]), select(vec!["Preprod", "mainnet"]), select(CONTRACTS.to_vec()));
        let generation = select(vec![None, Some(Generation::V1), Some(Generation::V2)]);
        (words, generation, 0_u32..4, some_pricing()).prop_map(
            |((chain, network, address), generation, index, pricing)| SupportedSource {
                chain: chain.into(),
                network: network.into(),
                index,
                generation,
                address: address.into(),
                pricing,
            },
        )
    }

    fn some_entry() -> impl Strategy<Value = Entry> {
        let text = |words: Vec<Option<&'static str>>| select(words).prop_map(|word| word.map(str::to_owned));
        let id = select(vec![
            format!("{PREPROD_V1}aa01"),
            format!("{PREPROD_V2}aa01").to_uppercase(),
            format!("{PREPROD_V2}aa"),
            "ab".to_owned(),
            format!("{}é", "0".repeat(55)),
        ]);
        let url = text(vec![
            None,
            Some("https://a.example.org"),
            Some("http://127.0.0.1:8101"),
            Some("http://10.0.0.7"),
            Some("x402:"),
        ]);
        let status = select(vec![AgentStatus::Online, AgentStatus::Invalid, AgentStatus::Deregistered]);
        let kind = (
            text(vec![None, Some("Web3CardanoV1"), Some("Web3CardanoV2"), Some("None")]),
            text(vec![None, Some("Standard"), Some("A2A"), Some("X402"), Some("OpenApi")]),
            text(vec![None, Some("https://x.example.org")]),
            text(vec![None, None, None, Some("aa")]),
        );
        (id, url, status, kind, some_pricing(), vec(some_source(), 0..4)).prop_map(
            |(id, url, status, (payment, kind, resources, newer), pricing, sources)| Entry {
                agent_identifier: id,
                api_base_url: url,
                status,
                payment_type: payment,
                entry_type: kind,
                x402_resources_url: resources,
                superseded_by: newer,
                pricing,
                supported_sources: sources,
                ..entry("a")
            },
        )
    }

    proptest! {
        #[test]
        fn an_entry_is_judged_as_the_way_it_is_sold(
            entry in some_entry(),
            network in select(vec![Network::Preprod, Network::Mainnet]),
            local in any::<bool>(),
            told in any::<bool>(),
        ) {
            let node = means();
            let means = Means {
                network,
                allow_local_agents: local,
                sources: node.sources.clone().filter(|_| told),
                ..node
            };
            let sale = sale(&entry, network);
            prop_assert_eq!(judge(&sale, &means), judge(&entry, &means));
            prop_assert_eq!(offers(&sale, network).len(), offers(&entry, network).len());
        }
    }
}
