//! What the events of a finished purchase take on disk: what says something stands there once.

use super::*;

/// The length of an event as it was written when each stood for itself.
fn alone(event: &Event) -> u32 {
    let event = match event.clone() {
        // Not written then.
        Event::HeldAgainst { .. } | Event::History { .. } | Event::PaymentSent => return 0,
        Event::Approved { mut order, passed } => {
            order.shown = None;
            Event::Approved { order, passed }
        }
        event => event,
    };
    u32::try_from(serde_json::to_string(&event).unwrap().len()).unwrap()
}

/// core section 4: the same purchase took 15,007 bytes in ten events.
#[tokio::test]
async fn the_events_of_a_finished_purchase_take_two_fifths_of_what_they_took_alone() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "summarizer").await;
    running.until_phase(&id, Phase::Delivered).await;
    desk.skip(72 * HOUR);
    running.until_phase(&id, Phase::Settled).await;
    let journal = rusqlite::Connection::open(desk.directory.path().join("purchases.db")).unwrap();
    let sql = "SELECT kind, length(CAST(body AS BLOB)) FROM event WHERE purchase = ?1 ORDER BY seq";
    let mut select = journal.prepare(sql).unwrap();
    let lengths = select.query_map([&id], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let lengths: Vec<(String, u32)> = lengths.map(std::result::Result::unwrap).collect();
    let bytes: u32 = lengths.iter().map(|(_, length)| length).sum();
    let before: u32 = running.purchases.book().journal().events(&id).iter().map(alone).sum();
    assert!(bytes * 10 <= before * 4, "{bytes} of {before}: {lengths:?}");
    println!("{bytes} of {before} bytes: {lengths:?}");
}
