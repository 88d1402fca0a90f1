//! The sandbox on its own: serves a whole Masumi network on loopback, says how to connect to it, and takes commands on
//! its standard input until it is told to stop.

use clap::Parser;
use masumi::{
    moment::{DAY, HOUR, MINUTE},
    money::Money,
    node::Generation,
};
use masumi_sandbox::{Config, KeyDraft, Permission, Price, Registration, Sandbox};
use std::{path::PathBuf, process::ExitCode};

const HELP: &str = "\
  skip 2h            move the clock forward (s, m, h, d)
  next               move it to the next deadline of a purchase
  top-up             another 250 ADA and 500 tUSDM of play money in each wallet
  register NAME URL LOVELACE
                     list an agent that you run, e.g. register Mine http://127.0.0.1:8080 2000000
  node FILE          let the node answer as in this case, e.g. node tests/cases/node/01-policy-denied.json
  node               let it answer as itself again
  keys               new keys (the old ones stop working)
  quit               stop";

/// A whole Masumi network with play money, on loopback.
#[derive(Parser)]
#[command(version, about)]
struct Options {
    /// Keep the state in this directory, and go on from it.
    #[arg(long)]
    dir: Option<PathBuf>,
    /// Play the cases of this directory (`schemas/*.json`, `answers/*.json`) as agents.
    #[arg(long)]
    cases: Option<PathBuf>,
    /// List so many more agents, to look at a large market. Nobody runs them.
    #[arg(long, default_value_t = 0)]
    agents: u32,
    /// Fixed port of the Registry Service.
    #[arg(long)]
    registry_port: Option<u16>,
    /// Fixed port of the Payment Service.
    #[arg(long)]
    node_port: Option<u16>,
    /// Fixed port of the agents.
    #[arg(long)]
    agents_port: Option<u16>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let config = Config {
        directory: options.dir,
        cases: options.cases,
        agents: options.agents,
        registry_port: options.registry_port,
        node_port: options.node_port,
        agents_port: options.agents_port,
        ..Config::default()
    };
    match Sandbox::start(config).await {
        Ok(sandbox) => {
            run(&sandbox).await;
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("The sandbox did not start: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(sandbox: &Sandbox) {
    println!("A Masumi network with play money, for this machine only.\n");
    println!("  Registry Service  {}", sandbox.registry_url());
    println!("  Payment Service   {}", sandbox.node_url());
    println!("  Agents            {}/<name>", sandbox.agents_url());
    println!("  Wallet for V1     {}", sandbox.purchasing_address(Generation::V1));
    println!("  Wallet for V2     {}\n", sandbox.purchasing_address(Generation::V2));
    print_keys(sandbox);
    println!("To connect: choose \"Connect my node\", network Preprod, paste the two URLs and the first two keys,");
    println!(
        "and allow local agents.
"
    );
    println!("{HELP}\n");
    let (sender, mut lines) = tokio::sync::mpsc::channel(8);
    // Reading standard input cannot be cancelled, so it has a thread of its own, which ends with the process.
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    let mut open = true;
    loop {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => return,
            line = lines.recv(), if open => match line {
                Some(line) if line.trim() == "quit" => return,
                Some(line) => obey(sandbox, line.trim()),
                None => open = false,
            },
        }
    }
}

fn print_keys(sandbox: &Sandbox) {
    let (registry, node) = sandbox.issue_keys();
    let seller = sandbox.issue_key(KeyDraft::new("seller", Permission::ReadAndPay));
    println!("  Registry key      {registry}");
    println!("  Payment key       {node}");
    println!("  Seller's key      {seller}   (for an agent that you run)\n");
}

fn obey(sandbox: &Sandbox, line: &str) {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words[..] {
        [] => {}
        ["skip", time] => match millis(time) {
            Some(millis) => {
                sandbox.skip(millis);
                tell_time(sandbox);
            }
            None => println!("How far? For example: skip 90s, skip 15m, skip 2h, skip 1d"),
        },
        ["next"] => match sandbox.skip_to_next_deadline() {
            Some(_) => tell_time(sandbox),
            None => println!("No purchase has a deadline ahead."),
        },
        ["top-up"] => {
            sandbox.top_up();
            println!("250 ADA and 500 tUSDM were added to each wallet.");
        }
        ["register", name, url, lovelace] => register(sandbox, name, url, lovelace),
        ["node"] => drop(sandbox.play_node(None)),
        ["node", file] => play_node(sandbox, file),
        ["keys"] => print_keys(sandbox),
        _ => println!("{HELP}"),
    }
}

fn register(sandbox: &Sandbox, name: &str, url: &str, lovelace: &str) {
    let Ok(lovelace) = lovelace.parse() else {
        println!("The price is a whole number of lovelace, e.g. 2000000 for 2 ADA.");
        return;
    };
    let registered = sandbox.register(Registration {
        name: name.to_owned(),
        description: "An agent of your own.".to_owned(),
        api_base_url: url.to_owned(),
        price: Price::Fixed(vec![Money::lovelace(lovelace)]),
        tags: vec!["yours".to_owned()],
    });
    println!("  AGENT_IDENTIFIER      {}", registered.agent_identifier);
    println!("  SELLER_VKEY           {}", registered.seller_vkey);
    println!("  PAYMENT_SERVICE_URL   {}", sandbox.node_url());
    println!("  PAYMENT_API_KEY       the seller's key");
}

fn play_node(sandbox: &Sandbox, file: &str) {
    let case = std::fs::read(file).and_then(|bytes| Ok(serde_json::from_slice(&bytes)?));
    match case {
        Ok(case) if sandbox.play_node(Some(&case)) => println!("The node answers as in {file}."),
        Ok(_) => println!("Nothing in {file} can be laid over a node's answers."),
        Err(error) => println!("{file} cannot be read: {error}"),
    }
}

fn tell_time(sandbox: &Sandbox) {
    println!("It is {} in the sandbox, {} minutes ahead.", sandbox.now().0, sandbox.ahead() / MINUTE);
}

/// `90s`, `15m`, `2h`, `1d`.
fn millis(text: &str) -> Option<i64> {
    let (number, unit) = text.split_at(text.find(|letter: char| !letter.is_ascii_digit())?);
    let unit = match unit {
        "s" => 1_000,
        "m" => MINUTE,
        "h" => HOUR,
        "d" => DAY,
        _ => return None,
    };
    number.parse::<i64>().ok()?.checked_mul(unit)
}
