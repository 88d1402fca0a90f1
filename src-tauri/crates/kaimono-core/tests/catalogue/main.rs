//! The catalogue against registries and agents over HTTP: the mirror, the agent's page, availability and form.

#![expect(clippy::expect_used, reason = "a test that cannot go on fails by panicking")]

mod sandbox;
mod services;

use kaimono_core::{
    catalogue::{Catalogue, Means, Own, Person, Synced, When, availability, demo, example, form, live},
    draft::Drafts,
    error::{Code, Side},
    view::{
        agent::{AgentRecord, AvailabilityView, OtherAgent, SampleView, Tie},
        market::{AgentCard, Blocked, MarketQuery, MarketStanding, MarketStretch, Progress},
        purchase::ResultKind,
    },
};
use masumi::{
    form::Answer,
    moment::{DAY, HOUR, MINUTE, Moment},
    node::Network,
    registry::{AgentStatus, Entry, ExampleOutput, RegistryClient},
};
use serde_json::{Value, json};
use services::{Registry, agent, agents, identifier, nobody, row};
use std::sync::Mutex;

const NOW: Moment = Moment(1_795_000_000_000);
const SILENT: Means = Means { network: Network::Preprod, key: None, sources: None, allow_local_agents: true };

struct Market {
    directory: tempfile::TempDir,
    catalogue: Catalogue,
    registry: Registry,
    client: RegistryClient,
}

impl Market {
    async fn of(rows: Vec<Value>) -> Market {
        let directory = tempfile::tempdir().expect("a directory");
        let catalogue = Catalogue::open(directory.path(), Network::Preprod).expect("a catalogue");
        let registry = Registry::of(rows).await;
        Market { directory, catalogue, client: registry.client(), registry }
    }

    async fn sync(&self, now: Moment) -> Synced {
        self.catalogue.sync(&self.client, when(now), |_| {}).await.expect("a sync")
    }

    /// The same after a restart.
    fn reopened(self) -> Market {
        let Market { directory, registry, client, catalogue } = self;
        drop(catalogue);
        let catalogue = Catalogue::open(directory.path(), Network::Preprod).expect("a catalogue");
        Market { directory, catalogue, registry, client }
    }

    fn view(&self) -> MarketStanding {
        self.catalogue.standing().expect("a standing")
    }

    /// All that match, by name.
    fn cards(&self, query: &str) -> Vec<AgentCard> {
        let market = self.catalogue.market(MarketQuery::typed(query), &Person::default(), &SILENT).expect("a market");
        let all = MarketStretch { listing: market.listing, from: 0, count: market.total };
        let cards = self.catalogue.stretch(&all, &Person::default(), &SILENT).expect("a stretch");
        let mut cards: Vec<AgentCard> = cards.into_iter().flatten().collect();
        cards.sort_by(|one, other| one.name.cmp(&other.name));
        cards
    }

    fn names(&self, query: &str) -> Vec<String> {
        self.cards(query).into_iter().map(|card| card.name).collect()
    }
}

/// The node's clock and this machine's agree.
fn when(now: Moment) -> When {
    When { node: now, machine: now }
}

/// So many rows, newest first, whose status changed an hour apart.
fn rows(count: u32) -> Vec<Value> {
    let time = |hour: u32| format!("2026-11-{:02}T{:02}:00:00.000Z", 1 + hour / 24, hour % 24);
    (0..count).rev().map(|number| row(&format!("c{number:04}"), &format!("Agent {number:04}"), &time(number))).collect()
}

/// A sync may run on any thread.
fn in_the_background<T: Future + Send>(sync: T) -> T {
    sync
}

#[tokio::test]
async fn a_registry_is_read_whole_by_pages_and_then_by_what_changed() {
    let market = Market::of(rows(120)).await;
    let progress = Mutex::new(Vec::new());
    let tell = |far: Progress| progress.lock().expect("numbers").push((far.read, far.of));
    let sync = market.catalogue.sync(&market.client, when(NOW), tell);
    let synced = in_the_background(sync).await.expect("a sync");
    assert_eq!(synced, Synced { whole: true, read: 120, cancelled: false });
    assert_eq!(*progress.lock().expect("numbers"), [(50, None)], "not more than once a second");
    let view = market.view();
    assert_eq!((view.mirrored, view.mirrored_at, view.progress, view.failure), (120, Some(NOW), None, None));
    market.registry.calls();

    {
        let mut script = market.registry.script();
        script.rows[60]["status"] = json!("Offline");
        script.rows[60]["statusUpdatedAt"] = json!("2026-11-20T00:00:00.000Z");
        script.rows[61]["status"] = json!("Deregistered");
        script.rows[61]["statusUpdatedAt"] = json!("2026-11-20T00:00:00.001Z");
        script.rows.insert(0, row("c9999", "The newcomer", "2026-11-20T00:00:00.001Z"));
    }
    let later = NOW.plus(HOUR);
    let synced = market.sync(later).await;
    assert!(!synced.whole && synced.read < 10, "{synced:?}");
    assert!(!market.registry.calls().contains(&"registry-entry"));
    assert_eq!(market.names("newcomer"), ["The newcomer"]);
    let changed = |number: usize| identifier(&format!("c{number:04}"));
    let entry = market.catalogue.entry(&changed(59)).expect("a store").expect("mirrored");
    assert_eq!(entry.status, AgentStatus::Offline);
    assert_eq!(market.names("0058"), [""; 0], "a deregistered agent is not listed");
    assert_eq!((market.view().mirrored, market.view().mirrored_at), (120, Some(later)));

    assert_eq!(market.sync(later).await.read, 3, "what was dated just before the last row may have come after it");
    assert!(market.sync(NOW.plus(DAY)).await.whole, "uptime is not told as a change");
}

/// A page of rows that cannot be read is no end of the list: whoever stands behind them is listed too.
#[tokio::test]
async fn rows_that_cannot_be_read_hide_nobody_behind_them() {
    let broken = |mut row: Value| {
        row["agentIdentifier"] = json!(null);
        row
    };
    let mut listed = rows(240);
    listed[20..140].iter_mut().for_each(|row| *row = broken(row.take()));
    let market = Market::of(listed).await;
    assert!(market.sync(NOW).await.whole);
    assert_eq!(market.view().mirrored, 120);
    assert_eq!(market.names("agent 0000"), ["Agent 0000"], "the last of the list");

    let new = |number: u32| {
        let time = format!("2026-11-20T00:{:02}:{:02}.000Z", number / 60, number % 60);
        row(&format!("n{number:04}"), &format!("New {number:04}"), &time)
    };
    for (at, row) in (0..130).map(new).enumerate() {
        market.registry.script().rows.insert(0, if at < 110 { broken(row) } else { row });
    }
    assert!(!market.sync(NOW.plus(HOUR)).await.whole);
    assert_eq!(market.view().mirrored, 140);
}

#[tokio::test]
async fn changes_of_one_moment_are_read_over_a_page_border() {
    let market = Market::of(rows(3)).await;
    market.sync(NOW).await;
    for number in 0..130 {
        let new = row(&format!("n{number:04}"), &format!("New {number:04}"), "2026-11-20T00:00:00.000Z");
        market.registry.script().rows.insert(0, new);
    }
    assert!(!market.sync(NOW).await.whole);
    assert_eq!(market.view().mirrored, 133);
}

#[tokio::test]
async fn a_change_made_while_the_list_was_read_is_not_missed() {
    let market = Market::of(rows(5)).await;
    market.registry.script().rows[0]["statusUpdatedAt"] = json!("2026-11-20T00:10:00.000Z");
    market.sync(NOW).await;
    // Given on an early page, changed, and then overtaken by a later change on a later page.
    market.registry.script().rows[4]["status"] = json!("Offline");
    market.registry.script().rows[4]["statusUpdatedAt"] = json!("2026-11-20T00:05:00.000Z");
    assert!(!market.sync(NOW).await.whole);
    let entry = market.catalogue.entry(&identifier("c0000")).expect("a store").expect("mirrored");
    assert_eq!(entry.status, AgentStatus::Offline);
}

#[tokio::test]
async fn an_old_registry_that_tells_no_changes_is_read_whole_again() {
    let market = Market::of(rows(3)).await;
    market.registry.script().diff = false;
    assert!(market.sync(NOW).await.whole);
    market.registry.script().rows.remove(0);
    assert!(market.sync(NOW).await.whole);
    assert_eq!(market.names(""), ["Agent 0000", "Agent 0001"], "an agent that left the list is forgotten");
}

#[tokio::test]
async fn short_pages_are_read_to_their_end_and_a_page_of_one_row_is_no_trap() {
    let market = Market::of(rows(20)).await;
    market.registry.script().page = 2;
    assert_eq!(market.sync(NOW).await.read, 20);
    market.registry.script().page = 1;
    market.registry.script().diff = false;
    assert_eq!(market.sync(NOW).await.read, 1, "its cursor gives the same row for ever");
}

#[tokio::test]
async fn an_offline_agent_is_listed_and_marked() {
    let mut rows = rows(2);
    rows[0]["status"] = json!("Offline");
    rows[1]["status"] = json!("Invalid");
    let market = Market::of(rows).await;
    market.sync(NOW).await;
    let status: Vec<AgentStatus> = market.cards("").into_iter().map(|card| card.status).collect();
    assert_eq!(status.len(), 2);
    assert!(status.contains(&AgentStatus::Offline) && status.contains(&AgentStatus::Invalid));
}

#[tokio::test]
async fn rows_that_come_twice_are_one_agent_and_the_newest_counts() {
    let mut rows = rows(2);
    let mut older = row("b0000", "The older row", "2026-11-01T00:00:00.000Z");
    older["agentIdentifier"] = json!(identifier("c0001").to_uppercase());
    rows.push(rows[0].clone());
    rows.push(older);
    let market = Market::of(rows).await;
    market.sync(NOW).await;
    assert_eq!(market.names(""), ["Agent 0000", "Agent 0001"]);
}

#[tokio::test]
async fn a_registry_that_fails_for_one_network_costs_the_market_of_that_network_alone() {
    let market = Market::of(rows(3)).await;
    let directory = tempfile::tempdir().expect("a directory");
    let mainnet = Catalogue::open(directory.path(), Network::Mainnet).expect("a catalogue");
    market.registry.script().fails_for = Some("Mainnet");
    let failure = mainnet.sync(&market.client, when(NOW), |_| {}).await.expect_err("it fails");
    assert_eq!((failure.code, failure.side), (Code::NetworkUnknown, Side::Registry));
    let standing = mainnet.standing().expect("a standing");
    assert_eq!((standing.mirrored, standing.mirrored_at), (0, None));
    assert_eq!(standing.failure.map(|failure| failure.code), Some(Code::NetworkUnknown));
    assert!(market.sync(NOW).await.whole);
    assert_eq!((market.view().mirrored, market.view().failure), (3, None));

    market.registry.script().fails_for = None;
    mainnet.sync(&market.client, when(NOW), |_| {}).await.expect("it answers again");
    assert_eq!(mainnet.standing().expect("a standing").failure, None);
}

#[tokio::test]
async fn a_registry_that_fails_in_the_middle_leaves_what_was_read() {
    let market = Market::of(rows(120)).await;
    market.registry.script().lists_before_failing = Some(2);
    let failure = market.catalogue.sync(&market.client, when(NOW), |_| {}).await.expect_err("a failure");
    assert_eq!((failure.code, failure.side), (Code::ServiceFailed, Side::Registry));
    let view = market.view();
    assert_eq!((view.mirrored, view.mirrored_at, view.progress), (99, None, None));
    assert_eq!(view.failure, Some(failure));
    assert_eq!(market.names("0119"), ["Agent 0119"]);

    market.registry.script().lists_before_failing = None;
    market.registry.calls();
    let market = market.reopened();
    assert_eq!(market.sync(NOW.plus(HOUR)).await, Synced { whole: true, read: 120, cancelled: false });
    assert_eq!(
        market.registry.calls().len(),
        2,
        "from the row that it had, and not from the first: after a restart too"
    );
    let view = market.view();
    assert_eq!((view.mirrored, view.mirrored_at, view.failure), (120, Some(NOW.plus(HOUR)), None));

    market.registry.script().lists_before_failing = Some(1);
    let tomorrow = NOW.plus(2 * DAY);
    market.catalogue.sync(&market.client, when(tomorrow), |_| {}).await.expect_err("a failure");
    let view = market.view();
    assert_eq!(
        (view.mirrored, view.mirrored_at),
        (120, Some(NOW.plus(HOUR))),
        "nobody is gone because the registry failed"
    );

    // It forgets where the reading stood, and a day passes: then from the first row, and nobody is lost.
    for (forgotten, later) in [(true, 2 * DAY), (false, 3 * DAY)] {
        market.registry.script().lists_before_failing = Some(1);
        market.catalogue.sync(&market.client, when(NOW.plus(later)), |_| {}).await.expect_err("a failure");
        market.registry.script().lists_before_failing = None;
        if forgotten {
            market.registry.script().rows.remove(98);
        }
        let again = NOW.plus(if forgotten { later } else { later + DAY });
        assert!(market.sync(again).await.whole);
        assert_eq!(market.view().mirrored, 119);
    }
}

/// It repeats its pages for ever, in a circle: that is its end.
#[tokio::test]
async fn a_registry_that_leads_in_a_circle_is_read_once() {
    let market = Market::of(rows(120)).await;
    market.registry.script().circle = true;
    assert_eq!(market.sync(NOW).await.read, 120);
    assert_eq!(market.view().mirrored, 120);
}

/// Who was asked to wait waits, whoever asks for it to be read.
#[tokio::test]
async fn a_registry_that_asks_to_be_left_alone_is_left_alone() {
    let market = Market::of(rows(3)).await;
    market.registry.script().busy = Some(120);
    let failure = market.catalogue.sync(&market.client, when(NOW), |_| {}).await.expect_err("busy");
    market.registry.script().busy = None;
    market.registry.calls();
    let refused = market.catalogue.sync(&market.client, when(NOW.plus(119_000)), |_| {}).await;
    assert_eq!((refused, market.registry.calls().len()), (Err(failure), 0));
    assert!(market.sync(NOW.plus(120_000)).await.whole);
}

/// Two days pass on the node's clock, which may be moved, and a minute on this machine's.
#[tokio::test]
async fn whether_it_is_time_to_read_everything_goes_by_this_machines_clock() {
    let market = Market::of(rows(3)).await;
    market.sync(NOW).await;
    let skipped = When { node: NOW.plus(2 * DAY), machine: NOW.plus(MINUTE) };
    assert!(!market.catalogue.sync(&market.client, skipped, |_| {}).await.expect("a sync").whole);
    assert_eq!(market.view().mirrored_at, Some(NOW.plus(2 * DAY)));
}

/// What a cancelled reading brought stays, and the next one goes on from there.
#[tokio::test]
async fn a_reading_can_be_cancelled_and_goes_on_another_time() {
    let market = Market::of(rows(120)).await;
    let stop = |_| market.catalogue.cancel();
    let synced = market.catalogue.sync(&market.client, when(NOW), stop).await.expect("a sync");
    assert!(synced.cancelled && synced.read < 120, "{synced:?}");
    let view = market.view();
    assert_eq!((view.mirrored, view.progress, view.failure), (synced.read, None, None));
    assert_eq!(market.sync(NOW).await, Synced { whole: true, read: 120, cancelled: false });
    assert_eq!(market.view().mirrored, 120);
}

#[tokio::test]
async fn a_registry_without_this_network_fails_and_says_so() {
    let market = Market::of(Vec::new()).await;
    market.registry.script().lists_before_failing = Some(0);
    let failure = market.catalogue.sync(&market.client, when(NOW), |_| {}).await.expect_err("a failure");
    assert_eq!(failure.quote, "Internal Server Error");
    market.registry.script().lists_before_failing = None;
    assert_eq!(market.sync(NOW).await, Synced { whole: true, read: 0, cancelled: false });
    assert_eq!((market.view().mirrored, market.view().mirrored_at), (0, Some(NOW)));
}

#[tokio::test]
async fn nobody_is_gone_when_the_cursor_leads_nowhere() {
    let market = Market::of(rows(120)).await;
    market.sync(NOW).await;
    market.registry.script().diff = false;
    market.registry.script().forgets = Some("c0070".into());
    let synced = market.sync(NOW).await;
    assert_eq!(synced.read, 50);
    assert_eq!(market.view().mirrored, 120);
    market.registry.script().forgets = None;
    market.sync(NOW).await;
    assert_eq!(market.view().mirrored, 119);
}

#[tokio::test]
async fn the_market_says_that_it_is_being_read_and_a_sync_can_be_given_up() {
    let market = Market::of(rows(3)).await;
    market.registry.hold();
    {
        let sync = market.catalogue.sync(&market.client, when(NOW), |_| {});
        tokio::pin!(sync);
        let asked = async {
            while market.registry.script().calls.is_empty() {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            _ = &mut sync => panic!("the registry is held back"),
            () = asked => assert!(market.view().progress.is_some()),
        }
    }
    assert!(market.view().progress.is_none());
}

#[tokio::test]
async fn the_registry_has_the_last_word_on_who_sells() {
    let market = Market::of(rows(2)).await;
    market.sync(NOW).await;
    let id = identifier("c0001");
    market.registry.script().rows[0]["name"] = json!("Renamed");
    let own = Own { record: AgentRecord { jobs: 3, ..AgentRecord::default() }, ..Own::default() };
    let page = market.catalogue.agent(&market.client, &id.to_uppercase(), &SILENT, &own).await.expect("a page");
    assert_eq!((page.card.name.as_str(), page.card.bought, page.failure), ("Renamed", 3, None));
    assert_eq!(page.technical.seller_address, "addr_test1qseller");
    assert_eq!(page.card.blocked, Some(Blocked::NodeUnknown));

    market.registry.script().information = Some((500, json!({ "status": "error", "error": { "message": "no" } })));
    let page = market.catalogue.agent(&market.client, &id, &SILENT, &Own::default()).await.expect("mirrored");
    assert_eq!(page.card.name, "Agent 0001");
    assert_eq!(page.failure.map(|failure| (failure.code, failure.side)), Some((Code::ServiceFailed, Side::Registry)));
    let unknown = identifier("zz");
    let failure = market.catalogue.agent(&market.client, &unknown, &SILENT, &Own::default()).await;
    assert_eq!(failure.expect_err("neither knows it").code, Code::ServiceFailed);

    market.registry.script().information = None;
    let failure = market.catalogue.agent(&market.client, &unknown, &SILENT, &Own::default()).await;
    assert_eq!(failure.expect_err("nobody knows it").code, Code::Unknown);
    assert_eq!(market.catalogue.find(&market.client, &unknown).await.expect_err("nobody").code, Code::Unknown);

    let other = json!({ "status": "success", "data": { "agentIdentifier": unknown, "name": "Another",
        "sellerWallet": { "address": "addr_test1qother", "vkey": "00" } } });
    market.registry.script().information = Some((200, other));
    let page = market.catalogue.agent(&market.client, &id, &SILENT, &Own::default()).await.expect("mirrored");
    assert_eq!(page.card.name, "Agent 0001", "an answer about another agent is none");
    assert_eq!(page.failure.map(|failure| failure.code), Some(Code::NotTheService));
}

#[tokio::test]
async fn a_burned_agent_is_shown_as_such_though_the_list_has_it() {
    let market = Market::of(rows(1)).await;
    market.sync(NOW).await;
    let gone = json!({ "status": "error", "error": { "message": "Payment information not found" } });
    market.registry.script().information = Some((404, gone));
    let page = market.catalogue.agent(&market.client, &identifier("c0000"), &SILENT, &Own::default()).await;
    assert_eq!(page.expect("mirrored").card.blocked, Some(Blocked::Deregistered));
}

/// An entry of an agent at this address.
async fn at(url: &str) -> Entry {
    let market = Market::of(rows(1)).await;
    market.registry.script().rows[0]["apiBaseUrl"] = json!(url);
    market.catalogue.find(&market.client, &identifier("c0000")).await.expect("an entry")
}

#[tokio::test]
async fn an_agent_is_asked_whether_it_takes_jobs() {
    let ask = async |status, body| {
        let url = agent(&[("/availability", status, body)]).await;
        availability(&agents(), &at(&url).await, &SILENT).await
    };
    let available = ask(200, r#"{"status":"available","type":"masumi-agent","message":"Come\u202e in"}"#).await;
    assert_eq!(available, AvailabilityView::Available { message: "Come in".into() });
    let unavailable = ask(200, r#"{"status":"unavailable","type":"masumi-agent"}"#).await;
    assert_eq!(unavailable, AvailabilityView::Unavailable { message: String::new() });
    let page = ask(200, "<html><title>Welcome to nginx</title></html>").await;
    assert!(matches!(&page, AvailabilityView::NotAnAgent { text } if text.contains("Welcome")), "{page:?}");
    let other = ask(200, r#"{"status":"available","type":"masumi-agent","agentIdentifier":"7e8b\u202e"}"#).await;
    assert_eq!(other, AvailabilityView::AnotherAgent { named: "7e8b".into() });
    let nobody = availability(&agents(), &at(&nobody().await).await, &SILENT).await;
    let AvailabilityView::Unreachable { failure } = nobody else { panic!("{nobody:?}") };
    assert_eq!((failure.code, failure.side), (Code::Unreachable, Side::Agent));
    let refused = availability(&agents(), &at("http://169.254.169.254").await, &SILENT).await;
    assert_eq!(refused, AvailabilityView::NotAsked { reason: Blocked::Address });
}

/// One on this machine is not asked unless the person wants it, and why is said.
#[tokio::test]
async fn an_agent_on_this_machine_is_not_asked_while_that_is_off() {
    let url = agent(&[("/availability", 200, r#"{"status":"available"}"#)]).await;
    let off = Means { allow_local_agents: false, ..SILENT };
    let asked = availability(&agents(), &at(&url).await, &off).await;
    assert_eq!(asked, AvailabilityView::NotAsked { reason: Blocked::LocalAgent });
}

#[tokio::test]
async fn a_form_comes_with_the_draft_of_the_person() {
    let schema =
        r#"{"input_data":[{"id":"topic","type":"string","name":"Top\u200bic"},{"id":"key","type":"password"}]}"#;
    let url = agent(&[("/input_schema", 200, schema)]).await;
    let entry = at(&url).await;
    let directory = tempfile::tempdir().expect("a directory");
    let drafts = Drafts::open(directory.path()).expect("drafts");
    let shown = form(&agents(), &drafts, &entry, &SILENT).await.expect("a form");
    assert_eq!((shown.agent.as_str(), shown.needs_ceiling), (identifier("c0000").as_str(), false));
    assert_eq!(shown.form.groups[0].fields[0].label, "Topic");
    assert_eq!(shown.ceiling_units, []);

    let typed = [("topic", "mice"), ("key", "hunter2")].map(|(id, text)| (id.to_owned(), Answer::Text(text.into())));
    drafts.save(&shown.agent, &typed.into(), NOW).expect("saved");
    drop(drafts);
    let drafts = Drafts::open(directory.path()).expect("drafts");
    let again = form(&agents(), &drafts, &entry, &SILENT).await.expect("a form");
    assert_eq!(again.draft.get("topic"), Some(&Answer::Text("mice".into())));
    assert_ne!(again.draft.get("key"), Some(&Answer::Text("hunter2".into())));
}

#[tokio::test]
async fn a_dynamic_price_asks_for_a_ceiling_in_tokens_of_this_network() {
    let url = agent(&[("/input_schema", 200, r#"{"input_data":[{"id":"topic","type":"string"}]}"#)]).await;
    let entry = Entry { pricing: masumi::registry::Pricing::Dynamic, ..at(&url).await };
    let directory = tempfile::tempdir().expect("a directory");
    let drafts = Drafts::open(directory.path()).expect("drafts");
    let shown = form(&agents(), &drafts, &entry, &SILENT).await.expect("a form");
    assert!(shown.needs_ceiling);
    let tickers: Vec<&str> = shown.ceiling_units.iter().map(|(_, ticker)| ticker.as_str()).collect();
    assert_eq!(tickers, ["ADA", "tUSDM"]);
    let on_mainnet = Means { network: Network::Mainnet, ..SILENT };
    let shown = form(&agents(), &drafts, &entry, &on_mainnet).await.expect("a form");
    let tickers: Vec<&str> = shown.ceiling_units.iter().map(|(_, ticker)| ticker.as_str()).collect();
    assert_eq!(tickers, ["ADA", "USDM", "USDCx"]);
}

#[tokio::test]
async fn a_form_that_cannot_be_read_is_the_agents_fault_and_quotes_it() {
    let directory = tempfile::tempdir().expect("a directory");
    let drafts = Drafts::open(directory.path()).expect("drafts");
    let table = [
        (200, "<html>Bad Gateway</html>", Code::AgentMalformed, "Bad Gateway"),
        (200, r#"{"hello":"world"}"#, Code::AgentMalformed, "hello"),
        (404, r#"{"detail":"Not Found"}"#, Code::AgentRefused, "Not Found"),
        (500, r#"{"detail":"boom"}"#, Code::ServiceFailed, "boom"),
    ];
    for (status, body, code, said) in table {
        let url = agent(&[("/input_schema", status, body)]).await;
        let failure = form(&agents(), &drafts, &at(&url).await, &SILENT).await.expect_err("a failure");
        assert_eq!((failure.code, failure.side), (code, Side::Agent), "{failure:?}");
        assert!(failure.quote.contains(said), "{failure:?}");
    }
}

#[tokio::test]
async fn an_agent_is_asked_and_how_long_that_took_is_measured() {
    let url = agent(&[("/availability", 200, r#"{"status":"available"}"#)]).await;
    let answer = live(&agents(), &at(&url).await, &SILENT).await;
    assert!(answer.took.is_some() && answer.woke.is_none(), "{answer:?}");
    let silent = live(&agents(), &at(&nobody().await).await, &SILENT).await;
    assert_eq!((silent.took, silent.woke), (None, None));
    assert_eq!(live(&agents(), &at("http://169.254.169.254").await, &SILENT).await.took, None);
}

#[tokio::test]
async fn an_example_is_fetched_and_shown_as_a_result_is_or_there_is_a_word_for_why_not() {
    let long: &str = Box::leak("x".repeat(1024 * 1024 + 1).into_boxed_str());
    let url = agent(&[
        ("/a.md", 200, "# A summary\n\n* tides"),
        ("/a.json", 200, r#"{"words":12}"#),
        ("/empty", 200, " "),
        ("/picture", 200, "\u{89}PNG\r\n\0\0"),
        ("/long", 200, long),
        ("/broken", 500, "no"),
    ])
    .await;
    let see = async |path: &str, mime_type: &str| {
        let stated = ExampleOutput { name: "A".into(), mime_type: mime_type.into(), url: format!("{url}{path}") };
        example(&agents(), &stated).await
    };
    for (path, stated, kind) in [
        ("/a.md?raw=1#top", "text/markdown", ResultKind::Markdown),
        ("/a.md", "", ResultKind::Markdown),
        ("/a.json", "text/plain", ResultKind::Json),
    ] {
        let SampleView::Shown { input: None, output, host } = see(path, stated).await else { panic!("{path}") };
        assert_eq!(output.kind, kind, "{path}");
        assert!(url.ends_with(&host), "{host}");
    }
    for (path, stated, expected) in [
        ("/gone", "text/plain", SampleView::None),
        ("/empty", "text/plain", SampleView::None),
        ("/picture", "text/plain", SampleView::NotText),
        ("/a.md", "Image/PNG", SampleView::NotText),
        ("/long", "text/plain", SampleView::TooLong),
    ] {
        assert_eq!(see(path, stated).await, expected, "{path}");
    }
    let SampleView::Failed { failure } = see("/broken", "").await else { panic!("it failed") };
    assert_eq!((failure.code, failure.side), (Code::ServiceFailed, Side::Agent));
    let inward = ExampleOutput { name: String::new(), mime_type: String::new(), url: "https://10.0.0.1/a.md".into() };
    let SampleView::Failed { failure } = example(&agents(), &inward).await else { panic!("not asked") };
    assert_eq!(failure.code, Code::AddressRefused);
}

#[tokio::test]
async fn a_demo_is_shown_where_there_is_one() {
    let demo_of = async |url: &str| demo(&agents(), &at(url).await, &SILENT).await;
    let url = agent(&[("/demo", 200, r##"{"input":{"text":"a","style":2},"output":{"result":"# B"}}"##)]).await;
    let SampleView::Shown { input: Some(input), output, .. } = demo_of(&url).await else { panic!("a demo") };
    assert_eq!((input.kind, output.kind), (ResultKind::Json, ResultKind::Markdown));
    assert_eq!(demo_of(&agent(&[]).await).await, SampleView::None);
    assert_eq!(demo_of("http://169.254.169.254").await, SampleView::None, "not asked");
    let page = agent(&[("/demo", 200, "<h1>It works!</h1>")]).await;
    assert!(matches!(demo_of(&page).await, SampleView::Failed { .. }));
}

#[tokio::test]
async fn a_page_names_the_other_agents_of_its_author_and_the_versions_of_it() {
    let market = Market::of(rows(4)).await;
    {
        let mut script = market.registry.script();
        for (place, author) in [(0, "Kitano"), (1, "KITANO"), (2, "Kitano Research")] {
            script.rows[place]["authorName"] = json!(author);
        }
        script.rows[1]["supersededByAgentIdentifier"] = json!(identifier("c0003").to_uppercase());
    }
    market.sync(NOW).await;
    let page = async |row| {
        market.catalogue.agent(&market.client, &identifier(row), &SILENT, &Own::default()).await.expect("a page")
    };
    let named = |others: &[OtherAgent]| others.iter().map(|other| (other.name.clone(), other.tie)).collect::<Vec<_>>();
    let newest = page("c0003").await;
    assert_eq!(named(&newest.seller.others), [("Agent 0002".to_owned(), Tie::SameAuthor)]);
    assert_eq!(named(&newest.older), [("Agent 0002".to_owned(), Tie::Version)]);
    assert_eq!(newest.seller.key.len(), 56, "the registry told it");
    let older = page("c0002").await;
    assert_eq!(older.newer.map(|newer| newer.name).as_deref(), Some("Agent 0003"));
    assert_eq!(older.seller.others.first().map(|other| other.tie), Some(Tie::SameKey), "both keys were told by now");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_is_shown_where_nothing_can_be_written_about_it() {
    let market = Market::of(rows(1)).await;
    market.sync(NOW).await;
    let refuse = "CREATE TRIGGER full BEFORE INSERT ON sold BEGIN SELECT RAISE(FAIL, 'disk full'); END";
    let store = rusqlite::Connection::open(market.directory.path().join("catalogue.db")).expect("a store");
    store.execute_batch(refuse).expect("a trigger");
    let page = market.catalogue.agent(&market.client, &identifier("c0000"), &SILENT, &Own::default()).await;
    assert_eq!(page.expect("a page").seller.key.len(), 56, "the registry told it");
    assert!(market.cards("").iter().all(|card| card.seller_key.is_empty()), "not kept");
}
