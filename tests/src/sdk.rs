//! Agents built with the official SDK (`masumi` from PyPI, pinned in `tests/sdk`), in a Python process of their own. They sell
//! through the sandbox's node as they would through any: the sandbox cannot tell them apart from an agent that somebody runs.

use crate::{checkout, group::Group, wait};
use masumi::money::Money;
use masumi_sandbox::{KeyDraft, Permission, Price, Registration, Sandbox};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, TcpListener},
    process::Command,
};
use tempfile::TempDir;

/// Paths in `agents.py`, names in the registry, prices.
const AGENTS: [(&str, &str, Option<u128>); 5] = [
    ("poet", "Poet", Some(2_000_000)),
    ("planner", "Trip Planner", Some(3_500_000)),
    ("editor", "Editor", Some(5_000_000)),
    ("oracle", "Oracle", Some(1_000_000)),
    ("giver", "Wish Granter", None),
];

/// What uvicorn says once every agent is served.
const READY: &str = "Application startup complete";

/// The running agents. They end with the value, and show what they wrote when that is because of a panic.
#[derive(Debug)]
pub struct SdkAgents {
    process: Group,
    identifiers: BTreeMap<&'static str, String>,
    _output: TempDir,
}

impl SdkAgents {
    /// Registers and starts them.
    ///
    /// # Panics
    /// When the SDK is not installed, or they do not start.
    pub async fn start(sandbox: &Sandbox) -> SdkAgents {
        let python = checkout().join("target/make/sdk/bin/python");
        assert!(python.exists(), "The official agent SDK is not installed: make target/make/sdk/ready");
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let address = socket.local_addr().expect("it has an address");
        let mut seller_vkey = String::new();
        let mut identifiers = BTreeMap::new();
        for (path, name, lovelace) in AGENTS {
            let registered = sandbox.register(Registration {
                name: name.to_owned(),
                description: "Built with the official SDK.".to_owned(),
                api_base_url: format!("http://{address}/{path}"),
                price: lovelace.map_or(Price::Free, |lovelace| Price::Fixed(vec![Money::lovelace(lovelace)])),
                tags: Vec::new(),
            });
            identifiers.insert(path, registered.agent_identifier);
            seller_vkey = registered.seller_vkey;
        }
        let output = TempDir::with_prefix("kaimono-sdk-").expect("a directory can be made");
        let mut command = Command::new(python);
        command.arg(checkout().join("tests/sdk/agents.py")).current_dir(output.path());
        command.env("PAYMENT_SERVICE_URL", sandbox.node_url()).env("SELLER_VKEY", seller_vkey);
        command.env("PAYMENT_API_KEY", sandbox.issue_key(KeyDraft::new("seller", Permission::ReadAndPay)));
        command.env("AGENT_IDENTIFIERS", Value::from_iter(identifiers.clone()).to_string());
        let process = Group::serve(&mut command, socket, &output.path().join("output.txt"));
        let mut agents = SdkAgents { process, identifiers, _output: output };
        let started = async || {
            let ended = agents.process.has_ended();
            (ended || agents.process.output().contains(READY)).then_some(!ended)
        };
        assert_eq!(wait::within(wait::PATIENCE, started).await, Some(true), "the agents did not start");
        agents
    }

    /// The identifier of an agent, by its path in `agents.py`.
    pub fn identifier(&self, path: &str) -> &str {
        &self.identifiers[path]
    }

    /// What they wrote so far.
    pub fn output(&self) -> String {
        self.process.output()
    }
}

impl Drop for SdkAgents {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("--- the SDK's agents:\n{}", self.output());
        }
    }
}
