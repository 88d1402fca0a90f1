//! Tauri's build step: declares our commands, so that the capability file can allow them one by one; and lays out the page as
//! the window loads it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

include!("src/commands.rs");

macro_rules! names {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident $arguments:tt -> $answer:ty $(, outdated by $topics:tt)? => |$($who:ident: $room:ty),+| $call:expr;
    )*) => { &[$(stringify!($name)),*] };
}

/// The page as it is written, with its tests and its many style sheets.
const WRITTEN: &str = "../ui/page";

/// The page as the window loads it (`frontendDist`): without the tests, and with one style sheet instead of a request for each.
const LOADED: &str = "../target/page";

/// The page of the parts alone, for people who work on them and for the stories: in no release. What ends in `.sample.js` shows
/// a part there.
const WORKSHOP: [&str; 2] = ["kit.html", "kit/page"];

fn main() -> std::process::ExitCode {
    println!("cargo::rerun-if-changed=src/commands.rs");
    println!("cargo::rerun-if-changed={WRITTEN}");
    if let Err(error) = lay_out(Path::new(WRITTEN), Path::new(LOADED)) {
        println!("{LOADED}: {error}");
        return std::process::ExitCode::FAILURE;
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

/// What is not written any more goes; what is the same stays untouched.
fn lay_out(written: &Path, loaded: &Path) -> io::Result<()> {
    fs::create_dir_all(loaded)?;
    for old in entries(loaded)? {
        let Some(name) = old.file_name() else { continue };
        if wanted(&written.join(name)) {
            continue;
        }
        if old.is_dir() { fs::remove_dir_all(&old)? } else { fs::remove_file(&old)? }
    }
    for file in entries(written)?.into_iter().filter(|file| wanted(file)) {
        let Some(name) = file.file_name() else { continue };
        let there = loaded.join(name);
        if file.is_dir() {
            lay_out(&file, &there)?;
            continue;
        }
        let content = if name == "page.css" { one_sheet(&file)? } else { fs::read(&file)? };
        if fs::read(&there).ok().as_ref() != Some(&content) {
            fs::write(&there, content)?;
        }
    }
    Ok(())
}

/// Whether a file or folder of the page is loaded: style sheets are in `page.css`, and tests are not for the window.
fn wanted(file: &Path) -> bool {
    let name = file.to_string_lossy();
    let workshop = name.ends_with(".sample.js") || WORKSHOP.iter().any(|place| file.ends_with(place));
    let released = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    file.exists()
        && !name.ends_with(".test.js")
        && (!name.ends_with(".css") || name.ends_with("page.css"))
        && !(workshop && released)
}

/// A style sheet with those that it imports in their places. Only `styles/tokens.css` names other files (the fonts), and is in
/// the same folder.
fn one_sheet(sheet: &Path) -> io::Result<Vec<u8>> {
    let beside = sheet.parent().unwrap_or(Path::new("."));
    let mut whole = String::new();
    for line in fs::read_to_string(sheet)?.lines() {
        let imported = line.strip_prefix("@import \"").and_then(|rest| rest.strip_suffix("\";"));
        match imported {
            Some(name) => whole.push_str(&fs::read_to_string(beside.join(name))?),
            None => whole.push_str(line),
        }
        whole.push('\n');
    }
    Ok(whole.into_bytes())
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}
