//! Nothing but a home for tests of `masumi`: those that read what this repository keeps for all of its crates (`tests/recordings`,
//! `tests/vectors`, `tests/cases`, `tests/certificates`).
//!
//! `masumi` is published, and its package must build and pass its tests where no more than the package is there. What the crate
//! can prove from itself is tested in it; what needs those files is tested here, through what everybody may call.
//! `tests/protocol` needs no network, `tests/clients` calls servers over real connections.
