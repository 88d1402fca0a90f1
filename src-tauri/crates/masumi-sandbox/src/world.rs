//! The whole network's state, in one place: the clock, the keys, the chain, the node, the registry's tokens, the
//! agents' jobs. Nothing runs in the background: whoever looks first brings the world up to the present, and everything
//! that was due on the way happens in its order and at its own time. Skipping hours is the same as waiting for them.

use crate::{
    agents::{self, Lie, cases::Case, jobs::Jobs},
    chain::{Action, Chain},
    clock::{Clock, TimeSource},
    keys::Keys,
    node::{Node, overlay::Overlay, workers::Step},
    pace::Pace,
    registry::listing::{Listing, SELLING},
    seller::Wallet,
};
use masumi::{
    moment::{DAY, MINUTE, Moment},
    money::{Amount, Money, TUSDM, Unit},
    node::Generation,
};
use serde::{Deserialize, Serialize};

/// How long the actions of a deadline may take to show: the workers' looks, a block, and some air.
const SETTLING: i64 = MINUTE;

/// The name of the wallet that pays for the admins' decisions.
const ADMINS: &str = "the admins";

/// Everything.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct World {
    pub(crate) clock: Clock,
    /// When this sandbox was made.
    pub(crate) born: Moment,
    /// How far everything has happened.
    pub(crate) now: Moment,
    pub(crate) keys: Keys,
    pub(crate) chain: Chain,
    pub(crate) node: Node,
    pub(crate) jobs: Jobs,
    /// Tokens of agents that run elsewhere.
    pub(crate) registered: Vec<Listing>,
    #[serde(skip)]
    pub(crate) pace: Pace,
    /// A dishonest seller's entry: what the registry lies about, and until when.
    #[serde(skip)]
    pub(crate) changed_entry: Option<(String, Lie, Moment)>,
    /// Agents that are only played, and forgotten when the sandbox ends.
    #[serde(skip)]
    pub(crate) cases: Vec<Case>,
    /// Agents that are listed, and that nobody runs; newest first. Only the lists of the registry have them.
    #[serde(skip)]
    pub(crate) crowd: Vec<Listing>,
    /// What is laid over the node's answers.
    #[serde(skip)]
    pub(crate) overlay: Option<Overlay>,
    /// Where the agents' listener is, without a trailing slash.
    #[serde(skip)]
    pub(crate) agents_url: String,
    /// Whether anything changed since it was kept last.
    #[serde(skip)]
    touched: bool,
}

/// What is due next.
enum Due {
    Node(Step),
    Agent(usize),
}

impl World {
    pub(crate) fn new(source: TimeSource, pace: Pace) -> World {
        let clock = Clock::new(source);
        let now = clock.now();
        let mut world = World {
            clock,
            born: now,
            now,
            keys: Keys::default(),
            chain: Chain::new(now),
            node: Node::default(),
            jobs: Jobs::default(),
            registered: Vec::new(),
            pace,
            changed_entry: None,
            cases: Vec::new(),
            crowd: Vec::new(),
            overlay: None,
            agents_url: String::new(),
            touched: true,
        };
        world.top_up();
        let sellers =
            agents::catalogue().iter().map(|agent| agent.slug).chain([SELLING, ADMINS, agents::SOMEBODY_ELSE]);
        for name in sellers {
            world.chain.mint(Wallet::named(name).address(), &[Money::lovelace(100_000_000)]);
        }
        world
    }

    /// Brings everything up to the present.
    pub(crate) fn catch_up(&mut self) {
        self.advance(self.clock.now());
    }

    fn advance(&mut self, until: Moment) {
        while let Some((due, what)) = self.next_due() {
            if due > until {
                break;
            }
            self.now = self.now.max(due);
            self.touched = true;
            match what {
                Due::Node(step) => self.node.run(&mut self.chain, &self.pace, self.now, &step),
                Due::Agent(job) => agents::jobs::run(self, job),
            }
        }
        self.now = self.now.max(until);
    }

    fn next_due(&self) -> Option<(Moment, Due)> {
        let node = self.node.next_step(&self.chain, &self.pace).map(|(due, step)| (due, Due::Node(step)));
        let agent = self.jobs.next_due(&self.node, &self.pace).map(|(due, job)| (due, Due::Agent(job)));
        node.into_iter().chain(agent).min_by_key(|(due, _)| *due)
    }

    /// Says that something changed.
    pub(crate) fn touch(&mut self) {
        self.touched = true;
    }

    /// Whether something changed since the last time this was asked.
    pub(crate) fn take_touched(&mut self) -> bool {
        std::mem::take(&mut self.touched)
    }

    /// When the next thing happens by itself.
    #[cfg(test)]
    pub(crate) fn next_change(&self) -> Option<Moment> {
        self.next_due().map(|(due, _)| due)
    }

    /// Moves the clock forward; what is due meanwhile happens.
    pub(crate) fn skip(&mut self, millis: i64) {
        self.clock.skip(millis);
        self.catch_up();
    }

    /// Moves the clock to just after the next deadline of a purchase, far enough for its consequences to be seen.
    pub(crate) fn skip_to_next_deadline(&mut self) -> Option<Moment> {
        self.catch_up();
        let now = self.now;
        let next = self.node.next_deadline(&self.chain, &self.pace, now)?;
        let settled = self.pace.seen_at(self.pace.worker(next).plus(2 * self.pace.block_ms)).plus(SETTLING);
        self.skip(settled.since(now));
        Some(next)
    }

    /// The admins decide a dispute: so many thousandths for the buyer. False when there is none to decide, or not yet.
    pub(crate) fn decide_dispute(&mut self, blockchain_identifier: &str, buyer_permille: u16) -> bool {
        let admins = Wallet::named(ADMINS);
        let action = Action::WithdrawDisputed(buyer_permille.min(1000));
        self.chain.act(&self.pace, self.now, admins.address(), blockchain_identifier, &action).is_ok()
    }

    /// More play money for the buyer, in each wallet.
    pub(crate) fn top_up(&mut self) {
        let tokens = Money { amount: Amount(500_000_000), unit: Unit::parse(TUSDM) };
        for wallet in self.purchasing_wallets() {
            self.chain.mint(wallet.address(), &[Money::lovelace(250_000_000), tokens.clone()]);
        }
    }

    /// All that is in the buyer's wallet of a contract goes elsewhere.
    pub(crate) fn empty_wallet(&mut self, generation: Generation) {
        let elsewhere = Wallet::named(agents::SOMEBODY_ELSE);
        self.chain.empty(self.node.purchasing_wallet(generation).address(), elsewhere.address());
    }

    /// The buyer's wallets are busy with something else for so long.
    pub(crate) fn keep_wallets_busy(&mut self, millis: i64) {
        for wallet in self.purchasing_wallets() {
            self.chain.occupy(wallet.address(), self.now.plus(millis));
        }
    }

    /// The buyer's wallets, each once.
    fn purchasing_wallets(&self) -> Vec<&'static Wallet> {
        let mut wallets =
            [Generation::V1, Generation::V2].map(|generation| self.node.purchasing_wallet(generation)).to_vec();
        wallets.dedup_by_key(|wallet| wallet.address());
        wallets
    }

    /// Every registry token, oldest first.
    pub(crate) fn listings(&self) -> Vec<Listing> {
        let age = |index: usize| i64::try_from(index).unwrap_or(0) * DAY;
        let agents = agents::catalogue();
        let own = agents.iter().enumerate();
        let own = own.map(|(index, agent)| Listing::of(agent, self.born.plus(-age(agents.len() - index))));
        let cases = self.cases.iter().map(|case| case.listing.clone());
        own.chain(self.registered.iter().cloned()).chain(cases).collect()
    }

    /// The token of this identifier, burned or not.
    pub(crate) fn listing(&self, agent_identifier: &str) -> Option<Listing> {
        let is_it = |listing: &Listing| listing.agent_identifier.eq_ignore_ascii_case(agent_identifier);
        self.listings().into_iter().find(is_it).or_else(|| self.crowd.iter().find(|listing| is_it(listing)).cloned())
    }

    /// How often something was locked for this purchase.
    pub(crate) fn locks(&self, blockchain_identifier: &str) -> usize {
        self.chain.locks(blockchain_identifier)
    }
}

#[cfg(test)]
#[path = "world_tests.rs"]
mod tests;
