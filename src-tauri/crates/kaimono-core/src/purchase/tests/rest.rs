//! Purchases at rest: the same list, counts and sums whether a purchase is in memory or on disk only.

use super::*;
use crate::{
    purchase::{listing::GROUPS, rest::Rest, state::tests::every_state},
    view::{
        agent::AgentRecord,
        purchase::{ExportFormat, PurchaseRow, PurchasesQuery},
    },
};
use masumi::moment::{DAY, Moment};
use std::collections::BTreeMap;

pub(super) const AGENTS: [&str; 2] = ["7e8b01", "7e8b02"];

/// Purchases of two agents at different ends, some still open, some of other keys: each an hour after the one before.
pub(super) fn buy(purchases: &Purchases, many: usize) {
    for number in 0..many {
        let id = format!("p{number:03}");
        let order = event::Order {
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

/// The list made from every state there is, one by one.
pub(super) fn by_hand(purchases: &Purchases, query: &PurchasesQuery) -> (Vec<PurchaseRow>, Vec<u32>) {
    let all = purchases.book().ids();
    let rows = all.iter().map(|id| {
        let state = purchases.book().state(id).unwrap();
        (
            purchases.row(id, &state, &purchases.standings().of(id, &state)),
            state.identifier().unwrap_or_default().to_owned(),
        )
    });
    let mut rows: Vec<_> = rows.collect();
    let counts = GROUPS.map(|group| rows.iter().filter(|(row, _)| row.group == group).count().try_into().unwrap());
    rows.retain(|(row, identifier)| {
        let text = format!("{} {}", row.agent_name, row.title).to_lowercase();
        let begins = |word: &str| text.split(|letter: char| !letter.is_alphanumeric()).any(|one| one.starts_with(word));
        let finds = |word: &str| match word.len() {
            1 | 2 => begins(word) || !word.chars().any(char::is_alphanumeric),
            _ => text.contains(word) || word.len() > 5 && identifier.starts_with(word),
        };
        query.group.is_none_or(|group| group == row.group) && query.text.to_lowercase().split_whitespace().all(finds)
    });
    rows.sort_by(|(one, _), (other, _)| other.created_at.cmp(&one.created_at).then_with(|| one.id.cmp(&other.id)));
    (rows.into_iter().map(|(row, _)| row).collect(), counts.to_vec())
}

fn assert_lists(purchases: &Purchases, when: &str) {
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
        "r",
        "'; --",
        &identifier,
    ];
    for group in groups {
        for text in texts {
            for most in [1, 7, 1_000] {
                let query = PurchasesQuery { text: text.to_owned(), group, dealt: None, most };
                let (mut rows, counts) = by_hand(purchases, &query);
                let list = purchases.list(&query).unwrap();
                let most = usize::try_from(most).unwrap();
                assert_eq!(list.more, rows.len() > most, "{when}: {query:?}");
                // All of them are exported, however many are shown.
                if most == 1 {
                    let (text, count) = purchases.export(&query, ExportFormat::Json).unwrap();
                    let lines: Vec<BTreeMap<String, String>> = serde_json::from_str(&text).unwrap();
                    let exported: Vec<&str> = lines.iter().map(|line| line["purchase"].as_str()).collect();
                    assert_eq!(
                        exported,
                        rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(),
                        "{when}: {query:?}"
                    );
                    assert_eq!(usize::try_from(count).unwrap(), rows.len());
                }
                rows.truncate(most);
                assert_eq!(list.rows, rows, "{when}: {query:?}");
                assert_eq!(list.counts.iter().map(|(_, count)| *count).collect::<Vec<_>>(), counts, "{when}");
            }
        }
    }
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
    // What is impossible changes nothing, and leaves it where it may rest again.
    assert!(purchases.book().record("p002", &Event::JobStarting).is_err());
    purchases.standings().put_to_rest().unwrap();
    assert!(!purchases.book().awake().contains(&"p002".to_owned()));
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
