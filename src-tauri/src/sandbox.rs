//! The embedded sandbox: started when the person first asks for it and at every start after that, kept in `<data>/sandbox/`.
//! The house gets two URLs and two keys from it, as from any node; this is also what its panel operates.

use kaimono_core::{
    Kaimono,
    error::{Code, Failure, Result, Side},
    view::app::{AppView, SandboxView},
};
use masumi_client::net::Secret;
use masumi_sandbox::{Config, Sandbox};
use std::{
    io,
    path::{Path, PathBuf},
};
use tokio::sync::OnceCell;

/// The one sandbox of this process, once it runs.
pub(crate) struct EmbeddedSandbox {
    directory: PathBuf,
    running: OnceCell<Sandbox>,
}

impl EmbeddedSandbox {
    /// Not running yet.
    pub(crate) fn in_data(data: &Path) -> EmbeddedSandbox {
        EmbeddedSandbox { directory: data.join("sandbox"), running: OnceCell::new() }
    }

    /// Starts it if it does not run, and connects the house to it.
    pub(crate) async fn connect(&self, kaimono: &Kaimono) -> Result<AppView> {
        let config = Config { directory: Some(self.directory.clone()), ..Config::default() };
        let sandbox = self.running.get_or_try_init(|| Sandbox::start(config)).await.map_err(not_started)?;
        let issue_keys = || {
            let (registry, node) = sandbox.issue_keys();
            (Secret::new(registry), Secret::new(node))
        };
        kaimono.open_sandbox(&sandbox.node_url(), &sandbox.registry_url(), issue_keys).await
    }

    /// Its clock and addresses.
    pub(crate) fn panel(&self) -> Result<SandboxView> {
        self.running().map(view)
    }

    /// Moves its clock forward; `None`: to the next deadline of a purchase.
    pub(crate) fn skip(&self, millis: Option<i64>) -> Result<SandboxView> {
        let sandbox = self.running()?;
        match millis {
            Some(millis) => sandbox.skip(millis),
            None => drop(sandbox.skip_to_next_deadline()),
        }
        Ok(view(sandbox))
    }

    /// Gives the buyer more play money.
    pub(crate) fn top_up(&self) -> Result<()> {
        self.running().map(Sandbox::top_up)
    }

    fn running(&self) -> Result<&Sandbox> {
        self.running.get().ok_or_else(|| Failure::new(Code::Sandbox, Side::App))
    }
}

fn view(sandbox: &Sandbox) -> SandboxView {
    SandboxView {
        now: sandbox.now(),
        ahead: sandbox.ahead(),
        node_url: sandbox.node_url(),
        registry_url: sandbox.registry_url(),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn not_started(error: io::Error) -> Failure {
    Failure::new(Code::Sandbox, Side::App).quoting(&error.to_string()).passing()
}
