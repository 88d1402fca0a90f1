//! The words used to speak of a purchase, in the rules, in the journal and to the page. They depend on nothing, so that a
//! sentence on the page never decides what the rules or an old journal may say.

use masumi::moment::Moment;
use serde::{Deserialize, Serialize};

/// Groups of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum PurchaseGroup {
    /// The person should do something.
    NeedsYou,
    /// Under way.
    Active,
    /// Delivered, and settled or waiting for settlement.
    Done,
    /// The money is asked back, coming back, or back.
    Refunds,
    /// Never paid, or failed.
    Failed,
    /// Bought with other keys of the same node: not the person's.
    Others,
}

/// Of what use a purchase was to the person, as they say themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum PurchaseOutcome {
    /// It was what was wanted.
    Useful,
    /// It was not.
    NotUseful,
    /// It was not true, or not what was asked for.
    Wrong,
}

/// Why the person objects to what was delivered, or to what was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum ObjectionReason {
    /// Nothing came.
    Nothing,
    /// A part is missing.
    Incomplete,
    /// It is not what was described.
    NotAsDescribed,
    /// It is not true, or does not work.
    Wrong,
    /// It came too late to be of use.
    Late,
    /// Something else, which the person says in their own words.
    Other,
}

/// Where a purchase stands, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Approved; the job is about to be started.
    Starting,
    /// The terms are outside the approval: the person is asked again.
    AsksAgain,
    /// The approval ran out before it could be carried out: the person is asked again.
    Lapsed,
    /// The payment request is being made.
    Paying,
    /// The node's answer to the payment request is not known; Kaimono finds out before anything else.
    PaymentUnknown,
    /// The node has it; not on chain yet.
    Queued,
    /// The node is stuck with the payment (e.g. not enough funds) and needs a hand.
    PaymentStuck,
    /// In escrow, the agent works.
    Working,
    /// The agent asks something.
    Question,
    /// The agent says done; its hash is not on chain yet.
    Preliminary,
    /// Result and hash are there, and they match; or a free job is done.
    Delivered,
    /// A hash is on chain; its result is being fetched.
    Fetching,
    /// A hash is on chain, and the agent does not hand over its result.
    HashWithoutResult,
    /// The agent's answer is longer than is taken in; the job goes on.
    ResultTooLarge,
    /// A hash is on chain; the job was made elsewhere, so the result is not here.
    ResultElsewhere,
    /// The hash on chain is not that of the result.
    Mismatch,
    /// A free job that ended without a result.
    NoResult,
    /// The agent says it failed; the money is in escrow and comes back.
    AgentFailed,
    /// No result in time; the node takes the money back by itself.
    Overdue,
    /// The money is asked back, and nothing is delivered.
    RefundRequested,
    /// The seller agreed to give the money back after a dispute (V1): no node collects it by itself.
    RefundAgreed,
    /// Asked back after a result: a dispute.
    Disputed,
    /// The seller has agreed; the money is on its way back.
    RefundAuthorized,
    /// The money is back.
    Refunded,
    /// The seller was paid.
    Settled,
    /// The buyer released the payment.
    Released,
    /// The admins decided.
    Decided,
    /// Never locked: no money moved.
    NeverPaid,
    /// A lock that does not fit: look at the transaction.
    LockInvalid,
    /// The job could not be started, or the terms were refused: no money moved.
    Refused,
    /// The person said no to the second approval: no money moved.
    Declined,
    /// The approval ran out before it could be carried out: no money moved.
    Expired,
    /// The node's row is not that of the approved terms: stop and look.
    Alarm,
    /// A state this build does not know; the raw word stands on the page.
    Unknown,
}

/// What happens next by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct NextEvent {
    /// What.
    pub what: NextWhat,
    /// When (node time).
    pub at: Moment,
}

/// What happens next by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum NextWhat {
    /// The lock must land.
    PayBy,
    /// The result is due.
    ResultDue,
    /// The node takes the money back by itself.
    AutomaticRefund,
    /// The window to object closes, and the seller can be paid.
    ObjectionCloses,
    /// The admins may decide.
    AdminsDecide,
    /// A second approval expires.
    ApprovalExpires,
    /// The node carries out what the person asked for: the cooldown is over then.
    CarriedOut,
}

/// What the person should do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Answer the agent.
    Answer,
    /// Approve or decline again.
    Approve,
    /// Look at a result that is not right before the window closes.
    Object,
    /// Top up the wallet and try again.
    TopUp,
    /// Look: something does not fit.
    Look,
}

/// A step of the way.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Which.
    pub id: StepId,
    /// How far.
    pub state: StepState,
    /// When it ended.
    pub at: Option<Moment>,
    /// Blocks on top of the lock, at the step that waits for them.
    #[ts(type = "number | null")]
    pub confirmations: Option<u64>,
}

/// The steps of a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum StepId {
    /// The person approved.
    Approved,
    /// The agent took the job.
    Accepted,
    /// The terms are proven.
    Verified,
    /// The node took the payment request.
    Paid,
    /// The money is in escrow.
    Escrow,
    /// The agent delivered.
    Result,
    /// The hash matches.
    Hash,
    /// The seller was paid, or the money is back.
    Settled,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum StepState {
    /// Not begun.
    Waiting,
    /// Under way.
    Active,
    /// Done.
    Done,
    /// Went wrong.
    Failed,
    /// Not part of this purchase (free job).
    Skipped,
    /// The purchase ended before it.
    Unreached,
}

/// What the refund card says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum RefundVerdict {
    /// Nothing was paid.
    NotPaid,
    /// A payment is under way, or may be: no money is known to be in escrow yet.
    NotYet,
    /// Free: no escrow, no refund.
    Free,
    /// Locked, nothing delivered: asking is possible; it also comes back by itself if nothing is delivered.
    CanRequest,
    /// Not delivered in time: the node takes it back by itself, nothing to do.
    Automatic,
    /// A request that the seller had agreed to was taken back (V1): no node takes the money back by itself any more.
    NotCollected,
    /// Nothing delivered yet, and the buyer's cooldown ends too late for a request: it still comes back by itself.
    NoTimeToRequest,
    /// Delivered: a dispute is possible until the window closes.
    CanDispute,
    /// Delivered, and the buyer's cooldown ends too late for a dispute.
    NoTimeToDispute,
    /// Delivered, and the window is closed.
    WindowClosed,
    /// Asked for, V1.
    RequestedV1,
    /// Asked for, V2: cannot be taken back.
    RequestedV2,
    /// Disputed, V1.
    DisputedV1,
    /// Disputed, V2.
    DisputedV2,
    /// The seller agreed.
    Authorized,
    /// The node brings the person's request for the money onto the chain.
    Requesting,
    /// The node brings the person's dispute onto the chain.
    Disputing,
    /// The node takes the person's request or dispute back.
    Withdrawing,
    /// The node releases the payment, as the person asked.
    Releasing,
    /// The seller agreed after a dispute (V1); no node collects it by itself.
    AgreedV1,
    /// The node takes the money back at this moment.
    InProgress,
    /// The request came too late to be carried out.
    StuckTooLate,
    /// The money is back.
    Refunded,
    /// The buyer released the payment: the seller can take it.
    Released,
    /// The seller was paid.
    SellerPaid,
    /// The admins decided.
    Decided,
    /// The node says no valid lock.
    NoLock,
    /// A state this build does not know.
    Unknown,
}

/// What a refund button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum RefundAction {
    /// Ask for the money back (nothing delivered yet).
    Request,
    /// Ask for the money back although a result exists: a dispute.
    Dispute,
    /// V1: take the request or the dispute back.
    Withdraw,
    /// V2: accept the result and release the payment. Irrevocable.
    Release,
}

/// Why a refund button does not work now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum RefundDisabled {
    /// The node has something in flight.
    InFlight,
    /// Cooldown.
    Cooldown,
    /// Too close to the end of the window.
    TooLate,
    /// Bought with another key.
    OtherKey,
    /// The node does not answer.
    Offline,
    /// The node was removed: its history can be read, and no more.
    Removed,
    /// A request was just sent; waiting for the node.
    Sent,
    /// The node does not tell of the transaction that it needs for this.
    NoTransaction,
    /// Nothing can be written into this history now: what is asked for has to be on record before.
    Unwritable,
}

/// What is wrong with a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    /// The node has had it for some minutes and has not begun: its wallet is busy.
    Queued,
    /// The node sent the lock some minutes ago and has not seen it on chain.
    Unconfirmed,
    /// No wallet of the node holds enough, and there is time to try again.
    InsufficientFunds,
    /// The node could not send the lock for another reason, and there is time to try again.
    LockFailed,
    /// The wallet's owner has a rule that forbids the payment (a guarded wallet): the same is refused again.
    PolicyDenied,
    /// The time to pay is over, and nothing was sent.
    NeverPaid,
    /// The node gave up a transaction that may still land.
    LockLost,
    /// The lock was on chain, and its block was rolled back.
    RolledBack,
    /// The node says that the lock on chain is not as agreed.
    LockInvalid,
    /// In escrow, and the agent still waits for its payment.
    UnseenByAgent,
    /// In escrow, and the agent does not answer.
    AgentSilent,
    /// In escrow, and the agent says that it failed.
    AgentFailed,
    /// A result, and no proof of it on chain.
    Unproven,
    /// A proof on chain, and no result: without an objection the seller is paid for nothing.
    HashWithoutResult,
    /// The result is not the one that was proven on chain.
    Mismatch,
    /// A dispute has no end that is set.
    Disputed,
    /// The node is stuck with something that it was asked for while the money is in escrow.
    NodeStuck,
    /// The node has this purchase, and this key may not see it.
    Foreign,
    /// What the node has is not what was approved.
    Different,
    /// The node told of this purchase before, and does not know it any more.
    Denied,
    /// For minutes it has not been found out whether the node has the payment.
    PaymentUnknown,
    /// In escrow, and the agent answers that it knows no such job.
    AgentForgot,
    /// The node should have decided by now whether the payment landed in time.
    LockOverdue,
    /// The node should have taken the money back by now.
    RefundOverdue,
    /// The node should have carried out by now what the person asked for.
    RequestOverdue,
    /// What the person asked for came too late to be carried out.
    RequestTooLate,
    /// The seller agreed to give the money back after a dispute (V1), and no node collects it by itself.
    NotCollected,
}

/// Where the money of a purchase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum MoneyIs {
    /// The job is free.
    Free,
    /// It never left the wallet.
    InWallet,
    /// A transaction was sent; whether it moved money is not known.
    Unknown,
    /// In escrow, as agreed.
    InEscrow,
    /// At the contract, but not as agreed.
    AtContract,
    /// In escrow, and agreed to come back.
    Returning,
    /// Released to the seller, who can take it.
    Released,
    /// Back in the wallet.
    Back,
    /// With the seller.
    WithSeller,
    /// Divided by the admins.
    Divided,
}

/// Whose a purchase is. Only what was bought here, or with this key, is the person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// Bought with this Kaimono.
    Here,
    /// Bought elsewhere, with the key that this profile uses.
    ThisKey,
    /// Bought with another key of the same node.
    OtherKey,
    /// Bought elsewhere; with which key is not known.
    NotTold,
}

/// A part of the escrow's time, which ends with a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Stretch {
    /// Which.
    pub what: StretchWhat,
    /// Until then (node time).
    pub ends: Moment,
    /// What can be said of it now.
    pub state: StretchState,
}

/// A part of the escrow's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum StretchWhat {
    /// To lock the money.
    Paying,
    /// To deliver.
    Working,
    /// To object to what was delivered, with the margin that a slow node needs.
    Objecting,
    /// Until the admins may decide.
    Disputing,
}

/// What can be said of a part of the escrow's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum StretchState {
    /// It ends in the future.
    Ahead,
    /// It begins only if something is delivered.
    IfDelivered,
    /// It ended.
    Past,
    /// What it was for has been done.
    Done,
    /// All is over: it only tells how it was.
    Was,
}

/// Something that lies ahead of a purchase as long as the person does nothing about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Foretold {
    /// A job that waits is started. Until then the person can stop it.
    JobStarts,
    /// The same of a payment.
    PaymentStarts,
    /// The approval runs out, or the time in which what is asked again can be approved.
    ApprovalRunsOut,
    /// The agent's question can be answered until then.
    QuestionRunsOut,
    /// The node carries out what the person asked for.
    CarriedOut,
    /// The lock must be on the chain by then.
    PayBy,
    /// Without a lock the node gives the payment up.
    GivenUp,
    /// The result must be on the chain by then.
    ResultDue,
    /// Until then the person can object.
    ObjectionCloses,
    /// The seller can take the money.
    SellerPaid,
    /// The node takes the money back by itself.
    AutomaticRefund,
    /// The node collects what the seller has agreed to give back.
    RefundPaidOut,
    /// The admins may decide. No date for an end.
    AdminsDecide,
}

/// When something that lies ahead happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", content = "at", rename_all = "kebab-case")]
pub enum When {
    /// At this moment.
    At(Moment),
    /// Not before this moment, and some minutes after it where nothing is wrong. It may have just passed.
    NotBefore(Moment),
    /// At any time: nobody has to tell, or it should have happened already.
    NotTold,
}

/// Something that lies ahead, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ForetoldEvent {
    /// What.
    pub what: Foretold,
    /// When (node time).
    pub when: When,
}

/// What a way that a purchase may go on depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Given {
    /// Nothing: there is only this one.
    Nothing,
    /// The payment does not reach the chain.
    NoLock,
    /// The seller puts a result on the chain in time.
    Result,
    /// No result is on the chain in time.
    NoResult,
}

/// Where the money of a purchase ends if the person does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// There is none: the job is free.
    Free,
    /// It never leaves the wallet.
    InWallet,
    /// With the seller.
    Seller,
    /// Back with the person.
    Back,
    /// As the admins decided.
    Divided,
    /// The admins decide, and there is no date by which they have to.
    Undecided,
    /// It stays in escrow: it may come back, and no node collects it by itself.
    Uncollected,
    /// It cannot be told.
    Unknown,
}

/// What becomes of money that is in somebody's hands now, if the person does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is paid to sellers.
    Paid,
    /// It comes back.
    Back,
    /// It is paid, comes back or stays, as others do: sellers who may still deliver, payments that are under way.
    Open,
    /// Admins decide, without a date.
    Undecided,
    /// It stays in escrow until somebody collects it.
    Uncollected,
    /// It cannot be told.
    Unknown,
}
