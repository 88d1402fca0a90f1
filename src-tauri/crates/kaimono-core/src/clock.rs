//! Node time: this machine's clock, corrected by the `Date` of the node's answers. The node enforces the escrow's deadlines, so
//! every decision about them is made in node time. If a node's time is off by more than a day, it is not believed: one of the two
//! clocks is wrong, and nothing is paid until they agree. Whoever starts a node may state how far its clock is shifted; its time
//! is then compared with that. A [`Pulse`] notices that the machine slept, or that its clock was set. No other module reads the
//! system's clock.

use crate::view::app::ClockDoubt;
use masumi::moment::{DAY, Moment};
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Instant,
};

/// A node's time. Clones share the correction.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    local: Local,
    /// Node time minus local time, milliseconds, as far as the node is believed.
    ahead: AtomicI64,
    /// The same as the node told last.
    told: AtomicI64,
    /// The same as whoever started the node stated it; 0: nobody did.
    stated: AtomicI64,
}

#[derive(Debug)]
enum Local {
    System {
        opened: Instant,
    },
    Fixed {
        at: AtomicI64,
        /// How long it has run, as a count that a sleeping machine stops.
        steady: AtomicI64,
    },
}

/// `Date` has whole seconds and took a while to arrive: a node time that agrees with it within this is left alone, so that
/// node time does not jitter.
const AGREES: i64 = 2_000;
/// A node whose time differs by more than this from what is expected of it is not believed.
const BELIEVED: i64 = DAY;

impl Clock {
    /// Follows this machine's clock.
    pub fn system() -> Clock {
        Clock::of(Local::System { opened: Instant::now() })
    }

    /// Stands still until [`Clock::pass`].
    pub fn fixed(at: Moment) -> Clock {
        Clock::of(Local::Fixed { at: AtomicI64::new(at.0), steady: AtomicI64::new(0) })
    }

    fn of(local: Local) -> Clock {
        let (ahead, told, stated) = (AtomicI64::new(0), AtomicI64::new(0), AtomicI64::new(0));
        Clock(Arc::new(Inner { local, ahead, told, stated }))
    }

    /// Node time.
    pub fn now(&self) -> Moment {
        self.local().plus(self.0.ahead.load(Ordering::Relaxed))
    }

    /// This machine's time, for how long ago something was.
    pub fn machine(&self) -> Moment {
        self.local()
    }

    /// Node time minus this machine's, milliseconds.
    pub fn ahead(&self) -> i64 {
        self.0.ahead.load(Ordering::Relaxed)
    }

    /// This machine's clock minus the node's, beside what was stated of it; milliseconds.
    pub fn skew(&self) -> i64 {
        self.0.stated.load(Ordering::Relaxed).saturating_sub(self.ahead())
    }

    /// Takes the `Date` of an answer of the node into account.
    pub fn observe(&self, date: Moment) {
        // The second was cut off: on average the node was half a second further.
        self.0.told.store(date.plus(500).since(self.local()), Ordering::Relaxed);
        self.settle();
    }

    /// Takes note of how far ahead of this machine the node's clock is, from whoever started the node.
    pub fn state(&self, ahead: i64) {
        let before = self.0.stated.swap(ahead, Ordering::Relaxed);
        // What the node told before it was shifted says nothing any more.
        self.0.told.fetch_add(ahead.saturating_sub(before), Ordering::Relaxed);
        self.settle();
    }

    /// How far ahead of this machine the node's clock is, as whoever started the node stated it; 0: nobody did.
    pub fn stated(&self) -> i64 {
        self.0.stated.load(Ordering::Relaxed)
    }

    /// Both clocks, if the node's is too far off to be believed; node time goes on without it.
    pub fn doubted(&self) -> Option<ClockDoubt> {
        let (told, stated) = (self.0.told.load(Ordering::Relaxed), self.0.stated.load(Ordering::Relaxed));
        (told.saturating_sub(stated).saturating_abs() > BELIEVED).then(|| {
            let here = self.local();
            ClockDoubt { told: here.plus(told), here }
        })
    }

    fn settle(&self) {
        let told = self.0.told.load(Ordering::Relaxed);
        if self.doubted().is_none() && told.saturating_sub(self.ahead()).saturating_abs() > AGREES {
            self.0.ahead.store(told, Ordering::Relaxed);
        }
    }

    /// Lets a fixed clock's time pass; a system clock is not moved.
    pub fn pass(&self, millis: i64) {
        if let Local::Fixed { steady, .. } = &self.0.local {
            steady.fetch_add(millis, Ordering::Relaxed);
            self.sleep(millis);
        }
    }

    /// Lets a fixed clock's time pass as while the machine sleeps; a system clock is not moved.
    pub fn sleep(&self, millis: i64) {
        if let Local::Fixed { at, .. } = &self.0.local {
            at.fetch_add(millis, Ordering::Relaxed);
        }
    }

    fn local(&self) -> Moment {
        match &self.0.local {
            Local::Fixed { at, .. } => Moment(at.load(Ordering::Relaxed)),
            Local::System { .. } => system(),
        }
    }

    /// Milliseconds since the clock was made; on some systems without those that the machine slept.
    fn steady(&self) -> i64 {
        match &self.0.local {
            Local::Fixed { steady, .. } => steady.load(Ordering::Relaxed),
            Local::System { opened } => i64::try_from(opened.elapsed().as_millis()).unwrap_or(i64::MAX),
        }
    }
}

/// Notices that this machine's time moved otherwise than time passes: it slept, or its clock was set. Beats every second.
#[derive(Debug)]
pub(crate) struct Pulse {
    clock: Clock,
    local: Moment,
    steady: i64,
}

/// A clock that is set right by less than this is no news.
const SET_RIGHT: i64 = 5_000;
/// A beat comes every second; one that comes later than this comes after a sleep.
const LATE: i64 = 10_000;

impl Pulse {
    /// Feels from now on.
    pub(crate) fn of(clock: &Clock) -> Pulse {
        Pulse { clock: clock.clone(), local: clock.local(), steady: clock.steady() }
    }

    /// How far this machine's time has moved since the last beat otherwise than it should, milliseconds; `None`: as it should.
    /// Negative: its clock was set back.
    pub(crate) fn beat(&mut self) -> Option<i64> {
        let (local, steady) = (self.clock.local(), self.clock.steady());
        let moved = moved(local.since(self.local), steady.saturating_sub(self.steady));
        (self.local, self.steady) = (local, steady);
        moved
    }
}

/// How far the time was moved, where the clock went so far between two beats and the steady count so far. Some systems stop the
/// steady count while the machine sleeps: the clock has jumped. On others it goes on, as on Windows: the beat comes late.
fn moved(local: i64, steady: i64) -> Option<i64> {
    let jump = local.saturating_sub(steady);
    let late = (steady > LATE).then_some(steady);
    if jump.abs() > SET_RIGHT { Some(jump) } else { late }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
fn system() -> Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use masumi::moment::{DAY, HOUR};

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
    fn a_node_whose_clock_was_moved_by_whoever_started_it_is_followed_forward_and_back() {
        let clock = Clock::fixed(NOON);
        clock.state(2 * DAY);
        assert_eq!(clock.now(), NOON.plus(2 * DAY), "at once");
        clock.observe(NOON.plus(2 * DAY + HOUR));
        assert_eq!(
            (clock.now(), clock.skew(), clock.doubted()),
            (NOON.plus(2 * DAY + HOUR + 500), -(HOUR + 500), None)
        );
        clock.state(0);
        clock.observe(NOON);
        assert_eq!((clock.now(), clock.doubted()), (NOON.plus(500), None));
    }

    #[test]
    fn a_node_that_is_off_by_more_than_a_day_is_doubted_and_the_time_goes_on_as_it_was() {
        let clock = Clock::fixed(NOON);
        clock.observe(NOON.plus(HOUR));
        let believed = clock.now();
        for date in [Moment(0), NOON.plus(3_650 * DAY), NOON.plus(-2 * DAY), Moment(253_402_300_799_000)] {
            clock.observe(date);
            assert_eq!(clock.now(), believed, "{date:?}");
            assert!(
                clock.doubted().is_some_and(|doubt| doubt.told.since(date).abs() <= 500 && doubt.here == NOON),
                "{date:?}: both clocks as they stand, not what was believed before: {:?}",
                clock.doubted()
            );
        }
        clock.observe(NOON.plus(DAY - HOUR));
        assert_eq!((clock.now(), clock.doubted()), (NOON.plus(DAY - HOUR + 500), None));
        clock.state(30 * DAY);
        clock.observe(NOON);
        assert!(clock.doubted().is_some(), "doubt is measured against what was stated");
    }

    #[test]
    fn a_machine_that_slept_or_whose_clock_was_set_is_noticed_once() {
        let clock = Clock::fixed(NOON);
        let mut pulse = Pulse::of(&clock);
        for _ in 0..10 {
            clock.pass(9_000);
            assert_eq!(pulse.beat(), None, "time passes");
        }
        clock.sleep(8 * HOUR);
        clock.pass(1_000);
        assert_eq!(pulse.beat(), Some(8 * HOUR));
        assert_eq!(pulse.beat(), None);
        clock.sleep(-HOUR);
        assert_eq!(pulse.beat(), Some(-HOUR));
        clock.state(2 * DAY);
        assert_eq!(pulse.beat(), None, "the node's clock is another matter");
    }

    /// core R10: the count of a machine that slept stands still on some systems, and goes on on others.
    #[test]
    fn a_sleep_is_noticed_where_the_steady_count_goes_on_meanwhile_too() {
        let clock = Clock::fixed(NOON);
        let mut pulse = Pulse::of(&clock);
        clock.pass(8 * HOUR);
        assert_eq!(pulse.beat(), Some(8 * HOUR));
        clock.pass(1_000);
        assert_eq!(pulse.beat(), None, "once");
        for (local, steady, moved) in [
            (1_000, 1_000, None),
            (SET_RIGHT + 1_000, 1_000, None),
            (SET_RIGHT + 1_001, 1_000, Some(SET_RIGHT + 1)),
            (LATE, LATE, None),
            (LATE + 1, LATE + 1, Some(LATE + 1)),
            // Its clock was set back while it slept: that is what counts.
            (-HOUR, 8 * HOUR, Some(-9 * HOUR)),
        ] {
            assert_eq!(super::moved(local, steady), moved, "{local} {steady}");
        }
    }

    #[test]
    fn clones_share_the_correction() {
        let clock = Clock::fixed(NOON);
        clock.clone().observe(NOON.plus(HOUR));
        assert_eq!(clock.skew(), -(HOUR + 500));
    }
}
