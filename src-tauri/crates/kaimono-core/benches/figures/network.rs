//! The sandbox as a process of its own, and the handle that the bench holds. They speak in lines: a request a line, and one
//! line of JSON back.

use crate::Outcome;
use masumi_sandbox::{Config, Fault, Pace, Sandbox, Service};
use serde::{Deserialize, Serialize};
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// Where the network is, and the buyer's keys.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Address {
    pub(crate) registry_url: String,
    pub(crate) node_url: String,
    pub(crate) agents_url: String,
    pub(crate) registry_key: String,
    pub(crate) node_key: String,
    /// The agentIdentifier of the agent that takes money and never delivers: what is bought from it stays open.
    pub(crate) agent: String,
    /// Of one that delivers.
    pub(crate) deliverer: String,
}

/// The path of that agent.
pub(crate) const SLUG: &str = "never-delivers";

const DELIVERER: &str = "summarizer";

#[derive(Serialize, Deserialize)]
enum Ask {
    /// Play money for so many more purchases.
    TopUp(u32),
    /// From now on the answers of a route are so many milliseconds late. Agents', registry's or node's, by the first letter.
    Slow(char, String, u64),
    /// The network's clock is so many milliseconds later.
    Skip(i64),
    /// How often each service was asked so far.
    Asked,
}

/// How often each service was asked.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// For purchases.
    pub(crate) purchases: u64,
    /// For anything.
    pub(crate) node: u64,
    pub(crate) agents: u64,
}

/// Serves until nobody asks any more.
pub(crate) async fn serve() -> Outcome<()> {
    let sandbox = Sandbox::start(Config { pace: Pace::quick(), ..Config::default() }).await?;
    let (registry_key, node_key) = sandbox.issue_keys();
    let address = Address {
        registry_url: sandbox.registry_url(),
        node_url: sandbox.node_url(),
        agents_url: sandbox.agents_url(),
        registry_key,
        node_key,
        agent: sandbox.agent_identifier(SLUG).ok_or("the catalogue has no such agent")?,
        deliverer: sandbox.agent_identifier(DELIVERER).ok_or("the catalogue has no such agent")?,
    };
    println!("{}", serde_json::to_string(&address)?);
    tokio::task::spawn_blocking(move || {
        for line in std::io::stdin().lines() {
            println!("{}", serde_json::to_string(&obey(&sandbox, serde_json::from_str(&line?)?))?);
        }
        Ok(())
    })
    .await?
}

fn obey(sandbox: &Sandbox, ask: Ask) -> Asked {
    match ask {
        Ask::TopUp(purchases) => (0..purchases.div_ceil(40)).for_each(|_| sandbox.top_up()),
        Ask::Slow(service, route, millis) => {
            let service = match service {
                'a' => Service::Agents,
                'r' => Service::Registry,
                _ => Service::Node,
            };
            sandbox.faults().set(service, &route, Fault::slow(millis));
        }
        Ask::Skip(millis) => sandbox.skip(millis),
        Ask::Asked => {}
    }
    let mut asked = Asked::default();
    for (service, route, count) in sandbox.faults().all_requests() {
        match service {
            Service::Node => {
                asked.node += count;
                asked.purchases += if route.contains(" /purchase") { count } else { 0 };
            }
            Service::Agents => asked.agents += count,
            Service::Registry => {}
        }
    }
    asked
}

/// A network that runs as long as this is held.
pub(crate) struct Network {
    pub(crate) address: Address,
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Network {
    pub(crate) fn start() -> Outcome<Network> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("network")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let to = child.stdin.take().ok_or("no way to the network")?;
        let mut from = BufReader::new(child.stdout.take().ok_or("no way from the network")?);
        let mut line = String::new();
        from.read_line(&mut line)?;
        Ok(Network { address: serde_json::from_str(&line)?, child, to, from })
    }

    /// Play money for so many purchases.
    pub(crate) fn top_up(&mut self, purchases: u32) -> Outcome<()> {
        self.ask(&Ask::TopUp(purchases)).map(drop)
    }

    /// Makes a route as slow as this.
    pub(crate) fn slow(&mut self, service: char, route: &str, millis: u64) -> Outcome<()> {
        self.ask(&Ask::Slow(service, route.to_owned(), millis)).map(drop)
    }

    /// Lets time pass.
    pub(crate) fn skip(&mut self, millis: i64) -> Outcome<()> {
        self.ask(&Ask::Skip(millis)).map(drop)
    }

    /// How often each service was asked since the start.
    pub(crate) fn asked(&mut self) -> Outcome<Asked> {
        self.ask(&Ask::Asked)
    }

    fn ask(&mut self, ask: &Ask) -> Outcome<Asked> {
        writeln!(self.to, "{}", serde_json::to_string(ask)?)?;
        let mut line = String::new();
        self.from.read_line(&mut line)?;
        Ok(serde_json::from_str(&line)?)
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        // It is only play money; that it has ended already is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
