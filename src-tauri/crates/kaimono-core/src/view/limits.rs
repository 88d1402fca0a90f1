//! What the person allows themselves to spend.

use super::MoneyView;
pub use crate::limits::rules::Over;
use crate::{
    error::Failure,
    limits::{
        gate::{Refusal, unread},
        rules::{Counterpart, Limit, Meter, Rules, Wait},
    },
};
use masumi::{
    money::{Amount, Money},
    node::Network,
};
use serde::{Deserialize, Serialize};

/// What was set for the network of the open profile. It counts for all profiles there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LimitsView {
    /// Which network.
    pub network: Network,
    /// No more than this.
    pub limits: Vec<LimitView>,
    /// Only what is listed can be bought from.
    pub only_listed: bool,
    /// What that is.
    pub listed: Vec<CounterpartView>,
    /// Above which prices a job waits before it is started.
    pub waits: Vec<WaitView>,
    /// Above which prices the amount has to be typed.
    pub typed: Vec<MoneyView>,
    /// Tokens that can be limited: `(unit, ticker)`.
    pub units: Vec<(String, String)>,
    /// Why it cannot be told; nothing is bought that cannot be held against it.
    pub unread: Option<UnreadLimits>,
}

/// Why limits cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct UnreadLimits {
    /// Why.
    pub failure: Failure,
    /// What was set cannot be read, and can only be set anew. Otherwise it is what was bought before that cannot be read.
    pub rules: bool,
}

/// A limit, and how full it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LimitView {
    /// Names it.
    pub id: String,
    /// Over which time.
    pub over: Over,
    /// With whom; `None`: with everybody together.
    pub with: Option<CounterpartView>,
    /// How much.
    pub most: MoneyView,
    /// What counts already; `None`: it cannot be read.
    pub used: Option<MoneyView>,
    /// What is to be approved now; `None`: nothing is.
    pub asked: Option<MoneyView>,
    /// What is left then; `None`: less than nothing, or it cannot be read.
    pub left: Option<MoneyView>,
    /// The used part, 0 to 100.
    pub used_percent: u8,
    /// The part that is asked for, 0 to 100 without the used one.
    pub asked_percent: u8,
    /// The first day on which what is used counts no more, `2026-11-28`; `None`: each purchase is looked at alone.
    pub opens: Option<String>,
}

/// An agent or a seller that a limit is about, or that is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct CounterpartView {
    /// Names it.
    pub id: String,
    /// A seller; otherwise an agent.
    pub seller: bool,
    /// What it was called when it was chosen, cleaned; `""`: it has no name.
    pub name: String,
    /// First and last digits of its identifier or key.
    pub short_id: String,
    /// The whole of it.
    pub full_id: String,
}

/// Above this a job waits before it is started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct WaitView {
    /// Names it.
    pub id: String,
    /// Above this.
    pub above: MoneyView,
    /// How long, minutes.
    pub minutes: u32,
}

/// Why what is reviewed would not be approved now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum NotAllowed {
    /// The person paused buying.
    Paused,
    /// It is not on the list of those that can be bought from.
    Unlisted,
    /// It is more than a limit leaves: that one has nothing `left`.
    OverLimit,
    /// It cannot be held against the limits.
    Unread {
        /// Why.
        failure: Failure,
    },
}

impl From<Refusal> for NotAllowed {
    fn from(refusal: Refusal) -> NotAllowed {
        match refusal {
            Refusal::Paused => NotAllowed::Paused,
            Refusal::Unlisted => NotAllowed::Unlisted,
            Refusal::Over => NotAllowed::OverLimit,
            Refusal::Unread(failure) => NotAllowed::Unread { failure: unread(&failure) },
        }
    }
}

/// A limit as the person fills it in. The same time, token and counterpart as another limit: it takes its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LimitDraft {
    /// Over which time.
    pub over: Over,
    /// agentIdentifier or the seller's key, as typed; `""`: with everybody together.
    pub who: String,
    /// As typed, in whole tokens.
    pub amount: String,
    /// As in [`LimitsView::units`].
    pub unit: String,
}

/// A waiting time as the person fills it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct WaitDraft {
    /// Above this, as typed, in whole tokens.
    pub amount: String,
    /// As in [`LimitsView::units`].
    pub unit: String,
    /// How long.
    pub minutes: u32,
}

impl LimitsView {
    /// What was set, and how full it is as far as that can be told.
    pub(crate) fn of(network: Network, rules: &Rules, meters: Result<Vec<Meter>, Failure>) -> LimitsView {
        let unread = meters.as_ref().err().map(|failure| UnreadLimits { failure: failure.clone(), rules: false });
        let limits = match meters {
            Ok(meters) => meters.iter().map(|meter| LimitView::of(meter, network)).collect(),
            Err(_) => rules.limits.iter().map(|limit| LimitView::untold(limit, network)).collect(),
        };
        LimitsView {
            network,
            limits,
            only_listed: rules.only_listed,
            listed: rules.listed.iter().map(CounterpartView::of).collect(),
            waits: rules.waits.iter().map(|wait| WaitView::of(wait, network)).collect(),
            typed: rules.typed.iter().map(|above| MoneyView::of(above, network)).collect(),
            units: Vec::new(),
            unread,
        }
    }
}

impl LimitView {
    /// A limit and how full it is.
    pub(crate) fn of(meter: &Meter, network: Network) -> LimitView {
        let most = meter.limit.most.amount.0;
        let view = |amount| {
            let unit = meter.limit.most.unit.clone();
            MoneyView::of(&Money { amount: Amount(amount), unit }, network)
        };
        let used_percent = percent(meter.used, most);
        let asked_percent = percent(meter.used.saturating_add(meter.asked), most).saturating_sub(used_percent);
        LimitView {
            used: Some(view(meter.used)),
            asked: (meter.asked > 0).then(|| view(meter.asked)),
            left: meter.left().map(view),
            used_percent,
            asked_percent,
            opens: meter.opens.map(|day| day.to_string()),
            ..LimitView::untold(&meter.limit, network)
        }
    }

    fn untold(limit: &Limit, network: Network) -> LimitView {
        LimitView {
            id: limit.key(),
            over: limit.over,
            with: limit.with.as_ref().map(CounterpartView::of),
            most: MoneyView::of(&limit.most, network),
            used: None,
            asked: None,
            left: None,
            used_percent: 0,
            asked_percent: 0,
            opens: None,
        }
    }
}

/// A part of a whole, 0 to 100; of nothing everything is used.
fn percent(part: u128, whole: u128) -> u8 {
    let hundredths = part.saturating_mul(100).checked_div(whole).unwrap_or(100);
    u8::try_from(hundredths).unwrap_or(100).min(100)
}

impl CounterpartView {
    pub(crate) fn of(counterpart: &Counterpart) -> CounterpartView {
        let (Counterpart::Agent { id, name } | Counterpart::Seller { id, name }) = counterpart;
        CounterpartView {
            id: counterpart.key(),
            seller: matches!(counterpart, Counterpart::Seller { .. }),
            name: name.clone(),
            short_id: crate::catalogue::short(id),
            full_id: id.clone(),
        }
    }
}

impl WaitView {
    fn of(wait: &Wait, network: Network) -> WaitView {
        let id = wait.above.unit.wire().to_owned();
        WaitView { id, above: MoneyView::of(&wait.above, network), minutes: wait.minutes }
    }
}
