//! The official SDK as a peer: agents built with `masumi` from PyPI sell to Kaimono through the sandbox's node. Everything goes
//! the way that the page goes, through the house; the agents run in a Python process of their own.

#[cfg(test)]
mod buyer;
#[cfg(test)]
mod stories;
