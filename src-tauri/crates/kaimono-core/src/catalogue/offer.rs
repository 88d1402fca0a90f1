//! What an agent costs this buyer, and why it cannot be bought. Pure: the entry and the buyer's means go in, a word comes out.
//!
//! This is only for showing. What is really paid is decided again, strictly, from the seller's signed terms.

use crate::view::{
    MoneyView,
    agent::OwnContract,
    market::{Blocked, PriceView},
};
use masumi::{
    net::{AgentReach, agent_base},
    node::{KeyStatus, Network, PaymentSource},
    registry::{AgentStatus, Entry, Offer, Pricing, Rail},
};

/// `POST /purchase` guards at most so many amounts against a changed price.
const MAX_UNITS: usize = 7;

/// What this profile can pay with, as far as its node has told.
#[derive(Clone, Debug)]
pub struct Means {
    /// Where it buys.
    pub network: Network,
    /// What its key may do; `None`: the node has not told yet.
    pub key: Option<KeyStatus>,
    /// Where its node can pay; `None`: the node has not told yet.
    pub sources: Option<Vec<PaymentSource>>,
    /// Whether agents on this machine may be called.
    pub allow_local_agents: bool,
}

/// How an agent is sold to this buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Judged {
    /// Which of the ways to buy from it: of several the first that this node can pay, else the first.
    pub(super) offer: usize,
    /// Why it cannot be bought; `None`: nothing that is known speaks against it.
    pub(super) blocked: Option<Blocked>,
}

pub(super) fn judge(entry: &Entry, means: &Means) -> Judged {
    let offers = entry.offers(means.network);
    let obstacles: Vec<_> = offers.iter().map(|offer| obstacle(entry, offer, means)).collect();
    let offer = obstacles.iter().position(Option::is_none).unwrap_or_default();
    let blocked = match entry.status {
        AgentStatus::Deregistered => Some(Blocked::Deregistered),
        _ if entry.superseded_by.is_some() => Some(Blocked::Superseded),
        _ => not_called(entry, means).or(obstacles.get(offer).copied().unwrap_or(Some(Blocked::UnknownPrice))),
    };
    Judged { offer, blocked }
}

/// The ways to buy from an agent on a network; one that cannot be bought there still asks something.
pub(super) fn offers(entry: &Entry, network: Network) -> Vec<Offer> {
    let none = || Offer { pricing: entry.pricing.clone(), generation: None, contract: None, source_index: None };
    let offers = entry.offers(network);
    if offers.is_empty() { vec![none()] } else { offers }
}

/// The way to buy from an agent: of several the first that this node can pay, else the first.
pub fn offer(entry: &Entry, means: &Means) -> Offer {
    offers(entry, means.network).swap_remove(judge(entry, means).offer)
}

/// Why an agent cannot be bought; `None`: nothing that is known speaks against it.
pub fn blocked(entry: &Entry, means: &Means) -> Option<Blocked> {
    judge(entry, means).blocked
}

/// Why an agent's address is not called; `None`: it is. What is bought another way is no agent to be asked as one.
pub(super) fn not_called(entry: &Entry, means: &Means) -> Option<Blocked> {
    match entry.rail() {
        Rail::Standard => {}
        Rail::OpenApi => return Some(Blocked::OpenApi),
        Rail::X402 => return Some(Blocked::X402),
        Rail::Other(_) => return Some(Blocked::NotMip003),
    }
    let called = |reach| entry.api_base_url.as_deref().is_some_and(|url| agent_base(url, reach).is_ok());
    let allowed = AgentReach { this_machine: means.allow_local_agents, ..AgentReach::PUBLIC };
    match (called(allowed), called(AgentReach::THIS_MACHINE)) {
        (true, _) => None,
        (false, true) => Some(Blocked::LocalAgent),
        (false, false) => Some(Blocked::Address),
    }
}

/// The payment source by which this node would pay; `None`: free, it pays none of them, or it has not told.
pub(crate) fn source<'a>(entry: &Entry, offer: &Offer, means: &'a Means) -> Option<&'a PaymentSource> {
    offer.source(&entry.agent()?, means.network, means.sources.as_deref()?)
}

/// Which escrow contract would be paid into, bech32: the one that the entry names, or the node's; `None`: neither tells.
pub fn contract(entry: &Entry, offer: &Offer, means: &Means) -> Option<String> {
    let of_node = || source(entry, offer, means).map(|source| source.smart_contract_address.clone());
    offer.contract.clone().or_else(of_node)
}

/// The escrow contract that this node would pay into, where it is none of Masumi's: somebody else decides its disputes. `None`:
/// one of Masumi's, or none is paid into, or not known.
pub fn own_contract(entry: &Entry, offer: &Offer, means: &Means) -> Option<OwnContract> {
    let source = source(entry, offer, means).filter(|source| !source.is_masumis())?;
    Some(OwnContract {
        contract: crate::text::clean(&source.smart_contract_address, 120),
        required: source.required_admin_signatures.and_then(|required| u32::try_from(required).ok()),
        admins: u32::try_from(source.admins.len()).unwrap_or(u32::MAX),
    })
}

/// What an agent costs by the other prices that it registered for this network: it may sign any of them.
pub fn other_prices(entry: &Entry, means: &Means) -> Vec<Pricing> {
    let mut prices = vec![offer(entry, means).pricing];
    for other in entry.offers(means.network) {
        if !prices.contains(&other.pricing) {
            prices.push(other.pricing);
        }
    }
    prices.split_off(1)
}

/// A price as the page shows it.
pub fn price(pricing: &Pricing, network: Network) -> PriceView {
    match pricing {
        Pricing::Fixed(amounts) => {
            PriceView::Fixed { amounts: amounts.iter().map(|money| MoneyView::of(money, network)).collect() }
        }
        Pricing::Dynamic => PriceView::Dynamic,
        Pricing::Free => PriceView::Free,
        Pricing::Unknown(raw) => PriceView::Unknown { text: crate::text::clean(raw, 200) },
    }
}

/// Lifetime uptime in whole percent, rounded down; `None`: never checked.
pub fn uptime(entry: &Entry) -> Option<u8> {
    let answered = u128::from(entry.uptime_count.min(entry.uptime_check_count)) * 100;
    let percent = answered.checked_div(u128::from(entry.uptime_check_count))?;
    u8::try_from(percent).ok()
}

fn obstacle(entry: &Entry, offer: &Offer, means: &Means) -> Option<Blocked> {
    match &offer.pricing {
        Pricing::Free => return None,
        Pricing::Dynamic => {}
        Pricing::Unknown(_) => return Some(Blocked::UnknownPrice),
        Pricing::Fixed(amounts) if amounts.is_empty() || amounts.iter().any(|money| money.amount.0 == 0) => {
            return Some(Blocked::UnknownPrice);
        }
        Pricing::Fixed(amounts) if amounts.len() > MAX_UNITS => return Some(Blocked::TooManyUnits),
        Pricing::Fixed(amounts) if amounts.iter().any(|money| money.unit.known(means.network).is_none()) => {
            return Some(Blocked::UnknownUnit);
        }
        Pricing::Fixed(_) => {}
    }
    let (Some(key), Some(sources)) = (&means.key, &means.sources) else { return Some(Blocked::NodeUnknown) };
    if entry.agent().and_then(|agent| offer.source(&agent, means.network, sources)).is_none() {
        return Some(Blocked::Contract);
    }
    (!may_pay(key, means.network)).then_some(Blocked::KeyMayNotPay)
}

/// Whether a key may pay on a network.
pub(crate) fn may_pay(key: &KeyStatus, network: Network) -> bool {
    let active = key.status.as_deref().is_none_or(|status| status == "Active");
    active && (key.can_admin || (key.can_pay && key.networks.iter().any(|word| word == network.word())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::testing::{PREPROD_V2, entry, means};
    use masumi::{
        money::{Amount, Money, TUSDM, Unit},
        node::Generation,
        registry::SupportedSource,
    };

    const CONTRACT: &str = "addr_test1wzs4e6wc95hkwezlccjw9mdvq0r0rsgx6zk34avptga3ftgn37w4g";
    const USDM_OF_MAINNET: &str = "c48cbb3d5e57ed56e276bc45f99ab39abe94e6cd7ac39fb402da47ad0014df105553444d";
    /// The Preprod "USDM" of other material (docs/protocol.md 2.3).
    const UNRELATED: &str = "e675b46e4d2242c991a8932a99db3044e80515ae14b4c4ccf6b3f4c90014df105553444d";

    fn money(amount: u128, unit: &str) -> Money {
        Money { amount: Amount(amount), unit: Unit::parse(unit) }
    }

    fn fixed(units: &[&str]) -> Pricing {
        Pricing::Fixed(units.iter().map(|unit| money(1_000_000, unit)).collect())
    }

    fn source(index: u32, pricing: Pricing) -> SupportedSource {
        SupportedSource {
            chain: "Cardano".into(),
            network: "Preprod".into(),
            index,
            generation: Some(Generation::V2),
            address: CONTRACT.into(),
            pricing,
        }
    }

    fn second_generation(sources: Vec<SupportedSource>) -> Entry {
        Entry {
            agent_identifier: format!("{PREPROD_V2}ab00"),
            pricing: Pricing::Unknown("null".into()),
            payment_type: Some("Web3CardanoV2".into()),
            metadata_version: Some(2),
            supported_sources: sources,
            ..entry("v2")
        }
    }

    #[test]
    fn a_buyable_agent_is_not_blocked() {
        let means = means();
        for pricing in [fixed(&[""]), fixed(&["lovelace"]), fixed(&[TUSDM, ""]), Pricing::Dynamic] {
            assert_eq!(blocked(&Entry { pricing, ..entry("a") }, &means), None);
        }
        let upper = Entry { agent_identifier: entry("a").agent_identifier.to_uppercase(), ..entry("a") };
        assert_eq!(blocked(&upper, &means), None);
        assert_eq!(offer(&upper, &means).generation, Some(Generation::V1));
        let paid_into = contract(&upper, &offer(&upper, &means), &means);
        assert!(paid_into.is_some_and(|contract| contract.starts_with("addr_test1w")));
        assert_eq!(blocked(&Entry { status: AgentStatus::Offline, ..entry("a") }, &means), None);
        assert_eq!(blocked(&Entry { entry_type: Some("Standard".into()), ..entry("a") }, &means), None);
        assert_eq!(blocked(&Entry { payment_type: None, ..entry("a") }, &means), None);
    }

    #[test]
    fn what_is_wrong_with_an_entry_is_said_in_one_word() {
        let priced = |pricing| Entry { pricing, ..entry("a") };
        let at = |url: Option<&str>| Entry { api_base_url: url.map(str::to_owned), ..entry("a") };
        let eight: Vec<&str> = vec![""; 8];
        let table = [
            (Entry { status: AgentStatus::Deregistered, ..entry("a") }, Blocked::Deregistered),
            (Entry { superseded_by: Some("b".into()), ..entry("a") }, Blocked::Superseded),
            (Entry { entry_type: Some("A2A".into()), ..entry("a") }, Blocked::NotMip003),
            (Entry { entry_type: Some("X402".into()), api_base_url: None, ..entry("a") }, Blocked::X402),
            (
                Entry { api_base_url: None, x402_resources_url: Some("https://x.example.org".into()), ..entry("a") },
                Blocked::X402,
            ),
            (Entry { entry_type: Some("OpenApi".into()), ..entry("a") }, Blocked::OpenApi),
            (at(None), Blocked::Address),
            (at(Some("http://agent.example.org")), Blocked::Address),
            (at(Some("http://127.0.0.1:8101")), Blocked::LocalAgent),
            (at(Some("https://localhost:8101")), Blocked::LocalAgent),
            (at(Some("http://10.0.0.7")), Blocked::Address),
            (at(Some("https://10.0.0.1/")), Blocked::Address),
            (at(Some("https://169.254.169.254")), Blocked::Address),
            (at(Some("https://user:secret@agent.example.org")), Blocked::Address),
            (at(Some("javascript:alert(1)")), Blocked::Address),
            (priced(Pricing::Unknown("null".into())), Blocked::UnknownPrice),
            (priced(Pricing::Fixed(Vec::new())), Blocked::UnknownPrice),
            (priced(Pricing::Fixed(vec![money(0, "")])), Blocked::UnknownPrice),
            (priced(fixed(&["USDM"])), Blocked::UnknownUnit),
            (priced(fixed(&["ada"])), Blocked::UnknownUnit),
            (priced(fixed(&[UNRELATED])), Blocked::UnknownUnit),
            (priced(fixed(&[USDM_OF_MAINNET])), Blocked::UnknownUnit),
            (priced(fixed(&["", UNRELATED])), Blocked::UnknownUnit),
            (priced(fixed(&eight)), Blocked::TooManyUnits),
            (Entry { agent_identifier: format!("{PREPROD_V2}ab"), ..entry("a") }, Blocked::Contract),
            (Entry { agent_identifier: "ab".into(), ..entry("a") }, Blocked::Contract),
            (Entry { payment_type: Some("Web3CardanoV9".into()), ..entry("a") }, Blocked::Contract),
            (Entry { payment_type: Some("None".into()), ..entry("a") }, Blocked::Contract),
        ];
        for (entry, word) in table {
            assert_eq!(blocked(&entry, &means()), Some(word), "{entry:?}");
        }
    }

    #[test]
    fn what_the_node_cannot_do_is_said_in_one_word() {
        let key = means().key.expect("a key");
        let with = |key: KeyStatus| Means { key: Some(key), ..means() };
        let admin = KeyStatus { can_admin: true, can_pay: false, networks: Vec::new(), ..key.clone() };
        let table = [
            (Means { sources: Some(Vec::new()), ..means() }, Some(Blocked::Contract)),
            (Means { sources: None, ..means() }, Some(Blocked::NodeUnknown)),
            (Means { key: None, ..means() }, Some(Blocked::NodeUnknown)),
            (with(KeyStatus { can_pay: false, ..key.clone() }), Some(Blocked::KeyMayNotPay)),
            (with(KeyStatus { networks: vec!["Mainnet".into()], ..key.clone() }), Some(Blocked::KeyMayNotPay)),
            (with(KeyStatus { status: Some("Revoked".into()), ..key }), Some(Blocked::KeyMayNotPay)),
            (with(admin), None),
            (Means { network: Network::Mainnet, ..means() }, Some(Blocked::Contract)),
        ];
        for (means, word) in table {
            assert_eq!(blocked(&entry("a"), &means), word, "{means:?}");
        }
    }

    #[test]
    fn a_free_agent_needs_no_node() {
        let free = Entry { pricing: Pricing::Free, payment_type: Some("None".into()), ..entry("a") };
        assert_eq!(blocked(&free, &Means { key: None, sources: None, ..means() }), None);
        assert_eq!(offer(&free, &means()).generation, None);
    }

    #[test]
    fn local_agents_are_called_where_the_profile_allows_it() {
        let local = Entry { api_base_url: Some("http://127.0.0.1:8101".into()), ..entry("a") };
        assert_eq!(blocked(&local, &means()), Some(Blocked::LocalAgent));
        assert_eq!(blocked(&local, &Means { allow_local_agents: true, ..means() }), None);
    }

    #[test]
    fn of_several_ways_to_pay_the_first_that_works_is_shown() {
        let evm = SupportedSource { chain: "EVM".into(), ..source(0, fixed(&[""])) };
        let elsewhere = SupportedSource { address: "addr_test1other".into(), ..source(1, fixed(&[""])) };
        let mainnet = SupportedSource { network: "Mainnet".into(), ..source(2, fixed(&[""])) };
        let strange = source(3, fixed(&["USDC"]));
        let works = source(4, fixed(&[TUSDM]));
        let later = source(5, fixed(&[""]));

        let entry = second_generation(vec![evm.clone(), elsewhere.clone(), mainnet, strange, works, later]);
        assert_eq!(blocked(&entry, &means()), None);
        let shown = offer(&entry, &means());
        assert_eq!((shown.source_index, shown.generation), (Some(4), Some(Generation::V2)));
        assert_eq!(shown.contract.as_deref(), Some(CONTRACT));
        assert_eq!(shown.pricing, fixed(&[TUSDM]));

        // What it may sign instead is shown beside it, each price once.
        assert_eq!(other_prices(&entry, &means()), [fixed(&[""]), fixed(&["USDC"])]);
        assert_eq!(other_prices(&second_generation(vec![source(0, fixed(&[""]))]), &means()), []);

        let none_works = second_generation(vec![evm.clone(), elsewhere]);
        assert_eq!(blocked(&none_works, &means()), Some(Blocked::Contract));
        assert_eq!(offer(&none_works, &means()).source_index, Some(1));
        assert_eq!(blocked(&second_generation(vec![evm]), &means()), Some(Blocked::UnknownPrice));
    }

    #[test]
    fn a_node_of_the_first_generation_cannot_pay_the_second() {
        let only_first = means().sources.into_iter().flatten().filter(|source| source.generation == Generation::V1);
        let means = Means { sources: Some(only_first.collect()), ..means() };
        assert_eq!(blocked(&second_generation(vec![source(0, fixed(&[""]))]), &means), Some(Blocked::Contract));
        assert_eq!(blocked(&entry("a"), &means), None);
    }

    /// The proof pays the second generation by an alternative of the entry alone, so nothing else may be offered.
    #[test]
    fn what_no_terms_could_be_proven_for_is_not_offered() {
        let priced = Entry { pricing: fixed(&[""]), ..second_generation(Vec::new()) };
        assert_eq!(blocked(&priced, &means()), Some(Blocked::Contract));
        let with_alternatives = Entry { pricing: fixed(&[""]), ..second_generation(vec![source(0, fixed(&[TUSDM]))]) };
        assert_eq!(blocked(&with_alternatives, &means()), None);
        assert_eq!(offer(&with_alternatives, &means()).pricing, fixed(&[TUSDM]));
        let first = SupportedSource { generation: Some(Generation::V1), ..source(0, fixed(&[""])) };
        let of_first = Entry { agent_identifier: entry("a").agent_identifier, ..second_generation(vec![first]) };
        assert_eq!(blocked(&of_first, &means()), Some(Blocked::Contract));
    }

    #[test]
    fn what_is_bought_another_way_is_not_called_as_an_agent() {
        let x402 = Entry { entry_type: Some("X402".into()), ..entry("a") };
        assert_eq!(not_called(&x402, &means()), Some(Blocked::X402));
        assert_eq!(not_called(&entry("a"), &means()), None);
    }

    #[test]
    fn an_escrow_contract_that_is_not_masumis_is_told_with_who_decides_there() {
        let at = |contract: &str, required, admins: usize| {
            let mut means = means();
            let source = &mut means.sources.as_mut().expect("sources")[0];
            source.smart_contract_address = contract.into();
            source.required_admin_signatures = required;
            source.admins = vec!["addr_test1admin".into(); admins];
            means
        };
        let of = |entry: &Entry, means: &Means| own_contract(entry, &offer(entry, means), means);
        assert_eq!(of(&entry("a"), &means()), None);
        let own = |required, admins| Some(OwnContract { contract: "addr_test1wown".into(), required, admins });
        assert_eq!(of(&entry("a"), &at("addr_test1wown", Some(2), 3)), own(Some(2), 3));
        assert_eq!(of(&entry("a"), &at("addr_test1wown", None, 0)), own(None, 0));
        let free = Entry { pricing: Pricing::Free, ..entry("a") };
        assert_eq!(of(&free, &at("addr_test1wown", Some(2), 3)), None, "nothing is paid into it");
        assert_eq!(of(&entry("a"), &Means { sources: None, ..means() }), None);
    }

    #[test]
    fn uptime_is_whole_percent_and_never_more_than_was_asked() {
        let table = [
            (0, 0, None),
            (5, 0, None),
            (0, 12, Some(0)),
            (6, 12, Some(50)),
            (999, 1_000, Some(99)),
            (1_000, 1_000, Some(100)),
            (7, 3, Some(100)),
            (u64::MAX, u64::MAX, Some(100)),
        ];
        for (uptime_count, uptime_check_count, percent) in table {
            assert_eq!(uptime(&Entry { uptime_count, uptime_check_count, ..entry("a") }), percent);
        }
    }

    #[test]
    fn a_price_that_cannot_be_read_is_shown_as_it_is() {
        let shown = price(&Pricing::Unknown("{\"pricingType\":\u{202e}\"Auction\"}".into()), Network::Preprod);
        assert_eq!(shown, PriceView::Unknown { text: "{\"pricingType\":\"Auction\"}".into() });
        let PriceView::Fixed { amounts } = price(&fixed(&["", TUSDM]), Network::Preprod) else { panic!("fixed") };
        assert_eq!(amounts.iter().map(|money| money.text.as_str()).collect::<Vec<_>>(), ["1.00 ADA", "1.00 tUSDM"]);
    }
}
