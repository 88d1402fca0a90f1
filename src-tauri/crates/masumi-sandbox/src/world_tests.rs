//! Whatever is bought and asked in whatever order, the world comes to rest, and no money is made or lost on the way.

use super::*;
use crate::{
    contract::{Stage, answers, paying_body},
    faults::Service,
    mishap::Mishap,
};
use masumi::moment::HOUR;
use proptest::prelude::*;
use serde_json::json;

/// What a person, or time, may do.
#[derive(Clone, Debug)]
enum Move {
    Buy(&'static str),
    Ask(usize, &'static str),
    Skip(i64),
    Fail(Mishap),
    Empty,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let agents = ["summarizer", "never-delivers", "press-kit", "analyst", "market-brief", "slow-report"];
    let wishes = ["purchase/request-refund", "purchase/cancel-refund-request", "payment/authorize-refund"];
    let times = [1, 3_000, MINUTE, 20 * MINUTE, 6 * HOUR, 25 * HOUR];
    let mishaps = [Mishap::LateLock, Mishap::InvalidLock, Mishap::TimesOut, Mishap::RolledBack];
    let one = prop_oneof![
        prop::sample::select(agents.to_vec()).prop_map(Move::Buy),
        (0..8_usize, prop::sample::select(wishes.to_vec())).prop_map(|(purchase, wish)| Move::Ask(purchase, wish)),
        prop::sample::select(times.to_vec()).prop_map(Move::Skip),
        prop::sample::select(mishaps.to_vec()).prop_map(Move::Fail),
        Just(Move::Empty),
    ];
    prop::collection::vec(one, 1..24)
}

/// Makes a move. Whether a wish is granted does not matter here.
fn make(stage: &mut Stage, bought: &mut Vec<String>, next: &Move) {
    match next {
        Move::Buy(slug) => {
            let nonce = format!("54457a849f11e756{:04x}", bought.len());
            let (_, terms) = stage.start_job(slug, &nonce, &answers(slug));
            let (status, paid) = stage.post(Service::Node, "purchase", "<PAY_KEY>", &paying_body(&terms));
            assert_eq!(status, 200, "{paid}");
            bought.push(terms["blockchainIdentifier"].as_str().unwrap().to_owned());
        }
        Move::Ask(purchase, wish) => {
            if let Some(identifier) = bought.get(*purchase) {
                let body = json!({"network": "Preprod", "blockchainIdentifier": identifier});
                stage.post(Service::Node, wish, "<ADMIN_KEY>", &body);
            }
        }
        Move::Skip(millis) => stage.world.skip(*millis),
        Move::Fail(mishap) => stage.world.node.mishap = Some(*mishap),
        Move::Empty => {
            [Generation::V1, Generation::V2].iter().for_each(|generation| stage.world.empty_wallet(*generation));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn money_is_neither_made_nor_lost_and_everything_comes_to_rest(moves in moves()) {
        let mut stage = Stage::new();
        let before = stage.world.chain.all_money();
        let mut bought = Vec::new();
        for next in &moves {
            make(&mut stage, &mut bought, next);
            prop_assert_eq!(stage.world.chain.all_money(), before.clone(), "after {:?}", next);
        }
        stage.world.skip(30 * DAY);
        prop_assert_eq!(stage.world.next_change(), None);
        prop_assert_eq!(stage.world.chain.all_money(), before);
        for identifier in &bought {
            prop_assert!(stage.world.locks(identifier) <= 1);
        }
    }
}
