//! The embedded sandbox, kept in `<data>/sandbox/`. It starts when the person first asks for it, and at every start of Kaimono
//! after that. It gives the house two URLs and two keys, as any node does, and what a newcomer cannot know yet: its wallets, and
//! which of its agents to try first. Its panel also works through this module.

use kaimono_core::{
    Kaimono,
    error::{Code, Failure, Result, Side},
    house::StartedSandbox,
    profile::SANDBOX,
    view::{
        app::{AppView, FirstStep, SandboxTrouble, SandboxView},
        said::Forward,
    },
};
use masumi::{
    moment::MINUTE,
    money::{Amount, Money, TUSDM, Unit},
    net::Secret,
    node::Generation,
};
use masumi_sandbox::{Config, Mishap, Sandbox};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};
use tokio::sync::OnceCell;

/// The one sandbox of this process, once it runs.
pub(crate) struct EmbeddedSandbox {
    directory: PathBuf,
    /// Agents to be played beside its own.
    cases: Option<PathBuf>,
    running: OnceCell<Sandbox>,
    /// Why it does not run.
    failed: Mutex<Option<Failure>>,
}

impl EmbeddedSandbox {
    /// Not running yet. `KAIMONO_SANDBOX_CASES` names a directory of cases.
    pub(crate) fn in_data(data: &Path) -> EmbeddedSandbox {
        let cases = std::env::var_os("KAIMONO_SANDBOX_CASES").map(PathBuf::from);
        EmbeddedSandbox { directory: data.join("sandbox"), cases, running: OnceCell::new(), failed: Mutex::default() }
    }

    /// Starts it if it does not run, and connects the house to it.
    pub(crate) async fn connect(&self, kaimono: &Kaimono) -> Result<AppView> {
        let config = Config { directory: Some(self.directory.clone()), cases: self.cases.clone(), ..Config::default() };
        let started = self.running.get_or_try_init(|| Sandbox::start(config)).await.map_err(not_started);
        *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = started.as_ref().err().cloned();
        let sandbox = started?;
        let issue_keys = || {
            let (registry, node) = sandbox.issue_keys();
            (Secret::new(registry), Secret::new(node))
        };
        let started = StartedSandbox {
            node_url: sandbox.node_url(),
            registry_url: sandbox.registry_url(),
            clock_ahead: sandbox.ahead(),
            wallets: [Generation::V1, Generation::V2].map(|one| (one, sandbox.purchasing_address(one))).to_vec(),
            guides: guides(sandbox),
        };
        kaimono.open_sandbox(started, issue_keys).await
    }

    /// Its clock and addresses.
    pub(crate) fn panel(&self) -> Result<SandboxView> {
        self.running().map(view)
    }

    /// Moves its clock forward, and says so to the house; `None`: to the next deadline of a purchase.
    pub(crate) fn skip(&self, kaimono: &Kaimono, by: Option<Forward>) -> Result<SandboxView> {
        let sandbox = self.running()?;
        match by {
            Some(Forward(millis)) => sandbox.skip(millis),
            None => drop(sandbox.skip_to_next_deadline()),
        }
        kaimono.clock_moved(SANDBOX, sandbox.ahead());
        Ok(view(sandbox))
    }

    /// Gives the buyer more play money.
    pub(crate) fn top_up(&self) -> Result<()> {
        self.running().map(Sandbox::top_up)
    }

    /// Lets something go wrong, or lets it be well again.
    pub(crate) fn trouble(&self, trouble: SandboxTrouble) -> Result<SandboxView> {
        let sandbox = self.running()?;
        let undo = troubles(sandbox).contains(&trouble);
        match trouble {
            SandboxTrouble::WalletEmpty => sandbox.empty_wallets(),
            SandboxTrouble::WalletBusy => sandbox.keep_wallets_busy(30 * MINUTE),
            SandboxTrouble::KeyLimited => drop(sandbox.limit_key(BUYER, (!undo).then(quota))),
            SandboxTrouble::AgentsSilent => sandbox.set_agents_online(undo),
            lock => sandbox.set_mishap(mishap(lock).filter(|_| !undo)),
        }
        Ok(view(sandbox))
    }

    /// Sets aside what it kept and cannot read, and starts anew.
    pub(crate) async fn reset(&self, kaimono: &Kaimono) -> Result<AppView> {
        if self.running.initialized() {
            return Err(Failure::new(Code::NotNow, Side::App));
        }
        set_aside(&self.directory)
            .map_err(|error| Failure::new(Code::Store, Side::App).quoting(&error.to_string()).passing())?;
        self.connect(kaimono).await
    }

    /// Begins the history of a profile anew; its own has to be connected again.
    pub(crate) async fn begin_history_anew(&self, kaimono: &Kaimono, profile: &str, typed: &str) -> Result<AppView> {
        let app = kaimono.begin_history_anew(profile, typed).await?;
        if profile == SANDBOX { self.connect(kaimono).await } else { Ok(app) }
    }

    fn running(&self) -> Result<&Sandbox> {
        let why = || self.failed.lock().unwrap_or_else(PoisonError::into_inner).clone();
        self.running.get().ok_or_else(|| why().unwrap_or_else(|| Failure::new(Code::Sandbox, Side::App)))
    }
}

/// The sandbox's name for the key that Kaimono uses.
const BUYER: &str = "buyer";

/// What a limited key may spend.
fn quota() -> Vec<Money> {
    vec![Money::lovelace(10_000_000), Money { amount: Amount(10_000_000), unit: Unit::parse(TUSDM) }]
}

fn mishap(trouble: SandboxTrouble) -> Option<Mishap> {
    match trouble {
        SandboxTrouble::LockLate => Some(Mishap::LateLock),
        SandboxTrouble::LockInvalid => Some(Mishap::InvalidLock),
        SandboxTrouble::LockTimesOut => Some(Mishap::TimesOut),
        SandboxTrouble::LockRolledBack => Some(Mishap::RolledBack),
        _ => None,
    }
}

/// What will go wrong until it is undone.
fn troubles(sandbox: &Sandbox) -> Vec<SandboxTrouble> {
    let next = sandbox.mishap().map(|mishap| match mishap {
        Mishap::LateLock => SandboxTrouble::LockLate,
        Mishap::InvalidLock => SandboxTrouble::LockInvalid,
        Mishap::TimesOut => SandboxTrouble::LockTimesOut,
        Mishap::RolledBack => SandboxTrouble::LockRolledBack,
    });
    let limited = sandbox.is_limited(BUYER).then_some(SandboxTrouble::KeyLimited);
    let silent = (!sandbox.agents_online()).then_some(SandboxTrouble::AgentsSilent);
    next.into_iter().chain(limited).chain(silent).collect()
}

/// Its agents with which a newcomer sees best what there is to see; two days pass without one.
fn guides(sandbox: &Sandbox) -> BTreeMap<FirstStep, String> {
    let slug = |step| match step {
        FirstStep::Buy => Some("summarizer"),
        FirstStep::Answer => Some("contract-reviewer"),
        FirstStep::Liar => Some("dishonest"),
        FirstStep::Refund => Some("never-delivers"),
        FirstStep::Days => None,
    };
    let guide = |step| Some((step, sandbox.agent_identifier(slug(step)?)?));
    FirstStep::ALL.into_iter().filter_map(guide).collect()
}

/// Moves a directory to the first free name beside it.
fn set_aside(directory: &Path) -> io::Result<()> {
    let beside = |number: u32| directory.with_extension(format!("unreadable-{number}"));
    let free = (1..).map(beside).find(|path| !path.exists());
    free.map_or(Ok(()), |free| fs::rename(directory, free))
}

fn view(sandbox: &Sandbox) -> SandboxView {
    SandboxView {
        now: sandbox.now(),
        ahead: sandbox.ahead(),
        node_url: sandbox.node_url(),
        registry_url: sandbox.registry_url(),
        troubles: troubles(sandbox),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn not_started(error: io::Error) -> Failure {
    let unreadable = error.kind() == io::ErrorKind::InvalidData;
    let code = if unreadable { Code::SandboxUnreadable } else { Code::Sandbox };
    let failure = Failure::new(code, Side::App).quoting(&error.to_string());
    if unreadable { failure } else { failure.passing() }
}
