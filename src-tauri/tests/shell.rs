//! The shell from outside: a start where there is no display.

use std::process::Command;

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_it_says_so_and_stops() {
    let output = Command::new(env!("CARGO_BIN_EXE_kaimono")).env_clear().output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("there is no display to open it on") && said.contains("DISPLAY is not set"), "{said}");
}
