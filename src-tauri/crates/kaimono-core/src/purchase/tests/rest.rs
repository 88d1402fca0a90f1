//! Purchases at rest: the same list, counts and sums whether a purchase is in memory or on disk only.

use super::*;
use crate::{
    purchase::{listing::GROUPS, rest::Rest, state::tests::every_state},
    view::{
        agent::AgentRecord,
        purchase::{ExportFormat, Phase, PurchaseGroup, PurchaseRow, PurchaseSort, PurchasesQuery},
    },
};
use masumi::{
    moment::{DAY, Moment},
    money::{self, Amount, Money, Unit},
    proof::Price,
};
use serde_json::Value;
use std::collections::BTreeMap;

const UNITS: [&str; 3] = ["", money::TUSDM, "ab12"];
pub(super) const AGENTS: [&str; 2] = ["7e8b01", "7e8b02"];

/// Purchases of two agents at different ends, some still open, some of other keys: each an hour after the one before.
pub(super) fn buy(purchases: &Purchases, many: usize) {
    for number in 0..many {
        let id = format!("p{number:03}");
        // What never was locked may have asked for any sum.
        let asked = Money {
            amount: Amount(u128::try_from(number % 5).unwrap() * 10_u128.pow(24) + 7),
            unit: Unit::parse(UNITS[number % 3]),
        };
        let price = if matches!(number % 8, 2 | 3) { Some(Price::Fixed(vec![asked.clone()])) } else { order().price };
        let order = event::Order {
            price,
            nonce: format!("{number:020}").parse().unwrap(),
            agent_identifier: AGENTS[number % 2].to_owned(),
            agent_name: ["Text Summariser", "Übersetzerin"][number % 2].to_owned(),
            answers: vec![("Text".to_owned(), format!("Tides of the river {number} \"Elbe\""))],
            ..order()
        };
        let approved = approval(order);
        let told = |state, key: &str| {
            let mut row = row(state);
            row.requested_by_id = Some(key.to_owned());
            row.created_at = Some(purchases.book().now());
            if number % 8 > 3 && number % 8 < 6 {
                row.paid_funds =
                    if number % 3 == 0 { Vec::new() } else { vec![asked.clone(), Money::lovelace(number as u128)] };
            }
            Box::new(row)
        };
        let made = |state| {
            let mut events = vec![approved.clone(), Event::JobStarting, started(), paying("one")];
            events.extend([rowed(Some(OnChainState::FundsLocked)), Event::Row { row: told(state, "key-1") }]);
            events
        };
        let checked = || Event::HashChecked { content: None, on_chain: None, verdict: HashVerdict::Waiting };
        let events = match number % 8 {
            0 => [made(Some(OnChainState::Withdrawn)), vec![delivered(), checked()]].concat(),
            1 => made(Some(OnChainState::RefundWithdrawn)),
            2 => vec![approved, Event::JobStarting, Event::JobRefused { failure: failure(), errors: Vec::new() }],
            3 => vec![approved, Event::Expired],
            4 => vec![Event::Imported { row: told(Some(OnChainState::Withdrawn), "key-1") }],
            5 => vec![Event::Imported { row: told(Some(OnChainState::RefundWithdrawn), "key-2") }],
            6 => vec![approved, Event::JobStarting, started(), paying("one"), rowed(Some(OnChainState::FundsLocked))],
            _ => [made(Some(OnChainState::DisputedWithdrawn)), vec![said(JobState::Completed), delivered(), checked()]]
                .concat(),
        };
        for (place, event) in events.iter().map(|event| of_purchase(&id, event)).enumerate() {
            if place == 0 { purchases.book().begin(&id, &event) } else { purchases.book().record(&id, &event) }
                .unwrap();
        }
        purchases.book().clock().pass(HOUR);
    }
}

pub(super) fn told_of_all(purchases: &Purchases) {
    for (id, _, key, _) in purchases.standings().worth_telling() {
        purchases.standings().told(&id, &key);
    }
}

/// A row, the identifier and the note of each purchase.
type Everything = Vec<(PurchaseRow, String, String)>;

fn everything(purchases: &Purchases) -> Everything {
    let one = |id: &String| {
        let (state, remark) = (purchases.book().state(id).unwrap(), purchases.remark(id).unwrap());
        let row = purchases.row(id, &state, &purchases.standings().of(id, &state), &remark);
        (row, state.identifier().unwrap_or_default().to_owned(), remark.note.to_lowercase())
    };
    purchases.book().ids().iter().map(one).collect()
}

/// The list made from every state there is, one by one.
pub(super) fn by_hand(purchases: &Purchases, query: &PurchasesQuery) -> (Vec<PurchaseRow>, Vec<u32>) {
    chosen(everything(purchases), query)
}

fn chosen(mut rows: Everything, query: &PurchasesQuery) -> (Vec<PurchaseRow>, Vec<u32>) {
    let counts = GROUPS.map(|group| rows.iter().filter(|(row, ..)| row.group == group).count().try_into().unwrap());
    rows.retain(|(row, identifier, note)| {
        let labels: Vec<_> = row.labels.iter().map(|label| label.typed.as_str()).collect();
        let text = format!("{} {} {} {note}", row.agent_name, row.title, labels.join(" ")).to_lowercase();
        let begins = |word: &str| text.split(|letter: char| !letter.is_alphanumeric()).any(|one| one.starts_with(word));
        let finds = |word: &str| match word.len() {
            1 | 2 => begins(word) || !word.chars().any(char::is_alphanumeric),
            _ => text.contains(word) || word.len() > 5 && identifier.starts_with(word),
        };
        query.group.is_none_or(|group| group == row.group)
            && query.agent.as_ref().is_none_or(|agent| row.agent == agent.to_lowercase())
            && query.unit.as_ref().is_none_or(|unit| row.price.iter().any(|money| money.unit == *unit))
            && query.phase.is_none_or(|phase| row.phase == phase)
            && query.label.as_ref().is_none_or(|label| labels.contains(&label.as_str()))
            && query.from.is_none_or(|from| row.created_at >= from)
            && query.until.is_none_or(|until| row.created_at < until)
            && (query.only.is_empty() || query.only.contains(&row.id))
            && query.text.to_lowercase().split_whitespace().all(finds)
    });
    let mut rows: Vec<_> = rows.into_iter().map(|(row, ..)| row).collect();
    rows.sort_by(|one, other| other.created_at.cmp(&one.created_at).then_with(|| one.id.cmp(&other.id)));
    match query.sort {
        PurchaseSort::Date => sort(&mut rows, query.down, |row| Some(row.created_at)),
        PurchaseSort::Agent => sort(&mut rows, query.down, |row| Some(row.agent_name.to_lowercase())),
        PurchaseSort::State => sort(&mut rows, query.down, |row| Some(row.phase)),
        PurchaseSort::Next => sort(&mut rows, query.down, |row| row.next.map(|next| next.at)),
        PurchaseSort::Price => sort(&mut rows, query.down, |row| {
            row.price.first().map(|money| (money.unit.clone(), money.amount.parse::<u128>().unwrap()))
        }),
    }
    (rows, counts.to_vec())
}

/// What has no value stays where it is, behind all others.
fn sort<T: Ord>(rows: &mut Vec<PurchaseRow>, down: bool, by: impl Fn(&PurchaseRow) -> Option<T>) {
    let (mut valued, rest): (Vec<_>, Vec<_>) = rows.drain(..).partition(|row| by(row).is_some());
    valued.sort_by(|one, other| if down { by(other).cmp(&by(one)) } else { by(one).cmp(&by(other)) });
    rows.extend(valued.into_iter().chain(rest));
}

fn assert_lists(purchases: &Purchases, when: &str) {
    let all = everything(purchases);
    let groups = [None].into_iter().chain(GROUPS.map(Some));
    let identifier = purchases.book().state("p008").unwrap().identifier().unwrap().to_owned();
    let texts = [
        "",
        "text",
        "ÜBERSETZ",
        "river 1",
        "er",
        "el \"",
        "tides summariser",
        "nothing like it",
        "tax",
        "ta river",
        "accountant",
        "r",
        "'; --",
        &identifier,
    ];
    for group in groups {
        for text in texts {
            for most in [1, 1_000] {
                let query = PurchasesQuery { text: text.to_owned(), group, most, ..PurchasesQuery::default() };
                assert_list(purchases, &all, &query, when);
            }
        }
    }
}

fn assert_sorted(purchases: &Purchases, when: &str) {
    let all = everything(purchases);
    for query in sorted_and_chosen() {
        let most = if query.down { 1 } else { 7 };
        assert_list(purchases, &all, &PurchasesQuery { most, ..query }, when);
    }
}

/// Every order, with every filter and with two at once.
fn sorted_and_chosen() -> Vec<PurchasesQuery> {
    let all = PurchasesQuery::default;
    let at = |hours| Some(NOON.plus(hours * HOUR));
    let chosen = [
        all(),
        PurchasesQuery { agent: Some(AGENTS[1].to_uppercase()), ..all() },
        PurchasesQuery { agent: Some("7e".to_owned()), ..all() },
        PurchasesQuery { unit: Some(String::new()), ..all() },
        PurchasesQuery { unit: Some("ab12".to_owned()), ..all() },
        PurchasesQuery { unit: Some("12".to_owned()), ..all() },
        PurchasesQuery { phase: Some(Phase::Refunded), ..all() },
        PurchasesQuery { phase: Some(Phase::Working), ..all() },
        PurchasesQuery { label: Some("Tax 2026".to_owned()), ..all() },
        PurchasesQuery { label: Some("tax 2026".to_owned()), ..all() },
        PurchasesQuery { from: at(6), until: at(20), ..all() },
        PurchasesQuery { until: at(6), group: Some(PurchaseGroup::Done), ..all() },
        PurchasesQuery { only: ["p001", "p006", "p012", "none"].map(str::to_owned).to_vec(), ..all() },
        PurchasesQuery { label: Some("Tax 2026".to_owned()), text: "river 1".to_owned(), ..all() },
    ];
    let sorts = [PurchaseSort::Date, PurchaseSort::Agent, PurchaseSort::State, PurchaseSort::Next, PurchaseSort::Price];
    let orders = sorts.into_iter().flat_map(|sort| [true, false].map(|down| (sort, down)));
    orders.flat_map(|(sort, down)| chosen.clone().map(|query| PurchasesQuery { sort, down, ..query })).collect()
}

fn assert_list(purchases: &Purchases, all: &Everything, query: &PurchasesQuery, when: &str) {
    let (mut rows, counts) = chosen(all.clone(), query);
    let list = purchases.list(query).unwrap();
    let most = usize::try_from(query.most).unwrap();
    assert_eq!(list.more, rows.len() > most, "{when}: {query:?}");
    // All of them are exported, however many are shown.
    if most == 1 {
        let (text, count) = purchases.export(query, ExportFormat::Json).unwrap();
        let lines: Vec<BTreeMap<String, Value>> = serde_json::from_str(&text).unwrap();
        // A line for each token.
        let mut exported: Vec<&str> = lines.iter().map(|line| line["purchase"].as_str().unwrap()).collect();
        exported.dedup();
        assert_eq!(exported, rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), "{when}: {query:?}");
        assert_eq!(usize::try_from(count).unwrap(), rows.len());
    }
    // Those that need the person come first, else nothing is moved.
    rows.sort_by_key(|row| row.group != PurchaseGroup::NeedsYou);
    rows.truncate(most);
    assert_eq!(list.rows, rows, "{when}: {query:?}");
    assert_eq!(list.counts.iter().map(|(_, count)| *count).collect::<Vec<_>>(), counts, "{when}");
}

/// What is summed over all of them.
#[derive(Debug, PartialEq)]
struct Sums {
    bought: Vec<(String, u32)>,
    history: Vec<AgentRecord>,
    wallets: Vec<cost::Wallet>,
    lessons: Vec<Option<state::Lesson>>,
    asked: Vec<Option<Moment>>,
    known: Vec<String>,
}

fn sums(purchases: &Purchases) -> Sums {
    let standings = purchases.standings();
    let mut wallets = standings.wallets().unwrap();
    wallets.sort_by(|one, other| one.address.cmp(&other.address));
    Sums {
        bought: standings.bought().unwrap().into_iter().collect(),
        history: AGENTS.map(|agent| standings.agent_record(agent).unwrap()).to_vec(),
        wallets,
        lessons: AGENTS.map(|agent| purchases.book().lesson(agent).unwrap()).to_vec(),
        asked: AGENTS.map(|agent| standings.last_asked(agent).unwrap().map(|(at, _)| at)).to_vec(),
        known: standings.known_to_node(3, |_| true).unwrap(),
    }
}

#[test]
fn a_list_is_the_same_whether_its_purchases_are_in_memory_or_at_rest() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    purchases.standings().link().remember_key(Some("key-1".to_owned()));
    buy(&purchases, 40);
    purchases.label_all(&["p000", "p001", "p006", "p011", "p019"], "Tax 2026").unwrap();
    purchases.set_note("p014", "To be asked for by the accountant").unwrap();
    purchases.set_note("p016", "The ACCOUNTANT has it").unwrap();
    assert_eq!(purchases.book().awake().len(), 40);
    assert_lists(&purchases, "in memory");
    let before = sums(&purchases);
    assert!(before.history.iter().all(|history| history.jobs > 0 && history.delivered > 0), "{before:?}");

    purchases.standings().put_to_rest().unwrap();
    assert_eq!(purchases.book().awake().len(), 30, "of what ended here the person was not told yet");
    told_of_all(&purchases);
    purchases.standings().put_to_rest().unwrap();
    assert_eq!(purchases.book().awake().len(), 5, "what is in escrow");
    assert_lists(&purchases, "at rest");
    assert_sorted(&purchases, "at rest");
    assert_eq!(sums(&purchases), before);
    let other = purchases.standings().link();
    other.remember_key(Some("key-2".to_owned()));
    assert_lists(&purchases, "with another key");
    other.remember_key(None);
    assert_lists(&purchases, "with no key");
    drop(purchases);

    let purchases = open(&directory);
    assert_eq!(purchases.book().awake().len(), 5, "opening reads what is not at rest");
    purchases.standings().link().remember_key(Some("key-1".to_owned()));
    purchases.book().clock().pass(40 * HOUR);
    assert_lists(&purchases, "after a restart");
    assert_sorted(&purchases, "after a restart");
    assert_eq!(sums(&purchases), before);
}

#[test]
fn what_happens_to_a_purchase_at_rest_wakes_it() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    buy(&purchases, 8);
    told_of_all(&purchases);
    purchases.standings().put_to_rest().unwrap();
    assert!(!purchases.book().awake().contains(&"p000".to_owned()));
    // The chain went back: the row is one that was there before.
    let row = of_purchase("p000", &rowed(Some(OnChainState::FundsLocked)));
    purchases.book().record("p000", &row).unwrap();
    assert!(purchases.book().awake().contains(&"p000".to_owned()));
    assert_lists_of(&purchases);
    // What is impossible, or cannot be written, changes nothing and wakes nobody: what is at rest and awake would be counted twice.
    let all =
        || (purchases.book().awake(), purchases.list(&PurchasesQuery::default()).unwrap().counts, sums(&purchases));
    let before = all();
    assert!(purchases.book().record("p002", &Event::JobStarting).is_err());
    assert_eq!(all(), before);
    let full = "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END";
    purchases.book().journal().meddle(full);
    let row = of_purchase("p001", &rowed(Some(OnChainState::FundsLocked)));
    assert!(purchases.book().record("p001", &row).is_err());
    assert_eq!(all(), before);
    purchases.book().journal().meddle("DROP TRIGGER full");
    assert_lists_of(&purchases);
}

fn assert_lists_of(purchases: &Purchases) {
    let query = PurchasesQuery::default();
    assert_eq!(purchases.list(&query).unwrap().rows, by_hand(purchases, &query).0);
}

#[test]
fn an_identifier_stays_with_the_purchase_that_has_it_also_when_that_is_at_rest() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    buy(&purchases, 8);
    told_of_all(&purchases);
    purchases.standings().put_to_rest().unwrap();
    let identifier = purchases.book().state("p000").unwrap().identifier().unwrap().to_owned();
    assert_eq!(purchases.book().find(&identifier.to_uppercase()).unwrap().as_deref(), Some("p000"));
    let mut copy = row(Some(OnChainState::FundsLocked));
    copy.blockchain_identifier = identifier;
    assert!(purchases.book().begin("another", &Event::Imported { row: Box::new(copy) }).is_err());
    assert!(!purchases.book().has("another").unwrap(), "nothing of it was written");
}

/// Once at rest, neither time nor anybody who is asked changes what is said of it.
#[test]
fn what_is_at_rest_stays_as_it_is() {
    let mut resting = 0;
    for (name, state) in every_state() {
        for hours in [0, 1, 30, 9 * 24] {
            let now = NOON.plus(hours * HOUR);
            let Some(rest) = Rest::of(&state, &standing(&state, now), now) else { continue };
            resting += 1;
            let said = |at| {
                let standing = standing(&state, at);
                (
                    standing.phase,
                    standing.group,
                    standing.need,
                    standing.next,
                    standing.under_way,
                    standing.refund.action,
                )
            };
            for later in [MINUTE, HOUR, 8 * DAY, 400 * DAY] {
                let then = now.plus(later);
                assert_eq!(Rest::of(&state, &standing(&state, then), then).as_ref(), Some(&rest), "{name}");
                assert_eq!(said(then), said(now), "{name}");
            }
        }
    }
    assert!(resting > 10, "{resting}");
}

/// What stands beside the events is damaged: the events say what it was.
#[test]
fn a_folded_state_that_cannot_be_read_is_made_anew_from_its_events() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    buy(&purchases, 8);
    told_of_all(&purchases);
    purchases.standings().put_to_rest().unwrap();
    let rows = by_hand(&purchases, &PurchasesQuery::default()).0;
    for damage in ["'half of'", "CAST(x'ff41' AS TEXT)"] {
        let meddle = format!("UPDATE folded SET state = {damage} WHERE purchase = 'p000'");
        purchases.book().journal().meddle(&meddle);
        assert_eq!(by_hand(&purchases, &PurchasesQuery::default()).0, rows, "at rest: {damage}");
    }
    purchases.book().journal().meddle("UPDATE folded SET state = CAST(x'ff41' AS TEXT) WHERE awake = 1");
    purchases.book().journal().meddle("DELETE FROM mark WHERE name = 'folded'");
    drop(purchases);
    let purchases = open(&directory);
    purchases.book().clock().pass(8 * HOUR);
    assert_eq!(by_hand(&purchases, &PurchasesQuery::default()).0, rows, "after a restart");
}

#[test]
fn whoever_reads_waits_for_nobody_who_writes() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    buy(&purchases, 8);
    told_of_all(&purchases);
    purchases.standings().put_to_rest().unwrap();
    // Would wait for ever for whoever holds the journal.
    let _writing = purchases.book().journal();
    let query = PurchasesQuery { text: "river".to_owned(), ..PurchasesQuery::default() };
    assert_eq!(purchases.list(&query).unwrap().rows.len(), 6);
    for id in ["p000", "p006"] {
        purchases.view(id).unwrap();
    }
    assert_eq!(sums(&purchases).history.len(), 2);
    assert_eq!(purchases.book().mark("told").unwrap().as_deref(), Some("second"));
}

#[test]
fn who_connects_has_only_what_is_due_tried_again() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    buy(&purchases, 16);
    start(&purchases, "proving", "00457a849f11e756a970");
    purchases.book().touched(|_| true);
    purchases.reconnected();
    assert_eq!(purchases.book().touched(|_| true).into_iter().collect::<Vec<_>>(), ["proving"]);
}
