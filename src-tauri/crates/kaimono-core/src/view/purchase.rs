//! Purchases: rows, one purchase, refund card.

use super::MoneyView;
use super::{
    buy::{ApprovalView, SentView},
    dossier::DossierView,
    forecast::ForecastView,
    result::{AddressView, HeadingView, JsonRow, ProsePiece},
    trouble::TroubleView,
};
use crate::error::Failure;
use masumi::{
    form::{Answers, Form},
    moment::Moment,
    node::{Generation, OnChainState},
    proof::{Check, CheckId, HashVerdict},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use crate::purchase::words::{
    MoneyIs, Need, NextEvent, NextWhat, Phase, PurchaseGroup, PurchaseOutcome, RefundAction, RefundDisabled,
    RefundVerdict, Step, StepId, StepState, Stretch, StretchState, StretchWhat, Whose,
};

/// What to list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PurchasesQuery {
    /// Words in agent, title, identifier, labels or note; `""`: all.
    pub text: String,
    /// `None`: all groups.
    pub group: Option<PurchaseGroup>,
    /// Only what the person bought from one agent.
    pub dealt: Option<Dealt>,
    /// Only from this agent, by its identifier in any case.
    pub agent: Option<String>,
    /// Only what is priced in this token, as on the wire.
    pub unit: Option<String>,
    /// Only what stands there.
    pub phase: Option<Phase>,
    /// Only what has this label, as it was typed.
    pub label: Option<String>,
    /// Only from then on.
    pub from: Option<Moment>,
    /// Only before then.
    pub until: Option<Moment>,
    /// Only these; empty: all.
    pub only: Vec<String>,
    /// In which order.
    pub sort: PurchaseSort,
    /// The greatest, the last or the newest first.
    pub down: bool,
    /// At most so many rows, the first.
    pub most: u32,
}

/// By what purchases are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum PurchaseSort {
    /// When they were made.
    #[default]
    Date,
    /// The agent's name.
    Agent,
    /// Where they stand, in the order of a purchase's way.
    State,
    /// When something happens next by itself.
    Next,
    /// The token, then the sum.
    Price,
}

/// What purchases can be chosen by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PurchaseFacets {
    /// Those that were bought from most first.
    pub agents: Vec<AgentCount>,
    /// Tokens, each as an amount of nothing, and how many purchases are priced in it.
    pub tokens: Vec<(MoneyView, u32)>,
    /// In the order of a purchase's way.
    pub phases: Vec<(Phase, u32)>,
    /// By their letters.
    pub labels: Vec<(LabelView, u32)>,
}

/// An agent that was bought from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AgentCount {
    /// agentIdentifier in lower case.
    pub agent: String,
    /// What it is called in the newest purchase, cleaned, or `""`.
    pub name: String,
    /// How many purchases.
    pub many: u32,
}

/// What the person bought from an agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Dealt {
    /// agentIdentifier, in any case.
    pub agent: String,
    /// How it went.
    pub went: Went,
}

/// How a job went, as it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Went {
    /// However it went.
    Bought,
    /// A result came, or its hash was on chain.
    Delivered,
    /// The money came back.
    Refunded,
}

impl Default for PurchasesQuery {
    fn default() -> PurchasesQuery {
        PurchasesQuery {
            text: String::new(),
            group: None,
            dealt: None,
            agent: None,
            unit: None,
            phase: None,
            label: None,
            from: None,
            until: None,
            only: Vec::new(),
            sort: PurchaseSort::Date,
            down: true,
            most: 100,
        }
    }
}

/// In which form purchases are exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum ExportFormat {
    /// RFC 4180, in UTF-8.
    Csv,
    /// A list of objects, the same columns.
    Json,
}

/// What was exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportedView {
    /// The file, whole.
    pub path: String,
    /// Purchases in it.
    pub purchases: u32,
}

/// The list of purchases.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PurchasesView {
    /// In the order that was asked for; those that need the person come before all others.
    pub rows: Vec<PurchaseRow>,
    /// There are more than these.
    pub more: bool,
    /// How many in each group, before filtering: in the order of [`PurchaseGroup`].
    pub counts: Vec<(PurchaseGroup, u32)>,
    /// How far a history was read that an earlier version wrote; `None`: it is whole.
    pub reading: Option<HistoryProgress>,
    /// When the node's own list was last read; `None`: never.
    pub synced_at: Option<Moment>,
    /// Why the node's list could not be read; what is shown is from `synced_at`.
    pub failure: Option<Failure>,
}

/// How far a history was read.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct HistoryProgress {
    /// Purchases that were read.
    pub done: u32,
    /// All of them.
    pub all: u32,
    /// Why it does not go on.
    pub failure: Option<Failure>,
}

/// A purchase in the list.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PurchaseRow {
    /// Local id.
    pub id: String,
    /// agentIdentifier, or `""`.
    pub agent: String,
    /// Cleaned.
    pub agent_name: String,
    /// The first answer, or `""`; cleaned.
    pub title: String,
    /// What was or will be paid; empty: free or not known.
    pub price: Vec<MoneyView>,
    /// Where it stands.
    pub phase: Phase,
    /// What the person asked for and the node has taken, until the chain shows it.
    pub under_way: Option<RefundAction>,
    /// Its group.
    pub group: PurchaseGroup,
    /// Its job waits to be started until then, or to be paid, and can be stopped; `None`: it does not.
    pub waits_until: Option<Moment>,
    /// What waits is the payment.
    pub pays_then: bool,
    /// What happens next by itself, and when.
    pub next: Option<NextEvent>,
    /// What the person should do.
    pub needs: Option<Need>,
    /// What of the money can be asked for now.
    pub refund: Option<RefundAction>,
    /// When approved, or when the node made it.
    pub created_at: Moment,
    /// Whose it is. Of what was not bought here there is no local job data.
    pub whose: Whose,
    /// The person's own.
    pub labels: Vec<LabelView>,
    /// How the person's own note begins, in one line, or `""`.
    pub note: String,
    /// Of what use it was, if the person said so.
    pub outcome: Option<PurchaseOutcome>,
}

/// Purchases inside whose answers or results something stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct InsideView {
    /// Those made last first.
    pub found: Vec<FoundInside>,
    /// There are more.
    pub more: bool,
}

/// A purchase inside whose answers or result something stands.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundInside {
    /// Which.
    pub row: PurchaseRow,
    /// Where.
    pub place: InsidePlace,
    /// What stands there, around the hits.
    pub snippet: Vec<SnippetPiece>,
}

/// In what of a purchase something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum InsidePlace {
    /// What the person answered in the agent's form.
    Answers,
    /// What the agent delivered.
    Result,
}

/// A piece of a text around a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SnippetPiece {
    /// Cleaned, in one line.
    pub text: String,
    /// It is what was looked for.
    pub hit: bool,
}

/// A label that the person gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LabelView {
    /// As it was typed: this names it.
    pub typed: String,
    /// Cleaned.
    pub shown: String,
}

/// What the person says about a purchase. It is sent to nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct RemarkView {
    /// In the order in which they were given.
    pub labels: Vec<LabelView>,
    /// As it was typed, to be changed.
    pub note: String,
    /// Of what use it was.
    pub outcome: Option<PurchaseOutcome>,
}

/// One purchase, whole.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PurchaseView {
    /// As in the list.
    pub row: PurchaseRow,
    /// The batch that it was bought in; `None`: by itself.
    pub batch: Option<String>,
    /// What the person says about it.
    pub remark: RemarkView,
    /// Cleaned.
    pub author: String,
    /// The contract; `None` for free or not known.
    pub generation: Option<Generation>,
    /// The way so far, in order.
    pub steps: Vec<Step>,
    /// Every check of the terms, by name; empty before terms came and for free jobs.
    pub checks: Vec<Check>,
    /// Before the terms come: what they will be held against.
    pub ahead: Vec<Ahead>,
    /// When the escrow's time began.
    pub bought_at: Moment,
    /// The escrow's deadlines that say something of it, in their order; empty before terms came and for free jobs.
    pub stretches: Vec<Stretch>,
    /// Where the money is, in one word.
    pub money: MoneyIs,
    /// Where it is in the words of the chain.
    pub on_chain: Option<OnChainState>,
    /// Node time of this view.
    pub now: Moment,
    /// What is wrong with it, and what that means for the money.
    pub trouble: Option<TroubleView>,
    /// What is held against it, where it was paid and something is wrong with it.
    pub dossier: Option<DossierView>,
    /// What the person is asked to look at until they say that they did; `None`: nothing of that kind.
    pub concern: Option<ConcernView>,
    /// What stands in the way now, with whose side and what to do. What became of a refund call is on its card.
    pub failure: Option<Failure>,
    /// What the registry lists for the agent, which asked for nothing that can be paid; empty: the job is paid, or free as listed.
    pub unasked: Vec<MoneyView>,
    /// The agent asked for money, and nothing is paid: what was approved is free, or nothing can be proven of what it asked.
    pub demands: bool,
    /// The agent's question.
    pub question: Option<QuestionView>,
    /// The result.
    pub result: Option<ResultView>,
    /// What the chain's hash says about it.
    pub hash: HashVerdict,
    /// When that was found out, and from what.
    pub hash_check: Option<HashCheck>,
    /// Refund card.
    pub refund: RefundCard,
    /// What becomes of it if the person does nothing.
    pub forecast: ForecastView,
    /// Second approval, when it asks again.
    pub approval: Option<Box<ApprovalView>>,
    /// Where the agent is: host and port. `""`: not known.
    pub host: String,
    /// All that was sent with the order.
    pub answers: Vec<SentView>,
    /// Transactions seen.
    pub transactions: Vec<TransactionView>,
    /// Where the money went: `(what, amounts)`, in the order shown.
    pub ledger: Vec<LedgerLine>,
    /// `(name, value)`: job id, nonce, blockchain identifier, input hash, result hash, seller key…
    pub identifiers: Vec<(IdentifierName, String)>,
    /// The agent's own last word and text.
    pub agent_says: Option<AgentSays>,
}

/// What is not as it should be, and can only be looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ConcernView {
    /// Names exactly this: given back with the click that says it was seen.
    pub id: String,
    /// The person has seen it.
    pub acknowledged: bool,
}

/// A check before the terms come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Ahead {
    /// Which.
    pub id: CheckId,
    /// How much is known of it.
    pub known: Known,
    /// What the terms will be held against: as on the wire, a sum as text, a moment in milliseconds; `""` where there is no
    /// value on this side.
    pub value: String,
}

/// How much is known of a check before the terms come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// It holds already, and is checked again.
    Now,
    /// The terms will tell.
    Later,
    /// It does not apply to this purchase.
    NotApplicable,
}

/// How the verdict on a result was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct HashCheck {
    /// When (node time).
    pub at: Moment,
    /// The hash on chain that the result was held against.
    pub on_chain: String,
    /// The one before it, if the seller put another one on chain since.
    pub before: Option<String>,
}

/// A question of the agent.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct QuestionView {
    /// Hash of the schema: given back with the answer, so that a changed question is not answered by mistake. `""`: there is none.
    pub id: String,
    /// What it asks: of several questions at once all.
    pub form: Form,
    /// What it explains in Markdown, by field: sanitised HTML, as that of a result.
    pub notes: BTreeMap<String, String>,
    /// Why it cannot be answered here; the form is empty then.
    pub unread: Option<Unread>,
    /// Several questions at once, each with a lock of its own: it cannot be said which one an answer is for, so none is sent.
    pub apart: bool,
    /// What it says beside that, whole: it may be the draft that is asked about.
    pub says: Option<SaidBeside>,
    /// An answer is of use until then: the result is due, however long the answer takes, or the agent takes none any more.
    pub due: Option<Moment>,
    /// That moment is the agent's own, and comes before the result is due.
    pub due_by_agent: bool,
    /// An answer is on its way; the same question is not asked twice.
    pub sent: bool,
    /// What was typed before.
    pub draft: Answers,
}

/// A question that is no form which Kaimono can show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Unread {
    /// Why.
    pub why: WhyUnread,
    /// What came, as a result is shown; `None`: nothing did.
    pub asked: Option<ResultContent>,
}

/// Why a question cannot be shown as a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum WhyUnread {
    /// The agent waits for an answer, and does not say to what.
    Unsaid,
    /// What it asks is in no form that is known.
    NoForm,
    /// It asks for more than a page can show.
    TooMuch,
}

/// What an agent says beside its question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SaidBeside {
    /// As a result is shown.
    pub shown: ResultContent,
    /// So many characters more there are than can be shown or copied.
    pub more: u32,
}

/// Something that an agent gives beside a result, or in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BesideView {
    /// Cleaned.
    pub name: String,
    /// Cleaned.
    pub value: String,
    /// It is an address.
    pub is_link: bool,
}

/// What is known of a result. Its content is read by itself, once: it can be long, and never changes under its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ResultView {
    /// Names its content: SHA-256 of the bytes, hex.
    pub content: String,
    /// How long it really is, bytes.
    pub bytes: u64,
    /// The agent says it is done (else: a partial result).
    pub complete: bool,
    /// The agent says that it failed: this is what it had.
    pub failed: bool,
    /// When received (node time).
    pub at: Moment,
}

/// The content of a result, framed as "from the agent".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ResultContent {
    /// How to show it.
    pub kind: ResultKind,
    /// For Markdown: in pieces, each of them as much as is put into the page at once.
    pub prose: Vec<ProsePiece>,
    /// For JSON (indented) and plain text: what is shown, in pieces between which a line may break.
    pub shown: Vec<String>,
    /// Only the beginning of it is shown.
    pub shown_cut: bool,
    /// To be copied: the first 200,000 characters as received, of a wrapped text the text.
    pub text: String,
    /// `text` is only the beginning.
    pub text_cut: bool,
    /// Where it is nothing but addresses: what was bought is behind them, and what is proven is the addresses. At most 20.
    pub links: Vec<String>,
    /// The headings of Markdown, in their order. At most 200.
    pub headings: Vec<HeadingView>,
    /// JSON as a tree: its first rows; empty: it is none, or has no members.
    pub tree: Vec<JsonRow>,
    /// Where it leads, each once. At most 100.
    pub addresses: Vec<AddressView>,
}

/// How to show a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum ResultKind {
    /// Markdown.
    Markdown,
    /// JSON.
    Json,
    /// Plain text.
    Text,
}

/// The refund card: the truth table of docs/protocol.md 5.6.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct RefundCard {
    /// Names what the button does, on which money and result: given back with the click; `""` where there is no button.
    pub id: String,
    /// What it says.
    pub verdict: RefundVerdict,
    /// The button, if there is one.
    pub action: Option<RefundAction>,
    /// `None`: the button works. Otherwise why not.
    pub disabled: Option<RefundDisabled>,
    /// Until when the button can be used (node time).
    pub until: Option<Moment>,
    /// Before then it cannot (cooldown).
    pub not_before: Option<Moment>,
    /// What is asked for now is carried out from then on: until then the node waits for the buyer's cooldown. `None`: soon.
    pub acts_at: Option<Moment>,
    /// The moment the sentence speaks of (automatic refund, admins…).
    pub at: Option<Moment>,
    /// What the person has to type before the button does what cannot be undone. Never blank.
    pub to_type: Option<String>,
    /// What was asked for last and failed.
    pub failed: Option<RefundFailure>,
}

/// A refund call that failed. Whatever it says, the money is where the card says it is.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct RefundFailure {
    /// When it was made (node time).
    pub at: Moment,
    /// Whether it may have reached the node; otherwise it did not go out.
    pub sent: bool,
    /// Why.
    pub failure: Failure,
}

/// A transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct TransactionView {
    /// Hex.
    pub hash: String,
    /// The state it led to, raw.
    pub leads_to: String,
    /// Raw word: `Pending`, `Confirmed`, …
    pub status: String,
    /// Blocks on top.
    pub confirmations: Option<u32>,
    /// Block explorer page; `""` in the sandbox.
    pub explorer: String,
}

/// Where money went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LedgerLine {
    /// What.
    pub what: LedgerWhat,
    /// Amounts.
    pub amounts: Vec<MoneyView>,
    /// The address that it went to, where that is not the wallet that paid, or may not be.
    pub to: Option<String>,
}

/// Where money went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum LedgerWhat {
    /// The price.
    Price,
    /// Locked beside it; comes back.
    Deposit,
    /// Network fees paid by the buyer.
    Fees,
    /// Came back to the buyer.
    Returned,
    /// The same, where the node does not tell it: computed from price, deposit and fees.
    ReturnedComputed,
    /// Went to the seller.
    ToSeller,
}

/// Names of identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum IdentifierName {
    /// Job id at the agent.
    JobId,
    /// identifierFromPurchaser.
    Nonce,
    /// blockchainIdentifier.
    BlockchainIdentifier,
    /// Input hash.
    InputHash,
    /// Result hash on chain.
    ResultHash,
    /// Payment key hash of the seller.
    SellerVkey,
    /// The node's row.
    NodeRow,
    /// Escrow contract.
    Contract,
    /// The agent.
    AgentIdentifier,
}

/// The agent's own last word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AgentSays {
    /// Its status word.
    pub word: String,
    /// Its text, cleaned, or `""`; what it says beside a question stands there.
    pub text: String,
    /// What it gives beside a result, or in its place.
    pub beside: Vec<BesideView>,
    /// When (node time).
    pub at: Moment,
    /// It does not answer now.
    pub offline: bool,
    /// It says more than is recorded.
    pub too_much: bool,
}

/// What an agent said by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AgentWordView {
    /// Its status word, cleaned.
    pub word: String,
    /// Its text, cleaned, or `""`.
    pub text: String,
    /// When it was first heard (node time).
    pub at: Moment,
}
