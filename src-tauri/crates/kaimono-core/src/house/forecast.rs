//! What becomes of purchases if the person does nothing: for the page, the tray and a calendar.

use super::Kaimono;
use crate::{
    error::Result,
    purchase::forecast::calendar::{Occasion, calendar},
    saving::{Named, Place},
    view::{
        forecast::{AgendaView, DeadlineView, Foretold, OutlookView},
        privacy::SavedView,
        said::Until,
    },
};
use masumi::moment::Moment;

/// What is told of all nodes at once, beside the window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    /// What becomes of what is open, where all of it is of one node: sums of several networks are no sums.
    pub outlook: Option<OutlookView>,
    /// How long it is until the next deadline, milliseconds.
    pub left: Option<i64>,
}

impl Kaimono {
    /// What becomes of the open profile's purchases until then; `None`: to the end of all.
    pub async fn outlook(&self, until: Option<Until>) -> Result<OutlookView> {
        Ok(self.session()?.purchases().outlook(until.map(|Until(millis)| Moment(millis))))
    }

    /// All deadlines of the open profile's purchases.
    pub async fn agenda(&self) -> Result<AgendaView> {
        Ok(self.session()?.purchases().agenda())
    }

    /// Saves the deadlines as a calendar. Where; `None`: the person said nowhere. `ask`: where a file of a name is saved; `say`: a deadline
    /// in one line, and in sentences.
    pub async fn save_agenda<A: Future<Output = Option<Place>>>(
        &self,
        say: impl Fn(&DeadlineView) -> (String, String),
        ask: impl FnOnce(String) -> A,
    ) -> Result<Option<SavedView>> {
        let session = self.session()?;
        let occasions = session.purchases().deadlines().into_iter().map(|deadline| {
            let (summary, description) = say(&deadline);
            let DeadlineView { purchase, what, at, .. } = deadline;
            Occasion {
                uid: format!("{purchase}-{what:?}@kaimono"),
                at,
                summary,
                description,
                reminds: ends_a_choice(what),
            }
        });
        let text = calendar(session.clock().now(), &occasions.collect::<Vec<_>>());
        let own = self.0.directory.path().join("calendars");
        self.save(&text, Named { stem: "deadlines", ending: "ics" }, ask, own).await
    }

    /// What is told of all that is open, with all nodes.
    pub fn ahead(&self) -> Ahead {
        let mut outlooks: Vec<OutlookView> = Vec::new();
        for session in self.watched() {
            let purchases = session.purchases();
            if !purchases.standings().open_identifiers().is_empty() {
                outlooks.push(purchases.outlook(None));
            }
        }
        let left = outlooks.iter().filter_map(|one| Some(one.next?.since(one.now))).min();
        Ahead { outlook: outlooks.pop().filter(|_| outlooks.is_empty()), left }
    }
}

/// Whether a deadline is the end of what the person can do.
fn ends_a_choice(what: Foretold) -> bool {
    use Foretold as F;
    matches!(what, F::JobStarts | F::PaymentStarts | F::QuestionRunsOut | F::ApprovalRunsOut | F::ObjectionCloses)
}
