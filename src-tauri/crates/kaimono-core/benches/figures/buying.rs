//! From the person's yes to the node's "purchased", against the bare requests; both sides by turns, over a network that answers
//! as slowly as the recorded one did.

use crate::{
    Outcome,
    buyer::Buyer,
    network::{Network, SLUG},
    script,
    table::Figure,
};
use kaimono_core::view::purchase::Phase;
use serde_json::Value;
use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

const RECORDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/recordings");

/// Times so many purchases on each side.
pub(crate) async fn measure(purchases: u32) -> Outcome<Vec<Figure>> {
    let mut network = Network::start()?;
    network.top_up(2 * purchases + 2)?;
    let buyer = Buyer::start(&network).await?;
    let (bare_at_once, engine_at_once) = sides(&network, &buyer, purchases).await?;
    for (service, route, recorded) in [
        ('a', format!("POST /{SLUG}/start_job"), "POST /start_job"),
        ('r', "GET /payment-information".to_owned(), "GET /api/v1/payment-information"),
        ('n', "GET /payment-source".to_owned(), "GET /api/v1/payment-source"),
        ('n', "POST /purchase".to_owned(), "POST /api/v1/purchase"),
    ] {
        network.slow(service, &route, recorded_millis(recorded)?)?;
    }
    let (bare, engine) = sides(&network, &buyer, purchases).await?;
    let millis = |time: Duration| time.as_secs_f64() * 1_000.0;
    Ok(vec![
        Figure {
            name: "approval to purchased ÷ the bare requests, recorded delays",
            value: engine.as_secs_f64() / bare.as_secs_f64(),
            unit: "ratio of medians",
            goal: Some(1.15),
        },
        Figure { name: "  the bare requests", value: millis(bare), unit: "ms, median", goal: None },
        Figure {
            name: "  what the engine adds when the network answers at once",
            value: millis(engine_at_once.saturating_sub(bare_at_once)),
            unit: "ms, of medians",
            goal: None,
        },
    ])
}

/// The medians of the script and of the engine, taken by turns.
async fn sides(network: &Network, buyer: &Buyer, purchases: u32) -> Outcome<(Duration, Duration)> {
    let (mut bare, mut engine) = (Vec::new(), Vec::new());
    for _ in 0..purchases {
        let address = network.address.clone();
        bare.push(
            tokio::task::spawn_blocking(move || {
                let begin = Instant::now();
                script::buy(&address).map(|()| begin.elapsed())
            })
            .await??,
        );
        let approval = buyer.prepare().await?;
        let begin = Instant::now();
        let id = buyer.kaimono.approve(&approval).await?;
        let paid = |phase| !matches!(phase, Phase::Starting | Phase::Paying);
        buyer.until(&id, |page| paid(page.row.phase)).await?;
        engine.push(begin.elapsed());
        let phase = buyer.kaimono.purchase(&id).await?.row.phase;
        if !matches!(phase, Phase::Queued | Phase::Working) {
            return Err(format!("a purchase ended as {phase:?}").into());
        }
    }
    Ok((median(bare), median(engine)))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The median time of the recorded answers to `METHOD /path` that were a success, in milliseconds.
fn recorded_millis(route: &str) -> Outcome<u64> {
    let mut times = Vec::new();
    for file in fs::read_dir(Path::new(RECORDINGS))? {
        let file = file?.path();
        if file.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let recording: Value = serde_json::from_slice(&fs::read(file)?)?;
        let request = &recording["request"];
        let url = request["url"].as_str().or(request["path"].as_str()).unwrap_or_default();
        let url = url.split('?').next().unwrap_or_default();
        let path = url.split_once("//").map_or(url, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
        let same = format!("{} {path}", request["method"].as_str().unwrap_or_default()) == route;
        if let (true, Some(200), Some(seconds)) =
            (same, recording["response"]["status"].as_u64(), recording["meta"]["seconds"].as_f64())
        {
            times.push(Duration::from_secs_f64(seconds));
        }
    }
    if times.is_empty() {
        return Err(format!("no recording of {route}").into());
    }
    Ok(u64::try_from(median(times).as_millis())?)
}
