//! What paying a purchase needs, and how each of it stands: all of it at once, before anything is paid. Pure. What the node will
//! really do is decided by the node: a condition that holds here is no promise, and one that fails is no refusal, except that of
//! the [gate](crate::limits::gate).

use super::cost::{self, Cover, Nearest, Purse};
use crate::{
    catalogue::{Means, may_pay},
    view::{
        Facts, MoneyView,
        app::LineState,
        buy::{BalanceChange, Condition, ConditionId, PayingWallet},
    },
};
use masumi::{
    moment::Moment,
    money::{Amount, Money, Unit},
    node::{Generation, Network},
};

/// Who would pay: the node, its key, and its wallets.
#[derive(Clone, Debug)]
pub struct Payer {
    /// What the person calls the node.
    pub label: String,
    /// Where it is: host and port.
    pub host: String,
    /// Whether it does what it is asked, as far as it is known.
    pub answers: bool,
    /// What its key may do, and where it can pay.
    pub means: Means,
    /// The purchasing wallets that are known; `None`: what they hold could not be read.
    pub purses: Option<Vec<Purse>>,
}

/// What would be paid.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) network: Network,
    /// At most this; `None`: not known yet.
    pub(crate) price: Option<&'a [Money]>,
    pub(crate) generation: Option<Generation>,
    /// Whether the node can pay into the contract that is named; `None`: the node has not told where it can pay.
    pub(crate) source: Option<bool>,
    /// Whether the gate would let it pass.
    pub(crate) is_allowed: bool,
    /// Until when it can be paid; `None`: the agent has not named its terms yet.
    pub(crate) until: Option<(Moment, Moment)>,
}

/// How everything stands that paying needs, and from which wallet it would be paid.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standing {
    /// In the order in which a payment meets them.
    pub(crate) conditions: Vec<Condition>,
    /// The wallet that comes nearest to paying it.
    pub(crate) wallet: Option<PayingWallet>,
    /// What that has before and after, unit by unit.
    pub(crate) balances: Vec<BalanceChange>,
}

impl Standing {
    pub(crate) fn of(asked: &Asked<'_>, payer: &Payer) -> Standing {
        Standing::costing(asked, &cost::costs(asked.price.unwrap_or_default()), payer)
    }

    /// The same of several purchases that cost this together. Each of them can be paid from another wallet.
    pub(crate) fn of_all(asked: &Asked<'_>, costs: &[Money], payer: &Payer) -> Standing {
        let purses = payer.purses.as_deref().map(|purses| cost::pooled(asked.generation, purses));
        Standing::costing(asked, costs, &Payer { purses, ..payer.clone() })
    }

    fn costing(asked: &Asked<'_>, costs: &[Money], payer: &Payer) -> Standing {
        let nearest = payer.purses.as_deref().and_then(|purses| cost::nearest(costs, asked.generation, purses));
        let mut conditions = vec![node(payer), key(asked, payer), quota(asked, payer), source(asked)];
        conditions.push(wallet(payer, nearest.as_ref()));
        conditions.extend(tokens(asked, nearest.as_ref()));
        conditions.push(ada(asked, costs, nearest.as_ref()));
        conditions.push(collateral(asked, nearest.as_ref()));
        conditions.push(time(asked));
        conditions.push(limits(asked));
        let (wallet, balances) = nearest.map_or((None, Vec::new()), |nearest| paid_from(&nearest, asked.network));
        Standing { conditions, wallet, balances }
    }
}

fn paid_from(nearest: &Nearest<'_>, network: Network) -> (Option<PayingWallet>, Vec<BalanceChange>) {
    let change = |unit: &Cover| {
        let view = |amount| MoneyView::of(&Money { amount: Amount(amount), unit: unit.needed.unit.clone() }, network);
        BalanceChange { before: view(unit.held.0), after: unit.held.0.checked_sub(unit.needed.amount.0).map(view) }
    };
    let wallet = PayingWallet {
        address: nearest.wallet.address.clone(),
        generation: nearest.wallet.generation(),
        among: u32::try_from(nearest.among).unwrap_or(u32::MAX),
    };
    (Some(wallet), nearest.cover.iter().map(change).collect())
}

fn condition<const N: usize>(id: ConditionId, state: LineState, facts: [(&str, String); N]) -> Condition {
    let facts: Facts = facts.into_iter().map(|(name, fact)| (name.to_owned(), fact)).collect();
    Condition { id, state, facts }
}

/// As far as it is known.
fn known(holds: Option<bool>) -> LineState {
    match holds {
        None => LineState::Skipped,
        Some(true) => LineState::Passed,
        Some(false) => LineState::Failed,
    }
}

fn node(payer: &Payer) -> Condition {
    let facts = [("label", payer.label.clone()), ("host", payer.host.clone())];
    condition(ConditionId::Node, known(Some(payer.answers)), facts)
}

fn key(asked: &Asked<'_>, payer: &Payer) -> Condition {
    let may = payer.means.key.as_ref().map(|key| may_pay(key, asked.network));
    condition(ConditionId::Key, known(may), [])
}

/// A key with a quota: the node refuses what is above it, and may take all that is left with one purchase (docs/observed.md 1).
fn quota(asked: &Asked<'_>, payer: &Payer) -> Condition {
    let id = ConditionId::Quota;
    let Some(key) = &payer.means.key else { return condition(id, LineState::Skipped, []) };
    if !key.usage_limited {
        return condition(id, LineState::Passed, []);
    }
    let texts =
        |credits: &[Money]| credits.iter().map(|money| money.text(asked.network)).collect::<Vec<_>>().join(", ");
    let short = asked.price.is_some_and(|price| !cost::covers(&cost::cover(price, &key.remaining_credits)));
    let left = ("left", texts(&key.remaining_credits));
    match (short, key.unmatched_credits.is_empty()) {
        (false, _) => condition(id, LineState::Warned, [left]),
        (true, true) => condition(id, LineState::Failed, [left]),
        (true, false) => condition(id, LineState::Failed, [left, ("unmatched", texts(&key.unmatched_credits))]),
    }
}

fn source(asked: &Asked<'_>) -> Condition {
    condition(ConditionId::Source, known(asked.source), [])
}

/// A wallet pays for purchases of one contract only.
fn wallet(payer: &Payer, nearest: Option<&Nearest<'_>>) -> Condition {
    let id = ConditionId::Wallet;
    match (nearest, payer.purses.as_deref()) {
        (Some(nearest), _) if nearest.among > 1 => {
            condition(id, LineState::Passed, [("among", nearest.among.to_string())])
        }
        (Some(_), _) => condition(id, LineState::Passed, []),
        // An ordinary key is not told of all of them.
        (None, Some([_, ..])) => condition(id, LineState::Warned, []),
        (None, Some([]) | None) => condition(id, LineState::Skipped, []),
    }
}

/// What a wallet holds of what it takes, in one unit or several.
fn held(id: ConditionId, cover: &[&Cover], together: bool, network: Network) -> Condition {
    let texts = |all: Vec<Money>| all.iter().map(|money| money.text(network)).collect::<Vec<_>>().join(", ");
    let needed = ("needed", texts(cover.iter().map(|unit| unit.needed.clone()).collect()));
    let missing: Vec<Money> = cover.iter().filter_map(|unit| unit.missing()).collect();
    match (missing.is_empty(), together) {
        (true, _) => condition(id, LineState::Passed, [needed]),
        (false, false) => condition(id, LineState::Failed, [needed, ("missing", texts(missing))]),
        (false, true) => {
            condition(id, LineState::Failed, [needed, ("missing", texts(missing)), ("scattered", "yes".to_owned())])
        }
    }
}

/// The tokens of the price; `None`: it is in ADA alone.
fn tokens(asked: &Asked<'_>, nearest: Option<&Nearest<'_>>) -> Option<Condition> {
    let price: Vec<&Money> = asked.price?.iter().filter(|money| money.unit != Unit::Ada).collect();
    if price.is_empty() {
        return None;
    }
    let Some(nearest) = nearest else {
        let texts: Vec<_> = price.iter().map(|money| money.text(asked.network)).collect();
        return Some(condition(ConditionId::Tokens, LineState::Skipped, [("needed", texts.join(", "))]));
    };
    let cover: Vec<&Cover> = nearest.cover.iter().filter(|unit| unit.needed.unit != Unit::Ada).collect();
    Some(held(ConditionId::Tokens, &cover, nearest.together, asked.network))
}

/// The ADA that a payment takes: price, where it is in ADA, deposit and fee.
fn ada(asked: &Asked<'_>, costs: &[Money], nearest: Option<&Nearest<'_>>) -> Condition {
    let id = ConditionId::Ada;
    let cover = nearest.and_then(|nearest| nearest.cover.iter().find(|unit| unit.needed.unit == Unit::Ada));
    if let (Some(cover), Some(nearest)) = (cover, nearest) {
        let held = held(id, &[cover], nearest.together, asked.network);
        // What is too little for deposit and fee is too little for any price; what is enough for them says nothing of a price.
        if asked.price.is_some() || held.state == LineState::Failed {
            return held;
        }
    }
    let needed = costs.iter().filter(|money| money.unit == Unit::Ada).map(|money| money.text(asked.network));
    condition(id, LineState::Skipped, [("needed", needed.collect())])
}

/// What is left in the wallet for asking the money back.
fn collateral(asked: &Asked<'_>, nearest: Option<&Nearest<'_>>) -> Condition {
    let id = ConditionId::Collateral;
    // Without a price nobody knows what is left.
    let cover = nearest
        .filter(|_| asked.price.is_some())
        .and_then(|nearest| nearest.cover.iter().find(|unit| unit.needed.unit == Unit::Ada));
    let left = cover.and_then(|cover| cover.held.0.checked_sub(cover.needed.amount.0));
    let needed = ("needed", cost::collateral().text(asked.network));
    match left {
        None => condition(id, LineState::Skipped, [needed]),
        Some(left) if left >= cost::collateral().amount.0 => condition(id, LineState::Passed, [needed]),
        Some(left) => condition(id, LineState::Warned, [needed, ("left", Money::lovelace(left).text(asked.network))]),
    }
}

fn time(asked: &Asked<'_>) -> Condition {
    match asked.until {
        None => condition(ConditionId::Time, LineState::Skipped, []),
        Some((now, until)) => condition(ConditionId::Time, known(Some(now <= until)), [("until", until.0.to_string())]),
    }
}

fn limits(asked: &Asked<'_>) -> Condition {
    condition(ConditionId::Limits, known(Some(asked.is_allowed)), [])
}

#[cfg(test)]
impl Payer {
    /// A node that answers, and of whose wallets nothing is known.
    pub(crate) fn in_a_test(means: Means) -> Payer {
        Payer { label: "My node".to_owned(), host: "node.example".to_owned(), answers: true, means, purses: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::testing,
        purchase::cost::{PaysInto, Wallet},
    };
    use masumi::money::TUSDM;

    const V1: PaysInto = PaysInto::Generation(Generation::V1);

    fn tusdm(amount: u128) -> Money {
        Money { amount: Amount(amount), unit: Unit::parse(TUSDM) }
    }

    fn payer(purses: Option<Vec<(PaysInto, Vec<Money>)>>) -> Payer {
        let purse = |(pays_into, holds)| Purse { wallet: Wallet { address: "addr".to_owned(), pays_into }, holds };
        let purses = purses.map(|purses| purses.into_iter().map(purse).collect());
        Payer { purses, ..Payer::in_a_test(testing::means()) }
    }

    fn asked(price: Option<&[Money]>) -> Asked<'_> {
        let generation = Some(Generation::V1);
        Asked { network: Network::Preprod, price, generation, source: Some(true), is_allowed: true, until: None }
    }

    /// The ids of those that are not passed, with a letter for their state.
    fn open(standing: &Standing) -> String {
        let letter = |state| match state {
            LineState::Passed => None,
            LineState::Warned => Some('w'),
            LineState::Failed => Some('f'),
            LineState::Skipped => Some('s'),
        };
        let all = standing.conditions.iter();
        let words = all.filter_map(|one| Some(format!("{:?}:{}", one.id, letter(one.state)?).to_lowercase()));
        words.collect::<Vec<_>>().join(" ")
    }

    /// Everything that stands in the way is told at once.
    #[test]
    fn all_that_stands_in_the_way_is_told_at_once() {
        let price = [tusdm(3_000_000)];
        let mut poor = payer(Some(vec![(V1, vec![Money::lovelace(1_000_000)])]));
        poor.answers = false;
        poor.means.key = poor.means.key.map(|key| masumi::node::KeyStatus {
            can_pay: false,
            can_admin: false,
            usage_limited: true,
            remaining_credits: vec![Money::lovelace(1)],
            ..key
        });
        let late = Some((Moment(2), Moment(1)));
        let standing =
            Standing::of(&Asked { source: Some(false), is_allowed: false, until: late, ..asked(Some(&price)) }, &poor);
        assert_eq!(open(&standing), "node:f key:f quota:f source:f tokens:f ada:f collateral:s time:f limits:f");
        let facts = |id| standing.conditions.iter().find(|one| one.id == id).map(|one| one.facts.clone()).unwrap();
        assert_eq!(facts(ConditionId::Tokens)["missing"], "3.00 tUSDM");
        assert_eq!(facts(ConditionId::Ada)["missing"], "4.67 ADA");
    }

    #[test]
    fn what_holds_and_what_is_not_known_are_told_apart() {
        let rich = vec![Money::lovelace(50_000_000), tusdm(9_000_000)];
        let ten = [Money::lovelace(10_000_000)];
        for (price, purses, left) in [
            (Some(&ten[..]), Some(vec![(V1, rich.clone())]), "time:s"),
            // What is left is no collateral: 17 − 10 − 1.95 ADA.
            (Some(&ten[..]), Some(vec![(V1, vec![Money::lovelace(16_000_000)])]), "collateral:w time:s"),
            // A wallet of the other contract pays nothing here, and there may be others.
            (
                Some(&ten[..]),
                Some(vec![(PaysInto::Generation(Generation::V2), rich.clone())]),
                "wallet:w ada:s collateral:s time:s",
            ),
            (Some(&ten[..]), Some(Vec::new()), "wallet:s ada:s collateral:s time:s"),
            (Some(&ten[..]), None, "wallet:s ada:s collateral:s time:s"),
            // The agent names its price later: whether there is enough is known only where it is too little for deposit and fee.
            (None, Some(vec![(V1, rich.clone())]), "ada:s collateral:s time:s"),
            (None, Some(vec![(V1, vec![Money::lovelace(5_000_000)])]), "ada:f collateral:s time:s"),
            (Some(&[tusdm(9_000_001)][..]), Some(vec![(V1, rich.clone())]), "tokens:f time:s"),
        ] {
            let standing = Standing::of(&asked(price), &payer(purses.clone()));
            assert_eq!(open(&standing), left, "{price:?} {purses:?}");
            assert_eq!(standing.wallet.is_some(), !left.contains("wallet"));
        }
    }

    /// The node pays from one wallet: what is in several is enough in none.
    #[test]
    fn what_is_scattered_over_wallets_is_said_to_be() {
        let six = || (V1, vec![Money::lovelace(6_000_000)]);
        let standing = Standing::of(&asked(Some(&[Money::lovelace(9_000_000)])), &payer(Some(vec![six(), six()])));
        let ada = standing.conditions.iter().find(|one| one.id == ConditionId::Ada).unwrap();
        assert_eq!((ada.state, ada.facts.contains_key("scattered")), (LineState::Failed, true));
    }
}
