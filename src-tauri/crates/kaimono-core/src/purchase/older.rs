//! A journal that is an older copy of itself, as from a backup: it lacks what was done since. A purchase that it has as unpaid
//! may be paid, so the node is asked first; and if it was not, the person is, since a no may be missing as well. A job that it has
//! as not started may be under way, so none is started.

use super::{engine::Engine, event::Event, interrupted, lock, state::Job};
use crate::error::{Failure, Moved, Result};

const DOUBTED: &str = "yes";
const ASKED: &str = "asked";

/// The mark of a purchase that may be paid already.
fn mark(id: &str) -> String {
    format!("older/{id}")
}

impl Engine {
    /// Takes note that the journal is an older copy. Before there is a way to the node, so before anything is due.
    pub(super) fn note_older_copy(&self) -> Result<()> {
        let mut doubted = Vec::new();
        for id in self.standings().book().awake() {
            let (is_unpaid, is_approved) = self
                .standings()
                .book()
                .read(&id, |state| (state.order.is_some() && state.row.is_none(), state.job == Job::Approved))?;
            if !is_unpaid {
                continue;
            }
            lock(self.doubted()).insert(id.clone());
            if is_approved {
                let failure = Failure { moved: Moved::No, retry: false, ..interrupted() };
                for event in [Event::JobStarting, Event::JobLost { failure }] {
                    if let Err(failure) = self.note(&id, event) {
                        tracing::warn!(purchase = id, %failure, "a job of an older copy is not ended");
                    }
                }
            }
            doubted.push((mark(&id), DOUBTED));
        }
        self.standings().book().set_marks(&doubted)
    }

    /// Whether it may be paid although nothing of that is written down.
    pub(super) fn may_be_paid_already(&self, id: &str) -> Result<bool> {
        Ok(lock(self.doubted()).contains(id) || self.standings().book().mark(&mark(id))?.as_deref() == Some(DOUBTED))
    }

    /// The node was asked, and has nothing; whether to pay is asked of the person.
    pub(super) fn doubt_no_more(&self, id: &str) -> Result<()> {
        self.standings().book().set_mark(&mark(id), ASKED)?;
        lock(self.doubted()).remove(id);
        Ok(())
    }
}
