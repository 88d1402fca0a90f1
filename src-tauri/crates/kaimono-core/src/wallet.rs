//! The node's purchasing wallets as far as this key may know them, what they hold, and what of theirs is in escrow. Only an
//! admin key is told the addresses; others learn them from their own purchases, or the person pastes one (OBSERVED 1).

use crate::{
    clients::Clients,
    connection::ada_first,
    error::{Code, Failure, Result},
    purchase::cost,
    session::Session,
    view::{
        trouble::{ShortageLine, ShortageView},
        wallet::{AddressSource, PurchasingWallet, QrView, WalletView},
    },
};
use masumi_client::{
    moment::Moment,
    money::Money,
    node::{BuyerWallet, Network},
    proof::cose::key_address,
};
use qrcode::{Color, QrCode};
use std::{fmt::Write, sync::Arc};

/// Modules of white around a QR code that scanners need.
const QUIET: usize = 4;

/// What the purchases say about the wallet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bought {
    /// Wallets that paid, newest purchase first.
    pub(crate) wallets: Vec<BuyerWallet>,
    /// Prices that are locked.
    pub(crate) in_escrow: Vec<Money>,
    /// What is locked beside them.
    pub(crate) deposits: Vec<Money>,
    /// What is asked back or agreed to come back.
    pub(crate) coming_back: Vec<Money>,
    /// What was locked, and of which the node does not say where it is.
    pub(crate) not_known: Vec<Money>,
}

/// The wallet page. A node that does not answer leaves what was last read, and says since when.
pub(crate) async fn view(session: &Arc<Session>, bought: Bought) -> WalletView {
    let network = session.network();
    let mut failure = None;
    let read = read_all(session, &bought, &mut failure).await;
    let stale = read.iter().filter(|(wallet, _)| wallet.failure.is_some()).filter_map(|(_, held)| held.as_ref());
    let oldest = stale.map(|(_, read_at)| *read_at).min();
    let wallets = read.into_iter().map(|(wallet, _)| wallet).collect();
    let views = |amounts: &[Money]| amounts.iter().map(|money| money.view(network)).collect();
    WalletView {
        wallets,
        in_escrow: views(&bought.in_escrow),
        deposits: views(&bought.deposits),
        coming_back: views(&bought.coming_back),
        not_known: views(&bought.not_known),
        at: oldest.unwrap_or_else(|| session.clock().now()),
        failure,
    }
}

/// What a wallet holds, and when that was read (node time).
type Held = Option<(Vec<Money>, Moment)>;

/// Every known wallet with what it holds: now, or as it was last read.
async fn read_all(
    session: &Arc<Session>,
    bought: &Bought,
    failure: &mut Option<Failure>,
) -> Vec<(PurchasingWallet, Held)> {
    let network = session.network();
    let clients = session.clients();
    *failure = clients.as_ref().err().cloned();
    let mut wallets = Vec::new();
    for (address, source) in addresses(session, clients.as_ref().ok(), &bought.wallets, failure).await {
        // A node that is silent is not asked once for every wallet.
        let read = match (&clients, &*failure) {
            (Ok(clients), None) => read(session, clients, &address).await,
            (_, failure) => Err(failure.clone().unwrap_or_else(|| Failure::unknown(&address))),
        };
        let (held, why_not) = match read {
            Ok(balance) => (Some((balance, session.clock().now())), None),
            Err(why_not) => {
                if why_not.retry && failure.is_none() {
                    *failure = Some(why_not.clone());
                }
                (session.last_balance(&address), Some(why_not))
            }
        };
        let held: Held = held.map(|(balance, at)| (ada_first(balance), at));
        let balances = held.iter().flat_map(|(balance, _)| balance).map(|money| money.view(network)).collect();
        wallets.push((PurchasingWallet { qr: qr(&address), address, source, balances, failure: why_not }, held));
    }
    wallets
}

impl Session {
    /// What each known wallet holds, read now; `None` when it is not known. `bought`: wallets that paid before.
    pub async fn balances(self: &Arc<Self>, bought: &[BuyerWallet]) -> Option<Vec<Vec<Money>>> {
        let clients = self.clients().ok()?;
        let known = addresses(self, Some(&clients), bought, &mut None).await;
        let mut wallets = Vec::new();
        for (address, _) in &known {
            wallets.push(ada_first(read(self, &clients, address).await.ok()?));
        }
        (!wallets.is_empty()).then_some(wallets)
    }
}

/// What the wallets lack for a payment that takes `costs`, and which to top up: the one that lacks least.
pub(crate) async fn shortage(session: &Arc<Session>, bought: &[BuyerWallet], costs: &[Money]) -> ShortageView {
    let network = session.network();
    let bought = Bought { wallets: bought.to_vec(), ..Bought::default() };
    let (wallets, held): (Vec<_>, Vec<_>) = read_all(session, &bought, &mut None).await.into_iter().unzip();
    let known: Option<Vec<Vec<Money>>> = held.into_iter().map(|held| held.map(|(money, _)| money)).collect();
    let nearest = known.as_ref().and_then(|known| cost::nearest(costs, known));
    let lines = match &nearest {
        Some((_, cover)) => cover
            .iter()
            .map(|unit| ShortageLine {
                needed: unit.needed.view(network),
                held: Some(Money { amount: unit.held, unit: unit.needed.unit.clone() }.view(network)),
                missing: unit.missing().map(|money| money.view(network)),
            })
            .collect(),
        None => {
            costs.iter().map(|cost| ShortageLine { needed: cost.view(network), held: None, missing: None }).collect()
        }
    };
    let poor = nearest.as_ref().is_some_and(|(_, cover)| !cost::covers(cover));
    let scattered = poor && known.is_some_and(|known| known.len() > 1 && cost::together(costs, &known));
    let place = nearest.map_or(0, |(place, _)| place);
    ShortageView { lines, scattered, wallet: wallets.into_iter().nth(place) }
}

/// A pasted address: one of this network that belongs to a key. `""` forgets it.
pub(crate) fn pasted(text: &str, network: Network) -> Result<Option<String>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    key_address(text, network).map(|_| Some(text.to_owned())).ok_or_else(|| Failure::input("address"))
}

async fn read(session: &Arc<Session>, clients: &Clients, address: &str) -> Result<Vec<Money>> {
    let balance = clients.node.balance(session.network(), address).await.map_err(Failure::from);
    session.heard(balance.as_ref().map(drop).map_err(Clone::clone));
    let balance = balance?;
    session.remember_balance(address, &balance);
    Ok(balance)
}

/// Every address that is known, each once.
async fn addresses(
    session: &Arc<Session>,
    clients: Option<&Clients>,
    bought: &[BuyerWallet],
    failure: &mut Option<Failure>,
) -> Vec<(String, AddressSource)> {
    let mut known: Vec<(String, AddressSource)> = Vec::new();
    let mut add = |address: String, source| {
        if !known.iter().any(|(other, _)| *other == address) {
            known.push((address, source));
        }
    };
    bought.iter().for_each(|wallet| add(wallet.address.clone(), AddressSource::Purchase));
    if let (Some(clients), true) = (clients, session.key().is_some_and(|key| key.can_admin)) {
        match clients.node.wallets(session.network()).await.map_err(Failure::from) {
            Ok(wallets) => wallets.into_iter().for_each(|wallet| add(wallet.address, AddressSource::Node)),
            // A key whose rights were taken away: what is known otherwise will do.
            Err(refused) if matches!(refused.code, Code::KeyMayNot | Code::NotFound) => {}
            Err(silent) => *failure = Some(silent),
        }
    }
    if let Some(address) = session.profile().wallet_address {
        add(address, AddressSource::Pasted);
    }
    known
}

/// An address as a QR code: runs of dark modules as rectangles of one path.
fn qr(address: &str) -> QrView {
    // An address is far shorter than what a QR code can hold.
    let Ok(code) = QrCode::new(address) else { return QrView { path: String::new(), size: 0 } };
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    QrView { path, size: u32::try_from(width + 2 * QUIET).unwrap_or_default() }
}

#[cfg(test)]
mod tests;
