//! What is done here with each recording, so that none is forgotten: where it is replayed, or why it is not. The tests beside
//! this file take what is theirs by [`Place`], and must replay all of it.

use super::{Recording, Stage, agents::player, asides::listed, differences, recordings};
use crate::faults::Service;
use std::{collections::BTreeMap, fs, path::Path};

/// What is done with a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// Sent as it is, to the registry or the node.
    Aside,
    /// A payment request, made for terms of this world with the same mistake.
    Purchase,
    /// A seller's request for terms.
    Sale,
    /// A wish, or a look, at a purchase that was put into the named state.
    State,
    /// A wish of somebody who may or may not have it.
    Asker,
    /// The recovery of a purchase that the wallet could not pay.
    Recovery,
    /// What a seller does with a purchase that is paid.
    Seller,
    /// A purchase on its way: the same situation must come up here, and look the same.
    Row,
    /// A job's start.
    Job,
    /// A job's way to its result.
    Way,
    /// The answer here is another, for this reason.
    Differs(&'static str),
    /// There is nothing here to send it to, for this reason.
    Absent(&'static str),
}

use Place::{Absent, Aside, Asker, Differs, Job, Purchase, Recovery, Row, Sale, Seller, State, Way};

const OPERATOR: Place = Absent("the node's operator: wallets, keys, chain access, monitoring");
const WEBHOOK: Place = Absent("webhooks: a desktop has no public address to be called at");
const X402: Place = Absent("x402: another way of paying");
const REGISTRAR: Place = Absent("registering agents: done in the sandbox's own way");
const BOOKS: Place = Absent("a seller's bookkeeping");
const PEOPLE: Place = Absent("no agent here is like this one");
const PAGES: Place = Absent("pages on from a recorded row; tests of their own turn pages");

/// What is done with a recording.
pub(super) fn place(recording: &Recording) -> Place {
    if let Some(place) = exception(recording.number()) {
        return place;
    }
    let (method, path) = (recording.method.as_str(), recording.path());
    match (recording.service(), method, path) {
        (Service::Agents, _, "start_job") => Job,
        (Service::Agents, _, "hook") => WEBHOOK,
        (Service::Agents, ..) => Way,
        (Service::Registry, _, "/inbox-agent-registration") => REGISTRAR,
        (Service::Registry, ..) => Aside,
        (_, "POST", "/purchase") => Purchase,
        (_, "POST", "/payment") => Sale,
        (_, _, "/payment/submit-result" | "/payment/authorize-refund") => Seller,
        (_, _, "/purchase/error-state-recovery") => Recovery,
        (_, "POST", path) if path.starts_with("/purchase/") && path != "/purchase/spending" => wish(&recording.name),
        (_, _, "/webhooks" | "/webhooks/test") => WEBHOOK,
        (_, _, "/payment/x402" | "/x402/networks/available") => X402,
        (_, _, "/registry" | "/registry/wallet") => REGISTRAR,
        (_, _, "/payment/income") => BOOKS,
        (_, _, "/api-key" | "/monitoring" | "/payment-source-extended" | "/rpc-api-keys" | "/wallet") => OPERATOR,
        _ => Aside,
    }
}

/// By the recording's name: `215-state-v1-null-resolve`, `262-state-auth-…`, `422-live-…`, `211-history-…`.
fn wish(name: &str) -> Place {
    match name.split('-').nth(1) {
        Some("state") if name.contains("-state-v") => State,
        Some("state") => Asker,
        Some("live") => Row,
        _ => Aside,
    }
}

fn exception(number: u32) -> Option<Place> {
    Some(match number {
        45 | 69 | 72..=74 => PEOPLE,
        49 | 542 => Differs("that registry cannot list V2 agents; this one can, as newer ones do"),
        54 | 188 | 372 => PAGES,
        64 | 65 => Differs("a bug of that registry: a burned agent comes back online"),
        70 => Absent("nobody answered"),
        102 => Differs("that free agent has the older SDK and cannot sell at all; this one has the newer"),
        105 => Differs("that newer SDK invents a nonce that its node refuses; this one asks for it"),
        107 | 118 => PEOPLE,
        540 => OPERATOR,
        566 => Absent("a race: the second of two simultaneous purchases, which cannot be simultaneous here"),
        _ => return None,
    })
}

/// The recordings of a place, in the order in which they were made.
pub(super) fn at(here: Place) -> Vec<Recording> {
    recordings().into_iter().filter(|recording| place(recording) == here).collect()
}

/// A reason that has become untrue would hide what is the same by now.
#[test]
fn what_is_said_to_differ_does() {
    let mut stage = Stage::new();
    for recording in recordings().iter().filter(|recording| matches!(place(recording), Differs(_))) {
        let mut sent = recording.clone();
        if let Some(slug) = player(recording) {
            sent.url = format!("http://127.0.0.1:8000/{slug}/start_job");
        }
        let answer = stage.replay(&sent);
        let same = differences(recording, &answer).is_empty() && listed(recording, &answer.1).is_none();
        assert!(!same, "{} is the same by now", recording.name);
    }
}

#[test]
fn every_recording_is_replayed_or_says_why_not() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for recording in recordings() {
        let (count, reason) = match place(&recording) {
            Differs(reason) => ("differs", Some(format!("differs: {reason}"))),
            Absent(reason) => ("absent", Some(format!("not here: {reason}"))),
            _ => ("the same", None),
        };
        *counts.entry(count).or_default() += 1;
        reason.into_iter().for_each(|reason| *reasons.entry(reason).or_default() += 1);
    }
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/recordings/README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let lines = counts.iter().map(|(what, count)| ((*what).to_owned(), *count)).chain(reasons);
    let untold: Vec<String> = lines
        .map(|(what, count)| format!("| sandbox: {what} | {count} |"))
        .filter(|line| !readme.contains(line))
        .collect();
    assert!(untold.is_empty(), "tests/recordings/README.md does not say:\n{}", untold.join("\n"));
}
