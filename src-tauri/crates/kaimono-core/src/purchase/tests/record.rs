//! The record with an agent: the same whether its purchases are in memory or at rest, and every number with its evidence.

use super::{
    rest::{AGENTS, buy, told_of_all},
    *,
};
use crate::view::{
    agent::AgentRecord,
    purchase::{Dealt, PurchasesQuery, Went},
};
use masumi::{
    agent::{AskedAmount, Terms},
    moment::Moment,
};

fn record(purchases: &Purchases, agent: &str) -> AgentRecord {
    purchases.standings().agent_record(agent).unwrap()
}

/// How many purchases each number opens.
fn opened(purchases: &Purchases, agent: &str) -> [usize; 3] {
    [Went::Bought, Went::Delivered, Went::Refunded].map(|went| {
        let dealt = Some(Dealt { agent: agent.to_uppercase(), went });
        purchases.list(&PurchasesQuery { dealt, ..PurchasesQuery::default() }).unwrap().rows.len()
    })
}

#[test]
fn every_number_of_a_record_opens_as_many_purchases_in_memory_and_at_rest() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    purchases.standings().link().remember_key(Some("key-1".to_owned()));
    buy(&purchases, 40);
    let agree = |when: &str| {
        for agent in AGENTS {
            let told = record(&purchases, agent);
            let numbers = [told.jobs, told.delivered, told.refunded].map(|number| usize::try_from(number).unwrap());
            assert_eq!(opened(&purchases, agent), numbers, "{when}");
            assert!(told.jobs > 0 && told.delivered > 0 && told.delivered <= told.jobs, "{when}: {told:?}");
            assert_eq!((told.read, told.last.len()), (told.jobs, 5), "{when}");
            assert!(told.last.is_sorted_by(|newer, older| newer.at >= older.at), "{when}");
        }
    };
    agree("in memory");
    told_of_all(&purchases);
    purchases.standings().put_to_rest().unwrap();
    agree("at rest");
    assert_eq!(record(&purchases, "7e8b99"), AgentRecord::default());
    assert_eq!(opened(&purchases, "7e8b99"), [0, 0, 0]);
}

/// A hash on the chain is no result. What was bought elsewhere is known by its row alone, and there it is all that can tell.
#[test]
fn whoever_puts_a_hash_on_the_chain_and_hands_over_nothing_delivered_nothing() {
    let proven = || {
        let mut row = row(Some(OnChainState::ResultSubmitted));
        row.result_hash = Some("ab".repeat(32));
        row.requested_by_id = Some("key-1".to_owned());
        Box::new(row)
    };
    let bought = || vec![approval(order()), Event::JobStarting, started(), paying("one"), Event::Row { row: proven() }];
    for (events, delivers) in [
        (bought(), 0),
        ([bought(), vec![said(JobState::Completed), delivered()]].concat(), 1),
        (vec![Event::Imported { row: proven() }], 1),
    ] {
        let directory = TempDir::new().unwrap();
        let purchases = open(&directory);
        purchases.standings().link().remember_key(Some("key-1".to_owned()));
        for (place, event) in events.iter().map(|event| of_purchase("aa", event)).enumerate() {
            let book = purchases.book();
            if place == 0 { book.begin("aa", &event) } else { book.record("aa", &event) }.unwrap();
        }
        let agent = proven().agent_identifier.unwrap_or_default();
        let told = record(&purchases, &agent);
        assert_eq!((told.jobs, told.delivered), (1, delivers), "{} events", events.len());
        assert_eq!(opened(&purchases, &agent), [1, usize::try_from(delivers).unwrap(), 0]);
    }
}

/// Begins a purchase whose terms came.
fn offered(purchases: &Purchases, id: &str, order: event::Order, terms: Terms) {
    let nonce = format!("{:0>20}", hex::encode(id)).parse().unwrap();
    let order = event::Order { nonce, ..order };
    let terms = Some(Box::new(terms));
    let started = Event::JobStarted { job_id: "job-1".into(), terms, raw: "{}".into(), demands: false };
    purchases.book().begin(id, &of_purchase(id, &approval(order))).unwrap();
    for event in [Event::JobStarting, started] {
        purchases.book().record(id, &of_purchase(id, &event)).unwrap();
    }
    purchases.book().clock().pass(MINUTE);
}

#[test]
fn a_price_named_with_each_job_has_a_least_a_most_and_a_last() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let order = || event::Order { price: Some(Price::Ceiling(vec![Money::lovelace(9_000_000)])), ..order() };
    for (id, asked) in
        [("aa", &["3000000"][..]), ("ab", &["1500000"]), ("ac", &["2000000"]), ("ad", &["1", "1"]), ("ae", &["x"])]
    {
        let requested_funds = Some(asked.iter().map(|amount| AskedAmount::from((*amount, ""))).collect());
        offered(&purchases, id, order(), Terms { requested_funds, ..terms() });
    }
    let told = record(&purchases, &super::order().agent_identifier);
    let [quotes] = told.quotes.as_slice() else { panic!("{told:?}") };
    let texts = [&quotes.least, &quotes.most, &quotes.last].map(|money| money.text.clone());
    assert_eq!((quotes.jobs, texts), (3, ["1.50 ADA", "3.00 ADA", "2.00 ADA"].map(str::to_owned)));
    assert_eq!(told.asked.jobs, 0, "nothing was listed");
    assert_eq!(
        (told.terms.deliver, told.terms.locked, told.terms.objection),
        (Some(24 * HOUR), Some(30 * HOUR), Some(6 * HOUR))
    );
}

/// A second yes to a dearer price does not make it the price that was listed.
#[test]
fn what_was_listed_is_held_against_what_the_terms_asked() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let shown =
        json!({ "approval": { "price": { "kind": "fixed", "amounts": [{ "amount": "2500000", "unit": "" }] } } });
    let shown = Some(purchases.book().keep(&serde_json::to_vec(&shown).unwrap()).unwrap());
    offered(&purchases, "aa", order(), terms());
    purchases.book().record("aa", &of_purchase("aa", &paying("one"))).unwrap();
    offered(&purchases, "ab", event::Order { shown, ..order() }, terms());
    let dearer = Price::Fixed(vec![Money::lovelace(3_000_000)]);
    let outside = Event::TermsOutside { checks: Vec::new(), price: dearer, unlock: NOON };
    for event in [outside, approved_again(None)] {
        purchases.book().record("ab", &event).unwrap();
    }
    let paying = Event::Paying { body: body_of("two", 3_000_000), checks: Vec::new(), sent: false };
    purchases.book().record("ab", &of_purchase("ab", &paying)).unwrap();
    let told = record(&purchases, &order().agent_identifier).asked;
    assert_eq!((told.jobs, told.same), (2, 1));
    let texts = |amounts: &[crate::view::MoneyView]| amounts.iter().map(|money| money.text.clone()).collect::<Vec<_>>();
    let other: Vec<_> = told.other.iter().map(|job| (job.id.as_str(), texts(&job.listed), texts(&job.asked))).collect();
    assert_eq!(other, [("ab", vec!["2.50 ADA".to_owned()], vec!["3.00 ADA".to_owned()])]);
}

#[test]
fn the_keys_under_which_an_agent_was_bought_from_are_known_with_their_times() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    let agent = order().agent_identifier;
    for (id, key) in [("aa", "7B"), ("ab", "9a"), ("ac", "9A")] {
        offered(&purchases, id, event::Order { seller_vkey: key.repeat(28), ..order() }, terms());
    }
    let own = purchases.standings().own(&agent).unwrap();
    let keys: Vec<_> = own.keys.iter().map(|sold| (sold.key.clone(), sold.first, sold.last)).collect();
    let after = |minutes: i64| Moment(NOON.0 + minutes * MINUTE);
    assert_eq!(keys, [("9a".repeat(28), after(1), after(2)), ("7b".repeat(28), NOON, NOON)]);
    assert_eq!(own.sellers, BTreeMap::from([(agent.to_lowercase(), "9a".repeat(28))]));
}

#[test]
fn what_an_agent_said_is_a_log_the_newest_first_without_what_it_only_repeats() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    buy(&purchases, 7);
    let id = "p006";
    let say = |message: &str| {
        let (state, word) = (JobState::Running, "running".to_owned());
        let said = Event::AgentSaid { state, word, message: message.to_owned(), beside: Vec::new() };
        purchases.book().record(id, &said).unwrap();
        let at = purchases.book().now();
        purchases.book().clock().pass(HOUR);
        at
    };
    let (begun, _again, then) = (say("reading"), say("reading"), say("writ\u{202e}ing"));
    let told: Vec<_> =
        purchases.agent_words(id).unwrap().into_iter().map(|said| (said.word, said.text, said.at)).collect();
    let expected = [("writing", then), ("reading", begun)];
    assert_eq!(told, expected.map(|(text, at)| ("running".to_owned(), text.to_owned(), at)));
    for number in 0..60 {
        say(&format!("page {number}"));
    }
    let told = purchases.agent_words(id).unwrap();
    assert_eq!((told.len(), &*told[0].text, &*told[49].text), (50, "page 59", "page 10"));
    assert_eq!(purchases.agent_words("unknown").unwrap(), []);
}
