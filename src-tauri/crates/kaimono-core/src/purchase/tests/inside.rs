//! What stands inside answers and results is found, and shown where it stands.

use super::*;
use crate::view::purchase::{InsidePlace, InsideView, PurchasesQuery};
use masumi::moment::Moment;

const NONCES: [&str; 4] =
    ["54457a849f11e756a970", "54457a849f11e756a971", "54457a849f11e756a972", "54457a849f11e756a973"];

fn buy(purchases: &Purchases, number: usize, answers: &[&str], result: &str, is_text: bool) {
    let id = format!("p{number}");
    let answers = answers.iter().map(|answer| ("Text".to_owned(), (*answer).to_owned())).collect();
    let order = event::Order { nonce: NONCES[number].parse().unwrap(), answers, ..order() };
    purchases.book().begin(&id, &approval(order)).unwrap();
    for event in [Event::JobStarting, of_purchase(&id, &started()), of_purchase(&id, &paying(&id))] {
        purchases.book().record(&id, &event).unwrap();
    }
    deliver(purchases, number, result, is_text, true);
}

fn deliver(purchases: &Purchases, number: usize, result: &str, is_text: bool, complete: bool) {
    let content = purchases.book().keep(result.as_bytes()).unwrap();
    let result = event::ReceivedResult { content, is_text, bytes: result.len() as u64, complete };
    purchases.book().record(&format!("p{number}"), &Event::ResultReceived { result }).unwrap();
}

fn look(purchases: &Purchases, text: &str) -> InsideView {
    purchases.inside(&PurchasesQuery { text: text.to_owned(), ..PurchasesQuery::default() }).unwrap()
}

/// Which are found, where, and what of the text around is a hit.
fn found(purchases: &Purchases, text: &str) -> Vec<(String, InsidePlace, String)> {
    let hits = |pieces: &[crate::view::purchase::SnippetPiece]| {
        pieces.iter().map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
    };
    look(purchases, text).found.iter().map(|found| (found.row.id.clone(), found.place, hits(&found.snippet))).collect()
}

#[test]
fn what_stands_in_answers_and_results_is_found_and_shown_where_it_stands() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    buy(&purchases, 0, &["hello", "The tides of the Elbe"], "High water at **Cuxhaven**\u{202e} at noon", true);
    buy(&purchases, 1, &["hello"], r#"{"place":"Caf\u00e9 Größe","\u6e29":["water\nlevel", 4.25]}"#, false);
    buy(&purchases, 2, &["hello"], "京都への旅行プランです", true);
    buy(&purchases, 3, &["hello"], "nothing of that", true);
    deliver(&purchases, 3, "a part about water", true, false);
    use InsidePlace::{Answers, Result};
    let is = |id: &str, place, text: &str| (id.to_owned(), place, text.to_owned());
    let both = [
        is("p1", Result, "place Café Größe 温 [water] level 4.25 "),
        is("p0", Result, "High [water] at **Cuxhaven** at noon"),
    ];
    for (typed, expected) in [
        ("water", &both[..]),
        ("WAT", &both[..]),
        ("cuxhaven noon", &[is("p0", Result, "High water at **[Cuxhaven]** at [noon]")]),
        ("elbe", &[is("p0", Answers, "hello The tides of the [Elbe]")]),
        // In both together.
        ("elbe water", &[is("p0", Result, "High [water] at **Cuxhaven** at noon")]),
        ("cafe groß", &[is("p1", Result, "place [Café] [Größe] 温 water level 4.25 ")]),
        ("4.25", &[is("p1", Result, "place Café Größe 温 water level [4].[25] ")]),
        ("旅行", &[is("p2", Result, "京都への[旅行]プランです")]),
        ("行旅", &[]),
        ("ater", &[]),
        ("w", &[]),
        ("\"water OR NOT (", &[]),
        // The list has these already.
        ("hello", &[]),
        ("summariser", &[]),
    ] {
        assert_eq!(found(&purchases, typed), expected, "{typed}");
    }
    let narrowed = PurchasesQuery { text: "water".to_owned(), until: Some(Moment(0)), ..PurchasesQuery::default() };
    assert_eq!(purchases.inside(&narrowed).unwrap(), InsideView::default(), "what else is asked for holds too");

    // Another result takes the place of what was there, and everything can be made anew from the events.
    deliver(&purchases, 1, "fire", true, true);
    assert_eq!(found(&purchases, "water"), both[1..]);
    assert_eq!(found(&purchases, "fire"), [is("p1", Result, "[fire]")]);
    let before = look(&purchases, "fire cuxhaven");
    drop(purchases);
    let journal = rusqlite::Connection::open(directory.path().join("purchases.db")).unwrap();
    journal.execute_batch("DELETE FROM mark WHERE name = 'folded'; DELETE FROM inside;").unwrap();
    drop(journal);
    let purchases = open(&directory);
    assert_eq!(found(&purchases, "water"), both[1..]);
    assert_eq!(look(&purchases, "fire cuxhaven"), before);
}

/// What is shown of a hit is found out in a time that grows with the text, and not with the square of the hits in it.
#[test]
fn a_result_of_one_word_a_million_letters_long_is_shown_too() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    buy(&purchases, 0, &["hello"], &format!("{}needle", "an ".repeat(300_000)), true);
    assert_eq!(found(&purchases, "an")[0].2.matches("[an]").count(), 24);
    let (_, place, needle) = found(&purchases, "needle").remove(0);
    assert!(place == InsidePlace::Result && needle.ends_with("an [needle]"), "{needle}");
    let (_, _, both) = found(&purchases, "needle an").remove(0);
    assert!(both.contains("[needle]") && both.contains("[an]"), "{both}");
    assert_eq!(found(&purchases, "needle hello").len(), 1, "in the result and in the answers");
}

#[test]
fn of_many_the_newest_are_shown_and_it_is_said_that_there_are_more() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    for number in 0..25 {
        let id = format!("p{number:02}");
        let answers = vec![("Text".to_owned(), "hello".to_owned()), ("More".to_owned(), "tides".to_owned())];
        let nonce = format!("{number:020}").parse().unwrap();
        purchases.book().begin(&id, &approval(event::Order { nonce, answers, ..order() })).unwrap();
    }
    let view = look(&purchases, "tides");
    let ids: Vec<_> = view.found.iter().map(|found| found.row.id.as_str()).collect();
    assert_eq!((ids.len(), ids[0], ids[19], view.more), (20, "p24", "p05", true));
}
