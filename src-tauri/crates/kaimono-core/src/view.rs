//! What crosses to the page and back. The page gets plain data for showing: what is computed here has no `Deserialize`, so no
//! command can take it as an argument. What the page may say is a short list, [`said::Said`].
//!
//! Amounts are [`MoneyView`]s, moments are whole milliseconds (node time), and states are closed words. Their sentences are in
//! `ui/page/words/`; `tsc` fails when a word has no sentence. A test writes `ui/types/contract.d.ts` from these types.

pub mod agent;
pub mod app;
pub mod backup;
pub mod batch;
pub mod bookmarks;
pub mod buy;
pub mod dossier;
pub mod forecast;
pub mod history;
pub mod limits;
pub mod market;
mod money;
pub mod privacy;
pub mod purchase;
pub mod receipt;
pub mod result;
pub mod said;
pub mod trouble;
pub mod wallet;

pub use money::MoneyView;
use serde::Serialize;
use std::collections::BTreeMap;

/// Named facts for a sentence, already formatted (amounts, counts, names). Untrusted ones are shown as text nodes.
pub type Facts = BTreeMap<String, String>;

/// What the window is told without having asked, as an event of Tauri's with this name.
pub trait Told: Serialize {
    /// Its name.
    const EVENT: &'static str;
}

impl Told for Changed {
    const EVENT: &'static str = "changed";
}

impl Told for app::Opened {
    const EVENT: &'static str = "open";
}

impl Told for app::ClosingAsked {
    const EVENT: &'static str = "closing";
}

/// Something changed; what it outdates is read again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, ts_rs::TS)]
#[serde(tag = "topic", rename_all = "kebab-case")]
pub enum Changed {
    /// Profiles, keyring, health, settings, counts.
    App,
    /// The catalogue.
    Market,
    /// The list of purchases.
    Purchases,
    /// One purchase.
    Purchase {
        /// Which.
        id: String,
    },
    /// Balances.
    Wallet,
    /// What the person marked.
    Bookmarks,
    /// A link from outside was opened.
    Link,
}
