//! The buyer: profiles, vault, catalogue, purchases, watcher. Knows no window.
//!
//! The way of one purchase: form → approval → journal → engine → watcher → page. See `ARCHITECTURE.md`.

pub mod clock;
pub mod error;
pub mod text;
pub mod view;
