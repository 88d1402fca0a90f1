//! A receipt of each kind of purchase and of each ending, checked here and by the checker that shares no code.

use super::*;
use crate::receipt::{
    Receipt,
    tests::{checked_elsewhere, lines},
};
use masumi::node::Generation;
use masumi_sandbox::Lie;

/// The lines that hold.
fn holding(lines: &[(String, String)]) -> Vec<&str> {
    lines.iter().filter(|(_, stands)| stands == "holds").map(|(id, _)| id.as_str()).collect()
}

/// What is proven of a purchase of this kind. A quote is signed; a fixed price is not.
fn proven(what: &str, quoted: bool) -> Vec<&'static str> {
    const WHOLE: [&str; 10] =
        ["document", "input", "signature", "seller", "terms", "identifier", "body", "price", "result", "resultHash"];
    let lines: &[&str] = match what {
        "haiku" => &["document", "input", "result"],
        "wrong-hash" => &WHOLE[..9],
        "never-delivers" | "refunded" | "changed-price" => &WHOLE[..8],
        "LocksForTenYears" => &WHOLE[..6],
        "foreign-key" | "UnreadableIdentifier" | "SignsForAnotherAgent" | "SignsOtherInput" | "SignsOtherDeadlines" => {
            &["document", "input"]
        }
        _ => &WHOLE,
    };
    lines.iter().copied().filter(|line| quoted || *line != "price").collect()
}

#[tokio::test]
async fn every_purchase_has_a_receipt_that_holds_and_has_nothing_of_the_persons_in_it() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let mut receipts: Vec<(String, Receipt)> = Vec::new();
    // The first of all: its deadline is the next one.
    let late = running.buy(&desk, "never-delivers").await;
    running.until_phase(&late, Phase::Working).await;
    receipts.push(("never-delivers".to_owned(), running.purchases.receipt(&late).unwrap()));
    desk.skip_to_next_deadline();
    desk.skip(30 * MINUTE);
    running.until_phase(&late, Phase::Refunded).await;
    receipts.push(("refunded".to_owned(), running.purchases.receipt(&late).unwrap()));

    let mut bought = Vec::new();
    for (slug, phase) in [
        ("summarizer", Phase::Delivered),
        ("translator", Phase::Delivered),
        ("extractor", Phase::Delivered),
        ("counter", Phase::Delivered),
        ("press-kit", Phase::Delivered),
        ("analyst", Phase::Delivered),
        ("forecaster", Phase::Delivered),
        ("haiku", Phase::Delivered),
        ("wrong-hash", Phase::Mismatch),
        ("foreign-key", Phase::Refused),
        ("changed-price", Phase::Refused),
    ] {
        bought.push((slug.to_owned(), running.buy(&desk, slug).await, phase));
    }
    for (lie, phase) in [
        (Lie::NamesAnotherNonce, Phase::Delivered),
        (Lie::UnreadableIdentifier, Phase::Refused),
        (Lie::SignsForAnotherAgent, Phase::Refused),
        (Lie::SignsOtherInput, Phase::Refused),
        (Lie::SignsOtherDeadlines, Phase::Refused),
        (Lie::LocksForTenYears, Phase::AsksAgain),
    ] {
        bought.push((format!("{lie:?}"), running.buy_lie(&desk, lie).await, phase));
    }
    for (what, id, phase) in bought {
        running.until(&id, &what, |view| view.row.phase == phase).await;
        receipts.push((what, running.purchases.receipt(&id).unwrap()));
    }

    let wallets = [Generation::V1, Generation::V2].map(|generation| desk.sandbox.purchasing_address(generation));
    let secrets = [desk.keys.node.expose(), desk.keys.registry.expose()].map(str::to_owned);
    let private: Vec<String> = [desk.sandbox.node_url()].into_iter().chain(wallets).chain(secrets).collect();
    let texts: Vec<Vec<u8>> = receipts.iter().map(|(_, receipt)| receipt.text().unwrap().into_bytes()).collect();
    for (((what, receipt), text), elsewhere) in receipts.iter().zip(&texts).zip(checked_elsewhere(&texts)) {
        let here = lines(text);
        assert_eq!(here, elsewhere, "{what}");
        let quoted = receipt.proof.terms.as_ref().is_some_and(|terms| terms.text.contains("\"RequestedFunds\":["));
        assert_eq!(holding(&here), proven(what, quoted), "{what}: {here:?}");
        assert!(here.iter().all(|(_, stands)| stands != "fails"), "{what}: {here:?}");
        let text = String::from_utf8_lossy(text);
        for private in &private {
            assert!(!text.contains(private.as_str()), "{what} has {private}");
        }
    }
}
