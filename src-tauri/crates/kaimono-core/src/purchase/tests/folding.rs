//! Journals of earlier versions, beside whose events nothing stands: long ones are read in the background.

use super::{
    rest::{buy, by_hand},
    *,
};
use crate::{
    purchase::{book::Progress, journal::STEPS},
    view::purchase::PurchasesQuery,
};
use std::{
    env,
    io::{self, BufRead, BufReader, Read, Write},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};
use tracing_subscriber::{filter::Targets, layer::SubscriberExt};

fn everything() -> PurchasesQuery {
    PurchasesQuery { most: u32::MAX, ..PurchasesQuery::default() }
}

/// A journal as earlier versions left it: eight purchases that ended in eight ways or are open, and copies of them, each later than
/// the one before.
fn old_journal(copies: usize) -> TempDir {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    buy(&purchases, 8);
    let journal = purchases.book().journal();
    for copy in 1..=copies {
        journal.meddle(&format!(
            "INSERT INTO event (purchase, at, kind, body, format)
             SELECT purchase || '-{copy:03}', at + {copy}, kind, replace(body, '00c0ffee', '00c0ffee{copy:04x}'), format
             FROM event WHERE purchase LIKE 'p___' ORDER BY seq"
        ));
    }
    journal.meddle("DELETE FROM mark;");
    drop(journal);
    drop(purchases);
    directory
}

fn until(purchases: &Purchases, holds: impl Fn(Option<&Progress>) -> bool) {
    let mut waited = 0;
    while !holds(purchases.book().folding().as_ref()) {
        assert!(waited < 6_000, "{:?}", purchases.book().folding());
        thread::sleep(Duration::from_millis(10));
        waited += 1;
    }
}

fn until_folded(purchases: &Purchases) {
    until(purchases, |folding| folding.is_none());
}

fn assert_whole(purchases: &Purchases, all: usize) {
    assert_eq!(purchases.book().mark("folding").unwrap(), None, "what stands there is not gone on with another time");
    assert_eq!(purchases.book().ids().len(), all);
    let (list, (rows, counts)) = (purchases.list(&everything()).unwrap(), by_hand(purchases, &everything()));
    assert_eq!((list.rows, list.reading), (rows, None));
    assert_eq!(list.counts.iter().map(|(_, count)| *count).collect::<Vec<_>>(), counts);
    assert_eq!(counts.iter().sum::<u32>(), u32::try_from(all).unwrap());
}

#[test]
fn a_short_old_journal_is_whole_at_once_and_nothing_of_it_is_news() {
    let directory = old_journal(10);
    let purchases = open(&directory);
    assert_eq!(purchases.book().folding(), None);
    assert_whole(&purchases, 88);
    assert_eq!(purchases.standings().worth_telling(), []);
    assert_eq!(purchases.book().awake().len(), 11, "what is in escrow");
}

#[test]
fn a_long_old_journal_is_read_in_the_background_and_what_happened_last_comes_first() {
    let directory = old_journal(90);
    let purchases = open(&directory);
    let first = purchases.list(&everything()).unwrap();
    assert!(first.rows.len() >= 500, "{}", first.rows.len());
    assert!(first.rows.iter().any(|row| row.id == "p006-090"), "in escrow, and the newest");
    until_folded(&purchases);
    assert_whole(&purchases, 728);
    assert_eq!(purchases.standings().worth_telling(), []);
    drop(purchases);
    // Opening holds what stands beside the events against them.
    assert_whole(&open(&directory), 728);
}

#[test]
fn an_interrupted_reading_goes_on_where_it_was() {
    let directory = old_journal(90);
    drop(open(&directory));
    let purchases = open(&directory);
    assert!(purchases.book().folding().is_none_or(|progress| progress.all == 728 && progress.done >= 500));
    until_folded(&purchases);
    assert_whole(&purchases, 728);
}

/// The directory of a process that does nothing but open a journal and read it to its end.
const READS: &str = "KAIMONO_READS";
/// What it says then.
const WHOLE: &str = "all of it is read";

/// Says a step, and waits for leave to take the next one.
struct StepByStep;

impl Write for StepByStep {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        io::stdout().write_all(line)?;
        io::stdout().flush()?;
        io::stdin().read(&mut [0]).map(|_| line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The life of that process.
fn read_all_of(directory: &Path) {
    let says = tracing_subscriber::fmt::layer().with_writer(|| StepByStep);
    let steps = Targets::new().with_target(STEPS, tracing::Level::TRACE);
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(says).with(steps)).unwrap();
    let (changes, _) = broadcast::channel(100);
    let purchases =
        Purchases::open(directory, Network::Preprod, false, Arc::default(), Clock::fixed(NOON), changes).unwrap();
    until_folded(&purchases);
    println!("\n{WHOLE}");
}

#[test]
fn killed_again_and_again_while_it_reads_it_goes_on_and_nothing_is_missing() {
    if let Some(directory) = env::var_os(READS) {
        return read_all_of(Path::new(&directory));
    }
    let directory = old_journal(90);
    let mut kills = 0;
    loop {
        let mut reader = Command::new(env::current_exe().unwrap())
            .args(["--exact", "--nocapture"])
            .arg("purchase::tests::folding::killed_again_and_again_while_it_reads_it_goes_on_and_nothing_is_missing")
            .env(READS, directory.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut leave = reader.stdin.take().unwrap();
        let mut lines = BufReader::new(reader.stdout.take().unwrap()).lines().map_while(std::result::Result::ok);
        let said = lines.find(|line| line.contains(STEPS) || line == WHOLE).unwrap();
        // It dies somewhere in its next step, and never gets beyond that.
        let _ = leave.write_all(b".");
        reader.kill().unwrap();
        reader.wait().unwrap();
        if said == WHOLE {
            break;
        }
        kills += 1;
        assert!(kills < 100, "it does not get on");
    }
    assert!(kills > 5, "{kills}");
    assert_whole(&open(&directory), 728);
}

/// The oldest cannot be read: what comes before it is there, and nobody takes another purchase for it.
#[test]
fn while_a_history_is_not_whole_nobody_says_whose_an_identifier_is() {
    let directory = old_journal(90);
    let events = rusqlite::Connection::open(directory.path().join("purchases.db")).unwrap();
    events
        .execute_batch(
            "INSERT INTO event (purchase, at, kind, body, format) VALUES ('p000', 0, 'paying', 'half of', 2)",
        )
        .unwrap();
    // It happened last, and would be read first.
    events
        .execute_batch("DROP TRIGGER event_is_never_changed; UPDATE event SET seq = -seq WHERE purchase = 'p000'")
        .unwrap();
    drop(events);
    let purchases = open(&directory);
    until(&purchases, |folding| folding.is_some_and(|progress| progress.failure.is_some()));
    let list = purchases.list(&PurchasesQuery::default()).unwrap();
    let reading = list.reading.unwrap();
    assert_eq!((reading.failure.unwrap().code, reading.all), (Code::StoreDamaged, 728));
    assert!(reading.done < 728);
    assert_eq!(list.rows.len(), 100);

    let mut unknown = row(Some(OnChainState::FundsLocked));
    unknown.blockchain_identifier = "00ab".to_owned();
    let refused = purchases.engine().take_row(unknown).unwrap_err();
    assert_eq!((refused.code, refused.retry), (Code::NotNow, true));
    // What was read goes on.
    let mut known = row(Some(OnChainState::ResultSubmitted));
    known.blockchain_identifier = purchases.book().state("p006-090").unwrap().identifier().unwrap().to_owned();
    assert_eq!(purchases.engine().take_row(known).unwrap(), "p006-090");
}

/// Earlier versions let two purchases have one identifier. The first of them owns it, and the other goes on without.
#[test]
fn of_two_with_one_identifier_the_later_one_still_takes_what_happens_to_it() {
    let directory = TempDir::new().unwrap();
    let purchases = open(&directory);
    for (id, later) in [("one", 0), ("two", HOUR)] {
        for event in [approval(order()), Event::JobStarting, started(), paying(id)] {
            purchases.book().journal().append_as_first(id, NOON.plus(later), &event);
        }
    }
    drop(purchases);
    let purchases = open(&directory);
    assert_eq!(purchases.book().find(&row(None).blockchain_identifier).unwrap().as_deref(), Some("one"));
    purchases.book().record("two", &unknown()).unwrap();
    drop(purchases);
    let unknown = |state: &state::State| matches!(state.payment, Payment::Unknown { .. });
    assert!(open(&directory).book().read("two", unknown).unwrap());
}
