//! The gate: the one way from a person's yes to an event. It looks at what counts already in all profiles of a network, and lets the
//! approval be recorded before it looks at another one, so that two profiles cannot pass at once. What cannot be read lets nothing
//! pass.

use super::{
    calendar::Day,
    rules::{Asked, Entry, Meter, Rules},
};
use crate::error::{Code, Failure, Result, Side};
use masumi::{
    moment::Moment,
    money::{Amount, Money},
    node::Network,
};
use serde::{Deserialize, Serialize};
use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicI32, Ordering},
};

/// That an approval passed the gate, and the day on which it counts. Only the gate makes one. A journal has it back as it was
/// written; one from before there were limits has none of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Passed(Option<Day>);

impl Passed {
    /// The day on which it counts; `None`: it was approved before that was written.
    pub(crate) fn day(&self) -> Option<Day> {
        self.0
    }

    /// As if it had passed, for tests of what comes after.
    #[cfg(test)]
    pub(crate) fn in_a_test() -> Passed {
        Passed(None)
    }
}

/// What the gate looks at.
pub(crate) trait Records: Send + Sync {
    /// Whether the person paused buying.
    fn is_paused(&self) -> Result<bool>;

    /// What they set for a network.
    fn rules(&self, network: Network) -> Result<Rules>;

    /// What counts in all profiles of a network: on a day, in its month, and after. An error where one of them cannot be read.
    fn counted(&self, network: Network, day: Day) -> Result<Ledger>;
}

/// What counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ledger {
    /// The newest day on which something does.
    pub newest: Option<Day>,
    /// From the beginning of a month on.
    pub entries: Vec<Entry>,
}

impl Ledger {
    /// Takes that of another profile.
    pub(crate) fn add(&mut self, other: Ledger) {
        self.newest = self.newest.max(other.newest);
        self.entries.extend(other.entries);
    }
}

/// Why something does not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The person paused buying.
    Paused,
    /// Only agents and sellers on the person's list can be bought from, and this one is not on it.
    Unlisted,
    /// It is more than is left: of the meters at least one says so.
    Over,
    /// What was set, or what counts already, cannot be read.
    Unread(Failure),
}

/// What the gate makes of something.
#[derive(Clone, Debug)]
pub(crate) struct Look {
    /// How full the limits are that are about it.
    pub meters: Vec<Meter>,
    /// Why it would not pass; `None`: it would.
    pub refusal: Option<Refusal>,
    /// How long nothing would come of a yes, milliseconds.
    pub wait: i64,
    /// What the person has to type before it passes.
    pub to_type: Option<Money>,
}

/// What the gate makes of several approvals that one yes is to, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct LookInTurn {
    /// On which day they would count.
    pub day: Day,
    /// Which of them pass, by their place. One that would not pass alone is left out; at one for which nothing is left the gate stops.
    pub passes: Vec<usize>,
    /// Why not all of them do; `None`: they do.
    pub refusal: Option<Refusal>,
    /// How full the limits are that are about those that pass, with all of them; where none does, with the first.
    pub meters: Vec<Meter>,
    /// How long their jobs would wait before they are started, milliseconds.
    pub wait: i64,
    /// What the person has to type before they pass: of the sum.
    pub to_type: Option<Money>,
}

/// The gate of all profiles. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Gate(Arc<Inner>);

struct Inner {
    records: Box<dyn Records>,
    /// One approval passes after the other.
    turn: Mutex<()>,
    /// How far the person's clock is ahead of UTC, minutes.
    ahead: AtomicI32,
}

impl Gate {
    /// A gate before these records.
    pub(crate) fn before(records: impl Records + 'static) -> Gate {
        Gate(Arc::new(Inner { records: Box::new(records), turn: Mutex::default(), ahead: AtomicI32::new(0) }))
    }

    /// Takes note of how far the person's clock is ahead of UTC, minutes.
    pub(crate) fn set_ahead(&self, minutes: i32) {
        self.0.ahead.store(minutes, Ordering::Relaxed);
    }

    /// The day of a moment in the person's calendar.
    pub(crate) fn day(&self, machine: Moment) -> Day {
        Day::of(machine, self.0.ahead.load(Ordering::Relaxed))
    }

    /// What it would make of something now, for whoever is asked to approve it. `machine`: this machine's time.
    pub(crate) fn look(&self, asked: &Asked<'_>, machine: Moment) -> Look {
        let LookInTurn { refusal, meters, wait, to_type, .. } = self.look_in_turn(&[*asked], machine);
        Look { meters, refusal, wait, to_type }
    }

    /// The same of several that one yes is to. What waits, and what has to be typed, goes by the sum of those that pass: many small
    /// sums are no way around what was set for a large one.
    pub(crate) fn look_in_turn(&self, asked: &[Asked<'_>], machine: Moment) -> LookInTurn {
        let day = self.day(machine);
        let nothing = |refusal| {
            let (passes, meters) = (Vec::new(), Vec::new());
            LookInTurn { day, passes, refusal: Some(refusal), meters, wait: 0, to_type: None }
        };
        let Some(first) = asked.first() else { return LookInTurn { refusal: None, ..nothing(Refusal::Paused) } };
        let rules =
            match self.0.records.is_paused().and_then(|paused| Ok((paused, self.0.records.rules(first.network)?))) {
                Err(failure) => return nothing(Refusal::Unread(failure)),
                Ok((true, _)) => return nothing(Refusal::Paused),
                Ok((false, rules)) => rules,
            };
        if !asked.iter().any(|asked| rules.allows(asked.agent, asked.seller)) {
            return nothing(Refusal::Unlisted);
        }
        let (day, entries) = match self.counted(&rules, first.network, day) {
            Err(failure) => return nothing(Refusal::Unread(failure)),
            Ok(counted) => counted,
        };
        let (mut meters, mut sum): (Vec<Meter>, Vec<Money>) = Default::default();
        let mut found = LookInTurn { day, refusal: None, ..nothing(Refusal::Paused) };
        let is_over = |meters: &[Meter]| meters.iter().any(|meter| meter.left().is_none());
        for (place, asked) in asked.iter().enumerate() {
            if !rules.allows(asked.agent, asked.seller) {
                found.refusal.get_or_insert(Refusal::Unlisted);
                continue;
            }
            let own = rules.meters_for(asked, day, &entries);
            let is_over_alone = is_over(&own);
            let with = Meter::together(meters.clone(), own);
            if is_over(&with) {
                found.refusal.get_or_insert(Refusal::Over);
                if found.passes.is_empty() && found.meters.is_empty() {
                    found.meters = with;
                }
                if is_over_alone {
                    continue;
                }
                break;
            }
            meters = with;
            found.passes.push(place);
            add(&mut sum, asked.amounts);
        }
        if !found.passes.is_empty() || found.meters.is_empty() {
            found.meters = meters;
        }
        // Of what does not pass at all it is told as well what it would take.
        let about = if found.passes.is_empty() { first.amounts } else { &sum };
        (found.wait, found.to_type) = (rules.wait(about, first.before), rules.has_to_be_typed(about).cloned());
        found
    }

    /// Lets an approval pass, and has it recorded before another one is looked at. `typed`: the amount, as the person typed it.
    /// `record` is given the pass, and for how long nothing comes of it, milliseconds.
    pub(crate) fn pass<T>(
        &self,
        asked: &Asked<'_>,
        machine: Moment,
        typed: Option<&str>,
        record: impl FnOnce(Passed, i64) -> Result<T>,
    ) -> Result<T> {
        self.pass_in_turn(&[*asked], machine, typed, |passed, _, wait| record(passed, wait))
    }

    /// The same of several that one yes is to: those that pass have to be recorded all at once or not at all. `record` is given their
    /// pass, which of them, by their place, and how long their jobs wait.
    pub(crate) fn pass_in_turn<T>(
        &self,
        asked: &[Asked<'_>],
        machine: Moment,
        typed: Option<&str>,
        record: impl FnOnce(Passed, &[usize], i64) -> Result<T>,
    ) -> Result<T> {
        let _one_after_the_other = self.turn();
        let Some(network) = asked.first().map(|asked| asked.network) else { return Err(Failure::input("")) };
        let LookInTurn { day, passes, refusal, meters, wait, to_type } = self.look_in_turn(asked, machine);
        if let Some(refusal) = refusal.filter(|_| passes.is_empty()) {
            return Err(refusal.failure(network, &meters));
        }
        if to_type.is_some_and(|money| !is_typed(&money, typed, network)) {
            return Err(Failure::input("amount"));
        }
        record(Passed(Some(day)), &passes, wait)
    }

    /// Does something while nothing passes, e.g. changes what was set.
    pub(crate) fn hold<T>(&self, change: impl FnOnce() -> T) -> T {
        let _nothing_passes = self.turn();
        change()
    }

    /// Whether something that was approved may begin now: not while buying is paused.
    pub(crate) fn may_begin(&self) -> Result<()> {
        match self.0.records.is_paused() {
            Ok(false) => Ok(()),
            Ok(true) => Err(paused().passing()),
            Err(failure) => Err(unread(&failure)),
        }
    }

    /// How full the limits of a network are today.
    pub(crate) fn meters(&self, network: Network, machine: Moment) -> Result<Vec<Meter>> {
        let rules = self.0.records.rules(network)?;
        let (day, entries) = self.counted(&rules, network, self.day(machine))?;
        Ok(rules.meters(day, &entries))
    }

    /// The day on which something counts that is approved now, and what counts already. A clock that was set back opens no new day:
    /// it is never before the newest that counts.
    fn counted(&self, rules: &Rules, network: Network, today: Day) -> Result<(Day, Vec<Entry>)> {
        if !rules.are_over_time() {
            return Ok((today, Vec::new()));
        }
        let Ledger { newest, entries } = self.0.records.counted(network, today)?;
        Ok((newest.map_or(today, |newest| newest.max(today)), entries))
    }

    fn turn(&self) -> MutexGuard<'_, ()> {
        self.0.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Refusal {
    fn failure(self, network: Network, meters: &[Meter]) -> Failure {
        match self {
            Refusal::Paused => paused(),
            Refusal::Unlisted => Failure::new(Code::Unlisted, Side::You),
            Refusal::Over => {
                let over = meters.iter().find(|meter| meter.left().is_none());
                let limit = over.map(|over| over.limit.most.text(network)).unwrap_or_default();
                Failure::new(Code::OverLimit, Side::You).quoting(&limit)
            }
            Refusal::Unread(failure) => unread(&failure),
        }
    }
}

/// Adds amounts to a sum, each to that of its token.
pub(crate) fn add(sum: &mut Vec<Money>, amounts: &[Money]) {
    for money in amounts {
        match sum.iter_mut().find(|one| one.unit == money.unit) {
            Some(one) => one.amount = Amount(one.amount.0.saturating_add(money.amount.0)),
            None => sum.push(money.clone()),
        }
    }
}

/// Whether that is what was typed, with or without the name of the token.
fn is_typed(money: &Money, typed: Option<&str>, network: Network) -> bool {
    let (Some(typed), Some(known)) = (typed, money.unit.known(network)) else { return false };
    let typed = typed.trim();
    let number = typed.strip_suffix(known.ticker).unwrap_or(typed).trim();
    Amount::parse_typed(number, known.decimals).is_ok_and(|amount| amount == money.amount)
}

fn paused() -> Failure {
    Failure::new(Code::BuyingPaused, Side::You)
}

/// Nothing passes that cannot be held against what counts.
pub(crate) fn unread(why: &Failure) -> Failure {
    Failure { retry: why.retry, ..Failure::new(Code::LimitsUnread, Side::App).quoting(&why.quote) }
}

/// A gate at which nothing was set, for tests of other rooms.
#[cfg(test)]
impl Gate {
    pub(crate) fn open() -> Gate {
        struct Nothing;
        impl Records for Nothing {
            fn is_paused(&self) -> Result<bool> {
                Ok(false)
            }
            fn rules(&self, _: Network) -> Result<Rules> {
                Ok(Rules::default())
            }
            fn counted(&self, _: Network, _: Day) -> Result<Ledger> {
                Ok(Ledger::default())
            }
        }
        Gate::before(Nothing)
    }
}
