//! The buyer: profiles, vault, catalogue, purchases, watcher. Knows no window.
//!
//! The path of one purchase: form → approval → journal → engine → watcher → page. See `ARCHITECTURE.md`.
//!
//! The shell sees [`Kaimono`], what the page gets ([`view`]), failures and notices. A few more rooms are open for tests from
//! outside: the keyring, the mirror of the registry, foreign text.

mod backup;
mod blocking;
mod bookmarks;
pub mod catalogue;
mod clients;
mod clock;
mod connection;
mod contacts;
pub mod diagnostics;
pub mod directory;
pub mod draft;
pub mod error;
mod files;
pub mod house;
mod language;
mod limits;
mod link;
pub mod notice;
mod pictures;
pub mod profile;
mod purchase;
pub mod receipt;
mod saving;
mod session;
mod store;
#[cfg(test)]
mod testing;
pub mod text;
pub mod update;
pub mod vault;
pub mod view;
mod wallet;
mod watch;

pub use house::Kaimono;
