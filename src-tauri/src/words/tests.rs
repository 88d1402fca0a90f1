use super::*;
use serde_json::Value;
use std::collections::BTreeSet;

const LANGUAGES: [(Language, &str, &str); 2] = [
    (Language::En, "en", include_str!("../../../ui/page/words/en/notices.json")),
    (Language::De, "de", include_str!("../../../ui/page/words/de/notices.json")),
];

/// All of a closed word, by a `match` that does not compile when there is another.
macro_rules! all {
    ($enum:ident { $($word:ident),+ $(,)? }) => {{
        let all = [$($enum::$word),+];
        for word in all {
            match word { $($enum::$word => {}),+ }
        }
        all
    }};
}

/// Everything that a notice can be about, with and without time that is left.
fn abouts() -> Vec<About> {
    let wrongs = all!(Wrong { NoResult, Mismatch, TooLarge, Failed, FailedFree });
    let troubles = all!(Trouble {
        Queued,
        Unconfirmed,
        InsufficientFunds,
        LockFailed,
        PolicyDenied,
        NeverPaid,
        LockLost,
        RolledBack,
        LockInvalid,
        UnseenByAgent,
        AgentSilent,
        AgentFailed,
        Unproven,
        HashWithoutResult,
        Mismatch,
        Disputed,
        NodeStuck,
        Foreign,
        Different,
        Denied,
        PaymentUnknown,
        AgentForgot,
        LockOverdue,
        RefundOverdue,
        RequestOverdue,
        RequestTooLate,
        NotCollected,
    });
    let mut all = vec![About::Refund, About::Overdue];
    all.extend(all!(Favourite { Dearer, Cheaper, Repriced, Away, Back, Gone }).map(About::Favourite));
    all.extend(all!(Little { FewPurchases, OnePurchase, NoPurchase }).map(About::Low));
    all.extend(all!(Proof { Proven, NotYet, Free }).map(About::Result));
    all.extend(all!(Ended { Job, Terms, Approval, Payment }).map(About::Ended));
    all.extend(wrongs.map(About::Wrong));
    all.extend(wrongs.map(|wrong| About::Closing { wrong, left: 7_800_000 }));
    all.extend(troubles.map(About::Trouble));
    for left in [None, Some(-1), Some(0), Some(7_800_000)] {
        all.extend([About::Question { left }, About::Approval { left }, About::Lapsed { left }]);
    }
    all
}

fn told(language: Language, agent: &str, about: About) -> Words {
    let priced = Priced { before: PriceView::Free, now: PriceView::Dynamic };
    of(language).one(agent, about, Some(&priced))
}

/// `{agent}`, `{left}`, … of a sentence; the forms of an agent's name are one.
fn places(sentence: &str) -> Vec<String> {
    let mut found: Vec<String> = sentence
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(place, _)| place.split('.').next().unwrap_or_default().to_owned())
        .collect();
    found.sort();
    found
}

/// Every sentence of a language by its path.
fn sentences(value: &Value, path: &str, found: &mut BTreeMap<String, String>) {
    match value {
        Value::String(text) => drop(found.insert(path.to_owned(), text.clone())),
        Value::Object(fields) => {
            for (name, value) in fields {
                sentences(value, &format!("{path}/{name}"), found);
            }
        }
        other => panic!("{path}: {other}"),
    }
}

#[test]
fn every_notice_has_its_sentences_in_every_language_and_no_sentence_is_left_over() {
    let wanted: BTreeSet<&str> = abouts().into_iter().map(|about| key(about).0).collect();
    for (language, tag, text) in LANGUAGES {
        serde_json::from_str::<Table>(text).unwrap_or_else(|error| panic!("{tag}: {error}"));
        let there: BTreeSet<&str> = of(language).notices.keys().map(String::as_str).collect();
        assert_eq!(there, wanted, "{tag}");
    }
}

#[test]
fn every_language_says_the_same_with_the_same_facts() {
    let [english, others @ ..] = LANGUAGES.map(|(_, tag, text)| {
        let mut found = BTreeMap::new();
        sentences(&serde_json::from_str(text).unwrap(), "", &mut found);
        (tag, found)
    });
    for (tag, other) in others {
        assert_eq!(other.keys().collect::<Vec<_>>(), english.1.keys().collect::<Vec<_>>(), "{tag}");
        for (path, sentence) in &english.1 {
            assert_eq!(places(&other[path]), places(sentence), "{tag}{path}");
            assert!(!other[path].trim().is_empty(), "{tag}{path}");
        }
    }
}

#[test]
fn every_notice_reads_as_sentences_with_and_without_a_name_and_fills_every_place() {
    for (language, tag, _) in LANGUAGES {
        for about in abouts() {
            for agent in ["Lead Scout", ""] {
                let words = told(language, agent, about);
                for text in [&words.summary, &words.body] {
                    assert!(!text.is_empty() && !text.contains(['{', '}']), "{tag} {about:?}: {text}");
                    let first = text.chars().next().unwrap();
                    assert!(!first.is_lowercase(), "{tag} {about:?}: {text}");
                }
                assert!(words.body.ends_with('.') && !words.summary.ends_with('.'), "{tag} {about:?}");
                assert!(!words.body.contains("Lead Scout"), "a name is no sentence of ours, and a body may be markup");
            }
        }
    }
}

#[test]
fn a_name_is_only_ever_a_name() {
    let words = told(Language::En, "{left} {count} {agent}", About::Refund);
    assert_eq!(words.summary, "Your money is back from “{left} {count} {agent}”");
    let german = told(Language::De, "", About::Refund);
    assert_eq!(german.summary, "Ihr Geld von einem Agenten ohne Namen ist zurück");
    assert_eq!(told(Language::De, "", About::Overdue).summary, "Ein Agent ohne Namen hat nicht rechtzeitig geliefert");
}

#[test]
fn a_span_is_the_same_in_a_notification_and_on_the_page() {
    let table: Value = serde_json::from_str(include_str!("../../../ui/page/words/spans.json")).unwrap();
    let examples = table["examples"].as_array().unwrap();
    assert!(examples.len() > 10);
    for example in examples {
        for (language, tag, _) in LANGUAGES {
            let said = of(language).span(example["millis"].as_i64().unwrap());
            assert_eq!(said.replace('\u{a0}', " "), example[tag].as_str().unwrap(), "{example}");
            assert!(!said.contains(' '), "no line ends within {said}");
        }
    }
}

#[test]
fn the_tray_counts_in_every_language() {
    let lines = |language: Language| [0, 1, 2, 1200].map(|open| of(language).open_purchases(open));
    assert_eq!(
        lines(Language::En),
        ["No open purchases", "1 open purchase", "2 open purchases", "1,200 open purchases"]
    );
    assert_eq!(lines(Language::De), ["Keine offenen Käufe", "1 offener Kauf", "2 offene Käufe", "1.200 offene Käufe"]);
}

#[test]
fn several_at_once_are_counted() {
    let summaries =
        |language| [(4, 0, 0), (0, 4, 0), (1, 2, 1)].map(|(p, f, w)| of(language).several(p, f, w, false).summary);
    assert_eq!(
        summaries(Language::En),
        [
            "4 purchases have news",
            "4 changes to your favourites",
            "4 pieces of news about your purchases, favourites and wallets"
        ]
    );
    assert_eq!(
        summaries(Language::De),
        ["Neues zu 4 Käufen", "4 Änderungen bei Ihren Favoriten", "4 Neuigkeiten zu Käufen, Favoriten und Wallets"]
    );
}

#[test]
fn a_price_is_said_as_the_language_writes_it_and_in_no_words_of_a_seller() {
    let money =
        |text: &str, known| MoneyView { amount: "1".to_owned(), unit: "u".to_owned(), text: text.to_owned(), known };
    let fixed = |amounts: &[MoneyView]| PriceView::Fixed { amounts: amounts.to_vec() };
    let ada = money("1,234.50 ADA", true);
    let body = |language, before: &PriceView, now: &PriceView| {
        let priced = Priced { before: before.clone(), now: now.clone() };
        of(language).one("Poet", About::Favourite(Favourite::Dearer), Some(&priced)).body.replace('\u{a0}', " ")
    };
    let two = fixed(&[ada.clone(), money("3.00 tUSDM", true)]);
    assert_eq!(
        body(Language::En, &fixed(std::slice::from_ref(&ada)), &two),
        "Before: 1,234.50 ADA. Now: 1,234.50 ADA + 3.00 tUSDM."
    );
    assert_eq!(body(Language::De, &PriceView::Free, &fixed(&[ada])), "Vorher: kostenlos. Jetzt: 1.234,50 ADA.");
    for hostile in [PriceView::Unknown { text: "<b>x".to_owned() }, fixed(&[money("5 × <b>x", false)])] {
        for (language, tag, _) in LANGUAGES {
            assert!(!body(language, &hostile, &hostile).contains("<b>"), "{tag}");
        }
    }
}

#[test]
fn every_deadline_has_its_sentences_and_says_what_it_depends_on() {
    let all = all!(Foretold {
        JobStarts,
        PaymentStarts,
        ApprovalRunsOut,
        QuestionRunsOut,
        CarriedOut,
        PayBy,
        GivenUp,
        ResultDue,
        ObjectionCloses,
        SellerPaid,
        AutomaticRefund,
        RefundPaidOut,
        AdminsDecide,
    });
    let wanted: BTreeSet<&str> = all.into_iter().map(deadline_key).collect();
    for (language, tag, _) in LANGUAGES {
        let there: BTreeSet<&str> = of(language).deadlines.keys().map(String::as_str).collect();
        assert_eq!(there, wanted, "{tag}");
        for what in all {
            let said: BTreeSet<_> = all!(Given { Nothing, Result, NoResult, NoLock })
                .into_iter()
                .flat_map(|given| [true, false].map(|exact| (given, exact)))
                .map(|(given, exact)| {
                    let agent_name = "{left}".to_owned();
                    let (title, price, at) = (String::new(), Vec::new(), masumi::moment::Moment(0));
                    let purchase = "one".to_owned();
                    let deadline =
                        DeadlineView { purchase, agent_name, title, what, at, exact, given, needs: None, price };
                    let (summary, body) = of(language).deadline(&deadline);
                    assert!(
                        summary.contains("{left}") && !summary.ends_with('.') && body.ends_with('.'),
                        "{tag}: {summary}"
                    );
                    assert!(!body.contains("{left}"), "a name is no sentence of ours");
                    body
                })
                .collect();
            assert_eq!(said.len(), 8, "{tag} {what:?}");
        }
    }
}

#[test]
fn the_tray_says_what_becomes_of_what_is_open() {
    let money =
        |text: &str, known| MoneyView { amount: String::new(), unit: String::new(), text: text.to_owned(), known };
    let sums = vec![
        (Outcome::Paid, vec![money("13.00 ADA", true), money("<b>", false)]),
        (Outcome::Back, vec![money("2.50 ADA", true)]),
    ];
    let outlook = kaimono_core::view::forecast::OutlookView {
        now: masumi::moment::Moment(0),
        until: None,
        sums,
        deposits: Vec::new(),
        fees: None,
        questions: None,
        approvals: None,
        next: None,
        last: None,
    };
    let hidden = Ahead { outlook: Some(outlook.clone()), left: None };
    let hidden = of(Language::En).ahead(&hidden, true).concat().replace('\u{a0}', " ");
    assert_eq!(hidden, "If you do nothing: •••• ADA + other tokens paid to sellers, •••• ADA back to you");
    let lines = |language, outlook: Option<_>| {
        let said = of(language).ahead(&Ahead { outlook, left: Some(7_800_000) }, false);
        said.into_iter().map(|line| line.replace('\u{a0}', " ")).collect::<Vec<_>>()
    };
    assert_eq!(
        lines(Language::En, Some(outlook.clone())),
        [
            "If you do nothing: 13.00 ADA + other tokens paid to sellers, 2.50 ADA back to you",
            "Next deadline in 2 h 10 min"
        ]
    );
    assert_eq!(
        lines(Language::De, Some(outlook)),
        [
            "Wenn Sie nichts tun: 13,00 ADA + andere Token an Anbieter, 2,50 ADA zurück an Sie",
            "Nächste Frist in 2 h 10 min"
        ]
    );
    assert_eq!(lines(Language::En, None), ["Next deadline in 2 h 10 min"], "sums of several networks are no sums");
}
