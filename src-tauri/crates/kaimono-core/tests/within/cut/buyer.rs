//! A Kaimono without a window, in a process of its own, so that it can be killed: it opens its directory, says what a window
//! would show, and each time it is told to go on does what a person with one errand would do and what is due. It is this same
//! test program, run again with [`TOLD`] in its environment.

use super::points::Points;
use crate::{
    catalogue::Means,
    clients::{Clients, Files, Rest},
    clock::Clock,
    directory::Directory,
    error::{Failure, Result},
    purchase::{
        Purchases,
        approval::Wish,
        batch::{BatchKind, BatchWish, RowWish, Told},
        conditions::Payer,
        state::Payment,
        stories::filled,
    },
    view::{
        buy::{CeilingDraft, Prepared},
        purchase::{Phase, PurchaseView, RefundAction},
    },
    watch::Watch,
};
use masumi::{
    agent::AgentClient,
    form::Form,
    moment::Moment,
    net::{AgentHttp, AgentReach, CallError, NodeHttp, Secret, Service},
    node::{Network, NodeClient},
    registry::RegistryClient,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{BufRead, Write},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};
use tokio::sync::{broadcast, mpsc};
use tracing_subscriber::layer::SubscriberExt;

/// Set in the environment of a buyer's process.
pub(super) const TOLD: &str = "KAIMONO_BUYER";

/// What a buyer is told at its start.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Orders {
    pub(super) directory: PathBuf,
    pub(super) node_url: String,
    pub(super) registry_url: String,
    pub(super) node_key: String,
    pub(super) registry_key: String,
    /// The machine's clock.
    pub(super) now: Moment,
    /// Every answer is waited for so long, milliseconds.
    pub(super) patience: u64,
    /// At which point to stop.
    pub(super) cut: Option<usize>,
    /// Whether to say every point.
    pub(super) tells_points: bool,
    /// Watched over as in the app, many things at once; otherwise one after the other, always in the same order.
    pub(super) watched: bool,
    pub(super) errand: Errand,
}

/// What the person wants.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Errand {
    /// From which agent.
    pub(super) agent: String,
    /// From which others, with the same yes.
    pub(super) besides: Vec<String>,
    /// ADA, for a dynamic price.
    pub(super) ceiling: Option<String>,
    /// Says yes when asked again.
    pub(super) agrees: bool,
    /// Asks for the money back as soon as it is there to be asked for.
    pub(super) objects: bool,
}

/// What a buyer says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Word {
    /// It passed a point.
    Point(String),
    /// It stopped at a point.
    Cut(String),
    /// What its window shows, and what it waits to be told to go on for.
    Shows(Vec<Shown>),
}

/// One purchase made here.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Shown {
    pub(super) identifier: Option<String>,
    /// The whole page of the purchase.
    pub(super) page: Value,
}

/// What a buyer is told later: that it is this late, and to go on. The end of its input is the end of its errand.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct GoOn(pub(super) Moment);

/// Says something to whoever started this process.
pub(super) fn say(word: &Word) {
    let mut out = std::io::stdout().lock();
    // Nobody listening: this process is being killed.
    let _ = writeln!(out, "\n{}", serde_json::to_string(word).unwrap());
    let _ = out.flush();
}

/// Whether this process is a buyer.
pub(super) fn is_told() -> bool {
    std::env::var_os(TOLD).is_some()
}

/// The whole life of a buyer's process.
pub(super) fn live() {
    let mut first = String::new();
    std::io::stdin().read_line(&mut first).unwrap();
    let orders: Orders = serde_json::from_str(&first).unwrap();
    let points = Points::new(orders.cut, orders.tells_points);
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(points)).unwrap();
    let (teller, told) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        let words = std::io::stdin().lock().lines().map_while(std::result::Result::ok);
        for word in words.filter_map(|line| serde_json::from_str::<GoOn>(&line).ok()) {
            if teller.send(word).is_err() {
                return;
            }
        }
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(run(orders, told));
}

/// The counterparts, with the patience that was ordered.
pub(super) fn clients(orders: &Orders, clock: &Clock) -> std::result::Result<Clients, CallError> {
    let patience = Duration::from_millis(orders.patience);
    let http = |service, url: &str, key: &str| {
        let http = NodeHttp::new(service, url.parse().unwrap(), Secret::new(key.to_owned()));
        http.map(|http| http.at_most(patience))
    };
    let clock = clock.clone();
    let node = http(Service::Node, &orders.node_url, &orders.node_key)?;
    Ok(Clients {
        registry: RegistryClient::new(http(Service::Registry, &orders.registry_url, &orders.registry_key)?),
        node: NodeClient::new(node.observe_dates(Arc::new(move |date| clock.observe(date)))),
        agents: AgentClient::new(AgentHttp::new(AgentReach::THIS_MACHINE)?.at_most(patience)),
        files: Files::here(),
        node_rest: Rest::default(),
    })
}

async fn run(orders: Orders, mut told: mpsc::UnboundedReceiver<GoOn>) {
    // Held until the end: a lock that a killed process left behind must not be in the way.
    let directory = Directory::open(&orders.directory).unwrap();
    let clock = Clock::fixed(orders.now);
    let (changes, listener) = broadcast::channel(1_000);
    let own = directory.of_profile("p").unwrap();
    let purchases = Purchases::open(&own, Network::Preprod, false, Arc::default(), clock.clone(), changes).unwrap();
    let clients = clients(&orders, &clock).unwrap();
    let mut buyer = Buyer { purchases, clients, clock, listener, knows_key: false, errand: orders.errand };
    // What a window shows before anybody was asked anything.
    buyer.shows();
    let mut _watch = None;
    while let Some(GoOn(now)) = told.recv().await {
        buyer.clock.pass(now.since(buyer.clock.now()));
        if buyer.purchases.standings().link().clients().is_err() {
            buyer.purchases.connect(Ok(buyer.clients.clone()));
            _watch = orders.watched.then(|| Watch::start(buyer.purchases.engine().clone(), Arc::new(|_, _| ())));
        }
        // What cannot be done now is tried again the next time, as people do.
        let _ = buyer.acts().await;
        if orders.watched {
            buyer.is_watched().await;
        } else {
            buyer.does_what_is_due().await;
        }
        buyer.shows();
    }
}

struct Buyer {
    purchases: Purchases,
    clients: Clients,
    clock: Clock,
    listener: broadcast::Receiver<crate::view::Changed>,
    knows_key: bool,
    errand: Errand,
}

impl Buyer {
    /// Purchases made here. Others have lost their beginning, and nothing may.
    fn own(&self) -> Vec<String> {
        self.purchases.book().ids()
    }

    fn shows(&self) {
        let shown = self.own().into_iter().map(|id| Shown {
            identifier: self.purchases.book().read(&id, |state| state.identifier().map(str::to_owned)).unwrap(),
            page: json!(self.purchases.view(&id).unwrap()),
        });
        say(&Word::Shows(shown.collect()));
    }

    /// What the person does at what is shown. Every click is a double click.
    async fn acts(&mut self) -> Result<()> {
        if !self.knows_key {
            self.purchases.standings().link().set_key(self.clients.node.key_status().await?);
            self.knows_key = true;
        }
        let own = self.own();
        if own.is_empty() {
            return if self.errand.besides.is_empty() { self.buys().await } else { self.buys_together().await };
        }
        for id in own {
            self.acts_on(id).await?;
        }
        Ok(())
    }

    async fn acts_on(&mut self, id: String) -> Result<()> {
        let page = self.purchases.view(&id)?;
        if let Some(asked) = &page.approval {
            if self.errand.agrees {
                let _ = (self.purchases.approve(&asked.id), self.purchases.approve(&asked.id));
            } else {
                self.purchases.decline(&asked.id)?;
            }
        }
        self.answers(&id, &page).await?;
        let button = page.refund.action.filter(|_| page.refund.disabled.is_none());
        if let Some(RefundAction::Request | RefundAction::Dispute) = button.filter(|_| self.errand.objects) {
            let ask = || self.purchases.refund(&id, &page.refund.id, None);
            let _ = tokio::join!(ask(), ask());
        }
        if page.row.phase == Phase::PaymentStuck {
            self.purchases.retry_payment(&id).await?;
        }
        Ok(())
    }

    async fn answers(&self, id: &str, page: &PurchaseView) -> Result<()> {
        let Some(question) = page.question.as_ref().filter(|question| !question.sent) else { return Ok(()) };
        let filled = filled(&question.form);
        let answer = || self.purchases.answer(id, &question.id, &filled);
        let _ = tokio::join!(answer(), answer());
        Ok(())
    }

    /// The form of an agent, and what the person has to pay it with.
    async fn form(&self, agent: &str) -> Result<(Form, Payer)> {
        let Clients { registry, node, agents, .. } = &self.clients;
        let information = registry.payment_information(agent).await?.unwrap();
        let base = information.entry.api_base_url.unwrap();
        let form = Form::parse(&agents.input_schema(&base).await?).map_err(|_| Failure::input("form"))?;
        let means = Means {
            network: Network::Preprod,
            key: Some(node.key_status().await?),
            sources: Some(node.payment_sources(Network::Preprod).await?),
            allow_local_agents: true,
        };
        Ok((form, Payer::in_a_test(means)))
    }

    async fn buys(&self) -> Result<()> {
        let (form, payer) = self.form(&self.errand.agent).await?;
        let ceiling = self.errand.ceiling.clone().map(|amount| CeilingDraft { amount, unit: String::new() });
        let (agent, answers) = (self.errand.agent.clone(), filled(&form));
        let wish = Wish { agent, answers, ceiling, form, payer, simulated: None, alike: None };
        if let Prepared::Review { approval } = self.purchases.prepare(wish).await? {
            let _ = (self.purchases.approve(&approval.id), self.purchases.approve(&approval.id));
        }
        Ok(())
    }

    /// One yes to several.
    async fn buys_together(&self) -> Result<()> {
        let (mut rows, mut told, mut payer) = (Vec::new(), BTreeMap::new(), None);
        for (agent, number) in std::iter::once(&self.errand.agent).chain(&self.errand.besides).zip(1..) {
            let (form, pays) = self.form(agent).await?;
            let (answers, ceiling, refused, before) = (filled(&form), None, Vec::new(), None);
            rows.push(RowWish { number, agent: agent.clone(), answers, ceiling, refused, before, replaces: None });
            let offered = self.purchases.offered(agent, form, None, None).await?;
            told.insert(agent.to_ascii_lowercase(), Told::Offered(Box::new(offered)));
            payer = Some(pays);
        }
        let (kind, columns) = (BatchKind::SideBySide, Vec::new());
        let wish = BatchWish { kind, columns, repeats: None, rest_of: None, bought: Vec::new(), rows };
        let review = self.purchases.prepare_batch(wish, payer.unwrap(), told)?;
        let _ = (self.purchases.approve_batch(&review.id, None), self.purchases.approve_batch(&review.id, None));
        Ok(())
    }

    /// What the watcher does in the course of time, once and in order.
    async fn does_what_is_due(&self) {
        for id in self.own() {
            let _again = self.purchases.engine().drive(&id).await;
        }
        let _ = self.purchases.poller().sync_node().await;
        for id in self.own() {
            let asked = self.purchases.book().read(&id, |state| {
                let going_on = matches!(state.payment, Payment::Made | Payment::NotNeeded);
                going_on && state.job_id().is_some() && !state.result.as_ref().is_some_and(|result| result.complete)
            });
            if asked.unwrap() {
                self.purchases.poller().poll_agent(&id, 0).await;
            }
            let _again = self.purchases.engine().drive(&id).await;
        }
    }

    /// Looks at the purchase for a moment, while the watcher works.
    async fn is_watched(&mut self) {
        self.purchases.look_at(self.own().pop());
        let moment = async {
            for _ in 0..8 {
                let _missed = self.listener.recv().await;
            }
        };
        let _ = tokio::time::timeout(Duration::from_millis(15), moment).await;
    }
}
