//! The node's purchasing wallets as far as this key may know them, what they hold, and how much of it is in escrow. Only an admin
//! key is told the addresses. With other keys, they come from the person's own purchases, or the person pastes one
//! (docs/observed.md 1). For the embedded sandbox, whoever started it provides them.

use crate::{
    blocking::blocking,
    clients::Clients,
    connection::{ada_first, host_of},
    error::{Code, Failure, Result},
    notice::Little,
    purchase::{
        conditions::Payer,
        cost::{self, Cover, PaysInto, Purse, Wallet},
        standings::Standings,
        sums::{Held, LastPrices, add},
    },
    session::Session,
    view::{
        MoneyView,
        trouble::{ShortageLine, ShortageView},
        wallet::{AddressSource, PurchasingWallet, QrView, Runway, SumPart, SumView, WalletView},
    },
};
use masumi::{
    moment::Moment,
    money::Money,
    node::{Generation, Network, PaymentSource},
    proof::cose::key_address,
};
use qrcode::{Color, QrCode};
use std::{fmt::Write, sync::Arc};

/// Modules of white around a QR code that scanners need.
const QUIET: usize = 4;

/// What the purchases say about the wallet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bought {
    /// Wallets that paid.
    pub(crate) wallets: Vec<Wallet>,
    /// What of theirs is in escrow.
    pub(crate) held: Vec<Held>,
    /// What the last ones cost that were paid into the contract of a generation, or into any.
    pub(crate) last_prices: Vec<LastPrices>,
}

impl Bought {
    /// What is said of a wallet with these purchases.
    pub(crate) fn of(standings: &Standings) -> Result<Bought> {
        let generations = [Some(Generation::V1), Some(Generation::V2), None];
        let last = |generation| standings.last_prices(generation, USUAL);
        let last_prices = blocking(|| generations.into_iter().map(last).collect::<Result<_>>())?;
        Ok(Bought { wallets: standings.wallets()?, held: standings.held(), last_prices })
    }

    /// What a wallet is good for, and whether that is little. One that no purchase is paid from is good for none.
    fn runway(&self, wallet: &Wallet, holds: &[Money]) -> (Option<cost::Runway>, bool) {
        if wallet.pays_into == PaysInto::Another {
            return (None, false);
        }
        let runway = self.last_prices(wallet).and_then(|last| cost::runway(&last.prices, holds));
        let few = runway.as_ref().is_some_and(|runway| runway.purchases < FEW);
        (runway, few || !cost::covers(&cost::cover(&[cost::collateral()], holds)))
    }

    fn last_prices(&self, wallet: &Wallet) -> Option<&LastPrices> {
        self.last_prices.iter().find(|last| last.generation == wallet.generation())
    }

    /// What is worth telling of a wallet: that it holds little, if it is paid from.
    fn little(&self, wallet: &Wallet, holds: &[Money]) -> Option<LowWallet> {
        let (runway, _) = self.runway(wallet, holds);
        let last_bought = self.last_prices(wallet)?.newest?;
        let little = match runway?.purchases {
            0 => Little::NoPurchase,
            1 => Little::OnePurchase,
            few if few < FEW => Little::FewPurchases,
            _ => return None,
        };
        Some(LowWallet { address: wallet.address.clone(), little, last_bought })
    }
}

/// A wallet that is paid from and holds little.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LowWallet {
    pub(crate) address: String,
    pub(crate) little: Little,
    /// When the last purchase that was paid into its contract was approved.
    pub(crate) last_bought: Moment,
}

/// By so many purchases it is said what is usual.
const USUAL: usize = 20;

/// For fewer purchases than this, a wallet holds little.
const FEW: u32 = 3;
/// So many purchases of a sum are named.
const PARTS: usize = 50;

/// A sum over what is in escrow, and what it is made of.
fn sum(held: &[Held], network: Network, amounts: impl Fn(&Held) -> &[Money]) -> SumView {
    let views = |amounts: &[Money]| amounts.iter().map(|money| MoneyView::of(money, network)).collect();
    let (mut sum, mut parts) = (Vec::new(), Vec::new());
    for one in held {
        let amounts = amounts(one);
        if amounts.is_empty() {
            continue;
        }
        amounts.iter().for_each(|money| add(&mut sum, money));
        let (purchase, agent_name) = (one.purchase.clone(), one.agent_name.clone());
        parts.push(SumPart { purchase, agent_name, at: one.at, amounts: views(amounts) });
    }
    let more = u32::try_from(parts.len().saturating_sub(PARTS)).unwrap_or(u32::MAX);
    parts.truncate(PARTS);
    SumView { amounts: views(&sum), parts, more }
}

/// The wallet page. A node that does not answer leaves what was last read, and says since when.
pub(crate) async fn view(session: &Arc<Session>, bought: Bought) -> WalletView {
    let network = session.network();
    let mut failure = None;
    let read = read_all(session, &bought.wallets, &mut failure).await;
    note_low(session, &bought, &read);
    let stale = read.iter().filter(|wallet| wallet.failure.is_some()).filter_map(|wallet| wallet.held.as_ref());
    let oldest = stale.map(|(_, read_at)| *read_at).min();
    let none_read = failure.is_some() && read.iter().all(|wallet| wallet.held.is_none());
    let sum = |amounts: fn(&Held) -> &[Money]| sum(&bought.held, network, amounts);
    WalletView {
        in_escrow: sum(Held::locked),
        deposits: sum(Held::deposit),
        coming_back: sum(Held::coming_back),
        not_known: sum(Held::not_known),
        wallets: read.into_iter().map(|wallet| wallet.view(&bought, network)).collect(),
        at: (!none_read).then(|| oldest.unwrap_or_else(|| session.clock().now())),
        failure,
    }
}

/// Reads what the wallets hold, for whoever does not look at them.
pub(crate) async fn look(session: &Arc<Session>) -> Result<()> {
    let bought = Bought::of(session.purchases().standings())?;
    let mut failure = None;
    let read = read_all(session, &bought.wallets, &mut failure).await;
    note_low(session, &bought, &read);
    failure.map_or(Ok(()), Err)
}

fn note_low(session: &Session, bought: &Bought, read: &[Read]) {
    let low = |read: &Read| bought.little(&read.wallet, &read.held.as_ref()?.0);
    session.note_low_wallets(&read.iter().filter_map(low).collect::<Vec<_>>());
}

/// A known wallet with what came of reading it.
struct Read {
    wallet: Wallet,
    source: AddressSource,
    /// What it holds, and when that was read (node time): now, or as it was last read.
    held: Option<(Vec<Money>, Moment)>,
    failure: Option<Failure>,
}

impl Read {
    fn view(self, bought: &Bought, network: Network) -> PurchasingWallet {
        let views = |amounts: &[Money]| amounts.iter().map(|money| MoneyView::of(money, network)).collect();
        let (runway, low) = self.held.as_ref().map_or((None, false), |(holds, _)| bought.runway(&self.wallet, holds));
        let balances =
            self.held.iter().flat_map(|(balance, _)| balance).map(|money| MoneyView::of(money, network)).collect();
        PurchasingWallet {
            generation: self.wallet.generation(),
            qr: qr(&self.wallet.address),
            address: self.wallet.address,
            source: self.source,
            balances,
            runway: runway.map(|cost::Runway { price, purchases, of }| Runway { price: views(&price), purchases, of }),
            low,
            failure: self.failure,
        }
    }
}

/// Every known wallet with what it holds.
async fn read_all(session: &Arc<Session>, bought: &[Wallet], failure: &mut Option<Failure>) -> Vec<Read> {
    let clients = session.clients();
    *failure = clients.as_ref().err().cloned();
    let mut wallets = Vec::new();
    for (wallet, source) in known(session, clients.as_ref().ok(), bought, failure).await {
        // A node that is silent is not asked once for every wallet.
        let read = match (&clients, &*failure) {
            (Ok(clients), None) => read(session, clients, &wallet.address).await,
            (_, failure) => Err(failure.clone().unwrap_or_else(|| Failure::unknown(&wallet.address))),
        };
        let (held, why_not) = match read {
            Ok(balance) => (Some((balance, session.clock().now())), None),
            Err(why_not) => {
                if why_not.retry && failure.is_none() {
                    *failure = Some(why_not.clone());
                }
                (session.last_balance(&wallet.address), Some(why_not))
            }
        };
        let held = held.map(|(balance, at)| (ada_first(balance), at));
        wallets.push(Read { wallet, source, held, failure: why_not });
    }
    wallets
}

impl Session {
    /// What each known wallet holds, read now; `None` when it is not known. `bought`: wallets that paid before.
    pub async fn purses(self: &Arc<Self>, bought: &[Wallet]) -> Option<Vec<Purse>> {
        let clients = self.clients().ok()?;
        let mut purses = Vec::new();
        for (wallet, _) in known(self, Some(&clients), bought, &mut None).await {
            let holds = ada_first(read(self, &clients, &wallet.address).await.ok()?);
            purses.push(Purse { wallet, holds });
        }
        Some(purses)
    }

    /// Who would pay, as it is now.
    pub(crate) async fn payer(self: &Arc<Self>) -> Result<Payer> {
        let wallets = self.purchases().standings().wallets()?;
        // A limited key may have lost its quota with the last purchase.
        let (purses, ()) = tokio::join!(self.purses(&wallets), self.read_limited_key());
        let profile = self.profile();
        let host = host_of(&profile.node_url.to_string());
        let answers = self.node_failure().is_none();
        Ok(Payer { label: profile.label, host, answers, means: self.means(), purses })
    }
}

/// What the wallets that can pay it lack for a payment that takes `costs`, and which to top up: the one that lacks least.
pub(crate) async fn shortage(
    session: &Arc<Session>,
    bought: &[Wallet],
    (costs, generation): &(Vec<Money>, Option<Generation>),
) -> ShortageView {
    let network = session.network();
    let read = read_all(session, bought, &mut None).await;
    let read = cost::that_can_pay(*generation, read, |read| &read.wallet);
    let purses = read.iter().map(|read| {
        let (holds, _) = read.held.clone()?;
        Some(Purse { wallet: read.wallet.clone(), holds })
    });
    // One that is not known may be the one that has enough.
    let purses: Vec<Purse> = purses.collect::<Option<_>>().unwrap_or_default();
    let nearest = cost::nearest(costs, *generation, &purses);
    let line = |cost: &Money, cover: Option<&Cover>| ShortageLine {
        needed: MoneyView::of(cost, network),
        held: cover.map(|unit| MoneyView::of(&Money { amount: unit.held, unit: cost.unit.clone() }, network)),
        missing: cover.and_then(Cover::missing).map(|money| MoneyView::of(&money, network)),
    };
    let covers = nearest.as_ref().map(|nearest| nearest.cover.as_slice()).unwrap_or_default();
    let lines = costs.iter().enumerate().map(|(place, cost)| line(cost, covers.get(place))).collect();
    let scattered = nearest.as_ref().is_some_and(|nearest| !cost::covers(&nearest.cover) && nearest.together);
    let address = nearest.map(|nearest| nearest.wallet.address.clone());
    let place = read.iter().position(|read| Some(&read.wallet.address) == address.as_ref()).unwrap_or(0);
    let wallet = read.into_iter().nth(place).map(|read| read.view(&Bought::default(), network));
    ShortageView { lines, scattered, wallet, generation: *generation }
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
    let connection = session.connection();
    let balance = clients.node.balance(session.network(), address).await.map_err(Failure::from);
    // A node that fails to tell a balance may do everything else: that it does is for its lists to tell.
    if !matches!(&balance, Err(failure) if failure.code == Code::ServiceFailed) {
        session.heard(connection, &balance.as_ref().map(drop).map_err(Clone::clone));
    }
    let balance = balance?;
    session.remember_balance(address, &balance);
    Ok(balance)
}

/// Every wallet that is known, each once: by generation, so that they stand in the same order every time.
async fn known(
    session: &Arc<Session>,
    clients: Option<&Clients>,
    bought: &[Wallet],
    failure: &mut Option<Failure>,
) -> Vec<(Wallet, AddressSource)> {
    let mut sources = session.payment_sources();
    let mut known: Vec<(Wallet, AddressSource)> = Vec::new();
    let mut add = |wallet: Wallet, source| {
        let told = wallet.pays_into != PaysInto::NotTold;
        let same = |other: &Wallet| other.address == wallet.address && (other.pays_into == wallet.pays_into || !told);
        if !known.iter().any(|(other, _)| same(other)) {
            known.retain(|(other, _)| other.address != wallet.address || other.pays_into != PaysInto::NotTold);
            known.push((wallet, source));
        }
    };
    bought.iter().for_each(|wallet| add(wallet.clone(), AddressSource::Purchase));
    session.wallets_by_its_starter().into_iter().for_each(|wallet| add(wallet, AddressSource::Node));
    if let (Some(clients), true) = (clients, session.key().is_some_and(|key| key.can_admin)) {
        if sources.is_none() {
            sources = clients.node.payment_sources(session.network()).await.ok();
        }
        match clients.node.wallets(session.network()).await.map_err(Failure::from) {
            Ok(wallets) => wallets.into_iter().for_each(|wallet| {
                let pays_into = match (&wallet.payment_source_id, &sources) {
                    (Some(id), Some(sources)) => {
                        let own = sources.iter().find(|source| source.id == *id);
                        own.map_or(PaysInto::Another, |source| PaysInto::Generation(source.generation))
                    }
                    (None, _) | (_, None) => PaysInto::NotTold,
                };
                add(Wallet { address: wallet.address, pays_into }, AddressSource::Node);
            }),
            // A key whose rights were taken away: what is known otherwise will do.
            Err(refused) if matches!(refused.code, Code::KeyMayNot | Code::NotFound) => {}
            Err(silent) => *failure = Some(silent),
        }
    }
    if let Some(address) = session.profile().wallet_address {
        let pays_into = sources.as_deref().and_then(only_generation).map_or(PaysInto::NotTold, PaysInto::Generation);
        add(Wallet { address, pays_into }, AddressSource::Pasted);
    }
    known.sort_by(|(one, _), (other, _)| (one.pays_into, &one.address).cmp(&(other.pays_into, &other.address)));
    known
}

/// The generation of all contracts that the node can pay into, where it is one.
pub(crate) fn only_generation(sources: &[PaymentSource]) -> Option<Generation> {
    let mut generations = sources.iter().map(|source| source.generation);
    let first = generations.next()?;
    generations.all(|other| other == first).then_some(first)
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
