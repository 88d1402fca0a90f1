//! What the stories stand on: a person's desktop with its display, bus and keyring, Kaimono's real window on it, a node of the
//! sandbox as a process of its own, and agents built with the official SDK.
//!
//! Nothing is shared between two stories: each has its own home, its own display and its own processes, which end with it.
//! Whatever is not as told ends the story at once, with a picture of the window in `target/stories/`.

#![expect(clippy::expect_used, clippy::panic, reason = "a story ends at the first thing that is not as told")]

pub mod contrast;
pub mod desktop;
pub mod ear;
pub mod group;
pub mod node;
pub mod pictures;
pub mod sdk;
pub mod seller;
pub mod services;
pub mod wait;
pub mod window;

use std::path::{Path, PathBuf};

/// The checkout's own directory.
pub fn checkout() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is in the checkout")
}

/// A program of this workspace, as `cargo build --workspace --bins` left it beside this test.
///
/// # Panics
/// When it is not there.
pub fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it is");
    let program = test.ancestors().nth(2).expect("a test is in target/debug/deps").join(name);
    assert!(program.exists(), "{} is not built: cargo build --workspace --bins", program.display());
    program
}
