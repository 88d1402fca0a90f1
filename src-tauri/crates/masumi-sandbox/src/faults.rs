//! Switches that make the sandbox misbehave, and counters that tell what was asked of it: for tests, and for the
//! sandbox panel. A fault belongs to one route; it may strike before the request is taken in or only spoil the answer.

use serde_json::json;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::http::answer::{Answer, Body};

/// Every route that has no fault of its own.
pub(crate) const ANY: &str = "*";

/// Which of the three listeners.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// The Registry Service.
    Registry,
    /// The Payment Service.
    Node,
    /// The agents.
    Agents,
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    accepts: Accepts,
    delay_ms: u64,
    spoils: Spoils,
}

/// When a request is taken in and has its effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accepts {
    Never,
    AtOnce,
    /// Only after the delay, when the asker may have given up.
    Late,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Spoils {
    Nothing,
    Status(u16, String),
    Html(u16),
    Drop,
    Cut,
    NotJson,
}

/// What became of an answer.
#[derive(Debug)]
pub(crate) enum Outgoing {
    Whole(Answer),
    /// The connection is closed instead.
    Dropped,
    /// The connection is closed in the middle.
    Cut(Answer),
}

impl Fault {
    /// Refused with this status and message before anything happens.
    pub fn status(status: u16, message: &str) -> Fault {
        Fault { accepts: Accepts::Never, delay_ms: 0, spoils: Spoils::Status(status, message.to_owned()) }
    }

    /// A proxy's HTML page with this status, before anything happens.
    pub fn html(status: u16) -> Fault {
        Fault { accepts: Accepts::Never, delay_ms: 0, spoils: Spoils::Html(status) }
    }

    /// The connection is closed without an answer, before anything happens.
    pub fn drop() -> Fault {
        Fault { accepts: Accepts::Never, delay_ms: 0, spoils: Spoils::Drop }
    }

    /// The answer ends in the middle.
    pub fn cut() -> Fault {
        Fault { accepts: Accepts::AtOnce, delay_ms: 0, spoils: Spoils::Cut }
    }

    /// 200 with a body that is not JSON.
    pub fn not_json() -> Fault {
        Fault { accepts: Accepts::Never, delay_ms: 0, spoils: Spoils::NotJson }
    }

    /// Everything is as it should be and happens at once, but its answer is late (real time).
    pub fn slow(delay_ms: u64) -> Fault {
        Fault { accepts: Accepts::AtOnce, delay_ms, spoils: Spoils::Nothing }
    }

    /// Everything is as it should be, but it happens late, and so does the answer (real time).
    pub fn late(delay_ms: u64) -> Fault {
        Fault { accepts: Accepts::Late, delay_ms, spoils: Spoils::Nothing }
    }

    /// The same, but only after the request was taken in and has had its effect: what the asker sees does not tell.
    pub fn after_accepting(self) -> Fault {
        Fault { accepts: Accepts::AtOnce, ..self }
    }

    /// The same, but the answer (or its absence) is late as well (real time).
    pub fn delayed(self, delay_ms: u64) -> Fault {
        Fault { delay_ms, ..self }
    }

    pub(crate) fn accepts(&self) -> Accepts {
        self.accepts
    }

    pub(crate) fn delay_ms(&self) -> u64 {
        self.delay_ms
    }

    /// What it makes of an answer (or of none, when the request was not taken in).
    pub(crate) fn spoil(&self, answer: Option<Answer>) -> Outgoing {
        let whole = answer.unwrap_or(Answer { status: 500, body: Body::Empty });
        match &self.spoils {
            Spoils::Nothing => Outgoing::Whole(whole),
            Spoils::Status(status, message) => {
                Outgoing::Whole(Answer::json(*status, json!({"status": "error", "error": {"message": message}})))
            }
            Spoils::Html(status) => Outgoing::Whole(Answer::html(
                *status,
                "<!doctype html><html><head><title>Error</title></head><body><h1>502 Bad Gateway</h1></body></html>",
            )),
            Spoils::Drop => Outgoing::Dropped,
            Spoils::Cut => Outgoing::Cut(whole),
            Spoils::NotJson => Outgoing::Whole(Answer::html(200, "upstream ok")),
        }
    }
}

#[derive(Default)]
struct Inner {
    set: BTreeMap<(Service, String), (Fault, Option<u32>)>,
    /// By the number of the request, whatever its route.
    numbered: BTreeMap<u64, Fault>,
    count: u64,
    requests: BTreeMap<(Service, String), u64>,
}

/// The switches and counters of one sandbox. Cheap to clone.
#[derive(Clone, Default)]
pub struct Faults(Arc<Mutex<Inner>>);

impl Faults {
    /// From now on, `route` (`"POST /purchase"`, `"POST /summarizer/start_job"`, `"*"`: any that has no fault of its own)
    /// goes wrong like this, every time.
    pub fn set(&self, service: Service, route: &str, fault: Fault) {
        self.lock().set.insert((service, route.to_owned()), (fault, None));
    }

    /// The next `times` requests to `route` go wrong like this.
    pub fn set_times(&self, service: Service, route: &str, fault: Fault, times: u32) {
        if times > 0 {
            self.lock().set.insert((service, route.to_owned()), (fault, Some(times)));
        }
    }

    /// The `nth` request from now (1: the next), whatever it asks for, goes wrong like this.
    pub fn set_nth(&self, nth: u64, fault: Fault) {
        let mut inner = self.lock();
        let number = inner.count + nth;
        inner.numbered.insert(number, fault);
    }

    /// `route` works again.
    pub fn clear(&self, service: Service, route: &str) {
        self.lock().set.remove(&(service, route.to_owned()));
    }

    /// Everything works again.
    pub fn clear_all(&self) {
        let mut inner = self.lock();
        inner.set.clear();
        inner.numbered.clear();
    }

    /// Whether `route` goes wrong.
    pub(crate) fn is_set(&self, service: Service, route: &str) -> bool {
        self.lock().set.contains_key(&(service, route.to_owned()))
    }

    /// How often `route` was asked for, faults included.
    pub fn requests(&self, service: Service, route: &str) -> u64 {
        self.lock().requests.get(&(service, route.to_owned())).copied().unwrap_or(0)
    }

    /// Every route that was asked for, with its count.
    pub fn all_requests(&self) -> Vec<(Service, String, u64)> {
        self.lock().requests.iter().map(|((service, route), count)| (*service, route.clone(), *count)).collect()
    }

    /// Counts a request and tells the fault that strikes it.
    pub(crate) fn strike(&self, service: Service, route: &str) -> Option<Fault> {
        let key = (service, route.to_owned());
        let mut inner = self.lock();
        *inner.requests.entry(key.clone()).or_insert(0) += 1;
        inner.count += 1;
        let number = inner.count;
        if let Some(fault) = inner.numbered.remove(&number) {
            return Some(fault);
        }
        let key = if inner.set.contains_key(&key) { key } else { (service, ANY.to_owned()) };
        let (fault, times) = inner.set.get_mut(&key)?;
        let fault = fault.clone();
        if let Some(times) = times {
            *times = times.saturating_sub(1);
            if *times == 0 {
                inner.set.remove(&key);
            }
        }
        Some(fault)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
