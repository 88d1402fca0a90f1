//! A node, its registry and agents, outside of Kaimono: as a program of their own, as a person would have them, or within the
//! story, which can then make them fail and count what they were asked.

use crate::{checkout, desktop::Desktop, group::Group, program, wait};
use masumi_sandbox::{Config, Pace, Sandbox};

/// What a person types to connect a node.
#[derive(Clone, Debug)]
pub struct Connection {
    /// Base URL of the Payment Service.
    pub node_url: String,
    /// Base URL of the Registry Service.
    pub registry_url: String,
    /// A key that may pay.
    pub node_key: String,
    /// A key of the registry.
    pub registry_key: String,
}

/// The sandbox's own program. Ends with the value.
#[derive(Debug)]
pub struct Node {
    group: Group,
}

impl Node {
    /// Starts one.
    ///
    /// # Panics
    /// When it does not say how to connect in time.
    pub async fn start(desktop: &Desktop) -> Node {
        let mut command = desktop.command(program("masumi-sandbox"));
        let node = Node { group: desktop.start("node", &mut command, "") };
        wait::until("a node", || node.group.output().contains("Seller's key")).await;
        node
    }

    /// How to connect to it, as it says.
    ///
    /// # Panics
    /// When it does not say so.
    pub fn connection(&self) -> Connection {
        Connection {
            node_url: self.told("Payment Service"),
            registry_url: self.told("Registry Service"),
            node_key: self.told("Payment key"),
            registry_key: self.told("Registry key"),
        }
    }

    fn told(&self, what: &str) -> String {
        let output = self.group.output();
        let line = output.lines().find_map(|line| line.trim().strip_prefix(what));
        line.expect("it says this when it starts").trim().to_owned()
    }
}

/// A node within the story, in a hurry.
///
/// # Panics
/// When it does not start.
pub async fn within_the_story() -> (Sandbox, Connection) {
    start(Config { pace: Pace::quick(), ..Config::default() }).await
}

/// The same, with the agents that were met elsewhere (`tests/cases`).
///
/// # Panics
/// When it does not start.
pub async fn with_what_was_met() -> (Sandbox, Connection) {
    start(Config { pace: Pace::quick(), cases: Some(checkout().join("tests/cases")), ..Config::default() }).await
}

/// The same, with so many more agents in its registry.
///
/// # Panics
/// When it does not start.
pub async fn with_more_agents(agents: u32) -> (Sandbox, Connection) {
    start(Config { pace: Pace::quick(), agents, ..Config::default() }).await
}

async fn start(config: Config) -> (Sandbox, Connection) {
    let sandbox = Sandbox::start(config).await.expect("a sandbox starts");
    let (registry_key, node_key) = sandbox.issue_keys();
    let connection =
        Connection { node_url: sandbox.node_url(), registry_url: sandbox.registry_url(), node_key, registry_key };
    (sandbox, connection)
}
