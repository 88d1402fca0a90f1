//! How fast the simulated network works: blocks, the node's workers, the agents. All in milliseconds of sandbox time.

use masumi::moment::Moment;

/// How fast things happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// From one block to the next.
    pub block_ms: i64,
    /// How often the node gathers purchases into a lock transaction.
    pub lock_batch_ms: i64,
    /// How often the node's other workers look (submitting, synchronising, deciding).
    pub worker_ms: i64,
    /// How many blocks a transaction needs before the node believes it, its own included.
    pub confirmations: i64,
    /// How often agents look at their payments; a common piece of work takes twice as long.
    pub agent_ms: i64,
    /// How long the node looks at a purchase's terms before it takes it, milliseconds of real time.
    pub checking_ms: u64,
    /// The longest random delay of a refused login, milliseconds of real time.
    pub refused_login_ms: u64,
}

impl Default for Pace {
    /// A tuned node's minute, shortened so that a newcomer sees the whole way in about half of one.
    fn default() -> Pace {
        Pace {
            block_ms: 2_000,
            lock_batch_ms: 4_000,
            worker_ms: 2_000,
            confirmations: 1,
            agent_ms: 2_000,
            checking_ms: 50,
            refused_login_ms: 60,
        }
    }
}

impl Pace {
    /// For tests that cannot skip: everything within some ten milliseconds.
    pub fn quick() -> Pace {
        Pace {
            block_ms: 10,
            lock_batch_ms: 10,
            worker_ms: 10,
            confirmations: 1,
            agent_ms: 10,
            checking_ms: 0,
            refused_login_ms: 0,
        }
    }

    /// A node installed from the example file: minutes until anything is seen.
    pub fn slow_node() -> Pace {
        Pace {
            block_ms: 20_000,
            lock_batch_ms: 240_000,
            worker_ms: 180_000,
            confirmations: 20,
            agent_ms: 10_000,
            checking_ms: 2_000,
            refused_login_ms: 1_000,
        }
    }

    /// When the next block after `now` is made.
    pub(crate) fn next_block(&self, born: Moment, now: Moment) -> Moment {
        Moment(born.0 + ((now.0 - born.0).div_euclid(self.block_ms) + 1) * self.block_ms)
    }

    /// When the node's workers notice what is in a block of this time.
    pub(crate) fn seen_at(&self, block_at: Moment) -> Moment {
        next(block_at.plus((self.confirmations - 1) * self.block_ms), self.worker_ms)
    }

    /// The workers' first look after `at`.
    pub(crate) fn worker(&self, at: Moment) -> Moment {
        next(at.plus(1), self.worker_ms)
    }

    /// The lock batcher's first look after `at`.
    pub(crate) fn lock_batch(&self, at: Moment) -> Moment {
        next(at.plus(1), self.lock_batch_ms)
    }

    /// The agents' first look after `at`.
    pub(crate) fn agent(&self, at: Moment) -> Moment {
        next(at.plus(1), self.agent_ms)
    }
}

/// The first multiple of `every` at or after `at`.
fn next(at: Moment, every: i64) -> Moment {
    Moment(-(-at.0).div_euclid(every) * every)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_come_on_the_grid_and_never_early() {
        assert_eq!(next(Moment(0), 10), Moment(0));
        assert_eq!(next(Moment(1), 10), Moment(10));
        assert_eq!(next(Moment(10), 10), Moment(10));
        let pace = Pace { block_ms: 2_000, worker_ms: 3_000, confirmations: 3, ..Pace::default() };
        assert_eq!(pace.next_block(Moment(500), Moment(500)), Moment(2_500));
        assert_eq!(pace.seen_at(Moment(2_500)), Moment(9_000));
    }
}
