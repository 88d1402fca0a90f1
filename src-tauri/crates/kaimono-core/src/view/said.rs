//! What the page may say, in types. Every argument of a command is [`Said`]. What a command answers and what the page is told is
//! data for showing and has no `Deserialize`. So no amount, address or hash that was computed here can come back as an argument:
//! What goes into a file that is saved is written there and read by nothing. For the rest
//! the page names what it saw ([`Id`]), passes on what the person typed ([`Typed`]), says yes or no, or fills in a draft.

use super::{
    app::{ConnectionDraft, SandboxTrouble, Settings, WindowClose},
    backup::{Passphrase, RestoreDraft},
    batch::BatchAsked,
    bookmarks::Searched,
    buy::{CeilingDraft, Fill},
    dossier::{DossierWords, ObjectionReason},
    limits::{LimitDraft, WaitDraft},
    market::{MarketQuery, MarketStretch},
    privacy::HostNames,
    purchase::{ExportFormat, PurchaseOutcome, PurchasesQuery},
    receipt::{ReceiptFormat, ReceiptFrom},
    result::{JsonPlace, ResultForm},
};
use crate::{receipt::SheetWords, text::PageWords};
use masumi::form::Answers;
use serde::{Deserialize, de::DeserializeOwned};
use std::ops::Deref;

/// An argument of a command.
pub trait Said: DeserializeOwned {}

impl Said for Id {}
impl Said for Typed {}
impl Said for Number {}
impl Said for Forward {}
impl Said for Until {}
impl Said for Answers {}
impl Said for BatchAsked {}
impl Said for CeilingDraft {}
impl Said for Fill {}
impl Said for ConnectionDraft {}
impl Said for Passphrase {}
impl Said for RestoreDraft {}
impl Said for HostNames {}
impl Said for LimitDraft {}
impl Said for WaitDraft {}
impl Said for MarketQuery {}
impl Said for PurchasesQuery {}
impl Said for ExportFormat {}
impl Said for DossierWords {}
impl Said for ObjectionReason {}
impl Said for PurchaseOutcome {}
impl Said for ReceiptFormat {}
impl Said for ReceiptFrom {}
impl Said for SheetWords {}
impl Said for PageWords {}
impl Said for SandboxTrouble {}
impl Said for Settings {}
impl Said for MarketStretch {}
impl Said for JsonPlace {}
impl Said for ResultForm {}
impl Said for WindowClose {}
impl Said for Searched {}
impl Said for bool {}
impl<T: Said> Said for Option<T> {}
impl<T: Said> Said for Vec<T> {}

/// The name of something that the page was shown: a profile, an agent, a purchase, a review, a card, a question.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(transparent)]
pub struct Id(String);

/// A text as the person typed it: a search, a name, a label, a note, an address of the person's own, the target of a link.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(transparent)]
pub struct Typed(String);

/// The number of a row of something that the page was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(transparent)]
pub struct Number(pub u32);

/// How far the sandbox's clock is to be moved forward, milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(transparent)]
pub struct Forward(pub i64);

/// Until when the person wants to know what becomes of their purchases: milliseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(transparent)]
pub struct Until(pub i64);

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Deref for Typed {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}
