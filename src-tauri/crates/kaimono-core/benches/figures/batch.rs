//! One yes to many purchases against as many single ones: from the person's yes until all of it is on disk. Preparing is timed beside
//! it, since single ones ask registry and agent each time.

use crate::{Outcome, buyer::Buyer, network::Network, table::Figure};
use kaimono_core::view::batch::{BatchAsked, BatchPrepared};
use masumi::form::Answers;
use std::time::{Duration, Instant};

/// Times so many purchases on each side.
pub(crate) async fn measure(purchases: u32) -> Outcome<Vec<Figure>> {
    let network = Network::start()?;
    let buyer = Buyer::start(&network).await?;
    let (mut approving, mut preparing) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..purchases {
        let begin = Instant::now();
        let approval = buyer.prepare().await?;
        preparing += begin.elapsed();
        let begin = Instant::now();
        buyer.kaimono.approve(&approval).await?;
        approving += begin.elapsed();
    }
    let buyer = Buyer::start(&network).await?;
    let mut table = "text\n".to_owned();
    (0..purchases).for_each(|number| table.push_str(&format!("Tides {number}\n")));
    buyer.kaimono.form(buyer.agent()).await?;
    let begin = Instant::now();
    let agent = buyer.agent().to_owned();
    let asked = BatchAsked::Table { agent, answers: Answers::new(), ceiling: None, table };
    let BatchPrepared::Review { review } = buyer.kaimono.prepare_batch(asked).await? else {
        return Err("no review".into());
    };
    let prepared = begin.elapsed();
    if review.purchases != purchases {
        return Err(format!("{} of {purchases} can be bought", review.purchases).into());
    }
    let begin = Instant::now();
    buyer.kaimono.approve_batch(&review.id, None).await?;
    let approved = begin.elapsed();
    let together = |one: Duration, other: Duration| (one + other).as_secs_f64();
    Ok(vec![
        Figure {
            name: "a batch, from its table to the yes on disk ÷ as many single purchases",
            value: together(prepared, approved) / together(preparing, approving),
            unit: "ratio",
            goal: Some(1.2),
        },
        Figure {
            name: "  its yes ÷ as many single ones",
            value: approved.as_secs_f64() / approving.as_secs_f64(),
            unit: "ratio",
            goal: Some(1.2),
        },
        Figure { name: "  until it can be reviewed", value: prepared.as_secs_f64() * 1_000.0, unit: "ms", goal: None },
    ])
}
