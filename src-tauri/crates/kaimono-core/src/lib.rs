//! The buyer: profiles, vault, catalogue, purchases, watcher. Knows no window.
//!
//! The way of one purchase: form → approval → journal → engine → watcher → page. See `ARCHITECTURE.md`.

pub mod catalogue;
pub mod clients;
pub mod clock;
mod connection;
pub mod directory;
pub mod draft;
pub mod error;
pub mod house;
pub mod notice;
pub mod profile;
pub mod purchase;
pub mod session;
pub mod store;
#[cfg(test)]
mod testing;
pub mod text;
pub mod vault;
pub mod view;
mod wallet;
pub mod watch;

pub use house::Kaimono;
