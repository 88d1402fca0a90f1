//! A node and a registry as processes of their own, as a person would have them: the sandbox's own program.

use crate::{desktop::Desktop, group::Group, program, wait};

/// A running node with its registry and its agents. Ends with the value.
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
        wait::until("a node", || node.group.output().contains("Payment key")).await;
        node
    }

    /// Base URL of its Payment Service.
    pub fn node_url(&self) -> String {
        self.told("Payment Service")
    }

    /// Base URL of its Registry Service.
    pub fn registry_url(&self) -> String {
        self.told("Registry Service")
    }

    /// A key that may pay.
    pub fn node_key(&self) -> String {
        self.told("Payment key")
    }

    /// A key of the registry.
    pub fn registry_key(&self) -> String {
        self.told("Registry key")
    }

    fn told(&self, what: &str) -> String {
        let output = self.group.output();
        let line = output.lines().find_map(|line| line.trim().strip_prefix(what));
        line.expect("it says this when it starts").trim().to_owned()
    }
}
