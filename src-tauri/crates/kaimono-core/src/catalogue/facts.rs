//! What an agent is found, chosen, counted and ordered by, as read from its entry. Pure.

use super::offer::uptime;
use crate::{
    connection::host_of,
    text::{clean, clean_lines, shape},
};
use masumi::{
    moment::{MINUTE, Moment},
    money::Unit,
    node::{Generation, Network},
    registry::{AgentStatus, Entry, Offer, Pricing, Rail},
};
use rusqlite::{
    ToSql,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};
use std::collections::BTreeMap;

/// More of a description is not shown, not kept and not searched.
pub(super) const MAX_TEXT: usize = 10_000;
/// More tags than these are not looked at.
const MAX_TAGS: usize = 50;
/// So many checks of its registry count against an agent that is new: one that answered once is not the most reliable of all.
const UNPROVEN: u64 = 20;

/// Which words a word is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    /// What the registry saw.
    Status,
    /// What an entry lists.
    Rail,
    /// Who made it, in the seller's words.
    Author,
    /// What it can do, in the seller's words.
    Capability,
    /// In the seller's words.
    Tag,
    /// A unit of money, as on the wire.
    Unit,
}

impl Kind {
    const ALL: [Kind; 6] = [Kind::Status, Kind::Rail, Kind::Author, Kind::Capability, Kind::Tag, Kind::Unit];
}

/// As a number in the store.
impl ToSql for Kind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok((*self as i64).into())
    }
}

impl FromSql for Kind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Kind> {
        let number = i64::column_result(value)?;
        Kind::ALL.into_iter().find(|kind| *kind as i64 == number).ok_or(FromSqlError::OutOfRange(number))
    }
}

/// A word that several agents may have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word {
    pub(super) kind: Kind,
    /// By which it is compared.
    pub(super) value: String,
    /// As it is shown.
    pub(super) name: String,
}

/// In which ways a price is told, and which generations an agent is sold in: sets of few.
pub(super) mod bits {
    pub(in super::super) const FIXED: u8 = 1;
    pub(in super::super) const DYNAMIC: u8 = 2;
    pub(in super::super) const FREE: u8 = 4;
    pub(in super::super) const UNKNOWN: u8 = 8;
    pub(in super::super) const PRICINGS: [(u8, &str); 4] =
        [(FIXED, "fixed"), (DYNAMIC, "dynamic"), (FREE, "free"), (UNKNOWN, "unknown")];

    pub(in super::super) const V1: u8 = 1;
    pub(in super::super) const V2: u8 = 2;
    pub(in super::super) const NEITHER: u8 = 4;
    pub(in super::super) const GENERATIONS: [(u8, &str); 3] = [(V1, "1"), (V2, "2"), (NEITHER, "none")];
}

/// What is known of one agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    /// A deregistered one is not listed.
    pub(super) listed: bool,
    /// When the registry made its entry, minutes; 0: not told.
    pub(super) created: u32,
    /// What speaks for it, whatever is looked for: more is better.
    pub(super) trust: u16,
    /// [`bits::PRICINGS`] of its offers.
    pub(super) pricings: u8,
    /// [`bits::GENERATIONS`] of its offers.
    pub(super) generations: u8,
    /// Status, rail, author and capability, tags, and units of its prices.
    pub(super) words: Vec<Word>,
    /// By unit, the least that one of its offers asks in that unit alone. A basket of several has no price in one of them.
    pub(super) prices: BTreeMap<String, i64>,
}

/// What is searched of an agent, and what its name looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Texts {
    pub(super) name: String,
    pub(super) author: String,
    pub(super) tags: String,
    pub(super) capability: String,
    pub(super) host: String,
    pub(super) description: String,
}

impl Facts {
    pub(super) fn of(entry: &Entry, network: Network) -> Facts {
        let offers = entry.offers(network);
        let mut prices = BTreeMap::new();
        let mut words = vec![status(&entry.status), rail(&entry.rail())];
        words.extend(stated_author(entry));
        words.extend(entry.capability.as_ref().and_then(|capability| written(Kind::Capability, &capability.name)));
        words.extend(entry.tags.iter().take(MAX_TAGS).filter_map(|tag| written(Kind::Tag, tag)));
        for Offer { pricing, .. } in &offers {
            let Pricing::Fixed(amounts) = pricing else { continue };
            words.extend(amounts.iter().map(|money| unit(&money.unit, network)));
            if let [money] = amounts.as_slice() {
                let amount = i64::try_from(money.amount.0).unwrap_or(i64::MAX);
                let least = prices.entry(money.unit.wire().to_owned()).or_insert(amount);
                *least = amount.min(*least);
            }
        }
        words.sort_unstable();
        words.dedup_by(|one, other| (one.kind, &one.value) == (other.kind, &other.value));
        Facts {
            listed: entry.status != AgentStatus::Deregistered,
            created: entry.created_at.map_or(0, minutes),
            trust: trust(entry),
            pricings: offers.iter().fold(0, |bits, offer| bits | pricing_bit(&offer.pricing)),
            generations: offers.iter().fold(0, |bits, offer| bits | generation_bit(offer.generation)),
            words,
            prices,
        }
    }
}

impl Texts {
    pub(super) fn of(entry: &Entry) -> Texts {
        let authors =
            [&entry.author_name, &entry.author_organization].map(|author| author.as_deref().unwrap_or_default());
        Texts {
            name: clean(&entry.name, 120),
            author: clean(&authors.join(" "), 240),
            tags: clean(&entry.tags.join(" "), 1_000),
            capability: clean(entry.capability.as_ref().map_or("", |capability| &capability.name), 120),
            host: clean(&host_of(entry.api_base_url.as_deref().unwrap_or_default()), 253),
            description: clean_lines(&entry.description, MAX_TEXT),
        }
    }
}

/// By whom, in the words of the entry.
pub(super) fn author(entry: &Entry) -> &str {
    entry.author_name.as_ref().or(entry.author_organization.as_ref()).map_or("", |name| name)
}

/// The same as a word, by which others of that author are found.
pub(super) fn stated_author(entry: &Entry) -> Option<Word> {
    written(Kind::Author, author(entry))
}

/// Since 1970; 0: not told.
pub(super) fn minutes(at: Moment) -> u32 {
    u32::try_from(at.0 / MINUTE).unwrap_or_default()
}

/// Whoever answers goes before whoever does not, a name in plain letters before one that looks like another, and then counts
/// how often it answered.
fn trust(entry: &Entry) -> u16 {
    let online = u16::from(entry.status == AgentStatus::Online);
    let plain = u16::from(shape(&entry.name).strangeness == 0);
    online << 8 | plain << 7 | u16::from(steadiness(entry))
}

/// Of a hundred, how often it answered, where every agent has missed a few checks before its first.
pub(super) fn steadiness(entry: &Entry) -> u8 {
    if uptime(entry).is_none() {
        return 0;
    }
    let answered = u128::from(entry.uptime_count.min(entry.uptime_check_count)) * 100;
    let percent = answered / (u128::from(entry.uptime_check_count) + u128::from(UNPROVEN));
    u8::try_from(percent).unwrap_or(100)
}

fn pricing_bit(pricing: &Pricing) -> u8 {
    match pricing {
        Pricing::Fixed(_) => bits::FIXED,
        Pricing::Dynamic => bits::DYNAMIC,
        Pricing::Free => bits::FREE,
        Pricing::Unknown(_) => bits::UNKNOWN,
    }
}

fn generation_bit(generation: Option<Generation>) -> u8 {
    match generation {
        Some(Generation::V1) => bits::V1,
        Some(Generation::V2) => bits::V2,
        None => bits::NEITHER,
    }
}

/// One of our words: the page has a name for it.
fn own(kind: Kind, value: &str) -> Word {
    Word { kind, value: value.to_owned(), name: String::new() }
}

/// A word of somebody else's; `None`: nothing can be seen of it.
fn written(kind: Kind, text: &str) -> Option<Word> {
    let name = clean(text, 60);
    (!name.is_empty()).then(|| Word { kind, value: name.to_lowercase(), name })
}

fn status(status: &AgentStatus) -> Word {
    match status {
        AgentStatus::Online => own(Kind::Status, "online"),
        AgentStatus::Offline => own(Kind::Status, "offline"),
        AgentStatus::Invalid => own(Kind::Status, "invalid"),
        AgentStatus::Deregistered => own(Kind::Status, "deregistered"),
        AgentStatus::Other(word) => written(Kind::Status, word).unwrap_or_else(|| own(Kind::Status, "")),
    }
}

fn rail(rail: &Rail) -> Word {
    match rail {
        Rail::Standard => own(Kind::Rail, "standard"),
        Rail::OpenApi => own(Kind::Rail, "open-api"),
        Rail::X402 => own(Kind::Rail, "x402"),
        Rail::Other(word) => written(Kind::Rail, word).unwrap_or_else(|| own(Kind::Rail, "")),
    }
}

fn unit(unit: &Unit, network: Network) -> Word {
    let name = unit.known(network).map_or_else(|| clean(unit.wire(), 60), |known| known.ticker.to_owned());
    Word { kind: Kind::Unit, value: unit.wire().to_owned(), name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::testing::entry;
    use masumi::money::{Amount, Money, TUSDM};

    fn names(facts: &Facts, kind: Kind) -> Vec<&str> {
        facts.words.iter().filter(|word| word.kind == kind).map(|word| word.name.as_str()).collect()
    }

    #[test]
    fn an_agent_has_a_price_in_a_token_where_that_is_all_it_asks() {
        let money = |amount, unit: &str| Money { amount: Amount(amount), unit: Unit::parse(unit) };
        let priced = |amounts| Facts::of(&Entry { pricing: Pricing::Fixed(amounts), ..entry("a") }, Network::Preprod);
        let one = priced(vec![money(2_500_000, "lovelace")]);
        assert_eq!(one.prices, BTreeMap::from([(String::new(), 2_500_000)]));
        let basket = priced(vec![money(1, ""), money(2, TUSDM)]);
        assert_eq!((basket.prices.len(), names(&basket, Kind::Unit)), (0, vec!["ADA", "tUSDM"]));
        assert_eq!(priced(vec![money(u128::MAX, "")]).prices[""], i64::MAX);
    }

    #[test]
    fn what_cannot_be_seen_is_no_word_and_a_word_counts_once() {
        let tags = ["Text", "\u{200b}", "text", " \u{202e}", "Image"].map(str::to_owned).to_vec();
        let facts = Facts::of(&Entry { tags, ..entry("a") }, Network::Preprod);
        assert_eq!(names(&facts, Kind::Tag), ["Image", "Text"]);
        assert_eq!(names(&facts, Kind::Author), [""; 0]);
    }

    #[test]
    fn who_answered_once_is_not_the_most_reliable() {
        let of = |up, checks| steadiness(&Entry { uptime_count: up, uptime_check_count: checks, ..entry("a") });
        assert!(of(1, 1) < of(900, 1_000));
        assert_eq!((of(0, 0), of(0, 100), of(u64::MAX, u64::MAX)), (0, 0, 99));
        let new = Entry { uptime_count: 1, uptime_check_count: 1, ..entry("a") };
        let away = Entry { uptime_count: 1_000, uptime_check_count: 1_000, status: AgentStatus::Offline, ..entry("a") };
        let strange = Entry { name: "Тext Summаrizer".into(), ..new.clone() };
        assert!(trust(&new) > trust(&strange) && trust(&strange) > trust(&away));
    }
}
