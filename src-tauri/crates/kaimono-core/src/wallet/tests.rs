//! The wallet page against a scripted node.

use super::*;
use crate::store::Place;
use crate::{
    clock::Clock,
    contacts::Contacts,
    limits::gate::Gate,
    profile::{Profile, address},
    testing::{ADDRESS, NODE_KEY, REGISTRY_KEY, Service, node_key},
    vault::Keys,
    view::{
        Changed,
        app::{HealthState, KeysState},
    },
};
use masumi::{
    moment::{MINUTE, Moment},
    money::{Amount, Unit},
    net::{Secret, Way},
};
use serde_json::json;
use tempfile::TempDir;
use tokio::sync::broadcast;

const OTHER: &str = "addr_test1vz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzerspjrlsz";

struct Open {
    _home: TempDir,
    node: Service,
    session: Arc<Session>,
    clock: Clock,
    changes: broadcast::Sender<Changed>,
}

async fn open() -> Open {
    let (node, registry) = (Service::node().await, Service::registry().await);
    let home = tempfile::tempdir().unwrap();
    let profile = Profile {
        id: "p".to_owned(),
        label: "My node".to_owned(),
        network: Network::Preprod,
        sandbox: false,
        node_url: address(&node.url()).unwrap(),
        registry_url: address(&registry.url()).unwrap(),
        allow_local_agents: false,
        allow_stand_ins: false,
        way: Way::default(),
        wallet_address: None,
        key_slot: None,
    };
    let clock = Clock::fixed(Moment(1_795_348_800_000));
    let (changes, _) = broadcast::channel(64);
    let session = Session::open(
        Gate::open(),
        profile,
        home.path(),
        Place::of(home.path()).unwrap(),
        clock.clone(),
        Contacts::in_memory(),
        changes.clone(),
    )
    .unwrap();
    Open { _home: home, node, session, clock, changes }
}

impl Open {
    fn link(&self) {
        let keys = Keys { registry: Secret::new(REGISTRY_KEY), node: Secret::new(NODE_KEY) };
        self.session.open_link(self.session.profile(), keys, KeysState::Session).unwrap();
    }

    fn paste(&self, address: &str) {
        let wallet_address = pasted(address, Network::Preprod).unwrap();
        self.session.set_profile(Profile { wallet_address, ..self.session.profile() });
    }
}

fn paid_from(address: &str) -> Bought {
    Bought { wallets: vec![v1(address)], ..Bought::default() }
}

fn v1(address: &str) -> Wallet {
    Wallet { address: address.to_owned(), pays_into: PaysInto::Generation(Generation::V1) }
}

fn texts(amounts: &[MoneyView]) -> Vec<&str> {
    amounts.iter().map(|money| money.text.as_str()).collect()
}

#[tokio::test]
async fn a_key_that_bought_nothing_yet_knows_no_wallet() {
    let open = open().await;
    open.link();
    let view = view(&open.session, Bought::default()).await;
    assert!(view.wallets.is_empty() && view.failure.is_none());
    assert_eq!(open.session.purses(&[]).await, Some(Vec::new()));
}

#[tokio::test]
async fn a_wallet_that_paid_is_shown_with_ada_first() {
    let open = open().await;
    open.link();
    let tusdm = masumi::money::TUSDM;
    open.node.says("/balance", json!({ "Balance": [{ "unit": tusdm, "quantity": 7_000_000 }, { "unit": "lovelace", "quantity": 12_500_000 }] }));
    let view = view(&open.session, paid_from(ADDRESS)).await;
    let wallet = &view.wallets[0];
    assert_eq!((wallet.address.as_str(), wallet.source), (ADDRESS, AddressSource::Purchase));
    assert_eq!(texts(&wallet.balances), ["12.50 ADA", "7.00 tUSDM"]);
    let purses = open.session.purses(&paid_from(ADDRESS).wallets).await.unwrap();
    assert_eq!((&purses[0].wallet, &purses[0].holds[0]), (&v1(ADDRESS), &Money::lovelace(12_500_000)));
}

#[tokio::test]
async fn an_admin_key_is_told_every_wallet_and_each_is_shown_once() {
    let open = open().await;
    let mut key = node_key();
    key["canAdmin"] = json!(true);
    open.node.says("/api-key-status", key);
    let wallet = |id: &str, address: &str| json!({ "id": id, "type": "Purchasing", "walletAddress": address, "walletVkey": "ab" });
    open.node.says("/wallet/list", json!({ "Wallets": [wallet("1", ADDRESS), wallet("2", OTHER)] }));
    open.node.refuses("/balance", 404, "Address not found");
    let mut changes = open.changes.subscribe();
    open.link();
    while open.session.key().is_none() {
        changes.recv().await.unwrap();
    }
    open.paste(OTHER);
    let view = view(&open.session, paid_from(ADDRESS)).await;
    let shown: Vec<_> = view.wallets.iter().map(|wallet| (wallet.address.as_str(), wallet.source)).collect();
    assert_eq!(shown, [(ADDRESS, AddressSource::Purchase), (OTHER, AddressSource::Node)]);
    assert_eq!(texts(&view.wallets[0].balances), ["0.00 ADA"], "a wallet that was never used is empty, not unknown");
}

#[tokio::test]
async fn a_silent_node_leaves_what_was_last_read_and_says_since_when() {
    let open = open().await;
    open.link();
    open.node.says("/balance", json!({ "Balance": [{ "unit": "", "quantity": 5_000_000 }] }));
    let before = view(&open.session, paid_from(ADDRESS)).await;
    assert_eq!(before.failure, None);
    open.clock.pass(60_000);
    open.node.refuses("/balance", 502, "Bad Gateway");
    let after = view(&open.session, paid_from(ADDRESS)).await;
    assert_eq!(texts(&after.wallets[0].balances), ["5.00 ADA"]);
    assert_eq!((after.at, after.failure.unwrap().code), (before.at, Code::ServiceFailed));
    assert_eq!(open.session.health().state, HealthState::Ok, "what else it does is for its lists to tell");
}

#[tokio::test]
async fn without_keys_the_pasted_address_is_shown_and_its_balance_is_not_known() {
    let open = open().await;
    open.paste(OTHER);
    let view = view(&open.session, Bought::default()).await;
    let wallet = &view.wallets[0];
    assert_eq!((wallet.source, wallet.balances.len()), (AddressSource::Pasted, 0));
    assert_eq!(wallet.failure.as_ref().unwrap().code, Code::KeysUnread);
    assert_eq!(view.failure.unwrap().code, Code::KeysUnread);
    assert_eq!(view.at, None, "nothing was read, and nothing is said to have been");
}

#[test]
fn only_an_address_of_this_network_that_belongs_to_a_key_can_be_pasted() {
    assert_eq!(pasted(&format!(" {ADDRESS}\n"), Network::Preprod).unwrap().as_deref(), Some(ADDRESS));
    assert_eq!(pasted("  ", Network::Preprod).unwrap(), None);
    let contract = "addr_test1wz7j4kmg2cs7yf92uat3ed4a3u97kr7axxr4avaz0lhwdsqukgwfm";
    let typo = ADDRESS.replace("2fxv", "2fxw");
    for (text, network) in
        [(ADDRESS, Network::Mainnet), (contract, Network::Preprod), (&*typo, Network::Preprod), ("x", Network::Preprod)]
    {
        assert_eq!(pasted(text, network).unwrap_err().quote, "address", "{text}");
    }
}

#[test]
fn a_qr_code_is_a_square_with_its_finder_patterns_and_quiet_zone() {
    let code = qr(ADDRESS);
    assert!(code.path.starts_with("M4 4h7v1h-7z"), "{}", &code.path[..40]);
    assert!((21 + 8..=177 + 8).contains(&code.size));
    let furthest = code.path.split('M').skip(1).map(|run| {
        let (x, rest) = run.split_once(' ').unwrap();
        let (_, rest) = rest.split_once('h').unwrap();
        let (length, _) = rest.split_once('v').unwrap();
        x.parse::<u32>().unwrap() + length.parse::<u32>().unwrap()
    });
    assert_eq!(furthest.max().unwrap(), code.size - 4);
}

/// A payment source of the node and its purchasing wallet.
fn source(id: &str, generation: &str) -> serde_json::Value {
    json!({
        "id": id, "network": "Preprod", "paymentSourceType": format!("Web3Cardano{generation}"),
        "policyId": "ab".repeat(28), "smartContractAddress": "addr_test1contract",
    })
}

fn listed(address: &str, source: &str) -> serde_json::Value {
    json!({ "id": address, "paymentSourceId": source, "type": "Purchasing", "walletAddress": address, "walletVkey": "ab" })
}

impl Open {
    /// Linked with a key that may know the wallets, and told all about the node.
    async fn as_admin(sources: serde_json::Value, wallets: serde_json::Value) -> Open {
        let open = open().await;
        let mut key = node_key();
        key["canAdmin"] = json!(true);
        open.node.says("/api-key-status", key);
        open.node.says("/payment-source", json!({ "PaymentSources": sources }));
        open.node.says("/wallet/list", json!({ "Wallets": wallets }));
        open.link();
        let mut changes = open.changes.subscribe();
        while open.session.payment_sources().is_none() {
            changes.recv().await.unwrap();
        }
        open
    }

    fn holds(&self, address: &str, lovelace: u64) {
        let balance = json!({ "Balance": [{ "unit": "", "quantity": lovelace }] });
        self.node.says(&format!("/balance?network=Preprod&address={address}"), balance);
    }
}

#[tokio::test]
async fn a_payment_is_short_when_no_single_wallet_has_all_of_it() {
    let open = Open::as_admin(json!([source("s1", "V1")]), json!([listed(ADDRESS, "s1"), listed(OTHER, "s1")])).await;
    // The same in both: together enough.
    open.node.says("/balance", json!({ "Balance": [{ "unit": "", "quantity": 5_000_000 }] }));
    let costs = (cost::costs(&[Money::lovelace(4_000_000)]), Some(Generation::V1));
    let shortage = shortage(&open.session, &[], &costs).await;
    assert!(shortage.scattered);
    let line = &shortage.lines[0];
    let texts =
        [Some(&line.needed), line.held.as_ref(), line.missing.as_ref()].map(|money| money.unwrap().text.clone());
    assert_eq!(texts, ["5.95 ADA", "5.00 ADA", "0.95 ADA"]);
    assert_eq!(shortage.wallet.map(|wallet| wallet.address).as_deref(), Some(ADDRESS));
    // A node that is silent: what is needed is known all the same, and so is what was last read.
    open.node.refuses("/balance", 502, "Bad Gateway");
    let silent = super::shortage(&open.session, &[], &costs).await;
    assert_eq!(silent.lines[0].held.as_ref().map(|held| held.text.as_str()), Some("5.00 ADA"));
}

/// The other wallet has enough, and cannot pay it: what is missing goes to the wallet of the purchase's own contract.
#[tokio::test]
async fn what_is_missing_goes_to_the_wallet_that_pays_this_contract() {
    let sources = json!([source("s1", "V1"), source("s2", "V2"), source("s3", "V9")]);
    let third = "addr_test1vrh2jrrsj95mt2aqvazkuukzy75fj2ppxkff6r57nv6e23sgvu5rr";
    let wallets = json!([listed(OTHER, "s2"), listed(third, "s3"), listed(ADDRESS, "s1")]);
    let open = Open::as_admin(sources, wallets).await;
    open.holds(ADDRESS, 1_000_000);
    open.holds(OTHER, 50_000_000);
    open.holds(third, 90_000_000);
    let costs = cost::costs(&[Money::lovelace(4_000_000)]);
    let missing = |shortage: &ShortageView| shortage.lines[0].missing.as_ref().map(|money| money.text.clone());
    let wallet =
        |shortage: &ShortageView| shortage.wallet.as_ref().map(|wallet| (wallet.address.clone(), wallet.generation));
    let v1 = shortage(&open.session, &[], &(costs.clone(), Some(Generation::V1))).await;
    assert_eq!(missing(&v1).as_deref(), Some("4.95 ADA"));
    assert_eq!((wallet(&v1), v1.scattered), (Some((ADDRESS.to_owned(), Some(Generation::V1))), false));
    let v2 = shortage(&open.session, &[], &(costs.clone(), Some(Generation::V2))).await;
    assert_eq!((missing(&v2), wallet(&v2)), (None, Some((OTHER.to_owned(), Some(Generation::V2)))));

    // The wallet page: each with its contract, in an order of their own whoever paid last.
    for bought in
        [Vec::new(), vec![Wallet { address: OTHER.to_owned(), pays_into: PaysInto::Generation(Generation::V2) }]]
    {
        let view = view(&open.session, Bought { wallets: bought, ..Bought::default() }).await;
        let shown: Vec<_> = view.wallets.iter().map(|wallet| (wallet.address.as_str(), wallet.generation)).collect();
        assert_eq!(shown, [(ADDRESS, Some(Generation::V1)), (OTHER, Some(Generation::V2)), (third, None)]);
    }
}

/// A key without admin right: the other contract's wallet is known from a purchase, and says nothing of this one.
#[tokio::test]
async fn the_wallet_of_the_other_contract_is_not_named_for_want_of_a_better_one() {
    let open = open().await;
    open.link();
    open.node.says("/balance", json!({ "Balance": [{ "unit": "", "quantity": 50_000_000 }] }));
    let costs = (cost::costs(&[Money::lovelace(4_000_000)]), Some(Generation::V2));
    let shortage = shortage(&open.session, &[v1(ADDRESS)], &costs).await;
    assert_eq!((&shortage.wallet, &shortage.lines[0].held, &shortage.lines[0].missing), (&None, &None, &None));
    open.paste(OTHER);
    let pasted = super::shortage(&open.session, &[v1(ADDRESS)], &costs).await.wallet.unwrap();
    assert_eq!((pasted.address.as_str(), pasted.source, pasted.generation), (OTHER, AddressSource::Pasted, None));
}

/// Where the node pays into one contract only, a wallet that the person pasted is that one's.
#[tokio::test]
async fn a_pasted_wallet_pays_into_the_only_contract_there_is() {
    for (sources, generation) in
        [(json!([source("s1", "V2")]), Some(Generation::V2)), (json!([source("s1", "V1"), source("s2", "V2")]), None)]
    {
        let open = Open::as_admin(sources, json!([])).await;
        open.holds(OTHER, 5_000_000);
        open.paste(OTHER);
        let view = view(&open.session, Bought::default()).await;
        assert_eq!(view.wallets[0].generation, generation);
    }
}

/// Purchases of 2 ADA on V1.
fn paid_on_v1() -> Bought {
    let last = |generation, prices| LastPrices { generation, newest: Some(Moment(7)), prices };
    let (v1, any) = (last(Some(Generation::V1), vec![vec![Money::lovelace(2_000_000)]]), last(None, vec![vec![]]));
    Bought { last_prices: vec![v1, any], ..paid_from(ADDRESS) }
}

#[test]
fn what_is_told_of_a_wallet_is_that_it_holds_little_if_it_is_paid_from() {
    let tusdm = |amount| Money { amount: Amount(amount), unit: Unit::parse(masumi::money::TUSDM) };
    let dollars = LastPrices { prices: vec![vec![tusdm(1_000_000)]], ..paid_on_v1().last_prices.remove(0) };
    let dollars = Bought { last_prices: vec![dollars], ..Bought::default() };
    for (bought, lovelace, dollar, expected) in [
        (&paid_on_v1(), 0, 0, Some(Little::NoPurchase)),
        (&paid_on_v1(), 7_000_000, 0, Some(Little::OnePurchase)),
        (&paid_on_v1(), 10_000_000, 0, Some(Little::FewPurchases)),
        (&paid_on_v1(), 50_000_000, 0, None),
        (&dollars, 4_900_000, 50_000_000, Some(Little::NoPurchase)),
        (&dollars, 50_000_000, 1_500_000, Some(Little::OnePurchase)),
        (&dollars, 50_000_000, 50_000_000, None),
        (&Bought::default(), 0, 0, None),
    ] {
        let holds = [Money::lovelace(lovelace), tusdm(dollar)];
        let little = bought.little(&v1(ADDRESS), &holds);
        assert_eq!(little.map(|low| low.little), expected, "{lovelace} lovelace, {dollar} tUSDM");
    }
    let elsewhere = Wallet { address: ADDRESS.to_owned(), pays_into: PaysInto::Another };
    assert_eq!(paid_on_v1().little(&elsewhere, &[]), None);
}

#[tokio::test]
async fn which_wallets_hold_little_is_known_from_the_last_time_that_they_could_be_read() {
    let open = open().await;
    open.link();
    for (holds, expected) in [
        (Some(50_000_000), None),
        (Some(7_000_000), Some(Little::OnePurchase)),
        (Some(50_000_000), None),
        (Some(0), Some(Little::NoPurchase)),
        (None, Some(Little::NoPurchase)),
    ] {
        match holds {
            Some(holds) => open.holds(ADDRESS, holds),
            None => open.node.refuses("/balance", 500, "down"),
        }
        view(&open.session, paid_on_v1()).await;
        let low: Vec<_> = open.session.low_wallets().iter().map(|low| low.little).collect();
        assert_eq!(low, Vec::from_iter(expected), "{holds:?}");
    }
}

/// Whoever buys should hear before a wallet is empty, and the node is not asked all the time for that.
#[tokio::test]
async fn what_the_wallets_hold_is_read_again_after_ten_minutes_and_not_before() {
    let open = open().await;
    for (minutes, due) in [(0, true), (9, false), (2, true), (0, false)] {
        open.clock.pass(minutes * MINUTE);
        assert_eq!(open.session.begin_keeping_wallets(), due, "{minutes} minutes later");
    }
    // Somebody looked at them meanwhile.
    open.clock.pass(6 * MINUTE);
    view(&open.session, Bought::default()).await;
    open.clock.pass(6 * MINUTE);
    assert!(!open.session.begin_keeping_wallets());
}

#[test]
fn a_wallet_that_pays_no_purchase_is_good_for_none() {
    let bought = paid_on_v1();
    let holds = [Money::lovelace(50_000_000)];
    for (pays_into, holds, expected) in [
        (PaysInto::Generation(Generation::V1), &holds[..], (true, false)),
        (PaysInto::Generation(Generation::V1), &[], (true, true)),
        (PaysInto::NotTold, &holds[..], (true, false)),
        // Nothing was bought on its contract yet: it is little only if money could not be asked back.
        (PaysInto::Generation(Generation::V2), &holds[..], (false, false)),
        (PaysInto::Generation(Generation::V2), &[], (false, true)),
        (PaysInto::Another, &[], (false, false)),
    ] {
        let (runway, low) = bought.runway(&Wallet { address: String::new(), pays_into }, holds);
        assert_eq!((runway.is_some(), low), expected, "{pays_into:?}");
    }
}
