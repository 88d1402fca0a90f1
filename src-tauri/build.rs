//! Tauri's build step: declares our commands, so that the capability file can allow them one by one.

use std::path::Path;

include!("src/commands.rs");

macro_rules! names {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident $arguments:tt -> $answer:ty $(, outdated by $topics:tt)? => |$($who:ident: $room:ty),+| $call:expr;
    )*) => { &[$(stringify!($name)),*] };
}

/// The page as the window loads it (`frontendDist`), made by `ui/bundle.mjs`. It becomes part of a release; a debug build reads it when it runs.
const PAGE: &str = "../target/page";

fn main() -> std::process::ExitCode {
    println!("cargo::rerun-if-changed=src/commands.rs");
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed={PAGE}");
        if !Path::new(PAGE).join("index.html").exists() {
            println!("{PAGE} is not there. Make it: make page");
            return std::process::ExitCode::FAILURE;
        }
    }
    let manifest = tauri_build::AppManifest::new().commands(commands!(names));
    match tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            println!("{error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
