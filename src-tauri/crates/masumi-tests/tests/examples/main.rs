//! The examples of `masumi` do what they say: those that need a network find one in this process.

#![allow(clippy::unwrap_used, reason = "a test that cannot read what it is to read has failed")]

use masumi::{agent::AgentClient, net::AgentReach, node::NodeClient, proof::CheckId, registry::RegistryClient};
use masumi_sandbox::{Config, Pace, Sandbox};
use serde_json::{Map, Value, json};
use std::{cell::RefCell, time::Duration};

const README: &str = include_str!("../../../masumi/README.md");

thread_local! {
    static SAID: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Instead of the one that prints, in all that follows.
macro_rules! println {
    ($($words:tt)*) => {
        crate::SAID.with_borrow_mut(|said| said.push(format!($($words)*)))
    };
}

#[allow(dead_code, reason = "whoever runs an example comes in by its main")]
#[path = "../../../masumi/examples/buy.rs"]
mod buy;
#[allow(dead_code, reason = "whoever runs an example comes in by its main")]
#[path = "../../../masumi/examples/find_and_verify.rs"]
mod find_and_verify;
#[allow(dead_code, reason = "whoever runs an example comes in by its main")]
#[path = "../../../masumi/examples/sell.rs"]
mod sell;

/// The lines that an example printed.
fn said() -> Vec<String> {
    SAID.take()
}

async fn sandbox() -> Sandbox {
    Sandbox::start(Config { pace: Pace::quick(), ..Config::default() }).await.unwrap()
}

fn connected(sandbox: &Sandbox) -> (RegistryClient, NodeClient, AgentClient) {
    let (registry_key, node_key) = sandbox.issue_keys();
    let registry = RegistryClient::connect(&sandbox.registry_url(), registry_key).unwrap();
    let node = NodeClient::connect(&sandbox.node_url(), node_key).unwrap();
    (registry, node, AgentClient::reaching(AgentReach::THIS_MACHINE).unwrap())
}

fn input() -> Map<String, Value> {
    Map::from_iter([("text".to_owned(), json!("It was a long day. Nothing happened."))])
}

#[tokio::test]
async fn an_agent_is_found_and_its_terms_are_proven_without_paying() {
    let sandbox = sandbox().await;
    let (registry, node, agents) = connected(&sandbox);
    find_and_verify::find_and_verify(&registry, &node, &agents, "Text Summarizer", &input()).await.unwrap();
    let summarizer = sandbox.agent_identifier("summarizer").unwrap();
    let said = said();
    let [found, price, checks @ .., last] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!(*found, format!("{summarizer}  Text Summarizer"));
    assert_eq!((price.as_str(), last.as_str()), ("  2.50 ADA", "Payable: 2.50 ADA"));
    let checked: Vec<&str> = checks.iter().filter_map(|check| check.strip_suffix(": passed")).collect();
    assert_eq!((checks.len(), checked.len()), (CheckId::ALL.len(), CheckId::ALL.len() - 1), "{checks:?}");
    assert!(checks.iter().any(|check| check == "SourceIndex: not applicable: the first generation has one source"));
    assert_eq!(sandbox.all_locks(), 0);
}

#[tokio::test]
async fn a_job_is_paid_once_and_its_result_is_the_one_on_chain() {
    let sandbox = sandbox().await;
    let (registry, node, agents) = connected(&sandbox);
    let summarizer = sandbox.agent_identifier("summarizer").unwrap().parse().unwrap();
    let often = Duration::from_millis(10);
    buy::buy(&registry, &node, &agents, &summarizer, &input(), often).await.unwrap();
    let output = said().join("\n");
    assert_eq!(block("text"), output, "README.md says what comes out");
    assert_eq!(sandbox.all_locks(), 1);
}

#[test]
fn what_a_seller_signed_is_payable_and_what_it_did_not_is_refused() {
    sell::sell().unwrap();
    let said = said();
    let [signed, changed, why] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!((signed.as_str(), changed.as_str()), ("As signed: payable, 2.00 ADA", "With another price: refused"));
    assert!(why.starts_with("  Signature: failed: expected "), "{why}");
}

#[test]
fn the_readme_shows_the_example_as_it_is() {
    let example = include_str!("../../../masumi/examples/buy.rs").replace("pub(crate) ", "");
    let start = example.find("async fn buy(").unwrap();
    assert_eq!(block("rust,no_run").split_once("\n\n").unwrap().1, example[start..].trim_end());
    // And what it says of the crate is so.
    for told in [format!("{} checks", CheckId::ALL.len()), format!("{} or newer", env!("CARGO_PKG_RUST_VERSION"))] {
        assert!(README.contains(&told), "{told}");
    }
}

/// The first block of code in README.md that is marked so.
fn block(mark: &str) -> &'static str {
    let (_, rest) = README.split_once(&format!("```{mark}\n")).unwrap();
    rest.split_once("\n```").unwrap().0
}
