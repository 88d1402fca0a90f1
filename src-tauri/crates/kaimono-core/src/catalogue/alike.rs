//! Which other agent in the list could be mistaken for this one. It is said of both, and neither is called an imitation: the
//! registry does not know for sure which was there first, and nobody knows who owns the name.

use super::page::short;
use crate::{
    text::{alphabets, clean, is_same_name, shape},
    view::market::{AlikeView, Likeness},
};
use masumi::registry::Entry;
use std::collections::HashMap;

/// The first of the agents with a name of the same shape that is another agent. `same_shape`: by shape, as of the mirror.
pub(super) fn alike(entry: &Entry, same_shape: &HashMap<String, Vec<Entry>>) -> Option<AlikeView> {
    let own = shape(&entry.name);
    let other = same_shape.get(&own.key)?.iter().find(|other| is_another(entry, other))?;
    let way = if is_same_name(&entry.name, &other.name) {
        Likeness::SameName
    } else if shape(&other.name).strangeness <= own.strangeness {
        Likeness::LooksLike
    } else {
        Likeness::LookedLike
    };
    let alphabet = match alphabets(&other.name).as_slice() {
        [only] if alphabets(&entry.name) != [only.as_str()] => Some(only.clone()),
        _ => None,
    };
    let earlier = entry.created_at.zip(other.created_at).filter(|(own, other)| own != other);
    Some(AlikeView {
        way,
        id: other.agent_identifier.clone(),
        short_id: short(&other.agent_identifier),
        name: clean(&other.name, 120),
        alphabet,
        earlier: earlier.map(|(own, other)| other < own),
    })
}

/// One service may be registered twice: for another escrow contract, or anew. Whoever calls it there calls the same one.
fn is_another(entry: &Entry, other: &Entry) -> bool {
    let same = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
    let at = |entry: &Entry| entry.api_base_url.as_deref().map(|url| url.trim_end_matches('/').to_lowercase());
    let newer =
        |old: &Entry, new: &Entry| old.superseded_by.as_deref().is_some_and(|newer| same(newer, &new.agent_identifier));
    let same_service = at(entry).is_some() && at(entry) == at(other);
    !same(&entry.agent_identifier, &other.agent_identifier)
        && !same_service
        && !newer(entry, other)
        && !newer(other, entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{
            Catalogue, Own, Person,
            testing::{entry, means},
        },
        view::market::MarketQuery,
    };
    use masumi::{moment::Moment, node::Network, registry::AgentStatus};

    const DAY: i64 = 86_400_000;

    fn named(row: &str, name: &str, day: i64) -> Entry {
        Entry { name: name.into(), created_at: (day > 0).then_some(Moment(day * DAY)), ..entry(row) }
    }

    fn listed(entries: &[Entry]) -> (tempfile::TempDir, Catalogue) {
        let directory = tempfile::tempdir().expect("a directory");
        let catalogue = Catalogue::open(directory.path(), Network::Preprod).expect("a catalogue");
        catalogue.mirror.write(entries, None).expect("written");
        (directory, catalogue)
    }

    /// How an agent is alike, the row of which other, whose alphabet, and whether that one was there before.
    type Said = Option<(Likeness, String, Option<String>, Option<bool>)>;

    /// What is said of each listed agent, by its row.
    fn told(entries: &[Entry]) -> Vec<(String, Said)> {
        let (_directory, catalogue) = listed(entries);
        let market = catalogue.market(MarketQuery::default(), &Person::default(), &means()).expect("a market");
        let said = |other: AlikeView| (other.way, row(&other.id), other.alphabet, other.earlier);
        let mut told: Vec<_> = market.rows.into_iter().map(|card| (row(&card.id), card.alike.map(said))).collect();
        told.sort_by(|(one, _), (other, _)| one.cmp(other));
        told
    }

    /// The row that an agent of [`entry`] was named by.
    fn row(id: &str) -> String {
        let bytes = hex::decode(id.trim_start_matches(crate::catalogue::testing::PREPROD_V1)).expect("hex");
        String::from_utf8(bytes.into_iter().skip_while(|byte| *byte == 0).collect()).expect("a row")
    }

    fn says(way: Likeness, other: &str, alphabet: Option<&str>, earlier: Option<bool>) -> Said {
        Some((way, other.to_owned(), alphabet.map(str::to_owned), earlier))
    }

    #[test]
    fn a_name_that_looks_like_another_agents_is_said_to_and_the_plain_one_is_not_accused() {
        let all = [
            named("a", "Text Summarizer", 2),
            named("b", "Тext Summаrizer", 3),
            named("c", "Lead Scout", 1),
            named("d", "旅行プランナー", 1),
            named("e", "Переводчик", 1),
        ];
        assert_eq!(
            told(&all),
            [
                ("a".to_owned(), says(Likeness::LookedLike, "b", None, Some(false))),
                ("b".to_owned(), says(Likeness::LooksLike, "a", Some("Latn"), Some(true))),
                ("c".to_owned(), None),
                ("d".to_owned(), None),
                ("e".to_owned(), None),
            ]
        );
    }

    #[test]
    fn the_same_name_of_two_agents_is_said_of_both_and_which_was_there_first() {
        let all = [named("a", "Lead Scout", 2), named("b", "LEAD\u{200b} scout", 3), named("c", "Lead  Scout", 0)];
        assert_eq!(
            told(&all),
            [
                ("a".to_owned(), says(Likeness::SameName, "b", None, Some(false))),
                ("b".to_owned(), says(Likeness::SameName, "a", None, Some(true))),
                ("c".to_owned(), says(Likeness::SameName, "a", None, None)),
            ]
        );
    }

    #[test]
    fn one_service_that_is_listed_twice_is_not_another_one() {
        let again = |other: Entry| Entry { api_base_url: Some("HTTPS://a.example.org/".into()), ..other };
        let none = |all: &[Entry]| assert!(told(all).iter().all(|(_, other)| other.is_none()), "{:?}", told(all));
        none(&[named("a", "Lead Scout", 1), again(named("b", "Lead Scout", 2))]);
        let newer = named("b", "Lead Scout", 2);
        none(&[
            Entry { superseded_by: Some(newer.agent_identifier.to_uppercase()), ..named("a", "Lead Scout", 1) },
            newer,
        ]);
        none(&[
            named("a", "Lead Scout", 1),
            Entry { status: AgentStatus::Deregistered, ..named("b", "Lead Scout", 2) },
        ]);
        none(&[named("a", "", 1), named("b", "\u{200b}", 2)]);
        let nowhere = |row: &str| Entry { api_base_url: None, ..named(row, "Lead Scout", 0) };
        assert!(
            told(&[nowhere("a"), nowhere("b")]).iter().all(|(_, other)| other.is_some()),
            "no address is not the same one"
        );
    }

    #[test]
    fn the_page_of_an_agent_says_so_too_whether_it_is_mirrored_or_not() {
        let (_directory, catalogue) = listed(&[named("a", "Text Summarizer", 2), named("b", "Тext Summаrizer", 3)]);
        let why = crate::error::Failure::unknown("b");
        let id = entry("b").agent_identifier;
        let page = catalogue.mirrored(&id, &means(), &Own::default(), why).expect("mirrored");
        assert_eq!(page.card.alike.map(|other| other.name).as_deref(), Some("Text Summarizer"));
        assert_eq!(page.card.mixed_alphabets, ["Cyrl", "Latn"]);
        let unlisted = catalogue.alike(&named("new", "Teхt Summarizer", 4)).expect("a store").expect("alike");
        assert_eq!((unlisted.way, row(&unlisted.id)), (Likeness::LooksLike, "a".to_owned()));
    }
}
