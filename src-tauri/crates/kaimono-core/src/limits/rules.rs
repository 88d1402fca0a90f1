//! What the person set for a network, and what it means for an approval. Pure. What cannot be read is never "no limits".

use super::{calendar::Day, counted::Counted};
use masumi::{
    moment::MINUTE,
    money::{Amount, Money, Unit},
    node::Network,
};
use serde::{Deserialize, Serialize};

/// So many limits on one network.
pub(crate) const MOST_LIMITS: usize = 100;
/// So many agents and sellers on its list.
pub(crate) const MOST_LISTED: usize = 1_000;
/// Nothing waits longer than this before its job is started, minutes.
pub(crate) const LONGEST_WAIT: u32 = 24 * 60;

/// What the person set for one network. Kept as JSON with the settings; a word that this build does not know makes all of it
/// unreadable, since a limit that is passed over is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Rules {
    /// No more than this; one for each [`Limit::key`].
    pub limits: Vec<Limit>,
    /// Only what is listed can be bought from.
    pub only_listed: bool,
    /// What that is. Kept while it does not count.
    pub listed: Vec<Counterpart>,
    /// A job whose price is above this is not started at once; one for each unit.
    pub waits: Vec<Wait>,
    /// A price above this is approved only by whoever types it; one for each unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub typed: Vec<Money>,
}

/// No more than this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Limit {
    /// Over which time.
    pub over: Over,
    /// With whom; `None`: with everybody together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<Counterpart>,
    /// How much, of one unit.
    pub most: Money,
}

/// What a limit sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Over {
    /// Nothing: each purchase alone.
    Purchase,
    /// What was approved on one day.
    Day,
    /// What was approved in one month.
    Month,
}

/// An agent or a seller. The name is what it was called when the person chose it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) enum Counterpart {
    /// By agentIdentifier, lower-case.
    Agent {
        /// Which.
        id: String,
        /// Cleaned.
        name: String,
    },
    /// By payment key hash, lower-case.
    Seller {
        /// Which.
        id: String,
        /// Cleaned.
        name: String,
    },
}

/// Above this a job waits before it is started, or its payment where it came out dearer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Wait {
    /// Above this, of one unit.
    pub above: Money,
    /// How long.
    pub minutes: u32,
}

/// What is to be approved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    /// On which network.
    pub network: Network,
    /// The purchase: what it counted before is replaced.
    pub purchase: &'a str,
    /// agentIdentifier.
    pub agent: &'a str,
    /// Payment key hash of the seller.
    pub seller: &'a str,
    /// What is paid at most; empty: a free job.
    pub amounts: &'a [Money],
    /// What the person said yes to before; empty: nothing.
    pub before: &'a [Money],
}

/// What a purchase counts, and which it is.
pub(crate) type Entry = (String, Counted);

/// How full a limit is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meter {
    /// Which.
    pub limit: Limit,
    /// What counts already.
    pub used: u128,
    /// What is to be approved.
    pub asked: u128,
    /// When what is used counts no more; `None`: it has no time.
    pub opens: Option<Day>,
}

impl Meter {
    /// What is left after what is asked; `None`: it is more than is left.
    pub(crate) fn left(&self) -> Option<u128> {
        self.used.checked_add(self.asked).and_then(|sum| self.limit.most.amount.0.checked_sub(sum))
    }

    /// Those of several approvals, and of one more that is asked for beside them.
    pub(crate) fn together(mut meters: Vec<Meter>, more: Vec<Meter>) -> Vec<Meter> {
        for meter in more {
            match meters.iter_mut().find(|one| one.limit == meter.limit) {
                // Each purchase is looked at alone: the largest tells whether all of them pass.
                Some(one) if one.limit.over == Over::Purchase => one.asked = one.asked.max(meter.asked),
                Some(one) => one.asked = one.asked.saturating_add(meter.asked),
                None => meters.push(meter),
            }
        }
        meters
    }
}

impl Counterpart {
    /// Whether it is this agent, or this seller.
    pub(crate) fn is(&self, agent: &str, seller: &str) -> bool {
        match self {
            Counterpart::Agent { id, .. } => id.eq_ignore_ascii_case(agent),
            Counterpart::Seller { id, .. } => id.eq_ignore_ascii_case(seller),
        }
    }

    /// Which it is, without its name.
    pub(crate) fn key(&self) -> String {
        match self {
            Counterpart::Agent { id, .. } => format!("agent-{id}"),
            Counterpart::Seller { id, .. } => format!("seller-{id}"),
        }
    }
}

impl Limit {
    /// Which it is, whatever it allows: another one with the same key takes its place.
    pub(crate) fn key(&self) -> String {
        let over = match self.over {
            Over::Purchase => "purchase",
            Over::Day => "day",
            Over::Month => "month",
        };
        let with = self.with.as_ref().map(Counterpart::key).unwrap_or_default();
        format!("{over}/{}/{with}", self.most.unit.wire())
    }

    fn is_with(&self, agent: &str, seller: &str) -> bool {
        self.with.as_ref().is_none_or(|with| with.is(agent, seller))
    }

    fn sums(&self, day: Day, entry: Day) -> bool {
        match self.over {
            Over::Purchase => false,
            Over::Day => day == entry,
            Over::Month => day.month() == entry.month(),
        }
    }

    /// How full it is on a day, beside what is asked.
    fn meter(&self, asked: u128, besides: &str, day: Day, counted: &[Entry]) -> Meter {
        let mut used: u128 = 0;
        for (purchase, entry) in counted {
            if purchase != besides && self.sums(day, entry.day) && self.is_with(&entry.agent, &entry.seller) {
                used = used.saturating_add(of_unit(&entry.amounts, &self.most.unit));
            }
        }
        let opens = match self.over {
            Over::Purchase => None,
            Over::Day => Some(day.next()),
            Over::Month => Some(day.next_month()),
        };
        Meter { limit: self.clone(), used, asked, opens }
    }
}

impl Rules {
    /// Whether what was approved before has to be known.
    pub(crate) fn are_over_time(&self) -> bool {
        self.limits.iter().any(|limit| limit.over != Over::Purchase)
    }

    /// Whether this agent of this seller can be bought from.
    pub(crate) fn allows(&self, agent: &str, seller: &str) -> bool {
        !self.only_listed || self.listed.iter().any(|listed| listed.is(agent, seller))
    }

    /// How full every limit is on a day.
    pub(crate) fn meters(&self, day: Day, counted: &[Entry]) -> Vec<Meter> {
        self.limits.iter().map(|limit| limit.meter(0, "", day, counted)).collect()
    }

    /// How full those are that are about what is asked, on the day on which it would count.
    pub(crate) fn meters_for(&self, asked: &Asked<'_>, day: Day, counted: &[Entry]) -> Vec<Meter> {
        let about = self.limits.iter().filter(|limit| limit.is_with(asked.agent, asked.seller));
        about
            .map(|limit| limit.meter(of_unit(asked.amounts, &limit.most.unit), asked.purchase, day, counted))
            .filter(|meter| meter.asked > 0)
            .collect()
    }

    /// How long nothing comes of a yes, milliseconds; 0: it does at once. What was above a sum before has waited for it already.
    pub(crate) fn wait(&self, amounts: &[Money], before: &[Money]) -> i64 {
        let is_above = |wait: &Wait, amounts: &[Money]| of_unit(amounts, &wait.above.unit) > wait.above.amount.0;
        let above = self.waits.iter().filter(|wait| is_above(wait, amounts) && !is_above(wait, before));
        above.map(|wait| i64::from(wait.minutes.min(LONGEST_WAIT)) * MINUTE).max().unwrap_or_default()
    }

    /// Of what is asked, what has to be typed; `None`: a click will do.
    pub(crate) fn has_to_be_typed<'a>(&self, amounts: &'a [Money]) -> Option<&'a Money> {
        let is_above = |money: &Money| {
            let asked = of_unit(amounts, &money.unit);
            self.typed.iter().any(|above| above.unit == money.unit && asked > above.amount.0)
        };
        amounts.iter().find(|money| is_above(money))
    }
}

/// How much of one unit there is.
fn of_unit(amounts: &[Money], unit: &Unit) -> u128 {
    let of = amounts.iter().filter(|money| money.unit == *unit).map(|money| money.amount);
    of.fold(0, |sum: u128, Amount(amount)| sum.saturating_add(amount))
}
