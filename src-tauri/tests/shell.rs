//! The shell from outside: a start where there is no display.

use std::{fs, path::Path, process::Command};

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_it_says_so_and_stops() {
    let output = Command::new(env!("CARGO_BIN_EXE_kaimono")).env_clear().output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("there is no display to open it on") && said.contains("DISPLAY is not set"), "{said}");
}

/// P63: a package calls the entry by the product's name on Linux. Desktops look for the entry of a window by the name of its program,
/// and for that of a notification by its hint; all of them are this one.
#[test]
fn the_desktop_entry_has_the_name_of_the_window() {
    let read = |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let product: serde_json::Value = serde_json::from_str(&read("tauri.linux.conf.json")).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_kaimono")).file_stem().unwrap().to_str().unwrap();
    assert_eq!(product["productName"], program);
    let entry = read("kaimono.desktop");
    assert!(entry.contains("StartupWMClass={{exec}}\n") && entry.contains("Name=Kaimono\n"), "{entry}");
}
