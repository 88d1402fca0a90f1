//! The clients against servers over real connections: recorded, scripted, broken and hostile ones. One binary, linked once.

#[cfg(test)]
mod calls;
#[cfg(test)]
mod key;
#[cfg(test)]
mod recordings;
#[cfg(test)]
mod release;
#[cfg(test)]
mod server;
#[cfg(test)]
mod way;
#[cfg(test)]
mod wire;
