//! The connection test, line by line: who answers, what the keys may do, what can be paid. Each line that fails says why; later
//! lines that could say nothing are skipped. A key is sent only to the service it was entered for, and not even there if it names
//! the other service.

use crate::{
    clients::Towards,
    clock::Clock,
    contacts::Contacts,
    error::{Code, Failure, Result, Side},
    profile::trusted,
    view::{
        Facts,
        app::{ConnectionCheck, ConnectionLine, ConnectionReport, LineState},
    },
    wallet::only_generation,
};
use masumi::{
    money::{Money, Unit},
    net::{NodeHttp, Secret, Service, ServiceBase, Way},
    node::{Generation, KeyStatus, Network, NodeClient, PaymentSource, PurchasesRequest, Rail, Release},
    registry::{ListRequest, RegistryClient},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};
use url::Url;

/// A person waits for it: shorter than the clients' own bounds.
const AT_MOST: Duration = Duration::from_secs(20);
/// A clock that is further off than this is worth a word.
const SKEW: i64 = 30_000;
/// A key has at least so many letters.
const SHORTEST: usize = 8;
/// The most that the registry gives at once.
const PAGE: u32 = 50;

const ORDER: [ConnectionCheck; 13] = [
    ConnectionCheck::NodeReachable,
    ConnectionCheck::NodeKey,
    ConnectionCheck::MayPay,
    ConnectionCheck::NetworkAllowed,
    ConnectionCheck::Credits,
    ConnectionCheck::PaymentSources,
    ConnectionCheck::NodeFeatures,
    ConnectionCheck::Wallet,
    ConnectionCheck::Balance,
    ConnectionCheck::Clock,
    ConnectionCheck::RegistryReachable,
    ConnectionCheck::RegistryKey,
    ConnectionCheck::RegistryFeatures,
];

/// What is tested: each part as far as it could be read.
pub(crate) struct Subject {
    pub(crate) network: Network,
    pub(crate) node_url: Result<ServiceBase>,
    pub(crate) registry_url: Result<ServiceBase>,
    pub(crate) way: Result<Way>,
    pub(crate) node_key: Result<Secret>,
    pub(crate) registry_key: Result<Secret>,
    /// A purchasing wallet's address that the person pasted.
    pub(crate) wallet: Option<String>,
    /// Where it is noted who is asked.
    pub(crate) contacts: Contacts,
}

/// Tests a connection. Buys nothing and changes nothing.
pub(crate) async fn test(subject: Subject) -> ConnectionReport {
    let Subject { network, node_url, registry_url, way, node_key, registry_key, wallet, contacts } = subject;
    let (mut node, mut registry) = (Lines::default(), Lines::default());
    let keys: Vec<Secret> = [&node_key, &registry_key].into_iter().flatten().cloned().collect();
    tokio::join!(
        test_node(&mut node, network, Place::of(Service::Node, node_url, &way, &contacts), node_key, wallet),
        test_registry(
            &mut registry,
            network,
            Place::of(Service::Registry, registry_url, &way, &contacts),
            registry_key
        )
    );
    let mut done = node.0;
    done.append(&mut registry.0);
    done.iter_mut().for_each(|line| without(&keys, line));
    // Of a key that names its service it is known, and nothing is guessed.
    let refused = |id| refused_key(&done, id);
    if let (Some(node), Some(registry)) = (refused(ConnectionCheck::NodeKey), refused(ConnectionCheck::RegistryKey)) {
        for index in [node, registry] {
            done[index].facts.insert("swapped".to_owned(), "maybe".to_owned());
        }
    }
    let lines: Vec<ConnectionLine> = ORDER
        .into_iter()
        .map(|id| match done.iter().position(|line| line.id == id) {
            Some(index) => done.swap_remove(index),
            None => ConnectionLine { id, state: LineState::Skipped, facts: Facts::new(), failure: None },
        })
        .collect();
    // Lines are skipped only behind one that failed, or where there is nothing to ask.
    let usable = lines.iter().all(|line| line.state != LineState::Failed);
    ConnectionReport { lines, usable }
}

/// Where a service is, and how it is reached.
struct Place {
    service: Service,
    base: ServiceBase,
    way: Way,
    contacts: Contacts,
}

impl Place {
    fn of(service: Service, base: Result<ServiceBase>, way: &Result<Way>, contacts: &Contacts) -> Result<Place> {
        Ok(Place { service, base: base?, way: way.clone()?, contacts: contacts.clone() })
    }

    fn http(&self, key: &Secret) -> Result<NodeHttp> {
        let to = Towards { way: &self.way, sandbox: false, contacts: &self.contacts };
        Ok(to.service(self.service, &self.base, key)?.at_most(AT_MOST))
    }

    /// `host`; `proxy` and `trusted` where they are not the usual ones.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("host", host(self.base.as_url()))];
        facts.extend(self.way.proxy_to(&self.base).map(|proxy| ("proxy", proxy.host())));
        if let Some(authorities) = self.way.authorities.as_ref().filter(|_| self.base.as_url().scheme() == "https") {
            let told =
                trusted(authorities).into_iter().map(|one| format!("{} (SHA-256 {})", one.subject, one.fingerprint));
            facts.push(("trusted", told.collect::<Vec<_>>().join("; ")));
        }
        facts
    }
}

async fn test_node(
    lines: &mut Lines,
    network: Network,
    place: Result<Place>,
    key: Result<Secret>,
    pasted: Option<String>,
) {
    let clock = Clock::system();
    // Whoever is there is asked before a key is, so the first line does not need one.
    let Some(place) = lines.part(ConnectionCheck::NodeReachable, place) else { return };
    if place.base.is_hosted() {
        return lines.failed(ConnectionCheck::NodeReachable, Failure::new(Code::HostedService, Side::You));
    }
    let Some(anonymous) = lines.part(ConnectionCheck::NodeReachable, place.http(&Secret::new(""))) else { return };
    if let Err(error) = NodeClient::new(anonymous).health().await {
        return lines.add(ConnectionCheck::NodeReachable, LineState::Failed, place.facts(), Some(error.into()));
    }
    lines.passed(ConnectionCheck::NodeReachable, place.facts());

    let Some(key) = lines.key(ConnectionCheck::NodeKey, key, "masumi-registry") else { return };
    let Some(http) = lines.part(ConnectionCheck::NodeKey, place.http(&key)) else { return };
    let seen = clock.clone();
    let node = NodeClient::new(http).observe_dates(Arc::new(move |date| seen.observe(date)));
    let Some(key) = lines.accepted(ConnectionCheck::NodeKey, node.key_status().await.map_err(Failure::from)) else {
        return;
    };
    let skew = [("skew", clock.skew().to_string())];
    if let Some(doubt) = clock.doubted() {
        let skew = [("skew", doubt.here.since(doubt.told).to_string())];
        let failure = Failure::new(Code::ClockDoubted, Side::Node).quoting(&doubt.to_string());
        lines.warned(ConnectionCheck::Clock, skew, Some(failure));
    } else if clock.skew().abs() > SKEW {
        lines.warned(ConnectionCheck::Clock, skew, None);
    } else {
        lines.passed(ConnectionCheck::Clock, skew);
    }
    what_the_key_may(lines, network, &key);
    if !key.can_admin && !allowed(network, &key) {
        return;
    }
    let sources = node.payment_sources(network).await;
    match &sources {
        Ok(sources) if sources.is_empty() => {
            let failure = Failure::new(Code::NoPaymentSource, Side::Node).quoting(network.word());
            lines.failed(ConnectionCheck::PaymentSources, failure);
        }
        Ok(sources) => lines.passed(ConnectionCheck::PaymentSources, [("sources", generations(sources))]),
        Err(error) => lines.failed(ConnectionCheck::PaymentSources, Failure::from(error)),
    }
    if let Ok(sources) = &sources {
        test_features(lines, network, &node, sources).await;
    }
    let sources = sources.unwrap_or_default();
    let wallets = wallets(network, &node, &key, &sources).await.map(|wallets| wallets.or_pasted(pasted, &sources));
    test_wallets(lines, network, &node, &key, wallets).await;
}

/// Which release the node answers like, and what it says is missing in its own setup. Neither is needed to buy, so nothing here
/// fails, and what could not be read is not spoken of.
async fn test_features(lines: &mut Lines, network: Network, node: &NodeClient, sources: &[PaymentSource]) {
    let rails = node.rail_readiness(network).await;
    let release = match &rails {
        Ok(rails) => node.release(rails.as_deref()).await.ok().flatten(),
        Err(_) => None,
    };
    let mut facts = Vec::new();
    facts.extend(release.map(|release| ("release", release_word(release).to_owned())));
    let has_v2 = sources.iter().any(|source| source.generation == Generation::V2);
    // Its setup for V2 is nobody's concern where it has no such contract.
    let unready = rails.ok().flatten().filter(|_| has_v2).map(|rails| unready(&rails)).unwrap_or_default();
    let is_short = !unready.is_empty() || release.is_some_and(|release| release < Release::V0_28);
    if !unready.is_empty() {
        facts.push(("unready", unready.join(" · ")));
    }
    let state = if is_short { LineState::Warned } else { LineState::Passed };
    lines.add(ConnectionCheck::NodeFeatures, state, facts, None);
}

fn release_word(release: Release) -> &'static str {
    match release {
        Release::V0_26 => "0.26",
        Release::V0_27 => "0.27",
        Release::V0_28 => "0.28",
        // Also one that came after this was written.
        _ => "later",
    }
}

/// What a node says is missing for paying by V2. Being paid is its seller's concern, and x402 is not what is paid by here; a check
/// that this build does not know may matter.
fn unready(rails: &[Rail]) -> Vec<String> {
    let cardano = rails.iter().filter(|rail| rail.name == "CardanoV2").flat_map(|rail| &rail.checks);
    let missing = cardano.filter(|check| check.complete == Some(false) && check.id != "cardano.selling_wallet");
    missing
        .map(|check| match &check.detail {
            Some(detail) => format!("{}: {detail}", check.label),
            None => check.label.clone(),
        })
        .collect()
}

fn what_the_key_may(lines: &mut Lines, network: Network, key: &KeyStatus) {
    if key.can_pay || key.can_admin {
        lines.passed(ConnectionCheck::MayPay, [("admin", yes(key.can_admin))]);
    } else {
        // Good for looking: the market, the wallets, what was bought.
        lines.warned(ConnectionCheck::MayPay, [], Some(Failure::new(Code::KeyMayNot, Side::Node)));
    }
    let networks = [("networks", key.networks.join(", "))];
    if key.can_admin || allowed(network, key) {
        lines.passed(ConnectionCheck::NetworkAllowed, networks);
    } else {
        lines.add(
            ConnectionCheck::NetworkAllowed,
            LineState::Failed,
            networks,
            Some(Failure::new(Code::KeyNetwork, Side::Node)),
        );
    }
    let credits = [
        ("limited", yes(key.usage_limited)),
        ("credits", texts(&key.remaining_credits, network)),
        ("unmatched", texts(&key.unmatched_credits, network)),
        ("elsewhere", key.elsewhere_credits.join(" · ")),
    ];
    if !key.usage_limited {
        lines.passed(ConnectionCheck::Credits, credits);
    } else if key.remaining_credits.is_empty() {
        // A quota that the node counts for nothing is not used up, and a larger one would help nobody.
        let failure = key.unmatched_credits.is_empty().then(|| Failure::new(Code::QuotaExhausted, Side::Node));
        lines.add(ConnectionCheck::Credits, LineState::Failed, credits, failure);
    } else {
        // Such a key loses all that remains with its first purchase (docs/observed.md 1).
        lines.warned(ConnectionCheck::Credits, credits, None);
    }
}

fn allowed(network: Network, key: &KeyStatus) -> bool {
    key.networks.iter().any(|word| word == network.word())
}

/// The purchasing wallets that could be learnt, by the generation that they pay.
#[derive(Default)]
struct Wallets {
    by_generation: BTreeMap<Option<Generation>, BTreeSet<String>>,
    /// `node`, `purchase`, `pasted`.
    source: &'static str,
}

impl Wallets {
    fn add(&mut self, generation: Option<Generation>, address: String) {
        self.by_generation.entry(generation).or_default().insert(address);
    }

    /// Where none could be learnt, the one that the person pasted.
    fn or_pasted(mut self, pasted: Option<String>, sources: &[PaymentSource]) -> Wallets {
        if let (true, Some(address)) = (self.by_generation.is_empty(), pasted) {
            self.source = "pasted";
            self.add(only_generation(sources), address);
        }
        self
    }

    /// Facts by generation: `v1`, `v2`, and `any` for what is not told.
    fn facts(&self, say: impl Fn(&String) -> String) -> Vec<(&'static str, String)> {
        let name = |generation: &Option<Generation>| match generation {
            Some(Generation::V1) => "v1",
            Some(Generation::V2) => "v2",
            None => "any",
        };
        let said = |addresses: &BTreeSet<String>| addresses.iter().map(&say).collect::<Vec<_>>().join(", ");
        self.by_generation.iter().map(|(generation, addresses)| (name(generation), said(addresses))).collect()
    }
}

async fn test_wallets(
    lines: &mut Lines,
    network: Network,
    node: &NodeClient,
    key: &KeyStatus,
    wallets: Result<Wallets>,
) {
    let wallets = match wallets {
        Ok(wallets) if !wallets.by_generation.is_empty() => wallets,
        Ok(_) => {
            let why = if key.can_admin { "none" } else { "not-told" };
            return lines.warned(ConnectionCheck::Wallet, [("known", yes(false)), ("why", why.to_owned())], None);
        }
        Err(failure) => return lines.warned(ConnectionCheck::Wallet, [("known", yes(false))], Some(failure)),
    };
    let mut facts = wallets.facts(String::clone);
    facts.push(("source", wallets.source.to_owned()));
    lines.passed(ConnectionCheck::Wallet, facts);
    let mut held = BTreeMap::new();
    for address in wallets.by_generation.values().flatten() {
        match node.balance(network, address).await {
            Ok(balance) => held.insert(address.clone(), ada_first(balance)),
            Err(error) => return lines.warned(ConnectionCheck::Balance, [], Some(Failure::from(error))),
        };
    }
    let facts = wallets.facts(|address| held.get(address).map(|held| texts(held, network)).unwrap_or_default());
    let ada = |held: &Vec<Money>| held.iter().any(|money| money.unit == Unit::Ada && money.amount.0 > 0);
    if held.values().all(ada) {
        lines.passed(ConnectionCheck::Balance, facts);
    } else {
        lines.warned(ConnectionCheck::Balance, facts, None);
    }
}

/// The purchasing wallets, as far as this key may learn them: an admin's is told, others see which ones paid.
async fn wallets(network: Network, node: &NodeClient, key: &KeyStatus, sources: &[PaymentSource]) -> Result<Wallets> {
    let mut wallets = Wallets { source: if key.can_admin { "node" } else { "purchase" }, ..Wallets::default() };
    if key.can_admin {
        for wallet in node.wallets(network).await? {
            let source = sources.iter().find(|source| Some(&source.id) == wallet.payment_source_id.as_ref());
            wallets.add(source.map(|source| source.generation), wallet.address);
        }
        return Ok(wallets);
    }
    let mut silent = None;
    for generation in [Generation::V1, Generation::V2] {
        let purchases = match node.list(&PurchasesRequest::new(network).generation(generation)).await {
            Ok(purchases) => purchases,
            Err(error) => {
                silent.get_or_insert(Failure::from(error));
                continue;
            }
        };
        // A node of one generation may answer with its own, whatever it is asked for.
        let here = |told: Option<Generation>| told.is_none_or(|told| told == generation);
        let paid = purchases.into_iter().filter_map(|purchase| {
            let told = purchase.payment_source.and_then(|source| source.generation);
            purchase.buyer_wallet.filter(|_| here(told)).map(|wallet| (purchase.requested_by_id, wallet.address))
        });
        // Newest first; what this key paid goes before what others did.
        let own = |(by, _): &(Option<String>, String)| by.as_deref() != Some(&key.id);
        if let Some((_, address)) = paid.min_by_key(own) {
            wallets.add(Some(generation), address);
        }
    }
    match silent {
        Some(failure) if wallets.by_generation.is_empty() => Err(failure),
        _ => Ok(wallets),
    }
}

async fn test_registry(lines: &mut Lines, network: Network, place: Result<Place>, key: Result<Secret>) {
    let Some(place) = lines.part(ConnectionCheck::RegistryReachable, place) else { return };
    let Some(anonymous) = lines.part(ConnectionCheck::RegistryReachable, place.http(&Secret::new(""))) else { return };
    let mut facts = place.facts();
    match RegistryClient::new(anonymous).health().await {
        Ok(told) => facts.push(("version", told.version)),
        Err(error) => {
            return lines.add(ConnectionCheck::RegistryReachable, LineState::Failed, facts, Some(error.into()));
        }
    }
    lines.passed(ConnectionCheck::RegistryReachable, facts);

    let Some(key) = lines.key(ConnectionCheck::RegistryKey, key, "masumi-payment") else { return };
    let Some(http) = lines.part(ConnectionCheck::RegistryKey, place.http(&key)) else { return };
    let registry = RegistryClient::new(http);
    if lines.accepted(ConnectionCheck::RegistryKey, registry.key_status().await.map_err(Failure::from)).is_none() {
        return;
    }
    let listed = ListRequest::new(network).limit(PAGE);
    let request = listed.clone().search("a");
    let (listed, found) = tokio::join!(registry.list(&listed), registry.list(&request));
    match listed {
        Ok(listed) => {
            let full = u32::try_from(listed.len()).is_ok_and(|count| count >= PAGE);
            let agents = format!("{}{}", listed.len(), if full { "+" } else { "" });
            let facts = [("agents", agents), ("search", yes(found.is_ok()))];
            if listed.is_empty() || found.is_err() {
                lines.warned(ConnectionCheck::RegistryFeatures, facts, None);
            } else {
                lines.passed(ConnectionCheck::RegistryFeatures, facts);
            }
        }
        Err(error) => {
            // A registry without a source for this network answers 500, in production without saying why
            // (docs/observed.md 1).
            let facts = [("network", network.word().to_owned())];
            lines.add(ConnectionCheck::RegistryFeatures, LineState::Failed, facts, Some(Failure::from(error)));
        }
    }
}

/// The lines so far, in any order.
#[derive(Default)]
struct Lines(Vec<ConnectionLine>);

impl Lines {
    fn add<'a>(
        &mut self,
        id: ConnectionCheck,
        state: LineState,
        facts: impl IntoIterator<Item = (&'a str, String)>,
        failure: Option<Failure>,
    ) {
        let facts = facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        self.0.push(ConnectionLine { id, state, facts, failure });
    }

    fn passed<'a>(&mut self, id: ConnectionCheck, facts: impl IntoIterator<Item = (&'a str, String)>) {
        self.add(id, LineState::Passed, facts, None);
    }

    fn warned<'a>(
        &mut self,
        id: ConnectionCheck,
        facts: impl IntoIterator<Item = (&'a str, String)>,
        failure: Option<Failure>,
    ) {
        self.add(id, LineState::Warned, facts, failure);
    }

    fn failed(&mut self, id: ConnectionCheck, failure: Failure) {
        self.add(id, LineState::Failed, [], Some(failure));
    }

    /// A part of the subject, or its failure as that line.
    fn part<T>(&mut self, id: ConnectionCheck, part: Result<T>) -> Option<T> {
        part.map_err(|failure| self.failed(id, failure)).ok()
    }

    /// A key that may be sent: one that names the `other` service was entered in the wrong field.
    fn key(&mut self, id: ConnectionCheck, key: Result<Secret>, other: &str) -> Option<Secret> {
        let key = self.part(id, key)?;
        if key.expose().contains(other) {
            let failure = Failure::new(Code::KeyRefused, Side::You);
            self.add(id, LineState::Failed, [("swapped", yes(true))], Some(failure));
            return None;
        }
        Some(key)
    }

    /// A key that was taken and is active.
    fn accepted(&mut self, id: ConnectionCheck, key: Result<KeyStatus>) -> Option<KeyStatus> {
        let key = self.part(id, key)?;
        match &key.status {
            Some(word) if word != "Active" => {
                let side = if id == ConnectionCheck::NodeKey { Side::Node } else { Side::Registry };
                self.failed(id, Failure::new(Code::KeyRefused, side).quoting(word));
                None
            }
            _ => {
                self.passed(id, []);
                Some(key)
            }
        }
    }
}

/// A service may say back a key that it got earlier, or that is the other one's too: no line does. It is shown, and copied for
/// whoever runs the node. What is shorter than any key is left: it would be found in the middle of words.
fn without(keys: &[Secret], line: &mut ConnectionLine) {
    let keys: Vec<&Secret> = keys.iter().filter(|key| key.expose().len() >= SHORTEST).collect();
    let told = line.facts.values_mut().chain(line.failure.as_mut().map(|failure| &mut failure.quote));
    told.for_each(|text| *text = keys.iter().fold(std::mem::take(text), |text, key| key.redact(&text)));
}

/// Where the line of this key is, if the service refused it: it was sent.
fn refused_key(lines: &[ConnectionLine], id: ConnectionCheck) -> Option<usize> {
    lines.iter().position(|line| {
        let refused = line.failure.as_ref().is_some_and(|failure| failure.code == Code::KeyRefused);
        line.id == id && refused && !line.facts.contains_key("swapped")
    })
}

/// Host and port of an address as it is called: encoded letters stay encoded. `""`: it has none.
pub(crate) fn host_of(address: &str) -> String {
    Url::parse(address).map(|url| host(&url)).unwrap_or_default()
}

/// Host of an address, and its port where that is not the usual one.
fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn generations(sources: &[PaymentSource]) -> String {
    let words: BTreeSet<&str> = sources
        .iter()
        .map(|source| match source.generation {
            Generation::V1 => "V1",
            Generation::V2 => "V2",
        })
        .collect();
    words.into_iter().collect::<Vec<_>>().join(", ")
}

/// Amounts as one text.
fn texts(amounts: &[Money], network: Network) -> String {
    amounts.iter().map(|money| money.text(network)).collect::<Vec<_>>().join(" · ")
}

/// ADA before tokens, also when there is none of it.
pub(crate) fn ada_first(mut balance: Vec<Money>) -> Vec<Money> {
    if !balance.iter().any(|money| money.unit == Unit::Ada) {
        balance.push(Money::lovelace(0));
    }
    balance.sort_by(|one, other| one.unit.cmp(&other.unit));
    balance
}

fn yes(fact: bool) -> String {
    if fact { "yes" } else { "no" }.to_owned()
}

#[cfg(test)]
mod tests;
