//! Several purchases with one yes, against a whole network: each is paid once or not at all, whatever becomes of the others.

use super::*;
use crate::{
    house::{Kaimono, StartedSandbox},
    limits::rules::Over,
    purchase::batch::{BatchKind, NotBought, input},
    vault::scripted::{Mood, Scripted},
    view::{
        MoneyView,
        batch::{
            BatchAsked, BatchPrepared, BatchReview, BatchRowDraft, BatchRowState, BatchView, Difference, TableProblem,
        },
        limits::{LimitDraft, NotAllowed, WaitDraft},
        said::Id,
    },
};
use BatchRowState as S;
use masumi::node::Generation;
use masumi_sandbox::Lie;
use std::collections::{BTreeMap, BTreeSet};

/// A person's machine, and a whole network.
struct Office {
    home: TempDir,
    keyring: Scripted,
    sandbox: Sandbox,
    keys: (String, String),
}

impl Office {
    async fn new() -> Office {
        let sandbox = Sandbox::start(Config { pace: Pace::quick(), ..Config::default() }).await.unwrap();
        let keys = sandbox.issue_keys();
        Office { home: TempDir::new().unwrap(), keyring: Scripted::new(Mood::Open), sandbox, keys }
    }

    async fn start(&self) -> Kaimono {
        let kaimono = Kaimono::with_vault(self.home.path(), self.keyring.vault()).unwrap();
        let started = StartedSandbox {
            node_url: self.sandbox.node_url(),
            registry_url: self.sandbox.registry_url(),
            ..StartedSandbox::default()
        };
        let keys = || (Secret::new(self.keys.0.clone()), Secret::new(self.keys.1.clone()));
        kaimono.open_sandbox(started, keys).await.unwrap();
        kaimono.refresh_market().await.unwrap();
        kaimono
    }

    /// Ends this run: everything that runs in the background lets go of the directory.
    async fn stop(&self, kaimono: Kaimono) {
        let mut changes = kaimono.changes();
        drop(kaimono);
        while !matches!(changes.recv().await, Err(broadcast::error::RecvError::Closed)) {}
    }

    fn agent(&self, slug: &str) -> String {
        self.sandbox.agent_identifier(slug).unwrap()
    }
}

async fn review(kaimono: &Kaimono, asked: BatchAsked) -> BatchReview {
    match kaimono.prepare_batch(asked).await.unwrap() {
        BatchPrepared::Review { review } => *review,
        other @ BatchPrepared::NoTable { .. } => panic!("{other:?}"),
    }
}

async fn until_batch(kaimono: &Kaimono, id: &str, what: &str, says: impl Fn(&BatchView) -> bool) -> BatchView {
    let mut changes = kaimono.changes();
    let wait = async {
        loop {
            let view = kaimono.batch(id).await.unwrap();
            if says(&view) {
                return view;
            }
            // A missed change is no harm: the batch is read anew.
            let _missed = changes.recv().await;
        }
    };
    let outcome = tokio::time::timeout(PATIENCE, wait).await;
    match outcome {
        Ok(view) => view,
        Err(_) => panic!("waited for {what}; it says {:#?}", kaimono.batch(id).await.unwrap()),
    }
}

fn phases(view: &BatchView) -> Vec<Option<Phase>> {
    view.lines.iter().map(|line| line.purchase.as_ref().map(|row| row.phase)).collect()
}

fn states(review: &BatchReview) -> Vec<&BatchRowState> {
    review.rows.iter().map(|row| &row.state).collect()
}

/// An honest, a slow and a lying agent with the same text, and the machine turned off right after the yes.
async fn three(office: &Office, kaimono: &Kaimono) -> BatchReview {
    let rows = ["summarizer", "market-brief", "dishonest"].map(|slug| office.agent(slug));
    let agents: Vec<Id> = rows.iter().map(|agent| serde_json::from_value(agent.as_str().into()).unwrap()).collect();
    let form = kaimono.shared_form(&agents).await.unwrap();
    assert!(form.agents.iter().all(|own| own.failure.is_none()), "{form:#?}");
    let mut drafts = Vec::new();
    for (place, agent) in rows.iter().enumerate() {
        let mut answers = filled(&form.agents[place].form);
        for (shared, by) in &form.asked_by {
            let own = by.iter().find(|asker| usize::try_from(asker.agent).unwrap() == place);
            let text = Answer::Text("Tides come twice a day. The moon moves them.".to_owned());
            answers.extend(own.map(|asker| (asker.field.clone(), form.answers.get(shared).cloned().unwrap_or(text))));
        }
        if place == 2 {
            let lies: Vec<Lie> = Lie::ALL.into_iter().filter(|lie| lie.generation() == Generation::V1).collect();
            let lie = lies.iter().position(|lie| *lie == Lie::SignsOtherDeadlines).unwrap();
            answers.insert("lie".to_owned(), Answer::Choices(vec![lie.try_into().unwrap()]));
        }
        drafts.push(BatchRowDraft { agent: agent.clone(), answers, ceiling: None });
    }
    review(kaimono, BatchAsked::Agents { rows: drafts }).await
}

#[tokio::test]
async fn several_agents_are_paid_once_each_and_a_liar_among_them_is_refused_alone() {
    let office = Office::new().await;
    let kaimono = office.start().await;
    let asked = three(&office, &kaimono).await;
    assert_eq!(states(&asked), vec![&BatchRowState::Ready; 3], "{asked:#?}");
    let price = |number: u32| {
        let row = asked.rows.iter().find(|row| row.number == number).unwrap();
        match row.price.clone().unwrap() {
            ApprovedPrice::Fixed { amounts } => (amounts[0].unit.clone(), amounts[0].amount.parse::<u128>().unwrap()),
            other => panic!("{other:?}"),
        }
    };
    let together = |numbers: &[u32]| {
        let mut sum: BTreeMap<String, u128> = BTreeMap::new();
        for (unit, amount) in numbers.iter().map(|number| price(*number)) {
            *sum.entry(unit).or_default() += amount;
        }
        sum
    };
    let told = |sum: &[MoneyView]| -> BTreeMap<String, u128> {
        sum.iter().map(|money| (money.unit.clone(), money.amount.parse().unwrap())).collect()
    };
    assert_eq!(told(&asked.sum), together(&[1, 2, 3]));
    assert_eq!(asked.sum.len(), 2, "in two tokens");

    let (one, two) = tokio::join!(kaimono.approve_batch(&asked.id, None), kaimono.approve_batch(&asked.id, None));
    assert_eq!(one, two, "the second click of two");
    let id = one.unwrap();
    office.stop(kaimono).await;

    let kaimono = office.start().await;
    let ends = [Some(Phase::Delivered), Some(Phase::Delivered), Some(Phase::Refused)];
    let view = until_batch(&kaimono, &id, "all ends", |view| phases(view) == ends).await;
    assert_eq!((view.bought, view.rest, view.stoppable), (3, 0, 0));
    let purchases = kaimono.session().unwrap().purchases().clone();
    let mut paid: BTreeMap<String, u128> = BTreeMap::new();
    for line in &view.lines[..2] {
        let purchase = &line.purchase.as_ref().unwrap().id;
        let body = purchases.book().read(purchase, |state| state.body.as_ref().unwrap().paid().to_vec()).unwrap();
        for money in body {
            *paid.entry(MoneyView::of(&money, Network::Preprod).unit).or_default() += money.amount.0;
        }
        assert_eq!(kaimono.purchase(purchase).await.unwrap().batch.as_deref(), Some(id.as_str()));
    }
    assert_eq!(paid, together(&[1, 2]), "what was approved of those that were paid, to the unit");
    assert_eq!(told(&view.sum), together(&[1, 2, 3]), "what was approved");
    assert_eq!((view.delivered, view.done), (2, 3));
    assert_eq!(office.sandbox.all_locks(), 2);

    let beside = kaimono.side_by_side(&id, None).await.unwrap();
    let first = view.lines[0].purchase.as_ref().unwrap().id.clone();
    let second = view.lines[1].purchase.as_ref().unwrap().id.clone();
    assert_eq!(beside.base.as_deref(), Some(first.as_str()));
    let [one, other, liar] = beside.columns.as_slice() else { panic!("{beside:?}") };
    assert!(one.words.is_none() && one.text.len() == 1 && matches!(one.hash, HashVerdict::Verified { .. }));
    assert!(other.words.is_some_and(|(added, missing)| added > 0 && missing > 0), "{other:?}");
    assert!(other.text.iter().any(|piece| piece.is == Difference::Added));
    assert!(liar.kind.is_none() && liar.text.is_empty());
    let turned = kaimono.side_by_side(&id, Some(&second)).await.unwrap();
    assert!(turned.columns[0].words.is_some() && turned.columns[1].words.is_none());

    kaimono.keep_of_batch(&id, Some(&first)).await.unwrap();
    assert_eq!(kaimono.batch(&id).await.unwrap().kept, Some(first));
    assert_eq!(kaimono.keep_of_batch(&id, Some("another")).await.unwrap_err().code, Code::Unknown);
}

#[tokio::test]
async fn what_is_asked_again_later_is_the_same_to_the_byte_or_is_not_bought() {
    let office = Office::new().await;
    let kaimono = office.start().await;
    let asked = three(&office, &kaimono).await;
    let id = kaimono.approve_batch(&asked.id, None).await.unwrap();
    let again = review(&kaimono, BatchAsked::Repeat { batch: id.clone() }).await;
    assert_eq!(again.repeats.as_deref(), Some(id.as_str()));
    assert_eq!(states(&again), vec![&BatchRowState::Ready; 3]);
    assert!(again.rows.iter().all(|row| row.before.is_none()), "the price is the same");
    let second = kaimono.approve_batch(&again.id, None).await.unwrap();
    assert_ne!(second, id);
    let purchases = kaimono.session().unwrap().purchases().clone();
    let sent = |batch: &BatchView| -> Vec<(String, String)> {
        let of = |line: &crate::view::batch::BatchLine| {
            let order =
                purchases.book().read(&line.purchase.as_ref().unwrap().id, |state| state.order.clone()).unwrap();
            let order = order.unwrap();
            (input(&order), order.nonce.as_str().to_owned())
        };
        batch.lines.iter().map(of).collect()
    };
    let (before, after) = (kaimono.batch(&id).await.unwrap(), kaimono.batch(&second).await.unwrap());
    assert_eq!((before.repeated_by.as_deref(), after.repeats.as_deref()), (Some(second.as_str()), Some(id.as_str())));
    for ((one, nonce), (other, other_nonce)) in sent(&before).into_iter().zip(sent(&after)) {
        assert!(one == other && nonce != other_nonce);
    }

    // What the journal says was sent is another text than these answers make now.
    let journal = rusqlite::Connection::open(office.home.path().join("profiles/sandbox/purchases.db")).unwrap();
    let sql = "UPDATE batch_row SET answers = replace(answers, 'twice', 'once') WHERE batch = ?1 AND number = 1";
    assert_eq!(journal.execute(sql, [&id]).unwrap(), 1);
    let changed = review(&kaimono, BatchAsked::Repeat { batch: id }).await;
    assert_eq!(states(&changed), [&BatchRowState::Otherwise, &BatchRowState::Ready, &BatchRowState::Ready]);
    assert_eq!((changed.purchases, changed.refused), (2, 1));
}

#[tokio::test]
async fn a_limit_that_is_reached_midway_stops_there_and_the_rest_is_bought_later() {
    let office = Office::new().await;
    let kaimono = office.start().await;
    let day = |amount: &str| LimitDraft {
        over: Over::Day,
        who: String::new(),
        amount: amount.to_owned(),
        unit: String::new(),
    };
    kaimono.save_limit(&day("6")).await.unwrap();
    let table = |table: &str| BatchAsked::Table {
        agent: office.agent("summarizer"),
        answers: Answers::new(),
        ceiling: None,
        table: table.to_owned(),
    };
    let asked = review(&kaimono, table("text\nOne day.\nTwo days.\nThree days.\nOne day.\n\"  \"\nFour days.")).await;
    let repeated = |bought| S::Repeated { of: 1, bought };
    assert_eq!(states(&asked), [&S::Ready, &S::Ready, &S::NotAllowed, &repeated(false), &S::NotAllowed]);
    assert_eq!((asked.purchases, asked.repeated, &asked.not_allowed), (2, 1, &Some(NotAllowed::OverLimit)));
    assert_eq!((asked.sum[0].text.as_str(), asked.fees.as_ref().unwrap().text.as_str()), ("5.00 ADA", "0.90 ADA"));
    assert_eq!(asked.rows.iter().map(|row| row.title.as_str()).collect::<Vec<_>>()[2], "Three days.");
    let both = kaimono.buy_repeated(&asked.id, true).await.unwrap();
    assert_eq!(states(&both)[3], &repeated(false), "the limit ends before it in any case");
    let gone = kaimono.approve_batch(&asked.id, None).await.unwrap_err();
    assert_eq!(gone.code, Code::ApprovalGone, "a yes to one review is none to another");
    let asked = kaimono.buy_repeated(&both.id, false).await.unwrap();
    let id = kaimono.approve_batch(&asked.id, None).await.unwrap();
    let view = kaimono.batch(&id).await.unwrap();
    let why: Vec<_> = view.lines.iter().map(|line| line.why).collect();
    let (not_allowed, same) = (Some(NotBought::NotAllowed), Some(NotBought::Repeated));
    assert_eq!(why, [None, None, not_allowed, same, not_allowed]);
    assert_eq!((view.bought, view.rest), (2, 2));

    // Many small sums are no way around what was set for a large one.
    kaimono.save_limit(&day("100")).await.unwrap();
    let above = CeilingDraft { amount: "4".to_owned(), unit: String::new() };
    kaimono.save_typing(&above).await.unwrap();
    let wait = WaitDraft { amount: "4".to_owned(), unit: String::new(), minutes: 60 };
    kaimono.save_wait(&wait).await.unwrap();
    let twin = review(&kaimono, BatchAsked::Rest { batch: id.clone() }).await;
    let rest = review(&kaimono, BatchAsked::Rest { batch: id.clone() }).await;
    assert_eq!(rest.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 4, 5]);
    assert_eq!(states(&rest), [&S::Ready, &repeated(false), &S::Ready], "it is still the same as one that was bought");
    assert_eq!((rest.purchases, rest.waits), (2, Some(60)));
    assert_eq!(rest.to_type.as_ref().unwrap().text, "5.00 ADA");
    assert_eq!(kaimono.approve_batch(&rest.id, None).await.unwrap_err().code, Code::Input);
    assert_eq!(kaimono.approve_batch(&rest.id, Some("5")).await.unwrap(), id, "the same batch");
    let again = kaimono.approve_batch(&twin.id, Some("5")).await.unwrap_err();
    assert_eq!(again.code, Code::ApprovalGone, "the rest is bought once, however often it was prepared");
    let view = kaimono.batch(&id).await.unwrap();
    assert_eq!((view.bought, view.rest, view.stoppable), (4, 0, 2));
    assert_eq!(kaimono.stop_batch(&id).await.unwrap(), 2);
    let view = until_batch(&kaimono, &id, "two results", |view| view.delivered == 2).await;
    assert_eq!((view.stoppable, view.rest), (0, 2));
    assert_eq!(view.sum[0].text, "5.00 ADA", "without what was stopped");
    until_batch(&kaimono, &id, "both results", |view| phases(view)[..2] == [Some(Phase::Delivered); 2]).await;
    assert_eq!(office.sandbox.all_locks(), 2);

    let exported = kaimono.export_batch(&id, async |_| None).await.unwrap();
    assert!(exported.is_none(), "saying nowhere saves nothing");
    let (text, lines) = kaimono.session().unwrap().purchases().batch_table(&id).unwrap();
    assert_eq!(lines, 5);
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<_> = table.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(names.first().map(String::as_str), Some("number"));
    assert_eq!(names.last().map(String::as_str), Some("result"));
    let records: Vec<_> = table.records().map(std::result::Result::unwrap).collect();
    assert!(records[0].iter().any(|cell| cell == "One day.") && !records[0][names.len() - 1].is_empty());
    assert_eq!(&records[0][names.iter().position(|name| name == "hash").unwrap()], "verified");
}

#[tokio::test]
async fn what_cannot_be_read_is_said_and_an_agent_that_is_gone_costs_the_others_nothing() {
    let office = Office::new().await;
    let kaimono = office.start().await;
    let table = |table: &str| BatchAsked::Table {
        agent: office.agent("summarizer"),
        answers: Answers::new(),
        ceiling: None,
        table: table.to_owned(),
    };
    let problem = kaimono.prepare_batch(table("text\n\"open")).await.unwrap();
    assert_eq!(problem, BatchPrepared::NoTable { problem: TableProblem::OpenQuote { line: 2 } });
    let key = office.keys.1.clone();
    let asked = review(&kaimono, table(&format!("text\nA text.\nThe key is {key}."))).await;
    let S::Invalid { errors, fields } = &asked.rows[1].state else { panic!("{asked:#?}") };
    assert_eq!((errors[0].rule, fields[0].is_empty()), (Rule::OwnKey, false));
    assert_eq!((asked.purchases, asked.refused), (1, 1));
    let id = kaimono.approve_batch(&asked.id, None).await.unwrap();
    let kept = std::fs::read_dir(office.home.path().join("profiles/sandbox")).unwrap();
    for file in kept.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(key.len()).any(|window| window == key.as_bytes()), "{}", file.display());
    }
    assert_eq!(kaimono.batch(&id).await.unwrap().lines[1].why, Some(NotBought::Invalid));

    // A password is in no file, whatever became of its row: also not as what the row is called.
    let typed = |answers: &[(&str, &str)]| -> Answers {
        answers.iter().map(|(id, text)| ((*id).to_owned(), Answer::Text((*text).to_owned()))).collect()
    };
    let row = |slug: &str, answers| BatchRowDraft { agent: office.agent(slug), answers, ceiling: None };
    let rows = vec![
        row("field-zoo", typed(&[("password", "hunter2-hunter2"), ("whole", "x")])),
        row("summarizer", typed(&[("text", "A day.")])),
    ];
    let asked = review(&kaimono, BatchAsked::Agents { rows }).await;
    assert!(matches!(asked.rows[0].state, S::Invalid { .. }), "{asked:#?}");
    let id = kaimono.approve_batch(&asked.id, None).await.unwrap();
    for file in std::fs::read_dir(office.home.path().join("profiles/sandbox")).unwrap() {
        let path = file.unwrap().path();
        let bytes = if path.is_file() { std::fs::read(&path).unwrap() } else { Vec::new() };
        assert!(!bytes.windows(15).any(|window| window == b"hunter2-hunter2"), "{}", path.display());
    }
    let rest = review(&kaimono, BatchAsked::Rest { batch: id }).await;
    let S::Invalid { errors, .. } = &rest.rows[0].state else { panic!("{rest:#?}") };
    assert_eq!(
        (errors[0].field.as_str(), errors[0].rule),
        ("password", Rule::Required),
        "it is not left out in silence"
    );

    let gone = "ab".repeat(30);
    let row = |agent: &str| BatchRowDraft {
        agent: agent.to_owned(),
        answers: Answers::from([("text".to_owned(), Answer::Text("A day.".to_owned()))]),
        ceiling: None,
    };
    let asked = review(&kaimono, BatchAsked::Agents { rows: vec![row(&gone), row(&office.agent("summarizer"))] }).await;
    assert!(matches!(asked.rows[0].state, S::Failed { .. }) && asked.rows[1].state == S::Ready, "{asked:#?}");
    assert_eq!(asked.kind, BatchKind::SideBySide);
    let prices: BTreeSet<_> = asked.rows.iter().map(|row| row.price.is_some()).collect();
    assert_eq!(prices.len(), 2, "only what can be bought has a price");
    kaimono.decline_batch(&asked.id).await.unwrap();
    assert_eq!(kaimono.approve_batch(&asked.id, None).await.unwrap_err().code, Code::ApprovalGone);
}
