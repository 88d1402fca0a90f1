//! Frame, first start, settings.

use super::{Facts, MoneyView, forecast::OutlookView, limits::LimitView, purchase::PurchaseRow};
use crate::{error::Failure, purchase::words::NextEvent};
use masumi::{moment::Moment, node::Network};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the frame shows. Never a secret.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AppView {
    /// Of Kaimono.
    pub version: String,
    /// Empty: first start.
    pub profiles: Vec<ProfileView>,
    /// Nodes that were removed: their histories are still here.
    pub removed: Vec<ProfileView>,
    /// Histories without a node, since the list of nodes was lost: each is found again when its node is connected.
    pub orphans: u32,
    /// Nodes whose keys are still in the keyring, and are deleted as soon as it answers.
    pub keys_left: u32,
    /// Id of the profile that is looked at.
    pub active: Option<String>,
    /// The open profile's node.
    pub health: Health,
    /// The keyring.
    pub keyring: KeyringState,
    /// Purchases that need the person.
    pub needs_you: u32,
    /// Prices that are in escrow now, of the open profile, per token.
    pub in_escrow: Vec<MoneyView>,
    /// What happens next by itself to a purchase of the open profile: the soonest.
    pub next: Option<Upcoming>,
    /// What the person chose.
    pub settings: Settings,
    /// In which language everything is said: the chosen one, or the desktop's.
    pub language: Language,
    /// Limits over time on the network of the open profile, and how full they are.
    pub limits: Vec<LimitView>,
    /// The person paused buying.
    pub paused: bool,
    /// The first hour in the sandbox; `None`: another node is looked at, or the person put it away.
    pub first_hour: Option<FirstHourView>,
}

/// Five things to do in the sandbox, so that a person has seen what Kaimono does before it matters. Whether each was done is read
/// from what was bought there and from its clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct FirstHourView {
    /// In the order in which they are best done.
    pub steps: Vec<FirstStepView>,
    /// The first that was not done; `None`: all were.
    pub next: Option<FirstStep>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct FirstStepView {
    /// Which.
    pub id: FirstStep,
    /// Whether it was done.
    pub done: bool,
    /// agentIdentifier of the agent with which it is best done; `None`: none is needed.
    pub agent: Option<String>,
}

/// What a person does in the first hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum FirstStep {
    /// Buys: a result came, and it is what the seller put on chain.
    Buy,
    /// Answers an agent's question, and the agent took the answer.
    Answer,
    /// Catches a seller whose terms do not hold: nothing was paid.
    Liar,
    /// Gets money back.
    Refund,
    /// Lets two days pass.
    Days,
}

impl FirstStep {
    /// All, in the order in which they are best done.
    pub const ALL: [FirstStep; 5] =
        [FirstStep::Buy, FirstStep::Answer, FirstStep::Liar, FirstStep::Refund, FirstStep::Days];
}

/// What happens next by itself to a purchase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Upcoming {
    /// Id of the purchase.
    pub purchase: String,
    /// Name of its agent; `""`: none.
    pub agent_name: String,
    /// What, and when.
    pub next: NextEvent,
}

/// A node and what is known of it. Never a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ProfileView {
    /// Stable id, also the name of its data directory.
    pub id: String,
    /// The person's name for it.
    pub label: String,
    /// Preprod or Mainnet.
    pub network: Network,
    /// Play money in this process.
    pub sandbox: bool,
    /// Base URL of the Payment Service, ends in `/api/v1`.
    pub node_url: String,
    /// Base URL of the Registry Service, ends in `/api/v1`.
    pub registry_url: String,
    /// Agents on this machine (loopback, plain http) may be called.
    pub allow_local_agents: bool,
    /// Agents may be called at addresses with which a VPN or proxy of this machine stands in for names (198.18.0.0/15).
    pub allow_stand_ins: bool,
    /// Certificates (PEM, as it was entered) that are trusted for node and registry beside those that this computer knows; `""`: none.
    pub authorities: String,
    /// What they are.
    pub trusted: Vec<AuthorityView>,
    /// Through which proxy node and registry are reached, `http://host:port/`; `""`: none.
    pub proxy: String,
    /// Where its keys are.
    pub keys: KeysState,
    /// It was removed: its history can be read, and is not watched over.
    pub removed: bool,
    /// What is the matter with its store; `None`: nothing.
    pub store: Option<StoreView>,
}

/// A certificate that a person trusts for services of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct AuthorityView {
    /// The name that it gives itself; `""`: none. Anybody can write any.
    pub subject: String,
    /// SHA-256 of it, `AB:CD:…`: what tells it from others.
    pub fingerprint: String,
}

/// A store that is not as it should be. It concerns its profile alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct StoreView {
    /// What it is.
    pub state: StoreState,
    /// What was bought can be looked at.
    pub readable: bool,
    /// Which file, and in whose words.
    pub quote: String,
}

/// What is the matter with the store of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum StoreState {
    /// It can be read and not written, as on a disk that is mounted so.
    ReadOnly,
    /// The disk is full.
    Full,
    /// Another program has locked it, or the disk cannot lock (a folder of another machine).
    Locked,
    /// It cannot be written, or not even be opened.
    Unwritable,
    /// It was moved, removed or exchanged while Kaimono runs.
    Gone,
    /// It cannot be read any more.
    Damaged,
    /// A newer Kaimono wrote it.
    Newer,
    /// It is an older copy than the one that was open last.
    Older,
}

/// What removing a node would mean.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct RemovalView {
    /// What is open there, newest first: nobody watches over it any more.
    pub open: Vec<PurchaseRow>,
    /// What the person has to type; `None`: nothing is open.
    pub to_type: Option<String>,
}

/// Where the keys of a profile are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum KeysState {
    /// In the keyring, read.
    Keyring,
    /// In memory, this session only.
    Session,
    /// Not found in the keyring: to be entered again.
    Missing,
    /// The keyring does not give them now.
    Unavailable,
    /// Not asked for yet.
    Unread,
}

/// The OS keyring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum KeyringState {
    /// Not used yet, or being asked.
    Checking,
    /// Works.
    Ready,
    /// Locked: unlock it, then try again.
    Locked,
    /// No service on this machine.
    Missing,
    /// A service that has no place where passwords are kept.
    NoCollection,
    /// It asks the person something, which is waited for.
    Asking,
    /// It does not answer within the time bound.
    Slow,
}

/// The node's health as seen by the watcher.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Health {
    /// Whether the last call worked.
    pub state: HealthState,
    /// When it last answered (node time).
    pub last_answer: Option<Moment>,
    /// Node time now.
    pub node_time: Moment,
    /// This machine's clock minus the node's, beside what was agreed of it; milliseconds.
    pub skew: i64,
    /// Both clocks, where the node's is too far off to be believed: nothing is paid until they agree.
    pub doubted: Option<ClockDoubt>,
    /// Why not.
    pub failure: Option<Failure>,
}

/// Two clocks that are more than a day apart, at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ClockDoubt {
    /// The node's.
    pub told: Moment,
    /// This machine's.
    pub here: Moment,
}

impl fmt::Display for ClockDoubt {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} ≠ {}", self.told.iso(), self.here.iso())
    }
}

/// A link from outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkView {
    /// The agentIdentifier that it leads to; `None`: it is no link that is followed.
    pub agent: Option<String>,
}

/// Whether the node answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum HealthState {
    /// Not asked yet.
    Unknown,
    /// It answers.
    Ok,
    /// It does not; what is shown is from `last_answer`.
    Offline,
    /// It answers, and does not let this key read: what is shown is from `last_answer`, until another key is entered.
    Refused,
    /// There is no open profile, or no keys.
    Closed,
}

/// What the person chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// `system`, `light`, `dark`.
    pub theme: Theme,
    /// `system`, or a language.
    pub language: LanguageChoice,
    /// In which letters it is written.
    pub font: Font,
    /// How large, in percent of what is usual.
    pub text_size: TextSize,
    /// What the person wants to be told of when not looking.
    pub notices: Vec<NoticeKind>,
    /// When not.
    pub quiet: Option<QuietHours>,
    /// Closing the window while purchases are open keeps watching them.
    pub keep_watching: bool,
    /// Letters alone do something where nothing is typed (WCAG 2.1.4: who speaks to the computer, or whose hands slip, turns that off).
    pub single_keys: bool,
    /// The first hour is shown in the sandbox.
    pub first_hour: bool,
    /// Pictures of agents are fetched and shown. Whoever serves one learns the person's IP address, so it is off at first.
    pub pictures: bool,
    /// By which gateway (https) pictures are fetched that are in IPFS; `""`: those are not.
    pub picture_gateway: String,
    /// Sums of the person's own are not shown, but for what they approve: somebody may look over their shoulder.
    pub hide_amounts: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            theme: Theme::default(),
            language: LanguageChoice::default(),
            font: Font::default(),
            text_size: TextSize::default(),
            notices: NoticeKind::ALL.to_vec(),
            quiet: None,
            keep_watching: true,
            single_keys: true,
            first_hour: true,
            pictures: false,
            picture_gateway: String::new(),
            hide_amounts: false,
        }
    }
}

/// What a person can be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// A result is here.
    Result,
    /// The agent asks something.
    Question,
    /// A purchase is not right, and soon it is too late to object.
    Wrong,
    /// Money is back.
    Refund,
    /// A payment does not go on.
    Payment,
    /// The terms are not what was approved.
    Approval,
    /// A favourite has another price, or can be had no more, or again.
    Favourite,
}

impl NoticeKind {
    /// All, in the order of the settings.
    pub const ALL: [NoticeKind; 7] = [
        NoticeKind::Result,
        NoticeKind::Question,
        NoticeKind::Wrong,
        NoticeKind::Refund,
        NoticeKind::Payment,
        NoticeKind::Approval,
        NoticeKind::Favourite,
    ];
}

/// When nothing is told: minutes after local midnight, from the first to before the second; it may go over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct QuietHours {
    /// 0 to 1439.
    pub from: u16,
    /// 0 to 1439.
    pub to: u16,
}

/// What the desktop offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct DesktopView {
    /// It shows notifications.
    pub notices: bool,
    /// It has a tray.
    pub tray: bool,
    /// Whether it starts Kaimono with the session; `null`: it cannot be told to.
    pub autostart: Option<bool>,
}

/// What a notification that was clicked opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Opened {
    /// With which node; `None`: with the one that is looked at.
    pub profile: Option<String>,
    /// What, by the names of the page's routes.
    pub page: OpenedPage,
}

/// A page that a notification leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "name", rename_all = "kebab-case")]
pub enum OpenedPage {
    /// All purchases.
    Purchases,
    /// One of them.
    Purchase {
        /// Its id.
        id: String,
    },
    /// What changed in the market.
    News,
    /// The wallets.
    Wallet,
    /// An agent.
    Agent {
        /// agentIdentifier.
        id: String,
    },
}

/// The window is to be closed while purchases are open: what is it to mean?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ClosingAsked {
    /// How many are open.
    pub open: u32,
    /// Whether there is a tray to go on in.
    pub tray: bool,
    /// What becomes of them, where all are of one node; `None`: they are of several.
    pub outlook: Option<OutlookView>,
}

/// How to close the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum WindowClose {
    /// As its button does: perhaps it is asked what that means.
    Ask,
    /// Go on watching, in the tray or minimised.
    Watch,
    /// End the program.
    Quit,
    /// Do not close.
    Stay,
}

/// Appearance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the desktop says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The letters that the window is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Font {
    /// The one that comes with Kaimono.
    #[default]
    Inter,
    /// The desktop's.
    System,
}

/// How large the window is written, in percent of what is usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub enum TextSize {
    /// Smaller.
    #[serde(rename = "90")]
    Small,
    /// As usual.
    #[default]
    #[serde(rename = "100")]
    Usual,
    /// Larger.
    #[serde(rename = "110")]
    Large,
    /// Larger still.
    #[serde(rename = "120")]
    Larger,
    /// As large as the pages are made for.
    #[serde(rename = "130")]
    Largest,
}

impl TextSize {
    /// All, from the smallest.
    pub const ALL: [TextSize; 5] =
        [TextSize::Small, TextSize::Usual, TextSize::Large, TextSize::Larger, TextSize::Largest];

    /// Percent of what is usual.
    pub fn percent(self) -> u8 {
        match self {
            TextSize::Small => 90,
            TextSize::Usual => 100,
            TextSize::Large => 110,
            TextSize::Larger => 120,
            TextSize::Largest => 130,
        }
    }
}

/// In which language the person wants to be spoken to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum LanguageChoice {
    /// As the desktop says.
    #[default]
    System,
    /// English.
    En,
    /// German.
    De,
}

/// A language that Kaimono speaks; its tag of BCP 47.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English: also for whoever's own is not among these.
    #[default]
    En,
    /// German.
    De,
}

/// What the person typed to connect a node. The keys go in and never come out again.
#[derive(Clone, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionDraft {
    /// `Some`: change this profile; blank keys then keep the stored ones.
    pub profile: Option<String>,
    /// The person's name for it.
    pub label: String,
    /// Preprod or Mainnet.
    pub network: Network,
    /// With or without `/api/v1`.
    pub node_url: String,
    /// With or without `/api/v1`.
    pub registry_url: String,
    /// Payment Service key.
    pub node_key: String,
    /// Registry Service key.
    pub registry_key: String,
    /// Agents on this machine may be called.
    pub allow_local_agents: bool,
    /// Agents may be called at addresses with which a VPN or proxy of this machine stands in for names (198.18.0.0/15).
    pub allow_stand_ins: bool,
    /// Certificates (PEM) to trust for node and registry beside those that this computer knows; blank: none.
    pub authorities: String,
    /// Through which proxy node and registry are reached, `http://host:port`; blank: none.
    pub proxy: String,
    /// Keep the keys in memory only (when the keyring cannot).
    pub session_only: bool,
}

/// The connection test, line by line.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionReport {
    /// In the order shown.
    pub lines: Vec<ConnectionLine>,
    /// Whether it is good enough to save: everything that buying needs.
    pub usable: bool,
}

/// One line of the connection test.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionLine {
    /// What was tested.
    pub id: ConnectionCheck,
    /// How it ended.
    pub state: LineState,
    /// For the sentence, by line:
    ///
    /// | line | facts |
    /// |---|---|
    /// | node-reachable | `host`; `proxy`: through which it was reached, or was to be; `trusted`: the certificates that were entered, which its own is held against as well |
    /// | node-key, registry-key | `swapped`: `yes` (it names the other service, and was not sent), `maybe` (both refused) |
    /// | may-pay | `admin`: `yes`, `no` |
    /// | network-allowed | `networks` |
    /// | credits | `limited`: `yes`, `no`; `credits`: amounts left. A limited key can lose all of them with one purchase; `unmatched`: amounts that the node matches with no purchase |
    /// | payment-sources | `sources`: `V1`, `V2`, `V1, V2` |
    /// | node-features | `release` it answers like: `0.26`, `0.27`, `0.28`, `later`; not there: that cannot be told; `unready`: what it says is missing in its own setup for V2, its words |
    /// | wallet | addresses: `v1`, `v2`, `any` (generation not told); `source`: `node`, `purchase`, `pasted`; or `known`: `no`, and `why`: `none` (an admin key is told of none), `not-told` (only an admin key is, and no purchase shows it) |
    /// | balance | amounts: `v1`, `v2`, `any` |
    /// | clock | `skew`: this machine's clock minus the node's, milliseconds |
    /// | registry-reachable | `host`, `version`, `proxy`, `trusted` |
    /// | registry-features | `agents`: how many are online, `50+` at most; `search`: `yes`, `no`; when it failed `network` |
    pub facts: Facts,
    /// Why it failed, and what to do.
    pub failure: Option<Failure>,
}

/// What the connection test looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum ConnectionCheck {
    /// The Payment Service answers.
    NodeReachable,
    /// It takes the key.
    NodeKey,
    /// The key may pay.
    MayPay,
    /// The key may use this network.
    NetworkAllowed,
    /// What the key may still spend.
    Credits,
    /// The escrow contracts it can pay into.
    PaymentSources,
    /// Which release the node answers like, and what that means for buying.
    NodeFeatures,
    /// The purchasing wallet's address, where the key may learn it.
    Wallet,
    /// The wallet's balance.
    Balance,
    /// This machine's clock against the node's.
    Clock,
    /// The Registry Service answers.
    RegistryReachable,
    /// It takes the key.
    RegistryKey,
    /// What this registry can do (search…), and how many agents it lists.
    RegistryFeatures,
}

/// How a line ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum LineState {
    /// Good.
    Passed,
    /// Works, but the person should know.
    Warned,
    /// Does not work.
    Failed,
    /// Not tested, because an earlier line failed.
    Skipped,
}

/// The embedded sandbox's own panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SandboxView {
    /// The sandbox's clock.
    pub now: Moment,
    /// How far it was moved forward, milliseconds.
    pub ahead: i64,
    /// Base URL of its node.
    pub node_url: String,
    /// Base URL of its registry.
    pub registry_url: String,
    /// What will go wrong until it is undone.
    pub troubles: Vec<SandboxTrouble>,
}

/// What the sandbox can let go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum SandboxTrouble {
    /// The wallet is emptied, once.
    WalletEmpty,
    /// The wallet is busy for half an hour, once.
    WalletBusy,
    /// The next payment is locked when the seller has given it up.
    LockLate,
    /// The next payment is locked, but not as agreed.
    LockInvalid,
    /// The node loses sight of the next payment's lock.
    LockTimesOut,
    /// The next payment's lock is rolled back.
    LockRolledBack,
    /// The key has a quota.
    KeyLimited,
    /// No agent answers.
    AgentsSilent,
}
