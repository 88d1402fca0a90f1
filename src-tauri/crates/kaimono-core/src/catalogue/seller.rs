//! Who sells an agent, and what else is theirs, as far as anybody told. A key is told by the registry, or by purchases of one's own; an
//! author is only stated: anybody can write that name.

use super::page::short;
use crate::{
    text::clean,
    view::agent::{AgentRecord, OtherAgent, SellerKey, SellerView, Tie},
};
use masumi::{moment::Moment, registry::Entry};
use std::collections::{BTreeMap, BTreeSet};

/// So many other agents of a seller are listed.
const OTHERS: usize = 12;

/// What this profile has to do with an agent.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// How that went.
    pub record: AgentRecord,
    /// The keys under which it was bought from, the last one first.
    pub keys: Vec<SoldUnder>,
    /// The key under which each agent was last bought from, by agentIdentifier in lower case.
    pub sellers: BTreeMap<String, String>,
}

/// A key under which an agent was bought from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoldUnder {
    /// Payment key hash in lower case.
    pub key: String,
    /// The first purchase.
    pub first: Moment,
    /// The last one.
    pub last: Moment,
}

/// `told`: the key as the registry told it just now. `others`: agents that are tied to this one, the surest first.
pub(super) fn seller(told: &str, own: &Own, others: Vec<OtherAgent>) -> SellerView {
    let told = clean(told, 120).to_ascii_lowercase();
    let key = if told.is_empty() { own.keys.first().map(|last| last.key.clone()).unwrap_or_default() } else { told };
    let before = own.keys.iter().find(|other| other.key != key);
    SellerView {
        since: own.keys.iter().find(|known| known.key == key).map(|known| known.first),
        before: before.map(|other| SellerKey { key: clean(&other.key, 120), last: other.last }),
        key,
        others,
    }
}

/// Other agents by what ties them to one: those of `same_key`, then those of `same_author`, each once.
pub(super) fn others(entry: &Entry, same_key: Vec<Entry>, same_author: Vec<Entry>) -> Vec<OtherAgent> {
    let mut known = BTreeSet::from([entry.agent_identifier.to_ascii_lowercase()]);
    let author = author(entry);
    let stated = same_author.into_iter().filter(|other| !author.is_empty() && self::author(other) == author);
    let all =
        same_key.into_iter().map(|other| (other, Tie::SameKey)).chain(stated.map(|other| (other, Tie::SameAuthor)));
    all.filter(|(other, _)| known.insert(other.agent_identifier.to_ascii_lowercase()))
        .map(|(other, tie)| tied(&other, tie))
        .take(OTHERS)
        .collect()
}

/// The author as stated, to be compared: as the page shows it, in lower case.
pub(super) fn author(entry: &Entry) -> String {
    let stated = entry.author_name.as_ref().or(entry.author_organization.as_ref());
    clean(stated.map_or("", |name| name), 120).to_lowercase()
}

/// An agent as another one's page names it.
pub(super) fn tied(entry: &Entry, tie: Tie) -> OtherAgent {
    OtherAgent {
        id: entry.agent_identifier.clone(),
        short_id: short(&entry.agent_identifier),
        name: clean(&entry.name, 120),
        tie,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::testing::entry;

    fn by(row: &str, author: &str) -> Entry {
        Entry { author_name: Some(author.into()), ..entry(row) }
    }

    #[test]
    fn an_author_ties_agents_less_than_a_key_and_nobody_is_listed_twice() {
        let ties =
            |others: Vec<OtherAgent>| others.into_iter().map(|other| (other.name, other.tie)).collect::<Vec<_>>();
        let named = |row: &str, tie| (format!("Agent {row}"), tie);
        let same_author =
            vec![by("a", "Kitano"), by("b", "KITANO\u{200b}"), by("c", "Kitano Research"), by("d", "Kitano")];
        assert_eq!(
            ties(others(&by("a", "Kitano"), vec![by("d", "Somebody else")], same_author)),
            [named("d", Tie::SameKey), named("b", Tie::SameAuthor)]
        );
        assert_eq!(
            ties(others(&entry("a"), Vec::new(), vec![entry("b"), by("c", " ")])),
            [],
            "no author is not the same one"
        );
        let many = (0..40).map(|row| by(&format!("n{row}"), "Kitano")).collect();
        assert_eq!(others(&by("a", "Kitano"), Vec::new(), many).len(), OTHERS);
    }

    #[test]
    fn a_key_is_as_old_as_ones_first_purchase_under_it_and_another_one_is_said() {
        let sold = |key: &str, first, last| SoldUnder { key: key.into(), first: Moment(first), last: Moment(last) };
        let own = Own { keys: vec![sold("9a", 20, 30), sold("7b", 1, 10)], ..Own::default() };
        let before = |view: &SellerView| view.before.as_ref().map(|other| (other.key.clone(), other.last));
        let view = seller("9A", &own, Vec::new());
        assert_eq!((view.key.as_str(), view.since), ("9a", Some(Moment(20))));
        assert_eq!(before(&view), Some(("7b".into(), Moment(10))));
        let anew = seller("ff", &own, Vec::new());
        assert_eq!((anew.since, before(&anew)), (None, Some(("9a".into(), Moment(30)))));
        assert_eq!(seller("", &own, Vec::new()).key, "9a", "of one's own purchases, where the registry is silent");
        assert_eq!(seller("", &Own::default(), Vec::new()), SellerView::default());
    }
}
