//! What a long history costs: a hundred thousand purchases of which a thousand are open, beside a thousand that are all open. One of
//! each kind is bought; the others are copies of their events, under names and identifiers of their own.

use crate::{Outcome, buyer::Buyer, network::Network, table::Figure};
use kaimono_core::{
    Kaimono,
    house::{Place, Surroundings},
    view::purchase::{ExportFormat, Phase, PurchaseGroup, PurchaseSort, PurchasesQuery},
};
use masumi::moment::{HOUR, Moment};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// Openings of each history, by turns.
const OPENINGS: usize = 5;
/// Readings of each list.
const READINGS: usize = 9;

/// What an opening in a process of its own costs.
#[derive(Serialize, Deserialize)]
struct Opened {
    /// Until the list could be read, milliseconds.
    millis: f64,
    /// Until all of it was there, seconds.
    whole: f64,
    /// Memory of the process then, kB.
    kilobytes: u64,
    purchases: u32,
}

/// Opens a Kaimono in this process, and says what it cost.
pub(crate) async fn open(home: &str) -> Outcome<()> {
    let begin = Instant::now();
    let kaimono = Kaimono::start(Path::new(home)).await?;
    let mut list = kaimono.purchases(&PurchasesQuery::default()).await?;
    let millis = begin.elapsed().as_secs_f64() * 1_000.0;
    // The first time it is made from the events, in the background.
    while list.reading.is_some() {
        tokio::time::sleep(Duration::from_millis(100)).await;
        list = kaimono.purchases(&PurchasesQuery::default()).await?;
    }
    let whole = begin.elapsed().as_secs_f64();
    let status = fs::read_to_string("/proc/self/status")?;
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no figures of this process")?;
    let kilobytes = resident.trim().trim_end_matches(" kB").trim().parse()?;
    let purchases = list.counts.iter().map(|(_, count)| count).sum();
    println!("{}", serde_json::to_string(&Opened { millis, whole, kilobytes, purchases })?);
    Ok(())
}

/// `all` purchases with `open` open ones, beside `open` alone.
pub(crate) async fn measure(all: u32, open: u32) -> Outcome<Vec<Figure>> {
    let (bought, path) = buy_one_of_each().await?;
    let bytes = bytes_of_events(&bought.path().join(&path))?;
    let (long, short) = (copied(&bought, &path, all - open, open)?, copied(&bought, &path, 0, open)?);
    let first = opening(&long)?;
    opening(&short)?;
    let (mut longs, mut shorts) = (Vec::new(), Vec::new());
    for _ in 0..OPENINGS {
        longs.push(opening(&long)?);
        shorts.push(opening(&short)?);
    }
    if longs.iter().any(|opened| opened.purchases != all) || shorts.iter().any(|opened| opened.purchases != open) {
        let found: Vec<_> = longs.iter().chain(&shorts).map(|opened| opened.purchases).collect();
        return Err(format!("a history is not whole: {found:?}").into());
    }
    let time = |openings: &[Opened]| median(openings.iter().map(|opened| opened.millis).collect());
    let memory = |openings: &[Opened]| median(openings.iter().map(|opened| count(opened.kilobytes)).collect());
    let (slowest, largest) = lists(&long, &path).await?;
    let inside = inside(&long).await?;
    let (round, foretold, agenda) = look_through(&short).await?;
    let (exported, shell, spent) = exported(&long, &path, all).await?;
    let mut figures = vec![
        Figure {
            name: "opening a long history ÷ opening what is open of it",
            value: time(&longs) / time(&shorts),
            unit: "ratio of medians",
            goal: Some(1.2),
        },
        Figure { name: "  purchases", value: f64::from(all), unit: "purchases", goal: None },
        Figure { name: "  of them open", value: f64::from(open), unit: "purchases", goal: None },
        Figure { name: "  opening it", value: time(&longs), unit: "ms, median", goal: None },
        Figure { name: "  opening it for the first time", value: first.millis, unit: "ms", goal: None },
        Figure { name: "  until all of it was read then", value: first.whole, unit: "s", goal: None },
        Figure {
            name: "memory with it ÷ memory with what is open of it",
            value: memory(&longs) / memory(&shorts),
            unit: "ratio of medians",
            goal: Some(1.2),
        },
        Figure { name: "  memory with it", value: memory(&longs) / 1_024.0, unit: "MB, median", goal: None },
        Figure { name: "the slowest of its lists and searches", value: slowest, unit: "ms, median", goal: Some(20.0) },
        Figure { name: "the slowest search inside answers and results", value: inside, unit: "ms, median", goal: None },
        Figure { name: "an export of all as CSV", value: exported, unit: "ms, median", goal: None },
        Figure { name: "  what was spent, of all", value: spent, unit: "ms, median", goal: None },
        Figure { name: "a look through all that is open", value: round, unit: "ms, median", goal: Some(2.0) },
        Figure { name: "a forecast of all that is open", value: foretold, unit: "ms, median", goal: Some(10.0) },
        Figure { name: "  ÷ a look through it", value: foretold / round, unit: "ratio of medians", goal: None },
        Figure { name: "  every deadline of it", value: agenda, unit: "ms, median", goal: None },
        Figure { name: "the largest of their answers", value: largest / 1_000.0, unit: "kB", goal: Some(60.0) },
        Figure { name: "events of a finished purchase", value: bytes / 1_000.0, unit: "kB", goal: Some(6.0) },
    ];
    // It is not everywhere.
    figures.extend(shell.map(|shell| Figure {
        name: "an export of all as CSV ÷ the same rows as CSV by SQLite's shell",
        value: exported / shell,
        unit: "ratio of medians",
        goal: Some(2.0),
    }));
    Ok(figures)
}

/// Buys one that ends, of which the person is told all, and one that stays open; gives their home, and where the journal is in it.
async fn buy_one_of_each() -> Outcome<(TempDir, PathBuf)> {
    let mut network = Network::start()?;
    network.top_up(4)?;
    let buyer = Buyer::start(&network).await?;
    let ends = buyer.kaimono.approve(&buyer.prepare_of(&network.address.deliverer).await?).await?;
    buyer.until(&ends, |page| page.row.phase == Phase::Delivered).await?;
    let id = buyer.kaimono.app().await?.active.ok_or("no profile")?;
    let mut ahead = 0;
    while buyer.kaimono.purchase(&ends).await?.row.phase != Phase::Settled {
        network.skip(HOUR)?;
        ahead += HOUR;
        buyer.kaimono.clock_moved(&id, ahead);
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    let stays = buyer.kaimono.approve(&buyer.prepare().await?).await?;
    buyer.until(&stays, |page| page.row.phase == Phase::Working).await?;
    for announcement in buyer.kaimono.announcements(Surroundings { looking: false, minute: 720 })? {
        buyer.kaimono.told(&announcement);
    }
    let home = buyer.leave();
    // What runs in the background lets go of it.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let path = Path::new("profiles").join(&id).join("purchases.db");
    let journal = Connection::open(home.path().join(&path))?;
    journal.execute_batch("CREATE TABLE copied (role TEXT, purchase TEXT, identifier TEXT)")?;
    for (role, purchase) in [("ends", &ends), ("stays", &stays)] {
        let identifier: String = journal.query_row(
            "SELECT json_extract(state, '$.row.blockchainIdentifier') FROM folded WHERE purchase = ?1",
            [purchase],
            |row| row.get(0),
        )?;
        journal.execute("INSERT INTO copied VALUES (?1, ?2, ?3)", params![role, purchase, identifier])?;
    }
    Ok((home, path))
}

fn bytes_of_events(journal: &Path) -> Outcome<f64> {
    let sql = "SELECT sum(length(CAST(body AS BLOB))) FROM event WHERE purchase = (SELECT purchase FROM copied WHERE role = 'ends')";
    let bytes: u32 = Connection::open(journal)?.query_row(sql, [], |row| row.get(0))?;
    Ok(f64::from(bytes))
}

/// A copy of a home with so many finished and open purchases.
fn copied(home: &TempDir, path: &Path, finished: u32, open: u32) -> Outcome<TempDir> {
    let copy = tempfile::tempdir()?;
    copy_all(home.path(), copy.path())?;
    let mut journal = Connection::open(copy.path().join(path))?;
    let transaction = journal.transaction()?;
    for (role, many) in [("ends", finished), ("stays", open)] {
        let (purchase, identifier): (String, String) =
            transaction.query_row("SELECT purchase, identifier FROM copied WHERE role = ?1", [role], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let mut select =
            transaction.prepare("SELECT at, kind, body, format FROM event WHERE purchase = ?1 ORDER BY seq")?;
        let events: Vec<(i64, String, String, i64)> = select
            .query_map([&purchase], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect::<Result<_, _>>()?;
        let mut insert =
            transaction.prepare("INSERT INTO event (purchase, at, kind, body, format) VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for number in 0..many {
            let (id, own) = (format!("{role}-{number}"), format!("{identifier}{}", hex::encode(number.to_be_bytes())));
            for (at, kind, body, format) in &events {
                let body = body.replace(&identifier, &own).replace("Tides", &format!("Tides {number}"));
                insert.execute(params![id, at + i64::from(number), kind, body, format])?;
            }
        }
        drop((select, insert));
        transaction.execute_batch(&format!(
            "DROP TRIGGER IF EXISTS event_is_never_removed; DELETE FROM event WHERE purchase = '{purchase}'"
        ))?;
    }
    transaction.execute_batch("DELETE FROM mark WHERE name IN ('folded', 'told'); DROP TABLE copied;")?;
    transaction.commit()?;
    drop(journal);
    Ok(copy)
}

fn copy_all(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let there = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_all(&entry.path(), &there)?;
        } else {
            fs::copy(entry.path(), there)?;
        }
    }
    Ok(())
}

fn opening(home: &TempDir) -> Outcome<Opened> {
    let output = Command::new(std::env::current_exe()?).arg("open").arg(home.path()).output()?;
    let told = String::from_utf8(output.stdout)?;
    serde_json::from_str(&told).map_err(|_| format!("{told}{}", String::from_utf8_lossy(&output.stderr)).into())
}

/// What the frame asks, which looks through all that is open, as a round of the watcher does; what becomes of all of it if nobody does
/// anything; and every deadline. Milliseconds.
async fn look_through(home: &TempDir) -> Outcome<(f64, f64, f64)> {
    let kaimono = Kaimono::start(home.path()).await?;
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..READINGS {
        let begin = Instant::now();
        kaimono.app().await?;
        let looked = begin.elapsed();
        let outlook = kaimono.outlook(None).await?;
        let foretold = begin.elapsed();
        kaimono.agenda().await?;
        let listed = begin.elapsed();
        if outlook.next.is_none() {
            return Err("nothing is foretold of what is open".into());
        }
        for (times, took) in times.iter_mut().zip([looked, foretold - looked, listed - foretold]) {
            times.push(took.as_secs_f64() * 1_000.0);
        }
    }
    let [looked, foretold, listed] = times.map(median);
    Ok((looked, foretold, listed))
}

/// The same list by the plainest query, milliseconds.
fn bare(journal: &Connection, group: Option<PurchaseGroup>, text: &str) -> Outcome<f64> {
    let mut times = Vec::new();
    for _ in 0..READINGS {
        let begin = Instant::now();
        let group = group.map(serde_json::to_value).transpose()?;
        let mut select = journal.prepare_cached(
            "SELECT state FROM at_rest JOIN folded USING (purchase)
             WHERE (?1 IS NULL OR grp = ?1) AND instr(words, ?2) > 0 ORDER BY created_at DESC LIMIT 100",
        )?;
        let rows =
            select.query_map(params![group.as_ref().and_then(|group| group.as_str()), text], |row| row.get(0))?;
        let found: Vec<String> = rows.collect::<Result<_, _>>()?;
        std::hint::black_box(found);
        times.push(begin.elapsed().as_secs_f64() * 1_000.0);
    }
    Ok(median(times))
}

/// What the list is chosen by: what all have, what few have, and what none has.
fn filters() -> Vec<PurchasesQuery> {
    let all = PurchasesQuery::default;
    vec![
        all(),
        PurchasesQuery { phase: Some(Phase::Settled), ..all() },
        PurchasesQuery { phase: Some(Phase::Refunded), ..all() },
        PurchasesQuery { unit: Some(String::new()), ..all() },
        PurchasesQuery { unit: Some("ab12".to_owned()), ..all() },
        PurchasesQuery { agent: Some("ab12".to_owned()), ..all() },
        PurchasesQuery { from: Some(Moment(0)), ..all() },
    ]
}

/// The slowest list of a history, milliseconds, and the largest answer, bytes.
async fn lists(home: &TempDir, journal: &Path) -> Outcome<(f64, f64)> {
    let journal = Connection::open(home.path().join(journal))?;
    let kaimono = Kaimono::start(home.path()).await?;
    let (mut slowest, mut largest): (f64, f64) = (0.0, 0.0);
    let groups = [None, Some(PurchaseGroup::Active), Some(PurchaseGroup::Done), Some(PurchaseGroup::Failed)];
    let sorted = filters().into_iter().flat_map(|filter| {
        let sorts =
            [PurchaseSort::Date, PurchaseSort::Agent, PurchaseSort::State, PurchaseSort::Next, PurchaseSort::Price];
        sorts.map(|sort| PurchasesQuery { sort, down: sort != PurchaseSort::State, ..filter.clone() })
    });
    for query in sorted {
        let mut times = Vec::new();
        for _ in 0..READINGS {
            let begin = Instant::now();
            std::hint::black_box(kaimono.purchases(&query).await?);
            times.push(begin.elapsed().as_secs_f64() * 1_000.0);
        }
        let time = median(times);
        let PurchasesQuery { sort, phase, unit, agent, from, .. } = &query;
        let agent = agent.is_some();
        println!("  {:<60} {time:>8.1} ms", format!("{sort:?} {phase:?} {unit:?} agent {agent} {from:?}"));
        slowest = slowest.max(time);
    }
    let lists = groups.map(|group| (group, "")).into_iter().chain(
        ["t", "ti", "tides", "tides 77", "summariser tides", "tides 99999", "nothing like it", "zq"]
            .map(|text| (None, text)),
    );
    for (group, text) in lists {
        let query = PurchasesQuery { text: text.to_owned(), group, ..PurchasesQuery::default() };
        let mut times = Vec::new();
        for _ in 0..READINGS {
            let begin = Instant::now();
            let list = kaimono.purchases(&query).await?;
            times.push(begin.elapsed().as_secs_f64() * 1_000.0);
            largest = largest.max(count(u64::try_from(serde_json::to_string(&list)?.len())?));
        }
        let time = median(times);
        let bare = bare(&journal, group, text)?;
        println!("  {:<40} {time:>8.1} ms, in bare SQLite {bare:>8.1} ms", format!("{group:?} {text:?}"));
        slowest = slowest.max(time);
    }
    Ok((slowest, largest))
}

/// The slowest search inside answers and results: for what stands in all of them, in one, in none, and in what the list has already.
/// Milliseconds.
async fn inside(home: &TempDir) -> Outcome<f64> {
    let kaimono = Kaimono::start(home.path()).await?;
    let mut slowest: f64 = 0.0;
    for text in ["the", "th", "4711 the", "nowhere to be found", "tides"] {
        let query = PurchasesQuery { text: text.to_owned(), ..PurchasesQuery::default() };
        let (mut times, mut found) = (Vec::new(), 0);
        for _ in 0..READINGS {
            let begin = Instant::now();
            found = kaimono.purchases_inside(&query).await?.found.len();
            times.push(begin.elapsed().as_secs_f64() * 1_000.0);
        }
        let time = median(times);
        println!("  inside {text:<33} {time:>8.1} ms, {found} found");
        slowest = slowest.max(time);
    }
    Ok(slowest)
}

/// The columns of an export that stand in a state, for SQLite's own shell.
const COLUMNS: &str = "SELECT f.purchase, r.created_at, r.grp, r.agent, json_extract(f.state, '$.order.agentName'),
    json_extract(f.state, '$.order.sellerVkey'), json_extract(f.state, '$.order.network'),
    json_extract(f.state, '$.order.generation'), json_extract(f.state, '$.order.price'), json_extract(f.state, '$.row.onChainState'),
    json_extract(f.state, '$.row.collateralReturn'), json_extract(f.state, '$.row.buyerFeesAda'),
    json_extract(f.state, '$.row.blockchainIdentifier'), json_extract(f.state, '$.row.inputHash'),
    json_extract(f.state, '$.row.resultHash'), json_extract(f.state, '$.transactions')
    FROM at_rest r JOIN folded f ON f.purchase = r.purchase ORDER BY r.created_at DESC";
/// An export is a matter of seconds.
const EXPORTS: usize = 3;

/// An export of all, the same rows by SQLite's shell (`None`: it is not here), and what was spent: milliseconds.
async fn exported(home: &TempDir, journal: &Path, all: u32) -> Outcome<(f64, Option<f64>, f64)> {
    let has_shell = Command::new("sqlite3").arg("-version").output().is_ok_and(|output| output.status.success());
    let (to, kaimono) = (tempfile::tempdir()?, Kaimono::start(home.path()).await?);
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..EXPORTS {
        let begin = Instant::now();
        let file = to.path().join("ours.csv");
        let place = Place::File(file.clone());
        let query = PurchasesQuery::default();
        let saved = kaimono.export_purchases(&query, ExportFormat::Csv, |_| std::future::ready(Some(place))).await?;
        let ours = begin.elapsed();
        if saved.is_none_or(|saved| saved.purchases != all) {
            return Err("an export is not whole".into());
        }
        let begin = Instant::now();
        if has_shell {
            let theirs = fs::File::create(to.path().join("theirs.csv"))?;
            let arguments = ["-readonly", "-csv", "-header"];
            let mut shell = Command::new("sqlite3");
            let shell = shell.args(arguments).arg(home.path().join(journal)).arg(COLUMNS).stdout(theirs).status()?;
            if !shell.success() {
                return Err("SQLite's shell fails".into());
            }
        }
        let shell = begin.elapsed();
        let begin = Instant::now();
        std::hint::black_box(kaimono.spending(None).await?);
        for (times, took) in times.iter_mut().zip([ours, shell, begin.elapsed()]) {
            times.push(took.as_secs_f64() * 1_000.0);
        }
    }
    let [ours, shell, spent] = times.map(median);
    Ok((ours, has_shell.then_some(shell), spent))
}

fn count(number: u64) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
