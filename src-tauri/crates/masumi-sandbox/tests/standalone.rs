//! The binary on its own: it says where it is, obeys, and stops.

mod support;

use std::{
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
};
use support::get;

#[tokio::test]
async fn the_binary_tells_its_addresses_and_keys_and_obeys() {
    let mut sandbox = Command::new(env!("CARGO_BIN_EXE_masumi-sandbox"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(sandbox.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut after = |label: &str| {
        let line = lines.find(|line| line.trim_start().starts_with(label)).unwrap();
        line.trim_start().trim_start_matches(label).split_whitespace().next().unwrap_or("").to_owned()
    };
    let node = after("Payment Service");
    after("Registry key");
    let key = after("Payment key");
    assert_eq!(get(&format!("{node}/api-key-status"), &key).await.status, 200);

    let mut commands = sandbox.stdin.take().unwrap();
    commands.write_all(b"skip 2h\nregister Mine http://127.0.0.1:9 2000000\nquit\n").unwrap();
    assert!(after("It is").parse::<i64>().unwrap() > 0);
    let identifier = after("AGENT_IDENTIFIER");
    assert_eq!(identifier.len(), 120);
    assert!(sandbox.wait().unwrap().success());
}
