//! A window with a heading and nothing else. `make bench-window` measures Kaimono beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    match tauri::Builder::default().run(tauri::generate_context!()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("empty-window: {error}");
            ExitCode::FAILURE
        }
    }
}
