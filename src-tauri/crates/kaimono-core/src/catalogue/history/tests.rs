//! A registry that is played over a month, with times at which nobody watched: what is kept is what was played.

use super::*;
use crate::notice::{Favourite, Priced};
use crate::{catalogue::testing::entry, view::history::DayKind, view::market::PriceView};
use masumi::{
    money::Money,
    registry::{AgentStatus, Capability, Pricing},
};

/// Noon of a day (UTC).
fn noon(day: i64) -> Moment {
    Moment((20_700 + day) * DAY + DAY / 2)
}

struct Played {
    _directory: tempfile::TempDir,
    history: History,
}

impl Played {
    fn open() -> Played {
        let directory = tempfile::tempdir().expect("a directory");
        let history = History::open(directory.path(), Network::Preprod).expect("a history");
        Played { _directory: directory, history }
    }

    /// A reading of the registry that brings these entries, and that these are gone.
    fn read(&self, at: Moment, entries: &[Entry], gone: &[&str]) {
        let mut noted = self.history.begin(at);
        self.history.note(&mut noted, entries);
        let gone: Vec<String> = gone.iter().map(|row| entry(row).agent_identifier).collect();
        self.history.end(noted, &gone, true);
    }

    fn rows(&self, table: &str) -> u32 {
        let count = format!("SELECT count(*) FROM {table}");
        self.history.read(|connection| connection.query_row(&count, [], |row| row.get(0))).expect("a count")
    }

    fn kinds(&self) -> Vec<(String, ChangeKind)> {
        let news = self.history.news().expect("news");
        news.items.into_iter().rev().map(|item| (item.name, item.change.kind)).collect()
    }
}

fn costs(row: &str, lovelace: u128) -> Entry {
    Entry { pricing: Pricing::Fixed(vec![Money::lovelace(lovelace)]), ..entry(row) }
}

fn offline(row: &str) -> Entry {
    Entry { status: AgentStatus::Offline, ..entry(row) }
}

#[test]
fn the_market_as_first_met_is_no_news_and_what_comes_later_is() {
    let played = Played::open();
    played.read(noon(0), &[entry("a"), entry("b")], &[]);
    let news = played.history.news().expect("news");
    assert_eq!((news.since, news.unseen, news.items.len()), (Some(noon(0)), 0, 0));
    played.read(noon(1), &[entry("c"), costs("a", 3_500_000)], &["b"]);
    played.read(noon(2), &[costs("a", 500_000)], &[]);
    played.read(noon(3), &[entry("b")], &[]);
    use ChangeKind::{Appeared, Back, Cheaper, Dearer, Gone};
    let all = [("c", Appeared), ("a", Dearer), ("b", Gone), ("a", Cheaper), ("b", Back)];
    assert_eq!(played.kinds(), all.map(|(row, kind)| (format!("Agent {row}"), kind)));
    assert_eq!(played.history.news().expect("news").unseen, 5);

    // What is looked at stays until the next look, and is seen.
    played.history.looked(noon(4)).expect("kept");
    played.history.looked(noon(4).plus(1_000)).expect("kept");
    let news = played.history.news().expect("news");
    assert_eq!((news.unseen, news.items.len()), (0, 5));
    played.read(noon(5), &[costs("a", 1_000_000)], &[]);
    played.history.looked(noon(6)).expect("kept");
    assert_eq!(played.kinds(), [("Agent a".to_owned(), Dearer)]);
}

#[test]
fn what_changed_is_told_with_what_it_was() {
    let played = Played::open();
    let before = Entry { api_base_url: Some("https://one.example.org/api".into()), ..entry("a") };
    played.read(noon(0), std::slice::from_ref(&before), &[]);
    let after = Entry {
        api_base_url: Some("http://two.example.org:8080".into()),
        capability: Some(Capability { name: "Text".into(), version: "2\u{202e}.0".into() }),
        pricing: Pricing::Dynamic,
        ..before
    };
    played.read(noon(1), &[after], &[]);
    let past = played.history.of(&entry("a").agent_identifier.to_uppercase(), noon(1)).expect("a past");
    let told: Vec<_> = past.changes.iter().map(|change| (change.kind, &*change.before, &*change.after)).collect();
    use ChangeKind::{Host, Repriced, Version};
    assert_eq!(told, [(Version, "", "2.0"), (Host, "one.example.org", "two.example.org:8080"), (Repriced, "", "")]);
    let prices: Vec<_> = past.prices.iter().map(|point| (point.since, point.price == PriceView::Dynamic)).collect();
    assert_eq!(prices, [(None, false), (Some(noon(1)), true)]);
}

/// Thirty days, of which nobody watched five: each day is what was played, and a day without a reading is a gap.
#[test]
fn a_month_that_was_played_is_told_as_it_was_played() {
    let played = Played::open();
    let script: Vec<Option<bool>> = (0..30)
        .map(|day| if (10..15).contains(&day) { None } else { Some(!(5..8).contains(&day) && day < 25) })
        .collect();
    for (day, online) in (0..).zip(&script) {
        let Some(online) = online else { continue };
        let now = if *online { entry("a") } else { offline("a") };
        played.read(noon(day), std::slice::from_ref(&now), &[]);
        played.read(noon(day).plus(HOUR), &[now], &[]);
    }
    let past = played.history.of(&entry("a").agent_identifier, noon(29)).expect("a past");
    let expected: Vec<DayKind> = script
        .iter()
        .map(|online| match online {
            None => DayKind::NotWatched,
            Some(true) => DayKind::Online,
            Some(false) => DayKind::Offline,
        })
        .collect();
    assert_eq!(past.days[60..], expected);
    assert!(past.days[..60].iter().all(|day| *day == DayKind::NotWatched));
    // Off, on, off, and back after it was away for days: nothing is kept where nothing changed.
    assert_eq!((played.rows("change"), played.rows("watched")), (4, 25));
    played.read(noon(29).plus(2 * HOUR), &[entry("a")], &[]);
    let past = played.history.of(&entry("a").agent_identifier, noon(29)).expect("a past");
    assert_eq!(past.days[89], DayKind::Mixed);
}

/// A registry restored from a copy: everybody is offline at once, which is said once, and nobody who is starred is told of.
#[test]
fn what_happens_to_everybody_is_told_as_one() {
    let played = Played::open();
    let rows: Vec<String> = (0..400).map(|number| format!("r{number:04}")).collect();
    let all = |make: &dyn Fn(&str) -> Entry| rows.iter().map(|row| make(row)).collect::<Vec<_>>();
    played.read(noon(0), &all(&|row| entry(row)), &[]);
    let starred = ["r0000", "r0001"].map(|row| (entry(row).agent_identifier, noon(0))).into();
    played.read(noon(1), &all(&|row| Entry { status: AgentStatus::Offline, ..costs(row, 9_000_000) }), &[]);
    played.read(noon(2), &[costs("r0000", 10_000_000), costs("r0399", 10_000_000)], &[]);
    let news = played.history.news().expect("news");
    assert_eq!(news.at_once, [AtOnce { at: noon(1), agents: 400 }]);
    assert_eq!((news.items.len(), news.unseen), (4, 5), "two are dearer, and online again");
    let told = played.history.of_starred(&starred, noon(0)).expect("news");
    let told: Vec<_> = told.iter().map(|item| (&*item.name, item.what)).collect();
    assert_eq!(told, [("Agent r0000", Favourite::Dearer), ("Agent r0000", Favourite::Back)]);
}

#[test]
fn of_a_favourite_the_newest_that_still_holds_is_told() {
    use Favourite::{Away, Back, Cheaper, Dearer, Gone};
    let played = Played::open();
    played.read(noon(0), &[entry("a"), entry("b"), entry("c")], &[]);
    let starred = |at| BTreeMap::from([(entry("a").agent_identifier, at)]);
    let told = |marked, after| -> Vec<Favourite> {
        played.history.of_starred(&starred(marked), after).expect("news").iter().map(|news| news.what).collect()
    };
    // Only of those that are marked, and of each price the last.
    played.read(noon(1), &[costs("a", 3_000_000), costs("b", 3_000_000)], &[]);
    played.read(noon(1).plus(HOUR), &[costs("a", 2_000_000)], &[]);
    assert_eq!(told(noon(0), noon(0)), [Cheaper]);
    let news = played.history.of_starred(&starred(noon(0)), noon(0)).expect("news").pop().expect("one");
    let text = |price| match price {
        PriceView::Fixed { amounts } => amounts.into_iter().map(|money| money.text).collect(),
        other => vec![format!("{other:?}")],
    };
    let Priced { before, now } = news.priced.expect("prices");
    assert_eq!((text(before), text(now)), (vec!["3.00 ADA".to_owned()], vec!["2.00 ADA".to_owned()]));
    assert_eq!(told(noon(1).plus(HOUR), noon(0)), [], "it was marked after that");
    assert_eq!(told(noon(0), noon(2)), [], "it is long ago");

    // Offline for an hour is no news; nor is a day during which nobody watched.
    let away = |row| Entry { status: AgentStatus::Offline, ..costs(row, 2_000_000) };
    played.read(noon(2), &[away("a")], &[]);
    assert_eq!(told(noon(0), noon(2).plus(-1)), []);
    played.read(noon(2).plus(DAY), &[], &[]);
    assert_eq!(told(noon(0), noon(2).plus(-1)), [Away]);
    played.read(noon(4), &[costs("a", 2_000_000)], &[]);
    assert_eq!(told(noon(0), noon(2).plus(-1)), [Back]);

    // What was on the page of what changed is known.
    played.read(noon(5), &[costs("a", 4_000_000)], &[]);
    assert_eq!(told(noon(0), noon(4)), [Dearer]);
    played.history.looked(noon(5)).expect("kept");
    assert_eq!(told(noon(0), noon(4)), []);
    played.read(noon(6), &[costs("a", 5_000_000)], &["a"]);
    assert_eq!(told(noon(0), noon(4)), [Gone], "what it costs matters to nobody then");
}

#[test]
fn a_history_does_not_grow_without_bound() {
    let played = Played::open();
    for round in 0..500_u32 {
        let at = noon(0).plus(i64::from(round) * HOUR);
        played.read(at, &[costs("a", 1_000_000 + u128::from(round))], &[]);
    }
    assert_eq!(played.rows("change"), KEPT_OF_ONE);
    played.read(noon(0).plus(KEPT + 500 * HOUR), &[], &["a"]);
    assert_eq!((played.rows("change"), played.rows("agent")), (1, 1), "that it is gone");
    played.read(noon(0).plus(3 * KEPT), &[], &[]);
    assert_eq!((played.rows("change"), played.rows("reading"), played.rows("agent")), (0, 0, 0));
    assert_eq!(played.rows("watched"), 1);
}

#[test]
fn a_price_is_more_or_less_only_where_that_can_be_said() {
    use ChangeKind::{Cheaper, Dearer, Repriced};
    let token = |amount| Money { amount: masumi::money::Amount(amount), unit: masumi::money::Unit::parse("aa.token") };
    let fixed = |amounts: &[Money]| Pricing::Fixed(amounts.to_vec());
    let ada = Money::lovelace;
    for (before, after, kind) in [
        (fixed(&[ada(2)]), fixed(&[ada(3)]), Some(Dearer)),
        (fixed(&[ada(2), token(5)]), fixed(&[token(4), ada(2)]), Some(Cheaper)),
        (fixed(&[ada(2), token(5)]), fixed(&[token(5), ada(2)]), None),
        (fixed(&[ada(2), token(5)]), fixed(&[ada(3), token(4)]), Some(Repriced)),
        (fixed(&[ada(2)]), fixed(&[token(1)]), Some(Repriced)),
        (fixed(&[ada(2)]), Pricing::Free, Some(Cheaper)),
        (Pricing::Free, fixed(&[token(2)]), Some(Dearer)),
        (Pricing::Dynamic, fixed(&[ada(1)]), Some(Repriced)),
        (Pricing::Unknown("x".into()), Pricing::Unknown("y".into()), Some(Repriced)),
    ] {
        let facts = |pricing: &Pricing| Facts::of(&Entry { pricing: pricing.clone(), ..entry("a") }, Network::Preprod);
        let changes = facts(&before).changes(&facts(&after), noon(0));
        assert_eq!(changes.first().map(|change| change.kind), kind, "{before:?} {after:?}");
    }
}

#[test]
fn a_history_that_cannot_be_read_is_begun_anew() {
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join("market-history.db"), "no database, but long enough to be one".repeat(100))
        .expect("written");
    let history = History::open(directory.path(), Network::Preprod).expect("a history");
    assert_eq!(history.news().expect("news"), MarketNews::default());
}
