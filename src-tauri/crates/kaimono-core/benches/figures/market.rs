//! What a large market costs: a hundred thousand agents beside a hundred, what it takes to search them with each key, and to read
//! them from a registry. The registry is a process of its own and makes its rows as they are asked for.

use crate::{
    Outcome,
    table::Figure,
    watching::{busy, resident},
};
use axum::{Json, Router, extract::State, routing::post};
use futures_util::TryStreamExt;
use kaimono_core::{
    catalogue::{Catalogue, Means, Person, When},
    view::market::{Chosen, Facet, MarketQuery},
};
use masumi::{
    moment::{DAY, Moment},
    net::{NodeHttp, Secret, Service},
    node::Network,
    registry::{ListRequest, RegistryClient, StatusFilter},
};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// What is typed, letter by letter, and what else is asked for.
const TYPED: [&str; 8] = ["text", "summarizer", "legal review", "translat", "agent 4", "data ext", "weather", "lab 77"];
/// Each of them so often.
const ROUNDS: usize = 5;
const NOW: Moment = Moment(1_795_000_000_000);
const MEANS: Means = Means { network: Network::Preprod, key: None, sources: None, allow_local_agents: true };

const KINDS: [&str; 16] = [
    "Text", "Legal", "Data", "Image", "Weather", "Market", "Code", "Travel", "Music", "Tax", "News", "Garden",
    "Health", "Video", "Voice", "Lead",
];
const DOES: [&str; 16] = [
    "Summarizer",
    "Reviewer",
    "Extractor",
    "Translator",
    "Writer",
    "Planner",
    "Scout",
    "Checker",
    "Painter",
    "Teacher",
    "Finder",
    "Analyst",
    "Editor",
    "Reader",
    "Namer",
    "Watcher",
];
const WORDS: [&str; 24] = [
    "quickly",
    "answers",
    "questions",
    "about",
    "documents",
    "and",
    "returns",
    "a",
    "short",
    "careful",
    "report",
    "with",
    "sources",
    "for",
    "teams",
    "that",
    "need",
    "results",
    "every",
    "day",
    "in",
    "many",
    "languages",
    "tested",
];

/// Serves so many agents, each page so many milliseconds late, until its standard input ends.
pub(crate) async fn serve(agents: usize, late: u64) -> Outcome<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let routes = Router::new().route("/api/v1/registry-entry", post(page)).with_state((agents, late));
    axum::serve(listener, routes).await?;
    Ok(())
}

async fn page(State((agents, late)): State<(usize, u64)>, Json(asked): Json<Value>) -> Json<Value> {
    tokio::time::sleep(Duration::from_millis(late)).await;
    let first = asked["cursorId"].as_str().and_then(|id| id.get(1..)?.parse::<usize>().ok()).unwrap_or(0);
    let limit = asked["limit"].as_u64().and_then(|limit| usize::try_from(limit).ok()).unwrap_or(10);
    let rows: Vec<Value> = (first..agents.min(first + limit)).map(row).collect();
    Json(json!({ "status": "success", "data": { "entries": rows } }))
}

/// Always the same for a number.
fn row(number: usize) -> Value {
    let of = |words: &[&'static str], by: usize| words[(number / by) % words.len()];
    let words = (0..90).map(|word| of(&WORDS, word + 1)).collect::<Vec<_>>().join(" ");
    let hour = number % 24;
    json!({
        "id": format!("r{number}"), "name": format!("{} {} {number}", of(&KINDS, 1), of(&DOES, 16)),
        "description": format!("{} for {}, called {}. {words}", of(&DOES, 7), of(&KINDS, 5), coined(number)),
        "status": if number.is_multiple_of(7) { "Offline" } else { "Online" },
        "createdAt": format!("2026-{:02}-{:02}T{hour:02}:00:00.000Z", 1 + number % 11, 1 + number % 28),
        "statusUpdatedAt": format!("2026-10-{:02}T{hour:02}:00:00.000Z", 1 + number % 28),
        "uptimeCount": number % 900, "uptimeCheckCount": 900,
        "apiBaseUrl": format!("https://a{number}.example{}.org", number % 700), "authorName": format!("Lab {}", number % 5_000),
        "tags": [of(&KINDS, 3).to_lowercase(), of(&DOES, 11).to_lowercase(), format!("topic {}", number % 150)],
        "agentIdentifier": format!("7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77{number:064x}"),
        "paymentType": "Web3CardanoV1", "Capability": { "name": of(&DOES, 16), "version": "1.0" },
        "AgentPricing": { "pricingType": "Fixed", "FixedPricing": { "Amounts": [
            { "amount": (1 + number % 400).saturating_mul(50_000).to_string(), "unit": "lovelace" } ] } },
        "ExampleOutput": [], "metadataVersion": 1,
    })
}

/// A word that no other number has: what people write has many words that hardly anybody else uses.
fn coined(number: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "ka", "ri", "mo", "te", "lu", "san", "ver", "do", "pil", "no", "gra", "sti", "be", "qua", "fel", "zi", "hum",
        "ot", "cre", "wy",
    ];
    let of = |by: usize| SYLLABLES[(number / by) % SYLLABLES.len()];
    [of(1), of(20), of(400), of(8_000)].concat()
}

/// A registry that runs as long as this is held.
struct Registry {
    child: Child,
    client: RegistryClient,
}

impl Registry {
    fn start(agents: u32, late: u64) -> Outcome<Registry> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["registry", &agents.to_string(), &late.to_string()])
            .stdout(Stdio::piped())
            .spawn()?;
        let mut url = String::new();
        BufReader::new(child.stdout.take().ok_or("no way from the registry")?).read_line(&mut url)?;
        let http = NodeHttp::new(Service::Registry, url.trim().parse()?, Secret::new("key"))?;
        Ok(Registry { child, client: RegistryClient::new(http) })
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        // Whether it has ended already does not matter.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Looks at a market in a process of its own, and says how much memory that takes.
pub(crate) fn look(directory: &str) -> Outcome<()> {
    let catalogue = Catalogue::open(Path::new(directory), Network::Preprod)?;
    let person = Person::default();
    for text in ["", "text", "weather"] {
        let market = catalogue.market(MarketQuery::typed(text), &person, &MEANS)?;
        catalogue.facets(&market.listing, &person, &MEANS)?;
    }
    println!("{}", resident()?);
    Ok(())
}

fn memory(directory: &Path) -> Outcome<f64> {
    let output = Command::new(std::env::current_exe()?).arg("look").arg(directory).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}

/// `agents` of them beside a hundred.
pub(crate) async fn measure(agents: u32, first_fill: u32) -> Outcome<Vec<Figure>> {
    let (large, small) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let registry = Registry::start(agents, 0)?;
    let catalogue = Catalogue::open(large.path(), Network::Preprod)?;
    let began = Instant::now();
    catalogue.sync(&registry.client, When { node: NOW, machine: NOW }, |_| {}).await?;
    let filled = began.elapsed().as_secs_f64();
    if catalogue.standing()?.mirrored != agents {
        return Err(format!("not all were mirrored: {}", catalogue.standing()?.mirrored).into());
    }
    Catalogue::open(small.path(), Network::Preprod)?
        .sync(&Registry::start(100, 0)?.client, When { node: NOW, machine: NOW }, |_| {})
        .await?;

    let keys = keystrokes(&catalogue, large.path())?;
    let later = When { node: NOW, machine: NOW.plus(2 * DAY) };
    let before = busy()?;
    catalogue.sync(&registry.client, later, |_| {}).await?;
    let pass = busy()? - before;
    let (fill, bare) = first_fills(first_fill).await?;
    let taken = memory(large.path())? - memory(small.path())?;
    let ms = |mut times: Vec<f64>, of_hundred: usize| {
        times.sort_by(f64::total_cmp);
        times.get((times.len() * of_hundred / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
    };
    let total = |times: &[f64]| times.iter().sum::<f64>();
    Ok(vec![
        Figure { name: "agents of the market", value: f64::from(agents), unit: "agents", goal: None },
        Figure { name: "  filling it", value: filled, unit: "s", goal: None },
        Figure {
            name: "a keystroke until its agents are there",
            value: ms(keys.answers.clone(), 99),
            unit: "ms, 99 of 100",
            goal: Some(5.0),
        },
        Figure { name: "  the middle of them", value: ms(keys.answers.clone(), 50), unit: "ms, median", goal: None },
        Figure { name: "  the largest answer", value: keys.largest / 1_000.0, unit: "kB", goal: Some(60.0) },
        Figure {
            name: "  all of them ÷ the same words, 50 hits, unranked",
            value: total(&keys.answers) / total(&keys.bare),
            unit: "ratio of sums",
            goal: Some(1.5),
        },
        Figure {
            name: "order, number and facets of all",
            value: ms(keys.facets.clone(), 99),
            unit: "ms, 99 of 100",
            goal: Some(100.0),
        },
        Figure {
            name: "  the middle of them",
            value: ms(keys.facets.clone(), 50),
            unit: "ms, median",
            goal: Some(30.0),
        },
        Figure {
            name: "a stretch from anywhere",
            value: ms(keys.stretches, 99),
            unit: "ms, 99 of 100",
            goal: Some(5.0),
        },
        Figure { name: "processor time of a pass over unchanged agents", value: pass, unit: "s", goal: Some(5.0) },
        Figure {
            name: "a first fill ÷ downloading and parsing it",
            value: fill / bare,
            unit: "ratio",
            goal: Some(1.3),
        },
        // As a part of the whole program `make bench-market` tells it.
        Figure { name: "  memory that all take beyond a hundred", value: taken / 1_024.0, unit: "MB", goal: None },
    ])
}

struct Keys {
    answers: Vec<f64>,
    bare: Vec<f64>,
    facets: Vec<f64>,
    stretches: Vec<f64>,
    largest: f64,
}

/// Times every prefix of what is typed, with and without a filter, and the least that could answer it.
fn keystrokes(catalogue: &Catalogue, directory: &Path) -> Outcome<Keys> {
    let person = Person::default();
    let bare = Connection::open_with_flags(directory.join("catalogue.db"), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut keys =
        Keys { answers: Vec::new(), bare: Vec::new(), facets: Vec::new(), stretches: Vec::new(), largest: 0.0 };
    // The first to look reads the columns.
    catalogue.market(MarketQuery::default(), &person, &MEANS)?;
    for round in 0..ROUNDS {
        for typed in TYPED {
            for end in 1..=typed.len() {
                let chosen = Chosen { facet: Facet::Status, value: "online".to_owned(), exclude: false };
                let chosen = if round.is_multiple_of(2) { vec![chosen] } else { Vec::new() };
                let query = MarketQuery { chosen, ..MarketQuery::typed(&typed[..end]) };
                let began = Instant::now();
                let market = catalogue.market(query, &person, &MEANS)?;
                keys.answers.push(millis(began));
                let size = serde_json::to_vec(&market)?.len();
                keys.largest = keys.largest.max(f64::from(u32::try_from(size)?));
                keys.bare.push(least(&bare, &typed[..end])?);
                let began = Instant::now();
                catalogue.facets(&market.listing, &person, &MEANS)?;
                keys.facets.push(millis(began));
            }
        }
    }
    let market = catalogue.market(MarketQuery::default(), &person, &MEANS)?;
    for part in 0..20 {
        let stretch = kaimono_core::view::market::MarketStretch {
            listing: market.listing.clone(),
            from: market.total / 20 * part,
            count: 40,
        };
        let began = Instant::now();
        catalogue.stretch(&stretch, &person, &MEANS)?;
        keys.stretches.push(millis(began));
    }
    Ok(keys)
}

/// Fifty hits of the same words and what is known of them, as they come.
fn least(store: &Connection, typed: &str) -> Outcome<f64> {
    let words = typed.split_whitespace().map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ");
    let began = Instant::now();
    let mut found = store.prepare_cached("SELECT rowid FROM texts WHERE texts MATCH ?1 LIMIT 50")?;
    let rows = found.query_map([words], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut whole = store.prepare_cached("SELECT json FROM entry WHERE row = ?1")?;
    for row in rows {
        let json: String = whole.query_row([row], |row| row.get(0))?;
        serde_json::from_str::<masumi::registry::Entry>(&json)?;
    }
    Ok(millis(began))
}

/// Seconds of filling a market from a registry that takes its time, and of reading the same pages alone.
async fn first_fills(agents: u32) -> Outcome<(f64, f64)> {
    let registry = Registry::start(agents, 300)?;
    let directory = tempfile::tempdir()?;
    let catalogue = Catalogue::open(directory.path(), Network::Preprod)?;
    let began = Instant::now();
    catalogue.sync(&registry.client, When { node: NOW, machine: NOW }, |_| {}).await?;
    let fill = began.elapsed().as_secs_f64();
    let began = Instant::now();
    let request = ListRequest::new(Network::Preprod).limit(50).status(StatusFilter::Any);
    let read = registry.client.entries(request).try_fold(0, |count, _| async move { Ok(count + 1) }).await?;
    if read != agents {
        return Err(format!("not all were read: {read}").into());
    }
    Ok((fill, began.elapsed().as_secs_f64()))
}

fn millis(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1_000.0
}
