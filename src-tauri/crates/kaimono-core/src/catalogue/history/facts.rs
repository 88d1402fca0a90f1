//! What of an entry has a history, and what is said of it when it changes.

use crate::{catalogue::offer, text::clean, view::history::ChangeKind, view::market::PriceView};
use masumi::{
    moment::Moment,
    node::Network,
    registry::{AgentStatus, Entry, Pricing},
};
use rusqlite::Row;
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, collections::BTreeMap};

/// An agent has a price for each way to pay it. So many are looked at.
const OFFERS: usize = 5;
/// And so many amounts of one.
const AMOUNTS: usize = 10;
const NAME: usize = 120;
const WORD: usize = 200;

/// What of an entry has a history; bounded and cleaned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Facts {
    #[serde(rename = "n")]
    pub(super) name: String,
    /// Its prices, in the order of its entry, each once; the amounts of one by their unit.
    #[serde(rename = "p")]
    pub(super) prices: Vec<Pricing>,
    #[serde(rename = "s")]
    pub(super) status: String,
    #[serde(rename = "h")]
    host: String,
    #[serde(rename = "v")]
    version: String,
    #[serde(rename = "x")]
    successor: String,
}

/// Something that changed. Prices are kept as their JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) at: Moment,
    pub(super) kind: ChangeKind,
    pub(super) before: String,
    pub(super) after: String,
}

impl Facts {
    pub(super) fn of(entry: &Entry, network: Network) -> Facts {
        let mut prices: Vec<Pricing> = Vec::new();
        for offer in entry.offers(network) {
            let pricing = plain(offer.pricing);
            if prices.len() < OFFERS && !prices.contains(&pricing) {
                prices.push(pricing);
            }
        }
        let url = entry.api_base_url.as_deref().and_then(|url| url.parse::<url::Url>().ok());
        let host = url.and_then(|url| Some((url.host_str()?.to_owned(), url.port())));
        Facts {
            name: clean(&entry.name, NAME),
            prices,
            status: match &entry.status {
                AgentStatus::Online => "Online".to_owned(),
                AgentStatus::Offline => "Offline".to_owned(),
                AgentStatus::Invalid => "Invalid".to_owned(),
                AgentStatus::Deregistered => "Deregistered".to_owned(),
                AgentStatus::Other(word) => clean(word, WORD),
            },
            host: match host {
                Some((host, Some(port))) => clean(&format!("{host}:{port}"), WORD),
                Some((host, None)) => clean(&host, WORD),
                None => String::new(),
            },
            version: entry.capability.as_ref().map(|told| clean(&told.version, WORD)).unwrap_or_default(),
            successor: entry.superseded_by.as_deref().map(|id| clean(id, WORD)).unwrap_or_default(),
        }
    }

    /// Reads what [`Facts::text`] wrote; damage counts as nothing known.
    pub(super) fn read(text: &str) -> Facts {
        serde_json::from_str(text).unwrap_or_default()
    }

    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn is_online(&self) -> bool {
        self.status == "Online"
    }

    pub(super) fn is_burned(&self) -> bool {
        self.status == "Deregistered"
    }

    /// What is different later.
    pub(super) fn changes(&self, later: &Facts, at: Moment) -> Vec<Change> {
        let mut found = Vec::new();
        let mut note = |kind, before: &str, after: &str| {
            found.push(Change { at, kind, before: before.to_owned(), after: after.to_owned() });
        };
        if self.prices != later.prices {
            let kind = match compared(&self.prices, &later.prices) {
                Some(Ordering::Greater) => ChangeKind::Cheaper,
                Some(Ordering::Less) => ChangeKind::Dearer,
                _ => ChangeKind::Repriced,
            };
            note(kind, &priced(&self.prices), &priced(&later.prices));
        }
        for (kind, before, after) in [
            (ChangeKind::Status, &self.status, &later.status),
            (ChangeKind::Host, &self.host, &later.host),
            (ChangeKind::Version, &self.version, &later.version),
            (ChangeKind::Superseded, &self.successor, &later.successor),
            (ChangeKind::Name, &self.name, &later.name),
        ] {
            if before != after {
                note(kind, before, after);
            }
        }
        found
    }
}

impl Change {
    /// Reads moment, kind, before and after; `None`: a kind that this version does not know.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Option<Change>> {
        let Some(kind) = kind(&row.get::<_, String>(1)?) else { return Ok(None) };
        Ok(Some(Change { at: Moment(row.get(0)?), kind, before: row.get(2)?, after: row.get(3)? }))
    }
}

/// A price without what makes no difference: the order of its amounts.
fn plain(pricing: Pricing) -> Pricing {
    match pricing {
        Pricing::Fixed(mut amounts) => {
            amounts.sort_by_key(|money| (money.unit.to_string(), money.amount.0));
            amounts.truncate(AMOUNTS);
            Pricing::Fixed(amounts)
        }
        Pricing::Unknown(raw) => Pricing::Unknown(clean(&raw, WORD)),
        known @ (Pricing::Dynamic | Pricing::Free) => known,
    }
}

fn priced(prices: &[Pricing]) -> String {
    serde_json::to_string(prices).unwrap_or_default()
}

/// Prices as they were kept.
pub(super) fn prices(text: &str) -> Vec<Pricing> {
    serde_json::from_str(text).unwrap_or_default()
}

/// The first of them, as the page shows it.
pub(super) fn first_price(text: &str, network: Network) -> Option<PriceView> {
    prices(text).first().map(|pricing| offer::price(pricing, network))
}

/// How the prices before stand to those after: greater, less, or neither, where something is dearer and something cheaper, or the
/// tokens are others.
fn compared(before: &[Pricing], after: &[Pricing]) -> Option<Ordering> {
    if before.len() != after.len() {
        return None;
    }
    let mut all = Ordering::Equal;
    for (before, after) in before.iter().zip(after) {
        let (before, after) = (amounts(before)?, amounts(after)?);
        // Free is less than any price, in whatever token.
        if !before.is_empty() && !after.is_empty() && !before.keys().eq(after.keys()) {
            return None;
        }
        for unit in before.keys().chain(after.keys()) {
            let order = before.get(unit).unwrap_or(&0).cmp(after.get(unit).unwrap_or(&0));
            if order != Ordering::Equal {
                if all == order.reverse() {
                    return None;
                }
                all = order;
            }
        }
    }
    Some(all)
}

/// What is paid of each token; `None`: it is not told.
fn amounts(pricing: &Pricing) -> Option<BTreeMap<String, u128>> {
    match pricing {
        Pricing::Free => Some(BTreeMap::new()),
        Pricing::Fixed(amounts) => {
            let mut of = BTreeMap::new();
            for money in amounts {
                let sum: &mut u128 = of.entry(money.unit.to_string()).or_default();
                *sum = sum.saturating_add(money.amount.0);
            }
            Some(of)
        }
        Pricing::Dynamic | Pricing::Unknown(_) => None,
    }
}

const WORDS: [(ChangeKind, &str); 11] = [
    (ChangeKind::Appeared, "appeared"),
    (ChangeKind::Gone, "gone"),
    (ChangeKind::Back, "back"),
    (ChangeKind::Dearer, "dearer"),
    (ChangeKind::Cheaper, "cheaper"),
    (ChangeKind::Repriced, "repriced"),
    (ChangeKind::Host, "host"),
    (ChangeKind::Version, "version"),
    (ChangeKind::Superseded, "superseded"),
    (ChangeKind::Name, "name"),
    (ChangeKind::Status, "status"),
];

/// The word under which a kind is kept.
pub(super) fn word(kind: ChangeKind) -> &'static str {
    WORDS.iter().find(|(of, _)| *of == kind).map_or("", |(_, word)| word)
}

fn kind(word: &str) -> Option<ChangeKind> {
    WORDS.iter().find(|(_, of)| *of == word).map(|(kind, _)| *kind)
}
