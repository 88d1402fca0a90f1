//! The clients against servers over real connections: recorded, scripted, broken and hostile ones. One binary, linked once.

#[cfg(test)]
mod recordings;
