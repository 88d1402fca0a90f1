//! Node time: this machine's clock, corrected by the `Date` of the node's answers. Deadlines of the escrow are the node's, so
//! every decision about them is made in node time. The only module that reads the system's clock.

use masumi_client::moment::Moment;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// A node's time. Clones share the correction.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    local: Local,
    /// Node time minus local time, milliseconds.
    ahead: AtomicI64,
}

#[derive(Debug)]
enum Local {
    System,
    Fixed(AtomicI64),
}

/// `Date` has whole seconds and took a while to arrive: a node time that agrees with it within this is left alone, so that
/// node time does not jitter.
const AGREES: i64 = 2_000;

impl Clock {
    /// Follows this machine's clock.
    pub fn system() -> Clock {
        Clock::of(Local::System)
    }

    /// Stands still until [`Clock::pass`].
    pub fn fixed(at: Moment) -> Clock {
        Clock::of(Local::Fixed(AtomicI64::new(at.0)))
    }

    fn of(local: Local) -> Clock {
        Clock(Arc::new(Inner { local, ahead: AtomicI64::new(0) }))
    }

    /// Node time.
    pub fn now(&self) -> Moment {
        self.local().plus(self.0.ahead.load(Ordering::Relaxed))
    }

    /// This machine's clock minus the node's, milliseconds, as far as it is known.
    pub fn skew(&self) -> i64 {
        -self.0.ahead.load(Ordering::Relaxed)
    }

    /// Takes the `Date` of an answer of the node into account.
    pub fn observe(&self, date: Moment) {
        // The second was cut off: on average the node was half a second further.
        let node = date.plus(500);
        if (node.since(self.now())).abs() > AGREES {
            self.0.ahead.store(node.since(self.local()), Ordering::Relaxed);
        }
    }

    /// Lets a fixed clock's time pass; a system clock is not moved.
    pub fn pass(&self, millis: i64) {
        if let Local::Fixed(at) = &self.0.local {
            at.fetch_add(millis, Ordering::Relaxed);
        }
    }

    fn local(&self) -> Moment {
        match &self.0.local {
            Local::Fixed(at) => Moment(at.load(Ordering::Relaxed)),
            Local::System => system(),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
fn system() -> Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use masumi_client::moment::{DAY, HOUR};

    const NOON: Moment = Moment(1_795_348_800_000);

    #[test]
    fn a_node_that_agrees_changes_nothing() {
        let clock = Clock::fixed(NOON.plus(700));
        clock.observe(NOON);
        assert_eq!(clock.now(), NOON.plus(700));
        assert_eq!(clock.skew(), 0);
    }

    #[test]
    fn a_clock_that_is_an_hour_slow_is_corrected_by_the_node() {
        let clock = Clock::fixed(NOON);
        clock.observe(NOON.plus(HOUR));
        assert_eq!(clock.now(), NOON.plus(HOUR + 500));
        assert_eq!(clock.skew(), -(HOUR + 500));
        clock.pass(10_000);
        clock.observe(NOON.plus(HOUR + 10_000));
        assert_eq!(clock.now(), NOON.plus(HOUR + 10_500), "no jitter while the node agrees");
    }

    #[test]
    fn a_sandbox_that_skips_two_days_is_followed_forward_and_back() {
        let clock = Clock::fixed(NOON);
        clock.observe(NOON.plus(2 * DAY));
        assert_eq!(clock.now(), NOON.plus(2 * DAY + 500));
        clock.observe(NOON);
        assert_eq!(clock.now(), NOON.plus(500));
    }

    #[test]
    fn clones_share_the_correction() {
        let clock = Clock::fixed(NOON);
        clock.clone().observe(NOON.plus(DAY));
        assert_eq!(clock.skew(), -(DAY + 500));
    }
}
