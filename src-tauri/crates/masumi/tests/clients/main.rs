//! The clients against servers over real connections: scripted, broken and hostile ones. One binary, linked once.

#[cfg(test)]
mod calls;
#[cfg(test)]
mod key;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod release;
#[cfg(test)]
mod server;
#[cfg(test)]
mod transport;
#[cfg(test)]
mod wire;
