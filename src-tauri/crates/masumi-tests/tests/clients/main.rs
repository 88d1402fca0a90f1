//! The clients against servers over real connections: all recorded answers, and certificates. One binary, linked once.

#[cfg(test)]
mod recordings;
// The same as the crate's own tests have: it needs no file of the repository, so it stands there.
#[cfg(test)]
#[expect(dead_code, reason = "what the crate's own tests do with it")]
#[path = "../../../masumi/tests/clients/server.rs"]
mod server;
#[cfg(test)]
mod way;
