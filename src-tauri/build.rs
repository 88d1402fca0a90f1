//! Tauri's build step: declares our commands, so that the capability file can allow them one by one.

include!("src/command_list.rs");

macro_rules! names {
    ($($name:ident),* $(,)?) => { &[$(stringify!($name)),*] };
}

fn main() -> std::process::ExitCode {
    println!("cargo::rerun-if-changed=src/command_list.rs");
    let manifest = tauri_build::AppManifest::new().commands(commands!(names));
    match tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            println!("{error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
