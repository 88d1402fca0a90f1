//! Folds the journal of an earlier version: works out once what its events come to, purchase by purchase, the most recently
//! active first. The first ones are done before anybody sees anything, so most journals are complete at once. The rest are done
//! on a separate thread in small transactions, so that an interrupted folding resumes where it stopped. Until it is done nobody
//! knows which purchase an identifier belongs to, so nothing is verified and the node's lists are not read.

use super::{Purchases, book::Folded, journal::Unfolded, rest::Rest, standings::Standings};
use crate::{error::Result, notice, view::Changed};
use std::{sync::Arc, thread, time::Duration};

/// So many are folded before a profile is open.
const AT_ONCE: usize = 500;
/// So many in one transaction.
const BATCH: usize = 50;
/// The page is told of every so many.
const TOLD_EVERY: usize = 20 * BATCH;
/// What cannot be written now is tried again after this.
const AGAIN: Duration = Duration::from_secs(5);

impl Purchases {
    /// Folds the first ones, and goes on with the others in the background.
    pub(super) fn fold(&self, mut unfolded: Unfolded) -> Result<()> {
        let standings = self.standings();
        match standings.fold_first(&mut unfolded) {
            Ok(true) => return Ok(()),
            Ok(false) => standings.book().note_folding(&unfolded, None),
            // It goes on once it can be written.
            Err(failure) if failure.code.is_unwritable() => standings.book().note_folding(&unfolded, Some(failure)),
            Err(failure) => return Err(failure),
        }
        let standings = standings.downgrade();
        let go_on = move || {
            while let Some(standings) = standings() {
                match standings.go_on_folding(&mut unfolded) {
                    Ok(true) => return,
                    Ok(false) => standings.book().note_folding(&unfolded, None),
                    Err(failure) => {
                        tracing::error!(%failure, "the history could not be read on");
                        let again = failure.retry;
                        standings.book().note_folding(&unfolded, Some(failure));
                        standings.book().tell(Changed::Purchases);
                        if !again {
                            return;
                        }
                        drop(standings);
                        thread::sleep(AGAIN);
                    }
                }
            }
        };
        thread::Builder::new()
            .name("folding".to_owned())
            .spawn(go_on)
            .map(drop)
            .map_err(|error| super::internal(&error.to_string()))
    }
}

impl Standings {
    /// Folds the first ones; whether that was all.
    fn fold_first(&self, unfolded: &mut Unfolded) -> Result<bool> {
        while unfolded.all - unfolded.left.len() < AT_ONCE && !unfolded.left.is_empty() {
            self.fold_next(unfolded)?;
        }
        let all = unfolded.left.is_empty();
        if all {
            self.end_folding(unfolded)?;
        }
        Ok(all)
    }

    /// Folds some more; whether that was all.
    fn go_on_folding(&self, unfolded: &mut Unfolded) -> Result<bool> {
        self.fold_next(unfolded)?;
        if unfolded.left.is_empty() {
            self.end_folding(unfolded)?;
            // What waited for it may go on.
            self.link().begin_anew();
            self.book().touch_due();
            self.book().tell(Changed::App);
            return Ok(true);
        }
        if unfolded.left.len().is_multiple_of(TOLD_EVERY) {
            self.book().tell(Changed::Purchases);
        }
        Ok(false)
    }

    fn fold_next(&self, unfolded: &mut Unfolded) -> Result<()> {
        let from = unfolded.left.len().saturating_sub(BATCH);
        let (mut folded, mut marks, mut later) = (Vec::new(), Vec::new(), Vec::new());
        let told_before = self.were_told_before()?;
        let now = self.book().now();
        for purchase in unfolded.left.get(from..).unwrap_or_default().iter().rev() {
            let Some(states) = self.book().look_up(|shelf| shelf.fold(purchase))? else {
                later.push(purchase.clone());
                continue;
            };
            for (id, state) in states {
                let standing = self.of(&id, &state);
                let worth = notice::worth_telling(&state, &standing, now);
                // What was there before anybody was told of it is no news.
                let is_news = told_before && standing.is_open;
                if !is_news {
                    marks.extend(worth.iter().map(|(key, _)| (super::telling::told_mark(&id, key), "told")));
                }
                let untold = is_news && worth.iter().any(|(key, _)| !self.is_told(&id, key));
                let interrupted = state.interrupted(super::interrupted());
                let rest = Rest::of(&state, &standing, now).filter(|_| !untold && interrupted.is_empty());
                folded.push(Folded { id, state: Arc::new(state), rest, interrupted });
            }
        }
        self.book().admit(folded, &marks)?;
        unfolded.left.truncate(from);
        unfolded.later.append(&mut later);
        Ok(())
    }

    fn end_folding(&self, unfolded: &Unfolded) -> Result<()> {
        for purchase in &unfolded.later {
            if !self.book().look_up(|shelf| shelf.is_folded(purchase))? {
                return Err(crate::store::damaged("purchases.db: a purchase without a beginning"));
            }
        }
        self.begin_telling()?;
        self.book().end_folding()
    }
}
