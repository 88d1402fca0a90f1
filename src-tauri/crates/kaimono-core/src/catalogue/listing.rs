//! A list of agents: who matches a query, in which order, and how many there are of what. It is computed over the columns of the
//! mirror in one pass. The order then stays as it is, so that any stretch of it is only a look at a few rows, and rows do not
//! move under the person's eyes while the registry is read.

use super::{
    columns::{Agent, Columns, Row, Rows, WordId},
    facts::{Kind, bits},
    hits::{Sought, finds},
    mirror::Mirror,
    offer::{Judged, Means, judge},
};
use crate::{
    error::{Failure, Result},
    view::{
        MoneyView,
        market::{Blocked, Chosen, Facet, FacetValue, FacetView, FacetsView, MarketQuery, PriceBin, PriceSpread, Sort},
    },
};
use masumi::money::{Amount, Money, Unit};
use rusqlite::{Connection, OptionalExtension};
use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::{BTreeMap, HashMap, HashSet},
};

/// So many matches are ranked at once; more follow.
pub(super) const BOUND: usize = 500;
/// So many values of a facet are told.
const VALUES: usize = 40;
/// Fewer hits may be due to a typing error.
const FEW: usize = 3;

/// What is this person's own about agents, by agentIdentifier in small letters.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// How often bought from.
    pub bought: BTreeMap<String, u32>,
    /// How often they delivered; asked for only where lists are ordered by it.
    pub delivered: BTreeMap<String, u32>,
    /// Those with a star.
    pub favourites: HashSet<String>,
}

/// A list as it was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) rows: Vec<Row>,
    /// Whether these are all.
    pub(super) exact: bool,
    pub(super) sought: Sought,
    pub(super) meant: Option<String>,
    pub(super) instead: bool,
}

/// Finds at least the best [`BOUND`] of the first that match.
pub(super) fn find(mirror: &Mirror, query: &MarketQuery, person: &Person, means: &Means) -> Result<Found> {
    let filter = Filter::of(mirror, query, person)?;
    let typed = Sought::typed(&query.text);
    let look = |sought: &Sought| look(mirror, sought, &filter, query, means);
    let (rows, exact) = look(&typed)?;
    let found = Found { rows, exact, sought: typed.clone(), meant: None, instead: false };
    if typed.is_all() || found.rows.len() >= FEW || !exact {
        return Ok(found);
    }
    if found.rows.is_empty() {
        // Only what nobody at all matches is looked for otherwise: what the filters leave out was spelt as it should be.
        if mirror.read(|store| typed.each(store, |_, _| false)).is_ok_and(|all| !all) {
            return Ok(found);
        }
        if let Some(sought) = mirror.read(|store| typed.within(store))? {
            let (rows, exact) = look(&sought)?;
            if !rows.is_empty() {
                return Ok(Found { rows, exact, sought, ..found });
            }
        }
    }
    let Some(meant) = mirror.read(|store| typed.meant(store))? else { return Ok(found) };
    let least = u32::try_from(found.rows.len() + 1).unwrap_or(u32::MAX);
    if !mirror.read(|store| finds(store, &meant, least))? {
        return Ok(found);
    }
    if !found.rows.is_empty() {
        return Ok(Found { meant: Some(meant), ..found });
    }
    let sought = Sought::typed(&meant);
    let (rows, exact) = look(&sought)?;
    Ok(Found { rows, exact, sought, meant: Some(meant), instead: true })
}

/// All rows of a list in their order, and what they can be chosen by. A later one breaks this off.
pub(super) fn complete(
    mirror: &Mirror,
    query: &MarketQuery,
    sought: &Sought,
    person: &Person,
    means: &Means,
) -> Result<(Vec<Row>, FacetsView)> {
    let filter = Filter::of(mirror, query, person)?;
    // The hits first: while they are read, whoever writes is not kept waiting.
    let tiers = if sought.is_all() { None } else { Some(mirror.overtaking(|store| sought.tiers(store))?) };
    let (rows, counted) = mirror.with_columns(|columns| {
        let judged = judge_all(columns, means);
        let filter = filter.over(columns, &judged);
        let tiers = tiers.unwrap_or_else(|| vec![columns.listed().clone()]);
        let mut hits = tiers.iter().fold(Rows::new(), |hits, tier| hits | tier);
        hits &= columns.listed();
        let passing = filter.passing(&hits, None);
        let mut kept = Vec::with_capacity(usize::try_from(passing.len()).unwrap_or_default());
        for (match_is, tier) in (0..).zip(tiers) {
            kept.extend((tier & &passing).into_iter().map(|row| (row, match_is)));
        }
        let rows = order(columns, &kept, query, &judged, &filter);
        Ok((rows, Counted::of(columns, &judged, &filter, &hits)))
    })?;
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let facets = counted.view(mirror, query, total)?;
    Ok((rows, facets))
}

fn look(
    mirror: &Mirror,
    sought: &Sought,
    filter: &Filter,
    query: &MarketQuery,
    means: &Means,
) -> Result<(Vec<Row>, bool)> {
    mirror.with_columns(|columns| {
        let judged = judge_all(columns, means);
        let filter = filter.over(columns, &judged);
        let passing = filter.passing(columns.listed(), None);
        let (found, exact) = if sought.is_all() {
            (passing.iter().map(|row| (row, 0)).collect(), true)
        } else {
            mirror.read(|store| first_hits(store, sought, &passing))?
        };
        Ok((order(columns, &found, query, &judged, &filter), exact))
    })
}

/// Each of the first hits once, with its best match; and whether these are all.
fn first_hits(store: &Connection, sought: &Sought, passing: &Rows) -> rusqlite::Result<(Vec<(Row, u8)>, bool)> {
    let mut seen = Rows::new();
    let mut found = Vec::new();
    let all = sought.each(store, |row, match_is| {
        if passing.contains(row) && seen.insert(row) {
            found.push((row, match_is));
        }
        found.len() < BOUND
    })?;
    Ok((found, all))
}

/// How each way to be sold is judged with these means.
fn judge_all(columns: &Columns, means: &Means) -> Vec<Judged> {
    let none = Judged { offer: 0, blocked: None };
    columns.sales().iter().map(|sold| sold.sale.as_ref().map_or(none, |sale| judge(sale, means))).collect()
}

fn order(
    columns: &Columns,
    found: &[(Row, u8)],
    query: &MarketQuery,
    judged: &[Judged],
    filter: &Over<'_>,
) -> Vec<Row> {
    let default = Agent::default();
    let agent = |row: Row| columns.agent(row).unwrap_or(&default);
    // What matches best, then what can be bought, then trust, then the newest.
    let relevance = |row: Row, match_is: u8| {
        let agent = agent(row);
        let cannot = judged.get(agent.sale as usize).is_some_and(|judged| judged.blocked.is_some());
        u64::from(match_is) << 56
            | u64::from(cannot) << 55
            | u64::from(u16::MAX - agent.trust) << 32
            | u64::from(u32::MAX - agent.created)
    };
    let by = |key: &dyn Fn(Row) -> u64| {
        let mut rows: Vec<(u64, u64, Row)> =
            found.iter().map(|(row, match_is)| (key(*row), relevance(*row, *match_is), *row)).collect();
        rows.sort_unstable();
        rows.into_iter().map(|(.., row)| row).collect()
    };
    match &query.sort {
        Sort::Relevance => {
            let mut rows: Vec<(u64, Row)> =
                found.iter().map(|(row, match_is)| (relevance(*row, *match_is), *row)).collect();
            rows.sort_unstable();
            rows.into_iter().map(|(_, row)| row).collect()
        }
        Sort::Price { .. } => {
            let prices: HashMap<Row, i64> =
                filter.sorting.map(|unit| columns.prices(unit).iter().copied().collect()).unwrap_or_default();
            by(&|row| prices.get(&row).map_or(u64::MAX, |amount| u64::try_from(*amount).unwrap_or_default()))
        }
        Sort::Uptime => by(&|row| u64::from(0x7f - (agent(row).trust & 0x7f))),
        Sort::Newest => by(&|row| u64::from(u32::MAX - agent(row).created)),
        Sort::Record => by(&|row| filter.record.get(&row).copied().unwrap_or(u64::MAX)),
    }
}

/// What is chosen, with the numbers of the store.
struct Filter {
    groups: Vec<Group>,
    /// The unit of the price that is wanted, and between which amounts.
    price: Option<(Option<WordId>, i64, i64)>,
    /// The unit that is sorted by.
    sorting: Option<WordId>,
    bought: Rows,
    favourites: Rows,
    record: HashMap<Row, u64>,
}

/// What is chosen of one facet.
struct Group {
    facet: Facet,
    include: Vec<Test>,
    exclude: Vec<Test>,
}

enum Test {
    /// Has this word; `None`: nobody has.
    Word(Option<WordId>),
    /// Has an offer of this of [`bits::PRICINGS`].
    Pricing(usize),
    /// Of [`bits::GENERATIONS`].
    Generation(usize),
    /// Is sold in a way that can be bought (`yes`), or cannot for this reason.
    Payable(String),
    Bought(bool),
    Favourite(bool),
    /// Nobody passes: the value is no value of the facet.
    Nobody,
}

const ALL: [Facet; 11] = [
    Facet::Payable,
    Facet::Status,
    Facet::Bought,
    Facet::Favourite,
    Facet::Pricing,
    Facet::Token,
    Facet::Tag,
    Facet::Capability,
    Facet::Author,
    Facet::Generation,
    Facet::Rail,
];

/// Which words are the values of a facet.
fn kind(facet: Facet) -> Option<Kind> {
    Some(match facet {
        Facet::Status => Kind::Status,
        Facet::Rail => Kind::Rail,
        Facet::Author => Kind::Author,
        Facet::Capability => Kind::Capability,
        Facet::Tag => Kind::Tag,
        Facet::Token => Kind::Unit,
        Facet::Payable | Facet::Pricing | Facet::Generation | Facet::Bought | Facet::Favourite => return None,
    })
}

impl Filter {
    fn of(mirror: &Mirror, query: &MarketQuery, person: &Person) -> Result<Filter> {
        let word = |kind: Kind, value: &str| mirror.read(|store| word(store, kind, value));
        let mut groups: Vec<Group> = Vec::new();
        for Chosen { facet, value, exclude } in &query.chosen {
            let test = match kind(*facet) {
                Some(kind) => Test::Word(word(kind, value)?),
                None => test(*facet, value),
            };
            let at = groups.iter().position(|group| group.facet == *facet).unwrap_or_else(|| {
                groups.push(Group { facet: *facet, include: Vec::new(), exclude: Vec::new() });
                groups.len() - 1
            });
            let group = &mut groups[at];
            if *exclude { group.exclude.push(test) } else { group.include.push(test) }
        }
        let price = query.price.as_ref().map(|wanted| -> Result<_> {
            let unit = Unit::parse(&wanted.unit);
            let decimals = unit.known(mirror.network()).map_or(0, |known| known.decimals);
            let amount = |text: &str, open: i64| match text.trim() {
                "" => Ok(open),
                typed => Amount::parse_decimal(typed, decimals)
                    .map(|amount| i64::try_from(amount.0).unwrap_or(i64::MAX))
                    .ok_or_else(|| Failure::input("price")),
            };
            Ok((word(Kind::Unit, unit.wire())?, amount(&wanted.from, 0)?, amount(&wanted.to, i64::MAX)?))
        });
        let sorting = match &query.sort {
            Sort::Price { unit } => word(Kind::Unit, Unit::parse(unit).wire())?,
            _ => None,
        };
        let bought = mirror.rows(person.bought.keys().map(String::as_str))?;
        let favourites = mirror.rows(person.favourites.iter().map(String::as_str))?;
        let times = |id: &str| {
            let of = |times: &BTreeMap<String, u32>| u64::from(times.get(id).copied().unwrap_or_default());
            u64::MAX - (of(&person.delivered) << 32 | of(&person.bought))
        };
        Ok(Filter {
            groups,
            price: price.transpose()?,
            sorting,
            record: bought.iter().map(|(row, id)| (*row, times(id))).collect(),
            bought: bought.iter().map(|(row, _)| *row).collect(),
            favourites: favourites.iter().map(|(row, _)| *row).collect(),
        })
    }

    /// With the rows that have what is chosen, as they are now; what can be bought goes by the ways to be sold.
    fn over<'a>(&'a self, columns: &Columns, judged: &[Judged]) -> Over<'a> {
        let rows = |test: &Test| match test {
            Test::Word(word) => word.and_then(|word| columns.having(word)).cloned().unwrap_or_default(),
            Test::Pricing(at) => columns.pricings().get(*at).cloned().unwrap_or_default(),
            Test::Generation(at) => columns.generations().get(*at).cloned().unwrap_or_default(),
            Test::Payable(word) => {
                let so = judged.iter().zip(columns.sales()).filter(|(judged, _)| word_of(judged.blocked) == *word);
                so.fold(Rows::new(), |rows, (_, sold)| rows | &sold.rows)
            }
            Test::Bought(true) => self.bought.clone(),
            Test::Bought(false) => columns.listed() - &self.bought,
            Test::Favourite(true) => self.favourites.clone(),
            Test::Favourite(false) => columns.listed() - &self.favourites,
            Test::Nobody => Rows::new(),
        };
        let any = |tests: &[Test]| tests.iter().map(rows).fold(Rows::new(), |any, rows| any | rows);
        let groups = self.groups.iter().map(|group| {
            let included = if group.include.is_empty() { columns.listed().clone() } else { any(&group.include) };
            (Part::Facet(group.facet), included - any(&group.exclude))
        });
        let price = self.price.map(|(unit, from, to)| {
            let prices = unit.map_or(&[][..], |unit| columns.prices(unit));
            let within = prices.iter().filter(|(_, amount)| (from..=to).contains(amount));
            (Part::Price, within.map(|(row, _)| *row).collect())
        });
        Over {
            parts: groups.chain(price).collect(),
            bought: &self.bought,
            favourites: &self.favourites,
            sorting: self.sorting,
            record: &self.record,
        }
    }
}

/// What is chosen of a facet, or of prices.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Facet(Facet),
    Price,
}

/// A filter over the columns as they are now.
struct Over<'a> {
    /// Who passes each part.
    parts: Vec<(Part, Rows)>,
    bought: &'a Rows,
    favourites: &'a Rows,
    sorting: Option<WordId>,
    record: &'a HashMap<Row, u64>,
}

impl Over<'_> {
    /// Those among these who pass every part, but for one that does not count.
    fn passing(&self, among: &Rows, but: Option<Part>) -> Rows {
        let parts = self.parts.iter().filter(|(part, _)| Some(*part) != but);
        parts.fold(among.clone(), |passing, (_, rows)| passing & rows)
    }
}

fn test(facet: Facet, value: &str) -> Test {
    let one_of = |words: &[(u8, &str)]| words.iter().position(|(_, word)| *word == value);
    let yes = match value {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let test = match facet {
        Facet::Pricing => one_of(&bits::PRICINGS).map(Test::Pricing),
        Facet::Generation => one_of(&bits::GENERATIONS).map(Test::Generation),
        Facet::Bought => yes.map(Test::Bought),
        Facet::Favourite => yes.map(Test::Favourite),
        Facet::Payable => Some(Test::Payable(value.to_owned())),
        Facet::Status | Facet::Token | Facet::Tag | Facet::Capability | Facet::Author | Facet::Rail => None,
    };
    test.unwrap_or(Test::Nobody)
}

/// How many agents there are of what: of each facet, among those who pass what is chosen of all the others. The columns are not
/// needed any more.
struct Counted {
    words: Vec<(Facet, Vec<(WordId, u32)>)>,
    /// By unit, ascending.
    prices: Vec<(WordId, Vec<i64>)>,
    payable: HashMap<Option<Blocked>, u32>,
    pricings: Vec<u32>,
    generations: Vec<u32>,
    /// Not bought, bought.
    bought: [u32; 2],
    favourites: [u32; 2],
}

fn number(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Counted {
    fn of(columns: &Columns, judged: &[Judged], filter: &Over<'_>, hits: &Rows) -> Counted {
        let all = filter.passing(hits, None);
        let among = |part: Part| {
            let chosen = filter.parts.iter().any(|(other, _)| *other == part);
            if chosen { Cow::Owned(filter.passing(hits, Some(part))) } else { Cow::Borrowed(&all) }
        };
        let of = |facet: Facet| among(Part::Facet(facet));
        let sets = |facet: Facet, sets: &[Rows]| {
            let among = of(facet);
            sets.iter().map(|rows| number(rows.intersection_len(&among))).collect::<Vec<_>>()
        };
        let own = |facet: Facet, rows: &Rows| {
            let among = of(facet);
            let with = rows.intersection_len(&among);
            [number(among.len() - with), number(with)]
        };
        let payable_among = of(Facet::Payable);
        let mut payable: HashMap<Option<Blocked>, u32> = HashMap::new();
        for (judged, sold) in judged.iter().zip(columns.sales()) {
            *payable.entry(judged.blocked).or_default() += number(sold.rows.intersection_len(&payable_among));
        }
        let words = ALL.into_iter().filter_map(|facet| Some((facet, kind(facet)?))).map(|(facet, kind)| {
            let among = of(facet);
            let counts = columns.words(kind).map(|(word, having)| (word, number(having.intersection_len(&among))));
            (facet, counts.filter(|(_, count)| *count > 0).collect())
        });
        let priced = among(Part::Price);
        let prices = columns.words(Kind::Unit).filter_map(|(unit, _)| {
            let prices = columns.prices(unit).iter().filter(|(row, _)| priced.contains(*row));
            let mut amounts: Vec<i64> = prices.map(|(_, amount)| *amount).collect();
            amounts.sort_unstable();
            (!amounts.is_empty()).then_some((unit, amounts))
        });
        Counted {
            words: words.collect(),
            prices: prices.collect(),
            payable,
            pricings: sets(Facet::Pricing, columns.pricings()),
            generations: sets(Facet::Generation, columns.generations()),
            bought: own(Facet::Bought, filter.bought),
            favourites: own(Facet::Favourite, filter.favourites),
        }
    }

    fn view(mut self, mirror: &Mirror, query: &MarketQuery, total: u32) -> Result<FacetsView> {
        let own = |value: &str, count| FacetValue { value: value.to_owned(), name: String::new(), count };
        let few = |words: &[(u8, &str)], counts: &[u32]| {
            words.iter().zip(counts).map(|((_, word), count)| own(word, *count)).collect::<Vec<_>>()
        };
        let mut facets = Vec::with_capacity(ALL.len());
        for facet in ALL {
            let (values, more) = match facet {
                Facet::Pricing => (few(&bits::PRICINGS, &self.pricings), 0),
                Facet::Generation => (few(&bits::GENERATIONS, &self.generations), 0),
                Facet::Bought => (vec![own("yes", self.bought[1]), own("no", self.bought[0])], 0),
                Facet::Favourite => (vec![own("yes", self.favourites[1]), own("no", self.favourites[0])], 0),
                Facet::Payable => (self.reasons(), 0),
                Facet::Status | Facet::Token | Facet::Tag | Facet::Capability | Facet::Author | Facet::Rail => {
                    let at = self.words.iter().position(|(of, _)| *of == facet);
                    let counts = at.map(|at| std::mem::take(&mut self.words[at].1)).unwrap_or_default();
                    words(mirror, facet, counts, query)?
                }
            };
            facets.push(FacetView { facet, values, more });
        }
        let prices = self.prices.iter().map(|(unit, amounts)| spread(mirror, *unit, amounts));
        let mut prices = prices.collect::<Result<Vec<_>>>()?;
        prices.sort_by_key(|spread| Reverse(spread.count));
        Ok(FacetsView { total, facets, prices })
    }

    /// Whether they can be bought, and if not, why.
    fn reasons(&self) -> Vec<FacetValue> {
        let mut reasons: Vec<_> = self.payable.iter().filter(|(why, count)| why.is_none() || **count > 0).collect();
        reasons.sort_by_key(|(why, count)| (why.is_some(), Reverse(**count), word_of(**why)));
        let value = |(why, count): (&Option<Blocked>, &u32)| FacetValue {
            value: word_of(*why),
            name: String::new(),
            count: *count,
        };
        reasons.into_iter().map(value).collect()
    }
}

/// `yes`, or why not, as on the wire.
fn word_of(why: Option<Blocked>) -> String {
    let word = why.and_then(|why| serde_json::to_value(why).ok());
    word.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_else(|| "yes".to_owned())
}

fn words(
    mirror: &Mirror,
    facet: Facet,
    mut counts: Vec<(WordId, u32)>,
    query: &MarketQuery,
) -> Result<(Vec<FacetValue>, u32)> {
    counts.sort_unstable_by_key(|(word, count)| (Reverse(*count), *word));
    let more = u32::try_from(counts.len().saturating_sub(VALUES)).unwrap_or(u32::MAX);
    let chosen = query.chosen.iter().filter(|chosen| chosen.facet == facet);
    let chosen: Vec<&str> = chosen.map(|chosen| chosen.value.as_str()).collect();
    let rest = counts.split_off(counts.len().min(VALUES));
    mirror.read(|store| {
        let mut spelt = store.prepare_cached("SELECT value, name FROM word WHERE id = ?1")?;
        let mut values = Vec::with_capacity(counts.len());
        for (id, count) in &counts {
            let value =
                |row: &rusqlite::Row<'_>| Ok(FacetValue { value: row.get(0)?, name: row.get(1)?, count: *count });
            values.push(spelt.query_row([id], value)?);
        }
        // What is chosen can be taken back, however few have it.
        for value in &chosen {
            if values.iter().any(|known| known.value == *value) {
                continue;
            }
            let id = kind(facet).map(|kind| word(store, kind, value)).transpose()?.flatten();
            let count = rest.iter().find(|(word, _)| Some(*word) == id).map_or(0, |(_, count)| *count);
            values.push(FacetValue { value: (*value).to_owned(), name: crate::text::clean(value, 60), count });
        }
        Ok((values, more))
    })
}

/// The next of 1, 2, 5, 10, 20, 50 and so on.
fn step(from: u128) -> u128 {
    let tens = if from == 0 { return 1 } else { 10_u128.pow(from.ilog10()) };
    if from / tens == 2 { tens * 5 } else { from * 2 }
}

/// How prices in one unit are spread, in steps of 1, 2, 5, 10 and so on.
fn spread(mirror: &Mirror, unit: WordId, amounts: &[i64]) -> Result<PriceSpread> {
    let read = |store: &Connection| {
        let sql = "SELECT value, name FROM word WHERE id = ?1";
        store.prepare_cached(sql)?.query_row([unit], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
    };
    let (wire, ticker) = mirror.read(read)?;
    let money =
        |amount: u128| MoneyView::of(&Money { amount: Amount(amount), unit: Unit::parse(&wire) }, mirror.network());
    let amounts: Vec<u128> = amounts.iter().map(|amount| u128::try_from(*amount).unwrap_or_default()).collect();
    let (least, most) = (amounts.first().copied().unwrap_or_default(), amounts.last().copied().unwrap_or_default());
    let mut bins = Vec::new();
    let mut from = if least == 0 { 0 } else { 10_u128.pow(least.ilog10()) };
    while from <= most {
        let to = step(from);
        if to <= least {
            from = to;
            continue;
        }
        let within = amounts.partition_point(|amount| *amount < to) - amounts.partition_point(|amount| *amount < from);
        bins.push(PriceBin { from: money(from), to: money(to), count: u32::try_from(within).unwrap_or(u32::MAX) });
        from = to;
    }
    Ok(PriceSpread {
        ticker: if ticker.is_empty() { wire.clone() } else { ticker },
        count: u32::try_from(amounts.len()).unwrap_or(u32::MAX),
        least: money(least),
        most: money(most),
        bins,
        unit: wire,
    })
}

fn word(store: &Connection, kind: Kind, value: &str) -> rusqlite::Result<Option<WordId>> {
    let sql = "SELECT id FROM word WHERE kind = ?1 AND value = ?2";
    store.prepare_cached(sql)?.query_row((kind, value), |row| row.get(0)).optional()
}

#[cfg(test)]
mod tests {
    use crate::{
        catalogue::{
            Catalogue, Person,
            testing::{entry, means},
        },
        view::market::MarketQuery,
    };
    use masumi::node::Network;

    /// A list is asked for anew when the market has another version than the one it came with. So it never has fewer agents than
    /// its version, whoever writes meanwhile: nobody would ask for it again.
    #[test]
    fn a_list_is_never_older_than_it_says() {
        const WRITTEN: u32 = 60;
        let directory = tempfile::tempdir().expect("a directory");
        let catalogue = Catalogue::open(directory.path(), Network::Preprod).expect("a catalogue");
        let look = || {
            let view = catalogue.market(MarketQuery::default(), &Person::default(), &means()).expect("a list");
            (view.standing.version, view.total)
        };
        let (first, _) = look();
        let seen = std::thread::scope(|scope| {
            let writing = scope.spawn(|| {
                for number in 0..WRITTEN {
                    catalogue.mirror.write(&[entry(&format!("a{number}"))], None).expect("written");
                }
            });
            let mut seen = Vec::new();
            while !writing.is_finished() {
                seen.push(look());
            }
            seen
        });
        let (last, total) = look();
        assert_eq!((last, total), (first + u64::from(WRITTEN), WRITTEN), "each is a version of its own");
        for (version, total) in seen {
            assert!(u64::from(total) >= version - first, "{total} agents in version {}", version - first);
        }
    }
}
