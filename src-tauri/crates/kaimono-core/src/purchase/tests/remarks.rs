//! What the person says about purchases: checked, kept beside the events, found, listed, exported.

use super::{
    rest::{buy, told_of_all},
    *,
};
use crate::{
    purchase::remark::{Objection, Remark},
    view::purchase::{ExportFormat, PurchaseOutcome, PurchasesQuery},
};
use serde_json::{Value, json};

fn labels(purchases: &Purchases, id: &str) -> Vec<String> {
    purchases.remark(id).unwrap().labels
}

#[test]
fn a_label_is_short_each_is_there_once_and_what_is_too_much_changes_nothing() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    buy(&purchases, 8);
    purchases.set_labels("p000", &[" Tax 2026 ", "", "tax 2026", "=1+1"]).unwrap();
    let long = "ä".repeat(61);
    let many: Vec<_> = (0..21).map(|number| number.to_string()).collect();
    let many: Vec<_> = many.iter().map(String::as_str).collect();
    for (typed, field) in [
        (vec![long.as_str()], "label"),
        (vec!["one; two"], "label"),
        (vec!["one, two"], "label"),
        (vec!["one\ntwo"], "label"),
        (vec!["\u{200b}\u{202e}"], "label"),
        (many.clone(), "labels"),
    ] {
        let failure = purchases.set_labels("p000", &typed).unwrap_err();
        assert_eq!((failure.code, failure.quote.as_str()), (Code::Input, field), "{typed:?}");
    }
    assert_eq!(purchases.set_note("p000", &"n".repeat(10_001)).unwrap_err().quote, "note");
    assert_eq!(purchases.set_labels("nobody's", &["x"]).unwrap_err().code, Code::Unknown);
    assert_eq!(labels(&purchases, "p000"), ["Tax 2026", "=1+1"], "nothing of that was kept");
    purchases.set_labels("p001", &many[1..]).unwrap();
    purchases.set_labels("p002", &["\u{202e}cba\u{202c}"]).unwrap();
    assert_eq!(purchases.view("p002").unwrap().row.labels[0].shown, "cba");

    // All at once, or none: one of them has no room.
    assert_eq!(purchases.label_all(&["p000", "p001", "p003"], "More").unwrap_err().quote, "labels");
    assert_eq!(purchases.label_all(&["p000", "nobody's"], "More").unwrap_err().code, Code::Unknown);
    assert_eq!(purchases.label_all(&["p000"], " ").unwrap_err().code, Code::Input);
    assert_eq!(labels(&purchases, "p000").len() + labels(&purchases, "p003").len(), 2);
    purchases.label_all(&["p000", "p003"], "TAX 2026").unwrap();
    assert_eq!((labels(&purchases, "p000").len(), labels(&purchases, "p003")), (2, vec!["TAX 2026".to_owned()]));
    purchases.set_labels("p003", &[]).unwrap();
    assert_eq!(purchases.remark("p003").unwrap(), Remark::default());
}

#[test]
fn what_was_said_stays_when_a_purchase_rests_wakes_and_everything_beside_its_events_is_made_anew() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    buy(&purchases, 8);
    purchases.set_labels("p000", &["Zeitung", "Abo"]).unwrap();
    purchases.set_note("p000", "Two lines,\n\tas typed \n").unwrap();
    told_of_all(&purchases);
    purchases.standings().put_to_rest().unwrap();
    purchases.set_outcome("p000", Some(PurchaseOutcome::Wrong)).unwrap();
    purchases.set_objection("p000", Some(ObjectionReason::Late), "It came\ntoo late. ").unwrap();
    let long = "n".repeat(10_001);
    assert_eq!(purchases.set_objection("p000", None, &long).unwrap_err().quote, "statement");
    let said = Remark {
        labels: vec!["Zeitung".to_owned(), "Abo".to_owned()],
        note: "Two lines,\n\tas typed".to_owned(),
        outcome: Some(PurchaseOutcome::Wrong),
        objection: Objection { reason: Some(ObjectionReason::Late), statement: "It came\ntoo late.".to_owned() },
    };
    assert!(!purchases.book().awake().contains(&"p000".to_owned()), "words wake nothing");
    assert_eq!(purchases.remark("p000").unwrap(), said);
    purchases.book().journal().meddle("DELETE FROM mark");
    drop(purchases);
    let purchases = open(&directory);
    assert_eq!(purchases.remark("p000").unwrap(), said);
    let row = of_purchase("p000", &rowed(Some(OnChainState::FundsLocked)));
    purchases.book().record("p000", &row).unwrap();
    let view = purchases.view("p000").unwrap();
    assert_eq!((view.remark, view.row.note.as_str()), (said.view(), "Two lines, as typed"));
}

#[test]
fn labels_and_notes_are_exported_as_typed_and_are_no_formula() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    buy(&purchases, 8);
    purchases.set_labels("p000", &["=cmd|' /C calc'!A0", "Tax"]).unwrap();
    purchases.set_note("p000", "+1 \"quoted\",\nand a line").unwrap();
    purchases.set_outcome("p000", Some(PurchaseOutcome::NotUseful)).unwrap();
    let query = PurchasesQuery { label: Some("Tax".to_owned()), ..PurchasesQuery::default() };
    let (text, _) = purchases.export(&query, ExportFormat::Json).unwrap();
    let lines: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(lines[0]["labels"], json!(["=cmd|' /C calc'!A0", "Tax"]));
    let (text, count) = purchases.export(&query, ExportFormat::Csv).unwrap();
    assert_eq!(count, 1);
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let line: std::collections::HashMap<String, String> = table.deserialize().next().unwrap().unwrap();
    assert_eq!(line["labels"], "'=cmd|' /C calc'!A0; Tax");
    assert_eq!((line["note"].as_str(), line["outcome"].as_str()), ("'+1 \"quoted\",\nand a line", "not-useful"));
}

#[test]
fn what_purchases_are_chosen_by_is_the_same_in_memory_and_at_rest() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    purchases.standings().link().remember_key(Some("key-1".to_owned()));
    buy(&purchases, 40);
    purchases.label_all(&["p000", "p006"], "Tax").unwrap();
    let before = purchases.facets().unwrap();
    assert_eq!(before.agents.iter().map(|agent| agent.many).sum::<u32>(), 40);
    assert_eq!((before.labels[0].0.shown.as_str(), before.labels[0].1), ("Tax", 2));
    told_of_all(&purchases);
    purchases.standings().put_to_rest().unwrap();
    assert_eq!(purchases.book().awake().len(), 5);
    assert_eq!(purchases.facets().unwrap(), before);
}
