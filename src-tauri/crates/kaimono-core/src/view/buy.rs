//! Form and review.

use super::MoneyView;
use super::{
    Facts,
    app::LineState,
    limits::{LimitView, NotAllowed},
    market::{Blocked, PriceView},
    purchase::Ahead,
};
use crate::purchase::words::Stretch;
use masumi::{
    form::{Answers, By, FieldError, Form},
    moment::Moment,
    money::Money,
    node::{Generation, Network},
    proof::Price,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An agent's form with the draft of the person.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct FormView {
    /// Which agent.
    pub agent: String,
    /// Cleaned.
    pub agent_name: String,
    /// Where it is, and what is typed would go: host and port. `""`: not known.
    pub host: String,
    /// What it asks.
    pub form: Form,
    /// What it explains in Markdown, by field: sanitised HTML, as that of a result.
    pub notes: BTreeMap<String, String>,
    /// What was typed before (kept across restarts, passwords excepted), else the agent's defaults.
    pub draft: Answers,
    /// Whether the price is a quote, so that a ceiling is asked for.
    pub needs_ceiling: bool,
    /// Tokens a ceiling can be given in: `(unit, ticker)`.
    pub ceiling_units: Vec<(String, String)>,
    /// What the agent said to these very answers when it refused the last job, by field; empty once they are changed.
    pub refused: Vec<FieldError>,
    /// With what it is filled in; `None`: with what was typed before.
    pub filled: Option<FilledView>,
}

/// With what a form is to be filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Fill {
    /// What was answered before.
    Again {
        /// For which purchase; `None`: for the last one from this agent.
        purchase: Option<String>,
    },
    /// A template.
    Template {
        /// Which.
        id: String,
    },
    /// The result of a purchase, as an answer to the first question for a text.
    Result {
        /// Of which purchase.
        purchase: String,
    },
}

/// With what a form is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct FilledView {
    /// With what.
    pub with: FilledWith,
    /// So many answers are to questions that the agent does not ask any more, or are not kept.
    pub lost: u32,
    /// Places in the answers that are for the person to fill: of which field, and with what.
    pub blanks: Vec<(String, Blank)>,
    /// What was typed before is kept beside it, until something is typed here.
    pub draft: bool,
}

/// With what a form is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum FilledWith {
    /// What was answered for a purchase.
    Again {
        /// Which.
        purchase: String,
        /// When it was approved.
        at: Moment,
        /// What was approved to be paid.
        price: ApprovedPrice,
    },
    /// A template.
    Template {
        /// Which.
        id: String,
        /// The person's name for it.
        name: String,
    },
    /// The result of a purchase.
    Result {
        /// Of which.
        purchase: String,
        /// Whose, cleaned.
        agent_name: String,
        /// The question that it answers, cleaned; `None`: this agent asks for no text.
        question: Option<String>,
        /// It is only the beginning.
        cut: bool,
    },
}

/// What stands in the place of something that is another one each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Blank {
    /// `{clipboard}`
    Clipboard,
    /// `{file}`
    File,
}

/// A ceiling as typed: decimal text in whole tokens (`"3.5"`), and the unit on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct CeilingDraft {
    /// Decimal text.
    pub amount: String,
    /// As in [`FormView::ceiling_units`].
    pub unit: String,
}

/// What came of preparing a purchase.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Prepared {
    /// Some answers are refused; the draft was kept.
    Invalid {
        /// By field; field `ceiling` is the ceiling.
        errors: Vec<FieldError>,
    },
    /// It cannot be bought (any more).
    Blocked {
        /// Why.
        reason: Blocked,
    },
    /// To be approved or declined.
    Review {
        /// What the person approves.
        approval: Box<ApprovalView>,
    },
}

/// What the person is asked to approve. Computed by the backend, identified, expiring.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ApprovalView {
    /// Given back to approve or decline; nothing else is.
    pub id: String,
    /// Node time.
    pub expires_at: Moment,
    /// `Some`: the terms of this purchase came out dearer or later than approved; it asks again.
    pub purchase: Option<String>,
    /// agentIdentifier.
    pub agent: String,
    /// Cleaned.
    pub agent_name: String,
    /// Cleaned.
    pub author: String,
    /// Payment key hash of the seller.
    pub seller_vkey: String,
    /// Where.
    pub network: Network,
    /// Play money.
    pub sandbox: bool,
    /// The contract; `None` for free.
    pub generation: Option<Generation>,
    /// What is paid.
    pub price: ApprovedPrice,
    /// The other prices that the agent registered: one of them is paid only after another yes.
    pub other_prices: Vec<PriceView>,
    /// Beside the price, locked and returned at settlement (an estimate); `None` for free.
    pub deposit: Option<MoneyView>,
    /// Transaction fee (an estimate); `None` for free.
    pub fee: Option<MoneyView>,
    /// The wallet that pays; `None`: a free job, or not known.
    pub wallet: Option<PayingWallet>,
    /// Per unit: what that wallet has, and what it will have; empty when it is not known.
    pub balances: Vec<BalanceChange>,
    /// With a second approval: the deadlines of the terms.
    pub deadlines: Option<Deadlines>,
    /// The same, as what they mean; empty where there are none.
    pub stretches: Vec<Stretch>,
    /// The money is locked until then at the latest, or Kaimono asks again; with a second approval exactly until then.
    pub unlock_no_later_than: Moment,
    /// What the person should know.
    pub warnings: Vec<Warning>,
    /// What paying it needs, in the order in which a payment meets it; empty for free jobs, and where nobody has looked yet.
    pub conditions: Vec<Condition>,
    /// Limits that are about it, and what of them is left after it.
    pub limits: Vec<LimitView>,
    /// Why it would not be approved now; `None`: it would.
    pub not_allowed: Option<NotAllowed>,
    /// What the person has to type before it is approved, since they wanted that above some amount; `None`: a click will do.
    pub to_type: Option<MoneyView>,
    /// Its job waits so long before it is started, or its payment with a second approval, minutes, and can be stopped meanwhile;
    /// `None`: it does not wait.
    pub waits: Option<u32>,
    /// Where a payment waits: the terms leave it no more time than until then.
    pub waits_no_later_than: Option<Moment>,
    /// Where the agent is, and the answers go: host and port. `""`: not known.
    pub host: String,
    /// All that will be sent.
    pub answers: Vec<SentView>,
    /// What the terms will be held against; empty for free jobs, and where the terms are there already.
    pub ahead: Vec<Ahead>,
}

/// A value that is sent to an agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SentView {
    /// What was asked; cleaned.
    pub label: String,
    /// The beginning of what is sent, in pieces between which a line may break.
    pub text: Vec<String>,
    /// So many characters more are sent than are shown.
    pub more: u32,
    /// Who says so.
    pub by: By,
}

/// What is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ApprovedPrice {
    /// Exactly this, all together: the registered price, or a quote that is known.
    Fixed {
        /// At least one.
        amounts: Vec<MoneyView>,
    },
    /// At most this; the quote decides.
    Ceiling {
        /// At least one.
        amounts: Vec<MoneyView>,
    },
    /// Nothing: no escrow, no refund.
    Free,
}

impl ApprovedPrice {
    /// What a person reads of a price that was approved, or is to be.
    pub(crate) fn of(price: Option<&Price>, network: Network) -> ApprovedPrice {
        let views = |amounts: &[Money]| amounts.iter().map(|money| MoneyView::of(money, network)).collect();
        match price {
            Some(Price::Fixed(amounts)) => ApprovedPrice::Fixed { amounts: views(amounts) },
            Some(Price::Ceiling(amounts)) => ApprovedPrice::Ceiling { amounts: views(amounts) },
            None => ApprovedPrice::Free,
        }
    }
}

/// The wallet that pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PayingWallet {
    /// Bech32.
    pub address: String,
    /// It pays purchases of this generation and no others; `None`: not told.
    pub generation: Option<Generation>,
    /// So many wallets can pay this purchase. The node chooses; this one comes nearest.
    pub among: u32,
}

/// Something that paying needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Condition {
    /// What.
    pub id: ConditionId,
    /// `passed`: it is there; `warned`: it may not be enough; `failed`: it is not there; `skipped`: not known.
    pub state: LineState,
    /// Named values for its sentence.
    pub facts: Facts,
}

/// What paying needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum ConditionId {
    /// The node that pays answers (`label`, `host`).
    Node,
    /// Its key may pay on this network.
    Key,
    /// The key's quota covers the price (`left`; `unmatched`: what else it lists, which the node takes for no purchase).
    Quota,
    /// The node can pay into the contract.
    Source,
    /// A wallet of that contract is known (`among`: so many can pay it, where there are several).
    Wallet,
    /// That wallet holds the tokens of the price (`needed`, `missing`; `scattered`: all wallets together hold enough).
    Tokens,
    /// It holds the ADA that goes along: price in ADA, deposit and fee (the same facts).
    Ada,
    /// It still holds what asking for the money back takes as security (`left`, `needed`).
    Collateral,
    /// The agent's offer leaves time to pay it (`until`).
    Time,
    /// The person's limits allow it.
    Limits,
}

/// A balance before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BalanceChange {
    /// Now.
    pub before: MoneyView,
    /// After price, deposit and fee; `None`: not enough.
    pub after: Option<MoneyView>,
}

/// The four deadlines of the escrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Deadlines {
    /// The lock must land before.
    pub pay_by: Option<Moment>,
    /// The agent must deliver before.
    pub submit_result: Option<Moment>,
    /// The buyer may object before.
    pub unlock: Option<Moment>,
    /// The admins may decide a dispute from then.
    pub external_dispute: Option<Moment>,
}

/// What the person should know before approving; the page has the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Warning {
    /// Which.
    pub id: WarningId,
    /// Named values for its sentence: `at`, `before`, `after`, `missing`, …
    pub facts: Facts,
}

/// What the person should know before approving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum WarningId {
    /// No escrow, no refund.
    Free,
    /// The agent names its price with the job.
    Dynamic,
    /// The same input was bought from it a short while ago (`at`).
    BoughtBefore,
    /// The registry saw it offline.
    Offline,
    /// The agent says that it is not for real money: its escrow is simulated, or it only rehearses (`says`).
    Simulated,
    /// The registry found something else at its address: perhaps another agent.
    Invalid,
    /// The registry says something of it that is not known here (`status`).
    NotListed,
    /// A result cannot be refunded without a dispute (V2: a request cannot be taken back).
    NoTakingBack,
    /// The approval ran out (`at`) before it could be carried out; what is paid is what was approved.
    Lapsed,
    /// The terms came out dearer (`before`, `after`).
    Dearer,
    /// The quote is above the ceiling (`before`, `after`).
    OverCeiling,
    /// The terms came out cheaper (`before`, `after`).
    Cheaper,
    /// The terms are for a price in other tokens, or in more of one and less of another (`before`, `after`).
    AnotherPrice,
    /// The terms lock the money longer (`before`, `after`).
    Longer,
    /// The terms lock the money for longer than anybody should need (`days`, `after`).
    LongLock,
    /// A dispute would be decided later than anybody should have to wait (`days` after the unlock time, `after`).
    LateDispute,
    /// The money goes into an escrow contract that is not Masumi's (`contract`): `required` of `admins` administrators decide its
    /// disputes, where the node tells it.
    OwnContract,
    /// Another listed agent's name looks like this one's (`way`: `same-name` or `looks-like`; `name`, `id`, `alphabet` where that is
    /// another one, `earlier` where it was listed before).
    Alike,
    /// Letters of several alphabets (`alphabets`, ISO 15924) stand in one word of the agent's name.
    MixedAlphabets,
    /// The agent refused the choices as they were written before: they are written otherwise this time.
    ChoicesAnew,
    /// The agent asks something else by now; what is sent is what the person saw and answered.
    FormChanged,
    /// Real money.
    Mainnet,
}
