//! What becomes of purchases if the person does nothing.

use super::MoneyView;
use crate::purchase::words::Need;
use masumi::moment::Moment;
use serde::Serialize;

pub use crate::purchase::words::{Ending, Foretold, ForetoldEvent, Given, Outcome, When};

/// What becomes of one purchase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ForecastView {
    /// What lies ahead whatever others do, in its order.
    pub ahead: Vec<ForetoldEvent>,
    /// How it goes on: one way, or several where it hangs on others. Never none.
    pub ways: Vec<WayView>,
}

/// One way that a purchase may go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct WayView {
    /// What it depends on.
    pub given: Given,
    /// What lies ahead on it, in its order.
    pub ahead: Vec<ForetoldEvent>,
    /// Where the money ends.
    pub end: EndView,
}

/// Where the money ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct EndView {
    /// Where.
    pub how: Ending,
    /// When; `None`: it is there already, or it stays where it is.
    pub when: Option<When>,
    /// The price: all of it is paid, or all of it comes back.
    pub price: Vec<MoneyView>,
    /// What comes back beside it, where the node has told what it locked.
    pub deposit: Option<MoneyView>,
    /// The person's wallet pays at most so much in fees from now on; they are no part of the sums. `None`: none.
    pub fees: Option<MoneyView>,
}

/// What becomes of all open purchases of the open profile, until a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct OutlookView {
    /// Node time of this view.
    pub now: Moment,
    /// Until then; `None`: to the end of all.
    pub until: Option<Moment>,
    /// Prices, by what becomes of them. Nothing where there is nothing.
    pub sums: Vec<(Outcome, Vec<MoneyView>)>,
    /// What comes back beside prices.
    pub deposits: Vec<MoneyView>,
    /// The person's wallets pay at most so much in fees for it; `None`: none.
    pub fees: Option<MoneyView>,
    /// Questions of agents that run out.
    pub questions: Option<RunsOut>,
    /// What is asked again, and runs out.
    pub approvals: Option<RunsOut>,
    /// The next deadline of any of them.
    pub next: Option<Moment>,
    /// The last moment that is foretold of any of them.
    pub last: Option<Moment>,
}

/// What runs out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct RunsOut {
    /// How many do.
    pub count: u32,
    /// When the first does.
    pub first: Moment,
}

/// All deadlines of the open profile's purchases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AgendaView {
    /// Node time of this view.
    pub now: Moment,
    /// The soonest first.
    pub deadlines: Vec<DeadlineView>,
    /// There are so many later ones.
    pub more: u32,
}

/// One deadline of one purchase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct DeadlineView {
    /// Id of the purchase.
    pub purchase: String,
    /// Its agent's name, cleaned; `""`: none.
    pub agent_name: String,
    /// The first answer, or `""`; cleaned.
    pub title: String,
    /// What happens.
    pub what: Foretold,
    /// When.
    pub at: Moment,
    /// At this moment; otherwise not before.
    pub exact: bool,
    /// What it depends on.
    pub given: Given,
    /// What the person should do about the purchase.
    pub needs: Option<Need>,
    /// The price.
    pub price: Vec<MoneyView>,
}
