//! Which hosts of agents may be asked now. The number of hosts asked at once is limited, and so are the calls to any one of them.
//! A host that does not answer in time is left alone for a while. Slow hosts have their own slots, and so have hosts of which
//! nothing is known yet, so that they keep nobody else waiting. What the person looks at waits for no slot.

use super::schedule::{self, Care};
use masumi::moment::Moment;
use std::collections::BTreeMap;

/// Calls at one host: two, so that one that hangs does not hold up its neighbours.
pub(super) const AT_ONE_HOST: usize = 2;

/// How an agent was answered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It answers, and has something new.
    News,
    /// It answers, and has nothing new.
    Same,
    /// Its host answers, with no word about the job.
    Failure,
    /// Nobody answers.
    Silence,
    /// Nobody was asked.
    NotAsked,
}

/// The hosts of agents, and the calls to them that are under way.
#[derive(Debug, Default)]
pub(super) struct Hosts {
    known: BTreeMap<String, Host>,
    /// By purchase.
    calls: BTreeMap<String, Call>,
}

/// What is known of a host.
#[derive(Clone, Copy, Debug, Default)]
struct Host {
    /// When it was last asked.
    asked: Option<Moment>,
    /// Whether its last answer came in good time.
    prompt: Option<bool>,
    /// How often in a row nobody answered in time.
    hung: u32,
    /// When that was so first since the last pause was over.
    paused: Option<Moment>,
}

#[derive(Debug)]
struct Call {
    host: String,
    since: Moment,
}

/// Those that share their slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Answers in good time.
    Prompt,
    /// Nothing is known of it.
    New,
    /// Answered late or not at all last time, or lets somebody wait now.
    Slow,
}

impl Kind {
    /// Calls to hosts of a kind at once.
    pub(super) fn slots(self) -> usize {
        match self {
            Kind::Prompt | Kind::New => 16,
            Kind::Slow => 3,
        }
    }

    fn at_one_host(self) -> usize {
        if self == Kind::Slow { 1 } else { AT_ONE_HOST }
    }
}

impl Host {
    fn kind(self) -> Kind {
        match self.prompt {
            _ if self.hung > 0 => Kind::Slow,
            None => Kind::New,
            Some(true) => Kind::Prompt,
            Some(false) => Kind::Slow,
        }
    }

    /// Whether it is left alone since it hung. A clock that went back ends it.
    fn is_paused(self, now: Moment) -> bool {
        self.paused.is_some_and(|since| (0..schedule::pause(self.hung)).contains(&now.since(since)))
    }
}

impl Hosts {
    /// Begins a call for a purchase, if its agent's host may be asked now.
    pub(super) fn begin(&mut self, id: &str, host: &str, care: Care, now: Moment) -> bool {
        let known = self.known.get(host).copied().unwrap_or_default();
        let Some(gap) = schedule::host_gap(care, known.is_paused(now)) else { return false };
        let just_asked = known.asked.is_some_and(|at| (0..gap).contains(&now.since(at)));
        if just_asked || care != Care::LookedAt && !self.has_slot(host, known.kind(), now) {
            return false;
        }
        self.known.entry(host.to_owned()).or_default().asked = Some(now);
        self.calls.insert(id.to_owned(), Call { host: host.to_owned(), since: now });
        true
    }

    fn has_slot(&self, host: &str, kind: Kind, now: Moment) -> bool {
        let there = || self.calls.values().filter(|call| call.host == host);
        let kind = if there().any(|call| call.is_late(now)) { Kind::Slow } else { kind };
        let taken = self.calls.values().filter(|call| self.kind_of(call, now) == kind).count();
        there().count() < kind.at_one_host() && taken < kind.slots()
    }

    /// Whose slot a call takes now: that of the slow ones as soon as it takes long.
    fn kind_of(&self, call: &Call, now: Moment) -> Kind {
        let known = || self.known.get(&call.host).copied().unwrap_or_default().kind();
        if call.is_late(now) { Kind::Slow } else { known() }
    }

    /// Ends the call for a purchase; `took`: how long its agent took, where one was asked.
    pub(super) fn end(&mut self, id: &str, answer: Answer, took: i64, now: Moment) {
        let Some(call) = self.calls.remove(id) else { return };
        let host = self.known.entry(call.host).or_default();
        let prompt = took <= schedule::GOOD_TIME;
        match answer {
            Answer::NotAsked => {}
            // Refused at once: whoever is asked there next does not wait for it.
            Answer::Silence if prompt => {}
            // What hangs within a pause, or beside another one, does not make it longer.
            Answer::Silence if host.is_paused(now) => {}
            Answer::Silence => (host.hung, host.paused) = (host.hung.saturating_add(1), Some(now)),
            Answer::News | Answer::Same | Answer::Failure => {
                (host.prompt, host.paused) = (Some(prompt), None);
                if prompt {
                    host.hung = 0;
                }
            }
        }
    }

    /// Forgets the call for a purchase of which it is not known how it went.
    pub(super) fn forget(&mut self, id: &str) {
        self.calls.remove(id);
    }

    /// Ends all pauses.
    pub(super) fn end_pauses(&mut self) {
        self.known.values_mut().for_each(|host| host.paused = None);
    }
}

impl Call {
    fn is_late(&self, now: Moment) -> bool {
        now.since(self.since) > schedule::GOOD_TIME
    }
}
