//! What lists show of an agent, made once when its entry is written: a look at a list then parses, cleans and cuts nothing. How
//! it can be bought goes by whoever looks.

use super::{
    facts::author,
    offer::{Judged, offers, price, uptime},
    page::{LINE, short},
};
use crate::{
    connection::host_of,
    text::{clean, mixed_alphabets},
    view::market::AgentCard,
};
use masumi::{
    moment::Moment,
    node::{Generation, Network},
    registry::{AgentStatus, Entry, Pricing},
};
use serde::{Deserialize, Serialize};

/// As it is kept in the mirror. Its fields are those of [`AgentCard`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shown {
    pub(super) id: String,
    name: String,
    mixed_alphabets: Vec<String>,
    author: String,
    summary: String,
    tags: Vec<String>,
    /// In the order of [`offers`], at least one.
    offers: Vec<(Pricing, Option<Generation>)>,
    status: AgentStatus,
    uptime: Option<u8>,
    since: Option<Moment>,
    host: String,
}

impl Shown {
    pub(super) fn of(entry: &Entry, network: Network) -> Shown {
        Shown {
            id: entry.agent_identifier.clone(),
            name: clean(&entry.name, LINE),
            mixed_alphabets: mixed_alphabets(&entry.name),
            author: clean(author(entry), LINE),
            summary: clean(&entry.description, 300),
            tags: entry.tags.iter().map(|tag| clean(tag, 40)).filter(|tag| !tag.is_empty()).take(12).collect(),
            offers: offers(entry, network).into_iter().map(|offer| (offer.pricing, offer.generation)).collect(),
            status: entry.status.clone(),
            uptime: uptime(entry),
            since: entry.created_at,
            host: clean(&host_of(entry.api_base_url.as_deref().unwrap_or_default()), 253),
        }
    }

    /// As a card of an agent that nobody bought or gave a star, whose seller nobody told, and that is like no other.
    pub(super) fn card(self, judged: Judged, network: Network) -> AgentCard {
        let Shown { id, name, mixed_alphabets, author, summary, tags, mut offers, status, uptime, since, host } = self;
        let at = judged.offer.min(offers.len().saturating_sub(1));
        let (pricing, generation) =
            if offers.is_empty() { (Pricing::Unknown(String::new()), None) } else { offers.swap_remove(at) };
        AgentCard {
            short_id: short(&id),
            id,
            name,
            mixed_alphabets,
            alike: None,
            author,
            summary,
            tags,
            price: price(&pricing, network),
            status,
            uptime,
            since,
            generation,
            blocked: judged.blocked,
            bought: 0,
            favourite: false,
            seller_key: String::new(),
            host,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        catalogue::{
            Catalogue, Person, card,
            testing::{PREPROD_V2, entry, means},
        },
        view::market::MarketQuery,
    };
    use masumi::{
        money::{Amount, Money, Unit},
        node::{Generation, Network},
        registry::{AgentStatus, Entry, Pricing, SupportedSource},
    };

    /// An agent of the second generation, of whose two prices this node can pay the second.
    fn of_two_prices() -> Entry {
        let source = |index, address: &str, unit: &str| SupportedSource {
            chain: "Cardano".into(),
            network: "Preprod".into(),
            index,
            generation: Some(Generation::V2),
            address: address.into(),
            pricing: Pricing::Fixed(vec![Money { amount: Amount(7_000_000), unit: Unit::parse(unit) }]),
        };
        Entry {
            agent_identifier: format!("{PREPROD_V2}{:0>64}", "77"),
            payment_type: Some("Web3CardanoV2".into()),
            supported_sources: vec![
                source(0, "addr_test1elsewhere", ""),
                source(1, "addr_test1wzs4e6wc95hkwezlccjw9mdvq0r0rsgx6zk34avptga3ftgn37w4g", ""),
            ],
            ..entry("two")
        }
    }

    #[test]
    fn a_list_shows_of_an_agent_what_its_entry_says() {
        let entries = [
            entry("plain"),
            of_two_prices(),
            Entry { pricing: Pricing::Unknown("{\"odd\":1}".into()), ..entry("unknown") },
            Entry { pricing: Pricing::Free, ..entry("free") },
            Entry { status: AgentStatus::Other("Paused".into()), tags: vec!["a\u{202e}b".into()], ..entry("other") },
            Entry { name: "Тext".into(), description: "long ".repeat(500), uptime_check_count: 9, ..entry("long") },
        ];
        let directory = tempfile::tempdir().expect("a directory");
        let catalogue = Catalogue::open(directory.path(), Network::Preprod).expect("a catalogue");
        catalogue.mirror.write(&entries, None).expect("written");
        let market = catalogue.market(MarketQuery::default(), &Person::default(), &means()).expect("a market");
        assert_eq!(market.rows.len(), entries.len());
        for entry in &entries {
            let listed = market.rows.iter().find(|listed| listed.id == entry.agent_identifier);
            assert_eq!(listed, Some(&card(entry, &means(), 0)), "{}", entry.name);
        }
        let paid = market.rows.iter().find(|listed| listed.id == of_two_prices().agent_identifier);
        assert_eq!(paid.map(|card| (card.blocked, card.generation)), Some((None, Some(Generation::V2))));
        // How often it was checked is shown as it is now.
        let checked = Entry { uptime_count: 9, uptime_check_count: 10, ..entry("plain") };
        catalogue.mirror.write(std::slice::from_ref(&checked), None).expect("written");
        let market = catalogue.market(MarketQuery::typed("plain"), &Person::default(), &means()).expect("a market");
        assert_eq!(market.rows, [card(&checked, &means(), 0)]);
        // Who sells it is told beside the list, and stays known.
        catalogue.mirror.note_key(&checked.agent_identifier.to_uppercase(), "9A80").expect("kept");
        catalogue.mirror.note_key(&entry("nobody").agent_identifier, "77").expect("nothing");
        let market = catalogue.market(MarketQuery::typed("plain"), &Person::default(), &means()).expect("a market");
        assert_eq!(market.rows[0].seller_key, "9a80");
        assert_eq!(catalogue.mirror.sold_under("9a80").expect("a store"), [checked.agent_identifier]);
    }
}
