//! The person's own words about a purchase: labels, a note, and of what use it was. They are no events and change nothing about a
//! purchase: they are kept beside it, for as long as its journal, and are sent to nobody.

use super::{
    Purchases,
    words::{ObjectionReason, PurchaseOutcome},
};
use crate::{
    error::{Failure, Result},
    text::clean,
    view::{
        Changed,
        purchase::{LabelView, RemarkView},
    },
};
use std::collections::BTreeSet;

/// A purchase has at most so many labels.
pub(crate) const MOST_LABELS: usize = 20;
/// A label has at most so many characters.
pub(crate) const LABEL: usize = 60;
/// A note has at most so many characters.
pub(crate) const NOTE: usize = 10_000;
/// At most so many purchases are labelled at once.
const AT_ONCE: usize = 10_000;
/// So much of a note stands in a list.
const BEGINNING: usize = 200;

/// What the person says about a purchase, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Remark {
    /// In the order in which they were given.
    pub(crate) labels: Vec<String>,
    /// `""`: none.
    pub(crate) note: String,
    /// `None`: not said.
    pub(crate) outcome: Option<PurchaseOutcome>,
    /// What is said for others to read.
    pub(crate) objection: Objection,
}

/// Why the person objects: what goes into a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Objection {
    /// `None`: not said.
    pub(crate) reason: Option<ObjectionReason>,
    /// In their own words; `""`: none.
    pub(crate) statement: String,
}

impl Remark {
    /// What a purchase is found by because of it, in lower case.
    pub(crate) fn words(&self) -> String {
        format!("{} {}", self.labels.join(" "), self.note).trim().to_lowercase()
    }

    pub(crate) fn label_views(&self) -> Vec<LabelView> {
        self.labels.iter().map(|label| LabelView::of(label)).collect()
    }

    /// How the note begins.
    pub(crate) fn beginning(&self) -> String {
        clean(&self.note, BEGINNING)
    }

    pub(crate) fn view(&self) -> RemarkView {
        RemarkView { labels: self.label_views(), note: self.note.clone(), outcome: self.outcome }
    }

    /// The same with one more label; `None`: it has that already.
    fn labelled(&self, label: &str) -> Result<Option<Remark>> {
        let all: Vec<_> = self.labels.iter().map(String::as_str).chain([label]).collect();
        let labels = labels(&all)?;
        Ok((labels != self.labels).then(|| Remark { labels, ..self.clone() }))
    }
}

impl LabelView {
    /// A label as it was typed.
    pub(crate) fn of(label: &str) -> LabelView {
        LabelView { typed: label.to_owned(), shown: clean(label, LABEL) }
    }
}

/// Labels as they are kept: each once, whatever its case. What separates labels where they stand in one line is part of none.
fn labels(typed: &[&str]) -> Result<Vec<String>> {
    let (mut kept, mut known) = (Vec::new(), BTreeSet::new());
    for label in typed.iter().map(|label| label.trim()).filter(|label| !label.is_empty()) {
        let separates = |letter: char| matches!(letter, ',' | ';') || letter.is_control();
        if label.chars().count() > LABEL || label.contains(separates) || clean(label, LABEL).is_empty() {
            return Err(Failure::input("label"));
        }
        if known.insert(label.to_lowercase()) {
            kept.push(label.to_owned());
        }
    }
    if kept.len() > MOST_LABELS { Err(Failure::input("labels")) } else { Ok(kept) }
}

impl Purchases {
    /// What the person said about a purchase.
    pub(crate) fn remark(&self, id: &str) -> Result<Remark> {
        self.book().look_up(|shelf| shelf.remark(id))
    }

    /// Gives a purchase these labels and no others.
    pub(crate) fn set_labels(&self, id: &str, typed: &[&str]) -> Result<()> {
        let labels = labels(typed)?;
        self.note_remark(id, |remark| remark.labels.clone_from(&labels))
    }

    /// Gives a purchase this note.
    pub(crate) fn set_note(&self, id: &str, typed: &str) -> Result<()> {
        let note = typed.trim_end();
        if note.chars().count() > NOTE {
            return Err(Failure::input("note"));
        }
        self.note_remark(id, |remark| note.clone_into(&mut remark.note))
    }

    /// Says of what use a purchase was; `None`: no longer said.
    pub(crate) fn set_outcome(&self, id: &str, outcome: Option<PurchaseOutcome>) -> Result<()> {
        self.note_remark(id, |remark| remark.outcome = outcome)
    }

    /// Says why the person objects; `None` and `""`: no longer said.
    pub(crate) fn set_objection(&self, id: &str, reason: Option<ObjectionReason>, typed: &str) -> Result<()> {
        let statement = typed.trim_end();
        if statement.chars().count() > NOTE {
            return Err(Failure::input("statement"));
        }
        self.note_remark(id, |remark| remark.objection = Objection { reason, statement: statement.to_owned() })
    }

    fn note_remark(&self, id: &str, change: impl Fn(&mut Remark)) -> Result<()> {
        if !self.book().has(id)? {
            return Err(Failure::unknown(id));
        }
        self.book().remark(&[id], |remark| {
            let mut changed = remark.clone();
            change(&mut changed);
            Ok(Some(changed))
        })?;
        self.book().changed(id);
        Ok(())
    }

    /// Gives several purchases one more label: all of them, or none.
    pub(crate) fn label_all(&self, ids: &[&str], typed: &str) -> Result<()> {
        if ids.len() > AT_ONCE || typed.trim().is_empty() {
            return Err(Failure::input("label"));
        }
        for id in ids {
            if !self.book().has(id)? {
                return Err(Failure::unknown(id));
            }
        }
        self.book().remark(ids, |remark| remark.labelled(typed))?;
        for id in ids {
            self.book().tell(Changed::Purchase { id: (*id).to_owned() });
        }
        self.book().tell(Changed::Purchases);
        Ok(())
    }
}
