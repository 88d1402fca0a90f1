//! Times without a tray, told from each other: a desktop's shell may go and come more than once within the few seconds for which the
//! icon waits for it, and the window may be wanted meanwhile.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

/// How often the desktop's tray went or came, as the icon in it saw it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Turns(Arc<AtomicU32>);

impl Turns {
    /// The tray went, under an icon by which a hidden window is reached.
    pub(crate) fn went(&self) -> Outage {
        Outage { turns: self.clone(), begun: self.0.fetch_add(1, Ordering::Relaxed).wrapping_add(1) }
    }

    /// The tray came, or nothing needs it any more.
    pub(crate) fn ended(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// One time without a tray.
#[derive(Debug)]
pub(crate) struct Outage {
    turns: Turns,
    begun: u32,
}

impl Outage {
    /// Whether it is still this one.
    pub(crate) fn lasts(&self) -> bool {
        self.turns.0.load(Ordering::Relaxed) == self.begun
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_time_without_a_tray_is_no_other() {
        let turns = Turns::default();
        let first = turns.went();
        assert!(first.lasts());
        turns.ended();
        assert!(!first.lasts());
        let second = turns.went();
        assert!(second.lasts() && !first.lasts(), "the first is over, whatever the second does");
        turns.clone().ended();
        assert!(!second.lasts(), "all who know of it know the same");
    }
}
