//! One case: a network with a stopped clock in this process, a data directory, and a buyer's process on it that is run, killed
//! and run again. Whatever the buyer shows is held against the network at that moment, and the journal against the node's row
//! at the end.

use super::buyer::{self, Errand, GoOn, Orders, Shown, TOLD, Word};
use crate::{
    clients::Clients,
    clock::Clock,
    directory::Directory,
    error::Moved,
    purchase::{
        journal::Journal,
        specimen::NOON,
        state::{Payment, State},
    },
    view::purchase::{Phase, RefundDisabled, RefundVerdict, StepId, StepState},
};
use masumi::{
    money::{Amount, Money, Unit},
    node::{self, Generation, Network, OnChainState},
};
use masumi_sandbox::{Config, Pace, Sandbox, Service, TimeSource};
use serde_json::json;
use std::{process::Stdio, time::Duration};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

/// Any test of this file: run as a buyer it never gets to its own work.
const DOOR: &str = "purchase::cut::killed_at_every_point_it_pays_once_and_says_so";
/// Generous: it is only reached when a buyer's process hangs.
const HUNG: Duration = Duration::from_secs(60);
/// A purchase that has not come to rest after so many rounds never will.
const ROUNDS: usize = 400;
/// Longer than any test has patience with an answer.
pub(super) const UNBOUNDED: u64 = 60_000;

/// How a run of the buyer ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Everything came to rest.
    Quiet,
    /// Killed at this point.
    Killed(String),
}

/// How the buyer is run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// The point to be killed at.
    pub(super) cut: Option<usize>,
    /// Killed after so much real time, wherever it is.
    pub(super) kill_after: Option<Duration>,
    /// Every point is told.
    pub(super) tells_points: bool,
    pub(super) watched: bool,
    /// Patience with an answer, milliseconds.
    pub(super) patience: u64,
    /// How far the clock moves between two looks, milliseconds.
    pub(super) step: i64,
}

impl Manner {
    /// One thing after the other, undisturbed.
    pub(super) fn quiet() -> Manner {
        Manner { cut: None, kill_after: None, tells_points: false, watched: false, patience: UNBOUNDED, step: 20 }
    }

    pub(super) fn cut(point: usize) -> Manner {
        Manner { cut: Some(point), ..Manner::quiet() }
    }
}

/// A purchase with its network.
pub(super) struct Case {
    pub(super) sandbox: Sandbox,
    /// What the purchasing wallets held before anything was bought, lovelace.
    held: u128,
    directory: TempDir,
    keys: (String, String),
    /// Of all agents that are bought from.
    slugs: Vec<String>,
    errand: Errand,
    /// The points that were passed, if they were told.
    pub(super) points: Vec<String>,
    /// What was done, for whoever has to understand a violation.
    pub(super) story: Vec<String>,
    pub(super) violations: Vec<String>,
}

impl Case {
    pub(super) async fn new(slug: &'static str, wants: impl FnOnce(&mut Errand)) -> Case {
        let config = Config { pace: Pace::quick(), time: TimeSource::Stopped(NOON), ..Config::default() };
        let sandbox = Sandbox::start(config).await.unwrap();
        let keys = sandbox.issue_keys();
        let agent = sandbox.agent_identifier(slug).unwrap();
        let ceiling = Some("10".to_owned());
        let mut errand = Errand { agent, besides: Vec::new(), ceiling, agrees: true, objects: false };
        wants(&mut errand);
        let slugs: Vec<String> = std::iter::once(slug.to_owned()).chain(errand.besides.clone()).collect();
        errand.besides.iter_mut().for_each(|slug| *slug = sandbox.agent_identifier(slug).unwrap());
        let directory = TempDir::new().unwrap();
        let (points, story, violations) = (Vec::new(), vec![slug.to_owned()], Vec::new());
        let mut case = Case { sandbox, held: 0, directory, keys, slugs, errand, points, story, violations };
        case.held = case.holds().await;
        case
    }

    fn clients(&self) -> Clients {
        buyer::clients(&self.orders(Manner::quiet()), &Clock::fixed(self.sandbox.now())).unwrap()
    }

    /// What the purchasing wallets hold, lovelace.
    async fn holds(&self) -> u128 {
        let node = self.clients().node;
        let mut held = 0;
        for generation in [Generation::V1, Generation::V2] {
            let address = self.sandbox.purchasing_address(generation);
            held += lovelace(&node.balance(Network::Preprod, &address).await.unwrap());
        }
        held
    }

    fn orders(&self, manner: Manner) -> Orders {
        Orders {
            directory: self.directory.path().to_owned(),
            node_url: self.sandbox.node_url(),
            registry_url: self.sandbox.registry_url(),
            registry_key: self.keys.0.clone(),
            node_key: self.keys.1.clone(),
            now: self.sandbox.now(),
            patience: manner.patience,
            cut: manner.cut,
            tells_points: manner.tells_points,
            watched: manner.watched,
            errand: self.errand.clone(),
        }
    }

    /// Starts the buyer's process and lets it go on until everything is quiet, or until it is killed.
    pub(super) async fn run(&mut self, manner: Manner) -> Ended {
        self.story.push(format!("run: {manner:?}"));
        let mut running = Running::start(&self.orders(manner)).await;
        let killed = async {
            match manner.kill_after {
                Some(time) => tokio::time::sleep(time).await,
                None => std::future::pending().await,
            }
        };
        tokio::pin!(killed);
        let (mut rounds, mut rested) = (0, 0);
        let ended = loop {
            let word = tokio::select! {
                word = tokio::time::timeout(HUNG, running.hears()) => word,
                () = &mut killed => break Ended::Killed(format!("after {:?}", manner.kill_after.unwrap_or_default())),
            };
            match word {
                Ok(Some(Word::Point(point))) => self.points.push(point),
                Ok(Some(Word::Cut(point))) => break Ended::Killed(point),
                Ok(Some(Word::Shows(shown))) => {
                    if rounds == 0 && Directory::open(self.directory.path()).is_ok() {
                        self.violate("a second Kaimono could use the directory");
                    }
                    // One that is watched goes on working while it is looked at; what it showed may be overtaken.
                    self.hold(&shown, rounds == 0 || !manner.watched);
                    rested = if at_rest(&shown) && rounds > 0 { rested + 1 } else { 0 };
                    rounds += 1;
                    if rested > 2 {
                        break Ended::Quiet;
                    }
                    if rounds > ROUNDS {
                        let says: Vec<_> = shown.iter().map(Shown::short).collect();
                        self.violate(&format!("it never comes to rest: {says:#?}"));
                        break Ended::Quiet;
                    }
                    self.time_passes(&shown, manner.step);
                    running.tell(GoOn(self.sandbox.now())).await;
                }
                Ok(None) => panic!("the buyer ended by itself: {:#?}", self.story),
                Err(_) => {
                    self.violate("it hangs");
                    break Ended::Quiet;
                }
            }
        };
        // On Unix: SIGKILL.
        running.process.kill().await.unwrap();
        self.story.push(format!("{ended:?}"));
        ended
    }

    fn time_passes(&self, shown: &[Shown], step: i64) {
        let waits = [Phase::RefundRequested, Phase::Disputed, Phase::Overdue, Phase::PaymentStuck];
        self.sandbox.skip(step);
        if shown.iter().any(|shown| shown.is(&waits)) {
            self.sandbox.skip_to_next_deadline();
        }
        for disputed in shown.iter().filter(|shown| shown.is(&[Phase::Disputed])) {
            // Nothing to decide before its time.
            let _ = self.sandbox.decide_dispute(disputed.identifier.as_deref().unwrap_or_default(), 400);
        }
    }

    fn violate(&mut self, what: &str) {
        self.violations.push(format!("{what}\n    {}", self.story.join("\n    ")));
    }

    /// Holds what is shown against the network as it is now. `exactly`: nothing has gone on meanwhile.
    fn hold(&mut self, shown: &[Shown], exactly: bool) {
        // One yes is to all of them, or it was not given.
        if ![0, self.slugs.len()].contains(&shown.len()) {
            self.violate(&format!("{} purchases of one approval of {}", shown.len(), self.slugs.len()));
        }
        for shown in shown {
            let has = |identifier: &String| (self.sandbox.has_purchase(identifier), self.sandbox.locks(identifier));
            let (asked, locks) = shown.identifier.as_ref().map_or((false, 0), has);
            for lie in shown.lies(asked, locks, exactly) {
                self.violate(&format!("{lie} (node has it: {asked}, locks: {locks}): {}", shown.short()));
            }
        }
    }

    /// What must be so once everything is quiet; gives the purchase.
    pub(super) async fn ends_well(&mut self) -> Option<State> {
        let journal = self.directory.path().join("profiles/p/purchases.db");
        let states = Journal::open(&journal).and_then(|journal| journal.replay());
        let mut states: Vec<State> = match states {
            Ok(states) => states.into_values().collect(),
            Err(failure) => {
                self.violate(&format!("the journal cannot be read: {failure}"));
                return None;
            }
        };
        let approvals = states.iter().filter(|state| state.order.is_some()).count();
        if approvals != states.len() {
            self.violate("a purchase that nobody here approved");
        }
        for slug in self.slugs.clone() {
            let started = self.sandbox.faults().requests(Service::Agents, &format!("POST /{slug}/start_job"));
            if started > u64::from(approvals > 0) {
                self.violate(&format!("one approval started {started} jobs at {slug}"));
            }
        }
        let made = states.iter().filter(|state| state.payment == Payment::Made).count();
        if self.sandbox.all_locks() > made {
            self.violate(&format!("{} locks for {made} payments", self.sandbox.all_locks()));
        }
        let (clients, gone) = (self.clients(), self.held - self.holds().await);
        if let Some(owed) = states.iter().map(|state| state.row.as_ref().map_or(Some(0), owed)).sum::<Option<u128>>()
            && gone != owed
        {
            self.violate(&format!("{gone} lovelace left the wallet, and {owed} should have"));
        }
        for state in &states {
            let Some(identifier) = state.identifier() else { continue };
            let row = clients.node.resolve(Network::Preprod, identifier).await.unwrap();
            if state.row != row {
                self.violate(&format!("the journal says {:#?}, the node {row:#?}", state.row));
            }
            if matches!(state.payment, Payment::Alarm { .. }) {
                self.violate("an alarm without a cause");
            }
        }
        states.pop()
    }
}

/// The job or its terms are still to come, or the person is.
const NOT_YET: [Phase; 2] = [Phase::Starting, Phase::AsksAgain];
/// It ended before anything was paid.
const NOTHING_PAID: [Phase; 3] = [Phase::Refused, Phase::Declined, Phase::Expired];
/// It is being found out, or tried.
const ON_THE_WAY: [Phase; 2] = [Phase::Paying, Phase::PaymentUnknown];
/// Nothing more happens by itself for which this test would wait.
const AT_REST: [Phase; 8] = [
    Phase::Refused,
    Phase::Declined,
    Phase::Expired,
    Phase::NeverPaid,
    Phase::Refunded,
    Phase::Settled,
    Phase::Decided,
    Phase::Mismatch,
];

impl Shown {
    fn is(&self, phases: &[Phase]) -> bool {
        phases.iter().any(|phase| self.page["row"]["phase"] == json!(phase))
    }

    fn says_moved(&self, moved: Moved) -> bool {
        self.page["failure"]["moved"] == json!(moved)
    }

    fn has_verdict(&self, verdict: RefundVerdict) -> bool {
        self.page["refund"]["verdict"] == json!(verdict)
    }

    fn ticks_off(&self, id: StepId) -> bool {
        let steps = self.page["steps"].as_array().unwrap();
        steps.iter().any(|step| step["id"] == json!(id) && step["state"] == json!(StepState::Done))
    }

    /// Everything that is shown and is not so.
    fn lies(&self, asked: bool, locks: usize, exactly: bool) -> Vec<&'static str> {
        let before_row = self.is(&NOT_YET) || self.is(&NOTHING_PAID) || self.is(&ON_THE_WAY);
        let (moved, not_moved) = (self.says_moved(Moved::Yes), self.says_moved(Moved::No));
        let claims = [
            (locks > 1, "paid twice"),
            (self.is(&NOTHING_PAID) && asked, "it says that nothing is paid"),
            (exactly && self.is(&NOT_YET) && asked, "it says that nothing was sent yet"),
            (exactly && not_moved && before_row && asked, "it says that no money moves"),
            (exactly && self.has_verdict(RefundVerdict::NotPaid) && asked, "it says that nothing was paid"),
            (not_moved && locks > 0, "it says that no money moved"),
            (moved && locks == 0, "it says that money moved"),
            (self.is(&[Phase::Queued]) && !asked, "it says that the node has it"),
            (self.ticks_off(StepId::Paid) && !asked, "it ticks off the payment"),
            (self.ticks_off(StepId::Escrow) && locks == 0, "it ticks off the escrow"),
        ];
        claims.into_iter().filter_map(|(so, lie)| so.then_some(lie)).collect()
    }

    fn rests(&self) -> bool {
        let free = self.has_verdict(RefundVerdict::Free);
        let verified = self.page["hash"]["state"] == "verified";
        let asking = [RefundDisabled::InFlight, RefundDisabled::Sent];
        let asking = asking.iter().any(|disabled| self.page["refund"]["disabled"] == json!(disabled));
        self.is(&AT_REST) || self.is(&[Phase::Delivered]) && !asking && (free || verified)
    }

    /// What it says in short.
    fn short(&self) -> String {
        let part = |name: &str| self.page[name].to_string();
        let (row, refund) = (&self.page["row"]["phase"], &self.page["refund"]);
        format!("{row} {} hash {} refund {refund} next {}", part("failure"), part("hash"), self.page["row"]["next"])
    }
}

fn at_rest(shown: &[Shown]) -> bool {
    !shown.is_empty() && shown.iter().all(Shown::rests)
}

fn lovelace(amounts: &[Money]) -> u128 {
    amounts.iter().filter(|money| money.unit == Unit::Ada).map(|money| money.amount.0).sum()
}

/// What a purchase has cost the wallet as its row stands, lovelace; `None` where the admins divided it.
fn owed(row: &node::Purchase) -> Option<u128> {
    let price = lovelace(&row.paid_funds);
    let deposit = u128::from(row.collateral_return.unwrap_or_default());
    let fees = row.buyer_fees_ada.as_deref().and_then(|text| Amount::parse_decimal(text, 6)).map_or(0, |fees| fees.0);
    match &row.on_chain_state {
        None | Some(OnChainState::FundsOrDatumInvalid) => Some(0),
        Some(OnChainState::RefundWithdrawn) => Some(fees),
        Some(OnChainState::Withdrawn) => Some(price + fees),
        Some(OnChainState::DisputedWithdrawn) => None,
        Some(_) => Some(price + deposit + fees),
    }
}

/// A buyer's process.
struct Running {
    process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Running {
    async fn start(orders: &Orders) -> Running {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", DOOR, "--nocapture", "--test-threads=1"]).env(TOLD, "yes");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().unwrap();
        let mut input = process.stdin.take().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap()).lines();
        send(&mut input, serde_json::to_string(orders).unwrap()).await;
        Running { process, input, output }
    }

    /// The next thing that it says; `None` when it has ended.
    async fn hears(&mut self) -> Option<Word> {
        while let Some(line) = self.output.next_line().await.unwrap() {
            // The test runner talks, too.
            if let Ok(word) = serde_json::from_str(&line) {
                return Some(word);
            }
        }
        None
    }

    async fn tell(&mut self, word: GoOn) {
        send(&mut self.input, serde_json::to_string(&word).unwrap()).await;
    }
}

async fn send(input: &mut ChildStdin, line: String) {
    input.write_all(format!("{line}\n").as_bytes()).await.unwrap();
    input.flush().await.unwrap();
}
