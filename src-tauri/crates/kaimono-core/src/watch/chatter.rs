//! What an agent says beyond what is recorded: the newest is shown for as long as the process lives. Each purchase has a daily
//! budget for what is recorded, so that an agent that says something else every time cannot fill the disk.

use crate::purchase::{event::ReceivedResult, state::AgentWord};
use masumi::{
    agent::JobResult,
    moment::{DAY, Moment},
};
use std::{collections::BTreeMap, sync::Arc};

/// Events of one purchase that its agent may cause in a day.
pub(crate) const EVENTS: u32 = 200;
/// Bytes of them, and of the results beside them.
pub(crate) const BYTES: u64 = 16_000_000;
/// Beyond that, for the last words of a job.
const LAST_WORDS: u32 = 20;
/// So often in a row something else is news.
const NEWS_IN_A_ROW: u32 = 3;
/// Parts of results are kept in memory up to so many bytes, the newest.
const PARTS: u64 = 64_000_000;

/// A part of a result, or one that is not recorded.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) received: ReceivedResult,
    pub(crate) result: Arc<JobResult>,
    pub(crate) at: Moment,
}

/// What something that an agent says is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// It says what it is doing in other words.
    Message,
    /// Its word, its question, its result are others.
    News,
    /// It says that it is done, or that it failed.
    LastWord,
    /// What was bought: always recorded.
    Bought,
}

/// What one agent says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chatter {
    /// Its newest word, where that is not recorded.
    pub(crate) word: Option<Arc<AgentWord>>,
    /// Its newest result, likewise.
    pub(crate) part: Option<Part>,
    /// It says more than is recorded.
    pub(crate) too_much: bool,
    /// How often in a row it said something else.
    restless: u32,
    /// When the day of the budget began.
    since: Option<Moment>,
    events: u32,
    bytes: u64,
}

impl Chatter {
    /// Whether an event of so many bytes may be recorded; takes it from the budget if so.
    pub(crate) fn spend(&mut self, now: Moment, weight: Weight, bytes: usize) -> bool {
        if self.since.is_none_or(|since| now.since(since).abs() >= DAY) {
            (self.since, self.events, self.bytes, self.too_much) = (Some(now), 0, 0, false);
        }
        let events = match weight {
            // Half of it: what matters more comes after.
            Weight::Message => EVENTS / 2,
            Weight::News => EVENTS,
            Weight::LastWord | Weight::Bought => EVENTS + LAST_WORDS,
        };
        let spent = self.bytes.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
        let within = self.events < events && (spent <= BYTES || weight == Weight::LastWord);
        let may = within || weight == Weight::Bought;
        if may {
            (self.events, self.bytes) = (self.events.saturating_add(1), spent);
        }
        self.too_much |= !may && weight != Weight::Message;
        may
    }

    /// Takes note of an answer. `differs`: from the one before; gives whether that is a reason to ask often: not where it is
    /// something else every time.
    pub(crate) fn is_news(&mut self, differs: bool) -> bool {
        self.restless = if differs { self.restless.saturating_add(1) } else { 0 };
        differs && self.restless <= NEWS_IN_A_ROW
    }
}

/// What the agents of all purchases say.
#[derive(Debug, Default)]
pub(crate) struct Chatters(BTreeMap<String, Chatter>);

impl Chatters {
    pub(crate) fn of(&self, id: &str) -> Chatter {
        self.0.get(id).cloned().unwrap_or_default()
    }

    pub(crate) fn note<T>(&mut self, id: &str, note: impl FnOnce(&mut Chatter) -> T) -> T {
        note(self.0.entry(id.to_owned()).or_default())
    }

    /// Keeps the newest part of a result; those that came longest ago make room for it.
    pub(crate) fn keep(&mut self, id: &str, part: Part) {
        self.note(id, |chatter| chatter.part = Some(part));
        loop {
            let parts = || self.0.iter().filter_map(|(id, chatter)| Some((chatter.part.as_ref()?, id)));
            let sum: u64 = parts().map(|(part, _)| part.received.bytes).sum();
            let oldest = parts().filter(|(_, other)| *other != id).min_by_key(|(part, _)| part.at);
            let Some(oldest) = oldest.map(|(_, id)| id.clone()).filter(|_| sum > PARTS) else { return };
            self.note(&oldest, |chatter| chatter.part = None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::purchase::specimen::NOON;

    #[test]
    fn a_day_has_its_budget_and_the_last_words_have_some_more() {
        let mut chatter = Chatter::default();
        let mut spends = |weight, times: u32| (0..times).filter(|_| chatter.spend(NOON, weight, 10)).count();
        assert_eq!(spends(Weight::Message, 300), 100);
        assert_eq!(spends(Weight::News, 300), 100);
        assert_eq!(spends(Weight::LastWord, 300), 20);
        assert_eq!((spends(Weight::Bought, 3), spends(Weight::LastWord, 1)), (3, 0));
        assert!(chatter.too_much);
        assert!(chatter.spend(NOON.plus(DAY), Weight::News, 10) && !chatter.too_much, "another day");
    }

    #[test]
    fn a_few_that_are_large_use_it_up_as_well() {
        let mut chatter = Chatter::default();
        let large = 4_000_000;
        assert_eq!((0..10).filter(|_| chatter.spend(NOON, Weight::News, large)).count(), 4);
        assert!(chatter.spend(NOON, Weight::LastWord, 10) && chatter.spend(NOON, Weight::Bought, large));
    }

    #[test]
    fn what_is_something_else_every_time_is_news_a_few_times() {
        let mut chatter = Chatter::default();
        let news: Vec<bool> =
            [true, true, true, true, true, false, true].map(|differs| chatter.is_news(differs)).into();
        assert_eq!(news, [true, true, true, false, false, false, true]);
    }

    #[test]
    fn parts_of_results_make_room_for_newer_ones() {
        let mut chatters = Chatters::default();
        let part = |at: i64| Part {
            received: ReceivedResult { content: at.to_string(), is_text: true, bytes: 30_000_000, complete: false },
            result: Arc::new(JobResult::Text(String::new())),
            at: NOON.plus(at),
        };
        for (at, id) in (0..).zip(["one", "two", "three", "two"]) {
            chatters.keep(id, part(at));
        }
        let kept = ["one", "two", "three"].map(|id| chatters.of(id).part.map(|part| part.received.content));
        assert_eq!(kept, [None, Some("3".to_owned()), Some("2".to_owned())]);
    }
}
