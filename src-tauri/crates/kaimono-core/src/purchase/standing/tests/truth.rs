//! The whole table: every combination of what a reading depends on, as far as it can happen. The snapshot says for each state on
//! the chain what each part of the reading depends on, and how; below are the rules that hold in all of them.

use super::*;
use crate::{
    notice::{About, worth_telling},
    purchase::{
        forecast::Forecast,
        specimen::{delivered, key, said},
        words::{Phase, RefundVerdict, Trouble},
    },
};
use masumi::{
    agent::JobState,
    moment::DAY,
    node::{Generation, KeyStatus, Transaction},
    proof::HashVariant,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt::Write,
};

/// What the reading depends on, as places in the tables below.
const DIMENSIONS: [(&str, &[&str]); 8] = [
    ("generation", &["V1", "V2"]),
    ("next action", &["idle", "stuck", "poor", "asked", "sent", "of the node", "unknown"]),
    ("transaction", &["none", "pending", "confirmed", "rolled back", "lost"]),
    ("cooldown", &["no cooldown", "cooldown"]),
    ("hash", &["no hash", "unchecked", "verified", "mismatch"]),
    ("agent", &["says nothing", "works", "asks", "failed", "done", "is silent", "forgot the job"]),
    ("right", &["my key", "an admin", "another key"]),
    ("time", &["early", "late", "near the end", "over", "days later"]),
];

pub(in crate::purchase) type Place = [usize; DIMENSIONS.len()];

/// Deadlines: pay +12 h, result +24 h, unlock +30 h, admins +36 h.
const TIMES: [i64; 5] = [HOUR, 25 * HOUR, 30 * HOUR - 10 * MINUTE, 31 * HOUR, 4 * DAY];

fn states() -> [Option<OnChainState>; 12] {
    use OnChainState as S;
    [
        None,
        Some(S::FundsLocked),
        Some(S::ResultSubmitted),
        Some(S::RefundRequested),
        Some(S::Disputed),
        Some(S::WithdrawAuthorized),
        Some(S::RefundAuthorized),
        Some(S::Withdrawn),
        Some(S::RefundWithdrawn),
        Some(S::DisputedWithdrawn),
        Some(S::FundsOrDatumInvalid),
        Some(S::Other("Frozen".to_owned())),
    ]
}

/// Why a combination cannot happen; `None`: it can.
fn impossible(on_chain: Option<&OnChainState>, place: &Place) -> Option<&'static str> {
    use OnChainState as S;
    let [generation, action, transaction, cooldown, hash, agent, right, _] = *place;
    let over = matches!(on_chain, Some(S::Withdrawn | S::RefundWithdrawn | S::DisputedWithdrawn));
    let requestable = matches!(on_chain, Some(S::FundsLocked | S::ResultSubmitted));
    let revocable = matches!(on_chain, Some(S::RefundRequested | S::Disputed));
    let proven = matches!(on_chain, Some(S::ResultSubmitted | S::Disputed | S::WithdrawAuthorized | S::Withdrawn));
    let agreed = generation == 0 && matches!(on_chain, Some(S::FundsLocked | S::RefundRequested));
    let locked = on_chain.is_some_and(crate::purchase::state::is_locked);
    match (action, transaction, hash) {
        (2, ..) if on_chain.is_some() => Some("a wallet is too poor only for the lock"),
        (3 | 4, ..) if !requestable && !revocable => Some("the node takes requests only in four states"),
        (3 | 4, ..) if generation == 1 && on_chain == Some(&S::RefundRequested) => Some("V2 takes no request back"),
        (3 | 4, 0, _) => Some("the node takes no request without a transaction"),
        (5, ..) if over || on_chain == Some(&S::FundsOrDatumInvalid) => Some("nothing is left for the node to do"),
        (5, ..) if proven => Some("the node takes nothing back once there is a result"),
        (0, ..) if on_chain.is_none() => Some("the node does not wait before the lock is seen"),
        (_, 4, _) if on_chain.is_some_and(|state| *state != S::FundsOrDatumInvalid) => {
            Some("a transaction that was lost leads nowhere")
        }
        (_, 1 | 3, _) if over => Some("a row is terminal when its transaction is confirmed"),
        (.., 0) if proven => Some("a result is on the chain by its hash"),
        (.., 1..) if !proven && !agreed && on_chain != Some(&S::DisputedWithdrawn) => Some("no result, no hash"),
        (.., 2 | 3) if agent != 4 => Some("only a whole result is held against the hash"),
        (.., 1) if agent == 4 => Some("a whole result is held against the hash at once"),
        _ if cooldown == 1 && !locked => Some("only what is in escrow has a cooldown"),
        _ if right != 0 && !requestable && !revocable => Some("the key's right matters only to buttons"),
        _ => None,
    }
}

fn state(on_chain: Option<&OnChainState>, place: &Place) -> State {
    let [generation, action, transaction, cooldown, hash, agent, ..] = *place;
    let mut told = row(on_chain.cloned());
    told.payment_source.as_mut().unwrap().generation = Some([Generation::V1, Generation::V2][generation]);
    let asks = match on_chain {
        Some(OnChainState::RefundRequested) => "UnSetRefundRequested",
        Some(OnChainState::Disputed) if generation == 1 => "AuthorizeWithdrawal",
        Some(OnChainState::Disputed) => "UnSetRefundRequested",
        _ => "SetRefundRequested",
    };
    let by_itself = if on_chain.is_none() { "FundsLockingRequested" } else { "WithdrawRefundInitiated" };
    told.next_action.requested_action = match action {
        0 => "WaitingForExternalAction".to_owned(),
        1 | 2 => "WaitingForManualAction".to_owned(),
        3 => format!("{asks}Requested"),
        4 => format!("{asks}Initiated"),
        5 => by_itself.to_owned(),
        _ => "SomethingNew".to_owned(),
    };
    told.next_action.error_type = (action == 2).then(|| "InsufficientFunds".to_owned());
    let status = [None, Some("Pending"), Some("Confirmed"), Some("RolledBack"), Some("FailedViaTimeout")][transaction];
    told.current_transaction = status.map(|status| Transaction {
        tx_hash: Some("d9".repeat(32)),
        status: Some(status.to_owned()),
        new_on_chain_state: on_chain.map(|state| state.word().to_owned()),
        ..Transaction::default()
    });
    told.cooldown_until = (cooldown == 1).then(|| NOON.plus(30 * HOUR - 20 * MINUTE));
    told.result_hash = (hash > 0).then(|| "ab".repeat(32));
    let mut state = bought([told]);
    let asked = Event::Asked { question: "q1".to_owned(), schema: serde_json::json!({}), status_id: None, until: None };
    let verdict = match hash {
        2 => HashVerdict::Verified { variant: HashVariant::Spec },
        3 => HashVerdict::Mismatch { on_chain: "ab".to_owned(), computed: "cd".to_owned() },
        _ => HashVerdict::Waiting,
    };
    let on_chain = (hash > 0).then(|| "ab".repeat(32));
    let events = match agent {
        0 => vec![],
        1 | 5 | 6 => vec![said(JobState::Running)],
        2 => vec![said(JobState::AwaitingInput), asked],
        3 => vec![said(JobState::Failed)],
        _ => vec![said(JobState::Completed), delivered(), Event::HashChecked { content: None, on_chain, verdict }],
    };
    for event in events {
        state.apply(NOON, &event).unwrap();
    }
    state
}

fn known<'a>(place: &Place, keys: &'a [KeyStatus; 3]) -> Known<'a> {
    let [.., agent, right, time] = *place;
    let now = NOON.plus(TIMES[time]);
    let agent = Asked { at: Some(now), silent: (agent == 5).then_some(NOON), forgot: (agent == 6).then_some(NOON) };
    Known { key: Some(&keys[right]), key_id: Some(&keys[right].id), agent, ..at(now) }
}

fn keys() -> [KeyStatus; 3] {
    [key("key-1"), KeyStatus { can_admin: true, ..key("key-2") }, key("key-3")]
}

/// The combinations in their order, the last dimension changing fastest.
fn place(mut number: usize) -> Place {
    let mut place = [0; DIMENSIONS.len()];
    for (dimension, (_, values)) in DIMENSIONS.iter().enumerate().rev() {
        (place[dimension], number) = (number % values.len(), number / values.len());
    }
    place
}

/// Looks at every combination that can happen, and counts those that cannot, by their reason.
pub(in crate::purchase) fn everywhere(
    mut look: impl FnMut(Option<&OnChainState>, &Place, &State, &Known<'_>),
) -> BTreeMap<&'static str, usize> {
    let (keys, mut left_out) = (keys(), BTreeMap::new());
    for on_chain in states() {
        // One state is read with all rights and at all times: they come last.
        let mut last: Option<([usize; 6], State)> = None;
        for number in 0..DIMENSIONS.iter().map(|(_, values)| values.len()).product() {
            let place = place(number);
            if let Some(why) = impossible(on_chain.as_ref(), &place) {
                *left_out.entry(why).or_default() += 1;
                continue;
            }
            let of_state = std::array::from_fn(|dimension| place[dimension]);
            if last.as_ref().is_none_or(|(before, _)| *before != of_state) {
                last = Some((of_state, state(on_chain.as_ref(), &place)));
            }
            let (_, state) = last.as_ref().unwrap();
            look(on_chain.as_ref(), &place, state, &known(&place, &keys));
        }
    }
    left_out
}

/// The parts of a reading, in words.
fn parts(state: &State, standing: &Standing, now: Moment) -> [(&'static str, String); 7] {
    let trouble = standing.trouble.map(|trouble| (trouble.kind, trouble.retry));
    let Refund { verdict, action, disabled, .. } = standing.refund;
    let told: Vec<_> = worth_telling(state, standing, now).into_iter().map(|(key, _)| key).collect();
    let (phase, money, need, open) = (standing.phase, standing.money, standing.need, standing.is_open);
    [
        ("phase", format!("{phase:?}{}", if open { "" } else { ", closed" })),
        ("money", format!("{money:?}")),
        ("next", format!("{:?}", standing.next.map(|next| next.what))),
        ("trouble", format!("{trouble:?} {need:?}")),
        ("refund", format!("{verdict:?} {action:?} {disabled:?}")),
        ("notices", told.join(", ")),
        ("forecast", Forecast::of(state, standing, now).words()),
    ]
}

/// A place as one number, three bits a dimension.
fn packed(place: &Place) -> u32 {
    place.iter().rev().fold(0, |packed, value| packed << 3 | u32::try_from(*value).unwrap())
}

fn unpacked(packed: u32, dimension: usize) -> usize {
    usize::try_from(packed >> (3 * dimension) & 7).unwrap()
}

/// The rows of a table: where, and which words.
type Rows = Vec<(u32, usize)>;

/// Whether the words of every row follow from these bits of its place.
fn follow_from(rows: &Rows, bits: u32) -> bool {
    let mut seen = HashMap::with_capacity(rows.len());
    rows.iter().all(|(place, words)| *seen.entry(place & bits).or_insert(*words) == *words)
}

/// The dimensions that a part depends on.
fn decisive(rows: &Rows) -> Vec<usize> {
    let bits = |dimension: usize| 7 << (3 * dimension);
    let all = (0..DIMENSIONS.len()).map(bits).sum::<u32>();
    let mut decisive: Vec<usize> =
        (0..DIMENSIONS.len()).filter(|dimension| !follow_from(rows, all & !bits(*dimension))).collect();
    // Where what is between two combinations cannot happen, both are told apart by one more.
    for dimension in 0..DIMENSIONS.len() {
        let chosen = decisive.iter().map(|dimension| bits(*dimension)).sum();
        if !decisive.contains(&dimension) && !follow_from(rows, chosen) {
            decisive.push(dimension);
            decisive.sort_unstable();
        }
    }
    decisive
}

/// Rows that say the same, told together: for each dimension the values.
fn together(rows: &Rows, decisive: &[usize]) -> BTreeSet<(Vec<BTreeSet<usize>>, usize)> {
    let mut told: BTreeSet<(Vec<BTreeSet<usize>>, usize)> = BTreeSet::new();
    let chosen = decisive.iter().map(|dimension| 7 << (3 * dimension)).sum::<u32>();
    let distinct: BTreeSet<_> = rows.iter().map(|(place, words)| (place & chosen, *words)).collect();
    for (place, words) in distinct {
        told.insert((decisive.iter().map(|dimension| BTreeSet::from([unpacked(place, *dimension)])).collect(), words));
    }
    for dimension in (0..decisive.len()).rev() {
        let mut merged: BTreeMap<(usize, Vec<BTreeSet<usize>>), BTreeSet<usize>> = BTreeMap::new();
        for (mut sets, words) in told {
            let values = std::mem::take(&mut sets[dimension]);
            merged.entry((words, sets)).or_default().extend(values);
        }
        told = merged
            .into_iter()
            .map(|((words, mut sets), values)| {
                sets[dimension] = values;
                (sets, words)
            })
            .collect();
    }
    told
}

#[test]
fn the_truth_table() {
    let mut tables: BTreeMap<(usize, usize), Rows> = BTreeMap::new();
    let (mut count, mut names, mut said) = (0, [""; 7], Vec::<String>::new());
    let mut numbers = HashMap::new();
    let all = states();
    let left_out = everywhere(|on_chain, place, state, known| {
        count += 1;
        let standing = Standing::of(state, known);
        let number = all.iter().position(|state| state.as_ref() == on_chain).unwrap();
        for (part, (name, words)) in parts(state, &standing, known.now).into_iter().enumerate() {
            names[part] = name;
            let words = *numbers.entry(words).or_insert_with_key(|words| {
                said.push(words.clone());
                said.len() - 1
            });
            tables.entry((number, part)).or_default().push((packed(place), words));
        }
    });
    let mut text = format!("{count} combinations can happen. Left out:\n");
    for (why, how_many) in &left_out {
        writeln!(text, "  {how_many}: {why}").unwrap();
    }
    for ((number, part), rows) in &tables {
        let on_chain = all[*number].as_ref().map_or("not on the chain", OnChainState::word);
        let decisive = decisive(rows);
        let by: Vec<_> = decisive.iter().map(|dimension| DIMENSIONS[*dimension].0).collect();
        let by = if by.is_empty() { "nothing".to_owned() } else { by.join(", ") };
        writeln!(text, "\n{on_chain}: {} by {by}", names[*part]).unwrap();
        for (sets, words) in together(rows, &decisive) {
            let cells = sets.iter().zip(&decisive).map(|(values, dimension)| {
                let words = DIMENSIONS[*dimension].1;
                let named: Vec<_> = values.iter().map(|value| words[*value]).collect();
                if values.len() == words.len() { "any".to_owned() } else { named.join(" or ") }
            });
            writeln!(text, "  {}: {}", cells.collect::<Vec<_>>().join(", "), said[words]).unwrap();
        }
    }
    insta::assert_snapshot!(text);
}

/// Names a combination where a rule does not hold in it.
pub(in crate::purchase) fn named(on_chain: Option<&OnChainState>, place: &Place) -> String {
    let values = place.iter().zip(DIMENSIONS).map(|(value, (_, words))| words[*value]);
    format!("{on_chain:?} {}", values.collect::<Vec<_>>().join(", "))
}

#[test]
fn nothing_is_foretold_that_is_past_and_no_promise_is_without_an_end() {
    everywhere(|on_chain, place, state, known| {
        let (standing, now) = (Standing::of(state, known), known.now);
        let what = || named(on_chain, place);
        if let Some(NextEvent { what: next, at }) = standing.next {
            let late = match next {
                // What the node does by itself may take it a little; what the admins may do, they may do for ever.
                NextWhat::AutomaticRefund => now.since(at) >= times::OVERDUE_LONG,
                NextWhat::AdminsDecide => false,
                _ => now >= at,
            };
            assert!(!late, "{}: {next:?}", what());
        }
        for Stretch { state, ends, .. } in standing.stretches(state, now) {
            let ahead = matches!(state, StretchState::Ahead | StretchState::IfDelivered);
            assert!(!ahead || now < ends, "{}", what());
        }
        let promised = matches!(standing.refund.verdict, RefundVerdict::Automatic | RefundVerdict::RequestedV2);
        let overdue = standing.refund.at.is_some_and(|at| now.since(at) >= times::OVERDUE_LONG);
        if promised && overdue && on_chain.is_some() {
            let kind = standing.trouble.map(|trouble| trouble.kind);
            let said = [Trouble::RefundOverdue, Trouble::NodeStuck, Trouble::RolledBack].map(Some).contains(&kind);
            assert!(said, "{}: {kind:?}", what());
        }
    });
}

#[test]
fn a_button_that_works_is_one_that_the_node_carries_out() {
    let mut works = 0;
    everywhere(|on_chain, place, state, known| {
        let refund = Standing::of(state, known).refund;
        if refund.action.is_none() || refund.disabled.is_some() {
            return;
        }
        works += 1;
        let row = state.row.as_ref().unwrap();
        let earliest = refund.acts_at.unwrap_or(known.now);
        let last = row.unlock_time.unwrap().plus(-times::WORKER_MARGIN);
        let right = known.key.is_some_and(|key| key.can_admin || Some(&key.id) == row.requested_by_id.as_ref());
        let taken = row.next_action.idle() && row.current_transaction.is_some();
        assert!(earliest < last && right && taken, "{}", named(on_chain, place));
    });
    assert!(works > 100);
}

/// core T6: whoever is not looking hears of everything that needs them.
#[test]
fn whatever_needs_the_person_is_told() {
    everywhere(|on_chain, place, state, known| {
        let standing = Standing::of(state, known);
        if standing.need.is_some() {
            let told = worth_telling(state, &standing, known.now);
            let news = told.iter().any(|(_, about)| !matches!(about, About::Result(_)));
            assert!(news, "{}: {:?}", named(on_chain, place), standing.need);
        }
    });
}

#[test]
fn what_is_closed_or_under_way_asks_for_nothing() {
    everywhere(|on_chain, place, state, known| {
        let standing = Standing::of(state, known);
        let what = || named(on_chain, place);
        let offers = standing.refund.action.is_some() && standing.refund.disabled.is_none();
        if !standing.is_open {
            assert!(standing.need.is_none() && !offers && standing.next.is_none(), "{}", what());
        }
        if standing.under_way.is_some() {
            assert!(!offers && standing.need != Some(Need::Object), "{}", what());
        }
        if standing.phase == Phase::Delivered {
            assert!(matches!(standing.hash, HashVerdict::Verified { .. }), "{}", what());
        }
    });
}
