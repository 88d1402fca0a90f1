//! What a person allows themselves to spend, on one network, with all of its profiles together. Nothing is approved around it.
//!
//! | room | holds |
//! |---|---|
//! | [`calendar`] | the person's days and months |
//! | [`counted`] | pure: what a purchase counts, from its state |
//! | [`rules`] | what the person set, and pure: what that means for an approval |
//! | [`gate`] | the one way from a yes to an event |

pub(crate) mod calendar;
pub(crate) mod counted;
pub(crate) mod gate;
pub(crate) mod rules;
#[cfg(test)]
mod tests;
