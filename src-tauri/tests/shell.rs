//! The shell from outside: what the page may call, and a start where there is no display.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, process::Command};

const CAPABILITY: &str = include_str!("../capabilities/page.json");

/// Invariant 9: what the page calls, what the capability allows and what the shell answers is the same.
#[test]
fn the_page_the_capability_and_the_shell_know_the_same_commands() {
    let answered = listed(include_str!("../src/command_list.rs"));
    assert!(answered.contains("app_state") && answered.len() > 20, "{answered:?}");
    assert_eq!(called(include_str!("../../ui/page/backend.js")), answered, "ui/page/backend.js");
    assert_eq!(allowed(), answered, "capabilities/page.json");
}

/// The page gets nothing of Tauri but to hear of changes, and no plugin.
#[test]
fn beside_our_commands_the_page_may_only_listen() {
    let others: Vec<&str> = permissions().filter(|name| !name.starts_with("allow-")).collect();
    assert_eq!(others, ["core:event:allow-listen", "core:event:allow-unlisten"]);
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_it_says_so_and_stops() {
    let output = Command::new(env!("CARGO_BIN_EXE_kaimono")).env_clear().output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("there is no display to open it on") && said.contains("DISPLAY is not set"), "{said}");
}

fn listed(list: &str) -> BTreeSet<String> {
    let (_, names) = list.split_once("$then! {").unwrap();
    let (names, _) = names.split_once('}').unwrap();
    names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn called(page: &str) -> BTreeSet<String> {
    page.split("invoke(\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn allowed() -> BTreeSet<String> {
    permissions().filter_map(|name| name.strip_prefix("allow-")).map(|name| name.replace('-', "_")).collect()
}

fn permissions() -> impl Iterator<Item = &'static str> {
    let (_, list) = CAPABILITY.split_once("\"permissions\"").unwrap();
    list.split('"').skip(1).step_by(2)
}
