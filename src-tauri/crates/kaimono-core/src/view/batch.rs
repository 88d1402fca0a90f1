//! Several purchases that one yes is to: many times the same agent, or several agents with the same questions.

use super::{
    MoneyView,
    buy::{ApprovedPrice, CeilingDraft, Condition, Warning},
    limits::{LimitView, NotAllowed},
    market::Blocked,
    purchase::{PurchaseRow, ResultKind},
};
use crate::error::Failure;
use masumi::{
    form::{Answers, FieldError, Form},
    moment::Moment,
    node::{Generation, Network},
    proof::HashVerdict,
};
use serde::{Deserialize, Serialize};

pub use crate::purchase::batch::{BatchKind, NotBought};

/// What the person wants to buy several times.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum BatchAsked {
    /// One agent, once for each line of a table. What the table has no column for is taken from the form.
    Table {
        /// agentIdentifier.
        agent: String,
        /// What the form has.
        answers: Answers,
        /// As typed, for dynamic prices: for each of them.
        ceiling: Option<CeilingDraft>,
        /// CSV, or what a spreadsheet copies.
        table: String,
    },
    /// Several agents, once each.
    Agents {
        /// In their order.
        rows: Vec<BatchRowDraft>,
    },
    /// What was not bought of a batch, or stopped.
    Rest {
        /// Which batch.
        batch: String,
    },
    /// All of a batch once more, with the same input to the byte but for the nonce.
    Repeat {
        /// Which batch.
        batch: String,
    },
}

/// One of several agents that are asked the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BatchRowDraft {
    /// agentIdentifier.
    pub agent: String,
    /// As typed.
    pub answers: Answers,
    /// As typed, for dynamic prices.
    pub ceiling: Option<CeilingDraft>,
}

/// What came of preparing several purchases.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum BatchPrepared {
    /// The table cannot be read as one.
    NoTable {
        /// Why.
        problem: TableProblem,
    },
    /// To be approved or declined.
    Review {
        /// What the person approves.
        review: Box<BatchReview>,
    },
}

/// Why a text is no table of answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum TableProblem {
    /// Nothing stands in it, or only names of columns.
    Empty,
    /// It has more lines than can be bought at once.
    TooMany {
        /// So many can.
        most: u32,
    },
    /// It is larger than what is read.
    TooLarge {
        /// So many bytes are.
        most: u32,
    },
    /// A quote is opened and never closed.
    OpenQuote {
        /// In which line it is opened, from 1.
        line: u32,
    },
    /// A line has more or fewer cells than there are columns.
    Uneven {
        /// Which line, from 1.
        line: u32,
        /// It has so many.
        cells: u32,
        /// There are so many columns.
        columns: u32,
    },
    /// No column has the name of a question.
    NoColumns {
        /// What the first line says, cleaned.
        found: Vec<String>,
        /// What the agent asks, cleaned.
        wanted: Vec<String>,
    },
    /// It has more columns than are read.
    TooManyColumns {
        /// So many are.
        most: u32,
    },
    /// With what is the same in every line it is more than can be bought at once.
    TooMuch {
        /// So many bytes can.
        most: u32,
    },
    /// Two columns are for one question.
    Twice {
        /// The question, cleaned.
        column: String,
    },
}

/// A column of a table, and what it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ColumnView {
    /// As its first line says; cleaned.
    pub name: String,
    /// The question that it answers, cleaned; `None`: it is for none, and is sent to nobody.
    pub question: Option<String>,
}

/// What the person is asked to approve together. Computed by the backend, identified, expiring.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BatchReview {
    /// Given back to approve or decline; nothing else is.
    pub id: String,
    /// Why there are several.
    pub kind: BatchKind,
    /// Node time: the review is good until then.
    pub expires_at: Moment,
    /// What was not paid so long after the yes is asked about again, or not paid; minutes.
    pub good_for: u32,
    /// The batch that is bought once more; `None`: none.
    pub repeats: Option<String>,
    /// The batch of which this is the rest; `None`: none.
    pub rest_of: Option<String>,
    /// Of a table: its columns.
    pub columns: Vec<ColumnView>,
    /// All of them, in their order.
    pub rows: Vec<BatchRowView>,
    /// Whom it is bought from, each once.
    pub agents: Vec<BatchAgent>,
    /// The money is locked until then at the latest, or Kaimono asks again; `None`: nothing is bought.
    pub unlock_no_later_than: Option<Moment>,
    /// So many are bought with a yes.
    pub purchases: u32,
    /// So many have an answer that is refused, or cannot be bought.
    pub refused: u32,
    /// So many are the same as another one.
    pub repeated: u32,
    /// Whether those are bought, too.
    pub buys_repeated: bool,
    /// What they cost together, for each token; empty: they are free.
    pub sum: Vec<MoneyView>,
    /// Among them are prices that are named later: the sum is the most that it can be.
    pub at_most: bool,
    /// Beside the sum, locked and returned at settlement (an estimate); `None` for free ones.
    pub deposit: Option<MoneyView>,
    /// Transaction fees of all of them (an estimate); `None` for free ones.
    pub fees: Option<MoneyView>,
    /// Where.
    pub network: Network,
    /// Play money.
    pub sandbox: bool,
    /// What the person should know, each with those that it is about.
    pub warnings: Vec<BatchWarning>,
    /// What paying them takes, by contract: of what all of them need.
    pub conditions: Vec<BatchConditions>,
    /// Limits that are about them, and what of them is left.
    pub limits: Vec<LimitView>,
    /// Why not all of them would be approved; `None`: they would.
    pub not_allowed: Option<NotAllowed>,
    /// What the person has to type before they are approved; `None`: a click will do.
    pub to_type: Option<MoneyView>,
    /// Their jobs wait so long before they are started, minutes; `None`: they are started one after the other.
    pub waits: Option<u32>,
}

/// An agent from which something is bought with one yes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BatchAgent {
    /// Cleaned.
    pub name: String,
    /// Who states to offer it, cleaned, or `""`.
    pub author: String,
    /// Where it is, and the answers go: host and port.
    pub host: String,
}

/// One of several that are reviewed.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BatchRowView {
    /// From 1, as in the table.
    pub number: u32,
    /// agentIdentifier.
    pub agent: String,
    /// Cleaned.
    pub agent_name: String,
    /// Where the answers go: host and port.
    pub host: String,
    /// What tells it from the others: the beginning of an answer, cleaned.
    pub title: String,
    /// What is paid; `None`: it cannot be bought.
    pub price: Option<ApprovedPrice>,
    /// What this one cost the last time, where this is a repetition and it was another price.
    pub before: Option<ApprovedPrice>,
    /// What becomes of it with a yes.
    pub state: BatchRowState,
}

/// What becomes of one of several with a yes.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum BatchRowState {
    /// It is bought.
    Ready,
    /// It is the same as an earlier one, and is bought only where the person says so.
    Repeated {
        /// The number of that one.
        of: u32,
        /// Whether the person did.
        bought: bool,
    },
    /// The limits end before it.
    NotAllowed,
    /// Some answers are refused.
    Invalid {
        /// By field.
        errors: Vec<FieldError>,
        /// What each field is called, in the same order; cleaned.
        fields: Vec<String>,
    },
    /// It cannot be bought.
    Blocked {
        /// Why.
        reason: Blocked,
    },
    /// It could not be found out.
    Failed {
        /// Why.
        failure: Failure,
    },
    /// Asked now, the agent would not be sent what it was sent the last time.
    Otherwise,
}

/// A warning, and what it is about.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BatchWarning {
    /// What it says.
    pub warning: Warning,
    /// About the agents of these names, cleaned.
    pub agents: Vec<String>,
    /// About so many of the purchases.
    pub purchases: u32,
}

/// What paying into one contract takes.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BatchConditions {
    /// Which contract; `None`: not known.
    pub generation: Option<Generation>,
    /// So many purchases.
    pub purchases: u32,
    /// What they need together, and how it stands.
    pub conditions: Vec<Condition>,
}

/// Questions of several agents, of which the same are asked once.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SharedFormView {
    /// What all of them, or some of them, ask: each once. Each field has an id of its own.
    pub shared: Form,
    /// By field of `shared`: who asks it.
    pub asked_by: Vec<(String, Vec<AskerView>)>,
    /// What only one of them asks, in the order of the agents.
    pub agents: Vec<OwnFormView>,
    /// What to begin with, by field of `shared`.
    pub answers: Answers,
}

/// An agent that asks a shared question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AskerView {
    /// Which, by its place.
    pub agent: u32,
    /// The id of the question there.
    pub field: String,
    /// What it is called there, cleaned.
    pub label: String,
}

/// What only one of several agents asks.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnFormView {
    /// agentIdentifier.
    pub agent: String,
    /// Cleaned.
    pub agent_name: String,
    /// Where it is: host and port.
    pub host: String,
    /// Its own questions; without fields: it has none.
    pub form: Form,
    /// What to begin with.
    pub answers: Answers,
    /// Whether the price is a quote, so that a ceiling is asked for.
    pub needs_ceiling: bool,
    /// Tokens a ceiling can be given in: `(unit, ticker)`.
    pub ceiling_units: Vec<(String, String)>,
    /// Why it cannot be asked; `None`: it can.
    pub failure: Option<Failure>,
}

/// A batch in the list of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BatchHead {
    /// Which.
    pub id: String,
    /// Why there are several.
    pub kind: BatchKind,
    /// When the person said yes.
    pub at: Moment,
    /// Of how many, those among them that were not bought.
    pub purchases: u32,
    /// The names of the agents, cleaned.
    pub title: String,
}

/// Several purchases that one yes was to.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BatchView {
    /// Which.
    pub id: String,
    /// Why there are several.
    pub kind: BatchKind,
    /// When the person said yes.
    pub at: Moment,
    /// The batch that it repeats; `None`: none.
    pub repeats: Option<String>,
    /// The newest batch that repeats it; `None`: none.
    pub repeated_by: Option<String>,
    /// The purchase that the person kept, of several agents; `None`: none yet.
    pub kept: Option<String>,
    /// In their order.
    pub lines: Vec<BatchLine>,
    /// What was approved, without what was stopped before it began: for each token.
    pub sum: Vec<MoneyView>,
    /// So many have a result.
    pub delivered: u32,
    /// So many were bought.
    pub bought: u32,
    /// So many of those have a result, or will never have one.
    pub done: u32,
    /// So many have not begun, and can be stopped.
    pub stoppable: u32,
    /// So many can be prepared again: they were stopped, or never approved.
    pub rest: u32,
}

/// One of several that one yes was to.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BatchLine {
    /// From 1.
    pub number: u32,
    /// agentIdentifier.
    pub agent: String,
    /// Cleaned.
    pub agent_name: String,
    /// What tells it from the others, cleaned.
    pub title: String,
    /// What became of it; `None`: it was not bought.
    pub purchase: Option<PurchaseRow>,
    /// Why it was not bought.
    pub why: Option<NotBought>,
}

/// Results of one batch beside each other.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SideBySide {
    /// The purchase whose result the others are held against; `None`: none has a result.
    pub base: Option<String>,
    /// In the order of the batch.
    pub columns: Vec<ResultColumn>,
}

/// One result beside others.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ResultColumn {
    /// Which purchase.
    pub purchase: String,
    /// From paying (a free one: from starting the job) to the result, milliseconds; `None`: there is none, or not known.
    pub took: Option<i64>,
    /// What the hash on chain says of it.
    pub hash: HashVerdict,
    /// What the result is; `None`: there is none yet.
    pub kind: Option<ResultKind>,
    /// Its text, in pieces: what is in the base as well, and what is not. Of the base itself one piece.
    pub text: Vec<DifferencePiece>,
    /// Only the beginning was held against the base.
    pub cut: bool,
    /// The words that it has and the base has not, and the other way round; `None`: it is the base, or has no result.
    pub words: Option<(u32, u32)>,
}

/// A piece of a text beside another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct DifferencePiece {
    /// Cleaned.
    pub text: String,
    /// Where it stands.
    pub is: Difference,
}

/// In which of two texts something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// In both.
    Same,
    /// Only in this one.
    Added,
    /// Only in the base.
    Missing,
}
