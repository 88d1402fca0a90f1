//! Purchases against a whole network: what is bought, what goes wrong on the way, and that money moves once or not at all.

mod batches;
mod bytes;
mod foretold;
mod left_alone;
mod privacy;
mod receipts;
mod refusals;
mod trouble;
mod watching;

use super::*;
use crate::clients::Clients;
use crate::contacts::Contacts;
use crate::error::Moved;
use crate::purchase::{conditions::Payer, event::Event};
use crate::{
    catalogue::Means,
    profile::Profile,
    purchase::approval::Wish,
    vault::Keys,
    view::{
        buy::{ApprovalView, ApprovedPrice, CeilingDraft, Prepared, WarningId},
        market::Blocked,
        purchase::{Need, Phase, PurchaseView, RefundAction, RefundVerdict, StepState},
    },
    watch::Watch,
};
use masumi::{
    form::{Answer, Answers, ChoiceEncoding, Choices, FieldKind, Form, Rule},
    moment::{HOUR, MINUTE},
    net::{Secret, Way},
    proof::{self, HashVerdict},
};
use masumi_sandbox::{Config, Fault, Pace, Sandbox, Service};
use std::time::Duration;
use tempfile::TempDir;

/// Generous: it is only reached when something never comes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A buyer's machine and a network beside it.
struct Desk {
    directory: TempDir,
    sandbox: Sandbox,
    profile: Profile,
    keys: Keys,
    clock: Clock,
    contacts: Contacts,
}

/// A running Kaimono, as far as purchases go.
struct Running {
    purchases: Purchases,
    changes: broadcast::Receiver<Changed>,
    clients: Clients,
    _watch: Watch,
}

impl Desk {
    async fn new() -> Desk {
        Desk::paced(Pace::quick()).await
    }

    async fn paced(pace: Pace) -> Desk {
        let sandbox = Sandbox::start(Config { pace, ..Config::default() }).await.unwrap();
        let (registry, node) = sandbox.issue_keys();
        let profile = Profile {
            id: "p".to_owned(),
            label: "Desk".to_owned(),
            network: Network::Preprod,
            sandbox: false,
            node_url: sandbox.node_url().parse().unwrap(),
            registry_url: sandbox.registry_url().parse().unwrap(),
            allow_local_agents: true,
            allow_stand_ins: false,
            way: Way::default(),
            wallet_address: None,
            key_slot: None,
        };
        let keys = Keys { registry: Secret::new(registry), node: Secret::new(node) };
        let (clock, contacts) = (Clock::system(), Contacts::in_memory());
        Desk { directory: TempDir::new().unwrap(), sandbox, profile, keys, clock, contacts }
    }

    /// Opens the journal and starts watching, as at a start of the app.
    async fn run(&self) -> Running {
        self.run_in(&self.directory).await
    }

    async fn run_in(&self, directory: &TempDir) -> Running {
        let (changes, listener) = broadcast::channel(10_000);
        let network = self.profile.network;
        let purchases =
            Purchases::open(directory.path(), network, false, Arc::default(), self.clock.clone(), changes).unwrap();
        let clients = Clients::new(&self.profile, &self.keys, &self.clock, &self.contacts).unwrap();
        let key = clients.node.key_status().await.unwrap();
        purchases.connect(Ok(clients.clone()));
        purchases.standings().link().set_key(key);
        let watch = Watch::start(purchases.engine().clone(), Arc::new(|_, _| ()));
        Running { purchases, changes: listener, clients, _watch: watch }
    }

    /// Moves the network's clock, and says so, as whoever starts a node may.
    fn skip(&self, millis: i64) {
        self.sandbox.skip(millis);
        self.clock.state(self.sandbox.ahead());
    }

    fn skip_to_next_deadline(&self) {
        self.sandbox.skip_to_next_deadline();
        self.clock.state(self.sandbox.ahead());
    }

    fn locks(&self, running: &Running, id: &str) -> usize {
        let identifier = running.purchases.book().read(id, |state| state.identifier().map(str::to_owned)).unwrap();
        identifier.map_or(0, |identifier| self.sandbox.locks(&identifier))
    }
}

impl Running {
    async fn wish(&self, desk: &Desk, slug: &str, ceiling: Option<&str>) -> Wish {
        let agent = desk.sandbox.agent_identifier(slug).unwrap();
        let information = self.clients.registry.payment_information(&agent).await.unwrap().unwrap();
        let base = information.entry.api_base_url.unwrap();
        let form = Form::parse(&self.clients.agents.input_schema(&base).await.unwrap()).unwrap();
        let means = Means {
            network: Network::Preprod,
            key: Some(self.clients.node.key_status().await.unwrap()),
            sources: Some(self.clients.node.payment_sources(Network::Preprod).await.unwrap()),
            allow_local_agents: true,
        };
        let ceiling = ceiling.map(|amount| CeilingDraft { amount: amount.to_owned(), unit: String::new() });
        let payer = Payer::in_a_test(means);
        Wish { agent, answers: filled(&form), ceiling, form, payer, simulated: None, alike: None }
    }

    /// Prepares and approves.
    async fn buy(&self, desk: &Desk, slug: &str) -> String {
        let wish = self.wish(desk, slug, Some("10")).await;
        match self.purchases.prepare(wish).await.unwrap() {
            Prepared::Review { approval } => self.purchases.approve(&approval.id).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    /// Clicks the button of the refund card as it is now, which is this one.
    async fn refund(&self, id: &str, action: RefundAction, typed: Option<&str>) -> Result<PurchaseView> {
        let card = self.purchases.view(id).unwrap().refund;
        assert_eq!(card.action, Some(action));
        self.purchases.refund(id, &card.id, typed).await.map(|()| self.purchases.view(id).unwrap())
    }

    /// Waits until the page of a purchase says what is waited for.
    async fn until(&mut self, id: &str, what: &str, says: impl Fn(&PurchaseView) -> bool) -> PurchaseView {
        self.purchases.look_at(Some(id.to_owned()));
        let wait = async {
            loop {
                let view = self.purchases.view(id).unwrap();
                if says(&view) {
                    return view;
                }
                // A missed change is no harm: the page is read anew.
                let _missed = self.changes.recv().await;
            }
        };
        let outcome = tokio::time::timeout(PATIENCE, wait).await;
        outcome.unwrap_or_else(|_| panic!("waited for {what}; it says {:#?}", self.purchases.view(id).unwrap()))
    }

    async fn until_phase(&mut self, id: &str, phase: Phase) -> PurchaseView {
        self.until(id, &format!("{phase:?}"), |view| view.row.phase == phase).await
    }
}

/// Answers to everything that is asked.
pub(super) fn filled(form: &Form) -> Answers {
    let mut answers = form.defaults();
    for field in form.fields() {
        if !field.required || answers.contains_key(&field.id) && answers[&field.id] != Answer::Text(String::new()) {
            continue;
        }
        let answer = match field.kind {
            FieldKind::Text | FieldKind::Textarea => {
                Answer::Text("Tides come twice a day. The moon moves them.".to_owned())
            }
            FieldKind::Number | FieldKind::Range => Answer::Text("2".to_owned()),
            FieldKind::Boolean => Answer::Bool(true),
            FieldKind::Option | FieldKind::Radio => Answer::Choices(vec![0]),
            FieldKind::Email => Answer::Text("a@example.org".to_owned()),
            FieldKind::Url | FieldKind::File => Answer::Text("https://example.org/a".to_owned()),
            _ => continue,
        };
        answers.insert(field.id.clone(), answer);
    }
    answers
}

#[tokio::test]
async fn a_summary_is_bought_delivered_and_verified() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "summarizer").await;
    let view = running.until_phase(&id, Phase::Delivered).await;
    assert!(matches!(view.hash, HashVerdict::Verified { .. }), "{:?}", view.hash);
    assert_eq!(view.refund.verdict, RefundVerdict::CanDispute);
    assert!(view.steps.iter().take(7).all(|step| step.state == StepState::Done), "{:?}", view.steps);
    let content = view.result.unwrap().content;
    let result = running.purchases.result_content(&id, &content).await.unwrap();
    assert!(!view.checks.is_empty() && !result.text.is_empty());
    assert_eq!(running.purchases.result_content(&id, &"0".repeat(64)).await.unwrap_err().code, Code::NotNow);
    assert_eq!(desk.locks(&running, &id), 1);
}

/// What a receipt is written from, each once: what was shown, what the terms were held against, the agent's answer, what was
/// sent to pay, the rows, the result.
#[tokio::test]
async fn all_that_a_purchase_was_proven_by_is_kept() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "summarizer").await;
    running.until_phase(&id, Phase::Delivered).await;
    let journal = rusqlite::Connection::open(desk.directory.path().join("purchases.db")).unwrap();
    let event = |kind: &str| -> serde_json::Value {
        let sql = "SELECT body FROM event WHERE purchase = ?1 AND kind = ?2";
        let body: String = journal.query_row(sql, [id.as_str(), kind], |row| row.get(0)).unwrap();
        serde_json::from_str(&body).unwrap()
    };
    let kept = |key: &serde_json::Value| -> serde_json::Value {
        let sql = "SELECT bytes FROM content WHERE sha256 = ?1";
        let bytes: Vec<u8> = journal.query_row(sql, [key.as_str().unwrap()], |row| row.get(0)).unwrap();
        assert_eq!(key.as_str().unwrap(), hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&bytes)));
        serde_json::from_slice(&bytes).unwrap()
    };
    let shown = kept(&event("approved")["order"]["shown"]);
    assert_eq!(shown["approval"]["id"], id.as_str());
    assert!(shown["approval"]["balances"].is_array() && shown["form"].is_object() && shown["registry"].is_object());
    let proven = event("heldAgainst");
    let seller = &event("approved")["order"]["sellerVkey"];
    assert_eq!(&kept(&proven["information"])["seller_vkey"], seller);
    let contracts = kept(&proven["sources"]);
    let (mut bodies, mut rows) = (0, 0);
    for event in running.purchases.book().journal().events(&id) {
        match event {
            Event::Row { row } => {
                rows += 1;
                let contract = row.payment_source.unwrap().smart_contract_address;
                let known = |source: &serde_json::Value| source["smartContractAddress"].as_str() == contract.as_deref();
                assert!(contracts.as_array().unwrap().iter().any(known));
            }
            Event::JobStarted { raw, terms, .. } => assert!(raw.contains(&terms.unwrap().blockchain_identifier)),
            // To the byte, or it could not be read at all.
            Event::Paying { body, checks, .. } => {
                bodies += 1;
                assert_eq!((body.json().len() > 1_000, checks.len()), (true, proof::CheckId::ALL.len()));
            }
            _ => {}
        }
    }
    assert!(bodies == 1 && rows > 0 && event("resultReceived")["result"]["content"].is_string());
}

#[tokio::test]
async fn agents_of_every_kind_deliver_what_their_hash_says() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    for slug in ["market-brief", "translator", "extractor", "counter", "press-kit", "analyst", "forecaster"] {
        let id = running.buy(&desk, slug).await;
        let view = running.until(&id, slug, |view| view.row.phase == Phase::Delivered).await;
        assert!(matches!(view.hash, HashVerdict::Verified { .. }), "{slug}: {:?}", view.hash);
        assert_eq!(desk.locks(&running, &id), 1, "{slug}");
    }
}

#[tokio::test]
async fn a_free_job_needs_no_payment_and_says_so() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "haiku").await;
    let view = running.until_phase(&id, Phase::Delivered).await;
    assert_eq!((view.refund.verdict, view.hash), (RefundVerdict::Free, HashVerdict::NotVerifiable));
    assert_eq!(desk.sandbox.all_locks(), 0);
}

#[tokio::test]
async fn a_second_click_on_pay_is_the_same_purchase() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let wish = running.wish(&desk, "summarizer", None).await;
    let Prepared::Review { approval } = running.purchases.prepare(wish).await.unwrap() else { panic!("refused") };
    let (one, two) = (running.purchases.approve(&approval.id), running.purchases.approve(&approval.id));
    assert_eq!(one, two);
    running.until_phase(&one.unwrap(), Phase::Delivered).await;
    assert_eq!((running.purchases.book().ids().len(), desk.sandbox.all_locks()), (1, 1));
}

#[tokio::test]
async fn an_approval_that_expired_or_never_was_buys_nothing() {
    let desk = Desk::new().await;
    let running = desk.run().await;
    let wish = running.wish(&desk, "summarizer", None).await;
    let Prepared::Review { approval } = running.purchases.prepare(wish).await.unwrap() else { panic!("refused") };
    desk.skip(HOUR);
    running.clients.node.health().await.unwrap();
    assert_eq!(running.purchases.approve(&approval.id).unwrap_err().code, Code::ApprovalExpired);
    assert_eq!(running.purchases.approve("never").unwrap_err().code, Code::ApprovalGone);
    assert!(running.purchases.book().ids().is_empty());
}

#[tokio::test]
async fn what_cannot_be_bought_is_refused_for_the_reason_that_it_is() {
    let desk = Desk::new().await;
    let running = desk.run().await;
    let wish = running.wish(&desk, "analyst", None).await;
    let without = |change: fn(&mut Means)| {
        let mut wish = wish.clone();
        change(&mut wish.payer.means);
        wish
    };
    for (wish, reason) in [
        (without(|means| means.sources = Some(Vec::new())), Blocked::Contract),
        (without(|means| means.sources = None), Blocked::NodeUnknown),
        (without(|means| means.key.as_mut().unwrap().can_pay = false), Blocked::KeyMayNotPay),
    ] {
        assert_eq!(running.purchases.prepare(wish).await.unwrap(), Prepared::Blocked { reason });
    }
}

#[tokio::test]
async fn wrong_answers_and_a_missing_ceiling_are_told_together() {
    let desk = Desk::new().await;
    let running = desk.run().await;
    let mut wish = running.wish(&desk, "translator", None).await;
    wish.answers.clear();
    let Prepared::Invalid { errors } = running.purchases.prepare(wish).await.unwrap() else { panic!("accepted") };
    let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
    assert!(fields.contains(&"ceiling") && fields.len() > 1, "{fields:?}");
}

#[tokio::test]
async fn a_ceiling_with_two_readings_is_asked_about_and_nothing_is_prepared() {
    let desk = Desk::new().await;
    let running = desk.run().await;
    let wish = running.wish(&desk, "translator", Some("3,500")).await;
    let Prepared::Invalid { errors } = running.purchases.prepare(wish).await.unwrap() else { panic!("accepted") };
    let [error] = errors.as_slice() else { panic!("{errors:?}") };
    let told = (error.field.as_str(), error.rule, error.limit.as_str(), error.text.as_str());
    assert_eq!(told, ("ceiling", Rule::Ambiguous, "3500", "3.500"));
    let wish = running.wish(&desk, "translator", Some("3,500.00")).await;
    assert!(matches!(running.purchases.prepare(wish).await.unwrap(), Prepared::Review { .. }));
}

#[tokio::test]
async fn a_quote_above_the_ceiling_is_asked_about_and_paid_only_after_another_yes() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let wish = running.wish(&desk, "translator", Some("0.5")).await;
    let Prepared::Review { approval } = running.purchases.prepare(wish).await.unwrap() else { panic!("refused") };
    let id = running.purchases.approve(&approval.id).unwrap();
    let view = running.until_phase(&id, Phase::AsksAgain).await;
    assert_eq!((view.row.needs, desk.sandbox.all_locks()), (Some(Need::Approve), 0));
    let asked = view.approval.unwrap();
    let ApprovedPrice::Fixed { amounts } = &asked.price else { panic!("the quote is known: {:?}", asked.price) };
    assert!(amounts[0].text.ends_with(" ADA") && asked.deadlines.is_some(), "{amounts:?}");
    assert_eq!(&view.row.price, amounts, "the ceiling is not the price");
    assert_eq!(
        running.purchases.decline(&approval.id).unwrap_err().code,
        Code::NotNow,
        "that was approved, and goes on"
    );
    assert_eq!(asked.warnings[0].facts["after"], amounts[0].text);
    running.purchases.approve(&asked.id).unwrap();
    running.until_phase(&id, Phase::Delivered).await;
    assert_eq!(desk.locks(&running, &id), 1);
}

#[tokio::test]
async fn a_second_approval_can_be_declined_and_nothing_is_paid() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let wish = running.wish(&desk, "translator", Some("0.5")).await;
    let Prepared::Review { approval } = running.purchases.prepare(wish).await.unwrap() else { panic!("refused") };
    let id = running.purchases.approve(&approval.id).unwrap();
    let asked = running.until_phase(&id, Phase::AsksAgain).await.approval.unwrap();
    running.purchases.decline(&asked.id).unwrap();
    running.until_phase(&id, Phase::Declined).await;
    assert_eq!(running.purchases.approve(&asked.id).unwrap_err().code, Code::ApprovalGone);
    assert_eq!(desk.sandbox.all_locks(), 0);
}

#[tokio::test]
async fn terms_signed_by_somebody_else_are_refused_and_nothing_is_paid() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "foreign-key").await;
    let view = running.until_phase(&id, Phase::Refused).await;
    let failed: Vec<_> = view
        .checks
        .iter()
        .filter(|check| matches!(check.outcome, proof::Outcome::Failed { .. }))
        .map(|check| check.id)
        .collect();
    assert!(!failed.is_empty());
    let failure = view.failure.unwrap();
    assert_eq!((failure.code, failure.side, failure.moved), (Code::TermsRefused, Side::Agent, Moved::No));
    assert_eq!(desk.sandbox.faults().requests(Service::Node, "POST /purchase"), 0);
}

#[tokio::test]
async fn a_price_that_changed_on_chain_is_refused_by_the_node_and_nothing_is_paid() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "changed-price").await;
    let view = running.until_phase(&id, Phase::Refused).await;
    let failure = view.failure.unwrap();
    assert_eq!((failure.side, failure.moved), (Side::Node, Moved::No));
    assert_eq!(desk.sandbox.all_locks(), 0);
}

#[tokio::test]
async fn a_mismatch_is_shown_with_both_hashes_and_can_be_disputed() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "wrong-hash").await;
    let view = running.until_phase(&id, Phase::Mismatch).await;
    assert!(matches!(view.hash, HashVerdict::Mismatch { .. }));
    assert_eq!((view.row.needs, view.refund.action), (Some(Need::Object), Some(RefundAction::Dispute)));
}

#[tokio::test]
async fn a_question_is_answered_once_and_the_job_goes_on() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "contract-reviewer").await;
    let view = running.until_phase(&id, Phase::Question).await;
    let question = view.question.unwrap();
    assert!(question.due.is_some() && !question.sent);
    let blank = running.purchases.answer(&id, &question.id, &Answers::new()).await.unwrap();
    assert!(!blank.is_empty(), "a blank answer is told by field");
    let errors = running.purchases.answer(&id, &question.id, &filled(&question.form)).await.unwrap();
    assert_eq!(errors, []);
    let stale = running.purchases.answer(&id, "another", &Answers::new()).await;
    assert_eq!(stale.unwrap_err().code, Code::NotNow);
    let view = running.until_phase(&id, Phase::Delivered).await;
    assert!(matches!(view.hash, HashVerdict::Verified { .. }), "{:?}", view.hash);
}

#[tokio::test]
async fn what_is_never_delivered_comes_back_by_itself() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "never-delivers").await;
    let view = running.until_phase(&id, Phase::Working).await;
    assert_eq!(view.refund.verdict, RefundVerdict::CanRequest);
    desk.skip_to_next_deadline();
    desk.skip(30 * MINUTE);
    let view = running.until_phase(&id, Phase::Refunded).await;
    assert_eq!(view.refund.verdict, RefundVerdict::Refunded);
}

#[tokio::test]
async fn a_refund_is_asked_for_and_taken_back_as_the_chain_allows() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "never-delivers").await;
    running.until(&id, "the button", |view| view.refund.action.is_some() && view.refund.disabled.is_none()).await;
    let card = running.purchases.view(&id).unwrap().refund;
    assert_eq!(card.action, Some(RefundAction::Request));
    running.purchases.refund(&id, &card.id, None).await.unwrap();
    let twice = running.purchases.refund(&id, &card.id, None).await;
    assert!(matches!(twice.unwrap_err().code, Code::NotNow | Code::RefundChanged));
    let view = running.until_phase(&id, Phase::RefundRequested).await;
    assert_eq!(view.refund.verdict, RefundVerdict::RequestedV1);
    desk.skip(HOUR);
    running
        .until(&id, "the end of the cooldown", |view| {
            view.refund.action == Some(RefundAction::Withdraw) && view.refund.disabled.is_none()
        })
        .await;
    running.refund(&id, RefundAction::Withdraw, None).await.unwrap();
    running.until(&id, "locked again", |view| view.refund.verdict == RefundVerdict::CanRequest).await;
}

#[tokio::test]
async fn on_the_second_generation_ending_a_dispute_pays_and_wants_the_agents_name() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "analyst").await;
    running
        .until(&id, "the button", |view| {
            view.refund.action == Some(RefundAction::Dispute) && view.refund.disabled.is_none()
        })
        .await;
    running.refund(&id, RefundAction::Dispute, None).await.unwrap();
    running.until_phase(&id, Phase::Disputed).await;
    desk.skip(HOUR);
    running
        .until(&id, "the end of the cooldown", |view| {
            view.refund.action == Some(RefundAction::Release) && view.refund.disabled.is_none()
        })
        .await;
    let unnamed = running.refund(&id, RefundAction::Release, Some("something")).await;
    assert_eq!(unnamed.unwrap_err().code, Code::Input);
    running.refund(&id, RefundAction::Release, Some("Decision Analyst")).await.unwrap();
    running.until(&id, "the release", |view| matches!(view.row.phase, Phase::Released | Phase::Settled)).await;
}

/// Everything that the way to the node can do to the answer of `POST /purchase`.
fn faults() -> Vec<(&'static str, Fault)> {
    vec![
        ("dropped before", Fault::drop()),
        ("dropped after", Fault::drop().after_accepting()),
        ("cut", Fault::cut()),
        ("500 before", Fault::status(500, "Internal Server Error")),
        ("500 after", Fault::status(500, "Internal Server Error").after_accepting()),
        ("a proxy's page before", Fault::html(502)),
        ("a proxy's page after", Fault::html(502).after_accepting()),
        ("not JSON after", Fault::not_json().after_accepting()),
    ]
}

#[tokio::test]
async fn whatever_happens_to_the_answer_the_purchase_is_paid_once() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    for (name, fault) in faults() {
        desk.sandbox.faults().set_times(Service::Node, "POST /purchase", fault, 1);
        let id = running.buy(&desk, "counter").await;
        running.until(&id, name, |view| view.row.phase == Phase::Delivered).await;
        assert_eq!(desk.locks(&running, &id), 1, "{name}");
    }
}

#[tokio::test]
async fn a_node_that_forgets_for_a_moment_says_that_it_exists_and_it_is_adopted() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let faults = desk.sandbox.faults();
    faults.set_times(Service::Node, "POST /purchase", Fault::drop().after_accepting(), 1);
    let unknown = Fault::status(404, "Purchase not found");
    faults.set_times(Service::Node, "POST /purchase/resolve-blockchain-identifier", unknown, 1);
    let id = running.buy(&desk, "counter").await;
    running.until_phase(&id, Phase::Delivered).await;
    assert_eq!(faults.requests(Service::Node, "POST /purchase"), 2, "the second was told that it exists");
    assert_eq!(desk.locks(&running, &id), 1);
}

#[tokio::test]
async fn two_kaimonos_with_copies_of_one_journal_pay_at_once_and_once() {
    let checking_ms = 300;
    let desk = Desk::paced(Pace { checking_ms, ..Pace::quick() }).await;
    let mut first = desk.run().await;
    // The node is away just when it is asked to pay.
    let route = "POST /purchase";
    desk.sandbox.faults().set(Service::Node, route, Fault::drop());
    desk.sandbox.faults().set(Service::Node, "POST /purchase/resolve-blockchain-identifier", Fault::drop());
    let id = first.buy(&desk, "counter").await;
    first.until_phase(&id, Phase::PaymentUnknown).await;
    drop(first);

    // Somebody takes the data directory along to another machine.
    let copy = TempDir::new().unwrap();
    for file in std::fs::read_dir(desk.directory.path()).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    let asked = desk.sandbox.faults().requests(Service::Node, route);
    desk.sandbox.faults().clear_all();
    let (mut one, mut other) = (desk.run().await, desk.run_in(&copy).await);
    let (here, there) = tokio::join!(one.until_phase(&id, Phase::Delivered), other.until_phase(&id, Phase::Delivered));
    assert_eq!((here.identifiers, here.failure), (there.identifiers, there.failure));
    assert!(desk.sandbox.faults().requests(Service::Node, route) > asked);
    assert_eq!((desk.locks(&one, &id), desk.sandbox.all_locks()), (1, 1));
}

#[tokio::test]
async fn a_node_that_is_down_after_the_job_started_is_waited_for() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    desk.sandbox.faults().set(Service::Node, "GET /payment-source", Fault::drop());
    let wish = running.wish_ignoring_sources(&desk, "counter").await;
    let Prepared::Review { approval } = running.purchases.prepare(wish).await.unwrap() else { panic!("refused") };
    let id = running.purchases.approve(&approval.id).unwrap();
    let view = running.until(&id, "the trouble", |view| view.failure.is_some()).await;
    assert_eq!(view.failure.unwrap().moved, Moved::No);
    desk.sandbox.faults().clear_all();
    running.until_phase(&id, Phase::Delivered).await;
    assert_eq!(desk.locks(&running, &id), 1);
}

#[tokio::test]
async fn a_key_that_lost_its_right_holds_the_payment_until_it_is_tried_again() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let refusal = Fault::status(401, "Unauthorized, payment access required");
    desk.sandbox.faults().set_times(Service::Node, "POST /purchase", refusal, 1);
    let id = running.buy(&desk, "counter").await;
    let view = running.until_phase(&id, Phase::PaymentStuck).await;
    assert_eq!((view.failure.unwrap().moved, desk.sandbox.all_locks()), (Moved::No, 0));
    running.purchases.retry_payment(&id).await.unwrap();
    running.until_phase(&id, Phase::Delivered).await;
    assert_eq!(desk.locks(&running, &id), 1);
}

#[tokio::test]
async fn an_agent_that_refuses_or_is_silent_costs_nothing() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let refused = Fault::status(400, "not today");
    for (name, fault) in [("refused", refused), ("dropped", Fault::drop()), ("page", Fault::html(200))] {
        desk.sandbox.faults().set_times(Service::Agents, "POST /counter/start_job", fault, 1);
        let id = running.buy(&desk, "counter").await;
        let view = running.until(&id, name, |view| view.row.phase == Phase::Refused).await;
        assert_eq!(view.failure.unwrap().moved, Moved::No, "{name}");
    }
    assert_eq!(desk.sandbox.faults().requests(Service::Node, "POST /purchase"), 0);
}

#[tokio::test]
async fn a_restart_finds_every_purchase_as_it_was_and_goes_on() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let done = running.buy(&desk, "counter").await;
    running.until_phase(&done, Phase::Delivered).await;
    let open = running.buy(&desk, "slow-report").await;
    running.until_phase(&open, Phase::Working).await;
    drop(running);

    let mut running = desk.run().await;
    assert_eq!(running.purchases.view(&done).unwrap().row.phase, Phase::Delivered);
    desk.skip(2 * MINUTE);
    running.until_phase(&open, Phase::Delivered).await;
    assert_eq!((desk.locks(&running, &done), desk.locks(&running, &open)), (1, 1));
}

#[tokio::test]
async fn purchases_made_elsewhere_with_the_same_node_are_listed_and_marked() {
    let desk = Desk::new().await;
    let mut first = desk.run().await;
    let one = first.buy(&desk, "counter").await;
    first.until_phase(&one, Phase::Delivered).await;
    let two = first.buy(&desk, "analyst").await;
    first.until_phase(&two, Phase::Delivered).await;
    drop(first);

    let elsewhere = Desk { directory: TempDir::new().unwrap(), ..desk };
    let mut running = elsewhere.run().await;
    let wait = async {
        while running.purchases.book().ids().len() < 2 {
            running.changes.recv().await.unwrap();
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.unwrap();
    let list = running.purchases.list(&Default::default()).unwrap();
    assert!(
        list.rows.iter().all(|row| row.whose == words::Whose::ThisKey && row.phase == Phase::ResultElsewhere),
        "{:?}",
        list.rows
    );
    // Their money can be asked back from here.
    let id = list.rows[0].id.clone();
    let may = |view: &PurchaseView| view.refund.action == Some(RefundAction::Dispute) && view.refund.disabled.is_none();
    let view = running.until(&id, "the button", may).await;
    running.refund(&id, RefundAction::Dispute, view.refund.to_type.as_deref()).await.unwrap();
    running.until_phase(&id, Phase::Disputed).await;
}

#[tokio::test]
async fn a_question_whether_to_pay_that_nobody_answers_in_time_ends_by_itself() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let wish = running.wish(&desk, "translator", Some("0.5")).await;
    let Prepared::Review { approval } = running.purchases.prepare(wish).await.unwrap() else { panic!("refused") };
    let id = running.purchases.approve(&approval.id).unwrap();
    running.until_phase(&id, Phase::AsksAgain).await;
    desk.skip(48 * HOUR);
    running.until_phase(&id, Phase::Expired).await;
    assert_eq!(desk.sandbox.all_locks(), 0);
}

#[tokio::test]
async fn what_was_settled_while_nobody_looked_is_still_fetched() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "slow-report").await;
    running.until_phase(&id, Phase::Working).await;
    drop(running);
    desk.skip(72 * HOUR);
    let mut running = desk.run().await;
    let proven = |view: &PurchaseView| matches!(view.hash, HashVerdict::Verified { .. });
    running.until(&id, "the result", |view| view.row.phase == Phase::Settled && proven(view)).await;
}

#[tokio::test]
async fn a_purchase_that_the_node_does_not_list_is_followed_all_the_same() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    desk.sandbox.faults().set(Service::Node, "GET /purchase/diff", Fault::status(500, "Internal Server Error"));
    let id = running.buy(&desk, "analyst").await;
    running.until_phase(&id, Phase::Delivered).await;
    assert_eq!(desk.locks(&running, &id), 1);
}

#[tokio::test]
async fn an_agent_that_moved_is_found_where_the_registry_says() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy(&desk, "slow-report").await;
    running.until_phase(&id, Phase::Working).await;
    running.purchases.standings().memory().note(&id, |heard| heard.agent_base = Some("http://127.0.0.1:9".to_owned()));
    desk.skip(2 * MINUTE);
    running.until_phase(&id, Phase::Delivered).await;
}

#[tokio::test]
async fn what_an_agent_refused_is_reviewed_again_and_bought_as_it_wants_it() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let wish = running.wish(&desk, "market-brief", None).await;
    let order = event::Order { agent_identifier: wish.agent.clone(), ..specimen::order() };
    running.purchases.book().begin("refused", &specimen::approval(order)).unwrap();
    let choices = Choices { option: ChoiceEncoding::Text, ..Choices::default() };
    for event in [Event::JobStarting, Event::ChoicesRefused { choices }] {
        running.purchases.book().record("refused", &event).unwrap();
    }
    let warned = |approval: &ApprovalView| approval.warnings.iter().any(|warning| warning.id == WarningId::ChoicesAnew);

    let Prepared::Review { approval } = running.purchases.prepare(wish.clone()).await.unwrap() else {
        panic!("refused")
    };
    assert!(warned(&approval));
    let id = running.purchases.approve(&approval.id).unwrap();
    running.until_phase(&id, Phase::Delivered).await;
    let sent = running.purchases.book().read(&id, |state| state.order.clone().unwrap().input_data).unwrap();
    assert!(sent["region"].is_string(), "{sent:?}");
    assert_eq!(desk.locks(&running, &id), 1);

    let Prepared::Review { approval } = running.purchases.prepare(wish).await.unwrap() else { panic!("refused") };
    assert!(!warned(&approval), "known to work now");
}

impl Running {
    /// A wish made while the node does not tell where it can pay.
    async fn wish_ignoring_sources(&self, desk: &Desk, slug: &str) -> Wish {
        desk.sandbox.faults().clear(Service::Node, "GET /payment-source");
        let wish = self.wish(desk, slug, None).await;
        desk.sandbox.faults().set(Service::Node, "GET /payment-source", Fault::drop());
        wish
    }
}
