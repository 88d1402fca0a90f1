//! What a person allows themselves to spend: it is read as typed, kept, and holds for all profiles of a network, also for those that
//! were removed. What cannot be read lets nothing pass.

use super::*;
use crate::{
    limits::rules::Over,
    view::{
        buy::CeilingDraft,
        limits::{LimitDraft, WaitDraft},
    },
};
use masumi::{money::Money, proof::Price};

fn limit(over: Over, amount: &str) -> LimitDraft {
    LimitDraft { over, who: String::new(), amount: amount.to_owned(), unit: String::new() }
}

/// Somebody says yes to so much.
fn buy(kaimono: &Kaimono, id: &str, lovelace: u128) -> Result<String> {
    let session = kaimono.session().unwrap();
    session.purchases().asks(id, Order { price: Some(Price::Fixed(vec![Money::lovelace(lovelace)])), ..order() });
    session.purchases().approve(id)
}

/// A purchase that counts, and with which nothing happens by itself.
fn bought_before(kaimono: &Kaimono) {
    let session = kaimono.session().unwrap();
    let not_before = Some(session.clock().now().plus(24 * HOUR));
    session.purchases().book().begin("one", &approval(Order { not_before, ..order() })).unwrap();
}

async fn used(kaimono: &Kaimono) -> Option<String> {
    kaimono.limits().await.unwrap().limits[0].used.as_ref().map(|used| used.text.clone())
}

#[tokio::test]
async fn what_was_bought_with_a_removed_node_counts_and_what_cannot_be_read_lets_nothing_pass() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
    assert!(kaimono.save_limit(&limit(Over::Month, "5")).await.unwrap().is_empty());
    bought_before(&kaimono);
    kaimono.remove_profile(&id, Some("My node")).await.unwrap();
    let other = Service::node().await;
    let draft = ConnectionDraft { node_url: other.url(), label: "Other".to_owned(), ..machine.draft() };
    let second = kaimono.save_connection(draft).await.unwrap().active.unwrap();
    assert_ne!(second, id);
    assert_eq!(used(&kaimono).await.as_deref(), Some("2.50 ADA"));
    assert_eq!(buy(&kaimono, "aa01", 2_500_001).unwrap_err().code, Code::OverLimit);

    machine.stop(kaimono).await;
    let kaimono = machine.start();
    assert_eq!(used(&kaimono).await.as_deref(), Some("2.50 ADA"), "after a restart");
    until("all are open", || kaimono.sessions().all_open).await;
    assert_eq!(kaimono.app().await.unwrap().limits.len(), 1);
    machine.stop(kaimono).await;

    let journal = machine.home.path().join("profiles").join(&id).join("purchases.db");
    until("the journal is closed", || !journal.with_extension("db-wal").exists()).await;
    fs::write(&journal, "no journal").unwrap();
    let kaimono = machine.start();
    let refused = buy(&kaimono, "aa02", 1).unwrap_err();
    assert_eq!(refused.code, Code::LimitsUnread);
    assert!(refused.quote.starts_with("My node: "), "{}", refused.quote);
    let view = kaimono.limits().await.unwrap();
    assert!(view.unread.is_some_and(|unread| !unread.rules) && view.limits[0].used.is_none());
    kaimono.remove_limit(&view.limits[0].id).await.unwrap();
    buy(&kaimono, "aa02", 1).unwrap();
}

#[tokio::test]
async fn a_limit_is_read_as_typed_or_refused_with_the_reason() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    for (amount, unit, who, wrong) in [
        ("", "", "", Some(("amount", Rule::Required))),
        ("-1", "", "", Some(("amount", Rule::Number))),
        ("1e3", "", "", Some(("amount", Rule::Number))),
        ("1,5", "", "", Some(("amount", Rule::Number))),
        ("1,234", "", "", Some(("amount", Rule::Ambiguous))),
        ("0.0000001", "", "", Some(("amount", Rule::Number))),
        ("99999999999999999999", "", "", Some(("amount", Rule::Number))),
        ("1", "ada", "", Some(("amount", Rule::NotAnOption))),
        ("1", "ff00", "", Some(("amount", Rule::NotAnOption))),
        ("1", "", "Summarizer", Some(("who", Rule::Shape))),
        ("1", "", &"9a".repeat(27), Some(("who", Rule::Shape))),
        ("0", "", "", None),
        ("9999999999999999999.999999", "", "", None),
        ("1", "", &"9A".repeat(28), None),
        ("1", "", &"7e8b".repeat(16), None),
    ] {
        let draft = LimitDraft { over: Over::Day, who: who.to_owned(), amount: amount.into(), unit: unit.into() };
        let errors = kaimono.save_limit(&draft).await.unwrap();
        let first = errors.first().map(|error| (error.field.as_str(), error.rule));
        assert_eq!(first, wrong, "{amount:?} {unit:?} {who:?}");
    }
    let view = kaimono.limits().await.unwrap();
    let most: Vec<_> = view.limits.iter().map(|limit| limit.most.amount.as_str()).collect();
    assert_eq!(
        most,
        ["9999999999999999999999999", "1000000", "1000000"],
        "the same limit takes the place of the one before"
    );
    let whom: Vec<_> = view.limits.iter().map(|limit| limit.with.as_ref().map(|with| with.seller)).collect();
    assert_eq!(whom, [None, Some(true), Some(false)]);

    kaimono.save_limit(&limit(Over::Purchase, "0")).await.unwrap();
    assert_eq!(buy(&kaimono, "aa01", 1).unwrap_err().code, Code::OverLimit, "of nothing nothing is bought");
    for minutes in [0, 24 * 60 + 1] {
        let wait = WaitDraft { amount: "1".to_owned(), unit: String::new(), minutes };
        assert_eq!(kaimono.save_wait(&wait).await.unwrap()[0].field, "minutes");
    }
    let settings = Settings { language: LanguageChoice::De, ..kaimono.app().await.unwrap().settings };
    kaimono.set_settings(settings).await.unwrap();
    assert!(kaimono.save_limit(&limit(Over::Purchase, "1,5")).await.unwrap().is_empty());
    assert_eq!(kaimono.limits().await.unwrap().limits[3].most.amount, "1500000");
}

#[tokio::test]
async fn limits_that_cannot_be_read_are_never_none() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    kaimono.save_limit(&limit(Over::Purchase, "5")).await.unwrap();
    assert_eq!(kaimono.reset_limits().await.unwrap_err().code, Code::NotNow, "they can be read");
    kaimono
        .0
        .directory
        .set_limits(Network::Preprod, r#"{"limits":[],"onlyListed":false,"listed":[],"waits":[],"byWeek":1}"#)
        .unwrap();
    assert_eq!(buy(&kaimono, "aa01", 1).unwrap_err().code, Code::LimitsUnread);
    assert!(kaimono.limits().await.unwrap().unread.is_some_and(|unread| unread.rules));
    assert!(kaimono.save_limit(&limit(Over::Day, "1")).await.is_err(), "what is unread is not written over");
    kaimono.reset_limits().await.unwrap();
    buy(&kaimono, "aa01", 1).unwrap();
}

#[tokio::test]
async fn while_buying_is_paused_nothing_is_approved_and_no_job_begins_also_after_a_restart() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    assert!(kaimono.pause_buying(true).await.unwrap().paused);
    assert_eq!(buy(&kaimono, "aa01", 1).unwrap_err().code, Code::BuyingPaused);
    machine.stop(kaimono).await;
    let kaimono = machine.start();
    assert_eq!(buy(&kaimono, "aa01", 1).unwrap_err().code, Code::BuyingPaused);
    let session = kaimono.session().unwrap();
    let expires_at = session.clock().now().plus(HOUR);
    session.purchases().book().begin("one", &approval(Order { expires_at, ..order() })).unwrap();
    assert!(session.purchases().engine().drive("one").await.is_some(), "it is tried again");
    let kinds: Vec<_> = session.purchases().book().journal().events("one").iter().map(Event::name).collect();
    assert_eq!(kinds, ["approved"]);
    assert!(!kaimono.pause_buying(false).await.unwrap().paused);
    buy(&kaimono, "aa01", 1).unwrap();
}

#[tokio::test]
async fn above_their_own_amount_a_person_types_it_for_a_second_yes_as_well() {
    let machine = Machine::new(Mood::Open).await;
    let kaimono = machine.start();
    kaimono.save_connection(machine.draft()).await.unwrap();
    let above = CeilingDraft { amount: "2.50".to_owned(), unit: String::new() };
    assert!(kaimono.save_typing(&above).await.unwrap().is_empty());
    buy(&kaimono, "aa01", 2_500_000).unwrap();
    let refused = buy(&kaimono, "aa02", 2_500_001).unwrap_err();
    assert_eq!((refused.code, refused.quote.as_str()), (Code::Input, "amount"), "a click is not enough");
    for typed in ["", "2.5", "2.50", "2500001", "ADA", "2.500001 tUSDM", "-2.500001", "2.5000010000001"] {
        assert_eq!(kaimono.approve_typed("aa02", Some(typed)).await.unwrap_err().code, Code::Input, "{typed}");
    }
    assert!(kaimono.session().unwrap().purchases().book().state("aa02").is_err());
    kaimono.approve_typed("aa02", Some(" 2.500001 ADA ")).await.unwrap();

    let session = kaimono.session().unwrap();
    let purchases = session.purchases();
    let (approved, began) = approved_now(&session);
    purchases.book().begin("dearer", &of_purchase("dearer", &approved)).unwrap();
    let price = Price::Fixed(vec![Money::lovelace(3_000_000)]);
    let unlock = session.clock().now().plus(30 * HOUR);
    let outside = Event::TermsOutside { checks: Vec::new(), price, unlock };
    for event in [Event::JobStarting, began, outside] {
        purchases.book().record("dearer", &of_purchase("dearer", &event)).unwrap();
    }
    let asked = purchases.view("dearer").unwrap().approval.unwrap();
    assert_eq!(asked.to_type.as_ref().map(|money| money.text.as_str()), Some("3.00 ADA"));
    assert_eq!(purchases.approve(&asked.id).unwrap_err().code, Code::Input);
    kaimono.set_settings(Settings { language: LanguageChoice::De, ..Settings::default() }).await.unwrap();
    kaimono.approve_typed(&asked.id, Some("3,00")).await.unwrap();

    kaimono.remove_typing("").await.unwrap();
    buy(&kaimono, "aa03", 9_000_000).unwrap();
}
