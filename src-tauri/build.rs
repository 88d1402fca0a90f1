//! Tauri's build step: declares our commands, so that the capability file can allow them one by one.

include!("src/commands.rs");

macro_rules! names {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident $arguments:tt -> $answer:ty $(, outdated by $topics:tt)? => |$($who:ident: $room:ty),+| $call:expr;
    )*) => { &[$(stringify!($name)),*] };
}

fn main() -> std::process::ExitCode {
    println!("cargo::rerun-if-changed=src/commands.rs");
    let manifest = tauri_build::AppManifest::new().commands(commands!(names));
    match tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            println!("{error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
