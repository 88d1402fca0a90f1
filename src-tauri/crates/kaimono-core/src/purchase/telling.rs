//! What the person was told about purchases, kept on disk so that each thing is told once. [`crate::notice`] decides what is
//! worth telling.

use super::{page::shown_name, standings::Standings};
use crate::{
    error::Result,
    notice::{self, About},
};

/// The mark of a journal whose purchases are told of; its value tells which kinds of news there were.
const TELLING: &str = "told";
/// What ended unpaid, what is overdue, and what was taken back are told of since the second.
const KINDS: &str = "second";

pub(super) fn told_mark(id: &str, key: &str) -> String {
    format!("told/{id}/{key}")
}

impl Standings {
    /// What the person should be told and was not, as `(purchase, agent's name, key, what)`.
    pub(crate) fn worth_telling(&self) -> Vec<(String, String, String, About)> {
        let (now, mut found) = (self.book().now(), Vec::new());
        self.each(|id, state, standing| {
            for (key, about) in notice::worth_telling(state, standing, now) {
                found.push((id.to_owned(), shown_name(state), key, about));
            }
        });
        found.retain(|(id, _, key, _)| !self.was_told(id, key));
        found
    }

    /// Notes that the person was told, or need not be.
    pub(crate) fn told(&self, id: &str, key: &str) {
        let mark = told_mark(id, key);
        if let Err(failure) = self.book().set_mark(&mark, "told") {
            tracing::warn!(purchase = id, %failure, "it may be told again after a restart");
        }
        self.known_as_told().insert(mark);
    }

    /// Whether the person was told, or need not be.
    pub(crate) fn was_told(&self, id: &str, key: &str) -> bool {
        let told = self.is_told(id, key);
        if told {
            self.known_as_told().insert(told_mark(id, key));
        }
        told
    }

    /// The same, for who does not ask again.
    pub(super) fn is_told(&self, id: &str, key: &str) -> bool {
        let mark = told_mark(id, key);
        self.known_as_told().contains(&mark) || self.book().mark(&mark).is_ok_and(|mark| mark.is_some())
    }

    /// Whether anybody was told of anything yet, in this history.
    pub(super) fn were_told_before(&self) -> Result<bool> {
        Ok(self.book().mark(TELLING)?.is_some())
    }

    /// What was there before anybody was told of anything is no news; nor is what was over before its kind was told of. It is none
    /// in this run either where that cannot be written.
    pub(super) fn begin_telling(&self) -> Result<()> {
        let told = self.book().mark(TELLING)?;
        if told.as_deref() == Some(KINDS) {
            return Ok(());
        }
        let mut marks = Vec::new();
        self.each(|id, state, standing| {
            if told.is_none() || !standing.is_open {
                let worth = notice::worth_telling(state, standing, self.book().now());
                marks.extend(worth.into_iter().map(|(key, _)| (told_mark(id, &key), "told")));
            }
        });
        marks.push((TELLING.to_owned(), KINDS));
        let written = self.book().set_marks(&marks);
        self.known_as_told().extend(marks.into_iter().map(|(mark, _)| mark));
        written
    }
}
