//! Every check has a liar: the sandbox's dishonest sellers lie in one respect each, with everything else right, and the check
//! that is named for it finds it out. Nothing is paid, nothing is locked, and both values are there to be compared.

use super::*;
use crate::error::Moved;
use crate::{
    purchase::{
        conditions::Payer,
        cost::{PaysInto, Purse, Wallet},
    },
    view::{
        app::LineState,
        buy::{Condition, ConditionId, WarningId},
    },
};
use masumi::{
    money::{Amount, Money, TUSDM, Unit},
    node::Generation,
    proof::{CheckId, Outcome},
};
use masumi_sandbox::Lie;

/// Which checks do not pass, in their order.
#[derive(Debug, Default, PartialEq)]
struct Found {
    failed: Vec<CheckId>,
    outside: Vec<CheckId>,
    warned: Vec<CheckId>,
}

impl Found {
    fn of(view: &PurchaseView) -> Found {
        let mut found = Found::default();
        for check in &view.checks {
            match check.outcome {
                Outcome::Failed { .. } => found.failed.push(check.id),
                Outcome::Outside { .. } => found.outside.push(check.id),
                Outcome::Warned { .. } => found.warned.push(check.id),
                Outcome::Passed | Outcome::NotApplicable { .. } => {}
            }
        }
        found
    }

    fn failed(checks: &[CheckId]) -> Found {
        Found { failed: checks.to_vec(), ..Found::default() }
    }

    fn outside(check: CheckId) -> Found {
        Found { outside: vec![check], ..Found::default() }
    }

    fn warned(check: CheckId) -> Found {
        Found { warned: vec![check], ..Found::default() }
    }

    fn names(&self, check: CheckId) -> bool {
        [&self.failed, &self.outside, &self.warned].into_iter().any(|checks| checks.contains(&check))
    }
}

/// The lie that a check is there for.
fn liar(check: CheckId) -> Lie {
    match check {
        CheckId::IdentifierFormat => Lie::UnreadableIdentifier,
        CheckId::IdentifierUnused => Lie::EarlierIdentifier,
        CheckId::AgentIdentifier => Lie::SignsForAnotherAgent,
        CheckId::AgentEcho => Lie::NamesAnotherAgent,
        CheckId::Nonce => Lie::SignsForAnotherNonce,
        CheckId::NonceEcho => Lie::NamesAnotherNonce,
        CheckId::InputHash => Lie::NamesOtherInput,
        CheckId::SellerKey => Lie::NamesAnotherKey,
        CheckId::SellerRegistered => Lie::RegistersAnotherKey,
        CheckId::SellerApproved => Lie::ChangesHands,
        CheckId::SellerAddress => Lie::SellsForAnotherAddress,
        CheckId::Signature => Lie::SignsOtherDeadlines,
        CheckId::DeadlineOrder => Lie::CrowdsTheDeadlines,
        CheckId::PayTime => Lie::LeavesNoTimeToPay,
        CheckId::DeliverTime => Lie::LeavesNoTimeToDeliver,
        CheckId::UnlockTime => Lie::LocksForTenYears,
        CheckId::Price => Lie::DropsThePrice,
        CheckId::Unit => Lie::AsksForAnUnknownToken,
        CheckId::Contract => Lie::UsesAnotherContract,
        CheckId::SourceIndex => Lie::UsesAnotherSource,
        CheckId::Current => Lie::IsSuperseded,
        CheckId::Registered => Lie::IsDeregistered,
        CheckId::Layer => Lie::ForcesHydra,
        new => panic!("nobody lies for {new:?} yet"),
    }
}

/// What a lie is found out by. Where it is by more than one check, the reason stands beside it.
fn found_out_by(lie: Lie) -> Found {
    use CheckId as C;
    match lie {
        Lie::Nothing => Found::default(),
        Lie::UnreadableIdentifier => Found::failed(&[C::IdentifierFormat]),
        // The nonce is new for every purchase, so an identifier that was seen before cannot carry it. Alone:
        // `an_identifier_seen_before_is_never_paid_again`.
        Lie::EarlierIdentifier => Found::failed(&[C::IdentifierUnused, C::Nonce, C::Signature]),
        Lie::SignsForAnotherAgent => Found::failed(&[C::AgentIdentifier]),
        Lie::NamesAnotherAgent => Found::warned(C::AgentEcho),
        Lie::SignsForAnotherNonce => Found::failed(&[C::Nonce]),
        Lie::NamesAnotherNonce => Found::warned(C::NonceEcho),
        // A hash that was signed is named; the signature is then not one over our input.
        Lie::SignsOtherInput | Lie::SignsReshapedInput => Found::failed(&[C::InputHash, C::Signature]),
        Lie::NamesOtherInput => Found::warned(C::InputHash),
        // One key is held against three that must be the same.
        Lie::SignsWithAnotherKey => Found::failed(&[C::SellerRegistered, C::SellerApproved, C::SellerAddress]),
        Lie::NamesAnotherKey => Found::warned(C::SellerKey),
        Lie::RegistersAnotherKey => Found::failed(&[C::SellerRegistered]),
        Lie::ChangesHands => Found::failed(&[C::SellerApproved]),
        Lie::SellsForAnotherAddress => Found::failed(&[C::SellerAddress]),
        Lie::SignsOtherDeadlines => Found::failed(&[C::Signature]),
        Lie::CrowdsTheDeadlines => Found::failed(&[C::DeadlineOrder]),
        Lie::LeavesNoTimeToPay => Found::failed(&[C::PayTime]),
        Lie::LeavesNoTimeToDeliver => Found::failed(&[C::DeliverTime]),
        Lie::LocksForTenYears => Found::outside(C::UnlockTime),
        Lie::RaisesThePrice => Found::outside(C::Price),
        Lie::DropsThePrice | Lie::AsksForEightTokens => Found::failed(&[C::Price]),
        // An unknown token is never in an approval, so the price is another one too. Alone: `an_unknown_token_is_never_paid`.
        Lie::AsksForAnUnknownToken => Found { failed: vec![C::Unit], outside: vec![C::Price], ..Found::default() },
        Lie::NamesAnotherPrice => Found::warned(C::Price),
        Lie::NamesAnotherGeneration => Found::warned(C::Contract),
        Lie::UsesAnotherContract => Found::failed(&[C::Contract]),
        Lie::IsSuperseded => Found::failed(&[C::Current]),
        Lie::IsDeregistered => Found::failed(&[C::Registered]),
        Lie::ForcesHydra => Found::failed(&[C::Layer]),
        Lie::UsesAnotherSource => Found::failed(&[C::SourceIndex]),
        // The entry has one source, so it is known which is meant; but absent and 0 are signed differently.
        Lie::LeavesOutTheSource => {
            Found { failed: vec![C::Signature], warned: vec![C::SourceIndex], ..Found::default() }
        }
    }
}

impl Running {
    /// Buys from the dishonest seller who can tell this lie.
    pub(super) async fn buy_lie(&self, desk: &Desk, lie: Lie) -> String {
        let slug = if lie.generation() == Generation::V2 { "dishonest-v2" } else { "dishonest" };
        let mut wish = self.wish(desk, slug, None).await;
        let told: Vec<Lie> = Lie::ALL.into_iter().filter(|other| other.generation() == lie.generation()).collect();
        let place = told.iter().position(|other| *other == lie).unwrap();
        wish.answers.insert("lie".to_owned(), Answer::Choices(vec![place.try_into().unwrap()]));
        match self.purchases.prepare(wish).await.unwrap() {
            Prepared::Review { approval } => self.purchases.approve(&approval.id).unwrap(),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn every_check_has_a_liar() {
    for &check in CheckId::ALL {
        assert!(found_out_by(liar(check)).names(check), "{check:?}");
    }
}

/// Lies in what the answer repeats of what is signed.
fn only_names(lie: Lie) -> bool {
    matches!(
        lie,
        Lie::NamesAnotherAgent
            | Lie::NamesAnotherNonce
            | Lie::NamesOtherInput
            | Lie::NamesAnotherKey
            | Lie::NamesAnotherGeneration
            | Lie::NamesAnotherPrice
    )
}

/// What is only named otherwise beside a right signature is said, and what was signed and approved is paid.
#[tokio::test]
async fn a_lie_about_what_was_signed_is_said_and_what_was_signed_is_paid_once() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    for lie in Lie::ALL.into_iter().filter(|lie| only_names(*lie)) {
        let id = running.buy_lie(&desk, lie).await;
        let view = running.until_phase(&id, Phase::Delivered).await;
        assert_eq!(Found::of(&view), found_out_by(lie), "{lie:?}: {:#?}", view.checks);
        assert_eq!(desk.locks(&running, &id), 1, "{lie:?}");
    }
}

#[tokio::test]
async fn every_lie_is_found_out_by_the_check_that_is_named_for_it_and_nothing_is_paid() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let honest = running.buy_lie(&desk, Lie::Nothing).await;
    let view = running.until_phase(&honest, Phase::Delivered).await;
    assert_eq!((Found::of(&view), desk.sandbox.all_locks()), (Found::default(), 1));

    let unpaid = |lie: &Lie| *lie != Lie::Nothing && !only_names(*lie);
    for lie in Lie::ALL.into_iter().filter(unpaid) {
        // What the registry was made to tell for the last one is over.
        desk.skip(2 * MINUTE);
        running.clients.node.health().await.unwrap();
        let id = running.buy_lie(&desk, lie).await;
        let expected = found_out_by(lie);
        let phase = if expected.failed.is_empty() { Phase::AsksAgain } else { Phase::Refused };
        let view = running.until(&id, &format!("{lie:?}"), |view| view.row.phase == phase).await;
        assert_eq!(Found::of(&view), expected, "{lie:?}: {:#?}", view.checks);
        assert_eq!(view.checks.iter().map(|check| check.id).collect::<Vec<_>>(), CheckId::ALL, "{lie:?}");
        for check in &view.checks {
            if let Outcome::Failed { expected: one, found } | Outcome::Outside { approved: one, found } = &check.outcome
            {
                assert!(!one.is_empty() && !found.is_empty() && one != found, "{lie:?}: {check:?}");
            }
        }
        if phase == Phase::Refused {
            let failure = view.failure.unwrap();
            assert_eq!((failure.code, failure.moved), (Code::TermsRefused, Moved::No), "{lie:?}");
        } else {
            running.purchases.decline(&view.approval.unwrap().id).unwrap();
        }
        if lie != Lie::EarlierIdentifier {
            assert_eq!(desk.locks(&running, &id), 0, "{lie:?}");
        }
    }
    assert_eq!(desk.sandbox.faults().requests(Service::Node, "POST /purchase"), 1, "the honest one");
    assert_eq!(desk.sandbox.all_locks(), 1);
}

#[tokio::test]
async fn input_that_was_signed_in_another_form_is_recognised_as_ours() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy_lie(&desk, Lie::SignsReshapedInput).await;
    let view = running.until_phase(&id, Phase::Refused).await;
    let told = view.checks.iter().find(|check| check.id == CheckId::InputHash).unwrap();
    let Outcome::Failed { found, .. } = &told.outcome else { panic!("{told:?}") };
    assert!(found.ends_with(": our input, hashed as a list of key and value"), "{found}");
}

#[tokio::test]
async fn another_price_in_the_answer_is_warned_of_and_the_registered_one_is_paid() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy_lie(&desk, Lie::NamesAnotherPrice).await;
    let view = running.until_phase(&id, Phase::Delivered).await;
    assert_eq!(Found::of(&view), found_out_by(Lie::NamesAnotherPrice));
    assert_eq!(view.row.price[0].amount, "1000000");
    assert_eq!(desk.locks(&running, &id), 1);
}

#[tokio::test]
async fn tokens_without_ada_beside_them_are_warned_of_before_they_get_stuck() {
    let desk = Desk::new().await;
    let running = desk.run().await;
    let tokens = Money { amount: Amount(500_000_000), unit: Unit::parse(TUSDM) };
    for (holds, enough) in [(vec![tokens.clone()], false), (vec![tokens, Money::lovelace(5_670_000)], true)] {
        let wallet = Wallet { address: "addr".to_owned(), pays_into: PaysInto::Generation(Generation::V1) };
        let mut wish = running.wish(&desk, "market-brief", None).await;
        wish.payer.purses = Some(vec![Purse { wallet, holds }]);
        let Prepared::Review { approval } = running.purchases.prepare(wish).await.unwrap() else { panic!("refused") };
        let ada = condition(&approval, ConditionId::Ada);
        assert_eq!(ada.facts.get("missing").map(String::as_str), (!enough).then_some("5.67 ADA"));
        assert_eq!(condition(&approval, ConditionId::Tokens).state, LineState::Passed);
        let after: Vec<_> = approval.balances.iter().map(|change| change.after.is_some()).collect();
        assert_eq!(after, [enough, true], "ADA first, then the price");
    }
}

/// A wallet for each contract, as a node with both has them.
fn two_purses(v1: u128, v2: u128) -> Vec<Purse> {
    let purse = |generation, lovelace| {
        let wallet = Wallet { address: format!("{generation:?}"), pays_into: PaysInto::Generation(generation) };
        Purse { wallet, holds: vec![Money::lovelace(lovelace)] }
    };
    vec![purse(Generation::V1, v1), purse(Generation::V2, v2)]
}

fn condition(approval: &ApprovalView, id: ConditionId) -> &Condition {
    approval.conditions.iter().find(|one| one.id == id).unwrap()
}

/// Which wallet an approval names, and whether that has too little.
fn named(approval: &ApprovalView) -> (Option<&str>, bool) {
    let short = condition(approval, ConditionId::Ada).state == LineState::Failed;
    (approval.wallet.as_ref().map(|wallet| wallet.address.as_str()), short)
}

#[tokio::test]
async fn the_wallet_that_is_named_is_the_one_of_the_contract_that_is_paid_into() {
    let desk = Desk::new().await;
    let running = desk.run().await;
    for (slug, v1, v2, expected) in [
        ("summarizer", 1_000_000, 50_000_000, (Some("V1"), true)),
        ("summarizer", 50_000_000, 1_000_000, (Some("V1"), false)),
        ("analyst", 1_000_000, 50_000_000, (Some("V2"), false)),
        ("analyst", 50_000_000, 1_000_000, (Some("V2"), true)),
    ] {
        let mut wish = running.wish(&desk, slug, None).await;
        wish.payer.purses = Some(two_purses(v1, v2));
        let Prepared::Review { approval } = running.purchases.prepare(wish).await.unwrap() else { panic!("refused") };
        assert_eq!(named(&approval), expected, "{slug} {v1} {v2}");
        let ada = if expected.0 == Some("V1") { v1 } else { v2 };
        assert_eq!(approval.balances[0].before.amount, ada.to_string());
    }
}

#[tokio::test]
async fn a_second_approval_says_what_it_takes_from_the_wallet_that_pays_it() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy_lie(&desk, Lie::LocksForTenYears).await;
    let asked = running.until_phase(&id, Phase::AsksAgain).await.approval.unwrap();
    let payer = running.wish(&desk, "summarizer", None).await.payer;
    for (purses, wallet, short, balances) in [
        (Some(two_purses(50_000_000, 1_000_000)), Some("V1"), false, 1),
        (Some(two_purses(1_000_000, 50_000_000)), Some("V1"), true, 1),
        (None, None, false, 0),
    ] {
        let mut again = (*asked).clone();
        let known = purses.is_some();
        running.purchases.paid_by(&id, &mut again, &Payer { purses, ..payer.clone() }).unwrap();
        assert_eq!((named(&again), again.balances.len()), ((wallet, short), balances));
        assert_eq!(condition(&again, ConditionId::Wallet).state == LineState::Passed, known);
        let time = condition(&again, ConditionId::Time);
        assert!(time.state == LineState::Passed && time.facts.contains_key("until"), "{time:?}");
    }
    // Another question than the one that is asked now: nothing is said of it.
    let mut stale = ApprovalView { id: "another".to_owned(), ..(*asked).clone() };
    running.purchases.paid_by(&id, &mut stale, &payer).unwrap();
    assert_eq!((stale.wallet, stale.conditions), (None, Vec::new()));
}

#[tokio::test]
async fn ten_years_of_lock_are_warned_of_and_paid_only_after_another_yes() {
    let desk = Desk::new().await;
    let mut running = desk.run().await;
    let id = running.buy_lie(&desk, Lie::LocksForTenYears).await;
    let asked = running.until_phase(&id, Phase::AsksAgain).await.approval.unwrap();
    let warned: Vec<WarningId> = asked.warnings.iter().map(|warning| warning.id).collect();
    assert_eq!(warned, [WarningId::Longer, WarningId::LongLock]);
    assert_eq!(asked.warnings[1].facts["days"], "3650");
    assert_eq!(desk.sandbox.all_locks(), 0);
    running.purchases.approve(&asked.id).unwrap();
    let view = running.until_phase(&id, Phase::Delivered).await;
    assert_eq!(Found::of(&view).warned, [CheckId::UnlockTime]);
    assert_eq!(desk.locks(&running, &id), 1);
}
